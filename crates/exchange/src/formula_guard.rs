//! Text that no spreadsheet program takes for a formula.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a line end can be run as a formula by the
//! program that opens the file, and so can what follows a quotation mark or a separator, if that
//! program cuts the line elsewhere. An apostrophe before such a character takes its power away
//! (OWASP, "CSV Injection"). Apostrophes that are there already are counted up, so that the guard
//! can be taken off again without loss.

use std::borrow::Cow;

/// The text with an apostrophe before everything that could begin a formula.
pub(crate) fn guarded(text: &str) -> Cow<'_, str> {
    changed(text, |apostrophes, out| {
        for _ in 0..=apostrophes {
            out.push('\'');
        }
    })
}

/// The text as it was before [`guarded`].
pub(crate) fn unguarded(text: &str) -> Cow<'_, str> {
    changed(text, |apostrophes, out| {
        for _ in 1..apostrophes {
            out.push('\'');
        }
    })
}

/// What a formula can begin with, in plain and full-width form.
fn begins_formula(letter: char) -> bool {
    matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠')
}

/// What another program may take for the end of a cell.
fn ends_cell(letter: char) -> bool {
    matches!(letter, '"' | ',' | ';' | '|' | '\t' | '\n' | '\r')
}

/// Copies the text; `mark` writes the apostrophes before each beginning of a formula, given how
/// many there are.
fn changed(text: &str, mark: impl Fn(usize, &mut String)) -> Cow<'_, str> {
    if !text.contains(begins_formula) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 2);
    let mut exposed = true;
    let mut apostrophes = 0;
    for letter in text.chars() {
        if exposed && letter == '\'' {
            apostrophes += 1;
            continue;
        }
        if exposed && begins_formula(letter) {
            mark(apostrophes, &mut out);
        } else {
            out.extend(std::iter::repeat_n('\'', apostrophes));
        }
        exposed = ends_cell(letter)
            || (exposed && apostrophes == 0 && letter.is_whitespace() && !begins_formula(letter));
        apostrophes = 0;
        out.push(letter);
    }
    out.extend(std::iter::repeat_n('\'', apostrophes));
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_could_begin_a_formula_is_guarded_and_the_rest_is_left_alone() {
        for (text, safe) in [
            ("=1+1", "'=1+1"),
            ("  @SUM(A1)", "  '@SUM(A1)"),
            ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
            ("＝HYPERLINK(\"x\")", "'＝HYPERLINK(\"x\")"),
            ("a\",=1", "a\",'=1"),
            ("x; +49", "x; '+49"),
            ("\t=1", "'\t'=1"),
            ("'=1", "''=1"),
            ("Borno - Yobe (2+2=4)", "Borno - Yobe (2+2=4)"),
            ("l'été", "l'été"),
        ] {
            assert_eq!(guarded(text), safe);
            assert_eq!(unguarded(safe), text);
        }
    }

    proptest! {
        #[test]
        fn the_guard_comes_off_without_a_trace(text in "[=+\\-@\t\r\n＝'\", ;|a-c]{0,24}") {
            let safe = guarded(&text).into_owned();
            prop_assert_eq!(unguarded(&safe), text.as_str());
        }

        #[test]
        fn no_cell_however_it_is_cut_begins_a_formula(text in "[=+\\-@\t＋'\", ;|a-c\n]{0,24}") {
            let safe = guarded(&text).into_owned();
            for piece in safe.split(ends_cell) {
                prop_assert!(!piece.trim_start().starts_with(begins_formula), "{:?}", safe);
            }
        }
    }
}
