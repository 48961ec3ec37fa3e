//! From scored pairs to people: what always holds, and what holds where the truth is known.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::float_cmp, reason = "shares that are exactly none or all are meant to be so")]

mod mixtures;
mod planted;
mod properties;
