//! Why a place tree, or a place of it, cannot be had.

/// Why a place tree, or a place of it, cannot be had. See [`Refusal`](crate::Refusal).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, thiserror::Error)]
pub enum PlaceRefusal {
    /// A place lies within itself, by way of its parents.
    #[error("place {place} lies within itself")]
    PlaceCycle {
        /// The lowest-numbered place on the circle.
        place: u32,
    },
    /// A place names a parent that is not there.
    #[error("place {place} has the parent {parent}, which is not there")]
    ParentUnknown {
        /// The place.
        place: u32,
        /// The parent that it names.
        parent: u32,
    },
    /// More places than can be numbered.
    #[error("{places} places are more than can be numbered")]
    TooManyPlaces {
        /// How many were given.
        places: usize,
    },
    /// A question, a matrix or an initiative names a place that is not there.
    #[error("place {place} is not there")]
    PlaceUnknown {
        /// The place.
        place: u32,
    },
}

impl PlaceRefusal {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::PlaceCycle { .. } => "coverage/place-cycle",
            Self::ParentUnknown { .. } => "coverage/parent-unknown",
            Self::TooManyPlaces { .. } => "coverage/too-many-places",
            Self::PlaceUnknown { .. } => "coverage/place-unknown",
        }
    }
}
