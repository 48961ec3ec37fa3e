//! What can be typed after `concert plan`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use concert_terms::{Id, PlaceCode};
use jiff::civil::Date;

use crate::flags::{Data, Printed, Shown};
use crate::recommendation_flags::Recommendations;

#[derive(Debug, Args)]
pub(crate) struct Plan {
    #[command(subcommand)]
    pub(crate) asks: PlanQuestion,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PlanQuestion {
    /// Every plan
    List(Shown),
    /// Plans that come with the program, to begin from
    Templates(PlanTemplates),
    /// State a plan from a table or a template, or the next version of one
    #[command(after_help = "Examples:\n  concert plan state --template un-global-plan\n  \
                            concert plan state plan.xlsx --name 'National plan 2027' --place ML \
                            --under ID\n  concert plan state plan.csv --plan ID")]
    State(PlanState),
    /// One plan: its actions, who is asked, and its versions
    #[command(after_help = "Example:\n  concert plan show ID --csv > plan.csv\n\n\
                            The CSV is the table that `concert plan state` reads.")]
    Show(PlanShow),
    /// Whether the gap in the cells of a commitment changed otherwise than elsewhere
    #[command(after_help = "Example:\n  concert plan effect ID --at 2027-06-30\n\n\
                            The picture as known on the day of the commitment is set beside that \
                            of the later day. What is found is an association, not a proof.")]
    Effect(PlanEffect),
    /// By when everything of the plan is due, as an iCalendar file
    #[command(after_help = "Example:\n  concert plan calendar > plan.ics")]
    Calendar(Shown),
    /// The report of a plan: what was promised towards each action, and how far it is
    #[command(after_help = "Examples:\n  concert plan report ID -o report.html\n  \
                            concert plan report ID -o report.xlsx --lang ar\n  \
                            concert plan report ID --public --format iati --reporter XM-DAC-41127\n\n\
                            A report rests on a day and a number of statements, which stand in it: \
                            --at and --statements make it again. An IATI file holds only what is \
                            public.")]
    Report(PlanReport),
    /// Recommendations of outside mechanisms, and which actions answer them
    Recommendations(Recommendations),
}

#[derive(Debug, Args)]
pub(crate) struct PlanTemplates {
    #[command(flatten)]
    pub(crate) printed: Printed,
}

#[derive(Debug, Args)]
pub(crate) struct PlanState {
    /// Table with a column `number`, `text`, `asked` and others that `show --csv` prints
    #[arg(value_name = "TABLE", required_unless_present = "template")]
    pub(crate) table: Option<PathBuf>,
    /// Begin from a plan that comes with the program
    #[arg(long, value_name = "CODE", conflicts_with = "table")]
    pub(crate) template: Option<String>,
    /// Name of a new plan
    #[arg(long, value_name = "TEXT", required_unless_present_any = ["plan", "template"])]
    pub(crate) name: Option<String>,
    /// Language of the name
    #[arg(long, default_value = "en", value_name = "CODE")]
    pub(crate) language: String,
    /// The plan whose next version this is
    #[arg(long, value_name = "ID")]
    pub(crate) plan: Option<Id>,
    /// Where it applies; everywhere without
    #[arg(long, value_name = "CODE")]
    pub(crate) place: Vec<PlaceCode>,
    /// A plan that it carries out
    #[arg(long, value_name = "ID")]
    pub(crate) under: Vec<Id>,
    /// The organisation that keeps it
    #[arg(long, value_name = "ID")]
    pub(crate) keeper: Option<Id>,
    /// Where its text comes from
    #[arg(long, value_name = "TEXT")]
    pub(crate) source: Option<String>,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct PlanShow {
    /// The plan
    #[arg(value_name = "ID")]
    pub(crate) plan: Id,
    /// A version other than the one in force
    #[arg(long, value_name = "NUMBER")]
    pub(crate) version: Option<u32>,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

#[derive(Debug, Args)]
pub(crate) struct PlanEffect {
    /// The commitment
    #[arg(value_name = "COMMITMENT")]
    pub(crate) commitment: Id,
    /// The later day [default: today]
    #[arg(long, value_name = "DATE")]
    pub(crate) at: Option<Date>,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

#[derive(Debug, Args)]
pub(crate) struct PlanReport {
    /// The plan
    #[arg(value_name = "ID")]
    pub(crate) plan: Id,
    /// Write to this file, not to standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The form of the report [default: that of the ending of FILE, else html]
    #[arg(long, value_enum)]
    pub(crate) format: Option<ReportFormat>,
    /// The language of words, such as ar [default: that of the environment]
    #[arg(long, value_name = "CODE")]
    pub(crate) lang: Option<String>,
    /// Only what the public may see today
    #[arg(long)]
    pub(crate) public: bool,
    /// The day on which everything is judged, as known by its end [default: today]
    #[arg(long, value_name = "DATE")]
    pub(crate) at: Option<Date>,
    /// Rest on the first so many statements of the journal
    #[arg(long, value_name = "NUMBER")]
    pub(crate) statements: Option<u64>,
    /// The IATI identifier of whoever publishes an IATI file
    #[arg(long, value_name = "ID")]
    pub(crate) reporter: Option<String>,
    #[command(flatten)]
    pub(crate) data: Data,
}

/// In which form a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// One HTML file that needs nothing beside it
    Html,
    /// A workbook
    Xlsx,
    /// Everything, for programs
    Json,
    /// One line for each commitment, for programs
    Csv,
    /// An activity file of the IATI standard 2.03
    Iati,
}
