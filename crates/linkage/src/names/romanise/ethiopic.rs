//! The Ge'ez script: Amharic and Tigrinya. Every character is a consonant with one of seven vowels; that of the sixth order is mostly silent.

use super::Part;
use crate::names::clean::Script;

/// The consonants of the rows of eight from U+1200.
const ROWS: [&str; 44] = [
    "h", "l", "h", "m", "s", "r", "s", "sh", "k", "kw", "k", "kw", "b", "v", "t", "ch", "h", "hw",
    "n", "ny", "", "k", "kw", "kh", "khw", "w", "", "z", "zh", "y", "d", "d", "j", "g", "gw", "ng",
    "t", "ch", "p", "ts", "ts", "f", "p", "",
];

pub(super) fn word(word: &str, parts: &mut Vec<Part>) {
    let characters: Vec<(&str, usize)> = word
        .chars()
        .filter_map(|c| (c as u32).checked_sub(0x1200).map(|at| at as usize))
        .filter(|at| at / 8 < 43)
        .map(|at| (ROWS[at / 8], at % 8))
        .collect();
    if characters.len() < word.chars().count() {
        parts.push(Part::new(super::ascii(word), Script::Ethiopic));
        return;
    }
    let mut form = String::with_capacity(word.len());
    for (i, &(consonant, order)) in characters.iter().enumerate() {
        form.push_str(consonant);
        let next = characters.get(i + 1);
        form.push_str(match order {
            // The gutturals say a for the first vowel.
            0 if consonant.is_empty() || consonant == "h" => "a",
            0 | 4 => "e",
            1 => "u",
            2 => "i",
            3 => "a",
            6 => "o",
            7 => "wa",
            // Gebriel: before a vowel that opens a syllable; Girma: in the first syllable.
            _ if next.is_some_and(|&(consonant, order)| consonant.is_empty() && order != 5) => "i",
            _ if consonant.is_empty() && i == 0 => "i",
            _ if consonant.is_empty() => "",
            _ if i == 0 && next.is_some() => "i",
            // Tigist: one of three consonants in a row needs a vowel.
            _ if order == 5
                && next.is_some_and(|n| n.1 == 5)
                && characters.get(i + 2).is_some_and(|n| n.1 == 5)
                && !matches!(consonant, "y" | "w") =>
            {
                "i"
            }
            _ => "",
        });
    }
    // Haylu, Tayech: y before a consonant is part of a diphthong.
    parts.push(Part::new(form, Script::Ethiopic));
}
