//! Why a figure is not drawn.

/// A figure was asked for that cannot be drawn truthfully.
///
/// Each variant carries the facts; the sentence for people comes from a catalogue under
/// [`Refusal::code`]. The `Display` text is for logs and developers.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// A coordinate or a value is NaN or infinite.
    #[error("{what} of {name:?} is not a finite number")]
    NotFinite {
        /// Which number: `longitude`, `need`, `point`...
        what: &'static str,
        /// The name of the part it belongs to.
        name: String,
    },
    /// A number lies outside what can be drawn: a latitude beyond the pole, a negative need.
    #[error("{what} of {name:?} is {value}, outside {lowest} to {highest}")]
    OutOfRange {
        /// Which number.
        what: &'static str,
        /// The name of the part it belongs to.
        name: String,
        /// The number given.
        value: f64,
        /// The lowest number allowed.
        lowest: f64,
        /// The highest number allowed.
        highest: f64,
    },
    /// An interval whose low end is above its high end, or whose middle is outside.
    #[error("the interval of {name:?} is not in order: {low} to {high}")]
    IntervalOutOfOrder {
        /// The name of the part it belongs to.
        name: String,
        /// The low end given.
        low: f64,
        /// The high end given.
        high: f64,
    },
    /// A row of a plot that has neither a point nor an interval, or a plot without draws.
    #[error("{name:?} has nothing to show")]
    NothingToShow {
        /// The name of the row or the plot.
        name: String,
    },
    /// Two cells claim the same place of a grid, or two counts the same history; one would hide the
    /// other.
    #[error("{name:?} repeats a cell that is already drawn")]
    CellTwice {
        /// The label of the second cell, or the lists of the second history.
        name: String,
    },
    /// The identifier cannot be used in a page: it must start with an ASCII letter and go on with
    /// ASCII letters, digits, `-` and `_`.
    #[error("{id:?} is not a usable identifier")]
    BadId {
        /// The identifier given.
        id: String,
    },
    /// A link with a scheme other than `http` and `https`, which could run code or leave the web.
    #[error("{href:?} is neither a relative link nor http(s)")]
    UnsafeLink {
        /// The address given.
        href: String,
    },
}

impl Refusal {
    /// The stable code under which the text catalogues know this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFinite { .. } => "figures/not-finite",
            Self::OutOfRange { .. } => "figures/out-of-range",
            Self::IntervalOutOfOrder { .. } => "figures/interval-out-of-order",
            Self::NothingToShow { .. } => "figures/nothing-to-show",
            Self::CellTwice { .. } => "figures/cell-twice",
            Self::BadId { .. } => "figures/bad-id",
            Self::UnsafeLink { .. } => "figures/unsafe-link",
        }
    }
}

/// Passes a finite number from `lowest` to `highest`, refuses any other.
pub(crate) fn within(
    value: f64,
    [lowest, highest]: [f64; 2],
    what: &'static str,
    name: &str,
) -> Result<f64, Refusal> {
    if !value.is_finite() {
        return Err(Refusal::NotFinite { what, name: name.into() });
    }
    if value < lowest || value > highest {
        return Err(Refusal::OutOfRange { what, name: name.into(), value, lowest, highest });
    }
    Ok(value)
}

/// Refuses a link that is not relative and not `http(s)`.
///
/// A scheme is what stands before the first `:` if no `/`, `?` or `#` comes earlier. Browsers drop
/// tabs, line ends and leading blanks before they look, so any of these is refused as well.
pub(crate) fn safe_link(href: Option<&str>) -> Result<(), Refusal> {
    let Some(href) = href else { return Ok(()) };
    let head = href.split(['/', '?', '#']).next().unwrap_or_default();
    let scheme = head.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    let hidden = href.starts_with(' ') || href.contains(|c: char| c.is_control());
    match scheme.as_deref() {
        None | Some("http" | "https") if !hidden => Ok(()),
        _ => Err(Refusal::UnsafeLink { href: href.into() }),
    }
}

#[cfg(test)]
mod tests {
    use super::safe_link;

    #[test]
    fn a_link_may_be_relative_or_http_and_nothing_else() {
        for fine in ["/places/AL", "?form=sexual", "#top", "a/b:c", "https://example.org/x", ""] {
            assert!(safe_link(Some(fine)).is_ok(), "{fine}");
        }
        for bad in
            ["javascript:alert(1)", "JaVaScRiPt:1", " javascript:1", "java\tscript:1", "data:x"]
        {
            assert!(safe_link(Some(bad)).is_err(), "{bad}");
        }
    }
}
