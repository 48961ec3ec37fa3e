//! `concert estimate TABLE --factors COLUMN,COLUMN`.

use std::path::Path;

use concert_secretariat::{
    FACTOR_COLUMNS, LevelPeople, WithFactors, estimate_with_factors, factor_lines, labelled_table,
};

use crate::estimate_text::{limits, whole};
use crate::flags::Estimate as Flags;
use crate::output::{self, Failure};
use crate::{long_work, office};

pub(crate) fn run(flags: &Flags, path: &Path) -> Result<(), Failure> {
    let table = labelled_table(path, &office::reader()?)?;
    let (columns, model) = (&flags.question.factors, flags.detail.model.as_deref());
    let found = long_work::until_ended("choosing a model", |tell| {
        estimate_with_factors(table, columns, model, tell)
    })?;
    let found = long_work::whole(found)?;
    if flags.json {
        return output::json(&found);
    }
    if flags.detail.csv {
        return output::table(true, &FACTOR_COLUMNS, &factor_lines(&found));
    }
    show(&found)
}

fn show(found: &WithFactors) -> Result<(), Failure> {
    say!(
        "{} people on {} lists ({}), by {}\n",
        found.observed,
        found.lists.len(),
        found.lists.join(", "),
        found.factors.join(", ")
    );
    let row = |it: &LevelPeople| {
        let people = whole(it.observed as f64 + it.hidden);
        let hidden = whole(it.hidden);
        vec![
            format!("{} {}", it.factor, it.level),
            it.observed.to_string(),
            hidden,
            people,
            String::new(),
        ]
    };
    let mut rows: Vec<Vec<String>> = found.levels.iter().map(row).collect();
    rows.push(vec![
        "in all".to_owned(),
        found.observed.to_string(),
        whole(found.fit.hidden),
        whole(found.fit.population),
        limits(Some(found.interval95)),
    ]);
    output::table(false, &["", "seen", "hidden", "people", "95 % given the model"], &rows)?;
    let how = if found.added.is_some() { "chosen by BIC" } else { "given" };
    say!("\nThe model, {how}: {}", found.fit.model);
    if let Some(added) = found.added.as_ref().filter(|added| !added.is_empty()) {
        say!("Added one by one: {}.", added.join(", "));
    }
    say!(
        "The interval takes the model as known. Where the same table chose it, it is too narrow; \
         --by gives intervals that repeat the choice."
    );
    Ok(())
}
