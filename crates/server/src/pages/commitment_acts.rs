//! What is done with a commitment on its page: claims, reviews, withdrawing, naming who reviews,
//! and pairs of pledges. What is refused is told on the page, with what was typed.

use axum::extract::{Path, RawForm};
use axum::response::{IntoResponse, Redirect, Response};
use concert_coalition::{Actor, Claim, Evidence, ProgressReview};
use concert_secretariat::{Asked, Done, Secretariat};
use concert_terms::{Id, Names};

use crate::asked::{optional, required, unreadable};
use crate::house::now;
use crate::pages::commitment_fields::{Form, level};
use crate::pages::commitments::{Typed, one_page};
use crate::pages::imports::told_apart;
use crate::trouble::Trouble;
use crate::visit::Visit;

/// Says how far a commitment is.
pub(crate) async fn claim(
    visit: Visit,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Trouble> {
    let (id, form) = (required("id", &id)?, Form::of(&body));
    let read = read_claim(id, &form, visit.language.code());
    act(&visit, id, ("claim", form), read, |secretariat, actor, claim| {
        secretariat.claim_progress(actor, claim, now())
    })
    .await
}

/// Says what a reviewer found.
pub(crate) async fn review(
    visit: Visit,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Trouble> {
    let (id, form) = (required("id", &id)?, Form::of(&body));
    let read = read_review(id, &form, visit.language.code());
    act(&visit, id, ("review", form), read, |secretariat, actor, review| {
        secretariat.review_progress(actor, review, now())
    })
    .await
}

/// Takes a commitment back.
pub(crate) async fn withdraw(
    visit: Visit,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Trouble> {
    let (id, form) = (required("id", &id)?, Form::of(&body));
    let reason = form.one("reason").to_owned();
    act(&visit, id, ("withdraw", form), Ok(reason), move |secretariat, actor, reason| {
        secretariat.withdraw_commitment(actor, id, &reason, now())
    })
    .await
}

/// Names the organisation that reviews a commitment.
pub(crate) async fn name_reviewer(
    visit: Visit,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Trouble> {
    let (id, form) = (required("id", &id)?, Form::of(&body));
    let said = [form.one("reviewer").to_owned(), form.one("reason").to_owned()];
    act(&visit, id, ("reviewer", form), Ok(said), move |secretariat, actor, [who, reason]| {
        let reviewer = secretariat.organisation_called(&who)?;
        secretariat.name_reviewer(actor, (id, reviewer), &reason, now())
    })
    .await
}

/// Proposes to pair a commitment with another one.
pub(crate) async fn propose(
    visit: Visit,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Trouble> {
    let (id, form) = (required("id", &id)?, Form::of(&body));
    let read = required::<Id>("other", form.one("other"));
    act(&visit, id, ("pair", form), read, move |secretariat, actor, other| {
        secretariat.propose_match(actor, [id, other], now())
    })
    .await
}

/// Agrees to a pair, or ends it.
pub(crate) async fn settle(
    visit: Visit,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Trouble> {
    let (id, form) = (required("id", &id)?, Form::of(&body));
    let reason = form.one("reason").to_owned();
    let read = read_answer(&form);
    act(&visit, id, ("settle", form), read, move |secretariat, actor, (pair, accepts)| {
        if accepts {
            secretariat.accept_match(actor, pair, now())
        } else {
            secretariat.end_match(actor, pair, &reason, now())
        }
    })
    .await
}

async fn act<T: Send + 'static>(
    visit: &Visit,
    id: Id,
    (name, form): (&'static str, Form),
    read: Result<T, Trouble>,
    acts: impl FnOnce(&Secretariat, &Actor, T) -> Asked<Done> + Send + 'static,
) -> Result<Response, Trouble> {
    let told = match read {
        Err(trouble) => crate::refusal::unreadable(visit.words(), trouble)?,
        Ok(read) => {
            let actor = visit.actor;
            let done = visit
                .house
                .ask(move |secretariat| told_apart(acts(secretariat, &actor, read)))
                .await?;
            match done {
                Ok(_) => return Ok(Redirect::to(&format!("/commitments/{id}")).into_response()),
                Err(refused) if refused.code == "coalition/not-allowed" => {
                    return Err(Trouble::Refused(Box::new(refused)));
                }
                Err(refused) => crate::refusal::text(visit.words(), &refused),
            }
        }
    };
    one_page(visit, id, Some(told), Typed::into(name, form)).await
}

fn read_claim(commitment: Id, form: &Form, language: &str) -> Result<Claim, Trouble> {
    let mut evidence = Vec::new();
    evidence.extend(optional("initiative", form.one("initiative"))?.map(Evidence::Initiative));
    evidence.extend(optional("statement", form.one("statement"))?.map(Evidence::Statement));
    evidence.extend(optional("estimate", form.one("estimate"))?.map(Evidence::Estimate));
    let [title, address, sha256] =
        ["document", "address", "sha256"].map(|name| form.one(name).to_owned());
    if [&title, &address, &sha256].into_iter().any(|text| !text.is_empty()) {
        evidence.push(Evidence::Document { title, address, sha256: sha256.to_lowercase() });
    }
    Ok(Claim {
        commitment,
        level: level("level", form.one("level"))?,
        on: required("on", form.one("on"))?,
        text: Names::new(language, form.one("text")),
        figure: optional("figure", form.one("figure"))?,
        evidence,
    })
}

/// Which pair, and whether it is agreed to: whoever says neither ends nothing.
fn read_answer(form: &Form) -> Result<(Id, bool), Trouble> {
    let pair = required("pair", form.one("pair"))?;
    match form.one("answer") {
        "accept" => Ok((pair, true)),
        "end" => Ok((pair, false)),
        other => Err(unreadable("answer", other)),
    }
}

fn read_review(commitment: Id, form: &Form, language: &str) -> Result<ProgressReview, Trouble> {
    Ok(ProgressReview {
        commitment,
        level: level("level", form.one("level"))?,
        text: Names::new(language, form.one("text")),
        claim: optional("claim", form.one("claim"))?,
    })
}
