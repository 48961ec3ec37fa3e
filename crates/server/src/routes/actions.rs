//! What to do next: plans under a budget, kept as scenarios and compared.

use axum::extract::DefaultBodyLimit;
use axum::routing::get;

use crate::pages::{next, next_compare};
use crate::route::Route;
use crate::upload;

/// What can be asked about the next actions.
const QUESTION: &[&str] = &[
    "budget", "currency", "most", "equity", "among", "level", "worst", "pillar", "side", "within",
    "place", "at", "require", "forbid", "table", "certify",
];

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page(
            "/next",
            "The next actions of a pillar under a budget: what each costs and closes, who, where, \
             what of it rests on silence, and how far from the best the plan is at most. Without a \
             pillar, the pillars that can be chosen, with their needs.",
            QUESTION,
            get(next::show).post(next::bring).layer(DefaultBodyLimit::max(upload::LARGEST_UPLOAD)),
        )
        .and_form(
            "Reads a table of actions, keeps it for a while for whoever brings it, and leads to \
             the plan of it. Nothing is stated.",
            &["file", "budget"],
        ),
        Route::page(
            "/next/scenario",
            "The plan as a scenario: a JSON file that can be looked at again and compared.",
            QUESTION,
            get(next::scenario),
        )
        .without_twins(),
        Route::page(
            "/next/actions",
            "The candidates as a table (CSV) to change and bring again.",
            QUESTION,
            get(next::actions),
        )
        .without_twins(),
        Route::page(
            "/next/compare",
            "The form for one scenario, to be looked at again, or for two, to be compared. Its twins \
             say what is taken.",
            &[],
            get(next_compare::form)
                .post(next_compare::compare)
                .layer(DefaultBodyLimit::max(upload::LARGEST_UPLOAD)),
        )
        .and_form(
            "Looks at one scenario again on the picture as it is now, or at two side by side.",
            &["file", "second"],
        ),
    ]
}
