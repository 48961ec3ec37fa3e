//! How well people are found by their encodings where the truth is known, and how well they are named by known pairs:
//! `cargo run --release -p concert-linkage --example encode_quality TRUTH "FILE ID heading=field,..."...`, with `DENSITY,DIFFUSION` or
//! `DENSITY,DIFFUSION,KIBIBITS` in the variable `SETTINGS` and numbers of known pairs in `KNOWN`.
//!
//! The truth is `-`, where the identifiers of a person are alike up to the second `-` (FEBRL), or a CSV of list, identifier and person. Prints F1 at
//! the best threshold among pairs that are each other's nearest (within one list: among all), and what `concert link --pairs` would have: F1, precision and
//! recall of the pairs of the likeliest partition, by what is learned without labels from likeness and from the strata. Made-up records are among the others.

use std::collections::{BTreeSet, HashMap};
use std::error::Error;
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::time::Instant;

use concert_linkage::attack::parity_aware::Design;
use concert_linkage::attack::{Split, TokenSets, known_pairs, parity_aware, standard};
use concert_linkage::encoding::{
    Encoded, EncodingSettings, Kept, ListTokens, Stratum, TokenKeys, encode_tokens,
};
use concert_linkage::likeness::{Alike, AlikePairs, alike_pairs, weigh};
use concert_linkage::partition::{Decisions, Lists, PartitionSettings, calibrated, partition};
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
    let mut settings =
        EncodingSettings { reference_year: Some(2026), ..EncodingSettings::of_fields(fields) };
    if let Ok(text) = std::env::var("SETTINGS") {
        let numbers: Vec<u8> = text.split(',').map(str::parse).collect::<Result<_, _>>()?;
        (settings.density, settings.diffusion) = (numbers[0], numbers[1]);
        settings.kibibits = numbers.get(2).copied().unwrap_or(settings.kibibits);
    }
    let keys = TokenKeys::under_one_secret([1; 32], [2; 32]);
    let mut rng = ChaCha20Rng::seed_from_u64(3);
    let mut files: Vec<(ListTokens, Encoded, Kept)> = Vec::new();
    for list in &lists {
        let tokens = ListTokens::of(list, &settings)?;
        let (file, kept) = encode_tokens(list, &tokens, &settings, &keys, &mut rng)?;
        files.push((tokens, file, kept));
    }
    let mut line =
        format!("| {} | {} | {} |", settings.bits(), settings.density, settings.diffusion);
    if std::env::var("KNOWN").is_err() {
        line += &quality(&lists, &files, &truth)?;
    }
    for known in
        std::env::var("KNOWN").unwrap_or_default().split(',').filter(|text| !text.is_empty())
    {
        let (tokens, file, kept) = &files[0];
        let encodings = standard::in_order(file, kept);
        let plain = TokenSets::of_list(tokens, &settings);
        let split = Split::draw(plain.len(), known.parse()?, 1000, 4);
        let begun = Instant::now();
        let linear = known_pairs::attack(&encodings, &plain, &split, &mut go_on)?;
        let design = Some(Design::of(&settings));
        let aware = parity_aware::attack(&encodings, &plain, &split, design, &mut go_on)?;
        write!(line, " {known}: {:.1} % / {:.1} % |", 100.0 * linear.rate(), 100.0 * aware.rate())?;
        eprintln!("{:.0} s", begun.elapsed().as_secs_f64());
    }
    println!("{line}");
    Ok(())
}

fn go_on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Which records are one person: none of a made-up record.
struct People(Vec<Option<String>>);

impl People {
    fn same(&self, a: u32, b: u32) -> bool {
        self.0[a as usize].is_some() && self.0[a as usize] == self.0[b as usize]
    }

    /// Pairs of which one record is made up are not counted: whoever has the kept rows leaves them out.
    fn counted(&self, a: u32, b: u32) -> bool {
        self.0[a as usize].is_some() && self.0[b as usize].is_some()
    }
}

fn quality(
    lists: &[CaseList],
    files: &[(ListTokens, Encoded, Kept)],
    truth: &dyn Fn(&str, &str) -> String,
) -> Result<String, Box<dyn Error>> {
    let person = |list: &CaseList, row: &Option<u32>| {
        row.map(|row| truth(&list.name, &list.ids[row as usize]))
    };
    let people = lists
        .iter()
        .zip(files)
        .flat_map(|(list, (_, _, kept))| kept.rows.iter().map(move |row| person(list, row)));
    let people = People(people.collect());
    let of_list = files.iter().enumerate();
    let list_of: Vec<usize> =
        of_list.flat_map(|(at, (_, file, _))| vec![at; file.filters.len()]).collect();
    let one = lists.len() == 1;
    let may = |a: u32, b: u32| one || list_of[a as usize] != list_of[b as usize];
    let mut of_person: HashMap<&str, Vec<u32>> = HashMap::new();
    for (record, person) in people.0.iter().enumerate() {
        if let Some(person) = person {
            of_person.entry(person).or_default().push(record as u32);
        }
    }
    let mut true_pairs = 0;
    for records in of_person.values() {
        for (at, &a) in records.iter().enumerate() {
            true_pairs += records[at + 1..].iter().filter(|&&b| may(a, b)).count();
        }
    }
    let filters: Vec<(&Filters, bool)> =
        files.iter().map(|(_, file, _)| (&file.filters, !one)).collect();
    let alike = alike_pairs(&filters, 5, &mut go_on)?;
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
    let taken = alike.pairs.iter().filter(|pair| {
        may(pair.first, pair.second) && mutual(pair) && people.counted(pair.first, pair.second)
    });
    let mut sorted: Vec<&Alike> = taken.collect();
    sorted.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
    let (mut right, mut best) = (0, 0.0_f64);
    for (taken, pair) in sorted.iter().enumerate() {
        right += usize::from(people.same(pair.first, pair.second));
        best = best.max(f1(right, taken + 1));
    }
    let strata: Vec<Stratum> = files
        .iter()
        .flat_map(|(_, file, _)| {
            file.stratum_of.iter().map(|&number| file.strata[number as usize].clone())
        })
        .collect();
    let known: Vec<u8> =
        files.iter().flat_map(|(_, file, _)| file.known.iter().map(|&known| known as u8)).collect();
    let content = &files[0].1.content;
    let other = &files[files.len() - 1].1.content;
    let in_common = content.in_common(other);
    let real = |kept: &Kept| kept.rows.iter().flatten().count() as f64 / kept.rows.len() as f64;
    let both_real = real(&files[0].2) * real(&files[files.len() - 1].2);
    let accidents = |from, to| both_real * content.accidents(other, from, to);
    let missed =
        weigh(&alike.pairs, &alike.lists, alike.floor, accidents).ok().and_then(|weighed| {
            let of = |likeness| content.shared(likeness);
            let lost =
                weighed.hidden(&alike.pairs, &alike.lists, &known, of, |r| in_common.at(r))?;
            let held: f64 =
                weighed.pairs.iter().map(concert_linkage::ScoredPair::probability).sum();
            Some((lost.share, lost.error, 1.0 - held / true_pairs.max(1) as f64))
        });
    let missed = missed.map_or("not known".to_owned(), |(share, error, truth)| {
        format!("{share:.3} ({error:.3}) for {truth:.3}")
    });
    let found = match linked(&alike, &strata, accidents)? {
        None => "refused".to_owned(),
        Some(pairs) => {
            let pairs = pairs.into_iter().filter(|&(a, b)| people.counted(a, b));
            let pairs: Pairs = pairs.filter(|&(a, b)| may(a, b)).collect();
            let right = pairs.iter().filter(|&&(a, b)| people.same(a, b)).count();
            format!(
                "{:.4} (P {:.3}, R {:.3})",
                f1(right, pairs.len()),
                right as f64 / pairs.len().max(1) as f64,
                right as f64 / true_pairs as f64
            )
        }
    };
    Ok(format!(" {best:.4} | {found} | {true_pairs} pairs | missed {missed} |"))
}

type Pairs = Vec<(u32, u32)>;

/// The pairs of the likeliest partition, as `concert link` finds it; nothing where that is refused.
fn linked(
    alike: &AlikePairs,
    strata: &[Stratum],
    accidents: impl Fn(f64, f64) -> f64,
) -> Result<Option<Pairs>, Box<dyn Error>> {
    let mut weighed = match weigh(&alike.pairs, &alike.lists, alike.floor, accidents) {
        Ok(weighed) => weighed,
        Err(refusal) => {
            eprintln!("{refusal}");
            return Ok(None);
        }
    };
    for found in weighed.add_traits(&Stratum::traits(strata)) {
        eprintln!("{found:?}");
    }
    let sizes: Vec<u32> = alike.lists.iter().map(|list| list.records).collect();
    let clean: Vec<bool> = alike.lists.iter().map(|list| list.clean).collect();
    let lists = Lists::new(&sizes, &clean)?;
    let (none, settings) = (Decisions::default(), PartitionSettings::default());
    let settings = calibrated(&lists, &weighed.pairs, &none, &settings, &mut go_on)??;
    let posterior = partition(&lists, &weighed.pairs, &none, &settings, &mut go_on)??;
    let mut pairs = Vec::new();
    for cluster in posterior.point().clusters() {
        for (at, &first) in cluster.iter().enumerate() {
            pairs.extend(cluster[at + 1..].iter().map(|&second| (first, second)));
        }
    }
    Ok(Some(pairs))
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
