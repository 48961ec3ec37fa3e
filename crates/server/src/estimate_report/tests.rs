use std::ops::ControlFlow;

use concert_secretariat::{CaptureTable, EstimateSettings, History, estimate};

use super::pictures::without_isolates;
use super::*;

/// Invented figures.
fn report(cells: &[(u16, u64)]) -> Report {
    let cells = cells.iter().map(|&(bits, count)| (History::new(bits), count));
    let table = CaptureTable::new(["police", "shelter", "hotline"], cells).unwrap();
    let settings =
        EstimateSettings { replicates: 200, coverage_tables: 4, ..EstimateSettings::default() };
    estimate(&table, &settings, &mut |_, _| ControlFlow::Continue(()))
}

const SOUND: [(u16, u64); 7] = [(1, 320), (2, 240), (4, 280), (3, 80), (5, 80), (6, 60), (7, 20)];

#[test]
fn the_document_stands_alone_and_says_everything_in_both_languages() {
    let report = report(&SOUND);
    for language in ["en", "ar", "ar-u-nu-arab"] {
        let html = report_document(&report, language).unwrap();
        assert!(html.contains("<style>") && html.contains("</style>"));
        let bare = html.replace("http://www.w3.org/2000/svg", "");
        for reference in
            ["http:", "https:", "src=", "<link", "url(", "@import", "<script", "href=\"/"]
        {
            assert!(!bare.contains(reference), "{language}: {reference}");
        }
        for missing in [" [en]", " [ar]", "{$", "{ $"] {
            assert!(!html.contains(missing), "{language}: {missing}");
        }
        assert!(html.len() < 400_000, "{} bytes", html.len());
        assert!(html.contains(&report.manifest.table_sha256));
    }
    assert!(report_document(&report, "tlh").unwrap().contains("lang=\"en\""));
}

#[test]
fn the_range_is_rounded_outwards_and_never_below_those_who_are_known() {
    let mut report = report(&SOUND);
    let say = |report: &Report| {
        let sheet = EstimateReport::new(report, Language::English);
        without_isolates(&sheet.range().unwrap().to_string())
    };
    report.headline.interval95 = Some([1234.9, 56_712.0]);
    assert_eq!(say(&report), "Between 1,230 and 56,800 people, of whom 1,080 are known.");
    report.headline.interval95 = Some([1080.2, 1_500.0]);
    assert_eq!(say(&report), "Between 1,080 and 1,500 people, of whom 1,080 are known.");
    report.observed = 1_084;
    report.headline.interval95 = Some([1086.2, 1_500.0]);
    assert_eq!(say(&report), "Between 1,084 and 1,500 people, of whom 1,084 are known.");
}

#[test]
fn every_method_and_assumption_has_its_words_in_every_language() {
    let report = report(&SOUND);
    for language in Language::ALL {
        let sheet = EstimateReport::new(&report, language);
        for method in Method::ALL {
            let text = sheet.say(&format!("method-{}", method.name()));
            assert!(text.text().is_some(), "{}", method.name());
            assert!(text.attribute("rests").text().is_some(), "{}", method.name());
        }
        for assumption in Assumption::ALL {
            let text = sheet.say(&format!("assumption-{}", assumption.name()));
            assert!(text.text().is_some(), "{}", assumption.name());
        }
    }
}

#[test]
fn warnings_name_the_lists_and_methods_that_they_are_about() {
    let mut report = report(&SOUND);
    report.warnings = vec![
        EstimateWarning::NestedList { inner: "hotline".to_owned(), outer: "police".to_owned() },
        EstimateWarning::PairsWithoutOverlap {
            pairs: vec![["police", "shelter"].map(str::to_owned), ["a", "b"].map(str::to_owned)],
        },
        EstimateWarning::HangsOnOnePerson {
            method: "loglinear-bic".to_owned(),
            histories: vec!["110".to_owned()],
        },
    ];
    let told = EstimateReport::new(&report, Language::English).warnings();
    let told: Vec<String> = told.iter().map(|told| without_isolates(&told.sentence)).collect();
    assert!(told[0].starts_with("Everybody on hotline is on police as well"), "{}", told[0]);
    assert_eq!(told[1], "These pairs of lists share nobody: police + shelter; a + b.");
    assert!(told[2].starts_with("Best log-linear model: without one person on police + shelter"));
}

#[test]
fn several_answers_stand_in_a_table_of_their_own_in_both_languages() {
    let mut report = report(&SOUND);
    let estimate = &mut report.estimates[0];
    estimate.modes = vec![
        Mode { weight: 0.624, median: 48_123.0, low: 41_999.0, high: 55_001.0 },
        Mode { weight: 0.376, median: 142_487.0, low: 120_400.0, high: 171_200.0 },
    ];
    let name = EstimateReport::new(&report, Language::English).method(&report.estimates[0].method);
    let english = without_isolates(&report_document(&report, "en").unwrap());
    let (_, table) = english.split_once("id=\"several\"").expect("there is a table");
    let table = table.split("</table>").next().unwrap();
    for words in
        [&name, "62%", "48,100", "41,900 to 55,100", "38%", "142,000", "120,000 to 172,000"]
    {
        assert!(table.contains(words), "{words}: {table}");
    }
    let arabic = report_document(&report, "ar").unwrap();
    assert!(arabic.contains("id=\"several\"") && !arabic.contains(" [ar]"));
    report.estimates[0].modes.truncate(1);
    assert!(!report_document(&report, "en").unwrap().contains("id=\"several\""));
}

#[test]
fn a_refused_report_says_why_and_gives_the_lower_bound() {
    let report = report(&[(1, 30), (2, 20), (4, 10), (3, 1), (5, 1)]);
    let html = report_document(&report, "en").unwrap();
    let text = without_isolates(&html);
    assert!(text.contains("No number can be given."));
    assert!(text.contains("Only 2 people are on two or more lists; 10 are needed."));
    assert!(text.contains("At least "));
}
