//! Encodings of people who are known: how many of their matches are too unlike to be told from chance.

mod fictional;

use std::ops::ControlFlow;

use concert_linkage::encoding::{Encoded, EncodingSettings, Kept, TokenKeys, encode};
use concert_linkage::likeness::{alike_pairs, weigh};
use concert_linkage::{CaseColumn, CaseList, Filters};
use concert_terms::CaseField;
use fictional::{Country, Person, case_list};
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::{ChaCha8Rng, ChaCha20Rng};

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// How many letters of a name another clerk writes differently, each number as often as the others.
type Slips<'a> = &'a [usize];
const FEW: Slips<'static> = &[0, 0, 0, 0, 0, 1];
const MANY: Slips<'static> = &[0, 1, 1, 1, 2, 3];

fn written(name: &str, slips: Slips<'_>, rng: &mut impl Rng) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    for _ in 0..*slips.choose(rng).unwrap_or(&0) {
        let at = rng.random_range(0..letters.len());
        letters[at] = *['a', 'e', 'i', 'o', 'n', 'r', 's'].choose(rng).unwrap_or(&'a');
    }
    letters.into_iter().collect()
}

fn written_anew(person: &Person, slips: Slips<'_>, rng: &mut impl Rng) -> Person {
    let is_mistaken = rng.random_bool(0.15);
    Person {
        given: written(&person.given, slips, rng),
        family: written(&person.family, slips, rng),
        year: person.year,
        month: person.month,
        day: if is_mistaken { rng.random_range(1..=28) } else { person.day },
        female: person.female,
    }
}

fn encoded(list: &CaseList, settings: &EncodingSettings, seed: u64) -> (Encoded, Kept) {
    let keys = TokenKeys::under_one_secret([1; 32], [2; 32]);
    encode(list, settings, &keys, &mut ChaCha20Rng::seed_from_u64(seed))
        .expect("the list and the settings are whole")
}

fn settings(diffusion: u8) -> EncodingSettings {
    use CaseField as F;
    EncodingSettings {
        decoys: 0,
        diffusion,
        reference_year: Some(2026),
        ..EncodingSettings::of_fields([F::GivenName, F::FamilyName, F::BirthDate, F::Age, F::Sex])
    }
}

/// The share of the matches that the pairs do not hold, as it is estimated and as it is, with the error that is told; none where nothing is.
fn shares(seed: u64, diffusion: u8, slips: Slips<'_>) -> Option<(f64, f64, f64)> {
    let (both, each) = (700, 1_500);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let people = Country::new(7).people(2 * each - both, seed);
    let first: Vec<Person> =
        people[..each].iter().map(|p| written_anew(p, slips, &mut rng)).collect();
    let second: Vec<Person> =
        people[each - both..].iter().map(|p| written_anew(p, slips, &mut rng)).collect();
    let settings = settings(diffusion);
    let (a, _) = encoded(&case_list(&first), &settings, seed + 1);
    let (b, _) = encoded(&case_list(&second), &settings, seed + 2);
    let filters: [(&Filters, bool); 2] = [(&a.filters, true), (&b.filters, true)];
    let alike = alike_pairs(&filters, 1, &mut go_on).expect("nobody stops it");
    let weighed = weigh(&alike.pairs, &alike.lists, alike.floor, |from, to| {
        a.content.accidents(&b.content, from, to)
    })
    .expect("700 are on both lists");
    let known: Vec<u8> = a.known.iter().chain(&b.known).map(|&known| known as u8).collect();
    let shared = |likeness| a.content.shared(likeness);
    let in_common = a.content.in_common(&b.content);
    let lost = weighed.hidden(&alike.pairs, &alike.lists, &known, shared, |r| in_common.at(r))?;
    // Pairs that are none stand for as many that are, by the odds of both.
    let held: f64 = weighed.pairs.iter().map(concert_linkage::ScoredPair::probability).sum();
    Some((lost.share, 1.0 - held / both as f64, lost.error))
}

#[test]
fn the_share_of_matches_that_encodings_hide_is_told_without_labels() {
    for seed in [40, 50, 60] {
        let (said, truth, error) = shares(seed, 1, FEW).unwrap();
        println!("{said:.3} ({error:.3}) for {truth:.3}");
        assert!((said - truth).abs() < 2.0 * error, "{said} ({error}) for {truth}");
    }
}

#[test]
fn nothing_is_said_of_matches_where_mixing_or_slips_hide_most_of_them() {
    for seed in [40, 50, 60] {
        assert_eq!(shares(seed, 6, FEW), None);
        assert_eq!(shares(seed, 1, MANY), None);
    }
}

#[test]
fn lists_that_say_different_things_of_the_same_people_are_known_by_their_content() {
    let people = Country::new(7).people(300, 5);
    let whole = case_list(&people);
    let aged = CaseList {
        columns: whole
            .columns
            .iter()
            .filter(|column| column.field != CaseField::BirthDate)
            .cloned()
            .chain([CaseColumn {
                field: CaseField::Age,
                heading: "age".into(),
                values: people.iter().map(|p| (2026 - p.year).to_string()).collect(),
            }])
            .collect(),
        ..whole.clone()
    };
    let settings = settings(5);
    let [whole, aged] = [whole, aged].map(|list| encoded(&list, &settings, 1).0.content);
    assert!(whole.distance(&whole) < 1e-12);
    // What chance makes is 0.16 to 0.18 apart; beyond half of that most matches are out of sight.
    assert!(whole.distance(&aged) > 0.09, "{}", whole.distance(&aged));
}
