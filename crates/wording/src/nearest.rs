//! "This looks like these": the texts most like one that is not among them.

use std::collections::BTreeMap;

use crate::Texts;
use crate::texts::jaccard;
use crate::words::words;

/// A text and how alike it is.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Near {
    /// The number of the text.
    pub text: u32,
    /// Its likeness, above 0 and up to 1.
    pub likeness: f64,
}

impl Texts {
    /// The `k` texts of a language that are most like a text, the most alike first and among equals
    /// by number; fewer where fewer share a word with it.
    ///
    /// Words that no text has count against likeness, as a word that one text has does.
    ///
    /// ```
    /// use concert_wording::{Aside, Texts, Written};
    ///
    /// let actions = ["Open shelters for men", "Train labour inspectors", "Adopt a hotline"];
    /// let actions = actions.map(|text| Written { text, language: "en" });
    /// let actions = Texts::new(&actions, &Aside::default());
    /// let near = actions.nearest("Provide training to labour inspectors", "en", 1);
    /// assert_eq!(near[0].text, 1);
    /// ```
    pub fn nearest(&self, text: &str, language: &str, k: usize) -> Vec<Near> {
        let words = words(text);
        let counts = self.aside.counting(&words);
        let (features, weight) = self.lexicon.features_of(language, &words, &counts);
        let mut shared: BTreeMap<u32, f64> = BTreeMap::new();
        for feature in features {
            for form in self.forms_with.row(feature) {
                *shared.entry(*form).or_default() += self.lexicon.weights()[feature as usize];
            }
        }
        let near = shared.iter().flat_map(|(form, shared)| {
            let likeness = jaccard(*shared, weight, self.weights[*form as usize]);
            self.with_form.row(*form).iter().map(move |text| Near { text: *text, likeness })
        });
        let mut near: Vec<Near> = near.collect();
        let closer =
            |a: &Near, b: &Near| b.likeness.total_cmp(&a.likeness).then(a.text.cmp(&b.text));
        if k < near.len() && k > 0 {
            near.select_nth_unstable_by(k - 1, closer);
        }
        near.truncate(k);
        near.sort_by(closer);
        near
    }
}
