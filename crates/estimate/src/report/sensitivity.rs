//! What becomes of the answer when the table is another, as it could well have been.
//!
//! Nothing in a table says whether the assumptions behind an estimate hold. But an answer that
//! deserves trust should not hang on one list, on whether two agencies keep one list or two, or on
//! one person. And every list is itself a population of known size that the others see in part: an
//! estimate of that size from the others can be held against the truth (Binette and Steorts 2022,
//! arXiv 2112.01594, section 4).
//!
//! All is computed anew on each other table, the choice of the model included, by the two ways that
//! choose one: by [`Criterion::Bic`] and by [`stepwise()`](crate::stepwise()).

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::bootstrap::intervals::Intervals;
use crate::bootstrap::{Selection, bootstrap};
use crate::capture_history::{CaptureTable, History};
use crate::loglinear::fit::Fit;
use crate::progress::{Interrupted, Meter};
use crate::refusal::{MIN_INFORMATIVE_LISTS, Refusal};
use crate::report::settings::Settings;
use crate::selection::{Criterion, rank};
use crate::workers::in_parallel;

/// Replicates behind the interval of a reference list: enough for limits that are held against one
/// known number, few enough for every list.
const REPLICATES: usize = 400;

/// Models among which a replicate of a reference list chooses.
const BEST_MODELS: usize = 20;

/// The other table has nobody on it.
const NOBODY_LEFT: Refusal = Refusal::TooFewLists { informative: 0, needed: MIN_INFORMATIVE_LISTS };

/// The answers on other tables.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// One list left out, for each list.
    pub without_a_list: Vec<Variant>,
    /// Two lists made one, for each pair.
    pub merged_lists: Vec<Variant>,
    /// The members of one list estimated from the others, for each list.
    pub reference_lists: Vec<ReferenceList>,
    /// One person more and one fewer, for each history that somebody has and each pair of lists
    /// that shares nobody.
    pub one_person: Vec<OnePerson>,
}

/// The answer on another table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// The lists left out or made one.
    pub lists: Vec<String>,
    /// People observed on the other table.
    pub observed: u64,
    /// The model that is best by BIC.
    pub by_bic: Outcome,
    /// The model found pair by pair.
    pub by_stepwise: Outcome,
}

/// A number with its model, or the reason why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Generators with the names of the lists.
    pub model_by_name: Option<String>,
    /// Estimated number of people, observed and hidden.
    pub population: Option<f64>,
    /// Why there is none.
    pub refused: Option<Refusal>,
}

/// One list as a population of known size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReferenceList {
    /// The list.
    pub list: String,
    /// Its true length.
    pub truth: u64,
    /// How many of its members the other lists hold.
    pub seen_by_others: u64,
    /// What the others say its length is, by BIC.
    pub outcome: Outcome,
    /// The interval at 95 %: see [`Intervals::usual`].
    pub interval95: Option<[f64; 2]>,
    /// Whether the interval holds the truth.
    pub holds_truth: Option<bool>,
}

/// What one person more or fewer would change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OnePerson {
    /// The history, as zeros and ones in the order of the lists.
    pub history: String,
    /// The lists of the history.
    pub lists: Vec<String>,
    /// How many people have it.
    pub people: u64,
    /// The population estimated with one person fewer; none if then there is no estimate, or
    /// nobody to take away.
    pub with_one_fewer: Option<f64>,
    /// The population estimated with one person more.
    pub with_one_more: Option<f64>,
}

/// How many steps [`sensitivity`] takes.
pub(crate) fn steps(table: &CaptureTable) -> u64 {
    let lists = table.lists().len();
    (2 * lists + lists * (lists - 1) / 2 + histories_to_change(table).len()) as u64
}

/// The answers on all other tables. `among` are the models that the table itself ranks best, among
/// which the choice is repeated when one person is added or taken away.
///
/// Steps of the work: [`steps`], which the caller has told the meter to expect.
pub(crate) fn sensitivity(
    table: &CaptureTable,
    settings: &Settings,
    among: &Selection,
    meter: &mut Meter<'_, '_>,
) -> Result<Sensitivity, Interrupted> {
    let lists = table.lists().len();
    let pairs: Vec<[usize; 2]> =
        (0..lists).flat_map(|i| (i + 1..lists).map(move |j| [i, j])).collect();
    let without = |(): &mut (), list: usize| {
        let groups: Vec<History> = single_lists(lists).filter(|set| !set.contains(list)).collect();
        variant(table, &[list], &groups, settings)
    };
    let merge = |(): &mut (), at: usize| {
        let [i, j] = pairs[at];
        let mut groups: Vec<History> = single_lists(lists).collect();
        groups[i] = History::of(&[i, j]);
        groups.remove(j);
        variant(table, &[i, j], &groups, settings)
    };
    let reference = |(): &mut (), list: usize| reference_list(table, list, settings);
    let histories = histories_to_change(table);
    let one_person = |(): &mut (), at: usize| one_person(table, histories[at], among);
    let room = || ();
    Ok(Sensitivity {
        without_a_list: in_parallel(lists, meter, room, without)?,
        merged_lists: in_parallel(pairs.len(), meter, room, merge)?,
        reference_lists: in_parallel(lists, meter, room, reference)?,
        one_person: in_parallel(histories.len(), meter, room, one_person)?,
    })
}

fn single_lists(lists: usize) -> impl Iterator<Item = History> {
    (0..lists).map(|list| History::of(&[list]))
}

fn variant(
    table: &CaptureTable,
    changed: &[usize],
    groups: &[History],
    settings: &Settings,
) -> Variant {
    let lists = changed.iter().map(|&list| table.lists()[list].clone()).collect();
    let Ok(other) = table.regrouped(groups) else {
        let refused = Outcome::refused(NOBODY_LEFT);
        return Variant { lists, observed: 0, by_bic: refused.clone(), by_stepwise: refused };
    };
    let (criterion, order) = (Criterion::Bic, settings.order_for(&other));
    let best = Selection::Exhaustive { criterion, order };
    let stepwise = Selection::Stepwise { threshold: settings.stepwise_threshold };
    Variant {
        lists,
        observed: other.observed(),
        by_bic: Outcome::of(&other, &best),
        by_stepwise: Outcome::of(&other, &stepwise),
    }
}

/// A choice among so many of the models that a table ranks best by BIC.
pub(crate) fn best_by_bic(table: &CaptureTable, settings: &Settings, models: usize) -> Selection {
    let order = settings.order_for(table);
    let ranking = rank(table, Criterion::Bic, order, &mut |_, _| ControlFlow::Continue(()));
    let candidates = ranking.map(|ranking| ranking.candidates).unwrap_or_default();
    let among = candidates.into_iter().take(models).map(|candidate| candidate.model).collect();
    Selection::Best { criterion: Criterion::Bic, among }
}

impl Outcome {
    fn refused(refusal: Refusal) -> Self {
        Self { model_by_name: None, population: None, refused: Some(refusal) }
    }

    fn of(table: &CaptureTable, selection: &Selection) -> Self {
        match Refusal::of_table(table) {
            Some(refusal) => Self::refused(refusal),
            None => match selection.choose(table) {
                Ok(fit) => Self::found(table, &fit),
                Err(verdict) => Self::refused(Refusal::of_verdict(table, verdict)),
            },
        }
    }

    fn found(table: &CaptureTable, fit: &Fit) -> Self {
        Self {
            model_by_name: Some(fit.model.named(table.lists())),
            population: Some(fit.population),
            refused: None,
        }
    }
}

fn reference_list(table: &CaptureTable, list: usize, settings: &Settings) -> ReferenceList {
    let truth = table.overlap(History::of(&[list]));
    let refused = |refusal, seen_by_others| ReferenceList {
        list: table.lists()[list].clone(),
        truth,
        seen_by_others,
        outcome: Outcome::refused(refusal),
        interval95: None,
        holds_truth: None,
    };
    let Ok((members, on_no_other)) = table.members_of(list) else {
        return refused(NOBODY_LEFT, 0);
    };
    let seen = truth - on_no_other;
    if let Some(refusal) = Refusal::of_table(&members) {
        return refused(refusal, seen);
    }
    let selection = best_by_bic(&members, settings, BEST_MODELS);
    let fit = match selection.choose(&members) {
        Ok(fit) => fit,
        Err(verdict) => return refused(Refusal::of_verdict(&members, verdict), seen),
    };
    let mut go_on = |_: u64, _: u64| ControlFlow::Continue(());
    let replicated = bootstrap(&members, &selection, REPLICATES, settings.seed, &mut go_on);
    let interval95 = replicated.ok().and_then(|found| Intervals::of(&fit, &found).usual());
    let holds = |[low, high]: [f64; 2]| (low..=high).contains(&(truth as f64));
    ReferenceList {
        list: table.lists()[list].clone(),
        truth,
        seen_by_others: seen,
        outcome: Outcome::found(&members, &fit),
        interval95,
        holds_truth: interval95.map(holds),
    }
}

/// Each history that somebody has, and each pair of lists that shares nobody: there the first
/// person found would tell most.
fn histories_to_change(table: &CaptureTable) -> Vec<History> {
    let mut histories: Vec<History> = table.cells().iter().map(|cell| cell.0).collect();
    histories.extend(table.pairs().into_iter().filter(|&pair| table.overlap(pair) == 0));
    histories.sort_by_key(|history| (history.len(), history.bits()));
    histories
}

fn one_person(table: &CaptureTable, history: History, among: &Selection) -> OnePerson {
    let population = |more: bool| {
        let other = table.changed_by_one(history, more)?;
        among.choose(&other).ok().map(|fit| fit.population)
    };
    let cell = table.cells().iter().find(|cell| cell.0 == history);
    OnePerson {
        history: table.written(history),
        lists: history.lists().map(|list| table.lists()[list].clone()).collect(),
        people: cell.map_or(0, |cell| cell.1),
        with_one_fewer: population(false),
        with_one_more: population(true),
    }
}
