//! The words of all columns, each kept once, and how like two of them are.

use rustc_hash::FxHashMap;

use super::letters::{jaro_winkler, one_step};
use crate::names::{self, FamilyId, families_of};

/// Every distinct word, numbered.
#[derive(Default)]
pub(crate) struct Words {
    numbers: FxHashMap<Box<str>, u32>,
    starts: Vec<u32>,
    letters: Vec<char>,
    /// Number of the word's key, equal for the usual spellings of one name.
    sound: Vec<u32>,
    /// Number of the word's consonants in broad classes.
    skeleton: Vec<u32>,
    sounds: FxHashMap<String, u32>,
    /// The families of the tables that the word is in.
    families: Vec<&'static [FamilyId]>,
}

/// How like two words are, from the surest kind to none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Likeness {
    /// The same word.
    Same,
    /// One step of typing apart.
    Near,
    /// Written differently for one sound.
    Sound,
    /// Long stretches in common, or one begins the other.
    Similar,
    /// One is the first letter of the other.
    Initial,
    /// Something in common.
    Weak,
    /// Nothing.
    None,
}

/// Remembers likenesses that were worked out before.
pub(crate) struct Known {
    slots: Vec<(u64, Likeness)>,
}

impl Known {
    pub(crate) fn new() -> Self {
        Self { slots: vec![(0, Likeness::None); 1 << 15] }
    }
}

impl Words {
    /// The number of a word, which gets one if it is new.
    pub(crate) fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.sound.len() as u32;
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        self.letters.extend(word.chars());
        self.starts.push(self.letters.len() as u32);
        let mut number_of = |sound: String| {
            let sounds = self.sounds.len() as u32;
            *self.sounds.entry(sound).or_insert(sounds)
        };
        let (key, skeleton) = if word.is_ascii() {
            (names::key(word), names::skeleton(word))
        } else {
            (word.into(), word.into())
        };
        self.sound.push(number_of(key));
        self.skeleton.push(number_of(skeleton));
        self.families.push(families_of(word));
        self.numbers.insert(word.into(), number);
        number
    }

    /// Number of words.
    pub(crate) fn len(&self) -> usize {
        self.sound.len()
    }

    /// The letters of a word.
    pub(crate) fn letters(&self, word: u32) -> &[char] {
        &self.letters[self.starts[word as usize] as usize..self.starts[word as usize + 1] as usize]
    }

    /// The number of the word's consonants.
    pub(crate) fn skeleton(&self, word: u32) -> u32 {
        self.skeleton[word as usize]
    }

    /// One of the tables has both words in one family.
    fn one_family(&self, a: u32, b: u32) -> bool {
        let (a, b) = (self.families[a as usize], self.families[b as usize]);
        a.iter().any(|family| b.contains(family))
    }

    /// The number of the word's sound.
    pub(crate) fn sound(&self, word: u32) -> u32 {
        self.sound[word as usize]
    }

    /// How like two words are. Numbers (`digits`) are the same, near or nothing.
    pub(crate) fn likeness(&self, a: u32, b: u32, digits: bool, known: &mut Known) -> Likeness {
        if a == b {
            return Likeness::Same;
        }
        // The order of the two tells numbers from words, since columns of both kinds share what is remembered.
        let (a, b) = if digits { (a.max(b), a.min(b)) } else { (a.min(b), a.max(b)) };
        let key = u64::from(a) << 32 | u64::from(b);
        let slots = known.slots.len();
        let slot =
            &mut known.slots[(key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize % slots];
        if slot.0 == key {
            return slot.1;
        }
        let found = self.work_out(a, b, digits);
        *slot = (key, found);
        found
    }

    fn work_out(&self, a: u32, b: u32, digits: bool) -> Likeness {
        let (x, y) = (self.letters(a), self.letters(b));
        let shorter = x.len().min(y.len());
        if digits {
            return if shorter >= 3 && one_step(x, y) { Likeness::Near } else { Likeness::None };
        }
        if shorter == 1 {
            return if x[0] == y[0] { Likeness::Initial } else { Likeness::None };
        }
        if shorter >= 4 && one_step(x, y) {
            return Likeness::Near;
        }
        if (shorter >= 3 && self.sound(a) == self.sound(b)) || self.one_family(a, b) {
            return Likeness::Sound;
        }
        let similarity = jaro_winkler(x, y);
        let begins = shorter >= 3 && x[..shorter] == y[..shorter];
        let consonants = shorter >= 4 && similarity >= 0.7 && self.skeleton(a) == self.skeleton(b);
        if begins || consonants || similarity >= 0.9 || (shorter >= 2 && one_step(x, y)) {
            Likeness::Similar
        } else if similarity >= 0.8 {
            Likeness::Weak
        } else {
            Likeness::None
        }
    }
}
