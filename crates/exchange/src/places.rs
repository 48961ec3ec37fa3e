//! The places that a row names.

use concert_terms::{Corridor, PlaceCode, PlaceLevel};

use crate::meaning::{LEVELS, Meaning};
use crate::note::NoteRule;
use crate::row_reader::{Cell, RowReader, list};

/// A place as a row names it: with the larger places that the row says hold it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceMention {
    /// From the largest to the place itself, which is the last; never empty.
    pub parts: Vec<PlacePart>,
}

/// A place of one level, by name, code or both.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlacePart {
    /// Its level.
    pub level: PlaceLevel,
    /// Its name as the table has it.
    pub name: Option<String>,
    /// Its code: of a country the ISO 3166 alpha-2 code, also where the table has its name or
    /// alpha-3 code only; of any other place as the table has it.
    pub code: Option<PlaceCode>,
}

impl PlaceMention {
    /// The code of each part, from the largest on: the stated one, or one made from the code of
    /// the part before it and the name. A region is no parent, since it cuts across countries.
    pub fn codes(&self) -> Vec<PlaceCode> {
        let mut codes: Vec<PlaceCode> = Vec::new();
        let mut parent: Option<PlaceCode> = None;
        for part in &self.parts {
            let code = part.code.clone().unwrap_or_else(|| {
                PlaceCode::named(parent.as_ref(), part.name.as_deref().unwrap_or_default())
            });
            if part.level != PlaceLevel::Region {
                parent = Some(code.clone());
            }
            codes.push(code);
        }
        codes
    }

    /// The place itself.
    pub fn place(&self) -> Option<&PlacePart> {
        self.parts.last()
    }
}

/// The meanings that this reads.
pub(crate) fn meanings() -> Vec<Meaning> {
    LEVELS
        .into_iter()
        .flat_map(|level| [Meaning::PlaceName(level), Meaning::PlaceCode(level)])
        .collect()
}

/// Every place that the row names. Cells may hold lists; a list of one belongs to every place, and
/// a list of another length than the longest is noted and not taken.
pub(crate) fn places(row: &mut RowReader<'_, '_, '_>) -> Vec<PlaceMention> {
    let columns: Vec<_> = LEVELS
        .into_iter()
        .map(|level| {
            let entries = |meaning| row.cell(meaning).map(|cell| entries(&cell, row.is_own()));
            let name = entries(Meaning::PlaceName(level));
            (level, name, entries(Meaning::PlaceCode(level)))
        })
        .collect();
    let lists = columns.iter().flat_map(|(_, name, code)| [name, code]).flatten();
    let count = lists.map(|(_, entries)| entries.len()).max().unwrap_or(0);
    let mut mentions = vec![PlaceMention { parts: Vec::new() }; count];
    for (level, name, code) in columns {
        let name = fitting(row, name, count);
        let code = fitting(row, code, count);
        for (index, mention) in mentions.iter_mut().enumerate() {
            let part = PlacePart {
                level,
                name: name.as_ref().and_then(|(_, list)| entry(list, index)),
                code: place_code(row, level, code.as_ref(), index),
            };
            mention.parts.extend(with_country_code(row, name.as_ref(), part));
        }
    }
    mentions.retain(|mention| !mention.parts.is_empty());
    // A row that names a place twice, by a list in a column of a larger one, means it once.
    let mut known = std::collections::HashSet::new();
    mentions.retain(|mention| known.insert(mention.clone()));
    mentions
}

type Entries<'a> = (Cell<'a>, Vec<String>);

/// The entries of a cell. Our own files keep the place of an entry that is missing.
fn entries<'a>(cell: &Cell<'a>, own: bool) -> Entries<'a> {
    let entries = if own {
        let entries = cell.text.split(';');
        entries.map(|entry| entry.trim().to_owned()).collect()
    } else {
        list(&cell.text).map(str::to_owned).collect()
    };
    (cell.clone(), entries)
}

fn fitting<'a>(
    row: &mut RowReader<'_, '_, '_>,
    entries: Option<Entries<'a>>,
    count: usize,
) -> Option<Entries<'a>> {
    let (cell, entries) = entries?;
    if entries.len() == 1 || entries.len() == count {
        return Some((cell, entries));
    }
    row.note(cell.column, &cell.text, NoteRule::ListsDiffer);
    None
}

/// The entry for one of several places, if it holds something.
fn entry(entries: &[String], index: usize) -> Option<String> {
    let entry = if entries.len() == 1 { entries.first() } else { entries.get(index) };
    entry.filter(|entry| !entry.is_empty()).cloned()
}

fn place_code(
    row: &mut RowReader<'_, '_, '_>,
    level: PlaceLevel,
    entries: Option<&Entries<'_>>,
    index: usize,
) -> Option<PlaceCode> {
    let (cell, entries) = entries?;
    let text = entry(entries, index)?;
    if level == PlaceLevel::Country
        && let Some(country) = row.country(&text)
    {
        return country.alpha2.parse().ok();
    }
    let code = text.parse::<PlaceCode>().ok();
    // A corridor is no place of a level.
    let code = code.filter(|code| code.corridor().is_none());
    if code.is_none() {
        row.note(cell.column, &text, NoteRule::NotAPlaceCode);
    }
    code
}

/// The part, if it names anything; a country that has a name only gets its code.
fn with_country_code(
    row: &mut RowReader<'_, '_, '_>,
    names: Option<&Entries<'_>>,
    mut part: PlacePart,
) -> Option<PlacePart> {
    if part.level == PlaceLevel::Country
        && part.code.is_none()
        && let (Some(name), Some((cell, _))) = (&part.name, names)
    {
        match row.country(name) {
            Some(country) => part.code = country.alpha2.parse().ok(),
            None => row.note(cell.column, name, NoteRule::UnknownWord),
        }
    }
    (part.name.is_some() || part.code.is_some()).then_some(part)
}

/// The corridor that the row names, if it names both ends.
pub(crate) fn corridor(row: &mut RowReader<'_, '_, '_>) -> Option<Corridor> {
    let origin = row.cell(Meaning::CorridorOrigin);
    let destination = row.cell(Meaning::CorridorDestination);
    match (origin, destination) {
        (Some(origin), Some(destination)) => Some(Corridor {
            origin: end_of_corridor(row, &origin.text),
            destination: end_of_corridor(row, &destination.text),
        }),
        (Some(end), None) | (None, Some(end)) => {
            row.note(end.column, &end.text, NoteRule::HalfACorridor);
            None
        }
        (None, None) => None,
    }
}

/// A country by its code, any other place by a code made from its name; in our own files by the
/// code that stands there.
fn end_of_corridor(row: &mut RowReader<'_, '_, '_>, text: &str) -> PlaceCode {
    let own = row.is_own();
    let country = row.country(text).and_then(|country| country.alpha2.parse().ok());
    let stated = || text.parse::<PlaceCode>().ok().filter(|code| own && code.corridor().is_none());
    country.or_else(stated).unwrap_or_else(|| PlaceCode::named(None, text))
}
