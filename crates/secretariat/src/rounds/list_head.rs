//! What an encoded list says of itself, read in the confined process like every file that comes from
//! elsewhere.

use crate::hexadecimal::hex;
use crate::imports::no_reader;
use crate::linking_encoded::EncodedList;
use crate::reading::bytes_as_file;
use crate::{Asked, RoundFile, Secretariat};

/// What the head of an encoded list says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListHead {
    /// Digest of the terms of the round for which it was encoded, in hexadecimal.
    pub round: String,
    /// Digest of the settings under which it was encoded, alike.
    pub settings: String,
    /// Records with decoys.
    pub records: u64,
    /// Whether nobody is in it twice.
    pub clean: bool,
}

impl Secretariat {
    /// What an encoded list says of itself. All of it is read, so that a list that is cut short, or
    /// has clear text where encodings belong, is refused.
    pub fn list_head(&self, bytes: &[u8], round: &RoundFile) -> Asked<ListHead> {
        let reader = self.reader.as_ref().ok_or_else(no_reader)?;
        let list = EncodedList::read(bytes_as_file("list.encoded", bytes)?, reader)?;
        let header = list.header();
        // A list of other settings is refused as such, and not for what theirs could not have made.
        if header.settings == round.settings.digest() {
            list.is_plausible(round)?;
        }
        Ok(ListHead {
            round: header.round.clone(),
            settings: hex(&header.settings),
            records: list.len() as u64,
            clean: header.clean,
        })
    }
}
