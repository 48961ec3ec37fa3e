//! Counts as they may be shown: small ones withheld, and not to be had from the others.
//!
//! What is shown of a table are the people of each stratum by set of lists, the people of each
//! stratum, the people on each list in each stratum, and the people with each set of lists over all
//! strata. Each of the last three is a sum of the first.
//!
//! **What is guaranteed**, for a minimum `m`:
//!
//! 1. No count from 1 to `m - 1` is shown, be it a cell or a sum. Counts of zero are not told from them.
//! 2. What a sum leaves over when all shown cells in it are taken off is zero or at least `m`.
//! 3. No withheld count that is not zero can be worked out from all that is shown by adding,
//!    subtracting and multiplying, even by somebody who knows which withheld cells are zero.
//!
//! To that end further cells are withheld, the smallest first, and where that does not do, sums.
//!
//! **What is not guaranteed**: bounds. A withheld count is known to be at most what its sums leave over, as
//! any count below a shown sum is. Nor does it hold for two tables of nearly the same people, such as
//! two draws, or two rounds: show one. Tables that are to be shown often need noise.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::CaptureCounts;

/// What may be shown of a table. What is not there is withheld, or zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protected {
    /// Counts below this are withheld.
    pub minimum: u64,
    /// For each stratum the counts by set of lists.
    pub cells: Vec<BTreeMap<u64, u64>>,
    /// People of each stratum.
    pub people: Vec<Option<u64>>,
    /// People on each list, for each stratum; a list that nobody of the stratum is on is not among
    /// them.
    pub on_list: Vec<BTreeMap<u32, u64>>,
    /// People by set of lists, over all strata.
    pub sets: BTreeMap<u64, u64>,
}

/// A sum that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sum {
    People(usize),
    OnList(usize, u32),
    Set(u64),
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    stratum: usize,
    set: u64,
    count: u64,
    shown: bool,
}

/// Withholds counts below a minimum and as many others as it takes; see the
/// [guarantee](self). With a minimum of one or less nothing is withheld.
pub fn protect(counts: &CaptureCounts, minimum: u64) -> Protected {
    let mut cells: Vec<Cell> = Vec::new();
    for (stratum, sets) in counts.strata.iter().enumerate() {
        let one = |(&set, &count): (&u64, &u64)| {
            (count > 0).then_some(Cell { stratum, set, count, shown: count >= minimum })
        };
        cells.extend(sets.iter().filter_map(one));
    }
    let mut sums: BTreeMap<Sum, Vec<usize>> = BTreeMap::new();
    for (i, cell) in cells.iter().enumerate() {
        let lists = (0..64).filter(|list| cell.set >> list & 1 == 1);
        let over = lists.map(|list| Sum::OnList(cell.stratum, list));
        for sum in over.chain([Sum::People(cell.stratum), Sum::Set(cell.set)]) {
            sums.entry(sum).or_default().push(i);
        }
    }
    let total = |members: &[usize], cells: &[Cell]| members.iter().map(|&i| cells[i].count).sum();
    // A small sum is a small count.
    sums.retain(|_, members| total(members, &cells) >= minimum);
    loop {
        withhold_more(&mut cells, &mut sums, minimum);
        let Some(cell) = (0..cells.len()).find(|&i| is_derivable(i, &cells, &sums)) else { break };
        // First another cell of the shortest sum through it that still shows one.
        let through = sums.values().filter(|members| members.contains(&cell));
        let shown = through.flatten().copied().filter(|&i| cells[i].shown);
        match shown.min_by_key(|&i| (cells[i].count, i)) {
            Some(other) => cells[other].shown = false,
            None => sums.retain(|_, members| !members.contains(&cell)),
        }
    }
    let strata = counts.strata.len();
    let mut shown = Protected {
        minimum,
        cells: vec![BTreeMap::new(); strata],
        people: vec![None; strata],
        on_list: vec![BTreeMap::new(); strata],
        sets: BTreeMap::new(),
    };
    for cell in cells.iter().filter(|cell| cell.shown) {
        shown.cells[cell.stratum].insert(cell.set, cell.count);
    }
    for (sum, members) in &sums {
        let total = total(members, &cells);
        match *sum {
            Sum::People(stratum) => shown.people[stratum] = Some(total),
            Sum::OnList(stratum, list) => {
                shown.on_list[stratum].insert(list, total);
            }
            Sum::Set(set) => {
                shown.sets.insert(set, total);
            }
        }
    }
    shown
}

/// Until what every sum leaves over is nothing or not small.
fn withhold_more(cells: &mut [Cell], sums: &mut BTreeMap<Sum, Vec<usize>>, minimum: u64) {
    let mut again = true;
    while again {
        again = false;
        for members in sums.values() {
            let hidden = members.iter().filter(|&&i| !cells[i].shown);
            let (number, left) =
                hidden.fold((0, 0), |(number, left), &i| (number + 1, left + cells[i].count));
            if number == 0 || (number > 1 && left >= minimum) {
                continue;
            }
            let shown = members.iter().copied().filter(|&i| cells[i].shown);
            if let Some(next) = shown.min_by_key(|&i| (cells[i].count, i)) {
                cells[next].shown = false;
                again = true;
            }
        }
        // A sum of one withheld cell, or of several that are few together, shows what they are.
        let before = sums.len();
        sums.retain(|_, members| {
            let all_hidden = members.iter().all(|&i| !cells[i].shown);
            let left: u64 = members.iter().map(|&i| cells[i].count).sum();
            !all_hidden || (members.len() > 1 && left >= minimum)
        });
        again |= sums.len() < before;
    }
}

/// Whether a withheld cell follows from the sums by linear algebra: whether its unit vector lies in
/// the span of the sums over withheld cells. Worked out modulo the prime `2^61 - 1`, so exactly.
fn is_derivable(cell: usize, cells: &[Cell], sums: &BTreeMap<Sum, Vec<usize>>) -> bool {
    if cells[cell].shown {
        return false;
    }
    // Only sums that hang together with the cell through withheld cells can say something of it.
    let hidden = |members: &[usize]| -> Vec<usize> {
        members.iter().copied().filter(|&i| !cells[i].shown).collect()
    };
    let mut waiting: Vec<Vec<usize>> = sums.values().map(|m| hidden(m)).collect();
    let mut reached = std::collections::BTreeSet::from([cell]);
    let mut rows: Vec<Vec<usize>> = Vec::new();
    loop {
        let (near, far): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|row| row.iter().any(|i| reached.contains(i)));
        if near.is_empty() {
            break;
        }
        reached.extend(near.iter().flatten().copied());
        rows.extend(near);
        waiting = far;
    }
    // The cell in the last place: it is derivable when elimination leaves a row of it alone.
    let mut places: Vec<usize> = reached.into_iter().filter(|&i| i != cell).collect();
    places.push(cell);
    let mut matrix: Vec<Vec<u64>> = rows
        .iter()
        .map(|row| places.iter().map(|place| u64::from(row.contains(place))).collect())
        .collect();
    eliminate(&mut matrix, places.len() - 1);
    matrix.iter().any(|row| {
        let (last, others) = row.split_last().unwrap_or((&0, &[]));
        *last != 0 && others.iter().all(|&x| x == 0)
    })
}

const PRIME: u64 = (1 << 61) - 1;

/// Clears the first columns below their pivots.
fn eliminate(matrix: &mut [Vec<u64>], columns: usize) {
    let mut done = 0;
    for column in 0..columns {
        let Some(pivot) = (done..matrix.len()).find(|&row| matrix[row][column] != 0) else {
            continue;
        };
        matrix.swap(done, pivot);
        let (above, below) = matrix.split_at_mut(done + 1);
        let pivot = &above[done];
        let inverse = power(pivot[column], PRIME - 2);
        for row in below.iter_mut().filter(|row| row[column] != 0) {
            let factor = PRIME - times(row[column], inverse);
            for (x, &y) in row.iter_mut().zip(pivot) {
                *x = (*x + times(factor, y)) % PRIME;
            }
        }
        done += 1;
    }
}

fn times(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64
}

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn table(strata: &[&[(u64, u64)]]) -> CaptureCounts {
        CaptureCounts {
            strata: strata.iter().map(|cells| cells.iter().copied().collect()).collect(),
        }
    }

    #[test]
    fn a_table_without_small_counts_is_shown_whole() {
        let counts = table(&[&[(1, 20), (2, 30), (3, 10)], &[(1, 12), (2, 11), (3, 15)]]);
        let shown = protect(&counts, 10);
        assert_eq!(shown.cells, counts.strata);
        assert_eq!(shown.people, [Some(60), Some(38)]);
        assert_eq!(shown.on_list[0], BTreeMap::from([(0, 30), (1, 40)]));
        assert_eq!(shown.sets, BTreeMap::from([(1, 32), (2, 41), (3, 25)]));
    }

    #[test]
    fn one_small_count_takes_others_with_it() {
        let counts = table(&[&[(1, 20), (2, 30), (3, 4)], &[(1, 12), (2, 11), (3, 15)]]);
        let shown = protect(&counts, 5);
        assert!(!shown.cells[0].contains_key(&3));
        // Its sum over the strata would show it unless the other stratum's is withheld as well.
        assert!(!shown.sets.contains_key(&3) || !shown.cells[1].contains_key(&3));
    }

    /// Ranges by brute force: what else could the withheld cells be?
    fn alternatives(shown: &Protected, counts: &CaptureCounts) -> BTreeMap<(usize, u64), usize> {
        let hidden: Vec<(usize, u64, u64)> = counts
            .strata
            .iter()
            .enumerate()
            .flat_map(|(s, cells)| cells.iter().map(move |(&set, &n)| (s, set, n)))
            .filter(|x| !shown.cells[x.0].contains_key(&x.1))
            .collect();
        let mut seen: BTreeMap<(usize, u64), std::collections::BTreeSet<i64>> = BTreeMap::new();
        // All integer changes of at most two, which is enough to tell derivable from not for
        // these small tables; signs of the counts do not matter to algebra.
        let mut change = vec![-2i64; hidden.len()];
        loop {
            let sum = |pick: &dyn Fn(usize, u64) -> bool| -> i64 {
                let picked = hidden.iter().zip(&change).filter(|(h, _)| pick(h.0, h.1));
                picked.map(|(_, by)| by).sum()
            };
            let mut fits = true;
            for s in 0..counts.strata.len() {
                fits &= shown.people[s].is_none() || sum(&|t, _| t == s) == 0;
                for &list in shown.on_list[s].keys() {
                    fits &= sum(&|t, set| t == s && set >> list & 1 == 1) == 0;
                }
            }
            for &set in shown.sets.keys() {
                fits &= sum(&|_, other| other == set) == 0;
            }
            if fits {
                for (h, &by) in hidden.iter().zip(&change) {
                    seen.entry((h.0, h.1)).or_default().insert(by);
                }
            }
            let Some(at) = change.iter().position(|&by| by < 2) else { break };
            change[..at].fill(-2);
            change[at] += 1;
        }
        seen.into_iter().map(|(cell, values)| (cell, values.len())).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
        #[test]
        fn no_withheld_count_follows_from_what_is_shown(
            counts in prop::collection::vec(prop::collection::btree_map(1u64..4, 1u64..15, 0..4), 1..4),
            minimum in 2u64..8,
        ) {
            let counts = CaptureCounts { strata: counts };
            let shown = protect(&counts, minimum);
            let sums = shown.people.iter().flatten().chain(shown.sets.values());
            let sums = sums.chain(shown.on_list.iter().flat_map(BTreeMap::values));
            for &count in sums.chain(shown.cells.iter().flat_map(BTreeMap::values)) {
                prop_assert!(count >= minimum);
            }
            if counts.strata.iter().map(BTreeMap::len).sum::<usize>() <= 7 {
                for (cell, values) in alternatives(&shown, &counts) {
                    prop_assert!(values > 1, "{cell:?} follows");
                }
            }
        }
    }
}
