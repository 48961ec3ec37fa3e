//! Reviews by example: who may review whom, deadlines, publication.

use crate::assembly::{act, assembled, cycle, day, mark, members, observe, of, on, text};
use crate::ground::id;
use concert_coalition::{
    Actor, Coalition, Command, CycleStage, Declaration, Pairing, Prefill, Refusal, ReviewAct,
    ReviewCommand, ReviewCycle, ReviewRefusal,
};

fn opened(change: impl FnOnce(&mut ReviewCycle)) -> Refusal {
    let mut changed = cycle(91, "2026-11-10", "2026-11-20");
    change(&mut changed);
    let command = Command::Review(ReviewCommand::Open(Box::new(changed)));
    on(&mut members(), "2026-11-01", &Actor::operator(), &command).unwrap_err()
}

fn pairing(reviewed: u8, reviewers: [u8; 2]) -> Pairing {
    Pairing { reviewed: id(reviewed), reviewers: reviewers.map(id) }
}

#[test]
fn two_members_never_review_each_other_nor_anybody_itself() {
    let each_other = opened(|it| it.pairings = vec![pairing(1, [3, 4]), pairing(3, [1, 5])]);
    let (first, second) = (id(1), id(3));
    assert_eq!(each_other, ReviewRefusal::EachOther { first, second }.into());
    for reviewers in [[1, 3], [3, 1], [3, 3]] {
        let refused = opened(|it| it.pairings = vec![pairing(1, reviewers)]);
        assert_eq!(refused, ReviewRefusal::NotTwoOthers { organisation: id(1) }.into());
    }
    let twice = opened(|it| it.pairings = vec![pairing(1, [3, 4]), pairing(1, [4, 5])]);
    assert_eq!(twice, ReviewRefusal::ReviewedTwice { organisation: id(1) }.into());
    let outsider = opened(|it| it.pairings = vec![pairing(1, [2, 3])]);
    assert_eq!(outsider, ReviewRefusal::NoMember { organisation: id(2) }.into());
}

#[test]
fn a_cycle_that_makes_no_sense_is_refused() {
    assert_eq!(
        opened(|it| it.questions[1].number = 1),
        ReviewRefusal::TwoQuestions { number: 1 }.into()
    );
    let code = |refusal: Refusal| refusal.code();
    assert_eq!(code(opened(|it| it.answers_by = day("2026-10-31"))), "coalition/cycle-days");
    assert_eq!(code(opened(|it| it.observations_by = it.answers_by)), "coalition/cycle-days");
    assert_eq!(code(opened(|it| it.plan = id(98))), "coalition/absent");
    assert_eq!(code(opened(|it| it.questions.clear())), "coalition/unsound");
    assert_eq!(code(opened(|it| it.pairings.clear())), "coalition/unsound");
    let astray = Prefill::Commitments { action: "9".into() };
    assert_eq!(code(opened(|it| it.questions[0].prefill = astray)), "coalition/unknown-action");
    let nowhere = Prefill::Gaps { place: "ZZ".parse().unwrap() };
    assert_eq!(code(opened(|it| it.questions[0].prefill = nowhere)), "coalition/unknown-place");
}

#[test]
fn a_cycle_ends_with_the_last_of_its_reviews_and_not_with_its_days() {
    let mut coalition = assembled();
    let stage = |coalition: &Coalition, today: &str| {
        let open = &coalition.reviews.cycles[&id(92)];
        (open.stage(day(today)), open.until(day(today)))
    };
    let cycle = coalition.reviews.cycles[&id(92)].cycle.clone();
    let (answers_by, observations_by) = (cycle.answers_by, cycle.observations_by);
    let tomorrow = |day: jiff::civil::Date| day.tomorrow().unwrap().to_string();
    let on_the_last_day = stage(&coalition, &answers_by.to_string());
    assert_eq!(on_the_last_day, (CycleStage::Answers, Some(answers_by)));
    let observing = (CycleStage::Observations, Some(observations_by));
    assert_eq!(stage(&coalition, &tomorrow(answers_by)), observing);
    assert_eq!(stage(&coalition, &observations_by.to_string()), observing);
    let over = tomorrow(observations_by);
    assert_eq!(stage(&coalition, &over), (CycleStage::Due, None));
    for reviewed in cycle.pairings.iter().map(|pairing| pairing.reviewed) {
        assert_eq!(stage(&coalition, &over).0, CycleStage::Due);
        let act = ReviewAct::Close;
        let close = Command::Review(ReviewCommand::Act { cycle: id(92), reviewed, act });
        on(&mut coalition, "2027-12-31", &Actor::operator(), &close).unwrap();
    }
    assert_eq!(stage(&coalition, &answers_by.to_string()), (CycleStage::Closed, None));
}

fn refused(coalition: &mut Coalition, today: &str, by: u8, command: &Command) -> &'static str {
    on(coalition, today, &of(by), command).unwrap_err().code()
}

#[test]
fn an_observation_that_is_never_answered_is_said_when_the_review_is_closed() {
    let mut coalition = assembled();
    let reply =
        |observation| act(92, 1, ReviewAct::AnswerObservation { observation, text: text("Soon.") });
    on(&mut coalition, "2026-11-24", &of(4), &observe(92, 1, "2026-12-05")).unwrap();
    on(&mut coalition, "2026-12-05", &of(1), &reply(2)).unwrap();
    let close = act(92, 1, ReviewAct::Close);
    assert_eq!(refused(&mut coalition, "2026-12-10", 3, &close), "coalition/review-not-over");
    assert_eq!(
        refused(&mut coalition, "2026-12-10", 3, &mark(92, 1, 1)),
        "coalition/observation-open"
    );
    assert_eq!(refused(&mut coalition, "2026-12-11", 1, &reply(1)), "coalition/answers-over");
    on(&mut coalition, "2026-12-11", &of(3), &close).unwrap();
    let review = coalition.reviews.review(&id(92), &id(1)).unwrap();
    let closing = &review.closed.as_ref().unwrap().0;
    assert_eq!((&closing.lapsed, &closing.unanswered), (&vec![1], &vec![1, 2]));
    // Whether something was followed shows in time, also after the closing.
    on(&mut coalition, "2027-06-01", &of(4), &mark(92, 1, 1)).unwrap();
    let observe = observe(92, 1, "2027-12-01");
    assert_eq!(refused(&mut coalition, "2026-12-12", 3, &observe), "coalition/review-closed");
}

#[test]
fn a_review_is_public_from_the_day_that_its_member_sets_and_stays_so() {
    let mut coalition = assembled();
    let publish = |from: &str| act(93, 5, ReviewAct::Publish { from: day(from) });
    let is_public = |coalition: &Coalition, on: &str| {
        coalition.reviews.review(&id(93), &id(5)).unwrap().is_public(day(on))
    };
    on(&mut coalition, "2026-11-24", &of(4), &act(93, 5, ReviewAct::Close)).unwrap();
    assert!(!is_public(&coalition, "2099-01-01"), "no day is set");
    on(&mut coalition, "2026-11-24", &of(5), &publish("2026-12-24")).unwrap();
    on(&mut coalition, "2026-11-25", &of(5), &publish("2026-12-01")).unwrap();
    assert!(is_public(&coalition, "2026-12-01") && !is_public(&coalition, "2026-11-30"));
    assert_eq!(
        refused(&mut coalition, "2026-12-01", 5, &publish("2027-01-01")),
        "coalition/review-public"
    );
}

#[test]
fn an_answer_that_was_marked_stands() {
    let mut coalition = assembled();
    let reply =
        |words| act(92, 1, ReviewAct::AnswerObservation { observation: 1, text: text(words) });
    on(&mut coalition, "2026-11-24", &of(1), &reply("Soon.")).unwrap();
    on(&mut coalition, "2026-11-25", &of(1), &reply("A law is drafted.")).unwrap();
    on(&mut coalition, "2026-11-26", &of(3), &mark(92, 1, 1)).unwrap();
    let other = on(&mut coalition, "2026-11-27", &of(1), &reply("A law is in force."));
    assert_eq!(other, Err(ReviewRefusal::MarkedAlready { number: 1 }.into()));
    // What was answered is not said twice, also after the mark.
    assert_eq!(on(&mut coalition, "2026-11-27", &of(1), &reply("A law is drafted.")), Ok(vec![]));
}

#[test]
fn an_answer_is_awaited_for_a_year_at_most() {
    let mut coalition = assembled();
    let in_a_year = observe(92, 1, "2027-11-24");
    for too_late in ["2027-11-25", "9999-12-31"] {
        let refused = on(&mut coalition, "2026-11-24", &of(3), &observe(92, 1, too_late));
        assert_eq!(refused.unwrap_err().facts()[0].1, "reply_by");
    }
    on(&mut coalition, "2026-11-24", &of(3), &in_a_year).unwrap();
}

#[test]
fn a_remark_that_comes_too_late_is_told_the_last_day_of_remarks() {
    let mut coalition = assembled();
    let remark = act(92, 1, ReviewAct::Remark { question: None, text: "no shelter".into() });
    on(&mut coalition, "2026-11-30", &of(5), &remark).unwrap();
    let refused = on(&mut coalition, "2026-12-01", &of(5), &remark);
    assert_eq!(refused, Err(ReviewRefusal::RemarksOver { until: day("2026-11-30") }.into()));
}

#[test]
fn closing_one_review_leaves_the_others_of_its_cycle_open() {
    let mut coalition = assembled();
    let before = coalition.reviews.cycles[&id(92)].reviews.clone();
    on(&mut coalition, "2026-12-11", &of(3), &act(92, 1, ReviewAct::Close)).unwrap();
    let after = &coalition.reviews.cycles[&id(92)].reviews;
    assert!(after[&id(1)].closed.is_some());
    for other in [3, 5] {
        assert_eq!(after[&id(other)], before[&id(other)], "the review of {other}");
    }
    assert_eq!(coalition.reviews.cycles[&id(92)].stage(day("2026-12-11")), CycleStage::Due);
    // Nothing more is said in the closed one; the other is closed by itself.
    on(&mut coalition, "2026-12-12", &of(4), &act(92, 5, ReviewAct::Close)).unwrap();
    let closed = |of: u8| coalition.reviews.review(&id(92), &id(of)).unwrap().closed.is_some();
    assert_eq!([1, 3, 5].map(closed), [true, false, true]);
}

#[test]
fn a_place_that_a_questionnaire_asks_about_keeps_its_import() {
    let mut coalition = members();
    let operator = Actor::operator();
    let place = Declaration::Place(crate::ground::place("EE"));
    let read = Command::Import { import: crate::ground::import(58), declarations: vec![place] };
    on(&mut coalition, "2026-11-01", &operator, &read).unwrap();
    let mut asks = cycle(91, "2026-11-10", "2026-11-20");
    asks.questions[0].prefill = Prefill::Gaps { place: "EE".parse().unwrap() };
    let opening = Command::Review(ReviewCommand::Open(Box::new(asks)));
    on(&mut coalition, "2026-11-01", &operator, &opening).unwrap();
    let undo = Command::UndoImport { import: id(58), reason: "the wrong file".into() };
    let refused = on(&mut coalition, "2026-11-02", &operator, &undo).unwrap_err();
    assert_eq!(refused, Refusal::StillUsed { count: 1, example: "First cycle".into() });
}

#[test]
fn refusals_in_a_review_name_what_is_not_there() {
    let mut coalition = assembled();
    let today = "2026-11-24";
    let answer = act(91, 1, ReviewAct::Answer { question: 7, text: text("A law.") });
    assert_eq!(refused(&mut coalition, today, 1, &answer), "coalition/unknown-question");
    assert_eq!(refused(&mut coalition, today, 3, &mark(92, 1, 9)), "coalition/unknown-observation");
    let early = observe(91, 1, "2026-12-30");
    assert_eq!(refused(&mut coalition, today, 3, &early), "coalition/no-observations-now");
    let same_day = observe(92, 1, today);
    assert_eq!(refused(&mut coalition, today, 3, &same_day), "coalition/unsound");
    let other = cycle(91, "2026-12-11", "2026-12-12");
    let other = Command::Review(ReviewCommand::Open(Box::new(other)));
    let taken = on(&mut coalition, today, &Actor::operator(), &other).unwrap_err();
    assert_eq!(taken.code(), "coalition/cycle-taken");
}
