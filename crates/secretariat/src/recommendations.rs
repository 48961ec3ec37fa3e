//! Recommendations of outside mechanisms: read from a table, put together where they ask for the
//! same, and answered by actions of plans. What is alike is suggested, with the reason; coordinators
//! confirm it, or part what was put together.

mod listing;
mod made_up;
mod one;
mod suggestions;
mod table;

pub use listing::RecommendationFilter;
pub use one::{AnsweringAction, RecommendationInFull, SameView};
pub use suggestions::{
    LikeAction, LikelyGroup, LikelyMember, LikelyRecommendations, MOST_COMPARED,
};
pub use table::{RECOMMENDATION_COLUMNS, RecommendationTable};

use concert_coalition::{
    ActionNumber, Actor, Body, Command, Declaration, Import, Mechanism, Recommendation,
    RecommendationCommand, RecommendationResponse, decide,
};
use concert_terms::{Id, Names};
use jiff::Timestamp;
use serde::Serialize;

use crate::hexadecimal::hex;
use crate::label::{OrganisationLabel, PlaceLabel};
use crate::{Asked, Done, Secretariat, Unanswered};

/// A recommendation in the list of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecommendationRow {
    /// Identifier.
    pub id: Id,
    /// Who recommends.
    pub mechanism: Mechanism,
    /// In which document.
    pub document: String,
    /// In which year.
    pub year: i16,
    /// To the state of which place.
    pub place: Option<PlaceLabel>,
    /// To which organisation.
    pub organisation: Option<OrganisationLabel>,
    /// What is asked for.
    pub text: Names,
    /// What the addressee answered.
    pub response: RecommendationResponse,
    /// The actions that answer it, or any other of its group.
    pub actions: Vec<ActionNumber>,
    /// Commitments towards these actions that were not withdrawn.
    pub commitments: usize,
    /// Others that were confirmed to ask for the same.
    pub same: Vec<Id>,
}

/// What an import of recommendations does, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecommendationChanges {
    /// The import; absent where nothing was, or would be, stated.
    pub import: Option<Id>,
    /// Recommendations of the table.
    pub read: usize,
    /// Those that were not known.
    pub new: usize,
    /// Those that were known and say something else now, such as another response.
    pub changed: usize,
    /// Those whose answering actions are said anew.
    pub answered: usize,
}

/// What the table of an upload would do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecommendationPreview {
    /// The name of the file.
    pub file: String,
    /// What it would change.
    pub changes: RecommendationChanges,
    /// Mechanism, year and text of the first recommendations as they were read, ten at most.
    pub first: Vec<(Mechanism, i16, Names)>,
    /// With this it is applied by whoever was shown it, within the hour.
    pub token: String,
}

/// Most recommendations of a table that its preview shows.
const SHOWN_OF_TABLE: usize = 10;

impl Secretariat {
    /// What the table of an upload would change, and the token with which whoever was shown it can
    /// apply it ([`Secretariat::apply_upload`]). Refused where the table cannot be read.
    pub fn preview_recommendation_upload(
        &self,
        actor: &Actor,
        (name, bytes): (&str, &[u8]),
        now: Timestamp,
    ) -> Asked<RecommendationPreview> {
        if !actor.coordinates() {
            return Err(Unanswered::not_allowed("coordinators"));
        }
        let table = self.read_recommendation_upload(name, bytes)?;
        self.preview_to_apply(actor, &table, now)
    }

    fn preview_to_apply(
        &self,
        actor: &Actor,
        table: &RecommendationTable,
        now: Timestamp,
    ) -> Asked<RecommendationPreview> {
        let changes = self.preview_recommendations(actor, table, now)?;
        let token = hex(&self.entropy.bytes::<16>());
        self.uploads.put(&token, actor.author, self.import_of(table), now);
        let first = table.recommendations.iter().take(SHOWN_OF_TABLE);
        Ok(RecommendationPreview {
            file: table.file.clone(),
            changes,
            first: first.map(|it| (it.mechanism, it.year, it.text.clone())).collect(),
            token,
        })
    }

    /// What a table would change.
    pub fn preview_recommendations(
        &self,
        actor: &Actor,
        table: &RecommendationTable,
        now: Timestamp,
    ) -> Asked<RecommendationChanges> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let statements = decide(coalition, actor, &self.import_of(table), now)?;
        let declared = statements.iter().filter_map(|statement| match &statement.body {
            Body::RecommendationDeclared(_) => Some(statement.replaces.is_some()),
            _ => None,
        });
        let (changed, new): (Vec<bool>, Vec<bool>) = declared.partition(|is_known| *is_known);
        let answered = statements
            .iter()
            .filter(|statement| matches!(statement.body, Body::RecommendationAnswered { .. }));
        Ok(RecommendationChanges {
            import: None,
            read: table.recommendations.len(),
            new: new.len(),
            changed: changed.len(),
            answered: answered.count(),
        })
    }

    /// Keeps the recommendations of a table, and which actions answer them where the table says so,
    /// as one import, which can be undone. Actions that no plan in force has were refused when the
    /// table was read.
    pub fn import_recommendations(
        &self,
        actor: &Actor,
        table: &RecommendationTable,
        now: Timestamp,
    ) -> Asked<RecommendationChanges> {
        let mut changes = self.preview_recommendations(actor, table, now)?;
        let command = self.import_of(table);
        let Command::Import { import, .. } = &command else { return Ok(changes) };
        let id = import.id;
        let done = self.act(actor, command, now)?;
        changes.import = (done.count > 0).then_some(id);
        Ok(changes)
    }

    fn import_of(&self, table: &RecommendationTable) -> Command {
        let import = Import {
            id: Id::from_bytes(self.entropy.bytes()),
            file: table.file.clone(),
            digest: table.digest.clone(),
            format: table.format.clone(),
            rows: table.rows,
            unplaced: 0,
        };
        let declared = |it: &Recommendation| Declaration::Recommendation(Box::new(it.clone()));
        let answered = |(recommendation, actions): &(Id, Vec<ActionNumber>)| Declaration::Answer {
            recommendation: *recommendation,
            actions: actions.clone(),
        };
        let declared = table.recommendations.iter().map(declared);
        let declarations = declared.chain(table.answers.iter().map(answered)).collect();
        Command::Import { import, declarations }
    }

    /// Says which actions answer a recommendation: these, and no others.
    pub fn answer_recommendation(
        &self,
        actor: &Actor,
        recommendation: Id,
        actions: Vec<ActionNumber>,
        now: Timestamp,
    ) -> Asked<Done> {
        let answer = RecommendationCommand::Answer { recommendation, actions };
        self.act(actor, Command::Recommendation(answer), now)
    }

    /// Confirms that recommendations ask for the same.
    pub fn join_recommendations(
        &self,
        actor: &Actor,
        recommendations: Vec<Id>,
        now: Timestamp,
    ) -> Asked<Done> {
        let join = RecommendationCommand::Join(recommendations);
        self.act(actor, Command::Recommendation(join), now)
    }

    /// Says that recommendations do not ask for what the rest of their group asks for.
    pub fn part_recommendations(
        &self,
        actor: &Actor,
        recommendations: Vec<Id>,
        reason: &str,
        now: Timestamp,
    ) -> Asked<Done> {
        let part = RecommendationCommand::Part { recommendations, reason: reason.to_owned() };
        self.act(actor, Command::Recommendation(part), now)
    }
}

#[cfg(test)]
mod tests;
