//! Whatever table is given, the whole report is an answer or a refusal, never a panic, and what it
//! says of itself is true.

use std::ops::ControlFlow;

use concert_estimate::{
    CaptureTable, History, Method, NotATable, Report, Settings, estimate, table_digest,
};
use proptest::prelude::*;

/// Counts as they come, and as they should not: nobody, one person, a nation, all people on Earth.
fn count() -> impl Strategy<Value = u64> {
    prop_oneof![
        6 => Just(0),
        4 => 1..=3_u64,
        4 => 4..=300_u64,
        1 => 1_000..=100_000_u64,
        1 => Just(4_000_000_000),
    ]
}

fn table() -> impl Strategy<Value = Result<CaptureTable, NotATable>> {
    (2..=5_usize).prop_flat_map(|lists| {
        let cells = prop::collection::vec(count(), (1 << lists) - 1);
        cells.prop_map(move |counts| {
            let cells = (1_u16..).map(History::new).zip(counts);
            CaptureTable::new((1..=lists).map(|list| format!("list {list}")), cells)
        })
    })
}

fn report_of(table: &CaptureTable) -> Report {
    let slow = [Method::LatentClasses, Method::Threshold, Method::Decomposable];
    let methods = Method::ALL.into_iter().filter(|method| !slow.contains(method)).collect();
    let settings = Settings {
        methods,
        replicates: 20,
        coverage_tables: 2,
        sensitivity: table.lists().len() < 5,
        ..Settings::default()
    };
    estimate(table, &settings, &mut |_, _| ControlFlow::Continue(()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 50, ..ProptestConfig::default() })]

    #[test]
    fn any_table_is_answered_or_refused(table in table()) {
        let Ok(table) = table else { return Ok(()) };
        let report = report_of(&table);
        prop_assert!(!report.interrupted);
        prop_assert_eq!(&report.manifest.table_sha256, &table_digest(&table));
        let observed = report.observed as f64;
        prop_assert!(report.lower_bound.population.is_finite());
        let headline = &report.headline;
        // A range or reasons, never both and never neither.
        prop_assert_eq!(headline.interval95.is_none(), !headline.refused.is_empty());
        prop_assert_eq!(headline.interval95.is_some(), headline.middle.is_some());
        for estimate in &report.estimates {
            prop_assert_eq!(estimate.population.is_none(), estimate.refused.is_some());
            let Some(population) = estimate.population else { continue };
            prop_assert!(population.is_finite() && population >= observed - 1e-6 * observed);
            let [low, high] = estimate.interval95.unwrap();
            prop_assert!(low <= high && high.is_finite(), "{:?}", estimate);
            if headline.methods.contains(&estimate.method)
                && let Some([lowest, highest]) = headline.interval95
            {
                prop_assert!(lowest <= low && high <= highest);
            }
        }
        let text = serde_json::to_string(&report).unwrap();
        prop_assert!(!text.contains("NaN"));
        let read: Report = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(read, report);
    }
}
