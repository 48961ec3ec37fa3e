//! One name as it is written at home and in Latin letters.

/// A name, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Word {
    /// In the script of the tradition.
    pub(crate) own: String,
    /// In Latin letters: the usual English spelling first, then the French one where it differs,
    /// then others.
    pub(crate) latin: Vec<String>,
    /// Short and pet forms, in the own script and in Latin letters.
    pub(crate) short: Vec<(String, String)>,
}

impl Word {
    /// The spelling by a convention; conventions that a name does not distinguish share one.
    pub(crate) fn spelled(&self, convention: usize) -> &str {
        self.latin.get(convention).or(self.latin.first()).map_or("", String::as_str)
    }

    /// Two words in one.
    pub(crate) fn followed_by(&self, end: &Self) -> Self {
        let spellings = self.latin.len().max(end.latin.len());
        Self {
            own: joined(&self.own, &end.own),
            latin: (0..spellings).map(|at| joined(self.spelled(at), end.spelled(at))).collect(),
            short: Vec::new(),
        }
    }

    /// A word that is written the same way everywhere.
    #[cfg(test)]
    pub(crate) fn plain(text: &str) -> Self {
        Self { own: text.to_owned(), latin: vec![text.to_owned()], short: Vec::new() }
    }
}

/// Two parts of a name; a part that begins a new word begins with a capital letter.
fn joined(start: &str, end: &str) -> String {
    if start.ends_with([' ', '-']) {
        let mut letters = end.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        return format!("{start}{first}{}", letters.as_str());
    }
    format!("{start}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_joined_spelling_by_spelling() {
        let start = Word {
            own: "ال".to_owned(),
            latin: vec!["Al-".to_owned(), "El ".to_owned()],
            short: Vec::new(),
        };
        let end =
            Word {
                own: "راشد".to_owned(), latin: vec!["rashed".to_owned()], short: Vec::new()
            };
        let whole = start.followed_by(&end);
        assert_eq!(whole.own, "الراشد");
        assert_eq!(whole.latin, ["Al-Rashed", "El Rashed"]);
        assert_eq!(Word::plain("Ade").followed_by(&Word::plain("wale")).latin, ["Adewale"]);
    }
}
