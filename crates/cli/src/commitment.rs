//! `concert commitment`: what was promised towards the actions of plans, and how far it is.

use std::io::Write;

use concert_secretariat::{
    Claim, Commitment, CommitmentFilter, CommitmentRow, CommitmentView, Evidence, Measure,
    ProgressLevel, Secretariat,
};
use concert_terms::Names;
use jiff::Timestamp;

use crate::flags::{
    Commitment as Flags, CommitmentChange, CommitmentClaim, CommitmentContent, CommitmentList,
    CommitmentMake, CommitmentQuestion, CommitmentReminders, CommitmentReviewer, CommitmentShow,
    CommitmentWithdraw,
};
use crate::office;
use crate::output::{self, Failure};

pub(crate) fn run(flags: &Flags) -> Result<(), Failure> {
    match &flags.asks {
        CommitmentQuestion::List(flags) => list(flags),
        CommitmentQuestion::Show(flags) => show(flags),
        CommitmentQuestion::Make(flags) => make(flags),
        CommitmentQuestion::Change(flags) => change(flags),
        CommitmentQuestion::Withdraw(flags) => withdraw(flags),
        CommitmentQuestion::Claim(flags) => claim(flags),
        CommitmentQuestion::Reviewer(flags) => reviewer(flags),
        CommitmentQuestion::Reminders(flags) => reminders(flags),
        CommitmentQuestion::Fit(flags) => crate::commitment_fit::run(flags),
    }
}

const COLUMNS: [&str; 11] = [
    "commitment",
    "maker",
    "action",
    "promise",
    "due",
    "standing",
    "light",
    "claimed",
    "evidenced",
    "reviewed",
    "days_late",
];

fn row(row: &CommitmentRow, language: &str) -> Vec<String> {
    let level = |level: Option<ProgressLevel>| level.map_or("", ProgressLevel::code).to_owned();
    vec![
        row.id.to_string(),
        row.maker.names.pick(language).to_owned(),
        row.action.clone(),
        row.text.pick(language).to_owned(),
        row.due.to_string(),
        row.standing.code().to_owned(),
        row.light.code().to_owned(),
        level(row.claimed),
        level(row.evidenced),
        level(row.reviewed),
        row.days_late.map(|days| days.to_string()).unwrap_or_default(),
    ]
}

fn list(flags: &CommitmentList) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.shown.data)?;
    let maker = match &flags.maker {
        Some(named) => Some(secretariat.organisation_called(named)?),
        None => None,
    };
    let filter = CommitmentFilter {
        plan: flags.plan,
        action: flags.action.clone(),
        maker,
        place: flags.place.clone(),
        standing: flags.standing,
        light: flags.light,
        due_within: flags.within,
        text: flags.text.clone(),
    };
    let day = flags.at.unwrap_or_else(office::today_utc);
    let page = secretariat.commitments(&filter, day, flags.page as usize - 1)?;
    if flags.shown.printed.json {
        return output::json(&page);
    }
    let language = output::language();
    let rows: Vec<Vec<String>> = page.items.iter().map(|it| row(it, &language)).collect();
    output::table(flags.shown.printed.csv, &COLUMNS, &rows)?;
    if page.pages > 1 {
        eprintln!("page {} of {}, {} commitments", page.page + 1, page.pages, page.total);
    }
    Ok(())
}

fn show(flags: &CommitmentShow) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.shown.data)?;
    let view =
        secretariat.commitment(flags.commitment, flags.at.unwrap_or_else(office::today_utc))?;
    if flags.shown.printed.json {
        return output::json(&view);
    }
    let language = output::language();
    if flags.shown.printed.csv {
        return output::table(true, &COLUMNS, &[row(&view.row, &language)]);
    }
    print(&view, &language)
}

fn print(view: &CommitmentView, language: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let its = &view.row;
    writeln!(out, "{}", its.text.pick(language))?;
    writeln!(out, "{}, towards action {}", its.maker.names.pick(language), its.action)?;
    let late = its.days_late.filter(|days| *days > 0);
    let late = late.map(|days| format!(", {days} days late")).unwrap_or_default();
    writeln!(out, "promised {}, due {}, {}{late}", its.made, its.due, its.standing.code())?;
    let light = &view.traffic_light;
    let facts = &light.facts;
    writeln!(
        out,
        "light {}: {}; {:.0} % of the time has passed, {} expected, {} counts ({}), {} levels behind",
        its.light.code(),
        light.reason.code(),
        facts.time_passed * 100.0,
        light.expected.code(),
        facts.level.code(),
        facts.basis.code(),
        light.levels_behind,
    )?;
    if facts.days_postponed != 0 {
        writeln!(out, "last day moved by {} days since the promise", facts.days_postponed)?;
    }
    if facts.changed_since_review {
        writeln!(out, "changed since its last review")?;
    }
    let level = |level: Option<ProgressLevel>| level.map_or("nothing", ProgressLevel::code);
    writeln!(
        out,
        "claimed {}, evidenced {}, reviewed {}",
        level(its.claimed),
        level(its.evidenced),
        level(its.reviewed)
    )?;
    let mut said: Vec<Vec<String>> = Vec::new();
    for version in &view.versions {
        let changed: Vec<&str> = version.changed.iter().map(|it| it.code()).collect();
        let what = if changed.is_empty() {
            "made".to_owned()
        } else {
            format!("changed: {}", changed.join(", "))
        };
        said.push(vec![version.said.statement.to_string(), what, version.reason.clone()]);
    }
    for claim in &view.claims {
        let checked = if claim.is_evidenced { "can be checked" } else { "cannot be checked" };
        let what = format!("claimed {} on {}, {checked}", claim.level.code(), claim.on);
        let text = claim.text.pick(language).to_owned();
        said.push(vec![claim.said.statement.to_string(), what, text]);
    }
    for naming in &view.reviewers {
        let who = naming.reviewer.as_ref().map_or("", |who| who.names.pick(language));
        let what = format!("reviewer: {who}");
        said.push(vec![naming.said.statement.to_string(), what, naming.reason.clone()]);
    }
    for review in &view.reviews {
        let what = format!("reviewed {}", review.level.code());
        let text = review.text.pick(language).to_owned();
        said.push(vec![review.said.statement.to_string(), what, text]);
    }
    if let Some((act, reason)) = &view.withdrawn {
        said.push(vec![act.statement.to_string(), "withdrawn".to_owned(), reason.clone()]);
    }
    said.sort_by_key(|row| row[0].parse::<u64>().unwrap_or_default());
    drop(out);
    output::table(false, &["statement", "what", "why"], &said)
}

fn make(flags: &CommitmentMake) -> Result<(), Failure> {
    let secretariat = office::open(&flags.data)?;
    let maker = secretariat.organisation_called(&flags.maker)?;
    let id = flags.id.unwrap_or_else(|| secretariat.fresh_id());
    let text = Names::new(&flags.content.language, &flags.text);
    let mut commitment = Commitment::new(id, maker, (flags.plan, &flags.action), text, flags.due);
    commitment.promised = flags.promised;
    let commitment = with_content(commitment, &flags.content)?;
    let operator = Secretariat::operator();
    secretariat.make_commitment(&operator, commitment, Timestamp::now())?;
    say!("{id}");
    Ok(())
}

fn change(flags: &CommitmentChange) -> Result<(), Failure> {
    let secretariat = office::open(&flags.data)?;
    let mut commitment = secretariat.commitment_document(flags.commitment)?;
    if let Some(text) = &flags.text {
        commitment.text = commitment.text.with(&flags.content.language, text);
    }
    commitment.due = flags.due.unwrap_or(commitment.due);
    if let Some(action) = &flags.action {
        commitment.action.clone_from(action);
    }
    commitment.source = None;
    let commitment = with_content(commitment, &flags.content)?;
    let operator = Secretariat::operator();
    let done =
        secretariat.change_commitment(&operator, commitment, &flags.reason, Timestamp::now())?;
    tell_if_nothing_new(done.count);
    Ok(())
}

/// The commitment with what the flags name; the rest stays.
fn with_content(
    mut commitment: Commitment,
    content: &CommitmentContent,
) -> Result<Commitment, Failure> {
    if let Some(means) = content.means().map_err(Failure::Broken)? {
        commitment.means = means;
    }
    if !content.cell.is_empty() {
        commitment.cells.clone_from(&content.cell);
    }
    commitment.measure = measure(commitment.measure, content)?;
    commitment.condition = content.waits_for.or(commitment.condition);
    commitment.public_from = content.public_from.or(commitment.public_from);
    Ok(commitment)
}

/// The indicator with what the flags name; a new one is named whole.
fn measure(
    before: Option<Measure>,
    content: &CommitmentContent,
) -> Result<Option<Measure>, Failure> {
    let CommitmentContent { measure, unit, baseline, target, language, .. } = content;
    if measure.is_none() && unit.is_none() && baseline.is_none() && target.is_none() {
        return Ok(before);
    }
    if let Some(before) = before {
        return Ok(Some(Measure {
            text: match measure {
                Some(words) => before.text.with(language, words),
                None => before.text,
            },
            unit: unit.clone().unwrap_or(before.unit),
            baseline: baseline.or(before.baseline),
            target: target.unwrap_or(before.target),
        }));
    }
    let (Some(words), Some(unit), Some(target)) = (measure, unit, target) else {
        let said = "a new indicator has --measure, --unit and --target";
        return Err(Failure::Broken(said.to_owned()));
    };
    let text = Names::new(language, words);
    Ok(Some(Measure { text, unit: unit.clone(), baseline: *baseline, target: *target }))
}

fn withdraw(flags: &CommitmentWithdraw) -> Result<(), Failure> {
    let secretariat = office::open(&flags.data)?;
    let (operator, now) = (Secretariat::operator(), Timestamp::now());
    let done = secretariat.withdraw_commitment(&operator, flags.commitment, &flags.reason, now)?;
    tell_if_nothing_new(done.count);
    Ok(())
}

fn claim(flags: &CommitmentClaim) -> Result<(), Failure> {
    let secretariat = office::open(&flags.data)?;
    let mut evidence: Vec<Evidence> = Vec::new();
    evidence.extend(flags.initiative.iter().map(|id| Evidence::Initiative(*id)));
    evidence.extend(flags.statement.iter().map(|index| Evidence::Statement(*index)));
    evidence.extend(flags.estimate.iter().map(|id| Evidence::Estimate(*id)));
    evidence.extend(flags.document.as_ref().map(|title| Evidence::Document {
        title: title.clone(),
        address: flags.address.clone().unwrap_or_default(),
        sha256: flags.sha256.clone().unwrap_or_default().to_lowercase(),
    }));
    let claim = Claim {
        commitment: flags.commitment,
        level: flags.level,
        on: flags.on.unwrap_or_else(office::today_utc),
        text: Names::new(&flags.language, &flags.text),
        figure: flags.figure,
        evidence,
    };
    let is_evidenced = claim.is_evidenced();
    let operator = Secretariat::operator();
    let done = secretariat.claim_progress(&operator, claim, Timestamp::now())?;
    if !is_evidenced {
        eprintln!("nothing by which this could be checked: it is claimed, not evidenced");
    }
    tell_if_nothing_new(done.count);
    Ok(())
}

fn reviewer(flags: &CommitmentReviewer) -> Result<(), Failure> {
    let secretariat = office::open(&flags.data)?;
    let reviewer = secretariat.organisation_called(&flags.reviewer)?;
    let (operator, now) = (Secretariat::operator(), Timestamp::now());
    let pair = (flags.commitment, reviewer);
    let done = secretariat.name_reviewer(&operator, pair, &flags.reason, now)?;
    tell_if_nothing_new(done.count);
    Ok(())
}

fn reminders(flags: &CommitmentReminders) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.shown.data)?;
    let reminders = secretariat.commitment_reminders(flags.on.unwrap_or_else(office::today_utc));
    if flags.shown.printed.json {
        return output::json(&reminders);
    }
    let language = output::language();
    let rows: Vec<Vec<String>> = reminders
        .iter()
        .map(|reminder| {
            vec![
                reminder.commitment.id.to_string(),
                reminder.commitment.maker.names.pick(&language).to_owned(),
                reminder.commitment.text.pick(&language).to_owned(),
                reminder.commitment.due.to_string(),
                reminder.days_left.to_string(),
                reminder.on.to_string(),
                reminder.key.clone(),
            ]
        })
        .collect();
    let head = ["commitment", "maker", "promise", "due", "days_left", "since", "key"];
    output::table(flags.shown.printed.csv, &head, &rows)
}

/// Says so where what was asked for held already.
fn tell_if_nothing_new(count: u64) {
    if count == 0 {
        eprintln!("nothing new: that holds already");
    }
}
