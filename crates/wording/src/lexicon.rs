//! The words and pairs of neighbouring words of many texts, and how much each weighs.
//!
//! A word weighs `ln(1 + n / d)`, with `n` the number of texts in its language and `d` those in
//! which it stands (inverse document frequency, Spärck Jones 1972, Journal of Documentation 28:11),
//! so that rare words tell texts apart and common ones hardly count. A pair of neighbouring words
//! weighs a part of what its own rarity gives ([`PAIR_WEIGHT`]): it tells apart what uses the same
//! words for something else, and a different order of the same clauses breaks few pairs.

use std::collections::{BTreeMap, HashMap};

/// What a pair of words weighs beside a word as rare: chosen with the threshold, see
/// [`USUAL_THRESHOLD`](crate::USUAL_THRESHOLD).
pub(crate) const PAIR_WEIGHT: f64 = 0.3;

/// A word or a pair by its number. While texts are read, numbers are given as they come; once all
/// are, they are given anew from the heaviest down.
pub(crate) type Feature = u32;

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    languages: BTreeMap<String, u32>,
    /// Texts in each language.
    texts: Vec<u32>,
    /// Words of each language.
    words: Vec<HashMap<String, u32>>,
    spelled: Vec<String>,
    /// The feature of each word; none for one that only ever was set aside.
    feature_of_word: Vec<Option<Feature>>,
    feature_of_pair: HashMap<(u32, u32), Feature>,
    language_of_feature: Vec<u32>,
    is_pair: Vec<bool>,
    texts_with: Vec<u32>,
    weights: Vec<f64>,
}

impl Lexicon {
    /// Adds a text: its words, and its features without repetition, by rising number.
    pub(crate) fn read(
        &mut self,
        language: &str,
        words: &[String],
        counts: &[bool],
    ) -> (Vec<u32>, Vec<Feature>) {
        let language = self.language_or_new(language);
        self.texts[language as usize] += 1;
        let words: Vec<u32> = words.iter().map(|word| self.word_or_new(language, word)).collect();
        let counting = words.iter().zip(counts).filter(|(_, counts)| **counts);
        let counting: Vec<u32> = counting.map(|(word, _)| *word).collect();
        let mut features = Vec::with_capacity(2 * counting.len());
        for word in &counting {
            features.push(self.feature_of_word_or_new(language, *word));
        }
        for pair in counting.windows(2) {
            features.push(self.feature_of_pair_or_new(language, (pair[0], pair[1])));
        }
        features.sort_unstable();
        features.dedup();
        for feature in &features {
            self.texts_with[*feature as usize] += 1;
        }
        (words, features)
    }

    /// Weighs all features, and numbers them anew from the heaviest down; gives the new number of
    /// each.
    pub(crate) fn weigh(&mut self) -> Vec<Feature> {
        let weigh = |at: usize| {
            let texts = self.texts[self.language_of_feature[at] as usize];
            weight(texts, self.texts_with[at], self.is_pair[at])
        };
        let weights: Vec<f64> = (0..self.texts_with.len()).map(weigh).collect();
        let mut order: Vec<u32> = (0..weights.len() as u32).collect();
        order.sort_by(|a, b| weights[*b as usize].total_cmp(&weights[*a as usize]).then(a.cmp(b)));
        let mut renumbered = vec![0; order.len()];
        for (new, old) in (0..).zip(&order) {
            renumbered[*old as usize] = new;
        }
        self.weights = order.iter().map(|old| weights[*old as usize]).collect();
        let features = self.feature_of_word.iter_mut().flatten();
        for feature in features.chain(self.feature_of_pair.values_mut()) {
            *feature = renumbered[*feature as usize];
        }
        // These were wanted for the weights only.
        (self.language_of_feature, self.is_pair, self.texts_with) =
            (Vec::new(), Vec::new(), Vec::new());
        renumbered
    }

    /// The features of a text that was not read, without repetition, and the weight of all of them
    /// with those that no text has.
    pub(crate) fn features_of(
        &self,
        language: &str,
        words: &[String],
        counts: &[bool],
    ) -> (Vec<Feature>, f64) {
        let Some(language) = self.languages.get(language) else {
            return (Vec::new(), 0.0);
        };
        let counting = words.iter().zip(counts).filter(|(_, counts)| **counts);
        let counting: Vec<(&str, Option<u32>)> = counting
            .map(|(word, _)| {
                (word.as_str(), self.words[*language as usize].get(word.as_str()).copied())
            })
            .collect();
        let texts = self.texts[*language as usize];
        let mut known = Vec::new();
        let (mut new_words, mut new_pairs) = (Vec::new(), Vec::new());
        for (word, number) in &counting {
            match number.and_then(|number| self.feature_of_word[number as usize]) {
                Some(feature) => known.push(feature),
                None => new_words.push(*word),
            }
        }
        for pair in counting.windows(2) {
            let numbers = pair[0].1.zip(pair[1].1);
            match numbers.and_then(|numbers| self.feature_of_pair.get(&numbers)) {
                Some(feature) => known.push(*feature),
                None => new_pairs.push((pair[0].0, pair[1].0)),
            }
        }
        known.sort_unstable();
        known.dedup();
        new_words.sort_unstable();
        new_words.dedup();
        new_pairs.sort_unstable();
        new_pairs.dedup();
        let unknown = new_words.len() as f64 * weight(texts, 1, false)
            + new_pairs.len() as f64 * weight(texts, 1, true);
        let all =
            known.iter().map(|feature| self.weights[*feature as usize]).sum::<f64>() + unknown;
        (known, all)
    }

    /// The weight of each feature, falling.
    pub(crate) fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// What a word weighs by itself; 0 for one that is set aside.
    pub(crate) fn weight_of_word(&self, word: u32) -> f64 {
        self.feature_of_word[word as usize].map_or(0.0, |feature| self.weights[feature as usize])
    }

    /// A word as it is compared.
    pub(crate) fn spelled(&self, word: u32) -> &str {
        &self.spelled[word as usize]
    }

    fn language_or_new(&mut self, language: &str) -> u32 {
        if let Some(number) = self.languages.get(language) {
            return *number;
        }
        let number = self.texts.len() as u32;
        self.languages.insert(language.to_owned(), number);
        self.texts.push(0);
        self.words.push(HashMap::new());
        number
    }

    fn word_or_new(&mut self, language: u32, word: &str) -> u32 {
        let words = &mut self.words[language as usize];
        if let Some(number) = words.get(word) {
            return *number;
        }
        let number = self.spelled.len() as u32;
        words.insert(word.to_owned(), number);
        self.spelled.push(word.to_owned());
        self.feature_of_word.push(None);
        number
    }

    fn feature_of_word_or_new(&mut self, language: u32, word: u32) -> Feature {
        if let Some(feature) = self.feature_of_word[word as usize] {
            return feature;
        }
        let feature = self.new_feature(language, false);
        self.feature_of_word[word as usize] = Some(feature);
        feature
    }

    fn feature_of_pair_or_new(&mut self, language: u32, pair: (u32, u32)) -> Feature {
        if let Some(feature) = self.feature_of_pair.get(&pair) {
            return *feature;
        }
        let feature = self.new_feature(language, true);
        self.feature_of_pair.insert(pair, feature);
        feature
    }

    fn new_feature(&mut self, language: u32, is_pair: bool) -> Feature {
        self.language_of_feature.push(language);
        self.is_pair.push(is_pair);
        self.texts_with.push(0);
        self.texts_with.len() as u32 - 1
    }
}

/// The weight of what stands in `with` of `texts` texts.
fn weight(texts: u32, with: u32, is_pair: bool) -> f64 {
    let rarity = (f64::from(texts) / f64::from(with.max(1))).ln_1p();
    if is_pair { PAIR_WEIGHT * rarity } else { rarity }
}
