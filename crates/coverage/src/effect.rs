//! The effect of a commitment: did the gap in its cells change otherwise than in comparable cells?
//!
//! The change of the weighted gap in the cells of a commitment since it was made, less the change
//! that comparable cells would lead one to expect there: a difference in differences,
//! `E = sum of w (now - then) - sum of w then r`, where `r` is the relative change of the gap in the
//! cells that are comparable, `sum of (now - then) / sum of then`. The comparison is relative because
//! what happens everywhere (more people in need, less money) moves large gaps more than small ones;
//! the result is in the unit of the layer, and beside it as a share of what was to be expected.
//! Negative is good: the gap is smaller than elsewhere.
//!
//! It is an *association* and is called so. Nobody drew lots who makes a commitment; what else
//! happened in these cells alone counts as if the commitment had done it.
//!
//! How sure it is rests on two things. Comparable cells differ among themselves, and so would these
//! have from them (`uncertainty`): as far as places have something in common, cells of one
//! place are not counted as many. And the gap is known as draws: what of them cancels between then
//! and now (they share the draws of the need) does not count, nor what comparable cells show as well,
//! since it is in their differences already; the rest is added. See Donald and Lang (2007, Review of
//! Economics and Statistics 89:221) and Conley and Taber (2011, the same 93:113) on few treated
//! groups, and Satterthwaite (1946, Biometrics Bulletin 2:110) on the degrees of freedom.

mod comparable;
mod uncertainty;

use std::collections::{BTreeMap, BTreeSet};

use concert_terms::{Draws, Form, Interval};

use crate::{EffectRefusal, Knowledge, Layer, Question, Refusal};

use comparable::comparable;
use uncertainty::{Comparison, deviation};

pub use comparable::{FEWEST, MOST, WITHIN};

/// The gap of a cell when a commitment was made and now.
#[derive(Debug, Clone)]
pub struct CellChange {
    /// The caller's number of the cell.
    pub cell: u32,
    /// Pillar and side, which say in which unit the gap is.
    pub layer: Layer,
    /// The form of exploitation; `None` where it is not stated.
    pub form: Option<Form>,
    /// The place whose cells share what happens there, such as the country or province.
    pub place: u32,
    /// What was known of who works there when the commitment was made.
    pub knowledge: Knowledge,
    /// The weight of the gap, such as a severity from 1 to 5.
    pub weight: f64,
    /// The expected need when the commitment was made.
    pub need: f64,
    /// Draws of the gap when the commitment was made.
    pub then: Draws,
    /// Draws of the gap now, from the same draws of the need.
    pub now: Draws,
    /// Whether another commitment is about this cell.
    pub is_of_others: bool,
}

/// What is asked of a commitment.
#[derive(Debug, Clone, Copy)]
pub struct Since<'a> {
    /// The day on which the commitment was made.
    pub made: i32,
    /// The day of the later picture.
    pub today: i32,
    /// The cells of the commitment.
    pub cells: &'a [CellChange],
    /// Cells to compare with. Those of the commitment may be among them and are passed over.
    pub others: &'a [CellChange],
    /// The level of intervals, such as 0.9.
    pub level: f64,
}

/// What can be said of a commitment.
#[derive(Debug, Clone, PartialEq)]
pub struct Associations {
    /// One for each pillar and side, whose units differ, in their order.
    pub layers: Vec<Association>,
    /// Cells of the commitment of which nothing can be said, by number.
    pub left_out: Vec<(u32, LeftOut)>,
    /// Cells of the commitment that are counted although other commitments are about them too: what
    /// is associated with them may be the work of those. By number.
    pub shared: Vec<u32>,
    /// Cells that would have been comparable if no other commitment were about them, by number.
    pub excluded: Vec<u32>,
}

/// Why nothing can be said of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LeftOut {
    /// Nothing was needed there when the commitment was made.
    NoNeed,
    /// Nobody was missed there when the commitment was made, so that no share of it can have changed.
    NoGap,
    /// Fewer than [`FEWEST`] cells are comparable.
    NothingComparable,
}

impl LeftOut {
    /// The stable code: `no-need`, `no-gap`, `nothing-comparable`.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoNeed => "no-need",
            Self::NoGap => "no-gap",
            Self::NothingComparable => "nothing-comparable",
        }
    }
}

/// What is associated with a commitment in one pillar and side.
#[derive(Debug, Clone, PartialEq)]
pub struct Association {
    /// The layer.
    pub layer: Layer,
    /// The weighted expected gap of the cells when the commitment was made.
    pub then: f64,
    /// The same now.
    pub now: f64,
    /// What it would be now if it had changed as in comparable cells.
    pub expected_now: f64,
    /// `now - expected_now` with its interval: below zero where the gap is smaller than elsewhere. It is
    /// of the weighted gap, and its limits may be negative.
    pub association: Interval,
    /// The same as a share of `expected_now`: -0.4 where 40 % of the gap is closed that was to be
    /// expected. `None` where no gap is to be expected at one end of the interval.
    pub relative: Option<Interval>,
    /// The cells, by number.
    pub cells: Vec<CellAssociation>,
}

/// A cell of a commitment beside comparable cells.
#[derive(Debug, Clone, PartialEq)]
pub struct CellAssociation {
    /// The number of the cell.
    pub cell: u32,
    /// The expected gap when the commitment was made, not weighted.
    pub then: f64,
    /// The expected gap now.
    pub now: f64,
    /// What it would be now if it had changed as in the comparable cells.
    pub expected_now: f64,
    /// The comparable cells, the most comparable first.
    pub comparable: Vec<u32>,
    /// Whether all of these are of the same form. Where they are not, a trend of the form alone
    /// would look like an association.
    pub is_same_form: bool,
}

/// What is associated with a commitment, pillar by pillar and side by side.
///
/// Refused: a level that does not lie between 0 and 1, a commitment made after today, weights and
/// needs that are not finite numbers of zero or more, cells with different numbers of draws, a
/// commitment without cells or with none of which something can be said.
///
/// ```
/// use concert_coverage::effect::{CellChange, Since, associations};
/// use concert_coverage::{Knowledge, Layer};
/// use concert_terms::{Draws, Form, Pillar, Side};
///
/// let cell = |cell, then, now| CellChange {
///     cell,
///     layer: Layer { pillar: Some(Pillar::Protection), side: Some(Side::Supply) },
///     form: Some(Form::SEXUAL),
///     place: cell,
///     knowledge: Knowledge::Active,
///     weight: 1.0,
///     need: 200.0,
///     then: Draws::constant(then, 10),
///     now: Draws::constant(now, 10),
///     is_of_others: false,
/// };
/// // Elsewhere gaps grew by a tenth, more or less; here 100 became 66 and not 110.
/// let elsewhere = [1.08, 1.1, 1.12, 1.09, 1.11, 1.1];
/// let others: Vec<_> = (1..).zip(elsewhere).map(|(at, r)| cell(at, 100.0, 100.0 * r)).collect();
/// let cells = [cell(0, 100.0, 66.0)];
/// let asked = Since { made: 0, today: 365, cells: &cells, others: &others, level: 0.9 };
///
/// let found = &associations(&asked)?.layers[0];
/// assert!((found.association.middle + 44.0).abs() < 1e-4);
/// assert!((found.relative.unwrap().middle + 0.4).abs() < 1e-6);
/// assert!(found.association.high < -40.0);
/// # Ok::<(), concert_coverage::Refusal>(())
/// ```
pub fn associations(asked: &Since<'_>) -> Result<Associations, Refusal> {
    let draws = check(asked)?;
    let mut cells: Vec<&CellChange> = asked.cells.iter().collect();
    cells.sort_by_key(|cell| cell.cell);
    cells.dedup_by_key(|cell| cell.cell);
    let own: BTreeSet<u32> = cells.iter().map(|cell| cell.cell).collect();
    let mut others: Vec<&CellChange> = asked.others.iter().collect();
    others.retain(|other| !own.contains(&other.cell) && other.then.mean() > 0.0);
    others.sort_by_key(|other| other.cell);
    others.dedup_by_key(|other| other.cell);

    let mut found = Associations {
        layers: Vec::new(),
        left_out: Vec::new(),
        shared: Vec::new(),
        excluded: Vec::new(),
    };
    let mut excluded = BTreeSet::new();
    let mut layers: BTreeMap<Layer, Vec<(&CellChange, Vec<&CellChange>)>> = BTreeMap::new();
    for cell in cells {
        let beside = comparable(cell, &others, &mut excluded);
        let left_out = if cell.need <= 0.0 {
            LeftOut::NoNeed
        } else if cell.then.mean() <= 0.0 {
            LeftOut::NoGap
        } else if beside.len() < FEWEST {
            LeftOut::NothingComparable
        } else {
            found.shared.extend(cell.is_of_others.then_some(cell.cell));
            layers.entry(cell.layer).or_default().push((cell, beside));
            continue;
        };
        found.left_out.push((cell.cell, left_out));
    }
    if layers.is_empty() {
        return Err(EffectRefusal::NothingToCompare { left_out: found.left_out.len() }.into());
    }
    found.excluded = excluded.into_iter().collect();
    found.layers = layers
        .into_iter()
        .map(|(layer, compared)| association(layer, &compared, draws, asked.level))
        .collect();
    Ok(found)
}

/// The number of draws of every cell.
fn check(asked: &Since<'_>) -> Result<usize, Refusal> {
    Question::check_level(asked.level)?;
    if asked.made > asked.today {
        return Err(EffectRefusal::MadeLater { made: asked.made, today: asked.today }.into());
    }
    let Some(first) = asked.cells.first() else {
        return Err(EffectRefusal::WithoutCells.into());
    };
    let expected = first.then.len();
    for of in asked.cells.iter().chain(asked.others) {
        for found in [of.then.len(), of.now.len()] {
            if found != expected || found == 0 {
                return Err(EffectRefusal::CellDraws { cell: of.cell, expected, found }.into());
            }
        }
        for amount in [of.weight, of.need] {
            if !(amount.is_finite() && amount >= 0.0) {
                return Err(EffectRefusal::CellAmount { cell: of.cell, amount }.into());
            }
        }
    }
    Ok(expected)
}

fn association(
    layer: Layer,
    compared: &[(&CellChange, Vec<&CellChange>)],
    draws: usize,
    level: f64,
) -> Association {
    let comparisons: Vec<Comparison<'_>> =
        compared.iter().map(|(cell, beside)| Comparison::of(cell, beside)).collect();
    let (mut then, mut now, mut expected_now, mut cells) = (0.0, 0.0, 0.0, Vec::new());
    for it in &comparisons {
        let weight = it.cell.weight;
        let expected = it.then * (1.0 + it.relative_change);
        then += weight * it.then;
        now += weight * it.now;
        expected_now += weight * expected;
        cells.push(CellAssociation {
            cell: it.cell.cell,
            then: it.then,
            now: it.now,
            expected_now: expected,
            comparable: it.beside.iter().map(|other| other.cell).collect(),
            is_same_form: it.beside.iter().all(|other| other.form == it.cell.form),
        });
    }
    let middle = now - expected_now;
    let spread = deviation(&comparisons, draws, level);
    let association = Interval {
        low: middle - spread,
        middle,
        // What is to be expected is no less than nothing.
        high: (middle + spread).min(now).max(middle),
        level,
    };
    let share = |of: f64| (now - of > 0.0).then(|| of / (now - of));
    let relative = share(association.low).zip(share(middle)).zip(share(association.high));
    let relative = relative.map(|((low, middle), high)| Interval { low, middle, high, level });
    Association { layer, then, now, expected_now, association, relative, cells }
}
