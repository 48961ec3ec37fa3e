//! Fragmentation: over how many organisations the response to one need is spread, and over how many
//! needs the response of one organisation.
//!
//! The concentration of shares `p` that sum to one is `HHI = sum p^2` (Herfindahl and Hirschman),
//! the effective number of actors `1 / HHI`, the number of equal ones that would be as
//! concentrated, and fragmentation `1 - HHI`, the probability that two units of response drawn at
//! random come from different actors. Measured for aid by Knack and Rahman (2007) and by Frot and
//! Santiso (2010), who show that it has to be taken sector by sector, as here need by need.
//!
//! **Never rank by fragmentation alone.** Reviews of the evidence find few harmful effects of
//! fragmentation as such; it hurts where the administration that receives is weak. So every index
//! here stands beside the expected gap, is told for [`LEAST_SHARES`] and more, and lists are in the
//! order of their numbers.

use crate::ties::presence::{Presence, check_gaps, gap_at};
use crate::{Among, Gap, Needs, Refusal, Served};

/// Fewer shares than this make no index: between two, it only says how evenly they share.
pub const LEAST_SHARES: u32 = 3;

/// How concentrated some shares are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concentration {
    /// `HHI`, from `1 / n` for equal shares to 1.
    pub hhi: f64,
    /// `1 / HHI`, from 1 to `n`.
    pub effective_number: f64,
    /// `1 - HHI`, from 0 to `1 - 1 / n`.
    pub fragmentation: f64,
}

/// Why there is no index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoIndex {
    /// No capacity is known, so there are no shares.
    NoSupply,
    /// Fewer than [`LEAST_SHARES`] have a share.
    TooFew {
        /// How many have one.
        shares: u32,
    },
}

impl Concentration {
    /// The concentration of amounts, those of zero left out: whoever states no capacity has no
    /// share, and neither counts for [`LEAST_SHARES`] nor changes the index.
    ///
    /// ```
    /// use concert_coverage::fragmentation::{Concentration, NoIndex};
    ///
    /// // Shares of 1/2, 1/4 and 1/4: HHI = 1/4 + 1/16 + 1/16 = 3/8.
    /// let index = Concentration::of(&[20.0, 10.0, 10.0]).unwrap();
    /// assert!((index.hhi - 0.375).abs() < 1e-12);
    /// assert!((index.effective_number - 8.0 / 3.0).abs() < 1e-12);
    /// assert!((index.fragmentation - 0.625).abs() < 1e-12);
    /// assert_eq!(Concentration::of(&[20.0, 0.0, 10.0]), Err(NoIndex::TooFew { shares: 2 }));
    /// assert_eq!(Concentration::of(&[0.0, 0.0, 0.0]), Err(NoIndex::NoSupply));
    /// ```
    pub fn of(amounts: &[f64]) -> Result<Self, NoIndex> {
        let known = || amounts.iter().filter(|amount| **amount > 0.0);
        let shares = known().count() as u32;
        if shares == 0 {
            return Err(NoIndex::NoSupply);
        }
        if shares < LEAST_SHARES {
            return Err(NoIndex::TooFew { shares });
        }
        let total: f64 = known().sum();
        let hhi: f64 = known().map(|amount| (amount / total).powi(2)).sum();
        Ok(Self { hhi, effective_number: 1.0 / hhi, fragmentation: 1.0 - hhi })
    }
}

/// How the response to a need is spread over organisations. Who they are and with how much is in
/// [`Served::of_need`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NeedFragmentation {
    /// The need, by its position among [`Needs::atoms`].
    pub need: u32,
    /// How many organisations are present.
    pub organisations: u32,
    /// How many of them have no known capacity, and so no part in the index.
    pub without_capacity: u32,
    /// `S`, in the unit of the need.
    pub supply: f64,
    /// The index, or why there is none.
    pub index: Result<Concentration, NoIndex>,
    /// The expected gap beside which the index is to be read, in the unit of the need.
    pub expected_gap: f64,
}

/// How the response of an organisation is spread over needs: whether it is thin everywhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OrganisationSpread {
    /// The organisation.
    pub organisation: u32,
    /// At how many needs it is present.
    pub needs: u32,
    /// At how many of them without known capacity.
    pub without_capacity: u32,
    /// All that it supplies to the needs in question.
    pub supply: f64,
    /// The same index over needs, or why there is none.
    pub index: Result<Concentration, NoIndex>,
    /// The sum of the expected gaps of those needs, beside which the index is to be read.
    pub expected_gap: f64,
}

/// Fragmentation among some needs on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Fragmentation {
    /// The needs in question, with the sides and pillars over which an organisation's spread goes.
    pub among: Among,
    /// Every need at which somebody is present, ascending.
    pub needs: Vec<NeedFragmentation>,
    /// Every organisation that is present, ascending.
    pub organisations: Vec<OrganisationSpread>,
}

impl Fragmentation {
    /// Fragmentation among the needs in question, with the gaps that [`gaps`](crate::gaps()) gives
    /// for the same supply.
    ///
    /// Refused: a table or gaps made for other needs, a served need whose gap is not there or not a
    /// number.
    pub fn of(
        served: &Served,
        needs: &Needs,
        gaps: &[Option<Gap>],
        among: &Among,
    ) -> Result<Self, Refusal> {
        check_gaps(needs, gaps)?;
        let presence = Presence::among(served, needs, among)?;
        let mut amounts: Vec<f64> = Vec::new();
        let mut by_need = Vec::new();
        for need in (0..presence.needs()).filter(|need| !presence.at_need(*need).is_empty()) {
            amounts.clear();
            amounts.extend(presence.at_need(need).iter().map(|present| present.amount));
            by_need.push(NeedFragmentation {
                need,
                organisations: amounts.len() as u32,
                without_capacity: without_capacity(&amounts),
                supply: amounts.iter().sum(),
                index: Concentration::of(&amounts),
                expected_gap: gap_at(gaps, need)?,
            });
        }
        let mut organisations = Vec::with_capacity(presence.organisations().len());
        for (at, organisation) in (0..).zip(presence.organisations()) {
            amounts.clear();
            let mut expected_gap = 0.0;
            for (need, amount) in presence.of_organisation(at) {
                amounts.push(amount);
                expected_gap += gap_at(gaps, need)?;
            }
            organisations.push(OrganisationSpread {
                organisation: *organisation,
                needs: amounts.len() as u32,
                without_capacity: without_capacity(&amounts),
                supply: amounts.iter().sum(),
                index: Concentration::of(&amounts),
                expected_gap,
            });
        }
        Ok(Self { among: among.clone(), needs: by_need, organisations })
    }
}

fn without_capacity(amounts: &[f64]) -> u32 {
    amounts.iter().filter(|amount| **amount <= 0.0).count() as u32
}
