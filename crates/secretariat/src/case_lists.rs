//! Case lists, read in a confined process on the machine of an office that may see them.
//!
//! What is shown of a list is how its columns were understood and how good they are: headings, shares and
//! counts, never a text of a case.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use concert_exchange::case_list::{
    CaseListRefusal, CaseRows, Told, quality, read_case_list as read_rows,
};
use concert_exchange::{Limits, TableFile, read_own};
use concert_linkage::{CaseColumn, CaseList};
use serde::Serialize;

use crate::reading::{self, Reader};
use crate::{Asked, Fault, Refused};

/// A file that holds a case list.
#[derive(Debug, Clone)]
pub struct CaseListFile {
    /// Where it is.
    pub path: PathBuf,
    /// What columns mean, where it is to be said.
    pub told: Vec<Told>,
    /// Nobody stands twice on it.
    pub clean: bool,
}

/// A case list with what was understood of it.
#[derive(Debug)]
pub struct CaseListRead {
    /// The list.
    pub list: CaseList,
    /// What was understood.
    pub view: CaseListView,
}

/// How a case list was understood.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CaseListView {
    /// What the list is called: the name of its file.
    pub name: String,
    /// Number of records.
    pub records: usize,
    /// Somebody said that nobody stands twice on it.
    pub clean: bool,
    /// Heading of the column that identifies records; none if they are known by their rows.
    pub identified_by: Option<String>,
    /// The columns that are compared.
    pub columns: Vec<CaseColumnView>,
    /// The columns that are left out, each with the code of the reason.
    pub left_out: Vec<(String, &'static str)>,
    /// Rows that could not be read, each with the code of the reason.
    pub broken_rows: Vec<(u32, &'static str)>,
    /// What was noticed.
    pub notes: Vec<CaseNoteView>,
}

/// How one column was understood, and how good it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CaseColumnView {
    /// The heading.
    pub heading: String,
    /// The word of what it says.
    pub field: String,
    /// The code of how that is known.
    pub how: &'static str,
    /// Share of the records that have it, 0 to 1.
    pub filled: f64,
    /// Number of different texts.
    pub distinct: u32,
    /// Share that the most frequent text has of those that are filled, 0 to 1.
    pub most_frequent: f64,
    /// Share of habitual answers, such as the first of January; none where there is no such habit.
    pub habitual: Option<f64>,
    /// Texts that cannot be: births in the future, ages of 200.
    pub out_of_range: u32,
}

/// Something noticed about a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseNoteView {
    /// The code of what it is.
    pub code: &'static str,
    /// The column, where it is about one.
    pub heading: Option<String>,
    /// Where it is, in the words of a spreadsheet.
    pub reference: Option<String>,
    /// How many cells, rows or sheets.
    pub times: u32,
}

/// Reads a case list in a confined process. `this_year` is the year as of which ages and births are judged.
/// `rows` hears how many rows have arrived.
pub fn read_case_list(
    file: &CaseListFile,
    this_year: i16,
    reader: &Reader,
    rows: &mut dyn FnMut(u32),
) -> Asked<CaseListRead> {
    let opened = TableFile::open(&file.path).map_err(reading::unread)?;
    let workbook = reader.read_within(opened, &Limits::for_case_lists(), rows)?;
    let read = read_rows(&workbook, &file.told).map_err(|refusal| Refused {
        code: refusal.code(),
        facts: facts(&file.path, &refusal),
        text: refusal.to_string(),
    })?;
    let name = list_name(&file.path);
    let view = view(&name, &read, file.clean, this_year);
    Ok(CaseListRead { list: list(name, read, file.clean), view })
}

/// A list that was made up here, from its rows below their headings: nobody else has written it, so that it needs no confinement.
pub(crate) fn made_up_case_list(
    name: &str,
    headings: &[&str],
    rows: &[Vec<String>],
) -> Asked<CaseList> {
    let text = crate::csv_text(headings, rows)?;
    let workbook = read_own(&format!("{name}.csv"), text.as_bytes(), &Limits::for_case_lists())
        .map_err(|refusal| Fault::Broken(format!("a generated list: {refusal}")))?;
    let read = read_rows(&workbook, &[])
        .map_err(|refusal| Fault::Broken(format!("a generated list: {refusal}")))?;
    Ok(list(name.to_owned(), read, false))
}

impl CaseListRead {
    /// Takes somebody's word for it that nobody stands twice on the list.
    pub fn set_clean(&mut self) {
        self.list.clean = true;
        self.view.clean = true;
    }
}

/// The words that can be said of a column.
pub fn case_fields() -> impl Iterator<Item = &'static str> {
    CaseListRefusal::fields()
}

/// Gives lists of one name numbers, so that a record is told by its list and its identifier.
pub fn tell_names_apart(lists: &mut [CaseListRead]) {
    let names = apart(lists.iter().map(|read| read.list.name.clone()));
    for (read, name) in lists.iter_mut().zip(names) {
        read.view.name.clone_from(&name);
        read.list.name = name;
    }
}

/// The same names, the second of one name with a 2 after it, and so on.
pub(crate) fn apart(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut times: HashMap<String, u32> = HashMap::new();
    names
        .map(|name| {
            let times = times.entry(name.clone()).or_default();
            *times += 1;
            if *times > 1 { format!("{name} ({times})") } else { name }
        })
        .collect()
}

fn facts(path: &Path, refusal: &CaseListRefusal) -> Vec<(&'static str, String)> {
    let mut facts = vec![("file", file_name(path))];
    match refusal {
        CaseListRefusal::NoRecord { broken } => facts.push(("broken", broken.to_string())),
        CaseListRefusal::NothingToCompare { headings } => {
            facts.push(("headings", headings.join(", ")));
        }
        CaseListRefusal::UnknownHeading { told, headings } => {
            facts.extend([("told", told.clone()), ("headings", headings.join(", "))]);
        }
        CaseListRefusal::UnknownField { told } => facts.push(("told", told.clone())),
        CaseListRefusal::ToldTwice { field, first, second } => facts.extend([
            ("field", field.to_string()),
            ("first", first.clone()),
            ("second", second.clone()),
        ]),
        CaseListRefusal::File(refusal) => facts.extend(reading::refused(refusal).facts),
    }
    facts
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The name of a file up to its first dot: `police.csv.gz` is the list `police`.
pub(crate) fn list_name(path: &Path) -> String {
    let name = file_name(path);
    match name.split('.').next() {
        Some(stem) if !stem.is_empty() => stem.to_owned(),
        _ => name,
    }
}

fn list(name: String, read: CaseRows, clean: bool) -> CaseList {
    let columns = read.columns.iter().map(|column| CaseColumn {
        field: column.field,
        heading: column.heading.clone(),
        values: (0..column.texts.len()).map(|row| column.texts.get(row).unwrap_or("")).collect(),
    });
    CaseList { name, columns: columns.collect(), ids: read.ids, clean }
}

fn view(name: &str, read: &CaseRows, clean: bool, this_year: i16) -> CaseListView {
    let columns = read.columns.iter().zip(quality(read, this_year));
    CaseListView {
        name: name.to_owned(),
        records: read.len(),
        clean,
        identified_by: read.id_column.as_ref().map(|column| column.heading.clone()),
        columns: columns
            .map(|(column, quality)| CaseColumnView {
                heading: column.heading.clone(),
                field: column.field.to_string(),
                how: column.how.code(),
                filled: quality.filled,
                distinct: quality.distinct,
                most_frequent: quality.most_frequent,
                habitual: quality.habitual,
                out_of_range: quality.out_of_range,
            })
            .collect(),
        left_out: read
            .ignored
            .iter()
            .map(|column| (column.heading.clone(), column.why.code()))
            .collect(),
        broken_rows: read.broken.iter().map(|row| (row.row, row.fault.code())).collect(),
        notes: read
            .notes
            .iter()
            .map(|note| CaseNoteView {
                code: note.rule.code(),
                heading: note.heading.clone(),
                reference: note.place.reference(),
                times: note.times,
            })
            .collect(),
    }
}
