//! What is answered about the next actions: everything that a door prints, in no words.

use std::collections::BTreeMap;

use concert_coverage::{Closes, Gap, SilentGain, UpperBound};
use concert_terms::{Interval, Population};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::candidate::{ActionKind, CandidateAction, CandidateSource, CostBasis, Doer};
use super::exact::ExactEnding;
use super::layers::{LayerClosure, LayerGain, gains, layers};
use super::left_out::LeftOut;
use super::posed::Posed;
use super::question::NextQuestion;
use super::register::RegisterCounts;
use super::solving::Found;
use crate::label::PlaceLabel;
use crate::need_label::NeedLabel;

/// The next actions for a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NextActionsView {
    /// The question, its currency filled in.
    pub question: NextQuestion,
    /// The place; absent for everywhere.
    pub place: Option<PlaceLabel>,
    /// The state of the journal that was looked at.
    pub picture: PictureMark,
    /// What there was to choose from.
    pub candidates: CandidatesMark,
    /// What the register gives and what it cannot; absent for a table.
    pub register: Option<RegisterCounts>,
    /// The plan.
    pub plan: PlanView,
    /// What is not in it, and why.
    pub left_out: LeftOut,
    /// The actions of the plan as their source states them, in its order: what a scenario keeps.
    #[serde(skip)]
    pub chosen: Vec<CandidateAction>,
}

/// A state of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureMark {
    /// The day that was asked about.
    pub at: Date,
    /// How many statements.
    pub size: u64,
    /// The root of the journal's tree over them, in hexadecimal.
    pub root: String,
}

/// What there was to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidatesMark {
    /// Where candidates came from.
    #[serde(flatten)]
    pub source: CandidateSource,
    /// How many.
    pub count: usize,
    /// Their digest.
    pub digest: String,
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanView {
    /// The actions, the one that adds most first, each after what it requires.
    pub actions: Vec<PlannedAction>,
    /// What all cost.
    pub cost: f64,
    /// The currency of all costs.
    pub currency: String,
    /// What is closed in each pillar on each side, whose units differ.
    pub layers: Vec<LayerClosure>,
    /// The expected gap of the pillar without the plan, both sides alike where none was chosen.
    pub gap: f64,
    /// What the plan closes of it.
    pub gain: f64,
    /// The share of that which rests on silence; absent where nothing is closed.
    pub on_silence: Option<SilentShare>,
    /// What the search maximises: the gain, and the weighted fall of the worst draws.
    pub value: f64,
    /// The worst draws; absent without draws.
    pub worst: Option<WorstDraws>,
    /// What no plan can exceed; absent where it was not sought.
    pub bound: Option<Bound>,
    /// How far each group is closed.
    pub groups: Vec<GroupView>,
    /// Whether every group keeps the floor.
    pub keeps_floor: bool,
}

/// An action of a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlannedAction {
    /// Its name.
    pub name: String,
    /// What it is about, in its source's words.
    pub title: String,
    /// What is done.
    pub kind: Option<ActionKind>,
    /// Who; nobody where somebody has to be found.
    pub organisations: Vec<Doer>,
    /// The places of its cells.
    pub places: Vec<PlaceLabel>,
    /// What it costs.
    pub cost: f64,
    /// Cost of this action and those before it.
    pub cost_so_far: f64,
    /// What its cost rests on.
    pub rests_on: CostBasis,
    /// The probability that it comes to nothing.
    pub risk: f64,
    /// Days from the decision until it works, after what it requires; absent where not stated.
    pub ready_days: Option<u64>,
    /// What it closes beyond the actions before it.
    pub gain: f64,
    /// The share of that which rests on silence; absent where it closes nothing.
    pub on_silence: Option<SilentShare>,
    /// What it closes in each pillar on each side, in its own unit.
    pub gains: Vec<LayerGain>,
    /// The actions that it requires.
    pub requires: Vec<String>,
    /// The actions of the plan that require it.
    pub required_by: Vec<String>,
    /// The share of what it adds that a rule and not its statement placed.
    pub by_rule_share: Option<f64>,
    /// Whether whoever asked wanted it in the plan.
    pub is_required: bool,
    /// Where it closes most, at most [`ClosedCell::MOST`].
    pub cells: Vec<ClosedCell>,
    /// At how many needs it closes something.
    pub cells_total: usize,
}

/// A need before and after an action.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClosedCell {
    /// The cell.
    #[serde(flatten)]
    pub cell: NeedLabel,
    /// What the action closes there, expected.
    pub people: f64,
    /// The gap that the actions before it leave.
    pub before: GapLeft,
    /// The gap that it leaves.
    pub after: GapLeft,
}

impl ClosedCell {
    /// How many cells are told of one action: coarse ones touch many a little.
    pub const MOST: usize = 12;
}

/// A gap.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GapLeft {
    /// The expected gap.
    pub expected: f64,
    /// Median and 90 % interval.
    pub interval: Interval,
}

/// The mean gap over the worst draws.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct WorstDraws {
    /// The level above which draws are the worst.
    pub level: f64,
    /// The weight with which their fall counts.
    pub weight: f64,
    /// Without the plan.
    pub before: f64,
    /// With it.
    pub after: f64,
}

/// What no plan can exceed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bound {
    /// No plan's value is more.
    pub value: f64,
    /// By which share of the bound the plan falls short of it at most.
    pub distance: f64,
    /// Whether a floor was wanted and the bound is of plans that keep it. Where a floor was wanted
    /// and none was found that keeps it, the bound is of all plans.
    pub minds_floor: bool,
    /// Whether the search for a lower one was ended before its time. The bound holds all the same.
    pub interrupted: bool,
    /// How the search for an exact plan ended; absent where none was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<ExactEnding>,
}

/// The share of what is closed that stands where the picture may be wrong because nobody told. Both
/// parts are shares of all that is closed, and never of the same need.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SilentShare {
    /// Where nobody reported.
    pub nobody_reported: f64,
    /// Where somebody works and some of them, or all, state no capacity.
    pub capacity_unstated: f64,
}

impl SilentShare {
    /// Both together, 0 to 1.
    pub fn whole(&self) -> f64 {
        (self.nobody_reported + self.capacity_unstated).min(1.0)
    }

    fn of(silent: SilentGain) -> Option<Self> {
        let share = |part: f64| part / silent.gain;
        silent.share().map(|_| Self {
            nobody_reported: share(silent.nobody_reported),
            capacity_unstated: share(silent.capacity_unstated),
        })
    }

    /// The same with each part changed.
    pub(crate) fn mapped(self, change: impl Fn(f64) -> f64) -> Self {
        Self {
            nobody_reported: change(self.nobody_reported),
            capacity_unstated: change(self.capacity_unstated),
        }
    }
}

/// A group of needs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "group", content = "of", rename_all = "lowercase")]
pub enum GroupLabel {
    /// What stands in a part of the place.
    Place(PlaceLabel),
    /// What stands in no part of it: declared for the whole, or along a corridor.
    Rest,
    /// What a population needs.
    Population(Population),
}

/// How far a plan closes the gap of a group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupView {
    /// The group.
    #[serde(flatten)]
    pub label: GroupLabel,
    /// The expected gap without the plan.
    pub gap: f64,
    /// The share of it that the plan closes; absent where nobody is missed.
    pub closure: Option<f64>,
    /// The share that the equity floor wants at least.
    pub floor: f64,
    /// By how much the closure is below the floor.
    pub short_by: f64,
}

/// The level of intervals.
const LEVEL: f64 = 0.9;

impl PlanView {
    /// What was found, in the question's terms. `places` tells how places are named.
    pub(crate) fn of(
        posed: &Posed,
        found: &Found,
        places: &dyn Fn(&concert_terms::PlaceCode) -> Option<PlaceLabel>,
    ) -> Self {
        let Found { plan, bound, interrupted, exact } = found;
        let question = &posed.question;
        let mut covered: BTreeMap<u32, f64> = BTreeMap::new();
        let actions = plan
            .steps
            .iter()
            .map(|step| planned(posed, step, &mut covered, places))
            .collect::<Vec<_>>();
        let groups: Vec<GroupView> = posed
            .groups
            .iter()
            .zip(&plan.groups)
            .map(|(label, group)| GroupView {
                label: label.clone(),
                gap: group.gap,
                closure: group.closure,
                floor: group.floor,
                short_by: group.short_by,
            })
            .collect();
        Self {
            cost: actions.last().map_or(0.0, |action| action.cost_so_far),
            actions,
            currency: posed.candidates.currency.clone(),
            layers: layers(posed, plan),
            gap: plan.gap,
            gain: plan.gain,
            on_silence: SilentShare::of(SilentGain::of_plan(plan, &posed.known)),
            value: plan.value,
            worst: plan.tail.map(|tail| WorstDraws {
                level: tail.level,
                weight: question.risk_weight,
                before: tail.before,
                after: tail.after,
            }),
            bound: bound.map(|bound| Bound {
                value: bound.value,
                // Beside the plan as it is laid out, which rounding may have set a little higher.
                distance: UpperBound::distance_of(plan.value, bound.value),
                minds_floor: bound.minds_floor,
                interrupted: *interrupted,
                exact: *exact,
            }),
            keeps_floor: groups.iter().all(|group| group.short_by <= 0.0),
            groups,
        }
    }
}

fn planned(
    posed: &Posed,
    step: &concert_coverage::Step,
    covered: &mut BTreeMap<u32, f64>,
    places: &dyn Fn(&concert_terms::PlaceCode) -> Option<PlaceLabel>,
) -> PlannedAction {
    let at = step.action as usize;
    let candidate = &posed.candidates.actions[at];
    let sure = 1.0 - candidate.risk;
    let before = covered.clone();
    for effect in &posed.actions[at].effects {
        *covered.entry(effect.need).or_insert(0.0) += effect.amount * sure;
    }
    let left = |covered: &BTreeMap<u32, f64>, need: u32| {
        let supply = covered.get(&need).copied().unwrap_or(0.0);
        let gap = Gap::of(posed.gaps.of_need(need), supply, LEVEL);
        GapLeft { expected: gap.expected, interval: gap.interval }
    };
    let cell = |closes: &Closes| ClosedCell {
        cell: posed.cells[closes.need as usize].clone(),
        people: closes.people,
        before: left(&before, closes.need),
        after: left(covered, closes.need),
    };
    let name = |at: &u32| posed.candidates.actions[*at as usize].name.clone();
    let mut codes: Vec<_> = candidate.cells.iter().flat_map(|cell| &cell.places).collect();
    let mut met = std::collections::HashSet::new();
    codes.retain(|code| met.insert(*code));
    PlannedAction {
        name: candidate.name.clone(),
        title: candidate.title.clone(),
        kind: candidate.kind,
        organisations: candidate.organisations.clone(),
        places: codes.into_iter().filter_map(places).collect(),
        cost: step.cost,
        cost_so_far: step.cost_so_far,
        rests_on: candidate.rests_on.clone(),
        risk: candidate.risk,
        ready_days: posed.ready_days[at],
        gain: step.gain,
        on_silence: SilentShare::of(SilentGain::of_step(step, &posed.known)),
        gains: gains(posed, &step.closes),
        requires: candidate.requires.clone(),
        required_by: step.required_by.iter().map(name).collect(),
        by_rule_share: posed.by_rule[at],
        is_required: posed.required.binary_search(&step.action).is_ok(),
        cells: step.closes.iter().take(ClosedCell::MOST).map(cell).collect(),
        cells_total: step.closes.len(),
    }
}
