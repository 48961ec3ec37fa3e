//! Matches of records of which little is known.
//!
//! A record without its date of birth is hardly alike to another record of its person that has one, and their match is hidden whatever the
//! shape of the matches that are seen. But how many such matches there are can be reckoned. Let a share `p` of one list and `q` of another be
//! *usual*, known as well as most of their list, and let people be on both lists as often whether much is known of them or not. If
//! records are badly known by chance, a share `p q` of the matches is between two usual records; if they are so because of the
//! person, who has one name only or does not know a day of birth, it is the smaller of `p` and `q`. The truth lies between, so that the matches
//! between usual records, divided by both, bound all of them.

use super::Extent;
use super::hidden::MOST;
use crate::partition::Lost;

/// Which records are as well known as most of their list.
pub(super) struct Usual<'a> {
    known: &'a [u8],
    /// For each list the least class that is usual, and the share of its records that are.
    lists: Vec<(u8, f64)>,
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
            let count = |class: u8| own.iter().filter(|&&of| of == class).count();
            let Some(most) = own.iter().copied().max_by_key(|&class| (count(class), class)) else {
                return (0, 1.0);
            };
            let usual = own.iter().filter(|&&class| class >= most).count();
            (most, usual as f64 / own.len() as f64)
        });
        Self { lists: lists.collect(), known }
    }

    /// Whether a record of a list is usual.
    pub(super) fn has(&self, list: usize, record: u32) -> bool {
        self.known.get(record as usize).is_none_or(|&class| class >= self.lists[list].0)
    }

    /// All matches, from those between usual records that are seen, for every two lists, and the share of these that is not.
    pub(super) fn all(&self, seen: &[Vec<f64>], beyond: Lost) -> All {
        let (mut number, mut between) = (0.0, 0.0);
        for (a, row) in seen.iter().enumerate() {
            for (b, &matches) in row.iter().enumerate() {
                let usual = matches / (1.0 - beyond.share);
                let (p, q) = (self.lists[a].1, self.lists[b].1);
                let (least, most) = (usual / p.min(q), usual / (p * q));
                number += f64::midpoint(least, most);
                between += most - least;
            }
        }
        // Any number between the bounds is as likely as another.
        let of_bounds = between.powi(2) / 12.0;
        let of_shape = (number * beyond.error / (1.0 - beyond.share)).powi(2);
        All { number, variance: of_bounds + of_shape }
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

    fn all(known: &[u8], seen: f64) -> All {
        let usual = Usual::of(&[list(100), list(100)], known);
        usual.all(&[vec![0.0, seen], vec![0.0, 0.0]], NONE_BEYOND)
    }

    #[test]
    fn where_all_records_are_alike_only_the_shape_of_the_hill_hides_matches() {
        for known in [vec![], known(100, 100), vec![0; 200]] {
            let usual = Usual::of(&[list(100), list(100)], &known);
            let beyond = Lost { share: 0.2, error: 0.1 };
            let lost = usual.all(&[vec![0.0, 40.0], vec![0.0, 0.0]], beyond).lost(40.0).unwrap();
            assert!((lost.share - 0.2).abs() < 1e-12 && (lost.error - 0.1).abs() < 1e-12);
        }
    }

    #[test]
    fn the_bounds_hold_matches_of_badly_known_records_whether_by_chance_or_by_person() {
        // Of 50 people on both lists 40 are well known on either by chance, which makes 32 on both; or the same 40 on both.
        for seen in [32.0, 40.0] {
            let all = all(&known(80, 80), seen);
            let error = all.variance.sqrt() * 3_f64.sqrt();
            assert!((all.number - 50.0).abs() <= error + 1e-9, "{seen}: {} ({error})", all.number);
        }
    }

    #[test]
    fn what_most_records_of_a_list_lack_is_not_missed_in_the_others() {
        let known = known(30, 30);
        let usual = Usual::of(&[list(100), list(100)], &known);
        assert!(usual.has(0, 99) && usual.has(1, 100), "poorly known is usual here");
    }

    #[test]
    fn nothing_is_said_where_most_matches_are_hidden() {
        assert_eq!(all(&known(60, 60), 20.0).lost(20.0), None);
        assert!(all(&known(90, 90), 40.0).lost(40.0).is_some());
    }
}
