//! People who differ in how easily they are seen, in the log-linear forms of Baillargeon and
//! Rivest.
//!
//! If each person has an own propensity to be on lists, being on one list makes being on another
//! more likely, and models without heterogeneity count too few people. Averaged over the people the
//! mean number with a history depends on heterogeneity only through how many lists it has, `t`;
//! a form of heterogeneity is a function `h(t)` whose multiple is added to the logarithm of the
//! mean (Rivest and Baillargeon 2007, Biometrics 63:999; Baillargeon and Rivest 2007, Journal of
//! Statistical Software 19(5), section 2.2):
//!
//! | form | `h(t)` | propensities |
//! |---|---|---|
//! | homogeneous | none | all people alike (`M0`, `Mt`) |
//! | Poisson | `2^t - 1` | Poisson |
//! | Darroch | `t^2 / 2` | normal, on the logistic scale (Darroch et al. 1993) |
//! | gamma | `ln(3.5 / (3.5 + t))` | gamma |
//! | Chao | for each `j >= 3` an own `max(t - j + 1, 0)` with a coefficient of zero or more | any |
//!
//! The last is a **lower bound**: it uses no more than those on one and on two lists, and whatever
//! the propensities are, there are at least so many people, if lists do not depend on each other
//! otherwise. The others are estimates, and the table hardly tells which is right: the form decides
//! about the people who were on no list, where there are no data. So they stand side by side, and
//! their spread is a result of its own ([`Spread`]).

use serde::{Deserialize, Serialize};

use crate::capture_history::{CaptureTable, History};
use crate::loglinear::Terms;
use crate::loglinear::existence::remaining_cells;
use crate::loglinear::fit::Verdict;
use crate::loglinear::integer_design::{Coefficients, Design, Kind};
use crate::loglinear::likelihood_interval::search;
use crate::loglinear::margins::Margins;
use crate::loglinear::profile::{NoFit, Profile};
use crate::model::Model;
use crate::numerics::normal::quantile;
use crate::progress::{Interrupted, Meter, Tell};

/// The shape of the gamma form, the usual one of `Rcapture`.
const GAMMA_SHAPE: f64 = 3.5;

/// One in the integers of the gamma form. Its logarithms are rounded to whole multiples of one
/// over this, about thirteen digits, so that the existence of the very model that is fitted can be
/// decided exactly.
const GAMMA_UNIT: f64 = (1_u64 << 44) as f64;

/// How people differ in how easily they are seen. See the module for the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Heterogeneity {
    /// They do not.
    Homogeneous,
    /// In any way: gives a lower bound, not an estimate.
    ChaoLowerBound,
    /// As a Poisson variable does, with the base 2.
    Poisson,
    /// As a normal variable does.
    Darroch,
    /// As a gamma variable does, with the shape 3.5.
    Gamma,
}

impl Heterogeneity {
    /// Every form, in ascending order of the number of people that they usually give.
    pub const ALL: [Self; 5] =
        [Self::Homogeneous, Self::ChaoLowerBound, Self::Poisson, Self::Darroch, Self::Gamma];

    /// Whether the number that the form gives is a lower bound and no estimate.
    pub const fn is_lower_bound(self) -> bool {
        matches!(self, Self::ChaoLowerBound)
    }

    /// How the form is called in `Rcapture`, but that the lower bound says what it is; the
    /// homogeneous one has no name there.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Homogeneous => "",
            Self::ChaoLowerBound => "Chao (lower bound)",
            Self::Poisson => "Poisson2",
            Self::Darroch => "Darroch",
            Self::Gamma => "Gamma3.5",
        }
    }

    /// The columns of the form for people seen up to `most` times: the unit of each.
    pub(crate) fn units(self, most: usize) -> Vec<f64> {
        match self {
            Self::Homogeneous => Vec::new(),
            Self::ChaoLowerBound => vec![1.0; most.saturating_sub(2)],
            Self::Poisson => vec![1.0],
            Self::Darroch => vec![2.0],
            Self::Gamma => vec![GAMMA_UNIT],
        }
    }

    /// The integers of the columns for somebody seen `times`, of at most `most`.
    pub(crate) fn entries(self, times: usize, most: usize) -> Vec<i128> {
        match self {
            Self::Homogeneous => Vec::new(),
            Self::ChaoLowerBound => {
                (3..=most).map(|j| (times + 1).saturating_sub(j) as i128).collect()
            }
            Self::Poisson => vec![(1_i128 << times) - 1],
            Self::Darroch => vec![(times * times) as i128],
            Self::Gamma => {
                let value = (GAMMA_SHAPE / (GAMMA_SHAPE + times as f64)).ln();
                vec![(value * GAMMA_UNIT).round() as i128]
            }
        }
    }
}

/// What a form of heterogeneity says of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeterogeneityFit {
    /// The model as it is usually called, such as `Mth Darroch`, or by its generators,
    /// such as `[12,3,4] Darroch`. The name of a lower bound says so.
    pub name: String,
    /// The form.
    pub form: Heterogeneity,
    /// Whether `population` is a lower bound: the truth may be many times larger.
    pub is_lower_bound: bool,
    /// Number of people, observed and hidden.
    pub population: f64,
    /// Number of people not observed.
    pub hidden: f64,
    /// Standard error of `population` if the number of people is Poisson (Rivest and Levesque
    /// 2001, Canadian Journal of Statistics 29:555, equation 5), as in `Rcapture`.
    pub standard_error: f64,
    /// Standard error of the logarithm of `hidden`.
    pub log_standard_error: f64,
    /// At 95 % if the model is true, with the logarithm of `hidden` normal.
    pub interval95: [f64; 2],
    /// Twice the log-likelihood that the model lacks to fit every cell exactly.
    pub deviance: f64,
    /// Cells less parameters.
    pub degrees_of_freedom: usize,
    /// Akaike information criterion: `2 p - 2 log-likelihood`; `p` leaves out coefficients that
    /// their bound holds at zero.
    pub aic: f64,
    /// Bayesian information criterion: `p ln(people observed) - 2 log-likelihood`.
    pub bic: f64,
    /// The coefficients of the form: one, or for the lower bound those of three times and more, of
    /// which some may be held at zero; none for the homogeneous form.
    pub coefficients: Vec<f64>,
}

impl HeterogeneityFit {
    /// Whether the coefficient of the form is negative. No heterogeneity does that: lists share
    /// fewer people than they would by chance, and the number counts too few.
    pub fn is_contradicted(&self) -> bool {
        self.coefficients.iter().any(|&coefficient| coefficient < 0.0)
    }
}

/// A form and what it says, or why it says nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Family {
    /// As [`HeterogeneityFit::name`].
    pub name: String,
    /// The form.
    pub form: Heterogeneity,
    /// What it says.
    pub fit: Option<HeterogeneityFit>,
    /// Why it says nothing.
    pub refused: Option<Verdict>,
}

/// How far apart the numbers of people are that equally blind forms give.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// The family with the fewest people.
    pub lowest: String,
    /// The family with the most.
    pub highest: String,
    /// The fewest people.
    pub from: f64,
    /// The most.
    pub to: f64,
}

impl Spread {
    /// How many times more the most is than the fewest.
    pub fn ratio(&self) -> f64 {
        self.to / self.from
    }

    /// Over the families that have an estimate. Lower bounds are none, and forms that the table
    /// contradicts are left out. `None` if no family remains.
    pub fn of(families: &[Family]) -> Option<Self> {
        let estimates = families.iter().filter_map(|family| family.fit.as_ref());
        let estimates = estimates.filter(|fit| !fit.is_lower_bound && !fit.is_contradicted());
        let by_population =
            |a: &&HeterogeneityFit, b: &&HeterogeneityFit| a.population.total_cmp(&b.population);
        let lowest = estimates.clone().min_by(by_population)?;
        let highest = estimates.max_by(by_population)?;
        Some(Self {
            lowest: lowest.name.clone(),
            highest: highest.name.clone(),
            from: lowest.population,
            to: highest.population,
        })
    }
}

/// Fits a form of heterogeneity to a table. Without a model all lists are alike: a person's history
/// matters only by how many lists it has (`M0` and `Mh`). With one, its terms say how lists differ
/// and depend on each other; main effects alone are `Mt` and `Mth`.
///
/// ```
/// use std::ops::ControlFlow;
/// use concert_estimate::{CaptureTable, Heterogeneity, History, Model, fit_heterogeneity};
///
/// // Invented figures: many on one list, some on two, more on three than chance would bring.
/// let cells = [(1, 90), (2, 80), (4, 70), (3, 12), (5, 10), (6, 9), (7, 6)];
/// let cells = cells.map(|(bits, count)| (History::new(bits), count));
/// let table = CaptureTable::new(["police", "shelter", "hotline"], cells)?;
/// let lists = Model::independence(3)?;
/// let people = |form| {
///     let fit = fit_heterogeneity(&table, Some(&lists), form, &mut |_, _| ControlFlow::Continue(()));
///     fit.map(|fit| fit.population)
/// };
/// assert!(people(Heterogeneity::Homogeneous)? < people(Heterogeneity::ChaoLowerBound)?);
/// assert!(people(Heterogeneity::Poisson)? < people(Heterogeneity::Darroch)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fit_heterogeneity(
    table: &CaptureTable,
    model: Option<&Model>,
    form: Heterogeneity,
    tell: &mut Tell<'_>,
) -> Result<HeterogeneityFit, NoFit> {
    fit_metered(table, model, form, &mut Meter::new(tell))
}

fn fit_metered(
    table: &CaptureTable,
    model: Option<&Model>,
    form: Heterogeneity,
    meter: &mut Meter<'_, '_>,
) -> Result<HeterogeneityFit, NoFit> {
    let (design, absent) = design_of(table, model, form)?;
    let found = design.fit(meter).map_err(|lost| lost.reason)?;
    Ok(describe(&design, form, family_name(model, form), &found, absent))
}

/// The profile likelihood of the number of people under a form of heterogeneity, as
/// [`crate::profile()`] for a model; of a lower bound it is the uncertainty of the bound. No bias is
/// given.
pub fn profile_heterogeneity(
    table: &CaptureTable,
    model: Option<&Model>,
    form: Heterogeneity,
    tell: &mut Tell<'_>,
) -> Result<Profile, NoFit> {
    let (design, _) = design_of(table, model, form)?;
    profile_of(&design, tell)
}

/// The ten families that `Rcapture` fits to a closed population without behavioural response: lists
/// alike and lists different, each with every form.
pub fn heterogeneity_families(
    table: &CaptureTable,
    tell: &mut Tell<'_>,
) -> Result<Vec<Family>, Interrupted> {
    // A table has as many lists as a model may have.
    let different = Model::independence(table.lists().len()).ok();
    let mut meter = Meter::new(tell);
    meter.expect(2 * Heterogeneity::ALL.len() as u64);
    let mut families = Vec::new();
    for model in [None, different.as_ref()] {
        for form in Heterogeneity::ALL {
            let fit = fit_metered(table, model, form, &mut meter);
            families.push(Family::of(family_name(model, form), form, fit)?);
        }
    }
    Ok(families)
}

impl Family {
    pub(crate) fn of(
        name: String,
        form: Heterogeneity,
        fit: Result<HeterogeneityFit, NoFit>,
    ) -> Result<Self, Interrupted> {
        match fit {
            Ok(fit) => Ok(Self { name, form, fit: Some(fit), refused: None }),
            Err(NoFit::Verdict(verdict)) => {
                Ok(Self { name, form, fit: None, refused: Some(verdict) })
            }
            Err(NoFit::Interrupted(interrupted)) => Err(interrupted),
        }
    }
}

fn family_name(model: Option<&Model>, form: Heterogeneity) -> String {
    let homogeneous = form == Heterogeneity::Homogeneous;
    let base = match model {
        None if homogeneous => "M0".to_owned(),
        None => "Mh".to_owned(),
        Some(model) if model.interactions().next().is_some() => model.to_string(),
        Some(_) if homogeneous => "Mt".to_owned(),
        Some(_) => "Mth".to_owned(),
    };
    if homogeneous { base } else { format!("{base} {}", form.name()) }
}

/// The design, and how many terms of the model are at minus infinity.
fn design_of(
    table: &CaptureTable,
    model: Option<&Model>,
    form: Heterogeneity,
) -> Result<(Design, usize), Verdict> {
    let lists = table.lists().len();
    if model.is_some_and(|model| model.lists() != lists) {
        return Err(Verdict::OtherLists);
    }
    let margins = Margins::of(table);
    let terms = model.map(|model| Terms::of(model, &margins));
    let absent = terms.as_ref().map_or(&[][..], |terms| &terms.absent);
    let remains = remaining_cells(lists, absent);
    let mut counts = vec![0; 1 << lists];
    for &(history, count) in &margins.cells {
        counts[usize::from(history)] = count;
    }
    let cells: Vec<usize> = (1..1 << lists).filter(|&cell| remains[cell]).collect();
    let row = |&cell: &usize| -> Vec<i128> {
        let history = History::new(cell as u16);
        let mut row = vec![1];
        match &terms {
            None => row.push(history.len() as i128),
            // The intercept is the last of the finite terms, and the first column here.
            Some(terms) => row.extend(
                terms.finite[..terms.finite.len() - 1]
                    .iter()
                    .map(|&term| i128::from(history.includes(History::new(term)))),
            ),
        }
        row.extend(form.entries(history.len(), lists));
        row
    };
    let rows: Vec<Vec<i128>> = cells.iter().map(row).collect();
    let base = terms.as_ref().map_or(2, |terms| terms.finite.len());
    let mut units = vec![1.0; base];
    units.extend(form.units(lists));
    let counts = cells.iter().map(|&cell| counts[cell]).collect();
    let offsets = vec![0.0; cells.len()];
    Ok((Design::new(rows, &units, offsets, counts, base, form.is_lower_bound()), absent.len()))
}

/// A fit in words of people; `absent` parameters at minus infinity are counted as parameters.
pub(crate) fn describe(
    design: &Design,
    form: Heterogeneity,
    name: String,
    found: &Coefficients,
    absent: usize,
) -> HeterogeneityFit {
    let observed = design.people();
    let hidden = found.theta[0].exp();
    let parameters = found.free.len() + absent;
    let log_likelihood = design.log_likelihood(&found.theta);
    let log_standard_error = found.variance.sqrt();
    let reach = quantile(0.975) * log_standard_error;
    HeterogeneityFit {
        name,
        form,
        is_lower_bound: form.is_lower_bound(),
        population: observed + hidden,
        hidden,
        standard_error: (hidden + hidden * hidden * found.variance).sqrt(),
        log_standard_error,
        interval95: [observed + hidden * (-reach).exp(), observed + hidden * reach.exp()],
        deviance: design.deviance(&found.theta),
        degrees_of_freedom: design.cells().saturating_sub(found.free.len()),
        aic: 2.0 * (parameters as f64 - log_likelihood),
        bic: parameters as f64 * observed.ln() - 2.0 * log_likelihood,
        coefficients: design.of_form(&found.theta),
    }
}

pub(crate) fn profile_of(design: &Design, tell: &mut Tell<'_>) -> Result<Profile, NoFit> {
    let mut meter = Meter::new(tell);
    let fitted = design.fit(&mut meter);
    let (kind, start, hidden) = match &fitted {
        Ok(found) => (Kind::Inside, found.theta.clone(), Some(found.theta[0].exp())),
        Err(lost) if lost.reason == NoFit::Verdict(Verdict::NoEstimate) => {
            (design.kind(&lost.free)?, vec![0.0; design.columns()], None)
        }
        Err(lost) => return Err(lost.reason),
    };
    let mut theta = start;
    let mut proven = Vec::new();
    let given = |hidden: f64| {
        let (found, given) = design.fit_with_hidden(&theta, hidden, &mut proven)?;
        theta = found.theta;
        Some(given)
    };
    search(design.people(), kind, hidden, given, &mut meter)
}
