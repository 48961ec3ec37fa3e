//! Kinds of help and of work, with how fast a stated capacity grows stale.

use std::sync::LazyLock;

use crate::Pillar;
use crate::axis::{Axis, code_word};

/// What an initiative offers. The list is `data/services.csv`; its half-lives are the proposal of
/// the field (a bed is taken within days, a campaign runs for months) and users may set others.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ServiceKind(u8);

struct Entry {
    code: &'static str,
    pillar: Pillar,
    half_life_days: f32,
}

static SERVICES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    crate::reference::rows(include_str!("../data/services.csv"))
        .iter()
        .map(|row| Entry {
            code: crate::reference::keep(&row[0]),
            pillar: row[1].parse().expect("a built-in service has a pillar: a test reads them"),
            half_life_days: row[2].parse().expect("a built-in half-life is a number: tested"),
        })
        .collect()
});

impl ServiceKind {
    /// The half-life of a capacity whose service is unstated, in days.
    pub const USUAL_HALF_LIFE_DAYS: f32 = 180.0;

    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).filter_map(Self::at)
    }

    /// The pillar that the service belongs to.
    pub fn pillar(self) -> Pillar {
        SERVICES[usize::from(self.0)].pillar
    }

    /// After how many days without confirmation a stated capacity counts half.
    pub fn half_life_days(self) -> f32 {
        SERVICES[usize::from(self.0)].half_life_days
    }
}

impl Axis for ServiceKind {
    const COUNT: usize = 17;

    fn index(self) -> usize {
        usize::from(self.0)
    }

    fn at(index: usize) -> Option<Self> {
        (index < Self::COUNT).then_some(Self(index as u8))
    }

    fn code(self) -> &'static str {
        SERVICES[usize::from(self.0)].code
    }
}

code_word!(ServiceKind, "a kind of service");

impl std::fmt::Debug for ServiceKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bed_grows_stale_within_a_week_and_a_campaign_within_half_a_year() {
        assert_eq!(SERVICES.len(), ServiceKind::COUNT);
        let shelter: ServiceKind = "shelter".parse().unwrap();
        assert!((shelter.half_life_days() - 7.0).abs() < f32::EPSILON);
        let campaign: ServiceKind = "awareness".parse().unwrap();
        assert!((campaign.half_life_days() - 180.0).abs() < f32::EPSILON);
        assert!(ServiceKind::all().all(|kind| kind.half_life_days() > 0.0));
    }
}
