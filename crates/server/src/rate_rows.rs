//! The rows of a result of rates: each figure with whom it counts and how it was computed, so that
//! nobody has to guess what a number is.

use concert_secretariat::{AverageDay, Figure, Prevalence, Spell, Uncertain};

use crate::page::Page;
use crate::pages::prevalence::Basis;

/// A figure that explains itself.
pub(crate) struct RateRow {
    pub(crate) name: String,
    pub(crate) whom: String,
    pub(crate) value: String,
    pub(crate) at95: String,
    pub(crate) at80: String,
    pub(crate) how: String,
}

/// Every figure of a result.
pub(crate) fn rate_rows(page: &Page, found: &AverageDay, basis: &Basis<'_>) -> Vec<RateRow> {
    let rows = Writer { page, residents: page.number(&basis.question.residents) };
    let day = page.say("whom-average-day").to_string();
    let given = whom_given(page, &basis.question.spell);
    let mut all = Vec::new();
    if let Some(victims) = &found.victims {
        let how = how_given(page, basis);
        all.push(rows.row("rate-victims", &given, victims, |people| page.number(&people), how));
    }
    if let (Some(people), Some(_)) = (&found.people, &found.as_given) {
        let how = how_stock(page, basis);
        all.push(rows.row("rate-stock", &day, people, |people| page.number(&people), how));
    }
    let of_day = if found.as_given.is_some() { &day } else { &given };
    all.extend(rows.rates(of_day, &found.average_day));
    if let Some(as_given) = &found.as_given {
        all.extend(rows.rates(&given, as_given));
    }
    all
}

/// Whom the figure counts as it was given.
fn whom_given(page: &Page, spell: &Spell) -> String {
    match spell {
        Spell::NotStated => page.say("whom-not-stated").to_string(),
        Spell::Stock => page.say("whom-average-day").to_string(),
        Spell::Entering { .. } => page.say("whom-entering").to_string(),
        Spell::Window { window_years, .. } => {
            page.say("whom-window").with("window", page.language.rate(*window_years)).to_string()
        }
    }
}

/// Where the figure comes from.
fn how_given(page: &Page, basis: &Basis<'_>) -> String {
    let Some(estimate) = basis.estimate else { return page.say("rate-typed").to_string() };
    let place = estimate.place.as_ref().map_or("–", |place| page.name(&place.names));
    let text = page.say("rate-recorded").with("place", place);
    text.with("period", page.period(&estimate.period)).to_string()
}

/// How the figure became people on an average day.
fn how_stock(page: &Page, basis: &Basis<'_>) -> String {
    let duration = |years: &Uncertain| {
        let value = page.language.rate(years.value());
        match years.interval(0.95) {
            Some([low, high]) => {
                let [low, high] = [low, high].map(|end| page.language.rate(end));
                let between = page.say("between").with("low", low).with("high", high);
                format!("{value} ({between})")
            }
            None => value,
        }
    };
    match &basis.question.spell {
        Spell::NotStated | Spell::Stock => String::new(),
        Spell::Entering { mean_years } => {
            page.say("rate-by-entering").with("years", duration(mean_years)).to_string()
        }
        Spell::Window { mean_years, window_years } => {
            let text = page.say("rate-by-window").with("years", duration(mean_years));
            text.with("window", page.language.rate(*window_years)).to_string()
        }
    }
}

struct Writer<'a> {
    page: &'a Page,
    residents: String,
}

impl Writer<'_> {
    /// The rates of some people, those that there are.
    fn rates(&self, whom: &str, rates: &Prevalence) -> Vec<RateRow> {
        let page = self.page;
        let rate = |value: f64| page.language.rate(value);
        let how = |key: &str| page.say(key).with("residents", &self.residents).to_string();
        let mut rows = Vec::new();
        let mut add = |key: &str, figure: &Option<Figure>, how: String| {
            if let Some(figure) = figure {
                rows.push(self.row(key, whom, figure, rate, how));
            }
        };
        add("rate-per-1000", &rates.per_1_000, how("rate-per-1000-how"));
        add("rate-sdg", &rates.sdg_16_2_2, how("rate-sdg-how"));
        add("rate-one-in", &rates.one_in, how("rate-one-in-how"));
        add("rate-undetected", &rates.undetected, page.say("rate-undetected-how").to_string());
        if let Some([low, high]) = rates.detected_per_100_000 {
            let [least, most] = [rate(low), rate(high)];
            let between = page.say("between").with("low", &least).with("high", &most);
            rows.push(RateRow {
                name: page.say("rate-detected").to_string(),
                whom: whom.to_owned(),
                value: if least == most { least } else { between.to_string() },
                at95: "–".to_owned(),
                at80: "–".to_owned(),
                how: how("rate-detected-how"),
            });
        }
        rows
    }

    fn row(
        &self,
        key: &str,
        whom: &str,
        figure: &Figure,
        write: impl Fn(f64) -> String,
        how: String,
    ) -> RateRow {
        let ends = |ends: Option<[f64; 2]>| {
            ends.map_or_else(
                || "–".to_owned(),
                |[low, high]| {
                    let between = self.page.say("between").with("low", write(low));
                    between.with("high", write(high)).to_string()
                },
            )
        };
        RateRow {
            name: self.page.say(key).to_string(),
            whom: whom.to_owned(),
            value: write(figure.value),
            at95: ends(figure.interval95),
            at80: ends(figure.interval80),
            how,
        }
    }
}
