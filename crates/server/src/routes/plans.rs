//! Plans of action.

use axum::extract::DefaultBodyLimit;
use axum::routing::get;

use crate::pages::plans;
use crate::route::Route;
use crate::upload;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page(
            "/plans",
            "Every plan of action, and the form of a new one.",
            &[],
            get(plans::list)
                .post(plans::state)
                .layer(DefaultBodyLimit::max(upload::LARGEST_UPLOAD)),
        )
        .and_form(
            "States a plan, or with plan=ID its next version, from a table or a template.",
            &["file", "template", "plan", "name", "places"],
        ),
        Route::page(
            "/plans/{id}",
            "One plan: its actions, who is asked, and its versions. The CSV file lists the actions.",
            &["version", "pillar", "side"],
            get(plans::one),
        ),
        Route::page(
            "/plans/{id}/table",
            "The table of a plan in the columns in which plans are stated.",
            &["version"],
            get(plans::table),
        )
        .without_twins(),
    ]
}
