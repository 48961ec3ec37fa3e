//! Why two texts look alike: the words that they share, and those in which they differ.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::{Refusal, Texts};

/// What a person who confirms that two texts say the same looks at. Words stand as they are
/// compared (case folded), those that weigh most first, and those that are set aside, such as names
/// of states and years, last.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Reason {
    /// How alike the texts are, 0 to 1.
    pub likeness: f64,
    /// Words that both have.
    pub shared: Vec<String>,
    /// Words that only the first has.
    pub only_first: Vec<String>,
    /// Words that only the second has.
    pub only_second: Vec<String>,
}

impl Texts {
    /// Why two texts look alike.
    ///
    /// Refused: a text that is not there.
    pub fn reason(&self, first: u32, second: u32) -> Result<Reason, Refusal> {
        let likeness = self.likeness(first, second)?;
        let words = |text| -> BTreeSet<u32> { self.words_of(text).iter().copied().collect() };
        let (a, b) = (words(first), words(second));
        Ok(Reason {
            likeness,
            shared: self.spelled(a.intersection(&b)),
            only_first: self.spelled(a.difference(&b)),
            only_second: self.spelled(b.difference(&a)),
        })
    }

    fn spelled<'a>(&self, words: impl Iterator<Item = &'a u32>) -> Vec<String> {
        let mut words: Vec<u32> = words.copied().collect();
        words.sort_by(|a, b| self.heavier(*a, *b));
        words.into_iter().map(|word| self.lexicon.spelled(word).to_owned()).collect()
    }

    fn heavier(&self, a: u32, b: u32) -> Ordering {
        let weight = |word| self.lexicon.weight_of_word(word);
        let spelled = |word| self.lexicon.spelled(word);
        weight(b).total_cmp(&weight(a)).then_with(|| spelled(a).cmp(spelled(b)))
    }
}
