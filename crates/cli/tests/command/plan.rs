//! Plans of action are stated from a table, printed as one, and never half stated.

use crate::desk::Desk;

const TABLE: &str = "number,objective,objective-text,text,pillar,side,asked,due,after\n\
                     1.1,1,Fewer are recruited,Watch recruiters,prevention,supply,state; private,2027-06-30,\n\
                     1.2,1,,Inform consumers,prevention,demand,state; Consumer council,2028-01-31,1.1\n";

fn state(desk: &Desk, content: &str) -> String {
    let table = desk.file("plan.csv", content);
    desk.printed(&["plan", "state", &table, "--name", "National plan"]).trim().to_owned()
}

#[test]
fn what_is_printed_can_be_changed_and_stated_again() {
    let desk = Desk::new();
    let id = state(&desk, TABLE);
    let printed = desk.printed(&["plan", "show", &id, "--csv"]);
    assert_eq!(state(&desk, &printed), id);
    let plan = |desk: &Desk| desk.json(&["plan", "show", &id, "--json"]);
    assert_eq!(plan(&desk)["version"]["number"], 1, "the same text again is no new version");

    let changed = printed.replace("Watch recruiters", "Watch and license recruiters");
    assert_eq!(state(&desk, &changed), id);
    let view = plan(&desk);
    assert_eq!(view["version"]["number"], 2);
    let action = &view["objectives"][0]["actions"][0];
    assert_eq!(action["text"]["en"], "Watch and license recruiters");
    let first = desk.json(&["plan", "show", &id, "--version", "1", "--json"]);
    assert_eq!(first["objectives"][0]["actions"][0]["text"]["en"], "Watch recruiters");
    let listed = desk.json(&["plan", "list", "--json"]);
    assert_eq!((listed[0]["id"].as_str(), listed[0]["actions"].as_u64()), (Some(&*id), Some(2)));
}

#[test]
fn a_table_that_makes_no_sense_is_refused_by_its_row_and_nothing_is_stated() {
    let desk = Desk::new();
    for (content, said) in [
        (TABLE.replace("\n1.2,", "\n1.1,"), ["1.1 stands twice", "3"]),
        (TABLE.replace("state; Consumer council", ""), ["1.2 asks nobody", "3"]),
        (TABLE.replace(",2027-06-30,\n", ",2027-06-30,1.2\n"), ["in a circle: 1.1, 1.2", "2"]),
        (TABLE.replace("2028-01-31", "when it rains"), ["when it rains", "H3"]),
        (TABLE.replace(",1.1\n", ",9.9\n"), ["1.2 names 9.9", "3"]),
    ] {
        let table = desk.file("plan.csv", &content);
        let refused = desk.refused(&["plan", "state", &table, "--name", "National plan"]);
        assert!(said.iter().all(|part| refused.contains(part)), "{refused}");
        assert!(refused.contains("plan.csv"), "{refused}");
    }
    assert_eq!(desk.json(&["plan", "list", "--json"]).as_array().map(Vec::len), Some(0));
}

#[test]
fn a_national_plan_begins_from_a_template_and_says_that_it_is_a_paraphrase() {
    let desk = Desk::new();
    let global = desk.printed(&["plan", "state", "--template", "un-global-plan"]);
    let table = desk.file("plan.csv", TABLE);
    let under = ["plan", "state", &table, "--name", "Ours", "--under", global.trim()];
    let id = desk.printed(&under);
    let global = desk.json(&["plan", "show", global.trim(), "--json"]);
    assert_eq!(global["plan"]["actions"], 60);
    assert_eq!(global["paraphrase"], true);
    assert_eq!(global["carried_out_by"][0][0], id.trim());
    let shown = desk.printed(&["plan", "show", id.trim()]);
    assert!(shown.contains("Watch recruiters") && shown.contains("private"), "{shown}");
}

#[test]
fn the_days_of_a_plan_make_a_calendar_that_is_the_same_every_time() {
    let desk = Desk::new();
    let id = state(&desk, TABLE);
    let file = desk.printed(&["plan", "calendar"]);
    assert_eq!(file, desk.printed(&["plan", "calendar"]));
    assert!(file.starts_with("BEGIN:VCALENDAR") && file.trim_end().ends_with("END:VCALENDAR"));
    for line in ["DTSTART;VALUE=DATE:20270630", "SUMMARY:Action due: Watch recruiters"] {
        assert!(file.lines().any(|found| found.trim_end() == line), "{line}: {file}");
    }
    let days = desk.json(&["plan", "calendar", "--json"]);
    let events = days["events"].as_array().unwrap();
    assert_eq!(events.len(), 2, "{days}");
    assert_eq!(events[1]["uid"], format!("action-{id}-1.2@concert"));
    assert_eq!(events[1]["day"], "2028-01-31");

    // A later version moves the day and keeps the event.
    let moved = desk.printed(&["plan", "show", &id, "--csv"]).replace("2028-01-31", "2028-03-31");
    assert_eq!(state(&desk, &moved), id);
    let days = desk.json(&["plan", "calendar", "--json"]);
    assert_eq!(days["events"][1]["uid"], events[1]["uid"]);
    assert_eq!(days["events"][1]["day"], "2028-03-31");
}

#[test]
fn the_effect_of_a_commitment_that_nobody_made_is_refused() {
    let desk = Desk::new();
    state(&desk, TABLE);
    let refused = desk.refused(&["plan", "effect", "00000000-0000-4000-8000-000000000001"]);
    assert!(refused.contains("commitment"), "{refused}");
}
