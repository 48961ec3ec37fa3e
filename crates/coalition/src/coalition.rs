//! The state of the coalition: a fold over its statements.

use std::collections::BTreeMap;

use concert_terms::{Count, Id, PlaceCode};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::day::{day_number, day_of_greenwich};
use crate::register::{Register, Version};
use crate::said::wherever_it_was_said;
use crate::{
    Answers, Body, DecisionBook, Import, Initiative, InitiativeDeclaration, Instance, KnownDevice,
    Need, Organisation, Place, PlanBook, PublishedEstimate, Recommendation, RecordedEstimate,
    ReviewBook, RoundBook, Statement, User, device,
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
    /// Plans of action, and what was promised towards them.
    pub plan: PlanBook,
    /// Bodies, memberships and proposals.
    pub decisions: DecisionBook,
    /// Review cycles.
    pub reviews: ReviewBook,
    /// Linkage rounds.
    pub rounds: RoundBook,
    /// Devices that sign, by identifier.
    pub devices: BTreeMap<Id, KnownDevice>,
    /// Recommendations of outside mechanisms.
    pub recommendations: Register<Id, Recommendation>,
    /// Imports, in the order in which they were applied.
    pub imports: Vec<ImportState>,
    /// The last day on which each organisation reported, by its number.
    pub reported: BTreeMap<u32, i32>,
    /// The same apart for what was said by hand and by each import, for an undo.
    pub(crate) reports: BTreeMap<(u32, Option<Id>), i32>,
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
        let day = day_of_greenwich(statement.at);
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
                effect.organisations.push(self.organisations.put(&organisation.id, version));
            }
            Body::OrganisationReported { organisation, on } => {
                let number = self.organisations.number_of(organisation);
                self.note_report(number, statement.import, day_number(*on));
                effect.organisations.push(number);
            }
            Body::PlaceDeclared(place) => {
                self.places.put(&place.code, version(index, statement, place.clone()));
                effect.places = true;
            }
            Body::InitiativeDeclared(declaration) => {
                let number = self.declare_initiative(index, statement, declaration, day);
                effect.initiatives.push(number);
            }
            Body::InitiativeConfirmed { initiative, on, capacity, answers } => {
                let touched = self.confirm(index, *initiative, *on, *capacity, *answers);
                effect.initiatives.extend(touched);
            }
            Body::InitiativeWithdrawn { initiative, .. } => {
                let version = Version { statement: index, import: statement.import, value: None };
                effect.initiatives.push(self.initiatives.put(initiative, version));
            }
            Body::NeedDeclared(need) => {
                self.needs.put(&need.id, version(index, statement, (**need).clone()));
                effect.needs = true;
            }
            Body::NeedWithdrawn { need, .. } => {
                let version = Version { statement: index, import: statement.import, value: None };
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
            Body::RecommendationDeclared(recommendation) => {
                let version = version(index, statement, (**recommendation).clone());
                self.recommendations.put(&recommendation.id, version);
            }
            Body::Unknown { .. } => self.unknown_statements += 1,
            _ => self.enter(index, statement),
        }
        effect
    }

    /// Enters a statement about plans, promises, decisions, reviews or rounds in its book; each book takes
    /// what belongs to it.
    fn enter(&mut self, index: u64, statement: &Statement) {
        self.plan.apply(index, statement);
        self.decisions.apply(index, statement);
        self.reviews.apply(index, statement);
        self.rounds.apply(index, statement);
        device::apply(&mut self.devices, index, statement);
        if let Body::ProposalConcluded(conclusion) = &statement.body
            && let Some((plan, adoption, digest)) = self.decisions.adopted_plan(conclusion)
        {
            self.plan.adopt(plan, adoption, digest);
        }
    }

    /// Passes over a statement whose body was erased: it keeps its index and says nothing.
    pub fn apply_erased(&mut self) {
        self.size += 1;
    }

    /// The import with an identifier; the latest, where a file was applied again after an undo.
    pub fn import(&self, id: Id) -> Option<&ImportState> {
        let mut latest_first = self.imports.iter().rev();
        latest_first.find(|state| state.import.id == id)
    }

    /// Index of the statement that says what holds now of what a statement is about.
    pub(crate) fn latest_about(&self, body: &Body) -> Option<u64> {
        match body {
            Body::OrganisationDeclared(organisation) => {
                self.organisations.version(&organisation.id).map(|version| version.statement)
            }
            Body::PlaceDeclared(place) => {
                self.places.version(&place.code).map(|version| version.statement)
            }
            Body::InitiativeDeclared(declared) => {
                self.initiatives.version(&declared.id).map(|version| version.statement)
            }
            Body::InitiativeConfirmed { initiative, .. }
            | Body::InitiativeWithdrawn { initiative, .. } => {
                self.initiatives.version(initiative).map(|version| version.statement)
            }
            Body::NeedDeclared(need) => {
                self.needs.version(&need.id).map(|version| version.statement)
            }
            Body::NeedWithdrawn { need, .. } => {
                self.needs.version(need).map(|version| version.statement)
            }
            Body::EstimatePublished(estimate) => {
                self.published.version(&estimate.id).map(|version| version.statement)
            }
            Body::EstimateRecorded(estimate) => {
                self.estimates.version(&estimate.id).map(|version| version.statement)
            }
            Body::PlanStated(plan) => {
                let history = self.plan.plans.get(&plan.id)?;
                history.latest().map(|version| version.statement)
            }
            Body::RecommendationDeclared(declared) => {
                self.recommendations.version(&declared.id).map(|version| version.statement)
            }
            Body::InstanceDescribed(_)
            | Body::UserRegistered(_)
            | Body::UserClosed { .. }
            | Body::OrganisationReported { .. }
            | Body::ImportApplied(_)
            | Body::ImportUndone { .. }
            | Body::Unknown { .. } => None,
            other => {
                let decided = self.decisions.latest_about(other);
                let reviewed = decided.or_else(|| self.reviews.latest_about(other));
                let linked = reviewed.or_else(|| self.rounds.latest_about(other));
                linked.or_else(|| self.plan.promises.latest_about(other))
            }
        }
    }

    /// The user who signs in under a name.
    pub fn user_named(&self, name: &str) -> Option<&User> {
        self.users.values().find(|user| user.name == name && !user.closed)
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
                && a.iter().all(|(_, key, value)| b.get(key).is_some_and(|twin| equal(value, twin)))
        }
        fn reported(coalition: &Coalition) -> BTreeMap<Option<&Id>, i32> {
            let reported = coalition.reported.iter();
            reported.map(|(number, day)| (coalition.organisations.key(*number), *day)).collect()
        }
        self.instance == other.instance
            && self.users == other.users
            && reported(self) == reported(other)
            && same(&self.organisations, &other.organisations, PartialEq::eq)
            && same(&self.places, &other.places, PartialEq::eq)
            && same(&self.needs, &other.needs, PartialEq::eq)
            && same(&self.published, &other.published, PartialEq::eq)
            && same(&self.estimates, &other.estimates, PartialEq::eq)
            && same(&self.recommendations, &other.recommendations, PartialEq::eq)
            && self.plan.promises.holds_the_same_as(&other.plan.promises)
            && wherever_it_was_said(&self.plan.plans) == wherever_it_was_said(&other.plan.plans)
            && wherever_it_was_said(&self.decisions) == wherever_it_was_said(&other.decisions)
            && wherever_it_was_said(&self.reviews) == wherever_it_was_said(&other.reviews)
            && wherever_it_was_said(&self.rounds) == wherever_it_was_said(&other.rounds)
            && wherever_it_was_said(&self.devices) == wherever_it_was_said(&other.devices)
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
        self.note_report(initiative.organisation, statement.import, day_number(day));
        self.initiatives.put(&declaration.id, version(index, statement, initiative))
    }

    /// A confirmation belongs to the declaration that it confirms: they are undone together.
    fn confirm(
        &mut self,
        index: u64,
        id: Id,
        on: Date,
        capacity: Option<Count>,
        answers: Option<Answers>,
    ) -> Option<u32> {
        let confirmed = self.initiatives.version(&id)?;
        let import = confirmed.import;
        let mut initiative = confirmed.value.clone()?;
        initiative.confirmed_day = day_number(on);
        initiative.capacity = capacity.or(initiative.capacity);
        initiative.answers = answers.or(initiative.answers);
        self.note_report(initiative.organisation, import, day_number(on));
        let version = Version { statement: index, import, value: Some(initiative) };
        Some(self.initiatives.put(&id, version))
    }

    fn undo(&mut self, index: u64, import: Id) -> Effect {
        let mut latest_first = self.imports.iter_mut().rev();
        if let Some(state) = latest_first.find(|state| state.import.id == import) {
            state.undone = Some(index);
        }
        let places = self.places.undo(import);
        let needs = self.needs.undo(import);
        let published = self.published.undo(import);
        let estimates = self.estimates.undo(import);
        self.recommendations.undo(import);
        self.plan.promises.undo(import);
        let mut organisations = self.organisations.undo(import);
        organisations.extend(self.forget_reports(import));
        organisations.sort_unstable();
        organisations.dedup();
        Effect {
            initiatives: self.initiatives.undo(import),
            organisations,
            places: !places.is_empty(),
            needs: !(needs.is_empty() && published.is_empty() && estimates.is_empty()),
        }
    }

    fn note_report(&mut self, organisation: u32, import: Option<Id>, day: i32) {
        let of_all = self.reported.entry(organisation).or_insert(day);
        *of_all = day.max(*of_all);
        let alike = self.reports.entry((organisation, import)).or_insert(day);
        *alike = day.max(*alike);
    }

    /// Takes back the reports that an import made; returns the numbers of the organisations.
    fn forget_reports(&mut self, import: Id) -> Vec<u32> {
        let made = self.reports.extract_if(.., |(_, maker), _| *maker == Some(import));
        let touched: Vec<u32> = made.map(|((organisation, _), _)| organisation).collect();
        for organisation in &touched {
            let from_here = self.reports.range((*organisation, None)..);
            let left = from_here.take_while(|((number, _), _)| number == organisation);
            match left.map(|(_, day)| *day).max() {
                Some(day) => self.reported.insert(*organisation, day),
                None => self.reported.remove(organisation),
            };
        }
        touched
    }
}

fn version<T>(index: u64, statement: &Statement, value: T) -> Version<T> {
    Version { statement: index, import: statement.import, value: Some(value) }
}
