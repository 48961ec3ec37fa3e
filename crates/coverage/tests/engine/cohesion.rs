//! Networks: textbook graphs, published centralities, and brute force.

use concert_coverage::{Cohesion, Refusal, Ties, TiesRefusal};
use proptest::prelude::*;

fn cohesion(organisations: u32, ties: &[(u32, u32)]) -> Cohesion {
    let all: Vec<u32> = (0..organisations).collect();
    Cohesion::of(&Ties::new(&all, ties).unwrap()).unwrap()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

fn is_told(told: Option<f64>, expected: f64) -> bool {
    told.is_some_and(|told| near(told, expected))
}

#[test]
fn a_star_is_wholly_centralised_and_rings_and_complete_graphs_are_not_at_all() {
    for n in 3..12_u32 {
        let star: Vec<_> = (1..n).map(|at| (0, at)).collect();
        let ring: Vec<_> = (0..n).map(|at| (at, (at + 1) % n)).collect();
        let complete: Vec<_> =
            (0..n).flat_map(|at| (0..at).map(move |other| (at, other))).collect();
        for (ties, expected) in [(star, 1.0), (ring, 0.0), (complete, 0.0)] {
            let told = cohesion(n, &ties);
            assert!(is_told(told.degree_centralisation, expected), "{told:?}");
            assert!(is_told(told.betweenness_centralisation, expected), "{told:?}");
            assert!(is_told(told.fragmentation, 0.0));
        }
    }
}

#[test]
fn fragmentation_runs_from_all_tied_to_none_tied() {
    // Four all tied to each other: every distance is 1.
    let complete = cohesion(4, &[(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]);
    assert!(is_told(complete.fragmentation, 0.0));
    assert!(is_told(complete.distance_fragmentation, 0.0));
    let isolates = cohesion(4, &[]);
    assert!(is_told(isolates.fragmentation, 1.0) && is_told(isolates.distance_fragmentation, 1.0));
    assert_eq!(isolates.components.len(), 4);
    // Two triangles: 1 - (3 x 2 + 3 x 2) / (6 x 5) = 0.6, all within at distance 1.
    let triangles = cohesion(6, &[(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)]);
    assert!(is_told(triangles.fragmentation, 0.6));
    assert!(is_told(triangles.distance_fragmentation, 0.6));
    // A chain of four: 1 - 2 (3 + 2/2 + 1/3) / 12 = 1 - 26/36; one with a gap in it: two pairs.
    let chain = cohesion(4, &[(0, 1), (1, 2), (2, 3)]);
    assert!(is_told(chain.distance_fragmentation, 1.0 - 26.0 / 36.0));
    assert!(is_told(cohesion(4, &[(0, 1), (2, 3)]).fragmentation, 1.0 - 4.0 / 12.0));
}

#[test]
fn too_few_organisations_have_no_index() {
    for n in 0..3 {
        let told = cohesion(n, &[]);
        assert_eq!(told.fragmentation.is_some(), n >= 2);
        assert_eq!((told.degree_centralisation, told.betweenness_centralisation), (None, None));
        assert_eq!(told.centrality.len(), n as usize);
        assert!(told.centrality.iter().all(|each| each.betweenness_share == 0.0));
    }
}

#[test]
fn the_florentine_families_have_their_published_betweenness() {
    // Marriages among 16 families (Padgett and Ansell 1993); betweenness as in UCINET, whose data
    // set this is: Medici 47.5, Guadagni 23.167, Albizzi 19.333, Salviati 13, Ridolfi 10.333,
    // Bischeri 9.5, Strozzi 9.333, Barbadori 8.5, Tornabuoni 8.333, Castellani 5, Peruzzi 2.
    const ACCIAIUOLI: u32 = 0;
    const ALBIZZI: u32 = 1;
    const BARBADORI: u32 = 2;
    const BISCHERI: u32 = 3;
    const CASTELLANI: u32 = 4;
    const GINORI: u32 = 5;
    const GUADAGNI: u32 = 6;
    const LAMBERTESCHI: u32 = 7;
    const MEDICI: u32 = 8;
    const PAZZI: u32 = 9;
    const PERUZZI: u32 = 10;
    const RIDOLFI: u32 = 12;
    const SALVIATI: u32 = 13;
    const STROZZI: u32 = 14;
    const TORNABUONI: u32 = 15;
    let marriages = [
        (ACCIAIUOLI, MEDICI),
        (CASTELLANI, PERUZZI),
        (CASTELLANI, STROZZI),
        (CASTELLANI, BARBADORI),
        (MEDICI, BARBADORI),
        (MEDICI, RIDOLFI),
        (MEDICI, TORNABUONI),
        (MEDICI, ALBIZZI),
        (MEDICI, SALVIATI),
        (SALVIATI, PAZZI),
        (PERUZZI, STROZZI),
        (PERUZZI, BISCHERI),
        (STROZZI, RIDOLFI),
        (STROZZI, BISCHERI),
        (RIDOLFI, TORNABUONI),
        (TORNABUONI, GUADAGNI),
        (ALBIZZI, GINORI),
        (ALBIZZI, GUADAGNI),
        (BISCHERI, GUADAGNI),
        (GUADAGNI, LAMBERTESCHI),
    ];
    // The sixteenth, the Pucci, married into no other family.
    let told = cohesion(16, &marriages);
    let published = [
        (MEDICI, 47.5),
        (GUADAGNI, 23.167),
        (ALBIZZI, 19.333),
        (SALVIATI, 13.0),
        (RIDOLFI, 10.333),
        (BISCHERI, 9.5),
        (STROZZI, 9.333),
        (BARBADORI, 8.5),
        (TORNABUONI, 8.333),
        (CASTELLANI, 5.0),
        (PERUZZI, 2.0),
    ];
    for (each, (family, betweenness)) in told.centrality.iter().zip(published) {
        assert_eq!(each.organisation, family);
        assert!((each.betweenness - betweenness).abs() < 5e-4, "{each:?}");
    }
    assert!(told.centrality[11..].iter().all(|each| each.betweenness == 0.0));
    // The Medici have 6 of 40 ends of ties: (16 x 6 - 40) / (15 x 14).
    assert!(is_told(told.degree_centralisation, 56.0 / 210.0));
    // The betweennesses above add up to 156: (16 x 47.5 - 156) / (15^2 x 14 / 2) = 604 / 1575.
    let centralisation = told.betweenness_centralisation.unwrap();
    assert!((centralisation - 604.0 / 1575.0).abs() < 1e-5, "{centralisation}");
    // Fifteen in one component: 1 - 15 x 14 / (16 x 15).
    assert!(is_told(told.fragmentation, 1.0 - 210.0 / 240.0));
}

#[test]
fn the_kite_has_its_published_betweenness() {
    // Krackhardt 1990: ten actors of whom the one with most ties is not the one in between most.
    let ties = [
        (0, 1),
        (0, 2),
        (0, 3),
        (0, 5),
        (1, 3),
        (1, 4),
        (1, 6),
        (2, 3),
        (2, 5),
        (3, 4),
        (3, 5),
        (3, 6),
        (4, 6),
        (5, 6),
        (5, 7),
        (6, 7),
        (7, 8),
        (8, 9),
    ];
    let told = cohesion(10, &ties);
    let published =
        [(7, 0.389), (5, 0.231), (6, 0.231), (8, 0.222), (3, 0.102), (0, 0.023), (1, 0.023)];
    for (each, (organisation, share)) in told.centrality.iter().zip(published) {
        assert_eq!(each.organisation, organisation);
        assert!((each.betweenness_share - share).abs() < 5e-4, "{each:?}");
    }
    let degree = told.centrality.iter().max_by_key(|each| each.degree).unwrap();
    assert_eq!((degree.organisation, degree.degree), (3, 6));
}

#[test]
fn a_network_that_is_too_large_or_has_too_many_paths_is_refused() {
    let many: Vec<u32> = (0..60_000).collect();
    let refused = Cohesion::of(&Ties::new(&many, &[(1, 2)]).unwrap()).unwrap_err();
    assert_eq!(
        refused,
        Refusal::Ties(TiesRefusal::NetworkTooLarge { organisations: 60_000, ties: 1 })
    );
    // A chain of 1,100 diamonds has 2^1100 shortest paths from end to end.
    let diamond = |at: u32| {
        let at = 3 * at;
        [(at, at + 1), (at, at + 2), (at + 1, at + 3), (at + 2, at + 3)]
    };
    let chain = |length: u32| Ties::new(&[], &(0..length).flat_map(diamond).collect::<Vec<_>>());
    assert!(Cohesion::of(&chain(1000).unwrap()).is_ok());
    let refused = Cohesion::of(&chain(1100).unwrap()).unwrap_err();
    assert_eq!(refused.code(), "coverage/paths-uncounted");
}

/// Distances and numbers of shortest paths, by looking at all walks of one more tie each time.
fn shortest_paths(n: usize, ties: &[(u32, u32)]) -> (Vec<Vec<usize>>, Vec<Vec<f64>>) {
    let mut is_tied = vec![vec![false; n]; n];
    for (one, other) in ties {
        is_tied[*one as usize][*other as usize] = true;
        is_tied[*other as usize][*one as usize] = true;
    }
    let mut distance = vec![vec![usize::MAX; n]; n];
    let mut count = vec![vec![0.0; n]; n];
    // The number of walks of each length is a power of the matrix of ties; those of the first
    // length at which there are any are the shortest paths.
    let mut walks: Vec<Vec<f64>> =
        (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    for length in 0..n {
        for i in 0..n {
            for j in 0..n {
                if walks[i][j] > 0.0 && distance[i][j] == usize::MAX {
                    distance[i][j] = length;
                    count[i][j] = walks[i][j];
                }
            }
        }
        let step =
            |i: usize, j: usize| (0..n).filter(|k| is_tied[*k][j]).map(|k| walks[i][k]).sum();
        walks = (0..n).map(|i| (0..n).map(|j| step(i, j)).collect()).collect();
    }
    (distance, count)
}

fn graphs() -> impl Strategy<Value = (u32, Vec<(u32, u32)>)> {
    (2_u32..12).prop_flat_map(|n| {
        let tie = (0..n, 1..n).prop_map(move |(one, step)| (one, (one + step) % n));
        (Just(n), proptest::collection::vec(tie, 0..22))
    })
}

proptest! {
    #[test]
    fn a_network_is_measured_as_brute_force_measures_it((n, ties) in graphs()) {
        let told = cohesion(n, &ties);
        let n = n as usize;
        let (distance, count) = shortest_paths(n, &ties);
        let pairs = (n * (n - 1)) as f64;
        let (mut apart, mut close) = (0.0, 0.0);
        for ties in distance.iter().flatten() {
            match ties {
                0 => {}
                &usize::MAX => apart += 1.0,
                ties => close += 1.0 / *ties as f64,
            }
        }
        prop_assert!(is_told(told.fragmentation, apart / pairs));
        prop_assert!(is_told(told.distance_fragmentation, 1.0 - close / pairs));
        prop_assert!(told.distance_fragmentation >= told.fragmentation);
        let mut total = vec![0.0; n];
        for (v, total) in total.iter_mut().enumerate() {
            for s in (0..n).filter(|s| *s != v) {
                for t in (s + 1..n).filter(|t| *t != v && distance[s][*t] != usize::MAX) {
                    let (before, after) = (distance[s][v], distance[v][t]);
                    if before.checked_add(after) == Some(distance[s][t]) {
                        *total += count[s][v] * count[v][t] / count[s][t];
                    }
                }
            }
        }
        for each in &told.centrality {
            let expected = total[each.organisation as usize];
            prop_assert!(near(each.betweenness, expected), "{each:?} {expected}");
        }
        let most = total.iter().copied().fold(0.0, f64::max);
        let shortfall: f64 = total.iter().map(|each| most - each).sum();
        if n >= 3 {
            let star = ((n - 1) * (n - 1) * (n - 2)) as f64 / 2.0;
            prop_assert!(is_told(told.betweenness_centralisation, shortfall / star));
            prop_assert!((0.0..=1.0 + 1e-9).contains(&told.degree_centralisation.unwrap()));
        }
    }

    #[test]
    fn ties_in_another_order_or_twice_give_the_same_bytes((n, ties) in graphs()) {
        let mut other: Vec<_> = ties.iter().rev().map(|(one, other)| (*other, *one)).collect();
        other.extend(&ties);
        prop_assert_eq!(format!("{:?}", cohesion(n, &ties)), format!("{:?}", cohesion(n, &other)));
    }

    #[test]
    fn other_numbers_leave_every_index_and_rank((n, ties) in graphs()) {
        let told = cohesion(n, &ties);
        let turned: Vec<_> = ties.iter().map(|(one, other)| (n - 1 - one, n - 1 - other)).collect();
        let other = cohesion(n, &turned);
        prop_assert!(near(
            told.distance_fragmentation.unwrap(), other.distance_fragmentation.unwrap()
        ));
        let ranks = |told: &Cohesion| -> Vec<(u64, u32)> {
            let rank = told.centrality.iter();
            rank.map(|each| ((each.betweenness * 1e6).round() as u64, each.degree)).collect()
        };
        prop_assert_eq!(ranks(&told), ranks(&other));
        let sizes = |told: &Cohesion| told.components.iter().map(Vec::len).collect::<Vec<_>>();
        prop_assert_eq!(sizes(&told), sizes(&other));
    }
}

#[test]
fn large_networks_come_out_the_same_as_their_parts() {
    // Several blocks of sources: 50 stars of 8 beside each other.
    let ties: Vec<_> =
        (0..50_u32).flat_map(|k| (1..8).map(move |at| (8 * k, 8 * k + at))).collect();
    let told = cohesion(400, &ties);
    assert_eq!(told.components.len(), 50);
    assert!(is_told(told.fragmentation, 1.0 - 50.0 * 56.0 / (400.0 * 399.0)));
    for (each, hub) in told.centrality.iter().zip((0..50).map(|k| 8 * k)) {
        assert_eq!((each.organisation, each.degree), (hub, 7));
        assert!(near(each.betweenness, 21.0));
    }
}
