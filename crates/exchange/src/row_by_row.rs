//! A text file cut into rows so that a broken row costs no more than itself.
//!
//! A quotation mark that is opened by mistake makes the next one, many lines below, close it, and all
//! rows between become one cell. Here a row is left out, and reading goes on with the line after its
//! first, if a quotation mark is not closed before the end of the file or within so many lines; if
//! something else than a separator follows where it closes; or if a line within the cell has as many
//! separators as a row, or the row that contains it not as many cells as the others (RFC 4180 says how
//! it should be; that files are not so is experience).

use std::io::Write;

use crate::case_list::RowFault;
use crate::emitter::{Emitter, Halt};
use crate::limits::Limits;

/// Lines of a quoted cell, at most.
const LINES_OF_A_CELL: usize = 50;

/// Rows by which the usual number of cells is learnt.
const ROWS_TO_LEARN: u32 = 50;

/// Cuts text into rows.
pub(crate) struct RowByRow {
    separator: u8,
    limits: Limits,
    skip_first: bool,
    /// Text from the start of a row on.
    pending: String,
    /// Cells of the current row; kept to be filled again.
    cells: Vec<String>,
    /// Number of the row that is read next.
    number: u32,
    /// The most cells that a row of one line had among the first.
    usual: usize,
    /// The rest of the line is left out.
    skipping: bool,
}

enum Outcome {
    /// A row that ends before this byte.
    Row(usize),
    /// It needs more text.
    Unfinished,
    Fault(RowFault),
}

impl RowByRow {
    pub(crate) fn new(separator: char, limits: &Limits, skip_first: bool) -> Self {
        Self {
            separator: separator as u8,
            limits: *limits,
            skip_first,
            pending: String::new(),
            cells: Vec::new(),
            number: 1,
            usual: 0,
            skipping: false,
        }
    }

    /// Takes text with `\n` as the only line end.
    pub(crate) fn feed<W: Write>(
        &mut self,
        text: &str,
        emitter: &mut Emitter<W>,
    ) -> Result<(), Halt> {
        self.pending.push_str(text);
        self.work(false, emitter)
    }

    /// Ends the last row.
    pub(crate) fn finish<W: Write>(mut self, emitter: &mut Emitter<W>) -> Result<(), Halt> {
        if !self.pending.is_empty() && !self.pending.ends_with('\n') {
            self.pending.push('\n');
        }
        self.work(true, emitter)
    }

    fn work<W: Write>(&mut self, ended: bool, emitter: &mut Emitter<W>) -> Result<(), Halt> {
        let pending = std::mem::take(&mut self.pending);
        let mut rest = pending.as_str();
        while !rest.is_empty() {
            if self.skipping {
                match rest.find('\n') {
                    Some(end) => {
                        rest = &rest[end + 1..];
                        self.skipping = false;
                    }
                    None => rest = "",
                }
                continue;
            }
            match self.row(rest) {
                Outcome::Unfinished if !ended => break,
                Outcome::Row(end) => {
                    rest = &rest[end..];
                    if !std::mem::take(&mut self.skip_first) {
                        emitter.row(self.number, &self.cells)?;
                    }
                    self.number = self.number.saturating_add(1);
                }
                Outcome::Unfinished => self.leave_out(RowFault::BrokenQuotes, emitter)?,
                Outcome::Fault(fault) => self.leave_out(fault, emitter)?,
            }
        }
        rest.clone_into(&mut self.pending);
        Ok(())
    }

    fn leave_out<W: Write>(
        &mut self,
        fault: RowFault,
        emitter: &mut Emitter<W>,
    ) -> Result<(), Halt> {
        emitter.broken(self.number, fault)?;
        self.number = self.number.saturating_add(1);
        self.skipping = true;
        Ok(())
    }

    /// Reads one row into the cells.
    fn row(&mut self, text: &str) -> Outcome {
        let bytes = text.as_bytes();
        let longest = self.limits.cell_characters as usize * 4;
        let (mut at, mut count, mut lines) = (0, 0, 0);
        loop {
            let mut cell = match self.cells.get_mut(count) {
                Some(cell) => std::mem::take(cell),
                None => String::new(),
            };
            cell.clear();
            if bytes.get(at) == Some(&b'"') {
                at += 1;
                let first_line = lines;
                let mut separators = 0;
                loop {
                    let Some(found) =
                        bytes[at..].iter().position(|byte| matches!(byte, b'"' | b'\n'))
                    else {
                        let too_long = cell.len() + bytes.len() - at > longest;
                        return if too_long {
                            Outcome::Fault(RowFault::BrokenQuotes)
                        } else {
                            Outcome::Unfinished
                        };
                    };
                    let piece = &text[at..at + found];
                    separators += piece.bytes().filter(|byte| *byte == self.separator).count();
                    cell.push_str(piece);
                    at += found + 1;
                    if cell.len() > longest {
                        let limit = self.limits.cell_characters;
                        let one_line = lines == first_line;
                        return Outcome::Fault(if one_line {
                            RowFault::CellTooLong { limit }
                        } else {
                            RowFault::BrokenQuotes
                        });
                    }
                    if bytes[at - 1] == b'\n' {
                        let a_row = self.usual >= 3 && separators + 1 >= self.usual;
                        lines += 1;
                        if lines > LINES_OF_A_CELL || (a_row && lines > first_line + 1) {
                            return Outcome::Fault(RowFault::BrokenQuotes);
                        }
                        separators = 0;
                        cell.push('\n');
                    } else if bytes.get(at) == Some(&b'"') {
                        cell.push('"');
                        at += 1;
                    } else {
                        break;
                    }
                }
                let after = bytes[at..].iter().position(|byte| *byte != b' ');
                let Some(blanks) = after else { return Outcome::Unfinished };
                at += blanks;
                if !(bytes[at] == self.separator || bytes[at] == b'\n') {
                    return Outcome::Fault(RowFault::BrokenQuotes);
                }
            } else {
                let end = |byte: &u8| *byte == self.separator || *byte == b'\n';
                let Some(found) = bytes[at..].iter().position(end) else {
                    let limit = self.limits.cell_characters;
                    let too_long = bytes.len() - at > longest;
                    return if too_long {
                        Outcome::Fault(RowFault::CellTooLong { limit })
                    } else {
                        Outcome::Unfinished
                    };
                };
                cell.push_str(&text[at..at + found]);
                at += found;
            }
            let row_ends = bytes[at] == b'\n';
            at += 1;
            if count < self.limits.columns as usize {
                if count < self.cells.len() {
                    self.cells[count] = cell;
                } else {
                    self.cells.push(cell);
                }
            } else if !cell.trim().is_empty() {
                return Outcome::Fault(RowFault::TooManyCells { limit: self.limits.columns });
            }
            count += 1;
            if row_ends {
                break;
            }
        }
        if lines > 0 && self.usual >= 2 && count != self.usual {
            return Outcome::Fault(RowFault::BrokenQuotes);
        }
        if lines == 0 && self.number <= ROWS_TO_LEARN {
            self.usual = self.usual.max(count);
        }
        self.cells.truncate(count.min(self.limits.columns as usize));
        Outcome::Row(at)
    }
}

#[cfg(test)]
mod tests {
    use crate::case_list::RowFault;
    use crate::{Limits, Workbook, read_own};

    fn read(csv: &str) -> Workbook {
        read_own("made-up.csv", csv.as_bytes(), &Limits::for_case_lists()).unwrap()
    }

    fn numbers(book: &Workbook) -> Vec<u32> {
        book.sheets[0].rows().map(|row| row.number).collect()
    }

    #[test]
    fn a_row_with_a_broken_quote_is_left_out_and_the_next_rows_are_read() {
        let head = "id,name,born,place\n1,Ann,1990,Sedhiou\n";
        for broken in [
            "2,\"Bob,1980,Goudomp\n",
            "2,\"Bob \"the\" one\",1980,Goudomp\n",
            "2,\"Bob\"x,1980,Goudomp\n",
        ] {
            for tail in
                ["3,Cas,1970,Bounkiling\n", "3,\"Cas\",1970,Bounkiling\n4,Dee,1960,\"Kolda\"\n"]
            {
                let book = read(&format!("{head}{broken}{tail}"));
                let faults: Vec<_> =
                    book.broken.iter().map(|(_, row, fault)| (*row, fault.clone())).collect();
                assert_eq!(faults, [(3, RowFault::BrokenQuotes)], "{broken}{tail}");
                assert_eq!(numbers(&book)[..3], [1, 2, 4], "{broken}{tail}");
            }
        }
    }

    #[test]
    fn a_cell_of_several_lines_is_one_cell() {
        let book = read(
            "id,name,address\n1,Ann,\"12 High Street\nBack yard, left\n\"\"Old\"\" house\"\n2,Bob,x\n",
        );
        assert!(book.broken.is_empty());
        assert_eq!(numbers(&book), [1, 2, 3]);
        let row = book.sheets[0].row(1).unwrap();
        assert_eq!(row.cell(2), "12 High Street\nBack yard, left\n\"Old\" house");
    }

    #[test]
    fn a_cell_too_long_and_a_row_too_wide_cost_their_row_only() {
        let long = "x".repeat(5000);
        let huge = "y".repeat(300_000);
        let wide = ",z".repeat(300);
        let book =
            read(&format!("id,name\n1,Ann\n2,{long}\n3,{huge}\n4,\"{huge}\"\n5{wide}\n6,Bob\n"));
        let rows: Vec<u32> = book.broken.iter().map(|(_, row, _)| *row).collect();
        assert_eq!(rows, [3, 4, 5, 6]);
        assert_eq!(numbers(&book), [1, 2, 7]);
    }

    #[test]
    fn what_is_sound_is_cut_as_the_strict_reader_cuts_it() {
        for csv in [
            "a;b;c\n1;\"x;y\";3\n\n4;5;6",
            "sep=;\na;b\n1;2\n",
            "a\tb\n\"q\"\"q\"\t5' 10\"\n",
            "only\nvalue\n",
        ] {
            let strict = read_own("x.csv", csv.as_bytes(), &Limits::default()).unwrap();
            let careful = read(csv);
            assert_eq!(strict.sheets, careful.sheets, "{csv}");
            assert!(careful.broken.is_empty());
        }
    }
}
