//! By what the people of case lists are counted apart: coarse axes only.

use std::collections::{BTreeMap, HashMap};

use concert_linkage::CaseList;
use concert_linkage::capture::Captures;
use concert_linkage::encoding::{EncodingSettings, Stratum};
use serde::{Deserialize, Serialize};

/// An axis along which people are counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StratumAxis {
    /// Sex as recorded.
    Sex,
    /// Child, adult or older.
    Age,
    /// Form of exploitation at its root.
    Form,
    /// Country.
    Place,
    /// Year of the record.
    Year,
}

impl StratumAxis {
    /// Every axis with its word.
    pub const WORDS: [(&'static str, Self); 5] = [
        ("sex", Self::Sex),
        ("age", Self::Age),
        ("form", Self::Form),
        ("place", Self::Place),
        ("year", Self::Year),
    ];

    /// The word of the axis.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize].0
    }
}

/// What a stratum is: the value on every axis that was asked for, in that order; empty where it is not known.
pub type StratumLabel = Vec<String>;

/// The stratum of every record, lists after one another, and the labels of the strata in order.
pub(crate) fn strata(
    lists: &[CaseList],
    by: &[StratumAxis],
    reference_year: i16,
) -> (Vec<u16>, Vec<StratumLabel>) {
    let settings =
        EncodingSettings { reference_year: Some(reference_year), ..EncodingSettings::standard() };
    let all: Vec<Stratum> =
        lists.iter().flat_map(|list| Stratum::of_list(list, &settings)).collect();
    numbered(&all, by)
}

/// The same from strata that came beside encodings.
pub(crate) fn numbered(strata: &[Stratum], by: &[StratumAxis]) -> (Vec<u16>, Vec<StratumLabel>) {
    let labels: Vec<StratumLabel> = strata.iter().map(|stratum| label(stratum, by)).collect();
    let mut numbers: BTreeMap<&StratumLabel, u16> = labels.iter().map(|label| (label, 0)).collect();
    numbers.values_mut().enumerate().for_each(|(at, number)| *number = at as u16);
    let of = labels.iter().map(|label| numbers[label]).collect();
    (of, numbers.into_keys().cloned().collect())
}

fn label(stratum: &Stratum, by: &[StratumAxis]) -> StratumLabel {
    let word = |axis: &StratumAxis| {
        match axis {
            StratumAxis::Sex => stratum.sex.map(|sex| sex.to_string()),
            StratumAxis::Age => stratum.age.map(|age| age.to_string()),
            StratumAxis::Form => stratum.form.map(|form| form.to_string()),
            StratumAxis::Place => stratum.place.clone(),
            StratumAxis::Year => stratum.year.map(|year| year.to_string()),
        }
        .unwrap_or_default()
    };
    by.iter().map(word).collect()
}

/// The strata of people, made from those of their records.
///
/// On every axis a person is what most of the records say that say anything: what is missing is missing, and
/// agrees with nothing. Where records contradict each other as often, it is not known, but for the
/// year, which is the first.
pub(crate) struct StrataOfPeople<'a> {
    by: &'a [StratumAxis],
    of_record: &'a [u16],
    labels: Vec<StratumLabel>,
    numbers: HashMap<StratumLabel, usize>,
    /// Strata of people by the strata of their records, where these differ.
    differing: HashMap<Vec<u16>, usize>,
}

impl<'a> StrataOfPeople<'a> {
    /// From the stratum of each record and the labels of these strata.
    pub(crate) fn new(
        by: &'a [StratumAxis],
        of_record: &'a [u16],
        labels: Vec<StratumLabel>,
    ) -> Self {
        let numbers = labels.iter().cloned().zip(0..).collect();
        Self { by, of_record, labels, numbers, differing: HashMap::new() }
    }

    /// The stratum of the person with these records. Strata that no record has are added at the end.
    pub(crate) fn of_person(&mut self, records: &[u32]) -> usize {
        let mut said: Vec<u16> =
            records.iter().map(|&record| self.of_record[record as usize]).collect();
        said.sort_unstable();
        if said.first() == said.last() {
            return said.first().map_or(0, |&same| usize::from(same));
        }
        if let Some(&known) = self.differing.get(&said) {
            return known;
        }
        let label: StratumLabel = (0..)
            .zip(self.by)
            .map(|(at, axis): (usize, _)| {
                most_said(
                    *axis,
                    said.iter().map(|&record| self.labels[usize::from(record)][at].as_str()),
                )
            })
            .collect();
        let next = self.labels.len();
        let number = *self.numbers.entry(label.clone()).or_insert(next);
        if number == next {
            self.labels.push(label);
        }
        self.differing.insert(said, number);
        number
    }

    /// The labels in order, after the counts were brought into that order.
    pub(crate) fn in_order(self, captures: &mut Captures) -> Vec<StratumLabel> {
        let mut order: Vec<usize> = (0..self.labels.len()).collect();
        order.sort_by(|&a, &b| self.labels[a].cmp(&self.labels[b]));
        for counts in captures.draws.iter_mut().chain([&mut captures.point]) {
            counts.strata.resize_with(order.len(), BTreeMap::new);
            counts.strata =
                order.iter().map(|&at| std::mem::take(&mut counts.strata[at])).collect();
        }
        order.iter().map(|&at| self.labels[at].clone()).collect()
    }
}

/// What most of the texts are that are not empty.
fn most_said<'t>(axis: StratumAxis, texts: impl Iterator<Item = &'t str>) -> String {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for text in texts.filter(|text| !text.is_empty()) {
        *times.entry(text).or_default() += 1;
    }
    let most = times.values().max().copied();
    let mut first = times.iter().filter(|(_, said)| Some(**said) == most).map(|(text, _)| *text);
    match (first.next(), first.next()) {
        (Some(_), Some(_)) if axis != StratumAxis::Year => String::new(),
        (Some(text), _) => text.to_owned(),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use concert_linkage::capture::CaptureCounts;

    use super::*;

    fn label(texts: [&str; 2]) -> StratumLabel {
        texts.map(str::to_owned).to_vec()
    }

    #[test]
    fn a_person_is_what_most_records_say_and_what_is_missing_says_nothing() {
        let by = [StratumAxis::Sex, StratumAxis::Year];
        let labels = vec![
            label(["", "2024"]),
            label(["female", ""]),
            label(["female", "2025"]),
            label(["male", "2024"]),
        ];
        let of_record = [0, 1, 2, 3, 3];
        let mut strata = StrataOfPeople::new(&by, &of_record, labels);
        assert_eq!(strata.of_person(&[1]), 1);
        assert_eq!(strata.of_person(&[3, 4]), 3);
        // Nobody says both, and together they do.
        let both = strata.of_person(&[0, 1]);
        assert_eq!(strata.labels[both], label(["female", "2024"]));
        assert_eq!(strata.of_person(&[1, 0]), both);
        // One against one on the sex, and the first of two years.
        let torn = strata.of_person(&[2, 3]);
        assert_eq!(strata.labels[torn], label(["", "2024"]));
        let two_to_one = strata.of_person(&[2, 3, 4]);
        assert_eq!(strata.labels[two_to_one], label(["male", "2024"]));
    }

    #[test]
    fn counts_follow_their_labels_into_order() {
        let by = [StratumAxis::Sex, StratumAxis::Year];
        let labels = vec![label(["female", ""]), label(["", "2024"])];
        let mut strata = StrataOfPeople::new(&by, &[0, 1], labels);
        assert_eq!(strata.of_person(&[0, 1]), 2);
        let counts = |counts: &[u64]| CaptureCounts {
            strata: counts.iter().map(|&count| BTreeMap::from([(1, count)])).collect(),
        };
        let mut captures = Captures { point: counts(&[5, 6, 7]), draws: vec![counts(&[8, 9])] };
        let labels = strata.in_order(&mut captures);
        assert_eq!(labels, [label(["", "2024"]), label(["female", ""]), label(["female", "2024"])]);
        let at = |counts: &CaptureCounts| -> Vec<Option<u64>> {
            counts.strata.iter().map(|cells| cells.get(&1).copied()).collect()
        };
        assert_eq!(at(&captures.point), [Some(6), Some(5), Some(7)]);
        assert_eq!(at(&captures.draws[0]), [Some(9), Some(8), None]);
    }
}
