//! Commitments and what is done with them.

use axum::routing::{get, post};

use crate::pages::{
    commitment_acts, commitment_fields, commitment_fit, commitment_form, commitments, drafts,
};
use crate::route::Route;

pub(super) fn routes() -> Vec<Route> {
    let mut routes = vec![
        Route::page(
            "/commitments",
            "Commitments by their last day, a hundred to a page. within=DAYS are those due soon.",
            &[
                "plan", "action", "maker", "place", "standing", "light", "within", "text", "at",
                "page",
            ],
            get(commitments::list).post(commitment_form::make),
        )
        .and_form(
            "Makes a commitment. The fields of means and of cells may be repeated, by position.",
            commitment_fields::FIELDS,
        ),
        Route::page(
            "/commitments/new",
            "The form of a new commitment towards an action of a plan, in a cell if one is named.",
            &["plan", "action", "place", "pillar", "side", "form"],
            get(commitment_form::new_form),
        )
        .without_twins(),
        Route::page(
            "/commitments/drafts",
            "Drafts of commitments that one's own organisation keeps; nobody else is shown them.",
            &[],
            get(drafts::list),
        )
        .without_twins(),
        Route::page(
            "/commitments/drafts/{id}",
            "The form of a draft.",
            &[],
            get(commitment_form::draft_form),
        )
        .without_twins(),
        Route::form("/commitments/drafts/{id}/drop", "Lets a draft go.", &[], post(drafts::drop)),
        Route::page(
            "/commitments/fit",
            "Gaps that fit what an organisation could bring, a hundred to a page: what its capacity \
             would close, the actions that ask for it, what is promised there already, and policies \
             of others that wait for means.",
            &["organisation", "place", "pillar", "side", "form", "capacity", "at", "page"],
            get(commitment_fit::show),
        ),
        Route::page(
            "/commitments/{id}",
            "One commitment: its light with rule and facts, claims, reviews, pairs and history.",
            &[],
            get(commitments::one),
        ),
        Route::page(
            "/commitments/{id}/edit",
            "The form that changes a commitment.",
            &[],
            get(commitment_form::edit_form).post(commitment_form::change),
        )
        .without_twins()
        .and_form(
            "Changes a commitment, which is given whole, with a reason.",
            &[
                "reason",
                "action",
                "text",
                "due",
                "means",
                "means_amount",
                "means_words",
                "place",
                "pillar",
                "side",
                "form",
                "population",
                "measure",
                "unit",
                "baseline",
                "baseline_on",
                "target",
                "target_on",
                "condition",
                "condition_level",
                "public_from",
            ],
        ),
    ];
    routes.extend(acts());
    routes
}

/// What is done with a commitment on its page.
fn acts() -> Vec<Route> {
    vec![
        Route::form(
            "/commitments/{id}/claim",
            "Says how far a commitment is, and by what that can be checked.",
            &[
                "level",
                "on",
                "text",
                "figure",
                "initiative",
                "statement",
                "estimate",
                "document",
                "address",
                "sha256",
            ],
            post(commitment_acts::claim),
        ),
        Route::form(
            "/commitments/{id}/review",
            "Says what the reviewer of a commitment found.",
            &["level", "text", "claim"],
            post(commitment_acts::review),
        ),
        Route::form(
            "/commitments/{id}/reviewer",
            "Names the organisation that reviews a commitment.",
            &["reviewer", "reason"],
            post(commitment_acts::name_reviewer),
        ),
        Route::form(
            "/commitments/{id}/withdraw",
            "Takes a commitment back.",
            &["reason"],
            post(commitment_acts::withdraw),
        ),
        Route::form(
            "/commitments/{id}/pair",
            "Proposes to pair a policy with the money or capacity of another commitment.",
            &["other"],
            post(commitment_acts::propose),
        ),
        Route::form(
            "/commitments/{id}/settle",
            "Agrees to a pair of pledges, or ends it with a reason.",
            &["pair", "answer", "reason"],
            post(commitment_acts::settle),
        ),
    ]
}
