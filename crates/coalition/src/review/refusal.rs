//! What is refused in a review cycle, and why.

use concert_terms::Id;
use jiff::civil::Date;

/// Why a command about reviews is not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReviewRefusal {
    /// The identifier stands for another cycle.
    #[error("the review cycle {id} is there already")]
    CycleTaken {
        /// The cycle.
        id: Id,
    },
    /// Two questions have one number.
    #[error("question {number} stands twice")]
    TwoQuestions {
        /// The number.
        number: u32,
    },
    /// The days of a cycle are not in order.
    #[error("answers end on {answers_by}, observations on {observations_by}; today is {today}")]
    DaysOutOfOrder {
        /// The last day of answers.
        answers_by: Date,
        /// The last day of observations.
        observations_by: Date,
        /// Today.
        today: Date,
    },
    /// A member would be reviewed twice in one cycle.
    #[error("{organisation} would be reviewed twice")]
    ReviewedTwice {
        /// The member.
        organisation: Id,
    },
    /// A member would review itself, or be reviewed by one other only.
    #[error("{organisation} is not reviewed by two other members")]
    NotTwoOthers {
        /// The reviewed member.
        organisation: Id,
    },
    /// Two members would review each other.
    #[error("{first} and {second} would review each other")]
    EachOther {
        /// One of them.
        first: Id,
        /// The other.
        second: Id,
    },
    /// An organisation of the cycle is no member of the coalition.
    #[error("{organisation} is no member of the coalition")]
    NoMember {
        /// The organisation.
        organisation: Id,
    },
    /// The questionnaire has no such question.
    #[error("there is no question {number}")]
    UnknownQuestion {
        /// Its number.
        number: u32,
    },
    /// The review has no such observation.
    #[error("there is no observation {number}")]
    UnknownObservation {
        /// Its number.
        number: u32,
    },
    /// The day of the answer has passed.
    #[error("answers ended on {until}")]
    AnswersOver {
        /// The last day.
        until: Date,
    },
    /// The day until which other members remark has passed.
    #[error("members remark until {until}")]
    RemarksOver {
        /// The last day.
        until: Date,
    },
    /// Reviewers do not observe on this day.
    #[error("reviewers observe after {after} and until {until}")]
    NoObservationsNow {
        /// The last day of answers.
        after: Date,
        /// The last day of observations.
        until: Date,
    },
    /// An answer is still awaited, so that nothing can be marked yet.
    #[error("observation {number} can be answered until {until}")]
    StillOpen {
        /// Its number.
        number: u32,
        /// The last day of its answer.
        until: Date,
    },
    /// A reviewer has marked the observation, with the answer that it had then.
    #[error("observation {number} was marked, and its answer stands")]
    MarkedAlready {
        /// Its number.
        number: u32,
    },
    /// The review's days have not passed.
    #[error("the review cannot be closed before the end of {until}")]
    NotOver {
        /// The last of its days.
        until: Date,
    },
    /// The review was closed.
    #[error("the review was closed")]
    Closed,
    /// The review is public, or the day has passed.
    #[error("the review is public since {from}")]
    PublicAlready {
        /// Since when.
        from: Date,
    },
    /// More was said in one review than it can hold.
    #[error("at most {most} can be added to a review")]
    TooMany {
        /// How many there can be.
        most: usize,
    },
}

impl ReviewRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CycleTaken { .. } => "coalition/cycle-taken",
            Self::TwoQuestions { .. } => "coalition/two-questions",
            Self::DaysOutOfOrder { .. } => "coalition/cycle-days",
            Self::ReviewedTwice { .. } => "coalition/reviewed-twice",
            Self::NotTwoOthers { .. } => "coalition/not-two-reviewers",
            Self::EachOther { .. } => "coalition/review-each-other",
            Self::NoMember { .. } => "coalition/no-member",
            Self::UnknownQuestion { .. } => "coalition/unknown-question",
            Self::UnknownObservation { .. } => "coalition/unknown-observation",
            Self::AnswersOver { .. } => "coalition/answers-over",
            Self::RemarksOver { .. } => "coalition/remarks-over",
            Self::NoObservationsNow { .. } => "coalition/no-observations-now",
            Self::StillOpen { .. } => "coalition/observation-open",
            Self::MarkedAlready { .. } => "coalition/observation-marked",
            Self::NotOver { .. } => "coalition/review-not-over",
            Self::Closed => "coalition/review-closed",
            Self::PublicAlready { .. } => "coalition/review-public",
            Self::TooMany { .. } => "coalition/too-many-in-review",
        }
    }

    /// The facts of the refusal by name: its fields, which are plain values.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::CycleTaken { id } => vec![("id", id.to_string())],
            Self::TwoQuestions { number }
            | Self::UnknownQuestion { number }
            | Self::UnknownObservation { number }
            | Self::MarkedAlready { number } => vec![("number", number.to_string())],
            Self::DaysOutOfOrder { answers_by, observations_by, today } => vec![
                ("answers_by", answers_by.to_string()),
                ("observations_by", observations_by.to_string()),
                ("today", today.to_string()),
            ],
            Self::ReviewedTwice { organisation }
            | Self::NotTwoOthers { organisation }
            | Self::NoMember { organisation } => {
                vec![("organisation", organisation.to_string())]
            }
            Self::EachOther { first, second } => {
                vec![("first", first.to_string()), ("second", second.to_string())]
            }
            Self::AnswersOver { until } | Self::RemarksOver { until } | Self::NotOver { until } => {
                vec![("until", until.to_string())]
            }
            Self::NoObservationsNow { after, until } => {
                vec![("after", after.to_string()), ("until", until.to_string())]
            }
            Self::StillOpen { number, until } => {
                vec![("number", number.to_string()), ("until", until.to_string())]
            }
            Self::Closed => Vec::new(),
            Self::PublicAlready { from } => vec![("from", from.to_string())],
            Self::TooMany { most } => vec![("most", most.to_string())],
        }
    }
}
