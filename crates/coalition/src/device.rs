//! Devices that sign for a member: a list that comes by post or over a line without a session is taken when a
//! device of the member has signed it.
//!
//! Here stands the public key of each and who may use it. The secret key is on the device alone; a device that is lost is
//! revoked, and nothing that it signs is taken from then on, whenever it was signed.

use std::collections::BTreeMap;

use concert_terms::Id;
use serde::{Deserialize, Serialize};

use crate::decide::{absent, must};
use crate::{Actor, Author, Body, Coalition, Refusal, Said, Statement, sound};

/// Most devices of one user, revoked ones among them.
const MOST_DEVICES: usize = 50;

/// A device that signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Identifier, which follows from the key.
    pub id: Id,
    /// The user whose it is: what it signs, that user says.
    pub user: Id,
    /// What its user calls it.
    pub name: String,
    /// Its public key: 32 bytes of Ed25519 in lower-case hexadecimal.
    pub key: String,
}

/// A device as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownDevice {
    /// The device.
    pub device: Device,
    /// Who added it and when.
    pub said: Said,
    /// Who revoked it and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<Said>,
}

/// What somebody asks about devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeviceCommand {
    /// Add a device of the own, as somebody who speaks for an organisation. The same again states nothing.
    Add {
        /// Identifier.
        id: Id,
        /// Name.
        name: String,
        /// Public key.
        key: String,
    },
    /// Revoke a device of the own organisation, or as a coordinator of any.
    Revoke(Id),
}

/// What is stated, or why it is refused.
pub(crate) fn decide(
    coalition: &Coalition,
    actor: &Actor,
    command: &DeviceCommand,
) -> Result<Vec<Body>, Refusal> {
    match command {
        DeviceCommand::Add { id, name, key } => add(coalition, actor, *id, name, key),
        DeviceCommand::Revoke(id) => revoke(coalition, actor, *id),
    }
}

fn add(
    coalition: &Coalition,
    actor: &Actor,
    id: Id,
    name: &str,
    key: &str,
) -> Result<Vec<Body>, Refusal> {
    let allowed = "users who speak for an organisation";
    must(actor.represents().is_some(), allowed)?;
    let Author::User(user) = actor.author else { return Err(Refusal::NotAllowed { allowed }) };
    sound::hexadecimal("key", key, "a key has 64 lower-case hexadecimal digits")?;
    sound::unless(name.trim().is_empty(), "name", "this cannot be left empty")?;
    sound::unless(name.chars().count() > 80, "name", "a name has at most 80 letters")?;
    let device = Device { id, user, name: name.to_owned(), key: key.to_owned() };
    if let Some(known) = coalition.devices.get(&id) {
        let same = known.device == device && known.revoked.is_none();
        sound::unless(!same, "key", "this key was added before")?;
        return Ok(Vec::new());
    }
    let taken = coalition.devices.values().any(|known| known.device.key == key);
    sound::unless(taken, "key", "this key was added before")?;
    let own = coalition.devices.values().filter(|known| known.device.user == user).count();
    sound::unless(own >= MOST_DEVICES, "key", "a user has at most 50 devices")?;
    Ok(vec![Body::DeviceAdded(device)])
}

fn revoke(coalition: &Coalition, actor: &Actor, id: Id) -> Result<Vec<Body>, Refusal> {
    let known = coalition.devices.get(&id).ok_or_else(|| absent("device", &id))?;
    let user = coalition.users.get(&known.device.user);
    let of_own = user.and_then(|user| user.organisation).is_some_and(|its| actor.speaks_for(its));
    let own = actor.author == Author::User(known.device.user);
    must(own || of_own || actor.coordinates(), "users of its organisation and coordinators")?;
    if known.revoked.is_some() {
        return Ok(Vec::new());
    }
    Ok(vec![Body::DeviceRevoked { device: id }])
}

/// Whether what a device signs counts as said by an actor.
pub(crate) fn signs_for(coalition: &Coalition, actor: &Actor, device: Id) -> bool {
    let known = coalition.devices.get(&device).filter(|known| known.revoked.is_none());
    known.is_some_and(|known| actor.author == Author::User(known.device.user))
}

/// Enters a statement about devices; others change nothing.
pub(crate) fn apply(devices: &mut BTreeMap<Id, KnownDevice>, index: u64, statement: &Statement) {
    let said = Said::of(index, statement);
    match &statement.body {
        Body::DeviceAdded(device) => {
            devices.entry(device.id).or_insert_with(|| KnownDevice {
                device: device.clone(),
                said,
                revoked: None,
            });
        }
        Body::DeviceRevoked { device } => {
            if let Some(known) = devices.get_mut(device) {
                known.revoked.get_or_insert(said);
            }
        }
        _ => {}
    }
}
