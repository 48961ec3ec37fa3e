//! Several amendments of one text: which touch the same passage, and the text where none do.
//!
//! Each amendment is a version of the text, and its changes are those of [`Difference`]. Changes of
//! different amendments touch where no word stands between them, unless a paragraph ends there: an
//! amendment of one word and another of the next one contradict each other, although a machine
//! could lay them on top of one another. Where all that touch say the same they agree; else the
//! passage is *contested*, and nothing is chosen for those who have to decide.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::difference::has_word;
use crate::{Difference, Run};

/// A text with all amendments laid on it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Merged {
    /// The parts of the text in order.
    pub passages: Vec<Passage>,
    /// Two amendments each, by their positions, the smaller first, that change words of one paragraph
    /// and do not agree on them: where they do not contest a passage, they should be read together.
    pub same_paragraph: Vec<(u32, u32)>,
}

/// A part of a text with what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Passage {
    /// No amendment changes it.
    Kept(String),
    /// It is changed, and all who change it say the same.
    Changed {
        /// What the text says; empty for what is inserted.
        old: String,
        /// What it shall say; empty for what is taken out.
        new: String,
        /// The amendments, by their positions.
        by: Vec<u32>,
    },
    /// Amendments change it differently.
    Contested {
        /// What the text says.
        old: String,
        /// What it shall say, by the first amendment that says so.
        wordings: Vec<Wording>,
    },
}

/// One of the things that a contested passage shall say.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Wording {
    /// What it shall say.
    pub text: String,
    /// The amendments that say so, by their positions.
    pub by: Vec<u32>,
}

impl Merged {
    /// The text with all amendments; `None` while a passage is contested.
    pub fn text(&self) -> Option<String> {
        let of = |passage: &Passage| match passage {
            Passage::Kept(text) | Passage::Changed { new: text, .. } => Some(text.clone()),
            Passage::Contested { .. } => None,
        };
        self.passages.iter().map(of).collect()
    }

    /// Whether amendments contradict each other.
    pub fn is_contested(&self) -> bool {
        self.passages.iter().any(|passage| matches!(passage, Passage::Contested { .. }))
    }
}

/// Lays amendments, each a version of the text, on the text.
///
/// ```
/// use concert_wording::{Passage, merge};
///
/// let text = "States shall train judges and open shelters.";
/// let apart = merge(text, &[
///     "States should train judges and open shelters.",
///     "States shall train judges and open shelters for men.",
/// ]);
/// assert_eq!(apart.text().unwrap(), "States should train judges and open shelters for men.");
/// assert_eq!(apart.same_paragraph, [(0, 1)]);
///
/// let contested = merge(text, &[
///     "States should train judges and open shelters.",
///     "States may train judges and open shelters.",
/// ]);
/// assert_eq!(contested.text(), None);
/// assert!(matches!(&contested.passages[1], Passage::Contested { old, .. } if old == "shall"));
/// ```
pub fn merge(text: &str, amendments: &[&str]) -> Merged {
    let mut changes: Vec<Change> = Vec::new();
    for (by, amendment) in (0..).zip(amendments) {
        changes.extend(changes_of(&Difference::between(text, amendment), by));
    }
    changes.sort_by_key(|change| (change.at.start, change.at.end, change.by));
    let mut passages = Vec::new();
    let mut done = 0;
    for group in touching(text, &changes) {
        let end = group.iter().map(|change| change.at.end).max().unwrap_or(done);
        let place = group[0].at.start..end;
        if done < place.start {
            passages.push(Passage::Kept(text[done..place.start].to_owned()));
        }
        passages.push(passage(text, &place, group));
        done = place.end;
    }
    if done < text.len() {
        passages.push(Passage::Kept(text[done..].to_owned()));
    }
    Merged { passages, same_paragraph: same_paragraph(text, &changes) }
}

/// What an amendment puts in the place of a part of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    /// The part, in bytes; empty for what is inserted.
    at: Range<usize>,
    new: String,
    by: u32,
}

fn changes_of(difference: &Difference, by: u32) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let mut at = 0;
    let mut is_open = false;
    for run in difference.runs() {
        if let Run::Kept(text) = run {
            at += text.len();
            is_open = false;
            continue;
        }
        if !is_open {
            changes.push(Change { at: at..at, new: String::new(), by });
            is_open = true;
        }
        let Some(change) = changes.last_mut() else { continue };
        match run {
            Run::Added(text) => change.new.push_str(text),
            Run::Removed(text) | Run::Kept(text) => {
                at += text.len();
                change.at.end = at;
            }
        }
    }
    changes
}

/// Changes, in the order of their places, put together where they touch.
fn touching<'a>(text: &str, changes: &'a [Change]) -> Vec<&'a [Change]> {
    let (mut groups, mut start, mut end) = (Vec::new(), 0, 0);
    for (at, change) in changes.iter().enumerate() {
        if at > start && are_apart(text, end, &changes[start..at], &change.at) {
            groups.push(&changes[start..at]);
            start = at;
        }
        end = if at == start { change.at.end } else { end.max(change.at.end) };
    }
    if start < changes.len() {
        groups.push(&changes[start..]);
    }
    groups
}

/// Whether a change has nothing to do with those before it, which reach until `end`: a word of the
/// text stands between them, or the end of a paragraph. What is inserted where another change ends
/// touches it, since it is not said which comes first.
fn are_apart(text: &str, end: usize, before: &[Change], change: &Range<usize>) -> bool {
    if change.start < end {
        return false;
    }
    let between = &text[end..change.start];
    let is_at_break = between.is_empty()
        && text[..end].ends_with('\n')
        && !before.iter().any(|it| it.at.is_empty() && it.at.start == end)
        && !change.is_empty();
    is_at_break || has_word(between) || between.contains('\n')
}

/// What becomes of a part of the text by the changes that touch it.
fn passage(text: &str, place: &Range<usize>, group: &[Change]) -> Passage {
    let mut of_amendment: BTreeMap<u32, Vec<&Change>> = BTreeMap::new();
    for change in group {
        of_amendment.entry(change.by).or_default().push(change);
    }
    let mut wordings: Vec<Wording> = Vec::new();
    for (by, changes) in of_amendment {
        let said = with_changes(text, place, &changes);
        match wordings.iter_mut().find(|wording| wording.text == said) {
            Some(wording) => wording.by.push(by),
            None => wordings.push(Wording { text: said, by: vec![by] }),
        }
    }
    let old = text[place.clone()].to_owned();
    match <[Wording; 1]>::try_from(wordings) {
        Ok([Wording { text: new, by }]) => Passage::Changed { old, new, by },
        Err(wordings) => Passage::Contested { old, wordings },
    }
}

/// A part of the text as one amendment wants it.
fn with_changes(text: &str, place: &Range<usize>, changes: &[&Change]) -> String {
    let mut said = String::new();
    let mut done = place.start;
    for change in changes {
        said.push_str(&text[done..change.at.start]);
        said.push_str(&change.new);
        done = change.at.end;
    }
    said.push_str(&text[done..place.end]);
    said
}

/// Pairs of amendments that change one paragraph and not in the same way.
fn same_paragraph(text: &str, changes: &[Change]) -> Vec<(u32, u32)> {
    let mut pairs = BTreeSet::new();
    let mut start = 0;
    for paragraph in text.split_inclusive('\n') {
        let end = start + paragraph.len();
        let is_last = end == text.len();
        let mut here: BTreeMap<u32, Vec<(&Range<usize>, &str)>> = BTreeMap::new();
        for change in changes {
            let begins = change.at.start < end || (is_last && change.at.start == end);
            let ends = change.at.end > start || (change.at.is_empty() && change.at.start >= start);
            if begins && ends {
                here.entry(change.by).or_default().push((&change.at, &change.new));
            }
        }
        for (one, ones) in &here {
            let others = here.range(one + 1..).filter(|(_, others)| *others != ones);
            pairs.extend(others.map(|(other, _)| (*one, *other)));
        }
        start = end;
    }
    pairs.into_iter().collect()
}
