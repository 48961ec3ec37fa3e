//! `concert decision`: what bodies decide. Members act on the pages, signed in: nobody takes a
//! position for them here.

use std::io::Write;

use concert_coalition::{
    Choice, Command, DecidingBody, DecisionCommand, Membership, Outcome, Standing,
};
use concert_secretariat::{ProposalFilter, ProposalInFull, Secretariat};
use concert_terms::Names;
use jiff::Timestamp;

use crate::decision_flags::{
    Decision, DecisionConclude, DecisionDescribe, DecisionFollowUp, DecisionMember,
    DecisionMinutes, DecisionOne, DecisionQuestion,
};
use crate::flags::{Data, Shown};
use crate::office;
use crate::output::{self, Failure};

pub(crate) fn run(flags: &Decision) -> Result<(), Failure> {
    match &flags.asks {
        DecisionQuestion::Bodies(flags) => bodies(flags),
        DecisionQuestion::Body(flags) => body(flags),
        DecisionQuestion::Describe(flags) => describe(flags),
        DecisionQuestion::Members(flags) => members(flags),
        DecisionQuestion::Member(flags) => member(flags),
        DecisionQuestion::List(flags) => list(flags),
        DecisionQuestion::Show(flags) => show(flags),
        DecisionQuestion::Conclude(flags) => conclude(flags),
        DecisionQuestion::Minutes(flags) => minutes(flags),
        DecisionQuestion::FollowUp(flags) => follow_up(flags),
    }
}

fn state(data: &Data, command: DecisionCommand) -> Result<(), Failure> {
    let secretariat = office::open(data)?;
    let operator = Secretariat::operator();
    let done = secretariat.act(&operator, Command::Decision(command), Timestamp::now())?;
    if done.count == 0 {
        eprintln!("nothing new: this holds already");
    }
    Ok(())
}

fn bodies(flags: &Shown) -> Result<(), Failure> {
    let bodies = office::open_to_read(&flags.data)?.bodies(office::today_utc());
    if flags.printed.json {
        return output::json(&bodies);
    }
    let language = output::language();
    let rows: Vec<Vec<String>> = bodies
        .iter()
        .map(|row| {
            vec![
                row.id.to_string(),
                row.names.pick(&language).to_owned(),
                row.members.to_string(),
                row.voters.to_string(),
                row.open.to_string(),
                row.ended.to_string(),
            ]
        })
        .collect();
    output::table(flags.printed.csv, &["body", "name", "members", "voters", "open", "ended"], &rows)
}

fn body(flags: &DecisionOne) -> Result<(), Failure> {
    let view = office::open_to_read(&flags.shown.data)?.body(flags.id, office::today_utc())?;
    if flags.shown.printed.json {
        return output::json(&view);
    }
    let language = output::language();
    let rows: Vec<Vec<String>> = view
        .seats
        .iter()
        .map(|seat| {
            let name = seat.organisation.names.pick(&language).to_owned();
            let standing = Standing::code(seat.standing).to_owned();
            vec![seat.organisation.id.to_string(), name, standing]
        })
        .collect();
    output::table(flags.shown.printed.csv, &["organisation", "name", "standing"], &rows)
}

fn describe(flags: &DecisionDescribe) -> Result<(), Failure> {
    let bytes = std::fs::read(&flags.file)?;
    let body: DecidingBody = serde_json::from_slice(&bytes)
        .map_err(|error| Failure::Broken(format!("{}: {error}", flags.file.display())))?;
    let id = body.id;
    state(&flags.data, DecisionCommand::DescribeBody(Box::new(body)))?;
    say!("{id}");
    Ok(())
}

fn members(flags: &Shown) -> Result<(), Failure> {
    let members = office::open_to_read(&flags.data)?.members(office::today_utc());
    if flags.printed.json {
        return output::json(&members);
    }
    let language = output::language();
    let rows: Vec<Vec<String>> = members
        .iter()
        .map(|row| {
            vec![
                row.organisation.id.to_string(),
                row.organisation.names.pick(&language).to_owned(),
                row.since.to_string(),
                row.until.map(|day| day.to_string()).unwrap_or_default(),
            ]
        })
        .collect();
    output::table(flags.printed.csv, &["organisation", "name", "since", "until"], &rows)
}

fn member(flags: &DecisionMember) -> Result<(), Failure> {
    let DecisionMember { organisation, since, until, data } = flags;
    let membership = Membership { organisation: *organisation, since: *since, until: *until };
    state(data, DecisionCommand::RecordMembership(membership))
}

fn list(flags: &Shown) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.data)?;
    let proposals = secretariat.proposals(&ProposalFilter::default(), office::today_utc())?;
    if flags.printed.json {
        return output::json(&proposals);
    }
    let language = output::language();
    let rows: Vec<Vec<String>> = proposals
        .iter()
        .map(|row| {
            vec![
                row.id.to_string(),
                row.title.pick(&language).to_owned(),
                row.body_names.pick(&language).to_owned(),
                row.stage.code().to_owned(),
                row.until.map(|day| day.to_string()).unwrap_or_default(),
                row.outcome.map(|outcome| outcome.code().to_owned()).unwrap_or_default(),
            ]
        })
        .collect();
    let head = ["proposal", "title", "body", "stage", "until", "outcome"];
    output::table(flags.printed.csv, &head, &rows)
}

fn show(flags: &DecisionOne) -> Result<(), Failure> {
    let secretariat = office::open_to_read(&flags.shown.data)?;
    let view = secretariat.proposal(flags.id, &Secretariat::operator(), Timestamp::now())?;
    if flags.shown.printed.json {
        return output::json(&view);
    }
    let language = output::language();
    if !flags.shown.printed.csv {
        head(&view, &language)?;
    }
    let rows: Vec<Vec<String>> = view
        .positions
        .iter()
        .map(|row| {
            let name = row.organisation.names.pick(&language).to_owned();
            let choice = row.choice.map(|choice| Choice::code(choice).to_owned());
            let organisation = row.organisation.id.to_string();
            vec![organisation, name, choice.unwrap_or_default(), row.reason.clone()]
        })
        .collect();
    output::table(flags.shown.printed.csv, &["organisation", "name", "position", "reason"], &rows)
}

fn head(view: &ProposalInFull, language: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let outcome = Outcome::code(view.tally.outcome);
    writeln!(out, "{}", view.proposal.title.pick(language))?;
    match &view.ending {
        Some(ending) => writeln!(out, "{}", Outcome::code(ending.outcome))?,
        None => {
            writeln!(out, "{}; as it stands: {outcome}", view.proposal.stage.code())?;
        }
    }
    let votes = view.tally.votes;
    writeln!(
        out,
        "for {}, against {}, abstaining {}, without a position {}",
        votes.in_favour, votes.against, votes.abstaining, votes.absent
    )?;
    if let Some(digest) = view.ending.as_ref().and_then(|ending| ending.digest.as_ref()) {
        writeln!(out, "digest {digest}")?;
    }
    writeln!(out, "\n{}\n", view.text.pick(language))?;
    for it in view.follow_ups.iter().filter(|it| it.done.is_none()) {
        let owner = it.owner.names.pick(language);
        writeln!(out, "to do by {}: {} ({owner}), days late: {}", it.due, it.text, it.days_late)?;
    }
    Ok(())
}

fn conclude(flags: &DecisionConclude) -> Result<(), Failure> {
    state(&flags.data, DecisionCommand::Conclude { proposal: flags.id })
}

fn minutes(flags: &DecisionMinutes) -> Result<(), Failure> {
    let text = std::fs::read_to_string(&flags.file)?;
    let text = Names::new(&flags.language, text.trim_end());
    state(&flags.data, DecisionCommand::RecordMinutes { proposal: flags.id, text })
}

fn follow_up(flags: &DecisionFollowUp) -> Result<(), Failure> {
    let DecisionFollowUp { id, owner, what, due, data } = flags;
    let (owner, text, due) = (*owner, what.clone(), *due);
    state(data, DecisionCommand::AssignFollowUp { proposal: *id, owner, text, due })
}
