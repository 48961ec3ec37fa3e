//! The state of the coalition: a fold over its statements.

use std::collections::BTreeMap;

use concert_terms::{Count, Id, PlaceCode};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::initiative::day_number;
use crate::register::{Register, Version};
use crate::{
    Answers, Body, Import, Initiative, InitiativeDeclaration, Instance, Need, Organisation, Place,
    PublishedEstimate, RecordedEstimate, Statement, User,
};

/// Everything that holds after the statements so far. Equal journals give equal states.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Coalition {
    /// How many statements were applied: the index of the next one.
    pub size: u64,
    /// What this instance is.
    pub instance: Instance,
    /// Users, by identifier.
    pub users: BTreeMap<Id, User>,
    /// Organisations.
    pub organisations: Register<Id, Organisation>,
    /// Places.
    pub places: Register<PlaceCode, Place>,
    /// Initiatives.
    pub initiatives: Register<Id, Initiative>,
    /// Needs.
    pub needs: Register<Id, Need>,
    /// Published estimates.
    pub published: Register<Id, PublishedEstimate>,
    /// The coalition's own estimates.
    pub estimates: Register<Id, RecordedEstimate>,
    /// Imports, in the order in which they were applied.
    pub imports: Vec<ImportState>,
    /// The last day on which each organisation reported, by its number.
    pub reported: BTreeMap<u32, i32>,
    /// Statements of kinds that this version does not know.
    pub unknown_statements: u64,
}

/// An import and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportState {
    /// The import.
    pub import: Import,
    /// Index of the statement that closed it.
    pub statement: u64,
    /// Index of the statement that undid it.
    pub undone: Option<u64>,
}

/// What a statement touched: what a reader of the state has to look at again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    /// Numbers of initiatives.
    pub initiatives: Vec<u32>,
    /// Numbers of organisations.
    pub organisations: Vec<u32>,
    /// Whether places changed.
    pub places: bool,
    /// Whether needs or the estimates under them changed.
    pub needs: bool,
}

impl Effect {
    /// Adds what another statement touched.
    pub fn merge(&mut self, other: Self) {
        self.initiatives.extend(other.initiatives);
        self.organisations.extend(other.organisations);
        self.places |= other.places;
        self.needs |= other.needs;
    }
}

impl Coalition {
    /// Applies the next statement. This cannot fail: what may be stated is settled by
    /// [`decide`](crate::decide) before it is stated.
    pub fn apply(&mut self, statement: &Statement) -> Effect {
        let index = self.size;
        self.size += 1;
        let mut effect = Effect::default();
        let day = TimeZone::UTC.to_datetime(statement.at).date();
        match &statement.body {
            Body::InstanceDescribed(instance) => self.instance = instance.clone(),
            Body::UserRegistered(user) => {
                self.users.insert(user.id, user.clone());
            }
            Body::UserClosed { user } => {
                if let Some(user) = self.users.get_mut(user) {
                    user.closed = true;
                }
            }
            Body::OrganisationDeclared(organisation) => {
                let version = version(index, statement, organisation.clone());
                effect
                    .organisations
                    .push(self.organisations.put(&organisation.id, version));
            }
            Body::OrganisationReported { organisation, on } => {
                let number = self.organisations.number_of(organisation);
                self.note_report(number, day_number(*on));
                effect.organisations.push(number);
            }
            Body::PlaceDeclared(place) => {
                self.places
                    .put(&place.code, version(index, statement, place.clone()));
                effect.places = true;
            }
            Body::InitiativeDeclared(declaration) => {
                let number = self.declare_initiative(index, statement, declaration, day);
                effect.initiatives.push(number);
            }
            Body::InitiativeConfirmed {
                initiative,
                on,
                capacity,
                answers,
            } => {
                let touched = self.confirm(index, statement, *initiative, *on, *capacity, *answers);
                effect.initiatives.extend(touched);
            }
            Body::InitiativeWithdrawn { initiative, .. } => {
                let version = Version {
                    statement: index,
                    import: statement.import,
                    value: None,
                };
                effect
                    .initiatives
                    .push(self.initiatives.put(initiative, version));
            }
            Body::NeedDeclared(need) => {
                self.needs
                    .put(&need.id, version(index, statement, (**need).clone()));
                effect.needs = true;
            }
            Body::NeedWithdrawn { need, .. } => {
                let version = Version {
                    statement: index,
                    import: statement.import,
                    value: None,
                };
                self.needs.put(need, version);
                effect.needs = true;
            }
            Body::EstimatePublished(estimate) => {
                let version = version(index, statement, (**estimate).clone());
                self.published.put(&estimate.id, version);
                effect.needs = true;
            }
            Body::EstimateRecorded(estimate) => {
                let version = version(index, statement, (**estimate).clone());
                self.estimates.put(&estimate.id, version);
                effect.needs = true;
            }
            Body::ImportApplied(import) => self.imports.push(ImportState {
                import: import.clone(),
                statement: index,
                undone: None,
            }),
            Body::ImportUndone { import, .. } => effect = self.undo(index, *import),
            Body::Unknown { .. } => self.unknown_statements += 1,
        }
        effect
    }

    /// Passes over a statement whose body was erased: it keeps its index and says nothing.
    pub fn apply_erased(&mut self) {
        self.size += 1;
    }

    /// The import with an identifier.
    pub fn import(&self, id: Id) -> Option<&ImportState> {
        self.imports.iter().find(|state| state.import.id == id)
    }

    /// The user who signs in under a name.
    pub fn user_named(&self, name: &str) -> Option<&User> {
        self.users
            .values()
            .find(|user| user.name == name && !user.closed)
    }

    /// Whether everything that holds is the same in both, whatever way led there: identifiers,
    /// not numbers or indexes, are compared.
    pub fn holds_the_same_as(&self, other: &Self) -> bool {
        fn same<K: Clone + Eq + std::hash::Hash, T>(
            a: &Register<K, T>,
            b: &Register<K, T>,
            equal: impl Fn(&T, &T) -> bool,
        ) -> bool {
            a.len() == b.len()
                && a.iter()
                    .all(|(_, key, value)| b.get(key).is_some_and(|twin| equal(value, twin)))
        }
        self.instance == other.instance
            && same(&self.organisations, &other.organisations, PartialEq::eq)
            && same(&self.places, &other.places, PartialEq::eq)
            && same(&self.needs, &other.needs, PartialEq::eq)
            && same(&self.published, &other.published, PartialEq::eq)
            && same(&self.estimates, &other.estimates, PartialEq::eq)
            && same(&self.initiatives, &other.initiatives, |a, b| {
                (a.said, a.confirmed_day, a.capacity, a.answers)
                    == (b.said, b.confirmed_day, b.capacity, b.answers)
            })
    }

    fn declare_initiative(
        &mut self,
        index: u64,
        statement: &Statement,
        declaration: &InitiativeDeclaration,
        day: Date,
    ) -> u32 {
        for place in &declaration.places {
            self.places.number_of(place);
        }
        let named = [Some(declaration.organisation), declaration.funder];
        for organisation in named.iter().flatten().chain(&declaration.partners) {
            self.organisations.number_of(organisation);
        }
        let known = "every organisation and place of the declaration was just given a number";
        let initiative = Initiative::of(
            declaration,
            index,
            day,
            |id| self.organisations.number(&id).expect(known),
            |code| self.places.number(code).expect(known),
        );
        self.note_report(initiative.organisation, day_number(day));
        self.initiatives
            .put(&declaration.id, version(index, statement, initiative))
    }

    fn confirm(
        &mut self,
        index: u64,
        statement: &Statement,
        id: Id,
        on: Date,
        capacity: Option<Count>,
        answers: Option<Answers>,
    ) -> Option<u32> {
        let mut initiative = self.initiatives.get(&id)?.clone();
        initiative.confirmed_day = day_number(on);
        initiative.capacity = capacity.or(initiative.capacity);
        initiative.answers = answers.or(initiative.answers);
        self.note_report(initiative.organisation, day_number(on));
        Some(
            self.initiatives
                .put(&id, version(index, statement, initiative)),
        )
    }

    fn undo(&mut self, index: u64, import: Id) -> Effect {
        if let Some(state) = self
            .imports
            .iter_mut()
            .find(|state| state.import.id == import)
        {
            state.undone = Some(index);
        }
        let places = self.places.undo(import);
        let needs = self.needs.undo(import);
        let published = self.published.undo(import);
        Effect {
            initiatives: self.initiatives.undo(import),
            organisations: self.organisations.undo(import),
            places: !places.is_empty(),
            needs: !needs.is_empty() || !published.is_empty(),
        }
    }

    fn note_report(&mut self, organisation: u32, day: i32) {
        let last = self.reported.entry(organisation).or_insert(day);
        *last = day.max(*last);
    }
}

fn version<T>(index: u64, statement: &Statement, value: T) -> Version<T> {
    Version {
        statement: index,
        import: statement.import,
        value: Some(value),
    }
}
