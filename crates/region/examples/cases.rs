//! Writes case lists of made-up people as CSV files, and the truth beside them:
//! `cargo run --release -p concert-region --example cases -- --out DIR --people 20000 --lists 4
//! --seed 1 [--hard] [--captures 0.3,0.02,...] [--keepers police,shelter,...] [--heterogeneity 0.8]
//! [--clean]`.
//!
//! A folder holds one file for each list, `truth.csv` (list, id, person: who stands in which record),
//! `histories.csv` (how many people share each capture history, the last line those on no list) and
//! `people.csv` (the true name, birth date, sex, citizenship and form of everybody on a list).
#![expect(clippy::print_stdout, reason = "printing is what this example is for")]

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use concert_region::{CaseParameters, CaseWorld, Keeper, ListParameters, case_lists};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (mut out, mut people, mut lists, mut seed) = (PathBuf::from("cases"), 20_000, 4, 1);
    let (mut hard, mut clean, mut heterogeneity) = (false, false, 0.0);
    let (mut captures, mut keepers) = (String::new(), String::new());
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--out" => out = value()?.into(),
            "--people" => people = value()?.parse()?,
            "--lists" => lists = value()?.parse()?,
            "--seed" => seed = value()?.parse()?,
            "--heterogeneity" => heterogeneity = value()?.parse()?,
            "--captures" => captures = value()?,
            "--keepers" => keepers = value()?,
            "--hard" => hard = true,
            "--clean" => clean = true,
            other => return Err(format!("no flag is {other}").into()),
        }
    }
    let mut parameters = if hard {
        CaseParameters::hard(people, lists)
    } else {
        CaseParameters::ordinary(people, lists)
    };
    parameters.heterogeneity = heterogeneity;
    let named = |name: &str| Keeper::ALL.into_iter().find(|keeper| keeper.name() == name);
    if !keepers.is_empty() {
        let of = if hard { ListParameters::hard } else { ListParameters::ordinary };
        parameters.lists.clear();
        for name in keepers.split(',') {
            let keeper = named(name).ok_or(format!("nobody keeps a list called {name}"))?;
            parameters.lists.push(of(keeper));
        }
    }
    for (list, capture) in parameters.lists.iter_mut().zip(captures.split_terminator(',')) {
        list.capture = capture.parse()?;
    }
    if clean {
        for list in &mut parameters.lists {
            list.duplicates = 0.0;
        }
    }
    let world = case_lists(&parameters, seed)?;
    std::fs::create_dir_all(&out)?;
    write(&world, &out)?;
    for list in &world.lists {
        println!("{:20} {:>7} records", list.name, list.rows.len());
    }
    println!("{:20} {:>7} of {} people", "on any list", world.truth.observed(), people);
    Ok(())
}

fn write(world: &CaseWorld, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut truth = String::from("list,id,person\n");
    let mut known = BTreeSet::new();
    for list in &world.lists {
        let mut text = line(&list.headings);
        for (row, person) in list.rows.iter().zip(&list.people) {
            text.push_str(&line(row));
            truth.push_str(&line(&[&list.name, &row[0], &person.to_string()]));
            known.insert(*person);
        }
        std::fs::write(out.join(format!("{}.csv", list.name)), text)?;
    }
    std::fs::write(out.join("truth.csv"), truth)?;
    let mut histories = world.lists.iter().fold(String::new(), |mut text, list| {
        text.push_str(&list.name);
        text.push(',');
        text
    });
    histories.push_str("people\n");
    let nowhere = u64::from(world.truth.population) - world.truth.observed();
    for (history, people) in world.truth.histories.iter().chain([&(0, nowhere)]) {
        for at in 0..world.lists.len() {
            write!(histories, "{},", history >> at & 1)?;
        }
        writeln!(histories, "{people}")?;
    }
    std::fs::write(out.join("histories.csv"), histories)?;
    let mut people = String::from("person,name,own_name,born,sex,citizenship,form,tradition\n");
    for number in known {
        let person = world.person(number);
        people.push_str(&line(&[
            number.to_string(),
            person.latin_name(),
            person.own_name(),
            person.born.to_string(),
            person.sex.to_string(),
            person.citizenship.to_owned(),
            person.form.to_owned(),
            format!("{:?}", person.tradition),
        ]));
    }
    std::fs::write(out.join("people.csv"), people)?;
    Ok(())
}

/// One line of a CSV file (RFC 4180).
fn line<S: AsRef<str>>(cells: &[S]) -> String {
    let quoted: Vec<String> = cells
        .iter()
        .map(|cell| {
            let cell = cell.as_ref();
            if cell.contains([',', '"', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.to_owned()
            }
        })
        .collect();
    quoted.join(",") + "\n"
}
