//! Values that many rows share, kept once.

use std::collections::HashMap;
use std::hash::Hash;

/// Values kept once each, under dense numbers in the order of their coming.
#[derive(Debug, Clone)]
pub(crate) struct Interned<T> {
    values: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Interned<T> {
    fn default() -> Self {
        Self { values: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Interned<T> {
    /// Every value, by number.
    pub(crate) fn values(&self) -> &[T] {
        &self.values
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    pub(crate) fn holds(&self, value: &T) -> bool {
        self.numbers.contains_key(value)
    }

    /// The number of a value, given now if it has none.
    pub(crate) fn number_of(&mut self, value: T) -> u32 {
        if let Some(number) = self.numbers.get(&value) {
            return *number;
        }
        let number = self.values.len() as u32;
        self.values.push(value.clone());
        self.numbers.insert(value, number);
        number
    }
}
