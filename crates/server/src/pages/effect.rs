//! What is associated with a commitment: did the gap in its cells change otherwise than elsewhere?

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use concert_secretariat::{EffectView, NeedLabel, NotCompared};
use concert_terms::{Id, Interval};
use jiff::civil::Date;
use serde::Deserialize;

use crate::asked::{optional, required};
use crate::house::today;
use crate::page::Page;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

/// What the address asks for.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    at: String,
}

#[derive(Template)]
#[template(path = "effect.html")]
struct EffectPage<'a> {
    page: &'a Page,
    view: &'a EffectView,
    /// How many needs are left out for each reason.
    left_out: Vec<(NotCompared, usize)>,
    restated: usize,
    today: Date,
}

/// Rows of a table on the page; all of them stand in the twins.
const MOST_ROWS: usize = 60;

/// The page.
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Trouble> {
    let id: Id = required("id", &id)?;
    let at: Date = optional("at", &wanted.at)?.unwrap_or_else(today);
    let view = visit.house.ask(move |secretariat| secretariat.effect(id, at)).await?;
    let page = visit.page("effect").await?.with_twins();
    visit.show(&view, rows, |view| {
        let cells = view.layers.iter().flat_map(|layer| &layer.cells);
        EffectPage {
            page: &page,
            view,
            left_out: left_out(view),
            restated: cells.filter(|cell| cell.was_restated).count(),
            today: today(),
        }
        .render()
    })
}

fn left_out(view: &EffectView) -> Vec<(NotCompared, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    for left in &view.not_compared {
        *counts.entry(left.why).or_default() += 1;
    }
    counts.into_iter().collect()
}

fn rows(view: &EffectView) -> Rows {
    let mut rows = Rows::new(&[
        "part",
        "pillar",
        "side",
        "place",
        "form",
        "population",
        "need_id",
        "then",
        "now",
        "expected_now",
        "association",
        "association_low",
        "association_high",
        "comparable",
        "left_out",
    ]);
    let names = |cell_of: &NeedLabel| {
        [
            cell(cell_of.pillar),
            cell(cell_of.side),
            cell_of.place.code.to_string(),
            cell(cell_of.form),
            cell_of.population.to_string(),
            cell_of.need.to_string(),
        ]
    };
    let none = |count| std::iter::repeat_n(String::new(), count);
    for layer in &view.layers {
        let Interval { low, middle, high, .. } = layer.association;
        let figures = [layer.then, layer.now, layer.expected_now, middle, low, high];
        rows.extend(
            ["layer".to_owned(), cell(layer.pillar), cell(layer.side)]
                .into_iter()
                .chain(none(4))
                .chain(figures.map(|figure| figure.to_string()))
                .chain([layer.beside.len().to_string(), String::new()]),
        );
        for one in &layer.cells {
            let difference = one.now - one.expected_now;
            let figures = [one.then, one.now, one.expected_now, difference];
            rows.extend(
                std::iter::once("cell".to_owned())
                    .chain(names(&one.cell))
                    .chain(figures.map(|figure| figure.to_string()))
                    .chain(none(2))
                    .chain([one.comparable.to_string(), String::new()]),
            );
        }
        for other in &layer.beside {
            rows.extend(
                std::iter::once("beside".to_owned())
                    .chain(names(&other.cell))
                    .chain([other.then.to_string(), other.now.to_string()])
                    .chain(none(6)),
            );
        }
    }
    for left in &view.not_compared {
        rows.extend(
            std::iter::once("left-out".to_owned())
                .chain(names(&left.cell))
                .chain(none(7))
                .chain([left.why.code().to_owned()]),
        );
    }
    rows
}

impl Page {
    /// A difference of gaps with its interval, whose parts may be below zero.
    fn difference(&self, of: &Interval) -> String {
        self.say("effect-interval")
            .count("middle", crate::page::three_digits(of.middle))
            .count("low", crate::page::three_digits(of.low))
            .count("high", crate::page::three_digits(of.high))
            .to_string()
    }

    /// The same as a share, in per cent.
    fn difference_share(&self, of: &Interval) -> String {
        self.say("effect-share-interval")
            .count("middle", (of.middle * 100.0).round())
            .count("low", (of.low * 100.0).round())
            .count("high", (of.high * 100.0).round())
            .to_string()
    }

    /// What the interval lets one say.
    fn verdict(&self, of: &Interval) -> String {
        let verdict = match of {
            it if it.high < 0.0 => self.say("effect-smaller"),
            it if it.low > 0.0 => self.say("effect-larger"),
            _ => self.say("effect-undecided"),
        };
        verdict.to_string()
    }
}
