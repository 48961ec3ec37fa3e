//! The key of each token, from which the positions of its bits are drawn.

use hkdf::Hkdf;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha20Rng;
use rustc_hash::FxHashMap;
use sha2::Sha256;
use zeroize::{Zeroize as _, Zeroizing};

/// The token that stands for the diffusion of a round: every member asks for its key with those of its own tokens.
pub(crate) const DIFFUSION: &[u8] = b"\0diffusion";

/// The keys of the tokens of one list in one round. Whoever has them can encode these tokens, and no others. Wiped when dropped; `Debug` says how many.
pub struct TokenKeys {
    round: [u8; 32],
    keys: Keys,
}

enum Keys {
    /// What the key holders of the round answered.
    Asked(FxHashMap<Box<[u8]>, [u8; 32]>),
    /// One secret that gives the key of any token.
    Secret(Zeroizing<[u8; 32]>),
}

impl std::fmt::Debug for TokenKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.keys {
            Keys::Asked(keys) => write!(f, "keys of {} tokens", keys.len()),
            Keys::Secret(_) => f.write_str("a secret that gives the key of any token"),
        }
    }
}

impl Drop for TokenKeys {
    fn drop(&mut self) {
        if let Keys::Asked(keys) = &mut self.keys {
            for key in keys.values_mut() {
                key.zeroize();
            }
        }
    }
}

impl TokenKeys {
    /// Keys that were asked for, by token.
    pub(crate) fn asked(round: [u8; 32], keys: FxHashMap<Box<[u8]>, [u8; 32]>) -> Self {
        Self { round, keys: Keys::Asked(keys) }
    }

    /// Keys that all follow from one secret: RFC 5869 HKDF-Extract of the token under it. Whoever has the secret can encode any dictionary,
    /// which is why no round works so: this is for whoever holds all lists anyway, for tests, and for attacks
    /// that must succeed to be believed.
    pub fn under_one_secret(round: [u8; 32], secret: [u8; 32]) -> Self {
        Self { round, keys: Keys::Secret(Zeroizing::new(secret)) }
    }

    /// The round that they are of.
    pub fn round(&self) -> [u8; 32] {
        self.round
    }

    /// The key of a token, if there is one.
    pub(crate) fn of(&self, token: &[u8]) -> Option<[u8; 32]> {
        match &self.keys {
            Keys::Asked(keys) => keys.get(token).copied(),
            Keys::Secret(secret) => Some(derive(secret, token)),
        }
    }
}

/// The key of a token under one secret.
pub(crate) fn derive(secret: &[u8; 32], token: &[u8]) -> [u8; 32] {
    Hkdf::<Sha256>::extract(Some(secret), token).0.into()
}

/// Positions of a token: the stream of `ChaCha20` under its key, two bytes for each, as a share of all `bits`. Every position is drawn by
/// itself; double hashing, h1 + i h2, leaves so few patterns that they are recognised (Kroll and Steinmetzer 2015, arXiv 1410.6739).
/// The positions of fewer draws begin those of more.
pub(crate) fn positions(
    key: &[u8; 32],
    bits: usize,
    draws: usize,
) -> impl Iterator<Item = usize> + use<> {
    let mut stream = ChaCha20Rng::from_seed(*key);
    (0..draws.div_ceil(2))
        .flat_map(move |_| {
            let word = stream.next_u32();
            [word & 0xffff, word >> 16].map(|share| (share as usize * bits) >> 16)
        })
        .take(draws)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_positions_begin_more_and_lie_within_the_filter() {
        let key = derive(&[7; 32], b"\x01an");
        let few: Vec<usize> = positions(&key, 2_048, 5).collect();
        let many: Vec<usize> = positions(&key, 2_048, 4_000).collect();
        assert_eq!((few.len(), many.len()), (5, 4_000));
        assert_eq!(few, many[..5]);
        assert!(many.iter().all(|&position| position < 2_048));
        let mean = many.iter().sum::<usize>() as f64 / 4_000.0;
        assert!((mean - 1_023.5).abs() < 50.0, "{mean}");
    }

    #[test]
    fn nothing_of_a_key_is_printed() {
        let keys = TokenKeys::under_one_secret([1; 32], [77; 32]);
        assert_eq!(format!("{keys:?}"), "a secret that gives the key of any token");
    }
}
