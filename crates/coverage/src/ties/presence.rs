//! Who is present at which need, readable from both ends, and the pairs of organisations that meet.

use crate::{Among, Gap, Needs, OverlapRefusal, Refusal, Served, workers};

/// Most meetings that are looked at: two organisations that are present at one need meet there
/// once.
pub const MOST_MEETINGS: u64 = 1 << 30;

/// Most different pairs of organisations that are held: about a gigabyte.
pub const MOST_PAIRS: u64 = 1 << 24;

/// An organisation at a need, by its position among those present.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Present {
    pub(crate) organisation: u32,
    pub(crate) amount: f64,
}

/// A table of who serves what, among some needs: a list for each need, and for each organisation
/// the places in those lists where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Presence {
    /// The caller's numbers, ascending; elsewhere organisations are known by their position here.
    organisations: Vec<u32>,
    /// By need, and within a need ascending by organisation.
    present: Vec<Present>,
    need_starts: Vec<usize>,
    /// By organisation: need and position in `present`, ascending.
    stands: Vec<(u32, u32)>,
    organisation_starts: Vec<usize>,
}

impl Presence {
    /// Refused: a table that was made for another number of needs than there are.
    pub(crate) fn among(served: &Served, needs: &Needs, among: &Among) -> Result<Self, Refusal> {
        let (expected, found) = (needs.atoms().len(), served.needs());
        if expected != found {
            return Err(OverlapRefusal::NeedsDiffer { expected, found }.into());
        }
        let of_need = |need: u32| if among.holds(need) { served.of_need(need) } else { &[] };
        let mut organisations: Vec<u32> = Vec::new();
        for need in 0..found as u32 {
            organisations.extend(of_need(need).iter().map(|service| service.organisation));
        }
        organisations.sort_unstable();
        organisations.dedup();
        let mut presence = Self {
            present: Vec::new(),
            need_starts: vec![0],
            stands: Vec::new(),
            organisation_starts: vec![0; organisations.len() + 1],
            organisations,
        };
        for need in 0..found as u32 {
            let mut from = 0;
            for service in of_need(need) {
                // Both lists ascend, so each search begins where the last one ended.
                let rest = &presence.organisations[from..];
                from += rest.partition_point(|number| *number < service.organisation);
                presence.organisation_starts[from + 1] += 1;
                presence
                    .present
                    .push(Present { organisation: from as u32, amount: service.amount });
            }
            presence.need_starts.push(presence.present.len());
        }
        presence.stand();
        Ok(presence)
    }

    /// Fills in the lists of the organisations, whose lengths are known.
    fn stand(&mut self) {
        let mut next = 0;
        for start in &mut self.organisation_starts {
            next += *start;
            *start = next;
        }
        let mut free = self.organisation_starts.clone();
        self.stands = vec![(0, 0); self.present.len()];
        for need in 0..self.needs() {
            for at in self.need_starts[need as usize]..self.need_starts[need as usize + 1] {
                let slot = &mut free[self.present[at].organisation as usize];
                self.stands[*slot] = (need, at as u32);
                *slot += 1;
            }
        }
    }

    pub(crate) fn organisations(&self) -> &[u32] {
        &self.organisations
    }

    /// The position of an organisation.
    pub(crate) fn position(&self, organisation: u32) -> Option<u32> {
        self.organisations.binary_search(&organisation).ok().map(|at| at as u32)
    }

    pub(crate) fn needs(&self) -> u32 {
        self.need_starts.len() as u32 - 1
    }

    pub(crate) fn at_need(&self, need: u32) -> &[Present] {
        &self.present[self.need_starts[need as usize]..self.need_starts[need as usize + 1]]
    }

    /// The needs at which an organisation is present, ascending, each with its amount.
    pub(crate) fn of_organisation(&self, at: u32) -> impl Iterator<Item = (u32, f64)> {
        self.stands(at).iter().map(|(need, stand)| (*need, self.present[*stand as usize].amount))
    }

    /// The needs at which an organisation is present, ascending, each with its amount and those
    /// present whose position is higher.
    pub(crate) fn meetings(&self, at: u32) -> impl Iterator<Item = (u32, f64, &[Present])> {
        self.stands(at).iter().map(|(need, stand)| {
            let (stand, end) = (*stand as usize, self.need_starts[*need as usize + 1]);
            (*need, self.present[stand].amount, &self.present[stand + 1..end])
        })
    }

    fn stands(&self, at: u32) -> &[(u32, u32)] {
        let at = at as usize;
        &self.stands[self.organisation_starts[at]..self.organisation_starts[at + 1]]
    }

    /// How many meetings there are.
    pub(crate) fn meeting_count(&self) -> u64 {
        let pairs = |need| {
            let present = self.at_need(need).len() as u64;
            present * present.saturating_sub(1) / 2
        };
        (0..self.needs()).map(pairs).sum()
    }

    /// Refused: more meetings or pairs than can be looked at.
    pub(crate) fn check_pairs(&self) -> Result<(), Refusal> {
        let (meetings, organisations) = (self.meeting_count(), self.organisations.len() as u64);
        let pairs = meetings.min(organisations * organisations.saturating_sub(1) / 2);
        for (count, most) in [(meetings, MOST_MEETINGS), (pairs, MOST_PAIRS)] {
            if count > most {
                return Err(OverlapRefusal::TooManyPairs { most }.into());
            }
        }
        Ok(())
    }

    /// What comes of every pair that meets, by position, ascending: `add` is called for each
    /// meeting of a pair with the need and both amounts, needs ascending. Only pairs that meet are
    /// ever touched.
    pub(crate) fn pairs<T: Copy + Default + Send>(
        &self,
        add: impl Fn(&mut T, u32, f64, f64) + Sync,
    ) -> Vec<(u32, u32, T)> {
        let count = self.organisations.len();
        // Blocks are cut in the same way on every machine. Organisations of lower position meet
        // more of higher ones, so threads take small blocks as they come.
        let blocks = workers::one_by_one(count.div_ceil(BLOCK), count > BLOCK, |block| {
            let mut row = SparseRow::new(count);
            let mut found = Vec::new();
            for first in block * BLOCK..count.min((block + 1) * BLOCK) {
                for (need, amount, others) in self.meetings(first as u32) {
                    for other in others {
                        add(row.at(other.organisation), need, amount, other.amount);
                    }
                }
                row.drain(|second, value| found.push((first as u32, second, value)));
            }
            found
        });
        blocks.concat()
    }
}

const BLOCK: usize = 16;

/// One row of a sparse matrix while it is being added up (Gustavson 1978): values by column, and
/// the list of the columns that were touched.
pub(crate) struct SparseRow<T> {
    values: Vec<Option<T>>,
    touched: Vec<u32>,
}

impl<T: Copy + Default> SparseRow<T> {
    pub(crate) fn new(columns: usize) -> Self {
        Self { values: vec![None; columns], touched: Vec::new() }
    }

    pub(crate) fn at(&mut self, column: u32) -> &mut T {
        let value = &mut self.values[column as usize];
        if value.is_none() {
            self.touched.push(column);
        }
        value.get_or_insert_default()
    }

    /// Hands over what was touched, columns ascending, and begins anew.
    pub(crate) fn drain(&mut self, mut each: impl FnMut(u32, T)) {
        self.touched.sort_unstable();
        for column in self.touched.drain(..) {
            if let Some(value) = self.values[column as usize].take() {
                each(column, value);
            }
        }
    }
}

/// The expected gap at a need that is served.
///
/// Refused: one that is not there or not a number.
pub(crate) fn gap_at(gaps: &[Option<Gap>], need: u32) -> Result<f64, Refusal> {
    let expected = gaps.get(need as usize).copied().flatten().map(|gap| gap.expected);
    expected
        .filter(|expected| expected.is_finite())
        .ok_or(Refusal::Overlap(OverlapRefusal::GapUnknown { need }))
}

/// Refused: gaps of another number of needs than there are.
pub(crate) fn check_gaps(needs: &Needs, gaps: &[Option<Gap>]) -> Result<(), Refusal> {
    let (expected, found) = (needs.atoms().len(), gaps.len());
    if expected == found {
        Ok(())
    } else {
        Err(OverlapRefusal::NeedsDiffer { expected, found }.into())
    }
}
