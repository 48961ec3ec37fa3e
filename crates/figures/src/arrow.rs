//! A curved arrow from one place to another.

use crate::sketch::px;

/// How far the curve leaves the straight line, as a share of its length. Arrows bend to their
/// left, so that a way there and a way back lie side by side.
const BEND: f64 = 0.18;
/// Length of the head of the thinnest arrow, in pixels.
const HEAD: f64 = 7.0;
/// Radius of the loop that stands for a way that ends where it began, in pixels.
const LOOP: f64 = 7.0;

/// The two paths of an arrow, as SVG path data.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Arrow {
    pub(crate) shaft: String,
    pub(crate) head: String,
}

/// An arrow `thickness` pixels wide that stays inside a drawing of the given size.
pub(crate) fn arrow(from: [f64; 2], to: [f64; 2], thickness: f64, size: [f64; 2]) -> Arrow {
    let inside = |point: [f64; 2]| [point[0].clamp(0.0, size[0]), point[1].clamp(0.0, size[1])];
    let (from, to) = (inside(from), inside(to));
    let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    let length = dx.hypot(dy);
    if length < 1.0 {
        return turning(inside, from, thickness);
    }
    let control = inside([
        f64::midpoint(from[0], to[0]) + dy * BEND,
        f64::midpoint(from[1], to[1]) - dx * BEND,
    ]);
    let [ex, ey] =
        unit([to[0] - control[0], to[1] - control[1]]).unwrap_or([dx / length, dy / length]);
    let reach = (HEAD + 1.5 * thickness).min(0.6 * length);
    let half = (reach * 0.5).max(thickness * 1.2);
    let base = inside([to[0] - ex * reach, to[1] - ey * reach]);
    let wings =
        [1.0, -1.0].map(|side| inside([base[0] - ey * half * side, base[1] + ex * half * side]));
    Arrow {
        shaft: format!("M{}Q{} {}", pair(from), pair(control), pair(base)),
        head: format!("M{}L{} {}z", pair(to), pair(wings[0]), pair(wings[1])),
    }
}

/// A loop above a place: people who are moved without crossing its border.
fn turning(inside: impl Fn([f64; 2]) -> [f64; 2], [x, y]: [f64; 2], thickness: f64) -> Arrow {
    let point = |dx: f64, dy: f64| pair(inside([x + dx * LOOP, y + dy * LOOP]));
    let half = 0.4 + thickness / LOOP / 2.0;
    Arrow {
        shaft: format!(
            "M{}C{} {} {}",
            point(0.0, 0.0),
            point(-2.0, -2.6),
            point(2.4, -2.6),
            point(0.6, -0.8)
        ),
        head: format!(
            "M{}L{} {}z",
            point(0.0, 0.0),
            point(0.6 + half, -0.8),
            point(0.6 - half, -0.9)
        ),
    }
}

fn unit([x, y]: [f64; 2]) -> Option<[f64; 2]> {
    let length = x.hypot(y);
    (length > 1e-9).then(|| [x / length, y / length])
}

fn pair([x, y]: [f64; 2]) -> String {
    format!("{} {}", px(x), px(y))
}

#[cfg(test)]
mod tests {
    use super::arrow;

    #[test]
    fn there_and_back_lie_on_different_sides() {
        let there = arrow([10.0, 50.0], [90.0, 50.0], 2.0, [100.0, 100.0]);
        let back = arrow([90.0, 50.0], [10.0, 50.0], 2.0, [100.0, 100.0]);
        assert!(there.shaft.starts_with("M10 50Q50 35.6 "), "{}", there.shaft);
        assert!(back.shaft.starts_with("M90 50Q50 64.4 "), "{}", back.shaft);
    }
}
