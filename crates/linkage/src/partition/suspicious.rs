//! Where a linkage looks as if something else were wrong.

use serde::{Deserialize, Serialize};

use super::posterior::Posterior;
use super::settings::Lists;
use crate::ScoredPair;

/// Something that a person should look at.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Suspicion {
    /// A person of whom two groups of records hang together by one pair only, and that one may well
    /// be wrong.
    WeakBridge {
        /// The person: the smallest of its records.
        person: u32,
        /// One record of the pair.
        first: u32,
        /// The other.
        second: u32,
        /// How probable it is that the two are one person.
        probability: f32,
    },
    /// A person with more records than lists and habits explain.
    LargeCluster {
        /// The person: the smallest of its records.
        person: u32,
        /// How many records it has.
        records: u32,
    },
    /// A record that may belong to either of two people.
    Torn {
        /// The record.
        record: u32,
        /// The person it is given to.
        person: u32,
        /// The probability that it is.
        probability: f32,
        /// Another person that it may be.
        other: u32,
        /// The probability that it is that one.
        other_probability: f32,
    },
    /// Nearly everybody of one list is on another: the same file twice, or one a part of the other.
    SameFile {
        /// The list of which nearly all are on the other.
        list: u32,
        /// The other.
        other: u32,
        /// Share of its records that are.
        share: f32,
    },
    /// Many records of one list match others of the same list: the file was appended to itself, or the list is
    /// not as clean as was said.
    MatchesItself {
        /// The list.
        list: u32,
        /// Share of its records that more probably than not have another in it, by pairs of records alone.
        share: f32,
    },
}

/// From when on something is suspicious.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SuspicionLimits {
    /// A bridge below this probability is weak.
    pub bridge: f32,
    /// Records of one person on one list that are still plausible; times the number of lists.
    pub records_per_list: u32,
    /// A second person from this probability on tears a record.
    pub torn: f32,
    /// Share of a list on another that makes it the same file.
    pub same_file: f32,
    /// Share of a list that matches itself.
    pub itself: f32,
    /// Lists of fewer records say nothing as a whole.
    pub smallest_list: u32,
}

impl Default for SuspicionLimits {
    fn default() -> Self {
        Self {
            bridge: 0.9,
            records_per_list: 3,
            torn: 0.25,
            same_file: 0.9,
            itself: 0.5,
            smallest_list: 20,
        }
    }
}

impl Posterior {
    /// What a person should look at: lists first, then people and records in the order of their
    /// numbers. The lists and pairs must be those that the draws were taken from.
    pub fn suspicions(
        &self,
        lists: &Lists,
        pairs: &[ScoredPair],
        limits: &SuspicionLimits,
    ) -> Vec<Suspicion> {
        let mut found = self.suspicious_lists(lists, pairs, limits);
        let mut clusters: Vec<(u32, Vec<u32>)> = Vec::new();
        for cluster in self.point().clusters() {
            let most = limits.records_per_list as usize * lists.len();
            if cluster.len() > most {
                let (person, records) = (cluster[0], cluster.len() as u32);
                found.push(Suspicion::LargeCluster { person, records });
            }
            if cluster.len() > 2 {
                clusters.push((cluster[0], cluster));
            }
        }
        self.weak_bridges(pairs, &clusters, limits, &mut found);
        self.torn(limits, &mut found);
        found
    }

    fn suspicious_lists(
        &self,
        lists: &Lists,
        pairs: &[ScoredPair],
        limits: &SuspicionLimits,
    ) -> Vec<Suspicion> {
        let mut found = Vec::new();
        let count = lists.len();
        let mut itself = vec![false; self.len()];
        for pair in pairs.iter().filter(|pair| pair.log_odds > 0.0) {
            if lists.list_of(pair.first) == lists.list_of(pair.second) {
                itself[pair.first as usize] = true;
                itself[pair.second as usize] = true;
            }
        }
        let mut within = vec![0u32; count];
        for (record, _) in itself.iter().enumerate().filter(|x| *x.1) {
            within[lists.list_of(record as u32)] += 1;
        }
        let mut on_both = vec![0u32; count * count];
        for cluster in self.point().clusters().iter().filter(|cluster| cluster.len() > 1) {
            let of: Vec<usize> = cluster.iter().map(|&record| lists.list_of(record)).collect();
            let set = of.iter().fold(0u64, |set, list| set | 1 << list);
            for list in of {
                for other in (0..count).filter(|&other| other != list && set >> other & 1 == 1) {
                    on_both[list * count + other] += 1;
                }
            }
        }
        let large = |list: &usize| lists.size(*list) >= limits.smallest_list;
        for list in (0..count).filter(large) {
            let share = within[list] as f32 / lists.size(list) as f32;
            if share >= limits.itself {
                found.push(Suspicion::MatchesItself { list: list as u32, share });
            }
            for other in (0..count).filter(|&other| other != list) {
                let share = on_both[list * count + other] as f32 / lists.size(list) as f32;
                if share >= limits.same_file {
                    let (list, other) = (list as u32, other as u32);
                    found.push(Suspicion::SameFile { list, other, share });
                }
            }
        }
        found
    }

    fn weak_bridges(
        &self,
        pairs: &[ScoredPair],
        clusters: &[(u32, Vec<u32>)],
        limits: &SuspicionLimits,
        found: &mut Vec<Suspicion>,
    ) {
        let mut inside: Vec<(u32, u32, u32)> = Vec::new();
        for pair in pairs.iter().filter(|pair| pair.log_odds >= 0.0) {
            let person = self.point().person(pair.first);
            if person == self.point().person(pair.second) {
                inside.push((person, pair.first, pair.second));
            }
        }
        inside.sort_unstable();
        for links in inside.chunk_by(|a, b| a.0 == b.0) {
            let Ok(at) = clusters.binary_search_by_key(&links[0].0, |cluster| cluster.0) else {
                continue;
            };
            let records = &clusters[at].1;
            let place = |record| records.binary_search(&record).unwrap_or_default();
            let edges: Vec<(usize, usize)> =
                links.iter().map(|link| (place(link.1), place(link.2))).collect();
            for bridge in bridges(records.len(), &edges) {
                let (person, first, second) = links[bridge];
                let probability = self.probability(first, second);
                if probability < limits.bridge {
                    found.push(Suspicion::WeakBridge { person, first, second, probability });
                }
            }
        }
    }

    fn torn(&self, limits: &SuspicionLimits, found: &mut Vec<Suspicion>) {
        // For each record in doubt the surest of each person's other records.
        let mut ties: Vec<(u32, u32, f32)> = Vec::new();
        for pair in self.in_doubt() {
            for (record, other) in [(pair.first, pair.second), (pair.second, pair.first)] {
                ties.push((record, self.point().person(other), pair.probability));
            }
        }
        ties.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
        ties.dedup_by_key(|tie| (tie.0, tie.1));
        for people in ties.chunk_by(|a, b| a.0 == b.0) {
            let record = people[0].0;
            let own = self.point().person(record);
            let mine = people.iter().find(|tie| tie.1 == own);
            let other = people
                .iter()
                .filter(|tie| tie.1 != own)
                .max_by(|a, b| a.2.total_cmp(&b.2).then(b.1.cmp(&a.1)));
            if let (Some(mine), Some(other)) = (mine, other)
                && mine.2 >= limits.torn
                && other.2 >= limits.torn
            {
                found.push(Suspicion::Torn {
                    record,
                    person: own,
                    probability: mine.2,
                    other: other.1,
                    other_probability: other.2,
                });
            }
        }
    }
}

/// The edges without which a connected graph falls apart (Tarjan 1974), by their numbers, ascending; no
/// recursion, as a chain may be long.
fn bridges(nodes: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut near: Vec<Vec<(usize, usize)>> = vec![Vec::new(); nodes];
    for (edge, &(a, b)) in edges.iter().enumerate() {
        near[a].push((b, edge));
        near[b].push((a, edge));
    }
    let mut found = Vec::new();
    let (mut reached, mut lowest) = (vec![0usize; nodes], vec![0usize; nodes]);
    let mut time = 0;
    for root in 0..nodes {
        if reached[root] > 0 {
            continue;
        }
        time += 1;
        (reached[root], lowest[root]) = (time, time);
        // Node, the edge by which it was reached, and how many of its edges were followed.
        let mut path = vec![(root, usize::MAX, 0)];
        while let Some(&mut (node, by, ref mut next)) = path.last_mut() {
            if let Some(&(to, edge)) = near[node].get(*next) {
                *next += 1;
                if edge == by {
                } else if reached[to] > 0 {
                    lowest[node] = lowest[node].min(reached[to]);
                } else {
                    time += 1;
                    (reached[to], lowest[to]) = (time, time);
                    path.push((to, edge, 0));
                }
            } else {
                path.pop();
                if let Some(&(above, _, _)) = path.last() {
                    lowest[above] = lowest[above].min(lowest[node]);
                    if lowest[node] > reached[above] {
                        found.push(by);
                    }
                }
            }
        }
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bridges_are_the_edges_in_no_circle() {
        let edges = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3), (5, 6)];
        assert_eq!(bridges(8, &edges), [3, 7]);
        assert_eq!(bridges(2, &[(0, 1), (0, 1)]), [0usize; 0]);
    }
}
