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
    outlines: Vec<Outline>,
    sounds: FxHashMap<String, u32>,
    /// The families of the tables that the word is in.
    families: Vec<&'static [FamilyId]>,
}

/// What is enough to see that two words have nothing in common, as most have.
#[derive(Clone, Copy)]
struct Outline {
    /// A bit for each letter of the word; some letters share one.
    letters: u64,
    length: u32,
    first: char,
    /// Number of the word's key, equal for the usual spellings of one name.
    sound: u32,
    /// Number of the key of what follows an Arabic article, as in Almohamad; of other words their own.
    bare: u32,
    /// Number of the word's consonants in broad classes.
    skeleton: u32,
    /// Some table has the word in a family.
    has_family: bool,
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

/// How many likenesses are remembered, as a power of two.
const REMEMBERED: u32 = 15;

impl Known {
    pub(crate) fn new() -> Self {
        Self { slots: vec![(0, Likeness::None); 1 << REMEMBERED] }
    }
}

impl Words {
    /// The number of a word, which gets one if it is new.
    pub(crate) fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.outlines.len() as u32;
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
        let article = ["al", "el", "ul"].into_iter().find_map(|article| word.strip_prefix(article));
        let bare = article.filter(|bare| bare.is_ascii() && bare.len() > 3).map(names::key);
        let bare = bare.unwrap_or_else(|| key.clone());
        let families = families_of(word);
        self.families.push(families);
        self.outlines.push(Outline {
            letters: word.chars().fold(0, |set, letter| set | 1 << (u32::from(letter) % 64)),
            length: word.chars().count() as u32,
            first: word.chars().next().unwrap_or_default(),
            sound: number_of(key),
            bare: number_of(bare),
            skeleton: number_of(skeleton),
            has_family: !families.is_empty(),
        });
        self.numbers.insert(word.into(), number);
        number
    }

    /// Number of words.
    pub(crate) fn len(&self) -> usize {
        self.outlines.len()
    }

    /// The letters of a word.
    pub(crate) fn letters(&self, word: u32) -> &[char] {
        &self.letters[self.starts[word as usize] as usize..self.starts[word as usize + 1] as usize]
    }

    /// The number of the word's consonants.
    pub(crate) fn skeleton(&self, word: u32) -> u32 {
        self.outlines[word as usize].skeleton
    }

    /// One of the tables has both words in one family.
    fn one_family(&self, a: u32, b: u32) -> bool {
        let (a, b) = (self.families[a as usize], self.families[b as usize]);
        a.iter().any(|family| b.contains(family))
    }

    /// The number of the word's sound.
    pub(crate) fn sound(&self, word: u32) -> u32 {
        self.outlines[word as usize].sound
    }

    /// How like two words are. Numbers (`digits`) are the same, near or nothing.
    pub(crate) fn likeness(&self, a: u32, b: u32, digits: bool, known: &mut Known) -> Likeness {
        if a == b {
            return Likeness::Same;
        }
        if self.outlines[a as usize].is_unlike(&self.outlines[b as usize], digits) {
            return Likeness::None;
        }
        // The order of the two tells numbers from words, since columns of both kinds share what is remembered.
        let (a, b) = if digits { (a.max(b), a.min(b)) } else { (a.min(b), a.max(b)) };
        let key = u64::from(a) << 32 | u64::from(b);
        let place = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - REMEMBERED);
        let slot = &mut known.slots[place as usize];
        if slot.0 == key {
            return slot.1;
        }
        let found = self.work_out(a, b, digits);
        *slot = (key, found);
        found
    }

    /// How like two different words are, letter by letter.
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
        let alike =
            shorter >= 3 && self.outlines[a as usize].sounds_like(&self.outlines[b as usize]);
        if alike || self.one_family(a, b) {
            return Likeness::Sound;
        }
        let similarity = jaro_winkler(x, y);
        let begins = shorter >= 3 && x[..shorter] == y[..shorter];
        let consonants = shorter >= 4 && similarity >= 0.7 && self.skeleton(a) == self.skeleton(b);
        if begins || consonants || similarity >= 0.9 || (shorter >= 2 && one_step(x, y)) {
            Likeness::Similar
        } else if similarity >= WEAK {
            Likeness::Weak
        } else {
            Likeness::None
        }
    }
}

/// Least similarity of words that have something in common.
const WEAK: f64 = 0.8;

impl Outline {
    /// The two are pronounced alike, be it that one is written in one with its article.
    fn sounds_like(&self, other: &Self) -> bool {
        self.sound == other.sound || self.bare == other.sound || self.sound == other.bare
    }

    /// Surely nothing in common; where this is not sure the letters tell.
    fn is_unlike(&self, other: &Self, digits: bool) -> bool {
        // Each letter that the other word lacks stands at least once in this one.
        let lacks = |a: &Self, b: &Self| (a.letters & !b.letters).count_ones();
        let (here, there) = (lacks(self, other), lacks(other, self));
        if here <= 1 && there <= 1 {
            return false;
        }
        if digits {
            return true;
        }
        let one_letter = self.length == 1 || other.length == 1;
        let related = self.sounds_like(other)
            || self.skeleton == other.skeleton
            || (self.has_family && other.has_family);
        let begins = self.first == other.first && (here == 0 || there == 0);
        // The similarity looks at 64 letters only.
        if one_letter || related || begins || self.length.max(other.length) > 64 {
            return false;
        }
        let common = f64::from((self.length - here).min(other.length - there));
        let most = (common / f64::from(self.length) + common / f64::from(other.length) + 1.0) / 3.0;
        let prefix = if self.first == other.first { 0.4 } else { 0.0 };
        most + prefix * (1.0 - most) < WEAK - 1e-9
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_written_in_one_with_its_article_sounds_as_the_name() {
        let mut all = Words::default();
        let mut of = |a: &str, b: &str| {
            let (a, b) = (all.number(a), all.number(b));
            all.likeness(a, b, false, &mut Known::new())
        };
        assert_eq!(of("almohamad", "mohammed"), Likeness::Sound);
        assert_eq!(of("elmasry", "masri"), Likeness::Sound);
        assert_ne!(of("almohamad", "alnasser"), Likeness::Sound);
        assert_ne!(of("elena", "ena"), Likeness::Sound);
    }

    proptest! {
        #[test]
        fn words_that_are_unlike_in_outline_are_unlike_letter_by_letter(
            words in prop::collection::vec("[a-h]{1,9}|[0-9]{1,11}|[a-zäßжя]{1,6}|[a-c]{60,70}", 2..20),
            digits in any::<bool>(),
        ) {
            let mut all = Words::default();
            let numbers: Vec<u32> = words.iter().map(|word| all.number(word)).collect();
            for &a in &numbers {
                for &b in numbers.iter().filter(|&&b| b != a) {
                    let expected = all.work_out(a.min(b), a.max(b), digits);
                    prop_assert_eq!(all.likeness(a, b, digits, &mut Known::new()), expected);
                }
            }
        }
    }
}
