//! The Thai script: vowels stand before, above, below and after their consonant, and the short o and a between two consonants
//! are not written.

use super::Part;
use crate::names::clean::Script;

#[derive(Clone, PartialEq, Eq)]
enum Sound {
    /// As it begins and as it ends a syllable.
    Consonant(&'static str, &'static str),
    Vowel(&'static str),
}

pub(super) fn word(word: &str, parts: &mut Vec<Part>) {
    if word.chars().any(|c| !(0xE00..0xE80).contains(&(c as u32))) {
        parts.push(Part::new(super::ascii(word), Script::Thai));
        return;
    }
    let form = with_vowels(&sounds(word));
    let mut part = Part::new(form, Script::Thai);
    // Somphong and Sompong, Thanakorn and Tanakorn.
    let plain = part.form.replace("ph", "p").replace("th", "t").replace("kh", "k");
    if plain != part.form {
        part.variants.push(plain);
    }
    parts.push(part);
}

fn sounds(word: &str) -> Vec<Sound> {
    // Tone marks say nothing here; a letter under the silencing mark is not said, with its vowel.
    let mut letters: Vec<char> = Vec::with_capacity(word.len() / 3);
    for c in word.chars() {
        match c {
            '\u{E48}'..='\u{E4B}' | '\u{E4E}' => {}
            '\u{E4C}' => {
                while let Some(before) = letters.pop() {
                    if consonant(before).is_some() {
                        break;
                    }
                }
            }
            other => letters.push(other),
        }
    }
    let mut out: Vec<Sound> = Vec::with_capacity(letters.len());
    let mut i = 0;
    while i < letters.len() {
        let c = letters[i];
        let next = |ahead: usize| letters.get(i + ahead).copied().unwrap_or(' ');
        if matches!(c, 'เ' | 'แ' | 'โ' | 'ใ' | 'ไ') {
            let Some((initial, ending)) = consonant(next(1)) else {
                i += 1;
                continue;
            };
            out.push(Sound::Consonant(initial, ending));
            let mut taken = 2;
            // A second consonant belongs to the first if something follows: เปรม.
            if matches!(next(2), 'ร' | 'ล')
                && matches!(next(1), 'ก' | 'ข' | 'ค' | 'ต' | 'ป' | 'ผ' | 'พ')
                && i + 3 < letters.len()
            {
                let second = if next(2) == 'ร' { "r" } else { "l" };
                out.push(Sound::Vowel(second));
                taken = 3;
            }
            let (vowel, more) = match (c, next(taken), next(taken + 1)) {
                ('เ', 'า', 'ะ') => ("o", 2),
                ('เ', 'า', _) => ("ao", 1),
                ('เ', '\u{E35}', 'ย') => ("ia", 2),
                ('เ', '\u{E37}', 'อ') => ("uea", 2),
                ('เ', '\u{E34}' | 'อ', _) => ("oe", 1),
                ('เ', 'ย', _) => ("oei", 1),
                ('เ', ..) => ("e", 0),
                ('แ', ..) => ("ae", 0),
                ('โ', ..) => ("o", 0),
                _ => ("ai", usize::from(next(taken) == 'ย')),
            };
            out.push(Sound::Vowel(vowel));
            i += taken + more;
            continue;
        }
        i += 1;
        if c == 'ร' && letters.get(i) == Some(&'ร') {
            i += 1;
            out.push(Sound::Vowel("a"));
            // Suwan, Phan: nothing closes the syllable.
            if letters.get(i).is_none_or(|&c| consonant(c).is_none()) {
                out.push(Sound::Consonant("n", "n"));
            }
            continue;
        }
        if c == 'อ'
            && matches!(out.last(), Some(Sound::Consonant(..)))
            && letters.get(i).is_none_or(|&c| !is_vowel_sign(c))
        {
            out.push(Sound::Vowel("o"));
            continue;
        }
        if c == '\u{E31}'
            && letters.get(i) == Some(&'ว')
            && letters.get(i + 1).is_none_or(|&c| !is_vowel_sign(c))
        {
            out.push(Sound::Vowel("ua"));
            i += 1;
            continue;
        }
        if let Some((initial, ending)) = consonant(c) {
            out.push(Sound::Consonant(initial, ending));
            continue;
        }
        // The sign am is written as two in the normal form.
        if c == '\u{E4D}' && letters.get(i) == Some(&'า') {
            i += 1;
            out.push(Sound::Vowel("am"));
            continue;
        }
        let vowel = match c {
            'ะ' | '\u{E31}' | 'า' => "a",
            'ำ' => "am",
            '\u{E34}' | '\u{E35}' => "i",
            '\u{E36}' | '\u{E37}' => "ue",
            '\u{E38}' | '\u{E39}' => "u",
            'ฤ' => "ri",
            _ => continue,
        };
        out.push(Sound::Vowel(vowel));
    }
    out
}

fn is_vowel_sign(c: char) -> bool {
    matches!(c as u32, 0xE30..=0xE3A | 0xE47)
}

/// Before a vowel a consonant begins a syllable; of those between, one closes the syllable before, and two without a vowel
/// have an o between them, one an a after it: som-chai, na-rong, tha-na-phon.
fn with_vowels(sounds: &[Sound]) -> String {
    let mut out = String::with_capacity(sounds.len() * 2);
    let mut i = 0;
    while i < sounds.len() {
        let Sound::Consonant(..) = sounds[i] else {
            if let Sound::Vowel(vowel) = sounds[i] {
                out.push_str(vowel);
            }
            i += 1;
            continue;
        };
        let end = i + sounds[i..]
            .iter()
            .take_while(|sound| matches!(sound, Sound::Consonant(..)))
            .count();
        let mut run = &sounds[i..end];
        let after_vowel = i > 0;
        let before_vowel = end < sounds.len();
        let onset = if before_vowel { run.split_last() } else { None };
        if let Some((_, rest)) = onset {
            run = rest;
        }
        // One closes the syllable before, but r only at the end: Su-ra-chai.
        if after_vowel
            && let Some((Sound::Consonant(initial, ending), rest)) = run.split_first()
            && (*initial != "r" || (rest.is_empty() && !before_vowel))
        {
            out.push_str(ending);
            run = rest;
        }
        while let [Sound::Consonant(initial, _), rest @ ..] = run {
            out.push_str(initial);
            if let [Sound::Consonant(_, ending)] = rest {
                out.push('o');
                out.push_str(ending);
                break;
            }
            out.push('a');
            run = rest;
        }
        if let Some((Sound::Consonant(initial, _), _)) = onset {
            out.push_str(initial);
        }
        i = end;
    }
    out
}

fn consonant(c: char) -> Option<(&'static str, &'static str)> {
    Some(match c {
        'ก' => ("k", "k"),
        'ข' | 'ฃ' | 'ค' | 'ฅ' | 'ฆ' => ("kh", "k"),
        'ง' => ("ng", "ng"),
        'จ' | 'ฉ' | 'ช' | 'ฌ' => ("ch", "t"),
        'ซ' | 'ศ' | 'ษ' | 'ส' => ("s", "t"),
        'ญ' => ("y", "n"),
        'ฎ' | 'ด' => ("d", "t"),
        'ฏ' | 'ต' => ("t", "t"),
        'ฐ' | 'ฑ' | 'ฒ' | 'ถ' | 'ท' | 'ธ' => ("th", "t"),
        'ณ' | 'น' => ("n", "n"),
        'บ' => ("b", "p"),
        'ป' => ("p", "p"),
        'ผ' | 'พ' | 'ภ' => ("ph", "p"),
        'ฝ' | 'ฟ' => ("f", "p"),
        'ม' => ("m", "m"),
        'ย' => ("y", "i"),
        'ร' => ("r", "n"),
        'ล' | 'ฬ' => ("l", "n"),
        'ว' => ("w", "o"),
        'ห' | 'ฮ' => ("h", ""),
        'อ' => ("", "o"),
        _ => return None,
    })
}
