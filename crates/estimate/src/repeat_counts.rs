//! One list that has seen some people more than once: how many did it never see?
//!
//! Where there is one list and no other, its own repeats are what is known: how many people were
//! met once, twice, three times, and so on, in a period without a limit on how often. If each
//! person is met at a constant rate the times are Poisson, and the people met zero times can be
//! told from the others. The police of four Dutch cities met 1,880 irregular migrants in 1995, of
//! whom 1,645 once; on every model most were never met (van der Heijden et al. 2003, Statistical
//! Modelling 3:305).
//!
//! - The truncated Poisson model takes all people as alike ([`Heterogeneity::Homogeneous`]); where
//!   they are not, it counts too few.
//! - The bound of Chao ([`Heterogeneity::ChaoLowerBound`]) is a **lower bound** whatever the rates
//!   are: `f1^2 / (2 f2)` hidden people, from those met once and twice (Chao 1987, Biometrics
//!   43:783), unless those met three times and more are fewer than a common rate would give.
//! - Zelterman's estimate ([`zelterman`]) takes the rate from those met once and twice only, and
//!   everybody else's as equal to theirs (Zelterman 1988, Journal of Statistical Planning and
//!   Inference 18:225).
//! - The other forms of [`Heterogeneity`] are fitted as to several lists, with the mean of
//!   `t` times divided by `t!` (Rivest and Baillargeon 2007, Biometrics 63:999, section 4).
//!
//! All of them assume that being met does not change whether one is met again. People who are
//! deported or who hide after the first meeting break that, and then every number here is too high.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::capture_history::MAX_PEOPLE;
use crate::heterogeneity::{Family, Heterogeneity, HeterogeneityFit, describe, profile_of};
use crate::loglinear::fit::Verdict;
use crate::loglinear::integer_design::Design;
use crate::loglinear::profile::{NoFit, Profile};
use crate::numerics::normal::quantile;
use crate::numerics::poisson::ln_factorial;
use crate::progress::{Interrupted, Meter, Tell};

/// Most times that somebody can have been seen. Beyond, counts say something about single people
/// and nothing about those who were missed; they can be given as this many.
pub const MAX_TIMES: u32 = 100;

/// How many people were seen how often on one list.
///
/// ```
/// use concert_estimate::RepeatCounts;
///
/// // Invented figures: 200 people seen once, 30 twice, 5 three times.
/// let counts = RepeatCounts::new([(1, 200), (2, 30), (3, 5)])?;
/// assert_eq!((counts.observed(), counts.seen(2), counts.most()), (235, 30, 3));
/// # Ok::<(), concert_estimate::NotRepeatCounts>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepeatCounts {
    /// `people[i]` were seen `i + 1` times; the last is not zero.
    people: Vec<u64>,
}

/// Why what was given are not repeat counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotRepeatCounts {
    /// A count was given for people seen zero times, whom nobody can have counted.
    #[error("{people} people were given as never seen")]
    NeverSeen {
        /// The count.
        people: u64,
    },
    /// Somebody was seen more often than [`MAX_TIMES`].
    #[error("somebody was seen {times} times; {MAX_TIMES} is the limit")]
    TooOften {
        /// How often.
        times: u32,
    },
    /// The same number of times was given twice.
    #[error("the people seen {times} times are given twice")]
    Duplicate {
        /// How often.
        times: u32,
    },
    /// Nobody was seen.
    #[error("the counts are of nobody")]
    Nobody,
    /// The counts sum to more than [`MAX_PEOPLE`].
    #[error("the counts are of more than {MAX_PEOPLE} people")]
    TooManyPeople,
}

impl NotRepeatCounts {
    /// The stable code of the reason.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NeverSeen { .. } => "estimate/repeat-never-seen",
            Self::TooOften { .. } => "estimate/repeat-too-often",
            Self::Duplicate { .. } => "estimate/repeat-duplicate",
            Self::Nobody => "estimate/repeat-nobody",
            Self::TooManyPeople => "estimate/repeat-too-many-people",
        }
    }
}

impl RepeatCounts {
    /// Checks and makes counts from pairs of how often and how many people. Times that are not
    /// given count nobody.
    pub fn new(counts: impl IntoIterator<Item = (u32, u64)>) -> Result<Self, NotRepeatCounts> {
        let mut by_times = BTreeMap::new();
        let mut observed: u64 = 0;
        for (times, people) in counts {
            match times {
                0 => return Err(NotRepeatCounts::NeverSeen { people }),
                1..=MAX_TIMES => {}
                _ if people == 0 => continue,
                _ => return Err(NotRepeatCounts::TooOften { times }),
            }
            if by_times.insert(times, people).is_some() {
                return Err(NotRepeatCounts::Duplicate { times });
            }
            observed = observed.saturating_add(people);
        }
        if observed > MAX_PEOPLE {
            return Err(NotRepeatCounts::TooManyPeople);
        }
        let most = by_times.iter().filter(|count| *count.1 > 0).map(|count| *count.0).max();
        let most = most.ok_or(NotRepeatCounts::Nobody)?;
        let people = (1..=most).map(|times| by_times.get(&times).copied().unwrap_or(0));
        Ok(Self { people: people.collect() })
    }

    /// How many people were seen at least once.
    pub fn observed(&self) -> u64 {
        self.people.iter().sum()
    }

    /// How many people were seen exactly so often; none are known to be seen zero times.
    pub fn seen(&self, times: u32) -> u64 {
        let index = (times as usize).checked_sub(1);
        index.and_then(|index| self.people.get(index)).copied().unwrap_or(0)
    }

    /// The most times that anybody was seen.
    pub fn most(&self) -> u32 {
        self.people.len() as u32
    }

    fn design(&self, form: Heterogeneity) -> Design {
        let most = self.people.len();
        let row = |times: usize| -> Vec<i128> {
            let own = form.entries(times, most);
            [1, times as i128].into_iter().chain(own).collect()
        };
        let mut units = vec![1.0; 2];
        units.extend(form.units(most));
        let offsets = (1..=most).map(|times| -ln_factorial(times as u64)).collect();
        let rows = (1..=most).map(row).collect();
        Design::new(rows, &units, offsets, self.people.clone(), 2, form.is_lower_bound())
    }
}

/// Fits a form of heterogeneity to repeat counts; the homogeneous one is the truncated Poisson
/// model.
pub fn fit_repeats(
    counts: &RepeatCounts,
    form: Heterogeneity,
    tell: &mut Tell<'_>,
) -> Result<HeterogeneityFit, NoFit> {
    fit_metered(counts, form, &mut Meter::new(tell))
}

fn fit_metered(
    counts: &RepeatCounts,
    form: Heterogeneity,
    meter: &mut Meter<'_, '_>,
) -> Result<HeterogeneityFit, NoFit> {
    let design = counts.design(form);
    let found = design.fit(meter).map_err(|lost| lost.reason)?;
    Ok(describe(&design, form, name(form), &found, 0))
}

/// The profile likelihood of the number of people under a form, as [`crate::profile()`] for a model
/// of several lists. No bias is given.
pub fn profile_repeats(
    counts: &RepeatCounts,
    form: Heterogeneity,
    tell: &mut Tell<'_>,
) -> Result<Profile, NoFit> {
    profile_of(&counts.design(form), tell)
}

/// Every form on the same counts, side by side.
pub fn repeat_families(
    counts: &RepeatCounts,
    tell: &mut Tell<'_>,
) -> Result<Vec<Family>, Interrupted> {
    let mut meter = Meter::new(tell);
    meter.expect(Heterogeneity::ALL.len() as u64);
    let mut one =
        |&form: &Heterogeneity| Family::of(name(form), form, fit_metered(counts, form, &mut meter));
    Heterogeneity::ALL.iter().map(&mut one).collect()
}

fn name(form: Heterogeneity) -> String {
    match form {
        Heterogeneity::Homogeneous => "truncated Poisson".to_owned(),
        _ => format!("Mh {}", form.name()),
    }
}

/// The estimate of Zelterman.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Zelterman {
    /// Number of people, observed and hidden.
    pub population: f64,
    /// The rate: times that a person is met, on average.
    pub rate: f64,
    /// Standard error of `population`.
    pub standard_error: f64,
    /// At 95 % if the assumption holds, with the logarithm of the hidden number normal.
    pub interval95: [f64; 2],
}

/// The estimate of Zelterman (1988): the rate `r = 2 f2 / f1` of those met once and twice gives
/// `N = n / (1 - exp(-r))`. The variance is that of Bohning (2008, Statistical Methodology 5:410),
/// `n g (1 + n g r^2 (1 / f1 + 1 / f2))` with `g = exp(-r) / (1 - exp(-r))^2`.
///
/// [`Verdict::NoEstimate`] where nobody was met once or nobody twice.
pub fn zelterman(counts: &RepeatCounts) -> Result<Zelterman, Verdict> {
    let (once, twice) = (counts.seen(1) as f64, counts.seen(2) as f64);
    if once == 0.0 || twice == 0.0 {
        return Err(Verdict::NoEstimate);
    }
    let observed = counts.observed() as f64;
    let rate = 2.0 * twice / once;
    let found = -(-rate).exp_m1();
    let population = observed / found;
    let hidden = population * (-rate).exp();
    let g = observed * (-rate).exp() / (found * found);
    let variance = g * (1.0 + g * rate * rate * (1.0 / once + 1.0 / twice));
    let reach = quantile(0.975) * (variance / (hidden * hidden)).ln_1p().sqrt();
    Ok(Zelterman {
        population,
        rate,
        standard_error: variance.sqrt(),
        interval95: [observed + hidden * (-reach).exp(), observed + hidden * reach.exp()],
    })
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;

    fn go_on(_done: u64, _total: u64) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    #[test]
    fn what_are_not_repeat_counts_is_refused_with_its_reason() {
        let code = |counts: &[(u32, u64)]| {
            let counts = RepeatCounts::new(counts.iter().copied());
            counts.map_or_else(|reason| reason.code(), |_| "counts")
        };
        assert_eq!(code(&[(0, 3), (1, 5)]), "estimate/repeat-never-seen");
        assert_eq!(code(&[(101, 1)]), "estimate/repeat-too-often");
        assert_eq!(code(&[(2, 1), (2, 0)]), "estimate/repeat-duplicate");
        assert_eq!(code(&[(1, 0), (101, 0)]), "estimate/repeat-nobody");
        assert_eq!(code(&[(1, u64::MAX), (2, 1)]), "estimate/repeat-too-many-people");
        assert_eq!(code(&[(100, 1), (1, 2)]), "counts");
    }

    #[test]
    fn times_that_nobody_was_seen_change_nothing() {
        let plain = RepeatCounts::new([(1, 20), (2, 5)]).unwrap();
        let padded = RepeatCounts::new([(2, 5), (1, 20), (7, 0)]).unwrap();
        assert_eq!(plain, padded);
        assert_eq!((padded.most(), padded.seen(0), padded.seen(9)), (2, 0, 0));
    }

    #[test]
    fn without_anybody_met_twice_there_is_no_estimate() {
        let counts = RepeatCounts::new([(1, 20)]).unwrap();
        assert_eq!(zelterman(&counts), Err(Verdict::NoEstimate));
        for family in repeat_families(&counts, &mut go_on).unwrap() {
            assert!(family.fit.is_none() && family.refused.is_some(), "{family:?}");
        }
        let counts = RepeatCounts::new([(1, 20), (3, 2)]).unwrap();
        let chao = fit_repeats(&counts, Heterogeneity::ChaoLowerBound, &mut go_on);
        assert_eq!(chao, Err(Verdict::NoEstimate.into()));
        assert!(fit_repeats(&counts, Heterogeneity::Homogeneous, &mut go_on).is_ok());
    }

    #[test]
    fn poisson_times_give_back_the_people_who_were_planted() {
        // 10,000 people met 1.5 times on average: rounded expected counts.
        let mean =
            |times: u32| (1..=times).fold(1e4 * (-1.5_f64).exp(), |p, i| p * 1.5 / f64::from(i));
        let counts = RepeatCounts::new((1..=9).map(|t| (t, mean(t).round() as u64))).unwrap();
        for form in [Heterogeneity::Homogeneous, Heterogeneity::ChaoLowerBound] {
            let fit = fit_repeats(&counts, form, &mut go_on).unwrap();
            assert!((fit.population / 1e4 - 1.0).abs() < 2e-3, "{fit:?}");
        }
        let zelterman = zelterman(&counts).unwrap();
        assert!(
            (zelterman.population / 1e4 - 1.0).abs() < 2e-3 && (zelterman.rate - 1.5).abs() < 1e-3
        );
    }
}
