//! The field's file formats in and out: files become the domain's values, and values files. This
//! crate knows no coalition and keeps nothing.
//!
//! 1. **Reading safely.** [`read_in_child`] has a file (CSV and its relatives, XLSX, ODS, each
//!    perhaps gzipped) read by a process that has given up its rights ([`child`], [`sandbox`]),
//!    within [`Limits`], and gets a [`Workbook`]: rows of text. A file that cannot be read is a
//!    [`Refusal`] with a cell, a rule and a remedy.
//! 2. **Finding the table.** [`Table::find`] looks for headings and [HXL hashtags](hxl).
//! 3. **What the columns mean.** A [`Meaning`] by hashtag or by heading, in four languages, with
//!    the [`Evidence`]. What is not recognised is listed.
//! 4. **What the rows say.** [`read_initiatives`] (who does what where), [`read_needs`] (people in
//!    need, each once), [`read_capture_table`] (which lists people are on), [`read_case_list`]
//!    (records of people, of any columns in any language). A cell that could not
//!    be placed is a [`TableNote`].
//! 5. **Writing.** [`initiative_table`] with [`to_csv`] and [`to_xlsx`]: files that carry no
//!    formulas and are read back as what was written. [`encoded_list`] and [`linkage_results`] are the
//!    Parquet files of a linkage, written and read as streams of rows.
//!
//! ```
//! use concert_exchange::{Limits, Table, read_initiatives, read_own};
//!
//! let csv = "Organisation,Cluster,Province\nRefuge Nord (made up),EHA,Sédhiou\n";
//! let workbook = read_own("made-up.csv", csv.as_bytes(), &Limits::default())?;
//! let read = read_initiatives(&Table::find(&workbook)?);
//! assert_eq!(read.rows[0].sectors.to_string(), "WSH");
//! assert!(read.rows[0].pillars.is_unstated());
//! # Ok::<(), concert_exchange::Refusal>(())
//! ```

mod amounts;
mod assembly;
pub mod calendar_file;
pub mod capture_table;
pub mod case_list;
mod cell_text;
pub mod child;
mod container;
mod csv_reader;
mod dates;
mod emitter;
pub mod encoded_list;
mod formula_guard;
pub mod hxl;
pub mod iati;
mod inflate;
pub mod initiatives;
mod limits;
pub mod linkage_results;
mod meaning;
mod need_breakdown;
pub mod needs;
pub mod note;
mod ods_reader;
pub mod out_table;
mod own_columns;
mod parent;
mod parquet_file;
pub mod people;
mod place_in_file;
pub mod places;
mod record;
pub mod refusal;
mod row_by_row;
mod row_reader;
pub mod sandbox;
mod sectors;
mod separator;
pub mod table;
mod text_encoding;
mod wording;
pub mod workbook;
mod workbook_reader;
pub mod write;
mod xlsx_reader;

pub use calendar_file::{CalendarDay, calendar_file};
pub use capture_table::{CaptureRow, CaptureTable, read_capture_table};
pub use case_list::{CaseListRefusal, CaseRows, read_case_list};
pub use iati::{
    ActivityDates, IatiActivity, IatiIndicator, IatiOrganisation, IatiResult, iati_activities,
};
pub use initiatives::{InitiativeRow, Initiatives, read_initiatives};
pub use limits::Limits;
pub use meaning::Meaning;
pub use needs::{NeedRow, NeedSector, Needs, read_needs};
pub use note::{NoteRule, TableNote};
pub use out_table::{OutCell, OutColumn, OutTable, initiative_table};
pub use own_columns::HeadingLanguage;
pub use parent::{TableFile, read_in_child, read_own};
pub use people::{AgeRange, NotAnAgeRange};
pub use place_in_file::{PlaceInFile, column_letters};
pub use places::{PlaceMention, PlacePart};
pub use refusal::{ReadError, Refusal, Remedy, Rule};
pub use row_reader::UnreadColumn;
pub use sandbox::Confinement;
pub use table::{Column, Evidence, Table};
pub use workbook::{Row, Sheet, Workbook};
pub use write::{WriteError, to_csv, to_plain_csv, to_xlsx, to_xlsx_sheets};
