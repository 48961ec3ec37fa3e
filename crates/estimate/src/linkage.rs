//! What errors and doubts of linkage do to an estimate.

pub(crate) mod errors;
pub(crate) mod rubin;
pub(crate) mod table_estimate;
pub(crate) mod uncertainty;
