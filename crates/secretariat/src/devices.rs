//! Devices that sign for a member: making the key of one, adding it to the coalition, revoking it, the list of them.

use std::path::Path;

use concert_coalition::{Actor, Author, Coalition, Command, DeviceCommand, KnownDevice};
use concert_terms::Id;
use ed25519_dalek::SigningKey;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

use crate::decisions::organisation;
use crate::hexadecimal::{hex, of_hex};
use crate::label::OrganisationLabel;
use crate::round_files::{self, fault, write_secret};
use crate::{Asked, Entropy, Secretariat};

/// A device in the list of devices.
#[derive(Clone, PartialEq, Serialize)]
pub struct DeviceRow {
    /// Identifier, which follows from the key.
    pub id: Id,
    /// What its user calls it.
    pub name: String,
    /// For whom it signs.
    pub organisation: Option<OrganisationLabel>,
    /// Its public key in hexadecimal digits.
    pub key: String,
    /// Day and statement by which it was added.
    pub added: (Date, u64),
    /// Day and statement by which it was revoked.
    pub revoked: Option<(Date, u64)>,
}

impl std::fmt::Debug for DeviceRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DeviceRow")
    }
}

/// The file of a device: its secret key, for its owner alone.
#[derive(Serialize, Deserialize)]
struct DeviceFile {
    /// 32 bytes in hexadecimal digits.
    secret: String,
}

impl Drop for DeviceFile {
    fn drop(&mut self) {
        self.secret.zeroize();
    }
}

/// Makes the key of a device and writes it to a file that is not there yet, readable by its owner alone. The public key
/// comes back, in hexadecimal digits: it is added to the coalition by somebody who is signed in there.
pub fn new_device(path: &Path, entropy: Entropy) -> Asked<String> {
    let key = SigningKey::from_bytes(&entropy.bytes());
    let mut secret = key.to_bytes();
    let file = DeviceFile { secret: hex(&secret) };
    secret.zeroize();
    write_secret(path, &file, true)?;
    Ok(hex(key.verifying_key().as_bytes()))
}

/// The public key of a device from its file, in hexadecimal digits.
pub fn device_public_key(path: &Path) -> Asked<String> {
    Ok(hex(device_key(path)?.verifying_key().as_bytes()))
}

/// The key of a device from its file.
pub(crate) fn device_key(path: &Path) -> Asked<SigningKey> {
    let bytes = std::fs::read(path).map_err(|source| fault("reading", path, source))?;
    let file: Option<DeviceFile> = serde_json::from_slice(&bytes).ok();
    let secret = file.as_ref().and_then(|file| of_hex(&file.secret)).map(Zeroizing::new);
    let secret = secret.as_ref().and_then(|secret| <[u8; 32]>::try_from(secret.as_slice()).ok());
    let bad = || round_files::not_such(path, "device", "it has no key of 64 hexadecimal digits");
    Ok(SigningKey::from_bytes(&secret.ok_or_else(bad)?))
}

impl Secretariat {
    /// Adds a device of the visitor's by its public key.
    pub fn add_device(&self, actor: &Actor, name: &str, key: &str, now: Timestamp) -> Asked<Id> {
        let key = key.trim().to_lowercase();
        let digest = Sha256::digest(key.as_bytes());
        let mut id = [0; 16];
        id.copy_from_slice(&digest[..16]);
        let id = Id::from_bytes(id);
        let name = name.trim().to_owned();
        self.act(actor, Command::Device(DeviceCommand::Add { id, name, key }), now)?;
        Ok(id)
    }

    /// Revokes a device.
    pub fn revoke_device(&self, actor: &Actor, device: Id, now: Timestamp) -> Asked<()> {
        self.act(actor, Command::Device(DeviceCommand::Revoke(device)), now)?;
        Ok(())
    }

    /// The devices that a visitor may revoke, the latest first.
    pub fn devices(&self, actor: &Actor) -> Vec<DeviceRow> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let theirs = coalition.devices.values().filter(|known| is_of(coalition, actor, known));
        let mut rows: Vec<DeviceRow> = theirs.map(|known| row(coalition, known)).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.added.1));
        rows
    }
}

fn is_of(coalition: &Coalition, actor: &Actor, known: &KnownDevice) -> bool {
    let user = coalition.users.get(&known.device.user);
    let of_own = user.and_then(|user| user.organisation).is_some_and(|its| actor.speaks_for(its));
    actor.coordinates() || of_own || actor.author == Author::User(known.device.user)
}

fn row(coalition: &Coalition, known: &KnownDevice) -> DeviceRow {
    let user = coalition.users.get(&known.device.user);
    let its = user.and_then(|user| user.organisation);
    DeviceRow {
        id: known.device.id,
        name: known.device.name.clone(),
        organisation: its.map(|its| organisation(coalition, its)),
        key: known.device.key.clone(),
        added: (known.said.day(), known.said.statement),
        revoked: known.revoked.map(|said| (said.day(), said.statement)),
    }
}
