//! Linkage rounds.

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::pages::{round_new, rounds};
use crate::route::Route;
use crate::upload;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page("/rounds", "Every linkage round, the latest first.", &[], get(rounds::list)),
        Route::page(
            "/rounds/new",
            "The form that opens a linkage round.",
            &[],
            get(round_new::form)
                .post(round_new::open)
                .layer(DefaultBodyLimit::max(upload::LARGEST_UPLOAD)),
        )
        .and_form(
            "Opens a linkage round, as a member that holds a share of its key: file is round.json; \
             holder is repeated, in the order of the shares, and so is member.",
            &["file", "purpose", "holder", "member", "lists_by", "place", "year"],
        )
        .without_twins(),
        Route::page(
            "/rounds/{id}",
            "One linkage round: its terms, who has submitted, what was done and what is left to do. \
             The CSV file has a row for each member, holder and act.",
            &[],
            get(rounds::one),
        ),
        Route::form(
            "/rounds/{id}/list",
            "Submits an encoded list, in place of the one before. The same file again changes nothing.",
            &["file"],
            post(rounds::submit).layer(DefaultBodyLimit::max(upload::LARGEST_UPLOAD)),
        ),
        Route::form(
            "/rounds/{id}/act",
            "Does something in a round: act is retract, destroy, abandon with a reason, erase or close.",
            &["act", "reason"],
            post(rounds::act),
        ),
    ]
}
