//! Both sides and all forms in proportion to need: worked examples, a slow twin, and invariances.

use crate::invented::{DAY, World, initiative, need, supply, worlds};
use concert_coverage::proportion::{Comparison, Evenness};
use concert_coverage::{
    Allocation, AllocationRule, NeedAtom, Needs, PlaceTree, Proportion, Question, QuestionRefusal,
    Refusal, SupplyRow, proportions,
};
use concert_terms::{Form, FormGroup, Side, Stated};
use proptest::prelude::*;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-4 * b.abs().max(1.0)
}

const TOLERANCE: f64 = 0.2;

fn of(world: &World) -> Vec<Proportion> {
    let question = Question::on(DAY);
    proportions(&world.tree(), &world.supply(), &world.needs(), &question, TOLERANCE).unwrap()
}

fn one_place(atoms: Vec<NeedAtom>, rows: &[SupplyRow]) -> Vec<Proportion> {
    let tree = PlaceTree::new(&[None]).unwrap();
    let needs = Needs::new(&tree, atoms).unwrap();
    proportions(&tree, &supply(rows), &needs, &Question::on(DAY), TOLERANCE).unwrap()
}

fn on_demand_side(atom: NeedAtom) -> NeedAtom {
    NeedAtom { side: Some(Side::Demand), ..atom }
}

fn sexual(atom: NeedAtom) -> NeedAtom {
    NeedAtom { form: Some(Form::SEXUAL), ..atom }
}

#[test]
fn sides_are_compared_by_coverage_and_never_added() {
    // 30 of 100 on the supply side; 600 of 1,000 or of 3,000 on the demand side.
    let atoms = vec![need(0, &[100.0, 100.0]), on_demand_side(need(0, &[1000.0, 3000.0]))];
    let demand = SupplyRow { sides: Stated::of(&[Side::Demand]), ..initiative(2, &[0], 600.0) };
    let found = one_place(atoms, &[initiative(1, &[0], 30.0), demand]);
    let [pillar] = &found[..] else { panic!("{found:?}") };
    let between = pillar.between_sides.unwrap();
    // Ratios of 0.6 / 0.3 and 0.2 / 0.3.
    let ratio = between.ratio.unwrap();
    assert!(near(ratio.middle, f64::midpoint(2.0, 2.0 / 3.0)));
    assert_eq!((between.less_served, between.beyond.as_stated), (0.5, 1.0));
    assert_eq!(between.beyond.evenness(), Evenness::Uneven);
    assert_eq!(pillar.initiatives_without_side, Some(0.0));
    let unstated = SupplyRow { capacity: None, ..initiative(3, &[0], 0.0) };
    let nowhere = SupplyRow { sides: Stated::UNSTATED, ..initiative(4, &[0], 9.0) };
    let found = one_place(vec![need(0, &[100.0])], &[initiative(1, &[0], 30.0), unstated, nowhere]);
    assert_eq!(found[0].sides[0].initiatives_without_capacity, Some(0.5));
    let without = (found[0].initiatives_without_side, found[0].supply_without_side);
    assert_eq!(without, (Some(1.0 / 3.0), 9.0));
}

#[test]
fn forms_have_shares_within_a_side_and_the_unstated_can_keep_a_verdict_open() {
    // Labour needs 60 and has 30; sexual exploitation needs 40 and has 70 places, 40 of use.
    let atoms = vec![need(0, &[60.0]), sexual(need(0, &[40.0]))];
    let of_form = |organisation, form: &[Form], capacity| SupplyRow {
        forms: Stated::of(form),
        ..initiative(organisation, &[0], capacity)
    };
    let stated = [of_form(1, &[Form::LABOUR], 30.0), of_form(2, &[Form::SEXUAL], 70.0)];
    let found = one_place(atoms.clone(), &stated);
    let side = &found[0].sides[0];
    let shares: Vec<_> = side.forms.iter().map(|form| (form.group, form.supply_share)).collect();
    assert_eq!(
        shares,
        [(Some(FormGroup::Sexual), Some(0.7)), (Some(FormGroup::Labour), Some(0.3))]
    );
    assert!(near(side.forms[0].ratio.unwrap().middle, 0.7 / 0.4));
    assert!(near(side.distance.unwrap().middle, 0.3));
    assert_eq!(side.beyond.unwrap().evenness(), Evenness::Uneven);
    let [Comparison { one, other, ratio, less_served, beyond }] = side.between_forms[..] else {
        panic!("{side:?}")
    };
    assert_eq!((one, other, less_served), (FormGroup::Sexual, FormGroup::Labour, 0.0));
    assert!(near(ratio.unwrap().middle, 2.0) && beyond.evenness() == Evenness::Uneven);
    // 25 more places that do not say for whom: a fifth of the supply could close most of it.
    let unsaid = SupplyRow { forms: Stated::UNSTATED, ..initiative(3, &[0], 25.0) };
    let found = one_place(atoms, &[&stated[..], &[unsaid]].concat());
    let side = &found[0].sides[0];
    assert!(near(side.supply_without_form.unwrap(), 0.2));
    assert_eq!(side.beyond.unwrap().evenness(), Evenness::Open);
    // 30 + 25 of 60 are more than four fifths of 40 of 40.
    let Comparison { beyond, .. } = side.between_forms[0];
    assert_eq!((beyond.evenness(), beyond.as_stated), (Evenness::Open, 1.0));
}

#[test]
fn a_tolerance_that_is_no_share_is_refused() {
    let tree = PlaceTree::new(&[None]).unwrap();
    let needs = Needs::new(&tree, Vec::new()).unwrap();
    for tolerance in [0.0, 1.0, -0.5] {
        let found = proportions(&tree, &supply(&[]), &needs, &Question::on(DAY), tolerance);
        assert_eq!(found, Err(Refusal::Question(QuestionRefusal::Tolerance { tolerance })));
    }
}

/// The coverage of some needs in every draw, straight from the definition.
fn coverages(world: &World, is_wanted: impl Fn(&NeedAtom) -> bool) -> Option<Vec<f64>> {
    let (tree, needs) = (world.tree(), world.needs());
    let rule = AllocationRule::ByNeed;
    let supply = Allocation::on(DAY, &tree, &world.supply(), &needs, rule).unwrap();
    let supply = supply.supply_by_need(&needs);
    let aside: Vec<u32> = needs.superseded().iter().map(|aside| aside.need).collect();
    let wanted: Vec<usize> = (0..world.atoms.len())
        .filter(|at| !aside.contains(&(*at as u32)) && is_wanted(&world.atoms[*at]))
        .collect();
    let coverage = |draw: usize| {
        let need = |at: &usize| f64::from(world.atoms[*at].draws.values()[draw]);
        let whole: f64 = wanted.iter().map(need).sum();
        let missed: f64 = wanted.iter().map(|at| (need(at) - supply[*at]).max(0.0)).sum();
        if whole > 0.0 { 1.0 - missed / whole } else { 1.0 }
    };
    (!wanted.is_empty()).then(|| (0..needs.draws()).map(coverage).collect())
}

fn comparable(found: &[Proportion]) -> Vec<(f64, f64, f64, f64, f64)> {
    let mut all = Vec::new();
    for pillar in found {
        let sides = pillar.between_sides.iter().map(|one| (one.ratio, one.less_served, one.beyond));
        let forms = pillar.sides.iter().flat_map(|side| &side.between_forms);
        let forms = forms.map(|one| (one.ratio, one.less_served, one.beyond));
        for (ratio, less, beyond) in sides.chain(forms) {
            let ratio = ratio.map_or(-1.0, |ratio| ratio.middle.min(1e3));
            all.push((ratio, less, beyond.at_least, beyond.as_stated, beyond.at_most));
        }
        for side in &pillar.sides {
            let distance = side.distance.map_or(-1.0, |distance| distance.middle);
            let beyond = side.beyond.map_or(-1.0, |beyond| beyond.at_most);
            all.push((
                distance,
                side.supply_without_form.unwrap_or(-1.0),
                beyond,
                side.need_without_form,
                0.0,
            ));
        }
    }
    all
}

fn check_same(one: &[Proportion], other: &[Proportion]) -> Result<(), TestCaseError> {
    let (one, other) = (comparable(one), comparable(other));
    prop_assert_eq!(one.len(), other.len());
    for (a, b) in one.iter().zip(&other) {
        // A draw that lies exactly on a limit may fall on either side of it: one in 25.
        let close = |a: f64, b: f64| near(a, b) || (a - b).abs() < 0.041;
        prop_assert!(near(a.0, b.0), "{:?} {:?}", a, b);
        prop_assert!(close(a.1, b.1) && close(a.2, b.2) && close(a.3, b.3) && close(a.4, b.4));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn coverages_are_compared_draw_by_draw_as_defined(world in worlds()) {
        for pillar in of(&world) {
            let of_side = |side| {
                coverages(&world, |atom| atom.pillar == pillar.pillar && atom.side == Some(side))
            };
            let sides = of_side(Side::Demand).zip(of_side(Side::Supply));
            prop_assert_eq!(sides.is_some(), pillar.between_sides.is_some());
            let Some(((demand, supply), between)) = sides.zip(pillar.between_sides) else { continue };
            let n = demand.len() as f64;
            let share = |is_so: fn(f64, f64) -> bool| {
                demand.iter().zip(&supply).filter(|(d, s)| is_so(**d, **s)).count() as f64 / n
            };
            // Within rounding, coverages may be equal.
            let (surely, perhaps) = (share(|d, s| d < s - 1e-6), share(|d, s| d < s + 1e-6));
            prop_assert!(surely <= between.less_served && between.less_served <= perhaps);
            let off = share(|d, s| d.min(s) < 0.8 * d.max(s) - 1e-6);
            let nearly = share(|d, s| d.min(s) < 0.8 * d.max(s) + 1e-6);
            prop_assert!(off <= between.beyond.as_stated && between.beyond.as_stated <= nearly);
            prop_assert!(between.beyond.at_least <= between.beyond.as_stated);
            prop_assert!(between.beyond.as_stated <= between.beyond.at_most);
        }
    }

    #[test]
    fn shares_sum_to_one_and_give_the_distance(world in worlds()) {
        for side in of(&world).iter().flat_map(|pillar| &pillar.sides) {
            let shares: Vec<f64> = side.forms.iter().filter_map(|form| form.supply_share).collect();
            prop_assert!(shares.is_empty() || near(shares.iter().sum(), 1.0));
            prop_assert_eq!(shares.is_empty(), side.distance.is_none());
            let stated = side.forms.iter().filter(|form| form.group.is_some()).count();
            prop_assert_eq!(side.between_forms.len(), stated * stated.saturating_sub(1) / 2);
            if let (Some(distance), 1) = (side.distance, stated) {
                prop_assert!(distance.high <= 0.0);
            }
            prop_assert!((0.0..=1.0).contains(&side.need_without_form));
        }
    }

    #[test]
    fn neither_halves_nor_order_nor_the_unit_of_one_side_change_a_verdict(world in worlds()) {
        let mut world = world;
        // What is declared for both sides is spread over needs in both units, by rule.
        world.rows.retain(|row| row.sides.len() < 2);
        // Amounts are added in multiples of 2^-24; what is a few of them only has no steady shares.
        world.rows.iter_mut().for_each(|row| row.confirmed_day = row.confirmed_day.max(DAY - 60));
        let whole = of(&world);
        let mut halves = world.clone();
        for row in &mut halves.rows {
            row.capacity = row.capacity.map(|capacity| capacity / 2.0);
        }
        halves.rows.extend(halves.rows.clone());
        check_same(&whole, &of(&halves))?;
        let mut reversed = world.clone();
        reversed.rows.reverse();
        prop_assert_eq!(&whole, &of(&reversed));
        // People reached, counted in thousands. The unstated has no unit and is left out.
        world.rows.retain(|row| !row.sides.is_unstated());
        let whole = of(&world);
        for row in world.rows.iter_mut().filter(|row| row.sides.states(Side::Demand)) {
            row.capacity = row.capacity.map(|capacity| capacity / 1024.0);
        }
        for atom in world.atoms.iter_mut().filter(|atom| atom.side == Some(Side::Demand)) {
            atom.draws = atom.draws.times(1.0 / 1024.0);
        }
        check_same(&whole, &of(&world))?;
    }
}
