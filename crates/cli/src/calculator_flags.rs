//! What can be typed to turn victims into money and into rates.

use std::path::PathBuf;

use clap::Args;
use concert_secretariat::{Counted, ILO_2024, ProfitRegion, ProfitSector};
use concert_terms::Count;

use crate::flags::{Printed, three};

#[derive(Debug, Args)]
#[group(id = "victims-from", required = true, multiple = false, args = ["people", "victims", "print_constants", "ratio"])]
pub(crate) struct Profits {
    /// How many victims there are, detected or not
    #[arg(long, value_name = "N", requires = "sector", requires = "region")]
    pub(crate) people: Option<f64>,
    /// The 95 % interval of that figure
    #[arg(long, value_name = "LOW,HIGH", requires = "people", value_parser = two)]
    pub(crate) interval: Option<[f64; 2]>,
    /// A table of victims (CSV, XLSX or ODS)
    #[arg(long, value_name = "FILE")]
    pub(crate) victims: Option<PathBuf>,
    /// Write the table of constants with their sources as CSV, to be changed
    #[arg(long)]
    pub(crate) print_constants: bool,
    /// Show how the world's figures vary with the number of sexually exploited people for each
    /// otherwise exploited one
    #[arg(long, value_name = "RATIO,...", value_delimiter = ',')]
    pub(crate) ratio: Vec<f64>,
    /// In what work: all, sexual, other, industry, services, agriculture or domestic-work
    #[arg(long, value_parser = sector)]
    pub(crate) sector: Option<ProfitSector>,
    /// Region of the report: africa, americas, arab-states, asia-pacific, europe-central-asia (2024),
    /// developed-eu, middle-east (2014), or world if the figure is of the whole world
    #[arg(long, value_parser = region)]
    pub(crate) region: Option<ProfitRegion>,
    /// The report that the profit per victim is taken from, by year or code
    #[arg(long, visible_alias = "year", default_value = ILO_2024, value_parser = report)]
    pub(crate) report: String,
    /// Whom the figure counts: trafficked, forced-labour-private, forced-labour, ...
    #[arg(long, value_parser = counted)]
    pub(crate) counted: Option<Counted>,
    /// The figure is of people on an average day
    #[arg(long, conflicts_with_all = ["entering", "within"])]
    pub(crate) stock: bool,
    /// The figure is of people who come to be exploited in a year, and stay so for this many years
    #[arg(long, value_name = "YEARS or LOW,YEARS,HIGH", value_parser = three, conflicts_with = "within")]
    pub(crate) entering: Option<[f64; 3]>,
    /// The figure is of people exploited at any time in a window, for this many years within it
    #[arg(long, value_name = "YEARS or LOW,YEARS,HIGH", value_parser = three)]
    pub(crate) within: Option<[f64; 3]>,
    /// Length of that window in years
    #[arg(long, value_name = "YEARS", default_value_t = 1.0, requires = "within")]
    pub(crate) window: f64,
    /// Your own profit per victim and year in US dollars, or its 95 % limits, in place of a report's
    #[arg(long, value_name = "N or LOW,N,HIGH", value_parser = three)]
    pub(crate) per_victim: Option<[f64; 3]>,
    /// Share of costs: then --per-victim is of earnings, and the profit is the rest
    #[arg(long, value_name = "SHARE or LOW,SHARE,HIGH", value_parser = three, requires = "per_victim")]
    pub(crate) costs: Option<[f64; 3]>,
    /// The year of your dollars
    #[arg(long, value_name = "YEAR", requires = "per_victim")]
    pub(crate) price_year: Option<i16>,
    /// Where your own value comes from
    #[arg(long, requires = "per_victim", default_value = "stated by the caller")]
    pub(crate) source: String,
    /// A table of constants that take the place of shipped ones
    #[arg(long, value_name = "FILE")]
    pub(crate) constants: Option<PathBuf>,
    /// Use a mean of the world for a part of it where there is no other value, knowing that it
    /// need not hold there
    #[arg(long)]
    pub(crate) allow_global_mean: bool,
    /// Draws
    #[arg(long, default_value_t = 10_000)]
    pub(crate) draws: usize,
    /// Seed of the draws
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    #[command(flatten)]
    pub(crate) printed: Printed,
}

#[derive(Debug, Args)]
#[group(id = "groups-from", required = true, multiple = false, args = ["residents", "groups"])]
pub(crate) struct Prevalence {
    /// How many people live there
    #[arg(long, value_name = "N")]
    pub(crate) residents: Option<f64>,
    /// How many victims there are, detected and undetected, as estimated
    #[arg(long, value_name = "N", requires = "residents")]
    pub(crate) people: Option<f64>,
    /// The 95 % interval of that figure
    #[arg(long, value_name = "LOW,HIGH", requires = "people", value_parser = two)]
    pub(crate) interval: Option<[f64; 2]>,
    /// How many victims are detected, such as 120, 100-150 or <5
    #[arg(long, requires = "residents")]
    pub(crate) detected: Option<Count>,
    /// A table of groups (CSV, XLSX or ODS)
    #[arg(long, value_name = "FILE")]
    pub(crate) groups: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) printed: Printed,
}

/// Two numbers with a comma between them.
fn two(text: &str) -> Result<[f64; 2], String> {
    let numbers: Result<Vec<f64>, _> = text.split(',').map(|part| part.trim().parse()).collect();
    match numbers.as_deref() {
        Ok([low, high]) => Ok([*low, *high]),
        _ => Err(format!("'{text}' is not two numbers")),
    }
}

fn one_of<T>(text: &str, found: Option<T>, codes: &[&str]) -> Result<T, String> {
    found.ok_or_else(|| format!("'{text}' is none of {}", codes.join(", ")))
}

fn sector(text: &str) -> Result<ProfitSector, String> {
    one_of(text, ProfitSector::from_code(text), &ProfitSector::ALL.map(ProfitSector::code))
}

fn region(text: &str) -> Result<ProfitRegion, String> {
    one_of(text, ProfitRegion::from_code(text), &ProfitRegion::ALL.map(ProfitRegion::code))
}

fn counted(text: &str) -> Result<Counted, String> {
    one_of(text, Counted::from_code(text), &Counted::ALL.map(Counted::code))
}

/// The code of a report; a year alone stands for the ILO's report of that year.
#[expect(clippy::unnecessary_wraps, reason = "clap's parsers return a result")]
fn report(text: &str) -> Result<String, String> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    Ok(if is_year { format!("ilo-{text}") } else { text.to_owned() })
}
