//! Who serves which need with how much: the table on which overlap, fragmentation, alignment and
//! partners are computed.

use std::collections::HashMap;

use crate::allocation::{Allotment, matching_kinds};
use crate::effective_supply::{Freshness, Tally};
use crate::placed::PlacedSets;
use crate::{AllocationRule, Needs, PlaceTree, QuestionRefusal, Refusal, Supply};

/// What one organisation does about one need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Service {
    /// The organisation, as the caller numbers it.
    pub organisation: u32,
    /// Its effective supply there, in the unit of the need. 0 where it is present and no capacity
    /// is known.
    pub amount: f64,
}

/// The effective supply of every organisation at every need that stands, `s(o, c)`: the same
/// shares as in [`crate::Allocation`], kept apart by organisation. What touches no need is not in
/// it.
#[derive(Debug, Clone, PartialEq)]
pub struct Served {
    services: Vec<Service>,
    /// Where the services of each need begin, by its position among [`Needs::atoms`], and at the
    /// end their number.
    starts: Vec<usize>,
}

impl Served {
    /// Most services in a table: some gigabyte.
    pub const MOST: usize = 1 << 26;

    /// Who serves what on a day.
    ///
    /// Refused: an initiative in a place that is not in the tree, more than [`Served::MOST`]
    /// services.
    pub fn on(
        day: i32,
        tree: &PlaceTree,
        supply: &Supply,
        needs: &Needs,
        rule: AllocationRule,
    ) -> Result<Self, Refusal> {
        let placed = PlacedSets::new(tree, supply)?;
        let matching = matching_kinds(supply, needs);
        let mut allotment = Allotment::default();
        let mut found: Vec<(u32, Service)> = Vec::new();
        for ((scope, organisation), tally) in tallies(supply, day) {
            let scope = supply.scopes()[scope as usize];
            let places = placed.of(scope.places);
            allotment.settle(needs, &matching[scope.declared as usize], places, rule);
            let organisation = supply.organisations()[organisation as usize];
            allotment.each_share(needs, |slot, share| {
                let amount = if share > 0.0 { tally.amount() * share } else { 0.0 };
                found.push((needs.slots()[slot as usize].atom, Service { organisation, amount }));
            });
            if found.len() > Self::MOST {
                return Err(QuestionRefusal::TooManyServices { most: Self::MOST }.into());
            }
        }
        Ok(Self::gather(found, needs.atoms().len()))
    }

    /// Gathers services by need, one for each organisation.
    ///
    /// Parts of one service are added from the smallest up, so that their order leaves no trace.
    fn gather(mut found: Vec<(u32, Service)>, needs: usize) -> Self {
        found.sort_unstable_by(|(need, a), (other_need, b)| {
            let order = need.cmp(other_need).then(a.organisation.cmp(&b.organisation));
            order.then(a.amount.total_cmp(&b.amount))
        });
        let mut served = Self { services: Vec::new(), starts: vec![0] };
        let mut parts = found
            .chunk_by(|(need, a), (other, b)| (need, a.organisation) == (other, b.organisation));
        let mut next = parts.next();
        for need in 0..needs as u32 {
            while let Some(part) = next.filter(|part| part[0].0 == need) {
                let amount = part.iter().map(|(_, service)| service.amount).sum();
                served.services.push(Service { amount, ..part[0].1 });
                next = parts.next();
            }
            served.starts.push(served.services.len());
        }
        served
    }

    /// The same for some needs only: what serves the others is left out.
    #[must_use]
    pub fn only(&self, keeps: impl Fn(u32) -> bool) -> Self {
        let mut some = Self { services: Vec::new(), starts: vec![0] };
        for need in 0..self.needs() as u32 {
            if keeps(need) {
                some.services.extend(self.of_need(need));
            }
            some.starts.push(some.services.len());
        }
        some
    }

    /// How many needs the table was made for.
    pub fn needs(&self) -> usize {
        self.starts.len() - 1
    }

    /// Who serves a need, by number of the organisation; nobody for a need that is not there or was
    /// set aside.
    pub fn of_need(&self, need: u32) -> &[Service] {
        match (self.starts.get(need as usize), self.starts.get(need as usize + 1)) {
            (Some(from), Some(to)) => &self.services[*from..*to],
            _ => &[],
        }
    }

    /// All effective supply at a need.
    pub fn supply(&self, need: u32) -> f64 {
        self.of_need(need).iter().map(|service| service.amount).sum()
    }

    /// The organisations that are anywhere, ascending.
    pub fn organisations(&self) -> Vec<u32> {
        let mut all: Vec<u32> = self.services.iter().map(|service| service.organisation).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// What the initiatives of each organisation in each scope add up to, for those under way, ordered
/// by scope and organisation.
fn tallies(supply: &Supply, day: i32) -> Vec<((u32, u32), Tally)> {
    let fresh = Freshness::on(day, supply);
    let mut tallies: HashMap<(u32, u32), Tally> = HashMap::new();
    for row in supply.rows().iter().filter(|row| row.is_active_on(day)) {
        let tally = Tally::of(row, &fresh, true);
        tallies.entry((row.scope, row.organisation)).or_default().add(&tally);
    }
    let mut tallies: Vec<_> = tallies.into_iter().collect();
    tallies.sort_unstable_by_key(|(scope_and_organisation, _)| *scope_and_organisation);
    tallies
}
