//! Cells of the frame in which something is truly needed, and what is declared of them.

use concert_coalition::{Basis, Need};
use concert_terms::{Count, Form, Id, Interval, Period, Pillar, Population, Side};
use serde_json::Map;

use crate::chance::{Chance, Named, Purpose};
use crate::estimate_need::EstimateNeed;
use crate::geography::Geography;
use crate::land::COUNTRIES;
use crate::victims::{Pattern, Victims};

/// Where a cell lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    District(usize),
    Province(usize),
}

/// A cell and its true need.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub(crate) spot: Spot,
    pub(crate) pillar: Pillar,
    pub(crate) side: Side,
    pub(crate) form: Form,
    pub(crate) population: Population,
    pub(crate) need: f64,
}

/// What is wanted per victim and year, by pillar and side, and how likely it is that the need of a
/// form in a district is known at all. Prosecution on the supply side is needed nationally, see
/// [`EstimateNeed`].
const WANTED: [(Pillar, Side, f64, f64); 5] = [
    (Pillar::Protection, Side::Supply, 0.7, 0.65),
    (Pillar::Protection, Side::Demand, 0.25, 0.2),
    (Pillar::Prevention, Side::Supply, 8.0, 0.55),
    (Pillar::Prevention, Side::Demand, 5.0, 0.55),
    (Pillar::Prosecution, Side::Demand, 0.08, 0.55),
];

/// Cases against recruiters and transporters that are wanted per victim and year.
pub(crate) const NATIONAL_PER_VICTIM: f64 = 0.05;

/// Needs below this are not declared.
const LEAST: f64 = 2.0;

/// The level of every declared interval.
const LEVEL: f64 = 0.9;
/// The standard normal quantile of 0.95, the upper end of an interval at [`LEVEL`].
const UPPER: f64 = 1.644_853_627;

/// Every cell with a need: districts first, then provinces.
pub(crate) fn cells(
    seed: u64,
    geography: &Geography,
    patterns: &[Pattern],
    victims: &[Victims],
) -> Vec<Cell> {
    let mut chance = Chance::of(seed, Purpose::Needs, 0);
    let mut cells = Vec::new();
    for here in victims {
        let pattern = &patterns[here.pattern];
        for (pillar, side, per_victim, known) in WANTED {
            let of_labour = pattern.form.is_within(Form::LABOUR);
            if (pillar, side) == (Pillar::Protection, Side::Demand) && !of_labour {
                continue;
            }
            let by_population = (pillar, side) == (Pillar::Protection, Side::Supply);
            let whole = [(Population::EVERYBODY, 1.0)];
            let parts = if by_population { pattern.populations.as_slice() } else { &whole };
            for &(population, share) in parts {
                let wanted = here.people as f64 * share * per_victim;
                let need = tenths(wanted * chance.factor(0.2));
                if need >= LEAST && chance.happens(known) {
                    let spot = Spot::District(here.district);
                    let form = pattern.form;
                    cells.push(Cell { spot, pillar, side, form, population, need });
                }
            }
        }
    }
    cells.extend(provincial(geography, patterns, victims, &mut chance));
    cells
}

/// Forms that no district counts: a province knows them only as a whole.
fn provincial(
    geography: &Geography,
    patterns: &[Pattern],
    victims: &[Victims],
    chance: &mut Chance,
) -> Vec<Cell> {
    let rare = ["EX.CRIM", "EX.ORG", "EX.SLA"].map(|code| {
        let form: Form = code.parse().expect("the code stands in the built-in list of forms");
        form
    });
    let mut cells = Vec::new();
    for province in 0..geography.country_of.len() {
        let people: u64 = victims
            .iter()
            .filter(|here| geography.districts[here.district].province == province)
            .filter(|here| patterns[here.pattern].form.is_within(Form::LABOUR))
            .map(|here| here.people)
            .sum();
        let (pillar, side) = if chance.happens(0.6) {
            (Pillar::Protection, Side::Supply)
        } else {
            (Pillar::Prosecution, Side::Demand)
        };
        let need = tenths(0.06 * people as f64 * chance.factor(0.4));
        if need >= LEAST && chance.happens(0.6) {
            cells.push(Cell {
                spot: Spot::Province(province),
                pillar,
                side,
                form: *chance.pick(&rare),
                population: Population::EVERYBODY,
                need,
            });
        }
    }
    cells
}

/// What is declared of a cell: the truth seen through an error whose size the declarer knows, so
/// that nine of ten intervals hold the truth. `sharp` cells are known with small error.
pub(crate) fn declared(
    seed: u64,
    number: usize,
    cell: &Cell,
    sharp: bool,
    geography: &Geography,
    period: Period,
) -> Need {
    let mut chance = Chance::of(seed, Purpose::Needs, 1 + number as u64);
    let deviation = if sharp { 0.12 } else { chance.between(0.12, 0.5) };
    let middle = cell.need * chance.factor(deviation);
    let (low, high) = (middle * (-UPPER * deviation).exp(), middle * (UPPER * deviation).exp());
    let basis = match chance.below(20) {
        0 if !sharp => Basis::People(Count::Exact(middle.round() as u64)),
        1..=4 => Basis::People(Count::Between(low.round() as u64, high.round() as u64)),
        _ => Basis::Interval(
            Interval::new(hundredths(low), hundredths(middle), hundredths(high), LEVEL)
                .expect("limits are the positive middle times a factor below and one above one"),
        ),
    };
    let place = match cell.spot {
        Spot::District(district) => geography.district_place(district),
        Spot::Province(province) => geography.province_place(province),
    };
    Need {
        id: Chance::identifier(seed, Named::Need, number),
        place: place.code.clone(),
        pillar: Some(cell.pillar),
        side: Some(cell.side),
        form: Some(cell.form),
        population: cell.population,
        sector: None,
        period,
        basis,
        source: None,
        rest: Map::new(),
    }
}

/// What an earlier survey said of the same need: a wider interval around another middle.
pub(crate) fn earlier(seed: u64, number: usize, need: &Need, period: Period) -> Need {
    let mut chance = Chance::of(seed, Purpose::Needs, (1 << 32) + number as u64);
    let basis = match need.basis {
        Basis::Interval(now) => {
            let middle = now.middle * chance.factor(0.3);
            let wide = |limit: f64| hundredths(middle * (limit / now.middle).powf(1.3));
            Interval::new(wide(now.low), hundredths(middle), wide(now.high), now.level)
                .map_or_else(|_| need.basis.clone(), Basis::Interval)
        }
        _ => need.basis.clone(),
    };
    Need { period, basis, ..need.clone() }
}

/// The national needs, one per country: prosecuting those who recruit and transport.
pub(crate) fn national(
    seed: u64,
    first: usize,
    geography: &Geography,
    people: &[u64; COUNTRIES],
    period: Period,
) -> Vec<(EstimateNeed, f64)> {
    (0..COUNTRIES)
        .map(|country| {
            let mut chance = Chance::of(seed, Purpose::Needs, (1 << 33) + country as u64);
            let (deviation, usual) = (0.25, NATIONAL_PER_VICTIM);
            let truly = usual * chance.factor(deviation);
            let thousandths = |x: f64| (x * 1e4).round() / 1e4;
            let per_person = Interval::new(
                thousandths(usual * (-UPPER * deviation).exp()),
                usual,
                thousandths(usual * (UPPER * deviation).exp()),
                LEVEL,
            )
            .expect("the limits are constants around a constant");
            let need = EstimateNeed {
                id: Chance::identifier(seed, Named::Need, first + country),
                place: geography.country_place(country).code.clone(),
                pillar: Pillar::Prosecution,
                side: Side::Supply,
                period,
                per_person,
            };
            (need, tenths(people[country] as f64 * truly))
        })
        .collect()
}

/// The identifier under which the need of a cell is declared.
pub(crate) fn need_id(seed: u64, number: usize) -> Id {
    Chance::identifier(seed, Named::Need, number)
}

fn tenths(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}

fn hundredths(x: f64) -> f64 {
    (x * 100.0).round() / 100.0
}
