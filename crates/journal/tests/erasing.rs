//! What is erased is gone, and what is proven stays proven.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::fs;
use std::path::Path;

use concert_journal::{
    Batch, Contact, Digest, Error, Hold, NewEntry, OnceLink, Refusal, Session, Verdict, Writer,
    verify,
};

const CANARY: &[u8] = b"invented-canary-0123456789";

fn open(dir: &Path) -> Writer<()> {
    Hold::take(dir).unwrap().writer((), 0, &mut |_, _| {}).unwrap()
}

/// Appends `count` entries in batches of 50, each with the canary and its index.
fn fill(writer: &Writer<()>, count: u64) {
    for size in (0..count).step_by(50) {
        let body = |index: u64| [CANARY, index.to_string().as_bytes()].concat();
        let entry = |index| NewEntry { salt: [index as u8; 32], body: body(index) };
        let entries = (size..size + 50).map(entry).collect();
        writer.append(Batch { expected_size: size, at: 3, key: None, entries }).unwrap();
    }
}

/// How often the canary is found in the files of a folder and those below it.
fn canaries(dir: &Path) -> usize {
    let found = fs::read_dir(dir).unwrap().map(|file| {
        let path = file.unwrap().path();
        if path.is_dir() {
            return canaries(&path);
        }
        let content = fs::read(path).unwrap();
        content.windows(CANARY.len()).filter(|bytes| *bytes == CANARY).count()
    });
    found.sum()
}

#[test]
fn nothing_of_an_erased_body_is_left_in_any_file() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    fill(&writer, 500);
    writer.save_snapshot(400, "fold/1", CANARY).unwrap();
    assert!(canaries(folder.path()) > 500, "the search finds what is there");

    let all: Vec<u64> = (0..500).collect();
    let erasure = writer.erase(&all).unwrap();
    assert_eq!((erasure.erased, erasure.log_emptied), (500, true));
    assert_eq!(canaries(folder.path()), 0);
    assert_eq!(writer.erase(&all).unwrap().erased, 0, "they were gone already");
    assert!(writer.journal().load_snapshot("fold/1").unwrap().snapshot.is_none());
}

#[test]
fn after_an_erasure_every_proof_holds_and_the_journal_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    fill(&writer, 300);
    let journal = writer.journal();
    let before = journal.checkpoint().unwrap().unwrap();
    let proofs: Vec<_> = (0..300).map(|i| journal.prove_inclusion(i, 300).unwrap()).collect();
    writer.erase(&[7, 299]).unwrap();

    let entries = journal.read(0..300).unwrap();
    for (entry, proof) in entries.iter().zip(&proofs) {
        assert!(proof.holds(&before.root, entry.at, &entry.leaf));
        assert_eq!(journal.prove_inclusion(entry.index, 300).unwrap(), *proof);
        assert_eq!(entry.body.is_none(), [7, 299].contains(&entry.index));
        assert_eq!(entry.salt.is_none(), entry.body.is_none());
    }
    let verdict = verify(folder.path(), Some(&before), &mut |_, _| {}).unwrap();
    assert!(matches!(verdict, Verdict::Sound { erased: 2, .. }), "{verdict:?}");
    drop(writer);
    let mut erased = Vec::new();
    let visit = |index, _, body: Option<&[u8]>| {
        erased.extend(body.is_none().then_some(index));
        Ok(())
    };
    open(folder.path()).journal().replay(0, &mut |_, _| {}, visit).unwrap();
    assert_eq!(erased, [7, 299]);
}

#[test]
fn an_entry_that_does_not_exist_cannot_be_erased_nor_can_those_named_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    fill(&writer, 50);
    let refused = writer.erase(&[3, 50]).unwrap_err();
    assert!(matches!(refused, Error::Refusal(Refusal::OutOfRange { asked: 50, size: 50 })));
    assert!(writer.journal().read(3..4).unwrap()[0].body.is_some());
}

#[test]
fn while_somebody_reads_an_older_state_the_log_is_reported_as_not_emptied() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    fill(&writer, 50);
    let mut erasure = None;
    let visit = |index, _, _: Option<&[u8]>| {
        if index == 0 {
            erasure = Some(writer.erase(&[0]).unwrap());
        }
        Ok(())
    };
    writer.journal().replay(0, &mut |_, _| {}, visit).unwrap();
    assert!(!erasure.unwrap().log_emptied);
    assert!(writer.erase(&[1]).unwrap().log_emptied);
    assert_eq!(canaries(folder.path()), 48);
}

#[test]
fn snapshots_come_back_for_their_tag_and_journal_only() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    fill(&writer, 100);
    writer.save_snapshot(50, "fold/1", b"fifty").unwrap();
    writer.save_snapshot(100, "fold/2", b"hundred").unwrap();
    let refused = writer.save_snapshot(101, "fold/2", b"").unwrap_err();
    assert!(matches!(refused, Error::Refusal(Refusal::OutOfRange { .. })));
    let load = |tag| writer.journal().load_snapshot(tag).unwrap().snapshot.map(|s| s.index);
    assert_eq!([load("fold/1"), load("fold/2"), load("fold/3")], [Some(50), Some(100), None]);

    let other = tempfile::tempdir().unwrap();
    let stranger = open(other.path());
    let entries = vec![NewEntry { salt: [0; 32], body: Vec::new() }; 60];
    stranger.append(Batch { expected_size: 0, at: 0, key: None, entries }).unwrap();
    fs::create_dir(other.path().join("snapshots")).unwrap();
    for file in fs::read_dir(folder.path().join("snapshots")).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), other.path().join("snapshots").join(file.file_name())).unwrap();
    }
    let loaded = stranger.journal().load_snapshot("fold/1").unwrap();
    assert_eq!(loaded.snapshot, None);
    assert_eq!(loaded.passed_over.last().unwrap().1, "it was made from another journal");
}

#[test]
fn sessions_count_until_they_expire_or_are_ended() {
    let folder = tempfile::tempdir().unwrap();
    let beside = open(folder.path()).beside();
    let session = |token: u8, user: &str| Session {
        token: [token; 32],
        user: user.into(),
        created: 10,
        last_seen: 10,
        expires: 100,
    };
    for (token, user) in [(1, "ana"), (2, "ana"), (3, "ben")] {
        beside.put_session(&session(token, user)).unwrap();
    }
    assert_eq!(beside.session(&[1; 32], 99).unwrap(), Some(session(1, "ana")));
    assert_eq!(beside.session(&[1; 32], 100).unwrap(), None, "expired");
    assert!(beside.touch_session(&[3; 32], 50).unwrap());
    assert_eq!(beside.session(&[3; 32], 60).unwrap().unwrap().last_seen, 50);
    assert_eq!(beside.remove_sessions_of("ana").unwrap(), 2);
    assert_eq!(beside.session(&[2; 32], 11).unwrap(), None);
    assert_eq!((beside.purge_sessions(99).unwrap(), beside.purge_sessions(100).unwrap()), (0, 1));
    assert!(!beside.remove_session(&[3; 32]).unwrap());
    assert_eq!(format!("{:?}", session(1, "ana")), "Session");
}

#[test]
fn a_link_works_once_and_in_time_even_when_many_try() {
    let folder = tempfile::tempdir().unwrap();
    let beside = open(folder.path()).beside();
    let token: Digest = [9; 32];
    let link = OnceLink { token, user: "ana".into(), expires: 100 };
    beside.put_once_link(&link).unwrap();
    assert_eq!(beside.use_once_link(&token, 100).unwrap(), None, "too late");
    assert_eq!(beside.once_link(&token, 50).unwrap().as_deref(), Some("ana"));
    let users: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..8).map(|_| scope.spawn(|| beside.use_once_link(&token, 50).unwrap())).collect();
        threads.into_iter().filter_map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(users, ["ana"]);
    assert_eq!(beside.once_link(&token, 50).unwrap(), None);
    assert_eq!(beside.purge_once_links(100).unwrap(), 1);
    beside.put_once_link(&link).unwrap();
    assert_eq!(beside.remove_once_links_of("ana").unwrap(), 1);
}

#[test]
fn credentials_and_settings_are_replaced_and_removed_and_outlive_the_writer() {
    let folder = tempfile::tempdir().unwrap();
    let beside = open(folder.path()).beside();
    beside.put_credential("ana", "hash one").unwrap();
    beside.put_credential("ana", "hash two").unwrap();
    beside.put_setting("name", "Example").unwrap();
    beside.put_setting("language", "ar").unwrap();
    drop(beside);
    let beside = open(folder.path()).beside();
    assert_eq!(beside.credential("ana").unwrap().as_deref(), Some("hash two"));
    assert_eq!(beside.setting("name").unwrap().as_deref(), Some("Example"));
    let pairs = [("language", "ar"), ("name", "Example")].map(|(k, v)| (k.into(), v.into()));
    assert_eq!(beside.settings().unwrap(), pairs);
    assert!(beside.remove_setting("name").unwrap() && !beside.remove_setting("name").unwrap());
    assert!(beside.remove_credential("ana").unwrap());
    assert_eq!(beside.credential("ana").unwrap(), None);
}

#[test]
fn contacts_are_replaced_and_removed_with_what_was_sent_and_both_outlive_the_writer() {
    let folder = tempfile::tempdir().unwrap();
    let beside = open(folder.path()).beside();
    let contact = |user: &str, address: &str| Contact {
        user: user.to_owned(),
        address: address.to_owned(),
        language: "ar".to_owned(),
    };
    let canary = String::from_utf8(CANARY.to_vec()).unwrap();
    beside.put_contact(&contact("ana", "old@example.org")).unwrap();
    beside.put_contact(&contact("ana", &canary)).unwrap();
    beside.put_contact(&contact("ben", "ben@example.org")).unwrap();
    beside.note_sent("ana", &["one".to_owned(), "two".to_owned()], 100).unwrap();
    beside.note_sent("ana", &["two".to_owned()], 200).unwrap();
    beside.note_sent("ben", &["one".to_owned()], 200).unwrap();
    drop(beside);
    let beside = open(folder.path()).beside();
    assert_eq!(
        beside.contacts().unwrap(),
        [contact("ana", &canary), contact("ben", "ben@example.org")]
    );
    assert_eq!(beside.notices_sent("ana").unwrap().into_iter().collect::<Vec<_>>(), ["one", "two"]);
    assert_eq!(beside.purge_notices(101).unwrap(), 2, "the first time of each counts");
    beside.note_sent("ana", &["three".to_owned()], 300).unwrap();
    assert!(canaries(folder.path()) > 0, "the search finds what is there");
    assert!(beside.remove_contact("ana").unwrap() && !beside.remove_contact("ana").unwrap());
    assert_eq!(beside.contact("ana").unwrap(), None);
    assert!(beside.notices_sent("ana").unwrap().is_empty());
    assert_eq!(beside.notices_sent("ben").unwrap().len(), 1);
    drop(beside);
    drop(open(folder.path()));
    assert_eq!(canaries(folder.path()), 0, "nothing of an address is left once the file is closed");
}
