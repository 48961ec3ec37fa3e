//! Concert's pages and API.
//!
//! A thin door: a request is read, the secretariat is asked, its view is shown. No rule and no
//! figure is made here. Every page works without scripts, in every language of the catalogues,
//! and has a JSON and a CSV twin at the same address, which is the API; `/openapi.json` describes
//! it. [`serve`] listens until it is told to stop.
//!
//! Where to look: the addresses stand in `route.rs`, the pages in `pages/` and `templates/`, the
//! texts in `catalogue/`, what surrounds every response in `router.rs` and `headers.rs`, and every
//! kind of "no" in `trouble.rs`.

#![expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::ref_option,
    clippy::unused_self,
    reason = "a template calls methods of its page and hands every value over by reference"
)]

mod address;
mod asked;
mod asset;
mod attempts;
mod bar;
mod catalogue;
mod daily;
mod estimate_report;
mod headers;
mod house;
mod language;
mod linkage_words;
mod map;
mod navigation;
mod need_cell;
mod numeral;
mod openapi;
mod page;
mod pager;
mod pages;
mod plan_report;
mod post;
mod rate_rows;
mod refusal;
mod reminder_letter;
mod report;
mod route;
mod router;
mod routes;
mod serve;
mod session;
mod spell_fields;
mod trouble;
mod twin;
mod typed;
mod upload;
mod visit;

pub use estimate_report::linked::{LinkedDocument, linked_report_document};
pub use estimate_report::{Unwritten, report_document, warning_texts};
pub use linkage_words::{left_out_text, linkage_warning_text, note_text, suspicion_text};
pub use plan_report::{plan_report_document, plan_report_workbook};
pub use post::{PostFault, PostSettings, post_reminders};
pub use refusal::{Told, refusal_text};
pub use serve::{Fault, ServeOptions, serve};
