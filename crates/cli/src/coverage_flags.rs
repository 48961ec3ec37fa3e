//! What can be typed after `concert coverage`.

use clap::{Args, Subcommand};

use crate::flags::{Data, Printed};
pub(crate) use crate::next_flags::{Compare, Next};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Coverage {
    #[command(subcommand)]
    pub(crate) asks: Option<CoverageQuestion>,
    #[command(flatten)]
    pub(crate) gaps: Gaps,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CoverageQuestion {
    /// Need beside response, cell by cell; the same as without a word
    Gaps(Gaps),
    /// Whether effort goes where need is, and how much better it could within everybody's mandate
    #[command(after_help = "Example:\n  concert coverage alignment --place ML")]
    Alignment(Alignment),
    /// Who should work with whom, and why
    #[command(after_help = "Examples:\n  concert coverage partners --most 3\n  \
                            concert coverage partners --organisation ID --json")]
    Partners(Partners),
    /// The next few actions under a budget, and how far from the best they are at most
    #[command(after_help = "Examples:\n  concert coverage next --budget 500000\n  \
                            concert coverage next --print-actions > actions.csv\n  \
                            concert coverage next --budget 500000 --actions actions.csv --equity 0.5\n  \
                            concert coverage next --scenario plan.json")]
    Next(Next),
    /// Two scenarios of next actions beside each other, on the picture as it is now
    #[command(after_help = "Example:\n  concert coverage compare a.json b.json")]
    Compare(Compare),
}

#[derive(Debug, Args)]
pub(crate) struct Alignment {
    #[command(flatten)]
    pub(crate) seen: Seen,
    #[command(flatten)]
    pub(crate) data: Data,
    #[command(flatten)]
    pub(crate) printed: Printed,
}

#[derive(Debug, Args)]
pub(crate) struct Partners {
    #[command(flatten)]
    pub(crate) seen: Seen,
    /// Only the partners of this organisation, by identifier
    #[arg(long, value_name = "ID")]
    pub(crate) organisation: Option<String>,
    /// How many new partners an organisation can take on
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) most: usize,
    #[command(flatten)]
    pub(crate) data: Data,
    #[command(flatten)]
    pub(crate) printed: Printed,
}

/// Where and when.
#[derive(Debug, Args)]
pub(crate) struct Seen {
    /// Only this place and what lies in it, by code
    #[arg(long)]
    pub(crate) place: Option<String>,
    /// As of this day [default: today]
    #[arg(long, value_name = "DATE")]
    pub(crate) at: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub(crate) struct Gaps {
    #[command(flatten)]
    pub(crate) seen: Seen,
    /// Rows and columns: place, pillar, side, group, form or sector, two of them with a comma
    #[arg(long, value_name = "ROWS,COLUMNS")]
    pub(crate) by: Option<String>,
    #[command(flatten)]
    pub(crate) data: Data,
    #[command(flatten)]
    pub(crate) printed: Printed,
}
