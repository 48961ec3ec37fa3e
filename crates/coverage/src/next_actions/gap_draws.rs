//! Gap draws: what is missing at every need, draw by draw, as one block of numbers.
//!
//! `G_c^j = max(0, N_c^j - S_c)`, need `c`, draw `j`. Draw `j` of one need and draw `j` of another
//! belong to the same possible world, so that they may be added.

use crate::{ActionsRefusal, Allocation, NeedRefusal, Needs, Refusal};

/// The gap of every need in every draw.
#[derive(Debug, Clone, PartialEq)]
pub struct GapDraws {
    /// Need by need, the draws of each in their own order.
    values: Vec<f32>,
    needs: usize,
    draws: usize,
}

impl GapDraws {
    /// The gaps between needs and the supply of an allocation, by position among
    /// [`Needs::atoms`]. A need that is set aside misses nobody: those who stand in its place do.
    pub fn of(needs: &Needs, allocation: &Allocation) -> Self {
        let draws = needs.draws();
        let mut values = vec![0.0; needs.atoms().len() * draws];
        for (slot, place) in (0_u32..).zip(needs.slots()) {
            // Compared as `f32`, as in `Gap`: a last digit must not decide whether a need is met.
            let supply = allocation.of_slot(slot) as f32;
            let start = place.atom as usize * draws;
            let gaps = &mut values[start..start + draws];
            for (gap, need) in gaps.iter_mut().zip(needs.slot_draws(slot)) {
                *gap = (need - supply).max(0.0);
            }
        }
        Self { values, needs: needs.atoms().len(), draws }
    }

    /// Takes gaps as they are, one list of draws for each need.
    ///
    /// Refused: a need without draws, needs whose draws differ in number, a draw that is negative
    /// or not finite.
    pub fn new(gaps: &[Vec<f32>]) -> Result<Self, Refusal> {
        let draws = gaps.first().map_or(0, Vec::len);
        for (need, of_need) in (0..).zip(gaps) {
            let found = of_need.len();
            if found == 0 {
                return Err(NeedRefusal::NoDraws { need }.into());
            }
            if found != draws {
                return Err(NeedRefusal::DrawLengths { need, expected: draws, found }.into());
            }
            if let Some(draw) = of_need.iter().find(|draw| !draw.is_finite() || **draw < 0.0) {
                return Err(ActionsRefusal::GapDraw { need, draw: *draw }.into());
            }
        }
        Ok(Self { values: gaps.concat(), needs: gaps.len(), draws })
    }

    /// How many needs.
    pub fn needs(&self) -> usize {
        self.needs
    }

    /// How many draws each need has; 0 when there is no need.
    pub fn draws(&self) -> usize {
        self.draws
    }

    /// The draws of a need; none for one that is not there.
    pub fn of_need(&self, need: u32) -> &[f32] {
        let start = need as usize * self.draws;
        self.values.get(start..start + self.draws).unwrap_or_default()
    }

    /// The largest gap of a need, beyond which no action helps; 0 for one that is not there.
    pub fn largest(&self, need: u32) -> f64 {
        f64::from(self.of_need(need).iter().copied().fold(0.0, f32::max))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_that_cannot_be_combined_are_refused_by_position() {
        let refused = |gaps: &[Vec<f32>]| GapDraws::new(gaps).unwrap_err();
        assert_eq!(refused(&[vec![1.0], vec![]]), Refusal::Need(NeedRefusal::NoDraws { need: 1 }));
        let lengths = Refusal::Need(NeedRefusal::DrawLengths { need: 1, expected: 1, found: 2 });
        assert_eq!(refused(&[vec![1.0], vec![1.0, 2.0]]), lengths);
        assert_eq!(
            refused(&[vec![-1.0]]),
            Refusal::Actions(ActionsRefusal::GapDraw { need: 0, draw: -1.0 })
        );
        assert!(refused(&[vec![f32::NAN]]).code() == "coverage/gap-draw");
    }

    #[test]
    fn a_need_that_is_not_there_misses_nobody() {
        let gaps = GapDraws::new(&[vec![3.0, 5.0]]).unwrap();
        assert_eq!((gaps.of_need(0), gaps.of_need(1)), (&[3.0, 5.0][..], &[][..]));
        assert_eq!((gaps.largest(0), gaps.largest(1)), (5.0, 0.0));
    }
}
