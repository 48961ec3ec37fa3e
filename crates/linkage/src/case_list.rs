//! A case list as linkage reads it: columns of texts, each distinct text kept once.

use std::fmt;

use concert_terms::CaseField;
use rustc_hash::FxHashMap;

/// One organisation's records of victims. Texts are as they were written; what they mean is the
/// business of whoever compares them.
///
/// Its `Debug` says how large it is and nothing of what it holds.
#[derive(Clone)]
pub struct CaseList {
    /// What the list is called among the lists of a linkage.
    pub name: String,
    /// The list's own identifier of each record, in the order of the rows.
    pub ids: Vec<String>,
    /// What is known of each person. No two columns but those of [`CaseField::Text`],
    /// [`CaseField::IdentityNumber`], [`CaseField::Phone`], [`CaseField::OtherName`] and
    /// [`CaseField::EventDate`] have one meaning.
    pub columns: Vec<CaseColumn>,
    /// Nobody stands twice on the list, so that two of its records are two people.
    pub clean: bool,
}

/// One column of a case list.
#[derive(Clone)]
pub struct CaseColumn {
    /// What the column says.
    pub field: CaseField,
    /// The heading as it was written, by which columns of [`CaseField::Text`] find each other.
    pub heading: String,
    /// The texts.
    pub values: Texts,
}

/// The texts of one column. A text that is empty but for white space is missing.
#[derive(Clone, Default)]
pub struct Texts {
    distinct: Vec<Box<str>>,
    /// For each row the number of its text, or [`MISSING`].
    of_row: Vec<u32>,
}

const MISSING: u32 = u32::MAX;

impl CaseList {
    /// Number of records.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// There is no record.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

impl fmt::Debug for CaseList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a case list of {} records and {} columns", self.ids.len(), self.columns.len())
    }
}

impl fmt::Debug for CaseColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a column of a case list ({})", self.field)
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the texts of {} records", self.of_row.len())
    }
}

impl Texts {
    /// The number of the text of a row among the [distinct](Self::distinct) ones, or none where it is
    /// missing.
    pub fn number(&self, row: usize) -> Option<u32> {
        match self.of_row[row] {
            MISSING => None,
            number => Some(number),
        }
    }

    /// The text of a row, or none where it is missing.
    pub fn get(&self, row: usize) -> Option<&str> {
        self.number(row).map(|number| &*self.distinct[number as usize])
    }

    /// Every text once, in the order of its first appearance.
    pub fn distinct(&self) -> &[Box<str>] {
        &self.distinct
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.of_row.len()
    }

    /// There is no row.
    pub fn is_empty(&self) -> bool {
        self.of_row.is_empty()
    }
}

/// Collects texts row by row, trimmed.
///
/// ```
/// use concert_linkage::case_list::Texts;
///
/// let texts: Texts = ["Amina", " ", "Amina ", "Ivan"].into_iter().collect();
/// assert_eq!(texts.get(1), None);
/// assert_eq!(texts.number(0), texts.number(2));
/// assert_eq!(texts.distinct().len(), 2);
/// ```
impl<S: AsRef<str>> FromIterator<S> for Texts {
    fn from_iter<I: IntoIterator<Item = S>>(rows: I) -> Self {
        let mut numbers: FxHashMap<Box<str>, u32> = FxHashMap::default();
        let mut texts = Self::default();
        for row in rows {
            let text = row.as_ref().trim();
            texts.of_row.push(if text.is_empty() {
                MISSING
            } else if let Some(&number) = numbers.get(text) {
                number
            } else {
                let number = texts.distinct.len() as u32;
                texts.distinct.push(text.into());
                numbers.insert(text.into(), number);
                number
            });
        }
        texts
    }
}
