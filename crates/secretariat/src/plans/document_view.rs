//! A plan as it is shown: its actions beside who is asked, and how it came about.

use concert_coalition::{
    Action, Addressee, Coalition, Indicator, Plan, PlanHistory, PlanVersion, Reference,
};
use concert_terms::{Form, Id, Names, OrganisationKind, Pillar, Population, Side, Stated};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::label::{OrganisationLabel, PlaceLabel};
use crate::{Asked, Secretariat, Unanswered};

/// A plan in the list of plans.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanRow {
    /// Identifier.
    pub id: Id,
    /// Names by language.
    pub names: Names,
    /// Where it applies; nowhere for a global one.
    pub places: Vec<PlaceLabel>,
    /// Who keeps it.
    pub keeper: Option<OrganisationLabel>,
    /// The number of its latest version.
    pub latest: u32,
    /// The number of the version that was adopted last.
    pub adopted: Option<u32>,
    /// How many actions the version in force has.
    pub actions: usize,
    /// When the latest version was stated.
    pub at: Timestamp,
}

/// A version of a plan in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanInFull {
    /// The plan.
    pub plan: PlanRow,
    /// The version that is shown.
    pub version: VersionRow,
    /// Every version, the latest first.
    pub versions: Vec<VersionRow>,
    /// Plans that it carries out.
    pub under: Vec<(Id, Names)>,
    /// Plans that carry it out.
    pub carried_out_by: Vec<(Id, Names)>,
    /// Where its text comes from.
    pub source: String,
    /// Whether the wording is a paraphrase of the source.
    pub paraphrase: bool,
    /// Its actions by objective, in the order of the plan; those without objective come first.
    pub objectives: Vec<ObjectiveView>,
    /// How many of its actions name a side, in the order of sides.
    pub by_side: Vec<(Side, usize)>,
}

/// A version of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VersionRow {
    /// Its number.
    pub number: u32,
    /// The digest of its text.
    pub digest: String,
    /// When it was stated.
    pub at: Timestamp,
    /// Index of the statement.
    pub statement: u64,
    /// Whether it is in force.
    pub in_force: bool,
}

/// An objective with its actions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ObjectiveView {
    /// Its number; empty for actions without objective.
    pub code: String,
    /// What is to be reached.
    pub text: Names,
    /// Its actions.
    pub actions: Vec<ActionView>,
}

/// An action.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActionView {
    /// Its number.
    pub code: String,
    /// What is asked for.
    pub text: Names,
    /// Pillars.
    pub pillars: Stated<Pillar>,
    /// Sides.
    pub sides: Stated<Side>,
    /// Forms.
    pub forms: Stated<Form>,
    /// For whom.
    pub population: Population,
    /// Who is asked.
    pub addressees: Vec<AddresseeView>,
    /// From which day.
    pub from: Option<Date>,
    /// By which day.
    pub due: Option<Date>,
    /// What comes first.
    pub after: Vec<String>,
    /// By what one would see that it is done.
    pub indicators: Vec<Indicator>,
    /// Where others ask for the same.
    pub references: Vec<Reference>,
}

/// Who is asked.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AddresseeView {
    /// Everybody of a kind.
    Kind(OrganisationKind),
    /// An organisation.
    Organisation(OrganisationLabel),
    /// Somebody in words.
    Named(String),
}

impl Secretariat {
    /// Every plan, those in force first by name.
    pub fn plans(&self) -> Vec<PlanRow> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let rows =
            coalition.plan.plans.iter().filter_map(|(id, history)| row(coalition, *id, history));
        let mut rows: Vec<PlanRow> = rows.collect();
        rows.sort_by(|a, b| (a.names.pick("en"), a.id).cmp(&(b.names.pick("en"), b.id)));
        rows
    }

    /// A version of a plan; the one in force when no number is given.
    pub fn plan(&self, id: Id, number: Option<u32>) -> Asked<PlanInFull> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let absent = || Unanswered::absent("plan", &id.to_string());
        let history = coalition.plan.plans.get(&id).ok_or_else(absent)?;
        let version = match number {
            Some(number) => history.versions.iter().find(|version| version.number == number),
            None => history.in_force(),
        };
        let version = version.ok_or_else(absent)?;
        let plan = &version.plan;
        let named = |id: &Id| coalition.plan.in_force(id).map(|plan| (*id, plan.names.clone()));
        let others = coalition.plan.plans.keys();
        let carries_out =
            |other: &&Id| coalition.plan.in_force(other).is_some_and(|it| it.under.contains(&id));
        let sides = Side::ALL.map(|side| {
            (side, plan.actions.iter().filter(|action| action.sides.states(side)).count())
        });
        Ok(PlanInFull {
            plan: row(coalition, id, history).ok_or_else(absent)?,
            version: version_row(history, version),
            versions: history.versions.iter().rev().map(|it| version_row(history, it)).collect(),
            under: plan.under.iter().filter_map(named).collect(),
            carried_out_by: others.filter(carries_out).filter_map(named).collect(),
            source: plan.source.clone(),
            paraphrase: plan.paraphrase,
            objectives: objectives(coalition, plan),
            by_side: sides.to_vec(),
        })
    }

    /// The document of a version, to print its table; the one in force when no number is given.
    pub fn plan_document(&self, id: Id, number: Option<u32>) -> Asked<Plan> {
        let picture = self.picture();
        let absent = || Unanswered::absent("plan", &id.to_string());
        let history = picture.coalition.plan.plans.get(&id).ok_or_else(absent)?;
        let version = match number {
            Some(number) => history.versions.iter().find(|version| version.number == number),
            None => history.in_force(),
        };
        Ok(version.ok_or_else(absent)?.plan.clone())
    }
}

pub(crate) fn row(coalition: &Coalition, id: Id, history: &PlanHistory) -> Option<PlanRow> {
    let (latest, in_force) = (history.latest()?, history.in_force()?);
    let plan = &in_force.plan;
    let place = |code| PlaceLabel::of(coalition, coalition.places.number(code)?);
    Some(PlanRow {
        id,
        names: plan.names.clone(),
        places: plan.places.iter().filter_map(place).collect(),
        keeper: plan.keeper.and_then(|id| organisation(coalition, id)),
        latest: latest.number,
        adopted: history.adopted.map(|adoption| adoption.number),
        actions: plan.actions.len(),
        at: latest.at,
    })
}

pub(crate) fn version_row(history: &PlanHistory, version: &PlanVersion) -> VersionRow {
    let in_force = history.in_force().map(|it| it.number) == Some(version.number);
    let PlanVersion { number, digest, at, statement, .. } = version;
    VersionRow { number: *number, digest: digest.clone(), at: *at, statement: *statement, in_force }
}

pub(crate) fn objectives(coalition: &Coalition, plan: &Plan) -> Vec<ObjectiveView> {
    let of = |code: Option<&str>| -> Vec<ActionView> {
        let actions = plan.actions.iter().filter(|action| action.objective.as_deref() == code);
        actions.map(|action| action_view(coalition, action)).collect()
    };
    let free = ObjectiveView { code: String::new(), text: Names::default(), actions: of(None) };
    let grouped = plan.objectives.iter().map(|objective| ObjectiveView {
        code: objective.code.clone(),
        text: objective.text.clone(),
        actions: of(Some(&objective.code)),
    });
    std::iter::once(free).filter(|free| !free.actions.is_empty()).chain(grouped).collect()
}

fn action_view(coalition: &Coalition, action: &Action) -> ActionView {
    let addressee = |addressee: &Addressee| match addressee {
        Addressee::Kind(kind) => AddresseeView::Kind(*kind),
        Addressee::Named(words) => AddresseeView::Named(words.clone()),
        Addressee::Organisation(id) => match organisation(coalition, *id) {
            Some(label) => AddresseeView::Organisation(label),
            None => AddresseeView::Named(id.to_string()),
        },
    };
    ActionView {
        code: action.code.clone(),
        text: action.text.clone(),
        pillars: action.pillars,
        sides: action.sides,
        forms: action.forms,
        population: action.population,
        addressees: action.addressees.iter().map(addressee).collect(),
        from: action.from,
        due: action.due,
        after: action.after.clone(),
        indicators: action.indicators.clone(),
        references: action.references.clone(),
    }
}

fn organisation(coalition: &Coalition, id: Id) -> Option<OrganisationLabel> {
    OrganisationLabel::of(coalition, coalition.organisations.number(&id)?)
}
