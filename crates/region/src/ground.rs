//! Everything that initiatives are planned on: places, organisations, cells and what is planted.

use concert_terms::{AgeBand, Pillar, ServiceKind, Side};

use crate::chance::Chance;
use crate::geography::Geography;
use crate::land::COUNTRIES;
use crate::members::{Members, aptness};
use crate::need_cell::{Cell, NATIONAL_PER_VICTIM, Spot};
use crate::sketch::{Frame, Scope};

/// The ground.
pub(crate) struct Ground<'a> {
    pub(crate) geography: &'a Geography,
    pub(crate) members: &'a Members,
    pub(crate) cells: &'a [Cell],
    /// By country, about how much prosecution of recruiters and transporters is needed.
    pub(crate) national: [f64; COUNTRIES],
    /// By district, the cells that lie in it.
    pub(crate) cells_in: Vec<Vec<u32>>,
    /// Whether a cell is among the higher two fifths of its pillar and side, or that of a province.
    pub(crate) is_high: Vec<bool>,
    /// The cells of planted gaps, by country.
    pub(crate) gaps_in: Vec<Vec<u32>>,
    /// Whether a cell is planted, so that nobody else may be put there.
    pub(crate) is_planted: Vec<bool>,
}

impl<'a> Ground<'a> {
    pub(crate) fn new(
        geography: &'a Geography,
        members: &'a Members,
        cells: &'a [Cell],
        people: &[u64; COUNTRIES],
    ) -> Self {
        let mut cells_in = vec![Vec::new(); geography.districts.len()];
        for (number, cell) in cells.iter().enumerate() {
            if let Spot::District(district) = cell.spot {
                cells_in[district].push(number as u32);
            }
        }
        Self {
            geography,
            members,
            cells,
            national: people.map(|people| NATIONAL_PER_VICTIM * people as f64),
            cells_in,
            is_high: high(cells),
            gaps_in: vec![Vec::new(); COUNTRIES],
            is_planted: vec![false; cells.len()],
        }
    }

    /// The district of a cell that lies in one.
    pub(crate) fn district(&self, cell: u32) -> Option<usize> {
        match self.cells[cell as usize].spot {
            Spot::District(district) => Some(district),
            Spot::Province(_) => None,
        }
    }

    /// Whether an initiative would work in a planted gap.
    pub(crate) fn touches_a_gap(&self, scope: Scope, frame: &Frame) -> bool {
        let dark = self.members.dark_province;
        self.gaps_in.iter().flatten().any(|gap| {
            let cell = &self.cells[*gap as usize];
            frame.touches(cell) && scope.meets(cell.spot, self.geography, dark)
        })
    }

    /// An organisation that reports, may work in a district and is apt for a pillar; another than
    /// `but`, if there is one.
    pub(crate) fn organisation(
        &self,
        district: usize,
        pillar: Pillar,
        but: Option<u32>,
        chance: &mut Chance,
    ) -> Option<u32> {
        let here = &self.members.reporting_in[district];
        let mut last = None;
        for _ in 0..24 {
            let Some(&candidate) = here.get(chance.below(here.len())) else {
                break;
            };
            if Some(candidate) == but {
                continue;
            }
            last = Some(candidate);
            let kind = self.members.all[candidate as usize].kind;
            if chance.happens(aptness(kind, pillar)) {
                break;
            }
        }
        last
    }
}

/// Marks the cells whose need is among the higher two fifths of their pillar and side, and those of
/// whole provinces.
fn high(cells: &[Cell]) -> Vec<bool> {
    let provincial = |cell: &Cell| matches!(cell.spot, Spot::Province(_));
    let mut is_high: Vec<bool> = cells.iter().map(provincial).collect();
    for pillar in Pillar::FRAME {
        for side in Side::ALL {
            let mut alike: Vec<usize> = (0..cells.len())
                .filter(|at| cells[*at].pillar == pillar && cells[*at].side == side)
                .filter(|at| !provincial(&cells[*at]))
                .collect();
            alike.sort_by(|a, b| cells[*b].need.total_cmp(&cells[*a].need));
            let few = alike.len() * 2 / 5;
            for at in alike.into_iter().take(few) {
                is_high[at] = true;
            }
        }
    }
    is_high
}

/// A service that answers a cell.
pub(crate) fn service(cell: &Cell, chance: &mut Chance) -> Option<ServiceKind> {
    let children = cell.population.ages.values().eq([AgeBand::Child]);
    let codes: &[&str] = match (cell.pillar, cell.side) {
        (Pillar::Protection, Side::Supply) if children => &["child", "shelter", "social", "health"],
        (Pillar::Protection, Side::Supply) => &[
            "shelter",
            "health",
            "legal",
            "social",
            "livelihood",
            "material",
            "return",
            "identification",
        ],
        (Pillar::Protection, Side::Demand) => &["identification", "legal", "hotline"],
        (Pillar::Prevention, Side::Supply) => &["awareness", "awareness", "recruitment"],
        (Pillar::Prevention, Side::Demand) => &["demand", "inspection"],
        (Pillar::Prosecution, _) => &["investigation", "trial", "training"],
        (Pillar::Partnership, _) => return None,
    };
    chance.pick(codes).parse().ok()
}
