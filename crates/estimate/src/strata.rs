//! Strata: an estimate for each part of a population, and one for their sum.
//!
//! People who differ in how easily they are found bias an estimate over all of them; estimates by
//! age, form or place avoid that and are what is asked for. But each part has few people, and a
//! part that cannot be estimated would drop out of the sum. So every stratum is estimated twice:
//! **alone**, with its own choice of a model and its own bootstrap; and **partially pooled**, its
//! odds of being hidden drawn towards those of the others as far as the strata are alike.
//!
//! What is pooled is the logarithm of hidden over observed people, which is the log odds that a
//! person of the stratum is hidden, with the variance of its bootstrap replicates, by the model of
//! [`crate::partial_pooling`]. A stratum that has no estimate alone borrows that log odds from the
//! others entirely and is marked so: then the figure says that the stratum is taken to be like the
//! others, no more. Strata that cannot be estimated are often those whose people are hardest to
//! find, so that what is borrowed tends to be too low.
//!
//! The interval of the sum comes from sums over joint draws. Given what the strata have in common
//! they are independent; a draw in which the common mean is high is high for all of them, so that
//! pooled strata vary together and limits must not be added up.
//!
//! People whose stratum is not known are distributed by [`crate::missing_labels`].

pub(crate) mod missing_labels;
pub(crate) mod partial_pooling;
pub(crate) mod stratum;

use std::collections::BTreeSet;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use crate::bootstrap::Selection;
use crate::bootstrap::interval::percentile_interval;
use crate::capture_history::{CaptureTable, History};
use crate::progress::{Interrupted, Meter, Tell};
use crate::refusal::{MAX_INTERVAL_RATIO, Refusal};
use crate::strata::missing_labels::{distribute, with};
use crate::strata::partial_pooling::Pooling;
use crate::strata::stratum::{Alone, Resampled, population, resampled};

/// Fewest strata that must have an estimate of their own for anything to be pooled.
pub const MIN_ESTIMATED_STRATA: usize = 2;

/// Fewest replicates for each imputation: with twenty, a variance is known to within a third.
const MIN_REPLICATES: usize = 20;

/// A part of a population.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stratum {
    /// Its name, different from the others'.
    pub name: String,
    /// Its people.
    pub table: CaptureTable,
}

/// How strata are estimated.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct StrataSettings {
    /// Level of the intervals, such as 0.95.
    pub level: f64,
    /// Bootstrap replicates of each stratum, and joint draws. At least 100; divided among the
    /// imputations, of which each gets the same number, twenty or more.
    pub replicates: usize,
    /// How often the labels of people without one are drawn. At least 2; not used where everybody
    /// has a label.
    pub imputations: usize,
    /// Scale of the half-Cauchy prior of the standard deviation between the log odds of strata. At
    /// one, it is as likely as not that the odds of two strata differ by more than a factor of
    /// two or three.
    pub between_scale: f64,
    /// Seed of the replicates and draws.
    pub seed: u64,
}

impl Default for StrataSettings {
    fn default() -> Self {
        Self { level: 0.95, replicates: 1000, imputations: 20, between_scale: 1.0, seed: 1 }
    }
}

/// What is known about the strata of a population and their sum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StrataReport {
    /// One per stratum, in the order given.
    pub strata: Vec<StratumEstimate>,
    /// The sum over the strata, partially pooled.
    pub sum: Pooled,
    /// The sum over the strata each alone; none where a stratum has no estimate alone.
    pub sum_alone: Option<Alone>,
    /// What the selection gives for all people together, strata ignored.
    pub unstratified: Option<f64>,
    /// People on at least one list, those without a label included.
    pub observed: u64,
    /// People without a label.
    pub unlabelled: u64,
    /// Their share of the people observed, 0 to 1.
    pub unlabelled_share: f64,
    /// Standard deviation between the log odds of the strata: median and interval.
    pub between: [f64; 3],
}

/// What is known about a stratum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StratumEstimate {
    /// Its name.
    pub name: String,
    /// People who are known to belong to it.
    pub observed: u64,
    /// The estimate from its own people only; none if refused.
    pub alone: Option<Alone>,
    /// Why it has no estimate alone. Its people may still count in the pooled estimate.
    pub refused: Option<Refusal>,
    /// The partially pooled estimate.
    pub pooled: Pooled,
    /// Whether the pooled estimate borrows everything from the other strata, because the stratum
    /// itself says nothing about its hidden people.
    pub borrowed: bool,
    /// How much of the log odds comes from the other strata, 0 to 1.
    pub share_from_others: f64,
    /// The population estimated alone if none, and if all, of the people without a label belong to
    /// this stratum; none where there is no estimate.
    pub if_unlabelled: [Option<f64>; 2],
}

/// A partially pooled estimate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pooled {
    /// Estimated number of people, observed and hidden: the median of the draws. Medians of strata
    /// do not add up to that of the sum.
    pub population: f64,
    /// Percentiles of the draws.
    pub interval: [f64; 2],
    /// Populations; draw `i` of all strata and of the sum belong together.
    pub draws: Vec<f64>,
}

/// Why strata are not estimated together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", content = "facts")]
#[non_exhaustive]
pub enum NotPooled {
    /// Two strata have the same name.
    #[error("two strata are called {name}")]
    #[serde(rename = "estimate/duplicate-stratum")]
    DuplicateStratum {
        /// The name.
        name: String,
    },
    /// A stratum, or the people without a label, are not about the lists of the first stratum.
    #[error("{name} is about other lists than the first stratum")]
    #[serde(rename = "estimate/strata-lists-differ")]
    OtherLists {
        /// The name of the stratum; empty for the people without a label.
        name: String,
    },
    /// Fewer than [`MIN_ESTIMATED_STRATA`] strata have an estimate of their own, so that there is
    /// nothing to borrow from.
    #[error("{estimated} of {strata} strata have an estimate; {MIN_ESTIMATED_STRATA} are needed")]
    #[serde(rename = "estimate/too-few-estimated-strata")]
    TooFewEstimated {
        /// Strata with an estimate of their own, in the first imputation that has too few.
        estimated: usize,
        /// Strata given.
        strata: usize,
    },
    /// A setting is outside its range.
    #[error("a level, a number of replicates or imputations, or a scale is outside its range")]
    #[serde(rename = "estimate/strata-settings")]
    Settings,
    /// All strata together are more people than a table can count.
    #[error("the strata count more people than a table can")]
    #[serde(rename = "estimate/strata-too-many-people")]
    TooManyPeople,
}

impl NotPooled {
    /// The stable code of the reason, the same as in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::DuplicateStratum { .. } => "estimate/duplicate-stratum",
            Self::OtherLists { .. } => "estimate/strata-lists-differ",
            Self::TooFewEstimated { .. } => "estimate/too-few-estimated-strata",
            Self::Settings => "estimate/strata-settings",
            Self::TooManyPeople => "estimate/strata-too-many-people",
        }
    }
}

/// Estimates strata alone and partially pooled, and their sum, which includes the people without
/// a label.
///
/// Steps of the work: strata, their replicates and histories, for each imputation.
///
/// ```
/// use std::ops::ControlFlow;
/// use concert_estimate::{CaptureTable, History, Model, Selection, StrataSettings, Stratum, strata};
///
/// // Invented figures: the third stratum has too few people to be estimated.
/// let stratum = |name: &str, cells: [u64; 7]| -> Result<Stratum, concert_estimate::NotATable> {
///     let cells = (1..).zip(cells).map(|(bits, n)| (History::new(bits), n));
///     let table = CaptureTable::new(["A", "B", "C"], cells)?;
///     Ok(Stratum { name: name.to_owned(), table })
/// };
/// let parts = [
///     stratum("women", [320, 240, 80, 280, 80, 60, 20])?,
///     stratum("men", [120, 90, 25, 110, 30, 20, 8])?,
///     stratum("children", [9, 4, 0, 6, 1, 0, 0])?,
/// ];
/// let selection = Selection::Fixed(Model::independence(3)?);
/// let settings = StrataSettings { replicates: 200, ..StrataSettings::default() };
/// let mut go_on = |_, _| ControlFlow::Continue(());
/// let report = strata(&parts, None, &selection, &settings, &mut go_on)??;
/// assert!(report.strata[2].borrowed && report.strata[2].refused.is_some());
/// assert!(report.sum.interval[0] > 2500.0 && report.sum.interval[1] < 4500.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn strata(
    strata: &[Stratum],
    unlabelled: Option<&CaptureTable>,
    selection: &Selection,
    settings: &StrataSettings,
    tell: &mut Tell<'_>,
) -> Result<Result<StrataReport, NotPooled>, Interrupted> {
    if let Err(reason) = check(strata, unlabelled, settings) {
        return Ok(Err(reason));
    }
    let others = strata[1..].iter().map(|stratum| &stratum.table).chain(unlabelled);
    let others: Vec<(History, u64)> = others.flat_map(CaptureTable::cells).copied().collect();
    let Ok(everybody) = with(&strata[0].table, &others) else {
        return Ok(Err(NotPooled::TooManyPeople));
    };
    let mut meter = Meter::new(tell);
    let imputations = if unlabelled.is_some() { settings.imputations } else { 1 };
    let replicates = settings.replicates.div_ceil(imputations);
    let mut gathered: Vec<Gathered> = strata.iter().map(|_| Gathered::default()).collect();
    let (mut sums, mut between) = (Vec::new(), Vec::new());
    for imputation in 0..imputations {
        let mut random = ChaCha8Rng::seed_from_u64(settings.seed);
        random.set_stream(imputation as u64);
        let tables: Vec<&CaptureTable> = strata.iter().map(|stratum| &stratum.table).collect();
        let completed = match unlabelled {
            Some(unlabelled) => distribute(&tables, unlabelled, &mut random),
            None => Ok(tables.into_iter().cloned().collect()),
        };
        let Ok(completed) = completed else {
            return Ok(Err(NotPooled::TooManyPeople));
        };
        meter.expect(completed.len() as u64);
        let mut alone = Vec::with_capacity(completed.len());
        for (i, table) in completed.iter().enumerate() {
            // A seed of its own for every table that is resampled.
            let number = (imputation * completed.len() + i) as u64 + 1;
            let seed = settings.seed.wrapping_add(number);
            alone.push(resampled(table, selection, replicates, seed, &mut meter)?);
            meter.advance(1)?;
        }
        let units: Vec<Option<(f64, f64)>> = alone.iter().map(|alone| alone.log_odds).collect();
        let estimated = units.iter().flatten().count();
        let Some(pooling) = Pooling::new(units, settings.between_scale) else {
            return Ok(Err(NotPooled::TooFewEstimated { estimated, strata: strata.len() }));
        };
        for _ in 0..replicates {
            let drawn = pooling.draw(&mut random);
            between.push(drawn.tau);
            let populations = completed.iter().zip(drawn.values);
            let populations: Vec<f64> = populations
                .map(|(table, log_odds)| population(table.observed(), log_odds, &mut random))
                .collect();
            sums.push(populations.iter().sum());
            for (gathered, population) in gathered.iter_mut().zip(populations) {
                gathered.pooled.push(population);
            }
        }
        for (i, (gathered, alone)) in gathered.iter_mut().zip(alone).enumerate() {
            gathered.add(alone, pooling.share_from_others(i));
        }
    }
    let sum_alone = sum_alone(&gathered, settings.level);
    let of_stratum = |(stratum, gathered): (&Stratum, Gathered)| {
        let point = |table: &CaptureTable| Some(selection.choose(table).ok()?.population);
        let all = unlabelled.and_then(|more| with(&stratum.table, more.cells()).ok());
        let none = point(&stratum.table);
        let if_unlabelled = [none, all.map_or(none, |table| point(&table))];
        gathered.finish(stratum, if_unlabelled, imputations, settings.level)
    };
    let unlabelled = unlabelled.map_or(0, CaptureTable::observed);
    let [low, high] = limits(&between, settings.level);
    Ok(Ok(StrataReport {
        strata: strata.iter().zip(gathered).map(of_stratum).collect(),
        sum: pooled(sums, settings.level),
        sum_alone,
        unstratified: selection.choose(&everybody).ok().map(|fit| fit.population),
        observed: everybody.observed(),
        unlabelled,
        unlabelled_share: unlabelled as f64 / everybody.observed() as f64,
        between: [median(&between), low, high],
    }))
}

/// What all imputations say about a stratum.
#[derive(Default)]
struct Gathered {
    points: Vec<f64>,
    draws: Vec<Vec<f64>>,
    refused: Option<Refusal>,
    silent: usize,
    share_from_others: f64,
    pooled: Vec<f64>,
}

impl Gathered {
    fn add(&mut self, alone: Resampled, share_from_others: f64) {
        self.points.extend(alone.population);
        self.draws.push(alone.draws);
        self.refused = self.refused.take().or(alone.refused);
        self.silent += usize::from(alone.log_odds.is_none());
        self.share_from_others += share_from_others;
    }

    /// Points and replicates of an estimate that stands alone in every imputation.
    fn alone(&self, level: f64) -> Result<Alone, Option<Refusal>> {
        if let Some(refusal) = &self.refused {
            return Err(Some(refusal.clone()));
        }
        let draws = self.draws.concat();
        let interval = percentile_interval(&draws, level).ok_or(None)?;
        let ratio = interval[1] / interval[0];
        if ratio > MAX_INTERVAL_RATIO {
            return Err(Some(Refusal::IntervalTooWide { ratio, limit: MAX_INTERVAL_RATIO }));
        }
        Ok(Alone { population: median(&self.points), interval, draws })
    }

    fn finish(
        self,
        stratum: &Stratum,
        if_unlabelled: [Option<f64>; 2],
        imputations: usize,
        level: f64,
    ) -> StratumEstimate {
        let (alone, refused) = match self.alone(level) {
            Ok(alone) => (Some(alone), None),
            Err(refused) => (None, refused),
        };
        StratumEstimate {
            name: stratum.name.clone(),
            observed: stratum.table.observed(),
            alone,
            refused,
            pooled: pooled(self.pooled, level),
            borrowed: self.silent == imputations,
            share_from_others: self.share_from_others / imputations as f64,
            if_unlabelled,
        }
    }
}

/// The sum of what each stratum says alone. Replicates of the same imputation are added in their
/// order, which makes no dependence between strata but that of the labels drawn.
fn sum_alone(gathered: &[Gathered], level: f64) -> Option<Alone> {
    let alone: Vec<Alone> = gathered.iter().map(|g| g.alone(level).ok()).collect::<Option<_>>()?;
    let imputations = gathered.first()?.draws.len();
    let mut sums = Vec::new();
    for imputation in 0..imputations {
        let draws: Vec<&Vec<f64>> = gathered.iter().map(|g| &g.draws[imputation]).collect();
        let fewest = draws.iter().map(|draws| draws.len()).min()?;
        sums.extend((0..fewest).map(|i| draws.iter().map(|draws| draws[i]).sum::<f64>()));
    }
    let population = alone.iter().map(|alone| alone.population).sum();
    Some(Alone { population, interval: percentile_interval(&sums, level)?, draws: sums })
}

fn check(
    strata: &[Stratum],
    unlabelled: Option<&CaptureTable>,
    settings: &StrataSettings,
) -> Result<(), NotPooled> {
    let each = settings.replicates / settings.imputations.max(1);
    let labels = unlabelled.is_none() || (settings.imputations >= 2 && each >= MIN_REPLICATES);
    let enough = settings.replicates >= 100 && labels;
    let scale = settings.between_scale > 0.0 && settings.between_scale.is_finite();
    if !(settings.level > 0.0 && settings.level < 1.0 && enough && scale) {
        return Err(NotPooled::Settings);
    }
    let mut names = BTreeSet::new();
    if let Some(twice) = strata.iter().find(|stratum| !names.insert(&stratum.name)) {
        return Err(NotPooled::DuplicateStratum { name: twice.name.clone() });
    }
    let Some(first) = strata.first() else {
        return Err(NotPooled::TooFewEstimated { estimated: 0, strata: 0 });
    };
    let lists = first.table.lists();
    if let Some(other) = strata.iter().find(|stratum| stratum.table.lists() != lists) {
        return Err(NotPooled::OtherLists { name: other.name.clone() });
    }
    if unlabelled.is_some_and(|table| table.lists() != lists) {
        return Err(NotPooled::OtherLists { name: String::new() });
    }
    Ok(())
}

fn pooled(draws: Vec<f64>, level: f64) -> Pooled {
    Pooled { population: median(&draws), interval: limits(&draws, level), draws }
}

/// The percentiles of draws, of which there are some.
fn limits(draws: &[f64], level: f64) -> [f64; 2] {
    percentile_interval(draws, level).unwrap_or([f64::NAN; 2])
}

fn median(draws: &[f64]) -> f64 {
    limits(draws, 0.0)[0]
}
