//! What can be typed after `concert plan recommendations`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use concert_secretariat::ActionNumber;
use concert_terms::Id;

use crate::flags::{Data, Shown};

#[derive(Debug, Args)]
pub(crate) struct Recommendations {
    #[command(subcommand)]
    pub(crate) asks: RecommendationsAsk,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RecommendationsAsk {
    /// Read recommendations from a table; `concert undo` takes them back
    #[command(
        after_help = "Example:\n  concert plan recommendations import --dry-run upr.xlsx\n\n\
                            The table has the columns mechanism (upr, greta, tip-report, untoc, \
                            other), year, addressee (code of a place, or an organisation) and \
                            text; perhaps text-ar and its like, document, response (accepted, \
                            noted, none) and actions (PLAN#NUMBER; ...)."
    )]
    Import(RecommendationsImport),
    /// Every recommendation, and which actions answer it
    List(Shown),
    /// What looks alike, and by which words: for a person to confirm with `join` or `answer`
    Suggest(RecommendationsSuggest),
    /// Confirm that recommendations ask for the same
    Join(RecommendationsJoin),
    /// Take recommendations out of the group of those that ask for the same
    Part(RecommendationsPart),
    /// Say which actions answer a recommendation: these, and no others
    Answer(RecommendationsAnswer),
}

#[derive(Debug, Args)]
pub(crate) struct RecommendationsImport {
    /// XLSX, ODS, CSV or TSV
    #[arg(value_name = "TABLE")]
    pub(crate) table: PathBuf,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct RecommendationsSuggest {
    /// From which likeness, above 0 and up to 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.4)]
    pub(crate) likeness: f64,
    /// Suggest actions that answer this recommendation instead
    #[arg(long, value_name = "ID", conflicts_with = "likeness")]
    pub(crate) actions_for: Option<Id>,
    /// How many actions
    #[arg(long, value_name = "NUMBER", default_value_t = 5)]
    pub(crate) most: usize,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

#[derive(Debug, Args)]
pub(crate) struct RecommendationsJoin {
    /// The recommendations
    #[arg(value_name = "ID", num_args = 2.., required = true)]
    pub(crate) recommendations: Vec<Id>,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct RecommendationsPart {
    /// The recommendations
    #[arg(value_name = "ID", required = true)]
    pub(crate) recommendations: Vec<Id>,
    /// Why
    #[arg(long, value_name = "WORDS")]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct RecommendationsAnswer {
    /// The recommendation
    #[arg(value_name = "ID")]
    pub(crate) recommendation: Id,
    /// An action; without any, none answers it
    #[arg(long, value_name = "PLAN#NUMBER", value_parser = action)]
    pub(crate) action: Vec<ActionNumber>,
    #[command(flatten)]
    pub(crate) data: Data,
}

fn action(text: &str) -> Result<ActionNumber, String> {
    let (plan, action) = text.split_once('#').ok_or("an action is PLAN#NUMBER")?;
    let plan = plan.trim().parse().map_err(|_| format!("'{plan}' is no identifier"))?;
    Ok(ActionNumber { plan, action: action.trim().to_owned() })
}
