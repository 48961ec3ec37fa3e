//! Amounts of initiatives, such as the people whom they turned away or could still take, at the
//! needs that they touch.

use crate::allocation::{Allotment, matching_kinds};
use crate::placed::PlacedSets;
use crate::{AllocationRule, Needs, PlaceTree, Refusal, Supply};

/// An amount of one initiative.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RowAmount {
    /// The initiative, by its row in [`Supply`].
    pub row: u32,
    /// The amount, a finite number of zero or more.
    pub amount: f64,
}

/// An organisation's amount at one need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AmountAt {
    /// The organisation.
    pub organisation: u32,
    /// Position of the need among [`Needs::atoms`].
    pub need: u32,
    /// The amount.
    pub amount: f64,
}

/// Spreads amounts of initiatives over the needs that they touch, in the same shares as capacity is
/// allocated ([`crate::Allocation`]), and adds them up by organisation and need, in that order. What
/// touches no need is left out.
///
/// Refused: a row that is not there, an amount that is negative or not finite, an initiative in a
/// place that is not in the tree.
pub fn apportion(
    tree: &PlaceTree,
    supply: &Supply,
    needs: &Needs,
    rule: AllocationRule,
    amounts: &[RowAmount],
) -> Result<Vec<AmountAt>, Refusal> {
    let placed = PlacedSets::new(tree, supply)?;
    let matching = matching_kinds(supply, needs);
    let mut allotment = Allotment::default();
    let mut found = Vec::new();
    for RowAmount { row, amount } in amounts.iter().copied() {
        let kept = supply.amount_of(row, amount)?;
        let scope = supply.scopes()[kept.scope as usize];
        let places = placed.of(scope.places);
        allotment.settle(needs, &matching[scope.declared as usize], places, rule);
        let organisation = supply.organisations()[kept.organisation as usize];
        allotment.each_share(needs, |slot, share| {
            let need = needs.slots()[slot as usize].atom;
            if amount * share > 0.0 {
                found.push(AmountAt { organisation, need, amount: amount * share });
            }
        });
    }
    // From the smallest up, so that the order of rows leaves no trace in a sum.
    found.sort_unstable_by(|a, b| {
        let order = (a.organisation, a.need).cmp(&(b.organisation, b.need));
        order.then(a.amount.total_cmp(&b.amount))
    });
    found.dedup_by(|next, sum| {
        let is_same = (next.organisation, next.need) == (sum.organisation, sum.need);
        if is_same {
            sum.amount += next.amount;
        }
        is_same
    });
    Ok(found)
}
