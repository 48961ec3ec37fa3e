//! Names beside the nodes of a network: as many as have room.

use crate::lettering;
use crate::sketch::Anchor;

/// Font size of a name in pixels.
const SIZE: f64 = 11.0;
/// The longest name in pixels, and the longest where that one has no room; what is longer is cut.
const LONGEST: [f64; 2] = [130.0, 72.0];
/// Space between a node and its name.
const GAP: f64 = 3.0;

/// A name with its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Name {
    pub(crate) at: [f64; 2],
    pub(crate) anchor: Anchor,
    pub(crate) words: String,
}

/// Left, top, right and bottom.
type Rectangle = [f64; 4];

/// Names of nodes, those first in the list first, that overlap neither each other nor any node and
/// stay on the sheet. Beside a node is tried first, on the side where reading goes on, then on the
/// other side, below, above and askew.
pub(crate) fn names(
    named: &[(usize, &str)],
    circles: &[([f64; 2], f64)],
    [width, height]: [f64; 2],
    is_rtl: bool,
) -> Vec<Name> {
    let mut taken: Vec<Rectangle> = Vec::new();
    let mut names = Vec::new();
    for (node, name) in named.iter().filter(|(_, name)| !name.trim().is_empty()) {
        let is_free = |[left, top, right, bottom]: &Rectangle| {
            let is_inside = *left >= 0.0 && *top >= 0.0 && *right <= width && *bottom <= height;
            is_inside
                && taken
                    .iter()
                    .all(|[l, t, r, b]| left >= r || l >= right || top >= b || t >= bottom)
                && circles.iter().all(|([x, y], radius)| {
                    // The point of the rectangle that is nearest to the node.
                    let (dx, dy) = (x.clamp(*left, *right) - x, y.clamp(*top, *bottom) - y);
                    dx * dx + dy * dy >= radius * radius
                })
        };
        let places = LONGEST.into_iter().flat_map(|longest| {
            let words = lettering::fit(name, longest, SIZE);
            candidates(circles[*node], &words, is_rtl)
        });
        if let Some((name, rectangle)) = places.into_iter().find(|(_, at)| is_free(at)) {
            taken.push(rectangle);
            names.push(name);
        }
    }
    names
}

/// The places of a name around a node, the best first, with the room of each.
fn candidates(
    ([x, y], radius): ([f64; 2], f64),
    words: &str,
    is_rtl: bool,
) -> Vec<(Name, Rectangle)> {
    let length = lettering::width(words, SIZE);
    let (away, line) = (radius + GAP, 0.6 * SIZE);
    // Askew a name begins beside the rim of the node, above or below its middle.
    let askew = 0.75 * radius + line;
    // The side on which the name stands, 1 where reading goes on, and the middle of its line.
    let beside = [(1, y), (-1, y)];
    let level = [(0, y + away + line), (0, y - away - line)];
    let corners = [(1, y + askew), (1, y - askew), (-1, y + askew), (-1, y - askew)];
    let place = |(side, middle): (i8, f64)| {
        let from = match if is_rtl { -side } else { side } {
            0 => x - length / 2.0,
            1 => x + away,
            _ => x - away - length,
        };
        let (point, anchor) = match side {
            0 => (x, Anchor::Middle),
            // Reading goes away from the node, or towards it.
            1 => (if is_rtl { from + length } else { from }, Anchor::Start),
            _ => (if is_rtl { from } else { from + length }, Anchor::End),
        };
        let at = [point, middle + 0.36 * SIZE];
        let name = Name { at, anchor, words: words.to_owned() };
        (name, [from, middle - line, from + length, middle + line])
    };
    beside.into_iter().chain(level).chain(corners).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The room that a name takes, from where it is written.
    fn room(name: &Name, is_rtl: bool) -> Rectangle {
        let length = lettering::width(&name.words, SIZE);
        let left = match (name.anchor, is_rtl) {
            (Anchor::Middle, _) => name.at[0] - length / 2.0,
            (Anchor::Start, false) | (Anchor::End, true) => name.at[0],
            (Anchor::End, false) | (Anchor::Start, true) => name.at[0] - length,
        };
        [left, name.at[1] - 0.9 * SIZE, left + length, name.at[1] + 0.2 * SIZE]
    }

    proptest! {
        #[test]
        fn names_touch_neither_each_other_nor_a_node_nor_the_rim(
            nodes in prop::collection::vec(("[a-z ]{0,30}", 10.0..390.0f64, 10.0..290.0f64), 1..60),
            is_rtl in any::<bool>(),
        ) {
            let circles: Vec<_> = nodes.iter().map(|(_, x, y)| ([*x, *y], 6.0)).collect();
            let named: Vec<_> =
                nodes.iter().enumerate().map(|(at, (name, ..))| (at, name.as_str())).collect();
            let names = names(&named, &circles, [400.0, 300.0], is_rtl);
            let rooms: Vec<Rectangle> = names.iter().map(|name| room(name, is_rtl)).collect();
            for (at, [left, top, right, bottom]) in rooms.iter().enumerate() {
                prop_assert!(*left >= -0.01 && *right <= 400.01 && *top >= -0.01 && *bottom <= 300.01);
                for [l, t, r, b] in &rooms[..at] {
                    let is_apart = *left > r - 0.01
                        || *l > right - 0.01
                        || *top > b - 0.01
                        || *t > bottom - 0.01;
                    prop_assert!(is_apart, "{rooms:?}");
                }
                for ([x, y], radius) in &circles {
                    let (dx, dy) = (x.clamp(*left, *right) - x, y.clamp(*top, *bottom) - y);
                    prop_assert!((dx * dx + dy * dy).sqrt() >= radius - 0.6, "{names:?}");
                }
            }
        }
    }

    #[test]
    fn the_first_node_with_room_has_its_name_where_reading_goes_on() {
        let circles = [([100.0, 50.0], 6.0)];
        for (is_rtl, x, anchor) in [(false, 109.0, Anchor::Start), (true, 91.0, Anchor::Start)] {
            let names = names(&[(0, "Refuge")], &circles, [200.0, 100.0], is_rtl);
            assert_eq!((names[0].at[0], names[0].anchor), (x, anchor));
        }
    }
}
