//! Review cycles: the list, one with its questionnaire and its reviews, and the reviews that
//! everybody may read.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use concert_secretariat::{
    CycleInFull, CycleRow, DueInReview, PairingRow, PrefillKind, PublicReview,
};
use concert_terms::Id;

use crate::asked::required;
use crate::house::{now, today};
use crate::page::Page;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::{Guest, Visit};

#[derive(Template)]
#[template(path = "reviews.html")]
struct ListPage<'a> {
    page: &'a Page,
    cycles: &'a [CycleRow],
    may_open: bool,
}

#[derive(Template)]
#[template(path = "review_cycle.html")]
struct CyclePage<'a> {
    page: &'a Page,
    view: &'a CycleInFull,
}

#[derive(Template)]
#[template(path = "reviews_public.html")]
struct PublicPage<'a> {
    page: &'a Page,
    reviews: &'a [PublicReview],
}

/// Every cycle.
pub(crate) async fn list(visit: Visit) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let (cycles, choices) = visit
        .house
        .look(move |secretariat| {
            (secretariat.review_cycles(today()), secretariat.cycle_choices(&actor, now()))
        })
        .await?;
    let page = visit.page("nav-reviews").await?.with_twins();
    let may_open = choices.may_open;
    visit.show(
        &cycles,
        |cycles| Rows::of(&CYCLE_COLUMNS, cycles.iter().map(cycle_row)),
        |cycles| ListPage { page: &page, cycles, may_open }.render(),
    )
}

/// One cycle.
pub(crate) async fn cycle(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    let view = visit.house.ask(move |secretariat| secretariat.review_cycle(id, today())).await?;
    let page = visit.page("review-cycle").await?.with_twins();
    visit.show(
        &view,
        |view| Rows::of(&PAIRING_COLUMNS, view.pairings.iter().map(pairing_row)),
        |view| CyclePage { page: &page, view }.render(),
    )
}

/// The reviews that everybody may read, signed in or not.
pub(crate) async fn public(guest: Guest) -> Result<Response, Trouble> {
    let actor = guest.actor().await?;
    let reviews = guest.house.look(|secretariat| secretariat.public_reviews(today())).await?;
    let title = guest.say("reviews-public").to_string();
    let page = guest.page_for(&title, actor).await?.with_twins();
    guest.show(
        &reviews,
        |reviews| {
            let columns = ["cycle_id", "cycle", "reviewed_id", "reviewed", "public_from"];
            Rows::of(
                &columns,
                reviews.iter().map(|it| {
                    [
                        it.cycle.to_string(),
                        it.names.pick("en").to_owned(),
                        it.reviewed.id.to_string(),
                        it.reviewed.names.pick("en").to_owned(),
                        cell(it.from),
                    ]
                }),
            )
        },
        |reviews| PublicPage { page: &page, reviews }.render(),
    )
}

const CYCLE_COLUMNS: [&str; 15] = [
    "cycle_id",
    "name",
    "plan_id",
    "stage",
    "days_left",
    "answers_by",
    "observations_by",
    "questions",
    "reviews",
    "closed",
    "answered",
    "asked",
    "observations",
    "waiting",
    "statement",
];

fn cycle_row(row: &CycleRow) -> [String; 15] {
    [
        row.id.to_string(),
        row.names.pick("en").to_owned(),
        row.plan.0.to_string(),
        row.stage.code().to_owned(),
        cell(row.days_left),
        row.answers_by.to_string(),
        row.observations_by.to_string(),
        row.questions.to_string(),
        row.reviews.to_string(),
        row.closed.to_string(),
        row.answered.to_string(),
        row.asked.to_string(),
        row.observations.to_string(),
        row.waiting.to_string(),
        row.statement.to_string(),
    ]
}

const PAIRING_COLUMNS: [&str; 9] = [
    "reviewed_id",
    "reviewed",
    "reviewer_ids",
    "answered",
    "observations",
    "lapsed",
    "closed",
    "public_from",
    "due",
];

fn pairing_row(row: &PairingRow) -> [String; 9] {
    let reviewers: Vec<String> = row.reviewers.iter().map(|it| it.id.to_string()).collect();
    let due: Vec<&str> = row.due.iter().map(|it| it.what.code()).collect();
    [
        row.reviewed.id.to_string(),
        row.reviewed.names.pick("en").to_owned(),
        reviewers.join(" "),
        row.answered.to_string(),
        row.observations.to_string(),
        row.lapsed.to_string(),
        row.closed.to_string(),
        cell(row.public_from),
        due.join(" "),
    ]
}

impl Page {
    /// Where a cycle stands, and how long it does.
    pub(crate) fn cycle_stage(&self, row: &CycleRow) -> String {
        let stage = self.word("review-stage", row.stage.code());
        match row.days_left {
            Some(left) => {
                self.say("review-days-left").with("stage", stage).count("count", left).to_string()
            }
            None => stage,
        }
    }

    /// So many of so many.
    pub(crate) fn so_many_of(&self, count: &usize, of: &usize) -> String {
        self.say("review-of").count("count", *count).count("of", *of).to_string()
    }

    /// Something that is due in a review, with its day.
    pub(crate) fn review_due(&self, due: &concert_secretariat::ReviewDue) -> String {
        let text = match due.what {
            DueInReview::Answers => self.say("review-due-answers"),
            DueInReview::Observations => self.say("review-due-observations"),
            DueInReview::Replies => self.say("review-due-replies"),
            DueInReview::Closing => self.say("review-due-closing"),
            DueInReview::Publication => self.say("review-due-publication"),
        };
        let text = text.count("count", due.count).to_string();
        match due.until {
            Some(until) => {
                let text = self.say("review-due-until").with("what", text);
                text.with("day", self.day(&until)).to_string()
            }
            None => text,
        }
    }

    /// Numbers joined by the comma of the language.
    pub(crate) fn numbers(&self, numbers: &[u32]) -> String {
        self.list(numbers.iter().map(|number| self.whole(number)))
    }

    /// A day as a field of a form has it; nothing where there is none.
    pub(crate) fn iso_day(&self, day: &Option<jiff::civil::Date>) -> String {
        day.map_or_else(String::new, |day| day.to_string())
    }

    /// What stands beside a question, in words.
    pub(crate) fn prefill(&self, prefill: &concert_coalition::Prefill) -> String {
        use concert_coalition::Prefill;

        let kind = self.word("review-prefill", PrefillKind::of(prefill).code());
        let of = match prefill {
            Prefill::Commitments { action } => action.as_str(),
            Prefill::Gaps { place } => place.as_str(),
            Prefill::Progress | Prefill::Initiatives | Prefill::FreeText => return kind,
        };
        self.say("review-prefill-of").with("kind", kind).with("of", of).to_string()
    }
}
