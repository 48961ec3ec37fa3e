//! The one statement at the top of a report: a range over assumptions, or a refusal.
//!
//! Models that fit the observed histories equally well can give any number of hidden people; what
//! identifies it is an assumption, and the table cannot choose among assumptions (Aleshin-Guendel,
//! Sadinle and Wakefield, arXiv 2101.09304). So the headline is the envelope: from the lowest to
//! the highest limit of the intervals of all assumptions that the table does not contradict. It is
//! never the narrowest interval, and never one number.

use serde::{Deserialize, Serialize};

use crate::answer::Estimate;
use crate::interval::quantile_type_8;
use crate::refusal::{MAX_INTERVAL_RATIO, MAX_LISTS_OUTSIDE, Refusal};
use crate::sensitivity::Sensitivity;
use crate::settings::Method;
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
    refusals.extend(distinct(estimates.iter().filter_map(|estimate| {
        let open = matches!(estimate.refused, Some(Refusal::ReplicatesWithoutEstimate { .. }));
        estimate.refused.clone().filter(|_| open && !estimate.method.fixes_its_model())
    })));
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
