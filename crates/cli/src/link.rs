//! `concert link` and `concert evidence`.

use std::collections::BTreeMap;

use concert_secretariat::{
    CaseList, CaseListFile, CaseListRead, CaseListView, ClkList, EstimateSettings, LinkAsked,
    LinkSummary, LinkageLevel, Linked, PairDecisions, Weighing, is_encoded_list, keep_linkage,
    link_clks, link_encoded, link_in_the_clear, read_case_list, read_clk_list, read_encoded_list,
    read_round, tell_names_apart,
};
use serde::Serialize;

use crate::estimate_linked::{Estimated, Said};
use crate::estimate_text::{counted, percent, whole};
use crate::link_flags::{Evidence, Link, Linking};
use crate::output::{self, Failure};
use crate::{link_review, long_work, office};

/// How many of the rows that could not be read are named.
const SHOWN_ROWS: usize = 10;

/// What `concert link --json` prints.
#[derive(Serialize)]
struct LinkAnswer<'a> {
    lists_read: &'a [CaseListView],
    #[serde(flatten)]
    summary: &'a LinkSummary,
}

/// What `concert evidence --json` prints.
#[derive(Serialize)]
struct EvidenceAnswer<'a> {
    lists_read: &'a [CaseListView],
    linkage: &'a LinkSummary,
    #[serde(flatten)]
    said: Said<'a>,
}

pub(crate) fn link(flags: &Link) -> Result<(), Failure> {
    let (linked, views) = linked(&flags.linking)?;
    if flags.linking.json {
        return output::json(&LinkAnswer { lists_read: &views, summary: &linked.summary });
    }
    show_lists(&views)?;
    show(&linked.summary)?;
    let estimable = linked.summary.estimable().is_ok();
    if let Some(folder) = flags.linking.out.as_ref().filter(|_| estimable) {
        say!("\nEstimate how many are on no list: concert estimate {}", folder.display());
        if let Some(axis) = linked.summary.asked.by.first() {
            say!("By kind: concert estimate {} --by {}", folder.display(), axis.word());
        }
    }
    Ok(())
}

pub(crate) fn evidence(flags: &Evidence) -> Result<(), Failure> {
    let (linked, views) = linked(&flags.linking)?;
    linked.summary.estimable().map_err(Failure::Refused)?;
    let (table, draws) = linked.summary.tables(&linked.captures)?;
    let mut settings = EstimateSettings {
        max_order: flags.order.map(usize::from),
        seed: flags.linking.seed,
        sensitivity: !flags.quick,
        ..EstimateSettings::default()
    };
    if flags.quick {
        settings.coverage_tables = 0;
    }
    let found = Estimated::of(&table, &draws, &settings, flags.replicates as usize)?;
    if let Some(path) = &flags.html {
        found.write_document(&linked.summary, path)?;
    }
    if flags.linking.json {
        output::json(&EvidenceAnswer {
            lists_read: &views,
            linkage: &linked.summary,
            said: found.said(),
        })?;
    } else {
        show_lists(&views)?;
        show(&linked.summary)?;
        found.show()?;
    }
    found.answered()
}

/// Reads the lists, links them and writes what was asked for.
fn linked(flags: &Linking) -> Result<(Linked, Vec<CaseListView>), Failure> {
    let asked = LinkAsked {
        by: flags.by.clone(),
        draws: usize::from(flags.draws),
        seed: flags.seed,
        smallest_cell: flags.smallest_cell,
        reference_year: office::today_utc().year(),
    };
    let encoded = flags.lists.iter().filter(|path| is_encoded_list(path)).count();
    let (linked, views) = match encoded {
        _ if flags.clks => (of_clks(flags, &asked)?, Vec::new()),
        0 => in_the_clear(flags, &asked)?,
        all if all == flags.lists.len() => (of_encodings(flags, &asked)?, Vec::new()),
        _ => {
            let text = "some of the lists are encoded and some are not: encode all, or none";
            return Err(Failure::NotUnderstood(text.to_owned()));
        }
    };
    written(flags, &linked)?;
    Ok((linked, views))
}

fn in_the_clear(
    flags: &Linking,
    asked: &LinkAsked,
) -> Result<(Linked, Vec<CaseListView>), Failure> {
    let reader = office::reader()?;
    let mut read = Vec::new();
    for path in &flags.lists {
        let file = CaseListFile { path: path.clone(), told: flags.columns.clone(), clean: false };
        read.push(read_case_list(&file, asked.reference_year, &reader, &mut |_| {})?);
    }
    tell_names_apart(&mut read);
    for name in &flags.clean {
        let named = read.iter_mut().filter(|read| name == "all" || read.list.name == *name);
        some_list(name, named.map(CaseListRead::set_clean).count())?;
    }
    let (lists, views): (Vec<_>, Vec<_>) =
        read.into_iter().map(|read| (read.list, read.view)).unzip();
    eprintln!("level 0: names are seen in the clear; nothing leaves this machine by itself");
    let linked = reviewed(flags, &lists, |decided| {
        let linked = long_work::until_ended("linking", |tell| {
            link_in_the_clear(&lists, asked, decided, tell)
        })?;
        long_work::whole(linked)
    })?;
    Ok((linked, views))
}

/// What `--clean` names must be there.
fn some_list(name: &str, called_so: usize) -> Result<(), Failure> {
    if called_so > 0 {
        return Ok(());
    }
    Err(Failure::NotUnderstood(format!("--clean: no list is called '{name}'")))
}

fn of_encodings(flags: &Linking, asked: &LinkAsked) -> Result<Linked, Failure> {
    if !flags.clean.is_empty() || !flags.columns.is_empty() {
        let text = "an encoded list says itself whether it is clean, and has no columns: leave out --clean and --column";
        return Err(Failure::NotUnderstood(text.to_owned()));
    }
    let reader = office::reader()?;
    let round = flags.round.as_ref().map(|path| read_round(path)).transpose()?;
    let lists = flags.lists.iter().map(|path| read_encoded_list(path, round.as_ref(), &reader));
    let lists = lists.collect::<Result<Vec<_>, _>>()?;
    eprintln!("level 1: encodings are compared; no name is seen here");
    reviewed(flags, &[], |decided| {
        let linked =
            long_work::until_ended("linking", |tell| link_encoded(&lists, asked, decided, tell))?;
        long_work::whole(linked)
    })
}

fn of_clks(flags: &Linking, asked: &LinkAsked) -> Result<Linked, Failure> {
    let mut lists = Vec::new();
    for path in &flags.lists {
        lists.push(read_clk_list(path)?);
    }
    for name in &flags.clean {
        let named = lists.iter_mut().filter(|list| name == "all" || list.name() == name);
        some_list(name, named.map(ClkList::set_clean).count())?;
    }
    eprintln!(
        "CLKs are weaker than any level of Concert: whoever has their secret can try names against them, and a few known people open the rest"
    );
    reviewed(flags, &[], |decided| {
        let linked =
            long_work::until_ended("linking", |tell| link_clks(&lists, asked, decided, tell))?;
        long_work::whole(linked)
    })
}

/// Links by the decisions that were made; where somebody reviews, lets them decide, and links once more.
fn reviewed(
    flags: &Linking,
    lists: &[CaseList],
    link: impl Fn(&PairDecisions) -> Result<Linked, Failure>,
) -> Result<Linked, Failure> {
    let Some(path) = &flags.decisions else { return link(&PairDecisions::default()) };
    let decided = PairDecisions::read(path)?;
    if !flags.review && decided.is_empty() {
        return Err(Failure::NotUnderstood(format!(
            "--decisions {}: nothing is decided in it",
            path.display()
        )));
    }
    let linked = link(&decided)?;
    let Some(reviewer) = flags.reviewer.as_ref().filter(|_| flags.review) else {
        return Ok(linked);
    };
    let doubtful = linked.in_doubt(link_review::BAND);
    let new = link_review::review(&doubtful, lists, &decided, path, reviewer)?;
    if new == 0 { Ok(linked) } else { link(&PairDecisions::read(path)?) }
}

fn written(flags: &Linking, linked: &Linked) -> Result<(), Failure> {
    if let Some(folder) = &flags.out {
        keep_linkage(linked, folder)?;
    }
    let mut formulas = 0;
    if let Some(path) = &flags.pairs {
        formulas += linked.write_pairs(std::fs::File::create(path)?, flags.least)?;
    }
    if let Some(path) = &flags.clusters {
        formulas += linked.write_clusters(std::fs::File::create(path)?)?;
    }
    if formulas > 0 {
        eprintln!(
            "{formulas} identifiers begin as a formula does: read these files as text, not in a spreadsheet"
        );
    }
    Ok(())
}

/// How each list was understood.
pub(crate) fn show_lists(views: &[CaseListView]) -> Result<(), Failure> {
    let language = output::language();
    for view in views {
        let by = view.identified_by.as_ref().map_or_else(
            || "identified by the row".to_owned(),
            |heading| format!("identified by '{heading}'"),
        );
        say!("# {}: {} records, {by}\n", view.name, view.records);
        let rows: Vec<Vec<String>> = view
            .columns
            .iter()
            .map(|column| {
                vec![
                    column.heading.clone(),
                    column.field.clone(),
                    column.how.to_owned(),
                    percent(column.filled),
                    column.distinct.to_string(),
                    column.habitual.map(percent).unwrap_or_default(),
                ]
            })
            .collect();
        output::table(
            false,
            &["column", "says", "known", "filled", "different", "habitual"],
            &rows,
        )?;
        for (heading, why) in &view.left_out {
            say!("'{heading}' is left out: {}", concert_server::left_out_text(&language, why));
        }
        broken_rows(view, &language);
        for note in &view.notes {
            let place = note.heading.as_ref().or(note.reference.as_ref());
            let place = place.map(|place| format!("'{place}': ")).unwrap_or_default();
            let times =
                if note.times > 1 { format!(" ({} times)", note.times) } else { String::new() };
            let text = concert_server::note_text(&language, note.code);
            say!("note: {place}{text}{times}");
        }
        say!();
    }
    Ok(())
}

/// Rows that could not be read, by the reason.
fn broken_rows(view: &CaseListView, language: &str) {
    let mut by_reason: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (row, why) in &view.broken_rows {
        by_reason.entry(why).or_default().push(*row);
    }
    for (why, rows) in by_reason {
        let first: Vec<String> = rows.iter().take(SHOWN_ROWS).map(u32::to_string).collect();
        let more = if rows.len() > SHOWN_ROWS { ", ..." } else { "" };
        let text = concert_server::note_text(language, why);
        say!("{} left out: {text} Rows: {}{more}", counted(rows.len(), "row"), first.join(", "));
    }
}

pub(crate) fn show(summary: &LinkSummary) -> Result<(), Failure> {
    let quality = &summary.quality;
    let records: u32 = summary.lists.iter().map(|list| list.records).sum();
    let level = match summary.level {
        LinkageLevel::InTheClear => "level 0, names in the clear",
        LinkageLevel::Encoded => "level 1, encodings",
        LinkageLevel::Clks => "CLKs, which whoever has their secret can open",
    };
    let decoys: u64 = summary.lists.iter().map(|list| list.decoys).sum();
    let made_up = if decoys > 0 { format!(", {decoys} of them made up") } else { String::new() };
    say!("# {} lists, {records} records{made_up} ({level})\n", summary.lists.len());
    let range = |interval: [f64; 2], of: fn(f64) -> String| {
        format!("{} to {}", of(interval[0]), of(interval[1]))
    };
    // Where nobody can tell how many links are missing, people are fewer than they seem.
    let is_whole = summary.estimable().is_ok();
    let most = format!("at most {}", whole(quality.people.interval[1]));
    let rows = vec![
        vec![
            "people".to_owned(),
            if is_whole { whole(quality.people.mean) } else { most },
            if is_whole { range(quality.people.interval, whole) } else { String::new() },
        ],
        vec!["links made".to_owned(), quality.links.to_string(), String::new()],
        vec![
            "links that are right".to_owned(),
            percent(quality.precision.mean),
            range(quality.precision.interval, percent),
        ],
        vec![
            "right links that are made".to_owned(),
            if is_whole { percent(quality.recall.mean) } else { "not known".to_owned() },
            if is_whole { range(quality.recall.interval, percent) } else { String::new() },
        ],
    ];
    output::table(false, &["", "expected", "95 %"], &rows)?;
    let on: Vec<String> = quality
        .sizes
        .iter()
        .enumerate()
        .filter(|(_, people)| **people >= 0.5)
        .map(|(at, people)| format!("{}: {}", at + 1, whole(*people)))
        .collect();
    say!("\npeople as linked, by number of their records: {}", on.join(", "));
    if let Some(used) = &summary.decisions {
        say!(
            "decided by people: {} pairs are one person, {} are two",
            used.one_person,
            used.two_people
        );
    }
    if let Weighing::Fields(report) = &summary.weighing {
        say!("\n# What fields say, in bits for and against\n");
        let rows: Vec<Vec<String>> = report
            .variables
            .iter()
            .map(|variable| {
                let bits = || variable.levels.iter().map(|level| level.bits);
                // Where no two records that were compared are alike in a field, nothing was learned of what that would
                // say; the same where none differ, and where no two have it.
                let told = |bits: Option<f64>| bits.map(|b| format!("{b:+.1}")).unwrap_or_default();
                vec![
                    variable.name.clone(),
                    told(bits().filter(|bits| *bits > 0.0).reduce(f64::max)),
                    told(bits().filter(|bits| *bits < 0.0).reduce(f64::min)),
                    percent(variable.missing),
                ]
            })
            .collect();
        output::table(false, &["field", "alike", "different", "missing"], &rows)?;
        for warning in &report.warnings {
            let text = concert_server::linkage_warning_text(&output::language(), warning.code());
            say!("warning: {text}");
        }
    }
    if let Err(refused) = summary.estimable() {
        let told = concert_server::refusal_text(&output::language(), &refused);
        say!("warning: {} {}", told.sentence, told.hint);
    }
    for (kind, times) in &summary.suspicions {
        say!("look at: {}", concert_server::suspicion_text(&output::language(), kind, *times));
    }
    Ok(())
}
