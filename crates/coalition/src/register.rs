//! A register: everything of one kind that was declared, by key and by number.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use concert_terms::Id;
use serde::{Deserialize, Serialize};

/// One version of what was declared, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version<T> {
    /// Index of the statement in the journal.
    pub statement: u64,
    /// The import that takes it along when it is undone: the one that the statement belongs to, or
    /// the one whose declaration it confirms.
    pub import: Option<Id>,
    /// What holds since then; `None` when it was withdrawn.
    pub value: Option<T>,
}

/// Everything of one kind, each under a key and a dense number. A number once given stays with its
/// key, also when what it named is withdrawn or its import is undone.
///
/// An entry keeps the versions that an undo may have to bring back. What was said by hand is never
/// undone, so nothing beneath it comes back; what one import said twice is undone as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Register<K: Eq + Hash, T> {
    entries: Vec<(K, Option<Version<T>>)>,
    /// What stands beneath current versions, the latest last; few have anything beneath.
    earlier: BTreeMap<u32, Vec<Version<T>>>,
    numbers: HashMap<K, u32>,
}

impl<K: Eq + Hash, T> Default for Register<K, T> {
    fn default() -> Self {
        Self { entries: Vec::new(), earlier: BTreeMap::new(), numbers: HashMap::new() }
    }
}

impl<K: Clone + Eq + Hash, T> Register<K, T> {
    /// What holds under a key.
    pub fn get(&self, key: &K) -> Option<&T> {
        self.at(*self.numbers.get(key)?)
    }

    /// What holds under a number.
    pub fn at(&self, number: u32) -> Option<&T> {
        self.version_at(number)?.value.as_ref()
    }

    /// What holds under a key, and since which statement.
    pub fn version(&self, key: &K) -> Option<&Version<T>> {
        self.version_at(*self.numbers.get(key)?)
    }

    /// The same by number.
    pub fn version_at(&self, number: u32) -> Option<&Version<T>> {
        self.entries.get(number as usize)?.1.as_ref()
    }

    /// The number of a key that was ever declared.
    pub fn number(&self, key: &K) -> Option<u32> {
        self.numbers.get(key).copied()
    }

    /// The key with a number.
    pub fn key(&self, number: u32) -> Option<&K> {
        self.entries.get(number as usize).map(|(key, _)| key)
    }

    /// Everything that holds, with its number, in the order in which it was first declared.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &K, &T)> {
        self.entries.iter().enumerate().filter_map(|(number, (key, current))| {
            Some((number as u32, key, current.as_ref()?.value.as_ref()?))
        })
    }

    /// How many hold.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether none holds.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// How many numbers were given.
    pub fn numbers(&self) -> u32 {
        self.entries.len() as u32
    }

    /// The number of a key, given now if it has none.
    pub(crate) fn number_of(&mut self, key: &K) -> u32 {
        if let Some(number) = self.numbers.get(key) {
            return *number;
        }
        let number = self.numbers();
        self.numbers.insert(key.clone(), number);
        self.entries.push((key.clone(), None));
        number
    }

    pub(crate) fn put(&mut self, key: &K, version: Version<T>) -> u32 {
        let number = self.number_of(key);
        let import = version.import;
        let replaced = self.entries[number as usize].1.replace(version);
        if import.is_none() {
            self.earlier.remove(&number);
        } else if let Some(replaced) = replaced.filter(|replaced| replaced.import != import) {
            self.earlier.entry(number).or_default().push(replaced);
        }
        number
    }

    /// Takes away every version that an import made; returns the numbers whose value changed.
    pub(crate) fn undo(&mut self, import: Id) -> Vec<u32> {
        let is_undone = |version: &Version<T>| version.import == Some(import);
        for earlier in self.earlier.values_mut() {
            earlier.retain(|version| !is_undone(version));
        }
        let mut changed = Vec::new();
        for ((_, current), number) in self.entries.iter_mut().zip(0..) {
            if current.as_ref().is_some_and(is_undone) {
                *current = self.earlier.get_mut(&number).and_then(Vec::pop);
                changed.push(number);
            }
        }
        self.earlier.retain(|_, earlier| !earlier.is_empty());
        changed
    }

    /// What would hold under a number if an import were undone.
    pub(crate) fn at_without(&self, number: u32, import: Id) -> Option<&T> {
        let remains = |version: &&Version<T>| version.import != Some(import);
        let beneath = || self.earlier.get(&number)?.iter().rfind(remains);
        self.version_at(number).filter(remains).or_else(beneath)?.value.as_ref()
    }

    /// The same by key.
    pub(crate) fn get_without(&self, key: &K, import: Id) -> Option<&T> {
        self.at_without(self.number(key)?, import)
    }

    /// Everything that would hold if an import were undone.
    pub(crate) fn iter_without(&self, import: Id) -> impl Iterator<Item = (&K, &T)> {
        let keys = self.entries.iter().map(|(key, _)| key);
        keys.zip(0..).filter_map(move |(key, number)| Some((key, self.at_without(number, import)?)))
    }
}

impl<K, T> Serialize for Register<K, T>
where
    K: Serialize + Eq + Hash,
    T: Serialize,
{
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.entries, &self.earlier).serialize(serializer)
    }
}

impl<'de, K, T> Deserialize<'de> for Register<K, T>
where
    K: Deserialize<'de> + Clone + Eq + Hash,
    T: Deserialize<'de>,
{
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (mut entries, earlier) = <(Vec<(K, _)>, _)>::deserialize(deserializer)?;
        entries.shrink_to_fit();
        let keys = entries.iter().map(|(key, _)| key.clone());
        let numbers = keys.zip(0..).collect();
        Ok(Self { entries, earlier, numbers })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BY_HAND: u8 = 0;

    /// A register in which one key was said thus, one after the other: by which import, and what.
    fn said(versions: &[(u8, Option<char>)]) -> Register<char, char> {
        let mut register = Register::default();
        for (&(import, value), statement) in versions.iter().zip(0..) {
            let import = (import != BY_HAND).then(|| id(import));
            register.put(&'k', Version { statement, import, value });
        }
        register
    }

    fn id(number: u8) -> Id {
        Id::from_bytes([number; 16])
    }

    #[test]
    fn an_undo_brings_back_what_the_import_replaced() {
        let mut register = said(&[(BY_HAND, Some('a')), (1, Some('b')), (2, Some('c'))]);
        assert_eq!(register.get_without(&'k', id(2)), Some(&'b'));
        assert!(register.undo(id(1)).is_empty());
        assert_eq!(register.get(&'k'), Some(&'c'));
        assert_eq!(register.undo(id(2)), [0]);
        assert_eq!(register.get(&'k'), Some(&'a'));
    }

    #[test]
    fn what_was_said_by_hand_outlasts_an_undo_and_needs_nothing_beneath_it() {
        let mut register = said(&[(1, Some('a')), (2, Some('b')), (BY_HAND, Some('c'))]);
        assert!(register.earlier.is_empty());
        assert!(register.undo(id(2)).is_empty());
        assert_eq!(register.get(&'k'), Some(&'c'));
    }

    #[test]
    fn what_an_import_said_twice_is_undone_as_one() {
        let mut register = said(&[(1, Some('a')), (2, Some('b')), (2, Some('c'))]);
        assert_eq!(register.undo(id(2)), [0]);
        assert_eq!(register.get(&'k'), Some(&'a'));
        assert_eq!(register.undo(id(1)), [0]);
        assert_eq!((register.get(&'k'), register.number(&'k')), (None, Some(0)));
    }

    #[test]
    fn an_import_that_declared_anew_what_was_withdrawn_leaves_it_withdrawn() {
        let mut register = said(&[(BY_HAND, None), (1, Some('b'))]);
        assert_eq!(register.get_without(&'k', id(1)), None);
        assert_eq!(register.undo(id(1)), [0]);
        assert!(register.is_empty() && register.version(&'k').is_some());
    }
}
