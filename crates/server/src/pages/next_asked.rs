//! What the address of the next actions asks for: as typed, as a question, and as the address again.

use std::ops::ControlFlow;
use std::sync::Arc;

use concert_secretariat::{
    Candidates, EquityAmong, NextActionsView, NextQuestion, PillarChoices, Secretariat,
    Thoroughness, Unanswered,
};
use concert_terms::axis::Axis;
use concert_terms::{Pillar, PlaceCode, Side};
use jiff::civil::Date;
use serde::Deserialize;

use crate::house::{now, today};
use crate::trouble::Trouble;
use crate::typed::Typed;
use crate::visit::Visit;

/// What the address asks for, as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    pub(crate) budget: String,
    pub(crate) currency: String,
    pub(crate) most: String,
    pub(crate) equity: String,
    pub(crate) among: String,
    pub(crate) level: String,
    pub(crate) worst: String,
    pub(crate) pillar: String,
    pub(crate) side: String,
    pub(crate) within: String,
    pub(crate) place: String,
    pub(crate) at: String,
    pub(crate) require: String,
    pub(crate) forbid: String,
    pub(crate) table: String,
    pub(crate) certify: String,
}

/// The candidates of a table, or those of the register without one.
pub(super) fn candidates(
    secretariat: &Secretariat,
    (currency, at): (Option<&str>, Date),
    table: Option<&Candidates>,
) -> Result<Candidates, Unanswered> {
    match table {
        Some(table) => Ok(table.clone()),
        None => Ok(secretariat.register_candidates(currency, at)?.0),
    }
}

/// What the address asks for, read.
pub(super) struct Asked {
    pub(super) at: Date,
    pub(super) currency: Option<String>,
    place: Option<PlaceCode>,
    side: Option<Side>,
    /// Absent until a pillar is chosen.
    question: Option<NextQuestion>,
    says_budget: bool,
    table: String,
    thoroughness: Thoroughness,
}

impl Asked {
    /// Reads what was typed; nothing where any of it cannot be read.
    pub(super) fn read(wanted: &Wanted, typed: &mut Typed) -> Option<Self> {
        let budget = typed.read::<f64>("budget", &wanted.budget);
        let most = typed.read::<u32>("most", &wanted.most).unwrap_or(NextQuestion::USUAL_MOST);
        let at = typed.read::<Date>("at", &wanted.at).unwrap_or_else(today);
        let named = |text: &str| -> Vec<String> {
            let names = text.split(';').map(str::trim).filter(|name| !name.is_empty());
            names.map(str::to_owned).collect()
        };
        let currency = wanted.currency.trim().to_uppercase();
        let currency = Some(currency).filter(|code| !code.is_empty());
        let place = typed.read::<PlaceCode>("place", &wanted.place);
        let side = typed.code("side", &wanted.side, Side::from_code);
        let equity_floor = typed.read("equity", &wanted.equity).unwrap_or(0.0);
        let equity_among =
            typed.code("among", &wanted.among, EquityAmong::from_code).unwrap_or_default();
        let risk_level = typed.read("level", &wanted.level).unwrap_or(NextQuestion::USUAL_LEVEL);
        let risk_weight = typed.read("worst", &wanted.worst).unwrap_or(0.0);
        let within_days = typed.read("within", &wanted.within);
        let pillar = typed.code("pillar", &wanted.pillar, Pillar::from_code);
        let question = pillar.map(|pillar| NextQuestion {
            currency: currency.clone(),
            equity_floor,
            equity_among,
            risk_level,
            risk_weight,
            side,
            within_days,
            place: place.clone(),
            required: named(&wanted.require),
            forbidden: named(&wanted.forbid),
            ..NextQuestion::new(budget.unwrap_or_default(), most, pillar, at)
        });
        typed.is_right().then(|| Self {
            at,
            currency,
            place,
            side,
            question,
            says_budget: budget.is_some(),
            table: wanted.table.trim().to_owned(),
            thoroughness: if wanted.certify.is_empty() {
                Thoroughness::Usual
            } else {
                Thoroughness::Certified
            },
        })
    }

    /// Reads what an address asks for that is no page: the first of what is wrong with it, alone.
    pub(super) fn of(visit: &Visit, wanted: &Wanted) -> Result<Self, Trouble> {
        let mut typed = Typed::new(visit.words());
        let asked = Self::read(wanted, &mut typed);
        asked.ok_or_else(|| typed.trouble().cloned().unwrap_or(Trouble::NotThere))
    }

    /// Whether it says of which pillar the plan is to be.
    pub(super) fn has_pillar(&self) -> bool {
        self.question.is_some()
    }

    /// The pillars that can be chosen.
    pub(super) async fn pillars(self, visit: &Visit) -> Result<PillarChoices, Trouble> {
        let Self { at, place, side, .. } = self;
        visit.house.ask(move |it| it.pillars_to_plan(place.as_ref(), side, at)).await
    }

    /// The table that the address names.
    pub(super) async fn table(&self, visit: &Visit) -> Result<Option<Arc<Candidates>>, Trouble> {
        if self.table.is_empty() {
            return Ok(None);
        }
        let (actor, digest) = (visit.actor, self.table.clone());
        let kept = visit.house.ask(move |it| it.kept_actions(&actor, &digest, now()));
        kept.await.map(Some)
    }

    /// The answer, and whether its budget is one to begin with.
    ///
    /// Refused, beside what the secretariat refuses: a question of no pillar, and one for which
    /// there is no room.
    pub(super) async fn answer(
        mut self,
        visit: &Visit,
    ) -> Result<(NextActionsView, bool), Trouble> {
        let table = self.table(visit).await?;
        let Some(mut question) = self.question.take() else {
            let choices = self.pillars(visit).await?;
            return Err(Trouble::Refused(Box::new(choices.not_chosen())));
        };
        let Self { says_budget, thoroughness, .. } = self;
        let view = visit.house.ask_at_length(move |secretariat| {
            if !says_budget {
                let asked = (question.currency.as_deref(), question.at);
                let candidates = candidates(secretariat, asked, table.as_deref())?;
                question.budget = candidates.budget_to_begin_with();
            }
            let tell = &mut |_, _| ControlFlow::Continue(());
            secretariat.next_actions(&question, table.as_deref(), thoroughness, tell)
        });
        Ok((view.await?, !says_budget))
    }
}

impl Wanted {
    pub(super) fn of_fields(fields: &[(String, String)]) -> Self {
        let field = |name| crate::asked::field(fields, name).to_owned();
        Self {
            budget: field("budget"),
            currency: field("currency"),
            most: field("most"),
            equity: field("equity"),
            among: field("among"),
            level: field("level"),
            worst: field("worst"),
            pillar: field("pillar"),
            side: field("side"),
            within: field("within"),
            place: field("place"),
            at: field("at"),
            require: field("require"),
            forbid: field("forbid"),
            table: field("table"),
            certify: field("certify"),
        }
    }

    /// What was asked, as the pairs of an address: what is said, with the budget and the day that
    /// the answer took.
    pub(super) fn pairs(&self, answer: Option<&NextActionsView>) -> Vec<(&'static str, String)> {
        let or = |said: &str, took: Option<String>| match said.trim() {
            "" => took.unwrap_or_default(),
            said => said.to_owned(),
        };
        let budget = answer.map(|answer| answer.question.budget.to_string());
        let at = answer.map(|answer| answer.question.at.to_string());
        let pairs = [
            ("budget", or(&self.budget, budget)),
            ("currency", self.currency.clone()),
            ("most", self.most.clone()),
            ("equity", self.equity.clone()),
            ("among", self.among.clone()),
            ("level", self.level.clone()),
            ("worst", self.worst.clone()),
            ("pillar", self.pillar.clone()),
            ("side", self.side.clone()),
            ("within", self.within.clone()),
            ("place", self.place.clone()),
            ("at", or(&self.at, at)),
            ("require", self.require.clone()),
            ("forbid", self.forbid.clone()),
            ("table", self.table.clone()),
            ("certify", self.certify.clone()),
        ];
        pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Whether anything under "more" says something.
    pub(super) fn says_more(&self) -> bool {
        let more = [&self.worst, &self.level, &self.within, &self.require, &self.forbid];
        more.into_iter().any(|text| !text.trim().is_empty())
    }
}
