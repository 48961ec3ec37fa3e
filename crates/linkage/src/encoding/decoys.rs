//! Made-up records among the real ones, so that who compares the similarities within a file with those of a public register
//! finds a graph that does not fit (25 % of them brought graph matching from 100 % to 0 in PLOS ONE 2022, 0267893), and so that the
//! length of a file is not that of the list.
//!
//! A decoy is put together from values of the list itself: one record lends what is coarse (sex, year of birth, places, strata, and which
//! fields are missing), others one thing each: one part of a name, a day, a street; numbers and addresses of mail get new digits and letters. It is encoded like any
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
    let mut lenders: Vec<Lenders> =
        bases.iter().map(|&base| Lenders { list, rows: vec![base] }).collect();
    let sex = list.columns.iter().find(|column| column.field == CaseField::Sex);
    let columns = list
        .columns
        .iter()
        .map(|column| {
            let order = order_of(&column.values, None);
            let values = bases.iter().zip(&mut lenders).map(|(&base, lenders)| {
                let own = column.values.get(base);
                own.map_or(String::new(), |own| value(lenders, (column, order), own, sex, rng))
            });
            let values: Vec<String> = values.collect();
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
    lenders: &mut Lenders<'_>,
    (column, order): (&CaseColumn, Order),
    own: &str,
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
        F::GivenName | F::MiddleName | F::FamilyName | F::FullName | F::OtherName => {
            let of = sex.filter(|_| matches!(column.field, F::GivenName | F::MiddleName));
            let name = (0..parts(own).len()).map(|at| {
                let other = parts(&lenders.another(column, of, rng));
                other.get(at).or(other.last()).cloned().unwrap_or_default()
            });
            name.collect::<Vec<_>>().join(" ")
        }
        F::BirthDate => {
            let other = lenders.another(column, None, rng);
            match (Birth::read(own, order), Birth::read(&other, order)) {
                (Some(own), Some(other)) if own.month > 0 && other.month > 0 => {
                    format!("{:04}-{:02}-{:02}", own.year, other.month, other.day)
                }
                _ => own.to_owned(),
            }
        }
        F::Phone | F::IdentityNumber | F::Email | F::HouseNumber => own
            .chars()
            .map(|letter| match letter {
                // Digits of any script: whose number is kept shares a match key with the base.
                letter if letter.is_numeric() => char::from(rng.random_range(b'0'..=b'9')),
                letter if letter.is_alphabetic() => char::from(rng.random_range(b'a'..=b'z')),
                mark => mark,
            })
            .collect(),
        _ => lenders.another(column, None, rng),
    }
}

/// The rows of a list that lend something to one decoy, the base first. Each lends one thing, or the decoy would share a match key with it and pass for
/// the same person.
struct Lenders<'a> {
    list: &'a CaseList,
    rows: Vec<usize>,
}

impl Lenders<'_> {
    /// The value of one more row in a column, of the sex of the base if that is given; invented syllables where the list has too few to borrow from.
    fn another(
        &mut self,
        column: &CaseColumn,
        sex: Option<&CaseColumn>,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> String {
        let sex_of = |row: usize| sex.and_then(|sex| sex.values.get(row)).and_then(sex::read);
        if self.list.len() >= 8 {
            for attempt in 0..16 {
                let row = rng.random_range(0..self.list.len());
                if !self.rows.contains(&row)
                    && (attempt >= 8 || sex_of(row) == sex_of(self.rows[0]))
                    && let Some(text) = column.values.get(row)
                {
                    self.rows.push(row);
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
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use rand::SeedableRng as _;
    use rand_chacha::ChaCha20Rng;

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

    #[test]
    fn no_record_lends_a_decoy_two_things() {
        const ROWS: usize = 300;
        let letter = |number: usize| char::from(b'a' + (number % 26) as u8);
        let word = |place: &str, row: usize| format!("{place}{}{}o", letter(row / 26), letter(row));
        let column = |field, value: &dyn Fn(usize) -> String| CaseColumn {
            field,
            heading: field.to_string(),
            values: (0..ROWS).map(value).collect(),
        };
        let full = |row| ["b", "d", "g", "k"].map(|place| word(place, row)).join(" ");
        let columns = vec![
            column(CaseField::FullName, &full),
            column(CaseField::OtherName, &|row| [word("l", row), word("m", row)].join(" ")),
            column(CaseField::BirthDate, &|row| {
                format!("1990-{:02}-{:02}", row / 28 + 1, row % 28 + 1)
            }),
            column(CaseField::Street, &|row| word("t", row)),
        ];
        let mut row_of: HashMap<String, usize> = HashMap::new();
        for column in &columns {
            for row in 0..ROWS {
                let texts = column.values.get(row).unwrap().split(' ');
                row_of.extend(texts.map(|text| (text.to_owned(), row)));
            }
        }
        let list =
            CaseList { name: String::new(), ids: vec![String::new(); ROWS], columns, clean: true };
        let (decoys, bases) = made_up(&list, 500, &mut ChaCha20Rng::seed_from_u64(1));
        for (decoy, base) in bases.into_iter().enumerate() {
            let texts = decoys.columns.iter().flat_map(|x| x.values.get(decoy).unwrap().split(' '));
            let mut lent: Vec<usize> = texts.map(|text| row_of[text]).chain([base]).collect();
            lent.sort_unstable();
            assert!(lent.len() == 9 && lent.windows(2).all(|two| two[0] != two[1]), "{lent:?}");
        }
    }

    #[test]
    fn no_decoy_has_the_number_of_its_base_in_whatever_script() {
        let numbers = ["٣٤٥٦٧٨٩٠١", "AB1234567", "KLMNOPQR", "१२३४५६७८"];
        let column = CaseColumn {
            field: CaseField::IdentityNumber,
            heading: "identity".into(),
            values: numbers.into_iter().collect(),
        };
        let ids = vec![String::new(); numbers.len()];
        let list = CaseList { name: String::new(), ids, columns: vec![column], clean: true };
        let (decoys, _) = made_up(&list, 200, &mut ChaCha20Rng::seed_from_u64(1));
        let made = (0..200).map(|decoy| decoys.columns[0].values.get(decoy).unwrap());
        assert!(made.map(str::to_uppercase).all(|text| !numbers.contains(&&*text)));
    }
}
