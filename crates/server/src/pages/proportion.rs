//! Whether sides and forms are served in proportion to need.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use concert_secretariat::{Compared, ProportionView};
use concert_terms::Axis;

use crate::asked::Seen;
use crate::page::Page;
use crate::trouble::Trouble;
use crate::twin::{Rows, cell};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "proportion.html")]
struct ProportionPage<'a> {
    page: &'a Page,
    view: &'a ProportionView,
}

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Seen>) -> Result<Response, Trouble> {
    let (place, at) = wanted.read()?;
    let view =
        visit.house.ask(move |secretariat| secretariat.proportion(place.as_ref(), at)).await?;
    let page = visit.page("nav-proportion").await?.with_twins();
    visit.show(&view, rows, |view| ProportionPage { page: &page, view }.render())
}

fn rows(view: &ProportionView) -> Rows {
    let mut rows = Rows::new(&[
        "pillar",
        "side",
        "group",
        "need",
        "supply",
        "need_share",
        "supply_share",
        "coverage",
        "coverage_low",
        "coverage_high",
        "verdict_of_side",
    ]);
    for pillar in &view.pillars {
        for side in &pillar.sides {
            for form in &side.forms {
                rows.push([
                    cell(pillar.pillar),
                    cell(side.side),
                    cell(form.group),
                    form.need.to_string(),
                    form.supply.to_string(),
                    cell(form.need_share.map(|share| share.middle)),
                    cell(form.supply_share),
                    form.coverage.middle.to_string(),
                    form.coverage.low.to_string(),
                    form.coverage.high.to_string(),
                    side.verdict.unwrap_or_default().to_owned(),
                ]);
            }
        }
    }
    rows
}

impl Page {
    /// A share with its interval, in percent.
    fn share_between(&self, share: &concert_terms::Interval) -> String {
        let percent = |share: f64| self.language.percent(share);
        if share.is_point() {
            return percent(share.middle);
        }
        self.say("share-with-interval")
            .with("middle", percent(share.middle))
            .with("low", percent(share.low))
            .with("high", percent(share.high))
            .to_string()
    }

    /// Which of two parts is less served, and how sure that is.
    fn comparison<T: Axis>(&self, family: &str, compared: &Compared<T>) -> String {
        let (one, other) = (compared.one, compared.other);
        let (less, more, probability) = if compared.less_served >= 0.5 {
            (one, other, compared.less_served)
        } else {
            (other, one, 1.0 - compared.less_served)
        };
        self.say("less-served-than")
            .with("less", self.word(family, less.code()))
            .with("more", self.word(family, more.code()))
            .with("probability", self.language.percent(probability))
            .to_string()
    }
}
