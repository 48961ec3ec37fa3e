//! The least that must be assumed to say a number at all, and how far the number moves with it.
//!
//! A table of `k` lists has `2^k - 1` counts, and the log-linear model that holds every interaction
//! but that of all lists together fits them all exactly. It chooses nothing and smooths nothing;
//! what remains assumed is that the interaction of all `k` lists is what it is taken to be. Let
//! `xi` be that interaction as a ratio: of the product of the means of all histories with an odd
//! number of lists to that of all with an even number. For two lists that is one over their odds
//! ratio, for three the odds ratio of two of them among those on the third over the same among those
//! off it; one is no interaction. Then the hidden number is
//!
//! `h = (product of the counts of histories with an odd number of lists) /
//!      (xi * product of those with an even number, the empty one left out)`
//!
//! (Aleshin-Guendel, Sadinle and Wakefield, arXiv 2101.09304, section 3). Nothing in the table can
//! tell what `xi` is: an estimate, whichever model it comes from, is an estimate *given* `xi`, and
//! [`xi_for`] says which `xi` would make another number true.

use serde::{Deserialize, Serialize};

use crate::capture_history::{CaptureTable, History};
use crate::numerics::normal::quantile;

/// The values of `xi` that the authors put side by side.
pub const USUAL_XI: [f64; 5] = [0.5, 2.0 / 3.0, 1.0, 1.5, 2.0];

/// What the exactly fitting model says under several values of `xi`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HighestOrder {
    /// One for each value asked, in that order.
    pub given: Vec<GivenXi>,
    /// From the lowest lower limit to the highest upper limit: what cannot be excluded if `xi` may
    /// be any of the values asked. Wider than any interval that takes one model as true.
    pub range95: [f64; 2],
}

/// The number of people if the interaction of all lists is `xi`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GivenXi {
    /// The interaction of all lists together, as a ratio (see the module); one is none.
    pub xi: f64,
    /// Number of people, observed and hidden.
    pub population: f64,
    /// Standard error of `population` if the number of people is Poisson: the root of
    /// `h + h^2 v`, where `v`, the variance of `ln h`, is the sum of one over every count.
    pub standard_error: f64,
    /// At 95 %, with the logarithm of the hidden number normal.
    pub interval95: [f64; 2],
    /// At 80 %.
    pub interval80: [f64; 2],
}

/// Why the exactly fitting model gives no number.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NoHighestOrder {
    /// Some histories have nobody, so that the number would be zero, infinite or undefined. The
    /// authors' program adds nothing to such cells and diverges; adding one half, as is done
    /// elsewhere, makes the number depend on the half as much as on the people. So there is none.
    #[error("{} histories have nobody", empty.len())]
    EmptyHistories {
        /// The histories.
        empty: Vec<History>,
    },
    /// A value of `xi` is not a positive finite number, or none is given.
    #[error("xi is a positive number, not {xi}")]
    NotXi {
        /// The value, or not a number where none is given.
        xi: f64,
    },
}

impl NoHighestOrder {
    /// The stable code of the reason.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EmptyHistories { .. } => "estimate/empty-histories",
            Self::NotXi { .. } => "estimate/not-xi",
        }
    }
}

/// Estimates the number of people for each value of `xi`, such as [`USUAL_XI`].
///
/// ```
/// use concert_estimate::{CaptureTable, History, USUAL_XI, highest_order};
///
/// // Invented figures. Without interaction, 40 * 30 / 8 = 150 people are on neither list; if being
/// // on one list doubles the odds of being on the other, there are 300.
/// let cells = [(1, 40), (2, 30), (3, 8)].map(|(bits, n)| (History::new(bits), n));
/// let table = CaptureTable::new(["police", "shelter"], cells)?;
/// let found = highest_order(&table, &[1.0, 0.5])?;
/// assert_eq!(found.given[0].population.round(), 228.0);
/// assert_eq!(found.given[1].population.round(), 378.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn highest_order(table: &CaptureTable, xi: &[f64]) -> Result<HighestOrder, NoHighestOrder> {
    let positive = |&&xi: &&f64| !(xi > 0.0 && xi.is_finite());
    if let Some(&xi) = xi.iter().find(positive).or(xi.is_empty().then_some(&f64::NAN)) {
        return Err(NoHighestOrder::NotXi { xi });
    }
    let histories = (1..1_u32 << table.lists().len()).map(|bits| History::new(bits as u16));
    let has =
        |history: &History| table.cells().binary_search_by_key(history, |cell| cell.0).is_ok();
    let empty: Vec<History> = histories.filter(|history| !has(history)).collect();
    if !empty.is_empty() {
        return Err(NoHighestOrder::EmptyHistories { empty });
    }
    let sign = |history: History| if history.len() % 2 == 1 { 1.0 } else { -1.0 };
    let cells = table.cells().iter().map(|&(history, count)| (sign(history), count as f64));
    let ln_hidden: f64 = cells.clone().map(|(sign, count)| sign * count.ln()).sum();
    let variance: f64 = cells.map(|(_, count)| 1.0 / count).sum();
    let observed = table.observed() as f64;
    let given: Vec<GivenXi> = xi
        .iter()
        .map(|&xi| {
            let hidden = ln_hidden.exp() / xi;
            let interval = |level: f64| {
                let reach = quantile(f64::midpoint(1.0, level)) * variance.sqrt();
                [observed + hidden * (-reach).exp(), observed + hidden * reach.exp()]
            };
            GivenXi {
                xi,
                population: observed + hidden,
                standard_error: (hidden + hidden * hidden * variance).sqrt(),
                interval95: interval(0.95),
                interval80: interval(0.8),
            }
        })
        .collect();
    let limits = |side: usize| given.iter().map(move |given| given.interval95[side]);
    let range95 =
        [limits(0).fold(f64::INFINITY, f64::min), limits(1).fold(f64::NEG_INFINITY, f64::max)];
    Ok(HighestOrder { given, range95 })
}

/// The number of people that any model gives once the interaction of all lists, which the model
/// takes as none, is `xi`: the hidden number divided by it. `None` unless `xi` is positive and
/// finite.
pub fn population_given_xi(observed: u64, hidden: f64, xi: f64) -> Option<f64> {
    (xi > 0.0 && xi.is_finite()).then(|| observed as f64 + hidden / xi)
}

/// How strong the interaction of all lists, which a model takes as none, must be for another number
/// of people to be the true one: below one if there are more people than the model says, above one
/// if fewer. The question to ask then is whether lists could depend on each other so much.
///
/// `observed` people were seen, and the model says that `hidden` were not. `None` if the model hides
/// nobody or the other number does not exceed those observed: then no value makes it true.
///
/// ```
/// use concert_estimate::xi_for;
///
/// // A model says 12,000 people, of whom 2,000 observed. For 22,000 to be true, that part of the
/// // dependence that the model leaves out must halve what it takes as one.
/// assert_eq!(xi_for(2_000, 10_000.0, 22_000.0), Some(0.5));
/// assert_eq!(xi_for(2_000, 10_000.0, 2_000.0), None);
/// ```
pub fn xi_for(observed: u64, hidden: f64, population: f64) -> Option<f64> {
    let xi = hidden / (population - observed as f64);
    (xi > 0.0 && xi.is_finite()).then_some(xi)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loglinear::fit::fit;
    use crate::model::Model;

    fn table(lists: usize, counts: &[u64]) -> CaptureTable {
        let names = (0..lists).map(|list| list.to_string());
        let cells = counts.iter().enumerate();
        let cells = cells.map(|(i, &count)| (History::new(i as u16 + 1), count));
        CaptureTable::new(names, cells).unwrap()
    }

    #[test]
    fn the_closed_form_is_the_fit_of_the_model_with_every_lower_interaction() {
        let table = table(3, &[50, 41, 7, 33, 12, 5, 3]);
        let model = Model::parse("[12,13,23]", 3).unwrap();
        let fit = fit(&table, &model).unwrap();
        let found = highest_order(&table, &USUAL_XI).unwrap();
        let plain = found.given[2];
        assert!((plain.population - fit.population).abs() < 1e-6);
        assert!((plain.interval95[1] - fit.interval_given_model(0.95)[1]).abs() < 1e-5);
        for given in &found.given {
            assert!(found.range95[0] <= given.interval95[0]);
            assert!(found.range95[1] >= given.interval95[1]);
            let back = xi_for(table.observed(), fit.hidden, given.population).unwrap();
            assert!((back - given.xi).abs() < 1e-9);
            let there = population_given_xi(table.observed(), fit.hidden, given.xi).unwrap();
            assert!((there - given.population).abs() < 1e-6);
        }
    }

    #[test]
    fn empty_histories_and_impossible_interactions_are_refused() {
        let sparse = table(3, &[50, 41, 0, 33, 12, 0, 3]);
        let refused = highest_order(&sparse, &USUAL_XI).unwrap_err();
        let empty = [3, 6].map(History::new).to_vec();
        assert_eq!(refused.code(), "estimate/empty-histories");
        assert_eq!(refused, NoHighestOrder::EmptyHistories { empty });
        let full = table(2, &[5, 4, 3]);
        for xi in [&[][..], &[0.0], &[1.0, -2.0], &[f64::INFINITY], &[f64::NAN]] {
            let refused = highest_order(&full, xi).unwrap_err();
            assert_eq!(refused.code(), "estimate/not-xi", "{xi:?}");
        }
        assert_eq!(population_given_xi(5, 2.0, 0.0), None);
        assert_eq!(xi_for(5, 0.0, 9.0), None);
    }
}
