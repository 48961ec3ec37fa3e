//! Tables of people in need. Such tables hold the same people many times: by sector and over all
//! sectors, by place and over all places, by sex and age, by group, by disability and over all of
//! each. Read naively, they hold several times as many people as there are.
//!
//! The rule, for every sector by itself (a person may need help from several, so that sectors are
//! never added to each other): of two places of which one holds the other the smaller counts; of
//! the ways in which a place's people are broken down the one by sex and age counts if its parts
//! sum to the place's total, else the next that does, else the
//! total. Everything else is set aside, with the reason.

use std::collections::{HashMap, HashSet};

use concert_terms::{Axis, Count, PlaceLevel, Population, Sector, Sex, Stated};

use crate::meaning::Meaning;
use crate::need_breakdown::{self, Choice};
use crate::note::{NoteRule, TableNote};
use crate::people::{self, AgeRange};
use crate::places::{self, PlacePart};
use crate::row_reader::{RowReader, TableReader, UnreadColumn};
use crate::sectors::{self, SectorWord};
use crate::table::Table;
use crate::{PlaceInFile, Refusal, Rule};

/// What a table of needs holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Needs {
    /// The rows that count. Within one sector they overlap in nobody, as far as the table is
    /// right about its own totals.
    pub rows: Vec<NeedRow>,
    /// Per sector: what was taken, and how it compares with the table's own total.
    pub sectors: Vec<SectorReading>,
    /// The rows that were not taken, by reason.
    pub set_aside: Vec<SetAside>,
    /// Cells and rows that were not taken as they stand, or contradict others.
    pub notes: Vec<TableNote>,
    /// Columns that hold something and say nothing that is read here.
    pub unread: Vec<UnreadColumn>,
}

/// What one row says about people in need.
#[derive(Debug, Clone, PartialEq)]
pub struct NeedRow {
    /// Number of the row in the file.
    pub row: u32,
    /// Where: from the largest place that the row names to the smallest. Empty if the row names
    /// none, and so speaks of the whole country of the table.
    pub place: Vec<PlacePart>,
    /// In which sector.
    pub sector: NeedSector,
    /// For whom, in the frame's words.
    pub population: Population,
    /// The ages as they were stated; `None` for all.
    pub ages: Option<AgeRange>,
    /// The group in the source's words; `None` for all.
    pub group: Option<String>,
    /// How many people live there.
    pub people: Option<Count>,
    /// How many are in need.
    pub in_need: Count,
    /// How many are to be reached.
    pub targeted: Option<Count>,
    /// How many are affected.
    pub affected: Option<Count>,
    /// How many were reached.
    pub reached: Option<Count>,
}

/// The sector of a need.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NeedSector {
    /// All together, each person once ("intersectoral"), or no sector is stated.
    All,
    /// One.
    One(Sector),
    /// One that is on no list, in the source's words.
    Unlisted(String),
}

/// What was taken of one sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectorReading {
    /// The sector.
    pub sector: NeedSector,
    /// How many rows were taken.
    pub rows: usize,
    /// How many of them stand for women and men, or ages, apart.
    pub broken_down: usize,
    /// The sum of their people in need: at least and, if it has a limit, at most.
    pub sum: (u64, Option<u64>),
    /// The table's own total of the sector, the one over the largest place: row and figure.
    pub own_total: Option<(u32, Count)>,
    /// Whether the two agree to within rounding; `None` if there is nothing to compare.
    pub agrees: Option<bool>,
}

/// Rows that were not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Why.
    pub reason: Reason,
    /// How many.
    pub rows: usize,
    /// The first of them.
    pub first: PlaceInFile,
}

/// Why a row of needs was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// It has no figure of people in need.
    NoFigure,
    /// It is alike another row in every cell.
    SaidBefore,
    /// It speaks of a place whose parts are in the table.
    LargerPlace,
    /// It is the total of people who are in the table by sex, age or group.
    TotalOfParts,
    /// It breaks the same people down in another way.
    OtherBreakdown,
    /// It belongs to a breakdown that does not sum to the total.
    IncompleteBreakdown,
    /// It speaks of people with or without disabilities, who are in the other rows as well.
    Disability,
}

impl Reason {
    /// The stable code, such as `exchange/larger-place`.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoFigure => "exchange/no-figure",
            Self::SaidBefore => "exchange/said-before",
            Self::LargerPlace => "exchange/larger-place",
            Self::TotalOfParts => "exchange/total-of-parts",
            Self::OtherBreakdown => "exchange/other-breakdown",
            Self::IncompleteBreakdown => "exchange/incomplete-breakdown",
            Self::Disability => "exchange/disability",
        }
    }
}

/// A row as the table has it, before it is decided whether it counts.
pub(crate) struct Entry {
    pub(crate) need: NeedRow,
    pub(crate) sex: Option<Sex>,
    disability: bool,
    has_figure: bool,
    said_before: bool,
}

/// Reads a table of needs.
///
/// # Errors
///
/// [`Rule::MissingColumn`] if no column holds people in need.
pub fn read_needs(table: &Table<'_>) -> Result<Needs, Refusal> {
    if table.column(Meaning::InNeed).is_none() {
        let meaning = Meaning::InNeed.code().to_owned();
        let place = PlaceInFile::sheet(&table.sheet.name);
        return Err(table.refusal(Rule::MissingColumn { meaning }, place));
    }
    let mut reader = TableReader::new(table);
    let mut known = HashSet::new();
    let entries: Vec<Entry> = table
        .rows()
        .map(|row| {
            let said_before = !known.insert(row.text_numbers());
            Entry { said_before, ..entry(&mut reader.row(row)) }
        })
        .collect();
    let reasons = decide(&entries);
    let sectors = sector_readings(&entries, &reasons);
    for (row, rule) in contradictions(&entries, &reasons, &sectors) {
        if let Some(row) = table.rows().find(|found| found.number == row) {
            reader.row(row).note_row(rule);
        }
    }
    let set_aside = set_aside(table, &entries, &reasons);
    let rows = entries
        .into_iter()
        .zip(&reasons)
        .filter(|(_, reason)| reason.is_none())
        .map(|(entry, _)| entry.need)
        .collect();
    let (notes, unread) = reader.finish(&meanings());
    Ok(Needs { rows, sectors, set_aside, notes, unread })
}

fn meanings() -> Vec<Meaning> {
    let own = [
        Meaning::SectorName,
        Meaning::SectorCode,
        Meaning::Disability,
        Meaning::People,
        Meaning::InNeed,
        Meaning::Targeted,
        Meaning::Affected,
        Meaning::Reached,
    ];
    own.into_iter().chain(people::MEANINGS).chain(places::meanings()).collect()
}

fn entry(row: &mut RowReader<'_, '_, '_>) -> Entry {
    let ages = people::ages(row);
    let population = people::population(row, &ages);
    let in_need = row.count(Meaning::InNeed);
    let mut sexes = population.sexes.values();
    let disability = row.cell(Meaning::Disability).is_some_and(|cell| {
        let word = row.word("disability", &cell);
        word != Some("everybody")
    });
    let groups = people::groups(row);
    Entry {
        sex: sexes.next().filter(|_| population.sexes.len() == 1),
        disability,
        has_figure: in_need.is_some(),
        said_before: false,
        need: NeedRow {
            row: row.row.number,
            place: places::places(row).pop().map(|mention| mention.parts).unwrap_or_default(),
            sector: sector(row),
            population,
            ages: ages.first().copied().filter(|_| ages.len() == 1),
            group: (!groups.is_empty()).then(|| groups.join("; ")),
            people: row.count(Meaning::People),
            in_need: in_need.unwrap_or(Count::Withheld),
            targeted: row.count(Meaning::Targeted),
            affected: row.count(Meaning::Affected),
            reached: row.count(Meaning::Reached),
        },
    }
}

fn sector(row: &mut RowReader<'_, '_, '_>) -> NeedSector {
    let cell = row.cell(Meaning::SectorCode).or_else(|| row.cell(Meaning::SectorName));
    let Some(cell) = cell else {
        return NeedSector::All;
    };
    match sectors::sector(row, &cell) {
        Some(SectorWord::All) => NeedSector::All,
        Some(SectorWord::One(sector)) => NeedSector::One(sector),
        None => {
            row.note(cell.column, &cell.text, NoteRule::UnknownWord);
            NeedSector::Unlisted(cell.text.into_owned())
        }
    }
}

/// What a place is known by among the rows of one table.
type Place<'a> = &'a [PlacePart];

/// For every entry, why it does not count; `None` if it does.
fn decide(entries: &[Entry]) -> Vec<Option<Reason>> {
    let mut reasons: Vec<Option<Reason>> = entries
        .iter()
        .map(|entry| match entry {
            Entry { has_figure: false, .. } => Some(Reason::NoFigure),
            Entry { said_before: true, .. } => Some(Reason::SaidBefore),
            Entry { disability: true, .. } => Some(Reason::Disability),
            _ => None,
        })
        .collect();
    let mut larger: HashSet<(&NeedSector, Place<'_>)> = HashSet::new();
    for (entry, _) in entries.iter().zip(&reasons).filter(|(_, reason)| reason.is_none()) {
        let place = &entry.need.place;
        larger.extend((0..place.len()).map(|end| (&entry.need.sector, &place[..end])));
    }
    let mut cells: HashMap<(&NeedSector, Place<'_>), Vec<usize>> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        let key = (&entry.need.sector, entry.need.place.as_slice());
        if reasons[index].is_some() {
            continue;
        }
        if larger.contains(&key) {
            reasons[index] = Some(Reason::LargerPlace);
        } else {
            cells.entry(key).or_default().push(index);
        }
    }
    for cell in cells.values() {
        let choice: Choice = need_breakdown::choose(cell.iter().map(|index| &entries[*index]));
        for index in cell {
            reasons[*index] = choice.reason(&entries[*index]);
        }
    }
    reasons
}

/// The sum of counts: at least, and at most if all have a limit.
pub(crate) fn sum<'a>(entries: impl Iterator<Item = &'a Entry>) -> (u64, Option<u64>) {
    entries.fold((0, Some(0)), |(low, high), entry| {
        let count = entry.need.in_need;
        let low = low.saturating_add(count.low());
        (low, high.zip(count.high()).and_then(|(a, b)| a.checked_add(b)))
    })
}

/// Whether a sum of rounded numbers can be the total: each is off by half at most, and the total
/// by half as well.
pub(crate) fn agree(sum: (u64, Option<u64>), addends: usize, total: Count) -> bool {
    let rounding = addends as u64 / 2 + 1;
    let reaches = sum.1.is_none_or(|high| high.saturating_add(rounding) >= total.low());
    let fits = total.high().is_none_or(|high| sum.0 <= high.saturating_add(rounding));
    reaches && fits
}

fn sector_readings(entries: &[Entry], reasons: &[Option<Reason>]) -> Vec<SectorReading> {
    let mut sectors: Vec<&NeedSector> = entries.iter().map(|entry| &entry.need.sector).collect();
    sectors.sort_unstable();
    sectors.dedup();
    sectors
        .into_iter()
        .map(|sector| {
            let all = entries.iter().zip(reasons);
            let of_sector = all.filter(|(entry, _)| entry.need.sector == *sector);
            let taken: Vec<&Entry> = of_sector
                .clone()
                .filter(|(_, reason)| reason.is_none())
                .map(|(entry, _)| entry)
                .collect();
            let own_total = of_sector
                .filter(|(entry, reason)| **reason == Some(Reason::LargerPlace) && entry.is_total())
                .min_by_key(|(entry, _)| entry.need.place.len())
                .filter(|(entry, _)| is_over_everything(&entry.need.place))
                .map(|(entry, _)| (entry.need.row, entry.need.in_need));
            let sum = sum(taken.iter().copied());
            SectorReading {
                sector: sector.clone(),
                rows: taken.len(),
                broken_down: taken.iter().filter(|entry| !entry.is_total()).count(),
                sum,
                own_total,
                agrees: own_total.map(|(_, total)| agree(sum, taken.len(), total)),
            }
        })
        .collect()
}

/// Whether a place is the whole country of the table.
fn is_over_everything(place: Place<'_>) -> bool {
    place.last().is_none_or(|part| part.level <= PlaceLevel::Country)
}

impl Entry {
    /// Whether it speaks of everybody at its place.
    pub(crate) fn is_total(&self) -> bool {
        self.need.population == Population::EVERYBODY
            && self.need.ages.is_none()
            && self.need.group.is_none()
            && !self.disability
    }
}

/// Rows whose figures contradict those that were taken: totals of sectors, and age bands.
fn contradictions(
    entries: &[Entry],
    reasons: &[Option<Reason>],
    sectors: &[SectorReading],
) -> Vec<(u32, NoteRule)> {
    let totals = sectors
        .iter()
        .filter(|reading| reading.agrees == Some(false))
        .filter_map(|reading| Some((reading.own_total?.0, NoteRule::TotalDiffers)));
    let mut by_age: HashMap<(&NeedSector, Place<'_>, AgeRange), Vec<&Entry>> = HashMap::new();
    for (entry, _) in entries.iter().zip(reasons).filter(|(_, reason)| reason.is_none()) {
        if let (Some(ages), Some(_)) = (entry.need.ages, entry.sex) {
            let key = (&entry.need.sector, entry.need.place.as_slice(), ages);
            by_age.entry(key).or_default().push(entry);
        }
    }
    let ages = entries.iter().filter_map(|entry| {
        let ages = entry.need.ages?;
        let alone = entry.sex.is_none() && entry.need.group.is_none() && !entry.disability;
        let key = (&entry.need.sector, entry.need.place.as_slice(), ages);
        let taken = by_age.get(&key).filter(|_| alone && entry.has_figure)?;
        let agrees = agree(sum(taken.iter().copied()), taken.len(), entry.need.in_need);
        (!agrees).then_some((entry.need.row, NoteRule::AgesDisagree))
    });
    totals.chain(ages).collect()
}

fn set_aside(table: &Table<'_>, entries: &[Entry], reasons: &[Option<Reason>]) -> Vec<SetAside> {
    let mut set_aside: Vec<SetAside> = Vec::new();
    for (entry, reason) in entries.iter().zip(reasons) {
        let Some(reason) = *reason else { continue };
        match set_aside.iter_mut().find(|found| found.reason == reason) {
            Some(found) => found.rows += 1,
            None => set_aside.push(SetAside {
                reason,
                rows: 1,
                first: PlaceInFile::row(&table.sheet.name, entry.need.row),
            }),
        }
    }
    set_aside.sort_by_key(|found| found.reason);
    set_aside
}

/// The code of a sector, or the text of one that is on no list; nothing for all together.
impl std::fmt::Display for NeedSector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::One(sector) => f.write_str(sector.code()),
            Self::Unlisted(text) => f.write_str(text),
        }
    }
}

impl NeedSector {
    /// The sector, as a declaration states it.
    pub fn stated(&self) -> Stated<Sector> {
        match self {
            Self::One(sector) => Stated::of(&[*sector]),
            Self::All | Self::Unlisted(_) => Stated::UNSTATED,
        }
    }
}
