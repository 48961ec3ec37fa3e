//! What was planted in a generated region, found by asking as anybody would.

use std::collections::BTreeSet;

use concert_secretariat::{
    Entropy, Knowledge, MOST_OVERLAP_PAIRS, PartnerPair, RegionParameters, Secretariat, Truth,
};
use concert_terms::Id;
use jiff::Timestamp;

/// How many new partners an organisation may take on, so that none is left out for that.
const MANY: usize = 1000;

/// People whom a planted partnership would help at least: fewer is what any two neighbours can.
const MANY_PEOPLE: f64 = 4.0;

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().expect("a time in ISO 8601")
}

fn ordered(a: Id, b: Id) -> [Id; 2] {
    if a < b { [a, b] } else { [b, a] }
}

fn region(seed: u64, folder: &std::path::Path) -> (Secretariat, Truth, RegionParameters) {
    let parameters = RegionParameters { seed, ..Default::default() };
    let entropy = Entropy::of_the_system();
    let secretariat = Secretariat::open(folder, entropy, now(), &mut |_, _| {})
        .expect("an empty folder can be opened");
    let truth = secretariat
        .make_region(&parameters, now(), &mut |_, _| {})
        .expect("the parameters are within their limits");
    (secretariat, truth, parameters)
}

/// Where is nobody: every planted gap is named, and what is named is a need for which nobody works
/// in truth, in a place from which all reports are in.
#[test]
fn needs_for_which_nobody_works_are_found_and_silence_is_not_taken_for_absence() {
    let (mut planted, mut found, mut answered, mut right) = (0, 0, 0, 0);
    for seed in 1..=4 {
        let folder = tempfile::tempdir().unwrap();
        let (secretariat, truth, parameters) = region(seed, folder.path());
        let nobody = Some(Knowledge::NobodyThere);
        let answer = secretariat.open_needs(None, nobody, parameters.today).unwrap();
        let named: BTreeSet<Id> = answer.needs.iter().map(|need| need.cell.need).collect();
        planted += truth.gaps.len();
        found += truth.gaps.iter().filter(|gap| named.contains(&gap.need)).count();
        answered += named.len();
        let is_empty = |need: &Id| {
            let cell = truth.cells.iter().find(|cell| cell.need == *need);
            cell.is_some_and(|cell| cell.touched_by == 0)
        };
        right += named.iter().filter(|need| is_empty(need)).count();
    }
    assert!(20 * found >= 19 * planted, "{found} of {planted} planted gaps are found");
    assert!(10 * right >= 9 * answered, "{right} of {answered} needs named have nobody");
}

/// Recall of at least 95 % and precision of at least 90 % over the seeds together, amid silence,
/// staleness and everybody else who turns a few people away.
#[test]
fn organisations_that_should_work_together_are_found_and_others_are_not() {
    let (mut planted, mut found, mut both) = (0, 0, 0);
    for seed in 1..=4 {
        let folder = tempfile::tempdir().unwrap();
        let (secretariat, truth, parameters) = region(seed, folder.path());
        let missing: BTreeSet<[Id; 2]> =
            truth.missing_partnerships.iter().map(|pair| ordered(pair.from, pair.to)).collect();
        let answer = secretariat.partners(None, None, MANY, parameters.today).unwrap();
        let named =
            |pair: &PartnerPair| ordered(pair.organisations[0].id, pair.organisations[1].id);
        let helps_many = |pair: &&PartnerPair| pair.people >= MANY_PEOPLE;
        let answered: BTreeSet<[Id; 2]> =
            answer.pairs.iter().filter(helps_many).map(named).collect();
        planted += missing.len();
        found += answered.len();
        both += answered.intersection(&missing).count();
    }
    assert!(20 * both >= 19 * planted, "{both} of {planted} planted pairs are found");
    assert!(10 * both >= 9 * found, "{both} of {found} pairs found were planted");
}

/// What two organisations do too much in a cell counts as an overlap where it alone is this part
/// of all that is likely to be needed there.
const LEAST_REDUNDANT: f64 = 0.5;

/// The same for overlaps, each a cell and the two organisations in it.
#[test]
fn organisations_that_do_the_same_too_much_are_found_and_others_are_not() {
    let (mut planted, mut found, mut both) = (0, 0, 0);
    for seed in 1..=3 {
        let parameters = RegionParameters { seed, ..Default::default() };
        let folder = tempfile::tempdir().unwrap();
        let entropy = Entropy::of_the_system();
        let secretariat = Secretariat::open(folder.path(), entropy, now(), &mut |_, _| {}).unwrap();
        secretariat.make_region(&parameters, now(), &mut |_, _| {}).unwrap();
        let truth = concert_region::generate(&parameters).unwrap().truth;
        let overlaps: BTreeSet<(Id, [Id; 2])> = truth
            .overlaps
            .iter()
            .map(|overlap| {
                let [one, other] = overlap.organisations;
                (overlap.need, ordered(one, other))
            })
            .collect();
        let view = secretariat.overlap(None, MOST_OVERLAP_PAIRS, parameters.today).unwrap();
        let mut answered = BTreeSet::new();
        for pair in view.layers.iter().flat_map(|layer| &layer.pairs) {
            let [one, other] = &pair.organisations;
            let cells = pair.cells.iter();
            let too_much =
                cells.filter(|cell| cell.redundant >= LEAST_REDUNDANT * cell.likely_need);
            answered.extend(too_much.map(|cell| (cell.cell.need, ordered(one.id, other.id))));
        }
        planted += overlaps.len();
        found += answered.len();
        both += answered.intersection(&overlaps).count();
        // The initiatives that were planted are those that the cell leads to.
        for overlap in &truth.overlaps {
            let named = view.layers.iter().flat_map(|layer| &layer.pairs).any(|pair| {
                let here = pair.cells.iter().filter(|cell| cell.cell.need == overlap.need);
                let ids = here.flat_map(|cell| &cell.parts).flat_map(|part| &part.initiatives);
                let ids: BTreeSet<Id> = ids.map(|initiative| initiative.id).collect();
                overlap.initiatives.iter().all(|id| ids.contains(id))
            });
            let is_found = answered.contains(&(overlap.need, {
                let [one, other] = overlap.organisations;
                ordered(one, other)
            }));
            assert!(named || !is_found, "{overlap:?} does not lead to its initiatives");
        }
    }
    assert!(20 * both >= 19 * planted, "{both} of {planted} planted overlaps are found");
    assert!(10 * both >= 9 * found, "{both} of {found} overlaps found were planted");
}
