//! The objective of a plan: what it closes, the worst draws, and the equity floor.

use crate::next_actions::candidates::Lists;
use crate::next_actions::closing_curves::Curves;
use crate::next_actions::marginal_gain::Standing;
use crate::{ActionsRefusal, GapDraws, GroupClosure, PlanQuestion, QuestionRefusal, Refusal};

/// What plans are judged by.
#[derive(Debug, Clone)]
pub(crate) struct Objective<'a> {
    pub(crate) gaps: &'a GapDraws,
    pub(crate) weights: Vec<f64>,
    /// `w_c mean_j min(G_c^j, t)`.
    pub(crate) curves: Curves,
    pub(crate) tail_weight: f64,
    pub(crate) tail_level: f64,
    pub(crate) equity_floor: f64,
    /// The needs of each group, ascending.
    pub(crate) groups: Lists<u32>,
    /// The weighted gap of each draw without a plan.
    gap_by_draw: Vec<f64>,
    /// `CVaR` of these.
    pub(crate) tail_before: f64,
    pub(crate) gap_by_group: Vec<f64>,
    pub(crate) gap: f64,
}

/// How good a plan is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Score {
    /// Weighted gap by which groups stay below their floors, all added.
    pub(crate) short: f64,
    /// Gain plus `lambda` times the fall of the tail.
    pub(crate) value: f64,
}

impl Score {
    /// Whether the floor is kept by a plan that does something.
    pub(crate) fn is_sound(&self) -> bool {
        self.short <= 0.0 && self.value > 0.0
    }

    /// One number that trades what is short against the rest. At 1, each person below the floor
    /// weighs as much as one who is helped: helping some is then better than doing nothing.
    pub(crate) fn penalised(&self, penalty: f64) -> f64 {
        self.value - penalty * self.short
    }

    /// Better is what keeps the floor, then what is worth more.
    pub(crate) fn is_better_than(&self, other: &Self) -> bool {
        match (self.is_sound(), other.is_sound()) {
            (true, true) => self.value > other.value,
            (false, false) => self.penalised(1.0) > other.penalised(1.0),
            (sound, _) => sound,
        }
    }
}

impl<'a> Objective<'a> {
    pub(crate) fn new(gaps: &'a GapDraws, question: &PlanQuestion) -> Result<Self, Refusal> {
        check(gaps, question)?;
        let weights = match question.weights.as_slice() {
            [] => vec![1.0; gaps.needs()],
            weights => weights.to_vec(),
        };
        let equal = vec![1.0 / gaps.draws().max(1) as f64; gaps.draws()];
        let curves = Curves::new(gaps, &weights, &equal);
        let groups = Lists::new(question.groups.iter().map(|needs| {
            let mut needs = needs.clone();
            needs.sort_unstable();
            needs.dedup();
            needs
        }));
        let mut gap_by_draw = vec![0.0; gaps.draws()];
        for (need, weight) in (0..).zip(&weights) {
            for (sum, gap) in gap_by_draw.iter_mut().zip(gaps.of_need(need)) {
                *sum += weight * f64::from(*gap);
            }
        }
        let group_gap = |group| groups.of(group).iter().map(|need| curves.top(*need)).sum();
        Ok(Self {
            gap_by_group: (0..groups.len() as u32).map(group_gap).collect(),
            gap: curves.total(),
            tail_before: mean_of_worst(&gap_by_draw, question.tail_level),
            tail_weight: question.tail_weight,
            tail_level: question.tail_level,
            equity_floor: question.equity_floor,
            gaps,
            weights,
            curves,
            groups,
            gap_by_draw,
        })
    }

    /// Whether the gain alone decides, so that marginal gains are all there is to know.
    pub(crate) fn is_plain(&self) -> bool {
        self.tail_weight <= 0.0 && !self.has_floor()
    }

    /// Whether groups have to keep up with the average.
    pub(crate) fn has_floor(&self) -> bool {
        self.equity_floor > 0.0 && self.groups.len() > 0
    }

    /// What is closed of a need when `t` is added.
    pub(crate) fn closed(&self, need: u32, t: f64) -> f64 {
        // A plan of a few actions leaves most needs as they are, and the search with side
        // conditions asks for all of them thousands of times.
        if t <= 0.0 { 0.0 } else { self.curves.value(need, t) }
    }

    /// The weighted gap that a plan leaves in each draw.
    pub(crate) fn remaining(&self, standing: &Standing<'_>) -> Vec<f64> {
        let mut remaining = self.gap_by_draw.clone();
        for (need, weight) in (0..).zip(&self.weights) {
            let covered = standing.covered(need);
            if covered > 0.0 {
                for (left, gap) in remaining.iter_mut().zip(self.gaps.of_need(need)) {
                    *left -= weight * f64::from(*gap).min(covered);
                }
            }
        }
        // What is closed altogether can leave less than nothing by rounding.
        for left in &mut remaining {
            *left = left.max(0.0);
        }
        remaining
    }

    /// How far each group is closed.
    pub(crate) fn group_closures(&self, standing: &Standing<'_>) -> Vec<GroupClosure> {
        let gain_of = |need: u32| self.closed(need, standing.covered(need));
        let gain: f64 = (0..self.weights.len() as u32).map(gain_of).sum();
        let average = if self.gap > 0.0 { gain / self.gap } else { 0.0 };
        let floor = self.equity_floor * average;
        let closure = |(group, gap): (u32, &f64)| {
            let needs = self.groups.of(group).iter();
            let (mut gain, mut people) = (0.0, 0.0);
            for need in needs {
                gain += gain_of(*need);
                people += gain_of(*need) / self.weights[*need as usize];
            }
            GroupClosure::new(*gap, gain, people, floor)
        };
        (0..).zip(&self.gap_by_group).map(closure).collect()
    }

    pub(crate) fn score(&self, standing: &Standing<'_>) -> Score {
        let gain: f64 =
            (0..self.weights.len() as u32).map(|c| self.closed(c, standing.covered(c))).sum();
        let fall = if self.tail_weight > 0.0 {
            self.tail_before - mean_of_worst(&self.remaining(standing), self.tail_level)
        } else {
            0.0
        };
        let short = if self.equity_floor > 0.0 {
            let groups = self.group_closures(standing);
            groups.iter().map(|group| group.short_by * group.gap).sum()
        } else {
            0.0
        };
        Score { short, value: gain + self.tail_weight * fall }
    }
}

fn check(gaps: &GapDraws, question: &PlanQuestion) -> Result<(), Refusal> {
    if !question.budget.is_finite() || question.budget < 0.0 {
        return Err(ActionsRefusal::Budget { budget: question.budget }.into());
    }
    let (expected, found) = (gaps.needs(), question.weights.len());
    if found != 0 && found != expected {
        return Err(QuestionRefusal::WeightCount { expected, found }.into());
    }
    for (need, weight) in (0..).zip(&question.weights) {
        if !(1.0..=5.0).contains(weight) {
            return Err(ActionsRefusal::NeedWeight { need, weight: *weight }.into());
        }
    }
    for (group, needs) in (0..).zip(&question.groups) {
        if let Some(need) = needs.iter().find(|need| **need as usize >= expected) {
            return Err(ActionsRefusal::GroupNeedUnknown { group, need: *need }.into());
        }
    }
    if !(0.0..=1.0).contains(&question.equity_floor) {
        return Err(ActionsRefusal::EquityFloor { floor: question.equity_floor }.into());
    }
    if !(0.0..=PlanQuestion::MOST_TAIL_WEIGHT).contains(&question.tail_weight) {
        return Err(ActionsRefusal::TailWeight { weight: question.tail_weight }.into());
    }
    if !(0.0..1.0).contains(&question.tail_level) {
        return Err(ActionsRefusal::TailLevel { level: question.tail_level }.into());
    }
    Ok(())
}

/// The mean of the worst draws, `CVaR` at a level; 0 without draws.
pub(crate) fn mean_of_worst(losses: &[f64], level: f64) -> f64 {
    let shares = worst_shares(losses, level);
    shares.iter().map(|(draw, share)| losses[*draw as usize] * share).sum()
}

/// The share that each draw has in the mean of the worst, for those that have any: the worst
/// first, each with at most `1 / ((1 - level) D)`. Shares sum to one.
pub(crate) fn worst_shares(losses: &[f64], level: f64) -> Vec<(u32, f64)> {
    let mut order: Vec<u32> = (0..losses.len() as u32).collect();
    order.sort_unstable_by(|a, b| {
        losses[*b as usize].total_cmp(&losses[*a as usize]).then(a.cmp(b))
    });
    let whole = 1.0 / ((1.0 - level) * losses.len() as f64);
    let mut left = 1.0;
    let mut shares = Vec::new();
    for draw in order {
        if left <= 0.0 {
            break;
        }
        // The last draw takes what rounding has left over.
        let share = if left < whole * (1.0 + 1e-9) { left } else { whole };
        shares.push((draw, share));
        left -= share;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_half_of_four_draws_is_two_of_them_and_of_three_one_and_a_half() {
        assert!((mean_of_worst(&[1.0, 8.0, 2.0, 4.0], 0.5) - 6.0).abs() < 1e-12);
        assert!((mean_of_worst(&[9.0, 3.0, 6.0], 0.5) - (9.0 + 3.0) / 1.5).abs() < 1e-12);
        assert!((mean_of_worst(&[9.0, 3.0, 6.0], 0.0) - 6.0).abs() < 1e-12);
        assert!((mean_of_worst(&[7.0], 0.9) - 7.0).abs() < 1e-12);
        assert!(mean_of_worst(&[], 0.9).abs() < 1e-12);
    }

    #[test]
    fn levels_that_cut_at_a_draw_give_no_extra_draw_a_share() {
        for (draws, level) in [(10, 0.9), (1000, 0.9), (200, 0.95), (3, 0.0)] {
            let losses: Vec<f64> = (0..draws).map(f64::from).collect();
            let shares = worst_shares(&losses, level);
            let all: f64 = shares.iter().map(|(_, share)| share).sum();
            assert!((all - 1.0).abs() < 1e-12);
            assert_eq!(shares.len(), (f64::from(draws) * (1.0 - level)).round() as usize);
        }
    }
}
