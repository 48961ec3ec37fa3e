//! Gaps that fit our means: where a pledge would close most, and who asks for it.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use concert_secretariat::{
    FITTING_GAP_COLUMNS, FittingAction, FittingGap, FittingGapsView, NeedLabel, PledgeQuestion,
    PledgeThere, Secretariat, fitting_gap_lines,
};
use concert_terms::{Axis, Form, Pillar, Side};
use form_urlencoded::Serializer;
use serde::Deserialize;

use crate::asked::{axis, optional, page_number};
use crate::house::today;
use crate::page::Page;
use crate::pager::Pager;
use crate::trouble::Trouble;
use crate::twin::Rows;
use crate::visit::Visit;

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Wanted {
    /// A name or an identifier, or `all`; without it a member's own organisation.
    organisation: String,
    place: String,
    pillar: String,
    side: String,
    form: String,
    capacity: String,
    at: String,
    page: String,
}

#[derive(Template)]
#[template(path = "commitment_fit.html")]
struct FitPage<'a> {
    page: &'a Page,
    view: &'a FittingGapsView,
    wanted: &'a Wanted,
    pager: Pager,
    forms: Vec<Form>,
}

impl FitPage<'_> {
    fn shown(pledges: &[PledgeThere]) -> &[PledgeThere] {
        &pledges[..pledges.len().min(SHOWN_PLEDGES)]
    }

    /// The form of a commitment towards an action, in the cell of a need.
    fn promise_link(action: &FittingAction, cell: &NeedLabel) -> String {
        fn code<T: Axis>(value: Option<T>) -> &'static str {
            value.map_or("", Axis::code)
        }
        let mut query = Serializer::new(String::new());
        query.append_pair("plan", &action.plan.to_string());
        query.append_pair("action", &action.action);
        query.append_pair("place", cell.place.code.as_str());
        query.append_pair("pillar", code(cell.pillar));
        query.append_pair("side", code(cell.side));
        query.append_pair("form", code(cell.form));
        format!("/commitments/new?{}", query.finish())
    }
}

impl Page {
    /// How much of a need is closed, with its share.
    pub(crate) fn closed(&self, gap: &FittingGap) -> String {
        format!("{} ({})", self.number(&gap.closes), self.percent(&gap.share_closed))
    }
}

/// Commitments that are shown beside a need; of more it is said how many.
const SHOWN_PLEDGES: usize = 3;

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let own = Secretariat::states_for(&visit.actor);
    let named = wanted.organisation.trim().to_owned();
    let question = PledgeQuestion {
        organisation: own.filter(|_| named.is_empty()),
        place: optional("place", &wanted.place)?,
        pillar: axis("pillar", &wanted.pillar)?,
        side: axis("side", &wanted.side)?,
        form: axis("form", &wanted.form)?,
        capacity: optional("capacity", &wanted.capacity)?,
    };
    let at = optional("at", &wanted.at)?.unwrap_or_else(today);
    let number = page_number(&wanted.page);
    let view = visit
        .house
        .ask(move |secretariat| {
            let organisation = match named.as_str() {
                "" => question.organisation,
                "all" => None,
                named => Some(secretariat.organisation_called(named)?),
            };
            let question = PledgeQuestion { organisation, ..question };
            secretariat.fitting_gaps(&question, at, number)
        })
        .await?;
    let page = visit.page("commitment-fit").await?.with_twins();
    let pairs = [
        ("organisation", wanted.organisation.as_str()),
        ("place", &wanted.place),
        ("pillar", &wanted.pillar),
        ("side", &wanted.side),
        ("form", &wanted.form),
        ("capacity", &wanted.capacity),
        ("at", &wanted.at),
    ];
    visit.show(
        &view,
        |view| Rows::lines(&FITTING_GAP_COLUMNS, fitting_gap_lines(view)),
        |view| {
            let pager = Pager::of(&view.gaps, "/commitments/fit", &pairs);
            let forms = Form::all().collect();
            FitPage { page: &page, view, wanted: &wanted, pager, forms }.render()
        },
    )
}
