//! Overlap and co-presence against chance: what organisations of the same size at needs of the same
//! crowdedness would show if each were anywhere.
//!
//! Large organisations meet often, and crowded needs make pairs, without any likeness of mandates
//! behind it. A figure of the real table therefore stands beside its distribution over random
//! tables that keep, for every organisation, the number of needs at which it is present, and for
//! every need, the number of organisations ([`curveball`](crate::ties::curveball)). Its score is
//! `z = (observed - mean) / deviation` over the random tables, as for species on islands (Gotelli
//! 2000).
//!
//! Margins are counts, so figures here are of presence, and the Jaccard index is that of sets:
//! shared needs over needs at which either is present. How amounts weigh is told by
//! [`Overlaps`](crate::Overlaps).

use crate::exact_sum::ExactSum;
use crate::ties::Near;
use crate::ties::copresence::has_near;
use crate::ties::curveball::{Chance, TRADES_PER_ORGANISATION, Table};
use crate::ties::presence::{Presence, SparseRow};
use crate::{Among, Needs, Refusal, Served, Ties, TiesRefusal, workers};

/// Most random tables.
pub const MOST_TABLES: u32 = 100_000;

/// Most presences that are dealt out and meetings that are counted over all random tables: some
/// minutes. Of the largest table that can be held these are ten random ones.
pub const MOST_DEALT: u64 = 1 << 35;

/// An observed figure beside its distribution over random tables.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AgainstChance {
    /// The figure of the real table.
    pub observed: f64,
    /// Its mean over random tables.
    pub mean: f64,
    /// Its standard deviation over random tables (divisor one less than their number); 0 for a
    /// single one.
    pub standard_deviation: f64,
    /// In how many random tables it is at least as large as observed.
    pub at_least: u32,
    /// In how many random tables it is at most as large as observed.
    pub at_most: u32,
    /// How many random tables there are.
    pub tables: u32,
}

impl AgainstChance {
    /// `z`: by how many standard deviations the observed figure is above the mean of chance; `None`
    /// where it is the same in all random tables, so that the margins, or too few tables, leave
    /// nothing to compare with.
    pub fn z(&self) -> Option<f64> {
        let spread = self.standard_deviation;
        (spread > 0.0).then(|| (self.observed - self.mean) / spread)
    }

    /// The share of tables as extreme as the real one, on the side on which it lies, doubled for
    /// both sides and at most 1. The real table counts as one of them, so that it is never zero
    /// (Phipson and Smyth 2010).
    pub fn share_as_extreme(&self) -> f64 {
        let share = |tables: u32| (1.0 + f64::from(tables)) / (1.0 + f64::from(self.tables));
        (2.0 * share(self.at_least.min(self.at_most))).min(1.0)
    }

    fn of(observed: f64, random: &[f64]) -> Self {
        let n = random.len() as f64;
        let first = random.first().copied().unwrap_or(observed);
        // Differences from one of the values, so that values that are all the same have no spread,
        // not one of rounding.
        let mean = first + random.iter().map(|value| value - first).sum::<f64>() / n.max(1.0);
        let squares: f64 = random.iter().map(|value| (value - mean).powi(2)).sum();
        Self {
            observed,
            mean,
            standard_deviation: (squares / (n - 1.0).max(1.0)).sqrt(),
            at_least: random.iter().filter(|value| **value >= observed).count() as u32,
            at_most: random.iter().filter(|value| **value <= observed).count() as u32,
            tables: random.len() as u32,
        }
    }
}

/// How overlap and co-presence compare with chance.
#[derive(Debug, Clone, PartialEq)]
pub struct SameMargins {
    /// The needs in question, with the sides and pillars among which presence is counted.
    pub among: Among,
    /// How many organisations are present at them.
    pub organisations: u32,
    /// How many trades each random table is away from the real one.
    pub trades: u64,
    /// The mean Jaccard index over all pairs of organisations that are present anywhere; `None` for
    /// fewer than two.
    pub mean_jaccard: Option<AgainstChance>,
    /// The number of pairs that are present at a common need.
    pub co_present_pairs: AgainstChance,
    /// The number of needs at which two or more are present and no two are near, by the same ties.
    pub uncoordinated_needs: AgainstChance,
}

/// Who is present where, taken out of the picture: the real table, which random ones are compared
/// with. It holds nothing of what it was made from, so that whoever compares for minutes need not
/// keep that.
#[derive(Debug, Clone)]
pub struct RealTable {
    among: Among,
    organisations: u32,
    columns: Columns,
    table: Table,
    near: Near,
    /// Presences that a random table deals out and meetings that are counted in it.
    work: u64,
}

impl RealTable {
    /// Takes out of who serves what the table of some needs.
    ///
    /// Refused: a table made for other needs; more meetings, pairs or organisations than can be
    /// looked at.
    pub fn of(served: &Served, needs: &Needs, among: &Among, ties: &Ties) -> Result<Self, Refusal> {
        let presence = Presence::among(served, needs, among)?;
        presence.check_pairs()?;
        let columns = Columns::of(&presence);
        // Each trade deals out what two organisations have.
        let dealt = 2 * TRADES_PER_ORGANISATION * columns.presences() as u64;
        let organisations = presence.organisations().len() as u32;
        let row = |at| presence.of_organisation(at).map(|(need, _)| need).collect();
        let rows = (0..organisations).map(row).collect();
        Ok(Self {
            among: among.clone(),
            organisations,
            columns,
            table: Table::new(rows, presence.needs() as usize),
            near: Near::among(ties, presence.organisations())?,
            work: (dealt + presence.meeting_count()).max(1),
        })
    }

    /// Compares it with as many random tables as are wanted; 200 place a `z` to some twentieth of
    /// itself. The same seed gives the same figures on any machine.
    ///
    /// Refused: no random tables, more than [`MOST_TABLES`], or more than [`MOST_DEALT`] allows for
    /// a table of this size.
    pub fn against_chance(&self, tables: u32, seed: u64) -> Result<SameMargins, Refusal> {
        let most = (MOST_DEALT / self.work).min(u64::from(MOST_TABLES)) as u32;
        if !(1..=most).contains(&tables) {
            return Err(TiesRefusal::RandomTables { tables, most }.into());
        }
        let Self { organisations, columns, table: real, near, .. } = self;
        let observed = columns.measure(real.rows(), near);
        let trades = TRADES_PER_ORGANISATION * u64::from(*organisations);
        let random = workers::one_by_one(tables as usize, true, |draw| {
            let mut table = real.clone();
            table.trade(trades, &mut Chance::of_draw(seed, draw as u64));
            columns.measure(table.rows(), near)
        });
        let against = |figure: &dyn Fn(&Measured) -> f64| {
            let random: Vec<f64> = random.iter().map(figure).collect();
            AgainstChance::of(figure(&observed), &random)
        };
        let pairs = f64::from(*organisations) * (f64::from(*organisations) - 1.0) / 2.0;
        let mean_jaccard = |measured: &Measured| measured.jaccard.value() / pairs;
        Ok(SameMargins {
            among: self.among.clone(),
            organisations: *organisations,
            trades,
            mean_jaccard: (*organisations >= 2).then(|| against(&mean_jaccard)),
            co_present_pairs: against(&|measured| measured.pairs as f64),
            uncoordinated_needs: against(&|measured| f64::from(measured.uncoordinated)),
        })
    }
}

impl SameMargins {
    /// Compares the real table with random ones: [`RealTable::of`] and
    /// [`RealTable::against_chance`] in one, refused as they are.
    pub fn of(
        served: &Served,
        needs: &Needs,
        among: &Among,
        ties: &Ties,
        tables: u32,
        seed: u64,
    ) -> Result<Self, Refusal> {
        RealTable::of(served, needs, among, ties)?.against_chance(tables, seed)
    }
}

/// The figures of one table.
#[derive(Debug, Clone, Copy, Default)]
struct Measured {
    /// Exact, so that tables in which the same pairs share as much have the same sum, whatever the
    /// order in which they are met.
    jaccard: ExactSum,
    pairs: u64,
    uncoordinated: u32,
}

/// Where the list of each need begins in every table with the margins, and at the end their length.
#[derive(Debug, Clone)]
struct Columns {
    starts: Vec<usize>,
}

impl Columns {
    fn of(presence: &Presence) -> Self {
        let mut starts = vec![0];
        let mut next = 0;
        for need in 0..presence.needs() {
            next += presence.at_need(need).len();
            starts.push(next);
        }
        Self { starts }
    }

    /// How many presences a table has.
    fn presences(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// Measures a table with the margins, given by its rows.
    fn measure(&self, rows: &[Vec<u32>], near: &Near) -> Measured {
        let mut free = self.starts.clone();
        let mut present = vec![0_u32; self.presences()];
        for (at, row) in (0..).zip(rows) {
            for need in row {
                let slot = &mut free[*need as usize];
                present[*slot] = at;
                *slot += 1;
            }
        }
        let mut measured = Measured::default();
        for need in self.starts.windows(2) {
            let present = &present[need[0]..need[1]];
            let is_uncoordinated = present.len() >= 2 && !has_near(near, present.iter().copied());
            measured.uncoordinated += u32::from(is_uncoordinated);
        }
        // Organisations come in order, so that at each need those after the present one are the
        // rest of its list.
        let mut passed = self.starts.clone();
        let mut shared: SparseRow<u32> = SparseRow::new(rows.len());
        for row in rows {
            for need in row.iter().map(|need| *need as usize) {
                passed[need] += 1;
                for other in &present[passed[need]..self.starts[need + 1]] {
                    *shared.at(*other) += 1;
                }
            }
            shared.drain(|other, shared| {
                let united = row.len() + rows[other as usize].len() - shared as usize;
                measured.jaccard += ExactSum::of(f64::from(shared) / united as f64);
                measured.pairs += 1;
            });
        }
        measured
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_stands_beside_chance_as_by_hand() {
        // Mean (1 + 2 + 3 + 6) / 4 = 3; squares 4 + 1 + 0 + 9 = 14; deviation sqrt(14 / 3).
        let against = AgainstChance::of(6.0, &[1.0, 2.0, 3.0, 6.0]);
        assert!((against.mean - 3.0).abs() < 1e-12);
        assert!((against.standard_deviation - (14.0_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert!((against.z().unwrap() - 3.0 / (14.0_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert_eq!((against.at_least, against.at_most), (1, 4));
        // One of four, and the real one, of five: 2 x 2/5.
        assert!((against.share_as_extreme() - 0.8).abs() < 1e-12);
    }

    #[test]
    fn what_never_varies_has_no_z() {
        let against = AgainstChance::of(0.1, &[0.1; 7]);
        assert_eq!((against.z(), against.mean, against.share_as_extreme()), (None, 0.1, 1.0));
        assert_eq!(AgainstChance::of(2.0, &[5.0]).z(), None);
    }
}
