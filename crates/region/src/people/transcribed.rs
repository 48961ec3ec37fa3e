//! Foreign names as somebody writes them down by ear in Cyrillic or Arabic letters.

use super::accents::without_accents;

/// The script that a name is written down in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    Cyrillic,
    Arabic,
}

/// Sounds in Latin letters and how either script writes them, longer ones first.
const SOUNDS: [(&str, &str, &str); 47] = [
    ("shch", "щ", "ش"),
    ("tsch", "ч", "تش"),
    ("tch", "ч", "تش"),
    ("sch", "ш", "ش"),
    ("sh", "ш", "ش"),
    ("ch", "ч", "تش"),
    ("zh", "ж", "ج"),
    ("kh", "х", "خ"),
    ("gh", "г", "غ"),
    ("th", "т", "ث"),
    ("ph", "ф", "ف"),
    ("ts", "ц", "تس"),
    ("dj", "дж", "ج"),
    ("ou", "у", "و"),
    ("oo", "у", "و"),
    ("ee", "и", "ي"),
    ("yu", "ю", "يو"),
    ("ya", "я", "يا"),
    ("ce", "се", "سي"),
    ("ci", "си", "سي"),
    ("cy", "си", "سي"),
    ("a", "а", "ا"),
    ("b", "б", "ب"),
    ("c", "к", "ك"),
    ("d", "д", "د"),
    ("e", "е", "ي"),
    ("f", "ф", "ف"),
    ("g", "г", "غ"),
    ("h", "х", "ه"),
    ("i", "и", "ي"),
    ("j", "дж", "ج"),
    ("k", "к", "ك"),
    ("l", "л", "ل"),
    ("m", "м", "م"),
    ("n", "н", "ن"),
    ("o", "о", "و"),
    ("p", "п", "ب"),
    ("q", "к", "ق"),
    ("r", "р", "ر"),
    ("s", "с", "س"),
    ("t", "т", "ت"),
    ("u", "у", "و"),
    ("v", "в", "ف"),
    ("w", "в", "و"),
    ("x", "кс", "كس"),
    ("y", "й", "ي"),
    ("z", "з", "ز"),
];

/// A name in Latin letters as it is written down in another script. Arabic writes a doubled letter
/// once; what is no letter stays.
pub(crate) fn transcribed(name: &str, letters: Letters) -> String {
    let sounded = without_accents(name).to_lowercase();
    let mut written = String::with_capacity(2 * sounded.len());
    let mut rest = sounded.as_str();
    let mut word_begins = true;
    let mut before = "";
    while let Some(next) = rest.chars().next() {
        let Some((sound, cyrillic, arabic)) =
            SOUNDS.iter().find(|(sound, ..)| rest.starts_with(sound))
        else {
            written.push(next);
            word_begins = true;
            before = "";
            rest = &rest[next.len_utf8()..];
            continue;
        };
        match letters {
            Letters::Cyrillic if word_begins => {
                let mut parts = cyrillic.chars();
                written.extend(parts.next().into_iter().flat_map(char::to_uppercase));
                written.push_str(parts.as_str());
            }
            Letters::Cyrillic => written.push_str(cyrillic),
            // No word begins with a vowel alone.
            Letters::Arabic if word_begins && sound.starts_with(['e', 'i', 'o', 'u']) => {
                written.push('ا');
                written.push_str(arabic);
            }
            Letters::Arabic if *arabic != before => written.push_str(arabic),
            Letters::Arabic => {}
        }
        word_begins = false;
        before = arabic;
        rest = &rest[sound.len()..];
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_they_sound() {
        let both =
            |name| (transcribed(name, Letters::Cyrillic), transcribed(name, Letters::Arabic));
        assert_eq!(both("Hoxha"), ("Хоксха".to_owned(), "هوكسها".to_owned()));
        assert_eq!(both("Grace Okafor"), ("Грасе Окафор".to_owned(), "غراسي اوكافور".to_owned()));
        assert_eq!(both("Hassan").1, "هاسان");
        assert_eq!(both("Nguyễn Thị").0, "Нгуйен Ти");
    }
}
