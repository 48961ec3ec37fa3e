//! Flows: which figure says how many people are moved along each corridor.
//!
//! A flow is a published estimate on a place that is a corridor, or one of the coalition's own
//! estimates on one. It is no need: a need counts units of a response (people assisted, cases) and
//! is met or not, while a flow counts people, whom several pillars at two ends may serve. Kept as an
//! estimate it brings its source, method, year and interval with it, may stand beside figures of
//! others, and adds nobody to the needs of either end, where the same people are counted already.
//!
//! Like is compared with like. Of each corridor one figure speaks: of everybody, of exactly the form
//! that is asked for (or of none), of a year at most, begun by the day. Of several the latest period
//! counts, then what was stated last. Nothing is added or averaged; the others are counted.

use std::collections::BTreeMap;

use concert_coalition::{Coalition, PublishedEstimate, RecordedEstimate};
use concert_terms::{Draws, Form, Id, Period, PlaceCode, Population, Stated};
use jiff::civil::Date;
use serde::Serialize;

const PEOPLE_MOVED: &str = PublishedEstimate::PEOPLE_MOVED;
/// What a need that is declared with its figure calls that figure.
const PEOPLE: &str = "people";

/// The longest period of a figure that is taken for a year's, in days.
const LONGEST_YEAR: i32 = 366;

/// Whether a figure counts people moved along a corridor.
pub(crate) fn is_flow(figure: &PublishedEstimate) -> bool {
    figure.quantity == PEOPLE_MOVED && is_on_corridor(figure)
}

fn is_on_corridor(figure: &PublishedEstimate) -> bool {
    figure.place.as_ref().is_some_and(|place| place.corridor().is_some())
}

/// Why a figure on a corridor does not speak for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct FiguresLeftOut {
    /// It counts another form of exploitation than is asked for, or several.
    pub other_forms: u32,
    /// It counts part of the people only.
    pub other_populations: u32,
    /// It counts something else than people moved.
    pub other_quantities: u32,
    /// Its period is open, longer than a year, or begins after the day.
    pub other_periods: u32,
    /// It says too little: money, a share, or a number without an upper limit.
    pub unbounded: u32,
    /// One end of its corridor lies in the other.
    pub ends_not_apart: u32,
}

impl FiguresLeftOut {
    /// How many there are.
    pub fn count(&self) -> u32 {
        let Self { other_forms, other_populations, other_quantities, .. } = self;
        let unfit = self.other_periods + self.unbounded + self.ends_not_apart;
        other_forms + other_populations + other_quantities + unfit
    }
}

/// The figure that speaks for a corridor.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Flow {
    pub(super) corridor: PlaceCode,
    pub(super) draws: Draws,
    pub(super) origin: FigureOrigin,
    /// Other figures of the corridor that could have spoken as well.
    pub(super) beside: u32,
}

/// Where the figure of a flow comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FigureOrigin {
    /// The figure.
    pub id: Id,
    /// The time of which it speaks.
    pub period: Period,
    /// Who published it; absent for an estimate of the coalition's own.
    pub source: Option<String>,
    /// How it was made.
    pub method: String,
    /// Whether its source states an interval or a range.
    pub has_interval: bool,
    /// Index of the statement that declared it; absent for one of a table that is only asked about.
    pub statement: Option<u64>,
}

/// A figure with what decides whether it speaks.
struct Figure<'a> {
    place: &'a PlaceCode,
    forms: Stated<Form>,
    population: Population,
    is_people_moved: bool,
    origin: FigureOrigin,
    draws: Option<Draws>,
}

/// How many draws a flow has.
const DRAWS: usize = Draws::USUAL;

impl<'a> Figure<'a> {
    fn published(figure: &'a PublishedEstimate, statement: Option<u64>) -> Option<Self> {
        let draws = figure.people_draws(DRAWS);
        Some(Self {
            place: figure.place.as_ref()?,
            forms: figure.forms,
            population: figure.population,
            is_people_moved: figure.quantity == PEOPLE_MOVED || figure.quantity == PEOPLE,
            origin: FigureOrigin {
                id: figure.id,
                period: figure.period,
                source: Some(figure.source.clone()),
                method: figure.method.clone(),
                has_interval: draws.as_ref().is_some_and(|it| !it.interval(0.9).is_point()),
                statement,
            },
            draws,
        })
    }

    fn own(estimate: &'a RecordedEstimate, statement: Option<u64>) -> Self {
        Self {
            place: &estimate.place,
            forms: estimate.forms,
            population: estimate.population,
            is_people_moved: true,
            origin: FigureOrigin {
                id: estimate.id,
                period: estimate.period,
                source: None,
                method: estimate.method.clone(),
                has_interval: true,
                statement,
            },
            draws: Some(estimate.people_draws(DRAWS)),
        }
    }

    /// Counts a figure that does not speak under why; draws of one that does.
    fn speaks(&mut self, asked: (Option<Form>, Date), left: &mut FiguresLeftOut) -> Option<Draws> {
        let (form, at) = asked;
        let period = self.origin.period;
        let days = period.start.zip(period.end).map(|(start, end)| (end - start).get_days() + 1);
        let is_year = days.is_some_and(|days| days <= LONGEST_YEAR);
        let counted = if !self.is_people_moved {
            &mut left.other_quantities
        } else if self.forms != form.into_iter().collect() {
            &mut left.other_forms
        } else if self.population != Population::EVERYBODY {
            &mut left.other_populations
        } else if !is_year || period.start.is_none_or(|start| start > at) {
            &mut left.other_periods
        } else if self.draws.is_none() {
            &mut left.unbounded
        } else {
            return self.draws.take();
        };
        *counted += 1;
        None
    }
}

/// The flows that a coalition knows on a day, by the code of the corridor, and the figures on
/// corridors that do not speak.
pub(super) fn kept_flows(
    coalition: &Coalition,
    form: Option<Form>,
    at: Date,
) -> (Vec<Flow>, FiguresLeftOut) {
    let published = coalition.published.iter().filter(|(_, _, figure)| is_on_corridor(figure));
    let published = published.filter_map(|(_, id, figure)| {
        Figure::published(figure, Some(coalition.published.version(id)?.statement))
    });
    let own = coalition.estimates.iter();
    let own = own.filter(|(_, _, estimate)| estimate.place.corridor().is_some());
    let own = own.filter_map(|(_, id, estimate)| {
        Some(Figure::own(estimate, Some(coalition.estimates.version(id)?.statement)))
    });
    chosen(published.chain(own), (form, at))
}

/// The flows of a table, likewise.
pub(super) fn flows_of<'a>(
    figures: impl Iterator<Item = &'a PublishedEstimate>,
    form: Option<Form>,
    at: Date,
) -> (Vec<Flow>, FiguresLeftOut) {
    chosen(figures.filter_map(|figure| Figure::published(figure, None)), (form, at))
}

fn chosen<'a>(
    figures: impl Iterator<Item = Figure<'a>>,
    asked: (Option<Form>, Date),
) -> (Vec<Flow>, FiguresLeftOut) {
    let mut left = FiguresLeftOut::default();
    let mut flows: BTreeMap<&PlaceCode, Flow> = BTreeMap::new();
    for mut figure in figures {
        let Some(draws) = figure.speaks(asked, &mut left) else { continue };
        let flow = Flow { corridor: figure.place.clone(), draws, origin: figure.origin, beside: 0 };
        let Some(first) = flows.get_mut(figure.place) else {
            flows.insert(figure.place, flow);
            continue;
        };
        let beside = first.beside + 1;
        let age = |flow: &Flow| (flow.origin.period.end, flow.origin.statement);
        if age(&flow) >= age(first) {
            *first = flow;
        }
        first.beside = beside;
    }
    (flows.into_values().collect(), left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use concert_terms::{Count, Interval};

    fn figure(year: i16, people: u64, forms: &str) -> PublishedEstimate {
        let source = format!("source of {year} for {people}");
        PublishedEstimate {
            id: PublishedEstimate::id_of_description(&[&source, forms]),
            quantity: PEOPLE_MOVED.to_owned(),
            place: Some("QM>QN".parse().unwrap()),
            forms: forms.parse().unwrap(),
            population: Population::EVERYBODY,
            people: Some(Count::Exact(people)),
            interval: None,
            money: None,
            share: None,
            period: Period::year(year),
            method: String::new(),
            source,
            article: false,
            rest: serde_json::Map::new(),
        }
    }

    fn asked(figures: &[PublishedEstimate], form: Option<Form>) -> (Vec<Flow>, FiguresLeftOut) {
        flows_of(figures.iter(), form, "2026-06-01".parse().unwrap())
    }

    #[test]
    fn the_latest_figure_speaks_and_no_two_are_added() {
        let figures = [figure(2024, 10, ""), figure(2025, 30, ""), figure(2023, 20, "")];
        let (flows, left) = asked(&figures, None);
        let [flow] = &flows[..] else { panic!("{flows:?}") };
        assert_eq!((flow.draws.mean(), flow.beside, left.count()), (30.0, 2, 0));
        assert!(!flow.origin.has_interval);
        let later = [figure(2025, 30, ""), figure(2025, 40, "")];
        assert!((asked(&later, None).0[0].draws.mean() - 40.0).abs() < 1e-9);
    }

    #[test]
    fn like_is_compared_with_like_and_the_rest_is_counted() {
        let labour = figure(2025, 7, "EX.LAB");
        let mut children = figure(2025, 8, "");
        children.population = "/child/".parse().unwrap();
        let mut stock = figure(2025, 9, "");
        stock.quantity = "victims".to_owned();
        let mut long = figure(2025, 11, "");
        long.period = "2023-01-01/2025-12-31".parse().unwrap();
        let mut withheld = figure(2025, 12, "");
        withheld.people = Some(Count::AtLeast(5));
        let mut vague = figure(2024, 100, "");
        vague.interval = Some(Interval::new(50.0, 100.0, 150.0, 0.95).unwrap());
        let future = figure(2027, 13, "");
        let all = [labour, children, stock, long, withheld, vague, future];
        let (flows, left) = asked(&all, None);
        assert!(flows[0].origin.has_interval && (flows[0].draws.mean() - 100.0).abs() < 5.0);
        let expected = FiguresLeftOut {
            other_forms: 1,
            other_populations: 1,
            other_quantities: 1,
            other_periods: 2,
            unbounded: 1,
            ends_not_apart: 0,
        };
        assert_eq!(left, expected);
        assert!((asked(&all, Some(Form::LABOUR)).0[0].draws.mean() - 7.0).abs() < 1e-9);
    }
}
