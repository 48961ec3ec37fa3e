//! The picture as it was: a shorter fold of the same journal.

use std::sync::Arc;

use concert_coalition::Coalition;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use parking_lot::Mutex;

use crate::picture::Picture;
use crate::{Asked, Fault, Secretariat, kept};

/// Past pictures that were asked for lately, by how many statements they rest on.
pub(crate) type PastPictures = Mutex<Vec<(u64, Arc<Picture>)>>;

/// A picture of a million initiatives takes half a gigabyte, so few are held.
const MOST_HELD: usize = 2;
/// Statements that are read at a time.
const TOGETHER: u64 = 4096;

impl Secretariat {
    /// How many statements had been made by the end of a day (UTC). Statements are made in the
    /// order of time.
    pub fn size_on(&self, day: Date) -> Asked<u64> {
        let (mut made, mut later) = (0, self.picture().coalition.size);
        while made < later {
            let middle = u64::midpoint(made, later);
            if self.was_made_by(day, middle)? {
                made = middle + 1;
            } else {
                later = middle;
            }
        }
        Ok(made)
    }

    /// Whether a statement was made by the end of a day. One whose body was erased tells no time,
    /// and is taken to be as old as the one before it.
    fn was_made_by(&self, day: Date, index: u64) -> Result<bool, Fault> {
        for index in (0..=index).rev() {
            if let Some(statement) = self.statement_at(index)? {
                return Ok(TimeZone::UTC.to_datetime(statement.at).date() <= day);
            }
        }
        Ok(true)
    }

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
