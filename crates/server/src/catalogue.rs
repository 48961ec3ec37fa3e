//! The texts of the pages: Fluent catalogues, one folder per language, read once.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::language::Language;

macro_rules! catalogue {
    ($language:literal) => {
        &[
            include_str!(concat!("../catalogue/", $language, "/alignment.ftl")),
            include_str!(concat!("../catalogue/", $language, "/commitment.ftl")),
            include_str!(concat!("../catalogue/", $language, "/decision.ftl")),
            include_str!(concat!("../catalogue/", $language, "/corridors.ftl")),
            include_str!(concat!("../catalogue/", $language, "/effect.ftl")),
            include_str!(concat!("../catalogue/", $language, "/estimate.ftl")),
            include_str!(concat!("../catalogue/", $language, "/frame.ftl")),
            include_str!(concat!("../catalogue/", $language, "/help.ftl")),
            include_str!(concat!("../catalogue/", $language, "/import.ftl")),
            include_str!(concat!("../catalogue/", $language, "/linkage.ftl")),
            include_str!(concat!("../catalogue/", $language, "/network.ftl")),
            include_str!(concat!("../catalogue/", $language, "/next.ftl")),
            include_str!(concat!("../catalogue/", $language, "/overlap.ftl")),
            include_str!(concat!("../catalogue/", $language, "/page.ftl")),
            include_str!(concat!("../catalogue/", $language, "/picture.ftl")),
            include_str!(concat!("../catalogue/", $language, "/partners.ftl")),
            include_str!(concat!("../catalogue/", $language, "/plan.ftl")),
            include_str!(concat!("../catalogue/", $language, "/plan_report.ftl")),
            include_str!(concat!("../catalogue/", $language, "/prevalence.ftl")),
            include_str!(concat!("../catalogue/", $language, "/profits.ftl")),
            include_str!(concat!("../catalogue/", $language, "/promise.ftl")),
            include_str!(concat!("../catalogue/", $language, "/recommendation.ftl")),
            include_str!(concat!("../catalogue/", $language, "/refusal.ftl")),
            include_str!(concat!("../catalogue/", $language, "/register.ftl")),
            include_str!(concat!("../catalogue/", $language, "/reminder.ftl")),
            include_str!(concat!("../catalogue/", $language, "/review.ftl")),
            include_str!(concat!("../catalogue/", $language, "/round.ftl")),
            include_str!(concat!("../catalogue/", $language, "/word.ftl")),
        ]
    };
}

const ENGLISH: &[&str] = catalogue!("en");
const ARABIC: &[&str] = catalogue!("ar");

static CATALOGUES: LazyLock<[Catalogue; 3]> = LazyLock::new(|| Language::ALL.map(Catalogue::read));

/// The texts of one language.
pub(crate) struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// The catalogue of a language.
    pub(crate) fn of(language: Language) -> &'static Self {
        &CATALOGUES[language as usize]
    }

    fn read(language: Language) -> Self {
        let sources = match language {
            Language::English => ENGLISH,
            Language::Arabic | Language::ArabicWithOwnDigits => ARABIC,
        };
        let tag = language.code().parse().expect("the code of a language is a language identifier");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_formatter(Some(match language {
            Language::English => |value, _| number(Language::English, value),
            Language::Arabic => |value, _| number(Language::Arabic, value),
            Language::ArabicWithOwnDigits => {
                |value, _| number(Language::ArabicWithOwnDigits, value)
            }
        }));
        for source in sources {
            let resource = FluentResource::try_new((*source).to_owned())
                .expect("a built-in catalogue is well-formed: a test reads every one");
            bundle
                .add_resource(resource)
                .expect("no text is in a catalogue twice: a test reads every one");
        }
        Self { language, bundle }
    }

    /// The text with a key, with facts to be added to it.
    pub(crate) fn say(&'static self, key: &str) -> Phrase {
        Phrase { catalogue: self, key: key.to_owned(), attribute: None, facts: Vec::new() }
    }

    /// Whether there is a text with this key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn find(&self, phrase: &Phrase) -> Option<String> {
        let message = self.bundle.get_message(&phrase.key)?;
        let pattern = match phrase.attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let facts: FluentArgs = phrase.facts.iter().cloned().collect();
        let text = self.bundle.format_pattern(pattern, Some(&facts), &mut errors);
        // A fact that a text names and nobody gave shows as its name.
        debug_assert!(errors.is_empty(), "{}: {errors:?}", phrase.key);
        Some(text.into_owned())
    }
}

fn number(language: Language, value: &FluentValue) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(language.number(number.value)),
        _ => None,
    }
}

/// A text of the catalogue with its facts. It is put together when it is written.
#[derive(Clone)]
pub(crate) struct Phrase {
    catalogue: &'static Catalogue,
    key: String,
    attribute: Option<&'static str>,
    facts: Vec<(Cow<'static, str>, FluentValue<'static>)>,
}

impl Phrase {
    /// The text with a fact that is a text itself.
    #[must_use]
    pub(crate) fn with(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl std::fmt::Display,
    ) -> Self {
        let text = FluentValue::String(Cow::Owned(value.to_string()));
        self.facts.push((name.into(), text));
        self
    }

    /// The text with a fact that is a number: it decides between singular and plural.
    #[must_use]
    pub(crate) fn count(mut self, name: impl Into<Cow<'static, str>>, value: impl Numeric) -> Self {
        self.facts.push((name.into(), FluentValue::from(value.as_f64())));
        self
    }

    /// The text's companion of this name.
    #[must_use]
    pub(crate) fn attribute(mut self, attribute: &'static str) -> Self {
        self.attribute = Some(attribute);
        self
    }

    /// The text, if the catalogue has it.
    pub(crate) fn text(&self) -> Option<String> {
        self.catalogue.find(self)
    }
}

impl std::fmt::Display for Phrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.text() {
            Some(text) => f.write_str(&text),
            None => write!(f, "{} [{}]", self.key, self.catalogue.language.code()),
        }
    }
}

/// What can be counted.
pub(crate) trait Numeric {
    /// The number.
    fn as_f64(&self) -> f64;
}

impl Numeric for u32 {
    fn as_f64(&self) -> f64 {
        f64::from(*self)
    }
}

impl Numeric for u64 {
    fn as_f64(&self) -> f64 {
        *self as f64
    }
}

impl Numeric for usize {
    fn as_f64(&self) -> f64 {
        *self as f64
    }
}

impl Numeric for f64 {
    fn as_f64(&self) -> f64 {
        *self
    }
}

/// Templates hand over references.
impl<T: Numeric> Numeric for &T {
    fn as_f64(&self) -> f64 {
        (**self).as_f64()
    }
}

#[cfg(test)]
mod tests;
