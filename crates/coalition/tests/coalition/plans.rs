//! Plans: drafted version by version, kept by whoever keeps them, never half sound.

use crate::ground::{action, carry_out, ground, id, plan};
use concert_coalition::{
    Action, Actor, Addressee, Adoption, Author, Coalition, Command, Objective, Plan, PlanCommand,
    PlanRefusal, Reference, Refusal, Role,
};
use concert_terms::{Names, OrganisationKind, PlaceCode};
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
fn an_objective_has_a_number_and_a_text_and_who_is_asked_has_a_name() {
    let objective = |code: &str, text| Objective { code: code.into(), text };
    let with = |objective| Plan { objectives: vec![objective], ..plan(61, vec![action("1", &[])]) };
    let words = || Names::new("en", "Fewer victims");
    for (objective, refusal) in [
        (
            objective(" ", words()),
            PlanRefusal::ObjectiveWithoutNumber { text: "Fewer victims".into() },
        ),
        (objective("A", Names::default()), PlanRefusal::ObjectiveWithoutText { code: "A".into() }),
        (
            objective("A", Names::new("en", " ")),
            PlanRefusal::ObjectiveWithoutText { code: "A".into() },
        ),
    ] {
        assert_eq!(refused(with(objective)), refusal);
    }
    assert_eq!(state(&mut ground(), &Actor::operator(), with(objective("A", words()))), Ok(1));
    let blank = vec![Addressee::Kind(OrganisationKind::State), Addressee::Named(" ".into())];
    let asks_nobody = Action { addressees: blank, ..action("7", &[]) };
    assert_eq!(refused(plan(61, vec![asks_nobody])), PlanRefusal::AsksNobody { code: "7".into() });
}

#[test]
fn a_plan_refers_to_what_is_in_force_of_another_and_lies_under_itself_in_no_version() {
    let mut coalition = ground();
    let operator = Actor::operator();
    let first = plan(61, vec![action("1", &[])]);
    let second = Plan { under: vec![id(63)], ..plan(61, vec![action("2", &[])]) };
    for stated in [first, plan(63, vec![action("1", &[])]), second] {
        assert_eq!(state(&mut coalition, &operator, stated), Ok(1));
    }
    let adoption = Adoption { decided: "2026-11-01".parse().unwrap(), number: 1 };
    coalition.plan.plans.get_mut(&id(61)).unwrap().adopted = Some(adoption);
    let refers = |code: &str| {
        let reference = Reference::Action { plan: id(61), action: code.into() };
        plan(62, vec![Action { references: vec![reference], ..action("1", &[]) }])
    };
    let unknown = PlanRefusal::UnknownAction { plan: id(61), code: "2".into() };
    assert_eq!(state(&mut coalition, &operator, refers("2")), Err(unknown.into()));
    assert_eq!(state(&mut coalition, &operator, refers("1")), Ok(1));
    // 61 lies under 63 by its second version, which may come into force, and by none before.
    let circle = Plan { under: vec![id(61)], ..plan(63, vec![action("1", &[])]) };
    let refusal = state(&mut coalition, &operator, circle.clone());
    assert_eq!(refusal, Err(PlanRefusal::UnderItself.into()));
    // A third that lies under nothing leaves the second behind; adopted, the second stands again.
    assert_eq!(state(&mut coalition, &operator, plan(61, vec![action("3", &[])])), Ok(1));
    let adoption = Adoption { number: 2, ..adoption };
    coalition.plan.plans.get_mut(&id(61)).unwrap().adopted = Some(adoption);
    assert_eq!(state(&mut coalition, &operator, circle), Err(PlanRefusal::UnderItself.into()));
}

/// Actions that wait for each other in a circle, by striking off those that wait for nothing until
/// none can be struck off, and then walking back through what is left until a number comes again.
fn circle_by_striking_off(actions: &[Action]) -> Option<Vec<&str>> {
    let mut left: Vec<&Action> = actions.iter().collect();
    let waits = |action: &Action, left: &[&Action]| {
        action.after.iter().any(|code| left.iter().any(|other| other.code == *code))
    };
    loop {
        let still: Vec<&Action> = left.iter().copied().filter(|it| waits(it, &left)).collect();
        if still.len() == left.len() {
            break;
        }
        left = still;
    }
    let mut way = vec![left.iter().min_by_key(|action| &action.code)?.code.as_str()];
    loop {
        let last = left.iter().find(|action| Some(&action.code.as_str()) == way.last())?;
        let is_left = |code: &&String| left.iter().any(|other| other.code == **code);
        let before = last.after.iter().find(is_left)?.as_str();
        if let Some(start) = way.iter().position(|code| *code == before) {
            return Some(way.split_off(start));
        }
        way.push(before);
    }
}

#[test]
fn ten_thousand_actions_one_after_the_other_are_looked_through() {
    let code = |number: usize| format!("{number:05}");
    let chain = |first_waits_for: &[&str]| {
        let mut actions = vec![action(&code(0), first_waits_for)];
        actions
            .extend((1..10_000).map(|number| action(&code(number), &[code(number - 1).as_str()])));
        plan(61, actions)
    };
    assert_eq!(state(&mut ground(), &Actor::operator(), chain(&[])), Ok(1));
    let PlanRefusal::WaitsForItself { circle } = refused(chain(&["09999"])) else { panic!() };
    assert_eq!(circle.split(", ").count(), 10_000);
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
    #[test]
    fn the_circle_that_is_found_is_the_one_that_striking_off_leaves(
        after in vec(vec(0_usize..9, 0..3), 9),
    ) {
        let codes = ["0", "1", "2", "3", "4", "5", "6", "7", "8"];
        let names = |befores: &Vec<usize>| befores.iter().map(|&i| codes[i]).collect::<Vec<_>>();
        let actions = after.iter().zip(codes).map(|(befores, code)| action(code, &names(befores)));
        let actions: Vec<Action> = actions.collect();
        let circle = circle_by_striking_off(&actions).map(|circle| circle.join(", "));
        let expected = match circle {
            Some(circle) => Err(PlanRefusal::WaitsForItself { circle }.into()),
            None => Ok(1),
        };
        prop_assert_eq!(state(&mut ground(), &Actor::operator(), plan(61, actions)), expected);
    }

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
