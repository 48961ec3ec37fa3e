//! Outlines on the grid of whole pixels: few points, few characters.

use std::fmt::Write;

/// A point on the pixel grid.
pub(crate) type Pixel = [i32; 2];

/// An area smaller than this many square pixels is drawn as a mark of three by three.
const SMALLEST_AREA: i64 = 9;

/// Half of the smallest mark, and how far it must stay from the rim.
const MARK_REACH: f64 = 2.0;

/// The outline of one area on the grid.
///
/// Each ring is rounded to whole pixels; repeated points, points on a straight line and rings of
/// less than a pixel go. What is left is never nothing: an area too small to see becomes a mark of
/// three pixels inside the `width` by `height` drawing. Only an area without positions is empty.
pub(crate) fn outline(rings: &[Vec<[f64; 2]>], [width, height]: [f64; 2]) -> Vec<Vec<Pixel>> {
    let seen: Vec<Vec<Pixel>> = rings
        .iter()
        .map(|ring| tidy(ring.iter().map(|place| place.map(|v| v.round() as i32))))
        .filter(|ring| doubled_area(ring).abs() >= 2)
        .collect();
    let doubled: i64 = seen.iter().map(|ring| doubled_area(ring).abs()).sum();
    if doubled >= 2 * SMALLEST_AREA {
        return seen;
    }
    let Some(ring) = rings
        .iter()
        .filter(|ring| !ring.is_empty())
        .max_by(|a, b| breadth(a).total_cmp(&breadth(b)))
    else {
        return Vec::new();
    };
    let middle = |axis: usize, limit: f64| {
        let [low, high] = reach(ring, axis);
        f64::midpoint(low, high).clamp(MARK_REACH, (limit - MARK_REACH).max(MARK_REACH)) as i32
    };
    let (x, y) = (middle(0, width), middle(1, height));
    vec![vec![[x - 1, y - 1], [x + 2, y - 1], [x + 2, y + 2], [x - 1, y + 2]]]
}

/// SVG path data in relative whole numbers, for the even-odd rule.
pub(crate) fn path_data(rings: &[Vec<Pixel>]) -> String {
    let mut data = String::new();
    let mut pen = [0, 0];
    for ring in rings {
        let mut command = ' ';
        for (index, &[x, y]) in ring.iter().enumerate() {
            let (dx, dy) = (x - pen[0], y - pen[1]);
            let needed = match (index, dx, dy) {
                (0, ..) => 'm',
                (_, _, 0) => 'h',
                (_, 0, _) => 'v',
                _ => 'l',
            };
            // Pairs that follow a move are lines already.
            let goes_on = needed == 'l' && matches!(command, 'l' | 'm');
            if !goes_on {
                data.push(needed);
            }
            let gap = |value: i32, wanted: bool| if wanted && value >= 0 { " " } else { "" };
            // Writing to a string cannot fail.
            let _ = match needed {
                'h' => write!(data, "{dx}"),
                'v' => write!(data, "{dy}"),
                _ => write!(data, "{}{dx}{}{dy}", gap(dx, goes_on), gap(dy, true)),
            };
            command = needed;
            pen = [x, y];
        }
        data.push('z');
        pen = ring.first().copied().unwrap_or(pen);
    }
    data
}

/// The middle of a free rectangle of the given size inside the outline, wherever the outline is
/// widest; none if the size fits nowhere.
pub(crate) fn roomiest(rings: &[Vec<Pixel>], [width, height]: [f64; 2]) -> Option<[f64; 2]> {
    const LINES: i32 = 12;
    let rows = || rings.iter().flatten().map(|p| p[1]);
    let (top, bottom) = (rows().min()?, rows().max()?);
    let mut best: Option<(f64, [f64; 2])> = None;
    for line in 1..LINES {
        let y = f64::from(top) + f64::from((bottom - top) * line) / f64::from(LINES);
        let (upper, lower) = (spans(rings, y - height / 2.0), spans(rings, y + height / 2.0));
        for [left, right] in spans(rings, y) {
            let within = |spans: &[[f64; 2]], x: [f64; 2]| {
                spans
                    .iter()
                    .map(|s| [s[0].max(x[0]), s[1].min(x[1])])
                    .max_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0])))
            };
            let free = within(&upper, [left, right]).and_then(|free| within(&lower, free));
            let Some([left, right]) = free else { continue };
            if right - left >= width && best.is_none_or(|(room, _)| right - left > room) {
                best = Some((right - left, [f64::midpoint(left, right), y]));
            }
        }
    }
    best.map(|(_, middle)| middle)
}

/// Where a horizontal line lies inside the outline, by the even-odd rule.
fn spans(rings: &[Vec<Pixel>], y: f64) -> Vec<[f64; 2]> {
    // Off the grid, so that no vertex lies on the line.
    let y = y.floor() + 0.37;
    let mut crossings: Vec<f64> = Vec::new();
    for ring in rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let (ay, by) = (f64::from(a[1]), f64::from(b[1]));
            if (ay < y) != (by < y) {
                let (ax, bx) = (f64::from(a[0]), f64::from(b[0]));
                crossings.push(ax + (y - ay) / (by - ay) * (bx - ax));
            }
        }
    }
    crossings.sort_by(f64::total_cmp);
    crossings.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect()
}

/// Drops repeated points, points in the middle of straight lines, and spikes.
fn tidy(points: impl Iterator<Item = Pixel>) -> Vec<Pixel> {
    let mut ring: Vec<Pixel> = Vec::new();
    for point in points {
        while ring.len() >= 2 && is_flat(ring[ring.len() - 2], ring[ring.len() - 1], point) {
            ring.pop();
        }
        if ring.last() != Some(&point) {
            ring.push(point);
        }
    }
    // The ends meet: the same holds across the seam.
    let mut first = 0;
    loop {
        let (left, last) = (ring.len() - first, ring.len().saturating_sub(1));
        let repeats = left >= 2 && ring[first] == ring[last];
        if repeats || (left >= 3 && is_flat(ring[last - 1], ring[last], ring[first])) {
            ring.pop();
        } else if left >= 3 && is_flat(ring[last], ring[first], ring[first + 1]) {
            first += 1;
        } else {
            break;
        }
    }
    ring.split_off(first)
}

/// The lowest and highest coordinate of a ring along one axis.
fn reach(ring: &[[f64; 2]], axis: usize) -> [f64; 2] {
    ring.iter().fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], place| {
        [low.min(place[axis]), high.max(place[axis])]
    })
}

/// The size of the box around a ring, in square pixels.
fn breadth(ring: &[[f64; 2]]) -> f64 {
    let ([west, east], [north, south]) = (reach(ring, 0), reach(ring, 1));
    (east - west) * (south - north)
}

/// Whether the middle point adds nothing: it repeats a neighbour, lies on the line between them,
/// or is the tip of a spike.
fn is_flat(a: Pixel, b: Pixel, c: Pixel) -> bool {
    let [ux, uy] = [i64::from(b[0] - a[0]), i64::from(b[1] - a[1])];
    let [vx, vy] = [i64::from(c[0] - b[0]), i64::from(c[1] - b[1])];
    ux * vy == uy * vx
}

/// Twice the signed area of a ring, in square pixels.
fn doubled_area(ring: &[Pixel]) -> i64 {
    ring.iter()
        .zip(ring.iter().cycle().skip(1))
        .map(|(a, b)| i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1]))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::{outline, path_data, roomiest};
    use proptest::prelude::*;

    const DRAWING: [f64; 2] = [100.0, 100.0];

    #[test]
    fn a_rounded_square_loses_its_idle_points() {
        let ring = vec![
            [9.8, 10.2],
            [20.0, 10.0],
            [20.3, 9.9],
            [30.0, 10.0],
            [30.0, 30.0],
            [10.0, 30.0],
            [10.0, 20.0],
        ];
        let seen = outline(&[ring], DRAWING);
        assert_eq!(path_data(&seen), "m10 10h20v20h-20z");
    }

    #[test]
    fn a_hole_starts_from_where_the_outer_ring_started() {
        let outer = vec![[10.0, 10.0], [50.0, 10.0], [40.0, 60.0]];
        let hole = vec![[30.0, 20.0], [35.0, 22.0], [33.0, 28.0]];
        assert_eq!(
            path_data(&outline(&[outer, hole], DRAWING)),
            "m10 10h40l-10 50zm20 10 5 2-2 6z"
        );
    }

    #[test]
    fn a_tiny_area_becomes_a_mark_that_stays_on_the_map() {
        let speck = vec![[99.9, 0.1], [99.95, 0.1], [99.95, 0.15]];
        assert_eq!(path_data(&outline(&[speck], DRAWING)), "m97 1h3v3h-3z");
        assert!(outline(&[], DRAWING).is_empty() && outline(&[vec![]], DRAWING).is_empty());
    }

    #[test]
    fn a_label_finds_the_wide_part_of_a_hammer() {
        let hammer =
            vec![vec![[0, 0], [60, 0], [60, 20], [35, 20], [35, 90], [25, 90], [25, 20], [0, 20]]];
        let [x, y] = roomiest(&hammer, [30.0, 10.0]).unwrap();
        assert!((x - 30.0).abs() < 1.0 && y > 4.0 && y < 16.0, "{x} {y}");
        assert!(roomiest(&hammer, [70.0, 10.0]).is_none());
    }

    proptest! {
        #[test]
        fn no_area_vanishes(ring in prop::collection::vec([0.0..100.0f64, 0.0..100.0], 1..12)) {
            let seen = outline(&[ring], DRAWING);
            prop_assert!(!seen.is_empty());
            prop_assert!(seen.iter().flatten().flatten().all(|v| (0..=100).contains(v)));
        }
    }
}
