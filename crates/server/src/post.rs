//! How letters leave: into a folder of `.eml` files, from which a mail program takes them, or to a
//! mail server. Both are told of once a letter is there for good.

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use concert_secretariat::{Asked, NotSent, Posted, ReminderLetter, Secretariat};
use jiff::Timestamp;
use jiff::civil::Date;
use lettre::message::Mailbox;
use lettre::transport::smtp;
use lettre::{Message, SmtpTransport, Transport};
use serde::Deserialize;

use crate::reminder_letter;

/// How reminders are posted, as the file `reminders.json` of the data folder says it. It may hold the
/// password of a mail server and prints as its kind only.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostSettings {
    /// The address from which letters come.
    #[serde(default)]
    pub from: Option<String>,
    /// The address of this instance, such as `https://concert.example.org`, for links.
    #[serde(default)]
    pub link: Option<String>,
    /// The folder into which letters are written as files; one that is not named in full lies in the
    /// data folder.
    #[serde(default)]
    pub spool: Option<PathBuf>,
    /// The mail server that takes letters: `smtps://user:password@host`, or `smtp://host?tls=required`.
    /// Without encryption only on this machine.
    #[serde(default)]
    pub smtp: Option<String>,
}

impl fmt::Debug for PostSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PostSettings")
    }
}

/// Why nothing can be posted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PostFault {
    /// The settings cannot be read.
    #[error("{path}: {source}")]
    Unread {
        /// The file.
        path: PathBuf,
        /// What the system answered.
        source: std::io::Error,
    },
    /// The settings make no sense. What stands in them is not repeated: it may hold a password.
    #[error("{path}: line {line} cannot be read")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Where.
        line: usize,
    },
    /// Both a folder and a mail server are named.
    #[error("letters go to a folder or to a mail server, not to both")]
    Both,
    /// The address from which letters come is none.
    #[error("letters come from an address such as concert@example.org")]
    From,
    /// The address of this instance is none.
    #[error("the link begins with https:// or http:// and has no spaces")]
    Link,
    /// The address of the mail server is none.
    #[error("a mail server is smtps://user:password@host or smtp://host?tls=required")]
    Server,
    /// The mail server would be told everything in the clear.
    #[error("letters to another machine are encrypted: smtps://host, or smtp://host?tls=required")]
    InTheClear,
}

/// Where letters come from when nobody said.
const USUAL_FROM: &str = "concert@localhost";
/// The settings in the data folder.
const SETTINGS: &str = "reminders.json";
/// How long a mail server may take for each step.
const PATIENCE: Duration = Duration::from_secs(30);
/// Answers of a mail server that are about every letter: it closes, or does not let us in (RFC 5321,
/// RFC 4954).
const ABOUT_EVERY_LETTER: [u16; 6] = [421, 454, 530, 534, 535, 538];

impl PostSettings {
    /// The settings of a data folder; `None` where there are none.
    ///
    /// # Errors
    ///
    /// When the file is there and cannot be read.
    pub fn of_folder(folder: &Path) -> Result<Option<Self>, PostFault> {
        let path = folder.join(SETTINGS);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(PostFault::Unread { path, source }),
        };
        match serde_json::from_str::<Self>(&text) {
            Ok(mut settings) => {
                settings.spool = settings.spool.map(|spool| folder.join(spool));
                Ok(Some(settings))
            }
            Err(error) => Err(PostFault::Malformed { path, line: error.line() }),
        }
    }

    fn office(&self) -> Result<PostOffice, PostFault> {
        let from = self.from.as_deref().unwrap_or(USUAL_FROM);
        let way = match (&self.smtp, &self.spool) {
            (Some(_), Some(_)) => return Err(PostFault::Both),
            (Some(server), None) => Way::Smtp(Box::new(transport(server)?)),
            (None, Some(folder)) => Way::Spool(folder.clone()),
            (None, None) => return Err(PostFault::Server),
        };
        Ok(PostOffice {
            from: from.parse().map_err(|_| PostFault::From)?,
            link: self.link.as_deref().map(link).transpose()?,
            way,
        })
    }
}

fn link(text: &str) -> Result<String, PostFault> {
    let text = text.trim().trim_end_matches('/');
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    let is_fit = is_web && text.chars().all(|c| c.is_ascii_graphic());
    if is_fit { Ok(text.to_owned()) } else { Err(PostFault::Link) }
}

fn transport(server: &str) -> Result<SmtpTransport, PostFault> {
    if let Some(rest) = server.strip_prefix("smtp://") {
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let host = place.split('/').next().unwrap_or_default();
        let host = host.rsplit('@').next().unwrap_or_default();
        let is_here = ["localhost", "127.0.0.1", "[::1]"].into_iter().any(|here| {
            host.strip_prefix(here).is_some_and(|port| port.is_empty() || port.starts_with(':'))
        });
        if !is_here && !query.split('&').any(|pair| pair == "tls=required") {
            return Err(PostFault::InTheClear);
        }
    }
    let builder = SmtpTransport::from_url(server).map_err(|_| PostFault::Server)?;
    Ok(builder.timeout(Some(PATIENCE)).build())
}

struct PostOffice {
    from: Mailbox,
    link: Option<String>,
    way: Way,
}

enum Way {
    Spool(PathBuf),
    Smtp(Box<SmtpTransport>),
}

/// Posts the reminders of a day. Nothing is sent any more once `stop` is set.
///
/// # Errors
///
/// When the settings make no sense. What became of each letter is in the answer.
pub fn post_reminders(
    secretariat: &Secretariat,
    settings: &PostSettings,
    (day, now): (Date, Timestamp),
    stop: &AtomicBool,
) -> Result<Asked<Posted>, PostFault> {
    let office = settings.office()?;
    Ok(secretariat.send_reminders(day, now, &mut |letter| {
        if stop.load(Ordering::Relaxed) {
            return Err(NotSent { why: "the server stops".to_owned(), ends_round: true });
        }
        office.send(letter, now)
    }))
}

impl PostOffice {
    fn send(&self, letter: &ReminderLetter, now: Timestamp) -> Result<(), NotSent> {
        let message = reminder_letter::message(letter, &self.from, self.link.as_deref(), now);
        // The particulars could name the address.
        let message = message.map_err(|_| NotSent {
            why: "a letter cannot be put together".to_owned(),
            ends_round: false,
        })?;
        match &self.way {
            Way::Spool(folder) => into_folder(folder, &letter.id, &message),
            Way::Smtp(server) => server.send(&message).map(drop).map_err(|error| not_taken(&error)),
        }
    }
}

/// Writes a letter into a folder under its own name, whole or not at all. One that is there already
/// is the same letter.
fn into_folder(folder: &Path, id: &str, message: &Message) -> Result<(), NotSent> {
    let write = || -> std::io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let path = folder.join(format!("{id}.eml"));
        if path.try_exists()? {
            return Ok(());
        }
        let part = folder.join(format!("{id}.part"));
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&part)?;
        file.write_all(&message.formatted())?;
        file.sync_all()?;
        std::fs::rename(&part, &path)?;
        // The name is durable once its folder is.
        #[cfg(unix)]
        std::fs::File::open(folder)?.sync_all()?;
        Ok(())
    };
    write().map_err(|error| NotSent {
        why: format!("{}: {}", folder.display(), error.kind()),
        ends_round: true,
    })
}

/// What a mail server's "no" means. Its text is left out: it may name the address.
fn not_taken(error: &smtp::Error) -> NotSent {
    let Some(code) = error.status().map(u16::from) else {
        let why = if error.is_timeout() {
            "the mail server does not answer"
        } else if error.is_tls() {
            "the connection to the mail server could not be encrypted"
        } else {
            "the mail server cannot be reached"
        };
        return NotSent { why: why.to_owned(), ends_round: true };
    };
    let ends_round = ABOUT_EVERY_LETTER.contains(&code);
    NotSent { why: format!("the mail server answered {code}"), ends_round }
}

#[cfg(test)]
mod tests;
