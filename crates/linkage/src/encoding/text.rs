//! Texts as tokens read them: folded, cut into parts and q-grams; days of birth in the common spellings.

/// Letters and digits in lower case, in parts.
pub(crate) fn parts(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(|part| part.chars().flat_map(char::to_lowercase).collect())
        .collect()
}

/// All letters and digits in lower case, in one.
pub(crate) fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The ASCII digits of a text.
pub(crate) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Calls back with each pair of neighbouring characters, the edges being `_`.
pub(crate) fn bigrams(part: &str, mut each: impl FnMut(&str)) {
    let mut gram = String::with_capacity(8);
    let mut before = '_';
    for letter in part.chars().chain(['_']) {
        gram.clear();
        gram.push(before);
        gram.push(letter);
        each(&gram);
        before = letter;
    }
}

/// Calls back with each run of three characters without edges; shorter texts are one run.
pub(crate) fn trigrams(text: &str, mut each: impl FnMut(&str)) {
    let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
    if starts.len() <= 3 {
        if !text.is_empty() {
            each(text);
        }
        return;
    }
    for (place, &start) in starts.iter().enumerate().take(starts.len() - 2) {
        let end = starts.get(place + 3).copied().unwrap_or(text.len());
        each(&text[start..end]);
    }
}

/// The parts of a name that are compared as sounds: a key without doubled letters, in which letters that are often
/// written for each other are one, and its consonants.
pub(crate) fn key_and_skeleton(part: &str) -> (String, String) {
    let mut key = String::with_capacity(part.len());
    let mut last = '\0';
    for letter in part.chars() {
        let letter = match letter {
            'c' | 'q' | 'k' => 'k',
            'z' | 's' => 's',
            'v' | 'w' => 'v',
            'y' | 'j' | 'i' | 'e' => 'i',
            'o' | 'u' => 'u',
            'd' | 't' => 't',
            'b' | 'p' => 'p',
            'g' => 'g',
            other => other,
        };
        if letter != last && (letter != 'h' || key.is_empty()) {
            key.push(letter);
        }
        last = letter;
    }
    let skeleton = key.chars().filter(|c| !matches!(c, 'a' | 'i' | 'u')).collect();
    (key, skeleton)
}

/// A day of birth, whole or in part; zero where a part is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Birth {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

impl Birth {
    /// Reads `1984-03-09`, `19840309`, `9.3.1984`, `3/19/1984` where the order is certain, `1984-03` and `1984`. Where
    /// day and month could be each other, the day is taken to stand first; the tokens are safe against the other.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim().split(['T', ' ']).next()?;
        let numbers: Vec<&str> =
            text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
        let year = |text: &str| text.parse().ok().filter(|year| (1850..=2100).contains(year));
        let small = |text: &str| text.parse().unwrap_or(u8::MAX);
        match numbers[..] {
            [whole] if whole.len() == 8 => {
                Self::checked(year(&whole[..4])?, small(&whole[4..6]), small(&whole[6..]))
            }
            [whole] if whole.len() == 4 => Some(Self { year: year(whole)?, ..Self::default() }),
            [first, second] if first.len() == 4 => Self::checked(year(first)?, small(second), 0),
            [first, second] if second.len() == 4 => Self::checked(year(second)?, small(first), 0),
            [first, second, third] if first.len() == 4 => {
                Self::checked(year(first)?, small(second), small(third))
            }
            [first, second, third] if third.len() == 4 => {
                Self::checked(year(third)?, small(second), small(first))
                    .or_else(|| Self::checked(year(third)?, small(first), small(second)))
            }
            _ => None,
        }
    }

    /// The parts as far as they are possible; months beyond 12 are swapped with the day where that helps.
    pub(crate) fn checked(year: u16, month: u8, day: u8) -> Option<Self> {
        let (month, day) = if month > 12 && day <= 12 { (day, month) } else { (month, day) };
        if month > 12 || day > 31 {
            return (year > 0).then_some(Self { year, ..Self::default() });
        }
        (year > 0 || month > 0 || day > 0).then_some(Self { year, month, day })
    }

    /// The first of January and of July, the fifteenth and the last of the year are written where the day is not known.
    pub(crate) fn is_habitual(self) -> bool {
        matches!((self.month, self.day), (1 | 7, 1) | (6, 15 | 30) | (12, 31))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_the_common_spellings() {
        let day = Some(Birth { year: 1984, month: 3, day: 9 });
        for text in ["1984-03-09", "19840309", "9.3.1984", "09/03/1984", "1984-03-09T00:00:00"] {
            assert_eq!(Birth::read(text), day, "{text}");
        }
        assert_eq!(Birth::read("3/19/1984"), Some(Birth { year: 1984, month: 3, day: 19 }));
        assert_eq!(Birth::read("1984"), Some(Birth { year: 1984, month: 0, day: 0 }));
        assert_eq!(Birth::read("unknown"), None);
    }

    #[test]
    fn grams_reach_over_the_edges_and_know_characters_of_any_script() {
        let mut seen = Vec::new();
        bigrams("ян", |gram| seen.push(gram.to_owned()));
        assert_eq!(seen, ["_я", "ян", "н_"]);
        let mut seen = Vec::new();
        trigrams("12345", |gram| seen.push(gram.to_owned()));
        assert_eq!(seen, ["123", "234", "345"]);
    }
}
