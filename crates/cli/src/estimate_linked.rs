//! `concert estimate FOLDER`: from a linkage that was kept.

use std::path::Path;

use concert_secretariat::{
    CaptureTable, EstimateSettings, KeptLinkage, LinkSummary, LinkageSettings, OverLinkages,
    RangeOverLinkages, Refused, Report, Secretariat, estimate, estimate_over_linkages,
    kept_linkage, range_over_linkages,
};
use concert_server::LinkedDocument;
use jiff::Timestamp;
use serde::Serialize;

use crate::flags::Estimate as Flags;
use crate::output::{self, Failure};
use crate::{estimate_linkages, estimate_linked_strata, estimate_text, link, long_work, office};

/// What `--json` prints.
#[derive(Serialize)]
struct Answer<'a> {
    linkage: &'a LinkSummary,
    #[serde(flatten)]
    said: Said<'a>,
}

/// What is said of the people of a linkage, for programs.
#[derive(Serialize)]
pub(crate) struct Said<'a> {
    range: Option<&'a RangeOverLinkages>,
    over_linkages: Option<&'a OverLinkages>,
    report: &'a Report,
}

pub(crate) fn run(flags: &Flags, folder: &Path) -> Result<(), Failure> {
    only_asks_what_draws_can_say(flags)?;
    let kept = kept_linkage(folder, &office::reader()?)?;
    kept.summary.estimable().map_err(Failure::Refused)?;
    if !flags.question.by.is_empty() {
        return estimate_linked_strata::run(flags, &kept);
    }
    let (table, draws) = kept.summary.tables(&kept.captures)?;
    let settings = crate::estimate::asked(flags, &table)?.settings;
    let usual = LinkageSettings::default();
    let replicates = flags.replicates.map_or(usual.replicates, |asked| asked as usize);
    let found = Estimated::of(&table, &draws, &settings, replicates)?;
    crate::estimate::write_files(flags, &table, &found.report)?;
    if let Some(path) = &flags.html {
        found.write_document(&kept.summary, path)?;
    }
    if flags.json {
        output::json(&Answer { linkage: &kept.summary, said: found.said() })?;
    } else {
        link::show(&kept.summary)?;
        found.show()?;
    }
    if let Some(place) = &flags.record {
        record(flags, &kept, &found, place)?;
    }
    found.answered()
}

/// What else can be asked of a table would be answered from the likeliest one alone, as if nothing were in doubt.
fn only_asks_what_draws_can_say(flags: &Flags) -> Result<(), Failure> {
    if flags.question.asks_more_than_kinds() || flags.repeat.is_some() {
        return Err(Failure::Refused(Refused {
            code: "secretariat/asked-of-a-linkage",
            facts: Vec::new(),
            text: "of a linkage that was kept people in all and by kind are estimated".to_owned(),
        }));
    }
    Ok(())
}

fn record(
    flags: &Flags,
    kept: &KeptLinkage,
    found: &Estimated,
    place: &str,
) -> Result<(), Failure> {
    let subject = crate::estimate::subject(place)?;
    let (Some(Ok(over)), Some(range)) = (&found.over, &found.range) else {
        crate::estimate::tell_recorded(None);
        return Ok(());
    };
    let secretariat = office::open(&flags.data)?;
    let recorded = secretariat.record_linked_estimate(
        &Secretariat::operator(),
        (kept, &found.report),
        (over, range),
        &subject,
        Timestamp::now(),
    )?;
    crate::estimate::tell_recorded(recorded);
    Ok(())
}

/// The estimate over the tables of all draws, or why they are not combined.
pub(crate) type OverDraws = Result<OverLinkages, Failure>;

/// What the likeliest linkage says, and what all draws say together.
pub(crate) struct Estimated {
    pub(crate) report: Report,
    /// None where the report has no range, which says why.
    over: Option<OverDraws>,
    range: Option<RangeOverLinkages>,
}

impl Estimated {
    pub(crate) fn of(
        table: &CaptureTable,
        draws: &[CaptureTable],
        settings: &EstimateSettings,
        replicates: usize,
    ) -> Result<Self, Failure> {
        let report = long_work::until_ended("estimating", |tell| estimate(table, settings, tell));
        if report.interrupted {
            return Err(Failure::Interrupted);
        }
        if report.headline.interval95.is_none() {
            return Ok(Self { report, over: None, range: None });
        }
        let each =
            LinkageSettings { replicates, seed: settings.seed, ..LinkageSettings::default() };
        let over = long_work::until_ended("estimating from each draw", |tell| {
            estimate_over_linkages(draws, settings.max_order, each, tell)
        });
        let over = over.map_err(Failure::from).and_then(long_work::whole);
        let range =
            over.is_ok().then(|| range_over_linkages(&report, table, draws, settings.max_order));
        Ok(Self { report, over: Some(over), range: range.flatten() })
    }

    /// The same for programs.
    pub(crate) fn said(&self) -> Said<'_> {
        let over_linkages = self.over.as_ref().and_then(|over| over.as_ref().ok());
        Said { range: self.range.as_ref(), over_linkages, report: &self.report }
    }

    /// Writes the report in words, the doubt of linkage first.
    pub(crate) fn write_document(&self, linkage: &LinkSummary, path: &Path) -> Result<(), Failure> {
        let said = self.said();
        let document = LinkedDocument {
            report: said.report,
            linkage,
            over: said.over_linkages,
            range: said.range,
        };
        let language = output::language();
        crate::estimate::write_document(
            path,
            concert_server::linked_report_document(document, &language),
        )
    }

    /// Prints the report, and then what the draws say together.
    pub(crate) fn show(&self) -> Result<(), Failure> {
        say!("\n# How many are on no list, by the likeliest linkage\n");
        estimate_text::show(&self.report)?;
        let Some(Ok(over)) = &self.over else { return Ok(()) };
        say!("\n# The same over all that the linkage leaves open\n");
        estimate_linkages::show(over)?;
        if let Some(range) = &self.range {
            let [low, high] = range.interval95;
            say!(
                "\nBetween {} and {} people in all: the range at 95 % over all assumptions and over all \
                 that the linkage leaves open.",
                estimate_text::rounded(low, f64::floor),
                estimate_text::rounded(high, f64::ceil),
            );
        }
        Ok(())
    }

    /// Refuses with the reason why the draws say nothing together, if they do not.
    pub(crate) fn answered(self) -> Result<(), Failure> {
        self.over.map_or(Ok(()), |over| over.map(drop))
    }
}
