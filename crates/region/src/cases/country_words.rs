//! How lists write the countries of made-up people: adjectives, Russian names, parts of the world
//! and neighbours.

use concert_terms::Country;

use super::keeper::{Countries, Layout};

/// Code, English adjective, Russian name, position of the part of the world, neighbour.
const COUNTRIES: [(&str, &str, &str, usize, &str); 32] = [
    ("AL", "Albanian", "Албания", 2, "XK"),
    ("XK", "Kosovan", "Косово", 2, "AL"),
    ("RO", "Romanian", "Румыния", 2, "MD"),
    ("MD", "Moldovan", "Молдова", 2, "RO"),
    ("RU", "Russian", "Россия", 2, "BY"),
    ("BY", "Belarusian", "Беларусь", 2, "RU"),
    ("KG", "Kyrgyz", "Киргизия", 1, "RU"),
    ("UA", "Ukrainian", "Украина", 2, "RU"),
    ("SY", "Syrian", "Сирия", 4, "IQ"),
    ("IQ", "Iraqi", "Ирак", 4, "SY"),
    ("EG", "Egyptian", "Египет", 0, "SD"),
    ("MA", "Moroccan", "Марокко", 0, "TN"),
    ("TN", "Tunisian", "Тунис", 0, "MA"),
    ("SD", "Sudanese", "Судан", 0, "ER"),
    ("NG", "Nigerian", "Нигерия", 0, "GH"),
    ("ET", "Ethiopian", "Эфиопия", 0, "ER"),
    ("ER", "Eritrean", "Эритрея", 0, "ET"),
    ("BD", "Bangladeshi", "Бангладеш", 1, "IN"),
    ("IN", "Indian", "Индия", 1, "NP"),
    ("NP", "Nepalese", "Непал", 1, "IN"),
    ("VN", "Vietnamese", "Вьетнам", 1, "CN"),
    ("TH", "Thai", "Таиланд", 1, "MM"),
    ("MM", "Burmese", "Мьянма", 1, "TH"),
    ("CN", "Chinese", "Китай", 1, "VN"),
    ("PH", "Filipino", "Филиппины", 1, "TH"),
    ("CO", "Colombian", "Колумбия", 3, "VE"),
    ("VE", "Venezuelan", "Венесуэла", 3, "CO"),
    ("DO", "Dominican", "Доминиканская Республика", 3, "VE"),
    ("PE", "Peruvian", "Перу", 3, "CO"),
    ("BR", "Brazilian", "Бразилия", 3, "PE"),
    ("MZ", "Mozambican", "Мозамбик", 0, "BR"),
    ("PT", "Portuguese", "Португалия", 2, "BR"),
];

/// The country in the words of a list.
pub(crate) fn written(country: &str, layout: &Layout) -> String {
    let words = COUNTRIES.iter().find(|words| words.0 == country);
    let listed = || Country::find(country);
    let text = match layout.countries {
        Countries::Adjective => words.map(|words| words.1),
        Countries::Russian => words.map(|words| words.2),
        Countries::Alpha2 => Some(country),
        Countries::Alpha3 => listed().map(|it| it.alpha3),
        Countries::Name(language) => listed().map(|it| it.names[language]),
    };
    text.or_else(|| listed().map(|it| it.names[0])).unwrap_or(country).to_owned()
}

/// The part of the world in which a country lies, in the words of a list.
pub(crate) fn part_of_the_world(country: &str, layout: &Layout) -> String {
    let part = COUNTRIES.iter().find(|words| words.0 == country).map_or(1, |words| words.3);
    layout.parts_of_the_world[part].to_owned()
}

/// A country that is taken for another.
pub(crate) fn neighbour(country: &str) -> &'static str {
    COUNTRIES.iter().find(|words| words.0 == country).map_or("NG", |words| words.4)
}

#[cfg(test)]
mod tests {
    use super::super::keeper::Keeper;
    use super::*;
    use crate::people::Tradition;

    #[test]
    fn every_citizenship_has_words_in_every_list() {
        for tradition in Tradition::ALL {
            for (country, _) in tradition.countries() {
                assert!(COUNTRIES.iter().any(|words| words.0 == *country), "{country}");
                assert!(Country::find(neighbour(country)).is_some());
                assert_ne!(neighbour(country), *country);
                for keeper in Keeper::ALL {
                    assert!(!written(country, keeper.layout()).is_empty());
                    assert!(!part_of_the_world(country, keeper.layout()).is_empty());
                }
            }
        }
    }

    #[test]
    fn a_country_is_written_in_the_words_of_the_list() {
        let of = |keeper: Keeper| written("NG", keeper.layout());
        assert_eq!(of(Keeper::Police), "Nigerian");
        assert_eq!(of(Keeper::Shelter), "Nigeria");
        assert_eq!(of(Keeper::International), "NGA");
        assert_eq!(of(Keeper::RussianCentre), "Нигерия");
        assert_eq!(of(Keeper::ArabicCentre), "نيجيريا");
    }
}
