//! The Burmese script. A name is a row of syllables, each of which is mostly a word in Latin letters: every syllable is a part.

use super::Part;
use crate::names::clean::Script;

pub(super) fn word(word: &str, parts: &mut Vec<Part>) {
    let letters: Vec<char> = word.chars().collect();
    let before = parts.len();
    let mut i = 0;
    while i < letters.len() {
        let Some(initial) = consonant(letters[i]) else {
            if let Some(form) = independent(letters[i]) {
                parts.push(Part::new(form, Script::Burmese));
            }
            i += 1;
            continue;
        };
        i += 1;
        let mut medials: Vec<char> = Vec::new();
        let mut vowels: Vec<char> = Vec::new();
        let mut ending = None;
        while i < letters.len() {
            match letters[i] {
                c @ '\u{103B}'..='\u{103E}' => medials.push(c),
                c @ ('\u{102B}'..='\u{1032}' | '\u{1036}') => vowels.push(c),
                // Asat on a vowel (aw), tones.
                '\u{103A}' | '\u{1037}' | '\u{1038}' | '\u{1039}' => {}
                c if consonant(c).is_some() && closes(&letters[i + 1..]) => ending = Some(c),
                _ => break,
            }
            i += 1;
        }
        let form = format!(
            "{}{}",
            with_medials(initial, &medials),
            rhyme(&vowels, ending, medials.contains(&'\u{103D}'))
        );
        parts.push(Part::new(form, Script::Burmese));
    }
    if parts.len() == before {
        parts.push(Part::new(super::ascii(word), Script::Burmese));
    }
}

/// The consonant ends a syllable: the killer stands on it, or the next letter is stacked under it.
fn closes(after: &[char]) -> bool {
    matches!(after, ['\u{103A}' | '\u{1039}', ..] | ['\u{1037}' | '\u{1038}', '\u{103A}', ..])
}

fn with_medials(initial: &str, medials: &[char]) -> String {
    let has = |c| medials.contains(&c);
    let mut out = String::new();
    let palatal = has('\u{103B}') || has('\u{103C}');
    // Shwe, Hla, Hnin: the breath stands before.
    if has('\u{103E}') {
        if initial == "y" {
            out.push_str("sh");
        } else {
            out.push('h');
            out.push_str(initial);
        }
    } else {
        out.push_str(initial);
    }
    if palatal {
        out.push('y');
    }
    if has('\u{103D}') {
        out.push('w');
    }
    out
}

fn rhyme(vowels: &[char], ending: Option<char>, w: bool) -> &'static str {
    let has = |c: char| vowels.contains(&c);
    let aw = has('\u{1031}') && (has('\u{102B}') || has('\u{102C}'));
    let (i, u) = (has('\u{102D}'), has('\u{102F}'));
    let nasal = has('\u{1036}');
    match ending {
        Some('င') if aw => "aung",
        Some('င') if i && u => "aing",
        Some('င') => "in",
        Some('က') if aw => "auk",
        Some('က') if i && u => "aik",
        Some('က') => "et",
        Some('စ') => "it",
        Some('ည') => "i",
        Some('ဉ') => "in",
        Some('ယ') => "e",
        Some('န' | 'မ' | 'ဏ') if i => "ein",
        Some('န' | 'မ' | 'ဏ') if u => "on",
        Some('န' | 'မ' | 'ဏ') if w => "un",
        Some('န' | 'မ' | 'ဏ') => "an",
        Some('တ' | 'ပ' | 'ဒ' | 'သ') if i => "eik",
        Some('တ' | 'ပ' | 'ဒ' | 'သ') if u => "ok",
        Some('တ' | 'ပ' | 'ဒ' | 'သ') => "at",
        _ if nasal && u => "on",
        _ if nasal && i => "ein",
        _ if nasal => "an",
        _ if aw => "aw",
        _ if i && u => "o",
        _ if i || has('\u{102E}') => "i",
        _ if u || has('\u{1030}') => "u",
        _ if has('\u{1031}') || has('\u{1032}') => "e",
        _ => "a",
    }
}

fn independent(c: char) -> Option<&'static str> {
    Some(match c {
        'ဣ' | 'ဤ' => "i",
        'ဥ' | 'ဦ' => "u",
        'ဧ' => "e",
        'ဩ' | 'ဪ' => "aw",
        _ => return None,
    })
}

fn consonant(c: char) -> Option<&'static str> {
    Some(match c {
        'က' => "k",
        'ခ' => "kh",
        'ဂ' | 'ဃ' => "g",
        'င' => "ng",
        'စ' | 'ဆ' => "s",
        'ဇ' | 'ဈ' => "z",
        'ည' | 'ဉ' => "ny",
        'ဋ' | 'တ' => "t",
        'ဌ' | 'ထ' => "ht",
        'ဍ' | 'ဎ' | 'ဒ' | 'ဓ' => "d",
        'ဏ' | 'န' => "n",
        'ပ' => "p",
        'ဖ' => "ph",
        'ဗ' | 'ဘ' => "b",
        'မ' => "m",
        'ယ' | 'ရ' => "y",
        'လ' | 'ဠ' => "l",
        'ဝ' => "w",
        'သ' | 'ဿ' => "th",
        'ဟ' => "h",
        'အ' => "",
        _ => return None,
    })
}
