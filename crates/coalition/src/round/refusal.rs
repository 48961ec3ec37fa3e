//! What is refused in a linkage round, and why.

use concert_terms::Id;
use jiff::civil::Date;

/// Why a command about linkage rounds is not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RoundRefusal {
    /// The identifier or the digest stands for another round.
    #[error("the linkage round {id} is there already")]
    RoundTaken {
        /// The round that is there.
        id: Id,
    },
    /// One holder alone could use the key, or all of them together could not.
    #[error("of {holders} key holders {needed} would be needed")]
    HeldByTooFew {
        /// How many holders there are.
        holders: usize,
        /// How many would be needed.
        needed: u16,
    },
    /// One organisation would hold two shares.
    #[error("{organisation} would hold two shares")]
    HoldsTwice {
        /// The organisation.
        organisation: Id,
    },
    /// A member is named twice among those that submit.
    #[error("{organisation} is named twice")]
    NamedTwice {
        /// The member.
        organisation: Id,
    },
    /// An organisation of the round is no member of the coalition.
    #[error("{organisation} is no member of the coalition")]
    NoMember {
        /// The organisation.
        organisation: Id,
    },
    /// A device is not known, was revoked, or is another user's.
    #[error("what the device {device} signs is not taken")]
    SignsForNobody {
        /// The device.
        device: Id,
    },
    /// The last day of lists has passed.
    #[error("lists were taken until {until}")]
    ListsOver {
        /// The last day.
        until: Date,
    },
    /// So many shares were destroyed that nothing can be encoded under the key.
    #[error("{left} shares of the key are left and {needed} are needed")]
    KeyGone {
        /// Shares that are left.
        left: usize,
        /// Shares that are needed.
        needed: u16,
    },
    /// The member submitted more lists than one round takes.
    #[error("a member submits at most {most} lists in a round")]
    TooManyLists {
        /// How many it may.
        most: usize,
    },
    /// The member has submitted no list.
    #[error("{organisation} has submitted no list")]
    NoList {
        /// The member.
        organisation: Id,
    },
    /// Members can still submit, and not all of them have.
    #[error("lists can be submitted until {until}")]
    ListsAwaited {
        /// The last day.
        until: Date,
    },
    /// Fewer than two lists are there.
    #[error("a linkage needs two lists; {lists} are there")]
    TooFewLists {
        /// How many are there.
        lists: usize,
    },
    /// A member submitted the file of another one.
    #[error("{organisation} submitted the same file as another member")]
    SameList {
        /// One of the two.
        organisation: Id,
    },
    /// What was linked are not the lists in force.
    #[error("{linked} lists were linked that are not the {in_force} in force")]
    OtherLists {
        /// How many were linked.
        linked: usize,
        /// How many are in force.
        in_force: usize,
    },
    /// The lists of the round were linked.
    #[error("the lists of the round were linked")]
    LinkedAlready,
    /// The encodings of the round were erased.
    #[error("the encodings of the round were erased")]
    ErasedAlready,
    /// The round was given up.
    #[error("the round was abandoned")]
    Abandoned,
    /// The round was neither linked nor given up.
    #[error("the round was neither linked nor abandoned")]
    NothingCameOfIt,
    /// Encodings are left.
    #[error("the encodings of the round are not erased")]
    EncodingsLeft,
    /// Enough shares are left that the key works.
    #[error("{left} shares of the key are left, and {needed} make it work")]
    SharesLeft {
        /// Shares that are left.
        left: usize,
        /// Shares that make it work.
        needed: u16,
    },
    /// The round was closed.
    #[error("the round was closed")]
    Closed,
}

impl RoundRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::RoundTaken { .. } => "coalition/round-taken",
            Self::HeldByTooFew { .. } => "coalition/key-held-by-too-few",
            Self::HoldsTwice { .. } => "coalition/holds-two-shares",
            Self::NamedTwice { .. } => "coalition/named-twice-in-round",
            Self::NoMember { .. } => "coalition/no-member",
            Self::SignsForNobody { .. } => "coalition/device-signs-for-nobody",
            Self::ListsOver { .. } => "coalition/lists-over",
            Self::KeyGone { .. } => "coalition/round-key-gone",
            Self::TooManyLists { .. } => "coalition/too-many-lists",
            Self::NoList { .. } => "coalition/no-list",
            Self::ListsAwaited { .. } => "coalition/lists-awaited",
            Self::TooFewLists { .. } => "coalition/too-few-lists-in-round",
            Self::SameList { .. } => "coalition/same-list-twice",
            Self::OtherLists { .. } => "coalition/other-lists",
            Self::LinkedAlready => "coalition/round-linked",
            Self::ErasedAlready => "coalition/encodings-erased",
            Self::Abandoned => "coalition/round-abandoned",
            Self::NothingCameOfIt => "coalition/round-not-linked",
            Self::EncodingsLeft => "coalition/encodings-left",
            Self::SharesLeft { .. } => "coalition/shares-left",
            Self::Closed => "coalition/round-closed",
        }
    }

    /// The facts of the refusal by name: its fields, which are plain values.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::RoundTaken { id } => vec![("id", id.to_string())],
            Self::HeldByTooFew { holders, needed } => {
                vec![("holders", holders.to_string()), ("needed", needed.to_string())]
            }
            Self::HoldsTwice { organisation }
            | Self::NamedTwice { organisation }
            | Self::NoMember { organisation }
            | Self::NoList { organisation }
            | Self::SameList { organisation } => vec![("organisation", organisation.to_string())],
            Self::SignsForNobody { device } => vec![("device", device.to_string())],
            Self::ListsOver { until } | Self::ListsAwaited { until } => {
                vec![("until", until.to_string())]
            }
            Self::KeyGone { left, needed } | Self::SharesLeft { left, needed } => {
                vec![("left", left.to_string()), ("needed", needed.to_string())]
            }
            Self::TooManyLists { most } => vec![("most", most.to_string())],
            Self::TooFewLists { lists } => vec![("lists", lists.to_string())],
            Self::OtherLists { linked, in_force } => {
                vec![("linked", linked.to_string()), ("in_force", in_force.to_string())]
            }
            Self::LinkedAlready
            | Self::ErasedAlready
            | Self::Abandoned
            | Self::NothingCameOfIt
            | Self::EncodingsLeft
            | Self::Closed => Vec::new(),
        }
    }
}
