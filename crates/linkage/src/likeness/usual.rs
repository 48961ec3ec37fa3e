//! Matches of records of which little is known.
//!
//! A record without its date of birth shares few match keys with another record of its person that has one, and their match is often hidden whatever is
//! seen of the others. But how many such matches there are can be reckoned. Let a share `p` of one list and `q` of another be
//! *usual*, known as well as most of their list, let people be on both lists as often whether much is known of them or not, and let `m` matches
//! be between two usual records, of `n` in all. Then `n (1 - p - q) + m` are between two others and `n (p + q) - 2 m` between a usual
//! record and another one. Neither is less than what is seen of them, and who is badly known on one list is not better known on the other than by chance
//! (`m >= n p q`), so that
//!
//! ```text
//! max(m / min(p, q), (2 m + mixed) / (p + q), m + mixed + others)  <=  n  <=  min(m / (p q), (m - others) / (p + q - 1)).
//! ```
//!
//! The lower end is nearly reached where records are badly known because of the person, who has one name only or does not know a day of birth,
//! the upper end where they are so by chance. The likelihood is taken to rise from the one end to the other: on thirty-nine pairs and triples of ordinary and badly written
//! lists the truth lay at two thirds of the way (the example `encode_quality` shows the share that is missed beside the true one).

use super::Extent;
use super::hidden::MOST;
use crate::partition::Lost;

/// Where between two bounds the mean of a density lies that rises evenly from one to the other; its variance is an eighteenth of
/// the square of their distance.
const LIKELY: f64 = 2.0 / 3.0;

/// Which records are as well known as most of their list.
pub(super) struct Usual<'a> {
    known: &'a [u8],
    /// For each list the least class that is usual, and the share of its records that are.
    lists: Vec<(u8, f64)>,
}

/// Matches between two lists that are seen.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    /// Between two usual records.
    pub(super) usual: f64,
    /// Between a usual record and another one.
    pub(super) mixed: f64,
    /// Between two others.
    pub(super) others: f64,
}

/// How many matches there are, with the standard error of that.
pub(super) struct All {
    number: f64,
    variance: f64,
}

impl<'a> Usual<'a> {
    /// `known` has the class of every record, one list after the other; where it is empty all records are usual.
    pub(super) fn of(lists: &[Extent], known: &'a [u8]) -> Self {
        let mut start = 0;
        let lists = lists.iter().map(|list| {
            let end = start + list.records as usize;
            let own = known.get(start..end).unwrap_or_default();
            start = end;
            if own.is_empty() {
                return (0, 1.0);
            }
            let mut counts = [0_usize; 256];
            for &class in own {
                counts[usize::from(class)] += 1;
            }
            let most = (0..=u8::MAX).max_by_key(|&class| (counts[usize::from(class)], class));
            let most = most.unwrap_or_default();
            let usual: usize = counts[usize::from(most)..].iter().sum();
            (most, usual as f64 / own.len() as f64)
        });
        Self { lists: lists.collect(), known }
    }

    /// Whether a record of a list is usual.
    pub(super) fn has(&self, list: usize, record: u32) -> bool {
        self.known.get(record as usize).is_none_or(|&class| class >= self.lists[list].0)
    }

    /// All matches, from those that are seen between every two lists, and the share of those between usual records that is not.
    pub(super) fn all(&self, seen: &[Vec<Seen>], beyond: Lost) -> All {
        let (mut number, mut between, mut drawn) = (0.0, 0.0, 0.0);
        for (a, row) in seen.iter().enumerate() {
            for (b, seen) in row.iter().enumerate() {
                let usual = seen.usual / (1.0 - beyond.share);
                let (p, q) = (self.lists[a].1, self.lists[b].1);
                let least = (usual / p.min(q))
                    .max((2.0 * usual + seen.mixed) / (p + q))
                    .max(usual + seen.mixed + seen.others);
                let mut most = usual / (p * q);
                if p + q > 1.0 {
                    most = most.min((usual - seen.others) / (p + q - 1.0));
                }
                // Chance can make what is seen contradict itself.
                let most = most.max(least);
                let all = least + (most - least) * LIKELY;
                number += all;
                between += most - least;
                if usual > 0.0 {
                    drawn += all * (all / usual - 1.0);
                }
            }
        }
        let of_bounds = between.powi(2) / 18.0;
        let of_shape = (number * beyond.error / (1.0 - beyond.share)).powi(2);
        All { number, variance: of_bounds + of_shape + drawn }
    }
}

impl All {
    /// The share that is not among so many that are held.
    pub(super) fn lost(&self, held: f64) -> Option<Lost> {
        let share = (1.0 - held / self.number).max(0.0);
        let error = held / self.number.powi(2) * self.variance.sqrt();
        (share <= MOST).then_some(Lost { share, error })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(records: u32) -> Extent {
        Extent { records, clean: true, within: true }
    }

    const NONE_BEYOND: Lost = Lost { share: 0.0, error: 0.0 };

    /// Two lists of 100, of which the first `a` and `b` are well known.
    fn known(a: usize, b: usize) -> Vec<u8> {
        [a, b].iter().flat_map(|&well| [vec![3; well], vec![1; 100 - well]].concat()).collect()
    }

    fn all(known: &[u8], usual: f64, mixed: f64, others: f64) -> All {
        let usual_of = Usual::of(&[list(100), list(100)], known);
        let seen = Seen { usual, mixed, others };
        usual_of.all(&[vec![Seen::default(), seen], vec![Seen::default(); 2]], NONE_BEYOND)
    }

    #[test]
    fn where_all_records_are_alike_only_the_shape_of_the_hill_hides_matches() {
        for known in [vec![], known(100, 100), vec![0; 200]] {
            let usual = Usual::of(&[list(100), list(100)], &known);
            let beyond = Lost { share: 0.2, error: 0.1 };
            let seen = Seen { usual: 40.0, ..Seen::default() };
            let lost = usual.all(&[vec![Seen::default(), seen]], beyond).lost(40.0).unwrap();
            assert!((lost.share - 0.2).abs() < 1e-12 && (lost.error - 0.1).abs() < 1e-12);
        }
    }

    #[test]
    fn the_bounds_hold_matches_of_badly_known_records_whether_by_chance_or_by_person() {
        // Of 50 people on both lists 40 are well known on either by chance, which makes 32 on both; or the same 40 on both.
        for usual in [32.0, 40.0] {
            let all = all(&known(80, 80), usual, 0.0, 0.0);
            let error = all.variance.sqrt() * 3.0;
            assert!((all.number - 50.0).abs() <= error + 1e-9, "{usual}: {} ({error})", all.number);
        }
    }

    #[test]
    fn where_matches_of_badly_known_records_are_seen_too_none_is_hidden() {
        // Of 50 people on both lists 40 are well known on both and the others on neither, but found all the same.
        let all = all(&known(80, 80), 40.0, 0.0, 10.0);
        assert!((all.number - 50.0).abs() < 1e-9, "{}", all.number);
        // The same by chance: 32 on both, 16 on one, 2 on neither.
        let all = self::all(&known(80, 80), 32.0, 16.0, 2.0);
        assert!((all.number - 50.0).abs() < 1e-9, "{}", all.number);
    }

    #[test]
    fn matches_that_are_seen_count_where_none_is_between_usual_records() {
        let all = all(&known(80, 80), 0.0, 6.0, 4.0);
        assert!((all.number - 10.0).abs() < 1e-9 && all.variance.is_finite(), "{}", all.number);
    }

    #[test]
    fn what_most_records_of_a_list_lack_is_not_missed_in_the_others() {
        let known = known(30, 30);
        let usual = Usual::of(&[list(100), list(100)], &known);
        assert!(usual.has(0, 99) && usual.has(1, 100), "poorly known is usual here");
    }

    #[test]
    fn nothing_is_said_where_most_matches_are_hidden() {
        assert_eq!(all(&known(60, 60), 20.0, 0.0, 0.0).lost(20.0), None);
        assert!(all(&known(90, 90), 40.0, 0.0, 0.0).lost(40.0).is_some());
    }
}
