//! Estimates that are computed here.

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::pages::{record_run, runs};
use crate::route::Route;
use crate::upload;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page(
            "/estimates/new",
            "The form that asks for an estimate from a table of capture histories.",
            &[],
            get(runs::form).post(runs::start).layer(DefaultBodyLimit::max(upload::LARGEST_UPLOAD)),
        )
        .without_twins()
        .and_form(
            "Computes an estimate in the background. The same question is answered at once.",
            &["file", "methods", "replicates", "seed", "coverage"],
        ),
        Route::page(
            "/estimates/runs",
            "Estimates computed here, the latest first; for coordinators.",
            &[],
            get(runs::list),
        ),
        Route::page(
            "/estimates/runs/{id}",
            "How far an estimate has come, or its report. The JSON twin of a finished one is what \
             `concert estimate --repeat` reads.",
            &["still"],
            get(runs::one),
        ),
        Route::page(
            "/estimates/runs/{id}/document",
            "The report as one HTML file that needs nothing beside it.",
            &[],
            get(runs::document),
        )
        .without_twins(),
        Route::form(
            "/estimates/runs/{id}/stop",
            "Stops an estimate. What was found until then is kept.",
            &[],
            post(runs::stop),
        ),
        Route::form(
            "/estimates/runs/{id}/record",
            "Records the estimate and signs for its assumptions: answer-NAME and note-NAME for \
             each.",
            &["place", "period"],
            post(record_run::record),
        ),
    ]
}
