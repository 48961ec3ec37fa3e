//! Ties: who works in partnership with whom.

pub mod cohesion;
pub mod copresence;
pub mod curveball;
pub(crate) mod presence;
pub mod same_margins;

use crate::{Refusal, TiesRefusal};

/// Most organisations among which it is asked who is near whom: a table of 128 megabytes.
pub const MOST_ORGANISATIONS: usize = 1 << 15;

/// An undirected graph of organisations and the partnerships between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ties {
    /// The caller's numbers, ascending; elsewhere organisations are known by their position here.
    organisations: Vec<u32>,
    /// The partners of each organisation, ascending.
    partners: Vec<u32>,
    starts: Vec<usize>,
}

impl Ties {
    /// The graph of some organisations and of all that have a tie. A tie counts once, however often
    /// and in whichever direction it is named. An organisation of a tie that is not among those
    /// named first joins the graph: it may have no supply.
    ///
    /// Refused: a tie of an organisation with itself, by its position in the list.
    ///
    /// ```
    /// use concert_coverage::Ties;
    ///
    /// let ties = Ties::new(&[7], &[(1, 2), (2, 3), (2, 1)]).unwrap();
    /// assert_eq!(ties.organisations(), [1, 2, 3, 7]);
    /// assert_eq!(ties.count(), 2);
    /// assert_eq!(ties.components(), [vec![1, 2, 3], vec![7]]);
    /// ```
    pub fn new(organisations: &[u32], ties: &[(u32, u32)]) -> Result<Self, Refusal> {
        let itself = (0..).zip(ties).find(|(_, (one, other))| one == other);
        if let Some((tie, (organisation, _))) = itself {
            return Err(TiesRefusal::SelfTie { tie, organisation: *organisation }.into());
        }
        let mut all = organisations.to_vec();
        all.extend(ties.iter().flat_map(|(one, other)| [*one, *other]));
        all.sort_unstable();
        all.dedup();
        let at = |organisation: u32| all.partition_point(|number| *number < organisation) as u32;
        let mut directed: Vec<(u32, u32)> = Vec::with_capacity(2 * ties.len());
        for (one, other) in ties {
            let (one, other) = (at(*one), at(*other));
            directed.extend([(one, other), (other, one)]);
        }
        directed.sort_unstable();
        directed.dedup();
        let start = |from: u32| directed.partition_point(|(one, _)| *one < from);
        let starts = (0..=all.len() as u32).map(start).collect();
        let partners = directed.iter().map(|(_, other)| *other).collect();
        Ok(Self { organisations: all, partners, starts })
    }

    /// Every organisation of the graph, ascending.
    pub fn organisations(&self) -> &[u32] {
        &self.organisations
    }

    /// How many ties there are.
    pub fn count(&self) -> usize {
        self.partners.len() / 2
    }

    /// The partners of an organisation, ascending; nobody for one that is not in the graph.
    pub fn partners(&self, organisation: u32) -> impl Iterator<Item = u32> {
        let at = self.organisations.binary_search(&organisation).ok();
        let partners = at.map_or(&[][..], |at| self.partners_of(at as u32));
        partners.iter().map(|at| self.organisations[*at as usize])
    }

    /// The components: organisations that are joined by ties, directly or through others. The
    /// largest comes first, then the one that holds the lowest number; members ascend.
    pub fn components(&self) -> Vec<Vec<u32>> {
        let mut is_found = vec![false; self.organisations.len()];
        let mut components: Vec<Vec<u32>> = Vec::new();
        for first in 0..self.organisations.len() as u32 {
            if is_found[first as usize] {
                continue;
            }
            is_found[first as usize] = true;
            let mut members = vec![first];
            let mut next = 0;
            while let Some(at) = members.get(next).copied() {
                next += 1;
                for partner in self.partners_of(at) {
                    if !std::mem::replace(&mut is_found[*partner as usize], true) {
                        members.push(*partner);
                    }
                }
            }
            members.sort_unstable();
            components.push(members.iter().map(|at| self.organisations[*at as usize]).collect());
        }
        components.sort_by_key(|members| std::cmp::Reverse(members.len()));
        components
    }

    /// The partners of the organisation at a position, by position.
    pub(crate) fn partners_of(&self, at: u32) -> &[u32] {
        &self.partners[self.starts[at as usize]..self.starts[at as usize + 1]]
    }
}

/// Which of some organisations are near each other: joined by a tie or by a common partner, that is
/// by a path of length 2 or less.
#[derive(Debug, Clone)]
pub(crate) struct Near {
    /// A row of bits for each organisation.
    bits: Vec<u64>,
    words: usize,
}

impl Near {
    /// Who is near whom among organisations, given ascending and known by position.
    ///
    /// Refused: more than [`MOST_ORGANISATIONS`].
    pub(crate) fn among(ties: &Ties, organisations: &[u32]) -> Result<Self, Refusal> {
        if organisations.len() > MOST_ORGANISATIONS {
            let (organisations, ties) = (organisations.len(), ties.count());
            return Err(TiesRefusal::NetworkTooLarge { organisations, ties }.into());
        }
        let words = organisations.len().div_ceil(64);
        let mut near = Self { bits: vec![0; organisations.len() * words], words };
        // Where each organisation of the graph stands among those that are asked about.
        let asked: Vec<Option<usize>> = ties
            .organisations
            .iter()
            .map(|number| organisations.binary_search(number).ok())
            .collect();
        for (row, number) in organisations.iter().enumerate() {
            let Ok(at) = ties.organisations.binary_search(number) else {
                continue;
            };
            let bits = &mut near.bits[row * words..(row + 1) * words];
            let mut mark = |at: u32| {
                if let Some(column) = asked[at as usize] {
                    bits[column / 64] |= 1 << (column % 64);
                }
            };
            for partner in ties.partners_of(at as u32) {
                mark(*partner);
                ties.partners_of(*partner).iter().copied().for_each(&mut mark);
            }
        }
        Ok(near)
    }

    pub(crate) fn are_near(&self, one: u32, other: u32) -> bool {
        let word = self.bits[one as usize * self.words + other as usize / 64];
        word >> (other % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tie_with_oneself_is_refused_by_its_position() {
        let refused = Ties::new(&[], &[(1, 2), (3, 3)]).unwrap_err();
        assert_eq!(refused, Refusal::Ties(TiesRefusal::SelfTie { tie: 1, organisation: 3 }));
    }

    #[test]
    fn partners_are_named_by_the_numbers_of_the_caller() {
        let ties = Ties::new(&[5, 5], &[(30, 10), (10, 20), (20, 10)]).unwrap();
        assert_eq!(ties.organisations(), [5, 10, 20, 30]);
        assert_eq!(ties.partners(10).collect::<Vec<_>>(), [20, 30]);
        assert_eq!(ties.partners(5).count() + ties.partners(99).count(), 0);
        assert_eq!(ties.count(), 2);
    }

    #[test]
    fn two_steps_are_near_and_three_are_not_also_by_way_of_those_not_asked_about() {
        // 1 - 2 - 3 - 4, of which 2 is not asked about, and 9 has no ties.
        let ties = Ties::new(&[], &[(1, 2), (2, 3), (3, 4)]).unwrap();
        let near = Near::among(&ties, &[1, 3, 4, 9]).unwrap();
        let pairs = [(0, 1, true), (1, 2, true), (0, 2, false), (0, 3, false)];
        for (one, other, is_near) in pairs {
            assert_eq!(near.are_near(one, other), is_near, "{one} {other}");
            assert_eq!(near.are_near(other, one), is_near, "{other} {one}");
        }
    }
}
