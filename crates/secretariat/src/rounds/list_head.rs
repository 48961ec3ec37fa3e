//! What an encoded list says of itself, read in the confined process like every file that comes from
//! elsewhere.

use concert_exchange::Limits;
use concert_exchange::encoded_list::{EncodedHeader, EncodedRows, TakeEncoded, read_in_child};

use crate::imports::no_reader;
use crate::reading::{self, bytes_as_file};
use crate::{Asked, Fault, Secretariat};

/// What the head of an encoded list says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListHead {
    /// Digest of the terms of the round for which it was encoded, in hexadecimal.
    pub round: String,
    /// Digest of the settings under which it was encoded.
    pub settings: [u8; 32],
    /// Records with decoys.
    pub records: u64,
    /// Whether nobody is in it twice.
    pub clean: bool,
}

/// Hears the whole list and keeps nothing of its records.
#[derive(Default)]
struct Heard {
    header: Option<EncodedHeader>,
    records: u64,
}

impl TakeEncoded for Heard {
    fn begin(&mut self, header: EncodedHeader, _: u64) {
        self.header = Some(header);
    }

    fn rows(&mut self, rows: EncodedRows) {
        self.records += rows.len() as u64;
    }
}

impl Secretariat {
    /// What an encoded list says of itself. All of it is read, so that a list that is cut short, or
    /// has clear text where encodings belong, is refused.
    pub fn list_head(&self, bytes: &[u8]) -> Asked<ListHead> {
        let reader = self.reader.as_ref().ok_or_else(no_reader)?;
        let file = bytes_as_file("list.encoded", bytes)?;
        let arguments: Vec<&str> = reader.arguments.iter().map(String::as_str).collect();
        let (limits, mut heard) = (Limits::for_linkage_files(), Heard::default());
        read_in_child(&reader.program, &arguments, file, &limits, &mut heard)
            .map_err(reading::unread)?;
        let broken = || Fault::Broken("an encoded list was read that never began".to_owned());
        let header = heard.header.ok_or_else(broken)?;
        let EncodedHeader { round, settings, clean, .. } = header;
        Ok(ListHead { round, settings, records: heard.records, clean })
    }
}
