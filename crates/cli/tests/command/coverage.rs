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
fn the_ladder_is_climbed_with_what_a_table_says_and_no_further() {
    let desk = region();
    let at = ["--at", "2026-11-24"];
    let ask =
        |more: &[&str]| desk.json(&[&["coverage", "ladder", "--json"], &at[..], more].concat());
    let bare = ask(&[]);
    assert_eq!(bare["said_of"], 0);
    let csv = desk.printed(&["export", "initiatives"]);
    let first_cells = csv.lines().skip(1).filter_map(|line| line.split(',').next());
    let ids: Vec<&str> = first_cells.filter(|cell| cell.len() == 36).collect();
    // Everybody reaches and accepts everything, half of it is in use, and nobody knows whom it helps.
    let rows = ids.iter().flat_map(|id| [id, ",1,yes,0.5,\n"]);
    let table: String =
        ["initiative,reachable,acceptable,contacted,effective\n"].into_iter().chain(rows).collect();
    let said = desk.file("said.csv", &table);
    let svg = desk.path("ladder.svg");
    let view = ask(&["--said", &said, "--svg", svg.to_str().expect("a temporary path is text")]);
    assert_eq!(view["said_of"], ids.len());
    let mut climbed = 0;
    for layer in view["layers"].as_array().expect("layers") {
        let of = |at: usize, name: &str| layer["rungs"][at][name].as_f64().expect("a number");
        let there = of(0, "supply_at_most");
        if there < 1e-9 {
            let nothing = if layer["without_capacity"] == 0 { "nothing-left" } else { "not-said" };
            let rungs = layer["rungs"].as_array().expect("rungs");
            assert!(rungs.iter().all(|rung| rung["known"] == nothing), "{layer}");
            continue;
        }
        climbed += 1;
        for at in [1, 2] {
            assert_eq!(layer["rungs"][at]["known"], "said");
            assert!((of(at, "supply_at_least") - there).abs() < 1e-6 * there.max(1.0));
        }
        assert!((of(3, "supply_at_least") - there / 2.0).abs() < 1e-6 * there.max(1.0));
        assert!((of(3, "lost") - there / 2.0).abs() < 1e-6 * there.max(1.0));
        assert_eq!(layer["rungs"][4]["known"], "not-said");
        assert!(of(4, "supply_at_least") < 1e-9);
    }
    assert!(climbed >= 4, "{climbed} layers");
    let drawing = std::fs::read_to_string(svg).expect("the picture was written");
    assert!(drawing.starts_with("<svg ") && drawing.contains("class=\"tally\""));
    let told = desk.printed(&[&["coverage", "ladder"], &at[..], &["--said", &said]].concat());
    assert!(told.contains("not known: effective."), "{told}");
    let first = ids[0];
    for (rows, what) in [
        (format!("{first},1.5,,,\n"), "not a share"),
        (format!("{first},,maybe,,\n"), "yes, no"),
        (format!("{first},,,,\n{first},,,,\n"), "twice"),
        ("00000000-0000-8000-8000-000000000000,,,,\n".to_owned(), "no initiative"),
    ] {
        let text = format!("initiative,reachable,acceptable,contacted,effective\n{rows}");
        let bad = desk.file("bad.csv", &text);
        let refused = desk.refused(&[&["coverage", "ladder"], &at[..], &["--said", &bad]].concat());
        assert!(refused.contains(what), "{refused}");
    }
}

#[test]
fn intervals_with_capacities_in_doubt_are_told_where_they_differ() {
    let desk = region();
    let at = ["--at", "2026-11-24"];
    let ask = |more: &[&str]| desk.json(&[&["coverage", "gaps", "--json"], &at[..], more].concat());
    let frame = ask(&["--in-doubt"]);
    let cells = frame["cells"].as_array().expect("cells");
    let doubted: Vec<_> = cells.iter().filter(|cell| !cell["in_doubt"].is_null()).collect();
    assert!(!doubted.is_empty(), "nothing in the region is stale");
    for cell in doubted {
        let end = |of: &str, end: &str| cell[of]["interval"][end].as_f64().expect("a number");
        let width = |of: &str| end(of, "high") - end(of, "low");
        assert!(width("in_doubt") > 0.0, "{cell}");
    }
    assert!(ask(&[])["cells"].as_array().expect("cells").iter().all(|it| it["in_doubt"].is_null()));
    let csv = desk.printed(&[&["coverage", "gaps", "--in-doubt", "--csv"], &at[..]].concat());
    let head = csv.lines().next().expect("a head");
    assert!(head.ends_with("gap_low,gap_high,in_doubt_low,in_doubt_high"), "{head}");
    let csv = desk.printed(&[&["coverage", "gaps", "--needs", "--csv"], &at[..]].concat());
    assert!(csv.lines().next().expect("a head").contains("in_doubt_low,in_doubt_high"));
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

#[test]
fn flows_of_a_table_are_asked_about_and_kept_by_an_import() {
    let desk = region();
    let at = ["--at", "2026-11-24"];
    let ask =
        |more: &[&str]| desk.json(&[&["coverage", "corridors", "--json"], more, &at].concat());
    let before = ask(&[]);
    let corridors = before["corridors"].as_array().expect("corridors");
    let out = |view: &serde_json::Value| {
        let corridors = view["corridors"].as_array().expect("corridors").clone();
        let out = corridors.into_iter().filter(|it| it["beside_baseline"]["stands_out"] == true);
        out.map(|it| it["corridor"]["code"].as_str().expect("a code").to_owned())
            .collect::<Vec<_>>()
    };
    assert!(!out(&before).is_empty());
    // The same flows as a table, with ten times as many along one corridor of another year.
    let mut table = vec!["origin,destination,people,low,high,level,year,source\n".to_owned()];
    let mut heavy = String::new();
    for (number, corridor) in corridors.iter().enumerate() {
        let code = |end: &str| corridor[end]["code"].as_str().expect("a code").to_owned();
        let people = corridor["flow"]["middle"].as_f64().expect("a number").round();
        let stands_out = corridor["beside_baseline"]["stands_out"] == true;
        let people = if stands_out { people / 6.0 } else { people };
        let is_heavy = number == corridors.len() / 2;
        let people = if is_heavy { 10.0 * people + 300.0 } else { people }.round();
        if is_heavy {
            heavy = format!("{}>{}", code("origin"), code("destination"));
        }
        let [origin, destination] = [code("origin"), code("destination")];
        table.push(format!("{origin},{destination},{people},,,,2026,Invented\n"));
    }
    let file = desk.file("flows.csv", table.concat());
    let asked = ask(&[&file]);
    assert_eq!(out(&asked), [heavy]);
    assert_eq!(out(&ask(&[])), out(&before), "nothing was kept");
    let report = desk.json(&["import", "--json", &file]);
    assert_eq!(report[0]["changes"]["flows_new"].as_u64(), Some(corridors.len() as u64));
    assert_eq!(report[0]["columns"][0]["meaning"], "corridor.origin");
    let kept = ask(&[]);
    assert_eq!(kept["baseline"], asked["baseline"]);
    assert!(
        kept["corridors"].as_array().expect("a list").iter().all(|it| it["figures_beside"] == 1)
    );
    let wrong = desk.file("wrong.csv", table.concat().replacen(",2026,", ",26,", 1));
    let said = desk.refused(&["coverage", "corridors", &wrong]);
    assert!(said.contains("G2") && said.contains("26"), "{said}");
    let covariates = "covariate,origin,destination,value,scale\nlaw,XX,,1,\n";
    let covariates = desk.file("covariates.csv", covariates);
    let said = desk.refused(&["coverage", "corridors", "--covariates", &covariates]);
    assert!(said.contains("B2") && said.contains("XX"), "{said}");
    let picture = desk.path("corridors.svg");
    let picture = picture.to_str().expect("a temporary path is text");
    let csv =
        desk.printed(&[&["coverage", "corridors", "--csv", "--svg", picture], &at[..]].concat());
    assert!(csv.starts_with("corridor,origin,destination,year_start"));
    assert!(std::fs::read_to_string(picture).expect("a picture").starts_with("<svg "));
    let links = desk.printed(&["coverage", "corridors", "--links", "--csv"]);
    assert!(links.starts_with("corridor,at_origin,at_destination,forms"));
}

#[test]
fn open_needs_are_listed_with_what_is_known_of_who_is_there() {
    let desk = region();
    let at = ["--at", "2026-11-24"];
    let ask = |more: &[&str]| {
        desk.json(&[&["coverage", "gaps", "--needs", "--json"], &at[..], more].concat())
    };
    let all = ask(&[]);
    let needs = all["needs"].as_array().expect("a list");
    let of_state = |state: &str| needs.iter().filter(|need| need["knowledge"] == state).count();
    for state in ["active", "nobody-there", "nobody-reported"] {
        let some = ask(&["--known", state]);
        assert_eq!(some["needs"].as_array().expect("a list").len(), of_state(state), "{state}");
    }
    let nobody = needs.iter().filter(|need| need["knowledge"] != "active");
    assert!(nobody.clone().count() > 0);
    assert!(nobody.clone().all(|need| need["response"] == 0.0 && need["organisations"] == 0));
}

#[test]
fn silent_organisations_get_a_table_that_can_be_imported_again() {
    let desk = region();
    let folder = desk.path("to-send");
    let tables = folder.to_str().expect("a temporary path is text");
    let view = desk.json(&["coverage", "silence", "--tables", tables, "--json"]);
    let silent = view["organisations"].as_array().expect("a list");
    assert!(!silent.is_empty());
    for organisation in silent {
        let id = organisation["organisation"]["id"].as_str().expect("an identifier");
        let table = folder.join(format!("{id}.xlsx"));
        let table = table.to_str().expect("a temporary path is text");
        assert!(std::path::Path::new(table).is_file());
        if organisation["initiatives"].as_u64() > Some(0) {
            let told = desk.json(&["import", "--dry-run", "--json", table]);
            assert_eq!(told[0]["changes"]["initiatives_changed"], 0, "{told}");
        }
    }
    let csv = desk.printed(&["coverage", "silence", "--csv"]);
    assert_eq!(csv.lines().count(), silent.len() + 1);
}

#[test]
fn changes_are_told_by_cause_and_the_past_as_it_was_known() {
    let desk = region();
    let since = ["coverage", "changes", "--since", "2026-01-15"];
    let view = desk.json(&[&since[..], &["--json"]].concat());
    let layers = view["layers"].as_array().expect("layers");
    assert!(!layers.is_empty());
    for layer in layers {
        let of = |name: &str| layer[name].as_f64().expect("a number");
        let causes = of("need") + of("capacity") + of("staleness") + of("definition");
        let change = of("after") - of("before");
        assert!((causes - change).abs() < 1e-3 * (1.0 + of("after") + of("before")), "{layer}");
    }
    let gap = |more: &[&str]| {
        let frame = desk.json(&[&["coverage", "gaps", "--json"], more].concat());
        frame["total"]["gap"]["expected"].as_f64().expect("a number")
    };
    let known = gap(&["--at", "2026-01-15", "--as-known"]);
    let before: f64 = layers.iter().map(|layer| layer["before"].as_f64().expect("a number")).sum();
    assert!((known - before).abs() < 1e-3 * known, "{known} {before}");
    // Another rule for the first day is a change of definition and of nothing else.
    let today = view["until"]["at"].as_str().expect("a day").to_owned();
    let rule = ["coverage", "changes", "--since", &today, "--rule-since", "uniform", "--json"];
    let layers = desk.json(&rule);
    for layer in layers["layers"].as_array().expect("layers") {
        assert_eq!((&layer["need"], &layer["capacity"]), (&0.0.into(), &0.0.into()));
    }
    let lines = desk.printed(&[&since[..], &["--csv"]].concat());
    assert!(lines.starts_with("pillar,side,place,form,population,before,after,need,capacity"));
    desk.refused(&["coverage", "changes", "--since", "2026-02-01", "--at", "2026-01-01"]);
}

#[test]
fn overlap_names_pairs_with_their_cells_and_both_capacities() {
    let desk = region();
    let at = ["--at", "2026-11-24"];
    let ask = |more: &[&str]| {
        let arguments: Vec<&str> =
            ["coverage", "overlap"].iter().chain(&at).chain(more).copied().collect();
        desk.printed(&arguments)
    };
    let view: serde_json::Value =
        serde_json::from_str(&ask(&["--most", "3", "--json"])).expect("JSON");
    let layers = view["layers"].as_array().expect("layers");
    assert!(layers.len() >= 4, "{} layers", layers.len());
    let pairs: Vec<_> =
        layers.iter().flat_map(|layer| layer["pairs"].as_array().unwrap()).collect();
    assert!(layers.iter().all(|layer| layer["pairs"].as_array().unwrap().len() <= 3));
    let redundant = |pair: &serde_json::Value| pair["redundant"].as_f64().expect("a number");
    assert!(pairs.iter().any(|pair| redundant(pair) > 0.0));
    let csv = ask(&["--most", "3", "--csv"]);
    let cells: usize = pairs.iter().map(|pair| pair["cells"].as_array().unwrap().len()).sum();
    assert_eq!(csv.lines().count(), cells + 1);
    assert!(csv.starts_with("pillar,side,first,second,likeness,pair_redundant,place"));
    assert!(ask(&["--twice", "--csv"]).starts_with("organisation,first_id,first,second_id,second"));
    assert!(desk.refused(&["coverage", "overlap", "--place", "XX1"]).contains("XX1"));
}

#[test]
fn the_network_is_told_drawn_and_held_against_chance() {
    let desk = region();
    let picture = desk.path("network.svg");
    let svg = picture.to_str().expect("a temporary path is text");
    let at = ["coverage", "network", "--at", "2026-11-24"];
    let ask = |more: &[&str]| {
        let arguments: Vec<&str> = at.iter().chain(more).copied().collect();
        desk.printed(&arguments)
    };
    let json = ask(&["--tables", "20", "--seed", "5", "--svg", svg, "--json"]);
    let view: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(view["chance"]["tables"], 20);
    assert_eq!(json, ask(&["--tables", "20", "--seed", "5", "--json"]), "the same bytes");
    let drawing = std::fs::read_to_string(&picture).expect("the picture was written");
    assert!(drawing.starts_with("<svg ") && drawing.contains("<style>"));
    let organisations = view["organisations"].as_array().expect("organisations");
    let csv = ask(&["--tables", "20", "--csv"]);
    assert_eq!(csv.lines().count(), organisations.len() + 1);
    let text = ask(&["--tables", "20"]);
    assert!(text.contains("fragmentation") && text.contains("20 random tables, seed 1"), "{text}");
    let cells = ask(&["--tables", "20", "--cells", "--csv"]);
    assert!(cells.starts_with("pillar,side,place,form,population,gap,organisations"));
}
