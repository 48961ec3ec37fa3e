//! How far a difference in differences may be off.
//!
//! Relative changes of comparable cells scatter around their mean. With `e(k)` such a deviation, the
//! error of the association is a weighted sum of deviations: those of the commitment's own cells with
//! `a(c) = w(c) then(c)`, and those of the comparable cells with `b(k) = - sum over c of a(c) then(k)
//! / sum of then`, because a cell that several are compared with counts in all of them. Deviations in
//! one place have something in common where they are alike; its variance is the mean product of two
//! deviations in one place, and the sums of `a` and `b` within a place count together for it.

use std::collections::BTreeMap;

use super::CellChange;
use crate::gravity::student_beyond;

/// A cell of a commitment beside what it is compared with, in expected gaps.
pub(super) struct Comparison<'a> {
    pub(super) cell: &'a CellChange,
    pub(super) beside: &'a [&'a CellChange],
    pub(super) then: f64,
    pub(super) now: f64,
    /// `r`: the relative change of the gap of the comparable cells together.
    pub(super) relative_change: f64,
    beside_then: f64,
}

impl<'a> Comparison<'a> {
    pub(super) fn of(cell: &'a CellChange, beside: &'a [&'a CellChange]) -> Self {
        let then: f64 = beside.iter().map(|other| other.then.mean()).sum();
        let now: f64 = beside.iter().map(|other| other.now.mean()).sum();
        Self {
            cell,
            beside,
            then: cell.then.mean(),
            now: cell.now.mean(),
            relative_change: (now - then) / then,
            beside_then: then,
        }
    }

    /// The weighted change in one draw, less what comparable cells lead to expect in it. Where none of
    /// these has a gap in the draw, their expected relative change stands in.
    fn in_draw(&self, draw: usize) -> f64 {
        let at = |cell: &CellChange| {
            (f64::from(cell.then.values()[draw]), f64::from(cell.now.values()[draw]))
        };
        let (mut beside_then, mut beside_now) = (0.0, 0.0);
        for other in self.beside {
            let (then, now) = at(other);
            beside_then += then;
            beside_now += now;
        }
        let relative = if beside_then > 0.0 {
            (beside_now - beside_then) / beside_then
        } else {
            self.relative_change
        };
        let (then, now) = at(self.cell);
        self.cell.weight * (now - then * (1.0 + relative))
    }
}

/// A comparable cell: its deviation and what it counts for.
struct Compared<'a> {
    cell: &'a CellChange,
    then: f64,
    /// The deviation of its relative change.
    deviation: f64,
    /// Its part `b` in the error.
    part: f64,
}

/// How far the association may lie from the truth on either side, at a level.
pub(super) fn deviation(comparisons: &[Comparison<'_>], draws: usize, level: f64) -> f64 {
    let (compared, groups) = compared(comparisons);
    let freedom = (compared.len() - groups) as f64;
    let parts = Parts::of(comparisons, &compared);
    let scatter = scatter(&compared) * compared.len() as f64 / freedom;
    let (in_common, places) = in_common(&compared, scatter, freedom);
    let of_places = in_common * parts.by_place;
    let of_cells = (scatter - in_common).max(0.0) * parts.by_cell;
    let of_draws = beyond_comparable(comparisons, &compared, &parts, draws);
    let variance = of_places + of_cells + of_draws;
    if variance <= 0.0 {
        return 0.0;
    }
    let lost = of_places.powi(2) / places.max(1.0) + of_cells.powi(2) / freedom;
    let freedom = if lost > 0.0 { variance.powi(2) / lost } else { f64::from(u16::MAX) };
    let t = student_beyond((1.0 - level) / 2.0, freedom.min(f64::from(u16::MAX)));
    t * variance.sqrt()
}

/// The mean square of deviations, each counted as it counts in a sum, by the square of its gap:
/// relative changes of small gaps scatter more, and matter less.
fn scatter(compared: &[Compared<'_>]) -> f64 {
    let all: f64 = compared.iter().map(|it| it.then.powi(2)).sum();
    compared.iter().map(|it| (it.then * it.deviation).powi(2)).sum::<f64>() / all
}

/// All comparable cells by number, their relative changes around the mean of those that serve cells
/// of the same form, and in how many groups they fall.
fn compared<'a>(comparisons: &[Comparison<'a>]) -> (Vec<Compared<'a>>, usize) {
    let mut all: BTreeMap<u32, (Compared<'a>, Option<concert_terms::Form>)> = BTreeMap::new();
    for comparison in comparisons {
        let own = comparison.cell.weight * comparison.then;
        for other in comparison.beside {
            let then = other.then.mean();
            let deviation = other.now.mean() / then - 1.0;
            let new =
                || (Compared { cell: other, then, deviation, part: 0.0 }, comparison.cell.form);
            let (compared, _) = all.entry(other.cell).or_insert_with(new);
            compared.part -= own * then / comparison.beside_then;
        }
    }
    let mut means: BTreeMap<Option<concert_terms::Form>, (f64, f64)> = BTreeMap::new();
    for (compared, group) in all.values() {
        let (sum, then) = means.entry(*group).or_default();
        *sum += compared.deviation * compared.then;
        *then += compared.then;
    }
    let around = all.into_values().map(|(mut compared, group)| {
        let (sum, then) = means[&group];
        compared.deviation -= sum / then;
        compared
    });
    (around.collect(), means.len())
}

/// The sums of squares with which a variance is multiplied to give that of the error.
struct Parts {
    /// One by one.
    by_cell: f64,
    /// Cells of one place together.
    by_place: f64,
}

impl Parts {
    fn of(comparisons: &[Comparison<'_>], compared: &[Compared<'_>]) -> Self {
        let own = comparisons.iter().map(|it| (it.cell.place, it.cell.weight * it.then));
        let parts = own.chain(compared.iter().map(|it| (it.cell.place, it.part)));
        let mut by_place: BTreeMap<u32, f64> = BTreeMap::new();
        let mut by_cell = 0.0;
        for (place, part) in parts {
            by_cell += part * part;
            *by_place.entry(place).or_default() += part;
        }
        Self { by_cell, by_place: by_place.values().map(|sum| sum * sum).sum() }
    }
}

/// The variance that deviations in one place have in common, from the pairs of comparable cells
/// that lie in one place; none where there are no such pairs. Also how freely it was found: the
/// places with pairs, less one. Deviations are taken around their mean, which makes every product
/// smaller by the scatter over their number.
fn in_common(compared: &[Compared<'_>], scatter: f64, freedom: f64) -> (f64, f64) {
    let mut places: BTreeMap<u32, (f64, f64, f64)> = BTreeMap::new();
    for it in compared {
        let (sum, squares, count) = places.entry(it.cell.place).or_default();
        *sum += it.deviation;
        *squares += it.deviation * it.deviation;
        *count += 1.0;
    }
    let with_pairs = places.values().filter(|(_, _, count)| *count > 1.0);
    let (mut products, mut pairs, mut found) = (0.0, 0.0, 0.0);
    for (sum, squares, count) in with_pairs {
        products += sum * sum - squares;
        pairs += count * (count - 1.0);
        found += 1.0;
    }
    if pairs <= 0.0 {
        return (0.0, 1.0);
    }
    let correction = scatter / (freedom + 1.0);
    ((products / pairs + correction).clamp(0.0, scatter), f64::max(found - 1.0, 1.0))
}

/// The variance over the draws that is more than comparable cells show too. What they show is in
/// their scatter already, since they too were taken with one need that is not known.
fn beyond_comparable(
    comparisons: &[Comparison<'_>],
    compared: &[Compared<'_>],
    parts: &Parts,
    draws: usize,
) -> f64 {
    let in_draw = |draw| comparisons.iter().map(|it| it.in_draw(draw)).sum::<f64>();
    let own = variance((0..draws).map(in_draw));
    // The relative change at which each comparable cell would lie without its deviation.
    let each = compared.iter().map(|it| {
        let expected = it.cell.now.mean() / it.then - it.deviation;
        let pairs = it.cell.then.values().iter().zip(it.cell.now.values());
        variance(pairs.map(|(then, now)| (f64::from(*now) - f64::from(*then) * expected) / it.then))
    });
    let usual = each.sum::<f64>() / compared.len() as f64;
    (own - usual * parts.by_cell).max(0.0)
}

fn variance(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let (count, sum) = values.clone().fold((0.0, 0.0), |(count, sum), x| (count + 1.0, sum + x));
    let mean = sum / f64::max(count, 1.0);
    values.map(|x| (x - mean).powi(2)).sum::<f64>() / f64::max(count - 1.0, 1.0)
}
