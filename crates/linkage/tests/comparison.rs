//! Lists in the clear with a planted truth, compared from end to end.

use std::ops::ControlFlow;

use concert_linkage::comparison::{Compared, Refusal, Settings, compare};
use concert_linkage::{CaseColumn, CaseList, Texts};
use concert_terms::CaseField;

const SYLLABLES: [&str; 24] = [
    "ka", "lo", "mi", "ren", "tas", "vor", "bel", "dun", "gri", "hol", "ja", "kes", "lam", "mor",
    "nik", "ost", "pel", "ros", "sil", "tur", "ul", "ven", "wis", "zan",
];

/// A person by number: given name, family name, date of birth, town.
fn person(number: u64) -> [String; 4] {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678;
    let mut draw = |most: u64| {
        state ^= state >> 30;
        state = state.wrapping_mul(0xbf58_476d_1ce4_e5b9);
        state ^= state >> 27;
        state % most
    };
    let mut syllable = || SYLLABLES[draw(24) as usize];
    let given = format!("{}{}", syllable(), syllable());
    let family = format!("{}{}{}", syllable(), syllable(), syllable());
    let town = format!("{}stad", syllable());
    [given, family, format!("{}-{:02}-{:02}", 1950 + draw(50), 1 + draw(12), 1 + draw(28)), town]
}

/// The same person written with a slip.
fn slipped(number: u64) -> [String; 4] {
    let [mut given, mut family, mut birth, mut town] = person(number);
    match number % 5 {
        0 => given = given.replacen('a', "e", 1),
        1 => {
            family.pop();
        }
        2 => std::mem::swap(&mut given, &mut family),
        3 => birth.replace_range(9..10, "9"),
        _ => town.clear(),
    }
    [given, family, birth, town]
}

fn list(name: &str, rows: &[[String; 4]], clean: bool) -> CaseList {
    let fields =
        [CaseField::GivenName, CaseField::FamilyName, CaseField::BirthDate, CaseField::Locality];
    let columns = fields
        .iter()
        .enumerate()
        .map(|(at, &field)| CaseColumn {
            field,
            heading: field.to_string(),
            values: rows.iter().map(|row| row[at].as_str()).collect::<Texts>(),
        })
        .collect();
    CaseList {
        name: name.into(),
        ids: (0..rows.len()).map(|row| row.to_string()).collect(),
        columns,
        clean,
    }
}

fn linked(lists: &[CaseList]) -> Result<Compared, Refusal> {
    let settings = Settings { random_pairs: 50_000, ..Settings::default() };
    compare(lists, &settings, &mut |_, _| ControlFlow::Continue(()))
}

/// People 0 to 599 and, with slips, 400 to 899: 200 are on both lists.
fn two() -> [CaseList; 2] {
    let first: Vec<[String; 4]> = (0..600).map(person).collect();
    let second: Vec<[String; 4]> = (400..900).map(slipped).collect();
    [list("a", &first, true), list("b", &second, true)]
}

#[test]
fn people_on_two_lists_are_found_and_the_expected_rates_are_near_the_true_ones() {
    let compared = linked(&two()).unwrap();
    let best = compared.report.recommended.unwrap();
    let above: Vec<_> = compared
        .pairs
        .iter()
        .filter(|pair| f64::from(pair.log_odds) >= best.threshold - 1e-6)
        .collect();
    let right =
        above.iter().filter(|pair| pair.first >= 400 && pair.second == pair.first + 200).count();
    let precision = right as f64 / above.len() as f64;
    let recall = right as f64 / 200.0;
    assert!(precision > 0.97 && recall > 0.95, "{precision} {recall}");
    assert!((best.precision - precision).abs() < 0.03, "{} {precision}", best.precision);
    assert!((best.recall - recall).abs() < 0.05, "{} {recall}", best.recall);
}

/// A person of one of eight communities of few names: thousands bear the name of somebody else.
fn namesake(number: u64) -> [String; 4] {
    let [.., birth, _] = person(number);
    let mut state = number.wrapping_mul(0xd6e8_feb8_6659_fd93) ^ 0x5bd1_e995;
    let mut draw = |most: u64| {
        state ^= state >> 32;
        state = state.wrapping_mul(0xd6e8_feb8_6659_fd93);
        // The first are more frequent than the last.
        (state >> 40) % most * ((state >> 20) % most) / most
    };
    let community = draw(8);
    let name = |number: u64| person(1_000_000 + community * 1_000 + number)[1].clone();
    [name(draw(60)), name(100 + draw(80)), birth, format!("town{community}")]
}

/// The same person, of whom one in two is written with a slip.
fn namesake_again(number: u64, at: u64) -> [String; 4] {
    let [given, mut family, mut birth, town] = namesake(number);
    match at % 4 {
        0 => family.truncate(family.len() - 1),
        1 => birth.replace_range(9..10, "9"),
        _ => {}
    }
    [given, family, birth, town]
}

/// Expected matches, and precision and recall of the recommended links, of pairs that are right where told so.
fn told(compared: &Compared, matches: f64, is_right: impl Fn(u32, u32) -> bool) -> (f64, f64, f64) {
    let threshold = compared.report.recommended.map_or(f64::INFINITY, |best| best.threshold);
    let above = || compared.pairs.iter().filter(|pair| f64::from(pair.log_odds) >= threshold);
    let right = above().filter(|pair| is_right(pair.first, pair.second)).count() as f64;
    (compared.report.expected_matches, right / above().count() as f64, right / matches)
}

// In both worlds hundreds of people were born a digit apart from somebody of their name, as one in four of those who are on a
// list twice seems to be: nobody could tell them all.

#[test]
fn people_who_bear_one_name_are_not_taken_for_one_person_however_many_they_are() {
    let again = (0..800).map(|at| namesake_again(at * 25, at));
    let rows: Vec<[String; 4]> = (0..20_000).map(namesake).chain(again).collect();
    let compared = linked(&[list("a", &rows, false)]).unwrap();
    let is_right = |first, second| second >= 20_000 && (second - 20_000) * 25 == first;
    let (expected, precision, recall) = told(&compared, 800.0, is_right);
    assert!((500.0..1_000.0).contains(&expected), "{expected} of 800 are expected");
    assert!(precision > 0.8 && recall > 0.55, "{precision} {recall}");
}

#[test]
fn few_people_in_common_of_two_long_lists_are_not_drowned_by_pairs_drawn_at_random() {
    let first: Vec<[String; 4]> = (0..10_000).map(namesake).collect();
    let again = (0..200).map(|at| namesake_again(at * 50, at));
    let second: Vec<[String; 4]> = again.chain((10_200..20_000).map(namesake)).collect();
    let compared = linked(&[list("a", &first, true), list("b", &second, true)]).unwrap();
    let is_right = |first, second| second < 10_200 && (second - 10_000) * 50 == first;
    let (expected, precision, recall) = told(&compared, 200.0, is_right);
    assert!((120.0..280.0).contains(&expected), "{expected} of 200 are expected");
    assert!(precision > 0.8 && recall > 0.55, "{precision} {recall}");
}

/// Somebody of a list that keeps ages: their column, and when each was recorded.
fn aged(number: u64) -> [String; 4] {
    let [given, family, birth, _] = namesake(number);
    let recorded = 2020 + number % 5;
    let born: u64 = birth[..4].parse().unwrap_or_default();
    // The first of July: birthdays of the first half of the year are over.
    let age = recorded - born - u64::from(&birth[5..7] > "06");
    [given, family, age.to_string(), format!("{recorded}-07-01")]
}

#[test]
fn an_age_of_one_list_tells_namesakes_apart_beside_the_day_of_birth_of_another() {
    let first: Vec<[String; 4]> = (0..2_000).map(namesake).collect();
    let second: Vec<[String; 4]> = (1_500..3_500).map(aged).collect();
    let born = list("a", &first, true);
    let with_fields = |age: CaseField, recorded: CaseField| {
        let mut aged = list("b", &second, true);
        aged.columns[2].field = age;
        aged.columns[3].field = recorded;
        aged
    };
    let is_right = |first, second| second + 1_500 == first + 2_000;
    let f1 = |second: CaseList| {
        let compared = linked(&[born.clone(), second]).unwrap();
        let (_, precision, recall) = told(&compared, 500.0, is_right);
        2.0 * precision * recall / (precision + recall)
    };
    let with = f1(with_fields(CaseField::Age, CaseField::EventDate));
    let without = f1(with_fields(CaseField::RecordId, CaseField::RecordId));
    assert!(with > 0.65 && without < 0.45, "{with} {without}");
}

#[test]
fn no_two_records_of_a_clean_list_are_compared() {
    let compared = linked(&two()).unwrap();
    assert!(compared.pairs.iter().all(|pair| pair.first < 600 && pair.second >= 600));
}

#[test]
fn the_contributions_of_a_pair_add_up_to_its_odds() {
    // Where people may stand twice on a list, which lists the records are on adds to the prior.
    for clean in [true, false] {
        let lists: Vec<CaseList> =
            two().into_iter().map(|list| CaseList { clean, ..list }).collect();
        let compared = linked(&lists).unwrap();
        for pair in &compared.pairs {
            let parts = compared.explain(pair.first, pair.second);
            let sum: f64 = parts.iter().map(|part| part.bits).sum();
            let bits = f64::from(pair.log_odds) / std::f64::consts::LN_2;
            assert!((sum - bits).abs() < 1e-3, "{sum} {bits}");
        }
        let prior = |first, second| compared.explain(first, second)[0].bits;
        assert_eq!((prior(0, 600) - prior(0, 1)).abs() < 1e-9, clean);
    }
}

#[test]
fn the_same_lists_give_the_same_pairs_again() {
    let (a, b) = (linked(&two()).unwrap(), linked(&two()).unwrap());
    assert_eq!(a.pairs, b.pairs);
    assert_eq!(a.report, b.report);
}

#[test]
fn lists_that_cannot_be_compared_are_refused_with_the_reason() {
    let nothing = |field, name: &str| CaseList {
        name: name.into(),
        ids: vec!["1".into(), "2".into()],
        columns: vec![CaseColumn {
            field,
            heading: field.to_string(),
            values: ["x", "y"].into_iter().collect(),
        }],
        clean: true,
    };
    let refused = linked(&[nothing(CaseField::GivenName, "a"), nothing(CaseField::Phone, "b")]);
    assert!(matches!(refused, Err(Refusal::NothingInCommon)), "{refused:?}");

    let identical: Vec<[String; 4]> = (0..500).map(|_| person(1)).collect();
    let refused = linked(&[list("a", &identical, false)]);
    assert!(matches!(refused, Err(Refusal::NothingTellsApart { records: 500, .. })), "{refused:?}");
}

#[test]
fn small_and_empty_lists_give_few_pairs_and_no_panic() {
    let one = list("a", &[person(1)], false);
    assert!(linked(std::slice::from_ref(&one)).unwrap().pairs.is_empty());
    assert!(linked(&[list("a", &[], false)]).unwrap().pairs.is_empty());
    let blank: Vec<[String; 4]> = (0..3).map(|_| Default::default()).collect();
    assert!(linked(&[list("a", &blank, false), one]).unwrap().pairs.is_empty());
}

#[test]
fn the_caller_may_end_the_work() {
    let refused = compare(&two(), &Settings::default(), &mut |done, _| {
        if done < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert!(matches!(refused, Err(Refusal::Interrupted)));
}

#[test]
fn nothing_of_a_person_is_printed() {
    let printed = format!("{:?}", linked(&two()).unwrap());
    assert!(
        !printed.contains("stad") && printed.contains("pairs of records of 2 lists"),
        "{printed}"
    );
}
