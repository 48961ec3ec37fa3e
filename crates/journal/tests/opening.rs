//! Who may open a journal, and which file is one.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::fs;
use std::path::Path;

use concert_journal::{
    Batch, Error, Fault, Hold, Journal, NewEntry, Refusal, Verdict, Writer, verify,
};
use rusqlite::Connection;

fn open(dir: &Path) -> Writer<()> {
    Hold::take(dir).unwrap().writer((), 0, &mut |_, _| {}).unwrap()
}

fn append(writer: &Writer<()>, size: u64) -> Result<(), Error> {
    let entries = vec![NewEntry { salt: [1; 32], body: b"body".to_vec() }];
    writer.append(Batch { expected_size: size, at: 7, key: None, entries }).map(drop)
}

fn database(dir: &Path) -> Connection {
    Connection::open(dir.join("concert.db")).unwrap()
}

#[test]
fn only_one_holds_the_journal_and_everybody_may_read_it_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    let refused = Hold::take(folder.path()).unwrap_err();
    let id = std::process::id().to_string();
    assert!(matches!(&refused, Error::Refusal(Refusal::Held { holder, .. }) if *holder == id));

    let reader = Journal::open(folder.path()).unwrap();
    append(&writer, 0).unwrap();
    assert_eq!(reader.size().unwrap(), 1);
    let sound = verify(folder.path(), None, &mut |_, _| {}).unwrap();
    assert!(matches!(sound, Verdict::Sound { .. }));
    drop(writer);
    drop(open(folder.path()));
}

#[test]
fn a_journal_that_nobody_uses_is_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    append(&writer, 0).unwrap();
    assert_eq!(writer.journal().size().unwrap(), 1);
    drop(writer);
    let mut names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["concert.db", "concert.lock"]);
}

#[test]
fn reading_where_there_is_no_journal_is_refused_and_makes_none() {
    let folder = tempfile::tempdir().unwrap();
    let refused = Journal::open(folder.path()).unwrap_err();
    assert!(matches!(refused, Error::Refusal(Refusal::NoJournal { .. })));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_newer_file_is_refused_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()));
    database(folder.path()).pragma_update(None, "user_version", 99).unwrap();
    let before = fs::read(folder.path().join("concert.db")).unwrap();
    for refused in
        [Hold::take(folder.path()).unwrap_err(), Journal::open(folder.path()).unwrap_err()]
    {
        assert!(matches!(refused, Error::Refusal(Refusal::Newer { found: 99, known: 3 })));
    }
    assert_eq!(fs::read(folder.path().join("concert.db")).unwrap(), before);
}

#[test]
fn an_older_file_is_brought_up_to_date_by_the_next_writer() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()));
    let sql = "DROP TABLE credential; DROP TABLE session; DROP TABLE once_link; DROP TABLE setting;
               DROP TABLE contact; DROP TABLE notice_sent;
               PRAGMA user_version = 1;";
    database(folder.path()).execute_batch(sql).unwrap();
    let refused = Journal::open(folder.path()).unwrap_err();
    assert!(matches!(refused, Error::Refusal(Refusal::Older { found: 1, known: 3 })));
    let writer = open(folder.path());
    writer.beside().put_setting("name", "Example").unwrap();
}

#[test]
fn a_file_of_another_program_is_refused_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("concert.db");
    database(folder.path()).execute_batch("CREATE TABLE t (x)").unwrap();
    let foreign = fs::read(&path).unwrap();
    for content in [foreign.as_slice(), &[b'x'; 5_000]] {
        fs::write(&path, content).unwrap();
        let refused = Hold::take(folder.path()).unwrap_err();
        assert!(matches!(refused, Error::Refusal(Refusal::NotAJournal { .. })), "{refused}");
        assert_eq!(fs::read(&path).unwrap(), content);
    }
}

#[test]
fn another_programs_lock_is_a_refusal_and_the_writer_goes_on_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    let other = database(folder.path());
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(matches!(append(&writer, 0), Err(Error::Refusal(Refusal::Busy))));
    other.execute_batch("ROLLBACK").unwrap();
    append(&writer, 0).unwrap();
}

#[test]
fn another_programs_checkpoint_stops_the_writer() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    append(&writer, 0).unwrap();
    let sql = "INSERT INTO checkpoint VALUES (2, zeroblob(32), 0)";
    database(folder.path()).execute(sql, ()).unwrap();
    let halted = append(&writer, 1).unwrap_err();
    assert!(
        matches!(&halted, Error::Fault(Fault::Halted { reason }) if reason.contains("left it"))
    );
}

#[test]
fn an_edge_that_does_not_lead_to_the_root_is_not_written_on() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    append(&writer, 0).unwrap();
    drop(writer);
    database(folder.path()).execute("UPDATE tile SET hashes = zeroblob(32)", ()).unwrap();
    let damaged = Hold::take(folder.path()).unwrap_err();
    assert!(matches!(damaged, Error::Fault(Fault::Damaged { index: 1, .. })));
    assert!(Journal::open(folder.path()).is_ok(), "reading goes on");
}

#[test]
fn the_facts_tell_the_settings_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    append(&writer, 0).unwrap();
    writer.erase(&[0]).unwrap();
    let facts = writer.journal().facts().unwrap();
    let setting = |name| facts.settings.iter().find(|s| s.0 == name).unwrap().1.as_str();
    let names = ["journal_mode", "synchronous", "secure_delete", "foreign_keys", "trusted_schema"];
    assert_eq!(names.map(setting), ["wal", "2", "1", "1", "0"]);
    assert_eq!((setting("application_id"), setting("user_version")), ("1129202516", "3"));
    assert_eq!((facts.entries, facts.erased, facts.tiles, facts.checkpoints), (1, 1, 1, 1));
    assert!(facts.complaints.is_empty() && facts.engine.starts_with("SQLite 3."));
}
