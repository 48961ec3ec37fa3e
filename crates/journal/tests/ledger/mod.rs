//! The client's own book of what the load generator acknowledged, and how a journal that lived
//! through a crash is held against it.

use std::collections::BTreeMap;
use std::path::Path;

use concert_journal::{Hold, Journal, Verdict, verify};

#[path = "../../src/bin/concert-journal-load/request.rs"]
mod request;
pub(crate) use request::Request;

/// What was acknowledged.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    /// Where the entries of each request are.
    pub(crate) acks: BTreeMap<Request, (u64, u64)>,
    /// The latest setting.
    pub(crate) setting: Option<u32>,
    /// The latest snapshot.
    pub(crate) snapshot: Option<u64>,
    /// Why the writer stopped, and how much could still be read.
    pub(crate) halted: Option<(u64, String)>,
}

/// How a journal can fail its clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It cannot be opened, or contradicts itself.
    Corrupt(String),
    /// Something acknowledged is not there, or there twice.
    Lost(String),
}

impl Ledger {
    /// Takes a line of the load generator in.
    pub(crate) fn hear(&mut self, line: &str) {
        let mut words = line.splitn(3, ' ');
        let (kind, rest) = (words.next().unwrap_or_default(), line.split_once(' '));
        let rest = rest.map_or("", |(_, rest)| rest);
        let numbers: Vec<u64> = rest.split(' ').map_while(|word| word.parse().ok()).collect();
        match (kind, numbers.as_slice()) {
            ("ack", &[thread, number, first, count]) => {
                let request = Request { thread: thread as u32, number: number as u32 };
                let known = *self.acks.entry(request).or_insert((first, count));
                assert_eq!(known, (first, count), "{request:?} was answered otherwise before");
            }
            ("set", &[number]) => self.setting = Some(number as u32),
            ("snapshot", &[index]) => self.snapshot = Some(index),
            ("halted", &[size, ..]) => self.halted = Some((size, rest.into())),
            _ => panic!("not understood: {line}"),
        }
    }

    /// Opens the journal in `dir` as any writer would, and holds it against the book.
    pub(crate) fn check(&self, dir: &Path) -> Result<(), Failure> {
        let corrupt = |error: concert_journal::Error| Failure::Corrupt(error.to_string());
        let writer = Hold::take(dir).and_then(|hold| hold.writer((), 0, &mut |_, _| {}));
        let writer = writer.map_err(corrupt)?;
        let journal = writer.journal();
        match verify(dir, None, &mut |_, _| {}).map_err(corrupt)? {
            Verdict::Sound { .. } => {}
            Verdict::Broken(flaw) => return Err(Failure::Corrupt(format!("{flaw:?}"))),
        }
        let complaints = journal.facts().map_err(corrupt)?.complaints;
        if !complaints.is_empty() {
            return Err(Failure::Corrupt(complaints.join("; ")));
        }
        self.check_entries(journal)?;
        let setting = writer.beside().setting("number").map_err(corrupt)?;
        if setting.as_ref().and_then(|text| text.parse().ok()) < self.setting {
            return Err(Failure::Lost(format!("setting {:?}, found {setting:?}", self.setting)));
        }
        let snapshot = journal.load_snapshot("load").map_err(corrupt)?.snapshot;
        if snapshot.as_ref().map(|snapshot| snapshot.index) < self.snapshot {
            return Err(Failure::Lost(format!("snapshot {:?}, found {snapshot:?}", self.snapshot)));
        }
        Ok(())
    }

    /// Every request is there whole and once, or not at all; those acknowledged are where they were
    /// said to be; those before a thread's last are there.
    fn check_entries(&self, journal: &Journal) -> Result<(), Failure> {
        let corrupt = |error: concert_journal::Error| Failure::Corrupt(error.to_string());
        let entries = journal.size().and_then(|size| journal.read(0..size)).map_err(corrupt)?;
        let mut found = BTreeMap::new();
        let mut rest = entries.as_slice();
        while let Some(first) = rest.first() {
            let body = first.body.as_deref().unwrap_or_default();
            let Some((name, _)) = body.split_at_checked(8) else {
                return Err(Failure::Corrupt(format!("{first:?} is nobody's")));
            };
            let number =
                |at: usize| name[at..at + 4].iter().rfold(0, |n, &b| n << 8 | u32::from(b));
            let request = Request { thread: number(0), number: number(4) };
            let expected = request.entries();
            let whole = expected.len() <= rest.len()
                && expected.iter().zip(rest).all(|(expected, entry)| {
                    entry.body.as_ref() == Some(&expected.body) && entry.salt == Some(expected.salt)
                });
            if !whole {
                return Err(Failure::Corrupt(format!("{request:?} is torn at {}", first.index)));
            }
            if found.insert(request, (first.index, request.count())).is_some() {
                return Err(Failure::Lost(format!("{request:?} is there twice")));
            }
            rest = &rest[expected.len()..];
        }
        for (request, place) in &self.acks {
            if found.get(request) != Some(place) {
                let there = found.get(request);
                return Err(Failure::Lost(format!("{request:?} at {place:?}, found {there:?}")));
            }
        }
        let gap = found.keys().find(|&&Request { thread, number }| {
            number > 0 && !found.contains_key(&Request { thread, number: number - 1 })
        });
        gap.map_or(Ok(()), |gap| Err(Failure::Lost(format!("the request before {gap:?}"))))
    }
}
