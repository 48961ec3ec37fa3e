//! What initiatives say of whom they reach and help, and what is left of their supply.

use super::Rung;
use crate::{LadderRefusal, Refusal, Supply};

/// What is said of an initiative beyond its capacity. `None` is not said.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Passage {
    /// The initiative, by its row.
    pub row: u32,
    /// The share of the people in need in its places who can reach it, 0 to 1.
    pub reachable: Option<f64>,
    /// Whether it is acceptable to them: in a language they speak, open to their sex and age,
    /// without papers that they do not have.
    pub is_acceptable: Option<bool>,
    /// People in contact over capacity, 0 to 1.
    pub contacted: Option<f64>,
    /// The share of those in contact for whom it worked, 0 to 1.
    pub effective: Option<f64>,
}

impl Passage {
    /// The shares of a supply that are left on each rung if what is not said fails, and if it
    /// passes.
    pub(super) fn left(&self) -> [[f64; 5]; 2] {
        let known = self.contacted.unwrap_or(0.0);
        let reachable = [self.reachable.unwrap_or(known), self.reachable.unwrap_or(1.0)];
        let acceptable = match self.is_acceptable {
            Some(true) => reachable,
            Some(false) => [0.0; 2],
            None => [reachable[0].min(known), reachable[1]],
        };
        let contacted = [0, 1].map(|end| match self.contacted {
            Some(contacted) => acceptable[end].min(contacted),
            None => acceptable[end] * end as f64,
        });
        let effective = [0, 1].map(|end| contacted[end] * self.effective.unwrap_or(end as f64));
        [0, 1].map(|end| [1.0, reachable[end], acceptable[end], contacted[end], effective[end]])
    }

    pub(super) fn says(&self, rung: Rung) -> bool {
        match rung {
            Rung::Available => true,
            Rung::Reachable => self.reachable.is_some(),
            Rung::Acceptable => self.is_acceptable.is_some(),
            Rung::Contacted => self.contacted.is_some(),
            Rung::Effective => self.effective.is_some(),
        }
    }

    pub(super) fn check(&self, supply: &Supply) -> Result<(), Refusal> {
        let row = self.row;
        supply.amount_of(row, 0.0)?;
        let shares = [self.reachable, self.contacted, self.effective].into_iter().flatten();
        match shares.into_iter().find(|share| !(0.0..=1.0).contains(share)) {
            Some(share) => Err(LadderRefusal::PassageShare { row, share }.into()),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_left_open_and_contact_shows_that_people_came() {
        let said = Passage {
            row: 0,
            reachable: Some(0.8),
            is_acceptable: Some(true),
            contacted: Some(0.5),
            effective: Some(0.6),
        };
        assert_eq!(said.left(), [[1.0, 0.8, 0.8, 0.5, 0.3]; 2]);
        let silent = Passage::default();
        assert_eq!(silent.left(), [[1.0, 0.0, 0.0, 0.0, 0.0], [1.0; 5]]);
        let contact = Passage { contacted: Some(0.5), ..silent };
        assert_eq!(contact.left(), [[1.0, 0.5, 0.5, 0.5, 0.0], [1.0, 1.0, 1.0, 0.5, 0.5]]);
        // Contact beyond what can be reached is a contradiction, and the smaller counts.
        let far = Passage { reachable: Some(0.2), ..contact };
        assert_eq!(far.left(), [[1.0, 0.2, 0.2, 0.2, 0.0], [1.0, 0.2, 0.2, 0.2, 0.2]]);
        let refused = Passage { is_acceptable: Some(false), ..said };
        assert_eq!(refused.left(), [[1.0, 0.8, 0.0, 0.0, 0.0]; 2]);
    }
}
