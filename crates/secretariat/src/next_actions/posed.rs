//! A question set against a picture: gaps, actions and groups as the engine takes them, with the
//! labels that its answer needs. It owns all of that, so that the picture is free again while the
//! plan is sought.

use std::collections::{HashMap, HashSet};

use concert_coverage::{
    Action, Allocation, AllocationRule, Effect, GapDraws, KnownNeed, NextActions, PlanQuestion,
    knowledge_of_needs,
};
use concert_terms::{Pillar, Population, Side};

use super::candidate::{CandidateAction, Candidates};
use super::placing::{self, Placed};
use super::question::{EquityAmong, NextQuestion};
use super::view::GroupLabel;
use crate::frame::question as place_and_day;
use crate::label::PlaceLabel;
use crate::need_label::NeedLabel;
use crate::picture::Picture;
use crate::{Asked, Refused, Unanswered, places};

/// A question that can be answered.
pub(crate) struct Posed {
    pub(crate) question: NextQuestion,
    pub(crate) candidates: Candidates,
    pub(crate) place: Option<PlaceLabel>,
    /// The needs that the question is about, in the picture's order.
    pub(crate) cells: Vec<NeedLabel>,
    pub(crate) gaps: GapDraws,
    /// What is known of who is at each of these needs.
    pub(crate) known: Vec<Option<KnownNeed>>,
    pub(crate) groups: Vec<GroupLabel>,
    /// The candidates, in their order, over the needs that the question is about.
    pub(crate) actions: Vec<Action>,
    pub(crate) by_rule: Vec<Option<f64>>,
    pub(crate) lost: Vec<placing::LostCell>,
    /// Positions of the actions that must be in the plan, with all that they require, ascending.
    pub(crate) required: Vec<u32>,
    /// Which actions must not be in it, or require one that must not.
    pub(crate) barred: Vec<Option<Barred>>,
    /// When each works, in days from the decision; absent where a lead time on the way is not
    /// stated.
    pub(crate) ready_days: Vec<Option<u64>>,
    engine: PlanQuestion,
}

/// Why an action is out from the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Barred {
    /// Whoever asks does not want it.
    Forbidden,
    /// It requires what whoever asks does not want.
    RequiresForbidden,
}

/// The place, and the needs asked about with their gaps and what is known of them.
type Needed = (Option<PlaceLabel>, Vec<NeedLabel>, GapDraws, Vec<Option<KnownNeed>>);

impl Posed {
    /// Sets a question and its candidates against a picture.
    ///
    /// Refused: a place that nobody declared, a currency that is not that of the candidates, the
    /// name of a required or forbidden action that is not there, and whatever the engine refuses.
    pub(crate) fn new(
        picture: &Picture,
        question: NextQuestion,
        candidates: Candidates,
    ) -> Asked<Self> {
        let Picture { coalition, tree, supply, needs, .. } = picture;
        let here = place_and_day(picture, question.place.as_ref(), question.at)?;
        if question.most > NextQuestion::MOST {
            let facts = vec![
                ("found", question.most.to_string()),
                ("most", NextQuestion::MOST.to_string()),
            ];
            return Err(refused("secretariat/too-many-wanted", facts));
        }
        let currency = candidates.currency.clone();
        if let Some(asked) =
            question.currency.as_ref().filter(|asked| !currency.is_empty() && **asked != currency)
        {
            return Err(refused(
                "secretariat/currency-of-budget",
                vec![("text", asked.clone()), ("allowed", currency)],
            ));
        }
        let allocation = Allocation::on(here.day, tree, supply, needs, AllocationRule::ByNeed)?;
        let whole = GapDraws::of(needs, &allocation);
        let is_asked = |atom: &&concert_coverage::NeedAtom| {
            here.place.is_none_or(|place| tree.is_within(atom.place, place))
                && atom.pillar == Some(question.pillar)
                && question.side.is_none_or(|side| atom.side == Some(side))
        };
        let known = knowledge_of_needs(tree, supply, needs, &here)?;
        let numbered = (0_u32..).zip(needs.atoms());
        let (asked, cells): (Vec<u32>, Vec<NeedLabel>) = numbered
            .filter(|(_, atom)| is_asked(atom))
            .filter_map(|(at, _)| Some((at, NeedLabel::of(picture, at)?)))
            .unzip();
        let gaps = if asked.len() == whole.needs() {
            whole
        } else {
            let draws: Vec<Vec<f32>> = asked.iter().map(|at| whole.of_need(*at).to_vec()).collect();
            GapDraws::new(&draws)?
        };
        let known = asked.iter().map(|at| known[*at as usize]).collect();
        let groups = match question.equity_among {
            EquityAmong::Places => by_place(picture, here.place, &asked),
            EquityAmong::Populations => by_population(&cells),
        };
        let (groups, members): (Vec<GroupLabel>, Vec<Vec<u32>>) = groups.into_iter().unzip();
        let placed = placing::place(picture, &candidates.actions)?;
        let place = here.place.and_then(|number| PlaceLabel::of(coalition, number));
        Self::of_parts(
            question,
            candidates,
            (place, cells, gaps, known),
            (groups, members),
            (placed, &asked),
        )
    }

    fn of_parts(
        question: NextQuestion,
        candidates: Candidates,
        (place, cells, gaps, known): Needed,
        (groups, members): (Vec<GroupLabel>, Vec<Vec<u32>>),
        (placed, asked): (Placed, &[u32]),
    ) -> Asked<Self> {
        let names = candidates.by_name();
        let named = |name: &String| {
            let unknown = || refused("secretariat/no-such-action", vec![("text", name.clone())]);
            names.get(name.as_str()).copied().ok_or_else(unknown)
        };
        let here: HashMap<u32, u32> = asked.iter().copied().zip(0_u32..).collect();
        let mut sets: HashMap<&str, u32> = HashMap::new();
        let mut actions = Vec::with_capacity(candidates.actions.len());
        for (action, effects) in candidates.actions.iter().zip(&placed.effects) {
            let effect = |effect: &Effect| {
                here.get(&effect.need).map(|need| Effect { need: *need, amount: effect.amount })
            };
            let next = sets.len() as u32;
            let set = action.exclusive_set.as_deref();
            actions.push(Action {
                cost: action.cost,
                lead_days: action.lead_days.unwrap_or(0),
                effects: effects.iter().filter_map(effect).collect(),
                requires: action.requires.iter().map(named).collect::<Asked<_>>()?,
                exclusive_set: set.map(|set| *sets.entry(set).or_insert(next)),
                risk: action.risk,
            });
        }
        let ready_days = ready_days(&candidates.actions, &actions)?;
        let forbidden: HashSet<u32> = question.forbidden.iter().map(named).collect::<Asked<_>>()?;
        let barred = barred(&actions, &forbidden)?;
        let required: Vec<u32> = question.required.iter().map(named).collect::<Asked<_>>()?;
        let required = with_all_they_require(&actions, required);
        let engine = question.of_groups(members);
        let posed = Self {
            question,
            place,
            cells,
            gaps,
            known,
            groups,
            actions,
            by_rule: placed.by_rule,
            lost: placed.lost,
            required,
            barred,
            ready_days,
            engine,
            candidates,
        };
        posed.check_required()?;
        Ok(posed)
    }

    /// The engine over all candidates, with no regard to what is required or forbidden.
    pub(crate) fn engine(&self) -> Asked<NextActions<'_>> {
        Ok(NextActions::new(&self.gaps, &self.actions, &self.engine)?)
    }

    /// The engine's question.
    pub(crate) fn engine_question(&self) -> &PlanQuestion {
        &self.engine
    }

    /// The layer of a need: its pillar and side, within which units are the same.
    pub(crate) fn layer(&self, need: u32) -> (Option<Pillar>, Option<Side>) {
        let cell = &self.cells[need as usize];
        (cell.pillar, cell.side)
    }

    /// An action with everything that it requires, itself first; nothing where that is more than a
    /// plan may have.
    pub(crate) fn with_requirements(&self, action: u32) -> Option<Vec<u32>> {
        let mut met = vec![action];
        let mut next = 0;
        while let Some(at) = met.get(next).copied() {
            next += 1;
            for required in &self.actions[at as usize].requires {
                if !met.contains(required) {
                    met.push(*required);
                }
            }
            if met.len() > self.question.most as usize {
                return None;
            }
        }
        Some(met)
    }

    /// Refuses actions that must be in a plan and cannot.
    fn check_required(&self) -> Asked<()> {
        let cannot = |at: u32, why: &str| {
            let name = self.candidates.actions[at as usize].name.clone();
            let facts = vec![("text", name), ("how", why.to_owned())];
            Err(refused("secretariat/required-cannot-be", facts))
        };
        let mut sets = HashSet::new();
        let (mut cost, late) = (0.0, u64::from(self.question.within_days.unwrap_or(u32::MAX)));
        for at in &self.required {
            let action = &self.actions[*at as usize];
            cost += action.cost;
            if self.barred[*at as usize].is_some() {
                return cannot(*at, "forbidden");
            }
            if action.exclusive_set.is_some_and(|set| !sets.insert(set)) {
                return cannot(*at, "excluded");
            }
            if self.ready_days[*at as usize].unwrap_or(0) > late {
                return cannot(*at, "too-late");
            }
            if cost > self.question.budget * (1.0 + 1e-9) {
                return cannot(*at, "too-dear");
            }
            if self.required.len() > self.question.most as usize {
                return cannot(*at, "too-many");
            }
        }
        Ok(())
    }
}

/// The parts of a place, each with the positions of its needs among those asked about; what stands
/// in no part is a group of its own.
fn by_place(picture: &Picture, place: Option<u32>, asked: &[u32]) -> Vec<(GroupLabel, Vec<u32>)> {
    let parts = places::parts(picture, place);
    let numbers: HashMap<u32, usize> = parts.iter().copied().zip(0..).collect();
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); parts.len() + 1];
    for (at, atom) in (0_u32..).zip(asked) {
        let stands = picture.needs.atoms()[*atom as usize].place;
        let part = picture.tree.path_up(stands).find_map(|above| numbers.get(&above));
        members[part.copied().unwrap_or(parts.len())].push(at);
    }
    let label = |number: &u32| PlaceLabel::of(&picture.coalition, *number).map(GroupLabel::Place);
    let labels = parts.iter().map(label).chain([Some(GroupLabel::Rest)]);
    let groups = labels.zip(members).filter(|(_, members)| !members.is_empty());
    groups.filter_map(|(label, members)| Some((label?, members))).collect()
}

/// The populations whose needs are stated, in the order of their codes.
fn by_population(cells: &[NeedLabel]) -> Vec<(GroupLabel, Vec<u32>)> {
    let mut members: std::collections::BTreeMap<String, (Population, Vec<u32>)> =
        std::collections::BTreeMap::new();
    for (at, cell) in (0_u32..).zip(cells) {
        let of_population = members.entry(cell.population.to_string());
        of_population.or_insert_with(|| (cell.population, Vec::new())).1.push(at);
    }
    let group = |(population, members)| (GroupLabel::Population(population), members);
    members.into_values().map(group).collect()
}

/// When each action works; absent where it, or what it requires, states no lead time.
fn ready_days(candidates: &[CandidateAction], actions: &[Action]) -> Asked<Vec<Option<u64>>> {
    let ready = Action::ready_days(actions)?;
    // An action is unknown where anything on the way to it is: found in the same order, with a lead
    // of one day for what is not stated and none for the rest.
    let unknown: Vec<Action> = candidates
        .iter()
        .zip(actions)
        .map(|(candidate, action)| Action {
            lead_days: u32::from(candidate.lead_days.is_none()),
            requires: action.requires.clone(),
            ..Action::default()
        })
        .collect();
    let unknown = Action::ready_days(&unknown)?;
    Ok(ready.into_iter().zip(unknown).map(|(day, not)| (not == 0).then_some(day)).collect())
}

/// Some actions with all that they require, ascending.
fn with_all_they_require(actions: &[Action], mut these: Vec<u32>) -> Vec<u32> {
    let mut met = vec![false; actions.len()];
    let mut all = Vec::new();
    while let Some(at) = these.pop() {
        if !std::mem::replace(&mut met[at as usize], true) {
            all.push(at);
            these.extend(&actions[at as usize].requires);
        }
    }
    all.sort_unstable();
    all
}

/// What is forbidden, and what requires it: found as what would have to wait if only that took
/// time.
fn barred(actions: &[Action], forbidden: &HashSet<u32>) -> Asked<Vec<Option<Barred>>> {
    let waits = (0_u32..).zip(actions).map(|(at, action)| Action {
        lead_days: u32::from(forbidden.contains(&at)),
        requires: action.requires.clone(),
        ..Action::default()
    });
    let waits = Action::ready_days(&waits.collect::<Vec<_>>())?;
    let barred = |(at, days): (u32, u64)| match (forbidden.contains(&at), days) {
        (true, _) => Some(Barred::Forbidden),
        (false, 0) => None,
        (false, _) => Some(Barred::RequiresForbidden),
    };
    Ok((0_u32..).zip(waits).map(barred).collect())
}

pub(crate) fn refused(code: &'static str, facts: Vec<(&'static str, String)>) -> Unanswered {
    let told: Vec<String> = facts.iter().map(|(name, fact)| format!("{name} {fact}")).collect();
    Refused { code, text: format!("{code}: {}", told.join(", ")), facts }.into()
}
