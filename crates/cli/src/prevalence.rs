//! `concert prevalence`: how common it is.

use concert_secretariat::{
    Figure, Group, GroupsTable, PREVALENCE_COLUMNS, Prevalence, amount, of_count, prevalence_lines,
    prevalence_report, read_groups,
};

use crate::flags::Prevalence as Flags;
use crate::office;
use crate::output::{self, Failure};

pub(crate) fn run(flags: &Flags) -> Result<(), Failure> {
    let table = match &flags.groups {
        Some(path) => read_groups(path, &office::reader()?)?,
        None => GroupsTable::from(vec![everybody(flags)?]),
    };
    let rates = prevalence_report(&table)?;
    if flags.printed.json {
        return output::json(&rates);
    }
    if flags.printed.csv {
        return output::table(true, &PREVALENCE_COLUMNS, &prevalence_lines(&rates));
    }
    show(&rates)
}

fn everybody(flags: &Flags) -> Result<Group, Failure> {
    let victims = match flags.people {
        Some(people) => Some(amount(people, flags.interval)?),
        None => None,
    };
    Ok(Group {
        sex: String::new(),
        age: String::new(),
        form: String::new(),
        detected: flags.detected.map(of_count),
        victims,
        residents: flags.residents.unwrap_or_default(),
    })
}

fn show(rates: &[Prevalence]) -> Result<(), Failure> {
    let head = [
        "group",
        "SDG 16.2.2 (estimate)",
        "detected per 100,000 (official)",
        "per 1,000",
        "one in",
    ];
    let lines: Vec<Vec<String>> = rates.iter().map(line).collect();
    output::table(false, &head, &lines)?;
    let mut lacks: Vec<&'static str> =
        rates.iter().flat_map(|it| it.lacks.iter().map(|lack| lack.code())).collect();
    lacks.sort_unstable();
    lacks.dedup();
    for code in lacks {
        let refused =
            concert_secretariat::Refused { code, facts: Vec::new(), text: code.to_owned() };
        let told = concert_server::refusal_text(&output::language(), &refused);
        say!("\nnote: {}\n  {}", told.sentence, told.hint);
    }
    Ok(())
}

fn line(it: &Prevalence) -> Vec<String> {
    let group = [&it.sex, &it.age, &it.form].map(String::as_str);
    let group: Vec<&str> = group.into_iter().filter(|word| !word.is_empty()).collect();
    let detected = it.detected_per_100_000.map(|[low, high]| {
        let [low, high] = [low, high].map(small);
        if low == high { low } else { format!("{low} to {high}") }
    });
    vec![
        if group.is_empty() { "everybody".to_owned() } else { group.join(", ") },
        figure(it.sdg_16_2_2),
        detected.unwrap_or_default(),
        figure(it.per_1_000),
        figure(it.one_in),
    ]
}

fn figure(figure: Option<Figure>) -> String {
    let Some(figure) = figure else { return String::new() };
    match figure.interval95 {
        Some([low, high]) => {
            format!("{} (95 % {} to {})", small(figure.value), small(low), small(high))
        }
        None => small(figure.value),
    }
}

/// Rates are often below one: three digits that count.
fn small(number: f64) -> String {
    if number >= 100.0 || number <= 0.0 {
        return output::amount(number);
    }
    let decimals = (2.0 - number.log10().floor()).clamp(0.0, 6.0) as usize;
    format!("{number:.decimals$}")
}
