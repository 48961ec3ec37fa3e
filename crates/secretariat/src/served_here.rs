//! Who serves what in a place on a day, with the gap of every need: the ground of overlap and of
//! the network.

use concert_coverage::{
    Allocation, AllocationRule, Among, Frame, Gap, NeedAtom, Question, Served, gaps,
};
use concert_terms::{Pillar, PlaceCode, Side};
use jiff::civil::Date;

use crate::Asked;
use crate::frame::question;
use crate::picture::Picture;

/// The level of intervals.
pub(crate) const LEVEL: f64 = 0.9;
/// How capacity that was declared coarsely is spread.
pub(crate) const RULE: AllocationRule = AllocationRule::ByNeed;

/// Who serves what in a place on a day.
pub(crate) struct ServedHere {
    /// The place and the day.
    pub(crate) question: Question,
    /// Who serves each need of the place; nobody serves needs elsewhere.
    pub(crate) served: Served,
    /// The gap of every need, by its position.
    pub(crate) gaps: Vec<Option<Gap>>,
    /// The share of the supply of the place that a rule and not a declaration placed.
    pub(crate) by_rule_share: Option<f64>,
}

/// A pillar on a side, in which amounts have one unit and can be added.
pub(crate) struct NeedLayer {
    pub(crate) pillar: Option<Pillar>,
    pub(crate) side: Option<Side>,
    /// The needs in it that stand in the place.
    pub(crate) among: Among,
}

impl ServedHere {
    /// Everything that is served in a place (everywhere without one) on a day.
    pub(crate) fn of(picture: &Picture, place: Option<&PlaceCode>, at: Date) -> Asked<Self> {
        let Picture { tree, supply, needs, .. } = picture;
        let question = question(picture, place, at)?;
        let served = Served::on(question.day, tree, supply, needs, RULE)?;
        let allocation = Allocation::on(question.day, tree, supply, needs, RULE)?;
        let by_rule_share = Frame::compute(tree, supply, needs, &question)?.total.by_rule_share;
        let served = served.only(|need| is_in(picture, &question, &needs.atoms()[need as usize]));
        Ok(Self { served, gaps: gaps(needs, &allocation, LEVEL)?, by_rule_share, question })
    }

    /// The layers in which somebody serves something here, in the order of pillars and sides, those
    /// that are not stated last.
    pub(crate) fn layers(&self, picture: &Picture) -> Vec<NeedLayer> {
        let mut layers: Vec<(Option<Pillar>, Option<Side>)> = (0_u32..)
            .zip(picture.needs.atoms())
            .filter(|(need, _)| !self.served.of_need(*need).is_empty())
            .map(|(_, atom)| (atom.pillar, atom.side))
            .collect();
        layers.sort_unstable_by_key(|(pillar, side)| {
            (pillar.is_none(), *pillar, side.is_none(), *side)
        });
        layers.dedup();
        let layer = |(pillar, side)| {
            let among = self.among(picture, |atom| (atom.pillar, atom.side) == (pillar, side));
            NeedLayer { pillar, side, among }
        };
        layers.into_iter().map(layer).collect()
    }

    /// Those needs of the place that are wanted.
    pub(crate) fn among(&self, picture: &Picture, is_wanted: impl Fn(&NeedAtom) -> bool) -> Among {
        let is_here = |atom: &NeedAtom| is_in(picture, &self.question, atom) && is_wanted(atom);
        Among::needs(&picture.needs, is_here)
    }
}

fn is_in(picture: &Picture, question: &Question, atom: &NeedAtom) -> bool {
    question.place.is_none_or(|whole| picture.tree.is_within(atom.place, whole))
}
