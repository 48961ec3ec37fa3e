//! What the records of a list say on average, told beside its encodings.
//!
//! A list of names and ages and a list of names and documents have hardly anything in common, and the encodings of one person on
//! both are no more alike than those of strangers. No comparison can see that: what is not there cannot be counted. So
//! each list tells how much its records say of each kind, and whoever links can tell how unlike the records of one person
//! are if nobody made a mistake.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::settings::EncodingSettings;
use super::tokens::ListTokens;

/// To how many positions the averages are told: finer, those of a short list would tell of its people.
const COARSE: f32 = 10.0;

/// How many positions the tokens of each kind set in a record of a list, on average and in tens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Bits of a filter.
    bits: u16,
    /// Percent of them that a record sets before they are mixed.
    density: u8,
    /// How many of them make one that leaves.
    diffusion: u8,
    /// Positions by the number of the kind.
    positions: BTreeMap<u8, u16>,
}

impl Content {
    pub(super) fn of(tokens: &ListTokens, settings: &EncodingSettings) -> Self {
        let scaling = settings.scaling();
        // How often all records together have a unit, each as often as it is scaled.
        let mut times = vec![0.0; tokens.all_units().len()];
        for record in 0..tokens.records() {
            let scale = f64::from(scaling.of(tokens.sum(record)));
            for &unit in tokens.unit_numbers(record) {
                times[unit as usize] += scale;
            }
        }
        let mut sums: BTreeMap<u8, f64> = BTreeMap::new();
        for (unit, times) in tokens.all_units().iter().zip(times) {
            for &(token, weight) in &unit.tokens {
                // Every token begins with its kind.
                let kind = tokens.distinct()[token as usize].first().copied().unwrap_or_default();
                *sums.entry(kind).or_default() += f64::from(weight) * times;
            }
        }
        let mean = |sum: f64| (sum / tokens.records() as f64) as f32;
        let coarse = |sum: f64| ((mean(sum) / COARSE).round() * COARSE) as u16;
        Self {
            bits: settings.bits() as u16,
            density: settings.density,
            diffusion: settings.diffusion,
            positions: sums.into_iter().map(|(kind, sum)| (kind, coarse(sum))).collect(),
        }
    }

    /// Whether it can be of encodings of so many bits: a file may tell anything, and the mixing that it tells decides how many matches
    /// are taken to be hidden.
    pub fn fits(&self, bits: u32) -> bool {
        let Self { density, diffusion, .. } = *self;
        let settings = EncodingSettings { density, diffusion, ..EncodingSettings::standard() };
        u32::from(self.bits) == bits && settings.check().is_ok()
    }

    /// Whether both were told of encodings that are mixed alike.
    pub fn is_mixed_like(&self, other: &Self) -> bool {
        let of = |content: &Self| (content.bits, content.density, content.diffusion);
        of(self) == of(other)
    }

    /// The share of bits in which the filters of one person on two such lists differ before they are mixed, where all that both
    /// lists say is written alike: 0 to 1/2. A list that says what the other does not, differs by that.
    pub fn distance(&self, other: &Self) -> f64 {
        let all = |content: &Self| content.positions.values().map(|&n| f64::from(n)).sum::<f64>();
        let both: f64 = self
            .positions
            .iter()
            .filter_map(|(kind, here)| Some(f64::from(*here.min(other.positions.get(kind)?))))
            .sum();
        let bits = f64::from(self.bits.max(1));
        // A bit that a record sets alone: none of the other's positions hits it, and one of those that it does not share does.
        let alone = |one: &Self, other: &Self| {
            (-all(other) / bits).exp() * -(-(all(one) - both) / bits).exp_m1()
        };
        (alone(self, other) + alone(other, self)).min(0.5)
    }

    /// The same share for two records whose encodings are so much alike, 0 to 1/2: what the mixing of bits did is taken off
    /// ([`crate::dice::Diffusion`]).
    pub fn distance_of(&self, likeness: f64) -> f64 {
        let diffusion = f64::from(self.diffusion.max(1));
        let unmixed = 1.0 - 2.0 * f64::from(self.density) / 100.0;
        // Dice counts the bits that both set, of those that are set.
        let set = (1.0 - unmixed.powf(diffusion)) / 2.0;
        let agreement = 1.0 - 4.0 * set * (1.0 - likeness);
        (1.0 - agreement.max(0.0).powf(1.0 / diffusion)) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case_list::{CaseColumn, CaseList};
    use concert_terms::CaseField;

    fn list(columns: &[(CaseField, &str)]) -> CaseList {
        let column = |&(field, text): &(CaseField, &str)| CaseColumn {
            field,
            heading: field.to_string(),
            values: std::iter::repeat_n(text, 30).collect(),
        };
        CaseList {
            name: "list".into(),
            ids: (0..30).map(|row| row.to_string()).collect(),
            columns: columns.iter().map(column).collect(),
            clean: true,
        }
    }

    fn content(columns: &[(CaseField, &str)]) -> Content {
        let settings = EncodingSettings::standard();
        Content::of(&ListTokens::of(&list(columns), &settings).unwrap(), &settings)
    }

    #[test]
    fn lists_that_say_the_same_are_not_apart_and_lists_that_say_different_things_are() {
        use CaseField as F;
        let name = (F::FullName, "Amina Haddad");
        let (birth, age) = ((F::BirthDate, "1990-04-05"), (F::Age, "34"));
        let document = (F::IdentityNumber, "XK 3348 201");
        let police = content(&[name, birth, document]);
        let shelter = content(&[name, age]);
        assert!(police.distance(&police) < 1e-12);
        assert!((police.distance(&shelter) - shelter.distance(&police)).abs() < 1e-12);
        let (near, far) = (content(&[name, birth]).distance(&police), police.distance(&shelter));
        assert!(0.0 < near && near < far && far < 0.5, "{near} {far}");
    }

    #[test]
    fn what_no_round_could_tell_does_not_fit() {
        let told = content(&[(CaseField::FullName, "Amina Haddad")]);
        assert!(told.fits(4_096) && told.is_mixed_like(&told) && !told.fits(1_024));
        for other in
            [Content { density: 200, ..told.clone() }, Content { diffusion: 0, ..told.clone() }]
        {
            assert!(!other.fits(4_096) && !other.is_mixed_like(&told), "{other:?}");
        }
    }

    #[test]
    fn what_is_told_is_in_tens() {
        let told = content(&[(CaseField::FullName, "Amina Haddad")]);
        assert!(told.positions.values().all(|positions| positions % 10 == 0), "{told:?}");
    }
}
