//! Initiatives: the list, and one in full.

use concert_coalition::{
    Actor, Body, Coalition, Command, Declaration, Initiative, InitiativeDeclaration, Source,
    Statement, Status, day_of,
};
use concert_terms::{
    Count, Form, Id, Money, Period, Pillar, PlaceCode, Population, Sector, ServiceKind, Side,
    Stated,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::label::{OrganisationLabel, Page, PlaceLabel};
use crate::statements::StatementRow;
use crate::{Asked, Fault, Secretariat, Unanswered};

/// One initiative in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InitiativeRow {
    /// Identifier, to link by.
    pub id: Id,
    /// Title, perhaps empty.
    pub title: String,
    /// Who does it.
    pub organisation: OrganisationLabel,
    /// Where.
    pub places: Vec<PlaceLabel>,
    /// Pillars, as far as stated.
    pub pillars: Stated<Pillar>,
    /// Sides, as far as stated.
    pub sides: Stated<Side>,
    /// Forms, as far as stated.
    pub forms: Stated<Form>,
    /// For whom.
    pub population: Population,
    /// Coordination group.
    pub sector: Option<Sector>,
    /// What it offers.
    pub service: Option<ServiceKind>,
    /// How far it is.
    pub status: Status,
    /// When.
    pub period: Period,
    /// How many it can serve in a year.
    pub capacity: Option<Count>,
    /// The day from which the capacity ages.
    pub confirmed: Option<Date>,
}

/// What a list of initiatives is narrowed to; everything absent is not asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InitiativeFilter {
    /// Words in the title or the organisation's names, in any case.
    pub text: String,
    /// Of this organisation.
    pub organisation: Option<Id>,
    /// In this place or a part of it.
    pub place: Option<PlaceCode>,
    /// In this coordination group.
    pub sector: Option<Sector>,
}

/// One initiative in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InitiativeView {
    /// The facts that lists show.
    #[serde(flatten)]
    pub row: InitiativeRow,
    /// Who takes part.
    pub partners: Vec<OrganisationLabel>,
    /// Who pays.
    pub funder: Option<OrganisationLabel>,
    /// What it costs.
    pub budget: Option<Money>,
    /// Anything else that was said.
    pub remarks: String,
    /// Where the declaration was read.
    pub source: Option<Source>,
    /// Index of the statement that declared it.
    pub declared: u64,
    /// Index of the latest statement about it: the same, or a confirmation.
    pub latest: u64,
    /// The import that the declaration belongs to.
    pub import: Option<Id>,
    /// When it was declared.
    pub stated_at: Timestamp,
    /// The declaration itself, for a form that edits it.
    #[serde(skip)]
    pub declaration: InitiativeDeclaration,
}

impl InitiativeRow {
    pub(crate) fn of(coalition: &Coalition, initiative: &Initiative) -> Option<Self> {
        let day = |number: i32, open: i32| (number != open).then(|| day_of(number)).flatten();
        let places = initiative.places.iter();
        Some(Self {
            id: initiative.id,
            title: initiative.title.to_string(),
            organisation: OrganisationLabel::of(coalition, initiative.organisation)?,
            places: places.filter_map(|number| PlaceLabel::of(coalition, *number)).collect(),
            pillars: initiative.pillars,
            sides: initiative.sides,
            forms: initiative.forms,
            population: initiative.population,
            sector: initiative.sector,
            service: initiative.service,
            status: initiative.status,
            period: Period {
                start: day(initiative.first_day, Initiative::OPEN_START),
                end: day(initiative.last_day, Initiative::OPEN_END),
            },
            capacity: initiative.capacity,
            confirmed: day_of(initiative.confirmed_day),
        })
    }
}

impl Secretariat {
    /// Refuses whoever may not declare initiatives of an organisation, as their declaration would
    /// be, so that no form is filled in for nothing.
    pub fn may_declare_for(actor: &Actor, organisation: Id) -> Asked<()> {
        if actor.speaks_for(organisation) {
            return Ok(());
        }
        Err(Unanswered::not_allowed("members of the organisation"))
    }

    /// A page of the initiatives that a filter lets through, in the order of their declaration.
    pub fn initiatives(&self, filter: &InitiativeFilter, page: usize) -> Page<InitiativeRow> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let organisation = filter.organisation.map(|id| coalition.organisations.number(&id));
        let place = filter.place.as_ref().map(|code| coalition.places.number(code));
        let words = filter.text.to_lowercase();
        let mut named: Vec<Option<bool>> = vec![None; coalition.organisations.numbers() as usize];
        let mut organisation_is_named = |number: u32| {
            *named[number as usize].get_or_insert_with(|| {
                coalition.organisations.at(number).is_some_and(|organisation| {
                    let acronym = organisation.acronym.iter().map(String::as_str);
                    let names = organisation.names.iter().map(|(_, name)| name);
                    names.chain(acronym).any(|name| name.to_lowercase().contains(&words))
                })
            })
        };
        let found: Vec<&Initiative> = coalition
            .initiatives
            .iter()
            .map(|(_, _, initiative)| initiative)
            .filter(|initiative| {
                organisation.is_none_or(|wanted| wanted == Some(initiative.organisation))
                    && filter.sector.is_none_or(|sector| initiative.sector == Some(sector))
                    && place.is_none_or(|wanted| {
                        let inside = |number: &u32| picture.lies_within(*number, wanted);
                        initiative.places.iter().any(inside)
                    })
                    && (words.is_empty()
                        || initiative.title.to_lowercase().contains(&words)
                        || organisation_is_named(initiative.organisation))
            })
            .collect();
        Page::of(&found, page, |initiative| InitiativeRow::of(coalition, initiative)).flatten()
    }

    /// One initiative in full; `None` if it is not declared, or was withdrawn.
    pub fn initiative(&self, id: Id) -> Result<Option<InitiativeView>, Fault> {
        let (row, partners, funder, declared, latest) = {
            let picture = self.picture();
            let coalition = &picture.coalition;
            let Some(version) = coalition.initiatives.version(&id) else { return Ok(None) };
            let Some(initiative) = &version.value else { return Ok(None) };
            let Some(row) = InitiativeRow::of(coalition, initiative) else { return Ok(None) };
            let label = |number: &u32| OrganisationLabel::of(coalition, *number);
            let partners: Vec<_> = initiative.partners.iter().filter_map(label).collect();
            let funder = initiative.funder.as_ref().and_then(label);
            (row, partners, funder, initiative.declared, version.statement)
        };
        let Some(Statement { at, import, body: Body::InitiativeDeclared(declaration), .. }) =
            self.statement_at(declared)?
        else {
            return Ok(None);
        };
        Ok(Some(InitiativeView {
            row,
            partners,
            funder,
            budget: declaration.budget.clone(),
            remarks: declaration.remarks.clone(),
            source: declaration.source.clone(),
            declared,
            latest,
            import,
            stated_at: at,
            declaration: *declaration,
        }))
    }

    /// Every statement about an initiative, the latest first: each names the one it replaces.
    pub fn history(&self, id: Id) -> Result<Vec<StatementRow>, Fault> {
        let version = self.picture().coalition.initiatives.version(&id).map(|v| v.statement);
        let mut next = version;
        let mut rows = Vec::new();
        while let Some(index) = next {
            let statement = self.statement_at(index)?;
            // What is replaced stands before what replaces it, so the walk ends.
            let replaced = statement.as_ref().and_then(|statement| statement.replaces);
            next = replaced.filter(|replaced| *replaced < index);
            rows.push(StatementRow::of(index, statement.as_ref()));
        }
        Ok(rows)
    }

    /// Declares an initiative, new or anew; the index of the statement, or of the one that said
    /// the same already.
    pub fn declare_initiative(
        &self,
        actor: &Actor,
        declaration: InitiativeDeclaration,
        now: Timestamp,
    ) -> Asked<u64> {
        let id = declaration.id;
        let declared = Declaration::Initiative(Box::new(declaration));
        let done = self.act(actor, Command::Declare(vec![declared]), now)?;
        let latest = || self.picture().coalition.initiatives.version(&id).map(|v| v.statement);
        Ok(if done.count > 0 { done.first } else { latest().unwrap_or(done.first) })
    }
}
