//! Who is on several lists, and how sure that is.
//!
//! Lists are compared, the odds of every pair are learned without labels, and people are drawn from them many
//! times. What an estimate reads are the tables of capture histories of all draws; what a person reads is how good the
//! linkage is expected to be. Of the records themselves only pairs and clusters by identifier leave, and only
//! when somebody asks for them.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::io::Write;

use concert_estimate::CaptureTable;
use concert_exchange::linkage_results::{
    ClusteredRecord, IdsInCsv, LinkedPair, clusters_csv, pairs_csv,
};
use concert_linkage::capture::{Captures, captures_by};
use concert_linkage::comparison::{Compared, Settings as ComparisonSettings, compare};
use concert_linkage::encoding::Stratum;
use concert_linkage::partition::{
    LinkageQuality, Lists, Lost, PartitionSettings, Posterior, Suspicion, SuspicionLimits,
    calibrated, partition,
};
use concert_linkage::{CaseList, ScoredPair, Tell};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::hexadecimal::hex;
use crate::labelled_table::capture_table_of;
use crate::refused_by_engine::unanswered;
use crate::review_band::{DecisionsUsed, PairDecisions};
use crate::strata_of_cases::{StrataOfPeople, StratumAxis, StratumLabel, strata};
use crate::{Asked, Fault, Interrupted, Refused};

/// How strongly the people on the lists are hidden from whoever links them. A weaker level is never taken in
/// silence: it stands in every result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkageLevel {
    /// Level 0: names in the clear, inside one organisation.
    InTheClear,
    /// Level 1: encodings under a key that no single party holds.
    Encoded,
    /// CLKs of other tooling, below any level of Concert: whoever has their secret can try names against them.
    Clks,
}

/// What is asked of a linkage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkAsked {
    /// By what people are counted apart.
    pub by: Vec<StratumAxis>,
    /// Draws of who is who.
    pub draws: usize,
    /// Seed of all that is drawn.
    pub seed: u64,
    /// Cells below this are withheld where counts are shown.
    pub smallest_cell: u64,
    /// The year as of which ages are counted.
    pub reference_year: i16,
}

/// A linkage. Its `Debug` says how many records it has and nothing of who is who.
pub struct Linked {
    /// What anybody may read of it who may see the lists' sizes.
    pub summary: LinkSummary,
    /// People by the lists that they are on: in the likeliest linkage and in every draw. Whole: what is shown
    /// of it is protected first.
    pub captures: Captures,
    ids: Vec<Vec<Option<String>>>,
    lists: Lists,
    own: HashMap<(u32, u32), f32>,
    pub(crate) posterior: Posterior,
    pub(crate) shows: Shows,
}

/// What can be shown of a pair to somebody who reviews it.
pub(crate) enum Shows {
    /// Field by field.
    Fields(Box<Compared>),
    /// The coarse strata of encoded records, lists after one another.
    Strata(Vec<Stratum>),
}

/// How a linkage was done and how good it is expected to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkSummary {
    /// How strongly people were hidden from whoever linked.
    pub level: LinkageLevel,
    /// The lists in order.
    pub lists: Vec<LinkedList>,
    /// What was asked.
    pub asked: LinkAsked,
    /// The strata in which people are counted, in order.
    pub strata: Vec<StratumLabel>,
    /// What is expected of the likeliest linkage.
    pub quality: LinkageQuality,
    /// The code of the reason why no number of people follows from it. Where there is one, `quality` counts the links that are seen alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_number: Option<String>,
    /// How the pairs were weighed.
    pub weighing: Weighing,
    /// The decisions of people that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decisions: Option<DecisionsUsed>,
    /// How often something was found that a person should look at, by kind.
    pub suspicions: BTreeMap<String, u64>,
    /// SHA-256 of the lists as they were compared.
    pub lists_sha256: String,
    /// The version of the program.
    pub program: String,
}

/// A list of a linkage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedList {
    /// Its name.
    pub name: String,
    /// Number of records.
    pub records: u32,
    /// How many of them stand for nobody.
    pub decoys: u64,
    /// Nobody stands twice on it.
    pub clean: bool,
}

/// How pairs of records got their odds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub enum Weighing {
    /// Field by field.
    Fields(Box<concert_linkage::comparison::Report>),
    /// By the likeness of encodings.
    Likeness(crate::linking_encoded::LikenessReport),
}

/// Links lists whose names may be seen: level 0.
pub fn link_in_the_clear(
    lists: &[CaseList],
    asked: &LinkAsked,
    decided: &PairDecisions,
    tell: &mut Tell<'_>,
) -> Asked<Result<Linked, Interrupted>> {
    let settings = ComparisonSettings {
        seed: asked.seed,
        year: asked.reference_year,
        ..ComparisonSettings::default()
    };
    let mut compared = match compare(lists, &settings, tell) {
        Err(concert_linkage::comparison::Refusal::Interrupted) => return Ok(Err(Interrupted)),
        Err(refusal) => return Err(unanswered(refusal.code(), &refusal)),
        Ok(compared) => compared,
    };
    let (stratum_of, labels) = strata(lists, &asked.by, asked.reference_year);
    let described = lists.iter().map(|list| LinkedList {
        name: list.name.clone(),
        records: list.len() as u32,
        decoys: 0,
        clean: list.clean,
    });
    let outline = Outline {
        level: LinkageLevel::InTheClear,
        lists: described.collect(),
        ids: lists.iter().map(|list| list.ids.iter().cloned().map(Some).collect()).collect(),
        stratum_of,
        labels,
        weighing: Weighing::Fields(Box::new(compared.report.clone())),
        lost: Lost {
            share: 1.0 - compared.report.blocking_recall,
            error: compared.report.blocking_recall_error,
        },
        doubt: concert_linkage::comparison::DOUBT,
        digest: digest(lists),
        decoys: Vec::new(),
    };
    let pairs = std::mem::take(&mut compared.pairs);
    people(outline, &pairs, Shows::Fields(Box::new(compared)), asked, decided, tell)
}

impl fmt::Debug for Linked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a linkage of {} records of {} lists", self.lists.records(), self.lists.len())
    }
}

/// What is known of the lists and pairs before people are drawn.
pub(crate) struct Outline {
    pub(crate) level: LinkageLevel,
    pub(crate) lists: Vec<LinkedList>,
    /// None for a record that is known to be a decoy.
    pub(crate) ids: Vec<Vec<Option<String>>>,
    pub(crate) stratum_of: Vec<u16>,
    pub(crate) labels: Vec<StratumLabel>,
    pub(crate) weighing: Weighing,
    /// The true matches that were never compared.
    pub(crate) lost: Lost,
    /// What all log odds of the pairs may be wrong by at once.
    pub(crate) doubt: f64,
    pub(crate) digest: String,
    pub(crate) decoys: Vec<concert_linkage::capture::Decoys>,
}

/// Draws people from scored pairs and counts them.
pub(crate) fn people(
    outline: Outline,
    pairs: &[ScoredPair],
    shows: Shows,
    asked: &LinkAsked,
    decided: &PairDecisions,
    tell: &mut Tell<'_>,
) -> Asked<Result<Linked, Interrupted>> {
    if outline.labels.len() > usize::from(u16::MAX) {
        let strata = outline.labels.len();
        return Err(Refused {
            code: "secretariat/too-many-strata",
            facts: vec![("strata", strata.to_string())],
            text: format!("{strata} strata are too many to be counted apart"),
        }
        .into());
    }
    let sizes: Vec<u32> = outline.lists.iter().map(|list| list.records).collect();
    let clean: Vec<bool> = outline.lists.iter().map(|list| list.clean).collect();
    let lists = Lists::new(&sizes, &clean).map_err(|reason| unanswered(reason.code(), &reason))?;
    let settings = PartitionSettings {
        draws: asked.draws,
        seed: asked.seed,
        lost: outline.lost,
        doubt: outline.doubt,
        ..PartitionSettings::default()
    };
    let names = outline.lists.iter().zip(&outline.ids);
    let names = names.flat_map(|(list, ids)| ids.iter().map(|id| (list.name.clone(), id.clone())));
    let (decisions, used) = decided.numbered(names)?;
    let settings = match calibrated(&lists, pairs, &decisions, &settings, &mut *tell) {
        Err(concert_linkage::Interrupted) => return Ok(Err(Interrupted)),
        Ok(found) => found.map_err(|reason| unanswered(reason.code(), &reason))?,
    };
    let posterior = match partition(&lists, pairs, &decisions, &settings, tell) {
        Err(concert_linkage::Interrupted) => return Ok(Err(Interrupted)),
        Ok(found) => found.map_err(|reason| unanswered(reason.code(), &reason))?,
    };
    let mut strata = StrataOfPeople::new(&asked.by, &outline.stratum_of, outline.labels);
    let mut captures =
        captures_by(&posterior, &lists, &outline.decoys, &mut |records| strata.of_person(records))
            .map_err(|reason| unanswered(reason.code(), &reason))?;
    let labels = strata.in_order(&mut captures);
    let mut suspicions = BTreeMap::new();
    for suspicion in posterior.suspicions(&lists, pairs, &SuspicionLimits::default()) {
        *suspicions.entry(kind(&suspicion)).or_default() += 1;
    }
    let decoys: u64 = outline.decoys.iter().map(|decoys| decoys.count).sum();
    let mut summary = LinkSummary {
        level: outline.level,
        lists: outline.lists,
        asked: asked.clone(),
        strata: labels,
        quality: of_people(posterior.quality(0.95), decoys),
        no_number: None,
        weighing: outline.weighing,
        decisions: used,
        suspicions,
        lists_sha256: outline.digest,
        program: concat!("concert ", env!("CARGO_PKG_VERSION")).to_owned(),
    };
    summary.no_number = summary.estimable().err().map(|refused| refused.code.to_owned());
    let own = pairs.iter().map(|pair| ((pair.first, pair.second), pair.probability() as f32));
    let own = own.collect();
    Ok(Ok(Linked { summary, captures, ids: outline.ids, lists, own, posterior, shows }))
}

/// What is expected of the people alone: records that stand for nobody are people of one record until they are taken off.
fn of_people(quality: LinkageQuality, decoys: u64) -> LinkageQuality {
    let mut quality = quality;
    let off = |people: f64| (people - decoys as f64).max(0.0);
    quality.people.mean = off(quality.people.mean);
    quality.people.interval = quality.people.interval.map(off);
    if let Some(of_one_record) = quality.sizes.first_mut() {
        *of_one_record = off(*of_one_record);
    }
    quality
}

/// The words of all kinds of suspicions.
pub const SUSPICIONS: [&str; 5] =
    ["weak-bridge", "large-cluster", "torn", "same-file", "matches-itself"];

/// The word of a kind of suspicion.
fn kind(suspicion: &Suspicion) -> String {
    let value = serde_json::to_value(suspicion).unwrap_or_default();
    value.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default().to_owned()
}

/// Digest of lists as they were compared: every name, heading, identifier and text.
fn digest(lists: &[CaseList]) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    };
    for list in lists {
        add(&list.name);
        list.ids.iter().for_each(|id| add(id));
        for column in &list.columns {
            add(&column.heading);
            add(&column.field.to_string());
            (0..column.values.len()).for_each(|row| add(column.values.get(row).unwrap_or("")));
        }
    }
    hex(&hash.finalize())
}

impl Linked {
    /// Writes the pairs of records that are one person in the likeliest linkage, and with `least` below one half those that
    /// are one person at least with that probability, by list and row: CSV of `list_a`, `id_a`, `list_b`, `id_b` and
    /// `probability`. Identifiers stand to the letter; how many could be taken for a formula is told.
    pub fn write_pairs(&self, out: impl Write, least: f64) -> Result<u64, Fault> {
        let mut pairs = self.pairs_of_people();
        for pair in self.posterior.in_doubt() {
            if f64::from(pair.probability) >= least {
                pairs.entry((pair.first, pair.second)).or_insert(pair.probability);
            }
        }
        let pairs = pairs.into_iter().filter_map(|((first, second), probability)| {
            let ((list_a, id_a), (list_b, id_b)) = (self.record(first)?, self.record(second)?);
            Some(LinkedPair { list_a, id_a, list_b, id_b, probability: f64::from(probability) })
        });
        pairs_csv(out, pairs, IdsInCsv::Exact).map_err(|error| Fault::Broken(error.to_string()))
    }

    /// Writes the person of every record in the likeliest linkage, by list and row: CSV of `list`, `id` and `cluster`.
    /// People are numbered from one. Identifiers stand to the letter; how many could be taken for a formula is told.
    pub fn write_clusters(&self, out: impl Write) -> Result<u64, Fault> {
        // What a record belongs by: the mean over the others of its person.
        let mut belongs: HashMap<u32, (f64, f64)> = HashMap::new();
        for ((first, second), probability) in self.pairs_of_people() {
            for record in [first, second] {
                let (sum, others) = belongs.entry(record).or_default();
                *sum += f64::from(probability);
                *others += 1.0;
            }
        }
        let point = self.posterior.point();
        let mut numbers: HashMap<u32, u64> = HashMap::new();
        let records = (0..point.len() as u32).filter_map(|record| {
            let (list, id) = self.record(record)?;
            let next = numbers.len() as u64 + 1;
            let cluster = *numbers.entry(point.person(record)).or_insert(next);
            let probability = belongs.get(&record).map_or(1.0, |(sum, others)| sum / others);
            Some(ClusteredRecord { list, id, cluster, probability })
        });
        clusters_csv(out, records, IdsInCsv::Exact)
            .map_err(|error| Fault::Broken(error.to_string()))
    }

    /// The pairs of records that are one person in the likeliest linkage, with their probabilities.
    fn pairs_of_people(&self) -> BTreeMap<(u32, u32), f32> {
        let doubted: HashMap<(u32, u32), f32> = self
            .posterior
            .in_doubt()
            .iter()
            .map(|pair| ((pair.first, pair.second), pair.probability))
            .collect();
        // No draw out of so many says otherwise; the pair's own odds may be higher still.
        let certain = 1.0 - 1.0 / (self.posterior.draws() as f32 + 1.0);
        let mut pairs = BTreeMap::new();
        for cluster in self.posterior.point().clusters() {
            for (at, &first) in cluster.iter().enumerate() {
                for &second in &cluster[at + 1..] {
                    let pair = (first, second);
                    let own = self.own.get(&pair).copied().unwrap_or(0.0).max(certain);
                    pairs.insert(pair, doubted.get(&pair).copied().unwrap_or(own));
                }
            }
        }
        pairs
    }

    /// The list and the identifier of a record; none for a decoy.
    pub(crate) fn record(&self, record: u32) -> Option<(String, String)> {
        let list = self.lists.list_of(record);
        let before: u32 = (0..list).map(|earlier| self.lists.size(earlier)).sum();
        let id = self.ids[list][(record - before) as usize].clone()?;
        Some((self.summary.lists[list].name.clone(), id))
    }
}

impl LinkSummary {
    /// Refuses a linkage from which no number of people follows, since nobody knows how many links it lacks.
    pub fn estimable(&self) -> Result<(), Refused> {
        if self.level == LinkageLevel::Clks {
            return Err(Refused {
                code: "secretariat/clks-hide-matches",
                facts: Vec::new(),
                text: "how many matches CLKs hide cannot be told".to_owned(),
            });
        }
        match &self.weighing {
            Weighing::Fields(_) => Ok(()),
            Weighing::Likeness(report) => report.estimable(),
        }
    }

    /// The names of the lists.
    pub fn names(&self) -> Vec<String> {
        self.lists.iter().map(|list| list.name.clone()).collect()
    }

    /// The likeliest table of capture histories and the tables of all draws, over all strata.
    pub fn tables(&self, captures: &Captures) -> Asked<(CaptureTable, Vec<CaptureTable>)> {
        let draws = captures.draws.iter().map(|draw| self.table(draw));
        Ok((self.table(&captures.point)?, draws.collect::<Asked<_>>()?))
    }

    /// The table of capture histories of some counts, over all strata.
    pub fn table(&self, counts: &concert_linkage::capture::CaptureCounts) -> Asked<CaptureTable> {
        let mut histories: BTreeMap<u64, u64> = BTreeMap::new();
        for (&history, &count) in counts.strata.iter().flatten() {
            *histories.entry(history).or_default() += count;
        }
        capture_table_of(&self.names(), histories)
    }
}
