//! How much of a gap rests on silence.

use std::collections::BTreeMap;

use super::Ground;
use crate::gap::mean_gap;
use crate::knowledge::Reports;
use crate::regions::Regions;
use crate::{Completeness, Question, Refusal};

/// A place in which not everybody who is expected to report did.
///
/// What the silent do is not known, and the engine has nothing to guess it from: that they do what
/// those do who reported would be a guess, and the silent are not like the others. So no variance
/// is put on it; the weighted gap that rests on silence says where an answer can matter most.
#[derive(Debug, Clone, PartialEq)]
pub struct SilentPlace {
    /// The place; it has a need in question.
    pub place: u32,
    /// How many are expected to report, and how many did.
    pub completeness: Completeness,
    /// Who is expected and did not report, ascending; nobody where nobody is expected.
    pub silent: Vec<u32>,
    /// The expected weighted gap of the needs in question that stand in the place itself.
    pub weighted_gap: f64,
    /// The part of it that rests on silence: `(1 - r)` of it, with `r` the share that reported; all
    /// of it where nobody is expected.
    pub on_silence: f64,
}

pub(super) fn silent_places(
    ground: &Ground<'_>,
    question: &Question,
) -> Result<Vec<SilentPlace>, Refusal> {
    let mut gap_of: BTreeMap<u32, f64> = BTreeMap::new();
    for (slot, weight) in ground.slots() {
        let draws = ground.needs.slot_draws(slot);
        let missing = mean_gap(draws, ground.allocation.of_slot(slot));
        let place = ground.needs.atoms()[ground.needs.slots()[slot as usize].atom as usize].place;
        *gap_of.entry(place).or_default() += weight * missing;
    }
    let regions = Regions::new(ground.tree, gap_of.keys().copied().map(Some).collect());
    let reports = Reports::within(ground.tree, ground.supply, question, &regions)?;
    let mut silent: Vec<Vec<u32>> = vec![Vec::new(); gap_of.len()];
    reports.each_silent(question, |organisation, region| {
        silent[region].push(ground.supply.organisations()[organisation]);
    });
    let each = gap_of.into_iter().zip(&reports.completeness).zip(silent);
    let places = each.map(|(((place, weighted_gap), completeness), mut silent)| {
        silent.sort_unstable();
        let on_silence = weighted_gap * (1.0 - completeness.share().unwrap_or(0.0));
        SilentPlace { place, completeness: *completeness, silent, weighted_gap, on_silence }
    });
    let mut places: Vec<SilentPlace> = places.filter(|place| place.on_silence > 0.0).collect();
    places.sort_by(|a, b| b.on_silence.total_cmp(&a.on_silence).then(a.place.cmp(&b.place)));
    Ok(places)
}
