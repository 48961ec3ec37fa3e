//! Encodings of made-up lists: who is near whom, what is hidden, what is refused.

use concert_linkage::encoding::{
    Encoded, EncodingRefusal, EncodingSettings, Kept, ListTokens, TokenKeys, check_plausible,
    encode,
};
use concert_linkage::{CaseColumn, CaseList, Filters};
use concert_terms::CaseField;
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;

fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

fn keys() -> TokenKeys {
    TokenKeys::under_one_secret([1; 32], [2; 32])
}

fn list(columns: &[(CaseField, Vec<String>)]) -> CaseList {
    CaseList {
        name: "list".into(),
        ids: (0..columns[0].1.len()).map(|number| format!("id-{number}")).collect(),
        columns: columns
            .iter()
            .map(|(field, values)| CaseColumn {
                field: *field,
                heading: field.to_string(),
                values: values.iter().collect(),
            })
            .collect(),
        clean: true,
    }
}

fn people(count: usize) -> CaseList {
    let syllable =
        |n: usize| ["ma", "ri", "to", "len", "ka", "shu", "bo", "vi", "da", "ro", "ne"][n % 11];
    let name = |n: usize| format!("{}{}{}", syllable(n), syllable(n / 11), syllable(n / 7 + 3));
    list(&[
        (CaseField::GivenName, (0..count).map(|n| name(n * 31 + 5)).collect()),
        (CaseField::FamilyName, (0..count).map(|n| name(n * 17 + 40)).collect()),
        (
            CaseField::BirthDate,
            (0..count)
                .map(|n| format!("{}-{:02}-{:02}", 1950 + n % 50, n % 12 + 1, n * 7 % 28 + 1))
                .collect(),
        ),
        (
            CaseField::Sex,
            (0..count).map(|n| if n % 3 == 0 { "m" } else { "f" }.to_owned()).collect(),
        ),
        (CaseField::Country, vec!["Albania".to_owned(); count]),
    ])
}

fn settings() -> EncodingSettings {
    use CaseField as F;
    EncodingSettings {
        decoys: 0,
        ..EncodingSettings::of_fields([
            F::GivenName,
            F::FamilyName,
            F::FullName,
            F::BirthDate,
            F::Sex,
            F::Country,
        ])
    }
}

/// The filters in the order of the list.
fn in_order((encoded, kept): (Encoded, Kept)) -> Filters {
    let mut rows: Vec<(u32, usize)> =
        kept.rows.iter().enumerate().filter_map(|(place, row)| Some(((*row)?, place))).collect();
    rows.sort_unstable();
    let mut filters = Filters::new(encoded.filters.bits());
    for &(_, place) in &rows {
        filters.push(encoded.filters.row(place));
    }
    filters
}

fn dice(a: &[u64], b: &[u64]) -> f64 {
    let both: u32 = a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum();
    let ones = |row: &[u64]| row.iter().map(|word| word.count_ones()).sum::<u32>();
    2.0 * f64::from(both) / f64::from(ones(a) + ones(b))
}

#[test]
fn the_order_of_names_and_their_columns_do_not_matter() {
    let apart = list(&[
        (CaseField::GivenName, vec!["Amina".into()]),
        (CaseField::FamilyName, vec!["Haddad".into()]),
        (CaseField::BirthDate, vec!["1990-02-13".into()]),
    ]);
    let together = list(&[
        (CaseField::FullName, vec!["HADDAD, Amina".into()]),
        (CaseField::BirthDate, vec!["13.02.1990".into()]),
    ]);
    let encode =
        |list: &CaseList| in_order(encode(list, &settings(), &keys(), &mut rng(1)).unwrap());
    assert_eq!(encode(&apart), encode(&together));
}

#[test]
fn slips_of_the_pen_stay_nearer_than_strangers_even_after_diffusion() {
    let of = |names: &[&str], births: &[&str]| {
        let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect();
        list(&[(CaseField::FullName, texts(names)), (CaseField::BirthDate, texts(births))])
    };
    let here = of(&["Amina Haddad", "Joseph Okafor"], &["1990-02-13", "1979-11-30"]);
    let there = of(&["Iryna Bondarenko", "Amina Hadid"], &["1985-07-21", "1991-02-13"]);
    for diffusion in [1, 4] {
        let settings = EncodingSettings { diffusion, ..settings() };
        let [here, there] = [&here, &there]
            .map(|list| in_order(encode(list, &settings, &keys(), &mut rng(1)).unwrap()));
        let near = dice(here.row(0), there.row(1));
        for (own, other) in [(0, 0), (1, 0), (1, 1)] {
            assert!(near > dice(here.row(own), there.row(other)) + 0.03, "{near}");
        }
    }
}

#[test]
fn no_encoding_tells_by_its_bits_how_much_its_record_says() {
    let mut list = people(300);
    let births = &mut list.columns[2].values;
    *births = (0..300).map(|row| births.get(row).filter(|_| row % 3 > 0).unwrap_or("")).collect();
    let filters = in_order(encode(&list, &settings(), &keys(), &mut rng(1)).unwrap());
    let mean = |rest: usize| {
        let rows = (0..300).filter(|row| row % 3 == rest);
        rows.map(|row| f64::from(filters.ones(row))).sum::<f64>() / 100.0
    };
    // Of those that differ by chance, of 819 bits, means of a hundred differ by one.
    assert!((mean(0) - mean(1)).abs() < 6.0, "{} {}", mean(0), mean(1));
    let set: Vec<u32> = (0..300).map(|row| filters.ones(row)).collect();
    assert!(set.iter().all(|ones| (760..880).contains(ones)), "{set:?}");
}

#[test]
fn people_who_share_a_name_a_birthday_or_a_town_are_strangers() {
    let list = list(&[
        (
            CaseField::FullName,
            ["Amina Haddad", "Amina Haddad", "Iryna Bondarenko", "Amina Saleh"]
                .map(String::from)
                .to_vec(),
        ),
        (
            CaseField::BirthDate,
            ["1990-02-13", "1971-08-30", "1990-02-13", "1984-02-13"].map(String::from).to_vec(),
        ),
        (CaseField::Country, vec!["Albania".into(); 4]),
    ]);
    let filters = in_order(encode(&list, &settings(), &keys(), &mut rng(1)).unwrap());
    let chance = f64::from(filters.ones(0)) / filters.bits() as f64;
    for other in 1..4 {
        let alike = dice(filters.row(0), filters.row(other));
        // Chance varies by 0.01; one match key of the five in such a record would add 0.09 and more.
        assert!((alike - chance).abs() < 0.04, "{other}: {alike}, by chance {chance}");
    }
}

#[test]
fn what_leaves_is_in_random_order_under_random_names_with_a_share_of_decoys() {
    let list = people(300);
    let settings = EncodingSettings { decoys: 25, ..settings() };
    let (encoded, kept) = encode(&list, &settings, &keys(), &mut rng(1)).unwrap();
    let (again, _) = encode(&list, &settings, &keys(), &mut rng(2)).unwrap();
    assert!(encoded.identifiers.iter().all(|identifier| !again.identifiers.contains(identifier)));
    assert_eq!(encoded.filters.len(), again.filters.len(), "the length is that of a class");
    let decoys = kept.rows.iter().filter(|row| row.is_none()).count();
    assert!(
        decoys * 4 >= kept.rows.len() && decoys * 3 <= kept.rows.len(),
        "{decoys} of {}",
        kept.rows.len()
    );
    assert_eq!(kept.decoys.iter().map(|(_, count)| count).sum::<u64>(), decoys as u64);
    let rows: Vec<u32> = kept.rows.iter().flatten().copied().collect();
    assert!(!rows.is_sorted(), "the order is hidden");
    check_plausible(&encoded.filters, &settings, false).unwrap();
}

#[test]
fn who_stands_on_a_list_twice_in_the_same_words_has_one_encoding_and_records_of_nothing_have_not() {
    let mut list = people(300);
    list.ids.extend(["again".to_owned(), "empty".to_owned(), "as empty".to_owned()]);
    for column in &mut list.columns {
        let texts = (0..300).chain([5]).map(|row| column.values.get(row).unwrap_or("").to_owned());
        column.values = texts.chain([String::new(), String::new()]).collect();
    }
    // However many positions are left over by how many tokens.
    for density in 8..13 {
        let settings = EncodingSettings { density, ..settings() };
        let (encoded, kept) = encode(&list, &settings, &keys(), &mut rng(1)).unwrap();
        let at = |row: u32| kept.rows.iter().position(|&kept| kept == Some(row)).unwrap();
        let encoding = |row: u32| encoded.filters.row(at(row));
        assert_eq!(encoding(5), encoding(300));
        assert_ne!(encoding(301), encoding(302));
        let refused = check_plausible(&encoded.filters, &settings, false).unwrap_err();
        let [first, row] = [5, 300].map(at).map(|at| at + 1);
        let [first, row] = [first.min(row), first.max(row)];
        assert_eq!(refused, EncodingRefusal::Repeated { row, first });
    }
}

#[test]
fn a_decoy_is_as_near_to_its_nearest_as_a_real_record_is() {
    let list = people(400);
    let settings = EncodingSettings { decoys: 40, ..settings() };
    let (encoded, kept) = encode(&list, &settings, &keys(), &mut rng(3)).unwrap();
    let nearest = |place: usize| {
        (0..encoded.filters.len())
            .filter(|&other| other != place)
            .map(|other| dice(encoded.filters.row(place), encoded.filters.row(other)))
            .fold(0.0, f64::max)
    };
    let mean = |decoys: bool| {
        let places: Vec<usize> =
            (0..kept.rows.len()).filter(|&place| kept.rows[place].is_none() == decoys).collect();
        let near: f64 = places.iter().map(|&place| nearest(place)).sum();
        let ones: u32 = places.iter().map(|&place| encoded.filters.ones(place)).sum();
        (near / places.len() as f64, f64::from(ones) / places.len() as f64)
    };
    let ((real, real_ones), (made_up, made_up_ones)) = (mean(false), mean(true));
    assert!((real - made_up).abs() < 0.02, "nearest at {real} and {made_up}");
    assert!((real_ones - made_up_ones).abs() < 10.0, "{real_ones} and {made_up_ones} set bits");
}

#[test]
fn another_key_round_or_setting_gives_encodings_that_are_not_compared() {
    let list = people(80);
    let (ours, _) = encode(&list, &settings(), &keys(), &mut rng(1)).unwrap();
    let other_round = TokenKeys::under_one_secret([9; 32], [2; 32]);
    let (theirs, _) = encode(&list, &settings(), &other_round, &mut rng(1)).unwrap();
    assert_eq!(ours.comparable(&theirs), Err(EncodingRefusal::OtherRound));
    let other = EncodingSettings { diffusion: 9, ..settings() };
    let (theirs, _) = encode(&list, &other, &keys(), &mut rng(1)).unwrap();
    assert_eq!(ours.comparable(&theirs), Err(EncodingRefusal::OtherSettings));
    let other_key = TokenKeys::under_one_secret([1; 32], [3; 32]);
    let theirs = in_order(encode(&list, &settings(), &other_key, &mut rng(1)).unwrap());
    let ours = in_order(encode(&list, &settings(), &keys(), &mut rng(1)).unwrap());
    let same: f64 = (0..80).map(|row| dice(ours.row(row), theirs.row(row))).sum::<f64>() / 80.0;
    let chance = f64::from(ours.ones(0)) / ours.bits() as f64;
    assert!((same - chance).abs() < 0.03, "under another key a person is a stranger: {same}");
}

#[test]
fn keys_of_one_list_encode_it_as_their_secret_does_and_no_other_list() {
    let list = people(80);
    let tokens = ListTokens::of(&list, &settings()).unwrap();
    let own = keys().of_list(&tokens).unwrap();
    let ours = encode(&list, &settings(), &own, &mut rng(1)).unwrap();
    let theirs = encode(&list, &settings(), &keys(), &mut rng(1)).unwrap();
    assert_eq!(in_order(ours), in_order(theirs));
    let refused = encode(&people(81), &settings(), &own, &mut rng(1)).map(|_| ()).unwrap_err();
    assert!(matches!(refused, EncodingRefusal::MissingKeys { .. }), "{refused}");
    assert!(own.of_list(&ListTokens::of(&people(81), &settings()).unwrap()).is_err());
}

#[test]
fn no_text_of_the_list_leaves_with_an_encoding() {
    let canary = "Zqxjkv-Canary";
    let mut list = people(70);
    list.columns.push(CaseColumn {
        field: CaseField::Form,
        heading: canary.into(),
        values: vec![canary; 70].into_iter().collect(),
    });
    list.columns.push(CaseColumn {
        field: CaseField::Period,
        heading: "period".into(),
        values: vec![canary; 70].into_iter().collect(),
    });
    list.ids = (0..70).map(|number| format!("{canary}-{number}")).collect();
    let (encoded, kept) = encode(&list, &settings(), &keys(), &mut rng(1)).unwrap();
    let leaves = format!(
        "{} {} {:?} {encoded:?} {kept:?} {:?}",
        serde_json::to_string(&encoded.strata).unwrap(),
        serde_json::to_string(&encoded.known).unwrap(),
        encoded.identifiers,
        encoded.filters
    );
    assert!(!leaves.contains("Canary") && !leaves.contains("id-"), "{leaves}");
    assert!(leaves.contains("ALB"), "the country is a stratum");
}

#[test]
fn lists_that_cannot_be_encoded_are_refused() {
    let encode =
        |list: &CaseList| encode(list, &settings(), &keys(), &mut rng(1)).map(|_| ()).unwrap_err();
    assert_eq!(encode(&list(&[(CaseField::GivenName, vec![])])), EncodingRefusal::Empty);
    assert_eq!(
        encode(&list(&[(CaseField::Phone, vec!["1234567".into()])])),
        EncodingRefusal::NoColumn
    );
    let mut ragged = people(5);
    ragged.ids.pop();
    assert_eq!(encode(&ragged), EncodingRefusal::Ragged { rows: 5, records: 4 });
}

#[test]
fn one_person_all_the_same_and_nobody_known_are_encoded() {
    let settings = EncodingSettings { decoys: 25, ..settings() };
    for list in [
        people(1),
        list(&[(CaseField::FullName, vec!["Amina Haddad".into(); 50])]),
        list(&[(CaseField::FullName, vec![String::new(); 50])]),
    ] {
        let (encoded, kept) = encode(&list, &settings, &keys(), &mut rng(1)).unwrap();
        assert_eq!(encoded.filters.len(), kept.rows.len());
        assert_eq!(kept.rows.iter().flatten().count(), list.len());
    }
}

#[test]
fn of_whom_nothing_is_known_resembles_nobody() {
    let unknown = list(&[(CaseField::FullName, vec![String::new(); 50])]);
    let filters = in_order(encode(&unknown, &settings(), &keys(), &mut rng(1)).unwrap());
    check_plausible(&filters, &settings(), false).unwrap();
    assert!(dice(filters.row(0), filters.row(1)) < 0.6);
}
