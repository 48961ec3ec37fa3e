//! The places of the region: countries, provinces, districts and corridors, with their codes,
//! names, borders and what people live from.

use std::collections::BTreeSet;

use concert_coalition::Place;
use concert_terms::{Corridor, PlaceCode, PlaceLevel};

use crate::chance::{Chance, Purpose};
use crate::land::{COUNTRIES, Land, WATER};
use crate::lattice::{Lattice, centre, neighbours};
use crate::names::{Namer, named, spellings};
use crate::surface::Surface;

/// What people live from in a district, and where it lies.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "five facts that hold or do not hold independently of each other"
)]
pub(crate) struct Traits {
    pub(crate) urban: bool,
    pub(crate) border: bool,
    pub(crate) port: bool,
    pub(crate) farm: bool,
    pub(crate) mine: bool,
}

/// A district.
#[derive(Debug)]
pub(crate) struct District {
    pub(crate) province: usize,
    pub(crate) country: usize,
    /// Districts that share a border with it, in ascending order.
    pub(crate) neighbours: Vec<usize>,
    pub(crate) traits: Traits,
    /// A cell of the honeycomb in its middle.
    pub(crate) seat: usize,
    /// How densely it is peopled; 1 is usual.
    pub(crate) people: f64,
}

/// The places. Everything else names countries, provinces and districts by their position here.
#[derive(Debug)]
pub(crate) struct Geography {
    pub(crate) districts: Vec<District>,
    /// The country of every province.
    pub(crate) country_of: Vec<usize>,
    /// The districts of every province.
    pub(crate) districts_of: Vec<Vec<usize>>,
    /// The two ends of every corridor, as districts.
    pub(crate) corridors: Vec<[usize; 2]>,
    /// Every place as it is declared: countries, provinces, districts, corridors.
    pub(crate) places: Vec<Place>,
}

impl Geography {
    pub(crate) fn new(seed: u64, namer: &mut Namer) -> Self {
        let land = Land::new(seed);
        let lattice = Lattice::new(seed);
        let districts = districts(seed, &land);
        let mut districts_of = vec![Vec::new(); land.country_of.len()];
        for (district, province) in land.province_of.iter().enumerate() {
            districts_of[*province].push(district);
        }
        let corridors = corridors(seed, &districts);
        let mut geography = Self {
            places: Vec::new(),
            country_of: land.country_of.clone(),
            districts_of,
            districts,
            corridors,
        };
        geography.places = declared(seed, &geography, &land, &lattice, namer);
        geography
    }

    pub(crate) fn country_place(&self, country: usize) -> &Place {
        &self.places[country]
    }

    pub(crate) fn province_place(&self, province: usize) -> &Place {
        &self.places[COUNTRIES + province]
    }

    pub(crate) fn district_place(&self, district: usize) -> &Place {
        &self.places[COUNTRIES + self.country_of.len() + district]
    }

    pub(crate) fn corridor_place(&self, corridor: usize) -> &Place {
        &self.places[COUNTRIES + self.country_of.len() + self.districts.len() + corridor]
    }

    /// The provinces of a country.
    pub(crate) fn provinces_of(&self, country: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.country_of.len()).filter(move |province| self.country_of[*province] == country)
    }

    /// The districts of a country.
    pub(crate) fn districts_in(&self, country: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.districts.len()).filter(move |at| self.districts[*at].country == country)
    }
}

fn districts(seed: u64, land: &Land) -> Vec<District> {
    let mut chance = Chance::of(seed, Purpose::Traits, 0);
    let crowd = Surface::new(seed, Purpose::Traits, 1, 18.0);
    let mut districts = Vec::new();
    for (at, cells) in land.districts.iter().enumerate() {
        let province = land.province_of[at];
        let country = land.country_of[province];
        let around: Vec<usize> = cells.iter().flat_map(|cell| neighbours(*cell)).collect();
        let beside: BTreeSet<usize> = around
            .iter()
            .map(|cell| land.district_of[*cell])
            .filter(|district| *district != WATER && *district != at)
            .collect();
        let coast = around.iter().any(|cell| land.district_of[*cell] == WATER);
        let border =
            beside.iter().any(|other| land.country_of[land.province_of[*other]] != country);
        let seat = most_central(cells);
        let people = (0.8 * crowd.at(centre(seat)) + 0.35 * chance.normal()).exp();
        let urban = people > 1.7;
        let traits = Traits {
            urban,
            border,
            port: coast && chance.happens(0.45),
            farm: !urban && chance.happens(0.5),
            mine: !urban && chance.happens(0.15),
        };
        districts.push(District {
            province,
            country,
            neighbours: beside.into_iter().collect(),
            traits,
            seat,
            people,
        });
    }
    districts
}

/// Eight to fifteen ways across a border: between neighbouring districts, and from far away to a
/// port or a town.
fn corridors(seed: u64, districts: &[District]) -> Vec<[usize; 2]> {
    let mut chance = Chance::of(seed, Purpose::Traits, 2);
    let wanted = 8 + chance.below(8);
    let goals: Vec<usize> = (0..districts.len())
        .filter(|at| districts[*at].traits.urban || districts[*at].traits.port)
        .collect();
    let borders: Vec<usize> =
        (0..districts.len()).filter(|at| districts[*at].traits.border).collect();
    let mut corridors = BTreeSet::new();
    while corridors.len() < wanted {
        let near = chance.happens(0.6);
        let origin = if near && !borders.is_empty() {
            *chance.pick(&borders)
        } else {
            chance.below(districts.len())
        };
        let choices = if near { &districts[origin].neighbours } else { &goals };
        let Some(&destination) = choices.get(chance.below(choices.len())) else {
            continue;
        };
        if districts[origin].country != districts[destination].country {
            corridors.insert([origin, destination]);
        }
    }
    corridors.into_iter().collect()
}

/// User-assigned codes of ISO 3166-1: no country will ever have them.
const COUNTRY_CODES: [&str; 13] =
    ["QM", "QN", "QO", "QP", "QR", "QS", "QT", "QU", "QV", "QW", "QX", "QY", "QZ"];

fn declared(
    seed: u64,
    geography: &Geography,
    land: &Land,
    lattice: &Lattice,
    namer: &mut Namer,
) -> Vec<Place> {
    let mut chance = Chance::of(seed, Purpose::Names, 0);
    let mut codes = COUNTRY_CODES;
    chance.shuffle(&mut codes);
    let outline = |place: Place, inside: &dyn Fn(usize) -> bool| {
        let belongs = |cell: usize| {
            let district = land.district_of[cell];
            district != WATER && inside(district)
        };
        let cells: Vec<usize> = land
            .district_of
            .iter()
            .enumerate()
            .filter_map(|(cell, _)| belongs(cell).then_some(cell))
            .collect();
        Place {
            point: Some(lattice.middle(most_central(&cells))),
            boundary: lattice.rings(&cells, belongs),
            ..place
        }
    };
    let mut places = Vec::new();
    for (country, code) in codes.iter().take(COUNTRIES).enumerate() {
        let place = Place::new(
            made(code),
            named(country_names(&namer.word(country, &mut chance))),
            PlaceLevel::Country,
        );
        let inside = |district: usize| geography.districts[district].country == country;
        places.push(outline(place, &inside));
    }
    for (province, &country) in geography.country_of.iter().enumerate() {
        let word = namer.word(country, &mut chance);
        // Provinces are lettered and districts numbered through the country, so that no code of a
        // province begins the code of a district: whoever cuts codes to find parents fails here.
        let code = format!("{}-{}", codes[country], letters(province));
        let place = Place::new(made(&code), named(province_names(&word)), PlaceLevel::Admin1)
            .within(made(codes[country]));
        let inside = |district: usize| geography.districts[district].province == province;
        places.push(outline(place, &inside));
    }
    let mut numbers: Vec<usize> = (0..geography.districts.len()).collect();
    chance.shuffle(&mut numbers);
    for (at, district) in geography.districts.iter().enumerate() {
        let word = namer.word(district.country, &mut chance);
        let code = format!("{}{:04}", codes[district.country], 100 + 7 * numbers[at]);
        let place =
            Place::new(made(&code), named(district_names(&word, &mut chance)), PlaceLevel::Admin2)
                .within(places[COUNTRIES + district.province].code.clone());
        places.push(outline(place, &|other| other == at));
    }
    let first = COUNTRIES + geography.country_of.len();
    for ends in &geography.corridors {
        places.push(corridor_place(ends.map(|end| &places[first + end])));
    }
    places
}

pub(crate) fn corridor_place([origin, destination]: [&Place; 2]) -> Place {
    let corridor = Corridor { origin: origin.code.clone(), destination: destination.code.clone() };
    let arrow = |language: &str, arrow: &str| {
        format!("{} {arrow} {}", origin.names.pick(language), destination.names.pick(language))
    };
    let names = ["en", "fr", "es"].map(|language| arrow(language, "→"));
    let [en, fr, es] = names;
    let names = named([en, fr, es, arrow("ar", "←")]);
    Place::new(corridor.code(), names, PlaceLevel::Corridor)
}

/// The cell that is nearest to the middle of some cells: a point that surely lies inside.
fn most_central(cells: &[usize]) -> usize {
    let n = cells.len().max(1) as f64;
    let mean = |axis: usize| cells.iter().map(|cell| centre(*cell)[axis]).sum::<f64>() / n;
    let middle = [mean(0), mean(1)];
    let off = |cell: &&usize| {
        let [x, y] = centre(**cell);
        (((x - middle[0]).powi(2) + (y - middle[1]).powi(2)) * 1e3) as u64
    };
    cells.iter().min_by_key(off).copied().unwrap_or_default()
}

fn made(code: &str) -> PlaceCode {
    code.parse().expect("codes made here consist of letters, digits and a hyphen")
}

fn letters(number: usize) -> String {
    let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
    [letter(number * 11 / 26 + 3), letter(number * 11 + 2)].iter().collect()
}

fn country_names(word: &str) -> [String; 4] {
    let [en, fr, es, ar] = spellings(word);
    let stem = |name: String| name.trim_end_matches(['a', 'e', 'i', 'o', 'u']).to_owned();
    [
        format!("{}ia", stem(en)),
        format!("{}ie", stem(fr)),
        format!("{}ia", stem(es)),
        format!("{ar}يا"),
    ]
}

fn province_names(word: &str) -> [String; 4] {
    let [en, fr, es, ar] = spellings(word);
    [
        format!("{en} Province"),
        format!("Province de {fr}"),
        format!("Provincia de {es}"),
        format!("محافظة {ar}"),
    ]
}

fn district_names(word: &str, chance: &mut Chance) -> [String; 4] {
    let [en, fr, es, ar] = spellings(word);
    match chance.below(8) {
        0 => [
            format!("North {en}"),
            format!("{fr}-Nord"),
            format!("{es} Norte"),
            format!("{ar} الشمالية"),
        ],
        1 => [
            format!("Lower {en}"),
            format!("Bas-{fr}"),
            format!("Bajo {es}"),
            format!("{ar} السفلى"),
        ],
        2 => [
            format!("Port {en}"),
            format!("Port-{fr}"),
            format!("Puerto {es}"),
            format!("ميناء {ar}"),
        ],
        _ => [en, fr, es, ar],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_of_a_province_begins_the_code_of_a_district_and_all_differ() {
        let geography = Geography::new(11, &mut Namer::new());
        let codes: BTreeSet<_> = geography.places.iter().map(|place| &place.code).collect();
        assert_eq!(codes.len(), geography.places.len());
        for province in 0..geography.country_of.len() {
            let code = geography.province_place(province).code.as_str();
            for district in 0..geography.districts.len() {
                let district = geography.district_place(district).code.as_str();
                assert!(!district.starts_with(code));
            }
        }
    }

    #[test]
    fn corridors_cross_a_border_and_there_are_eight_to_fifteen() {
        for seed in 0..10 {
            let geography = Geography::new(seed, &mut Namer::new());
            assert!((8..=15).contains(&geography.corridors.len()));
            for [origin, destination] in &geography.corridors {
                let country = |at: &usize| geography.districts[*at].country;
                assert_ne!(country(origin), country(destination));
            }
        }
    }
}
