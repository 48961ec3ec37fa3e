//! The picture as it was: a shorter fold of the same journal.

use std::sync::Arc;

use concert_coalition::Coalition;
use parking_lot::Mutex;

use crate::picture::Picture;
use crate::{Asked, Secretariat, kept};

/// Past pictures that were asked for lately, by how many statements they rest on.
pub(crate) type PastPictures = Mutex<Vec<(u64, Arc<Picture>)>>;

/// A picture of a million initiatives takes half a gigabyte, so few are held.
const MOST_HELD: usize = 2;
/// Statements that are read at a time.
const TOGETHER: u64 = 4096;

impl Secretariat {
    /// The picture after the first so many statements.
    pub(crate) fn past(&self, size: u64) -> Asked<Arc<Picture>> {
        if let Some((_, held)) = self.pasts.lock().iter().find(|(held, _)| *held == size) {
            return Ok(Arc::clone(held));
        }
        let picture = Arc::new(Picture::of(self.folded(size)?));
        let mut pasts = self.pasts.lock();
        pasts.insert(0, (size, Arc::clone(&picture)));
        pasts.truncate(MOST_HELD);
        Ok(picture)
    }

    fn folded(&self, size: u64) -> Asked<Coalition> {
        let (snapshot, from) = kept::from_snapshot(&self.journal)?;
        // The newest snapshot helps only where it is not newer than what is asked for.
        let (mut coalition, mut from) =
            if from <= size { (snapshot, from) } else { (Coalition::default(), 0) };
        while from < size {
            let to = size.min(from + TOGETHER);
            for (_, statement) in self.statements_between(from, to)? {
                match statement {
                    Some(statement) => drop(coalition.apply(&statement)),
                    None => coalition.apply_erased(),
                }
            }
            from = to;
        }
        Ok(coalition)
    }
}
