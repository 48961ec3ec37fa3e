//! What everybody may read, signed in or not: adopted plans, and what members made public.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use concert_secretariat::{
    CommitmentRow, ProgressLevel, PublicMember, PublicMemberView, PublicPlan, PublicView,
};
use concert_terms::Id;
use serde::Deserialize;

use crate::asked::page_number;
use crate::house::today;
use crate::page::Page;
use crate::pager::Pager;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Guest;

#[derive(Template)]
#[template(path = "public.html")]
struct PublicPage<'a> {
    page: &'a Page,
    view: &'a PublicView,
    pager: Pager,
}

#[derive(Template)]
#[template(path = "public_member.html")]
struct MemberPage<'a> {
    page: &'a Page,
    view: &'a PublicMemberView,
}

/// What the address of the list asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Wanted {
    page: String,
}

/// Everything in a list.
pub(crate) async fn list(guest: Guest, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let (actor, number) = (guest.actor().await?, page_number(&wanted.page));
    let view = guest.house.look(move |secretariat| secretariat.public(today(), number)).await?;
    let title = guest.say("public").to_string();
    let page = guest.page_for(&title, actor).await?.with_twins();
    guest.show(&view, list_rows, |view| {
        let pager = Pager::of(&view.members, "/public", &[]);
        PublicPage { page: &page, view, pager }.render()
    })
}

/// What is public of one member. To strangers somebody of whom nothing is public is nobody.
pub(crate) async fn member(guest: Guest, Path(id): Path<String>) -> Result<Response, Trouble> {
    let actor = guest.actor().await?;
    let view = match id.trim().parse::<Id>() {
        Ok(id) => guest.house.look(move |secretariat| secretariat.public_member(id, today())),
        Err(_) => return Err(Trouble::NotThere),
    };
    let view = view.await?.ok_or(Trouble::NotThere)?;
    let title = guest.say("public-member").to_string();
    let page = guest.page_for(&title, actor).await?.with_twins();
    guest.show(&view, member_rows, |view| MemberPage { page: &page, view }.render())
}

fn list_rows(view: &PublicView) -> Rows {
    let plan = |it: &PublicPlan| {
        let names = it.names.pick("en").to_owned();
        ["plan".to_owned(), it.id.to_string(), names, it.commitments.to_string(), String::new()]
    };
    let member = |it: &PublicMember| {
        let who = &it.organisation;
        let counts = [it.commitments, it.reviews].map(|count| count.to_string());
        let [commitments, reviews] = counts;
        let name = who.names.pick("en").to_owned();
        ["member".to_owned(), who.id.to_string(), name, commitments, reviews]
    };
    let all = view.plans.iter().map(plan).chain(view.members.items.iter().map(member));
    Rows::of(&["kind", "id", "name", "commitments", "reviews"], all)
}

fn member_rows(view: &PublicMemberView) -> Rows {
    let level = |level: Option<ProgressLevel>| cell(level.map(ProgressLevel::code));
    let row = |it: &CommitmentRow| {
        [
            it.id.to_string(),
            it.text.pick("en").to_owned(),
            it.made.to_string(),
            it.due.to_string(),
            it.standing.code().to_owned(),
            it.light.code().to_owned(),
            level(it.claimed),
            level(it.evidenced),
            level(it.reviewed),
            it.days_postponed.to_string(),
        ]
    };
    let columns = [
        "commitment_id",
        "promise",
        "made",
        "due",
        "standing",
        "light",
        "claimed",
        "evidenced",
        "reviewed",
        "days_postponed",
    ];
    Rows::of(&columns, view.commitments.iter().map(row))
}
