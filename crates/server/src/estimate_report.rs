//! The report of an estimate in words: what stands on its page, and in the file that is sent on.
//!
//! The order is that of the questions a reader must ask: what is known of the number, under which
//! assumptions, on which overlaps, what would change it, who answers for what no table can test.

use askama::Template;
use concert_secretariat::{
    Answer, Assumption, Because, Bias, Estimate, EstimateRefusal, EstimateWarning, HistoryCell,
    Method, Mode, OnePerson, OtherAnswer, Report, Sensitivity, Variant,
};
use serde::Serialize;
use serde_json::Value;

use self::linked::LinkedDocument;
use crate::catalogue::{Catalogue, Numeric, Phrase};
use crate::language::Language;
use crate::refusal::Told;

pub(crate) mod linked;
pub(crate) mod pictures;

/// A report in a language.
pub(crate) struct EstimateReport<'a> {
    pub(crate) report: &'a Report,
    /// The linkage that the report's table comes from, if it is one that was kept.
    pub(crate) linked: Option<LinkedDocument<'a>>,
    pub(crate) language: Language,
    words: &'static Catalogue,
}

#[derive(Template)]
#[template(path = "estimate_document.html")]
struct Document<'a> {
    sheet: &'a EstimateReport<'a>,
    style: &'a str,
}

/// Why a report cannot be written as a document.
#[derive(Debug, thiserror::Error)]
#[error("the report cannot be written: {0}")]
pub struct Unwritten(#[from] askama::Error);

/// A report as one HTML file that needs nothing beside it, in the language with a BCP 47 tag; in
/// English where there is no catalogue for it.
///
/// # Errors
///
/// When the page cannot be put together, which no report is known to cause.
pub fn report_document(report: &Report, language: &str) -> Result<String, Unwritten> {
    let language = Language::of_tag(language).unwrap_or(Language::English);
    document(report, language).map_err(Unwritten)
}

/// What makes the estimates of a report less sure than their intervals say, one text for each
/// warning, in the language with a BCP 47 tag; in English where there is no catalogue for it.
pub fn warning_texts(report: &Report, language: &str) -> Vec<String> {
    let language = Language::of_tag(language).unwrap_or(Language::English);
    let told = EstimateReport::new(report, language).warnings().into_iter();
    told.map(|told| format!("{} {}", told.sentence, told.hint).trim().to_owned()).collect()
}

pub(crate) fn document(report: &Report, language: Language) -> askama::Result<String> {
    document_of(&EstimateReport::new(report, language))
}

fn document_of(sheet: &EstimateReport<'_>) -> askama::Result<String> {
    Document { sheet, style: crate::asset::ASSETS.style.content() }.render()
}

impl<'a> EstimateReport<'a> {
    pub(crate) fn new(report: &'a Report, language: Language) -> Self {
        Self { report, linked: None, language, words: Catalogue::of(language) }
    }

    /// A text of the catalogue.
    pub(crate) fn say(&self, key: &str) -> Phrase {
        self.words.say(key)
    }

    /// The headline: the range with its limits rounded outwards to three digits.
    pub(crate) fn range(&self) -> Option<Phrase> {
        let [low, high] = self.report.headline.interval95?;
        let known = self.report.observed;
        let low = outwards(low, f64::floor).max(known as f64);
        let range = self.say("report-range").count("low", low);
        Some(range.count("high", outwards(high, f64::ceil)).count("known", known))
    }

    /// Over how many assumptions the range is.
    pub(crate) fn over(&self) -> Phrase {
        self.say("report-over").count("count", self.report.headline.methods.len())
    }

    /// The middle of what the assumptions say.
    pub(crate) fn middle(&self) -> Option<Phrase> {
        let middle = self.report.headline.middle?;
        Some(self.say("report-middle").count("middle", outwards(middle, f64::round)))
    }

    /// Why there is no range.
    pub(crate) fn refusals(&self) -> Vec<Told> {
        self.report.headline.refused.iter().map(|refusal| self.refused(refusal)).collect()
    }

    /// What can be said when no number can.
    pub(crate) fn lower_bound(&self) -> Phrase {
        let bound = &self.report.lower_bound;
        let [low, high] = bound.interval95;
        let text = self.say("report-at-least").count("people", bound.population.round());
        text.count("low", low.round()).count("high", high.round())
    }

    /// What makes the answer less sure.
    pub(crate) fn warnings(&self) -> Vec<Told> {
        let told = |warning: &EstimateWarning| self.told(warning, "");
        self.report.warnings.iter().map(told).collect()
    }

    /// Why there is no number.
    pub(crate) fn refused(&self, refusal: &EstimateRefusal) -> Told {
        self.told(refusal, &refusal.to_string())
    }

    /// The text of a code with facts. Refusals and warnings are written alike: a code, and facts
    /// by name.
    pub(crate) fn told(&self, coded: &impl Serialize, fallback: &str) -> Told {
        let value = serde_json::to_value(coded).unwrap_or_default();
        let code = value["code"].as_str().unwrap_or_default();
        let key = format!("refusal-{}", code.replace('/', "-"));
        let mut text = if self.words.has(&key) {
            self.say(&key)
        } else {
            self.say("refusal-unknown").with("code", code).with("text", fallback)
        };
        for (name, fact) in value["facts"].as_object().into_iter().flatten() {
            text = match fact {
                Value::Number(number) => {
                    text.count(name.clone(), number.as_f64().unwrap_or_default())
                }
                Value::String(method) if name == "method" => {
                    text.with(name.clone(), self.method_named(method))
                }
                Value::Array(modes) if name == "modes" => {
                    text.with(name.clone(), self.modes(modes))
                }
                Value::Array(histories) if name == "histories" => {
                    let lists = histories.iter().filter_map(Value::as_str);
                    let lists: Vec<String> = lists.map(|marks| self.lists_of(marks)).collect();
                    text.with(name.clone(), lists.join("; "))
                }
                fact => text.with(name.clone(), self.fact(fact)),
            };
        }
        let hint = text.clone().attribute("hint").text().unwrap_or_default();
        Told { at: None, sentence: text.to_string(), hint }
    }

    /// Populations with their weights.
    fn modes(&self, modes: &[Value]) -> String {
        let mode = |mode: &Value| {
            let [median, weight] =
                ["median", "weight"].map(|fact| mode[fact].as_f64().unwrap_or_default());
            let text = self.say("report-mode").count("people", outwards(median, f64::round));
            text.count("percent", (100.0 * weight).round()).to_string()
        };
        modes.iter().map(mode).collect::<Vec<_>>().join("; ")
    }

    /// The populations about which the draws of a method gather, of methods that have several.
    pub(crate) fn several_answers(&self) -> Vec<(String, &Mode)> {
        let several = self.report.estimates.iter().filter(|estimate| estimate.modes.len() > 1);
        several
            .flat_map(|estimate| {
                estimate.modes.iter().map(|mode| (self.method(&estimate.method), mode))
            })
            .collect()
    }

    /// A fact that is a text or a list of them.
    fn fact(&self, fact: &Value) -> String {
        match fact {
            Value::String(text) => text.clone(),
            Value::Number(number) => self.language.number(number.as_f64().unwrap_or_default()),
            Value::Array(parts) => {
                let join = if parts.iter().any(Value::is_array) { "; " } else { " + " };
                let parts: Vec<String> = parts.iter().map(|part| self.fact(part)).collect();
                parts.join(join)
            }
            _ => String::new(),
        }
    }

    /// The settings beside the ledger, which stands on its own.
    pub(crate) fn settings(&self) -> String {
        let mut settings = serde_json::to_value(&self.report.manifest.settings).unwrap_or_default();
        if let Some(fields) = settings.as_object_mut() {
            fields.remove("ledger");
        }
        settings.to_string()
    }

    /// The assumptions that the range leaves out, with the reason of each.
    pub(crate) fn left_out(&self) -> Vec<(String, Phrase)> {
        let left_out = self.report.headline.left_out.iter();
        let reason = |because: Because| match because {
            Because::Refused => self.say("report-because-refused"),
            Because::Contradicted => self.say("report-because-contradicted"),
        };
        left_out.map(|left| (self.method(&left.method), reason(left.because))).collect()
    }
}

/// Words, numbers and names.
impl EstimateReport<'_> {
    /// A whole number.
    pub(crate) fn whole(&self, value: impl Numeric) -> String {
        self.language.whole(value.as_f64() as u64)
    }

    /// A number that may not be there.
    pub(crate) fn number(&self, value: &Option<f64>) -> String {
        value.map_or_else(|| "–".to_owned(), |value| self.language.number(value))
    }

    /// A number of people.
    pub(crate) fn people(&self, people: &f64) -> String {
        self.language.number(*people)
    }

    /// The answers with a list left out and with two lists made one, under their headings.
    pub(crate) fn variants<'s>(&self, other: &'s Sensitivity) -> [(Phrase, &'s [Variant]); 2] {
        let without = (self.say("report-without"), other.without_a_list.as_slice());
        [without, (self.say("report-merged"), other.merged_lists.as_slice())]
    }

    /// The two answers on another table, with the names of the ways to them.
    pub(crate) fn answers<'s>(&self, variant: &'s Variant) -> [(Phrase, &'s OtherAnswer); 2] {
        let by_bic = (self.say("report-by-bic"), &variant.by_bic);
        [by_bic, (self.say("report-by-steps"), &variant.by_stepwise)]
    }

    /// The numbers with one person fewer and one more.
    pub(crate) fn changed<'s>(&self, one: &'s OnePerson) -> [(Phrase, &'s Option<f64>); 2] {
        let fewer = (self.say("report-fewer"), &one.with_one_fewer);
        [fewer, (self.say("report-more"), &one.with_one_more)]
    }

    /// The share of the draws that gather about a number.
    pub(crate) fn weight(&self, mode: &Mode) -> String {
        self.language.percent(mode.weight)
    }

    /// The middle of the draws that gather there, to three digits.
    pub(crate) fn mode_middle(&self, mode: &Mode) -> String {
        self.language.number(outwards(mode.median, f64::round))
    }

    /// The interval of those draws, rounded outwards to three digits.
    pub(crate) fn mode_limits(&self, mode: &Mode) -> String {
        self.limits(&Some([outwards(mode.low, f64::floor), outwards(mode.high, f64::ceil)]))
    }

    /// A criterion with a tenth.
    pub(crate) fn criterion(&self, value: &f64) -> String {
        self.language.tenths(*value)
    }

    /// The limits of an interval that may not be there.
    pub(crate) fn limits(&self, interval: &Option<[f64; 2]>) -> String {
        let Some([low, high]) = interval else { return "–".to_owned() };
        self.say("between").count("low", *low).count("high", *high).to_string()
    }

    /// A share of a list of shares, in percent.
    pub(crate) fn percents(&self, [low, high]: &[f64; 2]) -> Phrase {
        let text = self.say("report-coverage-share").with("low", self.language.percent(*low));
        text.with("high", self.language.percent(*high))
    }

    /// Names of lists that belong together.
    pub(crate) fn names(&self, lists: &[String]) -> String {
        let isolated = lists.iter().map(|name| format!("\u{2068}{name}\u{2069}"));
        isolated.collect::<Vec<_>>().join(" + ")
    }

    /// The lists of a history of zeros and ones.
    pub(crate) fn lists_of(&self, history: &str) -> String {
        let lists = self.report.lists.iter().zip(history.bytes());
        let on: Vec<String> =
            lists.filter(|(_, mark)| *mark == b'1').map(|(list, _)| list.clone()).collect();
        self.names(&on)
    }

    /// Each list with the people on it, and those on no other.
    pub(crate) fn list_sizes(&self) -> Vec<(String, u64, u64)> {
        let size = |(list, name): (usize, &String)| {
            let on = |cell: &&HistoryCell| cell.history.as_bytes().get(list) == Some(&b'1');
            let alone = |cell: &&HistoryCell| {
                cell.history.bytes().filter(|mark| *mark == b'1').count() == 1
            };
            let cells = self.report.cells.iter().filter(on);
            let people = cells.clone().map(|cell| cell.people).sum();
            (name.clone(), people, cells.filter(alone).map(|cell| cell.people).sum())
        };
        self.report.lists.iter().enumerate().map(size).collect()
    }

    /// The name of a method.
    pub(crate) fn method(&self, method: &Method) -> String {
        self.method_named(method.name())
    }

    fn method_named(&self, name: &str) -> String {
        self.say(&format!("method-{name}")).text().unwrap_or_else(|| name.to_owned())
    }

    /// How many models stand beside the best, itself included.
    pub(crate) fn rivals(&self) -> usize {
        self.report.runner_ups.iter().filter(|model| model.rival).count()
    }

    /// The answer on another table: a number, or why there is none.
    pub(crate) fn other(&self, answer: &OtherAnswer) -> String {
        match (&answer.population, &answer.refused) {
            (Some(population), _) => self.language.number(*population),
            (None, Some(refusal)) => self.refused(refusal).sentence,
            (None, None) => "–".to_owned(),
        }
    }

    /// Whether a number lies outside the range of the headline.
    pub(crate) fn is_outside(&self, population: &Option<f64>) -> bool {
        let range = self.report.headline.interval95;
        let both = range.zip(*population);
        both.is_some_and(|([low, high], people)| people < low || people > high)
    }

    /// What must be true, in a sentence.
    pub(crate) fn assumption(&self, assumption: &Assumption) -> String {
        let key = format!("assumption-{}", assumption.name());
        self.say(&key).text().unwrap_or_else(|| assumption.sentence().to_owned())
    }

    /// Where the number errs when an assumption fails.
    pub(crate) fn bias(&self, assumption: &Assumption) -> Phrase {
        self.say(match assumption.bias() {
            Bias::TooLow => "bias-too-low",
            Bias::TooHigh => "bias-too-high",
            Bias::Either => "bias-either",
        })
    }

    /// What was said of an assumption.
    pub(crate) fn answer(&self, answer: &Answer) -> Phrase {
        self.say(match answer {
            Answer::Holds => "answer-holds",
            Answer::Doubtful => "answer-doubtful",
            Answer::Fails => "answer-fails",
            Answer::Unanswered => "answer-unanswered",
        })
    }

    /// The day of the signature in words, where it is a day.
    pub(crate) fn signed_on(&self) -> String {
        let text = &self.report.ledger.signed_on;
        text.parse().map_or_else(|_| text.clone(), |day| self.language.day(day))
    }
}

impl EstimateReport<'_> {
    /// What a method says, as the table of methods has it.
    pub(crate) fn why_not(&self, estimate: &Estimate) -> Option<Told> {
        estimate.refused.as_ref().map(|refusal| self.refused(refusal))
    }
}

/// A number with three significant digits, rounded as told. Small ones stay whole.
fn outwards(value: f64, round: fn(f64) -> f64) -> f64 {
    let step = if value < 1000.0 { 1.0 } else { 10_f64.powf(value.log10().floor() - 2.0) };
    round(value / step) * step
}

#[cfg(test)]
mod tests;
