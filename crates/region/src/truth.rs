//! What is true in the region: what a generated region has and a real one never shows.

use concert_terms::{Form, Id, Pillar, PlaceCode, Population, Side};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Parameters;

/// The truth of a region, by the identifiers under which its acts declare everything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Truth {
    /// What the region was made from.
    pub parameters: Parameters,
    /// What was planted, counted.
    pub counts: Counts,
    /// The true need of every cell in which a need is declared, the national ones last.
    pub cells: Vec<TrueCell>,
    /// The true number of people, by district and form and by country.
    pub people: Vec<TruePeople>,
    /// Who is expected to report from every district.
    pub districts: Vec<TrueDistrict>,
    /// High needs for which nobody works, in districts where every organisation reports.
    pub gaps: Vec<Gap>,
    /// Pairs of initiatives that serve one cell far beyond its need.
    pub overlaps: Vec<Overlap>,
    /// Pairs of organisations that would help people if they worked together, and do not.
    pub missing_partnerships: Vec<MissingPartnership>,
    /// Corridors along which far more people are moved than distance explains.
    pub heavy_corridors: Vec<HeavyCorridor>,
    /// Organisations that are known to work somewhere and have long reported nothing.
    pub silent: Vec<SilentOrganisation>,
    /// Initiatives under way whose capacity was last confirmed three half-lives ago or more, so
    /// that at most an eighth of it counts.
    pub stale: Vec<StaleCapacity>,
    /// Districts in which organisations work and none of them reports.
    pub unreported_districts: Vec<PlaceCode>,
    /// How providers truly answer, for every initiative that keeps a record.
    pub answers: Vec<TrueAnswers>,
}

/// How many of each were planted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Gaps.
    pub gaps: usize,
    /// Overlaps.
    pub overlaps: usize,
    /// Missing partnerships.
    pub missing_partnerships: usize,
    /// Corridors along which far more are moved.
    pub heavy_corridors: usize,
    /// Silent organisations.
    pub silent: usize,
    /// Stale capacities.
    pub stale: usize,
    /// Districts where nobody reports.
    pub unreported_districts: usize,
}

/// A cell and its true need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrueCell {
    /// The need that is declared for it; for a national need, the identifier that
    /// [`EstimateNeed::need`](crate::EstimateNeed::need) gives it.
    pub need: Id,
    /// Where.
    pub place: PlaceCode,
    /// Pillar.
    pub pillar: Pillar,
    /// Side.
    pub side: Side,
    /// Form of exploitation; absent where the need is for all forms.
    pub form: Option<Form>,
    /// For whom.
    pub population: Population,
    /// People assisted, people reached or cases in a year that are truly needed.
    pub true_need: f64,
    /// How many initiatives under way today touch the cell: they have a place in common with it,
    /// hold it, or lead to or from it as a corridor, and none of their axes excludes it.
    pub touched_by: u32,
    /// Whether every organisation that is expected to report from the place reports.
    pub reporting_complete: bool,
}

/// A true number of people in exploitation, in the year before the region's today.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TruePeople {
    /// A district, or a country.
    pub place: PlaceCode,
    /// Form of exploitation; absent for all forms together.
    pub form: Option<Form>,
    /// How many.
    pub people: u64,
}

/// Who is expected to report from a district: organisations that are declared to work there, in
/// its province or in its country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueDistrict {
    /// The district.
    pub place: PlaceCode,
    /// How many organisations.
    pub expected: u32,
    /// How many of them are silent.
    pub silent: u32,
}

/// A planted gap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// The need that nobody meets: its cell stands in [`Truth::cells`].
    pub need: Id,
    /// Where.
    pub place: PlaceCode,
    /// The true need.
    pub true_need: f64,
    /// Initiatives that were there and ended, if any.
    pub ended: Vec<Id>,
}

/// A planted overlap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overlap {
    /// The need that both serve.
    pub need: Id,
    /// Where.
    pub place: PlaceCode,
    /// The two initiatives, of different organisations.
    pub initiatives: [Id; 2],
    /// The two organisations.
    pub organisations: [Id; 2],
    /// What both can serve in a year, together.
    pub capacity: u64,
    /// The true need.
    pub true_need: f64,
}

/// A planted missing partnership.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MissingPartnership {
    /// The need of those who are turned away.
    pub need: Id,
    /// Who turns people away.
    pub from: Id,
    /// With which initiative.
    pub from_initiative: Id,
    /// How many people are turned away in a year.
    pub turned_away: u32,
    /// Who could take them.
    pub to: Id,
    /// With which initiative.
    pub to_initiative: Id,
    /// How many more people could be taken in a year.
    pub free: u32,
    /// Where the first works.
    pub from_place: PlaceCode,
    /// Where the second works: the same district or one that borders on it.
    pub to_place: PlaceCode,
}

/// A corridor along which far more people are moved than along others of its length.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeavyCorridor {
    /// The corridor.
    pub corridor: PlaceCode,
    /// How many people are moved along it in a year, as declared.
    pub people: u64,
    /// How many its length explains.
    pub usual: f64,
}

/// A silent organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SilentOrganisation {
    /// The organisation.
    pub organisation: Id,
    /// The last day on which it reported anything; absent where it never did.
    pub last_report: Option<Date>,
    /// Where it is known to work.
    pub works_in: Vec<PlaceCode>,
}

/// A stale capacity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaleCapacity {
    /// The initiative.
    pub initiative: Id,
    /// The day from which its capacity ages.
    pub confirmed: Date,
}

/// How a provider truly answers requests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrueAnswers {
    /// The initiative.
    pub initiative: Id,
    /// The probability that a request is declined for want of capacity or not answered; the
    /// recorded answers are draws with it.
    pub declines: f64,
}
