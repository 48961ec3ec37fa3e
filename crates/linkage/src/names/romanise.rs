//! Every script in Latin letters.
//!
//! Scripts whose names the library (`any_ascii`) writes letter by letter, without the vowels, the order or the joins that
//! people use, have rules of their own here. The others are the library's.

#![expect(
    clippy::match_same_arms,
    reason = "a table of letters is read in the order of the alphabet"
)]

mod abjad;
mod arabic;
mod burmese;
mod cyrillic;
mod ethiopic;
mod greek;
mod han;
mod hangul;
mod hebrew;
mod indic;
mod latin;
mod thai;

use super::clean::Script;
pub(crate) use latin::without_article;

/// A part of a name before its role is known.
pub(super) struct Part {
    pub(super) form: String,
    pub(super) variants: Vec<String>,
    /// It was one letter of an alphabet: an initial.
    pub(super) one_letter: bool,
    pub(super) script: Script,
}

impl Part {
    fn new(form: impl Into<String>, script: Script) -> Self {
        Self { form: form.into(), variants: Vec::new(), one_letter: false, script }
    }
}

/// Appends the parts that a word stands for: mostly one.
pub(super) fn word(word: &str, script: Script, parts: &mut Vec<Part>) {
    let before = parts.len();
    match script {
        Script::Latin => latin::word(word, parts),
        Script::Cyrillic => cyrillic::word(word, parts),
        Script::Greek => greek::word(word, parts),
        Script::Arabic => arabic::word(word, parts),
        Script::Hebrew => hebrew::word(word, parts),
        Script::Ethiopic => ethiopic::word(word, parts),
        Script::Indic => indic::word(word, parts),
        Script::Thai => thai::word(word, parts),
        Script::Burmese => burmese::word(word, parts),
        Script::Han => han::word(word, parts),
        Script::Hangul => hangul::word(word, parts),
        Script::Other => parts.push(Part::new(ascii(word), script)),
    }
    let is_alphabet =
        matches!(script, Script::Latin | Script::Cyrillic | Script::Greek | Script::Other);
    if is_alphabet
        && parts.len() == before + 1
        && word.chars().nth(1).is_none()
        && word.chars().all(char::is_alphabetic)
    {
        parts[before].one_letter = true;
    }
    // What the rules do not know, digits among it, is left to the library; what nobody knows is no part.
    for part in &mut parts[before..] {
        if !part.form.bytes().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit()) {
            part.form = ascii(&part.form);
        }
        for variant in &mut part.variants {
            if !variant.is_ascii() {
                *variant = ascii(variant);
            }
        }
    }
    let mut at = before;
    while at < parts.len() {
        if parts[at].form.is_empty() {
            parts.remove(at);
        } else if let Some((first, second)) = latin::divided(&parts[at].form) {
            let (first, second) = (Part::new(first, script), Part::new(second, script));
            parts.splice(at..=at, [first, second]);
        } else {
            at += 1;
        }
    }
}

/// The letters as the library writes them, lower case, letters and digits alone.
fn ascii(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        for letter in any_ascii::any_ascii_char(c).bytes().filter(u8::is_ascii_alphanumeric) {
            out.push(char::from(letter.to_ascii_lowercase()));
        }
    }
    out
}
