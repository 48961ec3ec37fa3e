//! Victims as money and as rates, through the command itself. Figures of places are made up.

use crate::desk::Desk;
use serde_json::Value;

const COUNTRY: [&str; 9] = [
    "profits",
    "--people",
    "13000",
    "--interval",
    "10000,16000",
    "--sector",
    "sexual",
    "--region",
    "europe-central-asia",
];

fn with<'a>(start: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    start.iter().chain(more).copied().collect()
}

fn is_near(found: &Value, expected: f64, tolerance: f64) -> bool {
    found.as_f64().is_some_and(|found| (found / expected - 1.0).abs() < tolerance)
}

#[test]
fn a_countrys_victims_are_not_multiplied_by_a_mean_of_the_world_in_silence() {
    let desk = Desk::new();
    let said = desk.refused(&with(&COUNTRY, &["--year", "2024"]));
    assert!(said.contains("mean of the world") && said.contains("--allow-global-mean"), "{said}");
    let report = desk.json(&with(&COUNTRY, &["--allow-global-mean", "--json"]));
    assert_eq!(report["flags"][0]["code"], "estimate/global-mean-used");
    assert!(is_near(&report["total"]["value"], 13_000.0 * 27_252.0, 1e-9), "{report:#}");
    // The old report has other regions, and no mean of this one.
    let said = desk.refused(&with(&COUNTRY, &["--year", "2005"]));
    assert!(said.contains("no profit per victim"), "{said}");
}

#[test]
fn an_own_value_carries_its_interval_and_the_table_warns_of_what_was_not_said() {
    let desk = Desk::new();
    let own = ["--per-victim", "10000,20000,40000", "--json"];
    let report = desk.json(&with(&COUNTRY, &own));
    assert!(is_near(&report["total"]["value"], 2.6e8, 1e-9));
    let interval = &report["total"]["interval95"];
    assert!(
        is_near(&interval[0], 1.27e8, 0.03) && is_near(&interval[1], 5.27e8, 0.03),
        "{interval}"
    );
    assert_eq!(report, desk.json(&with(&COUNTRY, &own)), "the same seed gives the same bytes");
    let costs = ["--per-victim", "20000", "--costs", "0.3", "--within", "0.5", "--json"];
    let report = desk.json(&with(&COUNTRY, &costs));
    assert!(is_near(&report["total"]["value"], 13_000.0 * 0.5 * 14_000.0, 1e-9), "{report:#}");

    let shown = desk.concert(&with(&COUNTRY, &["--per-victim", "20000"]));
    let shown = String::from_utf8_lossy(&shown.stdout);
    for words in ["260 million", "your own value", "warning: ", "how long people are exploited"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

#[test]
fn a_table_of_victims_is_added_up_and_its_mistakes_are_told_with_their_cell() {
    let desk = Desk::new();
    let world = desk.file(
        "world.csv",
        "sector,region,people,counted\nsexual,world,6300000,forced-labour-private\n\
         other,world,17300000,forced-labour-private\n",
    );
    let report = desk.json(&["profits", "--victims", &world, "--stock", "--json"]);
    // Printed: 236 billion, of which 73 % sexual.
    assert!(is_near(&report["total"]["value"], 235.5e9, 0.001), "{report:#}");
    assert!(is_near(&report["sectors"][0]["share"], 0.73, 0.005));
    let csv = desk.concert(&["profits", "--victims", &world, "--stock", "--csv"]);
    let csv = String::from_utf8_lossy(&csv.stdout).into_owned();
    assert_eq!(csv.lines().count(), 7, "head, rows, two sectors, a region, the total: {csv}");

    for (table, words) in [
        ("sector,region,people\nmining,world,5\n", ["cell A2", "industry"]),
        ("sector,region,people\nsexual,world,many\n", ["cell C2", "not a number"]),
        ("sector,region,people\nsexual,,5\n", ["cell B2", "has to say something"]),
        ("sector,region,people,low\nsexual,world,5,2\n", ["made-up.csv", "interval"]),
        ("sector,region,people,low,high\nsexual,world,5,6,7\n", ["cell 2", "limits"]),
        ("sector,region,peple\nsexual,world,5\n", ["cell C1", "people"]),
        ("sector,region,people\nall,world,5\nsexual,world,5\n", ["2 and 3", "twice"]),
    ] {
        let path = desk.file("made-up.csv", table);
        let said = desk.refused(&["profits", "--victims", &path]);
        assert!(words.iter().all(|word| said.contains(word)), "{table}{said}");
    }
}

#[test]
fn printed_constants_are_read_back_unchanged_and_a_changed_one_is_named() {
    let desk = Desk::new();
    let printed = desk.concert(&["profits", "--print-constants"]).stdout;
    let printed = String::from_utf8(printed).expect("the table is UTF-8");
    assert!(printed.contains("trafficked people only"), "the article's figure names its people");
    let world =
        ["profits", "--people", "1000", "--sector", "sexual", "--region", "world", "--stock"];
    let same = desk.file("same.csv", &printed);
    let report = desk.json(&with(&world, &["--constants", &same, "--json"]));
    assert!(is_near(&report["total"]["value"], 27_252_000.0, 1e-9));
    assert!(!report["flags"].to_string().contains("constants-changed"), "{report:#}");

    assert!(printed.contains(",27252,"));
    let changed = desk.file("changed.csv", printed.replace(",27252,", ",30000,"));
    let report = desk.json(&with(&world, &["--constants", &changed, "--json"]));
    assert!(is_near(&report["total"]["value"], 30_000_000.0, 1e-9));
    let flags = report["flags"].to_string();
    assert!(flags.contains("constants-changed") && flags.contains("ilo-2024/sexual"), "{flags}");
}

#[test]
fn one_ratio_decides_which_exploitation_is_the_larger() {
    let desk = Desk::new();
    let points = desk.json(&["profits", "--ratio", "0.364,1.2727", "--json"]);
    let points = &points["points"];
    assert!(is_near(&points[0]["sexual_share"], 0.27, 0.02), "{points:#}");
    assert!(is_near(&points[1]["sexual_share"], 0.56, 0.001), "{points:#}");
    assert!(points[1]["change"].as_f64().is_some_and(|change| change > 0.3), "{points:#}");
}

#[test]
fn rates_have_their_interval_and_nothing_is_shared_out_over_groups() {
    let desk = Desk::new();
    let people = ["--people", "13000", "--interval", "10000,16000", "--residents", "6500000"];
    let rates = desk.json(&with(&["prevalence", "--detected", "3500", "--json"], &people));
    assert!(is_near(&rates[0]["sdg_16_2_2"]["value"], 200.0, 1e-9), "{rates:#}");
    assert!(is_near(&rates[0]["one_in"]["interval95"][1], 650.0, 1e-9), "{rates:#}");

    let groups = desk.file(
        "groups.csv",
        "sex,detected,people,low,high,residents\n,3500,13000,10000,16000,6500000\n\
         female,2100,,,,3300000\nmale,<5,,,,3200000\n",
    );
    let rates = desk.json(&["prevalence", "--groups", &groups, "--json"]);
    assert!(rates[1]["sdg_16_2_2"].is_null() && rates[2]["per_1_000"].is_null(), "{rates:#}");
    assert_eq!(rates[2]["detected_per_100_000"][0], 0.0);
    let shown = desk.concert(&["prevalence", "--groups", &groups]);
    let shown = String::from_utf8_lossy(&shown.stdout);
    assert!(shown.contains("not shared out over groups"), "{shown}");

    let wrong = desk.file("wrong.csv", "sex,detected,residents\nfemale,some,100\n");
    let said = desk.refused(&["prevalence", "--groups", &wrong]);
    assert!(said.contains("cell B2") && said.contains("<5"), "{said}");
}

#[test]
fn what_does_not_go_together_is_not_understood() {
    let desk = Desk::new();
    for arguments in [
        &["profits"][..],
        &["profits", "--people", "5"],
        &with(&COUNTRY, &["--stock", "--within", "0.5"]),
        &["profits", "--people", "5", "--sector", "sexual", "--region", "atlantis"],
        &["prevalence", "--people", "5"],
    ] {
        assert_eq!(desk.concert(arguments).status.code(), Some(64), "{arguments:?}");
    }
}
