//! Which places border on each other, by their outlines.

use std::collections::{BTreeMap, BTreeSet};

use concert_coalition::Coalition;

/// Corners of outlines are compared to so many parts of a degree, about a metre.
const PARTS_OF_A_DEGREE: f64 = 1e5;

/// For every place with an outline, the places that have two corners of it in common or more: a
/// stretch of border, and not one point in which four places meet. A place and what holds it share
/// their outer border too and are left to the caller to tell apart.
pub(crate) fn borders(coalition: &Coalition) -> BTreeMap<u32, BTreeSet<u32>> {
    let mut at_corner: BTreeMap<[i64; 2], BTreeSet<u32>> = BTreeMap::new();
    for (number, _, place) in coalition.places.iter() {
        for point in place.boundary.iter().flatten() {
            let corner = point.map(|degrees| (degrees * PARTS_OF_A_DEGREE).round() as i64);
            at_corner.entry(corner).or_default().insert(number);
        }
    }
    let mut shared: BTreeMap<[u32; 2], u32> = BTreeMap::new();
    for places in at_corner.values() {
        for a in places {
            for b in places.range(a + 1..) {
                *shared.entry([*a, *b]).or_default() += 1;
            }
        }
    }
    let mut borders: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for ([a, b], _) in shared.into_iter().filter(|(_, corners)| *corners > 1) {
        borders.entry(a).or_default().insert(b);
        borders.entry(b).or_default().insert(a);
    }
    borders
}
