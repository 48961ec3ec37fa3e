//! The network: who works in partnership with whom, and who side by side without it.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use concert_secretariat::{
    BesideChance, NetworkNode, NetworkText, NetworkView, OrganisationLabel, network_figure,
};
use concert_terms::Axis;
use serde::Deserialize;

use crate::asked::{Seen, optional, unreadable};
use crate::estimate_report::pictures::{Picture, without_isolates};
use crate::need_cell::{CELL, cell_row};
use crate::page::Page;
use crate::refusal::{self, Told};
use crate::trouble::Trouble;
use crate::twin::Rows;
use crate::visit::Visit;

/// What the address asks for.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(flatten)]
    seen: Seen,
    #[serde(default)]
    tables: String,
    #[serde(default)]
    seed: String,
    /// For the CSV file: `cells` lists cells without coordination, anything else organisations.
    #[serde(default)]
    list: String,
}

#[derive(Template)]
#[template(path = "network.html")]
struct NetworkPage<'a> {
    page: &'a Page,
    view: &'a NetworkView,
    picture: Option<Picture>,
    chance: Vec<(String, &'a BesideChance)>,
    told: Option<Told>,
    /// The file of cells.
    cells_csv: String,
}

/// The widths for which the network is drawn, in pixels, each with the most organisations that can
/// be told apart there.
const WIDE: (u32, usize) = (960, 200);
const NARROW: (u32, usize) = (340, 60);
/// Rows that a page shows of each list.
const SHOWN_CELLS: usize = 8;
const SHOWN_ORGANISATIONS: usize = 200;
const SHOWN_NAMES: usize = 6;

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let (place, at) = wanted.seen.read()?;
    let tables = optional("tables", &wanted.tables)?.unwrap_or(concert_secretariat::USUAL_TABLES);
    let seed = optional("seed", &wanted.seed)?.unwrap_or(concert_secretariat::USUAL_SEED);
    let is_cells = match wanted.list.as_str() {
        "" | "organisations" => false,
        "cells" => true,
        other => return Err(unreadable("list", other)),
    };
    let view = visit
        .house
        .ask_at_length(move |secretariat| secretariat.network(place.as_ref(), (tables, seed), at))
        .await?;
    let page = visit.page("nav-network").await?.with_twins();
    let rows = if is_cells { cell_rows } else { organisation_rows };
    visit.show(&view, rows, |view| {
        let chance = view.chance.iter().flat_map(|chance| {
            let likeness = chance.likeness.iter();
            let likeness = likeness.map(|it| (page.say("network-likeness").to_string(), it));
            likeness.chain([
                (page.say("network-pairs").to_string(), &chance.co_present_pairs),
                (page.say("network-uncoordinated").to_string(), &chance.uncoordinated_cells),
            ])
        });
        let told = view.not_compared.as_ref().map(|refused| refusal::text(visit.words(), refused));
        let pairs =
            [("place", wanted.seen.place.trim()), ("at", &wanted.seen.at), ("list", "cells")];
        NetworkPage {
            page: &page,
            view,
            picture: page.network(view),
            chance: chance.collect(),
            told,
            cells_csv: page.link("/network.csv", &pairs),
        }
        .render()
    })
}

fn organisation_rows(view: &NetworkView) -> Rows {
    let mut rows = Rows::new(&[
        "id",
        "organisation",
        "kind",
        "initiatives",
        "ties",
        "component",
        "betweenness_share",
    ]);
    for node in &view.organisations {
        rows.push([
            node.organisation.id.to_string(),
            node.organisation.names.pick("en").to_owned(),
            node.organisation.kind.map_or("", Axis::code).to_owned(),
            node.initiatives.to_string(),
            node.ties.to_string(),
            node.component.to_string(),
            node.betweenness_share.to_string(),
        ]);
    }
    rows
}

/// Cells without coordination, and those whose response is spread, each with what it is.
fn cell_rows(view: &NetworkView) -> Rows {
    let mut rows = Rows::new(&["list"]).and(&CELL).and(&[
        "gap",
        "organisations",
        "organisation_ids",
        "supply",
        "concentration",
        "effective_number",
        "fragmentation",
    ]);
    for layer in &view.layers {
        for at in &layer.uncoordinated {
            let ids = at.organisations.iter().map(|organisation| organisation.id.to_string());
            let figures = [
                at.gap.to_string(),
                at.organisations.len().to_string(),
                ids.collect::<Vec<_>>().join(" "),
            ];
            let name = ["uncoordinated".to_owned()];
            let rest = vec![String::new(); 4];
            rows.extend(name.into_iter().chain(cell_row(&at.cell)).chain(figures).chain(rest));
        }
        for at in &layer.spread {
            let figures = [
                at.gap.to_string(),
                at.organisations.to_string(),
                String::new(),
                at.supply.to_string(),
                at.concentration.to_string(),
                at.effective_number.to_string(),
                at.fragmentation.to_string(),
            ];
            let name = ["spread".to_owned()];
            rows.extend(name.into_iter().chain(cell_row(&at.cell)).chain(figures));
        }
    }
    rows
}

impl Page {
    /// The picture of a network; nothing where it cannot be drawn: the table says the same.
    fn network(&self, view: &NetworkView) -> Option<Picture> {
        if view.organisations.is_empty() {
            return None;
        }
        let text = |text: NetworkText<'_>| without_isolates(&self.network_text(text));
        let link = |node: &NetworkNode| Some(format!("/organisations/{}", node.organisation.id));
        let draw = |id: &str, (px, most): (u32, usize)| {
            let look = (id, px, self.language.direction());
            network_figure(view, look, most, &text, &link).draw().ok()
        };
        Some(Picture {
            title: text(NetworkText::Title),
            wide: draw("network", WIDE)?,
            narrow: draw("network-narrow", NARROW)?,
        })
    }

    fn network_text(&self, text: NetworkText<'_>) -> String {
        let phrase = match text {
            NetworkText::Title => self.say("network-picture"),
            NetworkText::Description(organisations, ties) => {
                self.say("network-about").count("organisations", organisations).count("ties", ties)
            }
            NetworkText::Tie => self.say("network-tie"),
            NetworkText::Kind(kind) => return self.kind(&kind),
            NetworkText::Name(node) => {
                let name = || self.name(&node.organisation.names).to_owned();
                return node.organisation.acronym.clone().unwrap_or_else(name);
            }
            NetworkText::Ties(ties) => return self.whole(ties),
            NetworkText::Message(node) => self
                .say("network-message")
                .with("name", self.name(&node.organisation.names))
                .count("ties", node.ties)
                .count("initiatives", node.initiatives),
            NetworkText::LeftOut(count) => self.say("network-left-out").count("count", count),
            NetworkText::Headers(0) => self.say("organisation"),
            NetworkText::Headers(1) => self.say("network-ties"),
            NetworkText::Headers(_) => self.say("state"),
        };
        phrase.to_string()
    }

    /// A share of 0 to 1 in percent, or a dash.
    fn share_or_dash(&self, share: &Option<f64>) -> String {
        share.map_or_else(|| "–".to_owned(), |share| self.percent(&share))
    }

    /// A figure of any size with three digits that count.
    fn rate(&self, value: &f64) -> String {
        self.language.rate(*value)
    }

    /// The score of a figure beside chance, or that it never varies.
    fn score(&self, beside: &BesideChance) -> String {
        beside.z.map_or_else(|| self.say("network-no-score").to_string(), |z| self.number(&z))
    }

    /// The organisations that a row names.
    fn shown_names<'v>(&self, all: &'v [OrganisationLabel]) -> &'v [OrganisationLabel] {
        &all[..all.len().min(SHOWN_NAMES)]
    }

    /// The rows of a list of cells that a page shows.
    fn shown_rows<'v, T>(&self, all: &'v [T]) -> &'v [T] {
        &all[..all.len().min(SHOWN_CELLS)]
    }

    /// The organisations that the table of a page shows.
    fn shown_nodes<'v>(&self, view: &'v NetworkView) -> &'v [NetworkNode] {
        &view.organisations[..view.organisations.len().min(SHOWN_ORGANISATIONS)]
    }
}
