//! Linkage rounds as doors show them: the list, and one with who has submitted, what was done and
//! what is left to do.
//!
//! That a member has submitted is shown to everybody; which file it was, to that member as its
//! receipts.

use concert_coalition::{
    Actor, Coalition, Command, OpenRound, RoundAct, RoundCommand, RoundStage, day_number,
};
use concert_terms::{Id, Names, Period};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::decisions::{day, organisation, would_state};
use crate::label::{OrganisationLabel, PlaceLabel};
use crate::rounds::round_linkage::recording;
use crate::rounds::submitting::known;
use crate::{Asked, Secretariat, Unanswered};

/// A round in the list of rounds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoundRow {
    /// Identifier.
    pub id: Id,
    /// Names by language.
    pub names: Names,
    /// Where it stands.
    pub stage: RoundStage,
    /// The last day of lists.
    pub lists_by: Date,
    /// Days left for lists, today included; none in a later stage.
    pub days_left: Option<u32>,
    /// How many members have a list in force.
    pub submitted: usize,
    /// How many members may submit.
    pub members: usize,
    /// How many holders have destroyed their share.
    pub destroyed: usize,
    /// How many hold one, or held.
    pub holders: usize,
    /// Index of the statement that opened it.
    pub statement: u64,
}

/// A round in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoundInFull {
    /// The facts that lists show.
    pub row: RoundRow,
    /// For what the lists are linked, by language.
    pub purpose: Names,
    /// Where the people of the lists were met.
    pub place: PlaceLabel,
    /// When.
    pub period: Period,
    /// Digest of the terms of its key.
    pub digest: String,
    /// Digest of the settings.
    pub settings: String,
    /// How many shares make the key work.
    pub needed: u16,
    /// When it was opened.
    pub opened: Date,
    /// Key holders by number.
    pub holders: Vec<HolderRow>,
    /// Members that may submit, by name.
    pub submitters: Vec<RoundMember>,
    /// The visitor's own receipts, in their order.
    pub receipts: Vec<ReceiptRow>,
    /// What the linking came to.
    pub linkage: Option<LinkageRow>,
    /// Day and statement of its abandonment, and why.
    pub abandoned: Option<(Date, u64, String)>,
    /// Day and statement of the erasing of the lists.
    pub erased: Option<(Date, u64)>,
    /// Day and statement of its closing.
    pub closed: Option<(Date, u64)>,
    /// What is left to do, in the order in which it comes.
    pub due: Vec<RoundDue>,
    /// What the visitor may do now.
    pub may: RoundActs,
}

/// A key holder.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HolderRow {
    /// The number of its share.
    pub number: u16,
    /// Who.
    pub organisation: OrganisationLabel,
    /// Day and statement by which it said that its share is destroyed.
    pub destroyed: Option<(Date, u64)>,
}

/// A member that may submit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoundMember {
    /// Who.
    pub organisation: OrganisationLabel,
    /// Since which day it has a list in force.
    pub received: Option<Date>,
}

/// What a member has in hand of a list of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReceiptRow {
    /// Which of its lists.
    pub sequence: u32,
    /// SHA-256 of the file.
    pub digest: String,
    /// When it came.
    pub on: Date,
    /// Index of the statement.
    pub statement: u64,
    /// Whether it is in force.
    pub in_force: bool,
    /// Whether it was taken back.
    pub retracted: bool,
}

/// What a linking came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LinkageRow {
    /// How many lists were linked.
    pub lists: usize,
    /// How many people are on any of them.
    pub people: u64,
    /// Digest of the manifest.
    pub manifest_digest: String,
    /// When it was recorded.
    pub on: Date,
    /// Index of the statement.
    pub statement: u64,
    /// Whether one of the lists was taken back since.
    pub rests_on_retracted: bool,
}

/// Something that is left to do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoundDue {
    /// What.
    pub what: DueInRound,
    /// By whom; nobody is named where coordinators do it, or any key holder.
    pub by: Vec<OrganisationLabel>,
    /// The last day on which it can be done, where there is one.
    pub until: Option<Date>,
}

/// What can be due in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DueInRound {
    /// Members submit their lists.
    Lists,
    /// Coordinators link the lists.
    Linking,
    /// Coordinators or holders give up a round for which too few lists came.
    GivingUp,
    /// Holders destroy their shares.
    Shares,
    /// Coordinators erase the lists.
    Erasing,
    /// Coordinators or holders close the round.
    Closing,
}

impl DueInRound {
    /// All of them, in the order in which they come.
    pub const ALL: [Self; 6] =
        [Self::Lists, Self::Linking, Self::GivingUp, Self::Shares, Self::Erasing, Self::Closing];

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Lists => "lists",
            Self::Linking => "linking",
            Self::GivingUp => "giving-up",
            Self::Shares => "shares",
            Self::Erasing => "erasing",
            Self::Closing => "closing",
        }
    }
}

/// What somebody may do in a round now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is an act that somebody may do or not")]
pub struct RoundActs {
    /// Submit a list, or another one.
    pub submit: bool,
    /// Take the own list back.
    pub retract: bool,
    /// Link the lists, and record what came of it.
    pub link: bool,
    /// Say that the own share is destroyed.
    pub destroy: bool,
    /// Give the round up.
    pub abandon: bool,
    /// Erase the lists.
    pub erase: bool,
    /// Close the round.
    pub close: bool,
}

impl Secretariat {
    /// Every round, the latest first.
    pub fn linkage_rounds(&self, today: Date) -> Vec<RoundRow> {
        let picture = self.picture();
        let rounds = picture.coalition.rounds.rounds.values();
        let mut rows: Vec<RoundRow> = rounds.map(|open| row(open, today)).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.statement));
        rows
    }

    /// One round, as somebody sees it.
    pub fn linkage_round(&self, id: Id, actor: &Actor, now: Timestamp) -> Asked<RoundInFull> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let open = known(coalition, id)?;
        let number = coalition.places.number(&open.round.place);
        let place = number.and_then(|number| PlaceLabel::of(coalition, number));
        let place = place.ok_or_else(|| Unanswered::absent("place", open.round.place.as_str()))?;
        let own = actor.represents();
        Ok(RoundInFull {
            row: row(open, day(now)),
            purpose: open.round.purpose.clone(),
            place,
            period: open.round.period,
            digest: open.round.digest.clone(),
            settings: open.round.settings.clone(),
            needed: open.round.needed,
            opened: open.said.day(),
            holders: holders(coalition, open),
            submitters: submitters(coalition, open),
            receipts: own.map(|own| receipts(open, own)).unwrap_or_default(),
            linkage: open.linkage.as_ref().map(|(record, said)| LinkageRow {
                lists: record.lists.len(),
                people: record.people,
                manifest_digest: record.manifest_digest.clone(),
                on: said.day(),
                statement: said.statement,
                rests_on_retracted: open.rests_on_retracted(),
            }),
            abandoned: open
                .abandoned
                .as_ref()
                .map(|(why, said)| (said.day(), said.statement, why.reason.clone())),
            erased: open.erased.map(|said| (said.day(), said.statement)),
            closed: open.closed.map(|said| (said.day(), said.statement)),
            due: due(coalition, open, day(now)),
            may: acts(coalition, open, actor, now),
        })
    }
}

fn row(open: &OpenRound, today: Date) -> RoundRow {
    let round = &open.round;
    let stage = open.stage(today);
    let left = u32::try_from(day_number(round.lists_by) - day_number(today) + 1).ok();
    RoundRow {
        id: round.id,
        names: round.names.clone(),
        stage,
        lists_by: round.lists_by,
        days_left: left.filter(|_| stage == RoundStage::Lists),
        submitted: open.lists_in_force().count(),
        members: round.members.len(),
        destroyed: open.destroyed.len(),
        holders: round.holders.len(),
        statement: open.said.statement,
    }
}

fn holders(coalition: &Coalition, open: &OpenRound) -> Vec<HolderRow> {
    let holders = open.round.holders.iter().map(|holder| HolderRow {
        number: holder.number,
        organisation: organisation(coalition, holder.organisation),
        destroyed: open
            .destroyed
            .get(&holder.organisation)
            .map(|said| (said.day(), said.statement)),
    });
    let mut holders: Vec<HolderRow> = holders.collect();
    holders.sort_by_key(|holder| holder.number);
    holders
}

fn submitters(coalition: &Coalition, open: &OpenRound) -> Vec<RoundMember> {
    let members = open.round.members.iter().map(|member| RoundMember {
        organisation: organisation(coalition, *member),
        received: open.list_in_force(*member).map(|(_, list)| list.said.day()),
    });
    let mut members: Vec<RoundMember> = members.collect();
    members
        .sort_by_cached_key(|it| (it.organisation.names.pick("en").to_owned(), it.organisation.id));
    members
}

fn receipts(open: &OpenRound, own: Id) -> Vec<ReceiptRow> {
    let in_force = open.list_in_force(own).map(|(sequence, _)| sequence);
    let lists = open.lists.get(&own).into_iter().flatten();
    let row = |(sequence, list): (u32, &concert_coalition::SubmittedList)| ReceiptRow {
        sequence,
        digest: list.digest.clone(),
        on: list.said.day(),
        statement: list.said.statement,
        in_force: in_force == Some(sequence),
        retracted: list.retracted.is_some(),
    };
    (1..).zip(lists).map(row).collect()
}

/// What is left to do. Shares are to be destroyed once nobody will encode any more, by everybody
/// that holds one: that the round can be closed with some left does not make them harmless.
fn due(coalition: &Coalition, open: &OpenRound, today: Date) -> Vec<RoundDue> {
    let mut due = Vec::new();
    let named = |ids: &mut dyn Iterator<Item = Id>| -> Vec<OrganisationLabel> {
        ids.map(|id| organisation(coalition, id)).collect()
    };
    let mut add = |what, by: Vec<OrganisationLabel>, until| due.push(RoundDue { what, by, until });
    let stage = open.stage(today);
    if stage == RoundStage::Lists {
        let all = open.round.members.iter().copied();
        let awaited = named(&mut all.filter(|id| open.list_in_force(*id).is_none()));
        if !awaited.is_empty() {
            add(DueInRound::Lists, awaited, Some(open.round.lists_by));
        }
    }
    let lists = open.lists_in_force().count();
    let can_link =
        stage == RoundStage::Linking || (stage == RoundStage::Lists && open.all_submitted());
    if can_link || (open.rests_on_retracted() && open.erased.is_none()) {
        let what = if lists >= 2 { DueInRound::Linking } else { DueInRound::GivingUp };
        // A linkage that rests on a retracted list stands where no other one can take its place.
        if lists >= 2 || stage == RoundStage::Linking {
            add(what, Vec::new(), None);
        }
    }
    if stage > RoundStage::Lists {
        let all = open.round.holders.iter().map(|holder| holder.organisation);
        let left = named(&mut all.filter(|id| !open.destroyed.contains_key(id)));
        if !left.is_empty() {
            add(DueInRound::Shares, left, None);
        }
    }
    if matches!(stage, RoundStage::Clearing | RoundStage::Abandoned) {
        if open.erased.is_none() {
            add(DueInRound::Erasing, Vec::new(), None);
        } else if !open.key_works() {
            add(DueInRound::Closing, Vec::new(), None);
        }
    }
    due
}

/// What the domain would take now.
fn acts(coalition: &Coalition, open: &OpenRound, actor: &Actor, now: Timestamp) -> RoundActs {
    let round = open.round.id;
    let would = |act| {
        let command = Command::Round(RoundCommand::Act { round, act });
        would_state(coalition, actor, &command, now)
    };
    let in_force = open.lists_in_force().map(|(_, list)| list.digest.clone());
    let linked = recording(round, in_force.collect(), serde_json::json!({}), 0);
    RoundActs {
        // No file has this digest.
        submit: would(RoundAct::Submit {
            digest: "0".repeat(64),
            records: 1,
            clean: false,
            device: None,
        }),
        retract: would(RoundAct::Retract),
        link: would_state(coalition, actor, &linked, now),
        destroy: would(RoundAct::DestroyShare),
        abandon: would(RoundAct::Abandon { reason: "-".to_owned() }),
        erase: would(RoundAct::Erase),
        close: would(RoundAct::Close),
    }
}
