//! Plans of action.

use axum::extract::DefaultBodyLimit;
use axum::routing::get;

use crate::pages::{plan_report, plans, public};
use crate::route::Route;
use crate::upload;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page(
            "/public",
            "What everybody may read: adopted plans, and members of which something is public.",
            &["page"],
            get(public::list),
        )
        .open(),
        Route::page(
            "/public/members/{id}",
            "What everybody may read of one member: commitments and reviews of which the day that \
             it set has come. The CSV file lists the commitments.",
            &[],
            get(public::member),
        )
        .open(),
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
        Route::page(
            "/plans/{id}/report",
            "The report of a plan. Whoever is not signed in sees the public part of an adopted one; \
             public=1 shows that to others too. Judged on the day of at, on the first so many \
             statements.",
            &["public", "at", "statements"],
            get(plan_report::show),
        )
        .open(),
        Route::page(
            "/plans/{id}/report.html",
            "The same as one HTML file that needs nothing beside it.",
            &["public", "at", "statements"],
            get(plan_report::document),
        )
        .without_twins()
        .open(),
        Route::page(
            "/plans/{id}/report.xlsx",
            "The same as a workbook.",
            &["public", "at", "statements"],
            get(plan_report::workbook),
        )
        .without_twins()
        .open(),
        Route::page(
            "/plans/{id}/report.xml",
            "The public part of the report as an IATI activity file (2.03). reporter is the IATI \
             identifier of whoever publishes it.",
            &["reporter", "at", "statements"],
            get(plan_report::activities),
        )
        .without_twins(),
    ]
}
