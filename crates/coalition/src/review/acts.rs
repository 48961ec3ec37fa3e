//! What is stated in a review cycle: the contents of the statements. Each names its review by the
//! cycle and the member that is reviewed.

use concert_terms::{Id, Names};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The reviewed member answers a question, in place of what it answered before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewAnswer {
    /// The cycle.
    pub cycle: Id,
    /// The reviewed member.
    pub reviewed: Id,
    /// The question by its number.
    pub question: u32,
    /// The answer by language.
    pub text: Names,
}

/// A reviewer observes something that should change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewObservation {
    /// The cycle.
    pub cycle: Id,
    /// The reviewed member.
    pub reviewed: Id,
    /// The reviewer.
    pub reviewer: Id,
    /// What it observes, by language.
    pub text: Names,
    /// The number of the action of the plan that it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// The last day on which the reviewed member answers it.
    pub reply_by: Date,
}

/// The reviewed member answers an observation, in place of what it answered before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObservationAnswer {
    /// The cycle.
    pub cycle: Id,
    /// The reviewed member.
    pub reviewed: Id,
    /// The observation by its number.
    pub observation: u32,
    /// The answer by language.
    pub text: Names,
}

/// Whether an observation was followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Followed {
    /// Wholly.
    Wholly,
    /// In part.
    Partly,
    /// Not at all.
    NotAtAll,
}

impl Followed {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Wholly, Self::Partly, Self::NotAtAll];

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Wholly => "wholly",
            Self::Partly => "partly",
            Self::NotAtAll => "not-at-all",
        }
    }

    /// The one with a code.
    ///
    /// ```
    /// use concert_coalition::Followed;
    ///
    /// for followed in Followed::ALL {
    ///     assert_eq!(Followed::from_code(followed.code()), Some(followed));
    /// }
    /// assert_eq!(Followed::from_code("perhaps"), None);
    /// ```
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// A reviewer says whether an observation was followed, in place of what it said before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObservationMark {
    /// The cycle.
    pub cycle: Id,
    /// The reviewed member.
    pub reviewed: Id,
    /// The observation by its number.
    pub observation: u32,
    /// The reviewer.
    pub reviewer: Id,
    /// Whether it was.
    pub followed: Followed,
    /// On what that rests.
    pub text: String,
}

/// A member that neither is reviewed nor reviews says what it knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShadowRemark {
    /// The cycle.
    pub cycle: Id,
    /// The reviewed member.
    pub reviewed: Id,
    /// Who remarks.
    pub organisation: Id,
    /// The question that it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<u32>,
    /// The remark.
    pub text: String,
}

/// The reviewed member sets the day from which its review is public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewPublication {
    /// The cycle.
    pub cycle: Id,
    /// The reviewed member.
    pub reviewed: Id,
    /// From which day; public only once the review is closed too.
    pub from: Date,
}

/// A review is closed, and what was never answered is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewClosing {
    /// The cycle.
    pub cycle: Id,
    /// The reviewed member.
    pub reviewed: Id,
    /// Numbers of questions without an answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unanswered: Vec<u32>,
    /// Numbers of observations whose day passed without an answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lapsed: Vec<u32>,
}
