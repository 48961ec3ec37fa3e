//! From scored pairs to people, with the doubt kept.
//!
//! A score says how sure it is that two records are one person, from their own values. Who is a
//! person follows from all scores together: on a partition of the records into clusters. Here the partitions
//! have a probability each, and what leaves is draws from them: as many linkages as an estimate
//! wants, which differ where it is doubtful who is who, and one [point partition](Posterior::point)
//! of least expected loss for whoever needs one answer.
mod calibrated;
mod chain;
mod component;
mod doubt;
mod enumerate;
mod evidence;
mod lost;
mod point;
mod posterior;
mod quality;
mod review;
mod run;
mod settings;
mod suspicious;

pub use calibrated::calibrated;
pub use lost::Lost;
pub use posterior::{CoClustered, Partition, Posterior};
pub use quality::{Expected, LinkageQuality};
pub use review::Decisions;
pub use run::{partition, partition_again};
pub use settings::{Lists, MAX_LISTS, NotPartitioned, PartitionSettings};
pub use suspicious::{Suspicion, SuspicionLimits};
