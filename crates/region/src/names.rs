//! Invented names: words of four tongues that nobody speaks, written the English, French, Spanish
//! and Arabic way.

use std::collections::HashSet;

use concert_terms::{Country, Names};

use crate::chance::Chance;

/// The languages in which things of the region are named, in this order everywhere.
pub(crate) const LANGUAGES: [&str; 4] = ["en", "fr", "es", "ar"];

/// The sounds of a country's tongue. The endings are such that no real place is met by accident.
struct Tongue {
    onsets: &'static [&'static str],
    vowels: &'static [&'static str],
    endings: &'static [&'static str],
}

const TONGUES: [Tongue; 4] = [
    Tongue {
        onsets: &["k", "t", "l", "v", "m", "s", "d", "r", "n", "tr", "kl"],
        vowels: &["a", "e", "i", "o"],
        endings: &["eth", "olm", "arv", "und", "isk"],
    },
    Tongue {
        onsets: &["z", "b", "sh", "d", "r", "m", "h", "g", "n", "dr", "br"],
        vowels: &["a", "i", "u", "e"],
        endings: &["ezh", "umb", "ith", "aldu", "orsh"],
    },
    Tongue {
        onsets: &["f", "l", "p", "s", "t", "n", "g", "r", "v", "fl", "st"],
        vowels: &["e", "o", "a", "u"],
        endings: &["enza", "ulfo", "ombre", "athe", "irno"],
    },
    Tongue {
        onsets: &["m", "h", "k", "w", "l", "n", "t", "d", "sh", "gr", "b"],
        vowels: &["u", "a", "o", "i"],
        endings: &["uun", "okh", "adri", "isht", "emba"],
    },
];

/// Makes names, each only once.
#[derive(Debug)]
pub(crate) struct Namer {
    given: HashSet<String>,
}

impl Namer {
    /// A namer that never gives the name of a real country.
    pub(crate) fn new() -> Self {
        let real = Country::all().iter().flat_map(|country| country.names);
        Self { given: real.map(str::to_lowercase).collect() }
    }

    /// A word of a country's tongue that was not given before.
    pub(crate) fn word(&mut self, country: usize, chance: &mut Chance) -> String {
        let tongue = &TONGUES[country % TONGUES.len()];
        for turn in 0.. {
            // The longer it takes to find a free word, the longer the words become.
            let syllables = 1 + usize::from(chance.happens(0.6)) + turn / 8;
            let mut word = String::new();
            for _ in 0..syllables {
                word += *chance.pick(tongue.onsets);
                word += *chance.pick(tongue.vowels);
            }
            word += *chance.pick(tongue.onsets);
            word += *chance.pick(tongue.endings);
            if self.given.insert(word.clone()) {
                return word;
            }
        }
        String::new()
    }

    /// Takes a name, if it is free.
    pub(crate) fn claim(&mut self, name: &str) -> bool {
        self.given.insert(name.to_owned())
    }
}

/// A word as it is written in each of the [`LANGUAGES`].
pub(crate) fn spellings(word: &str) -> [String; 4] {
    [capital(word), capital(&french(word)), capital(&spanish(word)), arabic(word)]
}

/// Names in the four languages.
pub(crate) fn named(names: [String; 4]) -> Names {
    LANGUAGES
        .iter()
        .zip(names)
        .fold(Names::default(), |names, (language, name)| names.with(language, &name))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn french(word: &str) -> String {
    word.replace("uu", "u")
        .replace('u', "ou")
        .replace("sh", "ch")
        .replace("kh", "k")
        .replace("zh", "j")
        .replace("th", "t")
        .replace('w', "ou")
        .replace("ki", "qui")
        .replace("ke", "que")
}

fn spanish(word: &str) -> String {
    word.replace("uu", "ú")
        .replace("sh", "ch")
        .replace("kh", "j")
        .replace("zh", "y")
        .replace("th", "t")
        .replace('w', "hu")
        .replace("ki", "qui")
        .replace("ke", "que")
        .replace('k', "c")
        .replace('z', "s")
}

fn arabic(word: &str) -> String {
    let mut written = String::new();
    let mut rest = word;
    while !rest.is_empty() {
        let (latin, letter) =
            ARABIC.iter().find(|(latin, _)| rest.starts_with(latin)).copied().unwrap_or(("", ""));
        written.push_str(letter);
        rest = rest.get(latin.len().max(1)..).unwrap_or_default();
    }
    written
}

/// Sounds and the letters that write them, longer sounds first.
const ARABIC: [(&str, &str); 27] = [
    ("sh", "ش"),
    ("zh", "ج"),
    ("th", "ث"),
    ("kh", "خ"),
    ("uu", "و"),
    ("a", "ا"),
    ("b", "ب"),
    ("d", "د"),
    ("e", "ي"),
    ("f", "ف"),
    ("g", "غ"),
    ("h", "ه"),
    ("i", "ي"),
    ("k", "ك"),
    ("l", "ل"),
    ("m", "م"),
    ("n", "ن"),
    ("o", "و"),
    ("p", "ب"),
    ("r", "ر"),
    ("s", "س"),
    ("t", "ت"),
    ("u", "و"),
    ("v", "ف"),
    ("w", "و"),
    ("y", "ي"),
    ("z", "ز"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Purpose;

    #[test]
    fn no_word_is_given_twice_and_none_is_empty() {
        let mut namer = Namer::new();
        let mut chance = Chance::of(1, Purpose::Names, 0);
        let words: HashSet<String> =
            (0..20_000).map(|turn| namer.word(turn % 4, &mut chance)).collect();
        assert_eq!(words.len(), 20_000);
        assert!(words.iter().all(|word| word.len() > 3));
    }

    #[test]
    fn a_word_is_spelled_the_way_of_each_language() {
        let spelled = ["Shukirno", "Chouquirno", "Chuquirno", "شوكيرنو"];
        assert_eq!(spellings("shukirno"), spelled.map(str::to_owned));
    }
}
