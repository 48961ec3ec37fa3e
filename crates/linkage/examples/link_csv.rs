//! Links CSV files and prints how well the pairs agree with a known truth.
//!
//! `link_csv [--clean] [--explain] MAPPING TRUTH FILE...`: the mapping is `heading=field,...`; the truth is a heading
//! whose value, up to a second `-` after `rec-`, is the same for one person.

use std::collections::HashMap;
use std::error::Error;
use std::ops::ControlFlow;
use std::time::Instant;

use concert_linkage::comparison::{Settings, compare};
use concert_linkage::{CaseColumn, CaseList, ScoredPair, Texts};

#[expect(
    clippy::too_many_lines,
    reason = "one measurement from reading to printing, read from top to bottom"
)]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut flag = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name);
        if let Some(at) = at {
            arguments.remove(at);
        }
        at.is_some()
    };
    let (clean, explain) = (flag("--clean"), flag("--explain"));
    let [mapping, truth, files @ ..] = arguments.as_slice() else {
        return Err("link_csv [--clean] [--explain] MAPPING TRUTH FILE...".into());
    };
    let mut lists = Vec::new();
    let mut people: Vec<String> = Vec::new();
    for file in files {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file)?;
        let headings = reader.headers()?.clone();
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>()?;
        let at = headings.iter().position(|heading| heading.trim() == truth).ok_or("no truth")?;
        people.extend(rows.iter().map(|row| {
            let id = row.get(at).unwrap_or("").trim();
            id.strip_prefix("rec-")
                .map_or(id, |rest| rest.split('-').next().unwrap_or(rest))
                .to_owned()
        }));
        let mut columns = Vec::new();
        for part in mapping.split(',') {
            let (heading, field) = part.split_once('=').ok_or("heading=field")?;
            if let Some(at) = headings.iter().position(|found| found.trim() == heading) {
                columns.push(CaseColumn {
                    field: field.parse()?,
                    heading: heading.to_owned(),
                    values: rows.iter().map(|row| row.get(at).unwrap_or("")).collect::<Texts>(),
                });
            }
        }
        lists.push(CaseList {
            name: file.clone(),
            ids: (0..rows.len()).map(|row| row.to_string()).collect(),
            columns,
            clean,
        });
    }
    let begin = Instant::now();
    let compared = compare(&lists, &Settings::default(), &mut |_, _| ControlFlow::Continue(()))?;
    let seconds = begin.elapsed().as_secs_f64();
    let report = &compared.report;
    if explain {
        for variable in &report.variables {
            println!("{} (missing {:.3})", variable.name, variable.missing);
            for level in &variable.levels {
                println!(
                    "  {:2} m {:.5} u {:.7} bits {:7.2} pairs {}",
                    level.level, level.m, level.u, level.bits, level.pairs
                );
            }
        }
        for pass in &report.passes {
            println!(
                "{}: {} pairs, {} dropped, largest {}",
                pass.name, pass.pairs, pass.dropped_records, pass.largest_group
            );
        }
    }
    // The truth: how many pairs there are of one person.
    let mut of_person: HashMap<&str, Vec<u32>> = HashMap::new();
    let mut list_of = Vec::new();
    for (list, size) in compared.records_of_lists.iter().enumerate() {
        list_of.extend(std::iter::repeat_n(list, *size as usize));
    }
    for (record, person) in people.iter().enumerate() {
        of_person.entry(person).or_default().push(record as u32);
    }
    let may = |a: u32, b: u32| !clean || list_of[a as usize] != list_of[b as usize];
    let true_pairs: usize = of_person
        .values()
        .map(|of| {
            let all = of
                .iter()
                .enumerate()
                .flat_map(|(at, &a)| of[at + 1..].iter().map(move |&b| (a, b)));
            all.filter(|&(a, b)| may(a, b)).count()
        })
        .sum();
    let same = |pair: &ScoredPair| people[pair.first as usize] == people[pair.second as usize];
    let show = |name: &str, pairs: &[ScoredPair]| {
        let mut sorted: Vec<&ScoredPair> = pairs.iter().collect();
        sorted.sort_by(|a, b| b.log_odds.total_cmp(&a.log_odds));
        let at = |count: usize, right: usize| {
            let (p, r) =
                (right as f64 / count.max(1) as f64, right as f64 / true_pairs.max(1) as f64);
            (p, r, 2.0 * right as f64 / (count + true_pairs).max(1) as f64)
        };
        let mut best = (0.0, 0.0, 0.0, 0.0_f32);
        let (mut right, mut free) = (0, (0.0, 0.0, 0.0));
        let recommended = report.recommended.map_or(0.0, |best| best.threshold);
        for (count, pair) in sorted.iter().enumerate() {
            right += usize::from(same(pair));
            let (p, r, f) = at(count + 1, right);
            if f > best.2 {
                best = (p, r, f, pair.log_odds);
            }
            if f64::from(pair.log_odds) >= recommended - 1e-6 {
                free = (p, r, f);
            }
        }
        println!(
            "{name:8} free P {:.4} R {:.4} F1 {:.4} | best P {:.4} R {:.4} F1 {:.4} at {:.2} | kept recall {:.4}",
            free.0,
            free.1,
            free.2,
            best.0,
            best.1,
            best.2,
            best.3,
            right as f64 / true_pairs.max(1) as f64
        );
    };
    let mut short: Vec<&str> =
        files.iter().map(|file| file.rsplit('/').next().unwrap_or(file)).collect();
    short.truncate(1);
    println!(
        "== {} : {} true pairs, {:.0} expected, {} candidates, {} rounds, {seconds:.2} s",
        short.join(" "),
        true_pairs,
        report.expected_matches,
        report.candidate_pairs,
        report.rounds
    );
    if let Some(best) = report.recommended {
        println!(
            "expected      P {:.4} R {:.4} F1 {:.4} at {:.2}",
            best.precision, best.recall, best.f1, best.threshold
        );
    }
    show("pairs", &compared.pairs);
    if clean {
        let mut sorted = compared.pairs.clone();
        sorted.sort_by(|a, b| b.log_odds.total_cmp(&a.log_odds));
        let mut taken = vec![false; people.len()];
        sorted.retain(|pair| {
            let free = !taken[pair.first as usize] && !taken[pair.second as usize];
            if free {
                taken[pair.first as usize] = true;
                taken[pair.second as usize] = true;
            }
            free
        });
        show("1:1", &sorted);
    }
    Ok(())
}
