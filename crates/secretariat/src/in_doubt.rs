//! Gaps with capacities in doubt, beside those of the frame.
//!
//! The frame counts a capacity that was not confirmed for a while as the share that still stands on
//! average, and its interval is over needs alone. Whether the capacity is there or not is one more
//! thing that nobody knows; an interval that has both in it is wider, and where much is stale it is
//! the one to rely on ([`gaps_in_doubt`]).

use concert_coverage::value_of_information::{GapInDoubt, Inquiry, gaps_in_doubt};
use concert_coverage::{Among, FrameCell, Question};
use concert_terms::{Interval, PlaceCode};
use jiff::civil::Date;
use serde::Serialize;

use crate::frame::{self, FrameView, question};
use crate::picture::Picture;
use crate::{Asked, Secretariat};

/// A gap with capacities in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DoubtedGap {
    /// The expected gap.
    pub expected: f64,
    /// Median and 90 % interval of the gap.
    pub interval: Interval,
}

/// Which draws of organisations meet which draws of needs; any number would do as well.
const SEED: u64 = 1;

/// An interval says something else when one of its ends is off by more than this share of the upper
/// end: what is less is not seen on a page, and no draws are so many that it would mean something.
const NOTABLE: f64 = 0.01;

impl DoubtedGap {
    /// The gap, if it says anything that the interval without doubt does not.
    pub(crate) fn beside(found: &GapInDoubt, plain: &Interval) -> Option<Self> {
        let notable = NOTABLE * plain.high.max(found.interval.high);
        let is_off = |a: f64, b: f64| (a - b).abs() > notable;
        let differs =
            is_off(found.interval.low, plain.low) || is_off(found.interval.high, plain.high);
        differs.then_some(Self { expected: found.expected, interval: found.interval })
    }
}

/// The gap of each set of needs, named by position.
pub(crate) fn found(
    picture: &Picture,
    question: &Question,
    sets: &[Vec<u32>],
) -> Asked<Vec<GapInDoubt>> {
    let Picture { tree, supply, needs, .. } = picture;
    let mut is_asked = vec![false; needs.atoms().len()];
    for need in sets.iter().flatten() {
        is_asked[*need as usize] = true;
    }
    let among = Among::needs_at(needs, |need| is_asked[need as usize]);
    let weights = vec![1.0; needs.atoms().len()];
    let inquiry = Inquiry { question, among: &among, weights: &weights, estimates: &[] };
    Ok(gaps_in_doubt(tree, supply, needs, &inquiry, sets, SEED)?)
}

/// The needs of every cell of a frame, by [`FrameCell::index`], wherever they stand.
pub(crate) fn needs_by_cell(picture: &Picture) -> Vec<Vec<u32>> {
    let mut sets = vec![Vec::new(); FrameCell::COUNT];
    for (at, atom) in (0_u32..).zip(picture.needs.atoms()) {
        let forms = atom.form.map(concert_terms::Form::group);
        let cell = FrameCell { pillar: atom.pillar, side: atom.side, forms };
        sets[cell.index()].push(at);
    }
    sets
}

impl Secretariat {
    /// The frame of a place (everywhere without one) on a day, and in its cells the gap with
    /// capacities in doubt where that says something else. It takes longer than
    /// [`Secretariat::frame`], and is computed anew each time.
    pub fn frame_in_doubt(&self, place: Option<&PlaceCode>, at: Date) -> Asked<FrameView> {
        let picture = self.picture();
        let question = question(&picture, place, at)?;
        let mut view = frame::view(&picture, &question, at)?;
        let found = found(&picture, &question, &needs_by_cell(&picture))?;
        for cell in &mut view.cells {
            let at = FrameCell { pillar: cell.pillar, side: cell.side, forms: cell.group };
            let gap = cell.figures.gap.as_ref();
            cell.in_doubt =
                gap.and_then(|gap| DoubtedGap::beside(&found[at.index()], &gap.interval));
        }
        Ok(view)
    }
}
