//! Recommendations that look as if they asked for the same, side by side, for a person to confirm.

use askama::Template;
use axum::extract::{Query, RawForm};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use concert_coalition::{Command, Mechanism, RecommendationCommand};
use concert_secretariat::{LikelyRecommendations, MOST_COMPARED, Run, USUAL_THRESHOLD};
use concert_terms::Id;

use crate::address::local;
use crate::asked::{field, form_fields, optional, page_number, required};
use crate::page::Page;
use crate::pager::Pager;
use crate::pages::decisions::stated;
use crate::pages::imports::plain;
use crate::pages::recommendations::Wanted;
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::twin::Rows;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "recommendations_alike.html")]
struct AlikePage<'a> {
    page: &'a Page,
    view: &'a LikelyRecommendations,
    pager: Option<Pager>,
    wanted: &'a Wanted,
    likeness: f64,
    most: usize,
    said: Option<Told>,
}

/// Groups of those that look alike, among the recommendations that a filter lets through.
pub(crate) async fn alike(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    alike_page(&visit, &wanted, None).await
}

async fn alike_page(
    visit: &Visit,
    wanted: &Wanted,
    said: Option<Told>,
) -> Result<Response, Trouble> {
    let filter = wanted.filter()?;
    let likeness = optional("likeness", &wanted.likeness)?.unwrap_or(USUAL_THRESHOLD);
    let number = page_number(&wanted.page);
    let view = visit
        .house
        .ask_at_length(move |secretariat| {
            secretariat.likely_recommendations(&filter, likeness, number)
        })
        .await?;
    let page = visit.page("recommendations-alike").await?.with_twins();
    let pairs = wanted.pairs();
    let status = if said.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut response = visit.show(&view, rows, |view| {
        let groups = view.groups.as_ref();
        let pager = groups.map(|list| Pager::of(list, "/recommendations/alike", &pairs));
        let most = MOST_COMPARED;
        AlikePage { page: &page, view, pager, wanted, likeness, most, said }.render()
    })?;
    *response.status_mut() = status;
    Ok(response)
}

/// Confirms that the ticked ones ask for the same as the one that stands for them.
pub(crate) async fn join(visit: Visit, RawForm(form): RawForm) -> Result<Response, Trouble> {
    let fields = form_fields(&form);
    let ticked: Result<Vec<Id>, Trouble> = fields
        .iter()
        .filter(|(name, _)| name == "same")
        .map(|(_, id)| required("same", id))
        .collect();
    let first: Result<Id, Trouble> = required("representative", field(&fields, "representative"));
    let told = match (first, ticked) {
        (Ok(_), Ok(ticked)) if ticked.is_empty() => Some(plain(&visit, "recommendations-choose")),
        (Ok(first), Ok(ticked)) => {
            let all: Vec<Id> = [first].into_iter().chain(ticked).collect();
            let join = RecommendationCommand::Join(all);
            stated(&visit, Command::Recommendation(join)).await?
        }
        (Err(trouble), _) | (_, Err(trouble)) => {
            Some(crate::refusal::unreadable(visit.words(), trouble)?)
        }
    };
    let back = local(field(&fields, "next"));
    match told {
        None => {
            let back = if back == "/" { "/recommendations/alike" } else { back };
            Ok(Redirect::to(back).into_response())
        }
        Some(told) => {
            // The page is the one that the form stood on, as its address says.
            let query = back.split_once('?').map_or("", |(_, query)| query);
            let pairs = form_urlencoded::parse(query.as_bytes());
            let wanted = Wanted::of(pairs);
            alike_page(&visit, &wanted, Some(told)).await
        }
    }
}

fn rows(view: &LikelyRecommendations) -> Rows {
    let mut rows = Rows::new(&[
        "representative_id",
        "representative",
        "recommendation_id",
        "mechanism",
        "document",
        "year",
        "text",
        "likeness",
        "shared",
        "only_first",
        "only_second",
    ]);
    for group in view.groups.iter().flat_map(|list| &list.items) {
        for member in &group.members {
            rows.push([
                group.representative.to_string(),
                group.text.pick("en").to_owned(),
                member.recommendation.to_string(),
                member.mechanism.code().to_owned(),
                member.document.clone(),
                member.year.to_string(),
                member.text.pick("en").to_owned(),
                format!("{:.3}", member.reason.likeness),
                member.reason.shared.join(" "),
                member.reason.only_first.join(" "),
                member.reason.only_second.join(" "),
            ]);
        }
    }
    rows
}
