//! The cookie that holds a session's token.
//!
//! The token is 256 random bits that the secretariat made; what is stored is their SHA-256. Here
//! is only how the token travels: never to scripts, never to another site, never in the clear
//! except on the loopback interface.

use axum::http::HeaderValue;

/// How long the browser keeps the cookie, in seconds: as long as a session lasts at most.
const LIFE_SECONDS: u32 = 12 * 60 * 60;

/// The cookie's name. Browsers accept `__Host-` only over HTTPS, with the whole site as its path.
pub(crate) fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-session" } else { "session" }
}

/// The header that hands a session to the browser.
pub(crate) fn cookie(token: &str, secure: bool) -> HeaderValue {
    header(cookie_name(secure), token, LIFE_SECONDS, secure)
}

/// The header that takes it away.
pub(crate) fn no_cookie(secure: bool) -> HeaderValue {
    header(cookie_name(secure), "", 0, secure)
}

/// The header that keeps the choice of a language for a year.
pub(crate) fn language_cookie(tag: &str, secure: bool) -> HeaderValue {
    header(crate::language::COOKIE_NAME, tag, 365 * 24 * 60 * 60, secure)
}

fn header(name: &str, value: &str, life_seconds: u32, secure: bool) -> HeaderValue {
    let over_https = if secure { "; Secure" } else { "" };
    let text = format!(
        "{name}={value}; Path=/; Max-Age={life_seconds}; HttpOnly; SameSite=Lax{over_https}"
    );
    HeaderValue::from_str(&text)
        .expect("names, tags and tokens are letters and digits of ASCII: they are made here")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_https_the_cookie_is_bound_to_this_host() {
        let cookie = cookie("abc", true);
        let text = cookie.to_str().unwrap();
        assert!(text.starts_with("__Host-session=abc; Path=/;"));
        assert!(text.contains("HttpOnly; SameSite=Lax; Secure"));
        assert!(!no_cookie(false).to_str().unwrap().contains("Secure"));
    }
}
