//! The languages of the pages, and which of them a visitor reads.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};

/// A language of the catalogues, with the digits in which it writes numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Language {
    /// English.
    English,
    /// Arabic with European digits.
    Arabic,
    /// Arabic with Arabic-Indic digits, for those who choose them.
    ArabicWithOwnDigits,
}

/// The cookie that keeps a visitor's choice.
pub(crate) const COOKIE_NAME: &str = "language";

impl Language {
    /// Every language.
    pub(crate) const ALL: [Self; 3] = [Self::English, Self::Arabic, Self::ArabicWithOwnDigits];

    /// The BCP 47 tag, under which a choice is kept.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic => "ar",
            Self::ArabicWithOwnDigits => "ar-u-nu-arab",
        }
    }

    /// The ISO 639-1 code, under which names are kept.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic | Self::ArabicWithOwnDigits => "ar",
        }
    }

    /// The language's name for itself.
    pub(crate) fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Arabic => "العربية",
            Self::ArabicWithOwnDigits => "٠١٢٣",
        }
    }

    /// The direction of writing, as the `dir` attribute wants it.
    pub(crate) fn dir(self) -> &'static str {
        match self {
            Self::English => "ltr",
            Self::Arabic | Self::ArabicWithOwnDigits => "rtl",
        }
    }

    /// The direction of drawings.
    pub(crate) fn direction(self) -> concert_figures::Direction {
        match self {
            Self::English => concert_figures::Direction::Ltr,
            Self::Arabic | Self::ArabicWithOwnDigits => concert_figures::Direction::Rtl,
        }
    }

    /// The language with a tag.
    pub(crate) fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// What a visitor reads: what the address asks for, else what they chose before, else what
    /// the browser prefers, else English.
    pub(crate) fn of_visitor(asked: Option<&str>, headers: &HeaderMap) -> Self {
        asked
            .and_then(Self::of_tag)
            .or_else(|| cookie(headers, COOKIE_NAME).and_then(Self::of_tag))
            .or_else(|| preferred(headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?))
            .unwrap_or(Self::English)
    }
}

/// The value of a cookie, as it came.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The language of ours that comes first in an `Accept-Language` header, by its weights.
fn preferred(header: &str) -> Option<Language> {
    let mut best: Option<(f32, Language)> = None;
    for part in header.split(',').take(32) {
        let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
        let weight: f32 = weight.trim().parse().unwrap_or(0.0);
        let primary = tag.trim().split('-').next().unwrap_or("");
        if let Some(language) = Language::of_tag(primary)
            && weight > best.map_or(0.0, |(weight, _)| weight)
        {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(accept: &str, cookie: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, accept.parse().unwrap());
        headers.insert(COOKIE, cookie.parse().unwrap());
        headers
    }

    #[test]
    fn the_browser_decides_by_weight_among_the_languages_we_have() {
        let read = |accept| Language::of_visitor(None, &headers(accept, "a=b"));
        assert_eq!(read("fr, ar-SD;q=0.8, en;q=0.5"), Language::Arabic);
        assert_eq!(read("en-GB,ar;q=0.9"), Language::English);
        assert_eq!(read("ar;q=0, en;q=0.1"), Language::English);
        assert_eq!(read("sw, ;;q=x"), Language::English);
    }

    #[test]
    fn a_choice_outweighs_the_browser_and_the_address_outweighs_the_choice() {
        let chosen = headers("en", "x=1; language=ar-u-nu-arab");
        assert_eq!(Language::of_visitor(None, &chosen), Language::ArabicWithOwnDigits);
        assert_eq!(Language::of_visitor(Some("en"), &chosen), Language::English);
        assert_eq!(Language::of_visitor(Some("xx"), &chosen), Language::ArabicWithOwnDigits);
    }
}
