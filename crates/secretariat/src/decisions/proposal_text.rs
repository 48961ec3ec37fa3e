//! The texts of a proposal: how each version differs from the one before, what each amendment
//! would change, and which amendments of the present text contradict each other.

use std::collections::BTreeSet;

use concert_coalition::{
    Actor, Amendment, Coalition, Command, DecisionCommand, Proposal, ProposalVersion,
};
use concert_terms::Names;
use concert_wording::{Difference, Passage, merge};
use jiff::Timestamp;
use serde::Serialize;

use super::{organisation, would_state};
use crate::label::OrganisationLabel;

/// A text of a proposal beside the one before it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TextVersionView {
    /// Its number, counted from one.
    pub number: u32,
    /// The amendment from which it came; none for the first.
    pub amendment: Option<u32>,
    /// What it changed of the version before, by language; nothing for the first.
    pub changes: Vec<LanguageDifference>,
}

/// What differs between two texts in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LanguageDifference {
    /// Code of the language; empty where none was named.
    pub language: String,
    /// What is kept, removed and added, by words.
    pub difference: Difference,
}

/// An amendment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is an act that somebody may do or not")]
pub struct AmendmentView {
    /// Its number, counted from one.
    pub number: u32,
    /// The member that wants it.
    pub organisation: OrganisationLabel,
    /// The version of the text that it would change.
    pub amends: u32,
    /// Whether the text has changed since, so that it can only be declined.
    pub is_overtaken: bool,
    /// What it would change of that version, by language.
    pub changes: Vec<LanguageDifference>,
    /// Why.
    pub reason: String,
    /// When it was proposed.
    pub at: Timestamp,
    /// Index of the statement.
    pub statement: u64,
    /// Sponsors that want it taken up, and that do not.
    pub support: Vec<(OrganisationLabel, bool)>,
    /// Whether it was taken up.
    pub taken_up: Option<bool>,
    /// Why it was taken up or declined; empty while it is open.
    pub settled_because: String,
    /// Numbers of open amendments that contradict it in some passage.
    pub conflicts_with: Vec<u32>,
    /// Whether the visitor may take it up.
    pub may_take_up: bool,
    /// Whether the visitor may decline it.
    pub may_decline: bool,
    /// Whether the visitor may advise to take it up, as a sponsor that has not yet.
    pub may_support: bool,
    /// Whether the visitor may advise against it, likewise.
    pub may_oppose: bool,
}

/// A passage of the text on which open amendments contradict each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConflictView {
    /// Code of the language of the text.
    pub language: String,
    /// What the text says; empty where something is inserted.
    pub says: String,
    /// What it would say, and by which amendments.
    pub would_say: Vec<(String, Vec<u32>)>,
}

/// The versions, the latest first.
pub(super) fn versions(proposal: &Proposal) -> Vec<TextVersionView> {
    let empty = Names::default();
    let versions = (1..).zip(&proposal.versions).map(|(number, version): (u32, _)| {
        let before = proposal.versions.get((number as usize).wrapping_sub(2));
        let ProposalVersion { text, amendment } = version;
        let changes = match before {
            Some(before) => differences(&before.text, text),
            None => differences(&empty, &empty),
        };
        TextVersionView { number, amendment: *amendment, changes }
    });
    let mut versions: Vec<TextVersionView> = versions.collect();
    versions.reverse();
    versions
}

/// The amendments in the order of their numbers.
pub(super) fn amendments(
    coalition: &Coalition,
    proposal: &Proposal,
    conflicts: &[ConflictView],
    actor: &Actor,
    now: Timestamp,
) -> Vec<AmendmentView> {
    let id = proposal.opening.draft.id;
    let latest = proposal.versions.len() as u32;
    let view = |(number, amendment): (u32, &Amendment)| {
        let before = proposal.versions.get((amendment.amends as usize).wrapping_sub(1));
        let before = before.map_or(&proposal.opening.draft.text, |version| &version.text);
        let support = amendment.support.iter();
        let settled = amendment.settled.as_ref();
        let may = |command| would_state(coalition, actor, &Command::Decision(command), now);
        let settle = |taken_up| DecisionCommand::SettleAmendment {
            proposal: id,
            amendment: number,
            taken_up,
            reason: "-".to_owned(),
        };
        let advise = |supports| DecisionCommand::SupportAmendment {
            proposal: id,
            amendment: number,
            supports,
        };
        AmendmentView {
            number,
            organisation: organisation(coalition, amendment.organisation),
            amends: amendment.amends,
            is_overtaken: amendment.settled.is_none() && amendment.amends != latest,
            changes: differences(before, &amendment.text),
            reason: amendment.reason.clone(),
            at: amendment.said.at,
            statement: amendment.said.statement,
            support: support
                .map(|(id, advice)| (organisation(coalition, *id), advice.supports))
                .collect(),
            taken_up: settled.map(|(taken_up, _)| *taken_up),
            settled_because: settled.map(|(_, reason)| reason.clone()).unwrap_or_default(),
            conflicts_with: contradicting(number, conflicts),
            may_take_up: may(settle(true)),
            may_decline: may(settle(false)),
            may_support: may(advise(true)),
            may_oppose: may(advise(false)),
        }
    };
    (1..).zip(&proposal.amendments).map(view).collect()
}

/// Passages of the present text on which its open amendments contradict each other.
pub(super) fn conflicts(proposal: &Proposal) -> Vec<ConflictView> {
    let latest = proposal.versions.len() as u32;
    let numbered = (1..).zip(&proposal.amendments);
    let open: Vec<(u32, &Names)> = numbered
        .filter(|(_, amendment)| amendment.settled.is_none() && amendment.amends == latest)
        .map(|(number, amendment)| (number, &amendment.text))
        .collect();
    let mut conflicts = Vec::new();
    for language in languages(&[proposal.text()]) {
        let texts: Vec<&str> = open.iter().map(|(_, text)| said_in(text, &language)).collect();
        let numbers = |by: &[u32]| by.iter().map(|place| open[*place as usize].0).collect();
        for passage in merge(said_in(proposal.text(), &language), &texts).passages {
            let Passage::Contested { old, wordings } = passage else { continue };
            let would_say = wordings.into_iter().map(|it| (it.text, numbers(&it.by))).collect();
            conflicts.push(ConflictView { language: language.clone(), says: old, would_say });
        }
    }
    conflicts
}

/// Amendments that say something else than this one in a passage that it touches.
fn contradicting(number: u32, conflicts: &[ConflictView]) -> Vec<u32> {
    let mut others = BTreeSet::new();
    for conflict in conflicts {
        let touches = conflict.would_say.iter().any(|(_, by)| by.contains(&number));
        for (_, by) in &conflict.would_say {
            if touches && !by.contains(&number) {
                others.extend(by);
            }
        }
    }
    others.into_iter().collect()
}

/// What differs in each language in which one of two texts stands.
fn differences(old: &Names, new: &Names) -> Vec<LanguageDifference> {
    let of = |language: String| {
        let difference = Difference::between(said_in(old, &language), said_in(new, &language));
        LanguageDifference { language, difference }
    };
    let all = languages(&[old, new]).into_iter().map(of);
    all.filter(|it| !it.difference.is_empty()).collect()
}

fn languages(texts: &[&Names]) -> BTreeSet<String> {
    texts.iter().flat_map(|text| text.iter()).map(|(language, _)| language.to_owned()).collect()
}

/// The text in exactly this language; empty where there is none.
fn said_in<'n>(names: &'n Names, language: &str) -> &'n str {
    let found = names.iter().find(|(its, _)| *its == language);
    found.map_or("", |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use concert_wording::Run;

    #[test]
    fn a_text_that_an_amendment_leaves_out_in_a_language_is_shown_as_removed() {
        let old = Names::new("en", "Open a shelter.").with("fr", "Ouvrir un refuge.");
        let new = Names::new("en", "Open two shelters.");
        let changes = differences(&old, &new);
        let languages: Vec<&str> = changes.iter().map(|it| it.language.as_str()).collect();
        assert_eq!(languages, ["en", "fr"]);
        assert_eq!(changes[1].difference.before(), "Ouvrir un refuge.");
        assert_eq!(changes[1].difference.after(), "");
        let removed = changes[0].difference.runs().any(|run| matches!(run, Run::Removed(_)));
        assert!(removed, "{:?}", changes[0]);
    }

    #[test]
    fn only_those_that_say_something_else_in_the_same_passage_contradict() {
        let conflict = |would_say: &[(&str, &[u32])]| ConflictView {
            language: "en".to_owned(),
            says: "shall".to_owned(),
            would_say: would_say
                .iter()
                .map(|(text, by)| ((*text).to_owned(), by.to_vec()))
                .collect(),
        };
        let conflicts = [
            conflict(&[("should", &[1, 3]), ("may", &[2])]),
            conflict(&[("a", &[4]), ("b", &[5])]),
        ];
        assert_eq!(contradicting(1, &conflicts), [2], "not 3, which agrees, nor 4 and 5");
        assert_eq!(contradicting(2, &conflicts), [1, 3]);
        assert_eq!(contradicting(6, &conflicts), [] as [u32; 0]);
    }
}
