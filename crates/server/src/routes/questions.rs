//! Where is nobody, in what proportion, what changed, and whom to ask.

use axum::routing::{get, post};

use crate::pages::{ask, changes, gaps, ladder, proportion, silence};
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
            "/gaps",
            "Needs with a gap that is likely or certain, one by one, and what is known of who is \
             there: known=nobody-there, nobody-reported or active.",
            &["place", "at", "known"],
            get(gaps::show),
        ),
        Route::page(
            "/proportion",
            "Whether both sides, and sexual and labour exploitation, are served in proportion to \
             need.",
            &["place", "at"],
            get(proportion::show),
        ),
        Route::page(
            "/ladder",
            "How much of what is there is reachable, acceptable, in contact with people and helps in \
             the end, as far as it is known.",
            &["place", "at"],
            get(ladder::show),
        ),
        Route::page(
            "/ask",
            "Whom to ask first: the answers that would tell most about the gaps.",
            &["place", "at"],
            get(ask::show),
        ),
        Route::page(
            "/silence",
            "Who has not reported, those first whose answer would tell most, and the places of \
             which least is known.",
            &["place", "at", "headings"],
            get(silence::show),
        ),
    ]
}
