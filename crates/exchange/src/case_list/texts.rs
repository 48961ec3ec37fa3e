//! The texts of one column, each distinct text kept once.

use std::collections::HashMap;
use std::fmt;

/// The texts of one column of a case list, one for each record; trimmed. Its `Debug` says how many
/// there are and nothing of what they say.
#[derive(Clone, Default)]
pub struct CaseTexts {
    distinct: Vec<Box<str>>,
    of_row: Vec<u32>,
}

const MISSING: u32 = u32::MAX;

impl CaseTexts {
    pub(crate) fn collect<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut numbers: HashMap<&'a str, u32> = HashMap::new();
        let mut column = Self::default();
        for text in texts {
            let text = trimmed(text);
            column.of_row.push(if text.is_empty() {
                MISSING
            } else {
                *numbers.entry(text).or_insert_with(|| {
                    column.distinct.push(text.into());
                    column.distinct.len() as u32 - 1
                })
            });
        }
        column
    }

    /// The text of a record, or none where it is missing.
    pub fn get(&self, row: usize) -> Option<&str> {
        let number = *self.of_row.get(row)?;
        self.distinct.get(number as usize).map(|text| &**text)
    }

    /// The text of every record, empty where it is missing.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.of_row.iter().map(|number| self.distinct.get(*number as usize).map_or("", |t| t))
    }

    /// Every text once. A text that no record has any more may be among them.
    pub fn distinct(&self) -> &[Box<str>] {
        &self.distinct
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.of_row.len()
    }

    /// There is no record.
    pub fn is_empty(&self) -> bool {
        self.of_row.is_empty()
    }

    /// Number of records whose text is not missing.
    pub fn filled(&self) -> usize {
        self.of_row.iter().filter(|number| **number != MISSING).count()
    }

    /// Every record has a text, and all the same.
    pub(crate) fn all_alike(&self) -> bool {
        let first = self.of_row.first();
        first.is_some_and(|first| *first != MISSING && self.of_row.iter().all(|n| n == first))
    }

    /// How many records have each of the distinct texts.
    pub(crate) fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.distinct.len()];
        for number in &self.of_row {
            if let Some(count) = counts.get_mut(*number as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// The distinct texts with their counts.
    pub(crate) fn counted(&self) -> impl Iterator<Item = (&str, u32)> {
        self.distinct.iter().map(|text| &**text).zip(self.counts())
    }

    /// How many records have a text of a kind.
    pub(crate) fn count(&self, is: impl Fn(&str) -> bool) -> u32 {
        self.counted().filter(|(text, _)| is(text)).map(|(_, count)| count).sum()
    }

    /// Each text replaced by another, or by nothing.
    pub(crate) fn mapped(&self, map: impl Fn(&str) -> Option<String>) -> Self {
        let mapped: Vec<Option<String>> = self.distinct.iter().map(|text| map(text)).collect();
        let text = |number: &u32| mapped.get(*number as usize).and_then(Option::as_deref);
        Self::collect(self.of_row.iter().map(|number| text(number).unwrap_or("")))
    }
}

/// Without blanks, byte-order marks and marks of direction around it.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

impl fmt::Debug for CaseTexts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the texts of {} records", self.of_row.len())
    }
}
