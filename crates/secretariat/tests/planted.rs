//! What was planted in a generated region, found by asking as anybody would.

use std::collections::BTreeSet;

use concert_secretariat::{Entropy, RegionParameters, Secretariat, Truth};
use concert_terms::Id;
use jiff::Timestamp;

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().expect("a time in ISO 8601")
}

#[test]
fn probe() {
    for seed in 1..=3 {
        let parameters = RegionParameters { seed, initiatives: 3000, ..Default::default() };
        let folder = tempfile::tempdir().unwrap();
        let secretariat =
            Secretariat::open(folder.path(), Entropy::of_the_system(), now(), &mut |_, _| {})
                .unwrap();
        secretariat.make_region(&parameters, now(), &mut |_, _| {}).unwrap();
        let truth: Truth = concert_region::generate(&parameters).unwrap().truth;
        let planted: BTreeSet<[Id; 2]> = truth
            .missing_partnerships
            .iter()
            .map(|p| if p.from < p.to { [p.from, p.to] } else { [p.to, p.from] })
            .collect();
        let found = secretariat.partners(None, None, 1000, parameters.today).unwrap();
        println!(
            "seed {seed}: planted {} found {} + {}",
            planted.len(),
            found.pairs.len(),
            found.others.len()
        );
        for (rank, pair) in found.pairs.iter().enumerate() {
            let mut ids = [pair.organisations[0].id, pair.organisations[1].id];
            ids.sort();
            if rank < 12 || planted.contains(&ids) {
                let r = &pair.reasons[0];
                println!(
                    "{rank} {} people {:.1} reasons {} turned {:.1} free {:.1} place {}",
                    planted.contains(&ids),
                    pair.people,
                    pair.reasons.len(),
                    r.turned_away,
                    r.free,
                    r.cell.place.code
                );
            }
        }
        for p in truth.missing_partnerships.iter().take(5) {
            println!(
                "truth turned {} free {} {} -> {}",
                p.turned_away, p.free, p.from_place, p.to_place
            );
        }
    }
}
