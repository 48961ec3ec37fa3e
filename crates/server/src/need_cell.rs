//! A cell that a need stands in: in words, and where it leads.

use concert_secretariat::NeedLabel;
use concert_terms::{Axis, Pillar, Side};
use jiff::civil::Date;

use crate::page::Page;

impl Page {
    /// A pillar on a side, in which amounts have one unit.
    pub(crate) fn layer(&self, pillar: &Option<Pillar>, side: &Option<Side>) -> String {
        [self.axis_word("pillar", pillar), self.axis_word("side", side)].join(" · ")
    }

    /// What a cell is about besides its pillar and side: form, people and coordination group.
    pub(crate) fn need_words(&self, cell: &NeedLabel) -> String {
        let form = match cell.form {
            Some(form) => self.word("form", form.code()),
            None => self.word("group", "unstated"),
        };
        let mut words = vec![form, self.population(&cell.population)];
        words.extend(cell.sector.map(|sector| self.word("sector", sector.code())));
        words.join(" · ")
    }

    /// What a cell is about, its place aside.
    pub(crate) fn need_in_full(&self, cell: &NeedLabel) -> String {
        [self.layer(&cell.pillar, &cell.side), self.need_words(cell)].join(" · ")
    }

    /// The cell of the frame in which a need stands.
    pub(crate) fn need_cell_link(&self, cell: &NeedLabel, at: &Date) -> String {
        let pairs = [
            ("place", cell.place.code.as_str()),
            ("pillar", cell.pillar.map_or("", Axis::code)),
            ("side", cell.side.map_or("", Axis::code)),
            ("group", cell.form.map_or("", |form| form.group().code())),
            ("at", &at.to_string()),
        ];
        self.link("/cell", &pairs)
    }
}

/// The columns of a CSV file that name a cell.
pub(crate) const CELL: [&str; 6] = ["need_id", "place", "pillar", "side", "form", "population"];

/// What stands in these columns.
pub(crate) fn cell_row(cell: &NeedLabel) -> [String; 6] {
    [
        cell.need.to_string(),
        cell.place.code.to_string(),
        cell.pillar.map_or("", Axis::code).to_owned(),
        cell.side.map_or("", Axis::code).to_owned(),
        cell.form.map_or("", |form| form.code()).to_owned(),
        cell.population.to_string(),
    ]
}
