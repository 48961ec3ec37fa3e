//! Many tables drawn from what linkage leaves open, combined into one estimate.
//!
//! Which records of different lists are the same person is itself inferred. A linkage that draws
//! its answer many times gives as many tables of capture histories; each is estimated as if it
//! were the truth, and the estimates are combined (linkage averaging: Sadinle 2018, Annals of
//! Applied Statistics 12:1013). Their spread is what nobody sees who estimates from the one best
//! linkage.
//!
//! The combination is that of Rubin ([`crate::rubin`]) on the logarithm of the hidden number, where
//! sampling distributions are nearly normal; so does the R package `verdata` over imputed tables.
//!
//! Tables of different linkages hold different numbers of people. The hidden number is combined as
//! it stands; the population as `ln(N - s)`, where `s` is the smallest number of people in any
//! table, so that the interval also covers how many of the observed there are. Where all tables
//! hold the same number the two are the same.

use serde::{Deserialize, Serialize};

use crate::bootstrap::interval::percentile_interval;
use crate::bootstrap::{Selection, bootstrap_metered};
use crate::capture_history::CaptureTable;
use crate::linkage::rubin::combine;
use crate::linkage::table_estimate::TableEstimate;
use crate::progress::{Interrupted, Meter, Tell};
use crate::refusal::MAX_SHARE_WITHOUT_ESTIMATE;

/// Fewer tables than this say too little about how far linkages differ: with ten, the variance
/// between them is known to within a half of itself. `verdata` warns at the same number.
pub const FEW_TABLES: usize = 10;

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
    check(tables.len(), settings)?;
    let known: Vec<&TableEstimate> = tables.iter().flatten().filter(|t| is_usable(t)).collect();
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
    let hidden = combine(&hidden.collect::<Vec<_>>(), settings.degrees_within);
    let beyond = combine(&beyond_fewest.collect::<Vec<_>>(), settings.degrees_within);
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
    if let Err(reason) = check(tables.len(), settings) {
        return Ok(Err(reason));
    }
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

fn check(tables: usize, settings: &LinkageSettings) -> Result<(), NotCombined> {
    let positive = settings.degrees_within.is_none_or(|degrees| degrees > 0.0);
    if !(settings.level > 0.0 && settings.level < 1.0 && positive) {
        return Err(NotCombined::Settings);
    }
    if tables < 2 { Err(NotCombined::TooFewTables { tables }) } else { Ok(()) }
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

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::capture_history::History;
    use crate::model::Model;
    use crate::normal;

    fn point(observed: u64, ln_hidden: f64, variance: f64) -> TableEstimate {
        TableEstimate { observed, ln_hidden, variance, draws: Vec::new() }
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
