//! What the address of the next actions asks for: as typed, as a question, and as the address again.

use std::ops::ControlFlow;
use std::sync::Arc;

use concert_secretariat::{
    Candidates, EquityAmong, NextActionsView, NextQuestion, PillarWeight, Secretariat,
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
    pub(crate) prevention: String,
    pub(crate) protection: String,
    pub(crate) prosecution: String,
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

pub(super) fn candidates(
    secretariat: &Secretariat,
    question: &NextQuestion,
    table: Option<&Candidates>,
) -> Result<Candidates, Unanswered> {
    if let Some(table) = table {
        return Ok(table.clone());
    }
    let currency = question.currency.as_deref();
    Ok(secretariat.register_candidates(currency, question.at)?.0)
}

/// What the address asks for, read.
pub(super) struct Asked {
    pub(super) question: NextQuestion,
    says_budget: bool,
    table: String,
    thoroughness: Thoroughness,
}

impl Asked {
    /// Reads what was typed; nothing where a day or place cannot be read.
    pub(super) fn read(wanted: &Wanted, typed: &mut Typed) -> Option<Self> {
        let budget = typed.read::<f64>("budget", &wanted.budget);
        let most = typed.read::<u32>("most", &wanted.most).unwrap_or(NextQuestion::USUAL_MOST);
        let at = typed.read::<Date>("at", &wanted.at).unwrap_or_else(today);
        let usual = NextQuestion::new(budget.unwrap_or_default(), most, at);
        let named = |text: &str| -> Vec<String> {
            let names = text.split(';').map(str::trim).filter(|name| !name.is_empty());
            names.map(str::to_owned).collect()
        };
        let weights = [
            (Pillar::Prevention, "prevention", &wanted.prevention),
            (Pillar::Protection, "protection", &wanted.protection),
            (Pillar::Prosecution, "prosecution", &wanted.prosecution),
        ];
        let mut read = Vec::new();
        for (pillar, field, text) in weights {
            let weight = typed.read::<f64>(field, text);
            read.extend(weight.map(|weight| PillarWeight { pillar, weight }));
        }
        let currency = wanted.currency.trim().to_uppercase();
        let question = NextQuestion {
            currency: Some(currency).filter(|code| !code.is_empty()),
            equity_floor: typed.read("equity", &wanted.equity).unwrap_or(0.0),
            equity_among: typed
                .code("among", &wanted.among, EquityAmong::from_code)
                .unwrap_or_default(),
            risk_level: typed.read("level", &wanted.level).unwrap_or(usual.risk_level),
            risk_weight: typed.read("worst", &wanted.worst).unwrap_or(0.0),
            weights: read,
            pillar: typed.code("pillar", &wanted.pillar, Pillar::from_code),
            side: typed.code("side", &wanted.side, Side::from_code),
            within_days: typed.read("within", &wanted.within),
            place: typed.read::<PlaceCode>("place", &wanted.place),
            required: named(&wanted.require),
            forbidden: named(&wanted.forbid),
            ..usual
        };
        typed.is_right().then(|| Self {
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
    pub(super) async fn answer(self, visit: &Visit) -> Result<(NextActionsView, bool), Trouble> {
        let table = self.table(visit).await?;
        let Self { mut question, says_budget, thoroughness, .. } = self;
        let view = visit.house.ask(move |secretariat| {
            if !says_budget {
                let candidates = candidates(secretariat, &question, table.as_deref())?;
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
            prevention: field("prevention"),
            protection: field("protection"),
            prosecution: field("prosecution"),
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
            ("prevention", self.prevention.clone()),
            ("protection", self.protection.clone()),
            ("prosecution", self.prosecution.clone()),
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
        let more = [&self.worst, &self.level, &self.within, &self.prevention, &self.protection];
        let others = [&self.prosecution, &self.require, &self.forbid, &self.pillar, &self.side];
        more.into_iter().chain(others).any(|text| !text.trim().is_empty())
    }
}
