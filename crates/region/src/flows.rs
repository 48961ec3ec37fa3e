//! People moved along corridors: figures that fall with distance, and a few ways along which far more
//! are moved than distance explains, to be found.

use std::collections::BTreeSet;

use concert_coalition::{Place, PublishedEstimate};
use concert_terms::{Count, Interval, Period, PlaceCode, Population, Stated};

use crate::chance::{Chance, Purpose};
use crate::geography::{Geography, corridor_place};
use crate::truth::HeavyCorridor;

/// Corridors along which people are known to be moved.
const CORRIDORS: usize = 32;
/// Of these, along how many far more are moved. They are among the half that distance explains
/// most people of.
const HEAVY: usize = 2;
/// How many times as many.
const TIMES: f64 = 5.0;
/// People moved in a year between districts 300 km apart, in a region of the usual size.
const USUAL: f64 = 60.0;
const USUAL_KM: f64 = 300.0;
/// Flows fall with this power of the distance.
const FALL: f64 = 0.5;
/// The variance of flows around what distance explains, over their mean.
const DISPERSION: f64 = 2.0;
/// Of figures that are estimates, the ratio of a 90 % limit to the figure.
const LIMIT: f64 = 1.35;

/// What is declared of people moved along corridors.
#[derive(Debug)]
pub(crate) struct Flows {
    /// Corridors that no initiative works along and that are declared with their figures.
    pub(crate) places: Vec<Place>,
    pub(crate) figures: Vec<PublishedEstimate>,
    pub(crate) heavy: Vec<HeavyCorridor>,
}

/// Flows of last year along the corridors of the region and others.
pub(crate) fn flows(seed: u64, scale: f64, geography: &Geography, year: Period) -> Flows {
    let mut chance = Chance::of(seed, Purpose::Flows, 0);
    let ways = ways(geography, &mut chance);
    let usual: Vec<f64> = ways
        .iter()
        .map(|ends| {
            let [from, to] = ends.map(|end| geography.district_place(end));
            scale * USUAL * (USUAL_KM / kilometres(from, to).max(1.0)).powf(FALL)
        })
        .collect();
    let mut order: Vec<usize> = (0..ways.len()).collect();
    order.sort_by(|a, b| usual[*b].total_cmp(&usual[*a]).then(a.cmp(b)));
    order.truncate(ways.len() / 2);
    chance.shuffle(&mut order);
    let heavy_ones = &order[..HEAVY.min(order.len())];
    let mut flows = Flows { places: Vec::new(), figures: Vec::new(), heavy: Vec::new() };
    for (at, ends) in ways.iter().enumerate() {
        let [from, to] = ends.map(|end| geography.district_place(end));
        let place = corridor_place([from, to]);
        let usual = usual[at];
        let is_heavy = heavy_ones.contains(&at);
        let mean = if is_heavy { TIMES * usual } else { usual };
        let people = (mean + (DISPERSION * mean).sqrt() * chance.normal()).round().max(0.0) as u64;
        if is_heavy {
            flows.heavy.push(HeavyCorridor { corridor: place.code.clone(), people, usual });
        }
        let is_estimate = chance.happens(0.6);
        flows.figures.push(figure(&place.code, people, is_estimate, year));
        if !geography.corridors.contains(ends) {
            flows.places.push(place);
        }
    }
    flows
}

/// The corridors of the region, and more across a border until there are enough.
fn ways(geography: &Geography, chance: &mut Chance) -> Vec<[usize; 2]> {
    let mut ways: BTreeSet<[usize; 2]> = geography.corridors.iter().copied().collect();
    let districts = &geography.districts;
    while ways.len() < CORRIDORS {
        let [from, to] = [0; 2].map(|_| chance.below(districts.len()));
        if districts[from].country != districts[to].country {
            ways.insert([from, to]);
        }
    }
    ways.into_iter().collect()
}

fn figure(code: &PlaceCode, people: u64, is_estimate: bool, period: Period) -> PublishedEstimate {
    let (source, method) = if is_estimate {
        ("Made-up survey of returned migrants", "survey")
    } else {
        ("Made-up statistics of identified victims", "case-statistics")
    };
    let quantity = PublishedEstimate::PEOPLE_MOVED;
    let parts = [quantity, code.as_str(), "unstated", &period.to_string(), source];
    let middle = people as f64;
    let interval = Interval::new(middle / LIMIT, middle, middle * LIMIT, 0.9).ok();
    PublishedEstimate {
        id: PublishedEstimate::id_of_description(&parts),
        quantity: quantity.to_owned(),
        place: Some(code.clone()),
        forms: Stated::UNSTATED,
        population: Population::EVERYBODY,
        people: Some(Count::Exact(people)),
        interval: interval.filter(|_| is_estimate),
        money: None,
        share: None,
        period,
        method: method.to_owned(),
        source: source.to_owned(),
        article: false,
        rest: serde_json::Map::new(),
    }
}

/// How far apart two places of the region are, on the small stretch of the globe that it covers.
fn kilometres(one: &Place, other: &Place) -> f64 {
    let [[east, north], [other_east, other_north]] =
        [one, other].map(|place| place.point.unwrap_or_default());
    let across = (east - other_east) * f64::midpoint(north, other_north).to_radians().cos();
    (across.powi(2) + (north - other_north).powi(2)).sqrt() * 111.2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::Namer;

    #[test]
    fn every_corridor_has_one_figure_and_the_planted_ones_stand_above_the_rest() {
        for seed in 0..10 {
            let geography = Geography::new(seed, &mut Namer::new());
            let flows = flows(seed, 1.0, &geography, Period::year(2025));
            let codes: BTreeSet<_> = flows.figures.iter().map(|it| it.place.clone()).collect();
            assert_eq!((codes.len(), flows.heavy.len()), (CORRIDORS, HEAVY));
            assert_eq!(flows.places.len() + geography.corridors.len(), CORRIDORS);
            for heavy in &flows.heavy {
                assert!(heavy.people as f64 > 2.0 * heavy.usual, "{heavy:?}");
            }
        }
    }
}
