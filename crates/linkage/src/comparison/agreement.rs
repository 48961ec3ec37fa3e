//! How two records agree, variable by variable.

use super::bags::{
    Bags, DIFFERENT, INITIAL, LEVELS, MISSING, NOTHING, SAME, SIMILAR, SOME, SWAPPED,
};
use super::births::Birth;
use super::variables::{Comparer, Variables};
use super::words::Known;

/// How a pair of records agrees.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Agreement {
    /// The level of variable `i` in bits `4 * i` to `4 * i + 3`.
    pub(crate) pattern: u64,
    /// What the rarity of the agreed values adds, in bits.
    pub(crate) rarity: f32,
}

/// The level of a variable in a pattern.
pub(crate) fn level_of(pattern: u64, variable: usize) -> usize {
    (pattern >> (4 * variable) & 15) as usize
}

// A level fits into four bits.
const _: () = assert!(LEVELS == 16 && DIFFERENT == 15);

/// The values of each record in all columns, one record after the other, in the order in which they are compared: who compares
/// two records far apart waits for memory once and not for each column.
#[derive(Default)]
pub(super) struct Rows {
    values: Vec<u32>,
    columns: usize,
}

impl Rows {
    /// Puts the values of each record side by side.
    pub(super) fn of(comparers: &[Comparer], records: u32) -> Self {
        let columns: Vec<Vec<u32>> = comparers
            .iter()
            .flat_map(|comparer| match comparer {
                Comparer::Names(given, family) => {
                    vec![given.of_record.clone(), family.of_record.clone()]
                }
                Comparer::Bag(bags) => vec![bags.of_record.clone()],
                Comparer::Birth(births) => {
                    vec![births.of_record.iter().map(|birth| birth.packed()).collect()]
                }
                Comparer::Ages(_) => Vec::new(),
                Comparer::Place(places) => {
                    places.parts.iter().map(|part| part.of_record.clone()).collect()
                }
            })
            .collect();
        let records = 0..records as usize;
        let values = records.flat_map(|record| columns.iter().map(move |of| of[record])).collect();
        Self { values, columns: columns.len() }
    }

    fn row(&self, record: u32) -> &[u32] {
        &self.values[record as usize * self.columns..][..self.columns]
    }
}

impl Variables {
    /// How two records agree.
    pub(crate) fn agreement(&self, first: u32, second: u32, known: &mut Known) -> Agreement {
        self.agreement_of([first, second], self.rows.row(second), known)
    }

    /// How the records of pairs agree, in their order. `second` is room for the values of the second ones: those of many pairs are fetched at once, which
    /// takes the time of a few.
    pub(crate) fn agreements(
        &self,
        pairs: impl Iterator<Item = (u32, u32)> + Clone,
        second: &mut Vec<u32>,
        known: &mut Known,
        out: &mut [Agreement],
    ) {
        second.clear();
        for (_, record) in pairs.clone() {
            second.extend_from_slice(self.rows.row(record));
        }
        for ((place, (a, b)), agreement) in pairs.enumerate().zip(out) {
            let row = &second[place * self.rows.columns..][..self.rows.columns];
            *agreement = self.agreement_of([a, b], row, known);
        }
    }

    /// How two records agree, of which the second says this in its columns.
    fn agreement_of(&self, records: [u32; 2], second: &[u32], known: &mut Known) -> Agreement {
        let (mut pattern, mut rarity, mut at) = (0_u64, 0.0, 0);
        let (mut a, mut b) = (self.rows.row(records[0]), second);
        for comparer in &self.comparers {
            let columns = match comparer {
                Comparer::Names(..) => 2,
                Comparer::Bag(_) | Comparer::Birth(_) => 1,
                Comparer::Ages(_) => 0,
                Comparer::Place(places) => places.parts.len(),
            };
            let (here, there);
            (here, a) = a.split_at(columns);
            (there, b) = b.split_at(columns);
            let (level, adds) = match comparer {
                Comparer::Names(given, family) => {
                    let (a, b) = self.names(given, family, here, there, known);
                    pattern |= u64::from(a.0) << (4 * at);
                    at += 1;
                    rarity += a.1;
                    b
                }
                Comparer::Bag(bags) => bags.level(here[0], there[0], &self.words, known),
                Comparer::Birth(births) => {
                    births.level(Birth::unpacked(here[0]), Birth::unpacked(there[0]))
                }
                Comparer::Ages(ages) => ages.level(records[0], records[1]),
                Comparer::Place(places) => places.level(here, there, &self.words, known),
            };
            pattern |= u64::from(level) << (4 * at);
            at += 1;
            rarity += adds;
        }
        Agreement { pattern, rarity }
    }

    /// The given and the family name of two records; where both disagree, one may stand in the other's place.
    fn names(
        &self,
        given: &Bags,
        family: &Bags,
        first: &[u32],
        second: &[u32],
        known: &mut Known,
    ) -> ((u8, f32), (u8, f32)) {
        let a = given.level(first[0], second[0], &self.words, known);
        let b = family.level(first[1], second[1], &self.words, known);
        let weak = |level: u8| level == MISSING || level >= INITIAL;
        if weak(a.0) && weak(b.0) {
            let cross = |x: u32, y: u32, known: &mut Known| {
                if x == NOTHING || y == NOTHING {
                    MISSING
                } else {
                    given.unequal(x, family, y, &self.words, known)
                }
            };
            let one = cross(first[0], second[1], known);
            let other = cross(second[0], first[1], known);
            let good = |level: u8| (SAME..=SIMILAR).contains(&level);
            // Strangers whose two names are both like the other's are rare, and those of whom one is are not: they are different levels.
            match (good(one), good(other)) {
                (true, true) => return ((SWAPPED, 0.0), (MISSING, 0.0)),
                (true, false) => return ((SOME, 0.0), (other, 0.0)),
                (false, true) => return ((SOME, 0.0), (one, 0.0)),
                (false, false) => {}
            }
        }
        (a, b)
    }
}

#[cfg(test)]
mod tests {
    use concert_terms::CaseField;

    use super::*;
    use crate::case_list::{CaseColumn, CaseList};

    /// The levels of given and family name of two records, one on each of two lists.
    fn levels(first: [&str; 2], second: [&str; 2]) -> [usize; 2] {
        let fields = [CaseField::GivenName, CaseField::FamilyName];
        let list = |values: [&str; 2]| CaseList {
            name: "list".into(),
            ids: vec!["1".into()],
            columns: fields
                .into_iter()
                .zip(values)
                .map(|(field, value)| CaseColumn {
                    field,
                    heading: field.to_string(),
                    values: [value].into_iter().collect(),
                })
                .collect(),
            clean: true,
        };
        let variables = Variables::new(&[list(first), list(second)], 2026);
        let pattern = variables.agreement(0, 1, &mut Known::new()).pattern;
        [0, 1].map(|variable| level_of(pattern, variable))
    }

    #[test]
    fn names_in_the_wrong_columns_agree_as_far_as_they_are_the_same() {
        let [swapped, some, different] = [SWAPPED, SOME, DIFFERENT].map(usize::from);
        let names = |given, family| levels(["Arben", "Isufi"], [given, family]);
        assert_eq!(names("Isufi", "Arben"), [swapped, 0]);
        assert_eq!(names("Isufi", "Luan"), [some, different]);
        assert_eq!(names("Isufi", "A."), [some, usize::from(INITIAL)]);
        assert_eq!(names("Isufi", ""), [some, 0]);
        assert_eq!(names("Drita", "Luan"), [different; 2]);
    }
}
