//! What changed, and from whom nothing was heard.

use axum::routing::{get, post};

use crate::pages::{changes, silence};
use crate::route::Route;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page(
            "/changes",
            "What changed since the visitor last looked, or between two days: gaps by cause, what \
             began, ended or grew old.",
            &["since", "until", "place", "rule_since", "rule"],
            get(changes::show),
        ),
        Route::form(
            "/changes/seen",
            "Notes that the visitor has seen everything up to a moment.",
            &["size", "at"],
            post(changes::seen),
        ),
        Route::page(
            "/silence",
            "Who has not reported, those first whose answer would tell most, and the places of \
             which least is known.",
            &["place", "at"],
            get(silence::show),
        ),
    ]
}
