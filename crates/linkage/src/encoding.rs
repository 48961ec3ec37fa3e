//! Encodings at level 1: a record as bits that can be compared and, without the keys of its round, not be read.
//!
//! A record is cut into [tokens](ListTokens) by what its fields mean; each token sets bits at positions drawn from its
//! [key](TokenKeys), which no member and no hub can compute alone ([`crate::round_key`]); the bits are mixed by linear diffusion;
//! decoys, random order and random identifiers hide who and how many they are. An encoding is personal data
//! all the same: whoever has pairs of people and encodings, or the similarities and a register of the same people, can try.
//! Nothing else of this crate needs encodings to exist.

mod decoys;
mod diffusion;
mod encode;
mod refusal;
mod settings;
mod strata;
mod text;
mod token_keys;
mod token_kind;
mod tokens;

pub use decoys::take_off;
pub use encode::{Encoded, Identifier, Kept, Known, encode, encode_tokens};
pub use refusal::EncodingRefusal;
pub use settings::{BITS, EncodingSettings, VERSION};
pub use strata::Stratum;
pub use token_keys::TokenKeys;
pub use tokens::ListTokens;

pub(crate) use decoys::size_class;
pub(crate) use token_keys::DIFFUSION;
