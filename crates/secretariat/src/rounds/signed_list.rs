//! A list with the signature of a member's device: one file, which travels on a stick or over a line and is taken without a
//! session.
//!
//! It begins with one line of JSON, and the rest is the list to the letter. What is signed is a text that stands in
//! that line as it was signed: the round and the digest of the list. So the signature of one list means nothing of another, nor of
//! the same people in another round.

use std::path::Path;

use concert_coalition::Actor;
use concert_terms::Id;
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::devices::device_key;
use crate::hexadecimal::{hex, of_hex};
use crate::reading::Reader;
use crate::round_files::fault;
use crate::rounds::{ListHead, Receipt};
use crate::{Asked, Refused, RoundFile, Secretariat, read_encoded_list};

/// How such a file begins.
const BEGINS: &[u8] = b"{\"concert\":\"signed-list/1\",";
/// The longest first line, in bytes.
const LONGEST_LINE: usize = 4 << 10;
/// The first line of what is signed.
const SIGNED: &str = "concert/signed-list/1";

/// The first line of the file.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    concert: String,
    /// What was signed, to the letter.
    signed: String,
    /// The public key of the device.
    key: String,
    signature: String,
}

/// Whether these bytes begin as a signed list does.
pub fn is_signed_list(bytes: &[u8]) -> bool {
    bytes.starts_with(BEGINS)
}

/// Signs an encoded list with the key of a device. The list is read in a confined process and refused where it is
/// not of the round.
pub fn sign_list(list: &Path, round: &RoundFile, device: &Path, reader: &Reader) -> Asked<Vec<u8>> {
    read_encoded_list(list, Some(round), reader)?;
    let key = device_key(device)?;
    let bytes = std::fs::read(list).map_err(|source| fault("reading", list, source))?;
    let signed = text(&round.digest(), &hex(&Sha256::digest(&bytes)));
    let head = Head {
        concert: "signed-list/1".to_owned(),
        signature: hex(&key.sign(signed.as_bytes()).to_bytes()),
        key: hex(key.verifying_key().as_bytes()),
        signed,
    };
    let mut file = serde_json::to_vec(&head)
        .map_err(|error| crate::Fault::Broken(format!("the head of a signed list: {error}")))?;
    file.push(b'\n');
    file.extend_from_slice(&bytes);
    Ok(file)
}

fn text(round: &str, list: &str) -> String {
    format!("{SIGNED}\nround {round}\nlist {list}\n")
}

/// A list whose signature holds: by which key, for which round.
#[derive(Debug, PartialEq)]
struct Opened<'a> {
    key: String,
    round: String,
    list: &'a [u8],
}

/// Opens a signed list. Nobody is told more than that a signature does not hold.
fn opened(bytes: &[u8]) -> Option<Opened<'_>> {
    let end = bytes.iter().take(LONGEST_LINE).position(|byte| *byte == b'\n')?;
    let (line, list) = (&bytes[..end], &bytes[end + 1..]);
    let head: Head = serde_json::from_slice(line).ok()?;
    let key = VerifyingKey::from_bytes(&of_hex(&head.key)?.try_into().ok()?).ok()?;
    let signature = Signature::from_bytes(&of_hex(&head.signature)?.try_into().ok()?);
    key.verify_strict(head.signed.as_bytes(), &signature).ok()?;
    let round = head.signed.strip_prefix(SIGNED)?.strip_prefix("\nround ")?.get(..64)?.to_owned();
    let is_of_list = head.signed == text(&round, &hex(&Sha256::digest(list)));
    is_of_list.then_some(Opened { key: head.key, round, list })
}

impl Secretariat {
    /// Takes an encoded list that a device has signed, as the user whose device it is. A list that was sent before is
    /// answered with its first receipt, as in [`Secretariat::submit_list`].
    pub fn submit_signed_list(
        &self,
        bytes: &[u8],
        head: impl FnOnce(&[u8], &RoundFile) -> Asked<ListHead>,
        now: Timestamp,
    ) -> Asked<Receipt> {
        let refused = || Refused {
            code: "secretariat/signature",
            facts: Vec::new(),
            text: "the signature does not hold, or is of a device that nobody here added".into(),
        };
        let opened = opened(bytes).ok_or_else(refused)?;
        let (actor, device, round) = {
            let picture = self.picture();
            let coalition = &picture.coalition;
            let known = coalition.devices.values().find(|known| known.device.key == opened.key);
            let device = known.map(|known| &known.device).ok_or_else(refused)?;
            let user = coalition.users.get(&device.user).ok_or_else(refused)?;
            let rounds = coalition.rounds.rounds.values();
            let round = rounds.map(|open| &open.round).find(|round| round.digest == opened.round);
            (Actor::user(user), device.id, round.map(|round| round.id))
        };
        let unknown = || Refused {
            code: "secretariat/list-of-other-round",
            facts: Vec::new(),
            text: "the list was signed for a round that is not here".to_owned(),
        };
        let round: Id = round.ok_or_else(unknown)?;
        self.take_list(&actor, Some(device), round, opened.list, head, now)
    }
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;

    use super::*;

    fn signed(list: &[u8], signed_text: &str) -> Vec<u8> {
        let key = SigningKey::from_bytes(&[7; 32]);
        let head = Head {
            concert: "signed-list/1".to_owned(),
            signed: signed_text.to_owned(),
            key: hex(key.verifying_key().as_bytes()),
            signature: hex(&key.sign(signed_text.as_bytes()).to_bytes()),
        };
        let mut file = serde_json::to_vec(&head).unwrap();
        file.push(b'\n');
        file.extend_from_slice(list);
        file
    }

    #[test]
    fn a_signature_holds_for_its_list_and_round_and_for_no_changed_byte() {
        let (list, round) = (b"bits".as_slice(), "a".repeat(64));
        let file = signed(list, &text(&round, &hex(&Sha256::digest(list))));
        assert!(is_signed_list(&file));
        let found = opened(&file).unwrap();
        assert_eq!((found.round, found.list), (round.clone(), list));
        for at in 0..file.len() {
            for bit in [1, 0x20] {
                let mut changed = file.clone();
                changed[at] ^= bit;
                let found = opened(&changed);
                // Blanks between words of JSON and the word for the kind of file are not signed; all that counts is.
                let still = found.is_some_and(|it| it.round != round || it.list != list);
                assert!(!still, "byte {at}");
            }
        }
        for short in 0..file.len() {
            assert_eq!(opened(&file[..short]), None, "cut at {short}");
        }
    }

    #[test]
    fn what_was_signed_for_something_else_is_no_signed_list() {
        let list = b"bits";
        let of = |text: &str| opened(&signed(list, text)).is_some();
        let digest = hex(&Sha256::digest(list));
        assert!(!of("pay 100"));
        assert!(!of(&text("short", &digest)));
        assert!(!of(&text(&"a".repeat(64), &"b".repeat(64))));
        assert!(!of(&format!("{}more\n", text(&"a".repeat(64), &digest))));
        assert!(of(&text(&"a".repeat(64), &digest)));
    }
}
