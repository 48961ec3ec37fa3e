//! Addresses: how texts are written into them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Letters, digits and the four signs that need no encoding anywhere in an address.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A text as part of a query.
pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

/// A path with a query of the pairs that have a value.
pub(crate) fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(name);
        address.push('=');
        address.push_str(&encode(value));
    }
    address
}

/// Where to go on after a form: an address of this site, whatever the form says.
pub(crate) fn local(next: &str) -> &str {
    let is_local = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '\r', '\n', '\t']);
    if is_local { next } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_cannot_send_anybody_to_another_site() {
        assert_eq!(local("/cell?place=AF"), "/cell?place=AF");
        for foreign in ["https://example.org", "//example.org", "/\\example.org", ""] {
            assert_eq!(local(foreign), "/");
        }
    }

    #[test]
    fn a_place_code_is_encoded_and_an_absent_value_left_out() {
        assert_eq!(
            with_query("/cell", &[("place", "NG>IT"), ("at", ""), ("group", "sexual")]),
            "/cell?place=NG%3EIT&group=sexual"
        );
    }
}
