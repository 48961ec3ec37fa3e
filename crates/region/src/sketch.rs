//! An initiative before it is written out: what matters of it, small enough for a million.

use concert_coalition::{Answers, Status};
use concert_terms::{Axis, Count, Form, Pillar, Population, ServiceKind, Side, Stated};

use crate::geography::Geography;
use crate::need_cell::{Cell, Spot};

/// Where an initiative works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Scope {
    District(u16),
    /// Two districts that border on each other.
    Pair(u16, u16),
    Province(u16),
    /// A whole country; without its dark province, if it has one.
    Country(u8),
    Corridor(u8),
}

/// What an initiative states on the axes of the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Frame {
    pub(crate) pillars: Stated<Pillar>,
    pub(crate) sides: Stated<Side>,
    pub(crate) forms: Stated<Form>,
    pub(crate) population: Population,
}

impl Frame {
    /// Exactly a cell.
    pub(crate) fn of(cell: &Cell) -> Self {
        Self {
            pillars: Stated::of(&[cell.pillar]),
            sides: Stated::of(&[cell.side]),
            forms: Stated::of(&[cell.form]),
            population: cell.population,
        }
    }

    /// Whether no axis excludes the cell. An unstated axis excludes nothing.
    pub(crate) fn touches(&self, cell: &Cell) -> bool {
        fn open<T: Axis>(stated: Stated<T>, value: T) -> bool {
            stated.is_unstated() || stated.states(value)
        }
        open(self.pillars, cell.pillar)
            && open(self.sides, cell.side)
            && (self.forms.is_unstated()
                || self.forms.values().any(|form| form.overlaps(cell.form)))
            && self.population.overlaps(cell.population)
    }
}

impl Scope {
    /// The districts that the scope holds or runs between. `dark` is the province that nobody who
    /// reports works in.
    pub(crate) fn districts(self, geography: &Geography, dark: Option<usize>) -> Vec<usize> {
        match self {
            Self::District(at) => vec![usize::from(at)],
            Self::Pair(one, other) => vec![usize::from(one), usize::from(other)],
            Self::Province(at) => geography.districts_of[usize::from(at)].clone(),
            Self::Country(at) => geography
                .districts_in(usize::from(at))
                .filter(|district| Some(geography.districts[*district].province) != dark)
                .collect(),
            Self::Corridor(at) => geography.corridors[usize::from(at)].to_vec(),
        }
    }

    /// Whether the place of a cell and the scope have ground in common.
    pub(crate) fn meets(self, spot: Spot, geography: &Geography, dark: Option<usize>) -> bool {
        let country_of = |province: usize| geography.country_of[province];
        match (self, spot) {
            (Self::District(at), Spot::District(district)) => usize::from(at) == district,
            (Self::Pair(one, other), Spot::District(district)) => {
                usize::from(one) == district || usize::from(other) == district
            }
            (Self::Province(at), Spot::District(district)) => {
                usize::from(at) == geography.districts[district].province
            }
            (Self::Country(at), Spot::District(district)) => {
                let home = &geography.districts[district];
                usize::from(at) == home.country && Some(home.province) != dark
            }
            (Self::Province(at), Spot::Province(province)) => usize::from(at) == province,
            (Self::Country(at), Spot::Province(province)) => {
                usize::from(at) == country_of(province) && Some(province) != dark
            }
            (Self::Corridor(at), Spot::District(district)) => {
                geography.corridors[usize::from(at)].contains(&district)
            }
            (Self::District(_) | Self::Pair(..) | Self::Corridor(_), Spot::Province(province)) => {
                let inside = |at: &usize| geography.districts[*at].province == province;
                self.districts(geography, dark).iter().any(inside)
            }
        }
    }
}

/// How an initiative goes on after it was declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It stands as it was declared.
    Stands,
    /// It was declared as under way, and declared ended this many days before today.
    Ended(i32),
    /// It was taken back this many days before today.
    Withdrawn(i32),
}

/// An initiative. Days are counted back from today; days to come are negative.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sketch {
    pub(crate) organisation: u32,
    /// The cell for which it was made, if it was made for one.
    pub(crate) cell: Option<u32>,
    pub(crate) scope: Scope,
    pub(crate) frame: Frame,
    pub(crate) service: Option<ServiceKind>,
    pub(crate) status: Status,
    pub(crate) fate: Fate,
    pub(crate) capacity: Option<Count>,
    pub(crate) answers: Option<Answers>,
    /// The true probability that a request is declined, where answers are recorded.
    pub(crate) declines: f32,
    pub(crate) declared: i32,
    pub(crate) confirmed: i32,
    pub(crate) start: i32,
    pub(crate) end: Option<i32>,
    pub(crate) planted: bool,
}

impl Sketch {
    /// Whether it is under way today.
    pub(crate) fn is_active(&self) -> bool {
        self.status == Status::Active
            && self.fate == Fate::Stands
            && self.start >= 0
            && self.end.is_none_or(|end| end <= 0)
    }

    /// Whether it ended before today.
    pub(crate) fn is_over(&self) -> bool {
        self.status == Status::Ended || self.end.is_some_and(|end| end > 0)
    }

    /// After how many days half of its capacity counts.
    pub(crate) fn half_life(&self) -> f32 {
        half_life(self.service)
    }
}

/// After how many days half of a capacity counts.
pub(crate) fn half_life(service: Option<ServiceKind>) -> f32 {
    service.map_or(ServiceKind::USUAL_HALF_LIFE_DAYS, ServiceKind::half_life_days)
}
