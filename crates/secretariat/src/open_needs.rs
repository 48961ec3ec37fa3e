//! Where is nobody: every need with its gap, and what is known of who is there.

use std::collections::BTreeMap;

use concert_coverage::value_of_information::GapInDoubt;
use concert_coverage::{
    Allocation, AllocationRule, Certainty, Gap, Knowledge, KnownNeed, Question, Served, gaps,
    knowledge_of_needs,
};
use concert_terms::{Interval, Pillar, PlaceCode, Side};
use jiff::civil::Date;
use serde::Serialize;

use crate::figures::{certainty_code, knowledge_code};
use crate::frame::question;
use crate::in_doubt::{self, DoubtedGap};
use crate::label::PlaceLabel;
use crate::need_label::NeedLabel;
use crate::picture::Picture;
use crate::{Asked, Secretariat};

/// The needs of a place on a day, the widest gaps first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OpenNeedsView {
    /// The day.
    pub at: Date,
    /// The place; absent for everywhere.
    pub place: Option<PlaceLabel>,
    /// The code of the state of knowledge that is asked for; absent for all.
    pub known: Option<&'static str>,
    /// Needs with a gap that is likely or certain, the largest shares of the gap of their pillar and
    /// side first.
    pub needs: Vec<OpenNeed>,
    /// How many of all needs of the place are active, have nobody there, or nobody who reported.
    pub counts: KnownCounts,
}

/// How many needs are in each state of knowledge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct KnownCounts {
    /// Somebody works there.
    pub active: usize,
    /// Nobody works there.
    pub nobody_there: usize,
    /// Nobody reported.
    pub nobody_reported: usize,
}

/// One need with its gap.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OpenNeed {
    /// The cell.
    #[serde(flatten)]
    pub cell: NeedLabel,
    /// Median and 90 % interval of the need.
    pub amount: Interval,
    /// Effective supply there.
    pub response: f64,
    /// Organisations there.
    pub organisations: usize,
    /// The expected gap.
    pub gap: f64,
    /// Median and 90 % interval of the gap.
    pub interval: Interval,
    /// The gap with capacities in doubt, where that says something else.
    pub in_doubt: Option<DoubtedGap>,
    /// How sure it is that somebody is missed.
    #[serde(serialize_with = "certainty_code")]
    pub certainty: Certainty,
    /// The share of the expected gap of its pillar and side in the place, 0 to 1.
    pub share: f64,
    /// What is known of who is there.
    #[serde(serialize_with = "knowledge_code")]
    pub knowledge: Knowledge,
}

/// The level of intervals.
const LEVEL: f64 = 0.9;

/// The needs of a place that are open on a day, and everything that they were found with.
pub(crate) struct OpenAtoms {
    /// How many of all needs of the place are in each state of knowledge.
    pub(crate) counts: KnownCounts,
    /// By pillar and side, the expected gap of the place.
    pub(crate) whole: BTreeMap<(Option<Pillar>, Option<Side>), f64>,
    /// Those that are open, by their position.
    pub(crate) open: Vec<(u32, Gap, KnownNeed)>,
    pub(crate) allocation: Allocation,
    pub(crate) served: Served,
}

impl OpenAtoms {
    /// The needs of the place of a question with a gap that is likely or certain.
    pub(crate) fn of(picture: &Picture, question: &Question) -> Asked<Self> {
        let Picture { tree, supply, needs, .. } = picture;
        let rule = AllocationRule::ByNeed;
        let allocation = Allocation::on(question.day, tree, supply, needs, rule)?;
        let served = Served::on(question.day, tree, supply, needs, rule)?;
        let gaps = gaps(needs, &allocation, LEVEL)?;
        let knowledge = knowledge_of_needs(tree, supply, needs, question)?;
        let (mut counts, mut whole, mut open) =
            (KnownCounts::default(), BTreeMap::new(), Vec::new());
        for (at, (gap, known)) in (0_u32..).zip(gaps.into_iter().zip(knowledge)) {
            let (Some(gap), Some(known)) = (gap, known) else { continue };
            let atom = &needs.atoms()[at as usize];
            if question.place.is_some_and(|whole| !tree.is_within(atom.place, whole)) {
                continue;
            }
            match known.knowledge {
                Knowledge::Active => counts.active += 1,
                Knowledge::NobodyThere => counts.nobody_there += 1,
                Knowledge::NobodyReported => counts.nobody_reported += 1,
            }
            *whole.entry((atom.pillar, atom.side)).or_default() += gap.expected;
            if known.certainty(&gap) >= Certainty::Likely {
                open.push((at, gap, known));
            }
        }
        Ok(Self { counts, whole, open, allocation, served })
    }

    /// The open needs as they are shown, each with its position.
    pub(crate) fn told(
        &self,
        picture: &Picture,
        question: &Question,
    ) -> Asked<Vec<(u32, OpenNeed)>> {
        let needs = &picture.needs;
        let sets: Vec<Vec<u32>> = self.open.iter().map(|(at, ..)| vec![*at]).collect();
        let in_doubt = in_doubt::found(picture, question, &sets)?;
        let response = self.allocation.supply_by_need(needs);
        let need = |((at, gap, known), in_doubt): (&(u32, Gap, KnownNeed), &GapInDoubt)| {
            let atom = &needs.atoms()[*at as usize];
            let told = OpenNeed {
                cell: NeedLabel::of(picture, *at)?,
                amount: atom.draws.interval(LEVEL),
                response: response[*at as usize],
                organisations: self.served.of_need(*at).len(),
                gap: gap.expected,
                interval: gap.interval,
                in_doubt: DoubtedGap::beside(in_doubt, &gap.interval),
                certainty: known.certainty(gap),
                share: gap.expected / self.whole[&(atom.pillar, atom.side)],
                knowledge: known.knowledge,
            };
            Some((*at, told))
        };
        Ok(self.open.iter().zip(&in_doubt).filter_map(need).collect())
    }
}

impl Secretariat {
    /// The needs of a place (everywhere without one) that are open on a day: all of them, or those
    /// in one state of knowledge.
    pub fn open_needs(
        &self,
        place: Option<&PlaceCode>,
        known: Option<Knowledge>,
        at: Date,
    ) -> Asked<OpenNeedsView> {
        let picture = self.picture();
        let question = question(&picture, place, at)?;
        let mut found = OpenAtoms::of(&picture, &question)?;
        found.open.retain(|(_, _, it)| known.is_none_or(|asked| asked == it.knowledge));
        let told = found.told(&picture, &question)?.into_iter();
        let mut needs: Vec<OpenNeed> = told.map(|(_, need)| need).collect();
        needs.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.cell.need.cmp(&b.cell.need)));
        let place = question.place.and_then(|number| PlaceLabel::of(&picture.coalition, number));
        Ok(OpenNeedsView {
            at,
            place,
            known: known.map(Knowledge::code),
            needs,
            counts: found.counts,
        })
    }
}
