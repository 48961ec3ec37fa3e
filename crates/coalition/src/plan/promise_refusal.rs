//! What is refused of promises, and why.

use concert_terms::Id;
use jiff::civil::Date;

/// Why a command about commitments or recommendations is not carried out. Who may not is told so by
/// [`Refusal::NotAllowed`](crate::Refusal::NotAllowed).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PromiseRefusal {
    /// The commitment was made before, with another content.
    #[error("the commitment {commitment} was made before and is changed with a reason")]
    MadeBefore {
        /// The commitment.
        commitment: Id,
    },
    /// The commitment was withdrawn.
    #[error("the commitment {commitment} was withdrawn")]
    Withdrawn {
        /// The commitment.
        commitment: Id,
    },
    /// A reviewer found all of it done.
    #[error("the commitment {commitment} is complete")]
    Complete {
        /// The commitment.
        commitment: Id,
    },
    /// A change names another maker or another day of the promise.
    #[error("the commitment {commitment} keeps its maker and the day on which it was promised")]
    KeepsItsMaker {
        /// The commitment.
        commitment: Id,
    },
    /// The commitment would be due before the day on which it is made or changed.
    #[error("it would be due on {due}, before {day}")]
    DuePassed {
        /// The last day.
        due: Date,
        /// The day before which it cannot be due.
        day: Date,
    },
    /// A change after the last day names something for which the commitment did not wait before.
    #[error("it was due on {due}, before {day}, and cannot begin to wait")]
    TooLateToWait {
        /// The last day.
        due: Date,
        /// Today.
        day: Date,
    },
    /// The commitment would be taken out of the public's sight.
    #[error("the commitment {commitment} is public since {from}")]
    PublicAlready {
        /// The commitment.
        commitment: Id,
        /// Since when.
        from: Date,
    },
    /// A claim names what was said of its own commitment as evidence.
    #[error("statement {statement} is about this commitment itself")]
    EvidenceOfItself {
        /// The index that was given.
        statement: u64,
    },
    /// Commitments would wait for each other in a circle.
    #[error("the commitment {commitment} would wait for itself")]
    WaitsForItself {
        /// The commitment.
        commitment: Id,
    },
    /// It would wait for a commitment that was withdrawn.
    #[error("the commitment {commitment}, for which it would wait, was withdrawn")]
    WaitsInVain {
        /// The other commitment.
        commitment: Id,
    },
    /// Nobody was named to review it.
    #[error("nobody was named to review the commitment {commitment}")]
    NoReviewer {
        /// The commitment.
        commitment: Id,
    },
    /// The maker would review its own commitment.
    #[error("the organisation {maker} cannot review its own commitment")]
    ReviewsItself {
        /// The maker.
        maker: Id,
    },
    /// There is no such claim of this commitment.
    #[error("statement {claim} is no claim of this commitment")]
    NoSuchClaim {
        /// The index that was given.
        claim: u64,
    },
    /// The two commitments do not complement each other.
    #[error("a policy of one maker is matched with the money or capacity of another")]
    NoPair,
    /// The two commitments are matched already.
    #[error("these commitments are in the match {pledge_match} already")]
    MatchedAlready {
        /// The match.
        pledge_match: Id,
    },
    /// The match was ended.
    #[error("the match {pledge_match} has ended")]
    MatchEnded {
        /// The match.
        pledge_match: Id,
    },
    /// A change would touch the means on which a match rests: take them away, or put in something
    /// else than what the other maker agreed to.
    #[error("the match {pledge_match} rests on the means that would change")]
    MatchRestsOnMeans {
        /// The match.
        pledge_match: Id,
    },
}

impl PromiseRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::MadeBefore { .. } => "coalition/commitment-made-before",
            Self::Withdrawn { .. } => "coalition/commitment-withdrawn",
            Self::Complete { .. } => "coalition/commitment-complete",
            Self::KeepsItsMaker { .. } => "coalition/commitment-keeps-its-maker",
            Self::DuePassed { .. } => "coalition/due-passed",
            Self::TooLateToWait { .. } => "coalition/too-late-to-wait",
            Self::PublicAlready { .. } => "coalition/commitment-public",
            Self::EvidenceOfItself { .. } => "coalition/evidence-of-itself",
            Self::WaitsForItself { .. } => "coalition/commitment-waits-for-itself",
            Self::WaitsInVain { .. } => "coalition/commitment-waits-in-vain",
            Self::NoReviewer { .. } => "coalition/no-reviewer",
            Self::ReviewsItself { .. } => "coalition/reviews-itself",
            Self::NoSuchClaim { .. } => "coalition/no-such-claim",
            Self::NoPair => "coalition/no-pair",
            Self::MatchedAlready { .. } => "coalition/matched-already",
            Self::MatchEnded { .. } => "coalition/match-ended",
            Self::MatchRestsOnMeans { .. } => "coalition/match-rests-on-means",
        }
    }

    /// The facts of the refusal by name: its fields, which are plain values.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::MadeBefore { commitment }
            | Self::Withdrawn { commitment }
            | Self::Complete { commitment }
            | Self::KeepsItsMaker { commitment }
            | Self::WaitsForItself { commitment }
            | Self::WaitsInVain { commitment }
            | Self::NoReviewer { commitment } => vec![("commitment", commitment.to_string())],
            Self::DuePassed { due, day } | Self::TooLateToWait { due, day } => {
                vec![("due", due.to_string()), ("day", day.to_string())]
            }
            Self::PublicAlready { commitment, from } => {
                vec![("commitment", commitment.to_string()), ("from", from.to_string())]
            }
            Self::EvidenceOfItself { statement } => vec![("statement", statement.to_string())],
            Self::ReviewsItself { maker } => vec![("maker", maker.to_string())],
            Self::NoSuchClaim { claim } => vec![("claim", claim.to_string())],
            Self::NoPair => Vec::new(),
            Self::MatchedAlready { pledge_match }
            | Self::MatchEnded { pledge_match }
            | Self::MatchRestsOnMeans { pledge_match } => {
                vec![("match", pledge_match.to_string())]
            }
        }
    }
}
