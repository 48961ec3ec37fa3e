//! The report of a plan as a file: one HTML document that needs nothing beside it and prints well, or
//! a workbook. The page shows the same fragment.

use askama::Template;
use concert_secretariat::{
    AnsweredRecommendation, Asked, Light, Means, PlanReport, ReportCommitment, ReportHeading,
    ReportWords,
};

use crate::estimate_report::Unwritten;
use crate::language::Language;
use crate::page::Page;

#[derive(Template)]
#[template(path = "plan_report_document.html")]
struct Document<'a> {
    page: &'a Page,
    report: &'a PlanReport,
    style: &'a str,
    /// A file has no address that its links could lead to.
    linked: bool,
}

/// The report of a plan as one HTML file that needs nothing beside it, in the language with a BCP 47
/// tag; in English where there is no catalogue for it.
///
/// # Errors
///
/// When the page cannot be put together, which no report is known to cause.
pub fn plan_report_document(report: &PlanReport, language: &str) -> Result<String, Unwritten> {
    let language = Language::of_tag(language).unwrap_or(Language::English);
    document(report, language).map_err(Unwritten::from)
}

pub(crate) fn document(report: &PlanReport, language: Language) -> askama::Result<String> {
    let page = Page::of_file(language, "plan-report-title", report.generated);
    let style = crate::asset::ASSETS.style.content();
    Document { page: &page, report, style, linked: false }.render()
}

/// The report of a plan as a workbook, in the language with a BCP 47 tag; in English where there is
/// no catalogue for it.
pub fn plan_report_workbook(report: &PlanReport, language: &str) -> Asked<Vec<u8>> {
    workbook(report, Language::of_tag(language).unwrap_or(Language::English))
}

pub(crate) fn workbook(report: &PlanReport, language: Language) -> Asked<Vec<u8>> {
    let page = Page::of_file(language, "plan-report-title", report.generated);
    let plain = |text: String| text.replace(['\u{2068}', '\u{2069}'], "");
    let words = ReportWords {
        language: language.code(),
        is_right_to_left: language.dir() == "rtl",
        heading: &|heading: ReportHeading| plain(page.word("plan-report", heading.code())),
        word: &|family, code| plain(page.word(family, code)),
        reason: &|light| plain(page.reason_of_light(light)),
        means: &|means: &Means| plain(page.means_in_words(means)),
    };
    concert_secretariat::plan_report_workbook(report, &words)
}

impl Page {
    /// On what a report rests, and how it was judged.
    pub(crate) fn report_rests_on(&self, report: &PlanReport) -> String {
        self.say("plan-report-rests")
            .with("day", self.day(&report.day))
            .count("statements", report.statements)
            .to_string()
    }

    /// The version of the plan, and whether anybody adopted it.
    pub(crate) fn report_version(&self, report: &PlanReport) -> String {
        let phrase = if report.plan.adopted == Some(report.version.number) {
            self.say("plan-report-version-adopted")
        } else {
            self.say("plan-report-version-not-adopted")
        };
        phrase
            .count("number", report.version.number)
            .with("at", self.moment(&report.version.at))
            .to_string()
    }

    /// The counts of a report, each with its name.
    pub(crate) fn report_counts(&self, report: &PlanReport) -> Vec<(String, usize)> {
        let totals = &report.totals;
        let counts = [
            (ReportHeading::Actions, totals.actions),
            (self.without(report), totals.actions_without),
            (ReportHeading::Commitments, totals.commitments),
            (ReportHeading::Claimed, totals.claimed),
            (ReportHeading::Evidenced, totals.evidenced),
            (ReportHeading::Reviewed, totals.reviewed),
            (ReportHeading::Postponed, totals.postponed),
            (ReportHeading::Withdrawn, totals.withdrawn),
        ];
        counts.map(|(heading, count)| (self.report_heading(heading), count)).into()
    }

    fn without(&self, report: &PlanReport) -> ReportHeading {
        if report.for_public {
            ReportHeading::ActionsWithoutPublic
        } else {
            ReportHeading::ActionsWithout
        }
    }

    fn report_heading(&self, heading: ReportHeading) -> String {
        self.word("plan-report", heading.code())
    }

    /// The name of the list of actions without a commitment.
    pub(crate) fn report_without(&self, report: &PlanReport) -> String {
        self.report_heading(self.without(report))
    }

    /// Commitments of each light.
    pub(crate) fn report_lights(&self, report: &PlanReport) -> Vec<(Light, String, usize)> {
        let lights = report.totals.by_light.iter();
        lights.map(|(light, count)| (*light, self.light(light), *count)).collect()
    }

    /// Commitments of each standing that there are, in one line.
    pub(crate) fn report_standings(&self, report: &PlanReport) -> String {
        let there = report.totals.by_standing.iter().filter(|(_, count)| *count > 0);
        self.list(there.map(|(standing, count)| {
            let standing = self.commitment_standing(standing);
            self.say("plan-report-of-standing")
                .with("standing", standing)
                .count("count", *count)
                .to_string()
        }))
    }

    /// What is put in, in one line.
    pub(crate) fn report_means(&self, commitment: &ReportCommitment) -> String {
        self.list(commitment.means.iter().map(|means| self.means_in_words(means)))
    }

    /// What the indicator is to reach and what it stands at.
    pub(crate) fn report_measure(&self, commitment: &ReportCommitment) -> Option<String> {
        let measure = commitment.measure.as_ref()?;
        let target = self
            .say("plan-report-measure")
            .with("text", self.name(&measure.text))
            .count("figure", measure.target.figure)
            .with("unit", &measure.unit)
            .with("day", self.day(&measure.target.on))
            .to_string();
        let Some(figure) = &commitment.figure else { return Some(target) };
        let phrase = if figure.is_evidenced {
            self.say("plan-report-figure-evidenced")
        } else {
            self.say("plan-report-figure-claimed")
        };
        let stands = phrase.count("figure", figure.figure).with("day", self.day(&figure.on));
        Some(format!("{target} {stands}"))
    }

    /// What the maker claimed last, with its evidence.
    pub(crate) fn report_claim(&self, commitment: &ReportCommitment) -> Option<String> {
        let claim = commitment.last_claim.as_ref()?;
        let said = self
            .say("plan-report-last-claim")
            .with("day", self.day(&claim.on))
            .with("text", self.name(&claim.text))
            .count("evidence", claim.evidence)
            .count("checked", claim.can_be_checked);
        Some(said.to_string())
    }

    /// What a reviewer found last.
    pub(crate) fn report_review(&self, commitment: &ReportCommitment) -> Option<String> {
        let review = commitment.last_review.as_ref()?;
        let reviewer = review.reviewer.as_ref().map(|who| self.name(&who.names));
        let said = self
            .say("plan-report-last-review")
            .with("day", self.day(&review.on))
            .with("reviewer", reviewer.unwrap_or("–"))
            .with("text", self.name(&review.text));
        Some(said.to_string())
    }

    /// Who recommends, in which document.
    pub(crate) fn report_mechanism(&self, row: &AnsweredRecommendation) -> String {
        self.word("plan-report-mechanism", row.mechanism.code())
    }

    /// What the addressee answered.
    pub(crate) fn report_response(&self, row: &AnsweredRecommendation) -> String {
        self.word("plan-report-response", row.response.code())
    }

    /// The year of a document, which has no separators.
    pub(crate) fn report_year(&self, row: &AnsweredRecommendation) -> String {
        row.year.to_string()
    }
}

#[cfg(test)]
mod tests;
