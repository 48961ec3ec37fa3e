//! Which column identifies the records of a case list.
//!
//! An identifier is never compared. A column that looks like one but is the same for several records
//! may be the true identity of a person, and to compare it would be to read the answer; so whatever is
//! called an identifier and is not chosen is left out.

use std::collections::HashSet;

use concert_terms::CaseField;

use crate::case_list::by_heading::Said;
use crate::case_list::duty::Duty;
use crate::case_list::note::{CaseNoteRule, Notes};
use crate::case_list::{HowKnown, RawColumn, WhyIgnored};

/// Fewer records than these do not show that a column without a known heading is unique by design.
const ENOUGH: usize = 5;

/// The column of identifiers: as told; else the first so called that differs in every record; else the
/// first of unknown heading that does, and looks like an identifier; else one so called that repeats
/// itself.
pub(crate) fn choose(
    columns: &[RawColumn],
    duties: &mut [Duty],
    notes: &mut Notes,
) -> Option<usize> {
    let so_called: Vec<usize> = (0..duties.len())
        .filter(|index| {
            duties[*index].field == CaseField::RecordId && duties[*index].ignored.is_none()
        })
        .collect();
    let told = so_called.iter().copied().find(|index| duties[*index].how == HowKnown::Told);
    let unique = so_called.iter().copied().find(|index| is_unique(&columns[*index]));
    let person = (0..duties.len()).find(|index| {
        duties[*index].said == Some(Said::Person)
            && duties[*index].ignored.is_none()
            && is_unique(&columns[*index])
    });
    let unknown = || {
        (0..duties.len()).find(|index| {
            let column = &columns[*index];
            duties[*index].is_open()
                && column.texts.len() >= ENOUGH
                && is_unique(column)
                && looks_like_id(column)
        })
    };
    let by_name = told.or(unique).or(if so_called.is_empty() { person } else { None });
    let by_values = if by_name.is_none() { unknown().or(person) } else { None };
    let chosen = by_name.or(by_values).or(so_called.first().copied());
    for index in so_called {
        if Some(index) != chosen {
            duties[index].ignore(WhyIgnored::OtherId);
            let column = &columns[index];
            let repeats = u32::from(!is_unique(column));
            notes.column(CaseNoteRule::AmbiguousId, column.column, &column.heading, repeats);
        }
    }
    if let Some(index) = chosen {
        let column = &columns[index];
        if by_values == Some(index) && duties[index].is_open() {
            duties[index].how = HowKnown::ByValues;
            notes.column(CaseNoteRule::GuessedFromValues, column.column, &column.heading, 1);
        }
        duties[index].field = CaseField::RecordId;
        duties[index].said = None;
    }
    chosen
}

/// Every record has an identifier, and no two the same.
fn is_unique(column: &RawColumn) -> bool {
    let texts = &column.texts;
    texts.filled() == texts.len() && texts.distinct().len() == texts.len()
}

/// No text has a blank, and each has a digit; days have both, so nine in ten must not be days.
fn looks_like_id(column: &RawColumn) -> bool {
    let texts = &column.texts;
    let is_day = |text: &str| super::by_values::day(text).is_some();
    texts.distinct().iter().all(|text| {
        !text.contains(char::is_whitespace)
            && !text.contains('@')
            && text.contains(|c: char| c.is_numeric())
    }) && 10 * texts.count(is_day) < 9 * texts.filled() as u32
}

/// The identifiers: of the column, with the number of the row added to those that are missing or stand
/// there before; or the numbers of the rows.
pub(crate) fn of_rows(
    column: Option<&RawColumn>,
    numbers: &[u32],
    notes: &mut Notes,
) -> Vec<String> {
    let Some(column) = column else {
        notes.whole(CaseNoteRule::IdsAreRowNumbers, numbers.len() as u32);
        return numbers.iter().map(u32::to_string).collect();
    };
    let own: HashSet<&str> = column.texts.iter().collect();
    let mut given: HashSet<String> = HashSet::with_capacity(numbers.len());
    let mut changed = Vec::new();
    let ids = column
        .texts
        .iter()
        .zip(numbers)
        .map(|(text, number)| {
            let mut id = text.to_owned();
            if text.is_empty() || given.contains(text) {
                changed.push(*number);
                id = format!("{text}#{number}");
                while own.contains(id.as_str()) || given.contains(&id) {
                    id.push('#');
                }
            }
            given.insert(id.clone());
            id
        })
        .collect();
    notes.rows(CaseNoteRule::IdsMadeUnique, changed.into_iter());
    ids
}
