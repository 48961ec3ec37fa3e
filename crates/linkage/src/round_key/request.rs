//! A member's request for the keys of its tokens, blinded.

use hkdf::Hkdf;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha20Rng;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use voprf::{Ristretto255, VoprfClient};
use zeroize::Zeroizing;

use super::refusal::RoundKeyRefusal;
use super::{Lent, Round, input};
use crate::encoding::ListTokens;

/// Elements that share one proof.
pub(super) const BATCH: usize = 1_024;

/// What a member sends to the holders: blinded tokens in the order of their bytes, which is random, with dummies up to a size class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Digest of the round.
    pub round: [u8; 32],
    pub(super) elements: Vec<[u8; 32]>,
}

impl Request {
    /// SHA-256, by which an answer names its request.
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new().chain_update(b"concert/request/1").chain_update(self.round);
        for element in &self.elements {
            hash.update(element);
        }
        hash.finalize().into()
    }

    /// Blinded tokens, dummies among them.
    pub fn len(&self) -> usize {
        self.elements.len()
    }

    /// There is none.
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }
}

/// What a member keeps until it is answered: its tokens and what they were blinded with. Secret. Instead of it the
/// seed may be kept: the same seed and list give the same again.
pub struct Asking {
    pub(super) request: Request,
    /// In the order of the request; a dummy has no token.
    pub(super) tokens: Vec<Option<Box<[u8]>>>,
    pub(super) blinds: Vec<VoprfClient<Ristretto255>>,
}

impl std::fmt::Debug for Asking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a request for {} tokens", self.request.len())
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        self.tokens.iter_mut().flatten().for_each(zeroize::Zeroize::zeroize);
    }
}

/// Asks for the keys of the tokens of a list, and for that of the diffusion of the round. The secrets by which tokens are blinded
/// follow from the seed, the round and the tokens, so that a seed is never used twice for different ones by mistake.
pub fn ask(
    round: &Round,
    tokens: &ListTokens,
    seed: &[u8; 32],
) -> Result<(Asking, Request), RoundKeyRefusal> {
    ask_for(round, tokens.distinct(), seed)
}

pub(super) fn ask_for(
    round: &Round,
    tokens: &[Box<[u8]>],
    seed: &[u8; 32],
) -> Result<(Asking, Request), RoundKeyRefusal> {
    round.check()?;
    let digest = round.digest();
    let mut of_tokens = Sha256::new().chain_update(digest);
    for token in tokens {
        of_tokens.update((token.len() as u64).to_be_bytes());
        of_tokens.update(token);
    }
    let of_tokens = of_tokens.finalize();
    let mut seed_of_this = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(&of_tokens), seed)
        .expand(b"concert/blinds/1", &mut *seed_of_this)
        .expect("32 bytes can be had of a digest");

    let diffusion: Box<[u8]> = crate::encoding::DIFFUSION.into();
    let asked: Vec<Option<Box<[u8]>>> = std::iter::once(Some(diffusion))
        .chain(tokens.iter().cloned().map(Some))
        .chain(std::iter::repeat(None))
        .take(crate::encoding::size_class(tokens.len() + 1))
        .collect();
    let mut blinded: Vec<_> = asked
        .into_par_iter()
        .enumerate()
        .map(|(number, token)| {
            let mut rng = ChaCha20Rng::from_seed(*seed_of_this);
            rng.set_stream(number as u64);
            let input = if let Some(token) = &token {
                input(&digest, token)
            } else {
                let mut dummy = [0; 32];
                rng.fill_bytes(&mut dummy);
                dummy.to_vec()
            };
            let blinded = VoprfClient::<Ristretto255>::blind(&input, &mut Lent(&mut rng))
                .map_err(|_| RoundKeyRefusal::BadToken)?;
            let element: [u8; 32] = blinded.message.serialize().into();
            Ok((element, token, blinded.state))
        })
        .collect::<Result<_, RoundKeyRefusal>>()?;
    blinded.sort_unstable_by_key(|(element, ..)| *element);
    let mut asking = Asking {
        request: Request { round: digest, elements: Vec::with_capacity(blinded.len()) },
        tokens: Vec::with_capacity(blinded.len()),
        blinds: Vec::with_capacity(blinded.len()),
    };
    for (element, token, blind) in blinded {
        asking.request.elements.push(element);
        asking.tokens.push(token);
        asking.blinds.push(blind);
    }
    let request = asking.request.clone();
    Ok((asking, request))
}
