//! A table that is handed over is read in a confined process, which here is this very program:
//! hence a test with a main function of its own.

#![expect(clippy::unwrap_used, reason = "a run that cannot be tried has failed")]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use concert_coalition::Actor;
use concert_secretariat::{
    Entropy, Method, Reader, RunQuestion, RunView, Secretariat, Unanswered, read_table,
};
use jiff::Timestamp;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("read-table") => read_table(),
        // What runs tests may ask for their names first; there is one, and it runs without being
        // named.
        Some("--list") => ExitCode::SUCCESS,
        _ => {
            a_sound_table_is_computed_and_a_broken_one_leaves_nothing_behind();
            println!("a_sound_table_is_computed_and_a_broken_one_leaves_nothing_behind ... ok");
            ExitCode::SUCCESS
        }
    }
}

/// Invented figures.
const TABLE: &str = "police,shelter,hotline,count\n1,0,0,320\n0,1,0,240\n0,0,1,280\n1,1,0,80\n\
                     1,0,1,80\n0,1,1,60\n1,1,1,20\n";

fn a_sound_table_is_computed_and_a_broken_one_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let reader = Reader {
        program: std::env::current_exe().unwrap(),
        arguments: vec!["read-table".to_owned()],
    };
    let (entropy, now) = (Entropy::of_the_system(), Timestamp::UNIX_EPOCH);
    let secretariat = Secretariat::open(folder.path(), entropy, now, &mut |_, _| {}).unwrap();
    let secretariat = secretariat.reading_with(reader);
    let actor: Actor = Secretariat::operator();
    let question = RunQuestion {
        methods: vec![Method::LoglinearBic],
        replicates: 200,
        seed: 1,
        measures_coverage: false,
    };
    let hand_over =
        |name: &str, table: &str| secretariat.start_run(&actor, name, table.as_bytes(), &question);

    for (table, code, cell) in [
        (TABLE.replace("1,1,0,80", "1,2,0,80"), "exchange/not-zero-or-one", "B5"),
        (TABLE.replace("1,1,0,80", "1,1,0,eighty"), "exchange/not-a-count", "D5"),
        (TABLE.replace("1,1,0,80", "0,0,0,80"), "exchange/history-of-nobody", "D5"),
        (TABLE.replace("shelter", "police"), "estimate/duplicate-list", ""),
    ] {
        let Err(Unanswered::Refused(refused)) = hand_over("lists.csv", &table) else {
            panic!("{code} is taken");
        };
        assert_eq!(refused.code, code);
        let fact = |name: &str| {
            let found = refused.facts.iter().find(|(fact, _)| *fact == name);
            found.map_or("", |(_, text)| text.as_str())
        };
        assert_eq!(fact("reference"), cell, "{code}");
    }
    assert!(secretariat.runs(&actor).unwrap().is_empty());
    assert!(!folder.path().join("runs").exists());

    let id = hand_over("lists.csv", TABLE).unwrap();
    let end = Instant::now() + Duration::from_mins(2);
    let report = loop {
        match secretariat.run(&actor, &id).unwrap() {
            RunView::Finished(run) => break run.report,
            _ => assert!(Instant::now() < end, "the run did not end"),
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(report.observed, 1080);
    assert_eq!(report.lists, ["police", "shelter", "hotline"]);
    assert_eq!(report.estimates[0].population.map(f64::round), Some(2134.0));
}
