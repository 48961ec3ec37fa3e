//! A key holder, and what it answers.

use std::collections::{BTreeMap, BTreeSet};

use rand::CryptoRng;
use serde::{Deserialize, Serialize};
use voprf::{BlindedElement, Ristretto255, VoprfServer};

use super::refusal::RoundKeyRefusal;
use super::request::{BATCH, Request};
use super::{Lent, Round, Secret};

/// A holder with its share, and what it has answered so far. Secret: written only where the holder keeps its secrets. Dropping it
/// wipes the share; see [`super`] for what that destroys.
#[derive(Debug, Serialize, Deserialize)]
pub struct Holder {
    round: Round,
    number: u16,
    share: Secret,
    answered: BTreeSet<[u8; 32]>,
    asked_by: BTreeMap<String, u64>,
}

/// One holder's evaluations of a request, with proofs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Digest of the round.
    pub round: [u8; 32],
    /// The number of the holder.
    pub from: u16,
    /// Digest of the request.
    pub request: [u8; 32],
    pub(super) elements: Vec<[u8; 32]>,
    /// One of 64 bytes for each [`BATCH`] elements.
    pub(super) proofs: Vec<Vec<u8>>,
}

impl Holder {
    pub(super) fn new(round: Round, number: u16, share: Secret) -> Self {
        Self { round, number, share, answered: BTreeSet::new(), asked_by: BTreeMap::new() }
    }

    /// The number of the holder.
    pub fn number(&self) -> u16 {
        self.number
    }

    /// Answers a request of a member, whose name comes from its signature. A request is answered once, and a member is answered no more
    /// tokens than the round allows: by both, nobody turns a holder into a dictionary.
    pub fn answer(
        &mut self,
        member: &str,
        request: &Request,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Result<Answer, RoundKeyRefusal> {
        self.round.is(&request.round)?;
        if request.is_empty() || !request.elements.is_sorted_by(|a, b| a < b) {
            return Err(RoundKeyRefusal::DamagedRequest);
        }
        let digest = request.digest();
        if self.answered.contains(&digest) {
            return Err(RoundKeyRefusal::AnsweredBefore);
        }
        let asked = request.len() as u64;
        let before = self.asked_by.get(member).copied().unwrap_or(0);
        let left = u64::from(self.round.most_tokens).saturating_sub(before);
        if asked > left {
            return Err(RoundKeyRefusal::TooManyTokens { asked, left });
        }
        let server = VoprfServer::<Ristretto255>::new_with_key(&self.share.0)
            .map_err(|_| RoundKeyRefusal::Unreadable { number: self.number })?;
        let mut elements = Vec::with_capacity(request.len());
        let mut proofs = Vec::with_capacity(request.len().div_ceil(BATCH));
        for batch in request.elements.chunks(BATCH) {
            let blinded = batch
                .iter()
                .map(|bytes| BlindedElement::deserialize(bytes))
                .collect::<Result<Vec<_>, _>>()
                .map_err(|_| RoundKeyRefusal::DamagedRequest)?;
            let evaluated = server
                .batch_blind_evaluate(&mut Lent(rng), &blinded)
                .map_err(|_| RoundKeyRefusal::DamagedRequest)?;
            elements.extend(
                evaluated.messages.iter().map(|element| <[u8; 32]>::from(element.serialize())),
            );
            proofs.push(evaluated.proof.serialize().to_vec());
        }
        self.answered.insert(digest);
        *self.asked_by.entry(member.to_owned()).or_default() += asked;
        Ok(Answer { round: request.round, from: self.number, request: digest, elements, proofs })
    }
}
