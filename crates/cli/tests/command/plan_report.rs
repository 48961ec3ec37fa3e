//! The report of a plan as files, and letters about what is due.

use crate::desk::Desk;

const TABLE: &str = "number,text,asked\n1,Watch recruiters,state\n2,Inform consumers,state\n";

/// A plan of two actions, and a commitment towards the first of an organisation that is read from a
/// table.
fn desk() -> (Desk, String) {
    let desk = Desk::new();
    let initiatives =
        desk.file("3w.csv", "Organisation,Activity,Country\nRefuge North (made up),Shelter,Mali\n");
    desk.printed(&["import", &initiatives]);
    let table = desk.file("plan.csv", TABLE);
    let plan = desk.printed(&["plan", "state", &table, "--name", "The plan"]).trim().to_owned();
    let maker = "Refuge North (made up)";
    let made = ["commitment", "make", "--plan", &plan, "--maker", maker, "--action", "1"];
    let said = ["--text", "Forty beds", "--due", "2099-06-30"];
    desk.printed(&[&made[..], &said[..]].concat());
    (desk, plan)
}

#[test]
fn a_report_is_written_in_the_form_of_its_ending_and_made_again_by_its_day_and_number() {
    let (desk, plan) = desk();
    let to = |name: &str| desk.path(name).to_str().unwrap().to_owned();
    let report =
        |arguments: &[&str]| desk.printed(&[&["plan", "report", &plan], arguments].concat());
    report(&["-o", &to("report.html"), "--lang", "ar"]);
    let html = std::fs::read_to_string(to("report.html")).unwrap();
    assert!(html.starts_with("<!doctype html>") && html.contains("dir=\"rtl\""));
    assert!(html.contains("Forty beds") && html.contains("Inform consumers"));
    report(&["-o", &to("report.xlsx")]);
    assert!(std::fs::read(to("report.xlsx")).unwrap().starts_with(b"PK"));
    let first: serde_json::Value = serde_json::from_str(&report(&["--format", "json"])).unwrap();
    assert_eq!(first["totals"]["actions_without"], 1);
    let (day, size) = (first["day"].as_str().unwrap(), first["statements"].to_string());
    let csv = report(&["--format", "csv"]);
    assert_eq!(csv.lines().count(), 3, "{csv}");
    let table = desk.file("plan.csv", format!("{TABLE}3,More,state\n"));
    desk.printed(&["plan", "state", &table, "--plan", &plan]);
    let again = report(&["--format", "json", "--at", day, "--statements", &size]);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&again).unwrap(), first);
    let now: serde_json::Value = serde_json::from_str(&report(&["--format", "json"])).unwrap();
    assert_eq!(now["totals"]["actions_without"], 2);
    for public in [&["--public"][..], &["--format", "iati", "--reporter", "XM-EX-1"]] {
        let refused = desk.refused(&[&["plan", "report", &plan][..], public].concat());
        assert!(refused.contains("Nobody has adopted this plan yet: The plan"), "{refused}");
    }
}

#[test]
fn nobody_without_an_address_is_written_to_and_an_unknown_user_is_said() {
    let (desk, _) = desk();
    let told = desk.json(&["remind", "--today", "2099-06-01", "--dry-run", "--json"]);
    assert_eq!(told["letters"], 0);
    let told = desk.json(&["remind", "--today", "2099-06-01", "--json"]);
    assert_eq!(told["sent"], 0);
    assert_eq!(desk.json(&["user", "list", "--json"]).as_array().map(Vec::len), Some(0));
    let unknown = desk.concert(&["user", "address", "nobody", "--set", "a@example.org"]);
    assert_eq!(unknown.status.code(), Some(2));
    let clear = desk.concert(&["remind", "--smtp", "smtp://u:hunter2@mail.example.org"]);
    let said = String::from_utf8_lossy(&clear.stderr).into_owned();
    assert!(said.contains("encrypted") && !said.contains("hunter2"), "{said}");
    desk.file("data/reminders.json", "{\"smtp\": 7}");
    let broken = desk.concert(&["remind"]);
    assert!(String::from_utf8_lossy(&broken.stderr).contains("reminders.json"));
}
