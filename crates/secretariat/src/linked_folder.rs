//! A linkage kept in a folder, for the estimate that follows and for whoever repeats it.
//!
//! `linked.json` says how it was done, `histories.csv` shows the likeliest counts with small cells withheld, and
//! `draws.csv` holds the counts of every draw, whole: an estimate needs them, and whoever may not see small cells
//! may not see that file. No record and no identifier is in any of them.

use std::io::Write;
use std::path::Path;

use concert_estimate::CaptureTable;
use concert_linkage::capture::{CaptureCounts, protect};
use serde::{Deserialize, Serialize};

use crate::linking::{LinkSummary, Linked};
use crate::{Asked, Fault, Refused};

/// The file that says how a linkage was done.
const SUMMARY: &str = "linked.json";
/// The file of the counts that may be shown.
const HISTORIES: &str = "histories.csv";
/// The file of the counts of every draw.
const DRAWS: &str = "draws.csv";

/// A linkage as it was kept: all that an estimate needs.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptLinkage {
    /// How it was done.
    pub summary: LinkSummary,
    /// Counts of the likeliest linkage.
    pub point: CaptureCounts,
    /// Counts of each draw.
    pub draws: Vec<CaptureCounts>,
}

/// One line of the counts of draws. Draw 0 is the likeliest linkage.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    draw: u32,
    stratum: u32,
    /// A letter for each list: 1 where the person is on it.
    history: String,
    count: u64,
}

/// Writes a linkage into a folder, which is made if it is not there. Files that are there are replaced whole.
pub fn keep_linkage(linked: &Linked, folder: &Path) -> Result<(), Fault> {
    let fault = |source| Fault::File { what: format!("writing {}", folder.display()), source };
    std::fs::create_dir_all(folder).map_err(fault)?;
    let summary = serde_json::to_vec_pretty(&linked.summary)
        .map_err(|error| Fault::Broken(error.to_string()))?;
    for (name, bytes) in [
        (HISTORIES, shown_counts(linked)?),
        (DRAWS, draws(linked)?),
        // The summary comes last: a folder with one is whole.
        (SUMMARY, summary),
    ] {
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(fault)?;
        file.write_all(&bytes).and_then(|()| file.as_file().sync_all()).map_err(fault)?;
        file.persist(folder.join(name)).map_err(|error| fault(error.error))?;
    }
    Ok(())
}

fn csv(
    lines: impl FnOnce(&mut csv::Writer<Vec<u8>>) -> Result<(), csv::Error>,
) -> Result<Vec<u8>, Fault> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    lines(&mut writer).map_err(|error| Fault::Broken(error.to_string()))?;
    writer.into_inner().map_err(|error| Fault::Broken(error.to_string()))
}

fn draws(linked: &Linked) -> Result<Vec<u8>, Fault> {
    let lists = linked.summary.lists.len();
    csv(|writer| {
        let all = std::iter::once(&linked.captures.point).chain(&linked.captures.draws);
        for (draw, counts) in all.enumerate() {
            for (stratum, cells) in counts.strata.iter().enumerate() {
                for (&history, &count) in cells {
                    let (draw, stratum) = (draw as u32, stratum as u32);
                    writer.serialize(Line {
                        draw,
                        stratum,
                        history: spelled(history, lists),
                        count,
                    })?;
                }
            }
        }
        Ok(())
    })
}

/// The likeliest counts as they may be shown: one column for each list, one for each axis, then the count. What is
/// not there is withheld, or zero.
fn shown_counts(linked: &Linked) -> Result<Vec<u8>, Fault> {
    let summary = &linked.summary;
    let shown = protect(&linked.captures.point, summary.asked.smallest_cell);
    csv(|writer| {
        let lists = summary.lists.iter().map(|list| list.name.as_str());
        let axes = summary.asked.by.iter().map(|axis| axis.word());
        writer.write_record(lists.chain(axes).chain(["count"]))?;
        for (stratum, cells) in shown.cells.iter().enumerate() {
            for (&history, count) in cells {
                let on = spelled(history, summary.lists.len());
                let on = on.chars().map(|letter| letter.to_string());
                let label = summary.strata[stratum].iter().cloned();
                writer.write_record(on.chain(label).chain([count.to_string()]))?;
            }
        }
        Ok(())
    })
}

fn spelled(history: u64, lists: usize) -> String {
    (0..lists).map(|list| if history >> list & 1 == 1 { '1' } else { '0' }).collect()
}

/// Reads a linkage that was kept.
pub fn kept_linkage(folder: &Path) -> Asked<KeptLinkage> {
    let bad = |file: &str, text: String| Refused {
        code: "secretariat/not-a-linkage",
        facts: vec![
            ("folder", folder.display().to_string()),
            ("file", file.to_owned()),
            ("text", text.clone()),
        ],
        text: format!("{}: {file} {text}", folder.display()),
    };
    let read =
        |file: &str| std::fs::read(folder.join(file)).map_err(|error| bad(file, error.to_string()));
    let summary: LinkSummary =
        serde_json::from_slice(&read(SUMMARY)?).map_err(|error| bad(SUMMARY, error.to_string()))?;
    let strata = summary.strata.len();
    let mut counts = vec![CaptureCounts::default(); summary.asked.draws + 1];
    for counts in &mut counts {
        counts.strata.resize_with(strata, Default::default);
    }
    let bytes = read(DRAWS)?;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    for (number, line) in reader.deserialize::<Line>().enumerate() {
        let wrong = |what: &str| bad(DRAWS, format!("line {}: {what}", number + 2));
        let line = line.map_err(|error| wrong(&error.to_string()))?;
        let history = history(&line.history, summary.lists.len())
            .ok_or_else(|| wrong("the history does not have a 0 or 1 for each list"))?;
        let cells = counts
            .get_mut(line.draw as usize)
            .and_then(|counts| counts.strata.get_mut(line.stratum as usize))
            .ok_or_else(|| wrong("there is no such draw or stratum"))?;
        if cells.insert(history, line.count).is_some() {
            return Err(wrong("the cell stands twice").into());
        }
    }
    let point = counts.remove(0);
    Ok(KeptLinkage { summary, point, draws: counts })
}

fn history(text: &str, lists: usize) -> Option<u64> {
    let on = text.chars().map(|letter| match letter {
        '0' => Some(0),
        '1' => Some(1),
        _ => None,
    });
    let mut history = 0_u64;
    for (list, bit) in on.enumerate() {
        history |= u64::checked_shl(bit?, list as u32)?;
    }
    (text.len() == lists && history > 0).then_some(history)
}

impl KeptLinkage {
    /// The likeliest table and the tables of all draws, over all strata or of one.
    pub fn tables(&self, stratum: Option<usize>) -> Asked<(CaptureTable, Vec<CaptureTable>)> {
        let point = self.summary.table(&self.point, stratum)?;
        let draws = self.draws.iter().map(|draw| self.summary.table(draw, stratum));
        Ok((point, draws.collect::<Asked<_>>()?))
    }
}
