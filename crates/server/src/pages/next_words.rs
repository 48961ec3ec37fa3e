//! Actions, their costs and what they close, in words.

use concert_figures::{Interval as Span, NeedBar};
use concert_secretariat::{
    ActionKind, CostBasis, Doer, GapLeft, GroupLabel, NextActionsView, PlannedAction, SilentShare,
};
use concert_terms::axis::Axis;
use concert_terms::{Money, Pillar, Side};

use super::next::GroupRow;
use crate::page::Page;

impl Page {
    /// What an action is called: its title, else what it opens where, else its name.
    pub(super) fn action_title(&self, name: &str, title: &str, basis: &CostBasis) -> String {
        match basis {
            CostBasis::Median { service, .. } if title.is_empty() => self
                .say("next-open")
                .with("service", self.word("service", service.code()))
                .to_string(),
            _ if title.is_empty() => name.to_owned(),
            _ => title.to_owned(),
        }
    }

    /// A kind of action.
    pub(super) fn action_kind(&self, kind: &Option<ActionKind>) -> String {
        kind.map_or_else(String::new, |kind| self.word("next-kind", kind.code()))
    }

    /// Pillar, side and unit of what is closed.
    pub(super) fn layer_with_unit(&self, pillar: &Option<Pillar>, side: &Option<Side>) -> String {
        let unit = self.word("next-unit", pillar.map_or("unstated", Axis::code));
        let parts = [self.axis_word("pillar", pillar), self.axis_word("side", side), unit];
        self.list(parts.into_iter())
    }

    /// An amount in the currency of a plan.
    pub(super) fn cost(&self, cost: &f64, currency: &str) -> String {
        let currency = currency.to_owned();
        self.money(&Money { amount: cost.round().max(0.0) as u64, currency })
    }

    /// When an action works.
    pub(super) fn ready(&self, days: &Option<u64>) -> String {
        match days {
            Some(days) => self.say("next-days").count("days", *days as f64).to_string(),
            None => self.say("not-stated").to_string(),
        }
    }

    /// What a cost rests on.
    pub(super) fn cost_basis(&self, basis: &CostBasis) -> String {
        match basis {
            CostBasis::Table { file, row, note } => {
                let told = self.say("next-basis-table").count("row", f64::from(*row));
                let told = told.with("file", file).to_string();
                if note.is_empty() { told } else { format!("{told}. {note}") }
            }
            CostBasis::Budget { budget, days, capacity, .. } => {
                let told = match days {
                    Some(_) => self.say("next-basis-budget"),
                    None => self.say("next-basis-budget-open"),
                };
                let told = told.with("budget", self.money(budget));
                let told = told.count("capacity", *capacity as f64);
                told.count("days", f64::from(days.unwrap_or(0))).to_string()
            }
            CostBasis::Median { service, country, initiatives, .. } => self
                .say("next-basis-median")
                .count("count", f64::from(*initiatives))
                .with("service", self.word("service", service.code()))
                .with("place", country)
                .to_string(),
        }
    }

    /// Where what a cost rests on can be seen.
    pub(super) fn basis_link(&self, basis: &CostBasis) -> Option<String> {
        match basis {
            CostBasis::Budget { initiative, .. } => Some(format!("/initiatives/{initiative}")),
            _ => None,
        }
    }

    /// Where an organisation is shown.
    pub(super) fn doer_link(&self, doer: &Doer) -> Option<String> {
        doer.id.map(|id| format!("/organisations/{id}"))
    }

    /// An address that asks the same.
    pub(super) fn next_link(&self, path: &str, pairs: &[(&'static str, String)]) -> String {
        let pairs: Vec<(&str, &str)> =
            pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.link(path, &pairs)
    }

    /// The frame of a place.
    pub(super) fn frame_link(&self, place: &concert_secretariat::PlaceLabel) -> String {
        self.link("/", &[("place", place.code.as_str())])
    }

    /// A gap with its interval.
    pub(super) fn gap_left(&self, gap: &GapLeft) -> String {
        format!(
            "{} ({})",
            self.number(&gap.expected),
            self.between(gap.interval.low, gap.interval.high)
        )
    }

    /// The share by which a plan falls short of the bound at most: with a tenth of a percent.
    pub(super) fn distance(&self, share: &f64) -> String {
        let sign = match self.language {
            crate::language::Language::ArabicWithOwnDigits => '٪',
            _ => '%',
        };
        // Rounded up: the plan is at most so far from the best.
        let tenths = (share.max(0.0) * 1000.0 - 1e-6).ceil().max(0.0) / 10.0;
        format!("{}{sign}", self.language.tenths(tenths))
    }

    /// The share of the draws that are the worst.
    pub(super) fn worst_share(&self, level: &f64) -> String {
        self.percent(&(1.0 - level))
    }

    /// A group of needs.
    pub(super) fn group_label(&self, label: &GroupLabel) -> String {
        match label {
            GroupLabel::Place(place) => self.name(&place.names).to_owned(),
            GroupLabel::Rest => self.say("next-group-rest").to_string(),
            GroupLabel::Population(population) => self.population(population),
        }
    }

    /// The groups of a plan with their drawings, the largest gap first.
    pub(super) fn group_rows(&self, answer: &NextActionsView) -> Vec<GroupRow> {
        let groups = &answer.plan.groups;
        let full = groups.iter().filter_map(|group| group.closure).fold(0.0, f64::max);
        let full = full.max(groups.iter().map(|group| group.floor).fold(0.0, f64::max));
        let mut order: Vec<usize> = (0..groups.len()).collect();
        order.sort_by(|a, b| groups[*b].gap.total_cmp(&groups[*a].gap));
        let row = |at: usize| {
            let group = &groups[at];
            let name = self.group_label(&group.label);
            let closure = group.closure.filter(|_| full > 0.0);
            // The bar is as long as the closure, and the mark stands at the floor.
            let bar = closure.map(|closure| NeedBar {
                need: Some(Span { low: closure, mid: closure, high: closure }),
                response: (group.floor > 0.0).then_some(group.floor),
                full,
                title: self
                    .say("next-group-drawn")
                    .with("group", &name)
                    .with("closure", self.distance(&closure))
                    .to_string(),
                direction: self.language.direction(),
            });
            GroupRow {
                gap: group.gap,
                closure: group.closure,
                floor: group.floor,
                is_short: group.short_by > 0.0,
                // A bar that cannot be drawn is left out: the numbers beside it stay.
                bar: bar.and_then(|bar| bar.draw().ok()).unwrap_or_default(),
                name,
            }
        };
        order.into_iter().map(row).collect()
    }

    /// The same question of a pillar.
    pub(super) fn pillar_link(&self, pillar: &Pillar, pairs: &[(&'static str, String)]) -> String {
        let others = pairs.iter().filter(|(name, _)| *name != "pillar").cloned();
        let pairs: Vec<_> =
            [("pillar", pillar.code().to_owned())].into_iter().chain(others).collect();
        self.next_link("/next", &pairs)
    }

    /// The share of what is closed that rests on silence.
    pub(super) fn silent_share(&self, silent: &SilentShare) -> String {
        self.percent(&silent.whole())
    }

    /// The two parts of that share, in words.
    pub(super) fn on_silence(&self, silent: &SilentShare) -> String {
        self.say("next-silent-parts")
            .with("reported", self.percent(&silent.nobody_reported))
            .with("capacity", self.percent(&silent.capacity_unstated))
            .to_string()
    }

    /// Whether the cost of an action had to be assumed.
    pub(super) fn is_assumed(&self, action: &PlannedAction) -> bool {
        action.rests_on.is_assumption()
    }
}
