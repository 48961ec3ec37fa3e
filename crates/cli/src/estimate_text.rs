//! A report of an estimate as a person reads it on a terminal: the headline first, then what it
//! rests on, then what would change it.

use concert_secretariat::{Answer, Because, Estimate, OtherAnswer, Report};

use crate::output::{self, Failure};

/// How many runner-up models a person is shown.
const SHOWN_RUNNER_UPS: usize = 8;

/// How many histories are shown of those where one person changes most.
const SHOWN_HISTORIES: usize = 6;

pub(crate) fn show(report: &Report) -> Result<(), Failure> {
    headline(report);
    methods(report)?;
    several_answers(report)?;
    models(report)?;
    other_tables(report)?;
    coverage(report);
    ledger(report);
    for warning in concert_server::warning_texts(report, &output::language()) {
        say!("\nwarning: {warning}");
    }
    if report.interrupted {
        say!("\nThe work was ended before it was done; what is above is what was done by then.");
    }
    Ok(())
}

fn headline(report: &Report) {
    let lists = report.lists.join(", ");
    say!(
        "{} people on {} lists ({lists}), {} of them on two lists or more\n",
        report.observed,
        report.lists.len(),
        report.on_several_lists
    );
    if let Some([low, high]) = report.headline.interval95 {
        say!(
            "Between {} and {} people in all: the range at 95 % over {} that the table does not \
             contradict.",
            rounded(low, f64::floor),
            rounded(high, f64::ceil),
            counted(report.headline.methods.len(), "assumption"),
        );
        return;
    }
    say!("No estimate can be given:");
    for refusal in &report.headline.refused {
        say!("  - {refusal}");
    }
    let bound = &report.lower_bound;
    say!(
        "There are at least {} people (Chao's lower bound).",
        rounded(bound.population, f64::floor)
    );
}

fn methods(report: &Report) -> Result<(), Failure> {
    if report.estimates.iter().all(|estimate| estimate.population.is_none()) {
        return Ok(());
    }
    say!();
    let mut rows: Vec<Vec<String>> =
        report.estimates.iter().map(|estimate| method(estimate, report)).collect();
    let bound = &report.lower_bound;
    rows.push(vec![
        bound.method.clone(),
        whole(bound.population),
        limits(Some(bound.interval95)),
        "a lower bound, not an estimate".to_owned(),
    ]);
    output::table(false, &["assumption", "people", "95 %", "model"], &rows)
}

fn method(estimate: &Estimate, report: &Report) -> Vec<String> {
    let left_out = report.headline.left_out.iter().find(|left| left.method == estimate.method);
    let contradicted = left_out.is_some_and(|left| left.because == Because::Contradicted);
    let note = match &estimate.refused {
        Some(refused) => format!("refused: {refused}"),
        None if contradicted => {
            format!("{} (the table contradicts it)", model(estimate.model_by_name.as_ref()))
        }
        None => model(estimate.model_by_name.as_ref()),
    };
    let people = estimate.population.map(whole).unwrap_or_default();
    vec![estimate.method.name().to_owned(), people, limits(estimate.interval95), note]
}

/// The numbers about which the draws of a method gather, of methods that have several: a number
/// between them is one that no explanation of the table gives.
fn several_answers(report: &Report) -> Result<(), Failure> {
    let rows = several_answer_rows(report);
    if rows.is_empty() {
        return Ok(());
    }
    say!();
    output::table(false, &["several answers", "weight", "people", "95 %"], &rows)
}

fn several_answer_rows(report: &Report) -> Vec<Vec<String>> {
    let several = report.estimates.iter().filter(|estimate| estimate.modes.len() > 1);
    let rows = several.flat_map(|estimate| {
        estimate.modes.iter().map(|mode| {
            vec![
                estimate.method.name().to_owned(),
                percent(mode.weight),
                whole(mode.median),
                limits(Some([mode.low, mode.high])),
            ]
        })
    });
    rows.collect()
}

fn models(report: &Report) -> Result<(), Failure> {
    let shown: Vec<Vec<String>> = report
        .runner_ups
        .iter()
        .take(SHOWN_RUNNER_UPS)
        .map(|other| {
            let rival = if other.rival { "within 6 of the best" } else { "" };
            let bic = format!("{:.2}", other.bic);
            vec![other.model_by_name.clone(), whole(other.population), bic, rival.to_owned()]
        })
        .collect();
    if shown.is_empty() {
        return Ok(());
    }
    say!();
    output::table(false, &["models by BIC", "people", "BIC", ""], &shown)
}

fn other_tables(report: &Report) -> Result<(), Failure> {
    let Some(other) = &report.sensitivity else { return Ok(()) };
    let outcome = |outcome: &OtherAnswer| match (&outcome.population, &outcome.refused) {
        (Some(population), _) => whole(*population),
        (None, Some(refused)) => format!("refused: {refused}"),
        (None, None) => String::new(),
    };
    let variants = other.without_a_list.iter().map(|variant| ("without", variant));
    let variants = variants.chain(other.merged_lists.iter().map(|variant| ("as one", variant)));
    let row = |(what, variant): (&str, &concert_secretariat::Variant)| {
        let lists = variant.lists.join(" and ");
        vec![format!("{what}: {lists}"), outcome(&variant.by_bic), outcome(&variant.by_stepwise)]
    };
    say!();
    let rows: Vec<Vec<String>> = variants.map(row).collect();
    output::table(false, &["other tables", "by BIC", "stepwise"], &rows)?;
    say!();
    let row = |reference: &concert_secretariat::ReferenceList| {
        let held = match reference.holds_truth {
            Some(true) => "held",
            Some(false) => "missed",
            None => "",
        };
        vec![
            reference.list.clone(),
            reference.truth.to_string(),
            outcome(&reference.outcome),
            limits(reference.interval95),
            held.to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = other.reference_lists.iter().map(row).collect();
    output::table(false, &["list as a test", "truth", "estimated", "95 %", ""], &rows)?;
    say!();
    let mut people: Vec<_> = other.one_person.iter().collect();
    let spread = |one: &concert_secretariat::OnePerson| {
        let (fewer, more) = (one.with_one_fewer?, one.with_one_more?);
        Some((fewer / more).ln().abs())
    };
    people.sort_by(|a, b| {
        spread(b).unwrap_or(f64::INFINITY).total_cmp(&spread(a).unwrap_or(f64::INFINITY))
    });
    let none = || "no estimate".to_owned();
    let row = |one: &&concert_secretariat::OnePerson| {
        let fewer = match one.people {
            0 => String::new(),
            _ => one.with_one_fewer.map_or_else(none, whole),
        };
        let more = one.with_one_more.map_or_else(none, whole);
        vec![one.lists.join(" and "), one.people.to_string(), fewer, more]
    };
    let rows: Vec<Vec<String>> = people.iter().take(SHOWN_HISTORIES).map(row).collect();
    output::table(false, &["on exactly", "people", "with one fewer", "with one more"], &rows)
}

fn coverage(report: &Report) {
    for measured in &report.coverage {
        let share = |held: usize| 100.0 * held as f64 / measured.answered.max(1) as f64;
        say!(
            "\nIf the answer of {} were true, its 95 % interval would hold it in {:.0} % of {}, \
             its 80 % interval in {:.0} %.",
            measured.method.name(),
            share(measured.held95),
            counted(measured.answered, "table"),
            share(measured.held80),
        );
    }
}

fn ledger(report: &Report) {
    let ledger = &report.ledger;
    if ledger.is_signed() {
        say!("\nFor the assumptions answers {} ({}).", ledger.signed_by, ledger.signed_on);
    } else {
        say!("\nNobody has signed for the assumptions that no table can test:");
    }
    for entry in &ledger.entries {
        let answer = match entry.answer {
            Answer::Holds => "holds",
            Answer::Doubtful => "doubtful",
            Answer::Fails => "fails",
            Answer::Unanswered => "?",
        };
        let bias = match entry.assumption.bias() {
            concert_secretariat::Bias::TooLow => "otherwise the estimate is too low",
            concert_secretariat::Bias::TooHigh => "otherwise the estimate is too high",
            concert_secretariat::Bias::Either => "otherwise the estimate errs either way",
        };
        say!("  [{answer}] {}; {bias}", entry.assumption.sentence());
    }
}

fn model(model: Option<&String>) -> String {
    model.cloned().unwrap_or_default()
}

/// So many of what is named in the singular.
pub(crate) fn counted(count: usize, what: &str) -> String {
    match (count, what) {
        (1, _) => format!("1 {what}"),
        (_, "person") => format!("{count} people"),
        _ => format!("{count} {what}s"),
    }
}

/// The ends of an interval of people.
pub(crate) fn limits(limits: Option<[f64; 2]>) -> String {
    limits.map(|[low, high]| format!("{} to {}", whole(low), whole(high))).unwrap_or_default()
}

/// A whole number with a comma at every third digit.
pub(crate) fn whole(number: f64) -> String {
    let digits = format!("{:.0}", number.max(0.0));
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share in hundredths.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// What a refusal says and advises in the language of the environment.
pub(crate) fn refusal(refusal: &concert_secretariat::EstimateRefusal) -> (String, String) {
    let refused = concert_secretariat::refused_estimate(refusal);
    let told = concert_server::refusal_text(&output::language(), &refused);
    (told.sentence, told.hint)
}

/// A number to two significant digits, as a range over assumptions has no third: rounded outwards,
/// so that the range that is read holds the one that was computed.
pub(crate) fn rounded(number: f64, outwards: fn(f64) -> f64) -> String {
    let unit = 10_f64.powf((number.max(1.0).log10().floor() - 1.0).max(0.0));
    whole(outwards(number / unit) * unit)
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use concert_secretariat::{CaptureTable, EstimateSettings, History, Method, Mode, estimate};

    use super::*;

    #[test]
    fn only_methods_with_several_answers_have_rows_one_for_each() {
        // Invented figures.
        let cells = [(1, 32), (2, 24), (4, 28), (3, 8), (5, 8), (6, 6), (7, 2)];
        let cells = cells.map(|(bits, count)| (History::new(bits), count));
        let table = CaptureTable::new(["a", "b", "c"], cells).unwrap();
        let settings = EstimateSettings {
            replicates: 0,
            ..EstimateSettings::of_methods([Method::Independence, Method::LoglinearBic])
        };
        let mut report = estimate(&table, &settings, &mut |_, _| ControlFlow::Continue(()));
        let mode = |weight, median| Mode { weight, median, low: median / 2.0, high: median * 2.0 };
        report.estimates[0].modes = vec![mode(1.0, 5_000.0)];
        report.estimates[1].modes = vec![mode(0.4, 4_000.0), mode(0.6, 14_000.0)];
        assert_eq!(
            several_answer_rows(&report),
            [
                ["loglinear-bic", "40 %", "4,000", "2,000 to 8,000"],
                ["loglinear-bic", "60 %", "14,000", "7,000 to 28,000"],
            ]
        );
    }
}
