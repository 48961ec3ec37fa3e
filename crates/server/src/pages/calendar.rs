//! The days of the plan, as a page and as a file for a calendar program.

use askama::Template;
use axum::response::Response;
use concert_secretariat::{
    CALENDAR_COLUMNS, CalendarEvent, CalendarView, Secretariat, calendar_lines, calendar_text,
};
use jiff::civil::Date;

use crate::house::today;
use crate::page::Page;
use crate::trouble::Trouble;
use crate::twin::{Rows, attached};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "calendar.html")]
struct CalendarPage<'a> {
    page: &'a Page,
    to_come: Vec<&'a CalendarEvent>,
    past: Vec<&'a CalendarEvent>,
    today: Date,
}

/// Days of each list on the page; all of them stand in the file and the twins.
const MOST_DAYS: usize = 100;

/// The page.
pub(crate) async fn show(visit: Visit) -> Result<Response, Trouble> {
    let view = visit.house.look(Secretariat::plan_calendar).await?;
    let page = visit.page("calendar").await?.with_twins();
    visit.show(&view, rows, |view| {
        let today = today();
        let (mut past, to_come): (Vec<_>, Vec<_>) =
            view.events.iter().partition(|event| event.day < today);
        // What passed last is nearest.
        past.reverse();
        CalendarPage { page: &page, to_come, past, today }.render()
    })
}

/// The file. It holds commitments that are not public, and so it is for those who are signed in.
pub(crate) async fn file(visit: Visit) -> Result<Response, Trouble> {
    let view = visit.house.look(Secretariat::plan_calendar).await?;
    let page = visit.page("calendar").await?;
    let name = format!("{}: {}", page.name(&view.coalition), page.title);
    let words = |kind: concert_secretariat::CalendarKind| page.word("calendar", kind.code());
    let text = calendar_text(&view, &name, page.language.code(), words);
    Ok(attached("text/calendar; charset=utf-8", "plan.ics", text))
}

fn rows(view: &CalendarView) -> Rows {
    Rows::lines(&CALENDAR_COLUMNS, calendar_lines(view, "en"))
}
