//! What the heading of a column of a case list says, in any of the languages of
//! `data/case_headings.csv`.
//!
//! Case, accents, separators and numbering do not matter; prefixes of data models (`prs_`, `victim_`)
//! and endings (`_c1`, `_fake`) do not hide the word. A heading about somebody else (`Mother's phone`,
//! `Interviewer name`) says nothing about the person.

use std::collections::HashMap;
use std::sync::LazyLock;

use concert_terms::CaseField;

use crate::hxl::Tag;
use crate::wording::{plain, slips};

/// The languages in which headings are read (ISO 639-1).
pub const LANGUAGES: [&str; 15] =
    ["en", "ar", "de", "es", "fr", "it", "nl", "pl", "pt", "ro", "ru", "sq", "tr", "uk", "zh"];

/// What a heading says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Said {
    /// The column is this.
    Field(CaseField),
    /// It is the first, unless another column is, and then the second.
    Either(CaseField, CaseField),
    /// It is a date, of birth or of something else.
    SomeDate,
    /// It identifies the person, perhaps across records.
    Person,
    /// It is the true identity.
    Truth,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Heading {
    pub(crate) said: Said,
    pub(crate) language: &'static str,
}

static HEADINGS: LazyLock<HashMap<String, Heading>> = LazyLock::new(|| {
    let mut headings = HashMap::new();
    for line in include_str!("../../data/case_headings.csv").lines().skip(1) {
        let mut cells = line.splitn(3, ',');
        let (Some(said), Some(language), Some(wording)) =
            (cells.next().and_then(said_by), cells.next(), cells.next())
        else {
            continue;
        };
        headings.entry(key(&words(wording))).or_insert(Heading { said, language });
    }
    headings
});

fn said_by(word: &str) -> Option<Said> {
    Some(match word {
        "truth" => Said::Truth,
        "person-id" => Said::Person,
        "date?" => Said::SomeDate,
        word => match word.split_once('>') {
            Some((first, second)) => Said::Either(first.parse().ok()?, second.parse().ok()?),
            None => Said::Field(word.parse().ok()?),
        },
    })
}

/// Words of data models before the word that matters.
const PREFIXES: [&str; 26] = [
    "prs",
    "vic",
    "cas",
    "per",
    "hte",
    "victim",
    "client",
    "beneficiary",
    "person",
    "patient",
    "survivor",
    "case",
    "respondent",
    "individual",
    "applicant",
    "main",
    "primary",
    "subject",
    "mailing",
    "q",
    "col",
    "field",
    "res",
    "home",
    "current",
    "rec",
];

/// Words after it that say how it is kept, not what it is.
const ENDINGS: [&str; 41] = [
    "fake",
    "raw",
    "clean",
    "cleaned",
    "orig",
    "original",
    "std",
    "norm",
    "normalized",
    "normalised",
    "txt",
    "text",
    "str",
    "string",
    "en",
    "fr",
    "ar",
    "es",
    "ru",
    "uk",
    "latin",
    "local",
    "value",
    "val",
    "field",
    "col",
    "a",
    "b",
    "l",
    "r",
    "x",
    "y",
    "left",
    "right",
    "cd",
    "desc",
    "iso",
    "iso2",
    "iso3",
    "alpha2",
    "alpha3",
];

/// Words by which a heading is about somebody or something else than the person.
const SOMEBODY_ELSE: [&str; 78] = [
    "mother",
    "mothers",
    "parent",
    "parents",
    "guardian",
    "spouse",
    "husband",
    "wife",
    "child",
    "children",
    "sibling",
    "brother",
    "sister",
    "relative",
    "kin",
    "emergency",
    "interviewer",
    "enumerator",
    "caseworker",
    "worker",
    "staff",
    "officer",
    "organisation",
    "organization",
    "org",
    "agency",
    "trafficker",
    "perpetrator",
    "offender",
    "suspect",
    "exploiter",
    "recruiter",
    "employer",
    "referring",
    "referred",
    "owner",
    "partner",
    "interpreter",
    "lawyer",
    "doctor",
    "school",
    "mere",
    "parents",
    "conjoint",
    "epoux",
    "mari",
    "enfant",
    "organisme",
    "trafiquant",
    "auteur",
    "madre",
    "padres",
    "esposo",
    "conyuge",
    "organizacion",
    "tratante",
    "mae",
    "organizacao",
    "mutter",
    "eltern",
    "ehepartner",
    "мать",
    "матери",
    "родители",
    "супруг",
    "организация",
    "мати",
    "матері",
    "організація",
    "mama",
    "mamei",
    "nena",
    "nenes",
    "anne",
    "الأم",
    "الام",
    "الزوج",
    "المنظمة",
];

/// What a heading says, if that is known.
pub(crate) fn said(heading: &str) -> Option<Heading> {
    let whole = words(heading);
    if let Some(found) = of_words(&whole) {
        return Some(found);
    }
    // "First name / Prénom", "Date of birth (dd/mm/yyyy)", "Sex: m or f".
    let mut parts =
        heading.split(['/', '|', '(', ')', '[', ']', ':', '\n', ';', ',', '?', '–', '—']);
    let found = parts.find_map(|part| of_words(&words(part)));
    found.or_else(|| within(&whole)).or_else(|| slip(&whole))
}

fn of_words(all: &[String]) -> Option<Heading> {
    if all.is_empty() {
        return None;
    }
    let find = |words: &[String]| HEADINGS.get(&key(words)).copied();
    if let Some(found) = find(all) {
        return Some(found);
    }
    let mut words = all;
    while let [rest @ .., last] = words {
        let numbered = last.chars().all(|c| c.is_ascii_digit())
            || (last.len() <= 3
                && last.starts_with(['c', 'v', 'p'])
                && last[1..].parse::<u8>().is_ok());
        if rest.is_empty() || !(numbered || ENDINGS.contains(&last.as_str())) {
            break;
        }
        words = rest;
        if let Some(found) = find(words) {
            return Some(found);
        }
    }
    for ending in [all, words] {
        let mut words = ending;
        while let [first, rest @ ..] = words {
            let numbered = first.len() <= 4
                && first.trim_start_matches(['q', 'v']).chars().all(|c| c.is_ascii_digit());
            if rest.is_empty() || !(numbered || PREFIXES.contains(&first.as_str())) {
                break;
            }
            words = rest;
            if let Some(found) = find(words) {
                return Some(found);
            }
        }
    }
    // `surname1`, `phone2`.
    let [.., last] = all else { return None };
    let bare = last.trim_end_matches(|c: char| c.is_ascii_digit());
    if bare.len() < last.len() && bare.len() >= 3 {
        let mut words = all.to_vec();
        words.pop();
        words.push(bare.to_owned());
        return find(&words);
    }
    None
}

/// The longest known wording of several words within a longer heading that is about the person.
fn within(all: &[String]) -> Option<Heading> {
    if all.len() < 3 || all.len() > 14 || all.iter().any(|w| SOMEBODY_ELSE.contains(&w.as_str())) {
        return None;
    }
    for length in (2..all.len()).rev() {
        for window in all.windows(length) {
            let found = HEADINGS.get(&key(window));
            if let Some(found) =
                found.filter(|_| window.iter().map(|w| w.chars().count()).sum::<usize>() >= 6)
            {
                return Some(*found);
            }
        }
    }
    None
}

/// The wordings that a slip can be told from, as letters, with a bit for each letter that they have.
static LETTERS: LazyLock<Vec<(Vec<char>, u64, Heading)>> = LazyLock::new(|| {
    let letters = |(wording, heading): (&String, &Heading)| {
        let letters: Vec<char> = wording.chars().collect();
        (letters.len() >= 6).then(|| (bits(&letters), letters, *heading))
    };
    let wordings = HEADINGS.iter().filter_map(letters);
    wordings.map(|(bits, letters, heading)| (letters, bits, heading)).collect()
});

fn bits(letters: &[char]) -> u64 {
    letters.iter().fold(0, |bits, letter| bits | 1 << (u32::from(*letter) % 64))
}

/// The only wording that differs by one letter from a heading of at least seven. A digit is never a
/// slip: `phone2` and `phone3` are two columns.
fn slip(all: &[String]) -> Option<Heading> {
    let key: Vec<char> = key(all).chars().collect();
    if key.len() < 7
        || key.len() > 60
        || key.iter().any(char::is_ascii_digit)
        || all.iter().any(|word| SOMEBODY_ELSE.contains(&word.as_str()))
    {
        return None;
    }
    let own = bits(&key);
    let mut near: Option<Heading> = None;
    for (letters, bits, heading) in LETTERS.iter() {
        // A letter changed is at most one bit more and one less.
        if (bits ^ own).count_ones() > 2
            || letters.len().abs_diff(key.len()) > 1
            || slips(letters, &key) > 1
        {
            continue;
        }
        match near {
            Some(found) if found.said != heading.said => return None,
            Some(found) if found.language <= heading.language => {}
            _ => near = Some(*heading),
        }
    }
    near
}

/// The words of a heading without accents and in lower case; `GivenName` is two.
pub(crate) fn words(heading: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(heading.len() + 4);
    let mut before = ' ';
    for letter in heading.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        before = letter;
        match letter {
            'ß' => spaced.push_str("ss"),
            'ë' | 'Ë' | 'ę' | 'Ę' => spaced.push('e'),
            'ё' | 'Ё' => spaced.push('е'),
            'ă' | 'Ă' | 'ą' | 'Ą' => spaced.push('a'),
            'ș' | 'Ș' | 'ş' | 'Ş' | 'ś' | 'Ś' | 'š' | 'Š' => spaced.push('s'),
            'ț' | 'Ț' | 'ţ' | 'Ţ' => spaced.push('t'),
            'ğ' | 'Ğ' => spaced.push('g'),
            'ı' | 'İ' => spaced.push('i'),
            'ł' | 'Ł' => spaced.push('l'),
            'ć' | 'č' | 'Č' => spaced.push('c'),
            'ż' | 'ź' | 'ž' | 'Ž' => spaced.push('z'),
            'ń' => spaced.push('n'),
            'º' => spaced.push('o'),
            'ª' | '°' => {}
            '№' => spaced.push_str("no"),
            '\'' | '’' | 'ʼ' | '`' => spaced.push(' '),
            letter => spaced.push(letter),
        }
    }
    plain(&spaced).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words without blanks, since some write `dateofbirth`.
fn key(words: &[String]) -> String {
    words.concat()
}

/// What a hashtag of the Humanitarian Exchange Language says.
pub(crate) fn said_by_tag(tag: &Tag) -> Option<Said> {
    let has = |words: &[&str]| words.iter().any(|word| tag.has(word));
    let field = match tag.hashtag.as_str() {
        "#meta" | "#id" if has(&["id", "code"]) || tag.hashtag == "#id" => CaseField::RecordId,
        _ if has(&["email"]) => CaseField::Email,
        _ if has(&["phone", "mobile", "tel"]) => CaseField::Phone,
        _ if has(&["passport", "identity"]) => CaseField::IdentityNumber,
        "#gender" | "#sex" => CaseField::Sex,
        "#age" => CaseField::Age,
        "#date" if has(&["birth", "born", "dob"]) && has(&["year"]) => CaseField::BirthYear,
        "#date" if has(&["birth", "born", "dob"]) => CaseField::BirthDate,
        "#date" => CaseField::EventDate,
        _ if has(&["name"]) && has(&["given", "first"]) => CaseField::GivenName,
        _ if has(&["name"]) && has(&["family", "last", "surname"]) => CaseField::FamilyName,
        _ if has(&["name"]) && has(&["middle", "patronymic"]) => CaseField::MiddleName,
        _ if has(&["name"]) && has(&["alias", "other"]) => CaseField::OtherName,
        "#person" | "#beneficiary" | "#contact" if has(&["name"]) => CaseField::FullName,
        "#country" if has(&["citizenship", "nationality", "origin"]) => CaseField::Citizenship,
        "#country" | "#adm1" | "#adm2" | "#loc" if has(&["birth"]) => CaseField::BirthPlace,
        "#country" => CaseField::Country,
        "#region" | "#adm1" => CaseField::Region,
        "#adm2" => CaseField::District,
        "#adm3" | "#adm4" | "#loc" => CaseField::Locality,
        "#activity" | "#indicator" | "#event" if has(&["form", "exploitation"]) => CaseField::Form,
        _ => return None,
    };
    Some(Said::Field(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(heading: &str) -> String {
        match said(heading).map(|heading| heading.said) {
            None => "-".to_owned(),
            Some(Said::Field(field)) => field.to_string(),
            Some(Said::Either(first, second)) => format!("{first}>{second}"),
            Some(Said::SomeDate) => "date?".to_owned(),
            Some(Said::Person) => "person-id".to_owned(),
            Some(Said::Truth) => "truth".to_owned(),
        }
    }

    #[test]
    fn every_wording_of_the_list_says_what_the_list_says() {
        let mut known = HashMap::new();
        for line in include_str!("../../data/case_headings.csv").lines().skip(1) {
            let cells: Vec<&str> = line.splitn(3, ',').collect();
            assert!(said_by(cells[0]).is_some(), "{line}");
            assert!(LANGUAGES.contains(&cells[1]), "{line}");
            assert_eq!(field(cells[2]), cells[0], "{line}");
            if let Some(before) = known.insert(key(&words(cells[2])), line) {
                assert_eq!(before.split(',').next(), line.split(',').next(), "{before}, {line}");
            }
        }
    }

    #[test]
    fn the_headings_that_case_lists_have_are_understood() {
        for (heading, expected) in [
            ("rec_id", "record-id"),
            ("GivenName", "given-name"),
            ("fname_c1", "given-name"),
            ("First name / Prénom", "given-name"),
            ("PRÉNOM(S)", "given-name"),
            ("last_name_1", "family-name"),
            ("sname", "family-name>middle-name"),
            ("prs_FirstName", "given-name"),
            ("prs_First_Name", "given-name"),
            ("prs_SecondName", "family-name>middle-name"),
            ("prs_Birthdate", "birth-date"),
            ("prs_Gender", "sex"),
            ("prs_Citizenship", "citizenship"),
            ("citizenship_iso3", "citizenship"),
            ("prs_MailingPostalCode", "postal-code"),
            ("prs_MobilePhone", "phone"),
            ("vic_TypeOfExploitation", "form"),
            ("cas_IncomingReferralDate", "event-date"),
            ("Mailing State/Province", "region"),
            ("CountryOfExploitation", "country"),
            ("yearOfRegistration", "period"),
            ("postcode_fake", "postal-code"),
            ("address_1", "street"),
            ("soc_sec_id", "identity-number"),
            ("by", "birth-year"),
            ("Date of birth (dd/mm/yyyy)", "birth-date"),
            ("3. What is your date of birth?", "birth-date"),
            ("Surnmae", "family-name"),
            ("date_of_brith", "birth-date"),
            ("Фамилия", "family-name"),
            ("Дата рождения", "birth-date"),
            ("По батькові", "middle-name"),
            ("تاريخ الميلاد", "birth-date"),
            ("الإسم الكامل", "full-name"),
            ("Soyadı", "family-name"),
            ("Numele de familie", "family-name"),
            ("Data nașterii", "birth-date"),
            ("Mbiemri", "family-name"),
            ("出生日期", "birth-date"),
            ("true_id", "truth"),
            ("cluster", "truth"),
            ("ent_id", "truth"),
            ("date", "date?"),
            ("zip code 5", "postal-code"),
            ("Remarks", "text"),
            ("list name", "text"),
            ("Nº expediente", "record-id"),
        ] {
            assert_eq!(field(heading), expected, "{heading}");
        }
    }

    #[test]
    fn what_is_about_somebody_else_or_nothing_known_is_not_guessed() {
        for heading in [
            "Mother's phone number",
            "Name of interviewer",
            "cas_ReferringOrganisation",
            "Nom de la mère",
            "V1",
            "col3",
            "Q7",
            "",
            "vic_MethodsOfControl",
        ] {
            assert_eq!(field(heading), "-", "{heading}");
        }
    }
}
