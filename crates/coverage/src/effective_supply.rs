//! Effective supply: what a declared capacity still counts for on a day.
//!
//! `S = sum of q * phi * rho` over the initiatives under way, where `q` is the declared capacity,
//! `phi = 2^(-age / half-life)` its freshness and `rho` the provider's reliability.

use crate::Supply;
use crate::exact_sum::ExactSum;
use crate::interned::Interned;
use crate::supply::{AnswerRecord, Row};

/// The rho of the formula: the mean of `Beta(1 + accepted, 1 + declined)`, so
/// `(1 + accepted) / (2 + accepted + declined)`.
///
/// Where there is no record it is 1, not the 1/2 that the formula gives without data: that nobody
/// wrote down how an organisation answers says nothing against it, and nearly all tables of who
/// does what where come without such a record. The price is that one accepted request out of one
/// (2/3) counts for less than no record; hence the share of supply without a record stands beside
/// every response.
///
/// ```
/// use concert_coverage::{AnswerRecord, reliability};
///
/// let record = AnswerRecord { accepted: 17, declined: 1 };
/// assert!((reliability(Some(record)) - 0.9).abs() < 1e-6);
/// assert_eq!(reliability(None), 1.0);
/// ```
pub fn reliability(record: Option<AnswerRecord>) -> f32 {
    record.map_or(1.0, |record| {
        let (accepted, declined) = (f64::from(record.accepted), f64::from(record.declined));
        ((1.0 + accepted) / (2.0 + accepted + declined)) as f32
    })
}

/// The phi of the formula: the share of a capacity that still counts so many days after it was
/// confirmed. Before it was confirmed, as in a picture of an earlier day, it counts in full.
///
/// ```
/// use concert_coverage::freshness;
///
/// assert_eq!((freshness(7, 7.0), freshness(14, 7.0), freshness(-3, 7.0)), (0.5, 0.25, 1.0));
/// ```
pub fn freshness(age_days: i64, half_life_days: f32) -> f32 {
    (-(age_days.max(0) as f64) / f64::from(half_life_days)).exp2() as f32
}

/// Ages up to here, in days, are looked up; eight years cover nearly every row.
const TABLED_AGES: usize = 3000;

/// The half-lives in use and how capacity fades by each: a table that is kept, because a scan asks a
/// million times for a few thousand different values.
#[derive(Debug, Clone, Default)]
pub(crate) struct HalfLives {
    /// Bits of the numbers of days.
    days: Interned<u32>,
    table: Vec<f32>,
}

/// Rows rarely differ in more than the half-lives of the list of services; where they do, a table of
/// all would cost more than it saves.
const MOST_TABLED: usize = 64;

impl HalfLives {
    /// The number of a half-life, given now if it has none; `None` where there are too many.
    pub(crate) fn number_of(&mut self, half_life_days: f32, most: usize) -> Option<u16> {
        let bits = half_life_days.to_bits();
        let is_new = !self.days.holds(&bits);
        if is_new && self.days.len() == most {
            return None;
        }
        if is_new && self.days.len() < MOST_TABLED {
            self.table.extend((0..TABLED_AGES as i64).map(|age| freshness(age, half_life_days)));
        }
        u16::try_from(self.days.number_of(bits)).ok()
    }
}

/// Freshness on a day.
pub(crate) struct Freshness<'a> {
    day: i32,
    /// Bits of the half-lives, and the first of them tabled.
    half_lives: &'a [u32],
    table: &'a [f32],
}

impl<'a> Freshness<'a> {
    pub(crate) fn on(day: i32, supply: &'a Supply) -> Self {
        let HalfLives { days, table } = supply.half_lives();
        Self { day, half_lives: days.values(), table }
    }

    pub(crate) fn of(&self, row: &Row) -> f32 {
        let age = (i64::from(self.day) - i64::from(row.confirmed_day)).max(0);
        let half_life = usize::from(row.half_life);
        let at = half_life * TABLED_AGES + age as usize;
        match self.table.get(at) {
            Some(share) if (age as usize) < TABLED_AGES => *share,
            _ => freshness(age, f32::from_bits(self.half_lives[half_life])),
        }
    }

    /// What a row counts for, if it states a capacity.
    pub(crate) fn effective(&self, row: &Row) -> Option<f64> {
        let effective = self.product(row);
        (!effective.is_nan()).then_some(effective)
    }

    /// The same, not a number where no capacity is stated.
    fn product(&self, row: &Row) -> f64 {
        f64::from(row.capacity) * f64::from(self.of(row)) * f64::from(row.reliability)
    }
}

/// What the initiatives of one scope add up to on a day.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    /// Effective supply in whole multiples of 2^-24, so that the order of rows changes nothing.
    amount: u64,
    /// The part of it whose provider has no record of answers.
    unrecorded: u64,
    /// Initiatives under way.
    pub(crate) active: u32,
    /// Those among them that state no capacity.
    pub(crate) unstated: u32,
}

/// Multiples of a tally's amount in one.
const UNITS: f64 = (1_u32 << 24) as f64;

impl Tally {
    pub(crate) fn amount(&self) -> f64 {
        self.amount as f64 / UNITS
    }

    /// The amount and the part of it whose provider has no record of answers, exactly.
    pub(crate) fn sums(&self) -> [ExactSum; 2] {
        [self.amount, self.unrecorded].map(ExactSum::of_coarse)
    }

    /// The part of the amount, 0 to 1, whose provider has no record of answers.
    pub(crate) fn unrecorded_share(&self) -> f64 {
        if self.amount == 0 { 0.0 } else { self.unrecorded as f64 / self.amount as f64 }
    }

    /// What an initiative adds, nothing unless it is under way, without branches that would be guessed wrong half of the time.
    pub(crate) fn of(row: &Row, fresh: &Freshness<'_>, is_active: bool) -> Self {
        let effective = fresh.product(row);
        // Half a unit more and then the whole number below is the nearest one; not a number is 0. It is far from the end of
        // signed numbers, to which processors convert faster, and never negative.
        let amount = (effective * UNITS + 0.5) as i64 as u64 * u64::from(is_active);
        Self {
            amount,
            unrecorded: amount * u64::from(!row.is_recorded()),
            active: u32::from(is_active),
            unstated: u32::from(effective.is_nan() && is_active),
        }
    }

    /// Beyond 10^12 in one scope the sum stays where it is, which still understates the response.
    pub(crate) fn add(&mut self, other: &Self) {
        self.amount = self.amount.saturating_add(other.amount);
        self.unrecorded = self.unrecorded.saturating_add(other.unrecorded);
        self.active += other.active;
        self.unstated += other.unstated;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supply::{OPEN_END, OPEN_START, SupplyRow};
    use concert_terms::{Population, Stated};

    fn row(capacity: Option<f32>, confirmed_day: i32) -> SupplyRow {
        SupplyRow {
            organisation: 0,
            places: vec![0],
            pillars: Stated::UNSTATED,
            sides: Stated::UNSTATED,
            forms: Stated::UNSTATED,
            population: Population::EVERYBODY,
            sector: None,
            first_day: OPEN_START,
            last_day: OPEN_END,
            is_active: true,
            capacity,
            confirmed_day,
            half_life_days: 60.0,
            answers: None,
        }
    }

    #[test]
    fn a_tally_adds_fresh_reliable_capacity_and_counts_the_unstated() {
        let mut supply = Supply::new();
        // Fresh: 100. One half-life old, half reliable: 100 / 4. Unstated: present, no number.
        // Ended, suspended, not begun: nothing.
        supply.put(0, &row(Some(100.0), 1000)).unwrap();
        let record = Some(AnswerRecord { accepted: 3, declined: 3 });
        supply.put(1, &SupplyRow { answers: record, ..row(Some(100.0), 940) }).unwrap();
        supply.put(2, &row(None, 1000)).unwrap();
        supply.put(3, &SupplyRow { last_day: 999, ..row(Some(1.0), 1000) }).unwrap();
        supply.put(4, &SupplyRow { is_active: false, ..row(Some(1.0), 1000) }).unwrap();
        supply.put(5, &SupplyRow { first_day: 1001, ..row(Some(1.0), 1000) }).unwrap();
        let tallies = crate::scan::Scan::tallies(&supply, 1000);
        assert_eq!(tallies.len(), 1);
        assert!((tallies[0].amount() - 125.0).abs() < 1e-6);
        assert!((tallies[0].unrecorded_share() - 0.8).abs() < 1e-9);
        assert_eq!((tallies[0].active, tallies[0].unstated), (3, 1));
    }

    #[test]
    fn the_table_says_what_the_formula_says_also_beyond_its_edge() {
        let mut supply = Supply::new();
        for (at, age) in [0, 1, 59, 2999, 3000, 40_000].into_iter().enumerate() {
            supply.put(at as u32, &row(Some(1.0), 50_000 - age)).unwrap();
            let kept = &supply.rows()[at];
            let looked_up = Freshness::on(50_000, &supply).of(kept);
            assert_eq!(looked_up.to_bits(), freshness(i64::from(age), 60.0).to_bits());
        }
    }
}
