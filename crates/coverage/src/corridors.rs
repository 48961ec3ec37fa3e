//! Corridors: on which ways more people are moved than known reasons explain, and who stands at
//! either end without knowing the other.
//!
//! A corridor is a place of the [`PlaceTree`] like any other, with an origin and a
//! destination. Its flow is observed (cases by corridor, or an estimate of them) with what is not
//! known about it; the baseline is that of [`gravity()`](crate::gravity::gravity). A corridor *stands
//! out* when a flow so far above its baseline would seldom come about by chance, among so many
//! corridors (at a stated rate of false discoveries: Benjamini and Hochberg 1995, Journal of the Royal
//! Statistical Society B 57:289), and when the lower end of what was observed is above it too.
//!
//! A baseline is what covariates explain, not what is right: a corridor within it may move
//! thousands. To stand out says that something is at work that the covariates do not know.

mod ends;
mod work;

pub use ends::{
    AT_DESTINATION, AT_ORIGIN, CorridorEnds, End, EndService, EndsAsked, MissingLink, corridor_ends,
};
pub use work::CorridorWork;

use concert_terms::{Draws, Interval};

use crate::gravity::{Baseline, Corridor, Covariate, Gravity, gravity};
use crate::{CorridorRefusal, PlaceRefusal, PlaceTree, Question, Refusal};

/// People observed to be moved along a corridor in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct ObservedFlow {
    /// The corridor.
    pub corridor: Corridor,
    /// How many; a count that is known exactly is one draw.
    pub flow: Draws,
}

/// Flows beside their baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct CorridorFlows {
    /// The baseline, with its corridors in the order in which flows were given.
    pub gravity: Gravity,
    /// Flows, those that stand out most first: by the rate of false discoveries, then by what is
    /// beyond the baseline, then by number.
    pub flows: Vec<FlowBesideBaseline>,
}

/// The flow of a corridor beside its baseline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FlowBesideBaseline {
    /// The corridor.
    pub corridor: Corridor,
    /// The expected flow: the mean of its draws, to which the baseline was fitted.
    pub expected: f64,
    /// Median and interval of the flow.
    pub interval: Interval,
    /// What the covariates explain, and how far the flow is from it.
    pub baseline: Baseline,
    /// How many more than the baseline are moved; negative where fewer are.
    pub beyond: f64,
    /// The rate of false discoveries at which this corridor would just be said to stand out (the
    /// adjusted probability of Benjamini and Hochberg); 1 where there is nothing to judge by.
    pub false_discoveries: f64,
    /// Whether it stands out.
    pub stands_out: bool,
}

/// Flows beside what covariates explain.
///
/// Refused: places of a corridor that are not in the tree, an origin and a destination that are not
/// apart, a flow without draws, a level or a rate of false discoveries that does not lie between 0
/// and 1, and what [`gravity()`](crate::gravity::gravity) refuses.
pub fn corridor_flows(
    tree: &PlaceTree,
    observed: &[ObservedFlow],
    covariates: &[Covariate],
    level: f64,
    false_discoveries: f64,
) -> Result<CorridorFlows, Refusal> {
    Question::check_level(level)?;
    if !(false_discoveries > 0.0 && false_discoveries < 1.0) {
        return Err(CorridorRefusal::FalseDiscoveries { rate: false_discoveries }.into());
    }
    for ObservedFlow { corridor, flow } in observed {
        check_corridor(tree, corridor)?;
        if flow.is_empty() {
            return Err(CorridorRefusal::FlowWithoutDraws { corridor: corridor.place }.into());
        }
    }
    let means: Vec<(Corridor, f64)> =
        observed.iter().map(|observed| (observed.corridor, observed.flow.mean())).collect();
    let gravity = gravity(&means, covariates)?;
    let by_chance = |baseline: &Baseline| baseline.residual.map(|residual| residual.by_chance);
    let adjusted = adjusted(&gravity.baselines.iter().map(by_chance).collect::<Vec<_>>());
    let each = observed.iter().zip(&means).zip(gravity.baselines.iter().zip(adjusted));
    let flows = each.map(|((observed, (corridor, expected)), (baseline, adjusted))| {
        let interval = observed.flow.interval(level);
        FlowBesideBaseline {
            corridor: *corridor,
            expected: *expected,
            interval,
            baseline: *baseline,
            beyond: expected - baseline.flow,
            false_discoveries: adjusted,
            stands_out: adjusted <= false_discoveries && interval.low > baseline.flow,
        }
    });
    let mut flows: Vec<FlowBesideBaseline> = flows.collect();
    flows.sort_by(|a, b| {
        let by_rate = a.false_discoveries.total_cmp(&b.false_discoveries);
        let by_beyond = b.beyond.total_cmp(&a.beyond);
        by_rate.then(by_beyond).then(a.corridor.cmp(&b.corridor))
    });
    Ok(CorridorFlows { gravity, flows })
}

/// Refuses a corridor that is no way from one place of the tree to another.
pub(crate) fn check_corridor(tree: &PlaceTree, corridor: &Corridor) -> Result<(), Refusal> {
    let Corridor { place, origin, destination } = *corridor;
    if let Some(place) = [place, origin, destination].into_iter().find(|place| !tree.holds(*place))
    {
        return Err(PlaceRefusal::PlaceUnknown { place }.into());
    }
    let is_one_place = tree.is_within(origin, destination) || tree.is_within(destination, origin);
    if is_one_place || place == origin || place == destination {
        return Err(CorridorRefusal::CorridorEnds { corridor: place }.into());
    }
    Ok(())
}

/// Probabilities adjusted for being many (Benjamini and Hochberg 1995): the `i`-th smallest of `n`
/// becomes `n / i` times itself, and no more than any greater one becomes. What is not known counts
/// among the many and becomes 1.
fn adjusted(by_chance: &[Option<f64>]) -> Vec<f64> {
    let n = by_chance.len();
    let probability = |at: usize| by_chance[at].unwrap_or(1.0);
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|a, b| probability(*a).total_cmp(&probability(*b)));
    let mut adjusted = vec![1.0; n];
    let mut least = 1.0_f64;
    for (rank, at) in order.iter().enumerate().rev() {
        least = least.min(probability(*at) * n as f64 / (rank + 1) as f64);
        adjusted[*at] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R: `p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.8), "BH")`.
    #[test]
    fn probabilities_are_adjusted_as_r_adjusts_them() {
        let found = adjusted(&[Some(0.01), Some(0.04), Some(0.03), Some(0.005), Some(0.8)]);
        for (found, expected) in found.iter().zip([0.025, 0.05, 0.05, 0.025, 0.8]) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
        assert_eq!(adjusted(&[None, Some(0.02)]), [1.0, 0.04]);
    }
}
