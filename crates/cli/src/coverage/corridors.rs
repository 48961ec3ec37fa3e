//! Corridors: what is moved along them beside what explains it, and who stands at their ends.

use concert_secretariat::{
    CORRIDOR_COLUMNS, CorridorView, CorridorsQuestion, CorridorsView, corridor_lines,
    corridors_picture,
};

use super::seen;
use crate::flags::Corridors;
use crate::office;
use crate::output::{self, Failure, amount};

/// One row for each corridor, or for each pair of organisations that should know each other.
pub(super) fn run(flags: &Corridors) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.look.shown.data)?;
    let flows = match &flags.flows {
        Some(path) => Some(secretariat.read_flows(path, &office::reader()?)?),
        None => None,
    };
    let covariates = match &flags.covariates {
        Some(path) => Some(secretariat.read_covariates(path, &office::reader()?)?),
        None => None,
    };
    let (place, at) = seen(&flags.look.seen)?;
    let question = CorridorsQuestion {
        place,
        form: flags.form,
        at,
        with_distance: !flags.no_distance,
        false_discoveries: flags.false_discoveries,
        most: flags.most,
    };
    let view = secretariat.corridors(&question, flows.as_ref(), covariates.as_ref())?;
    if let Some(path) = &flags.svg {
        std::fs::write(path, corridors_picture(&view).map_err(Failure::Broken)?)?;
    }
    if flags.look.shown.printed.json {
        return output::json(&view);
    }
    if flags.links {
        return links(flags, &view);
    }
    if flags.look.shown.printed.csv {
        return output::table(true, &CORRIDOR_COLUMNS, &corridor_lines(&view));
    }
    let head = [
        "corridor",
        "year",
        "people",
        "explained",
        "beyond",
        "",
        "at origin",
        "at destination",
        "partners",
    ];
    let rows: Vec<Vec<String>> = view.corridors.iter().map(row).collect();
    output::table(false, &head, &rows)?;
    say!();
    summary(&view);
    Ok(())
}

fn row(corridor: &CorridorView) -> Vec<String> {
    let interval = |it: &concert_terms::Interval| {
        if it.is_point() {
            amount(it.middle)
        } else {
            format!("{} ({} to {})", amount(it.middle), amount(it.low), amount(it.high))
        }
    };
    let beside = corridor.beside_baseline;
    let mark = match beside {
        Some(beside) if beside.stands_out => "stands out",
        _ => "",
    };
    vec![
        corridor.corridor.names.pick("en").to_owned(),
        corridor.figure.period.start.map(|day| day.year().to_string()).unwrap_or_default(),
        interval(&corridor.flow),
        beside.map(|beside| interval(&beside.explained)).unwrap_or_default(),
        beside.map(|beside| signed(beside.beyond)).unwrap_or_default(),
        mark.to_owned(),
        at_end(&corridor.at_origin),
        at_end(&corridor.at_destination),
        format!("{} of {}", corridor.tied, corridor.pairs),
    ]
}

fn signed(number: f64) -> String {
    if number < 0.0 { format!("-{}", amount(-number)) } else { format!("+{}", amount(number)) }
}

fn at_end(end: &concert_secretariat::EndView) -> String {
    match (end.is_empty(), end.is_silent()) {
        (true, true) => "nobody reported".to_owned(),
        (true, false) => "nobody".to_owned(),
        _ => format!("{} ({})", end.organisations_total, end.initiatives),
    }
}

fn links(flags: &Corridors, view: &CorridorsView) -> Result<(), Failure> {
    let head = ["corridor", "at_origin", "at_destination", "forms"];
    let mut rows = Vec::new();
    for corridor in &view.corridors {
        for link in &corridor.missing {
            let forms = if link.forms.is_unstated() {
                "unstated".to_owned()
            } else {
                link.forms.to_string()
            };
            rows.push(vec![
                corridor.corridor.names.pick("en").to_owned(),
                link.origin.names.pick("en").to_owned(),
                link.destination.names.pick("en").to_owned(),
                forms,
            ]);
        }
    }
    output::table(flags.look.shown.printed.csv, &head, &rows)
}

fn summary(view: &CorridorsView) {
    match (&view.baseline, &view.no_baseline) {
        (Some(baseline), _) => {
            say!(
                "What explains flows, fitted to {} corridors (variance {} times the mean):",
                view.fitted,
                amount(baseline.dispersion)
            );
            for covariate in &baseline.covariates {
                let scale = if covariate.is_log { "log " } else { "" };
                say!(
                    "  {scale}{} ({}): {:.3} +- {:.3}",
                    covariate.name,
                    covariate.kind.code(),
                    covariate.coefficient.estimate,
                    covariate.coefficient.standard_error
                );
            }
            say!(
                "A corridor stands out at a rate of false discoveries of {} %, and where the lower \
                 end of its flow is above what is explained.",
                amount(100.0 * view.false_discoveries)
            );
        }
        (None, Some(refused)) => say!("No baseline: {}", refused.text),
        (None, None) => {}
    }
    say!(
        "To stand out is a reason to look, and no proof of trafficking: reporting differs from place \
         to place, and what no covariate says shows as well. A corridor within its baseline may be as \
         grave."
    );
    let empty = view.corridors.iter().filter(|corridor| corridor.has_empty_end()).count();
    if empty > 0 {
        say!("{empty} corridors have nobody at one end, as far as anybody reported.");
    }
    let missing: u64 = view.corridors.iter().map(|it| it.pairs - it.tied).sum();
    if missing > 0 {
        say!(
            "{missing} pairs of organisations, one at each end, may serve a form in common and are no \
             partners; --links lists the first of each corridor."
        );
    }
    let left = &view.figures_left_out;
    if left.count() > 0 {
        say!(
            "{} figures on corridors do not speak: {} of other forms, {} of part of the people, {} of \
             other quantities, {} of other times than a year by then, {} without an upper limit, {} on ways \
             into a part of the same place.",
            left.count(),
            left.other_forms,
            left.other_populations,
            left.other_quantities,
            left.other_periods,
            left.unbounded,
            left.ends_not_apart
        );
    }
    if view.corridors_left_out > 0 {
        say!("{} corridors more; see --most.", view.corridors_left_out);
    }
}
