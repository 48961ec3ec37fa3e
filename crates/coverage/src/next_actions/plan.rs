//! A plan: actions in order, each with what it closes, so that a page can print the reasons.

/// What is wanted of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanQuestion {
    /// The most that all actions may cost together, in the currency of their costs. A plan that
    /// costs more by less than one part in a hundred million is within it.
    pub budget: f64,
    /// The most actions, `k`; 0 asks for an empty plan.
    pub most: u32,
    /// Days within which an action must work to be considered; `None` waits for any.
    pub within_days: Option<u32>,
    /// The severity of every need, 1 to 5; empty for 1 throughout.
    pub weights: Vec<f64>,
    /// Groups of needs, each a place or a population, named by their position. They may share
    /// needs.
    pub groups: Vec<Vec<u32>>,
    /// The equity floor `theta`, 0 to 1: in every group at least this share of the average closure
    /// is wanted. 0 asks for none.
    pub equity_floor: f64,
    /// The weight `lambda` of the worst draws, 0 to [`PlanQuestion::MOST_TAIL_WEIGHT`]; 0 leaves
    /// them out.
    pub tail_weight: f64,
    /// The level `beta` above which draws are the worst: 0.9 looks at the worst tenth.
    pub tail_level: f64,
}

impl PlanQuestion {
    /// A weight at which nothing but the worst draws counts.
    pub const MOST_TAIL_WEIGHT: f64 = 1000.0;

    /// At most so many actions for so much, all needs alike, no floor, no regard to the worst.
    pub fn new(budget: f64, most: u32) -> Self {
        Self {
            budget,
            most,
            within_days: None,
            weights: Vec::new(),
            groups: Vec::new(),
            equity_floor: 0.0,
            tail_weight: 0.0,
            tail_level: 0.9,
        }
    }
}

/// Actions in the order of what each adds to those before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The actions. What an action requires comes before it.
    pub steps: Vec<Step>,
    /// What all cost.
    pub cost: f64,
    /// The weighted gap that the plan closes: `sum_c w_c mean_j min(G_c^j, sum_a q_ac)`.
    pub gain: f64,
    /// The same without weights: people helped in a year, expected.
    pub people: f64,
    /// The weighted gap without the plan, `sum_c w_c mean_j G_c^j`.
    pub gap: f64,
    /// The worst draws without and with the plan, `None` where the question has no draws.
    pub tail: Option<Tail>,
    /// What the search maximises: the gain plus `lambda` times the fall of the tail. That is the
    /// objective of the definition less its value for the empty plan.
    pub value: f64,
    /// How far every group is closed, by position.
    pub groups: Vec<GroupClosure>,
}

/// One action of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Position of the action.
    pub action: u32,
    /// What it costs.
    pub cost: f64,
    /// Days until it works, after what it requires.
    pub ready_days: u64,
    /// What it adds to the gain of the steps before it. 0 for one that only others require.
    pub gain: f64,
    /// The same without weights.
    pub people: f64,
    /// At which needs, and how much, the most first.
    pub closes: Vec<Closes>,
    /// The actions of the plan that require this one, by position.
    pub required_by: Vec<u32>,
    /// Cost of this step and those before it.
    pub cost_so_far: f64,
    /// Gain of this step and those before it.
    pub gain_so_far: f64,
    /// People helped by this step and those before it.
    pub people_so_far: f64,
}

/// What a step closes at one need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Closes {
    /// Position of the need.
    pub need: u32,
    /// Part of the gain of the step.
    pub gain: f64,
    /// People helped, expected.
    pub people: f64,
}

/// The mean weighted gap over the worst draws, `CVaR_beta` (Rockafellar and Uryasev 2000): of
/// those draws that together have the mass `1 - beta`, the last in part if need be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tail {
    /// The level `beta`.
    pub level: f64,
    /// Without the plan.
    pub before: f64,
    /// With it.
    pub after: f64,
}

/// How far a plan closes the gap of a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupClosure {
    /// The weighted gap without the plan.
    pub gap: f64,
    /// What the plan closes of it, weighted.
    pub gain: f64,
    /// The same without weights.
    pub people: f64,
    /// `gain / gap`; `None` for a group that misses nobody, to which no floor applies.
    pub closure: Option<f64>,
    /// The floor: `theta` times the closure of all needs together.
    pub floor: f64,
    /// By how much the closure is below the floor; 0 where it is not.
    pub short_by: f64,
}

impl GroupClosure {
    /// A closure below its floor by less than this is rounding.
    const ROUNDING: f64 = 1e-9;

    pub(crate) fn new(gap: f64, gain: f64, people: f64, floor: f64) -> Self {
        let closure = (gap > 0.0).then(|| gain / gap);
        let short = closure.map_or(0.0, |closure| floor - closure);
        let short_by = if short > Self::ROUNDING { short } else { 0.0 };
        Self { gap, gain, people, closure, floor, short_by }
    }
}

impl Plan {
    /// The actions of the plan, ascending.
    pub fn actions(&self) -> Vec<u32> {
        let mut actions: Vec<u32> = self.steps.iter().map(|step| step.action).collect();
        actions.sort_unstable();
        actions
    }

    /// The groups that stay below the equity floor, by position, the furthest below first; empty
    /// where the floor is kept. A plan that does nothing treats all alike and is never sought for
    /// that: where no other keeps the floor, these are the groups that fall short.
    pub fn short_groups(&self) -> Vec<u32> {
        let numbered = (0_u32..).zip(&self.groups);
        let mut short: Vec<_> = numbered.filter(|(_, group)| group.short_by > 0.0).collect();
        short.sort_by(|(at, a), (other, b)| b.short_by.total_cmp(&a.short_by).then(at.cmp(other)));
        short.into_iter().map(|(at, _)| at).collect()
    }
}
