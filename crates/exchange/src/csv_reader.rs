//! Text files with separators, read as a stream.

use std::io::{Read, Seek, Write};

use csv_core::{ReadFieldResult, Reader, ReaderBuilder, Terminator};
use encoding_rs::{CoderResult, Encoding};
use flate2::read::MultiGzDecoder;

use crate::emitter::{Emitter, Halt};
use crate::inflate::{Counted, Inflation};
use crate::refusal::Rule;
use crate::row_by_row::RowByRow;
use crate::separator;
use crate::text_encoding::{Survey, Verdict};
use crate::workbook::{Container, Format, Noticed};

/// How many bytes are read at once.
const CHUNK: usize = 1 << 16;

/// A text file, which is read from its start as often as needed.
pub(crate) struct TextFile<R> {
    input: R,
    gzip: bool,
    packed_bytes: u64,
}

impl<R: Read + Seek> TextFile<R> {
    pub(crate) fn new(input: R, gzip: bool, packed_bytes: u64) -> Self {
        Self { input, gzip, packed_bytes }
    }

    /// The bytes from the start, unpacked and counted.
    pub(crate) fn open(
        &mut self,
        limits: &crate::Limits,
    ) -> Result<Counted<Box<dyn Read + '_>>, Halt> {
        self.input.rewind()?;
        let reader: Box<dyn Read> = if self.gzip {
            Box::new(MultiGzDecoder::new(&mut self.input))
        } else {
            Box::new(&mut self.input)
        };
        Ok(Counted::new(reader, Inflation::new(self.packed_bytes, limits)))
    }

    /// Reads the file as a table, in two passes: one to learn the encoding, one to read.
    pub(crate) fn read<W: Write>(&mut self, emitter: &mut Emitter<W>) -> Result<(), Halt> {
        let (encoding, guessed, sample) = self.survey(emitter)?;
        let separator = separator::sniff(&sample);
        emitter.format(&Format {
            container: Container::Text { separator, encoding: encoding.name().to_owned() },
            gzip: self.gzip,
        })?;
        emitter.sheet("")?;
        if guessed {
            emitter.note(Noticed::EncodingGuessed, None);
        }
        let limits = *emitter.limits();
        let mut bytes = self.open(&limits)?;
        if limits.leave_out_broken_rows {
            let mut rows = RowByRow::new(separator, &limits, separator::stated(&sample).is_some());
            decode(&mut bytes, encoding, emitter, |text, emitter| rows.feed(text, emitter))?;
            return rows.finish(emitter);
        }
        let mut table = Splitter::new(separator, limits.cell_characters as usize * 4);
        if separator::stated(&sample).is_some() {
            table.skip_first = true;
        }
        decode(&mut bytes, encoding, emitter, |text, emitter| {
            table.feed(text.as_bytes(), emitter)
        })?;
        table.finish(emitter)
    }

    fn survey<W: Write>(
        &mut self,
        emitter: &Emitter<W>,
    ) -> Result<(&'static Encoding, bool, String), Halt> {
        let mut bytes = self.open(emitter.limits())?;
        let mut chunk = vec![0; CHUNK];
        let count = bytes.fill(&mut chunk).map_err(Halt::file)?;
        let head = chunk[..count].to_vec();
        let mut survey = Survey::new(&head);
        survey.feed(&head, count < CHUNK);
        let mut count = count;
        while count == CHUNK {
            count = bytes.fill(&mut chunk).map_err(Halt::file)?;
            survey.feed(&chunk[..count], count < CHUNK);
        }
        match survey.verdict() {
            Verdict::Text { encoding, guessed } => {
                let (sample, _) = encoding.decode_with_bom_removal(&head);
                Ok((encoding, guessed, sample.replace("\r\n", "\n").replace('\r', "\n")))
            }
            Verdict::Binary => Err(Halt::file(Rule::NotATable { found: "binary".to_owned() })),
        }
    }
}

/// Decodes all bytes and hands the characters on, with `\n` as the only line end.
fn decode<R: Read, W: Write>(
    bytes: &mut Counted<R>,
    encoding: &'static Encoding,
    emitter: &mut Emitter<W>,
    mut take: impl FnMut(&str, &mut Emitter<W>) -> Result<(), Halt>,
) -> Result<(), Halt> {
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut chunk = vec![0; CHUNK];
    let mut decoded = String::with_capacity(CHUNK * 2);
    let mut lines = String::with_capacity(CHUNK * 2);
    let mut after_return = false;
    loop {
        let count = bytes.fill(&mut chunk).map_err(Halt::file)?;
        let last = count < CHUNK;
        let mut rest = &chunk[..count];
        loop {
            decoded.clear();
            let (result, read, malformed) = decoder.decode_to_string(rest, &mut decoded, last);
            rest = &rest[read..];
            if malformed {
                emitter.note(Noticed::UndecodableBytes, None);
            }
            lines.clear();
            for letter in decoded.chars() {
                if !(letter == '\n' && after_return) {
                    lines.push(if letter == '\r' { '\n' } else { letter });
                }
                after_return = letter == '\r';
            }
            take(&lines, emitter)?;
            if result == CoderResult::InputEmpty {
                break;
            }
        }
        if last {
            return Ok(());
        }
    }
}

/// Cuts lines into cells. Blank lines are rows that hold nothing; a quoted line end is part of its
/// cell, and does not count as a row.
struct Splitter {
    reader: Reader,
    buffer: Vec<u8>,
    used: usize,
    /// Whether the cell is longer than the buffer, and so is refused at its end.
    overflowed: bool,
    row: Vec<String>,
    width: usize,
    quoted_line_ends: u64,
    skip_first: bool,
}

impl Splitter {
    fn new(separator: char, cell_bytes: usize) -> Self {
        Self {
            reader: ReaderBuilder::new()
                .delimiter(separator as u8)
                .terminator(Terminator::Any(b'\n'))
                .build(),
            buffer: vec![0; cell_bytes + 4],
            used: 0,
            overflowed: false,
            row: Vec::new(),
            width: 0,
            quoted_line_ends: 0,
            skip_first: false,
        }
    }

    fn feed<W: Write>(&mut self, mut input: &[u8], emitter: &mut Emitter<W>) -> Result<(), Halt> {
        while !input.is_empty() {
            let room = &mut self.buffer[self.used..];
            let (result, read, written) = self.reader.read_field(input, room);
            input = &input[read..];
            let fresh = &self.buffer[self.used..self.used + written];
            self.quoted_line_ends += fresh.split(|byte| *byte == b'\n').count() as u64 - 1;
            self.used += written;
            match result {
                ReadFieldResult::OutputFull => {
                    self.overflowed = true;
                    self.used = 0;
                }
                ReadFieldResult::Field { record_end } => self.cell(record_end, emitter)?,
                ReadFieldResult::InputEmpty | ReadFieldResult::End => {}
            }
        }
        Ok(())
    }

    /// The number of the row being read, or that was read if its line end has been, too.
    fn number(&self, line_end_read: bool) -> u32 {
        let lines = self.reader.line() - self.quoted_line_ends - u64::from(line_end_read);
        u32::try_from(lines).unwrap_or(u32::MAX)
    }

    fn cell<W: Write>(&mut self, row_ends: bool, emitter: &mut Emitter<W>) -> Result<(), Halt> {
        let column = self.width;
        let number = self.number(row_ends);
        if self.overflowed {
            let limit = emitter.limits().cell_characters;
            return Err(emitter.refuse(Rule::CellTooLong { limit }, number, Some(column)));
        }
        if column >= self.row.len() && column < emitter.limits().columns as usize {
            self.row.push(String::new());
        }
        if let Some(cell) = self.row.get_mut(column) {
            cell.clear();
            cell.push_str(&String::from_utf8_lossy(&self.buffer[..self.used]));
        } else if self.buffer[..self.used].iter().any(|b| !b.is_ascii_whitespace()) {
            let rule =
                Rule::TooManyColumns { found: column as u32 + 1, limit: emitter.limits().columns };
            return Err(emitter.refuse(rule, number, Some(column)));
        }
        self.used = 0;
        self.width += 1;
        if row_ends {
            let width = self.width.min(self.row.len());
            self.width = 0;
            if std::mem::take(&mut self.skip_first) {
                return Ok(());
            }
            emitter.row(number, &self.row[..width])?;
        }
        Ok(())
    }

    /// Ends the last row, and refuses a cell whose quotation mark was never closed: a line end
    /// read now would become part of it.
    fn finish<W: Write>(mut self, emitter: &mut Emitter<W>) -> Result<(), Halt> {
        let (before, column) = (self.quoted_line_ends, self.width);
        self.feed(b"\n", emitter)?;
        if self.quoted_line_ends > before {
            let number = self.number(false);
            return Err(emitter.refuse(Rule::QuoteNeverClosed, number, Some(column)));
        }
        Ok(())
    }
}
