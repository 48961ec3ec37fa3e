//! The pages: extract, ask the secretariat, show.

pub(crate) mod cell;
pub(crate) mod estimates;
pub(crate) mod export;
pub(crate) mod frame;
pub(crate) mod help;
pub(crate) mod imports;
pub(crate) mod initiative_form;
pub(crate) mod initiatives;
pub(crate) mod language;
pub(crate) mod matrix;
pub(crate) mod needs;
pub(crate) mod next;
pub(crate) mod next_compare;
mod next_words;
pub(crate) mod organisations;
pub(crate) mod places;
pub(crate) mod prevalence;
pub(crate) mod profits;
pub(crate) mod runs;
pub(crate) mod sign_in;
pub(crate) mod statements;
pub(crate) mod users;
