//! Initiatives that look as if they had been entered twice, for somebody to look at. Nothing is
//! ever merged by itself: these are proposals, each with its reasons.
//!
//! Two initiatives are proposed when all of this holds:
//!
//! - they are of the same organisation, or of two that the caller holds to be one;
//! - what they declare is alike: the weighted Jaccard index of their declared cells is above
//!   [`LEAST_ALIKE`], where each spreads its capacity evenly over its cells; where either states no
//!   capacity, the Jaccard index of the sets of cells;
//! - their days overlap;
//! - their titles are similar: of all words in either title, [`LEAST_SIMILAR_TITLE`] or more are in
//!   both (Jaccard index of the sets of lower-cased words; a word is a run of letters and digits).
//!   Three in five lets a word be added, left out or changed in a short title, and keeps apart
//!   titles that share only the name of a service. A title without a word resembles nothing. Titles
//!   in two languages do not resemble each other, nor do those in scripts that leave no space
//!   between words unless they are the same.
//!
//! Two phases of one project resemble each other too; the words in which titles differ are
//! therefore among the reasons.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::interned::Interned;
use crate::supply::MOST_CAPACITY;
use crate::{OverlapRefusal, Refusal, SupplyRefusal, Ties};

/// What two initiatives declare is alike above this Jaccard index.
pub const LEAST_ALIKE: f64 = 0.8;

/// Titles are similar from this share of common words.
pub const LEAST_SIMILAR_TITLE: f64 = 0.6;

/// Most pairs of initiatives that are compared, each counted for every rare cell and word that they
/// have in common: some seconds.
pub const MOST_COMPARISONS: usize = 1 << 23;

/// An initiative as it was entered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry<'a> {
    /// The caller's number of the initiative.
    pub initiative: u32,
    /// The caller's number of the organisation.
    pub organisation: u32,
    /// The title, in any language.
    pub title: &'a str,
    /// Numbers of the cells that it declares, as the caller numbers cells, in any order.
    pub cells: &'a [u32],
    /// How many it can serve in a year, 0 to [`MOST_CAPACITY`]; `None` when unstated.
    pub capacity: Option<f32>,
    /// First day; [`OPEN_START`](crate::supply::OPEN_START) when open.
    pub first_day: i32,
    /// Last day, included; [`OPEN_END`](crate::supply::OPEN_END) when open.
    pub last_day: i32,
}

/// Two initiatives that look like one, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct MergeProposal {
    /// The initiative of lower number.
    pub first: u32,
    /// The other.
    pub second: u32,
    /// Whether both are of one organisation, and not of two that are held to be one.
    pub is_one_organisation: bool,
    /// How alike what they declare is, above [`LEAST_ALIKE`].
    pub jaccard: f64,
    /// Whether capacities are compared in `jaccard`, and not cells only.
    pub is_by_capacity: bool,
    /// The cells that both declare, ascending.
    pub shared_cells: Vec<u32>,
    /// The first and the last day on which both run.
    pub days: (i32, i32),
    /// The share of the words of either title that are in both, from [`LEAST_SIMILAR_TITLE`].
    pub title_similarity: f64,
    /// Words of the first title only, in order of the alphabet.
    pub words_of_first: Vec<String>,
    /// Words of the second title only.
    pub words_of_second: Vec<String>,
}

/// Proposes which initiatives to merge, the most alike first: by falling likeness of what they
/// declare, then of their titles, then by number.
///
/// `same` names pairs of organisations that are held to be one, such as the branches of a
/// federation or two spellings of a name; who is the same as the same is the same.
///
/// Refused: an initiative that is given twice, a capacity that is negative, not a number or beyond
/// [`MOST_CAPACITY`], a pair of one organisation with itself, more than [`MOST_COMPARISONS`].
///
/// ```
/// use concert_coverage::duplicates::{Entry, merge_proposals};
///
/// let one = Entry {
///     initiative: 1,
///     organisation: 9,
///     title: "Safe house for women, north",
///     cells: &[4, 5],
///     capacity: Some(20.0),
///     first_day: 100,
///     last_day: 300,
/// };
/// let again = Entry { initiative: 2, title: "Safe house (women), north", first_day: 200, ..one };
/// let other = Entry { initiative: 3, title: "Legal aid", ..one };
/// let proposals = merge_proposals(&[one, again, other], &[]).unwrap();
/// assert_eq!(proposals.len(), 1);
/// assert_eq!((proposals[0].first, proposals[0].second), (1, 2));
/// assert_eq!(proposals[0].days, (200, 300));
/// ```
pub fn merge_proposals(
    entries: &[Entry<'_>],
    same: &[(u32, u32)],
) -> Result<Vec<MergeProposal>, Refusal> {
    let mut initiatives = HashSet::new();
    for entry in entries {
        let (row, initiative) = (entry.initiative, entry.initiative);
        if !initiatives.insert(initiative) {
            return Err(OverlapRefusal::InitiativeTwice { initiative }.into());
        }
        if let Some(capacity) =
            entry.capacity.filter(|stated| !(0.0..=MOST_CAPACITY).contains(stated))
        {
            return Err(SupplyRefusal::Capacity { row, capacity }.into());
        }
    }
    let mut words = Interned::default();
    let read: Vec<Read> = entries.iter().map(|entry| Read::of(entry, &mut words)).collect();
    let mut proposals = Vec::new();
    for (one, other) in candidates(entries, &read, same)? {
        let (first, second) = if entries[one].initiative < entries[other].initiative {
            (one, other)
        } else {
            (other, one)
        };
        let (first, second) = ((&entries[first], &read[first]), (&entries[second], &read[second]));
        proposals.extend(proposal(first, second, words.values()));
    }
    proposals.sort_by(|a, b| {
        let order = b.jaccard.total_cmp(&a.jaccard);
        let order = order.then(b.title_similarity.total_cmp(&a.title_similarity));
        order.then((a.first, a.second).cmp(&(b.first, b.second)))
    });
    Ok(proposals)
}

/// What is compared of an entry, sorted and without repetition.
struct Read {
    words: Vec<u32>,
    cells: Vec<u32>,
}

impl Read {
    fn of(entry: &Entry<'_>, numbers: &mut Interned<String>) -> Self {
        let title = entry.title.to_lowercase();
        let words: BTreeSet<u32> = title
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| numbers.number_of(word.to_owned()))
            .collect();
        let cells: BTreeSet<u32> = entry.cells.iter().copied().collect();
        Self { words: words.into_iter().collect(), cells: cells.into_iter().collect() }
    }
}

/// Pairs worth comparing, by position: those of one owner that share one of their rarest cells and
/// one of their rarest words.
///
/// A set of `n` items that has at least `k` of them in common with another set has one of those
/// among any `n - k + 1` of its items; and if both sets are looked at from the same end of one
/// order of all items, that one is looked at in the other set as well (prefix filtering, Chaudhuri,
/// Ganti and Kaushik 2006). Weighted likeness above a limit implies that more than that share of
/// the cells of either are shared: what both do is at most the capacity that either has in the
/// shared cells, and more than the limit times the larger capacity. So no pair is missed, and few
/// are compared that do not resemble each other.
fn candidates(
    entries: &[Entry<'_>],
    read: &[Read],
    same: &[(u32, u32)],
) -> Result<Vec<(usize, usize)>, Refusal> {
    let owners = owners(same)?;
    let cells = Rarest::of(read.iter().map(|read| &read.cells[..]));
    let words = Rarest::of(read.iter().map(|read| &read.words[..]));
    let mut blocks: HashMap<(u32, u32, u32), Vec<usize>> = HashMap::new();
    for (at, (entry, read)) in entries.iter().zip(read).enumerate() {
        let owner = owners.get(&entry.organisation).copied().unwrap_or(entry.organisation);
        for cell in cells.first_of(&read.cells, LEAST_ALIKE) {
            for word in words.first_of(&read.words, LEAST_SIMILAR_TITLE) {
                blocks.entry((owner, cell, word)).or_default().push(at);
            }
        }
    }
    let mut found = Vec::new();
    for block in blocks.values() {
        if found.len() + block.len() * (block.len() - 1) / 2 > MOST_COMPARISONS {
            return Err(OverlapRefusal::TooManyComparisons { most: MOST_COMPARISONS }.into());
        }
        for (at, one) in block.iter().enumerate() {
            found.extend(block[at + 1..].iter().map(|other| (*one, *other)));
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The lowest number of those that are held to be one, by organisation.
fn owners(same: &[(u32, u32)]) -> Result<HashMap<u32, u32>, Refusal> {
    let mut owners = HashMap::new();
    for members in Ties::new(&[], same)?.components() {
        owners.extend(members.iter().map(|member| (*member, members[0])));
    }
    Ok(owners)
}

/// How often each item is in a set, which orders items from the rarest to the most common.
struct Rarest(HashMap<u32, u32>);

impl Rarest {
    fn of<'a>(sets: impl Iterator<Item = &'a [u32]>) -> Self {
        let mut counts = HashMap::new();
        for item in sets.flatten() {
            *counts.entry(*item).or_default() += 1;
        }
        Self(counts)
    }

    /// As many of the rarest items as hold one of those shared with any set that has at least this
    /// share of the items.
    fn first_of(&self, items: &[u32], least: f64) -> Vec<u32> {
        let mut ordered = items.to_vec();
        ordered.sort_unstable_by_key(|item| (self.0.get(item), *item));
        // Rounded down with a little to spare: one item too many costs time, one too few a match.
        let shared = (least * items.len() as f64 - 1e-9).ceil().max(1.0) as usize;
        ordered.truncate((items.len() + 1).saturating_sub(shared));
        ordered
    }
}

fn proposal(
    (first, first_read): (&Entry<'_>, &Read),
    (second, second_read): (&Entry<'_>, &Read),
    words: &[String],
) -> Option<MergeProposal> {
    let days = (first.first_day.max(second.first_day), first.last_day.min(second.last_day));
    if days.0 > days.1 {
        return None;
    }
    let title_similarity = set_jaccard(&first_read.words, &second_read.words);
    if title_similarity < LEAST_SIMILAR_TITLE {
        return None;
    }
    let shared_cells = both(&first_read.cells, &second_read.cells);
    let capacities = first.capacity.zip(second.capacity).filter(|(one, other)| one + other > 0.0);
    let jaccard = match capacities {
        None => set_jaccard(&first_read.cells, &second_read.cells),
        Some((one, other)) => {
            let (one, other) = (f64::from(one), f64::from(other));
            let in_shared = |capacity: f64, read: &Read| {
                capacity * shared_cells.len() as f64 / read.cells.len().max(1) as f64
            };
            let shared = in_shared(one, first_read).min(in_shared(other, second_read));
            shared / (one + other - shared)
        }
    };
    let only = |of: &Read, other: &Read| {
        let is_own = |word: &&u32| other.words.binary_search(word).is_err();
        let own = of.words.iter().filter(is_own).map(|word| words[*word as usize].clone());
        own.collect::<BTreeSet<_>>().into_iter().collect()
    };
    (jaccard > LEAST_ALIKE).then(|| MergeProposal {
        first: first.initiative,
        second: second.initiative,
        is_one_organisation: first.organisation == second.organisation,
        jaccard,
        is_by_capacity: capacities.is_some(),
        shared_cells,
        days,
        title_similarity,
        words_of_first: only(first_read, second_read),
        words_of_second: only(second_read, first_read),
    })
}

/// What is in both of two ascending lists.
fn both(one: &[u32], other: &[u32]) -> Vec<u32> {
    one.iter().filter(|item| other.binary_search(item).is_ok()).copied().collect()
}

/// Shared items over all items; 0 for two empty sets.
fn set_jaccard(one: &[u32], other: &[u32]) -> f64 {
    let shared = both(one, other).len();
    let all = one.len() + other.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}
