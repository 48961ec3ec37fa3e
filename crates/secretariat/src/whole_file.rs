//! Files that are whole or not there: each is written under another name, forced to the disk, and
//! only then given its own.

use std::fs::{self, File};
use std::io::{Error, Write};
use std::path::Path;

/// What a file is called before it is whole.
const UNFINISHED: &str = ".part";

/// Writes a file into a folder, which is made where it is missing; what had the name before gives
/// way to it.
pub(crate) fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Error> {
    fs::create_dir_all(folder)?;
    let mut file =
        tempfile::Builder::new().prefix(".new-").suffix(UNFINISHED).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(folder.join(name)).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Takes away what a process that was killed while it wrote has left behind.
pub(crate) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.to_string_lossy().ends_with(UNFINISHED) {
            // What cannot be taken away now is tried again at the next start.
            let _ = fs::remove_file(path);
        }
    }
}

/// Forces the names in a folder to the disk, where folders can be opened as files.
fn sync_folder(folder: &Path) -> Result<(), Error> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
