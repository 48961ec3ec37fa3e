//! Scenarios of next actions: one looked at again, or two side by side.

use askama::Template;
use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::Response;
use concert_secretariat::{
    ActionDifference, LayerClosure, Recomputed, Refused, Scenario, ScenarioComparison, Unanswered,
};
use concert_terms::axis::Axis;
use serde::Serialize;

use crate::catalogue::Phrase;
use crate::page::Page;
use crate::pages::imports::{plain, told_apart};
use crate::refusal::{Told, text};
use crate::trouble::Trouble;
use crate::twin::{Rows, Shape};
use crate::upload::Upload;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "next_compare.html")]
struct ComparePage<'a> {
    page: &'a Page,
    said: Option<Told>,
    comparison: Option<&'a ScenarioComparison>,
    again: Option<&'a Recomputed>,
    parts: Vec<Part<'a>>,
    layers: Vec<ThenAndNow>,
}

/// Actions that one scenario or both have.
struct Part<'a> {
    heading: String,
    actions: &'a [ActionDifference],
}

/// A layer of a scenario, then and now.
struct ThenAndNow {
    name: String,
    gap: [String; 2],
    closed: [String; 2],
}

/// What came of the files.
enum Answer {
    Again(Box<Recomputed>),
    Compared(Box<ScenarioComparison>),
}

/// What can be handed in.
#[derive(Serialize)]
struct Taken {
    format: &'static str,
    largest_bytes: usize,
}

/// The form.
pub(crate) async fn form(visit: Visit) -> Result<Response, Trouble> {
    form_page(&visit, None).await
}

async fn form_page(visit: &Visit, said: Option<Told>) -> Result<Response, Trouble> {
    let status = match said {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let page = visit.page("next-compare-title").await?.with_twins();
    let taken = Taken { format: Scenario::FORMAT, largest_bytes: Scenario::LARGEST };
    let rows = |taken: &Taken| {
        let mut rows = Rows::new(&["format", "largest_bytes"]);
        rows.push([taken.format.to_owned(), taken.largest_bytes.to_string()]);
        rows
    };
    let mut response = visit.show(&taken, rows, |_| {
        let (parts, layers) = (Vec::new(), Vec::new());
        ComparePage { page: &page, said, comparison: None, again: None, parts, layers }.render()
    })?;
    *response.status_mut() = status;
    Ok(response)
}

/// Looks at one scenario again, or at two side by side.
pub(crate) async fn compare(visit: Visit, form: Multipart) -> Result<Response, Trouble> {
    let room = visit.house.uploads.acquire().await;
    let upload = Upload::read(form).await?;
    let Some(first) = upload.file else {
        return form_page(&visit, Some(plain(&visit, "next-no-scenario"))).await;
    };
    let second = upload.second;
    let answer = visit.house.ask_at_length(move |secretariat| {
        let read = |(name, bytes): (String, Vec<u8>)| Scenario::from_json(&name, &bytes);
        let answer = || match second {
            None => Ok(Answer::Again(Box::new(secretariat.recompute(read(first)?, None)?))),
            Some(second) => {
                let (first, second) = (read(first)?, read(second)?);
                let compared = secretariat.compare_scenarios(&first, &second)?;
                Ok::<Answer, Unanswered>(Answer::Compared(Box::new(compared)))
            }
        };
        told_apart(answer())
    });
    let answer: Result<Answer, Refused> = answer.await?;
    drop(room);
    let page = visit.page("next-compare-title").await?;
    match answer {
        Ok(Answer::Again(again)) => visit.show(&*again, again_rows, |again| {
            let (parts, layers) = (Vec::new(), page.then_and_now(again));
            let again = Some(again);
            ComparePage { page: &page, said: None, comparison: None, again, parts, layers }.render()
        }),
        Ok(Answer::Compared(compared)) => visit.show(&*compared, compared_rows, |compared| {
            let (parts, layers) = (page.compared_parts(compared), Vec::new());
            let comparison = Some(compared);
            ComparePage { page: &page, said: None, comparison, again: None, parts, layers }.render()
        }),
        Err(refused) if visit.shape != Shape::Page => Err(Trouble::Refused(Box::new(refused))),
        Err(refused) => form_page(&visit, Some(text(visit.words(), &refused))).await,
    }
}

fn compared_rows(view: &ScenarioComparison) -> Rows {
    let mut rows = Rows::new(&["in", "action", "title", "cost", "currency", "differs"]);
    let parts = [("both", &view.both), ("first", &view.only_first), ("second", &view.only_second)];
    for (part, actions) in parts {
        for action in actions {
            rows.push([
                part.to_owned(),
                action.name.clone(),
                action.title.clone(),
                action.cost.to_string(),
                view.currency.clone(),
                action.differs.to_string(),
            ]);
        }
    }
    rows
}

fn again_rows(view: &Recomputed) -> Rows {
    let mut rows =
        Rows::new(&["pillar", "side", "gap_then", "closed_then", "gap_now", "closed_now"]);
    for (was, now) in pairs(view) {
        let code = |text: Option<&'static str>| text.unwrap_or_default().to_owned();
        rows.push([
            code(now.pillar.map(Axis::code)),
            code(now.side.map(Axis::code)),
            crate::twin::cell(was.map(|was| was.gap)),
            crate::twin::cell(was.map(|was| was.people)),
            now.gap.to_string(),
            now.people.to_string(),
        ]);
    }
    rows
}

/// The layers of a scenario as they are now, each with what it was.
fn pairs(view: &Recomputed) -> Vec<(Option<&LayerClosure>, &LayerClosure)> {
    let was = &view.was.figures.layers;
    let pair = |now| {
        let now: &LayerClosure = now;
        let same = |was: &&LayerClosure| (was.pillar, was.side) == (now.pillar, now.side);
        (was.iter().find(same), now)
    };
    view.now.figures.layers.iter().map(pair).collect()
}

impl Page {
    /// What only one of two scenarios has, and what both have.
    fn compared_parts<'v>(&self, view: &'v ScenarioComparison) -> Vec<Part<'v>> {
        let part = |heading: Phrase, actions: &'v Vec<ActionDifference>| Part {
            heading: heading.to_string(),
            actions: actions.as_slice(),
        };
        vec![
            part(self.say("next-only-first"), &view.only_first),
            part(self.say("next-only-second"), &view.only_second),
            part(self.say("next-both"), &view.both),
        ]
    }

    /// The layers of a scenario then and now; a dash where it did not have one.
    fn then_and_now(&self, view: &Recomputed) -> Vec<ThenAndNow> {
        let then = |figure: Option<f64>| {
            figure.map_or_else(|| "–".to_owned(), |figure| self.number(&figure))
        };
        let layer = |(was, now): (Option<&LayerClosure>, &LayerClosure)| ThenAndNow {
            name: self.layer_with_unit(&now.pillar, &now.side),
            gap: [then(was.map(|was| was.gap)), self.number(&now.gap)],
            closed: [then(was.map(|was| was.people)), self.number(&now.people)],
        };
        pairs(view).into_iter().map(layer).collect()
    }
}
