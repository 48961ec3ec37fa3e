use concert_coalition::{
    Action, Actor, Addressee, Author, Command, Commitment, Declaration, Organisation, Plan,
    PlanCommand, User,
};
use concert_terms::{Names, OrganisationKind, Population, Stated};
use tempfile::TempDir;

use super::*;
use crate::{Entropy, Unanswered};

fn now() -> Timestamp {
    "2026-11-24T10:00:00Z".parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

fn open(folder: &TempDir) -> Secretariat {
    let entropy = Entropy::of_the_system();
    Secretariat::open(folder.path(), entropy, now(), &mut |_, _| {}).unwrap()
}

/// Two organisations with two members and one, of whom all have an address; the first promised
/// something for the last day of the year and something for January, the second nothing.
fn office() -> (TempDir, Secretariat) {
    let folder = tempfile::tempdir().unwrap();
    let office = open(&folder);
    let operator = Actor::operator();
    let organisation = |number| {
        let names = Names::new("", &format!("Refuge {number}"));
        Declaration::Organisation(Organisation::new(id(number), names))
    };
    office.act(&operator, Command::Declare([1, 2].map(organisation).into()), now()).unwrap();
    let action = Action {
        code: "1".to_owned(),
        text: Names::new("en", "Do it"),
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
        id: id(99),
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
    for (number, due) in [(10, "2026-12-31"), (11, "2027-01-30")] {
        let text = Names::new("en", "Secret beds");
        let promise = Commitment::new(id(number), id(1), (id(99), "1"), text, day(due));
        office.make_commitment(&operator, promise, now()).unwrap();
    }
    for (number, organisation) in [(21, 1), (22, 1), (23, 2)] {
        let user = User {
            id: id(number),
            name: format!("member {number}"),
            role: Role::Member,
            organisation: Some(id(organisation)),
            closed: false,
        };
        office.act(&operator, Command::RegisterUser(user), now()).unwrap();
        let address = format!("m{number}@example.org");
        let contact = Contact { address, language: "ar".to_owned() };
        office.set_contact(&operator, id(number), Some(&contact)).unwrap();
    }
    (folder, office)
}

fn member(number: u8, organisation: u8) -> Actor {
    let organisation = Some(id(organisation));
    Actor { author: Author::User(id(number)), role: Role::Member, organisation }
}

/// Sends what is due on a day and gives the letters that went, as address and days left.
fn sent(office: &Secretariat, on: &str) -> Vec<(String, Vec<i32>)> {
    let mut went = Vec::new();
    let posted = office.send_reminders(day(on), now(), &mut |letter| {
        let left = letter.due.iter().map(|due| due.days_left).collect();
        went.push((letter.contact.address.clone(), left));
        Ok(())
    });
    assert_eq!(posted.unwrap(), Posted { sent: went.len(), ..Posted::default() });
    went
}

fn refused<T: std::fmt::Debug>(answer: Asked<T>) -> &'static str {
    match answer {
        Err(Unanswered::Refused(refused)) => refused.code,
        other => panic!("{other:?}"),
    }
}

fn both(left: &[i32]) -> Vec<(String, Vec<i32>)> {
    ["m21", "m22"].map(|who| (format!("{who}@example.org"), left.to_vec())).into()
}

#[test]
fn each_occasion_is_told_once_to_each_member_of_the_organisation_and_to_nobody_else() {
    let (folder, office) = office();
    assert_eq!(sent(&office, "2026-11-30"), [], "31 days are left, and 30 have no occasion yet");
    assert_eq!(sent(&office, "2026-12-01"), both(&[30]));
    assert_eq!(sent(&office, "2026-12-01"), []);
    assert_eq!(sent(&office, "2026-12-20"), []);
    drop(office);
    let office = open(&folder);
    assert_eq!(sent(&office, "2026-12-20"), [], "what was sent outlives the program");
    assert_eq!(
        sent(&office, "2026-12-31"),
        both(&[0, 30]),
        "one letter of both, the nearest first"
    );
    assert_eq!(sent(&office, "2027-01-30"), both(&[-30, 0]));
}

#[test]
fn a_letter_that_failed_goes_the_next_time_and_one_that_went_does_not() {
    let (_folder, office) = office();
    let mut tried = Vec::new();
    let mut send = |letter: &ReminderLetter| {
        tried.push(letter.id.clone());
        match tried.len() {
            1 => Err(NotSent { why: "refused".to_owned(), ends_round: false }),
            _ => Ok(()),
        }
    };
    let posted = office.send_reminders(day("2026-12-01"), now(), &mut send).unwrap();
    assert_eq!((posted.sent, posted.failed, posted.not_tried), (1, vec!["refused".to_owned()], 0));
    let again = office.reminder_letters(day("2026-12-01")).unwrap();
    assert_eq!(again.iter().map(|letter| &letter.id).collect::<Vec<_>>(), [&tried[0]]);
    assert_eq!(sent(&office, "2026-12-02"), [("m21@example.org".to_owned(), vec![29])]);
    assert_eq!(sent(&office, "2026-12-02"), []);
}

#[test]
fn a_round_that_nobody_can_take_ends_at_once_and_loses_no_letter() {
    let (_folder, office) = office();
    let mut tries = 0;
    let mut send = |_: &ReminderLetter| {
        tries += 1;
        Err(NotSent { why: "no answer".to_owned(), ends_round: true })
    };
    let posted = office.send_reminders(day("2026-12-01"), now(), &mut send).unwrap();
    assert_eq!((posted.sent, posted.failed.len(), posted.not_tried, tries), (0, 1, 1, 1));
    assert_eq!(sent(&office, "2026-12-01"), both(&[30]));
}

#[test]
fn whoever_has_no_address_or_a_closed_account_is_not_written_to() {
    let (_folder, office) = office();
    let operator = Actor::operator();
    office.close_user(&operator, id(21), now()).unwrap();
    assert_eq!(office.contact(&operator, id(21)).unwrap(), None, "it went with the account");
    office.set_contact(&member(22, 1), id(22), None).unwrap();
    assert_eq!(sent(&office, "2026-12-01"), []);
    // An address that comes back begins anew: what was sent was forgotten with it.
    let contact = Contact { address: "new@example.org".to_owned(), language: "en".to_owned() };
    office.set_contact(&member(22, 1), id(22), Some(&contact)).unwrap();
    assert_eq!(sent(&office, "2026-12-01"), [("new@example.org".to_owned(), vec![30])]);
}

#[test]
fn only_its_owner_and_administrators_see_or_change_an_address_and_the_journal_has_none() {
    let (_folder, office) = office();
    let contact = Contact { address: "x@example.org".to_owned(), language: "en".to_owned() };
    let other = member(23, 2);
    assert_eq!(refused(office.contact(&other, id(21))), "coalition/not-allowed");
    assert_eq!(
        refused(office.set_contact(&other, id(21), Some(&contact))),
        "coalition/not-allowed"
    );
    assert_eq!(refused(office.set_contact(&other, id(21), None)), "coalition/not-allowed");
    let own = office.account(&other).unwrap().unwrap();
    assert_eq!(own.contact.unwrap().address, "m23@example.org");
    assert_eq!(office.account(&Actor::operator()).unwrap(), None);
    for (address, language) in
        [("nobody", "en"), ("x@example.org", ""), ("a@b.org\nBcc: c@d.org", "en")]
    {
        let contact = Contact { address: address.to_owned(), language: language.to_owned() };
        let answer = office.set_contact(&other, id(23), Some(&contact));
        assert_eq!(refused(answer), "coalition/unsound", "{address:?}");
    }
    let mut journal = String::new();
    office
        .export_statements(|lines| {
            journal.push_str(lines);
            Ok(())
        })
        .unwrap();
    assert!(journal.contains("Secret beds") && !journal.contains("example.org"));
}

#[test]
fn a_letter_is_known_again_and_tells_neither_whom_nor_what_it_is_about() {
    let (_folder, office) = office();
    let letters = office.reminder_letters(day("2026-12-01")).unwrap();
    assert_eq!(
        letters,
        office
            .reminder_letters(day("2026-12-03"))
            .unwrap()
            .into_iter()
            .map(|mut letter| {
                letter.due[0].days_left += 2;
                letter
            })
            .collect::<Vec<_>>(),
        "the same occasion is the same letter on a later day"
    );
    assert_ne!(letters[0].id, letters[1].id);
    for letter in &letters {
        assert_eq!(letter.id.len(), 32);
        assert!(letter.id.chars().all(|c| c.is_ascii_hexdigit()));
        assert_eq!(format!("{letter:?} {:?}", letter.contact), "ReminderLetter Contact");
    }
}
