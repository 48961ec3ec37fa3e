//! How many statements had been made by the end of a day.
//!
//! Statements stand in the order in which they were accepted, and that is the order of what was
//! known. The time in each is that of some machine's clock: of several servers, of one whose clock
//! was set, or of whoever brought what was stated elsewhere before. Clocks differ, so times need not
//! rise with the index, and no search by halves may rely on it. The cut between what was known by
//! the end of a day and what was not is the one that contradicts the fewest statements,
//!
//! `n = argmin_n #{i < n: day_i > day} + #{i >= n: day_i <= day}`,
//!
//! the largest such `n` where there are several. Where times rise this is the exact count; a few
//! wrong clocks, however wrong, move it by no more than the statements next to the cut (the step of
//! an isotonic fit with absolute errors: Robertson, Wright and Dykstra 1988).

use jiff::civil::Date;
use jiff::tz::TimeZone;
use parking_lot::Mutex;

use crate::{Asked, Secretariat};

/// The day in each statement, read once; nothing for one whose body was erased.
pub(crate) type StatementDays = Mutex<Vec<Option<Date>>>;

/// Statements that are read at a time.
const TOGETHER: u64 = 4096;

impl Secretariat {
    /// How many statements had been made by the end of a day (UTC): the first so many are what was
    /// known then. Where clocks differed it is the number that contradicts the fewest statements.
    pub fn size_on(&self, day: Date) -> Asked<u64> {
        let size = self.picture().coalition.size;
        let mut days = self.statement_days.lock();
        // What was read before is not read again: a statement never changes its time.
        while (days.len() as u64) < size {
            let from = days.len() as u64;
            let read = self.statements_between(from, size.min(from + TOGETHER))?;
            if read.is_empty() {
                break;
            }
            let day = |at| TimeZone::UTC.to_datetime(at).date();
            days.extend(read.into_iter().map(|(_, made)| made.map(|made| day(made.at))));
        }
        let those = days.len().min(usize::try_from(size).unwrap_or(usize::MAX));
        Ok(made_by(&days[..those], day) as u64)
    }
}

/// The cut that contradicts the fewest of these days, the last of them where there are several. A
/// statement that tells no day contradicts none.
fn made_by(days: &[Option<Date>], day: Date) -> usize {
    let (mut best, mut cut, mut agreed) = (0_i64, 0, 0_i64);
    for (index, made) in days.iter().enumerate() {
        agreed += made.map_or(0, |made| if made <= day { 1 } else { -1 });
        if agreed >= best {
            (best, cut) = (agreed, index + 1);
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn days(numbers: &[i64]) -> Vec<Option<Date>> {
        let day = |number: &i64| date(2026, 1, 1).checked_add(number.days()).ok();
        numbers.iter().map(|number| day(number).filter(|_| *number >= 0)).collect()
    }

    fn cut(numbers: &[i64], day: i64) -> usize {
        made_by(&days(numbers), days(&[day])[0].unwrap())
    }

    #[test]
    fn where_times_rise_the_cut_is_where_the_next_day_begins() {
        let made = [3, 3, 5, 5, 5, 8];
        assert_eq!([2, 3, 4, 5, 7, 8, 9].map(|day| cut(&made, day)), [0, 2, 2, 5, 5, 6, 6]);
        assert_eq!(cut(&[], 3), 0);
        // An erased statement is as old as the one before it.
        assert_eq!([3, 4, 5].map(|day| cut(&[3, -1, 5, -1], day)), [2, 2, 4]);
    }

    #[test]
    fn a_clock_that_is_wrong_by_a_year_moves_the_cut_to_its_neighbour_at_most() {
        // The third clock is a year ahead, the sixth a year behind: it may as well be the fifth that
        // is ahead of it by a day.
        let made = [400, 401, 800, 401, 402, 37, 403, 404];
        assert_eq!([400, 401, 402, 403].map(|day| cut(&made, day)), [1, 6, 6, 7]);
        // Founded with a clock that was ahead: what follows is not hidden by it.
        assert_eq!(cut(&[900, 900, 10, 11, 12, 13], 12), 5);
        assert_eq!(cut(&[900, 900, 10, 11, 12, 13], 9), 0);
    }

    proptest! {
        #[test]
        fn no_other_cut_contradicts_fewer(
            made in proptest::collection::vec(-1_i64..12, 0..30), day in 0_i64..12,
        ) {
            let contradicts = |cut: usize| {
                let early = made[..cut].iter().filter(|made| **made > day).count();
                early + made[cut..].iter().filter(|made| (0..=day).contains(*made)).count()
            };
            let found = cut(&made, day);
            let fewest = (0..=made.len()).map(contradicts).min().unwrap();
            prop_assert_eq!(contradicts(found), fewest);
            prop_assert!((found + 1..=made.len()).all(|later| contradicts(later) > fewest));
            // A later day never knows less.
            prop_assert!(cut(&made, day + 1) >= found);
        }
    }
}
