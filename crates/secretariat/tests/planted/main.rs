//! What was planted in a generated region is found, amid silence, staleness and everybody else:
//! recall of at least 95 % and precision of at least 90 % over the seeds together. The same over
//! many seeds and larger regions is `cargo bench -p concert-secretariat --bench planted`.

mod found;

use std::collections::BTreeSet;

use concert_secretariat::RegionParameters;
use concert_terms::Id;
use found::{Found, Planted, ordered, too_much};

fn over(seeds: std::ops::RangeInclusive<u64>, ask: impl Fn(&Planted) -> Found) -> Found {
    let mut all = Found::default();
    for seed in seeds {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let parameters = RegionParameters { seed, ..Default::default() };
        all += ask(&Planted::region(parameters, folder.path()));
    }
    all
}

fn assert_found(found: Found) {
    assert!(found.recall() >= 0.95 && found.precision() >= 0.90, "{found:?}");
}

#[test]
fn needs_for_which_nobody_works_are_found_and_silence_is_not_taken_for_absence() {
    assert_found(over(1..=3, Planted::gaps));
}

#[test]
fn organisations_that_should_work_together_are_found_and_others_are_not() {
    assert_found(over(1..=3, Planted::partnerships));
}

#[test]
fn organisations_that_do_the_same_too_much_are_found_and_others_are_not() {
    assert_found(over(1..=3, Planted::overlaps));
}

#[test]
fn a_planted_overlap_leads_to_the_initiatives_that_were_planted() {
    let folder = tempfile::tempdir().unwrap();
    let region = Planted::region(RegionParameters::default(), folder.path());
    let view = region.overlap_view();
    let answered = too_much(&view);
    for overlap in &region.truth.overlaps {
        let [one, other] = overlap.organisations;
        if !answered.contains(&(overlap.need, ordered(one, other))) {
            continue;
        }
        let named = view.layers.iter().flat_map(|layer| &layer.pairs).any(|pair| {
            let here = pair.cells.iter().filter(|cell| cell.cell.need == overlap.need);
            let ids = here.flat_map(|cell| &cell.parts).flat_map(|part| &part.initiatives);
            let ids: BTreeSet<Id> = ids.map(|initiative| initiative.id).collect();
            overlap.initiatives.iter().all(|id| ids.contains(id))
        });
        assert!(named, "{overlap:?} does not lead to its initiatives");
    }
}
