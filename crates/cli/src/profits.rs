//! `concert profits`: victims as money.

use std::io::Write;

use concert_secretariat::{
    Constants, Figure, OwnValue, PROFIT_COLUMNS, PerVictim, ProfitReport, ProfitSettings,
    RatioPoint, Spell, Uncertain, UsualVictims, VictimsTable, amount, constants_csv, flag_words,
    profit_lines, profit_report, ratio_points, read_constants, read_victims,
};

use crate::flags::Profits;
use crate::office;
use crate::output::{self, Failure};

pub(crate) fn run(flags: &Profits) -> Result<(), Failure> {
    let constants = match &flags.constants {
        Some(path) => read_constants(path, &office::reader()?)?,
        None => Constants::shipped(),
    };
    if flags.print_constants {
        let csv = constants_csv(&constants)?;
        std::io::stdout().lock().write_all(csv.as_bytes())?;
        return Ok(());
    }
    if !flags.ratio.is_empty() {
        return show_ratios(flags, &constants);
    }
    let usual = usual(flags)?;
    let table = match (&flags.victims, flags.sector, flags.region) {
        (Some(path), ..) => read_victims(path, &office::reader()?, &usual)?,
        (None, Some(sector), Some(region)) => {
            let people = amount(flags.people.unwrap_or_default(), flags.interval)?;
            VictimsTable::from(vec![usual.with(sector, region, people)])
        }
        // The definition of the flags does not let it come to this.
        (None, ..) => return Err(Failure::Broken("victims have a sector and a region".to_owned())),
    };
    let settings = ProfitSettings {
        draws: flags.draws,
        seed: flags.seed,
        allow_global_mean: flags.allow_global_mean,
    };
    let report = profit_report(&table, &constants, &settings)?;
    if flags.printed.json {
        return output::json(&report);
    }
    if flags.printed.csv {
        return output::table(true, &PROFIT_COLUMNS, &profit_lines(&report));
    }
    show(&report)
}

/// What the flags say of victims; a table's rows may say more.
fn usual(flags: &Profits) -> Result<UsualVictims, Failure> {
    let spell = match (flags.stock, flags.entering, flags.within) {
        (true, ..) => Spell::Stock,
        (_, Some(years), _) => Spell::Entering { mean_years: of_three(years)? },
        (_, _, Some(years)) => {
            Spell::Window { mean_years: of_three(years)?, window_years: flags.window }
        }
        _ => Spell::NotStated,
    };
    let own = match flags.per_victim {
        Some(value) => Some(OwnValue {
            per_victim: match flags.costs {
                Some(costs) => {
                    PerVictim::Earnings { earnings: of_three(value)?, cost_share: of_three(costs)? }
                }
                None => PerVictim::Profit(of_three(value)?),
            },
            price_year: flags.price_year,
            source: flags.source.clone(),
        }),
        None => None,
    };
    let Profits { sector, region, counted, report, .. } = flags;
    Ok(UsualVictims {
        sector: *sector,
        region: *region,
        counted: *counted,
        spell,
        report: report.clone(),
        own,
    })
}

fn of_three([low, value, high]: [f64; 3]) -> Result<Uncertain, Failure> {
    Ok(amount(value, Some([low, high]))?)
}

fn show(report: &ProfitReport) -> Result<(), Failure> {
    let head = [
        "sector",
        "region",
        "place",
        "people",
        "USD per victim",
        "USD a year",
        "95 %",
        "80 %",
        "share",
    ];
    let mut lines = Vec::new();
    for row in &report.rows {
        let mut line = vec![
            row.sector.code().to_owned(),
            row.region.code().to_owned(),
            row.place.clone(),
            output::amount(row.people.value),
            output::amount(row.per_victim.value),
        ];
        line.extend(profit(&row.profit, row.share));
        lines.push(line);
    }
    // The sums of a single row would say the same again.
    if report.rows.len() > 1 {
        let sectors = report.sectors.iter();
        lines.extend(sectors.map(|part| sum(part.of.code(), "", &part.profit, part.share)));
        let regions = report.regions.iter();
        lines.extend(regions.map(|part| sum("", part.of.code(), &part.profit, part.share)));
        lines.push(sum("total", "", &report.total, 1.0));
    }
    output::table(false, &head, &lines)?;
    say!("\nprofit per victim");
    for row in &report.rows {
        let value = output::amount(row.per_victim.value);
        let origin = row.constant.as_deref().unwrap_or("your own value");
        say!("  {} {value}: {origin}; {}", row.sector.code(), row.source);
    }
    for flag in &report.flags {
        let told = concert_server::refusal_text(&output::language(), &flag_words(flag));
        say!("\nwarning: {}\n  {}", told.sentence, told.hint);
    }
    Ok(())
}

fn sum(sector: &str, region: &str, profit_of_part: &Figure, share: f64) -> Vec<String> {
    let mut line = vec![sector.to_owned(), region.to_owned()];
    line.resize(5, String::new());
    line.extend(profit(profit_of_part, share));
    line
}

/// A profit with its intervals and its share of all.
fn profit(profit: &Figure, share: f64) -> [String; 4] {
    [dollars(profit.value), ends(profit.interval95), ends(profit.interval80), percent(share)]
}

/// Three digits: a computed sum is not known to the dollar.
fn dollars(value: f64) -> String {
    let (unit, name) = match value {
        1e9.. => (1e9, " billion"),
        1e6.. => (1e6, " million"),
        _ => return output::amount(value),
    };
    let number = value / unit;
    let decimals = (2.0 - number.log10().floor()).max(0.0) as usize;
    format!("{number:.decimals$}{name}")
}

fn show_ratios(flags: &Profits, constants: &Constants) -> Result<(), Failure> {
    let (basis, points) = ratio_points(constants, &flags.ratio)?;
    if flags.printed.json {
        return output::json(&serde_json::json!({ "basis": basis, "points": points }));
    }
    let head = ["ratio", "sexual", "sexual_share", "total", "change", "profits"];
    let line = |it: &RatioPoint| {
        let exact = [it.ratio, it.sexual, it.sexual_share, it.total, it.change, it.profits];
        if flags.printed.csv {
            return exact.map(|number| number.to_string()).to_vec();
        }
        vec![
            it.ratio.to_string(),
            output::amount(it.sexual),
            percent(it.sexual_share),
            output::amount(it.total),
            percent(it.change),
            dollars(it.profits),
        ]
    };
    output::table(flags.printed.csv, &head, &points.iter().map(line).collect::<Vec<_>>())
}

fn ends(ends: Option<[f64; 2]>) -> String {
    ends.map_or_else(String::new, |[low, high]| format!("{} to {}", dollars(low), dollars(high)))
}

fn percent(share: f64) -> String {
    // Adding zero takes the sign off a zero.
    format!("{:.0} %", (share * 100.0).round() + 0.0)
}
