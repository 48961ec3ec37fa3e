//! Recommendations of outside mechanisms: what they ask of a state or an organisation, and which
//! actions of a plan answer it.

use std::collections::{BTreeMap, BTreeSet};

use concert_terms::{Id, Names, PlaceCode};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Source;

/// What an outside mechanism asks for. Its text and addressee make its identifier, so that two
/// files with the same recommendation mean the same one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// Identifier, [`Recommendation::id_of_description`].
    pub id: Id,
    /// Who recommends.
    pub mechanism: Mechanism,
    /// In which document or session: `A/HRC/43/15`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub document: String,
    /// In which year.
    pub year: i16,
    /// To the state of which place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceCode>,
    /// To which organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Id>,
    /// What is asked for, by language.
    pub text: Names,
    /// What the addressee answered.
    #[serde(default)]
    pub response: RecommendationResponse,
    /// Where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Fields that this version does not know, kept as they are.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A mechanism that reviews states or organisations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mechanism {
    /// Universal Periodic Review of the Human Rights Council.
    Upr,
    /// Group of Experts on Action against Trafficking in Human Beings, Council of Europe.
    Greta,
    /// Trafficking in Persons report, United States.
    TipReport,
    /// Review mechanism of the Convention against Transnational Organized Crime.
    Untoc,
    /// Another one, named by the document.
    Other,
}

/// What the addressee of a recommendation answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecommendationResponse {
    /// It will do it.
    Accepted,
    /// It took note, and promised nothing.
    Noted,
    /// No answer is known.
    #[default]
    None,
}

/// An action of a plan, by its number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ActionNumber {
    /// The plan.
    pub plan: Id,
    /// The action's number there.
    pub action: String,
}

impl Mechanism {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Upr, Self::Greta, Self::TipReport, Self::Untoc, Self::Other];

    /// The word, as it is written in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Upr => "upr",
            Self::Greta => "greta",
            Self::TipReport => "tip-report",
            Self::Untoc => "untoc",
            Self::Other => "other",
        }
    }

    /// The mechanism with a code, in any case.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code().eq_ignore_ascii_case(code))
    }
}

impl RecommendationResponse {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Accepted, Self::Noted, Self::None];

    /// The word, as it is written in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Noted => "noted",
            Self::None => "none",
        }
    }

    /// The response with a code, in any case.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code().eq_ignore_ascii_case(code))
    }
}

/// `PLAN#NUMBER`, as it is written in tables and on the command line.
///
/// ```
/// use concert_coalition::ActionNumber;
///
/// let number: ActionNumber = "01010101-0101-8101-8101-010101010101 # 2.3".parse()?;
/// assert_eq!(number.action, "2.3");
/// assert_eq!(number.to_string(), "01010101-0101-8101-8101-010101010101#2.3");
/// assert!("2.3".parse::<ActionNumber>().is_err());
/// # Ok::<(), concert_coalition::NotAnActionNumber>(())
/// ```
impl std::fmt::Display for ActionNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}#{}", self.plan, self.action)
    }
}

impl std::str::FromStr for ActionNumber {
    type Err = NotAnActionNumber;

    fn from_str(text: &str) -> Result<Self, NotAnActionNumber> {
        let (plan, action) = text.split_once('#').ok_or(NotAnActionNumber)?;
        let plan = plan.trim().parse().map_err(|_| NotAnActionNumber)?;
        let action = action.trim();
        if action.is_empty() {
            return Err(NotAnActionNumber);
        }
        Ok(Self { plan, action: action.to_owned() })
    }
}

/// A text that does not name an action of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an action is PLAN#NUMBER, with the identifier of its plan")]
pub struct NotAnActionNumber;

impl Recommendation {
    /// The identifier of a recommendation: a digest of its document, year, addressee and text.
    ///
    /// ```
    /// use concert_coalition::Recommendation;
    ///
    /// let of = |text| Recommendation::id_of_description("A/HRC/43/15", 2020, "AL", text);
    /// assert_eq!(of("Open more shelters"), of("Open more shelters"));
    /// assert_ne!(of("Open more shelters"), of("Train judges"));
    /// ```
    pub fn id_of_description(document: &str, year: i16, addressee: &str, text: &str) -> Id {
        let parts = [document, &year.to_string(), addressee, text];
        crate::import::digest_id("recommendation", &parts.join("\u{1f}"))
    }
}

/// Recommendations that coordinators confirmed to ask for the same. Joining is transitive: whoever
/// is joined with one member is joined with all. A group is represented by its smallest identifier,
/// whatever the order in which its members came.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<BTreeSet<Id>>", into = "Vec<BTreeSet<Id>>")]
pub struct RecommendationGroups {
    /// Members, two or more, by representative.
    members: BTreeMap<Id, BTreeSet<Id>>,
    /// The representative of each member.
    of: BTreeMap<Id, Id>,
}

impl RecommendationGroups {
    /// The recommendation that stands for the group of one: itself, where it was never joined.
    pub fn representative(&self, recommendation: Id) -> Id {
        self.of.get(&recommendation).copied().unwrap_or(recommendation)
    }

    /// The members of the group that one represents.
    pub fn members(&self, representative: Id) -> Option<&BTreeSet<Id>> {
        self.members.get(&representative)
    }

    /// Every group with its representative.
    pub fn iter(&self) -> impl Iterator<Item = (Id, &BTreeSet<Id>)> {
        self.members.iter().map(|(representative, members)| (*representative, members))
    }

    pub(crate) fn join(&mut self, recommendations: &[Id]) {
        let mut all = BTreeSet::new();
        for recommendation in recommendations {
            all.insert(*recommendation);
            let group = self.members.remove(&self.representative(*recommendation));
            all.extend(group.into_iter().flatten());
        }
        self.keep(all);
    }

    pub(crate) fn part(&mut self, recommendations: &[Id]) {
        for recommendation in recommendations {
            let group = self.members.remove(&self.representative(*recommendation));
            let mut left = group.unwrap_or_default();
            left.remove(recommendation);
            for member in left.iter().chain([recommendation]) {
                self.of.remove(member);
            }
            self.keep(left);
        }
    }

    /// Whether all of these are in one group.
    pub fn are_one(&self, recommendations: &[Id]) -> bool {
        let mut met = recommendations.iter().map(|member| self.representative(*member));
        let first = met.next();
        met.all(|next| Some(next) == first)
    }

    pub(crate) fn is_alone(&self, recommendation: Id) -> bool {
        !self.of.contains_key(&recommendation)
    }

    /// Keeps a group under its representative; one alone is none.
    fn keep(&mut self, group: BTreeSet<Id>) {
        if let Some(representative) = group.first().copied().filter(|_| group.len() > 1) {
            self.of.extend(group.iter().map(|member| (*member, representative)));
            self.members.insert(representative, group);
        }
    }
}

impl From<Vec<BTreeSet<Id>>> for RecommendationGroups {
    fn from(groups: Vec<BTreeSet<Id>>) -> Self {
        let mut all = Self::default();
        for group in groups {
            all.keep(group);
        }
        all
    }
}

impl From<RecommendationGroups> for Vec<BTreeSet<Id>> {
    fn from(groups: RecommendationGroups) -> Self {
        groups.members.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u8) -> Id {
        Id::from_bytes([number; 16])
    }

    fn groups(groups: &RecommendationGroups) -> Vec<Vec<Id>> {
        groups.iter().map(|(_, members)| members.iter().copied().collect()).collect()
    }

    #[test]
    fn codes_are_the_words_that_are_written() {
        for mechanism in Mechanism::ALL {
            assert_eq!(serde_json::to_value(mechanism).unwrap(), mechanism.code());
            assert_eq!(Mechanism::from_code(mechanism.code()), Some(mechanism));
        }
        for response in RecommendationResponse::ALL {
            assert_eq!(serde_json::to_value(response).unwrap(), response.code());
            assert_eq!(RecommendationResponse::from_code(response.code()), Some(response));
        }
        assert_eq!(Mechanism::from_code("TIP-Report"), Some(Mechanism::TipReport));
        assert_eq!(RecommendationResponse::from_code("perhaps"), None);
    }

    #[test]
    fn the_number_of_an_action_reads_back_as_it_is_written() {
        let number = ActionNumber { plan: id(9), action: "A#1".to_owned() };
        assert_eq!(number.to_string().parse(), Ok(number));
        for wrong in ["", "#1", "plan#1", &format!("{}#", id(9)), &format!("{}", id(9))] {
            assert_eq!(wrong.parse::<ActionNumber>(), Err(NotAnActionNumber), "{wrong}");
        }
    }

    #[test]
    fn joining_is_transitive_and_one_who_parts_leaves_the_others_together() {
        let mut all = RecommendationGroups::default();
        all.join(&[id(3), id(2)]);
        all.join(&[id(5), id(4)]);
        all.join(&[id(4), id(3)]);
        assert_eq!(groups(&all), [[id(2), id(3), id(4), id(5)]]);
        assert_eq!(all.representative(id(5)), id(2));
        assert!(all.are_one(&[id(2), id(5)]) && !all.are_one(&[id(2), id(6)]));
        all.part(&[id(2)]);
        assert_eq!(all.representative(id(5)), id(3));
        assert_eq!(all.representative(id(2)), id(2));
        all.part(&[id(3), id(4)]);
        assert_eq!(all, RecommendationGroups::default());
    }
}
