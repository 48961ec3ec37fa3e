//! A disk that keeps only what it was told to keep.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use crate::trace::Event;

const SECTOR: usize = 512;

/// A change that was made and perhaps not synced. The number tells the order of all changes.
struct Change<T> {
    number: u64,
    what: T,
}

/// A change to the bytes of a file.
enum Bytes {
    Written { at: usize, bytes: Vec<u8> },
    Cut { length: usize },
}

/// A change to the names.
enum Name {
    File { path: PathBuf, file: usize },
    Folder { path: PathBuf },
    Removed { path: PathBuf },
    Renamed { from: PathBuf, to: PathBuf },
}

/// What a name stands for.
#[derive(Clone, Copy)]
enum Node {
    File(usize),
    Folder,
}

/// The content of a file, whatever it is called.
#[derive(Default)]
struct File {
    durable: Vec<u8>,
    /// As the program sees it.
    length: usize,
    pending: Vec<Change<Bytes>>,
}

/// The names and files below a base folder.
#[derive(Default)]
pub(crate) struct Disk {
    clock: u64,
    files: Vec<File>,
    durable: BTreeMap<PathBuf, Node>,
    /// As the program sees them.
    names: BTreeMap<PathBuf, Node>,
    pending: Vec<Change<Name>>,
    /// What each thread is syncing, and up to which change.
    syncing: HashMap<u32, (PathBuf, u64)>,
}

impl Disk {
    /// Lets an event happen.
    pub(crate) fn happen(&mut self, event: &Event) {
        self.clock += 1;
        match event {
            Event::Made { path, emptied } if self.names.contains_key(path) => {
                if *emptied {
                    self.cut(path, 0);
                }
            }
            Event::Made { path, .. } => {
                let file = self.files.len();
                self.files.push(File::default());
                self.rename(Name::File { path: path.clone(), file });
            }
            Event::FolderMade { path } => self.rename(Name::Folder { path: path.clone() }),
            Event::Removed { path } => self.rename(Name::Removed { path: path.clone() }),
            Event::Renamed { from, to } => {
                self.rename(Name::Renamed { from: from.clone(), to: to.clone() });
            }
            Event::Written { path, at, bytes } => {
                let file = self.file(path);
                let at = at.unwrap_or(file.length);
                file.length = file.length.max(at + bytes.len());
                self.change(path, Bytes::Written { at, bytes: bytes.clone() });
            }
            Event::Cut { path, length } => self.cut(path, *length),
            Event::SyncBegun { thread, path } => {
                self.syncing.insert(*thread, (path.clone(), self.clock));
            }
            Event::SyncEnded { thread } => {
                let (path, until) = self.syncing.remove(thread).unwrap();
                self.sync(&path, until);
            }
            Event::Told(_) => {}
        }
    }

    fn file(&mut self, path: &Path) -> &mut File {
        match self.names.get(path) {
            Some(&Node::File(file)) => &mut self.files[file],
            _ => panic!("{} is no file", path.display()),
        }
    }

    fn change(&mut self, path: &Path, what: Bytes) {
        let number = self.clock;
        self.file(path).pending.push(Change { number, what });
    }

    fn cut(&mut self, path: &Path, length: usize) {
        self.file(path).length = length;
        self.change(path, Bytes::Cut { length });
    }

    fn rename(&mut self, what: Name) {
        apply_name(&mut self.names, &what);
        self.pending.push(Change { number: self.clock, what });
    }

    /// Makes durable what was changed before `until`: the bytes of a file, or the names in a
    /// folder.
    fn sync(&mut self, path: &Path, until: u64) {
        if let Some(&Node::File(file)) = self.names.get(path) {
            let file = &mut self.files[file];
            for change in file.pending.extract_if(.., |change| change.number < until) {
                apply_bytes(&mut file.durable, &change.what);
            }
        } else {
            let here = |change: &mut Change<Name>| {
                change.number < until && folder_of(&change.what) == path
            };
            for change in self.pending.extract_if(.., here) {
                apply_name(&mut self.durable, &change.what);
            }
        }
    }

    /// Writes a state in which the disk may be found if the power fails now. Names change in their
    /// order, as file systems with a journal see to; bytes do in any.
    pub(crate) fn lose_power(&self, random: &mut ChaCha8Rng, to: &Path) {
        let mut names = self.durable.clone();
        let reached = random.random_range(0..=self.pending.len());
        for change in &self.pending[..reached] {
            apply_name(&mut names, &change.what);
        }
        for (path, node) in &names {
            let place = to.join(path);
            match node {
                Node::Folder => fs::create_dir_all(place).unwrap(),
                Node::File(_) if !place.parent().unwrap().is_dir() => {}
                Node::File(file) => fs::write(place, self.files[*file].survive(random)).unwrap(),
            }
        }
    }
}

impl File {
    /// The bytes that are found after the power failed: each change that was not synced is there
    /// (half of the time), not there, or there in some of its sectors.
    fn survive(&self, random: &mut ChaCha8Rng) -> Vec<u8> {
        let mut content = self.durable.clone();
        for Change { what, .. } in &self.pending {
            match (random.random_range(0..4), what) {
                (0 | 1, _) => apply_bytes(&mut content, what),
                (2, Bytes::Written { at, bytes }) => {
                    let mut start = 0;
                    while start < bytes.len() {
                        let end = (start + SECTOR - (at + start) % SECTOR).min(bytes.len());
                        if random.random_bool(0.5) {
                            write(&mut content, at + start, &bytes[start..end]);
                        }
                        start = end;
                    }
                }
                _ => {}
            }
        }
        content
    }
}

fn folder_of(name: &Name) -> &Path {
    let (Name::File { path, .. } | Name::Folder { path } | Name::Removed { path }) = name else {
        let Name::Renamed { to, .. } = name else { unreachable!("the last kind of change") };
        return to.parent().unwrap();
    };
    path.parent().unwrap()
}

fn apply_name(names: &mut BTreeMap<PathBuf, Node>, name: &Name) {
    match name {
        Name::File { path, file } => {
            names.insert(path.clone(), Node::File(*file));
        }
        Name::Folder { path } => {
            names.insert(path.clone(), Node::Folder);
        }
        Name::Removed { path } => {
            names.remove(path);
        }
        Name::Renamed { from, to } => {
            if let Some(node) = names.remove(from) {
                names.insert(to.clone(), node);
            }
        }
    }
}

fn apply_bytes(content: &mut Vec<u8>, change: &Bytes) {
    match change {
        Bytes::Written { at, bytes } => write(content, *at, bytes),
        Bytes::Cut { length } => content.resize(*length, 0),
    }
}

fn write(content: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    content.resize(content.len().max(end), 0);
    content[at..end].copy_from_slice(bytes);
}
