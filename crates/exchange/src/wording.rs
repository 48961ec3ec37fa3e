//! The wordings that people use for the words of the field, in four languages, with their slips
//! of the pen. The lists are the readable files of `data/`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A wording that was found in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// What the wording means.
    pub(crate) value: &'static str,
    /// Its language.
    pub(crate) language: &'static str,
    /// The wording as the list has it.
    pub(crate) wording: &'static str,
    /// Whether the text differs from the wording by a slip.
    pub(crate) slip: bool,
}

/// The wordings of one list.
#[derive(Default)]
pub(crate) struct WordList {
    entries: Vec<Found>,
    /// The first entry that has a plain wording.
    exact: HashMap<String, usize>,
    /// Plain wordings as letters, for comparison with slips.
    letters: Vec<Vec<char>>,
}

impl WordList {
    fn add(&mut self, value: &'static str, language: &'static str, wording: &'static str) {
        let plain = plain(wording);
        self.letters.push(plain.chars().collect());
        self.exact.entry(plain).or_insert(self.entries.len());
        self.entries.push(Found { value, language, wording, slip: false });
    }

    /// What a text means: by its plain form, or else by the only entry from which it differs by a
    /// slip (one letter in six to eleven, two in twelve or more).
    pub(crate) fn find(&self, text: &str) -> Option<Found> {
        let plain = plain(text);
        if let Some(index) = self.exact.get(&plain) {
            return self.entries.get(*index).copied();
        }
        let letters: Vec<char> = plain.chars().collect();
        let allowed = match letters.len() {
            0..6 => return None,
            6..12 => 1,
            _ => 2,
        };
        let mut near: Option<(usize, Found)> = None;
        for (entry, wording) in self.entries.iter().zip(&self.letters) {
            if wording.len().abs_diff(letters.len()) > allowed || wording.len() < 6 {
                continue;
            }
            let slips = slips(&letters, wording);
            if slips > allowed {
                continue;
            }
            match near {
                Some((least, found)) if least < slips || found.value == entry.value => {}
                Some((least, _)) if least == slips => return None,
                _ => near = Some((slips, *entry)),
            }
        }
        near.map(|(_, found)| Found { slip: true, ..found })
    }
}

static LISTS: LazyLock<HashMap<&'static str, WordList>> = LazyLock::new(|| {
    let mut lists: HashMap<&'static str, WordList> = HashMap::new();
    for [list, value, language, wording] in rows(include_str!("../data/words.csv")) {
        lists.entry(list).or_default().add(value, language, wording);
    }
    lists
});

static HEADINGS: LazyLock<WordList> = LazyLock::new(|| {
    let mut list = WordList::default();
    for [meaning, language, wording] in rows(include_str!("../data/headings.csv")) {
        list.add(meaning, language, wording);
    }
    list
});

/// What a text means in one of the lists of `data/words.csv`.
pub(crate) fn find(list: &str, text: &str) -> Option<Found> {
    LISTS.get(list)?.find(text)
}

/// What a column heading means, by `data/headings.csv`.
pub(crate) fn find_heading(heading: &str) -> Option<Found> {
    HEADINGS.find(heading)
}

/// The rows of a built-in table, whose cells hold no commas.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).filter_map(|line| {
        let mut cells = line.splitn(N, ',');
        let row: Option<Vec<_>> = (0..N).map(|_| cells.next()).collect();
        row?.try_into().ok()
    })
}

/// A text as it is compared: letters and digits in lower case without accents, one blank between
/// words. Arabic loses what spelling habits differ in: short vowels, hamzas, the tail of ta marbuta.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        let letter = match letter {
            '\u{64b}'..='\u{652}' | '\u{640}' | '\u{670}' | '\u{300}'..='\u{36f}' => continue,
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
            'ç' => 'c',
            'è' | 'é' | 'ê' | 'ë' => 'e',
            'ì' | 'í' | 'î' | 'ï' => 'i',
            'ñ' => 'n',
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
            'ù' | 'ú' | 'û' | 'ü' => 'u',
            'œ' => {
                plain.push('o');
                'e'
            }
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' | 'ئ' => 'ي',
            'ة' => 'ه',
            'ؤ' => 'و',
            '٠'..='٩' => char::from(b'0' + (letter as u32 - '٠' as u32) as u8),
            letter => letter,
        };
        if letter.is_alphanumeric() {
            plain.push(letter);
        } else if letter == '&' {
            plain.push_str(" and ");
        } else if !plain.is_empty() && !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    let mut words = String::with_capacity(plain.len());
    for word in plain.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// How many letters were left out, added, changed or swapped with their neighbour to make one
/// text of the other (optimal string alignment distance).
pub(crate) fn slips(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let changed = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_signs_and_arabic_spelling_do_not_matter() {
        assert_eq!(plain("  Région — N°2 "), "region n 2");
        assert_eq!(plain("Shelter & NFI"), "shelter and nfi");
        assert_eq!(plain("المُحافَظَة"), plain("المحافظه"));
    }

    #[test]
    fn a_slip_is_understood_and_a_short_or_ambiguous_text_is_not_guessed() {
        let sector = |text| find("sector", text).map(|found| (found.value, found.slip));
        assert_eq!(sector("Protecion"), Some(("PRO", true)));
        assert_eq!(sector("EHA"), Some(("WSH", false)));
        assert_eq!(sector("Sécurité Alimentaire"), Some(("FSC", false)));
        assert_eq!(sector("HEB"), None);
        assert_eq!(sector("Astronomy"), None);
        assert_eq!(find("sex", "female").map(|found| found.value), Some("female"));
        assert_eq!(find("sex", "mmale"), None);
    }

    #[test]
    fn no_list_gives_one_wording_two_meanings() {
        for (name, list) in
            LISTS.iter().map(|(name, list)| (*name, list)).chain([("headings", &*HEADINGS)])
        {
            for (entry, letters) in list.entries.iter().zip(&list.letters) {
                let plain: String = letters.iter().collect();
                let first = list.entries[list.exact[&plain]];
                assert_eq!(first.value, entry.value, "{name}: {}", entry.wording);
            }
        }
    }
}
