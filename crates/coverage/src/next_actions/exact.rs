//! The exact plan: the next actions as a mixed-integer program, solved by HiGHS (Huangfu and Hall
//! 2018) until the plan is proven to be the best or the time is over.
//!
//! With `x_a` 1 for an action that is done and `t_c = sum_a q_ac x_a`, what a need closes is a
//! concave function `F_c(t_c)`, the lowest of as many lines as it has distinct draws. The program
//! takes some of the lines of each need, so that what it may count is never too little and its
//! bound holds for every plan; then the lines that the plan found lies under are added and it is
//! solved again, until what it counts is what the plan closes (outer approximation, Duran and
//! Grossmann 1986). Needs of a few draws, such as a picture without uncertainty, are whole from the
//! first round on.
//!
//! With an equity floor it is not enough that too much is never counted, and all lines are taken at
//! once (`program`). The worst draws are not in it: a question that minds them is refused.
//!
//! HiGHS computes with a tolerance of a billionth and its bound is not rounded upwards, other than
//! that of [`NextActions::upper_bound`]. The lower of the two is told.

mod program;

use std::ops::ControlFlow;

use crate::next_actions::marginal_gain::Standing;
use crate::next_actions::objective::Score;
use crate::next_actions::upper_bound::Certificate;
use crate::{ActionsRefusal, NextActions, Plan, Refusal, UpperBound};
use program::Program;

/// The best plan that HiGHS found, and what no plan can exceed.
#[derive(Debug, Clone, PartialEq)]
pub struct ExactPlan {
    /// The plan. It is never worse than that of [`NextActions::certified_plan`], from which HiGHS
    /// starts.
    pub plan: Plan,
    /// No plan that keeps the equity floor is worth more.
    pub bound: UpperBound,
    /// How the search ended.
    pub ending: Ending,
}

/// How the search for an exact plan ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// No plan is better by more than the gap that was asked for.
    Proven,
    /// The time was over, or HiGHS gave up. Plan and bound hold.
    Open,
    /// No plan that does anything keeps the equity floor. The plan is the one that comes nearest, as
    /// far as search finds it, and the bound is that of plans without a floor.
    FloorOutOfReach,
}

/// Rounds of adding lines. Hardly ever more than a handful are needed.
const MOST_ROUNDS: u32 = 50;

impl NextActions<'_> {
    /// The best plan of all, or the best found within a time.
    ///
    /// `gap` is the share of the bound by which the plan may fall short of it to count as proven;
    /// `seconds_left` is asked before each round how long it may take. With enough time the answer
    /// does not depend on it; a search that the time ends depends on how fast the machine is.
    ///
    /// Refused: a gap that does not lie between 0 and 1, a question that minds the worst draws, a
    /// floor over more pieces than [`NextActions::MOST_FLOOR_PIECES`].
    ///
    /// ```
    /// use concert_coverage::next_actions::exact::Ending;
    /// use concert_coverage::{Action, Effect, GapDraws, NextActions, PlanQuestion};
    ///
    /// let gaps = GapDraws::new(&[vec![100.0], vec![30.0]])?;
    /// let action = |cost, need, amount| Action {
    ///     cost,
    ///     effects: vec![Effect { need, amount }],
    ///     ..Action::default()
    /// };
    /// let actions = [action(6.0, 0, 80.0), action(5.0, 0, 60.0), action(5.0, 1, 60.0)];
    /// let next = NextActions::new(&gaps, &actions, &PlanQuestion::new(11.0, 2))?;
    /// let exact = next.exact_plan(1e-6, &mut || 10.0)?;
    /// assert_eq!((exact.plan.people, exact.ending), (110.0, Ending::Proven));
    /// # Ok::<(), concert_coverage::Refusal>(())
    /// ```
    pub fn exact_plan(
        &self,
        gap: f64,
        seconds_left: &mut dyn FnMut() -> f64,
    ) -> Result<ExactPlan, Refusal> {
        self.check_exact(gap)?;
        let standing = |actions: &[u32]| Standing::of(&self.all, &self.objective.curves, actions);
        let go_on = &mut |_, _| ControlFlow::Continue(());
        let (mut best, certificate) = self.certified(go_on);
        let mut score = self.objective.score(&standing(&best));
        let (mut bound, mut is_out_of_reach) = (certificate.value, false);
        let mut program = Program::new(&self.all, &self.objective);
        for _ in 0..MOST_ROUNDS {
            let seconds = seconds_left();
            if seconds <= 0.0 || self.is_proven(&score, bound, gap) {
                break;
            }
            let Some(solved) = program.solve(&standing(&best), gap / 2.0, seconds) else { break };
            is_out_of_reach = self.objective.has_floor() && solved.is_optimal && solved.is_nothing;
            if is_out_of_reach {
                break;
            }
            bound = bound.min(solved.bound);
            let found = standing(&solved.actions);
            let found_score = self.objective.score(&found);
            // What HiGHS takes for a plan can be beyond a limit by its tolerance.
            if self.all.is_plan(&solved.actions) && found_score.is_better_than(&score) {
                (best, score) = (solved.actions, found_score);
            }
            if !program.cut_off(&found) {
                break;
            }
        }
        let ending = if is_out_of_reach {
            Ending::FloorOutOfReach
        } else if self.is_proven(&score, bound, gap) {
            Ending::Proven
        } else {
            Ending::Open
        };
        let plan = self.laid_out(&best);
        let has_floor = self.objective.has_floor();
        let minds_floor = has_floor && score.is_sound() && !is_out_of_reach;
        // Beside a plan that breaks the floor stands the bound of all plans; and rounding must not
        // leave a plan that keeps the rules beyond its bound.
        let value =
            if has_floor && !minds_floor { certificate.value } else { bound.max(score.value) };
        let bound = Certificate { value, minds_floor, ..certificate }.beside(plan.value);
        Ok(ExactPlan { plan, bound, ending })
    }

    fn check_exact(&self, gap: f64) -> Result<(), Refusal> {
        if !(0.0..=1.0).contains(&gap) {
            return Err(ActionsRefusal::ExactGap { gap }.into());
        }
        if self.objective.tail_weight > 0.0 {
            return Err(ActionsRefusal::ExactWorstDraws.into());
        }
        let (pieces, most) = (program::pieces(&self.all, &self.objective), Self::MOST_FLOOR_PIECES);
        if self.objective.has_floor() && pieces > most {
            return Err(ActionsRefusal::ExactFloorTooLarge { pieces, most }.into());
        }
        Ok(())
    }

    /// Whether no plan is better by more than a share of the bound.
    fn is_proven(&self, score: &Score, bound: f64, gap: f64) -> bool {
        // Bounds are rounded upwards, so that of nothing is a little more.
        let nothing = Self::ROUNDING * self.objective.gap + f64::MIN_POSITIVE;
        // Where nothing can be closed at all no floor is broken.
        let keeps_the_floor = !self.objective.has_floor() || score.is_sound() || bound <= nothing;
        keeps_the_floor && bound - score.value <= gap * bound + nothing
    }

    /// The last digits of sums over all needs, which no time can prove away.
    const ROUNDING: f64 = 1e-12;

    /// The most pieces of closing functions, of all needs that an action touches, with which an
    /// equity floor can be held exactly: each of them is one more thing to decide.
    pub const MOST_FLOOR_PIECES: usize = 50_000;
}
