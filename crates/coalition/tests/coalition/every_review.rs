//! A review in every state that it can come to, and what holds in each.
//!
//! Member 1 is reviewed by 2 and 3; 4 is another member, 5 is none. Answers last for the first
//! day, observations for the second; they are answered until the third, and the fourth is the day
//! after. Each reviewer observes once at most.

use crate::assembly::{act, cycle, day, mark, member, observe, text};
use crate::exploration::{Met, Step, explore};
use crate::ground::{action, carry_out, id, organisation, plan};
use concert_coalition::{
    Actor, Author, Body, Coalition, Command, Declaration, Pairing, PlanCommand, Review, ReviewAct,
    ReviewCommand, ReviewCycle, Role, User,
};
use concert_terms::Id;
use jiff::civil::Date;

const DAYS: [&str; 4] = ["2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28"];

fn user(organisation: u8) -> User {
    let (name, role) = (format!("u{organisation}"), Role::Member);
    let belongs_to = Some(id(organisation));
    User { id: id(100 + organisation), name, role, organisation: belongs_to, closed: false }
}

fn coordinator() -> User {
    let (name, role) = ("c".to_owned(), Role::Coordinator);
    User { id: id(100), name, role, organisation: None, closed: false }
}

fn actors() -> Vec<Actor> {
    (1..=5).map(user).chain([coordinator()]).map(|user| Actor::user(&user)).collect()
}

fn start() -> Coalition {
    let mut coalition = Coalition::default();
    let declared = (1..=5).map(|number| Declaration::Organisation(organisation(number)));
    let mut commands = vec![
        Command::Declare(declared.collect()),
        Command::Plan(PlanCommand::State(Box::new(plan(66, vec![action("1", &[])])))),
    ];
    commands.extend([1, 2, 3, 4].map(|number| member(number, "2026-01-01", None)));
    commands.extend((1..=5).map(user).chain([coordinator()]).map(Command::RegisterUser));
    for command in commands {
        carry_out(&mut coalition, &Actor::operator(), &command).unwrap();
    }
    coalition
}

fn opening() -> Command {
    let pairings = vec![Pairing { reviewed: id(1), reviewers: [id(2), id(3)] }];
    let opened = ReviewCycle { pairings, ..cycle(91, DAYS[0], DAYS[1]) };
    Command::Review(ReviewCommand::Open(Box::new(opened)))
}

fn review(coalition: &Coalition) -> Option<&Review> {
    coalition.reviews.review(&id(91), &id(1))
}

fn asked(coalition: &Coalition, today: Date) -> Vec<(Actor, Command)> {
    let Some(review) = review(coalition) else {
        return actors().into_iter().map(|actor| (actor, opening())).collect();
    };
    let answer = |words| ReviewAct::Answer { question: 1, text: text(words) };
    let mut acts = vec![
        act(91, 1, answer("A law.")),
        act(91, 1, answer("Two laws.")),
        act(91, 1, ReviewAct::Close),
    ];
    // No rule looks at remarks, at the day of publication and at the rights of two members
    // together: each is met with everything else, but not with one another.
    let rights_end = coalition.users[&id(103)].closed
        || coalition.decisions.members[&id(2)].membership.until.is_some();
    if review.remarks.is_empty() && review.public_from.is_none() && !rights_end {
        let remark = ReviewAct::Remark { question: None, text: "no shelter".into() };
        let publish = ReviewAct::Publish { from: day(DAYS[2]) };
        acts.extend([act(91, 1, remark), act(91, 1, publish)]);
    }
    for observation in 1..=review.observations.len() as u32 {
        let reply = |words| ReviewAct::AnswerObservation { observation, text: text(words) };
        acts.extend([act(91, 1, reply("Soon.")), mark(91, 1, observation)]);
        // Another answer is asked for only after a mark, or the states would be too many.
        if !review.observations[observation as usize - 1].marks.is_empty() {
            acts.push(act(91, 1, reply("Now.")));
        }
    }
    let mut asked = Vec::new();
    for actor in actors() {
        let mut observations = review.observations.iter();
        if !observations.any(|it| Some(it.reviewer) == actor.organisation) {
            asked.push((actor, observe(91, 1, DAYS[2])));
        }
        asked.extend(acts.iter().map(|act| (actor, act.clone())));
    }
    if !rights_end {
        let yesterday = today.yesterday().unwrap().to_string();
        let leaves = member(2, "2026-01-01", Some(&yesterday));
        asked.extend([leaves, Command::CloseUser(id(103))].map(|it| (Actor::operator(), it)));
    }
    asked
}

/// What holds of every step, said without the rules of the library.
fn check(step: &Step) {
    let today = step.today;
    let spoken_for = step.actor.organisation;
    let is_of = |organisation: Id| {
        assert_eq!(spoken_for, Some(organisation), "somebody else speaks for a member");
        let membership = &step.before.decisions.members[&organisation].membership;
        assert!(membership.until.is_none_or(|until| until >= today), "an expired right acts");
    };
    let is_reviewer = |organisation: Id| {
        is_of(organisation);
        assert!([id(2), id(3)].contains(&organisation), "the wrong member judges");
    };
    if let Author::User(user) = step.actor.author {
        assert!(!step.before.users[&user].closed, "a closed account acts");
    }
    match &step.statement.body {
        Body::ReviewCycleOpened(_) => assert!(step.actor.coordinates()),
        Body::ReviewAnswered(_) => {
            is_of(id(1));
            assert_eq!(today, day(DAYS[0]));
        }
        Body::ReviewObserved(observation) => {
            is_reviewer(observation.reviewer);
            assert_eq!(today, day(DAYS[1]));
        }
        Body::ObservationAnswered(given) => {
            is_of(id(1));
            assert!(today <= day(DAYS[2]));
            let answered =
                &review(step.before).unwrap().observations[given.observation as usize - 1];
            assert!(answered.marks.is_empty(), "an answer is replaced under a mark");
        }
        Body::ObservationMarked(mark) => {
            is_reviewer(mark.reviewer);
            let marked = &review(step.before).unwrap().observations[mark.observation as usize - 1];
            assert!(marked.answer.is_some() || today == day(DAYS[3]), "marked under way");
        }
        Body::ReviewRemarked(remark) => {
            is_of(remark.organisation);
            assert_eq!(remark.organisation, id(4));
            assert!(today <= day(DAYS[1]));
        }
        Body::ReviewPublicationSet(_) => is_of(id(1)),
        Body::ReviewClosed(closing) => {
            assert!(today >= day(DAYS[2]));
            let closed = review(step.before).unwrap();
            let silent = (1..).zip(&closed.observations).filter(|(_, it)| it.answer.is_none());
            let silent: Vec<u32> = silent.map(|(number, _)| number).collect();
            assert_eq!(closing.lapsed, silent, "what lapsed is hidden");
            assert!(silent.is_empty() || today == day(DAYS[3]), "closed under way");
            let answered = closed.answers.contains_key(&1);
            assert_eq!(closing.unanswered, if answered { vec![2] } else { vec![1, 2] });
        }
        _ => assert_eq!(step.actor, &Actor::operator()),
    }
    let (Some(before), Some(after)) = (review(step.before), review(step.after)) else { return };
    if today > day(DAYS[0]) {
        assert_eq!(before.answers, after.answers, "an answer changed under observations");
    }
    for (was, is) in before.observations.iter().zip(&after.observations) {
        assert_eq!((was.reviewer, &was.text, was.reply_by), (is.reviewer, &is.text, is.reply_by));
        assert!(before.closed.is_none() || was.answer == is.answer, "an answer after the closing");
    }
    assert!(before.closed.is_none() || before.closed == after.closed);
    let day_is_set = after.public_from.as_ref().is_some_and(|(from, _)| *from <= today);
    assert_eq!(after.is_public(today), after.closed.is_some() && day_is_set);
}

#[test]
fn only_reviewers_judge_and_what_lapses_is_said() {
    let met = explore(&start(), &DAYS.map(day), asked, check);
    assert_eq!(met, Met { states: 16_429, steps: 44_023, refusals: 790_832 });
}
