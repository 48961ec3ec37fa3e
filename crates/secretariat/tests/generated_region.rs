//! A generated region, from its first statement to its frame.

use concert_secretariat::{Entropy, RegionParameters, Secretariat, verify};
use concert_terms::Pillar;
use jiff::Timestamp;
use jiff::civil::date;

fn small() -> RegionParameters {
    let today = date(2026, 11, 24);
    RegionParameters { organisations: 40, initiatives: 400, today, ..Default::default() }
}

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().expect("a time in ISO 8601")
}

fn region(folder: &std::path::Path) -> Secretariat {
    let entropy = Entropy::of_the_system();
    let secretariat = Secretariat::open(folder, entropy, now(), &mut |_, _| {})
        .expect("an empty folder can be opened");
    secretariat
        .make_region(&small(), now(), &mut |_, _| {})
        .expect("the parameters are within their limits");
    secretariat
}

#[test]
fn every_cell_of_the_frame_has_need_beside_response_and_leads_down_to_a_statement() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = region(folder.path());
    let today = small().today;
    let frame = secretariat.frame(None, today).unwrap();
    assert_eq!(frame.parts.len(), 4, "four countries");
    assert!(!frame.corridors.is_empty());
    assert!(frame.published.iter().any(|figure| figure.article));
    let cells: Vec<_> = frame.cells.iter().filter(|cell| cell.figures.gap.is_some()).collect();
    assert!(cells.len() >= 9, "{} cells with a need", cells.len());
    let cell = frame
        .cells
        .iter()
        .find(|cell| cell.pillar == Some(Pillar::Protection) && cell.figures.initiatives > 0)
        .unwrap();
    let behind = secretariat.cell(None, (cell.pillar, cell.side, cell.group), today, 0).unwrap();
    assert!(behind.initiatives.total >= cell.figures.initiatives as usize);
    let sum: f64 = behind.organisations.iter().map(|part| part.amount).sum();
    assert!((sum / cell.figures.response - 1.0).abs() < 1e-6, "{sum}");
    let first = behind.initiatives.items[0].initiative.id;
    let initiative = secretariat.initiative(first).unwrap().unwrap();
    let statement = secretariat.statement(initiative.declared).unwrap().unwrap();
    assert_eq!(statement.row.kind, "initiative-declared");
    assert_eq!(statement.proof.size, secretariat.about().unwrap().size);
    let history = secretariat.history(first).unwrap();
    assert_eq!(history.last().unwrap().kind, "initiative-declared");
}

#[test]
fn a_second_reader_sees_the_same_frame_and_the_journal_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = region(folder.path());
    let reader = Secretariat::open_to_read(folder.path(), &mut |_, _| {}).unwrap();
    let today = small().today;
    assert_eq!(*secretariat.frame(None, today).unwrap(), *reader.frame(None, today).unwrap());
    assert!(reader.picture().coalition == secretariat.picture().coalition);
    let verification = verify(folder.path(), &mut |_, _| {}).unwrap();
    assert!(verification.sound, "{verification:?}");
}

#[test]
fn the_same_seed_makes_the_same_state() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (a, b) = (region(a.path()), region(b.path()));
    assert!(a.picture().coalition.to_snapshot() == b.picture().coalition.to_snapshot());
}

#[test]
fn a_round_of_the_region_has_a_list_of_each_member_and_waits_for_its_linking() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = region(folder.path());
    secretariat.make_round(7, now(), &mut |_, _| {}).unwrap();
    let [round] = &secretariat.linkage_rounds(small().today)[..] else { panic!("one round") };
    assert_eq!((round.submitted, round.members), (3, 3));
    let coordinator = secretariat.demo_visitor().unwrap();
    assert!(secretariat.linkage_round(round.id, &coordinator, now()).unwrap().may.link);
}
