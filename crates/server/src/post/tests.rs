use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};

use concert_coalition::{
    Action, Actor, Addressee, Command, Commitment, Declaration, Organisation, Plan, PlanCommand,
    Role, User,
};
use concert_secretariat::{Contact, Entropy};
use concert_terms::{Id, Names, OrganisationKind, Population, Stated};
use tempfile::TempDir;

use super::*;

fn now() -> Timestamp {
    "2026-11-24T10:00:00Z".parse().unwrap()
}

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

/// An organisation with a commitment due on the last day of the year, and two members, who read
/// Arabic and English.
fn office() -> (TempDir, Secretariat) {
    let folder = tempfile::tempdir().unwrap();
    let entropy = Entropy::of_the_system();
    let office = Secretariat::open(folder.path(), entropy, now(), &mut |_, _| {}).unwrap();
    let operator = Actor::operator();
    let refuge = Organisation::new(id(1), Names::new("", "Refuge Nord"));
    let declare = Command::Declare(vec![Declaration::Organisation(refuge)]);
    office.act(&operator, declare, now()).unwrap();
    let action = Action {
        code: "1".to_owned(),
        text: Names::new("en", "Give light"),
        objective: None,
        pillars: Stated::UNSTATED,
        sides: Stated::UNSTATED,
        forms: Stated::UNSTATED,
        population: Population::EVERYBODY,
        addressees: vec![Addressee::Kind(OrganisationKind::State)],
        from: None,
        due: None,
        after: Vec::new(),
        indicators: Vec::new(),
        references: Vec::new(),
    };
    let plan = Plan {
        id: id(9),
        names: Names::new("en", "The plan"),
        places: Vec::new(),
        keeper: None,
        under: Vec::new(),
        objectives: Vec::new(),
        actions: vec![action],
        source: String::new(),
        paraphrase: false,
        rest: serde_json::Map::new(),
    };
    office.act(&operator, Command::Plan(PlanCommand::State(Box::new(plan))), now()).unwrap();
    let text = Names::new("en", "Forty lanterns");
    let due = "2026-12-31".parse().unwrap();
    let promise = Commitment::new(id(10), id(1), (id(9), "1"), text, due);
    office.make_commitment(&operator, promise, now()).unwrap();
    for (number, language) in [(21, "ar"), (22, "en")] {
        let user = User {
            id: id(number),
            name: format!("member {number}"),
            role: Role::Member,
            organisation: Some(id(1)),
            closed: false,
        };
        office.act(&operator, Command::RegisterUser(user), now()).unwrap();
        let address = format!("m{number}@example.org");
        let contact = Contact { address, language: language.to_owned() };
        office.set_contact(&operator, id(number), Some(&contact)).unwrap();
    }
    (folder, office)
}

fn post(office: &Secretariat, settings: &PostSettings, day: &str) -> Posted {
    let stop = AtomicBool::new(false);
    post_reminders(office, settings, (day.parse().unwrap(), now()), &stop).unwrap().unwrap()
}

fn spool(folder: &Path) -> PostSettings {
    PostSettings {
        spool: Some(folder.to_owned()),
        link: Some("https://concert.example.org/".to_owned()),
        ..PostSettings::default()
    }
}

fn letters(folder: &Path) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut letters: Vec<String> = files
        .map(|file| file.unwrap().path())
        .map(|path| {
            assert!(path.extension().is_some_and(|ending| ending == "eml"), "{path:?}");
            std::fs::read_to_string(path).unwrap()
        })
        .collect();
    letters.sort_by_key(|letter| letter.contains("m22@example.org"));
    letters
}

#[test]
fn a_folder_holds_one_letter_for_each_member_that_says_days_and_nothing_else() {
    let (folder, office) = office();
    let out = folder.path().join("new").join("spool");
    assert_eq!(post(&office, &spool(&out), "2026-12-01").sent, 2);
    assert_eq!(post(&office, &spool(&out), "2026-12-01"), Posted::default());
    let letters = letters(&out);
    assert_eq!(letters.len(), 2);
    let english = &letters[1];
    for part in [
        "To: m22@example.org\r\n",
        "From: concert@localhost\r\n",
        "Subject: One thing is due, see your calendar\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "Date: Tue, 24 Nov 2026 10:00:00",
        "@localhost>\r\n",
        "days left: 30",
        "https://concert.example.org/plans/calendar",
        "https://concert.example.org/account",
    ] {
        assert!(english.contains(part), "{part}: {english}");
    }
    assert!(letters[0].contains("Subject: =?utf-8?"), "{}", letters[0]);
    assert!(!letters[0].contains("One thing is due"), "each in their own language");
    for letter in &letters {
        for hidden in ["lanterns", "Refuge", "The plan", "member 2", "rafficking"] {
            assert!(!letter.contains(hidden), "{hidden}: {letter}");
        }
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_told_and_the_letters_go_the_next_time() {
    let (folder, office) = office();
    let out = folder.path().join("taken");
    std::fs::write(&out, "a file, not a folder").unwrap();
    let posted = post(&office, &spool(&out), "2026-12-01");
    assert_eq!((posted.sent, posted.failed.len(), posted.not_tried), (0, 1, 1));
    assert!(posted.failed[0].contains("taken") && !posted.failed[0].contains("example.org"));
    std::fs::remove_file(&out).unwrap();
    assert_eq!(post(&office, &spool(&out), "2026-12-02").sent, 2);
    assert_eq!(letters(&out).len(), 2);
}

#[test]
fn a_letter_that_lies_there_already_is_not_written_again() {
    let (folder, office) = office();
    let out = folder.path().join("spool");
    std::fs::create_dir(&out).unwrap();
    let known = office.reminder_letters("2026-12-01".parse().unwrap()).unwrap().remove(0);
    // As if the program had stopped between the letter and the note that it went.
    std::fs::write(out.join(format!("{}.eml", known.id)), "m21@example.org was here").unwrap();
    assert_eq!(post(&office, &spool(&out), "2026-12-01").sent, 2);
    assert_eq!(letters(&out)[0], "m21@example.org was here");
    assert_eq!(letters(&out).len(), 2);
}

/// What a mail server answers to the recipient of a letter, and after the letter.
#[derive(Clone, Copy)]
struct Answers {
    recipient: &'static str,
    letter: &'static str,
}

const TAKES_ALL: Answers = Answers { recipient: "250 ok", letter: "250 ok" };

/// A mail server that hands on the letters that it took. Its answers can be changed while it runs.
fn server(answers: Answers) -> (PostSettings, Receiver<String>, Arc<Mutex<Answers>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (hand_on, taken) = channel();
    let answers = Arc::new(Mutex::new(answers));
    let shared = Arc::clone(&answers);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let answers = *shared.lock().unwrap();
            if let Ok(Some(letter)) = session(&stream.unwrap(), answers)
                && hand_on.send(letter).is_err()
            {
                break;
            }
        }
    });
    let smtp = Some(format!("smtp://127.0.0.1:{port}"));
    let from = Some("concert@example.org".to_owned());
    (PostSettings { from, smtp, ..PostSettings::default() }, taken, answers)
}

/// One session (RFC 5321): gives the letter if it was taken.
fn session(stream: &TcpStream, answers: Answers) -> std::io::Result<Option<String>> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let tell = |text: &str| {
        let mut to = stream;
        to.write_all(format!("{text}\r\n").as_bytes())
    };
    tell("220 made up")?;
    let mut taken = None;
    while let Some(line) = lines.next().transpose()? {
        match line.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" | "HELO" | "MAIL" | "RSET" | "NOOP" => tell("250 ok")?,
            "RCPT" => tell(answers.recipient)?,
            "DATA" => {
                tell("354 go on")?;
                let mut letter = String::new();
                for line in lines.by_ref() {
                    match line? {
                        end if end == "." => break,
                        line => letter.extend([line.as_str(), "\n"]),
                    }
                }
                taken = answers.letter.starts_with('2').then_some(letter);
                tell(answers.letter)?;
            }
            "QUIT" => {
                tell("221 bye")?;
                break;
            }
            _ => tell("500 what")?,
        }
    }
    Ok(taken)
}

#[test]
fn a_mail_server_gets_each_letter_once() {
    let (_folder, office) = office();
    let (settings, taken, _) = server(TAKES_ALL);
    assert_eq!(post(&office, &settings, "2026-12-01").sent, 2);
    assert_eq!(post(&office, &settings, "2026-12-01"), Posted::default());
    let got = [taken.recv().unwrap(), taken.recv().unwrap()];
    assert!(got[0].contains("To: m21@example.org") && got[1].contains("To: m22@example.org"));
    assert!(got[1].contains("From: concert@example.org"), "{}", got[1]);
    assert!(taken.try_recv().is_err());
}

#[test]
fn what_a_mail_server_does_not_take_is_told_by_its_code_and_tried_again() {
    let (_folder, office) = office();
    let refuses = Answers { recipient: "550 no <m21@example.org> here", letter: "250 ok" };
    let (settings, taken, answers) = server(refuses);
    let posted = post(&office, &settings, "2026-12-01");
    assert_eq!((posted.sent, posted.not_tried), (0, 0), "one address says nothing of another");
    assert_eq!(posted.failed, ["the mail server answered 550"; 2]);
    *answers.lock().unwrap() = Answers { recipient: "250 ok", letter: "451 later" };
    assert_eq!(post(&office, &settings, "2026-12-01").failed, ["the mail server answered 451"; 2]);
    *answers.lock().unwrap() = Answers { recipient: "421 closing", letter: "250 ok" };
    let posted = post(&office, &settings, "2026-12-01");
    assert_eq!((posted.failed.len(), posted.not_tried), (1, 1), "it takes none for now");
    *answers.lock().unwrap() = TAKES_ALL;
    assert_eq!(post(&office, &settings, "2026-12-02").sent, 2);
    assert_eq!(taken.try_iter().count(), 2, "never lost, never twice");
}

#[test]
fn a_mail_server_that_is_not_there_ends_the_round() {
    let (_folder, office) = office();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let smtp = Some(format!("smtp://127.0.0.1:{port}"));
    let posted = post(&office, &PostSettings { smtp, ..PostSettings::default() }, "2026-12-01");
    assert_eq!(posted.failed, ["the mail server cannot be reached"]);
    assert_eq!((posted.sent, posted.not_tried), (0, 1));
}

#[test]
fn a_server_that_stops_begins_no_further_letter() {
    let (folder, office) = office();
    let out = folder.path().join("spool");
    let (day, stop) = ("2026-12-01".parse().unwrap(), AtomicBool::new(true));
    let posted = post_reminders(&office, &spool(&out), (day, now()), &stop).unwrap().unwrap();
    assert_eq!((posted.sent, posted.not_tried, letters(&out).len()), (0, 1, 0));
}

#[test]
fn settings_that_make_no_sense_or_tell_secrets_are_refused_and_never_repeated() {
    let of = |smtp: &str| PostSettings { smtp: Some(smtp.to_owned()), ..PostSettings::default() };
    let refused = |settings: &PostSettings| settings.office().err().map(|fault| fault.to_string());
    for here in ["smtp://127.0.0.1:25", "smtp://localhost", "smtps://u:p@mail.example.org"] {
        assert_eq!(refused(&of(here)), None, "{here}");
    }
    for clear in [
        "smtp://u:hunter2@mail.example.org",
        "smtp://localhost.example.org",
        "smtp://localhost@mail.example.org",
        "smtp://mail.example.org?tls=opportunistic",
        "smtp://mail.example.org/localhost",
    ] {
        let told = refused(&of(clear)).unwrap();
        assert!(told.contains("encrypted") && !told.contains("hunter2"), "{clear}: {told}");
    }
    assert_eq!(refused(&of("smtp://mail.example.org?tls=required")), None);
    assert!(refused(&of("mail.example.org")).unwrap().starts_with("a mail server is"));
    let mut both = of("smtps://mail.example.org");
    both.spool = Some("x".into());
    assert!(refused(&both).unwrap().contains("not to both"));
    for link in ["concert.example.org", "https://a b", "javascript:x", "https://a\r\nBcc: x"] {
        let link = Some(link.to_owned());
        assert!(refused(&PostSettings { link, ..spool(Path::new("x")) }).is_some());
    }
    let from = Some("nobody".to_owned());
    assert!(refused(&PostSettings { from, ..spool(Path::new("x")) }).is_some());
    let folder = tempfile::tempdir().unwrap();
    assert!(PostSettings::of_folder(folder.path()).unwrap().is_none());
    let write = |text: &str| std::fs::write(folder.path().join(SETTINGS), text).unwrap();
    write("{\"smtp\": \"smtps://u:hunter2@mail.example.org\",\n\"hunter2\": 1}");
    let fault = PostSettings::of_folder(folder.path()).unwrap_err();
    assert!(fault.to_string().contains("line 2"), "{fault}");
    assert!(!format!("{fault} {fault:?}").contains("hunter2"), "{fault:?}");
    write("{\"spool\": \"out\"}");
    let settings = PostSettings::of_folder(folder.path()).unwrap().unwrap();
    assert_eq!(settings.spool, Some(folder.path().join("out")));
    write("{\"smtp\": \"smtps://u:hunter2@mail.example.org\"}");
    let settings = PostSettings::of_folder(folder.path()).unwrap().unwrap();
    assert_eq!(format!("{settings:?}"), "PostSettings");
}
