//! What people have decided about pairs of records, which no evidence overrules.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::NotPartitioned;

/// Decisions of people who looked at pairs of records. Records are numbered as in
/// [`ScoredPair`](crate::ScoredPair); the order within a pair does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decisions {
    /// Pairs that are one person, in whatever way their values differ.
    pub one_person: Vec<(u32, u32)>,
    /// Pairs that are two people, in whatever way their values agree: with this a merge is undone.
    pub two_people: Vec<(u32, u32)>,
}

/// Records that count as one from here on.
#[derive(Debug)]
pub(super) struct Units {
    /// The unit of each record; units are numbered in the order of their smallest records.
    pub(super) of_record: Vec<u32>,
    /// The records of each unit, ascending, one after the other.
    pub(super) records: Vec<u32>,
    /// Where those of each unit begin, and at last where those of the last end.
    pub(super) starts: Vec<u32>,
    /// The clean lists that each unit has a record of.
    pub(super) clean: Vec<u64>,
}

impl Units {
    pub(super) fn len(&self) -> usize {
        self.clean.len()
    }

    pub(super) fn records(&self, unit: usize) -> &[u32] {
        &self.records[self.starts[unit] as usize..self.starts[unit + 1] as usize]
    }
}

/// Joins what people have said is one person; `clean` gives the bit of each record's list where that
/// list is clean, else zero.
pub(super) fn units(
    records: usize,
    clean: impl Fn(u32) -> u64,
    decisions: &Decisions,
) -> Result<Units, NotPartitioned> {
    let mut sets = Sets::new(records);
    for &(a, b) in decisions.one_person.iter().chain(&decisions.two_people) {
        if let Some(record) = [a, b].into_iter().find(|&x| x as usize >= records) {
            return Err(NotPartitioned::NoSuchRecord { record, records });
        }
    }
    for &(a, b) in &decisions.one_person {
        sets.join(a, b);
    }
    for &(a, b) in &decisions.two_people {
        if sets.find(a) == sets.find(b) {
            let path = chain_of_decisions(a, b, &decisions.one_person);
            return Err(NotPartitioned::DecisionsContradict { first: a, second: b, chain: path });
        }
    }
    let mut of_record = vec![u32::MAX; records];
    let mut lists: Vec<u64> = Vec::with_capacity(records);
    let mut sizes: Vec<u32> = Vec::with_capacity(records);
    for record in 0..records as u32 {
        // The representative is the smallest record, so that it comes before the others.
        let smallest = sets.find(record);
        if smallest == record {
            of_record[record as usize] = lists.len() as u32;
            lists.push(clean(record));
            sizes.push(1);
            continue;
        }
        let unit = of_record[smallest as usize];
        of_record[record as usize] = unit;
        sizes[unit as usize] += 1;
        if lists[unit as usize] & clean(record) != 0 {
            let same = |&other: &u32| {
                of_record[other as usize] == unit && clean(other) & clean(record) != 0
            };
            let first = (smallest..record).find(same).unwrap_or(smallest);
            return Err(NotPartitioned::DecisionAgainstCleanList {
                first,
                second: record,
                chain: chain_of_decisions(first, record, &decisions.one_person),
            });
        }
        lists[unit as usize] |= clean(record);
    }
    let mut starts = vec![0u32; lists.len() + 1];
    for (unit, size) in sizes.iter().enumerate() {
        starts[unit + 1] = starts[unit] + size;
    }
    let mut next = starts.clone();
    let mut in_order = vec![0; records];
    for (record, &unit) in of_record.iter().enumerate() {
        in_order[next[unit as usize] as usize] = record as u32;
        next[unit as usize] += 1;
    }
    Ok(Units { of_record, records: in_order, starts, clean: lists })
}

/// The shortest chain of decisions by which two records are one person.
fn chain_of_decisions(from: u32, to: u32, one_person: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut reached: Vec<(u32, Option<(u32, u32)>)> = vec![(from, None)];
    let mut waiting = VecDeque::from([from]);
    while let Some(at) = waiting.pop_front() {
        if at == to {
            break;
        }
        for &(a, b) in one_person {
            let next = if a == at {
                b
            } else if b == at {
                a
            } else {
                continue;
            };
            if reached.iter().all(|x| x.0 != next) {
                reached.push((next, Some((a, b))));
                waiting.push_back(next);
            }
        }
    }
    let mut chain = Vec::new();
    let mut at = to;
    while let Some(&(_, Some((a, b)))) = reached.iter().find(|x| x.0 == at) {
        chain.push((a, b));
        at = if a == at { b } else { a };
    }
    chain.reverse();
    chain
}

/// Disjoint sets, each represented by its smallest member.
#[derive(Debug)]
pub(super) struct Sets(Vec<u32>);

impl Sets {
    pub(super) fn new(members: usize) -> Self {
        Self((0..members as u32).collect())
    }

    pub(super) fn find(&mut self, mut member: u32) -> u32 {
        while self.0[member as usize] != member {
            let above = self.0[self.0[member as usize] as usize];
            self.0[member as usize] = above;
            member = above;
        }
        member
    }

    pub(super) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(decisions: &Decisions) -> NotPartitioned {
        units(6, |record| u64::from(record >= 4), decisions).unwrap_err()
    }

    #[test]
    fn contradictory_decisions_are_refused_and_named() {
        let decisions = Decisions {
            one_person: vec![(0, 1), (2, 1), (2, 3), (3, 0)],
            two_people: vec![(1, 3)],
        };
        let NotPartitioned::DecisionsContradict { first: 1, second: 3, chain } =
            refused(&decisions)
        else {
            panic!("the pair is named");
        };
        assert!(chain == [(2, 1), (2, 3)] || chain == [(0, 1), (3, 0)], "{chain:?}");
    }

    #[test]
    fn one_person_twice_on_a_clean_list_is_refused() {
        let decisions = Decisions { one_person: vec![(4, 0), (0, 5)], two_people: vec![] };
        assert_eq!(
            refused(&decisions),
            NotPartitioned::DecisionAgainstCleanList {
                first: 4,
                second: 5,
                chain: vec![(4, 0), (0, 5)]
            }
        );
    }

    #[test]
    fn units_are_numbered_by_their_smallest_record() {
        let decisions = Decisions { one_person: vec![(5, 1), (3, 2)], two_people: vec![] };
        let units = units(6, |_| 0, &decisions).unwrap();
        assert_eq!(units.of_record, [0, 1, 2, 2, 3, 1]);
        assert_eq!(units.records(1), [1, 5]);
        assert_eq!(units.records(3), [4]);
    }
}
