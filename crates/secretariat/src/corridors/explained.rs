//! Sets flows against their baseline: covariates get their value for every corridor, and what the
//! engine refuses is told by the names that a person knows.

use std::collections::{BTreeMap, HashMap};

use concert_coverage::corridors::FlowBesideBaseline;
use concert_coverage::gravity::Describes;
use concert_coverage::{
    Corridor, CorridorRefusal, Covariate, Gravity, ObservedFlow, Refusal, corridor_flows,
};
use concert_terms::PlaceCode;

use super::LEVEL;
use super::covariate_table::{CovariateKind, CovariateTable, TableCovariate};
use super::flow::Flow;
use super::ground::Ground;
use super::view::{BaselineView, BesideBaseline, CoefficientView, CovariateView};
use crate::{Asked, Refused, Unanswered};

/// The covariate that places themselves tell.
pub const DISTANCE: &str = "distance";

/// Radius of a sphere as large as the earth, in kilometres.
const EARTH_KM: f64 = 6371.0;
/// Places nearer than this count as so far apart: their points are no more exact.
const LEAST_KM: f64 = 1.0;

/// A covariate with its value for every corridor.
struct Named {
    name: String,
    kind: CovariateKind,
    is_log: bool,
    is_of_places: bool,
    values: BTreeMap<u32, f64>,
}

/// Flows beside their baseline, by the number of the corridor.
pub(super) struct Explained {
    pub(super) baseline: BaselineView,
    pub(super) by_corridor: HashMap<u32, BesideBaseline>,
}

/// What is asked of the baseline.
pub(super) struct ToExplain<'a> {
    pub(super) ground: &'a Ground<'a>,
    pub(super) flows: &'a [(Corridor, Flow)],
    pub(super) table: Option<&'a CovariateTable>,
    pub(super) with_distance: bool,
    pub(super) false_discoveries: f64,
}

impl ToExplain<'_> {
    /// The baseline, or why there is none.
    ///
    /// # Errors
    ///
    /// A rate of false discoveries that is none, and whatever no covariate could mend.
    pub(super) fn explain(&self) -> Asked<Result<Explained, Refused>> {
        let covariates = match self.covariates() {
            Ok(covariates) => covariates,
            Err(refused) => return Ok(Err(refused)),
        };
        let observed: Vec<ObservedFlow> = self
            .flows
            .iter()
            .map(|(corridor, flow)| ObservedFlow { corridor: *corridor, flow: flow.draws.clone() })
            .collect();
        let given: Vec<Covariate> = covariates
            .iter()
            .map(|named| Covariate { describes: Describes::Corridor, values: named.values.clone() })
            .collect();
        let found =
            corridor_flows(&self.ground.tree, &observed, &given, LEVEL, self.false_discoveries);
        match found {
            Ok(found) => {
                let mut by_corridor = HashMap::new();
                for flow in &found.flows {
                    by_corridor.insert(flow.corridor.place, beside(&found.gravity, flow)?);
                }
                let baseline = baseline(&found.gravity, covariates);
                Ok(Ok(Explained { baseline, by_corridor }))
            }
            Err(Refusal::Corridor(CorridorRefusal::FalseDiscoveries { rate })) => {
                Err(Refusal::from(CorridorRefusal::FalseDiscoveries { rate }).into())
            }
            Err(refusal) => Ok(Err(named(refusal, &covariates))),
        }
    }

    fn covariates(&self) -> Result<Vec<Named>, Refused> {
        let mut covariates = Vec::new();
        let stated = self.table.map_or(&[][..], |table| &table.covariates);
        let is_stated = stated.iter().any(|covariate| covariate.name == DISTANCE);
        if self.with_distance && !is_stated {
            covariates.push(self.distance()?);
        }
        for covariate in stated {
            covariates.push(self.stated(covariate)?);
        }
        Ok(covariates)
    }

    /// The logarithm of the great-circle distance between the ends, in kilometres.
    fn distance(&self) -> Result<Named, Refused> {
        let mut values = BTreeMap::new();
        for (corridor, flow) in self.flows {
            let points = [corridor.origin, corridor.destination].map(|end| self.ground.point(end));
            let [Some(from), Some(to)] = points else {
                return Err(without_value(DISTANCE, &flow.corridor));
            };
            values.insert(corridor.place, kilometres(from, to).max(LEAST_KM).ln());
        }
        Ok(Named {
            name: DISTANCE.to_owned(),
            kind: CovariateKind::Pair,
            is_log: true,
            is_of_places: true,
            values,
        })
    }

    /// A covariate of the table: for each corridor the value of the nearest places that have one.
    fn stated(&self, covariate: &TableCovariate) -> Result<Named, Refused> {
        let by_ends = covariate.by_ends();
        let numbered: HashMap<[Option<u32>; 2], f64> = by_ends
            .into_iter()
            .filter_map(|(ends, value)| {
                let mut numbers = [None; 2];
                for (number, end) in numbers.iter_mut().zip(ends) {
                    // A place that is on no corridor of the question is of no use in it.
                    *number =
                        end.map(|code| self.ground.number(code).ok_or(())).transpose().ok()?;
                }
                Some((numbers, value))
            })
            .collect();
        let mut values = BTreeMap::new();
        for (corridor, flow) in self.flows {
            let path = |end: u32, counts: bool| -> Vec<Option<u32>> {
                let up = self.ground.tree.path_up(end).map(Some);
                if counts { up.collect() } else { vec![None] }
            };
            let from = path(corridor.origin, covariate.kind != CovariateKind::Pull);
            let to = path(corridor.destination, covariate.kind != CovariateKind::Push);
            let pairs = from.iter().enumerate().flat_map(|(i, from)| {
                to.iter().enumerate().map(move |(j, to)| (i + j, i, [*from, *to]))
            });
            let stated = pairs.filter(|(.., ends)| numbered.contains_key(ends));
            let nearest = stated.min_by_key(|(steps, at_origin, _)| (*steps, *at_origin));
            let Some((.., ends)) = nearest else {
                return Err(without_value(&covariate.name, &flow.corridor));
            };
            values.insert(corridor.place, numbered[&ends]);
        }
        Ok(Named {
            name: covariate.name.clone(),
            kind: covariate.kind,
            is_log: covariate.is_log,
            is_of_places: false,
            values,
        })
    }
}

fn beside(gravity: &Gravity, flow: &FlowBesideBaseline) -> Result<BesideBaseline, Unanswered> {
    Ok(BesideBaseline {
        explained: gravity.interval(&flow.baseline, LEVEL)?,
        beyond: flow.beyond,
        deviations: flow.baseline.residual.map(|residual| residual.deviations),
        false_discoveries: flow.false_discoveries,
        stands_out: flow.stands_out,
    })
}

fn baseline(gravity: &Gravity, covariates: Vec<Named>) -> BaselineView {
    let coefficient = |found: &concert_coverage::gravity::Coefficient| CoefficientView {
        estimate: found.estimate,
        standard_error: found.deviation,
    };
    let named = covariates.into_iter().zip(&gravity.coefficients);
    BaselineView {
        constant: coefficient(&gravity.constant),
        covariates: named
            .map(|(named, found)| CovariateView {
                name: named.name,
                kind: named.kind,
                is_log: named.is_log,
                is_of_places: named.is_of_places,
                coefficient: coefficient(found),
            })
            .collect(),
        dispersion: gravity.dispersion,
        freedom: gravity.freedom,
    }
}

fn without_value(covariate: &str, corridor: &PlaceCode) -> Refused {
    Refused {
        code: "secretariat/covariate-without-value",
        facts: vec![("covariate", covariate.to_owned()), ("corridor", corridor.to_string())],
        text: format!("{covariate} has no value for the corridor {corridor}"),
    }
}

/// A refusal of the engine with the name of the covariate that it is about.
fn named(refusal: Refusal, covariates: &[Named]) -> Refused {
    let about = match refusal {
        Refusal::Corridor(
            CorridorRefusal::CovariateCollinear { covariate }
            | CorridorRefusal::FlowsSeparated { covariate },
        ) => covariates.get(covariate as usize),
        _ => None,
    };
    let mut refused = Refused::from(refusal);
    let name = about.map(|named| named.name.clone()).unwrap_or_default();
    refused.facts.push(("covariate", name));
    refused
}

/// The length of the shortest way over the earth between two points, in kilometres, by the
/// haversine formula (Sinnott 1984, Sky and Telescope 68:159).
fn kilometres(from: [f64; 2], to: [f64; 2]) -> f64 {
    let [[east, north], [other_east, other_north]] = [from, to].map(|it| it.map(f64::to_radians));
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    let across =
        half(other_north - north) + north.cos() * other_north.cos() * half(other_east - east);
    2.0 * EARTH_KM * across.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A quarter of a great circle is a quarter of 40,030 km; Paris to New York is 5,837 km.
    #[test]
    fn distances_are_those_over_the_earth() {
        let quarter = kilometres([0.0, 0.0], [90.0, 0.0]);
        assert!((quarter - 10_007.5).abs() < 0.1, "{quarter}");
        let across = kilometres([2.3522, 48.8566], [-74.006, 40.7128]);
        assert!((across - 5837.0).abs() < 2.0, "{across}");
        assert!(kilometres([179.9, 10.0], [-179.9, 10.0]) < 25.0);
    }
}
