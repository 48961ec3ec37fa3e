//! What stands behind an organisation's service at a need: its initiatives, each with its part.

use crate::allocation::{Allotment, matching_kinds};
use crate::effective_supply::Freshness;
use crate::placed::PlacedSets;
use crate::{AllocationRule, Needs, PlaceTree, Refusal, Supply};

/// An initiative's part in what its organisation does about one need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Behind {
    /// The need, by its position among [`Needs::atoms`].
    pub need: u32,
    /// The organisation, as the caller numbers it.
    pub organisation: u32,
    /// The initiative, by its row in [`Supply`].
    pub row: u32,
    /// Its effective supply there, in the unit of the need; `None` where it states no capacity.
    pub amount: Option<f64>,
    /// Whether a rule and not the declaration decided that this much stands there: it declares
    /// several cells, or a place above the need's.
    pub is_by_rule: bool,
}

/// The initiatives under way on a day behind some services, each a need and an organisation; by
/// need, then organisation, the largest part first, then by row. Their amounts add up to
/// [`Service::amount`](crate::served::Service::amount). A pair without a service has none.
///
/// Refused: an initiative in a place that is not in the tree.
pub fn behind(
    day: i32,
    tree: &PlaceTree,
    supply: &Supply,
    needs: &Needs,
    rule: AllocationRule,
    services: &[(u32, u32)],
) -> Result<Vec<Behind>, Refusal> {
    let mut wanted = services.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let mut organisations: Vec<u32> =
        wanted.iter().map(|(_, organisation)| *organisation).collect();
    organisations.sort_unstable();
    organisations.dedup();
    let mut wanted_needs: Vec<u32> = wanted.iter().map(|(need, _)| *need).collect();
    wanted_needs.dedup();
    let number = |at: u32| supply.organisations()[at as usize];
    let mut rows: Vec<(u32, u32)> = (0_u32..)
        .zip(supply.rows())
        .filter(|(_, row)| row.is_active_on(day))
        .filter(|(_, row)| organisations.binary_search(&number(row.organisation)).is_ok())
        .map(|(at, row)| (row.scope, at))
        .collect();
    rows.sort_unstable();
    let placed = PlacedSets::new(tree, supply)?;
    let matching = matching_kinds(supply, needs);
    let fresh = Freshness::on(day, supply);
    let mut allotment = Allotment::default();
    let (mut shares, mut found) = (Vec::new(), Vec::new());
    for of_scope in rows.chunk_by(|(scope, _), (other, _)| scope == other) {
        let scope = supply.scopes()[of_scope[0].0 as usize];
        let places = placed.of(scope.places);
        allotment.settle(needs, &matching[scope.declared as usize], places, rule);
        let declared = &supply.declared()[scope.declared as usize];
        let is_by_rule = allotment.is_by_rule(needs, places, declared.cells());
        shares.clear();
        allotment.each_share(needs, |slot, share| {
            let need = needs.slots()[slot as usize].atom;
            if wanted_needs.binary_search(&need).is_ok() {
                shares.push((need, share));
            }
        });
        for (_, at) in of_scope {
            let row = &supply.rows()[*at as usize];
            let organisation = number(row.organisation);
            let here = shares.iter().filter(|(need, _)| {
                let service = (*need, organisation);
                wanted.binary_search(&service).is_ok()
            });
            found.extend(here.map(|(need, share)| {
                Behind {
                    need: *need,
                    organisation,
                    row: *at,
                    // A need that is nobody's by its weight has a share that is not a number.
                    amount: fresh
                        .effective(row)
                        .map(|effective| if *share > 0.0 { effective * share } else { 0.0 }),
                    is_by_rule,
                }
            }));
        }
    }
    let known = |behind: &Behind| behind.amount.unwrap_or(-1.0);
    found.sort_unstable_by(|a, b| {
        let order = (a.need, a.organisation).cmp(&(b.need, b.organisation));
        order.then(known(b).total_cmp(&known(a))).then(a.row.cmp(&b.row))
    });
    Ok(found)
}
