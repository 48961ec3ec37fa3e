//! `concert review`: members review each other in cycles. Who acts as a member signs in with their own
//! name and password: nobody acts in a review for somebody else, not even whoever keeps the journal.

use std::io::{BufRead, Write};

use concert_coalition::{Actor, Command, ReviewAct, ReviewCommand, ReviewCycle};
use concert_secretariat::{CycleInFull, Refused, ReviewInFull, Secretariat};
use concert_terms::Names;
use jiff::Timestamp;

use crate::flags::Data;
use crate::office;
use crate::output::{self, Failure};
use crate::review_flags::{
    Review, ReviewClose, ReviewList, ReviewOpen, ReviewQuestion, ReviewShow, Said, Signed, Where,
};

pub(crate) fn run(flags: &Review) -> Result<(), Failure> {
    match &flags.asks {
        ReviewQuestion::List(flags) => list(flags),
        ReviewQuestion::Show(flags) => show(flags),
        ReviewQuestion::Open(flags) => open(flags),
        ReviewQuestion::Close(flags) => close(flags),
        ReviewQuestion::Answer(flags) => {
            let act = ReviewAct::Answer { question: flags.question, text: names(&flags.said) };
            signed(&flags.data, &flags.at, &flags.signed, act)
        }
        ReviewQuestion::Observe(flags) => {
            let text = names(&flags.said);
            let (action, reply_by) = (flags.action.clone(), flags.reply_by);
            let act = ReviewAct::Observe { text, action, reply_by };
            signed(&flags.data, &flags.at, &flags.signed, act)
        }
        ReviewQuestion::Reply(flags) => {
            let (observation, text) = (flags.observation, names(&flags.said));
            let act = ReviewAct::AnswerObservation { observation, text };
            signed(&flags.data, &flags.at, &flags.signed, act)
        }
        ReviewQuestion::Mark(flags) => {
            let (observation, followed) = (flags.observation, flags.followed);
            let act = ReviewAct::Mark { observation, followed, text: flags.reason.clone() };
            signed(&flags.data, &flags.at, &flags.signed, act)
        }
        ReviewQuestion::Remark(flags) => {
            let (question, text) = (flags.question, flags.text.clone());
            let act = ReviewAct::Remark { question, text };
            signed(&flags.data, &flags.at, &flags.signed, act)
        }
        ReviewQuestion::Publish(flags) => {
            let act = ReviewAct::Publish { from: flags.from };
            signed(&flags.data, &flags.at, &flags.signed, act)
        }
    }
}

/// Days of reviews are days of Greenwich.
fn names(said: &Said) -> Names {
    Names::new(&said.language, &said.text)
}

fn list(flags: &ReviewList) -> Result<(), Failure> {
    let cycles = office::open_to_read(&flags.data)?.review_cycles(office::today_utc());
    if flags.printed.json {
        return output::json(&cycles);
    }
    let language = output::language();
    let rows: Vec<Vec<String>> = cycles
        .iter()
        .map(|row| {
            vec![
                row.id.to_string(),
                row.names.pick(&language).to_owned(),
                row.stage.code().to_owned(),
                row.days_left.map(|days| days.to_string()).unwrap_or_default(),
                row.reviews.to_string(),
                row.closed.to_string(),
                row.answered.to_string(),
                row.asked.to_string(),
                row.observations.to_string(),
            ]
        })
        .collect();
    let head = [
        "cycle",
        "name",
        "stage",
        "days_left",
        "reviews",
        "closed",
        "answered",
        "asked",
        "observations",
    ];
    output::table(flags.printed.csv, &head, &rows)
}

fn show(flags: &ReviewShow) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.data)?;
    let Some(member) = &flags.member else {
        let view = secretariat.review_cycle(flags.cycle, office::today_utc())?;
        return show_cycle(&view, flags);
    };
    let member = secretariat.organisation_called(member)?;
    let (operator, now) = (Secretariat::operator(), Timestamp::now());
    let view = secretariat.review(flags.cycle, member, &operator, now)?;
    if flags.printed.json {
        return output::json(&view);
    }
    let language = output::language();
    if !flags.printed.csv {
        head(&view, &language)?;
    }
    let lines = said(&view, &language);
    output::table(flags.printed.csv, &["kind", "number", "who", "said", "text"], &lines)
}

fn show_cycle(view: &CycleInFull, flags: &ReviewShow) -> Result<(), Failure> {
    if flags.printed.json {
        return output::json(view);
    }
    let language = output::language();
    if !flags.printed.csv {
        let mut out = std::io::stdout().lock();
        let cycle = &view.cycle;
        writeln!(out, "{}", cycle.names.pick(&language))?;
        let (answers, observations) = (cycle.answers_by, cycle.observations_by);
        let stage = cycle.stage.code();
        writeln!(out, "{stage}; answers until {answers}, observations until {observations}\n")?;
        for question in &view.description.questions {
            writeln!(out, "{}. {}", question.number, question.text.pick(&language))?;
        }
        writeln!(out)?;
    }
    let rows: Vec<Vec<String>> = view
        .pairings
        .iter()
        .map(|row| {
            let name =
                |it: &concert_secretariat::OrganisationLabel| it.names.pick(&language).to_owned();
            let reviewers: Vec<String> = row.reviewers.iter().map(name).collect();
            let due = row.due.iter().map(|due| match due.until {
                Some(until) => format!("{} ({}) until {until}", due.what.code(), due.count),
                None => due.what.code().to_owned(),
            });
            vec![
                row.reviewed.id.to_string(),
                name(&row.reviewed),
                reviewers.join("; "),
                row.answered.to_string(),
                row.observations.to_string(),
                row.lapsed.to_string(),
                if row.closed { "yes" } else { "no" }.to_owned(),
                row.public_from.map(|day| day.to_string()).unwrap_or_default(),
                due.collect::<Vec<_>>().join("; "),
            ]
        })
        .collect();
    let head = [
        "member",
        "name",
        "reviewers",
        "answered",
        "observations",
        "lapsed",
        "closed",
        "public_from",
        "due",
    ];
    output::table(flags.printed.csv, &head, &rows)
}

fn head(view: &ReviewInFull, language: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let (member, cycle) = (view.reviewed.names.pick(language), view.cycle.names.pick(language));
    writeln!(out, "{member}: {cycle}")?;
    let stage = if view.closed { "closed" } else { view.cycle.stage.code() };
    match view.public_from {
        Some(from) => writeln!(out, "{stage}; public from {from}\n")?,
        None => writeln!(out, "{stage}; no day of publication\n")?,
    }
    Ok(())
}

/// Everything that was said in a review, a line each.
fn said(view: &ReviewInFull, language: &str) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    let mut line = |kind: &str, number: String, who: &str, said: String, text: &str| {
        lines.push(vec![kind.to_owned(), number, who.to_owned(), said, text.to_owned()]);
    };
    let member = view.reviewed.names.pick(language);
    for question in &view.questions {
        let number = question.number.to_string();
        line("question", number.clone(), "", String::new(), question.text.pick(language));
        if question.statement.is_some() {
            line("answer", number, member, String::new(), question.answer.pick(language));
        }
    }
    for it in &view.observations {
        let (number, who) = (it.number.to_string(), it.reviewer.names.pick(language));
        let state = if it.lapsed { "lapsed".to_owned() } else { format!("until {}", it.reply_by) };
        line("observation", number.clone(), who, state, it.text.pick(language));
        if it.answer_statement.is_some() {
            line("reply", number.clone(), member, String::new(), it.answer.pick(language));
        }
        for mark in &it.marks {
            let who = mark.reviewer.names.pick(language);
            line("mark", number.clone(), who, mark.followed.code().to_owned(), &mark.text);
        }
    }
    for remark in &view.remarks {
        let about = remark.question.map(|number| number.to_string()).unwrap_or_default();
        line(
            "remark",
            about,
            remark.organisation.names.pick(language),
            String::new(),
            &remark.text,
        );
    }
    lines
}

fn open(flags: &ReviewOpen) -> Result<(), Failure> {
    let broken = |error: &dyn std::fmt::Display| {
        Failure::Broken(format!("{}: {error}", flags.file.display()))
    };
    let bytes = std::fs::read(&flags.file)?;
    let mut written: serde_json::Value =
        serde_json::from_slice(&bytes).map_err(|error| broken(&error))?;
    let secretariat = office::open(&flags.data)?;
    if let Some(fields) = written.as_object_mut() {
        fields.entry("id").or_insert_with(|| secretariat.fresh_id().to_string().into());
    }
    let cycle: ReviewCycle = serde_json::from_value(written).map_err(|error| broken(&error))?;
    let id = cycle.id;
    secretariat.open_review_cycle(&Secretariat::operator(), cycle, Timestamp::now())?;
    say!("{id}");
    Ok(())
}

fn close(flags: &ReviewClose) -> Result<(), Failure> {
    let secretariat = office::open(&flags.data)?;
    act(&secretariat, &Secretariat::operator(), &flags.at, ReviewAct::Close)
}

/// Does something in the name of a user who gives their password.
fn signed(data: &Data, at: &Where, signed: &Signed, asked: ReviewAct) -> Result<(), Failure> {
    let secretariat = office::open(data)?;
    let password = password(signed)?;
    let now = Timestamp::now();
    let not_signed = || {
        Failure::Refused(Refused {
            code: "coalition/not-allowed",
            facts: vec![("allowed", "users who are signed in".to_owned())],
            text: "no user has this name and this password".to_owned(),
        })
    };
    let session = secretariat.sign_in(&signed.user, &password, now)?.ok_or_else(not_signed)?;
    let actor = secretariat.visitor(&session, now)?.ok_or_else(not_signed)?;
    let done = act(&secretariat, &actor, at, asked);
    secretariat.sign_out(&session)?;
    done
}

fn password(signed: &Signed) -> Result<String, Failure> {
    if signed.password_file.as_os_str() != "-" {
        let text = std::fs::read_to_string(&signed.password_file)?;
        return Ok(text.trim_end_matches(['\r', '\n']).to_owned());
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn act(
    secretariat: &Secretariat,
    actor: &Actor,
    at: &Where,
    act: ReviewAct,
) -> Result<(), Failure> {
    let reviewed = secretariat.organisation_called(&at.member)?;
    let command = ReviewCommand::Act { cycle: at.cycle, reviewed, act };
    let done = secretariat.act(actor, Command::Review(command), Timestamp::now())?;
    if done.count == 0 {
        eprintln!("nothing new: this holds already");
    }
    Ok(())
}
