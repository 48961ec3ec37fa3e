//! The OpenAPI document: what [`routes`] says, in the form that programs read.

use axum::Json;
use serde_json::{Map, Value, json};

use crate::route::{Get, Post, Route};
use crate::routes::routes;

/// Serves the document.
pub(crate) async fn serve() -> Json<Value> {
    Json(document())
}

/// The document.
pub(crate) fn document() -> Value {
    let mut paths = Map::new();
    for route in routes() {
        let mut methods = Map::new();
        if let Some(get) = &route.get {
            methods.insert("get".to_owned(), reading(&route, get, "text/html"));
        }
        if let Some(post) = &route.post {
            methods.insert("post".to_owned(), writing(&route, post));
        }
        paths.insert(route.path.to_owned(), Value::Object(methods));
        let Some(get) = route.get.as_ref().filter(|get| get.twins) else {
            continue;
        };
        let stem = if route.path == "/" { "/frame" } else { route.path };
        for (ending, kind) in [("json", "application/json"), ("csv", "text/csv")] {
            let path = format!("{stem}.{ending}");
            paths.insert(path, json!({ "get": reading(&route, get, kind) }));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Concert",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Every page has a JSON and a CSV twin at the same address. Values are \
                codes of the reference data, days are ISO 8601, unstated values are absent.",
        },
        "paths": paths,
        "components": {
            "schemas": { "Problem": problem() },
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": "session" },
            },
        },
    })
}

fn reading(route: &Route, get: &Get, kind: &str) -> Value {
    let kind = match route.path {
        "/openapi.json" => "application/json",
        "/assets/{name}" => "*/*",
        _ => kind,
    };
    let schema = match kind {
        "application/json" => json!({ "type": ["object", "array"] }),
        _ => json!({ "type": "string" }),
    };
    let mut parameters = variables(route.path);
    for name in get.query.iter().chain(&["lang"]) {
        parameters.push(json!({ "name": name, "in": "query", "schema": { "type": "string" } }));
    }
    let mut operation = json!({
        "summary": get.summary,
        "parameters": parameters,
        "responses": {
            "200": { "description": "The answer.", "content": { kind: { "schema": schema } } },
            "4XX": refused(),
        },
    });
    if get.signed_in {
        operation["security"] = json!([{ "session": [] }]);
    }
    operation
}

fn writing(route: &Route, post: &Post) -> Value {
    let properties: Map<String, Value> = post
        .fields
        .iter()
        .map(|field| ((*field).to_owned(), json!({ "type": "string" })))
        .collect();
    let kind = if post.fields.contains(&"file") {
        "multipart/form-data"
    } else {
        "application/x-www-form-urlencoded"
    };
    let mut operation = json!({
        "summary": post.summary,
        "parameters": variables(route.path),
        "responses": {
            "2XX": { "description": "The page that says what was done." },
            "303": { "description": "Done; the page to go on with." },
            "4XX": refused(),
        },
    });
    if !post.fields.is_empty() {
        let schema = json!({ "type": "object", "properties": properties });
        operation["requestBody"] = json!({ "content": { kind: { "schema": schema } } });
    }
    if post.signed_in {
        operation["security"] = json!([{ "session": [] }]);
    }
    operation
}

/// The variable parts of a path.
fn variables(path: &str) -> Vec<Value> {
    path.split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| {
            json!({
                "name": name, "in": "path", "required": true, "schema": { "type": "string" },
            })
        })
        .collect()
}

fn refused() -> Value {
    let schema = json!({ "$ref": "#/components/schemas/Problem" });
    json!({
        "description": "What was asked cannot be had; pages say it in words.",
        "content": { "application/problem+json": { "schema": schema } },
    })
}

/// RFC 9457, with the stable code and the facts.
fn problem() -> Value {
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "required": ["type", "title", "status", "code"],
        "properties": {
            "type": text, "title": text, "detail": text, "code": text, "instance": text,
            "status": { "type": "integer" },
            "incident": text,
            "facts": { "type": "object", "additionalProperties": text },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_changes_only_on_purpose() {
        insta::assert_json_snapshot!("openapi", document());
    }

    #[test]
    fn every_address_is_in_the_document_with_its_twins() {
        let document = document();
        for route in routes() {
            let described = &document["paths"][route.path];
            assert_eq!(described["get"].is_object(), route.get.is_some());
            assert_eq!(described["post"].is_object(), route.post.is_some());
            if route.get.is_some_and(|get| get.twins) {
                let stem = if route.path == "/" { "/frame" } else { route.path };
                for ending in ["json", "csv"] {
                    let twin = format!("{stem}.{ending}");
                    assert!(document["paths"][&twin]["get"].is_object(), "{twin}");
                }
            }
        }
    }
}
