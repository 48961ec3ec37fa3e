//! Partners: who should work with whom, and why.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use concert_secretariat::{PartnerCorridor, PartnerPair, PartnerReason, PartnersView, Secretariat};
use concert_terms::{Id, PlaceCode};
use jiff::civil::Date;
use serde::Deserialize;

use crate::asked::optional;
use crate::house::today;
use crate::need_cell::{CELL, cell_row};
use crate::page::Page;
use crate::trouble::Trouble;
use crate::twin::Rows;
use crate::visit::Visit;

/// What the address asks for.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    /// An identifier, or `all`; without it a member's own organisation, and all pairs for others.
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    most: String,
    #[serde(default)]
    at: String,
}

#[derive(Template)]
#[template(path = "partners.html")]
struct PartnersPage<'a> {
    page: &'a Page,
    view: &'a PartnersView,
    pairs: &'a [PartnerPair],
    others: &'a [PartnerPair],
}

/// How many new partners an organisation takes on when nobody says.
const USUAL_NEW: usize = 3;
/// Pairs that a page shows of each list, and reasons of each pair.
const SHOWN_PAIRS: usize = 25;
const SHOWN_OTHERS: usize = 10;
const SHOWN_REASONS: usize = 3;

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let place: Option<PlaceCode> = optional("place", &wanted.place)?;
    let at: Date = optional("at", &wanted.at)?.unwrap_or_else(today);
    let most: usize = optional("most", &wanted.most)?.unwrap_or(USUAL_NEW);
    let organisation: Option<Id> = match wanted.organisation.trim() {
        "all" => None,
        "" => Secretariat::states_for(&visit.actor),
        text => optional("organisation", text)?,
    };
    let view = visit
        .house
        .ask(move |secretariat| secretariat.partners(place.as_ref(), organisation, most, at))
        .await?;
    let page = visit.page("nav-partners").await?.with_twins();
    visit.show(&view, rows, |view| {
        let (pairs, others) = (view.pairs.as_slice(), view.others.as_slice());
        PartnersPage {
            page: &page,
            view,
            pairs: &pairs[..pairs.len().min(SHOWN_PAIRS)],
            others: &others[..others.len().min(SHOWN_OTHERS)],
        }
        .render()
    })
}

fn rows(view: &PartnersView) -> Rows {
    let mut rows = Rows::new(&["pair", "chosen", "from_id", "to_id"]).and(&CELL).and(&[
        "room_initiative_id",
        "room_place",
        "turned_away",
        "free",
        "people",
        "corridor",
        "corridor_flow",
        "corridor_people",
    ]);
    let chosen = view.pairs.iter().map(|pair| (pair, true));
    let all = chosen.chain(view.others.iter().map(|pair| (pair, false)));
    for (number, (pair, is_chosen)) in (1..).zip(all) {
        for reason in &pair.reasons {
            let names = [
                number.to_string(),
                is_chosen.to_string(),
                reason.from.id.to_string(),
                reason.to.id.to_string(),
            ];
            let figures = [
                reason.room.to_string(),
                reason.room_at.code.to_string(),
                reason.turned_away.to_string(),
                reason.free.to_string(),
                reason.people.to_string(),
                String::new(),
                String::new(),
                String::new(),
            ];
            rows.extend(names.into_iter().chain(cell_row(&reason.cell)).chain(figures));
        }
        for along in &pair.corridors {
            let names = [
                number.to_string(),
                is_chosen.to_string(),
                along.origin.id.to_string(),
                along.destination.id.to_string(),
            ];
            let empty = std::iter::repeat_with(String::new).take(CELL.len() + 5);
            let figures =
                [along.corridor.code.to_string(), along.flow.to_string(), along.people.to_string()];
            rows.extend(names.into_iter().chain(empty).chain(figures));
        }
    }
    rows
}

impl Page {
    /// The reasons of a pair that a page tells.
    fn shown_reasons<'v>(&self, pair: &'v PartnerPair) -> &'v [PartnerReason] {
        &pair.reasons[..pair.reasons.len().min(SHOWN_REASONS)]
    }

    /// The corridors of a pair that a page tells.
    fn shown_corridors<'v>(&self, pair: &'v PartnerPair) -> &'v [PartnerCorridor] {
        &pair.corridors[..pair.corridors.len().min(SHOWN_REASONS)]
    }

    /// A corridor whose ends a pair would join, in a sentence.
    fn corridor_words(&self, along: &PartnerCorridor) -> String {
        self.say("partners-corridor")
            .with("corridor", self.name(&along.corridor.names))
            .with("origin", self.name(&along.origin.names))
            .with("destination", self.name(&along.destination.names))
            .count("flow", along.flow)
            .count("people", along.people)
            .to_string()
    }

    /// A reason in a sentence, spoken to the organisation that asks, if it is one of the two.
    fn reason_words(&self, reason: &PartnerReason, view: &PartnersView) -> String {
        let asks = view.organisation.as_ref().map(|organisation| organisation.id);
        let phrase = if asks == Some(reason.from.id) {
            self.say("partners-you-turned-away")
        } else if asks == Some(reason.to.id) {
            self.say("partners-you-had-room")
        } else {
            self.say("partners-turned-away")
        };
        phrase
            .with("from", self.name(&reason.from.names))
            .with("to", self.name(&reason.to.names))
            .with("whom", self.need_words(&reason.cell))
            .with("place", self.name(&reason.cell.place.names))
            .with("room", self.name(&reason.room_at.names))
            .count("turned_away", reason.turned_away)
            .count("free", reason.free)
            .count("people", reason.people)
            .to_string()
    }
}
