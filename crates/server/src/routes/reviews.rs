//! Reviews among members.

use axum::routing::{get, post};

use crate::pages::{review, review_new, reviews};
use crate::route::Route;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page("/reviews", "Every review cycle, the latest first.", &[], get(reviews::list)),
        Route::page(
            "/reviews/new",
            "The form that opens a review cycle.",
            &[],
            get(review_new::form).post(review_new::open),
        )
        .and_form(
            "Opens a review cycle. The fields of questions and of pairings are repeated, by \
             position; do is open, or questions, pairings or lots to get the form back with more rows.",
            &[
                "do",
                "id",
                "name",
                "plan",
                "answers_by",
                "observations_by",
                "question",
                "beside",
                "of",
                "reviewed",
                "first",
                "second",
            ],
        )
        .without_twins(),
        Route::page(
            "/reviews/public",
            "The reviews that everybody may read.",
            &[],
            get(reviews::public),
        )
        .open(),
        Route::page(
            "/reviews/{cycle}",
            "One review cycle: its questionnaire and its reviews with what is due. The CSV file \
             lists the reviews.",
            &[],
            get(reviews::cycle),
        ),
        Route::page(
            "/reviews/{cycle}/{reviewed}",
            "The review of one member; for everybody from the day that the member set, once it is \
             closed. The CSV file lists what was said.",
            &[],
            get(review::one),
        )
        .open(),
        Route::form(
            "/reviews/{cycle}/{reviewed}/act",
            "Does something in a review: act is answer, observe, answer-observation, mark, remark, \
             publish or close; number is that of the question or observation.",
            &[
                "act",
                "number",
                "text-LANGUAGE",
                "action",
                "reply_by",
                "followed",
                "reason",
                "question",
                "remark",
                "from",
            ],
            post(review::act),
        ),
    ]
}
