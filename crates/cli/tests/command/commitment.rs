//! Commitments are made, changed, claimed and listed by command; a review is not.

use crate::desk::Desk;

const TABLE: &str = "number,text,asked\n1,Open shelters,state\n2,Train judges,state\n";
const INITIATIVES: &str =
    "Organisation,Admin1,Activity\nRefuge North,Hill,Night shelter\nRefuge South,Bay,Hotline\n";

/// A desk with a plan of two actions and two organisations; the plan's identifier.
fn desk() -> (Desk, String) {
    let desk = Desk::new();
    let table = desk.file("plan.csv", TABLE);
    let plan = desk.printed(&["plan", "state", &table, "--name", "National plan"]);
    let initiatives = desk.file("3w.csv", INITIATIVES);
    desk.printed(&["import", &initiatives]);
    (desk, plan.trim().to_owned())
}

fn make(desk: &Desk, plan: &str, more: &[&str]) -> String {
    let mut typed = vec!["commitment", "make", "--plan", plan, "--maker", "Refuge North"];
    typed.extend(["--text", "40 more beds", "--due", "2099-06-30"]);
    typed.extend(more);
    desk.printed(&typed).trim().to_owned()
}

#[test]
fn a_commitment_is_made_once_changed_with_a_reason_claimed_and_withdrawn() {
    let (desk, plan) = desk();
    let more = ["--action", "1", "--capacity", "40,beds", "--staff", "3"];
    let id = make(&desk, &plan, &more);
    let again = [&more[..], &["--id", &id]].concat();
    assert_eq!(make(&desk, &plan, &again), id, "the same command twice makes one commitment");
    let listed = desk.json(&["commitment", "list", "--json"]);
    assert_eq!(
        (listed["total"].as_u64(), listed["items"][0]["id"].as_str()),
        (Some(1), Some(&*id))
    );

    let show = || desk.json(&["commitment", "show", &id, "--json"]);
    assert_eq!(show()["means"][0]["capacity"]["units"], 40);
    let change = ["commitment", "change", &id, "--due", "2099-12-31", "--reason", "Law comes late"];
    desk.printed(&change);
    let view = show();
    assert_eq!(view["versions"][0]["changed"], serde_json::json!(["due"]));
    assert_eq!(view["means"].as_array().map(Vec::len), Some(2), "what is not named stays");
    assert_eq!(view["days_postponed"], 184);

    desk.printed(&["commitment", "claim", &id, "--level", "partial", "--text", "20 beds are open"]);
    assert_eq!(show()["evidenced"], serde_json::Value::Null);
    let claim = ["commitment", "claim", &id, "--level", "partial", "--text", "20 beds are open"];
    desk.printed(&[&claim[..], &["--statement", "0"]].concat());
    assert_eq!(show()["evidenced"], "partial");
    desk.printed(&["commitment", "reviewer", &id, "refuge south"]);
    let told = desk.printed(&["commitment", "show", &id]);
    for part in ["changed: due", "Law comes late", "cannot be checked", "reviewer: Refuge South"] {
        assert!(told.contains(part), "{part} in {told}");
    }

    desk.printed(&["commitment", "withdraw", &id, "--reason", "Cut"]);
    let withdrawn = desk.printed(&["commitment", "list", "--standing", "withdrawn", "--csv"]);
    assert_eq!(withdrawn.lines().count(), 2, "{withdrawn}");
    let running = desk.json(&["commitment", "list", "--standing", "running", "--json"]);
    assert_eq!(running["total"], 0);
}

#[test]
fn an_indicator_is_named_whole_once_and_then_changed_by_its_parts() {
    let (desk, plan) = desk();
    let id = make(&desk, &plan, &["--action", "1"]);
    let change = |more: &[&str]| {
        let typed = [&["commitment", "change", &id, "--reason", "Counted anew"], more].concat();
        desk.concert(&typed)
    };
    let measure = || desk.json(&["commitment", "show", &id, "--json"])["measure"].clone();
    let half = change(&["--unit", "beds"]);
    let said = String::from_utf8_lossy(&half.stderr).into_owned();
    assert!(!half.status.success() && said.contains("--target"), "{said}");
    assert!(measure().is_null());
    let whole = ["--measure", "Beds", "--unit", "beds", "--target", "40,2099-06-30"];
    assert!(change(&whole).status.success());
    for (typed, field, value) in [
        (
            ["--target", "30,2099-06-30"],
            "target",
            serde_json::json!({"figure": 30.0, "on": "2099-06-30"}),
        ),
        (
            ["--baseline", "5,2026-01-01"],
            "baseline",
            serde_json::json!({"figure": 5.0, "on": "2026-01-01"}),
        ),
        (["--unit", "places"], "unit", "places".into()),
        (["--measure", "Places to sleep"], "text", serde_json::json!({"en": "Places to sleep"})),
    ] {
        let before = measure();
        let output = change(&typed);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let after = measure();
        assert_eq!(after[field], value, "{typed:?}");
        for other in ["text", "unit", "baseline", "target"] {
            assert!(other == field || after[other] == before[other], "{typed:?} changed {other}");
        }
    }
}

#[test]
fn today_is_the_day_of_greenwich_wherever_the_machine_stands() {
    let (desk, plan) = desk();
    let id = make(&desk, &plan, &["--action", "1"]);
    // One of the two is always on another day than Greenwich; a claim of tomorrow would be refused.
    for zone in ["Pacific/Kiritimati", "Etc/GMT+12"] {
        let typed = ["commitment", "claim", &id, "--level", "started", "--text", zone];
        let output = desk.in_zone(zone, &typed);
        assert!(output.status.success(), "{zone}: {}", String::from_utf8_lossy(&output.stderr));
        let output = desk.in_zone(zone, &["commitment", "show", &id, "--json"]);
        let view: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(view["claims"][0]["on"], view["day"], "{zone}");
        let output = desk.in_zone(zone, &["coverage", "--json"]);
        let frame: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(frame["at"], view["day"], "{zone}");
    }
}

#[test]
fn what_makes_no_sense_is_refused_in_words_and_states_nothing() {
    let (desk, plan) = desk();
    let typed = |action: &'static str, due: &'static str, maker: &'static str| {
        ["commitment", "make", "--plan", &plan, "--text", "x"]
            .into_iter()
            .chain(["--action", action, "--due", due, "--maker", maker])
            .map(str::to_owned)
            .collect::<Vec<String>>()
    };
    for (command, said) in [
        (typed("9", "2099-01-01", "Refuge North"), "no action 9"),
        (typed("1", "2001-01-01", "Refuge North"), "2001-01-01"),
        (typed("1", "2099-01-01", "Nobody"), "Nobody"),
    ] {
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        let refused = desk.refused(&command);
        assert!(refused.contains(said), "{refused}");
    }
    let id = make(&desk, &plan, &["--action", "2"]);
    let itself = desk.refused(&["commitment", "reviewer", &id, "Refuge North"]);
    assert!(itself.contains("cannot review its own"), "{itself}");
    let reason = desk.refused(&["commitment", "withdraw", &id, "--reason", " "]);
    assert!(!reason.is_empty());
    let listed = desk.json(&["commitment", "list", "--json"]);
    assert_eq!(
        (listed["total"].as_u64(), listed["items"][0]["standing"].as_str()),
        (Some(1), Some("running"))
    );
    let help = desk.printed(&["commitment", "--help"]);
    assert!(help.contains("review is stated on the page"), "{help}");
}

#[test]
fn a_late_commitment_is_called_to_mind_with_a_key_that_stays_the_same() {
    let (desk, plan) = desk();
    let id = make(&desk, &plan, &["--action", "1"]);
    let on = |day: &str| desk.json(&["commitment", "reminders", "--on", day, "--json"]);
    assert_eq!(on("2099-01-01").as_array().map(Vec::len), Some(0));
    let [early, later] = [on("2099-06-01"), on("2099-06-20")];
    assert_eq!(early[0]["commitment"]["id"], *id);
    assert_eq!(
        (early[0]["days_left"].as_i64(), later[0]["days_left"].as_i64()),
        (Some(29), Some(10))
    );
    assert_eq!(early[0]["key"], later[0]["key"]);
    let late = desk.json(&["commitment", "list", "--at", "2099-07-10", "--light", "red", "--json"]);
    assert_eq!(late["items"][0]["days_late"], 10);
}

#[test]
fn recommendations_are_read_previewed_joined_and_answered() {
    let (desk, plan) = desk();
    let shelters = "Open more shelters for victims of trafficking in every province";
    let table = desk.file(
        "upr.csv",
        format!(
            "mechanism,year,addressee,text,response\nupr,2020,Refuge North,{shelters},accepted\n\
             greta,2021,Refuge South,{shelters} soon,noted\n"
        ),
    );
    let ask = |more: &[&str]| desk.printed(&[&["plan", "recommendations"], more].concat());
    let told = ask(&["import", "--dry-run", &table]);
    assert!(told.contains("2 recommendations read: 2 new"), "{told}");
    let list = || desk.json(&["plan", "recommendations", "list", "--json"]);
    assert_eq!(list().as_array().map(Vec::len), Some(0), "a preview states nothing");
    ask(&["import", &table]);
    let suggested = desk.json(&["plan", "recommendations", "suggest", "--json"]);
    let first = suggested[0]["representative"].as_str().unwrap().to_owned();
    let second = suggested[0]["members"][0]["recommendation"].as_str().unwrap().to_owned();
    ask(&["join", &first, &second]);
    ask(&["answer", &first, "--action", &format!("{plan}#1")]);
    let rows = list();
    for row in rows.as_array().unwrap() {
        assert_eq!(row["actions"][0]["action"], "1", "an answer to one answers its group");
        assert_eq!(row["same"].as_array().map(Vec::len), Some(1));
    }
    let like =
        desk.json(&["plan", "recommendations", "suggest", "--actions-for", &first, "--json"]);
    assert_eq!(like[0]["action"], "1");
    let wrong = desk.file("wrong.csv", "mechanism,year,addressee,text\nupr,2020,Nobody,x\n");
    let refused = desk.refused(&["plan", "recommendations", "import", &wrong]);
    assert!(refused.contains("Nobody") && refused.contains("C2"), "{refused}");
}
