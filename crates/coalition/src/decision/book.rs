//! What holds of decisions: members, bodies, proposals.

use std::collections::{BTreeMap, BTreeSet};

use concert_terms::Id;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::decision::{
    Advice, Amendment, Comment, Conclusion, DecidingBody, Ending, FollowUp, Members, Membership,
    Minutes, Outcome, Position, Proposal, ProposalVersion, RecordedMembership, Subject,
};
use crate::numbered::{numbered, numbered_mut};
use crate::{Adoption, Body, Said, Statement};

/// Everything of decisions that holds after the statements so far.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DecisionBook {
    /// Memberships of the coalition, by organisation.
    pub members: BTreeMap<Id, RecordedMembership>,
    /// Bodies, by identifier.
    pub bodies: BTreeMap<Id, DescribedBody>,
    /// Proposals, by identifier.
    pub proposals: BTreeMap<Id, Proposal>,
}

/// A body as it was described last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DescribedBody {
    /// The body.
    pub body: DecidingBody,
    /// Who described it and when.
    pub said: Said,
}

impl DecisionBook {
    /// Whether an organisation is a member of the coalition on a day.
    pub fn is_member(&self, organisation: &Id, day: Date) -> bool {
        self.members.get(organisation).is_some_and(|recorded| recorded.membership.holds_on(day))
    }

    /// Whether an organisation was a member and left before a day.
    pub fn has_left(&self, organisation: &Id, day: Date) -> bool {
        self.members.get(organisation).is_some_and(|recorded| recorded.membership.is_over_on(day))
    }

    /// Every organisation that is named by something here.
    pub(crate) fn organisations(&self) -> BTreeSet<Id> {
        let mut named: BTreeSet<Id> = self.members.keys().copied().collect();
        for described in self.bodies.values() {
            if let Members::Listed(listed) = &described.body.members {
                named.extend(listed);
            }
        }
        for proposal in self.proposals.values() {
            named.extend(proposal.opening.seats.iter().map(|seat| seat.organisation));
            named.extend(proposal.follow_ups.iter().map(|follow_up| follow_up.owner));
            if let Subject::Admission { organisation } = &proposal.opening.draft.subject {
                named.insert(*organisation);
            }
        }
        named
    }

    /// Index of the statement that says what holds now of what a statement is about.
    pub(crate) fn latest_about(&self, body: &Body) -> Option<u64> {
        match body {
            Body::MembershipRecorded(membership) => {
                self.members.get(&membership.organisation).map(|recorded| recorded.said.statement)
            }
            Body::DecidingBodyDescribed(body) => {
                self.bodies.get(&body.id).map(|described| described.said.statement)
            }
            Body::PositionTaken(taken) => {
                let positions = &self.proposals.get(&taken.proposal)?.positions;
                positions.get(&taken.organisation).map(|position| position.said.statement)
            }
            Body::SponsorshipChanged(change) => {
                let sponsorships = &self.proposals.get(&change.proposal)?.sponsorships;
                sponsorships.get(&change.organisation).map(|said| said.statement)
            }
            Body::AmendmentSupported(support) => {
                let amendments = &self.proposals.get(&support.proposal)?.amendments;
                let advice =
                    numbered(amendments, support.amendment)?.support.get(&support.organisation);
                advice.map(|advice| advice.said.statement)
            }
            Body::MinutesRecorded(record) => {
                let minutes = &self.proposals.get(&record.proposal)?.minutes;
                minutes.last().map(|minutes| minutes.said.statement)
            }
            _ => None,
        }
    }

    /// Applies the next statement; others than those about decisions change nothing, and so does
    /// one that names a proposal, an amendment or a follow-up that is not there.
    pub(crate) fn apply(&mut self, index: u64, statement: &Statement) {
        let said = Said::of(index, statement);
        match &statement.body {
            Body::MembershipRecorded(membership) => {
                let membership = membership.clone();
                let recorded = RecordedMembership { membership, admitted_by: None, said };
                self.members.insert(recorded.membership.organisation, recorded);
            }
            Body::DecidingBodyDescribed(body) => {
                let described = DescribedBody { body: (**body).clone(), said };
                self.bodies.insert(body.id, described);
            }
            Body::ProposalOpened(opening) => {
                let version = ProposalVersion { text: opening.draft.text.clone(), amendment: None };
                let proposal = Proposal {
                    opening: (**opening).clone(),
                    said,
                    versions: vec![version],
                    sponsors: BTreeSet::from([opening.proposer]),
                    sponsorships: BTreeMap::new(),
                    comments: Vec::new(),
                    amendments: Vec::new(),
                    positions: BTreeMap::new(),
                    ending: None,
                    minutes: Vec::new(),
                    follow_ups: Vec::new(),
                };
                self.proposals.insert(opening.draft.id, proposal);
            }
            Body::ProposalConcluded(conclusion) => self.conclude(conclusion, said),
            other => self.apply_act(other, said),
        }
    }

    /// Applies what is said about a proposal that is there.
    fn apply_act(&mut self, body: &Body, said: Said) {
        let Some(proposal) = body.proposal().and_then(|id| self.proposals.get_mut(&id)) else {
            return;
        };
        match body {
            Body::SponsorshipChanged(change) => {
                proposal.sponsorships.insert(change.organisation, said);
                if change.joins {
                    proposal.sponsors.insert(change.organisation);
                } else {
                    proposal.sponsors.remove(&change.organisation);
                }
            }
            Body::ProposalCommented(comment) => {
                let (organisation, text) = (comment.organisation, comment.text.clone());
                proposal.comments.push(Comment { organisation, text, said });
            }
            Body::AmendmentProposed(amendment) => proposal.amendments.push(Amendment {
                organisation: amendment.organisation,
                amends: amendment.amends,
                text: amendment.text.clone(),
                reason: amendment.reason.clone(),
                said,
                support: BTreeMap::new(),
                settled: None,
            }),
            Body::AmendmentSupported(support) => {
                if let Some(amendment) = numbered_mut(&mut proposal.amendments, support.amendment) {
                    let advice = Advice { supports: support.supports, said };
                    amendment.support.insert(support.organisation, advice);
                }
            }
            Body::AmendmentSettled(settled) => {
                let Some(amendment) = numbered_mut(&mut proposal.amendments, settled.amendment)
                else {
                    return;
                };
                amendment.settled = Some((settled.taken_up, settled.reason.clone()));
                if settled.taken_up {
                    let (text, number) = (amendment.text.clone(), Some(settled.amendment));
                    proposal.versions.push(ProposalVersion { text, amendment: number });
                }
            }
            Body::PositionTaken(taken) => {
                let (choice, reason) = (taken.choice, taken.reason.clone());
                let position = Position { choice, reason, said };
                proposal.positions.insert(taken.organisation, position);
            }
            Body::ProposalWithdrawn(withdrawal) => {
                let reason = withdrawal.reason.clone();
                proposal.ending = Some(Ending::Withdrawn { reason, said });
            }
            Body::MinutesRecorded(record) => {
                proposal.minutes.push(Minutes { text: record.text.clone(), said });
            }
            Body::FollowUpAssigned(assigned) => proposal.follow_ups.push(FollowUp {
                owner: assigned.owner,
                text: assigned.text.clone(),
                due: assigned.due,
                done: None,
            }),
            Body::FollowUpDone(report) => {
                if let Some(follow_up) = numbered_mut(&mut proposal.follow_ups, report.follow_up) {
                    follow_up.done = Some((report.text.clone(), said));
                }
            }
            _ => {}
        }
    }

    /// Ends a proposal; an adopted admission makes a member from that day on. (An adopted plan
    /// comes into force in the plan's own book.)
    fn conclude(&mut self, conclusion: &Conclusion, said: Said) {
        let Some(proposal) = self.proposals.get_mut(&conclusion.proposal) else { return };
        let subject = proposal.opening.draft.subject.clone();
        let conclusion = conclusion.clone();
        let adopted = conclusion.tally.outcome == Outcome::Adopted;
        let admitted_by = Some(conclusion.proposal);
        proposal.ending = Some(Ending::Concluded { conclusion, said });
        if adopted && let Subject::Admission { organisation } = subject {
            let since = said.day();
            if self.is_member(&organisation, since) {
                return;
            }
            let membership = Membership { organisation, since, until: None };
            self.members.insert(organisation, RecordedMembership { membership, admitted_by, said });
        }
    }

    /// The version of a plan that a conclusion adopts: the plan, the adoption, the digest.
    pub(crate) fn adopted_plan(&self, conclusion: &Conclusion) -> Option<(Id, Adoption, &str)> {
        let draft = &self.proposals.get(&conclusion.proposal)?.opening.draft;
        match &draft.subject {
            Subject::PlanVersion { plan, number, digest }
                if conclusion.tally.outcome == Outcome::Adopted =>
            {
                let adoption = Adoption { decided: draft.decide_until, number: *number };
                Some((*plan, adoption, digest))
            }
            _ => None,
        }
    }
}

impl Body {
    /// The proposal that is acted on; none where it is only just opened, or none is.
    pub fn proposal(&self) -> Option<Id> {
        match self {
            Self::SponsorshipChanged(it) => Some(it.proposal),
            Self::ProposalCommented(it) => Some(it.proposal),
            Self::AmendmentProposed(it) => Some(it.proposal),
            Self::AmendmentSupported(it) => Some(it.proposal),
            Self::AmendmentSettled(it) => Some(it.proposal),
            Self::PositionTaken(it) => Some(it.proposal),
            Self::ProposalWithdrawn(it) => Some(it.proposal),
            Self::ProposalConcluded(it) => Some(it.proposal),
            Self::MinutesRecorded(it) => Some(it.proposal),
            Self::FollowUpAssigned(it) => Some(it.proposal),
            Self::FollowUpDone(it) => Some(it.proposal),
            _ => None,
        }
    }
}
