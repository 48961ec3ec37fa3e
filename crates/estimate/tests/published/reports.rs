//! Whole reports: their shape as JSON, their refusals and their warnings.

use std::ops::ControlFlow;

use crate::reference_table::{agrees, table};
use concert_estimate::{
    CaptureTable, Estimate, History, Method, Refusal, Report, Settings, Warning, estimate,
};
use serde_json::{Value, json};

/// What the methods say, without other tables and simulations.
fn quick() -> Settings {
    Settings { replicates: 200, ..Settings::of_methods(Method::ALL) }
}

fn report_of(table: &CaptureTable) -> Report {
    estimate(table, &quick(), &mut |_, _| ControlFlow::Continue(()))
}

fn invented(lists: usize, cells: &[(u16, u64)]) -> CaptureTable {
    let names = ["police", "shelter", "hotline", "clinic"];
    let cells = cells.iter().map(|&(bits, count)| (History::new(bits), count));
    CaptureTable::new(names[..lists].to_vec(), cells).unwrap()
}

fn warned(report: &Report) -> Vec<String> {
    let json = serde_json::to_value(&report.warnings).unwrap();
    let codes = json.as_array().unwrap().iter();
    codes.map(|warning| warning["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_uk_report_holds_the_published_figures_side_by_side() {
    let report = report_of(&table("uk_5list"));
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["lists"], json!(["LA", "NG", "PFNCA", "GO", "GP"]));
    assert_eq!(json["observed"], 2744);
    let expected = [
        ("loglinear-bic", Some("22991.3313")),
        ("loglinear-aic", None),
        ("loglinear-stepwise", Some("11312.9903")),
        ("independence", Some("13444.1312")),
    ];
    for (estimate, (method, population)) in
        json["estimates"].as_array().unwrap().iter().zip(expected)
    {
        assert_eq!(estimate["method"], method);
        assert_eq!(estimate["refused"], Value::Null, "{estimate}");
        let found = estimate["population"].as_f64().unwrap();
        assert!(population.is_none_or(|printed| agrees(found, printed)), "{estimate}");
        let [low, high] = [0, 1].map(|i| estimate["interval95"][i].as_f64().unwrap());
        assert!(low < found && found < high);
        assert_eq!(estimate["draws"].as_array().unwrap().len(), 200);
    }
    assert_eq!(json["estimates"][0]["model"], "[12,13,23,25,34]");
    assert_eq!(json["estimates"][0]["model_by_name"], "[LA:NG,LA:PFNCA,NG:PFNCA,NG:GP,PFNCA:GO]");
    assert_eq!(json["runner_ups"].as_array().unwrap().len(), 20);
    assert_eq!(json["runner_ups"][1]["model"], "[12,13,25,35,45]");
    let warned = warned(&report);
    assert!(warned.contains(&"estimate/pairs-without-overlap".into()), "{warned:?}");
    assert!(warned.contains(&"estimate/rival-models-disagree".into()), "{warned:?}");
    let read: Report = serde_json::from_value(json).unwrap();
    assert_eq!(read, report);
}

#[test]
fn the_same_request_gives_the_same_bytes_and_another_seed_other_draws() {
    let table = table("western_us_5list");
    let bytes = |seed| {
        let settings = Settings { replicates: 50, seed, coverage_tables: 4, ..Settings::default() };
        let report = estimate(&table, &settings, &mut |_, _| ControlFlow::Continue(()));
        serde_json::to_string(&report).unwrap()
    };
    assert_eq!(bytes(5), bytes(5));
    assert_ne!(bytes(5), bytes(6));
}

#[test]
fn tables_that_cannot_carry_an_answer_are_refused_with_facts_and_a_lower_bound() {
    let cases = [
        // The police list repeats the shelter's; the hotline's people are others' too.
        (
            invented(3, &[(3, 20), (4, 30), (7, 15)]),
            "too-few-lists",
            json!({"informative": 2, "needed": 3}),
        ),
        (
            invented(3, &[(1, 20), (2, 30), (3, 15)]),
            "too-few-lists",
            json!({"informative": 2, "needed": 3}),
        ),
        (
            invented(4, &[(1, 20), (2, 30), (3, 15), (4, 9), (8, 7), (12, 11)]),
            "disconnected-lists",
            json!({"groups": [["police", "shelter"], ["hotline", "clinic"]]}),
        ),
        (
            invented(3, &[(1, 20), (2, 30), (4, 9), (3, 3), (5, 4), (6, 2)]),
            "too-few-overlaps",
            json!({"people": 9, "needed": 10}),
        ),
    ];
    for (table, code, facts) in cases {
        let report = report_of(&table);
        let json = serde_json::to_value(&report).unwrap();
        assert_eq!(report.estimates.len(), quick().methods_for(&table).len());
        assert_eq!(json["headline"]["interval95"], Value::Null);
        assert_eq!(json["headline"]["refused"][0]["code"], format!("estimate/{code}"));
        for estimate in json["estimates"].as_array().unwrap() {
            let refused = json!({"code": format!("estimate/{code}"), "facts": facts});
            assert_eq!(estimate["refused"], refused);
            assert_eq!(estimate["population"], Value::Null);
            assert_eq!(estimate["interval95"], Value::Null);
        }
        assert_eq!(json["lower_bound"]["method"], "chao-lower-bound");
        assert!(report.lower_bound.population >= table.observed() as f64);
    }
}

fn codes(report: &Report) -> Vec<&'static str> {
    let code = |e: &Estimate| e.refused.as_ref().map_or("answered", Refusal::code);
    report.estimates.iter().map(code).collect()
}

#[test]
fn a_list_that_holds_everybody_tells_nothing_of_those_it_misses() {
    let report = report_of(&invented(3, &[(1, 40), (3, 30), (5, 20), (7, 10)]));
    let (none, start) = ("estimate/no-estimable-model", "estimate/model-without-estimate");
    assert_eq!(codes(&report), [none, none, start, start]);
    let verdict = json!({"model": "[1,2,3]", "verdict": "no-estimate"});
    assert_eq!(serde_json::to_value(&report).unwrap()["estimates"][3]["refused"]["facts"], verdict);
}

#[test]
fn an_estimate_that_hangs_on_one_person_is_refused_and_the_person_s_history_named() {
    let report = report_of(&invented(4, &[(3, 1), (8, 148), (11, 19), (12, 3)]));
    assert_eq!(codes(&report), ["estimate/replicates-without-estimate"; 4]);
    let hangs = report.warnings.iter().find_map(|warning| match warning {
        Warning::HangsOnOnePerson { histories, .. } => Some(histories),
        _ => None,
    });
    assert_eq!(hangs, Some(&vec!["1100".to_owned()]));
}

#[test]
fn an_interval_that_spans_more_than_a_factor_of_ten_is_refused() {
    let cells = [(1, 162), (2, 179), (3, 3), (4, 71), (5, 16), (6, 5), (7, 15)];
    let report = report_of(&invented(3, &cells));
    let wide = "estimate/interval-too-wide";
    assert_eq!(codes(&report), [wide, wide, wide, "answered"]);
    assert!(report.estimates[0].draws.is_empty() && report.estimates[0].population.is_none());
}

#[test]
fn empty_and_nested_lists_are_named() {
    let table = invented(4, &[(1, 40), (2, 60), (3, 25), (7, 12), (5, 9)]);
    let report = report_of(&table);
    let json = serde_json::to_value(&report.warnings).unwrap();
    let warnings = json.as_array().unwrap();
    assert!(
        warnings.contains(&json!({"code": "estimate/empty-lists", "facts": {"lists": ["clinic"]}}))
    );
    let nested = json!({"inner": "hotline", "outer": "police"});
    assert!(warnings.contains(&json!({"code": "estimate/nested-list", "facts": nested})));
}

#[test]
fn long_work_tells_how_far_it_is_and_stops_when_told() {
    let table = table("western_us_5list");
    let settings = Settings { replicates: 20, coverage_tables: 2, ..Settings::default() };
    let (mut last, mut total) = (0, 0);
    let report = estimate(&table, &settings, &mut |done, of| {
        assert!(done > last && done <= of && of >= total);
        (last, total) = (done, of);
        ControlFlow::Continue(())
    });
    assert!(!report.interrupted && last == total && last > 1024);
    let stopped_after = |steps| {
        estimate(&table, &settings, &mut |done, _| {
            if done < steps { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })
    };
    let at_once = stopped_after(100);
    assert!(at_once.interrupted && at_once.estimates.is_empty());
    assert_eq!(at_once.headline.refused, [Refusal::NotReached]);
    let later = stopped_after(last - 3);
    assert!(later.interrupted && later.coverage.len() < report.coverage.len());
    assert_eq!(later.estimates, report.estimates);
    assert_eq!(later.headline, report.headline);
}
