//! The one statement at the top of a report: a range over assumptions, or a refusal.
//!
//! Models that fit the observed histories equally well can give any number of hidden people; what
//! identifies it is an assumption, and the table cannot choose among assumptions (Aleshin-Guendel,
//! Sadinle and Wakefield, arXiv 2101.09304). So the headline is the envelope: from the lowest to
//! the highest limit of the intervals of all assumptions that the table does not contradict. It is
//! never the narrowest interval, and never one number.

use serde::{Deserialize, Serialize};

use crate::bootstrap::interval::quantile_type_8;
use crate::refusal::{MAX_INTERVAL_RATIO, MAX_LISTS_OUTSIDE, Refusal};
use crate::report::answer::Estimate;
use crate::report::sensitivity::Sensitivity;
use crate::report::settings::Method;
use crate::warning::RIVAL_BIC_UNITS;

/// What is said of the number of people, in one line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Headline {
    /// From the lowest to the highest limit of the 95 % intervals of the assumptions below; none
    /// if refused.
    pub interval95: Option<[f64; 2]>,
    /// The median of all draws when every assumption below has equal weight; none if refused. It
    /// divides what the assumptions say into halves and is no better estimate than any of them.
    pub middle: Option<f64>,
    /// The assumptions whose intervals make up the envelope.
    pub methods: Vec<Method>,
    /// The assumptions that were left out of it, and why.
    pub left_out: Vec<LeftOut>,
    /// Why there is no range; empty if there is one.
    pub refused: Vec<Refusal>,
}

/// An assumption that is not part of the envelope.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The assumption.
    pub method: Method,
    /// Why.
    pub because: Because,
}

/// Why an assumption is not part of the envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// It gives no number.
    Refused,
    /// A model that the report holds fits better by more than [`RIVAL_BIC_UNITS`].
    Contradicted,
}

/// The headline of what methods and other tables say.
pub(crate) fn headline(
    estimates: &[Estimate],
    best_bic: Option<f64>,
    sensitivity: Option<&Sensitivity>,
) -> Headline {
    let mut left_out = Vec::new();
    let mut admitted: Vec<&Estimate> = Vec::new();
    for estimate in estimates {
        let because = if estimate.interval95.is_none() {
            Some(Because::Refused)
        } else if is_contradicted(estimate, best_bic) {
            Some(Because::Contradicted)
        } else {
            None
        };
        match because {
            Some(because) => left_out.push(LeftOut { method: estimate.method, because }),
            None => admitted.push(estimate),
        }
    }
    let refused = refusals(estimates, &admitted, sensitivity);
    let limits = envelope(&admitted).filter(|_| refused.is_empty());
    Headline {
        interval95: limits,
        middle: limits.map(|_| median(&mixture(&admitted, DRAWS_OF_EACH))),
        methods: admitted.iter().map(|estimate| estimate.method).collect(),
        left_out,
        refused,
    }
}

/// Draws of each assumption that are mixed: quantiles at equal steps, so that an assumption with
/// more draws weighs no more.
const DRAWS_OF_EACH: usize = 200;

/// The same number of quantiles of each estimate's draws, the assumptions weighing alike.
pub(crate) fn mixture(estimates: &[&Estimate], of_each: usize) -> Vec<f64> {
    let mut mixed = Vec::with_capacity(estimates.len() * of_each);
    for estimate in estimates.iter().filter(|estimate| !estimate.draws.is_empty()) {
        let mut ascending = estimate.draws.clone();
        ascending.sort_by(f64::total_cmp);
        let at = |i: usize| (i as f64 + 0.5) / of_each as f64;
        mixed.extend((0..of_each).map(|i| quantile_type_8(&ascending, at(i))));
    }
    mixed.sort_by(f64::total_cmp);
    mixed
}

fn median(ascending: &[f64]) -> f64 {
    quantile_type_8(ascending, 0.5)
}

/// Only an assumption that fixes one model can be contradicted by better ones: the others choose
/// or weigh models themselves.
fn is_contradicted(estimate: &Estimate, best_bic: Option<f64>) -> bool {
    let excess = estimate.bic.zip(best_bic).map(|(own, best)| own - best);
    estimate.method.fixes_its_model() && excess.is_some_and(|excess| excess > RIVAL_BIC_UNITS)
}

fn envelope(admitted: &[&Estimate]) -> Option<[f64; 2]> {
    let limits = admitted.iter().filter_map(|estimate| estimate.interval95);
    limits.reduce(|[low, high], [other_low, other_high]| [low.min(other_low), high.max(other_high)])
}

fn refusals(
    estimates: &[Estimate],
    admitted: &[&Estimate],
    sensitivity: Option<&Sensitivity>,
) -> Vec<Refusal> {
    let Some([low, high]) = envelope(admitted) else {
        let refused = distinct(estimates.iter().filter_map(|estimate| estimate.refused.clone()));
        return if refused.is_empty() { vec![Refusal::NoAssumptionLeft] } else { refused };
    };
    let mut refusals = Vec::new();
    // An open upper end of one admissible assumption cannot be closed by another's interval.
    let choosing = estimates.iter().filter(|estimate| !estimate.method.fixes_its_model());
    let open = choosing.filter_map(|estimate| estimate.refused.clone());
    refusals.extend(distinct(open.filter(Refusal::leaves_upper_end_open)));
    let ratio = |estimate: &&Estimate| estimate.interval95.map_or(1.0, |[low, high]| high / low);
    let narrowest = admitted.iter().map(ratio).fold(f64::INFINITY, f64::min);
    if narrowest > MAX_INTERVAL_RATIO {
        refusals.push(Refusal::IntervalTooWide { ratio: narrowest, limit: MAX_INTERVAL_RATIO });
    }
    refusals.extend(sensitivity.and_then(|other| unstable(other, [low, high])));
    refusals
}

/// The refusal of an answer that the lists do not share: leaving one out moves it outside the
/// envelope for more than [`MAX_LISTS_OUTSIDE`] of the lists that can be left out.
fn unstable(sensitivity: &Sensitivity, envelope: [f64; 2]) -> Option<Refusal> {
    let tried: Vec<(&str, f64)> = sensitivity
        .without_a_list
        .iter()
        .filter_map(|variant| Some((variant.lists.first()?.as_str(), variant.by_bic.population?)))
        .collect();
    let outside = |x: f64| x < envelope[0] || x > envelope[1];
    let lists: Vec<String> =
        tried.iter().filter(|(_, x)| outside(*x)).map(|(list, _)| (*list).to_owned()).collect();
    let share = lists.len() as f64 / tried.len().max(1) as f64;
    let populations = tried.iter().map(|(_, population)| *population);
    (share > MAX_LISTS_OUTSIDE).then(|| Refusal::UnstableWithoutAList {
        lists,
        tried: tried.len(),
        lowest: populations.clone().fold(f64::INFINITY, f64::min),
        highest: populations.fold(0.0, f64::max),
    })
}

fn distinct(refusals: impl Iterator<Item = Refusal>) -> Vec<Refusal> {
    let mut distinct: Vec<Refusal> = Vec::new();
    for refusal in refusals {
        if !distinct.iter().any(|other| other.code() == refusal.code()) {
            distinct.push(refusal);
        }
    }
    distinct
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loglinear::fit::Verdict;

    fn answered(method: Method, [low, high]: [f64; 2], bic: f64) -> Estimate {
        Estimate {
            population: Some(f64::midpoint(low, high)),
            interval95: Some([low, high]),
            bic: Some(bic),
            refused: None,
            draws: vec![low, high],
            ..Estimate::refused(method, Refusal::NotReached)
        }
    }

    fn codes(headline: &Headline) -> Vec<&'static str> {
        headline.refused.iter().map(Refusal::code).collect()
    }

    #[test]
    fn the_range_reaches_over_every_assumption_but_those_that_are_contradicted() {
        let estimates = [
            answered(Method::LoglinearBic, [900.0, 3000.0], 100.0),
            answered(Method::LoglinearStepwise, [700.0, 1000.0], 130.0),
            answered(Method::Independence, [100.0, 200.0], 106.1),
            answered(Method::Darroch, [800.0, 4000.0], 105.9),
        ];
        let found = headline(&estimates, Some(100.0), None);
        assert_eq!(found.interval95, Some([700.0, 4000.0]));
        let (method, because) = (Method::Independence, Because::Contradicted);
        assert_eq!(found.left_out, [LeftOut { method, because }]);
        assert!(found.refused.is_empty());
    }

    #[test]
    fn an_open_upper_end_is_not_closed_by_another_assumption() {
        let closed = answered(Method::LoglinearBic, [900.0, 3000.0], 100.0);
        let open = Refusal::TailNeverSettles { upper95: 1e9, farther: 1e10 };
        let estimates = [closed.clone(), Estimate::refused(Method::Decomposable, open)];
        let found = headline(&estimates, Some(100.0), None);
        assert_eq!(codes(&found), ["estimate/tail-never-settles"]);
        assert_eq!(found.interval95, None);
        // A method that says nothing at all leaves the range to the others.
        let verdict = Verdict::NoEstimate;
        let silent = Refusal::FormWithoutEstimate { form: "Darroch".to_owned(), verdict };
        let estimates = [closed, Estimate::refused(Method::Darroch, silent)];
        assert_eq!(headline(&estimates, Some(100.0), None).interval95, Some([900.0, 3000.0]));
    }

    #[test]
    fn every_assumption_must_be_wide_before_the_range_is_refused_for_its_width() {
        let wide = answered(Method::LoglinearBic, [1000.0, 10_001.0], 100.0);
        let found = headline(std::slice::from_ref(&wide), Some(100.0), None);
        assert_eq!(codes(&found), ["estimate/interval-too-wide"]);
        let narrow = answered(Method::LoglinearStepwise, [1000.0, 2000.0], 100.0);
        assert!(headline(&[wide, narrow], Some(100.0), None).refused.is_empty());
    }

    #[test]
    fn an_answer_that_most_lists_move_out_of_its_range_is_refused() {
        let outcome = |population| crate::report::sensitivity::Outcome {
            model_by_name: None,
            population: Some(population),
            refused: None,
        };
        let without = |populations: [f64; 4]| {
            let variant = |(i, population): (usize, f64)| crate::report::sensitivity::Variant {
                lists: vec![format!("list {i}")],
                observed: 10,
                by_bic: outcome(population),
                by_stepwise: outcome(population),
            };
            let without_a_list = populations.into_iter().enumerate().map(variant).collect();
            Sensitivity { without_a_list, ..Sensitivity::default() }
        };
        let estimates = [answered(Method::LoglinearBic, [900.0, 3000.0], 100.0)];
        let with = |other: &Sensitivity| codes(&headline(&estimates, Some(100.0), Some(other)));
        assert!(with(&without([500.0, 4000.0, 1000.0, 2000.0])).is_empty());
        let found = with(&without([500.0, 4000.0, 3500.0, 2000.0]));
        assert_eq!(found, ["estimate/unstable-without-a-list"]);
    }
}
