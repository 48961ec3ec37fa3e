//! Functions and solvers that several methods share.

pub(crate) mod cholesky;
pub(crate) mod gamma;
pub(crate) mod multinomial;
pub(crate) mod newton;
pub mod normal;
pub(crate) mod poisson;
pub(crate) mod stirling;
pub mod student_t;
