//! The twin of a figure: the same facts as rows of text.

/// A figure as a data table, for the page to show beside or behind the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What the table shows: the figure's title.
    pub caption: String,
    /// One heading per column.
    pub headers: Vec<String>,
    /// The rows, each with as many cells as there are headers.
    pub rows: Vec<TableRow>,
}

/// One row of a [`Table`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// One text per column, not escaped.
    pub cells: Vec<String>,
    /// Where the shape of this row leads in the drawing.
    pub href: Option<String>,
}
