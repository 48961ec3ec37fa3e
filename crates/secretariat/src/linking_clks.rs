//! Who is on several lists of CLKs that clkhash made, for members who have that tooling.
//!
//! CLKs are weaker than any level of Concert: whoever has their secret can try names against them, and a few known people
//! open the rest. They bear no header, so that nothing tells what their records say, nor how many matches they hide: pairs and clusters
//! follow from them, and no number of people.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use concert_exchange::{PlaceInFile, Refusal, Rule};
use concert_linkage::encoding::{EncodingRefusal, Stratum, check_no_text, read_clks};
use concert_linkage::partition::Lost;
use concert_linkage::{Filters, Tell};
use sha2::{Digest, Sha256};

use crate::case_lists::{apart, file_name, list_name};
use crate::hexadecimal::hex;
use crate::linking::{
    LinkAsked, LinkageLevel, Linked, LinkedList, Outline, Shows, Weighing, people,
};
use crate::linking_encoded::{LikenessReport, alike_and_weighed};
use crate::reading;
use crate::review_band::PairDecisions;
use crate::round_files::engine_of_file;
use crate::strata_of_cases::numbered;
use crate::{Asked, Fault, Interrupted, Refused};

/// Bytes of a file that are read at most: some six million CLKs of 1,024 bits.
const MOST_BYTES: u64 = 1 << 30;

/// A list of CLKs. Its records are called by their rows, counted from 1.
#[derive(Debug)]
pub struct ClkList {
    name: String,
    filters: Filters,
    clean: bool,
    digest: [u8; 32],
}

/// Reads a list of CLKs, and refuses what cannot be one.
pub fn read_clk_list(path: &Path) -> Asked<ClkList> {
    let file = file_name(path);
    let broken = |source| Fault::File { what: format!("reading {file}"), source };
    let opened = File::open(path).map_err(broken)?;
    let found = opened.metadata().map_err(broken)?.len();
    if found > MOST_BYTES {
        let rule = Rule::TooLarge { found, limit: MOST_BYTES };
        return Err(reading::refused(&Refusal { file, place: PlaceInFile::FILE, rule }).into());
    }
    let mut bytes = Vec::new();
    opened.take(MOST_BYTES).read_to_end(&mut bytes).map_err(broken)?;
    let not_text = EncodingRefusal::NotAFile { reason: "it is not text" };
    let read = String::from_utf8(bytes).map_err(|_| not_text).and_then(|text| read_clks(&text));
    let read = read.and_then(|filters| check_no_text(&filters).map(|()| filters));
    let filters = read.map_err(|refusal| engine_of_file(file, refusal.code(), &refusal))?;
    let mut hash = Sha256::new();
    for word in filters.words() {
        hash.update(word.to_le_bytes());
    }
    Ok(ClkList { name: list_name(path), digest: hash.finalize().into(), filters, clean: false })
}

impl ClkList {
    /// The name of the list: that of its file up to the first dot.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Says that nobody stands twice on the list.
    pub fn set_clean(&mut self) {
        self.clean = true;
    }
}

/// Links lists of CLKs that were made with one schema and one secret.
///
/// Refused: two lists of other lengths, the same file twice, people counted apart, since nothing is told beside a CLK, and
/// lists that share hardly anybody.
pub fn link_clks(
    lists: &[ClkList],
    asked: &LinkAsked,
    decided: &PairDecisions,
    tell: &mut Tell<'_>,
) -> Asked<Result<Linked, Interrupted>> {
    check(lists, asked)?;
    let filters: Vec<(&Filters, bool)> =
        lists.iter().map(|list| (&list.filters, list.clean)).collect();
    let Ok((alike, weighed)) = alike_and_weighed(&filters, asked.seed, |_, _| 0.0, &mut *tell)?
    else {
        return Ok(Err(Interrupted));
    };
    let names = apart(lists.iter().map(|list| list.name.clone()));
    let described = names.into_iter().zip(lists).map(|(name, list)| LinkedList {
        name,
        records: list.filters.len() as u32,
        decoys: 0,
        clean: list.clean,
    });
    let strata = vec![Stratum::default(); lists.iter().map(|list| list.filters.len()).sum()];
    let (stratum_of, labels) = numbered(&strata, &[]);
    let rows = |list: &ClkList| (1..=list.filters.len()).map(|row| Some(row.to_string()));
    let mut digest = Sha256::new();
    for list in lists {
        digest.update(list.digest);
    }
    let outline = Outline {
        level: LinkageLevel::Clks,
        lists: described.collect(),
        ids: lists.iter().map(|list| rows(list).collect()).collect(),
        stratum_of,
        labels,
        weighing: Weighing::Likeness(LikenessReport {
            floor: alike.floor,
            pairs: alike.pairs.len() as u64,
            recall: alike.recall,
            steps: weighed.steps,
            traits: Vec::new(),
            lost: None,
            seen: 0.0,
            apart: Vec::new(),
        }),
        lost: Lost::default(),
        doubt: 0.0,
        digest: hex(&digest.finalize()),
        decoys: Vec::new(),
    };
    people(outline, &weighed.pairs, Shows::Strata(strata), asked, decided, tell)
}

/// Whether the lists can be compared with one another, and say what is asked.
fn check(lists: &[ClkList], asked: &LinkAsked) -> Asked<()> {
    if let Some(axis) = asked.by.first() {
        return Err(Refused {
            code: "secretariat/clks-tell-no-kind",
            facts: vec![("text", axis.word().to_owned())],
            text: format!("beside CLKs no {} is told", axis.word()),
        }
        .into());
    }
    for (number, list) in lists.iter().enumerate().skip(1) {
        let (found, expected) = (list.filters.bits(), lists[0].filters.bits());
        if found != expected {
            let refusal = EncodingRefusal::Length { row: 1, found, expected };
            return Err(engine_of_file(list.name.clone(), refusal.code(), &refusal));
        }
        if let Some(same) = lists[..number].iter().find(|earlier| earlier.digest == list.digest) {
            return Err(Refused {
                code: "secretariat/clks-twice",
                facts: vec![("first", same.name.clone()), ("second", list.name.clone())],
                text: format!("{} holds the same CLKs as {}", list.name, same.name),
            }
            .into());
        }
    }
    Ok(())
}
