//! `concert estimate TABLE --assumptions`.

use std::path::Path;

use concert_secretariat::{
    ASSUMPTION_COLUMNS, AssumptionSettings, Assumptions, AtPriorCount, BestModel, HighestOrder,
    Pair, Part, Refused, Stability, StabilityStep, assumption_lines, capture_table,
    estimate_assumptions,
};

use crate::estimate_repeats::family_row;
use crate::estimate_text::{counted, limits, whole};
use crate::flags::Estimate as Flags;
use crate::output::{self, Failure};
use crate::{long_work, office};

pub(crate) fn run(flags: &Flags, path: &Path) -> Result<(), Failure> {
    let table = capture_table(path, &office::reader()?)?;
    let settings = AssumptionSettings {
        order: flags.order.map(usize::from),
        population: flags.detail.population,
        replicates: flags.replicates.map_or(1000, |asked| asked as usize),
        seed: flags.seed,
    };
    let found =
        long_work::until_ended("estimating", |tell| estimate_assumptions(&table, settings, tell))?;
    let found = long_work::whole(found)?;
    if flags.json {
        return output::json(&found);
    }
    if flags.detail.csv {
        return output::table(true, &ASSUMPTION_COLUMNS, &assumption_lines(&found));
    }
    show(&found)
}

fn show(found: &Assumptions) -> Result<(), Failure> {
    say!("{} people on {} lists ({})", found.observed, found.lists.len(), found.lists.join(", "));
    if let Some(refused) = &found.refused {
        say!("\nNo estimate can be given. What follows shows assumptions, not estimates:");
        why_not(refused);
    }
    say!("\nIf people differ in how easily they are seen, lists alike (M0, Mh) or not (Mt, Mth):");
    let rows: Vec<Vec<String>> = found.families.iter().map(family_row).collect();
    output::table(false, &["form", "people", "95 % if it holds", ""], &rows)?;
    if let Some(spread) = &found.spread {
        say!(
            "From {} ({}) to {} ({}): the table hardly tells which form is right.",
            whole(spread.from),
            spread.lowest,
            whole(spread.to),
            spread.highest
        );
    }
    say!("\nIf all lists together depend on each other by the ratio xi (1: not at all):");
    interactions(found)?;
    say!("\nIf two lists are independent and the others were not there:");
    let rows: Vec<Vec<String>> = found.pairs.iter().map(pair).collect();
    output::table(false, &["pair", "on both", "people", "95 % if it holds", ""], &rows)?;
    say!("\nThe average over decomposable graphs, if each history counts so many before:");
    match &found.prior_counts {
        Part::Refused(refused) => why_not(refused),
        Part::Found(found) => {
            let rows: Vec<Vec<String>> = found.iter().map(prior_count).collect();
            output::table(false, &["prior count", "people", "95 %", "leading graph", ""], &rows)?;
        }
    }
    best(&found.best);
    say!("\nIf the choice by BIC is repeated among so many models in every replicate:");
    match &found.stability {
        Part::Refused(refused) => why_not(refused),
        Part::Found(found) => steps(found)?,
    }
    Ok(())
}

fn interactions(found: &Assumptions) -> Result<(), Failure> {
    let exact = found.highest_order.found();
    let best = found.best.found();
    let xis: Vec<f64> = match (exact, best) {
        (Some(exact), _) => exact.given.iter().map(|given| given.xi).collect(),
        (None, Some(best)) => best.given_xi.iter().map(|given| given.0).collect(),
        (None, None) => Vec::new(),
    };
    let row = |(i, xi): (usize, &f64)| {
        let given = exact.and_then(|exact: &HighestOrder| exact.given.get(i));
        let by_bic = best.and_then(|best| best.given_xi.get(i));
        vec![
            format!("{xi:.2}"),
            given.map(|given| whole(given.population)).unwrap_or_default(),
            limits(given.map(|given| given.interval95)),
            by_bic.map(|given| whole(given.1)).unwrap_or_default(),
        ]
    };
    let rows: Vec<Vec<String>> = xis.iter().enumerate().map(row).collect();
    if !rows.is_empty() {
        let head = ["xi", "exactly fitting model", "95 %", "best model by BIC"];
        output::table(false, &head, &rows)?;
    }
    if let Part::Refused(refused) = &found.highest_order {
        say!("The exactly fitting model:");
        why_not(refused);
    }
    if let Some(population) = found.settings.population {
        let needed = |xi: Option<f64>| xi.map_or_else(|| "-".to_owned(), |xi| format!("{xi:.3}"));
        say!(
            "For {} people to be true, xi must be {} under the exactly fitting model and {} under \
             the best by BIC. Could these lists depend on each other so much?",
            whole(population),
            needed(found.xi_for_population),
            needed(best.and_then(|best| best.xi_for_population))
        );
    }
    Ok(())
}

fn pair(it: &Pair) -> Vec<String> {
    let note = match it.population {
        None => "nobody is on both: the two say nothing",
        Some(_) if it.below_observed => "below the people seen: not independent",
        Some(_) => "",
    };
    vec![
        it.names.join(" and "),
        it.both.to_string(),
        it.population.map(whole).unwrap_or_default(),
        limits(it.interval95),
        note.to_owned(),
    ]
}

fn prior_count(it: &AtPriorCount) -> Vec<String> {
    let note = if it.interval_settled { "" } else { "the upper limit never settles" };
    vec![
        format!("{:.4}", it.prior_count),
        whole(it.median),
        limits(Some(it.interval95)),
        it.leading.clone(),
        note.to_owned(),
    ]
}

fn best(best: &Part<BestModel>) {
    say!("\nThe best model by BIC, taken as known:");
    let best = match best {
        Part::Refused(refused) => return why_not(refused),
        Part::Found(best) => best,
    };
    say!("  {}: {} people", best.model_by_name, whole(best.population));
    say!("  {} by its standard error", limits(Some(best.interval95)));
    match &best.profile {
        None => say!("  no profile likelihood"),
        Some(profile) => match profile.interval95.upper {
            Some(upper) => {
                say!("  {} by its profile", limits(Some([profile.interval95.lower, upper])));
            }
            None => say!("  {} and more by its profile", whole(profile.interval95.lower)),
        },
    }
}

fn steps(found: &Stability) -> Result<(), Failure> {
    let row = |step: &StabilityStep| {
        vec![
            step.models.map_or_else(|| "all".to_owned(), |models| models.to_string()),
            limits(step.bca95),
            limits(step.percentile95),
            format!("{} of {}", step.winners_within, found.winners.len()),
            match step.without_estimate {
                0 => String::new(),
                lost => format!("{} without an estimate", counted(lost, "replicate")),
            },
        ]
    };
    let rows: Vec<Vec<String>> = found.steps.iter().map(row).collect();
    let head = ["models", "95 % (BCa)", "95 % (percentiles)", "best model among them", ""];
    output::table(false, &head, &rows)
}

fn why_not(refused: &Refused) {
    let told = concert_server::refusal_text(&output::language(), refused);
    say!("  {}\n  {}", told.sentence, told.hint);
}
