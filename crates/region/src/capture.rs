//! Capture tables: who of the victims of a country is on which list.
//!
//! The lists depend on each other (a shelter learns of people from the police) and people differ
//! (some are hidden from every list, and each form is seen by other lists), as in life. The
//! estimators of the field are tried on exactly this.

use concert_terms::PlaceCode;
use serde::{Deserialize, Serialize};

use crate::chance::{Chance, Purpose, running};

/// The lists, in the order of their bits.
pub const LISTS: [&str; 5] = ["police", "shelters", "hotline", "labour-inspectorate", "health"];

const HISTORIES: usize = 1 << LISTS.len();

/// How many people share each capture history in one country, in the year before the region's
/// today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureTable {
    /// The country.
    pub country: PlaceCode,
    /// Names of the lists.
    pub lists: Vec<String>,
    /// Histories in ascending order, each with how many people have it: bit `i` of a history is
    /// set for those who are on list `i`. People on no list are not in the table, and neither are
    /// histories of nobody.
    pub counts: Vec<(u16, u64)>,
}

impl CaptureTable {
    /// How many people are on any list.
    pub fn observed(&self) -> u64 {
        self.counts.iter().map(|(_, people)| people).sum()
    }
}

/// A group of victims that the lists see alike: its share of all and the probability of being on
/// each list, were the lists independent.
struct Group {
    share: f64,
    on: [f64; 5],
}

/// Sexual, labour and other exploitation, in each a part that is seen and a part that is hidden.
const GROUPS: [Group; 6] = [
    Group { share: 0.22, on: [0.22, 0.24, 0.12, 0.01, 0.13] },
    Group { share: 0.20, on: [0.07, 0.08, 0.05, 0.01, 0.06] },
    Group { share: 0.20, on: [0.10, 0.08, 0.10, 0.25, 0.05] },
    Group { share: 0.23, on: [0.03, 0.03, 0.04, 0.09, 0.03] },
    Group { share: 0.08, on: [0.16, 0.14, 0.06, 0.03, 0.14] },
    Group { share: 0.07, on: [0.04, 0.05, 0.02, 0.01, 0.05] },
];

/// Pairs of lists that depend on each other: the factor on the odds of the second for those who
/// are on the first.
const DEPENDENCES: [(usize, usize, f64); 4] = [(0, 1, 3.0), (2, 0, 1.8), (3, 1, 0.5), (1, 4, 2.2)];

/// Simulates the table of a country with so many victims.
pub(crate) fn capture_table(
    seed: u64,
    number: usize,
    country: PlaceCode,
    people: u64,
) -> CaptureTable {
    let mut chance = Chance::of(seed, Purpose::Capture, number as u64);
    let cells: Vec<Vec<f64>> = GROUPS.iter().map(|group| running(histories(group))).collect();
    let groups = running(GROUPS.iter().map(|group| group.share));
    let mut counts = [0; HISTORIES];
    for _ in 0..people {
        let group = chance.by_running_weight(&groups);
        counts[chance.by_running_weight(&cells[group])] += 1;
    }
    CaptureTable {
        country,
        lists: LISTS.map(str::to_owned).to_vec(),
        counts: (1..HISTORIES)
            .filter(|history| counts[*history] > 0)
            .map(|history| (history as u16, counts[history]))
            .collect(),
    }
}

/// The weight of every history for a group: a log-linear model with its dependences as
/// interactions.
fn histories(group: &Group) -> impl Iterator<Item = f64> {
    (0..HISTORIES).map(|history| {
        let is_on = |list: usize| history & (1 << list) != 0;
        let alone: f64 = (0..LISTS.len())
            .filter(|list| is_on(*list))
            .map(|list| group.on[list] / (1.0 - group.on[list]))
            .product();
        let together: f64 = DEPENDENCES
            .iter()
            .filter(|(first, second, _)| is_on(*first) && is_on(*second))
            .map(|(_, _, factor)| factor)
            .product();
        alone * together
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(people: u64) -> CaptureTable {
        capture_table(9, 0, "QM".parse().unwrap(), people)
    }

    #[test]
    fn most_people_are_on_no_list_and_no_history_is_empty() {
        let table = table(10_000);
        assert!((2500..5500).contains(&table.observed()), "{}", table.observed());
        assert!(table.counts.iter().all(|(bits, people)| *bits > 0 && *people > 0));
        assert!(table.counts.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn police_and_shelters_know_more_of_the_same_people_than_chance_explains() {
        let table = table(200_000);
        let on = |mask: u16| -> f64 {
            let counts = table.counts.iter().filter(|(bits, _)| bits & mask == mask);
            counts.map(|(_, people)| *people as f64).sum::<f64>() / 200_000.0
        };
        assert!(on(0b11) > 1.8 * on(0b01) * on(0b10));
    }
}
