//! Linking the lists of a round at the hub: start it, wait for it, read how good it is and what it says of those whom
//! nobody has found, record it.
//!
//! What it comes to is kept in `linkages/<round>` in the data folder, like every kept linkage, with the estimate from all its
//! draws beside it. `manifest.json` says from which lists it was made and has the digests of the other files; it is
//! written last, so that a folder without it is not whole. Counts can be small there: only those see them who
//! may record an estimate.

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Read, Seek};
use std::path::{Path, PathBuf};

use concert_coalition::{Actor, Command, LinkageRecord, RoundAct, RoundCommand};
use concert_estimate::{Ledger, LinkageSettings, Report, estimate};
use concert_exchange::TableFile;
use concert_terms::Id;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::estimation::EstimateSubject;
use crate::hexadecimal::hex;
use crate::imports::no_reader;
use crate::linked_folder::{DRAWS, HISTORIES, SUMMARY};
use crate::linking::Linked;
use crate::linking_encoded::{EncodedList, link_encoded};
use crate::reading::{Reader, unread};
use crate::review_band::PairDecisions;
use crate::rounds::linking_desk::{AtDesk, LinkingState};
use crate::rounds::round_strata::{self, StrataOverDraws};
use crate::rounds::submitting::known;
use crate::{
    Asked, Done, Fault, LinkAsked, LinkSummary, OverLinkages, RangeOverLinkages, Refused,
    RoundFile, RunQuestion, Secretariat, StratumAxis, Unanswered, estimate_over_linkages,
    keep_linkage, kept_linkage, range_over_linkages, whole_file,
};

/// What the folder of linkages is called below the data folder.
const FOLDER: &str = "linkages";
/// The report on the likeliest table.
const REPORT: &str = "report.json";
/// The estimate over all draws, or why there is none.
const OVER: &str = "over.json";
/// The estimates of the people of each kind over all draws, or why there are none.
const STRATA: &str = "strata.json";
/// From which lists all this was made.
const MANIFEST: &str = "manifest.json";

/// Draws of who is who.
const DRAWN: usize = 100;
/// Cells of fewer people are withheld where counts are shown.
const SMALLEST_CELL: u64 = 5;

/// What is done in a linking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkingPhase {
    /// Lists are compared and people drawn.
    Linking,
    /// Those on no list are estimated, from the likeliest table and from every draw.
    Estimating,
    /// The people of each kind are estimated from every draw.
    EstimatingStrata,
}

impl LinkingPhase {
    /// All, in their order.
    pub const ALL: [Self; 3] = [Self::Linking, Self::Estimating, Self::EstimatingStrata];

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Linking => "linking",
            Self::Estimating => "estimating",
            Self::EstimatingStrata => "estimating-strata",
        }
    }
}

/// How the linking of a round stands.
#[derive(Debug, Clone, PartialEq)]
pub enum LinkingView {
    /// Nothing was linked.
    Nothing,
    /// It is under way.
    UnderWay {
        /// What is done.
        phase: LinkingPhase,
        /// Steps done.
        done: u64,
        /// Steps known of.
        total: u64,
    },
    /// It is done.
    Done(Box<RoundLinkage>),
}

/// What the linking of a round came to.
#[derive(Debug, Clone, PartialEq)]
pub struct RoundLinkage {
    /// How it was done and how good it is expected to be.
    pub summary: LinkSummary,
    /// The report on the likeliest table; none where no number follows from the linkage.
    pub report: Option<Report>,
    /// The estimate over all draws; none where the report is refused.
    pub over: Option<OverAllDraws>,
    /// The people of each kind; none where nobody asked, or nothing is said of all together.
    pub strata: Option<StrataOverDraws>,
    /// Whether the lists in force are those that were linked.
    pub of_lists_in_force: bool,
    /// Whether it stands in the journal.
    pub recorded: bool,
    /// Whether an estimate from it stands there.
    pub estimated: bool,
}

/// The estimate over all draws, or why they are not combined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OverAllDraws {
    /// The estimate of the best model, and the range over assumptions and draws.
    Combined {
        /// The estimate.
        over: Box<OverLinkages>,
        /// The range; none where too many draws have no estimate.
        range: Option<RangeOverLinkages>,
    },
    /// Why there is none.
    Refused(NotCombinedBecause),
}

/// Why the estimates from the draws are not combined, as it is kept in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NotCombinedBecause {
    /// The stable code of the reason.
    pub code: String,
    /// The facts of it by name.
    pub facts: BTreeMap<String, Value>,
    /// The reason in English.
    pub text: String,
}

impl From<Refused> for NotCombinedBecause {
    fn from(refused: Refused) -> Self {
        let value = |fact: String| match fact.parse::<u64>() {
            Ok(number) => Value::from(number),
            Err(_) => Value::from(fact),
        };
        let facts = refused.facts.into_iter().map(|(name, fact)| (name.to_owned(), value(fact)));
        Self { code: refused.code.to_owned(), facts: facts.collect(), text: refused.text }
    }
}

/// From which lists a linkage was made, and the digests of what is kept of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Manifest {
    program: String,
    round: Id,
    lists: Vec<ManifestList>,
    asked: LinkAsked,
    /// SHA-256 of each file, by name.
    files: BTreeMap<String, String>,
}

/// A list that was linked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ManifestList {
    organisation: Id,
    digest: String,
}

/// A list that is to be linked.
struct ToLink {
    organisation: Id,
    name: String,
    digest: String,
    file: PathBuf,
}

impl ToLink {
    /// The file, if it is the one that was submitted: what is recorded of a linkage rests on the digests in the journal.
    fn opened(&self) -> Asked<TableFile> {
        let mut file = TableFile::open(&self.file).map_err(unread)?;
        let fault =
            |source| Fault::File { what: format!("reading the list of {}", self.name), source };
        let mut bytes = Vec::new();
        file.file.read_to_end(&mut bytes).map_err(fault)?;
        file.file.rewind().map_err(fault)?;
        if hex(&Sha256::digest(&bytes)) != self.digest {
            let text = format!("the list of {} is not the one that was submitted", self.name);
            return Err(Fault::Broken(text).into());
        }
        Ok(file)
    }

    fn in_manifest(&self) -> ManifestList {
        ManifestList { organisation: self.organisation, digest: self.digest.clone() }
    }
}

impl Secretariat {
    /// Starts to link the lists in force of a round, counting people apart along some axes. Refused where what it came to
    /// could not be recorded: whoever could link some lists and then some more would learn who is on the last one.
    pub fn start_linking(
        &self,
        actor: &Actor,
        round: Id,
        by: Vec<StratumAxis>,
        now: Timestamp,
    ) -> Asked<()> {
        let public = self.public_file(round)?;
        let lists = self.to_link(round)?;
        let digests: Vec<String> = lists.iter().map(|list| list.digest.clone()).collect();
        self.would_accept(actor, &recording(round, digests, serde_json::json!({}), 0), now)?;
        let reader = self.reader.clone().ok_or_else(no_reader)?;
        let folder = self.linkage_folder(round);
        let seed = seed_of(&public.round.digest());
        self.linkings.start(round, move |state| {
            let year = public.settings.reference_year.unwrap_or_default();
            let smallest_cell = SMALLEST_CELL;
            let asked = LinkAsked { by, draws: DRAWN, seed, smallest_cell, reference_year: year };
            linked(&folder, round, &lists, &public, &asked, &reader, state)
        })
    }

    /// How the linking of a round stands, for coordinators.
    pub fn linking(&self, actor: &Actor, round: Id) -> Asked<LinkingView> {
        coordinates(actor)?;
        let to_link = self.to_link(round)?;
        if let AtDesk::UnderWay { phase, done, total } = self.linkings.look(round)? {
            return Ok(LinkingView::UnderWay { phase, done, total });
        }
        let folder = self.linkage_folder(round);
        let Some((manifest, bytes)) = manifest(&folder)? else { return Ok(LinkingView::Nothing) };
        let in_force = to_link.into_iter().map(|list| list.in_manifest());
        let digest = hex(&Sha256::digest(&bytes));
        let recorded = {
            let picture = self.picture();
            let linkage = known(&picture.coalition, round)?.linkage.as_ref();
            linkage.is_some_and(|(record, _)| record.manifest_digest == digest)
        };
        let summary_sha256 = manifest.files.get(SUMMARY).cloned().unwrap_or_default();
        let mut estimates = self.estimates().own.into_iter();
        let rests_on = |own: crate::RecordedView| {
            own.linkage.is_some_and(|linkage| linkage.linked_sha256 == summary_sha256)
        };
        let estimated = estimates.any(rests_on);
        Ok(LinkingView::Done(Box::new(RoundLinkage {
            estimated,
            summary: read(&folder, SUMMARY)?,
            report: read(&folder, REPORT)?,
            over: read(&folder, OVER)?,
            strata: read(&folder, STRATA)?,
            of_lists_in_force: in_force.eq(manifest.lists),
            recorded,
        })))
    }

    /// Ends the linking of a round at its next step. What was kept before stays.
    pub fn stop_linking(&self, actor: &Actor, round: Id) -> Asked<()> {
        coordinates(actor)?;
        self.linkings.stop(round);
        Ok(())
    }

    /// The counts of a round's linkage that may be shown, as CSV: small cells are withheld.
    pub fn linked_histories(&self, actor: &Actor, round: Id) -> Asked<Vec<u8>> {
        coordinates(actor)?;
        let folder = self.linkage_folder(round);
        if manifest(&folder)?.is_none() {
            return Err(Unanswered::absent("linkage", &round.to_string()));
        }
        let fault =
            |source| Fault::File { what: format!("reading {HISTORIES} of {round}"), source };
        Ok(fs::read(folder.join(HISTORIES)).map_err(fault)?)
    }

    /// Records in the journal what the linking of a round came to. Refused where no number of people follows from it; such a round is given up.
    pub fn record_round_linkage(&self, actor: &Actor, round: Id, now: Timestamp) -> Asked<Done> {
        coordinates(actor)?;
        let folder = self.linkage_folder(round);
        let absent = || Unanswered::absent("linkage", &round.to_string());
        let (manifest, bytes) = manifest(&folder)?.ok_or_else(absent)?;
        let summary: LinkSummary = read(&folder, SUMMARY)?;
        summary.estimable()?;
        let lists = manifest.lists.into_iter().map(|list| list.digest).collect();
        let said = serde_json::from_slice(&bytes).map_err(|error| broken(&error))?;
        let people = summary.quality.people.mean.round() as u64;
        let mut command = recording(round, lists, said, people);
        if let Command::Round(RoundCommand::Act { act: RoundAct::Record(record), .. }) =
            &mut command
        {
            record.manifest_digest = hex(&Sha256::digest(&bytes));
        }
        self.act(actor, command, now)
    }

    /// Records what the linkage of a round says of those on no list, for the place and period of the round, and where
    /// `by_kind` is set also of those of each kind that says something itself. Whoever records signs for the assumptions,
    /// by their name and on this day.
    pub fn record_round_estimate(
        &self,
        actor: &Actor,
        round: Id,
        (ledger, by_kind): (Ledger, bool),
        now: Timestamp,
    ) -> Asked<Id> {
        coordinates(actor)?;
        let reader = self.reader.as_ref().ok_or_else(no_reader)?;
        let folder = self.linkage_folder(round);
        let absent = || Unanswered::absent("linkage", &round.to_string());
        manifest(&folder)?.ok_or_else(absent)?;
        let no_range = || Refused {
            code: "secretariat/run-without-range",
            facts: Vec::new(),
            text: "the report gives no range".to_owned(),
        };
        let report: Option<Report> = read(&folder, REPORT)?;
        let mut report = report.ok_or_else(no_range)?;
        report.ledger = self.signed(actor, ledger, now)?;
        let over: Option<OverAllDraws> = read(&folder, OVER)?;
        let Some(OverAllDraws::Combined { over, .. }) = over else { return Err(no_range().into()) };
        let kept = kept_linkage(&folder, reader)?;
        let strata: Option<StrataOverDraws> = read(&folder, STRATA)?;
        let strata = strata.filter(|_| by_kind);
        if strata.is_some() {
            let by = kept.summary.asked.by.iter().map(|axis| axis.word().to_owned());
            kept.summary.recordable_by(&by.collect::<Vec<_>>())?;
        }
        let (table, draws) = kept.summary.tables(&kept.captures)?;
        // The draws of the range are not kept: they follow from the tables.
        let range = range_over_linkages(&report, &table, &draws, Some(over.order));
        let range = range.ok_or_else(no_range)?;
        let subject = {
            let picture = self.picture();
            let round = &known(&picture.coalition, round)?.round;
            EstimateSubject { place: round.place.clone(), period: round.period }
        };
        let recorded =
            self.record_linked_estimate(actor, (&kept, &report), (&over, &range), &subject, now)?;
        let recorded = recorded.ok_or_else(no_range)?;
        if let Some(strata) = strata {
            let signed = (&subject, &report.ledger);
            self.record_round_strata(actor, &kept, strata, signed, now)?;
        }
        Ok(recorded)
    }

    fn linkage_folder(&self, round: Id) -> PathBuf {
        self.folder().join(FOLDER).join(round.to_string())
    }

    /// The lists in force, by member, each under the name of its member.
    fn to_link(&self, round: Id) -> Asked<Vec<ToLink>> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let lists = known(coalition, round)?.lists_in_force();
        let mut to_link: Vec<ToLink> = lists
            .map(|(organisation, list)| ToLink {
                organisation,
                name: crate::decisions::organisation(coalition, organisation)
                    .names
                    .pick("en")
                    .to_owned(),
                digest: list.digest.clone(),
                file: self.lists.file(round, organisation, &list.digest),
            })
            .collect();
        // Two members may be called alike; a table of lists needs a name for each.
        for at in 1..to_link.len() {
            let (before, from) = to_link.split_at_mut(at);
            if before.iter().any(|list| list.name == from[0].name) {
                from[0].name = format!("{} ({})", from[0].name, from[0].organisation);
            }
        }
        Ok(to_link)
    }
}

fn coordinates(actor: &Actor) -> Asked<()> {
    if actor.coordinates() { Ok(()) } else { Err(Unanswered::not_allowed("coordinators")) }
}

/// The command that records a linkage of lists, with a digest of nothing.
pub(super) fn recording(round: Id, lists: Vec<String>, manifest: Value, people: u64) -> Command {
    let manifest_digest = "0".repeat(64);
    let record = LinkageRecord { round, lists, manifest, manifest_digest, people };
    Command::Round(RoundCommand::Act { round, act: RoundAct::Record(Box::new(record)) })
}

/// A seed that follows from the round, so that the same lists are linked alike by whoever repeats it. It stays below the
/// largest whole number that JSON has for everybody.
fn seed_of(digest: &[u8; 32]) -> u64 {
    let first = digest.iter().take(6);
    first.fold(0, |seed, byte| seed << 8 | u64::from(*byte))
}

/// Links the lists and keeps what it came to; `false` where it was ended before.
fn linked(
    folder: &Path,
    round: Id,
    lists: &[ToLink],
    public: &RoundFile,
    asked: &LinkAsked,
    reader: &Reader,
    state: &LinkingState,
) -> Asked<bool> {
    let mut read = Vec::with_capacity(lists.len());
    for list in lists {
        let found = EncodedList::read(list.opened()?, reader)?;
        found.is_plausible(public)?;
        read.push(found.called(&list.name));
    }
    let mut tell = |done, total| state.tell(LinkingPhase::Linking, done, total);
    let Ok(linked) = link_encoded(&read, asked, &PairDecisions::default(), &mut tell)? else {
        return Ok(false);
    };
    drop(read);
    let mut said = Estimated::default();
    if linked.summary.estimable().is_ok() {
        let Some(found) = estimated(&linked, asked, state)? else { return Ok(false) };
        said = found;
    }
    let fault = |source| Fault::File { what: format!("keeping the linkage of {round}"), source };
    match fs::remove_file(folder.join(MANIFEST)) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(fault(error).into()),
        _ => {}
    }
    keep_linkage(&linked, folder)?;
    let Estimated { report, over, strata } = said;
    let parts = [(REPORT, json(&report)?), (OVER, json(&over)?), (STRATA, json(&strata)?)];
    for (name, bytes) in parts {
        whole_file::write(folder, name, &bytes).map_err(fault)?;
    }
    let digest = |name: &&str| -> Result<(String, String), Fault> {
        let bytes = fs::read(folder.join(name)).map_err(fault)?;
        Ok(((*name).to_owned(), hex(&Sha256::digest(bytes))))
    };
    let files = [SUMMARY, HISTORIES, DRAWS, REPORT, OVER, STRATA];
    let manifest = Manifest {
        program: linked.summary.program.clone(),
        round,
        lists: lists.iter().map(ToLink::in_manifest).collect(),
        asked: asked.clone(),
        files: files.iter().map(digest).collect::<Result<_, _>>()?,
    };
    whole_file::write(folder, MANIFEST, &json(&manifest)?).map_err(fault)?;
    Ok(true)
}

/// What a linkage says of those on no list.
#[derive(Default)]
struct Estimated {
    report: Option<Report>,
    over: Option<OverAllDraws>,
    strata: Option<StrataOverDraws>,
}

/// Estimates from the likeliest table and from every draw, of all people and of each kind; none where it was ended before.
fn estimated(linked: &Linked, asked: &LinkAsked, state: &LinkingState) -> Asked<Option<Estimated>> {
    let (table, draws) = linked.summary.tables(&linked.captures)?;
    let mut settings = RunQuestion { seed: asked.seed, ..RunQuestion::default() }.settings()?;
    // How often intervals hold a known truth is measured by a run of its own, where somebody asks for it.
    settings.coverage_tables = 0;
    let mut tell = |done, total| state.tell(LinkingPhase::Estimating, done, total);
    let report = estimate(&table, &settings, &mut tell);
    if report.interrupted {
        return Ok(None);
    }
    if report.headline.interval95.is_none() {
        return Ok(Some(Estimated { report: Some(report), over: None, strata: None }));
    }
    let each = LinkageSettings { seed: asked.seed, ..LinkageSettings::default() };
    let over = match estimate_over_linkages(&draws, settings.max_order, each, &mut tell) {
        Ok(Ok(over)) => over,
        Ok(Err(_)) => return Ok(None),
        Err(Unanswered::Refused(refused)) => {
            let over = Some(OverAllDraws::Refused(refused.into()));
            return Ok(Some(Estimated { report: Some(report), over, strata: None }));
        }
        Err(fault) => return Err(fault),
    };
    let mut strata = None;
    if !asked.by.is_empty() {
        let mut tell = |done, total| state.tell(LinkingPhase::EstimatingStrata, done, total);
        let Ok(found) = round_strata::estimated(linked, over.order, &mut tell)? else {
            return Ok(None);
        };
        strata = Some(found);
    }
    let range = range_over_linkages(&report, &table, &draws, settings.max_order);
    let over = Some(OverAllDraws::Combined { over: Box::new(over), range });
    Ok(Some(Estimated { report: Some(report), over, strata }))
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, Fault> {
    serde_json::to_vec_pretty(value).map_err(|error| broken(&error))
}

fn broken(error: &serde_json::Error) -> Fault {
    Fault::Broken(error.to_string())
}

/// What was made of which lists, if anything is kept whole.
fn manifest(folder: &Path) -> Result<Option<(Manifest, Vec<u8>)>, Fault> {
    match fs::read(folder.join(MANIFEST)) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Fault::File { what: format!("reading {MANIFEST}"), source }),
        Ok(bytes) => {
            let manifest = serde_json::from_slice(&bytes).map_err(|error| broken(&error))?;
            Ok(Some((manifest, bytes)))
        }
    }
}

fn read<T: serde::de::DeserializeOwned>(folder: &Path, name: &str) -> Result<T, Fault> {
    let fault = |source| Fault::File { what: format!("reading {name}"), source };
    let bytes = fs::read(folder.join(name)).map_err(fault)?;
    serde_json::from_slice(&bytes).map_err(|error| broken(&error))
}
