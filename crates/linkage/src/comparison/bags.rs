//! A column of words in any order, and the level at which two of its values agree.
//!
//! A value is its words, sorted; the same words in another order are the same value. What an agreement
//! is worth depends on how rare the value is: agreement has four bands of surprisal, -log2 of the
//! share of records with the value, and inside a band each value is weighed by its own share.

use rustc_hash::FxHashMap;

use super::words::{Known, Likeness, Words};

/// Levels of a variable; a level is packed in four bits.
pub(crate) const LEVELS: usize = 16;

/// The level of a value that one of the two lacks.
pub(crate) const MISSING: u8 = 0;
/// Values of the same words, from the rarest band to the commonest: four levels.
pub(crate) const SAME: u8 = 1;
/// All words of the one are among those of the other: rare, common.
pub(crate) const PART: u8 = 5;
/// Near, of rare words and of common ones.
pub(crate) const NEAR: u8 = 7;
/// Written for the same sound.
pub(crate) const SOUND: u8 = 9;
/// Similar, or one begins the other.
pub(crate) const SIMILAR: u8 = 10;
/// The first letter of the other.
pub(crate) const INITIAL: u8 = 11;
/// Some word in common beside others that are not; of a given and a family name, that one stands in the other's place.
pub(crate) const SOME: u8 = 12;
/// The two names stand in each other's place: the same, or like.
pub(crate) const SWAPPED: u8 = 13;
/// Different.
pub(crate) const DIFFERENT: u8 = 15;

/// Surprisal in bits from which a word counts as rare.
const RARE: f32 = 7.0;
/// Least surprisal of the first three bands of agreement.
const BANDS: [f32; 3] = [9.5, 7.0, 4.0];

/// A value is missing.
pub(crate) const NOTHING: u32 = u32::MAX;

/// A column of words over the records of all lists.
pub(crate) struct Bags {
    /// The number of the value of each record, or [`NOTHING`].
    pub(crate) of_record: Vec<u32>,
    starts: Vec<u32>,
    words: Vec<u32>,
    /// The word of each value that is one word, as most are, or [`NOTHING`]: found in one step.
    alone: Vec<u32>,
    numbers: FxHashMap<Box<[u32]>, u32>,
    /// Surprisal of each value, in bits.
    surprisal: Vec<f32>,
    /// Surprisal of each word, by its number among all words.
    of_word: Vec<f32>,
    /// What the surprisal of a value in each band is above or below, in bits.
    middle: [f32; 4],
    /// Surprisal of what nobody has.
    most: f32,
    digits: bool,
}

impl Bags {
    /// An empty column; `digits` for numbers, which are the same, one step apart or different.
    pub(crate) fn new(digits: bool) -> Self {
        Self {
            of_record: Vec::new(),
            starts: vec![0],
            words: Vec::new(),
            alone: Vec::new(),
            numbers: FxHashMap::default(),
            surprisal: Vec::new(),
            of_word: Vec::new(),
            middle: [0.0; 4],
            most: 0.0,
            digits,
        }
    }

    /// The number of the value that these words make.
    pub(crate) fn value(&mut self, mut words: Vec<u32>) -> u32 {
        words.sort_unstable();
        words.dedup();
        if words.is_empty() {
            return NOTHING;
        }
        if let Some(&number) = self.numbers.get(words.as_slice()) {
            return number;
        }
        let number = self.numbers.len() as u32;
        self.alone.push(if let [word] = words[..] { word } else { NOTHING });
        self.words.extend_from_slice(&words);
        self.starts.push(self.words.len() as u32);
        self.numbers.insert(words.into(), number);
        number
    }

    /// Counts how often values and words occur, once every record has its value.
    pub(crate) fn count(&mut self, all_words: usize) {
        self.numbers = FxHashMap::default();
        let values = self.starts.len() - 1;
        let mut of_value = vec![0_u32; values];
        for &value in self.of_record.iter().filter(|&&value| value != NOTHING) {
            of_value[value as usize] += 1;
        }
        let mut of_word = vec![0_u32; all_words];
        for (value, &records) in of_value.iter().enumerate() {
            for &word in self.words_of(value as u32) {
                of_word[word as usize] += records;
            }
        }
        let total = of_value.iter().map(|&records| f64::from(records)).sum::<f64>().max(1.0);
        let bits = |records: u32| (total / f64::from(records.max(1))).log2() as f32;
        self.most = bits(1);
        self.surprisal = of_value.iter().map(|&records| bits(records)).collect();
        self.of_word = of_word.iter().map(|&records| bits(records)).collect();
        // Within a band the ratio of m to u of a value is inverse to its share f; that of the band is the
        // sum of f over the sum of its squares, so that a value adds its surprisal less this logarithm.
        let (mut first, mut second) = ([0.0_f64; 4], [0.0_f64; 4]);
        for (value, &records) in of_value.iter().enumerate() {
            if records > 1 {
                let band = band(self.surprisal[value]);
                let share = f64::from(records) / total;
                first[band] += share;
                second[band] += share * share;
            }
        }
        for band in 0..4 {
            if second[band] > 0.0 {
                self.middle[band] = (first[band] / second[band]).log2() as f32;
            }
        }
    }

    /// The words of a value.
    pub(crate) fn words_of(&self, value: u32) -> &[u32] {
        let value = value as usize;
        &self.words[self.starts[value] as usize..self.starts[value + 1] as usize]
    }

    /// The words of a record; none where they are missing.
    pub(crate) fn words_of_record(&self, record: u32) -> &[u32] {
        match self.of_record[record as usize] {
            NOTHING => &[],
            value => self.words_of(value),
        }
    }

    /// Number of distinct values.
    pub(crate) fn values(&self) -> usize {
        self.starts.len() - 1
    }

    /// Surprisal of a word of this column, in bits.
    pub(crate) fn word_surprisal(&self, word: u32) -> f32 {
        self.of_word.get(word as usize).copied().unwrap_or(self.most)
    }

    /// The level of agreement of an exact agreement on a value, and what its rarity adds within the band, in bits.
    pub(crate) fn same(&self, value: u32) -> (u8, f32) {
        let surprisal = self.surprisal[value as usize];
        let band = band(surprisal);
        (SAME + band as u8, surprisal - self.middle[band])
    }

    /// The level at which two values agree, and what their rarity adds, in bits.
    pub(crate) fn level(&self, a: u32, b: u32, words: &Words, known: &mut Known) -> (u8, f32) {
        if a == NOTHING || b == NOTHING {
            (MISSING, 0.0)
        } else if a == b {
            self.same(a)
        } else {
            (self.unequal(a, self, b, words, known), 0.0)
        }
    }

    /// The level of two different values, the second of which may be of another column.
    pub(crate) fn unequal(
        &self,
        a: u32,
        other: &Self,
        b: u32,
        words: &Words,
        known: &mut Known,
    ) -> u8 {
        let (x, y) = (self.alone[a as usize], other.alone[b as usize]);
        if x != NOTHING && y != NOTHING {
            return match words.likeness(x, y, self.digits, known) {
                Likeness::Same => SAME,
                Likeness::Near => {
                    let rarity = self.word_surprisal(x).min(other.word_surprisal(y));
                    NEAR + u8::from(rarity < RARE)
                }
                Likeness::Sound => SOUND,
                Likeness::Similar => SIMILAR,
                Likeness::Initial => INITIAL,
                Likeness::Weak => SWAPPED + 1,
                Likeness::None => DIFFERENT,
            };
        }
        let (a, b) = (self.words_of(a), other.words_of(b));
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let mut taken = 0_u64;
        let (mut same, mut worst, mut best) = (0, Likeness::Same, Likeness::None);
        let mut rarity = 0.0_f32;
        for &word in short.iter().take(64) {
            let mut found = (Likeness::None, 0);
            for (at, &candidate) in long.iter().enumerate().take(64) {
                if taken >> at & 1 == 0 {
                    let likeness = words.likeness(word, candidate, self.digits, known);
                    if likeness < found.0 {
                        found = (likeness, at);
                    }
                }
            }
            if found.0 < Likeness::None {
                taken |= 1 << found.1;
            }
            if found.0 == Likeness::Same {
                same += 1;
            }
            if found.0 <= Likeness::Similar {
                rarity += self.word_surprisal(word).min(other.word_surprisal(long[found.1]));
            }
            worst = worst.max(found.0);
            best = best.min(found.0);
        }
        let common = u8::from(rarity < RARE);
        match worst {
            Likeness::Same => PART + common,
            Likeness::Near => NEAR + common,
            Likeness::Sound => SOUND,
            Likeness::Similar => SIMILAR,
            _ if same > 0 || best <= Likeness::Sound => SOME,
            Likeness::Initial => INITIAL,
            _ if best <= Likeness::Weak => SWAPPED + 1,
            _ => DIFFERENT,
        }
    }

    /// Mean surprisal of a record's value in bits; none where it is missing.
    pub(crate) fn information(&self) -> f64 {
        let present = self.of_record.iter().filter(|&&value| value != NOTHING);
        let sum: f64 = present.map(|&value| f64::from(self.surprisal[value as usize])).sum();
        sum / self.of_record.len().max(1) as f64
    }
}

fn band(surprisal: f32) -> usize {
    BANDS.iter().position(|&least| surprisal >= least).unwrap_or(3)
}
