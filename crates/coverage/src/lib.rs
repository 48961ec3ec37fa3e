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
//! rows and needs behind every figure ([`Explanation`]). [`silences()`] says whose silence weighs
//! most, [`value_of_information()`] which answer would tell most about the gaps.
//!
//! Who serves what ([`Served`]) shows where organisations do the same, and whether that is more
//! than is needed ([`Overlaps`]), over how many of them a response is spread ([`Fragmentation`]),
//! how far their partnerships hang together ([`Cohesion`]), who works side by side without a tie
//! ([`Copresence`]), and what of this size alone explains ([`SameMargins`]). [`alignments`] and
//! [`attainable()`] say whether effort goes where need is, and how much better it could;
//! [`proportions`] whether both sides and all forms are served alike; [`ladders`] how much of what is
//! there helps somebody in the end; [`partnerships`] who should work with whom, and why.
//! [`NextActions`] says which few of many possible [`Action`]s to do next within a budget, why, and
//! how far from the best plan that is at most ([`UpperBound`]). [`duplicates`] proposes which
//! initiatives were entered twice. [`changes`] says why gaps are others than they were, and
//! [`associations`] whether those of a commitment changed otherwise than comparable ones did.
//!
//! On a [`Corridor`] people are moved from one place to another: [`corridor_flows`] says where more
//! are than a [`Gravity`] baseline explains, [`corridor_ends`] who stands at its ends without a tie.
//!
//! Everything here is pure: places, organisations and initiatives are numbers that the caller
//! gives, days come in as arguments, and the same input gives the same figures to the last bit, in
//! whatever order rows were put and on however many processors.

pub mod alignment;
pub mod allocation;
pub mod among;
pub mod apportion;
pub mod attainable;
pub mod behind;
mod bundles;
mod cell_sets;
pub mod change;
mod columns;
pub mod corridors;
pub mod draw_sums;
pub mod duplicates;
pub mod effect;
pub mod effective_supply;
mod exact_sum;
pub mod explain;
pub mod fragmentation;
pub mod frame;
pub mod gap;
pub mod gravity;
mod grid;
mod interned;
pub mod knowledge;
pub mod known_needs;
pub mod ladder;
mod matching;
pub mod matrix;
pub mod need;
pub mod next_actions;
pub mod overlap;
pub mod partners;
pub mod place_tree;
mod placed;
mod precedence;
pub mod proportion;
mod quantiles;
pub mod question;
pub mod reach;
mod refusal;
mod regions;
mod scan;
pub mod served;
pub mod supply;
pub mod ties;
pub mod value_of_information;
mod workers;

pub use alignment::{Alignment, Effort, Layer, alignments};
pub use allocation::{Allocation, AllocationRule};
pub use among::Among;
pub use apportion::{AmountAt, RowAmount, apportion};
pub use attainable::{Attainable, Gain, Moved, attainable};
pub use behind::{Behind, behind};
pub use change::{Causes, Change, Moment, changes};
pub use corridors::{
    CorridorEnds, CorridorFlows, CorridorWork, EndsAsked, MissingLink, ObservedFlow, corridor_ends,
    corridor_flows,
};
pub use draw_sums::SummedGap;
pub use duplicates::{Entry, MergeProposal, merge_proposals};
pub use effect::{
    Association, Associations, CellAssociation, CellChange, LeftOut, Since, associations,
};
pub use effective_supply::{freshness, reliability};
pub use explain::{Contribution, Explanation};
pub use fragmentation::{
    Concentration, Fragmentation, NeedFragmentation, NoIndex, OrganisationSpread,
};
pub use frame::{Figures, Frame, FrameCell};
pub use gap::{Certainty, Gap, closed_by, gaps};
pub use gravity::{Corridor, Covariate, Gravity, gravity};
pub use knowledge::{Completeness, Knowledge, Silence, Silences, completeness, silences};
pub use known_needs::{KnownNeed, knowledge_of_needs};
pub use ladder::{Ladder, Passage, Rung, ladders};
pub use matrix::{Dimension, Heading, Matrix};
pub use need::{NeedAtom, Needs, Superseded};
pub use next_actions::NextActions;
pub use next_actions::action::{Action, Effect};
pub use next_actions::gap_draws::GapDraws;
pub use next_actions::plan::{Closes, GroupClosure, Plan, PlanQuestion, Step, Tail};
pub use next_actions::plan_difference::{GroupDifference, NeedDifference, PlanDifference};
pub use next_actions::silent_gain::SilentGain;
pub use next_actions::upper_bound::UpperBound;
pub use overlap::{Doubling, NeedOverlap, OrganisationOverlap, Overlaps, PairOverlap, SharedNeed};
pub use partners::{
    CorridorReason, Partnering, Partnership, Partnerships, Room, partnerships, rooms,
};
pub use place_tree::PlaceTree;
pub use proportion::{Proportion, proportions};
pub use question::Question;
pub use reach::Reach;
pub use refusal::{
    ActionsRefusal, CorridorRefusal, EffectRefusal, InformationRefusal, LadderRefusal, NeedRefusal,
    OverlapRefusal, PartnersRefusal, PlaceRefusal, QuestionRefusal, Refusal, SupplyRefusal,
    TiesRefusal,
};
pub use served::{Served, Service};
pub use supply::{AnswerRecord, Supply, SupplyRow};
pub use ties::Ties;
pub use ties::cohesion::{Centrality, Cohesion};
pub use ties::copresence::{Copresence, UncoordinatedNeed, UncoordinatedPair};
pub use ties::same_margins::{AgainstChance, RealTable, SameMargins};
pub use value_of_information::{ValueOfInformation, value_of_information};
