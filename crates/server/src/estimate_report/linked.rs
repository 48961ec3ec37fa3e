//! The report of an estimate from a linkage that was kept: how much of the doubt is linkage, in plain words,
//! before the report on the likeliest linkage.

use concert_secretariat::{LinkSummary, LinkageLevel, OverLinkages, RangeOverLinkages, Report};

use super::{EstimateReport, Unwritten, document_of, outwards};
use crate::catalogue::Phrase;
use crate::language::Language;

/// From this share of the doubt on, linkage is worth more care.
const SOME: f64 = 0.1;
/// From this share on, it is most of the doubt.
const MOST: f64 = 0.5;

/// What an estimate from a linkage says.
#[derive(Debug, Clone, Copy)]
pub struct LinkedDocument<'a> {
    /// The report on the likeliest linkage.
    pub report: &'a Report,
    /// How the lists were linked.
    pub linkage: &'a LinkSummary,
    /// The estimate over all draws of the linkage; none where they are not combined.
    pub over: Option<&'a OverLinkages>,
    /// The range over all assumptions and draws.
    pub range: Option<&'a RangeOverLinkages>,
}

/// The same as [`crate::report_document`] for an estimate from a linkage.
///
/// # Errors
///
/// When the page cannot be put together, which no report is known to cause.
pub fn linked_report_document(
    linked: LinkedDocument<'_>,
    language: &str,
) -> Result<String, Unwritten> {
    let language = Language::of_tag(language).unwrap_or(Language::English);
    document_of(&EstimateReport::of_linkage(linked, language)).map_err(Unwritten)
}

impl<'a> EstimateReport<'a> {
    /// The report of an estimate from a linkage.
    pub(crate) fn of_linkage(linked: LinkedDocument<'a>, language: Language) -> Self {
        Self { linked: Some(linked), ..Self::new(linked.report, language) }
    }

    /// The range over all assumptions and all that the linkage leaves open.
    pub(crate) fn linked_range(&self, linked: &LinkedDocument<'_>) -> Option<Phrase> {
        let [low, high] = linked.range?.interval95;
        let text = self.say("linked-range").count("low", outwards(low, f64::floor));
        Some(text.count("high", outwards(high, f64::ceil)))
    }

    /// How many records of how many lists were taken for how many people.
    pub(crate) fn linked_people(&self, linked: &LinkedDocument<'_>) -> Phrase {
        let records: u64 = linked.linkage.lists.iter().map(|list| u64::from(list.records)).sum();
        let [fewest, most] =
            linked.over.map_or([linked.report.observed; 2], |over| over.average.observed);
        let text = self.say("linked-people").count("records", records);
        let text = text.count("lists", linked.linkage.lists.len());
        text.count("low", fewest).count("high", most)
    }

    /// How much of the doubt is linkage, and what that means.
    pub(crate) fn linked_share(&self, linked: &LinkedDocument<'_>) -> Option<(Phrase, Phrase)> {
        let share = linked.over?.average.linkage_share;
        let meaning = match share {
            little if little < SOME => self.say("linked-little"),
            some if some < MOST => self.say("linked-some"),
            _ => self.say("linked-most"),
        };
        let text = self.say("linked-share").with("percent", self.language.percent(share));
        Some((text, meaning))
    }

    /// People in all and people on no list by the best model of every draw, each with its interval.
    pub(crate) fn linked_rows(&self, linked: &LinkedDocument<'_>) -> Vec<(Phrase, String, String)> {
        let Some(OverLinkages { average, .. }) = linked.over else { return Vec::new() };
        let row = |name: Phrase, people: f64, limits: [f64; 2]| {
            (name, self.people(&people), self.limits(&Some(limits)))
        };
        vec![
            row(self.say("linked-in-all"), average.population, average.interval),
            row(self.say("linked-hidden"), average.hidden, average.hidden_interval),
        ]
    }

    /// How good the links are expected to be.
    pub(crate) fn linked_links(&self, linked: &LinkedDocument<'_>) -> Phrase {
        let quality = &linked.linkage.quality;
        let [precision, recall] = [&quality.precision, &quality.recall].map(|rate| {
            let [low, high] = rate.interval.map(|share| self.language.percent(share));
            self.say("linked-rate").with("low", low).with("high", high)
        });
        self.say("linked-links").with("precision", precision).with("recall", recall)
    }

    /// Who could see names.
    pub(crate) fn linked_level(&self, linked: &LinkedDocument<'_>) -> Phrase {
        match linked.linkage.level {
            LinkageLevel::InTheClear => self.say("linked-in-the-clear"),
            LinkageLevel::Encoded => self.say("linked-encoded"),
            LinkageLevel::Clks => self.say("linked-clks"),
        }
    }
}
