//! Who is on several encoded lists: level 1.
//!
//! One number is all that two encodings give, how alike they are; what it is worth is learned from all pairs at once, and so is what sex, age band
//! and form say, which travel beside encodings in clear. Decoys
//! are counted off the people of their list by their numbers, which the files tell.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::io::Read;
use std::path::Path;

use concert_exchange::encoded_list::{EncodedHeader, EncodedRows, read_in_child};
use concert_exchange::{Limits, TableFile};
use concert_linkage::capture::Decoys;
use concert_linkage::encoding::{Content, InCommon, Stratum, check_plausible};
use concert_linkage::likeness::{AlikePairs, CoarseAgreement, Step, Weighed, alike_pairs, weigh};
use concert_linkage::partition::Lost;
use concert_linkage::{Filters, Tell};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::encode_list::{CONTENT, DECOYS_BY_STRATUM, of_codes, of_word, read_kept};
use crate::hexadecimal::hex;
use crate::linking::{
    LinkAsked, LinkageLevel, Linked, LinkedList, Outline, Shows, Weighing, people,
};
use crate::reading::{self, Reader};
use crate::refused_by_engine::unanswered;
use crate::review_band::PairDecisions;
use crate::round_files::{RoundFile, engine};
use crate::strata_of_cases::numbered;
use crate::{Asked, Interrupted, Refused};

/// An encoded list. Its `Debug` says how long it is and nothing of what it holds.
pub struct EncodedList {
    header: EncodedHeader,
    filters: Filters,
    strata: Vec<Stratum>,
    /// How much is known of each record, in classes that rise.
    known: Vec<u8>,
    /// What its records are called: the list's own identifiers where they are known, none for a decoy.
    ids: Vec<Option<String>>,
    digest: [u8; 32],
}

impl fmt::Debug for EncodedList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an encoded list of {} records", self.ids.len())
    }
}

/// How pairs of encodings got their odds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LikenessReport {
    /// Least likeness of the pairs that were kept.
    pub floor: f64,
    /// Pairs of at least that likeness.
    pub pairs: u64,
    /// Expected share of the pairs at the floor that were found.
    pub recall: f64,
    /// What pairs of each likeness are.
    pub steps: Vec<Step>,
    /// How often sex, age band and form agree, in this order.
    #[serde(default)]
    pub traits: Vec<CoarseAgreement>,
    /// Share of the matches that are too unlike to be told from chance; none where nothing can be said of it.
    pub lost: Option<Lost>,
    /// How far apart records are that can just be told from chance: the share of bits in which they differ before bits are mixed.
    #[serde(default)]
    pub seen: f64,
    /// For every two lists how far apart one person's records are if nobody made a mistake.
    #[serde(default)]
    pub apart: Vec<ListsApart>,
}

/// Lists whose records are farther apart without any mistake than this share of what can be told from chance hide more matches than they show: on
/// generated lists a third to all of them beyond it, and a fifth to a quarter below.
const IN_REACH: f64 = 0.5;

impl LikenessReport {
    /// Refuses encodings of which nobody can tell how many matches they hide: an estimate would be too high by as much.
    pub fn estimable(&self) -> Result<(), Refused> {
        let far = self.apart.iter().filter(|pair| pair.distance > IN_REACH * self.seen);
        if let Some(far) = far.max_by(|a, b| a.distance.total_cmp(&b.distance)) {
            let [first, second] = far.lists.clone();
            return Err(Refused {
                code: "secretariat/lists-say-too-little-alike",
                text: format!("the encodings of {first} and {second} hide most of their matches"),
                facts: vec![("first", first), ("second", second)],
            });
        }
        if self.lost.is_none() {
            return Err(Refused {
                code: "secretariat/matches-out-of-sight",
                facts: Vec::new(),
                text: "how many matches the encodings hide cannot be told".to_owned(),
            });
        }
        Ok(())
    }
}

/// How far apart the records of one person are on two lists if both lists wrote all that both say alike.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListsApart {
    /// The names of the lists.
    pub lists: [String; 2],
    /// The share of bits in which they differ before bits are mixed, 0 to 1/2.
    pub distance: f64,
}

/// A file is an encoded list, and not a table.
pub fn is_encoded_list(path: &Path) -> bool {
    let mut begins = [0; 4];
    std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut begins)).is_ok()
        && begins == *b"PAR1"
}

/// Reads an encoded list in a confined process, and refuses what cannot be one of the round.
pub fn read_encoded_list(
    path: &Path,
    round: Option<&RoundFile>,
    reader: &Reader,
) -> Asked<EncodedList> {
    let file = TableFile::open(path).map_err(reading::unread)?;
    let name = file.name.clone();
    let mut list = EncodedList::read(file, reader)?;
    if let Some(round) = round {
        list.is_of(&name, round)?;
    }
    if let Some(kept) = read_kept(path)? {
        for id in &mut list.ids {
            *id = id.take().and_then(|id| kept.get(&id).cloned().flatten());
        }
    }
    Ok(list)
}

impl EncodedList {
    /// Reads a list in a confined process, whatever round it is of.
    pub(crate) fn read(file: TableFile, reader: &Reader) -> Asked<Self> {
        let name = file.name.clone();
        let arguments: Vec<&str> = reader.arguments.iter().map(String::as_str).collect();
        let mut read: (Option<EncodedHeader>, EncodedRows) = (None, EncodedRows::default());
        let limits = Limits::for_linkage_files();
        read_in_child(&reader.program, &arguments, file, &limits, &mut read)
            .map_err(reading::unread)?;
        let (Some(header), rows) = read else { return Err(wrong(&name, "it has no header")) };
        if header.bits % 64 != 0 {
            return Err(wrong(&name, "its filters are not of whole words"));
        }
        let mut filters = Filters::new(header.bits as usize);
        for row in rows.bits.chunks_exact(header.bits as usize / 8) {
            let words = row.chunks_exact(8).map(|bytes| {
                bytes.iter().rev().fold(0_u64, |word, &byte| word << 8 | u64::from(byte))
            });
            filters.push(&words.collect::<Vec<_>>());
        }
        let strata = rows
            .strata
            .iter()
            .map(|its| of_codes(&its.sex, &its.age_band, &its.form, &its.place, &its.period));
        let mut hash = Sha256::new();
        hash.update(&rows.bits);
        rows.ids.iter().for_each(|id| hash.update(id));
        Ok(Self {
            strata: strata.collect(),
            known: rows.known,
            ids: rows.ids.into_iter().map(Some).collect(),
            digest: hash.finalize().into(),
            header,
            filters,
        })
    }

    /// What the list says of itself.
    pub(crate) fn header(&self) -> &EncodedHeader {
        &self.header
    }

    /// How many records it has, decoys among them.
    pub(crate) fn len(&self) -> usize {
        self.filters.len()
    }

    /// What its records say on average.
    fn content(&self) -> Asked<Content> {
        let told = self.header.more.get(CONTENT);
        let told = told.and_then(|text| serde_json::from_str::<Content>(text).ok());
        let told = told.filter(|content| content.fits(self.header.bits));
        told.ok_or_else(|| wrong(&self.header.list, "it does not tell what its records say"))
    }

    /// The same list under another name.
    pub(crate) fn called(mut self, name: &str) -> Self {
        name.clone_into(&mut self.header.list);
        self
    }

    /// Refuses a list that is of another round, or of other settings, or cannot hold encodings.
    fn is_of(&self, name: &str, round: &RoundFile) -> Asked<()> {
        if self.header.round != hex(&round.round.digest()) {
            return Err(wrong(name, "it was encoded for another round"));
        }
        if self.header.settings != round.settings.digest() {
            return Err(wrong(name, "it was encoded with other settings"));
        }
        self.is_plausible(round)
    }

    /// Refuses clear text, and all else that the settings of the round cannot have made.
    pub(crate) fn is_plausible(&self, round: &RoundFile) -> Asked<()> {
        check_plausible(&self.filters, &round.settings, !self.header.clean)
            .map_err(|refusal| engine(refusal.code(), &refusal))
    }
}

fn wrong(file: &str, why: &str) -> crate::Unanswered {
    Refused {
        code: "secretariat/not-of-this-round",
        facts: vec![("file", file.to_owned()), ("text", why.to_owned())],
        text: format!("{file}: {why}"),
    }
    .into()
}

/// Links encoded lists of one round.
pub fn link_encoded(
    lists: &[EncodedList],
    asked: &LinkAsked,
    decided: &PairDecisions,
    tell: &mut Tell<'_>,
) -> Asked<Result<Linked, Interrupted>> {
    for (number, list) in lists.iter().enumerate().skip(1) {
        if list.header.round != lists[0].header.round {
            return Err(wrong(
                &list.header.list,
                "it was encoded for another round than the first",
            ));
        }
        if list.header.settings != lists[0].header.settings {
            return Err(wrong(
                &list.header.list,
                "it was encoded with other settings than the first",
            ));
        }
        if lists[..number].iter().any(|earlier| earlier.digest == list.digest) {
            return Err(wrong(&list.header.list, "it is the same file as one before it"));
        }
    }
    let filters: Vec<(&Filters, bool)> =
        lists.iter().map(|list| (&list.filters, list.header.clean)).collect();
    let contents = lists.iter().map(EncodedList::content).collect::<Asked<Vec<_>>>()?;
    for (list, content) in lists.iter().zip(&contents) {
        if !content.is_mixed_like(&contents[0]) {
            let why = "it was encoded with other settings than the first";
            return Err(wrong(&list.header.list, why));
        }
    }
    let accidents = accidents(lists, &contents);
    let Ok((alike, mut weighed)) = alike_and_weighed(&filters, asked.seed, accidents, &mut *tell)?
    else {
        return Ok(Err(Interrupted));
    };
    let strata: Vec<Stratum> = lists.iter().flat_map(|list| list.strata.iter().cloned()).collect();
    let traits = weighed.add_traits(&Stratum::traits(&strata));
    let known: Vec<u8> = lists.iter().flat_map(|list| list.known.iter().copied()).collect();
    let pairs_of_lists: Vec<[usize; 2]> =
        (0..lists.len()).flat_map(|a| (a + 1..lists.len()).map(move |b| [a, b])).collect();
    let in_common: Vec<InCommon> =
        pairs_of_lists.iter().map(|&[a, b]| contents[a].in_common(&contents[b])).collect();
    let mean_in_common = |alike: f64| {
        let each = in_common.iter().map(|of| of.at(alike));
        let (none, shared) = each.fold((0.0, 0.0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
        (none / in_common.len() as f64, shared / in_common.len() as f64)
    };
    let shared = |likeness: f64| contents[0].shared(likeness);
    let lost = weighed.hidden(&alike.pairs, &alike.lists, &known, shared, mean_in_common);
    let apart = pairs_of_lists.iter().map(|&[a, b]| ListsApart {
        lists: [a, b].map(|at| lists[at].header.list.clone()),
        distance: contents[a].distance(&contents[b]),
    });
    let (stratum_of, labels) = numbered(&strata, &asked.by);
    let decoys = decoys(lists, &strata, &stratum_of)?;
    let mut digest = Sha256::new();
    for list in lists {
        digest.update(list.digest);
    }
    let outline = Outline {
        level: LinkageLevel::Encoded,
        lists: lists
            .iter()
            .map(|list| LinkedList {
                name: list.header.list.clone(),
                records: list.filters.len() as u32,
                decoys: list.header.decoys,
                clean: list.header.clean,
            })
            .collect(),
        ids: lists.iter().map(|list| list.ids.clone()).collect(),
        stratum_of,
        labels,
        weighing: Weighing::Likeness(LikenessReport {
            floor: alike.floor,
            pairs: alike.pairs.len() as u64,
            recall: alike.recall,
            steps: weighed.steps.clone(),
            traits,
            lost,
            seen: contents[0].distance_of(weighed.in_sight),
            apart: apart.collect(),
        }),
        lost: lost.unwrap_or_default(),
        doubt: 0.0,
        digest: hex(&digest.finalize()),
        decoys,
    };
    people(outline, &weighed.pairs, Shows::Strata(strata), asked, decided, tell)
}

/// Of two records that are compared, how probable it is that they are of strangers who have something in common by accident and are alike by at least the one and less than the
/// other. Made-up records hardly have anything in common with anybody.
fn accidents<'a>(lists: &[EncodedList], contents: &'a [Content]) -> impl Fn(f64, f64) -> f64 + 'a {
    let pairs = |a: usize, b: usize, of: &dyn Fn(usize) -> f64| {
        if a == b { of(a) * (of(a) - 1.0).max(0.0) / 2.0 } else { of(a) * of(b) }
    };
    let records = |list: usize| lists[list].filters.len() as f64;
    let real = |list: usize| (records(list) - lists[list].header.decoys as f64).max(0.0);
    let both = (0..lists.len()).flat_map(|a| (a..lists.len()).map(move |b| (a, b)));
    let compared: f64 = both.clone().map(|(a, b)| pairs(a, b, &records)).sum();
    let parts: Vec<(usize, usize, f64)> =
        both.map(|(a, b)| (a, b, pairs(a, b, &real) / compared.max(1.0))).collect();
    move |from, to| {
        parts.iter().map(|&(a, b, part)| part * contents[a].accidents(&contents[b], from, to)).sum()
    }
}

/// The pairs of records that are alike, and their odds. Of each list it is told whether it is clean, and of two likenesses how probable it is that two strangers are as much alike by
/// the accident of something in common.
pub(crate) fn alike_and_weighed(
    lists: &[(&Filters, bool)],
    seed: u64,
    accidents: impl Fn(f64, f64) -> f64,
    tell: &mut Tell<'_>,
) -> Asked<Result<(AlikePairs, Weighed), Interrupted>> {
    let alike = match alike_pairs(lists, seed, tell) {
        Err(concert_linkage::dice::DiceRefusal::Interrupted) => return Ok(Err(Interrupted)),
        Err(refusal) => return Err(unanswered(refusal.code(), &refusal)),
        Ok(alike) => alike,
    };
    let weighed = weigh(&alike.pairs, &alike.lists, alike.floor, accidents)
        .map_err(|refusal| engine(refusal.code(), &refusal))?;
    Ok(Ok((alike, weighed)))
}

/// The decoys of each list and stratum, as the files tell them.
fn decoys(lists: &[EncodedList], strata: &[Stratum], stratum_of: &[u16]) -> Asked<Vec<Decoys>> {
    let numbers: HashMap<&Stratum, u16> = strata.iter().zip(stratum_of.iter().copied()).collect();
    let mut all = BTreeMap::new();
    for (list, encoded) in lists.iter().enumerate() {
        let Some(told) = encoded.header.more.get(DECOYS_BY_STRATUM) else { continue };
        let bad = || wrong(&encoded.header.list, "its decoys are not told as they should be");
        let told: BTreeMap<String, u64> = serde_json::from_str(told).map_err(|_| bad())?;
        for (word, count) in told {
            let stratum = of_word(&word).ok_or_else(bad)?;
            let number = numbers.get(&stratum).ok_or_else(bad)?;
            *all.entry((list, usize::from(*number))).or_default() += count;
        }
    }
    Ok(all.into_iter().map(|((list, stratum), count)| Decoys { list, stratum, count }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(lost: Option<Lost>, distance: f64) -> LikenessReport {
        let lists = ["police", "shelter"].map(str::to_owned);
        LikenessReport {
            floor: 0.53,
            pairs: 9_000,
            recall: 1.0,
            steps: Vec::new(),
            traits: Vec::new(),
            lost,
            seen: 0.17,
            apart: vec![ListsApart { lists, distance }],
        }
    }

    #[test]
    fn no_number_follows_from_encodings_that_hide_nobody_knows_how_many_matches() {
        let told = Some(Lost { share: 0.13, error: 0.04 });
        assert_eq!(report(told, 0.03).estimable(), Ok(()));
        let unknown = report(None, 0.03).estimable().unwrap_err();
        assert_eq!(unknown.code, "secretariat/matches-out-of-sight");
        let far = report(told, 0.12).estimable().unwrap_err();
        assert_eq!(far.code, "secretariat/lists-say-too-little-alike");
        assert_eq!(far.facts[0], ("first", "police".to_owned()));
    }
}
