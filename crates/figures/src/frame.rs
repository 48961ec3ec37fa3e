//! What every figure has: a name, a description, a width and a reading direction.

use crate::refusal::{Refusal, within};

/// The direction in which the words of a figure are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left: axes and legends start at the right. Maps stay as they are.
    Rtl,
}

/// What a figure is called and how much room it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Identifier of the `svg` element, unique on its page; inner identifiers are derived from it.
    /// ASCII letters, digits, `-` and `_`, starting with a letter.
    pub id: String,
    /// The figure's name, read out first by a screen reader.
    pub title: String,
    /// One or two sentences that say what the picture shows.
    pub description: String,
    /// Reading direction of the words.
    pub direction: Direction,
    /// Width of the drawing in CSS pixels, from [`Frame::NARROWEST`] to [`Frame::WIDEST`]. Layout
    /// follows the width: text has the same size at 360 px as at 960 px. A drawing shrinks where
    /// its place is narrower, and never grows.
    pub width: u32,
}

impl Frame {
    /// The narrowest drawing in pixels; the smallest phones show 320.
    pub const NARROWEST: u32 = 240;
    /// The widest drawing in pixels: enough for a poster.
    pub const WIDEST: u32 = 8_000;

    /// A frame that is read from left to right.
    pub fn new(
        id: impl Into<String>,
        title: impl Into<String>,
        description: impl Into<String>,
        width: u32,
    ) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            description: description.into(),
            direction: Direction::Ltr,
            width,
        }
    }

    /// The same frame, read from right to left.
    #[must_use]
    pub fn rtl(self) -> Self {
        Self { direction: Direction::Rtl, ..self }
    }

    pub(crate) fn check(&self) -> Result<(), Refusal> {
        let mut letters = self.id.chars();
        let starts_well = letters.next().is_some_and(|c| c.is_ascii_alphabetic());
        if !starts_well || !letters.all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
            return Err(Refusal::BadId { id: self.id.clone() });
        }
        let limits = [f64::from(Self::NARROWEST), f64::from(Self::WIDEST)];
        within(self.width_px(), limits, "width", &self.id).map(|_| ())
    }

    pub(crate) fn width_px(&self) -> f64 {
        f64::from(self.width)
    }

    pub(crate) fn is_rtl(&self) -> bool {
        self.direction == Direction::Rtl
    }

    /// Where a distance from the reading edge lies on the drawing, in pixels from the left.
    pub(crate) fn x(&self, from_reading_edge: f64) -> f64 {
        if self.is_rtl() { self.width_px() - from_reading_edge } else { from_reading_edge }
    }
}
