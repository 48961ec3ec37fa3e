//! What the records of a list say on average, told beside its encodings.
//!
//! A list of names and ages and a list of names and documents have hardly anything in common, and the encodings of one person on
//! both are no more alike than those of strangers. No comparison can see that: what is not there cannot be counted. So
//! each list tells how much its records say of each kind, and whoever links can tell how unlike the records of one person
//! are if nobody made a mistake.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::in_common::InCommon;
use super::match_keys::MATCH_KEYS;
use super::settings::EncodingSettings;
use super::tokens::ListTokens;

/// To how many positions the averages are told: finer, those of a short list would tell of its people.
const COARSE: f32 = 10.0;

/// Of how many strangers it is told how many have a token of a record.
const STRANGERS: f64 = 1e7;
/// How steeply the shares of positions that strangers share lie about their middle: most within a third of it, and one in six half as large again, which have two tokens
/// in common.
const STEEP: f64 = 5.0;

/// How many positions the tokens of each match key set in a record of a list, on average and in tens, and how many strangers share one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Bits of a filter.
    bits: u16,
    /// Percent of them that a record sets before they are mixed.
    density: u8,
    /// How many of them make one that leaves.
    diffusion: u8,
    /// Positions by the number of the match key.
    positions: BTreeMap<u8, u16>,
    /// How many of ten million strangers have a token of a record, on average.
    strangers: u16,
    /// How many positions they share with it.
    positions_of_strangers: u16,
}

impl Content {
    pub(super) fn of(tokens: &ListTokens, settings: &EncodingSettings) -> Self {
        let scaling = settings.scaling();
        let mut sums = [0.0_f64; MATCH_KEYS.len()];
        let (mut strangers, mut shared) = (0.0, 0.0);
        for record in 0..tokens.records() {
            let own = tokens.of_record(record);
            let of_one = f64::from(scaling.of_one(own.len()));
            for &token in own {
                sums[usize::from(tokens.match_key(token))] += of_one;
            }
            strangers += f64::from(tokens.strangers(record));
            shared += f64::from(tokens.strangers(record)) * of_one;
        }
        let mean = |sum: f64| (sum / tokens.records() as f64) as f32;
        let coarse = |sum: f64| ((mean(sum) / COARSE).round() * COARSE) as u16;
        let made = (0..).zip(sums).filter(|&(_, sum)| sum > 0.0);
        Self {
            bits: settings.bits() as u16,
            density: settings.density,
            diffusion: settings.diffusion,
            positions: made.map(|(key, sum)| (key, coarse(sum))).collect(),
            strangers: (STRANGERS * f64::from(mean(strangers))).round() as u16,
            positions_of_strangers: coarse(
                shared / strangers.max(f64::MIN_POSITIVE) * tokens.records() as f64,
            ),
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

    /// What two records of one person have in common, one on either list.
    pub fn in_common(&self, other: &Self) -> InCommon {
        InCommon::of(&self.positions, &other.positions)
    }

    /// Of two people who are strangers, one on either list, how probable it is that they have a token in common by accident and their encodings are alike by at least `from` and less
    /// than `to`.
    pub fn accidents(&self, other: &Self, from: f64, to: f64) -> f64 {
        let mean_of =
            |of: fn(&Self) -> u16| f64::midpoint(f64::from(of(self)), f64::from(of(other)));
        let all = |content: &Self| content.positions.values().map(|&n| f64::from(n)).sum::<f64>();
        let whole = f64::midpoint(all(self), all(other)).max(1.0);
        let middle = (mean_of(|content| content.positions_of_strangers) / whole).max(0.01);
        // The distribution function of log-logistic numbers.
        let below = |likeness: f64| 1.0 / (1.0 + (middle / self.shared(likeness)).powf(STEEP));
        mean_of(|content| content.strangers) / STRANGERS * (below(to) - below(from)).max(0.0)
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

    /// The share of their positions that two records share whose encodings are so much alike, 0 to 1: of two filters of density d that share a part T, a
    /// share x = 2 (e^-l - e^-l(2 - T)) of the bits differs, where l = -ln(1 - d).
    pub fn shared(&self, likeness: f64) -> f64 {
        let clear = 1.0 - f64::from(self.density) / 100.0;
        let left = (clear - self.distance_of(likeness) / 2.0).max(clear * clear);
        (2.0 - left.ln() / clear.ln()).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case_list::{CaseColumn, CaseList};
    use concert_terms::CaseField;

    /// Thirty people who say different things in these fields.
    fn list(columns: &[(CaseField, &str)]) -> CaseList {
        const LETTERS: [&str; 30] = [
            "ba", "ca", "da", "fa", "ga", "ka", "la", "ma", "na", "pa", "ra", "sa", "ta", "va",
            "za", "bal", "cal", "dal", "fal", "gal", "kal", "lal", "mal", "nal", "pal", "ral",
            "sal", "tal", "val", "zal",
        ];
        let value = |field: CaseField, text: &str, row: usize| match field {
            CaseField::BirthDate => format!("{}-04-{:02}", 1960 + row, 1 + row % 28),
            CaseField::Age => (20 + row).to_string(),
            CaseField::PostalCode | CaseField::IdentityNumber => format!("{text}{row}"),
            _ => {
                let words: Vec<String> =
                    text.split(' ').map(|word| format!("{word}{}", LETTERS[row])).collect();
                words.join(" ")
            }
        };
        let column = |&(field, text): &(CaseField, &str)| CaseColumn {
            field,
            heading: field.to_string(),
            values: (0..30).map(|row| value(field, text, row)).collect(),
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
    fn accidents_lie_where_one_token_is_shared_and_are_as_many_as_strangers_who_share_one() {
        let told = content(&[(CaseField::FullName, "Amina Haddad"), (CaseField::BirthDate, "")]);
        let other = Content { strangers: 300, ..told.clone() };
        let told = Content { strangers: 100, ..told };
        let all = told.accidents(&other, 0.0, 1.0);
        assert!((all / 200e-7 - 1.0).abs() < 0.01, "{all}");
        let steps: Vec<f64> = (0..100)
            .map(|step| f64::from(step) / 100.0)
            .map(|from| told.accidents(&other, from, from + 0.01))
            .collect();
        assert!((steps.iter().sum::<f64>() / all - 1.0).abs() < 1e-9);
        let middle = f64::from(told.positions_of_strangers)
            / told.positions.values().map(|&n| f64::from(n)).sum::<f64>();
        let half = (0..100)
            .map(|step| f64::from(step) / 100.0)
            .find(|&to| told.accidents(&other, 0.0, to) > all / 2.0)
            .unwrap();
        assert!((told.shared(half) - middle).abs() < 0.03, "{half} {middle}");
    }

    #[test]
    fn what_no_round_could_tell_does_not_fit() {
        let told = content(&[(CaseField::FullName, "Amina Haddad")]);
        assert!(told.fits(8_192) && told.is_mixed_like(&told) && !told.fits(1_024));
        for other in
            [Content { density: 200, ..told.clone() }, Content { diffusion: 0, ..told.clone() }]
        {
            assert!(!other.fits(8_192) && !other.is_mixed_like(&told), "{other:?}");
        }
    }

    #[test]
    fn what_two_records_share_follows_from_how_alike_they_are() {
        let told = content(&[(CaseField::FullName, "Amina Haddad")]);
        for diffusion in [1, 4] {
            let told = Content { diffusion, ..told.clone() };
            // Alike throughout, and as strangers are by chance: by the share of bits that is set.
            let set = (1.0 - 0.8_f64.powi(diffusion.into())) / 2.0;
            assert!((told.shared(1.0) - 1.0).abs() < 1e-9 && told.shared(set) < 0.02);
            let between =
                (1..20).map(|step| told.shared(set + (1.0 - set) * f64::from(step) / 20.0));
            assert!(between.collect::<Vec<_>>().is_sorted());
        }
    }

    #[test]
    fn lists_that_say_more_hide_fewer_matches() {
        use CaseField as F;
        let (name, birth) = ((F::FullName, "Amina Haddad"), (F::BirthDate, "1990-04-05"));
        let few = content(&[name, birth]);
        let more = content(&[name, birth, (F::IdentityNumber, "XK"), (F::PostalCode, "30000")]);
        let hidden = |a: &Content, b: &Content| a.in_common(b).at(0.7).0;
        let (least, most) = (hidden(&more, &more), hidden(&few, &few));
        assert!(0.0 < least && 2.0 * least < most && most < 0.5, "{least} {most}");
        assert!((hidden(&few, &more) - hidden(&more, &few)).abs() < 1e-12);
        assert!((hidden(&few, &more) - most).abs() < 0.02, "what one list says alone is of no use");
    }

    #[test]
    fn what_is_told_is_in_tens() {
        let (name, birth) = (CaseField::FullName, CaseField::BirthDate);
        let told = content(&[(name, "Amina Haddad"), (birth, "1990-04-05")]);
        assert!(!told.positions.is_empty());
        assert!(told.positions.values().all(|positions| positions % 10 == 0), "{told:?}");
    }
}
