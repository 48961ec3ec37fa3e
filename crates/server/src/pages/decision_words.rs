//! Rules, counts and stages of decisions in words.

use concert_coalition::{Base, Choice, Fraction, Outcome, Reach, Reason, Rule, Standing, Votes};
use concert_secretariat::{ProposalRow, SubjectView};

use crate::asked::field;
use crate::page::Page;

impl Page {
    /// A rule in a sentence.
    pub(crate) fn decision_rule(&self, rule: &Rule) -> String {
        let (quorum, majority) = match rule {
            Rule::Consensus { days } => {
                return self.say("rule-consensus").count("days", u32::from(*days)).to_string();
            }
            Rule::Vote { quorum, majority, .. } => (quorum, majority),
        };
        let reach = match majority.reach {
            Reach::MoreThan => "more-than",
            Reach::AtLeast => "at-least",
        };
        let base = match majority.of {
            Base::Cast => "cast",
            Base::Present => "present",
            Base::All => "all",
        };
        let agree = self.say(&format!("majority-{reach}-{base}"));
        let agree = agree.with("share", self.fraction(majority.share)).to_string();
        let quorum = self.say("rule-quorum").with("share", self.fraction(*quorum)).to_string();
        let mut sentences = vec![quorum, agree];
        for chamber in rule.chambers() {
            let kinds = self.list(
                chamber
                    .kinds
                    .iter()
                    .map(|kind| self.word("kind", concert_terms::Axis::code(*kind))),
            );
            sentences.push(self.say("rule-chamber").with("kinds", kinds).to_string());
        }
        if rule.days() > 1 {
            sentences
                .push(self.say("rule-vote-days").count("days", u32::from(rule.days())).to_string());
        }
        sentences.join(" ")
    }

    fn fraction(&self, fraction: Fraction) -> String {
        self.language.digits(&format!("{}/{}", fraction.num, fraction.den))
    }

    /// One test of a rule and how it ended, in a sentence.
    pub(crate) fn tally_reason(&self, reason: &Reason) -> String {
        match *reason {
            Reason::NobodyVotes => self.say("tally-nobody-votes"),
            Reason::NoObjection => self.say("tally-no-objection"),
            Reason::Objections(count) => self.say("tally-objections").count("count", count),
            Reason::Quorum { present, needed, members } => self
                .say("tally-quorum")
                .count("present", present)
                .count("needed", needed)
                .count("members", members),
            Reason::Majority { chamber: None, in_favour, needed, of } => self
                .say("tally-majority")
                .count("count", in_favour)
                .count("needed", needed)
                .count("of", of),
            Reason::Majority { chamber: Some(chamber), in_favour, needed, of } => self
                .say("tally-chamber")
                .count("chamber", chamber + 1)
                .count("count", in_favour)
                .count("needed", needed)
                .count("of", of),
            Reason::EmptyChamber { chamber } => {
                self.say("tally-empty-chamber").count("chamber", chamber + 1)
            }
        }
        .to_string()
    }

    /// Positions counted, in a sentence.
    pub(crate) fn votes(&self, votes: &Votes) -> String {
        self.say("tally-votes")
            .count("members", votes.members)
            .count("agree", votes.in_favour)
            .count("against", votes.against)
            .count("abstaining", votes.abstaining)
            .count("absent", votes.absent)
            .to_string()
    }

    /// A position, or that there is none.
    pub(crate) fn choice(&self, choice: &Option<Choice>) -> String {
        self.word("choice", choice.map_or("none", Choice::code))
    }

    /// What a member may do in a body.
    pub(crate) fn standing_of(&self, standing: &Standing) -> String {
        self.word("standing", standing.code())
    }

    /// What came of a proposal.
    pub(crate) fn outcome(&self, outcome: &Outcome) -> String {
        self.word("outcome", outcome.code())
    }

    /// Where a proposal stands and how long it does, or what came of it.
    pub(crate) fn where_it_stands(&self, row: &ProposalRow) -> String {
        let stage = match &row.outcome {
            Some(outcome) => self.outcome(outcome),
            None => self.word("stage", row.stage.code()),
        };
        match (row.until, row.days_left) {
            (Some(until), Some(left)) => self
                .say("decision-until")
                .with("stage", stage)
                .with("day", self.day(&until))
                .count("count", left)
                .to_string(),
            _ => stage,
        }
    }

    /// What a proposal is about, in words.
    pub(crate) fn subject(&self, subject: &SubjectView) -> String {
        self.word("subject", subject.kind.code())
    }

    /// The languages of a text, each with its text.
    pub(crate) fn languages_of(&self, names: &concert_terms::Names) -> Vec<(String, String)> {
        names.iter().map(|(language, text)| (language.to_owned(), text.to_owned())).collect()
    }
}

/// What was typed into the forms of a page that was refused, so that nothing of it is lost.
impl Page {
    /// What was typed as the text in a language; else the given text.
    pub(crate) fn typed_text(
        &self,
        typed: &[(String, String)],
        act: &str,
        language: &str,
        otherwise: &str,
    ) -> String {
        self.typed_or(typed, act, &format!("text-{language}"), otherwise)
    }

    /// Whether a value was chosen in the form of an act, or stands in the address of a form.
    pub(crate) fn has_typed(
        &self,
        typed: &[(String, String)],
        act: &str,
        name: &str,
        value: &str,
    ) -> bool {
        self.is_act(typed, act) && field(typed, name) == value
    }

    /// Whether the form that was refused is that of an act.
    pub(crate) fn is_act(&self, typed: &[(String, String)], act: &str) -> bool {
        field(typed, "act") == act
    }

    /// What was typed into a field of the form of an act that was refused; else the given text.
    pub(crate) fn typed_or(
        &self,
        typed: &[(String, String)],
        act: &str,
        name: &str,
        otherwise: &str,
    ) -> String {
        if !self.is_act(typed, act) {
            return otherwise.to_owned();
        }
        let found = typed.iter().find(|(key, _)| key == name);
        found.map_or(otherwise, |(_, value)| value).to_owned()
    }

    /// What was typed into a field of one of several forms of an act, which hidden fields tell
    /// apart; nothing where it was another one.
    pub(crate) fn typed_about(
        &self,
        typed: &[(String, String)],
        act: &str,
        apart: &[(&str, &str)],
        name: &str,
    ) -> String {
        let is_it = apart.iter().all(|(hidden, value)| field(typed, hidden) == *value);
        if is_it { self.typed_or(typed, act, name, "") } else { String::new() }
    }
}
