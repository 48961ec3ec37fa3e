//! The process that wants a file read: it starts a reading process, and believes nothing it says
//! that it has not checked.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::assembly::{Assembly, Next};
use crate::child;
use crate::limits::Limits;
use crate::place_in_file::PlaceInFile;
use crate::record::{BadRecord, Record, Records};
use crate::refusal::{ReadError, Refusal, Rule, Stop};
use crate::sandbox::Confinement;
use crate::workbook::Workbook;

/// A file to be read.
#[derive(Debug)]
pub struct TableFile {
    /// The name that refusals mention; the file is never opened by it.
    pub name: String,
    /// The open file: a regular one, since it is read from several points.
    pub file: File,
}

impl TableFile {
    /// Opens a file.
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        let file = File::open(path).map_err(broken("opening the file"))?;
        let name = path.file_name().unwrap_or_default();
        Ok(Self { name: name.to_string_lossy().into_owned(), file })
    }
}

/// Reads a file in a process of its own, which is `exe` started with `args` and calls
/// [`child::run`](crate::child::run) at once. `progress` hears how many rows have arrived.
///
/// # Errors
///
/// [`ReadError::Refused`] if the file cannot be read, for whatever reason lies in it, a crash of
/// the reading process included; [`ReadError::Broken`] if that process cannot be started.
pub fn read_in_child(
    exe: &Path,
    args: &[&str],
    table: TableFile,
    limits: &Limits,
    progress: &mut dyn FnMut(u32),
) -> Result<Workbook, ReadError> {
    let mut assembly = Assembly::new(*limits);
    let mut table = table;
    let digest = digest(&mut table.file).map_err(broken("reading the file"))?;
    let mut told = 0;
    let mut hear = |record: Record<'_>| {
        let next = assembly.take(record);
        if next != Next::More || assembly.rows() >= told + 1000 {
            told = assembly.rows();
            progress(told);
        }
        next
    };
    let (name, next) = converse_with_child(exe, args, table, limits, &mut hear)?;
    let refuse = |rule, place| Refusal { file: name.clone(), place, rule };
    if let Next::Refuse(rule, place) = next {
        return Err(refuse(rule, place).into());
    }
    assembly.finish(&name, digest).map_err(|rule| refuse(rule, PlaceInFile::FILE).into())
}

/// Has a file read by a process of its own and hears its records until the last; tells the file's name
/// and what was made of the last record, never [`Next::More`].
pub(crate) fn converse_with_child(
    exe: &Path,
    args: &[&str],
    table: TableFile,
    limits: &Limits,
    hear: &mut dyn FnMut(Record<'_>) -> Next,
) -> Result<(String, Next), ReadError> {
    let TableFile { name, file } = table;
    let before = state(&file)?;
    if before.0 > limits.file_bytes {
        let (found, limit) = (before.0, limits.file_bytes);
        let rule = Rule::TooLarge { found, limit };
        return Ok((name, Next::Refuse(rule, PlaceInFile::FILE)));
    }
    let handed_over = file.try_clone().map_err(broken("handing the file over"))?;
    let next = converse(exe, args, handed_over, limits, hear)?;
    if matches!(next, Next::Done) && state(&file)? != before {
        return Ok((name, Next::Refuse(Rule::ChangedWhileRead, PlaceInFile::FILE)));
    }
    Ok((name, next))
}

/// Reads bytes in this very process and hears the records until the last.
pub(crate) fn converse_with_own(
    bytes: &[u8],
    limits: &Limits,
    hear: &mut dyn FnMut(Record<'_>) -> Next,
) -> Next {
    let mut records = Vec::new();
    let told = Record::Confined(Confinement::default())
        .write(&mut records)
        .and_then(|()| child::tell(std::io::Cursor::new(bytes.to_vec()), &mut records, *limits));
    let next = match told {
        Ok(()) => take_all(&mut Records::new(&records[..]), hear),
        Err(_) => Err(BadRecord::Pipe),
    };
    next.unwrap_or_else(|_| Next::Refuse(nonsense(), PlaceInFile::FILE))
}

/// Reads bytes in this very process, unconfined but within the same limits: for what this
/// program wrote itself, and for fuzzing.
///
/// # Errors
///
/// A [`Refusal`] as from [`read_in_child`].
pub fn read_own(name: &str, bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    let refuse = |rule, place| Refusal { file: name.to_owned(), place, rule };
    let mut assembly = Assembly::new(*limits);
    match converse_with_own(bytes, limits, &mut |record| assembly.take(record)) {
        Next::Refuse(rule, place) => Err(refuse(rule, place)),
        _ => assembly
            .finish(name, Sha256::digest(bytes).into())
            .map_err(|rule| refuse(rule, PlaceInFile::FILE)),
    }
}

fn broken(doing: &'static str) -> impl Fn(std::io::Error) -> ReadError {
    move |source| ReadError::Broken { doing, source }
}

fn nonsense() -> Rule {
    Rule::ReaderMisbehaved { detail: "an answer that is none".to_owned() }
}

/// Size and time of change, by which a change while reading is noticed.
fn state(file: &File) -> Result<(u64, Option<std::time::SystemTime>), ReadError> {
    let metadata = file.metadata().map_err(broken("looking at the file"))?;
    if !metadata.is_file() {
        let source = std::io::ErrorKind::InvalidInput.into();
        return Err(broken("looking at what is not a file")(source));
    }
    Ok((metadata.len(), metadata.modified().ok()))
}

fn digest(file: &mut File) -> std::io::Result<[u8; 32]> {
    let mut digest = Sha256::new();
    let mut chunk = vec![0; 1 << 16];
    file.rewind()?;
    loop {
        match file.read(&mut chunk)? {
            0 => break,
            count => digest.update(&chunk[..count]),
        }
    }
    file.rewind()?;
    Ok(digest.finalize().into())
}

/// Starts the reading process and takes its records until it has said everything.
fn converse(
    exe: &Path,
    args: &[&str],
    file: File,
    limits: &Limits,
    hear: &mut dyn FnMut(Record<'_>) -> Next,
) -> Result<Next, ReadError> {
    let stated = serde_json::to_string(limits)
        .map_err(|error| broken("stating the limits")(error.into()))?;
    let mut child = Command::new(exe)
        .args(args)
        .arg(stated)
        .env_clear()
        .stdin(Stdio::from(file))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(broken("starting the reading process"))?;
    let output = child.stdout.take();
    let watched = Watched::new(child, Duration::from_secs(limits.wall_seconds));
    let next = match output {
        Some(output) => {
            let mut records = Records::new(BufReader::with_capacity(1 << 16, output));
            take_all(&mut records, hear)
        }
        None => Err(BadRecord::Pipe),
    };
    let (status, out_of_time) = watched.end(next.is_ok());
    Ok(next.unwrap_or_else(|bad| {
        let rule = match (bad, out_of_time) {
            (_, true) => Rule::ReaderStopped { how: Stop::Time },
            (BadRecord::Nonsense, _) => nonsense(),
            (BadRecord::Pipe, _) => match status {
                Ok(status) => Rule::ReaderStopped { how: stop(status) },
                Err(_) => nonsense(),
            },
        };
        Next::Refuse(rule, PlaceInFile::FILE)
    }))
}

/// Hears records until the last; never returns [`Next::More`].
fn take_all<R: Read>(
    records: &mut Records<R>,
    hear: &mut dyn FnMut(Record<'_>) -> Next,
) -> Result<Next, BadRecord> {
    loop {
        match hear(records.next()?) {
            Next::More => {}
            last => return Ok(last),
        }
    }
}

/// A running process that is ended when its time is over.
struct Watched {
    child: Arc<Mutex<Child>>,
    done: mpsc::Sender<()>,
    watch: std::thread::JoinHandle<bool>,
}

impl Watched {
    fn new(child: Child, time: Duration) -> Self {
        let child = Arc::new(Mutex::new(child));
        let (done, over) = mpsc::channel::<()>();
        let watched = Arc::clone(&child);
        let watch = std::thread::spawn(move || {
            let out_of_time = over.recv_timeout(time) == Err(mpsc::RecvTimeoutError::Timeout);
            if out_of_time {
                kill(&watched);
            }
            out_of_time
        });
        Self { child, done, watch }
    }

    /// Waits for the process, which is ended at once unless it has said everything. Also tells
    /// whether its time was over before.
    fn end(self, said_everything: bool) -> (std::io::Result<ExitStatus>, bool) {
        // A process that closed its output without a last word is about to end, and how it ends
        // is the reason to tell; one that goes on talking nonsense is not waited for.
        if !said_everything {
            wait_a_little(&self.child);
        }
        kill(&self.child);
        drop(self.done);
        let out_of_time = self.watch.join().unwrap_or(false);
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        (child.wait(), out_of_time)
    }
}

fn kill(child: &Mutex<Child>) {
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    // The error means that it has ended already.
    let _ = child.kill();
}

fn wait_a_little(child: &Mutex<Child>) {
    for _ in 0..100 {
        let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        drop(child);
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[cfg(unix)]
fn stop(status: ExitStatus) -> Stop {
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        Some(6) => Stop::Aborted,
        Some(24) => Stop::Cpu,
        Some(number) => Stop::Signal(number),
        None => Stop::Exit(status.code().unwrap_or(-1)),
    }
}

#[cfg(not(unix))]
fn stop(status: ExitStatus) -> Stop {
    Stop::Exit(status.code().unwrap_or(-1))
}
