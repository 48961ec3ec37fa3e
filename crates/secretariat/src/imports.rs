//! Imports: a file is read, shown, applied as one act, and can be undone.

use std::collections::{HashMap, HashSet};

use concert_coalition::{
    Actor, Body, Command, Declaration, Import, ImportState, InitiativeDeclaration, decide,
};
use concert_exchange::{
    Evidence, InitiativeRow, Initiatives, Meaning, NeedRow, NeedSector, Needs, Table, TableFile,
    TableNote, Workbook, column_letters, read_initiatives, read_needs,
};
use concert_terms::{Axis, Id};
use jiff::Timestamp;
use serde::Serialize;

use crate::corridors::{flow_meaning, flows_of_book, is_flow_table};
use crate::declared_rows::{Declarer, cells_by_row, row_of};
use crate::hexadecimal::hex;
use crate::{Asked, Fault, Refused, Secretariat, Unanswered, reading};

/// What an import would do, shown before it is applied.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PreviewView {
    /// With this it is applied, within an hour and by the person who was shown it.
    #[serde(skip)]
    pub token: String,
    /// The file.
    pub import: Import,
    /// The sheet that holds the table; empty for a text file.
    pub sheet: String,
    /// What each column was taken for.
    pub columns: Vec<ColumnView>,
    /// What could not be placed, the most frequent first.
    pub unplaced: Vec<UnplacedView>,
    /// Rows that repeat another letter by letter and were taken once.
    pub repeated_rows: u32,
    /// Rows that were set aside as totals of others, by reason.
    pub set_aside: Vec<SetAsideView>,
    /// What would change.
    pub changes: Changes,
}

/// A column and what it was taken for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnView {
    /// Its letter, as a spreadsheet program shows it.
    pub letter: String,
    /// Its heading.
    pub heading: String,
    /// What it was taken for, such as `organisation.name`; absent if it was not recognised.
    pub meaning: Option<&'static str>,
    /// How that is known: `tag`, `heading`, or absent.
    pub by: Option<&'static str>,
    /// The first different texts in it.
    pub samples: Vec<String>,
}

/// Cells that could not be placed, or were with a reservation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnplacedView {
    /// The first such cell, such as `Data!B7`.
    pub reference: String,
    /// Its text.
    pub text: String,
    /// The rule, such as `exchange/unknown-word`.
    pub code: &'static str,
    /// What can be done, such as `fix-cell`.
    pub remedy: &'static str,
    /// How often.
    pub times: u32,
}

/// Rows that were set aside.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SetAsideView {
    /// Why, such as `exchange/larger-place`.
    pub code: &'static str,
    /// How many.
    pub rows: usize,
}

/// What an import would change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// New organisations.
    pub organisations: u32,
    /// New places.
    pub places: u32,
    /// New initiatives.
    pub initiatives_new: u32,
    /// Initiatives that are stated otherwise now.
    pub initiatives_changed: u32,
    /// Initiatives that are stated already as the file has them.
    pub initiatives_same: u32,
    /// New needs.
    pub needs_new: u32,
    /// Needs that are stated otherwise now.
    pub needs_changed: u32,
    /// Needs that are stated already as the file has them.
    pub needs_same: u32,
    /// New figures of people moved along a corridor.
    pub flows_new: u32,
    /// Such figures that are stated otherwise now.
    pub flows_changed: u32,
    /// Such figures that are stated already as the file has them.
    pub flows_same: u32,
}

impl Changes {
    /// Whether nothing would change.
    pub fn is_nothing(&self) -> bool {
        let Self { organisations, places, initiatives_new, initiatives_changed, .. } = self;
        organisations + places + initiatives_new + initiatives_changed == 0
            && self.needs_new + self.needs_changed == 0
            && self.flows_new + self.flows_changed == 0
    }
}

/// An import that was applied.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ImportView {
    /// The file.
    pub import: Import,
    /// Index of the statement that closed it.
    pub statement: u64,
    /// When.
    pub at: Option<Timestamp>,
    /// Index of the statement that undid it, if one did.
    pub undone: Option<u64>,
}

/// A file that was read, ready to be shown and applied.
struct Prepared {
    command: Command,
    view: PreviewView,
}

impl Secretariat {
    /// Reads a file that was handed over and keeps what it would do, to be applied.
    pub fn preview_upload(
        &self,
        actor: &Actor,
        name: &str,
        bytes: &[u8],
        now: Timestamp,
    ) -> Asked<PreviewView> {
        let file = reading::bytes_as_file(name, bytes)?;
        let Prepared { command, mut view } = self.prepare(actor, file, now, &mut |_| {})?;
        view.token = hex(&self.entropy.bytes::<16>());
        self.uploads.put(&view.token, actor.author, command, now);
        Ok(view)
    }

    /// Applies what was shown; `None` if it waited too long. The import is absent when the file
    /// says nothing new.
    pub fn apply_upload(
        &self,
        actor: &Actor,
        token: &str,
        now: Timestamp,
    ) -> Asked<Option<Option<ImportView>>> {
        let Some(command) = self.uploads.take(token, actor.author, now) else { return Ok(None) };
        self.apply(actor, command, now).map(Some)
    }

    /// Reads a file and says what it would do.
    pub fn preview_file(
        &self,
        actor: &Actor,
        path: &std::path::Path,
        now: Timestamp,
        progress: &mut dyn FnMut(u32),
    ) -> Asked<PreviewView> {
        let file = TableFile::open(path).map_err(reading::unread)?;
        Ok(self.prepare(actor, file, now, progress)?.view)
    }

    /// Reads a file and applies it.
    pub fn import_file(
        &self,
        actor: &Actor,
        path: &std::path::Path,
        now: Timestamp,
        progress: &mut dyn FnMut(u32),
    ) -> Asked<(PreviewView, Option<ImportView>)> {
        let file = TableFile::open(path).map_err(reading::unread)?;
        let Prepared { command, view } = self.prepare(actor, file, now, progress)?;
        Ok((view, self.apply(actor, command, now)?))
    }

    /// Every import, the latest first.
    pub fn imports(&self) -> Result<Vec<ImportView>, Fault> {
        let states: Vec<ImportState> = self.picture().coalition.imports.clone();
        states.iter().rev().map(|state| self.import_view(state)).collect()
    }

    /// One import.
    pub fn import(&self, id: Id) -> Result<Option<ImportView>, Fault> {
        let state = self.picture().coalition.import(id).cloned();
        state.map(|state| self.import_view(&state)).transpose()
    }

    /// Takes back everything that an import stated.
    pub fn undo_import(
        &self,
        actor: &Actor,
        import: Id,
        reason: &str,
        now: Timestamp,
    ) -> Asked<()> {
        let reason = reason.to_owned();
        self.act(actor, Command::UndoImport { import, reason }, now)?;
        Ok(())
    }

    fn import_view(&self, state: &ImportState) -> Result<ImportView, Fault> {
        let at = self.statement_at(state.statement)?.map(|statement| statement.at);
        let ImportState { import, statement, undone } = state;
        Ok(ImportView { import: import.clone(), statement: *statement, at, undone: *undone })
    }

    fn apply(&self, actor: &Actor, command: Command, now: Timestamp) -> Asked<Option<ImportView>> {
        let Command::Import { import, .. } = &command else { return Ok(None) };
        let id = import.id;
        let done = self.act(actor, command, now)?;
        Ok(if done.count == 0 { None } else { self.import(id)? })
    }

    fn prepare(
        &self,
        actor: &Actor,
        file: TableFile,
        now: Timestamp,
        progress: &mut dyn FnMut(u32),
    ) -> Asked<Prepared> {
        if !actor.coordinates() {
            return Err(Unanswered::not_allowed("coordinators"));
        }
        let reader = self.reader.as_ref().ok_or_else(no_reader)?;
        let workbook = reader.read(file, progress)?;
        let table = Table::find(&workbook).map_err(|refusal| reading::refused(&refusal))?;
        let kind = TableKind::of(&table);
        let read = match kind {
            TableKind::Needs => self.read_needs(&table)?,
            TableKind::Flows => self.read_flow_table(&workbook)?,
            TableKind::Initiatives => self.read_initiatives(&table)?,
        };
        let import = Import {
            id: Id::from_bytes(self.entropy.bytes()),
            file: workbook.file_name.clone(),
            digest: hex(&workbook.digest),
            format: format(&workbook, kind),
            rows: table.rows().count() as u32,
            unplaced: read.unplaced.iter().map(|note| note.times).sum(),
        };
        let command = Command::Import { import: import.clone(), declarations: read.declarations };
        let changes = self.changes_by(actor, &command, now)?;
        let view = PreviewView {
            token: String::new(),
            import,
            sheet: table.sheet.name.clone(),
            columns: columns(&table, kind),
            unplaced: read.unplaced,
            repeated_rows: read.repeated_rows,
            set_aside: read.set_aside,
            changes,
        };
        Ok(Prepared { command, view })
    }

    /// What a command would state, counted, without stating it.
    fn changes_by(&self, actor: &Actor, command: &Command, now: Timestamp) -> Asked<Changes> {
        let picture = self.picture();
        let statements = decide(&picture.coalition, actor, command, now)?;
        let mut changes = Changes::default();
        for statement in &statements {
            let is_new = statement.replaces.is_none();
            match &statement.body {
                Body::OrganisationDeclared(_) => changes.organisations += 1,
                Body::PlaceDeclared(_) => changes.places += 1,
                Body::InitiativeDeclared(_) if is_new => changes.initiatives_new += 1,
                Body::InitiativeDeclared(_) => changes.initiatives_changed += 1,
                Body::NeedDeclared(_) if is_new => changes.needs_new += 1,
                Body::NeedDeclared(_) => changes.needs_changed += 1,
                Body::EstimatePublished(_) if is_new => changes.flows_new += 1,
                Body::EstimatePublished(_) => changes.flows_changed += 1,
                _ => {}
            }
        }
        if let Command::Import { declarations, .. } = command {
            let count = |is: fn(&Declaration) -> bool| {
                declarations.iter().filter(|declaration| is(declaration)).count() as u32
            };
            changes.initiatives_same = count(|it| matches!(it, Declaration::Initiative(_)))
                - changes.initiatives_new
                - changes.initiatives_changed;
            changes.needs_same = count(|it| matches!(it, Declaration::Need(_)))
                - changes.needs_new
                - changes.needs_changed;
            changes.flows_same = count(|it| matches!(it, Declaration::Published(_)))
                - changes.flows_new
                - changes.flows_changed;
        }
        Ok(changes)
    }

    fn read_initiatives(&self, table: &Table<'_>) -> Asked<ReadTable> {
        let Initiatives { rows, duplicates, notes, .. } = read_initiatives(table);
        let repeats: HashSet<u32> = duplicates.iter().map(|duplicate| duplicate.row).collect();
        let ids: Vec<Id> = rows.iter().filter_map(|row| row.id).collect();
        let earlier = self.declarations(&ids)?;
        let mut cells = cells_by_row(table);
        let picture = self.picture();
        let coalition = &picture.coalition;
        let mut declarer = Declarer::new(coalition, table.file_name, &table.sheet.name);
        let mut unplaced = unplaced(&notes);
        let mut without_place: Option<UnplacedView> = None;
        let mut repeated_rows = 0;
        for row in &rows {
            if repeats.contains(&row.row) {
                repeated_rows += 1;
                continue;
            }
            let known = row.id.and_then(|id| earlier.get(&id));
            // What our own export says of an initiative, unchanged, says nothing new, even where
            // a table cannot carry everything that was declared.
            let said = known.map(|known| said_alike(&row_of(coalition, known)));
            if said.is_some_and(|said| said == said_alike(row)) {
                continue;
            }
            let cells = cells.remove(&row.row).unwrap_or_default();
            if !declarer.initiative(row, cells, known) {
                let first = without_place.get_or_insert_with(|| UnplacedView {
                    reference: reference(&table.sheet.name, &row.row.to_string()),
                    text: row.organisation.name.clone().unwrap_or_default(),
                    code: "exchange/no-place",
                    remedy: "fix-cell",
                    times: 0,
                });
                first.times += 1;
            }
        }
        unplaced.extend(without_place);
        let declarations = declarer.finish();
        Ok(ReadTable { declarations, unplaced, repeated_rows, set_aside: Vec::new() })
    }

    fn read_needs(&self, table: &Table<'_>) -> Asked<ReadTable> {
        let Needs { rows, set_aside, notes, .. } =
            read_needs(table).map_err(|refusal| reading::refused(&refusal))?;
        let cells = cells_by_row(table);
        let picture = self.picture();
        let mut declarer = Declarer::new(&picture.coalition, table.file_name, &table.sheet.name);
        // People of all sectors together are in the sectors as well: they count only where the
        // table has no sectors. Those of an area of responsibility of Protection are in Protection
        // as well: they count only where the table has no Protection.
        let by_sector = rows.iter().any(|row| row.sector != NeedSector::All);
        let whole = rows.iter().any(|row| sector_code(row) == "PRO");
        let is_part = |row: &NeedRow| whole && sector_code(row).starts_with("PRO-");
        let is_all = |row: &NeedRow| by_sector && row.sector == NeedSector::All;
        let placed = rows.iter().filter(|row| !row.place.is_empty());
        let counted: Vec<_> = placed.filter(|row| !is_part(row) && !is_all(row)).collect();
        let parts = rows.iter().filter(|row| is_part(row)).count();
        let left = rows.len() - counted.len() - parts;
        declarer.needs(&counted, |row| cells.get(&row).cloned().unwrap_or_default());
        let mut set_aside: Vec<_> = set_aside
            .iter()
            .map(|aside| SetAsideView { code: aside.reason.code(), rows: aside.rows })
            .collect();
        if left > 0 {
            set_aside.push(SetAsideView { code: "exchange/all-sectors", rows: left });
        }
        if parts > 0 {
            set_aside.push(SetAsideView { code: "exchange/other-breakdown", rows: parts });
        }
        let unplaced = unplaced(&notes);
        Ok(ReadTable { declarations: declarer.finish(), unplaced, repeated_rows: 0, set_aside })
    }

    fn read_flow_table(&self, workbook: &Workbook) -> Asked<ReadTable> {
        let picture = self.picture();
        let read = flows_of_book(&picture.coalition, workbook)?;
        Ok(ReadTable {
            declarations: read.declarations(&picture.coalition),
            unplaced: Vec::new(),
            repeated_rows: 0,
            set_aside: Vec::new(),
        })
    }

    /// The declarations under some identifiers, as far as they are declared.
    pub(crate) fn declarations(
        &self,
        ids: &[Id],
    ) -> Result<HashMap<Id, InitiativeDeclaration>, Fault> {
        let indexes: Vec<u64> = {
            let picture = self.picture();
            let declared = |id: &Id| picture.coalition.initiatives.get(id).map(|it| it.declared);
            ids.iter().filter_map(declared).collect()
        };
        let mut declarations = HashMap::new();
        for index in indexes {
            let statement = self.statement_at(index)?;
            if let Some(Body::InitiativeDeclared(declared)) = statement.map(|it| it.body) {
                declarations.insert(declared.id, *declared);
            }
        }
        Ok(declarations)
    }
}

/// The code of a need's sector; empty for all together and for one that is on no list.
fn sector_code(row: &NeedRow) -> &'static str {
    match row.sector {
        NeedSector::One(sector) => sector.code(),
        NeedSector::All | NeedSector::Unlisted(_) => "",
    }
}

/// A row without what says only how or where it was written.
fn said_alike(row: &InitiativeRow) -> InitiativeRow {
    let mut said = row.clone();
    said.row = 0;
    said.pillar_evidence = None;
    said.organisation.kind_text = None;
    said.ages.clear();
    if !said.sectors.is_unstated() {
        said.sector_text = None;
    }
    said
}

/// What kind of table it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TableKind {
    /// Who does what where.
    Initiatives,
    /// How much is needed.
    Needs,
    /// How many people are moved along which corridor.
    Flows,
}

impl TableKind {
    fn of(table: &Table<'_>) -> Self {
        if table.column(Meaning::OrganisationName).is_some() {
            Self::Initiatives
        } else if is_flow_table(table) {
            Self::Flows
        } else if table.column(Meaning::InNeed).is_some() {
            Self::Needs
        } else {
            Self::Initiatives
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Initiatives => "who-does-what-where",
            Self::Needs => "needs",
            Self::Flows => "flows",
        }
    }
}

/// What a table says, whichever kind of table it is.
struct ReadTable {
    declarations: Vec<Declaration>,
    unplaced: Vec<UnplacedView>,
    repeated_rows: u32,
    set_aside: Vec<SetAsideView>,
}

pub(crate) fn no_reader() -> Unanswered {
    Refused {
        code: "secretariat/no-reader",
        facts: Vec::new(),
        text: "no program was named that reads files".to_owned(),
    }
    .into()
}

fn format(workbook: &Workbook, kind: TableKind) -> String {
    let container = serde_json::to_value(&workbook.format.container).unwrap_or_default();
    let name = match &container {
        serde_json::Value::String(name) => name.to_lowercase(),
        _ => "text".to_owned(),
    };
    format!("{name}/{}", kind.code())
}

fn reference(sheet: &str, cell: &str) -> String {
    if sheet.is_empty() { cell.to_owned() } else { format!("{sheet}!{cell}") }
}

fn unplaced(notes: &[TableNote]) -> Vec<UnplacedView> {
    let mut unplaced: Vec<_> = notes
        .iter()
        .map(|note| UnplacedView {
            reference: note.place.to_string(),
            text: note.text.clone(),
            code: note.rule.code(),
            remedy: note.rule.remedy().code(),
            times: note.times,
        })
        .collect();
    unplaced.sort_by_key(|note| std::cmp::Reverse(note.times));
    unplaced
}

fn columns(table: &Table<'_>, kind: TableKind) -> Vec<ColumnView> {
    const SAMPLES: usize = 3;
    let mut samples: Vec<Vec<String>> = vec![Vec::new(); table.columns.len()];
    for row in table.rows().take(200) {
        for (kept, text) in samples.iter_mut().zip(row.cells()) {
            if kept.len() < SAMPLES && !text.is_empty() && !kept.iter().any(|other| other == text) {
                kept.push(text.chars().take(60).collect());
            }
        }
    }
    let view = |(index, (column, samples)): (usize, (&concert_exchange::Column, Vec<String>))| {
        let of_flow = flow_meaning(&column.heading).filter(|_| kind == TableKind::Flows);
        ColumnView {
            letter: column_letters(index as u32),
            heading: column.heading.clone(),
            meaning: of_flow.or_else(|| column.meaning.map(|(meaning, _)| meaning.code())),
            by: of_flow.map(|_| "heading").or_else(|| {
                column.meaning.map(|(_, evidence)| match evidence {
                    Evidence::ByTag => "tag",
                    Evidence::ByHeading { .. } => "heading",
                })
            }),
            samples,
        }
    };
    table.columns.iter().zip(samples).enumerate().map(view).collect()
}
