//! When somebody was born, put together from the columns of a list that say it.

use concert_terms::CaseField;

use super::settings::EncodingSettings;
use super::text::{Birth, order_of};
use crate::birth::Order;
use crate::case_list::{CaseColumn, CaseList};

/// Whether a column of the field is read together with others.
pub(crate) fn is_part_of_birth(field: CaseField) -> bool {
    use CaseField as F;
    matches!(field, F::BirthDate | F::BirthYear | F::BirthMonth | F::BirthDay | F::Age)
}

/// The columns that together say when somebody was born.
pub(crate) struct Births<'a> {
    /// Of a column of days, what each of its distinct texts says.
    columns: Vec<(&'a CaseColumn, Vec<Option<Birth>>)>,
    /// When each row was recorded, if the list says it.
    recorded: Option<(&'a CaseColumn, Order)>,
    reference_year: Option<i16>,
}

impl<'a> Births<'a> {
    /// Those of a list that `wanted` keeps.
    pub(crate) fn of(
        list: &'a CaseList,
        settings: &EncodingSettings,
        wanted: impl Fn(CaseField) -> bool,
    ) -> Self {
        let columns = list
            .columns
            .iter()
            .filter(|column| is_part_of_birth(column.field) && wanted(column.field))
            .map(|column| {
                if column.field != CaseField::BirthDate {
                    return (column, Vec::new());
                }
                let order = order_of(&column.values, settings.reference_year);
                let days = column.values.distinct().iter().map(|text| Birth::read(text, order));
                (column, days.collect())
            })
            .collect();
        let recorded = list
            .columns
            .iter()
            .find(|column| column.field == CaseField::EventDate)
            .map(|column| (column, order_of(&column.values, settings.reference_year)));
        Self { columns, recorded, reference_year: settings.reference_year }
    }

    /// No column says anything of a birth.
    pub(crate) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The birth of a row, and whether its year comes from an age.
    pub(crate) fn of_row(&self, row: usize) -> Option<(Birth, bool)> {
        let column =
            |wanted: CaseField| self.columns.iter().find(|(column, _)| column.field == wanted);
        if let Some((column, days)) = column(CaseField::BirthDate)
            && let Some(number) = column.values.number(row)
            && let Some(birth) = days[number as usize]
        {
            return Some((birth, false));
        }
        let number = |wanted| column(wanted)?.0.values.get(row)?.trim().parse::<u16>().ok();
        let parts = [CaseField::BirthYear, CaseField::BirthMonth, CaseField::BirthDay].map(number);
        if let Some(birth) = Birth::of(parts[0], parts[1], parts[2]) {
            return Some((birth, false));
        }
        let age = number(CaseField::Age).filter(|&age| age <= 120)?;
        let recorded = self.recorded.and_then(|(column, order)| {
            Birth::read(column.values.get(row)?, order).filter(|day| day.year > 0)
        });
        // Early in a year most people have their birthday still before them, and are a year older than the difference says.
        let latest = match recorded {
            Some(day) if (1..7).contains(&day.month) => day.year - 1,
            Some(day) => day.year,
            None => u16::try_from(self.reference_year?).ok()?,
        };
        let year = latest.checked_sub(age)?;
        Some((Birth { year, ..Birth::default() }, true))
    }

    /// The year that a row says somebody was born in.
    pub(crate) fn year(&self, row: usize) -> Option<u16> {
        self.of_row(row).map(|(birth, _)| birth.year).filter(|&year| year > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_tells_the_year_of_birth_by_the_day_on_which_it_was_recorded() {
        let column = |field, values: [&str; 3]| CaseColumn {
            field,
            heading: String::new(),
            values: values.into_iter().collect(),
        };
        let list = CaseList {
            name: "list".into(),
            ids: ["1", "2", "3"].map(str::to_owned).into(),
            columns: vec![
                column(CaseField::Age, ["30", "30", "30"]),
                column(CaseField::EventDate, ["20/02/2020", "20/11/2020", ""]),
            ],
            clean: false,
        };
        let settings =
            EncodingSettings { reference_year: Some(2026), ..EncodingSettings::standard() };
        let births = Births::of(&list, &settings, |_| true);
        let years: Vec<Option<u16>> = (0..3).map(|row| births.year(row)).collect();
        assert_eq!(years, [Some(1989), Some(1990), Some(1996)]);
    }
}
