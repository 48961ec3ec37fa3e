//! What goes wrong in the names of a record.

use super::keeper::{Capitals, Column};
use super::name_text::{NameText, without_particle};
use super::record::Scribe;
use super::slips::Slip;
use super::typing::mistyped;
use crate::people::{Identity, NamePart, Role, Tradition, Word, transcribed, without_accents};

impl Scribe<'_> {
    pub(super) fn name(&mut self, identity: &Identity) -> NameText {
        let other = self.other_name(identity);
        let mut parts: Vec<NamePart> = identity.names.clone();
        let lost = [
            (Slip::MiddleMissing, [Role::Middle, Role::SecondGiven].as_slice()),
            (Slip::SecondFamilyMissing, &[Role::SecondFamily]),
            (Slip::ParticleMissing, &[Role::Title]),
        ];
        let particle = |part: &NamePart| without_particle(&part.document).is_some();
        let particles = parts.iter().any(|part| part.role == Role::Family && particle(part));
        for (slip, roles) in lost {
            let there = parts.iter().any(|part| roles.contains(&part.role));
            let possible = there || (slip == Slip::ParticleMissing && particles);
            if self.goes_wrong(slip, possible) {
                parts.retain(|part| !roles.contains(&part.role));
            }
        }
        let mut texts: Vec<(Role, String)> =
            parts.iter().map(|part| (part.role, self.part(part))).collect();
        let can_lose_family = texts.iter().any(|(role, _)| *role == Role::Family);
        if self.goes_wrong(Slip::GivenMissing, can_lose_family) {
            let family = [Role::Family, Role::SecondFamily];
            texts.retain(|(role, _)| family.contains(role));
        } else if self.goes_wrong(Slip::FamilyMissing, can_lose_family) {
            let family = [Role::Family, Role::SecondFamily];
            texts.retain(|(role, _)| !family.contains(role));
        }
        let latin = !self.own_script && self.by_ear.is_none();
        let accented = texts.iter().any(|(_, text)| latin && without_accents(text) != *text);
        if self.goes_wrong(Slip::AccentsMissing, accented) {
            for (_, text) in &mut texts {
                *text = without_accents(text);
            }
        }
        if self.layout.capitals == Capitals::All {
            for (_, text) in &mut texts {
                *text = text.to_uppercase();
            }
        }
        let joint = if self.person.tradition == Tradition::Chinese && !latin { "" } else { " " };
        let mut name = NameText::new(&texts, self.has(&[Column::Middle]), joint);
        let both = !name.given.is_empty() && !name.family.is_empty() && name.given != name.family;
        let swapped = self.goes_wrong(Slip::NamesSwapped, both);
        if self.layout.capitals == Capitals::Family {
            name.family = name.family.to_uppercase();
        }
        name.put_together(self.layout.order, swapped, joint);
        if name.given.is_empty() {
            name.given = self.missing();
        }
        if name.family.is_empty() {
            name.family = self.missing();
        }
        name.other = other;
        name
    }

    /// One name with what goes wrong in it.
    fn part(&mut self, part: &NamePart) -> String {
        let mut text = if self.own_script { &part.word.own } else { &part.document }.clone();
        let (respelled, typed) = match part.role {
            Role::Given => (Slip::GivenRespelled, Slip::GivenMistyped),
            Role::Family => (Slip::FamilyRespelled, Slip::FamilyMistyped),
            _ => return self.heard(&text),
        };
        if part.role == Role::Family && self.planted.has(Slip::ParticleMissing) {
            text = without_particle(&text).unwrap_or(text);
        }
        let spells = !self.own_script && self.by_ear.is_none();
        let habits = spellings_but(&part.word, &part.document);
        if self.goes_wrong(respelled, spells && !habits.is_empty()) {
            text = self.respelled(&part.word, &habits);
        }
        if part.role == Role::Given {
            let short = &part.word.short;
            if self.goes_wrong(Slip::ShortForm, !short.is_empty()) {
                let (own, latin) = self.chance.pick(short);
                text.clone_from(if self.own_script { own } else { latin });
            }
            text = self.heard(&text);
            if self.goes_wrong(Slip::Initial, text.chars().count() > 1) {
                return text.chars().take(1).chain(['.']).collect();
            }
        }
        if part.role == Role::Family {
            text = self.heard(&text);
        }
        let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
        if self.goes_wrong(typed, letters >= 3) {
            text = mistyped(&text, &mut self.chance);
        }
        text
    }

    /// The text as it is written down: in another script where that is done by ear.
    fn heard(&self, text: &str) -> String {
        self.by_ear.map_or_else(|| text.to_owned(), |letters| transcribed(text, letters))
    }

    /// A spelling that is not that of the document: that of the list's habit where it is another,
    /// mostly, or any other.
    fn respelled(&mut self, word: &Word, others: &[String]) -> String {
        let habit = word.spelled(self.layout.convention);
        if others.iter().any(|it| it == habit) && self.chance.happens(0.6) {
            habit.to_owned()
        } else {
            self.chance.pick(others).clone()
        }
    }

    /// A short form, or the name after a child, that somebody tells besides the name.
    fn other_name(&mut self, identity: &Identity) -> String {
        let given = identity.names.iter().find(|part| part.role == Role::Given);
        given
            .and_then(|part| part.word.short.last())
            .filter(|_| self.tells_other_name)
            .map(|(_, latin)| self.heard(latin))
            .unwrap_or_default()
    }
}

/// The Latin spellings that are not this one, in capitals or not.
pub(super) fn spellings_but(word: &Word, one: &str) -> Vec<String> {
    let one = one.to_lowercase();
    word.latin.iter().filter(|spelling| spelling.to_lowercase() != one).cloned().collect()
}
