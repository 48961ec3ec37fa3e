//! Snapshots of the caller's fold, so that a start need not replay the whole journal.
//!
//! A snapshot is a file of its own, written aside, synced, and only then given its name; a crash
//! leaves the older one as it was. It saves time and proves nothing: one that is damaged, or was
//! made from another journal, is passed over, and the journal is replayed instead.
//!
//! The file: a line that names the format; the index (8 bytes, lowest first); the root of the tree
//! at that index (32 bytes); the length of the tag (4 bytes, lowest first) and the tag; the bytes;
//! and the SHA-256 of all that (32 bytes).

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::entry::Digest;
use crate::error::{Error, Fault};
use crate::folder;

const FORMAT: &[u8] = b"concert snapshot, version 1\n";
const FOLDER: &str = "snapshots";
const ENDING: &str = "snapshot";
/// How many are kept: the newest, and one to fall back on.
const KEPT: usize = 2;

/// A snapshot that may be trusted as far as the journal is.
#[derive(Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The entries below this index are folded in.
    pub index: u64,
    /// What the caller saved.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Snapshot({}, {} bytes)", self.index, self.bytes.len())
    }
}

/// What was found when looking for a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadedSnapshot {
    /// The newest whole one with the tag.
    pub snapshot: Option<Snapshot>,
    /// The files that were passed over, and why.
    pub passed_over: Vec<(PathBuf, &'static str)>,
}

/// The snapshots in a data folder.
#[derive(Debug, Clone)]
pub(crate) struct Snapshots {
    dir: PathBuf,
}

impl Snapshots {
    pub(crate) fn of(data_folder: &Path) -> Self {
        Self { dir: data_folder.join(FOLDER) }
    }

    /// Saves a snapshot, and then removes all but the newest two.
    pub(crate) fn save(
        &self,
        index: u64,
        root: &Digest,
        tag: &str,
        bytes: &[u8],
    ) -> Result<(), Fault> {
        folder::create(&self.dir)?;
        let head = [FORMAT, &index.to_le_bytes(), root, &(tag.len() as u32).to_le_bytes()].concat();
        let parts = [head.as_slice(), tag.as_bytes(), bytes];
        let mut checksum = Sha256::new();
        for part in parts {
            checksum.update(part);
        }

        let path = self.dir.join(format!("{index:020}.{ENDING}"));
        let aside = path.with_extension("part");
        let doing = "writing the snapshot";
        let write = || -> io::Result<()> {
            let mut file = File::create(&aside)?;
            parts.iter().try_for_each(|part| file.write_all(part))?;
            file.write_all(&checksum.finalize())?;
            file.sync_all()?;
            fs::rename(&aside, &path)
        };
        write().map_err(Fault::io(doing, &path))?;
        folder::sync(&self.dir)?;
        let old: Vec<_> = self.list()?.into_iter().skip(KEPT).collect();
        self.remove(old)
    }

    /// Loads the newest whole snapshot with `tag` whose root is `root_at` its index (`None` for an
    /// index beyond the journal).
    pub(crate) fn load(
        &self,
        tag: &str,
        mut root_at: impl FnMut(u64) -> Result<Option<Digest>, Error>,
    ) -> Result<LoadedSnapshot, Error> {
        let mut passed_over = Vec::new();
        for (_, path) in self.list()? {
            let Ok(content) = fs::read(&path) else {
                passed_over.push((path, "it cannot be read"));
                continue;
            };
            let Some((index, root, found_tag, bytes)) = parse(&content) else {
                passed_over.push((path, "it is damaged"));
                continue;
            };
            if found_tag != tag.as_bytes() {
                passed_over.push((path, "it was made by another version"));
                continue;
            }
            match root_at(index)? {
                None => passed_over.push((path, "it is ahead of the journal")),
                Some(expected) if expected != root => {
                    passed_over.push((path, "it was made from another journal"));
                }
                Some(_) => {
                    let snapshot = Some(Snapshot { index, bytes: bytes.to_vec() });
                    return Ok(LoadedSnapshot { snapshot, passed_over });
                }
            }
        }
        Ok(LoadedSnapshot { snapshot: None, passed_over })
    }

    /// Removes every snapshot that has folded in the entry at `index`, whole or half-written.
    pub(crate) fn forget(&self, index: u64) -> Result<(), Fault> {
        let concerned = self.list()?.into_iter().filter(|(end, _)| *end > index);
        self.remove(concerned.chain(self.files("part")?))
    }

    /// The index and size in bytes of each snapshot, newest first.
    pub(crate) fn sizes(&self) -> Result<Vec<(u64, u64)>, Fault> {
        let size = |path: &Path| path.metadata().map_or(0, |metadata| metadata.len());
        Ok(self.list()?.into_iter().map(|(index, path)| (index, size(&path))).collect())
    }

    fn remove(&self, files: impl IntoIterator<Item = (u64, PathBuf)>) -> Result<(), Fault> {
        let mut any = false;
        for (_, path) in files {
            fs::remove_file(&path).map_err(Fault::io("removing the snapshot", &path))?;
            any = true;
        }
        if any { folder::sync(&self.dir) } else { Ok(()) }
    }

    fn list(&self) -> Result<Vec<(u64, PathBuf)>, Fault> {
        self.files(ENDING)
    }

    /// The files with an ending by the index in their name, newest first.
    fn files(&self, ending: &str) -> Result<Vec<(u64, PathBuf)>, Fault> {
        let files = match fs::read_dir(&self.dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other.map_err(Fault::io("listing the snapshots", &self.dir))?,
        };
        let mut found = Vec::new();
        for file in files {
            let path = file.map_err(Fault::io("listing the snapshots", &self.dir))?.path();
            let index = path.file_stem().and_then(|stem| stem.to_str()?.parse().ok());
            if let (Some(index), Some(true)) = (index, path.extension().map(|end| end == ending)) {
                found.push((index, path));
            }
        }
        found.sort_unstable_by(|a, b| b.cmp(a));
        Ok(found)
    }
}

/// Index, root, tag and bytes of a snapshot file whose checksum holds.
fn parse(content: &[u8]) -> Option<(u64, Digest, &[u8], &[u8])> {
    let (signed, checksum) = content.split_last_chunk::<32>()?;
    if Sha256::digest(signed).as_slice() != checksum {
        return None;
    }
    let rest = signed.strip_prefix(FORMAT)?;
    let (index, rest) = rest.split_first_chunk::<8>()?;
    let (root, rest) = rest.split_first_chunk::<32>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (tag, bytes) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    Some((u64::from_le_bytes(*index), *root, tag, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "the shape that loading asks for")]
    fn root_at(index: u64) -> Result<Option<Digest>, Error> {
        Ok((index <= 100).then_some([index as u8; 32]))
    }

    #[test]
    fn the_newest_two_are_kept_and_the_newest_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let snapshots = Snapshots::of(folder.path());
        for index in [10, 20, 30] {
            snapshots.save(index, &[index as u8; 32], "fold/1", &[index as u8]).unwrap();
        }
        assert_eq!(snapshots.sizes().unwrap().iter().map(|s| s.0).collect::<Vec<_>>(), [30, 20]);
        let loaded = snapshots.load("fold/1", root_at).unwrap();
        assert_eq!(loaded.snapshot, Some(Snapshot { index: 30, bytes: vec![30] }));
        assert!(loaded.passed_over.is_empty());
    }

    #[test]
    fn any_flipped_byte_makes_the_older_one_be_taken() {
        let folder = tempfile::tempdir().unwrap();
        let snapshots = Snapshots::of(folder.path());
        snapshots.save(10, &[10; 32], "fold/1", b"old").unwrap();
        snapshots.save(20, &[20; 32], "fold/1", b"new").unwrap();
        let newest = snapshots.list().unwrap().remove(0).1;
        let whole = fs::read(&newest).unwrap();
        for place in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[place] ^= 1;
            fs::write(&newest, damaged).unwrap();
            let loaded = snapshots.load("fold/1", root_at).unwrap();
            assert_eq!(loaded.snapshot.unwrap().index, 10, "byte {place}");
            assert_eq!(loaded.passed_over, [(newest.clone(), "it is damaged")]);
        }
        fs::write(&newest, &whole[..whole.len() / 2]).unwrap();
        assert_eq!(snapshots.load("fold/1", root_at).unwrap().snapshot.unwrap().index, 10);
    }

    #[test]
    fn a_snapshot_of_another_version_or_journal_or_of_the_future_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let snapshots = Snapshots::of(folder.path());
        snapshots.save(10, &[99; 32], "fold/1", b"").unwrap();
        snapshots.save(200, &[200; 32], "fold/1", b"").unwrap();
        let why = |tag| snapshots.load(tag, root_at).unwrap().passed_over.into_iter().map(|p| p.1);
        assert!(
            why("fold/1").eq(["it is ahead of the journal", "it was made from another journal"])
        );
        assert!(why("fold/2").eq(["it was made by another version"; 2]));
    }

    #[test]
    fn forgetting_an_entry_removes_the_snapshots_that_hold_it() {
        let folder = tempfile::tempdir().unwrap();
        let snapshots = Snapshots::of(folder.path());
        snapshots.save(10, &[0; 32], "fold/1", b"").unwrap();
        snapshots.save(20, &[0; 32], "fold/1", b"").unwrap();
        fs::write(snapshots.dir.join("00000000000000000030.part"), b"half").unwrap();
        snapshots.forget(10).unwrap();
        assert_eq!(snapshots.sizes().unwrap().iter().map(|s| s.0).collect::<Vec<_>>(), [10]);
        assert_eq!(fs::read_dir(&snapshots.dir).unwrap().count(), 1);
    }
}
