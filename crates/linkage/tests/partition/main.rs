//! From scored pairs to people: what always holds, and what holds where the truth is known.

mod mixtures;
mod planted;
mod properties;
