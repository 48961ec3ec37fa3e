//! Pillars and sides: the first two axes of the frame.

use crate::axis::axis_enum;

/// The Ps. Concert itself is the partnership that joins the other three; initiatives whose whole
/// content is coordination state [`Pillar::Partnership`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pillar {
    /// Keeping people from being trafficked, and others from buying what they are made to give.
    Prevention,
    /// Finding, sheltering and supporting those who were trafficked.
    Protection,
    /// Investigating, trying and punishing those who traffic.
    Prosecution,
    /// Working together: the structure in which the other three meet.
    Partnership,
}

axis_enum!(
    Pillar,
    "a pillar",
    [
        Prevention = "prevention",
        Protection = "protection",
        Prosecution = "prosecution",
        Partnership = "partnership",
    ]
);

impl Pillar {
    /// The three pillars of the frame, in which need stands beside response.
    pub const FRAME: [Self; 3] = [Self::Prevention, Self::Protection, Self::Prosecution];
}

/// Which side of the market a measure works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// Those who buy, employ and profit, and the places where they do.
    Demand,
    /// Those who are trafficked or at risk of it, and the places they come from.
    Supply,
}

axis_enum!(Side, "a side", [Demand = "demand", Supply = "supply"]);
