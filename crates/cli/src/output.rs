//! How answers are printed: results to standard output, everything else to standard error.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::OnceLock;
use std::time::Duration;

use concert_secretariat::{Fault, Refused, Unanswered};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

/// `println!` that goes on where nobody reads any more, as in `concert estimate TABLE | head`: what was asked is
/// done to its end. Any other failure to write is told when it is done.
macro_rules! say {
    () => { $crate::output::line(format_args!("")) };
    ($($text:tt)*) => { $crate::output::line(format_args!($($text)*)) };
}

/// Why something could not be said.
static UNSAID: OnceLock<String> = OnceLock::new();

pub(crate) fn line(text: std::fmt::Arguments<'_>) {
    if let Err(error) = told(writeln!(std::io::stdout().lock(), "{text}")) {
        UNSAID.get_or_init(|| error.to_string());
    }
}

/// Passes over that nobody reads any more.
fn told(written: std::io::Result<()>) -> std::io::Result<()> {
    written.or_else(|error| match error.kind() {
        std::io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(error),
    })
}

/// Fails if some of the results could not be written.
pub(crate) fn all_said() -> Result<(), Failure> {
    match UNSAID.get() {
        Some(error) => Err(Failure::Broken(format!("writing results: {error}"))),
        None => Ok(()),
    }
}

/// The exit code after Ctrl-C, as shells have it: 128 and the number of the signal.
pub(crate) const INTERRUPTED: u8 = 130;

/// Why a command did not do what was asked.
pub(crate) enum Failure {
    /// What was asked cannot be had.
    Refused(Refused),
    /// What was typed makes no sense together.
    NotUnderstood(String),
    /// Something broke.
    Broken(String),
    /// The answer is no, and was printed already.
    Answered,
    /// The work was ended by whoever asked for it; what was done was printed.
    Interrupted,
}

impl From<Unanswered> for Failure {
    fn from(unanswered: Unanswered) -> Self {
        match unanswered {
            Unanswered::Refused(refused) => Self::Refused(refused),
            Unanswered::Fault(fault) => fault.into(),
        }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Broken(fault.to_string())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        // Whoever read the results has seen enough, as in `concert coverage | head`.
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self::Answered;
        }
        Self::Broken(error.to_string())
    }
}

impl Failure {
    /// Says what was refused or what broke, in the language of the environment, and gives the
    /// exit code: 1 for a refusal, 2 for a fault.
    pub(crate) fn tell(self) -> ExitCode {
        match self {
            Self::Refused(refused) => {
                let told = concert_server::refusal_text(&language(), &refused);
                if let Some(at) = &told.at {
                    eprintln!("{at}");
                }
                eprintln!("{}", told.sentence);
                if !told.hint.is_empty() {
                    eprintln!("\n{}", told.hint);
                }
                ExitCode::from(1)
            }
            Self::Broken(text) => {
                eprintln!("something broke: {text}");
                ExitCode::from(2)
            }
            Self::NotUnderstood(text) => {
                eprintln!("error: {text}\n\nFor more information, try '--help'.");
                ExitCode::from(crate::NOT_UNDERSTOOD)
            }
            Self::Answered => ExitCode::from(1),
            Self::Interrupted => ExitCode::from(INTERRUPTED),
        }
    }
}

/// The language of the environment, such as `ar`; English where it says nothing.
pub(crate) fn language() -> String {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let set = named.iter().filter_map(|name| std::env::var(name).ok()).find(|v| !v.is_empty());
    let code = set.unwrap_or_default();
    code.split(['_', '.', '-']).next().unwrap_or_default().to_lowercase()
}

/// Prints one JSON value.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::Broken(format!("writing JSON: {error}")))?;
    Ok(told(writeln!(std::io::stdout().lock(), "{text}"))?)
}

/// Prints a table: CSV for machines, ruled for people.
pub(crate) fn table(as_csv: bool, head: &[&str], rows: &[Vec<String>]) -> Result<(), Failure> {
    if as_csv {
        let text = concert_secretariat::csv_text(head, rows)?;
        return Ok(told(std::io::stdout().lock().write_all(text.as_bytes()))?);
    }
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    table.set_header(head.to_vec());
    for row in rows {
        table.add_row(row.clone());
    }
    Ok(told(writeln!(std::io::stdout().lock(), "{}", table.trim_fmt()))?)
}

/// A number as people read it: no digits that mean nothing.
pub(crate) fn amount(number: f64) -> String {
    if number.abs() >= 100.0 || number.fract().abs() < 0.05 {
        format!("{number:.0}")
    } else {
        format!("{number:.1}")
    }
}

/// A bar on a terminal; nothing where nobody looks.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    pub(crate) fn new(doing: &'static str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(0).with_message(doing);
        let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// Hears how much is done, and of how much.
    pub(crate) fn teller(&self) -> impl FnMut(u64, u64) + use<> {
        let bar = self.0.clone();
        move |done, all| {
            bar.set_length(all);
            bar.set_position(done);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
