//! Rings on a round world: unrolled around a central meridian and cut where the map ends.
//!
//! A longitude jumps from 180 to -180 where nothing on the ground does. Between two vertices a ring
//! therefore goes the short way round, and the map is cut opposite to its central meridian. Sources
//! that have already cut their rings along the antimeridian come through unharmed.

/// A position in degrees: longitude, latitude.
pub(crate) type Position = [f64; 2];

/// How far the contents of a map reach, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Extent {
    /// The meridian in the middle.
    pub(crate) central_longitude: f64,
    /// How many degrees of longitude are covered.
    pub(crate) longitudes: f64,
    /// Southernmost and northernmost latitude.
    pub(crate) latitudes: [f64; 2],
}

/// The middle of a map that goes round the world. The cut then runs through the Bering Strait and
/// leaves every country of the mainlands whole.
const WORLD_CENTRE: f64 = 11.0;

/// An empty stretch of fewer degrees than this does not make a map regional.
const NARROWEST_GAP: usize = 20;

impl Extent {
    /// The shortest arc of longitudes that holds all rings and places.
    pub(crate) fn of<'a>(
        rings: impl Iterator<Item = &'a [Position]>,
        places: impl Iterator<Item = Position>,
    ) -> Self {
        let mut met = [false; 360];
        let mut latitudes = [f64::INFINITY, f64::NEG_INFINITY];
        let mut meet = |[longitude, latitude]: Position, eastwards: f64| {
            let (from, to) = (longitude + eastwards.min(0.0), longitude + eastwards.max(0.0));
            for degree in from.floor() as i64..=to.floor() as i64 {
                met[degree.rem_euclid(360) as usize] = true;
            }
            latitudes = [latitudes[0].min(latitude), latitudes[1].max(latitude)];
        };
        for ring in rings {
            for (from, to) in edges(ring) {
                meet(from, eastwards(from, to));
            }
        }
        places.for_each(|place| meet(place, 0.0));
        if latitudes[0] > latitudes[1] {
            latitudes = [-60.0, 85.0];
        }
        let (gap_start, gap) = widest_gap(&met);
        if gap < NARROWEST_GAP || gap == 360 {
            return Self { central_longitude: WORLD_CENTRE, longitudes: 360.0, latitudes };
        }
        let covered = (360 - gap) as f64;
        let middle = (gap_start + gap) as f64 + covered / 2.0;
        let central_longitude = middle - 360.0 * ((middle + 180.0) / 360.0).floor();
        Self { central_longitude, longitudes: covered, latitudes }
    }
}

/// Degrees from the central meridian, from -180 to 180.
pub(crate) fn from_centre(longitude: f64, central_longitude: f64) -> f64 {
    let apart = longitude - central_longitude;
    if apart.abs() <= 180.0 { apart } else { apart - 360.0 * ((apart + 180.0) / 360.0).floor() }
}

/// The parts of a ring on a map around `central_longitude`: positions whose longitude counts from
/// the centre and lies within ±180.
pub(crate) fn unroll(ring: &[Position], central_longitude: f64) -> Vec<Vec<Position>> {
    let Some(&first) = ring.first() else {
        return Vec::new();
    };
    let start = from_centre(first[0], central_longitude);
    let mut longitude = start;
    let mut unrolled = Vec::with_capacity(ring.len() + 2);
    for (from, to) in edges(ring) {
        unrolled.push([longitude, from[1]]);
        longitude += eastwards(from, to);
    }
    // A ring that does not come back to where it began goes round a pole: it is closed along it.
    if (longitude - start).abs() > 180.0 {
        let mean: f64 = ring.iter().map(|place| place[1]).sum::<f64>() / ring.len() as f64;
        let pole = 90f64.copysign(mean);
        unrolled.extend([[longitude, first[1]], [longitude, pole], [start, pole]]);
    }
    cut(unrolled)
}

/// The edges of a ring, the closing one included; a repeated first vertex at the end gives an edge
/// of no length.
fn edges(ring: &[Position]) -> impl Iterator<Item = (Position, Position)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// How far an edge runs eastwards: the short way round. An edge along the pole from one side of
/// the map to the other is a cut that the source has made, and stays.
fn eastwards(from: Position, to: Position) -> f64 {
    let apart = to[0] - from[0];
    let along_pole = from[1].abs() > 89.9 && to[1].abs() > 89.9;
    if apart.abs() <= 180.0 || (along_pole && apart.abs() <= 360.0) {
        return apart;
    }
    apart - 360.0 * (apart / 360.0).round()
}

/// Cuts a ring where it leaves ±180 and moves what is outside to the other end of the map.
fn cut(ring: Vec<Position>) -> Vec<Vec<Position>> {
    let west = ring.iter().fold(f64::INFINITY, |west, place| west.min(place[0]));
    let east = ring.iter().fold(f64::NEG_INFINITY, |east, place| east.max(place[0]));
    if west >= -180.0 && east <= 180.0 {
        return vec![ring];
    }
    let turns = ((west + 180.0) / 360.0).floor() as i64..=((east - 180.0) / 360.0).ceil() as i64;
    turns
        .map(|turn| {
            let moved: Vec<Position> =
                ring.iter().map(|place| [place[0] - 360.0 * turn as f64, place[1]]).collect();
            let western = keep(&moved, |longitude| longitude + 180.0);
            keep(&western, |longitude| 180.0 - longitude)
        })
        .filter(|part| !part.is_empty())
        .collect()
}

/// The part of a ring where `inside` of the longitude is not negative (Sutherland and Hodgman
/// 1974, "Reentrant polygon clipping", one edge).
fn keep(ring: &[Position], inside: impl Fn(f64) -> f64) -> Vec<Position> {
    let mut kept = Vec::with_capacity(ring.len());
    for (from, to) in edges(ring) {
        let (a, b) = (inside(from[0]), inside(to[0]));
        if a >= 0.0 {
            kept.push(from);
        }
        if (a < 0.0) != (b < 0.0) {
            let share = a / (a - b);
            kept.push([0, 1].map(|axis| from[axis] + share * (to[axis] - from[axis])));
        }
    }
    kept
}

/// Start and length of the longest run of unmet degrees on the circle.
fn widest_gap(met: &[bool; 360]) -> (usize, usize) {
    let Some(first_met) = met.iter().position(|&met| met) else {
        return (0, 360);
    };
    let (mut widest, mut run) = ((0, 0), 0);
    for step in 1..=360 {
        let degree = first_met + step;
        if met[degree % 360] {
            if run > widest.1 {
                widest = ((degree - run) % 360, run);
            }
            run = 0;
        } else {
            run += 1;
        }
    }
    widest
}

#[cfg(test)]
mod tests {
    use super::{Extent, Position, unroll};

    fn area(rings: &[Vec<Position>]) -> f64 {
        let doubled = |ring: &Vec<Position>| -> f64 {
            super::edges(ring).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum()
        };
        rings.iter().map(|ring| doubled(ring).abs() / 2.0).sum()
    }

    const FIJI: [Position; 5] =
        [[177.0, -19.0], [-178.0, -19.0], [-178.0, -16.0], [177.0, -16.0], [177.0, -19.0]];

    #[test]
    fn a_ring_across_the_antimeridian_is_cut_on_a_world_map() {
        let parts = unroll(&FIJI, 0.0);
        assert_eq!(parts.len(), 2);
        assert!((area(&parts) - 15.0).abs() < 1e-9);
        assert!(parts.iter().flatten().all(|place| place[0].abs() >= 177.0));
    }

    #[test]
    fn a_map_of_a_country_across_the_antimeridian_is_centred_on_it() {
        let extent = Extent::of([FIJI.as_slice()].into_iter(), std::iter::empty());
        assert!((extent.central_longitude.abs() - 179.5).abs() < 0.6, "{extent:?}");
        assert!(extent.longitudes <= 7.0);
        let parts = unroll(&FIJI, extent.central_longitude);
        assert_eq!(parts.len(), 1);
        assert!((area(&parts) - 15.0).abs() < 1e-9);
    }

    #[test]
    fn a_polar_ring_is_the_same_whether_the_source_has_cut_it_or_not() {
        let round: Vec<Position> = (0..36).map(|n| [f64::from(n) * 10.0 - 180.0, -70.0]).collect();
        let mut already_cut: Vec<Position> = round.clone();
        already_cut.extend([[180.0, -70.0], [180.0, -90.0], [-180.0, -90.0]]);
        for centre in [0.0, 11.0, 150.0] {
            for ring in [&round, &already_cut] {
                let parts = unroll(ring, centre);
                assert!((area(&parts) - 360.0 * 20.0).abs() < 1e-6, "{centre} {parts:?}");
            }
        }
    }

    #[test]
    fn nothing_and_everything_show_the_world() {
        let nothing = Extent::of(std::iter::empty(), std::iter::empty());
        assert!((nothing.longitudes - 360.0).abs() < 1e-9);
        let ring = [[-180.0, -50.0], [-60.0, 60.0], [60.0, 60.0], [180.0, -50.0]];
        let world = Extent::of([ring.as_slice()].into_iter(), std::iter::empty());
        assert!((world.longitudes - 360.0).abs() < 1e-9);
        assert!(unroll(&[], 0.0).is_empty());
    }
}
