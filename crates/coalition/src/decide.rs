//! Decides what a command states, or why it is refused.

use std::collections::HashSet;

use concert_terms::{Count, Id, PlaceCode};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::{
    Actor, Answers, Basis, Body, Coalition, Import, InitiativeDeclaration, Instance, Need,
    Organisation, Place, PublishedEstimate, RecordedEstimate, Refusal, Statement, User,
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
    /// Declare these, in this order. What is declared already as it is states nothing.
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
        /// What was read, organisations and places first.
        declarations: Vec<Declaration>,
    },
    /// Take back everything that an import stated.
    UndoImport {
        /// The import.
        import: Id,
        /// Why.
        reason: String,
    },
}

/// Longest title, name or short text, in characters.
const LONGEST_TITLE: usize = 1000;
/// Longest remark, in characters.
const LONGEST_REMARK: usize = 20_000;
/// Most points of one place's boundary.
const MOST_BOUNDARY_POINTS: usize = 100_000;

/// The statements that carry out a command, or why it is refused. Nothing is stated where the
/// command asks for what holds already.
pub fn decide(
    coalition: &Coalition,
    actor: &Actor,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<Statement>, Refusal> {
    let one = |body| Ok(vec![Statement::new(now, actor.author, body)]);
    match command {
        Command::Describe(instance) => {
            must(actor.administers(), "administrators")?;
            if coalition.instance == *instance {
                return Ok(Vec::new());
            }
            one(Body::InstanceDescribed(instance.clone()))
        }
        Command::RegisterUser(user) => {
            must(actor.administers(), "administrators")?;
            sound_user(coalition, user)?;
            one(Body::UserRegistered(user.clone()))
        }
        Command::CloseUser(user) => {
            must(actor.administers(), "administrators")?;
            coalition
                .users
                .get(user)
                .ok_or_else(|| absent("user", user))?;
            one(Body::UserClosed { user: *user })
        }
        Command::Declare(declarations) => {
            Declaring::new(coalition, actor).all(declarations, None, now)
        }
        Command::Report { organisation, on } => {
            known_organisation(coalition, *organisation)?;
            must(
                actor.speaks_for(*organisation),
                "members of the organisation",
            )?;
            one(Body::OrganisationReported {
                organisation: *organisation,
                on: *on,
            })
        }
        Command::Confirm {
            initiative,
            on,
            capacity,
            answers,
        } => {
            owned(coalition, actor, *initiative)?;
            one(Body::InitiativeConfirmed {
                initiative: *initiative,
                on: *on,
                capacity: *capacity,
                answers: *answers,
            })
        }
        Command::WithdrawInitiative { initiative, reason } => {
            owned(coalition, actor, *initiative)?;
            said("reason", reason, LONGEST_TITLE)?;
            let (initiative, reason) = (*initiative, reason.clone());
            one(Body::InitiativeWithdrawn { initiative, reason })
        }
        Command::WithdrawNeed { need, reason } => {
            must(actor.coordinates(), "coordinators")?;
            coalition
                .needs
                .get(need)
                .ok_or_else(|| absent("need", need))?;
            said("reason", reason, LONGEST_TITLE)?;
            one(Body::NeedWithdrawn {
                need: *need,
                reason: reason.clone(),
            })
        }
        Command::RecordEstimate(estimate) => {
            must(actor.coordinates(), "coordinators")?;
            known_place(coalition, &estimate.place)?;
            unless(estimate.draws.is_empty(), "draws", "an estimate has draws")?;
            one(Body::EstimateRecorded(estimate.clone()))
        }
        Command::Import {
            import,
            declarations,
        } => {
            must(actor.coordinates(), "coordinators")?;
            let mut statements =
                Declaring::new(coalition, actor).all(declarations, Some(import.id), now)?;
            if !statements.is_empty() {
                statements.push(Statement {
                    import: Some(import.id),
                    ..Statement::new(now, actor.author, Body::ImportApplied(import.clone()))
                });
            }
            Ok(statements)
        }
        Command::UndoImport { import, reason } => undo(coalition, actor, *import, reason, now),
    }
}

/// Declares one thing after the other; later ones may name what earlier ones declare.
struct Declaring<'a> {
    coalition: &'a Coalition,
    actor: &'a Actor,
    organisations: HashSet<Id>,
    places: HashSet<PlaceCode>,
}

impl<'a> Declaring<'a> {
    fn new(coalition: &'a Coalition, actor: &'a Actor) -> Self {
        Self {
            coalition,
            actor,
            organisations: HashSet::new(),
            places: HashSet::new(),
        }
    }

    fn all(
        mut self,
        declarations: &[Declaration],
        import: Option<Id>,
        now: Timestamp,
    ) -> Result<Vec<Statement>, Refusal> {
        let mut statements = Vec::new();
        for declaration in declarations {
            if let Some(body) = self.declare(declaration)? {
                let statement = Statement::new(now, self.actor.author, body);
                statements.push(Statement {
                    import,
                    ..statement
                });
            }
        }
        Ok(statements)
    }

    fn declare(&mut self, declaration: &Declaration) -> Result<Option<Body>, Refusal> {
        match declaration {
            Declaration::Organisation(organisation) => self.organisation(organisation),
            Declaration::Place(place) => self.place(place),
            Declaration::Initiative(initiative) => self.initiative(initiative),
            Declaration::Need(need) => self.need(need),
            Declaration::Published(estimate) => self.published(estimate),
        }
    }

    fn organisation(&mut self, organisation: &Organisation) -> Result<Option<Body>, Refusal> {
        must(
            self.actor.speaks_for(organisation.id),
            "members of the organisation",
        )?;
        unless(
            organisation.names.is_empty(),
            "names",
            "an organisation has a name",
        )?;
        for (_, name) in organisation.names.iter() {
            said("names", name, LONGEST_TITLE)?;
        }
        for place in &organisation.works_in {
            self.knows_place(place)?;
        }
        self.organisations.insert(organisation.id);
        let said_already = self
            .coalition
            .organisations
            .get(&organisation.id)
            .is_some_and(|now| {
                Organisation {
                    source: None,
                    ..now.clone()
                } == Organisation {
                    source: None,
                    ..organisation.clone()
                }
            });
        Ok((!said_already).then(|| Body::OrganisationDeclared(organisation.clone())))
    }

    fn place(&mut self, place: &Place) -> Result<Option<Body>, Refusal> {
        must(self.actor.coordinates(), "coordinators")?;
        unless(place.names.is_empty(), "names", "a place has a name")?;
        for (_, name) in place.names.iter() {
            said("names", name, LONGEST_TITLE)?;
        }
        let on_earth = |[longitude, latitude]: &[f64; 2]| {
            (-180.0..=180.0).contains(longitude) && (-90.0..=90.0).contains(latitude)
        };
        unless(
            !place
                .boundary
                .iter()
                .flatten()
                .chain(&place.point)
                .all(on_earth),
            "boundary",
            "longitudes lie between -180 and 180, latitudes between -90 and 90",
        )?;
        unless(
            place.boundary.iter().map(Vec::len).sum::<usize>() > MOST_BOUNDARY_POINTS,
            "boundary",
            "a boundary has at most 100,000 points",
        )?;
        self.places.insert(place.code.clone());
        if let Some(corridor) = place.code.corridor() {
            self.knows_place(&corridor.origin)?;
            self.knows_place(&corridor.destination)?;
        }
        if let Some(parent) = &place.parent {
            self.knows_place(parent)?;
            self.lies_outside(place, parent)?;
        }
        let said_already = self.coalition.places.get(&place.code).is_some_and(|now| {
            Place {
                source: None,
                ..now.clone()
            } == Place {
                source: None,
                ..place.clone()
            }
        });
        Ok((!said_already).then(|| Body::PlaceDeclared(place.clone())))
    }

    /// Walks up from the parent: the place itself must not be met.
    fn lies_outside(&self, place: &Place, parent: &PlaceCode) -> Result<(), Refusal> {
        let mut above = Some(parent);
        let mut steps = 0;
        while let Some(code) = above {
            if *code == place.code || steps > 64 {
                return Err(Refusal::PlaceCycle {
                    code: place.code.clone(),
                });
            }
            above = self
                .coalition
                .places
                .get(code)
                .and_then(|place| place.parent.as_ref());
            steps += 1;
        }
        Ok(())
    }

    fn initiative(&mut self, declared: &InitiativeDeclaration) -> Result<Option<Body>, Refusal> {
        must(
            self.actor.speaks_for(declared.organisation),
            "members of the organisation",
        )?;
        if let Some(now) = self.coalition.initiatives.get(&declared.id) {
            let owner = self.coalition.organisations.key(now.organisation);
            let mine = owner.is_some_and(|owner| self.actor.speaks_for(*owner));
            must(mine, "members of the organisation")?;
        }
        unless(
            declared.places.is_empty(),
            "places",
            "an initiative has at least one place",
        )?;
        unless(
            declared.period.is_reversed(),
            "period",
            "an initiative ends after it starts",
        )?;
        at_most("title", &declared.title, LONGEST_TITLE)?;
        at_most("remarks", &declared.remarks, LONGEST_REMARK)?;
        let organisations = [Some(declared.organisation), declared.funder];
        for organisation in organisations.iter().flatten().chain(&declared.partners) {
            if !self.organisations.contains(organisation) {
                known_organisation(self.coalition, *organisation)?;
            }
        }
        for place in &declared.places {
            self.knows_place(place)?;
        }
        let now = self.coalition.initiatives.get(&declared.id);
        let said_already = now.is_some_and(|now| now.said == declared.digest());
        Ok((!said_already).then(|| Body::InitiativeDeclared(Box::new(declared.clone()))))
    }

    fn need(&mut self, need: &Need) -> Result<Option<Body>, Refusal> {
        must(self.actor.coordinates(), "coordinators")?;
        self.knows_place(&need.place)?;
        match &need.basis {
            Basis::Estimate { estimate, .. } => self.coalition.estimates.get(estimate).map(|_| ()),
            Basis::Published { estimate, .. } => self.coalition.published.get(estimate).map(|_| ()),
            Basis::People(_) | Basis::Interval(_) => Some(()),
        }
        .ok_or_else(|| absent("estimate", &need.id))?;
        let said_already = self.coalition.needs.get(&need.id).is_some_and(|now| {
            Need {
                source: None,
                ..now.clone()
            } == Need {
                source: None,
                ..need.clone()
            }
        });
        Ok((!said_already).then(|| Body::NeedDeclared(Box::new(need.clone()))))
    }

    fn published(&mut self, estimate: &PublishedEstimate) -> Result<Option<Body>, Refusal> {
        must(self.actor.coordinates(), "coordinators")?;
        said("source", &estimate.source, LONGEST_TITLE)?;
        said("quantity", &estimate.quantity, LONGEST_TITLE)?;
        if let Some(place) = &estimate.place {
            self.knows_place(place)?;
        }
        let said_already = self
            .coalition
            .published
            .get(&estimate.id)
            .is_some_and(|now| now == estimate);
        Ok((!said_already).then(|| Body::EstimatePublished(Box::new(estimate.clone()))))
    }

    fn knows_place(&self, code: &PlaceCode) -> Result<(), Refusal> {
        if self.places.contains(code) {
            Ok(())
        } else {
            known_place(self.coalition, code)
        }
    }
}

/// An import can be undone as long as no later statement rests on what it introduced.
fn undo(
    coalition: &Coalition,
    actor: &Actor,
    import: Id,
    reason: &str,
    now: Timestamp,
) -> Result<Vec<Statement>, Refusal> {
    must(actor.coordinates(), "coordinators")?;
    said("reason", reason, LONGEST_TITLE)?;
    let state = coalition
        .import(import)
        .ok_or_else(|| absent("import", &import))?;
    if state.undone.is_some() {
        return Ok(Vec::new());
    }
    let organisations: HashSet<u32> = coalition
        .organisations
        .introduced_by(import)
        .map(|(number, _)| number)
        .collect();
    let places: HashSet<u32> = coalition
        .places
        .introduced_by(import)
        .map(|(number, _)| number)
        .collect();
    let rests_on_it = coalition
        .initiatives
        .iter()
        .filter(|(number, _, initiative)| {
            let by_this_import = coalition
                .initiatives
                .version_at(*number)
                .is_some_and(|version| version.import == Some(import));
            !by_this_import
                && (organisations.contains(&initiative.organisation)
                    || initiative
                        .partners
                        .iter()
                        .any(|number| organisations.contains(number))
                    || initiative
                        .funder
                        .is_some_and(|number| organisations.contains(&number))
                    || initiative
                        .places
                        .iter()
                        .any(|number| places.contains(number)))
        });
    let later: Vec<_> = rests_on_it
        .map(|(_, id, initiative)| (id, &initiative.title))
        .collect();
    if let Some((id, title)) = later.first() {
        let example = if title.is_empty() {
            id.to_string()
        } else {
            title.to_string()
        };
        return Err(Refusal::StillUsed {
            count: later.len(),
            example,
        });
    }
    let body = Body::ImportUndone {
        import,
        reason: reason.to_owned(),
    };
    Ok(vec![Statement::new(now, actor.author, body)])
}

fn sound_user(coalition: &Coalition, user: &User) -> Result<(), Refusal> {
    said("name", &user.name, 80)?;
    if coalition
        .user_named(&user.name)
        .is_some_and(|other| other.id != user.id)
    {
        return Err(Refusal::NameTaken {
            name: user.name.clone(),
        });
    }
    user.organisation.map_or(Ok(()), |organisation| {
        known_organisation(coalition, organisation)
    })
}

fn owned(coalition: &Coalition, actor: &Actor, initiative: Id) -> Result<(), Refusal> {
    let state = coalition
        .initiatives
        .get(&initiative)
        .ok_or_else(|| absent("initiative", &initiative))?;
    let owner = coalition.organisations.key(state.organisation);
    must(
        owner.is_some_and(|owner| actor.speaks_for(*owner)),
        "members of the organisation",
    )
}

fn known_organisation(coalition: &Coalition, id: Id) -> Result<(), Refusal> {
    coalition
        .organisations
        .get(&id)
        .map(|_| ())
        .ok_or(Refusal::UnknownOrganisation { id })
}

fn known_place(coalition: &Coalition, code: &PlaceCode) -> Result<(), Refusal> {
    let known = coalition.places.get(code).map(|_| ());
    known.ok_or_else(|| Refusal::UnknownPlace { code: code.clone() })
}

fn must(allowed: bool, who: &'static str) -> Result<(), Refusal> {
    if allowed {
        Ok(())
    } else {
        Err(Refusal::NotAllowed { allowed: who })
    }
}

fn unless(broken: bool, field: &'static str, rule: &'static str) -> Result<(), Refusal> {
    if broken {
        Err(Refusal::Unsound { field, rule })
    } else {
        Ok(())
    }
}

fn said(field: &'static str, text: &str, longest: usize) -> Result<(), Refusal> {
    unless(text.trim().is_empty(), field, "this cannot be left empty")?;
    at_most(field, text, longest)
}

fn at_most(field: &'static str, text: &str, longest: usize) -> Result<(), Refusal> {
    unless(
        text.chars().count() > longest,
        field,
        "this text is too long",
    )
}

fn absent(what: &'static str, id: &Id) -> Refusal {
    Refusal::Absent {
        what,
        id: id.to_string(),
    }
}
