//! Decides what a command states, or why it is refused.

use concert_terms::{Count, Id, PlaceCode};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::day::day_of_greenwich;
use crate::declaring::Declaring;
use crate::undo::undo;
use crate::{
    ActionNumber, Actor, Answers, Author, Body, Coalition, Commitment, DecisionCommand,
    DeviceCommand, Import, InitiativeDeclaration, Instance, Need, Organisation, Place, PlanCommand,
    PromiseCommand, PublishedEstimate, Recommendation, RecommendationCommand, RecordedEstimate,
    Refusal, ReviewCommand, RoundCommand, Statement, User, decision, device, plan, review, round,
    sound,
};

/// Something that can be declared, by hand or from a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Declaration {
    /// An organisation.
    Organisation(Organisation),
    /// A place.
    Place(Place),
    /// An initiative.
    Initiative(Box<InitiativeDeclaration>),
    /// A need.
    Need(Box<Need>),
    /// Somebody else's figure.
    Published(Box<PublishedEstimate>),
    /// A promise. One that was made before is changed by an import only.
    Commitment(Box<Commitment>),
    /// A recommendation of an outside mechanism.
    Recommendation(Box<Recommendation>),
    /// These actions, and no others, answer a recommendation.
    Answer {
        /// The recommendation.
        recommendation: Id,
        /// The actions, of versions in force; none where none answers it.
        actions: Vec<ActionNumber>,
    },
}

/// What somebody asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Say what this instance is.
    Describe(Instance),
    /// Register a user, or change what a user may do.
    RegisterUser(User),
    /// Close a user's account.
    CloseUser(Id),
    /// Declare these as one act: each may name the others. What is declared already as it is
    /// states nothing; where one thing is declared twice, the last word counts.
    Declare(Vec<Declaration>),
    /// Say that an organisation reported.
    Report {
        /// The organisation.
        organisation: Id,
        /// The day.
        on: Date,
    },
    /// Confirm an initiative's capacity.
    Confirm {
        /// The initiative.
        initiative: Id,
        /// The day.
        on: Date,
        /// The capacity, if it changed.
        capacity: Option<Count>,
        /// How requests were answered, if there is a new record.
        answers: Option<Answers>,
    },
    /// Take an initiative back.
    WithdrawInitiative {
        /// The initiative.
        initiative: Id,
        /// Why.
        reason: String,
    },
    /// Take a need back.
    WithdrawNeed {
        /// The need.
        need: Id,
        /// Why.
        reason: String,
    },
    /// Record an estimate that the coalition made.
    RecordEstimate(Box<RecordedEstimate>),
    /// Declare what was read from a file, as one act.
    Import {
        /// The import.
        import: Import,
        /// What was read.
        declarations: Vec<Declaration>,
    },
    /// Take back everything that an import stated.
    UndoImport {
        /// The import.
        import: Id,
        /// Why.
        reason: String,
    },
    /// Ask something of the plan of action.
    Plan(PlanCommand),
    /// Ask something of the coalition's decisions.
    Decision(DecisionCommand),
    /// Ask something in a review cycle.
    Review(ReviewCommand),
    /// Ask something of a linkage round.
    Round(RoundCommand),
    /// Ask something about devices that sign.
    Device(DeviceCommand),
    /// Ask something of commitments.
    Promise(PromiseCommand),
    /// Ask something of recommendations.
    Recommendation(RecommendationCommand),
}

/// The statements that carry out a command, or why it is refused. Nothing is stated where the
/// command asks for what holds already.
pub fn decide(
    coalition: &Coalition,
    actor: &Actor,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<Statement>, Refusal> {
    let mut statements = decided(coalition, actor, command, now)?;
    for statement in &mut statements {
        statement.replaces = coalition.latest_about(&statement.body);
    }
    Ok(statements)
}

fn decided(
    coalition: &Coalition,
    actor: &Actor,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<Statement>, Refusal> {
    let one = |body| Ok(vec![Statement::new(now, actor.author, body)]);
    must(!is_closed(coalition, actor), "users whose account is open")?;
    match command {
        Command::Describe(instance) => {
            must(actor.administers(), "administrators")?;
            sound::instance(instance)?;
            if coalition.instance == *instance {
                return Ok(Vec::new());
            }
            one(Body::InstanceDescribed(instance.clone()))
        }
        Command::RegisterUser(user) => {
            must(actor.administers(), "administrators")?;
            sound_user(coalition, user)?;
            if coalition.users.get(&user.id) == Some(user) {
                return Ok(Vec::new());
            }
            one(Body::UserRegistered(user.clone()))
        }
        Command::CloseUser(user) => {
            must(actor.administers(), "administrators")?;
            let state = coalition.users.get(user);
            if state.ok_or_else(|| absent("user", user))?.closed {
                return Ok(Vec::new());
            }
            one(Body::UserClosed { user: *user })
        }
        Command::Declare(declarations) => {
            Declaring::new(coalition, actor, None, now).all(declarations)
        }
        Command::Report { organisation, on } => {
            known_organisation(coalition, *organisation)?;
            must(actor.speaks_for(*organisation), "members of the organisation")?;
            not_in_future("on", *on, now)?;
            one(Body::OrganisationReported { organisation: *organisation, on: *on })
        }
        Command::Confirm { initiative, on, capacity, answers } => {
            owned(coalition, actor, *initiative)?;
            not_in_future("on", *on, now)?;
            sound::capacity(*capacity)?;
            one(Body::InitiativeConfirmed {
                initiative: *initiative,
                on: *on,
                capacity: *capacity,
                answers: *answers,
            })
        }
        Command::WithdrawInitiative { initiative, reason } => {
            owned(coalition, actor, *initiative)?;
            sound::reason(reason)?;
            let (initiative, reason) = (*initiative, reason.clone());
            one(Body::InitiativeWithdrawn { initiative, reason })
        }
        Command::WithdrawNeed { need, reason } => {
            must(actor.coordinates(), "coordinators")?;
            coalition.needs.get(need).ok_or_else(|| absent("need", need))?;
            sound::reason(reason)?;
            one(Body::NeedWithdrawn { need: *need, reason: reason.clone() })
        }
        Command::RecordEstimate(estimate) => {
            must(actor.coordinates(), "coordinators")?;
            known_place(coalition, &estimate.place)?;
            sound::recorded(estimate)?;
            if coalition.estimates.get(&estimate.id) == Some(estimate) {
                return Ok(Vec::new());
            }
            let body = Body::EstimateRecorded(estimate.clone());
            let statement = Statement::new(now, actor.author, body);
            sound::statement(&statement)?;
            Ok(vec![statement])
        }
        Command::Import { import, declarations } => {
            read_from_file(coalition, actor, import, declarations, now)
        }
        Command::UndoImport { import, reason } => undo(coalition, actor, *import, reason, now),
        Command::Plan(command) => {
            let bodies = plan::decide(coalition, actor, command)?;
            stated(bodies, actor, now)
        }
        Command::Decision(command) => {
            let bodies = decision::decide(coalition, actor, command, day_of_greenwich(now))?;
            stated(bodies, actor, now)
        }
        Command::Review(command) => {
            let bodies = review::decide(coalition, actor, command, day_of_greenwich(now))?;
            stated(bodies, actor, now)
        }
        Command::Device(command) => stated(device::decide(coalition, actor, command)?, actor, now),
        Command::Round(command) => {
            let bodies = round::decide(coalition, actor, command, day_of_greenwich(now))?;
            stated(bodies, actor, now)
        }
        Command::Promise(command) => {
            stated(plan::decide_promise(coalition, actor, command, now)?, actor, now)
        }
        Command::Recommendation(command) => {
            stated(plan::decide_recommendation(coalition, actor, command)?, actor, now)
        }
    }
}

/// The statements with these bodies, if the journal can hold each.
fn stated(bodies: Vec<Body>, actor: &Actor, now: Timestamp) -> Result<Vec<Statement>, Refusal> {
    let said = |body| {
        let statement = Statement::new(now, actor.author, body);
        sound::statement(&statement).map(|()| statement)
    };
    bodies.into_iter().map(said).collect()
}

/// An import is one act with one identifier: it can be applied anew only after an undo.
fn read_from_file(
    coalition: &Coalition,
    actor: &Actor,
    import: &Import,
    declarations: &[Declaration],
    now: Timestamp,
) -> Result<Vec<Statement>, Refusal> {
    must(actor.coordinates(), "coordinators")?;
    sound::import(import)?;
    let mut statements =
        Declaring::new(coalition, actor, Some(import.id), now).all(declarations)?;
    if statements.is_empty() {
        return Ok(statements);
    }
    let stands = coalition.import(import.id).is_some_and(|state| state.undone.is_none());
    if stands {
        return Err(Refusal::Unsound {
            field: "import",
            rule: "an import is applied once; another reading is another import",
        });
    }
    statements.push(Statement {
        import: Some(import.id),
        ..Statement::new(now, actor.author, Body::ImportApplied(import.clone()))
    });
    Ok(statements)
}

fn sound_user(coalition: &Coalition, user: &User) -> Result<(), Refusal> {
    sound::user_name(&user.name)?;
    if coalition.user_named(&user.name).is_some_and(|other| other.id != user.id) {
        return Err(Refusal::NameTaken { name: user.name.clone() });
    }
    user.organisation.map_or(Ok(()), |organisation| known_organisation(coalition, organisation))
}

/// Whether the actor signed in with an account that was closed since.
fn is_closed(coalition: &Coalition, actor: &Actor) -> bool {
    match actor.author {
        Author::Operator => false,
        Author::User(id) => coalition.users.get(&id).is_some_and(|user| user.closed),
    }
}

/// A day on which something was seen; one day is allowed for clocks east of Greenwich.
pub(crate) fn not_in_future(field: &'static str, day: Date, now: Timestamp) -> Result<(), Refusal> {
    let today = day_of_greenwich(now);
    if day > today.saturating_add(jiff::Span::new().days(1)) {
        let rule = "this day has not come yet";
        return Err(Refusal::Unsound { field, rule });
    }
    Ok(())
}

fn owned(coalition: &Coalition, actor: &Actor, initiative: Id) -> Result<(), Refusal> {
    let state =
        coalition.initiatives.get(&initiative).ok_or_else(|| absent("initiative", &initiative))?;
    let owner = coalition.organisations.key(state.organisation);
    must(owner.is_some_and(|owner| actor.speaks_for(*owner)), "members of the organisation")
}

pub(crate) fn known_organisation(coalition: &Coalition, id: Id) -> Result<(), Refusal> {
    coalition.organisations.get(&id).map(|_| ()).ok_or(Refusal::UnknownOrganisation { id })
}

pub(crate) fn known_place(coalition: &Coalition, code: &PlaceCode) -> Result<(), Refusal> {
    let known = coalition.places.get(code).map(|_| ());
    known.ok_or_else(|| Refusal::UnknownPlace { code: code.clone() })
}

pub(crate) fn must(allowed: bool, who: &'static str) -> Result<(), Refusal> {
    if allowed { Ok(()) } else { Err(Refusal::NotAllowed { allowed: who }) }
}

pub(crate) fn absent(what: &'static str, id: &Id) -> Refusal {
    Refusal::Absent { what, id: id.to_string() }
}
