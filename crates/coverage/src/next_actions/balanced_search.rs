//! Search with side conditions: plans that mind the worst draws and leave no group behind.
//!
//! Both conditions are prices in disguise. The tail is `CVaR(R) = max_s sum_j s_j R_j` over the
//! shares that the worst draws may have, so that for fixed shares every draw only has another mass.
//! A floor `closed_g >= theta (W_g / W) closed` with a price makes the needs of a group that falls
//! short weigh more and all others less. So rounds of the plain search are made, each with the
//! masses and weights that answer the plans before it (fictitious play, Brown 1951, for the shares;
//! subgradient steps for the floors). Every plan met is judged by the true objective, and
//! improved by changes of one action at a time.

use crate::next_actions::candidates::Candidates;
use crate::next_actions::closing_curves::Curves;
use crate::next_actions::local_search;
use crate::next_actions::marginal_gain::{Standing, Weighing};
use crate::next_actions::objective::{Objective, Score, worst_shares};

/// Rounds of search. The plans change little after half a dozen.
const ROUNDS: u32 = 6;

/// Rounds as long as no plan met keeps the floor.
const MOST_ROUNDS: u32 = 15;

/// The step by which the price of a floor rises for a group that gets nothing at all.
const FLOOR_RISE: f64 = 3.0;

/// The step by which it falls for one that gets twice its floor: slower, or the group would fall
/// below again in the next round.
const FLOOR_FALL: f64 = 0.3;

/// What the last improvement may cost, in draws looked at: a few tenths of a second.
const MOST_WORK: usize = 200_000_000;

/// What it costs to see whether an action fits, in the same measure.
const WORK_OF_FITTING: usize = 200;

/// Penalties for each person below the floor, tried in turn until the floor is kept.
const PENALTIES: [f64; 4] = [1.0, 4.0, 16.0, 64.0];

/// The actions, ascending, of the best plan found.
pub(crate) fn search(all: &Candidates, objective: &Objective<'_>) -> Vec<u32> {
    let mut met = vec![judged(all, objective, local_search::search(all, &objective.curves))];
    let mut answers = Answers::new(all, objective);
    for round in 0..MOST_ROUNDS {
        if round >= ROUNDS && met.iter().any(|(score, _)| score.is_sound()) {
            break;
        }
        let last = &met[met.len() - 1].1;
        answers.answer(objective, &Standing::of(all, &objective.curves, last), round);
        met.push(judged(all, objective, local_search::search(all, &answers.curves(objective))));
    }
    // The best first: where work runs short it is spent on that.
    met.sort_by(|(a, actions), (b, others)| {
        let order = b.is_better_than(a).cmp(&a.is_better_than(b));
        order.then_with(|| actions.cmp(others))
    });
    met.dedup();
    let mut work = MOST_WORK;
    let mut best = met[0].clone();
    for start in &met {
        for penalty in PENALTIES {
            let improved = improved(all, objective, start, penalty, &mut work);
            if improved.0.is_better_than(&best.0) {
                best.clone_from(&improved);
            }
            if improved.0.is_sound() {
                break;
            }
        }
    }
    without_idle(all, objective, &best)
}

/// A plan without the actions that it is as good without: those that were chosen before others
/// made them needless. To drop them makes nothing better, so that no improvement does.
fn without_idle(
    all: &Candidates,
    objective: &Objective<'_>,
    (score, actions): &(Score, Vec<u32>),
) -> Vec<u32> {
    let mut standing = Standing::of(all, &objective.curves, actions);
    let least = objective.curves.total() * 1e-12;
    for action in actions {
        if !standing.chosen[*action as usize] {
            continue;
        }
        let out = standing.leaning_on(*action);
        standing.remove_all(&out);
        let left = objective.score(&standing);
        let is_as_good = left.is_sound() == score.is_sound()
            && left.penalised(1.0) >= score.penalised(1.0) - least;
        if !is_as_good {
            standing.add_all(&out);
        }
    }
    standing.actions()
}

fn judged(all: &Candidates, objective: &Objective<'_>, actions: Vec<u32>) -> (Score, Vec<u32>) {
    (objective.score(&Standing::of(all, &objective.curves, &actions)), actions)
}

/// Shares of draws and prices of floors that answer the plans met so far.
struct Answers {
    /// The mean, over the plans met, of the shares that worst draws have.
    shares: Vec<f64>,
    floors: Vec<f64>,
}

impl Answers {
    fn new(all: &Candidates, objective: &Objective<'_>) -> Self {
        let mut shares = vec![0.0; objective.gaps.draws()];
        let nothing = Standing::empty(all, &objective.curves);
        let worst = worst_shares(&objective.remaining(&nothing), objective.tail_level);
        for (draw, share) in worst {
            shares[draw as usize] = share;
        }
        Self { shares, floors: vec![0.0; objective.groups.len()] }
    }

    fn answer(&mut self, objective: &Objective<'_>, plan: &Standing<'_>, round: u32) {
        if objective.tail_weight > 0.0 {
            let kept = 1.0 - 1.0 / f64::from(round + 2);
            self.shares.iter_mut().for_each(|share| *share *= kept);
            for (draw, share) in worst_shares(&objective.remaining(plan), objective.tail_level) {
                self.shares[draw as usize] += (1.0 - kept) * share;
            }
        }
        if objective.equity_floor > 0.0 {
            for (price, group) in self.floors.iter_mut().zip(objective.group_closures(plan)) {
                let closure = group.closure.unwrap_or(group.floor);
                if group.floor > 0.0 {
                    let short = (1.0 - closure / group.floor).max(-1.0);
                    let step = if short > 0.0 { FLOOR_RISE } else { FLOOR_FALL };
                    *price = (*price + step * short).max(0.0);
                }
            }
        }
    }

    /// The closing functions under these answers.
    fn curves(&self, objective: &Objective<'_>) -> Curves {
        let mut factors = vec![1.0; objective.weights.len()];
        if objective.equity_floor > 0.0 && objective.gap > 0.0 {
            for (group, price) in (0..).zip(&self.floors) {
                let needs = objective.groups.of(group);
                let gap: f64 = needs.iter().map(|need| objective.curves.top(*need)).sum();
                let charge = objective.equity_floor * price * gap / objective.gap;
                for factor in &mut factors {
                    *factor -= charge;
                }
                for need in needs {
                    factors[*need as usize] += price;
                }
            }
        }
        let weights = factors.iter().zip(&objective.weights).map(|(f, w)| f.max(0.0) * w);
        let weights: Vec<f64> = weights.collect();
        let draws = objective.gaps.draws();
        let mass = |share: &f64| 1.0 / draws as f64 + objective.tail_weight * share;
        Curves::new(objective.gaps, &weights, &self.shares.iter().map(mass).collect::<Vec<_>>())
    }
}

/// A plan changed by additions, drops and swaps as long as the true objective, with a penalty for
/// what is short, becomes better and work is left.
fn improved(
    all: &Candidates,
    objective: &Objective<'_>,
    start: &(Score, Vec<u32>),
    penalty: f64,
    work: &mut usize,
) -> (Score, Vec<u32>) {
    let mut search = Improvement {
        standing: Standing::of(all, &objective.curves, &start.1),
        score: start.0,
        objective,
        penalty,
        weighing: Weighing::default(),
        work,
    };
    loop {
        let mut is_changed = search.add_one();
        for action in search.standing.actions() {
            is_changed |= search.standing.chosen[action as usize] && search.exchange(action);
        }
        if !is_changed {
            return (search.score, search.standing.actions());
        }
    }
}

struct Improvement<'a, 'b> {
    standing: Standing<'a>,
    score: Score,
    objective: &'a Objective<'b>,
    penalty: f64,
    weighing: Weighing,
    work: &'a mut usize,
}

impl Improvement<'_, '_> {
    /// Takes from the work that is left; false, from then on, when that is not enough.
    fn spend(&mut self, costs: usize) -> bool {
        let left = self.work.checked_sub(costs);
        *self.work = left.unwrap_or(0);
        left.is_some()
    }

    /// Whether the plan as it stands is better than the last that was kept; false, too, when no
    /// work is left.
    fn is_better(&mut self) -> bool {
        let draws = if self.objective.tail_weight > 0.0 { self.objective.gaps.draws() } else { 1 };
        if !self.spend(self.objective.weights.len() * (1 + draws)) {
            return false;
        }
        let score = self.objective.score(&self.standing);
        let least = self.objective.curves.total() * 1e-12;
        let gain = score.penalised(self.penalty) - self.score.penalised(self.penalty);
        let is_better = match (score.is_sound(), self.score.is_sound()) {
            (true, false) => true,
            (false, true) => false,
            _ => gain > least,
        };
        if is_better {
            self.score = score;
        }
        is_better
    }

    /// Adds the first action, by number, that makes the plan better.
    fn add_one(&mut self) -> bool {
        for action in 0..self.standing.all.len() as u32 {
            if !self.spend(WORK_OF_FITTING) {
                return false;
            }
            if self.weighing.fitting(&self.standing, action).is_none() {
                continue;
            }
            let bundle = self.weighing.bundle.actions.clone();
            self.standing.add_all(&bundle);
            if self.is_better() {
                return true;
            }
            self.standing.remove_all(&bundle);
        }
        false
    }

    /// Drops an action, or swaps it for the first, by number, that makes the plan better.
    fn exchange(&mut self, action: u32) -> bool {
        let out = self.standing.leaning_on(action);
        self.standing.remove_all(&out);
        if self.is_better() || self.add_one() {
            return true;
        }
        self.standing.add_all(&out);
        false
    }
}
