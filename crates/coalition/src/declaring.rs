//! Declarations as one act: each is weighed against what holds and against its fellows.

use std::collections::HashMap;
use std::hash::Hash;

use concert_terms::{Id, PlaceCode};
use jiff::Timestamp;

use crate::decide::{absent, known_organisation, known_place, must, not_in_future};
use crate::place::lies_within_itself;
use crate::{
    ActionNumber, Actor, Basis, Body, Coalition, Commitment, Declaration, InitiativeDeclaration,
    Need, Organisation, Place, PublishedEstimate, Recommendation, Refusal, Register, Statement,
    plan, sound,
};

/// What one command declares. A declaration may name whatever holds or is declared beside it, in
/// any order. Where one thing is declared twice the last word counts, so that declaring the same
/// again finds all of it said.
pub(crate) struct Declaring<'a> {
    pub(crate) coalition: &'a Coalition,
    pub(crate) actor: &'a Actor,
    pub(crate) import: Option<Id>,
    pub(crate) now: Timestamp,
    organisations: HashMap<Id, &'a Organisation>,
    places: HashMap<&'a PlaceCode, &'a Place>,
    initiatives: HashMap<Id, &'a InitiativeDeclaration>,
    needs: HashMap<Id, &'a Need>,
    published: HashMap<Id, &'a PublishedEstimate>,
    pub(crate) commitments: HashMap<Id, &'a Commitment>,
    recommendations: HashMap<Id, &'a Recommendation>,
    answers: HashMap<Id, &'a Vec<ActionNumber>>,
}

impl<'a> Declaring<'a> {
    pub(crate) fn new(
        coalition: &'a Coalition,
        actor: &'a Actor,
        import: Option<Id>,
        now: Timestamp,
    ) -> Self {
        Self {
            coalition,
            actor,
            import,
            now,
            organisations: HashMap::new(),
            places: HashMap::new(),
            initiatives: HashMap::new(),
            needs: HashMap::new(),
            published: HashMap::new(),
            commitments: HashMap::new(),
            recommendations: HashMap::new(),
            answers: HashMap::new(),
        }
    }

    /// The statements that say what is new in the declarations, or why one of them is refused.
    pub(crate) fn all(
        mut self,
        declarations: &'a [Declaration],
    ) -> Result<Vec<Statement>, Refusal> {
        for declaration in declarations {
            self.hear(declaration);
        }
        let mut statements = Vec::new();
        for declaration in declarations {
            if let Some(body) = self.weigh(declaration)? {
                let statement = Statement::new(self.now, self.actor.author, body);
                statements.push(Statement { import: self.import, ..statement });
            }
        }
        for statement in &statements {
            sound::statement(statement)?;
        }
        Ok(statements)
    }

    fn hear(&mut self, declaration: &'a Declaration) {
        match declaration {
            Declaration::Organisation(heard) => drop(self.organisations.insert(heard.id, heard)),
            Declaration::Place(heard) => drop(self.places.insert(&heard.code, heard)),
            Declaration::Initiative(heard) => drop(self.initiatives.insert(heard.id, heard)),
            Declaration::Need(heard) => drop(self.needs.insert(heard.id, heard)),
            Declaration::Published(heard) => drop(self.published.insert(heard.id, heard)),
            Declaration::Commitment(heard) => drop(self.commitments.insert(heard.id, heard)),
            Declaration::Recommendation(heard) => {
                self.recommendations.insert(heard.id, heard);
            }
            Declaration::Answer { recommendation, actions } => {
                self.answers.insert(*recommendation, actions);
            }
        }
    }

    fn weigh(&self, declaration: &Declaration) -> Result<Option<Body>, Refusal> {
        match declaration {
            Declaration::Organisation(declared) => {
                self.organisation(declared)?;
                let is_last = std::ptr::eq(self.organisations[&declared.id], declared);
                let is_new = is_new(&self.coalition.organisations, &declared.id, |now| {
                    let source = declared.source.clone();
                    *declared == Organisation { source, ..now.clone() }
                });
                Ok((is_last && is_new).then(|| Body::OrganisationDeclared(declared.clone())))
            }
            Declaration::Place(declared) => {
                self.place(declared)?;
                let is_last = std::ptr::eq(self.places[&declared.code], declared);
                let is_new = is_new(&self.coalition.places, &declared.code, |now| {
                    let source = declared.source.clone();
                    *declared == Place { source, ..now.clone() }
                });
                Ok((is_last && is_new).then(|| Body::PlaceDeclared(declared.clone())))
            }
            Declaration::Initiative(declared) => {
                self.initiative(declared)?;
                let is_last = std::ptr::eq(self.initiatives[&declared.id], &raw const **declared);
                let is_new = self.is_new_initiative(declared);
                Ok((is_last && is_new).then(|| Body::InitiativeDeclared(declared.clone())))
            }
            Declaration::Need(declared) => {
                self.need(declared)?;
                let is_last = std::ptr::eq(self.needs[&declared.id], &raw const **declared);
                let is_new = is_new(&self.coalition.needs, &declared.id, |now| {
                    let source = declared.source.clone();
                    **declared == Need { source, ..now.clone() }
                });
                Ok((is_last && is_new).then(|| Body::NeedDeclared(declared.clone())))
            }
            Declaration::Published(declared) => {
                self.published(declared)?;
                let is_last = std::ptr::eq(self.published[&declared.id], &raw const **declared);
                let is_new =
                    is_new(&self.coalition.published, &declared.id, |now| *now == **declared);
                Ok((is_last && is_new).then(|| Body::EstimatePublished(declared.clone())))
            }
            Declaration::Commitment(declared) => {
                // What is overruled beside it need not follow from what holds, and says nothing.
                let is_last = std::ptr::eq(self.commitments[&declared.id], &raw const **declared);
                if is_last { self.commitment(declared) } else { Ok(None) }
            }
            Declaration::Recommendation(declared) => {
                self.recommendation(declared)?;
                let last = self.recommendations[&declared.id];
                let is_last = std::ptr::eq(last, &raw const **declared);
                let is_new = is_new(&self.coalition.recommendations, &declared.id, |now| {
                    let source = declared.source.clone();
                    **declared == Recommendation { source, ..now.clone() }
                });
                Ok((is_last && is_new).then(|| Body::RecommendationDeclared(declared.clone())))
            }
            Declaration::Answer { recommendation, actions } => {
                must(self.actor.coordinates(), "coordinators")?;
                self.knows_recommendation(recommendation)?;
                let is_last = std::ptr::eq(self.answers[recommendation], actions);
                let stated = plan::answered(self.coalition, *recommendation, actions)?;
                Ok(stated.filter(|_| is_last))
            }
        }
    }

    fn organisation(&self, declared: &Organisation) -> Result<(), Refusal> {
        must(self.actor.speaks_for(declared.id), "members of the organisation")?;
        sound::organisation(declared)?;
        let mut places = declared.works_in.iter();
        places.try_for_each(|place| self.knows_place(place))
    }

    fn place(&self, declared: &Place) -> Result<(), Refusal> {
        must(self.actor.coordinates(), "coordinators")?;
        sound::place(declared)?;
        if let Some(corridor) = declared.code.corridor() {
            self.knows_place(&corridor.origin)?;
            self.knows_place(&corridor.destination)?;
        }
        let Some(parent) = &declared.parent else {
            return Ok(());
        };
        self.knows_place(parent)?;
        let now = |code: &PlaceCode| {
            let declared = self.places.get(code).copied();
            declared.or_else(|| self.coalition.places.get(code))
        };
        if lies_within_itself(&declared.code, now) {
            let code = declared.code.clone();
            return Err(Refusal::PlaceCycle { code });
        }
        Ok(())
    }

    fn initiative(&self, declared: &InitiativeDeclaration) -> Result<(), Refusal> {
        let members = "members of the organisation";
        must(self.actor.speaks_for(declared.organisation), members)?;
        if let Some(now) = self.coalition.initiatives.get(&declared.id) {
            let owner = self.coalition.organisations.key(now.organisation);
            let mine = owner.is_some_and(|owner| self.actor.speaks_for(*owner));
            must(mine, members)?;
        } else if self.coalition.initiatives.number(&declared.id).is_some() {
            // Whose it was is forgotten with what was withdrawn, so no member may claim it.
            must(self.actor.coordinates(), "coordinators")?;
        }
        sound::initiative(declared)?;
        if let (Some(confirmed), None) = (declared.confirmed, self.import) {
            not_in_future("confirmed", confirmed, self.now)?;
        }
        let organisations = [Some(declared.organisation), declared.funder];
        for organisation in organisations.iter().flatten().chain(&declared.partners) {
            self.knows_organisation(*organisation)?;
        }
        let mut places = declared.places.iter();
        places.try_for_each(|place| self.knows_place(place))
    }

    /// A file that says what it said before says nothing new, also when somebody has confirmed
    /// another capacity since. Somebody who says it by hand does mean it now.
    fn is_new_initiative(&self, declared: &InitiativeDeclaration) -> bool {
        let Some(now) = self.coalition.initiatives.get(&declared.id) else {
            return true;
        };
        let still_holds = (now.capacity, now.answers) == (declared.capacity, declared.answers);
        now.said != declared.digest() || (self.import.is_none() && !still_holds)
    }

    fn need(&self, declared: &Need) -> Result<(), Refusal> {
        must(self.actor.coordinates(), "coordinators")?;
        sound::need(declared)?;
        self.knows_place(&declared.place)?;
        let (known, estimate) = match &declared.basis {
            Basis::People(_) | Basis::Interval(_) => return Ok(()),
            Basis::Estimate { estimate, .. } => {
                (self.coalition.estimates.get(estimate).is_some(), estimate)
            }
            Basis::Published { estimate, .. } => {
                let beside = self.published.contains_key(estimate);
                let known = beside || self.coalition.published.get(estimate).is_some();
                (known, estimate)
            }
        };
        known.then_some(()).ok_or_else(|| absent("estimate", estimate))
    }

    fn published(&self, declared: &PublishedEstimate) -> Result<(), Refusal> {
        must(self.actor.coordinates(), "coordinators")?;
        sound::published(declared)?;
        let mut place = declared.place.iter();
        place.try_for_each(|place| self.knows_place(place))
    }

    fn recommendation(&self, declared: &Recommendation) -> Result<(), Refusal> {
        must(self.actor.coordinates(), "coordinators")?;
        sound::promise::recommendation(declared)?;
        declared.organisation.map_or(Ok(()), |id| self.knows_organisation(id))?;
        let mut place = declared.place.iter();
        place.try_for_each(|place| self.knows_place(place))
    }

    fn knows_recommendation(&self, id: &Id) -> Result<(), Refusal> {
        let known = self.coalition.recommendations.get(id).is_some();
        let is_there = known || self.recommendations.contains_key(id);
        is_there.then_some(()).ok_or_else(|| absent("recommendation", id))
    }

    pub(crate) fn knows_organisation(&self, id: Id) -> Result<(), Refusal> {
        if self.organisations.contains_key(&id) {
            Ok(())
        } else {
            known_organisation(self.coalition, id)
        }
    }

    pub(crate) fn knows_place(&self, code: &PlaceCode) -> Result<(), Refusal> {
        if self.places.contains_key(code) { Ok(()) } else { known_place(self.coalition, code) }
    }
}

/// Whether nothing holds under the key that says the same, wherever it was read.
fn is_new<K: Clone + Eq + Hash, T>(
    register: &Register<K, T>,
    key: &K,
    says_the_same: impl Fn(&T) -> bool,
) -> bool {
    !register.get(key).is_some_and(says_the_same)
}
