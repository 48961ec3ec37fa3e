//! Case lists: one row for each record of a person, in columns of any kind and any language.
//!
//! What a column says is known by its HXL hashtag or its heading, else by its values, else as somebody
//! told. What is missing becomes missing, sexes and forms of exploitation become codes, and everything
//! else stays as it was written: how names, dates and places are compared is the business of linkage.
//!
//! A case list is about people who may be killed for standing on it. Nothing that this module says
//! about a list holds a text of one of its cells: notes, refusals and `Debug` have rows, columns,
//! headings and counts.

mod by_heading;
mod by_values;
mod duty;
mod find;
mod ids;
mod missing;
mod normal;
mod note;
mod quality;
mod texts;

pub use by_heading::LANGUAGES as HEADING_LANGUAGES;
pub use note::{BrokenRow, CaseListRefusal, CaseNote, CaseNoteRule, RowFault};
pub use quality::{ColumnQuality, quality};
pub use texts::CaseTexts;

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use concert_terms::CaseField;

use crate::workbook::{Noticed, Workbook};
use duty::Duty;
use find::Found;
use note::Notes;

/// A case list that was read.
#[derive(Clone)]
pub struct CaseRows {
    /// The columns that say something about a person, in the order of the file; the column of
    /// identifiers is not among them.
    pub columns: Vec<CaseColumnRead>,
    /// The columns that were left out, and why.
    pub ignored: Vec<IgnoredColumn>,
    /// For each record its number of row in the file, as a spreadsheet program shows it.
    pub rows: Vec<u32>,
    /// For each record its identifier: of the list, or the number of the row. No two are alike.
    pub ids: Vec<String>,
    /// Where the identifiers are from.
    pub id_column: Option<IdColumn>,
    /// Rows that were left out, each with the reason, in the order of the file.
    pub broken: Vec<BrokenRow>,
    /// What was noticed.
    pub notes: Vec<CaseNote>,
}

/// One column of a case list, with what it means and how that is known.
#[derive(Clone)]
pub struct CaseColumnRead {
    /// Its position in the file, from 0.
    pub column: usize,
    /// Its heading; the letters of the column (`A`, `B` ...) where it has none.
    pub heading: String,
    /// What it says.
    pub field: CaseField,
    /// How that is known.
    pub how: HowKnown,
    /// The texts, one for each record.
    pub texts: CaseTexts,
}

/// How the meaning of a column is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowKnown {
    /// By its HXL hashtag.
    ByTag,
    /// By its heading, in a language (ISO 639-1).
    ByHeading(&'static str),
    /// By what its cells look like.
    ByValues,
    /// Somebody said so.
    Told,
    /// It is not known: the column is compared as text with columns of the same heading.
    Unknown,
}

impl HowKnown {
    /// The stable code, such as `by-heading`.
    pub fn code(self) -> &'static str {
        match self {
            Self::ByTag => "by-tag",
            Self::ByHeading(_) => "by-heading",
            Self::ByValues => "by-values",
            Self::Told => "told",
            Self::Unknown => "unknown",
        }
    }
}

/// A column that is not compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IgnoredColumn {
    /// Its position in the file, from 0.
    pub column: usize,
    /// Its heading, or its letters.
    pub heading: String,
    /// Why.
    pub why: WhyIgnored,
}

/// Why a column is not compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyIgnored {
    /// It says who is who: a true identity, a cluster, a group of duplicates. Comparing it would be
    /// reading the answer.
    Truth,
    /// It repeats what other columns say, such as a full name beside given and family name.
    Repeats,
    /// It is a second identifier of the record.
    OtherId,
    /// None of its cells holds anything.
    Blank,
    /// Somebody said so.
    Told,
}

impl WhyIgnored {
    /// The stable code, such as `truth`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Truth => "truth",
            Self::Repeats => "repeats",
            Self::OtherId => "other-id",
            Self::Blank => "blank",
            Self::Told => "told",
        }
    }
}

/// The column of identifiers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdColumn {
    /// Its position in the file, from 0.
    pub column: usize,
    /// Its heading, or its letters.
    pub heading: String,
    /// How it is known.
    pub how: HowKnown,
}

/// What somebody said that a column means: `HEADING=FIELD`. The heading is as the file has it or the
/// column's letters; the field is the word of a [`CaseField`], or `ignore`.
///
/// ```
/// use concert_exchange::case_list::Told;
///
/// let told: Told = "V1 = family-name".parse()?;
/// assert_eq!(told.heading, "V1");
/// assert!("V1=surname".parse::<Told>().is_err());
/// # Ok::<(), concert_exchange::case_list::CaseListRefusal>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The heading.
    pub heading: String,
    /// What the column says; none if it is to be left out.
    pub field: Option<CaseField>,
}

impl FromStr for Told {
    type Err = CaseListRefusal;

    fn from_str(text: &str) -> Result<Self, CaseListRefusal> {
        let unknown = || CaseListRefusal::UnknownField { told: text.trim().to_owned() };
        let (heading, field) = text.rsplit_once('=').ok_or_else(unknown)?;
        let (heading, field) = (heading.trim().to_owned(), field.trim());
        if field == "ignore" {
            return Ok(Self { heading, field: None });
        }
        Ok(Self { heading, field: Some(field.parse().map_err(|_| unknown())?) })
    }
}

/// Reads the likeliest case list of a workbook. `told` overrides what headings and values say.
///
/// ```
/// use concert_exchange::case_list::read_case_list;
/// use concert_exchange::{Limits, read_own};
/// use concert_terms::CaseField;
///
/// let csv = "Dossier,Prénom,NOM_DE_FAMILLE,né le\nR1,Awa,inconnu,1990\nR2,Bo,Li,1991\n";
/// let book = read_own("made-up.csv", csv.as_bytes(), &Limits::for_case_lists())?;
/// let read = read_case_list(&book, &[])?;
/// let fields: Vec<CaseField> = read.columns.iter().map(|column| column.field).collect();
/// use CaseField::{BirthDate, FamilyName, GivenName, Text};
/// assert_eq!(fields, [Text, GivenName, FamilyName, BirthDate]);
/// assert_eq!(read.columns[2].texts.get(0), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// A [`CaseListRefusal`]: no table, no record, no column by which people could be told apart, or
/// `told` names a heading that is not there.
pub fn read_case_list(workbook: &Workbook, told: &[Told]) -> Result<CaseRows, CaseListRefusal> {
    let found = find::find(workbook)?;
    let mut notes = Notes::new(&found.sheet.name);
    notes_of_the_file(workbook, &found, &mut notes);
    let (rows, broken) = sound_rows(workbook, &found);
    let mut known = HashSet::new();
    let twice = rows.iter().filter_map(|index| found.sheet.row(*index));
    let twice = twice.filter(|row| !known.insert(row.text_numbers())).map(|row| row.number);
    notes.rows(CaseNoteRule::SameRowTwice, twice);
    if rows.is_empty() {
        return Err(CaseListRefusal::NoRecord { broken: broken.len() });
    }
    let columns = columns(&found, &rows, &mut notes);
    let mut duties = duty::of_columns(&columns, &found, told, &mut notes)?;
    let id_column = ids::choose(&columns, &mut duties, &mut notes);
    duty::settle(&columns, &mut duties, &mut notes);
    let numbers: Vec<u32> = rows.iter().map(|index| row_number(&found, *index)).collect();
    let ids = ids::of_rows(id_column.map(|column| &columns[column]), &numbers, &mut notes);
    let id_column = id_column.map(|column| IdColumn {
        column: columns[column].column,
        heading: columns[column].heading.clone(),
        how: duties[column].how,
    });
    let (kept, ignored) = split(columns, duties, &mut notes);
    if !kept.iter().any(|column| tells_people_apart(column.field)) {
        let headings = found.headings.clone();
        return Err(CaseListRefusal::NothingToCompare { headings });
    }
    let bare = (0..numbers.len()).filter(|row| kept.iter().all(|c| c.texts.get(*row).is_none()));
    for column in kept.iter().filter(|column| numbers.len() > 1 && column.texts.all_alike()) {
        notes.column(CaseNoteRule::AllAlike, column.column, &column.heading, numbers.len() as u32);
    }
    notes.rows(CaseNoteRule::RowWithoutAnything, bare.map(|row| numbers[row]));
    Ok(CaseRows {
        columns: kept,
        ignored,
        rows: numbers,
        ids,
        id_column,
        broken,
        notes: notes.finish(),
    })
}

impl CaseRows {
    /// Number of records.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// There is no record; such a list is refused, so this is never so.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The first column with a meaning.
    pub fn column(&self, field: CaseField) -> Option<&CaseColumnRead> {
        self.columns.iter().find(|column| column.field == field)
    }
}

impl fmt::Debug for CaseRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a case list of {} records and {} columns", self.ids.len(), self.columns.len())
    }
}

impl fmt::Debug for CaseColumnRead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a column of a case list ({}, {})", self.field, self.how.code())
    }
}

/// A column with its raw texts, missing ones taken out, before it is known what it means.
pub(crate) struct RawColumn {
    pub(crate) column: usize,
    pub(crate) heading: String,
    pub(crate) texts: CaseTexts,
}

fn row_number(found: &Found<'_>, index: usize) -> u32 {
    found.sheet.row(index).map_or(0, |row| row.number)
}

/// The records' indices in the sheet, and the rows that are none.
fn sound_rows(workbook: &Workbook, found: &Found<'_>) -> (Vec<usize>, Vec<BrokenRow>) {
    let mut broken: Vec<BrokenRow> = workbook
        .broken
        .iter()
        .filter(|(sheet, ..)| *sheet == found.sheet_number)
        .map(|(_, row, fault)| BrokenRow { row: *row, fault: fault.clone() })
        .collect();
    let mut rows = Vec::new();
    let headings = found.headings.len();
    for index in found.first_row..found.sheet.len() {
        let Some(row) = found.sheet.row(index) else { continue };
        if found.heading_row.is_some() && row.width() > headings {
            let cells = row.width();
            broken
                .push(BrokenRow { row: row.number, fault: RowFault::TooWide { cells, headings } });
        } else if !found.repeats_headings(&row) {
            rows.push(index);
        }
    }
    broken.sort_by_key(|broken| broken.row);
    (rows, broken)
}

fn notes_of_the_file(workbook: &Workbook, found: &Found<'_>, notes: &mut Notes) {
    for note in &workbook.notes {
        if note.first.sheet != found.sheet.name && note.first != crate::PlaceInFile::FILE {
            continue;
        }
        let rule = match note.what {
            Noticed::EncodingGuessed => CaseNoteRule::EncodingGuessed,
            Noticed::UndecodableBytes => CaseNoteRule::UndecodableBytes,
            Noticed::ErrorValue => CaseNoteRule::ErrorValue,
            _ => continue,
        };
        notes.whole(rule, note.times);
    }
    if found.heading_row.is_none() {
        notes.whole(CaseNoteRule::NoHeadings, 1);
    }
    if workbook.sheets.len() > 1 {
        notes.whole(CaseNoteRule::OtherSheets, workbook.sheets.len() as u32 - 1);
    }
}

fn columns(found: &Found<'_>, rows: &[usize], notes: &mut Notes) -> Vec<RawColumn> {
    let mut columns = Vec::new();
    for (column, heading) in found.headings.iter().enumerate() {
        let texts = CaseTexts::collect(
            rows.iter().map(|index| found.sheet.row(*index).map_or("", |row| row.cell(column))),
        );
        let texts = texts.mapped(|text| (!missing::certain(text)).then(|| text.to_owned()));
        let undecoded = texts.count(|text| text.contains('\u{fffd}'));
        notes.column(CaseNoteRule::UndecodedLetters, column, heading, undecoded);
        columns.push(RawColumn { column, heading: heading.clone(), texts });
    }
    columns
}

/// The columns that are compared, their texts as they are compared, and those that are not.
fn split(
    columns: Vec<RawColumn>,
    duties: Vec<Duty>,
    notes: &mut Notes,
) -> (Vec<CaseColumnRead>, Vec<IgnoredColumn>) {
    let (mut kept, mut ignored) = (Vec::new(), Vec::new());
    for (raw, duty) in columns.into_iter().zip(duties) {
        let RawColumn { column, heading, texts } = raw;
        if let Some(why) = duty.ignored {
            ignored.push(IgnoredColumn { column, heading, why });
        } else if duty.field != CaseField::RecordId {
            let texts = missing::without(texts, duty.field, column, &heading, notes);
            let texts = normal::normal(texts, duty.field, column, &heading, notes);
            if texts.filled() == 0 {
                ignored.push(IgnoredColumn { column, heading, why: WhyIgnored::Blank });
            } else {
                kept.push(CaseColumnRead {
                    column,
                    heading,
                    field: duty.field,
                    how: duty.how,
                    texts,
                });
            }
        }
    }
    (kept, ignored)
}

/// Names, dates and numbers of documents and telephones: what can tell two people apart.
fn tells_people_apart(field: CaseField) -> bool {
    is_name(field)
        || matches!(
            field,
            CaseField::BirthDate
                | CaseField::BirthYear
                | CaseField::IdentityNumber
                | CaseField::Phone
                | CaseField::Email
        )
}

/// The column holds names of people.
pub(crate) fn is_name(field: CaseField) -> bool {
    matches!(
        field,
        CaseField::GivenName
            | CaseField::MiddleName
            | CaseField::FamilyName
            | CaseField::FullName
            | CaseField::OtherName
    )
}

#[cfg(test)]
mod tests;
