//! What can be asked of a table besides how many people there are in all, one question at a time.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
#[command(next_help_heading = "Other questions")]
#[group(id = "question", multiple = false, conflicts_with_all = [
    "svg", "r", "methods", "coverage", "quick", "ledger", "print_ledger", "repeat",
])]
pub(crate) struct Question {
    /// People of each kind and their sum: the column says which kind; a blank cell, that nobody
    /// knows. Of a folder: sex, age, form, place or year, as it was linked by. Given twice, by both
    #[arg(long, value_name = "COLUMN")]
    pub(crate) by: Vec<String>,
    /// People over all that linkage leaves open: tables drawn from it, instead of TABLE
    #[arg(long, value_name = "TABLE", num_args = 2.., conflicts_with = "table")]
    pub(crate) linkages: Vec<PathBuf>,
    /// People with the errors of linkage undone: the share of the true links that it found
    #[arg(long, value_name = "SHARE", requires = "precision")]
    pub(crate) recall: Option<f64>,
    /// People whom one list never saw: TABLE has the columns `times` and `count`, how many it saw
    /// how often
    #[arg(long)]
    pub(crate) one_list: bool,
    /// People of each kind by log-linear models in which these columns are factors
    #[arg(long, value_name = "COLUMN", value_delimiter = ',')]
    pub(crate) factors: Vec<String>,
    /// People when this list also holds others: who is on it alone counts as an upper bound, and
    /// not at all. Every column of labels is a factor
    #[arg(long, value_name = "LIST")]
    pub(crate) censored: Option<String>,
    /// What moves with what is assumed: how people differ, how lists depend on each other, what is
    /// thought before, which models are chosen from
    #[arg(long)]
    pub(crate) assumptions: bool,
}

/// What belongs to some of those questions.
#[derive(Debug, Args)]
#[command(next_help_heading = "Other questions")]
pub(crate) struct QuestionDetail {
    /// With --recall: the share of the links found that are true
    #[arg(long, value_name = "SHARE", requires = "recall")]
    pub(crate) precision: Option<f64>,
    /// With --factors or --censored: the model, such as `[A:B,A:sex]`; chosen by BIC without it
    #[arg(
        long,
        value_name = "MODEL",
        requires = "question",
        conflicts_with_all = ["by", "linkages", "recall", "one_list", "assumptions"]
    )]
    pub(crate) model: Option<String>,
    /// With --assumptions: what would have to hold for so many people to be true
    #[arg(long, value_name = "N", requires = "assumptions")]
    pub(crate) population: Option<f64>,
    /// Print the rows of the answer as CSV
    #[arg(long, requires = "question", conflicts_with = "json")]
    pub(crate) csv: bool,
}

impl Question {
    /// Something else is asked than how many people there are in all.
    pub(crate) fn is_asked(&self) -> bool {
        !self.by.is_empty() || self.asks_more_than_kinds()
    }

    /// The same, people of each kind aside.
    pub(crate) fn asks_more_than_kinds(&self) -> bool {
        !self.linkages.is_empty()
            || !self.factors.is_empty()
            || self.recall.is_some()
            || self.censored.is_some()
            || self.one_list
            || self.assumptions
    }
}
