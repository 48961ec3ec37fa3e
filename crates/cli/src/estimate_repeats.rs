//! `concert estimate TABLE --one-list`.

use std::path::Path;

use concert_secretariat::{
    Family, FromRepeats, REPEAT_COLUMNS, estimate_from_repeats, read_repeat_counts, repeat_lines,
};

use crate::estimate_text::{limits, whole};
use crate::flags::Estimate as Flags;
use crate::output::{self, Failure};
use crate::{long_work, office};

pub(crate) fn run(flags: &Flags, path: &Path) -> Result<(), Failure> {
    let counts = read_repeat_counts(path, &office::reader()?)?;
    let found = long_work::until_ended("estimating", |tell| estimate_from_repeats(&counts, tell));
    let found = long_work::whole(found)?;
    if flags.json {
        return output::json(&found);
    }
    if flags.detail.csv {
        return output::table(true, &REPEAT_COLUMNS, &repeat_lines(&found));
    }
    show(&found)
}

fn show(found: &FromRepeats) -> Result<(), Failure> {
    let once = found.seen.first().copied().unwrap_or(0);
    say!("{} people seen on one list, {once} of them once\n", found.observed);
    let mut rows: Vec<Vec<String>> = found.families.iter().map(family_row).collect();
    rows.push(match &found.zelterman {
        Some(it) => vec![
            "Zelterman".to_owned(),
            whole(it.population),
            limits(Some(it.interval95)),
            "from those seen once and twice alone".to_owned(),
        ],
        None => vec![
            "Zelterman".to_owned(),
            String::new(),
            String::new(),
            "nobody was seen once, or nobody twice".to_owned(),
        ],
    });
    output::table(false, &["assumption", "people", "95 % if it holds", ""], &rows)?;
    if let Some(spread) = &found.spread {
        say!(
            "\nFrom {} ({}) to {} ({}): one list cannot tell which form is right.",
            whole(spread.from),
            spread.lowest,
            whole(spread.to),
            spread.highest
        );
    }
    say!(
        "All of it assumes that being seen does not change whether one is seen again. Where people \
         are deported or hide after the first time, every number here is too high."
    );
    Ok(())
}

/// A form of how people differ: its number, and what kind of number it is.
pub(crate) fn family_row(family: &Family) -> Vec<String> {
    let fit = family.fit.as_ref();
    let note = match (fit, family.refused) {
        (Some(fit), _) if fit.is_lower_bound => "a lower bound, not an estimate".to_owned(),
        (Some(fit), _) if fit.is_contradicted() => "contradicted by the counts".to_owned(),
        (None, Some(verdict)) => verdict.to_string(),
        _ => String::new(),
    };
    let people = fit.map(|fit| whole(fit.population)).unwrap_or_default();
    vec![family.name.clone(), people, limits(fit.map(|fit| fit.interval95)), note]
}
