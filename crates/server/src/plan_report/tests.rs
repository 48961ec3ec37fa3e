use concert_secretariat::{
    Entropy, PlanReport, Readership, RegionParameters, ReportHeading, Secretariat,
};
use jiff::Timestamp;
use jiff::civil::Date;

use super::*;

fn report() -> PlanReport {
    let now: Timestamp = "2026-11-24T10:00:00Z".parse().unwrap();
    let today: Date = "2026-11-24".parse().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let entropy = Entropy::of_the_system();
    let region = Secretariat::open(folder.path(), entropy, now, &mut |_, _| {}).unwrap();
    let parameters =
        RegionParameters { organisations: 30, initiatives: 100, today, ..Default::default() };
    region.make_region(&parameters, now, &mut |_, _| {}).unwrap();
    let mut reports: Vec<PlanReport> = region
        .plans()
        .iter()
        .map(|plan| region.plan_report(plan.id, today, None, Readership::Members).unwrap())
        .collect();
    reports.sort_by_key(|report| report.totals.commitments);
    reports.pop().unwrap()
}

#[test]
fn a_document_needs_nothing_beside_it_and_every_word_is_there_in_both_languages() {
    let report = report();
    assert!(report.totals.commitments > 5 && report.totals.withdrawn > 0);
    for language in ["en", "ar"] {
        let html = plan_report_document(&report, language).unwrap();
        assert_eq!(html, plan_report_document(&report, language).unwrap());
        for outside in ["href=", "src=", "url(", "@import"] {
            assert!(!html.contains(outside), "{outside} in {language}");
        }
        assert!(html.contains(&report.version.digest) && !html.contains(" [ar]"), "{language}");
        for commitment in report.commitments() {
            let name = commitment.row.text.pick(language).split(['&', '<', '\'']).next();
            assert!(html.contains(name.unwrap()), "{name:?} in {language}");
        }
        for it in &report.withdrawn {
            assert!(html.contains(it.reason.split(['&', '<', '\'']).next().unwrap()));
        }
        let page = Page::of_file(Language::of_tag(language).unwrap(), "plan-report-title", true);
        for heading in ReportHeading::ALL {
            let key = format!("plan-report-{}", heading.code());
            assert!(page.say(&key).text().is_some(), "{key}");
        }
        assert!(html.contains(&page.say("generated").to_string()), "it says what it is");
    }
    assert!(plan_report_document(&report, "ar").unwrap().contains("dir=\"rtl\""));
}

#[test]
fn sheets_have_different_names_that_fit_on_a_tab_in_both_languages() {
    let report = report();
    for language in ["en", "ar"] {
        let bytes = plan_report_workbook(&report, language).unwrap();
        assert_eq!(bytes, plan_report_workbook(&report, language).unwrap());
        assert!(bytes.starts_with(b"PK"), "{language}");
    }
}
