//! The exact plan, where this program was built with HiGHS.
//!
//! HiGHS is C++ and takes minutes to build, so it comes in with the feature `highs` only. Without it
//! whoever asks for an exact plan is told how to build a program that has one.

use concert_coverage::{NextActions, Plan, UpperBound};
use serde::{Deserialize, Serialize};

use crate::Asked;

/// How the search for an exact plan ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExactEnding {
    /// No plan is better.
    Proven,
    /// The time was over before that was proven.
    Open,
    /// No plan that does anything keeps the equity floor.
    FloorOutOfReach,
}

/// Seconds that an exact search may take where nobody says.
pub const USUAL_EXACT_SECONDS: u32 = 60;

/// By which share of its bound a plan may fall short and still count as proven the best: no figure
/// here is known better.
#[cfg(feature = "highs")]
const PROVEN: f64 = 1e-6;

/// The best of all plans, or the best found within a time.
#[cfg(feature = "highs")]
pub(super) fn exactly(
    sought: &NextActions<'_>,
    seconds: u32,
) -> Asked<(Plan, UpperBound, ExactEnding)> {
    use concert_coverage::next_actions::exact::{Ending, ExactPlan};

    let begun = std::time::Instant::now();
    let seconds_left = &mut || f64::from(seconds) - begun.elapsed().as_secs_f64();
    let ExactPlan { plan, bound, ending } = sought.exact_plan(PROVEN, seconds_left)?;
    let ending = match ending {
        Ending::Proven => ExactEnding::Proven,
        Ending::Open => ExactEnding::Open,
        Ending::FloorOutOfReach => ExactEnding::FloorOutOfReach,
    };
    Ok((plan, bound, ending))
}

/// Refused: this program was built without HiGHS.
#[cfg(not(feature = "highs"))]
pub(super) fn exactly(_: &NextActions<'_>, _: u32) -> Asked<(Plan, UpperBound, ExactEnding)> {
    Err(super::posed::refused("secretariat/exact-not-built", Vec::new()))
}
