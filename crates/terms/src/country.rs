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

    /// The country that a nationality means: what [`find`](Self::find) finds, or an adjective in the words in which
    /// case lists write most: of every larger country in English, of most in French, Spanish, Italian, German and Russian, of many in
    /// Arabic. One that is of two countries, such as Congolese, is of none here.
    ///
    /// ```
    /// use concert_terms::Country;
    /// let alpha3 = |text| Country::of_nationality(text).map(|country| country.alpha3);
    /// assert_eq!(alpha3("Romanian"), Some("ROU"));
    /// assert_eq!([alpha3("nigérienne"), alpha3("Nigeriana")], [Some("NER"), Some("NGA")]);
    /// assert_eq!([alpha3("rou"), alpha3("румынка")], [Some("ROU"); 2]);
    /// assert_eq!([alpha3("Congolese"), alpha3("stateless")], [None; 2]);
    /// ```
    pub fn of_nationality(text: &str) -> Option<&'static Self> {
        if text.trim().len() <= 3 {
            return Self::find(&text.to_uppercase());
        }
        Self::find(text).or_else(|| {
            let word = plain(text);
            // The longest beginning first: Nigerian begins as Niger does.
            let ends = word.char_indices().map(|(at, letter)| at + letter.len_utf8()).rev();
            let mut beginnings = ends.take(1 + LONGEST_ENDING).map(|end| &word[..end]);
            beginnings.find_map(|beginning| BY_BEGINNING.get(beginning)).map(|&at| &COUNTRIES[at])
        })
    }
}

/// Letters that an adjective has at most after what is the same in all its forms.
const LONGEST_ENDING: usize = 8;

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

/// Places in the list of countries by how their adjectives begin: `data/nationalities.csv`.
static BY_BEGINNING: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    let mut by_beginning = HashMap::new();
    for row in crate::reference::rows(include_str!("../data/nationalities.csv")) {
        if let Some(at) = COUNTRIES.iter().position(|country| country.alpha3 == row[0]) {
            let beginnings = crate::reference::keep(&row[1]).split(';');
            by_beginning.extend(beginnings.map(|beginning| (beginning, at)));
        }
    }
    by_beginning
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

    #[test]
    fn every_nationality_begins_an_adjective_of_one_country_and_names_are_not_taken_for_others() {
        let rows = crate::reference::rows(include_str!("../data/nationalities.csv"));
        let mut seen = HashMap::new();
        for row in &rows {
            assert!(Country::find(&row[0]).is_some(), "{}", row[0]);
            for beginning in row[1].split(';') {
                assert_eq!(plain(beginning), beginning);
                assert_eq!(seen.insert(beginning, &row[0]), None, "{beginning}");
            }
        }
        for country in Country::all() {
            for name in country.names.iter().filter(|name| name.chars().count() > 3) {
                let of_name = Country::find(name).map(|found| found.alpha3);
                assert_eq!(Country::of_nationality(name).map(|found| found.alpha3), of_name);
            }
        }
    }

    #[test]
    fn adjectives_in_all_their_forms_are_of_their_country() {
        for (alpha3, adjectives) in [
            ("ROU", "Romanian roumaine rumano rumena rumänisch Românca румын"),
            ("NGA", "NIGERIAN nigériane nigeriana нигериец"),
            ("MDA", "Moldovan moldave moldava молдаванка"),
            ("TUR", "Turkish turc turca Türkin turco"),
            ("TKM", "Turkmen turkmène turcomana"),
            ("AUT", "Austrian autrichienne"),
            ("AUS", "Australian australienne"),
            ("USA", "American américaine estadounidense"),
            ("IND", "Indian indienne hindú"),
            ("IDN", "Indonesian indonésienne"),
            ("SSD", "South-Sudanese"),
            ("SDN", "Sudanese soudanaise سودانية"),
            ("GNB", "Bissau-Guinean"),
            ("GIN", "Guinean guinéenne"),
            ("PRK", "North-Korean"),
        ] {
            for adjective in adjectives.split(' ') {
                let found = Country::of_nationality(adjective).map(|country| country.alpha3);
                assert_eq!(found, Some(alpha3), "{adjective}");
            }
        }
        for of_none in ["Korean", "Congolaise", "unknown", "n/a", "French Polynesian islander", ""]
        {
            assert_eq!(Country::of_nationality(of_none), None, "{of_none}");
        }
    }
}
