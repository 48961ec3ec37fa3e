//! What is not in a plan, and why.

use std::collections::BTreeMap;

use concert_coverage::Plan;
use serde::Serialize;

use super::candidate::{ActionKind, CostBasis, Doer};
use super::posed::{Barred, Posed};
use crate::Asked;

/// Why an action is not in a plan: the first of these that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyNot {
    /// Whoever asked did not want it.
    Forbidden,
    /// It requires what whoever asked did not want.
    RequiresForbidden,
    /// It closes nothing that was asked about, even alone.
    GainsNothing,
    /// It works too late.
    TooLate,
    /// With what it requires it is more actions than were asked for.
    TooMany,
    /// With what it requires it costs more than the budget.
    TooDear,
    /// Another action of its set is in the plan.
    Excluded,
    /// The plan closes already what it would.
    NothingLeft,
    /// There is no room for more actions.
    NumberUsed,
    /// There is not enough left of the budget.
    BudgetUsed,
    /// There would be room, and the plan is worth more, or fairer, without it.
    Outweighed,
}

impl WhyNot {
    /// Every reason, in the order in which they are looked for.
    pub const ALL: [Self; 11] = [
        Self::Forbidden,
        Self::RequiresForbidden,
        Self::GainsNothing,
        Self::TooLate,
        Self::TooMany,
        Self::TooDear,
        Self::Excluded,
        Self::NothingLeft,
        Self::NumberUsed,
        Self::BudgetUsed,
        Self::Outweighed,
    ];

    /// The code in files, and the end of the key of its text.
    pub fn code(self) -> &'static str {
        match self {
            Self::Forbidden => "forbidden",
            Self::RequiresForbidden => "requires-forbidden",
            Self::GainsNothing => "gains-nothing",
            Self::TooLate => "too-late",
            Self::TooMany => "too-many",
            Self::TooDear => "too-dear",
            Self::Excluded => "excluded",
            Self::NothingLeft => "nothing-left",
            Self::NumberUsed => "number-used",
            Self::BudgetUsed => "budget-used",
            Self::Outweighed => "outweighed",
        }
    }
}

/// What is not in a plan.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LeftOut {
    /// How many, by reason.
    pub reasons: BTreeMap<WhyNot, u32>,
    /// Those that would add most to the plan, at most [`LeftOut::MOST`].
    pub next: Vec<LeftOutAction>,
}

impl LeftOut {
    /// How many are told one by one.
    pub const MOST: usize = 25;
}

/// An action that is not in a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeftOutAction {
    /// Its name.
    pub name: String,
    /// What it is about, in its source's words.
    pub title: String,
    /// What is done.
    pub kind: Option<ActionKind>,
    /// Who.
    pub organisations: Vec<Doer>,
    /// What it costs.
    pub cost: f64,
    /// What its cost rests on.
    pub rests_on: CostBasis,
    /// Why.
    pub why: WhyNot,
    /// What it would add to the plan, without what it requires.
    pub gain: f64,
    /// What it would close alone.
    pub alone: f64,
    /// The action of the plan that excludes it.
    pub excluded_by: Option<String>,
}

/// What of a gain is rounding.
const ROUNDING: f64 = 1e-9;

/// Tells why each candidate that is not in a plan is not.
pub(crate) fn left_out(posed: &Posed, plan: &Plan) -> Asked<LeftOut> {
    let engine = posed.engine()?;
    let chosen = plan.actions();
    let alone = engine.gains_beside(&[])?;
    let beside = engine.gains_beside(&chosen)?;
    let judge = Judge { posed, chosen: &chosen, cost: plan.cost };
    let mut left = LeftOut::default();
    let mut others = Vec::new();
    for at in (0..posed.actions.len() as u32).filter(|at| chosen.binary_search(at).is_err()) {
        let (alone, gain) = (alone[at as usize], beside[at as usize]);
        let why = judge.why(at, alone, gain);
        *left.reasons.entry(why).or_insert(0) += 1;
        others.push((at, why, gain, alone));
    }
    others.sort_by(|a, b| b.2.total_cmp(&a.2).then(b.3.total_cmp(&a.3)).then(a.0.cmp(&b.0)));
    for (at, why, gain, alone) in others.into_iter().take(LeftOut::MOST) {
        let candidate = &posed.candidates.actions[at as usize];
        left.next.push(LeftOutAction {
            name: candidate.name.clone(),
            title: candidate.title.clone(),
            kind: candidate.kind,
            organisations: candidate.organisations.clone(),
            cost: candidate.cost,
            rests_on: candidate.rests_on.clone(),
            why,
            gain,
            alone,
            excluded_by: (why == WhyNot::Excluded).then(|| judge.excluded_by(at)).flatten(),
        });
    }
    Ok(left)
}

struct Judge<'a> {
    posed: &'a Posed,
    chosen: &'a [u32],
    cost: f64,
}

impl Judge<'_> {
    fn why(&self, at: u32, alone: f64, gain: f64) -> WhyNot {
        let Posed { question, actions, barred, ready_days, .. } = self.posed;
        match barred[at as usize] {
            Some(Barred::Forbidden) => return WhyNot::Forbidden,
            Some(Barred::RequiresForbidden) => return WhyNot::RequiresForbidden,
            None => {}
        }
        if alone <= 0.0 {
            return WhyNot::GainsNothing;
        }
        let latest = question.within_days.map_or(u64::MAX, u64::from);
        if ready_days[at as usize].is_some_and(|day| day > latest) {
            return WhyNot::TooLate;
        }
        let Some(together) = self.posed.with_requirements(at) else {
            return WhyNot::TooMany;
        };
        // The same slack that the engine gives a budget.
        let within = |cost: f64| cost <= question.budget * (1.0 + 1e-8);
        let cost = |these: &[u32]| these.iter().map(|at| actions[*at as usize].cost).sum::<f64>();
        if together.len() > question.most as usize {
            return WhyNot::TooMany;
        }
        if !within(cost(&together)) {
            return WhyNot::TooDear;
        }
        if self.excluded_by(at).is_some() {
            return WhyNot::Excluded;
        }
        if gain <= ROUNDING * alone {
            return WhyNot::NothingLeft;
        }
        let more: Vec<u32> =
            together.into_iter().filter(|at| self.chosen.binary_search(at).is_err()).collect();
        if self.chosen.len() + more.len() > question.most as usize {
            return WhyNot::NumberUsed;
        }
        if !within(self.cost + cost(&more)) {
            return WhyNot::BudgetUsed;
        }
        WhyNot::Outweighed
    }

    /// The action of the plan that is of the same set.
    fn excluded_by(&self, at: u32) -> Option<String> {
        let set = self.posed.actions[at as usize].exclusive_set?;
        let same = |other: &&u32| self.posed.actions[**other as usize].exclusive_set == Some(set);
        let other = self.chosen.iter().find(same)?;
        Some(self.posed.candidates.actions[*other as usize].name.clone())
    }
}
