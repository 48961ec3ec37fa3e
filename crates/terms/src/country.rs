//! Countries and territories of ISO 3166-1.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A country or territory. The list is `data/countries.csv`: ISO 3166-1 codes and M49 numbers,
/// with Kosovo under the user-assigned code `XK`; names in English, French, Spanish and Arabic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-2, such as `NA` (Namibia, not "missing").
    pub alpha2: &'static str,
    /// ISO 3166-1 alpha-3.
    pub alpha3: &'static str,
    /// UN M49 number.
    pub m49: u16,
    /// Names in the order of [`Country::LANGUAGES`].
    pub names: [&'static str; 4],
}

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let keep = crate::reference::keep;
    crate::reference::rows(include_str!("../data/countries.csv"))
        .iter()
        .map(|row| Country {
            alpha2: keep(&row[0]),
            alpha3: keep(&row[1]),
            m49: row[2].parse().unwrap_or(0),
            names: [keep(&row[3]), keep(&row[4]), keep(&row[5]), keep(&row[6])],
        })
        .collect()
});

impl Country {
    /// The languages of [`Country::names`].
    pub const LANGUAGES: [&'static str; 4] = ["en", "fr", "es", "ar"];

    /// Every country.
    pub fn all() -> &'static [Self] {
        &COUNTRIES
    }

    /// The country that a text means: an alpha-2 or alpha-3 code in capitals, an M49 number of
    /// three digits, or a name in one of the four languages, in any case.
    ///
    /// ```
    /// use concert_terms::Country;
    /// assert_eq!(Country::find("Côte d’Ivoire").unwrap().alpha2, "CI");
    /// assert_eq!(Country::find("مالي").unwrap().alpha3, "MLI");
    /// assert!(Country::find("Atlantis").is_none());
    /// ```
    pub fn find(text: &str) -> Option<&'static Self> {
        let text = text.trim();
        if text.chars().count() > 3 {
            return BY_NAME.get(&plain(text)).map(|&at| &COUNTRIES[at]);
        }
        COUNTRIES.iter().find(|country| {
            country.alpha2 == text
                || country.alpha3 == text
                || (text.len() == 3 && text.parse() == Ok(country.m49))
        })
    }
}

/// Places in the list of countries by their names.
static BY_NAME: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    for (at, country) in COUNTRIES.iter().enumerate() {
        for name in country.names {
            by_name.entry(plain(name)).or_insert(at);
        }
    }
    by_name
});

/// Letters and digits in lower case: what is left of a name when spelling habits are taken off.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole_and_its_codes_are_unique() {
        let all = Country::all();
        assert_eq!(all.len(), 250);
        let mut codes: Vec<_> = all.iter().map(|country| country.alpha2).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all.len());
        assert!(all.iter().all(|country| country.names.iter().all(|name| !name.is_empty())));
    }

    #[test]
    fn namibia_is_a_country_and_not_a_missing_value() {
        assert_eq!(Country::find("NA").unwrap().alpha3, "NAM");
    }
}
