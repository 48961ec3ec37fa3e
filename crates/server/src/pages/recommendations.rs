//! Recommendations of outside mechanisms: the list, one with what answers it, and what is said of it.

use askama::Template;
use axum::extract::{Path, Query, RawForm};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use concert_coalition::{ActionNumber, Command, Mechanism, RecommendationCommand};
use concert_secretariat::{
    LanguageDifference, Page as List, Paragraph, RecommendationFilter, RecommendationInFull,
    RecommendationRow, Run,
};
use concert_terms::Id;
use serde::Deserialize;

use crate::asked::{field, form_fields, optional, page_number, required, unreadable};
use crate::page::Page;
use crate::pager::Pager;
use crate::pages::decisions::stated;
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::twin::{Rows, Shape};
use crate::visit::Visit;

/// What the address of a list asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Wanted {
    pub(super) mechanism: String,
    pub(super) year: String,
    pub(super) place: String,
    answered: String,
    plan: String,
    action: String,
    pub(super) text: String,
    pub(super) likeness: String,
    pub(super) page: String,
}

impl Wanted {
    pub(super) fn filter(&self) -> Result<RecommendationFilter, Trouble> {
        let mechanism = match self.mechanism.as_str() {
            "" => None,
            code => {
                let known = Mechanism::from_code(code);
                Some(known.ok_or_else(|| unreadable("mechanism", code))?)
            }
        };
        let answered = match self.answered.as_str() {
            "" => None,
            "yes" => Some(true),
            "no" => Some(false),
            other => return Err(unreadable("answered", other)),
        };
        let action = match optional::<Id>("plan", &self.plan)? {
            Some(plan) => Some(ActionNumber { plan, action: self.action.trim().to_owned() }),
            None if self.action.is_empty() => None,
            None => return Err(unreadable("plan", "")),
        };
        Ok(RecommendationFilter {
            mechanism,
            year: optional("year", &self.year)?,
            place: optional("place", &self.place)?,
            answered,
            action,
            text: self.text.clone(),
        })
    }

    /// What the pairs of a query ask for; others than those of the list are none of its business.
    pub(super) fn of<'q>(
        pairs: impl Iterator<Item = (std::borrow::Cow<'q, str>, std::borrow::Cow<'q, str>)>,
    ) -> Self {
        let mut wanted = Self::default();
        for (name, value) in pairs {
            let field = match name.as_ref() {
                "mechanism" => &mut wanted.mechanism,
                "year" => &mut wanted.year,
                "place" => &mut wanted.place,
                "answered" => &mut wanted.answered,
                "plan" => &mut wanted.plan,
                "action" => &mut wanted.action,
                "text" => &mut wanted.text,
                "likeness" => &mut wanted.likeness,
                "page" => &mut wanted.page,
                _ => continue,
            };
            *field = value.into_owned();
        }
        wanted
    }

    pub(super) fn pairs(&self) -> [(&'static str, &str); 8] {
        [
            ("mechanism", self.mechanism.as_str()),
            ("year", &self.year),
            ("place", &self.place),
            ("answered", &self.answered),
            ("plan", &self.plan),
            ("action", &self.action),
            ("text", &self.text),
            ("likeness", &self.likeness),
        ]
    }
}

#[derive(Template)]
#[template(path = "recommendations.html")]
struct ListPage<'a> {
    page: &'a Page,
    list: &'a List<RecommendationRow>,
    pager: Pager,
    wanted: &'a Wanted,
    alike: String,
}

#[derive(Template)]
#[template(path = "recommendation.html")]
struct OnePage<'a> {
    page: &'a Page,
    view: &'a RecommendationInFull,
    said: Option<Told>,
    typed: &'a [(String, String)],
}

impl OnePage<'_> {
    /// Whether the box of an action is ticked: as it was typed, else where it answers already.
    fn is_ticked(&self, number: &ActionNumber, answers: bool) -> bool {
        if field(self.typed, "act") != "answer" {
            return answers;
        }
        let number = number.to_string();
        self.typed.iter().any(|(name, value)| name == "action" && *value == number)
    }
}

/// The list. A file has all that the filter lets through, a page a hundred.
pub(crate) async fn list(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let filter = wanted.filter()?;
    let page = visit.page("nav-recommendations").await?.with_twins();
    if visit.shape != Shape::Page {
        let rows =
            visit.house.ask(move |secretariat| secretariat.recommendations_like(&filter)).await?;
        let table = |rows: &Vec<RecommendationRow>| Rows::of(&COLUMNS, rows.iter().map(row));
        return visit.show(&rows, table, |_| Ok(String::new()));
    }
    let number = page_number(&wanted.page);
    let list = visit
        .house
        .ask(move |secretariat| secretariat.recommendations_page(&filter, number))
        .await?;
    let pairs = wanted.pairs();
    let alike = page.link("/recommendations/alike", &pairs);
    visit.show(
        &list,
        |list| Rows::of(&COLUMNS, list.items.iter().map(row)),
        |list| {
            let pager = Pager::of(list, "/recommendations", &pairs);
            ListPage { page: &page, list, pager, wanted: &wanted, alike }.render()
        },
    )
}

/// One recommendation.
pub(crate) async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    one_page(&visit, required("id", &id)?, None, &[]).await
}

async fn one_page(
    visit: &Visit,
    id: Id,
    said: Option<Told>,
    typed: &[(String, String)],
) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let view =
        visit.house.ask(move |secretariat| secretariat.recommendation_in_full(id, &actor)).await?;
    let page = visit.page("recommendation").await?.with_twins();
    let status = if said.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut response = visit.show(
        &view,
        |view| Rows::of(&COLUMNS, [row(&view.row)]),
        |view| OnePage { page: &page, view, said, typed }.render(),
    )?;
    *response.status_mut() = status;
    Ok(response)
}

/// Says which actions answer a recommendation, or takes some out of its group.
pub(crate) async fn act(
    visit: Visit,
    Path(id): Path<String>,
    RawForm(form): RawForm,
) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    let fields = form_fields(&form);
    let told = match read(id, &fields) {
        Ok(command) => match stated(&visit, Command::Recommendation(command)).await {
            // A plan that is not there is a mistake in the form, not in the address.
            Err(Trouble::Refused(refused)) if refused.code == "coalition/absent" => {
                Some(crate::refusal::text(visit.words(), &refused))
            }
            other => other?,
        },
        Err(trouble) => Some(crate::refusal::unreadable(visit.words(), trouble)?),
    };
    match told {
        None => Ok(Redirect::to(&format!("/recommendations/{id}")).into_response()),
        Some(told) => one_page(&visit, id, Some(told), &fields).await,
    }
}

fn read(id: Id, fields: &[(String, String)]) -> Result<RecommendationCommand, Trouble> {
    match field(fields, "act") {
        "answer" => {
            let ticked = fields.iter().filter(|(name, _)| name == "action");
            let mut actions: Vec<ActionNumber> =
                ticked.map(|(_, number)| required("action", number)).collect::<Result<_, _>>()?;
            let number = field(fields, "number");
            if !number.is_empty() {
                let plan = required("plan", field(fields, "plan"))?;
                actions.push(ActionNumber { plan, action: number.to_owned() });
            }
            Ok(RecommendationCommand::Answer { recommendation: id, actions })
        }
        "part" => {
            let reason = field(fields, "reason").to_owned();
            Ok(RecommendationCommand::Part { recommendations: vec![id], reason })
        }
        other => Err(unreadable("act", other)),
    }
}

const COLUMNS: [&str; 12] = [
    "recommendation_id",
    "mechanism",
    "document",
    "year",
    "place",
    "organisation_id",
    "text",
    "text_ar",
    "response",
    "actions",
    "commitments",
    "same",
];

fn row(row: &RecommendationRow) -> [String; 12] {
    let actions: Vec<String> = row.actions.iter().map(ToString::to_string).collect();
    let same: Vec<String> = row.same.iter().map(ToString::to_string).collect();
    let arabic = row.text.iter().find(|(language, _)| *language == "ar");
    [
        row.id.to_string(),
        row.mechanism.code().to_owned(),
        row.document.clone(),
        row.year.to_string(),
        row.place.as_ref().map(|place| place.code.to_string()).unwrap_or_default(),
        row.organisation.as_ref().map(|who| who.id.to_string()).unwrap_or_default(),
        row.text.pick("en").to_owned(),
        arabic.map_or("", |(_, text)| text).to_owned(),
        row.response.code().to_owned(),
        actions.join("; "),
        row.commitments.to_string(),
        same.join(" "),
    ]
}

impl Page {
    /// A mechanism in words.
    pub(crate) fn mechanism(&self, mechanism: &Mechanism) -> String {
        self.word("mechanism", mechanism.code())
    }

    /// What the addressee answered, in words.
    pub(crate) fn response_of(&self, row: &RecommendationRow) -> String {
        self.word("response", row.response.code())
    }

    /// To whom a recommendation is addressed.
    pub(crate) fn addressee(&self, row: &RecommendationRow) -> String {
        match (&row.place, &row.organisation) {
            (Some(place), _) => self.name(&place.names).to_owned(),
            (None, Some(who)) => self.name(&who.names).to_owned(),
            (None, None) => self.say("not-stated").to_string(),
        }
    }

    /// A year in the digits of the language.
    pub(crate) fn written_year(&self, year: &i16) -> String {
        self.language.digits(&year.to_string())
    }

    /// What differs between two texts in the visitor's language, else in the first that both have.
    pub(crate) fn own_difference<'d>(
        &self,
        all: &'d [LanguageDifference],
    ) -> Option<&'d LanguageDifference> {
        let own = all.iter().find(|it| it.language == self.language.code());
        own.or_else(|| all.first())
    }

    /// What the first of two texts says of a paragraph: what both say, and what only it says.
    pub(crate) fn runs_before<'r>(&self, paragraph: &'r Paragraph) -> Vec<&'r Run> {
        paragraph.runs.iter().filter(|run| !matches!(run, Run::Added(_))).collect()
    }

    /// The same for the second.
    pub(crate) fn runs_after<'r>(&self, paragraph: &'r Paragraph) -> Vec<&'r Run> {
        paragraph.runs.iter().filter(|run| !matches!(run, Run::Removed(_))).collect()
    }

    /// The commitments towards an action that answers a recommendation.
    pub(crate) fn answering_link(&self, number: &ActionNumber) -> String {
        let plan = number.plan.to_string();
        self.link("/commitments", &[("plan", plan.as_str()), ("action", &number.action)])
    }

    /// The recommendations that an action of a plan answers.
    pub(crate) fn answered_link(&self, plan: &Id, action: &str) -> String {
        let plan = plan.to_string();
        self.link("/recommendations", &[("plan", plan.as_str()), ("action", action)])
    }
}
