//! The key of a round, which nobody ever holds: n holders have a share each, any t of them together answer requests.
//!
//! What a token sets in an encoding follows from F(k, token), the verifiable oblivious pseudorandom function of RFC 9497 on ristretto255
//! (`voprf`). Its key k is made by the distributed key generation of FROST (`frost-ristretto255`, Komlo and Goldberg 2020, after Pedersen 1991):
//! every holder deals a random polynomial of degree t - 1, and its share is the value at its own number of the sum of
//! all. k is the sum at zero, and is at no time on any machine.
//!
//! 1. **Ceremony** ([`Begun`], [`Dealt`], [`Shared`]): n holders exchange openings, then shares, then confirmations that all saw the same. Each
//!    ends with a [`Holder`] and all with one public [`RoundKey`].
//! 2. **Request** ([`ask`]): a member hashes each token to the group and multiplies it by a secret of its own. What leaves tells nothing of
//!    the token but, by its length, a size class of how many there are; its order is that of the random bytes.
//! 3. **Answer** ([`Holder::answer`]): a holder multiplies by its share and proves that it was the share that it committed to.
//! 4. **Combination** ([`combine`]): the member checks the proofs of t answers, interpolates at zero, takes off its own secret and hashes.
//!
//! **Why the interpolation is sound.** With `B = r H(x)` and `E_i = s_i B`, where `s_i = f(i)` for f of degree t - 1, the sum of `l_i E_i` over any t
//! distinct i with `l_i = prod j / (j - i)`, j over the other ones, is `f(0) B = k B`: Lagrange's formula at zero holds in the exponent because it is
//! linear. So the result is what one server with k would have answered, and a test compares it with the vectors of RFC 9497. Each `E_i` is proven against
//! the public share f(i) G, so no holder can bend the sum. Fewer than t holders learn nothing of k, and no holder learns x.
//!
//! **What is not hidden.** t holders together can compute any token, and with the encodings of the hub try a dictionary: holders are organisations that
//! do not trust each other, and none of them is the hub. A member learns the keys of what it asks for, so a member could ask for a dictionary:
//! holders count what each asks ([`Round::most_tokens`]) and refuse beyond.
//!
//! **Who carries the messages.** All are plain values for any carrier. Openings, confirmations, requests and answers are signed by
//! whoever sends them; a [`Deal`] must travel *sealed* for its recipient. Every message names its round by a digest of all its terms, and so does
//! every token: an answer, a key or an encoding of one round is nothing in another.
//!
//! **Destroying.** A share is wiped when its [`Holder`] is dropped. When n - t + 1 holders have dropped theirs and the copies that they may have
//! written, k can never be had again: no new encoding can be made in that round, so none can be tried against the old ones.

mod answer;
mod ceremony;
mod combine;
mod refusal;
mod request;
mod sole;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroize;

pub use answer::{Answer, Holder};
pub use ceremony::{Begun, Confirmation, Deal, Dealt, Opening, RoundKey, Shared};
pub use combine::combine;
pub use refusal::RoundKeyRefusal;
pub use request::{Asking, Request, ask};
pub use sole::SoleKey;

/// The terms of a round, known to all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// What the round is called: new for each.
    pub name: String,
    /// Digest of the [settings](crate::encoding::EncodingSettings) that everybody encodes under.
    pub settings: [u8; 32],
    /// Key holders, numbered from 1.
    pub holders: u16,
    /// How many of them are needed, 2 at least.
    pub needed: u16,
    /// At most so many tokens are answered to one member.
    pub most_tokens: u32,
}

impl Round {
    /// Digest of the terms, which names the round in every message and token.
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(b"concert/round/1");
        hash.update((self.name.len() as u64).to_be_bytes());
        hash.update(&self.name);
        hash.update(self.settings);
        hash.update(self.holders.to_be_bytes());
        hash.update(self.needed.to_be_bytes());
        hash.update(self.most_tokens.to_be_bytes());
        hash.finalize().into()
    }

    /// Refuses terms under which there is no round.
    pub fn check(&self) -> Result<(), RoundKeyRefusal> {
        if self.needed < 2 || self.needed > self.holders {
            return Err(RoundKeyRefusal::Terms { holders: self.holders, needed: self.needed });
        }
        Ok(())
    }

    fn is(&self, round: &[u8; 32]) -> Result<(), RoundKeyRefusal> {
        if self.digest() == *round { Ok(()) } else { Err(RoundKeyRefusal::OtherRound) }
    }
}

/// Bytes that are wiped when dropped and printed as nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Secret(Vec<u8>);

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a secret")
    }
}

/// What is hashed to the group for a token: it is of this round only.
fn input(round: &[u8; 32], token: &[u8]) -> Vec<u8> {
    [b"concert/token/1", &round[..], token].concat()
}

/// The key of a token from the output of the function.
fn key(output: &[u8]) -> [u8; 32] {
    hkdf::Hkdf::<Sha256>::extract(Some(b"concert/token-key/1"), output).0.into()
}

/// Lends today's source of randomness to crates that know the traits of an older one.
struct Lent<'a, R: ?Sized>(&'a mut R);

impl<R: rand::Rng + ?Sized> frost_ristretto255::rand_core::RngCore for Lent<'_, R> {
    fn next_u32(&mut self) -> u32 {
        self.0.next_u32()
    }

    fn next_u64(&mut self) -> u64 {
        self.0.next_u64()
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }

    fn try_fill_bytes(
        &mut self,
        bytes: &mut [u8],
    ) -> Result<(), frost_ristretto255::rand_core::Error> {
        self.0.fill_bytes(bytes);
        Ok(())
    }
}

impl<R: rand::CryptoRng + ?Sized> frost_ristretto255::rand_core::CryptoRng for Lent<'_, R> {}
