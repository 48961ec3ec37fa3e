//! What moves with what is assumed: the same table under assumptions that it cannot tell apart.

use concert_estimate::{
    AtPriorCount, Averaging, CaptureTable, Criterion, Family, HighestOrder, Interrupted, NoFit,
    NotAveraged, Pair, Profile, Spread, Stability, Tell, USUAL_XI, heterogeneity_families,
    highest_order, pairwise, population_given_xi, prior_count_sensitivity, profile, stability,
    xi_for,
};
use serde::Serialize;

use crate::estimate_repeats::family_lines;
use crate::estimate_strata::by_bic;
use crate::profits::text;
use crate::{Asked, Refused, refused_by_engine};

/// Prior counts of the graph average, in parts of the usual one.
const PRIOR_COUNTS: [f64; 5] = [0.1, 0.5, 1.0, 2.0, 10.0];

/// Among how many of the best models the choice is repeated, beside all of them.
const BEST_MODELS: [usize; 4] = [1, 10, 50, 100];

/// How it is asked what moves with what is assumed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AssumptionSettings {
    /// Largest set of lists that may interact in a model; none for the usual one.
    pub order: Option<usize>,
    /// A number of people of which it is asked what would make it true.
    pub population: Option<f64>,
    /// Bootstrap replicates of the stability.
    pub replicates: usize,
    /// Their seed.
    pub seed: u64,
}

/// The same table under different assumptions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assumptions {
    /// The lists.
    pub lists: Vec<String>,
    /// People on at least one list.
    pub observed: u64,
    /// What was asked.
    pub settings: AssumptionSettings,
    /// Why the table is not answered with an estimate, whatever the method; then what is here
    /// shows assumptions and is no estimate.
    pub refused: Option<Refused>,
    /// The model that is best by BIC, and what follows from it.
    pub best: Part<BestModel>,
    /// Forms of how people differ in how easily they are seen, with lists alike and different.
    pub families: Vec<Family>,
    /// How far apart those are that are estimates and that the table does not contradict.
    pub spread: Option<Spread>,
    /// What the exactly fitting model says under interactions of all lists.
    pub highest_order: Part<HighestOrder>,
    /// The interaction with which the exactly fitting model gives the population asked for; none
    /// if none was asked for or no interaction does.
    pub xi_for_population: Option<f64>,
    /// Each pair of lists as if the two were independent and the others not there.
    pub pairs: Vec<Pair>,
    /// The average over decomposable graphs under several prior counts.
    pub prior_counts: Part<Vec<AtPriorCount>>,
    /// The interval for growing numbers of models among which the choice is repeated.
    pub stability: Part<Stability>,
}

/// A part of the answer, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part<T> {
    /// What was found.
    Found(T),
    /// Why nothing was.
    Refused(Refused),
}

impl<T> Part<T> {
    /// What was found.
    pub const fn found(&self) -> Option<&T> {
        match self {
            Self::Found(found) => Some(found),
            Self::Refused(_) => None,
        }
    }
}

/// What the model that is best by BIC says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BestModel {
    /// The model by its generators.
    pub model: String,
    /// The same with the names of the lists.
    pub model_by_name: String,
    /// People in all.
    pub population: f64,
    /// At 95 % if the model were known, from the standard error.
    pub interval95: [f64; 2],
    /// The profile likelihood; none where it does not exist.
    pub profile: Option<Profile>,
    /// People in all for each of [`USUAL_XI`], if the interaction of all lists, which the model
    /// takes as none, is that.
    pub given_xi: Vec<(f64, f64)>,
    /// The interaction that would make the population asked for true; none if none was asked for
    /// or no interaction does.
    pub xi_for_population: Option<f64>,
}

/// Asks the table under each assumption.
pub fn estimate_assumptions(
    table: &CaptureTable,
    settings: AssumptionSettings,
    tell: &mut Tell<'_>,
) -> Asked<Result<Assumptions, Interrupted>> {
    if let Some(population) = settings.population
        && !(population > table.observed() as f64 && population.is_finite())
    {
        return Err(Refused {
            code: "secretariat/population-not-above-observed",
            facts: vec![
                ("population", population.to_string()),
                ("observed", table.observed().to_string()),
            ],
            text: format!("{population} people are not more than those who were seen"),
        }
        .into());
    }
    Ok(answered(table, settings, tell))
}

fn answered(
    table: &CaptureTable,
    settings: AssumptionSettings,
    tell: &mut Tell<'_>,
) -> Result<Assumptions, Interrupted> {
    let observed = table.observed();
    let refused = refused_by_engine::of_table(table)
        .map(|refusal| refused_by_engine::refused(refusal.code(), &refusal));
    let families = heterogeneity_families(table, tell)?;
    let highest = highest_order(table, &USUAL_XI);
    let xi_for_population = highest.as_ref().ok().and_then(|found| {
        let given = found.given.iter().find(|given| given.xi.to_bits() == 1.0_f64.to_bits())?;
        xi_for(observed, given.population - observed as f64, settings.population?)
    });
    let best = best_model(table, &settings, refused.as_ref(), tell)?;
    let stability = stability_of(table, &settings, refused.as_ref(), tell)?;
    let usual = 0.5_f64.powi(table.lists().len() as i32);
    let counts = PRIOR_COUNTS.map(|part| part * usual);
    let prior_counts = match prior_count_sensitivity(table, &Averaging::default(), &counts, tell) {
        Ok(found) => Part::Found(found),
        Err(NotAveraged::Interrupted(interrupted)) => return Err(interrupted),
        Err(NotAveraged::Table(refusal)) => {
            Part::Refused(refused_by_engine::refused(refusal.code(), &refusal))
        }
        Err(reason) => {
            let mut facts = Vec::new();
            if let NotAveraged::TooManyLists { lists } = reason {
                facts.push(("lists", lists.to_string()));
            }
            if let NotAveraged::TooManyMemberships { memberships } = reason {
                facts.push(("memberships", memberships.to_string()));
            }
            Part::Refused(Refused { code: reason.code(), facts, text: reason.to_string() })
        }
    };
    Ok(Assumptions {
        lists: table.lists().to_vec(),
        observed,
        settings,
        refused,
        best,
        spread: Spread::of(&families),
        families,
        highest_order: match highest {
            Ok(found) => Part::Found(found),
            Err(reason) => Part::Refused(no_highest_order(&reason)),
        },
        xi_for_population,
        pairs: pairwise(table),
        prior_counts,
        stability,
    })
}

fn no_highest_order(reason: &concert_estimate::NoHighestOrder) -> Refused {
    let mut facts = Vec::new();
    if let concert_estimate::NoHighestOrder::EmptyHistories { empty } = reason {
        facts.push(("histories", empty.len().to_string()));
    }
    Refused { code: reason.code(), facts, text: reason.to_string() }
}

fn best_model(
    table: &CaptureTable,
    settings: &AssumptionSettings,
    refused: Option<&Refused>,
    tell: &mut Tell<'_>,
) -> Result<Part<BestModel>, Interrupted> {
    if let Some(refused) = refused {
        return Ok(Part::Refused(refused.clone()));
    }
    let (selection, _) = by_bic(table, settings.order);
    let fit = match refused_by_engine::chosen(&selection, table) {
        Ok(fit) => fit,
        Err(refused) => return Ok(Part::Refused(refused)),
    };
    let profile = match profile(table, &fit.model, tell) {
        Ok(profile) => Some(profile),
        Err(NoFit::Interrupted(interrupted)) => return Err(interrupted),
        Err(_) => None,
    };
    let observed = table.observed();
    let given = |&xi: &f64| Some((xi, population_given_xi(observed, fit.hidden, xi)?));
    let asked = settings.population;
    Ok(Part::Found(BestModel {
        model: fit.model.to_string(),
        model_by_name: fit.model.named(table.lists()),
        population: fit.population,
        interval95: fit.interval_given_model(0.95),
        profile,
        given_xi: USUAL_XI.iter().filter_map(given).collect(),
        xi_for_population: asked.and_then(|n| xi_for(observed, fit.hidden, n)),
    }))
}

fn stability_of(
    table: &CaptureTable,
    settings: &AssumptionSettings,
    refused: Option<&Refused>,
    tell: &mut Tell<'_>,
) -> Result<Part<Stability>, Interrupted> {
    if let Some(refused) = refused {
        return Ok(Part::Refused(refused.clone()));
    }
    let (_, order) = by_bic(table, settings.order);
    let (replicates, seed) = (settings.replicates, settings.seed);
    let found = stability(table, Criterion::Bic, order, &BEST_MODELS, replicates, seed, tell)?;
    Ok(found.map_or_else(
        || {
            let text = "no model has an estimate, or not all models can be gone through";
            let code = "secretariat/no-stability";
            Part::Refused(Refused { code, facts: Vec::new(), text: text.to_owned() })
        },
        Part::Found,
    ))
}

/// The columns of [`assumption_lines`].
pub const ASSUMPTION_COLUMNS: [&str; 9] = [
    "kind",
    "assumption",
    "people",
    "low95",
    "high95",
    "lower_bound",
    "contradicted",
    "refused",
    "value",
];

/// Every number as a table, a row for each assumption.
pub fn assumption_lines(found: &Assumptions) -> Vec<Vec<String>> {
    let line = |kind: &str,
                assumption: &str,
                people: Option<f64>,
                ends: [Option<f64>; 2],
                value: String| {
        let [low, high] = ends.map(text);
        let none = String::new;
        vec![
            kind.to_owned(),
            assumption.to_owned(),
            text(people),
            low,
            high,
            none(),
            none(),
            none(),
            value,
        ]
    };
    let mut lines: Vec<Vec<String>> = Vec::new();
    for mut family in family_lines(&found.families) {
        family.insert(0, "heterogeneity".to_owned());
        family.push(String::new());
        lines.push(family);
    }
    if let Some(best) = found.best.found() {
        let ends = best.interval95.map(Some);
        lines.push(line("best-by-bic", &best.model, Some(best.population), ends, String::new()));
        if let Some(it) = &best.profile {
            let ends = [Some(it.interval95.lower), it.interval95.upper];
            lines.push(line("profile", &best.model, it.population, ends, String::new()));
        }
        for (xi, people) in &best.given_xi {
            let xi = xi.to_string();
            lines.push(line("best-given-xi", &best.model, Some(*people), [None; 2], xi));
        }
    }
    if let Some(highest) = found.highest_order.found() {
        for given in &highest.given {
            let ends = given.interval95.map(Some);
            let xi = given.xi.to_string();
            lines.push(line("exact-given-xi", "", Some(given.population), ends, xi));
        }
    }
    for pair in &found.pairs {
        let ends = pair.interval95.map_or([None; 2], |ends| ends.map(Some));
        let names = pair.names.join(" and ");
        let mut pair_line = line("pair", &names, pair.population, ends, pair.both.to_string());
        pair_line[6] = pair.below_observed.to_string();
        lines.push(pair_line);
    }
    for at in found.prior_counts.found().into_iter().flatten() {
        let ends = at.interval95.map(Some);
        let prior = at.prior_count.to_string();
        lines.push(line("prior-count", &at.leading, Some(at.median), ends, prior));
    }
    for step in found.stability.found().into_iter().flat_map(|stability| &stability.steps) {
        let ends = step.bca95.map_or([None; 2], |ends| ends.map(Some));
        let people = found.stability.found().map(|stability| stability.population);
        let models = step.models.map_or_else(|| "all".to_owned(), |models| models.to_string());
        lines.push(line("stability", &models, people, ends, step.winners_within.to_string()));
    }
    lines
}
