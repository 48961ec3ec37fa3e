//! Corridors of a generated region: what was planted is found, and nothing hangs on what is shown.

use std::collections::BTreeSet;

use concert_secretariat::{
    CorridorsQuestion, CorridorsView, Entropy, RegionParameters, Secretariat, Truth,
    corridor_lines, corridors_picture,
};
use concert_terms::PlaceCode;
use jiff::Timestamp;
use jiff::civil::Date;

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().expect("a time in ISO 8601")
}

fn today() -> Date {
    RegionParameters::default().today
}

fn region(seed: u64, folder: &std::path::Path) -> (Secretariat, Truth) {
    let entropy = Entropy::of_the_system();
    let secretariat = Secretariat::open(folder, entropy, now(), &mut |_, _| {})
        .expect("an empty folder can be opened");
    let parameters =
        RegionParameters { seed, organisations: 60, initiatives: 700, ..Default::default() };
    let truth = secretariat
        .make_region(&parameters, now(), &mut |_, _| {})
        .expect("the parameters are within their limits");
    (secretariat, truth)
}

fn view(secretariat: &Secretariat) -> CorridorsView {
    let question = CorridorsQuestion::on(today());
    secretariat.corridors(&question, None, None).expect("a region has flows to explain")
}

#[test]
fn corridors_that_far_more_are_moved_along_are_found_and_few_others() {
    let (mut planted, mut of_planted, mut answered) = (0, 0, 0);
    for seed in 1..=10 {
        let folder = tempfile::tempdir().unwrap();
        let (secretariat, truth) = region(seed, folder.path());
        let heavy: BTreeSet<&PlaceCode> =
            truth.heavy_corridors.iter().map(|heavy| &heavy.corridor).collect();
        let view = view(&secretariat);
        let out = view.corridors.iter().filter(|corridor| corridor.stands_out());
        let out: BTreeSet<&PlaceCode> = out.map(|corridor| &corridor.corridor.code).collect();
        planted += heavy.len();
        of_planted += out.intersection(&heavy).count();
        answered += out.len();
        let distance = &view.baseline.as_ref().unwrap().covariates[0];
        assert!(distance.is_of_places && distance.coefficient.estimate < 0.0, "{distance:?}");
    }
    assert!(of_planted as f64 >= 0.95 * f64::from(planted as u32), "{of_planted} of {planted}");
    assert!(of_planted as f64 >= 0.9 * f64::from(answered as u32), "{of_planted} of {answered}");
}

#[test]
fn the_baseline_does_not_hang_on_what_is_shown_and_the_answer_agrees_with_itself() {
    let folder = tempfile::tempdir().unwrap();
    let (secretariat, _) = region(1, folder.path());
    let all = view(&secretariat);
    assert_eq!(all.fitted, all.corridors.len());
    let place = all.corridors[3].origin.code.clone();
    let asked = CorridorsQuestion { place: Some(place.clone()), ..CorridorsQuestion::on(today()) };
    let here = secretariat.corridors(&asked, None, None).unwrap();
    assert!(!here.corridors.is_empty() && here.corridors.len() < all.corridors.len());
    assert_eq!((here.fitted, &here.baseline), (all.fitted, &all.baseline));
    for corridor in &here.corridors {
        let same = all.corridors.iter().find(|it| it.corridor.code == corridor.corridor.code);
        assert_eq!(same, Some(corridor));
        assert!(corridor.origin.code == place || corridor.destination.code == place);
    }
    for corridor in &all.corridors {
        let beside = corridor.beside_baseline.unwrap();
        let explained = beside.explained;
        assert!(explained.low <= explained.middle && explained.middle <= explained.high);
        assert!((corridor.expected - explained.middle - beside.beyond).abs() < 1e-6);
        assert!(!beside.stands_out || corridor.flow.low > explained.middle);
        assert!(corridor.tied <= corridor.pairs);
        assert!(corridor.missing.len() as u64 <= corridor.pairs - corridor.tied);
        assert!(corridor.figure.statement.is_some() && corridor.figure.source.is_some());
    }
    let one = CorridorsQuestion { most: 1, ..CorridorsQuestion::on(today()) };
    let one = secretariat.corridors(&one, None, None).unwrap();
    assert_eq!((one.corridors.len(), one.corridors_left_out), (1, all.fitted - 1));
    assert_eq!(corridor_lines(&all).len(), all.corridors.len());
    assert!(corridors_picture(&all).unwrap().starts_with("<svg "));
    let none = CorridorsQuestion { most: 0, ..CorridorsQuestion::on(today()) };
    assert!(secretariat.corridors(&none, None, None).is_err());
    // Flows stand with their corridors, not among the figures that the frame shows.
    assert_eq!(secretariat.estimates().published.len(), 14);
}
