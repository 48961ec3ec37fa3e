//! Bodies that decide and the members of the coalition.

use concert_coalition::{
    Coalition, DecidingBody, DescribedBody, Members, Rule, Standing, StandingByKind,
};
use concert_terms::{Id, Names};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::organisation;
use super::proposal_list::{ProposalRow, in_order, row};
use crate::label::OrganisationLabel;
use crate::{Asked, Secretariat, Unanswered};

/// A body in the list of bodies.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BodyRow {
    /// Identifier.
    pub id: Id,
    /// Names by language.
    pub names: Names,
    /// By what it decides.
    pub rule: Rule,
    /// How many members it has today.
    pub members: usize,
    /// How many of them vote.
    pub voters: usize,
    /// How many of its proposals have not ended.
    pub open: usize,
    /// How many of its proposals ended.
    pub ended: usize,
}

/// A body in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BodyInFull {
    /// The facts that lists show.
    pub body: BodyRow,
    /// The description as it was stated, to change and to state again.
    pub description: DecidingBody,
    /// Whether every member of the coalition belongs to it.
    pub everybody: bool,
    /// What its members may do there, by what they are.
    pub standing: StandingByKind,
    /// Its members today, those that vote first.
    pub seats: Vec<SeatView>,
    /// Its proposals, those that have not ended first.
    pub proposals: Vec<ProposalRow>,
    /// When it was described.
    pub at: Timestamp,
    /// Index of the statement that describes it.
    pub statement: u64,
}

/// A member of a body.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SeatView {
    /// The member.
    pub organisation: OrganisationLabel,
    /// What it may do.
    pub standing: Standing,
}

/// A member of the coalition, or one that was.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MemberRow {
    /// The organisation.
    pub organisation: OrganisationLabel,
    /// Its first day as a member.
    pub since: Date,
    /// Its last.
    pub until: Option<Date>,
    /// Whether it is a member on the day that was asked for.
    pub is_member: bool,
    /// The proposal by which it was admitted, unless administrators recorded it.
    pub admitted_by: Option<Id>,
    /// Index of the statement.
    pub statement: u64,
}

impl Secretariat {
    /// Every body, by name.
    pub fn bodies(&self, today: Date) -> Vec<BodyRow> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let bodies = coalition.decisions.bodies.values();
        let mut rows: Vec<BodyRow> =
            bodies.map(|described| body_row(coalition, &described.body, today)).collect();
        rows.sort_by(|a, b| (a.names.pick("en"), a.id).cmp(&(b.names.pick("en"), b.id)));
        rows
    }

    /// One body with its members and proposals.
    pub fn body(&self, id: Id, today: Date) -> Asked<BodyInFull> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let described = coalition.decisions.bodies.get(&id);
        let DescribedBody { body, said } =
            described.ok_or_else(|| Unanswered::absent("body", &id.to_string()))?;
        let seats = body.seats(coalition, today);
        let seat = |seat: &concert_coalition::Seat| SeatView {
            organisation: organisation(coalition, seat.organisation),
            standing: seat.standing,
        };
        let mut seats: Vec<SeatView> = seats.iter().map(seat).collect();
        seats.sort_by(|a, b| {
            let key = |seat: &SeatView| {
                let label = &seat.organisation;
                (rank(seat.standing), label.names.pick("en").to_owned(), label.id)
            };
            key(a).cmp(&key(b))
        });
        let own = coalition.decisions.proposals.values();
        let own = own.filter(|proposal| proposal.opening.draft.body == id);
        let mut proposals: Vec<ProposalRow> =
            own.map(|proposal| row(coalition, proposal, today)).collect();
        proposals.sort_by(in_order);
        Ok(BodyInFull {
            body: body_row(coalition, body, today),
            description: body.clone(),
            everybody: body.members == Members::Everybody,
            standing: body.standing.clone(),
            seats,
            proposals,
            at: said.at,
            statement: said.statement,
        })
    }

    /// Everybody who is or was a member of the coalition, by name.
    pub fn members(&self, today: Date) -> Vec<MemberRow> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let members = coalition.decisions.members.iter().map(|(id, recorded)| MemberRow {
            organisation: organisation(coalition, *id),
            since: recorded.membership.since,
            until: recorded.membership.until,
            is_member: recorded.membership.holds_on(today),
            admitted_by: recorded.admitted_by,
            statement: recorded.said.statement,
        });
        let mut rows: Vec<MemberRow> = members.collect();
        rows.sort_by(|a, b| {
            let key = |row: &MemberRow| {
                (row.organisation.names.pick("en").to_owned(), row.organisation.id)
            };
            key(a).cmp(&key(b))
        });
        rows
    }
}

fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::Votes => 0,
        Standing::Speaks => 1,
        Standing::Observes => 2,
    }
}

fn body_row(coalition: &Coalition, body: &DecidingBody, today: Date) -> BodyRow {
    let seats = body.seats(coalition, today);
    let proposals = coalition.decisions.proposals.values();
    let own = proposals.filter(|proposal| proposal.opening.draft.body == body.id);
    let (ended, open): (Vec<_>, Vec<_>) = own.partition(|proposal| proposal.ending.is_some());
    BodyRow {
        id: body.id,
        names: body.names.clone(),
        rule: body.rule.clone(),
        members: seats.len(),
        voters: seats.iter().filter(|seat| seat.standing == Standing::Votes).count(),
        open: open.len(),
        ended: ended.len(),
    }
}
