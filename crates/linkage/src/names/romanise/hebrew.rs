//! The Hebrew script.

use super::Part;
use super::abjad::{Sound, with_vowels};
use crate::names::clean::Script;

pub(super) fn word(word: &str, parts: &mut Vec<Part>) {
    let mut part = Part::new(romanise(word, false), Script::Hebrew);
    if word.contains(['ח', 'כ', 'ך', 'צ', 'ץ', 'ו', 'ב', 'פ']) {
        part.variants.push(romanise(word, true));
    }
    parts.push(part);
}

/// `other` takes the second usual reading of letters that have two: ch for het and soft kaf, z for tsadi, b and p for soft bet and
/// pe, v for vav between vowels.
fn romanise(word: &str, other: bool) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut sounds: Vec<Sound> = Vec::with_capacity(letters.len());
    let mut i = 0;
    while i < letters.len() {
        let c = letters[i];
        let first = sounds.is_empty();
        let last = i + 1 == letters.len();
        let next = letters.get(i + 1).copied();
        let vowel_before = matches!(sounds.last(), Some(Sound::Vowel(_) | Sound::LongA));
        let before = if i == 0 { ' ' } else { letters[i - 1] };
        let double = next == Some(c);
        i += 1;
        let sound = match c {
            'א' if first && matches!(next, Some('ו' | 'י')) => continue,
            'א' if vowel_before && matches!(next, Some('ל')) => Sound::Vowel("e"),
            'א' | 'ע' if vowel_before => continue,
            'א' | 'ע' => Sound::Vowel("a"),
            'ו' if double => {
                i += 1;
                Sound::Consonant("v")
            }
            'ו' if first && letters[0] == 'ו' => Sound::Consonant("v"),
            // Shimon, Uzi: the guttural takes the vowel that is written after it.
            'ו' if matches!(before, 'א' | 'ע') && sounds.last() == Some(&Sound::Vowel("a")) => {
                sounds.pop();
                Sound::Vowel("o")
            }
            'ו' if other && !last && !first => Sound::Consonant("v"),
            'ו' if vowel_before => Sound::Consonant("v"),
            'ו' => Sound::Vowel("o"),
            'י' if double => {
                i += 1;
                if last { Sound::Vowel("ai") } else { Sound::Consonant("y") }
            }
            'י' if first && letters[0] == 'י' => Sound::Consonant("y"),
            'י' if matches!(next, Some('ה' | 'א' | 'ע' | 'ו'))
                && (i + 1 < letters.len() || next == Some('ה')) =>
            {
                Sound::Vowel("i")
            }
            'י' => Sound::Vowel("i"),
            'ה' if last && !first => {
                if matches!(sounds.last(), Some(Sound::Vowel("i"))) || !vowel_before {
                    Sound::Vowel("a")
                } else {
                    continue;
                }
            }
            'ה' => Sound::Consonant("h"),
            'ב' => Sound::Consonant(if first || other { "b" } else { "v" }),
            'ג' => Sound::Consonant("g"),
            'ד' => Sound::Consonant("d"),
            'ז' => Sound::Consonant("z"),
            'ח' => Sound::Consonant(if other { "ch" } else { "h" }),
            'ט' | 'ת' => Sound::Consonant("t"),
            'כ' if first => Sound::Consonant("k"),
            'כ' | 'ך' => Sound::Consonant(if other { "ch" } else { "kh" }),
            'ל' => Sound::Consonant("l"),
            'מ' | 'ם' => Sound::Consonant("m"),
            'נ' | 'ן' => Sound::Consonant("n"),
            'ס' => Sound::Consonant("s"),
            'פ' | 'ף' => Sound::Consonant(if first || other { "p" } else { "f" }),
            'צ' | 'ץ' => Sound::Consonant(if other { "z" } else { "tz" }),
            'ק' => Sound::Consonant("k"),
            'ר' => Sound::Consonant("r"),
            'ש' => Sound::Consonant("sh"),
            _ => continue,
        };
        sounds.push(sound);
    }
    with_vowels(&sounds, "a")
}
