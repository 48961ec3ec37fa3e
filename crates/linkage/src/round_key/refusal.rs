//! Why a message of a round is refused.

/// A refusal of a message or of terms.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum RoundKeyRefusal {
    /// So many holders cannot be needed of so many.
    #[error(
        "{needed} of {holders} holders cannot be needed: at least 2, and no more than there are"
    )]
    Terms {
        /// Key holders.
        holders: u16,
        /// Needed.
        needed: u16,
    },
    /// The message is of another round.
    #[error("the message is of another round")]
    OtherRound,
    /// The message is for another holder or names one that there is not.
    #[error("holder {number} does not belong here")]
    NotAHolder {
        /// As it was named.
        number: u16,
    },
    /// Two messages of one holder, where there is one.
    #[error("holder {number} was heard before")]
    HeardBefore {
        /// Of the holder.
        number: u16,
    },
    /// Messages of all holders, or of enough of them, are not there.
    #[error("{found} messages where {needed} are needed")]
    TooFew {
        /// There.
        found: usize,
        /// Needed.
        needed: usize,
    },
    /// A message cannot be read: truncated, or no element of the group.
    #[error("the message of holder {number} cannot be read")]
    Unreadable {
        /// Of the holder.
        number: u16,
    },
    /// A holder's share or opening contradicts what it committed to.
    #[error("the contribution of holder {number} does not fit its commitment")]
    BadContribution {
        /// Of the holder, or 0 where it is not known.
        number: u16,
    },
    /// Holders did not all see the same.
    #[error("holder {number} saw another ceremony")]
    SawOther {
        /// Of the holder.
        number: u16,
    },
    /// A request cannot be read, or its elements are not distinct and in order.
    #[error("the request is damaged")]
    DamagedRequest,
    /// The request was answered before.
    #[error("the request was answered before")]
    AnsweredBefore,
    /// A member asks for more tokens than the round allows.
    #[error("{asked} tokens are asked for where {left} are left of the member's allowance")]
    TooManyTokens {
        /// In this request.
        asked: u64,
        /// Still allowed.
        left: u64,
    },
    /// The answer is to another request.
    #[error("the answer of holder {number} is to another request")]
    OtherRequest {
        /// Of the holder.
        number: u16,
    },
    /// An answer has not as many evaluations as were asked for.
    #[error("the answer of holder {number} is truncated")]
    TruncatedAnswer {
        /// Of the holder.
        number: u16,
    },
    /// The proof of an answer fails: it was not made with the share that the holder committed to.
    #[error("the proof of holder {number} fails")]
    WrongAnswer {
        /// Of the holder.
        number: u16,
    },
    /// The public key of the round is not what it must be.
    #[error("the public key of the round cannot be read")]
    BadRoundKey,
    /// A token is empty or longer than 65,000 bytes.
    #[error("a token is empty or too long")]
    BadToken,
}

impl RoundKeyRefusal {
    /// The stable code of the reason.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Terms { .. } => "linkage/round-terms",
            Self::OtherRound => "linkage/round-other",
            Self::NotAHolder { .. } => "linkage/round-not-a-holder",
            Self::HeardBefore { .. } => "linkage/round-heard-before",
            Self::TooFew { .. } => "linkage/round-too-few",
            Self::Unreadable { .. } => "linkage/round-unreadable",
            Self::BadContribution { .. } => "linkage/round-bad-contribution",
            Self::SawOther { .. } => "linkage/round-saw-other",
            Self::DamagedRequest => "linkage/round-damaged-request",
            Self::AnsweredBefore => "linkage/round-answered-before",
            Self::TooManyTokens { .. } => "linkage/round-too-many-tokens",
            Self::OtherRequest { .. } => "linkage/round-other-request",
            Self::TruncatedAnswer { .. } => "linkage/round-truncated-answer",
            Self::WrongAnswer { .. } => "linkage/round-wrong-answer",
            Self::BadRoundKey => "linkage/round-bad-key",
            Self::BadToken => "linkage/round-bad-token",
        }
    }
}
