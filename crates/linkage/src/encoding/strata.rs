//! The coarse strata that leave beside an encoding: of each of the five only a code that is known, or nothing.
//! A text that is no such code, a name that slipped into the wrong column, is left out and never passed on.

use std::collections::BTreeSet;

use concert_terms::{AgeBand, CaseField, Country, Form, Period, Sex};
use serde::{Deserialize, Serialize};

use super::births::Births;
use super::settings::EncodingSettings;
use crate::case_list::CaseList;
use crate::sex;

/// The stratum of a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Stratum {
    /// Sex as recorded.
    pub sex: Option<Sex>,
    /// Age in the reference year of the round.
    pub age: Option<AgeBand>,
    /// Form of exploitation, at its root: sexual, labour, ...
    pub form: Option<Form>,
    /// Country of the column of countries, ISO 3166-1 alpha-3.
    pub place: Option<String>,
    /// The year of the period; a record whose period is longer has none.
    pub year: Option<i16>,
}

impl Stratum {
    /// The strata of the rows of a list.
    pub fn of_list(list: &CaseList, settings: &EncodingSettings) -> Vec<Self> {
        let births = Births::of(list, settings, |_| true);
        (0..list.len()).map(|row| Self::of(list, settings, &births, row)).collect()
    }

    /// What strata say of who is who, as codes: sex, age band and form. Country and year are of a case more than of a person.
    pub fn traits(strata: &[Self]) -> Vec<crate::likeness::Codes> {
        let forms: BTreeSet<String> =
            strata.iter().filter_map(|stratum| Some(stratum.form?.to_string())).collect();
        let number = |form: Form| {
            let form = form.to_string();
            forms.iter().position(|known| *known == form).map(|number| number.min(255) as u8)
        };
        vec![
            strata.iter().map(|stratum| stratum.sex.map(|sex| sex as u8)).collect(),
            strata.iter().map(|stratum| stratum.age.map(|age| age as u8)).collect(),
            strata.iter().map(|stratum| stratum.form.and_then(number)).collect(),
        ]
    }

    /// The stratum of a row of a list.
    pub(crate) fn of(
        list: &CaseList,
        settings: &EncodingSettings,
        births: &Births,
        row: usize,
    ) -> Self {
        let text = |wanted: CaseField| {
            list.columns.iter().find(|column| column.field == wanted)?.values.get(row)
        };
        let age = settings.reference_year.zip(births.year(row)).and_then(|(now, born)| {
            let years = u16::try_from(i32::from(now) - i32::from(born)).ok()?;
            Some(match years {
                0..=17 => AgeBand::Child,
                18..=59 => AgeBand::Adult,
                60..=120 => AgeBand::Older,
                _ => return None,
            })
        });
        Self {
            sex: text(CaseField::Sex).and_then(sex::read),
            age,
            form: text(CaseField::Form).and_then(|text| text.parse::<Form>().ok()).map(Form::root),
            place: text(CaseField::Country)
                .and_then(Country::find)
                .map(|country| country.alpha3.to_owned()),
            year: text(CaseField::Period).and_then(|text| text.parse::<Period>().ok()).and_then(
                |period| {
                    let (start, end) = (period.start?.year(), period.end?.year());
                    (start == end).then_some(start)
                },
            ),
        }
    }
}
