//! Log-linear models with covariates: lists that find women more often than men, ages that two
//! lists share, and the hidden people of each group.
//!
//! The count of a history among people with given levels is Poisson, and the logarithm of its mean
//! is a sum of parameters, as in [`crate::loglinear`], with terms of lists and factors alike:
//! `[S1:S2,S1:sex]` lets the lists S1 and S2 depend on each other, and S1 find the sexes
//! differently. Terms with a factor have a parameter for each combination of its levels but the
//! first (treatment coding; the population does not depend on which level is first). The empty
//! history is unseen in every combination of levels, so that there are as many hidden numbers as
//! combinations, and their sum is the number wanted; its standard error is by the delta method.
//! (Overstall and King 2014, Journal of Statistical Software 58(7), for the setting.)
//!
//! A term with nobody on all its lists at some of its levels is at minus infinity there, and the
//! cells above it are dropped, as without covariates. A combination of levels that nobody has, in a
//! model with a term of those factors together, has nobody hidden.
//!
//! Which terms: [`crate::choose_with_covariates`] adds the best of a stated set, one by one.

pub(crate) mod choice;
pub(crate) mod factor_table;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::censored::Censoring;
use crate::covariates::factor_table::FactorTable;
use crate::loglinear::fit::Verdict;
use crate::loglinear::indicator_design::{Row, Seen, Solution, maximise};
use crate::numerics::normal::quantile;
use crate::selection::Criterion;

/// Most lists and factors in one generator: a model holds every part of it.
pub const MAX_GENERATOR: usize = 8;

/// Most parameters of a model with covariates. The test of existence and the fit keep matrices of
/// this size squared.
pub const MAX_FACTOR_PARAMETERS: usize = 256;

/// A set of lists and factors, of which a table has 14 at most (each at least doubles its cells): bit `i` stands for list `i`, and the bits after those of the lists
/// for the factors.
pub(crate) type Term = u64;

/// A hierarchical log-linear model over the lists and factors of a table, with all main effects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactorModel {
    pub(crate) names: Vec<String>,
    /// Closed downwards, by size and then by number; the intercept is not among them.
    pub(crate) terms: Vec<Term>,
}

/// Why a text is not a model of a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAFactorModel {
    /// The text does not stand in square brackets, or a generator in it is empty.
    #[error("{text} is not written like [S1:S2,S1:sex]")]
    Unreadable {
        /// The text.
        text: String,
    },
    /// A generator names what is neither a list nor a factor, or names one twice.
    #[error("{name} is no list or factor of the table, or is named twice in a generator")]
    Unknown {
        /// The name as it was written.
        name: String,
    },
    /// A generator has more lists and factors than [`MAX_GENERATOR`].
    #[error("a generator has at most {MAX_GENERATOR} lists and factors")]
    LargeGenerator,
    /// The model has more parameters than [`MAX_FACTOR_PARAMETERS`].
    #[error("a model with covariates has at most {MAX_FACTOR_PARAMETERS} parameters")]
    TooManyParameters,
}

impl NotAFactorModel {
    /// The stable code of the reason.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "estimate/model-unreadable",
            Self::Unknown { .. } => "estimate/model-unknown-name",
            Self::LargeGenerator => "estimate/model-large-generator",
            Self::TooManyParameters => "estimate/model-too-many-parameters",
        }
    }
}

impl FactorModel {
    /// Main effects of every list and factor only.
    pub fn independence(table: &FactorTable) -> Result<Self, NotAFactorModel> {
        Self::of(table, [])
    }

    /// Reads generators, names with colons between them, as in `[S1:S2,S1:sex]`. Main effects of
    /// all lists and factors are always in.
    pub fn parse(text: &str, table: &FactorTable) -> Result<Self, NotAFactorModel> {
        let unreadable = || NotAFactorModel::Unreadable { text: text.to_owned() };
        let inner = text.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let inner = inner.ok_or_else(unreadable)?;
        let names = names(table);
        let mut sets = Vec::new();
        for generator in inner.split(',') {
            if generator.trim().is_empty() {
                return Err(unreadable());
            }
            let mut set: Term = 0;
            for name in generator.split(':').map(str::trim) {
                let at = names.iter().position(|known| known == name);
                let fresh = at.filter(|&at| set >> at & 1 == 0);
                let unknown = || NotAFactorModel::Unknown { name: name.to_owned() };
                set |= 1 << fresh.ok_or_else(unknown)?;
            }
            sets.push(set);
        }
        Self::of(table, sets)
    }

    pub(crate) fn of(
        table: &FactorTable,
        sets: impl IntoIterator<Item = Term>,
    ) -> Result<Self, NotAFactorModel> {
        let names = names(table);
        let mut terms: BTreeSet<(u32, Term)> = (0..names.len()).map(|i| (1, 1 << i)).collect();
        for set in sets {
            if set.count_ones() as usize > MAX_GENERATOR {
                return Err(NotAFactorModel::LargeGenerator);
            }
            // Counting down within the bits of the set visits each of its parts once.
            let mut part = set;
            while part != 0 {
                terms.insert((part.count_ones(), part));
                part = (part - 1) & set;
            }
        }
        let terms: Vec<Term> = terms.into_iter().map(|(_, term)| term).collect();
        let factors = || table.factors().iter().enumerate();
        let parameters = |term: &Term| -> usize {
            let inside = factors().filter(|(i, _)| term >> (table.lists().len() + i) & 1 == 1);
            inside.map(|(_, factor)| factor.levels.len() - 1).product()
        };
        if terms.iter().map(parameters).sum::<usize>() >= MAX_FACTOR_PARAMETERS {
            return Err(NotAFactorModel::TooManyParameters);
        }
        Ok(Self { names, terms })
    }

    /// The terms that are part of no other, larger first.
    fn generators(&self) -> Vec<Term> {
        let is_largest = |term: &Term| !self.terms.iter().any(|t| t != term && t & term == *term);
        let mut largest: Vec<Term> = self.terms.iter().copied().filter(is_largest).collect();
        largest.sort_by_key(|term| std::cmp::Reverse(term.count_ones()));
        largest
    }

    pub(crate) fn name(&self, term: Term) -> String {
        let inside = self.names.iter().enumerate().filter(|(i, _)| term >> i & 1 == 1);
        inside.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(":")
    }
}

/// Prints the generators, as in `[S1:S2,S1:sex,S3]`.
impl std::fmt::Display for FactorModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let generators = self.generators();
        let names: Vec<String> = generators.iter().map(|&term| self.name(term)).collect();
        write!(f, "[{}]", names.join(","))
    }
}

/// A model with covariates and what it says about a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactorFit {
    /// The generators of the model.
    pub model: String,
    /// Estimated number of people, observed and hidden.
    pub population: f64,
    /// Estimated number of people on no list.
    pub hidden: f64,
    /// Standard error of the logarithm of `hidden`, given the model.
    pub log_standard_error: f64,
    /// Log-likelihood of the Poisson counts, factorials included.
    pub log_likelihood: f64,
    /// Parameters, the intercept and those at minus infinity included.
    pub parameters: usize,
    /// Bayesian information criterion: `p ln(people observed) - 2 log-likelihood`.
    pub bic: f64,
    /// Akaike information criterion: `2 p - 2 log-likelihood`.
    pub aic: f64,
    /// Every combination of levels.
    pub groups: Vec<Group>,
}

/// The people with one combination of levels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// The name of the level of each factor.
    pub levels: Vec<String>,
    /// People observed.
    pub observed: u64,
    /// Estimated number of people on no list.
    pub hidden: f64,
}

impl FactorFit {
    /// The interval of the population at a level such as 0.95 **if the model were known**, the
    /// logarithm of the hidden number taken as normal.
    pub fn interval_given_model(&self, level: f64) -> [f64; 2] {
        let reach = quantile(f64::midpoint(1.0, level)) * self.log_standard_error;
        let observed = self.population - self.hidden;
        [-reach, reach].map(|reach| observed + self.hidden * reach.exp())
    }

    pub(crate) fn value(&self, criterion: Criterion) -> f64 {
        match criterion {
            Criterion::Bic => self.bic,
            Criterion::Aic => self.aic,
        }
    }
}

/// Fits a model with covariates, after testing in exact arithmetic that it has an estimate.
///
/// ```
/// use concert_estimate::{Factor, FactorModel, FactorTable, History, fit_with_covariates};
///
/// // Invented figures: each sex alone has as many people in every history, 10 and 20.
/// let sex = Factor { name: "sex".into(), levels: vec!["female".into(), "male".into()] };
/// let cells = (1..8).flat_map(|bits| [0, 1].map(|s| (History::new(bits), vec![s], 10 << s)));
/// let table = FactorTable::new(["A", "B", "C"], [sex], cells)?;
/// let fit = fit_with_covariates(&table, &FactorModel::parse("[A:sex,B:sex,C:sex]", &table)?)?;
/// assert!((fit.groups[0].hidden - 10.0).abs() < 1e-8);
/// assert!((fit.groups[1].hidden - 20.0).abs() < 1e-8);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fit_with_covariates(table: &FactorTable, model: &FactorModel) -> Result<FactorFit, Verdict> {
    let design = design(table, model, None)?;
    let found = maximise(&design.rows, design.columns)?;
    let histories = 1 << table.lists().len();
    let groups = table.combinations().enumerate().map(|(i, (levels, counts))| Group {
        levels: level_names(table, &levels),
        observed: counts.iter().sum(),
        hidden: found.expected[i * histories],
    });
    let Solution { log_likelihood, uncounted, log_standard_error, .. } = found;
    let (people, parameters) = (table.observed() as f64, design.columns as f64);
    Ok(FactorFit {
        model: model.to_string(),
        population: people + uncounted,
        hidden: uncounted,
        log_standard_error,
        log_likelihood,
        parameters: design.columns,
        bic: Criterion::Bic.value(parameters, people, log_likelihood),
        aic: Criterion::Aic.value(parameters, people, log_likelihood),
        groups: groups.collect(),
    })
}

/// The cells of a table under a model: for each combination of levels every history, the empty
/// one first.
pub(crate) struct Design {
    pub(crate) rows: Vec<Row>,
    /// Parameters, the intercept included.
    pub(crate) columns: usize,
}

/// The error is that the model is of another table.
pub(crate) fn design(
    table: &FactorTable,
    model: &FactorModel,
    censoring: Option<Censoring>,
) -> Result<Design, Verdict> {
    if model.names != names(table) {
        return Err(Verdict::OtherLists);
    }
    let lists = table.lists().len();
    let sizes: Vec<usize> = table.factors().iter().map(|factor| factor.levels.len()).collect();
    let factors_of = |term: Term| -> Vec<usize> {
        (0..sizes.len()).filter(|f| term >> (lists + f) & 1 == 1).collect()
    };
    let lists_of = |term: Term| (term & ((1 << lists) - 1)) as usize;
    let seen = |history: usize, count: u64| match censoring {
        _ if history == 0 => Seen::Unseen,
        Some(censoring) => censoring.seen(history, count),
        None => Seen::Counted(count),
    };
    // A term has a block of parameters, in which a combination of levels stands by its digits.
    let mut columns = 1;
    let mut blocks = Vec::with_capacity(model.terms.len());
    for &term in &model.terms {
        let factors = factors_of(term);
        // People on all lists of the term, by the levels of its factors.
        let group = |levels: &[usize]| factors.iter().fold(0, |at, &f| at * sizes[f] + levels[f]);
        let mut people = vec![0_u64; factors.iter().map(|&f| sizes[f]).product()];
        for (levels, counts) in table.combinations() {
            let on_all =
                counts.iter().enumerate().filter(|(w, _)| w & lists_of(term) == lists_of(term));
            for (history, &count) in on_all {
                if let Seen::Counted(count) = seen(history, count) {
                    people[group(&levels)] += count;
                }
            }
        }
        let empty: Vec<bool> =
            table.combinations().map(|(levels, _)| people[group(&levels)] == 0).collect();
        let size: usize = factors.iter().map(|&f| sizes[f] - 1).product();
        blocks.push((lists_of(term), factors, columns, empty));
        columns += size;
    }
    // A model of another table whose factors have the same names and more levels.
    if columns > MAX_FACTOR_PARAMETERS {
        return Err(Verdict::OtherLists);
    }
    let mut rows = Vec::new();
    for (at, (levels, counts)) in table.combinations().enumerate() {
        for (history, &count) in counts.iter().enumerate() {
            let inside = || blocks.iter().filter(|block| history & block.0 == block.0);
            let column = |(_, factors, first, _): &(usize, Vec<usize>, usize, Vec<bool>)| {
                let digits = factors.iter().try_fold(0, |digits, &f| {
                    Some(digits * (sizes[f] - 1) + levels[f].checked_sub(1)?)
                });
                digits.map(|digits| first + digits)
            };
            rows.push(Row {
                columns: std::iter::once(0).chain(inside().filter_map(column)).collect(),
                seen: seen(history, count),
                empty_by_term: inside().any(|(_, _, _, empty)| empty[at]),
            });
        }
    }
    Ok(Design { rows, columns })
}

pub(crate) fn level_names(table: &FactorTable, levels: &[usize]) -> Vec<String> {
    let chosen = table.factors().iter().zip(levels);
    chosen.map(|(factor, &level)| factor.levels[level].clone()).collect()
}

fn names(table: &FactorTable) -> Vec<String> {
    let factors = table.factors().iter().map(|factor| factor.name.clone());
    table.lists().iter().cloned().chain(factors).collect()
}
