//! What everybody may read of a generated region, beside what its journal says.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use std::collections::BTreeSet;

use concert_secretariat::{Entropy, RegionParameters, Secretariat};
use concert_terms::Id;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

#[test]
fn the_public_reads_what_members_made_public_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let entropy = Entropy::of_the_system();
    let office = Secretariat::open(folder.path(), entropy, now(), &mut |_, _| {}).unwrap();
    let parameters =
        RegionParameters { organisations: 60, initiatives: 700, ..RegionParameters::default() };
    office.make_region(&parameters, now(), &mut |_, _| {}).unwrap();
    let today = parameters.today;
    let much_later = today.checked_add(3.years()).unwrap();
    for day in [Date::constant(1990, 1, 1), today, much_later] {
        let expected: BTreeSet<(Id, Id)> = {
            let picture = office.picture();
            let all = picture.coalition.plan.promises.commitments();
            let public = all.filter(|(_, it)| it.current.commitment.is_public_on(day));
            public.map(|(id, it)| (it.current.commitment.maker, id)).collect()
        };
        let mut seen: BTreeSet<(Id, Id)> = BTreeSet::new();
        let mut reviews = 0;
        let mut number = 0;
        loop {
            let view = office.public(day, number);
            for member in &view.members.items {
                let told = office.public_member(member.organisation.id, day).unwrap();
                assert_eq!(told.commitments.len(), member.commitments);
                assert_eq!(told.reviews.len(), member.reviews);
                reviews += told.reviews.len();
                seen.extend(told.commitments.iter().map(|row| (row.maker.id, row.id)));
            }
            number += 1;
            if number == view.members.pages {
                break;
            }
        }
        assert_eq!(seen, expected, "{day}");
        assert_eq!(reviews, office.public_reviews(day).len());
    }
    // The region is such that this tests something.
    let [never, now_public] = [Date::constant(1990, 1, 1), today].map(|day| office.public(day, 0));
    assert_eq!(never.members.total, 0);
    assert!(now_public.members.total > 0 && !now_public.plans.is_empty());
    let picture = office.picture();
    for plan in &now_public.plans {
        assert!(picture.coalition.plan.plans[&plan.id].adopted.is_some());
    }
    let public: BTreeSet<Id> =
        now_public.members.items.iter().map(|member| member.organisation.id).collect();
    let nothing = picture.coalition.organisations.iter().map(|(_, id, _)| *id);
    let silent = nothing.filter(|id| !public.contains(id)).collect::<Vec<_>>();
    drop(picture);
    assert!(!silent.is_empty());
    assert!(silent.iter().all(|id| office.public_member(*id, today).is_none()));
}
