//! Alignment: whether effort goes where need is.
//!
//! With effort shares `e(c) = S(c) / sum of S` and need shares `n(c) = w(c) N(c) / sum of w N`, the
//! alignment is `A = sum of min(e(c), n(c))`, which is one less the total variation distance of the
//! two: 1 when every cell has its share of the effort, 0 when no effort stands where there is need.
//! It says nothing of how much effort there is. Capacities of different pillars, and of the two
//! sides, have different units and are never added: an alignment is of one pillar and one side.

use concert_terms::{Interval, Pillar, Side};

use crate::quantiles::OrderStatistics;
use crate::{Needs, Question, QuestionRefusal, Refusal, Served};

/// What is compared with each other: the needs of one pillar and side, in one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Layer {
    /// Pillar; `None` for needs that do not say.
    pub pillar: Option<Pillar>,
    /// Side; `None` for needs that do not say.
    pub side: Option<Side>,
}

/// Effort beside need in one layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    /// The layer.
    pub layer: Layer,
    /// The alignment of effort and expected need, from 0 to 1.
    pub alignment: f64,
    /// Median and interval of the alignment over the draws of the need.
    pub interval: Interval,
    /// All effective supply of the layer that stands at a need, in its unit.
    pub effort: f64,
    /// The expected need of the cells that weigh something, unweighted, in its unit.
    pub need: f64,
    /// Every cell of the layer that weighs something or is served, by position of its need.
    pub cells: Vec<Effort>,
}

/// A cell's shares of effort and need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// Position of the need among [`Needs::atoms`].
    pub need: u32,
    /// Its share of the effort, 0 to 1.
    pub effort_share: f64,
    /// Its share of the weighted expected need, 0 to 1.
    pub need_share: f64,
}

/// The alignment of each layer in which there is both effort and need, ordered by layer. Weights
/// are by position of the need, such as its severity.
///
/// Refused: a level that does not lie between 0 and 1, weights that are not one finite number of
/// zero or more for each need.
///
/// ```
/// use concert_coverage::{NeedAtom, Needs, PlaceTree, Question, Served, Supply, alignments};
/// use concert_coverage::{AllocationRule, SupplyRow, supply::{OPEN_END, OPEN_START}};
/// use concert_terms::{Draws, Form, Pillar, Population, Side, Stated};
///
/// // Two districts need 100 each; all effort, 50, is in the first.
/// let tree = PlaceTree::new(&[None, None])?;
/// let need = |place| NeedAtom {
///     place,
///     pillar: Some(Pillar::Protection),
///     side: Some(Side::Supply),
///     form: Some(Form::LABOUR),
///     population: Population::EVERYBODY,
///     sector: None,
///     draws: Draws::new(vec![100.0]),
/// };
/// let needs = Needs::new(&tree, vec![need(0), need(1)])?;
/// let mut supply = Supply::new();
/// supply.put(0, &SupplyRow {
///     organisation: 7,
///     places: vec![0],
///     pillars: Stated::of(&[Pillar::Protection]),
///     sides: Stated::of(&[Side::Supply]),
///     forms: Stated::of(&[Form::LABOUR]),
///     population: Population::EVERYBODY,
///     sector: None,
///     first_day: OPEN_START,
///     last_day: OPEN_END,
///     is_active: true,
///     capacity: Some(50.0),
///     confirmed_day: 20_000,
///     half_life_days: 60.0,
///     answers: None,
/// })?;
/// let served = Served::on(20_000, &tree, &supply, &needs, AllocationRule::ByNeed)?;
/// let found = alignments(&needs, &served, &[1.0, 1.0], 0.9)?;
/// assert_eq!(found[0].alignment, 0.5);
/// # Ok::<(), concert_coverage::Refusal>(())
/// ```
pub fn alignments(
    needs: &Needs,
    served: &Served,
    weights: &[f64],
    level: f64,
) -> Result<Vec<Alignment>, Refusal> {
    Question::check_level(level)?;
    check_weights(needs, weights)?;
    let of_layer = |layer| alignment(needs, served, weights, level, layer);
    Ok(layers(needs).into_iter().filter_map(of_layer).collect())
}

fn alignment(
    needs: &Needs,
    served: &Served,
    weights: &[f64],
    level: f64,
    layer: Layer,
) -> Option<Alignment> {
    let mut cells = standing(needs, layer);
    // What weighs nothing and is not served is no part of the question.
    cells.retain(|need| weights[*need as usize] > 0.0 || served.supply(*need) > 0.0);
    let effort: Vec<f64> = cells.iter().map(|need| served.supply(*need)).collect();
    let weighted = |need: u32| weights[need as usize] * needs.expected(need);
    let all_effort: f64 = effort.iter().sum();
    let all_need: f64 = cells.iter().map(|need| weighted(*need)).sum();
    if all_effort <= 0.0 || all_need <= 0.0 {
        return None;
    }
    let shares = cells.iter().zip(&effort).map(|(need, effort)| Effort {
        need: *need,
        effort_share: effort / all_effort,
        need_share: weighted(*need) / all_need,
    });
    let shares: Vec<Effort> = shares.collect();
    let mut sums = vec![0.0; needs.draws()];
    for need in &cells {
        let draws = needs.atoms()[*need as usize].draws.values();
        let weight = weights[*need as usize];
        sums.iter_mut().zip(draws).for_each(|(sum, draw)| *sum += weight * f64::from(*draw));
    }
    let mut drawn = vec![0.0; needs.draws()];
    for cell in &shares {
        let draws = needs.atoms()[cell.need as usize].draws.values();
        let weight = weights[cell.need as usize];
        for ((aligned, sum), draw) in drawn.iter_mut().zip(&sums).zip(draws) {
            // Where nobody is in need, no effort is where need is.
            let share = if *sum > 0.0 { weight * f64::from(*draw) / sum } else { 0.0 };
            *aligned += cell.effort_share.min(share);
        }
    }
    let alignment: f64 = shares.iter().map(|cell| cell.effort_share.min(cell.need_share)).sum();
    Some(Alignment {
        layer,
        alignment: alignment.min(1.0),
        interval: OrderStatistics::of(&drawn, level, &mut Vec::new()).rising(|a| a.min(1.0)),
        effort: all_effort,
        need: cells
            .iter()
            .filter(|need| weights[**need as usize] > 0.0)
            .map(|need| needs.expected(*need))
            .sum(),
        cells: shares,
    })
}

/// The layers in which a need stands, ascending.
pub(crate) fn layers(needs: &Needs) -> Vec<Layer> {
    let kinds = needs.kinds().iter();
    let mut layers: Vec<Layer> =
        kinds.map(|kind| Layer { pillar: kind.pillar, side: kind.side }).collect();
    layers.sort_unstable();
    layers.dedup();
    layers
}

/// The needs of a layer that stand, by position, ascending.
pub(crate) fn standing(needs: &Needs, layer: Layer) -> Vec<u32> {
    let of_layer = |slot: &&crate::need::Slot| {
        let kind = needs.kinds()[slot.kind as usize];
        (kind.pillar, kind.side) == (layer.pillar, layer.side)
    };
    let mut standing: Vec<u32> =
        needs.slots().iter().filter(of_layer).map(|slot| slot.atom).collect();
    standing.sort_unstable();
    standing
}

/// One weight for each need, a finite number of zero or more.
pub(crate) fn check_weights(needs: &Needs, weights: &[f64]) -> Result<(), Refusal> {
    if weights.len() != needs.atoms().len() {
        let (expected, found) = (needs.atoms().len(), weights.len());
        return Err(QuestionRefusal::WeightCount { expected, found }.into());
    }
    let is_wrong = |weight: &f64| !weight.is_finite() || *weight < 0.0;
    match (0..).zip(weights).find(|(_, weight)| is_wrong(weight)) {
        Some((need, weight)) => Err(QuestionRefusal::Weight { need, weight: *weight }.into()),
        None => Ok(()),
    }
}
