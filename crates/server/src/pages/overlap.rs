//! Overlap: pairs of organisations that do the same, and what looks entered twice.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use concert_secretariat::{
    EnteredTwice, OverlapLayer, OverlapPair, OverlapPart, OverlapView, TwiceInitiative,
};
use serde::Deserialize;

use crate::asked::{Seen, optional, unreadable};
use crate::need_cell::{CELL, cell_row};
use crate::page::Page;
use crate::refusal::{self, Told};
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

/// What the address asks for.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(flatten)]
    seen: Seen,
    #[serde(default)]
    most: String,
    /// For the CSV file: `twice` lists initiatives that look entered twice, anything else pairs.
    #[serde(default)]
    list: String,
}

#[derive(Template)]
#[template(path = "overlap.html")]
struct OverlapPage<'a> {
    page: &'a Page,
    view: &'a OverlapView,
    told: Option<Told>,
    /// The file of look-alikes.
    twice_csv: String,
}

/// Pairs of a layer when nobody says how many, and of those how many a page shows with how many
/// cells of each: what stays within 50 kB in a large coalition.
const USUAL_PAIRS: usize = 20;
const SHOWN_PAIRS: usize = 5;
const SHOWN_CELLS: usize = 3;
const SHOWN_INITIATIVES: usize = 2;
const SHOWN_TWICE: usize = 20;

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let (place, at) = wanted.seen.read()?;
    let most: usize = optional("most", &wanted.most)?.unwrap_or(USUAL_PAIRS);
    let is_twice = match wanted.list.as_str() {
        "" | "pairs" => false,
        "twice" => true,
        other => return Err(unreadable("list", other)),
    };
    let view =
        visit.house.ask(move |secretariat| secretariat.overlap(place.as_ref(), most, at)).await?;
    let page = visit.page("nav-overlap").await?.with_twins();
    let rows = if is_twice { twice_rows } else { pair_rows };
    visit.show(&view, rows, |view| {
        let told = view.not_compared.as_ref().map(|refused| refusal::text(visit.words(), refused));
        let pairs =
            [("place", wanted.seen.place.trim()), ("at", &wanted.seen.at), ("list", "twice")];
        let twice_csv = page.link("/overlap.csv", &pairs);
        OverlapPage { page: &page, view, told, twice_csv }.render()
    })
}

fn pair_rows(view: &OverlapView) -> Rows {
    let mut rows =
        Rows::new(&["first_id", "first", "second_id", "second", "likeness", "pair_redundant"])
            .and(&CELL)
            .and(&[
                "first_supply",
                "second_supply",
                "first_by_rule",
                "second_by_rule",
                "supply",
                "organisations",
                "need",
                "need_low",
                "need_high",
                "likely_need",
                "gap",
                "redundant",
                "kind",
                "first_initiatives",
                "second_initiatives",
            ]);
    for pair in view.layers.iter().flat_map(|layer| &layer.pairs) {
        let [first, second] = &pair.organisations;
        for at in &pair.cells {
            let names = [
                first.id.to_string(),
                first.names.pick("en").to_owned(),
                second.id.to_string(),
                second.names.pick("en").to_owned(),
                cell(pair.likeness),
                pair.redundant.to_string(),
            ];
            let [one, other] = &at.parts;
            let figures = [
                one.amount.to_string(),
                other.amount.to_string(),
                cell(one.by_rule_share),
                cell(other.by_rule_share),
                at.supply.to_string(),
                at.organisations.to_string(),
                at.amount_needed.middle.to_string(),
                at.amount_needed.low.to_string(),
                at.amount_needed.high.to_string(),
                at.likely_need.to_string(),
                at.gap.to_string(),
                at.redundant.to_string(),
                at.kind.code().to_owned(),
                identifiers(one),
                identifiers(other),
            ];
            rows.extend(names.into_iter().chain(cell_row(&at.cell)).chain(figures));
        }
    }
    rows
}

fn identifiers(part: &OverlapPart) -> String {
    let ids = part.initiatives.iter().map(|initiative| initiative.id.to_string());
    ids.collect::<Vec<_>>().join(" ")
}

fn twice_rows(view: &OverlapView) -> Rows {
    let mut rows = Rows::new(&[
        "first_id",
        "first",
        "first_organisation_id",
        "second_id",
        "second",
        "second_organisation_id",
        "likeness",
        "by_capacity",
        "shared_cells",
        "title_similarity",
        "both_run",
    ]);
    for pair in &view.entered_twice {
        let [first, second] = &pair.initiatives;
        rows.push([
            first.id.to_string(),
            first.title.clone(),
            first.organisation.id.to_string(),
            second.id.to_string(),
            second.title.clone(),
            second.organisation.id.to_string(),
            pair.likeness.to_string(),
            pair.is_by_capacity.to_string(),
            pair.shared_cells.to_string(),
            pair.title_similarity.to_string(),
            pair.both_run.to_string(),
        ]);
    }
    rows
}

impl Page {
    /// The pairs of a layer that a page shows.
    fn shown_pairs<'v>(&self, layer: &'v OverlapLayer) -> &'v [OverlapPair] {
        &layer.pairs[..layer.pairs.len().min(SHOWN_PAIRS)]
    }

    /// The cells of a pair that a page shows.
    fn shown_cells<'v>(&self, pair: &'v OverlapPair) -> &'v [concert_secretariat::OverlapCell] {
        &pair.cells[..pair.cells.len().min(SHOWN_CELLS)]
    }

    /// The look-alikes that a page shows.
    fn shown_twice<'v>(&self, view: &'v OverlapView) -> &'v [EnteredTwice] {
        &view.entered_twice[..view.entered_twice.len().min(SHOWN_TWICE)]
    }

    /// What is told of a pair before its cells.
    fn pair_words(&self, pair: &OverlapPair) -> String {
        let alike = match pair.likeness {
            Some(likeness) => self.say("overlap-alike").with("likeness", self.percent(&likeness)),
            None => self.say("overlap-not-alike"),
        };
        let mut words = alike.to_string();
        let redundant = self.say("overlap-pair-redundant").count("redundant", pair.redundant);
        words = format!("{words} {}", redundant.count("shared", pair.shared));
        if pair.reserve > 0.0 {
            words = format!(
                "{words} {}",
                self.say("overlap-pair-reserve").count("reserve", pair.reserve)
            );
        }
        if pair.useful > 0.0 {
            words =
                format!("{words} {}", self.say("overlap-pair-useful").count("useful", pair.useful));
        }
        words
    }

    /// The initiatives of a part that are named, and how many are not.
    fn named_initiatives<'v>(
        &self,
        part: &'v OverlapPart,
    ) -> &'v [concert_secretariat::BehindInitiative] {
        &part.initiatives[..part.initiatives.len().min(SHOWN_INITIATIVES)]
    }

    fn unnamed_initiatives(&self, part: &OverlapPart) -> usize {
        part.initiatives_total.saturating_sub(SHOWN_INITIATIVES)
    }

    /// What an organisation does in a cell. Where nobody states a capacity it is not known to be
    /// nothing.
    fn part_amount(&self, part: &OverlapPart) -> String {
        if part.initiatives.iter().all(|initiative| initiative.amount.is_none()) {
            return self.say("not-stated").to_string();
        }
        self.number(&part.amount)
    }

    /// A title, or that there is none.
    fn title_or_none(&self, title: &str) -> String {
        if title.trim().is_empty() {
            return self.say("initiative-untitled").to_string();
        }
        title.to_owned()
    }

    /// Whether the visitor may change an initiative.
    fn may_change(&self, initiative: &TwiceInitiative) -> bool {
        self.speaks_for(&initiative.organisation.id)
    }

    /// Why two initiatives look like one.
    fn twice_words(&self, pair: &EnteredTwice) -> String {
        let key = if pair.is_by_capacity {
            self.say("overlap-twice-by-capacity")
        } else {
            self.say("overlap-twice-by-cells")
        };
        let why = key
            .with("likeness", self.percent(&pair.likeness))
            .with("titles", self.percent(&pair.title_similarity))
            .with("days", self.period(&pair.both_run));
        let mut words = why.to_string();
        let other: Vec<String> = pair.other_words.iter().flatten().cloned().collect();
        if !other.is_empty() {
            let other = self.list(other.into_iter());
            words = format!("{words} {}", self.say("overlap-twice-words").with("words", other));
        }
        if !pair.is_one_organisation {
            words = format!("{words} {}", self.say("overlap-twice-names"));
        }
        words
    }
}
