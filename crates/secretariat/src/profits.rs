//! Victims as money: what doors hand over becomes the engine's values, and its answer a table.
//!
//! Nothing here is kept in the journal: it is arithmetic on figures that somebody brings, with the
//! constants and their sources beside the result.

use std::path::Path;

use concert_estimate::profits::{
    Figure, OwnValue, ProfitFlag, ProfitRefusal, ProfitReport, ProfitSettings, Spell, Victims,
    profits,
};
use concert_estimate::published_constants::{Constants, Counted, Region, Sector};
use concert_estimate::sector_ratio::{RatioBasis, RatioPoint};
use concert_estimate::uncertain::{NotAnAmount, Uncertain};

use crate::named_columns::{NamedColumns, RowsOfFile, workbook};
use crate::reading::Reader;
use crate::{Asked, Fault, Refused, Unanswered};

/// The level of intervals that doors take.
const LEVEL: f64 = 0.95;

/// Victims to compute with, and the file that they came from, if any.
#[derive(Debug, Clone, PartialEq)]
pub struct VictimsTable {
    /// The victims.
    pub victims: Vec<Victims>,
    file: Option<RowsOfFile>,
}

impl From<Vec<Victims>> for VictimsTable {
    fn from(victims: Vec<Victims>) -> Self {
        Self { victims, file: None }
    }
}

/// What victims are where a table does not say.
#[derive(Debug, Clone, PartialEq)]
pub struct UsualVictims {
    /// Sector; a row must say it if this does not.
    pub sector: Option<Sector>,
    /// Region; a row must say it if this does not. The world is never taken for granted.
    pub region: Option<Region>,
    /// Whom figures count.
    pub counted: Option<Counted>,
    /// What figures have to do with time.
    pub spell: Spell,
    /// The report to take the profit per victim from.
    pub report: String,
    /// The caller's own value per victim.
    pub own: Option<OwnValue>,
}

impl UsualVictims {
    /// Victims of these kinds: so many.
    pub fn with(&self, sector: Sector, region: Region, people: Uncertain) -> Victims {
        let Self { counted, spell, report, own, .. } = self.clone();
        Victims { place: String::new(), sector, region, people, counted, spell, report, own }
    }
}

/// A figure, with the limits of its 95 % interval where both are known.
pub fn amount(value: f64, limits: Option<[f64; 2]>) -> Asked<Uncertain> {
    uncertain(value, limits).map_err(|error| not_an_amount(&error, Vec::new()))
}

pub(crate) fn uncertain(value: f64, limits: Option<[f64; 2]>) -> Result<Uncertain, NotAnAmount> {
    match limits {
        Some(limits) => Uncertain::with_interval(value, limits, LEVEL),
        None => Uncertain::exact(value),
    }
}

pub(crate) fn not_an_amount(
    error: &NotAnAmount,
    mut facts: Vec<(&'static str, String)>,
) -> Unanswered {
    facts.extend(error.facts());
    Unanswered::Refused(Refused { code: error.code(), facts, text: error.to_string() })
}

/// Computes profits.
pub fn profit_report(
    table: &VictimsTable,
    constants: &Constants,
    settings: &ProfitSettings,
) -> Asked<ProfitReport> {
    let answer = profits(&table.victims, constants, settings);
    answer.map_err(|refusal| refused(&refusal, table.file.as_ref()).into())
}

pub(crate) fn refused(refusal: &ProfitRefusal, file: Option<&RowsOfFile>) -> Refused {
    let mut facts = match (file, refusal.row()) {
        (Some(file), Some(row)) => file.facts(row),
        _ => Vec::new(),
    };
    for (name, fact) in refusal.facts() {
        // Rows that a sentence names are those of the file.
        let in_file = matches!(refusal, ProfitRefusal::OverlappingRows { .. })
            .then(|| file?.number(fact.parse().ok()?))
            .flatten();
        facts.push((name, in_file.map_or(fact, |row| row.to_string())));
    }
    Refused { code: refusal.code(), facts, text: refusal.to_string() }
}

/// A flag in the form of a refusal, for the catalogues. Its codes are joined by commas.
pub fn flag_words(flag: &ProfitFlag) -> Refused {
    let facts = flag.fact().map(|(name, codes)| (name, codes.join(", ")));
    let text = format!("{}: {}", flag.code(), facts.as_ref().map_or("", |fact| fact.1.as_str()));
    Refused { code: flag.code(), facts: facts.into_iter().collect(), text }
}

const VICTIMS_COLUMNS: &[&str] =
    &["place", "sector", "region", "people", "low", "high", "counted", "report"];

/// Reads a table of victims (CSV, XLSX, ODS), in a confined process: columns `people`, and perhaps
/// `place`, `sector`, `region`, `low`, `high`, `counted`, `report`. What a row leaves empty is as
/// in `usual`.
pub fn read_victims(path: &Path, reader: &Reader, usual: &UsualVictims) -> Asked<VictimsTable> {
    let book = workbook(path, reader)?;
    let table = NamedColumns::find(&book, VICTIMS_COLUMNS, &["people"])?;
    let rows = table.rows();
    let origin = table.origin(&rows);
    let mut victims = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let people = table.needed(*row, "people")?;
        let limits = limits(&table, *row, "low", "high")?;
        let people = uncertain(people, limits)
            .map_err(|error| not_an_amount(&error, origin.facts(index + 1)))?;
        let (sectors, regions) = (Sector::ALL.map(Sector::code), Region::ALL.map(Region::code));
        let missing = |name| table.refused(*row, name, "secretariat/empty-cell", "");
        let sector = code(&table, *row, "sector", Sector::from_code, &sectors)?.or(usual.sector);
        let region = code(&table, *row, "region", Region::from_code, &regions)?.or(usual.region);
        let mut some = usual.with(
            sector.ok_or_else(|| missing("sector"))?,
            region.ok_or_else(|| missing("region"))?,
            people,
        );
        table.text(*row, "place").clone_into(&mut some.place);
        some.counted = counted(&table, *row)?.or(some.counted);
        if !table.text(*row, "report").is_empty() {
            table.text(*row, "report").clone_into(&mut some.report);
        }
        victims.push(some);
    }
    Ok(VictimsTable { victims, file: Some(origin) })
}

pub(crate) type FileRow<'a> = concert_exchange::Row<'a>;

pub(crate) fn code<T>(
    table: &NamedColumns<'_>,
    row: FileRow<'_>,
    name: &str,
    of: impl Fn(&str) -> Option<T>,
    allowed: &[&str],
) -> Asked<Option<T>> {
    table.read(row, name, "secretariat/not-a-code", &allowed.join(", "), of)
}

pub(crate) fn counted(table: &NamedColumns<'_>, row: FileRow<'_>) -> Asked<Option<Counted>> {
    code(table, row, "counted", Counted::from_code, &Counted::ALL.map(Counted::code))
}

/// Both limits of an interval, or neither.
pub(crate) fn limits(
    table: &NamedColumns<'_>,
    row: FileRow<'_>,
    low: &str,
    high: &str,
) -> Asked<Option<[f64; 2]>> {
    match (table.number(row, low)?, table.number(row, high)?) {
        (Some(low), Some(high)) => Ok(Some([low, high])),
        (None, None) => Ok(None),
        (Some(_), None) => Err(table.refused(row, high, "secretariat/half-an-interval", "").into()),
        (None, Some(_)) => Err(table.refused(row, low, "secretariat/half-an-interval", "").into()),
    }
}

pub(crate) fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// The columns of [`profit_lines`].
pub const PROFIT_COLUMNS: [&str; 19] = [
    "part",
    "place",
    "sector",
    "region",
    "people",
    "people_low",
    "people_high",
    "person_years",
    "per_victim",
    "per_victim_low",
    "per_victim_high",
    "constant",
    "source",
    "profit",
    "low95",
    "high95",
    "low80",
    "high80",
    "share",
];

/// A report as a table: its rows, its sums by sector and region, and the total; US dollars a year.
pub fn profit_lines(report: &ProfitReport) -> Vec<Vec<String>> {
    let ends = |ends: Option<[f64; 2]>| ends.map_or([None, None], |ends| ends.map(Some)).map(text);
    let money = |profit: &Figure, share: f64| {
        let mut cells = vec![profit.value.to_string()];
        cells.extend(ends(profit.interval95));
        cells.extend(ends(profit.interval80));
        cells.push(share.to_string());
        cells
    };
    let sum = |part: &str, sector: &str, region: &str, profit: &Figure, share: f64| {
        let mut line = vec![part.to_owned(), String::new(), sector.to_owned(), region.to_owned()];
        line.resize(13, String::new());
        line.extend(money(profit, share));
        line
    };
    let rows = report.rows.iter().map(|row| {
        let [low, high] = ends(row.people.interval95);
        let [least, most] = ends(row.per_victim.interval95);
        let mut line = vec![
            "row".to_owned(),
            row.place.clone(),
            row.sector.code().to_owned(),
            row.region.code().to_owned(),
            row.people.value.to_string(),
            low,
            high,
            row.person_years.value.to_string(),
            row.per_victim.value.to_string(),
            least,
            most,
            row.constant.clone().unwrap_or_default(),
            row.source.clone(),
        ];
        line.extend(money(&row.profit, row.share));
        line
    });
    let sectors = report
        .sectors
        .iter()
        .map(|part| sum("sector", part.of.code(), "", &part.profit, part.share));
    let regions = report
        .regions
        .iter()
        .map(|part| sum("region", "", part.of.code(), &part.profit, part.share));
    let total = std::iter::once(sum("total", "", "", &report.total, 1.0));
    rows.chain(sectors).chain(regions).chain(total).collect()
}

/// How people and profits of the world vary with the ratio of sexual to other exploitation, at the
/// ratios asked for, with what stays the same.
pub fn ratio_points(constants: &Constants, ratios: &[f64]) -> Asked<(RatioBasis, Vec<RatioPoint>)> {
    let basis = RatioBasis::of_the_world(constants).ok_or_else(|| {
        Fault::Broken("the table of constants lacks a figure of the global estimates".to_owned())
    })?;
    let points: Result<Vec<RatioPoint>, _> = ratios.iter().map(|ratio| basis.at(*ratio)).collect();
    Ok((basis, points.map_err(|error| not_an_amount(&error, Vec::new()))?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use concert_estimate::published_constants::ILO_2024;

    #[test]
    fn every_line_of_a_report_has_every_column() {
        let people = amount(100.0, Some([80.0, 120.0])).unwrap();
        let usual = UsualVictims {
            sector: None,
            region: None,
            counted: None,
            spell: Spell::Stock,
            report: ILO_2024.to_owned(),
            own: None,
        };
        let table = VictimsTable::from(vec![usual.with(Sector::Sexual, Region::World, people)]);
        let report = profit_report(&table, &Constants::shipped(), &ProfitSettings::default());
        let lines = profit_lines(&report.unwrap());
        assert_eq!(lines.len(), 4, "a row, a sector, a region, the total");
        assert!(lines.iter().all(|line| line.len() == PROFIT_COLUMNS.len()));
        assert_eq!(lines[3][13], (100.0 * 27_252.0).to_string());
    }

    #[test]
    fn flags_have_their_facts_as_text() {
        let regions = vec![Region::Africa, Region::Americas];
        let words = flag_words(&ProfitFlag::GlobalMeanUsed { regions });
        assert_eq!(words.code, "estimate/global-mean-used");
        assert_eq!(words.facts, [("regions", "africa, americas".to_owned())]);
        assert_eq!(flag_words(&ProfitFlag::WholeYearAssumed).facts, []);
    }
}
