//! The state as bytes, so that a start need not read the whole journal.

use std::collections::BTreeMap;

use concert_terms::Id;
use serde::{Deserialize, Serialize};

use crate::coalition::ImportState;
use crate::register::Register;
use crate::{Coalition, Initiative, Instance, KnownDevice, User};

/// Why bytes are not a snapshot of this version. The journal is read from its start then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not a snapshot that can be read: {reason}")]
pub struct SnapshotFault {
    /// What the reader met.
    pub reason: String,
}

/// Initiatives, the bulk, are written compactly; the few large and open-ended kinds as JSON.
#[derive(Serialize, Deserialize)]
struct Snapshot<I> {
    size: u64,
    unknown_statements: u64,
    initiatives: I,
    reports: BTreeMap<(u32, Option<Id>), i32>,
    organisations: Vec<u8>,
    places: Vec<u8>,
    needs: Vec<u8>,
    published: Vec<u8>,
    estimates: Vec<u8>,
    plan: Vec<u8>,
    decisions: Vec<u8>,
    reviews: Vec<u8>,
    rounds: Vec<u8>,
    recommendations: Vec<u8>,
    rest: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct Rest {
    instance: Instance,
    users: BTreeMap<Id, User>,
    imports: Vec<ImportState>,
    devices: BTreeMap<Id, KnownDevice>,
}

impl Coalition {
    /// Names the form of [`Coalition::to_snapshot`]: another form, another tag.
    pub const SNAPSHOT_TAG: &'static str = "coalition-10";

    /// The state as bytes: equal states give equal bytes.
    pub fn to_snapshot(&self) -> Vec<u8> {
        let json = "a state has only text keys and finite numbers, so it is always JSON";
        let rest = Rest {
            instance: self.instance.clone(),
            users: self.users.clone(),
            imports: self.imports.clone(),
            devices: self.devices.clone(),
        };
        let snapshot = Snapshot {
            size: self.size,
            unknown_statements: self.unknown_statements,
            initiatives: &self.initiatives,
            reports: self.reports.clone(),
            organisations: serde_json::to_vec(&self.organisations).expect(json),
            places: serde_json::to_vec(&self.places).expect(json),
            needs: serde_json::to_vec(&self.needs).expect(json),
            published: serde_json::to_vec(&self.published).expect(json),
            estimates: serde_json::to_vec(&self.estimates).expect(json),
            plan: serde_json::to_vec(&self.plan).expect(json),
            decisions: serde_json::to_vec(&self.decisions).expect(json),
            reviews: serde_json::to_vec(&self.reviews).expect(json),
            rounds: serde_json::to_vec(&self.rounds).expect(json),
            recommendations: serde_json::to_vec(&self.recommendations).expect(json),
            rest: serde_json::to_vec(&rest).expect(json),
        };
        postcard::to_stdvec(&snapshot).expect("every part of a state has a length that is known")
    }

    /// The state whose bytes these are.
    pub fn from_snapshot(bytes: &[u8]) -> Result<Self, SnapshotFault> {
        let fault = |error: &dyn std::fmt::Display| SnapshotFault { reason: error.to_string() };
        let snapshot: Snapshot<Register<Id, Initiative>> =
            postcard::from_bytes(bytes).map_err(|e| fault(&e))?;
        let rest: Rest = serde_json::from_slice(&snapshot.rest).map_err(|e| fault(&e))?;
        let mut reported = BTreeMap::new();
        for ((organisation, _), day) in &snapshot.reports {
            let last = reported.entry(*organisation).or_insert(*day);
            *last = (*day).max(*last);
        }
        Ok(Self {
            size: snapshot.size,
            unknown_statements: snapshot.unknown_statements,
            initiatives: snapshot.initiatives,
            reported,
            reports: snapshot.reports,
            organisations: serde_json::from_slice(&snapshot.organisations)
                .map_err(|e| fault(&e))?,
            places: serde_json::from_slice(&snapshot.places).map_err(|e| fault(&e))?,
            needs: serde_json::from_slice(&snapshot.needs).map_err(|e| fault(&e))?,
            published: serde_json::from_slice(&snapshot.published).map_err(|e| fault(&e))?,
            estimates: serde_json::from_slice(&snapshot.estimates).map_err(|e| fault(&e))?,
            plan: serde_json::from_slice(&snapshot.plan).map_err(|e| fault(&e))?,
            decisions: serde_json::from_slice(&snapshot.decisions).map_err(|e| fault(&e))?,
            reviews: serde_json::from_slice(&snapshot.reviews).map_err(|e| fault(&e))?,
            rounds: serde_json::from_slice(&snapshot.rounds).map_err(|e| fault(&e))?,
            recommendations: serde_json::from_slice(&snapshot.recommendations)
                .map_err(|e| fault(&e))?,
            instance: rest.instance,
            users: rest.users,
            imports: rest.imports,
            devices: rest.devices,
        })
    }
}
