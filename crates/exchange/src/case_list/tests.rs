use super::*;
use std::fmt::Write as _;

use crate::{Limits, read_own};
use concert_terms::Axis;

fn workbook(csv: &str) -> Workbook {
    read_own("made-up.csv", csv.as_bytes(), &Limits::for_case_lists()).unwrap()
}

fn read(csv: &str) -> CaseRows {
    read_case_list(&workbook(csv), &[]).unwrap()
}

fn fields(list: &CaseRows) -> Vec<&'static str> {
    list.columns.iter().map(|column| column.field.code()).collect()
}

fn rules(list: &CaseRows) -> Vec<CaseNoteRule> {
    list.notes.iter().map(|note| note.rule).collect()
}

/// A list of many rows, made by a function of the row's number.
fn many(head: &str, rows: usize, row: impl Fn(usize) -> String) -> String {
    let mut csv = format!("{head}\n");
    for number in 0..rows {
        csv.push_str(&row(number));
        csv.push('\n');
    }
    csv
}

#[test]
fn truth_is_ignored_and_said_so_whatever_it_is_called() {
    for heading in ["cluster", "true_id", "Entity ID", "ent_id", "ground_truth"] {
        let csv = many(&format!("rec_id,{heading},given_name,surname"), 9, |n| {
            format!("r{n},e{},Awa,Diallo", n / 2)
        });
        let list = read(&csv);
        assert_eq!(fields(&list), ["given-name", "family-name"], "{heading}");
        assert_eq!(list.ignored[0].why, WhyIgnored::Truth);
        assert!(rules(&list).contains(&CaseNoteRule::TruthIgnored));
        assert_eq!(list.ids[1], "r1");
    }
}

#[test]
fn a_repeated_id_beside_a_unique_one_is_neither_compared_nor_the_identifier() {
    let list =
        read(&many("id,record,first name,last name", 8, |n| format!("{},r{n},Awa,Ba", n / 3)));
    assert_eq!(list.id_column.as_ref().unwrap().heading, "record");
    assert_eq!(list.ignored[0].why, WhyIgnored::OtherId);
    assert!(rules(&list).contains(&CaseNoteRule::AmbiguousId));
    let person = read(&many("person_id,first name,last name", 8, |n| format!("{},Awa,Ba", n / 3)));
    assert_eq!(person.ignored[0].why, WhyIgnored::Truth);
    assert_eq!(person.ids, ["2", "3", "4", "5", "6", "7", "8", "9"]);
}

#[test]
fn identifiers_that_repeat_or_miss_are_made_unique_by_the_number_of_the_row() {
    let list = read(
        "id,name,dob\nA,Awa Ba,1990-01-02\nA,Ivan,1991-02-03\n,Ada,1992-03-04\nA#3,Bo,1993-01-01\n",
    );
    assert_eq!(list.ids, ["A", "A#3#", "#4", "A#3"]);
    assert_eq!(list.rows, [2, 3, 4, 5]);
    assert!(rules(&list).contains(&CaseNoteRule::IdsMadeUnique));
}

#[test]
fn names_are_told_apart_by_what_stands_beside_them() {
    for (head, expected) in [
        ("Nom,Prénom", ["family-name", "given-name"]),
        ("Nombre,Apellidos", ["given-name", "family-name"]),
        ("Имя,Фамилия", ["given-name", "family-name"]),
        ("Emri,Mbiemri", ["given-name", "family-name"]),
        ("Ad,Soyad", ["given-name", "family-name"]),
        ("Name,Vorname", ["family-name", "given-name"]),
        ("Nume,Prenume", ["family-name", "given-name"]),
        ("fname,sname", ["given-name", "family-name"]),
        ("الاسم,اسم العائلة", ["given-name", "family-name"]),
    ] {
        assert_eq!(fields(&read(&format!("{head}\nAwa,Ba\nBo,Li\n"))), expected, "{head}");
    }
    let three = read("fname,sname,surname\nAwa,Mai,Ba\nBo,Ann,Li\n");
    assert_eq!(fields(&three), ["given-name", "middle-name", "family-name"]);
}

#[test]
fn a_second_column_of_one_meaning_becomes_another_name_or_text() {
    let list = read(
        "fname_c1,fname_c2,lname_c1,lname_c2,address_1,address_2,phone 1,phone 2\nAwa,Mai,Ba,Li,a,b,+2211234567,+2217654321\n",
    );
    let expected = [
        "given-name",
        "middle-name",
        "family-name",
        "other-name",
        "street",
        "text",
        "phone",
        "phone",
    ];
    assert_eq!(fields(&list), expected);
    assert_eq!(
        rules(&list).iter().filter(|rule| **rule == CaseNoteRule::SecondOfItsKind).count(),
        3
    );
}

#[test]
fn a_whole_name_that_repeats_its_parts_is_left_out_and_one_that_says_more_is_not() {
    let csv = |middle: &str| {
        many("full_name,first_and_surname,first_name,surname", 20, |n| {
            format!("Awa {middle} Ba{n},Awa Ba{n},Awa,Ba{n}")
        })
    };
    assert_eq!(fields(&read(&csv(""))), ["given-name", "family-name"]);
    assert_eq!(fields(&read(&csv("Mai"))), ["full-name", "given-name", "family-name"]);
}

#[test]
fn headings_that_say_nothing_leave_it_to_the_values() {
    let names = ["Awa", "Fatou", "Ivan", "Olena", "Petro", "Maria", "Nok", "Omar"];
    let csv = many("V1;V2;V3;V4;V5;V6;V7;V8", 40, |n| {
        format!(
            "r{n};{};Family{};{}-05-{:02};{};2024-03-{:02};p{n}@example.org;{}",
            names[n % 8],
            char::from(b'a' + (n % 26) as u8),
            1960 + n,
            n % 28 + 1,
            ["F", "M"][n % 2],
            n % 28 + 1,
            n % 3,
        )
    });
    let list = read(&csv);
    let expected =
        ["given-name", "family-name", "birth-date", "sex", "event-date", "email", "text"];
    assert_eq!(fields(&list), expected);
    assert_eq!(list.id_column.as_ref().unwrap().heading, "V1");
    assert_eq!(list.columns[0].how, HowKnown::ByValues);
    assert_eq!(list.columns[6].how, HowKnown::Unknown);
    let headless = csv.split_once('\n').unwrap().1;
    let list = read(headless);
    assert_eq!((list.len(), fields(&list)), (40, expected.to_vec()));
    assert!(rules(&list).contains(&CaseNoteRule::NoHeadings));
    assert_eq!(list.columns[0].heading, "B");
}

#[test]
fn a_column_called_date_is_of_births_if_it_reaches_far_and_of_events_if_not() {
    let births = many("first,last,date", 30, |n| format!("Awa,Ba,{}-02-03", 1960 + n));
    assert_eq!(fields(&read(&births)), ["given-name", "family-name", "birth-date"]);
    let events = many("first,last,date", 30, |n| format!("Awa,Ba,{}-02-03", 2020 + n % 3));
    assert_eq!(fields(&read(&events)), ["given-name", "family-name", "event-date"]);
}

#[test]
fn what_is_told_comes_before_headings_and_values_and_must_be_there() {
    let book = workbook("V1,name,town\nBa,Awa,Kolda\nLi,Bo,Thies\n");
    let told = |texts: &[&str]| -> Result<CaseRows, CaseListRefusal> {
        let told: Result<Vec<Told>, _> = texts.iter().map(|text| text.parse()).collect();
        read_case_list(&book, &told?)
    };
    let list = told(&["V1=family-name", "C = ignore"]).unwrap();
    assert_eq!(fields(&list), ["family-name", "given-name"]);
    assert_eq!(list.columns[0].how, HowKnown::Told);
    assert_eq!(list.ignored[0].why, WhyIgnored::Told);
    let refused = told(&["V9=family-name"]).unwrap_err();
    let headings = ["V1", "name", "town"].map(str::to_owned).to_vec();
    assert_eq!(refused, CaseListRefusal::UnknownHeading { told: "V9".to_owned(), headings });
    assert_eq!(told(&["V1=nose"]).unwrap_err().code(), "exchange/unknown-field");
    assert_eq!(told(&["V1"]).unwrap_err().code(), "exchange/unknown-field");
    let twice = told(&["V1=given-name", "name=given-name"]).unwrap_err();
    assert_eq!(twice.code(), "exchange/told-twice");
    assert!(CaseListRefusal::fields().any(|word| word == "family-name"));
}

#[test]
fn missing_is_missing_in_every_language_and_a_name_stays_a_name() {
    let nothing = [
        "",
        "N/A",
        "n.a.",
        "unknown",
        "Not known",
        "-",
        "?",
        "inconnue",
        "n.d.",
        "desconocido",
        "неизвестно",
        "غير معروف",
        "不详",
        "unbekannt",
        "sconosciuto",
        "necunoscut",
        "bilinmiyor",
        "невідомо",
        "i panjohur",
    ];
    let csv = many("first name,last name,age", 40, |n| {
        let name = nothing.get(n).copied().unwrap_or("Awa");
        format!("{name},Ba{},{}", char::from(b'a' + (n % 26) as u8), 20 + n % 9)
    });
    assert_eq!(read(&csv).columns[0].texts.filled(), 40 - nothing.len());
    // One Null and two called Na among forty are people; thirty of a hundred are not.
    let few = many("first name,last name", 40, |n| {
        let family = ["Null", "Na", "Na"].get(n).copied().unwrap_or("Ba");
        format!("Awa{},{family}", char::from(b'a' + (n % 26) as u8))
    });
    let list = read(&few);
    assert_eq!(list.columns[1].texts.filled(), 40);
    assert!(rules(&list).contains(&CaseNoteRule::PerhapsMissing));
    let often = many("first name,last name", 100, |n| {
        format!("{},Ba", if n % 3 == 0 { "NULL" } else { ["Awa", "Bo"][n % 2] })
    });
    let list = read(&often);
    assert_eq!(list.columns[0].texts.filled(), 66);
    assert!(rules(&list).contains(&CaseNoteRule::WordsForNothing));
}

#[test]
fn namibia_is_a_country_and_an_impossible_age_or_month_is_missing() {
    let csv = many("name,citizenship,age,bm,phone", 30, |n| {
        let age = if n % 5 == 0 {
            "999"
        } else if n % 5 == 1 {
            "99"
        } else {
            "27"
        };
        let country = if n % 3 == 0 { "NA" } else { "SN" };
        format!(
            "Awa Ba,{country},{age},{},{}",
            n % 13,
            if n == 4 { "0000000" } else { "0771234567" }
        )
    });
    let list = read(&csv);
    let filled = |field| list.column(field).unwrap().texts.filled();
    assert_eq!(filled(CaseField::Citizenship), 30);
    assert_eq!(filled(CaseField::Age), 18);
    assert_eq!(filled(CaseField::BirthMonth), 27);
    assert_eq!(filled(CaseField::Phone), 29);
}

#[test]
fn a_birthday_is_the_day_of_the_month_where_numbers_to_31_stand_there_and_else_a_date() {
    let parts = many("first name,birth_year,birth_month,birth_day", 30, |n| {
        format!("Awa,{},{},{}", 1960 + n, 1 + n % 12, 1 + n)
    });
    assert_eq!(fields(&read(&parts)), ["given-name", "birth-year", "birth-month", "birth-day"]);
    let spreadsheet = many("first name,yob,mob,birthday", 30, |n| {
        format!("Awa,{}.0,{}.0,{}.0", 1960 + n, 1 + n % 12, 1 + n)
    });
    assert_eq!(
        fields(&read(&spreadsheet)),
        ["given-name", "birth-year", "birth-month", "birth-day"]
    );
    let whole =
        many("first name,day of birth", 28, |n| format!("Awa,19{}-05-{:02}", 60 + n, n + 1));
    assert_eq!(fields(&read(&whole)), ["given-name", "birth-date"]);
    // Of children, years of two digits: no day of any month that the list tells.
    let years = many("first name,born", 20, |n| format!("Awa,{:02}", 5 + n));
    assert_eq!(fields(&read(&years)), ["given-name", "birth-date"]);
}

#[test]
fn months_of_birth_are_read_as_words_too() {
    let list = read("name,month of birth\nAwa,May\nAwa,octobre\nAwa,11\nAwa,unlucky\n");
    let months = list.column(CaseField::BirthMonth).unwrap().texts.iter();
    assert_eq!(months.collect::<Vec<_>>(), ["5", "10", "11", "unlucky"]);
}

#[test]
fn sexes_and_forms_become_codes_and_what_is_not_understood_stays() {
    let sexes = |cells: &[&str]| -> Vec<String> {
        let csv = format!("name,sex\nAwa,{}\n", cells.join("\nAwa,"));
        read(&csv).column(CaseField::Sex).unwrap().texts.iter().map(str::to_owned).collect()
    };
    assert_eq!(
        sexes(&["M", "f", "Homme", "женский", "ذكر", "女"]),
        ["male", "female", "male", "female", "male", "female"]
    );
    assert_eq!(sexes(&["1", "2", "9"]), ["male", "female", ""]);
    assert_eq!(sexes(&["1.0", "2.0"]), ["male", "female"]);
    assert_eq!(sexes(&["H", "M"]), ["male", "female"]);
    assert_eq!(sexes(&["M", "Ж"]), ["male", "female"]);
    assert_eq!(sexes(&["E", "K"]), ["male", "female"]);
    assert_eq!(sexes(&["0", "1"]), ["0", "1"]);
    assert_eq!(sexes(&["TransgenderFeminine", "quux"]), ["other", "quux"]);
    let forms = read("name,Type of exploitation\nAwa,ForcedLabour\nBo,prostitution\nCy,quux\n");
    let texts: Vec<&str> = forms.column(CaseField::Form).unwrap().texts.iter().collect();
    assert_eq!(texts, ["EX.LAB", "EX.SEX.prostitution", "quux"]);
    assert!(rules(&forms).contains(&CaseNoteRule::FormNotUnderstood));
}

#[test]
fn rows_too_wide_or_with_broken_quotes_are_left_out_with_the_reason() {
    let list = read("id,first,last\n1,Awa,Ba\n2,Bo,Li,extra\n3,\"C\"y,Po\n4,Di\n5,Ed,Fo,,\n");
    let broken: Vec<(u32, &str)> =
        list.broken.iter().map(|row| (row.row, row.fault.code())).collect();
    assert_eq!(broken, [(3, "exchange/row-too-wide"), (4, "exchange/broken-quotes")]);
    assert_eq!(list.ids, ["1", "4", "5"]);
    assert_eq!(list.columns[1].texts.get(1), None);
}

#[test]
fn a_list_without_records_or_without_anything_to_compare_is_refused() {
    let refused = |csv: &str| read_case_list(&workbook(csv), &[]).unwrap_err().code();
    assert_eq!(
        refused("id,colour,shape\n1,red,round\n2,red,flat\n"),
        "exchange/nothing-to-compare"
    );
    assert_eq!(refused("id,first name,last name\n"), "exchange/no-record");
    assert_eq!(refused("id,first name,last name\n1,,\n2,?,n/a\n"), "exchange/nothing-to-compare");
    let list = read("id,name,dob\n1,Awa Ba,1990-01-01\n");
    assert_eq!(list.len(), 1);
}

#[test]
fn lists_all_alike_or_twice_the_same_are_read_and_said_so() {
    let list = read(&many("id,name,dob", 20, |_| "1,Awa Ba,1990-01-01".to_owned()));
    assert_eq!(list.len(), 20);
    let rules = rules(&list);
    for rule in [CaseNoteRule::AllAlike, CaseNoteRule::SameRowTwice, CaseNoteRule::IdsMadeUnique] {
        assert!(rules.contains(&rule), "{rule:?}");
    }
}

#[test]
fn titles_second_headings_hashtags_and_repeated_headings_are_no_records() {
    let list = read(
        "Made-up list of cases,,\n,,\nfirst name,last name,date of birth\nprs_FirstName,prs_SecondName,prs_Birthdate\nAwa,Ba,1990-02-03\nfirst name,last name,date of birth\nBo,Li,1991-02-03\n",
    );
    assert_eq!(list.rows, [5, 7]);
    let tagged = read("a,b,c\n#meta+id,#person+name+full,#date+birth\nx1,Awa Ba,1990-02-03\n");
    assert_eq!(fields(&tagged), ["full-name", "birth-date"]);
    assert_eq!(tagged.columns[0].how, HowKnown::ByTag);
    assert_eq!(tagged.ids, ["x1"]);
}

#[test]
fn a_record_with_words_that_are_also_headings_is_no_row_of_headings() {
    let list = read("alpha,name,gamma\nx,Awa Ba,y\ncitizenship,Ad,place\nz,Bo Li,w\n");
    assert_eq!((list.len(), list.rows[0]), (3, 2));
}

#[test]
fn quality_counts_what_is_filled_frequent_habitual_and_out_of_range() {
    let csv = many("id,name,dob,age", 10, |n| {
        let dob = ["1990-01-01", "1990-01-01", "1890-02-03", "2031-02-03", "soon"]
            .get(n)
            .unwrap_or(&"1991-05-06");
        format!("{n},{},{dob},{}", if n < 2 { "" } else { "Awa Ba" }, 20 + n)
    });
    let judged = quality(&read(&csv), 2026);
    let of = |field| judged.iter().find(|column| column.field == field).unwrap();
    let name = of(CaseField::FullName);
    assert_eq!(
        (name.filled, name.distinct, name.most_frequent, name.all_alike),
        (0.8, 1, 1.0, false)
    );
    let dob = of(CaseField::BirthDate);
    assert_eq!((dob.habitual, dob.out_of_range, dob.not_understood), (Some(0.2), 2, 1));
    assert_eq!(of(CaseField::Age).habitual, Some(0.2));
}

/// A name is planted in every column of every kind; nothing that is said about the list, whether it is
/// read or refused, may hold it.
#[test]
fn no_note_no_refusal_and_no_debug_holds_a_text_of_a_record() {
    const CANARY: &str = "Zebedeo";
    let mut heads: Vec<String> =
        CaseField::from_all().map(|field| field.replace('-', " ")).collect();
    heads
        .extend(["cluster", "V1", "date", "sname", "person_id", "given name 2"].map(str::to_owned));
    let cell = |n: usize, column: usize| match (n + column) % 4 {
        0 => format!("{CANARY}{}", n / 3),
        1 => format!("\"{CANARY}, the {n}th\""),
        2 => "NULL".to_owned(),
        _ => CANARY.to_owned(),
    };
    let mut csv = many(&heads.join(","), 60, |n| {
        let row: Vec<String> = (0..heads.len()).map(|column| cell(n, column)).collect();
        row.join(",")
    });
    write!(
        csv,
        "\"{CANARY}\"x,broken\n{CANARY}{}\n{CANARY}\u{fffd},\"open {CANARY}\n",
        ",w".repeat(60)
    )
    .unwrap();
    let book = workbook(&csv);
    let list = read_case_list(&book, &[]).unwrap();
    let mut said = format!(
        "{book:?} {list:?} {:?} {:?} {:?} {:?}",
        list.notes, list.broken, list.ignored, list.id_column
    );
    write!(said, "{:?} {:?} {:?}", list.columns, quality(&list, 2026), list.columns[0].texts)
        .unwrap();
    assert!(list.broken.len() >= 2 && list.notes.len() > 5);
    for told in ["V7=age", "V1=nose", "V1=age"] {
        let refused =
            told.parse::<Told>().and_then(|told| read_case_list(&book, &[told]).map(|_| ()));
        write!(
            said,
            "{refused:?} {}",
            refused.as_ref().err().map(ToString::to_string).unwrap_or_default()
        )
        .unwrap();
    }
    for csv in [
        many("id,colour", 9, |n| format!("{n},{CANARY}")),
        format!("first name,last name\n\"{CANARY},x\n"),
        format!("{CANARY}\n{CANARY}\n"),
    ] {
        match read_own("x.csv", csv.as_bytes(), &Limits::for_case_lists()) {
            Ok(book) => write!(said, "{:?}", read_case_list(&book, &[])).unwrap(),
            Err(refused) => write!(said, "{refused:?} {refused}").unwrap(),
        }
    }
    assert!(!said.contains(CANARY), "{said}");
}

trait All {
    fn from_all() -> std::vec::IntoIter<String>;
}

impl All for CaseField {
    fn from_all() -> std::vec::IntoIter<String> {
        let all = (0..Self::COUNT).filter_map(Self::at).map(|field| field.to_string());
        all.collect::<Vec<_>>().into_iter()
    }
}
