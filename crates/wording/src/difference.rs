//! What differs between two versions of a text, word by word within paragraphs.
//!
//! Paragraphs that stand in both versions are found first, by the algorithm of Myers (1986,
//! Algorithmica 1:251) with bounded work; those between them are paired in order by the words that
//! they share, and each pair is compared word by word. A cut never falls within a word or within
//! what a reader sees as one character (UAX #29). What is only space or punctuation between two
//! changes is counted to them, so that a reader meets whole phrases.

use std::collections::HashMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use crate::Refusal;

/// Paragraphs that share less than this share of their words (Dice 1945) are not versions of one
/// another.
const SAME_PARAGRAPH: f64 = 0.3;

/// Up to this many pairs of changed paragraphs are considered when they are paired; beyond it each
/// is compared with the one in the same place.
const MOST_PAIRS: usize = 40_000;

/// The difference of two versions of a text. Its parts, in their order, hold both versions whole.
///
/// ```
/// use concert_wording::{Difference, Run};
///
/// let (old, new) = ("States shall train judges.", "States should train all judges.");
/// let difference = Difference::between(old, new);
/// let text = |text: &str| text.to_owned();
/// assert_eq!(
///     difference.paragraphs[0].runs,
///     [
///         Run::Kept(text("States ")),
///         Run::Removed(text("shall")),
///         Run::Added(text("should")),
///         Run::Kept(text(" train ")),
///         Run::Added(text("all ")),
///         Run::Kept(text("judges.")),
///     ]
/// );
/// assert_eq!(difference.apply(old)?, new);
/// assert_eq!(difference.reversed().apply(new)?, old);
/// # Ok::<(), concert_wording::Refusal>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Difference {
    /// The paragraphs of both versions; one that was reworded stands once.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph, with the line break that ends it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Paragraph {
    /// Its parts in order; of a replaced part what was removed stands first.
    pub runs: Vec<Run>,
}

/// A part of a paragraph, never empty.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Run {
    /// In both versions.
    Kept(String),
    /// In the old version only.
    Removed(String),
    /// In the new version only.
    Added(String),
}

impl Difference {
    /// The difference from an old version to a new one.
    pub fn between(old: &str, new: &str) -> Self {
        let (old, new): (Vec<&str>, Vec<&str>) =
            (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
        let mut paragraphs = Vec::new();
        for op in compare(&old, &new) {
            let (before, after) = (&old[op.old_range()], &new[op.new_range()]);
            if matches!(op, DiffOp::Equal { .. }) {
                paragraphs.extend(before.iter().map(|text| whole(Run::Kept, text)));
            } else {
                paragraphs.extend(reworded(before, after));
            }
        }
        Self { paragraphs }
    }

    /// The old version.
    pub fn before(&self) -> String {
        self.runs().filter(|run| !matches!(run, Run::Added(_))).map(Run::text).collect()
    }

    /// The new version.
    pub fn after(&self) -> String {
        self.runs().filter(|run| !matches!(run, Run::Removed(_))).map(Run::text).collect()
    }

    /// Whether both versions are the same.
    pub fn is_empty(&self) -> bool {
        self.runs().all(|run| matches!(run, Run::Kept(_)))
    }

    /// The new version, made from the old one.
    ///
    /// Refused: a text that is not the old version.
    pub fn apply(&self, old: &str) -> Result<String, Refusal> {
        if self.before() == old { Ok(self.after()) } else { Err(Refusal::OtherText) }
    }

    /// The difference from the new version back to the old one.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let paragraphs = self.paragraphs.iter().map(|paragraph| {
            let mut runs = Runs::default();
            for run in &paragraph.runs {
                match run {
                    Run::Kept(text) => runs.keep(text),
                    Run::Removed(text) => runs.added.push_str(text),
                    Run::Added(text) => runs.removed.push_str(text),
                }
            }
            Paragraph { runs: runs.finished() }
        });
        Self { paragraphs: paragraphs.collect() }
    }

    /// All parts of all paragraphs in order.
    pub fn runs(&self) -> impl Iterator<Item = &Run> {
        self.paragraphs.iter().flat_map(|paragraph| &paragraph.runs)
    }
}

impl Run {
    /// What it says.
    pub fn text(&self) -> &str {
        match self {
            Self::Kept(text) | Self::Removed(text) | Self::Added(text) => text,
        }
    }
}

fn whole(run: fn(String) -> Run, text: &str) -> Paragraph {
    Paragraph { runs: vec![run(text.to_owned())] }
}

/// How to make one sequence of texts another.
fn compare(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    // Numbers are quicker to compare than texts.
    let mut numbers = HashMap::new();
    for text in old.iter().chain(new) {
        let next = numbers.len() as u32;
        numbers.entry(*text).or_insert(next);
    }
    let [old, new] =
        [old, new].map(|texts| texts.iter().map(|text| numbers[text]).collect::<Vec<u32>>());
    capture_diff_slices(Algorithm::Myers, &old, &new)
}

/// Paragraphs of the one version in the place of paragraphs of the other.
fn reworded(old: &[&str], new: &[&str]) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let (mut next_old, mut next_new) = (0, 0);
    let ends = [(old.len(), new.len())];
    for (at_old, at_new) in paired(old, new).into_iter().chain(ends) {
        paragraphs.extend(old[next_old..at_old].iter().map(|text| whole(Run::Removed, text)));
        paragraphs.extend(new[next_new..at_new].iter().map(|text| whole(Run::Added, text)));
        if at_old < old.len() {
            paragraphs.push(word_by_word(old[at_old], new[at_new]));
        }
        (next_old, next_new) = (at_old + 1, at_new + 1);
    }
    paragraphs
}

/// Which paragraph became which: pairs in the order of both, chosen so that paired paragraphs share
/// the most words altogether.
fn paired(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let [old, new] = [old, new].map(|texts| texts.iter().map(|text| bag(text)).collect::<Vec<_>>());
    let (rows, columns) = (old.len(), new.len());
    if rows.saturating_mul(columns) > MOST_PAIRS {
        let places = old.iter().zip(&new).enumerate();
        let alike = places.filter(|(_, (a, b))| shared_words(a, b) >= SAME_PARAGRAPH);
        return alike.map(|(at, _)| (at, at)).collect();
    }
    // best[i][j]: the most that the paragraphs from i and from j on can share.
    let mut shares = vec![0.0; rows * columns];
    let mut best = vec![0.0_f64; (rows + 1) * (columns + 1)];
    let cell = |i: usize, j: usize| i * (columns + 1) + j;
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            let share = shared_words(&old[i], &new[j]);
            shares[i * columns + j] = share;
            let skipped = best[cell(i + 1, j)].max(best[cell(i, j + 1)]);
            let with = if share >= SAME_PARAGRAPH { share + best[cell(i + 1, j + 1)] } else { 0.0 };
            best[cell(i, j)] = skipped.max(with);
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < rows && j < columns {
        let share = shares[i * columns + j];
        let here = best[cell(i, j)];
        if share >= SAME_PARAGRAPH && here <= share + best[cell(i + 1, j + 1)] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if here <= best[cell(i + 1, j)] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// The words of a paragraph in alphabetical order.
fn bag(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text.unicode_words().collect();
    words.sort_unstable();
    words
}

/// Twice the words that two bags share over the words of both (Dice 1945); 1 without any words.
fn shared_words(a: &[&str], b: &[&str]) -> f64 {
    let (mut at, mut other, mut shared) = (0, 0, 0);
    while at < a.len() && other < b.len() {
        let (left, right) = (a[at], b[other]);
        shared += usize::from(left == right);
        at += usize::from(left <= right);
        other += usize::from(right <= left);
    }
    if a.is_empty() && b.is_empty() {
        1.0
    } else {
        2.0 * shared as f64 / (a.len() + b.len()) as f64
    }
}

/// Two versions of one paragraph.
fn word_by_word(old: &str, new: &str) -> Paragraph {
    let (old, new) = (pieces(old), pieces(new));
    let ops = compare(&old, &new);
    let mut runs = Runs::default();
    for (at, op) in ops.iter().enumerate() {
        let (before, after) = (old[op.old_range()].concat(), new[op.new_range()].concat());
        if !matches!(op, DiffOp::Equal { .. }) {
            runs.removed.push_str(&before);
            runs.added.push_str(&after);
            continue;
        }
        let is_within = at > 0 && at + 1 < ops.len();
        if is_within && !has_word(&before) && runs.is_replacing() {
            runs.removed.push_str(&before);
            runs.added.push_str(&after);
        } else {
            runs.keep(&before);
        }
    }
    Paragraph { runs: runs.finished() }
}

/// Whether there is a word, and not only space and punctuation.
pub(crate) fn has_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Words, and what stands between them, without a cut within a character that a reader sees: where
/// words are not set apart, as in Thai, the rules for words alone would make such cuts.
fn pieces(text: &str) -> Vec<&str> {
    let mut characters = text.grapheme_indices(true).map(|(at, _)| at).peekable();
    let mut pieces = Vec::new();
    let mut start = 0;
    let cuts = text.split_word_bound_indices().map(|(at, _)| at).chain([text.len()]);
    for cut in cuts.skip(1) {
        while characters.next_if(|at| *at < cut).is_some() {}
        if cut == text.len() || characters.peek() == Some(&cut) {
            pieces.push(&text[start..cut]);
            start = cut;
        }
    }
    pieces
}

/// Parts of a paragraph as they are gathered.
#[derive(Default)]
struct Runs {
    done: Vec<Run>,
    removed: String,
    added: String,
}

impl Runs {
    /// Whether the change that is gathered has both sides, so that what stands between it and the
    /// next belongs to a phrase in another's place.
    fn is_replacing(&self) -> bool {
        !self.removed.is_empty() && !self.added.is_empty()
    }

    fn keep(&mut self, text: &str) {
        self.flush();
        self.done.push(Run::Kept(text.to_owned()));
    }

    fn flush(&mut self) {
        let (removed, added) = (std::mem::take(&mut self.removed), std::mem::take(&mut self.added));
        let changed = [(Run::Removed as fn(String) -> Run, removed), (Run::Added, added)];
        self.done
            .extend(changed.into_iter().filter(|it| !it.1.is_empty()).map(|(run, it)| run(it)));
    }

    fn finished(mut self) -> Vec<Run> {
        self.flush();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cut_falls_within_a_character_that_a_reader_sees() {
        for text in ["กำลังทำ", "नमस्ते दुनिया", "👩‍👩‍👧 e\u{301}x", "مُكافحة الاتجار", "打击贩运", ""]
        {
            let pieces = pieces(text);
            assert_eq!(pieces.concat(), text);
            let starts: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            let mut at = 0;
            for piece in pieces {
                assert!(!piece.is_empty() && starts.contains(&at), "{text} is cut at {at}");
                at += piece.len();
            }
        }
    }

    #[test]
    fn a_paragraph_is_compared_with_the_one_that_it_came_from() {
        let old = ["States shall train judges.\n", "A fund is set up for victims.\n"];
        let new = ["A new first thing.\n", "A fund is set up for all victims.\n"];
        assert_eq!(paired(&old, &new), [(1, 1)]);
        assert_eq!(paired(&old[1..], &new), [(0, 1)]);
        assert_eq!(paired(&old, &["Nothing in common!\n"]), []);
    }
}
