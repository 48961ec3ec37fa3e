//! Encodings at level 1: a record as bits that can be compared and, without the keys of its round, not be read.
//!
//! A record is cut into [tokens](ListTokens) by what its fields mean; each token sets bits at positions drawn from its
//! [key](TokenKeys), which no member and no hub can compute alone ([`crate::round_key`]); the bits are mixed by linear diffusion;
//! decoys, random order and random identifiers hide who and how many they are. An encoding is personal data
//! all the same: whoever has pairs of people and encodings, or the similarities and a register of the same people, can try.
//! Nothing else of this crate needs encodings to exist.
//!
//! # Density and diffusion
//!
//! Quality of linkage and resistance to known pairs are two ends of one rope. Let r = (1 - 2d)^t, for a density d before diffusion
//! and t bits in one. A token correlates by about r with the bits that it enters, which is what an attacker learns from; two records whose filters
//! have a Dice coefficient D correlate by about r^(2(1 - D)), which is what linkage sees, above a noise of 1 / sqrt(2,048). Only the product d t counts.
//!
//! On FEBRL 4 (1,000 common of 3,000 + 3,000, without the identity number), by the example `encode_quality`: F1 of mutually nearest encodings above the best
//! threshold, and the share of people whom ridge regression and a Gaussian process with the kernel of parities name rightly from 500 known pairs.
//!
//! | d | t | F1 | linear | of parities |
//! |---|---|---|---|---|
//! | 0.19 | 1 | 0.994 | 100 % | 100 % |
//! | 0.15 | 8 | 0.990 | 21.5 % | 45.2 % |
//! | 0.15 | 10 | 0.980 | 2.6 % | 5.8 % |
//! | **0.19** | **10** | **0.956** | **0.4 %** | **0.2 %** |
//! | 0.19 | 16 | 0.854 | 0.1 % | 0.0 % |
//!
//! The default is the fourth line: a missed link is counted by the estimate's doubt, a name in the wrong hands by nobody. Lists of clean data lose
//! little by it (FEBRL 4 errs in up to ten places of a record). With names, birth and sex alone a record has fewer and commoner tokens and is
//! easier to name (by the example `attack_default` 0.6 % and 4.1 %; with t = 16, 0.0 % and 0.3 %): the attacks that run before a file leaves say so for the list at hand.

mod clk;
mod decoys;
mod diffusion;
mod encode;
mod plausible;
mod refusal;
mod rehearsal;
mod settings;
mod strata;
mod text;
mod token_keys;
mod token_kind;
mod tokens;

pub use clk::read_clks;
pub use decoys::take_off;
pub use encode::{Encoded, Identifier, Kept, Known, encode, encode_tokens};
pub use plausible::check_plausible;
pub use refusal::EncodingRefusal;
pub use rehearsal::{Rehearsal, rehearse};
pub use settings::{BITS, EncodingSettings, VERSION};
pub use strata::Stratum;
pub use token_keys::TokenKeys;
pub use tokens::ListTokens;

pub(crate) use decoys::size_class;
pub(crate) use token_keys::DIFFUSION;
