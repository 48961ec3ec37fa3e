//! Between which pillars somebody chooses who asks for next actions.
//!
//! A plan is of one pillar: people assisted, people reached and cases are not the same unit, so that
//! no sum over pillars says what a plan is worth, and a budget divided between them is a decision
//! that no figure here makes.

use concert_coverage::{Allocation, AllocationRule, GapDraws};
use concert_terms::axis::Axis;
use concert_terms::{Pillar, PlaceCode, Side};
use jiff::civil::Date;
use serde::Serialize;

use crate::frame::question as place_and_day;
use crate::label::PlaceLabel;
use crate::{Asked, Refused, Secretariat};

/// The pillars of which a plan can be asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PillarChoices {
    /// The day.
    pub at: Date,
    /// The place; absent for everywhere.
    pub place: Option<PlaceLabel>,
    /// The side that needs are of; absent for both.
    pub side: Option<Side>,
    /// The pillars of the frame, and another of which needs are known.
    pub pillars: Vec<PillarChoice>,
    /// Needs that state no pillar: no plan is made of them.
    pub without_pillar: u32,
}

/// A pillar of which a plan can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PillarChoice {
    /// The pillar.
    pub pillar: Pillar,
    /// How many needs of it are known.
    pub needs: u32,
    /// How many of them may be unmet: the gap is more than nothing in some draw.
    pub open: u32,
}

impl PillarChoices {
    /// That no pillar was chosen, with what there is to choose from.
    pub fn not_chosen(&self) -> Refused {
        let told = |it: &PillarChoice| format!("{} {}/{}", it.pillar.code(), it.open, it.needs);
        let allowed: Vec<String> = self.pillars.iter().map(told).collect();
        let allowed = allowed.join(", ");
        Refused {
            code: "secretariat/pillar-not-chosen",
            text: format!(
                "no pillar was chosen; open needs of all that are known: {allowed}. Pillars have \
                 different units, so a plan is of one of them"
            ),
            facts: vec![("allowed", allowed)],
        }
    }
}

impl Secretariat {
    /// The pillars of which a plan can be asked for in a place (everywhere without one) on a day.
    ///
    /// Refused: a place that nobody declared.
    pub fn pillars_to_plan(
        &self,
        place: Option<&PlaceCode>,
        side: Option<Side>,
        at: Date,
    ) -> Asked<PillarChoices> {
        let picture = self.picture();
        let here = place_and_day(&picture, place, at)?;
        let (tree, needs) = (&picture.tree, &picture.needs);
        let rule = AllocationRule::ByNeed;
        let gaps =
            GapDraws::of(needs, &Allocation::on(here.day, tree, &picture.supply, needs, rule)?);
        let mut counts = [(0, 0); Pillar::COUNT];
        let mut without_pillar = 0;
        for (at, atom) in (0_u32..).zip(needs.atoms()) {
            let is_here = here.place.is_none_or(|place| tree.is_within(atom.place, place));
            if !is_here || side.is_some_and(|side| atom.side != Some(side)) {
                continue;
            }
            match atom.pillar {
                Some(pillar) => {
                    let (all, open) = &mut counts[pillar.index()];
                    *all += 1;
                    *open += u32::from(gaps.largest(at) > 0.0);
                }
                None => without_pillar += 1,
            }
        }
        let choice = |pillar: Pillar| {
            let (needs, open) = counts[pillar.index()];
            PillarChoice { pillar, needs, open }
        };
        let choices = Pillar::ALL.into_iter().map(choice);
        let is_offered = |it: &PillarChoice| it.needs > 0 || Pillar::FRAME.contains(&it.pillar);
        Ok(PillarChoices {
            at,
            place: here.place.and_then(|number| PlaceLabel::of(&picture.coalition, number)),
            side,
            pillars: choices.filter(is_offered).collect(),
            without_pillar,
        })
    }
}
