//! Whole reports: their shape as JSON, their refusals and their warnings.

use std::ops::ControlFlow;

use crate::reference_table::{agrees, table};
use concert_estimate::{
    CaptureTable, Estimate, History, Method, Refusal, Report, Settings, Variant, Warning, estimate,
};
use serde_json::{Value, json};

const LOGLINEAR: [Method; 5] = [
    Method::LoglinearBic,
    Method::LoglinearPairs,
    Method::LoglinearAic,
    Method::LoglinearStepwise,
    Method::Independence,
];

/// What the methods that choose a log-linear model say, without other tables and simulations.
fn quick() -> Settings {
    Settings { replicates: 200, ..Settings::of_methods(LOGLINEAR) }
}

/// A whole report but for the methods that take long.
fn whole() -> Settings {
    let slow = [Method::LatentClasses, Method::Threshold];
    let methods = Method::ALL.into_iter().filter(|method| !slow.contains(method)).collect();
    Settings { methods, replicates: 50, coverage_tables: 4, ..Settings::default() }
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
        ("loglinear-bic", Some("25311.2906")),
        ("loglinear-pairs", Some("22991.3313")),
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
    assert_eq!(json["estimates"][0]["model"], "[123,25,34]");
    assert_eq!(json["estimates"][1]["model_by_name"], "[LA:NG,LA:PFNCA,NG:PFNCA,NG:GP,PFNCA:GO]");
    assert_eq!(json["runner_ups"].as_array().unwrap().len(), 20);
    assert_eq!(json["runner_ups"][1]["model"], "[123,34,5]");
    let limits = |i: usize| json["headline"]["interval95"][i].as_f64().unwrap();
    let admitted =
        |method: &Value| json["headline"]["methods"].as_array().unwrap().contains(method);
    for estimate in json["estimates"].as_array().unwrap() {
        let [low, high] = [0, 1].map(|i| estimate["interval95"][i].as_f64().unwrap());
        let within = limits(0) <= low && high <= limits(1);
        assert!(within || !admitted(&estimate["method"]), "{estimate}");
    }
    let left_out = json!([{"method": "independence", "because": "contradicted"}]);
    assert_eq!(json["headline"]["left_out"], left_out);
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
        let settings = Settings { seed, ..whole() };
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
    assert_eq!(codes(&report), ["estimate/replicates-without-estimate"; 5]);
    let hangs = report.warnings.iter().find_map(|warning| match warning {
        Warning::HangsOnOnePerson { histories, .. } => Some(histories),
        _ => None,
    });
    assert_eq!(hangs, Some(&vec!["1100".to_owned()]));
}

#[test]
fn a_range_is_refused_when_every_assumption_leaves_more_than_a_factor_of_ten() {
    let cells = [(1, 162), (2, 179), (3, 3), (4, 71), (5, 16), (6, 5), (7, 15)];
    let report = report_of(&invented(3, &cells));
    assert_eq!(codes(&report), ["answered"; 4]);
    let because = report.headline.refused.iter().map(Refusal::code).collect::<Vec<_>>();
    assert_eq!(because, ["estimate/interval-too-wide"]);
    assert_eq!((report.headline.interval95, report.headline.middle), (None, None));
    assert!(report.draws(100).is_empty());
}

#[test]
fn every_assumption_stands_in_the_report_of_kosovo() {
    let report = estimate(&table("kosovo_4list"), &whole(), &mut |_, _| ControlFlow::Continue(()));
    let of = |method| report.estimates.iter().find(|e: &&Estimate| e.method == method).unwrap();
    // dga 2.0.2 on its own grid: median 12,595, 2.5 and 97.5 % points 9,827 and 16,544.
    let average = of(Method::Decomposable);
    assert!((average.population.unwrap() / 12_595.0 - 1.0).abs() < 0.002, "{average:?}");
    assert_eq!(average.models[0].model, "[123,134]");
    assert!((average.models[0].weight - 0.985_51).abs() < 0.001);
    // Aleshin-Guendel, Sadinle and Wakefield: the saturated model.
    assert!(agrees(of(Method::NoHighestOrder).population.unwrap(), "16941.8804"));
    // Heterogeneity alone fits far worse than dependence between the lists.
    let left_out: Vec<Method> = report.headline.left_out.iter().map(|left| left.method).collect();
    assert_eq!(left_out, [Method::Independence, Method::Poisson, Method::Darroch]);
    let [low, high] = report.headline.interval95.unwrap();
    assert!(low < 8_000.0 && (25_000.0..60_000.0).contains(&high), "{low} {high}");
    let draws = report.draws(200);
    assert_eq!(draws.len(), 200 * report.headline.methods.len());
    let middle = report.headline.middle.unwrap();
    assert!(draws[draws.len() / 2 - 1] <= middle && middle <= draws[draws.len() / 2]);
}

#[test]
fn a_headline_without_a_range_always_has_a_reason() {
    // Independence is contradicted by the UK table; without replicates there is no interval.
    for (methods, replicates) in [(vec![Method::Independence], 200), (LOGLINEAR.to_vec(), 0)] {
        let settings = Settings { replicates, ..Settings::of_methods(methods) };
        let report = estimate(&table("uk_5list"), &settings, &mut |_, _| ControlFlow::Continue(()));
        assert_eq!(report.headline.interval95, None);
        assert_eq!(report.headline.refused, [Refusal::NoAssumptionLeft]);
    }
}

#[test]
fn leaving_out_a_list_agrees_with_print() {
    // SparseMSE 2.0.1 and, among models of pairs, MultipleSystemsEstimation 1.2.0: the lowest and
    // the highest number when one list is dropped.
    for (name, stepwise, bic) in [
        ("uk_5list", [10_202.0, 22_623.0], [4_542.0, 31_118.0]),
        ("netherlands_5list", [47_166.0, 479_249.0], [30_462.0, 479_249.0]),
        ("western_us_5list", [1_993.0, 2_637.0], [1_993.0, 4_055.0]),
        ("australia_4list", [371.0, 1_762.0], [459.0, 2_046.0]),
        ("kosovo_4list", [6_044.0, 22_301.0], [7_129.0, 22_301.0]),
    ] {
        let settings = Settings {
            replicates: 1,
            max_order: Some(2),
            sensitivity: true,
            ..Settings::of_methods([Method::LoglinearStepwise])
        };
        let report = estimate(&table(name), &settings, &mut |_, _| ControlFlow::Continue(()));
        let without = report.sensitivity.unwrap().without_a_list;
        let range = |of: &dyn Fn(&Variant) -> Option<f64>| {
            let found: Vec<f64> = without.iter().filter_map(of).collect();
            [
                found.iter().copied().fold(f64::INFINITY, f64::min),
                found.into_iter().fold(0.0, f64::max),
            ]
        };
        let found = [range(&|v| v.by_stepwise.population), range(&|v| v.by_bic.population)];
        for (found, printed) in found.into_iter().flatten().zip(stepwise.into_iter().chain(bic)) {
            assert!((found - printed).abs() <= 0.5, "{name}: {found} {printed}");
        }
    }
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
    let settings = Settings { replicates: 20, coverage_tables: 2, ..whole() };
    let (mut last, mut total) = (0, 0);
    let report = estimate(&table, &settings, &mut |done, of| {
        assert!(done >= last && done <= of && of >= total);
        (last, total) = (done, of);
        ControlFlow::Continue(())
    });
    assert!(!report.interrupted && last == total && last > 500);
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
