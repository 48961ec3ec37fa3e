//! Who is on which lists, counted: all that an estimate reads of a linkage.
//!
//! Each draw of the partition gives one table of counts by the set of lists that a person is on,
//! for each stratum; so does the point partition. A draw also has the people who are one although their records were
//! never compared.

mod missed;
pub mod protect;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::partition::{Lists, Posterior};

pub use protect::{Protected, protect};

/// Most lists of a table: what an estimate can read.
pub const MAX_LISTS: usize = 16;

/// People by the set of lists that they are on, for each stratum. Bit `i` of a set stands for list `i`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CaptureCounts {
    /// For each stratum the sets of lists that somebody is on, each with its count.
    pub strata: Vec<BTreeMap<u64, u64>>,
}

/// Records on a list that stand for nobody, by which nobody can tell how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decoys {
    /// The list.
    pub list: usize,
    /// The stratum that they claim.
    pub stratum: usize,
    /// How many there are.
    pub count: u64,
}

/// Why nobody is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", content = "facts")]
#[non_exhaustive]
pub enum NotCounted {
    /// More than [`MAX_LISTS`] lists.
    #[error("{lists} lists were given; people are counted over at most {MAX_LISTS}")]
    #[serde(rename = "linkage/too-many-lists-to-count")]
    TooManyLists {
        /// Lists given.
        lists: usize,
    },
    /// Strata, lists and posterior are not about the same records.
    #[error("the posterior is about {posterior} records, the lists {lists}, the strata {strata}")]
    #[serde(rename = "linkage/other-records")]
    OtherRecords {
        /// Records of the posterior.
        posterior: usize,
        /// Records of the lists.
        lists: usize,
        /// Records of which the stratum is given.
        strata: usize,
    },
    /// Decoys were given for a list that there is not.
    #[error("decoys were given for list {list} of {lists}, counted from zero")]
    #[serde(rename = "linkage/no-such-list")]
    NoSuchList {
        /// The list.
        list: usize,
        /// Lists that there are.
        lists: usize,
    },
    /// More decoys than there are people on that list alone, in a stratum of the point partition or on the whole list in a draw. Decoys match nobody, so
    /// their number, or the linkage, is wrong.
    #[error("list {list} has {decoys} decoys in stratum {stratum} and {alone} people on it alone")]
    #[serde(rename = "linkage/more-decoys-than-people")]
    MoreDecoysThanPeople {
        /// The list.
        list: usize,
        /// The stratum.
        stratum: usize,
        /// Decoys given.
        decoys: u64,
        /// People on no other list.
        alone: u64,
    },
}

impl NotCounted {
    fn more_decoys(Decoys { list, stratum, count: decoys }: Decoys, alone: u64) -> Self {
        Self::MoreDecoysThanPeople { list, stratum, decoys, alone }
    }

    /// The stable code of the reason, the same as in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooManyLists { .. } => "linkage/too-many-lists-to-count",
            Self::OtherRecords { .. } => "linkage/other-records",
            Self::NoSuchList { .. } => "linkage/no-such-list",
            Self::MoreDecoysThanPeople { .. } => "linkage/more-decoys-than-people",
        }
    }
}

/// Counts of the point partition and of every draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Captures {
    /// Counts of the point partition.
    pub point: CaptureCounts,
    /// Counts of each draw.
    pub draws: Vec<CaptureCounts>,
}

impl CaptureCounts {
    /// Number of people.
    pub fn people(&self) -> u64 {
        self.strata.iter().flat_map(BTreeMap::values).sum()
    }

    /// People on two or more lists.
    pub fn on_several_lists(&self) -> u64 {
        let cells = self.strata.iter().flatten();
        cells.filter(|(set, _)| set.count_ones() > 1).map(|(_, count)| count).sum()
    }

    fn change(&mut self, stratum: usize, set: u64, by: i64) {
        if self.strata.len() <= stratum {
            self.strata.resize_with(stratum + 1, BTreeMap::new);
        }
        let cells = &mut self.strata[stratum];
        let count = cells.entry(set).or_default();
        *count = count.wrapping_add_signed(by);
        if *count == 0 {
            cells.remove(&set);
        }
    }

    /// Takes decoys off those who are on their list alone, in the stratum that they claim.
    fn without(mut self, decoys: &[Decoys]) -> Result<Self, NotCounted> {
        for &each in decoys {
            let alone = self.alone(each.list, each.stratum);
            if each.count > alone {
                return Err(NotCounted::more_decoys(each, alone));
            }
            if each.count > 0 {
                self.change(each.stratum, 1 << each.list, -(each.count as i64));
            }
        }
        Ok(self)
    }

    /// The same of a draw. By the accident by which two strangers match, a draw links a decoy now and then, so that in a small stratum more are told than are alone. Those come off
    /// the strata in which most people of the list are alone, and the sum over all strata stays right.
    fn without_in_draw(mut self, decoys: &[Decoys]) -> Result<Self, NotCounted> {
        let mut linked = Vec::new();
        for &each in decoys {
            let off = each.count.min(self.alone(each.list, each.stratum));
            if off > 0 {
                self.change(each.stratum, 1 << each.list, -(off as i64));
            }
            linked.push(Decoys { count: each.count - off, ..each });
        }
        for each in linked {
            for left in (0..each.count).rev() {
                let most = (0..self.strata.len()).max_by_key(|&it| self.alone(each.list, it));
                let Some(most) = most.filter(|&it| self.alone(each.list, it) > 0) else {
                    return Err(NotCounted::more_decoys(Decoys { count: left + 1, ..each }, 0));
                };
                self.change(most, 1 << each.list, -1);
            }
        }
        Ok(self)
    }

    fn alone(&self, list: usize, stratum: usize) -> u64 {
        let cells = self.strata.get(stratum);
        cells.and_then(|cells| cells.get(&(1 << list))).copied().unwrap_or(0)
    }
}

/// Counts people by the lists that they are on, for the point partition and every draw.
///
/// `stratum_of` gives the stratum of each record. A person with records of several strata belongs to
/// the one that most of them name, the smallest where several are named as often. Decoys are taken off those
/// on their list alone.
pub fn captures(
    posterior: &Posterior,
    lists: &Lists,
    stratum_of: &[u16],
    decoys: &[Decoys],
) -> Result<Captures, NotCounted> {
    if stratum_of.len() != posterior.len() {
        let (posterior, strata) = (posterior.len(), stratum_of.len());
        return Err(NotCounted::OtherRecords { posterior, lists: lists.records(), strata });
    }
    let mut votes = Vec::new();
    captures_by(posterior, lists, decoys, &mut |records| {
        votes.clear();
        votes.extend(records.iter().map(|&record| stratum_of[record as usize]));
        majority(&mut votes)
    })
}

/// The same, where `stratum_of` says to which stratum a person belongs that has these records. It is
/// asked of every person of every partition, and has to answer the same each time.
pub fn captures_by(
    posterior: &Posterior,
    lists: &Lists,
    decoys: &[Decoys],
    stratum_of: &mut dyn FnMut(&[u32]) -> usize,
) -> Result<Captures, NotCounted> {
    if lists.len() > MAX_LISTS {
        return Err(NotCounted::TooManyLists { lists: lists.len() });
    }
    if posterior.len() != lists.records() {
        let (posterior, lists) = (posterior.len(), lists.records());
        return Err(NotCounted::OtherRecords { posterior, lists, strata: posterior });
    }
    if let Some(decoys) = decoys.iter().find(|decoys| decoys.list >= lists.len()) {
        return Err(NotCounted::NoSuchList { list: decoys.list, lists: lists.len() });
    }
    let mut point = CaptureCounts::default();
    let mut add = |counts: &mut CaptureCounts, records: &[u32]| {
        let set = records.iter().fold(0, |set, &record| set | 1 << lists.list_of(record));
        counts.change(stratum_of(records), set, 1);
    };
    for cluster in posterior.point().clusters() {
        add(&mut point, &cluster);
    }
    let mut draws = vec![point.clone(); posterior.draws()];
    posterior.each_place(&mut |place| {
        // What a partition changes is the same for every draw that has it.
        let differences: Vec<CaptureDifference> = place
            .partitions
            .iter()
            .map(|labels| {
                let mut before = CaptureCounts::default();
                let mut after = CaptureCounts::default();
                for (counts, labels) in [(&mut before, &place.point), (&mut after, labels)] {
                    let mut in_order: Vec<(u32, u32)> =
                        labels.iter().copied().zip(place.records.iter().copied()).collect();
                    in_order.sort_unstable();
                    for cluster in in_order.chunk_by(|a, b| a.0 == b.0) {
                        let records: Vec<u32> = cluster.iter().map(|x| x.1).collect();
                        add(counts, &records);
                    }
                }
                difference(&before, &after)
            })
            .collect();
        for (counts, &choice) in draws.iter_mut().zip(&place.of_draw) {
            for &(stratum, set, by) in &differences[usize::from(choice)] {
                counts.change(stratum, set, by);
            }
        }
    });
    let strata = draws.iter().chain([&point]).map(|counts| counts.strata.len()).max().unwrap_or(0);
    for counts in draws.iter_mut().chain([&mut point]) {
        counts.strata.resize_with(strata, BTreeMap::new);
    }
    let point = point.without(decoys)?;
    let mut draws: Vec<CaptureCounts> =
        draws.into_iter().map(|draw| draw.without_in_draw(decoys)).collect::<Result<_, _>>()?;
    // Only who is somebody can have been missed.
    for (draw, counts) in draws.iter_mut().enumerate() {
        let (lost, mut random) = (posterior.lost(draw), posterior.random(draw));
        for cells in &mut counts.strata {
            missed::join(cells, lost, &mut random);
        }
    }
    Ok(Captures { point, draws })
}

/// Stratum, set of lists, and by how much their count changes.
type CaptureDifference = Vec<(usize, u64, i64)>;

fn difference(before: &CaptureCounts, after: &CaptureCounts) -> CaptureDifference {
    let mut by: BTreeMap<(usize, u64), i64> = BTreeMap::new();
    for (counts, sign) in [(before, -1), (after, 1)] {
        for (stratum, cells) in counts.strata.iter().enumerate() {
            for (&set, &count) in cells {
                *by.entry((stratum, set)).or_default() += sign * count as i64;
            }
        }
    }
    by.into_iter().filter(|x| x.1 != 0).map(|((stratum, set), by)| (stratum, set, by)).collect()
}

/// What most say; the smallest of those that are said as often.
fn majority(votes: &mut [u16]) -> usize {
    votes.sort_unstable();
    let mut best = (0, 0);
    for same in votes.chunk_by(|a, b| a == b) {
        if same.len() > best.1 {
            best = (usize::from(same[0]), same.len());
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stratum_is_what_most_records_say_and_the_smallest_of_equals() {
        assert_eq!(majority(&mut [3, 1, 3]), 3);
        assert_eq!(majority(&mut [2, 1]), 1);
        assert_eq!(majority(&mut [5, 5, 4, 4, 9]), 4);
    }

    #[test]
    fn decoys_come_off_those_on_their_list_alone_and_never_more_than_there_are() {
        let counts = CaptureCounts { strata: vec![BTreeMap::from([(1, 5), (3, 2)])] };
        let decoys = |list, stratum, count| [Decoys { list, stratum, count }];
        let left = counts.clone().without(&decoys(0, 0, 5)).unwrap();
        assert_eq!(left.strata[0], BTreeMap::from([(3, 2)]));
        let refused = counts.clone().without(&decoys(1, 0, 1)).unwrap_err();
        assert_eq!(refused.code(), "linkage/more-decoys-than-people");
        assert!(counts.without(&decoys(0, 7, 1)).is_err());
    }

    #[test]
    fn decoys_that_a_draw_links_come_off_where_most_are_alone() {
        let strata = vec![BTreeMap::from([(1, 2), (3, 4)]), BTreeMap::from([(1, 9), (2, 1)])];
        let counts = CaptureCounts { strata };
        let decoys = |count| [Decoys { list: 0, stratum: 0, count }];
        let left = counts.clone().without_in_draw(&decoys(5)).unwrap();
        assert_eq!(left.strata, [BTreeMap::from([(3, 4)]), BTreeMap::from([(1, 6), (2, 1)])]);
        let both = [decoys(2)[0], Decoys { list: 0, stratum: 1, count: 9 }];
        assert_eq!(counts.clone().without_in_draw(&both), counts.clone().without(&both));
        let refused = counts.without_in_draw(&decoys(12)).unwrap_err();
        assert_eq!(refused.code(), "linkage/more-decoys-than-people");
    }
}
