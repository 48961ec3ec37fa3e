//! The words of all columns, each kept once, and how like two of them are.

use rustc_hash::FxHashMap;

use super::letters::{jaro_winkler, one_step};

/// Every distinct word, numbered.
#[derive(Default)]
pub(crate) struct Words {
    numbers: FxHashMap<Box<str>, u32>,
    starts: Vec<u32>,
    letters: Vec<char>,
    /// Number of the word's skeleton, equal for words that are written for one sound.
    sound: Vec<u32>,
    sounds: FxHashMap<String, u32>,
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
        let sounds = self.sounds.len() as u32;
        self.sound.push(*self.sounds.entry(skeleton(word)).or_insert(sounds));
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

    /// The number of the word's sound.
    pub(crate) fn sound(&self, word: u32) -> u32 {
        self.sound[word as usize]
    }

    /// How like two words are. Numbers (`digits`) are the same, near or nothing.
    pub(crate) fn likeness(&self, a: u32, b: u32, digits: bool, known: &mut Known) -> Likeness {
        if a == b {
            return Likeness::Same;
        }
        let key = u64::from(a.min(b)) << 32 | u64::from(a.max(b));
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
        if shorter >= 3 && self.sound(a) == self.sound(b) {
            return Likeness::Sound;
        }
        let similarity = jaro_winkler(x, y);
        let begins = shorter >= 3 && x[..shorter] == y[..shorter];
        if begins || similarity >= 0.9 || (shorter >= 2 && one_step(x, y)) {
            Likeness::Similar
        } else if similarity >= 0.8 {
            Likeness::Weak
        } else {
            Likeness::None
        }
    }
}

/// Consonants that sound alike written alike, vowels and doublings left out.
fn skeleton(word: &str) -> String {
    let mut out = String::new();
    for letter in word.chars() {
        let sound = match letter {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'j' | '\'' => '_',
            'c' | 'q' | 'x' => 'k',
            'w' | 'f' => 'v',
            'z' => 's',
            'd' => 't',
            'p' => 'b',
            other => other,
        };
        let sound = if out.is_empty() && sound == '_' { 'a' } else { sound };
        if sound != '_' && !out.ends_with(sound) {
            out.push(sound);
        }
    }
    out
}
