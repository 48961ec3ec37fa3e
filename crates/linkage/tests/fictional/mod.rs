//! Made-up people: names put together from syllables, frequent and rare ones by Zipf's law, and birth dates of adults.

#![expect(dead_code, reason = "the tests and each example use a part of it")]
#![expect(clippy::unwrap_used, reason = "tables of syllables are not empty")]

use concert_linkage::attack::TokenSets;
use concert_linkage::{CaseColumn, CaseList};
use concert_terms::CaseField;
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

pub(crate) struct Person {
    pub(crate) given: String,
    pub(crate) family: String,
    pub(crate) year: u32,
    pub(crate) month: u32,
    pub(crate) day: u32,
    pub(crate) female: bool,
}

/// The pools that people's names come from: the same for every list of one country.
pub(crate) struct Country {
    given: Vec<String>,
    family: Vec<String>,
}

impl Country {
    pub(crate) fn new(seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        Self { given: names(&mut rng, 600, 2..4), family: names(&mut rng, 4000, 2..4) }
    }

    pub(crate) fn people(&self, number: usize, seed: u64) -> Vec<Person> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        (0..number)
            .map(|_| Person {
                given: self.given[zipf(&mut rng, self.given.len(), 0.9)].clone(),
                family: self.family[zipf(&mut rng, self.family.len(), 0.8)].clone(),
                year: 2008 - (rng.random::<f64>().sqrt() * 50.0) as u32,
                month: rng.random_range(1..=12),
                day: rng.random_range(1..=28),
                female: rng.random_bool(0.8),
            })
            .collect()
    }
}

/// Names of a few syllables. Consonants and vowels are drawn with unequal frequencies, as in languages.
fn names(rng: &mut impl Rng, number: usize, syllables: std::ops::Range<usize>) -> Vec<String> {
    const ONSETS: [&str; 27] = [
        "m", "n", "r", "l", "s", "k", "t", "d", "b", "h", "j", "z", "f", "g", "v", "p", "sh", "y",
        "m", "n", "r", "l", "s", "k", "a", "kh", "ch",
    ];
    const VOWELS: [&str; 12] = ["a", "a", "a", "i", "i", "e", "e", "o", "u", "ai", "ei", "ou"];
    const CODAS: [&str; 14] = ["", "", "", "", "", "n", "r", "l", "m", "s", "d", "t", "k", "b"];
    let mut pick = |from: &[&'static str]| *from.choose(rng).unwrap();
    let mut made = std::collections::BTreeSet::new();
    let mut names = Vec::new();
    let mut length = syllables.clone().cycle();
    while names.len() < number {
        let name: String = (0..length.next().unwrap_or(2))
            .flat_map(|_| [pick(&ONSETS), pick(&VOWELS), pick(&CODAS)])
            .collect();
        if made.insert(name.clone()) {
            names.push(name);
        }
    }
    names
}

/// A rank, of which number `r` (from 1) is drawn in proportion to `r^-s`, by inversion of the integral.
fn zipf(rng: &mut impl Rng, ranks: usize, s: f64) -> usize {
    let top = (ranks as f64 + 1.0).powf(1.0 - s);
    let rank = (1.0 + rng.random::<f64>() * (top - 1.0)).powf(1.0 / (1.0 - s));
    (rank as usize).clamp(1, ranks) - 1
}

/// Bigrams of both names with their ends marked, and of the digits of the birth date.
pub(crate) fn bigrams(person: &Person) -> Vec<u64> {
    let date = format!("{:04}{:02}{:02}", person.year, person.month, person.day);
    [(0, format!("_{}_", person.given)), (1, format!("_{}_", person.family)), (2, date)]
        .iter()
        .flat_map(|(field, text)| {
            let bytes: Vec<u8> = text.bytes().collect();
            let pairs: Vec<u64> = bytes
                .windows(2)
                .map(|pair| field << 16 | u64::from(pair[0]) << 8 | u64::from(pair[1]))
                .collect();
            pairs
        })
        .collect()
}

pub(crate) fn token_sets(people: &[Person]) -> TokenSets {
    let mut sets = TokenSets::new();
    for person in people {
        sets.push(&bigrams(person));
    }
    sets
}

pub(crate) fn birth_dates(people: &[Person]) -> Vec<u64> {
    people.iter().map(|p| u64::from(p.year * 10_000 + p.month * 100 + p.day)).collect()
}

pub(crate) fn birth_years(people: &[Person]) -> Vec<u64> {
    people.iter().map(|p| u64::from(p.year)).collect()
}

pub(crate) fn case_list(people: &[Person]) -> CaseList {
    let column = |field, heading: &str, text: &dyn Fn(&Person) -> String| CaseColumn {
        field,
        heading: heading.into(),
        values: people.iter().map(text).collect(),
    };
    CaseList {
        name: "fictional".into(),
        ids: (0..people.len()).map(|number| number.to_string()).collect(),
        columns: vec![
            column(CaseField::GivenName, "given", &|p| p.given.clone()),
            column(CaseField::FamilyName, "family", &|p| p.family.clone()),
            column(CaseField::BirthDate, "born", &|p| {
                format!("{:04}-{:02}-{:02}", p.year, p.month, p.day)
            }),
            column(CaseField::Sex, "sex", &|p| {
                if p.female { "female".into() } else { "male".into() }
            }),
        ],
        clean: true,
    }
}
