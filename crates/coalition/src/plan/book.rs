//! What holds of plans: every version of each.

use std::collections::BTreeMap;

use concert_terms::Id;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::plan::{Plan, PromiseBook};
use crate::{Author, Body, Statement};

/// Everything of the plan of action that holds after the statements so far.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanBook {
    /// Plans, by identifier.
    pub plans: BTreeMap<Id, PlanHistory>,
    /// What was promised towards their actions.
    pub promises: PromiseBook,
}

/// A plan and how it came about; it has at least one version.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanHistory {
    /// Its versions, the first first. None is ever changed.
    pub versions: Vec<PlanVersion>,
    /// The version that was adopted last, by the days on which it was decided.
    pub adopted: Option<Adoption>,
}

/// That a version of a plan was adopted. The later of two is the one that was decided later; of one
/// day, the later version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Adoption {
    /// The day on which it was decided: the last of the days on which members took positions. When
    /// somebody came to state the outcome is of no account, or whoever concludes could choose the
    /// version in force.
    pub decided: Date,
    /// The number of the version.
    pub number: u32,
}

/// One version of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanVersion {
    /// Its number, counted from one.
    pub number: u32,
    /// The document.
    pub plan: Plan,
    /// Its digest, [`Plan::digest`].
    pub digest: String,
    /// Who stated it.
    pub by: Author,
    /// When.
    pub at: Timestamp,
    /// Index of the statement.
    pub statement: u64,
}

impl PlanHistory {
    /// The latest version.
    pub fn latest(&self) -> Option<&PlanVersion> {
        self.versions.last()
    }

    /// Whether there is a version of that number and digest.
    pub fn has_version(&self, number: u32, digest: &str) -> bool {
        self.versions.iter().any(|it| it.number == number && it.digest == digest)
    }

    /// The version that is in force: the one adopted last, or the latest of a plan on which nobody
    /// ever decided.
    pub fn in_force(&self) -> Option<&PlanVersion> {
        match self.adopted {
            Some(adoption) => {
                self.versions.iter().find(|version| version.number == adoption.number)
            }
            None => self.latest(),
        }
    }
}

impl PlanBook {
    /// Brings a version into force, if the plan has it to the letter and none is in force that was
    /// decided later.
    pub(crate) fn adopt(&mut self, plan: Id, adoption: Adoption, digest: &str) {
        if let Some(history) = self.plans.get_mut(&plan)
            && history.has_version(adoption.number, digest)
            && history.adopted.is_none_or(|before| before <= adoption)
        {
            history.adopted = Some(adoption);
        }
    }

    /// The version of a plan that is in force.
    pub fn in_force(&self, plan: &Id) -> Option<&Plan> {
        self.plans.get(plan)?.in_force().map(|version| &version.plan)
    }

    /// Applies the next statement; others than those about plans and promises change nothing.
    pub(crate) fn apply(&mut self, index: u64, statement: &Statement) {
        self.promises.apply(index, statement);
        if let Body::PlanStated(plan) = &statement.body {
            let history = self.plans.entry(plan.id).or_default();
            history.versions.push(PlanVersion {
                number: history.versions.len() as u32 + 1,
                digest: plan.digest(),
                plan: (**plan).clone(),
                by: statement.by,
                at: statement.at,
                statement: index,
            });
        }
    }
}
