//! What links say about each other, which tells how many of them are right without a label.
//!
//! If `a` is linked with `c`, and `b` is the person of `a` too, then `b` and `c` are one person and look it; if `b`
//! is somebody else, they do not. A link that leaves such a triangle open is in *conflict*. Pairs of different
//! people are in conflict as often as their records have another link at all, pairs of one person hardly ever, so
//! that the share of pairs of some kind that are of one person is (reference - conflict) / (reference - least).
//! On a clean list no two records can both be linked with a third, and the same sum holds.

use rayon::prelude::*;

/// Links by record, both ways: likely ones, and which of them are sure.
pub(crate) struct Links {
    starts: Vec<u32>,
    /// The other record in all bits but the last, which is set where the link is sure.
    others: Vec<u32>,
    /// A bit for each record that has a sure link: small enough to be at hand where most records have none.
    have_sure: Vec<u64>,
}

impl Links {
    /// Links between the pairs, each once, with whether it is sure. Records are numbered below 2^31.
    pub(crate) fn new(records: u32, pairs: &[(u32, u32, bool)]) -> Self {
        let mut starts = vec![0_u32; records as usize + 1];
        for &(a, b, _) in pairs {
            starts[a as usize + 1] += 1;
            starts[b as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut others = vec![0; pairs.len() * 2];
        let mut have_sure = vec![0; (records as usize).div_ceil(64)];
        for &(a, b, sure) in pairs {
            for (a, b) in [(a, b), (b, a)] {
                others[next[a as usize] as usize] = b << 1 | u32::from(sure);
                next[a as usize] += 1;
                have_sure[a as usize / 64] |= u64::from(sure) << (a % 64);
            }
        }
        for record in 0..records as usize {
            others[starts[record] as usize..starts[record + 1] as usize].sort_unstable();
        }
        Self { starts, others, have_sure }
    }

    fn has_sure(&self, record: u32) -> bool {
        self.have_sure[record as usize / 64] >> (record % 64) & 1 == 1
    }

    /// What a record is linked with, ascending.
    fn of(&self, record: u32) -> &[u32] {
        &self.others
            [self.starts[record as usize] as usize..self.starts[record as usize + 1] as usize]
    }
}

/// The share of open triangles over a pair, 0 to 1: sure links make the triangles, likely ones close them.
///
/// Links are between records that may match, so that two records of one clean list are never joined.
pub(crate) fn conflict(a: u32, b: u32, links: &Links) -> f64 {
    if !links.has_sure(a) && !links.has_sure(b) {
        return 0.0;
    }
    let (of_a, of_b) = (links.of(a), links.of(b));
    let side = |of_a: &[u32], b: u32, of_b: &[u32]| {
        let (mut open, mut all) = (0_u32, 0_u32);
        for &sure in of_a.iter().filter(|&link| link & 1 == 1).take(20) {
            let c = sure >> 1;
            if c != b {
                all += 1;
                open += u32::from(of_b.binary_search_by_key(&c, |link| link >> 1).is_err());
            }
        }
        if all == 0 { 0.0 } else { f64::from(open) / f64::from(all) }
    };
    1.0 - (1.0 - side(of_a, b, of_b)) * (1.0 - side(of_b, a, of_a))
}

/// Mean conflict by kind of pair, from weighted pairs.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Mean {
    pub(crate) weight: f64,
    sum: f64,
}

impl Mean {
    pub(crate) fn add(&mut self, weight: f64, value: f64) {
        self.weight += weight;
        self.sum += weight * value;
    }

    pub(crate) fn get(&self) -> f64 {
        if self.weight > 0.0 { self.sum / self.weight } else { 0.0 }
    }
}

/// The two ends of the scale of conflict.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    /// Among pairs of different people.
    pub(crate) reference: f64,
    /// Among pairs of one person.
    pub(crate) least: f64,
}

impl Scale {
    /// Whether there are enough links for conflict to say anything.
    pub(crate) fn tells(&self) -> bool {
        self.reference - self.least > 0.05
    }
}

/// Log odds `a + b * log odds` under which the conflict of all pairs is explained best (Platt's scaling, fitted to conflict
/// in place of labels by least squares on a grid, and held to 0 and 1 where pairs are few).
pub(crate) fn recalibrate(pairs: &[(f32, f32)], scale: Scale) -> (f64, f64) {
    if !scale.tells() || pairs.is_empty() {
        return (0.0, 1.0);
    }
    // Bins of half a unit of log odds.
    let mut bins = vec![Mean::default(); 121];
    for &(log_odds, conflict) in pairs {
        let bin = ((f64::from(log_odds).clamp(-30.0, 30.0) + 30.0) * 2.0).round() as usize;
        bins[bin].add(1.0, f64::from(conflict));
    }
    let span = scale.reference - scale.least;
    let error = |a: f64, b: f64| {
        let mut sum = a * a / 8.0 + (b.ln() / 0.2).powi(2);
        for (bin, mean) in bins.iter().enumerate().filter(|(_, mean)| mean.weight > 0.0) {
            let log_odds = bin as f64 / 2.0 - 30.0;
            // Where nobody doubts, the scale's own error would outweigh what is doubtful.
            if !(-4.0..=9.0).contains(&log_odds) {
                continue;
            }
            let probability = 1.0 / (1.0 + (-(a + b * log_odds)).exp());
            let expected = scale.reference - span * probability;
            let spread = (expected * (1.0 - expected)).max(0.02);
            // What the scale itself is wrong by does not average out over the pairs of a bin.
            sum += (mean.get() - expected).powi(2) / (spread / mean.weight + 0.05_f64.powi(2));
        }
        sum
    };
    let grid: Vec<(f64, f64)> = (0..=120)
        .flat_map(|a| (0..=30).map(move |b| (f64::from(a) * 0.25 - 20.0, 0.2 * 1.08_f64.powi(b))))
        .collect();
    let errors: Vec<f64> = grid.par_iter().map(|&(a, b)| error(a, b)).collect();
    let best = (0..grid.len()).min_by(|&i, &j| errors[i].total_cmp(&errors[j])).unwrap_or(0);
    let (mut a, mut b) = grid[best];
    if error(0.0, 1.0) <= errors[best] {
        (a, b) = (0.0, 1.0);
    }
    (a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_that_are_too_sure_are_drawn_back_to_what_the_triangles_say() {
        // Half of the pairs at log odds 6 are strangers, who are in conflict in half of the cases.
        let mut pairs = Vec::new();
        for _ in 0..500 {
            pairs.extend([(6.0, 0.0), (6.0, 0.5), (-9.0, 0.5)]);
        }
        let scale = Scale { reference: 0.5, least: 0.0 };
        let (a, b) = recalibrate(&pairs, scale);
        let drawn = 1.0 / (1.0 + (-(a + b * 6.0)).exp());
        assert!((0.4..0.7).contains(&drawn), "{drawn}");
        let silent = Scale { reference: 0.01, least: 0.0 };
        assert_eq!(recalibrate(&pairs, silent), (0.0, 1.0));
    }

    #[test]
    fn a_triangle_is_closed_by_a_likely_link_and_open_without_one() {
        let links = Links::new(4, &[(0, 2, true), (0, 3, true), (1, 2, false)]);
        // Of the two triangles over 0 and 1, that with 2 is closed; over 2 and 3 the one with 0 is.
        assert!((conflict(0, 1, &links) - 0.5).abs() < 1e-12);
        assert!(conflict(2, 3, &links).abs() < 1e-12);
    }

    #[test]
    fn links_are_found_from_both_ends_and_each_once() {
        let links = Links::new(4, &[(0, 2, true), (1, 2, false)]);
        // Twice the number of the other, and one more where the link is sure.
        assert_eq!(links.of(2), [1, 2]);
        assert_eq!(links.of(0), [5]);
        assert!(links.of(3).is_empty());
        assert!(links.has_sure(2) && !links.has_sure(1));
    }
}
