//! Overlap: which organisations do the same, where that is more than is needed, and where it is
//! just what is needed.
//!
//! `s(o, c)` is the effective supply of organisation `o` at need `c` ([`Served`]), `S(c)` their
//! sum, `N(c)` the need.
//!
//! - Likeness of a pair: weighted Jaccard `J(a, b) = sum_c min(s(a, c), s(b, c)) / sum_c max(s(a,
//!   c), s(b, c))` (Ruzicka 1958).
//! - Redundant overlap of a need: `R(c) = max(0, S(c) - Q95(N(c)))`, what is there beyond all that
//!   is needed in 95 of 100 draws.
//! - Its attribution: with shares `p(o, c) = s(o, c) / S(c)`, the pair `a, b` has `2 R p(a) p(b)`
//!   and an organisation alone `R p(o)^2`; since shares sum to one these add up to `R`. A pair
//!   never has more than the harmonic mean of its two amounts, so that a small organisation beside
//!   a large one is not charged with what the large one does alone, and `R p(o)`, the share of an
//!   organisation, is its own part and half of what it has in each pair.
//!
//! That several serve one need is no fault where people are still missed there. [`Doubling`] keeps
//! the cases apart.

use crate::ties::presence::{Presence, check_gaps, gap_at};
use crate::{Among, Gap, Needs, Refusal, Served, workers};

pub use crate::ties::presence::{MOST_MEETINGS, MOST_PAIRS};

/// Less than this part of the supply, or of one person, is nothing: draws and supply are kept to
/// some seven digits, and a last digit of rounding must not make an exactly met need a redundant
/// one or an unmet one.
const ROUNDING: f64 = 1e-6;

/// What it means that organisations serve the same need, from its redundant overlap `R` and its
/// expected gap. Of an organisation alone it says whether that one does more than is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Doubling {
    /// `R` is above zero and in no draw is anybody missed: some of it could go elsewhere.
    Redundant,
    /// `R` is above zero, and yet in a few draws, fewer than 5 of 100, people are missed: a reserve
    /// against a need higher than is likely. It is counted in `R`, and told apart.
    Reserve,
    /// `R` is zero and people are missed: redundancy that is useful, and no fault.
    Useful,
    /// `R` is zero and nobody is missed: exactly enough, or neither need nor known capacity.
    Enough,
}

impl Doubling {
    /// The stable code: `redundant`, `reserve`, `useful`, `enough`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Redundant => "redundant",
            Self::Reserve => "reserve",
            Self::Useful => "useful",
            Self::Enough => "enough",
        }
    }

    fn of(redundant: f64, expected_gap: f64) -> Self {
        match (redundant > 0.0, expected_gap > 0.0) {
            (true, false) => Self::Redundant,
            (true, true) => Self::Reserve,
            (false, true) => Self::Useful,
            (false, false) => Self::Enough,
        }
    }
}

/// A need at which somebody is present.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NeedOverlap {
    /// The need, by its position among [`Needs::atoms`].
    pub need: u32,
    /// How many organisations are present, with or without known capacity.
    pub organisations: u32,
    /// `S`, in the unit of the need.
    pub supply: f64,
    /// `Q95(N)`: as much as is needed in 95 of 100 draws, in the unit of the need.
    pub likely_need: f64,
    /// `R = max(0, S - Q95(N))`, in the unit of the need.
    pub redundant: f64,
    /// The expected gap, in the unit of the need.
    pub expected_gap: f64,
    /// What their presence means.
    pub kind: Doubling,
}

/// Two organisations that are present at a common need at least once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairOverlap {
    /// The organisation of lower number.
    pub first: u32,
    /// The other.
    pub second: u32,
    /// At how many needs both are present.
    pub needs: u32,
    /// `sum_c min(s(a, c), s(b, c))`: what both do.
    pub shared: f64,
    /// `sum_c max(s(a, c), s(b, c))`, over all needs at which either is present.
    pub united: f64,
    /// The part of all `R` that is attributed to the pair.
    pub redundant: f64,
    /// How much of `redundant` is at needs where it is a [`Doubling::Reserve`].
    pub reserve: f64,
    /// How much of `shared` is at needs where it is [`Doubling::Useful`].
    pub useful: f64,
}

impl PairOverlap {
    /// Weighted Jaccard, 0 (nothing in common) to 1 (the same everywhere); `None` where neither has
    /// a known capacity.
    pub fn jaccard(&self) -> Option<f64> {
        (self.united > 0.0).then(|| (self.shared / self.united).min(1.0))
    }

    /// More redundant first, then more alike, then by number.
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        let alike = |pair: &Self| pair.jaccard().unwrap_or(0.0);
        let redundant = other.redundant.total_cmp(&self.redundant);
        let numbers = (self.first, self.second).cmp(&(other.first, other.second));
        redundant.then(alike(other).total_cmp(&alike(self))).then(numbers)
    }
}

/// A need at which both of a pair are present.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SharedNeed {
    /// The need.
    pub need: u32,
    /// What the first of the pair supplies.
    pub first: f64,
    /// What the second supplies.
    pub second: f64,
    /// What both do: the smaller of the two.
    pub shared: f64,
    /// The part of `R` that is attributed to the pair.
    pub redundant: f64,
    /// What it means that both are here.
    pub kind: Doubling,
}

/// An organisation's part in what is redundant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OrganisationOverlap {
    /// The organisation.
    pub organisation: u32,
    /// All that it supplies to the needs in question.
    pub supply: f64,
    /// `sum_c R p(o)`: its share of all that is redundant.
    pub redundant: f64,
    /// `sum_c R p(o)^2`: how much of `redundant` it would have without anybody else; the rest is
    /// half of what it has in each of its pairs.
    pub alone: f64,
    /// How much of `redundant` is at needs where it is a [`Doubling::Reserve`].
    pub reserve: f64,
}

/// The overlap among some needs on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlaps {
    presence: Presence,
    among: Among,
    /// By position of the need; `None` where nobody is present.
    at_need: Vec<Option<NeedOverlap>>,
    organisations: Vec<OrganisationOverlap>,
    pairs: Vec<PairOverlap>,
}

impl Overlaps {
    /// Overlap among the needs in question, with the gaps that [`gaps`](crate::gaps()) gives for
    /// the same supply.
    ///
    /// Refused: a table or gaps made for other needs, a served need whose gap is not there or not a
    /// number, more meetings or pairs than [`MOST_MEETINGS`] and [`MOST_PAIRS`].
    ///
    /// The work grows with the number of meetings (two organisations present at one need), not with
    /// the square of the number of organisations.
    pub fn of(
        served: &Served,
        needs: &Needs,
        gaps: &[Option<Gap>],
        among: &Among,
    ) -> Result<Self, Refusal> {
        check_gaps(needs, gaps)?;
        let presence = Presence::among(served, needs, among)?;
        presence.check_pairs()?;
        let parts = workers::in_parts(needs.atoms().len(), 500, |range| {
            let mut space = Vec::with_capacity(needs.draws());
            let found =
                range.map(|need| need_overlap(need as u32, &presence, needs, gaps, &mut space));
            found.collect::<Result<Vec<_>, _>>()
        });
        let at_need = parts.combined(|all, part| match (&mut *all, part) {
            (Ok(found), Ok(more)) => found.extend(more),
            (Ok(_), Err(refusal)) => *all = Err(refusal),
            (Err(_), _) => {}
        })?;
        let organisations = organisation_overlaps(&presence, &at_need);
        let pairs = pair_overlaps(&presence, &at_need, &organisations);
        Ok(Self { presence, among: among.clone(), at_need, organisations, pairs })
    }

    /// The needs in question, with the sides and pillars that are added up in these figures.
    pub fn among(&self) -> &Among {
        &self.among
    }

    /// Every need at which somebody is present, ascending.
    pub fn needs(&self) -> impl Iterator<Item = &NeedOverlap> {
        self.at_need.iter().flatten()
    }

    /// Every organisation that is present, ascending.
    pub fn organisations(&self) -> &[OrganisationOverlap] {
        &self.organisations
    }

    /// Every pair that is present at a common need, ascending by the numbers of both.
    pub fn pairs(&self) -> &[PairOverlap] {
        &self.pairs
    }

    /// The pairs of the most redundant overlap: by falling [`PairOverlap::redundant`], then by
    /// falling likeness, then by number.
    pub fn most_redundant_pairs(&self, most: usize) -> Vec<PairOverlap> {
        let mut pairs = self.pairs.clone();
        if most < pairs.len() {
            pairs.select_nth_unstable_by(most, PairOverlap::order);
            pairs.truncate(most);
        }
        pairs.sort_unstable_by(PairOverlap::order);
        pairs
    }

    /// The needs that two organisations share, ascending, with how much of each; in the order in
    /// which the two are named here.
    pub fn shared_needs(&self, first: u32, second: u32) -> Vec<SharedNeed> {
        let places = (self.presence.position(first), self.presence.position(second));
        let (Some(first), Some(second)) = places else {
            return Vec::new();
        };
        let mut others = self.presence.of_organisation(second).peekable();
        let mut shared = Vec::new();
        for (need, first) in self.presence.of_organisation(first) {
            while others.next_if(|(other, _)| *other < need).is_some() {}
            let Some((_, second)) = others.next_if(|(other, _)| *other == need) else {
                continue;
            };
            if let Some(facts) = &self.at_need[need as usize] {
                let redundant = facts.redundant_unit() * first * second;
                let (smaller, kind) = (first.min(second), facts.kind);
                shared.push(SharedNeed { need, first, second, shared: smaller, redundant, kind });
            }
        }
        shared
    }
}

impl NeedOverlap {
    /// `2 R / S^2`, so that the part of a pair is this times both amounts.
    fn redundant_unit(&self) -> f64 {
        if self.redundant > 0.0 { 2.0 * self.redundant / (self.supply * self.supply) } else { 0.0 }
    }
}

fn need_overlap(
    need: u32,
    presence: &Presence,
    needs: &Needs,
    gaps: &[Option<Gap>],
    space: &mut Vec<u32>,
) -> Result<Option<NeedOverlap>, Refusal> {
    let present = presence.at_need(need);
    if present.is_empty() {
        return Ok(None);
    }
    let expected_gap = gap_at(gaps, need)?;
    let supply: f64 = present.iter().map(|present| present.amount).sum();
    let draws = needs.atoms()[need as usize].draws.values();
    let likely_need = likely_need(draws, space);
    let rounding = ROUNDING * supply.max(1.0);
    let beyond = |amount: f64| if amount > rounding { amount } else { 0.0 };
    let redundant = beyond(supply - likely_need);
    Ok(Some(NeedOverlap {
        need,
        organisations: present.len() as u32,
        supply,
        likely_need,
        redundant,
        expected_gap,
        kind: Doubling::of(redundant, beyond(expected_gap)),
    }))
}

/// The 95 % quantile of draws, of which there is at least one, interpolated as everywhere (Hyndman
/// and Fan 1996, type 7), in a space that is used again for the next need.
fn likely_need(draws: &[f32], space: &mut Vec<u32>) -> f64 {
    // Draws are never negative, and floating-point numbers from zero up are in the same order as
    // their bits, which are whole numbers and quicker to compare.
    space.clear();
    space.extend(draws.iter().map(|draw| draw.to_bits()));
    let position = 0.95 * (draws.len() as f64 - 1.0);
    let value = |bits: u32| f64::from(f32::from_bits(bits));
    let (_, below, after) = space.select_nth_unstable(position as usize);
    let above = after.iter().min().unwrap_or(below);
    value(*below) + (value(*above) - value(*below)) * position.fract()
}

fn organisation_overlaps(
    presence: &Presence,
    at_need: &[Option<NeedOverlap>],
) -> Vec<OrganisationOverlap> {
    let of = |(at, organisation): (u32, &u32)| {
        let organisation = *organisation;
        let (supply, redundant, alone, reserve) = (0.0, 0.0, 0.0, 0.0);
        let mut sums = OrganisationOverlap { organisation, supply, redundant, alone, reserve };
        for (need, amount) in presence.of_organisation(at) {
            sums.supply += amount;
            let Some(facts) = at_need[need as usize].filter(|facts| facts.redundant > 0.0) else {
                continue;
            };
            let share = amount / facts.supply;
            sums.redundant += facts.redundant * share;
            sums.alone += facts.redundant * share * share;
            if facts.kind == Doubling::Reserve {
                sums.reserve += facts.redundant * share;
            }
        }
        sums
    };
    (0..).zip(presence.organisations()).map(of).collect()
}

/// What is added up for a pair.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    needs: u32,
    shared: f64,
    redundant: f64,
    reserve: f64,
    useful: f64,
}

fn pair_overlaps(
    presence: &Presence,
    at_need: &[Option<NeedOverlap>],
    organisations: &[OrganisationOverlap],
) -> Vec<PairOverlap> {
    // What the innermost loop multiplies by, all of it 0 where it does not apply.
    let factors: Vec<(f64, f64, f64)> = at_need
        .iter()
        .map(|facts| {
            let (unit, kind) =
                facts.map_or((0.0, Doubling::Enough), |facts| (facts.redundant_unit(), facts.kind));
            let only = |is_so: bool, value: f64| if is_so { value } else { 0.0 };
            let reserve = only(kind == Doubling::Reserve, unit);
            (unit, reserve, only(kind == Doubling::Useful, 1.0))
        })
        .collect();
    let sums = presence.pairs(|sums: &mut Sums, need, first, second| {
        let (redundant, reserve, useful) = factors[need as usize];
        let (product, smaller) = (first * second, first.min(second));
        sums.needs += 1;
        sums.shared += smaller;
        sums.redundant += redundant * product;
        sums.reserve += reserve * product;
        sums.useful += useful * smaller;
    });
    let pair = |(first, second, sums): &(u32, u32, Sums)| {
        let (first, second) = (&organisations[*first as usize], &organisations[*second as usize]);
        // The sum of the larger is what both have together less the sum of the smaller, which
        // spares looking at the needs that they do not share.
        PairOverlap {
            first: first.organisation,
            second: second.organisation,
            needs: sums.needs,
            shared: sums.shared,
            united: first.supply + second.supply - sums.shared,
            redundant: sums.redundant,
            reserve: sums.reserve,
            useful: sums.useful,
        }
    };
    sums.iter().map(pair).collect()
}
