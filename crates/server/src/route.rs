//! An address of the server, with what the document of the API says of it.

use axum::routing::MethodRouter;

use crate::house::House;

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
    pub(crate) fn page(
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
    pub(crate) fn form(
        path: &'static str,
        summary: &'static str,
        fields: &'static [&'static str],
        answers: MethodRouter<House>,
    ) -> Self {
        Self { path, get: None, post: Some(Post { summary, fields, signed_in: true }), answers }
    }

    /// The same address also takes a form.
    pub(crate) fn and_form(
        mut self,
        summary: &'static str,
        fields: &'static [&'static str],
    ) -> Self {
        self.post = Some(Post {
            summary,
            fields,
            signed_in: self.get.as_ref().is_some_and(|get| get.signed_in),
        });
        self
    }

    /// The same without twins.
    pub(crate) fn without_twins(mut self) -> Self {
        if let Some(get) = &mut self.get {
            get.twins = false;
        }
        self
    }

    /// The same for everybody.
    pub(crate) fn open(mut self) -> Self {
        if let Some(get) = &mut self.get {
            get.signed_in = false;
        }
        if let Some(post) = &mut self.post {
            post.signed_in = false;
        }
        self
    }
}
