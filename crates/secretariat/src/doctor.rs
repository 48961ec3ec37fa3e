//! A look over an installation: the answer of `concert doctor`.

use std::path::Path;

use concert_journal::Journal;
use serde::Serialize;

use crate::reading::Reader;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at.
    pub what: &'static str,
    /// How it is.
    pub state: Health,
    /// The particulars, in English.
    pub detail: String,
}

/// How a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    /// As it should be.
    Good,
    /// It works, and could be better.
    Weak,
    /// Something has to be done.
    Bad,
}

/// Settings of the journal's file without which its promises do not hold, and the values that
/// they must have.
const REQUIRED: [(&str, &str); 4] = [
    ("journal_mode", "wal"),
    ("secure_delete", "1"),
    ("foreign_keys", "1"),
    ("trusted_schema", "0"),
];

/// Looks over the installation that keeps its journal in a folder. Nothing is changed.
pub fn look_over(folder: &Path, reader: &Reader) -> Vec<Finding> {
    let mut findings = vec![confinement(reader)];
    match Journal::open(folder) {
        Err(error) => {
            findings.push(Finding {
                what: "journal",
                state: Health::Weak,
                detail: format!("{error}; `concert import` or `concert serve` makes one"),
            });
        }
        Ok(journal) => findings.extend(journal_findings(&journal)),
    }
    findings
}

fn confinement(reader: &Reader) -> Finding {
    let what = "confinement of the process that reads files";
    match reader.confinement() {
        Ok(confinement) if confinement.is_complete() => Finding {
            what,
            state: Health::Good,
            detail: "resource limits, landlock and seccomp are in force".into(),
        },
        Ok(confinement) => Finding {
            what,
            state: Health::Weak,
            detail: format!("not everything is in force on this system: {confinement:?}"),
        },
        Err(reason) => Finding { what, state: Health::Bad, detail: reason },
    }
}

fn journal_findings(journal: &Journal) -> Vec<Finding> {
    let facts = match journal.facts() {
        Ok(facts) => facts,
        Err(error) => {
            let detail = error.to_string();
            return vec![Finding { what: "journal", state: Health::Bad, detail }];
        }
    };
    let mut findings = vec![Finding {
        what: "journal",
        state: if facts.complaints.is_empty() { Health::Good } else { Health::Bad },
        detail: format!(
            "{}: {} statements ({} erased), {} bytes{}{}",
            facts.engine,
            facts.entries,
            facts.erased,
            facts.file_bytes,
            if facts.complaints.is_empty() { "" } else { "; " },
            facts.complaints.join("; "),
        ),
    }];
    for (name, required) in REQUIRED {
        let found = facts.settings.iter().find(|(setting, _)| *setting == name);
        let Some((_, found)) = found else { continue };
        let holds = found.eq_ignore_ascii_case(required);
        findings.push(Finding {
            what: name,
            state: if holds { Health::Good } else { Health::Bad },
            detail: format!("{found} (required: {required})"),
        });
    }
    findings.push(Finding {
        what: "snapshots",
        state: Health::Good,
        detail: match facts.snapshots.first() {
            Some((index, bytes)) => format!("newest at statement {index}, {bytes} bytes"),
            None => "none yet; the journal is read from its beginning at a start".into(),
        },
    });
    findings
}
