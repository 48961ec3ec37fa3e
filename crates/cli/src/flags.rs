//! What can be typed. One definition makes the parser, the help and the manual page of commands.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use concert_secretariat::{HeadingLanguage, Method};
use concert_terms::{Count, Form, Id, Period, Pillar, PlaceCode, Population, Side};

pub(crate) use crate::calculator_flags::{Prevalence, Profits};
pub(crate) use crate::commitment_flags::{
    Commitment, CommitmentChange, CommitmentClaim, CommitmentFit, CommitmentList, CommitmentMake,
    CommitmentQuestion, CommitmentReminders, CommitmentReviewer, CommitmentShow,
    CommitmentWithdraw, Content as CommitmentContent,
};
pub(crate) use crate::coverage_flags::{
    Changes, Compare, Corridors, Coverage, CoverageQuestion, Gaps, Known, Ladder, Look, Network,
    Next, Overlap, Partners, Rule, Seen, Silence,
};
pub(crate) use crate::decision_flags::Decision;
pub(crate) use crate::plan_flags::{Plan, PlanQuestion, PlanShow, PlanState, PlanTemplates};
pub(crate) use crate::question_flags::{Question, QuestionDetail};
pub(crate) use crate::review_flags::Review;

/// Concert: one picture of what is needed against human trafficking and who does it.
///
/// Exit codes: 0 done, 1 refused (the message says why and what to do), 2 something broke,
/// 64 the command was not understood, 130 ended by Ctrl-C with what was done by then.
#[derive(Debug, Parser)]
#[command(name = "concert", version, arg_required_else_help = true)]
pub(crate) struct Flags {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Where the journal is kept.
#[derive(Debug, Args)]
pub(crate) struct Data {
    /// Folder that keeps the journal [default: the platform's data folder]
    #[arg(long, value_name = "DIR", env = "CONCERT_DATA")]
    pub(crate) data: Option<PathBuf>,
}

/// In which form results are printed.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Printed {
    /// Print JSON
    #[arg(long, conflicts_with = "csv")]
    pub(crate) json: bool,
    /// Print CSV
    #[arg(long)]
    pub(crate) csv: bool,
}

/// Of which journal something is shown, and in which form it is printed.
#[derive(Debug, Args)]
pub(crate) struct Shown {
    #[command(flatten)]
    pub(crate) printed: Printed,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make up a region and look at it in a browser
    #[command(after_help = "Example:\n  concert demo --seed 7 --initiatives 20000")]
    Demo(Demo),
    /// Serve the pages and the API
    #[command(after_help = "Example:\n  concert serve --data /srv/concert --listen 127.0.0.1:8470")]
    Serve(Serve),
    /// Read tables into the journal: who-does-what-where, needs, or flows along corridors
    #[command(after_help = "Examples:\n  concert import --dry-run 3w.xlsx\n  \
                            concert import --data /srv/concert 3w.xlsx needs.csv flows.csv\n\n\
                            A table of flows has the columns origin, destination, people, year \
                            and source, and perhaps low, high, level, form and method.")]
    Import(Import),
    /// List imports, or undo one
    #[command(after_help = "Example:\n  concert undo 2b8d… --reason 'wrong quarter'")]
    Undo(Undo),
    /// Write what is known as a table
    #[command(after_help = "Example:\n  concert export initiatives --xlsx > initiatives.xlsx")]
    Export(Export),
    /// Estimate how many people are on no list
    #[command(after_help = "Examples:\n  concert estimate table.csv --html report.html\n  \
                            concert estimate table.csv --json > report.json\n  \
                            concert estimate table.csv --repeat report.json\n  \
                            concert estimate table.csv --by sex\n  \
                            concert estimate table.csv --factors sex,age\n  \
                            concert estimate table.csv --censored hotline\n  \
                            concert estimate --linkages draw-*.csv\n  \
                            concert estimate table.csv --recall 0.9 --precision 0.98\n  \
                            concert estimate counts.csv --one-list\n  \
                            concert estimate table.csv --assumptions --population 20000\n\n\
                            The table has one row per capture history: a column of 0 or 1 per \
                            list and a column `count`; other columns, such as \
                            `sex`, say what kind of people a row counts. Ctrl-C ends the work; what is done by \
                            then is printed, and the exit code is 130.")]
    Estimate(Estimate),
    /// Link case lists in the clear and estimate how many people are on none: in one command
    #[command(after_help = "Examples:\n  concert evidence police.csv shelter.xlsx hotline.csv\n  \
                            concert evidence lists/*.csv --clean police --html report.html\n\n\
                            For an analyst who may see every list. Columns are known by their \
                            headings, in fifteen languages, or by what they hold; --column says it where that \
                            is not enough. No name leaves this machine.")]
    Evidence(crate::link_flags::Evidence),
    /// Linkage rounds: lists are linked under a key that nobody holds whole
    Round(crate::round_flags::Round),
    /// Turn a case list into encodings that may leave, on your own machine
    #[command(
        after_help = "Example:\n  concert encode cases.xlsx --round round.json -o cases.encoded\n\n\
                            Holders of the round are asked for the keys of tokens: send them the request \
                            that is written, and give their answers with --answer. Attacks run on what would leave; \
                            above the limits nothing is written."
    )]
    Encode(crate::round_flags::Encode),
    /// Sign an encoded list and send it to the hub of its round, or write it so that it can travel
    #[command(
        after_help = "Examples:\n  concert submit cases.encoded --round round.json --device device.key \
                            --hub https://concert.example.org\n  \
                            concert submit cases.encoded --round round.json --device device.key\n\n\
                            Without --hub the signed list is written beside the list: it can travel on a stick."
    )]
    Submit(crate::submit::Submit),
    /// The key with which this machine signs what leaves it
    #[command(after_help = "Example:\n  concert device new -o device.key")]
    Device(crate::submit::Device),
    /// Find out who is on several lists, and how sure that is
    #[command(after_help = "Examples:\n  concert link police.csv shelter.xlsx -o linked\n  \
                            concert link register.csv --clusters people.csv\n  \
                            concert estimate linked")]
    Link(crate::link_flags::Link),
    /// Declare how much is needed somewhere, and what that rests on
    #[command(after_help = "Examples:\n  \
                            concert need --place ML --pillar protection --side supply \
                            --estimate 2b8d… --per-person 0.8,1,1.5\n  \
                            concert need --place ML --pillar protection --side supply \
                            --figure 8000,10000,13000 --source 'Made-up Institute, 2025'")]
    Need(Need),
    /// Turn victims into illegal profits, with every constant and its source
    #[command(after_help = "Examples:\n  \
                            concert profits --people 13000 --interval 10000,16000 --sector sexual \
                            --region europe-central-asia --per-victim 18000,21000,25000\n  \
                            concert profits --victims victims.csv --constants constants.csv\n  \
                            concert profits --print-constants > constants.csv\n  \
                            concert profits --ratio 0.36,1,1.27\n\n\
                            A table of victims has a column `people`, and perhaps `place`, \
                            `sector`, `region`, `low`, `high`, `counted`, `report`; what a row \
                            leaves empty is taken from the flags. Profits are US dollars a year.")]
    Profits(Profits),
    /// Turn victims into rates: per 1,000 people, one in how many, SDG 16.2.2
    #[command(after_help = "Examples:\n  \
                            concert prevalence --people 13000 --interval 10000,16000 \
                            --detected 3500 --residents 6500000\n  \
                            concert prevalence --groups groups.csv --json\n\n\
                            A table of groups has a column `residents`, and perhaps `sex`, `age`, \
                            `form`, `detected`, `people`, `low`, `high`. What it leaves out stays \
                            out: nothing is shared out over groups.")]
    Prevalence(Prevalence),
    /// Set need beside response
    #[command(after_help = "Examples:\n  concert coverage --json\n  \
                            concert coverage gaps --place NG --by place,sector\n  \
                            concert coverage alignment --place NG\n  \
                            concert coverage partners --most 3\n  \
                            concert coverage silence --tables to-send\n  \
                            concert coverage changes --since 2026-10-01")]
    Coverage(Coverage),
    /// Plans of action: what is to be done, and by whom
    #[command(after_help = "Examples:\n  concert plan state --template un-global-plan\n  \
                            concert plan list\n  concert plan show ID")]
    Plan(Plan),
    /// Commitments: what was promised towards actions of plans, and how far it is
    #[command(after_help = "Examples:\n  concert commitment list --standing late\n  \
                            concert commitment show ID\n  \
                            concert commitment claim ID --level partial --text '20 beds are open'\n\n\
                            A review is stated on the page of the commitment only, by a user who \
                            is signed in and belongs to the reviewing organisation.")]
    Commitment(Commitment),
    /// Decisions: bodies, members, proposals, and what came of them
    #[command(after_help = "Members propose, comment, amend and take positions on the pages, \
                            signed in:\nnobody does it for them here.\n\n\
                            Examples:\n  concert decision list\n  concert decision show ID\n  \
                            concert decision conclude ID")]
    Decision(Decision),
    /// Send letters about what is due soon or late
    #[command(
        after_help = "Examples:\n  concert remind\n  concert remind --spool /var/spool/concert \
                            --link https://concert.example.org\n  \
                            CONCERT_SMTP=smtps://user:password@mail.example.org concert remind \
                            --from concert@example.org\n\n\
                            Members who gave an address are written to. A letter names no case, no \
                            commitment and no organisation. Each occasion is told once. A server \
                            does this once a day where DATA/reminders.json says how, with the fields \
                            from, link, and spool or smtp."
    )]
    Remind(crate::remind::Remind),
    /// Users, and where they are written to
    User(crate::user::User),
    /// Reviews: how members review each other in cycles
    #[command(
        after_help = "Members act with their own name and password: nobody acts in a review \
                            for them.\n\n\
                            Examples:\n  concert review list\n  concert review show CYCLE\n  \
                            concert review show CYCLE --member 'Legal aid office'\n  \
                            concert review answer CYCLE MEMBER --question 1 --text 'Done' --as anna"
    )]
    Review(Review),
    /// Recompute the journal's proofs and the digests of kept runs, and name what is wrong
    #[command(after_help = "Example:\n  concert verify --data /srv/concert")]
    Verify(Verify),
    /// Look over this installation
    #[command(after_help = "Example:\n  concert doctor")]
    Doctor(Doctor),
    /// The confined process that reads one file
    #[command(hide = true)]
    ReadTable {
        /// Limits as JSON
        limits: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Seed: the same seed makes the same region
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// How many organisations
    #[arg(long, default_value_t = 160)]
    pub(crate) organisations: u32,
    /// How many initiatives
    #[arg(long, default_value_t = 3000)]
    pub(crate) initiatives: u32,
    /// Address to listen on; a demo listens on this machine only
    #[arg(long, default_value = "127.0.0.1:8470")]
    pub(crate) listen: SocketAddr,
    /// Folder to keep the region in, with the file of planted truth [default: a temporary one]
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Make the region and stop, without serving it
    #[arg(long, requires = "data")]
    pub(crate) no_serve: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Address to listen on
    #[arg(long, default_value = "127.0.0.1:8470")]
    pub(crate) listen: SocketAddr,
    /// The pages are reached through https, by way of a proxy in front
    #[arg(long)]
    pub(crate) https: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// Files: XLSX, ODS, CSV or TSV, perhaps gzipped
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) data: Data,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print the report as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Undo {
    /// The import, or the start of its identifier; without it, imports are listed
    pub(crate) import: Option<String>,
    /// Why
    #[arg(long, default_value = "undone by the operator")]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum What {
    /// Initiatives, as a who-does-what-where table that can be edited and imported again
    Initiatives,
    /// Needs
    Needs,
    /// The journal's statements, one JSON object a line
    Statements,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// What to write
    #[arg(value_enum, default_value_t = What::Initiatives)]
    pub(crate) what: What,
    /// Write XLSX instead of CSV
    #[arg(long)]
    pub(crate) xlsx: bool,
    /// Write a row of HXL hashtags under the headings
    #[arg(long)]
    pub(crate) hxl: bool,
    /// Only this organisation, by identifier
    #[arg(long)]
    pub(crate) organisation: Option<String>,
    /// The language of the headings of initiatives: en, ar, es or fr
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = heading_language)]
    pub(crate) headings: HeadingLanguage,
    #[command(flatten)]
    pub(crate) data: Data,
}

/// The language of headings with a code.
pub(crate) fn heading_language(code: &str) -> Result<HeadingLanguage, String> {
    HeadingLanguage::from_code(code).ok_or_else(|| {
        let all = HeadingLanguage::ALL.map(HeadingLanguage::code).join(", ");
        format!("'{code}' is none of the languages {all}")
    })
}

#[derive(Debug, Args)]
pub(crate) struct Estimate {
    /// The table of capture histories (CSV, XLSX or ODS)
    #[arg(value_name = "TABLE", required_unless_present_any = ["print_ledger", "linkages"])]
    pub(crate) table: Option<PathBuf>,
    /// Print JSON, which `--repeat` reads
    #[arg(long)]
    pub(crate) json: bool,
    /// Write the report as one HTML file that needs no other
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Write a picture of the estimates
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
    /// Write an R script with which a peer can check the same table
    #[arg(long, value_name = "FILE")]
    pub(crate) r: Option<PathBuf>,
    /// Methods, with commas between them [default: all]
    #[arg(long, value_delimiter = ',', value_parser = method)]
    pub(crate) methods: Vec<Method>,
    /// Largest set of lists that may interact [default: any up to six lists, pairs beyond]
    #[arg(long, value_name = "LISTS", value_parser = clap::value_parser!(u8).range(2..))]
    pub(crate) order: Option<u8>,
    /// Bootstrap replicates [default: 1000; for each table of a linkage 200]
    #[arg(long)]
    pub(crate) replicates: Option<u32>,
    /// Seed of bootstrap, chains and simulations
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Tables simulated to measure how often the intervals hold; 0 leaves it out
    #[arg(long, value_name = "TABLES", default_value_t = 100)]
    pub(crate) coverage: u32,
    /// The methods alone, without other tables and simulations
    #[arg(long)]
    pub(crate) quick: bool,
    /// What is said of the assumptions that no table can test (JSON)
    #[arg(long, value_name = "FILE")]
    pub(crate) ledger: Option<PathBuf>,
    /// Print an empty ledger of assumptions to fill in and sign
    #[arg(long)]
    pub(crate) print_ledger: bool,
    /// Make the report in this file again and compare
    #[arg(
        long,
        value_name = "REPORT",
        conflicts_with_all = ["methods", "order", "replicates", "seed", "coverage", "quick", "ledger"]
    )]
    pub(crate) repeat: Option<PathBuf>,
    /// Record the estimate in the journal, for this place
    #[arg(long, value_name = "PLACE")]
    pub(crate) record: Option<String>,
    #[command(flatten)]
    pub(crate) data: Data,
    #[command(flatten)]
    pub(crate) question: Question,
    #[command(flatten)]
    pub(crate) detail: QuestionDetail,
}

fn method(name: &str) -> Result<Method, String> {
    let names: Vec<&str> = Method::ALL.into_iter().map(Method::name).collect();
    Method::named(name).ok_or_else(|| format!("the methods are {}", names.join(", ")))
}

#[derive(Debug, Args)]
#[group(id = "basis", required = true, multiple = false, args = ["count", "estimate", "published", "figure"])]
pub(crate) struct Need {
    /// Where, by code
    #[arg(long)]
    pub(crate) place: PlaceCode,
    /// Pillar; unstated without it
    #[arg(long)]
    pub(crate) pillar: Option<Pillar>,
    /// Side; unstated without it
    #[arg(long)]
    pub(crate) side: Option<Side>,
    /// Form of exploitation, such as EX.LAB; unstated without it
    #[arg(long)]
    pub(crate) form: Option<Form>,
    /// For whom, as SEX/AGE/ORIGIN such as female/child/
    #[arg(long, default_value = "everybody")]
    pub(crate) population: Population,
    /// When: a year, quarter, month or START/END [default: this year]
    #[arg(long)]
    pub(crate) period: Option<Period>,
    /// It rests on a count, such as 120, 100-150 or <5
    #[arg(long)]
    pub(crate) count: Option<Count>,
    /// It rests on the coalition's own estimate with this identifier
    #[arg(long, value_name = "ID")]
    pub(crate) estimate: Option<Id>,
    /// It rests on the published figure with this identifier
    #[arg(long, value_name = "ID")]
    pub(crate) published: Option<Id>,
    /// It rests on a published figure of people with its limits, declared with it
    #[arg(long, value_name = "LOW,FIGURE,HIGH", requires = "source", value_parser = three)]
    pub(crate) figure: Option<[f64; 3]>,
    /// The level of those limits
    #[arg(long, default_value_t = 0.95)]
    pub(crate) level: f64,
    /// Who published the figure, and when
    #[arg(long)]
    pub(crate) source: Option<String>,
    /// How the figure was made
    #[arg(long, default_value = "not stated")]
    pub(crate) method: String,
    /// Units of response that one person needs in a year: one number, or its 90 % limits
    #[arg(long, value_name = "N or LOW,N,HIGH", default_value = "1", value_parser = three)]
    pub(crate) per_person: [f64; 3],
    #[command(flatten)]
    pub(crate) data: Data,
}

/// One number, or three with commas between them.
pub(crate) fn three(text: &str) -> Result<[f64; 3], String> {
    let numbers: Result<Vec<f64>, _> = text.split(',').map(|part| part.trim().parse()).collect();
    match numbers.as_deref() {
        Ok([one]) => Ok([*one; 3]),
        Ok([low, middle, high]) => Ok([*low, *middle, *high]),
        _ => Err(format!("'{text}' is neither one number nor three")),
    }
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    #[command(flatten)]
    pub(crate) data: Data,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}
