//! What is noticed about case lists and their linkage, in words, for doors that have no pages.
//!
//! Every text is in the language with an ISO 639-1 code; in English where there is no catalogue for it.

use crate::catalogue::Catalogue;
use crate::language::Language;
use crate::refusal;

/// The text of a note on a case list, or of the reason why a row was left out. A code that has no text is
/// shown as it is.
pub fn note_text(language: &str, code: &str) -> String {
    let words = words(language);
    let name = code.rsplit('/').next().unwrap_or(code);
    let keys = [format!("note-{name}"), format!("refusal-exchange-{name}")];
    let known = keys.iter().find(|key| words.has(key));
    known.and_then(|key| words.say(key).text()).unwrap_or_else(|| code.to_owned())
}

/// Why a column is not compared.
pub fn left_out_text(language: &str, code: &str) -> String {
    words(language).say(&format!("left-out-{code}")).text().unwrap_or_else(|| code.to_owned())
}

/// Something that a person should look at, which was found so many times.
pub fn suspicion_text(language: &str, kind: &str, times: u64) -> String {
    let text = words(language).say(&format!("suspicion-{kind}")).count("count", times);
    text.text().unwrap_or_else(|| format!("{kind} ({times})"))
}

/// What a comparison of lists warns of, and what to do.
pub fn linkage_warning_text(language: &str, code: &str) -> String {
    let told = refusal::of(words(language), code, &[], code);
    format!("{} {}", told.sentence, told.hint).trim().to_owned()
}

fn words(language: &str) -> &'static Catalogue {
    Catalogue::of(Language::of_tag(language).unwrap_or(Language::English))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_their_texts_and_an_unknown_one_is_shown_as_it_is() {
        let text = note_text("en", "exchange/all-alike");
        assert_eq!(text, "The same text in every record.");
        assert_ne!(note_text("ar", "exchange/all-alike"), text);
        assert!(note_text("en", "exchange/broken-quotes").contains("quotation mark"));
        assert!(suspicion_text("en", "weak-bridge", 2).contains('2'));
        let warned = linkage_warning_text("en", "linkage/nobody-twice");
        assert!(warned.contains("two lists") && warned.contains("add columns"), "{warned}");
        for unknown in [note_text("en", "exchange/new"), left_out_text("en", "exchange/new")] {
            assert_eq!(unknown, "exchange/new");
        }
    }
}
