//! When a table must not be answered with a number, and why.
//!
//! The limits below are choices, each with its reason. They err towards refusing: a wrong figure
//! about people who are held is used for years, and cannot be called back.

use serde::{Deserialize, Serialize};

use crate::capture_history::{CaptureTable, History};
use crate::loglinear::fit::Verdict;
use crate::model::Model;

/// Fewest informative lists. With two, any dependence between them is as good an explanation of
/// the overlap as any other, and only an assumption decides.
pub const MIN_INFORMATIVE_LISTS: usize = 3;

/// Fewest people on two or more lists. Even if the lists are independent the relative error of the
/// hidden number is about one over the root of this count; at ten it is a third, and each
/// dependence that is estimated beside it makes it worse.
pub const MIN_ON_SEVERAL_LISTS: u64 = 10;

/// Largest ratio of the upper to the lower limit of a 95 % interval. Beyond a factor of ten the
/// answer does not tell a local problem from a national one.
pub const MAX_INTERVAL_RATIO: f64 = 10.0;

/// Largest share of replicates without an estimate. Taken as infinite, which no other number could
/// contradict, more of them than this would put the upper 95 % limit at infinity.
pub const MAX_SHARE_WITHOUT_ESTIMATE: f64 = 0.025;

/// Largest share of lists that, left out, may move the answer outside the range over all
/// assumptions. Lists left out at random leave the truth where it is; when most of them move the
/// answer out of its own range, it is an accident of which lists there are.
pub const MAX_LISTS_OUTSIDE: f64 = 0.5;

/// Why there is no estimate. The code is stable; the facts say what was found and what is needed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", content = "facts")]
#[non_exhaustive]
pub enum Refusal {
    /// Fewer than [`MIN_INFORMATIVE_LISTS`] lists hold anybody and differ from each other.
    #[error("{informative} informative lists; {needed} are needed")]
    #[serde(rename = "estimate/too-few-lists")]
    TooFewLists {
        /// Lists with somebody on them that do not repeat another list.
        informative: usize,
        /// Lists needed.
        needed: usize,
    },
    /// The lists fall into groups that share nobody, so that how many people both miss is unknown.
    #[error("the lists fall into {} groups that share nobody", groups.len())]
    #[serde(rename = "estimate/disconnected-lists")]
    DisconnectedLists {
        /// The names of the lists in each group.
        groups: Vec<Vec<String>>,
    },
    /// Fewer than [`MIN_ON_SEVERAL_LISTS`] people are on two or more lists.
    #[error("{people} people are on two or more lists; {needed} are needed")]
    #[serde(rename = "estimate/too-few-overlaps")]
    TooFewOverlaps {
        /// People on two or more lists.
        people: u64,
        /// People needed.
        needed: u64,
    },
    /// None of the models examined has an estimate.
    #[error("none of {examined} models has an estimate")]
    #[serde(rename = "estimate/no-estimable-model")]
    NoEstimableModel {
        /// How many models were examined.
        examined: usize,
    },
    /// The one model that the method starts from or consists in has no estimate.
    #[error("the model {model} has no estimate")]
    #[serde(rename = "estimate/model-without-estimate")]
    ModelWithoutEstimate {
        /// The model.
        model: String,
        /// What its test or fit said.
        verdict: Verdict,
    },
    /// More than [`MAX_SHARE_WITHOUT_ESTIMATE`] of the replicates have no estimate.
    #[error("{without_estimate} of {replicates} replicates have no estimate")]
    #[serde(rename = "estimate/replicates-without-estimate")]
    ReplicatesWithoutEstimate {
        /// Replicates that have none.
        without_estimate: usize,
        /// Replicates in all.
        replicates: usize,
    },
    /// The 95 % interval spans more than a factor of [`MAX_INTERVAL_RATIO`].
    #[error("the 95 % interval spans a factor of {ratio:.1}; {limit} is the limit")]
    #[serde(rename = "estimate/interval-too-wide")]
    IntervalTooWide {
        /// Upper limit over lower limit.
        ratio: f64,
        /// Largest ratio allowed.
        limit: f64,
    },
    /// Leaving out one list moves the answer outside the range over all assumptions, for more
    /// than [`MAX_LISTS_OUTSIDE`] of the lists.
    #[error(
        "without {} the answer lies outside its own range (from {lowest:.0} to {highest:.0})",
        lists.join(" or ")
    )]
    #[serde(rename = "estimate/unstable-without-a-list")]
    UnstableWithoutAList {
        /// The lists without which the answer lies outside.
        lists: Vec<String>,
        /// Lists that can be left out.
        tried: usize,
        /// The smallest answer without a list.
        lowest: f64,
        /// The largest.
        highest: f64,
    },
    /// A form of heterogeneity has no estimate.
    #[error("the {form} form of heterogeneity has no estimate")]
    #[serde(rename = "estimate/form-without-estimate")]
    FormWithoutEstimate {
        /// The form.
        form: String,
        /// What its test or fit said.
        verdict: Verdict,
    },
    /// People are alike, or less often on several lists than if they were: the table shows no
    /// heterogeneity of this form.
    #[error("the table shows no heterogeneity of the {form} form")]
    #[serde(rename = "estimate/form-contradicted")]
    FormContradicted {
        /// The form.
        form: String,
    },
    /// Some histories have nobody, and the model that fits every history exactly needs them all.
    #[error("{histories} histories have nobody")]
    #[serde(rename = "estimate/empty-histories")]
    EmptyHistories {
        /// How many.
        histories: usize,
    },
    /// More lists than the method can go through.
    #[error("{lists} lists; {most} can be gone through")]
    #[serde(rename = "estimate/too-many-lists-for-method")]
    TooManyListsForMethod {
        /// Lists of the table.
        lists: usize,
        /// The most.
        most: usize,
    },
    /// The upper limit grows with every number of hidden people that is allowed for.
    #[error("the upper limit has no end: it moves from {upper95:.0} to {farther:.0}")]
    #[serde(rename = "estimate/tail-never-settles")]
    TailNeverSettles {
        /// The 97.5 % point with as many hidden people as there are on Earth.
        upper95: f64,
        /// The same with ten times as many.
        farther: f64,
    },
    /// Chains of simulation disagree, or know too little, after all the rounds that were allowed.
    #[error("the chains do not agree: R-hat {r_hat:.3}, {effective_draws:.0} effective draws")]
    #[serde(rename = "estimate/chains-not-converged")]
    ChainsNotConverged {
        /// How well the chains agree; below 1.01 is needed.
        r_hat: f64,
        /// Independent draws that would know as much; 400 are needed.
        effective_draws: f64,
    },
    /// The method cannot be used on this table.
    #[error("{reason}")]
    #[serde(rename = "estimate/method-cannot-be-used")]
    MethodCannotBeUsed {
        /// Why, as the method says it.
        reason: String,
    },
    /// None of the assumptions asked for has an interval that the table does not contradict.
    #[error("no assumption with an interval is left that the table does not contradict")]
    #[serde(rename = "estimate/no-assumption-left")]
    NoAssumptionLeft,
    /// The work was ended before this was reached.
    #[error("the work was ended before this was reached")]
    #[serde(rename = "estimate/not-reached")]
    NotReached,
}

impl Refusal {
    /// The stable code of the reason, the same as in JSON.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooFewLists { .. } => "estimate/too-few-lists",
            Self::DisconnectedLists { .. } => "estimate/disconnected-lists",
            Self::TooFewOverlaps { .. } => "estimate/too-few-overlaps",
            Self::NoEstimableModel { .. } => "estimate/no-estimable-model",
            Self::ModelWithoutEstimate { .. } => "estimate/model-without-estimate",
            Self::ReplicatesWithoutEstimate { .. } => "estimate/replicates-without-estimate",
            Self::IntervalTooWide { .. } => "estimate/interval-too-wide",
            Self::UnstableWithoutAList { .. } => "estimate/unstable-without-a-list",
            Self::FormWithoutEstimate { .. } => "estimate/form-without-estimate",
            Self::FormContradicted { .. } => "estimate/form-contradicted",
            Self::EmptyHistories { .. } => "estimate/empty-histories",
            Self::TooManyListsForMethod { .. } => "estimate/too-many-lists-for-method",
            Self::TailNeverSettles { .. } => "estimate/tail-never-settles",
            Self::ChainsNotConverged { .. } => "estimate/chains-not-converged",
            Self::MethodCannotBeUsed { .. } => "estimate/method-cannot-be-used",
            Self::NoAssumptionLeft => "estimate/no-assumption-left",
            Self::NotReached => "estimate/not-reached",
        }
    }

    /// Whether what the method found is an interval without an upper end, rather than nothing.
    pub(crate) const fn leaves_upper_end_open(&self) -> bool {
        matches!(self, Self::ReplicatesWithoutEstimate { .. } | Self::TailNeverSettles { .. })
    }

    /// The reason why a method that starts from independence has no number.
    pub(crate) fn of_verdict(table: &CaptureTable, verdict: Verdict) -> Self {
        let independence = Model::independence(table.lists().len());
        let model = independence.map_or_else(|_| String::new(), |model| model.to_string());
        Self::ModelWithoutEstimate { model, verdict }
    }

    /// The reason why no method can answer this table, if there is one.
    pub(crate) fn of_table(table: &CaptureTable) -> Option<Self> {
        let informative = informative_lists(table);
        if informative < MIN_INFORMATIVE_LISTS {
            return Some(Self::TooFewLists { informative, needed: MIN_INFORMATIVE_LISTS });
        }
        let groups = connected_groups(table);
        if groups.len() > 1 {
            let name = |list: usize| table.lists()[list].clone();
            let groups = groups.into_iter().map(|group| group.lists().map(name).collect());
            return Some(Self::DisconnectedLists { groups: groups.collect() });
        }
        let people = table.on_several_lists();
        (people < MIN_ON_SEVERAL_LISTS)
            .then_some(Self::TooFewOverlaps { people, needed: MIN_ON_SEVERAL_LISTS })
    }
}

/// Lists with somebody on them, those with the same people counted once.
fn informative_lists(table: &CaptureTable) -> usize {
    let used: Vec<usize> = table.lists_in_use().lists().collect();
    let same = |a: usize, b: usize| {
        table.cells().iter().all(|cell| cell.0.contains(a) == cell.0.contains(b))
    };
    let repeats = |i: usize| used[..i].iter().any(|&earlier| same(earlier, used[i]));
    (0..used.len()).filter(|&i| !repeats(i)).count()
}

/// The lists in use, gathered so that lists that share a person are in one group.
fn connected_groups(table: &CaptureTable) -> Vec<History> {
    let mut groups: Vec<u16> = Vec::new();
    for &(history, _) in table.cells() {
        let (touched, apart): (Vec<u16>, Vec<u16>) =
            groups.into_iter().partition(|group| group & history.bits() != 0);
        groups = apart;
        groups.push(touched.into_iter().fold(history.bits(), |all, group| all | group));
    }
    groups.sort_by_key(|group| group.trailing_zeros());
    groups.into_iter().map(History::new).collect()
}
