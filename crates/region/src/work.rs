//! Everything else that organisations do: mostly for one cell, some of it coarse, some of it over.

use concert_coalition::Status;
use concert_terms::{Form, OrganisationKind, Pillar, Population, Side, Stated};

use crate::chance::{Chance, Purpose, running};
use crate::ground::{Ground, service};
use crate::land::COUNTRIES;
use crate::members::Reach;
use crate::need_cell::{Cell, Spot};
use crate::parameters::{HISTORY_DAYS, Parameters};
use crate::sketch::{Fate, Frame, Scope, Sketch, half_life};

/// Share of the initiatives that cover a country or a province.
const COARSE: f64 = 0.06;
/// Share that works along a corridor.
const ALONG_CORRIDORS: f64 = 0.02;

/// Adds initiatives until there are as many as wanted.
pub(crate) fn work(
    parameters: &Parameters,
    ground: &Ground<'_>,
    gaps: &[u32],
    sketches: &mut Vec<Sketch>,
) {
    let mut chance = Chance::of(parameters.seed, Purpose::Work, 0);
    let room = parameters.initiatives as usize - sketches.len();
    let mut added = Vec::with_capacity(room);
    silent(ground, room, &mut added, &mut chance);
    ended_in_gaps(ground, gaps, room, &mut added, &mut chance);
    let left = room - added.len();
    for _ in 0..(left as f64 * COARSE) as usize {
        let sketch = if chance.happens(0.12) {
            national(ground, &mut chance)
        } else {
            coarse(ground, &mut chance)
        };
        added.extend(sketch);
    }
    for _ in 0..(left as f64 * ALONG_CORRIDORS) as usize {
        added.extend(along_a_corridor(ground, &mut chance));
    }
    ordinary(ground, room, &mut added, &mut chance);
    for sketch in &mut added {
        date(parameters, ground, sketch, &mut chance);
    }
    sketches.extend(added);
}

/// How much work there is in a cell, in a unit that pillars share.
pub(crate) fn weight(cell: &Cell) -> f64 {
    cell.need
        * match (cell.pillar, cell.side) {
            (Pillar::Prevention, Side::Supply) => 0.1,
            (Pillar::Prevention, Side::Demand) => 0.15,
            (Pillar::Prosecution, _) => 8.0,
            _ => 1.0,
        }
}

/// Where organisations rather work than where the need is: on the supply side, and against sexual
/// exploitation.
fn attraction(cell: &Cell) -> f64 {
    let side = if cell.side == Side::Demand { 0.1 } else { 1.0 };
    let form = if cell.form.is_within(Form::SEXUAL) { 1.0 } else { 0.4 };
    side * form
}

/// What silent organisations declared before they fell silent. It still stands as under way.
fn silent(ground: &Ground<'_>, room: usize, added: &mut Vec<Sketch>, chance: &mut Chance) {
    let silent = &ground.members.silent;
    let share = silent.len() as f64 / ground.members.all.len() as f64;
    let wanted = (room as f64 * share * 0.7) as usize;
    for turn in 0..wanted {
        let organisation = silent[turn % silent.len()];
        let districts = &ground.members.all[organisation as usize].districts;
        let district = usize::from(*chance.pick(districts));
        let free: Vec<u32> = ground.cells_in[district]
            .iter()
            .copied()
            .filter(|cell| !ground.is_planted[*cell as usize])
            .collect();
        if free.is_empty() {
            continue;
        }
        let cell = *chance.pick(&free);
        added.push(for_cell(ground, cell, district, organisation, chance));
    }
}

/// In some gaps somebody was, and left.
fn ended_in_gaps(
    ground: &Ground<'_>,
    gaps: &[u32],
    room: usize,
    added: &mut Vec<Sketch>,
    chance: &mut Chance,
) {
    for &gap in gaps.iter().step_by(3) {
        let pillar = ground.cells[gap as usize].pillar;
        let district = ground.district(gap);
        let organisation = district
            .filter(|_| added.len() + 1 < room)
            .and_then(|district| ground.organisation(district, pillar, None, chance));
        if let (Some(district), Some(organisation)) = (district, organisation) {
            let sketch = for_cell(ground, gap, district, organisation, chance);
            added.push(Sketch { status: Status::Ended, ..sketch });
        }
    }
}

/// Prosecutes those who recruit and transport, in a whole country and whatever the form.
fn national(ground: &Ground<'_>, chance: &mut Chance) -> Option<Sketch> {
    let country = chance.below(COUNTRIES);
    let here = &ground.members.national_in[country];
    let organisation = (0..12)
        .filter_map(|_| here.get(chance.below(here.len())).copied())
        .find(|at| ground.members.all[*at as usize].kind == OrganisationKind::State)?;
    let frame = Frame {
        pillars: Stated::of(&[Pillar::Prosecution]),
        sides: Stated::of(&[Side::Supply]),
        forms: Stated::UNSTATED,
        population: Population::EVERYBODY,
    };
    Some(Sketch { scope: Scope::Country(country as u8), ..blank(organisation, frame) })
}

/// An initiative that covers a country or a province, for several pillars or forms at once.
fn coarse(ground: &Ground<'_>, chance: &mut Chance) -> Option<Sketch> {
    let district = chance.below(ground.geography.districts.len());
    let home = &ground.geography.districts[district];
    let national = &ground.members.national_in[home.country];
    let (scope, organisation) = if !national.is_empty() && chance.happens(0.6) {
        (Scope::Country(home.country as u8), *chance.pick(national))
    } else {
        let organisation = ground.organisation(district, Pillar::Prevention, None, chance)?;
        let scope = match ground.members.all[organisation as usize].reach {
            Reach::Local => return None,
            Reach::Province(province) => Scope::Province(province as u16),
            Reach::Country(_) => Scope::Province(home.province as u16),
        };
        (scope, organisation)
    };
    let cells = &ground.cells_in[district];
    for _ in 0..8 {
        let cell = &ground.cells[*cells.get(chance.below(cells.len()))? as usize];
        let frame = widened(cell, chance);
        if !ground.touches_a_gap(scope, &frame) {
            return Some(Sketch { cell: None, scope, frame, ..blank(organisation, frame) });
        }
    }
    None
}

/// A frame around a cell: more pillars, both sides or none, the whole branch of the form.
fn widened(cell: &Cell, chance: &mut Chance) -> Frame {
    let exact = Frame::of(cell);
    Frame {
        pillars: match chance.below(4) {
            0 => exact.pillars.with(Pillar::Prevention),
            1 => exact.pillars.with(Pillar::Partnership),
            2 => exact.pillars.with(Pillar::Protection),
            _ => exact.pillars,
        },
        sides: match chance.below(4) {
            0 => Stated::UNSTATED,
            _ => exact.sides,
        },
        forms: match chance.below(3) {
            0 => Stated::of(&[cell.form.root()]),
            _ => exact.forms,
        },
        population: match chance.below(3) {
            0 => exact.population,
            _ => Population::EVERYBODY,
        },
    }
}

fn along_a_corridor(ground: &Ground<'_>, chance: &mut Chance) -> Option<Sketch> {
    let corridor = chance.below(ground.geography.corridors.len());
    let [origin, destination] = *ground.geography.corridors.get(corridor)?;
    let end = if chance.happens(0.5) { origin } else { destination };
    let cells = &ground.cells_in[end];
    let cell = &ground.cells[*cells.get(chance.below(cells.len()))? as usize];
    let organisation = ground.organisation(end, cell.pillar, None, chance)?;
    let frame = Frame::of(cell);
    let scope = Scope::Corridor(corridor as u8);
    let sketch = Sketch { scope, service: service(cell, chance), ..blank(organisation, frame) };
    (!ground.touches_a_gap(scope, &frame)).then_some(sketch)
}

/// First one initiative in every high need that is not planted, highest first, so that no gap is
/// found that nobody planted; then wherever organisations like to work.
fn ordinary(ground: &Ground<'_>, room: usize, added: &mut Vec<Sketch>, chance: &mut Chance) {
    let lit = |cell: &u32| {
        let province = match ground.cells[*cell as usize].spot {
            Spot::District(district) => ground.geography.districts[district].province,
            Spot::Province(province) => province,
        };
        ground.members.dark_province != Some(province)
    };
    let open: Vec<u32> = (0..ground.cells.len() as u32)
        .filter(|cell| !ground.is_planted[*cell as usize] && lit(cell))
        .collect();
    let mut high: Vec<u32> =
        open.iter().copied().filter(|cell| ground.is_high[*cell as usize]).collect();
    high.sort_by(|a, b| {
        let weight = |cell: &u32| weight(&ground.cells[*cell as usize]);
        weight(b).total_cmp(&weight(a))
    });
    for cell in high {
        if added.len() < room {
            added.extend(in_cell(ground, cell, chance));
        }
    }
    let weights = open.iter().map(|cell| {
        let cell = &ground.cells[*cell as usize];
        weight(cell) * attraction(cell) * chance.factor(0.5)
    });
    let weights = running(weights.collect::<Vec<_>>().into_iter());
    let mut count = vec![0_u32; ground.cells.len()];
    let mut tries = 0;
    while added.len() < room {
        let cell = open[chance.by_running_weight(&weights)];
        // A need of three cases has no room for ten initiatives, unless there is no other place.
        tries += 1;
        let full = f64::from(count[cell as usize]) > 0.5 * ground.cells[cell as usize].need;
        if full && tries < 4 * room {
            continue;
        }
        if let Some(sketch) = in_cell(ground, cell, chance) {
            count[cell as usize] += 1;
            let sketch = varied(ground, sketch, chance);
            added.push(over_or_to_come(sketch, chance));
        }
    }
}

fn in_cell(ground: &Ground<'_>, cell: u32, chance: &mut Chance) -> Option<Sketch> {
    let here = &ground.cells[cell as usize];
    let district = match here.spot {
        Spot::District(district) => district,
        Spot::Province(province) => *chance.pick(&ground.geography.districts_of[province]),
    };
    let organisation = ground.organisation(district, here.pillar, None, chance)?;
    Some(for_cell(ground, cell, district, organisation, chance))
}

fn for_cell(
    ground: &Ground<'_>,
    cell: u32,
    district: usize,
    organisation: u32,
    chance: &mut Chance,
) -> Sketch {
    let here = &ground.cells[cell as usize];
    Sketch {
        cell: Some(cell),
        scope: Scope::District(district as u16),
        service: service(here, chance).filter(|_| chance.happens(0.85)),
        ..blank(organisation, Frame::of(here))
    }
}

/// An initiative of which only the organisation and the frame are settled.
fn blank(organisation: u32, frame: Frame) -> Sketch {
    Sketch {
        organisation,
        cell: None,
        scope: Scope::District(0),
        frame,
        service: None,
        status: Status::Active,
        fate: Fate::Stands,
        capacity: None,
        answers: None,
        declines: 0.0,
        declared: 0,
        confirmed: 0,
        start: 0,
        end: None,
        planted: false,
    }
}

/// Three in ten are stated less exactly than they are: a second district, a whole branch of forms,
/// an axis left out. Never so that a planted gap would be touched.
fn varied(ground: &Ground<'_>, sketch: Sketch, chance: &mut Chance) -> Sketch {
    let frame = sketch.frame;
    let with = |frame| Sketch { frame, ..sketch };
    let varied = match chance.below(40) {
        0..=2 => second_district(ground, sketch, chance),
        3..=4 => with(Frame { forms: frame.forms.values().map(Form::root).collect(), ..frame }),
        5..=6 => with(Frame { sides: Stated::UNSTATED, ..frame }),
        7 => with(Frame { population: Population::EVERYBODY, ..frame }),
        8 => with(Frame { pillars: frame.pillars.with(Pillar::Prevention), ..frame }),
        9 => with(Frame { pillars: Stated::UNSTATED, ..frame }),
        10 => with(Frame { forms: Stated::UNSTATED, ..frame }),
        _ => sketch,
    };
    if ground.touches_a_gap(varied.scope, &varied.frame) { sketch } else { varied }
}

fn second_district(ground: &Ground<'_>, sketch: Sketch, chance: &mut Chance) -> Sketch {
    let Scope::District(first) = sketch.scope else {
        return sketch;
    };
    let mine = &ground.members.all[sketch.organisation as usize].districts;
    let beside: Vec<u16> = ground.geography.districts[usize::from(first)]
        .neighbours
        .iter()
        .map(|at| *at as u16)
        .filter(|at| mine.contains(at))
        .collect();
    match beside.get(chance.below(beside.len())) {
        Some(&second) => Sketch { scope: Scope::Pair(first, second), ..sketch },
        None => sketch,
    }
}

/// Some are planned, interrupted, over, or were declared in error.
fn over_or_to_come(sketch: Sketch, chance: &mut Chance) -> Sketch {
    let (status, fate) = match chance.below(100) {
        0..=4 => (Status::Planned, Fate::Stands),
        5..=7 => (Status::Suspended, Fate::Stands),
        8..=15 => (Status::Ended, Fate::Stands),
        16 => (Status::Active, Fate::Withdrawn(0)),
        _ => (Status::Active, Fate::Stands),
    };
    Sketch { status, fate, ..sketch }
}

/// When it was declared, confirmed, and is under way.
fn date(parameters: &Parameters, ground: &Ground<'_>, sketch: &mut Sketch, chance: &mut Chance) {
    let oldest = HISTORY_DAYS - 20;
    let half_life = half_life(sketch.service);
    if let Some(since) = ground.members.all[sketch.organisation as usize].silent_since {
        sketch.declared = chance.whole(since, oldest);
        sketch.confirmed = chance.whole(since, sketch.declared);
        sketch.start = sketch.declared + chance.whole(0, 300);
        return;
    }
    let stale = chance.happens(parameters.stale_share) && sketch.status == Status::Active;
    sketch.confirmed = if stale {
        let youngest = (3.0 * half_life).ceil() as i32;
        chance.whole(youngest, oldest.min((8.0 * half_life) as i32))
    } else {
        chance.whole(0, (0.6 * half_life) as i32)
    };
    sketch.declared = chance.whole(sketch.confirmed, oldest);
    sketch.start = sketch.declared + chance.whole(0, 400);
    sketch.end = chance.happens(0.6).then(|| -chance.whole(20, 700));
    match sketch.status {
        Status::Planned => {
            sketch.declared = chance.whole(sketch.confirmed, 90.max(sketch.confirmed));
            sketch.start = -chance.whole(10, 200);
            sketch.end = chance.happens(0.6).then(|| sketch.start - chance.whole(90, 500));
        }
        Status::Ended => {
            let last = chance.whole(1, 200);
            sketch.declared = chance.whole(last + 30, oldest);
            sketch.confirmed = sketch.declared;
            sketch.start = sketch.declared + chance.whole(0, 400);
            sketch.end = Some(last + chance.whole(0, 20));
            // Half are declared ended; of the others only the stated period tells.
            sketch.status = Status::Active;
            if chance.happens(0.5) {
                sketch.status = Status::Ended;
                sketch.fate = Fate::Ended(last);
            }
        }
        Status::Active | Status::Suspended => {}
    }
    if matches!(sketch.fate, Fate::Withdrawn(_)) {
        sketch.fate = Fate::Withdrawn(chance.whole(0, sketch.confirmed));
    }
}
