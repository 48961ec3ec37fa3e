//! Which characters the bytes of a text file mean.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// What one look through all bytes of a text file tells.
pub(crate) struct Survey {
    detector: EncodingDetector,
    utf8: Decoder,
    is_utf8: bool,
    decoded: String,
    bytes: u64,
    zeros_at: [u64; 2],
    controls: u64,
    mark: Option<&'static Encoding>,
}

/// The verdict of a [`Survey`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Text in this encoding; `guessed` if neither a mark nor the bytes' own form says so.
    Text {
        /// The encoding.
        encoding: &'static Encoding,
        /// Whether it is the likeliest of several.
        guessed: bool,
    },
    /// More control characters than any text has.
    Binary,
}

impl Survey {
    /// A survey of a file that begins with these bytes, which are then fed with the rest.
    pub(crate) fn new(head: &[u8]) -> Self {
        Self {
            detector: EncodingDetector::new(Iso2022JpDetection::Deny),
            utf8: UTF_8.new_decoder_with_bom_removal(),
            is_utf8: true,
            decoded: String::with_capacity(1 << 16),
            bytes: 0,
            zeros_at: [0; 2],
            controls: 0,
            mark: Encoding::for_bom(head).map(|(encoding, _)| encoding),
        }
    }

    /// Looks at some more bytes.
    pub(crate) fn feed(&mut self, bytes: &[u8], last: bool) {
        for byte in bytes {
            if *byte == 0 {
                self.zeros_at[(self.bytes % 2) as usize] += 1;
            }
            if *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0c') {
                self.controls += 1;
            }
            self.bytes += 1;
        }
        if self.mark.is_some() {
            return;
        }
        self.detector.feed(bytes, last);
        let mut rest = bytes;
        while self.is_utf8 {
            self.decoded.clear();
            let (result, read, malformed) =
                self.utf8.decode_to_string(rest, &mut self.decoded, last);
            self.is_utf8 &= !malformed;
            rest = &rest[read..];
            if result == CoderResult::InputEmpty {
                break;
            }
        }
    }

    /// What the bytes are.
    pub(crate) fn verdict(&self) -> Verdict {
        let known = |encoding| Verdict::Text { encoding, guessed: false };
        if let Some(encoding) = self.mark {
            return known(encoding);
        }
        // In UTF-16 every second byte of Latin text is zero; nothing else looks like that.
        let many = self.bytes / 8;
        match self.zeros_at {
            [even, odd] if odd > many && even < odd / 8 => return known(UTF_16LE),
            [even, odd] if even > many && odd < even / 8 => return known(UTF_16BE),
            _ => {}
        }
        if self.controls > 16 + self.bytes / 64 {
            return Verdict::Binary;
        }
        if self.is_utf8 {
            return known(UTF_8);
        }
        Verdict::Text { encoding: self.detector.guess(None, Utf8Detection::Deny), guessed: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(bytes: &[u8]) -> Verdict {
        let mut survey = Survey::new(bytes);
        survey.feed(bytes, true);
        survey.verdict()
    }

    #[test]
    fn utf8_is_known_and_arabic_and_french_code_pages_are_told_apart() {
        let name = |bytes: &[u8]| match verdict(bytes) {
            Verdict::Text { encoding, guessed } => (encoding.name(), guessed),
            Verdict::Binary => ("binary", false),
        };
        assert_eq!(name("Région;Santé".as_bytes()), ("UTF-8", false));
        let arabic = "المنظمة;المحافظة;القطاع;النشاط;الحالة\nمنظمة مختلقة;عدن;الحماية;مأوى;مستمر";
        let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(arabic);
        assert_eq!(name(&bytes), ("windows-1256", true));
        let french = "Région;Organisation;Activité\nSédhiou;Médecins inventés;Santé à côté";
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(french);
        assert_eq!(name(&bytes), ("windows-1252", true));
        let wide: Vec<u8> = "a;b\nc;d\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(name(&wide), ("UTF-16LE", false));
        let noise: Vec<u8> =
            (0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(name(&noise).0, "binary");
    }
}
