//! Every address of the server, once: the router and the OpenAPI document are both made of this.

mod actions;
mod administration;
mod commitments;
mod coordination;
mod decisions;
mod effect;
mod estimates;
mod exchange;
mod picture;
mod plans;
mod questions;
mod recommendations;
mod register;
mod reviews;
mod rounds;

use crate::route::Route;

/// Every address.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = picture::routes();
    routes.extend(questions::routes());
    routes.extend(coordination::routes());
    routes.extend(actions::routes());
    routes.extend(plans::routes());
    routes.extend(effect::routes());
    routes.extend(commitments::routes());
    routes.extend(decisions::routes());
    routes.extend(reviews::routes());
    routes.extend(rounds::routes());
    routes.extend(recommendations::routes());
    routes.extend(register::routes());
    routes.extend(exchange::routes());
    routes.extend(estimates::routes());
    routes.extend(administration::routes());
    routes
}
