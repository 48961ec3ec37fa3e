//! Bytes as lower-case hexadecimal digits, and back.

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Bytes from pairs of digits.
pub(crate) fn of_hex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    let byte = |pair: &[u8]| {
        let digits = pair.len() == 2 && pair.iter().all(u8::is_ascii_hexdigit);
        let pair = std::str::from_utf8(pair).ok().filter(|_| digits)?;
        u8::from_str_radix(pair, 16).ok()
    };
    pairs.map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_and_what_is_no_pair_of_digits_does_not() {
        assert_eq!(of_hex(&hex(&[0, 7, 255])), Some(vec![0, 7, 255]));
        assert_eq!(of_hex(""), Some(Vec::new()));
        for wrong in ["0", "0g", "+1", "0x", "é"] {
            assert_eq!(of_hex(wrong), None, "{wrong}");
        }
    }
}
