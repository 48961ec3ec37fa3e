//! `concert estimate FOLDER`: from a linkage that was kept.

use std::path::Path;

use concert_secretariat::{
    CaptureTable, EstimateSettings, LinkSummary, LinkageSettings, OverLinkages, Refused, Report,
    estimate, estimate_over_linkages, kept_linkage,
};
use serde::Serialize;

use crate::flags::Estimate as Flags;
use crate::output::{self, Failure};
use crate::{estimate_linkages, estimate_text, link, long_work, office};

/// What `--json` prints.
#[derive(Serialize)]
struct Answer<'a> {
    linkage: &'a LinkSummary,
    over_linkages: Option<&'a OverLinkages>,
    report: &'a Report,
}

pub(crate) fn run(flags: &Flags, folder: &Path) -> Result<(), Failure> {
    asks_for_people_in_all(flags)?;
    let kept = kept_linkage(folder, &office::reader()?)?;
    let (table, draws) = kept.tables(None)?;
    let settings = crate::estimate::asked(flags, &table)?.settings;
    let usual = LinkageSettings::default();
    let replicates = flags.replicates.map_or(usual.replicates, |asked| asked as usize);
    let (report, over) = estimated(&table, &draws, &settings, replicates)?;
    crate::estimate::write_files(flags, &table, &report)?;
    if flags.json {
        output::json(&Answer {
            linkage: &kept.summary,
            over_linkages: over.as_ref().and_then(|over| over.as_ref().ok()),
            report: &report,
        })?;
        return over.map_or(Ok(()), |over| over.map(drop));
    }
    link::show(&kept.summary)?;
    tell(&report, over)
}

/// What else can be asked of a table would be answered from the likeliest one alone, as if nothing were in doubt.
fn asks_for_people_in_all(flags: &Flags) -> Result<(), Failure> {
    let question = &flags.question;
    let other = question.by.is_some()
        || question.recall.is_some()
        || question.censored.is_some()
        || question.one_list
        || question.assumptions
        || !question.factors.is_empty()
        || flags.repeat.is_some()
        || flags.record.is_some();
    if other {
        return Err(Failure::Refused(Refused {
            code: "secretariat/asked-of-a-linkage",
            facts: Vec::new(),
            text: "of a linkage that was kept only people in all are estimated".to_owned(),
        }));
    }
    Ok(())
}

/// The estimate over the tables of all draws, or why they are not combined.
pub(crate) type OverDraws = Result<OverLinkages, Failure>;

/// The report on the likeliest table, and the estimate over the tables of all draws: none where the report is
/// refused too, which says why.
pub(crate) fn estimated(
    table: &CaptureTable,
    draws: &[CaptureTable],
    settings: &EstimateSettings,
    replicates: usize,
) -> Result<(Report, Option<OverDraws>), Failure> {
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
    });
    Ok((report, Some(over.map_err(Failure::from).and_then(long_work::whole))))
}

/// Prints the report, and then what the draws say together, or refuses with the reason why they say nothing.
pub(crate) fn tell(report: &Report, over: Option<OverDraws>) -> Result<(), Failure> {
    println!("\n# How many are on no list, by the likeliest linkage\n");
    estimate_text::show(report)?;
    let Some(over) = over else { return Ok(()) };
    println!("\n# The same over all that the linkage leaves open\n");
    estimate_linkages::show(&over?)
}
