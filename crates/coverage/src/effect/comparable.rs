//! Which cells are comparable: of the same pillar, side and form, and with a gap of like size.

use std::collections::BTreeSet;

use super::CellChange;

/// At least so many cells must be comparable: with fewer their differences say too little.
pub const FEWEST: usize = 5;

/// At most so many cells are compared with, those with the most similar gaps. More would be less alike,
/// and the doubt that is left is that of the commitment's own cells.
pub const MOST: usize = 20;

/// A gap this many times as large, or as small, is not of like size.
pub const WITHIN: f64 = 8.0;

/// The cells that a cell can be compared with, the most comparable first: of its layer, with a gap
/// of like size when the commitment was made; of its form, and where these are fewer than
/// [`FEWEST`] of others too. Among them those of which as much was known go first, then those with
/// the nearest gap on a logarithmic scale, then by number. Those of other commitments are passed
/// over and noted.
pub(super) fn comparable<'a>(
    cell: &CellChange,
    others: &[&'a CellChange],
    excluded: &mut BTreeSet<u32>,
) -> Vec<&'a CellChange> {
    let gap = cell.then.mean();
    if gap <= 0.0 {
        return Vec::new();
    }
    let distance = |other: &CellChange| (other.then.mean() / gap).ln().abs();
    let in_layer = others.iter().filter(|other| other.layer == cell.layer);
    let near = in_layer.map(|other| (distance(other), *other));
    let (of_others, near): (Vec<_>, Vec<_>) = near
        .filter(|(distance, _)| *distance <= WITHIN.ln())
        .partition(|(_, other)| other.is_of_others);
    let is_same = |other: &CellChange| other.form == cell.form;
    let same_form = near.iter().filter(|(_, other)| is_same(other)).count();
    let is_enough = same_form >= FEWEST;
    excluded.extend(
        of_others
            .into_iter()
            .filter(|(_, other)| is_same(other) || !is_enough)
            .map(|(_, other)| other.cell),
    );
    let mut near: Vec<_> =
        near.into_iter().filter(|(_, other)| is_same(other) || !is_enough).collect();
    near.sort_by(|(a, one), (b, other)| {
        let rank = |it: &CellChange| (!is_same(it), it.knowledge != cell.knowledge);
        let ranks = rank(one).cmp(&rank(other));
        ranks.then_with(|| a.total_cmp(b)).then_with(|| one.cell.cmp(&other.cell))
    });
    near.truncate(MOST);
    near.into_iter().map(|(_, other)| other).collect()
}
