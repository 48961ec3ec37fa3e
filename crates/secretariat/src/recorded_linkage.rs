//! Estimates from a linkage that was kept, as statements: like every other estimate, with the linkage that they rest on
//! in their manifest.
//!
//! `linkage` in the manifest holds the digests of the two files that were read, so that whoever has the folder can tell
//! that it is the one, and how much of what is not known is linkage.

use concert_coalition::{Actor, Command, RecordedEstimate};
use concert_estimate::{Ledger, LinkageAverage, Report};
use concert_terms::{Draws, Id, Interval, Period};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::estimate_linkages::OverLinkages;
use crate::estimate_linked::RangeOverLinkages;
use crate::estimate_linked_strata::{LinkedStrata, LinkedStratum};
use crate::estimation::{self, came_to_its_end, id_of, recorded};
use crate::linked_folder::KeptLinkage;
use crate::linking::{LinkSummary, LinkageLevel};
use crate::strata_of_cases::StratumAxis;
use crate::{Asked, EstimateSubject, Refused, Secretariat};

/// The field of a manifest that says on which linkage an estimate rests.
const LINKAGE: &str = "linkage";

/// The linkage that an estimate rests on, and what of its doubt that is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkageGround {
    /// SHA-256 of the file that says how lists were linked.
    pub linked_sha256: String,
    /// SHA-256 of the file with the counts of every draw.
    pub draws_sha256: String,
    /// SHA-256 of the lists as they were compared.
    pub lists_sha256: String,
    /// The version of the program that linked.
    pub program: String,
    /// How strongly people were hidden from whoever linked.
    pub level: LinkageLevel,
    /// Seed of the linkage.
    pub seed: u64,
    /// Draws that were combined.
    pub draws: usize,
    /// Share of what is not known that is linkage, 0 to 1: of the variance of the logarithm of the hidden number.
    pub linkage_share: f64,
}

impl LinkageGround {
    /// The linkage that a recorded estimate rests on.
    pub(crate) fn of(estimate: &RecordedEstimate) -> Option<Self> {
        serde_json::from_value(estimate.manifest.get(LINKAGE)?.clone()).ok()
    }
}

/// What an estimate over the draws of a linkage rests on.
pub fn linkage_ground(kept: &KeptLinkage, over: &LinkageAverage) -> LinkageGround {
    LinkageGround {
        linked_sha256: kept.summary_sha256.clone(),
        draws_sha256: kept.draws_sha256.clone(),
        lists_sha256: kept.summary.lists_sha256.clone(),
        program: kept.summary.program.clone(),
        level: kept.summary.level,
        seed: kept.summary.asked.seed,
        draws: over.tables,
        linkage_share: over.linkage_share,
    }
}

impl LinkSummary {
    /// Refuses axes by which strata are not recorded: known before they are estimated.
    pub fn recordable_by(&self, words: &[String]) -> Asked<()> {
        if self.axes(words)?.contains(&StratumAxis::Place) {
            let text = "strata by place are of places of their own".to_owned();
            let code = "secretariat/strata-of-other-places";
            return Err(Refused { code, facts: Vec::new(), text }.into());
        }
        Ok(())
    }
}

/// A stratum that was to be recorded.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordedStratum {
    /// Its name.
    pub name: String,
    /// Identifier of its estimate; none if it was not recorded.
    pub id: Option<Id>,
    /// Why it was not.
    pub refused: Option<Refused>,
}

/// The report on the likeliest table as a statement, with the range over all linkages in place of its own.
fn all_people(
    kept: &KeptLinkage,
    report: &Report,
    over: &OverLinkages,
    range: &RangeOverLinkages,
    subject: &EstimateSubject,
) -> Option<RecordedEstimate> {
    let mut estimate = recorded(report, subject)?;
    let ([low, high], middle) = (range.interval95, range.middle);
    estimate.people = Interval::new(low.min(middle), middle, high.max(middle), 0.95).ok()?;
    estimate.draws = Draws::from_sample(&range.draws, Draws::USUAL, 0).values().to_vec();
    let ground = serde_json::to_value(linkage_ground(kept, &over.average)).unwrap_or_default();
    if let Some(manifest) = estimate.manifest.as_object_mut() {
        manifest.insert(LINKAGE.to_owned(), ground);
    }
    estimate.id = id_of(&what_was_read(kept), subject);
    Some(estimate)
}

/// Estimating the same files again is the same estimate.
fn what_was_read(kept: &KeptLinkage) -> String {
    format!("{}/{}", kept.summary_sha256, kept.draws_sha256)
}

/// A stratum as a statement, or why it is none.
fn one_stratum(
    kept: &KeptLinkage,
    found: &LinkedStrata,
    stratum: &LinkedStratum,
    subject: &EstimateSubject,
    ledger: Option<&Ledger>,
) -> Result<RecordedEstimate, Refused> {
    let pooled = match (&stratum.pooled, &stratum.not_pooled) {
        (Some(pooled), _) => pooled,
        (None, Some(reason)) => {
            return Err(crate::refused_by_engine::refused(reason.code(), reason));
        }
        (None, None) => return Err(says_nothing(stratum)),
    };
    if stratum.is_borrowed(found.tables) {
        return Err(says_nothing(stratum));
    }
    let [low, high] = pooled.interval;
    let middle = pooled.population;
    let people = Interval::new(low.min(middle), middle, high.max(middle), 0.95)
        .map_err(|_| says_nothing(stratum))?;
    let terms = found.terms(stratum).filter(|terms| terms.place.is_none());
    let terms = terms.ok_or_else(|| says_nothing(stratum))?;
    let period = terms.year.map_or(subject.period, Period::year);
    let of_stratum = format!("{}/{}", what_was_read(kept), found.by.join(","));
    let of_stratum = format!("{of_stratum}={}", stratum.label.join(","));
    let subject = EstimateSubject { place: subject.place.clone(), period };
    Ok(RecordedEstimate {
        id: id_of(&of_stratum, &subject),
        place: subject.place,
        forms: terms.forms,
        population: terms.population,
        period,
        lists: found.lists.clone(),
        observed: stratum.observed[0],
        method: "loglinear-bic, strata pooled".to_owned(),
        model: String::new(),
        people,
        draws: Draws::from_sample(&stratum.draws, Draws::USUAL, 0).values().to_vec(),
        manifest: json!({
            "program": concat!("concert ", env!("CARGO_PKG_VERSION")),
            "settings": found.settings,
            "order": found.order,
            "by": found.by,
            "stratum": stratum.label,
            LINKAGE: linkage_ground(kept, pooled),
        }),
        rest: ledger.map(estimation::ledger_field).into_iter().collect(),
    })
}

fn says_nothing(stratum: &LinkedStratum) -> Refused {
    let name = stratum.name.clone();
    Refused {
        code: "secretariat/stratum-says-nothing",
        text: format!("the lists say nothing of the hidden people of {name}"),
        facts: vec![("name", name)],
    }
}

impl Secretariat {
    /// Records what a report says about a subject over all that a kept linkage leaves open; `None` when it gives no
    /// range.
    pub fn record_linked_estimate(
        &self,
        actor: &Actor,
        (kept, report): (&KeptLinkage, &Report),
        (over, range): (&OverLinkages, &RangeOverLinkages),
        subject: &EstimateSubject,
        now: Timestamp,
    ) -> Asked<Option<Id>> {
        came_to_its_end(report)?;
        let Some(estimate) = all_people(kept, report, over, range, subject) else {
            return Ok(None);
        };
        let id = estimate.id;
        self.act(actor, Command::RecordEstimate(Box::new(estimate)), now)?;
        Ok(Some(id))
    }

    /// Records every stratum that says something itself, as an estimate of its own people in a place.
    /// What only borrows from the others is no ground for a statement, and is given back with the reason. With a signed
    /// ledger each of them has it.
    pub fn record_linked_strata(
        &self,
        actor: &Actor,
        kept: &KeptLinkage,
        found: &LinkedStrata,
        subject: &EstimateSubject,
        ledger: Option<&Ledger>,
        now: Timestamp,
    ) -> Asked<Vec<RecordedStratum>> {
        kept.summary.recordable_by(&found.by)?;
        let mut all = Vec::new();
        for stratum in &found.strata {
            let name = stratum.name.clone();
            all.push(match one_stratum(kept, found, stratum, subject, ledger) {
                Err(refused) => RecordedStratum { name, id: None, refused: Some(refused) },
                Ok(estimate) => {
                    let id = estimate.id;
                    self.act(actor, Command::RecordEstimate(Box::new(estimate)), now)?;
                    RecordedStratum { name, id: Some(id), refused: None }
                }
            });
        }
        Ok(all)
    }
}
