//! The table of recommendations: one a row.

use std::collections::BTreeMap;
use std::path::Path;

use concert_coalition::{
    ActionNumber, Coalition, Mechanism, Recommendation, RecommendationResponse, Source,
};
use concert_exchange::{Row, Workbook};
use concert_terms::{Id, Names, PlaceCode};

use crate::hexadecimal::hex;
use crate::named_columns::{NamedColumns, workbook};
use crate::reading::{Reader, bytes_as_file};
use crate::{Asked, Secretariat};

/// The columns of a table of recommendations. `text` is in English; `text-ar` and its like say the
/// same in other languages. The addressee is the code of a place, or an organisation by name or
/// identifier; `actions` are `PLAN#NUMBER`, with semicolons between them.
pub const RECOMMENDATION_COLUMNS: &[&str] = &[
    "mechanism",
    "document",
    "year",
    "addressee",
    "text",
    "text-ar",
    "text-es",
    "text-fr",
    "text-ru",
    "response",
    "actions",
];

const LANGUAGES: [(&str, &str); 5] =
    [("en", "text"), ("ar", "text-ar"), ("es", "text-es"), ("fr", "text-fr"), ("ru", "text-ru")];

/// Recommendations as they were read.
#[derive(Debug, Clone, PartialEq)]
pub struct RecommendationTable {
    pub(super) recommendations: Vec<Recommendation>,
    /// The actions that answer some of them, in the order of actions.
    pub(super) answers: Vec<(Id, Vec<ActionNumber>)>,
    pub(super) file: String,
    pub(super) digest: String,
    pub(super) format: String,
    pub(super) rows: u32,
}

impl Secretariat {
    /// Reads a table of recommendations in a confined process. A cell that cannot be read, an
    /// addressee that nobody registered, and an action that no plan in force has are refused with
    /// their place, and nothing of the table is used.
    pub fn read_recommendations(&self, path: &Path, reader: &Reader) -> Asked<RecommendationTable> {
        self.recommendations_of(&workbook(path, reader)?)
    }

    /// The same from the bytes of an upload with a name.
    pub(super) fn read_recommendation_upload(
        &self,
        name: &str,
        bytes: &[u8],
    ) -> Asked<RecommendationTable> {
        let reader = self.reader.as_ref().ok_or_else(crate::imports::no_reader)?;
        self.recommendations_of(&reader.read(bytes_as_file(name, bytes)?, &mut |_| {})?)
    }

    pub(super) fn recommendations_of(&self, book: &Workbook) -> Asked<RecommendationTable> {
        let required = &["mechanism", "year", "addressee", "text"];
        let table = NamedColumns::find(book, RECOMMENDATION_COLUMNS, required)?;
        let rows = table.rows();
        let mut recommendations: BTreeMap<Id, Recommendation> = BTreeMap::new();
        let mut answers = BTreeMap::new();
        for row in &rows {
            let read = self.recommendation(&table, *row, book)?;
            let actions = actions(&self.picture().coalition, &table, *row)?;
            if !actions.is_empty() {
                answers.insert(read.id, actions);
            }
            recommendations.insert(read.id, read);
        }
        Ok(RecommendationTable {
            recommendations: recommendations.into_values().collect(),
            answers: answers.into_iter().collect(),
            file: book.file_name.clone(),
            digest: hex(&book.digest),
            format: "table/recommendations".to_owned(),
            rows: rows.len() as u32,
        })
    }

    fn recommendation(
        &self,
        table: &NamedColumns<'_>,
        row: Row<'_>,
        book: &Workbook,
    ) -> Asked<Recommendation> {
        let empty = |name| table.refused(row, name, "secretariat/empty-cell", "");
        let codes = Mechanism::ALL.map(Mechanism::code).join(", ");
        let mechanism = table.read(row, "mechanism", "secretariat/not-a-code", &codes, |text| {
            let text = text.to_lowercase();
            Mechanism::ALL.into_iter().find(|it| it.code() == text)
        })?;
        let codes = RecommendationResponse::ALL.map(RecommendationResponse::code).join(", ");
        let response = table.read(row, "response", "secretariat/not-a-code", &codes, |text| {
            response_of(&text.to_lowercase())
        })?;
        let year: Option<i16> =
            table.read(row, "year", "secretariat/not-a-number", "", |text| text.parse().ok())?;
        let mut text = Names::default();
        for (language, column) in LANGUAGES {
            let said = table.text(row, column);
            if !said.is_empty() {
                text = text.with(language, said);
            }
        }
        if text.is_empty() {
            return Err(empty("text").into());
        }
        let named = table.text(row, "addressee");
        let (place, organisation) = self.addressee(named);
        if place.is_none() && organisation.is_none() {
            let code = "secretariat/unknown-addressee";
            return Err(table.refused(row, "addressee", code, "").into());
        }
        let (document, year) = (table.text(row, "document"), year.ok_or_else(|| empty("year"))?);
        // The identifier says to whom by what does not change: a code or an identifier.
        let to_whom = match (&place, organisation) {
            (Some(place), _) => place.to_string(),
            (None, Some(id)) => id.to_string(),
            (None, None) => String::new(),
        };
        let id = Recommendation::id_of_description(document, year, &to_whom, text.pick("en"));
        Ok(Recommendation {
            id,
            mechanism: mechanism.ok_or_else(|| empty("mechanism"))?,
            document: document.to_owned(),
            year,
            place,
            organisation,
            text,
            response: response.unwrap_or_default(),
            source: Some(Source {
                file: book.file_name.clone(),
                sheet: String::new(),
                row: row.number,
                cells: Vec::new(),
            }),
            rest: serde_json::Map::new(),
        })
    }

    /// A place by its code, else an organisation by name or identifier.
    fn addressee(&self, named: &str) -> (Option<PlaceCode>, Option<Id>) {
        let code: Option<PlaceCode> = named.parse().ok();
        let known = |code: &PlaceCode| self.picture().coalition.places.get(code).is_some();
        if let Some(code) = code.filter(known) {
            return (Some(code), None);
        }
        (None, self.organisation_called(named).ok())
    }
}

/// The response with a word, as it is written in files.
pub(super) fn response_of(word: &str) -> Option<RecommendationResponse> {
    RecommendationResponse::ALL.into_iter().find(|it| it.code() == word)
}

fn actions(
    coalition: &Coalition,
    table: &NamedColumns<'_>,
    row: Row<'_>,
) -> Asked<Vec<ActionNumber>> {
    let mut actions = Vec::new();
    for part in table.text(row, "actions").split(';').map(str::trim).filter(|it| !it.is_empty()) {
        let read = part.split_once('#').and_then(|(plan, action)| {
            let plan: Id = plan.trim().parse().ok()?;
            coalition.plan.in_force(&plan)?.action(action.trim())?;
            Some(ActionNumber { plan, action: action.trim().to_owned() })
        });
        let code = "secretariat/unknown-answer";
        let read = read.ok_or_else(|| table.refused(row, "actions", code, "PLAN#NUMBER"));
        actions.push(read?);
    }
    actions.sort();
    actions.dedup();
    Ok(actions)
}
