//! Choosing between the ways in which a table breaks down the same people.

use concert_terms::Count;

use crate::needs::{Entry, Reason, agree, sum};

/// By what a row's people are told apart from others at the same place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Breakdown {
    sex: bool,
    age: bool,
    group: bool,
}

const fn by(sex: bool, age: bool, group: bool) -> Breakdown {
    Breakdown { sex, age, group }
}

/// The ways, from the one that says most in the frame's words. Groups have no place in the frame:
/// they are used only where the table gives sex or age by group alone.
const BREAKDOWNS: [Breakdown; 8] = [
    by(true, true, false),
    by(true, true, true),
    by(true, false, false),
    by(true, false, true),
    by(false, true, false),
    by(false, true, true),
    by(false, false, false),
    by(false, false, true),
];

const TOTAL: Breakdown = by(false, false, false);

/// What was chosen for one sector and place.
pub(crate) struct Choice {
    chosen: Breakdown,
    /// Those that sum to the same people as the chosen one.
    complete: Vec<Breakdown>,
}

impl Breakdown {
    fn of(entry: &Entry) -> Self {
        by(
            entry.sex.is_some() || !entry.need.population.sexes.is_unstated(),
            entry.need.ages.is_some() || !entry.need.population.ages.is_unstated(),
            entry.need.group.is_some(),
        )
    }
}

/// Chooses for the entries of one sector and place, which all have figures: the first way whose
/// parts sum to the total. Where there is no total, the way that counts the most people is the
/// measure instead.
pub(crate) fn choose<'a>(entries: impl Iterator<Item = &'a Entry>) -> Choice {
    let entries: Vec<&Entry> = entries.collect();
    let of = |breakdown: Breakdown| {
        let entries = entries.iter().copied();
        entries.filter(move |entry| Breakdown::of(entry) == breakdown)
    };
    let sums: Vec<_> = BREAKDOWNS
        .into_iter()
        .map(|breakdown| (breakdown, of(breakdown).count(), sum(of(breakdown))))
        .filter(|(_, count, _)| *count > 0)
        .collect();
    let stated: Vec<&Entry> = of(TOTAL).collect();
    let total = match stated[..] {
        [total] => Some(total.need.in_need),
        _ => sums
            .iter()
            .max_by_key(|(_, _, sum)| sum.0)
            .map(|(_, _, (low, high))| high.map_or(Count::AtLeast(*low), |high| range(*low, high))),
    };
    let complete: Vec<Breakdown> = sums
        .iter()
        .filter(|(_, count, sum)| total.is_none_or(|total| agree(*sum, *count, total)))
        .map(|(breakdown, ..)| *breakdown)
        .collect();
    Choice { chosen: complete.first().copied().unwrap_or(TOTAL), complete }
}

fn range(low: u64, high: u64) -> Count {
    if low == high { Count::Exact(low) } else { Count::Between(low, high) }
}

impl Choice {
    /// Why an entry does not count; `None` if it does.
    pub(crate) fn reason(&self, entry: &Entry) -> Option<Reason> {
        let breakdown = Breakdown::of(entry);
        if breakdown == self.chosen {
            None
        } else if breakdown == TOTAL {
            Some(Reason::TotalOfParts)
        } else if self.complete.contains(&breakdown) {
            Some(Reason::OtherBreakdown)
        } else {
            Some(Reason::IncompleteBreakdown)
        }
    }
}
