//! What does not count when texts are compared: the names of those who are addressed.

use std::collections::HashMap;

use crate::words::{is_year, words};

/// Names that texts which say the same do not share, such as those of states in every language that
/// is used. They are rare words, and would weigh most if they were not set aside. Years (1900 to
/// 2099) always are; other numbers, such as those of articles and conventions, count.
#[derive(Debug, Clone, Default)]
pub struct Aside {
    /// The names by their first word, longest first.
    names: HashMap<String, Vec<Vec<String>>>,
}

impl Aside {
    /// Sets these names aside, however many words each has.
    pub fn new<S: AsRef<str>>(names: &[S]) -> Self {
        let mut by_first: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        for name in names {
            let name = words(name.as_ref());
            if let Some(first) = name.first() {
                by_first.entry(first.clone()).or_default().push(name);
            }
        }
        for names in by_first.values_mut() {
            names.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
        Self { names: by_first }
    }

    /// Which words of a text count, in their order.
    pub(crate) fn counting(&self, of: &[String]) -> Vec<bool> {
        let mut counts: Vec<bool> = of.iter().map(|word| !is_year(word)).collect();
        let mut at = 0;
        while at < of.len() {
            let names = self.names.get(&of[at]).into_iter().flatten();
            let longest = names.map(Vec::as_slice).find(|name| of[at..].starts_with(name));
            let length = longest.map_or(0, <[String]>::len);
            counts[at..at + length].fill(false);
            at += length.max(1);
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_is_set_aside_and_years_with_it() {
        let aside = Aside::new(&["Guinea", "Guinea-Bissau", "Équatorial", ""]);
        let counted = |text: &str| -> Vec<String> {
            let words = words(text);
            let counts = aside.counting(&words);
            words
                .into_iter()
                .zip(counts)
                .filter_map(|(word, counts)| counts.then_some(word))
                .collect()
        };
        assert_eq!(
            counted("Guinea Bissau and GUINEA by 2030, article 7"),
            ["and", "by", "article", "7"]
        );
        assert_eq!(counted("Bissau"), ["bissau"]);
    }
}
