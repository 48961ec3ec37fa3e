//! Making a folder's own entries durable: a file that was synced is still lost at power loss if
//! the folder that names it was not.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use crate::error::Fault;

/// Creates a folder and those above it, and makes their names durable.
pub(crate) fn create(dir: &Path) -> Result<(), Fault> {
    if dir.is_dir() {
        return Ok(());
    }
    let above = dir.parent().filter(|above| !above.as_os_str().is_empty());
    if let Some(above) = above {
        create(above)?;
    }
    match fs::create_dir(dir) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            return Err(Fault::io("creating the folder", dir)(error));
        }
        _ => {}
    }
    sync(above.unwrap_or(Path::new(".")))
}

/// Makes the names in a folder durable.
#[cfg(unix)]
pub(crate) fn sync(dir: &Path) -> Result<(), Fault> {
    File::open(dir).and_then(|dir| dir.sync_all()).map_err(Fault::io("syncing the folder", dir))
}

/// Elsewhere the file system keeps its folders itself, and there is no call for it.
#[cfg(not(unix))]
pub(crate) fn sync(_dir: &Path) -> Result<(), Fault> {
    Ok(())
}
