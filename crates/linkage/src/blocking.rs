//! Which pairs of records are worth comparing.
//!
//! Several passes each bring together the records that share a key; a pair is a candidate if any
//! pass has it. A key that too many records share is made narrower by a second key, and dropped if
//! that is not enough: every pass has a budget of pairs and says what it dropped. The passes use
//! different parts of a record, so that how many pairs they find together tells how many they all miss.

use rayon::prelude::*;

use crate::comparison::bags::{Bags, NOTHING};
use crate::comparison::variables::{Comparer, Variables};

/// One way of bringing records together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pass {
    /// What the records of a pair share.
    pub name: String,
    /// Pairs found.
    pub pairs: u64,
    /// Records in a group that was too large even with the second key; they are not brought together by this pass.
    pub dropped_records: u64,
    /// The largest group that was kept.
    pub largest_group: u64,
}

/// Candidate pairs, each with the passes that found it.
pub(crate) struct Candidates {
    pub(crate) passes: Vec<Pass>,
    /// First record, second record, and a bit for each pass, packed; sorted.
    packed: Vec<u64>,
}

const RECORD_BITS: u32 = 25;
const PASS_BITS: u32 = 14;

/// Most records of all lists together.
pub const MOST_RECORDS: u32 = 1 << RECORD_BITS;

impl Candidates {
    /// Number of pairs.
    pub(crate) fn len(&self) -> usize {
        self.packed.len()
    }

    /// The records of a pair.
    pub(crate) fn pair(&self, at: usize) -> (u32, u32) {
        let packed = self.packed[at];
        (
            (packed >> (RECORD_BITS + PASS_BITS)) as u32,
            (packed >> PASS_BITS) as u32 & (MOST_RECORDS - 1),
        )
    }

    /// Whether a pair is among them.
    pub(crate) fn contains(&self, first: u32, second: u32) -> bool {
        let pair = u64::from(first) << RECORD_BITS | u64::from(second);
        let at = self.packed.partition_point(|&packed| packed >> PASS_BITS < pair);
        self.packed.get(at).is_some_and(|&packed| packed >> PASS_BITS == pair)
    }

    /// The passes that found a pair.
    pub(crate) fn found_by(&self, at: usize) -> u16 {
        (self.packed[at] & ((1 << PASS_BITS) - 1)) as u16
    }
}

/// One key of one record: the key, a narrower one for groups that are too large, the record.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Entry {
    key: u64,
    narrower: u32,
    record: u32,
}

impl Entry {
    /// The entry as one number, by which entries are sorted faster than field by field.
    fn number(self) -> u128 {
        u128::from(self.key) << 64 | u128::from(self.narrower) << 32 | u128::from(self.record)
    }
}

/// Finds the candidates; `budget` is the most pairs of one pass.
pub(crate) fn candidates(variables: &Variables, budget: u64) -> Candidates {
    let mut packed: Vec<u64> = Vec::new();
    let mut passes = Vec::new();
    for (name, entries) in passes_of(variables) {
        if passes.len() == PASS_BITS as usize {
            break;
        }
        let bit = 1_u64 << passes.len();
        let before = packed.len();
        let (dropped_records, largest_group) = join(variables, entries, budget, bit, &mut packed);
        if packed.len() > before || dropped_records > 0 {
            passes.push(Pass { name, pairs: 0, dropped_records, largest_group });
        }
    }
    packed.par_sort_unstable();
    packed.dedup_by(|next, kept| {
        let is_same = *next >> PASS_BITS == *kept >> PASS_BITS;
        if is_same {
            *kept |= *next;
        }
        is_same
    });
    packed.shrink_to_fit();
    for (place, pass) in passes.iter_mut().enumerate() {
        pass.pairs = packed.iter().filter(|&&pair| pair >> place & 1 == 1).count() as u64;
    }
    Candidates { passes, packed }
}

/// Writes the pairs of a pass; answers how many records were in groups that were dropped, and the largest group kept.
fn join(
    variables: &Variables,
    mut entries: Vec<Entry>,
    budget: u64,
    bit: u64,
    packed: &mut Vec<u64>,
) -> (u64, u64) {
    entries.par_sort_unstable_by_key(|entry| entry.number());
    entries.dedup();
    let groups: Vec<(usize, usize)> = ranges(&entries, 0, |a, b| a.key == b.key);
    let most = largest_within(groups.iter().map(|group| group.1 - group.0), budget);
    let (mut spare, mut narrow) = (budget, Vec::new());
    let mut kept = Vec::new();
    for &(from, until) in &groups {
        let size = until - from;
        if size <= most {
            spare = spare.saturating_sub(pairs_of(size));
            kept.push((from, until));
        } else {
            narrow.extend(ranges(&entries[from..until], from, |a, b| a.narrower == b.narrower));
        }
    }
    let within =
        largest_within(narrow.iter().map(|group| group.1 - group.0), spare.max(budget / 2));
    let mut dropped = 0;
    for (from, until) in narrow {
        if until - from <= within {
            kept.push((from, until));
        } else {
            dropped += (until - from) as u64;
        }
    }
    let mut largest = 0;
    for (from, until) in kept {
        largest = largest.max(until - from);
        let group = &entries[from..until];
        for (at, a) in group.iter().enumerate() {
            for b in &group[at + 1..] {
                let (first, second) = (a.record.min(b.record), a.record.max(b.record));
                if first != second && variables.may_match(first, second) {
                    packed.push(
                        u64::from(first) << (RECORD_BITS + PASS_BITS)
                            | u64::from(second) << PASS_BITS
                            | bit,
                    );
                }
            }
        }
    }
    (dropped, largest as u64)
}

fn ranges(
    entries: &[Entry],
    offset: usize,
    same: impl Fn(&Entry, &Entry) -> bool,
) -> Vec<(usize, usize)> {
    let mut at = offset;
    entries
        .chunk_by(same)
        .map(|group| {
            let from = at;
            at += group.len();
            (from, at)
        })
        .filter(|(from, until)| until - from > 1)
        .collect()
}

fn pairs_of(size: usize) -> u64 {
    size as u64 * (size as u64 - 1) / 2
}

/// The largest size such that all groups of at most this size have no more pairs than the budget.
fn largest_within(sizes: impl Iterator<Item = usize>, budget: u64) -> usize {
    let mut sizes: Vec<usize> = sizes.collect();
    sizes.sort_unstable();
    let (mut total, mut most) = (0, 0);
    for group in sizes.chunk_by(|a, b| a == b) {
        total += pairs_of(group[0]) * group.len() as u64;
        if total > budget {
            break;
        }
        most = group[0];
    }
    most
}

fn mix(parts: &[u64]) -> u64 {
    let mut out = 0x243f_6a88_85a3_08d3_u64;
    for part in parts {
        out = (out ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        out ^= out >> 29;
    }
    out
}

/// A record's names for keys: the words of all its names, the rarest first.
struct NameKeys {
    words: Vec<u32>,
    starts: Vec<usize>,
}

/// Words of a record that make keys.
const MOST_WORDS: usize = 4;

impl NameKeys {
    fn new(variables: &Variables) -> Self {
        let bags: Vec<&Bags> = variables.name_bags().collect();
        let (mut words, mut starts) = (Vec::new(), vec![0]);
        let mut rarest: Vec<(f32, u32)> = Vec::new();
        for record in 0..variables.records() {
            rarest.clear();
            for bags in &bags {
                let own = bags.words_of_record(record).iter().copied();
                let long = own.filter(|&word| variables.words.letters(word).len() > 1);
                rarest.extend(long.map(|word| (-bags.word_surprisal(word), word)));
            }
            rarest.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let from = words.len();
            for &(_, word) in &rarest {
                if words.len() < from + MOST_WORDS && !words[from..].contains(&word) {
                    words.push(word);
                }
            }
            starts.push(words.len());
        }
        Self { words, starts }
    }

    fn of(&self, record: u32) -> &[u32] {
        let record = record as usize;
        &self.words[self.starts[record]..self.starts[record + 1]]
    }
}

/// The keys of a record, each with a narrower one.
type Keys<'a> = dyn Fn(u32, &mut dyn FnMut(u64, u64)) + 'a;

/// The passes in the order of their worth.
#[expect(clippy::too_many_lines, reason = "the passes are a list, which is read best in one piece")]
fn passes_of(variables: &Variables) -> Vec<(String, Vec<Entry>)> {
    let names = NameKeys::new(variables);
    let all = 0..variables.records();
    let births = variables.births();
    let year =
        |record: u32| births.map_or(0, |births| u64::from(births.of_record[record as usize].year));
    let date = |record: u32| {
        births.map_or((0, 0), |births| {
            let birth = births.of_record[record as usize];
            (u64::from(birth.month), u64::from(birth.day))
        })
    };
    let sound = |word: u32| u64::from(variables.words.sound(word));
    let letter = |word: u32| u64::from(variables.words.letters(word)[0] as u32);
    let of = |record: u32| names.of(record);
    let rarest = |record: u32| of(record).first().map_or(0, |&word| sound(word) as u32 + 1);
    let mut out: Vec<(String, Vec<Entry>)> = Vec::new();
    let mut add = |name: &str, each: &Keys| {
        let mut entries = Vec::new();
        for record in all.clone() {
            each(record, &mut |key, narrower| {
                entries.push(Entry { key, narrower: narrower as u32, record });
            });
        }
        if entries.len() > 1 {
            out.push((name.to_owned(), entries));
        }
    };
    for (at, comparer) in variables.comparers.iter().enumerate() {
        if let Comparer::Bag(bags) = comparer {
            let name = variables.names
                [at + usize::from(matches!(variables.comparers[0], Comparer::Names(..)))]
            .as_str();
            if ["identity-number", "phone", "email"].contains(&name) {
                add(name, &|record, put| {
                    let value = bags.of_record[record as usize];
                    if value != NOTHING {
                        put(u64::from(value), u64::from(rarest(record)));
                    }
                });
            }
        }
    }
    add("two sounds of the name", &|record, put| {
        for (at, &a) in of(record).iter().enumerate() {
            for &b in &of(record)[at + 1..] {
                let (a, b) = (sound(a), sound(b));
                put(mix(&[a.min(b), a.max(b)]), year(record) / 4);
            }
        }
    });
    let skeleton = |word: u32| u64::from(variables.words.skeleton(word));
    add("two skeletons of the name", &|record, put| {
        for (at, &a) in of(record).iter().enumerate() {
            for &b in &of(record)[at + 1..] {
                let (a, b) = (skeleton(a), skeleton(b));
                put(mix(&[a.min(b), a.max(b), 11]), year(record) / 4);
            }
        }
    });
    add("a word of the name and the year of birth", &|record, put| {
        if year(record) > 0 {
            for &word in of(record) {
                put(mix(&[u64::from(word), year(record)]), date(record).0 * 32 + date(record).1);
            }
        }
    });
    add("the day of birth", &|record, put| {
        let (month, day) = date(record);
        if day > 0 && year(record) > 0 {
            put(
                mix(&[year(record), month, day]),
                of(record).first().map_or(0, |&word| letter(word)),
            );
        }
    });
    add("day and month of birth and a first letter", &|record, put| {
        let (month, day) = date(record);
        if day > 0 {
            for &word in of(record) {
                put(mix(&[month, day, letter(word)]), sound(word));
            }
        }
    });
    add("a rare word of the name", &|record, put| {
        for &word in of(record).iter().take(3) {
            put(u64::from(word), year(record) / 4);
        }
    });
    add("a skeleton of the name and year or month of birth", &|record, put| {
        if year(record) > 0 {
            let (month, day) = date(record);
            for &word in of(record) {
                put(mix(&[skeleton(word), year(record)]), month);
                if day > 0 {
                    put(mix(&[skeleton(word), month, day, 7]), year(record) % 10);
                }
            }
        }
    });
    // Everything else that many people do not share: two of them, or one beside a word of the name.
    let columns = variables.other_columns();
    let most = if variables.records() > 200_000 { 3 } else { 8 };
    let columns = &columns[..columns.len().min(most)];
    add("a skeleton of the name and another column", &|record, put| {
        for (at, bags) in columns.iter().enumerate() {
            let value = bags.of_record[record as usize];
            if value != NOTHING {
                for &word in of(record) {
                    put(mix(&[at as u64, u64::from(value), skeleton(word)]), year(record));
                }
            }
        }
    });
    add("two other columns", &|record, put| {
        let (month, day) = date(record);
        let mut values: Vec<u64> = columns
            .iter()
            .enumerate()
            .filter(|(_, bags)| bags.of_record[record as usize] != NOTHING)
            .map(|(at, bags)| mix(&[at as u64, u64::from(bags.of_record[record as usize])]))
            .collect();
        if day > 0 {
            values.push(mix(&[100, month, day]));
        }
        if year(record) > 0 {
            values.push(mix(&[101, year(record)]));
        }
        for (at, &a) in values.iter().enumerate() {
            for &b in &values[at + 1..] {
                put(mix(&[a, b]), of(record).first().map_or(0, |&word| letter(word)));
            }
        }
    });
    out
}
