//! One row of a table, asked for what its columns mean.

use std::borrow::Cow;
use std::collections::HashMap;

use concert_terms::{Axis, Count, Country, Stated};

use crate::formula_guard;
use crate::meaning::Meaning;
use crate::note::{NoteRule, Notes, TableNote};
use crate::table::Table;
use crate::wording::{self, Found};
use crate::workbook::Row;

/// What is kept from row to row.
pub(crate) struct TableReader<'t, 'a> {
    pub(crate) table: &'t Table<'a>,
    own: bool,
    columns: HashMap<Meaning, Vec<usize>>,
    words: HashMap<(&'static str, String), Option<Found>>,
    countries: HashMap<String, Option<&'static Country>>,
    notes: Notes,
}

/// A column of a table that its reader did not use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadColumn {
    /// Its position, from 0.
    pub column: usize,
    /// Its heading; empty if it has none.
    pub heading: String,
}

impl<'t, 'a> TableReader<'t, 'a> {
    pub(crate) fn new(table: &'t Table<'a>) -> Self {
        let mut columns: HashMap<Meaning, Vec<usize>> = HashMap::new();
        for (index, column) in table.columns.iter().enumerate() {
            if let Some((meaning, _)) = column.meaning {
                columns.entry(meaning).or_default().push(index);
            }
        }
        Self {
            table,
            own: table.is_own(),
            columns,
            words: HashMap::new(),
            countries: HashMap::new(),
            notes: Notes::default(),
        }
    }

    /// The reader of one row.
    pub(crate) fn row(&mut self, row: Row<'a>) -> RowReader<'_, 't, 'a> {
        RowReader { reader: self, row }
    }

    /// The notes, and the columns that hold something and whose meaning is not one of those read.
    pub(crate) fn finish(self, read: &[Meaning]) -> (Vec<TableNote>, Vec<UnreadColumn>) {
        let not_read = |(_, column): &(usize, &crate::table::Column)| {
            column.meaning.is_some_and(|(meaning, _)| !read.contains(&meaning))
        };
        let meant = self.table.columns.iter().enumerate().filter(not_read);
        let mut unread: Vec<_> = self
            .table
            .unread()
            .chain(meant)
            .map(|(column, found)| UnreadColumn { column, heading: found.heading.clone() })
            .collect();
        unread.sort_by_key(|column| column.column);
        (self.notes.finish(), unread)
    }
}

/// A row that can be asked.
pub(crate) struct RowReader<'r, 't, 'a> {
    reader: &'r mut TableReader<'t, 'a>,
    pub(crate) row: Row<'a>,
}

/// A cell that holds something.
#[derive(Debug, Clone)]
pub(crate) struct Cell<'a> {
    pub(crate) column: usize,
    pub(crate) text: Cow<'a, str>,
}

impl<'a> RowReader<'_, '_, 'a> {
    /// Whether the file is Concert's own.
    pub(crate) fn is_own(&self) -> bool {
        self.reader.own
    }

    /// Every cell of a meaning that holds something, without blanks around it; of our own files,
    /// without the guard against formulas.
    pub(crate) fn cells(&self, meaning: Meaning) -> Vec<Cell<'a>> {
        let columns = self.reader.columns.get(&meaning);
        columns
            .into_iter()
            .flatten()
            .filter_map(|column| {
                let text = self.row.cell(*column).trim();
                let text = if self.reader.own {
                    formula_guard::unguarded(text)
                } else {
                    Cow::Borrowed(text)
                };
                (!text.is_empty()).then_some(Cell { column: *column, text })
            })
            .collect()
    }

    /// The cell of a meaning, if it holds something.
    pub(crate) fn cell(&self, meaning: Meaning) -> Option<Cell<'a>> {
        self.cells(meaning).into_iter().next()
    }

    /// The text of a meaning, if there is one.
    pub(crate) fn text(&self, meaning: Meaning) -> Option<String> {
        self.cell(meaning).map(|cell| cell.text.into_owned())
    }

    /// The heading of a column.
    pub(crate) fn heading(&self, column: usize) -> &str {
        &self.reader.table.columns[column].heading
    }

    /// Every entry of the cells of a meaning, which may hold lists.
    pub(crate) fn entries(&self, meaning: Meaning) -> Vec<Cell<'a>> {
        let mut entries = Vec::new();
        for cell in self.cells(meaning) {
            for entry in list(&cell.text) {
                entries.push(Cell { column: cell.column, text: Cow::Owned(entry.to_owned()) });
            }
        }
        entries
    }

    /// Notes something about a cell of this row.
    pub(crate) fn note(&mut self, column: usize, text: &str, rule: NoteRule) {
        let place = self.reader.table.place(self.row.number, column);
        self.reader.notes.add(place, text, rule);
    }

    /// Notes something about this row.
    pub(crate) fn note_row(&mut self, rule: NoteRule) {
        let sheet = &self.reader.table.sheet.name;
        let place = crate::PlaceInFile::row(sheet, self.row.number);
        self.reader.notes.add(place, "", rule);
    }

    /// What a word means in a list, in spite of a slip, which is noted.
    pub(crate) fn word(&mut self, list: &'static str, cell: &Cell<'_>) -> Option<&'static str> {
        let key = (list, cell.text.clone().into_owned());
        let text = &cell.text;
        let found = *self.reader.words.entry(key).or_insert_with(|| wording::find(list, text));
        if found.is_some_and(|found| found.slip) {
            self.note(cell.column, &cell.text, NoteRule::Misspelt);
        }
        found.map(|found| found.value)
    }

    /// The country that a text means; looked up once for each text, since the list is long.
    pub(crate) fn country(&mut self, text: &str) -> Option<&'static Country> {
        if let Some(known) = self.reader.countries.get(text) {
            return *known;
        }
        let country = Country::find(text);
        self.reader.countries.insert(text.to_owned(), country);
        country
    }

    /// The values that a column states on an axis: codes of the axis or words of its list, one or
    /// several; what is neither is noted.
    pub(crate) fn stated<T: Axis>(&mut self, list: &'static str, meaning: Meaning) -> Stated<T> {
        let mut stated = Stated::UNSTATED;
        for cell in self.entries(meaning) {
            if let Ok(values) = cell.text.parse::<Stated<T>>() {
                stated = stated.union(values);
                continue;
            }
            match self.word(list, &cell) {
                Some("everybody") => {}
                Some(word) => match word.parse::<Stated<T>>() {
                    Ok(values) => stated = stated.union(values),
                    Err(_) => self.note(cell.column, &cell.text, NoteRule::UnknownWord),
                },
                None => self.note(cell.column, &cell.text, NoteRule::UnknownWord),
            }
        }
        stated
    }

    /// A count; a fraction is rounded and noted, anything else that is none is noted.
    pub(crate) fn count(&mut self, meaning: Meaning) -> Option<Count> {
        let cell = self.cell(meaning)?;
        if let Ok(count) = cell.text.parse() {
            return Some(count);
        }
        let fraction = cell.text.replace([',', ' ', '\u{a0}', '\u{202f}'], "").parse::<f64>();
        match fraction {
            Ok(number) if (0.0..9e15).contains(&number) => {
                self.note(cell.column, &cell.text, NoteRule::Rounded);
                Some(Count::Exact(number.round() as u64))
            }
            _ => {
                self.note(cell.column, &cell.text, NoteRule::NotACount);
                None
            }
        }
    }
}

/// The entries of a cell that may name several: separated by semicolons, bars or line ends.
pub(crate) fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '|', '\n']).map(str::trim).filter(|entry| !entry.is_empty())
}
