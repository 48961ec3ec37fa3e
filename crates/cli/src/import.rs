//! `concert import` and `concert undo`.

use std::path::Path;

use concert_secretariat::{ImportView, PreviewView, Secretariat};
use concert_terms::Id;
use jiff::Timestamp;
use serde::Serialize;

use crate::flags::{Import, Undo};
use crate::office;
use crate::output::{self, Failure, Progress};

/// What was read from one file, and what became of it.
#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    preview: PreviewView,
    /// The import, if anything was applied.
    applied: Option<ImportView>,
}

pub(crate) fn run(flags: &Import) -> Result<(), Failure> {
    let secretariat = office::open(&flags.data)?.reading_with(office::reader()?);
    let mut reports = Vec::new();
    for path in &flags.files {
        let report = one(&secretariat, path, flags.dry_run)?;
        if !flags.json {
            show(&report, flags.dry_run);
        }
        reports.push(report);
    }
    if flags.json {
        output::json(&reports)?;
    }
    Ok(secretariat.keep_snapshot()?)
}

fn one(secretariat: &Secretariat, path: &Path, dry_run: bool) -> Result<Report, Failure> {
    let operator = Secretariat::operator();
    let progress = Progress::new("reading rows");
    let mut tell = progress.teller();
    let mut rows = |rows: u32| tell(u64::from(rows), u64::from(rows));
    let now = Timestamp::now();
    let (preview, applied) = if dry_run {
        (secretariat.preview_file(&operator, path, now, &mut rows)?, None)
    } else {
        secretariat.import_file(&operator, path, now, &mut rows)?
    };
    Ok(Report { preview, applied })
}

fn show(Report { preview, applied }: &Report, dry_run: bool) {
    let import = &preview.import;
    say!("{} ({}, {} rows)", import.file, import.format, import.rows);
    for column in &preview.columns {
        let taken = match (column.meaning, column.by) {
            (Some(meaning), Some(by)) => format!("{meaning} (by {by})"),
            _ => "not recognised, not read".to_owned(),
        };
        say!("  {:<4} {:<28} {taken}", column.letter, column.heading);
    }
    if preview.repeated_rows > 0 {
        say!("  {} rows repeat others letter by letter: taken once", preview.repeated_rows);
    }
    for aside in &preview.set_aside {
        say!("  {} rows set aside ({})", aside.rows, aside.code);
    }
    for note in preview.unplaced.iter().take(20) {
        let times = if note.times > 1 { format!(" ({} times)", note.times) } else { String::new() };
        say!("  {}: '{}' {}{times}; {}", note.reference, note.text, note.code, note.remedy);
    }
    if preview.unplaced.len() > 20 {
        say!("  and {} more; --json lists all", preview.unplaced.len() - 20);
    }
    let changes = &preview.changes;
    say!(
        "  {} organisations, {} places; initiatives: {} new, {} changed, {} the same; needs: {} \
         new, {} changed, {} the same; flows: {} new, {} changed, {} the same",
        changes.organisations,
        changes.places,
        changes.initiatives_new,
        changes.initiatives_changed,
        changes.initiatives_same,
        changes.needs_new,
        changes.needs_changed,
        changes.needs_same,
        changes.flows_new,
        changes.flows_changed,
        changes.flows_same,
    );
    match applied {
        Some(applied) => {
            say!("  applied as {}; `concert undo` takes it back", applied.import.id);
        }
        None if dry_run => say!("  nothing was applied"),
        None => say!("  nothing new: nothing was applied"),
    }
}

pub(crate) fn undo(flags: &Undo) -> Result<(), Failure> {
    let Some(named) = &flags.import else {
        let secretariat = office::open_to_read(&flags.shown.data)?;
        return list(flags, &secretariat.imports()?);
    };
    let secretariat = office::open(&flags.shown.data)?;
    let imports = secretariat.imports()?;
    let ids: Vec<Id> = imports.iter().map(|import| import.import.id).collect();
    let mut matching = ids.into_iter().filter(|id| id.to_string().starts_with(named.as_str()));
    match (matching.next(), matching.next()) {
        (Some(id), None) => {
            let operator = Secretariat::operator();
            secretariat.undo_import(&operator, id, &flags.reason, Timestamp::now())?;
            say!("undone: {id}");
            Ok(())
        }
        (Some(_), Some(_)) => Err(Failure::Broken(format!("several imports start with {named}"))),
        (None, _) => Err(Failure::Broken(format!("no import starts with {named}"))),
    }
}

fn list(flags: &Undo, imports: &[ImportView]) -> Result<(), Failure> {
    if flags.shown.printed.json {
        return output::json(&imports);
    }
    let row = |it: &ImportView| {
        let at = it.at.map(|at| at.to_string()).unwrap_or_default();
        let state = if it.undone.is_some() { "undone" } else { "applied" };
        let rows = it.import.rows.to_string();
        vec![it.import.id.to_string(), it.import.file.clone(), rows, at, state.to_owned()]
    };
    let rows: Vec<_> = imports.iter().map(row).collect();
    output::table(flags.shown.printed.csv, &["import", "file", "rows", "at", "state"], &rows)
}
