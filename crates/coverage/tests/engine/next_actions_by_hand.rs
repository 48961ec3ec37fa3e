//! What to do next, worked by hand.

use crate::invented::{DAY, worlds};
use concert_coverage::{
    Action, ActionsRefusal, Allocation, AllocationRule, Closes, Effect, GapDraws, Knowledge,
    KnownNeed, NextActions, Plan, PlanDifference, PlanQuestion, Refusal, SilentGain, gaps,
};
use proptest::prelude::*;

fn action(cost: f64, effects: &[(u32, f64)]) -> Action {
    let effects = effects.iter().map(|(need, amount)| Effect { need: *need, amount: *amount });
    Action { cost, effects: effects.collect(), ..Action::default() }
}

fn plan(gaps: &[Vec<f32>], actions: &[Action], question: &PlanQuestion) -> Plan {
    let gaps = GapDraws::new(gaps).unwrap();
    NextActions::new(&gaps, actions, question).unwrap().plan()
}

fn chosen(gaps: &[Vec<f32>], actions: &[Action], question: &PlanQuestion) -> Vec<u32> {
    plan(gaps, actions, question).actions()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9 * b.abs().max(1.0)
}

#[test]
fn a_worked_example_with_draws_and_weights() {
    // A shelter of 80 for need 0 (60 or 100 missed, weight 3), of which half are sure to be filled
    // up: (60 + 80) / 2 = 70 people, 210 weighted. Legal help of 50 for need 1 (40 missed): 40. A
    // second shelter of 40 there closes (0 + 20) / 2 = 10 more, 30 weighted.
    let gaps = [vec![60.0, 100.0], vec![40.0, 40.0]];
    let actions = [action(2.0, &[(1, 50.0)]), action(3.0, &[(0, 80.0)]), action(1.0, &[(0, 40.0)])];
    let question = PlanQuestion { weights: vec![3.0, 1.0], ..PlanQuestion::new(6.0, 3) };
    let plan = plan(&gaps, &actions, &question);
    let order: Vec<u32> = plan.steps.iter().map(|step| step.action).collect();
    assert_eq!(order, [1, 0, 2]);
    let told: Vec<_> =
        plan.steps.iter().map(|step| (step.gain, step.people, step.cost_so_far)).collect();
    assert_eq!(told, [(210.0, 70.0, 3.0), (40.0, 40.0, 5.0), (30.0, 10.0, 6.0)]);
    assert_eq!(plan.steps[2].closes, [Closes { need: 0, gain: 30.0, people: 10.0 }]);
    assert_eq!((plan.gap, plan.gain, plan.people, plan.cost), (280.0, 280.0, 120.0, 6.0));
    assert_eq!((plan.tail.unwrap().before, plan.tail.unwrap().after), (340.0, 0.0));
}

#[test]
fn greedy_by_gain_and_by_cost_both_fail_and_the_plan_does_not() {
    // By gain: 60 for everything. By gain per cost: 10 for 1, and then no room for the 60.
    let gaps = [vec![100.0], vec![100.0], vec![100.0]];
    let actions =
        [action(10.0, &[(0, 60.0)]), action(1.0, &[(1, 10.0)]), action(10.0, &[(2, 59.0)])];
    assert_eq!(chosen(&gaps, &actions, &PlanQuestion::new(10.0, 3)), [0]);
    assert_eq!(chosen(&gaps, &actions, &PlanQuestion::new(20.0, 3)), [0, 2]);
    assert_eq!(chosen(&gaps, &actions, &PlanQuestion::new(21.0, 3)), [0, 1, 2]);
    assert_eq!(chosen(&gaps, &actions, &PlanQuestion::new(21.0, 1)), [0]);
}

#[test]
fn a_risk_counts_like_reliability() {
    let gaps = [vec![100.0]];
    let sure = action(1.0, &[(0, 50.0)]);
    let unsure = Action { risk: 0.5, ..action(1.0, &[(0, 80.0)]) };
    let plan = plan(&gaps, &[unsure, sure], &PlanQuestion::new(1.0, 1));
    assert_eq!((plan.actions(), plan.people), (vec![1], 50.0));
}

#[test]
fn what_is_required_is_paid_for_and_comes_first() {
    // The shelter (2) needs a house (0), which alone closes nothing.
    let gaps = [vec![100.0], vec![100.0]];
    let house = Action { lead_days: 90, ..action(5.0, &[]) };
    let shelter = Action { requires: vec![0], lead_days: 30, ..action(5.0, &[(0, 90.0)]) };
    let actions = [house, action(6.0, &[(1, 50.0)]), shelter];
    let plan_for = |budget, most| plan(&gaps, &actions, &PlanQuestion::new(budget, most));
    let both = plan_for(10.0, 9);
    let order: Vec<u32> = both.steps.iter().map(|step| step.action).collect();
    assert_eq!(order, [0, 2]);
    assert_eq!((both.steps[0].gain, both.steps[0].required_by.as_slice()), (0.0, &[2][..]));
    assert_eq!((both.steps[0].ready_days, both.steps[1].ready_days), (90, 120));
    assert_eq!(plan_for(9.0, 9).actions(), [1]);
    assert_eq!(plan_for(10.0, 1).actions(), [1]);
    assert_eq!(plan_for(16.0, 3).actions(), [0, 1, 2]);
    let soon = PlanQuestion { within_days: Some(119), ..PlanQuestion::new(16.0, 3) };
    assert_eq!(chosen(&gaps, &actions, &soon), [1]);
}

#[test]
fn of_an_exclusive_set_the_better_is_chosen_and_never_two() {
    let gaps = [vec![100.0], vec![100.0]];
    let size = |cost, amount| Action { exclusive_set: Some(7), ..action(cost, &[(0, amount)]) };
    let actions = [size(3.0, 30.0), size(5.0, 60.0), action(4.0, &[(1, 20.0)])];
    assert_eq!(chosen(&gaps, &actions, &PlanQuestion::new(100.0, 9)), [1, 2]);
    assert_eq!(chosen(&gaps, &actions, &PlanQuestion::new(7.0, 9)), [1]);
    let two = Action { requires: vec![0], ..size(1.0, 90.0) };
    assert_eq!(chosen(&gaps, &[actions[0].clone(), two], &PlanQuestion::new(100.0, 9)), [0]);
}

#[test]
fn an_equity_floor_moves_help_to_the_group_that_would_get_none() {
    // Two places of 100. The first two actions go to place 0 and are cheap; the third to place 1.
    let gaps = [vec![100.0], vec![100.0]];
    let actions = [action(1.0, &[(0, 50.0)]), action(1.0, &[(0, 50.0)]), action(1.0, &[(1, 40.0)])];
    let free = PlanQuestion { groups: vec![vec![0], vec![1]], ..PlanQuestion::new(2.0, 2) };
    let plain = plan(&gaps, &actions, &free);
    assert_eq!((plain.actions(), plain.short_groups()), (vec![0, 1], vec![]));
    assert_eq!(plain.groups[1].closure, Some(0.0));
    let fair = plan(&gaps, &actions, &PlanQuestion { equity_floor: 0.8, ..free.clone() });
    assert!(near(fair.gain, 90.0));
    assert!(fair.actions().contains(&2) && fair.short_groups().is_empty());
    assert!(near(fair.groups[1].closure.unwrap(), 0.4) && near(fair.groups[1].floor, 0.36));
    // Nine tenths of the average of 0.45 are more than 0.4, and no other plan is more even.
    let strict = plan(&gaps, &actions, &PlanQuestion { equity_floor: 0.9, ..free });
    assert_eq!((strict.gain, strict.short_groups()), (90.0, vec![1]));
    assert!(near(strict.groups[1].short_by, 0.005));
}

#[test]
fn the_bound_minds_the_floor() {
    // As above. With the third action in part, `x` of it and `2 - x` of the others, 100 - 10 x are
    // closed, 40 x of them in place 1: at least 0.4 of all where x >= 10 / 11. So no plan that keeps
    // the floor closes more than 90.91, where 100 is the bound of plans that need not.
    let gaps = GapDraws::new(&[vec![100.0], vec![100.0]]).unwrap();
    let actions = [action(1.0, &[(0, 50.0)]), action(1.0, &[(0, 50.0)]), action(1.0, &[(1, 40.0)])];
    let free = PlanQuestion { groups: vec![vec![0], vec![1]], ..PlanQuestion::new(2.0, 2) };
    let fair = PlanQuestion { equity_floor: 0.8, ..free.clone() };
    let next = NextActions::new(&gaps, &actions, &fair).unwrap();
    let (plan, bound) = next.certified_plan();
    assert!(near(plan.gain, 90.0) && bound.minds_floor);
    assert!((90.909..91.2).contains(&bound.value), "{bound:?}");
    let next = NextActions::new(&gaps, &actions, &free).unwrap();
    let (_, bound) = next.certified_plan();
    assert!(bound.value >= 100.0 && !bound.minds_floor);
    // No plan keeps nine tenths: the bound is of all plans then, and says so.
    let strict = PlanQuestion { equity_floor: 0.9, ..free };
    let (plan, bound) = NextActions::new(&gaps, &actions, &strict).unwrap().certified_plan();
    assert_eq!((plan.short_groups(), bound.minds_floor), (vec![1], false));
    assert!(bound.value >= 100.0);
}

#[test]
fn what_rests_on_silence_is_told_need_by_need() {
    // Of the four needs one is known, in one nobody reported, in one a capacity is not stated, and
    // one is set aside.
    let gaps = [vec![100.0], vec![50.0], vec![40.0], vec![0.0]];
    let known = |knowledge, without_capacity| {
        Some(KnownNeed { knowledge, initiatives: 2, without_capacity })
    };
    let known = [
        known(Knowledge::NobodyThere, 0),
        known(Knowledge::NobodyReported, 0),
        known(Knowledge::Active, 1),
        None,
    ];
    let actions =
        [action(1.0, &[(0, 60.0), (1, 20.0)]), action(1.0, &[(2, 20.0)]), action(1.0, &[(3, 5.0)])];
    let gaps = GapDraws::new(&gaps).unwrap();
    let question = PlanQuestion { weights: vec![1.0, 2.0, 1.0, 1.0], ..PlanQuestion::new(9.0, 9) };
    let next = NextActions::new(&gaps, &actions, &question).unwrap();
    let plan = next.plan_of(&[0, 1, 2]).unwrap();
    // 60 and twice 20 in the first, 20 in the second.
    let first = SilentGain::of_step(&plan.steps[0], &known);
    assert_eq!((first.gain, first.nobody_reported, first.capacity_unstated), (100.0, 40.0, 0.0));
    assert!(near(first.share().unwrap(), 0.4));
    let second = SilentGain::of_step(&plan.steps[1], &known);
    assert_eq!((second.capacity_unstated, second.share()), (20.0, Some(1.0)));
    assert_eq!(SilentGain::of_step(&plan.steps[2], &known).share(), None, "it closes nothing");
    let whole = SilentGain::of_plan(&plan, &known);
    assert_eq!((whole.gain, whole.nobody_reported, whole.capacity_unstated), (120.0, 40.0, 20.0));
    assert!(near(whole.share().unwrap(), 0.5));
}

#[test]
fn a_floor_that_no_plan_keeps_is_told_with_what_is_missing() {
    // Nothing can be done for group 1.
    let gaps = [vec![100.0], vec![300.0]];
    let question = PlanQuestion {
        groups: vec![vec![0], vec![1], vec![]],
        equity_floor: 0.5,
        ..PlanQuestion::new(5.0, 5)
    };
    let plan = plan(&gaps, &[action(1.0, &[(0, 80.0)])], &question);
    assert_eq!(plan.actions(), [0]);
    assert_eq!(plan.short_groups(), [1]);
    assert!(near(plan.groups[1].short_by, 0.5 * 80.0 / 400.0));
    assert_eq!((plan.groups[2].closure, plan.groups[2].short_by), (None, 0.0));
}

#[test]
fn regard_for_the_worst_changes_what_is_done() {
    // Need 0 is always 50; need 1 is 0 three times of four, and 160 the fourth. An action for the
    // first closes 50 on average, one for the second 40; but in the worst quarter 210 are missed,
    // and 160 rather than 50 of them are helped by the second.
    let gaps = [vec![50.0; 4], vec![0.0, 0.0, 160.0, 0.0]];
    let actions = [action(1.0, &[(0, 50.0)]), action(1.0, &[(1, 160.0)])];
    let usual = PlanQuestion { tail_level: 0.75, ..PlanQuestion::new(1.0, 1) };
    assert_eq!(chosen(&gaps, &actions, &usual), [0]);
    let wary = PlanQuestion { tail_weight: 0.2, ..usual };
    let plan = plan(&gaps, &actions, &wary);
    assert_eq!(plan.actions(), [1]);
    assert_eq!((plan.tail.unwrap().before, plan.tail.unwrap().after), (210.0, 50.0));
    assert!(near(plan.value, 40.0 + 0.2 * 160.0));
}

#[test]
fn nothing_to_choose_nothing_to_spend_and_nothing_missed_are_empty_plans() {
    let gaps = [vec![100.0], vec![0.0]];
    let actions = [action(1.0, &[(0, 50.0)]), action(0.0, &[(0, 20.0)]), action(1.0, &[(1, 50.0)])];
    assert!(plan(&gaps, &actions, &PlanQuestion::new(9.0, 0)).steps.is_empty());
    assert!(plan(&gaps, &[], &PlanQuestion::new(9.0, 9)).steps.is_empty());
    assert!(
        plan(&gaps[1..], &[action(1.0, &[(0, 9.0)])], &PlanQuestion::new(9.0, 9)).steps.is_empty()
    );
    assert!(plan(&[], &[Action::default()], &PlanQuestion::new(9.0, 9)).steps.is_empty());
    assert_eq!(chosen(&gaps, &actions, &PlanQuestion::new(0.0, 9)), [1]);
    // What closes nothing is not bought, however much money there is.
    assert_eq!(chosen(&gaps, &actions, &PlanQuestion::new(9.0, 9)), [0, 1]);
    let none = GapDraws::new(&gaps).unwrap();
    let next = NextActions::new(&none, &actions, &PlanQuestion::new(9.0, 0)).unwrap();
    let bound = next.upper_bound(&next.plan());
    assert!(bound.value >= 0.0 && bound.value < 1e-6, "{bound:?}");
}

#[test]
fn costs_in_decimals_that_add_up_to_the_budget_are_within_it() {
    let gaps: Vec<Vec<f32>> = vec![vec![10.0]; 3];
    let actions: Vec<Action> = (0..3).map(|need| action(0.1, &[(need, 10.0)])).collect();
    assert_eq!(chosen(&gaps, &actions, &PlanQuestion::new(0.3, 3)), [0, 1, 2]);
    assert_eq!(chosen(&gaps, &actions, &PlanQuestion::new(0.299_999, 3)).len(), 2);
}

#[test]
fn two_plans_differ_by_actions_needs_and_groups() {
    let gaps = GapDraws::new(&[vec![100.0], vec![80.0], vec![60.0]]).unwrap();
    let actions = [
        action(3.0, &[(0, 50.0), (1, 10.0)]),
        action(2.0, &[(1, 30.0)]),
        action(4.0, &[(0, 50.0), (2, 90.0)]),
    ];
    let question = PlanQuestion {
        weights: vec![1.0, 2.0, 1.0],
        groups: vec![vec![0, 1], vec![2]],
        ..PlanQuestion::new(100.0, 9)
    };
    let next = NextActions::new(&gaps, &actions, &question).unwrap();
    let (first, second) = (next.plan_of(&[1, 0]).unwrap(), next.plan_of(&[2, 0, 2]).unwrap());
    let change = PlanDifference::between(&first, &second);
    assert_eq!((change.added.as_slice(), change.dropped.as_slice()), (&[2][..], &[1][..]));
    assert_eq!((change.cost, change.people, change.gain), (2.0, 80.0, 50.0));
    let needs: Vec<_> =
        change.needs.iter().map(|need| (need.need, need.before, need.after, need.gain)).collect();
    assert_eq!(needs, [(0, 50.0, 100.0, 50.0), (1, 40.0, 10.0, -60.0), (2, 0.0, 60.0, 60.0)]);
    assert_eq!((change.people_gained(), change.people_lost()), (110.0, 30.0));
    let groups: Vec<_> = change.groups.iter().map(|group| (group.before, group.after)).collect();
    assert_eq!(groups, [(90.0, 110.0), (0.0, 60.0)]);
    assert_eq!(
        next.plan_of(&[3]).unwrap_err(),
        Refusal::Actions(ActionsRefusal::ActionUnknown { action: 3 })
    );
}

#[test]
fn a_scenario_may_break_the_rules_and_its_figures_stand() {
    let gaps = GapDraws::new(&[vec![100.0]]).unwrap();
    let actions = [
        Action { requires: vec![1], exclusive_set: Some(0), ..action(50.0, &[(0, 30.0)]) },
        Action { exclusive_set: Some(0), ..action(60.0, &[(0, 40.0)]) },
    ];
    let next = NextActions::new(&gaps, &actions, &PlanQuestion::new(1.0, 1)).unwrap();
    assert!(near(next.plan_of(&[0]).unwrap().people, 30.0));
    let both = next.plan_of(&[0, 1]).unwrap();
    assert_eq!((both.people, both.cost, both.steps[0].action), (70.0, 110.0, 1));
    // Nothing can be done for 1 at all, and the bound says so of the scenario too.
    let bound = next.upper_bound(&both);
    assert!(bound.value < 1e-9 && bound.value >= 0.0, "{bound:?}");
}

#[test]
fn what_cannot_be_asked_is_refused_by_name() {
    let gaps = GapDraws::new(&[vec![1.0], vec![1.0]]).unwrap();
    let usual = PlanQuestion::new(1.0, 1);
    let code = |question: &PlanQuestion, actions: &[Action]| {
        NextActions::new(&gaps, actions, question).unwrap_err().code()
    };
    for budget in [-1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(code(&PlanQuestion { budget, ..usual.clone() }, &[]), "coverage/budget");
    }
    let weights = |weights: &[f64]| PlanQuestion { weights: weights.to_vec(), ..usual.clone() };
    assert_eq!(code(&weights(&[1.0]), &[]), "coverage/weight-count");
    for weight in [0.9, 5.1, f64::NAN, -1.0] {
        assert_eq!(code(&weights(&[1.0, weight]), &[]), "coverage/need-weight");
    }
    for equity_floor in [-0.1, 1.1, f64::NAN] {
        let question = PlanQuestion { equity_floor, ..usual.clone() };
        assert_eq!(code(&question, &[]), "coverage/equity-floor");
    }
    for tail_weight in [-0.1, 1001.0, f64::NAN] {
        assert_eq!(
            code(&PlanQuestion { tail_weight, ..usual.clone() }, &[]),
            "coverage/tail-weight"
        );
    }
    for tail_level in [-0.1, 1.0, f64::NAN] {
        assert_eq!(code(&PlanQuestion { tail_level, ..usual.clone() }, &[]), "coverage/tail-level");
    }
    let groups = PlanQuestion { groups: vec![vec![0], vec![2]], ..usual.clone() };
    let refused = NextActions::new(&gaps, &[], &groups).unwrap_err();
    assert_eq!(refused, Refusal::Actions(ActionsRefusal::GroupNeedUnknown { group: 1, need: 2 }));
    let costly = action(-1.0, &[]);
    let refused = NextActions::new(&gaps, &[action(1.0, &[]), costly], &usual).unwrap_err();
    assert_eq!(refused, Refusal::Actions(ActionsRefusal::ActionCost { action: 1, cost: -1.0 }));
    let itself = Action { requires: vec![0], ..action(1.0, &[]) };
    assert_eq!(code(&usual, &[itself]), "coverage/action-cycle");
    let many = vec![Action::default(); NextActions::MOST_ACTIONS + 1];
    assert_eq!(code(&usual, &many), "coverage/too-many-actions");
}

proptest! {
    #[test]
    fn gap_draws_have_the_means_of_the_gaps(world in worlds()) {
        let (tree, needs) = (world.tree(), world.needs());
        let rule = AllocationRule::ByNeed;
        let allocation = Allocation::on(DAY, &tree, &world.supply(), &needs, rule).unwrap();
        let draws = GapDraws::of(&needs, &allocation);
        prop_assert_eq!(draws.needs(), needs.atoms().len());
        for (need, gap) in (0..).zip(gaps(&needs, &allocation, 0.9).unwrap()) {
            let of_need = draws.of_need(need);
            let sum: f64 = of_need.iter().map(|gap| f64::from(*gap)).sum();
            let mean = sum / of_need.len() as f64;
            // A need that is set aside misses nobody.
            let expected = gap.map_or(0.0, |gap| gap.expected);
            prop_assert!((mean - expected).abs() <= 1e-4 * expected.max(1.0));
        }
    }
}
