//! `concert remind`: letters about what is due, into a folder or to a mail server.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use clap::Args;
use concert_server::{PostSettings, post_reminders};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::flags::Data;
use crate::office;
use crate::output::{self, Failure};

/// The folder of letters, in the data folder.
const SPOOL: &str = "spool";

#[derive(Debug, Args)]
pub(crate) struct Remind {
    /// The day of which it is told what is due [default: today]
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<Date>,
    /// Write letters into this folder, as .eml files
    #[arg(long, value_name = "FOLDER", conflicts_with = "smtp")]
    pub(crate) spool: Option<PathBuf>,
    /// Hand letters to this mail server, such as `smtps://user:password@host`
    #[arg(long, value_name = "URL", env = "CONCERT_SMTP", hide_env_values = true)]
    pub(crate) smtp: Option<String>,
    /// The address from which letters come
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) from: Option<String>,
    /// The address of this instance, for links in letters
    #[arg(long, value_name = "URL")]
    pub(crate) link: Option<String>,
    /// Say how many letters would go, and send none
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) data: Data,
}

pub(crate) fn run(flags: &Remind) -> Result<(), Failure> {
    let broken = |error: concert_server::PostFault| Failure::Broken(error.to_string());
    let folder = office::folder(&flags.data)?;
    let mut settings = PostSettings::of_folder(&folder).map_err(broken)?.unwrap_or_default();
    // What is typed counts before what the settings say.
    if flags.spool.is_some() || flags.smtp.is_some() {
        (settings.spool, settings.smtp) = (flags.spool.clone(), flags.smtp.clone());
    }
    if settings.spool.is_none() && settings.smtp.is_none() {
        settings.spool = Some(folder.join(SPOOL));
    }
    settings.from = flags.from.clone().or(settings.from);
    settings.link = flags.link.clone().or(settings.link);
    let now = Timestamp::now();
    // Days are counted in UTC, as the server does.
    let day = flags.today.unwrap_or_else(|| TimeZone::UTC.to_datetime(now).date());
    let secretariat = office::open(&flags.data)?;
    if flags.dry_run {
        let letters = secretariat.reminder_letters(day)?;
        let due: usize = letters.iter().map(|letter| letter.due.len()).sum();
        if flags.json {
            return output::json(&serde_json::json!({ "letters": letters.len(), "due": due }));
        }
        say!("{} letters would go, about {due} things that are due", letters.len());
        return Ok(());
    }
    let stop = AtomicBool::new(false);
    let posted = post_reminders(&secretariat, &settings, (day, now), &stop).map_err(broken)??;
    if flags.json {
        output::json(&posted)?;
    } else {
        say!("{} letters sent", posted.sent);
    }
    for why in &posted.failed {
        eprintln!("a letter did not go: {why}");
    }
    if posted.failed.is_empty() {
        return Ok(());
    }
    let left = posted.failed.len() + posted.not_tried;
    eprintln!("{left} letters wait for the next time");
    Err(Failure::Answered)
}
