//! A table of flows: how many people are moved along which corridor, in which year, and who says so.
//!
//! A row is one figure. It can be asked about without being kept; imported, each row becomes a
//! published estimate on its corridor, and corridors and countries that nobody declared are declared
//! with it. A bad cell is refused with its row and column, and nothing of the table is used.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use concert_coalition::{Coalition, Declaration, PublishedEstimate};
use concert_exchange::{Row, Table, Workbook};
use concert_terms::{Axis, Corridor, Count, Form, Interval, Period, PlaceCode, Population, Stated};

use super::ground::undeclared;
use super::naming::Naming;
use crate::named_columns::{NamedColumns, workbook};
use crate::reading::Reader;
use crate::{Asked, Refused, Secretariat};

/// The columns of a table of flows. `origin`, `destination`, `people`, `year` and `source` are
/// there; `low` and `high` are the limits of an interval at `level` (0.95 where that is not said).
pub const FLOW_COLUMNS: &[&str] = &[
    "origin",
    "destination",
    "people",
    "low",
    "high",
    "level",
    "year",
    "form",
    "source",
    "method",
];

/// The level of limits whose level is not said: what statistics print where they do not say.
const USUAL_LEVEL: f64 = 0.95;
/// The most rows of a table.
const MOST_ROWS: usize = 20_000;
/// Years that a figure can be of.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// A table of flows that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowTable {
    /// The file.
    pub file: String,
    /// Its figures, in the order of rows.
    pub(crate) figures: Vec<PublishedEstimate>,
}

/// Whether the headings of a table are those of flows: who is moved from where to where, and no
/// organisation that works there.
pub(crate) fn is_flow_table(table: &Table<'_>) -> bool {
    let headings: HashSet<String> =
        table.columns.iter().map(|column| column.heading.trim().to_lowercase()).collect();
    ["origin", "destination", "people", "year", "source"]
        .iter()
        .all(|name| headings.contains(*name))
}

/// What a column of a table of flows is taken for, by its heading.
pub(crate) fn flow_meaning(heading: &str) -> Option<&'static str> {
    let meanings = [
        "corridor.origin",
        "corridor.destination",
        "flow.people",
        "flow.low",
        "flow.high",
        "flow.level",
        "flow.year",
        "flow.form",
        "flow.source",
        "flow.method",
    ];
    let heading = heading.trim().to_lowercase();
    let at = FLOW_COLUMNS.iter().position(|name| *name == heading)?;
    meanings.get(at).copied()
}

impl FlowTable {
    /// The declarations that state the table: places before the figures on them.
    pub(crate) fn declarations(&self, coalition: &Coalition) -> Vec<Declaration> {
        let mut introduced: HashSet<PlaceCode> = HashSet::new();
        let mut declarations = Vec::new();
        for code in self.figures.iter().filter_map(|figure| figure.place.as_ref()) {
            let ends = code.corridor().map(|ends| [ends.origin, ends.destination]);
            for code in ends.into_iter().flatten().chain([code.clone()]) {
                if coalition.places.get(&code).is_none() && introduced.insert(code.clone()) {
                    declarations.push(Declaration::Place(undeclared(coalition, &code)));
                }
            }
        }
        let figures = self.figures.iter().cloned();
        declarations.extend(figures.map(|figure| Declaration::Published(Box::new(figure))));
        declarations
    }
}

impl Secretariat {
    /// Reads a table of flows, to be asked about and not kept.
    ///
    /// Refused, with file, row and column: a place that is neither declared nor a country, or of
    /// which several have the name; ends that are not apart; a number of people that is none, limits
    /// that do not enclose it, a level or a year that is none, an unknown form, a figure without a
    /// source, and the same figure twice.
    pub fn read_flows(&self, path: &Path, reader: &Reader) -> Asked<FlowTable> {
        let book = workbook(path, reader)?;
        flows_of_book(&self.picture().coalition, &book)
    }
}

pub(crate) fn flows_of_book(coalition: &Coalition, book: &Workbook) -> Asked<FlowTable> {
    let required = ["origin", "destination", "people", "year", "source"];
    let table = NamedColumns::find(book, FLOW_COLUMNS, &required)?;
    let rows = table.rows();
    let file = book.file_name.clone();
    if rows.is_empty() || rows.len() > MOST_ROWS {
        return Err(of_size("secretariat/flows-in-table", &file, rows.len(), MOST_ROWS).into());
    }
    let naming = Naming::new(coalition);
    let mut figures = Vec::with_capacity(rows.len());
    let mut first: HashMap<concert_terms::Id, u32> = HashMap::new();
    for row in rows {
        let figure = figure(coalition, &naming, &table, row)?;
        if let Some(first) = first.insert(figure.id, row.number) {
            let mut refused = table.refused(row, "origin", "secretariat/flow-twice", "");
            refused.facts.push(("first", first.to_string()));
            return Err(refused.into());
        }
        figures.push(figure);
    }
    Ok(FlowTable { file, figures })
}

/// Refuses a table with no row, or with too many.
pub(super) fn of_size(code: &'static str, file: &str, count: usize, most: usize) -> Refused {
    let facts =
        vec![("file", file.to_owned()), ("count", count.to_string()), ("most", most.to_string())];
    Refused { code, facts, text: format!("{file}: {count} rows; 1 to {most} are read") }
}

fn figure(
    coalition: &Coalition,
    naming: &Naming<'_>,
    table: &NamedColumns<'_>,
    row: Row<'_>,
) -> Asked<PublishedEstimate> {
    let empty = |column| table.refused(row, column, "secretariat/empty-cell", "");
    let end = |column| -> Asked<PlaceCode> {
        Ok(naming.place(table, row, column)?.ok_or_else(|| empty(column))?)
    };
    let ends = [end("origin")?, end("destination")?];
    if !are_apart(coalition, &ends) {
        return Err(table.refused(row, "destination", "secretariat/ends-not-apart", "").into());
    }
    let [origin, destination] = ends;
    let corridor = Corridor { origin, destination }.code();
    if corridor.as_str().parse::<PlaceCode>().is_err() {
        return Err(table.refused(row, "destination", "secretariat/corridor-too-long", "").into());
    }
    let people = |text: &str| text.parse::<Count>().ok();
    let code = "secretariat/not-a-count";
    let people = table.read(row, "people", code, "120, 100-150, <5", people)?;
    let people = people.ok_or_else(|| empty("people"))?;
    let year = |text: &str| text.parse::<i16>().ok().filter(|year| YEARS.contains(year));
    let year = table.read(row, "year", "secretariat/not-a-year", "", year)?;
    let period = Period::year(year.ok_or_else(|| empty("year"))?);
    let codes: Vec<&str> = (0..Form::COUNT).filter_map(Form::at).map(Form::code).collect();
    let form =
        table.read(row, "form", "secretariat/not-a-code", &codes.join(", "), Form::from_code)?;
    let forms: Stated<Form> = form.into_iter().collect();
    let source = table.text(row, "source");
    if source.is_empty() {
        return Err(empty("source").into());
    }
    let parts = [
        PublishedEstimate::PEOPLE_MOVED,
        corridor.as_str(),
        &forms.to_string(),
        &period.to_string(),
        source,
    ];
    Ok(PublishedEstimate {
        id: PublishedEstimate::id_of_description(&parts),
        quantity: PublishedEstimate::PEOPLE_MOVED.to_owned(),
        place: Some(corridor.clone()),
        forms,
        population: Population::EVERYBODY,
        people: Some(people),
        interval: interval(table, row, people)?,
        money: None,
        share: None,
        period,
        method: table.text(row, "method").to_owned(),
        source: source.to_owned(),
        article: false,
        rest: serde_json::Map::new(),
    })
}

/// The interval of a row; both limits or none.
fn interval(table: &NamedColumns<'_>, row: Row<'_>, people: Count) -> Asked<Option<Interval>> {
    let level = table.number(row, "level")?.unwrap_or(USUAL_LEVEL);
    if !(level > 0.0 && level < 1.0) {
        return Err(table.refused(row, "level", "secretariat/not-a-level", "").into());
    }
    let limits = (table.number(row, "low")?, table.number(row, "high")?);
    let refused = |column| {
        let found = people.to_string();
        table.refused(row, column, "secretariat/limits-of-flow", &found)
    };
    match limits {
        (None, None) => Ok(None),
        (Some(_), None) => Err(refused("low").into()),
        (None, Some(_)) => Err(refused("high").into()),
        (Some(low), Some(high)) => {
            let middle = people.exact().ok_or_else(|| refused("low"))? as f64;
            let interval = Interval::new(low, middle, high, level);
            let column = if (0.0..=middle).contains(&low) { "high" } else { "low" };
            interval.map(Some).map_err(|_| refused(column).into())
        }
    }
}

/// Whether two places are neither the same nor one in the other.
fn are_apart(coalition: &Coalition, [one, other]: &[PlaceCode; 2]) -> bool {
    let above = |code: &PlaceCode| coalition.places.get(code)?.parent.clone();
    let holds = |whole: &PlaceCode, part: &PlaceCode| {
        let mut way_up = std::iter::successors(Some(part.clone()), above).take(64);
        way_up.any(|code| code == *whole)
    };
    !holds(one, other) && !holds(other, one)
}
