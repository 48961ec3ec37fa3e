//! The register: who does what where, and what was stated.

use axum::routing::{get, post};

use crate::pages::{initiative_form, initiatives, organisations, places, statements};
use crate::route::Route;

/// The fields of the form of an initiative.
const INITIATIVE: &[&str] = &[
    "organisation",
    "title",
    "pillars",
    "sides",
    "forms",
    "sexes",
    "ages",
    "origins",
    "service",
    "sector",
    "places",
    "start",
    "end",
    "status",
    "capacity",
    "confirmed",
    "remarks",
];

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page(
            "/initiatives",
            "Initiatives, a hundred to a page.",
            &["text", "organisation", "place", "sector", "page"],
            get(initiatives::list),
        ),
        Route::page(
            "/initiatives/new",
            "The form of a new initiative of an organisation.",
            &["organisation"],
            get(initiative_form::new_form),
        )
        .without_twins(),
        Route::page(
            "/initiatives/{id}",
            "One initiative in full, with its history.",
            &[],
            get(initiatives::one),
        ),
        Route::page(
            "/initiatives/{id}/edit",
            "The form that changes an initiative.",
            &[],
            get(initiative_form::edit_form).post(initiative_form::save),
        )
        .without_twins()
        .and_form("Declares an initiative, or declares it anew.", INITIATIVE),
        Route::form(
            "/initiatives/{id}/confirm",
            "Confirms the capacity of an initiative as of a day.",
            &["capacity", "on"],
            post(initiative_form::confirm),
        ),
        Route::page(
            "/organisations",
            "Organisations, those with most initiatives first.",
            &["text", "page"],
            get(organisations::list),
        ),
        Route::page(
            "/organisations/{id}",
            "One organisation and what it does.",
            &["page"],
            get(organisations::one),
        ),
        Route::page("/places", "Places and corridors.", &["text", "page"], get(places::list)),
        Route::page(
            "/place",
            "One place by its code, and what lies around it.",
            &["code"],
            get(places::one),
        ),
        Route::page(
            "/statements",
            "The journal, the latest statements first.",
            &["page"],
            get(statements::list),
        ),
        Route::page(
            "/statements/{index}",
            "One statement with its source and the proof that it stands in the journal.",
            &[],
            get(statements::one),
        ),
    ]
}
