//! Every state that a small coalition can come to, met once: a breadth-first search over all
//! sequences of commands and days.
//!
//! Two states are one where everything that a decision can depend on is equal: books, users and
//! the day. Who exactly spoke for a member, at which time and under which index of the journal
//! is left out of that comparison, as no rule looks at it; what is checked after a step, however,
//! is checked on the statements themselves. In every state the journal so far, written and read
//! back, gives that state again, and so does its snapshot.

use std::collections::{HashSet, VecDeque};

use crate::assembly::noon;
use concert_coalition::{Actor, Coalition, Command, Statement, decide};
use jiff::civil::Date;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// What was met.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Met {
    /// States.
    pub(crate) states: usize,
    /// Commands that stated something.
    pub(crate) steps: usize,
    /// Commands that were refused.
    pub(crate) refusals: usize,
}

/// One step from a state to the next.
pub(crate) struct Step<'a> {
    pub(crate) before: &'a Coalition,
    pub(crate) after: &'a Coalition,
    /// The journal from the start to the state before.
    pub(crate) journal: &'a [Statement],
    pub(crate) today: Date,
    pub(crate) actor: &'a Actor,
    pub(crate) statement: &'a Statement,
}

/// Searches from a state: on every day, in every state, everything that may be asked is asked.
pub(crate) fn explore(
    start: &Coalition,
    days: &[Date],
    asked: impl Fn(&Coalition, Date) -> Vec<(Actor, Command)>,
    check: impl Fn(&Step),
) -> Met {
    let mut met = Met::default();
    let mut seen = HashSet::from([fingerprint(start, days[0])]);
    // How each state was first come to: from which one, by which statements.
    let mut ways: Vec<(usize, Vec<Statement>)> = vec![(0, Vec::new())];
    let mut waiting = VecDeque::from([(0, 0, start.clone())]);
    while let Some((state, day, coalition)) = waiting.pop_front() {
        met.states += 1;
        let today = days[day];
        let journal = way_to(&ways, state);
        assert_that_it_can_be_kept(start, &journal, &coalition);
        let mut come_to = |next: Coalition, day: usize, stated: Vec<Statement>| {
            if seen.insert(fingerprint(&next, days[day])) {
                ways.push((state, stated));
                waiting.push_back((ways.len() - 1, day, next));
            }
        };
        if day + 1 < days.len() {
            come_to(coalition.clone(), day + 1, Vec::new());
        }
        for (actor, command) in asked(&coalition, today) {
            let Ok(statements) = decide(&coalition, &actor, &command, noon(today)) else {
                met.refusals += 1;
                continue;
            };
            let Some(statement) = statements.first() else { continue };
            assert_eq!(statements.len(), 1, "{command:?}");
            met.steps += 1;
            let mut after = coalition.clone();
            after.apply(statement);
            let (before, after_it, journal) = (&coalition, &after, journal.as_slice());
            check(&Step { before, after: after_it, journal, today, actor: &actor, statement });
            come_to(after, day, statements);
        }
    }
    met
}

fn way_to(ways: &[(usize, Vec<Statement>)], state: usize) -> Vec<Statement> {
    let mut parts = Vec::new();
    let mut at = state;
    while at != 0 {
        parts.push(&ways[at].1);
        at = ways[at].0;
    }
    parts.into_iter().rev().flatten().cloned().collect()
}

fn assert_that_it_can_be_kept(start: &Coalition, journal: &[Statement], lived: &Coalition) {
    let mut replayed = start.clone();
    for statement in journal {
        replayed.apply(&Statement::from_bytes(&statement.to_bytes()).unwrap());
    }
    assert_eq!(&replayed, lived);
    let snapshot = lived.to_snapshot();
    let revived = Coalition::from_snapshot(&snapshot).unwrap();
    assert_eq!(&revived, lived);
    assert_eq!(revived.to_snapshot(), snapshot);
}

fn fingerprint(coalition: &Coalition, day: Date) -> [u8; 32] {
    let mut state = json!({
        "day": day,
        "users": coalition.users,
        "plan": coalition.plan,
        "decisions": coalition.decisions,
        "reviews": coalition.reviews,
        "rounds": coalition.rounds,
        "devices": coalition.devices,
    });
    forget_who_and_when(&mut state);
    Sha256::digest(state.to_string()).into()
}

fn forget_who_and_when(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| !["by", "at", "statement"].contains(&name.as_str()));
            fields.values_mut().for_each(forget_who_and_when);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_who_and_when),
        _ => {}
    }
}
