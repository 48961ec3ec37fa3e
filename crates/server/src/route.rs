//! Every address of the server, once: the router and the OpenAPI document are both made of this.

use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get, post};

use crate::house::House;
use crate::pages::{
    cell, estimates, export, frame, help, imports, initiative_form, initiatives, language, matrix,
    needs, organisations, places, prevalence, profits, runs, sign_in, statements, users,
};
use crate::{asset, openapi, report, upload};

/// An address, with what the document says of it.
pub(crate) struct Route {
    /// The path, with its variable parts in braces.
    pub(crate) path: &'static str,
    /// What a `GET` gives, if it gives anything.
    pub(crate) get: Option<Get>,
    /// What a `POST` does, if it does anything.
    pub(crate) post: Option<Post>,
    /// What answers.
    pub(crate) answers: MethodRouter<House>,
}

/// What a `GET` gives.
pub(crate) struct Get {
    /// In a few words.
    pub(crate) summary: &'static str,
    /// What can stand in the query.
    pub(crate) query: &'static [&'static str],
    /// Whether there is a JSON and a CSV twin.
    pub(crate) twins: bool,
    /// Whether one has to be signed in.
    pub(crate) signed_in: bool,
}

/// What a `POST` does.
pub(crate) struct Post {
    /// In a few words.
    pub(crate) summary: &'static str,
    /// The fields of the form.
    pub(crate) fields: &'static [&'static str],
    /// Whether one has to be signed in.
    pub(crate) signed_in: bool,
}

impl Route {
    /// A page with its twins, for those who are signed in.
    fn page(
        path: &'static str,
        summary: &'static str,
        query: &'static [&'static str],
        answers: MethodRouter<House>,
    ) -> Self {
        Self {
            path,
            get: Some(Get { summary, query, twins: true, signed_in: true }),
            post: None,
            answers,
        }
    }

    /// A form that changes something.
    fn form(
        path: &'static str,
        summary: &'static str,
        fields: &'static [&'static str],
        answers: MethodRouter<House>,
    ) -> Self {
        Self { path, get: None, post: Some(Post { summary, fields, signed_in: true }), answers }
    }

    /// The same address also takes a form.
    fn and_form(mut self, summary: &'static str, fields: &'static [&'static str]) -> Self {
        self.post = Some(Post {
            summary,
            fields,
            signed_in: self.get.as_ref().is_some_and(|get| get.signed_in),
        });
        self
    }

    /// The same without twins.
    fn without_twins(mut self) -> Self {
        if let Some(get) = &mut self.get {
            get.twins = false;
        }
        self
    }

    /// The same for everybody.
    fn open(mut self) -> Self {
        if let Some(get) = &mut self.get {
            get.signed_in = false;
        }
        if let Some(post) = &mut self.post {
            post.signed_in = false;
        }
        self
    }
}

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

/// Every address.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = picture();
    routes.extend(register());
    routes.extend(exchange());
    routes.extend(computed_estimates());
    routes.extend(administration());
    routes
}

fn picture() -> Vec<Route> {
    vec![
        Route::page(
            "/",
            "The frame of a place: need, response, gap and certainty in every cell. Its twins are \
             /frame.json and /frame.csv.",
            &["place", "at"],
            get(frame::show),
        ),
        Route::page(
            "/cell",
            "One cell of the frame: organisations, initiatives with what each contributes, needs.",
            &["place", "pillar", "side", "group", "at", "page"],
            get(cell::show),
        ),
        Route::page(
            "/matrix",
            "Two axes of the frame against each other.",
            &["rows", "columns", "place", "at"],
            get(matrix::show),
        ),
        Route::page(
            "/estimates",
            "Published figures beside the coalition's own estimates.",
            &[],
            get(estimates::show),
        ),
        Route::page(
            "/prevalence",
            "Victims per 1,000 and per 100,000 people (SDG 16.2.2), on an average day and as given. \
             Nothing is kept.",
            &[
                "estimate",
                "people",
                "low",
                "high",
                "spell",
                "years",
                "years_low",
                "years_high",
                "window",
                "detected",
                "residents",
            ],
            get(prevalence::show),
        ),
        Route::page(
            "/profits",
            "Victims as illegal profits in US dollars a year. Nothing is kept. Without people, the \
             CSV is the table of constants.",
            &[
                "people",
                "low",
                "high",
                "sector",
                "region",
                "report",
                "counted",
                "spell",
                "years",
                "years_low",
                "years_high",
                "window",
                "per_victim",
                "per_victim_low",
                "per_victim_high",
                "global_mean",
                "ratio",
            ],
            get(profits::show),
        ),
        Route::page(
            "/needs",
            "Needs in a place and its parts.",
            &["place", "page"],
            get(needs::list),
        ),
        Route::page("/needs/{id}", "One need and what it rests on.", &[], get(needs::one)),
    ]
}

fn register() -> Vec<Route> {
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

fn exchange() -> Vec<Route> {
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
            "Initiatives as a table to edit and import again: form=xlsx or form=csv.",
            &["organisation", "form"],
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

fn computed_estimates() -> Vec<Route> {
    vec![
        Route::page(
            "/estimates/new",
            "The form that asks for an estimate from a table of capture histories.",
            &[],
            get(runs::form).post(runs::start).layer(DefaultBodyLimit::max(upload::LARGEST_UPLOAD)),
        )
        .without_twins()
        .and_form(
            "Computes an estimate in the background. The same question is answered at once.",
            &["file", "methods", "replicates", "seed", "coverage"],
        ),
        Route::page(
            "/estimates/runs",
            "Estimates computed here, the latest first; for coordinators.",
            &[],
            get(runs::list),
        ),
        Route::page(
            "/estimates/runs/{id}",
            "How far an estimate has come, or its report. The JSON twin of a finished one is what \
             `concert estimate --repeat` reads.",
            &["still"],
            get(runs::one),
        ),
        Route::page(
            "/estimates/runs/{id}/document",
            "The report as one HTML file that needs nothing beside it.",
            &[],
            get(runs::document),
        )
        .without_twins(),
        Route::form(
            "/estimates/runs/{id}/stop",
            "Stops an estimate. What was found until then is kept.",
            &[],
            post(runs::stop),
        ),
        Route::form(
            "/estimates/runs/{id}/record",
            "Records the estimate and signs for its assumptions: answer-NAME and note-NAME for \
             each.",
            &["place", "period"],
            post(runs::record),
        ),
    ]
}

fn administration() -> Vec<Route> {
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
