//! The key of each token, from which the positions of its bits are drawn.

use hkdf::Hkdf;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha20Rng;
use rustc_hash::FxHashMap;
use sha2::Sha256;
use zeroize::{Zeroize as _, Zeroizing};

/// The token that stands for the diffusion of a round: every member asks for its key with those of its own tokens.
pub(crate) const DIFFUSION: &[u8] = b"\0diffusion";
/// Draws that are taken from a stream at once: as many as `ChaCha20` makes at once.
const DRAWN_TOGETHER: usize = 128;

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

/// Calls back with the positions of a token: the stream of `ChaCha20` under its key, two bytes for each, as a share of all `bits`. Every position is drawn by
/// itself; double hashing, h1 + i h2, leaves so few patterns that they are recognised (Kroll and Steinmetzer 2015, arXiv 1410.6739).
/// The positions of fewer draws begin those of more.
pub(crate) fn each_position(
    key: &[u8; 32],
    bits: usize,
    draws: usize,
    mut each: impl FnMut(usize),
) {
    let mut stream = ChaCha20Rng::from_seed(*key);
    let mut block = [0_u8; 2 * DRAWN_TOGETHER];
    for first in (0..draws).step_by(DRAWN_TOGETHER) {
        let drawn = &mut block[..2 * DRAWN_TOGETHER.min(draws - first)];
        stream.fill_bytes(drawn);
        for share in drawn.as_chunks::<2>().0 {
            each((usize::from(u16::from_le_bytes(*share)) * bits) >> 16);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_positions_begin_more_and_lie_within_the_filter() {
        let key = derive(&[7; 32], b"\x01an");
        let [few, many] = [5, 4_000].map(|draws| {
            let mut positions = Vec::new();
            each_position(&key, 2_048, draws, |position| positions.push(position));
            positions
        });
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
