//! The attacks succeed where they must, and fail where the literature and our own measurements say that they fail.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod fictional;

use std::ops::ControlFlow;

use concert_linkage::attack::opponents::{Hardening, Opponent};
use concert_linkage::attack::report::{Limits, Question, Report, report};
use concert_linkage::attack::{
    Attack, Outcome, Split, TokenSets, dictionary, frequency, graph, known_pairs, parity_aware,
    patterns,
};
use concert_linkage::{Filters, Interrupted};
use fictional::{Country, Person};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

const KEY: [u8; 32] = [7; 32];

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn people(number: usize) -> Vec<Person> {
    Country::new(1).people(number, 2)
}

fn encode(hardening: Hardening, plain: &TokenSets, salts: Option<&[u64]>) -> Filters {
    Opponent::new(hardening, KEY).encode(plain, salts, &mut ChaCha8Rng::seed_from_u64(3))
}

/// The rates of the linear and of the parity-aware attacker, of lists of 1,500 people.
fn rates(hardening: Hardening, known: usize) -> (f64, f64) {
    let plain = fictional::token_sets(&people(1500));
    let encodings = encode(hardening, &plain, None);
    let split = Split::draw(1500, known, 500, 4);
    let linear = known_pairs::attack(&encodings, &plain, &split, &mut go_on).unwrap();
    let aware = parity_aware::attack(&encodings, &plain, &split, None, &mut go_on).unwrap();
    (linear.rate(), aware.rate())
}

#[test]
fn a_hundred_known_pairs_open_plain_filters_and_five_hundred_open_all_classical_hardenings() {
    let (linear, aware) = rates(Hardening::None, 100);
    assert!(linear >= 0.80 && aware >= 0.95, "{linear} {aware}");
    for hardening in [Hardening::None, Hardening::XorFold, Hardening::Rule90, Hardening::Flip(0.05)]
    {
        let (linear, aware) = rates(hardening, 500);
        assert!(linear >= 0.95 && aware >= 0.95, "{hardening:?}: {linear} {aware}");
    }
}

#[test]
fn more_pairs_than_bits_are_solved_over_bits_with_the_same_success() {
    let plain = fictional::token_sets(&people(1500));
    let opponent = Opponent { bits: 512, positions: 5, hardening: Hardening::None, key: KEY };
    let encodings = opponent.encode(&plain, None, &mut ChaCha8Rng::seed_from_u64(3));
    for known in [500, 530] {
        let split = Split::draw(1500, known, 500, 4);
        let rate = known_pairs::attack(&encodings, &plain, &split, &mut go_on).unwrap().rate();
        assert!(rate >= 0.95, "{known}: {rate}");
    }
}

#[test]
fn diffusion_resists_the_linear_attacker_and_little_diffusion_not_the_one_who_knows_of_parities() {
    let (linear, aware) = rates(Hardening::Diffusion(10), 500);
    assert!(linear <= 0.03 && aware <= 0.10, "{linear} {aware}");
    let (linear, aware) = rates(Hardening::Diffusion(4), 500);
    assert!(aware >= 0.85 && aware > linear, "{linear} {aware}");
}

#[test]
fn a_salt_that_nobody_shares_leaves_known_pairs_worth_nothing() {
    let people = people(1500);
    let plain = fictional::token_sets(&people);
    let encodings = encode(Hardening::None, &plain, Some(&fictional::birth_dates(&people)));
    let split = Split::draw(1500, 500, 500, 4);
    let linear = known_pairs::attack(&encodings, &plain, &split, &mut go_on).unwrap();
    let aware = parity_aware::attack(&encodings, &plain, &split, None, &mut go_on).unwrap();
    assert!(linear.right <= 5 && aware.right <= 5, "{linear:?} {aware:?}");
}

#[test]
fn a_dictionary_reads_everybody_with_the_key_and_nobody_without() {
    let plain = fictional::token_sets(&people(5000));
    let listed = fictional::token_sets(&people(5000)[..300]);
    let victims: Vec<u32> = (0..300).collect();
    let candidates = Split::draw(5000, 0, 0, 5).candidates;
    for hardening in [Hardening::None, Hardening::Diffusion(10), Hardening::Flip(0.05)] {
        let encodings = encode(hardening, &listed, None);
        let guesses = |key| {
            Opponent::new(hardening, key).encode(&plain, None, &mut ChaCha8Rng::seed_from_u64(9))
        };
        let (right, wrong) = (guesses(KEY), guesses([8; 32]));
        let attack = |guesses: &Filters, with_key| -> Outcome {
            let encode = |record: usize| guesses.row(record).to_vec();
            dictionary::attack(
                &encodings,
                &plain,
                &victims,
                &candidates,
                &encode,
                with_key,
                &mut go_on,
            )
            .unwrap()
        };
        let with = attack(&right, true);
        assert!(with.rate() >= 0.95, "{hardening:?}: {with:?}");
        let without = attack(&wrong, false);
        assert!(without.right <= 3, "{hardening:?}: {without:?}");
    }
}

/// Lists of one field: given names only.
fn given_names(people: &[Person]) -> TokenSets {
    let mut sets = TokenSets::new();
    for person in people {
        let marked = format!("_{}_", person.given);
        let tokens: Vec<u64> = marked
            .as_bytes()
            .windows(2)
            .map(|pair| u64::from(pair[0]) << 8 | u64::from(pair[1]))
            .collect();
        sets.push(&tokens);
    }
    sets
}

#[test]
fn frequencies_read_the_frequent_values_of_a_single_field_and_nothing_of_whole_records() {
    let people = people(8000);
    let (victims, background): (Vec<u32>, Vec<u32>) = ((0..4000).collect(), (4000..8000).collect());
    let plain = given_names(&people);
    let single =
        frequency::attack(&encode(Hardening::None, &plain, None), &plain, &victims, &background);
    assert!(single.rate() > 0.08 && single.rate() > 10.0 * single.chance(), "{single:?}");
    let plain = fictional::token_sets(&people);
    let whole =
        frequency::attack(&encode(Hardening::None, &plain, None), &plain, &victims, &background);
    assert!(whole.rate() < 0.005, "{whole:?}");
}

#[test]
fn patterns_of_columns_read_plain_filters_and_not_diffused_ones() {
    let people = people(8000);
    let (victims, background): (Vec<u32>, Vec<u32>) = ((0..4000).collect(), (4000..8000).collect());
    let attack = |plain: &TokenSets, hardening| {
        let candidates = Split::draw(4000, 0, 0, 5).candidates;
        let encodings = encode(hardening, plain, None);
        patterns::attack(&encodings, plain, &victims, &candidates, &background, 6, &mut go_on)
            .unwrap()
    };
    let names = given_names(&people);
    let single = attack(&names, Hardening::None);
    let whole = attack(&fictional::token_sets(&people), Hardening::None);
    let diffused = attack(&fictional::token_sets(&people), Hardening::Diffusion(10));
    assert!(single.rate() > 0.15, "{single:?}");
    assert!(whole.rate() > 5.0 * whole.chance(), "{whole:?}");
    assert!(diffused.rate() < 0.005, "{diffused:?}");
}

#[test]
fn similarities_alone_name_people_even_where_overlap_is_partial_and_decoys_are_mixed_in() {
    let country = Country::new(1);
    let plain = fictional::token_sets(&country.people(1000, 2));
    let candidates = Split::draw(1000, 0, 0, 5).candidates;
    let everybody: Vec<u32> = (0..1000).collect();
    let attack = |encodings: &Filters, victims: &[u32], candidates: &[u32]| {
        graph::attack(encodings, &plain, victims, candidates, &mut go_on).unwrap()
    };
    let encodings = encode(Hardening::None, &plain, None);
    let full = attack(&encodings, &everybody, &candidates);
    assert!(full.rate() >= 0.95, "{full:?}");
    // Each side holds 800 of the 1,000, so that some have no counterpart.
    let common = candidates[..800].iter().filter(|&&person| person < 800).count();
    let partial = attack(&encodings, &everybody[..800], &candidates[..800]);
    assert!(partial.right as f64 >= 0.8 * common as f64 && common < 680, "{partial:?} of {common}");
    // One encoding of five belongs to nobody.
    let mut with_decoys = encodings.clone();
    let decoys = encode(Hardening::None, &fictional::token_sets(&country.people(250, 8)), None);
    for row in 0..decoys.len() {
        with_decoys.push(decoys.row(row));
    }
    let mixed: Vec<u32> = Split::draw(1250, 0, 0, 6).candidates;
    let hidden = attack(&with_decoys, &mixed, &candidates);
    assert!(hidden.tried == 1000 && hidden.rate() >= 0.8, "{hidden:?}");
    let diffused = attack(&encode(Hardening::Diffusion(10), &plain, None), &everybody, &candidates);
    assert!(diffused.rate() <= 0.05, "{diffused:?}");
}

fn question<'a>(encodings: &'a Filters, plain: &'a TokenSets) -> Question<'a> {
    let design = None;
    Question { encodings, plain, clean: true, design, with_key: None, without_key: None, seed: 1 }
}

#[test]
fn a_report_refuses_a_plain_list_and_names_the_worst_attack() {
    let plain = fictional::token_sets(&people(400));
    let encodings = encode(Hardening::None, &plain, None);
    let own = |record: usize| encodings.row(record).to_vec();
    let question = Question { with_key: Some(&own), ..question(&encodings, &plain) };
    let mut told = Vec::new();
    let answer = report(question, &mut |done, all| {
        told.push((done, all));
        ControlFlow::Continue(())
    })
    .unwrap();
    assert!(told.is_sorted() && told.last().is_some_and(|(done, all)| done == all), "{told:?}");
    assert_eq!((answer.records, answer.looked_at, answer.short), (400, 400, false));
    assert!(answer.worst().unwrap().rate() > 0.9);
    let refusal = answer.judge(Limits::default()).unwrap_err();
    assert!(
        refusal.outcome.attack != Attack::DictionaryWithKey && refusal.limit < 0.07,
        "{refusal}"
    );
    let control =
        answer.attacks.iter().find(|outcome| outcome.attack == Attack::DictionaryWithKey).unwrap();
    assert!(control.rate() > 0.99);
    assert_eq!(answer, report(question, &mut go_on).unwrap(), "the same for the same seed");
}

#[test]
fn on_a_short_list_an_attack_counts_that_is_surely_right_thrice_as_often_as_a_guess() {
    let of = |right, tried, candidates| {
        let attack = Attack::KnownPairs;
        let outcome = Outcome { attack, known: 150, tried, right, candidates };
        Report { records: 2 * candidates, looked_at: 300, short: false, attacks: vec![outcome] }
    };
    let leaves =
        |right, tried, candidates| of(right, tried, candidates).judge(Limits::default()).is_ok();
    // Of 160 people a blind guess names one, of 5,000 hardly any.
    assert!(leaves(4, 160, 160) && !leaves(8, 160, 160));
    assert!(leaves(9, 2_000, 5_000) && !leaves(11, 2_000, 5_000));
}

#[test]
fn a_report_on_few_people_takes_half_of_them_as_known_and_says_so() {
    for number in [0, 1, 2, 3, 30] {
        let plain = fictional::token_sets(&people(number));
        let encodings = encode(Hardening::Diffusion(10), &plain, None);
        let answer = report(question(&encodings, &plain), &mut go_on).unwrap();
        assert!(answer.short);
        assert!(answer.attacks.iter().all(|outcome| outcome.known <= number / 2), "{answer:?}");
    }
}

#[test]
fn a_report_of_people_who_are_all_alike_ends() {
    let mut plain = TokenSets::new();
    (0..200).for_each(|_| plain.push(&[1, 2, 3]));
    let encodings = encode(Hardening::None, &plain, None);
    assert!(report(question(&encodings, &plain), &mut go_on).is_ok());
    let mut plain = TokenSets::new();
    (0..200).for_each(|_| plain.push(&[]));
    let encodings = encode(Hardening::None, &plain, None);
    assert!(report(question(&encodings, &plain), &mut go_on).is_ok());
}

#[test]
fn a_report_can_be_interrupted_at_every_step() {
    let plain = fictional::token_sets(&people(60));
    let encodings = encode(Hardening::None, &plain, None);
    let mut steps = 0;
    report(question(&encodings, &plain), &mut |_, _| {
        steps += 1;
        ControlFlow::Continue(())
    })
    .unwrap();
    for last in [0, 1, steps / 2, steps - 1] {
        let mut step = 0;
        let ended = report(question(&encodings, &plain), &mut |_, _| {
            step += 1;
            if step > last { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(ended, Err(Interrupted), "{last}");
    }
}
