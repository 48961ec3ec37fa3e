//! Where a profile likelihood is highest and where it falls below a level, whatever the model.
//!
//! The number of hidden people is searched on the logarithmic scale, between a thousandth of a
//! person, who stands for nobody, and more than could ever live. The top is where the derivative
//! changes its sign, since that is known exactly where the likelihood itself is flat; the limits
//! are zeros of its distance to the level.

use crate::capture_history::MAX_PEOPLE;
use crate::loglinear::fit::Verdict;
use crate::loglinear::integer_design::Kind;
use crate::loglinear::profile::{NoFit, Profile, ProfileInterval};
use crate::numerics::normal::quantile;
use crate::numerics::stirling::{ln_factorial_slope, stirling_remainder};
use crate::progress::Meter;

/// So few hidden people stand for nobody.
const NOBODY: f64 = 1e-3;

/// Hidden people for the limit of a likelihood that grows for ever.
const EVERYBODY: f64 = 1e25;

/// Steps that a profile is expected to take; it says so when they become more.
const USUAL_STEPS: u64 = 60;

/// The best fit for a given number of hidden people.
#[derive(Debug, Clone, Copy)]
pub(crate) struct GivenHidden {
    /// Sum of `y ln m` over the histories with people.
    pub(crate) fitted: f64,
    /// Sum of the fitted means of all histories but the empty one.
    pub(crate) seen: f64,
}

/// Finds the top of the profile and where it falls below the levels. `start` is where to begin.
pub(crate) fn search(
    observed: f64,
    kind: Kind,
    start: Option<f64>,
    mut given: impl FnMut(f64) -> Option<GivenHidden>,
    meter: &mut Meter<'_, '_>,
) -> Result<Profile, NoFit> {
    meter.expect(USUAL_STEPS);
    // Value and slope of the profile by the number of hidden people.
    let mut at = |hidden: f64| -> Result<(f64, f64), NoFit> {
        meter.advance(1)?;
        let GivenHidden { fitted, seen } = given(hidden).ok_or(Verdict::NotReached)?;
        let population = observed + hidden;
        let value = stirling_remainder(population) - stirling_remainder(hidden)
            + fitted
            + hidden * ((observed - seen) / hidden).ln_1p();
        let slope = (-seen / population).ln_1p() + ln_factorial_slope(population)
            - ln_factorial_slope(hidden);
        Ok((value, slope))
    };
    let (top, best) = match kind {
        Kind::Growing => (None, at(EVERYBODY)?.0),
        Kind::Inside | Kind::Nobody => {
            let hidden = summit(start.unwrap_or(observed), |hidden| Ok(at(hidden)?.1))?;
            (Some(hidden), at(hidden)?.0)
        }
    };
    let mut interval = |level: f64| -> Result<ProfileInterval, NoFit> {
        let reach = quantile(f64::midpoint(1.0, level));
        let lowest = best - reach * reach / 2.0;
        let mut above = |x: f64| Ok(at(x.exp())?.0 - lowest);
        let least = NOBODY.ln();
        let most = (MAX_PEOPLE as f64).ln();
        let from = top.unwrap_or(EVERYBODY).ln();
        let lower = match walk(from, -0.5, least, &mut above)? {
            Some([low, high]) => root(low, high, &mut above)?.exp(),
            None => 0.0,
        };
        let upper = match top {
            None => None,
            Some(_) => match walk(from, 0.5, most.max(from + 1.0), &mut above)? {
                Some([low, high]) => Some(root(low, high, &mut above)?.exp()),
                None => None,
            },
        };
        let upper = upper.filter(|&hidden| hidden <= MAX_PEOPLE as f64);
        Ok(ProfileInterval {
            lower: observed + lower,
            upper: upper.map(|hidden| observed + hidden),
        })
    };
    let (interval95, interval80) = (interval(0.95)?, interval(0.8)?);
    let top = top.map(|hidden| if hidden <= NOBODY { 0.0 } else { hidden });
    let population = top.map(|hidden| observed + hidden);
    Ok(Profile { population, interval95, interval80, bias: None })
}

/// Where the slope changes its sign, or [`NOBODY`] where it is negative from the start.
fn summit(start: f64, mut slope: impl FnMut(f64) -> Result<f64, NoFit>) -> Result<f64, NoFit> {
    let mut slope = |x: f64| slope(x.exp());
    let least = NOBODY.ln();
    let start = start.max(NOBODY).ln();
    let (direction, end) = if slope(start)? > 0.0 { (0.1, EVERYBODY.ln()) } else { (-0.1, least) };
    let mut falling = |x: f64| slope(x).map(|s| if direction > 0.0 { s } else { -s });
    match walk(start, direction, end, &mut falling)? {
        Some([low, high]) => Ok(root(low, high, &mut falling)?.exp()),
        None if direction < 0.0 => Ok(NOBODY),
        None => Err(Verdict::NotReached.into()),
    }
}

/// Goes from a place where the function is not negative, with growing steps, until it is; gives the
/// last two places in ascending order, or none if the end comes first.
fn walk(
    start: f64,
    step: f64,
    end: f64,
    function: &mut impl FnMut(f64) -> Result<f64, NoFit>,
) -> Result<Option<[f64; 2]>, NoFit> {
    let (mut x, mut step) = (start, step);
    loop {
        let next = if step > 0.0 { (x + step).min(end) } else { (x + step).max(end) };
        if (next - x).abs() < 1e-12 {
            return Ok(None);
        }
        if function(next)? < 0.0 {
            return Ok(Some(if step > 0.0 { [x, next] } else { [next, x] }));
        }
        x = next;
        step *= 1.6;
    }
}

/// A zero between two places of different sign: false position with the weight of a side that
/// stays halved (the Illinois rule), which needs no derivative and never leaves the bracket.
fn root(
    mut low: f64,
    mut high: f64,
    function: &mut impl FnMut(f64) -> Result<f64, NoFit>,
) -> Result<f64, NoFit> {
    let (mut at_low, mut at_high) = (function(low)?, function(high)?);
    let mut kept = 0;
    for _ in 0..100 {
        if (high - low).abs() < 1e-11 || at_low == 0.0 || at_high == 0.0 {
            break;
        }
        let x = low + (high - low) * at_low / (at_low - at_high);
        let value = function(x)?;
        if (value < 0.0) == (at_low < 0.0) {
            (low, at_low) = (x, value);
            at_high *= if kept == 1 { 0.5 } else { 1.0 };
            kept = 1;
        } else {
            (high, at_high) = (x, value);
            at_low *= if kept == -1 { 0.5 } else { 1.0 };
            kept = -1;
        }
        if value.abs() < 1e-12 {
            return Ok(x);
        }
    }
    Ok(if at_low.abs() < at_high.abs() { low } else { high })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_are_found_between_the_places_of_a_walk() {
        let mut cubic = |x: f64| Ok(8.0 - x * x * x);
        let [low, high] = walk(0.0, 0.5, 10.0, &mut cubic).unwrap().unwrap();
        assert!(low <= 2.0 && 2.0 <= high);
        assert!((root(low, high, &mut cubic).unwrap() - 2.0).abs() < 1e-9);
        assert_eq!(walk(0.0, 0.5, 1.5, &mut cubic), Ok(None));
        let mut mirrored = |x: f64| Ok(8.0 + x * x * x);
        let [low, high] = walk(0.0, -0.5, -10.0, &mut mirrored).unwrap().unwrap();
        assert!((root(low, high, &mut mirrored).unwrap() + 2.0).abs() < 1e-9);
    }
}
