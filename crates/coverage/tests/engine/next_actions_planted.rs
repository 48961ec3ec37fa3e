//! What to do next among hundreds of actions: plans whose best is known, and how near others come.

use concert_coverage::{Action, Effect, GapDraws, NextActions, Plan, PlanQuestion};

fn action(cost: f64, effects: &[(u32, f64)]) -> Action {
    let effects = effects.iter().map(|(need, amount)| Effect { need: *need, amount: *amount });
    Action { cost, effects: effects.collect(), ..Action::default() }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9 * b.abs().max(1.0)
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Thirty actions that close 300 needs without a rest, ten each and none twice, for one each. Among
/// them stand 270 that close a share of ten others.
fn planted(share: f64, decoy_cost: f64) -> (GapDraws, Vec<Action>, PlanQuestion) {
    let mut dice = Dice(3);
    let gaps: Vec<Vec<f32>> = (0..300).map(|_| vec![10.0 + dice.below(90) as f32]).collect();
    let mut one = |at: u32| {
        let is_planted = at % 10 == 4;
        let mut pick = |place: u32| {
            let need = if is_planted { at / 10 * 10 + place } else { dice.below(300) as u32 };
            (need, if is_planted { 1.0 } else { share } * f64::from(gaps[need as usize][0]))
        };
        let effects: Vec<(u32, f64)> = (0..10).map(&mut pick).collect();
        action(if is_planted { 1.0 } else { decoy_cost }, &effects)
    };
    let actions: Vec<Action> = (0..300).map(&mut one).collect();
    (GapDraws::new(&gaps).unwrap(), actions, PlanQuestion::new(30.0, 300))
}

fn is_planted(plan: &Plan) -> bool {
    plan.steps.len() == 30 && plan.actions().iter().all(|action| action % 10 == 4)
}

#[test]
fn a_planted_best_plan_is_found_and_proven() {
    let (gaps, actions, question) = planted(0.75, 1.0);
    let next = NextActions::new(&gaps, &actions, &question).unwrap();
    let plan = next.plan();
    assert!(is_planted(&plan), "{:?}", plan.actions());
    assert!(near(plan.value, plan.gap));
    let bound = next.upper_bound(&plan);
    assert!(bound.distance < 1e-6, "{bound:?}");
}

#[test]
fn prices_find_a_planted_plan_where_greedy_choice_is_misled() {
    // The others close as much, and a third of them more than any planted one; only together are
    // they worse.
    let (gaps, actions, question) = planted(1.0, 1.01);
    let next = NextActions::new(&gaps, &actions, &question).unwrap();
    let greedy = next.plan();
    assert!(greedy.value < 0.9 * greedy.gap, "{}", greedy.value);
    let (plan, bound) = next.certified_plan();
    assert!(is_planted(&plan), "{:?}", plan.actions());
    assert!(near(plan.value, plan.gap) && bound.distance < 1e-6, "{bound:?}");
}

#[test]
fn a_choice_among_hundreds_is_certified_within_three_percent() {
    // With requirements, exclusive sets, both limits and uncertain gaps.
    let mut dice = Dice(5);
    let mut gap = |_| {
        let middle = 10.0 + dice.below(200) as f64;
        (0..20).map(|_| (middle * (50 + dice.below(100)) as f64 / 100.0) as f32).collect()
    };
    let gaps: Vec<Vec<f32>> = (0..500).map(&mut gap).collect();
    let mut one = |at: u32| {
        let effects: Vec<(u32, f64)> = (0..=dice.below(8))
            .map(|_| (dice.below(500) as u32, 10.0 + dice.below(100) as f64))
            .collect();
        Action {
            requires: if at % 9 == 8 { vec![at - dice.below(8) as u32 - 1] } else { Vec::new() },
            exclusive_set: at.is_multiple_of(5).then_some(at / 10),
            ..action(5.0 + effects.len() as f64 * (3 + dice.below(4)) as f64, &effects)
        }
    };
    let actions: Vec<Action> = (0..400).map(&mut one).collect();
    let gaps = GapDraws::new(&gaps).unwrap();
    for (budget, most) in [(1500.0, 400), (4000.0, 60), (2500.0, 110)] {
        for tail_weight in [0.0, 1.0] {
            let question = PlanQuestion { tail_weight, ..PlanQuestion::new(budget, most) };
            let next = NextActions::new(&gaps, &actions, &question).unwrap();
            let (plan, bound) = next.certified_plan();
            assert!(plan.cost <= budget * (1.0 + 1e-9) && plan.steps.len() <= most as usize);
            assert!(bound.distance < 0.03, "{budget} {most} {tail_weight}: {bound:?}");
        }
    }
}
