//! What is expected before anything was learned: how often records of one person agree at each level, and how many pairs there may be.

use super::bags::{DIFFERENT, INITIAL, LEVELS, NEAR, PART, SAME, SIMILAR, SOME, SOUND, SWAPPED};
use super::variables::{Comparer, Variables};
use crate::weights::expectation::Before;

/// Expectations for these variables; `expectation.rs` says for how many pairs they count.
pub(crate) fn before(variables: &Variables) -> Before {
    let mut m = Vec::new();
    for comparer in &variables.comparers {
        let mut of = [0.01; LEVELS];
        of[0] = 0.0;
        let bag = |of: &mut [f64; LEVELS]| {
            for level in SAME..=SAME + 3 {
                of[level as usize] = 0.17;
            }
            of[PART as usize] = 0.03;
            of[NEAR as usize] = 0.05;
            of[NEAR as usize + 1] = 0.03;
            of[SOUND as usize] = 0.03;
            of[SIMILAR as usize] = 0.03;
            of[INITIAL as usize] = 0.01;
            of[SOME as usize] = 0.02;
            of[SWAPPED as usize] = 0.02;
            of[DIFFERENT as usize] = 0.05;
        };
        match comparer {
            Comparer::Names(..) => {
                bag(&mut of);
                m.push(of);
            }
            Comparer::Bag(_) => bag(&mut of),
            Comparer::Birth(_) => {
                of[1] = 0.6;
                of[2] = 0.1;
                of[3] = 0.05;
                of[5] = 0.08;
            }
            Comparer::Ages(_) => {
                of[1] = 0.7;
                of[2] = 0.12;
                of[3] = 0.06;
                of[4] = 0.05;
                of[DIFFERENT as usize] = 0.05;
            }
            Comparer::Place(places) if places.parts.len() == 1 => bag(&mut of),
            Comparer::Place(_) => {
                of[1] = 0.3;
                of[2] = 0.1;
                of[3] = 0.3;
                of[4] = 0.1;
                of[DIFFERENT as usize] = 0.05;
            }
        }
        m.push(of);
    }
    for of in &mut m {
        let sum: f64 = of.iter().sum();
        for share in of.iter_mut() {
            *share /= sum;
        }
    }
    let sizes: Vec<f64> =
        variables.starts.windows(2).map(|two| f64::from(two[1] - two[0])).collect();
    let mut most = 0.0;
    for (i, a) in sizes.iter().enumerate() {
        for b in &sizes[i + 1..] {
            most += a.min(*b);
        }
    }
    let guess = (0.3 * most).max(1.0);
    let pairs = variables.pairs();
    let dirty = variables.clean.iter().any(|clean| !clean);
    let records: f64 = sizes.iter().sum();
    Before {
        m,
        pairs,
        most_matches: if dirty { pairs * 0.3 } else { most },
        known: None,
        first_guess: if dirty { guess.max(0.1 * records).min(pairs * 0.1) } else { guess },
    }
}
