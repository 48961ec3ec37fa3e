//! What two records of one person have in common, by how often what both say is written alike.
//!
//! A slip in one thing, a name, a year, a day with its month, a place, spoils each match key that joins it and no other. So of each choice of things that are written alike it
//! follows which match keys two records share. A record may lack a key because it says less or because others say the same: as often as the positions are
//! fewer that the key makes on the lists, it is not there.

use std::collections::BTreeMap;

use super::match_keys::{MATCH_KEYS, Part};

/// What records of one person on two lists have in common, where each thing that they say is written alike on both with some probability, one by one.
#[derive(Debug, Clone, PartialEq)]
pub struct InCommon {
    /// For each number of things that are written alike, summed over all choices of so many: how probable it is that no match key is shared, and the share of their positions that is.
    by_alike: Vec<(f64, f64)>,
}

/// Things, each a bit.
type Things = u32;

const NAMES: [Things; 2] = [1, 2];

/// Things that may be written alike or not: those of a day of birth are its year, and its day with its month.
fn things(part: Part) -> Things {
    let bit = |part: Part| 4 << part as usize;
    match part {
        Part::Name | Part::Sound => 0,
        Part::Day | Part::MostOfDay => bit(Part::Year) | bit(Part::DayMonth),
        _ => bit(part),
    }
}

/// The tokens of a match key that a record of two names has, by the things that each joins.
fn tokens(joined: &[Part]) -> Vec<Things> {
    let others = joined.iter().fold(0, |all, &part| all | things(part));
    match joined.iter().filter(|part| part.is_name()).count() {
        0 => vec![others],
        1 => NAMES.map(|name| name | others).to_vec(),
        _ => vec![NAMES[0] | NAMES[1] | others],
    }
}

impl InCommon {
    /// Of two lists whose keys make so many positions of a record, on average, by their numbers.
    pub(super) fn of(here: &BTreeMap<u8, u16>, there: &BTreeMap<u8, u16>) -> Self {
        let all = |positions: &BTreeMap<u8, u16>| positions.values().map(|&n| f64::from(n)).sum();
        let whole = f64::midpoint(all(here), all(there)).max(1.0);
        // Keys that join the same, names by their consonants and by their sounds, are made or not made together.
        let mut keys: BTreeMap<Vec<Part>, (f64, f64)> = BTreeMap::new();
        for (number, &positions) in here {
            let both = f64::from(positions.min(there.get(number).copied().unwrap_or(0)));
            // A file may tell of keys that nobody knows.
            if let Some(key) = MATCH_KEYS.get(usize::from(*number)).filter(|_| both > 0.0) {
                let (most, sum) = keys.entry(key.joins()).or_default();
                *most = most.max(both);
                *sum += both;
            }
        }
        // What a token makes that every record has. People of three names have three pairs of them.
        let of_token = |pairs: bool| {
            keys.iter()
                .filter(|(joined, _)| {
                    pairs || joined.iter().filter(|part| part.is_name()).count() < 2
                })
                .map(|(joined, (most, _))| most / tokens(joined).len() as f64)
                .fold(0.0, f64::max)
        };
        let of_each = if of_token(false) > 0.0 { of_token(false) } else { of_token(true) };
        let each: Vec<(Things, f64, f64)> = keys
            .iter()
            .flat_map(|(joined, &(most, sum))| {
                let tokens = tokens(joined);
                let number = tokens.len() as f64;
                let made = (most / number / of_each).min(1.0);
                tokens.into_iter().map(move |token| (token, made, sum / number / whole))
            })
            .collect();
        let said = each.iter().fold(0, |all, &(token, ..)| all | token);
        let mut by_alike = vec![(0.0, 0.0); 1 + said.count_ones() as usize];
        let mut alike = said;
        loop {
            let (mut none, mut shared) = (1.0, 0.0);
            for &(_, made, share) in each.iter().filter(|(token, ..)| token & alike == *token) {
                none *= 1.0 - made;
                shared += share;
            }
            let sums = &mut by_alike[alike.count_ones() as usize];
            *sums = (sums.0 + none, sums.1 + shared);
            if alike == 0 {
                break;
            }
            alike = (alike - 1) & said;
        }
        Self { by_alike }
    }

    /// Where each thing is written alike with this probability: how probable it is that two records of one person share no match key, and which share of their positions they
    /// have in common on average.
    pub fn at(&self, alike: f64) -> (f64, f64) {
        let things = self.by_alike.len() - 1;
        self.by_alike.iter().enumerate().fold((0.0, 0.0), |(none, shared), (number, sums)| {
            let probability =
                alike.powi(number as i32) * (1.0 - alike).powi((things - number) as i32);
            (none + probability * sums.0, shared + probability * sums.1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys that join these, of so many positions each on both lists.
    fn in_common(told: &[(&[Part], u16)]) -> InCommon {
        let number = |parts: &[Part]| MATCH_KEYS.iter().position(|key| key.parts() == parts);
        let positions: BTreeMap<u8, u16> =
            told.iter().map(|&(parts, n)| (number(parts).unwrap() as u8, n)).collect();
        InCommon::of(&positions, &positions)
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-12
    }

    #[test]
    fn two_names_and_a_day_of_birth_share_what_their_things_make() {
        use Part as P;
        let told: [(&[P], u16); 2] =
            [(&[P::Name, P::Day], 200), (&[P::Name, P::Name, P::Year], 100)];
        let of = in_common(&told);
        for r in [0.0, 0.2, 0.5, 0.9, 1.0_f64] {
            let s = 1.0 - r;
            // Hidden is who has no name alike; one of them, and not the whole day; or both, and not the year.
            let hidden = s * s + 2.0 * r * s * (1.0 - r * r) + r * r * s;
            let shared = 200.0 / 300.0 * r.powi(3) + 100.0 / 300.0 * r.powi(3);
            let (none, common) = of.at(r);
            assert!(
                near(none, hidden) && near(common, shared),
                "{r}: {none} {hidden} {common} {shared}"
            );
        }
    }

    #[test]
    fn a_key_that_half_the_records_lack_hides_the_matches_that_share_it_alone() {
        use Part as P;
        let of = |n| in_common(&[(&[P::Name, P::Day], 200), (&[P::Sound, P::Sound], n)]).at(0.5).0;
        // Both names alike and the day not: 3 of 16 choices.
        assert!(near(of(50) - of(100), 3.0 / 16.0 / 2.0), "{} {}", of(50), of(100));
        assert!(near(of(100), of(300)));
    }

    #[test]
    fn lists_that_say_nothing_share_nothing() {
        let nothing = InCommon::of(&BTreeMap::new(), &BTreeMap::new());
        assert_eq!(nothing.at(0.5), (1.0, 0.0));
        let unknown = BTreeMap::from([(u8::MAX, u16::MAX)]);
        assert_eq!(InCommon::of(&unknown, &unknown).at(1.0), (1.0, 0.0));
    }

    #[test]
    fn all_keys_there_are_can_be_told_at_once() {
        let all: BTreeMap<u8, u16> = (0..=u8::MAX).map(|number| (number, u16::MAX)).collect();
        let of = InCommon::of(&all, &all);
        assert!(of.by_alike.len() <= 13);
        let (none, _) = of.at(1.0);
        assert!(near(none, 0.0));
        let hidden: Vec<f64> = (0..=20).map(|step| of.at(f64::from(step) / 20.0).0).collect();
        assert!(hidden.is_sorted_by(|a, b| a >= b));
    }
}
