//! Who has not reported, and a filled-in table for each of them.

use std::fs;
use std::path::Path;

use concert_secretariat::{ExportForm, HeadingLanguage, Secretariat, SilenceView};

use super::seen;
use crate::flags::Silence;
use crate::office;
use crate::output::{self, Failure};

/// One row for each silent organisation; with a folder, a workbook for each of them in it.
pub(super) fn run(flags: &Silence) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.look.shown.data)?;
    let (place, at) = seen(&flags.look.seen)?;
    let view = secretariat.silence(place.as_ref(), at)?;
    if let Some(folder) = &flags.tables {
        write_tables(&secretariat, &view, flags.headings, folder)?;
    }
    if flags.look.shown.printed.json {
        return output::json(&view);
    }
    let head = ["organisation", "id", "last_report", "weight", "initiatives", "places"];
    let mut rows = Vec::new();
    for silent in &view.organisations {
        let places: Vec<&str> = silent.places.iter().map(|place| place.names.pick("en")).collect();
        rows.push(vec![
            silent.organisation.names.pick("en").to_owned(),
            silent.organisation.id.to_string(),
            silent.last_report.map(|day| day.to_string()).unwrap_or_default(),
            format!("{:.4}", silent.weight),
            silent.initiatives.to_string(),
            places.join("; "),
        ]);
    }
    output::table(flags.look.shown.printed.csv, &head, &rows)
}

/// Writes to each silent organisation what is known of its work, as a table to correct and send
/// back: `ID.xlsx` in the folder.
fn write_tables(
    secretariat: &Secretariat,
    view: &SilenceView,
    headings: HeadingLanguage,
    folder: &Path,
) -> Result<(), Failure> {
    let failed = |path: &Path, error: std::io::Error| {
        Failure::Broken(format!("{} cannot be written: {error}", path.display()))
    };
    fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    for silent in &view.organisations {
        let id = silent.organisation.id;
        let path = folder.join(format!("{id}.xlsx"));
        let table = secretariat.export_initiatives(Some(id), headings, ExportForm::Xlsx)?;
        fs::write(&path, table).map_err(|error| failed(&path, error))?;
    }
    Ok(())
}
