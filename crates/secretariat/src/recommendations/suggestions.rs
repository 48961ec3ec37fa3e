//! What looks alike among recommendations and actions: suggestions for a person to confirm. Nothing
//! here is stated by itself.

use concert_coalition::{ActionNumber, Coalition, Mechanism, Recommendation, RecommendationGroups};
use concert_terms::{Id, Names};
use concert_wording::{Aside, Reason, Texts, Written};
use serde::Serialize;

use super::RecommendationFilter;
use super::one::differences;
use crate::decisions::LanguageDifference;
use crate::label::Page;
use crate::{Asked, Refused, Secretariat, Unanswered};

/// Recommendations that look as if they asked for the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LikelyGroup {
    /// The most typical of them.
    pub representative: Id,
    /// Who recommends it.
    pub mechanism: Mechanism,
    /// In which document.
    pub document: String,
    /// In which year.
    pub year: i16,
    /// What that asks for.
    pub text: Names,
    /// The others.
    pub members: Vec<LikelyMember>,
}

/// One of them, and why it looks like the representative.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LikelyMember {
    /// The recommendation.
    pub recommendation: Id,
    /// Who recommends.
    pub mechanism: Mechanism,
    /// In which document.
    pub document: String,
    /// In which year.
    pub year: i16,
    /// What it asks for.
    pub text: Names,
    /// How alike they are, 0 to 1, and by which words.
    pub reason: Reason,
    /// What it says otherwise than the representative, in each language that both have: English
    /// first.
    pub changes: Vec<LanguageDifference>,
}

/// A page of such groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LikelyRecommendations {
    /// How many recommendations they are sought among.
    pub among: usize,
    /// The groups; absent where there are too many recommendations to compare.
    pub groups: Option<Page<LikelyGroup>>,
}

/// Most recommendations that are compared while somebody waits for a page.
pub const MOST_COMPARED: usize = 5000;

/// An action that looks as if it answered a recommendation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LikeAction {
    /// The action.
    #[serde(flatten)]
    pub number: ActionNumber,
    /// What it asks for.
    pub text: Names,
    /// How alike their texts are, 0 to 1.
    pub likeness: f64,
}

impl Secretariat {
    /// Groups of recommendations that look as if they asked for the same and are not all confirmed
    /// to, from a likeness above 0 and up to 1. Names of addressees do not count. They are compared
    /// in one language each: English where there is English.
    pub fn likely_groups(&self, likeness: f64) -> Asked<Vec<LikelyGroup>> {
        let gathered = self.gather(&RecommendationFilter::default(), usize::MAX)?;
        gathered.map_or_else(|_| Ok(Vec::new()), |gathered| gathered.groups(likeness))
    }

    /// The same among the recommendations that a filter lets through, a page of groups at a time.
    /// To compare very many takes half a minute of a processor: where more than [`MOST_COMPARED`]
    /// are let through, none is compared.
    pub fn likely_recommendations(
        &self,
        filter: &RecommendationFilter,
        likeness: f64,
        page: usize,
    ) -> Asked<LikelyRecommendations> {
        Ok(match self.gather(filter, MOST_COMPARED)? {
            Err(among) => LikelyRecommendations { among, groups: None },
            Ok(gathered) => {
                let groups = gathered.groups(likeness)?;
                let groups = Some(Page::of(&groups, page, LikelyGroup::clone));
                LikelyRecommendations { among: gathered.all.len(), groups }
            }
        })
    }

    /// What a comparison needs, so that nobody waits for it who has something to state; or how many
    /// there are, where they are more than so many.
    fn gather(&self, filter: &RecommendationFilter, most: usize) -> Asked<Result<Gathered, usize>> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let mut found = filter.of(&picture)?;
        if found.len() > most {
            return Ok(Err(found.len()));
        }
        // In the order in which they were declared, so that the same ones make the same groups.
        found.sort_by_key(|(id, _)| coalition.recommendations.number(id));
        let aside = addressees(coalition, &found).into_iter().map(str::to_owned).collect();
        let groups = coalition.plan.promises.groups.clone();
        let all = found.into_iter().map(|(id, it)| LikelyMember {
            recommendation: id,
            mechanism: it.mechanism,
            document: it.document.clone(),
            year: it.year,
            text: it.text.clone(),
            reason: Reason {
                likeness: 1.0,
                shared: Vec::new(),
                only_first: Vec::new(),
                only_second: Vec::new(),
            },
            changes: Vec::new(),
        });
        Ok(Ok(Gathered { all: all.collect(), aside, groups }))
    }

    /// The actions of plans in force whose texts are most like what a recommendation asks for.
    pub fn like_actions(&self, recommendation: Id, most: usize) -> Asked<Vec<LikeAction>> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let absent = || Unanswered::absent("recommendation", &recommendation.to_string());
        let asked = coalition.recommendations.get(&recommendation).ok_or_else(absent)?;
        let Written { text, language } = written(&asked.text);
        let plans = coalition.plan.plans.keys().filter_map(|id| coalition.plan.in_force(id));
        // Texts of different languages are not compared: an action without this one is left out.
        let in_language = |names: &'_ Names| names.iter().any(|(its, _)| its == language);
        let actions: Vec<(ActionNumber, &Names)> = plans
            .flat_map(|plan| plan.actions.iter().map(|action| (plan.id, action)))
            .filter(|(_, action)| in_language(&action.text))
            .map(|(plan, action)| {
                (ActionNumber { plan, action: action.code.clone() }, &action.text)
            })
            .collect();
        let texts: Vec<Written<'_>> = actions
            .iter()
            .map(|(_, names)| Written { text: names.pick(language), language })
            .collect();
        let aside = Aside::new(&addressees(coalition, &[(recommendation, asked)]));
        let near = Texts::new(&texts, &aside).nearest(text, language, most);
        let like = near.into_iter().map(|near| {
            let (number, names) = &actions[near.text as usize];
            let likeness = near.likeness;
            LikeAction { number: number.clone(), text: (*names).clone(), likeness }
        });
        Ok(like.collect())
    }
}

/// Recommendations that are to be compared, apart from the coalition.
struct Gathered {
    all: Vec<LikelyMember>,
    aside: Vec<String>,
    groups: RecommendationGroups,
}

impl Gathered {
    fn groups(&self, likeness: f64) -> Asked<Vec<LikelyGroup>> {
        let all = &self.all;
        let written: Vec<Written<'_>> = all.iter().map(|it| written(&it.text)).collect();
        let texts = Texts::new(&written, &Aside::new(&self.aside));
        let mut groups = Vec::new();
        for cluster in texts.clusters(likeness).map_err(refused)? {
            let at = |text: u32| &all[text as usize];
            let ids: Vec<Id> =
                cluster.members.iter().map(|it| at(it.text).recommendation).collect();
            if self.groups.are_one(&ids) {
                continue;
            }
            let typical = at(cluster.representative);
            let mut members = Vec::new();
            for member in &cluster.members {
                if member.text == cluster.representative {
                    continue;
                }
                let other = at(member.text);
                members.push(LikelyMember {
                    reason: texts.reason(cluster.representative, member.text).map_err(refused)?,
                    changes: differences(&typical.text, &other.text),
                    ..other.clone()
                });
            }
            groups.push(LikelyGroup {
                representative: typical.recommendation,
                mechanism: typical.mechanism,
                document: typical.document.clone(),
                year: typical.year,
                text: typical.text.clone(),
                members,
            });
        }
        Ok(groups)
    }
}

/// A text in English where there is English, else in the first of its languages.
pub(super) fn written(names: &Names) -> Written<'_> {
    let english = names.iter().find(|(language, _)| *language == "en");
    let (language, text) = english.or_else(|| names.iter().next()).unwrap_or(("", ""));
    Written { text, language }
}

/// The names of those to whom recommendations are addressed.
fn addressees<'c>(coalition: &'c Coalition, all: &[(Id, &Recommendation)]) -> Vec<&'c str> {
    let mut names: Vec<&str> = Vec::new();
    for (_, recommendation) in all {
        let place = recommendation.place.as_ref().and_then(|code| coalition.places.get(code));
        let organisation = recommendation.organisation.as_ref();
        let organisation = organisation.and_then(|id| coalition.organisations.get(id));
        names.extend(place.into_iter().flat_map(|it| it.names.iter()).map(|(_, name)| name));
        names.extend(organisation.into_iter().flat_map(|it| it.names.iter()).map(|(_, name)| name));
    }
    names.sort_unstable();
    names.dedup();
    names
}

fn refused(refusal: concert_wording::Refusal) -> Unanswered {
    let facts = match refusal {
        concert_wording::Refusal::Threshold { threshold } => {
            vec![("threshold", threshold.to_string())]
        }
        concert_wording::Refusal::TooAlike { threshold, pairs } => {
            vec![("threshold", threshold.to_string()), ("pairs", pairs.to_string())]
        }
        concert_wording::Refusal::TextUnknown { text } => vec![("text", text.to_string())],
        concert_wording::Refusal::OtherText => Vec::new(),
    };
    Unanswered::Refused(Refused { code: refusal.code(), facts, text: refusal.to_string() })
}
