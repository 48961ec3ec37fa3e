//! How many people say the same, as far as their list tells: what decides whether that may be joined to a match key.
//!
//! Two names and a year tell most people apart, and do not tell one Maria Silva from another. So a match key is made of what a record
//! says only where hardly anybody else would have it, by how often each of the things that it joins is on the list itself: rare names alone make one,
//! and frequent ones only together with a month and a year, or with a day. It is surprisal (term frequency) without a weight that would betray it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::match_keys::{MOST_PARTS, MatchKey, PARTS, Part, address, each_choice};
use super::said::OfParts;

/// A match key is made where at most so many other people have it, as a share of all.
const RARE: f64 = 4e-6;

/// How many times more often than by themselves two names of one person are another's too, or a name and a place of birth, on lists of many origins: people
/// of one origin share both. Measured on the generated region's lists: 8 for two names, 10 for a name and a place. A list of one origin tells by itself that it is less.
const TOGETHER: f64 = 10.0;
/// Pairs of records that would share both by chance, for which what is measured of lists of many origins counts beside those of the list.
const STRENGTH: f64 = 5.0;

/// What more than so many records say is as frequent as it is on the list.
const FEW: usize = 20;
/// Texts that are shared as often as they are on the list, which count beside those that as many records say.
const STEADY: f64 = 20.0;

/// What people of one origin share.
const BOTH: [[Part; 2]; 2] = [[Part::Name, Part::Name], [Part::Name, Part::BirthPlace]];

/// How often everything is on a list.
pub(super) struct Rarity {
    of_parts: [Shares; PARTS],
    of_addresses: Vec<OfAddress<Shares>>,
    /// How many times more often than by themselves two names are said together, and a name and a place of birth.
    together: [f64; 2],
}

/// What the records of a list say, while they are counted.
pub(super) struct Counting {
    of_parts: [Counts; PARTS],
    of_addresses: Vec<OfAddress<Counts>>,
    /// How many records say both, of what people of one origin share.
    of_both: [FxHashMap<Joined, u32>; 2],
    /// The names and days of birth of those who are counted, where somebody may stand on the list twice.
    seen: Option<FxHashSet<Joined>>,
}

/// What is said of two parts.
type Joined = [u32; 2];

/// Two parts of an address, the number of each text of both, and how frequent it is by that number.
struct OfAddress<T> {
    parts: &'static [Part],
    numbers: FxHashMap<Joined, u32>,
    of_numbers: T,
}

/// How many records say each text of a part, by its number, and how many say any.
#[derive(Default)]
struct Counts {
    of: Vec<u32>,
    records: u32,
}

/// What share of other people says each text of a part, by its number, and what is not on the list.
struct Shares {
    of: Vec<f64>,
    unseen: f64,
}

impl Counting {
    /// Of no record yet. On a list that is not `clean` people may stand twice: who shares a name and the day of birth with somebody is not counted again.
    pub(super) fn new(keys: &'static [MatchKey], clean: bool) -> Self {
        let mut of_addresses: Vec<OfAddress<Counts>> = Vec::new();
        for parts in keys.iter().map(MatchKey::address) {
            if parts.len() > 1 && of_addresses.iter().all(|two| two.parts != parts) {
                let (numbers, of_numbers) = Default::default();
                of_addresses.push(OfAddress { parts, numbers, of_numbers });
            }
        }
        let seen = (!clean).then(FxHashSet::default);
        Self { of_parts: Default::default(), of_addresses, of_both: Default::default(), seen }
    }

    /// Counts a record.
    pub(super) fn count(&mut self, said: &OfParts) {
        let mut again = false;
        if let Some(seen) = &mut self.seen {
            each_of_two(&[Part::Name, Part::Day], said, |both| again |= !seen.insert(both));
        }
        if again {
            return;
        }
        for (counts, texts) in self.of_parts.iter_mut().zip(said) {
            counts.records += u32::from(!texts.is_empty());
            for &text in texts {
                counts.add(text);
            }
        }
        for (both, of_both) in BOTH.iter().zip(&mut self.of_both) {
            each_of_two(both, said, |both| *of_both.entry(both).or_default() += 1);
        }
        for OfAddress { parts, numbers, of_numbers } in &mut self.of_addresses {
            let mut any = false;
            each_of_two(parts, said, |both| {
                any = true;
                let fresh = numbers.len() as u32;
                of_numbers.add(*numbers.entry(both).or_insert(fresh));
            });
            of_numbers.records += u32::from(any);
        }
    }

    /// How often everything is, when all records are counted.
    pub(super) fn rarity(self) -> Rarity {
        let together = std::array::from_fn(|which| self.times_together(which));
        let of_addresses =
            self.of_addresses.into_iter().map(|OfAddress { parts, numbers, of_numbers }| {
                let usual = parts.iter().map(|part| part.usual_share()).product();
                OfAddress { parts, numbers, of_numbers: of_numbers.shares(usual) }
            });
        Rarity {
            of_addresses: of_addresses.collect(),
            of_parts: Part::ALL.map(|part| self.of_parts[part as usize].shares(part.usual_share())),
            together,
        }
    }

    /// Pairs of records that say both over those that would if one said nothing of the other.
    fn times_together(&self, which: usize) -> f64 {
        let counts = BOTH[which].map(|part| &self.of_parts[part as usize]);
        let all = f64::from(counts[0].records.max(counts[1].records).max(1));
        let (mut seen, mut by_chance) = (0.0, 0.0);
        for (&[first, second], &records) in &self.of_both[which] {
            let others = |place: usize, text: u32| f64::from(counts[place].of[text as usize] - 1);
            let records = f64::from(records);
            seen += records * (records - 1.0);
            by_chance += records * others(0, first) * others(1, second) / all;
        }
        ((seen + STRENGTH * TOGETHER) / (by_chance + STRENGTH)).clamp(1.0, TOGETHER)
    }
}

/// Calls back with each choice of what is said of two parts.
fn each_of_two(parts: &[Part], said: &OfParts, mut each: impl FnMut(Joined)) {
    let of = |part: Part| said[part as usize].len();
    each_choice(parts, of, |chosen| each(joined(parts, chosen, said)));
}

fn joined(parts: &[Part], chosen: &[usize], said: &OfParts) -> Joined {
    std::array::from_fn(|place| said[parts[place] as usize][chosen[place]])
}

impl Counts {
    fn add(&mut self, text: u32) {
        let text = text as usize;
        if text >= self.of.len() {
            self.of.resize(text + 1, 0);
        }
        self.of[text] += 1;
    }

    /// Of what few records say, how many others say it is more or less by chance, and what nobody else does somebody on another list does all the same. What `n` records say is
    /// shared with as many others as the records that one more says, by the texts that `n` do (Robbins 1956, Proceedings of the Third Berkeley Symposium, 157-163):
    /// of days of birth a fifth of a person among a thousand, whether they stand on the list once or twice, and of names nearly as many as there are.
    /// `usual` is what is known of any list: it counts as the number of records among which one would share.
    fn shares(&self, usual: f64) -> Shares {
        let mut said_by = [0.0; FEW + 2];
        for &records in &self.of {
            if let Some(texts) = said_by.get_mut(records as usize) {
                *texts += 1.0;
            }
        }
        let all = f64::from(self.records.max(1));
        let alone = (2.0 * said_by[2] + 1.0) / (said_by[1] + 1.0 / (all * usual));
        // How many others say what one record says, what two do, and so on.
        let mut others = [alone.min(1.0); FEW];
        for records in 2..=FEW {
            let (more, on_list) = ((records + 1) as f64, (records - 1) as f64);
            let texts = said_by[records] + STEADY;
            let expected = (more * said_by[records + 1] + STEADY * on_list) / texts;
            others[records - 1] = expected.min(on_list).max(others[records - 2]);
        }
        let share = |&records: &u32| {
            let on_list = records.saturating_sub(1);
            others.get(on_list as usize).copied().unwrap_or(f64::from(on_list)) / all
        };
        Shares { of: self.of.iter().map(share).collect(), unseen: others[0] / all }
    }
}

impl Shares {
    fn of(&self, text: Option<u32>) -> f64 {
        text.and_then(|text| self.of.get(text as usize)).copied().unwrap_or(self.unseen)
    }
}

impl Rarity {
    /// The share of other people who have the match key that joins these of what a record says, if it is made: where hardly anybody has it, and nothing that says less
    /// stands in its place.
    pub(super) fn made(&self, key: &MatchKey, chosen: &[usize], said: &OfParts) -> Option<f64> {
        let share = self.share(key.parts(), chosen, said);
        let is_made = share <= RARE
            && key.else_of().is_none_or(|parts| {
                let mut of_else = [0; MOST_PARTS];
                let shared = parts.len() - 1;
                of_else[..shared].copy_from_slice(&chosen[..shared]);
                self.share(parts, &of_else[..parts.len()], said) > RARE
            });
        is_made.then_some(share)
    }

    /// The share of other people of whom all of this is said.
    fn share(&self, parts: &'static [Part], chosen: &[usize], said: &OfParts) -> f64 {
        let address = address(parts);
        let alone = chosen.len() - if address.len() > 1 { address.len() } else { 0 };
        let (mut share, mut names, mut places) = (1.0, 0, 0);
        for (&part, &which) in parts.iter().zip(&chosen[..alone]) {
            share *= self.of_parts[part as usize].of(Some(said[part as usize][which]));
            names += i32::from(part.is_name());
            places += i32::from(part == Part::BirthPlace);
        }
        if alone < chosen.len()
            && let Some(two) = self.of_addresses.iter().find(|two| two.parts == address)
        {
            let both = joined(address, &chosen[alone..], said);
            share *= two.of_numbers.of(two.numbers.get(&both).copied());
        }
        let [of_names, of_places] = self.together;
        let (names, places) = ((names - 1).max(0), places.min(names));
        share * of_names.powi(names) * of_places.powi(places)
    }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt as _, SeedableRng as _};
    use rand_chacha::ChaCha8Rng;

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
        let mut counting = Counting::new(&MATCH_KEYS, clean);
        for said in records {
            counting.count(&of_parts(said));
        }
        counting.rarity()
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
                    if rarity.made(key, chosen, &said).is_some() {
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
    fn frequent_names_of_one_origin_make_a_key_with_a_birthday_and_those_that_go_together_do_not() {
        let key = &[Part::Name, Part::Name, Part::DayMonth][..];
        let born = |names: [u32; 2], number: u32| -> Said {
            let mut said = person(names, number);
            said.push((Part::DayMonth, number % 300));
            said
        };
        // Every name is one of thirty; either any two go together, or those of one of six origins.
        let of_one = |number: u32| [number % 30, 1_000 + number / 30 % 30];
        let of_many = |number: u32| [number % 30, 1_000 + number % 6 + 6 * (number / 30 % 5)];
        let made_of = |names: fn(u32) -> [u32; 2]| {
            let people: Vec<Said> = (0..9_000).map(|number| born(names(number), number)).collect();
            let rarity = rarity(&people, true);
            people.iter().filter(|said| made(&rarity, said).contains(&key)).count()
        };
        assert_eq!(made_of(of_one), 9_000);
        assert_eq!(made_of(of_many), 0);
    }

    #[test]
    fn a_day_that_two_share_by_chance_is_as_rare_as_any_other() {
        // On 20,000 days, each with one of a hundred names.
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let days: Vec<u32> = (0..2_000).map(|_| random.random_range(0..20_000)).collect();
        let people: Vec<Said> = (0..)
            .zip(&days)
            .map(|(number, &day)| person([number % 100, 1_000 + number % 100], day))
            .collect();
        let rarity = rarity(&people, true);
        let on_the_day = |day: &u32| days.iter().filter(|other| *other == day).count();
        let two = people.iter().zip(&days).filter(|(_, day)| on_the_day(day) == 2);
        let two: Vec<&Said> = two.map(|(said, _)| said).collect();
        assert!(two.len() > 100, "{}", two.len());
        for said in two {
            assert!(made(&rarity, said).contains(&&[Part::Name, Part::Day][..]));
        }
    }

    #[test]
    fn where_names_and_a_year_are_frequent_most_of_the_day_stands_for_it() {
        let born = |names: [u32; 2], number: u32| -> Said {
            let mut said = person(names, number);
            said.extend([(Part::MostOfDay, number % 480), (Part::MostOfDay, 480 + number % 1_100)]);
            said
        };
        let people: Vec<Said> = (0..9_000)
            .map(|number| match number % 2 {
                0 => born([number % 60, 1_000 + number / 60 % 60], number),
                _ => born([number, 10_000 + number], number),
            })
            .collect();
        let rarity = rarity(&people, true);
        let by_year = [Part::Name, Part::Name, Part::Year];
        let by_most = [Part::Name, Part::Name, Part::MostOfDay];
        for (person, most, year) in [(0, 2, 0), (1, 0, 1)] {
            let made = made(&rarity, &people[person]);
            let count = |parts: [Part; 3]| made.iter().filter(|made| ***made == parts).count();
            assert_eq!((count(by_most), count(by_year)), (most, year), "{made:?}");
        }
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
