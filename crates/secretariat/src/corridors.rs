//! Corridors: on which ways more people are moved than what is known of the places explains, who
//! stands at their ends, and who there should know whom.
//!
//! Flows are those of the journal (`flow.rs` says which figure is a flow, and why it is an estimate
//! and not a need), or those of a table that is only asked about. What may explain them is the
//! distance that places themselves tell and, with the question, a table of covariates
//! (`covariate_table.rs`). The baseline is fitted to all corridors whichever are shown, so that what
//! is said of one does not hang on what else is looked at.

mod covariate_table;
mod explained;
mod flow;
mod flow_table;
mod ground;
mod lines;
mod naming;
mod plot;
#[cfg(test)]
mod tests;
mod view;
mod work;

pub use covariate_table::{COVARIATE_COLUMNS, CovariateKind, CovariateTable};
pub use explained::DISTANCE;
pub use flow::{FigureOrigin, FiguresLeftOut};
pub use flow_table::{FLOW_COLUMNS, FlowTable};
pub use lines::{CORRIDOR_COLUMNS, corridor_lines};
pub use plot::{CorridorLook, CorridorText, corridors_picture, corridors_plot};
pub use view::{
    BaselineView, BesideBaseline, CoefficientView, CorridorView, CorridorsView, CovariateView,
    EndOrganisation, EndView, MissingLinkView,
};

pub(crate) use flow::is_flow;
pub(crate) use flow_table::{flow_meaning, flows_of_book, is_flow_table};
pub(crate) use work::{CORRIDOR_WEIGHT, works};

use concert_coverage::{Corridor, EndsAsked, Question, Ties, completeness, corridor_ends};
use concert_terms::{Form, PlaceCode, Stated};
use jiff::civil::Date;

use crate::figures::Reporting;
use crate::frame::question;
use crate::label::{OrganisationLabel, PlaceLabel};
use crate::network::partnerships;
use crate::picture::Picture;
use crate::{Asked, Refused, Secretariat};
use explained::ToExplain;
use flow::Flow;
use ground::Ground;

/// The level of every interval.
pub(crate) const LEVEL: f64 = 0.90;

/// What is asked about corridors.
#[derive(Debug, Clone, PartialEq)]
pub struct CorridorsQuestion {
    /// Only corridors that start or end in this place, or in a part of it.
    pub place: Option<PlaceCode>,
    /// Only flows of this form, and services that may be for it.
    pub form: Option<Form>,
    /// The day.
    pub at: Date,
    /// Whether the distance between the ends explains flows.
    pub with_distance: bool,
    /// The rate of false discoveries at which corridors are said to stand out, 0 to 1.
    pub false_discoveries: f64,
    /// How many corridors are told, at most [`CorridorsQuestion::MOST`].
    pub most: usize,
}

impl CorridorsQuestion {
    /// The most corridors that are told.
    pub const MOST: usize = 1000;
    /// How many are told when nobody says.
    pub const USUAL_MOST: usize = 100;
    /// The rate of false discoveries when nobody says: of ten corridors that are said to stand out,
    /// one may do so by chance.
    pub const USUAL_FALSE_DISCOVERIES: f64 = 0.10;

    /// The question about everywhere on a day.
    pub fn on(at: Date) -> Self {
        Self {
            place: None,
            form: None,
            at,
            with_distance: true,
            false_discoveries: Self::USUAL_FALSE_DISCOVERIES,
            most: Self::USUAL_MOST,
        }
    }
}

/// Pairs without a tie that are told of a corridor.
const MOST_MISSING: usize = 20;

impl Secretariat {
    /// Flows beside what explains them, with who stands at the ends of each corridor: the flows of
    /// the journal, or those of a table.
    ///
    /// Where no baseline can be fitted the answer says why, and holds the rest.
    ///
    /// Refused: an unknown place, a number of corridors beyond [`CorridorsQuestion::MOST`], a rate of
    /// false discoveries that does not lie between 0 and 1.
    pub fn corridors(
        &self,
        asked: &CorridorsQuestion,
        flows: Option<&FlowTable>,
        covariates: Option<&CovariateTable>,
    ) -> Asked<CorridorsView> {
        if !(1..=CorridorsQuestion::MOST).contains(&asked.most) {
            return Err(too_many(asked.most).into());
        }
        let picture = self.picture();
        let question = question(&picture, asked.place.as_ref(), asked.at)?;
        let coalition = &picture.coalition;
        let (found, mut figures_left_out) = match flows {
            Some(table) => flow::flows_of(table.figures.iter(), asked.form, asked.at),
            None => flow::kept_flows(coalition, asked.form, asked.at),
        };
        let ground = Ground::of(&picture, found.iter().map(|flow| &flow.corridor))?;
        let numbered = |flow: Flow| Some((ground.corridor(&flow.corridor)?, flow));
        let all = found.len();
        let found: Vec<(Corridor, Flow)> = found.into_iter().filter_map(numbered).collect();
        figures_left_out.ends_not_apart = (all - found.len()) as u32;
        let explained = ToExplain {
            ground: &ground,
            flows: &found,
            table: covariates,
            with_distance: asked.with_distance,
            false_discoveries: asked.false_discoveries,
        };
        let (explained, no_baseline) = match explained.explain()? {
            Ok(explained) => (Some(explained), None),
            Err(refused) => (None, Some(refused)),
        };
        let beside = |corridor: &Corridor| {
            explained.as_ref().and_then(|it| it.by_corridor.get(&corridor.place).copied())
        };
        let is_here = |(corridor, _): &&(Corridor, Flow)| {
            let ends = [corridor.origin, corridor.destination];
            let is_within = |whole| ends.iter().any(|end| ground.tree.is_within(*end, whole));
            question.place.is_none_or(is_within)
        };
        let mut here: Vec<&(Corridor, Flow)> = found.iter().filter(is_here).collect();
        here.sort_by(|(a, flow_a), (b, flow_b)| {
            let (one, other) = (beside(a), beside(b));
            let rate = |it: Option<view::BesideBaseline>| it.map_or(1.0, |it| it.false_discoveries);
            let beyond = |it: Option<view::BesideBaseline>, flow: &Flow| {
                it.map_or(flow.draws.mean(), |it| it.beyond)
            };
            let by_rate = rate(one).total_cmp(&rate(other));
            let by_beyond = beyond(other, flow_b).total_cmp(&beyond(one, flow_a));
            by_rate.then(by_beyond).then(a.place.cmp(&b.place))
        });
        let corridors_left_out = here.len().saturating_sub(asked.most);
        here.truncate(asked.most);
        let at_ends = AtEnds::new(&picture, &ground, &question, asked.form)?;
        let mut corridors = Vec::with_capacity(here.len());
        for (corridor, flow) in here {
            corridors.extend(at_ends.corridor(*corridor, flow, beside(corridor))?);
        }
        let covariates_file = covariates.map(|table| table.file.clone());
        Ok(CorridorsView {
            at: asked.at,
            place: question.place.and_then(|number| PlaceLabel::of(coalition, number)),
            form: asked.form,
            flows_file: flows.map(|table| table.file.clone()),
            covariates_file,
            false_discoveries: asked.false_discoveries,
            baseline: explained.map(|it| it.baseline),
            no_baseline,
            fitted: found.len(),
            corridors,
            corridors_left_out,
            figures_left_out,
        })
    }
}

/// What stands at the ends of corridors on a day.
struct AtEnds<'a> {
    picture: &'a Picture,
    ground: &'a Ground<'a>,
    question: &'a Question,
    forms: Stated<Form>,
    ties: Ties,
}

impl<'a> AtEnds<'a> {
    fn new(
        picture: &'a Picture,
        ground: &'a Ground<'a>,
        question: &'a Question,
        form: Option<Form>,
    ) -> Asked<Self> {
        let ties = Ties::new(&[], &partnerships(picture, question.day))?;
        Ok(Self { picture, ground, question, forms: form.into_iter().collect(), ties })
    }

    fn corridor(
        &self,
        corridor: Corridor,
        flow: &Flow,
        beside_baseline: Option<view::BesideBaseline>,
    ) -> Asked<Option<CorridorView>> {
        let supply = &self.picture.supply;
        let asked = EndsAsked {
            day: self.question.day,
            corridor,
            forms: self.forms,
            most_missing: MOST_MISSING,
        };
        let ends = corridor_ends(&self.ground.tree, supply, &self.ties, &asked)?;
        let places = [corridor.origin, corridor.destination].map(Some);
        let reporting = completeness(&self.ground.tree, supply, self.question, &places)?;
        let reporting: Vec<Reporting> = reporting.into_iter().map(Reporting::from).collect();
        let [Some(at_origin), Some(at_destination)] = [0, 1].map(|at| reporting.get(at)) else {
            return Ok(None);
        };
        let label = |number: u32| OrganisationLabel::of(&self.picture.coalition, number);
        let places = [corridor.place, corridor.origin, corridor.destination]
            .map(|number| self.ground.label(number));
        let [Some(place), Some(origin), Some(destination)] = places else { return Ok(None) };
        Ok(Some(CorridorView {
            corridor: place,
            origin,
            destination,
            flow: flow.draws.interval(LEVEL),
            expected: flow.draws.mean(),
            figure: flow.origin.clone(),
            figures_beside: flow.beside,
            beside_baseline,
            at_origin: view::end(&ends.origin, *at_origin, &label),
            at_destination: view::end(&ends.destination, *at_destination, &label),
            at_both: ends.at_both.iter().filter_map(|number| label(*number)).collect(),
            pairs: ends.pairs,
            tied: ends.tied,
            missing: view::missing(&ends, &label),
        }))
    }
}

fn too_many(most: usize) -> Refused {
    Refused {
        code: "secretariat/corridors-told",
        facts: vec![("count", most.to_string()), ("most", CorridorsQuestion::MOST.to_string())],
        text: format!("{most} corridors; 1 to {} are told", CorridorsQuestion::MOST),
    }
}
