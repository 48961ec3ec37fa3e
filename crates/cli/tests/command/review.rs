//! Cycles are opened and closed by whoever works at the machine; members act with their own password.

use std::io::Write;
use std::process::{Command, Stdio};

use concert_coalition::{
    Actor, Command as Asked, DecisionCommand, Declaration, Membership, Organisation, Role, User,
};
use concert_secretariat::{Entropy, Secretariat};
use concert_terms::{Id, Names};
use jiff::{Timestamp, ToSpan};

use crate::desk::Desk;

const PASSWORD: &str = "five lanterns by the quay";

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

/// Five members of which the first has a user, and a plan; gives the identifier of the plan.
fn coalition(desk: &Desk) -> String {
    let table = desk.file("plan.csv", "number,text,asked\n1,Watch recruiters,state\n");
    let plan = desk.printed(&["plan", "state", &table, "--name", "Ours"]).trim().to_owned();
    let (now, operator) = (Timestamp::now(), Actor::operator());
    let entropy = Entropy::of_the_system();
    let data = desk.path("data");
    let secretariat =
        Secretariat::open(&data, entropy, now, &mut |_, _| {}).expect("a new folder can be opened");
    for number in 1..=5 {
        let names = Names::new("en", format!("Member {number}").as_str());
        let declared = vec![Declaration::Organisation(Organisation::new(id(number), names))];
        secretariat.act(&operator, Asked::Declare(declared), now).expect("it is new");
        let since = jiff::civil::date(2020, 1, 1);
        let membership = Membership { organisation: id(number), since, until: None };
        let record = Asked::Decision(DecisionCommand::RecordMembership(membership));
        secretariat.act(&operator, record, now).expect("it is new");
    }
    let user = User {
        id: id(71),
        name: "anna".to_owned(),
        role: Role::Member,
        organisation: Some(id(1)),
        closed: false,
    };
    let link = secretariat.register(&operator, user, now).expect("the name is free");
    secretariat.choose_password(&link, PASSWORD, now).expect("the link is new");
    plan
}

fn cycle(plan: &str) -> String {
    let today = jiff::tz::TimeZone::UTC.to_datetime(Timestamp::now()).date();
    let pairing = |reviewed: u8, first: u8, second: u8| serde_json::json!({ "reviewed": id(reviewed), "reviewers": [id(first), id(second)] });
    serde_json::json!({
        "names": { "en": "First review" },
        "plan": plan,
        "questions": [
            { "number": 1, "text": { "en": "What was done?" }, "prefill": "initiatives" },
            { "number": 2, "text": { "en": "Towards 1?" }, "prefill": { "commitments": { "action": "1" } } },
        ],
        "answers_by": today.checked_add(5.days()).expect("it is near"),
        "observations_by": today.checked_add(9.days()).expect("it is near"),
        "pairings": [pairing(1, 2, 3), pairing(2, 3, 4), pairing(3, 4, 5)],
    })
    .to_string()
}

/// Runs the command with a line on standard input; gives its exit code and what it says.
fn with_line(desk: &Desk, arguments: &[&str], line: &str) -> (Option<i32>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_concert"))
        .args(arguments)
        .env("CONCERT_DATA", desk.path("data"))
        .env("LANG", "en")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command can be started");
    writeln!(child.stdin.take().expect("its input is a pipe"), "{line}")
        .expect("the command reads a line");
    let output = child.wait_with_output().expect("the command ends");
    let said = String::from_utf8_lossy(&output.stderr).replace(['\u{2068}', '\u{2069}'], "");
    (output.status.code(), said)
}

#[test]
fn a_cycle_is_opened_from_a_file_and_a_member_answers_with_the_own_password_only() {
    let desk = Desk::new();
    let plan = coalition(&desk);
    let file = desk.file("cycle.json", cycle(&plan));
    let opened = desk.printed(&["review", "open", &file]).trim().to_owned();
    let view = desk.json(&["review", "show", &opened, "--json"]);
    let again = desk.file("again.json", view["description"].to_string());
    assert_eq!(desk.printed(&["review", "open", &again]).trim(), opened, "the same holds already");

    let answer = [
        "review",
        "answer",
        &opened,
        "Member 1",
        "--question",
        "1",
        "--text",
        "40 beds",
        "--as",
        "anna",
    ];
    let (code, said) = with_line(&desk, &answer, "not the password");
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("signed in"), "{said}");
    let (code, said) = with_line(&desk, &answer, PASSWORD);
    assert_eq!(code, Some(0), "{said}");
    let elsewhere = answer.map(|part| if part == "Member 1" { "Member 2" } else { part });
    let (code, said) = with_line(&desk, &elsewhere, PASSWORD);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("the reviewed member"), "{said}");

    let one = ["review", "show", &opened, "--member", "Member 1"];
    let view = desk.json(&[&one[..], &["--json"]].concat());
    assert_eq!(view["questions"][0]["answer"]["en"], "40 beds");
    assert_eq!(view["due"][0]["what"], "answers");
    assert_eq!(view["due"][0]["count"], 1);
    let lines = desk.printed(&[&one[..], &["--csv"]].concat());
    assert!(lines.contains("answer,1,Member 1,,40 beds"), "{lines}");
    let list = desk.json(&["review", "list", "--json"]);
    assert_eq!((&list[0]["answered"], &list[0]["asked"]), (&1.into(), &6.into()));
}

#[test]
fn nobody_closes_a_review_before_its_days_have_passed_and_members_never_review_each_other() {
    let desk = Desk::new();
    let plan = coalition(&desk);
    let mut mutual: serde_json::Value = serde_json::from_str(&cycle(&plan)).unwrap();
    mutual["pairings"][1]["reviewers"] = serde_json::json!([id(1), id(4)]);
    let file = desk.file("mutual.json", mutual.to_string());
    let refused = desk.refused(&["review", "open", &file]);
    assert!(refused.contains("would review each other"), "{refused}");
    let file = desk.file("cycle.json", cycle(&plan));
    let opened = desk.printed(&["review", "open", &file]).trim().to_owned();
    let refused = desk.refused(&["review", "close", &opened, "Member 1"]);
    assert!(refused.contains("cannot be closed before"), "{refused}");
    desk.refused(&["review", "show", &opened, "--member", "Member 5"]);
}
