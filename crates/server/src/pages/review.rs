//! The review of one member: what it answers beside what the journal knows, what its reviewers
//! observe and find, what others remark; and everything that is done in it.

use askama::Template;
use axum::extract::{Path, RawForm};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use concert_coalition::{Command, Followed, Prefill, ReviewAct, ReviewCommand};
use concert_secretariat::{
    AnsweredQuestion, PrefillKind, PrefillLine, PrefilledGap, RemarkView, ReviewInFull,
};
use concert_terms::{Axis, Id, Names};

use crate::asked::{field, form_fields, optional, required, unreadable};
use crate::house::{now, today};
use crate::page::Page;
use crate::pages::decisions::{stated, texts};
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::{Guest, Visit};

#[derive(Template)]
#[template(path = "review.html")]
struct OnePage<'a> {
    page: &'a Page,
    view: &'a ReviewInFull,
    action: String,
    said: Option<Told>,
    typed: &'a [(String, String)],
    tomorrow: String,
}

impl OnePage<'_> {
    /// What was typed into a field of the form of an act about a question or an observation; else
    /// what stands there to begin with.
    fn typed(&self, act: &str, number: &u32, name: &str, start: &str) -> String {
        if self.was_refused(act, number) {
            self.typed_in(act, name, start)
        } else {
            start.to_owned()
        }
    }

    /// The same of the text in a language.
    fn typed_text(&self, act: &str, number: &u32, language: &str, start: &str) -> String {
        self.typed(act, number, &format!("text-{language}"), start)
    }

    /// The same of the form of an act that is about neither.
    fn typed_in(&self, act: &str, name: &str, start: &str) -> String {
        self.page.typed_or(self.typed, act, name, start)
    }

    /// The field of a text in the visitor's language.
    fn own_text(&self) -> String {
        format!("text-{}", self.page.language.code())
    }

    /// Whether the form of an act about a question or an observation was refused.
    fn was_refused(&self, act: &str, number: &u32) -> bool {
        field(self.typed, "act") == act && field(self.typed, "number") == number.to_string()
    }

    /// The languages in which a text can be typed: those in which it stands, and the visitor's.
    fn languages(&self, names: &Names) -> Vec<(String, String)> {
        let mut all = self.page.languages_of(names);
        let own = self.page.language.code();
        if !all.iter().any(|(language, _)| language == own) {
            all.push((own.to_owned(), String::new()));
        }
        all
    }

    fn remarks_on(&self, question: &u32) -> Vec<&RemarkView> {
        self.view.remarks.iter().filter(|it| it.question.as_ref() == Some(question)).collect()
    }

    fn other_remarks(&self) -> Vec<&RemarkView> {
        self.view.remarks.iter().filter(|it| it.question.is_none()).collect()
    }

    /// How many lines of the journal are not shown.
    fn more_lines(&self, question: &AnsweredQuestion) -> usize {
        question.journal_lines.saturating_sub(question.journal.len())
    }

    /// Where all that the journal knows beside a question is to be seen.
    fn all_lines(&self, question: &AnsweredQuestion) -> Option<String> {
        let plan = self.view.cycle.plan.0.to_string();
        let reviewed = self.view.reviewed.id.to_string();
        let (plan, maker) = (("plan", plan.as_str()), ("maker", reviewed.as_str()));
        match &question.prefill {
            Prefill::Commitments { action } => {
                Some(self.page.link("/commitments", &[plan, maker, ("action", action)]))
            }
            Prefill::Progress => Some(self.page.link("/commitments", &[plan, maker])),
            Prefill::Initiatives => {
                let of = ("organisation", reviewed.as_str());
                Some(self.page.link("/initiatives", &[of]))
            }
            Prefill::Gaps { place } => Some(self.page.link("/", &[("place", place.as_str())])),
            Prefill::FreeText => None,
        }
    }

    /// The cell of a gap.
    fn cell_link(&self, question: &AnsweredQuestion, gap: &PrefilledGap) -> String {
        let Prefill::Gaps { place } = &question.prefill else { return String::new() };
        let pairs = [
            ("place", place.as_str()),
            ("pillar", gap.pillar.map_or("", Axis::code)),
            ("side", gap.side.map_or("", Axis::code)),
            ("group", gap.group.map_or("", Axis::code)),
        ];
        self.page.link("/cell", &pairs)
    }
}

/// One review. Whoever is not signed in sees it once everybody may.
pub(crate) async fn one(
    guest: Guest,
    Path((cycle, reviewed)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let (cycle, reviewed): (Id, Id) =
        (required("cycle", &cycle)?, required("reviewed", &reviewed)?);
    let Some(actor) = guest.actor().await? else {
        let view = guest
            .house
            .ask(move |secretariat| secretariat.public_review(cycle, reviewed, now()))
            .await?
            .ok_or(Trouble::SignIn)?;
        let title = guest.say("review-title").to_string();
        let page = guest.page_for(&title, None).await?.with_twins();
        return show(&guest, &page, &view, None, &[]);
    };
    let view = guest
        .house
        .ask(move |secretariat| secretariat.review(cycle, reviewed, &actor, now()))
        .await?;
    let title = guest.say("review-title").to_string();
    let page = guest.page_for(&title, Some(actor)).await?.with_twins();
    show(&guest, &page, &view, None, &[])
}

fn show(
    guest: &Guest,
    page: &Page,
    view: &ReviewInFull,
    said: Option<Told>,
    typed: &[(String, String)],
) -> Result<Response, Trouble> {
    let status = if said.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut response = guest.show(view, rows, |view| {
        let action = format!("/reviews/{}/{}/act", view.cycle.id, view.reviewed.id);
        let tomorrow = today().tomorrow().unwrap_or_else(|_| today()).to_string();
        OnePage { page, view, action, said, typed, tomorrow }.render()
    })?;
    *response.status_mut() = status;
    Ok(response)
}

/// Does what a form of the page asks for.
pub(crate) async fn act(
    visit: Visit,
    Path((cycle, reviewed)): Path<(String, String)>,
    RawForm(form): RawForm,
) -> Result<Response, Trouble> {
    let (cycle, reviewed): (Id, Id) =
        (required("cycle", &cycle)?, required("reviewed", &reviewed)?);
    let fields = form_fields(&form);
    let told = match read(&fields) {
        Ok(act) => {
            let act = ReviewCommand::Act { cycle, reviewed, act };
            stated(&visit, Command::Review(act)).await?
        }
        Err(trouble) => Some(crate::refusal::unreadable(visit.words(), trouble)?),
    };
    let Some(told) = told else {
        return Ok(Redirect::to(&format!("/reviews/{cycle}/{reviewed}")).into_response());
    };
    let actor = visit.actor;
    let view = visit
        .house
        .ask(move |secretariat| secretariat.review(cycle, reviewed, &actor, now()))
        .await?;
    let page = visit.page("review-title").await?.with_twins();
    show(&visit, &page, &view, Some(told), &fields)
}

fn read(fields: &[(String, String)]) -> Result<ReviewAct, Trouble> {
    let said = |name| field(fields, name).to_owned();
    let number = || required::<u32>("number", field(fields, "number"));
    Ok(match field(fields, "act") {
        "answer" => ReviewAct::Answer { question: number()?, text: texts(fields) },
        "observe" => ReviewAct::Observe {
            text: texts(fields),
            action: Some(said("action")).filter(|action| !action.is_empty()),
            reply_by: required("reply_by", field(fields, "reply_by"))?,
        },
        "answer-observation" => {
            ReviewAct::AnswerObservation { observation: number()?, text: texts(fields) }
        }
        "mark" => {
            let code = field(fields, "followed");
            let followed = Followed::from_code(code).ok_or_else(|| unreadable("followed", code))?;
            ReviewAct::Mark { observation: number()?, followed, text: said("reason") }
        }
        "remark" => ReviewAct::Remark {
            question: optional("question", field(fields, "question"))?,
            text: said("remark"),
        },
        "publish" => ReviewAct::Publish { from: required("from", field(fields, "from"))? },
        "close" => ReviewAct::Close,
        other => return Err(unreadable("act", other)),
    })
}

/// Everything that was said, a row each, in the order of the page.
fn rows(view: &ReviewInFull) -> Rows {
    let mut rows = Rows::new(&[
        "kind",
        "number",
        "about",
        "organisation_id",
        "day",
        "said",
        "text",
        "statement",
    ]);
    let reviewed = view.reviewed.id.to_string();
    for question in &view.questions {
        rows.push([
            "question".to_owned(),
            question.number.to_string(),
            String::new(),
            String::new(),
            view.cycle.answers_by.to_string(),
            PrefillKind::of(&question.prefill).code().to_owned(),
            question.text.pick("en").to_owned(),
            view.cycle.statement.to_string(),
        ]);
        if let Some(statement) = question.statement {
            rows.push([
                "answer".to_owned(),
                question.number.to_string(),
                String::new(),
                reviewed.clone(),
                String::new(),
                String::new(),
                question.answer.pick("en").to_owned(),
                statement.to_string(),
            ]);
        }
    }
    for it in &view.observations {
        rows.push([
            "observation".to_owned(),
            it.number.to_string(),
            it.action.clone().unwrap_or_default(),
            it.reviewer.id.to_string(),
            it.reply_by.to_string(),
            if it.lapsed { "lapsed" } else { "" }.to_owned(),
            it.text.pick("en").to_owned(),
            it.statement.to_string(),
        ]);
        if let Some(statement) = it.answer_statement {
            rows.push([
                "reply".to_owned(),
                it.number.to_string(),
                String::new(),
                reviewed.clone(),
                String::new(),
                String::new(),
                it.answer.pick("en").to_owned(),
                statement.to_string(),
            ]);
        }
        for mark in &it.marks {
            rows.push([
                "mark".to_owned(),
                it.number.to_string(),
                String::new(),
                mark.reviewer.id.to_string(),
                String::new(),
                mark.followed.code().to_owned(),
                mark.text.clone(),
                mark.statement.to_string(),
            ]);
        }
    }
    for remark in &view.remarks {
        rows.push([
            "remark".to_owned(),
            String::new(),
            cell(remark.question),
            remark.organisation.id.to_string(),
            String::new(),
            String::new(),
            remark.text.clone(),
            remark.statement.to_string(),
        ]);
    }
    rows
}
