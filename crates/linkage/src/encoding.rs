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
//! Quality of linkage and resistance to known pairs are two ends of one rope. Two records that share a part T of their positions have filters that differ in a
//! share x = 2 (e^-l - e^-l(2 - T)) of their bits, where l = -ln(1 - d) for a density d before diffusion, and with t bits in one their encodings correlate by
//! (1 - 2x)^t, above a noise of 1 / sqrt(bits). A match is found where this is some four times the noise; a stranger is named where what known namesakes explain is. What
//! moves both ends the right way is:
//!
//! - tokens of which namesakes share less than one person's two records do (their weights are fixed in the module of the kinds of tokens);
//! - dense filters and few bits mixed in place of sparse ones and many: where one correlates as the other at T = 0.75, by 0.16, it does so less at T = 0.5 (0.015 where
//!   d = 0.4, 0.019 where d = 0.19) and at T = 0.25 (0.0004 and 0.0016), and a single token shows by (1 - 2d)^(t-1), 0.0007 in place of 0.013;
//! - longer encodings together with more mixing, at a price in space and time;
//! - what travels in clear anyway, as evidence beside the likeness ([`crate::likeness::Weighed::add_traits`]).
//!
//! Measured by the examples `encode_quality` (F1 of FEBRL 4, 1,000 common of 3,000 + 3,000, and of two lists of an ordinary generated region) and `attack_default` (the share of people of
//! whom names, birth and sex are encoded who are named from 500 known pairs by ridge regression / by a Gaussian process with the kernel of parities):
//!
//! | bits | d | t | FEBRL 4 | region | 500 known |
//! |---|---|---|---|---|---|
//! | 2,048 | 0.42 | 1 | 0.994 | | |
//! | 2,048 | 0.42 | 4 | 0.975 | 0.912 | |
//! | 2,048 | 0.42 | 5 | 0.957 | 0.869 | 0.2 % / 0.9 % |
//! | **4,096** | **0.42** | **6** | **0.957** | **0.862** | **0.2 % / 0.4 %** |
//!
//! The default is the line in bold: how many links are missed is reckoned afterwards ([`crate::likeness::Weighed::hidden`]), or no number is given; a name in the wrong hands is counted by nobody. Lists with addresses are harder to attack than names, birth and sex
//! alone; a round of which all lists have them finds more people with less mixing. The attacks that run before a file leaves say what holds for the list at hand.

mod clk;
mod content;
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
