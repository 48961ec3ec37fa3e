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
//! hardly two people share, as if it were encoded under many salts at once: one slip spoils some, and the others are found. Two people share none but by an
//! accident of a few in a million pairs, and nothing is learned about who shares no token with anybody known.
//!
//! Two records that share a part f of their positions are found among n pairs where `f sqrt(bits)` is above chance by as many standard deviations as n asks for,
//! whatever the density: with 8,192 bits from one match key in twelve on. Measured by the examples `encode_quality` (F1 without labels of FEBRL 4, 1,000 common of
//! 3,000 + 3,000, and of two lists of an ordinary generated region) and `attack_default` (the share of people of whom names, birth and sex are encoded who are named from 500
//! known pairs by ridge regression / by a Gaussian process with the kernel of parities), beside bigrams and parts of dates as version 3 encoded them:
//!
//! | tokens | bits | density | mixed into one | FEBRL 4 | region | 500 known |
//! |---|---|---|---|---|---|---|
//! | bigrams | 2,048 | 0.42 | 1 | 0.988 | | nearly all |
//! | bigrams | 4,096 | 0.42 | 6 | 0.955 | 0.868 | 0.2 % / 0.4 % |
//! | **match keys** | **8,192** | **0.10** | **1** | **0.986** | **0.954** | **0.2 % / 0.2 %** |
//!
//! [Diffusion](EncodingSettings::diffusion) can be added, and hides matches that share one or two keys.

mod births;
mod clk;
mod content;
mod decoys;
mod diffusion;
mod encode;
mod match_keys;
mod plausible;
mod refusal;
mod rehearsal;
mod settings;
mod strata;
mod text;
mod token_keys;
mod tokens;

pub use clk::read_clks;
pub use content::Content;
pub use decoys::take_off;
pub use encode::{Encoded, Identifier, Kept, Known, encode, encode_tokens};
pub use plausible::{check_no_text, check_plausible};
pub use refusal::EncodingRefusal;
pub use rehearsal::{Rehearsal, rehearse};
pub use settings::{EncodingSettings, KIBIBITS, VERSION};
pub use strata::Stratum;
pub use token_keys::TokenKeys;
pub use tokens::ListTokens;

pub(crate) use decoys::size_class;
pub(crate) use token_keys::DIFFUSION;
