//! The whole key on one machine: for an analyst who may see all lists, and for tests.

use rand::CryptoRng;
use rayon::prelude::*;
use voprf::{Ristretto255, VoprfServer};

use super::refusal::RoundKeyRefusal;
use super::{Lent, Round, input, key};
use crate::encoding::{DIFFUSION, ListTokens, TokenKeys};

/// A whole key, by which one machine computes any token. It gives the same keys of tokens as the ceremony would for that key. Nobody may link the lists
/// of several organisations with it: whoever holds it can try any name.
pub struct SoleKey(VoprfServer<Ristretto255>);

impl std::fmt::Debug for SoleKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a whole key")
    }
}

impl SoleKey {
    /// A new one.
    pub fn new(rng: &mut (impl CryptoRng + ?Sized)) -> Result<Self, RoundKeyRefusal> {
        VoprfServer::new(&mut Lent(rng)).map(Self).map_err(|_| RoundKeyRefusal::BadRoundKey)
    }

    /// The keys of the tokens of a list.
    pub fn keys(&self, round: &Round, tokens: &ListTokens) -> Result<TokenKeys, RoundKeyRefusal> {
        let digest = round.digest();
        let diffusion: Box<[u8]> = DIFFUSION.into();
        let keys = tokens
            .distinct()
            .par_iter()
            .chain([diffusion].par_iter())
            .map(|token| {
                let output = self
                    .0
                    .evaluate(&input(&digest, token))
                    .map_err(|_| RoundKeyRefusal::BadToken)?;
                Ok((token.clone(), key(&output)))
            })
            .collect::<Result<_, RoundKeyRefusal>>()?;
        Ok(TokenKeys::asked(digest, keys))
    }
}
