//! A smooth surface of random height: for the shape of the land and for how much there is of
//! something from place to place.

use crate::chance::{Chance, Purpose};

const KNOTS: usize = 24;
const OCTAVES: usize = 3;

/// Value noise: random heights at the knots of a grid, smoothly joined, in three octaves that
/// halve in width and in height.
#[derive(Debug)]
pub(crate) struct Surface {
    knots: Vec<f64>,
    width: f64,
}

impl Surface {
    /// A surface whose broadest hills are about `width` edges of the honeycomb apart.
    pub(crate) fn new(seed: u64, purpose: Purpose, index: u64, width: f64) -> Self {
        let mut chance = Chance::of(seed, purpose, index);
        let knots = (0..OCTAVES * KNOTS * KNOTS).map(|_| chance.between(-1.0, 1.0)).collect();
        Self { knots, width }
    }

    /// The height at a point, about -1 to 1.
    pub(crate) fn at(&self, [x, y]: [f64; 2]) -> f64 {
        (0..OCTAVES)
            .map(|octave| {
                let fineness = f64::from(1 << octave as u32);
                let (x, y) = (x / self.width * fineness, y / self.width * fineness);
                let knot = |column: f64, row: f64| {
                    let (column, row) = (column as usize % KNOTS, row as usize % KNOTS);
                    self.knots[(octave * KNOTS + row) * KNOTS + column]
                };
                let ease = |t: f64| t * t * (3.0 - 2.0 * t);
                let (east, north) = (ease(x.fract()), ease(y.fract()));
                let (left, low) = (x.floor(), y.floor());
                let along = |row: f64| {
                    let (a, b) = (knot(left, row), knot(left + 1.0, row));
                    a + (b - a) * east
                };
                let (below, above) = (along(low), along(low + 1.0));
                (below + (above - below) * north) / fineness
            })
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surface_has_no_steps_and_is_not_flat() {
        let surface = Surface::new(1, Purpose::Victims, 0, 10.0);
        let heights: Vec<f64> =
            (0..5000).map(|step| surface.at([f64::from(step) * 0.02, 7.3])).collect();
        assert!(heights.windows(2).all(|pair| (pair[1] - pair[0]).abs() < 0.03));
        let span = heights.iter().copied().fold(f64::MIN, f64::max)
            - heights.iter().copied().fold(f64::MAX, f64::min);
        assert!(span > 0.5);
    }
}
