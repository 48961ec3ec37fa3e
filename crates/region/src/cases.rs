//! Case lists of made-up people as several organisations would keep them, with the truth.
//!
//! A population of victims is made up; lists catch some of them, independently of each other or
//! not; each list writes whom it caught in its own columns, language, script and habits, and makes
//! its own mistakes. What a linkage finds out about the lists can be held against who truly stands
//! on which, and an estimate against how many people there truly are.
//!
//! ```
//! use concert_region::{CaseParameters, case_lists};
//!
//! let world = case_lists(&CaseParameters::ordinary(500, 3), 1)?;
//! assert_eq!(world.lists.len(), 3);
//! let police = &world.lists[0];
//! assert_eq!((police.name.as_str(), police.headings[1].as_str()), ("police", "Surname"));
//! assert_eq!(police.rows.len(), police.people.len());
//! assert!(world.truth.observed() < u64::from(world.truth.population));
//! # Ok::<(), concert_region::CaseRefusal>(())
//! ```

mod birth;
mod caught;
mod country_words;
mod keeper;
mod layouts;
mod name_slips;
mod name_text;
mod parameters;
mod record;
mod slips;
mod typing;

use std::collections::BTreeMap;
use std::fmt;

pub use keeper::Keeper;
pub use parameters::{
    CaseParameters, CaseRefusal, Dependence, ListParameters, MOST_LISTS, MOST_PEOPLE,
};
pub use slips::{Slip, SlipRates, Slips};

use crate::chance::{Chance, Purpose};
use crate::people::Person;
use record::{Place, Written};

/// Most records of one person on one list.
const MOST_COPIES: u8 = 12;

/// Lists and the truth about them.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseWorld {
    /// What the world was made from.
    pub parameters: CaseParameters,
    /// Which of the worlds of these parameters it is.
    pub seed: u64,
    /// The lists, in the order of the bits of a capture history.
    pub lists: Vec<GeneratedList>,
    /// What no real list shows.
    pub truth: CaseTruth,
}

/// A list as its keeper would hand it over. The people on it are made up, all of them.
#[derive(Clone, PartialEq)]
pub struct GeneratedList {
    /// The name of the list.
    pub name: String,
    /// Who keeps it.
    pub keeper: Keeper,
    /// Nobody stands on it twice.
    pub clean: bool,
    /// The headings of the columns. The first column is the list's own number of a record.
    pub headings: Vec<String>,
    /// The records, each with a text for every heading, empty where the value is missing.
    pub rows: Vec<Vec<String>>,
    /// The number of the person in every row.
    pub people: Vec<u32>,
}

/// The truth about lists.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseTruth {
    /// How many people there are, on a list or on none.
    pub population: u32,
    /// Capture histories in ascending order, each with how many people have it: bit `i` is set for
    /// those who are on list `i`. People on no list are not counted here.
    pub histories: Vec<(u16, u64)>,
    /// For each list and row what went wrong there, and what could have.
    pub records: Vec<Vec<RecordTruth>>,
}

/// What went wrong in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordTruth {
    /// What did.
    pub planted: Slips,
    /// What could have: where the slip leaves something to be seen.
    pub possible: Slips,
}

impl CaseTruth {
    /// How many people are on any list.
    pub fn observed(&self) -> u64 {
        self.histories.iter().map(|(_, people)| people).sum()
    }
}

impl CaseWorld {
    /// A person of the population, on a list or on none.
    pub fn person(&self, number: u32) -> Person {
        let parameters = &self.parameters;
        Person::draw(self.seed, number, parameters.today, &parameters.traditions)
    }
}

impl fmt::Debug for GeneratedList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a generated case list of {} records", self.rows.len())
    }
}

/// Makes case lists; equal parameters and seeds make equal ones.
pub fn case_lists(parameters: &CaseParameters, seed: u64) -> Result<CaseWorld, CaseRefusal> {
    parameters.check()?;
    let mut written: Vec<Vec<(u32, Written)>> =
        parameters.lists.iter().map(|_| Vec::new()).collect();
    let mut histories: BTreeMap<u16, u64> = BTreeMap::new();
    for number in 0..parameters.population {
        let history = caught::history(parameters, seed, number);
        if history == 0 {
            continue;
        }
        *histories.entry(history).or_default() += 1;
        let person = Person::draw(seed, number, parameters.today, &parameters.traditions);
        for (at, list) in parameters.lists.iter().enumerate() {
            if history & (1 << at) == 0 {
                continue;
            }
            for copy in 0..MOST_COPIES {
                let place = Place { list: at, copy };
                let record = record::write(&person, list, place, parameters.today, seed);
                written[at].push((number, record));
                if !record::stands_again(number, place, list.duplicates, seed) {
                    break;
                }
            }
        }
    }
    let mut truth = CaseTruth {
        population: parameters.population,
        histories: histories.into_iter().collect(),
        records: Vec::new(),
    };
    let mut lists = Vec::new();
    for (at, records) in written.into_iter().enumerate() {
        let (list, records) = in_order(parameters, at, records, seed);
        lists.push(list);
        truth.records.push(records);
    }
    Ok(CaseWorld { parameters: parameters.clone(), seed, lists, truth })
}

/// Worlds of the same parameters, one for each seed: what a measurement over many worlds runs through.
///
/// ```
/// use concert_region::{CaseParameters, case_worlds};
///
/// let parameters = CaseParameters::ordinary(200, 4);
/// let people: Vec<u64> =
///     case_worlds(&parameters, 1..=5)?.map(|world| world.truth.observed()).collect();
/// assert_eq!(people.len(), 5);
/// # Ok::<(), concert_region::CaseRefusal>(())
/// ```
pub fn case_worlds<S>(
    parameters: &CaseParameters,
    seeds: S,
) -> Result<impl Iterator<Item = CaseWorld> + use<'_, S>, CaseRefusal>
where
    S: IntoIterator<Item = u64>,
{
    parameters.check()?;
    Ok(seeds.into_iter().filter_map(|seed| case_lists(parameters, seed).ok()))
}

/// The records of a list in an order that tells nothing, numbered.
fn in_order(
    parameters: &CaseParameters,
    at: usize,
    mut records: Vec<(u32, Written)>,
    seed: u64,
) -> (GeneratedList, Vec<RecordTruth>) {
    let list = &parameters.lists[at];
    let layout = list.keeper.layout();
    Chance::of(seed, Purpose::Order, at as u64).shuffle(&mut records);
    let earlier = parameters.lists[..at].iter().filter(|it| it.keeper == list.keeper).count();
    let mut generated = GeneratedList {
        name: match earlier {
            0 => layout.name.to_owned(),
            more => format!("{}-{}", layout.name, more + 1),
        },
        keeper: list.keeper,
        clean: list.duplicates == 0.0,
        headings: layout.columns.iter().map(|(_, heading)| (*heading).to_owned()).collect(),
        rows: Vec::with_capacity(records.len()),
        people: Vec::with_capacity(records.len()),
    };
    let mut truth = Vec::with_capacity(records.len());
    for (number, (person, mut record)) in records.into_iter().enumerate() {
        record.row[0] = format!("{}{:06}", layout.prefix, number + 1);
        generated.rows.push(record.row);
        generated.people.push(person);
        truth.push(RecordTruth { planted: record.planted, possible: record.possible });
    }
    (generated, truth)
}
