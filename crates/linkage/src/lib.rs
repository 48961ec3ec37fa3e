//! Who is on several lists.
//!
//! A [`CaseList`] is read as it was written, in any script. What two records share and where they
//! differ gives the odds that they are one person ([`ScoredPair`]).

pub mod attack;
pub mod birth;
pub mod blocking;
pub mod capture;
pub mod case_list;
pub mod comparison;
pub mod dice;
pub mod encoding;
pub mod filters;
pub mod likeness;
pub mod names;
pub mod partition;
pub mod progress;
pub mod round_key;
pub mod scored_pair;
mod sex;
pub mod weights;

pub use case_list::{CaseColumn, CaseList, Texts};
pub use filters::Filters;
pub use progress::{Interrupted, Tell};
pub use scored_pair::ScoredPair;
