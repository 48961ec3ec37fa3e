//! The key of each token, from which the positions of its bits are drawn.

use hmac::{Hmac, KeyInit as _, Mac as _};
use rand::Rng as _;
use rand_chacha::ChaCha8Rng;
use rustc_hash::FxHashMap;
use sha2::Sha256;
use zeroize::Zeroize as _;

use super::refusal::EncodingRefusal;
use super::tokens::ListTokens;

/// The token that stands for the diffusion of a round: every member asks for its key with those of its own tokens.
pub(crate) const DIFFUSION: &[u8] = b"\0diffusion";
/// Draws that are taken from a stream at once: as many as `ChaCha8Rng` makes at once.
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
    Secret(Secret),
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

    /// Keys that all follow from one secret. Whoever has the secret can encode any dictionary,
    /// which is why no round works so: this is for whoever holds all lists anyway, for tests, and for attacks
    /// that must succeed to be believed.
    pub fn under_one_secret(round: [u8; 32], secret: [u8; 32]) -> Self {
        Self { round, keys: Keys::Secret(Secret::new(&secret)) }
    }

    /// The keys of the tokens of one list and of no others, as key holders answer them. Refused where some of them are not among these.
    pub fn of_list(&self, tokens: &ListTokens) -> Result<Self, EncodingRefusal> {
        let asked = tokens.distinct().iter().map(AsRef::as_ref).chain([DIFFUSION]);
        let keys: FxHashMap<Box<[u8]>, [u8; 32]> =
            asked.filter_map(|token| Some((token.into(), self.of(token)?))).collect();
        match tokens.distinct().len() + 1 - keys.len() {
            0 => Ok(Self::asked(self.round, keys)),
            count => Err(EncodingRefusal::MissingKeys { count }),
        }
    }

    /// The round that they are of.
    pub fn round(&self) -> [u8; 32] {
        self.round
    }

    /// The key of a token, if there is one.
    pub(crate) fn of(&self, token: &[u8]) -> Option<[u8; 32]> {
        match &self.keys {
            Keys::Asked(keys) => keys.get(token).copied(),
            Keys::Secret(secret) => Some(secret.key(token)),
        }
    }
}

/// A secret that gives the key of any token, hashed once and not again for each token. Wiped when dropped.
pub(crate) struct Secret(Hmac<Sha256>);

impl Secret {
    pub(crate) fn new(secret: &[u8; 32]) -> Self {
        Self(Hmac::new_from_slice(secret).expect("HMAC takes keys of any length"))
    }

    /// RFC 5869 HKDF-Extract of the token, salted with the secret: which is HMAC.
    pub(crate) fn key(&self, token: &[u8]) -> [u8; 32] {
        self.0.clone().chain_update(token).finalize().into_bytes().into()
    }
}

/// Sets so many bits of a token, from the stream under its key: `ChaCha8` (Aumasson 2019, "Too much crypto", ePrint 2019/1492, on why eight rounds are
/// enough), two bytes for each position, as a share of all bits. Every position is drawn by itself; double hashing, h1 + i h2, leaves so few
/// patterns that they are recognised (Kroll and Steinmetzer 2015, arXiv 1410.6739). The positions of fewer draws begin those of more.
pub(crate) fn set_positions(stream: &mut ChaCha8Rng, draws: usize, filter: &mut [u64]) {
    let bits = filter.len() * 64;
    let mut block = [0_u8; 2 * DRAWN_TOGETHER];
    for first in (0..draws).step_by(DRAWN_TOGETHER) {
        let drawn = &mut block[..2 * DRAWN_TOGETHER.min(draws - first)];
        stream.fill_bytes(drawn);
        for share in drawn.as_chunks::<2>().0 {
            let position = (usize::from(u16::from_le_bytes(*share)) * bits) >> 16;
            filter[position / 64] |= 1 << (position % 64);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;

    #[test]
    fn the_key_of_a_token_is_what_hkdf_extracts() {
        let extracted = hkdf::Hkdf::<Sha256>::extract(Some(&[7; 32]), b"\x01an").0;
        assert_eq!(Secret::new(&[7; 32]).key(b"\x01an")[..], extracted[..]);
    }

    #[test]
    fn fewer_positions_are_among_more_and_lie_anywhere_in_the_filter() {
        let key = Secret::new(&[7; 32]).key(b"\x01an");
        let [few, many] = [50, 4_000].map(|draws| {
            let mut filter = [0_u64; 48];
            set_positions(&mut ChaCha8Rng::from_seed(key), draws, &mut filter);
            filter
        });
        let count = |filter: &[u64]| filter.iter().map(|word| word.count_ones()).sum::<u32>();
        assert!((45..=50).contains(&count(&few)), "{}", count(&few));
        assert!(few.iter().zip(&many).all(|(few, many)| few & many == *few));
        // A bit stays clear of 4,000 draws of 3,072 with probability 0.272, in every part of the filter.
        for part in many.as_chunks::<12>().0 {
            let clear = 1.0 - f64::from(count(part)) / 768.0;
            assert!((clear - 0.272).abs() < 0.06, "{clear}");
        }
    }

    #[test]
    fn nothing_of_a_key_is_printed() {
        let keys = TokenKeys::under_one_secret([1; 32], [77; 32]);
        assert_eq!(format!("{keys:?}"), "a secret that gives the key of any token");
    }
}
