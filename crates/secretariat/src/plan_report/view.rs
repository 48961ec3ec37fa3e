//! What the report of a plan says.

use std::collections::BTreeMap;

use concert_coalition::{
    CommitmentStanding, Light, LightRule, Mechanism, ProgressLevel, RecommendationResponse,
};
use concert_terms::{Id, Names, PlaceCode};
use jiff::civil::Date;
use serde::Serialize;

use crate::commitments::{CommitmentRow, ConditionView, LightView};
use crate::label::OrganisationLabel;
use crate::plans::{ActionView, PlanRow, VersionRow};
use crate::{Means, Measure};

/// What a report of a plan says, as it stands on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanReport {
    /// The plan.
    pub plan: PlanRow,
    /// The version in force, with the digest of its text.
    pub version: VersionRow,
    /// Where its text comes from.
    pub source: String,
    /// Whether the wording is a paraphrase of the source.
    pub paraphrase: bool,
    /// The day on which standings and lights are judged.
    pub day: Date,
    /// It rests on the first so many statements of the journal.
    pub statements: u64,
    /// Whether the coalition and all that it holds were generated.
    pub generated: bool,
    /// Whether it holds only what is public.
    pub for_public: bool,
    /// The rule of the traffic lights.
    pub rule: LightRule,
    /// What the report holds, counted.
    pub totals: ReportTotals,
    /// The actions by objective, in the order of the plan.
    pub objectives: Vec<ReportObjective>,
    /// Commitments towards actions that the version in force no longer has.
    pub dropped: Vec<ReportCommitment>,
    /// Commitments that were withdrawn, in the order of the withdrawals.
    pub withdrawn: Vec<WithdrawnCommitment>,
    /// Recommendations that actions of the plan answer, the latest year first.
    pub recommendations: Vec<AnsweredRecommendation>,
    /// The country of each place that the report names, where it lies in one.
    #[serde(skip)]
    pub(super) countries: BTreeMap<PlaceCode, PlaceCode>,
}

/// What a report holds, counted. Commitments that were withdrawn count only as such.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportTotals {
    /// Actions of the version in force.
    pub actions: usize,
    /// Those of them without a commitment in the report.
    pub actions_without: usize,
    /// Commitments.
    pub commitments: usize,
    /// Commitments of each light.
    pub by_light: Vec<(Light, usize)>,
    /// Commitments of each standing but withdrawn.
    pub by_standing: Vec<(CommitmentStanding, usize)>,
    /// Those of which the maker claims any progress.
    pub claimed: usize,
    /// Those of which any progress is evidenced.
    pub evidenced: usize,
    /// Those that were reviewed, at whatever level.
    pub reviewed: usize,
    /// Those whose last day was moved backwards.
    pub postponed: usize,
    /// Those that were withdrawn.
    pub withdrawn: usize,
}

/// An objective with its actions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportObjective {
    /// Its number; empty for actions without objective.
    pub code: String,
    /// What is to be reached.
    pub text: Names,
    /// Its actions.
    pub actions: Vec<ReportAction>,
}

/// An action with what was promised towards it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportAction {
    /// The action.
    pub action: ActionView,
    /// The commitments, by their last day. Nobody promised anything where there is none, as far as
    /// whoever reads the report may see.
    pub commitments: Vec<ReportCommitment>,
}

/// A commitment in a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportCommitment {
    /// What lists show of it.
    #[serde(flatten)]
    pub row: CommitmentRow,
    /// What is put in.
    pub means: Vec<Means>,
    /// By what one would see that it is kept.
    pub measure: Option<Measure>,
    /// What the indicator stands at, by the last claim that says so.
    pub figure: Option<ReportedFigure>,
    /// The same, by the last of those claims that somebody else could check.
    pub evidenced_figure: Option<ReportedFigure>,
    /// What must come first; absent also where whoever reads the report may not see that.
    pub condition: Option<ConditionView>,
    /// The light with its rule, the facts and the reason.
    pub traffic_light: LightView,
    /// Each time that its last day was moved, the earliest first.
    pub moved: Vec<MovedDay>,
    /// What the maker claimed last.
    pub last_claim: Option<ReportedClaim>,
    /// What a reviewer found last.
    pub last_review: Option<ReportedReview>,
}

/// What an indicator stands at.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ReportedFigure {
    /// The figure, in the unit of the indicator.
    pub figure: f64,
    /// The day on which it was so.
    pub on: Date,
    /// Whether the claim that says so can be checked.
    pub is_evidenced: bool,
    /// The statement.
    pub statement: u64,
}

/// That a last day was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MovedDay {
    /// The day on which that was stated.
    pub on: Date,
    /// The last day before.
    pub from: Date,
    /// The last day after.
    pub to: Date,
    /// Why.
    pub reason: String,
    /// The statement.
    pub statement: u64,
}

/// A claim in a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportedClaim {
    /// The day on which it was so.
    pub on: Date,
    /// How much is done.
    pub level: ProgressLevel,
    /// What was done.
    pub text: Names,
    /// Pieces of evidence.
    pub evidence: usize,
    /// Those of them that somebody else could check.
    pub can_be_checked: usize,
    /// The statement.
    pub statement: u64,
}

/// A review in a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportedReview {
    /// The day.
    pub on: Date,
    /// How much is done.
    pub level: ProgressLevel,
    /// Why.
    pub text: Names,
    /// Who was named to review when it was stated.
    pub reviewer: Option<OrganisationLabel>,
    /// The statement.
    pub statement: u64,
}

/// A commitment that was taken back.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WithdrawnCommitment {
    /// What lists show of it.
    #[serde(flatten)]
    pub row: CommitmentRow,
    /// The day on which it was withdrawn.
    pub withdrawn_on: Date,
    /// Why.
    pub reason: String,
    /// The statement.
    pub statement: u64,
}

/// A recommendation that the plan answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnsweredRecommendation {
    /// Identifier.
    pub id: Id,
    /// Who recommends.
    pub mechanism: Mechanism,
    /// In which document.
    pub document: String,
    /// In which year.
    pub year: i16,
    /// What is asked for.
    pub text: Names,
    /// What the addressee answered.
    pub response: RecommendationResponse,
    /// The numbers of the actions of this plan that answer it.
    pub actions: Vec<String>,
    /// Commitments of the report towards these.
    pub commitments: usize,
}

impl ReportObjective {
    /// Whether anything was promised towards one of its actions.
    pub fn has_commitments(&self) -> bool {
        self.actions.iter().any(|action| !action.commitments.is_empty())
    }
}

impl PlanReport {
    /// Every commitment of the report that stands, in the order of the plan, those towards actions
    /// that were dropped at the end.
    pub fn commitments(&self) -> impl Iterator<Item = &ReportCommitment> {
        let actions = self.objectives.iter().flat_map(|objective| &objective.actions);
        actions.flat_map(|action| &action.commitments).chain(&self.dropped)
    }

    /// The actions towards which the report holds no commitment.
    pub fn actions_without(&self) -> impl Iterator<Item = &ActionView> {
        let actions = self.objectives.iter().flat_map(|objective| &objective.actions);
        actions.filter(|action| action.commitments.is_empty()).map(|action| &action.action)
    }
}
