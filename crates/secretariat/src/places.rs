//! Places: the list, and one with what lies around it.

use concert_coalition::Coalition;
use concert_terms::{Id, PlaceCode, PlaceLevel};
use serde::Serialize;

use crate::Secretariat;
use crate::label::{Page, PlaceLabel};
use crate::picture::Picture;

/// One place in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceRow {
    /// The place.
    #[serde(flatten)]
    pub label: PlaceLabel,
    /// The place that holds it.
    pub parent: Option<PlaceLabel>,
    /// Initiatives that name it.
    pub initiatives: u32,
    /// Longitude and latitude of a point that stands for it.
    pub point: Option<[f64; 2]>,
    /// Whether its boundary is known.
    pub has_boundary: bool,
}

/// One place in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceView {
    /// The facts that lists show.
    #[serde(flatten)]
    pub row: PlaceRow,
    /// The places that hold it, the widest first.
    pub path: Vec<PlaceLabel>,
    /// The places directly in it.
    pub parts: Vec<PlaceLabel>,
    /// The corridors that start or end in it or in one of its parts.
    pub corridors: Vec<PlaceLabel>,
    /// Index of the statement that declared it.
    pub statement: u64,
    /// The import that the statement belongs to.
    pub import: Option<Id>,
}

/// The places that hold a place, the widest first, without itself.
pub(crate) fn path(picture: &Picture, number: u32) -> Vec<PlaceLabel> {
    let coalition = &picture.coalition;
    let mut path: Vec<_> = picture
        .tree
        .path_up(number)
        .skip(1)
        .filter_map(|above| PlaceLabel::of(coalition, above))
        .collect();
    path.reverse();
    path
}

/// The declared places directly in a place, or at the top; corridors aside.
pub(crate) fn parts(picture: &Picture, place: Option<u32>) -> Vec<u32> {
    let is_part = |number: &u32| {
        let place = picture.coalition.places.at(*number);
        place.is_some_and(|place| place.level != PlaceLevel::Corridor)
    };
    picture.tree.children(place).iter().copied().filter(is_part).collect()
}

/// The corridors with an end in a place or in one of its parts; all of them without a place.
pub(crate) fn corridors(picture: &Picture, place: Option<u32>) -> Vec<u32> {
    let coalition = &picture.coalition;
    let ends_in = |code: &PlaceCode| {
        place.is_none()
            || coalition.places.number(code).is_some_and(|end| picture.lies_within(end, place))
    };
    coalition
        .places
        .iter()
        .filter(|(_, code, _)| {
            let ends = code.corridor();
            ends.is_some_and(|ends| ends_in(&ends.origin) || ends_in(&ends.destination))
        })
        .map(|(number, ..)| number)
        .collect()
}

fn row(picture: &Picture, number: u32, initiatives: &[u32]) -> Option<PlaceRow> {
    let place = picture.coalition.places.at(number)?;
    let parent = picture.tree.parent(number);
    Some(PlaceRow {
        label: PlaceLabel::of(&picture.coalition, number)?,
        parent: parent.and_then(|parent| PlaceLabel::of(&picture.coalition, parent)),
        initiatives: initiatives[number as usize],
        point: place.point,
        has_boundary: !place.boundary.is_empty(),
    })
}

fn initiatives_by_place(coalition: &Coalition) -> Vec<u32> {
    let mut counts = vec![0; coalition.places.numbers() as usize];
    for (_, _, initiative) in coalition.initiatives.iter() {
        for place in &initiative.places {
            counts[*place as usize] += 1;
        }
    }
    counts
}

impl Secretariat {
    /// A page of the places whose name or code contains a text, in the order of declaration.
    pub fn places(&self, text: &str, page: usize) -> Page<PlaceRow> {
        let picture = self.picture();
        let text = text.to_lowercase();
        let found: Vec<u32> = picture
            .coalition
            .places
            .iter()
            .filter(|(_, code, place)| {
                let mut names = place.names.iter().map(|(_, name)| name).chain([code.as_str()]);
                names.any(|name| name.to_lowercase().contains(&text))
            })
            .map(|(number, ..)| number)
            .collect();
        let counts = initiatives_by_place(&picture.coalition);
        Page::of(&found, page, |number| row(&picture, *number, &counts)).flatten()
    }

    /// Every place, the widest first, to choose from; none if there are more than so many.
    pub fn places_to_choose(&self, most: usize) -> Vec<PlaceLabel> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        if coalition.places.iter().count() > most {
            return Vec::new();
        }
        let numbers = coalition.places.iter().map(|(number, ..)| number);
        let labels = numbers.filter_map(|number| PlaceLabel::of(coalition, number));
        let mut places: Vec<PlaceLabel> = labels.collect();
        places.sort_by_key(|place| place.level);
        places
    }

    /// One place in full.
    pub fn place(&self, code: &PlaceCode) -> Option<PlaceView> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let number = coalition.places.number(code)?;
        let version = coalition.places.version(code)?;
        let label = |numbers: Vec<u32>| {
            numbers.into_iter().filter_map(|number| PlaceLabel::of(coalition, number)).collect()
        };
        Some(PlaceView {
            row: row(&picture, number, &initiatives_by_place(coalition))?,
            path: path(&picture, number),
            parts: label(parts(&picture, Some(number))),
            corridors: label(corridors(&picture, Some(number))),
            statement: version.statement,
            import: version.import,
        })
    }
}
