//! A made-up region with a known truth, to try Concert on.
//!
//! Four countries that nobody has heard of, on an empty stretch of ocean: their places, the people
//! exploited there, the organisations that work against it and two years of what these declared.
//! Everything is drawn from the seed of [`Parameters`], and equal parameters make equal regions.
//! [`Region::acts`] is what happened, in order, as commands of the coalition. [`Truth`] is what a
//! real region never tells: the true need of every cell, and where gaps, overlaps, missing
//! partnerships, silence, staleness and corridors that far more are moved along were planted, so that whatever is computed from the acts
//! can be held against it.
//!
//! [`case_lists`] makes something smaller: case lists of made-up people as several organisations would
//! keep them, and who truly stands on which.
//!
//! ```
//! use concert_coalition::{Actor, Coalition, decide};
//! use concert_region::{Parameters, generate};
//!
//! let small = Parameters { initiatives: 100, organisations: 12, ..Parameters::default() };
//! let region = generate(&small)?;
//! let mut coalition = Coalition::default();
//! for act in region.acts() {
//!     for statement in decide(&coalition, &Actor::operator(), &act.command, act.at)? {
//!         coalition.apply(&statement);
//!     }
//! }
//! assert!(coalition.instance.generated);
//! assert_eq!(coalition.organisations.len(), 12);
//! assert_eq!(region.truth.gaps.len(), 10);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod capacity;
mod capture;
mod cases;
mod chance;
mod declaration;
mod estimate_need;
mod flows;
mod geography;
mod ground;
mod history;
mod land;
mod lattice;
mod member_names;
mod members;
mod names;
mod need_cell;
mod parameters;
mod people;
mod planting;
mod reckoning;
mod region;
mod sketch;
mod surface;
mod table;
mod truth;
mod victims;
mod wording;
mod work;

pub use capture::{CaptureTable, LISTS};
pub use cases::{
    CaseParameters, CaseRefusal, CaseTruth, CaseWorld, Dependence, GeneratedList, Keeper,
    ListParameters, MOST_LISTS, MOST_PEOPLE, RecordTruth, Slip, SlipRates, Slips, case_lists,
    case_worlds,
};
pub use estimate_need::EstimateNeed;
pub use history::Act;
pub use parameters::{HISTORY_DAYS, MOST_INITIATIVES, MOST_ORGANISATIONS, Parameters, Refusal};
pub use people::{Person, Tradition};
pub use region::{Region, generate};
pub use table::{Table, TableLanguage, WrongCell};
pub use truth::{
    Counts, Gap, HeavyCorridor, MissingPartnership, Overlap, SilentOrganisation, StaleCapacity,
    TrueAnswers, TrueCell, TrueDistrict, TruePeople, Truth,
};
