//! A proposal: what it asks for, what was said about it, and what came of it.

use std::collections::{BTreeMap, BTreeSet};

use concert_terms::{Id, Names};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Said;
use crate::decision::{
    Choice, Conclusion, Outcome, ProposalOpening, Rule, Seat, Standing, Tally, tally,
};

/// What somebody proposes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalDraft {
    /// Identifier.
    pub id: Id,
    /// The body that decides.
    pub body: Id,
    /// What is decided about.
    pub subject: Subject,
    /// Titles by language.
    pub title: Names,
    /// The text to be adopted, by language.
    pub text: Names,
    /// The last day on which it is commented on and its text can change.
    pub comment_until: Date,
    /// The last day on which positions are taken; the first is the day after the comments end.
    pub decide_until: Date,
}

/// What a proposal is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A version of a plan comes into force.
    PlanVersion {
        /// The plan.
        plan: Id,
        /// The version.
        number: u32,
        /// Its digest, [`Plan::digest`](crate::Plan::digest).
        digest: String,
    },
    /// An organisation becomes a member.
    Admission {
        /// The organisation.
        organisation: Id,
    },
    /// A programme of work.
    WorkProgramme,
    /// A declaration.
    Declaration,
    /// Anything else.
    Other,
}

/// Where a proposal stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// It is commented on, and its text can change.
    Comments,
    /// Positions are taken; the text stands.
    Positions,
    /// Its last day has passed, and nobody concluded it yet.
    Due,
    /// It was concluded or withdrawn.
    Ended,
}

/// A proposal as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// How it was opened: the first text, the days, the rule and the members.
    pub opening: ProposalOpening,
    /// Who opened it and when.
    pub said: Said,
    /// Its texts, the first first, the last in force. None is ever changed.
    pub versions: Vec<ProposalVersion>,
    /// Members that sponsor it, the proposer among them.
    pub sponsors: BTreeSet<Id>,
    /// When each member that joined or left the sponsors last did so.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sponsorships: BTreeMap<Id, Said>,
    /// Comments, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// Amendments; the number of each is its place, counted from one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amendments: Vec<Amendment>,
    /// The position of each member that took one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub positions: BTreeMap<Id, Position>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<Ending>,
    /// Minutes, the first first; the last hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub minutes: Vec<Minutes>,
    /// What follows; the number of each is its place, counted from one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follow_ups: Vec<FollowUp>,
}

/// One text of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalVersion {
    /// The text by language.
    pub text: Names,
    /// The amendment from which it came; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amendment: Option<u32>,
}

/// What a member remarked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The member.
    pub organisation: Id,
    /// What it said.
    pub text: String,
    /// Who spoke for it and when.
    pub said: Said,
}

/// Another text that a member wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amendment {
    /// The member.
    pub organisation: Id,
    /// The version of the text that it would change, counted from one.
    pub amends: u32,
    /// The whole text as it would be, by language.
    pub text: Names,
    /// Why.
    pub reason: String,
    /// Who spoke for the member and when.
    pub said: Said,
    /// What each sponsor advised last.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub support: BTreeMap<Id, Advice>,
    /// Whether it was taken up, and why, once the proposer settled it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<(bool, String)>,
}

/// What a sponsor thinks of an amendment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// Whether it wants the amendment taken up.
    pub supports: bool,
    /// Who spoke for it and when.
    pub said: Said,
}

/// The position of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The position.
    pub choice: Choice,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who spoke for the member and when.
    pub said: Said,
}

/// How a proposal ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// Its rule said what came of it.
    Concluded {
        /// What was stated.
        conclusion: Conclusion,
        /// Who stated it and when.
        said: Said,
    },
    /// Its proposer took it back.
    Withdrawn {
        /// Why.
        reason: String,
        /// Who said so and when.
        said: Said,
    },
}

/// Minutes of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// The text by language.
    pub text: Names,
    /// Who recorded it and when.
    pub said: Said,
}

/// What an organisation is asked to do after a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// Who does it.
    pub owner: Id,
    /// What.
    pub text: String,
    /// By which day.
    pub due: Date,
    /// What was done, and when that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<(String, Said)>,
}

impl Stage {
    /// Every stage, in the order in which a proposal goes through them.
    pub const ALL: [Self; 4] = [Self::Comments, Self::Positions, Self::Due, Self::Ended];

    /// Its code, as it is written to files and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Comments => "comments",
            Self::Positions => "positions",
            Self::Due => "due",
            Self::Ended => "ended",
        }
    }

    /// The stage with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }
}

impl Proposal {
    /// Where it stands on a day.
    pub fn stage(&self, today: Date) -> Stage {
        let draft = &self.opening.draft;
        if self.ending.is_some() {
            Stage::Ended
        } else if today <= draft.comment_until {
            Stage::Comments
        } else if today <= draft.decide_until {
            Stage::Positions
        } else {
            Stage::Due
        }
    }

    /// The text in force, by language.
    pub fn text(&self) -> &Names {
        self.versions.last().map_or(&self.opening.draft.text, |version| &version.text)
    }

    /// SHA-256, in hexadecimal, of the text in force with its subject and title, in canonical
    /// form: one JSON object of `subject`, `title` and `text` in this order, without blanks, texts
    /// in the order of their language codes. An adoption fixes the text by it.
    pub fn digest(&self) -> String {
        #[derive(Serialize)]
        struct Canonical<'a> {
            subject: &'a Subject,
            title: &'a Names,
            text: &'a Names,
        }
        let draft = &self.opening.draft;
        let fixed = Canonical { subject: &draft.subject, title: &draft.title, text: self.text() };
        let bytes = serde_json::to_vec(&fixed)
            .expect("a proposal has only text keys and whole numbers, so it is always JSON");
        crate::import::hexadecimal(&Sha256::digest(bytes))
    }

    /// The positions so far counted by the proposal's own rule: what would come of it now.
    pub fn tally(&self) -> Tally {
        let choice = |(organisation, position): (&Id, &Position)| (*organisation, position.choice);
        let choices = self.positions.iter().map(choice).collect();
        tally(&self.opening.rule, &self.opening.seats, &choices)
    }

    /// What came of it, once it ended.
    pub fn outcome(&self) -> Option<Outcome> {
        self.ending.as_ref().map(|ending| match ending {
            Ending::Concluded { conclusion, .. } => conclusion.tally.outcome,
            Ending::Withdrawn { .. } => Outcome::Withdrawn,
        })
    }

    /// The member's seat in the body on the day of the opening.
    pub fn seat(&self, organisation: Id) -> Option<&Seat> {
        self.opening.seats.iter().find(|seat| seat.organisation == organisation)
    }

    /// Whether its proposer may still take it back: until votes are cast, but of a consensus until
    /// the last day, since there an objection can be met by a better proposal only.
    pub fn can_be_withdrawn(&self, today: Date) -> bool {
        match self.stage(today) {
            Stage::Comments => true,
            Stage::Positions => matches!(self.opening.rule, Rule::Consensus { .. }),
            Stage::Due | Stage::Ended => false,
        }
    }

    /// Members entitled to vote.
    pub fn voters(&self) -> impl Iterator<Item = &Seat> {
        self.opening.seats.iter().filter(|seat| seat.standing == Standing::Votes)
    }
}
