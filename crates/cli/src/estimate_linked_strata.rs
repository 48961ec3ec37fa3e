//! `concert estimate FOLDER --by AXIS`: people of each kind over all that a kept linkage leaves open.

use concert_secretariat::{
    KeptLinkage, LINKED_STRATUM_COLUMNS, LinkSummary, LinkageAverage, LinkedStrata, LinkedStratum,
    NotAlone, RecordedStratum, Secretariat, StrataSettings, USUAL_REPLICATES, estimate_linked_by,
    linked_stratum_lines,
};
use jiff::Timestamp;
use serde::Serialize;

use crate::estimate_text::{limits, percent, whole};
use crate::flags::Estimate as Flags;
use crate::output::{self, Failure};
use crate::{link, long_work, office};

/// What `--json` prints.
#[derive(Serialize)]
struct Answer<'a> {
    linkage: &'a LinkSummary,
    #[serde(flatten)]
    found: &'a LinkedStrata,
    recorded: &'a [RecordedStratum],
}

pub(crate) fn run(flags: &Flags, kept: &KeptLinkage) -> Result<(), Failure> {
    let words = &flags.question.by;
    let subject = flags.record.as_deref().map(crate::estimate::subject).transpose()?;
    if subject.is_some() {
        kept.summary.recordable_by(words)?;
    }
    let settings = StrataSettings {
        replicates: flags.replicates.map_or(USUAL_REPLICATES, |asked| asked as usize),
        seed: flags.seed,
        ..StrataSettings::default()
    };
    let order = flags.order.map(usize::from);
    let found = long_work::until_ended("estimating from each draw", |tell| {
        estimate_linked_by((&kept.summary, &kept.captures), words, order, settings, tell)
    })?;
    let found = long_work::whole(found)?;
    if !flags.json {
        show(flags, kept, &found)?;
    }
    let mut recorded = Vec::new();
    if let Some(subject) = &subject {
        let secretariat = office::open(&flags.data)?;
        let (operator, now) = (Secretariat::operator(), Timestamp::now());
        recorded = secretariat.record_linked_strata(&operator, kept, &found, subject, None, now)?;
    }
    if flags.json {
        output::json(&Answer { linkage: &kept.summary, found: &found, recorded: &recorded })?;
    }
    recorded.iter().for_each(tell);
    Ok(())
}

/// Says what became of a stratum that was to be recorded.
fn tell(it: &RecordedStratum) {
    match (&it.id, &it.refused) {
        (Some(id), _) => eprintln!("{} recorded as {id}", it.name),
        (None, Some(refused)) => {
            let told = concert_server::refusal_text(&output::language(), refused);
            eprintln!("{} not recorded: {}", it.name, told.sentence);
        }
        (None, None) => {}
    }
}

fn show(flags: &Flags, kept: &KeptLinkage, found: &LinkedStrata) -> Result<(), Failure> {
    if flags.detail.csv {
        return output::table(true, &LINKED_STRATUM_COLUMNS, &linked_stratum_lines(found));
    }
    link::show(&kept.summary)?;
    let by = found.by.join(", ");
    say!("\n# How many there are by {by}, over all that the linkage leaves open\n");
    say!(
        "{} tables of a linkage, {} lists ({}), {} people on them\n",
        found.tables,
        found.lists.len(),
        found.lists.join(", "),
        range(found.observed)
    );
    let sum = &found.sum;
    say!(
        "{} people in all (95 %), {} at the middle: the strata together, each drawn towards the \
         others as far as they are alike. Of what is not known, {} is linkage.\n",
        limits(Some(sum.interval)),
        whole(sum.population),
        percent(sum.linkage_share)
    );
    let mut rows: Vec<Vec<String>> = found.strata.iter().map(|it| row(it, found.tables)).collect();
    let mut all = vec!["in all".to_owned(), range(found.observed)];
    all.extend(people(Some(sum)));
    all.push(String::new());
    all.extend(people(found.sum_alone.as_ref()).into_iter().take(2));
    rows.push(all);
    let head = [
        by.as_str(),
        "seen",
        "people",
        "95 %",
        "linkage",
        "from the others",
        "alone",
        "95 % alone",
    ];
    output::table(false, &head, &rows)?;
    notes(found)
}

fn range([fewest, most]: [u64; 2]) -> String {
    if fewest == most { fewest.to_string() } else { format!("{fewest} to {most}") }
}

/// People, their limits, and how much of what is not known is linkage.
fn people(average: Option<&LinkageAverage>) -> [String; 3] {
    [
        average.map_or_else(|| "-".to_owned(), |it| whole(it.population)),
        limits(average.map(|it| it.interval)),
        average.map(|it| percent(it.linkage_share)).unwrap_or_default(),
    ]
}

fn row(it: &LinkedStratum, tables: usize) -> Vec<String> {
    let mut row = vec![it.name.clone(), range(it.observed)];
    row.extend(people(it.pooled.as_ref()));
    row.push(if it.is_borrowed(tables) {
        "everything (*)".to_owned()
    } else {
        percent(it.share_from_others)
    });
    row.extend(people(it.alone.as_ref()).into_iter().take(2));
    row
}

fn notes(found: &LinkedStrata) -> Result<(), Failure> {
    say!(
        "\nThe people of the strata are medians and do not add up to that of the sum, nor do their \
         limits."
    );
    if found.strata.iter().any(|stratum| stratum.is_borrowed(found.tables)) {
        say!(
            "(*) The stratum says nothing about its hidden people: it is taken to be like the \
             others, no more. Who cannot be estimated is often hardest to find, so that this is \
             rather too low."
        );
    }
    for stratum in &found.strata {
        if let Some(reason) = &stratum.not_pooled {
            tell_reason(&stratum.name, "has no estimate", &NotAlone::Draws(reason.clone()));
        } else if let Some(reason) = &stratum.refused {
            tell_reason(&stratum.name, "alone has no estimate", reason);
        }
    }
    if found.unlabelled[1] > 0 {
        say!(
            "\n{} people have no {}. They are shared out by drawing, as if the label were missing for all \
             of a history alike, and count in the sum. If that is wrong, a stratum alone may have as few \
             or as many people as if none or all of them belonged to it:\n",
            range(found.unlabelled),
            found.by.join(" or no ")
        );
        let people = |people: Option<f64>| people.map_or_else(|| "no estimate".to_owned(), whole);
        let row = |it: &LinkedStratum| {
            let [none, all] = it.if_unlabelled.map(people);
            vec![it.name.clone(), none, all]
        };
        let rows: Vec<Vec<String>> = found.strata.iter().map(row).collect();
        output::table(false, &[&found.by.join(", "), "if none", "if all"], &rows)?;
    }
    if found.sum.few_tables {
        say!("\nwarning: so few tables hardly show how far linkages differ; ten or more are wise.");
    }
    Ok(())
}

fn tell_reason(name: &str, what: &str, reason: &NotAlone) {
    let told = concert_server::refusal_text(&output::language(), &reason.refused());
    say!("\n{name} {what}: {}\n  {}", told.sentence, told.hint);
}
