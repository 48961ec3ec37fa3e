//! What holds of every text: names and dates never panic, keep their form, and lose nothing with the order.

use concert_linkage::birth::{Age, Birth, Order, compare_ages};
use concert_linkage::names::{
    key, likeness, likeness_of_names, similarity, skeleton, tokens, typing_distance,
};
use proptest::prelude::*;

/// Texts of letters of all scripts that have rules, with marks, digits, signs and spaces among them.
fn any_name() -> impl Strategy<Value = String> {
    let letters = prop_oneof![
        6 => proptest::char::range('a', 'z'),
        2 => proptest::char::range('A', 'ž'),
        2 => proptest::char::range('\u{370}', '\u{52F}'),
        2 => proptest::char::range('\u{590}', '\u{6FF}'),
        2 => proptest::char::range('\u{900}', '\u{DFF}'),
        2 => proptest::char::range('\u{E00}', '\u{E7F}'),
        2 => proptest::char::range('\u{1000}', '\u{109F}'),
        2 => proptest::char::range('\u{1200}', '\u{139F}'),
        2 => proptest::char::range('\u{4E00}', '\u{9FFF}'),
        2 => proptest::char::range('\u{AC00}', '\u{D7A3}'),
        2 => proptest::sample::select(vec![' ', '-', '\'', '’', '.', ',', '\u{200F}', '\u{301}', '0', '٣', 'ʿ']),
        1 => any::<char>(),
    ];
    proptest::collection::vec(letters, 0..24).prop_map(|letters| letters.into_iter().collect())
}

fn sorted_forms(text: &str) -> Vec<String> {
    let mut forms: Vec<String> = tokens(text).into_iter().map(|token| token.form).collect();
    forms.sort();
    forms
}

proptest! {
    #[test]
    fn every_part_has_letters_and_reading_it_again_gives_it_again(text in any_name()) {
        for token in tokens(&text) {
            for part in [&token.form, &token.key, &token.skeleton] {
                prop_assert!(!part.is_empty());
                prop_assert!(part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "{part:?}");
            }
            for spelling in &token.variants {
                prop_assert!(!spelling.form.is_empty() && !spelling.key.is_empty() && !spelling.skeleton.is_empty());
                prop_assert!(spelling.form.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "{:?}", spelling.form);
            }
            prop_assert_eq!(sorted_forms(&token.form), vec![token.form]);
        }
    }

    #[test]
    fn any_text_at_all_is_read(text in any::<String>(), year in any::<i16>()) {
        let _ = tokens(&text);
        let age = Age::read(&text, Some((24_240, 24_263)));
        let _ = age.map(|age| compare_ages(age, age));
        for order in [Order::day_first(year), Order::month_first(year), Order::of([&text], year)] {
            let _ = Birth::read(&text, order);
        }
    }

    #[test]
    fn the_order_of_names_does_not_change_them(names in proptest::collection::vec("[b-z][aeiou][b-z]{2}[aeiou]{1,2}[b-z]", 1..5), rotate in 0usize..5) {
        let mut turned = names.clone();
        turned.rotate_left(rotate % names.len());
        prop_assert_eq!(sorted_forms(&names.join(" ")), sorted_forms(&turned.join("  ")));
        prop_assert_eq!(sorted_forms(&names.join(" ")), sorted_forms(&names.join("-").to_uppercase()));
        let same = likeness_of_names(&tokens(&names.join(" ")), &tokens(&turned.join(", ")));
        prop_assert!(same > 0.999, "{same}");
    }

    #[test]
    fn likeness_is_symmetric_within_bounds_and_one_only_for_oneself(a in any_name(), b in any_name()) {
        let (x, y) = (tokens(&a), tokens(&b));
        let there = likeness_of_names(&x, &y);
        prop_assert!((0.0..=1.0).contains(&there));
        prop_assert!((there - likeness_of_names(&y, &x)).abs() < 1e-9);
        prop_assert_eq!(x.is_empty() || y.is_empty(), there == 0.0 && (x.is_empty() || y.is_empty()));
        for (p, q) in x.iter().zip(&y) {
            prop_assert!((likeness(p, q) - likeness(q, p)).abs() < 1e-9);
            prop_assert!(likeness(p, p) > 0.999);
        }
    }

    #[test]
    fn a_distance_that_is_found_is_the_least_and_never_above_its_bound(a in "[a-e]{0,8}", b in "[a-e]{0,8}") {
        let exact = typing_distance(&a, &b, 16).unwrap();
        prop_assert_eq!(typing_distance(&a, &b, 2), (exact <= 2).then_some(exact));
        prop_assert_eq!(exact == 0, a == b);
        prop_assert!((0.0..=1.0).contains(&similarity(&a, &b)));
    }

    #[test]
    fn a_key_is_never_longer_than_twice_its_form_and_skeletons_follow_from_keys(form in "[a-z0-9]{1,16}") {
        let (key, skeleton) = (key(&form), skeleton(&form));
        prop_assert!(!key.is_empty() && key.len() <= 2 * form.len());
        prop_assert!(!skeleton.is_empty() && skeleton.len() <= key.len());
    }

    #[test]
    fn a_whole_date_is_read_back_from_every_way_of_writing_it(year in 1900i32..2026, month in 1i32..=12, day in 1i32..=28) {
        let birth = Birth::of(Some(year), Some(month), Some(day));
        let (first, us) = (Order::day_first(2026), Order::month_first(2026));
        for (text, order) in [
            (format!("{year:04}{month:02}{day:02}"), first),
            (format!("{year}-{month:02}-{day:02}"), first),
            (format!("{day}/{month}/{year}"), first),
            (format!("{day:02}.{month:02}.{year} 00:00:00"), first),
            (format!("{month}/{day}/{year}"), us),
        ] {
            prop_assert!(Birth::read(&text, order) == birth, "{text}");
        }
    }
}

#[test]
fn nothing_written_is_no_part() {
    for text in ["", " ", "-", "'", "\u{200F}", "...", "٫"] {
        assert!(tokens(text).is_empty(), "{text:?}");
        assert!(Birth::read(text, Order::day_first(2026)).is_missing());
    }
}
