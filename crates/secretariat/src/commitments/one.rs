//! One commitment in full.

use concert_coalition::{
    Act, Coalition, Commitment, CommitmentHistory, Condition, LightFacts, LightReason, LightRule,
    MatchHistory, MatchStanding, Means, Measure, ProgressLevel,
};
use concert_terms::{Form, Id, Names, Pillar, Population, Side};
use jiff::civil::Date;
use serde::Serialize;

use super::comparing::ChangedField;
use super::listing::{CommitmentRow, organisation};
use super::progress_told::{self, ClaimView, NamingView, ReviewView, Said};
use crate::label::{OrganisationLabel, PlaceLabel};
use crate::{Asked, Secretariat, Unanswered};

/// A commitment in full, as it stands on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CommitmentView {
    /// The facts that lists show.
    #[serde(flatten)]
    pub row: CommitmentRow,
    /// The day that was asked about.
    pub day: Date,
    /// What the action asks for; absent where the version in force has no such action.
    pub action_text: Option<Names>,
    /// What is put in.
    pub means: Vec<Means>,
    /// Where it is to be felt.
    pub cells: Vec<CellRow>,
    /// By what one would see that it is kept.
    pub measure: Option<Measure>,
    /// What must come first.
    pub condition: Option<ConditionView>,
    /// Commitments that wait for this one.
    pub waited_for_by: Vec<(Id, Names)>,
    /// The traffic light, with its rule and the facts to which it was applied.
    pub traffic_light: LightView,
    /// Every version, the latest first.
    pub versions: Vec<VersionView>,
    /// When it was withdrawn, and why.
    pub withdrawn: Option<(Said, String)>,
    /// What the maker claimed, the latest first.
    pub claims: Vec<ClaimView>,
    /// Who was named to review it, the latest first.
    pub reviewers: Vec<NamingView>,
    /// What reviewers found, the latest first.
    pub reviews: Vec<ReviewView>,
    /// The pairs of pledges in which it stands.
    pub matches: Vec<MatchView>,
}

/// A cell of the frame in which a commitment is to be felt. An axis that is absent is unstated.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellRow {
    /// Where.
    pub place: PlaceLabel,
    /// Pillar.
    pub pillar: Option<Pillar>,
    /// Side.
    pub side: Option<Side>,
    /// Form.
    pub form: Option<Form>,
    /// For whom.
    pub population: Population,
}

/// What a commitment waits for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConditionView {
    /// The other commitment.
    pub commitment: Id,
    /// What that promises; empty where it is no longer known.
    pub text: Names,
    /// The level at which it has to be reviewed.
    pub level: ProgressLevel,
    /// The level at which it was.
    pub reviewed: Option<ProgressLevel>,
    /// Whether that is enough.
    pub is_met: bool,
    /// Whether the other one was withdrawn: where the condition is not met, it never will be.
    pub is_withdrawn: bool,
}

/// A traffic light that can be followed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LightView {
    /// The thresholds.
    pub rule: LightRule,
    /// The facts to which they were applied.
    pub facts: LightFacts,
    /// The level that is expected when so much time has passed.
    pub expected: ProgressLevel,
    /// How many levels what is done lies behind that.
    pub levels_behind: u8,
    /// What decides the colour.
    pub reason: LightReason,
}

/// A version of a commitment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VersionView {
    /// The statement.
    #[serde(flatten)]
    pub said: Said,
    /// Why it was changed; empty for the first, and for one that was read from a file.
    pub reason: String,
    /// What it says otherwise than the version before.
    pub changed: Vec<ChangedField>,
    /// What was promised.
    pub commitment: Commitment,
}

/// A pair of pledges, seen from one of the two.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatchView {
    /// The pair.
    pub id: Id,
    /// The other commitment.
    pub other: Id,
    /// What that promises.
    pub other_text: Names,
    /// Who promises that.
    pub other_maker: Option<OrganisationLabel>,
    /// Whether this commitment brings the policy, and the other one the money or capacity.
    pub brings_policy: bool,
    /// How far the pair is.
    pub standing: MatchStanding,
    /// Who has still to agree.
    pub asked: Vec<OrganisationLabel>,
    /// Whether the maker of this commitment is one of those.
    pub is_asked: bool,
    /// The statement that proposed it.
    pub proposed: Said,
    /// When it was ended, and why.
    pub ended: Option<(Said, String)>,
}

impl Secretariat {
    /// One commitment in full, as it stands on a day.
    pub fn commitment(&self, id: Id, day: Date) -> Asked<CommitmentView> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let absent = || Unanswered::absent("commitment", &id.to_string());
        let history = coalition.plan.promises.commitment(&id).ok_or_else(absent)?;
        let commitment = &history.current.commitment;
        let action = coalition.plan.in_force(&commitment.plan);
        let action = action.and_then(|plan| plan.action(&commitment.action));
        let said = |(act, reason): &(Act, String)| (Said::of(act), reason.clone());
        Ok(CommitmentView {
            row: CommitmentRow::of(coalition, id, history, day).ok_or_else(absent)?,
            day,
            action_text: action.map(|action| action.text.clone()),
            means: commitment.means.clone(),
            cells: cells(coalition, commitment),
            measure: commitment.measure.clone(),
            condition: commitment.condition.map(|it| condition(coalition, history, it)),
            waited_for_by: waiting(coalition, id),
            traffic_light: light(coalition, history, day),
            versions: versions(history),
            withdrawn: history.withdrawn.as_ref().map(said),
            claims: progress_told::claims(coalition, history),
            reviewers: progress_told::namings(coalition, history),
            reviews: progress_told::reviews(coalition, history),
            matches: matches(coalition, id),
        })
    }

    /// A commitment as it was stated last, for a form that changes it.
    pub fn commitment_document(&self, id: Id) -> Asked<Commitment> {
        let picture = self.picture();
        let history = picture.coalition.plan.promises.commitment(&id);
        let absent = || Unanswered::absent("commitment", &id.to_string());
        Ok(history.ok_or_else(absent)?.current.commitment.clone())
    }
}

fn cells(coalition: &Coalition, commitment: &Commitment) -> Vec<CellRow> {
    let row = |cell: &concert_coalition::CommitmentCell| {
        Some(CellRow {
            place: PlaceLabel::of(coalition, coalition.places.number(&cell.place)?)?,
            pillar: cell.pillar,
            side: cell.side,
            form: cell.form,
            population: cell.population,
        })
    };
    commitment.cells.iter().filter_map(row).collect()
}

pub(crate) fn condition(
    coalition: &Coalition,
    history: &CommitmentHistory,
    condition: Condition,
) -> ConditionView {
    let promises = &coalition.plan.promises;
    let other = promises.commitment(&condition.commitment);
    ConditionView {
        commitment: condition.commitment,
        text: other.map(|other| other.current.commitment.text.clone()).unwrap_or_default(),
        level: condition.level,
        reviewed: other.and_then(CommitmentHistory::reviewed),
        is_met: promises.waits_for(history).is_none(),
        is_withdrawn: other.is_some_and(|other| other.withdrawn.is_some()),
    }
}

fn waiting(coalition: &Coalition, id: Id) -> Vec<(Id, Names)> {
    let promises = &coalition.plan.promises;
    let waits = promises.commitments().filter(|(_, history)| {
        let condition = history.current.commitment.condition;
        condition.is_some_and(|condition| condition.commitment == id) && history.withdrawn.is_none()
    });
    waits.map(|(other, history)| (other, history.current.commitment.text.clone())).collect()
}

pub(crate) fn light(coalition: &Coalition, history: &CommitmentHistory, day: Date) -> LightView {
    let rule = LightRule::default();
    let facts = coalition.plan.promises.light_facts(history, day);
    LightView {
        rule,
        facts,
        expected: rule.expected(facts.time_passed),
        levels_behind: rule.levels_behind(&facts),
        reason: rule.reason(&facts),
    }
}

fn versions(history: &CommitmentHistory) -> Vec<VersionView> {
    let mut before: Option<&Commitment> = None;
    let mut views = Vec::new();
    for version in history.versions() {
        let now = &version.commitment;
        views.push(VersionView {
            said: Said::of(&version.act),
            reason: version.reason.clone(),
            changed: before.map_or_else(Vec::new, |before| ChangedField::between(before, now)),
            commitment: now.clone(),
        });
        before = Some(now);
    }
    views.reverse();
    views
}

fn matches(coalition: &Coalition, id: Id) -> Vec<MatchView> {
    let promises = &coalition.plan.promises;
    let view = |history: &MatchHistory| {
        let pair = &history.pair;
        let brings_policy = pair.policy == id;
        let other = if brings_policy { pair.resources } else { pair.policy };
        let told = promises.commitment(&other)?;
        let standing = promises.match_standing(history);
        let maker = |id: Id| Some(promises.commitment(&id)?.current.commitment.maker);
        let is_asked =
            |maker: &Id| standing == MatchStanding::Proposed && !history.has_agreed(*maker);
        let makers = [pair.policy, pair.resources].map(maker);
        let asked = makers.into_iter().flatten().filter(is_asked);
        Some(MatchView {
            id: pair.id,
            other,
            other_text: told.current.commitment.text.clone(),
            other_maker: organisation(coalition, told.current.commitment.maker),
            brings_policy,
            standing,
            asked: asked.filter_map(|maker| organisation(coalition, maker)).collect(),
            is_asked: maker(id).is_some_and(|maker| is_asked(&maker)),
            proposed: Said::of(&history.proposed),
            ended: history.ended.as_ref().map(|(act, reason)| (Said::of(act), reason.clone())),
        })
    };
    let its = promises.matches.values();
    its.filter(|it| [it.pair.policy, it.pair.resources].contains(&id)).filter_map(view).collect()
}
