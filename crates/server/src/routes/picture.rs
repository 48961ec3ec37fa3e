//! The picture: the frame and what it rests on.

use axum::routing::get;

use crate::pages::{cell, estimates, frame, matrix, needs, prevalence, profits};
use crate::route::Route;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page(
            "/",
            "The frame of a place: need, response, gap and certainty in every cell. Its twins are \
             /frame.json and /frame.csv.",
            &["place", "at", "known"],
            get(frame::show),
        ),
        Route::page(
            "/cell",
            "One cell of the frame: organisations, initiatives with what each contributes, needs.",
            &["place", "pillar", "side", "group", "at", "page"],
            get(cell::show),
        ),
        Route::page(
            "/matrix",
            "Two axes of the frame against each other.",
            &["rows", "columns", "place", "at"],
            get(matrix::show),
        ),
        Route::page(
            "/estimates",
            "Published figures beside the coalition's own estimates.",
            &[],
            get(estimates::show),
        ),
        Route::page(
            "/prevalence",
            "Victims per 1,000 and per 100,000 people (SDG 16.2.2), on an average day and as given. \
             Nothing is kept.",
            &[
                "estimate",
                "people",
                "low",
                "high",
                "spell",
                "years",
                "years_low",
                "years_high",
                "window",
                "detected",
                "residents",
            ],
            get(prevalence::show),
        ),
        Route::page(
            "/profits",
            "Victims as illegal profits in US dollars a year. Nothing is kept. Without people, the \
             CSV is the table of constants.",
            &[
                "people",
                "low",
                "high",
                "sector",
                "region",
                "report",
                "counted",
                "spell",
                "years",
                "years_low",
                "years_high",
                "window",
                "per_victim",
                "per_victim_low",
                "per_victim_high",
                "global_mean",
                "ratio",
            ],
            get(profits::show),
        ),
        Route::page(
            "/needs",
            "Needs in a place and its parts.",
            &["place", "page"],
            get(needs::list),
        ),
        Route::page("/needs/{id}", "One need and what it rests on.", &[], get(needs::one)),
    ]
}
