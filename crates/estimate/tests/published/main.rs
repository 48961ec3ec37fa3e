//! The published tables of the field, and what the literature and its programs say of them.

#![expect(clippy::unwrap_used, reason = "a reference that cannot be read has failed")]

mod decomposable;
mod heterogeneity;
mod intervals;
mod latent_classes;
mod points;
mod reference_lists;
mod reference_table;
mod reports;
mod threshold;
