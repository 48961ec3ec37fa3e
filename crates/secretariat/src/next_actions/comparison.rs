//! Two scenarios beside each other: what only one of them does, and what that means for whom.
//!
//! Both are looked at over the same needs, those of the picture as it is now under the question of
//! the first, so that the difference is one of actions and not of times.

use std::collections::BTreeMap;

use concert_coverage::{Plan, PlanDifference};
use concert_terms::axis::Axis;
use concert_terms::{Pillar, Side};
use serde::Serialize;

use super::candidate::{ActionKind, CandidateAction, Candidates, Doer};
use super::layers::order;
use super::posed::{Posed, refused};
use super::scenario::{LostAction, Scenario, lost};
use super::view::{GroupLabel, PictureMark};
use crate::need_label::NeedLabel;
use crate::{Asked, Secretariat};

/// Two scenarios beside each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScenarioComparison {
    /// The state of the journal on which both are looked at.
    pub picture: PictureMark,
    /// Where each was made.
    pub made: [PictureMark; 2],
    /// Whether both answer the same question. Otherwise both are looked at under that of the first.
    pub same_question: bool,
    /// The currency of all costs.
    pub currency: String,
    /// What each costs.
    pub cost: [f64; 2],
    /// What each closes, in the unit of the pillar, both sides alike.
    pub gain: [f64; 2],
    /// What each closes in each pillar on each side.
    pub layers: Vec<LayerDifference>,
    /// Actions that both have.
    pub both: Vec<ActionDifference>,
    /// Actions that only the first has.
    pub only_first: Vec<ActionDifference>,
    /// Actions that only the second has.
    pub only_second: Vec<ActionDifference>,
    /// The needs of which one closes more than the other, the greatest difference first, at most
    /// [`ScenarioComparison::MOST_CELLS`].
    pub cells: Vec<CellDifference>,
    /// How many there are.
    pub cells_total: usize,
    /// What each closes in each group, as a share of its gap.
    pub groups: Vec<GroupDifference>,
    /// Actions of which a part stands nowhere any more.
    pub lost: Vec<LostAction>,
}

/// What two scenarios close in one pillar on one side.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LayerDifference {
    /// Pillar, if stated.
    pub pillar: Option<Pillar>,
    /// Side, if stated.
    pub side: Option<Side>,
    /// What each closes, in the layer's unit.
    pub people: [f64; 2],
    /// What the second closes where the first does not, need by need.
    pub gained: f64,
    /// What the first closes where the second does not: gains elsewhere do not hide it.
    pub lost: f64,
}

/// An action of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActionDifference {
    /// Its name.
    pub name: String,
    /// What it is about.
    pub title: String,
    /// What is done.
    pub kind: Option<ActionKind>,
    /// Who.
    pub organisations: Vec<Doer>,
    /// What it costs.
    pub cost: f64,
    /// Whether the other scenario has an action of this name that is not the same.
    pub differs: bool,
}

/// What two scenarios close at one need.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellDifference {
    /// The cell.
    #[serde(flatten)]
    pub cell: NeedLabel,
    /// What each closes.
    pub people: [f64; 2],
}

/// How far two scenarios close the gap of a group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupDifference {
    /// The group.
    #[serde(flatten)]
    pub label: GroupLabel,
    /// The share of the gap that each closes; absent where nobody is missed.
    pub closure: Option<[f64; 2]>,
}

impl ScenarioComparison {
    /// How many cells are told.
    pub const MOST_CELLS: usize = 50;
}

impl Secretariat {
    /// Sets two scenarios beside each other.
    ///
    /// Refused: scenarios of different pillars, or whose costs are in different currencies.
    pub fn compare_scenarios(
        &self,
        first: &Scenario,
        second: &Scenario,
    ) -> Asked<ScenarioComparison> {
        let currencies = [&first.figures.currency, &second.figures.currency];
        if currencies[0] != currencies[1] && currencies.iter().all(|code| !code.is_empty()) {
            let facts = vec![("text", currencies[1].clone()), ("allowed", currencies[0].clone())];
            return Err(refused("secretariat/currency-of-scenario", facts));
        }
        let pillars = [first, second].map(|scenario| scenario.question.pillar);
        if pillars[0] != pillars[1] {
            let facts = pillars.map(|pillar| pillar.code().to_owned());
            let [allowed, text] = facts;
            let facts = vec![("text", text), ("allowed", allowed)];
            return Err(refused("secretariat/pillar-of-scenario", facts));
        }
        let (together, [of_first, of_second]) = united(first, second);
        let (posed, picture) = {
            let picture = self.picture();
            let posed = Posed::new(&picture, first.settled_question(), together)?;
            let mark = self.mark(&picture, first.question.at)?;
            (posed, mark)
        };
        let engine = posed.engine()?;
        let plans = [engine.plan_of(&of_first)?, engine.plan_of(&of_second)?];
        let difference = PlanDifference::between(&plans[0], &plans[1]);
        let mut cells: Vec<CellDifference> = difference
            .needs
            .iter()
            .map(|need| CellDifference {
                cell: posed.cells[need.need as usize].clone(),
                people: [need.before, need.after],
            })
            .collect();
        // A stable sort keeps equals in the order of needs.
        let apart = |cell: &CellDifference| (cell.people[1] - cell.people[0]).abs();
        cells.sort_by(|a, b| apart(b).total_cmp(&apart(a)));
        let cells_total = cells.len();
        cells.truncate(ScenarioComparison::MOST_CELLS);
        let groups = posed.groups.iter().zip(plans[0].groups.iter().zip(&plans[1].groups));
        let told = |these: &[u32], others: &[u32]| {
            these.iter().map(|at| action(&posed, *at, others)).collect::<Vec<_>>()
        };
        let both: Vec<u32> =
            of_first.iter().copied().filter(|at| of_second.binary_search(at).is_ok()).collect();
        Ok(ScenarioComparison {
            picture,
            made: [first.picture.clone(), second.picture.clone()],
            same_question: asks_the_same(first, second),
            currency: posed.candidates.currency.clone(),
            cost: [plans[0].cost, plans[1].cost],
            gain: [plans[0].gain, plans[1].gain],
            layers: layers(&posed, &plans, &difference),
            both: told(&both, &[]),
            only_first: told(&difference.dropped, &of_second),
            only_second: told(&difference.added, &of_first),
            cells,
            cells_total,
            groups: groups
                .map(|(label, (a, b))| GroupDifference {
                    label: label.clone(),
                    closure: a.closure.zip(b.closure).map(|(a, b)| [a, b]),
                })
                .collect(),
            lost: lost(&posed),
        })
    }
}

fn asks_the_same(first: &Scenario, second: &Scenario) -> bool {
    first.question == second.question
}

/// The actions of both, each once, and which of them each has, ascending.
fn united(first: &Scenario, second: &Scenario) -> (Candidates, [Vec<u32>; 2]) {
    let mut together = first.as_candidates();
    let mut of_second = Vec::new();
    for action in second.as_candidates().actions {
        let known = together.actions.iter().position(|other| *other == action);
        let at = known.unwrap_or_else(|| {
            together.actions.push(action);
            together.actions.len() - 1
        });
        of_second.push(at as u32);
    }
    of_second.sort_unstable();
    if together.currency.is_empty() {
        together.currency.clone_from(&second.figures.currency);
    }
    let of_first = (0..first.actions.len() as u32).collect();
    (together, [of_first, of_second])
}

fn action(posed: &Posed, at: u32, others: &[u32]) -> ActionDifference {
    let candidates = &posed.candidates.actions;
    let it: &CandidateAction = &candidates[at as usize];
    let has_its_name = |other: &u32| *other != at && candidates[*other as usize].name == it.name;
    ActionDifference {
        name: it.name.clone(),
        title: it.title.clone(),
        kind: it.kind,
        organisations: it.organisations.clone(),
        cost: it.cost,
        differs: others.iter().any(has_its_name),
    }
}

fn layers(posed: &Posed, plans: &[Plan; 2], difference: &PlanDifference) -> Vec<LayerDifference> {
    let mut layers: BTreeMap<(usize, usize), LayerDifference> = BTreeMap::new();
    let blank =
        |(pillar, side)| LayerDifference { pillar, side, people: [0.0; 2], gained: 0.0, lost: 0.0 };
    for (turn, plan) in plans.iter().enumerate() {
        for closes in plan.steps.iter().flat_map(|step| &step.closes) {
            let layer = posed.layer(closes.need);
            let sums = layers.entry(order(layer)).or_insert_with(|| blank(layer));
            sums.people[turn] += closes.people;
        }
    }
    for need in &difference.needs {
        let layer = posed.layer(need.need);
        let sums = layers.entry(order(layer)).or_insert_with(|| blank(layer));
        sums.gained += (need.after - need.before).max(0.0);
        sums.lost += (need.before - need.after).max(0.0);
    }
    layers.into_values().collect()
}
