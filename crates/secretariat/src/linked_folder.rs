//! A linkage kept in a folder, for the estimate that follows and for whoever repeats it.
//!
//! `linked.json` says how it was done, `histories.csv` shows the likeliest counts with small cells withheld, and
//! `draws.parquet` holds the counts of every draw, whole: an estimate needs them, and whoever may not see small cells
//! may not see that file. No record and no identifier is in any of them.

use std::collections::BTreeMap;
use std::io::{Read, Seek, Write};
use std::path::Path;

use concert_exchange::linkage_results::{DrawnCount, read_in_child, write_parquet};
use concert_exchange::{Limits, TableFile};
use concert_linkage::capture::{CaptureCounts, Captures, protect};
use sha2::{Digest, Sha256};

use crate::hexadecimal::hex;
use crate::linking::{LinkSummary, Linked};
use crate::reading::{self, Reader};
use crate::{Asked, Fault, Refused, Unanswered};

/// The file that says how a linkage was done.
pub(crate) const SUMMARY: &str = "linked.json";
/// The file of the counts that may be shown.
pub(crate) const HISTORIES: &str = "histories.csv";
/// The file of the counts of every draw.
pub(crate) const DRAWS: &str = "draws.parquet";

/// A linkage as it was kept: all that an estimate needs.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptLinkage {
    /// How it was done.
    pub summary: LinkSummary,
    /// People by the lists that they are on: in the likeliest linkage and in every draw.
    pub captures: Captures,
    /// SHA-256 of the file that says how it was done, in hexadecimal digits.
    pub summary_sha256: String,
    /// SHA-256 of the file of the counts.
    pub draws_sha256: String,
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

/// The counts of the likeliest linkage, which is draw 0, and of every draw after it.
fn draws(linked: &Linked) -> Result<Vec<u8>, Fault> {
    let all = std::iter::once(&linked.captures.point).chain(&linked.captures.draws);
    let rows = all.zip(0..).flat_map(|(counts, draw)| {
        counts.strata.iter().enumerate().flat_map(move |(stratum, cells)| {
            cells.iter().map(move |(&history, &count)| DrawnCount {
                stratum: stratum.to_string(),
                draw,
                history,
                count,
            })
        })
    });
    write_parquet(Vec::new(), rows).map_err(|error| Fault::Broken(error.to_string()))
}

/// The likeliest counts as they may be shown: one column for each list, one for each axis, then the count. What is
/// not there is withheld, or zero.
fn shown_counts(linked: &Linked) -> Result<Vec<u8>, Fault> {
    let summary = &linked.summary;
    let shown = protect(&linked.captures.point, summary.asked.smallest_cell);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let broken = |error: csv::Error| Fault::Broken(error.to_string());
    let lists = summary.lists.iter().map(|list| list.name.as_str());
    let axes = summary.asked.by.iter().map(|axis| axis.word());
    writer.write_record(lists.chain(axes).chain(["count"])).map_err(broken)?;
    for (stratum, cells) in shown.cells.iter().enumerate() {
        for (&history, count) in cells {
            let on = (0..summary.lists.len()).map(|list| (history >> list & 1).to_string());
            let label = summary.strata[stratum].iter().cloned();
            writer.write_record(on.chain(label).chain([count.to_string()])).map_err(broken)?;
        }
    }
    writer.into_inner().map_err(|error| Fault::Broken(error.to_string()))
}

/// Reads a linkage that was kept: the counts in a confined process, since a folder may come from elsewhere.
pub fn kept_linkage(folder: &Path, reader: &Reader) -> Asked<KeptLinkage> {
    let bad = |file: &str, text: String| -> Unanswered {
        Refused {
            code: "secretariat/not-a-linkage",
            facts: vec![
                ("folder", folder.display().to_string()),
                ("file", file.to_owned()),
                ("text", text.clone()),
            ],
            text: format!("{}: {file} {text}", folder.display()),
        }
        .into()
    };
    let summary = std::fs::read(folder.join(SUMMARY));
    let summary = summary.map_err(|error| bad(SUMMARY, error.to_string()))?;
    let summary_sha256 = hex(&Sha256::digest(&summary));
    let summary: LinkSummary =
        serde_json::from_slice(&summary).map_err(|error| bad(SUMMARY, error.to_string()))?;
    let strata = summary.strata.len();
    let none = CaptureCounts { strata: vec![BTreeMap::new(); strata] };
    let mut counts = vec![none; summary.asked.draws + 1];
    let mut wrong = None;
    let mut take = |rows: Vec<DrawnCount>| {
        for row in rows {
            let on_a_list = row.history > 0 && row.history.ilog2() < summary.lists.len() as u32;
            let cells = row
                .stratum
                .parse::<usize>()
                .ok()
                .and_then(|stratum| counts.get_mut(row.draw as usize)?.strata.get_mut(stratum));
            let placed =
                cells.filter(|_| on_a_list).map(|cells| cells.insert(row.history, row.count));
            if placed != Some(None) {
                wrong = Some(
                    "a count is of no draw, stratum or lists of this linkage, or stands twice",
                );
            }
        }
    };
    let mut file = TableFile::open(&folder.join(DRAWS)).map_err(reading::unread)?;
    let draws_sha256 = digest(&mut file.file)
        .map_err(|source| Fault::File { what: format!("reading {DRAWS}"), source })?;
    let arguments: Vec<&str> = reader.arguments.iter().map(String::as_str).collect();
    read_in_child(&reader.program, &arguments, file, &Limits::for_linkage_files(), &mut take)
        .map_err(reading::unread)?;
    if let Some(text) = wrong {
        return Err(bad(DRAWS, text.to_owned()));
    }
    let captures = Captures { point: counts.remove(0), draws: counts };
    Ok(KeptLinkage { summary, captures, summary_sha256, draws_sha256 })
}

/// The digest of a file, which is left at its beginning.
fn digest(file: &mut std::fs::File) -> std::io::Result<String> {
    let mut hash = Sha256::new();
    let mut part = vec![0; 1 << 16];
    loop {
        match file.read(&mut part)? {
            0 => break,
            read => hash.update(&part[..read]),
        }
    }
    file.rewind()?;
    Ok(hex(&hash.finalize()))
}
