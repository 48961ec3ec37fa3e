//! Opening a round in the journal from the terms that its key holders agreed on.

use concert_coalition::{
    Actor, Command, KeyHolder, LinkageRound, Refusal, RoundCommand, RoundRefusal, decide,
};
use concert_terms::{Id, Names, Period, PlaceCode};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::decisions::{day, organisation};
use crate::hexadecimal::hex;
use crate::label::OrganisationLabel;
use crate::round_files::engine;
use crate::{Asked, Refused, RoundFile, Secretariat};

/// What a key holder says of a round beside the terms of its key.
#[derive(Debug, Clone, PartialEq)]
pub struct RoundOpening {
    /// For what the lists are linked, by language.
    pub purpose: Names,
    /// Who holds the shares, in the order of their numbers.
    pub holders: Vec<Id>,
    /// Who may submit.
    pub members: Vec<Id>,
    /// The last day of lists.
    pub lists_by: Date,
    /// Where the people of the lists were met.
    pub place: PlaceCode,
    /// When.
    pub period: Period,
}

/// What somebody who opens a round can choose from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoundChoices {
    /// The organisation that would open it; nobody else may.
    pub opener: Option<OrganisationLabel>,
    /// Members of the coalition, by name.
    pub members: Vec<OrganisationLabel>,
}

/// The round of a `round.json`, as everybody has it, from its text.
pub(super) fn round_of(text: &str) -> Asked<RoundFile> {
    let refused = |text: String| {
        let code = "secretariat/not-a-round-file";
        Refused { code, facts: vec![("text", text.clone())], text }
    };
    let file: RoundFile = serde_json::from_str(text).map_err(|error| refused(error.to_string()))?;
    file.settings.check().map_err(|refusal| engine(refusal.code(), &refusal))?;
    if file.round.settings != file.settings.digest() {
        return Err(refused("its settings are not those that it was opened with".into()).into());
    }
    Ok(file)
}

impl Secretariat {
    /// What a round can be opened with.
    pub fn round_choices(&self, actor: &Actor, now: Timestamp) -> RoundChoices {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let is_member = |id: &Id| coalition.decisions.is_member(id, day(now));
        let all = coalition.organisations.iter().map(|(_, id, _)| *id);
        let mut members: Vec<_> =
            all.filter(is_member).map(|id| organisation(coalition, id)).collect();
        members.sort_by_cached_key(|it| (it.names.pick("en").to_owned(), it.id));
        let opener = actor.represents().filter(is_member);
        RoundChoices { opener: opener.map(|id| organisation(coalition, id)), members }
    }

    /// Opens a round, as one of its key holders, from its public file. The identifier follows from
    /// the terms of its key: the same round opened again states nothing.
    pub fn open_round(
        &self,
        actor: &Actor,
        file: &str,
        opening: RoundOpening,
        now: Timestamp,
    ) -> Asked<Id> {
        let terms = round_of(file)?.round;
        let RoundOpening { purpose, holders, members, lists_by, place, period } = opening;
        if holders.len() != usize::from(terms.holders) {
            let (holders, needed) = (holders.len(), terms.needed);
            return Err(Refusal::from(RoundRefusal::HeldByTooFew { holders, needed }).into());
        }
        let digest = terms.digest();
        let mut id = [0; 16];
        id.copy_from_slice(&digest[..16]);
        let id = Id::from_bytes(id);
        let holder = |(number, organisation)| KeyHolder { number, organisation };
        let round = LinkageRound {
            id,
            names: Names::new("", &terms.name),
            purpose,
            digest: hex(&digest),
            settings: hex(&terms.settings),
            file: file.to_owned(),
            holders: (1..).zip(holders).map(holder).collect(),
            needed: terms.needed,
            members,
            lists_by,
            place,
            period,
        };
        self.act(actor, Command::Round(RoundCommand::Open(Box::new(round))), now)?;
        Ok(id)
    }

    /// Whether the domain would take a command about a round now, without stating anything.
    pub(super) fn would_accept(
        &self,
        actor: &Actor,
        command: &Command,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        decide(&self.picture().coalition, actor, command, now).map(|_| ())
    }
}
