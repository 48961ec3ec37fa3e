//! A scenario: a plan kept as a file, with the question, the actions and the figures, and the state
//! of the journal they were computed from. It can be read again and set against the picture as it
//! is now.

use concert_coverage::Effect;
use serde::{Deserialize, Serialize};

use super::candidate::{CandidateAction, CandidateSource, Candidates};
use super::layers::{LayerClosure, LayerGain};
use super::posed::{Posed, refused};
use super::question::NextQuestion;
use super::solving::{self, Thoroughness, without_a_break};
use super::view::{Bound, CandidatesMark, NextActionsView, PictureMark, SilentShare, WorstDraws};
use crate::{Asked, Fault, Secretariat};

/// A plan kept as a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// Names the form of the file.
    pub format: String,
    /// Whether the coalition was made up.
    pub generated: bool,
    /// The question.
    pub question: NextQuestion,
    /// The state of the journal.
    pub picture: PictureMark,
    /// What there was to choose from.
    pub candidates: CandidatesMark,
    /// The chosen actions, in the order of the plan.
    pub actions: Vec<CandidateAction>,
    /// What came of them.
    pub figures: ScenarioFigures,
}

/// The figures of a plan, to a millionth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioFigures {
    /// Currency of every cost.
    pub currency: String,
    /// What all cost.
    pub cost: f64,
    /// The expected gap without the plan.
    pub gap: f64,
    /// What the plan closes of it.
    pub gain: f64,
    /// What the search maximises.
    pub value: f64,
    /// The share of that which rests on silence.
    pub on_silence: Option<SilentShare>,
    /// What no plan can exceed.
    pub bound: Option<Bound>,
    /// The worst draws.
    pub worst: Option<WorstDraws>,
    /// Whether every group keeps the floor.
    pub keeps_floor: bool,
    /// What is closed in each pillar on each side.
    pub layers: Vec<LayerClosure>,
    /// The actions in order.
    pub actions: Vec<StepFigures>,
}

/// The figures of one action of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepFigures {
    /// Its name.
    pub name: String,
    /// What it costs.
    pub cost: f64,
    /// What it adds.
    pub gain: f64,
    /// The same in each pillar on each side.
    pub gains: Vec<LayerGain>,
    /// Days until it works.
    pub ready_days: Option<u64>,
}

/// A scenario set against the picture as it is now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recomputed {
    /// As it was.
    pub was: Scenario,
    /// The same actions now.
    pub now: Scenario,
    /// Whether the two are the same to the last byte.
    pub is_same: bool,
    /// Statements that were made since; absent where the scenario is not of this journal.
    pub statements_since: Option<u64>,
    /// Whether the candidates are those that it was chosen from; absent where they were a table
    /// that was not brought again.
    pub same_candidates: Option<bool>,
    /// Actions of which a part stands nowhere any more.
    pub lost: Vec<LostAction>,
    /// The plan now, in full.
    pub view: NextActionsView,
}

/// An action of which a part stands nowhere any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LostAction {
    /// Its name.
    pub name: String,
    /// How many of its cells stand nowhere, and how many it has.
    pub cells: [usize; 2],
    /// Whether a place of it is not declared any more; otherwise no need is known there.
    pub place_unknown: bool,
}

/// A millionth: no figure here is known better.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

impl Scenario {
    /// The form of the files that are written here.
    pub const FORMAT: &'static str = "concert-scenario-2";
    /// The largest file that is read, in bytes.
    pub const LARGEST: usize = 16 * 1024 * 1024;

    /// What is kept of an answer.
    pub fn of(view: &NextActionsView, generated: bool) -> Self {
        let plan = &view.plan;
        let layer = |it: &LayerClosure| LayerClosure {
            gap: rounded(it.gap),
            people: rounded(it.people),
            ..*it
        };
        let gain = |it: &LayerGain| LayerGain { people: rounded(it.people), ..*it };
        let step = |action: &super::PlannedAction| StepFigures {
            name: action.name.clone(),
            cost: action.cost,
            gain: rounded(action.gain),
            gains: action.gains.iter().map(gain).collect(),
            ready_days: action.ready_days,
        };
        Self {
            format: Self::FORMAT.to_owned(),
            generated,
            question: view.question.clone(),
            picture: view.picture.clone(),
            candidates: view.candidates.clone(),
            actions: view.chosen.clone(),
            figures: ScenarioFigures {
                currency: plan.currency.clone(),
                cost: rounded(plan.cost),
                gap: rounded(plan.gap),
                gain: rounded(plan.gain),
                value: rounded(plan.value),
                on_silence: plan.on_silence.map(|share| share.mapped(rounded)),
                bound: plan.bound.map(|bound| Bound {
                    value: rounded(bound.value),
                    distance: rounded(bound.distance),
                    ..bound
                }),
                worst: plan.worst.map(|worst| WorstDraws {
                    before: rounded(worst.before),
                    after: rounded(worst.after),
                    ..worst
                }),
                keeps_floor: plan.keeps_floor,
                layers: plan.layers.iter().map(layer).collect(),
                actions: plan.actions.iter().map(step).collect(),
            },
        }
    }

    /// The file: equal scenarios give equal bytes.
    pub fn to_json(&self) -> Result<String, Fault> {
        let text = serde_json::to_string_pretty(self)
            .map_err(|error| Fault::Broken(format!("writing a scenario: {error}")))?;
        Ok(format!("{text}\n"))
    }

    /// Reads a file that [`Scenario::to_json`] wrote.
    ///
    /// Refused: what is no such file, is of another version, or states an amount, cost or risk out
    /// of range.
    pub fn from_json(name: &str, bytes: &[u8]) -> Asked<Self> {
        let unread = |why: String| {
            let facts = vec![("file", name.to_owned()), ("detail", why)];
            refused("secretariat/not-a-scenario", facts)
        };
        if bytes.len() > Self::LARGEST {
            return Err(unread(format!("more than {} bytes", Self::LARGEST)));
        }
        let scenario: Self =
            serde_json::from_slice(bytes).map_err(|error| unread(error.to_string()))?;
        if scenario.format != Self::FORMAT {
            return Err(unread(scenario.format));
        }
        let is_amount = |amount: f64| (0.0..=Effect::MOST).contains(&amount);
        let is_sound = |action: &CandidateAction| {
            is_amount(action.cost)
                && (0.0..=1.0).contains(&action.risk)
                && !action.cells.is_empty()
                && action.cells.iter().all(|it| is_amount(it.amount) && !it.places.is_empty())
        };
        match scenario.actions.iter().find(|action| !is_sound(action)) {
            Some(action) => Err(unread(action.name.clone())),
            None => Ok(scenario),
        }
    }

    /// The chosen actions alone, as candidates. What they require or exclude beyond themselves is
    /// left out: it was settled when they were chosen.
    pub(crate) fn as_candidates(&self) -> Candidates {
        let mut actions = self.actions.clone();
        let names: Vec<String> = actions.iter().map(|action| action.name.clone()).collect();
        for action in &mut actions {
            action.requires.retain(|name| names.contains(name));
        }
        Candidates {
            source: self.candidates.source.clone(),
            currency: self.figures.currency.clone(),
            actions,
        }
    }

    /// The question without what it says of single actions: these are chosen already.
    pub(crate) fn settled_question(&self) -> NextQuestion {
        NextQuestion { required: Vec::new(), forbidden: Vec::new(), ..self.question.clone() }
    }
}

impl Secretariat {
    /// What is kept of an answer as a file.
    pub fn scenario(&self, view: &NextActionsView) -> Scenario {
        Scenario::of(view, self.picture().coalition.instance.generated)
    }

    /// Sets a scenario against the picture as it is now. Its candidates are the register's, or the
    /// table's if that is brought again; where they are the same as before the whole plan is sought
    /// again, otherwise the chosen actions are looked at as they are. So are those of an exact plan,
    /// which may have taken long to find.
    pub fn recompute(&self, was: Scenario, table: Option<&Candidates>) -> Asked<Recomputed> {
        let again = match (&was.candidates.source, table) {
            (CandidateSource::Table { .. }, None) => None,
            (_, table) => {
                let (candidates, _) = super::choice(&self.picture(), &was.question, table)?;
                Some(candidates)
            }
        };
        let same_candidates = again.as_ref().map(|again| again.digest() == was.candidates.digest);
        let is_exact = was.figures.bound.is_some_and(|bound| bound.exact.is_some());
        let whole = match again.filter(|_| same_candidates == Some(true) && !is_exact) {
            Some(candidates) => {
                let table = table.map(|_| &candidates);
                let thoroughness = match was.figures.bound {
                    Some(_) => Thoroughness::Certified,
                    None => Thoroughness::AtOnce,
                };
                let tell = &mut without_a_break;
                let view = self.next_actions(&was.question, table, thoroughness, tell)?;
                // Another picture may have another plan: that is not this scenario.
                Some(view).filter(|view| view.chosen == was.actions)
            }
            None => None,
        };
        let (settled, lost) = self.look_again(&was)?;
        let view = whole.unwrap_or(settled);
        let mut now = self.scenario(&view);
        if same_candidates != Some(true) {
            // What it was chosen from is not what is looked at here.
            now.candidates = was.candidates.clone();
            now.question = was.question.clone();
        }
        let of_this_journal = was.picture.size > 0
            && was.picture.size <= view.picture.size
            && crate::hexadecimal::hex(&self.journal.root_at(was.picture.size)?)
                == was.picture.root;
        Ok(Recomputed {
            is_same: was.to_json()? == now.to_json()?,
            statements_since: of_this_journal.then(|| view.picture.size - was.picture.size),
            same_candidates,
            lost,
            view,
            now,
            was,
        })
    }

    /// The actions of a scenario on the picture as it is now, and what of them stands nowhere.
    fn look_again(&self, was: &Scenario) -> Asked<(NextActionsView, Vec<LostAction>)> {
        let (posed, mark) = {
            let picture = self.picture();
            let posed = Posed::new(&picture, was.settled_question(), was.as_candidates())?;
            (posed, self.mark(&picture, was.question.at)?)
        };
        let all: Vec<u32> = (0..posed.actions.len() as u32).collect();
        let found = solving::plan_of(&posed, &all)?;
        let lost = lost(&posed);
        Ok((self.view(&posed, &found, mark, None)?, lost))
    }
}

/// Actions of which a part stands nowhere.
pub(crate) fn lost(posed: &Posed) -> Vec<LostAction> {
    let by_action = posed.lost.chunk_by(|a, b| a.action == b.action);
    let lost = |cells: &[super::placing::LostCell]| {
        let action = &posed.candidates.actions[cells[0].action as usize];
        LostAction {
            name: action.name.clone(),
            cells: [cells.len(), action.cells.len()],
            place_unknown: cells.iter().any(|cell| cell.place_unknown),
        }
    };
    by_action.map(lost).collect()
}
