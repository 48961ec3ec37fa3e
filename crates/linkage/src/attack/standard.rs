//! The attacks on a file of encodings that is about to leave.

use super::TokenSets;
use super::parity_aware::Design;
use super::report::{Question, Report, report};
use crate::encoding::{Encoded, EncodingSettings, Kept, ListTokens};
use crate::{Filters, Interrupted, Tell};

impl Design {
    /// What is public of encodings under these settings.
    pub fn of(settings: &EncodingSettings) -> Self {
        Self { rate: 1.0 / settings.bits() as f32, inputs: settings.diffusion, clarity: 1.0 }
    }
}

impl TokenSets {
    /// The tokens of a list as they enter its filters, with the positions that each sets in each record.
    pub fn of_list(tokens: &ListTokens, settings: &EncodingSettings) -> Self {
        let scaling = settings.scaling();
        let mut sets = Self::new();
        for record in 0..tokens.records() {
            let own = tokens.of_record(record);
            sets.push_scaled(
                own.iter().map(|&token| (u64::from(token), 1.0)),
                scaling.of_one(own.len()),
                scaling.random(own.len()),
            );
        }
        sets
    }
}

/// The encodings of a list in the order of its records, without decoys.
pub fn in_order(encoded: &Encoded, kept: &Kept) -> Filters {
    let mut places: Vec<(u32, usize)> = kept
        .rows
        .iter()
        .enumerate()
        .filter_map(|(place, row)| row.map(|row| (row, place)))
        .collect();
    places.sort_unstable();
    let mut filters = Filters::new(encoded.filters.bits());
    for (_, place) in places {
        filters.push(encoded.filters.row(place));
    }
    filters
}

/// Runs all attacks that need no key on a file that is about to leave. The decoys are left out, which
/// favours the attacker.
pub fn of_file(
    encoded: &Encoded,
    kept: &Kept,
    tokens: &ListTokens,
    settings: &EncodingSettings,
    seed: u64,
    tell: &mut Tell<'_>,
) -> Result<Report, Interrupted> {
    let question = Question {
        encodings: &in_order(encoded, kept),
        plain: &TokenSets::of_list(tokens, settings),
        clean: encoded.clean,
        design: Some(Design::of(settings)),
        with_key: None,
        without_key: None,
        seed,
    };
    report(question, tell)
}
