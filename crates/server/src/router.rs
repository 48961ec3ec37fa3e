//! The router and the layers around it.

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

use crate::house::House;
use crate::routes::routes;
use crate::{headers, trouble, twin};

/// The longest form, in bytes. Uploads have a limit of their own.
const LONGEST_FORM: usize = 64 * 1024;
/// How long a request may take, its body included: a megabyte on a line of 100 kbit/s needs 80
/// seconds.
const PATIENCE: Duration = Duration::from_mins(5);

/// Everything that answers.
///
/// From the outside in: headers, compression, patience, the words of every "no", the endings of
/// twins, forms of other sites, the length of forms.
pub(crate) fn router(house: House) -> Router {
    let secure = house.options.https_behind_proxy;
    let routed = routes()
        .into_iter()
        .fold(Router::new(), |router, route| router.route(route.path, route.answers))
        .layer(DefaultBodyLimit::max(LONGEST_FORM))
        .layer(CsrfLayer::new())
        .with_state(house.clone());
    Router::new()
        .fallback_service(routed)
        .layer(from_fn_with_state(house, trouble::tell))
        .layer(from_fn(twin::take_ending))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(secure, headers::put))
}

#[cfg(test)]
mod tests;
