//! The needs over which a figure is taken, chosen in the open.

use concert_terms::{Pillar, Side};

use crate::{NeedAtom, Needs};

/// Some of the needs of a picture, with what they mix.
///
/// Overlap, spread and co-presence are sums over needs. The two sides of trafficking are different
/// worlds, and the pillars count in different units (people assisted, people reached, cases), so
/// whoever asks says which needs to take, and the answer says which sides and pillars were added
/// up.
///
/// ```
/// use concert_coverage::{Among, NeedAtom, Needs, PlaceTree};
/// use concert_terms::{Draws, Pillar, Population, Side};
///
/// let tree = PlaceTree::new(&[None]).unwrap();
/// let need = |side| NeedAtom {
///     place: 0,
///     pillar: Some(Pillar::Protection),
///     side: Some(side),
///     form: None,
///     population: Population::EVERYBODY,
///     sector: None,
///     draws: Draws::constant(9.0, 10),
/// };
/// let needs = Needs::new(&tree, vec![need(Side::Supply), need(Side::Demand)]).unwrap();
/// let supply_side = Among::needs(&needs, |need| need.side == Some(Side::Supply));
/// assert_eq!(supply_side.sides(), [Some(Side::Supply)]);
/// assert!(supply_side.holds(0) && !supply_side.holds(1));
/// assert_eq!(Among::all(&needs).sides().len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Among {
    held: Vec<bool>,
    sides: Vec<Option<Side>>,
    pillars: Vec<Option<Pillar>>,
}

impl Among {
    /// The needs that are wanted.
    pub fn needs(needs: &Needs, is_wanted: impl Fn(&NeedAtom) -> bool) -> Self {
        Self::of(needs, needs.atoms().iter().map(is_wanted).collect())
    }

    /// The needs at positions that are wanted.
    pub fn needs_at(needs: &Needs, is_wanted: impl Fn(u32) -> bool) -> Self {
        Self::of(needs, (0..needs.atoms().len() as u32).map(is_wanted).collect())
    }

    fn of(needs: &Needs, held: Vec<bool>) -> Self {
        let wanted =
            || held.iter().zip(needs.atoms()).filter_map(|(held, need)| held.then_some(need));
        let mut sides: Vec<_> = wanted().map(|need| need.side).collect();
        sides.sort_unstable();
        sides.dedup();
        let mut pillars: Vec<_> = wanted().map(|need| need.pillar).collect();
        pillars.sort_unstable();
        pillars.dedup();
        Self { held, sides, pillars }
    }

    /// All needs, whatever their sides and units.
    pub fn all(needs: &Needs) -> Self {
        Self::needs(needs, |_| true)
    }

    /// Whether a need is one of them.
    pub fn holds(&self, need: u32) -> bool {
        self.held.get(need as usize).copied().unwrap_or(false)
    }

    /// The sides that are added up, ascending; `None` stands for needs that do not say.
    pub fn sides(&self) -> &[Option<Side>] {
        &self.sides
    }

    /// The pillars that are added up, ascending; `None` stands for needs that do not say. Where
    /// there are several, amounts in different units are added up.
    pub fn pillars(&self) -> &[Option<Pillar>] {
        &self.pillars
    }
}
