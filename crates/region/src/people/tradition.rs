//! Traditions of naming, and the countries whose people are named in each.

use super::book::{self, Book};

/// How names are made and written where a person comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tradition {
    /// Given and family name.
    Albanian,
    /// One or two given names and a family name.
    Romanian,
    /// Given name, patronymic, family name with a feminine form; Cyrillic.
    Russian,
    /// As Russian, with the Ukrainian alphabet and its own romanisation.
    Ukrainian,
    /// Given name, father's name, family or grandfather's name; Arabic script.
    Arabic,
    /// An English or Muslim given name, a Yoruba one, a family name.
    Yoruba,
    /// An English given name, an Igbo one, a family name.
    Igbo,
    /// An English given name, an Edo one, a family name.
    Edo,
    /// Given name and the father's given name, sometimes the grandfather's; Ge'ez script.
    Ethiopian,
    /// Given names with a title or a family name; Bengali script.
    Bengali,
    /// Given name, a name such as Kumar or Devi, a family name; Devanagari.
    Hindi,
    /// As Hindi, with Nepali names; Devanagari.
    Nepali,
    /// Family name first, middle name, given name; Latin letters with many accents.
    Vietnamese,
    /// Given and family name, the latter composed and rare; Thai script.
    Thai,
    /// One to three given names after a title, no family name; Burmese script.
    Burmese,
    /// Family name first, one or two characters of given name; Han characters.
    Chinese,
    /// Spanish and English given names, the mother's family name, the father's.
    Filipino,
    /// One or two given names, the father's family name, the mother's.
    Spanish,
    /// One or two given names, the mother's family name, the father's, with particles.
    Portuguese,
}

impl Tradition {
    /// Every tradition.
    pub const ALL: [Self; 19] = [
        Self::Albanian,
        Self::Romanian,
        Self::Russian,
        Self::Ukrainian,
        Self::Arabic,
        Self::Yoruba,
        Self::Igbo,
        Self::Edo,
        Self::Ethiopian,
        Self::Bengali,
        Self::Hindi,
        Self::Nepali,
        Self::Vietnamese,
        Self::Thai,
        Self::Burmese,
        Self::Chinese,
        Self::Filipino,
        Self::Spanish,
        Self::Portuguese,
    ];

    /// Whether names are written in another script than the Latin one at home.
    pub fn has_own_script(self) -> bool {
        matches!(
            self,
            Self::Russian
                | Self::Ukrainian
                | Self::Arabic
                | Self::Ethiopian
                | Self::Bengali
                | Self::Hindi
                | Self::Nepali
                | Self::Thai
                | Self::Burmese
                | Self::Chinese
        )
    }

    /// Whether many people are born unregistered, so that their documents guess the day.
    pub(crate) fn registers_few_births(self) -> bool {
        matches!(
            self,
            Self::Arabic
                | Self::Ethiopian
                | Self::Bengali
                | Self::Hindi
                | Self::Nepali
                | Self::Burmese
        )
    }

    /// The citizenships of the people of this tradition, with how common each is.
    pub(crate) fn countries(self) -> &'static [(&'static str, f64)] {
        match self {
            Self::Albanian => &[("AL", 0.75), ("XK", 0.25)],
            Self::Romanian => &[("RO", 0.7), ("MD", 0.3)],
            Self::Russian => &[("RU", 0.5), ("BY", 0.3), ("KG", 0.2)],
            Self::Ukrainian => &[("UA", 1.0)],
            Self::Arabic => &[
                ("SY", 0.25),
                ("IQ", 0.15),
                ("EG", 0.15),
                ("MA", 0.22),
                ("TN", 0.08),
                ("SD", 0.15),
            ],
            Self::Yoruba | Self::Igbo | Self::Edo => &[("NG", 1.0)],
            Self::Ethiopian => &[("ET", 0.6), ("ER", 0.4)],
            Self::Bengali => &[("BD", 1.0)],
            Self::Hindi => &[("IN", 1.0)],
            Self::Nepali => &[("NP", 1.0)],
            Self::Vietnamese => &[("VN", 1.0)],
            Self::Thai => &[("TH", 1.0)],
            Self::Burmese => &[("MM", 1.0)],
            Self::Chinese => &[("CN", 1.0)],
            Self::Filipino => &[("PH", 1.0)],
            Self::Spanish => &[("CO", 0.4), ("VE", 0.3), ("DO", 0.15), ("PE", 0.15)],
            Self::Portuguese => &[("BR", 0.8), ("MZ", 0.15), ("PT", 0.05)],
        }
    }

    /// The names of this tradition.
    pub(crate) fn book(self) -> &'static Book {
        &book::BOOKS[match self {
            Self::Albanian => 0,
            Self::Romanian => 1,
            Self::Russian => 2,
            Self::Ukrainian => 3,
            Self::Arabic => 4,
            Self::Yoruba | Self::Igbo | Self::Edo => 5,
            Self::Ethiopian => 6,
            Self::Bengali => 7,
            Self::Hindi => 8,
            Self::Nepali => 9,
            Self::Vietnamese => 10,
            Self::Thai => 11,
            Self::Burmese => 12,
            Self::Chinese => 13,
            Self::Filipino => 14,
            Self::Spanish => 15,
            Self::Portuguese => 16,
        }]
    }
}

/// The calling code of a country.
pub(crate) fn calling_code(country: &str) -> &'static str {
    match country {
        "AL" => "355",
        "XK" => "383",
        "RO" => "40",
        "MD" => "373",
        "RU" => "7",
        "BY" => "375",
        "KG" => "996",
        "UA" => "380",
        "SY" => "963",
        "IQ" => "964",
        "EG" => "20",
        "MA" => "212",
        "TN" => "216",
        "SD" => "249",
        "NG" => "234",
        "ET" => "251",
        "ER" => "291",
        "BD" => "880",
        "IN" => "91",
        "NP" => "977",
        "VN" => "84",
        "TH" => "66",
        "MM" => "95",
        "CN" => "86",
        "PH" => "63",
        "CO" => "57",
        "VE" => "58",
        "DO" => "1",
        "PE" => "51",
        "BR" => "55",
        "MZ" => "258",
        "PT" => "351",
        _ => "39",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_places_and_is_a_country() {
        for tradition in Tradition::ALL {
            for (country, _) in tradition.countries() {
                assert!(concert_terms::Country::find(country).is_some(), "{country}");
                assert!(tradition.book().knows(&format!("places {country}")), "{country}");
                assert_ne!(calling_code(country), "39");
            }
        }
    }
}
