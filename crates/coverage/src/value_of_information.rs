//! The value of information: of whom to ask first, because the answer would tell most.
//!
//! The headline of a picture is the weighted gap `T = sum over needs c of w(c) G(c)`. How far it is
//! from known is its variance, and what an answer is worth is the variance that it takes off, in
//! expectation. Three things can be asked for:
//!
//! - **a need, or the estimate that several needs rest on**: `Cov(T, g)^2 / Var(g)` over the draws,
//!   with `g` the need or the estimate. That is the variance that the best linear guess of `T` from
//!   `g` takes off (Goldstein and Wooff 2007, *Bayes Linear Statistics*), and what knowing `g` takes off
//!   is at least that;
//! - **whether capacity that was not confirmed for a while still stands**: the freshness `phi` of a
//!   capacity is read as the probability that it does. An answer of the organisation takes off
//!   `Var(E[T | answer])`, which for one capacity is `phi (1 - phi) d^2`, with `d` what `T` would rise
//!   by if it were gone;
//! - **what silent organisations do**: nobody knows what they do, so no variance is put on it. Places
//!   are listed by the weighted gap that rests on silence ([`SilentPlace`]).
//!
//! The variances of the first two are added as if they were independent and, beside other unknowns,
//! without interaction: each is taken with everything else at what it counts for in the picture
//! (first-order effects: Saltelli and others 2008, *Global Sensitivity Analysis*, chapter 4);
//! [`gap_in_doubt`] and [`gaps_in_doubt`] draw both together. Both must have a common unit, so a picture of one pillar and
//! one side is the rule, and what is added up beyond that is said ([`ValueOfInformation::among`]).

mod in_doubt;
mod known_need;
mod reconfirmed;
mod silent_place;

pub use in_doubt::{GapInDoubt, gap_in_doubt, gaps_in_doubt};
pub use known_need::Estimate;
pub use reconfirmed::StaleRow;
pub use silent_place::SilentPlace;

use crate::alignment::check_weights;
use crate::{Allocation, Among, Needs, PlaceTree, Question, Refusal, Supply};

/// What the answer is to tell more about.
#[derive(Debug, Clone, Copy)]
pub struct Inquiry<'a> {
    /// Day, place, population and rule of allocation.
    pub question: &'a Question,
    /// The needs whose gaps are added, such as those of one pillar and side.
    pub among: &'a Among,
    /// The weight of every need, by position, such as its severity.
    pub weights: &'a [f64],
    /// What several needs rest on together. A need of none of them stands for itself.
    pub estimates: &'a [Estimate<'a>],
}

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum About {
    /// An estimate, by position among [`Inquiry::estimates`].
    Estimate(u32),
    /// One need, by position.
    Need(u32),
    /// The capacity that an organisation has not confirmed for a while, by its number.
    Organisation(u32),
}

/// Something that is not known, and what knowing it is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Unknown {
    /// What to ask for.
    pub about: About,
    /// The needs in question that it bears on, by position, ascending.
    pub needs: Vec<u32>,
    /// For an organisation, its capacities that are in doubt, by row.
    pub rows: Vec<StaleRow>,
    /// The variance of the weighted gap that an answer takes off, in expectation, in the square of
    /// the unit of the weighted gap.
    pub taken_off: f64,
    /// The same as a share of all variance, 0 to 1.
    pub share: f64,
    /// The standard deviation of the weighted gap after the answer, in expectation. Before it is
    /// [`ValueOfInformation::deviation`].
    pub deviation_after: f64,
}

/// Whom to ask, and what it would be worth.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueOfInformation {
    /// The needs in question, with the sides and pillars that are added up.
    pub among: Among,
    /// The expected weighted gap.
    pub expected: f64,
    /// Its variance over what is not known of needs.
    pub variance_of_needs: f64,
    /// Its variance over whether capacities that are not fresh still stand.
    pub variance_of_capacity: f64,
    /// The standard deviation over both.
    pub deviation: f64,
    /// The share that a need without any bearing on the rest would show by chance, because draws are
    /// finite in number: `1 / (draws - 1)`. Needs and estimates of no larger share tell nothing.
    pub share_by_chance: f64,
    /// What can be asked for, the most worth first.
    pub unknowns: Vec<Unknown>,
    /// Places whose picture rests on silence, the most weighted gap first.
    pub silent_places: Vec<SilentPlace>,
}

/// Whom to ask first, about the gaps of some needs on a day.
///
/// Refused: what [`Question`] refuses, weights that are not one finite number of zero or more for
/// each need, an estimate for a need that is not there or with draws that do not match those of the
/// needs, an initiative in a place that is not in the tree, too many parts of declarations
/// ([`Served::MOST`](crate::Served::MOST)).
///
/// ```
/// use concert_coverage::value_of_information::{About, Inquiry, value_of_information};
/// use concert_coverage::{Among, NeedAtom, Needs, PlaceTree, Question, Supply};
/// use concert_terms::{Draws, Form, Pillar, Population, Side};
///
/// // Of one need it is known that it is 50, of the other that it is 20 or 40.
/// let tree = PlaceTree::new(&[None, None])?;
/// let need = |place, draws: [f32; 2]| NeedAtom {
///     place,
///     pillar: Some(Pillar::Protection),
///     side: Some(Side::Supply),
///     form: Some(Form::LABOUR),
///     population: Population::EVERYBODY,
///     sector: None,
///     draws: Draws::new(draws.to_vec()),
/// };
/// let needs = Needs::new(&tree, vec![need(0, [50.0, 50.0]), need(1, [20.0, 40.0])])?;
/// let inquiry = Inquiry {
///     question: &Question::on(20_000),
///     among: &Among::all(&needs),
///     weights: &[1.0, 3.0],
///     estimates: &[],
/// };
/// let found = value_of_information(&tree, &Supply::new(), &needs, &inquiry)?;
/// assert_eq!((found.expected, found.deviation), (50.0 + 3.0 * 30.0, 3.0 * 10.0));
/// assert_eq!((found.unknowns[0].about, found.unknowns[0].share), (About::Need(1), 1.0));
/// # Ok::<(), concert_coverage::Refusal>(())
/// ```
pub fn value_of_information(
    tree: &PlaceTree,
    supply: &Supply,
    needs: &Needs,
    inquiry: &Inquiry<'_>,
) -> Result<ValueOfInformation, Refusal> {
    let (allocation, weights) = prepare(tree, supply, needs, inquiry)?;
    let ground = Ground { tree, supply, needs, allocation: &allocation, weights: &weights };
    let total = weighted_gap(&ground);
    let of_needs = Moments::of(&total);
    let mut unknowns = known_need::unknowns(&ground, inquiry.estimates, &of_needs, &total);
    let organisations = reconfirmed::unknowns(&ground, inquiry.question)?;
    let variance_of_capacity: f64 = organisations.iter().map(|one| one.taken_off).sum();
    unknowns.extend(organisations);
    let variance = of_needs.variance + variance_of_capacity;
    for unknown in &mut unknowns {
        unknown.share = if variance > 0.0 { unknown.taken_off / variance } else { 0.0 };
        unknown.deviation_after = (variance - unknown.taken_off).max(0.0).sqrt();
    }
    unknowns.retain(|unknown| unknown.taken_off > 0.0);
    unknowns.sort_by(|a, b| b.taken_off.total_cmp(&a.taken_off).then(a.about.cmp(&b.about)));
    Ok(ValueOfInformation {
        among: Among::needs_at(needs, |need| weights[need as usize].is_some()),
        expected: of_needs.mean,
        variance_of_needs: of_needs.variance,
        variance_of_capacity,
        deviation: variance.sqrt(),
        share_by_chance: 1.0 / (needs.draws().saturating_sub(1)).max(1) as f64,
        unknowns,
        silent_places: silent_place::silent_places(&ground, inquiry.question)?,
    })
}

/// Checks an inquiry; the supply of the day, and the weights of the needs in question.
fn prepare(
    tree: &PlaceTree,
    supply: &Supply,
    needs: &Needs,
    inquiry: &Inquiry<'_>,
) -> Result<(Allocation, Vec<Option<f64>>), Refusal> {
    inquiry.question.check(tree)?;
    check_weights(needs, inquiry.weights)?;
    known_need::check(needs, inquiry.estimates)?;
    let Question { day, rule, .. } = *inquiry.question;
    let allocation = Allocation::on(day, tree, supply, needs, rule)?;
    Ok((allocation, weights_in_question(tree, needs, inquiry)))
}

/// What every kind of answer is judged on.
struct Ground<'a> {
    tree: &'a PlaceTree,
    supply: &'a Supply,
    needs: &'a Needs,
    allocation: &'a Allocation,
    /// By position of the need; `None` for one that is not in question or set aside.
    weights: &'a [Option<f64>],
}

impl Ground<'_> {
    /// The weight of the need in a slot, if it is in question.
    fn weight_of(&self, slot: u32) -> Option<f64> {
        self.weights[self.needs.slots()[slot as usize].atom as usize]
    }

    /// The slots that are in question, with their weights.
    fn slots(&self) -> impl Iterator<Item = (u32, f64)> {
        let slots = 0..self.needs.slots().len() as u32;
        slots.filter_map(|slot| Some((slot, self.weight_of(slot)?)))
    }
}

fn weights_in_question(tree: &PlaceTree, needs: &Needs, inquiry: &Inquiry<'_>) -> Vec<Option<f64>> {
    let question = inquiry.question;
    let mut weights = vec![None; needs.atoms().len()];
    for slot in needs.slots() {
        let atom = &needs.atoms()[slot.atom as usize];
        if question.asks_for(tree, atom) && inquiry.among.holds(slot.atom) {
            weights[slot.atom as usize] = Some(inquiry.weights[slot.atom as usize]);
        }
    }
    weights
}

/// The weighted gap in each draw of the needs, at what every capacity counts for.
fn weighted_gap(ground: &Ground<'_>) -> Vec<f64> {
    let mut total = vec![0.0; ground.needs.draws()];
    for (slot, weight) in ground.slots() {
        // As in `Gap`, supply is compared at the precision at which draws are kept.
        let supply = ground.allocation.of_slot(slot) as f32;
        for (sum, draw) in total.iter_mut().zip(ground.needs.slot_draws(slot)) {
            *sum += weight * f64::from((draw - supply).max(0.0));
        }
    }
    total
}

/// Mean and variance of equally likely values.
#[derive(Debug, Clone, Copy)]
struct Moments {
    mean: f64,
    variance: f64,
}

impl Moments {
    fn of(values: &[f64]) -> Self {
        let n = values.len().max(1) as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n;
        Self { mean, variance }
    }
}
