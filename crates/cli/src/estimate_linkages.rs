//! `concert estimate --linkages TABLE TABLE ...`.

use concert_secretariat::{
    LINKAGE_COLUMNS, LinkageSettings, OverLinkages, estimate_over_linkages, linkage_lines,
    linkage_tables,
};

use crate::estimate_text::{limits, percent, whole};
use crate::flags::Estimate as Flags;
use crate::output::{self, Failure};
use crate::{long_work, office};

pub(crate) fn run(flags: &Flags) -> Result<(), Failure> {
    let tables = linkage_tables(&flags.question.linkages, &office::reader()?)?;
    let usual = LinkageSettings::default();
    let replicates = flags.replicates.map_or(usual.replicates, |asked| asked as usize);
    let settings = LinkageSettings { replicates, seed: flags.seed, ..usual };
    let order = flags.order.map(usize::from);
    let found = long_work::until_ended("estimating", |tell| {
        estimate_over_linkages(&tables, order, settings, tell)
    })?;
    let found = long_work::whole(found)?;
    if flags.json {
        return output::json(&found);
    }
    if flags.detail.csv {
        return output::table(true, &LINKAGE_COLUMNS, &linkage_lines(&found));
    }
    show(&found)
}

pub(crate) fn show(found: &OverLinkages) -> Result<(), Failure> {
    let it = &found.average;
    let [fewest, most] = it.observed;
    say!(
        "{} tables of a linkage, {} lists ({}), {fewest} to {most} people on them\n",
        it.tables + it.without_estimate,
        found.lists.len(),
        found.lists.join(", ")
    );
    let rows = [
        vec!["people in all".to_owned(), whole(it.population), limits(Some(it.interval))],
        vec!["on no list".to_owned(), whole(it.hidden), limits(Some(it.hidden_interval))],
        vec![
            "people in all, draws of all tables mixed".to_owned(),
            String::new(),
            limits(it.mixture_interval),
        ],
    ];
    output::table(false, &["", "people", "95 %"], &rows)?;
    say!(
        "\nOf what is not known (the variance of the logarithm of the hidden number), {} is chance \
         in who was seen and which model was chosen, {} is linkage.",
        percent(it.sampling_share),
        percent(it.linkage_share)
    );
    if it.without_estimate > 0 {
        say!("{} of the tables have no estimate and are left out.", it.without_estimate);
    }
    if it.few_tables {
        say!("\nwarning: so few tables hardly show how far linkages differ; ten or more are wise.");
    }
    Ok(())
}
