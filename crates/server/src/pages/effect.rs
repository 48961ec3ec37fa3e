//! What is associated with a commitment: did the gap in its cells change otherwise than elsewhere?

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use concert_secretariat::{EFFECT_COLUMNS, EffectView, NotCompared, effect_lines};
use concert_terms::{Id, Interval};
use jiff::civil::Date;
use serde::Deserialize;

use crate::asked::{optional, required};
use crate::house::today;
use crate::page::Page;
use crate::trouble::Trouble;
use crate::twin::Rows;
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
    left_out: BTreeMap<NotCompared, usize>,
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
    let rows = |view: &EffectView| Rows::lines(&EFFECT_COLUMNS, effect_lines(view));
    visit.show(&view, rows, |view| {
        let cells = view.layers.iter().flat_map(|layer| &layer.cells);
        EffectPage {
            page: &page,
            view,
            left_out: view.left_out(),
            restated: cells.filter(|cell| cell.was_restated).count(),
            today: today(),
        }
        .render()
    })
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
            .with("middle", self.language.percent(of.middle))
            .with("low", self.language.percent(of.low))
            .with("high", self.language.percent(of.high))
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
