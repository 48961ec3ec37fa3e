//! Texts that say the same, and what differs between versions of a text.
//!
//! Bodies of the United Nations, the Council of Europe and states recommend the same thing to the
//! same state in other words, year after year. [`Texts`] holds short texts (20 to 60 words) with the
//! weight of every word and pair of words by its rarity; [`Texts::clusters`] puts those that say the
//! same around one that represents them, [`Texts::nearest`] answers "this looks like these", and
//! [`Texts::reason`] gives the words that two texts share and those in which they differ, for the
//! person who confirms. Nothing here decides that two texts are the same: it proposes.
//!
//! [`Difference`] tells one version of a text from another by words within paragraphs, exactly
//! reversible. [`merge()`] lays several amendments of one text beside each other: which touch the same
//! passage, and what the text becomes where they do not.
//!
//! Everything here is pure and deterministic: the same input gives the same bytes. Words are those of
//! Unicode (UAX #29), so that scripts without capitals, and scripts without spaces, are treated
//! alike.
//!
//! ```
//! use concert_wording::{Aside, Texts, USUAL_THRESHOLD, Written};
//!
//! let english = |text| Written { text, language: "en" };
//! let texts = Texts::new(
//!     &[
//!         english("Albania: train labour inspectors to recognise victims of trafficking (2019)"),
//!         english("Provide legal aid to victims"),
//!         english("Train labour inspectors to recognise trafficking victims (Chile)"),
//!     ],
//!     &Aside::new(&["Albania", "Chile"]),
//! );
//! let clusters = texts.clusters(USUAL_THRESHOLD)?;
//! let together: Vec<u32> = clusters[0].members.iter().map(|member| member.text).collect();
//! assert_eq!(together, [0, 2]);
//!
//! let reason = texts.reason(0, 2)?;
//! assert_eq!(reason.only_first, ["of", "2019", "albania"]);
//! assert_eq!(reason.only_second, ["chile"]);
//! # Ok::<(), concert_wording::Refusal>(())
//! ```

pub mod aside;
pub mod clusters;
pub mod difference;
mod lexicon;
pub mod merge;
pub mod nearest;
pub mod reason;
mod refusal;
pub mod texts;
mod words;

pub use aside::Aside;
pub use clusters::{Cluster, Member, USUAL_THRESHOLD};
pub use difference::{Difference, Paragraph, Run};
pub use merge::{Merged, Passage, Wording, merge};
pub use nearest::Near;
pub use reason::Reason;
pub use refusal::Refusal;
pub use texts::{Texts, Written};
pub use words::words;
