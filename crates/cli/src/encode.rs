//! `concert encode`.

use std::path::{Path, PathBuf};

use concert_secretariat::{
    AskedTokens, AttackLimits, AttackOutcome, CaseListFile, CaseListRead, CaseListView, Entropy,
    Rehearsal, RoundFile, ToSend, answer_request, ask_for_tokens, keep_asked, kept_asked,
    read_answer, read_case_list, read_round, shares_beside, to_send, write_message,
};
use serde::Serialize;

use crate::estimate_text::percent;
use crate::output::{self, Failure};
use crate::round_flags::Encode;
use crate::{link, long_work, office};

/// What `--json` prints.
#[derive(Serialize)]
struct Answer<'a> {
    list: &'a CaseListView,
    records: usize,
    in_file: usize,
    attacks: &'a [AttackOutcome],
    rehearsal: &'a Rehearsal,
    written: bool,
}

pub(crate) fn run(flags: &Encode) -> Result<(), Failure> {
    let round = read_round(&flags.round)?;
    let file =
        CaseListFile { path: flags.cases.clone(), told: flags.columns.clone(), clean: flags.clean };
    let this_year = office::today_utc().year();
    let read = read_case_list(&file, this_year, &office::reader()?, &mut |_| {})?;
    if !flags.json {
        link::show_lists(std::slice::from_ref(&read.view))?;
        let of_round =
            read.list.columns.iter().filter(|column| round.settings.encodes(column.field));
        let headings: Vec<&str> = of_round.map(|column| column.heading.as_str()).collect();
        say!("columns that the round encodes: {}\n", headings.join(", "));
    }
    let name = flags.name.as_ref().unwrap_or(&read.list.name).clone();
    let Some((asked, answers)) = answered(flags, &round, &read, &name)? else { return Ok(()) };
    let made = long_work::until_ended("encoding and attacking", |tell| {
        to_send(&read.list, &round, &asked, &answers, Entropy::of_the_system(), tell)
    })?;
    let made = long_work::whole(made)?;
    let limits =
        AttackLimits { few_pairs: flags.limit / 100.0, otherwise: flags.limit_otherwise / 100.0 };
    if !flags.json {
        show(&made)?;
    }
    let written = made.write(&name, &flags.out, limits);
    if flags.json {
        output::json(&Answer {
            list: &read.view,
            records: made.records,
            in_file: made.in_file,
            attacks: &made.attacks.attacks,
            rehearsal: &made.rehearsal,
            written: written.is_ok(),
        })?;
    }
    let kept = written?;
    if !flags.answers.is_empty() {
        // With it, whoever has the request and the answers could try names.
        std::fs::remove_file(beside(&flags.out, "asked"))?;
    }
    eprintln!(
        "{} may leave; {} says which record is which and stays here",
        flags.out.display(),
        kept.display()
    );
    Ok(())
}

/// The answers of enough holders; none where they are still to be asked.
fn answered(
    flags: &Encode,
    round: &RoundFile,
    read: &CaseListRead,
    member: &str,
) -> Result<Option<(AskedTokens, Vec<concert_secretariat::RoundAnswer>)>, Failure> {
    let request_path = beside(&flags.out, "request");
    let secret_path = beside(&flags.out, "asked");
    if !flags.answers.is_empty() {
        let asked = kept_asked(&secret_path)?;
        let answers = flags.answers.iter().map(|path| read_answer(path));
        return Ok(Some((asked, answers.collect::<Result<_, _>>()?)));
    }
    let entropy = Entropy::of_the_system();
    let (request, asked) = ask_for_tokens(&read.list, round, entropy)?;
    let shares = shares_beside(&flags.round);
    let needed = usize::from(round.round.needed);
    if shares.len() >= needed {
        eprintln!(
            "{needed} shares lie beside the round and answer: whoever has this machine has the key of the round"
        );
        let answers = shares
            .iter()
            .take(needed)
            .map(|share| answer_request(share, member, &request, entropy));
        return Ok(Some((asked, answers.collect::<Result<_, _>>()?)));
    }
    write_message(&request_path, &request)?;
    keep_asked(&asked, &secret_path)?;
    say!("{} tokens are to be answered by {needed} holders.", request.len());
    say!("Send them {}; it tells nothing of the list.", request_path.display());
    say!(
        "Then: concert encode {} --round {} -o {} --answer ANSWER ANSWER",
        flags.cases.display(),
        flags.round.display(),
        flags.out.display()
    );
    Ok(None)
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(end);
    name.into()
}

/// Limits are below a percent.
fn tenths(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

fn show(made: &ToSend) -> Result<(), Failure> {
    say!("# What would leave: {} records, made-up ones among them\n", made.in_file);
    let rows: Vec<Vec<String>> = made
        .attacks
        .attacks
        .iter()
        .map(|outcome| {
            let (low, high) = outcome.interval();
            vec![
                in_words(outcome),
                outcome.known.to_string(),
                outcome.tried.to_string(),
                tenths(outcome.rate()),
                format!("{} to {}", tenths(low), tenths(high)),
                tenths(outcome.chance()),
            ]
        })
        .collect();
    let head = ["attack", "pairs known", "people attacked", "recognised", "95 %", "by chance"];
    output::table(false, &head, &rows)?;
    let rehearsal = &made.rehearsal;
    let share = |found: usize| percent(found as f64 / rehearsal.written.max(1) as f64);
    say!(
        "\nOf {} records written anew with one slip, {} find themselves among {}; with three slips, {}.",
        rehearsal.written,
        share(rehearsal.found_with_one_slip),
        rehearsal.among,
        share(rehearsal.found_with_three_slips)
    );
    Ok(())
}

fn in_words(outcome: &AttackOutcome) -> String {
    use concert_secretariat::Attack;
    match outcome.attack {
        Attack::KnownPairs => "regression from known pairs",
        Attack::KnownPairsParityAware => "the same, knowing how bits are mixed",
        Attack::DictionaryWithKey => "dictionary, with the key",
        Attack::DictionaryWithoutKey => "dictionary, without the key",
        Attack::Frequency => "frequencies",
        Attack::Patterns => "patterns of bits",
        Attack::Graph => "graph of likeness",
    }
    .to_owned()
}
