//! What changed between two moments: what began, ended and grew old, and why gaps are others.

use std::collections::BTreeMap;
use std::sync::Arc;

use concert_coverage::{AllocationRule, Causes, Change, Moment, PlaceTree, SupplyRow};
use concert_terms::{Pillar, PlaceCode, Side};
use jiff::civil::Date;
use serde::Serialize;

use crate::label::PlaceLabel;
use crate::need_label::NeedLabel;
use crate::picture::{Picture, place_parents, supply_row};
use crate::tidings::{Tidings, tidings};
use crate::{Asked, Secretariat, Unanswered};

/// A moment to compare: what had been stated by then, seen on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Instant {
    /// The day on which capacities are looked at.
    pub at: Date,
    /// How many statements the picture rests on.
    pub size: u64,
    /// How coarse declarations are spread over needs.
    #[serde(serialize_with = "rule_code")]
    pub rule: AllocationRule,
}

/// What changed in a place from one moment to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangesView {
    /// The first moment.
    pub since: Instant,
    /// The second.
    pub until: Instant,
    /// The place; absent for everywhere.
    pub place: Option<PlaceLabel>,
    /// What was stated, what grew old and who fell silent.
    pub tidings: Tidings,
    /// The gaps of each pillar and side, whose units differ and which are never added.
    pub layers: Vec<LayerChange>,
    /// The cells that hold most of the change in their pillar and side.
    pub cells: Vec<CellChange>,
    /// Cells that changed less and are left out.
    pub cells_left_out: usize,
}

/// The expected gap of a pillar on a side, and why it is another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LayerChange {
    /// Pillar, if stated.
    pub pillar: Option<Pillar>,
    /// Side, if stated.
    pub side: Option<Side>,
    /// How it changed.
    #[serde(flatten)]
    pub change: GapChange,
}

/// The expected gap of a cell, and why it is another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellChange {
    /// The cell.
    #[serde(flatten)]
    pub cell: NeedLabel,
    /// How it changed.
    #[serde(flatten)]
    pub change: GapChange,
}

/// An expected gap at two moments. The four causes add up to the change; each is positive where it
/// made the gap wider.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct GapChange {
    /// At the first moment.
    pub before: f64,
    /// At the second.
    pub after: f64,
    /// Because more or less is needed.
    pub need: f64,
    /// Because more or less is declared.
    pub capacity: f64,
    /// Because what was declared grew older, or was confirmed anew.
    pub staleness: f64,
    /// Because places lie otherwise or another rule of allocation is used.
    pub definition: f64,
}

impl GapChange {
    /// By how much the gap is wider.
    pub fn total(&self) -> f64 {
        self.after - self.before
    }

    fn add(&mut self, change: &Change) {
        let Causes { need, capacity, staleness, definition } = change.causes;
        self.before += change.before;
        self.after += change.after;
        self.need += need;
        self.capacity += capacity;
        self.staleness += staleness;
        self.definition += definition;
    }
}

/// The most cells that are listed.
const MOST_CELLS: usize = 50;
/// A change of a gap that is worth a line, in units of its need.
const LEAST_CHANGE: f64 = 0.5;

impl Secretariat {
    /// What changed in a place (everywhere without one) from one moment to another.
    pub fn changes(
        &self,
        since: Instant,
        until: Instant,
        place: Option<&PlaceCode>,
    ) -> Asked<ChangesView> {
        let size = self.picture().coalition.size;
        if since.size > until.size || until.size > size || since.at > until.at {
            return Err(Unanswered::unsound("since", "the first moment comes before the second"));
        }
        let before = self.past(since.size)?;
        if until.size < size {
            let after = self.past(until.size)?;
            return compared(&before, &after, since, until, place);
        }
        compared(&before, &self.picture(), since, until, place)
    }
}

fn compared(
    before: &Arc<Picture>,
    after: &Picture,
    since: Instant,
    until: Instant,
    place: Option<&PlaceCode>,
) -> Asked<ChangesView> {
    let asked = crate::frame::question(after, place, until.at)?;
    // Places that were declared later had no place before; for them the later tree is taken.
    let mut parents = place_parents(&before.coalition);
    parents.extend(place_parents(&after.coalition).split_off(parents.len()));
    let tree_before = PlaceTree::new(&parents)?;
    let (rows_before, rows_after) = (rows(before), rows(after));
    // Atoms stand in the order of their needs' numbers.
    let numbers = [&before.atoms, &after.atoms];
    let found = concert_coverage::changes(
        &Moment {
            day: concert_coalition::day_number(since.at),
            tree: &tree_before,
            rule: since.rule,
            rows: &rows_before,
            needs: &before.needs,
            numbers: numbers[0],
        },
        &Moment {
            day: concert_coalition::day_number(until.at),
            tree: &after.tree,
            rule: until.rule,
            rows: &rows_after,
            needs: &after.needs,
            numbers: numbers[1],
        },
    )?;
    let mut cells = Vec::new();
    let mut layers: BTreeMap<(Option<Pillar>, Option<Side>), GapChange> = BTreeMap::new();
    for change in &found {
        let is_needed_still = numbers[1].binary_search(&change.need);
        let (picture, atom) = match is_needed_still {
            Ok(atom) => (after, atom),
            Err(_) => match numbers[0].binary_search(&change.need) {
                Ok(atom) => (&**before, atom),
                Err(_) => continue,
            },
        };
        let stands = &picture.needs.atoms()[atom];
        if asked.place.is_some_and(|whole| !after.tree.is_within(stands.place, whole)) {
            continue;
        }
        layers.entry((stands.pillar, stands.side)).or_default().add(change);
        cells.push((picture, atom as u32, change));
    }
    cells.retain(|(_, _, change)| size(change) >= LEAST_CHANGE);
    rank(&mut cells);
    let cells_left_out = cells.len().saturating_sub(MOST_CELLS);
    let cell = |(picture, atom, change): &(&Picture, u32, &Change)| {
        let mut gap = GapChange::default();
        gap.add(change);
        Some(CellChange { cell: NeedLabel::of(picture, *atom)?, change: gap })
    };
    let layer = |((pillar, side), change)| LayerChange { pillar, side, change };
    Ok(ChangesView {
        since,
        until,
        place: asked.place.and_then(|number| PlaceLabel::of(&after.coalition, number)),
        tidings: tidings(before, after, since.at, until.at, asked.place),
        layers: layers.into_iter().map(layer).collect(),
        cells: cells.iter().take(MOST_CELLS).filter_map(cell).collect(),
        cells_left_out,
    })
}

fn size(change: &Change) -> f64 {
    (change.after - change.before).abs()
}

/// Puts the cells first that hold most of all change in their pillar and side: units differ, so a
/// thousand people reached are not more than ten people assisted.
fn rank(cells: &mut [(&Picture, u32, &Change)]) {
    let layer = |(picture, atom, _): &(&Picture, u32, &Change)| {
        let atom = &picture.needs.atoms()[*atom as usize];
        (atom.pillar, atom.side)
    };
    let mut whole: BTreeMap<_, f64> = BTreeMap::new();
    for cell in &*cells {
        *whole.entry(layer(cell)).or_default() += size(cell.2);
    }
    cells.sort_by(|a, b| {
        let share = |cell: &(&Picture, u32, &Change)| size(cell.2) / whole[&layer(cell)];
        share(b).total_cmp(&share(a)).then(a.2.need.cmp(&b.2.need))
    });
}

fn rows(picture: &Picture) -> Vec<(u32, SupplyRow)> {
    let initiatives = picture.coalition.initiatives.iter();
    initiatives.map(|(number, _, initiative)| (number, supply_row(initiative))).collect()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn rule_code<S: serde::Serializer>(rule: &AllocationRule, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(match rule {
        AllocationRule::ByNeed => "by-need",
        AllocationRule::Uniform => "uniform",
    })
}
