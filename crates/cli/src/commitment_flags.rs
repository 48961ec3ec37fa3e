//! What can be typed after `concert commitment`.

use clap::{Args, Subcommand};
use concert_secretariat::{
    CommitmentCell, CommitmentStanding, Condition, DatedFigure, Light, Means, MeansKind,
    ProgressLevel,
};
use concert_terms::{Axis, Form, Id, Pillar, PlaceCode, Population, Side};
use jiff::civil::Date;

use crate::flags::{Data, Shown};

#[derive(Debug, Args)]
pub(crate) struct Commitment {
    #[command(subcommand)]
    pub(crate) asks: CommitmentQuestion,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CommitmentQuestion {
    /// Commitments by their last day, as they stand on a day
    #[command(after_help = "Examples:\n  concert commitment list --standing late\n  \
                            concert commitment list --place ML --within 30 --csv")]
    List(CommitmentList),
    /// One commitment: its light with rule and facts, claims, reviews and history
    Show(CommitmentShow),
    /// Make a commitment towards an action of a plan
    #[command(after_help = "Example:\n  concert commitment make --plan ID --action 25 \
                            --maker 'Refuge' --text '40 more beds' --due 2027-06-30 \
                            --capacity 40,beds --cell ML01/protection/supply")]
    Make(CommitmentMake),
    /// Change a commitment, with a reason; what is not named stays
    #[command(after_help = "Example:\n  concert commitment change ID --due 2027-12-31 \
                            --reason 'The law comes late'\n  \
                            concert commitment change ID --target 30,2027-12-31 \
                            --reason 'Ten beds are gone'")]
    Change(CommitmentChange),
    /// Take a commitment back
    Withdraw(CommitmentWithdraw),
    /// Claim progress, and say by what it can be checked
    #[command(after_help = "Example:\n  concert commitment claim ID --level partial \
                            --text '20 beds are open' --initiative ID")]
    Claim(CommitmentClaim),
    /// Name the organisation that reviews a commitment
    #[command(
        after_help = "A review itself is stated on the page of the commitment, by a user who \
                            is signed in: whoever holds this machine is nobody's peer."
    )]
    Reviewer(CommitmentReviewer),
    /// Commitments that are to be called to mind on a day
    Reminders(CommitmentReminders),
    /// Gaps that fit what somebody could bring, with the actions that ask for it
    #[command(
        after_help = "Examples:\n  concert commitment fit --organisation 'Refuge' --capacity 40\n  \
                            concert commitment fit --place ML --pillar protection --csv"
    )]
    Fit(CommitmentFit),
}

#[derive(Debug, Args)]
pub(crate) struct CommitmentFit {
    /// Who would pledge, by name or identifier
    #[arg(long, value_name = "NAME")]
    pub(crate) organisation: Option<String>,
    /// In this place or a part of it
    #[arg(long, value_name = "CODE")]
    pub(crate) place: Option<PlaceCode>,
    /// In this pillar: prevention, protection, prosecution
    #[arg(long, value_name = "PILLAR", value_parser = axis::<Pillar>)]
    pub(crate) pillar: Option<Pillar>,
    /// On this side: demand or supply
    #[arg(long, value_name = "SIDE", value_parser = axis::<Side>)]
    pub(crate) side: Option<Side>,
    /// For this form of exploitation or a part of it
    #[arg(long, value_name = "FORM", value_parser = axis::<Form>)]
    pub(crate) form: Option<Form>,
    /// How many more could be served in a year, in the unit of the pillar
    #[arg(long, value_name = "NUMBER")]
    pub(crate) capacity: Option<f64>,
    /// The day [default: today]
    #[arg(long, value_name = "DAY")]
    pub(crate) at: Option<Date>,
    /// Page of a long list, a hundred to a page
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) page: u32,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

#[derive(Debug, Args)]
pub(crate) struct CommitmentList {
    /// Towards this plan
    #[arg(long, value_name = "ID")]
    pub(crate) plan: Option<Id>,
    /// Towards actions with this number
    #[arg(long, value_name = "NUMBER")]
    pub(crate) action: Option<String>,
    /// Of this organisation, by name or identifier
    #[arg(long, value_name = "NAME")]
    pub(crate) maker: Option<String>,
    /// With a cell in this place or a part of it
    #[arg(long, value_name = "CODE")]
    pub(crate) place: Option<PlaceCode>,
    /// waiting, running, due-soon, late, complete or withdrawn
    #[arg(long, value_name = "STANDING", value_parser = standing)]
    pub(crate) standing: Option<CommitmentStanding>,
    /// green, amber, red or off
    #[arg(long, value_name = "LIGHT", value_parser = light)]
    pub(crate) light: Option<Light>,
    /// Due within so many days, and neither complete nor withdrawn
    #[arg(long, value_name = "DAYS")]
    pub(crate) within: Option<u16>,
    /// Words in the text
    #[arg(long, value_name = "WORDS", default_value = "")]
    pub(crate) text: String,
    /// The day [default: today]
    #[arg(long, value_name = "DAY")]
    pub(crate) at: Option<Date>,
    /// Page of a long list, a hundred to a page
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) page: u32,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

#[derive(Debug, Args)]
pub(crate) struct CommitmentShow {
    /// The commitment
    #[arg(value_name = "ID")]
    pub(crate) commitment: Id,
    /// The day [default: today]
    #[arg(long, value_name = "DAY")]
    pub(crate) at: Option<Date>,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

#[derive(Debug, Args)]
pub(crate) struct CommitmentMake {
    /// The plan
    #[arg(long, value_name = "ID")]
    pub(crate) plan: Id,
    /// The number of the action
    #[arg(long, value_name = "NUMBER")]
    pub(crate) action: String,
    /// Who promises, by name or identifier
    #[arg(long, value_name = "NAME")]
    pub(crate) maker: String,
    /// What is promised
    #[arg(long, value_name = "WORDS")]
    pub(crate) text: String,
    /// The last day on which it is in time
    #[arg(long, value_name = "DAY")]
    pub(crate) due: Date,
    /// The day of the promise, where that was before today
    #[arg(long, value_name = "DAY")]
    pub(crate) promised: Option<Date>,
    /// Identifier, so that the same command twice makes one commitment [default: a new one]
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<Id>,
    #[command(flatten)]
    pub(crate) content: Content,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct CommitmentChange {
    /// The commitment
    #[arg(value_name = "ID")]
    pub(crate) commitment: Id,
    /// Why
    #[arg(long, value_name = "WORDS")]
    pub(crate) reason: String,
    /// What is promised
    #[arg(long, value_name = "WORDS")]
    pub(crate) text: Option<String>,
    /// The last day on which it is in time
    #[arg(long, value_name = "DAY")]
    pub(crate) due: Option<Date>,
    /// The number of the action
    #[arg(long, value_name = "NUMBER")]
    pub(crate) action: Option<String>,
    #[command(flatten)]
    pub(crate) content: Content,
    #[command(flatten)]
    pub(crate) data: Data,
}

/// What a commitment says beside its text and day.
#[derive(Debug, Args)]
pub(crate) struct Content {
    /// Language of the texts
    #[arg(long, default_value = "en", value_name = "CODE")]
    pub(crate) language: String,
    /// Money that is put in; means that are named replace all those before
    #[arg(long, value_name = "AMOUNT,CURRENCY")]
    pub(crate) money: Vec<String>,
    /// Capacity that is put in
    #[arg(long, value_name = "NUMBER,UNIT")]
    pub(crate) capacity: Vec<String>,
    /// People who work on it
    #[arg(long, value_name = "NUMBER")]
    pub(crate) staff: Option<u32>,
    /// A policy or law
    #[arg(long, value_name = "WORDS")]
    pub(crate) policy: Vec<String>,
    /// Where it is to be felt; cells that are named replace all those before
    #[arg(long, value_name = "PLACE[/PILLAR[/SIDE[/FORM]]]", value_parser = cell)]
    pub(crate) cell: Vec<CommitmentCell>,
    /// What an indicator counts; a new one needs a unit and a target, of an old one the rest stays
    #[arg(long, value_name = "WORDS")]
    pub(crate) measure: Option<String>,
    /// The unit of the indicator
    #[arg(long, value_name = "UNIT")]
    pub(crate) unit: Option<String>,
    /// The indicator before, and on which day
    #[arg(long, value_name = "FIGURE,DAY", value_parser = dated)]
    pub(crate) baseline: Option<DatedFigure>,
    /// The indicator to be reached, and by which day
    #[arg(long, value_name = "FIGURE,DAY", value_parser = dated)]
    pub(crate) target: Option<DatedFigure>,
    /// It waits until this commitment is reviewed at this level
    #[arg(long, value_name = "ID,LEVEL", value_parser = condition)]
    pub(crate) waits_for: Option<Condition>,
    /// The day from which the public sees it
    #[arg(long, value_name = "DAY")]
    pub(crate) public_from: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct CommitmentWithdraw {
    /// The commitment
    #[arg(value_name = "ID")]
    pub(crate) commitment: Id,
    /// Why
    #[arg(long, value_name = "WORDS")]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct CommitmentClaim {
    /// The commitment
    #[arg(value_name = "ID")]
    pub(crate) commitment: Id,
    /// none, started, partial, substantial or complete
    #[arg(long, value_name = "LEVEL", value_parser = level)]
    pub(crate) level: ProgressLevel,
    /// What was done
    #[arg(long, value_name = "WORDS")]
    pub(crate) text: String,
    /// Language of the text
    #[arg(long, default_value = "en", value_name = "CODE")]
    pub(crate) language: String,
    /// On which day it was so [default: today]
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<Date>,
    /// What the indicator stands at
    #[arg(long, value_name = "FIGURE")]
    pub(crate) figure: Option<f64>,
    /// An initiative by which it can be checked
    #[arg(long, value_name = "ID")]
    pub(crate) initiative: Vec<Id>,
    /// A statement of the journal by which it can be checked
    #[arg(long, value_name = "INDEX")]
    pub(crate) statement: Vec<u64>,
    /// An estimate by which it can be checked
    #[arg(long, value_name = "ID")]
    pub(crate) estimate: Vec<Id>,
    /// The title of a document by which it can be checked
    #[arg(long, value_name = "TITLE")]
    pub(crate) document: Option<String>,
    /// Where the document can be read
    #[arg(long, value_name = "URL", requires = "document")]
    pub(crate) address: Option<String>,
    /// The SHA-256 digest of the document
    #[arg(long, value_name = "HEX", requires = "document")]
    pub(crate) sha256: Option<String>,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct CommitmentReviewer {
    /// The commitment
    #[arg(value_name = "ID")]
    pub(crate) commitment: Id,
    /// The organisation that reviews, by name or identifier
    #[arg(value_name = "NAME")]
    pub(crate) reviewer: String,
    /// Why, where another one was named before
    #[arg(long, value_name = "WORDS", default_value = "")]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct CommitmentReminders {
    /// The day [default: today]
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<Date>,
    #[command(flatten)]
    pub(crate) shown: Shown,
}

/// The value of an axis with a code, or the codes that there are.
fn axis<T: Axis>(text: &str) -> Result<T, String> {
    T::from_code(text).ok_or_else(|| {
        let codes: Vec<&str> = (0..T::COUNT).filter_map(T::at).map(Axis::code).collect();
        format!("'{text}' is none of {}", codes.join(", "))
    })
}

/// The value with a code, or the codes that there are.
fn coded<T: Copy>(all: &[T], code: fn(T) -> &'static str, text: &str) -> Result<T, String> {
    all.iter().copied().find(|it| code(*it) == text).ok_or_else(|| {
        let codes: Vec<&str> = all.iter().map(|it| code(*it)).collect();
        format!("'{text}' is none of {}", codes.join(", "))
    })
}

fn standing(text: &str) -> Result<CommitmentStanding, String> {
    coded(&CommitmentStanding::ALL, CommitmentStanding::code, text)
}

fn light(text: &str) -> Result<Light, String> {
    coded(&Light::ALL, Light::code, text)
}

fn level(text: &str) -> Result<ProgressLevel, String> {
    coded(&ProgressLevel::ALL, ProgressLevel::code, text)
}

fn pair<'t>(text: &'t str, form: &str) -> Result<(&'t str, &'t str), String> {
    text.split_once(',').ok_or_else(|| format!("'{text}' is not {form}"))
}

fn dated(text: &str) -> Result<DatedFigure, String> {
    let (figure, on) = pair(text, "FIGURE,DAY")?;
    let figure = figure.trim().parse().map_err(|_| format!("'{figure}' is no figure"))?;
    let on = on.trim().parse().map_err(|_| format!("'{on}' is no day"))?;
    Ok(DatedFigure { figure, on })
}

fn condition(text: &str) -> Result<Condition, String> {
    let (id, code) = pair(text, "ID,LEVEL")?;
    let commitment = id.trim().parse().map_err(|_| format!("'{id}' is no identifier"))?;
    Ok(Condition { commitment, level: level(code.trim())? })
}

fn cell(text: &str) -> Result<CommitmentCell, String> {
    fn value<T: Axis>(code: Option<&str>) -> Result<Option<T>, String> {
        match code.unwrap_or_default() {
            "" => Ok(None),
            code => T::from_code(code).map(Some).ok_or_else(|| format!("'{code}' is no code")),
        }
    }
    let mut parts = text.split('/');
    let place = parts.next().unwrap_or_default();
    let cell = CommitmentCell {
        place: place.parse().map_err(|_| format!("'{place}' is no code of a place"))?,
        pillar: value::<Pillar>(parts.next())?,
        side: value::<Side>(parts.next())?,
        form: value::<Form>(parts.next())?,
        population: Population::EVERYBODY,
    };
    match parts.next() {
        None => Ok(cell),
        Some(more) => Err(format!("'{more}' is more than a form")),
    }
}

impl Content {
    /// The means that are named; `None` where none are.
    pub(crate) fn means(&self) -> Result<Option<Vec<Means>>, String> {
        let mut all = Vec::new();
        for (kind, texts) in
            [(MeansKind::Money, &self.money), (MeansKind::Capacity, &self.capacity)]
        {
            for text in texts {
                let (amount, words) = pair(text, "an amount, a comma and words")?;
                let means = kind.means(amount, words, &self.language);
                all.push(means.ok_or_else(|| format!("'{amount}' is no whole number"))?);
            }
        }
        all.extend(self.staff.map(|people| Means::Staff { people }));
        let policy = |words: &String| MeansKind::Policy.means("", words, &self.language);
        all.extend(self.policy.iter().filter_map(policy));
        Ok(Some(all).filter(|all| !all.is_empty()))
    }
}
