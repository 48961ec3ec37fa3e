//! What missed and false links do to a table, on average, and the estimate with it undone.
//!
//! A cross-check of [`crate::average_linkages`] for whoever knows of a linkage only its recall and
//! its precision. A missed link splits a person in two and makes overlap look rarer, so that the
//! estimate rises; a false link makes one person of two and lowers it. For two lists this is
//! arithmetic (Ding and Fienberg 1994, Survey Methodology 20:149): the overlap found is the true one
//! times recall over precision, so that the estimate is the true one times **precision over
//! recall**. With more lists it depends on who is split and who is joined. Here:
//!
//! - a missed link takes one list, each as likely as the others, off a person on several lists, who
//!   then counts as a person on that list alone and a person on the rest;
//! - a false link joins two people on one list each, from two different lists, all such pairs being
//!   equally likely.
//!
//! Both kinds are counted in shares of the people who truly are on several lists. The counts that
//! result are expectations and no whole numbers.

use serde::{Deserialize, Serialize};

use crate::capture_history::{CaptureTable, History};
use crate::loglinear::fit::{Verdict, maximise_if_exists};
use crate::loglinear::margins::Margins;
use crate::loglinear::{Solver, Terms, independent_start};
use crate::model::Model;

/// Expected numbers of people per capture history.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpectedTable {
    lists: usize,
    /// For every set of lists, indexed by its bits; the empty set counts nobody.
    counts: Vec<f64>,
}

/// Why errors of linkage cannot be put into a table or taken out of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", content = "facts")]
#[non_exhaustive]
pub enum NotCorrected {
    /// A share of missed links lies outside 0 to 1, or one of false links is negative.
    #[error("{share} is not a share of the people on several lists")]
    #[serde(rename = "estimate/linkage-share")]
    Share {
        /// The share.
        share: f64,
    },
    /// Recall or precision is not above one half: then more links are wrong than right, and no
    /// table can be told from them.
    #[error("a {measure} of {value} is not above 0.5 and at most 1")]
    #[serde(rename = "estimate/linkage-quality")]
    Quality {
        /// `recall` or `precision`.
        measure: &'static str,
        /// Its value.
        value: f64,
    },
    /// More false links were asked for than there are people on one list to be joined.
    #[error("so many false links need more people on one list than there are")]
    #[serde(rename = "estimate/linkage-too-many-false-links")]
    TooManyFalseLinks,
    /// No table gives this one after such errors, within the people who were clamped at zero.
    #[error("no table gives this one after such errors of linkage")]
    #[serde(rename = "estimate/linkage-not-reached")]
    NotReached,
}

impl NotCorrected {
    /// The stable code of the reason, the same as in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Share { .. } => "estimate/linkage-share",
            Self::Quality { .. } => "estimate/linkage-quality",
            Self::TooManyFalseLinks => "estimate/linkage-too-many-false-links",
            Self::NotReached => "estimate/linkage-not-reached",
        }
    }
}

/// A table with the errors of linkage undone.
#[derive(Debug, Clone, PartialEq)]
pub struct Corrected {
    /// The table that perfect linkage would be expected to have given.
    pub table: ExpectedTable,
    /// How many people of the linked table it leaves unexplained, because some histories would
    /// have to count less than nobody. Many of them say that the recall, the precision or the way
    /// in which errors happen is not as stated.
    pub unexplained: f64,
}

/// The table as linkage would be expected to leave it if it missed one link of this share of the
/// people on several lists (0 to 1).
///
/// ```
/// use concert_estimate::{CaptureTable, History, with_missed_links};
///
/// let cells = [(1, 40), (2, 30), (3, 20)].map(|(bits, n)| (History::new(bits), n));
/// let table = CaptureTable::new(["A", "B"], cells)?;
/// let linked = with_missed_links(&table, 0.1)?;
/// assert!((linked.count(History::of(&[0, 1])) - 18.0).abs() < 1e-12);
/// assert!((linked.observed() - 92.0).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn with_missed_links(table: &CaptureTable, share: f64) -> Result<ExpectedTable, NotCorrected> {
    if !(0.0..=1.0).contains(&share) {
        return Err(NotCorrected::Share { share });
    }
    let truth = ExpectedTable::of(table);
    let mut linked = truth.clone();
    linked.miss(&truth, share);
    Ok(linked)
}

/// The table as linkage would be expected to leave it if it joined pairs of people on one list
/// each, as many as this share of the people on several lists (0 and more).
pub fn with_false_links(table: &CaptureTable, share: f64) -> Result<ExpectedTable, NotCorrected> {
    if !(share >= 0.0 && share.is_finite()) {
        return Err(NotCorrected::Share { share });
    }
    let truth = ExpectedTable::of(table);
    let mut linked = truth.clone();
    linked.join(&truth, share);
    linked.checked()
}

/// The table as linkage of this recall (share of the true links that are found) and precision
/// (share of the found links that are true) would be expected to leave it.
pub fn with_linkage_errors(
    table: &CaptureTable,
    recall: f64,
    precision: f64,
) -> Result<ExpectedTable, NotCorrected> {
    check_quality(recall, precision)?;
    ExpectedTable::of(table).linked(recall, precision).checked()
}

/// Takes the errors of a linkage of known recall and precision out of the table that it gave.
///
/// Finds the table whose expectation after such errors is the given one, by repeated correction of
/// what is left over; histories that would count less than nobody count nobody. Recall and
/// precision are those of links between people on several lists as this file describes them, and
/// must both exceed one half.
///
/// ```
/// use concert_estimate::{CaptureTable, History, Model, without_linkage_errors};
///
/// // Invented figures. Two lists: the estimate falls by recall over precision.
/// let cells = [(1, 400), (2, 300), (3, 100)].map(|(bits, n)| (History::new(bits), n));
/// let table = CaptureTable::new(["A", "B"], cells)?;
/// let corrected = without_linkage_errors(&table, 0.9, 1.0)?;
/// let population = corrected.table.population(&Model::parse("[1,2]", 2)?)?;
/// assert!((population - 500.0 * 400.0 / 100.0 * 0.9).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn without_linkage_errors(
    table: &CaptureTable,
    recall: f64,
    precision: f64,
) -> Result<Corrected, NotCorrected> {
    /// Rounds of correction; each leaves at most about the share of wrong links of what was left.
    const ROUNDS: usize = 500;
    check_quality(recall, precision)?;
    let linked = ExpectedTable::of(table);
    let mut truth = linked.clone();
    for _ in 0..ROUNDS {
        let again = truth.linked(recall, precision);
        let mut moved = 0.0;
        for (i, count) in truth.counts.iter_mut().enumerate() {
            let corrected = (*count + linked.counts[i] - again.counts[i]).max(0.0);
            moved += (corrected - *count).abs();
            *count = corrected;
        }
        if moved <= linked.observed() * 1e-13 {
            // What is left of a history on its way to nobody must not count as somebody.
            let nobody = linked.observed() * 1e-12;
            truth.counts.iter_mut().filter(|count| **count < nobody).for_each(|c| *c = 0.0);
            let again = truth.linked(recall, precision);
            let left = again.counts.iter().zip(&linked.counts).map(|(a, b)| (a - b).abs());
            return Ok(Corrected { unexplained: left.sum(), table: truth });
        }
    }
    Err(NotCorrected::NotReached)
}

impl ExpectedTable {
    /// The counts of a table, unchanged.
    pub fn of(table: &CaptureTable) -> Self {
        let lists = table.lists().len();
        let mut counts = vec![0.0; 1 << lists];
        for &(history, count) in table.cells() {
            counts[usize::from(history.bits())] = count as f64;
        }
        Self { lists, counts }
    }

    /// Expected number of people with the history; zero for lists that there are not.
    pub fn count(&self, history: History) -> f64 {
        self.counts.get(usize::from(history.bits())).copied().unwrap_or(0.0)
    }

    /// Expected number of people on at least one list.
    pub fn observed(&self) -> f64 {
        self.counts.iter().sum()
    }

    /// The population that a model estimates from these counts, with the same test of existence as
    /// for any other table.
    pub fn population(&self, model: &Model) -> Result<f64, Verdict> {
        if model.lists() != self.lists {
            return Err(Verdict::OtherLists);
        }
        let margins = Margins::of_expected(self.lists, &self.counts);
        if margins.cells.is_empty() {
            return Err(Verdict::NoEstimate);
        }
        let mut theta = independent_start(&margins);
        let terms = Terms::of(model, &margins);
        let mut solver = Solver::new(self.lists);
        let found = maximise_if_exists(&mut solver, &margins, &terms, &mut theta)?;
        Ok(self.observed() + found.ln_hidden.exp())
    }

    fn on_several_lists(&self) -> f64 {
        let several = self.counts.iter().enumerate().filter(|(set, _)| set.count_ones() > 1);
        several.map(|(_, count)| count).sum()
    }

    fn linked(&self, recall: f64, precision: f64) -> Self {
        let mut linked = self.clone();
        linked.miss(self, 1.0 - recall);
        // Of the links found, recall times the true ones are true: false = true found (1/p - 1).
        linked.join(self, recall * (1.0 / precision - 1.0));
        linked
    }

    fn miss(&mut self, truth: &Self, share: f64) {
        for (set, &count) in truth.counts.iter().enumerate().filter(|x| x.0.count_ones() > 1) {
            self.counts[set] -= share * count;
            let each = share * count / f64::from(set.count_ones());
            for list in (0..self.lists).map(|list| 1 << list).filter(|list| set & list != 0) {
                self.counts[list] += each;
                self.counts[set & !list] += each;
            }
        }
    }

    fn join(&mut self, truth: &Self, share: f64) {
        let alone: Vec<f64> = (0..self.lists).map(|list| truth.counts[1 << list]).collect();
        let everybody: f64 = alone.iter().sum();
        let pairs = everybody * everybody - alone.iter().map(|n| n * n).sum::<f64>();
        let links = share * truth.on_several_lists();
        if links <= 0.0 {
            return;
        }
        for i in 0..self.lists {
            for j in 0..i {
                // Not a number where there is nobody to join, which the check after this notices.
                let joined = 2.0 * links * alone[i] * alone[j] / pairs;
                self.counts[1 << i] -= joined;
                self.counts[1 << j] -= joined;
                self.counts[1 << i | 1 << j] += joined;
            }
        }
    }

    fn checked(self) -> Result<Self, NotCorrected> {
        let possible = self.counts.iter().all(|&count| count >= 0.0);
        if possible { Ok(self) } else { Err(NotCorrected::TooManyFalseLinks) }
    }
}

fn check_quality(recall: f64, precision: f64) -> Result<(), NotCorrected> {
    for (measure, value) in [("recall", recall), ("precision", precision)] {
        if !(value > 0.5 && value <= 1.0) {
            return Err(NotCorrected::Quality { measure, value });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(cells: &[(u16, u64)], lists: &[&str]) -> CaptureTable {
        let cells = cells.iter().map(|&(bits, count)| (History::new(bits), count));
        CaptureTable::new(lists.iter().copied(), cells).unwrap()
    }

    #[test]
    fn with_two_lists_the_estimate_is_multiplied_by_precision_over_recall() {
        let table = table(&[(1, 900), (2, 700), (3, 200)], &["a", "b"]);
        let model = Model::independence(2).unwrap();
        let truth = ExpectedTable::of(&table).population(&model).unwrap();
        for (recall, precision) in [(0.9, 1.0), (1.0, 0.95), (0.85, 0.97), (0.6, 0.7)] {
            let linked = with_linkage_errors(&table, recall, precision).unwrap();
            let ratio = linked.population(&model).unwrap() / truth;
            assert!((ratio - precision / recall).abs() < 1e-9, "{recall} {precision} {ratio}");
            let corrected = without_linkage_errors(&table, recall, precision).unwrap();
            let ratio = corrected.table.population(&model).unwrap() / truth;
            assert!((ratio - recall / precision).abs() < 1e-9, "{recall} {precision} {ratio}");
            assert!(corrected.unexplained < 1e-9);
        }
    }

    #[test]
    fn correcting_undoes_the_errors_that_were_put_in() {
        // The counts after the errors are whole numbers, so that they are a table again: 200 people
        // on lists 1 and 2, a tenth of whom is split.
        let truth = table(&[(1, 980), (2, 680), (4, 500), (3, 200)], &["a", "b", "c"]);
        let linked = table(&[(1, 1000), (2, 700), (4, 500), (3, 180)], &["a", "b", "c"]);
        assert_eq!(with_missed_links(&truth, 0.1), Ok(ExpectedTable::of(&linked)));
        let corrected = without_linkage_errors(&linked, 0.9, 1.0).unwrap();
        for bits in 1..8 {
            let history = History::new(bits);
            let expected = ExpectedTable::of(&truth).count(history);
            assert!((corrected.table.count(history) - expected).abs() < 1e-8);
        }
        // With false links, lists 1 and 3 would have to share less than nobody.
        let corrected = without_linkage_errors(&linked, 0.9, 0.95).unwrap();
        assert_eq!(corrected.table.count(History::new(5)).to_bits(), 0);
        assert!(corrected.unexplained > 1.0 && corrected.unexplained < 20.0);
    }

    #[test]
    fn errors_that_cannot_be_are_refused() {
        let small = table(&[(1, 2), (2, 2), (3, 50)], &["a", "b"]);
        let code = |result: Result<ExpectedTable, NotCorrected>| result.unwrap_err().code();
        assert_eq!(code(with_false_links(&small, 0.1)), "estimate/linkage-too-many-false-links");
        let nobody_alone = table(&[(3, 50)], &["a", "b"]);
        let found = with_false_links(&nobody_alone, 0.1);
        assert_eq!(code(found), "estimate/linkage-too-many-false-links");
        assert_eq!(code(with_missed_links(&small, 1.5)), "estimate/linkage-share");
        assert_eq!(code(with_missed_links(&small, f64::NAN)), "estimate/linkage-share");
        assert_eq!(code(with_false_links(&small, -0.1)), "estimate/linkage-share");
        assert_eq!(code(with_linkage_errors(&small, 0.5, 1.0)), "estimate/linkage-quality");
        let found = without_linkage_errors(&small, 1.0, f64::NAN).unwrap_err().code();
        assert_eq!(found, "estimate/linkage-quality");
    }

    #[test]
    fn everybody_is_split_when_every_link_is_missed() {
        let table = table(&[(1, 10), (3, 5), (7, 6)], &["a", "b", "c"]);
        let linked = with_missed_links(&table, 1.0).unwrap();
        assert!((linked.observed() - 32.0).abs() < 1e-12);
        assert!((linked.on_several_lists() - 6.0).abs() < 1e-12);
        let model = Model::independence(2).unwrap();
        assert_eq!(linked.population(&model), Err(Verdict::OtherLists));
    }
}
