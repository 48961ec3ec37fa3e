//! Why texts cannot be compared.

/// What was asked cannot be had, because of what was given.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum Refusal {
    /// A likeness from which texts are put together does not lie above 0 and up to 1.
    #[error("a likeness of {threshold} cannot be asked for")]
    Threshold {
        /// The likeness as it was given.
        threshold: f64,
    },
    /// More pairs of texts are so alike than can be held.
    #[error("more than {pairs} pairs of texts are alike by {threshold}")]
    TooAlike {
        /// The likeness that was asked for.
        threshold: f64,
        /// How many pairs can be held.
        pairs: usize,
    },
    /// A text is asked for that is not there.
    #[error("there is no text {text}")]
    TextUnknown {
        /// The number of the text as it was given.
        text: u32,
    },
    /// A difference is applied to another text than that from which it was taken.
    #[error("the text has changed since the difference was taken")]
    OtherText,
}

impl Refusal {
    /// The stable code, under which the catalogues keep the text for people.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Threshold { .. } => "wording/threshold",
            Self::TooAlike { .. } => "wording/too-alike",
            Self::TextUnknown { .. } => "wording/text-unknown",
            Self::OtherText => "wording/other-text",
        }
    }
}
