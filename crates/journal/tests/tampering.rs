//! Whatever is changed behind the journal's back, the verification names it.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::fs;
use std::path::Path;

use concert_journal::{
    Batch, Checkpoint, Error, Fault, Flaw, Hold, Journal, NewEntry, Verdict, Witness, Wrong, verify,
};
use proptest::prelude::*;
use rusqlite::Connection;
use tempfile::TempDir;

/// A journal of 600 entries in commits of 20, entry 5 erased. Two full tiles, one partial, and the
/// tile above them.
fn journal() -> (TempDir, Checkpoint) {
    let folder = tempfile::tempdir().unwrap();
    let hold = Hold::take(folder.path()).unwrap();
    let writer = hold.writer((), 0, &mut |_, _| {}).unwrap();
    for size in (0..600).step_by(20) {
        let salt = |index: u64| [(index % 251) as u8; 32];
        let entry =
            |index: u64| NewEntry { salt: salt(index), body: index.to_string().into_bytes() };
        let entries = (size..size + 20).map(entry).collect();
        writer.append(Batch { expected_size: size, at: size as i64, key: None, entries }).unwrap();
    }
    writer.erase(&[5]).unwrap();
    let checkpoint = writer.journal().checkpoint().unwrap().unwrap();
    (folder, checkpoint)
}

fn database(dir: &Path) -> Connection {
    let connection = Connection::open(dir.join("concert.db")).unwrap();
    connection.pragma_update(None, "ignore_check_constraints", "ON").unwrap();
    connection
}

fn verdict(dir: &Path, given: Option<&Checkpoint>) -> Verdict {
    verify(dir, given, &mut |_, _| {}).unwrap()
}

/// The flaw that is found after some SQL was executed on the file.
fn after(sql: &str) -> Flaw {
    let (folder, _) = journal();
    database(folder.path()).execute_batch(sql).unwrap();
    match verdict(folder.path(), None) {
        Verdict::Broken(flaw) => flaw,
        sound @ Verdict::Sound { .. } => panic!("{sql}: {sound:?}"),
    }
}

#[test]
fn an_untouched_journal_is_sound_and_so_is_its_copy_and_verifying_changes_no_byte() {
    let (folder, checkpoint) = journal();
    let copy = tempfile::tempdir().unwrap();
    let file = copy.path().join("concert.db");
    fs::copy(folder.path().join("concert.db"), &file).unwrap();
    let sound =
        Verdict::Sound { checkpoint: Some(checkpoint), checkpoints: 30, tiles: 4, erased: 1 };
    let before = fs::read(&file).unwrap();
    for dir in [folder.path(), copy.path()] {
        assert_eq!(verdict(dir, None), sound);
        assert_eq!(verdict(dir, Some(&checkpoint)), sound);
    }
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_changed_row_is_named_with_what_was_changed() {
    use Wrong::{BodyChanged, EntryChanged, LeafChanged};
    let cases = [
        ("UPDATE entry SET body = x'00' WHERE idx = 300", 300, BodyChanged),
        ("UPDATE entry SET body = x'' WHERE idx = 0", 0, BodyChanged),
        ("UPDATE entry SET salt = zeroblob(32) WHERE idx = 599", 599, BodyChanged),
        ("UPDATE entry SET salt = zeroblob(31) WHERE idx = 599", 599, BodyChanged),
        ("UPDATE entry SET salt = NULL WHERE idx = 300", 300, BodyChanged),
        ("UPDATE entry SET body = NULL WHERE idx = 300", 300, BodyChanged),
        ("UPDATE entry SET leaf = zeroblob(32) WHERE idx = 255", 255, LeafChanged),
        ("UPDATE entry SET leaf = zeroblob(3) WHERE idx = 256", 256, LeafChanged),
        ("UPDATE entry SET leaf = zeroblob(32) WHERE idx = 5", 5, EntryChanged),
        ("UPDATE entry SET leaf = zeroblob(3) WHERE idx = 5", 5, LeafChanged),
        ("UPDATE entry SET at = at + 1 WHERE idx = 511", 511, EntryChanged),
        ("UPDATE entry SET at = at + 1 WHERE idx = 5", 5, EntryChanged),
        ("UPDATE entry SET body = x'00', leaf = zeroblob(32) WHERE idx = 9", 9, EntryChanged),
    ];
    for (sql, index, wrong) in cases {
        assert_eq!(after(sql), Flaw { index, wrong }, "{sql}");
    }
}

#[test]
fn rows_that_were_removed_inserted_or_swapped_are_named() {
    let swap = "UPDATE entry SET idx = -1 WHERE idx = 30; UPDATE entry SET idx = 30 WHERE idx = 80;
                UPDATE entry SET idx = 80 WHERE idx = -1;";
    let insert = "UPDATE entry SET idx = -idx - 1 WHERE idx >= 100;
                  UPDATE entry SET idx = -idx WHERE idx < 0;
                  INSERT INTO entry SELECT 100, at, salt, body, leaf FROM entry WHERE idx = 99;";
    let close_up = "DELETE FROM entry WHERE idx = 100;
                    UPDATE entry SET idx = -idx WHERE idx > 100;
                    UPDATE entry SET idx = -idx - 1 WHERE idx < 0;";
    let beyond = "INSERT INTO entry SELECT 600, at, salt, body, leaf FROM entry WHERE idx = 1";
    let before = "INSERT INTO entry SELECT -1, at, salt, body, leaf FROM entry WHERE idx = 1";
    let changed = Wrong::EntryChanged;
    let cases = [
        ("DELETE FROM entry WHERE idx = 100", 100, Wrong::MissingRow),
        ("DELETE FROM entry WHERE idx = 0", 0, Wrong::MissingRow),
        (swap, 30, changed.clone()),
        (insert, 100, changed.clone()),
        (close_up, 100, changed),
        (beyond, 600, Wrong::ExtraRow { row: 600 }),
        (before, 0, Wrong::ExtraRow { row: -1 }),
    ];
    for (sql, index, wrong) in cases {
        assert_eq!(after(sql), Flaw { index, wrong }, "{sql}");
    }
}

#[test]
fn a_changed_tile_is_named() {
    let changed = |level, n| Wrong::TileChanged { level, n };
    let flip = |level, n, place| {
        format!(
            "UPDATE tile SET hashes = CAST(substr(hashes, 1, {place}) || x'aa' ||
             substr(hashes, {place} + 2) AS BLOB) WHERE (level, n) = ({level}, {n})"
        )
    };
    let swap = "UPDATE tile SET n = -1 WHERE (level, n) = (0, 0);
                UPDATE tile SET n = 0 WHERE (level, n) = (0, 1);
                UPDATE tile SET n = 1 WHERE n = -1";
    let cases = [
        (flip(0, 0, 32 * 10), 10, changed(0, 0)),
        (flip(0, 1, 8191), 511, changed(0, 1)),
        (flip(0, 2, 0), 512, changed(0, 2)),
        (flip(1, 0, 33), 256, changed(1, 0)),
        ("DELETE FROM tile WHERE (level, n) = (0, 1)".into(), 256, changed(0, 1)),
        ("DELETE FROM tile WHERE (level, n) = (1, 0)".into(), 0, changed(1, 0)),
        (
            "UPDATE tile SET hashes = CAST(hashes || x'00' AS BLOB) WHERE n = 1".into(),
            512,
            changed(0, 1),
        ),
        ("INSERT INTO tile VALUES (0, 3, x'')".into(), 600, Wrong::ExtraTile { level: 0, n: 3 }),
        ("INSERT INTO tile VALUES (9, 0, x'')".into(), 600, Wrong::ExtraTile { level: 9, n: 0 }),
        (swap.into(), 0, changed(0, 0)),
    ];
    for (sql, index, wrong) in cases {
        assert_eq!(after(&sql), Flaw { index, wrong }, "{sql}");
    }
}

#[test]
fn a_changed_checkpoint_is_named() {
    let differs = |size| Wrong::CheckpointDiffers { size };
    let cases = [
        ("UPDATE checkpoint SET root = zeroblob(32) WHERE size = 300", 280, differs(300)),
        ("UPDATE checkpoint SET root = zeroblob(32) WHERE size = 600", 580, differs(600)),
        ("UPDATE checkpoint SET root = x'' WHERE size = 20", 0, differs(20)),
        ("UPDATE checkpoint SET size = 301 WHERE size = 300", 280, differs(301)),
        ("INSERT INTO checkpoint VALUES (0, zeroblob(32), 0)", 0, differs(0)),
        (
            "UPDATE checkpoint SET at = at + 1 WHERE size = 300",
            299,
            Wrong::CheckpointTime { size: 300 },
        ),
        ("DELETE FROM checkpoint WHERE size = 600", 580, Wrong::ExtraRow { row: 580 }),
        ("DELETE FROM checkpoint", 0, Wrong::ExtraRow { row: 0 }),
    ];
    for (sql, index, wrong) in cases {
        assert_eq!(after(sql), Flaw { index, wrong }, "{sql}");
    }
}

#[test]
fn a_cut_tail_is_seen_by_what_remembers_it() {
    let cut = |promised, by| Wrong::TailCut { promised, by };
    let rows = "DELETE FROM entry WHERE idx >= 580;";
    let flaw = after(rows);
    assert_eq!(flaw, Flaw { index: 580, wrong: cut(600, Witness::Checkpoint) });
    let both = format!("{rows} DELETE FROM checkpoint WHERE size > 580;");
    assert_eq!(after(&both), Flaw { index: 580, wrong: cut(600, Witness::Tile) });

    let all = format!("{both} UPDATE tile SET hashes = substr(hashes, 1, 68 * 32) WHERE n = 2;");
    let (folder, checkpoint) = journal();
    database(folder.path()).execute_batch(&all).unwrap();
    assert!(matches!(verdict(folder.path(), None), Verdict::Sound { .. }), "nothing remembers");
    let flaw = Flaw { index: 580, wrong: cut(600, Witness::Given) };
    assert_eq!(verdict(folder.path(), Some(&checkpoint)), Verdict::Broken(flaw));
}

#[test]
fn a_journal_rewritten_as_a_whole_is_seen_by_an_earlier_checkpoint() {
    let (folder, checkpoint) = journal();
    let other = Checkpoint { root: [1; 32], ..checkpoint };
    let broken = Verdict::Broken(Flaw { index: 0, wrong: Wrong::DiffersFromGiven { size: 600 } });
    assert_eq!(verdict(folder.path(), Some(&other)), broken);
}

#[test]
fn a_forged_entry_with_its_tile_is_caught_by_the_tile_above_or_the_checkpoint() {
    // The forger replaces entry 300 and its hash in the tile, all consistent with each other.
    let (folder, _) = journal();
    let (salt, body) = ([3; 32], b"forged");
    let leaf = concert_journal::commitment(&salt, body);
    let record = concert_journal::record(300, &leaf);
    let hash: [u8; 32] = {
        use sha2::{Digest as _, Sha256};
        Sha256::new().chain_update([0]).chain_update(record).finalize().into()
    };
    let connection = database(folder.path());
    let sql = "UPDATE entry SET at = 300, salt = ?1, body = ?2, leaf = ?3 WHERE idx = 300";
    connection.execute(sql, (salt, body.as_slice(), leaf)).unwrap();
    let sql = "UPDATE tile SET hashes = CAST(substr(hashes, 1, 44 * 32) || ?1 ||
               substr(hashes, 45 * 32 + 1) AS BLOB) WHERE (level, n) = (0, 1)";
    connection.execute(sql, [hash]).unwrap();
    let wrong = Wrong::CheckpointDiffers { size: 320 };
    assert_eq!(verdict(folder.path(), None), Verdict::Broken(Flaw { index: 300, wrong }));
}

#[test]
fn a_changed_body_is_never_read_as_if_it_were_true() {
    let (folder, _) = journal();
    let sql = "UPDATE entry SET body = x'00' WHERE idx = 300; DELETE FROM entry WHERE idx = 400";
    database(folder.path()).execute_batch(sql).unwrap();
    let journal = Journal::open(folder.path()).unwrap();
    assert!(journal.read(0..300).is_ok());
    for range in [300..301, 0..600, 399..402, 400..401] {
        let damaged = journal.read(range.clone()).unwrap_err();
        assert!(matches!(damaged, Error::Fault(Fault::Damaged { .. })), "{range:?}");
    }
    assert!(journal.replay(0, &mut |_, _| {}, |_, _, _| Ok(())).is_err());
    assert!(journal.prove_inclusion(400, 600).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 150, failure_persistence: None, ..Default::default()
    })]

    /// Bits flip anywhere in the file, also in what is no row: a page header, an index, free space.
    /// Whatever the verification then calls sound must be what was kept.
    #[test]
    fn a_flipped_bit_in_the_file_is_found_or_harmless(
        place in any::<prop::sample::Index>(),
        bit in 0..8_u8,
    ) {
        let place = place.index(original().0.len());
        prop_assert!(is_found_or_harmless(place, bit));
    }
}

/// A damaged page can end its rows early, or show them twice.
#[test]
fn a_flipped_bit_in_the_head_of_the_page_of_checkpoints_is_found_or_harmless() {
    let (folder, _) = journal();
    let database = database(folder.path());
    let page_size: usize =
        database.pragma_query_value(None, "page_size", |row| row.get(0)).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'checkpoint'";
    let page: usize = database.query_row(sql, [], |row| row.get(0)).unwrap();
    // The page begins with its kind, its number of rows and two bytes for each of 30 rows.
    let head = (page - 1) * page_size..(page - 1) * page_size + 8 + 2 * 30;
    for place in head {
        for bit in 0..8 {
            assert!(is_found_or_harmless(place, bit), "bit {bit} of byte {place}");
        }
    }
}

/// Whether the verification of a journal of which one bit is flipped finds that, or what it reads is as it was.
fn is_found_or_harmless(place: usize, bit: u8) -> bool {
    let (folder, checkpoint) = original();
    let copy = tempfile::tempdir().unwrap();
    let mut content = folder.clone();
    content[place] ^= 1 << bit;
    fs::write(copy.path().join("concert.db"), content).unwrap();
    let Ok(Verdict::Sound { checkpoint: found, erased, .. }) =
        verify(copy.path(), Some(checkpoint), &mut |_, _| {})
    else {
        return true;
    };
    let bodies = Journal::open(copy.path()).unwrap().read(0..600).unwrap();
    let as_kept = (0..).zip(&bodies).all(|(index, entry): (u64, _)| {
        index == 5 || entry.body.as_deref() == Some(index.to_string().as_bytes())
    });
    (found, erased) == (Some(*checkpoint), 1) && bodies.len() == 600 && as_kept
}

/// The bytes of one journal, made once.
fn original() -> (&'static Vec<u8>, &'static Checkpoint) {
    use std::sync::OnceLock;
    static ORIGINAL: OnceLock<(Vec<u8>, Checkpoint)> = OnceLock::new();
    let (content, checkpoint) = ORIGINAL.get_or_init(|| {
        let (folder, checkpoint) = journal();
        (fs::read(folder.path().join("concert.db")).unwrap(), checkpoint)
    });
    (content, checkpoint)
}
