//! Places of one kind from the finest to the coarsest, compared as one variable.
//!
//! Two places that agree on a town agree on its region too, which says nothing more. The level is
//! therefore the finest part that agrees, how rare it is, and whether another part denies it.

use super::bags::{Bags, DIFFERENT, MISSING, NEAR, SAME, SIMILAR};
use super::words::{Known, Words};

/// Columns of a place, the finest first.
pub(crate) struct Places {
    pub(crate) parts: Vec<Bags>,
}

impl Places {
    /// The level at which two places agree, and what the rarity of the agreed part adds, in bits: 1 to 12 by the
    /// finest part that agrees (first, second, later), rare or common, undenied or denied; 13 the finest is like;
    /// 15 nothing agrees. Of each place the values of all parts are given.
    pub(crate) fn level(
        &self,
        first: &[u32],
        second: &[u32],
        words: &Words,
        known: &mut Known,
    ) -> (u8, f32) {
        if let [only] = self.parts.as_slice() {
            return only.level(first[0], second[0], words, known);
        }
        let mut agreed: Option<(usize, u8, f32)> = None;
        let (mut denied, mut like, mut present) = (false, false, false);
        for (part, bags) in self.parts.iter().enumerate() {
            let (level, adds) = bags.level(first[part], second[part], words, known);
            match level {
                MISSING => {}
                _ if (SAME..SAME + 4).contains(&level) => {
                    present = true;
                    if agreed.is_none() {
                        agreed = Some((part, level - SAME, adds));
                    }
                }
                _ if (NEAR - 2..=SIMILAR).contains(&level) => {
                    present = true;
                    like |= agreed.is_none();
                }
                _ => {
                    present = true;
                    denied = true;
                }
            }
        }
        match agreed {
            _ if !present => (MISSING, 0.0),
            Some((part, band, _)) => {
                let part = part.min(2) as u8;
                let common = u8::from(band >= 2);
                (1 + part * 4 + common * 2 + u8::from(denied), 0.0)
            }
            None if like => (13, 0.0),
            None => (DIFFERENT, 0.0),
        }
    }
}
