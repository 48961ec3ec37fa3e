//! Decisions, and the bodies that take them.

use axum::routing::get;

use crate::pages::{bodies, decision_new, decisions};
use crate::route::Route;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page(
            "/decisions",
            "Every proposal, those that wait for somebody first.",
            &["body", "stage", "subject"],
            get(decisions::list),
        ),
        Route::page(
            "/decisions/new",
            "The form that opens a proposal.",
            &["body", "subject", "plan", "organisation"],
            get(decision_new::form).post(decision_new::open),
        )
        .and_form(
            "Opens a proposal. A plan version is named as PLAN NUMBER DIGEST, an organisation by \
             name or identifier.",
            &[
                "body",
                "subject",
                "plan",
                "organisation",
                "title",
                "text-LANGUAGE",
                "comment_until",
                "decide_until",
            ],
        )
        .without_twins(),
        Route::page(
            "/decisions/{id}",
            "One proposal: text, amendments, positions, count, outcome. The CSV file lists the positions.",
            &[],
            get(decisions::one).post(decisions::act),
        )
        .and_form(
            "Does something about a proposal: act is sponsor, comment, amend, support, settle, position, withdraw, conclude, minutes, follow-up or report.",
            &[
                "act",
                "joins",
                "comment",
                "text-LANGUAGE",
                "reason",
                "amendment",
                "supports",
                "taken-up",
                "choice",
                "owner",
                "what",
                "due",
                "follow-up",
                "done",
            ],
        ),
        Route::page("/bodies", "Bodies that decide.", &[], get(bodies::list)),
        Route::page(
            "/bodies/{id}",
            "One body: its rule, its members and its proposals. The CSV file lists the members.",
            &[],
            get(bodies::one),
        ),
    ]
}
