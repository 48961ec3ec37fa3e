//! `concert estimate TABLE --recall SHARE --precision SHARE`.

use std::path::Path;

use concert_secretariat::{
    CORRECTION_COLUMNS, CorrectedCell, CorrectedModel, LinkageCorrection, capture_table,
    correct_linkage, correction_lines,
};

use crate::estimate_text::{limits, whole};
use crate::flags::Estimate as Flags;
use crate::office;
use crate::output::{self, Failure};

pub(crate) fn run(flags: &Flags, path: &Path, recall: f64, precision: f64) -> Result<(), Failure> {
    let table = capture_table(path, &office::reader()?)?;
    let found = correct_linkage(&table, flags.order.map(usize::from), recall, precision)?;
    if flags.json {
        return output::json(&found);
    }
    if flags.detail.csv {
        return output::table(true, &CORRECTION_COLUMNS, &correction_lines(&found));
    }
    show(&found)
}

fn show(found: &LinkageCorrection) -> Result<(), Failure> {
    say!(
        "{} people as linked, {:.1} with a recall of {} and a precision of {} undone\n",
        found.observed,
        found.observed_corrected,
        found.recall,
        found.precision
    );
    let row = |it: &CorrectedModel| {
        let none = || "no estimate".to_owned();
        vec![
            format!("{} ({})", it.model_by_name, chosen(it.chosen)),
            whole(it.as_linked),
            limits(Some(it.as_linked_interval95)),
            it.corrected.map_or_else(none, whole),
            it.erred_again.map_or_else(none, whole),
        ]
    };
    let rows: Vec<Vec<String>> = found.models.iter().map(row).collect();
    let head = ["model", "as linked", "95 % given the model", "errors undone", "errors doubled"];
    output::table(false, &head, &rows)?;
    say!();
    let row = |it: &CorrectedCell| {
        vec![it.lists.join(" and "), it.as_linked.to_string(), format!("{:.1}", it.corrected)]
    };
    let rows: Vec<Vec<String>> = found.cells.iter().map(row).collect();
    output::table(false, &["on exactly", "as linked", "errors undone"], &rows)?;
    if found.unexplained >= 0.5 {
        say!(
            "\nwarning: {:.0} people of the table remain unexplained: some histories would have to \
             count less than nobody. The recall, the precision or how the errors happen is not as \
             stated.",
            found.unexplained
        );
    }
    say!(
        "\nA cross-check with expectations, without an interval of its own. Where links can be \
         doubted one by one, draw tables from the linkage and use --linkages."
    );
    Ok(())
}

fn chosen(how: &str) -> &str {
    if how == "bic" { "best by BIC" } else { "lists independent" }
}
