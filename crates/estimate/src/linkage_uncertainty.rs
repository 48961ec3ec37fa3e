//! Many tables drawn from what linkage leaves open, combined into one estimate.
//!
//! Which records of different lists are the same person is itself inferred. A linkage that draws
//! its answer many times gives as many tables of capture histories; each is estimated as if it
//! were the truth, and the estimates are combined (linkage averaging: Sadinle 2018, Annals of
//! Applied Statistics 12:1013). Their spread is what nobody sees who estimates from the one best
//! linkage.
//!
//! The combination is that of Rubin (1987, Multiple Imputation for Nonresponse in Surveys, section
//! 3.1) on the logarithm of the hidden number, where sampling distributions are nearly normal; so
//! does the R package `verdata` over imputed tables. With `m` tables, `q` the estimates, `W` the
//! mean of their variances and `B` the variance of the estimates,
//!
//! ```text
//! T  = W + (1 + 1/m) B                      total variance
//! r  = (1 + 1/m) B / W                      how much linkage adds
//! v  = (m - 1) (1 + 1/r)^2                  degrees of freedom
//! v' = (v_c + 1) / (v_c + 3) v_c (1 - l)    of the data alone, l = (1 + 1/m) B / T
//! ```
//!
//! and the interval is `mean(q) +- t sqrt(T)`, with the t quantile for `v`, or for
//! `1 / (1/v + 1/v')` where the variances themselves have only `v_c` degrees of freedom (Barnard
//! and Rubin 1999, Biometrika 86:948).
//!
//! Tables of different linkages hold different numbers of people. The hidden number is combined as
//! it stands; the population as `ln(N - s)`, where `s` is the smallest number of people in any
//! table, so that the interval also covers how many of the observed there are. Where all tables
//! hold the same number the two are the same.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use crate::bootstrap::{Selection, bootstrap_metered};
use crate::capture_history::CaptureTable;
use crate::fit::Fit;
use crate::interval::percentile_interval;
use crate::normal;
use crate::progress::{Interrupted, Meter, Tell};
use crate::refusal::MAX_SHARE_WITHOUT_ESTIMATE;
use crate::student_t;

/// Fewer tables than this say too little about how far linkages differ: with ten, the variance
/// between them is known to within a half of itself. `verdata` warns at the same number.
pub const FEW_TABLES: usize = 10;

/// What one table of the linkage says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TableEstimate {
    /// People on at least one list.
    pub observed: u64,
    /// Logarithm of the estimated number of people on no list.
    pub ln_hidden: f64,
    /// Variance of that logarithm, as if the table were the truth.
    pub variance: f64,
    /// Populations drawn for this table, observed and hidden, for the mixture; may be empty.
    pub draws: Vec<f64>,
}

impl TableEstimate {
    /// From a fit and its standard error, which take the model as known. As many populations as
    /// asked for are drawn with the logarithm of the hidden number taken as normal.
    ///
    /// ```
    /// use concert_estimate::{CaptureTable, History, Model, TableEstimate, fit};
    ///
    /// // Invented figures.
    /// let cells = [(1, 320), (2, 240), (4, 280), (3, 80), (5, 80), (6, 60), (7, 20)];
    /// let cells = cells.map(|(bits, count)| (History::new(bits), count));
    /// let table = CaptureTable::new(["A", "B", "C"], cells)?;
    /// let fit = fit(&table, &Model::parse("[1,2,3]", 3)?)?;
    /// let one = TableEstimate::of_fit(&fit, table.observed(), 100, 1);
    /// assert!((one.ln_hidden - fit.hidden.ln()).abs() < 1e-12);
    /// assert_eq!(one.draws.len(), 100);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_fit(fit: &Fit, observed: u64, draws: usize, seed: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let ln_hidden = fit.hidden.ln();
        let draws = (0..draws).map(|_| {
            let z = normal::quantile(random.random::<f64>().max(f64::MIN_POSITIVE));
            observed as f64 + (ln_hidden + fit.log_standard_error * z).exp()
        });
        let draws = draws.collect();
        Self { observed, ln_hidden, variance: fit.log_standard_error.powi(2), draws }
    }

    /// From a point and the populations of its bootstrap replicates, the variance being theirs on
    /// the logarithmic scale. `None` for fewer than two replicates, or where a population does not
    /// exceed the people observed.
    pub fn of_replicates(observed: u64, population: f64, replicates: Vec<f64>) -> Option<Self> {
        let ln_hidden = |population: &f64| (population - observed as f64).ln();
        let logs: Vec<f64> = replicates.iter().map(ln_hidden).collect();
        let ln_hidden = ln_hidden(&population);
        let variance = mean_and_variance(&logs)?.1;
        let usable = ln_hidden.is_finite() && variance.is_finite();
        usable.then_some(Self { observed, ln_hidden, variance, draws: replicates })
    }

    /// From draws of the population alone, such as those of a posterior: the point is the mean of
    /// the logarithm. `None` as in [`TableEstimate::of_replicates`].
    pub fn of_draws(observed: u64, draws: Vec<f64>) -> Option<Self> {
        let logs: Vec<f64> = draws.iter().map(|n| (n - observed as f64).ln()).collect();
        let (ln_hidden, variance) = mean_and_variance(&logs)?;
        let usable = ln_hidden.is_finite() && variance.is_finite();
        usable.then_some(Self { observed, ln_hidden, variance, draws })
    }
}

/// How tables are combined.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LinkageSettings {
    /// Level of the intervals, such as 0.95.
    pub level: f64,
    /// Degrees of freedom of the variance within one table; none where it is taken as known, as
    /// large-sample and bootstrap variances are.
    pub degrees_within: Option<f64>,
    /// Bootstrap replicates for each table, the choice of the model repeated in each. With fewer
    /// than two, the standard errors of the fits serve, which take the model as known.
    pub replicates: usize,
    /// Seed of the replicates. Table `i` is resampled with the seed `seed + i`.
    pub seed: u64,
}

impl Default for LinkageSettings {
    fn default() -> Self {
        Self { level: 0.95, degrees_within: None, replicates: 200, seed: 1 }
    }
}

/// An estimate over all that linkage leaves open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkageAverage {
    /// Estimated number of people, observed and hidden.
    pub population: f64,
    /// Its interval.
    pub interval: [f64; 2],
    /// Estimated number of people on no list.
    pub hidden: f64,
    /// Its interval.
    pub hidden_interval: [f64; 2],
    /// Fewest and most people observed in any table.
    pub observed: [u64; 2],
    /// Tables that were combined.
    pub tables: usize,
    /// Tables that have no estimate.
    pub without_estimate: usize,
    /// Mean variance of the logarithm of the hidden number within a table.
    pub within: f64,
    /// Variance of the logarithm between tables.
    pub between: f64,
    /// Total variance.
    pub total: f64,
    /// Degrees of freedom of the interval; none if unlimited, as when no table differs.
    pub degrees_of_freedom: Option<f64>,
    /// Share of the total variance that is sampling error, 0 to 1.
    pub sampling_share: f64,
    /// Share of the total variance that is linkage, 0 to 1; with the sampling share it makes one.
    pub linkage_share: f64,
    /// The interval between percentiles of the draws of all tables, each table weighing the same;
    /// none without draws.
    pub mixture_interval: Option<[f64; 2]>,
    /// Fewer than [`FEW_TABLES`] tables were combined, so that the spread between them is hardly
    /// known.
    pub few_tables: bool,
}

/// Why tables of a linkage are not combined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", content = "facts")]
#[non_exhaustive]
pub enum NotCombined {
    /// One table, or none, shows nothing of what linkage leaves open.
    #[error("{tables} tables of a linkage were given; two are needed, {FEW_TABLES} are wise")]
    #[serde(rename = "estimate/too-few-linkage-tables")]
    TooFewTables {
        /// Tables given.
        tables: usize,
    },
    /// The tables are not about the same lists in the same order.
    #[error("table {table} of the linkage is about other lists than the first")]
    #[serde(rename = "estimate/linkage-tables-differ")]
    OtherLists {
        /// The first such table, counted from one.
        table: usize,
    },
    /// More than [`MAX_SHARE_WITHOUT_ESTIMATE`] of the tables have no estimate. Taken as infinite,
    /// which nothing could contradict, they would put the upper 95 % limit at infinity; left out,
    /// they would make the others look surer than they are.
    #[error("{without_estimate} of {tables} tables of the linkage have no estimate")]
    #[serde(rename = "estimate/linkage-tables-without-estimate")]
    TablesWithoutEstimate {
        /// Tables without an estimate.
        without_estimate: usize,
        /// Tables given.
        tables: usize,
    },
    /// The level lies outside 0 to 1, or the degrees of freedom are not positive.
    #[error("the level of an interval lies between 0 and 1 and degrees of freedom are positive")]
    #[serde(rename = "estimate/linkage-settings")]
    Settings,
}

impl NotCombined {
    /// The stable code of the reason, the same as in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooFewTables { .. } => "estimate/too-few-linkage-tables",
            Self::OtherLists { .. } => "estimate/linkage-tables-differ",
            Self::TablesWithoutEstimate { .. } => "estimate/linkage-tables-without-estimate",
            Self::Settings => "estimate/linkage-settings",
        }
    }
}

/// Combines what the tables of a linkage say, by whatever method each was estimated; `None` stands
/// for a table without an estimate. `replicates` and `seed` of the settings are not used.
///
/// ```
/// use concert_estimate::{LinkageSettings, TableEstimate, combine_linkages};
///
/// // Invented figures: two linkages that differ, each sure of itself.
/// let table = |hidden: f64| TableEstimate {
///     observed: 500,
///     ln_hidden: hidden.ln(),
///     variance: 0.01,
///     draws: Vec::new(),
/// };
/// let tables = [Some(table(1000.0)), Some(table(1210.0))];
/// let combined = combine_linkages(&tables, &LinkageSettings::default())?;
/// assert!((combined.hidden - 1100.0).abs() < 1e-9);
/// assert!((combined.population - 1600.0).abs() < 1e-9);
/// assert!((combined.linkage_share - 0.7315).abs() < 1e-4);
/// assert!(combined.few_tables);
/// # Ok::<(), concert_estimate::NotCombined>(())
/// ```
pub fn combine_linkages(
    tables: &[Option<TableEstimate>],
    settings: &LinkageSettings,
) -> Result<LinkageAverage, NotCombined> {
    let positive = settings.degrees_within.is_none_or(|degrees| degrees > 0.0);
    if !(settings.level > 0.0 && settings.level < 1.0 && positive) {
        return Err(NotCombined::Settings);
    }
    let known: Vec<&TableEstimate> = tables.iter().flatten().filter(|t| is_usable(t)).collect();
    if tables.len() < 2 {
        return Err(NotCombined::TooFewTables { tables: tables.len() });
    }
    let without_estimate = tables.len() - known.len();
    let limit = MAX_SHARE_WITHOUT_ESTIMATE * tables.len() as f64;
    let fewest = known.iter().map(|table| table.observed).min();
    let most = known.iter().map(|table| table.observed).max();
    let refused = NotCombined::TablesWithoutEstimate { without_estimate, tables: tables.len() };
    let (Some(fewest), Some(most), true) = (fewest, most, without_estimate as f64 <= limit) else {
        return Err(refused);
    };
    let hidden = known.iter().map(|table| (table.ln_hidden, table.variance));
    // A share `s` of `N - fewest` is hidden, so that an error of the logarithm of the hidden number
    // is one of `s` times its size here.
    let beyond_fewest = known.iter().map(|table| {
        let hidden = table.ln_hidden.exp();
        let beyond = hidden + (table.observed - fewest) as f64;
        (beyond.ln(), table.variance * (hidden / beyond).powi(2))
    });
    let hidden = pool(&hidden.collect::<Vec<_>>(), settings.degrees_within);
    let beyond = pool(&beyond_fewest.collect::<Vec<_>>(), settings.degrees_within);
    let (Some(hidden), Some(beyond)) = (hidden, beyond) else {
        return Err(refused);
    };
    Ok(LinkageAverage {
        population: fewest as f64 + beyond.mean.exp(),
        interval: beyond.interval(settings.level).map(|x| fewest as f64 + x.exp()),
        hidden: hidden.mean.exp(),
        hidden_interval: hidden.interval(settings.level).map(f64::exp),
        observed: [fewest, most],
        tables: known.len(),
        without_estimate,
        within: hidden.within,
        between: hidden.between,
        total: hidden.total(),
        degrees_of_freedom: Some(hidden.degrees_of_freedom).filter(|v| v.is_finite()),
        sampling_share: hidden.within / hidden.total(),
        linkage_share: hidden.added() / hidden.total(),
        mixture_interval: mixture(&known, settings.level),
        few_tables: tables.len() < FEW_TABLES,
    })
}

/// Estimates every table of a linkage by the same selection and combines them.
///
/// A table has no estimate when the selection finds none, or when more than
/// [`MAX_SHARE_WITHOUT_ESTIMATE`] of its replicates have none. Steps of the work: tables,
/// replicates and histories.
pub fn average_linkages(
    tables: &[CaptureTable],
    selection: &Selection,
    settings: &LinkageSettings,
    tell: &mut Tell<'_>,
) -> Result<Result<LinkageAverage, NotCombined>, Interrupted> {
    let other = |table: &CaptureTable| table.lists() != tables[0].lists();
    if let Some(at) = tables.iter().position(other) {
        return Ok(Err(NotCombined::OtherLists { table: at + 1 }));
    }
    let mut meter = Meter::new(tell);
    meter.expect(tables.len() as u64);
    let mut estimates = Vec::with_capacity(tables.len());
    for (i, table) in tables.iter().enumerate() {
        let seed = settings.seed.wrapping_add(i as u64);
        estimates.push(match selection.choose(table).ok() {
            None => None,
            Some(fit) if settings.replicates < 2 => {
                Some(TableEstimate::of_fit(&fit, table.observed(), 0, seed))
            }
            Some(fit) => {
                let found =
                    bootstrap_metered(table, selection, settings.replicates, seed, &mut meter)?;
                let share = found.without_estimate as f64 / settings.replicates as f64;
                (share <= MAX_SHARE_WITHOUT_ESTIMATE)
                    .then(|| {
                        let observed = table.observed();
                        TableEstimate::of_replicates(observed, fit.population, found.draws)
                    })
                    .flatten()
            }
        });
        meter.advance(1)?;
    }
    Ok(combine_linkages(&estimates, settings))
}

/// Estimates of one quantity from several tables, combined.
#[derive(Debug, Clone, Copy)]
struct Pooled {
    tables: f64,
    mean: f64,
    within: f64,
    between: f64,
    /// Infinite where the tables do not differ and the variance within is known.
    degrees_of_freedom: f64,
}

impl Pooled {
    /// What the tables add to the variance.
    fn added(&self) -> f64 {
        (1.0 + 1.0 / self.tables) * self.between
    }

    fn total(&self) -> f64 {
        self.within + self.added()
    }

    fn interval(&self, level: f64) -> [f64; 2] {
        let t = student_t::quantile(f64::midpoint(1.0, level), self.degrees_of_freedom);
        let reach = t * self.total().sqrt();
        [self.mean - reach, self.mean + reach]
    }
}

/// Combines points with their variances; `None` for fewer than two.
fn pool(points: &[(f64, f64)], degrees_within: Option<f64>) -> Option<Pooled> {
    let values: Vec<f64> = points.iter().map(|point| point.0).collect();
    let (mean, between) = mean_and_variance(&values)?;
    let tables = points.len() as f64;
    let within = points.iter().map(|point| point.1).sum::<f64>() / tables;
    let mut pooled = Pooled { tables, mean, within, between, degrees_of_freedom: f64::INFINITY };
    let share = if pooled.total() > 0.0 { pooled.added() / pooled.total() } else { 0.0 };
    // (m - 1) (1 + 1/r)^2 is (m - 1) / share^2.
    let across = if share > 0.0 { (tables - 1.0) / (share * share) } else { f64::INFINITY };
    let inside =
        degrees_within.map_or(f64::INFINITY, |v| (v + 1.0) / (v + 3.0) * v * (1.0 - share));
    pooled.degrees_of_freedom = 1.0 / (1.0 / across + 1.0 / inside);
    Some(pooled)
}

fn is_usable(table: &TableEstimate) -> bool {
    table.ln_hidden.is_finite() && table.variance.is_finite() && table.variance > 0.0
}

/// Percentiles over all draws, with as many from each table as the table with the fewest has, taken
/// evenly from its draws, so that no table weighs more than another.
fn mixture(tables: &[&TableEstimate], level: f64) -> Option<[f64; 2]> {
    let each = tables.iter().map(|table| table.draws.len()).min().filter(|&each| each > 0)?;
    let evenly = |table: &&TableEstimate| -> Vec<f64> {
        (0..each).map(|i| table.draws[i * table.draws.len() / each]).collect()
    };
    percentile_interval(&tables.iter().flat_map(evenly).collect::<Vec<f64>>(), level)
}

/// Mean and unbiased variance; `None` for fewer than two values.
pub(crate) fn mean_and_variance(values: &[f64]) -> Option<(f64, f64)> {
    let n = values.len() as f64;
    if values.len() < 2 {
        return None;
    }
    let mean = values.iter().sum::<f64>() / n;
    Some((mean, values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0)))
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::capture_history::History;
    use crate::model::Model;

    fn point(observed: u64, ln_hidden: f64, variance: f64) -> TableEstimate {
        TableEstimate { observed, ln_hidden, variance, draws: Vec::new() }
    }

    #[test]
    fn the_rules_are_those_of_rubin_and_of_barnard_and_rubin() {
        // By hand: mean 5, B = 1, W = 2, m = 5: T = 2 + 1.2 = 3.2, r = 0.6, l = 0.375,
        // v = 4 (1 + 1/0.6)^2 = 28.4444...; with v_c = 20: v' = 21/23 * 20 * 0.625 = 11.41304...,
        // and 1 / (1/v + 1/v') = 8.144885...
        let points: Vec<(f64, f64)> =
            [3.5857864376269, 5.0, 6.4142135623731, 5.0, 5.0].map(|q| (q, 2.0)).to_vec();
        let pooled = pool(&points, None).unwrap();
        assert!((pooled.mean - 5.0).abs() < 1e-12 && (pooled.between - 1.0).abs() < 1e-12);
        assert!((pooled.total() - 3.2).abs() < 1e-12);
        assert!((pooled.degrees_of_freedom - 4.0 * (8.0_f64 / 3.0).powi(2)).abs() < 1e-9);
        let few = pool(&points, Some(20.0)).unwrap().degrees_of_freedom;
        assert!((few - 1.0 / (1.0 / 28.444_444_444 + 1.0 / 11.413_043_478)).abs() < 1e-7, "{few}");
        let [low, high] = pooled.interval(0.95);
        let reach = student_t::quantile(0.975, 28.444_444_444_444) * 3.2_f64.sqrt();
        assert!((low - 5.0 + reach).abs() < 1e-9 && (high - 5.0 - reach).abs() < 1e-9);
    }

    #[test]
    fn tables_that_agree_give_the_interval_of_one_of_them() {
        let tables = vec![Some(point(500, 7.0, 0.04)); 12];
        let combined = combine_linkages(&tables, &LinkageSettings::default()).unwrap();
        let reach = normal::quantile(0.975) * 0.2;
        let expected = [500.0 + (7.0 - reach).exp(), 500.0 + (7.0 + reach).exp()];
        assert!(combined.interval.iter().zip(expected).all(|(a, b)| (a / b - 1.0).abs() < 1e-12));
        assert_eq!(combined.degrees_of_freedom, None);
        assert!(combined.linkage_share.abs() < 1e-12 && !combined.few_tables);
        assert!((combined.population - combined.hidden - 500.0).abs() < 1e-9);
    }

    #[test]
    fn what_the_tables_differ_in_the_observed_is_in_the_interval_of_the_population() {
        // Nearly nobody hidden, but linkages that find 480 to 520 people.
        let tables: Vec<_> = (0..20).map(|i| Some(point(480 + 2 * i, 1.0, 0.01))).collect();
        let combined = combine_linkages(&tables, &LinkageSettings::default()).unwrap();
        assert!(combined.hidden_interval[1] < 4.0);
        assert_eq!(combined.observed, [480, 518]);
        assert!(combined.interval[0] < 490.0 && combined.interval[1] > 510.0);
    }

    #[test]
    fn what_cannot_be_combined_is_refused_with_its_reason() {
        let settings = LinkageSettings::default();
        let code = |tables: &[Option<TableEstimate>], settings: &LinkageSettings| {
            combine_linkages(tables, settings).map_or_else(|reason| reason.code(), |_| "combined")
        };
        let good = Some(point(10, 3.0, 0.1));
        assert_eq!(code(&[], &settings), "estimate/too-few-linkage-tables");
        let mut tables = vec![good.clone(); 40];
        assert_eq!(code(&tables[..1], &settings), "estimate/too-few-linkage-tables");
        tables[7] = None;
        assert_eq!(code(&tables, &settings), "combined");
        tables[8] = Some(point(10, f64::NEG_INFINITY, 0.1));
        assert_eq!(code(&tables, &settings), "estimate/linkage-tables-without-estimate");
        assert_eq!(code(&[None, None], &settings), "estimate/linkage-tables-without-estimate");
        for settings in [
            LinkageSettings { level: 1.0, ..settings },
            LinkageSettings { level: f64::NAN, ..settings },
            LinkageSettings { degrees_within: Some(0.0), ..settings },
        ] {
            assert_eq!(code(&vec![good.clone(); 3], &settings), "estimate/linkage-settings");
        }
    }

    fn table(names: [&str; 3], pair: u64) -> CaptureTable {
        let cells = [(1, 320), (2, 240), (4, 280), (3, pair), (5, 80), (6, 60), (7, 20)];
        CaptureTable::new(names, cells.map(|(bits, n)| (History::new(bits), n))).unwrap()
    }

    #[test]
    fn resampling_and_standard_errors_agree_and_the_mixture_is_close_to_both() {
        let tables: Vec<CaptureTable> =
            (0..12).map(|i| table(["a", "b", "c"], 70 + 2 * i)).collect();
        let selection = Selection::Fixed(Model::independence(3).unwrap());
        let mut go_on = |_, _| ControlFlow::Continue(());
        let mut with = |replicates: usize| {
            let settings = LinkageSettings { replicates, ..LinkageSettings::default() };
            average_linkages(&tables, &selection, &settings, &mut go_on).unwrap().unwrap()
        };
        let (wald, resampled) = (with(0), with(400));
        assert!((wald.population / resampled.population - 1.0).abs() < 1e-12);
        assert!((wald.between / resampled.between - 1.0).abs() < 1e-9);
        // Resampling keeps the number of people, which takes one over it off the variance of the
        // logarithm of any quantity that grows in proportion to the counts.
        let kept = wald.within - 1.0 / tables[6].observed() as f64;
        assert!((kept / resampled.within - 1.0).abs() < 0.06, "{kept} {}", resampled.within);
        assert_eq!(wald.mixture_interval, None);
        let mixture = resampled.mixture_interval.unwrap();
        for (a, b) in mixture.iter().zip(resampled.interval) {
            assert!((a / b - 1.0).abs() < 0.02, "{mixture:?} {:?}", resampled.interval);
        }
        assert!((resampled.sampling_share + resampled.linkage_share - 1.0).abs() < 1e-12);
    }

    #[test]
    fn other_lists_and_a_caller_who_has_heard_enough_end_it() {
        let selection = Selection::Fixed(Model::independence(3).unwrap());
        let settings = LinkageSettings::default();
        let tables = [table(["a", "b", "c"], 80), table(["a", "c", "b"], 80)];
        let mut go_on = |_, _| ControlFlow::Continue(());
        let found = average_linkages(&tables, &selection, &settings, &mut go_on).unwrap();
        assert_eq!(found, Err(NotCombined::OtherLists { table: 2 }));
        let mut stop = |_, _| ControlFlow::Break(());
        let same = [tables[0].clone(), tables[0].clone()];
        assert_eq!(average_linkages(&same, &selection, &settings, &mut stop), Err(Interrupted));
    }
}
