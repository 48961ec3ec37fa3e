//! The map: districts tile the land, provinces and countries are the union of their districts.
#![expect(clippy::unwrap_used, reason = "what a test sets up is there, or the test fails")]

use std::collections::HashMap;

use concert_coalition::Place;
use concert_region::{Parameters, Region, generate};
use concert_terms::PlaceLevel;

type Point = [f64; 2];
/// A point as its bits, to be compared exactly.
type Exact = [u64; 2];

fn regions() -> Vec<Region> {
    (20..24)
        .map(|seed| {
            let parameters =
                Parameters { seed, organisations: 5, initiatives: 5, ..Parameters::default() };
            generate(&parameters).unwrap()
        })
        .collect()
}

fn of(region: &Region, level: PlaceLevel) -> Vec<&Place> {
    region.places().iter().filter(|place| place.level == level).collect()
}

fn edges(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> + '_ {
    (0..ring.len()).map(|at| (ring[at], ring[(at + 1) % ring.len()]))
}

/// Twice the area, so that holes count negative.
fn doubled_area(place: &Place) -> f64 {
    let rings = place.boundary.iter();
    rings.flat_map(|ring| edges(ring)).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum()
}

/// The directed edges of some places that are not met again in the other direction.
fn outline(places: &[&Place]) -> HashMap<(Exact, Exact), usize> {
    let exact = |point: Point| point.map(f64::to_bits);
    let mut left = HashMap::new();
    for (a, b) in places.iter().flat_map(|place| &place.boundary).flat_map(|ring| edges(ring)) {
        let (a, b) = (exact(a), exact(b));
        if left.remove(&(b, a)).is_none() {
            *left.entry((a, b)).or_insert(0) += 1;
        }
    }
    left
}

#[test]
fn districts_share_their_inner_borders_exactly_and_make_up_provinces_and_countries() {
    for region in regions() {
        let districts = of(&region, PlaceLevel::Admin2);
        let provinces = of(&region, PlaceLevel::Admin1);
        let countries = of(&region, PlaceLevel::Country);
        // No edge is run through twice in one direction: no edge belongs to three districts, and
        // none to two on the same side.
        assert!(outline(&districts).values().all(|times| *times == 1));
        for (above, below) in [(&provinces, &districts), (&countries, &provinces)] {
            for whole in above {
                let parts: Vec<&Place> = below
                    .iter()
                    .filter(|part| part.parent.as_ref() == Some(&whole.code))
                    .copied()
                    .collect();
                assert!(parts.len() >= 4);
                assert_eq!(outline(&[whole]), outline(&parts), "{}", whole.code);
                let sum: f64 = parts.iter().map(|part| doubled_area(part)).sum();
                assert!((doubled_area(whole) - sum).abs() < 1e-9 * sum);
            }
        }
        assert_eq!(outline(&countries), outline(&districts));
    }
}

#[test]
fn every_ring_is_simple_and_the_point_of_a_place_lies_inside() {
    for region in regions() {
        for place in region.places() {
            if place.level == PlaceLevel::Corridor {
                assert!(place.boundary.is_empty());
                continue;
            }
            assert!(doubled_area(place) > 0.0);
            assert!(place.boundary.iter().all(|ring| ring.len() >= 6));
            let all: Vec<_> = place.boundary.iter().flat_map(|ring| edges(ring)).collect();
            if place.level == PlaceLevel::Admin2 {
                for (at, one) in all.iter().enumerate() {
                    assert!(all[at + 1..].iter().all(|other| !cross(*one, *other)));
                }
            }
            let [x, y] = place.point.unwrap();
            let above = all.iter().filter(|(a, b)| {
                (a[0] > x) != (b[0] > x) && a[1] + (x - a[0]) / (b[0] - a[0]) * (b[1] - a[1]) > y
            });
            assert_eq!(above.count() % 2, 1, "{}", place.code);
        }
    }
}

/// Whether two segments have a point in common that is not an end of both.
fn cross((a, b): (Point, Point), (c, d): (Point, Point)) -> bool {
    let exact = |point: Point| point.map(f64::to_bits);
    if [a, b].map(exact).iter().any(|end| [c, d].map(exact).contains(end)) {
        return false;
    }
    let side = |p: Point, q: Point, r: Point| {
        (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    };
    side(a, b, c) * side(a, b, d) <= 0.0 && side(c, d, a) * side(c, d, b) <= 0.0
}

#[test]
fn the_region_lies_on_open_ocean_far_from_every_land() {
    for region in regions() {
        for [longitude, latitude] in region.places().iter().flat_map(|it| &it.boundary).flatten() {
            assert!((-130.0..-109.0).contains(longitude), "{longitude}");
            assert!((-49.0..-33.0).contains(latitude), "{latitude}");
        }
    }
}

#[test]
fn districts_have_borders_that_a_small_map_can_carry() {
    for region in regions() {
        let districts = of(&region, PlaceLevel::Admin2);
        let points: Vec<usize> =
            districts.iter().map(|place| place.boundary.iter().map(Vec::len).sum()).collect();
        let usual = points.iter().filter(|n| (20..=60).contains(*n)).count();
        assert!(usual * 20 >= points.len() * 19, "{points:?}");
        assert!(points.iter().all(|n| *n <= 90));
    }
}

#[test]
fn no_country_is_named_like_a_real_one() {
    for region in regions() {
        for country in of(&region, PlaceLevel::Country) {
            assert!(concert_terms::Country::find(country.code.as_str()).is_none());
            for (_, name) in country.names.iter() {
                assert!(concert_terms::Country::find(name).is_none(), "{name}");
            }
        }
    }
}
