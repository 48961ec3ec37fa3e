//! The picture: the coalition's state and the columns that figures are computed from, kept in
//! step with the journal.

use std::collections::HashMap;

use concert_coalition::{Coalition, Effect, Initiative, Statement, Status};
use concert_coverage::supply::stated_capacity;
use concert_coverage::{AnswerRecord, NeedAtom, Needs, PlaceTree, Supply, SupplyRow};
use concert_terms::ServiceKind;

/// Everything that readers read. It changes under one lock, a batch of statements at a time.
#[derive(Debug)]
pub struct Picture {
    /// The state.
    pub coalition: Coalition,
    /// Places, by the coalition's numbers.
    pub(crate) tree: PlaceTree,
    /// What is declared, by the coalition's numbers of initiatives and organisations.
    pub(crate) supply: Supply,
    /// What is needed, by the coalition's numbers of places.
    pub(crate) needs: Needs,
    /// The number of the need under each atom of `needs`, in their order.
    pub(crate) atoms: Vec<u32>,
    /// Where each organisation is expected, by number: what `supply` was told.
    expected: HashMap<u32, Vec<u32>>,
    pending: Effect,
}

impl Picture {
    /// The picture of a coalition that has stated nothing.
    pub(crate) fn empty() -> Self {
        let tree = no_places();
        Self {
            coalition: Coalition::default(),
            needs: no_needs(&tree),
            tree,
            supply: Supply::new(),
            atoms: Vec::new(),
            expected: HashMap::new(),
            pending: Effect::default(),
        }
    }

    /// The picture of a state.
    pub(crate) fn of(coalition: Coalition) -> Self {
        let pending = Effect {
            initiatives: (0..coalition.initiatives.numbers()).collect(),
            organisations: (0..coalition.organisations.numbers()).collect(),
            places: true,
            needs: true,
        };
        let mut picture = Self { coalition, pending, ..Self::empty() };
        picture.refresh();
        picture
    }

    /// Applies the next statement to the state; the columns follow with [`Picture::refresh`].
    pub(crate) fn apply(&mut self, statement: &Statement) {
        let effect = self.coalition.apply(statement);
        self.pending.merge(effect);
    }

    /// Brings the columns up to the state.
    pub(crate) fn refresh(&mut self) {
        let touched = std::mem::take(&mut self.pending);
        if touched.places {
            self.tree = place_tree(&self.coalition);
        }
        for number in touched.initiatives {
            self.put_initiative(number);
        }
        for number in touched.organisations {
            self.put_organisation(number);
        }
        if touched.places || touched.needs {
            (self.needs, self.atoms) = needs(&self.coalition, &self.tree);
        }
    }

    /// Whether a place lies in another; nothing lies in a place that is not there.
    pub fn lies_within(&self, place: u32, wanted: Option<u32>) -> bool {
        wanted.is_some_and(|wanted| self.tree.is_within(place, wanted))
    }

    fn put_initiative(&mut self, number: u32) {
        match self.coalition.initiatives.at(number) {
            Some(initiative) => {
                let row = supply_row(initiative);
                // What the coalition lets in is within the limits of the table, except a capacity
                // beyond any sense, which counts as not stated rather than stopping every figure.
                if self.supply.put(number, &row).is_err() {
                    let unstated = SupplyRow { capacity: None, ..row };
                    let _ = self.supply.put(number, &unstated);
                }
                self.note_report(initiative.organisation);
            }
            None => {
                self.supply.remove(number);
            }
        }
    }

    fn put_organisation(&mut self, number: u32) {
        for place in self.expected.remove(&number).unwrap_or_default() {
            self.supply.expect_no_more(number, place);
        }
        if let Some(organisation) = self.coalition.organisations.at(number) {
            let numbered = |code| self.coalition.places.number(code);
            let places: Vec<u32> = organisation.works_in.iter().filter_map(numbered).collect();
            for place in &places {
                self.supply.expect(number, *place);
            }
            self.expected.insert(number, places);
        }
        self.note_report(number);
    }

    fn note_report(&mut self, organisation: u32) {
        let day = self.coalition.reported.get(&organisation).copied();
        // An undone import takes its reports with it.
        self.supply.reported_no_later(organisation, day);
        if let Some(day) = day {
            self.supply.reported(organisation, day);
        }
    }
}

pub(crate) fn supply_row(initiative: &Initiative) -> SupplyRow {
    let usual = ServiceKind::USUAL_HALF_LIFE_DAYS;
    SupplyRow {
        organisation: initiative.organisation,
        places: initiative.places.to_vec(),
        pillars: initiative.pillars,
        sides: initiative.sides,
        forms: initiative.forms,
        population: initiative.population,
        sector: initiative.sector,
        first_day: initiative.first_day,
        last_day: initiative.last_day,
        is_active: initiative.status == Status::Active,
        capacity: initiative.capacity.and_then(stated_capacity),
        confirmed_day: initiative.confirmed_day,
        half_life_days: initiative.service.map_or(usual, ServiceKind::half_life_days),
        answers: initiative
            .answers
            .map(|answers| AnswerRecord { accepted: answers.accepted, declined: answers.declined }),
    }
}

/// The tree of the declared places. A place whose parent was undone stands on its own; the
/// coalition refuses circles, and if one came about all the same no place has a parent, so that
/// figures are coarse rather than wrong.
fn place_tree(coalition: &Coalition) -> PlaceTree {
    let parents = place_parents(coalition);
    let flat = vec![None; parents.len()];
    PlaceTree::new(&parents).or_else(|_| PlaceTree::new(&flat)).unwrap_or_else(|_| no_places())
}

/// The number of the place that holds each place, by its number.
pub(crate) fn place_parents(coalition: &Coalition) -> Vec<Option<u32>> {
    let parent = |number| {
        let parent = coalition.places.at(number)?.parent.as_ref()?;
        coalition.places.number(parent)
    };
    (0..coalition.places.numbers()).map(parent).collect()
}

/// The needs whose basis says enough to be drawn, with the number of each.
fn needs(coalition: &Coalition, tree: &PlaceTree) -> (Needs, Vec<u32>) {
    let mut numbers = Vec::new();
    let mut atoms = Vec::new();
    for (number, _, need) in coalition.needs.iter() {
        let Some(place) = coalition.places.number(&need.place) else { continue };
        let Some(draws) = crate::needs::draws(coalition, need) else { continue };
        numbers.push(number);
        atoms.push(NeedAtom {
            place,
            pillar: need.pillar,
            side: need.side,
            form: need.form,
            population: need.population,
            sector: need.sector,
            draws,
        });
    }
    (Needs::new(tree, atoms).unwrap_or_else(|_| no_needs(tree)), numbers)
}

fn no_places() -> PlaceTree {
    PlaceTree::new(&[]).expect("a tree without places has neither a circle nor a loose end")
}

fn no_needs(tree: &PlaceTree) -> Needs {
    Needs::new(tree, Vec::new()).expect("without needs there is none that could be refused")
}
