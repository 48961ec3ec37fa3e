//! Coordination: who does the same, who works with whom, and who should.

use axum::extract::DefaultBodyLimit;
use axum::routing::get;

use crate::pages::{alignment, corridors, network, overlap, partners};
use crate::route::Route;
use crate::upload;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page(
            "/overlap",
            "Pairs of organisations that do the same, by pillar and side, with the cells, both \
             capacities and the initiatives behind them; and initiatives that look entered twice, \
             which are the CSV file with list=twice.",
            &["place", "at", "most", "list"],
            get(overlap::show),
        ),
        Route::page(
            "/network",
            "Who works in partnership with whom, cells in which several organisations work without \
             it, both beside chance, and how far responses are spread. The CSV file lists \
             organisations, or with list=cells the cells.",
            &["place", "at", "tables", "seed", "list"],
            get(network::show),
        ),
        Route::page(
            "/alignment",
            "Effort beside need by pillar and side, what could be attained, and what would move.",
            &["place", "at"],
            get(alignment::show),
        ),
        Route::page(
            "/partners",
            "Who should work with whom, in people helped, and why. Without an organisation it is \
             the visitor's own, and all pairs for coordinators and with organisation=all.",
            &["organisation", "place", "most", "at"],
            get(partners::show),
        ),
        Route::page(
            "/corridors",
            "People moved along corridors beside what distance and covariates explain, who stands at \
             both ends, and pairs there without a partnership, which are the CSV file with \
             list=links.",
            &["place", "at", "form", "distance", "rate", "table", "list"],
            get(corridors::show)
                .post(corridors::bring)
                .layer(DefaultBodyLimit::max(upload::LARGEST_UPLOAD)),
        )
        .and_form(
            "Reads a table of covariates, keeps it for a while for whoever brings it, and leads to \
             the page that asks with it. Nothing is stated.",
            &["file", "place", "at", "form", "distance", "rate"],
        ),
    ]
}
