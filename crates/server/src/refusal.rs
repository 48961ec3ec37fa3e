//! The texts of refusals: each code has a sentence and a hint in every language.

use concert_secretariat::Refused;

use crate::catalogue::{Catalogue, Phrase};
use crate::language::Language;
use crate::trouble::Trouble;

/// A refusal in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Where in a file, if it is about one: its name, sheet and cell.
    pub at: Option<String>,
    /// What cannot be had, and why.
    pub sentence: String,
    /// What can be done about it; perhaps empty.
    pub hint: String,
}

/// The text of a refusal in the language with an ISO 639-1 code, for doors that have no pages; in
/// English where there is no catalogue for it.
pub fn refusal_text(language: &str, refused: &Refused) -> Told {
    let language = Language::of_tag(language).unwrap_or(Language::English);
    text(Catalogue::of(language), refused)
}

/// The text of a refusal.
pub(crate) fn text(words: &'static Catalogue, refused: &Refused) -> Told {
    of(words, refused.code, &refused.facts, &refused.text)
}

/// The text of a code with facts; `fallback` is shown for a code that the catalogue does not
/// have, which a test rules out for every code of the program.
pub(crate) fn of(
    words: &'static Catalogue,
    code: &str,
    facts: &[(&'static str, String)],
    fallback: &str,
) -> Told {
    let key = format!("refusal-{}", code.replace('/', "-"));
    let known = words.has(&key);
    let mut sentence = if known {
        words.say(&key)
    } else {
        words.say("refusal-unknown").with("code", code).with("text", fallback)
    };
    for (name, fact) in facts {
        sentence = with_fact(words, sentence, name, fact);
    }
    let remedy = facts.iter().find(|(name, _)| *name == "remedy");
    let hint = match remedy {
        Some((_, remedy)) => words.say(&format!("remedy-{remedy}")).text(),
        None => sentence.clone().attribute("hint").text(),
    };
    Told {
        at: place_in_file(words, facts),
        sentence: sentence.to_string(),
        hint: hint.unwrap_or_default(),
    }
}

/// What is told above a form of which a field cannot be read, so that it is shown again with all
/// that was typed; any other trouble is given back.
pub(crate) fn unreadable(words: &'static Catalogue, trouble: Trouble) -> Result<Told, Trouble> {
    let Trouble::Unreadable(text) = trouble else { return Err(trouble) };
    let phrase = words.say("form-unreadable").with("text", text);
    Ok(Told { at: None, sentence: phrase.to_string(), hint: phrase.attribute("hint").to_string() })
}

/// Where in a file the refusal lies, as a person finds it in a spreadsheet program.
fn place_in_file(words: &'static Catalogue, facts: &[(&'static str, String)]) -> Option<String> {
    let fact = |name: &str| {
        let found = facts.iter().find(|(other, _)| *other == name);
        found.map(|(_, fact)| fact.as_str()).filter(|fact| !fact.is_empty())
    };
    let file = fact("file")?;
    let key = match (fact("sheet"), fact("reference")) {
        (None, None) => return Some(file.to_owned()),
        (None, Some(_)) => "at-cell",
        (Some(_), None) => "at-sheet",
        (Some(_), Some(_)) => "at-sheet-cell",
    };
    let text = words
        .say(key)
        .with("file", file)
        .with("sheet", fact("sheet").unwrap_or_default())
        .with("cell", fact("reference").unwrap_or_default());
    Some(text.to_string())
}

/// A fact as a number where it is one, as a word of the catalogue where it has one, else as it is.
fn with_fact(words: &'static Catalogue, phrase: Phrase, name: &'static str, fact: &str) -> Phrase {
    // The digits of a history say which lists it has, and are no number.
    if let Ok(number) = fact.parse::<u32>()
        && name != "history"
    {
        return phrase.count(name, number);
    }
    let word = format!("fact-{name}-{}", slug(fact));
    if words.has(&word) { phrase.with(name, words.say(&word)) } else { phrase.with(name, fact) }
}

/// Letters and digits joined by hyphens: the end of a key.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}
