//! Of which people a row speaks: ages in years and what they come to in the frame.

use concert_terms::{AgeBand, Population, Stated};

use crate::meaning::Meaning;
use crate::note::NoteRule;
use crate::row_reader::{Cell, RowReader};

/// An age range in whole years, both ends included; an absent end is open. Kept beside the frame's
/// bands, because bands of different sources have hardly a limit in common.
///
/// ```
/// use concert_exchange::AgeRange;
///
/// let range: AgeRange = "65+".parse()?;
/// assert_eq!((range.min, range.max), (Some(65), None));
/// assert_eq!(range.to_string(), "65+");
/// # Ok::<(), concert_exchange::NotAnAgeRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AgeRange {
    /// Least age.
    pub min: Option<u16>,
    /// Greatest age.
    pub max: Option<u16>,
}

/// A text is no age range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an age range such as 0-17 or 65+")]
pub struct NotAnAgeRange;

impl AgeRange {
    /// The bands of the frame that the range touches.
    pub fn bands(self) -> Stated<AgeBand> {
        AgeBand::touched(self.min, self.max)
    }
}

/// `0-17`, `65+`, `<18`.
impl std::fmt::Display for AgeRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.min, self.max) {
            (Some(min), Some(max)) => write!(f, "{min}-{max}"),
            (None, Some(max)) => write!(f, "<{}", u32::from(max) + 1),
            (min, None) => write!(f, "{}+", min.unwrap_or(0)),
        }
    }
}

impl std::str::FromStr for AgeRange {
    type Err = NotAnAgeRange;

    fn from_str(text: &str) -> Result<Self, NotAnAgeRange> {
        let text = text.trim();
        let years = |text: &str| text.trim().parse::<u16>().map_err(|_| NotAnAgeRange);
        let (min, max) = if let Some(min) = text.strip_suffix('+') {
            (Some(years(min)?), None)
        } else if let Some(limit) = text.strip_prefix('<') {
            (None, Some(years(limit)?.checked_sub(1).ok_or(NotAnAgeRange)?))
        } else {
            let (min, max) = text.split_once(['-', '–']).ok_or(NotAnAgeRange)?;
            // "9--17" is how one published data set writes it.
            let max = max.trim_start_matches('-');
            (Some(years(min)?), Some(years(max)?))
        };
        match (min, max) {
            (Some(min), Some(max)) if min > max => Err(NotAnAgeRange),
            _ => Ok(Self { min, max }),
        }
    }
}

/// The meanings that this reads.
pub(crate) const MEANINGS: [Meaning; 6] = [
    Meaning::Sex,
    Meaning::Age,
    Meaning::AgeMin,
    Meaning::AgeMax,
    Meaning::Origin,
    Meaning::PopulationGroup,
];

/// The age ranges that the row states; none if it speaks of all ages.
pub(crate) fn ages(row: &mut RowReader<'_, '_, '_>) -> Vec<AgeRange> {
    let min = years(row, Meaning::AgeMin);
    let max = years(row, Meaning::AgeMax);
    if min.is_some() || max.is_some() {
        return vec![AgeRange { min, max }];
    }
    let mut ranges = Vec::new();
    for cell in row.entries(Meaning::Age) {
        if let Ok(range) = cell.text.parse() {
            ranges.push(range);
            continue;
        }
        match row.word("age", &cell) {
            Some("everybody") => {}
            Some(range) => ranges.extend(range.parse::<AgeRange>()),
            None => row.note(cell.column, &cell.text, NoteRule::UnknownWord),
        }
    }
    ranges.sort_unstable();
    ranges.dedup();
    ranges
}

fn years(row: &mut RowReader<'_, '_, '_>, meaning: Meaning) -> Option<u16> {
    let cell = row.cell(meaning)?;
    let years = cell.text.parse().ok();
    if years.is_none() {
        row.note(cell.column, &cell.text, NoteRule::NotACount);
    }
    years
}

/// What the row says of the people in the frame's words, given their ages.
pub(crate) fn population(row: &mut RowReader<'_, '_, '_>, ages: &[AgeRange]) -> Population {
    Population {
        sexes: row.stated("sex", Meaning::Sex),
        ages: ages.iter().fold(Stated::UNSTATED, |bands, range| bands.union(range.bands())),
        origins: row.stated("origin", Meaning::Origin),
    }
}

/// The groups that the row names in the source's words (displaced people, hosts ...); none if it
/// speaks of everybody.
pub(crate) fn groups(row: &mut RowReader<'_, '_, '_>) -> Vec<String> {
    let mut groups = Vec::new();
    for cell in row.entries(Meaning::PopulationGroup) {
        if !is_everybody(row, "group", &cell) {
            groups.push(cell.text.into_owned());
        }
    }
    groups
}

/// Whether a word means no part of the people in particular. Groups have names of their own, so
/// nothing is taken for a slip.
fn is_everybody(row: &mut RowReader<'_, '_, '_>, list: &'static str, cell: &Cell<'_>) -> bool {
    row.word(list, cell) == Some("everybody")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_ranges_are_read_in_the_ways_that_tables_write_them() {
        let read = |text: &str| text.parse::<AgeRange>().map(|range| range.to_string());
        for (text, printed) in [
            ("0-17", "0-17"),
            ("18 – 64", "18-64"),
            ("65+", "65+"),
            ("9--17", "9-17"),
            ("<18", "<18"),
        ] {
            assert_eq!(read(text), Ok(printed.to_owned()));
        }
        for text in ["", "children", "17-0", "+", "<0", "x-y"] {
            assert_eq!(read(text), Err(NotAnAgeRange), "{text}");
        }
    }
}
