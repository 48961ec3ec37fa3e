//! `concert link --review`: doubtful pairs one after the other, as a pattern first; values are disclosed a column at a time.

use std::collections::BTreeSet;
use std::io::{BufRead, Write};
use std::path::Path;

use concert_secretariat::{
    Agrees, CaseList, DecidedPair, InDoubt, PairDecision, PairDecisions, disclosed, keep_decision,
};
use jiff::Timestamp;

use crate::estimate_text::percent;
use crate::output::{self, Failure};

/// Pairs with a probability between these two are in doubt.
pub(crate) const BAND: [f64; 2] = [0.1, 0.9];

/// What somebody typed.
enum Typed<'t> {
    Decides(PairDecision),
    /// To see the values of a column.
    Shows(&'t str),
    /// To see the headings of the columns.
    Headings,
    Ends,
    Unknown,
}

fn typed(line: &str) -> Typed<'_> {
    let (word, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
    match (word, rest.trim()) {
        ("s", "") => Typed::Decides(PairDecision::OnePerson),
        ("d", "") => Typed::Decides(PairDecision::TwoPeople),
        ("u", "") => Typed::Decides(PairDecision::Unsure),
        ("v", "") => Typed::Headings,
        ("v", heading) => Typed::Shows(heading),
        ("q", "") => Typed::Ends,
        _ => Typed::Unknown,
    }
}

/// Goes through the pairs that nobody has looked at; says how many were decided. Each decision is in the file before the next pair
/// is shown, so that nothing is lost whenever this ends.
pub(crate) fn review(
    doubtful: &[InDoubt],
    lists: &[CaseList],
    decided: &PairDecisions,
    path: &Path,
    by: &str,
) -> Result<usize, Failure> {
    let left: Vec<&InDoubt> = doubtful.iter().filter(|pair| !decided.has(pair)).collect();
    if left.is_empty() {
        eprintln!("no pair is in doubt that nobody has looked at");
    }
    let mut lines = std::io::stdin().lock().lines();
    let mut done = 0;
    for (number, pair) in (1..).zip(&left) {
        say!(
            "\n# Pair {number} of {}: one person with {}\n",
            left.len(),
            percent(pair.probability)
        );
        let rows: Vec<Vec<String>> = pair.pattern.iter().map(row).collect();
        output::table(false, &["", "alike", "bits"], &rows)?;
        let mut shown = BTreeSet::new();
        loop {
            let mut out = std::io::stdout().lock();
            write!(
                out,
                "\n[s]ame person, [d]ifferent people, [u]nsure, [v]alues of a column, [q]uit: "
            )?;
            out.flush()?;
            let Some(line) = lines.next().transpose()? else { return Ok(done) };
            match typed(&line) {
                Typed::Ends => return Ok(done),
                Typed::Headings if lists.is_empty() => {
                    say!("encoded lists have no values to show");
                }
                Typed::Headings => say!("v COLUMN, of: {}", headings(lists)),
                Typed::Shows(heading) => {
                    let values = disclosed(lists, pair, heading);
                    if values.is_empty() {
                        say!("no list of the pair has a column '{heading}'");
                        continue;
                    }
                    shown.insert(heading.trim().to_owned());
                    for (list, value) in values {
                        say!("{list}: {}", value.as_deref().unwrap_or("-"));
                    }
                }
                Typed::Unknown => say!("type one of the letters s, d, u, v, q"),
                Typed::Decides(decision) => {
                    let shown: Vec<String> = shown.into_iter().collect();
                    let kept = DecidedPair {
                        list_a: pair.first.list.clone(),
                        id_a: pair.first.id.clone(),
                        list_b: pair.second.list.clone(),
                        id_b: pair.second.id.clone(),
                        decision,
                        by: by.to_owned(),
                        at: Timestamp::now(),
                        shown: shown.join(";"),
                    };
                    keep_decision(path, &kept)?;
                    done += 1;
                    break;
                }
            }
        }
    }
    Ok(done)
}

fn row(agrees: &Agrees) -> Vec<String> {
    let alike = match agrees.alike {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let bits = agrees.bits.map(|bits| format!("{bits:+.1}")).unwrap_or_default();
    vec![agrees.what.clone(), alike.to_owned(), bits]
}

fn headings(lists: &[CaseList]) -> String {
    let all = lists.iter().flat_map(|list| list.columns.iter().map(|it| it.heading.as_str()));
    all.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ")
}
