//! A linkage round of a coalition from its opening to its closing: lists come over a line and on a stick, signed, are linked at the
//! hub, and are gone. All people are made up.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command as Process, Stdio};
use std::time::{Duration, Instant};

use concert_coalition::{
    Actor, Author, Command, DecisionCommand, Declaration, Membership, Organisation, Place, Role,
    RoundAct, RoundStage, User,
};
use concert_secretariat::{
    Entropy, LinkingView, Reader, RoundOpening, Secretariat, StratumAxis, Unanswered,
};
use concert_terms::{Id, Names, Period, PlaceLevel};
use jiff::Timestamp;

use crate::desk::Desk;
use crate::linkage::lists;

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

fn of(number: u8) -> Actor {
    let author = Author::User(id(10 + number));
    Actor { author, role: Role::Member, organisation: Some(id(number)) }
}

/// The coalition of a desk, opened by the library as a server opens it.
fn office(desk: &Desk) -> Secretariat {
    let (entropy, folder) = (Entropy::of_the_system(), desk.path("data"));
    let opened = Secretariat::open(&folder, entropy, Timestamp::now(), &mut |_, _| {});
    opened.unwrap_or_else(|why| panic!("{why}")).reading_with(Reader {
        program: env!("CARGO_BIN_EXE_concert").into(),
        arguments: vec!["read-table".to_owned()],
    })
}

/// Members 1 to 3, each with a user; 1 and 2 hold the key and 2 and 3 submit.
fn founded(desk: &Desk) -> Id {
    let office = office(desk);
    let act = |command| {
        let acted = office.act(&Actor::operator(), command, Timestamp::now());
        acted.unwrap_or_else(|why| panic!("{why}"));
    };
    let place =
        Place::new("AA".parse().expect("a code"), Names::new("en", "Aland"), PlaceLevel::Country);
    act(Command::Declare(vec![Declaration::Place(place)]));
    for number in 1..=3 {
        let names = Names::new("en", &format!("Refuge {number}"));
        let organisation = Organisation::new(id(number), names);
        act(Command::Declare(vec![Declaration::Organisation(organisation)]));
        let since = "2020-01-01".parse().expect("a day");
        let membership = Membership { organisation: id(number), since, until: None };
        act(Command::Decision(DecisionCommand::RecordMembership(membership)));
        act(Command::RegisterUser(User {
            id: id(10 + number),
            name: format!("user {number}"),
            role: Role::Member,
            organisation: Some(id(number)),
            closed: false,
        }));
    }
    let public = std::fs::read_to_string(desk.path("round/round.json")).expect("it was made");
    let opening = RoundOpening {
        purpose: Names::new("en", "How many people no list has."),
        holders: vec![id(1), id(2)],
        members: vec![id(2), id(3)],
        lists_by: jiff::tz::TimeZone::UTC.to_datetime(Timestamp::now()).date(),
        place: "AA".parse().expect("a code"),
        period: Period::year(2025),
    };
    let opened = office.open_round(&of(1), &public, opening, Timestamp::now());
    opened.unwrap_or_else(|why| panic!("{why}"))
}

/// A hub that is served until it is dropped.
struct Hub {
    process: Child,
    address: String,
}

impl Hub {
    fn of(desk: &Desk) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|door| door.local_addr());
        let address = free.expect("a free port").to_string();
        let process = Process::new(env!("CARGO_BIN_EXE_concert"))
            .args(["serve", "--listen", &address, "--data"])
            .arg(desk.path("data"))
            .stdout(Stdio::null())
            .spawn()
            .expect("the command can be started");
        let begun = Instant::now();
        while std::net::TcpStream::connect(&address).is_err() {
            assert!(begun.elapsed() < Duration::from_mins(1), "the hub does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
        Self { process, address: format!("http://{address}") }
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What a coalition kept of the people of two case lists, in any file.
fn names_kept(folder: &Path, cases: &[String]) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).expect("it is there").flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                files.push(std::fs::read(entry.path()).expect("it can be read"));
            }
        }
    }
    let texts = cases.iter().flat_map(|path| {
        let text = std::fs::read_to_string(path).expect("it was written");
        let texts = text.lines().skip(1).take(40).flat_map(|line| line.split(','));
        texts.filter(|text| text.len() >= 8).map(str::to_owned).collect::<Vec<_>>()
    });
    texts
        .filter(|text| {
            let text = text.as_bytes();
            files.iter().any(|file| file.windows(text.len()).any(|part| part == text))
        })
        .collect()
}

fn code<T>(answer: Result<T, Unanswered>) -> &'static str {
    match answer {
        Err(Unanswered::Refused(refused)) => refused.code,
        Err(Unanswered::Fault(fault)) => panic!("{fault}"),
        Ok(_) => "taken",
    }
}

/// One of the lists at the hub is other bytes for a while.
fn a_changed_list_is_not_linked(desk: &Desk, office: &Secretariat, round_id: Id, other: &[u8]) {
    let hub = Actor::operator();
    let kept = desk.path("data/rounds").join(round_id.to_string());
    let list =
        std::fs::read_dir(kept).expect("it is there").flatten().next().expect("a list").path();
    let whole = std::fs::read(&list).expect("it can be read");
    std::fs::write(&list, other).expect("it can be written");
    office
        .start_linking(&hub, round_id, Vec::new(), Timestamp::now())
        .unwrap_or_else(|why| panic!("{why}"));
    let begun = Instant::now();
    let told = loop {
        match office.linking(&hub, round_id) {
            Err(why) => break why.to_string(),
            Ok(_) => assert!(begun.elapsed() < Duration::from_mins(1), "a changed list is linked"),
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(told.contains("not the one that was submitted"), "{told}");
    std::fs::write(&list, whole).expect("it can be written");
}

#[test]
fn a_round_takes_signed_lists_links_them_at_the_hub_and_leaves_no_record_behind() {
    let desk = Desk::new();
    let cases = lists(&desk);
    let path = |name: &str| desk.path(name).display().to_string();
    let round = path("round");
    desk.printed(&["round", "new", "spring", "--holders", "one,two", "-o", &round]);
    let round_id = founded(&desk);
    let loose = ["--clean", "--limit", "100", "--limit-otherwise", "100"];
    for (list, out) in cases.iter().zip(["police.encoded", "shelter.encoded"]) {
        let mut asked = vec!["encode", list, "--round", &round, "-o"];
        let out = path(out);
        asked.push(&out);
        asked.extend(loose);
        desk.printed(&asked);
    }

    // Each member has a device; that of member 3 is revoked in the end.
    let mut devices = Vec::new();
    for number in [2, 3] {
        let file = path(&format!("{number}.key"));
        let key = desk.printed(&["device", "new", "-o", &file]);
        assert_eq!(desk.printed(&["device", "show", &file]), key);
        let added = office(&desk).add_device(&of(number), "laptop", &key, Timestamp::now());
        devices.push((file, added.unwrap_or_else(|why| panic!("{why}"))));
    }

    let (a, b) = (path("police.encoded"), path("shelter.encoded"));
    let stranger = path("stranger.key");
    desk.printed(&["device", "new", "-o", &stranger]);
    {
        let hub = Hub::of(&desk);
        let at = ["--round", &round, "--hub", &hub.address];
        let by_two = [&["submit", &a, "--device", &devices[0].0], &at[..]].concat();
        let first = desk.json(&by_two);
        assert_eq!(first["sequence"], 1);
        assert_eq!(desk.json(&by_two), first, "the same list again gets the first receipt");
        let said = desk.refused(&[&["submit", &b, "--device", &stranger], &at[..]].concat());
        assert!(said.contains("signature does not hold"), "{said}");
    }
    let clear = desk.refused(&["submit", &cases[0], "--round", &round, "--device", &devices[0].0]);
    assert!(!clear.is_empty(), "clear text is not signed");

    // The other list comes on a stick.
    desk.printed(&["submit", &b, "--round", &round, "--device", &devices[1].0]);
    let signed = std::fs::read(path("shelter.encoded.signed")).expect("it was written");
    let office = office(&desk);
    let hand_in = |bytes: &[u8]| {
        let head =
            |bytes: &[u8], round: &concert_secretariat::RoundFile| office.list_head(bytes, round);
        office.submit_signed_list(bytes, head, Timestamp::now())
    };
    let mut changed = signed.clone();
    *changed.last_mut().expect("it is not empty") ^= 1;
    assert_eq!(code(hand_in(&changed)), "secretariat/signature");
    let hub = Actor::operator();
    let early = office.start_linking(&hub, round_id, Vec::new(), Timestamp::now());
    assert_eq!(code(early), "coalition/lists-awaited");
    assert_eq!(code(hand_in(&signed)), "taken");
    assert_eq!(code(hand_in(&signed)), "taken");
    office
        .revoke_device(&of(3), devices[1].1, Timestamp::now())
        .unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(code(hand_in(&signed)), "coalition/device-signs-for-nobody");

    assert_eq!(code(office.linking(&of(2), round_id)), "coalition/not-allowed");
    a_changed_list_is_not_linked(&desk, &office, round_id, &signed);
    office
        .start_linking(&hub, round_id, vec![StratumAxis::Sex], Timestamp::now())
        .unwrap_or_else(|why| panic!("{why}"));
    let begun = Instant::now();
    let linkage = loop {
        match office.linking(&hub, round_id).unwrap_or_else(|why| panic!("{why}")) {
            LinkingView::Done(linkage) => break linkage,
            _ => assert!(begun.elapsed() < Duration::from_mins(5), "the linking does not end"),
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    let people = linkage.summary.quality.people.mean;
    assert!((420.0..=450.0).contains(&people), "{people} of 430");
    let names: Vec<_> = linkage.summary.lists.iter().map(|list| list.name.as_str()).collect();
    assert_eq!(names, ["Refuge 2", "Refuge 3"]);
    assert!(linkage.of_lists_in_force && !linkage.recorded);

    let now = Timestamp::now;
    office.record_round_linkage(&hub, round_id, now()).unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(
        code(office.act_in_round(&hub, round_id, RoundAct::Close, now())),
        "coalition/encodings-left"
    );
    office.erase_lists(&hub, round_id, now()).unwrap_or_else(|why| panic!("{why}"));
    for holder in [1, 2] {
        office
            .act_in_round(&of(holder), round_id, RoundAct::DestroyShare, now())
            .unwrap_or_else(|why| panic!("{why}"));
    }
    office
        .act_in_round(&hub, round_id, RoundAct::Close, now())
        .unwrap_or_else(|why| panic!("{why}"));
    let view = office.linkage_round(round_id, &hub, now()).unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(view.row.stage, RoundStage::Closed);
    let late = office.start_linking(&hub, round_id, Vec::new(), now());
    assert_eq!(code(late), "coalition/round-closed");
    drop(office);

    assert_eq!(names_kept(&desk.path("data"), &cases), Vec::<String>::new());
    let left = std::fs::read_dir(desk.path("data/rounds")).into_iter().flatten().count();
    assert_eq!(left, 0, "no encoding is left at the hub");
}
