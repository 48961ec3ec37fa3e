//! Linkage rounds in use: open one, submit an encoded list to it, take it back, clear it away, close
//! it; and how each stands.
//!
//! The journal holds what was done, and of a list its digest alone. The lists themselves are files
//! beside it ([`kept_lists`]), which are erased when a list is replaced or retracted and when the
//! round is over.

mod clearing;
mod kept_lists;
mod linking_desk;
mod list_head;
mod made_up;
mod opening;
mod round_linkage;
mod round_strata;
mod round_view;
mod signed_list;
mod submitting;

pub(crate) use kept_lists::KeptLists;
pub(crate) use linking_desk::LinkingDesk;
pub use list_head::ListHead;
pub use opening::{RoundChoices, RoundOpening};
pub use round_linkage::{
    LinkingPhase, LinkingView, NotCombinedBecause, OverAllDraws, RoundLinkage,
};
pub use round_strata::StrataOverDraws;
pub use round_view::{
    DueInRound, HolderRow, LinkageRow, ReceiptRow, RoundActs, RoundDue, RoundInFull, RoundMember,
    RoundRow,
};
pub use signed_list::{is_signed_list, sign_list};
pub use submitting::{LARGEST_LIST, Receipt};

#[cfg(test)]
mod tests;
