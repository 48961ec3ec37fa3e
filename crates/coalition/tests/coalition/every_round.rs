//! A linkage round in every state that it can come to, and what holds in each.
//!
//! Members 1, 2 and 3 hold a share each, of which two are needed; 2, 3 and 4 submit; 5 is no member. Lists
//! are taken on the first two days, and the third is the day after.

use std::collections::BTreeSet;

use crate::assembly::{day, in_round, linked, member, open_round, round, submit};
use crate::exploration::{Met, Step, explore};
use crate::ground::{carry_out, id, organisation, place};
use concert_coalition::{
    Actor, Author, Body, Coalition, Command, Declaration, KeyHolder, LinkageRound, OpenRound, Role,
    RoundAct, User,
};
use jiff::civil::Date;

const DAYS: [&str; 3] = ["2026-11-25", "2026-11-26", "2026-11-27"];
const LISTS: [u8; 3] = [31, 32, 33];

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
    let organisations = (1..=5).map(|number| Declaration::Organisation(organisation(number)));
    let declared = organisations.chain([Declaration::Place(place("AA"))]);
    let mut commands = vec![Command::Declare(declared.collect())];
    commands.extend([1, 2, 3, 4].map(|number| member(number, "2026-01-01", None)));
    commands.extend((1..=5).map(user).chain([coordinator()]).map(Command::RegisterUser));
    for command in commands {
        carry_out(&mut coalition, &Actor::operator(), &command).unwrap();
    }
    coalition
}

fn terms() -> LinkageRound {
    let holder = |number: u8| KeyHolder { number: number.into(), organisation: id(number) };
    let members = [2, 3, 4].map(id).to_vec();
    LinkageRound { holders: [1, 2, 3].map(holder).to_vec(), members, ..round(101, DAYS[1]) }
}

/// Rounds that one party would hold alone, and the one that is right.
fn openings() -> Vec<LinkageRound> {
    let alone = |number: u16| KeyHolder { number, organisation: id(1) };
    vec![
        LinkageRound { needed: 1, ..terms() },
        LinkageRound { holders: vec![alone(1)], ..terms() },
        LinkageRound { holders: vec![alone(1), alone(2)], ..terms() },
        LinkageRound { members: vec![id(2)], ..terms() },
        terms(),
    ]
}

fn there(coalition: &Coalition) -> Option<&OpenRound> {
    coalition.rounds.rounds.get(&id(101))
}

fn asked(coalition: &Coalition, _: Date) -> Vec<(Actor, Command)> {
    let everybody = || actors().into_iter().chain([Actor::operator()]);
    if there(coalition).is_none() {
        let by_all = |command: Command| everybody().map(move |actor| (actor, command.clone()));
        return openings().into_iter().map(open_round).flat_map(by_all).collect();
    }
    let mut commands: Vec<Command> = LISTS.map(|list| submit(101, list)).to_vec();
    let linkings = [&[31, 32][..], &[31, 33], &[32, 33], &[31, 32, 33], &[31]];
    commands.extend(linkings.map(|lists| linked(101, lists)));
    let acts = [
        RoundAct::Retract,
        RoundAct::DestroyShare,
        RoundAct::Abandon { reason: "no".into() },
        RoundAct::Erase,
        RoundAct::Close,
    ];
    commands.extend(acts.map(|act| in_round(101, act)));
    let all = commands.iter().flat_map(|it| everybody().map(move |actor| (actor, it.clone())));
    // Member 2 sends two lists, the others one each, and 4 keeps to it: the states would be too many.
    let kept_apart = |(actor, command): &(Actor, Command)| {
        let is =
            |command: &Command, lists: &[u8]| lists.iter().any(|it| *command == submit(101, *it));
        let skipped = match actor.organisation {
            Some(own) if own == id(2) => is(command, &[33]),
            Some(own) if own == id(3) => is(command, &[31, 33]),
            Some(own) if own == id(4) => {
                is(command, &[31, 32]) || *command == in_round(101, RoundAct::Retract)
            }
            _ => false,
        };
        !skipped
    };
    all.filter(kept_apart).collect()
}

/// What holds of every step, said without the rules of the library.
fn check(step: &Step) {
    let today = step.today;
    let spoken_for = step.actor.organisation;
    let of_hub = spoken_for.is_none();
    assert!(of_hub || matches!(step.actor.author, Author::User(_)));
    let after = there(step.after).unwrap();
    if let Body::LinkageRoundOpened(opened) = &step.statement.body {
        let holders: BTreeSet<_> = opened.holders.iter().map(|it| it.organisation).collect();
        assert!(holders.len() >= 2 && opened.needed >= 2, "one party opens alone");
        assert!(holders.contains(&spoken_for.unwrap()), "who holds no share opens");
        return;
    }
    let before = there(step.before).unwrap();
    assert_eq!(before.round, after.round, "the terms change");
    let done = before.closed.is_some() || before.erased.is_some();
    match &step.statement.body {
        Body::ListSubmitted(list) => {
            assert_eq!(spoken_for, Some(list.organisation), "somebody submits for another");
            assert!([id(2), id(3), id(4)].contains(&list.organisation));
            assert!(today <= day(DAYS[1]) && !done, "a list comes late");
            assert!(before.linkage.is_none() && before.abandoned.is_none(), "a list comes late");
            assert!(before.destroyed.len() <= 1, "a list under a key that is gone");
            let mut earlier = before.lists.get(&list.organisation).into_iter().flatten();
            assert!(earlier.all(|it| it.digest != list.digest), "a replay changes something");
        }
        Body::ListRetracted(list) => {
            assert_eq!(spoken_for, Some(list.organisation), "somebody retracts for another");
            assert!(!done, "what is erased is taken back");
        }
        Body::LinkageRecorded(record) => {
            assert!(of_hub && !done, "a closed round is linked");
            assert!(before.abandoned.is_none(), "an abandoned round is linked");
            let last = |lists: &Vec<concert_coalition::SubmittedList>| {
                lists.last().filter(|it| it.retracted.is_none()).map(|it| it.digest.clone())
            };
            let mut in_force: Vec<String> = before.lists.values().filter_map(last).collect();
            let mut linked = record.lists.clone();
            in_force.sort_unstable();
            linked.sort_unstable();
            assert_eq!(linked, in_force, "other lists are linked");
            in_force.dedup();
            assert!(in_force.len() == linked.len() && linked.len() >= 2);
            let nobody_left = linked.len() == 3
                || today > day(DAYS[1])
                || before.destroyed.len() >= 2
                || before.linkage.is_some();
            assert!(nobody_left, "lists are linked while somebody could still submit");
        }
        Body::ShareDestroyed(it) => {
            assert_eq!(spoken_for, Some(it.holder), "somebody destroys the share of another");
            assert!(!before.destroyed.contains_key(&it.holder), "a share is destroyed twice");
        }
        Body::LinkageRoundAbandoned(_) => assert!(before.linkage.is_none() && !done),
        Body::EncodingsErased { .. } => {
            assert!(of_hub && !done);
            assert!(before.linkage.is_some() || before.abandoned.is_some(), "erased too early");
        }
        Body::LinkageRoundClosed { .. } => {
            assert!(before.closed.is_none() && before.erased.is_some(), "encodings are left");
            assert!(before.destroyed.len() >= 2, "a key that works is left");
        }
        other => panic!("{other:?}"),
    }
    if before.closed.is_some() {
        let only_more_destroyed =
            OpenRound { destroyed: before.destroyed.clone(), ..after.clone() };
        assert_eq!(before, &only_more_destroyed, "a closed round changes");
    }
}

#[test]
fn nobody_opens_alone_nothing_enters_late_and_a_closed_round_stays_closed() {
    let met = explore(&start(), &DAYS.map(day), asked, check);
    let Met { states, steps, refusals } = met;
    assert!(states > 5_000 && steps > states && refusals > steps, "{met:?}");
}
