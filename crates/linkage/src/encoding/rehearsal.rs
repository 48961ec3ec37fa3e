//! How well people would be found by their encodings: a list is encoded twice, the second time with slips.
//!
//! A member sees only its own list, and quality of linkage depends on the others. What can be known beforehand is how often
//! a record finds itself again among all others of its list when it is written as another office might write it. The keys of
//! the round are not needed for that, since no key makes encodings more or less alike: another key serves.

use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;

use super::{EncodingRefusal, EncodingSettings, ListTokens, TokenKeys, encode_tokens};
use crate::case_list::{CaseColumn, CaseList};
use crate::dice::{Best, Threshold};
use crate::{Filters, Interrupted, Tell};

/// Records that are written anew.
const SAMPLE: usize = 1_000;
/// Records among which they are to be found.
const AMONG: usize = 20_000;

/// How often records found themselves again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Rehearsal {
    /// Records that were written anew.
    pub written: usize,
    /// Records among which each was looked for.
    pub among: usize,
    /// Those whose nearest encoding was their own, when one field had a slip.
    pub found_with_one_slip: usize,
    /// The same when three fields had one.
    pub found_with_three_slips: usize,
}

/// Writes up to a thousand records of the list anew with slips and looks for them by their encodings.
pub fn rehearse(
    list: &CaseList,
    settings: &EncodingSettings,
    seed: u64,
    tell: &mut Tell<'_>,
) -> Result<Result<Rehearsal, Interrupted>, EncodingRefusal> {
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let mut order: Vec<usize> = (0..list.len()).collect();
    order.shuffle(&mut rng);
    order.truncate(AMONG);
    let bare = EncodingSettings { decoys: 0, ..settings.clone() };
    let keys = TokenKeys::under_one_secret([0; 32], rng.random());
    let among = part(list, &order, 0, &mut rng);
    let sample = &order[..order.len().min(SAMPLE)];
    let whole = encoded(&among, &bare, &keys, &mut rng)?;
    let mut found = [0, 0];
    for (found, slips) in found.iter_mut().zip([1, 3]) {
        let anew = encoded(&part(list, sample, slips, &mut rng), &bare, &keys, &mut rng)?;
        // Both sides have rows of one length and the threshold lies within its range: only the caller ends this.
        let nearest = Best::new(1, Threshold::Dice(0.01)).between(&anew, &whole, tell);
        let Ok(nearest) = nearest else { return Ok(Err(Interrupted)) };
        let mut best: Vec<(f64, u32)> = vec![(0.0, u32::MAX); sample.len()];
        for pair in nearest {
            let bits = anew.ones(pair.first as usize) + whole.ones(pair.second as usize);
            let alike = 2.0 * f64::from(pair.common) / f64::from(bits.max(1));
            let seen = &mut best[pair.first as usize];
            if alike > seen.0 {
                *seen = (alike, pair.second);
            }
        }
        *found = best.iter().enumerate().filter(|(row, best)| best.1 == *row as u32).count();
    }
    Ok(Ok(Rehearsal {
        written: sample.len(),
        among: order.len(),
        found_with_one_slip: found[0],
        found_with_three_slips: found[1],
    }))
}

/// Some rows of a list, each with slips in so many of its fields.
fn part(list: &CaseList, rows: &[usize], slips: usize, rng: &mut ChaCha20Rng) -> CaseList {
    let mut slipped = vec![vec![false; list.columns.len()]; rows.len()];
    for (marks, &row) in slipped.iter_mut().zip(rows) {
        let mut known: Vec<usize> = (0..list.columns.len())
            .filter(|&column| list.columns[column].values.get(row).is_some())
            .collect();
        known.shuffle(rng);
        known.iter().take(slips).for_each(|&column| marks[column] = true);
    }
    let columns = list.columns.iter().enumerate().map(|(number, column)| CaseColumn {
        field: column.field,
        heading: column.heading.clone(),
        values: rows
            .iter()
            .zip(&slipped)
            .map(|(&row, marks)| {
                let text = column.values.get(row).unwrap_or("");
                if marks[number] { with_slip(text, rng) } else { text.to_owned() }
            })
            .collect(),
    });
    CaseList {
        name: list.name.clone(),
        ids: rows.iter().map(usize::to_string).collect(),
        columns: columns.collect(),
        clean: list.clean,
    }
}

/// A text with one letter left out, doubled, changed with its neighbour or for another of the text; now and then nothing at all.
fn with_slip(text: &str, rng: &mut ChaCha20Rng) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = rng.random_range(0..letters.len().max(1));
    match rng.random_range(0..9_u8) {
        0 => letters.clear(),
        1 | 2 if letters.len() > 1 => drop(letters.remove(at)),
        3 | 4 if !letters.is_empty() => letters.insert(at, letters[at]),
        5 | 6 if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ if !letters.is_empty() => letters[at] = letters[rng.random_range(0..letters.len())],
        _ => {}
    }
    letters.into_iter().collect()
}

/// The encodings of a list in the order of its rows.
fn encoded(
    list: &CaseList,
    settings: &EncodingSettings,
    keys: &TokenKeys,
    rng: &mut ChaCha20Rng,
) -> Result<Filters, EncodingRefusal> {
    let (file, kept) = encode_tokens(list, &ListTokens::of(list, settings)?, settings, keys, rng)?;
    Ok(crate::attack::standard::in_order(&file, &kept))
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use concert_terms::CaseField;

    use super::*;

    #[test]
    fn people_who_are_told_apart_by_much_are_found_again_and_others_are_not() {
        let text = |row: usize, salt: usize| {
            let mut state = row * 7919 + salt * 104_729 + 13;
            (0..8)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
                    char::from(b'a' + (state >> 40) as u8 % 26)
                })
                .collect::<String>()
        };
        let column = |field: CaseField, values: Vec<String>| CaseColumn {
            field,
            heading: field.to_string(),
            values: values.into_iter().collect(),
        };
        let rows = 300;
        let names = |salt| (0..rows).map(|row| text(row, salt)).collect::<Vec<_>>();
        let born = (0..rows)
            .map(|row| format!("{}-{:02}-{:02}", 1960 + row % 40, 1 + row % 12, 1 + row % 28));
        let told_apart = CaseList {
            name: "made up".into(),
            ids: (0..rows).map(|row| row.to_string()).collect(),
            columns: vec![
                column(CaseField::GivenName, names(1)),
                column(CaseField::FamilyName, names(2)),
                column(CaseField::Locality, names(3)),
                column(CaseField::BirthDate, born.collect()),
            ],
            clean: true,
        };
        let alike = CaseList {
            columns: vec![column(CaseField::GivenName, vec!["amina".into(); rows])],
            ..told_apart.clone()
        };
        let settings = EncodingSettings::standard();
        let mut tell = |_, _| ControlFlow::Continue(());
        let found = rehearse(&told_apart, &settings, 1, &mut tell).unwrap().unwrap();
        assert_eq!((found.written, found.among), (rows, rows));
        assert!(found.found_with_one_slip > 270, "{found:?}");
        assert!(found.found_with_three_slips <= found.found_with_one_slip, "{found:?}");
        let lost = rehearse(&alike, &settings, 1, &mut tell).unwrap().unwrap();
        let ended = rehearse(&alike, &settings, 1, &mut |_, _| ControlFlow::Break(())).unwrap();
        assert_eq!(ended, Err(Interrupted), "whoever ends it hears of no share that was found");
        assert!(lost.found_with_one_slip < 30, "{lost:?}");
    }
}
