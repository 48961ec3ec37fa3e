//! By what the people of case lists are counted apart: coarse axes only.

use std::collections::BTreeMap;

use concert_linkage::CaseList;
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
