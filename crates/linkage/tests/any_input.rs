//! Whatever is on the lists: they are linked and encoded, or refused with a reason. Nothing panics, and what comes out holds together.

use std::ops::ControlFlow;

use concert_linkage::capture::captures;
use concert_linkage::comparison::{Settings, compare};
use concert_linkage::encoding::{
    EncodingRefusal, EncodingSettings, TokenKeys, check_plausible, encode, read_clks,
};
use concert_linkage::likeness::{alike_pairs, weigh};
use concert_linkage::partition::{Decisions, Lists, PartitionSettings, calibrated, partition};
use concert_linkage::{CaseColumn, CaseList, Filters};
use concert_terms::CaseField;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;

/// Texts that people write, that programs write, and that somebody writes who means harm.
fn text() -> impl Strategy<Value = String> {
    let usual = select(vec![
        "",
        " ",
        "Amina",
        "amina ",
        "Haddad",
        "al-Haddad",
        "أمينة",
        "Олена",
        "李小龍",
        "M",
        "f",
        "unknown",
        "1990-02-03",
        "03/02/1990",
        "1990",
        "31.02.1990",
        "0000-00-00",
        "17",
        "-3",
        "999999999999999999999",
        "Albania",
        "N0123456",
        "+355 69 123",
        "\u{202e}\u{200f}\u{feff}",
        "=1+1",
        "\0",
        "a\u{301}\u{301}\u{301}",
    ]);
    prop_oneof![
        8 => usual.prop_map(str::to_owned),
        2 => "[a-z]{1,8}( [a-z]{1,8}){0,3}",
        1 => any::<String>(),
        1 => (any::<char>(), 0_usize..2_000).prop_map(|(letter, times)| letter.to_string().repeat(times)),
    ]
}

const FIELDS: [CaseField; 16] = [
    CaseField::GivenName,
    CaseField::FamilyName,
    CaseField::FullName,
    CaseField::MiddleName,
    CaseField::BirthDate,
    CaseField::BirthYear,
    CaseField::BirthMonth,
    CaseField::Age,
    CaseField::Sex,
    CaseField::Citizenship,
    CaseField::Locality,
    CaseField::Country,
    CaseField::EventDate,
    CaseField::IdentityNumber,
    CaseField::Phone,
    CaseField::Text,
];

/// A list of up to so many records, some of which repeat one before.
fn list(most: usize) -> impl Strategy<Value = CaseList> {
    let fields = proptest::sample::subsequence(FIELDS.to_vec(), 1..=6);
    (fields, any::<bool>(), 0..=most).prop_flat_map(|(fields, clean, records)| {
        let rows = vec((vec(text(), fields.len()), any::<Index>(), 0_u8..10), records);
        rows.prop_map(move |rows| {
            let mut texts: Vec<Vec<String>> = Vec::new();
            for (row, earlier, chance) in rows {
                let again = (chance < 3 && !texts.is_empty())
                    .then(|| texts[earlier.index(texts.len())].clone());
                texts.push(again.unwrap_or(row));
            }
            let column = |(at, field): (usize, &CaseField)| CaseColumn {
                field: *field,
                heading: field.to_string(),
                values: texts.iter().map(|row| row[at].as_str()).collect(),
            };
            CaseList {
                name: "list".into(),
                ids: (0..texts.len()).map(|row| row.to_string()).collect(),
                columns: fields.iter().enumerate().map(column).collect(),
                clean,
            }
        })
    })
}

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_lists_are_linked_or_refused(lists in vec(list(40), 1..4)) {
        let settings = Settings { random_pairs: 2_000, year: 2026, ..Settings::default() };
        let Ok(compared) = compare(&lists, &settings, &mut go_on) else { return Ok(()) };
        let sizes: Vec<u32> = lists.iter().map(|list| list.len() as u32).collect();
        let clean: Vec<bool> = lists.iter().map(|list| list.clean).collect();
        let records: u32 = sizes.iter().sum();
        for pair in &compared.pairs {
            prop_assert!(pair.first < pair.second && pair.second < records, "{pair:?}");
            prop_assert!(pair.log_odds.is_finite(), "{pair:?}");
        }
        let lists = Lists::new(&sizes, &clean).expect("lists that could be compared are lists");
        let settings = PartitionSettings { draws: 8, ..PartitionSettings::default() };
        let none = Decisions::default();
        let settings = calibrated(&lists, &compared.pairs, &none, &settings, &mut go_on).unwrap().unwrap();
        let posterior = partition(&lists, &compared.pairs, &none, &settings, &mut go_on).unwrap().unwrap();
        let mut placed = 0;
        for person in posterior.point().clusters() {
            placed += person.len();
            for (at, &a) in person.iter().enumerate() {
                for &b in &person[at + 1..] {
                    let list = lists.list_of(a);
                    prop_assert!(list != lists.list_of(b) || !clean[list], "{a} and {b} of a clean list");
                }
            }
        }
        prop_assert_eq!(placed, records as usize, "every record is of one person");
        let strata = vec![0; records as usize];
        let counted = captures(&posterior, &lists, &strata, &[]).unwrap();
        prop_assert_eq!(counted.draws.len(), 8);
        prop_assert!(counted.draws.iter().all(|draw| draw.people() <= u64::from(records)));
    }

    #[test]
    fn any_list_is_encoded_so_that_its_reader_takes_it_or_refused(list in list(60)) {
        let settings = EncodingSettings::standard();
        let keys = TokenKeys::under_one_secret([1; 32], [2; 32]);
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        if let Ok((encoded, kept)) = encode(&list, &settings, &keys, &mut rng) {
            prop_assert!(encoded.filters.len() >= list.len());
            prop_assert_eq!(kept.rows.iter().flatten().count(), list.len());
            match check_plausible(&encoded.filters, &settings, true) {
                Ok(()) => {}
                Err(EncodingRefusal::Repeated { .. }) => {
                    let mut distinct: Vec<&[u64]> =
                        (0..encoded.filters.len()).map(|row| encoded.filters.row(row)).collect();
                    distinct.sort_unstable();
                    distinct.dedup();
                    prop_assert!(distinct.len() * 2 < encoded.filters.len());
                }
                Err(other) => prop_assert!(false, "{other}"),
            }
        }
    }

    #[test]
    fn any_rows_of_bits_are_weighed_or_refused(
        rows in vec((0_u8..4, any::<[u64; 2]>(), any::<Index>()), 0..80),
        cut in any::<Index>(), clean in any::<[bool; 2]>(),
    ) {
        let mut filters = [Filters::new(128), Filters::new(128)];
        let cut = cut.index(rows.len().max(1));
        let mut earlier: Vec<[u64; 2]> = Vec::new();
        for (at, (kind, bits, index)) in rows.iter().enumerate() {
            let row = match kind {
                0 => [0; 2],
                1 if !earlier.is_empty() => earlier[index.index(earlier.len())],
                2 => [u64::MAX; 2],
                _ => *bits,
            };
            earlier.push(row);
            filters[usize::from(at >= cut)].push(&row);
        }
        let lists = [(&filters[0], clean[0]), (&filters[1], clean[1])];
        let Ok(alike) = alike_pairs(&lists, 1, &mut go_on) else { return Ok(()) };
        let Ok(weighed) = weigh(&alike.pairs, &alike.lists, alike.floor, |_, _| 1e-6) else { return Ok(()) };
        prop_assert!(weighed.pairs.iter().all(|pair| pair.log_odds.is_finite() || pair.log_odds > 0.0));
        let known = vec![0; rows.len()];
        if let Some(lost) = weighed.hidden(&alike.pairs, &alike.lists, &known, |likeness| likeness, |alike| (1.0 - alike, alike)) {
            prop_assert!((0.0..=1.0).contains(&lost.share) && lost.error >= 0.0, "{lost:?}");
        }
    }

    #[test]
    fn any_text_is_a_list_of_clks_or_refused(
        text in prop_oneof![any::<String>(), "[A-Za-z0-9+/=\n{}\":\\[\\], clks]{0,300}"],
    ) {
        if let Ok(filters) = read_clks(&text) {
            prop_assert!(!filters.is_empty() && filters.bits() % 64 == 0);
        }
    }
}
