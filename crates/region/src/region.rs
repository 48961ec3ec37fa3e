//! The region as a whole.

use concert_coalition::{InitiativeDeclaration, Instance, Need, Organisation, Place};
use concert_terms::Period;

use crate::capture::{CaptureTable, capture_table};
use crate::declaration::{Writer, funders};
use crate::flows::flows;
use crate::geography::Geography;
use crate::ground::Ground;
use crate::history::{Act, History};
use crate::land::COUNTRIES;
use crate::members::Members;
use crate::names::{Namer, named};
use crate::need_cell::{self, Cell, Spot};
use crate::planting::{Planted, plant};
use crate::reckoning::{Ledger, truth};
use crate::sketch::{Fate, Sketch};
use crate::victims::{Victims, patterns, victims};
use crate::{EstimateNeed, Parameters, Refusal, Truth};

/// A generated region.
#[derive(Debug)]
pub struct Region {
    /// What it was made from.
    pub parameters: Parameters,
    /// What the instance that holds it is.
    pub instance: Instance,
    /// One table of capture histories per country.
    pub capture_tables: Vec<CaptureTable>,
    /// The national needs that rest on the estimates from these tables, in the same order.
    pub estimate_needs: Vec<EstimateNeed>,
    /// What is true.
    pub truth: Truth,
    /// By country, the needs of its cells in their earlier and current edition.
    needs: Vec<Vec<[Need; 2]>>,
    pub(crate) writer: Writer,
    history: History,
}

/// Makes a region.
pub fn generate(parameters: &Parameters) -> Result<Region, Refusal> {
    parameters.check()?;
    let seed = parameters.seed;
    let mut namer = Namer::new();
    let geography = Geography::new(seed, &mut namer);
    let patterns = patterns();
    let victims = victims(seed, parameters.scale(), &geography, &patterns);
    let people = by_country(&geography, &victims);
    let cells = need_cell::cells(seed, &geography, &patterns, &victims);
    let members = Members::new(parameters, &geography, &mut namer);
    let ground = Ground::new(&geography, &members, &cells, &people);
    let (planted, sketches) = planned(parameters, ground);
    let year = Period::year(parameters.today.year());
    let needs = needs(parameters, &geography, &cells, &planted);
    let national = need_cell::national(seed, cells.len(), &geography, &people, year);
    let capture_tables = people
        .iter()
        .enumerate()
        .map(|(at, people)| {
            let country = geography.country_place(at).code.clone();
            capture_table(seed, at, country, *people)
        })
        .collect();
    let writer = Writer {
        seed,
        today: parameters.today,
        strangers: planted
            .partnerships
            .iter()
            .map(|(_, pair)| pair.map(|at| sketches[at as usize].organisation))
            .map(|[from, to]| (from.min(to), from.max(to)))
            .collect(),
        flows: flows(
            seed,
            parameters.scale(),
            &geography,
            Period::year(parameters.today.year() - 1),
        ),
        funders: funders(&members),
        geography,
        members,
        sketches,
    };
    let truth = truth(
        &writer,
        &Ledger {
            parameters,
            cells: &cells,
            patterns: &patterns,
            victims: &victims,
            people: &people,
            national: &national,
            planted: &planted,
        },
    );
    Ok(Region {
        parameters: *parameters,
        instance: instance(seed),
        capture_tables,
        estimate_needs: national.into_iter().map(|(need, _)| need).collect(),
        truth,
        needs,
        history: History::new(&writer),
        writer,
    })
}

impl Region {
    /// Everything that happened, in order of time: places, organisations, two surveys of needs,
    /// reports, and initiatives as they were declared, confirmed, ended and withdrawn. Each act is
    /// made when the iterator comes to it, so that a large region need not be held as commands.
    pub fn acts(&self) -> impl ExactSizeIterator<Item = Act> + '_ {
        self.history.acts(&self.writer, &self.instance, &self.needs)
    }

    /// How many acts there are.
    pub fn number_of_acts(&self) -> usize {
        self.history.len()
    }

    /// Every initiative as it stands today, those that were withdrawn left out, each made when the
    /// iterator comes to it.
    pub fn initiatives(&self) -> impl Iterator<Item = InitiativeDeclaration> + '_ {
        let sketches = self.writer.sketches.iter().zip(0..);
        sketches
            .filter(|(sketch, _)| !matches!(sketch.fate, Fate::Withdrawn(_)))
            .map(|(_, number)| self.writer.as_it_stands(number))
    }

    /// Every place: countries, provinces, districts and the corridors that are worked along,
    /// parents before children; other corridors are declared with the figures on them. A
    /// boundary's rings do not repeat their first point; neighbours have the same points on their
    /// common border; provinces and countries are the union of their districts.
    pub fn places(&self) -> &[Place] {
        &self.writer.geography.places
    }

    /// Every organisation.
    pub fn organisations(&self) -> impl Iterator<Item = &Organisation> + '_ {
        self.writer.members.all.iter().map(|it| &it.organisation)
    }

    /// Every need of a district or province as it is declared today.
    pub fn needs(&self) -> impl Iterator<Item = &Need> + '_ {
        self.needs.iter().flatten().map(|[_, current]| current)
    }
}

fn planned(parameters: &Parameters, mut ground: Ground<'_>) -> (Planted, Vec<Sketch>) {
    let mut sketches = Vec::with_capacity(parameters.initiatives as usize);
    let planted = plant(parameters, &mut ground, &mut sketches);
    crate::work::work(parameters, &ground, &planted.gaps, &mut sketches);
    crate::capacity::equip(parameters.seed, &ground, &mut sketches);
    (planted, sketches)
}

fn by_country(geography: &Geography, victims: &[Victims]) -> [u64; COUNTRIES] {
    let mut people = [0; COUNTRIES];
    for here in victims {
        people[geography.districts[here.district].country] += here.people;
    }
    people
}

/// By country, what is declared of its cells: the earlier survey and the current one.
fn needs(
    parameters: &Parameters,
    geography: &Geography,
    cells: &[Cell],
    planted: &Planted,
) -> Vec<Vec<[Need; 2]>> {
    let seed = parameters.seed;
    let year = parameters.today.year();
    let mut sharp = vec![false; cells.len()];
    let pairs = planted.overlaps.iter().chain(&planted.partnerships);
    for cell in planted.gaps.iter().chain(pairs.map(|(cell, _)| cell)) {
        sharp[*cell as usize] = true;
    }
    let mut needs = vec![Vec::new(); COUNTRIES];
    for (number, cell) in cells.iter().enumerate() {
        let country = match cell.spot {
            Spot::District(at) => geography.districts[at].country,
            Spot::Province(at) => geography.country_of[at],
        };
        let period = Period::year(year);
        let current = need_cell::declared(seed, number, cell, sharp[number], geography, period);
        let earlier = need_cell::earlier(seed, number, &current, Period::year(year - 1));
        needs[country].push([earlier, current]);
    }
    needs
}

fn instance(seed: u64) -> Instance {
    Instance {
        names: named([
            "A made-up region".to_owned(),
            "Une région inventée".to_owned(),
            "Una región inventada".to_owned(),
            "إقليم متخيَّل".to_owned(),
        ]),
        generated: true,
        seed: Some(seed),
    }
}
