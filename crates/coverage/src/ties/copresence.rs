//! Uncoordinated co-presence: needs at which several organisations are present and no two of them
//! have a tie or a common partner. Of all figures this is the one that is easiest to act on: a
//! list of whom to bring to one table, and about what.

use crate::ties::Near;
use crate::ties::presence::{Presence, check_gaps, gap_at};
use crate::{Among, Gap, Needs, Refusal, Served, Ties};

/// A need at which two or more organisations are present and no two are near.
#[derive(Debug, Clone, PartialEq)]
pub struct UncoordinatedNeed {
    /// The need, by its position among [`Needs::atoms`].
    pub need: u32,
    /// Who is present, ascending.
    pub organisations: Vec<u32>,
    /// The expected gap, in the unit of the need: what coordination could help to close.
    pub expected_gap: f64,
}

/// Two organisations that are present at a common need and are not near.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UncoordinatedPair {
    /// The organisation of lower number.
    pub first: u32,
    /// The other.
    pub second: u32,
    /// At how many needs both are present. Which they are is told by
    /// [`Overlaps::shared_needs`](crate::Overlaps::shared_needs).
    pub needs: u32,
    /// The sum of the expected gaps of those needs.
    pub expected_gap: f64,
}

/// Who works side by side without knowing of it, as far as ties tell. Two organisations are *near*
/// when a path of one or two ties joins them.
#[derive(Debug, Clone, PartialEq)]
pub struct Copresence {
    /// The needs in question, with the sides and pillars over which gaps are added up.
    pub among: Among,
    /// At how many needs two or more organisations are present.
    pub co_present_needs: u32,
    /// How many pairs of organisations are present at a common need.
    pub co_present_pairs: u64,
    /// The needs at which no two are near, by falling gap, then by position.
    pub needs: Vec<UncoordinatedNeed>,
    /// The pairs that are not near, by falling gap, then by falling number of needs, then by
    /// number. A pair may also meet at needs at which others of those present are near.
    pub pairs: Vec<UncoordinatedPair>,
}

impl Copresence {
    /// Co-presence among the needs in question, with the gaps that [`gaps`](crate::gaps()) gives
    /// for the same supply.
    ///
    /// Refused: a table or gaps made for other needs, a served need whose gap is not there or not a
    /// number, more meetings, pairs or organisations than can be looked at.
    pub fn of(
        served: &Served,
        needs: &Needs,
        gaps: &[Option<Gap>],
        among: &Among,
        ties: &Ties,
    ) -> Result<Self, Refusal> {
        check_gaps(needs, gaps)?;
        let presence = Presence::among(served, needs, among)?;
        presence.check_pairs()?;
        let near = Near::among(ties, presence.organisations())?;
        let number = |at: u32| presence.organisations()[at as usize];
        let mut gap_of = vec![0.0; presence.needs() as usize];
        let (mut co_present_needs, mut uncoordinated) = (0, Vec::new());
        for need in 0..presence.needs() {
            let present = presence.at_need(need);
            if present.len() < 2 {
                continue;
            }
            co_present_needs += 1;
            let expected_gap = gap_at(gaps, need)?;
            gap_of[need as usize] = expected_gap;
            if !has_near(&near, present.iter().map(|present| present.organisation)) {
                let organisations = present.iter().map(|present| number(present.organisation));
                let organisations = organisations.collect();
                uncoordinated.push(UncoordinatedNeed { need, organisations, expected_gap });
            }
        }
        let met = presence.pairs(|(needs, gap): &mut (u32, f64), need, _, _| {
            *needs += 1;
            *gap += gap_of[need as usize];
        });
        let co_present_pairs = met.len() as u64;
        let mut pairs: Vec<_> = met
            .into_iter()
            .filter(|(first, second, _)| !near.are_near(*first, *second))
            .map(|(first, second, (needs, expected_gap))| {
                let (first, second) = (number(first), number(second));
                UncoordinatedPair { first, second, needs, expected_gap }
            })
            .collect();
        // Both lists ascend by number, and stable sorting keeps equals so.
        uncoordinated.sort_by(|a, b| b.expected_gap.total_cmp(&a.expected_gap));
        pairs.sort_by(|a, b| b.expected_gap.total_cmp(&a.expected_gap).then(b.needs.cmp(&a.needs)));
        let among = among.clone();
        Ok(Self { among, co_present_needs, co_present_pairs, needs: uncoordinated, pairs })
    }

    /// The share of the needs with several organisations at which no two are near; `None` where
    /// there is no such need.
    pub fn uncoordinated_share(&self) -> Option<f64> {
        let all = f64::from(self.co_present_needs);
        (self.co_present_needs > 0).then(|| self.needs.len() as f64 / all)
    }
}

/// Whether any two of some organisations are near.
pub(crate) fn has_near(near: &Near, present: impl Iterator<Item = u32> + Clone) -> bool {
    let mut rest = present;
    while let Some(one) = rest.next() {
        if rest.clone().any(|other| near.are_near(one, other)) {
            return true;
        }
    }
    false
}
