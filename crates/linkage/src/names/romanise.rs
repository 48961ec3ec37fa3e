//! Every script in Latin letters.

use super::clean::Script;

/// A part of a name before its role is known.
pub(super) struct Part {
    pub(super) form: String,
    pub(super) variants: Vec<String>,
    /// It was one letter of an alphabet: an initial.
    pub(super) one_letter: bool,
    pub(super) script: Script,
}

/// Appends the parts that a word stands for: mostly one.
pub(super) fn word(word: &str, script: Script, parts: &mut Vec<Part>) {
    let form = ascii(word);
    if form.is_empty() {
        return;
    }
    let one_letter = word.chars().count() == 1;
    parts.push(Part { form, variants: Vec::new(), one_letter, script });
}

/// The letters as the library writes them, lower case, letters and digits alone.
pub(super) fn ascii(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        for letter in any_ascii::any_ascii_char(c).bytes().filter(u8::is_ascii_alphanumeric) {
            out.push(char::from(letter.to_ascii_lowercase()));
        }
    }
    out
}
