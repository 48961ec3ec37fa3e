//! `concert estimate TABLE --censored LIST`.

use std::path::Path;

use concert_secretariat::{
    CENSORED_COLUMNS, CensoredVariant, WithCensoredList, censored_lines,
    estimate_with_censored_list, labelled_table,
};

use crate::estimate_text::{limits, whole};
use crate::flags::Estimate as Flags;
use crate::output::{self, Failure};
use crate::{long_work, office};

pub(crate) fn run(flags: &Flags, path: &Path, list: &str) -> Result<(), Failure> {
    let table = labelled_table(path, &office::reader()?)?;
    let model = flags.detail.model.as_deref();
    let found = long_work::until_ended("choosing a model", |tell| {
        estimate_with_censored_list(table, list, model, tell)
    })?;
    let found = long_work::whole(found)?;
    if flags.json {
        return output::json(&found);
    }
    if flags.detail.csv {
        return output::table(true, &CENSORED_COLUMNS, &censored_lines(&found));
    }
    show(&found)
}

fn show(found: &WithCensoredList) -> Result<(), Failure> {
    let fit = &found.bound.fit;
    say!(
        "{} known members; {} people on {} alone, of whom nobody knows who is a member\n",
        fit.known,
        fit.bound,
        found.list
    );
    let row = |reading: &str, it: &CensoredVariant| {
        let note = if it.exceeds_bound { "more members than people: does not fit" } else { "" };
        vec![
            reading.to_owned(),
            whole(it.fit.members),
            whole(it.fit.hidden),
            whole(it.fit.population),
            limits(Some(it.interval95)),
            note.to_owned(),
        ]
    };
    let rows = [
        row("at most so many are", &found.bound),
        row("the count says nothing", &found.ignored),
        vec![
            "all are (uncorrected)".to_owned(),
            fit.bound.to_string(),
            whole(found.all_members - (fit.known + fit.bound) as f64),
            whole(found.all_members),
            limits(Some(found.all_members_interval95)),
            String::new(),
        ],
    ];
    let alone = format!("members on {} alone", found.list);
    let head = ["of these people", &alone, "hidden", "people", "95 % given the model", ""];
    output::table(false, &head, &rows)?;
    let how = if found.chosen_by_bic { "chosen by BIC as if all were members" } else { "given" };
    say!("\nThe model, {how}: {}", found.model);
    say!(
        "The intervals take the model as known. Where the same table chose it, they are too narrow."
    );
    Ok(())
}
