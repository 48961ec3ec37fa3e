//! Hangul: syllables are taken apart by their place in Unicode, and written as people write their names.

use super::Part;
use crate::names::clean::Script;

/// Family names with the spelling that most bearers use. Those of two syllables come first.
const FAMILY: &[(&str, &str)] = &[
    ("남궁", "namgung"),
    ("황보", "hwangbo"),
    ("제갈", "jegal"),
    ("사공", "sagong"),
    ("선우", "sunwoo"),
    ("독고", "dokgo"),
    ("서문", "seomun"),
    ("동방", "dongbang"),
    ("김", "kim"),
    ("이", "lee"),
    ("리", "ri"),
    ("박", "park"),
    ("최", "choi"),
    ("정", "jung"),
    ("강", "kang"),
    ("조", "cho"),
    ("윤", "yoon"),
    ("장", "jang"),
    ("임", "lim"),
    ("림", "rim"),
    ("한", "han"),
    ("오", "oh"),
    ("서", "seo"),
    ("신", "shin"),
    ("권", "kwon"),
    ("황", "hwang"),
    ("안", "ahn"),
    ("송", "song"),
    ("전", "jeon"),
    ("홍", "hong"),
    ("유", "yoo"),
    ("류", "ryu"),
    ("고", "ko"),
    ("문", "moon"),
    ("양", "yang"),
    ("손", "son"),
    ("배", "bae"),
    ("백", "baek"),
    ("허", "heo"),
    ("남", "nam"),
    ("심", "shim"),
    ("노", "noh"),
    ("로", "ro"),
    ("하", "ha"),
    ("곽", "kwak"),
    ("성", "sung"),
    ("차", "cha"),
    ("주", "joo"),
    ("우", "woo"),
    ("구", "koo"),
    ("나", "na"),
    ("라", "ra"),
    ("민", "min"),
    ("진", "jin"),
    ("지", "ji"),
    ("엄", "eom"),
    ("채", "chae"),
    ("원", "won"),
    ("천", "chun"),
    ("방", "bang"),
    ("공", "kong"),
    ("현", "hyun"),
    ("함", "ham"),
    ("변", "byun"),
    ("염", "yeom"),
    ("여", "yeo"),
    ("추", "choo"),
    ("도", "do"),
    ("소", "so"),
    ("석", "seok"),
    ("선", "sun"),
    ("설", "seol"),
    ("마", "ma"),
    ("길", "gil"),
    ("연", "yeon"),
    ("위", "wi"),
    ("표", "pyo"),
    ("명", "myung"),
    ("기", "ki"),
    ("반", "ban"),
    ("왕", "wang"),
    ("금", "keum"),
    ("옥", "ok"),
    ("육", "yook"),
    ("인", "in"),
    ("맹", "maeng"),
    ("모", "mo"),
    ("탁", "tak"),
    ("국", "kook"),
    ("어", "eo"),
    ("은", "eun"),
    ("편", "pyun"),
    ("용", "yong"),
    ("예", "ye"),
    ("봉", "bong"),
    ("경", "kyung"),
];

pub(super) fn word(word: &str, parts: &mut Vec<Part>) {
    let length = word.chars().count();
    let family = FAMILY.iter().find(|(name, _)| {
        let left = length.saturating_sub(name.chars().count());
        word.starts_with(name) && length <= 4 && left <= 2 && (left > 0 || length == 1)
    });
    let Some((name, form)) = family else {
        parts.push(syllables(word));
        return;
    };
    let mut part = Part::new(*form, Script::Hangul);
    part.variants.push(romanise(name, false));
    part.variants.push(romanise(name, true));
    parts.push(part);
    if word.len() > name.len() {
        parts.push(syllables(&word[name.len()..]));
    }
}

fn syllables(word: &str) -> Part {
    let mut part = Part::new(romanise(word, true), Script::Hangul);
    part.variants.push(romanise(word, false));
    part
}

/// The Revised Romanisation syllable by syllable, or, as in most passports, `popular`: k for g at the beginning, i for ui, young, soo, woo.
fn romanise(word: &str, popular: bool) -> String {
    const INITIALS: [&str; 19] = [
        "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t",
        "p", "h",
    ];
    const VOWELS: [&str; 21] = [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo",
        "we", "wi", "yu", "eu", "ui", "i",
    ];
    const POPULAR: [&str; 21] = [
        "a", "ae", "ya", "yae", "u", "e", "you", "ye", "o", "wa", "wae", "oe", "yo", "oo", "wo",
        "we", "wi", "yu", "eu", "ee", "i",
    ];
    const FINALS: [&str; 28] = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p",
        "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t",
    ];
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        let Some(at) = (c as u32).checked_sub(0xAC00).filter(|&at| at < 11_172) else {
            out.push_str(&super::ascii(c.encode_utf8(&mut [0; 4])));
            continue;
        };
        let (initial, vowel, ending) =
            ((at / 588) as usize, (at % 588 / 28) as usize, (at % 28) as usize);
        out.push_str(match (initial, popular) {
            (0, true) => "k",
            _ => INITIALS[initial],
        });
        out.push_str(match (vowel, popular) {
            // Eui stands alone, hee after a consonant.
            (19, true) if initial == 11 => "eui",
            // Jun, Hyun, Sung, Sun: u before a closing consonant, oo in the open syllable.
            (13, true) if ending != 0 => "u",
            (6, true) if matches!(initial, 0 | 15 | 18 | 6 | 7) => "yu",
            (_, true) => POPULAR[vowel],
            _ => VOWELS[vowel],
        });
        out.push_str(FINALS[ending]);
    }
    out
}
