//! The ladder: how much of what is there helps somebody in the end.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use concert_secretariat::{
    LADDER_RUNG_COLUMNS, LadderLayer, LadderRung, LadderText, LadderView, RungKnown, ladder_figure,
    ladder_lines,
};

use crate::asked::Seen;
use crate::estimate_report::pictures::{Picture, without_isolates};
use crate::page::Page;
use crate::trouble::Trouble;
use crate::twin::Rows;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "ladder.html")]
struct LadderPage<'a> {
    page: &'a Page,
    view: &'a LadderView,
}

/// The widths for which the picture is drawn, in pixels: a bar says no more when it is wider.
const WIDE: u32 = 640;
const NARROW: u32 = 320;

/// The page.
pub(crate) async fn show(visit: Visit, Query(seen): Query<Seen>) -> Result<Response, Trouble> {
    let (place, at) = seen.read()?;
    let view =
        visit.house.ask(move |secretariat| secretariat.ladder(place.as_ref(), None, at)).await?;
    let page = visit.page("nav-ladder").await?.with_twins();
    let rows = |view: &LadderView| Rows::lines(&LADDER_RUNG_COLUMNS, ladder_lines(view));
    visit.show(&view, rows, |view| LadderPage { page: &page, view }.render())
}

impl Page {
    /// The ladder of a pillar and side as a picture; nothing where it cannot be drawn: the table
    /// says the same.
    fn ladder_picture(&self, layer: &LadderLayer, number: &usize) -> Option<Picture> {
        let text = |text: LadderText<'_>| without_isolates(&self.ladder_text(layer, text));
        let draw = |id: &str, px: u32| {
            ladder_figure(layer, (id, px, self.language.direction()), &text).draw().ok()
        };
        Some(Picture {
            title: text(LadderText::Title),
            wide: draw(&format!("ladder-{number}"), WIDE)?,
            narrow: draw(&format!("ladder-{number}-narrow"), NARROW)?,
        })
    }

    fn ladder_text(&self, layer: &LadderLayer, text: LadderText<'_>) -> String {
        match text {
            LadderText::Title => {
                format!("{}: {}", self.say("nav-ladder"), self.layer(&layer.pillar, &layer.side))
            }
            LadderText::About => self.say("ladder-about").to_string(),
            LadderText::Rung(rung) => self.word("rung", rung.rung),
            LadderText::Share(rung) => self.rung_share(rung),
            LadderText::Headers(0) => self.say("rung").to_string(),
            LadderText::Headers(_) => self.say("covered").to_string(),
        }
    }

    /// How much of the need is covered by what is left on a rung, as far as it is known.
    fn rung_share(&self, rung: &LadderRung) -> String {
        let percent = |share: f64| self.language.percent(share);
        let (least, most) = (rung.coverage_at_least.middle, rung.coverage_at_most.middle);
        if rung.is_unknown() {
            return self.say("rung-no-capacity").to_string();
        }
        let share = match rung.known {
            RungKnown::NotSaid => self.say("rung-not-said").with("most", percent(most)).to_string(),
            _ if rung.is_certain() => percent(most),
            _ => self
                .say("rung-between")
                .with("least", percent(least))
                .with("most", percent(most))
                .to_string(),
        };
        if rung.of_stated {
            return self.say("rung-of-stated").with("share", share).to_string();
        }
        share
    }

    /// What is left of the supply on a rung, as far as it is known.
    fn rung_supply(&self, rung: &LadderRung) -> String {
        let (least, most) = (rung.supply_at_least, rung.supply_at_most);
        if rung.is_unknown() {
            return self.say("rung-unknown").to_string();
        }
        if least >= most {
            return self.number(&most);
        }
        self.say("between").count("low", least).count("high", most).to_string()
    }
}
