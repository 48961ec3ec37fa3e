//! Closing curves: how much of the gap of a need is closed by what is added there.
//!
//! `F_c(t) = w_c x mean_j min(G_c^j, t)` is a concave, piecewise linear function of `t` whose
//! corners are the draws. With the draws sorted and their sums at hand, one value costs a binary
//! search and not a pass over the draws.

use crate::{GapDraws, workers};

/// The closing function of every need.
#[derive(Debug, Clone)]
pub(crate) struct Curves {
    /// Where the pieces of each need begin, and at the end their number. A need without a gap has
    /// no piece.
    starts: Vec<usize>,
    /// Up to where each piece reaches: the distinct positive draws of its need, ascending.
    corners: Vec<f64>,
    /// On each piece the value is `base + slope x t`.
    bases: Vec<f64>,
    slopes: Vec<f64>,
    /// The value from the last corner on.
    tops: Vec<f64>,
}

impl Curves {
    /// The functions for weights by need and the mass of each draw; equal masses of `1 / D` make
    /// the mean.
    pub(crate) fn new(gaps: &GapDraws, weights: &[f64], mass: &[f64]) -> Self {
        Self::with(gaps, weights, |_, draw| mass[draw])
    }

    /// The functions for weights by need and the mass of each draw at each need. A draw without
    /// mass closes nothing and is left out.
    pub(crate) fn with(
        gaps: &GapDraws,
        weights: &[f64],
        mass: impl Fn(usize, usize) -> f64 + Sync,
    ) -> Self {
        let parts = workers::in_parts(gaps.needs(), 2000, |needs| {
            let mut part = Self::none();
            let mut space = Vec::with_capacity(gaps.draws());
            for need in needs {
                let draws = gaps.of_need(need as u32).iter().enumerate();
                let draws = draws.filter(|(_, gap)| **gap > 0.0);
                let draws = draws.map(|(draw, gap)| (*gap, mass(need, draw)));
                space.clear();
                space.extend(draws.filter(|(_, mass)| *mass > 0.0));
                part.push(&mut space, weights[need]);
            }
            part
        });
        parts.combined(Self::append)
    }

    fn none() -> Self {
        Self {
            starts: vec![0],
            corners: Vec::new(),
            bases: Vec::new(),
            slopes: Vec::new(),
            tops: Vec::new(),
        }
    }

    fn push(&mut self, draws: &mut [(f32, f64)], weight: f64) {
        // Draws of one size are added in an order that does not depend on how they came.
        draws.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let first = self.slopes.len();
        for same in draws.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
            self.corners.push(f64::from(same[0].0));
            self.slopes.push(weight * same.iter().map(|(_, mass)| mass).sum::<f64>());
        }
        let mut above = 0.0;
        for slope in self.slopes[first..].iter_mut().rev() {
            above += *slope;
            *slope = above;
        }
        let mut base = 0.0;
        for at in first..self.slopes.len() {
            self.bases.push(base);
            let next = self.slopes.get(at + 1).copied().unwrap_or(0.0);
            base += (self.slopes[at] - next) * self.corners[at];
        }
        self.tops.push(base);
        self.starts.push(self.slopes.len());
    }

    fn append(&mut self, other: Self) {
        let before = self.slopes.len();
        self.starts.extend(other.starts[1..].iter().map(|start| before + start));
        self.corners.extend(other.corners);
        self.bases.extend(other.bases);
        self.slopes.extend(other.slopes);
        self.tops.extend(other.tops);
    }

    /// What is closed at a need when `t` is added.
    pub(crate) fn value(&self, need: u32, t: f64) -> f64 {
        let (from, to) = (self.starts[need as usize], self.starts[need as usize + 1]);
        let corners = &self.corners[from..to];
        // With one draw, as in a picture without uncertainty, there is nothing to search.
        let piece = match corners {
            [only] => usize::from(*only <= t),
            _ => corners.partition_point(|corner| *corner <= t),
        };
        match self.bases.get(from + piece) {
            Some(base) if piece < corners.len() => base + self.slopes[from + piece] * t,
            _ => self.tops[need as usize],
        }
    }

    /// All that can be closed at a need.
    pub(crate) fn top(&self, need: u32) -> f64 {
        self.tops[need as usize]
    }

    /// All that can be closed.
    pub(crate) fn total(&self) -> f64 {
        self.tops.iter().sum()
    }

    pub(crate) fn needs(&self) -> usize {
        self.tops.len()
    }

    /// How steeply a need is closed beyond `t`.
    pub(crate) fn slope(&self, need: u32, t: f64) -> f64 {
        let pieces = self.pieces(need);
        let piece = self.corners[pieces.clone()].partition_point(|corner| *corner <= t);
        self.slopes[pieces].get(piece).copied().unwrap_or(0.0)
    }

    /// The corner at which the slope goes from above `y` to `y` or below, and which share of the
    /// change is left at `y`; `None` for a need without a gap.
    pub(crate) fn cut(&self, need: u32, y: f64) -> Option<(f64, f64)> {
        let piece = self.cut_piece(need, y)?;
        let next =
            if piece + 1 < self.starts[need as usize + 1] { self.slopes[piece + 1] } else { 0.0 };
        Some((self.corners[piece], (y - next) / (self.slopes[piece] - next)))
    }

    /// The same corner, and the conjugate `max_t F(t) - y t`, which is reached there; zeros for a
    /// need without a gap.
    pub(crate) fn conjugate(&self, need: u32, y: f64) -> (f64, f64) {
        let Some(piece) = self.cut_piece(need, y) else {
            return (0.0, 0.0);
        };
        let corner = self.corners[piece];
        (corner, self.bases[piece] + (self.slopes[piece] - y) * corner)
    }

    /// Base and slope of one of the lines whose lowest the function is: those of its pieces, and
    /// after the last its top.
    #[cfg(feature = "highs")]
    pub(crate) fn line(&self, need: u32, at: usize) -> (f64, f64) {
        let pieces = self.pieces(need);
        if at < pieces.len() {
            (self.bases[pieces.start + at], self.slopes[pieces.start + at])
        } else {
            (self.tops[need as usize], 0.0)
        }
    }

    /// The number of the line that the function is on at `t`.
    #[cfg(feature = "highs")]
    pub(crate) fn line_at(&self, need: u32, t: f64) -> usize {
        self.corners[self.pieces(need)].partition_point(|corner| *corner <= t)
    }

    fn cut_piece(&self, need: u32, y: f64) -> Option<usize> {
        let pieces = self.pieces(need);
        let last = pieces.len().checked_sub(1)?;
        let steeper = match last {
            0 => 0,
            _ => self.slopes[pieces.clone()].partition_point(|slope| *slope >= y),
        };
        // Of those at least as steep the last: its corner is where the slope falls below.
        Some(pieces.start + steeper.saturating_sub(1).min(last))
    }

    fn pieces(&self, need: u32) -> std::ops::Range<usize> {
        self.starts[need as usize]..self.starts[need as usize + 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(gaps: &[f32], mass: &[f64], t: f64) -> f64 {
        gaps.iter().zip(mass).map(|(gap, mass)| mass * f64::from(*gap).min(t)).sum()
    }

    proptest! {
        #[test]
        fn the_short_way_closes_what_the_long_way_does(
            draws in proptest::collection::vec((0.0_f32..50.0, 0.1_f64..1.0), 1..40),
            weight in 1.0_f64..5.0, t in 0.0_f64..60.0, y in 0.0_f64..1.0,
        ) {
            // Some draws are of one size, and some gaps are none.
            let draws = draws.into_iter().map(|(gap, mass)| ((gap - 5.0).max(0.0).round(), mass));
            let (gaps, mass): (Vec<f32>, Vec<f64>) = draws.unzip();
            let block = GapDraws::new(&[vec![1.0; gaps.len()], gaps.clone()]).unwrap();
            let curves = Curves::new(&block, &[1.0, weight], &mass);
            prop_assert!((curves.value(1, t) - weight * naive(&gaps, &mass, t)).abs() < 1e-9);
            prop_assert!((curves.top(1) - weight * naive(&gaps, &mass, 1e9)).abs() < 1e-9);
            let step = 1e-3;
            let rise = (naive(&gaps, &mass, t + step) - naive(&gaps, &mass, t)) / step * weight;
            prop_assert!(rise <= curves.slope(1, t) + 1e-6);
            // The conjugate is the most that F(t) - y t comes to, at one of the corners.
            let y = y * curves.slope(1, 0.0);
            let (corner, conjugate) = curves.conjugate(1, y);
            let at = |t: f64| weight * naive(&gaps, &mass, t) - y * t;
            let most = gaps.iter().map(|gap| at(f64::from(*gap))).fold(0.0, f64::max);
            prop_assert!((conjugate - most).abs() < 1e-9, "{} {}", conjugate, most);
            prop_assert!((at(corner) - conjugate).abs() < 1e-9);
            if let Some((gap, part)) = curves.cut(1, y) {
                prop_assert!((0.0..=1.0 + 1e-9).contains(&part));
                let above = gaps.iter().zip(&mass).filter(|(other, _)| f64::from(**other) > gap);
                let is_same = |other: f32| f64::from(other).total_cmp(&gap).is_eq();
                let same = gaps.iter().zip(&mass).filter(|(other, _)| is_same(**other));
                let sum = above.map(|(_, m)| m).sum::<f64>()
                    + part * same.map(|(_, m)| m).sum::<f64>();
                prop_assert!((weight * sum - y).abs() < 1e-9);
            }
        }
    }
}
