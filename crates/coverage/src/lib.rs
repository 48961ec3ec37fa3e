//! Need beside response in every cell, with its uncertainty.
//!
//! A *need* says how much of a response is wanted in one cell (place x pillar x side x form x
//! population), as equally likely draws ([`NeedAtom`]). *Supply* is what organisations declare,
//! one row per initiative ([`Supply`]). What a declared capacity still counts for on a day is its
//! effective supply ([`freshness`], [`reliability`]); the capacity of a coarse declaration is
//! spread over the needs that it touches ([`Allocation`]). The *gap* of a need is what is missing
//! in each draw ([`Gap`]); gaps of many needs are taken one by one and then added, draw by draw, so
//! that plenty in one place never hides want in another ([`SummedGap`]).
//!
//! A [`Frame`] shows pillars, sides and groups of forms for one place on one day, a [`Matrix`] any
//! two axes, and both tell "nobody is there" from "nobody told us" ([`Knowledge`]) and list the
//! rows and needs behind every figure ([`Explanation`]). [`silences()`] says whom to ask first.
//!
//! [`NextActions`] says which few of many possible [`Action`]s to do next within a budget, why, and
//! how far from the best plan that is at most ([`UpperBound`]).
//!
//! Everything here is pure: places, organisations and initiatives are numbers that the caller
//! gives, days come in as arguments, and the same input gives the same figures to the last bit, in
//! whatever order rows were put and on however many processors.

pub mod action;
pub mod allocation;
mod balanced_search;
mod candidates;
mod cell_sets;
mod closing_curves;
mod columns;
pub mod draw_sums;
mod dual_prices;
pub mod effective_supply;
mod exact_sum;
pub mod explain;
pub mod frame;
pub mod gap;
pub mod gap_draws;
mod grid;
mod interned;
pub mod knowledge;
mod lazy_greedy;
mod local_search;
mod marginal_gain;
pub mod matrix;
pub mod need;
pub mod next_actions;
mod objective;
pub mod place_tree;
mod placed;
pub mod plan;
pub mod plan_difference;
mod precedence;
mod quantiles;
pub mod question;
mod refusal;
mod regions;
mod scan;
pub mod served;
pub mod supply;
pub mod upper_bound;
mod workers;

pub use action::{Action, Effect};
pub use allocation::{Allocation, AllocationRule};
pub use draw_sums::SummedGap;
pub use effective_supply::{freshness, reliability};
pub use explain::{Contribution, Explanation};
pub use frame::{Figures, Frame, FrameCell};
pub use gap::{Certainty, Gap, gaps};
pub use gap_draws::GapDraws;
pub use knowledge::{Completeness, Knowledge, Silence, Silences, completeness, silences};
pub use matrix::{Dimension, Heading, Matrix};
pub use need::{NeedAtom, Needs, Superseded};
pub use next_actions::NextActions;
pub use place_tree::PlaceTree;
pub use plan::{Closes, GroupClosure, Plan, PlanQuestion, Step, Tail};
pub use plan_difference::{GroupDifference, NeedDifference, PlanDifference};
pub use question::Question;
pub use refusal::Refusal;
pub use served::{Served, Service};
pub use supply::{AnswerRecord, Supply, SupplyRow};
pub use upper_bound::UpperBound;
