//! What a partition is drawn from, how, and why it may be refused.

use serde::{Deserialize, Serialize};

use super::lost::Lost;

/// Most lists that can be linked at once.
pub const MAX_LISTS: usize = 64;

/// The lists whose records are numbered together, list after list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lists {
    sizes: Vec<u32>,
    clean: Vec<bool>,
    /// The first record of each list, and at last the number of all records.
    starts: Vec<u32>,
}

impl Lists {
    /// Lists of so many records each; on a `clean` list nobody stands twice.
    pub fn new(sizes: &[u32], clean: &[bool]) -> Result<Self, NotPartitioned> {
        if sizes.len() != clean.len() {
            return Err(NotPartitioned::CleanForOtherLists {
                lists: sizes.len(),
                clean: clean.len(),
            });
        }
        if sizes.len() > MAX_LISTS {
            return Err(NotPartitioned::TooManyLists { lists: sizes.len() });
        }
        let mut starts = vec![0u32];
        let mut records = 0u32;
        for &size in sizes {
            records = records
                .checked_add(size)
                .filter(|&records| records < u32::MAX)
                .ok_or(NotPartitioned::TooManyRecords)?;
            starts.push(records);
        }
        Ok(Self { sizes: sizes.to_vec(), clean: clean.to_vec(), starts })
    }

    /// Number of lists.
    pub fn len(&self) -> usize {
        self.sizes.len()
    }

    /// There is no list.
    pub fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }

    /// Records of all lists.
    pub fn records(&self) -> usize {
        self.starts[self.sizes.len()] as usize
    }

    /// Records of one list.
    pub fn size(&self, list: usize) -> u32 {
        self.sizes[list]
    }

    /// Nobody stands twice on the list.
    pub fn is_clean(&self, list: usize) -> bool {
        self.clean[list]
    }

    /// The list of a record.
    pub fn list_of(&self, record: u32) -> usize {
        self.starts.partition_point(|&start| start <= record) - 1
    }

    /// The bit of the record's list where that is clean, else zero.
    pub(super) fn clean_bit(&self, record: u32) -> u64 {
        let list = self.list_of(record);
        u64::from(self.clean[list]) << list
    }
}

/// How a partition is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PartitionSettings {
    /// Draws to take, 1 to 65,535.
    pub draws: usize,
    /// Seed of all draws.
    pub seed: u64,
    /// Natural logarithm of the prior odds in the scores; [`calibrated`](super::calibrated) finds it.
    pub prior: f32,
    /// What each record that joins others adds to the log odds, -8 to 8;
    /// [`calibrated`](super::calibrated) finds it.
    pub joining: f32,
    /// Share of the true matches that are not among the scored pairs, never compared or left out for a low
    /// score; above 0, at most 1. Two records without a score are held to be two
    /// people with this Bayes factor.
    pub missed: f64,
    /// Pairs with log odds below this hold no cluster together, though they count within one.
    pub connecting: f32,
    /// The true matches that were never compared, which no partition of a draw holds.
    pub lost: Lost,
    /// Standard deviation of what all log odds may be wrong by at once, 0 to 4: each draw adds one such number to all of them.
    pub doubt: f64,
    /// Components of so many units are enumerated, larger ones walked over; 2 to 10.
    pub enumerated: usize,
    /// Sweeps over a larger component before the first draw.
    pub burn_in: usize,
    /// Sweeps from one draw to the next.
    pub thinning: usize,
}

impl Default for PartitionSettings {
    fn default() -> Self {
        Self {
            draws: 100,
            seed: 1,
            prior: -10.0,
            joining: 0.0,
            missed: 0.05,
            connecting: -6.0,
            lost: Lost::default(),
            doubt: 0.0,
            enumerated: 6,
            burn_in: 30,
            thinning: 3,
        }
    }
}

/// Why records are not divided into people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", content = "facts")]
#[non_exhaustive]
pub enum NotPartitioned {
    /// It was said for another number of lists whether they are clean.
    #[error("{lists} lists were given, and for {clean} it was said whether they are clean")]
    #[serde(rename = "linkage/clean-for-other-lists")]
    CleanForOtherLists {
        /// Lists given.
        lists: usize,
        /// Answers given.
        clean: usize,
    },
    /// More than [`MAX_LISTS`] lists.
    #[error("{lists} lists were given; at most {MAX_LISTS} can be linked at once")]
    #[serde(rename = "linkage/too-many-lists")]
    TooManyLists {
        /// Lists given.
        lists: usize,
    },
    /// More records than can be numbered.
    #[error("there are more than 4,294,967,294 records")]
    #[serde(rename = "linkage/too-many-records")]
    TooManyRecords,
    /// A score or a decision names a record that no list has.
    #[error("record {record} was named, and there are {records}, counted from zero")]
    #[serde(rename = "linkage/no-such-record")]
    NoSuchRecord {
        /// The record.
        record: u32,
        /// Records of all lists.
        records: usize,
    },
    /// A scored pair does not name two records, the smaller first, or its odds are no number.
    #[error("the scored pair {pair} does not name two records in order or has no finite odds")]
    #[serde(rename = "linkage/not-a-scored-pair")]
    NotAScoredPair {
        /// Position of the pair, counted from zero.
        pair: usize,
    },
    /// A setting lies outside its range.
    #[error("the setting {setting} of the partition lies outside its range")]
    #[serde(rename = "linkage/partition-setting")]
    Setting {
        /// Its name.
        setting: &'static str,
    },
    /// Two records were decided to be two people and, through others, to be one.
    #[error(
        "records {first} and {second} were decided to be two people, and one through {chain:?}"
    )]
    #[serde(rename = "linkage/decisions-contradict")]
    DecisionsContradict {
        /// One record.
        first: u32,
        /// The other.
        second: u32,
        /// The decisions by which they are one.
        chain: Vec<(u32, u32)>,
    },
    /// Two records of a list on which nobody stands twice were decided to be one person.
    #[error("records {first} and {second} of one clean list were decided to be one by {chain:?}")]
    #[serde(rename = "linkage/decision-against-clean-list")]
    DecisionAgainstCleanList {
        /// One record.
        first: u32,
        /// The other.
        second: u32,
        /// The decisions by which they are one.
        chain: Vec<(u32, u32)>,
    },
}

impl NotPartitioned {
    /// The stable code of the reason, the same as in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::CleanForOtherLists { .. } => "linkage/clean-for-other-lists",
            Self::TooManyLists { .. } => "linkage/too-many-lists",
            Self::TooManyRecords => "linkage/too-many-records",
            Self::NoSuchRecord { .. } => "linkage/no-such-record",
            Self::NotAScoredPair { .. } => "linkage/not-a-scored-pair",
            Self::Setting { .. } => "linkage/partition-setting",
            Self::DecisionsContradict { .. } => "linkage/decisions-contradict",
            Self::DecisionAgainstCleanList { .. } => "linkage/decision-against-clean-list",
        }
    }
}

impl PartitionSettings {
    pub(super) fn check(&self) -> Result<(), NotPartitioned> {
        let checks = [
            ("draws", (1..=usize::from(u16::MAX)).contains(&self.draws)),
            ("prior", self.prior.is_finite()),
            ("joining", (-8.0..=8.0).contains(&self.joining)),
            ("missed", self.missed > 0.0 && self.missed <= 1.0),
            ("connecting", self.connecting.is_finite()),
            ("lost", (0.0..1.0).contains(&self.lost.share) && self.lost.error >= 0.0),
            ("doubt", (0.0..=4.0).contains(&self.doubt)),
            ("enumerated", (2..=10).contains(&self.enumerated)),
            ("thinning", self.thinning > 0),
        ];
        match checks.into_iter().find(|check| !check.1) {
            Some((setting, _)) => Err(NotPartitioned::Setting { setting }),
            None => Ok(()),
        }
    }
}
