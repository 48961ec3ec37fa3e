//! Sexes in the words of case lists.

use concert_terms::Sex;

/// The sex that a word or letter usually means in any of several languages; none where it is not understood.
pub(crate) fn read(text: &str) -> Option<Sex> {
    let word: String =
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    match word.as_str() {
        "f" | "female" | "femme" | "femenino" | "woman" | "girl" | "w" | "weiblich" | "ж"
        | "жен" | "женский" | "أنثى" | "انثى" | "mujer" | "féminin" | "feminin" => {
            Some(Sex::Female)
        }
        "m" | "male" | "homme" | "masculino" | "man" | "boy" | "männlich" | "м" | "муж"
        | "мужской" | "ذكر" | "hombre" | "masculin" => Some(Sex::Male),
        "x" | "o" | "other" | "trans" | "nonbinary" | "intersex" | "d" | "divers" => {
            Some(Sex::Other)
        }
        _ => None,
    }
}

/// One letter for a sex that is understood.
pub(crate) const fn letter(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "f",
        Sex::Male => "m",
        Sex::Other => "x",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_any_language_is_one_sex() {
        for text in ["M", "homme", " Hombre.", "мужской", "ذكر"] {
            assert_eq!(read(text), Some(Sex::Male), "{text}");
        }
        for text in ["F", "Mujer", "weiblich", "أنثى"] {
            assert_eq!(read(text), Some(Sex::Female), "{text}");
        }
        assert_eq!(read("3"), None);
    }
}
