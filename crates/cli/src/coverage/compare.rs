//! Two scenarios beside each other.

use concert_secretariat::{ActionDifference, ScenarioComparison};

use super::code;
use super::next::read;
use super::next_text::{called, group_name, who};
use crate::flags::Compare;
use crate::office;
use crate::output::{self, Failure, amount};

/// What is only in one, what is in both, and what that closes.
pub(super) fn run(flags: &Compare) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.shown.data)?;
    let (first, second) = (read(&flags.first)?, read(&flags.second)?);
    let view = secretariat.compare_scenarios(&first, &second)?;
    if flags.shown.printed.json {
        return output::json(&view);
    }
    let head = ["in", "action", "organisation", "cost", "differs"];
    let rows = actions(&view);
    if flags.shown.printed.csv {
        return output::table(true, &head, &rows);
    }
    if !view.same_question {
        say!("the second answers another question; both are looked at under the first\n");
    }
    output::table(false, &head, &rows)?;
    say!();
    let pair = |name: &str, [first, second]: [f64; 2]| {
        let change = second - first;
        let row = [first, second, change, change.max(0.0), (-change).max(0.0)].map(amount);
        [vec![name.to_owned()], row.to_vec()].concat()
    };
    let mut layers = vec![pair("cost", view.cost), pair("closed", view.gain)];
    layers.extend(view.layers.iter().map(|layer| {
        let name = format!("{} {}", code(layer.pillar), code(layer.side));
        let [first, second] = layer.people;
        let row = [first, second, second - first, layer.gained, layer.lost].map(amount);
        [vec![name], row.to_vec()].concat()
    }));
    output::table(false, &["", "first", "second", "change", "gained", "lost"], &layers)?;
    let apart = view.groups.iter().filter_map(|group| {
        let [first, second] = group.closure?;
        let percent = |share: f64| format!("{:.1} %", 100.0 * share);
        ((first - second).abs() > 1e-9)
            .then(|| vec![group_name(&group.label), percent(first), percent(second)])
    });
    let apart: Vec<Vec<String>> = apart.collect();
    if !apart.is_empty() {
        say!();
        output::table(false, &["closed in", "first", "second"], &apart)?;
    }
    for lost in &view.lost {
        say!("\n{}: {} of {} cells stand nowhere", lost.name, lost.cells[0], lost.cells[1]);
    }
    Ok(())
}

fn actions(view: &ScenarioComparison) -> Vec<Vec<String>> {
    let parts = [("both", &view.both), ("first", &view.only_first), ("second", &view.only_second)];
    let row = |part: &'static str| {
        move |action: &ActionDifference| {
            vec![
                part.to_owned(),
                called(&action.name, &action.title),
                who(&action.organisations),
                amount(action.cost),
                if action.differs { "yes".to_owned() } else { String::new() },
            ]
        }
    };
    parts.into_iter().flat_map(|(part, actions)| actions.iter().map(row(part))).collect()
}
