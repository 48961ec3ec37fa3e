//! `OpenDocument` spreadsheets, streamed. Their compression of repetition ("this row 1,048,576
//! times") is what has to be bounded here: nothing is repeated before it is known to fit.

use std::io::{BufRead, BufReader, Read, Seek, Write};

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use crate::cell_text;
use crate::emitter::{Emitter, Halt};
use crate::refusal::Rule;
use crate::workbook::Noticed;

const CONTENT: &str = "content.xml";

/// Reads every sheet.
pub(crate) fn read<R: Read + Seek, W: Write>(
    archive: &mut ZipArchive<R>,
    emitter: &mut Emitter<W>,
) -> Result<(), Halt> {
    if is_locked(archive) {
        return Err(Halt::file(Rule::OldOrLocked));
    }
    let content = archive.by_name(CONTENT).map_err(|error| Halt::damaged("", &error))?;
    let mut xml = Reader::from_reader(BufReader::with_capacity(1 << 16, content));
    xml.config_mut().expand_empty_elements = true;
    let longest = emitter.limits().cell_characters as usize * 4;
    let mut table = Table::new(longest);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = xml
            .read_event_into(&mut buffer)
            .map_err(|error| Halt::damaged(&table.sheet, &error))?;
        match event {
            Event::Start(element) => {
                let name = element.name();
                if is_beside_the_text(name.as_ref()) {
                    let end = name.as_ref().to_owned();
                    skip(&mut xml, &end).map_err(|error| Halt::damaged(&table.sheet, &error))?;
                } else {
                    table.start(&element, emitter)?;
                }
            }
            Event::End(element) => table.end(element.name().as_ref(), emitter)?,
            Event::Text(text) => table.text(&text.xml10_content()),
            Event::CData(text) => table.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                table.text(character(&reference)?.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => return Err(declares_entities()),
            Event::Eof if table.depth > 0 => {
                return Err(Halt::damaged(&table.sheet, &"a sheet without an end"));
            }
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Empty(_) => {}
        }
    }
}

/// Whether the manifest says that parts are encrypted. A manifest is small; a large one is not
/// searched further, and what is encrypted then fails to be XML.
fn is_locked<R: Read + Seek>(archive: &mut ZipArchive<R>) -> bool {
    let mut manifest = Vec::new();
    let Ok(part) = archive.by_name("META-INF/manifest.xml") else {
        return false;
    };
    let mark = b"encryption-data";
    part.take(1 << 20).read_to_end(&mut manifest).is_ok()
        && manifest.windows(mark.len()).any(|window| window == mark)
}

/// Comments and drawings lie within cells but are not their text.
fn is_beside_the_text(name: &str) -> bool {
    name == "office:annotation" || name == "table:shapes" || name.starts_with("draw:")
}

fn skip<B: BufRead>(xml: &mut Reader<B>, name: &str) -> Result<(), quick_xml::Error> {
    let end = quick_xml::name::QName(name);
    xml.read_to_end_into(end, &mut Vec::new()).map(drop)
}

fn declares_entities() -> Halt {
    Halt::file(Rule::DeclaresEntities { part: CONTENT.to_owned() })
}

/// The character that a reference means: by number, or one of the five that XML itself names.
fn character(reference: &BytesRef<'_>) -> Result<char, Halt> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Ok(character);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(declares_entities()),
    }
}

/// The sheet, row and cell being read.
struct Table {
    sheet: String,
    /// How deep tables are nested; only the outermost is a sheet.
    depth: usize,
    row_number: u32,
    row_repeat: u32,
    row: Vec<String>,
    column: usize,
    cell: Option<Cell>,
    longest: usize,
}

#[derive(Default)]
struct Cell {
    repeat: usize,
    value: Option<String>,
    text: String,
    paragraphs: usize,
    in_paragraph: bool,
    is_formula: bool,
    is_error: bool,
}

impl Table {
    fn new(longest: usize) -> Self {
        Self {
            sheet: String::new(),
            depth: 0,
            row_number: 0,
            row_repeat: 1,
            row: Vec::new(),
            column: 0,
            cell: None,
            longest,
        }
    }

    fn start<W: Write>(
        &mut self,
        element: &BytesStart<'_>,
        emitter: &mut Emitter<W>,
    ) -> Result<(), Halt> {
        match element.name().as_ref() {
            "table:table" => {
                self.depth += 1;
                if self.depth == 1 {
                    self.sheet = attribute(element, "table:name").unwrap_or_default();
                    self.row_number = 0;
                    emitter.sheet(&self.sheet)?;
                }
            }
            "table:table-row" if self.depth == 1 => {
                self.row_repeat = repeat(element, "table:number-rows-repeated");
                self.row.iter_mut().for_each(String::clear);
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" if self.depth == 1 => {
                self.cell = Some(Cell::of(element));
            }
            "text:p" => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                    cell.in_paragraph = true;
                }
            }
            "text:s" => {
                let spaces = repeat(element, "text:c") as usize;
                self.text(&" ".repeat(spaces.min(self.longest)));
            }
            "text:tab" => self.text("\t"),
            "text:line-break" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.in_paragraph) {
            // One character beyond the limit is enough to be refused for.
            if cell.text.len() <= self.longest {
                cell.text.push_str(text);
            }
        }
    }

    fn end<W: Write>(&mut self, name: &str, emitter: &mut Emitter<W>) -> Result<(), Halt> {
        match name {
            "table:table" => self.depth = self.depth.saturating_sub(1),
            "table:table-row" if self.depth == 1 => {
                let first = self.row_number.saturating_add(1);
                let last = self.row_number.saturating_add(self.row_repeat);
                if self.row.iter().any(|cell| !cell.trim().is_empty()) {
                    for number in first..=last {
                        emitter.row(number, &self.row)?;
                    }
                }
                self.row_number = last;
            }
            "table:table-cell" | "table:covered-table-cell" if self.depth == 1 => {
                if let Some(cell) = self.cell.take() {
                    self.place(cell, emitter)?;
                }
            }
            "text:p" => {
                if let Some(cell) = &mut self.cell {
                    cell.in_paragraph = false;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts a finished cell into the row, as often as it says.
    fn place<W: Write>(&mut self, cell: Cell, emitter: &mut Emitter<W>) -> Result<(), Halt> {
        let (first, number) = (self.column, self.row_number.saturating_add(1));
        self.column = self.column.saturating_add(cell.repeat);
        if cell.is_formula {
            emitter.note(Noticed::Formula, Some((number, first)));
        }
        if cell.is_error {
            emitter.note(Noticed::ErrorValue, Some((number, first)));
        }
        let text = cell.value.unwrap_or(cell.text);
        if text.trim().is_empty() {
            return Ok(());
        }
        let limit = emitter.limits().columns;
        if self.column > limit as usize {
            let found = u32::try_from(self.column).unwrap_or(u32::MAX);
            let rule = Rule::TooManyColumns { found, limit };
            return Err(emitter.refuse(rule, number, Some(found as usize - 1)));
        }
        if self.row.len() < self.column {
            self.row.resize(self.column, String::new());
        }
        for place in &mut self.row[first..self.column] {
            place.push_str(&text);
        }
        Ok(())
    }
}

impl Cell {
    fn of(element: &BytesStart<'_>) -> Self {
        let value = |name| attribute(element, name);
        Self {
            repeat: repeat(element, "table:number-columns-repeated") as usize,
            value: match value("office:value-type").as_deref() {
                Some("float" | "percentage" | "currency") => value("office:value")
                    .and_then(|number| number.parse().ok())
                    .map(cell_text::number),
                Some("date") => value("office:date-value").map(plain_date),
                Some("time") => value("office:time-value"),
                Some("boolean") => value("office:boolean-value").map(|word| word.to_uppercase()),
                _ => None,
            },
            is_formula: value("table:formula").is_some(),
            is_error: value("calcext:value-type").as_deref() == Some("error"),
            ..Self::default()
        }
    }
}

/// A day at midnight is a day.
fn plain_date(text: String) -> String {
    match text.strip_suffix("T00:00:00") {
        Some(day) => day.to_owned(),
        None => text,
    }
}

/// A number of repetitions: 1 if none is stated or it is none.
fn repeat(element: &BytesStart<'_>, name: &str) -> u32 {
    let stated = attribute(element, name);
    stated.map_or(1, |text| match text.parse::<u64>() {
        Ok(number) => u32::try_from(number.max(1)).unwrap_or(u32::MAX),
        Err(_) => 1,
    })
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}
