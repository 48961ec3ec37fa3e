//! The laws of the house, held against the table in ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A row of the table: what a crate may use of ours, and the guests that live in it only.
struct Room {
    may_use: BTreeSet<String>,
    guests: BTreeSet<String>,
}

fn rooms() -> BTreeMap<String, Room> {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md"))
        .expect("the map of the house lies at the root");
    let words = |cell: &str| -> BTreeSet<String> {
        cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    };
    let rows = text.lines().skip_while(|line| !line.starts_with("| crate | may use")).skip(2);
    rows.take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
            let name = words(cells[0]).pop_first().expect("a row begins with a crate");
            (name, Room { may_use: words(cells[1]), guests: words(cells[2]) })
        })
        .collect()
}

/// Normal dependencies of every crate of the workspace, by name.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo can be started");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages = metadata["packages"].as_array().expect("a workspace has packages");
    packages
        .iter()
        .map(|package| {
            let used = package["dependencies"].as_array().into_iter().flatten();
            let used = used.filter(|dependency| dependency["kind"].is_null());
            (text(&package["name"]), used.map(|it| text(&it["name"])).collect())
        })
        .collect()
}

#[test]
fn every_crate_uses_only_what_the_architecture_says_it_may() {
    let rooms = rooms();
    let dependencies = dependencies();
    let ours: BTreeSet<_> = dependencies.keys().cloned().collect();
    let listed: BTreeSet<_> = rooms.keys().map(|room| format!("concert-{room}")).collect();
    assert_eq!(ours, listed, "the table lists every crate, and no other");
    for (name, used) in &dependencies {
        let room = &rooms[name.trim_start_matches("concert-")];
        for used in used.intersection(&ours) {
            let short = used.trim_start_matches("concert-");
            assert!(room.may_use.contains(short), "{name} must not use {used}");
        }
    }
}

#[test]
fn every_guest_lives_in_its_own_room_only() {
    let rooms = rooms();
    for (name, used) in dependencies() {
        for (host, room) in &rooms {
            for guest in room.guests.intersection(&used) {
                assert_eq!(name, format!("concert-{host}"), "{guest} is a guest of {host}");
            }
        }
    }
}

/// Whether one room stands below another: a room that may use another never does.
fn below(rooms: &BTreeMap<String, Room>, from: &str, wanted: &str) -> bool {
    rooms[from].may_use.iter().any(|used| used == wanted || below(rooms, used, wanted))
}

#[test]
fn no_arrow_points_in_a_circle_and_no_engine_knows_another() {
    let rooms = rooms();
    let engines = ["coverage", "estimate", "figures", "wording"];
    for engine in engines {
        for other in engines {
            assert!(!rooms[engine].may_use.contains(other), "{engine} knows {other}");
        }
    }
    for name in rooms.keys() {
        assert!(!below(&rooms, name, name), "{name} stands below itself");
    }
}

#[test]
fn every_dependency_has_its_line_of_reason() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let dependencies = dependencies();
    for used in dependencies.values().flatten() {
        let ours = dependencies.contains_key(used);
        assert!(ours || text.contains(&format!("| `{used}` |")), "{used} has no line of reason");
    }
}
