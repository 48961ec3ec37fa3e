//! What it is worth to know a need, or an estimate that several needs rest on.

use super::{About, Ground, Moments, Unknown};
use crate::{InformationRefusal, Needs, Refusal};

/// Something that several needs rest on, such as an estimate of how many victims there are: one
/// answer would tell about all of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate<'a> {
    /// The needs that rest on it, by position.
    pub needs: &'a [u32],
    /// Its draws, in the order of those of the needs. `None` where only the needs are there: then
    /// their weighted sum stands for it, which gives the same where each need is the estimate times
    /// a number, and tells no more than there is to tell where it is not.
    pub draws: Option<&'a [f32]>,
}

pub(super) fn check(needs: &Needs, estimates: &[Estimate<'_>]) -> Result<(), Refusal> {
    for (number, estimate) in (0_u32..).zip(estimates) {
        let is_unknown = |need: &&u32| **need as usize >= needs.atoms().len();
        if let Some(need) = estimate.needs.iter().find(is_unknown) {
            return Err(
                InformationRefusal::EstimateNeedUnknown { estimate: number, need: *need }.into()
            );
        }
        let Some(draws) = estimate.draws else { continue };
        if draws.len() != needs.draws() {
            let (expected, found) = (needs.draws(), draws.len());
            return Err(
                InformationRefusal::EstimateDraws { estimate: number, expected, found }.into()
            );
        }
        if let Some(draw) = draws.iter().find(|draw| !draw.is_finite()) {
            return Err(InformationRefusal::EstimateDraw { estimate: number, draw: *draw }.into());
        }
    }
    Ok(())
}

pub(super) fn unknowns(
    ground: &Ground<'_>,
    estimates: &[Estimate<'_>],
    of_total: &Moments,
    total: &[f64],
) -> Vec<Unknown> {
    let needs = ground.needs;
    let mut rests = vec![false; needs.atoms().len()];
    let mut unknowns = Vec::new();
    let unknown = |about, needs, known: &[f64]| Unknown {
        about,
        needs,
        rows: Vec::new(),
        taken_off: explained(total, of_total, known),
        share: 0.0,
        deviation_after: 0.0,
    };
    for (number, estimate) in (0_u32..).zip(estimates) {
        let mut of_estimate = estimate.needs.to_vec();
        of_estimate.sort_unstable();
        of_estimate.dedup();
        of_estimate.retain(|need| ground.weights[*need as usize].is_some());
        let mut known = vec![0.0; needs.draws()];
        for need in &of_estimate {
            rests[*need as usize] = true;
            let weight = ground.weights[*need as usize].unwrap_or(0.0);
            let draws = needs.atoms()[*need as usize].draws.values();
            known.iter_mut().zip(draws).for_each(|(sum, draw)| *sum += weight * f64::from(*draw));
        }
        if let Some(draws) = estimate.draws.filter(|_| !of_estimate.is_empty()) {
            known = draws.iter().copied().map(f64::from).collect();
        }
        unknowns.push(unknown(About::Estimate(number), of_estimate, &known));
    }
    for (slot, _) in ground.slots() {
        let need = needs.slots()[slot as usize].atom;
        if !rests[need as usize] {
            let known: Vec<f64> = needs.slot_draws(slot).iter().copied().map(f64::from).collect();
            unknowns.push(unknown(About::Need(need), vec![need], &known));
        }
    }
    unknowns
}

/// `Cov(T, g)^2 / Var(g)`, which is never more than `Var(T)`; 0 where `g` is known already.
fn explained(total: &[f64], of_total: &Moments, known: &[f64]) -> f64 {
    let of_known = Moments::of(known);
    // What differs by rounding only is known: a mean is right to some sixteen digits.
    if of_known.variance <= (1e-12 * of_known.mean).powi(2) {
        return 0.0;
    }
    let pairs = total.iter().zip(known);
    let products = pairs.map(|(t, g)| (t - of_total.mean) * (g - of_known.mean));
    let covariance = products.sum::<f64>() / total.len().max(1) as f64;
    (covariance.powi(2) / of_known.variance).min(of_total.variance)
}
