//! Lists that also hold non-members: of those on such a list alone nobody knows who belongs to the
//! population.
//!
//! A register of drug users who asked for help, an arrest list, a hotline: people on it who are
//! also on a reliable list are members; people on it alone may or may not be. Their count is then
//! not a count of members but an upper bound (King and others 2013; Overstall and King 2014, Journal
//! of Statistical Software 58(7), call such cells left-censored). Counted as if all were members,
//! they raise the estimate.
//!
//! Here the likelihood of such a cell is the probability of at most its count, and of all others
//! the probability of exactly theirs; the maximum is that of an EM algorithm that keeps putting the
//! expected number of members in (Dempster, Laird and Rubin 1977), reached by Newton's method
//! instead. [`Bound::Ignored`] is the simpler variant that takes the cells as not seen at all. It
//! needs no belief in the bound, and its estimate of members among them may exceed the bound, which
//! is a sign that the model does not fit.
//!
//! The number of people is then: those counted, the expected members in the censored cells, and the
//! hidden.

pub(crate) mod count;

use serde::{Deserialize, Serialize};

use crate::capture_history::History;
use crate::covariates::factor_table::FactorTable;
use crate::covariates::{FactorModel, design, level_names};
use crate::loglinear::fit::Verdict;
use crate::loglinear::indicator_design::{Seen, maximise};
use crate::numerics::normal::quantile;

/// What is made of the counts of people on censored lists alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// They are upper bounds.
    Upper,
    /// They say nothing.
    Ignored,
}

/// Which lists also hold non-members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Censoring {
    /// The lists. Whoever is on none but these may be a non-member; so with two of them also
    /// whoever is on both and no other.
    pub lists: History,
    /// What the counts of those people say.
    pub bound: Bound,
}

impl Censoring {
    pub(crate) fn seen(self, history: usize, count: u64) -> Seen {
        let outside = history & !usize::from(self.lists.bits());
        match self.bound {
            _ if outside != 0 => Seen::Counted(count),
            Bound::Upper => Seen::AtMost(count),
            Bound::Ignored => Seen::Unseen,
        }
    }
}

/// A model of a table with censored lists, and what it says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CensoredFit {
    /// The generators of the model.
    pub model: String,
    /// Estimated number of members: known, on censored lists alone, and hidden.
    pub population: f64,
    /// People known to be members.
    pub known: u64,
    /// Estimated number of members on censored lists alone.
    pub members: f64,
    /// People on censored lists alone, members or not.
    pub bound: u64,
    /// Estimated number of members on no list.
    pub hidden: f64,
    /// Standard error of the logarithm of `members + hidden`, given the model.
    pub log_standard_error: f64,
    /// Logarithm of the probability of what was seen, factorials included. Not to be compared
    /// between the two kinds of [`Bound`], which see different things.
    pub log_likelihood: f64,
    /// Parameters, the intercept and those at minus infinity included.
    pub parameters: usize,
    /// The censored cells.
    pub cells: Vec<CensoredCell>,
}

/// A cell that may hold non-members.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CensoredCell {
    /// The censored lists that its people are on.
    pub history: History,
    /// The name of the level of each factor.
    pub levels: Vec<String>,
    /// People in it, members or not.
    pub bound: u64,
    /// Estimated members among them.
    pub members: f64,
}

impl CensoredCell {
    /// Whether the model puts more members into the cell than there are people, which only a fit
    /// that ignores the bound can.
    pub fn exceeds_bound(&self) -> bool {
        self.members > self.bound as f64
    }
}

impl CensoredFit {
    /// The interval of the population at a level such as 0.95 **if the model were known**: the
    /// logarithm of the members not known by name, hidden or among the censored, is taken as
    /// normal.
    pub fn interval_given_model(&self, level: f64) -> [f64; 2] {
        let reach = quantile(f64::midpoint(1.0, level)) * self.log_standard_error;
        let unknown = self.members + self.hidden;
        [-reach, reach].map(|reach| self.known as f64 + unknown * reach.exp())
    }
}

/// Fits a model to a table with censored lists, after testing in exact arithmetic that it has an
/// estimate: a cell of which only a bound is known counts as an empty one there, since its
/// likelihood rises as its mean falls.
///
/// ```
/// use concert_estimate::{Bound, Censoring, Factor, FactorModel, FactorTable, History, fit_censored};
///
/// // Invented figures: in every history 10 women and 20 men, were it not that the hotline, list C,
/// // also has 100 callers of either sex who are no victims.
/// let sex = Factor { name: "sex".into(), levels: vec!["female".into(), "male".into()] };
/// let callers = |bits: u16| if bits == 0b100 { 100 } else { 0 };
/// let cells = (1..8).flat_map(|bits| {
///     [0, 1].map(|s| (History::new(bits), vec![s], (10 << s) + callers(bits)))
/// });
/// let table = FactorTable::new(["A", "B", "C"], [sex], cells)?;
/// let model = FactorModel::independence(&table)?;
/// let censoring = Censoring { lists: History::of(&[2]), bound: Bound::Upper };
/// let fit = fit_censored(&table, &model, &censoring)?;
/// assert!((fit.members - 30.0).abs() < 1e-6 && (fit.hidden - 30.0).abs() < 1e-6);
/// assert_eq!(fit.known, 180);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fit_censored(
    table: &FactorTable,
    model: &FactorModel,
    censoring: &Censoring,
) -> Result<CensoredFit, Verdict> {
    if usize::from(censoring.lists.bits()) >> table.lists().len() != 0 {
        return Err(Verdict::OtherLists);
    }
    let design = design(table, model, Some(*censoring))?;
    let found = maximise(&design.rows, design.columns)?;
    let histories = 1_usize << table.lists().len();
    let (mut known, mut hidden, mut cells) = (0, 0.0, Vec::new());
    for (i, (levels, counts)) in table.combinations().enumerate() {
        hidden += found.expected[i * histories];
        for (history, &count) in counts.iter().enumerate().skip(1) {
            if let Seen::Counted(count) = censoring.seen(history, count) {
                known += count;
                continue;
            }
            cells.push(CensoredCell {
                history: History::new(history as u16),
                levels: level_names(table, &levels),
                bound: count,
                members: found.expected[i * histories + history],
            });
        }
    }
    let members = cells.iter().map(|cell| cell.members).sum();
    Ok(CensoredFit {
        model: model.to_string(),
        population: known as f64 + members + hidden,
        known,
        members,
        bound: cells.iter().map(|cell| cell.bound).sum(),
        hidden,
        log_standard_error: found.log_standard_error,
        log_likelihood: found.log_likelihood,
        parameters: design.columns,
        cells,
    })
}
