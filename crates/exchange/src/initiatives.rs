//! Tables of who does what where, read into initiatives. What a table does not state stays
//! unstated.

use std::collections::HashMap;

use concert_terms::{
    Corridor, Count, Form, Id, Money, OrganisationKind, Period, Pillar, Population, Sector,
    ServiceKind, Side, Stated,
};
use jiff::civil::Date;

use crate::amounts;
use crate::dates::{self, DayOrder, NotATime};
use crate::meaning::Meaning;
use crate::note::{NoteRule, TableNote};
use crate::people::{self, AgeRange};
use crate::places::{self, PlaceMention};
use crate::row_reader::{RowReader, TableReader, UnreadColumn};
use crate::sectors;
use crate::table::Table;

/// What a table of activities holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Initiatives {
    /// One for each row that names an organisation.
    pub rows: Vec<InitiativeRow>,
    /// Rows that are alike in every cell: each with the first of its kind. They are among `rows`
    /// all the same, for the reader of the file to decide.
    pub duplicates: Vec<Duplicate>,
    /// Cells and rows that were not taken as they stand.
    pub notes: Vec<TableNote>,
    /// Columns that hold something and say nothing that is read here.
    pub unread: Vec<UnreadColumn>,
}

/// A row that says again what another has said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duplicate {
    /// Number of the row.
    pub row: u32,
    /// Number of the first row that is alike.
    pub first: u32,
}

/// What one row says about one initiative.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InitiativeRow {
    /// Number of the row in the file.
    pub row: u32,
    /// The identifier under which Concert wrote it.
    pub id: Option<Id>,
    /// Who does it.
    pub organisation: OrganisationMention,
    /// Who pays.
    pub funders: Vec<String>,
    /// Who carries it out.
    pub implementers: Vec<String>,
    /// Who else takes part.
    pub partners: Vec<String>,
    /// What is done, in the source's words.
    pub activity: Option<String>,
    /// Coordination groups under which it is listed.
    pub sectors: Stated<Sector>,
    /// The same in the source's words: the name, or the code where there is no name.
    pub sector_text: Option<String>,
    /// What is offered.
    pub services: Stated<ServiceKind>,
    /// Pillars: stated, or following from services or sectors.
    pub pillars: Stated<Pillar>,
    /// How the pillars are known.
    pub pillar_evidence: Option<PillarEvidence>,
    /// Sides.
    pub sides: Stated<Side>,
    /// Forms of exploitation.
    pub forms: Stated<Form>,
    /// For whom, in the frame's words.
    pub population: Population,
    /// The ages as they were stated.
    pub ages: Vec<AgeRange>,
    /// Groups of people in the source's words.
    pub groups: Vec<String>,
    /// Where.
    pub places: Vec<PlaceMention>,
    /// A point of the place: latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// The way along which it works.
    pub corridor: Option<Corridor>,
    /// How far it is.
    pub status: Option<InitiativeStatus>,
    /// When.
    pub period: Period,
    /// Of which time the row speaks.
    pub reported: Option<Period>,
    /// When it was last confirmed.
    pub confirmed: Option<Date>,
    /// How many can be served.
    pub capacity: Option<Count>,
    /// What it costs.
    pub budget: Option<Money>,
    /// How many people are to be reached.
    pub targeted: Option<Count>,
    /// How many were reached.
    pub reached: Option<Count>,
    /// Anything else.
    pub remarks: Option<String>,
}

/// An organisation as a row names it; at least one of name, acronym and code is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct OrganisationMention {
    /// Name.
    pub name: Option<String>,
    /// Short name.
    pub acronym: Option<String>,
    /// The code by which the source knows it.
    pub code: Option<String>,
    /// What it is.
    pub kind: Option<OrganisationKind>,
    /// What it is, in the source's words.
    pub kind_text: Option<String>,
}

/// How the pillars of an initiative are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PillarEvidence {
    /// The table states them.
    Stated,
    /// They follow from the services offered.
    ByService,
    /// They follow from a sector: Protection and its areas of responsibility belong to the pillar
    /// of protection, though the sector is broader than trafficking.
    BySector,
}

/// How far an initiative is, as tables say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InitiativeStatus {
    /// Not begun.
    Planned,
    /// Under way.
    Ongoing,
    /// Finished or closed.
    Completed,
    /// Interrupted.
    Suspended,
    /// Given up.
    Cancelled,
}

impl InitiativeStatus {
    /// Every status.
    pub const ALL: [Self; 5] =
        [Self::Planned, Self::Ongoing, Self::Completed, Self::Suspended, Self::Cancelled];

    /// The word that tables of this program use.
    pub fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Ongoing => "ongoing",
            Self::Completed => "completed",
            Self::Suspended => "suspended",
            Self::Cancelled => "cancelled",
        }
    }
}

/// The meanings that are read, beside those of places and people.
const MEANINGS: [Meaning; 27] = [
    Meaning::ConcertId,
    Meaning::OrganisationName,
    Meaning::OrganisationAcronym,
    Meaning::OrganisationType,
    Meaning::OrganisationId,
    Meaning::Funder,
    Meaning::Implementer,
    Meaning::ProgrammePartner,
    Meaning::Activity,
    Meaning::SectorName,
    Meaning::SectorCode,
    Meaning::Service,
    Meaning::Pillar,
    Meaning::Side,
    Meaning::Form,
    Meaning::Latitude,
    Meaning::Longitude,
    Meaning::CorridorOrigin,
    Meaning::CorridorDestination,
    Meaning::Status,
    Meaning::StartDate,
    Meaning::EndDate,
    Meaning::ReportedDate,
    Meaning::ConfirmedDate,
    Meaning::Month,
    Meaning::Year,
    Meaning::Capacity,
];
const MORE_MEANINGS: [Meaning; 5] =
    [Meaning::Budget, Meaning::Currency, Meaning::Targeted, Meaning::Reached, Meaning::Remarks];

/// Reads every row of a table.
pub fn read_initiatives(table: &Table<'_>) -> Initiatives {
    let orders = day_orders(table);
    let mut reader = TableReader::new(table);
    let mut known: HashMap<&[u32], u32> = HashMap::new();
    let (mut rows, mut duplicates) = (Vec::new(), Vec::new());
    for row in table.rows() {
        let first = *known.entry(row.text_numbers()).or_insert(row.number);
        if first != row.number {
            duplicates.push(Duplicate { row: row.number, first });
        }
        rows.extend(initiative(&mut reader.row(row), &orders));
    }
    let read: Vec<Meaning> = MEANINGS
        .into_iter()
        .chain(MORE_MEANINGS)
        .chain(people::MEANINGS)
        .chain(places::meanings())
        .collect();
    let (notes, unread) = reader.finish(&read);
    Initiatives { rows, duplicates, notes, unread }
}

/// For each column of dates the order of day and month: as the column tells, or if it does not, as
/// all of them together do.
fn day_orders(table: &Table<'_>) -> HashMap<Meaning, DayOrder> {
    let columns: Vec<(Meaning, usize)> =
        DATES.into_iter().filter_map(|meaning| Some((meaning, table.column(meaning)?))).collect();
    let rows: Vec<_> = table.rows().collect();
    let order = |columns: &[(Meaning, usize)]| {
        let columns = columns.iter();
        dates::day_order(columns.flat_map(|(_, column)| rows.iter().map(|row| row.cell(*column))))
    };
    let together = order(&columns);
    columns
        .iter()
        .map(|column| match order(&[*column]) {
            DayOrder::Unknown => (column.0, together),
            told => (column.0, told),
        })
        .collect()
}

const DATES: [Meaning; 4] =
    [Meaning::StartDate, Meaning::EndDate, Meaning::ReportedDate, Meaning::ConfirmedDate];

fn initiative(
    row: &mut RowReader<'_, '_, '_>,
    orders: &HashMap<Meaning, DayOrder>,
) -> Option<InitiativeRow> {
    let organisation = organisation(row);
    if organisation.name.is_none() && organisation.acronym.is_none() && organisation.code.is_none()
    {
        row.note_row(NoteRule::NoOrganisation);
        return None;
    }
    let sectors = sectors::sectors(row);
    let services: Stated<ServiceKind> = row.stated("service", Meaning::Service);
    let (pillars, pillar_evidence) = pillars(row, services, sectors);
    let ages = people::ages(row);
    Some(InitiativeRow {
        row: row.row.number,
        id: id(row),
        organisation,
        funders: names(row, Meaning::Funder),
        implementers: names(row, Meaning::Implementer),
        partners: names(row, Meaning::ProgrammePartner),
        activity: row.text(Meaning::Activity),
        sectors,
        sector_text: row.text(Meaning::SectorName).or_else(|| row.text(Meaning::SectorCode)),
        services,
        pillars,
        pillar_evidence,
        sides: row.stated("side", Meaning::Side),
        forms: row.stated("form", Meaning::Form),
        population: people::population(row, &ages),
        ages,
        groups: people::groups(row),
        places: places::places(row),
        point: point(row),
        corridor: places::corridor(row),
        status: status(row),
        period: period(row, orders),
        reported: reported(row, orders),
        confirmed: confirmed(row, orders),
        capacity: row.count(Meaning::Capacity),
        budget: budget(row),
        targeted: row.count(Meaning::Targeted),
        reached: row.count(Meaning::Reached),
        remarks: row.text(Meaning::Remarks),
    })
}

fn id(row: &mut RowReader<'_, '_, '_>) -> Option<Id> {
    let cell = row.cell(Meaning::ConcertId)?;
    let id = cell.text.parse().ok();
    if id.is_none() {
        row.note(cell.column, &cell.text, NoteRule::NotAnId);
    }
    id
}

fn organisation(row: &mut RowReader<'_, '_, '_>) -> OrganisationMention {
    let kind = row.cell(Meaning::OrganisationType).and_then(|cell| {
        let word = row.word("organisation-kind", &cell);
        if word.is_none() {
            row.note(cell.column, &cell.text, NoteRule::UnknownWord);
        }
        word?.parse().ok()
    });
    OrganisationMention {
        name: row.text(Meaning::OrganisationName),
        acronym: row.text(Meaning::OrganisationAcronym),
        code: row.text(Meaning::OrganisationId),
        kind,
        kind_text: row.text(Meaning::OrganisationType),
    }
}

fn names(row: &RowReader<'_, '_, '_>, meaning: Meaning) -> Vec<String> {
    let entries = row.entries(meaning).into_iter();
    entries.map(|cell| cell.text.into_owned()).collect()
}

fn pillars(
    row: &mut RowReader<'_, '_, '_>,
    services: Stated<ServiceKind>,
    sectors: Stated<Sector>,
) -> (Stated<Pillar>, Option<PillarEvidence>) {
    let stated: Stated<Pillar> = row.stated("pillar", Meaning::Pillar);
    let by_service: Stated<Pillar> = services.values().map(ServiceKind::pillar).collect();
    let by_sector: Stated<Pillar> = sectors.values().filter_map(Sector::pillar).collect();
    [
        (stated, PillarEvidence::Stated),
        (by_service, PillarEvidence::ByService),
        (by_sector, PillarEvidence::BySector),
    ]
    .into_iter()
    .find(|(pillars, _)| !pillars.is_unstated())
    .map_or((Stated::UNSTATED, None), |(pillars, evidence)| (pillars, Some(evidence)))
}

fn point(row: &mut RowReader<'_, '_, '_>) -> Option<(f64, f64)> {
    let latitude = degrees(row, Meaning::Latitude, 90.0);
    let longitude = degrees(row, Meaning::Longitude, 180.0);
    Some((latitude?, longitude?))
}

fn degrees(row: &mut RowReader<'_, '_, '_>, meaning: Meaning, most: f64) -> Option<f64> {
    let cell = row.cell(meaning)?;
    let degrees = cell.text.parse().ok();
    let degrees = degrees.filter(|degrees: &f64| degrees.abs() <= most);
    if degrees.is_none() {
        row.note(cell.column, &cell.text, NoteRule::NotACoordinate);
    }
    degrees
}

fn status(row: &mut RowReader<'_, '_, '_>) -> Option<InitiativeStatus> {
    let cell = row.cell(Meaning::Status)?;
    let word = row.word("status", &cell);
    let status = word.and_then(|word| {
        let mut all = InitiativeStatus::ALL.into_iter();
        all.find(|status| status.code() == word)
    });
    if status.is_none() {
        row.note(cell.column, &cell.text, NoteRule::UnknownWord);
    }
    status
}

fn time(
    row: &mut RowReader<'_, '_, '_>,
    meaning: Meaning,
    orders: &HashMap<Meaning, DayOrder>,
) -> Option<Period> {
    let cell = row.cell(meaning)?;
    let order = orders.get(&meaning).copied().unwrap_or(DayOrder::Unknown);
    match dates::period(&cell.text, order) {
        Ok(period) => Some(period),
        Err(why) => {
            let month_only = dates::month(&cell.text).is_some();
            let rule = match why {
                NotATime::Ambiguous => NoteRule::AmbiguousDate,
                NotATime::No if month_only => NoteRule::MonthWithoutYear,
                NotATime::No => NoteRule::NotADate,
            };
            row.note(cell.column, &cell.text, rule);
            None
        }
    }
}

fn period(row: &mut RowReader<'_, '_, '_>, orders: &HashMap<Meaning, DayOrder>) -> Period {
    let period = Period {
        start: time(row, Meaning::StartDate, orders).and_then(|time| time.start),
        end: time(row, Meaning::EndDate, orders).and_then(|time| time.end),
    };
    if !period.is_reversed() {
        return period;
    }
    if let Some(cell) = row.cell(Meaning::EndDate) {
        row.note(cell.column, &cell.text, NoteRule::EndsBeforeStart);
    }
    Period::default()
}

/// The time of which the row speaks, from one column or from a month and a year.
fn reported(
    row: &mut RowReader<'_, '_, '_>,
    orders: &HashMap<Meaning, DayOrder>,
) -> Option<Period> {
    if let Some(period) = time(row, Meaning::ReportedDate, orders) {
        return Some(period);
    }
    let year_cell = row.cell(Meaning::Year);
    let year = year_cell.as_ref().and_then(|cell| cell.text.parse::<i16>().ok());
    let year = year.filter(|year| (1000..=9998).contains(year));
    if let (Some(cell), None) = (&year_cell, year) {
        row.note(cell.column, &cell.text, NoteRule::NotADate);
    }
    let Some(cell) = row.cell(Meaning::Month) else {
        return year.map(Period::year);
    };
    match (dates::month(&cell.text), year) {
        (Some(month), Some(year)) => return dates::whole_month(year, month),
        (Some(_), None) => row.note(cell.column, &cell.text, NoteRule::MonthWithoutYear),
        (None, _) => {
            // The month's column may hold the whole time, such as 2024-05.
            return time(row, Meaning::Month, orders).or_else(|| year.map(Period::year));
        }
    }
    None
}

/// A day; a longer time does not say on which day something was confirmed.
fn confirmed(row: &mut RowReader<'_, '_, '_>, orders: &HashMap<Meaning, DayOrder>) -> Option<Date> {
    let time = time(row, Meaning::ConfirmedDate, orders)?;
    if time.start == time.end {
        return time.start;
    }
    if let Some(cell) = row.cell(Meaning::ConfirmedDate) {
        row.note(cell.column, &cell.text, NoteRule::NotADate);
    }
    None
}

/// An amount with its currency from the same cell, the currency's column or the heading.
fn budget(row: &mut RowReader<'_, '_, '_>) -> Option<Money> {
    let cell = row.cell(Meaning::Budget)?;
    let Some((currency, amount)) = amounts::amount(&cell.text) else {
        row.note(cell.column, &cell.text, NoteRule::NotAnAmount);
        return None;
    };
    let stated = row.cell(Meaning::Currency);
    let of_column = stated.as_ref().and_then(|cell| amounts::currency(&cell.text));
    if let (Some(stated), None) = (&stated, &of_column) {
        row.note(stated.column, &stated.text, NoteRule::UnknownWord);
    }
    let heading = || amounts::currency_in_heading(row.heading(cell.column));
    let currency = currency.or(of_column).or_else(heading);
    if currency.is_none() {
        row.note(cell.column, &cell.text, NoteRule::AmountWithoutCurrency);
    }
    currency.map(|currency| Money { amount, currency })
}
