//! The linkage of a round: start it, wait for it, read how sure it is and how many are on no list, record it.

use askama::Template;
use axum::extract::{Path, Query, RawForm};
use axum::http::header::REFRESH;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use concert_secretariat::{
    LikenessReport, LinkingPhase, LinkingView, OverAllDraws, Refused, RoundInFull, RoundLinkage,
    StrataOverDraws, StratumAxis, Unanswered, Weighing,
};
use concert_terms::Id;
use serde_json::json;

use crate::asked::{field, form_fields, required, unreadable};
use crate::estimate_report::EstimateReport;
use crate::estimate_report::linked::LinkedDocument;
use crate::house::now;
use crate::page::Page;
use crate::pages::imports::{plain, told_apart};
use crate::pages::record_run::RecordForm;
use crate::pages::round_strata::{self, StrataTable};
use crate::pages::runs::{LOOKS_AGAIN, Look};
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::twin::{Rows, Shape, attached};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "round_linkage.html")]
struct LinkagePage<'a> {
    page: &'a Page,
    round: &'a RoundInFull,
    linkage: &'a RoundLinkage,
    sheet: Option<&'a EstimateReport<'a>>,
    /// Why no number of people follows, where none does.
    not_over: Option<Told>,
    form: Option<&'a RecordForm>,
    strata: Option<StrataTable>,
    said: Option<Told>,
}

#[derive(Template)]
#[template(path = "round_linking.html")]
struct LinkingPage<'a> {
    page: &'a Page,
    round: &'a RoundInFull,
    view: &'a LinkingView,
    said: Option<Told>,
    looks_again: bool,
}

/// A line of the table of what is expected: what, the mean and the interval.
type ExpectedLine = (String, String, String);

impl LinkagePage<'_> {
    fn expected(&self) -> Vec<ExpectedLine> {
        let (page, quality) = (self.page, &self.linkage.summary.quality);
        let count = |value: f64| page.whole(value.round());
        let share = |value: f64| page.percent(&value);
        let between = |interval: [f64; 2], text: &dyn Fn(f64) -> String| {
            let [low, high] = interval.map(text);
            page.say("between").with("low", low).with("high", high).to_string()
        };
        let line = |key: &str, mean: f64, interval: [f64; 2], text: &dyn Fn(f64) -> String| {
            (page.say(key).to_string(), text(mean), between(interval, text))
        };
        let (people, recall) = (&quality.people, &quality.recall);
        let (right, of_right) = (quality.precision.mean, quality.precision.interval);
        let links =
            (page.say("linkage-links").to_string(), page.whole(quality.links), String::new());
        let precision = line("linkage-precision", right, of_right, &share);
        if self.linkage.summary.estimable().is_ok() {
            let people = line("linkage-people", people.mean, people.interval, &count);
            let recall = line("linkage-recall", recall.mean, recall.interval, &share);
            return vec![people, links, precision, recall];
        }
        // Where nobody can tell how many links are missing, people are fewer than they seem.
        let most = page.say("linkage-at-most").with("most", count(people.interval[1]));
        let people = (page.say("linkage-people").to_string(), most.to_string(), String::new());
        let recall = page.say("linkage-recall").to_string();
        vec![
            people,
            links,
            precision,
            (recall, page.say("linkage-not-known").to_string(), String::new()),
        ]
    }

    /// People by the number of their records, as far as there are any.
    fn sizes(&self) -> Vec<(usize, f64)> {
        let sizes = self.linkage.summary.quality.sizes.iter().copied();
        (1..).zip(sizes).filter(|(_, people)| *people >= 0.5).collect()
    }

    /// What a person should look at, with how often it was found.
    fn suspicions(&self) -> Vec<String> {
        let found = self.linkage.summary.suspicions.iter();
        found
            .map(|(kind, times)| {
                let what = self.page.word("linkage-suspicion", kind);
                let text = self.page.say("linkage-times").with("what", what);
                text.count("count", *times).to_string()
            })
            .collect()
    }

    fn likeness(&self) -> Option<&LikenessReport> {
        match &self.linkage.summary.weighing {
            Weighing::Likeness(report) => Some(report),
            Weighing::Fields(_) => None,
        }
    }

    fn without_strata(&self) -> Option<Told> {
        round_strata::without(self.linkage, self.sheet?)
    }

    fn strata_can_be_recorded(&self) -> bool {
        round_strata::can_be_recorded(self.linkage)
    }

    fn people(&self, people: &f64) -> String {
        self.page.whole(people.round())
    }
}

impl LinkingPage<'_> {
    fn phase(&self, phase: &LinkingPhase) -> String {
        self.page.word("linking-phase", phase.code())
    }
}

/// How far the linking is, what it came to, or the form that starts it.
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(look): Query<Look>,
) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    linkage_page(&visit, id, None, None, look.still.is_empty()).await
}

async fn linkage_page(
    visit: &Visit,
    id: Id,
    said: Option<Told>,
    sent: Option<RecordForm>,
    looks_again: bool,
) -> Result<Response, Trouble> {
    let actor = visit.actor;
    let (round, view) = visit
        .house
        .ask(move |secretariat| {
            let round = secretariat.linkage_round(id, &actor, now())?;
            // Why a linking came to nothing stands above the form that starts another.
            let view = told_apart(secretariat.linking(&actor, id)).map_err(Unanswered::Fault)?;
            Ok::<_, Unanswered>((round, view))
        })
        .await?;
    let (view, refused) = match view {
        Ok(view) => (view, None),
        Err(refused) if refused.code == "coalition/not-allowed" => {
            return Err(Trouble::Refused(Box::new(refused)));
        }
        Err(refused) => (LinkingView::Nothing, Some(crate::refusal::text(visit.words(), &refused))),
    };
    let page = visit.page("linkage-title").await?.with_twins();
    let is_refused = said.is_some() || sent.is_some();
    let said = said.or(refused);
    let mut response = match &view {
        LinkingView::Done(linkage) => {
            let (over, range) = match &linkage.over {
                Some(OverAllDraws::Combined { over, range }) => (Some(&**over), range.as_ref()),
                _ => (None, None),
            };
            let summary = &linkage.summary;
            let sheet = linkage.report.as_ref().map(|report| {
                let linked = LinkedDocument { report, linkage: summary, over, range };
                EstimateReport::of_linkage(linked, visit.language)
            });
            let not_over = match (summary.estimable(), &sheet, &linkage.over) {
                (Err(refused), ..) => Some(crate::refusal::text(visit.words(), &refused)),
                (_, Some(sheet), Some(OverAllDraws::Refused(because))) => {
                    Some(sheet.told(because, &because.text))
                }
                _ => None,
            };
            let form = match sent {
                None if range.is_some() && !linkage.estimated => {
                    Some(RecordForm::blank(visit).await?)
                }
                sent => sent,
            };
            let whole = json!({
                "linkage": linkage.summary,
                "over_linkages": linkage.over,
                "strata": strata_alone(linkage),
                "report": linkage.report,
                "of_lists_in_force": linkage.of_lists_in_force,
                "recorded": linkage.recorded,
                "estimated": linkage.estimated,
            });
            visit.show(
                &whole,
                |_| quality_rows(linkage),
                |_| {
                    let (page, round, sheet) = (&page, &round, sheet.as_ref());
                    let strata = sheet.and_then(|sheet| StrataTable::of(linkage, page, sheet));
                    let form = form.as_ref();
                    LinkagePage { page, round, linkage, sheet, not_over, form, strata, said }
                        .render()
                },
            )?
        }
        view => {
            let standing = match view {
                LinkingView::UnderWay { phase, done, total } => {
                    json!({ "state": phase.code(), "done": done, "total": total })
                }
                _ => json!({ "state": "nothing" }),
            };
            let rows = |standing: &serde_json::Value| {
                let mut rows = Rows::new(&["state", "done", "total"]);
                let number = |name: &str| crate::twin::cell(standing[name].as_u64());
                let state = crate::twin::cell(standing["state"].as_str());
                rows.push([state, number("done"), number("total")]);
                rows
            };
            visit.show(&standing, rows, |_| {
                LinkingPage { page: &page, round: &round, view, said, looks_again }.render()
            })?
        }
    };
    let is_under_way = matches!(view, LinkingView::UnderWay { .. });
    if is_under_way && visit.shape == Shape::Page && looks_again {
        response.headers_mut().insert(REFRESH, HeaderValue::from_static(LOOKS_AGAIN));
    }
    if is_refused {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// Starts, stops or records a linking.
pub(crate) async fn act(
    visit: Visit,
    Path(id): Path<String>,
    RawForm(form): RawForm,
) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    let fields = form_fields(&form);
    let actor = visit.actor;
    let answer: Result<(), Refused> = match field(&fields, "act") {
        "start" => {
            let named = fields.iter().filter(|(name, _)| name == "by");
            let by: Vec<StratumAxis> = named
                .map(|(_, word)| {
                    let known = StratumAxis::WORDS.iter().find(|(known, _)| known == word);
                    known.map(|(_, axis)| *axis).ok_or_else(|| unreadable("by", word))
                })
                .collect::<Result<_, _>>()?;
            let start = move |secretariat: &concert_secretariat::Secretariat| {
                told_apart(secretariat.start_linking(&actor, id, by, now()))
            };
            visit.house.ask(start).await?
        }
        "stop" => {
            visit.house.ask(move |secretariat| secretariat.stop_linking(&actor, id)).await?;
            Ok(())
        }
        "record" => {
            let record = move |secretariat: &concert_secretariat::Secretariat| {
                told_apart(secretariat.record_round_linkage(&actor, id, now()).map(|_| ()))
            };
            visit.house.ask(record).await?
        }
        other => return Err(unreadable("act", other)),
    };
    match answer {
        Ok(()) => Ok(Redirect::to(&format!("/rounds/{id}/linkage")).into_response()),
        Err(refused) if refused.code == "coalition/not-allowed" => {
            Err(Trouble::Refused(Box::new(refused)))
        }
        Err(refused) => {
            let told = crate::refusal::text(visit.words(), &refused);
            linkage_page(&visit, id, Some(told), None, true).await
        }
    }
}

/// Records what the linkage says of those on no list, signed by whoever asks.
pub(crate) async fn record(
    visit: Visit,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    let mut form = RecordForm::sent(&visit, &form_fields(&body)).await?;
    if !form.is_whole() {
        form.said = Some(plain(&visit, "record-again"));
        return linkage_page(&visit, id, None, Some(form), true).await;
    }
    let (actor, ledger, strata) = (visit.actor, form.ledger(), form.strata);
    let answer = visit
        .house
        .ask(move |secretariat| {
            told_apart(secretariat.record_round_estimate(&actor, id, (ledger, strata), now()))
        })
        .await?;
    match answer {
        Ok(_) => Ok(Redirect::to(&format!("/rounds/{id}/linkage")).into_response()),
        Err(refused) if refused.code == "coalition/not-allowed" => {
            Err(Trouble::Refused(Box::new(refused)))
        }
        Err(refused) => {
            form.said = Some(crate::refusal::text(visit.words(), &refused));
            linkage_page(&visit, id, None, Some(form), true).await
        }
    }
}

/// The counts by lists that may be shown, as a file.
pub(crate) async fn histories(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    let actor = visit.actor;
    let csv = visit.house.ask(move |secretariat| secretariat.linked_histories(&actor, id)).await?;
    Ok(attached("text/csv; charset=utf-8", "histories.csv", csv))
}

/// The public file of a round, with which members encode.
pub(crate) async fn public_file(visit: Visit, Path(id): Path<String>) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    let text = visit.house.ask(move |secretariat| secretariat.public_text(id)).await?;
    Ok(attached("application/json", "round.json", text))
}

/// The estimates of each kind without the draws that statements are made of.
fn strata_alone(linkage: &RoundLinkage) -> serde_json::Value {
    match &linkage.strata {
        Some(StrataOverDraws::Estimated { strata, .. }) => json!(strata),
        other => json!(other),
    }
}

/// What is expected of the linkage, a figure to a row.
fn quality_rows(linkage: &RoundLinkage) -> Rows {
    let quality = &linkage.summary.quality;
    let mut rows = Rows::new(&["figure", "value", "low95", "high95"]);
    let mut push = |figure: &str, value: f64, interval: Option<[f64; 2]>| {
        let [low, high] =
            interval.map_or_else(Default::default, |both| both.map(|x| x.to_string()));
        rows.push([figure.to_owned(), value.to_string(), low, high]);
    };
    let is_whole = linkage.summary.estimable().is_ok();
    if is_whole {
        push("people", quality.people.mean, Some(quality.people.interval));
    }
    push("links", quality.links as f64, None);
    push("precision", quality.precision.mean, Some(quality.precision.interval));
    if is_whole {
        push("recall", quality.recall.mean, Some(quality.recall.interval));
    }
    if let Some(OverAllDraws::Combined { over, range }) = &linkage.over {
        if let Some(range) = range {
            push("range", range.middle, Some(range.interval95));
        }
        let average = &over.average;
        push("population", average.population, Some(average.interval));
        push("hidden", average.hidden, Some(average.hidden_interval));
        push("linkage_share", average.linkage_share, None);
    }
    round_strata::rows(linkage, &mut rows);
    rows
}

impl Page {
    /// By what people can be counted apart: the word, its name and whether it is chosen at first.
    fn linked_by(&self) -> Vec<(&'static str, String, bool)> {
        let usual = [StratumAxis::Sex, StratumAxis::Age];
        let axes = StratumAxis::WORDS.iter();
        axes.map(|(word, axis)| (*word, self.word("linkage-by", word), usual.contains(axis)))
            .collect()
    }
}
