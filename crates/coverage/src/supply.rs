//! Supply: what organisations declare that they do, one compact row per initiative.

use concert_terms::{Count, Form, Pillar, Population, Sector, Side, Stated};

use crate::effective_supply::HalfLives;
use crate::interned::Interned;
use crate::knowledge::Reporting;
use crate::{Refusal, SupplyRefusal};

/// The first day of an initiative whose start is open.
pub const OPEN_START: i32 = i32::MIN;

/// The last day of an initiative whose end is open.
pub const OPEN_END: i32 = i32::MAX;

/// The largest capacity that a row may state; more than this is a mistake of typing.
pub const MOST_CAPACITY: f32 = 1e10;

/// How many rows can be held.
pub const MOST_ROWS: u32 = 1 << 26;

/// One initiative as its organisation declares it. Days are counted from any fixed day, such as
/// 1970-01-01.
#[derive(Debug, Clone, PartialEq)]
pub struct SupplyRow {
    /// The caller's number of the organisation.
    pub organisation: u32,
    /// Numbers of the places, in any order. Without a place the initiative counts in the picture of
    /// everywhere and in no other.
    pub places: Vec<u32>,
    /// Pillars, as far as stated.
    pub pillars: Stated<Pillar>,
    /// Sides, as far as stated.
    pub sides: Stated<Side>,
    /// Forms of exploitation, as far as stated.
    pub forms: Stated<Form>,
    /// For whom.
    pub population: Population,
    /// Coordination group, if stated.
    pub sector: Option<Sector>,
    /// First day; [`OPEN_START`] when open.
    pub first_day: i32,
    /// Last day, included; [`OPEN_END`] when open.
    pub last_day: i32,
    /// Whether it is under way by its status; one that is planned, suspended or ended is not.
    pub is_active: bool,
    /// How many it can serve in a year, 0 to [`MOST_CAPACITY`]; `None` when unstated. Where a range
    /// was stated it is the lower end ([`stated_capacity`]), so that the response is never
    /// overstated.
    pub capacity: Option<f32>,
    /// The day on which the capacity was last confirmed.
    pub confirmed_day: i32,
    /// After how many days without confirmation the capacity counts half; above 0.
    pub half_life_days: f32,
    /// How requests were answered, where there is a record.
    pub answers: Option<AnswerRecord>,
}

/// How a provider answered those who were sent to it. A record of no answers at all counts as no
/// record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerRecord {
    /// Requests accepted.
    pub accepted: u32,
    /// Requests declined for want of capacity, or not answered.
    pub declined: u32,
}

/// The capacity that a declared count states: the least it allows. A count that is withheld states
/// nothing.
///
/// ```
/// use concert_coverage::supply::stated_capacity;
/// use concert_terms::Count;
///
/// assert_eq!(stated_capacity(Count::Between(20, 40)), Some(20.0));
/// assert_eq!(stated_capacity(Count::Withheld), None);
/// ```
pub fn stated_capacity(count: Count) -> Option<f32> {
    match count {
        Count::Withheld => None,
        stated => Some(stated.low() as f32),
    }
}

/// Everything that is declared, as a table that the caller keeps up to date row by row.
///
/// A row takes 32 bytes. What rows have in common is kept once: a *scope* is what an initiative
/// declares of its reach (places, pillars, sides, forms, population, sector), and a million
/// initiatives have far fewer scopes. An initiative in several places is one row whose scope has
/// several places, so nothing it can do is ever counted once per place.
#[derive(Debug, Clone, Default)]
pub struct Supply {
    rows: Vec<Row>,
    held: usize,
    organisations: Interned<u32>,
    scopes: Interned<Scope>,
    /// How many rows have each scope.
    uses: Vec<u32>,
    place_sets: Interned<Box<[u32]>>,
    declared: Interned<Declared>,
    half_lives: HalfLives,
    reporting: Reporting,
}

/// One initiative. The fields lie side by side because a scan reads all of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) organisation: u32,
    pub(crate) scope: u32,
    pub(crate) first_day: i32,
    pub(crate) last_day: i32,
    pub(crate) confirmed_day: i32,
    /// NaN when unstated.
    pub(crate) capacity: f32,
    /// The rho of the formula; 1 where there is no record of answers.
    pub(crate) reliability: f32,
    pub(crate) half_life: u16,
    marks: u8,
}

const HELD: u8 = 1;
const ACTIVE: u8 = 2;
const RECORDED: u8 = 4;

impl Row {
    const NONE: Self = Self {
        organisation: 0,
        scope: 0,
        first_day: OPEN_END,
        last_day: OPEN_START,
        confirmed_day: 0,
        capacity: f32::NAN,
        reliability: 1.0,
        half_life: 0,
        marks: 0,
    };

    pub(crate) fn is_held(&self) -> bool {
        self.marks & HELD != 0
    }

    /// Whether the initiative was begun by a day, whatever became of it since.
    #[expect(clippy::needless_bitwise_bool, reason = "a branch here is guessed wrong too often")]
    pub(crate) fn is_begun_on(&self, day: i32) -> bool {
        (self.marks & HELD != 0) & (self.first_day <= day)
    }

    /// Whether the initiative is under way on a day.
    #[expect(clippy::needless_bitwise_bool, reason = "a branch here is guessed wrong too often")]
    pub(crate) fn is_active_on(&self, day: i32) -> bool {
        (self.marks & ACTIVE != 0) & (self.first_day <= day) & (day <= self.last_day)
    }

    /// Whether there is a record of answers.
    pub(crate) fn is_recorded(&self) -> bool {
        self.marks & RECORDED != 0
    }
}

/// What an initiative declares of its reach: a set of places, and the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Scope {
    pub(crate) places: u32,
    pub(crate) declared: u32,
}

/// What an initiative declares on every axis but the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Declared {
    pub(crate) pillars: Stated<Pillar>,
    pub(crate) sides: Stated<Side>,
    pub(crate) forms: Stated<Form>,
    pub(crate) population: Population,
    pub(crate) sector: Option<Sector>,
}

impl Supply {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// Holds an initiative under a row number, in place of what was held there. Row numbers are
    /// positions in a table: the caller gives them densely.
    ///
    /// Refused, with nothing changed: a capacity that is negative, not a number or beyond
    /// [`MOST_CAPACITY`]; a half-life that is not a positive finite number; a row beyond
    /// [`MOST_ROWS`]. Whether its places are there is seen when a picture is asked for.
    pub fn put(&mut self, row: u32, said: &SupplyRow) -> Result<(), Refusal> {
        if row >= MOST_ROWS {
            return Err(SupplyRefusal::RowOutOfRange { row, most: MOST_ROWS }.into());
        }
        let capacity = match said.capacity {
            Some(capacity) if !(0.0..=MOST_CAPACITY).contains(&capacity) => {
                return Err(SupplyRefusal::Capacity { row, capacity }.into());
            }
            stated => stated.unwrap_or(f32::NAN),
        };
        let half_life = self.half_life_number(row, said.half_life_days)?;
        let record = said.answers.filter(|answers| answers.accepted > 0 || answers.declined > 0);
        let mark = |is_so: bool, mark: u8| if is_so { mark } else { 0 };
        let kept = Row {
            organisation: self.organisations.number_of(said.organisation),
            scope: self.scope_number(said),
            first_day: said.first_day,
            last_day: said.last_day,
            confirmed_day: said.confirmed_day,
            capacity,
            reliability: crate::effective_supply::reliability(record),
            half_life,
            marks: HELD | mark(said.is_active, ACTIVE) | mark(record.is_some(), RECORDED),
        };
        self.remove(row);
        let at = row as usize;
        if self.rows.len() <= at {
            self.rows.resize(at + 1, Row::NONE);
        }
        self.rows[at] = kept;
        self.uses[kept.scope as usize] += 1;
        self.held += 1;
        Ok(())
    }

    /// Forgets the initiative of a row; whether there was one.
    pub fn remove(&mut self, row: u32) -> bool {
        let Some(kept) = self.rows.get_mut(row as usize) else {
            return false;
        };
        let removed = std::mem::replace(kept, Row::NONE);
        let was_held = removed.marks & HELD != 0;
        if was_held {
            self.uses[removed.scope as usize] -= 1;
            self.held -= 1;
        }
        was_held
    }

    /// The initiative whose amount is stated, if it is there and the amount can be.
    pub(crate) fn amount_of(&self, row: u32, amount: f64) -> Result<&Row, Refusal> {
        if !(amount.is_finite() && amount >= 0.0) {
            return Err(SupplyRefusal::Amount { row, amount }.into());
        }
        let held = self.rows.get(row as usize).filter(|kept| kept.is_held());
        held.ok_or(Refusal::Supply(SupplyRefusal::RowUnknown { row }))
    }

    /// How many initiatives are held.
    pub fn len(&self) -> usize {
        self.held
    }

    /// Whether none is held.
    pub fn is_empty(&self) -> bool {
        self.held == 0
    }

    /// Notes that an organisation says it works in a place, with or without an initiative there:
    /// it is expected to report.
    pub fn expect(&mut self, organisation: u32, place: u32) {
        let organisation = self.organisations.number_of(organisation);
        self.reporting.expected.insert((place, organisation));
    }

    /// Takes back what [`Supply::expect`] noted; whether it was noted.
    pub fn expect_no_more(&mut self, organisation: u32, place: u32) -> bool {
        let organisation = self.organisations.number_of(organisation);
        self.reporting.expected.remove(&(place, organisation))
    }

    /// Notes that an organisation reported on a day, if only that nothing changed. The day on which
    /// a capacity was confirmed counts as such a day without being noted here.
    pub fn reported(&mut self, organisation: u32, day: i32) {
        let organisation = self.organisations.number_of(organisation);
        self.reporting.days.insert((organisation, day));
    }

    /// Takes back the reports of an organisation that were noted for days after a day; all of them
    /// for `None`.
    pub fn reported_no_later(&mut self, organisation: u32, day: Option<i32>) {
        let organisation = self.organisations.number_of(organisation);
        let is_taken_back = |(reporter, reported): &(u32, i32)| {
            *reporter == organisation && day.is_none_or(|day| *reported > day)
        };
        let of_theirs = (organisation, i32::MIN)..=(organisation, i32::MAX);
        let taken_back = self.reporting.days.range(of_theirs).copied().filter(is_taken_back);
        for report in taken_back.collect::<Vec<_>>() {
            self.reporting.days.remove(&report);
        }
    }

    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub(crate) fn scopes(&self) -> &[Scope] {
        self.scopes.values()
    }

    /// Whether any row has a scope, or all that had it were removed.
    pub(crate) fn is_used(&self, scope: usize) -> bool {
        self.uses[scope] > 0
    }

    pub(crate) fn place_sets(&self) -> &[Box<[u32]>] {
        self.place_sets.values()
    }

    pub(crate) fn declared(&self) -> &[Declared] {
        self.declared.values()
    }

    pub(crate) fn reporting(&self) -> &Reporting {
        &self.reporting
    }

    /// The caller's numbers of the organisations, by the dense ones used here.
    pub(crate) fn organisations(&self) -> &[u32] {
        self.organisations.values()
    }

    pub(crate) fn half_lives(&self) -> &HalfLives {
        &self.half_lives
    }

    fn half_life_number(&mut self, row: u32, half_life_days: f32) -> Result<u16, Refusal> {
        if !(half_life_days > 0.0 && half_life_days.is_finite()) {
            return Err(SupplyRefusal::HalfLife { row, half_life_days }.into());
        }
        let most = usize::from(u16::MAX) + 1;
        let number = self.half_lives.number_of(half_life_days, most);
        number.ok_or(SupplyRefusal::TooManyHalfLives { row, most }.into())
    }

    fn scope_number(&mut self, said: &SupplyRow) -> u32 {
        let mut places = said.places.clone();
        places.sort_unstable();
        places.dedup();
        let declared = Declared {
            pillars: said.pillars,
            sides: said.sides,
            forms: said.forms,
            population: said.population,
            sector: said.sector,
        };
        let scope = self.scopes.number_of(Scope {
            places: self.place_sets.number_of(places.into_boxed_slice()),
            declared: self.declared.number_of(declared),
        });
        self.uses.resize(self.scopes.len(), 0);
        scope
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn row() -> SupplyRow {
        SupplyRow {
            organisation: 7,
            places: vec![3, 1, 3],
            pillars: Stated::of(&[Pillar::Protection]),
            sides: Stated::UNSTATED,
            forms: Stated::UNSTATED,
            population: Population::EVERYBODY,
            sector: None,
            first_day: OPEN_START,
            last_day: OPEN_END,
            is_active: true,
            capacity: Some(10.0),
            confirmed_day: 100,
            half_life_days: 60.0,
            answers: None,
        }
    }

    #[test]
    fn a_row_takes_half_a_cache_line() {
        assert_eq!(size_of::<Row>(), 32);
    }

    #[test]
    fn rows_with_the_same_reach_share_one_scope() {
        let mut supply = Supply::new();
        supply.put(0, &row()).unwrap();
        supply.put(5, &SupplyRow { places: vec![1, 3], organisation: 9, ..row() }).unwrap();
        assert_eq!((supply.len(), supply.scopes().len()), (2, 1));
        assert!(supply.remove(0) && !supply.remove(0) && !supply.remove(3) && !supply.remove(99));
        assert_eq!(supply.len(), 1);
    }

    #[test]
    fn impossible_rows_are_refused_and_change_nothing() {
        let mut supply = Supply::new();
        for capacity in [-1.0, f32::NAN, f32::INFINITY, 1e11] {
            let refused = supply.put(4, &SupplyRow { capacity: Some(capacity), ..row() });
            assert_eq!(refused.unwrap_err().code(), "coverage/capacity");
        }
        for half_life_days in [0.0, -7.0, f32::NAN, f32::INFINITY] {
            let refused = supply.put(4, &SupplyRow { half_life_days, ..row() });
            assert_eq!(refused.unwrap_err().code(), "coverage/half-life");
        }
        assert_eq!(supply.put(u32::MAX, &row()).unwrap_err().code(), "coverage/row-out-of-range");
        assert!(supply.is_empty());
    }
}
