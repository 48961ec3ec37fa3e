//! Whose records a pair joins: the lists in their common numbering, and the groups of pairs between and within them.

use super::mixture::Group;
use super::{Alike, BINS, Extent};

/// Where each list begins in the common numbering.
pub(super) struct Lists<'a> {
    lists: &'a [Extent],
    starts: Vec<u32>,
}

impl<'a> Lists<'a> {
    pub(super) fn new(lists: &'a [Extent]) -> Self {
        let mut next = 0;
        let starts = lists
            .iter()
            .map(|list| {
                let start = next;
                next += list.records;
                start
            })
            .collect();
        Self { lists, starts }
    }

    pub(super) fn list(&self, record: u32) -> usize {
        self.starts.partition_point(|&start| start <= record) - 1
    }

    /// Groups of pairs: all pairs between lists are one, each list within itself is one more.
    pub(super) fn group(&self, pair: &Alike) -> Option<usize> {
        let (a, b) = (self.list(pair.first), self.list(pair.second));
        if a != b {
            Some(0)
        } else if self.lists[a].within {
            Some(1 + a)
        } else {
            None
        }
    }

    pub(super) fn groups(&self, pairs: &[Alike], bin: impl Fn(f32) -> usize) -> Vec<Group> {
        let sizes: Vec<f64> = self.lists.iter().map(|list| f64::from(list.records)).collect();
        let all: f64 = sizes.iter().sum();
        let squares: f64 = sizes.iter().map(|size| size * size).sum();
        let between = (all * all - squares) / 2.0;
        // Between clean lists each record has one partner at most; otherwise a person may stand often.
        let clean = self.lists.iter().all(|list| list.clean);
        let partners: f64 = (0..sizes.len())
            .flat_map(|a| (a + 1..sizes.len()).map(move |b| (a, b)))
            .map(|(a, b)| sizes[a].min(sizes[b]))
            .sum();
        let mut groups = vec![Group {
            counts: vec![0.0; BINS],
            compared: between,
            most_matches: if clean { partners } else { 4.0 * partners },
        }];
        groups.extend(self.lists.iter().zip(&sizes).map(|(list, size)| Group {
            counts: vec![0.0; BINS],
            compared: if list.within { size * (size - 1.0) / 2.0 } else { 0.0 },
            most_matches: if list.within && !list.clean { 2.0 * size } else { 0.0 },
        }));
        for pair in pairs {
            if let Some(group) = self.group(pair) {
                groups[group].counts[bin(pair.likeness)] += 1.0;
            }
        }
        groups
    }
}
