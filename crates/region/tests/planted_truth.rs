//! What was planted is really there: found again from the acts alone, by other code than planted
//! it.
#![expect(clippy::unwrap_used, reason = "what a test sets up is there, or the test fails")]

mod replay;

use std::collections::{HashMap, HashSet};

use concert_coalition::{Basis, Coalition, Initiative, Need, day_number};
use concert_region::{Parameters, Region, TrueCell, generate};
use concert_terms::{Axis, Count, Form, FormGroup, Pillar, PlaceCode, ServiceKind, Side, Stated};
use replay::replay;

struct Told {
    region: Region,
    coalition: Coalition,
    today: i32,
}

fn told(seed: u64) -> Told {
    let parameters = Parameters { seed, ..Parameters::default() };
    let region = generate(&parameters).unwrap();
    let coalition = replay(&region, |_| {});
    Told { region, coalition, today: day_number(parameters.today) }
}

impl Told {
    fn active(&self) -> impl Iterator<Item = &Initiative> {
        let initiatives = self.coalition.initiatives.iter();
        initiatives
            .map(|(_, _, initiative)| initiative)
            .filter(|initiative| initiative.is_active_on(self.today))
    }

    /// A place and everything that holds it.
    fn upwards(&self, code: &PlaceCode) -> Vec<PlaceCode> {
        let mut chain = vec![code.clone()];
        while let Some(parent) = self
            .coalition
            .places
            .get(&chain[chain.len() - 1])
            .and_then(|place| place.parent.clone())
        {
            chain.push(parent);
        }
        chain
    }

    /// Whether a declared place has ground in common with another, or is a corridor that does.
    fn meet(&self, declared: &PlaceCode, place: &PlaceCode) -> bool {
        if let Some(corridor) = declared.corridor() {
            return self.meet(&corridor.origin, place) || self.meet(&corridor.destination, place);
        }
        self.upwards(place).contains(declared) || self.upwards(declared).contains(place)
    }

    fn touches(&self, initiative: &Initiative, cell: &TrueCell) -> bool {
        fn open<T: Axis>(stated: Stated<T>, value: T) -> bool {
            stated.is_unstated() || stated.states(value)
        }
        let form = cell.form.is_none_or(|form| {
            initiative.forms.is_unstated()
                || initiative.forms.values().any(|stated| stated.overlaps(form))
        });
        open(initiative.pillars, cell.pillar)
            && open(initiative.sides, cell.side)
            && form
            && initiative.population.overlaps(cell.population)
            && initiative.places.iter().any(|place| {
                let code = self.coalition.places.key(*place).unwrap();
                self.meet(code, &cell.place)
            })
    }

    fn cell(&self, need: concert_terms::Id) -> &TrueCell {
        let cells = &self.region.truth.cells;
        cells.iter().find(|cell| cell.need == need).unwrap()
    }

    fn last_report(&self, organisation: concert_terms::Id) -> Option<i32> {
        let number = self.coalition.organisations.number(&organisation)?;
        self.coalition.reported.get(&number).copied()
    }
}

/// The highest value that what is declared of a need leaves likely.
fn highest(need: &Need) -> f64 {
    match &need.basis {
        Basis::Interval(interval) => interval.high,
        Basis::People(count) => count.high().unwrap() as f64,
        other => panic!("{other:?}"),
    }
}

#[test]
fn fifty_of_each_are_planted_in_the_usual_region() {
    for seed in 1..6 {
        let counts = generate(&Parameters { seed, ..Parameters::default() }).unwrap().truth.counts;
        assert_eq!(counts.gaps, 50);
        assert_eq!(counts.overlaps, 50);
        assert_eq!(counts.missing_partnerships, 50);
        assert_eq!(counts.silent, 19);
        assert!(counts.stale > 400 && counts.unreported_districts >= 6, "{counts:?}");
    }
}

#[test]
fn nobody_works_in_a_planted_gap_and_everybody_reports_there() {
    let told = told(31);
    for gap in &told.region.truth.gaps {
        let cell = told.cell(gap.need);
        assert!(told.active().all(|initiative| !told.touches(initiative, cell)));
        assert_eq!((cell.touched_by, cell.reporting_complete), (0, true));
        let expected: Vec<_> = told
            .region
            .organisations()
            .filter(|it| it.works_in.iter().any(|place| told.meet(place, &cell.place)))
            .collect();
        assert!(!expected.is_empty());
        for organisation in expected {
            assert!(told.last_report(organisation.id).unwrap() > told.today - 60);
        }
        for ended in &gap.ended {
            let initiative = told.coalition.initiatives.get(ended).unwrap();
            assert!(told.touches(initiative, cell) && !initiative.is_active_on(told.today));
        }
    }
    assert!(told.region.truth.gaps.iter().any(|gap| !gap.ended.is_empty()));
    let demand = told.region.truth.gaps.iter();
    let demand = demand.filter(|gap| told.cell(gap.need).side == Side::Demand);
    assert_eq!(demand.count(), 30);
}

#[test]
fn the_truth_knows_by_how_many_every_cell_is_touched() {
    let told = told(32);
    let mut touched: HashMap<concert_terms::Id, u32> = HashMap::new();
    for initiative in told.active() {
        for cell in &told.region.truth.cells {
            let touches = told.touches(initiative, cell);
            *touched.entry(cell.need).or_default() += u32::from(touches);
        }
    }
    for cell in &told.region.truth.cells {
        assert_eq!(touched[&cell.need], cell.touched_by, "{cell:?}");
    }
}

#[test]
fn no_cell_as_needy_as_a_planted_gap_is_empty_without_being_planted() {
    for seed in 33..36 {
        let truth = generate(&Parameters { seed, ..Parameters::default() }).unwrap().truth;
        let planted: HashSet<_> = truth.gaps.iter().map(|gap| gap.need).collect();
        for pillar in Pillar::FRAME {
            for side in Side::ALL {
                let alike = truth.cells.iter().filter(|cell| {
                    (cell.pillar, cell.side) == (pillar, side) && cell.reporting_complete
                });
                let least = alike
                    .clone()
                    .filter(|cell| planted.contains(&cell.need))
                    .map(|cell| cell.true_need)
                    .fold(f64::INFINITY, f64::min);
                for cell in alike.filter(|cell| !planted.contains(&cell.need)) {
                    assert!(cell.touched_by > 0 || cell.true_need <= least, "{cell:?}");
                }
            }
        }
    }
}

#[test]
fn each_half_of_a_planted_overlap_alone_exceeds_the_need_and_is_fresh() {
    let told = told(37);
    for overlap in &told.region.truth.overlaps {
        assert_ne!(overlap.organisations[0], overlap.organisations[1]);
        let cell = told.cell(overlap.need);
        let need = told.coalition.needs.get(&overlap.need).unwrap();
        let mut sum = 0;
        for (id, owner) in overlap.initiatives.iter().zip(&overlap.organisations) {
            let initiative = told.coalition.initiatives.get(id).unwrap();
            let key = told.coalition.organisations.key(initiative.organisation);
            assert_eq!(key, Some(owner));
            assert!(initiative.is_active_on(told.today) && told.touches(initiative, cell));
            let capacity = initiative.capacity.and_then(Count::exact).unwrap();
            assert!(capacity as f64 > 2.0 * cell.true_need && capacity as f64 > highest(need));
            assert!(age_in_half_lives(initiative, told.today) <= 0.15);
            sum += capacity;
        }
        assert_eq!(sum, overlap.capacity);
    }
}

fn age_in_half_lives(initiative: &Initiative, today: i32) -> f32 {
    let half_life = initiative.service.map_or(180.0, ServiceKind::half_life_days);
    (today - initiative.confirmed_day) as f32 / half_life
}

#[test]
fn the_ends_of_a_missing_partnership_fit_and_never_appear_in_one_initiative() {
    let told = told(38);
    let mut together: HashSet<[concert_terms::Id; 2]> = HashSet::new();
    for declared in told.region.initiatives() {
        let mut all = vec![declared.organisation];
        all.extend(declared.partners.iter().chain(&declared.funder));
        for one in &all {
            together.extend(all.iter().map(|other| [*one, *other]));
        }
    }
    for missing in &told.region.truth.missing_partnerships {
        assert_ne!(missing.from, missing.to);
        assert!(!together.contains(&[missing.from, missing.to]));
        let get = |id| told.coalition.initiatives.get(id).unwrap();
        let (from, to) = (get(&missing.from_initiative), get(&missing.to_initiative));
        assert_eq!(from.population, to.population);
        assert_eq!((from.pillars, from.sides, from.forms), (to.pillars, to.sides, to.forms));
        assert_eq!(from.service, to.service);
        let cell = told.cell(missing.need);
        assert_eq!((cell.pillar, cell.side), (Pillar::Protection, Side::Supply));
        assert_eq!(from.answers.unwrap().declined, missing.turned_away);
        let room = to.capacity.unwrap().low() as u32 - to.answers.unwrap().accepted;
        assert_eq!((room, to.answers.unwrap().declined), (missing.free, 0));
        assert!(missing.turned_away >= 5 && missing.free >= 5);
        assert!(f64::from(missing.turned_away + missing.free) < cell.true_need);
        assert!(missing.from_place == missing.to_place || touch(&told, missing));
        for initiative in [from, to] {
            assert!(initiative.is_active_on(told.today));
            assert!(age_in_half_lives(initiative, told.today) <= 0.15);
        }
    }
}

/// Whether the two districts share a point of their border.
fn touch(told: &Told, missing: &concert_region::MissingPartnership) -> bool {
    let points = |code: &PlaceCode| -> HashSet<[u64; 2]> {
        let place = told.coalition.places.get(code).unwrap();
        let points = place.boundary.iter().flatten();
        points.map(|point| point.map(f64::to_bits)).collect()
    };
    !points(&missing.from_place).is_disjoint(&points(&missing.to_place))
}

#[test]
fn others_turn_away_far_fewer_than_those_who_lack_a_partner() {
    let told = told(39);
    let truth = &told.region.truth;
    let planted: HashSet<_> =
        truth.missing_partnerships.iter().map(|missing| missing.from_initiative).collect();
    for initiative in told.active().filter(|initiative| initiative.answers.is_some()) {
        let answers = initiative.answers.unwrap();
        let share =
            f64::from(answers.declined) / f64::from((answers.accepted + answers.declined).max(1));
        if planted.contains(&initiative.id) {
            assert!(share > 0.5, "{answers:?}");
        } else {
            assert!(share < 0.35 || answers.declined <= 3, "{answers:?}");
        }
    }
    assert_eq!(
        truth.answers.len(),
        told.region.initiatives().filter(|it| it.answers.is_some()).count()
    );
}

#[test]
fn silent_organisations_are_silent_and_the_others_are_not() {
    let told = told(40);
    let truth = &told.region.truth;
    let silent: HashMap<_, _> = truth.silent.iter().map(|it| (it.organisation, it)).collect();
    for organisation in told.region.organisations() {
        let last = told.last_report(organisation.id).unwrap();
        match silent.get(&organisation.id) {
            Some(silent) => {
                assert_eq!(Some(last), silent.last_report.map(day_number));
                assert!(last <= told.today - 365 && !silent.works_in.is_empty());
            }
            None => assert!(last > told.today - 60),
        }
    }
    for district in &truth.unreported_districts {
        let expected = told
            .region
            .organisations()
            .filter(|it| it.works_in.iter().any(|place| told.meet(place, district)));
        let mut some = false;
        for organisation in expected {
            some = true;
            assert!(silent.contains_key(&organisation.id));
        }
        assert!(some, "{district}");
        for initiative in told.active() {
            let there = initiative.places.iter().any(|place| {
                let code = told.coalition.places.key(*place).unwrap();
                code.corridor().is_none() && told.meet(code, district)
            });
            let owner = told.coalition.organisations.key(initiative.organisation).unwrap();
            assert!(!there || silent.contains_key(owner));
        }
    }
}

#[test]
fn the_stale_capacities_are_exactly_those_of_three_half_lives_or_more() {
    let told = told(41);
    let truly: HashSet<_> = told.region.truth.stale.iter().map(|it| it.initiative).collect();
    let found: HashSet<_> = told
        .active()
        .filter(|it| it.capacity.is_some() && age_in_half_lives(it, told.today) >= 3.0)
        .map(|it| it.id)
        .collect();
    assert_eq!(truly, found);
}

#[test]
fn demand_and_labour_are_served_far_less_than_their_need_asks() {
    let told = told(42);
    let is = |stated: Stated<Form>, group| {
        !stated.is_unstated() && stated.values().all(|form| form.group() == group)
    };
    let count =
        |accepts: &dyn Fn(&Initiative) -> bool| told.active().filter(|it| accepts(it)).count();
    let demand = count(&|it| it.sides == Stated::of(&[Side::Demand]));
    let supply = count(&|it| it.sides == Stated::of(&[Side::Supply]));
    assert!(demand > 100 && 3 * demand < supply, "{demand} {supply}");
    // Per person in exploitation, labour sees less than sexual exploitation.
    let people = |group| -> f64 {
        let people = told.region.truth.people.iter();
        let of = people.filter(|it| it.form.is_some_and(|form| form.group() == group));
        of.map(|it| it.people as f64).sum()
    };
    let rate = |group| count(&|it| is(it.forms, group)) as f64 / people(group);
    assert!(1.3 * rate(FormGroup::Labour) < rate(FormGroup::Sexual));
}
