//! What everybody may read of the plan: adopted plans, and of each member the commitments and the
//! reviews of which it set a day that has come.

use std::collections::BTreeMap;

use concert_terms::{Id, Names};
use jiff::civil::Date;
use serde::Serialize;

use crate::commitments::CommitmentRow;
use crate::label::{OrganisationLabel, Page};
use crate::{PublicReview, Secretariat};

/// What everybody may read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PublicView {
    /// The day.
    pub day: Date,
    /// Adopted plans, by name.
    pub plans: Vec<PublicPlan>,
    /// Members of which something is public, by name, a hundred to a page.
    pub members: Page<PublicMember>,
}

/// An adopted plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PublicPlan {
    /// Identifier.
    pub id: Id,
    /// Its names by language.
    pub names: Names,
    /// Commitments towards it that are public and were not withdrawn.
    pub commitments: usize,
}

/// A member of which something is public.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PublicMember {
    /// Who.
    #[serde(flatten)]
    pub organisation: OrganisationLabel,
    /// Commitments that are public, withdrawn ones among them.
    pub commitments: usize,
    /// Reviews that are public.
    pub reviews: usize,
}

/// What everybody may read of one member.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PublicMemberView {
    /// The day.
    pub day: Date,
    /// Who.
    pub organisation: OrganisationLabel,
    /// Its public commitments, by their last day. The name of a plan is told where it was adopted.
    pub commitments: Vec<CommitmentRow>,
    /// Its public reviews, the latest first.
    pub reviews: Vec<PublicReview>,
}

impl Secretariat {
    /// Everything of the plan that everybody may read on a day.
    pub fn public(&self, day: Date, page: usize) -> PublicView {
        let reviews = self.public_reviews(day);
        let picture = self.picture();
        let coalition = &picture.coalition;
        let mut plans: BTreeMap<Id, usize> = BTreeMap::new();
        let mut members: BTreeMap<Id, (usize, usize)> = BTreeMap::new();
        for (_, history) in coalition.plan.promises.commitments() {
            let commitment = &history.current.commitment;
            if !commitment.is_public_on(day) {
                continue;
            }
            members.entry(commitment.maker).or_default().0 += 1;
            if history.withdrawn.is_none() {
                *plans.entry(commitment.plan).or_default() += 1;
            }
        }
        for review in reviews {
            members.entry(review.reviewed.id).or_default().1 += 1;
        }
        let adopted = coalition.plan.plans.iter().filter(|(_, history)| history.adopted.is_some());
        let plan = |(id, history): (&Id, &concert_coalition::PlanHistory)| {
            let names = history.in_force()?.plan.names.clone();
            let commitments = plans.get(id).copied().unwrap_or_default();
            Some(PublicPlan { id: *id, names, commitments })
        };
        let mut plans: Vec<PublicPlan> = adopted.filter_map(plan).collect();
        plans.sort_by_cached_key(|plan| (plan.names.pick("en").to_owned(), plan.id));
        let member = |(id, (commitments, reviews)): (Id, (usize, usize))| {
            let number = coalition.organisations.number(&id)?;
            let organisation = OrganisationLabel::of(coalition, number)?;
            Some(PublicMember { organisation, commitments, reviews })
        };
        let mut members: Vec<PublicMember> = members.into_iter().filter_map(member).collect();
        members.sort_by_cached_key(|member| {
            (member.organisation.names.pick("en").to_owned(), member.organisation.id)
        });
        PublicView { day, plans, members: Page::of(&members, page, PublicMember::clone) }
    }

    /// What everybody may read of one member on a day; `None` where that is nothing, so that a
    /// stranger does not learn who is a member.
    pub fn public_member(&self, id: Id, day: Date) -> Option<PublicMemberView> {
        let all = self.public_reviews(day).into_iter();
        let reviews: Vec<PublicReview> = all.filter(|it| it.reviewed.id == id).collect();
        let picture = self.picture();
        let coalition = &picture.coalition;
        let is_adopted = |plan: &Id| {
            coalition.plan.plans.get(plan).is_some_and(|history| history.adopted.is_some())
        };
        let promised = coalition.plan.promises.of_maker(id);
        let public = promised.filter(|(_, history)| history.current.commitment.is_public_on(day));
        let row = |(id, history): (Id, &_)| {
            let mut row = CommitmentRow::of(coalition, id, history, day)?;
            if !is_adopted(&row.plan) {
                row.plan_names = Names::default();
            }
            Some(row)
        };
        let mut commitments: Vec<CommitmentRow> = public.filter_map(row).collect();
        commitments.sort_by_key(|row| (row.due, row.id));
        if commitments.is_empty() && reviews.is_empty() {
            return None;
        }
        let number = coalition.organisations.number(&id)?;
        let organisation = OrganisationLabel::of(coalition, number)?;
        Some(PublicMemberView { day, organisation, commitments, reviews })
    }
}
