//! Plans: drafted version by version, kept by whoever keeps them, never half sound.

use crate::ground::{action, carry_out, ground, id, plan};
use concert_coalition::{
    Action, Actor, Author, Coalition, Command, Plan, PlanCommand, PlanRefusal, Reference, Refusal,
    Role,
};
use concert_terms::PlaceCode;
use proptest::collection::vec;
use proptest::prelude::*;

fn state(coalition: &mut Coalition, actor: &Actor, plan: Plan) -> Result<usize, Refusal> {
    let command = Command::Plan(PlanCommand::State(Box::new(plan)));
    carry_out(coalition, actor, &command).map(|statements| statements.len())
}

fn refused(plan: Plan) -> PlanRefusal {
    match state(&mut ground(), &Actor::operator(), plan) {
        Err(Refusal::Plan(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn member(organisation: u8) -> Actor {
    let author = Author::User(id(90 + organisation));
    Actor { author, role: Role::Member, organisation: Some(id(organisation)) }
}

#[test]
fn every_version_of_a_plan_stays_and_the_same_again_is_none() {
    let mut coalition = ground();
    let first = plan(61, vec![action("1", &[])]);
    let second = plan(61, vec![action("1", &[]), action("2", &["1"])]);
    for (stated, statements) in [(&first, 1), (&first, 0), (&second, 1)] {
        assert_eq!(state(&mut coalition, &Actor::operator(), stated.clone()), Ok(statements));
    }
    let history = &coalition.plan.plans[&id(61)];
    let versions: Vec<_> = history.versions.iter().map(|v| (v.number, &v.plan)).collect();
    assert_eq!(versions, [(1, &first), (2, &second)]);
    assert_eq!(history.versions[1].digest, second.digest());
    assert_ne!(first.digest(), second.digest());
    assert_eq!(coalition.plan.in_force(&id(61)), Some(&second));
    let again = Coalition::from_snapshot(&coalition.to_snapshot()).unwrap();
    assert_eq!(again, coalition);
}

#[test]
fn a_plan_is_known_by_its_name_and_its_places_in_any_order() {
    let places = |codes: &[&str]| -> Vec<PlaceCode> {
        codes.iter().map(|code| code.parse().unwrap()).collect()
    };
    let of = |name, codes: &[&str]| Plan::id_of_name(name, &places(codes));
    assert_eq!(of("A plan", &["BB", "AA"]), of("A plan", &["AA", "BB"]));
    assert_eq!(of("A plan", &["AA", "AA"]), of("A plan", &["AA"]));
    assert_ne!(of("A plan", &["AA"]), of("A plan", &["AA", "BB"]));
    assert_ne!(of("A plan", &["AA"]), of("Another", &["AA"]));
}

#[test]
fn a_plan_is_stated_by_its_keeper_and_handed_on_by_coordinators_only() {
    let mut coalition = ground();
    let kept = Plan { keeper: Some(id(1)), ..plan(61, vec![action("1", &[])]) };
    assert_eq!(state(&mut coalition, &member(1), kept.clone()), Ok(1));
    let taken = Plan { keeper: Some(id(2)), ..kept.clone() };
    for (actor, stated) in [(member(2), taken.clone()), (member(1), taken.clone())] {
        let refusal = state(&mut coalition, &actor, stated).unwrap_err();
        assert_eq!(refusal.code(), "coalition/not-allowed");
    }
    let everybodys = Plan { keeper: None, ..kept };
    assert!(state(&mut coalition, &member(1), everybodys).is_err());
    assert_eq!(state(&mut coalition, &Actor::operator(), taken), Ok(1));
}

#[test]
fn a_plan_that_makes_no_sense_is_refused_by_the_number_of_its_action() {
    let twice = vec![action("1", &[]), action("1", &[])];
    assert_eq!(refused(plan(61, twice)), PlanRefusal::TwoOfOneNumber { code: "1".into() });

    let nobody = Action { addressees: Vec::new(), ..action("7", &[]) };
    assert_eq!(refused(plan(61, vec![nobody])), PlanRefusal::AsksNobody { code: "7".into() });

    let (from, due) = ("2027-01-01".parse().unwrap(), "2026-01-01".parse().unwrap());
    let reversed = Action { from: Some(from), due: Some(due), ..action("7", &[]) };
    let code = "7".to_owned();
    assert_eq!(refused(plan(61, vec![reversed])), PlanRefusal::DueBeforeStart { code, from, due });

    let circle =
        vec![action("1", &[]), action("2", &["4"]), action("3", &["2"]), action("4", &["3", "1"])];
    assert_eq!(refused(plan(61, circle)), PlanRefusal::WaitsForItself { circle: "2, 4, 3".into() });

    let astray = plan(61, vec![action("1", &["9"])]);
    let (code, named) = ("1".to_owned(), "9".to_owned());
    assert_eq!(refused(astray), PlanRefusal::NoSuchNumber { code, named });

    let reference = Reference::Action { plan: id(61), action: "9".into() };
    let astray = Action { references: vec![reference], ..action("1", &[]) };
    let unknown = PlanRefusal::UnknownAction { plan: id(61), code: "9".into() };
    assert_eq!(refused(plan(61, vec![astray])), unknown);
}

#[test]
fn a_plan_never_lies_under_itself() {
    let mut coalition = ground();
    let global = plan(61, vec![action("1", &[])]);
    let national = Plan { under: vec![id(61)], ..plan(62, vec![action("1", &[])]) };
    for stated in [&global, &national] {
        assert_eq!(state(&mut coalition, &Actor::operator(), stated.clone()), Ok(1));
    }
    let circle = Plan { under: vec![id(62)], ..global };
    let refusal = state(&mut coalition, &Actor::operator(), circle).unwrap_err();
    assert_eq!(refusal, PlanRefusal::UnderItself.into());
}

proptest! {
    /// Predecessors are accepted exactly where an order exists in which each comes first: the
    /// order is looked for by a method of its own, repeated relaxation of ranks.
    #[test]
    fn predecessors_are_accepted_exactly_where_an_order_exists(
        after in vec(vec(0_usize..7, 0..3), 7),
    ) {
        let codes = ["0", "1", "2", "3", "4", "5", "6"];
        let names = |befores: &Vec<usize>| befores.iter().map(|&i| codes[i]).collect::<Vec<_>>();
        let actions = after.iter().zip(codes).map(|(befores, code)| action(code, &names(befores)));
        let stated = state(&mut ground(), &Actor::operator(), plan(61, actions.collect()));
        let mut rank = [0; 7];
        for _ in 0..8 {
            for (i, befores) in after.iter().enumerate() {
                let above = befores.iter().map(|&before| rank[before] + 1).max();
                rank[i] = above.unwrap_or(0).max(rank[i]);
            }
        }
        prop_assert_eq!(stated.is_ok(), rank.iter().all(|&r| r < 7));
    }
}
