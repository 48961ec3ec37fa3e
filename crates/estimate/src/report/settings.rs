//! What can be asked: by which methods, how often resampled, from which seed.

use serde::{Deserialize, Serialize};

use crate::capture_history::CaptureTable;
use crate::report::ledger::Ledger;
use crate::selection::stepwise::USUAL_THRESHOLD;

/// A way from a table to a number: an assumption that identifies the hidden people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Method {
    /// The log-linear model that is best by BIC, of any order that [`Settings::max_order`] allows.
    LoglinearBic,
    /// The same among models of pairs.
    LoglinearPairs,
    /// The log-linear model that is best by AIC.
    LoglinearAic,
    /// The pairwise log-linear model found by [`crate::stepwise()`].
    LoglinearStepwise,
    /// An average over log-linear models by the weights of their BIC, of the same order as the
    /// first: [`crate::average_loglinear`].
    LoglinearAverage,
    /// Main effects only.
    Independence,
    /// An average over decomposable graphs: [`crate::average_decomposable`].
    Decomposable,
    /// All pairs with a prior, of which those that stand out are kept: [`crate::threshold()`].
    Threshold,
    /// The model without an interaction of all lists together: [`crate::highest_order()`].
    NoHighestOrder,
    /// Independent lists, and people who differ in visibility as the Poisson form says:
    /// [`crate::heterogeneity_families`].
    Poisson,
    /// The same as Darroch's form says.
    Darroch,
    /// People of a few kinds, lists independent within a kind: [`crate::latent_classes`].
    LatentClasses,
}

impl Method {
    /// Every method, in the order of a report.
    pub const ALL: [Self; 12] = [
        Self::LoglinearBic,
        Self::LoglinearPairs,
        Self::LoglinearAic,
        Self::LoglinearStepwise,
        Self::LoglinearAverage,
        Self::Independence,
        Self::Decomposable,
        Self::Threshold,
        Self::NoHighestOrder,
        Self::Poisson,
        Self::Darroch,
        Self::LatentClasses,
    ];

    /// Whether the method chooses a log-linear model of the lists.
    pub(crate) const fn is_loglinear(self) -> bool {
        matches!(
            self,
            Self::LoglinearBic
                | Self::LoglinearPairs
                | Self::LoglinearAic
                | Self::LoglinearStepwise
                | Self::Independence
        )
    }

    /// Whether the method takes one model as given, so that others may contradict it.
    pub(crate) const fn fixes_its_model(self) -> bool {
        matches!(self, Self::Independence | Self::Poisson | Self::Darroch)
    }

    /// The name of the method, the same as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LoglinearBic => "loglinear-bic",
            Self::LoglinearPairs => "loglinear-pairs",
            Self::LoglinearAic => "loglinear-aic",
            Self::LoglinearStepwise => "loglinear-stepwise",
            Self::LoglinearAverage => "loglinear-average",
            Self::Independence => "independence",
            Self::Decomposable => "decomposable",
            Self::Threshold => "threshold",
            Self::NoHighestOrder => "no-highest-order",
            Self::Poisson => "poisson",
            Self::Darroch => "darroch",
            Self::LatentClasses => "latent-classes",
        }
    }

    /// The method of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }
}

/// What is asked of [`crate::estimate`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The methods, in the order in which they are reported.
    pub methods: Vec<Method>,
    /// Bootstrap replicates for each method. With none there are no intervals.
    pub replicates: usize,
    /// Seed of the bootstrap, of chains and of simulations.
    pub seed: u64,
    /// p value below which the stepwise choice adds a pair; taken as 0 below and as 1 above.
    pub stepwise_threshold: f64,
    /// Largest set of lists that may interact in a model chosen by criterion. None stands for as
    /// many as can be searched through: all but the saturated model for up to six lists, pairs
    /// beyond.
    pub max_order: Option<usize>,
    /// In a replicate a criterion chooses among so many of the best models of the table itself.
    pub best_models: usize,
    /// How many models are listed as runners-up at most.
    pub runner_ups: usize,
    /// Whether the answers on other tables are computed: see [`crate::Sensitivity`].
    pub sensitivity: bool,
    /// Tables simulated to measure coverage; with none it is not measured.
    pub coverage_tables: usize,
    /// What is said of the assumptions that no table can test.
    pub ledger: Ledger,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            methods: Method::ALL.to_vec(),
            replicates: 1000,
            seed: 1,
            stepwise_threshold: USUAL_THRESHOLD,
            max_order: None,
            best_models: 100,
            runner_ups: 20,
            sensitivity: true,
            coverage_tables: 100,
            ledger: Ledger::unsigned(),
        }
    }
}

impl Settings {
    /// The quickest question: these methods and nothing beside them.
    pub fn of_methods(methods: impl IntoIterator<Item = Method>) -> Self {
        let methods = methods.into_iter().collect();
        Self { methods, sensitivity: false, coverage_tables: 0, ..Self::default() }
    }

    /// The methods that differ on a table: where only pairs are searched, models of pairs are not a
    /// method of their own.
    pub fn methods_for(&self, table: &CaptureTable) -> Vec<Method> {
        let pairs_only = self.order_for(table) == 2;
        let repeats = |method: &Method| {
            let other = self.methods.contains(&Method::LoglinearBic);
            *method == Method::LoglinearPairs && pairs_only && other
        };
        self.methods.iter().copied().filter(|method| !repeats(method)).collect()
    }

    /// The largest set of lists that may interact on a table.
    pub fn order_for(&self, table: &CaptureTable) -> usize {
        let lists = table.lists_in_use().len();
        let usual = if lists <= MOST_LISTS_OF_ANY_ORDER { lists } else { 2 };
        self.max_order.unwrap_or(usual).min(lists.saturating_sub(1)).max(2)
    }
}

/// Five lists have 6,893 models of any order, six have 7,785,061, whose best are found with proof.
const MOST_LISTS_OF_ANY_ORDER: usize = 6;
