//! Tables of candidate actions, brought and printed.

use concert_exchange::{Limits, read_own};

use super::*;

#[test]
fn every_mistake_of_a_table_is_told_with_its_cell() {
    let office = small(Vec::new());
    let good = "north,open,Harbour,XA1,protection,supply,EX.LAB,80,800,USD,30,0,,\n";
    for (row, code, cell) in [
        ("x,open,,XA1,protection,supply,EX.LAB,80,-1,USD,,,,\n", "below-zero", "I3"),
        ("x,open,,XA1,protection,supply,EX.LAB,many,1,USD,,,,\n", "not-a-number", "H3"),
        ("x,open,,XA1,protection,supply,EX.LAB,-2,1,USD,,,,\n", "below-zero", "H3"),
        ("x,open,,XB1,protection,supply,EX.LAB,80,1,USD,,,,\n", "place-unknown", "D3"),
        ("x,build,,XA1,protection,supply,EX.LAB,80,1,USD,,,,\n", "not-a-code", "B3"),
        ("x,open,,XA1,protection,both,EX.LAB,80,1,USD,,,,\n", "not-a-code", "F3"),
        ("x,open,,XA1,protection,supply,EX.LAB,80,1,EUR,,,,\n", "other-currency", "J3"),
        ("x,open,,XA1,protection,supply,EX.LAB,80,1,dollars,,,,\n", "not-a-currency", "J3"),
        ("x,open,,XA1,protection,supply,EX.LAB,80,1,USD,soon,,,\n", "not-a-number-of-days", "K3"),
        ("x,open,,XA1,protection,supply,EX.LAB,80,1,USD,,2,,\n", "not-a-probability", "L3"),
        ("x,open,,XA1,protection,supply,EX.LAB,80,1,USD,,,y,\n", "required-unknown", "M3"),
        ("x,open,,XA1,protection,supply,EX.LAB,80,1,USD,,,x,\n", "required-in-a-circle", "M3"),
        ("x,open,,XA2,prosecution,supply,EX.LAB,80,1,USD,,,,\n", "cell-without-need", "D3"),
        ("north,open,,XA2,protection,supply,EX.LAB,80,801,USD,,,,\n", "action-differs", "I3"),
        (",open,,XA1,protection,supply,EX.LAB,80,1,USD,,,,\n", "empty-cell", "A3"),
        ("x,open,,XA1,protection,supply,EX.LAB,80,,USD,,,,\n", "empty-cell", "I3"),
    ] {
        let refused = table(&office, &format!("{good}{row}")).unwrap_err();
        assert_eq!(refused.code, format!("secretariat/{code}"), "{row}");
        let fact = |name: &str| {
            let found = refused.facts.iter().find(|fact| fact.0 == name);
            found.map_or("", |fact| fact.1.as_str())
        };
        assert_eq!((fact("file"), fact("reference")), ("actions.csv", cell), "{row}");
    }
    let several = format!("{good}north,,,XA2; XA3,protection,supply,EX.LAB,5,,,,,,\n");
    let read = table(&office, &several).unwrap();
    assert_eq!((read.actions.len(), read.actions[0].cells.len()), (1, 2));
    assert_eq!(read.actions[0].organisations[0].id, Some(id(200)));
    assert_eq!(table(&office, "").unwrap_err().code, "exchange/no-table");
}

#[test]
fn printed_candidates_are_read_again_as_the_same_actions() {
    let (office, _) = region();
    let (found, _) = office.secretariat.register_candidates(None, DAY).unwrap();
    let csv = actions_csv(&found).unwrap();
    let book = read_own("actions.csv", csv.as_bytes(), &Limits::default()).unwrap();
    let read = office.secretariat.actions_of(&book).unwrap();
    assert_eq!(read.actions.len(), found.actions.len());
    for (read, printed) in read.actions.iter().zip(&found.actions) {
        let bare = CandidateAction { rests_on: read.rests_on.clone(), ..printed.clone() };
        assert_eq!(*read, bare);
    }
    let question = NextQuestion::new(100_000.0, 10, Pillar::Protection, DAY);
    let view = ask(&office, &question, Some(&read));
    let scenario = office.secretariat.scenario(&view);
    let again = office.secretariat.recompute(scenario.clone(), Some(&read)).unwrap();
    assert!(again.is_same && again.same_candidates == Some(true));
    let without = office.secretariat.recompute(scenario.clone(), None).unwrap();
    assert_eq!(without.same_candidates, None);
    let (was, now) = (&scenario.figures, &without.now.figures);
    assert!((was.gain - now.gain).abs() < 1e-5);
}
