//! How much room words take.
//!
//! A drawing has no fonts: the reader's system chooses one. Widths are therefore estimates, on the
//! generous side for common sans-serif faces, so that labels are cut rather than run over.

/// How much wider the heavy cut of a face is.
pub(crate) const STRONG: f64 = 1.1;

/// The estimated width of a text in pixels at a font size in pixels.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// The text, or as much of it as fits into `room` pixels followed by an ellipsis.
pub(crate) fn fit(text: &str, room: f64, size: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut left = room / size - em('…');
    let kept: String = text
        .chars()
        .take_while(|&c| {
            left -= em(c);
            left >= 0.0
        })
        .collect();
    format!("{}…", kept.trim_end())
}

/// The text broken between words into at most `lines` lines of `room` pixels; what is left over
/// ends in an ellipsis.
pub(crate) fn wrap(text: &str, room: f64, size: f64, lines: usize) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while words.peek().is_some() && done.len() + 1 < lines {
        let mut line = String::new();
        while let Some(word) = words.peek() {
            let gap = if line.is_empty() { "" } else { " " };
            if !line.is_empty() && width(&line, size) + width(word, size) + em(' ') * size > room {
                break;
            }
            line = line + gap + word;
            words.next();
        }
        done.push(fit(&line, room, size));
    }
    let rest: Vec<&str> = words.collect();
    if !rest.is_empty() {
        done.push(fit(&rest.join(" "), room, size));
    }
    done
}

/// How many columns of a terminal a character takes: none, one or two.
pub(crate) fn columns(c: char) -> usize {
    match c {
        _ if is_combining(c) => 0,
        _ if is_wide(c) => 2,
        _ => 1,
    }
}

/// The width of a character in units of the font size.
fn em(c: char) -> f64 {
    match c {
        _ if is_combining(c) => 0.0,
        _ if is_wide(c) => 1.0,
        'i' | 'l' | 'j' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '٫' | '٬' => {
            0.31
        }
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' => 0.4,
        'm' | 'w' | 'M' | 'W' | '…' | '—' | '%' => 0.95,
        'A'..='Z' | 'А'..='Я' => 0.7,
        // Arabic letters join, and are narrow on average.
        '\u{600}'..='\u{6ff}' => 0.53,
        _ => 0.61,
    }
}

/// Marks that sit on the letter before them, and signs that are not seen: joiners and the marks
/// that isolate a run of text from the direction around it.
fn is_combining(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Characters of East Asian scripts and pictographs, which fill a square.
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::{fit, width, wrap};

    #[test]
    fn a_cut_text_fits_its_room_and_says_that_it_is_cut() {
        let cut = fit("Ministry of Labour and Social Protection", 100.0, 13.0);
        assert!(cut.ends_with('…') && width(&cut, 13.0) <= 100.0, "{cut}");
        assert_eq!(fit("Labour", 100.0, 13.0), "Labour");
    }

    #[test]
    fn wrapping_keeps_every_word_that_has_room() {
        let lines = wrap("only two lists share people", 90.0, 13.0, 9);
        assert_eq!(lines.join(" "), "only two lists share people");
        assert!(lines.len() > 1 && lines.iter().all(|line| width(line, 13.0) <= 90.0));
        assert!(wrap("only two lists share people", 60.0, 13.0, 2)[1].ends_with('…'));
        assert!(wrap("  ", 60.0, 13.0, 2).is_empty());
    }
}
