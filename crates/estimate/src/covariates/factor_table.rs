//! Capture histories by covariates: how many people of each history have which sex, age or place.
//!
//! A covariate is a factor with named levels. Every person has a level of each; people with a
//! missing level are handled by [`crate::strata`].

use std::collections::{BTreeMap, BTreeSet};

use crate::capture_history::{CaptureTable, History, NotATable};

/// Most cells that a table with covariates can have: histories times combinations of levels. The
/// test of existence and the fit keep a row for each.
pub const MAX_FACTOR_CELLS: usize = 1 << 14;

/// Most levels of a factor.
pub const MAX_LEVELS: usize = 64;

/// A covariate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// Its name, different from those of all lists and other factors.
    pub name: String,
    /// The names of its levels, from two to [`MAX_LEVELS`], all different.
    pub levels: Vec<String>,
}

/// How many people were seen with each capture history, by factors.
///
/// ```
/// use concert_estimate::{Factor, FactorTable, History};
///
/// // Invented figures.
/// let sex = Factor { name: "sex".into(), levels: vec!["female".into(), "male".into()] };
/// let table = FactorTable::new(
///     ["police", "shelter"],
///     [sex],
///     [
///         (History::of(&[0]), vec![0], 40),
///         (History::of(&[1]), vec![0], 30),
///         (History::of(&[0, 1]), vec![0], 8),
///         (History::of(&[0]), vec![1], 12),
///         (History::of(&[0, 1]), vec![1], 2),
///     ],
/// )?;
/// assert_eq!(table.observed(), 92);
/// assert_eq!(table.count(History::of(&[0]), &[1]), Some(12));
/// assert_eq!(table.without_factors().overlap(History::of(&[0, 1])), 10);
/// # Ok::<(), concert_estimate::NotAFactorTable>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactorTable {
    factors: Vec<Factor>,
    /// For every combination of levels, the first factor changing slowest, the people of each
    /// history, indexed by its bits.
    counts: Vec<Vec<u64>>,
    collapsed: CaptureTable,
}

/// Why what was given is not a table with factors.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAFactorTable {
    /// Without its factors it is no table.
    #[error(transparent)]
    Table(#[from] NotATable),
    /// No factor was given.
    #[error("a table with covariates has at least one factor")]
    NoFactor,
    /// A factor has fewer than two levels or more than [`MAX_LEVELS`], a name of blanks, a name twice, or the name of a list.
    #[error(
        "the factor {name} needs a name of its own and from 2 to {MAX_LEVELS} different levels"
    )]
    Factor {
        /// Its name.
        name: String,
    },
    /// A cell does not name one level of each factor.
    #[error("a cell with the history {history} does not name one level of each factor")]
    Levels {
        /// The history.
        history: History,
    },
    /// A history was given twice with the same levels.
    #[error("the history {history} is given twice with the same levels")]
    DuplicateCell {
        /// The history.
        history: History,
    },
    /// Nobody has the level, so that its hidden people cannot be told.
    #[error("nobody has the level {level} of {factor}")]
    EmptyLevel {
        /// The name of the factor.
        factor: String,
        /// The name of the level.
        level: String,
    },
    /// There are more than [`MAX_FACTOR_CELLS`] cells.
    #[error("the table has more than {MAX_FACTOR_CELLS} cells")]
    TooManyCells,
}

impl NotAFactorTable {
    /// The stable code of the reason.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Table(reason) => reason.code(),
            Self::NoFactor => "estimate/no-factor",
            Self::Factor { .. } => "estimate/factor",
            Self::Levels { .. } => "estimate/factor-levels",
            Self::DuplicateCell { .. } => "estimate/duplicate-cell",
            Self::EmptyLevel { .. } => "estimate/empty-level",
            Self::TooManyCells => "estimate/too-many-cells",
        }
    }
}

impl FactorTable {
    /// Checks and makes a table from the names of the lists, the factors, and cells: a history, the
    /// position of a level of each factor, and the people counted. Cells that are not given count
    /// nobody.
    pub fn new<L: Into<String>>(
        lists: impl IntoIterator<Item = L>,
        factors: impl IntoIterator<Item = Factor>,
        cells: impl IntoIterator<Item = (History, Vec<usize>, u64)>,
    ) -> Result<Self, NotAFactorTable> {
        let lists: Vec<String> = lists.into_iter().map(Into::into).collect();
        let factors: Vec<Factor> = factors.into_iter().collect();
        check_factors(&lists, &factors)?;
        let histories = 1_usize.checked_shl(lists.len() as u32).unwrap_or(usize::MAX);
        let sizes = factors.iter().map(|factor| factor.levels.len());
        let combinations = sizes.fold(1, usize::saturating_mul);
        if combinations.saturating_mul(histories) > MAX_FACTOR_CELLS {
            return Err(NotAFactorTable::TooManyCells);
        }
        let mut counts = vec![vec![0; histories]; combinations];
        let (mut given, mut collapsed) = (BTreeSet::new(), BTreeMap::new());
        for (history, levels, count) in cells {
            let at = position(&factors, &levels).ok_or(NotAFactorTable::Levels { history })?;
            if !given.insert((history, at)) {
                return Err(NotAFactorTable::DuplicateCell { history });
            }
            // A history of other lists is refused below, with all others of its kind.
            if let Some(cell) = counts[at].get_mut(usize::from(history.bits())) {
                *cell = count;
            }
            let sum: &mut u64 = collapsed.entry(history).or_default();
            *sum = sum.saturating_add(count);
        }
        let table = Self { factors, counts, collapsed: CaptureTable::new(lists, collapsed)? };
        table.check_levels()?;
        Ok(table)
    }

    /// The names of the lists, in order.
    pub fn lists(&self) -> &[String] {
        self.collapsed.lists()
    }

    /// The factors, in order.
    pub fn factors(&self) -> &[Factor] {
        &self.factors
    }

    /// How many people are on at least one list.
    pub const fn observed(&self) -> u64 {
        self.collapsed.observed()
    }

    /// How many people have the history and these levels, one position for each factor; `None` for
    /// what is not in the table.
    pub fn count(&self, history: History, levels: &[usize]) -> Option<u64> {
        let at = position(&self.factors, levels)?;
        self.counts[at].get(usize::from(history.bits())).copied()
    }

    /// The same people, their covariates forgotten.
    pub const fn without_factors(&self) -> &CaptureTable {
        &self.collapsed
    }

    /// Every combination of levels, as a position for each factor, with the people of each history,
    /// indexed by its bits.
    pub fn combinations(&self) -> impl Iterator<Item = (Vec<usize>, &[u64])> {
        let levels = |at: usize| {
            let mut rest = at;
            let mut levels: Vec<usize> = self
                .factors
                .iter()
                .rev()
                .map(|factor| {
                    let level = rest % factor.levels.len();
                    rest /= factor.levels.len();
                    level
                })
                .collect();
            levels.reverse();
            levels
        };
        self.counts.iter().enumerate().map(move |(at, counts)| (levels(at), counts.as_slice()))
    }

    fn check_levels(&self) -> Result<(), NotAFactorTable> {
        for (i, factor) in self.factors.iter().enumerate() {
            for (j, level) in factor.levels.iter().enumerate() {
                let here = self.combinations().filter(|(levels, _)| levels[i] == j);
                if here.flat_map(|(_, counts)| counts).all(|&count| count == 0) {
                    let (factor, level) = (factor.name.clone(), level.clone());
                    return Err(NotAFactorTable::EmptyLevel { factor, level });
                }
            }
        }
        Ok(())
    }
}

/// Where the combination of levels stands among all.
fn position(factors: &[Factor], levels: &[usize]) -> Option<usize> {
    if factors.len() != levels.len() {
        return None;
    }
    factors.iter().zip(levels).try_fold(0, |at, (factor, &level)| {
        (level < factor.levels.len()).then(|| at * factor.levels.len() + level)
    })
}

fn check_factors(lists: &[String], factors: &[Factor]) -> Result<(), NotAFactorTable> {
    if factors.is_empty() {
        return Err(NotAFactorTable::NoFactor);
    }
    let mut names: BTreeSet<&String> = lists.iter().collect();
    for factor in factors {
        let levels: BTreeSet<&String> = factor.levels.iter().collect();
        let own = !factor.name.trim().is_empty() && names.insert(&factor.name);
        let count = factor.levels.len();
        if !own || !(2..=MAX_LEVELS).contains(&count) || levels.len() < count {
            return Err(NotAFactorTable::Factor { name: factor.name.clone() });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(name: &str, levels: &[&str]) -> Factor {
        let levels = levels.iter().map(|&level| level.to_owned()).collect();
        Factor { name: name.to_owned(), levels }
    }

    #[test]
    fn what_is_not_a_table_with_factors_is_refused_with_its_reason() {
        let code = |factors: &[Factor], cells: &[(u16, &[usize], u64)]| {
            let cells =
                cells.iter().map(|&(bits, levels, n)| (History::new(bits), levels.to_vec(), n));
            let table = FactorTable::new(["a", "b"], factors.to_vec(), cells.collect::<Vec<_>>());
            table.map_or_else(|reason| reason.code(), |_| "a table")
        };
        let sex = || factor("sex", &["f", "m"]);
        let good: [(u16, &[usize], u64); 2] = [(1, &[0], 3), (2, &[1], 4)];
        assert_eq!(code(&[sex()], &good), "a table");
        assert_eq!(code(&[], &good), "estimate/no-factor");
        assert_eq!(code(&[factor("a", &["f", "m"])], &good), "estimate/factor");
        assert_eq!(code(&[factor(" ", &["f", "m"])], &good), "estimate/factor");
        assert_eq!(code(&[factor("sex", &["f"])], &good), "estimate/factor");
        assert_eq!(code(&[factor("sex", &["f", "f"])], &good), "estimate/factor");
        assert_eq!(code(&[sex(), sex()], &good), "estimate/factor");
        assert_eq!(code(&[sex()], &[(1, &[2], 3)]), "estimate/factor-levels");
        assert_eq!(code(&[sex()], &[(1, &[], 3)]), "estimate/factor-levels");
        assert_eq!(code(&[sex()], &[(1, &[0], 3), (1, &[0], 4)]), "estimate/duplicate-cell");
        assert_eq!(code(&[sex()], &[(1, &[0], 3), (2, &[0], 4)]), "estimate/empty-level");
        assert_eq!(code(&[sex()], &[(4, &[0], 3), (2, &[1], 4)]), "estimate/unknown-list");
        assert_eq!(code(&[sex()], &[(0, &[0], 3), (2, &[1], 4)]), "estimate/seen-on-no-list");
        let names: Vec<String> = (0..65).map(|i| i.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(code(&[factor("x", &names)], &[(1, &[0], 3)]), "estimate/factor");
        let large = [factor("x", &names[1..]), factor("y", &names[1..]), sex()];
        assert_eq!(code(&large, &[(1, &[0, 0, 0], 3)]), "estimate/too-many-cells");
    }

    #[test]
    fn combinations_come_in_order_and_hold_what_was_given() {
        let factors = [factor("x", &["0", "1"]), factor("y", &["0", "1", "2"])];
        let cells = (0..6).map(|i| (History::new(1), vec![i / 3, i % 3], i as u64 + 1));
        let table = FactorTable::new(["a", "b"], factors, cells).unwrap();
        let levels: Vec<Vec<usize>> = table.combinations().map(|(levels, _)| levels).collect();
        assert_eq!(levels, (0..6).map(|i| vec![i / 3, i % 3]).collect::<Vec<_>>());
        assert!(table.combinations().zip(1..).all(|((_, counts), n)| counts[1] == n));
        assert_eq!(table.count(History::new(1), &[1, 2]), Some(6));
        assert_eq!(table.count(History::new(1), &[2, 0]), None);
    }
}
