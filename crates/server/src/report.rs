//! Browsers' reports of what the security policy stopped: one line in the log, no content of the
//! page.

use axum::Json;
use axum::body::Bytes;
use axum::http::StatusCode;
use serde_json::Value;

/// Takes a report. Only the names of the rule are kept: an address could hold a token.
pub(crate) async fn take(body: Bytes) -> StatusCode {
    let Ok(Json(reports)) = Json::<Value>::from_bytes(&body) else {
        return StatusCode::BAD_REQUEST;
    };
    let reports = match reports {
        Value::Array(reports) => reports,
        one => vec![one],
    };
    for report in reports.iter().take(20) {
        let word = |pointer: &str| {
            let text = report.pointer(pointer).and_then(Value::as_str);
            text.filter(|text| text.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
                .unwrap_or("other")
                .to_owned()
        };
        tracing::warn!(
            kind = word("/type"),
            directive = word("/body/effectiveDirective"),
            "a browser reports a breach of the security policy"
        );
    }
    StatusCode::NO_CONTENT
}
