//! Whether a model has an estimate at all, decided in exact integer arithmetic.
//!
//! A table with empty cells may support no maximum of the likelihood: some combination of
//! parameters can then grow for ever, each step a little better. Fitting software that is not told
//! stops somewhere and reports that place, which can be hundreds of billions of people. So every
//! fit here is preceded by this test.
//!
//! **Setting.** Let `A` be the design matrix over the cells that remain when terms with nobody on
//! all their lists are set to minus infinity and the cells above them dropped (Chan, Silverman and
//! Vincent 2021). Let `S` be the cells with people, and `Z` the remaining empty ones.
//!
//! **Existence** (Fienberg and Rinaldo 2012, theorem 2.2; Haberman 1974). The maximum exists if
//! and only if the margins lie in the relative interior of the cone spanned by the rows of `A`;
//! that is, if some table with positive entries in all remaining cells has the same margins. By
//! the theorem of Stiemke this fails exactly when there is a *direction of recession*: a vector
//! `d` of parameters with `A d = 0` on `S`, `A d <= 0` on `Z`, and `A d < 0` somewhere. Such a `d`
//! is returned, since anybody can check it with paper and pencil.
//!
//! The search is confined to the kernel of the rows of `S`, which is mostly `{0}` and then ends
//! the matter. That the rows have full rank is tried modulo two first, where 128 columns are one
//! machine word: rank modulo two never exceeds the true rank. In the kernel the question is a
//! homogeneous linear programme, solved by the simplex method in integers with the rule of Bland
//! (1977), which cannot cycle.
//!
//! **Identifiability.** The terms of the model that somebody is on form a simplicial complex. For
//! each of its sets but the empty one the cell of that set remains, and these cells determine all
//! parameters once the intercept is known. So the kernel of `A` is at most one line, spanned by
//! `(-1)^|t|`, and the model is identifiable if and only if `A` times that vector is not zero: if
//! in some remaining cell `w` the sum of `(-1)^|t|` over the terms within `w`, the empty one
//! included, differs from zero. (That sum is minus the reduced Euler characteristic of the complex
//! within `w`.)

use crate::capture_history::{CaptureTable, History};
use crate::loglinear::Terms;
use crate::loglinear::cone::{Direction, kernel, recession};
use crate::loglinear::fit::Verdict;
use crate::loglinear::margins::{Margins, add_subsets};
use crate::model::Model;

/// What exact arithmetic says about a model on a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Existence {
    /// There is exactly one estimate.
    Exists,
    /// The likelihood grows for ever along a direction.
    NoEstimate {
        /// The direction of recession: for each term its component; the empty set is the
        /// intercept. Terms that are not named have the component zero.
        direction: Vec<(History, i128)>,
        /// Whether the parameters would be determined if an estimate existed.
        identifiable: bool,
    },
    /// Estimates exist, but many are equally good and differ in the number of hidden people.
    NotIdentifiable,
    /// The integers of the test outgrew 128 bits. Never seen; treated as no estimate.
    Undecided,
}

impl Existence {
    /// The number that the R packages `SparseMSE` and `MultipleSystemsEstimation` print: 0 for an
    /// estimate, 1 for none, 2 for not identifiable, 3 for both; `None` if undecided.
    pub const fn status(&self) -> Option<u8> {
        match self {
            Self::Exists => Some(0),
            Self::NoEstimate { identifiable: true, .. } => Some(1),
            Self::NotIdentifiable => Some(2),
            Self::NoEstimate { identifiable: false, .. } => Some(3),
            Self::Undecided => None,
        }
    }
}

/// Decides whether the model has an estimate on the table; the one error is
/// [`Verdict::OtherLists`].
///
/// The artificial table of Chan, Silverman and Vincent (2021, table 2), where only lists A and B
/// share people:
///
/// ```
/// use concert_estimate::{CaptureTable, Existence, History, Model, existence};
///
/// let cells = [(0b001, 40), (0b010, 30), (0b100, 20), (0b011, 6)];
/// let cells = cells.map(|(bits, count)| (History::new(bits), count));
/// let table = CaptureTable::new(["A", "B", "C"], cells).unwrap();
/// let status = |text| existence(&table, &Model::parse(text, 3).unwrap()).unwrap().status();
/// assert_eq!(status("[1,2,3]"), Some(0));
/// assert_eq!(status("[12,3]"), Some(1));
/// assert_eq!(status("[12,13,23]"), Some(2));
/// ```
pub fn existence(table: &CaptureTable, model: &Model) -> Result<Existence, Verdict> {
    if model.lists() != table.lists().len() {
        return Err(Verdict::OtherLists);
    }
    let margins = Margins::of(table);
    Ok(examine(&margins, &Terms::of(model, &margins)))
}

pub(crate) fn examine(margins: &Margins, terms: &Terms) -> Existence {
    if has_full_rank_modulo_two(margins, terms) {
        return Existence::Exists;
    }
    examine_exactly(margins, terms).unwrap_or(Existence::Undecided)
}

/// Whether the rows of the cells with people have full column rank over the field of two elements.
fn has_full_rank_modulo_two(margins: &Margins, terms: &Terms) -> bool {
    let columns = terms.finite.len();
    if columns > 128 || margins.cells.len() < columns {
        return false;
    }
    // pivots[i] is a row whose highest bit is i.
    let mut pivots = [0_u128; 128];
    let mut rank = 0;
    for &(history, _) in &margins.cells {
        let within = |(i, &term): (usize, &u16)| u128::from(term & history == term) << i;
        let mut row: u128 = terms.finite.iter().enumerate().map(within).sum();
        while row != 0 {
            let highest = 127 - row.leading_zeros() as usize;
            if pivots[highest] == 0 {
                pivots[highest] = row;
                rank += 1;
                break;
            }
            row ^= pivots[highest];
        }
        if rank == columns {
            return true;
        }
    }
    false
}

/// `None` if the integers outgrow their 128 bits.
fn examine_exactly(margins: &Margins, terms: &Terms) -> Option<Existence> {
    let remains = remaining_cells(margins.lists, &terms.absent);
    let identifiable = is_identifiable(margins.lists, &terms.finite, &remains);
    let row = |history: u16| -> Vec<i128> {
        let within = |&term: &u16| i128::from(term & history == term);
        terms.finite.iter().map(within).collect()
    };
    let rows = margins.cells.iter().map(|cell| row(cell.0));
    let basis = kernel(rows, terms.finite.len())?;
    let mut empty = remains;
    for &(history, _) in &margins.cells {
        empty[usize::from(history)] = false;
    }
    let direction = match recession(&rows_of_cells(margins.lists, terms, &basis, &empty))? {
        Direction::None => None,
        Direction::Along(weights) => Some(combine(&basis, &weights)?),
    };
    Some(match (direction, identifiable) {
        (None, true) => Existence::Exists,
        (None, false) => Existence::NotIdentifiable,
        (Some(direction), identifiable) => {
            let named = terms.finite.iter().zip(direction);
            let named = named.filter(|(_, component)| *component != 0);
            let direction = named.map(|(&term, x)| (History::new(term), x)).collect();
            Existence::NoEstimate { direction, identifiable }
        }
    })
}

/// For every set whether it is a cell that can hold people: not empty and above no absent term.
pub(crate) fn remaining_cells(lists: usize, absent: &[u16]) -> Vec<bool> {
    let mut above = vec![0_u32; 1 << lists];
    for &term in absent {
        above[usize::from(term)] = 1;
    }
    add_subsets(&mut above);
    let mut remains: Vec<bool> = above.iter().map(|&absent| absent == 0).collect();
    remains[0] = false;
    remains
}

fn is_identifiable(lists: usize, finite: &[u16], remains: &[bool]) -> bool {
    let mut signs = vec![0_i32; 1 << lists];
    for &term in finite {
        signs[usize::from(term)] = if term.count_ones() % 2 == 0 { 1 } else { -1 };
    }
    add_subsets(&mut signs);
    signs.iter().zip(remains).any(|(&sum, &remains)| remains && sum != 0)
}

/// The rows of the chosen cells in the coordinates of the basis, without repetition.
fn rows_of_cells(
    lists: usize,
    terms: &Terms,
    basis: &[Vec<i128>],
    chosen: &[bool],
) -> Vec<Vec<i128>> {
    let columns: Vec<Vec<i128>> = basis
        .iter()
        .map(|vector| {
            let mut column = vec![0; 1 << lists];
            for (&term, &component) in terms.finite.iter().zip(vector) {
                column[usize::from(term)] = component;
            }
            add_subsets(&mut column);
            column
        })
        .collect();
    let cells = (0..1 << lists).filter(|&cell| chosen[cell]);
    let rows = cells.map(|cell: usize| columns.iter().map(|column| column[cell]).collect());
    let mut rows: Vec<Vec<i128>> =
        rows.filter(|row: &Vec<i128>| row.iter().any(|&x| x != 0)).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

fn combine(basis: &[Vec<i128>], weights: &[i128]) -> Option<Vec<i128>> {
    let mut sum = vec![0_i128; basis.first().map_or(0, Vec::len)];
    for (vector, &weight) in basis.iter().zip(weights) {
        for (total, &component) in sum.iter_mut().zip(vector) {
            *total = total.checked_add(component.checked_mul(weight)?)?;
        }
    }
    Some(sum)
}
