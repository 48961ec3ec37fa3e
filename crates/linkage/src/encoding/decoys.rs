//! Made-up records among the real ones, so that who compares the similarities within a file with those of a public register
//! finds a graph that does not fit (25 % of them brought graph matching from 100 % to 0 in PLOS ONE 2022, 0267893), and so that the
//! length of a file is not that of the list.
//!
//! A decoy is put together from values of the list itself: one record lends what is coarse (sex, year of birth, places, strata, and which
//! fields are missing), others a given name, a family name, a day, a street; numbers get new digits. It is encoded like any
//! record. A token that arises by this and that nobody asked a key for, a date that no record has, gets a key that
//! only this file knows.
//!
//! **What the hub does with them.** A decoy matches nobody but by the accident by which two strangers match, so it would stand in the
//! counts as a person of one list. To mark decoys, even later under a seal, would hand their removal to whoever kept a copy of the
//! encodings, and the graph would fit again. So nobody is ever told *which* records are made up: the member tells *how many* there
//! are in each stratum, beside the file and only when capture histories are counted, and they are taken off the people of that one
//! list ([`take_off`]). Until then a file does not tell how long its list is; of its length only a class is seen.

use concert_terms::CaseField;
use rand::{CryptoRng, RngExt as _};

use super::refusal::EncodingRefusal;
use super::text::{Birth, order_of, parts};
use crate::birth::Order;
use crate::case_list::{CaseColumn, CaseList, Texts};
use crate::sex;

/// People who are on one list only, after its decoys are taken off.
///
/// ```
/// use concert_linkage::encoding::take_off;
///
/// assert_eq!(take_off(120, 31)?, 89);
/// assert!(take_off(3, 4).is_err());
/// # Ok::<(), concert_linkage::encoding::EncodingRefusal>(())
/// ```
pub fn take_off(singles: u64, decoys: u64) -> Result<u64, EncodingRefusal> {
    singles.checked_sub(decoys).ok_or(EncodingRefusal::TooManyDecoys { decoys, singles })
}

/// How many records a file has whose list has `real`: `percent` of them made up, rounded up to a size class. Classes are
/// the numbers with few significant bits of Nikitin et al. (2019), "Reducing metadata leakage from encrypted files and
/// communication with PURBs" (Padmé), which add at most 12 %, and less as files grow.
pub(crate) fn padded(real: usize, percent: u8) -> usize {
    if percent == 0 {
        return real;
    }
    size_class((real * 100).div_ceil(100 - usize::from(percent)))
}

/// The least length of a class that holds `length`, 64 at least.
pub(crate) fn size_class(length: usize) -> usize {
    let length = length.max(64);
    let exponent = length.ilog2();
    let significant = exponent.ilog2() + 1;
    let unit = 1_usize << (exponent - significant);
    length.next_multiple_of(unit)
}

/// So many made-up records, in the columns of the list. The rows that lent the coarse values stand beside it.
pub(crate) fn made_up(
    list: &CaseList,
    count: usize,
    rng: &mut (impl CryptoRng + ?Sized),
) -> (CaseList, Vec<usize>) {
    let bases: Vec<usize> = (0..count).map(|_| rng.random_range(0..list.len())).collect();
    let sex = list.columns.iter().find(|column| column.field == CaseField::Sex);
    let columns = list
        .columns
        .iter()
        .map(|column| {
            let order = order_of(&column.values, None);
            let values: Vec<String> = bases
                .iter()
                .map(|&base| match column.values.get(base) {
                    None => String::new(),
                    Some(own) => value(list, (column, order), own, base, sex, rng),
                })
                .collect();
            CaseColumn {
                field: column.field,
                heading: column.heading.clone(),
                values: values.iter().collect::<Texts>(),
            }
        })
        .collect();
    let ids = (0..count).map(|number| number.to_string()).collect();
    (CaseList { name: list.name.clone(), ids, columns, clean: list.clean }, bases)
}

/// A value of one field of a decoy whose base record has `own`.
fn value(
    list: &CaseList,
    (column, order): (&CaseColumn, Order),
    own: &str,
    base: usize,
    sex: Option<&CaseColumn>,
    rng: &mut (impl CryptoRng + ?Sized),
) -> String {
    use CaseField as F;
    match column.field {
        F::Sex
        | F::BirthYear
        | F::Age
        | F::Citizenship
        | F::BirthPlace
        | F::Country
        | F::Region
        | F::District
        | F::Locality
        | F::PostalCode
        | F::Form
        | F::Period => own.to_owned(),
        F::GivenName | F::MiddleName => {
            let sex_of = |row: usize| sex.and_then(|sex| sex.values.get(row)).and_then(sex::read);
            another(list, column, base, rng, |row| sex_of(row) == sex_of(base))
        }
        F::FullName => {
            let (first, second) = (
                another(list, column, base, rng, |_| true),
                another(list, column, base, rng, |_| true),
            );
            let (first, second) = (parts(&first), parts(&second));
            let half = first.len().div_ceil(2).min(first.len());
            let rest =
                second.iter().skip(second.len().div_ceil(2).min(second.len().saturating_sub(1)));
            first[..half].iter().chain(rest).map(String::as_str).collect::<Vec<_>>().join(" ")
        }
        F::BirthDate => {
            let other = another(list, column, base, rng, |_| true);
            match (Birth::read(own, order), Birth::read(&other, order)) {
                (Some(own), Some(other)) if own.month > 0 && other.month > 0 => {
                    format!("{:04}-{:02}-{:02}", own.year, other.month, other.day)
                }
                _ => own.to_owned(),
            }
        }
        F::Phone | F::IdentityNumber | F::Email | F::HouseNumber => own
            .chars()
            .map(|letter| {
                if letter.is_ascii_digit() {
                    char::from(b'0' + rng.random_range(0..10_u8))
                } else {
                    letter
                }
            })
            .collect(),
        _ => another(list, column, base, rng, |_| true),
    }
}

/// The value of another record in a column; invented syllables where the list has too few to borrow from.
fn another(
    list: &CaseList,
    column: &CaseColumn,
    base: usize,
    rng: &mut (impl CryptoRng + ?Sized),
    fits: impl Fn(usize) -> bool,
) -> String {
    if list.len() >= 8 {
        for attempt in 0..16 {
            let row = rng.random_range(0..list.len());
            if row != base
                && (attempt >= 8 || fits(row))
                && let Some(text) = column.values.get(row)
            {
                return text.to_owned();
            }
        }
    }
    (0..rng.random_range(2..5))
        .flat_map(|_| {
            [b"bdfghklmnrst"[rng.random_range(0..12)], b"aeiou"[rng.random_range(0..5)]]
                .map(char::from)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_rounded_up_by_an_eighth_at_most() {
        for real in 1..5_000 {
            let whole = padded(real, 25);
            assert!(whole - real >= whole.div_ceil(5).min(real.div_ceil(4)), "{real} {whole}");
            let least = (real * 100).div_ceil(75).max(64);
            assert!(whole >= least && whole * 8 <= least * 9, "{real} became {whole}");
        }
        assert_eq!(padded(777, 0), 777);
    }
}
