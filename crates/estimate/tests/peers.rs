//! R checks us: the script that a report hands to its readers is run and must find agreement.
//!
//! Needs `Rscript` (Debian package `r-base-core`). No package of R is used: see the script's own
//! option.

#![expect(clippy::unwrap_used, reason = "a check that cannot be made has failed")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

use concert_estimate::{CaptureTable, History, Model, ToCheck, fit, r_script, stepwise};
use reference_table::table;

#[path = "published/reference_table.rs"]
#[expect(dead_code, reason = "the published tables are read here, their results are not")]
mod reference_table;

fn run(script: &str) -> Output {
    let started = Command::new("Rscript")
        .args(["--vanilla", "-", "--without-peers"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = started.unwrap_or_else(|error| {
        panic!("Rscript cannot be started ({error}): install R, on Debian the package r-base-core")
    });
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn fitted(table: &CaptureTable, models: &[&str]) -> Vec<ToCheck> {
    let model = |text: &&str| Model::parse(text, table.lists().len()).unwrap();
    models.iter().map(|text| ToCheck::from(&fit(table, &model(text)).unwrap())).collect()
}

#[test]
fn r_finds_the_same_numbers_for_published_tables() {
    for (name, models) in [
        (
            "uk_5list",
            &["[1,2,3,4,5]", "[12,13,23,25,34]", "[123,25,34]", "[12,13,14,15,23,24]"][..],
        ),
        ("netherlands_5list", &["[1,2,3,4,5]", "[12,15,23,24,25,35,45]", "[135,12,24,34]"][..]),
        (
            "kosovo_4list",
            &["[1,2,3,4]", "[12,13,14,23,34]", "[123,14,34]", "[123,124,134,234]"][..],
        ),
    ] {
        let table = table(name);
        let mut checked = fitted(&table, models);
        // With the pairs at minus infinity that the stepwise choice takes in.
        checked.push(ToCheck::from(&stepwise(&table, 0.02).unwrap().fit));
        let output = run(&r_script(&table, &checked));
        let text = String::from_utf8_lossy(&output.stdout);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {text}{errors}");
        assert!(text.contains(": agreement"), "{name}: {text}{errors}");
        let compared = text.lines().filter(|line| line.contains(" in R ")).count();
        assert_eq!(compared, checked.len(), "{name}: {text}");
    }
}

#[test]
fn r_notices_a_number_that_is_wrong() {
    let table = table("kosovo_4list");
    let mut checked = fitted(&table, &["[1,2,3,4]", "[123,14,34]"]);
    checked[1].population *= 1.0002;
    let output = run(&r_script(&table, &checked));
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("DISAGREEMENT"));
    let mut checked = fitted(&table, &["[1,2,3,4]"]);
    checked[0].bic += 0.2;
    assert_eq!(run(&r_script(&table, &checked)).status.code(), Some(1));
}

#[test]
fn names_of_lists_reach_r_as_they_are_and_as_nothing_else() {
    let names = ["\"); cat(\"INJECTED\\n\"); c(\"", "b\\", "'c` %s\n#", "د\u{0}\u{1f600}"];
    let cells = [(1, 40), (2, 30), (4, 25), (8, 31), (3, 8), (6, 5), (12, 9)];
    let cells = cells.map(|(bits, count)| (History::new(bits), count));
    let table = CaptureTable::new(names, cells).unwrap();
    let mut script = r_script(&table, &fitted(&table, &["[1,2,3,4]"]));
    script.push_str("\ncat(\"codes\", unlist(lapply(enc2utf8(lists), utf8ToInt)), \"\\n\")\n");
    let output = run(&script);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(!text.lines().any(|line| line == "INJECTED"), "{text}");
    let sent = names.iter().flat_map(|name| name.chars());
    let sent = sent.map(|c| if c == '\0' { 0xfffd } else { u32::from(c) });
    let sent: Vec<String> = sent.map(|code| code.to_string()).collect();
    let codes = text.lines().find_map(|line| line.strip_prefix("codes ")).unwrap();
    assert_eq!(codes.split_whitespace().collect::<Vec<_>>(), sent);
}
