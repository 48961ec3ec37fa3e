//! Needs: the list, and one in full.

use concert_coalition::{
    Actor, Basis, Coalition, Command, Declaration, Need, PublishedEstimate, Source,
};
use concert_terms::{
    Count, Draws, Form, Id, Interval, Period, Pillar, PlaceCode, Population, Sector, Side,
};
use jiff::Timestamp;
use serde::Serialize;

use crate::label::{Page, PlaceLabel};
use crate::{Asked, Secretariat};

/// One need.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NeedView {
    /// Identifier, to link by.
    pub id: Id,
    /// Where.
    pub place: Option<PlaceLabel>,
    /// Pillar, if stated.
    pub pillar: Option<Pillar>,
    /// Side, if stated.
    pub side: Option<Side>,
    /// Form, if stated.
    pub form: Option<Form>,
    /// For whom.
    pub population: Population,
    /// Coordination group of a needs table.
    pub sector: Option<Sector>,
    /// When.
    pub period: Period,
    /// What it rests on.
    pub basis: Basis,
    /// Median and 90 % interval of its draws; absent where the basis says too little.
    pub amount: Option<Interval>,
    /// Where it was read.
    pub source: Option<Source>,
    /// Index of the statement that declared it.
    pub statement: u64,
    /// The import that the statement belongs to.
    pub import: Option<Id>,
}

/// The draws of a need, with the estimates of the coalition under it.
pub(crate) fn draws(coalition: &Coalition, need: &Need) -> Option<Draws> {
    need.draws(
        |id| coalition.estimates.get(&id).cloned(),
        |id| coalition.published.get(&id).cloned(),
        Draws::USUAL,
    )
}

impl NeedView {
    pub(crate) fn of(coalition: &Coalition, id: &Id) -> Option<Self> {
        let version = coalition.needs.version(id)?;
        let need = version.value.as_ref()?;
        let number = coalition.places.number(&need.place);
        Some(Self {
            id: need.id,
            place: number.and_then(|number| PlaceLabel::of(coalition, number)),
            pillar: need.pillar,
            side: need.side,
            form: need.form,
            population: need.population,
            sector: need.sector,
            period: need.period,
            basis: need.basis.clone(),
            amount: draws(coalition, need).map(|draws| draws.interval(0.90)),
            source: need.source.clone(),
            statement: version.statement,
            import: version.import,
        })
    }
}

/// A need that somebody declares by hand.
#[derive(Debug, Clone, PartialEq)]
pub struct NeedDraft {
    /// Where.
    pub place: PlaceCode,
    /// Pillar, if stated.
    pub pillar: Option<Pillar>,
    /// Side, if stated.
    pub side: Option<Side>,
    /// Form, if stated.
    pub form: Option<Form>,
    /// For whom.
    pub population: Population,
    /// When.
    pub period: Period,
    /// What it rests on.
    pub footing: NeedFooting,
}

/// What a need that is declared by hand rests on.
#[derive(Debug, Clone, PartialEq)]
pub enum NeedFooting {
    /// A count of units of response.
    Count(Count),
    /// One of the coalition's own estimates, times the units that one person needs in a year.
    Estimate {
        /// The estimate.
        estimate: Id,
        /// Units of response per person and year.
        per_person: Interval,
    },
    /// A published figure that is declared already, likewise.
    Published {
        /// The figure.
        published: Id,
        /// Units of response per person and year.
        per_person: Interval,
    },
    /// A published figure that is declared with the need.
    Figure {
        /// People, with the limits that were published.
        people: Interval,
        /// Who published it, and when.
        source: String,
        /// How it was made.
        method: String,
        /// Units of response per person and year.
        per_person: Interval,
    },
}

impl NeedDraft {
    /// The declarations that state it: the figure that it rests on, if that is new, and itself.
    fn declarations(&self) -> (Id, Vec<Declaration>) {
        let mut declarations = Vec::new();
        let basis = match &self.footing {
            NeedFooting::Count(count) => Basis::People(*count),
            NeedFooting::Estimate { estimate, per_person } => {
                Basis::Estimate { estimate: *estimate, per_person: *per_person }
            }
            NeedFooting::Published { published, per_person } => {
                Basis::Published { estimate: *published, per_person: *per_person }
            }
            NeedFooting::Figure { people, source, method, per_person } => {
                let figure = self.figure(*people, source, method);
                let estimate = figure.id;
                declarations.push(Declaration::Published(Box::new(figure)));
                Basis::Published { estimate, per_person: *per_person }
            }
        };
        let word = |word: Option<String>| word.unwrap_or_else(|| "unstated".to_owned());
        let id = Need::id_of_description(&[
            self.place.as_str(),
            &word(self.pillar.map(|pillar| pillar.to_string())),
            &word(self.side.map(|side| side.to_string())),
            &word(self.form.map(|form| form.to_string())),
            &self.population.to_string(),
            &self.period.to_string(),
        ]);
        declarations.push(Declaration::Need(Box::new(Need {
            id,
            place: self.place.clone(),
            pillar: self.pillar,
            side: self.side,
            form: self.form,
            population: self.population,
            sector: None,
            period: self.period,
            basis,
            source: None,
            rest: serde_json::Map::new(),
        })));
        (id, declarations)
    }

    fn figure(&self, people: Interval, source: &str, method: &str) -> PublishedEstimate {
        let period = self.period.to_string();
        let parts = ["people", self.place.as_str(), &period, source];
        PublishedEstimate {
            id: PublishedEstimate::id_of_description(&parts),
            quantity: "people".to_owned(),
            place: Some(self.place.clone()),
            forms: self.form.into_iter().collect(),
            population: self.population,
            people: Some(Count::Exact(people.middle.round() as u64)),
            interval: (!people.is_point()).then_some(people),
            money: None,
            share: None,
            period: self.period,
            method: method.to_owned(),
            source: source.to_owned(),
            article: false,
            rest: serde_json::Map::new(),
        }
    }
}

impl Secretariat {
    /// Declares a need; the same cell and period declared again is stated anew. Returns its
    /// identifier.
    pub fn declare_need(&self, actor: &Actor, draft: &NeedDraft, now: Timestamp) -> Asked<Id> {
        let (id, declarations) = draft.declarations();
        self.act(actor, Command::Declare(declarations), now)?;
        Ok(id)
    }

    /// A page of the needs in a place and its parts; all of them without a place.
    pub fn needs(&self, place: Option<&PlaceCode>, page: usize) -> Page<NeedView> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let wanted = place.map(|code| coalition.places.number(code));
        let inside = |need: &Need| {
            wanted.is_none_or(|wanted| {
                let number = coalition.places.number(&need.place);
                number.is_some_and(|number| picture.lies_within(number, wanted))
            })
        };
        let found: Vec<Id> = coalition
            .needs
            .iter()
            .filter(|(_, _, need)| inside(need))
            .map(|(_, id, _)| *id)
            .collect();
        Page::of(&found, page, |id| NeedView::of(coalition, id)).flatten()
    }

    /// One need in full.
    pub fn need(&self, id: Id) -> Option<NeedView> {
        NeedView::of(&self.picture().coalition, &id)
    }
}
