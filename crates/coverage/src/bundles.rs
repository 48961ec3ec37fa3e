//! Bundles: scopes that a picture treats alike.

use rustc_hash::FxHashMap;

use crate::Supply;
use crate::cell_sets::CellSets;
use crate::regions::ReachedSets;

/// The scopes, bundled: those in one bundle reach the same regions and declare the same, so that they stand in the same
/// cells. A million initiatives have tens of thousands of scopes and a few hundred bundles, whose cells stay in the nearest
/// cache while the initiatives pass by.
#[derive(Debug, Default)]
pub(crate) struct Bundles {
    /// By scope, its bundle.
    of_scope: Vec<u32>,
    /// By bundle, the number of the set of regions that it reaches and of what it declares.
    list: Vec<(u32, u32)>,
}

impl Bundles {
    pub(crate) fn new(supply: &Supply, reached: &ReachedSets) -> Self {
        let mut list = Vec::new();
        let mut numbers = FxHashMap::default();
        let of_scope = supply.scopes().iter().map(|scope| {
            let bundle = (reached.number_of(scope.places), scope.declared);
            *numbers.entry(bundle).or_insert_with(|| {
                list.push(bundle);
                list.len() as u32 - 1
            })
        });
        Self { of_scope: of_scope.collect(), list }
    }

    /// By scope, its bundle.
    pub(crate) fn of_scopes(&self) -> &[u32] {
        &self.of_scope
    }

    /// By bundle, the number of the set of regions that it reaches and of what it declares.
    pub(crate) fn list(&self) -> &[(u32, u32)] {
        &self.list
    }

    /// By bundle, the regions in which its organisations are expected to report.
    pub(crate) fn expected(&self, reached: &ReachedSets) -> CellSets {
        let mut sets = CellSets::default();
        for (set, _) in self.list() {
            let (inner, wider) = reached.regions(*set);
            sets.push_merged(inner, wider);
        }
        sets
    }
}
