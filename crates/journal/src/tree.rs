//! The Merkle tree over the entries: its growing edge, its checkpoints and its proofs.
//!
//! The hashing rules and the proofs are those of the `tlog_tiles` crate (RFC 6962, C2SP
//! tlog-tiles); here is only where the hashes are kept.

use tlog_tiles::{
    Error as TreeError, HASH_SIZE, Hash, HashReader, Tile, check_record, check_tree, prove_record,
    prove_tree, tree_hash,
};

use crate::entry::{Digest, tree_leaf};

/// The height of a tile: 2^8 = 256 hashes.
const HEIGHT: u8 = 8;
/// The bytes of a full tile.
const FULL: usize = HASH_SIZE << HEIGHT;

/// The state of the journal after a commit: a promise that entries below `size` stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checkpoint {
    /// The number of entries.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Digest,
    /// The time of the last of them, in microseconds since 1970-01-01T00:00:00Z.
    pub at: i64,
}

impl Checkpoint {
    /// The text to be signed and handed out, in the C2SP tlog-checkpoint form: origin, size and
    /// root on a line each. `None` if the origin is empty or contains a line end.
    pub fn text(&self, origin: &str) -> Option<Vec<u8>> {
        if origin.contains('\n') {
            return None;
        }
        let text = tlog_tiles::Checkpoint::new(origin, self.size, Hash(self.root), "").ok()?;
        Some(text.to_bytes())
    }
}

/// A proof that an entry is in the tree of `size` entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InclusionProof {
    /// The entry.
    pub index: u64,
    /// The number of entries in the tree.
    pub size: u64,
    /// The audit path of RFC 6962, section 2.1.1, from the leaf upwards.
    pub path: Vec<Digest>,
}

impl InclusionProof {
    /// Whether this proves that the tree with root `root` holds an entry with this time and leaf.
    pub fn holds(&self, root: &Digest, at: i64, leaf: &Digest) -> bool {
        let path = self.path.iter().copied().map(Hash).collect();
        self.index < self.size
            && check_record(&path, self.size, Hash(*root), self.index, tree_leaf(at, leaf)).is_ok()
    }
}

/// A proof that the tree of `old` entries is the beginning of the tree of `new` entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsistencyProof {
    /// The size of the earlier tree, at least 1.
    pub old: u64,
    /// The size of the later tree.
    pub new: u64,
    /// The hashes of RFC 6962, section 2.1.2.
    pub path: Vec<Digest>,
}

impl ConsistencyProof {
    /// Whether this proves that nothing below `old` changed between the two roots.
    pub fn holds(&self, old_root: &Digest, new_root: &Digest) -> bool {
        let path = self.path.iter().copied().map(Hash).collect();
        (1..=self.new).contains(&self.old)
            && check_tree(&path, self.new, Hash(*new_root), self.old, Hash(*old_root)).is_ok()
    }
}

/// The right edge of the tree: for each level the tile that is not yet full. It is all that is
/// needed to add entries and to know the root.
#[derive(Debug, Clone, Default)]
pub(crate) struct Edge {
    size: u64,
    levels: Vec<Vec<u8>>,
}

impl Edge {
    /// Takes up the edge of a stored tree. `tile(level, n)` reads a tile. Whether the edge belongs
    /// to the right tree is for the caller to check by its root.
    pub(crate) fn load<E>(
        size: u64,
        mut tile: impl FnMut(u8, u64) -> Result<Option<Vec<u8>>, E>,
    ) -> Result<Option<Self>, E> {
        let mut levels = Vec::new();
        let mut count = size;
        while count > 0 {
            let width = (count % 256) as usize * HASH_SIZE;
            let hashes = match width {
                0 => Vec::new(),
                _ => tile(levels.len() as u8, count >> HEIGHT)?.unwrap_or_default(),
            };
            if hashes.len() != width {
                return Ok(None);
            }
            levels.push(hashes);
            count >>= HEIGHT;
        }
        Ok(Some(Self { size, levels }))
    }

    /// The number of entries.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Adds an entry, and gives each tile that becomes full to `full(level, n, hashes)`.
    pub(crate) fn push<E>(
        &mut self,
        leaf: Hash,
        mut full: impl FnMut(u8, u64, &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.size += 1;
        let mut hash = leaf;
        let mut count = self.size;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::with_capacity(FULL));
            }
            let tile = &mut self.levels[level];
            tile.extend_from_slice(&hash.0);
            if tile.len() < FULL {
                break;
            }
            count >>= HEIGHT;
            full(level as u8, count - 1, tile)?;
            hash = Tile::subtree_hash(tile);
            tile.clear();
        }
        Ok(())
    }

    /// The tiles that are not full: level, number, hashes.
    pub(crate) fn partial(&self) -> impl Iterator<Item = (u8, u64, &[u8])> {
        self.levels.iter().zip(0u8..).filter(|(hashes, _)| !hashes.is_empty()).map(
            |(hashes, level)| (level, self.size >> (HEIGHT * level) >> HEIGHT, hashes.as_slice()),
        )
    }

    /// The root of the tree.
    pub(crate) fn root(&self) -> Digest {
        let Ok(root) = tree_hash(self.size, self) else {
            unreachable!("the root is made of the hashes of the edge alone")
        };
        root.0
    }
}

impl HashReader for Edge {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, TreeError> {
        let hash = |&index: &u64| {
            let tile = Tile::from_index(HEIGHT, index);
            let hashes =
                self.levels.get(usize::from(tile.level())).ok_or(TreeError::InvalidTile)?;
            tile.hash_at_index(hashes, index)
        };
        indexes.iter().map(hash).collect()
    }
}

/// Reads hashes from stored tiles, through `tile(level, n)`.
pub(crate) struct Tiles<T>(pub(crate) T);

impl<T: Fn(u8, u64) -> Option<Vec<u8>>> Tiles<T> {
    /// The root of the tree over the first `size` entries; `None` if tiles are missing.
    pub(crate) fn root(&self, size: u64) -> Option<Digest> {
        tree_hash(size, self).ok().map(|root| root.0)
    }

    /// The proof that `index` is in the tree of `size` entries; `None` if tiles are missing.
    pub(crate) fn inclusion(&self, index: u64, size: u64) -> Option<InclusionProof> {
        let path = prove_record(size, index, self).ok()?;
        Some(InclusionProof { index, size, path: path.into_iter().map(|hash| hash.0).collect() })
    }

    /// The proof that the tree of `old` entries begins that of `new`; `None` if tiles are missing.
    pub(crate) fn consistency(&self, old: u64, new: u64) -> Option<ConsistencyProof> {
        let path = prove_tree(new, old, self).ok()?;
        Some(ConsistencyProof { old, new, path: path.into_iter().map(|hash| hash.0).collect() })
    }
}

impl<T: Fn(u8, u64) -> Option<Vec<u8>>> HashReader for Tiles<T> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, TreeError> {
        let hash = |&index: &u64| {
            let tile = Tile::from_index(HEIGHT, index);
            let hashes =
                (self.0)(tile.level(), tile.level_index()).ok_or(TreeError::InvalidTile)?;
            tile.hash_at_index(&hashes, index)
        };
        indexes.iter().map(hash).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::convert::Infallible;

    use super::*;

    /// Grows a tree leaf by leaf, and gives its edge and all tiles, full and partial.
    fn grow(size: u64) -> (Edge, HashMap<(u8, u64), Vec<u8>>) {
        let mut edge = Edge::default();
        let mut tiles = HashMap::new();
        for index in 0..size {
            let Ok(()) = edge.push(tree_leaf(index as i64, &[3; 32]), |level, n, hashes| {
                tiles.insert((level, n), hashes.to_vec());
                Ok::<(), Infallible>(())
            });
        }
        tiles.extend(edge.partial().map(|(level, n, hashes)| ((level, n), hashes.to_vec())));
        (edge, tiles)
    }

    #[test]
    fn an_edge_taken_up_from_its_tiles_is_the_edge_that_was_left() {
        for size in [0, 1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 66_000] {
            let (edge, tiles) = grow(size);
            let read = |level, n| Ok::<_, Infallible>(tiles.get(&(level, n)).cloned());
            let Ok(loaded) = Edge::load(size, read);
            let loaded = loaded.unwrap();
            assert_eq!(loaded.root(), edge.root(), "{size}");
            assert_eq!(Tiles(|l, n| tiles.get(&(l, n)).cloned()).root(size), Some(edge.root()));
        }
    }

    #[test]
    fn a_wide_tile_serves_every_earlier_size() {
        let (_, tiles) = grow(700);
        let tiles = Tiles(|level, n| tiles.get(&(level, n)).cloned());
        for size in [1, 2, 100, 255, 256, 257, 600, 700] {
            let root = grow(size).0.root();
            assert_eq!(tiles.root(size), Some(root));
            let proof = tiles.consistency(size, 700).unwrap();
            assert!(proof.holds(&root, &tiles.root(700).unwrap()));
            assert!(!proof.holds(&[1; 32], &tiles.root(700).unwrap()));
        }
    }

    #[test]
    fn an_edge_with_a_missing_or_short_tile_is_not_taken_up() {
        let (_, mut tiles) = grow(300);
        tiles.get_mut(&(0, 1)).unwrap().truncate(32);
        let Ok(short) = Edge::load(300, |l, n| Ok::<_, Infallible>(tiles.get(&(l, n)).cloned()));
        assert!(short.is_none());
        let Ok(missing) = Edge::load(300, |_, _| Ok::<_, Infallible>(None));
        assert!(missing.is_none());
    }

    #[test]
    fn a_checkpoint_is_written_as_c2sp_asks() {
        let checkpoint = Checkpoint { size: 0, root: Edge::default().root(), at: 0 };
        let text = "example.org/journal\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
        assert_eq!(checkpoint.text("example.org/journal").unwrap(), text.as_bytes());
        assert_eq!(checkpoint.text("two\nlines"), None);
    }
}
