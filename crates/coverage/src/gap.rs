//! The gap of one need: what is missing, how sure that is, and how far the response covers it.

use concert_terms::Interval;

use crate::quantiles::OrderStatistics;
use crate::{Allocation, Needs, Question, QuestionRefusal, Refusal, workers};

/// From this share of initiatives without a stated capacity on, a gap is open at most.
const MOSTLY_UNSTATED: f64 = 0.5;

/// How sure it is that need exceeds response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// Probability 0.05 or less: the need is met.
    Met,
    /// Probability 0.25 or less.
    LikelyMet,
    /// Anything between.
    Open,
    /// Probability 0.75 or more.
    Likely,
    /// Probability 0.95 or more: people are missed.
    Certain,
}

impl Certainty {
    /// The class of a probability.
    pub fn of(probability: f64) -> Self {
        match probability {
            p if p >= 0.95 => Self::Certain,
            p if p >= 0.75 => Self::Likely,
            p if p <= 0.05 => Self::Met,
            p if p <= 0.25 => Self::LikelyMet,
            _ => Self::Open,
        }
    }

    /// The most that can be said where so many of the initiatives that are present state no
    /// capacity, which counts as nothing: certain where all state one, likely where more than half do,
    /// open otherwise.
    pub(crate) fn most_where(unstated: u32, present: u32) -> Self {
        match unstated {
            0 => Self::Certain,
            unstated if f64::from(unstated) < MOSTLY_UNSTATED * f64::from(present) => Self::Likely,
            _ => Self::Open,
        }
    }

    /// The stable code: `certain`, `likely`, `open`, `likely-met`, `met`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Open => "open",
            Self::LikelyMet => "likely-met",
            Self::Met => "met",
        }
    }
}

/// The gap between one need and its supply, over the draws `N` of the need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// The expected gap, mean of `max(0, N - S)`.
    pub expected: f64,
    /// Median and interval of `max(0, N - S)`.
    pub interval: Interval,
    /// The share of draws in which `N > S`.
    pub probability: f64,
    /// The expected coverage, mean of `min(1, S / N)`; 1 where nothing is needed.
    pub coverage: f64,
    /// Median and interval of `min(1, S / N)`.
    pub coverage_interval: Interval,
}

impl Gap {
    /// The gap of a need with these draws. Without draws every number is 0 and the need is met.
    ///
    /// ```
    /// use concert_coverage::{Certainty, Gap};
    ///
    /// // Needed are 50, 100 or 150, equally likely; there is room for 100.
    /// let gap = Gap::of(&[50.0, 100.0, 150.0], 100.0, 0.9);
    /// assert!((gap.expected - 50.0 / 3.0).abs() < 1e-9);
    /// assert!((gap.probability - 1.0 / 3.0).abs() < 1e-9);
    /// assert!((gap.coverage - (1.0 + 1.0 + 100.0 / 150.0) / 3.0).abs() < 1e-6);
    /// assert_eq!(gap.certainty(), Certainty::Open);
    /// ```
    pub fn of(draws: &[f32], supply: f64, level: f64) -> Self {
        Self::with_space(draws, supply, level, &mut Vec::new())
    }

    /// The class of [`Gap::probability`].
    pub fn certainty(&self) -> Certainty {
        Certainty::of(self.probability)
    }

    /// The same as [`Gap::of`] in a space that is used again for the next need.
    fn with_space(draws: &[f32], supply: f64, level: f64, space: &mut Vec<u32>) -> Self {
        let n = draws.len().max(1) as f64;
        // Draws are kept as `f32`, so supply is compared at that precision: a last digit of
        // rounding must not decide whether an exactly met need is met.
        let supply = supply as f32;
        let Moments { gap, coverage, over } = moments(draws, supply);
        let supply = f64::from(supply);
        // Gap and coverage are monotone in the need, so their quantiles lie at its own.
        let need = OrderStatistics::of(draws, level, space);
        let missing = |x: f64| (x - supply).max(0.0);
        let covered = |x: f64| if x > supply { supply / x } else { 1.0 };
        Self {
            expected: gap / n,
            interval: need.rising(missing),
            probability: f64::from(over) / n,
            coverage: coverage / n,
            coverage_interval: need.falling(covered),
        }
    }
}

/// The gap of every need, by its position among [`Needs::atoms`], for the supply of an allocation;
/// `None` for a need that is set aside.
///
/// Refused: a level that does not lie between 0 and 1.
pub fn gaps(
    needs: &Needs,
    allocation: &Allocation,
    level: f64,
) -> Result<Vec<Option<Gap>>, Refusal> {
    Question::check_level(level)?;
    let slots = needs.slots().len();
    let parts = workers::in_parts(slots, 500, |range| {
        let mut space = Vec::with_capacity(needs.draws());
        let gap = |slot: usize| {
            let supply = allocation.of_slot(slot as u32);
            Gap::with_space(needs.slot_draws(slot as u32), supply, level, &mut space)
        };
        range.map(gap).collect::<Vec<_>>()
    });
    let found = parts.combined(Extend::extend);
    let mut gaps = vec![None; needs.atoms().len()];
    for (slot, gap) in needs.slots().iter().zip(found) {
        gaps[slot.atom as usize] = Some(gap);
    }
    Ok(gaps)
}

/// How much of the expected gap of each need, by its position among [`Needs::atoms`], some more supply
/// would close if all of it went there: mean of `max(0, N - S) - max(0, N - S - c)`. It is at most `c`
/// and at most the gap, and less than the smaller of the two where the need is in doubt; `None` for a
/// need that is set aside.
///
/// Refused: an amount that is negative or not a finite number.
pub fn closed_by(
    needs: &Needs,
    allocation: &Allocation,
    amount: f64,
) -> Result<Vec<Option<f64>>, Refusal> {
    if !(amount.is_finite() && amount >= 0.0) {
        return Err(QuestionRefusal::AddedSupply { amount }.into());
    }
    let mut closed = vec![None; needs.atoms().len()];
    for (at, slot) in (0_u32..).zip(needs.slots()) {
        let (draws, supply) = (needs.slot_draws(at), allocation.of_slot(at));
        let left = mean_gap(draws, supply + amount);
        closed[slot.atom as usize] = Some((mean_gap(draws, supply) - left).max(0.0));
    }
    Ok(closed)
}

/// The expected gap alone, mean of `max(0, N - S)`.
pub(crate) fn mean_gap(draws: &[f32], supply: f64) -> f64 {
    moments(draws, supply as f32).gap / draws.len().max(1) as f64
}

struct Moments {
    gap: f64,
    coverage: f64,
    over: u32,
}

/// Sums of gap and coverage and the number of draws above supply, in eight lanes, so that the
/// processor works on several draws at once.
fn moments(draws: &[f32], supply: f32) -> Moments {
    const LANES: usize = 8;
    let (mut gap, mut coverage, mut over) = ([0_f32; LANES], [0_f32; LANES], [0_u32; LANES]);
    let mut take = |lane: usize, need: f32| {
        let is_over = need > supply;
        gap[lane] += if is_over { need - supply } else { 0.0 };
        let larger = if is_over { need } else { supply };
        coverage[lane] += if larger > 0.0 { supply / larger } else { 1.0 };
        over[lane] += u32::from(is_over);
    };
    let chunks = draws.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (lane, need) in chunk.iter().enumerate() {
            take(lane, *need);
        }
    }
    for (lane, need) in rest.iter().enumerate() {
        take(lane, *need);
    }
    Moments {
        gap: gap.iter().copied().map(f64::from).sum(),
        coverage: coverage.iter().copied().map(f64::from).sum(),
        over: over.iter().sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AllocationRule, NeedAtom, PlaceTree, Supply};
    use concert_terms::Draws;
    use proptest::prelude::*;

    #[test]
    fn the_classes_have_the_limits_of_the_definition() {
        use Certainty::{Certain, Likely, LikelyMet, Met, Open};
        for (p, class) in [
            (1.0, Certain),
            (0.95, Certain),
            (0.949, Likely),
            (0.75, Likely),
            (0.749, Open),
            (0.251, Open),
            (0.25, LikelyMet),
            (0.051, LikelyMet),
            (0.05, Met),
            (0.0, Met),
        ] {
            assert_eq!(Certainty::of(p), class, "{p}");
        }
    }

    #[test]
    fn no_need_is_met_and_no_supply_misses_everybody() {
        let none = Gap::of(&[0.0; 20], 0.0, 0.9);
        assert_eq!((none.expected, none.probability, none.coverage), (0.0, 0.0, 1.0));
        let all = Gap::of(&[8.0; 20], 0.0, 0.9);
        assert_eq!((all.expected, all.probability, all.coverage), (8.0, 1.0, 0.0));
    }

    proptest! {
        #[test]
        fn the_short_way_gives_the_quantiles_of_the_long_way(
            need in proptest::collection::vec(0.0_f32..1000.0, 1..200), supply in 0.0_f32..1000.0,
        ) {
            let gap = Gap::of(&need, f64::from(supply), 0.9);
            let missing: Vec<f32> = need.iter().map(|x| (x - supply).max(0.0)).collect();
            let covered: Vec<f32> =
                need.iter().map(|x| if *x > supply { supply / x } else { 1.0 }).collect();
            for (short, long) in [
                (gap.interval, Draws::new(missing).interval(0.9)),
                (gap.coverage_interval, Draws::new(covered).interval(0.9)),
            ] {
                for (a, b) in
                    [(short.low, long.low), (short.middle, long.middle), (short.high, long.high)]
                {
                    prop_assert!((a - b).abs() < 1e-4 * b.max(1.0), "{a} {b}");
                }
            }
        }

        #[test]
        fn more_capacity_never_raises_a_gap(
            need in proptest::collection::vec(0.0_f32..1000.0, 1..100),
            supply in 0.0_f64..1000.0, more in 0.0_f64..1000.0,
        ) {
            let (before, after) =
                (Gap::of(&need, supply, 0.9), Gap::of(&need, supply + more, 0.9));
            prop_assert!(after.expected <= before.expected * (1.0 + 1e-5) + 1e-9);
            prop_assert!(after.probability <= before.probability);
            prop_assert!(after.interval.high <= before.interval.high);
            prop_assert!(after.coverage >= before.coverage * (1.0 - 1e-5));
        }
    }

    fn one_need(draws: &[f32]) -> (PlaceTree, Supply, Needs) {
        let tree = PlaceTree::new(&[None]).unwrap();
        let need = NeedAtom {
            place: 0,
            pillar: None,
            side: None,
            form: None,
            population: concert_terms::Population::EVERYBODY,
            sector: None,
            draws: Draws::new(draws.to_vec()),
        };
        let needs = Needs::new(&tree, vec![need]).unwrap();
        (tree, Supply::new(), needs)
    }

    fn closed(draws: &[f32], amount: f64) -> Result<f64, Refusal> {
        let (tree, supply, needs) = one_need(draws);
        let allocation = Allocation::on(0, &tree, &supply, &needs, AllocationRule::ByNeed).unwrap();
        closed_by(&needs, &allocation, amount).map(|closed| closed[0].unwrap())
    }

    #[test]
    fn more_supply_closes_less_than_itself_where_the_need_is_in_doubt() {
        // Of 40, 100 or 160 people 100 more would reach 40, 100 or 100.
        assert!((closed(&[40.0, 100.0, 160.0], 100.0).unwrap() - 80.0).abs() < 1e-6);
        for amount in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(closed(&[40.0], amount).unwrap_err().code(), "coverage/added-supply");
        }
    }

    proptest! {
        #[test]
        fn what_is_closed_grows_with_what_is_added_up_to_the_gap(
            draws in proptest::collection::vec(0_f32..1000.0, 1..40),
            (less, more) in (0_f64..800.0, 0_f64..800.0),
        ) {
            let gap = mean_gap(&draws, 0.0);
            let both = closed(&draws, less + more).unwrap();
            let first = closed(&draws, less).unwrap();
            prop_assert!(first <= both + 1e-3 && both <= gap + 1e-3);
            prop_assert!(first <= less + 1e-3);
            // Each further place helps at most as much as the one before it.
            prop_assert!(both - first <= closed(&draws, more).unwrap() + 1e-3);
        }
    }
}
