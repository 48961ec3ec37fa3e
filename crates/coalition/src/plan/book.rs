//! What holds of plans: every version of each.

use std::collections::BTreeMap;

use concert_terms::Id;
use jiff::Timestamp;
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
    /// The number of the version that a decision adopted last.
    pub adopted: Option<u32>,
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
            Some(number) => self.versions.iter().find(|version| version.number == number),
            None => self.latest(),
        }
    }
}

impl PlanBook {
    /// Brings a version into force, if the plan has it to the letter.
    pub(crate) fn adopt(&mut self, plan: Id, number: u32, digest: &str) {
        if let Some(history) = self.plans.get_mut(&plan)
            && history.has_version(number, digest)
        {
            history.adopted = Some(number);
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
