//! The gravity baseline: how many people move from one place to another for reasons that are known.
//!
//! `ln E[F] = b0 + sum over covariates k of b(k) x(k)`, with covariates of the origin (what pushes),
//! of the destination (what pulls) and of the pair (distance, a common border, a common language),
//! fitted by Poisson pseudo maximum likelihood. That is consistent whenever the mean is right, whatever
//! the variance, keeps corridors without any flow, and needs no logarithm of the flow, which least
//! squares would need and which is biased where the variance varies (Santos Silva and Tenreyro 2006,
//! Review of Economics and Statistics 88:641). It is found by iteratively reweighted least squares
//! (Nelder and Wedderburn 1972, Journal of the Royal Statistical Society A 135:370), as R's
//! `glm(family = quasipoisson)` finds it.
//!
//! Flows vary more than Poisson counts, so the variance is `phi` times the mean, with `phi` estimated
//! from Pearson's statistic. Whether one corridor stands out is judged against the others only: its
//! *deletion residual* is what its deviance residual would be, in standard deviations, if `phi` had
//! been estimated without it (Williams 1987, Applied Statistics 36:181; R's `rstudent`). A corridor
//! that stands out so cannot hide behind the spread that it makes. The deviance of the others is taken
//! by his one-step formula; where one corridor makes nearly all of the deviance the formula leaves too
//! little to the others, or less than nothing, and they are fitted without it.

mod least_squares;
mod upper_tail;

use std::collections::BTreeMap;

use concert_terms::Interval;

use crate::{CorridorRefusal, Question, Refusal};

use least_squares::Orthogonal;
pub(crate) use upper_tail::{of_student, student_beyond};

/// A way from one place to another, itself a place of the [`PlaceTree`](crate::PlaceTree).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Corridor {
    /// The corridor's own number among the places.
    pub place: u32,
    /// Where people come from.
    pub origin: u32,
    /// Where they are taken.
    pub destination: u32,
}

/// What a covariate describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Describes {
    /// The origin: its values are by place.
    Origin,
    /// The destination: its values are by place.
    Destination,
    /// The pair: its values are by the number of the corridor.
    Corridor,
}

/// Something known that may explain flows, on the scale on which it enters the formula: a distance
/// or a number of people usually as its logarithm, a border as 0 or 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Covariate {
    /// What it describes.
    pub describes: Describes,
    /// Its values, by the number of what it describes.
    pub values: BTreeMap<u32, f64>,
}

impl Covariate {
    fn of(&self, corridor: &Corridor) -> Option<f64> {
        let described = match self.describes {
            Describes::Origin => corridor.origin,
            Describes::Destination => corridor.destination,
            Describes::Corridor => corridor.place,
        };
        self.values.get(&described).copied()
    }
}

/// A fitted coefficient.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coefficient {
    /// The change of the logarithm of the flow for one unit of the covariate.
    pub estimate: f64,
    /// Its standard error, with the dispersion in it.
    pub deviation: f64,
}

/// A fitted baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Gravity {
    /// The constant.
    pub constant: Coefficient,
    /// One for each covariate, in their order.
    pub coefficients: Vec<Coefficient>,
    /// The `phi` of the variance; 1 for Poisson counts.
    pub dispersion: f64,
    /// The Poisson deviance.
    pub deviance: f64,
    /// Corridors less coefficients.
    pub freedom: usize,
    /// One for each corridor, in their order.
    pub baselines: Vec<Baseline>,
}

impl Gravity {
    /// The interval of a baseline at a level between 0 and 1: within which the flow that the
    /// covariates explain lies, if the formula is right. It says how surely the baseline is known,
    /// not how far single flows lie from it.
    ///
    /// The logarithm of a fitted mean has the variance `phi * leverage / mean` (Nelder and
    /// Wedderburn 1972; R's `predict(se.fit = TRUE)`), and `phi` is estimated, so Student's
    /// distribution has the limits.
    ///
    /// Refused: a level that does not lie between 0 and 1.
    pub fn interval(&self, baseline: &Baseline, level: f64) -> Result<Interval, Refusal> {
        Question::check_level(level)?;
        let deviation = (self.dispersion * baseline.leverage / baseline.flow).sqrt();
        let times = student_beyond((1.0 - level) / 2.0, self.freedom as f64);
        let factor = (times * deviation).exp();
        let middle = baseline.flow;
        // Where next to nothing is known the upper limit leaves the range of numbers.
        let high = (middle * factor).min(f64::MAX);
        Ok(Interval { low: middle / factor, middle, high, level })
    }
}

/// What the baseline says of one corridor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Baseline {
    /// The flow that covariates explain.
    pub flow: f64,
    /// How far the corridor sets its own baseline, 0 to 1.
    pub leverage: f64,
    /// The deletion residual, in standard deviations, and the probability of one as high or higher
    /// by chance, by Student's distribution. `None` where the corridor alone sets a coefficient, so
    /// that there is nothing to judge it against, or the others follow the baseline exactly.
    pub residual: Option<Residual>,
}

/// How far a flow lies above its baseline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Residual {
    /// In standard deviations; negative below the baseline.
    pub deviations: f64,
    /// The probability of this much or more by chance.
    pub by_chance: f64,
}

/// Fits the baseline to the flows of corridors, finite numbers of zero or more in any unit.
///
/// Refused, with the number of the corridor or the position of the covariate: a flow that is
/// negative or not finite; a corridor given twice; a covariate without a finite value for a corridor;
/// fewer corridors than [`least_corridors`]; no flow anywhere; a covariate that follows from those
/// before it; a covariate that is told from the others only by corridors without flow, so that its
/// coefficient has no finite value (Santos Silva and Tenreyro 2010, Economics Letters 107:310);
/// a fit that does not settle.
pub fn gravity(flows: &[(Corridor, f64)], covariates: &[Covariate]) -> Result<Gravity, Refusal> {
    let columns = columns(flows, covariates)?;
    let flow: Vec<f64> = flows.iter().map(|(_, flow)| *flow).collect();
    if flow.iter().all(|flow| *flow == 0.0) {
        return Err(CorridorRefusal::NoFlow.into());
    }
    check_covariates(&columns, &flow)?;
    let fit = Fit::settle(&columns, &flow)?;
    fit.read(&columns, &flow)
}

/// The fewest corridors that a baseline with so many covariates is fitted to: two for each
/// coefficient, the constant included, and three more than coefficients.
pub fn least_corridors(covariates: usize) -> usize {
    let coefficients = covariates + 1;
    (2 * coefficients).max(coefficients + 3)
}

/// The constant and the covariates as columns.
fn columns(flows: &[(Corridor, f64)], covariates: &[Covariate]) -> Result<Vec<Vec<f64>>, Refusal> {
    let mut seen = std::collections::BTreeSet::new();
    for (Corridor { place: corridor, .. }, flow) in flows.iter().copied() {
        if !(flow.is_finite() && flow >= 0.0) {
            return Err(CorridorRefusal::Flow { corridor, flow }.into());
        }
        if !seen.insert(corridor) {
            return Err(CorridorRefusal::CorridorTwice { corridor }.into());
        }
    }
    let least = least_corridors(covariates.len());
    if flows.len() < least {
        return Err(CorridorRefusal::TooFewCorridors { found: flows.len(), least }.into());
    }
    let mut columns = vec![vec![1.0; flows.len()]];
    for (number, covariate) in (0_u32..).zip(covariates) {
        let mut column = Vec::with_capacity(flows.len());
        for (corridor, _) in flows {
            match covariate.of(corridor) {
                Some(value) if value.is_finite() => column.push(value),
                Some(_) => {
                    let corridor = corridor.place;
                    return Err(CorridorRefusal::CovariateNotFinite {
                        covariate: number,
                        corridor,
                    }
                    .into());
                }
                None => {
                    let corridor = corridor.place;
                    return Err(
                        CorridorRefusal::CovariateMissing { covariate: number, corridor }.into()
                    );
                }
            }
        }
        columns.push(column);
    }
    Ok(columns)
}

/// Refuses covariates without a finite coefficient of their own.
///
/// Flows are separated when some combination of columns is zero wherever there is flow and never
/// positive, or never negative, elsewhere. If the columns are independent where there is flow, none
/// is. If one of them is not, there is one combination to look at. If several are not, there are
/// many, and the first such covariate is refused without looking further.
fn check_covariates(columns: &[Vec<f64>], flow: &[f64]) -> Result<(), Refusal> {
    if let Some(dependent) = Orthogonal::of(columns).dependent.first() {
        // The constant is the first column and is never zero.
        return Err(CorridorRefusal::CovariateCollinear {
            covariate: (*dependent).saturating_sub(1) as u32,
        }
        .into());
    }
    let with_flow = |column: &Vec<f64>| {
        let rows = column.iter().zip(flow).filter(|(_, flow)| **flow > 0.0);
        rows.map(|(value, _)| *value).collect::<Vec<f64>>()
    };
    let some: Vec<Vec<f64>> = columns.iter().map(with_flow).collect();
    let dependent = Orthogonal::of(&some).dependent;
    let Some(first) = dependent.first().copied() else { return Ok(()) };
    let refused = Refusal::Corridor(CorridorRefusal::FlowsSeparated {
        covariate: first.saturating_sub(1) as u32,
    });
    if dependent.len() > 1 {
        return Err(refused);
    }
    let before: Vec<Vec<f64>> = some[..first].to_vec();
    let combination = Orthogonal::of(&before).solve(&some[first]);
    let left = |row: usize| {
        let explained = combination.iter().zip(columns).map(|(times, column)| times * column[row]);
        columns[first][row] - explained.sum::<f64>()
    };
    let without_flow: Vec<f64> =
        (0..flow.len()).filter(|row| flow[*row] == 0.0).map(left).collect();
    let size = columns[first].iter().fold(0.0_f64, |size, value| size.max(value.abs()));
    let is_mixed = without_flow.iter().any(|left| *left > 1e-7 * size)
        && without_flow.iter().any(|left| *left < -1e-7 * size);
    if is_mixed { Ok(()) } else { Err(refused) }
}

/// Rounds of reweighting; a fit that exists settles within ten or so.
const MOST_ROUNDS: u32 = 200;

/// Coefficients with what follows from them.
struct Fit {
    coefficients: Vec<f64>,
    mean: Vec<f64>,
    deviance: f64,
}

impl Fit {
    fn at(columns: &[Vec<f64>], flow: &[f64], coefficients: Vec<f64>) -> Self {
        let mean: Vec<f64> = (0..flow.len())
            .map(|row| {
                let terms = coefficients.iter().zip(columns).map(|(b, column)| b * column[row]);
                terms.sum::<f64>().exp()
            })
            .collect();
        let deviance = flow.iter().zip(&mean).map(|(flow, mean)| deviance(*flow, *mean)).sum();
        Self { coefficients, mean, deviance }
    }

    fn settle(columns: &[Vec<f64>], flow: &[f64]) -> Result<Self, Refusal> {
        let start: Vec<f64> = flow.iter().map(|flow| flow + 0.1).collect();
        let mut fit = Self::at(columns, flow, reweighted(columns, flow, &start));
        if !fit.deviance.is_finite() {
            // A first step out of all bounds: begin at the mean instead.
            let mean = flow.iter().sum::<f64>() / flow.len() as f64;
            let mut coefficients = vec![0.0; columns.len()];
            coefficients[0] = mean.ln();
            fit = Self::at(columns, flow, coefficients);
        }
        let noise = noise(flow);
        for _ in 0..MOST_ROUNDS {
            let step = reweighted(columns, flow, &fit.mean);
            let mut next = Self::at(columns, flow, step);
            // A step that leads uphill or out of all bounds is halved.
            for _ in 0..60 {
                if next.deviance.is_finite() && next.deviance <= fit.deviance + noise {
                    break;
                }
                let pairs = next.coefficients.iter().zip(&fit.coefficients);
                let halfway = pairs.map(|(next, last)| f64::midpoint(*next, *last)).collect();
                next = Self::at(columns, flow, halfway);
            }
            let change = (fit.deviance - next.deviance).abs();
            fit = next;
            if !fit.deviance.is_finite() {
                break;
            }
            if change <= 1e-13 * fit.deviance + noise {
                return Ok(fit);
            }
        }
        Err(CorridorRefusal::GravityUnsettled { rounds: MOST_ROUNDS }.into())
    }

    fn read(self, columns: &[Vec<f64>], flow: &[f64]) -> Result<Gravity, Refusal> {
        let weighted = weighted(columns, &self.mean);
        let basis = Orthogonal::of(&weighted);
        if !basis.dependent.is_empty() {
            return Err(CorridorRefusal::GravityUnsettled { rounds: MOST_ROUNDS }.into());
        }
        let freedom = flow.len() - columns.len();
        let pairs = || flow.iter().zip(&self.mean);
        let pearson: f64 = pairs().map(|(flow, mean)| (flow - mean).powi(2) / mean).sum();
        let dispersion = pearson / freedom as f64;
        let coefficients = self.coefficients.iter().zip(basis.inverse_diagonal());
        let mut coefficients = coefficients.map(|(estimate, variance)| Coefficient {
            estimate: *estimate,
            deviation: (dispersion * variance).sqrt(),
        });
        let Some(constant) = coefficients.next() else {
            return Err(CorridorRefusal::NoFlow.into());
        };
        let coefficients = coefficients.collect();
        let leverages = basis.leverages();
        let baseline = |row: usize| {
            let (flow_there, mean, leverage) = (flow[row], self.mean[row], leverages[row]);
            let others = self.others(columns, flow, (row, leverage));
            let residual = others
                .map(|others| residual(flow_there, mean, leverage, (others, freedom as f64 - 1.0)));
            Baseline { flow: mean, leverage, residual }
        };
        let baselines = (0..flow.len()).map(baseline).collect();
        let deviance = self.deviance;
        Ok(Gravity { constant, coefficients, dispersion, deviance, freedom, baselines })
    }
}

/// From this share of the deviance on, the one-step formula for what one corridor takes of it is not
/// relied on.
const NEARLY_ALL: f64 = 0.9;

impl Fit {
    /// The deviance of all corridors but one, as it would be without it: `None` where it alone sets a
    /// coefficient or the others follow their baseline exactly.
    fn others(
        &self,
        columns: &[Vec<f64>],
        flow: &[f64],
        (row, leverage): (usize, f64),
    ) -> Option<f64> {
        let rest = 1.0 - leverage;
        if rest < 1e-8 {
            return None;
        }
        let own = deviance(flow[row], self.mean[row]).max(0.0) / rest;
        let others = if own <= NEARLY_ALL * self.deviance {
            self.deviance - own
        } else {
            let without = |column: &[f64]| [&column[..row], &column[row + 1..]].concat();
            let columns: Vec<Vec<f64>> = columns.iter().map(|column| without(column)).collect();
            let flow = without(flow);
            let has_flow = flow.iter().any(|flow| *flow > 0.0);
            let fits = has_flow && check_covariates(&columns, &flow).is_ok();
            fits.then(|| Self::settle(&columns, &flow).ok())??.deviance
        };
        (others > noise(flow)).then_some(others)
    }
}

/// The coefficients of one step: least squares of the working response.
fn reweighted(columns: &[Vec<f64>], flow: &[f64], mean: &[f64]) -> Vec<f64> {
    let working = flow.iter().zip(mean).map(|(flow, mean)| {
        let response = mean.ln() + (flow - mean) / mean;
        response * mean.sqrt()
    });
    Orthogonal::of(&weighted(columns, mean)).solve(&working.collect::<Vec<_>>())
}

fn weighted(columns: &[Vec<f64>], mean: &[f64]) -> Vec<Vec<f64>> {
    let weigh =
        |column: &Vec<f64>| column.iter().zip(mean).map(|(x, mean)| x * mean.sqrt()).collect();
    columns.iter().map(weigh).collect()
}

/// A flow's part in the Poisson deviance.
fn deviance(flow: f64, mean: f64) -> f64 {
    let log = if flow > 0.0 { flow * (flow / mean).ln() } else { 0.0 };
    2.0 * (log - (flow - mean))
}

/// Less deviance than this is a matter of rounding: each flow's part is a difference of numbers as
/// large as the flow.
fn noise(flow: &[f64]) -> f64 {
    1e-13 * flow.iter().sum::<f64>()
}

/// The deletion residual of a flow, from the deviance of the others with its degrees of freedom.
fn residual(flow: f64, mean: f64, leverage: f64, (others, freedom): (f64, f64)) -> Residual {
    let own = deviance(flow, mean).max(0.0);
    let pearson = (flow - mean).powi(2) / mean;
    let size = (own + leverage * pearson / (1.0 - leverage)).sqrt() / (others / freedom).sqrt();
    let deviations = if flow < mean { -size } else { size };
    Residual { deviations, by_chance: of_student(deviations, freedom) }
}
