//! The profile likelihood of the number of people: for each possible number, how likely the table
//! is at best under a model, and the interval of numbers that the table does not contradict.
//!
//! Given the number of people `N`, the counts of all histories, the empty one included, are
//! multinomial. With `h = N - n` hidden people the best parameters of a log-linear model are those
//! of a Poisson fit to the table in which the empty history has the count `h` (Cormack 1992,
//! Biometrics 48:567). If `m` are its fitted means, the logarithm of the profile likelihood is, up
//! to a constant,
//!
//! `ln N! - N ln N - ln h! + sum over histories seen of y ln m + h ln m(0)`,
//!
//! in which the factorials of large numbers cancel; see [`crate::gamma`]. The interval at level
//! `1 - a` holds the numbers whose value is within half the `1 - a` quantile of chi-square with one
//! degree of freedom of the largest: the interval that `Rcapture` prints. Unlike one made of an
//! estimate and its error it is not symmetric, never holds fewer people than were seen, and is
//! still there where the estimate is not: lists without overlap have no estimate, but the numbers
//! from some number up contradict nothing. Then there is no upper limit, and none is made up.
//!
//! **Given the model.** Nothing here knows that the model was chosen by the same data. After a
//! choice such intervals are too narrow by far: in the simulations of Chan, Silverman and Vincent
//! (2021, section 3.4) those of nominal 95 % covered the truth in 61 %.

use serde::{Deserialize, Serialize};

use crate::capture_history::CaptureTable;
use crate::loglinear::existence::{Existence, examine, remaining_cells};
use crate::loglinear::fit::{Verdict, fit};
use crate::loglinear::integer_design::{Kind, kind_of_rows};
use crate::loglinear::likelihood_interval::{GivenHidden, search};
use crate::loglinear::margins::{Margins, add_subsets, add_supersets};
use crate::loglinear::{Terms, independent_start};
use crate::model::Model;
use crate::numerics::newton::{Covariance, Slope, climb};
use crate::progress::{Interrupted, Meter, Tell};

/// What the profile likelihood under one model says of the number of people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// The most likely number of people, observed and hidden, under multinomial sampling; a little
    /// below the estimate of [`fit`]. None where the likelihood grows with the number for ever.
    pub population: Option<f64>,
    /// The numbers not contradicted at 95 %, if the model is true.
    pub interval95: ProfileInterval,
    /// The numbers not contradicted at 80 %, if the model is true.
    pub interval80: ProfileInterval,
    /// By how much the estimate of [`fit`] exceeds the truth on average, to the first order in
    /// one over the counts: subtracted from it, it gives the bias-corrected estimate of `Rcapture`.
    /// None where there is no estimate.
    pub bias: Option<f64>,
}

/// An interval that may be open above.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ProfileInterval {
    /// At least so many people; never fewer than were observed.
    pub lower: f64,
    /// At most so many people. None where the likelihood never falls so low, or only beyond
    /// [`MAX_PEOPLE`](crate::MAX_PEOPLE).
    pub upper: Option<f64>,
}

/// Why there is no fit, or no profile made of fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoFit {
    /// Some parameters run away, or are not determined.
    #[error(transparent)]
    Verdict(#[from] Verdict),
    /// The caller ended the work.
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}

/// The profile likelihood of a model on a table. See the module for what is done.
///
/// [`Verdict::NoEstimate`] is given only if parameters other than the number of people run away.
/// Where that number alone does, the profile exists and is open above:
///
/// ```
/// use std::ops::ControlFlow;
/// use concert_estimate::{CaptureTable, History, Model, fit, profile};
///
/// // Invented figures: two lists of 40 and 30 people, none of them on both.
/// let cells = [(0b01, 40), (0b10, 30)].map(|(bits, n)| (History::new(bits), n));
/// let table = CaptureTable::new(["police", "shelter"], cells)?;
/// let model = Model::independence(2)?;
/// assert!(fit(&table, &model).is_err());
/// let profile = profile(&table, &model, &mut |_, _| ControlFlow::Continue(()))?;
/// assert_eq!((profile.population, profile.interval95.upper), (None, None));
/// assert_eq!(profile.interval95.lower.round(), 642.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn profile(table: &CaptureTable, model: &Model, tell: &mut Tell<'_>) -> Result<Profile, NoFit> {
    if model.lists() != table.lists().len() {
        return Err(Verdict::OtherLists.into());
    }
    let margins = Margins::of(table);
    let terms = Terms::of(model, &margins);
    let kind = kind_of_profile(&margins, &terms)?;
    let estimate = match fit(table, model) {
        Ok(fit) => Some(fit),
        Err(Verdict::NoEstimate) => None,
        Err(verdict) => return Err(verdict.into()),
    };
    let start = independent_start(&margins);
    let start = estimate.as_ref().map_or(start, |fit| fit.parameters.clone());
    let mut theta: Vec<f64> = terms.finite.iter().map(|&t| start[usize::from(t)]).collect();
    let mut means = vec![0.0; 1 << margins.lists];
    let given = |hidden: f64| {
        let last = theta.len() - 1;
        theta[last] = 0.0;
        let mut seen = 0.0;
        climb(&mut theta, |theta, slope| {
            seen = evaluate_with_hidden(&margins, &terms, hidden, theta, &mut means, slope);
        })?;
        let terms = terms.finite.iter().zip(&theta);
        let fitted: f64 = terms.map(|(&t, x)| x * margins.sums[usize::from(t)]).sum();
        Some(GivenHidden { fitted: fitted + hidden.ln() * margins.people(), seen })
    };
    let hidden = estimate.as_ref().map(|fit| fit.hidden);
    let bias = estimate.as_ref().map(|fit| fit.parameters.as_slice());
    let bias = bias.and_then(|parameters| bias_of_estimate(&terms, parameters));
    let mut meter = Meter::new(tell);
    let mut profile = search(margins.people(), kind, hidden, given, &mut meter)?;
    profile.bias = bias;
    Ok(profile)
}

fn kind_of_profile(margins: &Margins, terms: &Terms) -> Result<Kind, Verdict> {
    // The usual case, decided without a matrix.
    if examine(margins, terms) == Existence::Exists {
        return Ok(Kind::Inside);
    }
    let row = |history: u16| -> Vec<i128> {
        terms.finite.iter().map(|&term| i128::from(term & history == term)).collect()
    };
    let mut empty = remaining_cells(margins.lists, &terms.absent);
    margins.cells.iter().for_each(|cell| empty[usize::from(cell.0)] = false);
    let with = margins.cells.iter().map(|cell| row(cell.0));
    let without = (0..1_u32 << margins.lists).filter(|&cell| empty[cell as usize]);
    kind_of_rows(with, without.map(|cell| row(cell as u16)), &row(0))
}

/// Log-likelihood, scores and information of the terms with `hidden` people in the empty history,
/// by sums over sets; the sum of the fitted means of the other histories is returned. Means are
/// counted in units of `hidden`, so that the intercept, the last of the parameters, is near zero and
/// keeps its digits however many people are hidden.
fn evaluate_with_hidden(
    margins: &Margins,
    terms: &Terms,
    hidden: f64,
    theta: &[f64],
    means: &mut [f64],
    slope: &mut Slope,
) -> f64 {
    means.fill(0.0);
    for (&term, &x) in terms.finite.iter().zip(theta) {
        means[usize::from(term)] = x;
    }
    for &term in &terms.absent {
        means[usize::from(term)] = f64::NEG_INFINITY;
    }
    means[0] += hidden.ln();
    add_subsets(means);
    for mean in means.iter_mut() {
        *mean = mean.exp();
    }
    means[0] = 0.0;
    add_supersets(means);
    let seen = means[0];
    slope.value = -seen;
    for (i, (&term, &x)) in terms.finite.iter().zip(theta).enumerate() {
        let count = margins.sums[usize::from(term)];
        slope.value += x * count;
        slope.scores[i] = count - means[usize::from(term)];
    }
    fill_information(terms, means, &mut slope.information);
    let last = theta.len() - 1;
    slope.add_hidden(hidden, theta[last], last);
    seen
}

/// The information of `s` and `t` is the fitted number of people on all lists of both.
fn fill_information(terms: &Terms, sums: &[f64], information: &mut [f64]) {
    let size = terms.finite.len();
    for (i, &s) in terms.finite.iter().enumerate() {
        for (j, &t) in terms.finite[..=i].iter().enumerate() {
            information[i * size + j] = sums[usize::from(s | t)];
        }
    }
}

/// Half of `hidden (V00 - (V X' W h)0)`, where `V` is the covariance, `W` the fitted means and `h`
/// the variances of their logarithms: the bias of `exp` of the intercept, from the bias of maximum
/// likelihood in exponential families (Cordeiro and `McCullagh` 1991, JRSS B 53:629) and the
/// curvature of `exp`.
fn bias_of_estimate(terms: &Terms, parameters: &[f64]) -> Option<f64> {
    let size = terms.finite.len();
    let mut means = parameters.to_vec();
    add_subsets(&mut means);
    for mean in &mut means {
        *mean = mean.exp();
    }
    let hidden = std::mem::take(&mut means[0]);
    let mut sums = means.clone();
    add_supersets(&mut sums);
    let mut information = vec![0.0; size * size];
    fill_information(terms, &sums, &mut information);
    let covariance = Covariance::of(&information, size)?;
    let columns: Vec<Vec<f64>> = (0..size).map(|i| covariance.column(i)).collect();
    let mut weighted = vec![0.0; means.len()];
    for (history, (weight, &mean)) in weighted.iter_mut().zip(&means).enumerate() {
        if mean > 0.0 {
            let within = |&i: &usize| usize::from(terms.finite[i]) & !history == 0;
            let within: Vec<usize> = (0..size).filter(within).collect();
            let row = |&i: &usize| within.iter().map(|&j| columns[i][j]).sum::<f64>();
            *weight = mean * within.iter().map(row).sum::<f64>();
        }
    }
    add_supersets(&mut weighted);
    let last = &columns[size - 1];
    let pull = terms.finite.iter().zip(last).map(|(&t, v)| v * weighted[usize::from(t)]);
    Some(0.5 * hidden * (last[size - 1] - pull.sum::<f64>()))
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::capture_history::History;
    use crate::numerics::poisson::ln_factorial;

    fn table(lists: &[&str], cells: &[(u16, u64)]) -> CaptureTable {
        let cells = cells.iter().map(|&(bits, count)| (History::new(bits), count));
        CaptureTable::new(lists.iter().copied(), cells).unwrap()
    }

    fn profile_of(table: &CaptureTable, model: &str) -> Result<Profile, NoFit> {
        let model = Model::parse(model, table.lists().len()).unwrap();
        profile(table, &model, &mut |_, _| ControlFlow::Continue(()))
    }

    /// Two independent lists of these sizes: with `N` people the shares are the sizes over `N`.
    fn two_lists(sizes: [u64; 2], both: u64, people: u64) -> f64 {
        let seen = sizes[0] + sizes[1] - both;
        let n = people as f64;
        let own = |x: f64| if x > 0.0 { x * (x / n).ln() } else { 0.0 };
        let lists = sizes.map(|size| own(size as f64) + own(n - size as f64));
        ln_factorial(people) - ln_factorial(people - seen) + lists[0] + lists[1]
    }

    #[test]
    fn the_profile_of_two_lists_agrees_with_a_search_through_all_numbers() {
        let (sizes, both) = ([48, 38], 8);
        let profile =
            profile_of(&table(&["a", "b"], &[(1, 40), (2, 30), (3, 8)]), "[1,2]").unwrap();
        let value = |people| two_lists(sizes, both, people);
        let best = (78..5000).max_by(|&a, &b| value(a).total_cmp(&value(b))).unwrap();
        assert!((profile.population.unwrap() - best as f64).abs() <= 0.5, "{profile:?} {best}");
        for (interval, half) in [(profile.interval95, 1.920_729), (profile.interval80, 0.821_187)] {
            let inside: Vec<u64> =
                (78..5000).filter(|&people| value(people) >= value(best) - half).collect();
            assert_eq!(interval.lower.ceil() as u64, inside[0], "{profile:?}");
            assert_eq!(interval.upper.map(|n| n.floor() as u64), inside.last().copied());
        }
        // Hidden people are f1 f2 / f12; to the first order they are f1 f2 / f12^2 too many.
        assert!((profile.bias.unwrap() - 1200.0 / 64.0).abs() < 1e-9);
    }

    #[test]
    fn without_overlap_the_interval_is_open_above() {
        let lists = table(&["a", "b"], &[(1, 40), (2, 30)]);
        let profile = profile_of(&lists, "[1,2]").unwrap();
        assert_eq!((profile.population, profile.bias), (None, None));
        assert_eq!((profile.interval95.upper, profile.interval80.upper), (None, None));
        // For ever more people the value tends to that of two lists chosen one after the other.
        let limit = two_lists([40, 30], 0, 9_000_000);
        let least = (70..9000).find(|&n| two_lists([40, 30], 0, n) >= limit - 1.920_729).unwrap();
        assert!((profile.interval95.lower - least as f64).abs() < 1.5, "{profile:?} {least}");
        assert!(profile.interval80.lower > profile.interval95.lower);
    }

    #[test]
    fn where_nobody_is_hidden_the_interval_begins_with_those_seen() {
        // Everybody is on both lists.
        let profile = profile_of(&table(&["a", "b"], &[(3, 50)]), "[1,2]").unwrap();
        assert_eq!(profile.population, Some(50.0));
        assert!((profile.interval95.lower - 50.0).abs() < 1e-9);
        let upper = profile.interval95.upper.unwrap();
        assert!(upper > 50.0 && upper < 53.0, "{upper}");
    }

    #[test]
    fn models_that_determine_nothing_have_no_profile() {
        let lists = table(&["a", "b"], &[(1, 40), (2, 30), (3, 8)]);
        let verdict = |model| profile_of(&lists, model).unwrap_err();
        assert_eq!(verdict("[12]"), NoFit::Verdict(Verdict::NotIdentifiable));
        let model = Model::independence(3).unwrap();
        let other = profile(&lists, &model, &mut |_, _| ControlFlow::Continue(()));
        assert_eq!(other, Err(NoFit::Verdict(Verdict::OtherLists)));
        let model = Model::independence(2).unwrap();
        let mut steps = 0;
        let ended = profile(&lists, &model, &mut |_, _| {
            steps += 1;
            if steps < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        assert_eq!((ended, steps), (Err(NoFit::Interrupted(Interrupted)), 3));
    }

    #[test]
    fn terms_at_minus_infinity_are_respected() {
        // Lists a and b share nobody; with that pair at minus infinity there is an estimate.
        let lists = table(&["a", "b", "c"], &[(1, 40), (2, 30), (4, 50), (5, 8), (6, 7)]);
        let model = Model::parse("[12,3]", 3).unwrap();
        let estimate = fit(&lists, &model).unwrap();
        let profile = profile_of(&lists, "[12,3]").unwrap();
        assert!((profile.population.unwrap() / estimate.population - 1.0).abs() < 0.02);
        assert!(profile.interval95.lower > 135.0 && profile.interval95.upper.is_some());
        assert!(profile.bias.unwrap() > 0.0);
    }
}
