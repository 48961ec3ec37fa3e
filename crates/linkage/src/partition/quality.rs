//! How good the point partition is expected to be, without anybody knowing the truth.
//!
//! Each draw is taken as the truth in turn. What share of the links of the point partition it holds
//! is one draw of the precision, what share of its links the point partition holds one of the recall.

use serde::{Deserialize, Serialize};

use super::posterior::{Doubt, Posterior};

/// Mean over the draws and the interval that holds the middle of them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Expected {
    /// Mean over the draws.
    pub mean: f64,
    /// Its interval.
    pub interval: [f64; 2],
}

/// What the draws say of the point partition. Links are pairs of records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkageQuality {
    /// Number of people who the records are, where records that were never compared join as many others as those that
    /// were.
    pub people: Expected,
    /// Links of the point partition.
    pub links: u64,
    /// True links, those that were never compared included.
    pub true_links: Expected,
    /// Share of the links that are true; one where there is no link.
    pub precision: Expected,
    /// Share of the true links that are made, those that were never compared counted as missed; one
    /// where there is none.
    pub recall: Expected,
    /// One minus the precision: the false discovery rate.
    pub false_discovery: Expected,
    /// One minus the recall: the false negative rate.
    pub false_negative: Expected,
    /// Mean number of people by the number of their records as they were linked, without matches that were never compared;
    /// the first is for one record.
    pub sizes: Vec<f64>,
}

/// What one partition of a component adds.
#[derive(Clone, Copy, Default)]
struct Tally {
    people: i64,
    links: u64,
    /// Links that the point partition has as well.
    shared: u64,
}

impl Posterior {
    /// What the draws say of the point partition, with intervals of this level (0 to 1, neither
    /// included), such as 0.95.
    pub fn quality(&self, level: f64) -> LinkageQuality {
        let draws = self.draws();
        let links = self.point().pairs();
        let people = self.point().people() as i64;
        let mut tallies = vec![Tally { people, links, shared: links }; draws];
        let mut sizes: Vec<f64> = self.point().sizes().iter().map(|&n| n as f64).collect();
        for doubt in &self.doubts {
            let point = self.point_labels(doubt);
            let here = Tally::of(&point, &point);
            count_sizes(&point, -1.0, &mut sizes);
            let mut known: Vec<Option<Tally>> = Vec::new();
            let mut times: Vec<f64> = Vec::new();
            let mut example: Vec<usize> = Vec::new();
            for (draw, tally) in tallies.iter_mut().enumerate() {
                let choice = self.choice(doubt, draw);
                if known.len() <= choice {
                    known.resize(choice + 1, None);
                    times.resize(choice + 1, 0.0);
                    example.resize(choice + 1, draw);
                }
                let labels = self.labels_of(doubt, draw);
                let one = *known[choice].get_or_insert_with(|| {
                    example[choice] = draw;
                    Tally::of(labels, &point)
                });
                times[choice] += 1.0;
                tally.people += one.people - here.people;
                tally.links = tally.links - here.links + one.links;
                tally.shared = tally.shared - here.links + one.shared;
            }
            for (draw, times) in example.into_iter().zip(times) {
                count_sizes(self.labels_of(doubt, draw), times / draws as f64, &mut sizes);
            }
        }
        while sizes.last().is_some_and(|&people| people < 1e-9) {
            sizes.pop();
        }
        let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 1.0 };
        let over = |one: &dyn Fn(&Tally, f64) -> f64| {
            let found = (0..draws).map(|draw| 1.0 - self.lost(draw));
            let mut values: Vec<f64> = tallies.iter().zip(found).map(|(t, f)| one(t, f)).collect();
            expected(&mut values, level)
        };
        let precision = over(&|t, _| share(t.shared as f64, links as f64));
        let recall = over(&|t, found| share(t.shared as f64 * found, t.links as f64));
        let records = self.len() as f64;
        let rest = |x: Expected| Expected {
            mean: 1.0 - x.mean,
            interval: [1.0 - x.interval[1], 1.0 - x.interval[0]],
        };
        LinkageQuality {
            people: over(&|t, found| (records - (records - t.people as f64) / found).max(1.0)),
            links,
            true_links: over(&|t, found| t.links as f64 / found),
            precision,
            recall,
            false_discovery: rest(precision),
            false_negative: rest(recall),
            sizes,
        }
    }

    /// Labels of the point partition within a component, numbered by first appearance.
    pub(super) fn point_labels(&self, doubt: &Doubt) -> Vec<u32> {
        self.labels_at(self.records_of(doubt))
    }
}

fn labels_of_sizes(labels: &[u32]) -> Vec<u32> {
    let mut sizes = vec![0; labels.len()];
    for &label in labels {
        sizes[label as usize] += 1;
    }
    sizes
}

fn count_sizes(labels: &[u32], times: f64, sizes: &mut Vec<f64>) {
    for size in labels_of_sizes(labels).into_iter().filter(|&size| size > 0) {
        if sizes.len() < size as usize {
            sizes.resize(size as usize, 0.0);
        }
        sizes[size as usize - 1] += times;
    }
}

impl Tally {
    fn of(labels: &[u32], point: &[u32]) -> Self {
        let pairs = |n: u64| n * (n - 1) / 2;
        let mut tally = Self::default();
        for size in labels_of_sizes(labels).into_iter().filter(|&size| size > 0) {
            tally.people += 1;
            tally.links += pairs(u64::from(size));
        }
        let mut both: Vec<(u32, u32)> = labels.iter().copied().zip(point.iter().copied()).collect();
        both.sort_unstable();
        tally.shared = both.chunk_by(|a, b| a == b).map(|same| pairs(same.len() as u64)).sum();
        tally
    }
}

fn expected(values: &mut [f64], level: f64) -> Expected {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.sort_unstable_by(f64::total_cmp);
    let quantile = |share: f64| {
        let at = share * (values.len() - 1) as f64;
        let (below, part) = (at.floor() as usize, at.fract());
        let above = (below + 1).min(values.len() - 1);
        values[below] + part * (values[above] - values[below])
    };
    let beyond = (1.0 - level.clamp(0.0, 1.0)) / 2.0;
    Expected { mean, interval: [quantile(beyond), quantile(1.0 - beyond)] }
}
