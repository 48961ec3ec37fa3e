//! How much two rows of bits have in common, for all pairs of them.
//!
//! The similarity of two encodings is Dice's coefficient, `2 |a AND b| / (|a| + |b|)` (Dice 1945; Schnell,
//! Bachteler and Reiher 2009 for filters), or their Hamming distance, `|a| + |b| - 2 |a AND b|`. Both follow from three
//! counts, so that one kernel, which counts common bits, serves both and every answer rests on whole numbers.
//!
//! - [`AllPairs`] finds every pair that reaches a [`Threshold`], exactly, as a stream of bounded memory.
//! - [`Best`] keeps for each row its best partners only, so that the answer cannot explode.
//! - [`Hashing`] compares only rows that agree in a sample of their bits, and says how much that misses.
//! - [`agreeing`] chooses between the first and the third by what they cost, and says what it did.
//! - [`Diffusion`] reads the distance of two rows back from the distance of what was diffused from them.
//!
//! A row without a single bit is the encoding of nothing: it agrees with no row, not even with another empty one.
//! Answers are the same on every processor and for every number of threads.

mod all_pairs;
mod best;
mod block;
mod choice;
mod diffusion;
mod hashing;
mod hashing_plan;
mod simd;
#[cfg(test)]
mod tests;
mod threshold;
mod unit;

pub use all_pairs::{AllPairs, Sink};
pub use best::Best;
pub use choice::{Budget, Found, Way, agreeing, dice_of_pairs};
pub use diffusion::{Diffusion, Rate};
pub use hashing::{Hashed, Hashing, Measured};
pub use hashing_plan::{Plan, Profile, expected_recall};
pub use simd::Path;
pub use threshold::Threshold;

use serde::{Deserialize, Serialize};

use crate::{Filters, Interrupted};

/// Most bits of a row. Counts of bits are kept in 16 bits with a sign.
pub const MAX_BITS: usize = 16_384;

/// Two rows and how many set bits they share, from which every similarity follows exactly.
///
/// Between two [`Filters`] the first row is of the first and the second of the second; within one the first is the
/// smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BitPair {
    /// Number of the first row.
    pub first: u32,
    /// Number of the second row.
    pub second: u32,
    /// Bits that are set in both.
    pub common: u32,
}

/// Why rows are not compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", content = "facts")]
#[non_exhaustive]
pub enum DiceRefusal {
    /// The rows of the two sides are of different lengths.
    #[error("rows of {first} bits cannot be compared with rows of {second} bits")]
    #[serde(rename = "linkage/different-lengths")]
    DifferentLengths {
        /// Bits of the rows of the first side.
        first: usize,
        /// Bits of the rows of the second side.
        second: usize,
    },
    /// A Dice coefficient that nothing or everything would reach.
    #[error("the threshold {threshold} is not above 0 and at most 1")]
    #[serde(rename = "linkage/threshold-out-of-range")]
    ThresholdOutOfRange {
        /// The threshold.
        threshold: f64,
    },
    /// There are more rows than can be numbered.
    #[error("{rows} rows are more than {}", u32::MAX)]
    #[serde(rename = "linkage/too-many-rows")]
    TooManyRows {
        /// Rows of one side.
        rows: usize,
    },
    /// The rows are longer than [`MAX_BITS`].
    #[error("rows of {bits} bits are longer than {MAX_BITS} bits")]
    #[serde(rename = "linkage/rows-too-long")]
    RowsTooLong {
        /// Bits of a row.
        bits: usize,
    },
    /// This processor lacks the instructions of the path that was asked for.
    #[error("this processor cannot compare by {path}")]
    #[serde(rename = "linkage/no-such-path")]
    NoSuchPath {
        /// The path.
        path: Path,
    },
    /// Tables of sampled bits that nothing could be found by.
    #[error(
        "{tables} tables of {bits} sampled bits with buckets of {bucket} rows are not possible"
    )]
    #[serde(rename = "linkage/hashing-out-of-range")]
    HashingOutOfRange {
        /// Tables.
        tables: usize,
        /// Bits of a key.
        bits: usize,
        /// Most rows of a bucket.
        bucket: usize,
    },
    /// A recall that hashing cannot promise.
    #[error("the recall {recall} is not above 0 and below 1")]
    #[serde(rename = "linkage/recall-out-of-range")]
    RecallOutOfRange {
        /// The recall that was asked for.
        recall: f64,
    },
    /// An output bit of a diffusion that mixes nothing, or a diffusion without output.
    #[error("no diffusion makes {outputs} bits of {sampled} sampled bits each")]
    #[serde(rename = "linkage/no-such-diffusion")]
    NoSuchDiffusion {
        /// Input bits of an output bit.
        sampled: u32,
        /// Output bits.
        outputs: u32,
    },
    /// The caller asked to stop.
    #[error("the work was interrupted by its caller")]
    #[serde(rename = "linkage/interrupted")]
    Interrupted,
}

impl DiceRefusal {
    /// The stable code of the reason, the same as in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::DifferentLengths { .. } => "linkage/different-lengths",
            Self::ThresholdOutOfRange { .. } => "linkage/threshold-out-of-range",
            Self::TooManyRows { .. } => "linkage/too-many-rows",
            Self::RowsTooLong { .. } => "linkage/rows-too-long",
            Self::NoSuchPath { .. } => "linkage/no-such-path",
            Self::HashingOutOfRange { .. } => "linkage/hashing-out-of-range",
            Self::RecallOutOfRange { .. } => "linkage/recall-out-of-range",
            Self::NoSuchDiffusion { .. } => "linkage/no-such-diffusion",
            Self::Interrupted => "linkage/interrupted",
        }
    }
}

impl From<Interrupted> for DiceRefusal {
    fn from(_: Interrupted) -> Self {
        Self::Interrupted
    }
}

/// Dice's coefficient of two rows with `first` and `second` set bits of which they share `common`: 0 to 1, and 0 where
/// either is empty.
///
/// ```
/// assert_eq!(concert_linkage::dice::dice(3, 5, 2), 0.5);
/// assert_eq!(concert_linkage::dice::dice(0, 0, 0), 0.0);
/// ```
pub fn dice(first: u32, second: u32, common: u32) -> f64 {
    if first == 0 || second == 0 {
        return 0.0;
    }
    f64::from(2 * common) / f64::from(first + second)
}

/// In how many bits two rows with `first` and `second` set bits differ of which they share `common`.
pub fn hamming(first: u32, second: u32, common: u32) -> u32 {
    first + second - 2 * common
}

/// Refuses rows that cannot be compared.
fn check(first: &Filters, second: &Filters) -> Result<(), DiceRefusal> {
    if first.bits() != second.bits() {
        return Err(DiceRefusal::DifferentLengths { first: first.bits(), second: second.bits() });
    }
    if first.bits() > MAX_BITS {
        return Err(DiceRefusal::RowsTooLong { bits: first.bits() });
    }
    for rows in [first.len(), second.len()] {
        check_rows(rows)?;
    }
    Ok(())
}

fn check_rows(rows: usize) -> Result<(), DiceRefusal> {
    if u32::try_from(rows).is_err() { Err(DiceRefusal::TooManyRows { rows }) } else { Ok(()) }
}
