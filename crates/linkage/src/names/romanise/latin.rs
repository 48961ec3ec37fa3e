//! Latin letters with marks, and compound names that are written together.

use super::{Part, ascii};
use crate::names::clean::Script;

pub(super) fn word(word: &str, parts: &mut Vec<Part>) {
    let form = if word.is_ascii() { word.trim_end_matches('\'').to_owned() } else { ascii(word) };
    let mut part = Part::new(form, Script::Latin);
    if !word.is_ascii() {
        let spelled = with_digraphs(word);
        if spelled != part.form {
            part.variants.push(spelled);
        }
    }
    if let Some(name) = without_article(&part.form) {
        part.variants.push(name.to_owned());
    }
    parts.push(part);
}

/// The name that is written in one with an Arabic article: `hassan` of `alhassan`. Where little is left, and before a vowel or another l, the two letters are of the name
/// itself (Alban, Elena, Allegra).
pub(crate) fn without_article(form: &str) -> Option<&str> {
    let name = form.strip_prefix("al").or_else(|| form.strip_prefix("el"))?;
    let is_name = name.len() >= 5 && !name.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'l']);
    is_name.then_some(name)
}

/// The letters that writers without the mark often replace by two.
fn with_digraphs(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 4);
    for c in word.chars() {
        match c {
            'ä' | 'æ' => out.push_str("ae"),
            'ö' | 'ø' | 'œ' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'å' => out.push_str("aa"),
            'š' | 'ş' | 'ș' | 'ś' | 'ŝ' => out.push_str("sh"),
            'č' | 'ć' | 'ç' | 'ĉ' => out.push_str("ch"),
            'ž' | 'ż' | 'ź' => out.push_str("zh"),
            'đ' | 'ð' => out.push_str("dj"),
            'ñ' | 'ń' => out.push_str("ny"),
            'ł' => out.push('w'),
            'ğ' => {}
            'ě' => out.push_str("ie"),
            'ț' | 'ţ' => out.push_str("ts"),
            'ĵ' => out.push('j'),
            other => out.push_str(&ascii(other.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}

/// The heads that stand before `al-Din` in names.
const BEFORE_DIN: &[&str] = &[
    "nour", "nur", "noor", "nor", "salah", "sala", "saleh", "jamal", "djamal", "djamel", "gamal",
    "jamil", "izz", "ezz", "azz", "shams", "chams", "sharaf", "charaf", "cheref", "fakhr", "badr",
    "bedr", "taj", "tadj", "saif", "seif", "sayf", "ala", "alaa", "muhyi", "mohi", "mohy", "mohie",
    "muhi", "mohiy", "kamal", "kamel", "jalal", "djalal", "djelal", "galal", "hosam", "husam",
    "hussam", "houssam", "imad", "emad", "zain", "zein", "zine", "zayn", "zin", "khair", "kheir",
    "kheyr", "nasr", "nasir", "naser", "siraj", "sirag", "serag", "baha", "bahaa", "amin", "najm",
    "nejm", "nadjm", "rashid", "diya", "dhia", "zia", "ziya", "aziz", "shahab", "shihab", "sadr",
    "safi", "moin", "muin", "moyen", "mohsin", "riaz", "ghias", "ghiyas", "hafiz", "islam", "main",
    "min", "monir", "munir", "nizam", "qamar", "kamar", "kutub", "qutb", "sala", "shahabu", "asad",
    "alau",
];

/// The parts of `Abdulrahman`, `Abderrahmane`, `Noureddine`. `Abdullah` is one name.
pub(super) fn divided(form: &str) -> Option<(&str, &str)> {
    if let Some(rest) = form.strip_prefix("abd") {
        let letters = rest.as_bytes();
        if letters.len() < 5 || !matches!(letters[0], b'u' | b'e' | b'a' | b'o') {
            return None;
        }
        // Abdou(l)...
        let vowels = if letters[0] == b'o' && letters[1] == b'u' { 2 } else { 1 };
        let name = &rest[vowels..];
        if name.starts_with("llah") || name.starts_with("lla") && name.len() <= 5 {
            return None;
        }
        let article = matches!(name.as_bytes()[0], b'l' | b'r' | b's' | b'n' | b'z' | b't' | b'd');
        if !article || name.len() < 5 {
            return None;
        }
        // Abdul-Rahman: the article keeps its l. Abdur-Rahman: it takes the sound of the name.
        let double = name.as_bytes()[0] == name.as_bytes()[1];
        let end = if name.as_bytes()[0] == b'l' || double { 3 + vowels + 1 } else { 3 + vowels };
        return (form.len() >= end + 4).then(|| form.split_at(end));
    }
    let without = form
        .strip_suffix("ine")
        .or_else(|| form.strip_suffix("in"))
        .or_else(|| form.strip_suffix("een"))?;
    let without = without.strip_suffix('d')?;
    for head in [without, without.strip_suffix('d').unwrap_or(without)] {
        for vowel in ["", "ou", "u", "e", "a", "i", "o", "al", "el", "ul"] {
            if let Some(head) = head.strip_suffix(vowel)
                && BEFORE_DIN.contains(&head)
                && head.len() + 2 < form.len()
            {
                return Some(form.split_at(head.len()));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_divided_and_nothing_else_is() {
        for (form, parts) in [
            ("abdulrahman", Some(("abdul", "rahman"))),
            ("abderrahmane", Some(("abder", "rahmane"))),
            ("abdelkader", Some(("abdel", "kader"))),
            ("abdurahman", Some(("abdu", "rahman"))),
            ("noureddine", Some(("nour", "eddine"))),
            ("salahuddin", Some(("salah", "uddin"))),
            ("abdullah", None),
            ("abdullahi", None),
            ("abdallah", None),
            ("abdou", None),
            ("martin", None),
            ("nadine", None),
        ] {
            assert_eq!(divided(form), parts, "{form}");
        }
    }
}
