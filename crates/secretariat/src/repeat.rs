//! Making a report again from what it says about itself.

use concert_estimate::{CaptureTable, Ledger, Manifest, Report, Settings, table_digest};

use crate::{Asked, Refused, Unanswered};

/// What a kept report or manifest asks for when it is to be made again.
#[derive(Debug, Clone)]
pub struct Repetition {
    /// What was asked.
    pub settings: Settings,
    /// The report that was made, if the file holds one and not its manifest alone.
    pub made: Option<Report>,
}

/// Reads a report or a manifest as JSON, for the table that it was made from.
pub fn repetition(text: &str, table: &CaptureTable) -> Asked<Repetition> {
    let made: Option<Report> = serde_json::from_str(text).ok();
    let manifest = made.as_ref().map_or_else(
        || serde_json::from_str::<Manifest>(text),
        |report| Ok(report.manifest.clone()),
    );
    let manifest = manifest.map_err(|error| unreadable("secretariat/not-a-report", &error))?;
    let found = table_digest(table);
    if manifest.table_sha256 != found {
        return Err(Unanswered::Refused(Refused {
            code: "secretariat/other-table",
            facts: vec![("expected", manifest.table_sha256.clone()), ("found", found)],
            text: "the report was made from another table".to_owned(),
        }));
    }
    Ok(Repetition { settings: manifest.settings, made })
}

/// The parts in which two reports differ; none if they are the same to the last digit.
pub fn differences(first: &Report, second: &Report) -> Vec<String> {
    let [first, second] =
        [first, second].map(|report| serde_json::to_value(report).unwrap_or_default());
    let (Some(first), Some(second)) = (first.as_object(), second.as_object()) else {
        return Vec::new();
    };
    first.keys().filter(|key| first.get(*key) != second.get(*key)).cloned().collect()
}

/// Reads a ledger of assumptions as JSON.
pub fn ledger(text: &str) -> Asked<Ledger> {
    let ledger: Ledger = serde_json::from_str(text)
        .map_err(|error| unreadable("secretariat/not-a-ledger", &error))?;
    ledger.checked().map_err(|error| {
        let text = error.to_string();
        Refused { code: error.code(), facts: vec![("text", text.clone())], text }.into()
    })
}

fn unreadable(code: &'static str, error: &serde_json::Error) -> Unanswered {
    let text = error.to_string();
    Unanswered::Refused(Refused { code, facts: vec![("text", text.clone())], text })
}
