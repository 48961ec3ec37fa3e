//! Censored lists: maxima of R on the Scottish table, and planted truth.

use concert_estimate::{
    Bound, CensoredCell, Censoring, FactorModel, FactorTable, History, Verdict, fit_censored,
    fit_with_covariates,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::reference_table::agrees;
use crate::scotland::{factor, scotland};

const MAIN_EFFECTS: &str = "[S1,S2,S3,S4,region,gender,age]";
const PAIRS: &str = "[S1:S2,S1:S3,S2:S3,S3:region,S1:age,S2:age,S3:age,S4:region,S1:region,\
                     S2:region,S4:age,S2:gender,region:age,gender:age]";

#[test]
fn the_scottish_maxima_agree_with_r() {
    // R 4.2.2. Ignored: glm() without the eight cells of S4 alone, hidden people and members by
    // predict(). Upper: an EM algorithm of glm() on counts of these cells that are put to
    // mu * ppois(u - 1, mu) / ppois(u, mu) until no coefficient moves by 1e-11.
    let table = scotland();
    let s4 = History::of(&[3]);
    for (bound, model, hidden, members, log_likelihood) in [
        (Bound::Ignored, MAIN_EFFECTS, "13955.7178", "412.0726", None),
        (Bound::Ignored, PAIRS, "22972.3078", "723.4935", None),
        (Bound::Upper, MAIN_EFFECTS, "13260.1652", "335.0165", Some("-491.65186")),
        (Bound::Upper, PAIRS, "15802.6983", "491.0355", Some("-226.70007")),
    ] {
        let model = FactorModel::parse(model, &table).unwrap();
        let fit = fit_censored(&table, &model, &Censoring { lists: s4, bound }).unwrap();
        assert!(agrees(fit.hidden, hidden), "{bound:?} {model}: {} {hidden}", fit.hidden);
        assert!(agrees(fit.members, members), "{bound:?} {model}: {} {members}", fit.members);
        if let Some(expected) = log_likelihood {
            assert!(agrees(fit.log_likelihood, expected), "{} {expected}", fit.log_likelihood);
        }
        assert_eq!((fit.known, fit.bound), (4986, 684));
        assert_eq!(fit.cells.len(), 8);
        // Without the bound, the pairs put 723 members among 684 people: they do not fit.
        let exceeds = fit.cells.iter().any(CensoredCell::exceeds_bound);
        assert_eq!(exceeds, bound == Bound::Ignored, "{bound:?} {model}");
        assert!((fit.population - 4986.0 - fit.members - fit.hidden).abs() < 1e-6);
        let [low, high] = fit.interval_given_model(0.95);
        assert!(low < fit.population && fit.population < high && low > 4986.0);
    }
}

#[test]
fn without_censored_lists_nothing_changes_and_other_lists_are_refused() {
    let table = scotland();
    let model = FactorModel::parse(PAIRS, &table).unwrap();
    let none = Censoring { lists: History::new(0), bound: Bound::Upper };
    let (a, b) = (
        fit_censored(&table, &model, &none).unwrap(),
        fit_with_covariates(&table, &model).unwrap(),
    );
    assert!((a.population / b.population - 1.0).abs() < 1e-12 && a.cells.is_empty());
    assert!((a.log_standard_error / b.log_standard_error - 1.0).abs() < 1e-12);
    let fifth = Censoring { lists: History::of(&[4]), bound: Bound::Upper };
    assert_eq!(fit_censored(&table, &model, &fifth), Err(Verdict::OtherLists));
    let all = Censoring { lists: History::of(&[0, 1, 2, 3]), bound: Bound::Upper };
    assert!(fit_censored(&table, &model, &all).is_err());
}

#[test]
fn members_are_told_from_non_members_where_the_count_alone_would_mislead() {
    // 2000 members of two kinds on four lists; the fourth also holds 300 people who are none.
    const WORLDS: usize = 100;
    let sizes = [800, 1200];
    let mut random = ChaCha8Rng::seed_from_u64(21);
    let (mut naive, mut means, mut covered) = (0.0, [0.0; 2], [0; 2]);
    for _ in 0..WORLDS {
        let mut counts = [[0_u64; 16]; 2];
        for (kind, &size) in sizes.iter().enumerate() {
            for _ in 0..size {
                let shares = [0.2, 0.25, 0.15, [0.3, 0.2][kind]];
                let found = |list: &usize| random.random_bool(shares[*list]);
                let on: usize = (0..4).filter(found).map(|list| 1 << list).sum();
                counts[kind][on] += 1;
            }
            counts[kind][8] += [100, 200][kind];
        }
        let cells = (0..30).map(|i| {
            let (kind, history) = (i / 15, i % 15 + 1);
            (History::new(history as u16), vec![kind], counts[kind][history])
        });
        let lists = ["a", "b", "c", "d"];
        let table = FactorTable::new(lists, [factor("kind", &["x", "y"])], cells).unwrap();
        let model = FactorModel::parse("[d:kind]", &table).unwrap();
        naive += fit_with_covariates(&table, &model).unwrap().population;
        for (i, bound) in [Bound::Upper, Bound::Ignored].into_iter().enumerate() {
            let censoring = Censoring { lists: History::of(&[3]), bound };
            let fit = fit_censored(&table, &model, &censoring).unwrap();
            means[i] += fit.population / WORLDS as f64;
            let [low, high] = fit.interval_given_model(0.95);
            covered[i] += usize::from(low <= 2000.0 && 2000.0 <= high);
        }
    }
    let naive = naive / WORLDS as f64;
    println!("naive {naive}, censored {means:?}, covered {covered:?} of {WORLDS}");
    assert!(naive > 2500.0, "{naive}");
    assert!(means.iter().all(|mean| (mean / 2000.0 - 1.0).abs() < 0.02), "{means:?}");
    // If 95 of 100 were covered, fewer than 87 would happen once in a thousand times.
    assert!(covered.iter().all(|&count| count >= 87), "{covered:?}");
}
