//! Where in a file something stands, as a person finds it in a spreadsheet program.

use serde::{Deserialize, Serialize};

/// A sheet, a row and a column, as far as they are known.
///
/// ```
/// use concert_exchange::PlaceInFile;
///
/// let place = PlaceInFile::cell("Data", 7, 1);
/// assert_eq!(place.reference().as_deref(), Some("B7"));
/// assert_eq!(place.to_string(), "Data!B7");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PlaceInFile {
    /// The sheet's name; empty for a text file, which has one sheet without a name.
    pub sheet: String,
    /// Row as the spreadsheet program numbers it, from 1.
    pub row: Option<u32>,
    /// Column, from 0: 0 is `A`.
    pub column: Option<u32>,
}

impl PlaceInFile {
    /// The file as a whole.
    pub const FILE: Self = Self { sheet: String::new(), row: None, column: None };

    /// A cell.
    pub fn cell(sheet: &str, row: u32, column: u32) -> Self {
        Self { sheet: sheet.to_owned(), row: Some(row), column: Some(column) }
    }

    /// A row.
    pub fn row(sheet: &str, row: u32) -> Self {
        Self { sheet: sheet.to_owned(), row: Some(row), column: None }
    }

    /// A sheet.
    pub fn sheet(sheet: &str) -> Self {
        Self { sheet: sheet.to_owned(), row: None, column: None }
    }

    /// `B7` for a cell, `B` for a column, `7` for a row, nothing for a whole sheet or file.
    pub fn reference(&self) -> Option<String> {
        let column = self.column.map(column_letters).unwrap_or_default();
        let row = self.row.map(|row| row.to_string()).unwrap_or_default();
        Some(column + &row).filter(|reference| !reference.is_empty())
    }
}

impl std::fmt::Display for PlaceInFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let reference = self.reference().unwrap_or_default();
        match (self.sheet.is_empty(), reference.is_empty()) {
            (true, true) => f.write_str("the file"),
            (true, false) => f.write_str(&reference),
            (false, true) => f.write_str(&self.sheet),
            (false, false) => write!(f, "{}!{reference}", self.sheet),
        }
    }
}

/// The letters of a column: 0 is `A`, 25 is `Z`, 26 is `AA`.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16_383, "XFD")] {
            assert_eq!(column_letters(column), letters);
        }
    }
}
