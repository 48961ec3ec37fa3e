//! The reading process: it gives up its rights, reads the file it was handed, says what it found
//! and ends.

use std::fs::File;
use std::io::{BufWriter, Cursor, Read, Seek, SeekFrom, Write};
use std::process::ExitCode;

use flate2::read::MultiGzDecoder;

use crate::container::{Content, detect};
use crate::csv_reader::TextFile;
use crate::emitter::{Emitter, Halt};
use crate::inflate::{Counted, Inflation};
use crate::limits::Limits;
use crate::record::Record;
use crate::refusal::Rule;
use crate::{parquet_file, sandbox, workbook_reader};

/// The main function of the reading process: the file is its standard input, the records go to
/// its standard output, and its last argument states the [`Limits`] as JSON.
///
/// A program that reads tables calls this, before anything else, when it was started with the
/// arguments that it gives to [`read_in_child`](crate::read_in_child).
pub fn run() -> ExitCode {
    let limits = std::env::args()
        .next_back()
        .and_then(|argument| serde_json::from_str(&argument).ok())
        .unwrap_or_default();
    match standard_input() {
        Ok(input) => {
            let confinement = sandbox::confine(&limits);
            let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
            let told = Record::Confined(confinement)
                .write(&mut out)
                .and_then(|()| tell(input, out, limits));
            match told {
                Ok(()) => ExitCode::SUCCESS,
                Err(_) => ExitCode::FAILURE,
            }
        }
        Err(_) => ExitCode::FAILURE,
    }
}

/// Standard input as a file that can be read from any point.
#[cfg(unix)]
fn standard_input() -> std::io::Result<File> {
    use std::os::fd::AsFd;
    let owned = std::io::stdin().as_fd().try_clone_to_owned()?;
    Ok(File::from(owned))
}

/// Standard input as a file that can be read from any point.
#[cfg(windows)]
fn standard_input() -> std::io::Result<File> {
    use std::os::windows::io::AsHandle;
    let owned = std::io::stdin().as_handle().try_clone_to_owned()?;
    Ok(File::from(owned))
}

/// Reads a file and tells what is in it, or why it is refused.
pub(crate) fn tell<R: Read + Seek + Send + 'static, W: Write>(
    input: R,
    out: W,
    limits: Limits,
) -> std::io::Result<()> {
    let mut emitter = Emitter::new(out, limits);
    let outcome = read(input, &mut emitter);
    emitter.end(outcome)
}

fn read<R: Read + Seek + Send + 'static, W: Write>(
    mut input: R,
    emitter: &mut Emitter<W>,
) -> Result<(), Halt> {
    let limits = *emitter.limits();
    let size = input.seek(SeekFrom::End(0))?;
    if size > limits.file_bytes {
        return Err(Halt::file(Rule::TooLarge { found: size, limit: limits.file_bytes }));
    }
    let mut magic = [0; 4];
    input.rewind()?;
    if size >= 12 && input.read_exact(&mut magic).is_ok() && &magic == b"PAR1" {
        return parquet_file::tell(input, size, emitter);
    }
    let mut file = TextFile::new(&mut input, false, size);
    match content(&mut file, &limits)? {
        Content::Text => file.read(emitter),
        Content::Zip => workbook_reader::read(input, size, false, emitter),
        Content::Gzip => {
            let mut file = TextFile::new(&mut input, true, size);
            match content(&mut file, &limits)? {
                Content::Text => file.read(emitter),
                Content::Gzip => Err(Halt::file(Rule::NestedArchive)),
                Content::Zip => {
                    let workbook = Cursor::new(inflated(input, size, &limits)?);
                    workbook_reader::read(workbook, size, true, emitter)
                }
                other => Err(refused(other)),
            }
        }
        other => Err(refused(other)),
    }
}

fn content<R: Read + Seek>(file: &mut TextFile<R>, limits: &Limits) -> Result<Content, Halt> {
    let mut head = [0; 512];
    let count = file.open(limits)?.fill(&mut head).map_err(Halt::file)?;
    if count == 0 {
        return Err(Halt::file(Rule::Empty));
    }
    Ok(detect(&head[..count]))
}

fn refused(content: Content) -> Halt {
    Halt::file(match content {
        Content::Compound => Rule::OldOrLocked,
        Content::Other(found) => Rule::NotATable { found: found.to_owned() },
        Content::Gzip | Content::Zip | Content::Text => Rule::NestedArchive,
    })
}

/// A compressed workbook, unpacked into memory: a workbook is read from many points. The
/// process's memory is bounded, and so is this.
fn inflated<R: Read + Seek>(mut input: R, size: u64, limits: &Limits) -> Result<Vec<u8>, Halt> {
    input.rewind()?;
    let mut reader = Counted::new(MultiGzDecoder::new(input), Inflation::new(size, limits));
    let mut bytes = Vec::new();
    match reader.read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(Halt::file(reader.rule(&error))),
    }
}
