//! Linkage rounds.

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::pages::{devices, round_linkage, round_new, rounds};
use crate::route::Route;
use crate::upload;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::page("/rounds", "Every linkage round, the latest first.", &[], get(rounds::list)),
        Route::page(
            "/rounds/new",
            "The form that opens a linkage round.",
            &[],
            get(round_new::form)
                .post(round_new::open)
                .layer(DefaultBodyLimit::max(upload::LARGEST_UPLOAD)),
        )
        .and_form(
            "Opens a linkage round, as a member that holds a share of its key: file is round.json; \
             holder is repeated, in the order of the shares, and so is member.",
            &["file", "purpose", "holder", "member", "lists_by", "place", "year"],
        )
        .without_twins(),
        Route::page(
            "/rounds/{id}",
            "One linkage round: its terms, who has submitted, what was done and what is left to do. \
             The CSV file has a row for each member, holder and act.",
            &[],
            get(rounds::one),
        ),
        Route::form(
            "/rounds/{id}/list",
            "Submits an encoded list, in place of the one before. The same file again changes nothing.",
            &["file"],
            post(rounds::submit).layer(DefaultBodyLimit::max(upload::LARGEST_UPLOAD)),
        ),
        Route::page(
            "/rounds/{id}/linkage",
            "How far the linking of a round is, or what it came to: lists, expected quality, and the \
             estimate over all that it leaves open. For coordinators.",
            &[],
            get(round_linkage::show).post(round_linkage::act),
        )
        .and_form(
            "Starts the linking of the lists in force, with by for each axis (sex, age, form, place, \
             year), stops it, or records what it came to: act is start, stop or record.",
            &["act", "by"],
        ),
        Route::form(
            "/rounds/{id}/linkage/estimate",
            "Records what the linkage says of those on no list, for the place and period of the round. \
             Every assumption is answered (answer-NAME: holds, doubtful or fails; note-NAME).",
            &[],
            post(round_linkage::record),
        ),
        Route::page(
            "/rounds/{id}/linkage/histories",
            "The linked counts that may be shown, small cells withheld, as a CSV file.",
            &[],
            get(round_linkage::histories),
        )
        .without_twins(),
        Route::page(
            "/rounds/{id}/file",
            "The public file of a round, round.json, with which members encode.",
            &[],
            get(round_linkage::public_file),
        )
        .without_twins(),
        Route::page(
            "/devices",
            "Devices that sign for the visitor's organisation; coordinators see all of them.",
            &[],
            get(devices::list).post(devices::act),
        )
        .and_form(
            "Adds a device of the visitor's by its name and public key with act=add, or revokes one \
             with act=revoke.",
            &["act", "name", "key", "device"],
        ),
        Route::form(
            "/submissions",
            "Takes an encoded list that a device has signed: the body is the file that concert submit \
             wrote. Answers a receipt, the first one where the list was sent before.",
            &[],
            post(devices::take).layer(DefaultBodyLimit::max(upload::LARGEST_UPLOAD)),
        )
        .open(),
        Route::form(
            "/rounds/{id}/act",
            "Does something in a round: act is retract, destroy, abandon with a reason, erase or close.",
            &["act", "reason"],
            post(rounds::act),
        ),
    ]
}
