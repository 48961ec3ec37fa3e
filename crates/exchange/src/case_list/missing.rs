//! What stands in a cell of a case list and means that nothing is known.
//!
//! Missing is missing: two people of whom nothing is known do not agree in that. But `Null` is a
//! surname, `Na` and `Nan` are names, `NA` is Namibia and 99 an age; such words are missing only where
//! they stand far more often than a name would.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use concert_terms::CaseField;

use crate::case_list::by_heading::words;
use crate::case_list::note::{CaseNoteRule, Notes};
use crate::case_list::texts::CaseTexts;
use crate::case_list::{by_values, is_name};

/// The lists of `data/case_words.csv`: list, plain wording, value.
static WORDS: LazyLock<HashMap<(&'static str, String), &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/case_words.csv").lines().skip(1);
    let mut all = HashMap::new();
    for line in lines {
        let cells: Vec<&str> = line.splitn(4, ',').collect();
        if let [list, value, _, wording] = cells[..] {
            all.entry((list, words(wording).join(" "))).or_insert(value);
        }
    }
    all
});

/// What a text means in a list of `data/case_words.csv`.
pub(crate) fn word(list: &'static str, text: &str) -> Option<&'static str> {
    // No word of the lists is longer.
    if text.len() > 60 {
        return None;
    }
    WORDS.get(&(list, words(text).join(" "))).copied()
}

/// A text that is no answer whatever was asked: without a letter or digit, or a word that no person
/// and no place is called.
pub(crate) fn certain(text: &str) -> bool {
    !text.contains(char::is_alphanumeric) || word("missing", text).is_some()
}

/// The texts of a column without those that are no answer whatever was asked, and then without those
/// that are none to what the column asks.
pub(crate) fn without(
    texts: CaseTexts,
    field: CaseField,
    column: usize,
    heading: &str,
    notes: &mut Notes,
) -> CaseTexts {
    let words_for_nothing = words_for_nothing(&texts, field, column, heading, notes);
    let sentinel_age = field == CaseField::Age && is_sentinel_99(&texts);
    let is_impossible =
        |text: &str| impossible(text, field) || (sentinel_age && matches!(text, "99" | "99.0"));
    let unthinkable = texts.count(is_impossible);
    if unthinkable == 0 && words_for_nothing.is_empty() {
        return texts;
    }
    notes.column(CaseNoteRule::Impossible, column, heading, unthinkable);
    texts.mapped(|text| {
        let nothing = words_for_nothing.iter().any(|word| word == text) || is_impossible(text);
        (!nothing).then(|| text.to_owned())
    })
}

/// The texts that could be names or codes and are read as missing.
fn words_for_nothing(
    texts: &CaseTexts,
    field: CaseField,
    column: usize,
    heading: &str,
    notes: &mut Notes,
) -> Vec<String> {
    // No such word is longer.
    let suspicious = |text: &str| text.len() <= 8 && word("missing-or-name", text).is_some();
    let suspects: Vec<(&str, u32)> = texts.counted().filter(|(text, _)| suspicious(text)).collect();
    if suspects.is_empty() {
        return Vec::new();
    }
    let known: HashSet<&str> = suspects.iter().map(|(text, _)| *text).collect();
    let others = || texts.counted().filter(|(text, _)| !known.contains(text));
    let held: u32 = others().map(|(_, count)| count).sum();
    let all: u32 = held + suspects.iter().map(|(_, count)| count).sum::<u32>();
    let most_frequent = others().map(|(_, count)| count).max().unwrap_or(0);
    let like = |is: &dyn Fn(&str) -> bool| {
        5 * others().filter(|(t, _)| is(t)).map(|(_, n)| n).sum::<u32>() >= 4 * held
    };
    let codes = matches!(
        field,
        CaseField::Citizenship | CaseField::Country | CaseField::Region | CaseField::District
    ) && held > 0
        && like(&|text| text.chars().count() <= 3);
    let (mut nothing, mut times, mut kept) = (Vec::new(), 0, 0);
    for (text, count) in suspects {
        let plain = text.to_lowercase();
        let computer = matches!(plain.as_str(), "null" | "none" | "nil" | "nan" | "na");
        let is_missing = if is_name(field) || field == CaseField::Text {
            // A program wrote it if it is written as the other texts are not.
            let upper = |text: &str| !text.contains(char::is_lowercase);
            let odd = held > 0
                && (like(&|other| upper(other)) != upper(text))
                && (upper(text) || text == plain);
            let rare_as_name =
                matches!(plain.as_str(), "null" | "none" | "nil") || (computer && odd);
            let often = 200 * u64::from(count) >= u64::from(all) && count >= 3;
            let far_more = count >= 5 && count > 3 * most_frequent && 100 * count >= all;
            (rare_as_name && often) || far_more
        } else {
            computer && !(codes && plain == "na")
        };
        if is_missing {
            times += count;
            nothing.push(text.to_owned());
        } else if computer && !codes {
            kept += count;
        }
    }
    notes.column(CaseNoteRule::WordsForNothing, column, heading, times);
    notes.column(CaseNoteRule::PerhapsMissing, column, heading, kept);
    nothing
}

/// 99 among ages means "not known" where it stands at least five times as often as all ages from 90 to
/// 98 together, and five times at least.
fn is_sentinel_99(texts: &CaseTexts) -> bool {
    let age = |text: &str| text.strip_suffix(".0").unwrap_or(text).parse::<u16>().ok();
    let ninety_nine = texts.count(|text| age(text) == Some(99));
    let nineties = texts.count(|text| age(text).is_some_and(|age| (90..99).contains(&age)));
    ninety_nine >= 5 && ninety_nine >= 5 * nineties
}

/// A text that cannot be what the column says: an age of 999, the month 0, the 99th of 99, a telephone
/// of noughts.
fn impossible(text: &str, field: CaseField) -> bool {
    let number = || text.parse::<f64>().ok();
    let outside =
        |low: f64, high: f64| number().is_some_and(|number| !(low..=high).contains(&number));
    let all = |same: char| {
        let digits = || text.chars().filter(char::is_ascii_digit);
        !text.contains(char::is_alphabetic) && digits().count() >= 4 && digits().all(|d| d == same)
    };
    let filler = || all('0') || all('9');
    match field {
        CaseField::Age => outside(0.0, 120.0),
        CaseField::BirthYear => {
            number()
                .is_some_and(|year| year < 0.0 || (100.0..1850.0).contains(&year) || year > 2100.0)
                || filler()
        }
        CaseField::BirthMonth => outside(1.0, 12.0),
        CaseField::BirthDay => outside(1.0, 31.0),
        CaseField::BirthDate | CaseField::EventDate => {
            filler()
                || text.starts_with("9999")
                || text.starts_with("0000")
                || text.starts_with("0001-01-01")
                || outside(0.0, 1e8) && by_values::day(text).is_none()
        }
        CaseField::Phone | CaseField::IdentityNumber => filler(),
        CaseField::PostalCode => all('0'),
        _ => false,
    }
}
