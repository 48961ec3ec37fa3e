//! The next actions through the command itself, in a made-up region.

use serde_json::Value;

use crate::coverage::region;

const AT: [&str; 2] = ["--at", "2026-11-24"];

fn asked<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let of = ["coverage", "next", "--pillar", "protection"];
    of.iter().chain(&AT).chain(more).copied().collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

#[test]
fn a_plan_keeps_to_its_budget_and_tells_how_far_from_the_best_it_is() {
    let desk = region();
    let view = desk.json(&asked(&["--budget", "100000", "--most", "4", "--json"]));
    let plan = &view["plan"];
    let actions = plan["actions"].as_array().expect("a list");
    assert!(!actions.is_empty() && actions.len() <= 4);
    assert!(number(&plan["cost"]) <= 100_000.0);
    let bound = number(&plan["bound"]["value"]);
    assert!(number(&plan["value"]) <= bound);
    let part = |of: &Value, name: &str| number(&of["on_silence"][name]);
    let silent = part(plan, "nobody_reported") + part(plan, "capacity_unstated");
    assert!((0.0..=1.0 + 1e-9).contains(&silent), "{silent}");
    let by_action = actions.iter().map(|action| {
        let share = part(action, "nobody_reported") + part(action, "capacity_unstated");
        share * number(&action["gain"])
    });
    let by_action: f64 = by_action.sum();
    assert!((by_action - silent * number(&plan["gain"])).abs() < 1e-6 * number(&plan["gain"]));
    for action in actions {
        let on = action["rests_on"]["on"].as_str().expect("a word");
        assert!(["budget", "median"].contains(&on), "{action}");
        assert!(!action["gains"].as_array().expect("a list").is_empty(), "{action}");
    }
    let told = desk.printed(&asked(&["--budget", "100000", "--most", "4"]));
    assert!(told.contains("rests on silence"), "{told}");
    assert!(told.contains("from the best") && told.contains("what the costs rest on"), "{told}");
    let csv = desk.printed(&asked(&["--budget", "100000", "--csv"]));
    assert!(csv.starts_with("number,action,title,kind,organisation,place,pillar,side,people,cost"));
    let at_once = desk.json(&asked(&["--budget", "100000", "--at-once", "--json"]));
    assert!(at_once["plan"]["bound"].is_null());
    let code = desk.concert(&["coverage", "next"]).status.code();
    assert_eq!(code, Some(64), "a budget, a scenario or the table is asked for");
}

#[cfg(not(feature = "highs"))]
#[test]
fn a_program_without_the_exact_solver_says_how_to_build_one_that_has_it() {
    let desk = region();
    let refused = desk.refused(&asked(&["--budget", "100000", "--exact"]));
    assert!(refused.contains("--features highs"), "{refused}");
    let with_both = asked(&["--budget", "100000", "--exact", "--certify"]);
    assert_eq!(desk.concert(&with_both).status.code(), Some(64));
    let without_asking = asked(&["--budget", "100000", "--within-seconds", "5"]);
    assert_eq!(desk.concert(&without_asking).status.code(), Some(64));
}

#[cfg(feature = "highs")]
#[test]
fn the_exact_plan_is_no_worse_than_the_one_found_at_once_and_can_be_kept_and_looked_at_again() {
    let desk = region();
    let question = ["--budget", "100000", "--most", "4"];
    let at_once = desk.json(&asked(&[&question[..], &["--json"]].concat()));
    let kept = desk.file("exact.json", "");
    let exact = ["--exact", "--within-seconds", "300", "--scenario-out", &kept, "--json"];
    let exact = desk.json(&asked(&[&question[..], &exact].concat()));
    assert_eq!(exact["plan"]["bound"]["exact"], "proven");
    assert!(number(&exact["plan"]["value"]) >= number(&at_once["plan"]["value"]) * (1.0 - 1e-9));
    let (bound, value) = (&exact["plan"]["bound"]["value"], &exact["plan"]["value"]);
    assert!(number(bound) >= number(value) && number(bound) <= number(value) * (1.0 + 2e-6));
    assert!(number(&exact["plan"]["cost"]) <= 100_000.0);
    let again = desk.json(&asked(&["--scenario", &kept, "--json"]));
    assert_eq!(again["now"]["actions"], again["was"]["actions"]);
    let told = desk.printed(&asked(&[&question[..], &["--exact"]].concat()));
    assert!(told.contains("proven the best of all plans"), "{told}");
    let worst = [&question[..], &["--exact", "--risk", "0.9,0.5"]].concat();
    assert!(desk.refused(&asked(&worst)).contains("worst cases"));
}

#[test]
fn who_names_no_pillar_is_told_which_there_are() {
    let desk = region();
    let told = desk.refused(&["coverage", "next", "--budget", "100000", "--at", "2026-11-24"]);
    for pillar in ["prevention", "protection", "prosecution", "--pillar"] {
        assert!(told.contains(pillar), "{told}");
    }
}

#[test]
fn the_candidates_are_printed_changed_and_read_again() {
    let desk = region();
    let table = desk.printed(&asked(&["--print-actions"]));
    let whole = desk.file("actions.csv", &table);
    let question = ["--budget", "100000", "--most", "4", "--json"];
    let of_table = desk.json(&asked(&[&question[..], &["--actions", &whole]].concat()));
    let of_register = desk.json(&asked(&question));
    let names = |view: &Value| -> Vec<String> {
        let actions = view["plan"]["actions"].as_array().expect("a list");
        actions.iter().map(|action| action["name"].to_string()).collect()
    };
    assert_eq!(names(&of_table), names(&of_register));
    assert_eq!(of_table["candidates"]["from"], "table");
    // The best action becomes dearer than the budget.
    let first = of_table["plan"]["actions"][0]["name"].as_str().expect("a name");
    let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
    let at = lines.iter().position(|line| line.starts_with(first)).expect("its row");
    let cost = of_table["plan"]["actions"][0]["cost"].to_string();
    let cost = cost.trim_end_matches(".0");
    lines[at] = lines[at].replace(&format!(",{cost},"), ",1000000,");
    let changed = desk.file("changed.csv", lines.join("\n"));
    let view = desk.json(&asked(&[&question[..], &["--actions", &changed]].concat()));
    assert!(!names(&view).contains(&format!("\"{first}\"")), "{first} is too dear now");
    // And a cost below zero is refused with its cell.
    lines[at] = lines[at].replace(",1000000,", ",-5,");
    let wrong = desk.file("wrong.csv", lines.join("\n"));
    let told = desk.refused(&asked(&["--budget", "1000", "--actions", &wrong]));
    assert!(told.contains("wrong.csv") && told.contains(&format!("L{}", at + 1)), "{told}");
}

#[test]
fn scenarios_are_kept_looked_at_again_and_compared() {
    let desk = region();
    let (a, b) = (desk.path("a.json"), desk.path("b.json"));
    let (a, b) = (a.to_str().expect("text"), b.to_str().expect("text"));
    let few = ["--budget", "50000", "--most", "3", "--scenario-out", a];
    desk.printed(&asked(&few));
    let more = ["--budget", "200000", "--most", "6", "--equity", "0.3", "--risk", "0.9,0.5"];
    desk.printed(&asked(&[&more[..], &["--scenario-out", b]].concat()));
    let again = desk.path("again.json");
    let again = again.to_str().expect("text");
    let told = desk.printed(&["coverage", "next", "--scenario", b, "--scenario-out", again]);
    assert!(told.contains("the same to the last byte"), "{told}");
    let read = |path: &str| std::fs::read_to_string(path).expect("a file");
    assert_eq!(read(b), read(again));
    let view = desk.json(&["coverage", "compare", a, b, "--json"]);
    let count = |name: &str| view[name].as_array().expect("a list").len();
    assert_eq!(count("both") + count("only_first"), 3);
    assert_eq!(view["same_question"], false);
    let csv = desk.printed(&["coverage", "compare", a, b, "--csv"]);
    assert!(csv.starts_with("in,action,organisation,cost,differs"));
    let refused = desk.refused(&["coverage", "compare", a, &desk.file("x.json", "{}")]);
    assert!(refused.contains("x.json"), "{refused}");
}
