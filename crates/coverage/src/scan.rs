//! The scan: one pass over all initiatives, for everything that needs each of them.

use crate::bundles::Bundles;
use crate::cell_sets::{BitTable, CellSets};
use crate::effective_supply::{Freshness, Tally};
use crate::supply::Row;
use crate::{Supply, workers};

/// What a scan is to find out beside the tallies.
pub(crate) struct Plan<'a> {
    pub(crate) day: i32,
    pub(crate) bundles: &'a Bundles,
    /// By bundle, the cells in which its initiatives are present.
    pub(crate) present: &'a CellSets,
    pub(crate) cells: usize,
    /// By bundle, the regions in which its organisations are expected to report.
    pub(crate) expected: &'a CellSets,
    pub(crate) regions: usize,
}

/// What all initiatives add up to on a day.
pub(crate) struct Scan {
    /// By scope.
    pub(crate) tallies: Vec<Tally>,
    /// By cell, how many organisations have an initiative under way there.
    pub(crate) organisations: Vec<u32>,
    pub(crate) expected: Expected,
}

/// Which organisations are expected to report where, and when they last did.
pub(crate) struct Expected {
    /// Organisations by regions, from every initiative begun by the day, under way or not.
    pub(crate) table: BitTable,
    /// By organisation, the last day, up to the day asked for, on which it reported.
    pub(crate) last_report: Vec<Option<i32>>,
}

/// A table of bits has at most this many words (32 MB); where it would have more, cells are counted
/// in several passes.
const MOST_WORDS: usize = 1 << 22;

/// Fewer rows than this for each thread are not worth starting it.
const SMALLEST_PART: usize = 50_000;

/// Rows that pass through all loops together, few enough to stay in the nearest cache. Each loop looks into one table, at
/// places that no cache foresees, and is so short that a processor has many of these looks under way at once.
const BLOCK: usize = 256;

/// What one thread finds out.
struct Part {
    tallies: Vec<Tally>,
    present: BitTable,
    expected: BitTable,
    /// `i32::MIN` for none.
    last_report: Vec<i32>,
}

impl Scan {
    /// Passes over all rows once, or a few times where there are very many cells.
    pub(crate) fn over(supply: &Supply, plan: &Plan<'_>) -> Self {
        let organisations = supply.organisations().len();
        let words = plan.cells.div_ceil(64);
        let band = (MOST_WORDS / organisations.max(1)).clamp(1, words.max(1));
        let fresh = Freshness::on(plan.day, supply);
        let parts = workers::in_parts(supply.rows().len(), SMALLEST_PART, |range| {
            let mut part = Part::new(supply, band, plan.regions.div_ceil(64));
            part.take(supply, range, plan, &fresh);
            part
        });
        let whole = parts.combined(Part::add);
        let mut counts = vec![0; words.max(band) * 64];
        whole.present.each(|_, cell| counts[cell] += 1);
        for first in (band..words).step_by(band) {
            further_cells(supply, plan, first, band).each(|_, cell| counts[cell] += 1);
        }
        counts.truncate(plan.cells);
        Self {
            tallies: whole.tallies,
            organisations: counts,
            expected: Expected {
                table: whole.expected,
                last_report: known(whole.last_report, supply, plan.day),
            },
        }
    }

    /// The tallies alone.
    pub(crate) fn tallies(supply: &Supply, day: i32) -> Vec<Tally> {
        let (none, bundles) = (CellSets::default(), Bundles::default());
        let plan =
            Plan { day, bundles: &bundles, present: &none, cells: 0, expected: &none, regions: 0 };
        Self::over(supply, &plan).tallies
    }
}

impl Part {
    fn new(supply: &Supply, cell_words: usize, region_words: usize) -> Self {
        let organisations = supply.organisations().len();
        Self {
            tallies: vec![Tally::default(); supply.scopes().len()],
            present: BitTable::new(organisations, 0, cell_words),
            expected: BitTable::new(organisations, 0, region_words),
            last_report: vec![i32::MIN; organisations],
        }
    }

    fn take(
        &mut self,
        supply: &Supply,
        range: std::ops::Range<usize>,
        plan: &Plan<'_>,
        fresh: &Freshness<'_>,
    ) {
        let day = plan.day;
        let mut tallies = [Tally::default(); BLOCK];
        for rows in supply.rows()[range].chunks(BLOCK) {
            for (tally, row) in tallies.iter_mut().zip(rows) {
                *tally = Tally::of(row, fresh, row.is_active_on(day));
            }
            for (tally, row) in tallies.iter().zip(rows) {
                self.tallies[row.scope as usize].add(tally);
            }
            if plan.regions > 0 {
                self.expected.mark(plan.expected, marks(rows, plan, |row| row.is_begun_on(day)));
            }
            if plan.cells > 0 {
                self.present.mark(plan.present, marks(rows, plan, |row| row.is_active_on(day)));
            }
            for row in rows {
                let reported = row.is_begun_on(day) && row.confirmed_day <= day;
                let last = &mut self.last_report[row.organisation as usize];
                *last = (*last).max(if reported { row.confirmed_day } else { i32::MIN });
            }
        }
    }

    /// Whole numbers, sets and latest days: how the rows were cut into parts leaves no trace.
    fn add(&mut self, other: Self) {
        self.tallies.iter_mut().zip(&other.tallies).for_each(|(sum, part)| sum.add(part));
        self.present.unite(other.present);
        self.expected.unite(other.expected);
        for (last, other) in self.last_report.iter_mut().zip(other.last_report) {
            *last = (*last).max(other);
        }
    }
}

/// Of each row its organisation, its bundle, and a mask of all bits if something is so and of none if not.
fn marks(
    rows: &[Row],
    plan: &Plan<'_>,
    is_so: impl Fn(&Row) -> bool,
) -> impl Iterator<Item = (u32, u32, u64)> {
    let bundle_of = plan.bundles.of_scopes();
    rows.iter().map(move |row| {
        let mask = u64::from(is_so(row)).wrapping_neg();
        (row.organisation, bundle_of[row.scope as usize], mask)
    })
}

/// The marks of the cells that had no room in the first pass.
fn further_cells(supply: &Supply, plan: &Plan<'_>, first: usize, band: usize) -> BitTable {
    let organisations = supply.organisations().len();
    let parts = workers::in_parts(supply.rows().len(), SMALLEST_PART, |range| {
        let mut present = BitTable::new(organisations, first, band);
        let rows = &supply.rows()[range];
        present.mark(plan.present, marks(rows, plan, |row| row.is_active_on(plan.day)));
        present
    });
    parts.combined(BitTable::unite)
}

/// Last reports from initiatives and from what organisations noted besides.
fn known(last_report: Vec<i32>, supply: &Supply, day: i32) -> Vec<Option<i32>> {
    let mut known: Vec<Option<i32>> =
        last_report.into_iter().map(|last| (last > i32::MIN).then_some(last)).collect();
    for (organisation, reported) in supply.reporting().last_reports(day) {
        let last = &mut known[organisation as usize];
        *last = (*last).max(Some(reported));
    }
    known
}
