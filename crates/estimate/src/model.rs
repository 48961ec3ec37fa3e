//! Hierarchical log-linear models, written by their generators.
//!
//! A model says which sets of lists depend on each other. It is a family of such sets, its terms,
//! closed downwards: with a set it holds every part of it. `[12,23,4]` holds the pairs of lists 1
//! and 2 and of 2 and 3, and the four single lists. Every model here holds all single lists (the
//! main effects), because a list has a size of its own whatever else is assumed; so a model is
//! determined by its largest sets, the generators, and those are what is written.

use std::collections::BTreeSet;
use std::fmt;

use crate::capture_history::{History, MAX_LISTS, MIN_LISTS};

/// A hierarchical log-linear model with all main effects, of any order.
///
/// ```
/// use concert_estimate::Model;
///
/// let model = Model::parse("[4,23,12]", 4)?;
/// assert_eq!(model.to_string(), "[12,23,4]");
/// let names = ["LA", "NG", "PF", "GO"].map(String::from);
/// assert_eq!(model.named(&names), "[LA:NG,NG:PF,GO]");
/// assert_eq!(Model::parse_named("[NG:PF,LA:NG]", &names)?, model);
/// # Ok::<(), concert_estimate::NotAModel>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Model {
    lists: usize,
    /// Ascending by size, then by lists; the empty set (the intercept) is not among them.
    terms: Vec<History>,
}

/// Why a text or a family of sets is not a model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAModel {
    /// The number of lists lies outside the limits of a table.
    #[error("a model has from {MIN_LISTS} to {MAX_LISTS} lists, not {lists}")]
    ListCount {
        /// How many lists were given.
        lists: usize,
    },
    /// A generator names a list that there is not.
    #[error("there is no list {list}")]
    UnknownList {
        /// The list as it was written.
        list: String,
    },
    /// A generator names a list twice.
    #[error("the generator {generator} names a list twice")]
    RepeatedList {
        /// The generator as it was written.
        generator: String,
    },
    /// The text does not stand in square brackets, or a generator in it is empty.
    #[error("{text} is not written like [12,23,4]")]
    Unreadable {
        /// The text.
        text: String,
    },
}

impl NotAModel {
    /// The stable code of the reason.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ListCount { .. } => "estimate/model-list-count",
            Self::UnknownList { .. } => "estimate/model-unknown-list",
            Self::RepeatedList { .. } => "estimate/model-repeated-list",
            Self::Unreadable { .. } => "estimate/model-unreadable",
        }
    }
}

impl Model {
    /// The smallest hierarchical model over `lists` lists that holds all main effects and the
    /// given sets.
    pub fn new(lists: usize, sets: impl IntoIterator<Item = History>) -> Result<Self, NotAModel> {
        if !(MIN_LISTS..=MAX_LISTS).contains(&lists) {
            return Err(NotAModel::ListCount { lists });
        }
        let mut terms: BTreeSet<(usize, Reading)> =
            (0..lists).map(|list| key(History::of(&[list]))).collect();
        for set in sets {
            if let Some(list) = set.lists().find(|&list| list >= lists) {
                let list = (list + 1).to_string();
                return Err(NotAModel::UnknownList { list });
            }
            if terms.contains(&key(set)) {
                continue;
            }
            // Counting down within the bits of the set visits each of its parts once.
            let mut part = set.bits();
            while part != 0 {
                terms.insert(key(History::new(part)));
                part = (part - 1) & set.bits();
            }
        }
        let terms = terms.into_iter().map(|(_, reading)| reading.set()).collect();
        Ok(Self { lists, terms })
    }

    /// The model that holds all main effects and these sets, which are sets of these lists and
    /// hold every part of theirs that is no main effect: what a search over families knows.
    pub(crate) fn of_closed(lists: usize, sets: impl IntoIterator<Item = History>) -> Self {
        let mut terms: Vec<History> = (0..lists).map(|list| History::of(&[list])).collect();
        terms.extend(sets.into_iter().filter(|set| set.len() > 1));
        terms.sort_unstable_by_key(|&set| key(set));
        Self { lists, terms }
    }

    /// The model in which the lists are independent of each other: main effects only.
    pub fn independence(lists: usize) -> Result<Self, NotAModel> {
        Self::new(lists, [])
    }

    /// Reads generators in square brackets. A generator is a run of digits, each a list counted
    /// from one, as in `[12,23,4]`; from ten lists on it is one number, or numbers with colons
    /// between them, as in `[1:12,3]`, which is also understood below ten.
    pub fn parse(text: &str, lists: usize) -> Result<Self, NotAModel> {
        let number = |written: &str| {
            let position = written.parse::<usize>().ok();
            position.filter(|n| (1..=lists).contains(n)).map(|n| n - 1)
        };
        parse(text, lists, number, |generator| {
            if generator.contains(':') || lists > 9 {
                generator.split(':').map(String::from).collect()
            } else {
                generator.chars().map(String::from).collect()
            }
        })
    }

    /// Reads generators of list names with colons between them, as in `[LA:NG,GO]`. Names that
    /// themselves hold a colon or a comma cannot be read so.
    pub fn parse_named(text: &str, names: &[String]) -> Result<Self, NotAModel> {
        let position = |written: &str| names.iter().position(|name| name == written);
        parse(text, names.len(), position, |generator| {
            generator.split(':').map(|name| name.trim().to_owned()).collect()
        })
    }

    /// How many lists the model is about.
    pub const fn lists(&self) -> usize {
        self.lists
    }

    /// Every term but the intercept, smaller sets first.
    pub fn terms(&self) -> &[History] {
        &self.terms
    }

    /// How many parameters the model has: its terms and the intercept.
    pub fn parameters(&self) -> usize {
        self.terms.len() + 1
    }

    /// The terms of two lists and more.
    pub fn interactions(&self) -> impl Iterator<Item = History> {
        self.terms.iter().copied().filter(|term| term.len() > 1)
    }

    /// Whether the model holds the term.
    pub fn contains(&self, term: History) -> bool {
        self.terms.contains(&term)
    }

    /// The terms that are part of no other term, larger first and then in the order of their
    /// lists.
    pub fn generators(&self) -> Vec<History> {
        let is_largest =
            |term: &History| !self.terms.iter().any(|other| other != term && other.includes(*term));
        let mut largest: Vec<History> = self.terms.iter().copied().filter(is_largest).collect();
        largest.sort_by_key(|term| std::cmp::Reverse(term.len()));
        largest
    }

    /// The generators written with the names of the lists. Lists beyond the names given are
    /// written as their numbers.
    pub fn named(&self, names: &[String]) -> String {
        let name =
            |list: usize| names.get(list).map_or_else(|| (list + 1).to_string(), Clone::clone);
        self.written(name, ":")
    }

    fn written(&self, name: impl Fn(usize) -> String, separator: &str) -> String {
        let generator = |term: &History| {
            let lists: Vec<String> = term.lists().map(&name).collect();
            lists.join(separator)
        };
        let generators: Vec<String> = self.generators().iter().map(generator).collect();
        format!("[{}]", generators.join(","))
    }
}

/// Prints the generators with the numbers of the lists, as in `[12,23,4]`; with colons between
/// numbers from ten lists on.
impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = if self.lists > 9 { ":" } else { "" };
        f.write_str(&self.written(|list| (list + 1).to_string(), separator))
    }
}

/// A set as its list positions read from the first: `{1,3}` comes before `{2}`, as in a book's
/// index, which the number made of its bits does not give. Reversing the bits and asking for the
/// larger first does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Reading(std::cmp::Reverse<u16>);

impl Reading {
    const fn set(self) -> History {
        History::new(self.0.0.reverse_bits())
    }
}

const fn key(set: History) -> (usize, Reading) {
    (set.len(), Reading(std::cmp::Reverse(set.bits().reverse_bits())))
}

fn parse(
    text: &str,
    lists: usize,
    position: impl Fn(&str) -> Option<usize>,
    split: impl Fn(&str) -> Vec<String>,
) -> Result<Model, NotAModel> {
    let unreadable = || NotAModel::Unreadable { text: text.to_owned() };
    let inside = text.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let inside = inside.ok_or_else(unreadable)?;
    let mut sets = Vec::new();
    for generator in inside.split(',').map(str::trim) {
        if generator.is_empty() {
            return Err(unreadable());
        }
        let mut set = 0;
        for written in split(generator) {
            let list = position(&written).filter(|&list| list < MAX_LISTS);
            let list = list.ok_or(NotAModel::UnknownList { list: written })?;
            if set >> list & 1 == 1 {
                let generator = generator.to_owned();
                return Err(NotAModel::RepeatedList { generator });
            }
            set |= 1 << list;
        }
        sets.push(History::new(set));
    }
    Model::new(lists, sets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generators_are_printed_larger_first_and_read_back() -> Result<(), NotAModel> {
        let cases = [
            ("[1,23]", 3, "[23,1]"),
            ("[34,123,24,14]", 4, "[123,14,24,34]"),
            ("[12, 123]", 4, "[123,4]"),
            ("[1:12,3]", 12, "[1:12,2,3,4,5,6,7,8,9,10,11]"),
        ];
        for (text, lists, printed) in cases {
            let model = Model::parse(text, lists)?;
            assert_eq!(model.to_string(), printed);
            assert_eq!(Model::parse(printed, lists)?, model);
        }
        Ok(())
    }

    #[test]
    fn a_model_holds_every_part_of_its_generators() -> Result<(), NotAModel> {
        let model = Model::parse("[123,34]", 4)?;
        let printed: Vec<String> = model.terms().iter().map(History::to_string).collect();
        let expected = ["1", "01", "001", "0001", "11", "101", "011", "0011", "111"];
        assert_eq!(printed, expected);
        assert_eq!(model.parameters(), 10);
        Ok(())
    }

    #[test]
    fn what_is_not_a_model_is_refused_with_its_reason() {
        let code = |text, lists| Model::parse(text, lists).map_or_else(|e| e.code(), |_| "a model");
        assert_eq!(code("[12", 3), "estimate/model-unreadable");
        assert_eq!(code("[12,,3]", 3), "estimate/model-unreadable");
        assert_eq!(code("[14]", 3), "estimate/model-unknown-list");
        assert_eq!(code("[101]", 12), "estimate/model-unknown-list");
        assert_eq!(code("[11]", 3), "estimate/model-repeated-list");
        assert_eq!(code("[1]", 17), "estimate/model-list-count");
        assert_eq!(code("[12]", 12), "a model");
    }
}
