//! What a file is, told by its first bytes and never by its name.

/// The kind of content, as far as its first bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// Compressed with gzip.
    Gzip,
    /// A ZIP archive, perhaps a workbook.
    Zip,
    /// A Microsoft compound file: Excel 97, or a workbook locked with a password.
    Compound,
    /// Text, perhaps with separators.
    Text,
    /// Something else, by the name that refusals use.
    Other(&'static str),
}

/// Starts of files that are no table, and what they are called.
const OTHERS: [(&[u8], &str); 17] = [
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"#!", "program"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"SQLite format 3", "database"),
    (b"{\\rtf", "document"),
];

/// Judges a file by its first bytes (a few hundred suffice).
pub(crate) fn detect(head: &[u8]) -> Content {
    if head.starts_with(b"\x1f\x8b") {
        return Content::Gzip;
    }
    if [&b"PK\x03\x04"[..], b"PK\x05\x06", b"PK\x07\x08"]
        .iter()
        .any(|start| head.starts_with(start))
    {
        return Content::Zip;
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Content::Compound;
    }
    if let Some((_, name)) = OTHERS.iter().find(|(start, _)| head.starts_with(start)) {
        return Content::Other(name);
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let text = text.trim_ascii_start();
    let second = text.get(1..).unwrap_or_default().trim_ascii_start();
    match (text.first(), second.first()) {
        (Some(b'<'), Some(b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z')) => Content::Other("markup"),
        (Some(b'{'), Some(b'"' | b'}')) | (Some(b'['), Some(b'[' | b'{' | b']')) => {
            Content::Other("json")
        }
        _ => Content::Text,
    }
}
