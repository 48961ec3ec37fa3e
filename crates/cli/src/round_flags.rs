//! What can be typed about linkage rounds and encoded lists.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use concert_secretariat::Told;
use concert_terms::CaseField;

/// `concert round`.
#[derive(Debug, Args)]
pub(crate) struct Round {
    #[command(subcommand)]
    pub(crate) command: RoundCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RoundCommand {
    /// Open a round: make its key, of which each holder has a share and nobody the whole
    #[command(
        after_help = "Example:\n  concert round new '2026 Q4' --holders ombudsman,university,church -o round\n\n\
                            Makes round.json, which everybody may have, and a share for each holder. \
                            Where this one machine plays all holders, it could read every share: give each \
                            share to its holder and wipe it here."
    )]
    New(RoundNew),
    /// Write the terms of a round, for holders who make its key each on a machine of their own
    #[command(after_help = "The ceremony, in which nobody ever has the whole key:\n  \
                            1. somebody:    concert round propose '2026 Q4' --holders ombudsman,university,church -o terms.json\n  \
                            2. each holder: concert round join terms.json --holder university -o key\n  \
                            3. each holder: concert round deal key *.opening\n  \
                            4. each holder: concert round share key *.deals\n  \
                            5. each holder: concert round finish key *.confirmation\n\
                            Between two steps every holder sends the file that the step wrote to all others. In the end all \
                            compare the digest that is printed, by voice.")]
    Propose(RoundPropose),
    /// Join a ceremony as one of its holders
    Join(RoundJoin),
    /// Hear the openings of all holders and deal to each
    Deal(RoundStep),
    /// Hear what all holders dealt and have the share
    Share(RoundStep),
    /// Hear that all holders saw the same, and write the share and round.json
    Finish(RoundStep),
    /// Say what a round is
    Show(RoundShow),
    /// Answer a member's request with the share of one holder
    #[command(
        after_help = "Example:\n  concert round answer list.request --share 1-ombudsman.key \
                            --member shelter -o 1.answer"
    )]
    Answer(RoundAnswer),
    /// Wipe a share when the round is closed: then no list can be encoded any more
    Destroy(RoundDestroy),
}

/// The terms of a round.
#[derive(Debug, Args)]
pub(crate) struct Terms {
    /// What the round is called: new for each
    pub(crate) name: String,
    /// Who holds a share of the key, with commas between them: not whoever links
    #[arg(long, value_name = "NAME", value_delimiter = ',', default_value = "first,second,third")]
    pub(crate) holders: Vec<String>,
    /// How many of them must answer
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(2..))]
    pub(crate) needed: u16,
    /// Fields that are encoded, such as those that most lists have; a whole one, such as birth-date, is taken from its parts too [default: all that tell people apart]
    #[arg(long, value_name = "FIELD", value_delimiter = ',', value_parser = field)]
    pub(crate) fields: Vec<CaseField>,
    /// Percent of the bits that a record sets before they are mixed
    #[arg(long, value_name = "PERCENT")]
    pub(crate) density: Option<u8>,
    /// How many bits are mixed into one; 1 mixes nothing
    #[arg(long, value_name = "BITS")]
    pub(crate) diffusion: Option<u8>,
    /// Percent of the records of a file that are made up
    #[arg(long, value_name = "PERCENT")]
    pub(crate) decoys: Option<u8>,
    /// The year as of which ages are counted [default: this year]
    #[arg(long)]
    pub(crate) year: Option<i16>,
    /// Tokens that are answered to one member at most
    #[arg(long, default_value_t = 2_000_000)]
    pub(crate) most_tokens: u32,
}

#[derive(Debug, Args)]
pub(crate) struct RoundNew {
    #[command(flatten)]
    pub(crate) terms: Terms,
    /// Folder to write to
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct RoundPropose {
    #[command(flatten)]
    pub(crate) terms: Terms,
    /// File to write to
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct RoundJoin {
    /// The terms of the round
    pub(crate) terms: PathBuf,
    /// Which of its holders you are
    #[arg(long, value_name = "NAME")]
    pub(crate) holder: String,
    /// Folder for this holder alone; what is secret stays in it
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct RoundStep {
    /// The folder of this holder
    pub(crate) folder: PathBuf,
    /// What the other holders sent; the own file may be among them
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct RoundShow {
    /// The round: round.json, or the folder that has it
    pub(crate) round: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RoundAnswer {
    /// The request
    pub(crate) request: PathBuf,
    /// The share
    #[arg(long, value_name = "FILE")]
    pub(crate) share: PathBuf,
    /// Whose request it is: what one member may ask is counted
    #[arg(long, value_name = "NAME")]
    pub(crate) member: String,
    /// File to write the answer to
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct RoundDestroy {
    /// The share
    pub(crate) share: PathBuf,
}

/// `concert encode`.
#[derive(Debug, Args)]
pub(crate) struct Encode {
    /// The case list (CSV, XLSX or ODS, perhaps gzipped)
    pub(crate) cases: PathBuf,
    /// The round: round.json, or the folder that has it
    #[arg(long, value_name = "ROUND")]
    pub(crate) round: PathBuf,
    /// Answers of holders; without them, shares that lie beside the round answer, or a request is written
    #[arg(long = "answer", value_name = "FILE", num_args = 1..)]
    pub(crate) answers: Vec<PathBuf>,
    /// Nobody stands twice on the list
    #[arg(long)]
    pub(crate) clean: bool,
    /// What a column means: a word such as `family-name`, or `ignore`
    #[arg(long = "column", value_name = "HEADING=FIELD", value_parser = crate::link_flags::told)]
    pub(crate) columns: Vec<Told>,
    /// What the list is called in the round [default: the name of its file up to the first dot]
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// Percent of the people that an attacker with at most 500 known pairs may recognise
    #[arg(long, value_name = "PERCENT", default_value_t = 0.5)]
    pub(crate) limit: f64,
    /// The same for any other attacker
    #[arg(long, value_name = "PERCENT", default_value_t = 6.0)]
    pub(crate) limit_otherwise: f64,
    /// File to write the encodings to
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

fn field(word: &str) -> Result<CaseField, String> {
    word.parse().map_err(|_| format!("'{word}' is no field of a case list"))
}
