//! Tables on their way out.

use concert_terms::{Axis, Count, Period, PlaceLevel, Stated};

use crate::initiatives::{InitiativeRow, InitiativeStatus};
use crate::meaning::LEVELS;
use crate::own_columns::{Column, HeadingLanguage, INITIATIVE_COLUMNS};
use crate::places::PlaceMention;

/// A table to be written: headings, hashtags and cells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OutTable {
    /// Name of the sheet, at most 31 characters.
    pub name: String,
    /// Whether the sheet is read from right to left.
    pub is_right_to_left: bool,
    /// The columns.
    pub columns: Vec<OutColumn>,
    /// The rows, each with one cell for each column.
    pub rows: Vec<Vec<OutCell>>,
}

/// A column to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutColumn {
    /// What people read.
    pub heading: String,
    /// What programs read: an HXL hashtag, or nothing.
    pub tag: String,
}

/// A cell to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum OutCell {
    /// Nothing.
    Empty,
    /// Text, which is never a formula.
    Text(String),
    /// A number.
    Number(f64),
}

impl OutCell {
    /// Text, or nothing if there is none.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A count: a number if it is one that a spreadsheet keeps exactly, else text such as `<5`.
    pub fn count(count: Option<Count>) -> Self {
        match count {
            None => Self::Empty,
            Some(Count::Exact(number)) if number < 1_000_000_000_000_000 => {
                Self::Number(number as f64)
            }
            Some(count) => Self::text(count.to_string()),
        }
    }
}

/// The table of some initiatives, with headings in a language: what
/// [`read_initiatives`](crate::read_initiatives) reads back as the same initiatives, by its hashtags
/// or by its headings alone.
pub fn initiative_table(initiatives: &[InitiativeRow], language: HeadingLanguage) -> OutTable {
    let column = |column: &Column| OutColumn {
        heading: column.heading(language).to_owned(),
        tag: column.tag.to_owned(),
    };
    OutTable {
        name: language.initiatives().to_owned(),
        is_right_to_left: language.is_right_to_left(),
        columns: INITIATIVE_COLUMNS.iter().map(column).collect(),
        rows: initiatives.iter().map(cells).collect(),
    }
}

fn cells(initiative: &InitiativeRow) -> Vec<OutCell> {
    let organisation = &initiative.organisation;
    let mut cells = vec![
        shown(initiative.id.as_ref()),
        shown(organisation.name.as_ref()),
        shown(organisation.acronym.as_ref()),
        shown(organisation.kind_text.as_ref()),
        shown(organisation.code.as_ref()),
        joined(&initiative.funders),
        joined(&initiative.implementers),
        joined(&initiative.partners),
        shown(initiative.activity.as_ref()),
        shown(initiative.sector_text.as_ref()),
        codes(initiative.sectors),
        codes(initiative.services),
        stated_pillars(initiative),
        codes(initiative.sides),
        codes(initiative.forms),
        codes(initiative.population.sexes),
        joined(&initiative.ages),
        codes(initiative.population.origins),
        joined(&initiative.groups),
    ];
    for level in LEVELS {
        cells.push(place_column(&initiative.places, level, |part| part.name.clone()));
        cells.push(place_column(&initiative.places, level, |part| {
            part.code.as_ref().map(ToString::to_string)
        }));
    }
    let (latitude, longitude) = initiative.point.unzip();
    let ends = initiative.corridor.as_ref();
    let budget = initiative.budget.as_ref();
    cells.extend([
        latitude.map_or(OutCell::Empty, OutCell::Number),
        longitude.map_or(OutCell::Empty, OutCell::Number),
        shown(ends.map(|corridor| &corridor.origin)),
        shown(ends.map(|corridor| &corridor.destination)),
        shown(initiative.status.map(InitiativeStatus::code).as_ref()),
        shown(initiative.period.start.as_ref()),
        shown(initiative.period.end.as_ref()),
        initiative.reported.map_or(OutCell::Empty, time),
        shown(initiative.confirmed.as_ref()),
        OutCell::count(initiative.capacity),
        OutCell::count(budget.map(|money| Count::Exact(money.amount))),
        shown(budget.map(|money| &money.currency)),
        OutCell::count(initiative.targeted),
        OutCell::count(initiative.reached),
        shown(initiative.remarks.as_ref()),
    ]);
    cells
}

fn shown<T: ToString>(value: Option<&T>) -> OutCell {
    value.map_or(OutCell::Empty, |value| OutCell::text(value.to_string()))
}

fn joined<T: ToString>(values: &[T]) -> OutCell {
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    OutCell::text(values.join("; "))
}

fn codes<T: Axis>(values: Stated<T>) -> OutCell {
    let codes: Vec<&str> = values.values().map(Axis::code).collect();
    OutCell::text(codes.join("; "))
}

/// Only what was stated is written: what followed from it will follow again.
fn stated_pillars(initiative: &InitiativeRow) -> OutCell {
    use crate::initiatives::PillarEvidence;
    match initiative.pillar_evidence {
        Some(PillarEvidence::Stated) => codes(initiative.pillars),
        _ => OutCell::Empty,
    }
}

fn time(period: Period) -> OutCell {
    if period.start == period.end {
        shown(period.start.as_ref())
    } else {
        OutCell::text(period.to_string())
    }
}

/// What the places say in one column: once if all say the same, else one entry for each, so that
/// names, codes and larger places stay side by side.
fn place_column(
    places: &[PlaceMention],
    level: PlaceLevel,
    say: impl Fn(&crate::PlacePart) -> Option<String>,
) -> OutCell {
    let entries: Vec<String> = places
        .iter()
        .map(|place| {
            let part = place.parts.iter().find(|part| part.level == level);
            part.and_then(&say).unwrap_or_default()
        })
        .collect();
    let same = entries.windows(2).all(|pair| pair[0] == pair[1]);
    match entries.first() {
        Some(first) if same => OutCell::text(first.clone()),
        _ => OutCell::text(entries.join("; ")),
    }
}
