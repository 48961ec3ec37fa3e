//! The load generator of the crash tests; it is not shipped.
//!
//! `concert-journal-load DIR [--threads N] [--requests N] [--from A,B,...] [--leave-open]
//! [--synchronous-off]` appends to the journal in `DIR` from `N` threads at once. Each thread sends
//! its requests in order, beginning at its number in `--from` (or 0), until it has sent
//! `--requests` or forever. What was acknowledged is told on standard output, a line and a system
//! call each:
//!
//! - `ack THREAD NUMBER FIRST COUNT`: the request's entries are durable.
//! - `set NUMBER`: a setting beside the log is durable (thread 0, every 8th request).
//! - `snapshot INDEX`: a snapshot is durable (thread 0, every 16th request).
//! - `halted SIZE REASON`: the writer stopped; `SIZE` entries can still be read.
//!
//! `--leave-open` ends the process without closing the journal. `--synchronous-off` lets nothing
//! wait for the disk: data are lost at power loss, which the tests use to see that they see it.

mod request;

use std::convert::Infallible;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{ExitCode, exit};
use std::thread;

use concert_journal::{Error, Fault, Hold, Key, Unappended, Writer};
use sha2::{Digest as _, Sha256};

use crate::request::Request;

/// What was asked for on the command line.
struct Load {
    dir: PathBuf,
    threads: u32,
    requests: u32,
    from: Vec<u32>,
    leave_open: bool,
    synchronous_off: bool,
}

fn main() -> ExitCode {
    let Some(load) = parse(std::env::args().skip(1)) else {
        eprintln!("usage: see the head of the program's source");
        return ExitCode::from(2);
    };
    match run(&load) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn parse(mut words: impl Iterator<Item = String>) -> Option<Load> {
    let mut load = Load {
        dir: words.next()?.into(),
        threads: 8,
        requests: u32::MAX,
        from: Vec::new(),
        leave_open: false,
        synchronous_off: false,
    };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--threads" => load.threads = words.next()?.parse().ok()?,
            "--requests" => load.requests = words.next()?.parse().ok()?,
            "--from" => {
                let numbers = words.next()?;
                load.from = numbers.split(',').map(str::parse).collect::<Result<_, _>>().ok()?;
            }
            "--leave-open" => load.leave_open = true,
            "--synchronous-off" => load.synchronous_off = true,
            _ => return None,
        }
    }
    Some(load)
}

fn run(load: &Load) -> Result<(), Error> {
    let take = if load.synchronous_off { Hold::take_without_syncing } else { Hold::take };
    let hold = take(&load.dir)?;
    let writer = hold.writer((), 0, &mut |_, _| {})?;
    let result = thread::scope(|scope| {
        let start = |thread| load.from.get(thread as usize).copied().unwrap_or(0);
        let threads: Vec<_> = (0..load.threads)
            .map(|thread| {
                let (writer, numbers) = (&writer, start(thread)..load.requests);
                scope.spawn(move || send(writer, thread, numbers))
            })
            .collect();
        threads.into_iter().try_for_each(|thread| match thread.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        })
    });
    if let Err(Error::Fault(Fault::Halted { reason })) = &result {
        let size = writer.journal().read(0..writer.journal().size()?)?.len();
        tell(&format!("halted {size} {reason}"));
    }
    if load.leave_open {
        exit(0);
    }
    result
}

/// Sends the requests of one thread, and tells what was acknowledged.
fn send(writer: &Writer<()>, thread: u32, numbers: std::ops::Range<u32>) -> Result<(), Error> {
    for number in numbers {
        let request = Request { thread, number };
        let text = format!("{thread}-{number}");
        let key = Some(Key { digest: Sha256::digest(&text).into(), text });
        let asked = concert_journal::Request { at: number.into(), key };
        let decide = move |&(): &(), _| Ok::<_, Infallible>(request.entries());
        let appended = writer.submit(asked, decide).map_err(|error| match error {
            Unappended::Journal(error) => error,
            Unappended::Declined(never) => match never {},
        })?;
        tell(&format!("ack {thread} {number} {} {}", appended.first, appended.count));
        if thread == 0 && number % 8 == 7 {
            writer.beside().put_setting("number", &number.to_string())?;
            tell(&format!("set {number}"));
        }
        if thread == 0 && number % 16 == 15 {
            let index = appended.first + appended.count;
            writer.save_snapshot(index, "load", &index.to_le_bytes().repeat(300))?;
            tell(&format!("snapshot {index}"));
        }
    }
    Ok(())
}

/// Tells one line in one system call. When nobody listens any more there is nothing left to do.
fn tell(line: &str) {
    if io::stdout().write_all(format!("{line}\n").as_bytes()).is_err() {
        exit(1);
    }
}
