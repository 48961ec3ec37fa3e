//! What can be typed after `concert coverage`.

use clap::{Args, Subcommand};

use crate::flags::{Data, Printed};

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
    /// Which organisations do the same, and where that is more than is needed
    #[command(after_help = "Examples:\n  concert coverage overlap --place ML --most 10\n  \
                            concert coverage overlap --twice --csv")]
    Overlap(Overlap),
    /// Who works in partnership with whom, and who side by side without it
    #[command(after_help = "Examples:\n  concert coverage network --svg network.svg\n  \
                            concert coverage network --cells --place ML --csv")]
    Network(Network),
    /// Whether effort goes where need is, and how much better it could within everybody's mandate
    #[command(after_help = "Example:\n  concert coverage alignment --place ML")]
    Alignment(Alignment),
    /// Who should work with whom, and why
    #[command(after_help = "Examples:\n  concert coverage partners --most 3\n  \
                            concert coverage partners --organisation ID --json")]
    Partners(Partners),
}

#[derive(Debug, Args)]
pub(crate) struct Overlap {
    #[command(flatten)]
    pub(crate) seen: Seen,
    /// How many pairs of each pillar and side, at most 1000
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) most: usize,
    /// Initiatives that look as if they had been entered twice, instead of pairs
    #[arg(long)]
    pub(crate) twice: bool,
    #[command(flatten)]
    pub(crate) data: Data,
    #[command(flatten)]
    pub(crate) printed: Printed,
}

#[derive(Debug, Args)]
pub(crate) struct Network {
    #[command(flatten)]
    pub(crate) seen: Seen,
    /// Cells in which nobody is near anybody, instead of organisations
    #[arg(long)]
    pub(crate) cells: bool,
    /// How many random tables the network is compared with
    #[arg(long, value_name = "N", default_value_t = concert_secretariat::USUAL_TABLES)]
    pub(crate) tables: u32,
    /// What the random tables are drawn from
    #[arg(long, value_name = "N", default_value_t = concert_secretariat::USUAL_SEED)]
    pub(crate) seed: u64,
    /// Write a picture of the network
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<std::path::PathBuf>,
    #[command(flatten)]
    pub(crate) data: Data,
    #[command(flatten)]
    pub(crate) printed: Printed,
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
