use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use concert_coalition::{
    Actor, Author, Command, DecisionCommand, Declaration, LinkageRecord, Membership, Organisation,
    Place, Role, RoundAct, RoundStage,
};
use concert_terms::{Id, Names, Period, PlaceLevel};
use jiff::Timestamp;
use tempfile::TempDir;

use super::*;
use crate::hexadecimal::hex;
use crate::{
    Asked, EncodingSettings, Entropy, Refused, RoundAsked, RoundFile, Secretariat, Unanswered,
    new_round,
};

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

/// Noon of a day of March.
fn noon(day: i8) -> Timestamp {
    format!("2026-03-{day:02}T12:00:00Z").parse().unwrap()
}

fn of(number: u8) -> Actor {
    let author = Author::User(id(100 + number));
    Actor { author, role: Role::Member, organisation: Some(id(number)) }
}

/// A round as its two holders made it.
fn made() -> &'static RoundFile {
    static MADE: LazyLock<RoundFile> = LazyLock::new(|| {
        let asked = RoundAsked {
            name: "shelters-2026".to_owned(),
            holders: vec!["one".to_owned(), "two".to_owned()],
            needed: 2,
            settings: EncodingSettings::standard(),
            most_tokens: 1000,
        };
        let folder = tempfile::tempdir().unwrap();
        new_round(&asked, folder.path(), Entropy::of_the_system()).unwrap()
    });
    &MADE
}

fn settings() -> String {
    hex(&made().settings.digest())
}

fn opened_in(folder: &Path) -> Secretariat {
    Secretariat::open(folder, Entropy::of_the_system(), noon(1), &mut |_, _| {}).unwrap()
}

/// Members 1, 2 and 3; 1 and 2 hold the key, 2 and 3 submit until 20 March.
fn office() -> (TempDir, Secretariat, Id) {
    let folder = tempfile::tempdir().unwrap();
    let office = opened_in(folder.path());
    let operator = Actor::operator();
    let place = Place::new("AA".parse().unwrap(), Names::new("en", "Aland"), PlaceLevel::Country);
    let mut declared = vec![Declaration::Place(place)];
    for number in 1..=3 {
        let names = Names::new("en", &format!("Member {number}"));
        declared.push(Declaration::Organisation(Organisation::new(id(number), names)));
    }
    office.act(&operator, Command::Declare(declared), noon(1)).unwrap();
    for number in 1..=3 {
        let since = "2026-03-01".parse().unwrap();
        let membership = Membership { organisation: id(number), since, until: None };
        let record = DecisionCommand::RecordMembership(membership);
        office.act(&operator, Command::Decision(record), noon(1)).unwrap();
    }
    let opening = RoundOpening {
        purpose: Names::new("en", "How many people no list has."),
        holders: vec![id(1), id(2)],
        members: vec![id(2), id(3)],
        lists_by: "2026-03-20".parse().unwrap(),
        place: "AA".parse().unwrap(),
        period: Period::year(2025),
    };
    let file = serde_json::to_string(made()).unwrap();
    let refused = office.open_round(&of(1), &file[1..], opening.clone(), noon(2));
    assert_eq!(code(refused), "secretariat/not-a-round-file");
    let round = office.open_round(&of(1), &file, opening.clone(), noon(2)).unwrap();
    assert_eq!(office.open_round(&of(1), &file, opening, noon(3)).unwrap(), round);
    (folder, office, round)
}

/// A list as these tests have them: the round and the settings it is of, and something else.
fn list(round: &str, settings: &str, more: &str) -> Vec<u8> {
    format!("{round} {settings} {more}").into_bytes()
}

fn good(more: &str) -> Vec<u8> {
    list(&made().digest(), &settings(), more)
}

fn head(bytes: &[u8], _: &RoundFile) -> Asked<ListHead> {
    let text = String::from_utf8_lossy(bytes);
    let mut words = text.split(' ').map(str::to_owned);
    match (words.next(), words.next()) {
        (Some(round), Some(settings)) => {
            Ok(ListHead { round, settings, records: 512, clean: true })
        }
        _ => Err(Unanswered::unsound("file", "this cannot be left empty")),
    }
}

fn code<T: std::fmt::Debug>(answer: Asked<T>) -> &'static str {
    match answer.unwrap_err() {
        Unanswered::Refused(Refused { code, .. }) => code,
        Unanswered::Fault(fault) => panic!("{fault}"),
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let rounds = fs::read_dir(folder.join(KeptLists::FOLDER)).into_iter().flatten().flatten();
    let lists = rounds.flat_map(|round| fs::read_dir(round.path()).unwrap().flatten());
    lists.map(|list| list.path()).collect()
}

#[test]
fn a_list_that_is_sent_a_thousand_times_more_changes_nothing_and_gets_the_first_receipt() {
    let (folder, office, round) = office();
    let first = office.submit_list(&of(3), round, &good("a"), head, noon(5)).unwrap();
    assert_eq!((first.sequence, files(folder.path()).len()), (1, 1));
    let size = office.picture().coalition.size;
    let was_read = Cell::new(false);
    for turn in 0..1000 {
        let read = |bytes: &[u8], round: &RoundFile| {
            was_read.set(true);
            head(bytes, round)
        };
        let at = noon(5 + (turn % 20) as i8);
        let again = office.submit_list(&of(3), round, &good("a"), read, at).unwrap();
        assert_eq!(again, first);
    }
    assert!(!was_read.get());
    assert_eq!(office.picture().coalition.size, size);
    assert_eq!(files(folder.path()).len(), 1);
}

#[test]
fn the_file_of_a_list_that_is_replaced_or_retracted_is_gone_and_the_receipts_stay() {
    let (folder, office, round) = office();
    let first = office.submit_list(&of(3), round, &good("a"), head, noon(5)).unwrap();
    let second = office.submit_list(&of(3), round, &good("b"), head, noon(6)).unwrap();
    let in_force = office.lists.file(round, id(3), &second.digest);
    assert_eq!(fs::read(&in_force).unwrap(), good("b"));
    assert_eq!(files(folder.path()), std::slice::from_ref(&in_force));
    // A late copy of the first brings nothing back.
    let late = office.submit_list(&of(3), round, &good("a"), head, noon(7)).unwrap();
    assert_eq!(late, first);
    assert_eq!(files(folder.path()), [in_force]);
    office.retract_list(&of(3), round, noon(8)).unwrap();
    assert!(files(folder.path()).is_empty());
    let view = office.linkage_round(round, &of(3), noon(8)).unwrap();
    let receipts: Vec<_> = view.receipts.iter().map(|it| (it.sequence, &*it.digest)).collect();
    assert_eq!(receipts, [(1, &*first.digest), (2, &*second.digest)]);
    assert_eq!((view.row.submitted, view.submitters[1].received), (0, None));
}

#[test]
fn what_is_no_list_of_the_round_is_refused_and_nothing_of_it_is_kept() {
    let (folder, office, round) = office();
    let size = office.picture().coalition.size;
    let own = made().digest();
    let submit =
        |actor, bytes: &[u8], day| code(office.submit_list(&actor, round, bytes, head, noon(day)));
    let other_round = list(&"0".repeat(64), &settings(), "a");
    assert_eq!(submit(of(3), &other_round, 5), "secretariat/list-of-other-round");
    assert_eq!(
        submit(of(3), &list(&own, &"0".repeat(64), "a"), 5),
        "secretariat/list-of-other-settings"
    );
    assert_eq!(submit(of(3), b"Amina", 5), "coalition/unsound");
    assert_eq!(submit(of(3), &vec![0; LARGEST_LIST + 1], 5), "secretariat/list-too-large");
    assert_eq!(submit(of(1), &good("a"), 5), "coalition/not-allowed");
    assert_eq!(submit(Actor::operator(), &good("a"), 5), "coalition/not-allowed");
    assert_eq!(submit(of(3), &good("a"), 21), "coalition/lists-over");
    assert_eq!((office.picture().coalition.size, files(folder.path()).len()), (size, 0));
}

#[test]
fn a_process_that_is_killed_in_between_leaves_nothing_half() {
    let (folder, office, round) = office();
    let kept = office.submit_list(&of(3), round, &good("a"), head, noon(5)).unwrap();
    // Killed after the file and before the statement.
    office.lists.put(round, id(2), &"b".repeat(64), b"half a list").unwrap();
    // Killed after the statement and before the file had its name.
    let file = office.lists.file(round, id(3), &kept.digest);
    fs::rename(&file, file.with_extension("waiting")).unwrap();
    drop(office);
    let office = opened_in(folder.path());
    assert_eq!(files(folder.path()), [file]);
    // Killed after a retraction was stated and before its file was erased.
    office.act_in_round(&of(3), round, RoundAct::Retract, noon(6)).unwrap();
    office.lists.put(round, id(3), &kept.digest, &good("a")).unwrap();
    drop(office);
    let office = opened_in(folder.path());
    assert!(files(folder.path()).is_empty());
    drop(office);
}

#[test]
fn a_round_goes_from_lists_to_closed_and_says_what_is_left_and_by_whom() {
    let (folder, office, round) = office();
    let hub = Actor::operator();
    let due = |day| {
        let view = office.linkage_round(round, &hub, noon(day)).unwrap();
        let due = view.due.into_iter().map(|it| (it.what, it.by.len()));
        (view.row.stage, due.collect::<Vec<_>>())
    };
    assert_eq!(due(5), (RoundStage::Lists, vec![(DueInRound::Lists, 2)]));
    let lists: Vec<String> = [2, 3]
        .map(|member| {
            let list = good(&member.to_string());
            office.submit_list(&of(member), round, &list, head, noon(5)).unwrap().digest
        })
        .to_vec();
    assert_eq!(due(5), (RoundStage::Lists, vec![(DueInRound::Linking, 0)]));
    let record = LinkageRecord {
        round,
        lists,
        manifest: serde_json::json!({"version": 1}),
        manifest_digest: "f".repeat(64),
        people: 900,
    };
    assert_eq!(code(office.erase_lists(&hub, round, noon(6))), "coalition/round-not-linked");
    assert_eq!(files(folder.path()).len(), 2);
    office.act_in_round(&hub, round, RoundAct::Record(Box::new(record)), noon(6)).unwrap();
    let left = vec![(DueInRound::Shares, 2), (DueInRound::Erasing, 0)];
    assert_eq!(due(6), (RoundStage::Clearing, left));
    assert_eq!(code(office.erase_lists(&of(2), round, noon(6))), "coalition/not-allowed");
    office.erase_lists(&hub, round, noon(6)).unwrap();
    assert!(files(folder.path()).is_empty());
    assert_eq!(
        code(office.act_in_round(&hub, round, RoundAct::Close, noon(6))),
        "coalition/shares-left"
    );
    office.act_in_round(&of(1), round, RoundAct::DestroyShare, noon(7)).unwrap();
    let left = vec![(DueInRound::Shares, 1), (DueInRound::Closing, 0)];
    assert_eq!(due(7), (RoundStage::Clearing, left));
    office.act_in_round(&of(2), round, RoundAct::Close, noon(8)).unwrap();
    assert_eq!(due(8), (RoundStage::Closed, vec![(DueInRound::Shares, 1)]));
    let rows = office.linkage_rounds("2026-03-08".parse().unwrap());
    assert_eq!((rows[0].submitted, rows[0].destroyed, rows[0].days_left), (2, 1, None));
    let may = office.linkage_round(round, &of(2), noon(8)).unwrap().may;
    assert_eq!(may, RoundActs { destroy: true, ..RoundActs::default() });
}
