//! Reads what strace recorded.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every system call by which a program changes files. Those marked `?` do not exist on every
/// machine. The ones that [`read`] does not know are traced so that it can refuse them.
pub(crate) const SYSTEM_CALLS: &str = "trace=?open,openat,?openat2,?creat,write,writev,pwrite64,\
     pwritev,?pwritev2,fsync,fdatasync,sync_file_range,msync,?truncate,ftruncate,fallocate,\
     ?unlink,unlinkat,?rename,?renameat,renameat2,?mkdir,mkdirat,?rmdir,?link,linkat,?symlink,\
     copy_file_range,sendfile,splice";

/// What happened to the files.
#[derive(Debug)]
pub(crate) enum Event {
    /// A file was made, if it was not there. If it was, it may have been emptied.
    Made { path: PathBuf, emptied: bool },
    /// A folder was made.
    FolderMade { path: PathBuf },
    /// Bytes were written, at a place or (`None`) at the end.
    Written { path: PathBuf, at: Option<usize>, bytes: Vec<u8> },
    /// A file was given a length.
    Cut { path: PathBuf, length: usize },
    /// A thread began to sync a file or folder.
    SyncBegun { thread: u32, path: PathBuf },
    /// The thread's sync has returned.
    SyncEnded { thread: u32 },
    /// A name was removed.
    Removed { path: PathBuf },
    /// A name was changed.
    Renamed { from: PathBuf, to: PathBuf },
    /// The program told something on its standard output.
    Told(String),
}

/// Reads a record. What lies outside `base` is left out, and so are files whose content does not
/// outlive the process: the shared memory of SQLite, and the lock file.
pub(crate) fn read(record: &Path, base: &Path) -> Vec<Event> {
    let record = fs::read_to_string(record).unwrap();
    let mut events = Vec::new();
    let mut unfinished = HashMap::new();
    for line in record.lines() {
        let (thread, call) = line.split_once(' ').unwrap();
        let (thread, call): (u32, _) = (thread.parse().unwrap(), call.trim_start());
        if call.starts_with("+++") || call.starts_with("---") {
            continue;
        }
        if let Some(begun) = call.strip_suffix(" <unfinished ...>") {
            events.extend(begin(thread, begun, base));
            unfinished.insert(thread, begun);
        } else if let Some((_, rest)) = call.split_once(" resumed>") {
            let begun: &str = unfinished.remove(&thread).unwrap();
            events.extend(end(thread, &format!("{begun}{rest}"), base));
        } else {
            events.extend(begin(thread, call, base));
            events.extend(end(thread, call, base));
        }
    }
    events
}

/// A write may reach the disk, and a word its listener, from the moment it is begun; only what was
/// written before a sync began is covered by it.
fn begin(thread: u32, call: &str, base: &Path) -> Option<Event> {
    let (name, arguments) = call.split_once('(').unwrap();
    if name == "write" && arguments.starts_with("1<") {
        let told = String::from_utf8(strings(arguments).remove(0)).unwrap();
        return Some(Event::Told(told.trim_end().into()));
    }
    let path = kept(&descriptor(arguments)?, base)?;
    match name {
        "write" => Some(Event::Written { path, at: None, bytes: strings(arguments).remove(0) }),
        "pwrite64" => {
            let at = numbers(arguments)[1];
            Some(Event::Written { path, at: Some(at), bytes: strings(arguments).remove(0) })
        }
        "fsync" | "fdatasync" => Some(Event::SyncBegun { thread, path }),
        _ => None,
    }
}

/// Everything else counts from the moment it has succeeded.
fn end(thread: u32, call: &str, base: &Path) -> Option<Event> {
    let (name, arguments) = call.split_once('(').unwrap();
    let (arguments, result) = arguments.rsplit_once(" = ").unwrap();
    if result.starts_with('-') {
        return None;
    }
    let named = |which: usize| {
        let bytes = strings(arguments).into_iter().nth(which).unwrap();
        kept(Path::new(&String::from_utf8(bytes).unwrap()), base)
    };
    match name {
        "write" | "pwrite64" => None,
        "fsync" | "fdatasync" => {
            kept(&descriptor(arguments)?, base).map(|_| Event::SyncEnded { thread })
        }
        "open" | "openat" => {
            let path = named(0)?;
            let emptied = arguments.contains("O_TRUNC");
            arguments.contains("O_CREAT").then_some(Event::Made { path, emptied })
        }
        "ftruncate" => {
            let path = kept(&descriptor(arguments)?, base)?;
            Some(Event::Cut { path, length: numbers(arguments)[0] })
        }
        "unlink" | "unlinkat" => Some(Event::Removed { path: named(0)? }),
        "rename" | "renameat" | "renameat2" => {
            Some(Event::Renamed { from: named(0)?, to: named(1)? })
        }
        "mkdir" | "mkdirat" => Some(Event::FolderMade { path: named(0)? }),
        _ => {
            let foreign = descriptor(arguments).is_none_or(|path| kept(&path, base).is_none());
            assert!(foreign && strings(arguments).is_empty(), "not understood: {call}");
            None
        }
    }
}

/// A path relative to `base`, if its content matters.
fn kept(path: &Path, base: &Path) -> Option<PathBuf> {
    let path = path.strip_prefix(base).ok()?.to_path_buf();
    let name = path.file_name().map_or("", |name| name.to_str().unwrap());
    (!name.ends_with("-shm") && name != "concert.lock").then_some(path)
}

/// The path of the file descriptor that is a call's first argument.
fn descriptor(arguments: &str) -> Option<PathBuf> {
    let (number, rest) = arguments.split_once('<')?;
    number.parse::<u32>().ok()?;
    let path = decode(rest.split_once('>')?.0);
    Some(String::from_utf8(path).unwrap().into())
}

/// The quoted strings among a call's arguments.
fn strings(arguments: &str) -> Vec<Vec<u8>> {
    arguments.split('"').skip(1).step_by(2).map(decode).collect()
}

/// The numbers after the first argument.
fn numbers(arguments: &str) -> Vec<usize> {
    let arguments = arguments.split(')').next().unwrap();
    arguments.split(", ").skip(1).filter_map(|word| word.parse().ok()).collect()
}

/// Bytes written as `\x2f\x64`.
fn decode(text: &str) -> Vec<u8> {
    text.split("\\x").skip(1).map(|hex| u8::from_str_radix(hex, 16).unwrap()).collect()
}
