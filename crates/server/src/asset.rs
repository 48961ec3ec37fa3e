//! The few files that every page refers to: style sheet, scripts and mark. Each stands under an
//! address that holds a digest of its content, so that a browser may keep it for ever.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// A file with its address.
pub(crate) struct Asset {
    /// Such as `/assets/0123456789abcdef-page.css`.
    pub(crate) href: String,
    content: String,
    kind: &'static str,
}

/// Every file.
pub(crate) struct Assets {
    /// The style sheet of the pages and of the figures on them.
    pub(crate) style: Asset,
    /// htmx, which makes some forms answer without loading the whole page.
    pub(crate) htmx: Asset,
    /// What ties htmx to the security policy.
    pub(crate) script: Asset,
    /// The mark, also the icon.
    pub(crate) mark: Asset,
}

/// The files, put together once.
pub(crate) static ASSETS: LazyLock<Assets> = LazyLock::new(|| Assets {
    style: Asset::new(
        "page.css",
        "text/css; charset=utf-8",
        include_str!("../assets/page.css").to_owned() + concert_figures::STYLE,
    ),
    htmx: Asset::new(
        "htmx.js",
        "text/javascript; charset=utf-8",
        include_str!("../assets/htmx.min.js").to_owned(),
    ),
    script: Asset::new(
        "page.js",
        "text/javascript; charset=utf-8",
        include_str!("../assets/page.js").to_owned(),
    ),
    mark: Asset::new("mark.svg", "image/svg+xml", include_str!("../assets/mark.svg").to_owned()),
});

/// Bytes in lower-case hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Asset {
    fn new(name: &str, kind: &'static str, content: String) -> Self {
        let digest = hexadecimal(&Sha256::digest(content.as_bytes())[..8]);
        Self { href: format!("/assets/{digest}-{name}"), content, kind }
    }

    /// What the file holds.
    pub(crate) fn content(&self) -> &str {
        &self.content
    }
}

/// Serves a file by its name.
pub(crate) async fn serve(Path(name): Path<String>) -> Response {
    let Assets { style, htmx, script, mark } = &*ASSETS;
    let found = [style, htmx, script, mark]
        .into_iter()
        .find(|asset| asset.href.strip_prefix("/assets/") == Some(name.as_str()));
    let Some(asset) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
        (CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, asset.content.as_str()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_names_no_side_of_the_screen() {
        // Pages are read from either side: only logical properties are allowed.
        let sheet = include_str!("../assets/page.css");
        for (number, line) in sheet.lines().enumerate() {
            for side in ["left", "right"] {
                let word = line.replace("brightness", "");
                assert!(!word.contains(side), "line {}: {line}", number + 1);
            }
        }
        assert!(sheet.len() < 16_000, "{} bytes", sheet.len());
    }

    #[test]
    fn nothing_in_the_files_of_ours_comes_from_another_host() {
        let Assets { style, script, mark, .. } = &*ASSETS;
        for asset in [style, script, mark] {
            let content = asset.content.replace("http://www.w3.org/2000/svg", "the name of SVG");
            assert!(!content.contains("//") || asset.kind.contains("javascript"));
            assert!(!content.contains("http"), "{}", asset.href);
        }
    }
}
