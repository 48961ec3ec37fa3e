//! Reads the reference files of `data/`, which are part of the program.

/// The rows of a built-in table, without its header.
pub(crate) fn rows(table: &'static str) -> Vec<Vec<String>> {
    csv::Reader::from_reader(table.as_bytes())
        .records()
        .map(|record| {
            record
                .expect("a built-in table is well-formed: a test reads every one")
                .iter()
                .map(str::to_owned)
                .collect()
        })
        .collect()
}

/// A text that lives as long as the program, for tables that are read once and kept.
pub(crate) fn keep(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}
