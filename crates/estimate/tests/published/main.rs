//! The published tables of the field, and what the literature and its programs say of them.

mod intervals;
mod points;
mod reference_table;
mod reports;
