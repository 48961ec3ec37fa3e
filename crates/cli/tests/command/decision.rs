//! Bodies and members are kept by whoever works at the machine; nobody is spoken for.

use crate::desk::Desk;

const BODY: &str = r#"{"id":"11111111-1111-1111-1111-111111111111","names":{"en":"Assembly"},
"members":"everybody","standing":{"otherwise":"votes"},"rule":{"consensus":{"days":14}}}"#;

#[test]
fn a_body_is_described_from_a_file_and_printed_as_one() {
    let desk = Desk::new();
    let file = desk.file("body.json", BODY);
    let id = desk.printed(&["decision", "describe", &file]).trim().to_owned();
    let view = desk.json(&["decision", "body", &id, "--json"]);
    let again = desk.file("again.json", view["description"].to_string());
    assert_eq!(desk.printed(&["decision", "describe", &again]).trim(), id);
    assert_eq!(desk.json(&["decision", "bodies", "--json"])[0]["names"]["en"], "Assembly");
    let impossible = desk.file("no.json", BODY.replace("14", "0"));
    let refused = desk.refused(&["decision", "describe", &impossible]);
    assert!(refused.contains("at least 1 and at most 366 days"), "{refused}");
}

#[test]
fn what_is_not_there_is_refused_and_members_act_on_the_pages_only() {
    let desk = Desk::new();
    let file = desk.file("body.json", BODY);
    let nobody = desk.printed(&["decision", "describe", &file]).trim().to_owned();
    for asked in [
        &["decision", "show", &nobody][..],
        &["decision", "conclude", &nobody],
        &["decision", "member", &nobody, "--since", "2026-01-01"],
    ] {
        desk.refused(asked);
    }
    assert_eq!(desk.json(&["decision", "list", "--json"]).as_array().map(Vec::len), Some(0));
    let help = desk.printed(&["decision", "--help"]);
    assert!(help.contains("nobody does it for them here"), "{help}");
}
