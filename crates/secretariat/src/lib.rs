//! What a person asks of Concert, once, for every door.
//!
//! A door (the command line, a page, the API) turns what was typed into domain values, calls one
//! function of [`Secretariat`], and shows the answer: a view of plain values, a [`Refused`] that
//! says what cannot be had and why, or a [`Fault`]. Who may, which engine runs, which statements
//! follow is settled here and nowhere else.

mod answer;
mod cell;
mod declared_rows;
mod doctor;
mod entropy;
mod estimate_pictures;
mod estimates;
mod estimation;
mod export;
mod figures;
mod frame;
mod generated;
mod imports;
mod initiatives;
mod kept;
mod kept_runs;
mod label;
mod matrix;
mod needs;
mod organisations;
mod picture;
mod places;
mod published;
mod reading;
mod runs;
mod secretariat;
mod statements;
mod uploads;
mod users;
mod verify;

pub use answer::{Asked, Fault, Refused, Unanswered};
pub use cell::{CellView, InitiativePart, OrganisationPart};
pub use concert_estimate::{
    Answer, Assumption, Because, Bias, CaptureTable, Cell as HistoryCell, Entry as LedgerEntry,
    Estimate, History, Ledger, MAX_NOTE, Method, OnePerson, Outcome as OtherAnswer,
    Refusal as EstimateRefusal, Report, Sensitivity, Settings as EstimateSettings, Variant,
    Warning as EstimateWarning, estimate,
};
pub use concert_region::{Parameters as RegionParameters, Truth};
pub use doctor::{Finding, Health, look_over};
pub use entropy::Entropy;
pub use estimate_pictures::{
    PictureText, PictureWords, english, estimate_plot, methods_plot, overlaps_plot,
};
pub use estimates::{EstimatesView, PublishedView, RecordedView};
pub use estimation::{EstimateSubject, capture_table};
pub use export::{ExportForm, csv_text};
pub use figures::{CellFigures, GapFigures, Reporting};
pub use frame::{FrameCellView, FrameView, PlaceFigures, REPORTING_WINDOW_DAYS};
pub use imports::{Changes, ColumnView, ImportView, PreviewView, SetAsideView, UnplacedView};
pub use initiatives::{InitiativeFilter, InitiativeRow, InitiativeView};
pub use kept_runs::{NotARunId, RunId};
pub use label::{OrganisationLabel, Page, PlaceLabel};
pub use matrix::{MatrixAxis, MatrixHeading, MatrixView};
pub use needs::{NeedDraft, NeedFooting, NeedView};
pub use organisations::{OrganisationRow, OrganisationView};
pub use picture::Picture;
pub use places::{PlaceRow, PlaceView};
pub use reading::{Reader, read_table};
pub use runs::{FinishedRun, RunQuestion, RunRow, RunView};
pub use secretariat::{About, Done, Secretariat};
pub use statements::{AuthorRole, Proof, StatementRow, StatementView};
pub use users::{
    LINK_LIFE, LONGEST_PASSWORD, SESSION_IDLE, SESSION_LIFE, SHORTEST_PASSWORD, Token, UserRow,
};
pub use verify::{FirstWrong, Verification, verify};
