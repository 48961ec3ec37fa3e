//! `concert estimate FOLDER`: from a linkage that was kept.

use std::path::Path;

use concert_secretariat::{
    CaptureTable, EstimateSettings, LinkSummary, LinkageSettings, OverLinkages, Report, estimate,
    estimate_over_linkages, kept_linkage,
};
use serde::Serialize;

use crate::flags::Estimate as Flags;
use crate::output::{self, Failure};
use crate::{estimate_linkages, estimate_text, link, long_work};

/// What `--json` prints.
#[derive(Serialize)]
struct Answer<'a> {
    linkage: &'a LinkSummary,
    over_linkages: &'a Option<OverLinkages>,
    report: &'a Report,
}

pub(crate) fn run(flags: &Flags, folder: &Path) -> Result<(), Failure> {
    let kept = kept_linkage(folder)?;
    let (table, draws) = kept.tables(None)?;
    let settings = crate::estimate::asked(flags, &table)?.settings;
    let usual = LinkageSettings::default();
    let replicates = flags.replicates.map_or(usual.replicates, |asked| asked as usize);
    let (report, over) = estimated(&table, &draws, &settings, replicates)?;
    crate::estimate::write_files(flags, &table, &report)?;
    if flags.json {
        return output::json(&Answer {
            linkage: &kept.summary,
            over_linkages: &over,
            report: &report,
        });
    }
    link::show(&kept.summary)?;
    tell(&report, over.as_ref())?;
    match &flags.record {
        Some(place) => crate::estimate::record(flags, &report, place),
        None => Ok(()),
    }
}

/// The report on the likeliest table, and the estimate over the tables of all draws: none where the report is
/// refused too, which says why.
pub(crate) fn estimated(
    table: &CaptureTable,
    draws: &[CaptureTable],
    settings: &EstimateSettings,
    replicates: usize,
) -> Result<(Report, Option<OverLinkages>), Failure> {
    let report = long_work::until_ended("estimating", |tell| estimate(table, settings, tell));
    if report.interrupted {
        return Err(Failure::Interrupted);
    }
    if report.headline.interval95.is_none() {
        return Ok((report, None));
    }
    let each = LinkageSettings { replicates, seed: settings.seed, ..LinkageSettings::default() };
    let over = long_work::until_ended("estimating from each draw", |tell| {
        estimate_over_linkages(draws, settings.max_order, each, tell)
    })?;
    Ok((report, Some(long_work::whole(over)?)))
}

pub(crate) fn tell(report: &Report, over: Option<&OverLinkages>) -> Result<(), Failure> {
    println!("\n# How many are on no list, by the likeliest linkage\n");
    estimate_text::show(report)?;
    if let Some(over) = over {
        println!("\n# The same over all that the linkage leaves open\n");
        estimate_linkages::show(over)?;
    }
    Ok(())
}
