//! How many people say the same, as far as their list tells: what decides whether that may be joined to a match key.
//!
//! Two names and a year tell most people apart, and do not tell one Maria Silva from another. So a match key is made of what a record
//! says only where hardly anybody else would have it, by how often each of the things that it joins is on the list itself: rare names alone make one,
//! and frequent ones only together with a day. It is surprisal (term frequency) without a weight that would betray it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::match_keys::{MatchKey, PARTS, Part, each_choice};
use super::said::OfParts;

/// A match key is made where at most so many other people have it, as a share of all.
const RARE: f64 = 1e-5;

/// How many times more often than by themselves two names of one person are another's too, or a name and a place of birth: people
/// of one origin share both. Measured on the generated region's lists, whose people are of many origins: 8 for two names, 10 for a name and a place.
const TOGETHER: f64 = 10.0;

/// How often everything is on a list.
#[derive(Default)]
pub(super) struct Rarity {
    of_parts: [Counts; PARTS],
    of_addresses: Vec<(&'static [Part], Counts)>,
    /// The names and days of birth of those who are counted, where somebody may stand on the list twice.
    seen: Option<FxHashSet<Joined>>,
}

/// What is said of one or two parts; of one, the second number is 0.
type Joined = [u32; 2];

/// How many records say each text of a part, or of some parts of an address.
#[derive(Default)]
struct Counts {
    of: FxHashMap<Joined, u32>,
    records: u32,
    /// The number of others who say what only one record does.
    alone: f64,
}

impl Rarity {
    /// Of no record yet. On a list that is not `clean` people may stand twice: who shares a name and the day of birth with somebody is not counted again.
    pub(super) fn new(keys: &'static [MatchKey], clean: bool) -> Self {
        let mut of_addresses: Vec<(&[Part], Counts)> = Vec::new();
        for address in keys.iter().map(MatchKey::address) {
            if address.len() > 1 && of_addresses.iter().all(|(known, _)| *known != address) {
                of_addresses.push((address, Counts::default()));
            }
        }
        let seen = (!clean).then(FxHashSet::default);
        Self { of_addresses, seen, ..Self::default() }
    }

    /// Counts a record.
    pub(super) fn count(&mut self, said: &OfParts) {
        let mut again = false;
        if let Some(seen) = &mut self.seen {
            let known_by = [Part::Name, Part::Day];
            each_choice(
                &known_by,
                |part| said[part as usize].len(),
                |chosen| {
                    let is_new = seen.insert(joined(&known_by, chosen, said));
                    again |= !is_new;
                },
            );
        }
        if again {
            return;
        }
        for (counts, texts) in self.of_parts.iter_mut().zip(said) {
            counts.records += u32::from(!texts.is_empty());
            for &text in texts {
                counts.add([text, 0]);
            }
        }
        for (address, counts) in &mut self.of_addresses {
            let mut any = false;
            each_choice(
                address,
                |part| said[part as usize].len(),
                |chosen| {
                    any = true;
                    counts.add(joined(address, chosen, said));
                },
            );
            counts.records += u32::from(any);
        }
    }

    /// To be called when all records are counted.
    pub(super) fn close(&mut self) {
        for (number, counts) in self.of_parts.iter_mut().enumerate() {
            counts.close(Part::ALL[number].usual_share());
        }
        for (address, counts) in &mut self.of_addresses {
            let usual = address.iter().map(|part| part.usual_share()).product();
            counts.close(usual);
        }
        self.seen = None;
    }

    /// Whether hardly anybody else has the match key that joins these of what a record says.
    pub(super) fn is_rare(&self, key: &MatchKey, chosen: &[usize], said: &OfParts) -> bool {
        let address = key.address();
        let alone = chosen.len() - if address.len() > 1 { address.len() } else { 0 };
        let (mut share, mut of_one_origin) = (1.0, 0);
        for (&part, &which) in key.parts().iter().zip(&chosen[..alone]) {
            let text = said[part as usize][which];
            share *= self.of_parts[part as usize].share([text, 0]);
            of_one_origin += i32::from(part.tells_origin());
        }
        if let Some((_, counts)) = self.of_addresses.iter().find(|(known, _)| *known == address) {
            share *= counts.share(joined(address, &chosen[alone..], said));
        }
        share * TOGETHER.powi((of_one_origin - 1).max(0)) <= RARE
    }
}

/// What is said of two parts.
fn joined(parts: &[Part], chosen: &[usize], said: &OfParts) -> Joined {
    std::array::from_fn(|place| said[parts[place] as usize][chosen[place]])
}

impl Counts {
    fn add(&mut self, said: Joined) {
        *self.of.entry(said).or_default() += 1;
    }

    /// Who says what nobody else does shares it with somebody all the same, of other lists: with as many as there are for each of them who share
    /// theirs with one (Robbins 1956, Proceedings of the Third Berkeley Symposium, 157-163). `usual` is what is known of any list: it counts as the number of records
    /// among which one would share.
    fn close(&mut self, usual: f64) {
        let said_by = |records: u32| self.of.values().filter(|&&n| n == records).count() as f64;
        let usual_others = f64::from(self.records.max(1)) * usual;
        let alone = (2.0 * said_by(2) + 1.0) / (said_by(1) + 1.0 / usual_others);
        self.alone = alone.min(1.0);
    }

    /// The share of other people who say the same.
    fn share(&self, said: Joined) -> f64 {
        let others = self.of.get(&said).map_or(0, |&records| records - 1);
        f64::from(others).max(self.alone) / f64::from(self.records.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::super::match_keys::MATCH_KEYS;
    use super::*;

    type Said = Vec<(Part, u32)>;

    fn of_parts(said: &Said) -> OfParts {
        let mut of_parts = OfParts::default();
        for &(part, text) in said {
            of_parts[part as usize].push(text);
        }
        of_parts
    }

    fn rarity(records: &[Said], clean: bool) -> Rarity {
        let mut rarity = Rarity::new(&MATCH_KEYS, clean);
        for said in records {
            rarity.count(&of_parts(said));
        }
        rarity.close();
        rarity
    }

    /// The match keys that a record makes, by the parts that they join.
    fn made(rarity: &Rarity, said: &Said) -> Vec<&'static [Part]> {
        let said = of_parts(said);
        let mut made = Vec::new();
        for key in &MATCH_KEYS {
            each_choice(
                key.parts(),
                |part| said[part as usize].len(),
                |chosen| {
                    if rarity.is_rare(key, chosen, &said) {
                        made.push(key.parts());
                    }
                },
            );
        }
        made
    }

    fn person(names: [u32; 2], number: u32) -> Said {
        let [given, family] = names;
        vec![
            (Part::Name, given),
            (Part::Name, family),
            (Part::Sound, given),
            (Part::Sound, family),
            (Part::Day, number),
            (Part::Year, number % 40),
        ]
    }

    #[test]
    fn frequent_names_make_a_match_key_with_a_day_only_and_rare_ones_by_themselves() {
        let maria_silva = [90_000, 90_001];
        let people: Vec<Said> = (0..1_000)
            .map(|number| match number % 20 {
                0 => person(maria_silva, number),
                _ => person([number, 1_000 + number], number),
            })
            .collect();
        let rarity = rarity(&people, true);
        let (frequent, rare) = (made(&rarity, &people[0]), made(&rarity, &people[1]));
        assert_eq!(frequent, [[Part::Name, Part::Day]; 2]);
        assert!(rare.contains(&&[Part::Sound, Part::Sound][..]), "{rare:?}");
        assert!(rare.contains(&&[Part::Name, Part::Name, Part::Year][..]), "{rare:?}");
    }

    #[test]
    fn an_address_that_many_share_makes_no_match_key_though_its_street_and_its_number_are_rare() {
        let living = |number: u32, house: u32| -> Said {
            let mut said = person([number % 300, 5_000 + number % 300], number);
            said.extend([(Part::Street, house), (Part::House, house)]);
            said
        };
        // Every tenth lives in one house.
        let house = |number: u32| if number.is_multiple_of(10) { 90_000 } else { number };
        let people: Vec<Said> = (0..1_000).map(|number| living(number, house(number))).collect();
        let rarity = rarity(&people, true);
        let key = &[Part::Name, Part::Street, Part::House][..];
        assert!(!made(&rarity, &people[0]).contains(&key));
        assert!(made(&rarity, &people[1]).contains(&key));
    }

    #[test]
    fn who_stands_on_a_list_many_times_does_not_make_a_name_frequent() {
        let people: Vec<Said> = (0..800)
            .map(|number| number / 8)
            .map(|number| person([number, 1_000 + number], number))
            .collect();
        let key = &[Part::Name, Part::Day][..];
        assert!(made(&rarity(&people, false), &people[0]).contains(&key));
        assert!(!made(&rarity(&people, true), &people[0]).contains(&key));
    }

    #[test]
    fn of_a_person_alone_what_is_usual_is_believed() {
        let alone = person([2, 3], 1);
        let made = made(&rarity(std::slice::from_ref(&alone), true), &alone);
        assert!(made.contains(&&[Part::Name, Part::Day][..]), "{made:?}");
        assert!(!made.contains(&&[Part::Sound, Part::Sound][..]), "{made:?}");
    }
}
