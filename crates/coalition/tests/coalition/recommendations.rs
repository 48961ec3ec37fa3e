//! Recommendations: read from tables, undone with them, answered by actions, joined and parted.

use crate::ground::{carry_out, ground, id, import, now, recommendation};
use concert_coalition::{
    ActionNumber, Actor, Coalition, Command, Declaration, PlanRefusal, Recommendation,
    RecommendationCommand, Refusal, decide,
};

fn say(coalition: &mut Coalition, command: RecommendationCommand) -> Result<usize, Refusal> {
    let command = Command::Recommendation(command);
    carry_out(coalition, &Actor::operator(), &command).map(|statements| statements.len())
}

fn read(coalition: &mut Coalition, number: u8, all: &[Recommendation]) -> usize {
    let declarations = all.iter().cloned().map(Box::new).map(Declaration::Recommendation);
    let command = Command::Import { import: import(number), declarations: declarations.collect() };
    carry_out(coalition, &Actor::operator(), &command).unwrap().len()
}

fn undo(coalition: &mut Coalition, number: u8) {
    let reason = "the wrong file".to_owned();
    let command = Command::UndoImport { import: id(number), reason };
    carry_out(coalition, &Actor::operator(), &command).unwrap();
}

fn actions(codes: &[&str]) -> Vec<ActionNumber> {
    codes.iter().map(|&code| ActionNumber { plan: id(99), action: code.to_owned() }).collect()
}

#[test]
fn a_table_read_again_says_nothing_new_and_goes_with_its_import() {
    let mut coalition = ground();
    let table = [recommendation(81, "AA"), recommendation(82, "BB")];
    assert_eq!(read(&mut coalition, 57, &table), 3);
    assert_eq!(read(&mut coalition, 58, &table), 0);
    undo(&mut coalition, 57);
    assert!(coalition.recommendations.is_empty());
}

#[test]
fn what_coordinators_said_of_a_recommendation_outlasts_a_second_reading_of_its_table() {
    let mut coalition = ground();
    let table = [recommendation(81, "AA"), recommendation(82, "BB"), recommendation(83, "AA")];
    read(&mut coalition, 57, &table);
    let answer = |codes: &[&str]| RecommendationCommand::Answer {
        recommendation: id(82),
        actions: actions(codes),
    };
    assert_eq!(say(&mut coalition, answer(&[])), Ok(0));
    assert_eq!(say(&mut coalition, answer(&["1", "1"])), Ok(1));
    assert_eq!(say(&mut coalition, answer(&["1"])), Ok(0));
    let join = RecommendationCommand::Join(vec![id(81), id(82)]);
    assert_eq!(say(&mut coalition, join.clone()), Ok(1));
    assert_eq!(say(&mut coalition, join), Ok(0));
    undo(&mut coalition, 57);
    assert_eq!(read(&mut coalition, 58, &table), 4);
    // What answers one member of a group answers all of it.
    let promises = &coalition.plan.promises;
    assert_eq!(promises.answers_to(id(81)).len(), 1);
    assert!(promises.answers_to(id(83)).is_empty());
    let part = RecommendationCommand::Part {
        recommendations: vec![id(81)],
        reason: "it asks for a law".into(),
    };
    assert_eq!(say(&mut coalition, part.clone()), Ok(1));
    assert_eq!(say(&mut coalition, part), Ok(0));
    assert!(coalition.plan.promises.answers_to(id(81)).is_empty());
    assert_eq!(coalition.plan.promises.answers_to(id(82)).len(), 1);
    let again = Coalition::from_snapshot(&coalition.to_snapshot()).unwrap();
    assert_eq!(again, coalition);
}

fn answer(recommendation: u8, codes: &[&str]) -> Declaration {
    Declaration::Answer { recommendation: id(recommendation), actions: actions(codes) }
}

/// Applies a table; how many statements that took.
fn apply(coalition: &mut Coalition, number: u8, declarations: Vec<Declaration>) -> usize {
    let command = Command::Import { import: import(number), declarations };
    carry_out(coalition, &Actor::operator(), &command).unwrap().len()
}

fn answers_of(coalition: &Coalition, recommendation: u8) -> Option<usize> {
    let answers = &coalition.plan.promises.answers;
    answers.get(&id(recommendation)).map(std::collections::BTreeSet::len)
}

#[test]
fn answers_of_a_table_are_one_act_with_it_and_go_with_it() {
    let mut coalition = ground();
    let declared = |number| Declaration::Recommendation(Box::new(recommendation(number, "AA")));
    let table = vec![answer(81, &["1"]), declared(81), declared(82), answer(82, &[])];
    assert_eq!(apply(&mut coalition, 57, table.clone()), 4, "two, an answer, and the import");
    assert_eq!(apply(&mut coalition, 58, table.clone()), 0);
    assert_eq!((answers_of(&coalition, 81), answers_of(&coalition, 82)), (Some(1), None));
    let kept = Coalition::from_snapshot(&coalition.to_snapshot()).unwrap();
    assert_eq!(kept, coalition);
    undo(&mut coalition, 57);
    assert_eq!(answers_of(&coalition, 81), None);
    // Read again without actions, it is answered by none.
    assert_eq!(apply(&mut coalition, 59, vec![declared(81), declared(82)]), 3);
    assert!(coalition.plan.promises.answers_to(id(81)).is_empty());
}

#[test]
fn an_undone_table_gives_back_what_was_answered_before_it() {
    let mut coalition = ground();
    read(&mut coalition, 57, &[recommendation(81, "AA"), recommendation(82, "AA")]);
    let by_hand = |number, codes: &[&str]| RecommendationCommand::Answer {
        recommendation: id(number),
        actions: actions(codes),
    };
    assert_eq!(say(&mut coalition, by_hand(81, &["1"])), Ok(1));
    assert_eq!(apply(&mut coalition, 58, vec![answer(81, &[]), answer(82, &["1"])]), 3);
    assert_eq!((answers_of(&coalition, 81), answers_of(&coalition, 82)), (Some(0), Some(1)));
    // What is said by hand since stays, and what was said before comes back.
    assert_eq!(say(&mut coalition, by_hand(82, &[])), Ok(1));
    undo(&mut coalition, 58);
    assert_eq!((answers_of(&coalition, 81), answers_of(&coalition, 82)), (Some(1), Some(0)));
}

#[test]
fn a_table_with_an_answer_that_cannot_be_states_nothing() {
    let mut coalition = ground();
    let declared = Declaration::Recommendation(Box::new(recommendation(81, "AA")));
    for (wrong, code) in
        [(answer(81, &["7"]), "coalition/unknown-action"), (answer(82, &["1"]), "coalition/absent")]
    {
        let declarations = vec![declared.clone(), wrong];
        let command = Command::Import { import: import(57), declarations };
        let refused = carry_out(&mut coalition, &Actor::operator(), &command).unwrap_err();
        assert_eq!(refused.code(), code);
    }
    assert!(coalition.recommendations.is_empty() && coalition.imports.len() == 1);
}

#[test]
fn what_a_judgement_names_is_there() {
    let mut coalition = ground();
    read(&mut coalition, 57, &[recommendation(81, "AA")]);
    let refused = |command| {
        let command = Command::Recommendation(command);
        decide(&coalition, &Actor::operator(), &command, now()).unwrap_err()
    };
    let answer = |recommendation, codes: &[&str]| RecommendationCommand::Answer {
        recommendation,
        actions: actions(codes),
    };
    assert_eq!(refused(answer(id(9), &["1"])).code(), "coalition/absent");
    let unknown = PlanRefusal::UnknownAction { plan: id(99), code: "7".into() };
    assert_eq!(refused(answer(id(81), &["7"])), unknown.into());
    let join = RecommendationCommand::Join(vec![id(81), id(9)]);
    assert_eq!(refused(join).code(), "coalition/absent");
    let nobody = Recommendation { place: None, ..recommendation(82, "AA") };
    let command = Command::Declare(vec![Declaration::Recommendation(Box::new(nobody))]);
    let refusal = decide(&coalition, &Actor::operator(), &command, now()).unwrap_err();
    assert_eq!(refusal.facts()[0], ("field", "addressee".to_owned()));
}
