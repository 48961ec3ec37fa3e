//! Every sequence of commands about two commitments in a small coalition, to a depth: what the
//! rules say, written a second time in `promise_rules`, is what is decided, in every state that
//! can be reached.
//!
//! Organisation 1 promises a policy (71), organisation 2 promises money (72) that waits for it.
//! Users 91 and 92 belong to organisation 1, the latter as coordinator, 93 belongs to organisation
//! 2, 94 as coordinator to organisation 3, which may review. The operator takes part too. Days pass over the
//! first last day. A state that was met before is not gone on from again: two states are one when
//! they have the same day and the same list of acts on each commitment and the match, by the same
//! people, whatever order they came in between those lists.

use std::collections::HashSet;

use crate::ground::{carry_out, claim, commitment, ground, id, organisation, review};
use crate::promise_rules::Rules;
use concert_coalition::{
    Actor, Author, Body, Claim, Coalition, Command, Commitment, Condition, Declaration, Evidence,
    Means, ProgressLevel, ProgressReview, PromiseCommand, Role, Statement, decide,
};
use concert_terms::{Money, Names};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

const DAYS: [&str; 2] = ["2026-11-24T10:00:00Z", "2026-12-10T10:00:00Z"];

/// A state on the way: what holds, what was said since the start, and the day's number.
#[derive(Clone)]
struct State {
    coalition: Coalition,
    log: Vec<(u64, Statement)>,
    day: usize,
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn now(state: &State) -> Timestamp {
    DAYS[state.day].parse().unwrap()
}

fn today(state: &State) -> Date {
    TimeZone::UTC.to_datetime(now(state)).date()
}

fn actors() -> [Actor; 5] {
    let user = |number, role, of| {
        let author = Author::User(id(number));
        Actor { author, role, organisation: Some(id(of)) }
    };
    [
        Actor::operator(),
        user(91, Role::Member, 1),
        user(92, Role::Coordinator, 1),
        user(93, Role::Member, 2),
        user(94, Role::Coordinator, 3),
    ]
}

fn policy(due: &str) -> Commitment {
    let means = vec![Means::Policy(Names::new("en", "Work permits"))];
    Commitment { means, due: day(due), ..commitment(71, 1) }
}

fn other_policy(due: &str) -> Commitment {
    let means = vec![Means::Policy(Names::new("en", "Residence permits"))];
    Commitment { means, ..policy(due) }
}

fn money() -> Commitment {
    let means = vec![Means::Money(Money { amount: 9, currency: "USD".into() })];
    let condition = Some(Condition { commitment: id(71), level: ProgressLevel::Partial });
    Commitment { means, condition, due: day("2026-12-20"), ..commitment(72, 2) }
}

/// Every command that is tried in a state, by each actor in turn.
fn commands(state: &State) -> Vec<Command> {
    let reason = || "as agreed".to_owned();
    let declare = |it| Command::Declare(vec![Declaration::Commitment(Box::new(it))]);
    let changed =
        |commitment| PromiseCommand::Change { commitment: Box::new(commitment), reason: reason() };
    let named = |reviewer| PromiseCommand::NameReviewer {
        commitment: id(71),
        reviewer: id(reviewer),
        reason: reason(),
    };
    let evidence = vec![Evidence::Statement(0)];
    let shown = Claim { evidence, ..claim(71, ProgressLevel::Complete) };
    let mut about = vec![
        changed(policy("2026-12-20")),
        changed(policy("2026-11-30")),
        changed(other_policy("2026-12-20")),
        changed(Commitment { maker: id(2), ..policy("2026-12-20") }),
        PromiseCommand::Withdraw { commitment: id(71), reason: reason() },
        PromiseCommand::Withdraw { commitment: id(72), reason: reason() },
        PromiseCommand::Claim(Box::new(claim(71, ProgressLevel::Partial))),
        PromiseCommand::Claim(Box::new(shown)),
        named(1),
        named(2),
        named(3),
        PromiseCommand::ProposeMatch { id: id(75), policy: id(71), resources: id(72) },
        PromiseCommand::AcceptMatch(id(75)),
        PromiseCommand::EndMatch { pledge_match: id(75), reason: reason() },
    ];
    let claims = state.log.iter().rev();
    let mut claims = claims.filter(|(_, said)| matches!(said.body, Body::ProgressClaimed(_)));
    let last_claim = claims.next().map(|(index, _)| *index);
    for level in [ProgressLevel::Partial, ProgressLevel::Complete] {
        for claim in [None, last_claim.or(Some(0))] {
            about.push(PromiseCommand::Review(Box::new(ProgressReview {
                claim,
                ..review(71, level)
            })));
        }
    }
    let about = about.into_iter().map(Command::Promise);
    about.chain([declare(policy("2026-12-01")), declare(money())]).collect()
}

/// What makes two states one: the day and each list of acts, without the indexes of statements.
fn key(state: &State) -> String {
    let position = |index: u64| state.log.iter().position(|(at, _)| *at == index);
    let mut lists: [Vec<String>; 3] = Default::default();
    let mut claims = 0;
    for (_, said) in &state.log {
        let (list, act) = match &said.body {
            Body::CommitmentMade(it) | Body::CommitmentChanged { commitment: it, .. } => {
                (usize::from(it.id == id(72)), format!("due {} {:?}", it.due, it.means))
            }
            Body::CommitmentWithdrawn { commitment, .. } => {
                (usize::from(*commitment == id(72)), "withdrawn".to_owned())
            }
            Body::ProgressClaimed(it) => {
                claims += 1;
                (0, format!("claim {claims} {:?} {}", it.level, it.is_evidenced()))
            }
            Body::ReviewerNamed { reviewer, .. } => (0, format!("named {reviewer}")),
            Body::ProgressReviewed(it) => {
                let judged = it.claim.and_then(position).is_some();
                (0, format!("review {:?} {judged}", it.level))
            }
            Body::PledgeMatchProposed(it) => (2, format!("proposed {:?}", it.proposer)),
            Body::PledgeMatchAccepted { maker, .. } => (2, format!("accepted {maker}")),
            Body::PledgeMatchEnded { .. } => (2, "ended".to_owned()),
            other => panic!("{other:?}"),
        };
        lists[list].push(format!("{} {act}", said.by));
    }
    format!("{} {lists:?}", state.day)
}

/// What must be true of every state.
fn check(start: &Coalition, state: &State) {
    let rules = Rules(&state.log);
    let promises = &state.coalition.plan.promises;
    let mut replayed = start.clone();
    for (index, said) in &state.log {
        assert_eq!(replayed.size, *index);
        replayed.apply(&Statement::from_bytes(&said.to_bytes()).unwrap());
    }
    assert_eq!(replayed, state.coalition);
    let revived = Coalition::from_snapshot(&state.coalition.to_snapshot()).unwrap();
    assert_eq!(revived, state.coalition);
    for (number, history) in promises.commitments() {
        let current = rules.current(number).unwrap();
        assert_eq!(&history.current.commitment, current);
        assert_eq!(history.is_complete(), rules.is_complete(number));
        let standing = promises.standing(history, today(state));
        assert_eq!(standing, rules.standing(current, today(state)));
        let reminder = promises.reminder_due(history, today(state));
        let occasion = reminder.map(|reminder| (reminder.on, reminder.days_left));
        assert_eq!(occasion, rules.reminder(number, today(state)), "{standing:?}");
    }
}

/// How many states there are, and how many commands stated something on the way to them.
#[derive(Debug, PartialEq)]
struct Explored {
    states: usize,
    steps: usize,
}

/// Goes breadth first, so that the first fault that is met is among the shortest.
fn explore(start: State, depth: usize) -> Explored {
    let ground = start.coalition.clone();
    let ground = if start.log.is_empty() { ground } else { third_party_ground() };
    let mut met = HashSet::from([key(&start)]);
    let mut layer = vec![start];
    let mut steps = 0;
    for left in (0..=depth).rev() {
        let mut next_layer = Vec::new();
        for state in &layer {
            check(&ground, state);
            if left == 0 {
                continue;
            }
            let rules = Rules(&state.log);
            let mut next_states = Vec::new();
            for command in commands(state) {
                for actor in actors() {
                    let answer = decide(&state.coalition, &actor, &command, now(state));
                    let is_allowed = rules.allow(&actor, &command, today(state));
                    let story = || format!("{:#?}\n{actor:?}\n{command:#?}", state.log);
                    let holds_already = rules.holds_already(&actor, &command, today(state));
                    let Ok(statements) = answer else {
                        let has_reason = !is_allowed && !holds_already;
                        assert!(has_reason, "refused: {answer:?} after {}", story());
                        continue;
                    };
                    assert_eq!(statements.is_empty(), holds_already, "said after {}", story());
                    if holds_already {
                        continue;
                    }
                    assert!(is_allowed, "not refused after {}", story());
                    steps += 1;
                    let mut next = state.clone();
                    for said in statements {
                        next.log.push((next.coalition.size, said.clone()));
                        next.coalition.apply(&said);
                    }
                    next_states.push(next);
                }
            }
            if state.day + 1 < DAYS.len() {
                next_states.push(State { day: state.day + 1, ..state.clone() });
            }
            next_layer.extend(next_states.into_iter().filter(|next| met.insert(key(next))));
        }
        layer = next_layer;
    }
    Explored { states: met.len(), steps }
}

fn third_party_ground() -> Coalition {
    let mut coalition = ground();
    let third = Command::Declare(vec![Declaration::Organisation(organisation(3))]);
    carry_out(&mut coalition, &Actor::operator(), &third).unwrap();
    coalition
}

/// Nothing promised yet.
fn at_first() -> State {
    State { coalition: third_party_ground(), log: Vec::new(), day: 0 }
}

/// Both promises made by members of their makers, and organisation 3 named to review the first.
fn under_way() -> State {
    let mut state = at_first();
    let [operator, first, _, second, _] = actors();
    let declare = |it| Command::Declare(vec![Declaration::Commitment(Box::new(it))]);
    let name = Command::Promise(PromiseCommand::NameReviewer {
        commitment: id(71),
        reviewer: id(3),
        reason: String::new(),
    });
    let said =
        [(first, declare(policy("2026-12-01"))), (second, declare(money())), (operator, name)];
    for (actor, command) in said {
        let index = state.coalition.size;
        let statements = carry_out(&mut state.coalition, &actor, &command).unwrap();
        state.log.extend(statements.into_iter().map(|said| (index, said)));
    }
    state
}

#[test]
fn from_nothing_every_state_within_three_steps_keeps_the_rules() {
    assert_eq!(explore(at_first(), 3), Explored { states: 3_000, steps: 3_346 });
}

#[test]
fn under_way_every_state_within_three_steps_keeps_the_rules() {
    assert_eq!(explore(under_way(), 3), Explored { states: 18_703, steps: 24_793 });
}

#[test]
fn from_nothing_every_state_within_four_steps_keeps_the_rules() {
    assert_eq!(explore(at_first(), 4), Explored { states: 57_674, steps: 68_716 });
}
