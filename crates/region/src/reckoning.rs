//! Reckons the truth up from what was planned.

use concert_terms::{Count, PlaceCode};

use crate::declaration::Writer;
use crate::geography::Geography;
use crate::land::COUNTRIES;
use crate::need_cell::{Cell, Spot, need_id};
use crate::planting::Planted;
use crate::sketch::{Fate, Sketch};
use crate::truth::{
    Counts, Gap, MissingPartnership, Overlap, SilentOrganisation, StaleCapacity, TrueAnswers,
    TrueCell, TrueDistrict, TruePeople, Truth,
};
use crate::victims::{Pattern, Victims};
use crate::{EstimateNeed, Parameters};

/// What the truth is reckoned from, beside the plan itself.
pub(crate) struct Ledger<'a> {
    pub(crate) parameters: &'a Parameters,
    pub(crate) cells: &'a [Cell],
    pub(crate) patterns: &'a [Pattern],
    pub(crate) victims: &'a [Victims],
    pub(crate) people: &'a [u64; COUNTRIES],
    pub(crate) national: &'a [(EstimateNeed, f64)],
    pub(crate) planted: &'a Planted,
}

/// The truth of a region.
pub(crate) fn truth(writer: &Writer, ledger: &Ledger<'_>) -> Truth {
    let cells = cells(writer, ledger);
    let gaps = gaps(writer, ledger, &cells);
    let overlaps = overlaps(writer, ledger, &cells);
    let missing_partnerships = partnerships(writer, ledger, &cells);
    let silent = silent(writer);
    let stale = stale(writer);
    let unreported_districts: Vec<PlaceCode> = (0..writer.geography.districts.len())
        .filter(|district| {
            let [expected, silent] = writer.members.expected[*district];
            expected > 0 && expected == silent
        })
        .map(|district| writer.geography.district_place(district).code.clone())
        .collect();
    Truth {
        parameters: *ledger.parameters,
        counts: Counts {
            gaps: gaps.len(),
            overlaps: overlaps.len(),
            missing_partnerships: missing_partnerships.len(),
            heavy_corridors: writer.flows.heavy.len(),
            silent: silent.len(),
            stale: stale.len(),
            unreported_districts: unreported_districts.len(),
        },
        cells,
        people: people(&writer.geography, ledger),
        districts: districts(writer),
        gaps,
        overlaps,
        missing_partnerships,
        heavy_corridors: writer.flows.heavy.clone(),
        silent,
        stale,
        unreported_districts,
        answers: answers(writer),
    }
}

fn cells(writer: &Writer, ledger: &Ledger<'_>) -> Vec<TrueCell> {
    let touched = touched(writer, ledger.cells);
    let complete = |district: &usize| writer.members.reporting_is_complete(*district);
    let mut cells: Vec<TrueCell> = ledger
        .cells
        .iter()
        .enumerate()
        .map(|(number, cell)| {
            let (place, reporting_complete) = match cell.spot {
                Spot::District(at) => (writer.geography.district_place(at), complete(&at)),
                Spot::Province(at) => (
                    writer.geography.province_place(at),
                    writer.geography.districts_of[at].iter().all(complete),
                ),
            };
            TrueCell {
                need: need_id(writer.seed, number),
                place: place.code.clone(),
                pillar: cell.pillar,
                side: cell.side,
                form: Some(cell.form),
                population: cell.population,
                true_need: cell.need,
                touched_by: touched[number],
                reporting_complete,
            }
        })
        .collect();
    for (country, (need, true_need)) in ledger.national.iter().enumerate() {
        let touches = |sketch: &&Sketch| {
            let frame = &sketch.frame;
            let pillar = frame.pillars.is_unstated() || frame.pillars.states(need.pillar);
            let side = frame.sides.is_unstated() || frame.sides.states(need.side);
            let dark = writer.members.dark_province;
            pillar && side && {
                let districts = sketch.scope.districts(&writer.geography, dark);
                let home = |at: &usize| writer.geography.districts[*at].country == country;
                districts.iter().any(home)
            }
        };
        let active = writer.sketches.iter().filter(|sketch| sketch.is_active());
        cells.push(TrueCell {
            need: need.id,
            place: need.place.clone(),
            pillar: need.pillar,
            side: need.side,
            form: None,
            population: concert_terms::Population::EVERYBODY,
            true_need: *true_need,
            touched_by: active.filter(touches).count() as u32,
            reporting_complete: writer.geography.districts_in(country).all(|at| complete(&at)),
        });
    }
    cells
}

/// By how many initiatives under way every cell is touched.
fn touched(writer: &Writer, cells: &[Cell]) -> Vec<u32> {
    let geography = &writer.geography;
    let mut in_district = vec![Vec::new(); geography.districts.len()];
    let mut in_province = vec![Vec::new(); geography.country_of.len()];
    for (number, cell) in cells.iter().enumerate() {
        match cell.spot {
            Spot::District(at) => in_district[at].push(number),
            Spot::Province(at) => in_province[at].push(number),
        }
    }
    let mut touched = vec![0; cells.len()];
    for sketch in writer.sketches.iter().filter(|sketch| sketch.is_active()) {
        let districts = sketch.scope.districts(geography, writer.members.dark_province);
        let mut provinces: Vec<usize> =
            districts.iter().map(|at| geography.districts[*at].province).collect();
        provinces.sort_unstable();
        provinces.dedup();
        let below = districts.iter().flat_map(|at| &in_district[*at]);
        let above = provinces.iter().flat_map(|at| &in_province[*at]);
        for &number in below.chain(above) {
            touched[number] += u32::from(sketch.frame.touches(&cells[number]));
        }
    }
    touched
}

fn people(geography: &Geography, ledger: &Ledger<'_>) -> Vec<TruePeople> {
    let by_form = ledger.victims.iter().map(|here| TruePeople {
        place: geography.district_place(here.district).code.clone(),
        form: Some(ledger.patterns[here.pattern].form),
        people: here.people,
    });
    let by_country = ledger.people.iter().enumerate().map(|(country, people)| TruePeople {
        place: geography.country_place(country).code.clone(),
        form: None,
        people: *people,
    });
    by_form.chain(by_country).collect()
}

fn districts(writer: &Writer) -> Vec<TrueDistrict> {
    writer
        .members
        .expected
        .iter()
        .enumerate()
        .map(|(at, [expected, silent])| TrueDistrict {
            place: writer.geography.district_place(at).code.clone(),
            expected: *expected,
            silent: *silent,
        })
        .collect()
}

fn gaps(writer: &Writer, ledger: &Ledger<'_>, cells: &[TrueCell]) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = ledger
        .planted
        .gaps
        .iter()
        .map(|gap| {
            let cell = &cells[*gap as usize];
            Gap {
                need: cell.need,
                place: cell.place.clone(),
                true_need: cell.true_need,
                ended: Vec::new(),
            }
        })
        .collect();
    for (sketch, number) in writer.sketches.iter().zip(0..) {
        let gap = |cell| ledger.planted.gaps.iter().position(|gap| *gap == cell);
        if let Some(at) = sketch.cell.filter(|_| sketch.is_over()).and_then(gap) {
            gaps[at].ended.push(writer.initiative_id(number));
        }
    }
    gaps
}

fn overlaps(writer: &Writer, ledger: &Ledger<'_>, cells: &[TrueCell]) -> Vec<Overlap> {
    let planted = ledger.planted.overlaps.iter();
    planted
        .map(|(cell, pair)| {
            let cell = &cells[*cell as usize];
            let sketches = pair.map(|at| &writer.sketches[at as usize]);
            Overlap {
                need: cell.need,
                place: cell.place.clone(),
                initiatives: pair.map(|at| writer.initiative_id(at)),
                organisations: sketches.map(|it| writer.organisation_id(it.organisation)),
                capacity: sketches.iter().filter_map(|it| it.capacity).map(Count::low).sum(),
                true_need: cell.true_need,
            }
        })
        .collect()
}

fn partnerships(
    writer: &Writer,
    ledger: &Ledger<'_>,
    cells: &[TrueCell],
) -> Vec<MissingPartnership> {
    let planted = ledger.planted.partnerships.iter();
    planted
        .map(|(cell, pair)| {
            let [from, to] = pair.map(|at| &writer.sketches[at as usize]);
            let place = |sketch: &Sketch| writer.places(sketch.scope).swap_remove(0);
            let capacity = to.capacity.map_or(0, Count::low) as u32;
            MissingPartnership {
                need: cells[*cell as usize].need,
                from: writer.organisation_id(from.organisation),
                from_initiative: writer.initiative_id(pair[0]),
                turned_away: from.answers.map_or(0, |answers| answers.declined),
                to: writer.organisation_id(to.organisation),
                to_initiative: writer.initiative_id(pair[1]),
                free: capacity - to.answers.map_or(0, |answers| answers.accepted.min(capacity)),
                from_place: place(from),
                to_place: place(to),
            }
        })
        .collect()
}

fn silent(writer: &Writer) -> Vec<SilentOrganisation> {
    writer
        .members
        .all
        .iter()
        .filter_map(|member| {
            Some(SilentOrganisation {
                organisation: member.organisation.id,
                last_report: Some(writer.day(member.silent_since?)),
                works_in: member.organisation.works_in.clone(),
            })
        })
        .collect()
}

fn stale(writer: &Writer) -> Vec<StaleCapacity> {
    let sketches = writer.sketches.iter().zip(0..);
    sketches
        .filter(|(sketch, _)| sketch.is_active() && sketch.capacity.is_some())
        .filter(|(sketch, _)| sketch.confirmed as f32 >= 3.0 * sketch.half_life())
        .map(|(sketch, number)| StaleCapacity {
            initiative: writer.initiative_id(number),
            confirmed: writer.day(sketch.confirmed),
        })
        .collect()
}

fn answers(writer: &Writer) -> Vec<TrueAnswers> {
    let sketches = writer.sketches.iter().zip(0..);
    sketches
        .filter(|(sketch, _)| sketch.answers.is_some())
        .filter(|(sketch, _)| !matches!(sketch.fate, Fate::Withdrawn(_)))
        .map(|(sketch, number)| TrueAnswers {
            initiative: writer.initiative_id(number),
            declines: f64::from(sketch.declines),
        })
        .collect()
}
