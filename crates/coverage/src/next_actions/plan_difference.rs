//! Two plans beside each other: what one gains over the other, at which needs and for whom.

use std::collections::BTreeMap;

use crate::Plan;

/// What changes from one plan to another over the same needs and groups.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanDifference {
    /// Actions that only the second has, ascending.
    pub added: Vec<u32>,
    /// Actions that only the first has, ascending.
    pub dropped: Vec<u32>,
    /// Cost of the second less that of the first.
    pub cost: f64,
    /// The same of the gain.
    pub gain: f64,
    /// The same of people helped.
    pub people: f64,
    /// Needs of which one plan closes more than the other, by position.
    pub needs: Vec<NeedDifference>,
    /// Groups by position, as far as both plans have them.
    pub groups: Vec<GroupDifference>,
}

/// What two plans close at one need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NeedDifference {
    /// Position of the need.
    pub need: u32,
    /// People helped by the first.
    pub before: f64,
    /// People helped by the second.
    pub after: f64,
    /// Gain of the second less that of the first.
    pub gain: f64,
}

/// What two plans close in one group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupDifference {
    /// People helped by the first.
    pub before: f64,
    /// People helped by the second.
    pub after: f64,
    /// Gain of the second less that of the first.
    pub gain: f64,
}

impl PlanDifference {
    /// What the second plan changes. Differences below a part in a billion of what is compared
    /// are rounding, and such needs are left out.
    pub fn between(first: &Plan, second: &Plan) -> Self {
        let (first_actions, second_actions) = (first.actions(), second.actions());
        let only = |these: &[u32], others: &[u32]| -> Vec<u32> {
            let is_missing = |action: &&u32| others.binary_search(action).is_err();
            these.iter().filter(is_missing).copied().collect()
        };
        let (closed_first, closed_second) = (closed(first), closed(second));
        let mut needs: Vec<u32> =
            closed_first.keys().chain(closed_second.keys()).copied().collect();
        needs.sort_unstable();
        needs.dedup();
        let difference = |need: u32| {
            let of =
                |closed: &BTreeMap<u32, (f64, f64)>| closed.get(&need).copied().unwrap_or_default();
            let ((before, gain_before), (after, gain_after)) =
                (of(&closed_first), of(&closed_second));
            let differs = (after - before).abs() > 1e-9 * before.max(after);
            let gain = gain_after - gain_before;
            differs.then_some(NeedDifference { need, before, after, gain })
        };
        let groups = first.groups.iter().zip(&second.groups);
        let groups = groups.map(|(before, after)| GroupDifference {
            before: before.people,
            after: after.people,
            gain: after.gain - before.gain,
        });
        Self {
            added: only(&second_actions, &first_actions),
            dropped: only(&first_actions, &second_actions),
            cost: second.cost - first.cost,
            gain: second.gain - first.gain,
            people: second.people - first.people,
            needs: needs.into_iter().filter_map(difference).collect(),
            groups: groups.collect(),
        }
    }

    /// People who are helped by the second plan and not by the first, need by need.
    pub fn people_gained(&self) -> f64 {
        self.needs.iter().map(|need| (need.after - need.before).max(0.0)).sum()
    }

    /// People who are helped by the first plan and not by the second, need by need: gains
    /// elsewhere do not hide them.
    pub fn people_lost(&self) -> f64 {
        self.needs.iter().map(|need| (need.before - need.after).max(0.0)).sum()
    }
}

/// People helped and gain of a plan, by need.
fn closed(plan: &Plan) -> BTreeMap<u32, (f64, f64)> {
    let mut closed: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for closes in plan.steps.iter().flat_map(|step| &step.closes) {
        let (people, gain) = closed.entry(closes.need).or_default();
        *people += closes.people;
        *gain += closes.gain;
    }
    closed
}
