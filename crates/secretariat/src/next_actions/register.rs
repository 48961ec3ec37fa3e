//! Candidates that the register itself gives, so that there is something to choose from before
//! anybody has brought a table.
//!
//! - *Extend*: an initiative under way that states capacity and budget takes on half as many again,
//!   at its own cost per unit: budget in a year over capacity in a year.
//! - *Open*: where a need is certainly not met, the service that is most often offered for such
//!   needs in that country is opened, at the median cost per unit of that service there, if at
//!   least [`MEDIAN_OF`] initiatives state theirs. That is an assumption, and marked as one.
//!
//! What no budget is known of is no candidate, and is counted.

use std::collections::{BTreeMap, HashMap, HashSet};

use concert_coalition::Initiative;
use concert_coverage::supply::stated_capacity;
use concert_coverage::{
    Allocation, AllocationRule, AnswerRecord, Certainty, Gap, NeedAtom, Question, gaps,
    knowledge_of_needs, reliability,
};
use concert_terms::{Count, PlaceCode, PlaceLevel, ServiceKind, Stated};
use serde::Serialize;

use super::candidate::{
    ActionCell, ActionKind, CandidateAction, CandidateSource, Candidates, CostBasis, Doer,
};
use super::placing;
use crate::Asked;
use crate::label::OrganisationLabel;
use crate::picture::Picture;

/// By how much of its capacity an initiative is extended.
pub const EXTENDED_BY: f64 = 0.5;
/// How many initiatives state a cost per unit at least where their median is used.
pub const MEDIAN_OF: usize = 3;
/// The most candidates that the register gives: the cheapest per unit of each pillar stay.
const MOST_CANDIDATES: usize = 50_000;
/// Days of a year.
const YEAR: f64 = 365.25;
/// The level of intervals.
const LEVEL: f64 = 0.9;

/// What the register gives and what it cannot.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RegisterCounts {
    /// Initiatives under way.
    pub under_way: u32,
    /// Those of them that state no capacity.
    pub without_capacity: u32,
    /// Those that state capacity and no budget.
    pub without_budget: u32,
    /// Those whose budget is in another currency, by currency. Nothing is converted.
    pub other_currencies: BTreeMap<String, u32>,
    /// Those whose period is open, so that their budget is taken as that of one year.
    pub open_periods: u32,
    /// Initiatives that could be extended.
    pub extend: u32,
    /// Services that could be opened.
    pub open: u32,
    /// Needs that are certainly not met, and of whose usual service no cost is known.
    pub gaps_without_cost: u32,
    /// Initiatives that could be extended, but touch no need that is known.
    pub without_need: u32,
    /// Candidates beyond the most that are gone through.
    pub beyond: u32,
}

/// The cost of one unit for a year of an initiative.
struct UnitCost<'a> {
    initiative: &'a Initiative,
    capacity: u64,
    days: Option<u32>,
    per_unit: f64,
}

/// The candidates of the register on a day. Without a currency it is that of most budgets.
pub(crate) fn candidates(
    picture: &Picture,
    day: i32,
    currency: Option<&str>,
) -> Asked<(Candidates, RegisterCounts)> {
    let mut counts = RegisterCounts::default();
    let under_way = || {
        let all = picture.coalition.initiatives.iter().map(|(_, _, initiative)| initiative);
        all.filter(|initiative| initiative.is_active_on(day))
    };
    let currency = currency.map_or_else(|| usual_currency(under_way()), str::to_owned);
    let costs: Vec<UnitCost<'_>> =
        under_way().filter_map(|it| unit_cost(it, &currency, &mut counts)).collect();
    let mut actions: Vec<CandidateAction> =
        costs.iter().filter_map(|cost| extension(picture, cost)).collect();
    counts.without_need = keep_what_touches_needs(picture, &mut actions)?;
    counts.extend = actions.len() as u32;
    let opened = openings(picture, day, &costs, &mut counts)?;
    counts.open = opened.len() as u32;
    actions.extend(opened);
    counts.beyond = keep_the_cheapest(&mut actions);
    name_apart(&mut actions);
    Ok((Candidates { source: CandidateSource::Register, currency, actions }, counts))
}

/// The currency of most budgets, the first by code of several; none without budgets.
fn usual_currency<'a>(initiatives: impl Iterator<Item = &'a Initiative>) -> String {
    let mut count = BTreeMap::<&str, u32>::new();
    for budget in initiatives.filter_map(|initiative| initiative.budget.as_ref()) {
        *count.entry(budget.currency.as_str()).or_default() += 1;
    }
    let most = count.into_iter().rev().max_by_key(|(_, count)| *count);
    most.map(|(currency, _)| currency.to_owned()).unwrap_or_default()
}

fn unit_cost<'a>(
    initiative: &'a Initiative,
    currency: &str,
    counts: &mut RegisterCounts,
) -> Option<UnitCost<'a>> {
    counts.under_way += 1;
    let stated = initiative.capacity.filter(|capacity| stated_capacity(*capacity).is_some());
    let Some(capacity) = stated.map(Count::low).filter(|low| *low > 0) else {
        counts.without_capacity += 1;
        return None;
    };
    let Some(budget) = initiative.budget.as_ref().filter(|budget| budget.amount > 0) else {
        counts.without_budget += 1;
        return None;
    };
    if budget.currency != currency {
        *counts.other_currencies.entry(budget.currency.clone()).or_default() += 1;
        return None;
    }
    let is_open = initiative.first_day == Initiative::OPEN_START
        || initiative.last_day == Initiative::OPEN_END;
    let days = (!is_open).then(|| initiative.last_day.abs_diff(initiative.first_day) + 1);
    counts.open_periods += u32::from(is_open);
    let years = days.map_or(1.0, |days| f64::from(days) / YEAR);
    let per_unit = budget.amount as f64 / years / capacity as f64;
    Some(UnitCost { initiative, capacity, days, per_unit })
}

/// An initiative that takes on half as many again.
fn extension(picture: &Picture, cost: &UnitCost<'_>) -> Option<CandidateAction> {
    let UnitCost { initiative, capacity, days, per_unit } = *cost;
    let coalition = &picture.coalition;
    let organisation = OrganisationLabel::of(coalition, initiative.organisation)?;
    let code = |number: &u32| coalition.places.key(*number).cloned();
    let places: Vec<PlaceCode> = initiative.places.iter().filter_map(code).collect();
    let amount = capacity as f64 * EXTENDED_BY;
    let record = initiative
        .answers
        .map(|answers| AnswerRecord { accepted: answers.accepted, declined: answers.declined })
        .filter(|record| record.accepted > 0 || record.declined > 0);
    let id = initiative.id.to_string();
    let budget = initiative.budget.as_deref()?.clone();
    (!places.is_empty()).then(|| CandidateAction {
        name: format!("extend-{}", id.get(..8).unwrap_or(&id)),
        title: initiative.title.to_string(),
        kind: Some(ActionKind::Extend),
        organisations: vec![Doer {
            id: Some(organisation.id),
            name: organisation.names.pick("en").to_owned(),
        }],
        cells: vec![ActionCell {
            places,
            pillars: initiative.pillars,
            sides: initiative.sides,
            forms: initiative.forms,
            population: initiative.population,
            sector: initiative.sector,
            amount,
        }],
        cost: (amount * per_unit).round(),
        lead_days: None,
        risk: rounded(1.0 - f64::from(reliability(record))),
        requires: Vec::new(),
        exclusive_set: None,
        rests_on: CostBasis::Budget {
            initiative: initiative.id,
            budget,
            days,
            capacity,
            per_unit: rounded(per_unit),
        },
    })
}

/// Four decimals: more would claim to know what nobody does.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// The country of a place, or the widest place that holds it where no country does.
fn country(picture: &Picture, place: u32) -> u32 {
    let level = |number: u32| picture.coalition.places.at(number).map(|place| place.level);
    let mut widest = place;
    for above in picture.tree.path_up(place) {
        widest = above;
        if level(above) == Some(PlaceLevel::Country) {
            break;
        }
    }
    widest
}

/// Initiatives that offer one service in one country.
#[derive(Default)]
struct Offered<'a> {
    all: Vec<&'a UnitCost<'a>>,
}

impl Offered<'_> {
    /// The medians of costs per unit and of capacities.
    fn medians(&self) -> Option<(f64, f64)> {
        let median = |mut values: Vec<f64>| {
            values.sort_by(f64::total_cmp);
            let middle = values.len() / 2;
            if values.len() % 2 == 1 {
                values[middle]
            } else {
                f64::midpoint(values[middle - 1], values[middle])
            }
        };
        (self.all.len() >= MEDIAN_OF).then(|| {
            let per_unit = median(self.all.iter().map(|cost| cost.per_unit).collect());
            let capacity = median(self.all.iter().map(|cost| cost.capacity as f64).collect());
            (per_unit, capacity)
        })
    }
}

/// Services that could be opened where needs are certainly not met.
fn openings(
    picture: &Picture,
    day: i32,
    costs: &[UnitCost<'_>],
    counts: &mut RegisterCounts,
) -> Asked<Vec<CandidateAction>> {
    let Picture { coalition, tree, supply, needs, atoms, .. } = picture;
    let mut offered: BTreeMap<(u32, ServiceKind), Offered<'_>> = BTreeMap::new();
    for cost in costs {
        let Some(service) = cost.initiative.service else { continue };
        let mut countries: Vec<u32> =
            cost.initiative.places.iter().map(|place| country(picture, *place)).collect();
        countries.sort_unstable();
        countries.dedup();
        for country in countries {
            offered.entry((country, service)).or_default().all.push(cost);
        }
    }
    let allocation = Allocation::on(day, tree, supply, needs, AllocationRule::ByNeed)?;
    let cells = knowledge_of_needs(tree, supply, needs, &Question::on(day))?;
    let mut usual = UsualServices::default();
    let mut actions = Vec::new();
    for (at, gap) in (0_usize..).zip(gaps(needs, &allocation, LEVEL)?) {
        // Where somebody works whose capacity nobody knows, a gap is not certain.
        let is_certain =
            |gap: &Gap| cells[at].is_some_and(|it| it.certainty(gap) == Certainty::Certain);
        let Some(gap) = gap.filter(is_certain) else { continue };
        let atom = &needs.atoms()[at];
        let country = country(picture, atom.place);
        let service = usual.of(atom, country, &offered);
        let known = service.and_then(|service| {
            let of_service = offered.get(&(country, service))?;
            let (per_unit, capacity) = of_service.medians()?;
            Some((service, of_service.all.len(), per_unit, capacity))
        });
        let (Some((service, initiatives, per_unit, capacity)), Some(country)) =
            (known, coalition.places.key(country).cloned())
        else {
            counts.gaps_without_cost += 1;
            continue;
        };
        let Some(place) = coalition.places.key(atom.place).cloned() else { continue };
        let Some(need) = coalition.needs.key(atoms[at]) else { continue };
        // No larger than what is missing, as far as that is known.
        let amount = capacity.min(gap.expected.ceil()).max(1.0).round();
        let id = need.to_string();
        actions.push(CandidateAction {
            name: format!("open-{service}-{}", id.get(..8).unwrap_or(&id)),
            title: String::new(),
            kind: Some(ActionKind::Open),
            organisations: Vec::new(),
            cells: vec![ActionCell {
                places: vec![place],
                pillars: Stated::from_iter(atom.pillar),
                sides: Stated::from_iter(atom.side),
                forms: Stated::from_iter(atom.form),
                population: atom.population,
                sector: atom.sector,
                amount,
            }],
            cost: (amount * per_unit).round(),
            lead_days: None,
            risk: 0.0,
            requires: Vec::new(),
            exclusive_set: None,
            rests_on: CostBasis::Median {
                service,
                country,
                initiatives: initiatives as u32,
                per_unit: rounded(per_unit),
            },
        });
    }
    Ok(actions)
}

/// Which service is most often offered for a kind of need in a country, among those of the need's
/// pillar; the first by code of several.
#[derive(Default)]
struct UsualServices {
    found: HashMap<(u32, Kind), Option<ServiceKind>>,
}

/// What a need is of, its place aside.
type Kind = (
    Option<concert_terms::Pillar>,
    Option<concert_terms::Side>,
    Option<concert_terms::Form>,
    concert_terms::Population,
);

impl UsualServices {
    fn of(
        &mut self,
        atom: &NeedAtom,
        country: u32,
        offered: &BTreeMap<(u32, ServiceKind), Offered<'_>>,
    ) -> Option<ServiceKind> {
        let kind = (atom.pillar, atom.side, atom.form, atom.population);
        let pillar = atom.pillar?;
        *self.found.entry((country, kind)).or_insert_with(|| {
            let first = ServiceKind::all().next()?;
            let here = offered.range((country, first)..);
            let here = here.take_while(|((other, _), _)| *other == country);
            let here = here.filter(|((_, service), _)| service.pillar() == pillar);
            let answering = here.map(|((_, service), offered)| {
                let answers = offered.all.iter().filter(|cost| is_for(cost.initiative, atom));
                (*service, answers.count())
            });
            let most = answering.filter(|(_, count)| *count > 0);
            // The last of equals is the first by code once the order is turned.
            let mut most: Vec<_> = most.collect();
            most.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.to_string().cmp(&b.0.to_string())));
            most.first().map(|(service, _)| *service)
        })
    }
}

/// Whether an initiative is for such needs, wherever they are.
fn is_for(initiative: &Initiative, atom: &NeedAtom) -> bool {
    atom.pillar.is_some_and(|pillar| initiative.pillars.states(pillar))
        && atom.side.is_none_or(|side| initiative.sides.states(side))
        && atom.form.is_none_or(|form| initiative.forms.values().any(|own| own.overlaps(form)))
        && atom.population.overlaps(initiative.population)
}

/// Lets go of what would add nothing to any need that is known; how many.
fn keep_what_touches_needs(picture: &Picture, actions: &mut Vec<CandidateAction>) -> Asked<u32> {
    let lost = placing::place(picture, actions)?.lost;
    let lost: HashSet<u32> = lost.iter().map(|lost| lost.action).collect();
    let mut numbers = 0_u32..;
    actions.retain(|_| numbers.next().is_some_and(|at| !lost.contains(&at)));
    Ok(lost.len() as u32)
}

/// Lets go of what is dearest per unit among its like where there are too many; how many.
fn keep_the_cheapest(actions: &mut Vec<CandidateAction>) -> u32 {
    let beyond = actions.len().saturating_sub(MOST_CANDIDATES);
    if beyond > 0 {
        let per_unit = |at: &usize| actions[*at].cost / actions[*at].cells[0].amount;
        let mut order: Vec<usize> = (0..actions.len()).collect();
        order.sort_by(|a, b| per_unit(a).total_cmp(&per_unit(b)).then(a.cmp(b)));
        // Units of pillars differ, so each is counted off by itself: the cheapest of all go first.
        let mut turns: HashMap<(u64, u64), u32> = HashMap::new();
        let mut turn = |at: usize| {
            let cell = &actions[at].cells[0];
            let turn = turns.entry((cell.pillars.bits(), cell.sides.bits())).or_insert(0);
            *turn += 1;
            (*turn, at)
        };
        let mut ranked: Vec<(u32, usize)> = order.into_iter().map(&mut turn).collect();
        ranked.sort_unstable();
        let mut stays = vec![false; actions.len()];
        ranked[..MOST_CANDIDATES].iter().for_each(|(_, at)| stays[*at] = true);
        let mut stays = stays.into_iter();
        actions.retain(|_| stays.next().unwrap_or(false));
    }
    beyond as u32
}

/// Identifiers that begin alike give names that are told apart by a number.
fn name_apart(actions: &mut [CandidateAction]) {
    let mut turns: HashMap<String, u32> = HashMap::new();
    for action in actions {
        let turn = turns.entry(action.name.clone()).or_insert(0);
        *turn += 1;
        if *turn > 1 {
            action.name = format!("{}-{turn}", action.name);
        }
    }
}
