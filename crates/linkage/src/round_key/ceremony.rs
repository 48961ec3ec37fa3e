//! The ceremony in which n holders make a key that none of them has.
//!
//! Three steps, each a value that hears the messages of all others and gives the next. Every state can be written (it is
//! secret) and read again between steps, since messages may travel for days. FROST asks that all holders be sure to have the same
//! openings; the confirmations, a digest of all that was seen, are that assurance.

use std::collections::BTreeMap;

use frost_ristretto255::keys::{PublicKeyPackage, dkg};
use frost_ristretto255::{Error, Identifier};
use rand::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::answer::Holder;
use super::refusal::RoundKeyRefusal;
use super::{Lent, Round, Secret};

/// First message: a holder's commitment to its polynomial, for all others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Digest of the round.
    pub round: [u8; 32],
    /// The number of the holder.
    pub from: u16,
    package: Vec<u8>,
}

/// Second message: what one holder deals to one other. Secret: it must travel sealed for its recipient.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Deal {
    /// Digest of the round.
    pub round: [u8; 32],
    /// The number of the holder.
    pub from: u16,
    /// The number of the recipient.
    pub to: u16,
    package: Secret,
}

/// Third message: a digest of all openings and of the public key that a holder arrived at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Digest of the round.
    pub round: [u8; 32],
    /// The number of the holder.
    pub from: u16,
    /// Of what it saw.
    pub saw: [u8; 32],
}

/// The public key of a round: what the answers of its holders are checked by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundKey {
    /// Digest of the round.
    pub round: [u8; 32],
    pub(super) package: Vec<u8>,
}

impl RoundKey {
    /// SHA-256, by which members make sure that they have the same.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::new().chain_update(self.round).chain_update(&self.package).finalize().into()
    }

    /// The public share of each holder, compressed.
    pub(super) fn shares(&self) -> Result<BTreeMap<u16, [u8; 32]>, RoundKeyRefusal> {
        let package = PublicKeyPackage::deserialize(&self.package)
            .map_err(|_| RoundKeyRefusal::BadRoundKey)?;
        package
            .verifying_shares()
            .iter()
            .map(|(identifier, share)| {
                let share = share.serialize().ok()?.try_into().ok()?;
                Some((number(identifier)?, share))
            })
            .collect::<Option<_>>()
            .ok_or(RoundKeyRefusal::BadRoundKey)
    }
}

/// A holder that has opened. Secret.
#[derive(Debug, Serialize, Deserialize)]
pub struct Begun {
    round: Round,
    number: u16,
    secret: Secret,
    opening: Opening,
}

/// A holder that has dealt. Secret.
#[derive(Debug, Serialize, Deserialize)]
pub struct Dealt {
    round: Round,
    number: u16,
    secret: Secret,
    openings: Vec<Opening>,
}

/// A holder that has its share and waits for the others to confirm. Secret.
#[derive(Debug, Serialize, Deserialize)]
pub struct Shared {
    round: Round,
    number: u16,
    secret: Secret,
    key: RoundKey,
    saw: [u8; 32],
}

impl Begun {
    /// Opens as the holder of a number from 1 to n.
    pub fn new(
        round: &Round,
        number: u16,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Result<(Self, Opening), RoundKeyRefusal> {
        round.check()?;
        if number == 0 || number > round.holders {
            return Err(RoundKeyRefusal::NotAHolder { number });
        }
        let bad = |_| RoundKeyRefusal::BadContribution { number };
        let (secret, package) =
            dkg::part1(identifier(number)?, round.holders, round.needed, Lent(rng)).map_err(bad)?;
        let opening = Opening {
            round: round.digest(),
            from: number,
            package: package.serialize().map_err(bad)?,
        };
        let begun = Self {
            round: round.clone(),
            number,
            secret: Secret(secret.serialize().map_err(bad)?),
            opening: opening.clone(),
        };
        Ok((begun, opening))
    }

    /// Hears the openings of all others and deals to each. The holder's own opening may be among them.
    pub fn deal(&self, openings: &[Opening]) -> Result<(Dealt, Vec<Deal>), RoundKeyRefusal> {
        let number = self.number;
        let mut heard = BTreeMap::new();
        for opening in openings {
            self.round.is(&opening.round)?;
            if opening.from == number {
                if *opening != self.opening {
                    return Err(RoundKeyRefusal::HeardBefore { number });
                }
                continue;
            }
            hear(&self.round, &mut heard, opening.from, opening.clone())?;
        }
        all(&self.round, heard.len() + 1)?;
        let secret = dkg::round1::SecretPackage::deserialize(&self.secret.0)
            .map_err(|_| RoundKeyRefusal::Unreadable { number })?;
        let (secret, deals) =
            dkg::part2(secret, &packages(heard.values())?).map_err(|error| culprit(&error))?;
        let bad = |_| RoundKeyRefusal::BadContribution { number };
        let deals = deals
            .iter()
            .map(|(to, package)| {
                Ok(Deal {
                    round: self.opening.round,
                    from: number,
                    to: super::ceremony::number(to)
                        .ok_or(RoundKeyRefusal::NotAHolder { number: 0 })?,
                    package: Secret(package.serialize().map_err(bad)?),
                })
            })
            .collect::<Result<_, _>>()?;
        let dealt = Dealt {
            round: self.round.clone(),
            number,
            secret: Secret(secret.serialize().map_err(bad)?),
            openings: {
                heard.insert(number, self.opening.clone());
                heard.into_values().collect()
            },
        };
        Ok((dealt, deals))
    }
}

impl Dealt {
    /// Hears what all others dealt to this holder and has its share.
    pub fn share(&self, deals: &[Deal]) -> Result<(Shared, Confirmation), RoundKeyRefusal> {
        let number = self.number;
        let mut heard = BTreeMap::new();
        for deal in deals {
            self.round.is(&deal.round)?;
            if deal.to != number || deal.from == number {
                return Err(RoundKeyRefusal::NotAHolder { number: deal.to });
            }
            hear(&self.round, &mut heard, deal.from, deal)?;
        }
        all(&self.round, heard.len() + 1)?;
        let secret = dkg::round2::SecretPackage::deserialize(&self.secret.0)
            .map_err(|_| RoundKeyRefusal::Unreadable { number })?;
        let others = self.openings.iter().filter(|opening| opening.from != number);
        let deals = heard
            .into_iter()
            .map(|(from, deal)| {
                let package = dkg::round2::Package::deserialize(&deal.package.0)
                    .map_err(|_| RoundKeyRefusal::Unreadable { number: from })?;
                Ok((identifier(from)?, package))
            })
            .collect::<Result<BTreeMap<_, _>, RoundKeyRefusal>>()?;
        let (share, public) =
            dkg::part3(&secret, &packages(others)?, &deals).map_err(|error| culprit(&error))?;
        let bad = |_| RoundKeyRefusal::BadContribution { number };
        let key =
            RoundKey { round: self.round.digest(), package: public.serialize().map_err(bad)? };
        let mut saw = Sha256::new().chain_update(key.digest());
        for opening in &self.openings {
            saw.update(Sha256::digest(&opening.package));
        }
        let saw = saw.finalize().into();
        let shared = Shared {
            round: self.round.clone(),
            number,
            secret: Secret(share.signing_share().serialize()),
            key,
            saw,
        };
        let confirmation = Confirmation { round: self.round.digest(), from: number, saw };
        Ok((shared, confirmation))
    }
}

impl Shared {
    /// Hears the confirmations of all others; its own may be among them.
    pub fn confirm(
        self,
        confirmations: &[Confirmation],
    ) -> Result<(Holder, RoundKey), RoundKeyRefusal> {
        let mut heard = BTreeMap::new();
        for confirmation in confirmations {
            self.round.is(&confirmation.round)?;
            if confirmation.saw != self.saw {
                return Err(RoundKeyRefusal::SawOther { number: confirmation.from });
            }
            if confirmation.from != self.number {
                hear(&self.round, &mut heard, confirmation.from, confirmation)?;
            }
        }
        all(&self.round, heard.len() + 1)?;
        Ok((Holder::new(self.round, self.number, self.secret), self.key))
    }
}

fn hear<T>(
    round: &Round,
    heard: &mut BTreeMap<u16, T>,
    from: u16,
    message: T,
) -> Result<(), RoundKeyRefusal> {
    if from == 0 || from > round.holders {
        return Err(RoundKeyRefusal::NotAHolder { number: from });
    }
    match heard.insert(from, message) {
        None => Ok(()),
        Some(_) => Err(RoundKeyRefusal::HeardBefore { number: from }),
    }
}

fn all(round: &Round, found: usize) -> Result<(), RoundKeyRefusal> {
    let needed = usize::from(round.holders);
    if found == needed { Ok(()) } else { Err(RoundKeyRefusal::TooFew { found, needed }) }
}

fn packages<'a>(
    openings: impl Iterator<Item = &'a Opening>,
) -> Result<BTreeMap<Identifier, dkg::round1::Package>, RoundKeyRefusal> {
    openings
        .map(|opening| {
            let package = dkg::round1::Package::deserialize(&opening.package)
                .map_err(|_| RoundKeyRefusal::Unreadable { number: opening.from })?;
            Ok((identifier(opening.from)?, package))
        })
        .collect()
}

fn identifier(number: u16) -> Result<Identifier, RoundKeyRefusal> {
    Identifier::try_from(number).map_err(|_| RoundKeyRefusal::NotAHolder { number })
}

/// The number of a holder; identifiers are scalars in little-endian bytes.
fn number(identifier: &Identifier) -> Option<u16> {
    let bytes = identifier.serialize();
    let (low, rest) = bytes.split_first_chunk::<2>()?;
    rest.iter().all(|&byte| byte == 0).then(|| u16::from_le_bytes(*low))
}

/// Whose contribution an error of the key generation is about.
fn culprit(error: &Error) -> RoundKeyRefusal {
    let culprit = match error {
        Error::InvalidProofOfKnowledge { culprit } => Some(*culprit),
        Error::InvalidSecretShare { culprit } => *culprit,
        _ => None,
    };
    RoundKeyRefusal::BadContribution { number: culprit.as_ref().and_then(number).unwrap_or(0) }
}
