//! Plants what every later part must find: gaps, overlaps and missing partnerships.

use concert_coalition::{Answers, Status};
use concert_terms::{Count, Pillar, Side};

use crate::chance::{Chance, Purpose};
use crate::ground::{Ground, service};
use crate::need_cell::Spot;
use crate::parameters::Parameters;
use crate::sketch::{Fate, Frame, Scope, Sketch, half_life};

/// What was planted, by positions of cells and of initiatives.
#[derive(Debug, Default)]
pub(crate) struct Planted {
    /// Cells.
    pub(crate) gaps: Vec<u32>,
    /// Cell and the two initiatives.
    pub(crate) overlaps: Vec<(u32, [u32; 2])>,
    /// Cell, the initiative that turns people away and the one that has room.
    pub(crate) partnerships: Vec<(u32, [u32; 2])>,
}

/// Most gaps in one district.
const MOST_GAPS_IN_A_DISTRICT: usize = 2;

/// Plants as many of each as there is room for; the initiatives of overlaps and partnerships are
/// added to `sketches`.
pub(crate) fn plant(
    parameters: &Parameters,
    ground: &mut Ground<'_>,
    sketches: &mut Vec<Sketch>,
) -> Planted {
    let mut chance = Chance::of(parameters.seed, Purpose::Planting, 0);
    let wanted = (parameters.planted.min(parameters.initiatives / 10)) as usize;
    let mut planted = Planted { gaps: gaps(ground, wanted, &mut chance), ..Planted::default() };
    for cell in candidates(ground, &mut chance) {
        if planted.overlaps.len() == wanted {
            break;
        }
        if let Some(pair) = overlap(ground, cell, &mut chance) {
            ground.is_planted[cell as usize] = true;
            planted.overlaps.push((cell, push(sketches, &pair)));
        }
    }
    for cell in candidates(ground, &mut chance) {
        if planted.partnerships.len() == wanted {
            break;
        }
        if has_rivals(ground, cell) {
            continue;
        }
        if let Some(pair) = partnership(ground, cell, &mut chance) {
            let organisations = [pair[0].organisation, pair[1].organisation];
            let known = |(_, [from, to]): &(u32, [u32; 2])| {
                let ends = [*from, *to].map(|at| sketches[at as usize].organisation);
                ends == organisations
            };
            if !planted.partnerships.iter().any(known) {
                ground.is_planted[cell as usize] = true;
                planted.partnerships.push((cell, push(sketches, &pair)));
            }
        }
    }
    planted
}

/// Chooses the cells that stay empty: high needs, three of five on the demand side, where all
/// reports are in. In every country half of the forms are spared, so that work that covers the
/// whole country remains possible there.
fn gaps(ground: &mut Ground<'_>, wanted: usize, chance: &mut Chance) -> Vec<u32> {
    let mut order: Vec<u32> = candidates(ground, chance);
    let spared = |cell: u32| {
        let form = ground.cells[cell as usize].form;
        ground.district(cell).is_some_and(|district| {
            let country = ground.geography.districts[district].country;
            (concert_terms::Axis::index(form) + country).is_multiple_of(2)
        })
    };
    order.retain(|cell| ground.is_high[*cell as usize] && !spared(*cell));
    let on_demand = |cell: &u32| ground.cells[*cell as usize].side == Side::Demand;
    let (demand, supply): (Vec<u32>, Vec<u32>) = order.into_iter().partition(on_demand);
    let first = (wanted * 3).div_ceil(5);
    let rest = demand.get(first..).unwrap_or_default();
    let order = demand.iter().take(first).chain(&supply).chain(rest);
    let mut in_district = vec![0; ground.geography.districts.len()];
    let mut gaps = Vec::new();
    for &cell in order {
        let Some(district) = ground.district(cell) else {
            continue;
        };
        if gaps.len() < wanted && in_district[district] < MOST_GAPS_IN_A_DISTRICT {
            in_district[district] += 1;
            gaps.push(cell);
        }
    }
    for &cell in &gaps {
        ground.is_planted[cell as usize] = true;
        if let Some(district) = ground.district(cell) {
            ground.gaps_in[ground.geography.districts[district].country].push(cell);
        }
    }
    gaps
}

/// The cells in districts where everybody reports and nothing is planted, in random order.
fn candidates(ground: &Ground<'_>, chance: &mut Chance) -> Vec<u32> {
    let mut cells: Vec<u32> = (0..ground.cells.len() as u32)
        .filter(|cell| !ground.is_planted[*cell as usize])
        .filter(|cell| match ground.cells[*cell as usize].spot {
            Spot::District(district) => ground.members.reporting_is_complete(district),
            Spot::Province(_) => false,
        })
        .collect();
    chance.shuffle(&mut cells);
    cells
}

/// Two initiatives of different organisations, each of which alone exceeds the need.
fn overlap(ground: &Ground<'_>, cell: u32, chance: &mut Chance) -> Option<[Sketch; 2]> {
    let district = ground.district(cell)?;
    let here = &ground.cells[cell as usize];
    let one = ground.organisation(district, here.pillar, None, chance)?;
    let other = ground.organisation(district, here.pillar, Some(one), chance)?;
    let mut sketch = |organisation| {
        let capacity = (here.need * chance.between(2.2, 3.2)).ceil() as u64;
        let sketch = planted_in(ground, cell, district, organisation, capacity, chance);
        let answers = (here.pillar == Pillar::Protection).then(|| Answers {
            accepted: (here.need * chance.between(0.4, 0.5)).ceil() as u32,
            declined: 0,
        });
        Sketch { answers, ..sketch }
    };
    Some([sketch(one), sketch(other)])
}

/// Whether something planted near a cell is for the same people: its room could be taken for the
/// room that is to be found.
fn has_rivals(ground: &Ground<'_>, cell: u32) -> bool {
    let frame = Frame::of(&ground.cells[cell as usize]);
    let Some(district) = ground.district(cell) else {
        return true;
    };
    let neighbours = |at: usize| ground.geography.districts[at].neighbours.iter().copied();
    // Two borders away: the room itself may lie across one.
    neighbours(district)
        .flat_map(|near| neighbours(near).chain([near]))
        .chain([district])
        .flat_map(|near| &ground.cells_in[near])
        .filter(|other| ground.is_planted[**other as usize])
        .any(|other| frame.touches(&ground.cells[*other as usize]))
}

/// An initiative that turns people away, and one of another organisation in the same district or
/// beside it that has room for exactly these people. Together they stay far below the need.
fn partnership(ground: &Ground<'_>, cell: u32, chance: &mut Chance) -> Option<[Sketch; 2]> {
    let here = &ground.cells[cell as usize];
    let assists = (here.pillar, here.side) == (Pillar::Protection, Side::Supply);
    if !assists || !ground.is_high[cell as usize] {
        return None;
    }
    let district = ground.district(cell)?;
    let beside: Vec<usize> = ground.geography.districts[district]
        .neighbours
        .iter()
        .copied()
        .filter(|other| ground.geography.districts[*other].country == country_of(ground, district))
        .filter(|other| ground.members.reporting_is_complete(*other))
        .filter(|other| !ground.touches_a_gap(Scope::District(*other as u16), &Frame::of(here)))
        .collect();
    let next_door = chance.happens(0.5) && !beside.is_empty();
    let place = if next_door { *chance.pick(&beside) } else { district };
    let from = ground.organisation(district, here.pillar, None, chance)?;
    let to = ground.organisation(place, here.pillar, Some(from), chance)?;
    let full = (here.need * chance.between(0.15, 0.22)).ceil().max(2.0) as u64;
    let roomy = (here.need * chance.between(0.25, 0.32)).ceil().max(4.0) as u64;
    let turning = planted_in(ground, cell, district, from, full, chance);
    let waiting = planted_in(ground, cell, place, to, roomy, chance);
    let (away, taken) = (chance.between(1.2, 1.8), chance.between(0.05, 0.15));
    let turning = Sketch {
        answers: Some(Answers {
            accepted: full as u32,
            declined: (full as f64 * away).ceil() as u32,
        }),
        declines: (away / (1.0 + away)) as f32,
        ..turning
    };
    let waiting = Sketch {
        service: turning.service,
        answers: Some(Answers { accepted: (roomy as f64 * taken).ceil() as u32, declined: 0 }),
        confirmed: turning.confirmed,
        ..waiting
    };
    Some([turning, waiting])
}

fn country_of(ground: &Ground<'_>, district: usize) -> usize {
    ground.geography.districts[district].country
}

/// An initiative for exactly one cell, freshly confirmed.
fn planted_in(
    ground: &Ground<'_>,
    cell: u32,
    district: usize,
    organisation: u32,
    capacity: u64,
    chance: &mut Chance,
) -> Sketch {
    let here = &ground.cells[cell as usize];
    let service = service(here, chance);
    let declared = chance.whole(60, 600);
    Sketch {
        organisation,
        cell: Some(cell),
        scope: Scope::District(district as u16),
        frame: Frame::of(here),
        service,
        status: Status::Active,
        fate: Fate::Stands,
        capacity: Some(Count::Exact(capacity)),
        answers: None,
        declines: 0.0,
        declared,
        confirmed: chance.whole(0, (half_life(service) * 0.15) as i32),
        start: declared + chance.whole(0, 200),
        end: None,
        planted: true,
    }
}

fn push(sketches: &mut Vec<Sketch>, pair: &[Sketch; 2]) -> [u32; 2] {
    let first = sketches.len() as u32;
    sketches.extend_from_slice(pair);
    [first, first + 1]
}
