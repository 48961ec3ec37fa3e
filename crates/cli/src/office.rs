//! The data folder, and opening what is kept in it.

use std::path::PathBuf;

use concert_secretariat::{Entropy, Reader, Secretariat};
use jiff::Timestamp;

use crate::flags::Data;
use crate::output::{Failure, Progress};

/// The folder that was named, or the platform's folder for such data.
pub(crate) fn folder(data: &Data) -> Result<PathBuf, Failure> {
    if let Some(folder) = &data.data {
        return Ok(folder.clone());
    }
    let folders = directories::ProjectDirs::from("", "", "concert");
    let folder = folders.map(|folders| folders.data_dir().to_path_buf());
    folder.ok_or_else(|| Failure::Broken("this system has no data folder: use --data".into()))
}

/// Opens the coalition for work.
pub(crate) fn open(data: &Data) -> Result<Secretariat, Failure> {
    let progress = Progress::new("reading the journal");
    let (entropy, now) = (Entropy::of_the_system(), Timestamp::now());
    Ok(Secretariat::open(&folder(data)?, entropy, now, &mut progress.teller())?)
}

/// Opens the coalition for reading, also while a server has it open.
pub(crate) fn open_to_read(data: &Data) -> Result<Secretariat, Failure> {
    let progress = Progress::new("reading the journal");
    Ok(Secretariat::open_to_read(&folder(data)?, &mut progress.teller())?)
}

/// Today in UTC: the day on which the domain judges and the pages count, wherever this machine
/// stands. What is claimed today is never in the future then.
pub(crate) fn today_utc() -> jiff::civil::Date {
    jiff::tz::TimeZone::UTC.to_datetime(Timestamp::now()).date()
}

/// This program, as the process that reads files.
pub(crate) fn reader() -> Result<Reader, Failure> {
    let program = std::env::current_exe()
        .map_err(|error| Failure::Broken(format!("this program cannot be found: {error}")))?;
    Ok(Reader { program, arguments: vec!["read-table".to_owned()] })
}
