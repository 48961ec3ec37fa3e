//! How a plan of action is doing: what of it somebody has promised, does and has shown.

use std::collections::BTreeSet;

use concert_terms::Id;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::plan::{Addressee, CommitmentHistory, CommitmentStanding, Evidence, ProgressLevel};
use crate::{Coalition, day_number};

/// A plan on a day, in counts: shares are for whoever prints them, with what they are a share of.
/// Commitments that were withdrawn count nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PlanHealth {
    /// Actions of the version in force.
    pub actions: usize,
    /// Actions towards which somebody has promised something.
    pub actions_with_commitment: usize,
    /// Actions of which a claim names an initiative as evidence that is under way on the day.
    pub actions_with_initiative: usize,
    /// Actions that name no organisation and towards which nobody has promised anything.
    pub actions_without_owner: usize,
    /// Commitments towards the plan, also towards actions that the version in force dropped.
    pub commitments: usize,
    /// Those towards actions that the version in force dropped.
    pub commitments_without_action: usize,
    /// Those that name no cell of the frame: their effect cannot be looked for.
    pub commitments_without_cell: usize,
    /// Those that are late.
    pub late: usize,
    /// Those that a reviewer found complete.
    pub complete: usize,
    /// Median of the days late over those that are late or complete, zero for one done in time; the
    /// mean of the middle two where their number is even. `None` where there is none.
    pub median_days_late: Option<f64>,
    /// Those of which the maker claims any progress.
    pub claimed: usize,
    /// Those of which any progress is evidenced.
    pub evidenced: usize,
    /// Those that were reviewed, at whatever level.
    pub reviewed: usize,
}

impl Coalition {
    /// How a plan does on a day; `None` for a plan that is not known.
    pub fn plan_health(&self, plan: Id, day: Date) -> Option<PlanHealth> {
        let document = self.plan.in_force(&plan)?;
        let promises = &self.plan.promises;
        let standing: Vec<_> = promises
            .towards_plan(plan)
            .filter(|(_, history)| history.withdrawn.is_none())
            .collect();
        let promised: BTreeSet<&str> =
            standing.iter().map(|(_, history)| &*history.current.commitment.action).collect();
        let under_way: BTreeSet<&str> = standing
            .iter()
            .filter(|(_, history)| self.names_what_is_under_way(history, day))
            .map(|(_, history)| &*history.current.commitment.action)
            .collect();
        let mut health = PlanHealth {
            actions: document.actions.len(),
            actions_with_commitment: 0,
            actions_with_initiative: 0,
            actions_without_owner: 0,
            commitments: standing.len(),
            commitments_without_action: 0,
            commitments_without_cell: 0,
            late: 0,
            complete: 0,
            median_days_late: None,
            claimed: 0,
            evidenced: 0,
            reviewed: 0,
        };
        for action in &document.actions {
            let has_commitment = promised.contains(action.code.as_str());
            let names_one = |asked: &Addressee| matches!(asked, Addressee::Organisation(_));
            let has_owner = has_commitment || action.addressees.iter().any(names_one);
            health.actions_with_commitment += usize::from(has_commitment);
            health.actions_with_initiative += usize::from(under_way.contains(action.code.as_str()));
            health.actions_without_owner += usize::from(!has_owner);
        }
        let mut days_late = Vec::new();
        let is_progress = |level: Option<ProgressLevel>| level > Some(ProgressLevel::None);
        for (_, history) in &standing {
            let commitment = &history.current.commitment;
            let how = promises.standing(history, day);
            let has_action = document.action(&commitment.action).is_some();
            health.commitments_without_action += usize::from(!has_action);
            health.commitments_without_cell += usize::from(commitment.cells.is_empty());
            health.late += usize::from(how == CommitmentStanding::Late);
            health.complete += usize::from(how == CommitmentStanding::Complete);
            health.claimed += usize::from(is_progress(history.claimed()));
            health.evidenced += usize::from(is_progress(history.evidenced()));
            health.reviewed += usize::from(history.reviewed().is_some());
            days_late.extend(promises.days_late(history, day));
        }
        health.median_days_late = median(days_late);
        Some(health)
    }

    fn names_what_is_under_way(&self, history: &CommitmentHistory, day: Date) -> bool {
        let day = day_number(day);
        let mut evidence = history.claims.iter().flat_map(|(_, claim)| &claim.evidence);
        evidence.any(|evidence| match evidence {
            Evidence::Initiative(id) => {
                self.initiatives.get(id).is_some_and(|initiative| initiative.is_active_on(day))
            }
            _ => false,
        })
    }
}

/// The middle of the numbers, or the mean of the middle two.
fn median(mut numbers: Vec<i32>) -> Option<f64> {
    numbers.sort_unstable();
    let upper = *numbers.get(numbers.len() / 2)?;
    let lower = *numbers.get((numbers.len() - 1) / 2)?;
    Some(f64::midpoint(f64::from(lower), f64::from(upper)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_median_of_an_even_number_lies_between_the_middle_two() {
        assert_eq!(super::median(vec![]), None);
        assert_eq!(super::median(vec![40, 0, 10]), Some(10.0));
        assert_eq!(super::median(vec![40, 0, 10, 5]), Some(7.5));
    }
}
