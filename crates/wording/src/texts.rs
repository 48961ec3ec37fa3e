//! Many short texts with what is needed to compare them.
//!
//! The **likeness** of two texts of one language is the weighted Jaccard index of their words and
//! pairs of neighbouring words, `J = w(A and B) / w(A or B)` (Jaccard 1901; weights as in
//! `lexicon`): 0 where they share nothing, 1 where they use the same words in the same
//! order. Each word counts once, however often it is said. A word weighs `ln(1 + n / d)`, `n` the
//! texts of its language and `d` those with the word; a pair 0.3 of that.

use std::collections::HashMap;

use crate::lexicon::{Feature, Lexicon};
use crate::words::words;
use crate::{Aside, Refusal};

/// A text and its language.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// The text.
    pub text: &'a str,
    /// The code of its language, such as `en`. Texts of different languages are never alike.
    pub language: &'a str,
}

/// Short texts by number, in the order in which they were given.
///
/// 57,000 texts of 35 words take about 100 MB, and as much again while they are read.
#[derive(Debug)]
pub struct Texts {
    pub(crate) lexicon: Lexicon,
    pub(crate) aside: Aside,
    /// The words of each text in their order, one text after the other.
    words: Rows,
    /// The form of each text: texts with the same features share one. Forms are numbered by weight,
    /// rising.
    pub(crate) form_of: Vec<u32>,
    /// The texts of each form.
    pub(crate) with_form: Rows,
    /// The features of each form, by rising number: from the heaviest down.
    pub(crate) features: Rows,
    /// The weight of all features of each form.
    pub(crate) weights: Vec<f64>,
    /// The forms with each feature, rising.
    pub(crate) forms_with: Rows,
}

impl Texts {
    /// Reads texts. What is set aside does not count when they are compared.
    pub fn new(texts: &[Written<'_>], aside: &Aside) -> Self {
        let mut lexicon = Lexicon::default();
        let mut words_of = Rows::default();
        let mut features_of: Vec<Vec<Feature>> = Vec::with_capacity(texts.len());
        for Written { text, language } in texts {
            let words = words(text);
            let counts = aside.counting(&words);
            let (words, features) = lexicon.read(language, &words, &counts);
            words_of.push(&words);
            features_of.push(features);
        }
        let renumbered = lexicon.weigh();
        let mut forms: HashMap<Vec<Feature>, u32> = HashMap::new();
        let mut found_as = Vec::with_capacity(texts.len());
        for mut of_text in features_of {
            for feature in &mut of_text {
                *feature = renumbered[*feature as usize];
            }
            of_text.sort_unstable();
            let next = forms.len() as u32;
            found_as.push(*forms.entry(of_text).or_insert(next));
        }
        let weigh = |(features, found): (Vec<Feature>, u32)| {
            let weight: f64 = features.iter().map(|it| lexicon.weights()[*it as usize]).sum();
            (weight, found, features)
        };
        let mut by_weight: Vec<(f64, u32, Vec<Feature>)> = forms.into_iter().map(weigh).collect();
        by_weight.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let (mut features, mut weights) = (Rows::default(), Vec::with_capacity(by_weight.len()));
        let mut number = vec![0; by_weight.len()];
        for (form, (weight, found, of_form)) in (0..).zip(by_weight) {
            number[found as usize] = form;
            features.push(&of_form);
            weights.push(weight);
        }
        let form_of: Vec<u32> = found_as.iter().map(|found| number[*found as usize]).collect();
        let with_form = Rows::inverted(&form_of, weights.len());
        let forms_with = features.transposed(lexicon.weights().len());
        Self {
            lexicon,
            aside: aside.clone(),
            words: words_of,
            form_of,
            with_form,
            features,
            weights,
            forms_with,
        }
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.form_of.len()
    }

    /// Whether there are no texts.
    pub fn is_empty(&self) -> bool {
        self.form_of.is_empty()
    }

    /// How alike two texts are, 0 to 1. Texts without a word that counts are like none, not even
    /// themselves.
    ///
    /// Refused: a text that is not there.
    pub fn likeness(&self, first: u32, second: u32) -> Result<f64, Refusal> {
        Ok(self.likeness_of_forms(self.form(first)?, self.form(second)?))
    }

    pub(crate) fn likeness_of_forms(&self, first: u32, second: u32) -> f64 {
        let (a, b) = (self.features.row(first), self.features.row(second));
        let shared = add_shared(0.0, a, b, self.lexicon.weights());
        jaccard(shared, self.weights[first as usize], self.weights[second as usize])
    }

    pub(crate) fn form(&self, text: u32) -> Result<u32, Refusal> {
        self.form_of.get(text as usize).copied().ok_or(Refusal::TextUnknown { text })
    }

    /// The words of a text that is there, in their order.
    pub(crate) fn words_of(&self, text: u32) -> &[u32] {
        self.words.row(text)
    }
}

/// A sum with the weights of the features that two rising rows share added to it, one by one.
pub(crate) fn add_shared(sum: f64, a: &[Feature], b: &[Feature], weights: &[f64]) -> f64 {
    let (mut at, mut other, mut shared) = (0, 0, sum);
    while at < a.len() && other < b.len() {
        let (left, right) = (a[at], b[other]);
        if left == right {
            shared += weights[left as usize];
        }
        at += usize::from(left <= right);
        other += usize::from(right <= left);
    }
    shared
}

/// The weighted Jaccard index by what is shared and what each has.
pub(crate) fn jaccard(shared: f64, first: f64, second: f64) -> f64 {
    let either = first + second - shared;
    if either > 0.0 { (shared / either).min(1.0) } else { 0.0 }
}

/// Rows of numbers, one after the other.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    numbers: Vec<u32>,
    /// Where each row starts, and where the last one ends.
    starts: Vec<u32>,
}

impl Default for Rows {
    fn default() -> Self {
        Self { numbers: Vec::new(), starts: vec![0] }
    }
}

impl Rows {
    pub(crate) fn push(&mut self, row: &[u32]) {
        self.numbers.extend_from_slice(row);
        self.starts.push(self.numbers.len() as u32);
    }

    pub(crate) fn row(&self, at: u32) -> &[u32] {
        let at = at as usize;
        &self.numbers[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// For each of `values`, the positions at which it stands, rising.
    fn inverted(of: &[u32], values: usize) -> Self {
        let mut rows = Self::default();
        for value in of {
            rows.push(std::slice::from_ref(value));
        }
        rows.transposed(values)
    }

    /// For each of `values`, the rows in which it stands, rising.
    pub(crate) fn transposed(&self, values: usize) -> Self {
        let mut starts = vec![0_u32; values + 1];
        for value in &self.numbers {
            starts[*value as usize + 1] += 1;
        }
        for at in 0..values {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut numbers = vec![0; self.numbers.len()];
        for row in 0..self.len() as u32 {
            for value in self.row(row) {
                let place = &mut next[*value as usize];
                numbers[*place as usize] = row;
                *place += 1;
            }
        }
        Self { numbers, starts }
    }
}
