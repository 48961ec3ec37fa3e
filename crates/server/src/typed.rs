//! A form as it was typed: every field is read, what cannot be used is told beside it, and nothing
//! of what was typed is lost.
//!
//! A program that asks for a twin gets the first of what is wrong, alone.

use std::str::FromStr;

use axum::http::StatusCode;
use concert_secretariat::{Uncertain, amount};

use crate::asked::{optional, unreadable};
use crate::catalogue::{Catalogue, Phrase};
use crate::refusal::{Told, text};
use crate::trouble::Trouble;

/// The fields of one form, as they are read.
pub(crate) struct Typed {
    words: &'static Catalogue,
    wrong: Vec<(&'static str, Told)>,
    first: Option<Trouble>,
}

/// A field for a number, with what is wrong with it.
pub(crate) struct NumberField {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) wrong: Option<Told>,
    pub(crate) is_wide: bool,
    pub(crate) is_needed: bool,
}

impl Typed {
    pub(crate) fn new(words: &'static Catalogue) -> Self {
        Self { words, wrong: Vec::new(), first: None }
    }

    /// What a field says, if it says anything that can be read.
    pub(crate) fn read<T: FromStr>(&mut self, field: &'static str, text: &str) -> Option<T> {
        match optional(field, text) {
            Ok(read) => read,
            Err(trouble) => {
                self.unread(field, text, trouble);
                None
            }
        }
    }

    /// The value of a code, if the field says one.
    pub(crate) fn code<T>(
        &mut self,
        field: &'static str,
        code: &str,
        of: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let code = code.trim();
        if code.is_empty() {
            return None;
        }
        let found = of(code);
        if found.is_none() {
            self.unread(field, code, unreadable(field, code));
        }
        found
    }

    /// A figure with the limits of its interval at 95 %, from three fields: both limits or none.
    pub(crate) fn amount(
        &mut self,
        [field, low, high]: [&'static str; 3],
        [figure, lower, upper]: [&str; 3],
    ) -> Result<Option<Uncertain>, Trouble> {
        let before = self.wrong.len();
        let value = self.read::<f64>(field, figure);
        let limits = [self.read::<f64>(low, lower), self.read::<f64>(high, upper)];
        if self.wrong.len() > before {
            return Ok(None);
        }
        let limits = match limits {
            [Some(lower), Some(upper)] => Some([lower, upper]),
            [None, None] => None,
            [Some(_), None] => return Ok(self.lacks(high)),
            [None, Some(_)] => return Ok(self.lacks(low)),
        };
        let Some(value) = value else {
            return Ok(limits.and_then(|_| self.lacks(field)));
        };
        match amount(value, limits) {
            Ok(amount) => Ok(Some(amount)),
            Err(no) => self.refuse(field, no.into()).map(|()| None),
        }
    }

    /// Tells that a field has to say something; there is nothing to go on with.
    pub(crate) fn lacks<T>(&mut self, field: &'static str) -> Option<T> {
        let missing = self.words.say("typed-missing");
        self.tell(field, &missing, unreadable(field, ""));
        None
    }

    /// Tells of a field what a text of the catalogue says.
    pub(crate) fn tell(&mut self, field: &'static str, phrase: &Phrase, trouble: Trouble) {
        let hint = phrase.clone().attribute("hint").text().unwrap_or_default();
        self.wrong(field, Told { at: None, sentence: phrase.to_string(), hint }, trouble);
    }

    /// Tells of a field why it is refused. What broke is nobody's mistake, and is given back.
    pub(crate) fn refuse(&mut self, field: &'static str, trouble: Trouble) -> Result<(), Trouble> {
        let Trouble::Refused(refused) = &trouble else { return Err(trouble) };
        let told = text(self.words, refused);
        self.wrong(field, told, trouble);
        Ok(())
    }

    fn unread(&mut self, field: &'static str, text: &str, trouble: Trouble) {
        let text: String = text.chars().take(80).collect();
        let phrase = self.words.say("typed-unreadable").with("text", text);
        self.tell(field, &phrase, trouble);
    }

    fn wrong(&mut self, field: &'static str, told: Told, trouble: Trouble) {
        if self.at(field).is_none() {
            self.wrong.push((field, told));
        }
        self.first.get_or_insert(trouble);
    }

    /// What is wrong with a field.
    pub(crate) fn at(&self, field: &str) -> Option<&Told> {
        self.wrong.iter().find(|(name, _)| *name == field).map(|(_, told)| told)
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_right(&self) -> bool {
        self.wrong.is_empty()
    }

    /// The first of what is wrong.
    pub(crate) fn trouble(&self) -> Option<&Trouble> {
        self.first.as_ref()
    }

    /// The status of a page with this form.
    pub(crate) fn status(&self) -> StatusCode {
        self.first.as_ref().map_or(StatusCode::OK, Trouble::status)
    }

    /// A field for a number as it is shown again.
    pub(crate) fn number_field(
        &self,
        name: &'static str,
        label: &Phrase,
        value: &str,
    ) -> NumberField {
        NumberField {
            name,
            label: label.to_string(),
            value: value.to_owned(),
            wrong: self.at(name).cloned(),
            is_wide: false,
            is_needed: false,
        }
    }

    /// Fields for a figure and the limits of its interval.
    pub(crate) fn amount_fields(
        &self,
        names: [&'static str; 3],
        label: &Phrase,
        values: [&str; 3],
    ) -> [NumberField; 3] {
        let [low, high] = [self.words.say("lower-limit"), self.words.say("upper-limit")];
        [
            self.number_field(names[0], label, values[0]).wide(),
            self.number_field(names[1], &low, values[1]),
            self.number_field(names[2], &high, values[2]),
        ]
    }
}

impl NumberField {
    /// The same field, taking what room there is.
    pub(crate) fn wide(self) -> Self {
        Self { is_wide: true, ..self }
    }

    /// The same field, which must say something.
    pub(crate) fn needed(self) -> Self {
        Self { is_needed: true, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    const NAMES: [&str; 3] = ["people", "low", "high"];

    fn typed() -> Typed {
        Typed::new(Catalogue::of(Language::English))
    }

    #[test]
    fn a_figure_has_both_limits_or_none_and_what_lacks_is_named() {
        for (texts, wrong) in [
            (["", "5", ""], "high"),
            (["", "", "5"], "low"),
            (["", "4", "5"], "people"),
            (["many", "4", "5"], "people"),
            (["6", "4", "5"], "people"),
            (["-1", "", ""], "people"),
            (["5", "4", "1,000"], "high"),
        ] {
            let mut typed = typed();
            assert!(typed.amount(NAMES, texts).unwrap().is_none(), "{texts:?}");
            let named: Vec<&str> = typed.wrong.iter().map(|(name, _)| *name).collect();
            assert_eq!(named, [wrong], "{texts:?}");
            assert!(typed.status().is_client_error());
        }
        for texts in [["5", "", ""], [" 5 ", "4", "6"], ["", "", ""]] {
            let mut typed = typed();
            let read = typed.amount(NAMES, texts).unwrap();
            assert_eq!(read.is_some(), !texts[0].is_empty());
            assert!(typed.is_right() && typed.status() == StatusCode::OK);
        }
    }

    #[test]
    fn what_was_typed_is_shown_again_with_what_is_wrong_with_it() {
        let mut typed = typed();
        assert_eq!(typed.read::<f64>("people", "about <5>"), None);
        let label = typed.words.say("victims");
        let field = typed.number_field("people", &label, "about <5>");
        assert_eq!(field.value, "about <5>");
        assert!(field.wrong.unwrap().sentence.contains("about <5>"));
        assert!(matches!(typed.trouble(), Some(Trouble::Unreadable(_))));
    }
}
