//! Encodings at level 1: a record as bits that can be compared and, without the keys of its round, not be read.
//!
//! What a record says is joined to match keys, its [tokens](ListTokens); each token sets bits at positions drawn from its
//! [key](TokenKeys), which no member and no hub can compute alone ([`crate::round_key`]);
//! decoys, random order and random identifiers hide who and how many they are. An encoding is personal data
//! all the same: whoever has pairs of people and encodings, or the similarities and a register of the same people, can try.
//! Nothing else of this crate needs encodings to exist.
//!
//! # Match keys in the place of bigrams
//!
//! Filters of bigrams and of parts of dates put quality of linkage and resistance to known pairs at two ends of one rope: everybody shares some bigrams with everybody, so
//! that some people who are known in both forms explain all others, and whatever hides that (mixing bits, flipping them, a salt) hides matches too. A salt by the day of birth
//! would leave known pairs worth nothing, and finds nobody whose day is written wrongly. Here a record has a token for every pair or triple of what it says that
//! hardly two people share, as if it were encoded under many salts at once: one slip spoils some, and the others are found. What is too frequent on its list to tell people apart
//! makes no token, so that two people share none but by an accident of some ten in a million pairs, and nothing is learned about who shares no token with anybody known.
//!
//! Two records that share a part f of their positions are found among n pairs where `f sqrt(bits)` is above chance by as many standard deviations as n asks for,
//! whatever the density: with 8,192 bits from one match key in twelve on. What is found, and what known pairs teach of others, the examples `encode_quality` and
//! `attack_default` measure (docs/measurements.md).
//!
//! [Diffusion](EncodingSettings::diffusion) can be added, and hides matches that share one or two keys.

mod births;
mod clk;
mod content;
mod decoys;
mod diffusion;
mod encode;
mod in_common;
mod match_keys;
mod plausible;
mod rarity;
mod refusal;
mod rehearsal;
mod said;
mod settings;
mod strata;
mod text;
mod token_keys;
mod tokens;

pub use clk::read_clks;
pub use content::Content;
pub use decoys::take_off;
pub use encode::{Encoded, Identifier, Kept, Known, encode, encode_tokens};
pub use in_common::InCommon;
pub use plausible::{check_no_text, check_plausible};
pub use refusal::EncodingRefusal;
pub use rehearsal::{Rehearsal, rehearse};
pub use settings::{EncodingSettings, KIBIBITS, VERSION};
pub use strata::Stratum;
pub use token_keys::TokenKeys;
pub use tokens::ListTokens;

pub(crate) use decoys::size_class;
pub(crate) use token_keys::DIFFUSION;
