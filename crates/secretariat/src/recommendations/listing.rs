//! Lists of recommendations: all of them, or a page of those that a filter lets through. There can
//! be tens of thousands, so rows are made only where they are shown.

use concert_coalition::{ActionNumber, Coalition, Mechanism, Recommendation};
use concert_terms::{Id, PlaceCode};

use super::RecommendationRow;
use crate::label::{OrganisationLabel, Page, PlaceLabel};
use crate::picture::Picture;
use crate::{Asked, Secretariat, Unanswered};

/// What a list of recommendations is narrowed to; everything absent is not asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RecommendationFilter {
    /// Of this mechanism.
    pub mechanism: Option<Mechanism>,
    /// Of this year.
    pub year: Option<i16>,
    /// To the state of this place or of a part of it.
    pub place: Option<PlaceCode>,
    /// Whether an action answers it, or another one of its group.
    pub answered: Option<bool>,
    /// Answered by this action.
    pub action: Option<ActionNumber>,
    /// Words in the text or the document, in any language and case.
    pub text: String,
}

impl RecommendationFilter {
    /// The recommendations that it lets through, by year, the latest first, then by identifier.
    /// Refused for a place that nobody declared.
    pub(super) fn of<'p>(&self, picture: &'p Picture) -> Asked<Vec<(Id, &'p Recommendation)>> {
        let coalition = &picture.coalition;
        let promises = &coalition.plan.promises;
        let place = match &self.place {
            Some(code) => {
                let number = coalition.places.number(code);
                Some(number.ok_or_else(|| Unanswered::absent("place", code.as_str()))?)
            }
            None => None,
        };
        let words = self.text.trim().to_lowercase();
        let lies_inside = |it: &Recommendation| {
            let number = it.place.as_ref().and_then(|code| coalition.places.number(code));
            number.is_some_and(|number| picture.lies_within(number, place))
        };
        let names_words = |it: &Recommendation| {
            let mut texts = it.text.iter().map(|(_, text)| text).chain([it.document.as_str()]);
            texts.any(|text| text.to_lowercase().contains(&words))
        };
        let lets_through = |id: Id, it: &Recommendation| {
            let simple = self.mechanism.is_none_or(|mechanism| mechanism == it.mechanism)
                && self.year.is_none_or(|year| year == it.year)
                && (place.is_none() || lies_inside(it))
                && (words.is_empty() || names_words(it));
            if !simple || (self.answered.is_none() && self.action.is_none()) {
                return simple;
            }
            let actions = promises.answers_to(id);
            self.answered.is_none_or(|answered| answered != actions.is_empty())
                && self.action.as_ref().is_none_or(|action| actions.contains(action))
        };
        let all = coalition.recommendations.iter().map(|(_, id, it)| (*id, it));
        let mut found: Vec<_> = all.filter(|(id, it)| lets_through(*id, it)).collect();
        found.sort_by_key(|(id, it)| (std::cmp::Reverse(it.year), *id));
        Ok(found)
    }
}

impl RecommendationRow {
    pub(super) fn of(coalition: &Coalition, id: Id, it: &Recommendation) -> Self {
        let promises = &coalition.plan.promises;
        let actions: Vec<ActionNumber> = promises.answers_to(id).into_iter().cloned().collect();
        let standing = actions.iter().flat_map(|action| promises.towards(action));
        let group = promises.groups.members(promises.groups.representative(id));
        let number = |code| coalition.places.number(code);
        let who = |id| coalition.organisations.number(id);
        Self {
            id,
            mechanism: it.mechanism,
            document: it.document.clone(),
            year: it.year,
            place: it.place.as_ref().and_then(|code| PlaceLabel::of(coalition, number(code)?)),
            organisation: it
                .organisation
                .as_ref()
                .and_then(|id| OrganisationLabel::of(coalition, who(id)?)),
            text: it.text.clone(),
            response: it.response,
            commitments: standing.filter(|(_, it)| it.withdrawn.is_none()).count(),
            actions,
            same: group.into_iter().flatten().copied().filter(|other| *other != id).collect(),
        }
    }
}

impl Secretariat {
    /// Every recommendation: by year, the latest first, then by identifier.
    pub fn recommendations(&self) -> Vec<RecommendationRow> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let all = coalition.recommendations.iter();
        let mut all: Vec<_> = all.map(|(_, id, it)| (*id, it)).collect();
        all.sort_by_key(|(id, it)| (std::cmp::Reverse(it.year), *id));
        all.into_iter().map(|(id, it)| RecommendationRow::of(coalition, id, it)).collect()
    }

    /// A page of the recommendations that a filter lets through: by year, the latest first, then by
    /// identifier. Refused for a place that nobody declared.
    pub fn recommendations_page(
        &self,
        filter: &RecommendationFilter,
        page: usize,
    ) -> Asked<Page<RecommendationRow>> {
        let picture = self.picture();
        let found = filter.of(&picture)?;
        Ok(Page::of(&found, page, |(id, it)| RecommendationRow::of(&picture.coalition, *id, it)))
    }

    /// All that a filter lets through, for a file.
    pub fn recommendations_like(
        &self,
        filter: &RecommendationFilter,
    ) -> Asked<Vec<RecommendationRow>> {
        let picture = self.picture();
        let found = filter.of(&picture)?;
        Ok(found
            .iter()
            .map(|(id, it)| RecommendationRow::of(&picture.coalition, *id, it))
            .collect())
    }
}
