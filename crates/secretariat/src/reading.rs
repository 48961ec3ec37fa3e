//! Reading files in a confined process.

use std::io::{Seek, Write};
use std::path::PathBuf;

use concert_exchange::{
    Confinement, Limits, ReadError, Refusal, TableFile, Workbook, read_in_child,
};

use crate::answer::facts_of;
use crate::{Asked, Fault, Refused, Unanswered};

/// How the confined process that reads a file is started: a program, with the arguments that make
/// it call [`read_table`].
#[derive(Debug, Clone)]
pub struct Reader {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
}

/// The main function of the confined process.
pub fn read_table() -> std::process::ExitCode {
    concert_exchange::child::run()
}

impl Reader {
    /// Reads a file. `progress` hears how many rows have arrived.
    pub(crate) fn read(&self, file: TableFile, progress: &mut dyn FnMut(u32)) -> Asked<Workbook> {
        self.read_within(file, &Limits::default(), progress)
    }

    /// The same within other limits than those of an ordinary table.
    pub(crate) fn read_within(
        &self,
        file: TableFile,
        limits: &Limits,
        progress: &mut dyn FnMut(u32),
    ) -> Asked<Workbook> {
        let arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        read_in_child(&self.program, &arguments, file, limits, progress).map_err(unread)
    }

    /// What holds the reading process in check on this machine, or why it cannot be started.
    pub fn confinement(&self) -> Result<Confinement, String> {
        let sample = b"place,count\nnowhere,1\n".to_vec();
        let file = bytes_as_file("sample.csv", &sample).map_err(|error| error.to_string())?;
        let read = self.read(file, &mut |_| {}).map_err(|error| error.to_string())?;
        Ok(read.confinement)
    }
}

/// Bytes as a file that is on no path: what a browser handed over.
pub(crate) fn bytes_as_file(name: &str, bytes: &[u8]) -> Result<TableFile, Fault> {
    let fault = |source| Fault::File { what: "keeping an upload".to_owned(), source };
    let mut file = tempfile::tempfile().map_err(fault)?;
    file.write_all(bytes).and_then(|()| file.rewind()).map_err(fault)?;
    Ok(TableFile { name: name.to_owned(), file })
}

/// A file that was not read, in the words that every door has.
pub(crate) fn unread(error: ReadError) -> Unanswered {
    match error {
        ReadError::Refused(refusal) => refused(&refusal).into(),
        ReadError::Broken { doing, source } => {
            Fault::File { what: doing.to_owned(), source }.into()
        }
    }
}

impl From<Refused> for Unanswered {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

/// A refusal of a file: its rule's facts, and where in the file.
pub(crate) fn refused(refusal: &Refusal) -> Refused {
    let mut facts = vec![
        ("file", refusal.file.clone()),
        ("sheet", refusal.place.sheet.clone()),
        ("reference", refusal.place.reference().unwrap_or_default()),
        ("remedy", refusal.remedy().code().to_owned()),
    ];
    facts.extend(facts_of(&refusal.rule));
    Refused { code: refusal.code(), facts, text: refusal.to_string() }
}
