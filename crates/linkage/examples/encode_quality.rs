//! How well people are found by their encodings where the truth is known, and how well they are named by known pairs:
//! `cargo run --release -p concert-linkage --example encode_quality TRUTH "FILE ID heading=field,..."...`, with `DENSITY,DIFFUSION` in the variable
//! `SETTINGS` and numbers of known pairs in `KNOWN`.
//!
//! The truth is `-`, where the identifiers of a person are alike up to the second `-` (FEBRL), or a CSV of list, identifier and person. Prints F1 at
//! the best threshold among pairs that are each other's nearest (within one list: among all), and among those that are likelier one person than not by
//! what [`weigh`] learns without labels.

use std::collections::{BTreeSet, HashMap};
use std::error::Error;
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::time::Instant;

use concert_linkage::attack::parity_aware::Design;
use concert_linkage::attack::{Split, TokenSets, known_pairs, parity_aware, standard};
use concert_linkage::encoding::{EncodingSettings, ListTokens, TokenKeys, encode_tokens};
use concert_linkage::likeness::{Alike, alike_pairs, weigh};
use concert_linkage::{CaseColumn, CaseList, Filters};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let truth = truth(&arguments.next().ok_or("TRUTH LIST...")?)?;
    let mut lists = Vec::new();
    for argument in arguments {
        lists.push(read(&argument)?);
    }
    let fields: BTreeSet<_> =
        lists.iter().flat_map(|list| list.columns.iter().map(|column| column.field)).collect();
    let mut settings = EncodingSettings {
        decoys: 0,
        reference_year: Some(2026),
        ..EncodingSettings::of_fields(fields)
    };
    if let Ok(text) = std::env::var("SETTINGS") {
        let (density, diffusion) = text.split_once(',').ok_or("density,diffusion")?;
        (settings.density, settings.diffusion) = (density.parse()?, diffusion.parse()?);
    }
    let keys = TokenKeys::under_one_secret([1; 32], [2; 32]);
    let mut rng = ChaCha20Rng::seed_from_u64(3);
    let mut encoded: Vec<(ListTokens, Filters)> = Vec::new();
    for list in &lists {
        let tokens = ListTokens::of(list, &settings)?;
        let (file, kept) = encode_tokens(list, &tokens, &settings, &keys, &mut rng)?;
        encoded.push((tokens, standard::in_order(&file, &kept)));
    }
    let mut line = format!("| {} | {} |", settings.density, settings.diffusion);
    if std::env::var("KNOWN").is_err() {
        line += &quality(&lists, &encoded, &truth)?;
    }
    for known in
        std::env::var("KNOWN").unwrap_or_default().split(',').filter(|text| !text.is_empty())
    {
        let (tokens, encodings) = &encoded[0];
        let plain = TokenSets::of_list(tokens, &settings);
        let split = Split::draw(plain.len(), known.parse()?, 1000, 4);
        let go_on = &mut |_, _| ControlFlow::Continue(());
        let begun = Instant::now();
        let linear = known_pairs::attack(encodings, &plain, &split, go_on)?;
        let design = Some(Design::of(&settings));
        let aware = parity_aware::attack(encodings, &plain, &split, design, go_on)?;
        write!(line, " {known}: {:.1} % / {:.1} % |", 100.0 * linear.rate(), 100.0 * aware.rate())?;
        eprintln!("{:.0} s", begun.elapsed().as_secs_f64());
    }
    println!("{line}");
    Ok(())
}

fn quality(
    lists: &[CaseList],
    encoded: &[(ListTokens, Filters)],
    truth: &dyn Fn(&str, &str) -> String,
) -> Result<String, Box<dyn Error>> {
    let people: Vec<String> =
        lists.iter().flat_map(|list| list.ids.iter().map(|id| truth(&list.name, id))).collect();
    let list_of: Vec<usize> =
        lists.iter().enumerate().flat_map(|(at, list)| vec![at; list.len()]).collect();
    let one = lists.len() == 1;
    let may = |a: u32, b: u32| one || list_of[a as usize] != list_of[b as usize];
    let mut of_person: HashMap<&str, Vec<u32>> = HashMap::new();
    for (record, person) in people.iter().enumerate() {
        of_person.entry(person).or_default().push(record as u32);
    }
    let mut true_pairs = 0;
    for records in of_person.values() {
        for (at, &a) in records.iter().enumerate() {
            true_pairs += records[at + 1..].iter().filter(|&&b| may(a, b)).count();
        }
    }
    let filters: Vec<(&Filters, bool)> =
        encoded.iter().map(|(_, filters)| (filters, !one)).collect();
    let alike = alike_pairs(&filters, 5, &mut |_, _| ControlFlow::Continue(()))?;
    let same = |a: u32, b: u32| people[a as usize] == people[b as usize];
    let f1 = |right: usize, taken: usize| 2.0 * right as f64 / (taken + true_pairs).max(1) as f64;
    // The nearest of each record on each other list.
    let mut nearest: HashMap<(u32, usize), f32> = HashMap::new();
    for pair in alike.pairs.iter().filter(|pair| may(pair.first, pair.second)) {
        for (own, other) in [(pair.first, pair.second), (pair.second, pair.first)] {
            let seen = nearest.entry((own, list_of[other as usize])).or_insert(pair.likeness);
            *seen = seen.max(pair.likeness);
        }
    }
    let is_nearest = |a: u32, b: u32, likeness: f32| {
        nearest.get(&(a, list_of[b as usize])).is_some_and(|&best| likeness >= best)
    };
    let mutual = |pair: &Alike| {
        one || is_nearest(pair.first, pair.second, pair.likeness)
            && is_nearest(pair.second, pair.first, pair.likeness)
    };
    let mut sorted: Vec<&Alike> =
        alike.pairs.iter().filter(|pair| may(pair.first, pair.second) && mutual(pair)).collect();
    sorted.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
    let (mut right, mut best) = (0, 0.0_f64);
    for (taken, pair) in sorted.iter().enumerate() {
        right += usize::from(same(pair.first, pair.second));
        best = best.max(f1(right, taken + 1));
    }
    let free = match weigh(&alike.pairs, &alike.lists, alike.floor) {
        Err(refusal) => refusal.code().to_owned(),
        Ok(weighed) => {
            let likeness: HashMap<(u32, u32), f32> =
                alike.pairs.iter().map(|pair| ((pair.first, pair.second), pair.likeness)).collect();
            let taken = weighed.pairs.iter().filter(|pair| {
                let likeness = likeness.get(&(pair.first, pair.second)).copied().unwrap_or(0.0);
                pair.log_odds > 0.0
                    && (one
                        || is_nearest(pair.first, pair.second, likeness)
                            && is_nearest(pair.second, pair.first, likeness))
            });
            let taken: Vec<_> = taken.collect();
            let right = taken.iter().filter(|pair| same(pair.first, pair.second)).count();
            format!(
                "{:.4} (P {:.3}, R {:.3})",
                f1(right, taken.len()),
                right as f64 / taken.len().max(1) as f64,
                right as f64 / true_pairs as f64
            )
        }
    };
    Ok(format!(" {best:.4} | {free} | {true_pairs} pairs |"))
}

/// What offices write where they know nothing.
const UNKNOWN: [&str; 6] = ["unknown", "not known", "inconnu", "n/a", "-", "?"];

type Truth = Box<dyn Fn(&str, &str) -> String>;

fn truth(path: &str) -> Result<Truth, Box<dyn Error>> {
    if path == "-" {
        return Ok(Box::new(|_, id| id.split('-').take(2).collect::<Vec<_>>().join("-")));
    }
    let mut of: HashMap<(String, String), String> = HashMap::new();
    for row in csv::Reader::from_path(path)?.records() {
        let row = row?;
        of.insert((row[0].to_owned(), row[1].to_owned()), row[2].to_owned());
    }
    Ok(Box::new(move |list, id| {
        of.get(&(list.to_owned(), id.to_owned())).cloned().unwrap_or_else(|| format!("{list} {id}"))
    }))
}

fn read(argument: &str) -> Result<CaseList, Box<dyn Error>> {
    let parts: Vec<&str> = argument.splitn(3, ' ').collect();
    let [file, id, mapping] = parts.as_slice() else {
        return Err("FILE ID heading=field,...".into());
    };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file)?;
    let headings = reader.headers()?.clone();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>()?;
    // A heading with spaces is written with underscores.
    let column = |heading: &str| {
        let at = headings.iter().position(|found| found.trim().replace(' ', "_") == heading);
        let at = at.ok_or(format!("no column {heading}"))?;
        let text = move |row: &csv::StringRecord| row.get(at).unwrap_or("").trim().to_owned();
        let known = |text: String| {
            if UNKNOWN.contains(&&*text.to_lowercase()) { String::new() } else { text }
        };
        Ok::<_, String>(rows.iter().map(text).map(known).collect::<Vec<_>>())
    };
    let mut columns = Vec::new();
    for part in mapping.split(',') {
        let (heading, field) = part.split_once('=').ok_or("heading=field")?;
        columns.push(CaseColumn {
            field: field.parse()?,
            heading: heading.to_owned(),
            values: column(heading)?.iter().collect(),
        });
    }
    let name = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".csv").to_owned();
    Ok(CaseList { name, ids: column(id)?, columns, clean: true })
}
