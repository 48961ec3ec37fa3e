//! Runs as a door asks for them. The figures are invented.

use std::time::{Duration, Instant};

use concert_coalition::{Author, Declaration, Place, Role};
use concert_estimate::{Answer, History, Method};
use concert_terms::{Names, Period, PlaceLevel};

use super::*;
use crate::Entropy;

fn open(folder: &std::path::Path) -> Secretariat {
    let (entropy, now) = (Entropy::of_the_system(), Timestamp::UNIX_EPOCH);
    Secretariat::open(folder, entropy, now, &mut |_, _| {}).unwrap()
}

fn coordinator() -> Actor {
    Actor { role: Role::Coordinator, ..Secretariat::operator() }
}

fn table(of_the_first: u64) -> CaptureTable {
    let cells = [(1, of_the_first), (2, 240), (4, 280), (3, 80), (5, 80), (6, 60), (7, 20)];
    let cells = cells.map(|(bits, count)| (History::new(bits), count));
    CaptureTable::new(["police", "shelter", "hotline"], cells).unwrap()
}

fn quick() -> RunQuestion {
    RunQuestion {
        methods: vec![Method::LoglinearBic],
        replicates: 200,
        seed: 7,
        measures_coverage: false,
    }
}

/// So much work that no machine ends it while a test waits.
fn endless() -> RunQuestion {
    RunQuestion { methods: Method::ALL.to_vec(), replicates: 10_000, ..quick() }
}

fn six_lists() -> CaptureTable {
    let cells = (1..64_u16).map(|bits| {
        let lists = bits.count_ones();
        (History::new(bits), u64::from(1 + 4096 / (1 << (2 * lists)) + u32::from(bits % 3)))
    });
    CaptureTable::new(["a", "b", "c", "d", "e", "f"], cells).unwrap()
}

fn finished(secretariat: &Secretariat, id: &RunId) -> FinishedRun {
    let end = Instant::now() + Duration::from_mins(2);
    while Instant::now() < end {
        if let RunView::Finished(run) = secretariat.run(&coordinator(), id).unwrap() {
            return *run;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("run {id} did not end");
}

fn under_way(secretariat: &Secretariat, id: &RunId) {
    let end = Instant::now() + Duration::from_mins(2);
    while Instant::now() < end {
        match secretariat.run(&coordinator(), id).unwrap() {
            RunView::UnderWay { done, .. } if done > 0 => return,
            RunView::Finished(_) => panic!("run {id} ended at once"),
            _ => std::thread::sleep(Duration::from_millis(5)),
        }
    }
    panic!("run {id} did not begin");
}

fn code<T: std::fmt::Debug>(answer: Asked<T>) -> &'static str {
    match answer {
        Err(Unanswered::Refused(refused)) => refused.code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_same_question_is_answered_from_what_is_kept_also_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = open(folder.path());
    let id = secretariat.start_run_of(&coordinator(), table(320), &quick()).unwrap();
    let first = finished(&secretariat, &id);
    assert!(!first.report.interrupted);
    assert_eq!(first.report.headline.methods, [Method::LoglinearBic]);
    drop(secretariat);

    let secretariat = open(folder.path());
    let again = secretariat.start_run_of(&coordinator(), table(320), &quick()).unwrap();
    assert_eq!(again, id);
    // Nothing was computed: it is there at once, and is the file of before.
    let RunView::Finished(second) = secretariat.run(&coordinator(), &id).unwrap() else {
        panic!("the same question is computed anew");
    };
    assert_eq!(*second, first);

    let other_table = secretariat.start_run_of(&coordinator(), table(321), &quick()).unwrap();
    let other_seed = RunQuestion { seed: 8, ..quick() };
    let other_seed = secretariat.start_run_of(&coordinator(), table(320), &other_seed).unwrap();
    assert!(other_table != id && other_seed != id && other_table != other_seed);
    finished(&secretariat, &other_table);
    finished(&secretariat, &other_seed);
    let listed: Vec<RunId> =
        secretariat.runs(&coordinator()).unwrap().into_iter().map(|row| row.id).collect();
    assert_eq!(listed.len(), 3);
    assert_eq!(listed[2], id);
}

#[test]
fn a_run_that_is_stopped_keeps_what_it_has_and_is_computed_anew_when_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = open(folder.path());
    let id = secretariat.start_run_of(&coordinator(), six_lists(), &endless()).unwrap();
    under_way(&secretariat, &id);
    secretariat.stop_run(&coordinator(), &id).unwrap();
    let stopped = finished(&secretariat, &id);
    assert!(stopped.report.interrupted);
    assert_eq!(stopped.report.observed, six_lists().observed());
    let subject = subject("XA");
    let refused = secretariat.record_run(&coordinator(), &id, &subject, answered(), now());
    assert_eq!(code(refused), "secretariat/run-interrupted");

    let again = secretariat.start_run_of(&coordinator(), six_lists(), &endless()).unwrap();
    assert_eq!(again, id);
    under_way(&secretariat, &id);
    let rows = secretariat.runs(&coordinator()).unwrap();
    assert_eq!(rows.len(), 1, "its earlier half stands beside it");
    assert!(rows[0].unfinished);
}

#[test]
fn what_is_not_finished_when_the_server_stops_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = open(folder.path());
    let id = secretariat.start_run_of(&coordinator(), six_lists(), &endless()).unwrap();
    under_way(&secretariat, &id);
    drop(secretariat);
    let secretariat = open(folder.path());
    assert_eq!(code(secretariat.run(&coordinator(), &id)), "secretariat/run-gone");
    assert!(secretariat.runs(&coordinator()).unwrap().is_empty());
}

#[test]
fn two_runs_are_computed_at_a_time_and_the_others_wait_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = open(folder.path());
    let ask = |seed| {
        let question = RunQuestion { seed, ..endless() };
        secretariat.start_run_of(&coordinator(), six_lists(), &question)
    };
    let runs: Vec<RunId> = (1..=4).map(|seed| ask(seed).unwrap()).collect();
    under_way(&secretariat, &runs[0]);
    under_way(&secretariat, &runs[1]);
    let view = |id| secretariat.run(&coordinator(), id).unwrap();
    assert_eq!(view(&runs[2]), RunView::Waiting { before: 2 });
    assert_eq!(view(&runs[3]), RunView::Waiting { before: 3 });
    // One that waits and is stopped has found nothing.
    secretariat.stop_run(&coordinator(), &runs[2]).unwrap();
    assert_eq!(code(secretariat.run(&coordinator(), &runs[2])), "secretariat/run-gone");
    assert_eq!(view(&runs[3]), RunView::Waiting { before: 2 });
    secretariat.stop_run(&coordinator(), &runs[0]).unwrap();
    under_way(&secretariat, &runs[3]);
    let full: Vec<_> = (10..40).map(ask).filter_map(Result::err).collect();
    assert!(!full.is_empty());
    for refused in full {
        assert_eq!(code(Err::<(), _>(refused)), "secretariat/too-many-runs");
    }
}

#[test]
fn only_those_who_may_record_an_estimate_see_and_start_runs() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = open(folder.path());
    let id = secretariat.start_run_of(&coordinator(), table(320), &quick()).unwrap();
    finished(&secretariat, &id);
    for role in [Role::Member, Role::Reader] {
        let author = Author::User(Id::from_bytes([3; 16]));
        let actor = Actor { author, role, organisation: None };
        let subject = subject("XA");
        for code in [
            code(secretariat.start_run(&actor, "a.csv", b"a,b,n\n", &quick())),
            code(secretariat.start_run_of(&actor, table(9), &quick())),
            code(secretariat.run(&actor, &id)),
            code(secretariat.runs(&actor)),
            code(secretariat.stop_run(&actor, &id)),
            code(secretariat.record_run(&actor, &id, &subject, answered(), now())),
        ] {
            assert_eq!(code, "coalition/not-allowed");
        }
    }
    let kept = std::fs::read_dir(folder.path().join("runs")).unwrap();
    assert_eq!(kept.count(), 1);
}

#[test]
fn a_question_without_methods_or_with_too_many_replicates_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = open(folder.path());
    let ask = |question| code(secretariat.start_run_of(&coordinator(), table(320), &question));
    assert_eq!(ask(RunQuestion { methods: Vec::new(), ..quick() }), "secretariat/no-method");
    for replicates in [0, 199, 10_001, usize::MAX] {
        assert_eq!(ask(RunQuestion { replicates, ..quick() }), "secretariat/replicates");
    }
}

#[test]
fn whoever_records_a_run_signs_for_every_assumption() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = open(folder.path());
    let code_of_place = "XA".parse().unwrap();
    let place = Place::new(code_of_place, Names::new("en", "North Bay"), PlaceLevel::Country);
    let declared = Command::Declare(vec![Declaration::Place(place)]);
    secretariat.act(&coordinator(), declared, now()).unwrap();
    let id = secretariat.start_run_of(&coordinator(), table(320), &quick()).unwrap();
    let range = finished(&secretariat, &id).report.headline.interval95.unwrap();

    let record =
        |place, ledger| secretariat.record_run(&coordinator(), &id, &subject(place), ledger, now());
    assert_eq!(code(record("XA", Ledger::unsigned())), "estimate/ledger-unanswered");
    assert_eq!(code(record("XB", answered())), "coalition/unknown-place");
    let mut twice = answered();
    twice.entries[0] = twice.entries[1].clone();
    assert_eq!(code(record("XA", twice)), "estimate/ledger-not-once");
    assert!(secretariat.estimates().own.is_empty());

    let recorded = record("XA", answered()).unwrap();
    let own = secretariat.estimates().own;
    assert_eq!((own.len(), own[0].id), (1, recorded));
    let people = own[0].people;
    let bits = |ends: [f64; 2]| ends.map(f64::to_bits);
    assert_eq!(bits([people.low, people.high]), bits(range));
    let ledger = own[0].ledger.clone().unwrap();
    assert_eq!((ledger.signed_by.as_str(), ledger.signed_on.as_str()), ("operator", "1970-01-01"));
    assert_eq!(ledger.in_doubt().count(), 1);
    assert_eq!(own[0].run.as_ref(), Some(&id));
    let run = finished(&secretariat, &id);
    assert_eq!((run.recorded, Some(run.report.ledger)), (own.clone(), own[0].ledger.clone()));
    assert!(secretariat.runs(&coordinator()).unwrap()[0].recorded);
}

fn now() -> Timestamp {
    Timestamp::UNIX_EPOCH
}

fn subject(place: &str) -> EstimateSubject {
    EstimateSubject { place: place.parse().unwrap(), period: Period::year(1969) }
}

fn answered() -> Ledger {
    let mut ledger = Ledger::unsigned();
    ledger.entries.iter_mut().for_each(|entry| entry.answer = Answer::Holds);
    ledger.entries[3].answer = Answer::Fails;
    ledger.entries[3].note = "The hotline refers to the shelter.".to_owned();
    ledger
}
