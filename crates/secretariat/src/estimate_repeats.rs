//! How many people one list never saw, from how often it saw the others.

use std::path::Path;

use concert_estimate::{
    Family, Interrupted, NotRepeatCounts, RepeatCounts, Spread, Tell, Zelterman, repeat_families,
    zelterman,
};
use serde::Serialize;

use crate::named_columns::{NamedColumns, workbook};
use crate::profits::text;
use crate::reading::Reader;
use crate::{Asked, Refused};

/// What one list's own repeats say, under each assumption.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FromRepeats {
    /// People seen at least once.
    pub observed: u64,
    /// People seen exactly once, twice and so on.
    pub seen: Vec<u64>,
    /// Each form of how people differ.
    pub families: Vec<Family>,
    /// How far apart those are that are estimates and that the counts do not contradict.
    pub spread: Option<Spread>,
    /// Zelterman's estimate; none where nobody was seen once or nobody twice.
    pub zelterman: Option<Zelterman>,
}

const COLUMNS: &[&str] = &["times", "count", "people"];

/// Reads a table of how many people were seen how often (CSV, XLSX, ODS), in a confined process:
/// the columns `times` and `count`, which may also be called `people`.
pub fn read_repeat_counts(path: &Path, reader: &Reader) -> Asked<RepeatCounts> {
    let book = workbook(path, reader)?;
    let table = match NamedColumns::find(&book, COLUMNS, &["times", "people"]) {
        Ok(table) => table,
        Err(_) => NamedColumns::find(&book, COLUMNS, &["times", "count"])?,
    };
    let rows = table.rows();
    let origin = table.origin(&rows);
    let mut counts = Vec::new();
    for row in &rows {
        let whole = |name: &str| -> Asked<Option<u64>> {
            let read = |text: &str| text.parse::<concert_terms::Count>().ok()?.exact();
            table.read(*row, name, "secretariat/not-a-whole-number", "", read)
        };
        let missing = |name| table.refused(*row, name, "secretariat/empty-cell", "");
        let times = whole("times")?.ok_or_else(|| missing("times"))?;
        let people = match whole("count")? {
            Some(people) => people,
            None => whole("people")?.ok_or_else(|| missing("count"))?,
        };
        counts.push((u32::try_from(times).unwrap_or(u32::MAX), people));
    }
    RepeatCounts::new(counts.iter().copied()).map_err(|reason| {
        let at = match reason {
            NotRepeatCounts::NeverSeen { .. } => counts.iter().position(|count| count.0 == 0),
            NotRepeatCounts::TooOften { times } => counts.iter().position(|count| count.0 == times),
            NotRepeatCounts::Duplicate { times } => {
                counts.iter().rposition(|count| count.0 == times)
            }
            _ => None,
        };
        let mut facts = origin.facts(at.map_or(0, |at| at + 1));
        match reason {
            NotRepeatCounts::NeverSeen { people } => facts.push(("people", people.to_string())),
            NotRepeatCounts::TooOften { times } | NotRepeatCounts::Duplicate { times } => {
                facts.push(("times", times.to_string()));
            }
            _ => {}
        }
        Refused { code: reason.code(), facts, text: reason.to_string() }.into()
    })
}

/// Estimates under every form side by side.
pub fn estimate_from_repeats(
    counts: &RepeatCounts,
    tell: &mut Tell<'_>,
) -> Result<FromRepeats, Interrupted> {
    let families = repeat_families(counts, tell)?;
    Ok(FromRepeats {
        observed: counts.observed(),
        seen: (1..=counts.most()).map(|times| counts.seen(times)).collect(),
        spread: Spread::of(&families),
        families,
        zelterman: zelterman(counts).ok(),
    })
}

/// The columns of [`repeat_lines`].
pub const REPEAT_COLUMNS: [&str; 7] =
    ["assumption", "people", "low95", "high95", "lower_bound", "contradicted", "refused"];

/// Each form as a table.
pub fn repeat_lines(found: &FromRepeats) -> Vec<Vec<String>> {
    let mut lines = family_lines(&found.families);
    if let Some(it) = &found.zelterman {
        lines.push(vec![
            "Zelterman".to_owned(),
            it.population.to_string(),
            it.interval95[0].to_string(),
            it.interval95[1].to_string(),
            "false".to_owned(),
            "false".to_owned(),
            String::new(),
        ]);
    }
    lines
}

/// Forms of how people differ, in the columns [`REPEAT_COLUMNS`].
pub(crate) fn family_lines(families: &[Family]) -> Vec<Vec<String>> {
    let line = |family: &Family| {
        let fit = family.fit.as_ref();
        vec![
            family.name.clone(),
            text(fit.map(|fit| fit.population)),
            text(fit.map(|fit| fit.interval95[0])),
            text(fit.map(|fit| fit.interval95[1])),
            family.form.is_lower_bound().to_string(),
            text(fit.map(concert_estimate::HeterogeneityFit::is_contradicted)),
            text(family.refused),
        ]
    };
    families.iter().map(line).collect()
}
