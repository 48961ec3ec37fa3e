//! Overlap and network of a generated region: what always holds between their figures.

use std::collections::BTreeSet;

use concert_coalition::{Actor, Command, Declaration, InitiativeDeclaration};
use concert_secretariat::{Entropy, InitiativeFilter, RegionParameters, Secretariat};
use concert_terms::Id;
use jiff::Timestamp;
use jiff::civil::Date;

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().expect("a time in ISO 8601")
}

fn today() -> Date {
    RegionParameters::default().today
}

fn region(folder: &std::path::Path) -> Secretariat {
    let entropy = Entropy::of_the_system();
    let secretariat = Secretariat::open(folder, entropy, now(), &mut |_, _| {})
        .expect("an empty folder can be opened");
    let parameters = RegionParameters { organisations: 60, initiatives: 700, ..Default::default() };
    secretariat
        .make_region(&parameters, now(), &mut |_, _| {})
        .expect("the parameters are within their limits");
    secretariat
}

#[test]
fn parts_of_overlap_add_up_and_no_layer_is_added_to_another() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = region(folder.path());
    let view = secretariat.overlap(None, 1000, today()).unwrap();
    let layers: BTreeSet<_> = view.layers.iter().map(|layer| (layer.pillar, layer.side)).collect();
    assert_eq!(layers.len(), view.layers.len());
    assert!(layers.len() >= 5, "{layers:?}");
    let mut redundant_cells = 0;
    for layer in &view.layers {
        assert!(layer.redundant_in_pairs <= layer.redundant * (1.0 + 1e-9) + 1e-9);
        assert!(layer.redundant <= layer.supply + 1e-9);
        assert!(layer.pairs.is_sorted_by(|a, b| a.redundant >= b.redundant));
        for pair in &layer.pairs {
            assert!(pair.likeness.is_none_or(|likeness| (0.0..=1.0).contains(&likeness)));
            assert!(pair.cells.len() <= pair.cells_total as usize);
            for cell in &pair.cells {
                assert_eq!((cell.cell.pillar, cell.cell.side), (layer.pillar, layer.side));
                assert!(cell.organisations >= 2);
                let parts: f64 = cell.parts.iter().map(|part| part.amount).sum();
                assert!(parts <= cell.supply * (1.0 + 1e-6) + 1e-6);
                let beyond = (cell.supply - cell.likely_need).max(0.0);
                assert!((cell.cell_redundant - beyond).abs() <= 1e-3 * cell.supply.max(1.0));
                assert!(cell.redundant <= cell.cell_redundant + 1e-9);
                redundant_cells += usize::from(cell.kind.code() == "redundant");
                for part in &cell.parts {
                    assert!(part.initiatives_total >= 1);
                    let told: f64 = part.initiatives.iter().filter_map(|it| it.amount).sum();
                    assert!(told <= part.amount * (1.0 + 1e-6) + 1e-6, "{told} {}", part.amount);
                    if part.initiatives.len() == part.initiatives_total {
                        assert!((told - part.amount).abs() <= 1e-3 * part.amount.max(1.0));
                    }
                }
            }
        }
    }
    assert!(redundant_cells > 10, "{redundant_cells}");
}

#[test]
fn an_initiative_that_is_declared_again_under_another_identifier_is_proposed_and_not_merged() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = region(folder.path());
    let before = secretariat.overlap(None, 10, today()).unwrap();
    let row =
        secretariat.initiatives(&InitiativeFilter::default(), 0).items.into_iter().find(|row| {
            row.period.end.is_none() && row.capacity.is_some() && row.title.split(' ').count() > 3
        });
    let first = secretariat.initiative(row.unwrap().id).unwrap().unwrap().declaration;
    let again = InitiativeDeclaration {
        id: Id::from_bytes([7; 16]),
        title: format!("{} (again)", first.title),
        ..first.clone()
    };
    let command = Command::Declare(vec![Declaration::Initiative(Box::new(again.clone()))]);
    secretariat.act(&Actor::operator(), command, now()).unwrap();
    let after = secretariat.overlap(None, 10, today()).unwrap();
    assert_eq!(after.entered_twice_total, before.entered_twice_total + 1);
    let found = after.entered_twice.iter().find(|pair| pair.initiatives[1].id == again.id).unwrap();
    assert_eq!(found.initiatives[0].id, first.id);
    assert!(found.is_one_organisation && found.likeness > 0.99);
    assert_eq!(found.other_words, [Vec::<String>::new(), vec!["again".to_owned()]]);
    assert!(secretariat.initiative(first.id).unwrap().is_some());
}

#[test]
fn the_network_agrees_with_itself_and_with_its_seed() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = region(folder.path());
    let view = secretariat.network(None, (50, 7), today()).unwrap();
    let cohesion = &view.cohesion;
    assert_eq!(cohesion.organisations as usize, view.organisations.len());
    assert_eq!(cohesion.ties as usize, view.ties.len());
    let degrees: u32 = view.organisations.iter().map(|node| node.ties).sum();
    assert_eq!(degrees as usize, 2 * view.ties.len());
    assert!(!view.ties.is_empty());
    for [one, other] in &view.ties {
        let component = |at: &u32| view.organisations[*at as usize].component;
        assert_eq!(component(one), component(other));
    }
    let (f, by_distance) = (cohesion.fragmentation.unwrap(), cohesion.distance_fragmentation);
    assert!(f <= by_distance.unwrap());
    let cells: u32 = view.layers.iter().map(|layer| layer.copresence.co_present_cells).sum();
    assert_eq!(cells, view.copresence.co_present_cells);
    for layer in &view.layers {
        assert!(layer.spread.is_sorted_by(|a, b| a.gap >= b.gap), "never by the index");
        for cell in &layer.spread {
            assert!(cell.organisations - cell.without_capacity >= 3 && cell.supply > 0.0);
            assert!((cell.fragmentation + cell.concentration - 1.0).abs() < 1e-12);
        }
        assert!(layer.uncoordinated.iter().all(|cell| cell.organisations.len() >= 2));
    }
    let chance = view.chance.as_ref().unwrap();
    assert_eq!((chance.tables, chance.seed), (50, 7));
    assert_eq!(view, secretariat.network(None, (50, 7), today()).unwrap());
    let other = secretariat.network(None, (50, 8), today()).unwrap();
    assert_ne!(view.chance, other.chance);
    assert_eq!(view.copresence, other.copresence);
    let refused = secretariat.network(None, (0, 7), today()).unwrap();
    assert_eq!(refused.not_compared.unwrap().code, "coverage/random-tables");
    assert!(concert_secretariat::network_picture(&view).unwrap().starts_with("<svg "));
}
