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
    ProfitSettings, Quantity, RatioBasis, RatioPoint, Spell, Unanswered, Uncertain, UsualVictims,
    VictimsTable, constant_lines, flag_words, profit_lines, profit_report, ratio_points,
};
use concert_terms::Money;
use serde::{Deserialize, Serialize};

use crate::asked::unreadable;
use crate::catalogue::Catalogue;
use crate::page::{Page, three_digits};
use crate::refusal::{Told, of, text};
use crate::spell_fields::{SPELLS, SpellFields, TypedSpell};
use crate::trouble::Trouble;
use crate::twin::{Rows, Shape};
use crate::typed::{NumberField, Typed};
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
    #[serde(flatten)]
    spell: TypedSpell,
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
    typed: &'a Typed,
    victims: [NumberField; 3],
    spell: SpellFields,
    own_value: [NumberField; 3],
    ratio: NumberField,
    refused: Option<Told>,
    flags: Vec<Told>,
    plot: Option<String>,
    reports: Vec<String>,
}

const PEOPLE: [&str; 3] = ["people", "low", "high"];
const OWN_VALUE: [&str; 3] = ["per_victim", "per_victim_low", "per_victim_high"];

/// The page.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Trouble> {
    let mut typed = Typed::new(visit.words());
    let question = Question::read(&wanted, &mut typed, visit.words())?;
    let ratio = question.ratio;
    let (mut report, mut refused, mut status) = (None, None, typed.status());
    if typed.is_right() {
        match visit.house.look(move |_| question.answer()).await? {
            Ok(found) => report = found,
            Err(no) if is_of_the_duration(&no) => {
                typed.refuse("years", no.into())?;
                status = typed.status();
            }
            // On the page a refusal stands above the form that can be corrected.
            Err(no) => match Trouble::from(no) {
                Trouble::Refused(no) if visit.shape == Shape::Page => {
                    refused = Some(text(visit.words(), &no));
                    status = Trouble::Refused(no).status();
                }
                trouble => return Err(trouble),
            },
        }
    }
    // A program gets the first of what is wrong, alone.
    if let Some(trouble) = typed.trouble().filter(|_| visit.shape != Shape::Page) {
        return Err(trouble.clone());
    }
    let constants = Constants::shipped();
    let (basis, chosen_ratio, ratios) = ratios(&constants, ratio)?;
    let is_total = |constant: &&Constant| {
        (constant.quantity, constant.sector, constant.region)
            == (Quantity::Profits, ProfitSector::All, ProfitRegion::World)
    };
    let published = constants.all().iter().filter(is_total).cloned().collect();
    let view = View { report, basis, chosen_ratio, ratios, published };
    let page = visit.page("profits-title").await?.with_twins();
    let mut response = visit.show(&view, rows, |view| {
        let flags = view.report.iter().flat_map(|report| &report.flags);
        let shown = match typed.at("ratio") {
            Some(_) => wanted.ratio.clone(),
            None => (view.chosen_ratio * 100.0).round().to_string(),
        };
        ProfitsPage {
            page: &page,
            view,
            wanted: &wanted,
            typed: &typed,
            victims: typed.amount_fields(PEOPLE, &page.say("victims"), wanted.people()),
            spell: wanted.spell.fields(&typed, visit.words()),
            own_value: typed.amount_fields(
                OWN_VALUE,
                &page.say("own-per-victim"),
                wanted.own_value(),
            ),
            ratio: typed.number_field("ratio", &page.say("ratio"), &shown).wide(),
            refused,
            flags: flags.map(|flag| told(&page, visit.words(), flag)).collect(),
            plot: plot(&page, view),
            reports: reports_with_values(&constants),
        }
        .render()
    })?;
    *response.status_mut() = status;
    Ok(response)
}

fn is_of_the_duration(no: &Unanswered) -> bool {
    matches!(no, Unanswered::Refused(refused) if refused.code == "estimate/duration-beyond-window")
}

impl Wanted {
    fn people(&self) -> [&str; 3] {
        [&self.people, &self.low, &self.high]
    }

    fn own_value(&self) -> [&str; 3] {
        [&self.per_victim, &self.per_victim_low, &self.per_victim_high]
    }
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
    victims: Option<(Uncertain, ProfitSector, ProfitRegion)>,
    spell: Spell,
    per_victim: Option<Uncertain>,
    report: String,
    counted: Option<Counted>,
    settings: ProfitSettings,
    ratio: Option<f64>,
}

impl Question {
    fn read(
        wanted: &Wanted,
        typed: &mut Typed,
        words: &'static Catalogue,
    ) -> Result<Self, Trouble> {
        let people = typed.amount(PEOPLE, wanted.people())?;
        let sector = typed.code("sector", &wanted.sector, ProfitSector::from_code);
        let region = typed.code("region", &wanted.region, ProfitRegion::from_code);
        let victims = match (people, sector, region) {
            (Some(people), Some(sector), Some(region)) => Some((people, sector, region)),
            (Some(_), None, _) => typed.lacks("sector"),
            (Some(_), _, None) => typed.lacks("region"),
            (None, ..) => None,
        };
        let spell = wanted.spell.read(typed, words)?;
        let per_victim = typed.amount(OWN_VALUE, wanted.own_value())?;
        let mut ratio = typed.read::<f64>("ratio", &wanted.ratio);
        if ratio.is_some_and(|ratio| !(0.0..=LARGEST_RATIO).contains(&ratio)) {
            let beyond = words.say("ratio-beyond").count("most", LARGEST_RATIO);
            typed.tell("ratio", &beyond, unreadable("ratio", &wanted.ratio));
            ratio = None;
        }
        let report = match wanted.report.trim() {
            "" => ILO_2024,
            report => report,
        };
        Ok(Self {
            victims,
            spell,
            per_victim,
            report: report.to_owned(),
            counted: typed.code("counted", &wanted.counted, Counted::from_code),
            settings: ProfitSettings {
                allow_global_mean: wanted.global_mean == "yes",
                ..ProfitSettings::default()
            },
            ratio,
        })
    }

    fn answer(self) -> Asked<Option<ProfitReport>> {
        let Some((people, sector, region)) = self.victims else { return Ok(None) };
        let usual = UsualVictims {
            sector: None,
            region: None,
            counted: self.counted,
            spell: self.spell,
            report: self.report,
            own: self.per_victim.map(|value| OwnValue {
                per_victim: PerVictim::Profit(value),
                price_year: None,
                source: String::new(),
            }),
        };
        let table = VictimsTable::from(vec![usual.with(sector, region, people)]);
        profit_report(&table, &Constants::shipped(), &self.settings).map(Some)
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
    pub(crate) fn chosen(&self, typed: &str, code: &str) -> bool {
        typed.trim() == code
    }
}
