//! Users, help, and what every page needs.

use axum::routing::{get, post};

use crate::pages::{account, help, language, sign_in, users};
use crate::route::Route;
use crate::{asset, openapi, report};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page(
            "/users",
            "Users, for administrators.",
            &[],
            get(users::list).post(users::register),
        )
        .and_form("Registers a user and shows a one-time link.", &["name", "role", "organisation"]),
        Route::form(
            "/users/{id}/link",
            "Makes a new one-time link for a user.",
            &[],
            post(users::renew),
        ),
        Route::form("/users/{id}/close", "Closes a user's account.", &[], post(users::close)),
        Route::page(
            "/account",
            "The account of whoever is signed in, and where they are written to.",
            &[],
            get(account::show).post(account::keep),
        )
        .and_form(
            "Keeps the address with act=keep, or removes it with act=remove.",
            &["act", "address", "language"],
        ),
        Route::page("/help", "Definitions of everything that is shown.", &[], get(help::all)),
        Route::page(
            "/help/{topic}",
            "One definition with its formula and version.",
            &[],
            get(help::one),
        ),
        Route::page(
            "/sign-in",
            "The form for name and password.",
            &["next"],
            get(sign_in::form).post(sign_in::sign_in),
        )
        .without_twins()
        .and_form("Opens a session.", &["name", "password", "next"])
        .open(),
        Route::page(
            "/first/{token}",
            "The form behind a one-time link.",
            &[],
            get(sign_in::first_form).post(sign_in::first),
        )
        .without_twins()
        .and_form("Keeps a password and opens a session.", &["password"])
        .open(),
        Route::form("/sign-out", "Ends the session.", &[], post(sign_in::sign_out)).open(),
        Route::form(
            "/language",
            "Keeps the choice of a language.",
            &["lang", "next"],
            post(language::choose),
        )
        .open(),
        Route::form(
            "/report",
            "Takes a browser's report of what the security policy stopped.",
            &[],
            post(report::take),
        )
        .open(),
        Route::page("/openapi.json", "This document.", &[], get(openapi::serve))
            .without_twins()
            .open(),
        Route::page(
            "/assets/{name}",
            "Style sheet, scripts and mark, under addresses that hold a digest of their content.",
            &[],
            get(asset::serve),
        )
        .without_twins()
        .open(),
    ]
}
