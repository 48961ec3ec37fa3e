//! Plans of action: what stands in them, and how a version of one is stated.

mod document_view;
mod table;
mod templates;

pub use document_view::{
    ActionView, AddresseeView, ObjectiveView, PlanInFull, PlanRow, VersionRow,
};
pub(crate) use document_view::{objectives, row, version_row};
pub use table::{PLAN_TABLE_COLUMNS, PlanText, plan_table_csv, plan_table_lines};
pub use templates::{PlanTemplate, TemplateRow, plan_templates};

use concert_coalition::{
    Actor, Coalition, Command, Commitment, Declaration, Plan, PlanCommand, PlanRefusal, Refusal,
    decide,
};
use concert_terms::{Id, Names, PlaceCode};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::{Asked, Done, Secretariat, Unanswered};

/// What is said of a plan beside its table of actions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlanHead {
    /// The plan whose next version this is; a new plan without.
    pub plan: Option<Id>,
    /// Names by language.
    pub names: Names,
    /// Where it applies.
    pub places: Vec<PlaceCode>,
    /// The organisation that keeps it.
    pub keeper: Option<Id>,
    /// Plans that it carries out.
    pub under: Vec<Id>,
    /// Where its text comes from.
    pub source: String,
    /// Whether the wording is a paraphrase.
    pub paraphrase: bool,
}

/// A plan that was stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct StatedPlan {
    /// The plan.
    pub plan: Id,
    /// The number of the version that holds now.
    pub version: u32,
    /// Whether it is new: the same text again states nothing.
    pub is_new: bool,
}

/// What somebody may do with a plan, so that a door shows no form that is always refused. The domain
/// decides: it also refuses what this lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct PlanRights {
    /// State its next version, or a new plan.
    pub state: bool,
    /// Promise something towards its actions.
    pub promise: bool,
}

impl Secretariat {
    /// The organisation in whose name somebody states plans and promises, and asks about partners,
    /// without naming it: a member's own. Coordinators say for whom.
    pub fn states_for(actor: &Actor) -> Option<Id> {
        actor.organisation.filter(|_| !actor.coordinates())
    }

    /// What somebody may do with a plan, or with a new one: whether the domain would let them is
    /// asked by trying it.
    pub fn plan_rights(&self, actor: &Actor, plan: Option<Id>, now: Timestamp) -> PlanRights {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let own = Self::states_for(actor);
        let known = plan.and_then(|id| coalition.plan.plans.get(&id)?.latest());
        let blank = || Plan { keeper: own, ..blank(Id::from_bytes([0; 16])) };
        let next = known.map_or_else(blank, |version| version.plan.clone());
        let promise = any_promise(actor, next.id);
        let state = Command::Plan(PlanCommand::State(Box::new(next)));
        PlanRights {
            state: lets(coalition, actor, &state, now).is_ok(),
            promise: lets(coalition, actor, &promise, now).is_ok(),
        }
    }

    /// Refuses whoever may not promise anything towards a plan, as their promise would be, so that no
    /// form is filled in for nothing.
    pub fn may_promise(&self, actor: &Actor, plan: Id, now: Timestamp) -> Asked<()> {
        Ok(lets(&self.picture().coalition, actor, &any_promise(actor, plan), now)?)
    }

    /// States a plan, or its next version. A version says everything anew: what the head leaves
    /// out of an earlier version is taken over from it.
    ///
    /// Refused with the row of the table where the plan makes no sense: a number that stands
    /// twice, nobody who is asked, days out of order, a circle of predecessors.
    pub fn state_plan(
        &self,
        actor: &Actor,
        head: &PlanHead,
        text: &PlanText,
        now: Timestamp,
    ) -> Asked<StatedPlan> {
        let plan = self.plan_of(head, text)?;
        let id = plan.id;
        let command = Command::Plan(PlanCommand::State(Box::new(plan)));
        let done: Done = self.act(actor, command, now)?;
        let picture = self.picture();
        let versions = picture.coalition.plan.plans.get(&id).map_or(0, |it| it.versions.len());
        Ok(StatedPlan { plan: id, version: versions as u32, is_new: done.count > 0 })
    }

    /// The plan that a head and a table say.
    pub(crate) fn plan_of(&self, head: &PlanHead, text: &PlanText) -> Asked<Plan> {
        let picture = self.picture();
        let plans = &picture.coalition.plan.plans;
        let earlier = match head.plan {
            Some(id) => {
                let history = plans.get(&id).and_then(|history| history.latest());
                let absent = || Unanswered::absent("plan", &id.to_string());
                Some(history.ok_or_else(absent)?.plan.clone())
            }
            None => None,
        };
        let said = |names: &Names| !names.is_empty();
        let named = || blank(Plan::id_of_name(head.names.pick("en"), &head.places));
        let mut plan = earlier.unwrap_or_else(named);
        if said(&head.names) {
            plan.names = head.names.clone();
        }
        if !head.places.is_empty() {
            plan.places.clone_from(&head.places);
        }
        if !head.under.is_empty() {
            plan.under.clone_from(&head.under);
        }
        if !head.source.is_empty() {
            plan.source.clone_from(&head.source);
            plan.paraphrase = head.paraphrase;
        }
        plan.keeper = head.keeper.or(plan.keeper);
        (plan.objectives, plan.actions) = text.parts(&picture.coalition);
        plan.is_sound().map_err(|refusal| in_its_row(refusal, text))?;
        Ok(plan)
    }
}

/// A plan that says nothing yet.
fn blank(id: Id) -> Plan {
    Plan {
        id,
        names: Names::default(),
        places: Vec::new(),
        keeper: None,
        under: Vec::new(),
        objectives: Vec::new(),
        actions: Vec::new(),
        source: String::new(),
        paraphrase: false,
        rest: serde_json::Map::new(),
    }
}

/// Some promise towards a plan, in the name in which somebody makes them.
fn any_promise(actor: &Actor, plan: Id) -> Command {
    let maker = Secretariat::states_for(actor).unwrap_or(plan);
    let promise = Commitment::new(plan, maker, (plan, ""), Names::default(), Date::ZERO);
    Command::Declare(vec![Declaration::Commitment(Box::new(promise))])
}

/// Refuses what somebody may not ask for at all, whatever else may be wrong with it.
fn lets(
    coalition: &Coalition,
    actor: &Actor,
    command: &Command,
    now: Timestamp,
) -> Result<(), Refusal> {
    match decide(coalition, actor, command, now) {
        Err(refusal @ Refusal::NotAllowed { .. }) => Err(refusal),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// The refusal with the file and row of the action that it names.
fn in_its_row(refusal: PlanRefusal, text: &PlanText) -> Unanswered {
    let place = match &refusal {
        PlanRefusal::TwoOfOneNumber { code } => text.place_of(code, 1),
        PlanRefusal::NoText { code }
        | PlanRefusal::AsksNobody { code }
        | PlanRefusal::DueBeforeStart { code, .. }
        | PlanRefusal::NoSuchNumber { code, .. } => text.place_of(code, 0),
        PlanRefusal::WaitsForItself { circle } => {
            text.place_of(circle.split(", ").next().unwrap_or_default(), 0)
        }
        _ => Vec::new(),
    };
    match Unanswered::from(Refusal::from(refusal)) {
        Unanswered::Refused(mut refused) => {
            refused.facts.extend(place);
            Unanswered::Refused(refused)
        }
        fault @ Unanswered::Fault(_) => fault,
    }
}
