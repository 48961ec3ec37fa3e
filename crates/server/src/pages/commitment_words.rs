//! How a commitment stands, its light, its levels and its means, in words.

use concert_coalition::{CommitmentStanding, Light, LightRule, Means, ProgressLevel};
use concert_secretariat::{
    CellRow, CommitmentRow, CommitmentView, LightView, MatchView, VersionView,
};
use concert_terms::Axis;

use crate::page::Page;

impl Page {
    /// How a commitment stands.
    pub(crate) fn commitment_standing(&self, standing: &CommitmentStanding) -> String {
        self.word("commitment-standing", standing.code())
    }

    /// A colour of the traffic light.
    pub(crate) fn light(&self, light: &Light) -> String {
        self.word("light", light.code())
    }

    /// A level of progress, or that nothing was said.
    pub(crate) fn progress(&self, level: &Option<ProgressLevel>) -> String {
        match level {
            Some(level) => self.word("fact-progress", level.code()),
            None => self.say("commitment-nothing-said").to_string(),
        }
    }

    /// What a level means.
    pub(crate) fn progress_definition(&self, level: &ProgressLevel) -> String {
        let key = format!("fact-progress-{}", level.code());
        self.say(&key).attribute("definition").to_string()
    }

    /// How a commitment stands, with the days that it is late.
    pub(crate) fn standing_in_full(&self, row: &CommitmentRow) -> String {
        let standing = self.commitment_standing(&row.standing);
        match row.days_late {
            Some(days) if days > 0 => self
                .say("commitment-standing-late-by")
                .with("standing", standing)
                .count("days", f64::from(days))
                .to_string(),
            _ => standing,
        }
    }

    /// By how many days the last day was moved; nothing where it was not.
    pub(crate) fn postponed(&self, days: &i32) -> String {
        let key = match days {
            0 => return String::new(),
            1.. => "commitment-postponed",
            _ => "commitment-brought-forward",
        };
        self.say(key).count("days", f64::from(days.abs())).to_string()
    }

    /// What decides the colour, in one sentence.
    pub(crate) fn light_reason(&self, view: &CommitmentView) -> String {
        self.reason_of_light(&view.traffic_light)
    }

    /// The same of a light that stands alone.
    pub(crate) fn reason_of_light(&self, light: &LightView) -> String {
        let key = format!("light-why-{}", light.reason.code());
        self.say(&key)
            .count("behind", f64::from(light.levels_behind))
            .count("late", f64::from(light.facts.days_late.unwrap_or_default()))
            .count("silent", f64::from(light.facts.days_silent))
            .with("expected", self.word("fact-progress", light.expected.code()))
            .with("level", self.word("fact-progress", light.facts.level.code()))
            .to_string()
    }

    /// The level that counts, and what it rests on.
    pub(crate) fn level_that_counts(&self, view: &CommitmentView) -> String {
        let facts = &view.traffic_light.facts;
        let level = self.word("fact-progress", facts.level.code());
        let basis = self.word("commitment-basis", facts.basis.code());
        self.say("commitment-level-rests").with("level", level).with("basis", basis).to_string()
    }

    /// How many levels what counts lies behind what is expected.
    pub(crate) fn levels_behind(&self, view: &CommitmentView) -> String {
        self.whole(u32::from(view.traffic_light.levels_behind))
    }

    /// Days since the last claim.
    pub(crate) fn days_silent(&self, view: &CommitmentView) -> String {
        self.whole(f64::from(view.traffic_light.facts.days_silent))
    }

    /// The thresholds of the rule, in words.
    pub(crate) fn light_rule(&self, view: &CommitmentView) -> String {
        self.rule_of_lights(&view.traffic_light.rule)
    }

    /// The same of a rule that stands alone.
    pub(crate) fn rule_of_lights(&self, rule: &LightRule) -> String {
        self.say("light-rule")
            .with("started", self.percent(&rule.started_by))
            .with("partial", self.percent(&rule.partial_by))
            .with("substantial", self.percent(&rule.substantial_by))
            .count("levels", f64::from(rule.red_from_levels))
            .count("days", f64::from(rule.silent_days))
            .to_string()
    }

    /// Whether an address leads to the web. The domain lets no other in, and what another instance
    /// stated is not believed.
    pub(crate) fn is_web(&self, address: &str) -> bool {
        address.starts_with("https://") || address.starts_with("http://")
    }

    /// What is put in, in words.
    pub(crate) fn means_in_words(&self, means: &Means) -> String {
        match means {
            Means::Money(money) => self.money(money),
            Means::Capacity { units, unit } => self
                .say("commitment-means-capacity")
                .count("units", *units as f64)
                .with("unit", unit)
                .to_string(),
            Means::Staff { people } => {
                self.say("commitment-means-staff").count("people", *people).to_string()
            }
            Means::Policy(words) => self.name(words).to_owned(),
        }
    }

    /// What a cell is about, its place aside.
    pub(crate) fn commitment_cell(&self, cell: &CellRow) -> String {
        let form = match cell.form {
            Some(form) => self.word("form", form.code()),
            None => self.word("group", "unstated"),
        };
        [self.layer(&cell.pillar, &cell.side), form, self.population(&cell.population)].join(" · ")
    }

    /// The cell of the frame in which a commitment is to be felt.
    pub(crate) fn commitment_cell_link(&self, cell: &CellRow) -> String {
        let pairs = [
            ("place", cell.place.code.as_str()),
            ("pillar", cell.pillar.map_or("", Axis::code)),
            ("side", cell.side.map_or("", Axis::code)),
            ("group", cell.form.map_or("", |form| form.group().code())),
        ];
        self.link("/cell", &pairs)
    }

    /// What a version says otherwise than the one before.
    pub(crate) fn what_changed(&self, version: &VersionView) -> String {
        let names = version.changed.iter().map(|it| self.word("commitment-field", it.code()));
        self.list(names)
    }

    /// How far a pair of pledges is, and who has still to agree.
    pub(crate) fn pair_standing(&self, pair: &MatchView) -> String {
        let standing = self.word("commitment-pair", pair.standing.code());
        if pair.asked.is_empty() {
            return standing;
        }
        let asked = self.list(pair.asked.iter().map(|who| self.name(&who.names).to_owned()));
        self.say("commitment-pair-asked")
            .with("standing", standing)
            .with("asked", asked)
            .to_string()
    }

    /// The commitments towards the same action.
    pub(crate) fn siblings_link(&self, row: &CommitmentRow) -> String {
        let plan = row.plan.to_string();
        self.link("/commitments", &[("plan", plan.as_str()), ("action", &row.action)])
    }
}
