//! What a reader must know beside an estimate.

use serde::{Deserialize, Serialize};

use crate::capture_history::{CaptureTable, History};
use crate::modes::Mode;
use crate::selection::{Candidate, Criterion, Ranking};

/// How much worse than the best a model may be and still count as its rival. A difference of six
/// BIC units weighs two models twenty to one (Kass and Raftery 1995, section 3.2).
pub const RIVAL_BIC_UNITS: f64 = 6.0;

/// Rivals disagree when the largest of their populations exceeds the smallest by this factor.
pub const RIVAL_FACTOR: f64 = 1.5;

/// The two kinds of interval disagree when one upper limit exceeds the other by this factor.
pub const INTERVAL_FACTOR: f64 = 1.5;

/// A circumstance that makes an estimate less sure than its interval says. The code is stable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "code", content = "facts")]
#[non_exhaustive]
pub enum Warning {
    /// Nobody is on these lists; they were left out of all pairs.
    #[serde(rename = "estimate/empty-lists")]
    EmptyLists {
        /// The names of the lists.
        lists: Vec<String>,
    },
    /// Everybody on one list is on the other too, as when one is fed from the other.
    #[serde(rename = "estimate/nested-list")]
    NestedList {
        /// The list whose people are all on the other.
        inner: String,
        /// The other.
        outer: String,
    },
    /// Nobody is on both lists of these pairs. Lists may exclude each other by law or place.
    #[serde(rename = "estimate/pairs-without-overlap")]
    PairsWithoutOverlap {
        /// The names of the two lists of each pair.
        pairs: Vec<[String; 2]>,
    },
    /// At least half of the histories of two or more lists have nobody.
    #[serde(rename = "estimate/sparse-table")]
    SparseTable {
        /// Histories of two or more lists that have nobody.
        empty_histories: u64,
        /// Histories of two or more lists that there are.
        histories: u64,
        /// People on two or more lists.
        on_several_lists: u64,
    },
    /// Models that the table hardly tells apart disagree by more than [`RIVAL_FACTOR`].
    #[serde(rename = "estimate/rival-models-disagree")]
    RivalModelsDisagree {
        /// Models within [`RIVAL_BIC_UNITS`] of the best, which is one of them.
        models: usize,
        /// Smallest population among them.
        lowest: f64,
        /// Largest population among them.
        highest: f64,
    },
    /// Not every model was examined, so that a better one may exist.
    #[serde(rename = "estimate/search-not-exhaustive")]
    SearchNotExhaustive {
        /// Models examined.
        examined: usize,
    },
    /// Some replicates have no estimate; the interval is over the others.
    #[serde(rename = "estimate/some-replicates-without-estimate")]
    SomeReplicatesWithoutEstimate {
        /// The method.
        method: String,
        /// Replicates that have none.
        without_estimate: usize,
        /// Replicates in all.
        replicates: usize,
    },
    /// The upper limits of the two kinds of interval differ by more than [`INTERVAL_FACTOR`]: the
    /// choice of the model is unstable.
    #[serde(rename = "estimate/intervals-differ")]
    IntervalsDiffer {
        /// The method.
        method: String,
        /// The bias-corrected and accelerated interval.
        bca: [f64; 2],
        /// The interval of the percentiles.
        percentile: [f64; 2],
    },
    /// The draws of a method gather about several populations, with next to nothing in between. A
    /// mean or median between them is a number that no explanation of the table gives.
    #[serde(rename = "estimate/several-answers")]
    SeveralAnswers {
        /// The method.
        method: String,
        /// About which populations, ascending, with their weights.
        modes: Vec<Mode>,
    },
    /// Without one person of these histories there would be no estimate.
    #[serde(rename = "estimate/hangs-on-one-person")]
    HangsOnOnePerson {
        /// The method.
        method: String,
        /// The histories, as zeros and ones in the order of the lists.
        histories: Vec<String>,
    },
}

/// What there is to warn of in the table itself.
pub(crate) fn of_table(table: &CaptureTable) -> Vec<Warning> {
    let name = |list: usize| table.lists()[list].clone();
    let used = table.lists_in_use();
    let empty: Vec<String> =
        (0..table.lists().len()).filter(|&list| !used.contains(list)).map(name).collect();
    let mut warnings = Vec::new();
    if !empty.is_empty() {
        warnings.push(Warning::EmptyLists { lists: empty });
    }
    for inner in used.lists() {
        let everybody = table.overlap(History::of(&[inner]));
        let outers = used.lists().filter(|&outer| outer != inner);
        let outers = outers.filter(|&o| table.overlap(History::of(&[inner, o])) == everybody);
        warnings.extend(
            outers.map(|outer| Warning::NestedList { inner: name(inner), outer: name(outer) }),
        );
    }
    let apart = table.pairs().into_iter().filter(|&pair| table.overlap(pair) == 0);
    let pairs: Vec<[String; 2]> = apart
        .map(|pair| {
            let last = 15 - pair.bits().leading_zeros() as usize;
            [name(pair.bits().trailing_zeros() as usize), name(last)]
        })
        .collect();
    if !pairs.is_empty() {
        warnings.push(Warning::PairsWithoutOverlap { pairs });
    }
    let lists = used.len() as u64;
    let histories = (1 << lists) - 1 - lists;
    let seen = table.cells().iter().filter(|cell| cell.0.len() > 1).count() as u64;
    if histories > 0 && 2 * (histories - seen) >= histories {
        warnings.push(Warning::SparseTable {
            empty_histories: histories - seen,
            histories,
            on_several_lists: table.on_several_lists(),
        });
    }
    warnings
}

/// What there is to warn of in a ranking by BIC, of which is known whether it can lack the best.
pub(crate) fn of_ranking(ranking: &Ranking, certified: bool) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let rivals = ranking.within(Criterion::Bic, RIVAL_BIC_UNITS);
    let populations = rivals.iter().map(|rival: &Candidate| rival.population);
    let lowest = populations.clone().fold(f64::INFINITY, f64::min);
    let highest = populations.fold(0.0, f64::max);
    if highest > lowest * RIVAL_FACTOR {
        warnings.push(Warning::RivalModelsDisagree { models: rivals.len(), lowest, highest });
    }
    if !certified {
        warnings.push(Warning::SearchNotExhaustive { examined: ranking.examined });
    }
    warnings
}
