//! The tree, its tiles and its proofs against a recomputation from the definition.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod rfc6962;

use std::path::Path;

use concert_journal::{Batch, Hold, NewEntry, Verdict, Writer, commitment, verify};
use proptest::prelude::*;
use rfc6962::{Digest, consistency, leaf_hash, path, root};
use sha2::{Digest as _, Sha256};

fn open(dir: &Path) -> Writer<()> {
    Hold::take(dir).unwrap().writer((), 0, &mut |_, _| {}).unwrap()
}

/// Appends batches of the given lengths, and gives the tree's leaf hashes as the format says.
fn append(writer: &Writer<()>, batches: &[usize]) -> Vec<Digest> {
    let mut leaves = Vec::new();
    for (&length, at) in batches.iter().zip(-3_i64..) {
        let size = leaves.len() as u64;
        let mut entries = Vec::new();
        for place in 0..length {
            let body = [size.to_le_bytes(), place.to_le_bytes()].concat();
            let salt = [length as u8; 32];
            let tag = b"concert journal entry, version 1\n".as_slice();
            let leaf: Digest = Sha256::digest([tag, &salt, &body].concat()).into();
            assert_eq!(leaf, commitment(&salt, &body));
            leaves.push(leaf_hash(&[at.to_be_bytes().as_slice(), &leaf].concat()));
            entries.push(NewEntry { salt, body });
        }
        writer.append(Batch { expected_size: size, at, key: None, entries }).unwrap();
    }
    leaves
}

#[test]
fn the_recomputation_gives_the_published_roots() {
    // The reference leaves and roots of the certificate-transparency project (merkle tree tests).
    let leaves = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let bytes = |hex: &str| -> Vec<u8> {
        (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap()).collect()
    };
    let leaves: Vec<_> = leaves.iter().map(|leaf| leaf_hash(&bytes(leaf))).collect();
    for (size, expected) in (1..).zip(roots) {
        assert_eq!(root(&leaves[..size]).as_slice(), bytes(expected), "{size}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24, failure_persistence: None, ..Default::default()
    })]

    #[test]
    fn roots_tiles_and_proofs_are_those_of_the_definition(
        batches in prop::collection::vec(prop_oneof![0..4_usize, 1..400_usize], 1..8),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 12),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let writer = open(folder.path());
        let leaves = append(&writer, &batches);
        let journal = writer.journal();
        let count = leaves.len();
        prop_assert_eq!(journal.root_at(count as u64).unwrap(), root(&leaves));
        prop_assert_eq!(journal.root_at(0).unwrap(), root(&[]));
        let stored = journal.tile(0, 0).unwrap().unwrap_or_default();
        prop_assert_eq!(stored, leaves[..count.min(256)].concat());
        if count >= 512 {
            let above = [root(&leaves[..256]), root(&leaves[256..512])].concat();
            prop_assert!(journal.tile(1, 0).unwrap().unwrap().starts_with(&above));
        }
        for pick in picks.chunks(2).filter(|_| count > 0) {
            let size = pick[0].index(count) + 1;
            let index = pick[1].index(size);
            let old_root = root(&leaves[..size]);
            prop_assert_eq!(journal.root_at(size as u64).unwrap(), old_root);

            let inclusion = journal.prove_inclusion(index as u64, size as u64).unwrap();
            prop_assert_eq!(&inclusion.path, &path(index, &leaves[..size]));
            let entry = &journal.read(index as u64..index as u64 + 1).unwrap()[0];
            prop_assert!(inclusion.holds(&old_root, entry.at, &entry.leaf));
            prop_assert!(!inclusion.holds(&old_root, entry.at + 1, &entry.leaf));
            prop_assert!(!inclusion.holds(&old_root, entry.at, &[0; 32]));

            let proof = journal.prove_consistency(size as u64, count as u64).unwrap();
            prop_assert_eq!(&proof.path, &consistency(size, &leaves));
            prop_assert!(proof.holds(&old_root, &root(&leaves)));
            prop_assert!(!proof.holds(&[0; 32], &root(&leaves)));
        }
        let verdict = verify(folder.path(), None, &mut |_, _| {});
        let sound = matches!(verdict, Ok(Verdict::Sound { .. }));
        prop_assert!(sound);
    }
}

#[test]
fn proofs_of_what_lies_beyond_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let writer = open(folder.path());
    append(&writer, &[3]);
    let journal = writer.journal();
    for (index, size) in [(3, 3), (0, 4), (0, 0)] {
        assert!(journal.prove_inclusion(index, size).is_err(), "{index} {size}");
    }
    for (old, new) in [(0, 3), (3, 2), (1, 4)] {
        assert!(journal.prove_consistency(old, new).is_err(), "{old} {new}");
    }
    assert!(journal.root_at(4).is_err());
}
