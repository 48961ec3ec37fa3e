//! A table of candidate actions that is read: every row is set against the picture before any of it
//! is used.
//!
//! A row states one cell of an action; rows of one name are cells of one action. What is stated of
//! the action itself stands in its first row, and later rows leave it empty or repeat it. A bad
//! cell is refused with its row and column, and nothing of the table is used.

use std::collections::HashMap;
use std::path::Path;

use concert_coverage::{Action, ActionsRefusal, Effect, Refusal as EngineRefusal};
use concert_exchange::{Row, Workbook};
use concert_terms::{Axis, Form, Pillar, PlaceCode, Population, Sector, Side, Stated};

use super::candidate::{
    ActionCell, ActionKind, CandidateAction, CandidateSource, Candidates, CostBasis, Doer,
};
use super::placing;
use super::table::ACTION_COLUMNS;
use crate::named_columns::{NamedColumns, workbook};
use crate::picture::Picture;
use crate::reading::Reader;
use crate::{Asked, Refused, Secretariat};

/// The most rows of a table.
const MOST_ROWS: usize = 200_000;
/// The longest lead time: a hundred years.
const LONGEST_LEAD: u32 = 36_525;

impl Secretariat {
    /// Reads a table of actions and sets it against the picture.
    ///
    /// Refused, with file, row and column: a number that is none, a cost, amount or lead time below
    /// zero, a risk that is no probability, a code that is none, a place that nobody declared or
    /// that several have the name of, a currency that is not that of the first row, an action that
    /// is required and not there, a circle of requirements, an action of which two rows say
    /// different things, a cell in which no need is known.
    pub fn read_actions(&self, path: &Path, reader: &Reader) -> Asked<Candidates> {
        self.actions_of(&workbook(path, reader)?)
    }

    pub(crate) fn actions_of(&self, book: &Workbook) -> Asked<Candidates> {
        let required = ["action", "place", "amount", "cost"];
        let table = NamedColumns::find(book, ACTION_COLUMNS, &required)?;
        let rows = table.rows();
        let picture = self.picture();
        Reading::new(&picture, &table, &rows).read()
    }
}

/// A table while it is read.
struct Reading<'a> {
    picture: &'a Picture,
    table: &'a NamedColumns<'a>,
    rows: &'a [Row<'a>],
    places: HashMap<String, Vec<PlaceCode>>,
    organisations: HashMap<String, Doer>,
    actions: Vec<CandidateAction>,
    /// The row of every cell, and the first row of every action.
    cell_rows: Vec<Vec<Row<'a>>>,
    by_name: HashMap<String, usize>,
    currency: Option<String>,
}

/// A name in letters and digits of lower case.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty())
}

impl<'a> Reading<'a> {
    fn new(picture: &'a Picture, table: &'a NamedColumns<'a>, rows: &'a [Row<'a>]) -> Self {
        let mut places: HashMap<String, Vec<PlaceCode>> = HashMap::new();
        for (_, code, place) in picture.coalition.places.iter() {
            for (_, name) in place.names.iter() {
                let of_name = places.entry(plain(name)).or_default();
                if !of_name.contains(code) {
                    of_name.push(code.clone());
                }
            }
        }
        let mut organisations = HashMap::new();
        for (_, id, organisation) in picture.coalition.organisations.iter() {
            let doer = Doer { id: Some(*id), name: organisation.names.pick("en").to_owned() };
            let acronym = organisation.acronym.iter().map(String::as_str);
            for name in organisation.names.iter().map(|(_, name)| name).chain(acronym) {
                organisations.entry(plain(name)).or_insert_with(|| doer.clone());
            }
            organisations.insert(plain(&id.to_string()), doer);
        }
        Self {
            picture,
            table,
            rows,
            places,
            organisations,
            actions: Vec::new(),
            cell_rows: Vec::new(),
            by_name: HashMap::new(),
            currency: None,
        }
    }

    fn read(mut self) -> Asked<Candidates> {
        let origin = self.table.origin(self.rows);
        let file = origin.facts(1).first().map(|(_, file)| file.clone()).unwrap_or_default();
        if self.rows.is_empty() || self.rows.len() > MOST_ROWS {
            let count = self.rows.len();
            return Err(Refused {
                code: "secretariat/actions-in-table",
                facts: vec![
                    ("file", file),
                    ("count", count.to_string()),
                    ("most", MOST_ROWS.to_string()),
                ],
                text: format!("the table has {count} actions, 1 to {MOST_ROWS} are read"),
            }
            .into());
        }
        for row in self.rows {
            self.row(*row, &file)?;
        }
        self.check_requirements()?;
        self.check_needs()?;
        Ok(Candidates {
            source: CandidateSource::Table { file },
            currency: self.currency.unwrap_or_default(),
            actions: self.actions,
        })
    }

    fn row(&mut self, row: Row<'a>, file: &str) -> Asked<()> {
        let table = self.table;
        let name = table.text(row, "action");
        if name.is_empty() {
            return Err(table.refused(row, "action", "secretariat/empty-cell", "").into());
        }
        let cell = self.cell(row)?;
        self.currency_of(row)?;
        let read = self.action(row, name, file)?;
        if let Some(at) = self.by_name.get(name).copied() {
            self.agrees(row, &read, at)?;
            self.actions[at].cells.push(cell);
            self.cell_rows[at].push(row);
            return Ok(());
        }
        let Some(cost) = read.cost else {
            return Err(table.refused(row, "cost", "secretariat/empty-cell", "").into());
        };
        self.by_name.insert(name.to_owned(), self.actions.len());
        self.actions.push(CandidateAction { cells: vec![cell], cost, ..read.action });
        self.cell_rows.push(vec![row]);
        Ok(())
    }

    /// What the row states of the action, without its cell.
    fn action(&self, row: Row<'a>, name: &str, file: &str) -> Asked<ReadAction> {
        let table = self.table;
        let at_least_zero = |column| -> Asked<Option<f64>> {
            let number = table.number(row, column)?;
            match number.filter(|number| !(0.0..=Effect::MOST).contains(number)) {
                Some(_) => Err(table.refused(row, column, "secretariat/below-zero", "").into()),
                None => Ok(number),
            }
        };
        let risk = table.number(row, "risk")?;
        if risk.is_some_and(|risk| !(0.0..=1.0).contains(&risk)) {
            return Err(table.refused(row, "risk", "secretariat/not-a-probability", "").into());
        }
        let days = |text: &str| text.parse::<u32>().ok().filter(|days| *days <= LONGEST_LEAD);
        let kinds = ActionKind::ALL.map(ActionKind::code).join(", ");
        let doer = |text: &str| {
            let known = self.organisations.get(&plain(text)).cloned();
            known.unwrap_or_else(|| Doer { id: None, name: text.to_owned() })
        };
        let set = Some(table.text(row, "set")).filter(|set| !set.is_empty());
        let lead_days =
            table.read(row, "lead-time", "secretariat/not-a-number-of-days", "", days)?;
        let kind =
            table.read(row, "kind", "secretariat/not-a-code", &kinds, ActionKind::from_code)?;
        Ok(ReadAction {
            cost: at_least_zero("cost")?,
            risk,
            action: CandidateAction {
                name: name.to_owned(),
                title: table.text(row, "title").to_owned(),
                kind,
                organisations: listed(table.text(row, "organisation")).map(doer).collect(),
                cells: Vec::new(),
                cost: 0.0,
                lead_days,
                risk: risk.unwrap_or(0.0),
                requires: listed(table.text(row, "requires")).map(str::to_owned).collect(),
                exclusive_set: set.map(str::to_owned),
                rests_on: CostBasis::Table {
                    file: file.to_owned(),
                    row: row.number,
                    note: table.text(row, "note").to_owned(),
                },
            },
        })
    }

    /// Refuses a later row of an action that says something else than its first.
    fn agrees(&self, row: Row<'a>, read: &ReadAction, at: usize) -> Asked<()> {
        let (first, again) = (&self.actions[at], &read.action);
        let empty = |column| self.table.text(row, column).is_empty();
        let same = |a: f64, b: Option<f64>| b.is_none_or(|b| a.total_cmp(&b).is_eq());
        let differs = [
            ("title", !empty("title") && first.title != again.title),
            ("kind", !empty("kind") && first.kind != again.kind),
            ("organisation", !empty("organisation") && first.organisations != again.organisations),
            ("cost", !same(first.cost, read.cost)),
            ("lead-time", !empty("lead-time") && first.lead_days != again.lead_days),
            ("risk", !same(first.risk, read.risk)),
            ("requires", !empty("requires") && first.requires != again.requires),
            ("set", !empty("set") && first.exclusive_set != again.exclusive_set),
        ];
        match differs.into_iter().find(|(_, differs)| *differs) {
            Some((column, _)) => {
                let mut refused = self.table.refused(row, column, "secretariat/action-differs", "");
                refused.facts.push(("first", self.cell_rows[at][0].number.to_string()));
                Err(refused.into())
            }
            None => Ok(()),
        }
    }

    fn currency_of(&mut self, row: Row<'a>) -> Asked<()> {
        let is_code = |text: &str| text.len() == 3 && text.bytes().all(|c| c.is_ascii_uppercase());
        let read = |text: &str| Some(text.to_owned()).filter(|text| is_code(text));
        let stated = self.table.read(row, "currency", "secretariat/not-a-currency", "", read)?;
        match (&self.currency, stated) {
            (Some(first), Some(other)) if *first != other => {
                let code = "secretariat/other-currency";
                Err(self.table.refused(row, "currency", code, first).into())
            }
            (None, Some(stated)) => {
                self.currency = Some(stated);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn cell(&self, row: Row<'a>) -> Asked<ActionCell> {
        let table = self.table;
        let places = listed(table.text(row, "place")).map(|text| self.place(row, text));
        let places: Vec<PlaceCode> = places.collect::<Asked<_>>()?;
        if places.is_empty() {
            return Err(table.refused(row, "place", "secretariat/empty-cell", "").into());
        }
        let amount = table.needed(row, "amount")?;
        if !(0.0..=Effect::MOST).contains(&amount) {
            return Err(table.refused(row, "amount", "secretariat/below-zero", "").into());
        }
        let population = |text: &str| text.parse::<Population>().ok();
        let code = "secretariat/not-a-code";
        let populations = "everybody, female//, male/adult/, /child/foreign";
        let sector = |text: &str| text.parse::<Sector>().ok();
        Ok(ActionCell {
            places,
            pillars: self.axis::<Pillar>(row, "pillar")?,
            sides: self.axis::<Side>(row, "side")?,
            forms: self.axis::<Form>(row, "form")?,
            population: table
                .read(row, "population", code, populations, population)?
                .unwrap_or_default(),
            sector: table.read(row, "sector", code, "PRO-TIP, PRO-GBV, PRO-CPN", sector)?,
            amount,
        })
    }

    /// What a row states on an axis; nothing for an empty cell.
    fn axis<T: Axis>(&self, row: Row<'a>, column: &str) -> Asked<Stated<T>> {
        let allowed: Vec<&str> = (0..T::COUNT).filter_map(T::at).map(T::code).collect();
        let read = |text: &str| {
            let parts = text.split(['+', ';']).map(str::trim);
            parts.map(T::from_code).collect::<Option<Stated<T>>>()
        };
        let code = "secretariat/not-a-code";
        Ok(self.table.read(row, column, code, &allowed.join(", "), read)?.unwrap_or_default())
    }

    /// The place with a code, or the only one with a name.
    fn place(&self, row: Row<'a>, text: &str) -> Asked<PlaceCode> {
        let places = &self.picture.coalition.places;
        let code = text.parse::<PlaceCode>().ok();
        if let Some(code) = code.filter(|code| places.get(code).is_some()) {
            return Ok(code);
        }
        let named = self.places.get(&plain(text)).map_or(&[][..], Vec::as_slice);
        match named {
            [only] => Ok(only.clone()),
            [] => Err(self.table.refused(row, "place", "secretariat/place-unknown", "").into()),
            several => {
                let codes: Vec<&str> = several.iter().take(8).map(PlaceCode::as_str).collect();
                let code = "secretariat/place-ambiguous";
                Err(self.table.refused(row, "place", code, &codes.join(", ")).into())
            }
        }
    }

    /// Everything that is required is there, and nothing requires itself.
    fn check_requirements(&self) -> Asked<()> {
        let refused = |at: usize, code| {
            let row = self.cell_rows[at][0];
            crate::Unanswered::from(self.table.refused(row, "requires", code, ""))
        };
        let mut actions = Vec::with_capacity(self.actions.len());
        for (at, action) in self.actions.iter().enumerate() {
            let required = action.requires.iter().map(|name| self.by_name.get(name));
            let required: Option<Vec<u32>> = required.map(|at| at.map(|at| *at as u32)).collect();
            let Some(requires) = required else {
                return Err(refused(at, "secretariat/required-unknown"));
            };
            actions.push(Action { requires, ..Action::default() });
        }
        match Action::ready_days(&actions) {
            Ok(_) => Ok(()),
            Err(EngineRefusal::Actions(ActionsRefusal::ActionCycle { action })) => {
                Err(refused(action as usize, "secretariat/required-in-a-circle"))
            }
            Err(other) => Err(other.into()),
        }
    }

    /// A need stands in every cell.
    fn check_needs(&self) -> Asked<()> {
        let placed = placing::place(self.picture, &self.actions)?;
        match placed.lost.first() {
            Some(lost) => {
                let row = self.cell_rows[lost.action as usize][lost.cell as usize];
                Err(self.table.refused(row, "place", "secretariat/cell-without-need", "").into())
            }
            None => Ok(()),
        }
    }
}

/// What a row says of an action.
#[derive(Debug, Clone, PartialEq)]
struct ReadAction {
    action: CandidateAction,
    cost: Option<f64>,
    risk: Option<f64>,
}
