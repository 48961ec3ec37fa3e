//! Recording what a run found: the form with the ledger of assumptions, and its answer.

use axum::extract::{Path, RawForm};
use axum::response::{IntoResponse, Redirect, Response};
use concert_secretariat::{
    Answer, Assumption, EstimateSubject, Ledger, LedgerEntry, MAX_NOTE, PlaceLabel, RunView,
};
use concert_terms::{Period, PlaceCode};

use super::runs::{report_page, run_id, view};
use crate::asked::{field, form_fields};
use crate::house::now;
use crate::pages::imports::{plain, told_apart};
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::visit::Visit;

/// The most places that are offered in a list; beyond, the code is typed.
const MOST_PLACES: usize = 300;

/// What the form that records says, and what is wrong with it.
pub(crate) struct RecordForm {
    pub(super) place: String,
    pub(super) period: String,
    pub(super) places: Vec<PlaceLabel>,
    pub(super) entries: Vec<LedgerEntry>,
    pub(super) longest_note: usize,
    /// The people of each kind are recorded too, where the form offers that.
    pub(super) strata: bool,
    /// It was sent: what is missing is marked.
    is_sent: bool,
    pub(super) said: Option<Told>,
}

/// The answers that can be chosen.
const ANSWERS: [(&str, Answer); 3] =
    [("holds", Answer::Holds), ("doubtful", Answer::Doubtful), ("fails", Answer::Fails)];

/// Records what a run found, signed by whoever asks.
pub(crate) async fn record(
    visit: Visit,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Trouble> {
    let id = run_id(&id)?;
    let RunView::Finished(run) = view(&visit, &id).await? else { return Err(Trouble::NotThere) };
    let fields = form_fields(&body);
    let mut form = RecordForm::sent(&visit, &fields).await?;
    let Some(subject) = form.subject().filter(|_| form.is_whole()) else {
        form.said = Some(plain(&visit, "record-again"));
        return report_page(&visit, &id, &run, Some(form)).await;
    };
    let ledger = form.ledger();
    let (actor, recorded) = (visit.actor, id.clone());
    let answer = visit
        .house
        .ask(move |secretariat| {
            told_apart(secretariat.record_run(&actor, &recorded, &subject, ledger, now()))
        })
        .await?;
    match answer {
        Ok(_) => Ok(Redirect::to(&format!("/estimates/runs/{id}")).into_response()),
        Err(refused) => {
            form.said = Some(crate::refusal::text(visit.words(), &refused));
            report_page(&visit, &id, &run, Some(form)).await
        }
    }
}

impl RecordForm {
    /// The form as it is first shown: nobody signs for what another has said.
    pub(super) async fn blank(visit: &Visit) -> Result<Self, Trouble> {
        let places = visit.house.look(|secretariat| secretariat.places_to_choose(MOST_PLACES));
        Ok(Self {
            place: String::new(),
            period: String::new(),
            places: places.await?,
            entries: Ledger::unsigned().entries,
            longest_note: MAX_NOTE,
            strata: true,
            is_sent: false,
            said: None,
        })
    }

    /// The form as it was sent.
    pub(super) async fn sent(visit: &Visit, fields: &[(String, String)]) -> Result<Self, Trouble> {
        let places = visit.house.look(|secretariat| secretariat.places_to_choose(MOST_PLACES));
        let entry = |assumption: Assumption| {
            let said = field(fields, &format!("answer-{}", assumption.name()));
            let answer = ANSWERS.iter().find(|(name, _)| *name == said);
            LedgerEntry {
                assumption,
                answer: answer.map_or(Answer::Unanswered, |(_, answer)| *answer),
                note: field(fields, &format!("note-{}", assumption.name())).to_owned(),
            }
        };
        Ok(Self {
            place: field(fields, "place").to_owned(),
            period: field(fields, "period").to_owned(),
            places: places.await?,
            entries: Assumption::ALL.into_iter().map(entry).collect(),
            longest_note: MAX_NOTE,
            strata: field(fields, "strata") == "yes",
            is_sent: true,
            said: None,
        })
    }

    /// What was answered, unsigned.
    pub(super) fn ledger(&self) -> Ledger {
        Ledger { entries: self.entries.clone(), ..Ledger::unsigned() }
    }

    /// Where and when, if both can be read.
    fn subject(&self) -> Option<EstimateSubject> {
        let place: PlaceCode = self.place.parse().ok()?;
        let period = self.period.parse::<Period>().ok().filter(|_| !self.period.is_empty())?;
        Some(EstimateSubject { place, period })
    }

    /// Whether every assumption is answered.
    pub(super) fn is_whole(&self) -> bool {
        self.entries.iter().all(|entry| entry.answer != Answer::Unanswered)
    }

    /// Whether the place is to be marked as missing.
    pub(super) fn lacks_place(&self) -> bool {
        self.is_sent && self.place.parse::<PlaceCode>().is_err()
    }

    /// Whether the period is to be marked as missing or unreadable.
    pub(super) fn lacks_period(&self) -> bool {
        self.is_sent && (self.period.is_empty() || self.period.parse::<Period>().is_err())
    }

    /// Whether an assumption is to be marked as unanswered.
    pub(super) fn lacks(&self, entry: &LedgerEntry) -> bool {
        self.is_sent && entry.answer == Answer::Unanswered
    }

    /// The answers that can be chosen.
    pub(super) fn answers(&self) -> [(&'static str, Answer); 3] {
        ANSWERS
    }
}
