//! Needs and gaps added up over many cells, draw by draw.

use concert_terms::Interval;

use crate::Certainty;
use crate::quantiles::OrderStatistics;

/// Need and gap of a set of needs that stand, each with its own supply: the gap is taken at every
/// need and then added, so that too much in one place never hides too little in another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SummedGap {
    /// Median and interval of the summed need.
    pub need: Interval,
    /// The expected summed need.
    pub expected_need: f64,
    /// The expected summed gap.
    pub expected: f64,
    /// Median and interval of the summed gap.
    pub interval: Interval,
    /// The share of draws in which the summed gap is above zero: in which somebody, somewhere in
    /// the set, is missed. For one need this is the share of draws with `N > S`. It agrees with
    /// [`SummedGap::interval`]: at a level of 90 % the gap is *certain* just when the lower end of
    /// the interval is above zero. To compare summed need with summed supply instead would let a
    /// surplus here hide a shortage there.
    ///
    /// For a large set this is nearly always one, and rightly so; how widespread shortage is says
    /// [`SummedGap::exposed_share`].
    pub probability: f64,
    /// The share of the need, 0 to 1, that stands where need exceeds supply, in expectation: the
    /// mean of `P(N > S)` weighted by expected need.
    pub exposed_share: f64,
    /// The expected share of the need that is covered, `1 - gap / need` in each draw; 1 where
    /// nothing is needed.
    pub coverage: f64,
    /// Median and interval of the share that is covered.
    pub coverage_interval: Interval,
    /// The masking index `M = 1 - E[max(0, sum N - sum S)] / E[sum max(0, N - S)]`: how much of the
    /// gap would vanish if needs and supplies were added first and subtracted then. 0 hides
    /// nothing; `None` where there is no gap.
    pub masking: Option<f64>,
}

impl SummedGap {
    /// The class of [`SummedGap::probability`].
    pub fn certainty(&self) -> Certainty {
        Certainty::of(self.probability)
    }
}

/// Sums over needs, one of each per draw.
#[derive(Debug, Clone)]
pub(crate) struct DrawSums {
    need: Vec<f64>,
    gap: Vec<f64>,
    supply: f64,
    expected: f64,
    exposed: f64,
}

impl DrawSums {
    pub(crate) fn new(draws: usize) -> Self {
        let (need, gap) = (vec![0.0; draws], vec![0.0; draws]);
        Self { need, gap, supply: 0.0, expected: 0.0, exposed: 0.0 }
    }

    /// Adds a need with its supply.
    pub(crate) fn add_need(&mut self, draws: &[f32], expected: f64, supply: f64) {
        // As in `Gap`, supply is compared at the precision at which draws are kept.
        let supply = supply as f32;
        let mut over = 0_u32;
        for ((need, gap), draw) in self.need.iter_mut().zip(&mut self.gap).zip(draws) {
            let missing = if *draw > supply { *draw - supply } else { 0.0 };
            *need += f64::from(*draw);
            *gap += f64::from(missing);
            over += u32::from(*draw > supply);
        }
        self.supply += f64::from(supply);
        self.expected += expected;
        self.exposed += expected * f64::from(over) / draws.len().max(1) as f64;
    }

    /// Adds the sums over other needs.
    pub(crate) fn add(&mut self, other: &Self) {
        self.need.iter_mut().zip(&other.need).for_each(|(sum, part)| *sum += part);
        self.gap.iter_mut().zip(&other.gap).for_each(|(sum, part)| *sum += part);
        self.supply += other.supply;
        self.expected += other.expected;
        self.exposed += other.exposed;
    }

    /// The summed need in each draw.
    pub(crate) fn need(&self) -> &[f64] {
        &self.need
    }

    /// The expected summed need.
    pub(crate) fn expected(&self) -> f64 {
        self.expected
    }

    /// The summed supply.
    pub(crate) fn supply(&self) -> f64 {
        self.supply
    }

    /// The share of the need that is covered, in each draw.
    pub(crate) fn covered(&self) -> Vec<f64> {
        let pairs = self.need.iter().zip(&self.gap);
        let covered =
            pairs.map(|(need, gap)| if *need > 0.0 { (1.0 - gap / need).max(0.0) } else { 1.0 });
        covered.collect()
    }

    pub(crate) fn summarise(&self, level: f64) -> SummedGap {
        let n = self.need.len().max(1) as f64;
        let supply = self.supply;
        let expected = self.gap.iter().sum::<f64>() / n;
        let over = self.gap.iter().filter(|gap| **gap > 0.0).count();
        let masked: f64 = self.need.iter().map(|need| (need - supply).max(0.0)).sum::<f64>() / n;
        let covered = self.covered();
        let mut space = Vec::with_capacity(self.need.len());
        let mut summary =
            |sums: &[f64]| OrderStatistics::of(sums, level, &mut space).rising(|sum| sum);
        SummedGap {
            need: summary(&self.need),
            expected_need: self.expected,
            expected,
            interval: summary(&self.gap),
            probability: over as f64 / n,
            exposed_share: if self.expected > 0.0 { self.exposed / self.expected } else { 0.0 },
            coverage: covered.iter().sum::<f64>() / n,
            coverage_interval: summary(&covered),
            masking: (expected > 0.0).then(|| (1.0 - masked / expected).clamp(0.0, 1.0)),
        }
    }
}
