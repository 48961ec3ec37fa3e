//! What follows from need beside response, through the command itself, in a made-up region.

use crate::desk::Desk;

pub(crate) fn region() -> Desk {
    let desk = Desk::new();
    let small = ["--organisations", "40", "--initiatives", "600", "--no-serve"];
    let data = desk.path("data");
    let data = data.to_str().expect("a temporary path is text");
    let mut arguments = vec!["demo", "--data", data];
    arguments.extend(small);
    desk.printed(&arguments);
    desk
}

#[test]
fn alignment_is_told_by_pillar_and_side_and_never_better_than_attainable() {
    let desk = region();
    let view = desk.json(&["coverage", "alignment", "--at", "2026-11-24", "--json"]);
    let layers = view["layers"].as_array().expect("layers");
    assert!(layers.len() >= 4, "{} layers", layers.len());
    for layer in layers {
        let of = |name: &str| layer[name].as_f64().expect("a number");
        assert!(of("alignment") <= of("attainable") + 1e-9 && of("attainable") <= 1.0, "{layer}");
        let moved = layer["moved"].as_array().expect("a list").len();
        assert_eq!(moved > 0, of("attainable") > of("alignment") + 1e-9, "{layer}");
    }
    let csv = desk.printed(&["coverage", "alignment", "--at", "2026-11-24", "--csv"]);
    assert!(csv.starts_with("pillar,side,place,form,population,need,effort,alignment"));
}

#[test]
fn partners_are_told_with_the_people_whom_they_would_help() {
    let desk = region();
    let at = ["--at", "2026-11-24"];
    let ask = |more: &[&str]| {
        let arguments: Vec<&str> =
            ["coverage", "partners", "--json"].iter().chain(&at).chain(more).copied().collect();
        desk.json(&arguments)
    };
    let view = ask(&[]);
    let pairs = view["pairs"].as_array().expect("pairs");
    assert!(!pairs.is_empty());
    let first = &pairs[0];
    let helped: f64 = first["reasons"]
        .as_array()
        .expect("reasons")
        .iter()
        .map(|reason| reason["people"].as_f64().expect("a number"))
        .sum();
    let people = first["people"].as_f64().expect("a number");
    assert!((helped - people).abs() < 0.1 * people, "{helped} {people}");
    assert!(view["gain"].as_f64() <= view["at_most"].as_f64());
    let asks = first["organisations"][0]["id"].as_str().expect("an identifier");
    let own = ask(&["--organisation", asks]);
    let names_it = |pair: &serde_json::Value| {
        let both = pair["organisations"].as_array().expect("two");
        both.iter().any(|organisation| organisation["id"] == asks)
    };
    assert!(own["pairs"].as_array().expect("pairs").iter().all(names_it));
    assert!(desk.refused(&["coverage", "alignment", "--place", "XX1"]).contains("XX1"));
}
