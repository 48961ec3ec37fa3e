use std::collections::BTreeSet;

use concert_coalition::{
    Actor, Author, Command, CycleStage, DecisionCommand, Declaration, Membership, Organisation,
    Pairing, Plan, PlanCommand, Prefill, Question, ReviewAct, ReviewCommand, ReviewCycle, Role,
};
use concert_terms::{Id, Names};
use jiff::Timestamp;
use jiff::civil::Date;
use tempfile::TempDir;

use super::*;
use crate::{Entropy, Secretariat};

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

/// Noon of a day of March.
fn noon(day: i8) -> Timestamp {
    format!("2026-03-{day:02}T12:00:00Z").parse().unwrap()
}

fn march(day: i8) -> Date {
    jiff::civil::date(2026, 3, day)
}

/// So many members of a coalition with a plan.
fn office(members: u8) -> (TempDir, Secretariat) {
    let folder = tempfile::tempdir().unwrap();
    let entropy = Entropy::of_the_system();
    let office = Secretariat::open(folder.path(), entropy, noon(1), &mut |_, _| {}).unwrap();
    let operator = Actor::operator();
    for number in 1..=members {
        let names = Names::new("en", &format!("Member {number}"));
        let declared = vec![Declaration::Organisation(Organisation::new(id(number), names))];
        office.act(&operator, Command::Declare(declared), noon(1)).unwrap();
        let since = march(1);
        let membership = Membership { organisation: id(number), since, until: None };
        let record = DecisionCommand::RecordMembership(membership);
        office.act(&operator, Command::Decision(record), noon(1)).unwrap();
    }
    let plan: Plan = serde_json::from_value(serde_json::json!({
        "id": id(99), "names": { "en": "The plan" },
        "actions": [{ "code": "1", "text": { "en": "Give light" }, "addressees": [{ "kind": "state" }] }],
    }))
    .unwrap();
    let state = Command::Plan(PlanCommand::State(Box::new(plan)));
    office.act(&operator, state, noon(1)).unwrap();
    (folder, office)
}

/// Two questions, answers until 10 March, observations until 20 March; one member is reviewed.
fn cycle() -> ReviewCycle {
    let question = |number| Question {
        number,
        text: Names::new("en", "What was done?"),
        prefill: Prefill::FreeText,
    };
    ReviewCycle {
        id: id(90),
        names: Names::new("en", "First"),
        plan: id(99),
        questions: vec![question(1), question(2)],
        answers_by: march(10),
        observations_by: march(20),
        pairings: vec![Pairing { reviewed: id(1), reviewers: [id(2), id(3)] }],
    }
}

fn act(office: &Secretariat, member: u8, on: i8, act: ReviewAct) {
    let author = Author::User(id(50 + member));
    let actor = Actor { author, role: Role::Member, organisation: Some(id(member)) };
    let command = Command::Review(ReviewCommand::Act { cycle: id(90), reviewed: id(1), act });
    office.act(&actor, command, noon(on)).unwrap();
}

fn text(text: &str) -> Names {
    Names::new("en", text)
}

#[test]
fn what_is_due_follows_the_days_of_the_cycle_and_what_was_done() {
    let (_folder, office) = office(3);
    office.open_review_cycle(&Actor::operator(), cycle(), noon(2)).unwrap();
    let due = |on: i8| -> Vec<(&'static str, usize, Option<Date>)> {
        let view = office.review_cycle(id(90), march(on)).unwrap();
        let all = view.pairings[0].due.iter();
        all.map(|it| (it.what.code(), it.count, it.until)).collect()
    };
    assert_eq!(due(2), [("answers", 2, Some(march(10)))]);
    act(&office, 1, 5, ReviewAct::Answer { question: 2, text: text("Light") });
    assert_eq!(due(10), [("answers", 1, Some(march(10)))]);
    assert_eq!(due(11), [("observations", 2, Some(march(20)))], "answers are over");
    let observe = |reply_by| ReviewAct::Observe { text: text("More"), action: None, reply_by };
    act(&office, 2, 12, observe(march(25)));
    act(&office, 2, 12, observe(march(14)));
    assert_eq!(due(13), [("replies", 2, Some(march(14))), ("observations", 1, Some(march(20)))]);
    let row = &office.review_cycles(march(15))[0];
    assert_eq!((row.answered, row.asked, row.observations, row.waiting), (1, 2, 2, 1));
    assert_eq!((row.stage, row.days_left), (CycleStage::Observations, Some(6)));
    assert_eq!(due(21), [("replies", 1, Some(march(25)))], "one lapsed, one still waits");
    assert_eq!(due(26), [("closing", 1, None)]);
    let operator = Actor::operator();
    let close = ReviewCommand::Act { cycle: id(90), reviewed: id(1), act: ReviewAct::Close };
    office.act(&operator, Command::Review(close), noon(26)).unwrap();
    assert_eq!(due(26), [("publication", 1, None)]);
    act(&office, 1, 26, ReviewAct::Publish { from: march(28) });
    assert!(due(26).is_empty());
    let view = office.review(id(90), id(1), &operator, noon(26)).unwrap();
    assert_eq!((view.unanswered, view.lapsed), (vec![1], vec![1, 2]));

    let read = |on| office.public_review(id(90), id(1), noon(on)).unwrap();
    assert_eq!((read(27).is_some(), office.public_reviews(march(27)).len()), (false, 0));
    assert_eq!((read(28).is_some(), office.public_reviews(march(28)).len()), (true, 1));
    assert_eq!(read(28).unwrap().may, ReviewActs::default());
}

#[test]
fn lots_give_every_member_two_reviewers_and_no_two_review_each_other() {
    for members in [5, 6, 7, 12] {
        let (_folder, office) = office(members);
        let pairings = office.pairings_by_lot(march(2));
        assert_eq!(pairings.len(), usize::from(members));
        let reviewed: BTreeSet<Id> = pairings.iter().map(|it| it.reviewed).collect();
        assert_eq!(reviewed.len(), usize::from(members));
        // Everybody reviews as much as everybody else, and the domain takes it.
        for member in &reviewed {
            assert_eq!(pairings.iter().filter(|it| it.reviewers.contains(member)).count(), 2);
        }
        let cycle = ReviewCycle { pairings, ..cycle() };
        office.open_review_cycle(&Actor::operator(), cycle, noon(2)).unwrap();
    }
    let (_folder, few) = office(4);
    assert!(few.pairings_by_lot(march(2)).is_empty());
}

#[test]
fn what_stands_beside_a_question_reads_back_by_its_code_and_names_what_it_needs() {
    for prefill in [
        Prefill::FreeText,
        Prefill::Progress,
        Prefill::Initiatives,
        Prefill::Commitments { action: "1".to_owned() },
        Prefill::Gaps { place: "XA".parse().unwrap() },
    ] {
        let of = match &prefill {
            Prefill::Commitments { action } => action.clone(),
            Prefill::Gaps { place } => place.to_string(),
            _ => String::new(),
        };
        let kind = PrefillKind::from_code(PrefillKind::of(&prefill).code()).unwrap();
        assert_eq!(kind.with(&of), Some(prefill));
    }
    assert_eq!(PrefillKind::Gaps.with(""), None);
    assert_eq!(PrefillKind::Progress.with("XA"), None, "what it has no use for is not dropped");
}

#[test]
fn only_coordinators_are_offered_to_open_a_cycle() {
    let (_folder, office) = office(2);
    let choices = office.cycle_choices(&Actor::operator(), noon(2));
    assert!(choices.may_open);
    assert_eq!((choices.members.len(), choices.plans.len()), (2, 1));
    let author = Author::User(id(51));
    let member = Actor { author, role: Role::Member, organisation: Some(id(1)) };
    assert!(!office.cycle_choices(&member, noon(2)).may_open);
}
