//! A register: everything of one kind that was declared, by key and by number.

use std::collections::HashMap;
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
    entries: Vec<(K, Versions<T>)>,
    numbers: HashMap<K, u32>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Versions<T> {
    current: Option<Version<T>>,
    earlier: Vec<Version<T>>,
}

impl<K: Eq + Hash, T> Default for Register<K, T> {
    fn default() -> Self {
        Self { entries: Vec::new(), numbers: HashMap::new() }
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
        self.entries.get(number as usize)?.1.current.as_ref()
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
        self.entries.iter().enumerate().filter_map(|(number, (key, versions))| {
            Some((number as u32, key, versions.current.as_ref()?.value.as_ref()?))
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
        self.entries.push((key.clone(), Versions { current: None, earlier: Vec::new() }));
        number
    }

    pub(crate) fn put(&mut self, key: &K, version: Version<T>) -> u32 {
        let number = self.number_of(key);
        let versions = &mut self.entries[number as usize].1;
        let import = version.import;
        let replaced = versions.current.replace(version);
        if import.is_none() {
            versions.earlier = Vec::new();
        } else if let Some(replaced) = replaced.filter(|replaced| replaced.import != import) {
            versions.earlier.push(replaced);
        }
        number
    }

    /// Takes away every version that an import made; returns the numbers whose value changed.
    pub(crate) fn undo(&mut self, import: Id) -> Vec<u32> {
        let mut changed = Vec::new();
        for (number, (_, versions)) in self.entries.iter_mut().enumerate() {
            versions.earlier.retain(|version| version.import != Some(import));
            if versions.current.as_ref().is_some_and(|version| version.import == Some(import)) {
                versions.current = versions.earlier.pop();
                changed.push(number as u32);
            }
        }
        changed
    }

    /// What would hold under a number if an import were undone.
    pub(crate) fn at_without(&self, number: u32, import: Id) -> Option<&T> {
        let versions = &self.entries.get(number as usize)?.1;
        versions
            .current
            .iter()
            .chain(versions.earlier.iter().rev())
            .find(|version| version.import != Some(import))?
            .value
            .as_ref()
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
        self.entries.serialize(serializer)
    }
}

impl<'de, K, T> Deserialize<'de> for Register<K, T>
where
    K: Deserialize<'de> + Clone + Eq + Hash,
    T: Deserialize<'de>,
{
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = Vec::<(K, Versions<T>)>::deserialize(deserializer)?;
        let numbers =
            entries.iter().enumerate().map(|(at, (key, _))| (key.clone(), at as u32)).collect();
        Ok(Self { entries, numbers })
    }
}
