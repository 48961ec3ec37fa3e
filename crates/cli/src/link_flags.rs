//! What can be typed to link lists.

use std::path::PathBuf;

use clap::Args;
use concert_secretariat::{StratumAxis, Told};

/// Which lists are linked, and how.
#[derive(Debug, Args)]
pub(crate) struct Linking {
    /// Case lists (CSV, XLSX or ODS, perhaps gzipped), or encoded lists of one round
    #[arg(required = true, value_name = "LIST")]
    pub(crate) lists: Vec<PathBuf>,
    /// Nobody stands twice on this list (the name of its file up to the first dot), or on `all`
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) clean: Vec<String>,
    /// What a column of any list means: a word such as `family-name`, or `ignore`
    #[arg(long = "column", value_name = "HEADING=FIELD", value_parser = told)]
    pub(crate) columns: Vec<Told>,
    /// Count people apart by: sex, age, form, place, year
    #[arg(long, value_name = "AXIS", value_delimiter = ',', value_parser = axis)]
    pub(crate) by: Vec<StratumAxis>,
    /// Draws of who is who
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(2..=1000))]
    pub(crate) draws: u16,
    /// Seed of all that is drawn
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Cells of fewer people are withheld where counts are shown
    #[arg(long, value_name = "PEOPLE", default_value_t = 5)]
    pub(crate) smallest_cell: u64,
    /// Keep the linkage in this folder, for `concert estimate`
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Write the pairs of records that are one person: `list_a`, `id_a`, `list_b`, `id_b`, `probability`
    #[arg(long, value_name = "FILE")]
    pub(crate) pairs: Option<PathBuf>,
    /// With --pairs: write doubtful pairs too, from this probability on
    #[arg(long, value_name = "PROBABILITY", requires = "pairs", default_value_t = 1.0)]
    pub(crate) least: f64,
    /// The round of encoded lists (round.json, or its folder): lists of another are refused
    #[arg(long, value_name = "ROUND")]
    pub(crate) round: Option<PathBuf>,
    /// The lists are CLKs of clkhash, one to a row: JSON `{"clks": [...]}` or lines of base64. They are weak and yield no number
    #[arg(long, conflicts_with_all = ["round", "columns"])]
    pub(crate) clks: bool,
    /// Decisions of people about pairs, a row for each; nothing overrules them
    #[arg(long, value_name = "FILE")]
    pub(crate) decisions: Option<PathBuf>,
    /// Go through the doubtful pairs and add what you decide to --decisions
    #[arg(long, requires = "decisions", requires = "reviewer")]
    pub(crate) review: bool,
    /// Who decides
    #[arg(long = "by-whom", id = "reviewer", value_name = "NAME")]
    pub(crate) reviewer: Option<String>,
    /// Write the person of every record: list, id, cluster
    #[arg(long, value_name = "FILE")]
    pub(crate) clusters: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// `concert link`.
#[derive(Debug, Args)]
pub(crate) struct Link {
    #[command(flatten)]
    pub(crate) linking: Linking,
}

/// `concert evidence`.
#[derive(Debug, Args)]
pub(crate) struct Evidence {
    #[command(flatten)]
    pub(crate) linking: Linking,
    /// Largest set of lists that may interact [default: any up to six lists, pairs beyond]
    #[arg(long, value_name = "LISTS", value_parser = clap::value_parser!(u8).range(2..))]
    pub(crate) order: Option<u8>,
    /// Bootstrap replicates for the table of each draw
    #[arg(long, default_value_t = 200)]
    pub(crate) replicates: u32,
    /// Write the report on the likeliest table as one HTML file that needs no other
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// The methods alone, without other tables and simulations
    #[arg(long)]
    pub(crate) quick: bool,
}

pub(crate) fn told(text: &str) -> Result<Told, String> {
    text.parse().map_err(|_| {
        let fields: Vec<&str> = concert_secretariat::case_fields().collect();
        format!("say HEADING=FIELD, with one of the fields {}", fields.join(", "))
    })
}

fn axis(word: &str) -> Result<StratumAxis, String> {
    let known = StratumAxis::WORDS.iter().find(|(known, _)| *known == word);
    known.map(|(_, axis)| *axis).ok_or_else(|| {
        format!("'{word}' is none of {}", StratumAxis::WORDS.map(|(word, _)| word).join(", "))
    })
}
