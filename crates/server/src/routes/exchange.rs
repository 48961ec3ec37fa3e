//! Tables in and out.

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::pages::{export, imports};
use crate::route::Route;
use crate::upload;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page(
            "/import",
            "The form for a file, and the latest imports.",
            &[],
            get(imports::form)
                .post(imports::preview)
                .layer(DefaultBodyLimit::max(upload::LARGEST_UPLOAD)),
        )
        .and_form("Reads a file and shows what it would change. Nothing is changed.", &["file"]),
        Route::form(
            "/import/apply",
            "Applies the file that was shown.",
            &["token"],
            post(imports::apply),
        ),
        Route::page("/imports", "Every import, the latest first.", &[], get(imports::list)),
        Route::page("/imports/{id}", "One import.", &[], get(imports::one)),
        Route::form(
            "/imports/{id}/undo",
            "Takes back everything that an import stated.",
            &["reason"],
            post(imports::undo),
        ),
        Route::page(
            "/export/initiatives",
            "Initiatives as a table to edit and import again: form=xlsx or form=csv, with headings in \
             en, ar, es or fr.",
            &["organisation", "form", "headings"],
            get(export::initiatives),
        )
        .without_twins(),
        Route::page(
            "/export/needs",
            "Needs as a table: form=xlsx or form=csv.",
            &["form"],
            get(export::needs),
        )
        .without_twins(),
    ]
}
