//! What the journal knows beside a question of a review, so that nobody has to type it again.
//!
//! These are short lists of what was stated elsewhere. They are shown beside the answer and are no
//! part of it: what the member answers is what the member says.

use concert_coalition::{
    ActionNumber, Coalition, CommitmentHistory, CommitmentStanding, Prefill, ProgressLevel, Status,
};
use concert_terms::{FormGroup, Id, Interval, Names, Pillar, Side};
use jiff::civil::Date;
use serde::Serialize;

use crate::frame::FrameView;

/// Most lines beside one question.
const MOST_LINES: usize = 20;

/// One line beside a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrefillLine {
    /// A commitment of the member.
    Commitment(PrefilledCommitment),
    /// A gap in a place.
    Gap(PrefilledGap),
    /// Something that the member does.
    Initiative(PrefilledInitiative),
}

/// A commitment and how it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PrefilledCommitment {
    /// The commitment.
    pub id: Id,
    /// The number of the action.
    pub action: String,
    /// What was promised.
    pub text: Names,
    /// By which day.
    pub due: Date,
    /// How it stands on the day that was asked for.
    #[serde(serialize_with = "standing_code")]
    pub standing: CommitmentStanding,
    /// How far its maker says it is, if it said so.
    #[serde(serialize_with = "level_code")]
    pub claimed: Option<ProgressLevel>,
    /// How far reviewers found it to be, if they did.
    #[serde(serialize_with = "level_code")]
    pub reviewed: Option<ProgressLevel>,
    /// Index of the latest statement about it: its last version, claim or review.
    pub statement: u64,
}

/// Need beside response in a cell of a place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PrefilledGap {
    /// Pillar.
    pub pillar: Option<Pillar>,
    /// Side.
    pub side: Option<Side>,
    /// Group of forms.
    pub group: Option<FormGroup>,
    /// The need, in the units of its pillar.
    pub need: Interval,
    /// The expected gap, in the same units.
    pub gap: f64,
}

/// An initiative under way.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PrefilledInitiative {
    /// The initiative.
    pub id: Id,
    /// Title, perhaps empty.
    pub title: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn standing_code<S: serde::Serializer>(
    standing: &CommitmentStanding,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(standing.code())
}

#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn level_code<S: serde::Serializer>(
    level: &Option<ProgressLevel>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match level {
        Some(level) => serializer.serialize_some(level.code()),
        None => serializer.serialize_none(),
    }
}

/// The lines beside a question, and how many there are altogether. `frame` is that of the place of
/// a question about gaps. Commitments that are not public yet are left out unless `is_own`.
pub(super) fn lines(
    coalition: &Coalition,
    (plan, reviewed): (Id, Id),
    prefill: &Prefill,
    frame: Option<&FrameView>,
    (today, is_own): (Date, bool),
) -> (Vec<PrefillLine>, usize) {
    let promises = &coalition.plan.promises;
    let shown = |(_, history): &(Id, &CommitmentHistory)| {
        let commitment = &history.current.commitment;
        let is_there = history.withdrawn.is_none() && commitment.plan == plan;
        is_there && (is_own || commitment.is_public_on(today))
    };
    let commitment = |(id, history): (Id, &CommitmentHistory)| {
        let promised = &history.current.commitment;
        PrefillLine::Commitment(PrefilledCommitment {
            id,
            action: promised.action.clone(),
            text: promised.text.clone(),
            due: promised.due,
            standing: promises.standing(history, today),
            claimed: history.claimed(),
            reviewed: history.reviewed(),
            statement: latest(history),
        })
    };
    let all: Vec<PrefillLine> = match prefill {
        Prefill::Commitments { action } => {
            let number = ActionNumber { plan, action: action.clone() };
            let towards = promises.towards(&number);
            let own = towards.filter(|(_, it)| it.current.commitment.maker == reviewed);
            own.filter(shown).map(commitment).collect()
        }
        Prefill::Progress => promises.of_maker(reviewed).filter(shown).map(commitment).collect(),
        Prefill::Gaps { .. } => frame.map(gaps).unwrap_or_default(),
        Prefill::Initiatives => initiatives(coalition, reviewed),
        Prefill::FreeText => Vec::new(),
    };
    let count = all.len();
    (all.into_iter().take(MOST_LINES).collect(), count)
}

fn latest(history: &CommitmentHistory) -> u64 {
    let claims = history.claims.iter().map(|(act, _)| act.statement);
    let reviews = history.reviews.iter().map(|(act, _)| act.statement);
    let all = claims.chain(reviews).chain([history.current.act.statement]);
    all.max().unwrap_or(history.current.act.statement)
}

/// Cells with a known need, in the order of the frame: pillars have different units, and no order
/// by size would make sense across them.
fn gaps(frame: &FrameView) -> Vec<PrefillLine> {
    let cell = |cell: &crate::FrameCellView| {
        let gap = cell.figures.gap.as_ref()?;
        Some(PrefillLine::Gap(PrefilledGap {
            pillar: cell.pillar,
            side: cell.side,
            group: cell.group,
            need: gap.need,
            gap: gap.expected,
        }))
    };
    frame.cells.iter().filter_map(cell).collect()
}

fn initiatives(coalition: &Coalition, organisation: Id) -> Vec<PrefillLine> {
    let all = coalition.initiatives.iter();
    let own = all.filter(|(.., initiative)| {
        let declared = coalition.organisations.key(initiative.organisation);
        declared == Some(&organisation) && initiative.status == Status::Active
    });
    let line = |(_, id, initiative): (u32, &Id, &concert_coalition::Initiative)| {
        let title = initiative.title.to_string();
        PrefillLine::Initiative(PrefilledInitiative { id: *id, title })
    };
    own.map(line).collect()
}
