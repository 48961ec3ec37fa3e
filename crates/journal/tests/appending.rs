//! What the writer promises while nothing breaks.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use concert_journal::{
    Answer, Appended, Batch, Error, Fault, Fold, Hold, Journal, Key, NewEntry, Refusal, Request,
    Unappended, Verdict, Writer, verify,
};

fn open(dir: &Path) -> Writer<()> {
    Hold::take(dir).unwrap().writer((), 0, &mut |_, _| {}).unwrap()
}

fn entry(text: &str) -> NewEntry {
    NewEntry { salt: [text.len() as u8; 32], body: text.as_bytes().to_vec() }
}

fn batch(expected_size: u64, texts: &[&str]) -> Batch {
    let entries = texts.iter().map(|text| entry(text)).collect();
    Batch { expected_size, at: 1_000, key: None, entries }
}

fn key(text: &str, digest: u8) -> Key {
    Key { text: text.into(), digest: [digest; 32] }
}

#[test]
fn what_was_appended_is_read_in_order_and_again_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    let first = writer.append(batch(0, &["a", "bb"])).unwrap();
    assert_eq!(first, Answer::Appended(Appended { first: 0, count: 2, replay: false }));
    writer.append(batch(2, &[""])).unwrap();
    drop(writer);

    let writer = open(folder.path());
    let entries = writer.journal().read(0..3).unwrap();
    let bodies: Vec<_> = entries.iter().map(|e| e.body.as_deref().unwrap()).collect();
    assert_eq!(bodies, [b"a".as_slice(), b"bb", b""]);
    assert_eq!(writer.journal().size().unwrap(), 3);
    let refused = writer.journal().read(0..4).unwrap_err();
    assert!(matches!(refused, Error::Refusal(Refusal::OutOfRange { asked: 4, size: 3 })));
}

#[test]
fn a_batch_decided_on_an_older_size_is_sent_back() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    writer.append(batch(0, &["a"])).unwrap();
    assert_eq!(writer.append(batch(0, &["b"])).unwrap(), Answer::Moved { size: 1 });
    assert_eq!(writer.journal().size().unwrap(), 1);
}

#[test]
fn a_key_gives_the_same_answer_once_and_for_all_and_refuses_another_request() {
    let folder = tempfile::tempdir().unwrap();
    let keyed = |size, digest| Batch { key: Some(key("k", digest)), ..batch(size, &["a"]) };
    for _ in 0..2 {
        let writer = open(folder.path());
        let Answer::Appended(answer) = writer.append(keyed(0, 1)).unwrap() else { panic!("moved") };
        assert_eq!((answer.first, answer.count), (0, 1));
        let Answer::Appended(again) = writer.append(keyed(0, 1)).unwrap() else { panic!("moved") };
        assert_eq!(again, Appended { first: 0, count: 1, replay: true });
        let refused = writer.append(keyed(1, 2)).unwrap_err();
        assert!(matches!(refused, Error::Refusal(Refusal::KeyReused { first: 0 })));
        assert_eq!(writer.journal().size().unwrap(), 1);
    }
    let writer = open(folder.path());
    assert_eq!(writer.forget_keys(1_000).unwrap(), 0);
    assert_eq!(writer.forget_keys(1_001).unwrap(), 1);
    let Answer::Appended(anew) = writer.append(keyed(1, 2)).unwrap() else { panic!("moved") };
    assert!(!anew.replay);
    let long = Batch { key: Some(key(&"k".repeat(201), 1)), ..batch(2, &[]) };
    let refused = writer.append(long).unwrap_err();
    assert!(matches!(refused, Error::Refusal(Refusal::KeyLength { length: 201 })));
}

/// Counts entries, and looks at the journal from outside at each moment that matters.
struct Watcher {
    journal: Journal,
    applied: u64,
    shown: Arc<AtomicU64>,
}

impl Fold for Watcher {
    fn apply(&mut self, index: u64, _: i64, body: Option<&[u8]>) -> Result<(), String> {
        assert_eq!(index, self.applied, "entries come in order");
        if body == Some(b"indigestible") {
            return Err("it cannot be read".into());
        }
        self.applied += 1;
        assert!(self.journal.size().unwrap() <= index, "nobody sees what is not durable");
        Ok(())
    }

    fn durable(&mut self, size: u64) {
        assert_eq!(size, self.applied);
        assert_eq!(self.journal.size().unwrap(), size, "what is shown is durable");
        self.shown.store(size, Ordering::SeqCst);
    }
}

fn watched(dir: &Path) -> (Writer<Watcher>, Arc<AtomicU64>) {
    let hold = Hold::take(dir).unwrap();
    let shown = Arc::new(AtomicU64::new(0));
    let journal = hold.journal().clone();
    let watcher = Watcher { journal, applied: 0, shown: Arc::clone(&shown) };
    (hold.writer(watcher, 0, &mut |_, _| {}).unwrap(), shown)
}

#[test]
fn many_threads_decide_one_after_another_and_share_commits() {
    let folder = tempfile::tempdir().unwrap();
    // The replay at the start looks from outside as well, so start empty.
    let (writer, shown) = watched(folder.path());
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                for _ in 0..20 {
                    let request = Request { at: 5, key: None };
                    let appended = writer.submit(request, |state: &Watcher, size| {
                        assert_eq!(state.applied, size, "the decision sees all before it");
                        Ok::<_, Infallible>(vec![entry(&size.to_string())])
                    });
                    let first = appended.unwrap().first;
                    assert!(shown.load(Ordering::SeqCst) > first, "answered after it was shown");
                }
            });
        }
    });
    let entries = writer.journal().read(0..320).unwrap();
    for (index, entry) in entries.iter().enumerate() {
        assert_eq!(entry.body.as_deref().unwrap(), index.to_string().as_bytes());
    }
    let facts = writer.journal().facts().unwrap();
    assert!(facts.checkpoints < 320, "{} commits for 320 requests", facts.checkpoints);
}

#[test]
fn a_declined_request_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    let request = Request { at: 1, key: Some(key("k", 1)) };
    let declined = writer.submit(request.clone(), |&(), _| Err("no")).unwrap_err();
    assert!(matches!(declined, Unappended::Declined("no")));
    let granted = writer.submit(request, |&(), _| Ok::<_, Infallible>(vec![entry("a")])).unwrap();
    assert!(!granted.replay);
}

#[test]
fn a_decision_that_panics_does_so_where_it_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    let panicking = {
        let writer = writer.clone();
        thread::spawn(move || {
            let request = Request { at: 1, key: None };
            let _ = writer.submit::<Infallible, _>(request, |&(), _| panic!("on purpose"));
        })
    };
    assert_eq!(*panicking.join().unwrap_err().downcast::<&str>().unwrap(), "on purpose");
    assert!(writer.append(batch(0, &["a"])).is_ok());
}

#[test]
fn an_entry_that_cannot_be_folded_stops_the_writer_and_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (writer, shown) = watched(folder.path());
    writer.append(batch(0, &["a"])).unwrap();
    let halted = writer.append(batch(1, &["b", "indigestible"])).unwrap_err();
    assert!(
        matches!(&halted, Error::Fault(Fault::Halted { reason }) if reason.contains("entry 2"))
    );
    let later = writer.append(batch(1, &["c"])).unwrap_err();
    assert!(matches!(later, Error::Fault(Fault::Halted { .. })));
    assert_eq!(writer.halted(), Some("entry 2 cannot be folded: it cannot be read"));
    assert_eq!(writer.journal().read(0..1).unwrap().len(), 1, "reading goes on");
    assert_eq!(shown.load(Ordering::SeqCst), 1);
    drop(writer);

    let writer = open(folder.path());
    assert_eq!(writer.journal().size().unwrap(), 1);
    assert!(matches!(verify(folder.path(), None, &mut |_, _| {}).unwrap(), Verdict::Sound { .. }));
}

#[test]
fn a_replay_visits_every_entry_and_reports_its_progress() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    let request = Request { at: 9, key: None };
    let all = || Ok::<_, Infallible>((0..5_000).map(|i: u64| entry(&i.to_string())).collect());
    writer.submit(request, move |&(), _| all()).unwrap();
    let (mut told, mut next) = (Vec::new(), 10);
    let visit = |index, at, body: Option<&[u8]>| {
        assert_eq!((index, at, body), (next, 9, Some(next.to_string().as_bytes())));
        next += 1;
        Ok(())
    };
    let size = writer.journal().replay(10, &mut |done, all| told.push((done, all)), visit).unwrap();
    assert_eq!((size, next), (5_000, 5_000));
    assert_eq!(told, [(0, 4_990), (4_096, 4_990), (4_990, 4_990)]);
}
