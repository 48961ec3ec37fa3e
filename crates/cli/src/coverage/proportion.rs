//! Whether sides and forms are served in proportion to need.

use concert_secretariat::ProportionView;
use concert_terms::{Axis, Interval};

use super::{code, seen};
use crate::flags::Look;
use crate::office;
use crate::output::{self, Failure, amount};

/// One row for each group of forms on each side of each pillar, then one for each comparison.
pub(super) fn run(look: &Look) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&look.shown.data)?;
    let (place, at) = seen(&look.seen)?;
    let view = secretariat.proportion(place.as_ref(), at)?;
    if look.shown.printed.json {
        return output::json(&view);
    }
    let head = [
        "pillar",
        "side",
        "forms",
        "need",
        "supply",
        "need_share",
        "supply_share",
        "coverage",
        "low",
        "high",
        "verdict",
    ];
    output::table(look.shown.printed.csv, &head, &rows(&view))
}

fn rows(view: &ProportionView) -> Vec<Vec<String>> {
    let share = |share: f64| format!("{share:.3}");
    let shares = |interval: &Interval| [interval.middle, interval.low, interval.high].map(share);
    let mut rows = Vec::new();
    for pillar in &view.pillars {
        for side in &pillar.sides {
            let axes = [code(pillar.pillar), code(side.side)];
            let mut row = axes.to_vec();
            row.extend(["all".to_owned(), amount(side.need)]);
            row.extend(std::iter::repeat_n(String::new(), 3));
            row.extend(shares(&side.coverage));
            row.push(side.verdict.unwrap_or_default().to_owned());
            rows.push(row);
            for form in &side.forms {
                let mut row = axes.to_vec();
                row.extend([code(form.group), amount(form.need), amount(form.supply)]);
                row.push(form.need_share.map(|it| share(it.middle)).unwrap_or_default());
                row.push(form.supply_share.map(share).unwrap_or_default());
                row.extend(shares(&form.coverage));
                row.push(String::new());
                rows.push(row);
            }
        }
        if let Some(sides) = &pillar.between_sides {
            let both = format!("{} / {}", sides.one.code(), sides.other.code());
            let mut row = vec![code(pillar.pillar), both];
            row.extend(std::iter::repeat_n(String::new(), 5));
            row.extend(sides.ratio.as_ref().map(shares).unwrap_or_default());
            row.push(sides.verdict.to_owned());
            rows.push(row);
        }
    }
    rows
}
