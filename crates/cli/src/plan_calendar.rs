//! `concert plan calendar`: the days of the plan for a calendar program.

use std::io::Write;

use concert_secretariat::{CalendarKind, calendar_text};

use crate::flags::Shown;
use crate::office;
use crate::output::{self, Failure};

pub(crate) fn run(flags: &Shown) -> Result<(), Failure> {
    let view = office::open_to_read(&flags.data)?.plan_calendar();
    if flags.printed.json {
        return output::json(&view);
    }
    let language = output::language();
    if flags.printed.csv {
        let rows: Vec<Vec<String>> = view
            .events
            .iter()
            .map(|event| {
                let whose = event.organisation.as_ref().map(|it| it.id.to_string());
                vec![
                    event.day.to_string(),
                    event.kind.code().to_owned(),
                    event.text.pick(&language).to_owned(),
                    whose.unwrap_or_default(),
                    event.page.clone(),
                    event.uid.clone(),
                ]
            })
            .collect();
        let head = ["day", "kind", "text", "organisation_id", "page", "uid"];
        return output::table(true, &head, &rows);
    }
    let text = calendar_text(&view, view.coalition.pick(&language), &language, words);
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(())
}

fn words(kind: CalendarKind) -> String {
    let words = match kind {
        CalendarKind::ActionDue => "Action due",
        CalendarKind::CommitmentDue => "Commitment due",
        CalendarKind::CommentsEnd => "Last day for comments",
        CalendarKind::PositionsEnd => "Last day for positions",
        CalendarKind::AnswersEnd => "Last day for answers",
        CalendarKind::ObservationsEnd => "Last day for observations",
        CalendarKind::ReplyDue => "Last day to answer an observation",
    };
    words.to_owned()
}
