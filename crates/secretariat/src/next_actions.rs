//! The next actions in one pillar: which few of many possible things to do, with the money there is, so that the
//! most is closed; why, and how far from the best that is at most.
//!
//! Candidates come from a table ([`table`]) or from the register itself ([`register`]). They are
//! set against the needs of a picture ([`placing`], [`posed`]), the engine finds the plan
//! ([`solving`]), and the answer ([`view`]) can be kept as a [`scenario`], computed again, and
//! compared with another.

mod brought;
mod candidate;
mod comparison;
mod exact;
mod layers;
mod left_out;
mod pillars;
mod placing;
mod posed;
mod question;
mod register;
mod rows;
mod scenario;
mod solving;
mod table;
mod table_reading;
mod view;

pub use candidate::{
    ActionCell, ActionKind, CandidateAction, CandidateSource, Candidates, CostBasis, Doer,
};
pub use comparison::{
    ActionDifference, CellDifference, GroupDifference, LayerDifference, ScenarioComparison,
};
pub use exact::{ExactEnding, USUAL_EXACT_SECONDS};
pub use layers::{LayerClosure, LayerGain};
pub use left_out::{LeftOut, LeftOutAction, WhyNot};
pub use pillars::{PillarChoice, PillarChoices};
pub use question::{EquityAmong, NextQuestion};
pub use register::{EXTENDED_BY, MEDIAN_OF, RegisterCounts};
pub use rows::{PLAN_COLUMNS, plan_lines};
pub use scenario::{LostAction, Recomputed, Scenario, ScenarioFigures, StepFigures};
pub use solving::Thoroughness;
pub use table::{ACTION_COLUMNS, action_lines, actions_csv, basis_note};
pub use view::{
    Bound, CandidatesMark, ClosedCell, GapLeft, GroupLabel, GroupView, NextActionsView,
    PictureMark, PlanView, PlannedAction, SilentShare, WorstDraws,
};

use concert_terms::PlaceCode;
use jiff::civil::Date;

use crate::hexadecimal::hex;
use crate::label::PlaceLabel;
use crate::picture::Picture;
use crate::{Asked, Fault, Secretariat, Tell};
use posed::Posed;
use solving::{Found, solve};

impl Secretariat {
    /// The candidates that the register gives on a day, in a currency; without one, in that of most
    /// budgets.
    pub fn register_candidates(
        &self,
        currency: Option<&str>,
        at: Date,
    ) -> Asked<(Candidates, RegisterCounts)> {
        let day = concert_coalition::day_number(at);
        register::candidates(&self.picture(), day, currency)
    }

    /// The next actions of a table, or of the register without one. `tell` hears how far the
    /// search for the bound has come and may end it: the bound found by then holds.
    ///
    /// Refused: a place, currency or action that is not there, an action that must be in the plan
    /// and cannot, a budget, floor, level or weight out of range; an exact plan where the program was
    /// built without HiGHS, or which minds the worst draws.
    pub fn next_actions(
        &self,
        question: &NextQuestion,
        table: Option<&Candidates>,
        thoroughness: Thoroughness,
        tell: &mut Tell<'_>,
    ) -> Asked<NextActionsView> {
        let (posed, register, picture) = {
            let picture = self.picture();
            let (candidates, register) = choice(&picture, question, table)?;
            let posed = Posed::new(&picture, question.clone(), candidates)?;
            let mark = self.mark(&picture, question.at)?;
            (posed, register, mark)
        };
        let found = solve(&posed, thoroughness, tell)?;
        self.view(&posed, &found, picture, register)
    }

    /// What was found, with what is not in the plan.
    fn view(
        &self,
        posed: &Posed,
        found: &Found,
        picture: PictureMark,
        register: Option<RegisterCounts>,
    ) -> Asked<NextActionsView> {
        let plan = {
            let picture = self.picture();
            PlanView::of(posed, found, &|code| place_label(&picture, code))
        };
        Ok(NextActionsView {
            question: NextQuestion {
                currency: Some(posed.candidates.currency.clone()),
                ..posed.question.clone()
            },
            place: posed.place.clone(),
            picture,
            candidates: CandidatesMark {
                source: posed.candidates.source.clone(),
                count: posed.candidates.actions.len(),
                digest: posed.candidates.digest(),
            },
            register,
            plan,
            left_out: left_out::left_out(posed, &found.plan)?,
            chosen: {
                let steps = found.plan.steps.iter();
                steps.map(|step| posed.candidates.actions[step.action as usize].clone()).collect()
            },
        })
    }

    /// The state of the journal under a picture.
    fn mark(&self, picture: &Picture, at: Date) -> Result<PictureMark, Fault> {
        let size = picture.coalition.size;
        let root = if size == 0 { String::new() } else { hex(&self.journal.root_at(size)?) };
        Ok(PictureMark { at, size, root })
    }
}

/// The table, or what the register gives.
fn choice(
    picture: &Picture,
    question: &NextQuestion,
    table: Option<&Candidates>,
) -> Asked<(Candidates, Option<RegisterCounts>)> {
    let asked = question.currency.as_deref().filter(|currency| !currency.is_empty());
    if let Some(table) = table {
        let mut table = table.clone();
        if let Some(asked) = asked.filter(|_| table.currency.is_empty()) {
            asked.clone_into(&mut table.currency);
        }
        return Ok((table, None));
    }
    let day = concert_coalition::day_number(question.at);
    let (candidates, counts) = register::candidates(picture, day, asked)?;
    Ok((candidates, Some(counts)))
}

fn place_label(picture: &Picture, code: &PlaceCode) -> Option<PlaceLabel> {
    PlaceLabel::of(&picture.coalition, picture.coalition.places.number(code)?)
}

#[cfg(test)]
mod tests;
