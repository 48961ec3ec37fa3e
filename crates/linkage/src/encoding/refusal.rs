//! Why something is not encoded, not read, or not compared.

/// A refusal of encoding, of reading an encoding, or of comparing two. No text of it holds a value of a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum EncodingRefusal {
    /// A setting is out of its range.
    #[error("{setting} of {value} is not within {low} and {high}")]
    Setting {
        /// Which.
        setting: &'static str,
        /// As it was set.
        value: u8,
        /// The least.
        low: u8,
        /// The largest.
        high: u8,
    },
    /// The settings are of a version that this program does not know.
    #[error("settings of version {version}; known is {known}")]
    Version {
        /// As it was set.
        version: u16,
        /// The one known.
        known: u16,
    },
    /// No match key can be made of the fields of the round.
    #[error(
        "the fields of the round say too little of who somebody is to be joined to a match key"
    )]
    NoField,
    /// The list has none of the fields of the round.
    #[error("the list has none of the fields of the round")]
    NoColumn,
    /// There is nobody on the list.
    #[error("the list is empty")]
    Empty,
    /// Columns of the list have other numbers of rows than there are identifiers.
    #[error("a column has {rows} rows where the list has {records}")]
    Ragged {
        /// Of the column.
        rows: usize,
        /// Identifiers.
        records: usize,
    },
    /// The keys are those of another round or of other settings.
    #[error("the keys of the tokens belong to another round or to other settings")]
    OtherKeys,
    /// A token of the list has no key: the keys were asked for another list.
    #[error("{count} tokens of the list have no key")]
    MissingKeys {
        /// How many.
        count: usize,
    },
    /// Two encodings are of different rounds.
    #[error("the encodings are of two rounds")]
    OtherRound,
    /// Two encodings were made under different settings.
    #[error("the encodings were made under different settings")]
    OtherSettings,
    /// A row of an encoding has another length than it must.
    #[error("row {row} has {found} bits where {expected} are expected")]
    Length {
        /// Counted from 1.
        row: usize,
        /// Bits found.
        found: usize,
        /// Bits expected.
        expected: usize,
    },
    /// A row of an encoding is not base64.
    #[error("row {row} is not base64")]
    NotBase64 {
        /// Counted from 1.
        row: usize,
    },
    /// A file is not what it must be.
    #[error("the file is not a list of encodings: {reason}")]
    NotAFile {
        /// What is wrong, without content.
        reason: &'static str,
    },
    /// A row has too few or too many set bits to be an encoding under the settings.
    #[error("row {row} has {ones} set bits; an encoding has {low} to {high}")]
    Ones {
        /// Counted from 1.
        row: usize,
        /// Set bits.
        ones: u32,
        /// The least that is plausible.
        low: u32,
        /// The most.
        high: u32,
    },
    /// A row looks like text in clear.
    #[error("row {row} looks like text")]
    Text {
        /// Counted from 1.
        row: usize,
    },
    /// A row repeats another.
    #[error("row {row} repeats row {first}")]
    Repeated {
        /// Counted from 1.
        row: usize,
        /// The row that it repeats.
        first: usize,
    },
    /// Decoys are to be taken off a stratum that has fewer people who are on one list only.
    #[error("{decoys} decoys are to be taken off {singles} records")]
    TooManyDecoys {
        /// Decoys stated.
        decoys: u64,
        /// Records that no other list has.
        singles: u64,
    },
}

impl EncodingRefusal {
    /// The stable code of the reason.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Setting { .. } => "linkage/encoding-setting",
            Self::Version { .. } => "linkage/encoding-version",
            Self::NoField => "linkage/encoding-no-field",
            Self::NoColumn => "linkage/encoding-no-column",
            Self::Empty => "linkage/encoding-empty",
            Self::Ragged { .. } => "linkage/encoding-ragged",
            Self::OtherKeys => "linkage/encoding-other-keys",
            Self::MissingKeys { .. } => "linkage/encoding-missing-keys",
            Self::OtherRound => "linkage/encoding-other-round",
            Self::OtherSettings => "linkage/encoding-other-settings",
            Self::Length { .. } => "linkage/encoding-length",
            Self::NotBase64 { .. } => "linkage/encoding-not-base64",
            Self::NotAFile { .. } => "linkage/encoding-not-a-file",
            Self::Ones { .. } => "linkage/encoding-ones",
            Self::Text { .. } => "linkage/encoding-text",
            Self::Repeated { .. } => "linkage/encoding-repeated",
            Self::TooManyDecoys { .. } => "linkage/encoding-too-many-decoys",
        }
    }
}
