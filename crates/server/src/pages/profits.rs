//! The calculator of illegal profits: victims as money, and what hangs on one ratio.
//!
//! Nothing is kept. The address holds everything that was asked, so that a result can be sent on
//! and its twins are the same computation.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use concert_figures::{Frame, IntervalPlot, Outcome, PlotRow, Reference};
use concert_secretariat::{
    Asked, CONSTANTS_COLUMNS, Constant, Constants, Counted, Figure, ILO_2024, OwnValue,
    PROFIT_COLUMNS, PerVictim, ProfitFlag, ProfitRegion, ProfitReport, ProfitRow, ProfitSector,
    ProfitSettings, Quantity, RatioBasis, RatioPoint, Spell, UsualVictims, VictimsTable, amount,
    constant_lines, flag_words, profit_lines, profit_report, ratio_points,
};
use concert_terms::Money;
use serde::{Deserialize, Serialize};

use crate::asked::{optional, unreadable};
use crate::catalogue::Catalogue;
use crate::page::{Page, three_digits};
use crate::refusal::{Told, of, text};
use crate::trouble::Trouble;
use crate::twin::{Rows, Shape};
use crate::visit::Visit;

/// Ratios of the figure, in sexually exploited people for a hundred otherwise exploited ones. The
/// one of the global estimates and the one that is asked for join them.
///
/// 127 for 100 gives sexual exploitation the 56 % of Walby and Francis (2025).
const RATIOS: [f64; 7] = [10.0, 25.0, 50.0, 75.0, 100.0, 127.0, 150.0];

/// The largest ratio that can be asked for.
const LARGEST_RATIO: f64 = 200.0;

/// What the address asks for, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    people: String,
    low: String,
    high: String,
    sector: String,
    region: String,
    report: String,
    counted: String,
    per_victim: String,
    per_victim_low: String,
    per_victim_high: String,
    global_mean: String,
    ratio: String,
}

/// What is shown.
#[derive(Serialize)]
struct View {
    /// The result; absent until people are given.
    report: Option<ProfitReport>,
    /// What stays the same while the ratio varies.
    basis: RatioBasis,
    /// The ratio that was asked for, else that of the global estimates.
    chosen_ratio: f64,
    /// What it and others give, the smallest ratio first.
    ratios: Vec<RatioPoint>,
    /// Published totals, with whom each counts.
    published: Vec<Constant>,
}

#[derive(Template)]
#[template(path = "profits.html")]
struct ProfitsPage<'a> {
    page: &'a Page,
    view: &'a View,
    wanted: &'a Wanted,
    ratio: f64,
    largest_ratio: f64,
    refused: Option<Told>,
    flags: Vec<Told>,
    plot: Option<String>,
    reports: Vec<String>,
}

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let question = Question::read(&wanted)?;
    let ratio = question.ratio;
    let answer = visit.house.look(move |_| question.answer()).await?;
    // On the page a refusal stands above the form that can be corrected; a program gets it alone.
    let (report, refused) = match answer.map_err(Trouble::from) {
        Ok(report) => (report, None),
        Err(Trouble::Refused(refused)) if visit.shape == Shape::Page => {
            (None, Some(text(visit.words(), &refused)))
        }
        Err(trouble) => return Err(trouble),
    };
    let constants = Constants::shipped();
    let (basis, chosen_ratio, ratios) = ratios(&constants, ratio)?;
    let is_total = |constant: &&Constant| {
        (constant.quantity, constant.sector, constant.region)
            == (Quantity::Profits, ProfitSector::All, ProfitRegion::World)
    };
    let published = constants.all().iter().filter(is_total).cloned().collect();
    let view = View { report, basis, chosen_ratio, ratios, published };
    let page = visit.page("profits-title").await?.with_twins();
    visit.show(&view, rows, |view| {
        let flags = view.report.iter().flat_map(|report| &report.flags);
        ProfitsPage {
            page: &page,
            view,
            wanted: &wanted,
            ratio: (view.chosen_ratio * 100.0).round(),
            largest_ratio: LARGEST_RATIO,
            refused,
            flags: flags.map(|flag| told(&page, visit.words(), flag)).collect(),
            plot: plot(&page, view),
            reports: reports_with_values(&constants),
        }
        .render()
    })
}

/// The ratio that was asked for or is usual, and what it and others give. Ratios that are written
/// alike stand there once.
fn ratios(
    constants: &Constants,
    asked: Option<f64>,
) -> Result<(RatioBasis, f64, Vec<RatioPoint>), Trouble> {
    let (basis, _) = ratio_points(constants, &[])?;
    let percent = |ratio: f64| (ratio * 100.0).round();
    let chosen = asked.map_or(basis.usual_ratio, |asked| asked / 100.0);
    let mut ratios = vec![chosen, basis.usual_ratio];
    ratios.extend(RATIOS.map(|ratio| ratio / 100.0));
    ratios.sort_by(f64::total_cmp);
    ratios.dedup_by_key(|ratio| percent(*ratio) as u32);
    let (_, points) = ratio_points(constants, &ratios)?;
    Ok((basis, chosen, points))
}

/// What the address asks for, read.
struct Question {
    victims: Option<(f64, Option<[f64; 2]>, ProfitSector, ProfitRegion)>,
    per_victim: Option<(f64, Option<[f64; 2]>)>,
    report: String,
    counted: Option<Counted>,
    settings: ProfitSettings,
    ratio: Option<f64>,
}

impl Question {
    fn read(wanted: &Wanted) -> Result<Self, Trouble> {
        let number = optional::<f64>;
        let people = number("people", &wanted.people)?;
        let limits = pair("low", "high", &wanted.low, &wanted.high)?;
        let sector = code("sector", &wanted.sector, ProfitSector::from_code)?;
        let region = code("region", &wanted.region, ProfitRegion::from_code)?;
        let victims = match (people, sector, region) {
            (Some(people), Some(sector), Some(region)) => Some((people, limits, sector, region)),
            (Some(_), None, _) => return Err(unreadable("sector", "")),
            (Some(_), _, None) => return Err(unreadable("region", "")),
            (None, ..) if limits.is_some() => return Err(unreadable("people", "")),
            (None, ..) => None,
        };
        let own = pair(
            "per_victim_low",
            "per_victim_high",
            &wanted.per_victim_low,
            &wanted.per_victim_high,
        )?;
        let per_victim = number("per_victim", &wanted.per_victim)?;
        if own.is_some() && per_victim.is_none() {
            return Err(unreadable("per_victim", ""));
        }
        let ratio = number("ratio", &wanted.ratio)?;
        if ratio.is_some_and(|ratio| !(0.0..=LARGEST_RATIO).contains(&ratio)) {
            return Err(unreadable("ratio", &wanted.ratio));
        }
        let report = match wanted.report.trim() {
            "" => ILO_2024,
            report => report,
        };
        Ok(Self {
            victims,
            per_victim: per_victim.map(|value| (value, own)),
            report: report.to_owned(),
            counted: code("counted", &wanted.counted, Counted::from_code)?,
            settings: ProfitSettings {
                allow_global_mean: wanted.global_mean == "yes",
                ..ProfitSettings::default()
            },
            ratio,
        })
    }

    fn answer(self) -> Asked<Option<ProfitReport>> {
        let Some((people, limits, sector, region)) = self.victims else { return Ok(None) };
        let own = match self.per_victim {
            Some((value, limits)) => Some(OwnValue {
                per_victim: PerVictim::Profit(amount(value, limits)?),
                price_year: None,
                source: String::new(),
            }),
            None => None,
        };
        let usual = UsualVictims {
            sector: None,
            region: None,
            counted: self.counted,
            spell: Spell::NotStated,
            report: self.report,
            own,
        };
        let table = VictimsTable::from(vec![usual.with(sector, region, amount(people, limits)?)]);
        profit_report(&table, &Constants::shipped(), &self.settings).map(Some)
    }
}

/// Both limits of an interval, or neither.
fn pair(low: &str, high: &str, is: &str, and: &str) -> Result<Option<[f64; 2]>, Trouble> {
    match (optional::<f64>(low, is)?, optional::<f64>(high, and)?) {
        (Some(low), Some(high)) => Ok(Some([low, high])),
        (None, None) => Ok(None),
        (Some(_), None) => Err(unreadable(high, "")),
        (None, Some(_)) => Err(unreadable(low, "")),
    }
}

fn code<T>(field: &str, text: &str, of: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Trouble> {
    match text {
        "" => Ok(None),
        code => of(code).map(Some).ok_or_else(|| unreadable(field, code)),
    }
}

/// Reports that have a profit per victim of their own year.
fn reports_with_values(constants: &Constants) -> Vec<String> {
    let has = |report: &str| {
        let mut of = constants.all().iter().filter(|constant| constant.report == report);
        of.any(|it| it.quantity == Quantity::ProfitPerVictim && it.sector == ProfitSector::Sexual)
    };
    constants.reports().into_iter().filter(|report| has(report)).map(str::to_owned).collect()
}

/// A flag in the visitor's words.
fn told(page: &Page, words: &'static Catalogue, flag: &ProfitFlag) -> Told {
    let family = |name| match name {
        "regions" => Some("fact-region"),
        "sectors" => Some("fact-sector"),
        "counted" => Some("fact-counted"),
        "reports" => Some("fact-report"),
        _ => None,
    };
    let fact = flag.fact().map(|(name, codes)| {
        let word = |code: String| family(name).map_or(code.clone(), |of| page.word(of, &code));
        (name, page.list(codes.into_iter().map(word)))
    });
    let facts: Vec<(&'static str, String)> = fact.into_iter().collect();
    of(words, flag.code(), &facts, &flag_words(flag).text)
}

/// How many people there are in all as the ratio varies; the published total is marked.
fn plot(page: &Page, view: &View) -> Option<String> {
    let (title, about) = (page.say("ratio-title"), page.say("ratio-description"));
    let mut frame = Frame::new("ratio", title.to_string(), about.to_string(), 720);
    frame.direction = page.language.direction();
    let published = view.basis.other * (1.0 + view.basis.usual_ratio) + view.basis.apart;
    let row = |point: &RatioPoint| PlotRow {
        name: page.ratio(&point.ratio),
        outcome: Outcome::Shown {
            point: Some(point.total),
            interval: None,
            text: page.number(&point.total),
        },
        emphasis: page.ratio(&point.ratio) == page.ratio(&view.chosen_ratio),
        href: None,
    };
    let figure = IntervalPlot {
        frame,
        axis: page.say("people").to_string(),
        numbers: page.language.number_style(),
        reference: Some(Reference {
            value: published,
            text: page.say("ratio-published").to_string(),
        }),
        rows: view.ratios.iter().map(row).collect(),
        headers: ["ratio", "ratio-total"].map(|key| page.say(key).to_string()),
    };
    figure.draw().ok()
}

/// The result as a table; before people are given, the constants.
fn rows(view: &View) -> Rows {
    let (columns, lines) = match &view.report {
        Some(report) => (&PROFIT_COLUMNS[..], profit_lines(report)),
        None => (CONSTANTS_COLUMNS, constant_lines(&Constants::shipped())),
    };
    let mut rows = Rows::new(columns);
    for line in lines {
        rows.extend(line.into_iter());
    }
    rows
}

/// Money and people of the calculator in words.
impl Page {
    /// US dollars.
    fn dollars(&self, value: &f64) -> String {
        self.money(&Money { amount: value.round() as u64, currency: "USD".to_owned() })
    }

    /// US dollars as a round figure: a computed sum is not known to the dollar.
    fn about_dollars(&self, value: &f64) -> String {
        self.dollars(&three_digits(*value))
    }

    /// US dollars from, to.
    fn dollars_between(&self, ends: &Option<[f64; 2]>) -> String {
        ends.map_or_else(
            || "–".to_owned(),
            |[low, high]| {
                let [low, high] = [low, high].map(|end| self.about_dollars(&end));
                self.say("between").with("low", low).with("high", high).to_string()
            },
        )
    }

    /// A figure of people with its interval.
    fn people(&self, figure: &Figure) -> String {
        match figure.interval95 {
            Some([low, high]) => {
                format!("{} ({})", self.number(&figure.value), self.between(low, high))
            }
            None => self.number(&figure.value),
        }
    }

    /// Where the profit per victim of a row comes from.
    fn origin(&self, row: &ProfitRow) -> String {
        match row.constant {
            Some(_) => row.source.clone(),
            None => self.say("own-value").to_string(),
        }
    }

    /// A ratio as people for a hundred others.
    fn ratio(&self, ratio: &f64) -> String {
        self.say("ratio-value").count("count", (ratio * 100.0).round()).to_string()
    }

    /// A year.
    fn year(&self, year: &i16) -> String {
        self.language.digits(&year.to_string())
    }

    /// Whether a field holds this value.
    fn chosen(&self, typed: &str, code: &str) -> bool {
        typed.trim() == code
    }
}
