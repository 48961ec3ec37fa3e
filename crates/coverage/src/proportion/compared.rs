//! Two coverages, or two lists of shares, beside each other.

use concert_terms::{FormGroup, Interval};

use crate::draw_sums::DrawSums;
use crate::quantiles::OrderStatistics;

/// Two parts of a picture, and how far one is less served than the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison<T> {
    /// One part.
    pub one: T,
    /// The other.
    pub other: T,
    /// The coverage of the one over that of the other; 1 where neither is served. `None` where the
    /// other may not be served at all, so that the ratio has no upper end.
    pub ratio: Option<Interval>,
    /// The probability that the one is less served than the other.
    pub less_served: f64,
    /// The probability that the smaller coverage is less than `1 - tolerance` of the larger.
    pub beyond: Beyond,
}

/// The probability that something is off by more than the tolerance, for what is stated, and over
/// all ways in which the unstated could turn out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beyond {
    /// If the unstated evens it out as far as it can.
    pub at_least: f64,
    /// With the unstated left aside.
    pub as_stated: f64,
    /// If the unstated makes it worse as far as it can.
    pub at_most: f64,
}

/// What can be said of a proportion, whichever way the unstated turns out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Evenness {
    /// Off by more than the tolerance with a probability of 0.05 at most: in proportion.
    Even,
    /// With 0.25 at most.
    LikelyEven,
    /// Anything between, or too much is unstated.
    Open,
    /// With 0.75 at least.
    LikelyUneven,
    /// With 0.95 at least: out of proportion.
    Uneven,
}

impl Evenness {
    /// The stable code: `even`, `likely-even`, `open`, `likely-uneven`, `uneven`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Even => "even",
            Self::LikelyEven => "likely-even",
            Self::Open => "open",
            Self::LikelyUneven => "likely-uneven",
            Self::Uneven => "uneven",
        }
    }
}

impl Beyond {
    /// The verdict: uneven only by the least, even only by the most probability.
    ///
    /// ```
    /// use concert_coverage::proportion::{Beyond, Evenness};
    ///
    /// let open = Beyond { at_least: 0.1, as_stated: 0.97, at_most: 0.99 };
    /// assert_eq!(open.evenness(), Evenness::Open);
    /// assert_eq!(Beyond { at_least: 0.95, ..open }.evenness(), Evenness::Uneven);
    /// ```
    pub fn evenness(self) -> Evenness {
        match self {
            Self { at_least, .. } if at_least >= 0.95 => Evenness::Uneven,
            Self { at_least, .. } if at_least >= 0.75 => Evenness::LikelyUneven,
            Self { at_most, .. } if at_most <= 0.05 => Evenness::Even,
            Self { at_most, .. } if at_most <= 0.25 => Evenness::LikelyEven,
            _ => Evenness::Open,
        }
    }
}

/// Compares the coverages of two parts. `unsaid` is supply that may belong to either, in the unit of
/// whichever it belongs to; the terms are the tolerance and the level of intervals.
pub(super) fn compare<T: Copy>(
    (one, of_one): (T, &DrawSums),
    (other, of_other): (T, &DrawSums),
    unsaid: f64,
    (tolerance, level): (f64, f64),
) -> Comparison<T> {
    let parts = [of_one, of_other].map(|sums| {
        let served = sums.covered().into_iter().zip(sums.need().iter().copied());
        served.map(|(coverage, need)| Part { coverage, need }).collect::<Vec<_>>()
    });
    let draws = || parts[0].iter().zip(&parts[1]);
    let n = parts[0].len().max(1) as f64;
    let share = |is_so: &dyn Fn(Part, Part) -> bool| {
        draws().filter(|(one, other)| is_so(**one, **other)).count() as f64 / n
    };
    let is_off = |a: f64, b: f64| a.min(b) < (1.0 - tolerance) * a.max(b);
    let ratios: Vec<f64> =
        draws().map(|(one, other)| ratio(one.coverage, other.coverage)).collect();
    let beyond = Beyond {
        // The less served gets as much of the unstated as makes them equal.
        at_least: share(&|one, other| {
            let (less, more) = ordered(one, other);
            less.with(unsaid).min(more.coverage) < (1.0 - tolerance) * more.coverage
        }),
        as_stated: share(&|one, other| is_off(one.coverage, other.coverage)),
        // All of the unstated goes to the one or to the other.
        at_most: share(&|one, other| {
            is_off(one.coverage, other.coverage)
                || is_off(one.with(unsaid), other.coverage)
                || is_off(one.coverage, other.with(unsaid))
        }),
    };
    let less_served = share(&|one, other| one.coverage < other.coverage);
    Comparison { one, other, ratio: finite_interval(&ratios, level), less_served, beyond }
}

/// Coverage and need of a part in one draw.
#[derive(Debug, Clone, Copy)]
struct Part {
    coverage: f64,
    need: f64,
}

impl Part {
    /// The coverage with so much more supply, if all of it went where people are missed.
    fn with(self, more: f64) -> f64 {
        if self.need > 0.0 { (self.coverage + more / self.need).min(1.0) } else { 1.0 }
    }
}

/// The less served first.
fn ordered(one: Part, other: Part) -> (Part, Part) {
    if one.coverage <= other.coverage { (one, other) } else { (other, one) }
}

/// One over the other; 1 where both are nothing.
pub(super) fn ratio(one: f64, other: f64) -> f64 {
    match (one > 0.0, other > 0.0) {
        (_, true) => one / other,
        (false, false) => 1.0,
        (true, false) => f64::INFINITY,
    }
}

/// The total variation distance between shares of supply and of need, in each draw; `None` without
/// supply.
pub(super) fn distance(parts: &[(FormGroup, &DrawSums)], all: &DrawSums) -> Option<Vec<f64>> {
    if all.supply() <= 0.0 {
        return None;
    }
    let apart = (0..all.need().len()).map(|draw| {
        let whole = all.need()[draw];
        let common = parts
            .iter()
            .map(|(_, part)| (part.supply() / all.supply()).min(part.need()[draw] / whole));
        if whole > 0.0 { (1.0 - common.sum::<f64>()).clamp(0.0, 1.0) } else { 0.0 }
    });
    Some(apart.collect())
}

/// Median and interval of values of zero or more, unless an end is infinite.
pub(super) fn finite_interval(values: &[f64], level: f64) -> Option<Interval> {
    let found = OrderStatistics::of(values, level, &mut Vec::new()).rising(|value| value);
    [found.low, found.middle, found.high].iter().all(|end| end.is_finite()).then_some(found)
}
