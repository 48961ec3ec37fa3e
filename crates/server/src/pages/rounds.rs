//! Linkage rounds: the list, and one with who has submitted, what was done, what is left to do, and
//! everything that is done in it.

use askama::Template;
use axum::extract::{Multipart, Path, RawForm};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use concert_coalition::{RoundAct, RoundStage};
use concert_secretariat::{Refused, RoundDue, RoundFile, RoundInFull, RoundRow, is_signed_list};
use concert_terms::Id;
use jiff::civil::Date;

use crate::asked::{field, form_fields, required, unreadable};
use crate::house::{now, today};
use crate::page::Page;
use crate::pages::imports::{plain, told_apart};
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::upload::Upload;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "rounds.html")]
struct ListPage<'a> {
    page: &'a Page,
    rounds: &'a [RoundRow],
    may_open: bool,
}

#[derive(Template)]
#[template(path = "round.html")]
struct OnePage<'a> {
    page: &'a Page,
    view: &'a RoundInFull,
    said: Option<Told>,
    action: String,
}

impl OnePage<'_> {
    fn needed(&self) -> String {
        self.number(&self.view.needed)
    }

    /// Whether a coordinator may hand in what came on a stick.
    fn takes_signed(&self) -> bool {
        self.page.coordinates() && !self.view.may.submit && self.view.row.stage == RoundStage::Lists
    }

    fn number(&self, number: &u16) -> String {
        self.page.whole(u32::from(*number))
    }

    /// What was done, in order: the day, in words, and the statement.
    fn course(&self) -> Vec<(Date, String, u64)> {
        let (page, view) = (self.page, self.view);
        let mut course = Vec::new();
        if let Some(linkage) = &view.linkage {
            let words = page.say("round-linked").count("lists", linkage.lists);
            let words = words.count("people", linkage.people).to_string();
            course.push((linkage.on, words, linkage.statement));
        }
        if let Some((on, statement, reason)) = &view.abandoned {
            let words = page.say("round-abandoned").with("reason", reason.clone()).to_string();
            course.push((*on, words, *statement));
        }
        if let Some((on, statement)) = view.erased {
            course.push((on, page.say("round-erased").to_string(), statement));
        }
        if let Some((on, statement)) = view.closed {
            course.push((on, page.say("round-closed").to_string(), statement));
        }
        course.push((view.opened, page.say("round-opened").to_string(), view.row.statement));
        course.sort_by_key(|(_, _, statement)| *statement);
        course
    }
}

/// Every round.
pub(crate) async fn list(visit: Visit) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let (rounds, choices) = visit
        .house
        .look(move |secretariat| {
            (secretariat.linkage_rounds(today()), secretariat.round_choices(&actor, now()))
        })
        .await?;
    let page = visit.page("nav-rounds").await?.with_twins();
    let may_open = choices.opener.is_some();
    visit.show(
        &rounds,
        |rounds| Rows::of(&ROUND_COLUMNS, rounds.iter().map(round_row)),
        |rounds| ListPage { page: &page, rounds, may_open }.render(),
    )
}

/// One round.
pub(crate) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    one_page(&visit, required("id", &id)?, None).await
}

async fn one_page(visit: &Visit, id: Id, said: Option<Told>) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let view =
        visit.house.ask(move |secretariat| secretariat.linkage_round(id, &actor, now())).await?;
    let page = visit.page("round-title").await?.with_twins();
    let status = if said.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut response = visit.show(&view, one_rows, |view| {
        let action = format!("/rounds/{id}/act");
        OnePage { page: &page, view, said, action }.render()
    })?;
    *response.status_mut() = status;
    Ok(response)
}

/// Takes an encoded list. What a member is told depends on its own list and the round alone.
pub(crate) async fn submit(
    visit: Visit,
    Path(id): Path<String>,
    form: Multipart,
) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    let room = visit.house.uploads.acquire().await;
    let Some((_, bytes)) = Upload::read(form).await?.file else {
        return one_page(&visit, id, Some(plain(&visit, "round-no-file"))).await;
    };
    let actor = visit.actor;
    let answer = visit
        .house
        .ask(move |secretariat| {
            let head = |bytes: &[u8], round: &RoundFile| secretariat.list_head(bytes, round);
            // A list that came on a stick says itself whose it is, whoever hands it in.
            let receipt = if is_signed_list(&bytes) {
                secretariat.submit_signed_list(&bytes, head, now())
            } else {
                secretariat.submit_list(&actor, id, &bytes, head, now())
            };
            told_apart(receipt.map(|_| ()))
        })
        .await?;
    drop(room);
    done(&visit, id, answer).await
}

/// Does what a form of the page asks for.
pub(crate) async fn act(
    visit: Visit,
    Path(id): Path<String>,
    RawForm(form): RawForm,
) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    let fields = form_fields(&form);
    let act = match field(&fields, "act") {
        "retract" => RoundAct::Retract,
        "destroy" => RoundAct::DestroyShare,
        "abandon" => RoundAct::Abandon { reason: field(&fields, "reason").to_owned() },
        "erase" => RoundAct::Erase,
        "close" => RoundAct::Close,
        other => return Err(unreadable("act", other)),
    };
    let actor = visit.actor;
    let answer = visit
        .house
        .ask(move |secretariat| {
            told_apart(secretariat.act_in_round(&actor, id, act, now()).map(|_| ()))
        })
        .await?;
    done(&visit, id, answer).await
}

/// Back to the round, with the reason where something was refused.
async fn done(visit: &Visit, id: Id, answer: Result<(), Refused>) -> Result<Response, Trouble> {
    match answer {
        Ok(()) => Ok(Redirect::to(&format!("/rounds/{id}")).into_response()),
        Err(refused) if refused.code == "coalition/not-allowed" => {
            Err(Trouble::Refused(Box::new(refused)))
        }
        Err(refused) => {
            let told = crate::refusal::text(visit.words(), &refused);
            one_page(visit, id, Some(told)).await
        }
    }
}

const ROUND_COLUMNS: [&str; 10] = [
    "round_id",
    "name",
    "stage",
    "lists_by",
    "days_left",
    "submitted",
    "members",
    "destroyed",
    "holders",
    "statement",
];

fn round_row(row: &RoundRow) -> [String; 10] {
    [
        row.id.to_string(),
        row.names.pick("en").to_owned(),
        row.stage.code().to_owned(),
        row.lists_by.to_string(),
        cell(row.days_left),
        row.submitted.to_string(),
        row.members.to_string(),
        row.destroyed.to_string(),
        row.holders.to_string(),
        row.statement.to_string(),
    ]
}

/// Members, holders and what was done, a row each.
fn one_rows(view: &RoundInFull) -> Rows {
    let mut rows =
        Rows::new(&["kind", "organisation_id", "organisation", "number", "day", "statement"]);
    let mut push =
        |kind: &str, who: Option<&concert_secretariat::OrganisationLabel>, rest: [String; 3]| {
            let [number, day, statement] = rest;
            let id = who.map(|who| who.id.to_string()).unwrap_or_default();
            let name = who.map(|who| who.names.pick("en").to_owned()).unwrap_or_default();
            rows.push([kind.to_owned(), id, name, number, day, statement]);
        };
    let none = String::new;
    push("opened", None, [none(), view.opened.to_string(), view.row.statement.to_string()]);
    for row in &view.submitters {
        push("member", Some(&row.organisation), [none(), cell(row.received), none()]);
    }
    for row in &view.holders {
        let (day, statement) = row.destroyed.unzip();
        let rest = [row.number.to_string(), cell(day), cell(statement)];
        push("holder", Some(&row.organisation), rest);
    }
    if let Some(linkage) = &view.linkage {
        let rest =
            [linkage.people.to_string(), linkage.on.to_string(), linkage.statement.to_string()];
        push("linked", None, rest);
    }
    if let Some((day, statement, _)) = &view.abandoned {
        push("abandoned", None, [none(), day.to_string(), statement.to_string()]);
    }
    for (kind, act) in [("erased", view.erased), ("closed", view.closed)] {
        if let Some((day, statement)) = act {
            push(kind, None, [none(), day.to_string(), statement.to_string()]);
        }
    }
    rows
}

impl Page {
    /// Where a round stands, with the days that are left.
    pub(crate) fn round_stage(&self, row: &RoundRow) -> String {
        let stage = self.word("round-stage", row.stage.code());
        match row.days_left {
            Some(left) => {
                self.say("round-days-left").with("stage", stage).count("count", left).to_string()
            }
            None => stage,
        }
    }

    /// So many of so many.
    pub(crate) fn round_count(&self, count: &usize, of: &usize) -> String {
        self.say("round-of").count("count", *count).count("of", *of).to_string()
    }

    /// Something that is left to do, with its day and by whom.
    pub(crate) fn round_due(&self, due: &RoundDue) -> String {
        let mut what = self.word("round-due", due.what.code());
        if let Some(until) = due.until {
            let text = self.say("round-due-until").with("what", what);
            what = text.with("day", self.day(&until)).to_string();
        }
        if due.by.is_empty() {
            return what;
        }
        let names = due.by.iter().map(|by| self.name(&by.names).to_owned());
        let who = self.list(names);
        self.say("round-due-by").with("what", what).with("who", who).to_string()
    }
}
