//! Figures of how many people there are: published ones beside the coalition's own.

use concert_coalition::{Coalition, PublishedEstimate, RecordedEstimate};
use concert_estimate::Ledger;
use concert_terms::{Count, Form, Id, Interval, Money, Period, Population, Stated};
use serde::Serialize;

use crate::corridors::is_flow;
use crate::label::PlaceLabel;
use crate::recorded_linkage::LinkageGround;
use crate::{RunId, Secretariat, estimation};

/// Somebody else's figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PublishedView {
    /// Identifier.
    pub id: Id,
    /// What was counted: a code of the catalogue such as `victims`, or the source's own words.
    pub quantity: String,
    /// Where; absent for the world.
    pub place: Option<PlaceLabel>,
    /// Forms, as far as stated.
    pub forms: Stated<Form>,
    /// Whom.
    pub population: Population,
    /// The figure in people.
    pub people: Option<Count>,
    /// The interval around it, where the source states one.
    pub interval: Option<Interval>,
    /// The figure in money.
    pub money: Option<Money>,
    /// The figure as a share between 0 and 1.
    pub share: Option<f64>,
    /// The time of which it speaks.
    pub period: Period,
    /// How it was made.
    pub method: String,
    /// Who published it.
    pub source: String,
    /// Whether it is one of the article's figures; the others are newer.
    pub article: bool,
    /// Index of the statement that declared it.
    pub statement: u64,
}

/// One of the coalition's own estimates.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordedView {
    /// Identifier.
    pub id: Id,
    /// Where.
    pub place: Option<PlaceLabel>,
    /// Forms, as far as stated.
    pub forms: Stated<Form>,
    /// Whom.
    pub population: Population,
    /// The time of which the lists speak.
    pub period: Period,
    /// Names of the lists.
    pub lists: Vec<String>,
    /// People on any list.
    pub observed: u64,
    /// Method.
    pub method: String,
    /// Model chosen.
    pub model: String,
    /// Population size with its interval.
    pub people: Interval,
    /// The run that made it.
    pub manifest: serde_json::Value,
    /// What was said of the assumptions that no table can test.
    pub ledger: Option<Ledger>,
    /// The run from which it was recorded, if it was one of this server.
    pub run: Option<RunId>,
    /// The linkage of the lists that it rests on, if it rests on one that was kept.
    pub linkage: Option<LinkageGround>,
    /// Index of the statement that recorded it.
    pub statement: u64,
}

/// All figures side by side; they are never merged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EstimatesView {
    /// Other people's, the article's first, then by quantity and time.
    pub published: Vec<PublishedView>,
    /// The coalition's own.
    pub own: Vec<RecordedView>,
}

impl PublishedView {
    fn of(coalition: &Coalition, estimate: &PublishedEstimate) -> Option<Self> {
        Some(Self {
            id: estimate.id,
            quantity: estimate.quantity.clone(),
            place: estimate
                .place
                .as_ref()
                .and_then(|code| coalition.places.number(code))
                .and_then(|number| PlaceLabel::of(coalition, number)),
            forms: estimate.forms,
            population: estimate.population,
            people: estimate.people,
            interval: estimate.interval,
            money: estimate.money.clone(),
            share: estimate.share,
            period: estimate.period,
            method: estimate.method.clone(),
            source: estimate.source.clone(),
            article: estimate.article,
            statement: coalition.published.version(&estimate.id)?.statement,
        })
    }
}

impl RecordedView {
    fn of(coalition: &Coalition, estimate: &RecordedEstimate) -> Option<Self> {
        let number = coalition.places.number(&estimate.place);
        Some(Self {
            id: estimate.id,
            place: number.and_then(|number| PlaceLabel::of(coalition, number)),
            forms: estimate.forms,
            population: estimate.population,
            period: estimate.period,
            lists: estimate.lists.clone(),
            observed: estimate.observed,
            method: estimate.method.clone(),
            model: estimate.model.clone(),
            people: estimate.people,
            manifest: estimate.manifest.clone(),
            ledger: estimation::ledger_of(estimate),
            run: estimation::run_of(estimate),
            linkage: LinkageGround::of(estimate),
            statement: coalition.estimates.version(&estimate.id)?.statement,
        })
    }
}

/// The published figures, the article's first, then newest first. People moved along corridors
/// stand with their corridors: there may be hundreds of them.
pub(crate) fn published(coalition: &Coalition) -> Vec<PublishedView> {
    let others = coalition.published.iter().filter(|(_, _, estimate)| !is_flow(estimate));
    let of = |(_, _, estimate)| PublishedView::of(coalition, estimate);
    let mut figures: Vec<_> = others.filter_map(of).collect();
    figures.sort_by_key(|figure| {
        (!figure.article, figure.period.end.map(|end| std::cmp::Reverse(end.year())))
    });
    figures
}

impl Secretariat {
    /// All figures of how many people there are.
    pub fn estimates(&self) -> EstimatesView {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let own = |(_, _, estimate)| RecordedView::of(coalition, estimate);
        EstimatesView {
            published: published(coalition),
            own: coalition.estimates.iter().filter_map(own).collect(),
        }
    }
}
