//! Recommendations of outside mechanisms.

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::pages::{recommendations, recommendations_alike, recommendations_new};
use crate::route::Route;
use crate::upload;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page(
            "/recommendations",
            "Recommendations, the latest year first, a hundred to a page; the JSON and CSV files have \
             all that the query lets through. answered is yes or no; plan and action are an action \
             that answers them.",
            &["mechanism", "year", "place", "answered", "plan", "action", "text", "page"],
            get(recommendations::list),
        ),
        Route::page(
            "/recommendations/new",
            "The form for a table of recommendations.",
            &[],
            get(recommendations_new::form)
                .post(recommendations_new::preview)
                .layer(DefaultBodyLimit::max(upload::LARGEST_UPLOAD)),
        )
        .and_form(
            "Reads a table of recommendations and shows what it would change. Nothing is changed.",
            &["file"],
        )
        .without_twins(),
        Route::page(
            "/recommendations/alike",
            "Recommendations that look as if they asked for the same, from a likeness above 0 and up \
             to 1, among those that the query lets through.",
            &[
                "mechanism",
                "year",
                "place",
                "answered",
                "plan",
                "action",
                "text",
                "likeness",
                "page",
            ],
            get(recommendations_alike::alike),
        ),
        Route::form(
            "/recommendations/join",
            "Confirms that recommendations ask for the same; same may be repeated.",
            &["representative", "same", "next"],
            post(recommendations_alike::join),
        ),
        Route::page(
            "/recommendations/{id}",
            "One recommendation: who asks for the same, and which actions answer it.",
            &[],
            get(recommendations::one),
        ),
        Route::form(
            "/recommendations/{id}/act",
            "Says something of a recommendation: act is answer, with every action that answers it as \
             PLAN#NUMBER, or part.",
            &["act", "action", "plan", "number", "reason"],
            post(recommendations::act),
        ),
    ]
}
