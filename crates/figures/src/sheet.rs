//! The sheet a map is drawn on: projected positions fitted to pixels.

use crate::antimeridian::Position;
use crate::projection::Projection;

/// A map higher than this share of its width would push everything else off a phone's screen.
const TALLEST: f64 = 1.25;
/// The lowest map in pixels.
const LOWEST: f64 = 60.0;
/// The smallest extent shown, in radians of arc: about 600 metres.
const SMALLEST_EXTENT: f64 = 1e-4;

/// Where projected positions lie on the drawing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet {
    projection: Projection,
    scale: f64,
    /// Projected coordinates that come to lie in the middle of the sheet.
    centre: [f64; 2],
    /// Width and height in pixels.
    pub(crate) size: [f64; 2],
}

impl Sheet {
    /// The largest sheet of the given width that shows all positions (counted from the central
    /// meridian) at least `margin` pixels from its rim.
    pub(crate) fn fit<'a>(
        projection: Projection,
        positions: impl Iterator<Item = &'a Position>,
        width: f64,
        margin: f64,
    ) -> Self {
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        for position in positions {
            let place = projection.project(*position);
            for axis in 0..2 {
                low[axis] = low[axis].min(place[axis]);
                high[axis] = high[axis].max(place[axis]);
            }
        }
        if low[0] > high[0] {
            (low, high) = (projection.project([-180.0, -60.0]), projection.project([180.0, 85.0]));
        }
        let span = [0, 1].map(|axis| (high[axis] - low[axis]).max(SMALLEST_EXTENT));
        let across = (width - 2.0 * margin) / span[0];
        let upright = (TALLEST * width - 2.0 * margin) / span[1];
        let scale = across.min(upright);
        let height = (span[1] * scale + 2.0 * margin).ceil().max(LOWEST);
        let centre = [0, 1].map(|axis| f64::midpoint(low[axis], high[axis]));
        Self { projection, scale, centre, size: [width, height] }
    }

    /// Pixels from the left and from the top.
    pub(crate) fn place(&self, position: Position) -> [f64; 2] {
        let [x, y] = self.projection.project(position);
        [
            self.size[0] / 2.0 + (x - self.centre[0]) * self.scale,
            self.size[1] / 2.0 - (y - self.centre[1]) * self.scale,
        ]
    }
}
