//! CLKs as clkhash 0.18 writes them, for members who have that tooling: JSON `{"clks": ["base64", ...]}`, or lines of base64.
//!
//! clkhash packs a bit array most significant bit first into bytes and those into standard base64 (its `clkhash.serialization`). They are weak: whoever
//! has the members' secret can encode any dictionary, and known pairs open them; [`Filters`] do not tell, so whoever reads them must say so.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::refusal::EncodingRefusal;
use crate::filters::Filters;

#[derive(Deserialize)]
struct Clks {
    clks: Vec<String>,
}

/// Reads encodings of one length, in JSON or one on each line.
///
/// ```
/// use concert_linkage::encoding::read_clks;
///
/// let filters = read_clks(r#"{"clks": ["gAAAAAAAAAE=", "AAAAAAAAAAA="]}"#)?;
/// assert_eq!((filters.len(), filters.bits()), (2, 64));
/// assert_eq!(filters.row(0)[0], 1 | 1 << 63, "the first and the last bit are set");
/// # Ok::<(), concert_linkage::encoding::EncodingRefusal>(())
/// ```
pub fn read_clks(text: &str) -> Result<Filters, EncodingRefusal> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with('{') {
        let read: Clks = serde_json::from_str(text).map_err(|_| EncodingRefusal::NotAFile {
            reason: "no JSON object with a list of texts `clks`",
        })?;
        return rows(read.clks.iter().map(String::as_str));
    }
    rows(text.lines().map(str::trim).filter(|line| !line.is_empty()))
}

fn rows<'a>(encodings: impl Iterator<Item = &'a str>) -> Result<Filters, EncodingRefusal> {
    let mut filters: Option<Filters> = None;
    for (number, text) in encodings.enumerate() {
        let row = number + 1;
        let bytes = STANDARD.decode(text.trim()).map_err(|_| EncodingRefusal::NotBase64 { row })?;
        let found = bytes.len() * 8;
        let filters = match &mut filters {
            Some(filters) => filters,
            none => {
                if found == 0 || !found.is_multiple_of(64) {
                    return Err(EncodingRefusal::Length {
                        row,
                        found,
                        expected: found.next_multiple_of(64).max(64),
                    });
                }
                none.insert(Filters::new(found))
            }
        };
        if found != filters.bits() {
            return Err(EncodingRefusal::Length { row, found, expected: filters.bits() });
        }
        let (words, _) = bytes.as_chunks::<8>();
        let words: Vec<u64> =
            words.iter().map(|word| u64::from_le_bytes(word.map(u8::reverse_bits))).collect();
        filters.push(&words);
    }
    filters.ok_or(EncodingRefusal::Empty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_list_of_encodings_is_refused_by_row_without_its_content() {
        assert_eq!(
            read_clks("AAAAAAAAAAA=\nAmina Haddad"),
            Err(EncodingRefusal::NotBase64 { row: 2 })
        );
        assert_eq!(
            read_clks("AAAAAAAAAAA=\nAAAAAAAAAAAAAAAAAAAAAA=="),
            Err(EncodingRefusal::Length { row: 2, found: 128, expected: 64 })
        );
        assert_eq!(read_clks(""), Err(EncodingRefusal::Empty));
        assert!(matches!(read_clks("{\"clks\": [1]}"), Err(EncodingRefusal::NotAFile { .. })));
        let refusal = read_clks("AAAAAAAAAAA=\nAmina Haddad").unwrap_err().to_string();
        assert!(!refusal.contains("Amina"));
    }

    #[test]
    fn json_and_lines_give_the_same() {
        assert_eq!(
            read_clks("AAAAAAAAAAA=\r\ngAAAAAAAAAE=\n"),
            read_clks("{\"clks\": [\"AAAAAAAAAAA=\", \"gAAAAAAAAAE=\"], \"other\": 1}")
        );
    }
}
