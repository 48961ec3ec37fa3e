//! Which character stands between two cells of a text file.

use std::collections::BTreeMap;

/// The characters that are looked for, the likeliest first.
const CANDIDATES: [char; 4] = [',', ';', '\t', '|'];

/// Judges by the first lines of a file: the separator is the one that cuts the most lines into
/// the same number of cells, more than one; a comma if there is none. A first line `sep=;`, which
/// spreadsheet programs understand, settles it.
pub(crate) fn sniff(sample: &str) -> char {
    if let Some(stated) = stated(sample) {
        return stated;
    }
    let mut best = (0, 0, ',');
    for candidate in CANDIDATES {
        let mut lines_by_count = BTreeMap::new();
        for count in separators_per_line(sample, candidate).filter(|count| *count > 0) {
            *lines_by_count.entry(count).or_insert(0_usize) += 1;
        }
        let Some((count, lines)) = lines_by_count.into_iter().max_by_key(|(_, lines)| *lines)
        else {
            continue;
        };
        if (lines, count) > (best.0, best.1) {
            best = (lines, count, candidate);
        }
    }
    best.2
}

/// The separator that a first line `sep=X` states.
pub(crate) fn stated(sample: &str) -> Option<char> {
    let mut line = sample.lines().next()?.trim_start_matches('\u{feff}').chars();
    let word: String = line.by_ref().take(4).collect();
    let separator = line.next().filter(|c| CANDIDATES.contains(c))?;
    (word.eq_ignore_ascii_case("sep=") && line.next().is_none()).then_some(separator)
}

/// How often the separator stands outside quotation marks, line by line.
fn separators_per_line(sample: &str, separator: char) -> impl Iterator<Item = usize> {
    let mut counts = vec![0];
    let mut quoted = false;
    for letter in sample.chars() {
        match letter {
            '"' => quoted = !quoted,
            '\n' if !quoted => counts.push(0),
            letter if letter == separator && !quoted => {
                if let Some(count) = counts.last_mut() {
                    *count += 1;
                }
            }
            _ => {}
        }
        if counts.len() > 200 {
            break;
        }
    }
    // The sample may end within a line.
    if counts.len() > 1 {
        counts.pop();
    }
    counts.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_commas_and_quoted_separators_do_not_mislead() {
        assert_eq!(sniff("place;rate\nA;1,5\nB;2,5\nC;3\n"), ';');
        assert_eq!(sniff("a,b\n\"x;y;z\",1\n\"u;v;w\",2\n"), ',');
        assert_eq!(sniff("a\tb\tc\n1\t2\t3\n"), '\t');
        assert_eq!(sniff("a|b\n1|2\n"), '|');
        assert_eq!(sniff("only one column\nvalue\n"), ',');
        assert_eq!(sniff("sep=|\na,b|c\n"), '|');
    }
}
