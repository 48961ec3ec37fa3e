//! What must hold in every picture, and agreement with the definitions carried out step by step.

use crate::invented::{DAY, World, worlds};
use concert_coverage::{
    Allocation, AllocationRule, Dimension, Figures, Frame, FrameCell, Matrix, NeedAtom, PlaceTree,
    Question, SupplyRow, freshness, reliability,
};
use concert_terms::axis::Axis;
use concert_terms::{Form, Population, Stated};
use proptest::prelude::*;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-4 * b.abs().max(1.0)
}

fn frame(world: &World, question: &Question) -> Frame {
    Frame::compute(&world.tree(), &world.supply(), &world.needs(), question).unwrap()
}

/// Everything but the numbers of initiatives, as numbers.
fn amounts(figures: &Figures) -> Vec<f64> {
    let mut amounts = vec![
        figures.response,
        figures.response_beside_need,
        figures.response * figures.by_rule_share.unwrap_or(0.0),
        figures.response * figures.unrecorded_share.unwrap_or(0.0),
        f64::from(figures.organisations),
        f64::from(figures.needs),
    ];
    if let Some(gap) = figures.gap {
        amounts.extend([gap.expected_need, gap.expected, gap.interval.low, gap.interval.high]);
        amounts.extend([gap.coverage, gap.need.low, gap.need.middle, gap.need.high]);
    }
    amounts
}

/// Whether a declaration touches a need, straight from the definition.
fn touches(tree: &PlaceTree, row: &SupplyRow, atom: &NeedAtom) -> bool {
    fn same<T: Axis>(stated: Stated<T>, value: Option<T>) -> bool {
        value.map_or(stated.is_unstated(), |value| stated.states(value))
    }
    let place = row
        .places
        .iter()
        .any(|place| tree.is_within(*place, atom.place) || tree.is_within(atom.place, *place));
    let form = match atom.form {
        None => row.forms.is_unstated(),
        Some(form) => Form::all().any(|stated| row.forms.states(stated) && stated.overlaps(form)),
    };
    place
        && form
        && same(row.pillars, atom.pillar)
        && same(row.sides, atom.side)
        && (atom.sector.is_none() || row.sector == atom.sector)
        && row.population.overlaps(atom.population)
}

fn effective(row: &SupplyRow) -> f64 {
    let is_active = row.is_active && row.first_day <= DAY && DAY <= row.last_day;
    let record = row.answers.filter(|record| record.accepted + record.declined > 0);
    let share = freshness(i64::from(DAY - row.confirmed_day), row.half_life_days);
    let factor = f64::from(share) * f64::from(reliability(record));
    if is_active { f64::from(row.capacity.unwrap_or(0.0)) * factor } else { 0.0 }
}

/// The supply of every need, row by row and need by need.
fn supply_step_by_step(world: &World, rule: AllocationRule) -> Vec<f64> {
    let (tree, needs) = (world.tree(), world.needs());
    let aside: Vec<u32> = needs.superseded().iter().map(|aside| aside.need).collect();
    let mut supply = vec![0.0; world.atoms.len()];
    for row in &world.rows {
        let touched: Vec<usize> = (0..world.atoms.len())
            .filter(|at| !aside.contains(&(*at as u32)) && touches(&tree, row, &world.atoms[*at]))
            .collect();
        let expected: f64 = touched.iter().map(|at| needs.expected(*at as u32)).sum();
        for at in &touched {
            let share = match rule {
                AllocationRule::ByNeed if expected > 1e-3 => needs.expected(*at as u32) / expected,
                _ => 1.0 / touched.len() as f64,
            };
            supply[*at] += effective(row) * share;
        }
    }
    supply
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn supply_is_what_the_definition_says_step_by_step(world in worlds()) {
        for rule in [AllocationRule::ByNeed, AllocationRule::Uniform] {
            let (tree, supply, needs) = (world.tree(), world.supply(), world.needs());
            let allocation = Allocation::on(DAY, &tree, &supply, &needs, rule).unwrap();
            let slow = supply_step_by_step(&world, rule);
            for (fast, slow) in allocation.supply_by_need(&needs).iter().zip(&slow) {
                prop_assert!(near(*fast, *slow), "{fast} {slow}");
            }
            let all: f64 = world.rows.iter().map(effective).sum();
            prop_assert!(near(allocation.response(), all));
        }
    }

    #[test]
    fn no_capacity_is_lost_or_made(world in worlds()) {
        let frame = frame(&world, &Question::on(DAY));
        let all: f64 = world.rows.iter().map(effective).sum();
        let cells: f64 = frame.cells.iter().map(|cell| cell.response).sum();
        prop_assert!(near(frame.total.response, all), "{} {all}", frame.total.response);
        prop_assert!(near(cells, all), "{cells} {all}");
        for place in 0..world.parents.len() as u32 {
            let here = self::frame(&world, &Question::on(DAY).at(place)).total.response;
            let children: f64 = world.tree().children(Some(place)).iter()
                .map(|child| self::frame(&world, &Question::on(DAY).at(*child)).total.response)
                .sum();
            prop_assert!(children <= here + 1e-4 * here.max(1.0), "{children} {here}");
        }
    }

    #[test]
    fn splitting_an_initiative_in_two_halves_changes_no_figure(world in worlds()) {
        let mut split = world.clone();
        for row in &mut split.rows {
            row.capacity = row.capacity.map(|capacity| capacity / 2.0);
        }
        split.rows.extend(split.rows.clone());
        let (whole, halves) =
            (frame(&world, &Question::on(DAY)), frame(&split, &Question::on(DAY)));
        let pairs = whole.cells.iter().chain([&whole.total])
            .zip(halves.cells.iter().chain([&halves.total]));
        for (whole, halves) in pairs {
            prop_assert_eq!(2 * whole.initiatives, halves.initiatives);
            prop_assert_eq!(whole.knowledge, halves.knowledge);
            for (a, b) in amounts(whole).iter().zip(&amounts(halves)) {
                prop_assert!(near(*a, *b), "{} {}", a, b);
            }
        }
    }

    #[test]
    fn neither_the_order_of_rows_nor_the_names_of_organisations_change_a_bit(
        (world, order) in worlds().prop_flat_map(|world| {
            let order = Just((0..world.rows.len()).collect::<Vec<_>>()).prop_shuffle();
            (Just(world), order)
        }),
        shift in 1_u32..1000,
    ) {
        let mut other = world.clone();
        other.rows = order.iter().map(|at| world.rows[*at].clone()).collect();
        for row in &mut other.rows {
            row.organisation = (7 * row.organisation + shift) ^ 0x5000_0000;
        }
        for place in [None, Some(0)] {
            let question = Question { place, ..Question::on(DAY) };
            prop_assert_eq!(frame(&world, &question), frame(&other, &question));
        }
    }

    #[test]
    fn rows_put_over_others_and_removed_leave_no_trace(world in worlds()) {
        let mut supply = world.supply();
        for (number, row) in (0_u32..).zip(&world.rows) {
            let moved = SupplyRow { population: Population::EVERYBODY, ..row.clone() };
            supply.put(number, &moved).unwrap();
            supply.put(number + 100, row).unwrap();
        }
        for (number, row) in (0_u32..).zip(&world.rows) {
            supply.put(number, row).unwrap();
            prop_assert!(supply.remove(number + 100));
        }
        let question = Question::on(DAY);
        let again = Frame::compute(&world.tree(), &supply, &world.needs(), &question).unwrap();
        prop_assert_eq!(again, frame(&world, &question));
    }

    #[test]
    fn a_parent_never_misses_more_than_its_parts_and_its_gap_is_their_sum(world in worlds()) {
        for cell in frame(&world, &Question::on(DAY)).cells {
            if let Some(gap) = cell.gap {
                let on_top = (gap.expected_need - cell.response_beside_need).max(0.0);
                prop_assert!(on_top <= gap.expected + 1e-3 * gap.expected.max(1.0));
                prop_assert!(gap.masking.is_none_or(|masking| (0.0..=1.0).contains(&masking)));
                prop_assert!((0.0..=1.0).contains(&gap.exposed_share));
            }
        }
        let (tree, needs) = (world.tree(), world.needs());
        let aside: Vec<u32> = needs.superseded().iter().map(|aside| aside.need).collect();
        for place in 0..world.parents.len() as u32 {
            let missing = |place| {
                let frame = frame(&world, &Question::on(DAY).at(place));
                frame.total.gap.map_or(0.0, |gap| gap.expected)
            };
            let parts: f64 = tree.children(Some(place)).iter().map(|child| missing(*child)).sum();
            let has_own = (0_u32..).zip(&world.atoms)
                .any(|(at, atom)| atom.place == place && !aside.contains(&at));
            let whole = missing(place);
            prop_assert!(parts <= whole + 1e-3 * whole.max(1.0));
            prop_assert!(has_own || near(parts, whole), "{parts} {whole}");
        }
    }

    #[test]
    fn more_capacity_never_raises_a_gap(world in worlds(), at in any::<prop::sample::Index>()) {
        prop_assume!(!world.rows.is_empty());
        let mut more = world.clone();
        let row = &mut more.rows[at.index(world.rows.len())];
        row.capacity = Some(row.capacity.unwrap_or(0.0) * 1.5 + 10.0);
        let (before, after) =
            (frame(&world, &Question::on(DAY)), frame(&more, &Question::on(DAY)));
        for (before, after) in before.cells.iter().zip(&after.cells) {
            if let (Some(before), Some(after)) = (before.gap, after.gap) {
                prop_assert!(after.expected <= before.expected + 1e-3);
                prop_assert!(after.probability <= before.probability);
                prop_assert!(after.coverage >= before.coverage - 1e-6);
            }
        }
    }

    #[test]
    fn what_is_listed_behind_a_figure_adds_up_to_it(
        world in worlds(), place in any::<prop::sample::Index>(), is_everywhere in any::<bool>(),
        population in proptest::option::of(Just("female//")), rule in any::<bool>(),
    ) {
        let (tree, supply, needs) = (world.tree(), world.supply(), world.needs());
        let question = Question {
            place: (!is_everywhere).then(|| place.index(world.parents.len()) as u32),
            population: population.map(|text| text.parse().unwrap()),
            rule: if rule { AllocationRule::ByNeed } else { AllocationRule::Uniform },
            ..Question::on(DAY)
        };
        let frame = Frame::compute(&tree, &supply, &needs, &question).unwrap();
        for cell in FrameCell::all().map(Some).chain([None]) {
            let figures = cell.map_or(&frame.total, |cell| frame.cell(cell));
            let behind = frame.explain(&tree, &supply, &needs, cell).unwrap();
            let amounts = behind.contributions.iter().filter_map(|row| row.amount);
            let sum: f64 = amounts.sum();
            prop_assert!(near(sum, figures.response), "{sum} {}", figures.response);
            prop_assert_eq!(behind.needs.len(), figures.needs as usize);
            let present = behind.contributions.iter().filter(|row| !row.is_wider).count();
            let reached = behind.contributions.len() - present;
            // With a filter of people, a need of everybody may be answered by help for others.
            if question.population.is_none() {
                prop_assert_eq!(present, figures.initiatives as usize);
                prop_assert_eq!(reached, figures.wider_initiatives as usize);
            }
        }
    }

    #[test]
    fn every_matrix_adds_up_to_the_frame(world in worlds()) {
        use Dimension::{Form, FormGroup, Pillar, Sector, Side, Whole};
        let (tree, supply, needs) = (world.tree(), world.supply(), world.needs());
        let question = Question::on(DAY);
        let total = frame(&world, &question).total;
        for axes in [(&Pillar, &Form), (&Form, &FormGroup), (&Sector, &Side), (&Whole, &Whole)] {
            let matrix = Matrix::compute(&tree, &supply, &needs, &question, axes).unwrap();
            let sum = |of: fn(&Figures) -> f64| matrix.figures.iter().map(of).sum::<f64>();
            prop_assert!(near(sum(|cell| cell.response), total.response));
            prop_assert!(near(sum(|cell| cell.response_beside_need), total.response_beside_need));
            prop_assert!(near(sum(|cell| f64::from(cell.needs)), f64::from(total.needs)));
            let gap = |cell: &Figures| cell.gap.map_or(0.0, |gap| gap.expected);
            prop_assert!(near(sum(gap), gap(&total)));
            prop_assert!(matrix.figures.iter().all(|cell| cell.initiatives <= total.initiatives));
        }
        // The row of a place is the picture of that place.
        let places = Dimension::Places((0..world.parents.len() as u32).collect());
        let map = Matrix::compute(&tree, &supply, &needs, &question, (&places, &Whole)).unwrap();
        for place in 0..world.parents.len() as u32 {
            let alone = frame(&world, &question.at(place));
            let row = map.at(place as usize, 0).unwrap();
            for (a, b) in amounts(row).iter().zip(amounts(&alone.total)) {
                prop_assert!(near(*a, b), "{a} {b}");
            }
            prop_assert_eq!(row.initiatives, alone.total.initiatives);
            prop_assert_eq!(row.wider_initiatives, alone.total.wider_initiatives);
            prop_assert_eq!(row.knowledge, alone.total.knowledge);
            prop_assert_eq!(map.completeness[place as usize], alone.completeness);
        }
    }
}
