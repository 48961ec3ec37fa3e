//! What a table says that could not be placed, or was placed with a reservation.

use std::collections::HashMap;

use crate::place_in_file::PlaceInFile;
use crate::refusal::Remedy;

/// A cell or row of a table that was not taken as it stands. Its row was taken without it, unless
/// the rule says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableNote {
    /// Where; the first place, if the same text breaks the same rule again in its column.
    pub place: PlaceInFile,
    /// The cell's text.
    pub text: String,
    /// The rule.
    pub rule: NoteRule,
    /// How often.
    pub times: u32,
}

/// Why a cell or row was not taken as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoteRule {
    /// The text is on no list of words that belongs to the column.
    UnknownWord,
    /// The text was understood although it is misspelt.
    Misspelt,
    /// Not a count, a range such as `<5`, or `withheld`.
    NotACount,
    /// A fraction of a person was rounded.
    Rounded,
    /// Not a date.
    NotADate,
    /// Day and month could be either way round, and the column does not tell.
    AmbiguousDate,
    /// The end lies before the start; neither was taken.
    EndsBeforeStart,
    /// A month whose year is not stated.
    MonthWithoutYear,
    /// Not an amount of money.
    NotAnAmount,
    /// An amount whose currency is not stated.
    AmountWithoutCurrency,
    /// Not a code of a place.
    NotAPlaceCode,
    /// Not a latitude or longitude in degrees.
    NotACoordinate,
    /// Not an identifier of Concert.
    NotAnId,
    /// Lists in one row do not match: three names and two codes; the shorter was not taken.
    ListsDiffer,
    /// One end of a corridor is not stated.
    HalfACorridor,
    /// Sector by name and sector by code do not agree; both were taken.
    SectorsDisagree,
    /// The row names no organisation; it was not taken.
    NoOrganisation,
    /// The row has no figure of people in need; it was not taken.
    NoFigure,
    /// A total of the table and the sum of its parts differ by more than rounding.
    TotalDiffers,
    /// By sex and age, an age band holds others than by age alone.
    AgesDisagree,
}

impl NoteRule {
    /// The stable code, such as `exchange/unknown-word`.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownWord => "exchange/unknown-word",
            Self::Misspelt => "exchange/misspelt",
            Self::NotACount => "exchange/not-a-count",
            Self::Rounded => "exchange/rounded",
            Self::NotADate => "exchange/not-a-date",
            Self::AmbiguousDate => "exchange/ambiguous-date",
            Self::EndsBeforeStart => "exchange/ends-before-start",
            Self::MonthWithoutYear => "exchange/month-without-year",
            Self::NotAnAmount => "exchange/not-an-amount",
            Self::AmountWithoutCurrency => "exchange/amount-without-currency",
            Self::NotAPlaceCode => "exchange/not-a-place-code",
            Self::NotACoordinate => "exchange/not-a-coordinate",
            Self::NotAnId => "exchange/not-an-id",
            Self::ListsDiffer => "exchange/lists-differ",
            Self::HalfACorridor => "exchange/half-a-corridor",
            Self::SectorsDisagree => "exchange/sectors-disagree",
            Self::NoOrganisation => "exchange/no-organisation",
            Self::NoFigure => "exchange/no-figure",
            Self::TotalDiffers => "exchange/total-differs",
            Self::AgesDisagree => "exchange/ages-disagree",
        }
    }

    /// What the person can do about it.
    pub fn remedy(self) -> Remedy {
        match self {
            Self::UnknownWord => Remedy::UseListedWord,
            Self::NotADate | Self::AmbiguousDate | Self::MonthWithoutYear => Remedy::WriteIsoDate,
            Self::Misspelt | Self::Rounded | Self::NoFigure => Remedy::Nothing,
            _ => Remedy::FixCell,
        }
    }
}

/// Notes in the making: the same text breaking the same rule in the same column is one note.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    notes: Vec<TableNote>,
    known: HashMap<(Option<u32>, NoteRule, String), usize>,
}

impl Notes {
    pub(crate) fn add(&mut self, place: PlaceInFile, text: &str, rule: NoteRule) {
        let key = (place.column, rule, text.to_owned());
        let count = self.notes.len();
        let index = *self.known.entry(key).or_insert(count);
        if let Some(note) = self.notes.get_mut(index) {
            note.times += 1;
        } else {
            self.notes.push(TableNote { place, text: text.to_owned(), rule, times: 1 });
        }
    }

    pub(crate) fn finish(self) -> Vec<TableNote> {
        self.notes
    }
}
