//! ZIP archives that may be workbooks: what is checked before any of their XML is parsed.

use std::io::{Read, Seek, Write};

use zip::ZipArchive;

use crate::emitter::{Emitter, Halt};
use crate::inflate::{Counted, Inflation};
use crate::refusal::Rule;
use crate::workbook::{Container, Format};
use crate::{ods_reader, xlsx_reader};

/// Reads an archive of this many packed bytes as a workbook.
pub(crate) fn read<R: Read + Seek, W: Write>(
    mut input: R,
    packed_bytes: u64,
    gzip: bool,
    emitter: &mut Emitter<W>,
) -> Result<(), Halt> {
    input.rewind()?;
    let mut archive = ZipArchive::new(&mut input).map_err(|error| damaged(&error))?;
    let limits = *emitter.limits();
    if archive.len() as u64 > limits.parts {
        return Err(Halt::file(Rule::TooManyParts {
            found: archive.len() as u64,
            limit: limits.parts,
        }));
    }
    let container = container(&mut archive)?;
    inflate_all(&mut archive, Inflation::new(packed_bytes, &limits))?;
    emitter.format(&Format { container: container.clone(), gzip })?;
    if container == Container::Ods {
        ods_reader::read(&mut archive, emitter)
    } else {
        drop(archive);
        input.rewind()?;
        xlsx_reader::read(input, emitter)
    }
}

fn damaged(error: &impl std::fmt::Display) -> Halt {
    Halt::file(Rule::DamagedArchive { detail: error.to_string().chars().take(200).collect() })
}

/// Tells the kinds of workbooks apart by the parts that each must have.
fn container<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<Container, Halt> {
    let has = |archive: &ZipArchive<R>, name: &str| archive.index_for_name(name).is_some();
    if has(archive, "xl/workbook.xml") {
        return Ok(Container::Xlsx);
    }
    let unsupported = |format: &str| {
        let format = format.to_owned();
        Err(Halt::file(Rule::UnsupportedWorkbook { format }))
    };
    if has(archive, "xl/workbook.bin") {
        return unsupported("xlsb");
    }
    if has(archive, "word/document.xml") {
        return unsupported("docx");
    }
    if has(archive, "[Content_Types].xml") {
        // A workbook may keep its main part under another name; its own reader finds it.
        return Ok(Container::Xlsx);
    }
    let mut mimetype = String::new();
    if let Ok(part) = archive.by_name("mimetype") {
        // The bytes are counted when all parts are; here, only a name's worth of them is read.
        part.take(100).read_to_string(&mut mimetype).map_err(|error| damaged(&error))?;
    }
    match mimetype.trim() {
        "application/vnd.oasis.opendocument.spreadsheet"
        | "application/vnd.oasis.opendocument.spreadsheet-template" => Ok(Container::Ods),
        other => match other.strip_prefix("application/vnd.oasis.opendocument.") {
            Some(kind) => unsupported(kind),
            None => Err(Halt::file(Rule::NoWorkbookInArchive)),
        },
    }
}

/// Unpacks every part into nothing, counting, so that no parser meets a part that is too large.
fn inflate_all<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    mut inflation: Inflation,
) -> Result<(), Halt> {
    let mut chunk = vec![0; 1 << 16];
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| damaged(&error))?;
        let name = part.name().map_err(|error| damaged(&error))?.into_owned();
        let mut part = Counted::new(part, inflation);
        let mut first = true;
        loop {
            let count = part.fill(&mut chunk).map_err(Halt::file)?;
            if std::mem::take(&mut first) && declares_entities(&chunk[..count]) {
                return Err(Halt::file(Rule::DeclaresEntities { part: name }));
            }
            if count < chunk.len() {
                break;
            }
        }
        inflation = part.into_inflation();
    }
    Ok(())
}

/// Whether the start of a part holds a document type declaration. None of the XML readers used
/// here expands entities; this is for the clear answer.
fn declares_entities(start: &[u8]) -> bool {
    let start = &start[..start.len().min(4096)];
    start.trim_ascii_start().starts_with(b"<")
        && [&b"<!DOCTYPE"[..], b"<!ENTITY"]
            .iter()
            .any(|mark| start.windows(mark.len()).any(|window| window == *mark))
}
