//! The honeycomb under the map: cells of six edges, moved a little so that nobody sees them.
//!
//! In a honeycomb three cells meet in every corner, never four. So the border of any set of cells
//! is a number of closed rings that never touch themselves or each other, and two neighbouring
//! sets have exactly the same points on their common border.

use std::collections::BTreeMap;
use std::f64::consts::TAU;

use crate::chance::{Chance, Purpose};

/// Cells in a row.
pub(crate) const COLUMNS: usize = 84;
/// Rows of cells.
pub(crate) const ROWS: usize = 96;
/// Number of cells.
pub(crate) const CELLS: usize = COLUMNS * ROWS;

/// The south-west corner of the map, in degrees: the empty South Pacific, 1,500 km from the
/// nearest inhabited island, so that nobody takes the region for a real one.
const CORNER: [f64; 2] = [-128.0, -47.5];
/// Degrees of latitude of one edge of a cell (9.4 km).
const EDGE_DEGREES: f64 = 0.085;
/// Degrees of longitude per degree of latitude in the middle of the map, so that cells look round.
const STRETCH: f64 = 1.33;
/// How far a corner is moved at most, in edges. Below a third, no two edges can cross.
const JITTER: f64 = 0.27;

/// The honeycomb with its corners moved.
#[derive(Debug)]
pub(crate) struct Lattice {
    /// North and south corner of every cell; every corner of the honeycomb is one of these.
    corners: Vec<[f64; 2]>,
}

impl Lattice {
    pub(crate) fn new(seed: u64) -> Self {
        let mut chance = Chance::of(seed, Purpose::Land, 1);
        let bend = [TAU * chance.unit(), TAU * chance.unit()];
        let corners = (0..2 * CELLS)
            .map(|corner| {
                let [x, y] = centre(corner / 2);
                let up = if corner % 2 == 0 { 1.0 } else { -1.0 };
                let (far, turn) = (JITTER * chance.unit().sqrt(), TAU * chance.unit());
                let at = [x + far * turn.cos(), y + up + far * turn.sin()];
                on_earth(at, bend)
            })
            .collect();
        Self { corners }
    }

    /// The rings around the cells for which `inside` holds, in degrees, first point not repeated;
    /// outer rings counter-clockwise, holes clockwise.
    pub(crate) fn rings(
        &self,
        cells: &[usize],
        inside: impl Fn(usize) -> bool,
    ) -> Vec<Vec<[f64; 2]>> {
        let mut next: BTreeMap<usize, usize> = BTreeMap::new();
        for &cell in cells {
            let around = corners(cell);
            for (side, neighbour) in neighbours(cell).into_iter().enumerate() {
                if !inside(neighbour) {
                    next.insert(around[side], around[(side + 1) % 6]);
                }
            }
        }
        let mut rings = Vec::new();
        while let Some((&start, _)) = next.first_key_value() {
            let mut ring = Vec::new();
            let mut at = start;
            while let Some(onward) = next.remove(&at) {
                ring.push(self.corners[at]);
                at = onward;
            }
            rings.push(ring);
        }
        rings
    }

    /// A point inside a cell, in degrees: the mean of its corners.
    pub(crate) fn middle(&self, cell: usize) -> [f64; 2] {
        let around = corners(cell);
        let mean = |axis: usize| {
            around.iter().map(|corner| self.corners[*corner][axis]).sum::<f64>() / 6.0
        };
        [rounded(mean(0)), rounded(mean(1))]
    }
}

/// The middle of a cell in edges, before anything is moved.
pub(crate) fn centre(cell: usize) -> [f64; 2] {
    let (column, row) = (cell % COLUMNS, cell / COLUMNS);
    let indent = if row % 2 == 1 { 0.5 } else { 0.0 };
    [3_f64.sqrt() * (column as f64 + indent), 1.5 * row as f64]
}

/// Whether the cell lies at the rim, where no land may be: it has fewer than six neighbours.
pub(crate) fn at_rim(cell: usize) -> bool {
    let (column, row) = (cell % COLUMNS, cell / COLUMNS);
    column < 2 || row < 2 || column + 2 >= COLUMNS || row + 2 >= ROWS
}

/// The six neighbours of a cell that is not at the rim, counter-clockwise from the east.
pub(crate) fn neighbours(cell: usize) -> [usize; 6] {
    let shift = usize::from(cell / COLUMNS % 2 == 1);
    let (up, down) = (cell + COLUMNS + shift, cell - COLUMNS + shift);
    [cell + 1, up, up - 1, cell - 1, down - 1, down]
}

/// The corners of a cell counter-clockwise, so that the edge from corner `i` to the next faces
/// neighbour `i`.
fn corners(cell: usize) -> [usize; 6] {
    let [_, north_east, north_west, _, south_west, south_east] = neighbours(cell);
    let (north, south) = (|cell: usize| 2 * cell, |cell: usize| 2 * cell + 1);
    [
        north(south_east),
        south(north_east),
        north(cell),
        south(north_west),
        north(south_west),
        south(cell),
    ]
}

/// Longitude and latitude of a point of the honeycomb, gently bent so that rows do not show.
fn on_earth([x, y]: [f64; 2], bend: [f64; 2]) -> [f64; 2] {
    let bent = [x + 1.6 * (y / 9.0 + bend[0]).sin(), y + 1.6 * (x / 10.0 + bend[1]).sin()];
    [
        rounded(CORNER[0] + bent[0] * EDGE_DEGREES * STRETCH),
        rounded(CORNER[1] + bent[1] * EDGE_DEGREES),
    ]
}

/// To four decimals, about ten metres.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_mutual_and_share_two_corners() {
        for cell in [40 * COLUMNS + 40, 41 * COLUMNS + 17] {
            for (side, neighbour) in neighbours(cell).into_iter().enumerate() {
                assert_eq!(neighbours(neighbour)[(side + 3) % 6], cell);
                let (mine, theirs) = (corners(cell), corners(neighbour));
                assert_eq!(mine[side], theirs[(side + 4) % 6]);
                assert_eq!(mine[(side + 1) % 6], theirs[(side + 3) % 6]);
            }
        }
    }

    #[test]
    fn a_ring_of_six_cells_has_an_outer_border_and_a_hole() {
        let hole = 40 * COLUMNS + 40;
        let cells = neighbours(hole);
        let rings = Lattice::new(7).rings(&cells, |cell| cells.contains(&cell));
        let mut lengths: Vec<_> = rings.iter().map(Vec::len).collect();
        lengths.sort_unstable();
        assert_eq!(lengths, [6, 18]);
    }
}
