//! Capture histories: which lists a person is on, and how many people share each history.
//!
//! A table of counts over histories is all that an estimate reads. Nobody can be pointed at in it,
//! and it never holds the one number that is wanted: how many people are on no list.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

/// Fewest lists that a table can have.
pub const MIN_LISTS: usize = 2;

/// Most lists that a table can have. Every history of `k` lists is a cell of the fit, so that work
/// and memory grow as `2^k`; sixteen lists are 65,535 cells.
pub const MAX_LISTS: usize = 16;

/// Most people that a table can count: more than live on Earth, and few enough that every count
/// and every sum of counts is exact in a double.
pub const MAX_PEOPLE: u64 = 10_000_000_000;

/// A set of lists: bit `i` stands for list `i`, counted from zero. As a capture history it says
/// which lists a person is on; as a term of a model, which lists interact.
///
/// ```
/// use concert_estimate::History;
///
/// let history = History::of(&[0, 2]);
/// assert_eq!(history.bits(), 0b101);
/// assert!(history.contains(2) && !history.contains(1));
/// assert_eq!(history.lists().collect::<Vec<_>>(), [0, 2]);
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct History(u16);

impl History {
    /// The set whose bits are given.
    pub const fn new(bits: u16) -> Self {
        Self(bits)
    }

    /// The set of the lists with these positions, counted from zero.
    ///
    /// # Panics
    ///
    /// When a position is [`MAX_LISTS`] or more, which no table has.
    pub fn of(positions: &[usize]) -> Self {
        Self(positions.iter().fold(0, |bits, &list| {
            assert!(list < MAX_LISTS, "list {list} is beyond the limit");
            bits | 1 << list
        }))
    }

    /// The bits of the set.
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// Whether the list is in the set.
    pub const fn contains(self, list: usize) -> bool {
        list < MAX_LISTS && self.0 >> list & 1 == 1
    }

    /// Whether every list of `other` is in this set.
    pub const fn includes(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// How many lists the set has.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether the set has no list: the history of those whom nobody has found.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The positions of the lists, in order.
    pub fn lists(self) -> impl Iterator<Item = usize> {
        (0..MAX_LISTS).filter(move |&list| self.contains(list))
    }
}

/// Prints the set as zeros and ones, first list first, up to the last list that is in it.
impl fmt::Display for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = MAX_LISTS - self.0.leading_zeros() as usize;
        (0..length.max(1)).try_for_each(|list| write!(f, "{}", u8::from(self.contains(list))))
    }
}

/// How many people were seen with each capture history, over named lists.
///
/// Every table has [`MIN_LISTS`] to [`MAX_LISTS`] lists with different, non-empty names, at least
/// one person, and nobody with the empty history. Histories that nobody has are not kept, so that
/// tables that say the same are equal.
///
/// ```
/// use concert_estimate::{CaptureTable, History};
///
/// // Invented figures: 40 people known to the police only, and so on.
/// let table = CaptureTable::new(
///     ["police", "shelter", "hotline"],
///     [(0b001, 40), (0b010, 30), (0b100, 20), (0b011, 6), (0b110, 4), (0b101, 3)]
///         .map(|(bits, count)| (History::new(bits), count)),
/// )?;
/// assert_eq!(table.observed(), 103);
/// assert_eq!(table.overlap(History::of(&[0, 1])), 6);
/// assert_eq!(table.on_several_lists(), 13);
/// # Ok::<(), concert_estimate::NotATable>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureTable {
    lists: Vec<String>,
    cells: Vec<(History, u64)>,
    observed: u64,
}

/// Why what was given is not a table of capture histories.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotATable {
    /// The number of lists lies outside [`MIN_LISTS`] to [`MAX_LISTS`].
    #[error("{lists} lists were given; from {MIN_LISTS} to {MAX_LISTS} can be used")]
    ListCount {
        /// How many lists were given.
        lists: usize,
    },
    /// A list has a name of blanks only.
    #[error("list {position} has no name")]
    UnnamedList {
        /// Its position, counted from one.
        position: usize,
    },
    /// Two lists have the same name.
    #[error("two lists are called {name}")]
    DuplicateList {
        /// The name.
        name: String,
    },
    /// A history names a list that the table does not have.
    #[error("the history {history} names a list beyond the {lists} of the table")]
    UnknownList {
        /// The history.
        history: History,
        /// How many lists the table has.
        lists: usize,
    },
    /// A count was given for people on no list, whom nobody can have counted.
    #[error("{count} people were given as seen on no list")]
    SeenOnNoList {
        /// The count.
        count: u64,
    },
    /// One history was given twice.
    #[error("the history {history} is given twice")]
    DuplicateHistory {
        /// The history.
        history: History,
    },
    /// Nobody is on any list.
    #[error("the table counts nobody")]
    Nobody,
    /// The counts sum to more than [`MAX_PEOPLE`].
    #[error("the table counts more than {MAX_PEOPLE} people")]
    TooManyPeople,
}

impl NotATable {
    /// The stable code of the reason.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ListCount { .. } => "estimate/list-count",
            Self::UnnamedList { .. } => "estimate/unnamed-list",
            Self::DuplicateList { .. } => "estimate/duplicate-list",
            Self::UnknownList { .. } => "estimate/unknown-list",
            Self::SeenOnNoList { .. } => "estimate/seen-on-no-list",
            Self::DuplicateHistory { .. } => "estimate/duplicate-history",
            Self::Nobody => "estimate/nobody",
            Self::TooManyPeople => "estimate/too-many-people",
        }
    }

    /// What its text says of this case, by the names that catalogues use.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::ListCount { lists } => vec![("lists", lists.to_string())],
            Self::UnnamedList { position } => vec![("position", position.to_string())],
            Self::DuplicateList { name } => vec![("name", name.clone())],
            Self::SeenOnNoList { count } => vec![("count", count.to_string())],
            Self::UnknownList { history, .. } | Self::DuplicateHistory { history } => {
                vec![("history", history.to_string())]
            }
            Self::Nobody | Self::TooManyPeople => Vec::new(),
        }
    }
}

impl CaptureTable {
    /// Checks and makes a table from the names of the lists and the people counted per history.
    /// Histories that are not given count nobody.
    pub fn new<L: Into<String>>(
        lists: impl IntoIterator<Item = L>,
        cells: impl IntoIterator<Item = (History, u64)>,
    ) -> Result<Self, NotATable> {
        let lists: Vec<String> = lists.into_iter().map(Into::into).collect();
        check_names(&lists)?;
        let mut counts = BTreeMap::new();
        let mut observed: u64 = 0;
        for (history, count) in cells {
            if u32::from(history.bits()) >> lists.len() != 0 {
                let lists = lists.len();
                return Err(NotATable::UnknownList { history, lists });
            }
            if history.is_empty() {
                return Err(NotATable::SeenOnNoList { count });
            }
            if counts.insert(history, count).is_some() {
                return Err(NotATable::DuplicateHistory { history });
            }
            observed = observed.saturating_add(count);
        }
        match observed {
            0 => Err(NotATable::Nobody),
            1..=MAX_PEOPLE => Ok(Self {
                lists,
                cells: counts.into_iter().filter(|cell| cell.1 > 0).collect(),
                observed,
            }),
            _ => Err(NotATable::TooManyPeople),
        }
    }

    /// The names of the lists, in order.
    pub fn lists(&self) -> &[String] {
        &self.lists
    }

    /// How many people are on at least one list.
    pub const fn observed(&self) -> u64 {
        self.observed
    }

    /// The histories that somebody has, ascending by their bits, each with its count.
    pub fn cells(&self) -> &[(History, u64)] {
        &self.cells
    }

    /// How many people are on every list of the set, whatever else they are on.
    pub fn overlap(&self, set: History) -> u64 {
        let on_all = self.cells.iter().filter(|cell| cell.0.includes(set));
        on_all.map(|cell| cell.1).sum()
    }

    /// How many people are on exactly this many lists.
    pub fn on_exactly(&self, lists: usize) -> u64 {
        let such = self.cells.iter().filter(|cell| cell.0.len() == lists);
        such.map(|cell| cell.1).sum()
    }

    /// How many people are on two or more lists: all that the table knows about overlap.
    pub fn on_several_lists(&self) -> u64 {
        self.observed - self.on_exactly(1)
    }

    /// The lists that somebody is on.
    pub fn lists_in_use(&self) -> History {
        History(self.cells.iter().fold(0, |bits, cell| bits | cell.0.bits()))
    }

    /// The pairs of lists in use, in the order (1,2), (1,3), ..., (2,3), ...
    pub fn pairs(&self) -> Vec<History> {
        let used: Vec<usize> = self.lists_in_use().lists().collect();
        let pair = |i: usize, j: usize| History::of(&[used[i], used[j]]);
        (0..used.len())
            .flat_map(|i| (i + 1..used.len()).map(move |j| (i, j)))
            .map(|(i, j)| pair(i, j))
            .collect()
    }

    /// The same people over other lists: list `i` of the new table holds the people of all lists
    /// in `groups[i]`. Leaving a list out of every group drops it, and with it those who are on no
    /// other list; naming several merges them.
    ///
    /// ```
    /// # use concert_estimate::{CaptureTable, History};
    /// # let table = CaptureTable::new(
    /// #     ["police", "shelter", "hotline"],
    /// #     [(1, 40), (2, 30), (4, 20), (3, 6)].map(|(bits, n)| (History::new(bits), n)),
    /// # )?;
    /// let merged = table.regrouped(&[History::of(&[0, 1]), History::of(&[2])])?;
    /// assert_eq!(merged.lists(), ["police+shelter", "hotline"]);
    /// assert_eq!(merged.overlap(History::of(&[0])), 76);
    /// # Ok::<(), concert_estimate::NotATable>(())
    /// ```
    pub fn regrouped(&self, groups: &[History]) -> Result<Self, NotATable> {
        if !(MIN_LISTS..=MAX_LISTS).contains(&groups.len()) {
            let lists = groups.len();
            return Err(NotATable::ListCount { lists });
        }
        let name = |group: &History| {
            let members = group.lists().filter_map(|list| self.lists.get(list));
            members.cloned().collect::<Vec<_>>().join("+")
        };
        let mut counts: BTreeMap<History, u64> = BTreeMap::new();
        for &(history, count) in &self.cells {
            let seen = (0..groups.len()).filter(|&i| groups[i].bits() & history.bits() != 0);
            let regrouped = History(seen.fold(0, |bits, i| bits | 1 << i));
            if !regrouped.is_empty() {
                *counts.entry(regrouped).or_default() += count;
            }
        }
        Self::new(groups.iter().map(name), counts)
    }

    /// The members of one list as they appear on the others, and how many of them appear on none:
    /// a population of known size, seen by the other lists.
    ///
    /// The error is [`NotATable::Nobody`] when no other list holds a member, and
    /// [`NotATable::ListCount`] when only one other list is left.
    pub fn members_of(&self, list: usize) -> Result<(Self, u64), NotATable> {
        let others: Vec<usize> = (0..self.lists.len()).filter(|&other| other != list).collect();
        let mut counts: BTreeMap<History, u64> = BTreeMap::new();
        for &(history, count) in self.cells.iter().filter(|cell| cell.0.contains(list)) {
            let seen = (0..others.len()).filter(|&i| history.contains(others[i]));
            *counts.entry(History(seen.fold(0, |bits, i| bits | 1 << i))).or_default() += count;
        }
        let on_no_other = counts.remove(&History(0)).unwrap_or(0);
        let names = others.iter().map(|&other| self.lists[other].clone());
        Ok((Self::new(names, counts)?, on_no_other))
    }

    /// A history as zeros and ones, one for each list of the table, in order.
    pub fn written(&self, history: History) -> String {
        (0..self.lists.len()).map(|list| if history.contains(list) { '1' } else { '0' }).collect()
    }

    /// The table with one person more, or one fewer, of a history; `None` if nobody has it and one
    /// is to be taken away, or if it is not a history of the table.
    pub(crate) fn changed_by_one(&self, history: History, more: bool) -> Option<Self> {
        let mut counts: BTreeMap<History, u64> = self.cells.iter().copied().collect();
        let count = counts.entry(history).or_default();
        *count = if more { *count + 1 } else { count.checked_sub(1)? };
        Self::new(self.lists.iter().cloned(), counts).ok()
    }
}

fn check_names(lists: &[String]) -> Result<(), NotATable> {
    if !(MIN_LISTS..=MAX_LISTS).contains(&lists.len()) {
        let lists = lists.len();
        return Err(NotATable::ListCount { lists });
    }
    let mut names = BTreeSet::new();
    for (i, name) in lists.iter().enumerate() {
        if name.trim().is_empty() {
            return Err(NotATable::UnnamedList { position: i + 1 });
        }
        if !names.insert(name) {
            return Err(NotATable::DuplicateList { name: name.clone() });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(lists: &[&str], cells: &[(u16, u64)]) -> Result<CaptureTable, NotATable> {
        let cells = cells.iter().map(|&(bits, count)| (History(bits), count));
        CaptureTable::new(lists.iter().copied(), cells)
    }

    #[test]
    fn what_is_not_a_table_is_refused_with_its_reason() {
        let code = |lists: &[&str], cells: &[(u16, u64)]| {
            table(lists, cells).map_or_else(|reason| reason.code(), |_| "a table")
        };
        let many: Vec<String> = (0..17).map(|i| i.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(code(&["a"], &[(1, 1)]), "estimate/list-count");
        assert_eq!(code(&many, &[(1, 1)]), "estimate/list-count");
        assert_eq!(code(&["a", " "], &[(1, 1)]), "estimate/unnamed-list");
        assert_eq!(code(&["a", "a"], &[(1, 1)]), "estimate/duplicate-list");
        assert_eq!(code(&["a", "b"], &[(4, 1)]), "estimate/unknown-list");
        assert_eq!(code(&["a", "b"], &[(0, 0)]), "estimate/seen-on-no-list");
        assert_eq!(code(&["a", "b"], &[(1, 1), (1, 0)]), "estimate/duplicate-history");
        assert_eq!(code(&["a", "b"], &[(1, 0)]), "estimate/nobody");
        assert_eq!(code(&["a", "b"], &[(1, u64::MAX), (2, 1)]), "estimate/too-many-people");
        assert_eq!(code(&many[..16], &[(u16::MAX, 1)]), "a table");
    }

    #[test]
    fn a_history_that_nobody_has_changes_nothing() {
        let lists = ["a", "b"];
        assert_eq!(table(&lists, &[(1, 5), (2, 0), (3, 1)]), table(&lists, &[(3, 1), (1, 5)]));
    }

    #[test]
    fn dropping_a_list_drops_those_who_are_on_no_other() -> Result<(), NotATable> {
        let all = table(&["a", "b", "c"], &[(1, 5), (4, 7), (5, 2), (3, 1)])?;
        let kept = all.regrouped(&[History::of(&[0]), History::of(&[1])])?;
        assert_eq!(kept.observed(), 8);
        assert_eq!(kept.cells(), [(History(1), 7), (History(3), 1)]);
        Ok(())
    }
}
