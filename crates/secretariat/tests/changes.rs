//! What changed between two moments of a generated region.

use concert_coalition::Command;
use concert_secretariat::{
    AllocationRule, ChangesView, Entropy, Instant, RegionParameters, Secretariat,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 24);

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().expect("a time in ISO 8601")
}

fn region(folder: &std::path::Path) -> Secretariat {
    let entropy = Entropy::of_the_system();
    let secretariat = Secretariat::open(folder, entropy, now(), &mut |_, _| {})
        .expect("an empty folder can be opened");
    let parameters = RegionParameters {
        organisations: 40,
        initiatives: 400,
        today: TODAY,
        ..Default::default()
    };
    secretariat
        .make_region(&parameters, now(), &mut |_, _| {})
        .expect("the parameters are within their limits");
    secretariat
}

fn instant(secretariat: &Secretariat, at: Date) -> Instant {
    Instant {
        at,
        size: secretariat.size_on(at).expect("a journal that can be read"),
        rule: AllocationRule::ByNeed,
    }
}

fn between(secretariat: &Secretariat, since: Date) -> ChangesView {
    let (since, until) = (instant(secretariat, since), instant(secretariat, TODAY));
    secretariat.changes(since, until, None).expect("moments in order")
}

fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-3 * (1.0 + a.abs().max(b.abs()))
}

#[test]
fn the_size_on_a_day_is_where_the_statements_of_the_next_day_begin() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = region(folder.path());
    let all = secretariat.picture().coalition.size;
    assert_eq!(secretariat.size_on(TODAY).unwrap(), all);
    assert_eq!(secretariat.size_on(date(1999, 1, 1)).unwrap(), 0);
    let day = date(2026, 3, 1);
    let size = secretariat.size_on(day).unwrap();
    let mut days = Vec::new();
    secretariat
        .export_statements(|lines| {
            for line in lines.lines() {
                let at = line.split("\"at\":\"").nth(1).unwrap();
                days.push(at[..10].parse::<Date>().unwrap());
            }
            Ok(())
        })
        .unwrap();
    // The founding statements were made first and are dated today.
    let founding = days.iter().take_while(|made| **made == TODAY).count();
    assert!(size as usize > founding || size == 0, "{size} {founding}");
    assert!(days[size as usize..].iter().all(|made| *made > day), "{size}");
}

#[test]
fn the_causes_of_a_change_add_up_in_every_pillar_and_cell() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = region(folder.path());
    let view = between(&secretariat, date(2026, 5, 1));
    assert!(view.layers.len() >= 4, "{:?}", view.layers);
    let cells = view.cells.iter().map(|cell| cell.change);
    for change in view.layers.iter().map(|layer| layer.change).chain(cells) {
        let causes = change.need + change.capacity + change.staleness + change.definition;
        assert!(is_near(causes, change.after - change.before), "{change:?}");
        assert!(change.definition.abs() < 1e-9);
    }
    assert!(view.layers.iter().any(|layer| layer.change.capacity < 0.0), "work was begun");
    assert!(view.layers.iter().any(|layer| layer.change.staleness > 0.0), "work grew old");
    assert!(view.tidings.begun.total > 0 && view.tidings.confirmed > 0);
    assert!(view.tidings.needs.total > 0, "a survey was held");
    let whole = between(&secretariat, date(2024, 12, 10));
    assert!(whole.tidings.stale.total > 0, "some of it was never confirmed again");
    // The later gaps are those of the frame.
    let frame = secretariat.frame(None, TODAY).unwrap();
    let framed: f64 =
        frame.cells.iter().filter_map(|it| it.figures.gap).map(|it| it.expected).sum();
    let layered: f64 = view.layers.iter().map(|layer| layer.change.after).sum();
    assert!(is_near(framed, layered), "{framed} {layered}");
}

#[test]
fn earlier_gaps_are_those_of_the_frame_as_it_was_known() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = region(folder.path());
    let day = date(2026, 5, 1);
    let view = between(&secretariat, day);
    let known = secretariat.frame_as_known(None, day).unwrap();
    assert_eq!(known.size, view.since.size);
    let framed: f64 =
        known.cells.iter().filter_map(|it| it.figures.gap).map(|it| it.expected).sum();
    let layered: f64 = view.layers.iter().map(|layer| layer.change.before).sum();
    assert!(is_near(framed, layered), "{framed} {layered}");
    // What was stated since is in today's frame of that day and not in the one that was known.
    assert_ne!(known.total, secretariat.frame(None, day).unwrap().total);
    let today = secretariat.frame_as_known(None, TODAY).unwrap();
    assert_eq!(*today, *secretariat.frame(None, TODAY).unwrap());
}

#[test]
fn a_confirmation_is_told_and_counts_as_freshness() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = region(folder.path());
    let since = instant(&secretariat, TODAY);
    let stale = {
        let picture = secretariat.picture();
        let initiatives = picture.coalition.initiatives.iter();
        let old = concert_coalition::day_number(TODAY) - 200;
        let ids: Vec<_> = initiatives
            .filter(|(_, _, it)| it.is_active_on(old + 200) && it.confirmed_day < old)
            .filter(|(_, _, it)| it.capacity.is_some())
            .map(|(_, id, _)| *id)
            .collect();
        ids
    };
    assert!(stale.len() > 3);
    for initiative in &stale {
        let command =
            Command::Confirm { initiative: *initiative, on: TODAY, capacity: None, answers: None };
        secretariat.act(&Secretariat::operator(), command, now()).unwrap();
    }
    let until = instant(&secretariat, TODAY);
    let view = secretariat.changes(since, until, None).unwrap();
    assert_eq!(view.tidings.confirmed, stale.len());
    assert_eq!(view.tidings.begun.total + view.tidings.ended.total, 0);
    assert!(view.layers.iter().any(|layer| layer.change.staleness < -1.0), "{:?}", view.layers);
    assert!(view.layers.iter().all(|layer| layer.change.capacity.abs() < 1e-6));
}

#[test]
fn moments_in_the_wrong_order_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = region(folder.path());
    let (early, late) = (instant(&secretariat, date(2026, 1, 1)), instant(&secretariat, TODAY));
    assert!(secretariat.changes(late, early, None).is_err());
    let beyond = Instant { size: late.size + 1, ..late };
    assert!(secretariat.changes(early, beyond, None).is_err());
}

#[test]
fn whoever_said_that_they_looked_is_told_what_came_after() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = region(folder.path());
    let actor = Secretariat::operator();
    let first = secretariat.last_look(&actor, TODAY).unwrap();
    assert_eq!(first.at, date(2026, 11, 17));
    let seen = instant(&secretariat, TODAY);
    secretariat.note_look(&actor, &seen).unwrap();
    assert_eq!(secretariat.last_look(&actor, date(2027, 1, 1)).unwrap(), seen);
}

#[test]
fn silent_organisations_are_those_that_were_planted_and_the_weightiest_come_first() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = region(folder.path());
    let parameters = RegionParameters {
        organisations: 40,
        initiatives: 400,
        today: TODAY,
        ..Default::default()
    };
    let truth = concert_region::generate(&parameters).unwrap().truth;
    let view = secretariat.silence(None, TODAY).unwrap();
    let mut planted: Vec<_> = truth.silent.iter().map(|silent| silent.organisation).collect();
    let mut found: Vec<_> = view.organisations.iter().map(|it| it.organisation.id).collect();
    assert!(view.organisations.is_sorted_by(|a, b| a.weight >= b.weight));
    planted.sort();
    found.sort();
    assert_eq!(found, planted);
    let weight: f64 = view.places.iter().map(|place| place.weight).sum();
    assert!(weight > 0.0 && weight <= 1.0 + 1e-9, "{weight}");
    assert!(view.reporting.reported < view.reporting.expected);
}
