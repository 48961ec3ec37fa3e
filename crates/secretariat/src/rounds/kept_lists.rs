//! The files of encoded lists: `rounds/<round>/<organisation>-<digest>.list` in the data folder.
//!
//! A file comes under the name of one that waits, then its statement, then its own name. At every
//! start the folder is made to agree with the journal: a file whose statement was made keeps its
//! place, and any other one is erased. So a process that is killed between the two leaves neither a
//! list that nobody submitted nor half of one.
//!
//! **Erasing.** A file is overwritten once, forced to the disk and removed. On a solid-state disk,
//! on a file system that copies on write and in a backup, earlier bytes may outlive that: nothing
//! here promises otherwise. What makes old encodings worthless is that the shares of the round's key
//! are destroyed.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use concert_coalition::Coalition;
use concert_terms::Id;
use parking_lot::Mutex;

use crate::{Fault, whole_file};

/// How the file of a list ends, and how it ends before its statement is made.
const LIST: &str = "list";
const WAITING: &str = "waiting";

/// The folder of encoded lists.
#[derive(Debug)]
pub(crate) struct KeptLists {
    folder: PathBuf,
    /// Held while files and statements are made to agree.
    pub(crate) turn: Mutex<()>,
}

impl KeptLists {
    /// What the folder is called below the data folder.
    pub(crate) const FOLDER: &str = "rounds";

    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder, turn: Mutex::new(()) }
    }

    fn of(&self, round: Id) -> PathBuf {
        self.folder.join(round.to_string())
    }

    fn path(&self, round: Id, organisation: Id, digest: &str, end: &str) -> PathBuf {
        self.of(round).join(format!("{organisation}-{digest}.{end}"))
    }

    /// The file of a list whose statement was made.
    pub(crate) fn file(&self, round: Id, organisation: Id, digest: &str) -> PathBuf {
        self.path(round, organisation, digest, LIST)
    }

    /// Keeps the bytes of a list until its statement is made.
    pub(crate) fn put(
        &self,
        round: Id,
        organisation: Id,
        digest: &str,
        bytes: &[u8],
    ) -> Result<(), Fault> {
        let name = format!("{organisation}-{digest}.{WAITING}");
        let fault = |source| Fault::File { what: format!("keeping a list of {round}"), source };
        whole_file::write(&self.of(round), &name, bytes).map_err(fault)
    }

    /// Gives a list its own name, once its statement is made.
    pub(crate) fn settle(&self, round: Id, organisation: Id, digest: &str) -> Result<(), Fault> {
        let from = self.path(round, organisation, digest, WAITING);
        let fault = |source| Fault::File { what: format!("naming a list of {round}"), source };
        fs::rename(from, self.file(round, organisation, digest)).map_err(fault)
    }

    /// Erases a list, whether or not its statement was made.
    pub(crate) fn erase(&self, round: Id, organisation: Id, digest: &str) -> Result<(), Fault> {
        for end in [LIST, WAITING] {
            erase(&self.path(round, organisation, digest, end))?;
        }
        Ok(())
    }

    /// Erases every list of a round, and its folder.
    pub(crate) fn erase_all(&self, round: Id) -> Result<(), Fault> {
        let folder = self.of(round);
        for path in files(&folder) {
            erase(&path)?;
        }
        match fs::remove_dir(&folder) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(Fault::File { what: format!("removing the folder of {round}"), source: error })
            }
            _ => Ok(()),
        }
    }

    /// Makes the folder agree with what holds: a list in force has its own name, and nothing else is
    /// left. What cannot be erased now is tried again at the next start.
    pub(crate) fn sweep(&self, coalition: &Coalition) {
        let mut wanted = BTreeSet::new();
        for (round, open) in &coalition.rounds.rounds {
            if open.erased.is_some() {
                continue;
            }
            for (organisation, list) in open.lists_in_force() {
                let file = self.file(*round, organisation, &list.digest);
                if !file.exists() {
                    // There is nothing to rename where the statement was made by another machine.
                    let _ = self.settle(*round, organisation, &list.digest);
                }
                wanted.insert(file);
            }
        }
        let Ok(folders) = fs::read_dir(&self.folder) else { return };
        for folder in folders.flatten().map(|entry| entry.path()) {
            for path in files(&folder) {
                if !wanted.contains(&path) {
                    let _ = erase(&path);
                }
            }
            // A folder with lists in it stays.
            let _ = fs::remove_dir(&folder);
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect()
}

/// Overwrites a file once and removes it; one that is not there is erased already.
fn erase(path: &Path) -> Result<(), Fault> {
    let overwritten = OpenOptions::new().write(true).open(path).and_then(|file| overwrite(&file));
    let removed = overwritten.and_then(|()| fs::remove_file(path));
    match removed {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(source) => Err(Fault::File { what: format!("erasing {}", path.display()), source }),
        Ok(()) => Ok(()),
    }
}

fn overwrite(mut file: &File) -> io::Result<()> {
    let zeros = [0; 8 << 10];
    let mut left = file.metadata()?.len();
    while left > 0 {
        let part = left.min(zeros.len() as u64);
        file.write_all(&zeros[..part as usize])?;
        left -= part;
    }
    file.sync_all()
}
