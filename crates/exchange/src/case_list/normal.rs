//! Sexes and forms of exploitation as codes, and numbers without the `.0` that programs leave behind.

use std::collections::HashSet;

use concert_terms::{CaseField, Form, Stated};

use crate::case_list::by_heading::words;
use crate::case_list::missing;
use crate::case_list::note::{CaseNoteRule, Notes};
use crate::case_list::texts::CaseTexts;
use crate::dates;
use crate::row_reader::list;
use crate::wording;

/// The texts as codes, where the field has codes and they are understood.
pub(crate) fn normal(
    texts: CaseTexts,
    field: CaseField,
    column: usize,
    heading: &str,
    notes: &mut Notes,
) -> CaseTexts {
    match field {
        CaseField::Sex => {
            let letters = Letters::of(&texts);
            let unknown = texts.count(|text| sex(text, letters).is_none());
            notes.column(CaseNoteRule::SexNotUnderstood, column, heading, unknown);
            texts.mapped(|text| match sex(text, letters) {
                Some("") => None,
                Some(sex) => Some(sex.to_owned()),
                None => Some(text.to_owned()),
            })
        }
        CaseField::Form => {
            let unknown = texts.count(|text| form(text).is_none());
            notes.column(CaseNoteRule::FormNotUnderstood, column, heading, unknown);
            texts.mapped(|text| Some(form(text).unwrap_or_else(|| text.to_owned())))
        }
        CaseField::BirthMonth if texts.count(|text| text.parse::<f64>().is_err()) > 0 => texts
            .mapped(|text| {
                let month = dates::month(text).filter(|_| text.contains(char::is_alphabetic));
                let number = text.strip_suffix(".0").unwrap_or(text);
                Some(month.map_or_else(|| number.to_owned(), |month| month.to_string()))
            }),
        CaseField::Age
        | CaseField::BirthYear
        | CaseField::BirthMonth
        | CaseField::BirthDay
        | CaseField::BirthDate
        | CaseField::PostalCode
        | CaseField::HouseNumber
        | CaseField::Phone
        | CaseField::IdentityNumber
            if has_programs_noughts(&texts) =>
        {
            texts.mapped(|text| Some(text.strip_suffix(".0").unwrap_or(text).to_owned()))
        }
        _ => texts,
    }
}

/// Nine in ten numbers end in `.0`: a program kept whole numbers as fractions.
fn has_programs_noughts(texts: &CaseTexts) -> bool {
    let is_number = |text: &str| text.parse::<f64>().is_ok();
    let with = texts.count(|text| is_number(text) && text.ends_with(".0"));
    with > 0 && 10 * with >= 9 * texts.count(is_number)
}

/// What the letter M means in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    /// Male, and 1 and 2 are male and female (ISO/IEC 5218).
    Usual,
    /// `mujer`, beside H for `hombre` or V for `varón`.
    Mujer,
    /// The column says 0 and 1, which mean different things on different lists.
    Bits,
}

impl Letters {
    fn of(texts: &CaseTexts) -> Self {
        let codes: HashSet<String> =
            texts.distinct().iter().map(|text| text.to_lowercase()).collect();
        let has = |code: &str| codes.contains(code);
        if has("m") && !has("f") && !has("w") && (has("h") || has("v")) {
            Self::Mujer
        } else if has("0") && has("1") && !has("2") {
            Self::Bits
        } else {
            Self::Usual
        }
    }
}

/// `male`, `female` or `other`; the empty text if the code says that it is not known.
fn sex(text: &str, letters: Letters) -> Option<&'static str> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    match (words(text).concat().as_str(), letters) {
        ("m", Letters::Mujer) | ("2", Letters::Usual) => Some("female"),
        ("h" | "v", Letters::Mujer) | ("1", Letters::Usual) => Some("male"),
        ("0" | "9" | "99", Letters::Usual) | ("u" | "n", _) => Some(""),
        _ => sex_word(text),
    }
}

/// The sex that a word or letter means in any of the languages.
pub(crate) fn sex_word(text: &str) -> Option<&'static str> {
    missing::word("sex", text).or_else(|| {
        let found = wording::find("sex", text)?;
        ["male", "female", "other"].into_iter().find(|sex| *sex == found.value)
    })
}

/// The codes of one or several forms, if every one is understood.
fn form(text: &str) -> Option<String> {
    let mut stated: Stated<Form> = Stated::UNSTATED;
    for entry in list(text) {
        let values = entry.parse::<Stated<Form>>().ok().or_else(|| {
            // `ForcedLabour` is two words.
            let found = wording::find("form", entry);
            found.or_else(|| wording::find("form", &words(entry).join(" ")))?.value.parse().ok()
        })?;
        stated = stated.union(values);
    }
    (!stated.is_unstated()).then(|| stated.to_string())
}
