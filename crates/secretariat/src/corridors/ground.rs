//! The places that a question about corridors stands on: those of the coalition, and beside them
//! those that only a table names, so that flows can be looked at before anybody declares their
//! corridors.

use std::collections::HashMap;

use concert_coalition::{Coalition, Place};
use concert_coverage::{Corridor, PlaceTree};
use concert_terms::{Country, Names, PlaceCode, PlaceLevel};

use crate::label::PlaceLabel;
use crate::picture::{Picture, place_parents};
use crate::{Asked, frame};

/// Places by number: those of the coalition first, under its own numbers.
pub(super) struct Ground<'a> {
    coalition: &'a Coalition,
    pub(super) tree: PlaceTree,
    added: Vec<PlaceLabel>,
    numbers: HashMap<PlaceCode, u32>,
}

impl<'a> Ground<'a> {
    /// The places of a picture and of some corridors.
    pub(super) fn of<'c>(
        picture: &'a Picture,
        corridors: impl Iterator<Item = &'c PlaceCode>,
    ) -> Asked<Self> {
        let coalition = &picture.coalition;
        let (mut added, mut numbers) = (Vec::new(), HashMap::new());
        for code in corridors {
            let ends = code.corridor().map(|ends| [ends.origin, ends.destination]);
            for code in ends.into_iter().flatten().chain([code.clone()]) {
                if coalition.places.number(&code).is_none() && !numbers.contains_key(&code) {
                    numbers.insert(code.clone(), coalition.places.numbers() + added.len() as u32);
                    added.push(label(coalition, &code));
                }
            }
        }
        let mut parents = place_parents(coalition);
        let tree = if added.is_empty() {
            picture.tree.clone()
        } else {
            parents.resize(parents.len() + added.len(), None);
            PlaceTree::new(&parents)?
        };
        Ok(Self { coalition, tree, added, numbers })
    }

    /// The number of a place.
    pub(super) fn number(&self, code: &PlaceCode) -> Option<u32> {
        let added = || self.numbers.get(code).copied();
        self.coalition.places.number(code).or_else(added)
    }

    /// The numbers of a corridor and its ends; nothing for a way from a place into itself or a part
    /// of it, which anybody may have declared and which is no corridor.
    pub(super) fn corridor(&self, code: &PlaceCode) -> Option<Corridor> {
        let ends = code.corridor()?;
        let place = self.number(code)?;
        let [origin, destination] = [self.number(&ends.origin)?, self.number(&ends.destination)?];
        let is_one_place =
            self.tree.is_within(origin, destination) || self.tree.is_within(destination, origin);
        (!is_one_place).then_some(Corridor { place, origin, destination })
    }

    /// How a place is named.
    pub(super) fn label(&self, number: u32) -> Option<PlaceLabel> {
        let added = number.checked_sub(self.coalition.places.numbers());
        match added {
            Some(at) => self.added.get(at as usize).cloned(),
            None => PlaceLabel::of(self.coalition, number),
        }
    }

    /// Longitude and latitude of a place, or of the nearest one that holds it and has some.
    pub(super) fn point(&self, number: u32) -> Option<[f64; 2]> {
        let point = |at| frame::middle(self.coalition.places.at(at)?);
        self.tree.path_up(number).find_map(point)
    }
}

/// How a place is named that nobody declared.
fn label(coalition: &Coalition, code: &PlaceCode) -> PlaceLabel {
    let place = undeclared(coalition, code);
    PlaceLabel { code: place.code, names: place.names, level: place.level }
}

/// A place as it is declared when a table of flows is the first to name it: a country under its
/// names, a corridor under those of its ends.
pub(super) fn undeclared(coalition: &Coalition, code: &PlaceCode) -> Place {
    if let Some(ends) = code.corridor() {
        let names = |end: &PlaceCode| {
            let declared = coalition.places.get(end).map(|place| place.names.clone());
            declared.unwrap_or_else(|| undeclared(coalition, end).names)
        };
        let [from, to] = [names(&ends.origin), names(&ends.destination)];
        let way = |names: Names, language: &&str| {
            let arrow = if *language == "ar" { "←" } else { "→" };
            let name = format!("{} {arrow} {}", from.pick(language), to.pick(language));
            names.with(language, &name)
        };
        let names = Country::LANGUAGES.iter().fold(Names::default(), way);
        return Place::new(code.clone(), names, PlaceLevel::Corridor);
    }
    let country = Country::all().iter().find(|country| country.alpha2 == code.as_str());
    match country {
        Some(country) => {
            let named = Country::LANGUAGES.iter().zip(country.names);
            let names = named.fold(Names::default(), |names, (at, name)| names.with(at, name));
            Place::new(code.clone(), names, PlaceLevel::Country)
        }
        None => Place::new(code.clone(), Names::new("", code.as_str()), PlaceLevel::Region),
    }
}
