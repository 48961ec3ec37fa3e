//! Invented needs and initiatives for the tests: no real place, person or organisation.

use concert_coverage::supply::{OPEN_END, OPEN_START};
use concert_coverage::{AnswerRecord, NeedAtom, Needs, PlaceTree, Supply, SupplyRow};
use concert_terms::{Draws, Form, Pillar, Population, Side, Stated};
use proptest::prelude::*;
use proptest::sample::select;

/// The day on which invented pictures are taken.
pub(crate) const DAY: i32 = 20_000;

/// Help for people exploited for their labour, confirmed today.
pub(crate) fn initiative(organisation: u32, places: &[u32], capacity: f32) -> SupplyRow {
    SupplyRow {
        organisation,
        places: places.to_vec(),
        pillars: Stated::of(&[Pillar::Protection]),
        sides: Stated::of(&[Side::Supply]),
        forms: Stated::of(&[Form::LABOUR]),
        population: Population::EVERYBODY,
        sector: None,
        first_day: OPEN_START,
        last_day: OPEN_END,
        is_active: true,
        capacity: Some(capacity),
        confirmed_day: DAY,
        half_life_days: 60.0,
        answers: None,
    }
}

/// The need for that help.
pub(crate) fn need(place: u32, draws: &[f32]) -> NeedAtom {
    NeedAtom {
        place,
        pillar: Some(Pillar::Protection),
        side: Some(Side::Supply),
        form: Some(Form::LABOUR),
        population: Population::EVERYBODY,
        sector: None,
        draws: Draws::new(draws.to_vec()),
    }
}

/// Initiatives under the row numbers 0, 1, ...
pub(crate) fn supply(rows: &[SupplyRow]) -> Supply {
    let mut supply = Supply::new();
    for (number, row) in (0..).zip(rows) {
        supply.put(number, row).unwrap();
    }
    supply
}

/// A country picture of any kind.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) parents: Vec<Option<u32>>,
    pub(crate) rows: Vec<SupplyRow>,
    pub(crate) atoms: Vec<NeedAtom>,
}

impl World {
    pub(crate) fn tree(&self) -> PlaceTree {
        PlaceTree::new(&self.parents).unwrap()
    }

    pub(crate) fn needs(&self) -> Needs {
        Needs::new(&self.tree(), self.atoms.clone()).unwrap()
    }

    pub(crate) fn supply(&self) -> Supply {
        supply(&self.rows)
    }
}

/// How many draws needs of any kind have.
const DRAWS: usize = 25;

pub(crate) fn worlds() -> impl Strategy<Value = World> {
    proptest::collection::vec(any::<Option<u16>>(), 1..9).prop_flat_map(|picks| {
        let parents: Vec<Option<u32>> = picks
            .iter()
            .enumerate()
            .map(|(at, pick)| pick.filter(|_| at > 0).map(|pick| u32::from(pick) % at as u32))
            .collect();
        let places = parents.len() as u32;
        let rows = proptest::collection::vec(rows(places), 0..14);
        let atoms = proptest::collection::vec(atoms(places), 0..9);
        (rows, atoms).prop_map(move |(rows, atoms)| World { parents: parents.clone(), rows, atoms })
    })
}

fn pillars() -> impl Strategy<Value = Vec<Pillar>> {
    select(vec![vec![], vec![Pillar::Protection], vec![Pillar::Prevention, Pillar::Protection]])
}

fn forms() -> impl Strategy<Value = Vec<&'static str>> {
    select(vec![
        vec![],
        vec!["EX.LAB"],
        vec!["EX.LAB.fishing"],
        vec!["EX.LAB.fishing", "EX.LAB.mining", "EX.SEX"],
        vec!["EX.SEX"],
    ])
}

fn populations() -> impl Strategy<Value = Population> {
    select(vec!["everybody", "female//", "male//", "female/child/"])
        .prop_map(|text| text.parse().unwrap())
}

fn rows(places: u32) -> impl Strategy<Value = SupplyRow> {
    let reach = (proptest::collection::vec(0..places, 0..4), pillars(), forms(), populations());
    let days = (-300_i32..50, -50_i32..300, 0_i32..400, any::<bool>());
    let capacity = proptest::option::weighted(0.8, 0.0_f32..1000.0);
    let answers = proptest::option::of((0_u32..20, 0_u32..20));
    let rest = (0_u32..5, select(vec![7.0_f32, 60.0, 180.0]), 0_u64..4);
    (reach, days, capacity, answers, rest).prop_map(
        |(
            (places, pillars, forms, population),
            (first, last, age, open),
            capacity,
            answers,
            rest,
        )| {
            SupplyRow {
                organisation: rest.0,
                places,
                pillars: Stated::of(&pillars),
                sides: Stated::from_bits(rest.2),
                forms: forms.iter().map(|code| code.parse::<Form>().unwrap()).collect(),
                population,
                first_day: if open { OPEN_START } else { DAY + first },
                last_day: if open { OPEN_END } else { DAY + last },
                is_active: age % 7 > 0,
                capacity,
                confirmed_day: DAY - age,
                half_life_days: rest.1,
                answers: answers.map(|(accepted, declined)| AnswerRecord { accepted, declined }),
                ..initiative(0, &[], 0.0)
            }
        },
    )
}

fn atoms(places: u32) -> impl Strategy<Value = NeedAtom> {
    let draws = proptest::collection::vec(0.0_f32..500.0, DRAWS);
    let side = proptest::option::of(select(Side::ALL.to_vec()));
    (0..places, pillars(), forms(), side, populations(), draws).prop_map(
        |(place, pillars, forms, side, population, draws)| NeedAtom {
            place,
            pillar: pillars.first().copied(),
            side,
            form: forms.last().map(|code| code.parse().unwrap()),
            population,
            sector: None,
            draws: Draws::new(draws),
        },
    )
}
