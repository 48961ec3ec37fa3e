//! `concert estimate TABLE --by COLUMN`.

use std::path::Path;

use concert_secretariat::{
    ByStratum, STRATUM_COLUMNS, StrataSettings, StratumEstimate, estimate_by, labelled_table,
    stratum_lines,
};

use crate::estimate_text::{counted, limits, percent, refusal, whole};
use crate::flags::Estimate as Flags;
use crate::output::{self, Failure};
use crate::{long_work, office};

pub(crate) fn run(flags: &Flags, path: &Path, columns: &[String]) -> Result<(), Failure> {
    let table = labelled_table(path, &office::reader()?)?;
    let usual = StrataSettings::default();
    let replicates = flags.replicates.map_or(usual.replicates, |asked| asked as usize);
    let settings = StrataSettings { replicates, seed: flags.seed, ..usual };
    let order = flags.order.map(usize::from);
    let found = long_work::until_ended("estimating", |tell| {
        estimate_by(table, columns, order, settings, tell)
    })?;
    let found = long_work::whole(found)?;
    if flags.json {
        return output::json(&found);
    }
    if flags.detail.csv {
        return output::table(true, &STRATUM_COLUMNS, &stratum_lines(&found));
    }
    show(&found)
}

fn show(found: &ByStratum) -> Result<(), Failure> {
    let report = &found.report;
    say!(
        "{} people on {} lists ({}), by {}\n",
        report.observed,
        found.lists.len(),
        found.lists.join(", "),
        found.column
    );
    let [low, high] = report.sum.interval;
    say!(
        "{} to {} people in all (95 %), {} at the middle: the strata together, each drawn towards \
         the others as far as they are alike.\n",
        whole(low),
        whole(high),
        whole(report.sum.population)
    );
    let mut rows: Vec<Vec<String>> = report.strata.iter().map(row).collect();
    rows.push(vec![
        "in all".to_owned(),
        report.observed.to_string(),
        whole(report.sum.population),
        limits(Some(report.sum.interval)),
        String::new(),
        report.sum_alone.as_ref().map(|alone| whole(alone.population)).unwrap_or_default(),
        limits(report.sum_alone.as_ref().map(|alone| alone.interval)),
    ]);
    let head =
        [found.column.as_str(), "seen", "people", "95 %", "from the others", "alone", "95 % alone"];
    output::table(false, &head, &rows)?;
    notes(found)
}

fn row(it: &StratumEstimate) -> Vec<String> {
    let everything = || "everything (*)".to_owned();
    vec![
        it.name.clone(),
        it.observed.to_string(),
        whole(it.pooled.population),
        limits(Some(it.pooled.interval)),
        if it.borrowed { everything() } else { percent(it.share_from_others) },
        it.alone.as_ref().map_or_else(|| "-".to_owned(), |alone| whole(alone.population)),
        limits(it.alone.as_ref().map(|alone| alone.interval)),
    ]
}

fn notes(found: &ByStratum) -> Result<(), Failure> {
    let report = &found.report;
    say!(
        "\nThe people of the strata are medians and do not add up to that of the sum, nor do their \
         limits."
    );
    if report.strata.iter().any(|stratum| stratum.borrowed) {
        say!(
            "(*) The stratum says nothing about its hidden people: it is taken to be like the \
             others, no more. Who cannot be estimated is often hardest to find, so that this is \
             rather too low."
        );
    }
    for stratum in &report.strata {
        if let Some(refused) = &stratum.refused {
            let (sentence, hint) = refusal(refused);
            say!("\n{} alone has no estimate: {sentence}\n  {hint}", stratum.name);
        }
    }
    if report.unlabelled > 0 {
        say!(
            "\n{} ({}) have no {}. They are shared out by drawing, as if the label were missing \
             for all of a history alike, and count in the sum. If that is wrong, a stratum alone \
             may have as few or as many people as if none or all of them belonged to it:\n",
            counted(report.unlabelled as usize, "person"),
            percent(report.unlabelled_share),
            found.column
        );
        let people = |people: Option<f64>| people.map_or_else(|| "no estimate".to_owned(), whole);
        let row = |it: &StratumEstimate| {
            let [none, all] = it.if_unlabelled.map(people);
            vec![it.name.clone(), none, all]
        };
        let rows: Vec<Vec<String>> = report.strata.iter().map(row).collect();
        output::table(false, &[found.column.as_str(), "if none", "if all"], &rows)?;
    }
    if !found.nobody_seen.is_empty() {
        say!("\nNobody was seen of: {}.", found.nobody_seen.join(", "));
    }
    if let Some(unstratified) = report.unstratified {
        say!("\nWithout strata the best model by BIC says {}.", whole(unstratified));
    }
    Ok(())
}
