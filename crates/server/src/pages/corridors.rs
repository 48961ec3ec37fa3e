//! Corridors: what is moved along them beside what explains it, and who stands at their ends.
//!
//! Flows are those of the journal, which the Import page brings in. A table of covariates comes with
//! the question: it is kept for whoever brings it for a while, and the address names it by its digest,
//! so that the page and its twins are the same computation.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Multipart, Query};
use axum::response::{IntoResponse, Redirect, Response};
use concert_secretariat::{
    BesideBaseline, CORRIDOR_COLUMNS, CorridorLook, CorridorText, CorridorView, CorridorsQuestion,
    CorridorsView, CovariateTable, CovariateView, DISTANCE, EndOrganisation, EndView,
    MissingLinkView, PlaceLabel, corridor_lines, corridors_plot,
};
use concert_terms::axis::Axis;
use concert_terms::{Form, Interval, PlaceCode};
use jiff::civil::Date;
use serde::Deserialize;

use crate::asked::{optional, unreadable};
use crate::estimate_report::pictures::{Picture, without_isolates};
use crate::house::{now, today};
use crate::page::Page;
use crate::pages::imports::{plain, told_apart};
use crate::refusal::{Told, text};
use crate::trouble::Trouble;
use crate::twin::Rows;
use crate::upload::Upload;
use crate::visit::Visit;

/// What the address asks for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    place: String,
    at: String,
    form: String,
    /// `no` leaves the distance between the ends out of what explains flows.
    distance: String,
    rate: String,
    /// The digest of a table of covariates.
    table: String,
    /// For the CSV file: `links` lists pairs without a partnership, anything else corridors.
    list: String,
}

#[derive(Template)]
#[template(path = "corridors.html")]
struct CorridorsPage<'a> {
    page: &'a Page,
    view: &'a CorridorsView,
    wanted: &'a Wanted,
    picture: Option<Picture>,
    /// Why there is no baseline.
    told: Option<Told>,
    /// What is wrong with a table that was handed over.
    refused: Option<Told>,
    forms: Vec<(&'static str, String, bool)>,
    shown: &'a [CorridorView],
    /// Those whose ends are told.
    opened: Vec<&'a CorridorView>,
    counts: Counts,
    links_csv: String,
}

/// What the corridors add up to.
struct Counts {
    stand_out: usize,
    empty_ends: usize,
    missing: u64,
}

/// Corridors of the table, of the picture for wide and narrow screens, and corridors that are told
/// in full on one page.
const SHOWN: usize = 60;
const WIDE: (u32, usize) = (960, 12);
const NARROW: (u32, usize) = (340, 8);
const OPENED: usize = 8;
/// Names of each list.
const SHOWN_NAMES: usize = 6;
const SHOWN_LINKS: usize = 5;

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    page(&visit, wanted, None).await
}

/// Reads a table of covariates and leads to the page that asks with it.
pub(crate) async fn bring(visit: Visit, form: Multipart) -> Result<Response, Trouble> {
    let room = visit.house.uploads.acquire().await;
    let upload = Upload::read(form).await?;
    let field = |name| crate::asked::field(&upload.fields, name).to_owned();
    let mut wanted = Wanted {
        place: field("place"),
        at: field("at"),
        form: field("form"),
        distance: field("distance"),
        rate: field("rate"),
        ..Wanted::default()
    };
    let Some((name, bytes)) = upload.file else {
        let told = plain(&visit, "corridors-no-file");
        return refused(&visit, wanted, told).await;
    };
    let actor = visit.actor;
    let kept = visit.house.ask(move |secretariat| {
        told_apart(secretariat.keep_covariates(&actor, &name, &bytes, now()))
    });
    let kept = kept.await?;
    drop(room);
    match kept {
        Ok(digest) => {
            wanted.table = digest;
            let pairs = wanted.pairs();
            let address = crate::address::with_query("/corridors", &pairs);
            Ok(Redirect::to(&address).into_response())
        }
        Err(no) => {
            let told = text(visit.words(), &no);
            refused(&visit, wanted, told).await
        }
    }
}

async fn refused(visit: &Visit, wanted: Wanted, told: Told) -> Result<Response, Trouble> {
    let mut response = page(visit, wanted, Some(told)).await?;
    *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

async fn page(visit: &Visit, wanted: Wanted, said: Option<Told>) -> Result<Response, Trouble> {
    let question = wanted.question()?;
    let table = table(visit, &wanted.table).await?;
    let asked = question.clone();
    let view = visit
        .house
        .ask(move |secretariat| secretariat.corridors(&asked, None, table.as_deref()))
        .await?;
    let page = visit.page("corridors-title").await?.with_twins();
    let lists_links = wanted.list == "links";
    let as_rows = |view: &CorridorsView| if lists_links { links(view) } else { rows(view) };
    visit.show(&view, as_rows, |view| {
        let mut pairs = wanted.pairs();
        pairs.push(("list", "links"));
        CorridorsPage {
            page: &page,
            view,
            picture: page.corridors_picture(view),
            told: view.no_baseline.as_ref().map(|no| text(visit.words(), no)),
            refused: said,
            forms: page.form_choices(question.form),
            shown: &view.corridors[..view.corridors.len().min(SHOWN)],
            opened: opened(view),
            counts: counts(view),
            links_csv: crate::address::with_query("/corridors.csv", &pairs),
            wanted: &wanted,
        }
        .render()
    })
}

/// The table that the address names.
async fn table(visit: &Visit, digest: &str) -> Result<Option<Arc<CovariateTable>>, Trouble> {
    if digest.trim().is_empty() {
        return Ok(None);
    }
    let (actor, digest) = (visit.actor, digest.trim().to_owned());
    let kept = visit.house.ask(move |it| it.kept_covariates(&actor, &digest, now()));
    kept.await.map(Some)
}

impl Wanted {
    fn question(&self) -> Result<CorridorsQuestion, Trouble> {
        let form = match self.form.trim() {
            "" => None,
            code => Some(Form::from_code(code).ok_or_else(|| unreadable("form", code))?),
        };
        let at: Date = optional("at", &self.at)?.unwrap_or_else(today);
        let usual = CorridorsQuestion::on(at);
        Ok(CorridorsQuestion {
            place: optional::<PlaceCode>("place", &self.place)?,
            form,
            with_distance: self.distance != "no",
            false_discoveries: optional("rate", &self.rate)?.unwrap_or(usual.false_discoveries),
            most: CorridorsQuestion::MOST,
            ..usual
        })
    }

    /// The address of the same question without the table of covariates.
    fn without_table(&self) -> String {
        let mut pairs = self.pairs();
        pairs.retain(|(name, _)| *name != "table");
        crate::address::with_query("/corridors", &pairs)
    }

    /// What is said, as the pairs of an address.
    fn pairs(&self) -> Vec<(&'static str, &str)> {
        let pairs = [
            ("place", &self.place),
            ("at", &self.at),
            ("form", &self.form),
            ("distance", &self.distance),
            ("rate", &self.rate),
            ("table", &self.table),
        ];
        let said = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        said.map(|(name, value)| (name, value.as_str())).collect()
    }
}

/// Those that stand out first, then those with nobody at one end, then the heaviest.
fn opened(view: &CorridorsView) -> Vec<&CorridorView> {
    let mut order: Vec<&CorridorView> = view.corridors.iter().collect();
    order.sort_by(|a, b| {
        let key = |it: &CorridorView| (!it.stands_out(), !it.has_empty_end());
        key(a).cmp(&key(b)).then(b.expected.total_cmp(&a.expected))
    });
    order.truncate(OPENED);
    order
}

fn counts(view: &CorridorsView) -> Counts {
    let corridors = || view.corridors.iter();
    Counts {
        stand_out: corridors().filter(|it| it.stands_out()).count(),
        empty_ends: corridors().filter(|it| it.has_empty_end()).count(),
        missing: corridors().map(|it| it.pairs - it.tied).sum(),
    }
}

fn rows(view: &CorridorsView) -> Rows {
    Rows::lines(&CORRIDOR_COLUMNS, corridor_lines(view))
}

fn links(view: &CorridorsView) -> Rows {
    let mut rows = Rows::new(&["corridor", "origin_id", "destination_id", "forms"]);
    for corridor in &view.corridors {
        for link in &corridor.missing {
            rows.push([
                corridor.corridor.code.to_string(),
                link.origin.id.to_string(),
                link.destination.id.to_string(),
                link.forms.to_string(),
            ]);
        }
    }
    rows
}

impl Page {
    /// Forms to choose from: code, name, whether it is the one that is asked for.
    fn form_choices(&self, chosen: Option<Form>) -> Vec<(&'static str, String, bool)> {
        let forms = Form::all();
        forms
            .map(|form| (form.code(), self.word("form", form.code()), chosen == Some(form)))
            .collect()
    }

    fn corridors_picture(&self, view: &CorridorsView) -> Option<Picture> {
        let words = |text: CorridorText<'_>| match text {
            CorridorText::Title => self.say("corridors-picture").to_string(),
            CorridorText::Description(drawn, all) => {
                let about = self.say("corridors-picture-about").count("drawn", drawn);
                without_isolates(&about.count("all", all).to_string())
            }
            CorridorText::Axis | CorridorText::Headers(1) => {
                self.say("corridors-people").to_string()
            }
            CorridorText::Name(corridor) => self.name(&corridor.corridor.names).to_owned(),
            CorridorText::Observed => self.say("corridors-observed").to_string(),
            CorridorText::Explained => self.say("corridors-explained").to_string(),
            CorridorText::Figure(figure) => without_isolates(&self.flow_words(figure)),
            CorridorText::Headers(_) => self.say("corridors-corridor").to_string(),
        };
        if view.corridors.is_empty() {
            return None;
        }
        let link = |corridor: &CorridorView| {
            let same = |it: &CorridorView| it.corridor.code == corridor.corridor.code;
            view.corridors.iter().position(same).map(|at| format!("#c-{}", at + 1))
        };
        let direction = self.language.direction();
        let plot = |id, (px, most)| {
            let numbers = self.language.number_style();
            let look = CorridorLook { id, px, direction, numbers, most };
            corridors_plot(view, &look, &words, &link)
        };
        // A picture that cannot be drawn is left out: the table below it says the same.
        let title = self.say("corridors-picture").to_string();
        let wide = plot("corridors", WIDE).draw().ok()?;
        let narrow = plot("corridors-narrow", NARROW).draw().ok()?;
        Some(Picture { title, wide, narrow })
    }

    /// A flow with its interval, if it has one.
    fn flow_words(&self, figure: &Interval) -> String {
        if figure.is_point() {
            return self.number(&figure.middle);
        }
        self.say("corridors-figure")
            .with("middle", self.number(&figure.middle))
            .with("low", self.number(&figure.low))
            .with("high", self.number(&figure.high))
            .to_string()
    }

    /// How many more or fewer are moved than is explained, with its sign.
    fn beyond(&self, beside: &BesideBaseline) -> String {
        let sign = if beside.beyond < 0.0 { "−" } else { "+" };
        format!("{sign}{}", self.number(&beside.beyond.abs()))
    }

    /// What a covariate is called.
    fn covariate_name(&self, covariate: &CovariateView) -> String {
        let is_own = covariate.is_of_places && covariate.name == DISTANCE;
        if is_own { self.say("corridors-distance").to_string() } else { covariate.name.clone() }
    }

    /// What a covariate was found to do: the factor by which flows change.
    fn covariate_effect(&self, covariate: &CovariateView) -> String {
        let effect = covariate.coefficient;
        let (phrase, unit) = if covariate.is_log {
            (self.say("corridors-doubled"), std::f64::consts::LN_2)
        } else {
            (self.say("corridors-one-more"), 1.0)
        };
        let factor = |errors: f64| {
            let exponent = unit * (effect.estimate + errors * effect.standard_error);
            self.language.rate(exponent.exp())
        };
        // Limits of 90 %, by the normal distribution.
        let phrase = phrase.with("factor", factor(0.0));
        phrase.with("low", factor(-1.645)).with("high", factor(1.645)).to_string()
    }

    /// The two ends of a corridor, with what each is called.
    fn ends<'v>(&self, corridor: &'v CorridorView) -> [(&'v EndView, &'v PlaceLabel, String); 2] {
        let title = |key| self.say(key).to_string();
        [
            (&corridor.at_origin, &corridor.origin, title("corridors-at-origin")),
            (&corridor.at_destination, &corridor.destination, title("corridors-at-destination")),
        ]
    }

    /// The organisations of an end that the page names.
    fn shown_at_end<'v>(&self, end: &'v EndView) -> &'v [EndOrganisation] {
        &end.organisations[..end.organisations.len().min(SHOWN_NAMES)]
    }

    /// The pillars of an organisation that count at its end.
    fn pillars(&self, one: &EndOrganisation) -> String {
        self.list(one.pillars.values().map(|pillar| self.word("pillar", pillar.code())))
    }

    /// What two organisations serve in common.
    fn forms_in_common(&self, link: &MissingLinkView) -> String {
        if link.forms.is_unstated() {
            return self.say("corridors-form-unstated").to_string();
        }
        self.list(link.forms.values().map(|form| self.word("form", form.code())))
    }

    /// How many organisations are at an end, or why none is seen.
    fn end_words(&self, end: &EndView) -> String {
        match (end.is_empty(), end.is_silent()) {
            (true, true) => self.say("corridors-nobody-reported").to_string(),
            (true, false) => self.say("corridors-nobody").to_string(),
            _ => self.whole(end.organisations_total),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn to_ask_without_a_table_keeps_the_rest_of_the_question() {
        let wanted = Wanted {
            place: "XA".to_owned(),
            rate: "0.2".to_owned(),
            table: "ab12".to_owned(),
            ..Wanted::default()
        };
        assert_eq!(wanted.without_table(), "/corridors?place=XA&rate=0.2");
        assert_eq!(Wanted::default().without_table(), "/corridors");
    }
}
