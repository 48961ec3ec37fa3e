//! The answer about corridors: plain values for every door.

use concert_coverage::CorridorEnds;
use concert_coverage::corridors::End;
use concert_terms::{Form, Interval, Pillar, Stated};
use jiff::civil::Date;
use serde::Serialize;

use super::covariate_table::CovariateKind;
use super::flow::{FigureOrigin, FiguresLeftOut};
use crate::Refused;
use crate::figures::Reporting;
use crate::label::{OrganisationLabel, PlaceLabel};

/// Corridors with what is observed on them, what covariates explain of it, and who stands at their
/// ends.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CorridorsView {
    /// The day.
    pub at: Date,
    /// The place that the corridors start or end in; absent for all.
    pub place: Option<PlaceLabel>,
    /// The form of exploitation; absent where flows are of all forms together.
    pub form: Option<Form>,
    /// The file with the flows; absent where they are those of the journal.
    pub flows_file: Option<String>,
    /// The file with covariates, if one came with the question.
    pub covariates_file: Option<String>,
    /// The rate of false discoveries at which corridors are said to stand out.
    pub false_discoveries: f64,
    /// The baseline; absent where there is none.
    pub baseline: Option<BaselineView>,
    /// Why there is none.
    pub no_baseline: Option<Refused>,
    /// How many corridors have a flow, wherever they lead: the baseline is fitted to all of them.
    pub fitted: usize,
    /// The corridors of the place, those that stand out most first.
    pub corridors: Vec<CorridorView>,
    /// Corridors of the place that are beyond the number asked for.
    pub corridors_left_out: usize,
    /// Figures on corridors that do not speak for them, by why.
    pub figures_left_out: FiguresLeftOut,
}

/// The fitted baseline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BaselineView {
    /// The logarithm of the flow where every covariate is zero.
    pub constant: CoefficientView,
    /// What explains flows, in the order of the formula.
    pub covariates: Vec<CovariateView>,
    /// By how many times the variance of flows exceeds their mean; 1 for Poisson counts.
    pub dispersion: f64,
    /// Corridors less coefficients.
    pub freedom: usize,
}

/// A fitted coefficient.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CoefficientView {
    /// The change of the logarithm of the flow for one unit.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// A covariate and what it was found to do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CovariateView {
    /// Its name, as the table has it; `distance` for the one that places themselves tell.
    pub name: String,
    /// What it describes.
    pub kind: CovariateKind,
    /// Whether it enters the formula as its logarithm.
    pub is_log: bool,
    /// Whether places themselves tell it, and no table.
    pub is_of_places: bool,
    /// What it does.
    pub coefficient: CoefficientView,
}

/// A corridor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CorridorView {
    /// The corridor.
    pub corridor: PlaceLabel,
    /// Where people come from.
    pub origin: PlaceLabel,
    /// Where they are taken.
    pub destination: PlaceLabel,
    /// People moved in a year as observed: median and 90 % interval.
    pub flow: Interval,
    /// Their mean, to which the baseline was fitted.
    pub expected: f64,
    /// Where the figure comes from.
    pub figure: FigureOrigin,
    /// Other figures of the corridor that stand beside it and were not used.
    pub figures_beside: u32,
    /// The flow beside its baseline; absent where there is no baseline.
    pub beside_baseline: Option<BesideBaseline>,
    /// Who helps at the origin: prevention, and protection of those who come back.
    pub at_origin: EndView,
    /// Who helps at the destination: protection and prosecution.
    pub at_destination: EndView,
    /// Organisations that are at both ends.
    pub at_both: Vec<OrganisationLabel>,
    /// Pairs of organisations, one at each end, that serve a form in common or may.
    pub pairs: u64,
    /// How many of them are partners.
    pub tied: u64,
    /// Pairs that are not, some of them: those known to serve a form in common first.
    pub missing: Vec<MissingLinkView>,
}

/// A flow beside its baseline.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BesideBaseline {
    /// What covariates explain: the fitted flow with its 90 % interval.
    pub explained: Interval,
    /// How many more are moved than that; negative where fewer are.
    pub beyond: f64,
    /// The deletion residual, in standard deviations; absent where there is nothing to judge by.
    pub deviations: Option<f64>,
    /// The rate of false discoveries at which the corridor would just be said to stand out.
    pub false_discoveries: f64,
    /// Whether it stands out: a place to look first for what prevention can do.
    pub stands_out: bool,
}

/// One end of a corridor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EndView {
    /// Who is there, those with most initiatives first, as many as are told.
    pub organisations: Vec<EndOrganisation>,
    /// How many organisations there are.
    pub organisations_total: usize,
    /// How many initiatives under way they have there.
    pub initiatives: usize,
    /// Initiatives under way there that do not say their pillar.
    pub undetermined: u32,
    /// Who was expected to report from there, and did.
    pub reporting: Reporting,
}

/// An organisation at an end.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EndOrganisation {
    /// Who.
    pub organisation: OrganisationLabel,
    /// Those of its pillars that count at this end.
    pub pillars: Stated<Pillar>,
    /// Its forms, as far as stated.
    pub forms: Stated<Form>,
    /// Its initiatives under way there.
    pub initiatives: usize,
    /// Whether one of them is declared for the corridor itself.
    pub is_along: bool,
}

/// Two organisations at the two ends that are no partners.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MissingLinkView {
    /// Who is at the origin.
    pub origin: OrganisationLabel,
    /// Who is at the destination.
    pub destination: OrganisationLabel,
    /// The forms that both serve; unstated where one of them does not say.
    pub forms: Stated<Form>,
}

impl EndView {
    /// Whether nobody is there as far as anybody knows.
    pub fn is_empty(&self) -> bool {
        self.organisations_total == 0
    }

    /// Whether less than half of those expected to report from there did, so that nobody there may
    /// only mean that nobody told.
    pub fn is_silent(&self) -> bool {
        2 * self.reporting.reported < self.reporting.expected
    }
}

impl CorridorView {
    /// Whether more are moved than the baseline explains, beyond chance.
    pub fn stands_out(&self) -> bool {
        self.beside_baseline.is_some_and(|beside| beside.stands_out)
    }

    /// Whether nobody is at one of its ends.
    pub fn has_empty_end(&self) -> bool {
        self.at_origin.is_empty() || self.at_destination.is_empty()
    }
}

/// Organisations of an end that are told.
const MOST_TOLD: usize = 20;

pub(super) fn end(
    found: &End,
    reporting: Reporting,
    label: &dyn Fn(u32) -> Option<OrganisationLabel>,
) -> EndView {
    let one = |organisation: &u32| {
        let services = || found.services.iter().filter(|it| it.organisation == *organisation);
        let all = |union: Stated<Pillar>, pillars| union.union(pillars);
        let pillars = services().map(|it| it.pillars).fold(Stated::UNSTATED, all);
        let forms = services().map(|it| it.forms).fold(Stated::UNSTATED, Stated::union);
        let (initiatives, is_along) = (services().count(), services().any(|it| it.is_along));
        (*organisation, pillars, forms, initiatives, is_along)
    };
    let mut organisations: Vec<_> = found.organisations.iter().map(one).collect();
    organisations.sort_by_key(|(number, _, _, initiatives, is_along)| {
        (std::cmp::Reverse(*is_along), std::cmp::Reverse(*initiatives), *number)
    });
    let told = organisations.into_iter().take(MOST_TOLD);
    let told = told.filter_map(|(number, pillars, forms, initiatives, is_along)| {
        let organisation = label(number)?;
        Some(EndOrganisation { organisation, pillars, forms, initiatives, is_along })
    });
    EndView {
        organisations: told.collect(),
        organisations_total: found.organisations.len(),
        initiatives: found.services.len(),
        undetermined: found.undetermined,
        reporting,
    }
}

pub(super) fn missing(
    ends: &CorridorEnds,
    label: &dyn Fn(u32) -> Option<OrganisationLabel>,
) -> Vec<MissingLinkView> {
    let link = |link: &concert_coverage::MissingLink| {
        Some(MissingLinkView {
            origin: label(link.origin)?,
            destination: label(link.destination)?,
            forms: link.forms,
        })
    };
    ends.missing.iter().filter_map(link).collect()
}
