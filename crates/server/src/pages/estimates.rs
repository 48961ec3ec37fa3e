//! Estimates: how many people there are, by others and by the coalition, side by side.

use askama::Template;
use axum::response::Response;
use concert_figures::{Frame, IntervalPlot, Outcome, PlotRow};
use concert_secretariat::{EstimatesView, PublishedView, RecordedView, RunRow};

use crate::page::Page;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "estimates.html")]
struct EstimatesPage<'a> {
    page: &'a Page,
    view: &'a EstimatesView,
    plot: Option<String>,
    runs: &'a [RunRow],
}

/// How many of the latest runs the page shows.
const LATEST: usize = 5;

/// The page.
pub(crate) async fn show(visit: Visit) -> Result<Response, Trouble> {
    let view = visit.house.look(concert_secretariat::Secretariat::estimates).await?;
    let mut runs = Vec::new();
    if visit.actor.coordinates() {
        let actor = visit.actor;
        runs = visit.house.ask(move |secretariat| secretariat.runs(&actor)).await?;
        runs.truncate(LATEST);
    }
    let page = visit.page("nav-estimates").await?.with_twins();
    visit.show(&view, rows, |view| {
        EstimatesPage { page: &page, view, plot: plot(&page, view), runs: &runs }.render()
    })
}

/// Every figure of people on one axis, published ones and our own; they are compared, not merged.
fn plot(page: &Page, view: &EstimatesView) -> Option<String> {
    let published = view.published.iter().filter_map(|figure| published_row(page, figure));
    let own = view.own.iter().map(|estimate| own_row(page, estimate));
    let rows: Vec<PlotRow> = published.chain(own).collect();
    if rows.is_empty() {
        return None;
    }
    let title = page.say("plot-title").to_string();
    let mut frame = Frame::new("plot", title, page.say("plot-description").to_string(), 1200);
    frame.direction = page.language.direction();
    let figure = IntervalPlot {
        frame,
        axis: page.say("people").to_string(),
        numbers: page.language.number_style(),
        reference: None,
        rows,
        headers: ["quantity", "people"].map(|key| page.say(key).to_string()),
    };
    figure.draw().ok()
}

fn published_row(page: &Page, figure: &PublishedView) -> Option<PlotRow> {
    let people = figure.people?;
    let (low, high) = (people.low() as f64, people.high()? as f64);
    let interval = match figure.interval {
        Some(interval) => Some([interval.low, interval.high]),
        None if low < high => Some([low, high]),
        None => None,
    };
    let parts = [page.quantity(&figure.quantity), page.period(&figure.period)];
    let name = page.list(parts.into_iter());
    Some(PlotRow {
        name,
        outcome: Outcome::Shown {
            point: (low >= high).then_some(low),
            interval,
            text: page.published_value(figure),
        },
        emphasis: false,
        href: Some(format!("#e-{}", figure.id)),
    })
}

fn own_row(page: &Page, estimate: &RecordedView) -> PlotRow {
    let people = estimate.people;
    let place = estimate.place.as_ref().map_or("", |place| page.name(&place.names));
    PlotRow {
        name: page.list([place.to_owned(), page.period(&estimate.period)].into_iter()),
        outcome: Outcome::Shown {
            point: Some(people.middle),
            interval: Some([people.low, people.high]),
            text: page.interval(&people),
        },
        emphasis: true,
        href: Some(format!("#e-{}", estimate.id)),
    }
}

fn rows(view: &EstimatesView) -> Rows {
    let mut rows = Rows::new(&[
        "id",
        "origin",
        "quantity",
        "place",
        "forms",
        "population",
        "people",
        "low",
        "high",
        "level",
        "currency",
        "amount",
        "share",
        "period",
        "method",
        "source",
    ]);
    for figure in &view.published {
        rows.push([
            figure.id.to_string(),
            "published".to_owned(),
            figure.quantity.clone(),
            cell(figure.place.as_ref().map(|place| &place.code)),
            figure.forms.to_string(),
            figure.population.to_string(),
            cell(figure.people),
            cell(figure.interval.map(|interval| interval.low)),
            cell(figure.interval.map(|interval| interval.high)),
            cell(figure.interval.map(|interval| interval.level)),
            cell(figure.money.as_ref().map(|money| &money.currency)),
            cell(figure.money.as_ref().map(|money| money.amount)),
            cell(figure.share),
            figure.period.to_string(),
            figure.method.clone(),
            figure.source.clone(),
        ]);
    }
    for estimate in &view.own {
        rows.push([
            estimate.id.to_string(),
            "own".to_owned(),
            "people".to_owned(),
            cell(estimate.place.as_ref().map(|place| &place.code)),
            estimate.forms.to_string(),
            estimate.population.to_string(),
            estimate.people.middle.to_string(),
            estimate.people.low.to_string(),
            estimate.people.high.to_string(),
            estimate.people.level.to_string(),
            String::new(),
            String::new(),
            String::new(),
            estimate.period.to_string(),
            format!("{} {}", estimate.method, estimate.model),
            estimate.lists.join(" + "),
        ]);
    }
    rows
}

impl Page {
    /// Who signed for the assumptions of an estimate, and how many of them are in doubt.
    fn signed(&self, estimate: &RecordedView) -> Option<String> {
        let ledger = estimate.ledger.as_ref().filter(|ledger| ledger.is_signed())?;
        let day = &ledger.signed_on;
        let day = day.parse().map_or_else(|_| day.clone(), |day| self.day(&day));
        let text = self.say("report-ledger-signed").with("name", &ledger.signed_by);
        let doubts = self.say("estimate-doubts").count("count", ledger.in_doubt().count());
        Some(format!("{} {doubts}", text.with("day", day)))
    }

    /// How much of what is not known of an estimate is linkage, where it rests on one.
    fn of_linkage(&self, estimate: &RecordedView) -> Option<String> {
        let linkage = estimate.linkage.as_ref()?;
        let text = self.say("estimate-of-linkage").count("draws", linkage.draws);
        Some(text.with("percent", self.language.percent(linkage.linkage_share)).to_string())
    }

    /// What was counted: a word of the catalogue, or the source's own.
    pub(crate) fn quantity(&self, code: &str) -> String {
        self.word("quantity", code)
    }

    /// How a figure was made: in the catalogue's words where they are there, else the source's.
    pub(crate) fn method(&self, method: &str) -> String {
        let key = format!("method-{}", crate::refusal::slug(method));
        self.say(&key).text().unwrap_or_else(|| method.to_owned())
    }

    /// The value of a published figure, whatever its kind.
    pub(crate) fn published_value(&self, figure: &PublishedView) -> String {
        if let Some(interval) = &figure.interval {
            return self.interval(interval);
        }
        match (&figure.people, &figure.money, &figure.share) {
            (Some(people), _, _) => self.count(people),
            (_, Some(money), _) => self.money(money),
            (_, _, Some(share)) => self.percent(share),
            (None, None, None) => "–".to_owned(),
        }
    }
}
