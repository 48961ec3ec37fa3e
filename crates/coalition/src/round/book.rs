//! What holds of linkage rounds.

use std::collections::{BTreeMap, BTreeSet};

use concert_terms::Id;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::numbered::{numbered, numbered_mut};
use crate::round::{LinkageRecord, LinkageRound, RoundAbandonment};
use crate::{Body, Said, Statement};

/// Everything of linkage rounds that holds after the statements so far.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RoundBook {
    /// Rounds, by identifier.
    pub rounds: BTreeMap<Id, OpenRound>,
}

/// A round and what was done in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenRound {
    /// How it was opened.
    pub round: LinkageRound,
    /// Who opened it and when.
    pub said: Said,
    /// Lists by member; the number of each is its place, counted from one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lists: BTreeMap<Id, Vec<SubmittedList>>,
    /// What the linking came to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linkage: Option<(LinkageRecord, Said)>,
    /// Holders that destroyed their shares.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub destroyed: BTreeMap<Id, Said>,
    /// Why it was given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abandoned: Option<(RoundAbandonment, Said)>,
    /// When the encodings were erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<Said>,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Said>,
}

/// An encoded list that was submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmittedList {
    /// SHA-256 of its file, in lower-case hexadecimal.
    pub digest: String,
    /// Records with decoys.
    pub records: u64,
    /// Whether nobody is said to be in it twice.
    pub clean: bool,
    /// Who spoke for the member and when: the receipt.
    pub said: Said,
    /// When it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retracted: Option<Said>,
}

/// Where a round stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundStage {
    /// Members submit.
    Lists,
    /// Lists are not taken any more and wait to be linked.
    Linking,
    /// The lists were linked; encodings or too many shares are left.
    Clearing,
    /// It was given up; encodings or too many shares are left.
    Abandoned,
    /// Nothing is left.
    Closed,
}

impl RoundStage {
    /// All of them, in their order.
    pub const ALL: [Self; 5] =
        [Self::Lists, Self::Linking, Self::Clearing, Self::Abandoned, Self::Closed];

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Lists => "lists",
            Self::Linking => "linking",
            Self::Clearing => "clearing",
            Self::Abandoned => "abandoned",
            Self::Closed => "closed",
        }
    }
}

impl OpenRound {
    /// Where it stands on a day.
    pub fn stage(&self, today: Date) -> RoundStage {
        if self.closed.is_some() {
            RoundStage::Closed
        } else if self.abandoned.is_some() {
            RoundStage::Abandoned
        } else if self.linkage.is_some() {
            RoundStage::Clearing
        } else if today <= self.round.lists_by && self.key_works() {
            RoundStage::Lists
        } else {
            RoundStage::Linking
        }
    }

    /// Shares of the key that nobody has said to have destroyed.
    pub fn shares_left(&self) -> usize {
        self.round.holders.len().saturating_sub(self.destroyed.len())
    }

    /// Whether enough shares are left to encode under the round's key.
    pub fn key_works(&self) -> bool {
        self.shares_left() >= usize::from(self.round.needed)
    }

    /// The list of a member that would be linked, and its sequence number.
    pub fn list_in_force(&self, organisation: Id) -> Option<(u32, &SubmittedList)> {
        let lists = self.lists.get(&organisation)?;
        let last = lists.last().filter(|list| list.retracted.is_none())?;
        Some((lists.len() as u32, last))
    }

    /// Every list that would be linked, by member.
    pub fn lists_in_force(&self) -> impl Iterator<Item = (Id, &SubmittedList)> {
        let members = self.lists.keys();
        members.filter_map(|member| Some((*member, self.list_in_force(*member)?.1)))
    }

    /// The first list of a member with a digest, and its sequence number, whether or not it is in
    /// force still.
    pub fn receipt(&self, organisation: Id, digest: &str) -> Option<(u32, &SubmittedList)> {
        let lists = self.lists.get(&organisation)?;
        (1..).zip(lists).find(|(_, list)| list.digest == digest)
    }

    /// Whether every named member has a list in force.
    pub fn all_submitted(&self) -> bool {
        self.round.members.iter().all(|member| self.list_in_force(*member).is_some())
    }

    /// Whether the linkage that is recorded rests on a list that was taken back since.
    pub fn rests_on_retracted(&self) -> bool {
        let in_force: BTreeSet<&str> =
            self.lists_in_force().map(|(_, list)| list.digest.as_str()).collect();
        let linked = self.linkage.iter().flat_map(|(record, _)| &record.lists);
        linked.into_iter().any(|digest| !in_force.contains(digest.as_str()))
    }
}

impl RoundBook {
    /// Every organisation that holds a key or may submit.
    pub(crate) fn organisations(&self) -> BTreeSet<Id> {
        let rounds = self.rounds.values().map(|open| &open.round);
        let named = |round: &LinkageRound| {
            let holders = round.holders.iter().map(|holder| holder.organisation);
            holders.chain(round.members.iter().copied()).collect::<Vec<_>>()
        };
        rounds.flat_map(named).collect()
    }

    /// Index of the statement that says what holds now of what a statement is about.
    pub(crate) fn latest_about(&self, body: &Body) -> Option<u64> {
        let round = self.rounds.get(&body.linkage_round()?)?;
        let said = match body {
            Body::ListSubmitted(list) => round.list_in_force(list.organisation)?.1.said,
            Body::ListRetracted(list) => {
                numbered(round.lists.get(&list.organisation)?, list.sequence)?.said
            }
            Body::LinkageRecorded(_) => round.linkage.as_ref()?.1,
            _ => return None,
        };
        Some(said.statement)
    }

    /// Applies the next statement; others than those about rounds change nothing, and so does one
    /// that names a round or a list that is not there.
    pub(crate) fn apply(&mut self, index: u64, statement: &Statement) {
        let said = Said::of(index, statement);
        if let Body::LinkageRoundOpened(round) = &statement.body {
            let opened = OpenRound {
                round: (**round).clone(),
                said,
                lists: BTreeMap::new(),
                linkage: None,
                destroyed: BTreeMap::new(),
                abandoned: None,
                erased: None,
                closed: None,
            };
            self.rounds.insert(round.id, opened);
        } else if let Some(id) = statement.body.linkage_round()
            && let Some(round) = self.rounds.get_mut(&id)
        {
            round.apply(&statement.body, said);
        }
    }
}

impl OpenRound {
    fn apply(&mut self, body: &Body, said: Said) {
        match body {
            Body::ListSubmitted(it) => {
                let (digest, records, clean) = (it.digest.clone(), it.records, it.clean);
                let list = SubmittedList { digest, records, clean, said, retracted: None };
                self.lists.entry(it.organisation).or_default().push(list);
            }
            Body::ListRetracted(it) => {
                let lists = self.lists.get_mut(&it.organisation);
                if let Some(list) = lists.and_then(|lists| numbered_mut(lists, it.sequence)) {
                    list.retracted.get_or_insert(said);
                }
            }
            Body::LinkageRecorded(record) => self.linkage = Some(((**record).clone(), said)),
            Body::ShareDestroyed(it) if self.round.holder(it.holder).is_some() => {
                self.destroyed.entry(it.holder).or_insert(said);
            }
            Body::LinkageRoundAbandoned(it) => self.abandoned = Some((it.clone(), said)),
            Body::EncodingsErased { .. } => self.erased = Some(said),
            Body::LinkageRoundClosed { .. } => self.closed = Some(said),
            _ => {}
        }
    }
}

impl Body {
    /// The linkage round that is acted in; none where one is only just opened, or none is.
    pub fn linkage_round(&self) -> Option<Id> {
        match self {
            Self::ListSubmitted(it) => Some(it.round),
            Self::ListRetracted(it) => Some(it.round),
            Self::LinkageRecorded(it) => Some(it.round),
            Self::ShareDestroyed(it) => Some(it.round),
            Self::LinkageRoundAbandoned(it) => Some(it.round),
            Self::EncodingsErased { round } | Self::LinkageRoundClosed { round } => Some(*round),
            _ => None,
        }
    }
}
