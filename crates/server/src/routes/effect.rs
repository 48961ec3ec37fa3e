//! What came of commitments, and by when they are due.

use axum::routing::get;

use crate::pages::{calendar, effect};
use crate::route::Route;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page(
            "/commitments/{id}/effect",
            "Whether the gap in the cells of a commitment changed otherwise than in comparable \
             cells since it was made: an association with its interval.",
            &["at"],
            get(effect::show),
        ),
        Route::page(
            "/plans/calendar",
            "By when actions and commitments are due, and until when proposals and reviews run.",
            &[],
            get(calendar::show),
        ),
        Route::page(
            "/plans/calendar.ics",
            "The same as an iCalendar file.",
            &[],
            get(calendar::file),
        )
        .without_twins(),
    ]
}
