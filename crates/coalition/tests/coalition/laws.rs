//! What holds of every history: replay, snapshots, undo, order, repetition, and the bytes.

use std::collections::HashMap;

use crate::anything::{
    answers, any_actor, any_command, any_declaration, any_statement, body_of, ground,
};
use crate::assembly::{assembled, told_assembly};
use crate::ground::{carry_out, code, id, import, initiative, now, place, recommendation};
use crate::soundness::assert_that_every_reference_resolves;
use concert_coalition::{Actor, Body, Coalition, Command, Declaration, Statement, decide};
use concert_terms::{Count, Names};
use proptest::collection::vec;
use proptest::prelude::*;

/// A name for what a declaration is about.
fn key_of(declaration: &Declaration) -> String {
    match declaration {
        Declaration::Organisation(declared) => format!("organisation {}", declared.id),
        Declaration::Place(declared) => format!("place {}", declared.code),
        Declaration::Initiative(declared) => format!("initiative {}", declared.id),
        Declaration::Need(declared) => format!("need {}", declared.id),
        Declaration::Published(declared) => format!("published {}", declared.id),
        Declaration::Commitment(declared) => format!("commitment {}", declared.id),
        Declaration::Recommendation(declared) => format!("recommendation {}", declared.id),
        Declaration::Answer { recommendation, .. } => format!("answer to {recommendation}"),
    }
}

fn fold<'a>(statements: impl IntoIterator<Item = &'a Statement>) -> Coalition {
    let mut coalition = Coalition::default();
    for statement in statements {
        coalition.apply(statement);
    }
    coalition
}

/// What the commands state one after the other after the assembly's journal, those that are refused
/// left out.
fn history(commands: &[(Actor, Command)]) -> (Coalition, Vec<Statement>) {
    let (mut coalition, mut statements) = told_assembly();
    for (actor, command) in commands {
        let stated = carry_out(&mut coalition, actor, command);
        statements.extend(stated.unwrap_or_default());
    }
    (coalition, statements)
}

/// Begins with a recommendation that can be answered.
fn any_history() -> impl Strategy<Value = Vec<(Actor, Command)>> {
    vec((any_actor(), any_command()), 0..24).prop_map(move |mut commands| {
        let declared = Declaration::Recommendation(Box::new(recommendation(81, "AA")));
        commands.insert(0, (Actor::operator(), Command::Declare(vec![declared])));
        commands
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn the_same_statements_give_the_same_bytes_also_when_they_are_read_back(
        commands in any_history(),
    ) {
        let (lived, statements) = history(&commands);
        let replayed = fold(&statements);
        prop_assert_eq!(&replayed, &lived);
        prop_assert_eq!(replayed.to_snapshot(), lived.to_snapshot());
        let read: Vec<_> = statements
            .iter()
            .map(|statement| Statement::from_bytes(&statement.to_bytes()).unwrap())
            .collect();
        prop_assert_eq!(fold(&read).to_snapshot(), lived.to_snapshot());
    }

    #[test]
    fn a_snapshot_stands_for_the_statements_before_it(
        before in vec(any_statement(), 0..30), after in vec(any_statement(), 0..30),
    ) {
        let mut lived = fold(&before);
        let mut revived = Coalition::from_snapshot(&lived.to_snapshot()).unwrap();
        prop_assert_eq!(&revived, &lived);
        for statement in &after {
            prop_assert_eq!(revived.apply(statement), lived.apply(statement));
        }
        prop_assert_eq!(&revived, &lived);
        prop_assert_eq!(revived.to_snapshot(), lived.to_snapshot());
    }

    #[test]
    fn whatever_the_journal_says_is_applied_and_counted(
        statements in vec(any_statement(), 0..60),
    ) {
        let coalition = fold(&statements);
        prop_assert_eq!(coalition.size, statements.len() as u64);
        prop_assert!(coalition.holds_the_same_as(&coalition.clone()));
    }

    #[test]
    fn every_statement_reads_back_as_it_was_written(statement in any_statement()) {
        prop_assert_eq!(Statement::from_bytes(&statement.to_bytes()), Ok(statement));
    }

    #[test]
    fn no_bytes_make_the_readers_panic(bytes in vec(any::<u8>(), 0..200), cut in 0_usize..2000) {
        let _ = Statement::from_bytes(&bytes);
        let _ = Coalition::from_snapshot(&bytes);
        let mut snapshot = ground().to_snapshot();
        snapshot.truncate(cut);
        snapshot.extend(bytes);
        let _ = Coalition::from_snapshot(&snapshot);
    }

    #[test]
    fn after_every_command_that_is_accepted_every_reference_resolves(
        commands in any_history(),
    ) {
        let mut coalition = assembled();
        for (actor, command) in &commands {
            if carry_out(&mut coalition, actor, command).is_ok() {
                assert_that_every_reference_resolves(&coalition);
            }
        }
    }

    #[test]
    fn the_order_of_declarations_of_different_things_does_not_matter(
        declarations in vec(any_declaration(), 0..12), keys in vec(any::<u32>(), 40),
    ) {
        let ground = ground();
        let command = Command::Declare(declarations);
        let Ok(statements) = decide(&ground, &Actor::operator(), &command, now()) else {
            return Ok(());
        };
        let mut shuffled: Vec<_> = keys.iter().zip(&statements).collect();
        shuffled.sort_by_key(|(key, _)| **key);
        let (mut one, mut other) = (ground.clone(), ground);
        for (statement, (_, turned)) in statements.iter().zip(&shuffled) {
            one.apply(statement);
            other.apply(turned);
        }
        prop_assert!(one.holds_the_same_as(&other));
    }

    #[test]
    fn what_was_imported_once_states_nothing_when_it_is_imported_again(
        commands in any_history(), declarations in vec(any_declaration(), 0..12),
    ) {
        let (mut coalition, _) = history(&commands);
        let operator = Actor::operator();
        let first = Command::Import { import: import(57), declarations: declarations.clone() };
        if carry_out(&mut coalition, &operator, &first).is_ok() {
            let again = Command::Import { import: import(58), declarations: declarations.clone() };
            prop_assert_eq!(decide(&coalition, &operator, &again, now()), Ok(Vec::new()));
            prop_assert_eq!(decide(&coalition, &operator, &first, now()), Ok(Vec::new()));
        }
    }

    #[test]
    fn an_edited_row_states_that_row_only(
        declarations in vec(any_declaration(), 1..12), which in any::<prop::sample::Index>(),
    ) {
        let last_words: HashMap<_, _> =
            declarations.into_iter().map(|declared| (key_of(&declared), declared)).collect();
        let mut declarations: Vec<_> = last_words.into_values().collect();
        let mut coalition = ground();
        let operator = Actor::operator();
        let first = Command::Import { import: import(57), declarations: declarations.clone() };
        if carry_out(&mut coalition, &operator, &first).is_err() {
            return Ok(());
        }
        let count = declarations.len();
        let edited = &mut declarations[which.index(count)];
        edit(edited);
        let expected = match edited.clone() {
            Declaration::Commitment(commitment) => {
                Body::CommitmentChanged { commitment, reason: String::new() }
            }
            other => body_of(other),
        };
        let again = Command::Import { import: import(58), declarations };
        let statements = decide(&coalition, &operator, &again, now()).unwrap();
        prop_assert_eq!(statements.len(), 2);
        prop_assert_eq!(&statements[0].body, &expected);
        prop_assert_eq!(&statements[1].body, &Body::ImportApplied(import(58)));
    }

    #[test]
    fn an_undo_right_after_an_import_gives_back_what_held_before(
        commands in any_history(), declarations in vec(any_declaration(), 0..12),
    ) {
        let (before, _) = history(&commands);
        let operator = Actor::operator();
        let mut after = before.clone();
        let apply = Command::Import { import: import(57), declarations };
        let stated = carry_out(&mut after, &operator, &apply).unwrap_or_default();
        if !stated.is_empty() {
            let undo = Command::UndoImport { import: id(57), reason: "the wrong file".into() };
            carry_out(&mut after, &operator, &undo).unwrap();
            prop_assert!(after.holds_the_same_as(&before));
            prop_assert_eq!(carry_out(&mut after, &operator, &undo), Ok(Vec::new()));
        }
    }

    /// What is confirmed of an import's declaration goes with the declaration; everything else
    /// that was said before or since, by hand or by other imports, stays as if the import had
    /// never been.
    #[test]
    fn an_import_that_is_undone_leaves_what_the_other_statements_say(commands in any_history()) {
        let (coalition, statements) = history(&commands);
        for number in 51..55 {
            let undo = Command::UndoImport { import: id(number), reason: "wrong file".into() };
            let mut undone = coalition.clone();
            if carry_out(&mut undone, &Actor::operator(), &undo).is_ok_and(|s| !s.is_empty()) {
                prop_assert!(undone.holds_the_same_as(&without(&statements, number)));
            }
        }
    }
}

#[test]
fn a_confirmation_of_what_an_import_declared_goes_with_the_import() {
    let mut coalition = ground();
    let operator = Actor::operator();
    let day = |text: &str| text.parse::<jiff::civil::Date>().unwrap();
    let confirm = |on, beds| Command::Confirm {
        initiative: id(11),
        on: day(on),
        capacity: Some(Count::Exact(beds)),
        answers: None,
    };
    carry_out(&mut coalition, &operator, &confirm("2026-11-01", 4)).unwrap();
    let before = coalition.clone();
    let mut read = initiative(11, 1, "BB");
    read.capacity = Some(Count::Exact(9));
    let declarations = vec![Declaration::Initiative(Box::new(read))];
    let apply = Command::Import { import: import(57), declarations };
    carry_out(&mut coalition, &operator, &apply).unwrap();
    carry_out(&mut coalition, &operator, &confirm("2026-11-20", 8)).unwrap();
    carry_out(&mut coalition, &operator, &confirm("2026-11-21", 7)).unwrap();
    let undo = Command::UndoImport { import: id(57), reason: "the wrong file".into() };
    carry_out(&mut coalition, &operator, &undo).unwrap();
    assert!(coalition.holds_the_same_as(&before));
}

#[test]
fn where_a_file_says_two_things_of_one_the_last_word_counts() {
    let mut coalition = ground();
    let names = |name| Names::new("en", name);
    let mut first = place("DD");
    (first.names, first.parent) = (names("D"), Some(code("BB")));
    let mut last = first.clone();
    (last.names, last.parent) = (names("Delta"), Some(code("AA")));
    let declarations = vec![Declaration::Place(first), Declaration::Place(last.clone())];
    let apply =
        |number| Command::Import { import: import(number), declarations: declarations.clone() };
    let operator = Actor::operator();
    let statements = carry_out(&mut coalition, &operator, &apply(57)).unwrap();
    assert_eq!(statements.len(), 2);
    assert_eq!(coalition.places.get(&code("DD")), Some(&last));
    assert_eq!(decide(&coalition, &operator, &apply(58), now()), Ok(Vec::new()));
}

/// Changes what a declaration says, whatever it said.
fn edit(declaration: &mut Declaration) {
    let rest = match declaration {
        Declaration::Organisation(declared) => &mut declared.rest,
        Declaration::Place(declared) => &mut declared.rest,
        Declaration::Initiative(declared) => &mut declared.rest,
        Declaration::Need(declared) => &mut declared.rest,
        Declaration::Published(declared) => &mut declared.rest,
        Declaration::Commitment(declared) => &mut declared.rest,
        Declaration::Recommendation(declared) => &mut declared.rest,
        Declaration::Answer { actions, .. } => {
            *actions = answers(if actions.is_empty() { &["1"] } else { &[] });
            return;
        }
    };
    rest.insert("x-edited".into(), true.into());
}

/// The fold of the statements that neither belong to an import nor confirm what it declared.
fn without(statements: &[Statement], number: u8) -> Coalition {
    let import = Some(id(number));
    let mut all = Coalition::default();
    let mut rest = Coalition::default();
    for statement in statements {
        let confirms_it = match &statement.body {
            Body::InitiativeConfirmed { initiative, .. } => {
                let confirmed = all.initiatives.version(initiative);
                confirmed.is_some_and(|version| version.import == import)
            }
            _ => false,
        };
        all.apply(statement);
        if statement.import != import && !confirms_it {
            rest.apply(statement);
        }
    }
    rest
}
