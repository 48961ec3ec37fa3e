//! Names in several languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A name in one or more languages (ISO 639-1 codes), or in a language that the source does not
/// state (the empty code).
///
/// ```
/// use concert_terms::Names;
///
/// let names = Names::new("", "Refuge Nord").with("ar", "ملجأ الشمال");
/// assert_eq!(names.pick("ar"), "ملجأ الشمال");
/// assert_eq!(names.pick("ru"), "Refuge Nord");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// One name in one language.
    pub fn new(language: &str, name: &str) -> Self {
        Self::default().with(language, name)
    }

    /// This and one name more.
    #[must_use]
    pub fn with(mut self, language: &str, name: &str) -> Self {
        self.0.insert(language.to_owned(), name.to_owned());
        self
    }

    /// The name to show to a reader of a language: theirs, else the one of unstated language, else
    /// English, else any.
    pub fn pick(&self, language: &str) -> &str {
        [language, "", "en"]
            .iter()
            .find_map(|code| self.0.get(*code))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// Language and name of each.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, name)| (language.as_str(), name.as_str()))
    }

    /// Whether there is no name at all.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|name| name.trim().is_empty())
    }
}
