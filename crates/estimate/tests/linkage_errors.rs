//! How far missed and false links move published estimates, and planted truth under linkage.

#![expect(clippy::unwrap_used, reason = "a simulation that cannot be run has failed")]

#[path = "published/reference_table.rs"]
#[expect(dead_code, reason = "the published results need more of it")]
mod reference_table;

use concert_estimate::{
    CaptureTable, ExpectedTable, History, LinkageSettings, Model, TableEstimate, combine_linkages,
    fit, with_false_links, with_missed_links, without_linkage_errors,
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use reference_table::table;

#[test]
fn missed_and_false_links_move_published_estimates_as_they_do_elsewhere() {
    // Computed with the programs of the tables' authors on expected counts, the model held fixed:
    // the population, and its change in per cent with 5, 10 and 20 per cent of the links missed and
    // with 5 and 10 per cent of false ones.
    for (name, model, population, changes) in [
        ("uk_5list", "[1,2,3,4,5]", 13444.0, [5.3, 11.1, 24.8, -4.8, -9.1]),
        ("uk_5list", "[12,13,24,25,35,45]", 11313.0, [5.3, 11.2, 25.2, -4.1, -8.0]),
        ("netherlands_5list", "[1,2,3,4,5]", 52924.0, [5.2, 11.0, 24.6, -4.7, -9.0]),
        ("western_us_5list", "[15,2,3,4]", 2483.0, [5.1, 10.6, 23.6, -5.7, -10.8]),
        ("new_orleans_5list_185", "[1,2,3,4,5]", 1034.0, [4.6, 9.7, 21.4, -4.3, -8.2]),
        ("kosovo_4list", "[1,2,3,4]", 7395.0, [4.7, 9.7, 21.2, -4.3, -8.3]),
        ("australia_4list", "[1,2,3,4]", 827.0, [4.2, 8.7, 18.9, -3.9, -7.5]),
        ("australia_4list", "[12,23,24]", 6496.0, [-0.8, -1.6, -2.9, -37.5, -54.5]),
    ] {
        let table = table(name);
        let model = Model::parse(model, table.lists().len()).unwrap();
        let of = |table: &ExpectedTable| table.population(&model).unwrap();
        let before = of(&ExpectedTable::of(&table));
        assert!((before - population).abs() < 0.5, "{name} {before}");
        assert!((before / fit(&table, &model).unwrap().population - 1.0).abs() < 1e-10);
        let missed = [0.05, 0.1, 0.2].map(|share| of(&with_missed_links(&table, share).unwrap()));
        let wrong = [0.05, 0.1].map(|share| of(&with_false_links(&table, share).unwrap()));
        for (after, expected) in missed.into_iter().chain(wrong).zip(changes) {
            let change = 100.0 * (after / before - 1.0);
            assert!((change - expected).abs() < 0.0501, "{name} {model}: {change} {expected}");
        }
    }
}

/// What is known of a linkage: links that are certain to be doubted, and how much.
struct Linkage {
    /// The people as they would be without any of the links in doubt.
    apart: Vec<u16>,
    /// Pairs of people who may be one, each with the probability that they are.
    doubted: Vec<(usize, usize, f64)>,
}

impl Linkage {
    /// The table if exactly those links are made of which `made` says so.
    fn table(&self, mut made: impl FnMut(f64) -> bool) -> CaptureTable {
        let mut people = self.apart.clone();
        for &(one, other, probability) in &self.doubted {
            if made(probability) {
                people[one] |= people[other];
                people[other] = 0;
            }
        }
        let mut counts = [0; 8];
        for history in people {
            counts[usize::from(history)] += 1;
        }
        let cells = (1..8_u16).map(|bits| (History::new(bits), counts[usize::from(bits)]));
        CaptureTable::new(["a", "b", "c"], cells).unwrap()
    }
}

/// Links the lists of a population with this recall and precision when links of a probability
/// above one half are made. Probabilities are right: of the links with probability `p` a share `p`
/// is true. A true link that is missed has a probability of 0.3.
fn linked(random: &mut ChaCha8Rng, people: &[u16], recall: f64, precision: f64) -> Linkage {
    const DOUBTFUL: f64 = 0.3;
    let mut linkage = Linkage { apart: people.to_vec(), doubted: Vec::new() };
    let mut wrong = 0.0;
    for person in 0..people.len() {
        let lists: Vec<usize> = History::new(people[person]).lists().collect();
        if lists.len() < 2 {
            continue;
        }
        let one = 1 << lists[random.random_range(0..lists.len())];
        linkage.apart[person] &= !one;
        linkage.apart.push(one);
        let sure = random.random_bool(recall);
        let probability = if sure { precision } else { DOUBTFUL };
        linkage.doubted.push((person, linkage.apart.len() - 1, probability));
        let odds = 1.0 / probability - 1.0;
        wrong += odds;
        let mut false_links = odds.floor() as usize;
        false_links += usize::from(random.random_bool(odds.fract()));
        for _ in 0..false_links {
            // Two people on one list each, not the same, whom no other link doubts.
            for _ in 0..1000 {
                let pair = [0, 1].map(|_| random.random_range(0..people.len()));
                let [a, b] = pair.map(|at| people[at]);
                let alone = a.is_power_of_two() && b.is_power_of_two() && a != b;
                let free = |at: &usize| !linkage.doubted.iter().any(|d| d.0 == *at || d.1 == *at);
                if alone && pair.iter().all(free) {
                    linkage.doubted.push((pair[0], pair[1], probability));
                    break;
                }
            }
        }
    }
    assert!(wrong < people.len() as f64);
    linkage
}

#[test]
fn drawn_linkages_cover_the_planted_population_where_the_one_best_linkage_does_not() {
    const POPULATION: usize = 3000;
    const WORLDS: usize = 200;
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let model = Model::independence(3).unwrap();
    let settings = LinkageSettings::default();
    let (mut naive, mut naive_covered) = (0.0, 0);
    let (mut combined, mut covered, mut mixture_covered) = (0.0, 0, 0);
    let (mut corrected, mut linkage_share) = (0.0, 0.0);
    let covers = |interval: [f64; 2]| {
        usize::from(interval[0] <= POPULATION as f64 && POPULATION as f64 <= interval[1])
    };
    for _ in 0..WORLDS {
        let (recall, precision) =
            (random.random_range(0.85..0.98), random.random_range(0.95..0.999));
        let person = |_| {
            let on = [0.2, 0.25, 0.3].map(|share| random.random_bool(share));
            (0..3).filter(|&list| on[list]).map(|list| 1 << list).sum::<u16>()
        };
        let people: Vec<u16> = (0..POPULATION).map(person).filter(|&history| history > 0).collect();
        let linkage = linked(&mut random, &people, recall, precision);
        let best = linkage.table(|probability| probability > 0.5);
        let found = fit(&best, &model).unwrap();
        naive += found.population / POPULATION as f64 - 1.0;
        naive_covered += covers(found.interval_given_model(0.95));
        let undone = without_linkage_errors(&best, recall, precision).unwrap();
        corrected += undone.table.population(&model).unwrap() / POPULATION as f64 - 1.0;
        let draws: Vec<Option<TableEstimate>> = (0..20)
            .map(|i| {
                let table = linkage.table(|probability| random.random_bool(probability));
                let found = fit(&table, &model).ok()?;
                Some(TableEstimate::of_fit(&found, table.observed(), 100, i))
            })
            .collect();
        let average = combine_linkages(&draws, &settings).unwrap();
        combined += average.population / POPULATION as f64 - 1.0;
        covered += covers(average.interval);
        mixture_covered += covers(average.mixture_interval.unwrap());
        linkage_share += average.linkage_share / WORLDS as f64;
    }
    let per_cent = |sum: f64| 100.0 * sum / WORLDS as f64;
    let biases = [naive, combined, corrected].map(per_cent);
    println!("bias {biases:?}, covered {naive_covered} {covered} {mixture_covered} of {WORLDS}");
    println!("share of linkage {linkage_share}");
    assert!(biases[0] > 5.0 && biases[1].abs() < 2.0 && biases[2].abs() < 2.0, "{biases:?}");
    // Of 200 intervals that cover in 95 of 100 worlds, fewer than 184 would cover once in 30 times.
    assert!(covered >= 184 && mixture_covered >= 184, "{covered} {mixture_covered}");
    assert!(naive_covered < 150, "{naive_covered}");
    assert!(linkage_share > 0.02 && linkage_share < 0.7, "{linkage_share}");
}
