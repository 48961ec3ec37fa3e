//! The journal against the simplest thing that could be one: a list in memory.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::collections::HashMap;
use std::path::Path;

use concert_journal::{
    Answer, Appended, Batch, Error, Fold, Hold, Key, NewEntry, Refusal, Verdict, Writer, verify,
};
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Step {
    /// Append so many entries, decided on a size that is so far from the present one.
    Append {
        lengths: Vec<usize>,
        behind: u64,
        key: Option<u8>,
        digest: u8,
    },
    Erase(prop::sample::Index),
    Save,
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    let lengths = prop::collection::vec(0..3_000_usize, 0..5);
    let append =
        (lengths, prop_oneof![4 => Just(0), 1 => 1..3_u64], prop::option::of(0..6_u8), 0..2_u8)
            .prop_map(|(lengths, behind, key, digest)| Step::Append {
                lengths,
                behind,
                key,
                digest,
            });
    prop_oneof![
        8 => append,
        2 => any::<prop::sample::Index>().prop_map(Step::Erase),
        1 => Just(Step::Save),
        2 => Just(Step::Reopen),
    ]
}

/// A fold that remembers how long the body at each index is.
#[derive(Default)]
struct Lengths(Vec<Option<usize>>);

impl Fold for Lengths {
    fn apply(&mut self, index: u64, _: i64, body: Option<&[u8]>) -> Result<(), String> {
        assert_eq!(index, self.0.len() as u64);
        self.0.push(body.map(<[u8]>::len));
        Ok(())
    }

    fn durable(&mut self, size: u64) {
        assert_eq!(size, self.0.len() as u64);
    }
}

/// Opens the journal, with the fold taken up from the newest snapshot.
fn open(dir: &Path) -> Writer<Lengths> {
    let hold = Hold::take(dir).unwrap();
    let snapshot = hold.journal().load_snapshot("lengths").unwrap().snapshot;
    let index = snapshot.map_or(0, |snapshot| snapshot.index);
    let known = Lengths(vec![None; index as usize]);
    hold.writer(known, index, &mut |_, _| {}).unwrap()
}

#[derive(Default)]
struct Model {
    bodies: Vec<Option<Vec<u8>>>,
    keys: HashMap<u8, (u8, Appended)>,
}

impl Model {
    fn append(&mut self, writer: &Writer<Lengths>, step: (Vec<usize>, u64, Option<u8>, u8)) {
        let (lengths, behind, key, digest) = step;
        let size = self.bodies.len() as u64;
        let bodies: Vec<_> = lengths.iter().map(|&length| vec![length as u8; length]).collect();
        let entry = |body: &Vec<u8>| NewEntry { salt: [body.len() as u8; 32], body: body.clone() };
        let answer = writer.append(Batch {
            expected_size: size.saturating_sub(behind),
            at: size as i64,
            key: key.map(|key| Key { text: key.to_string(), digest: [digest; 32] }),
            entries: bodies.iter().map(entry).collect(),
        });
        match key.and_then(|key| self.keys.get(&key)) {
            Some((known, earlier)) if *known == digest => {
                assert_eq!(
                    answer.unwrap(),
                    Answer::Appended(Appended { replay: true, ..*earlier })
                );
            }
            Some(_) => {
                assert!(matches!(answer, Err(Error::Refusal(Refusal::KeyReused { .. }))));
            }
            None if behind.min(size) > 0 => assert_eq!(answer.unwrap(), Answer::Moved { size }),
            None => {
                let count = bodies.len() as u64;
                let appended = Appended { first: size, count, replay: false };
                assert_eq!(answer.unwrap(), Answer::Appended(appended));
                self.keys.extend(key.map(|key| (key, (digest, appended))));
                self.bodies.extend(bodies.into_iter().map(Some));
            }
        }
    }

    fn check(&self, dir: &Path, writer: &Writer<Lengths>) {
        let entries = writer.journal().read(0..self.bodies.len() as u64).unwrap();
        let bodies: Vec<_> = entries.into_iter().map(|entry| entry.body).collect();
        assert_eq!(bodies, self.bodies);
        assert_eq!(writer.journal().size().unwrap(), self.bodies.len() as u64);
        let gone = self.bodies.iter().filter(|body| body.is_none()).count() as u64;
        let verdict = verify(dir, None, &mut |_, _| {}).unwrap();
        assert!(matches!(verdict, Verdict::Sound { erased, .. } if erased == gone), "{verdict:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48, failure_persistence: None, ..Default::default()
    })]

    #[test]
    fn the_journal_does_what_a_list_would(steps in prop::collection::vec(step(), 1..40)) {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = open(folder.path());
        let mut model = Model::default();
        for step in steps {
            let size = model.bodies.len();
            match step {
                Step::Append { lengths, behind, key, digest } => {
                    model.append(&writer, (lengths, behind, key, digest));
                }
                Step::Erase(index) if size > 0 => {
                    let index = index.index(size);
                    let erased = writer.erase(&[index as u64]).unwrap().erased;
                    assert_eq!(erased, u64::from(model.bodies[index].take().is_some()));
                }
                Step::Erase(_) => {}
                Step::Save => writer.save_snapshot(size as u64, "lengths", b"").unwrap(),
                Step::Reopen => {
                    drop(writer);
                    writer = open(folder.path());
                    model.check(folder.path(), &writer);
                }
            }
        }
        model.check(folder.path(), &writer);
    }
}
