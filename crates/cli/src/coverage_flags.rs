//! What can be typed after `concert coverage`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use concert_secretariat::HeadingLanguage;

use crate::flags::{Shown, heading_language};
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
    Alignment(Look),
    /// Who should work with whom, and why
    #[command(after_help = "Examples:\n  concert coverage partners --most 3\n  \
                            concert coverage partners --organisation ID --json")]
    Partners(Partners),
    /// Along which corridors more are moved than is explained, and who is at their ends
    #[command(after_help = "Examples:\n  concert coverage corridors\n  \
                            concert coverage corridors flows.csv --covariates covariates.csv --svg corridors.svg\n  \
                            concert coverage corridors --links --csv > links.csv\n  \
                            concert import flows.csv\n\n\
                            A table of flows has the columns origin, destination, people, year and source, and \
                            may have low, high, level (0.95 where it is empty), form and method. `concert import` \
                            keeps it. A table of covariates has the columns covariate, value, and origin for what \
                            pushes, destination for what pulls, or both for a pair; scale is linear or log. What \
                            is said of a country holds for its parts.")]
    Corridors(Corridors),
    /// Whether both sides, and sexual and labour exploitation, are served in proportion to need
    #[command(after_help = "Example:\n  concert coverage proportion --place ML")]
    Proportion(Look),
    /// How much of what is there helps somebody in the end, as far as that is known
    #[command(
        after_help = "The table of --said has the columns initiative (identifier), reachable, \
                            acceptable (yes or no), contacted and effective (shares from 0 to 1); an \
                            empty cell is not known.\n\nExamples:\n  \
                            concert coverage ladder --place ML\n  \
                            concert coverage ladder --said reached.csv --svg ladder.svg"
    )]
    Ladder(Ladder),
    /// Whom to ask first: the answers that would tell most about the gaps
    #[command(after_help = "Example:\n  concert coverage ask --place ML")]
    Ask(Look),
    /// Who has not reported, those first whose answer would tell most
    #[command(after_help = "Examples:\n  concert coverage silence --place ML\n  \
                            concert coverage silence --tables to-send --headings ar")]
    Silence(Silence),
    /// What changed since a day: gaps by cause, what began, ended or grew old
    #[command(after_help = "Examples:\n  concert coverage changes --since 2026-10-01\n  \
                            concert coverage changes --since 2026-10-01 --at 2026-11-01 --json")]
    Changes(Changes),
    /// The next few actions under a budget, and how far from the best they are at most
    #[command(
        after_help = "Examples:\n  concert coverage next --pillar protection --budget 500000\n  \
                            concert coverage next --print-actions > actions.csv\n  \
                            concert coverage next --pillar protection --budget 500000 \
                            --actions actions.csv --equity 0.5\n  \
                            concert coverage next --pillar protection --budget 500000 \
                            --exact --within-seconds 120\n  \
                            concert coverage next --scenario plan.json"
    )]
    Next(Next),
    /// Two scenarios of next actions beside each other, on the picture as it is now
    #[command(after_help = "Example:\n  concert coverage compare a.json b.json")]
    Compare(Compare),
}

#[derive(Debug, Args)]
pub(crate) struct Overlap {
    /// How many pairs of each pillar and side, at most 1000
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) most: usize,
    /// Initiatives that look as if they had been entered twice, instead of pairs
    #[arg(long)]
    pub(crate) twice: bool,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct Network {
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
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct Corridors {
    /// A table of flows to ask about and not to keep [default: the flows of the journal]
    #[arg(value_name = "FLOWS")]
    pub(crate) flows: Option<PathBuf>,
    /// A table of what may explain flows
    #[arg(long, value_name = "FILE")]
    pub(crate) covariates: Option<PathBuf>,
    /// Only flows of this form, and services that may be for it
    #[arg(long)]
    pub(crate) form: Option<concert_terms::Form>,
    /// Do not let the distance between the ends explain flows
    #[arg(long)]
    pub(crate) no_distance: bool,
    /// Of corridors that are said to stand out, which share may do so by chance, 0 to 1
    #[arg(long, value_name = "RATE",
        default_value_t = concert_secretariat::CorridorsQuestion::USUAL_FALSE_DISCOVERIES)]
    pub(crate) false_discoveries: f64,
    /// How many corridors, at most 1000
    #[arg(long, value_name = "N", default_value_t = concert_secretariat::CorridorsQuestion::USUAL_MOST)]
    pub(crate) most: usize,
    /// Pairs of organisations at both ends that are no partners, instead of corridors
    #[arg(long)]
    pub(crate) links: bool,
    /// Write a picture of observed and explained flows
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct Partners {
    /// Only the partners of this organisation, by identifier
    #[arg(long, value_name = "ID")]
    pub(crate) organisation: Option<String>,
    /// How many new partners an organisation can take on
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) most: usize,
    /// Corridors whose ends pairs would join, instead of whom they turn away and have room for
    #[arg(long)]
    pub(crate) corridors: bool,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct Ladder {
    /// What is known of initiatives beyond what they declare (XLSX, ODS, CSV)
    #[arg(long, value_name = "FILE")]
    pub(crate) said: Option<PathBuf>,
    /// Write a picture of the ladders
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct Silence {
    /// Write to each of them what is known of its work, as a workbook to correct and send back,
    /// into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) tables: Option<PathBuf>,
    /// The language of the headings of those workbooks: en, ar, es or fr
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = heading_language,
        requires = "tables")]
    pub(crate) headings: HeadingLanguage,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct Changes {
    /// From what was known by the end of this day
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Date,
    /// How coarse declarations are spread over needs
    #[arg(long, value_enum, default_value = "by-need")]
    pub(crate) rule: Rule,
    /// The same for the first day: what another rule does is told as a change of definition
    #[arg(long, value_enum, default_value = "by-need")]
    pub(crate) rule_since: Rule,
    #[command(flatten)]
    pub(crate) look: Look,
}

/// How the capacity of a coarse declaration is spread over the needs that it touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rule {
    /// In proportion to the needs
    ByNeed,
    /// Evenly
    Uniform,
}

/// What is known of who is at a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Known {
    /// Somebody works there
    Active,
    /// Nobody works there, and those who would have told reported
    NobodyThere,
    /// Too few reported to say
    NobodyReported,
}

/// Where and when.
#[derive(Debug, Args)]
pub(crate) struct Seen {
    /// Only this place and what lies in it, by code
    #[arg(long)]
    pub(crate) place: Option<String>,
    /// As of this day [default: today]
    #[arg(long, value_name = "DATE")]
    pub(crate) at: Option<Date>,
}

/// What every question about the picture says: where and when, of which journal, in which form.
#[derive(Debug, Args)]
pub(crate) struct Look {
    #[command(flatten)]
    pub(crate) seen: Seen,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

#[derive(Debug, Args)]
pub(crate) struct Gaps {
    /// Only from what had been stated by that day, as it was known then
    #[arg(long, requires = "at", conflicts_with = "by")]
    pub(crate) as_known: bool,
    /// List the needs that are open, one by one, the largest shares of a gap first
    #[arg(long, conflicts_with_all = ["by", "as_known"])]
    pub(crate) needs: bool,
    /// Tell in every cell the 90 % interval of the gap, and the one with capacities in doubt where that
    /// says something else
    #[arg(long, conflicts_with_all = ["by", "as_known", "needs"])]
    pub(crate) in_doubt: bool,
    /// List those needs only of which this is known
    #[arg(long, value_enum, requires = "needs")]
    pub(crate) known: Option<Known>,
    /// Rows and columns: place, pillar, side, group, form or sector, two of them with a comma
    #[arg(long, value_name = "ROWS,COLUMNS")]
    pub(crate) by: Option<String>,
    #[command(flatten)]
    pub(crate) look: Look,
}
