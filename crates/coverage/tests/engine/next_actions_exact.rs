//! The exact plan, against looking at every plan there is, and beside the one that is found at once.

use concert_coverage::next_actions::exact::{Ending, ExactPlan};
use concert_coverage::{GapDraws, NextActions, PlanQuestion};
use proptest::prelude::*;

use crate::next_actions::{Choice, action, bits, choices};

const GAP: f64 = 1e-7;

impl Choice {
    fn exact(&self) -> ExactPlan {
        self.next(&self.gap_draws()).exact_plan(GAP, &mut || 60.0).unwrap()
    }

    /// The most that a plan which keeps the floor is worth.
    fn best_fair(&self) -> f64 {
        let fair = self.allowed().filter(|plan| self.keeps_the_floor(*plan));
        fair.map(|plan| self.value(plan)).fold(0.0, f64::max)
    }
}

/// Choices of any kind but with regard to the worst draws.
fn without_a_tail(most: usize, sides: bool) -> impl Strategy<Value = Choice> {
    choices(most, sides).prop_map(|mut choice| {
        choice.question.tail_weight = 0.0;
        choice
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_exact_plan_is_the_best_of_all_plans(choice in without_a_tail(9, true)) {
        let exact = choice.exact();
        let chosen = bits(&exact.plan);
        prop_assert!(choice.is_allowed(chosen));
        let best = choice.best_fair();
        if exact.ending == Ending::FloorOutOfReach {
            prop_assert!(best <= 1e-6, "a plan worth {} keeps the floor", best);
            return Ok(());
        }
        prop_assert_eq!(exact.ending, Ending::Proven);
        prop_assert!(exact.plan.value <= 0.0 || choice.keeps_the_floor(chosen));
        let rounding = 1e-6 * best.max(1.0);
        prop_assert!((exact.plan.value - best).abs() <= rounding, "{} {}", exact.plan.value, best);
        prop_assert!(exact.bound.value >= best - rounding);
        prop_assert!(exact.bound.value - exact.plan.value <= rounding);
    }

    #[test]
    fn what_is_found_at_once_never_beats_it_and_its_bound_never_lies_below(
        choice in without_a_tail(14, false),
    ) {
        let exact = choice.exact();
        let gaps = choice.gap_draws();
        let (plan, bound) = choice.next(&gaps).certified_plan();
        prop_assert!(exact.plan.value >= plan.value * (1.0 - 1e-9));
        prop_assert!(bound.value >= exact.plan.value * (1.0 - 1e-12));
        prop_assert!(exact.bound.value <= bound.value * (1.0 + 1e-12));
    }

    #[test]
    fn a_search_without_time_gives_what_is_found_at_once(choice in without_a_tail(9, true)) {
        let gaps = choice.gap_draws();
        let next = choice.next(&gaps);
        let exact = next.exact_plan(GAP, &mut || 0.0).unwrap();
        prop_assert_eq!(exact.plan.actions(), next.certified_plan().0.actions());
        prop_assert!(exact.bound.value >= choice.best_under(&exact.bound) * (1.0 - 1e-12));
        prop_assert!(!exact.bound.minds_floor || choice.keeps_the_floor(bits(&exact.plan)));
        prop_assert_ne!(exact.ending, Ending::FloorOutOfReach);
    }
}

/// Choices in which search by single swaps ends at a plan that is not the best are rare; among these
/// there is one.
#[test]
fn a_plan_that_no_single_swap_leads_to_is_found() {
    let mut dice = 1_u64;
    let mut below = |limit: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % limit
    };
    let is_better = (0..60).any(|_| {
        let gaps: Vec<Vec<f32>> =
            (0..8).map(|_| (0..5).map(|_| 20.0 + below(400) as f32).collect()).collect();
        let gaps = GapDraws::new(&gaps).unwrap();
        let actions: Vec<_> = (0..30)
            .map(|_| {
                let effects: Vec<(u32, f64)> =
                    (0..3).map(|_| (below(8) as u32, 20.0 + below(200) as f64)).collect();
                action(10.0 + below(90) as f64, &effects)
            })
            .collect();
        let next = NextActions::new(&gaps, &actions, &PlanQuestion::new(220.0, 30)).unwrap();
        let exact = next.exact_plan(GAP, &mut || 60.0).unwrap();
        assert_eq!(exact.ending, Ending::Proven);
        let (plan, bound) = next.certified_plan();
        assert!(exact.plan.value >= plan.value && bound.value >= exact.plan.value);
        exact.plan.value > plan.value * (1.0 + 1e-6)
    });
    assert!(is_better, "no choice needs the exact search: the test shows nothing");
}

#[test]
fn what_it_cannot_hold_exactly_is_refused() {
    let gaps = GapDraws::new(&[vec![100.0, 80.0]]).unwrap();
    let actions = [action(1.0, &[(0, 10.0)])];
    let code = |question: &PlanQuestion, gap: f64| {
        let next = NextActions::new(&gaps, &actions, question).unwrap();
        next.exact_plan(gap, &mut || 1.0).unwrap_err().code()
    };
    let usual = PlanQuestion::new(5.0, 1);
    let minding_the_worst = PlanQuestion { tail_weight: 0.5, ..usual.clone() };
    assert_eq!(code(&minding_the_worst, 0.01), "coverage/exact-worst-draws");
    for gap in [-0.1, 1.1, f64::NAN] {
        assert_eq!(code(&usual, gap), "coverage/exact-gap");
    }
    let draws: Vec<f32> = (1..=NextActions::MOST_FLOOR_PIECES as u32).map(|x| x as f32).collect();
    let many = GapDraws::new(&[draws]).unwrap();
    let actions = [action(1.0, &[(0, 1e6)])];
    let fair = PlanQuestion { equity_floor: 0.5, groups: vec![vec![0]], ..usual };
    let next = NextActions::new(&many, &actions, &fair).unwrap();
    let refused = next.exact_plan(0.01, &mut || 1.0).unwrap_err();
    assert_eq!(refused.code(), "coverage/exact-floor-too-large");
}
