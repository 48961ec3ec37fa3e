//! What a report on the likeliest linkage says when it is minded that the linkage may be another.
//!
//! A report asks every method of one table, which takes too long to be done with the table of every draw. So the
//! model that is best by BIC is chosen for each of them, and what its answer moves by is taken for what
//! every method's answer would. With `s` the fewest people on any table, `N0` the answer on the likeliest table
//! and `Nd` that on the table of draw `d`,
//!
//! ```text
//! e_d = ln(Nd - s) - ln(N0 - s)
//! ```
//!
//! Every draw `N` of the report becomes `s + (N - s) exp(e_d)` for every `d`. The limits of the range stay those over all
//! assumptions, `sd` being a limit's distance from the middle in normal deviations, and are wider by the rules of Rubin:
//! `mean(e) +- t sqrt(sd^2 + (1 + 1/m) var(e))`. So a range is never narrower than without the doubt.

use concert_estimate::refusal::MAX_SHARE_WITHOUT_ESTIMATE;
use concert_estimate::{CaptureTable, Report, normal, quantile_type_8, student_t};
use serde::{Deserialize, Serialize};

use crate::estimate_strata::by_bic;

/// Draws of each assumption that are moved to every linkage.
const DRAWS_OF_EACH: usize = 100;

/// A range over assumptions and over all that the linkage leaves open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RangeOverLinkages {
    /// Its limits at 95 %.
    pub interval95: [f64; 2],
    /// The median of all draws.
    pub middle: f64,
    /// Draws of the linkage that are in it.
    pub tables: usize,
    /// Populations, every assumption and every draw of the linkage weighing alike.
    #[serde(skip)]
    pub draws: Vec<f64>,
}

/// The range of a report on the likeliest table, with what the tables of all draws move it by. None where the report has no
/// range, or where too many of the tables have no estimate.
pub fn range_over_linkages(
    report: &Report,
    likeliest: &CaptureTable,
    draws: &[CaptureTable],
    order: Option<usize>,
) -> Option<RangeOverLinkages> {
    let ([low, high], middle) = (report.headline.interval95?, report.headline.middle?);
    let (selection, _) = by_bic(likeliest, order);
    let tables = draws.iter().chain([likeliest]);
    let fewest = tables.map(CaptureTable::observed).min()? as f64;
    let logarithm = |population: f64| (population - fewest).max(0.0).ln();
    let of = |table: &CaptureTable| {
        let found = logarithm(selection.choose(table).ok()?.population);
        found.is_finite().then_some(found)
    };
    let here = of(likeliest)?;
    let moves: Vec<f64> = draws.iter().filter_map(of).map(|there| there - here).collect();
    let count = moves.len() as f64;
    let missing = (draws.len() - moves.len()) as f64;
    if moves.len() < 2 || missing > MAX_SHARE_WITHOUT_ESTIMATE * draws.len() as f64 {
        return None;
    }
    let mean = moves.iter().sum::<f64>() / count;
    let variance = moves.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let added = (1.0 + 1.0 / count) * variance;
    let z = normal::quantile(0.975);
    let reach = |limit: f64| {
        let within = ((logarithm(limit) - logarithm(middle)) / z).powi(2);
        let total = within + added;
        let share = if total > 0.0 { added / total } else { 0.0 };
        let degrees = if share > 0.0 { (count - 1.0) / share.powi(2) } else { f64::INFINITY };
        student_t::quantile(0.975, degrees) * total.sqrt()
    };
    let centre = logarithm(middle) + mean;
    let mut sample: Vec<f64> = report
        .draws(DRAWS_OF_EACH)
        .into_iter()
        .flat_map(|population| {
            let here = logarithm(population);
            moves.iter().map(move |by| fewest + (here + by).exp())
        })
        .collect();
    sample.sort_by(f64::total_cmp);
    Some(RangeOverLinkages {
        interval95: [fewest + (centre - reach(low)).exp(), fewest + (centre + reach(high)).exp()],
        middle: quantile_type_8(&sample, 0.5),
        tables: moves.len(),
        draws: sample,
    })
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use concert_estimate::{History, Method, Settings, estimate};

    use super::*;

    /// Invented figures, with so many people who are on the first two lists.
    fn table(both: u64) -> CaptureTable {
        let cells =
            [(1, 400 - both), (2, 320 - both), (4, 280), (3, both), (5, 80), (6, 60), (7, 20)];
        CaptureTable::new(["a", "b", "c"], cells.map(|(bits, n)| (History::new(bits), n))).unwrap()
    }

    fn report(table: &CaptureTable) -> Report {
        let settings = Settings {
            replicates: 200,
            coverage_tables: 0,
            sensitivity: false,
            ..Settings::of_methods([Method::LoglinearBic, Method::Independence])
        };
        estimate(table, &settings, &mut |_, _| ControlFlow::Continue(()))
    }

    #[test]
    fn a_linkage_that_leaves_nothing_open_leaves_the_range_as_it_is() {
        let likeliest = table(80);
        let report = report(&likeliest);
        let same = vec![likeliest.clone(); 20];
        let range = range_over_linkages(&report, &likeliest, &same, None).unwrap();
        let plain = report.headline.interval95.unwrap();
        for (found, plain) in range.interval95.iter().zip(plain) {
            assert!((found / plain - 1.0).abs() < 1e-9, "{range:?} {plain}");
        }
        assert!((range.middle / report.headline.middle.unwrap() - 1.0).abs() < 0.01);
    }

    #[test]
    fn linkages_that_differ_widen_the_range_and_move_it_to_where_they_are() {
        let likeliest = table(80);
        let report = report(&likeliest);
        let [low, high] = report.headline.interval95.unwrap();
        let around: Vec<CaptureTable> = (0..20).map(|i| table(61 + 2 * i)).collect();
        let range = range_over_linkages(&report, &likeliest, &around, None).unwrap();
        assert!(range.interval95[0] < low && range.interval95[1] > high, "{range:?}");
        let fewer: Vec<CaptureTable> = (0..20).map(|i| table(60 + i % 2)).collect();
        let range = range_over_linkages(&report, &likeliest, &fewer, None).unwrap();
        assert!(range.middle > report.headline.middle.unwrap(), "fewer links, more people");
        let nobody = vec![table(0); 20];
        let open = CaptureTable::new(["a", "b", "c"], [(History::new(1), 9)]).unwrap();
        assert!(range_over_linkages(&report, &likeliest, &nobody[..1], None).is_none());
        assert!(range_over_linkages(&report, &likeliest, &vec![open; 20], None).is_none());
    }
}
