use quick_xml::Reader;

use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn activity() -> IatiActivity {
    let names = |text: &str| Names::new("en", text).with("ar", "وعد");
    IatiActivity {
        identifier: "XM-EX-1-7".to_owned(),
        reporting: IatiOrganisation {
            identifier: Some("XM-EX-1".to_owned()),
            kind: Some(OrganisationKind::Ngo),
            names: names("Coalition"),
        },
        is_reported_for_others: true,
        title: names("The plan"),
        descriptions: vec![names("More beds"), Names::new("", "Fewer <cases> & \"fees\"\u{1}")],
        implementing: IatiOrganisation {
            identifier: None,
            kind: Some(OrganisationKind::State),
            names: names("Ministry"),
        },
        is_finished: false,
        dates: ActivityDates {
            start: day("2026-01-01"),
            has_started: true,
            planned_end: day("2027-06-30"),
        },
        country: Some("ML"),
        sector: "15160",
        results: vec![IatiResult {
            title: names("More beds"),
            indicators: vec![IatiIndicator {
                title: names("Beds"),
                unit: "beds".to_owned(),
                baseline: Some((day("2025-12-31"), 10.0)),
                from: day("2025-12-31"),
                target: (day("2027-06-30"), 50.0),
                actual: Some((day("2026-09-01"), 24.5)),
            }],
        }],
    }
}

fn written(activity: &IatiActivity) -> String {
    let bytes = iati_activities(std::slice::from_ref(activity)).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The elements below each opening tag, in their order.
fn children(xml: &str, of: &str) -> Vec<Vec<String>> {
    let mut reader = Reader::from_str(xml);
    let (mut path, mut found): (Vec<String>, Vec<Vec<String>>) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event().unwrap();
        let name = match &event {
            Event::Start(tag) | Event::Empty(tag) => tag.name().as_ref().to_owned(),
            Event::End(_) => {
                path.pop();
                continue;
            }
            Event::Eof => return found,
            _ => continue,
        };
        if path.last().is_some_and(|parent| parent == of) {
            found.last_mut().unwrap().push(name.clone());
        }
        if name == of {
            found.push(Vec::new());
        }
        if matches!(event, Event::Start(_)) {
            path.push(name);
        }
    }
}

/// The order in which the schema wants the elements that are written.
const ORDER: [(&str, &[&str]); 4] = [
    (
        "iati-activity",
        &[
            "iati-identifier",
            "reporting-org",
            "title",
            "description",
            "participating-org",
            "activity-status",
            "activity-date",
            "recipient-country",
            "sector",
            "result",
        ],
    ),
    ("result", &["title", "indicator"]),
    ("indicator", &["title", "description", "baseline", "period"]),
    ("period", &["period-start", "period-end", "target", "actual"]),
];

#[test]
fn elements_stand_in_the_order_of_the_schema_and_those_required_are_there() {
    let xml = written(&activity());
    for (parent, order) in ORDER {
        for mut found in children(&xml, parent) {
            found.dedup();
            assert_eq!(found, order, "{parent}");
        }
    }
}

#[test]
fn attributes_hold_codes_of_the_lists_only() {
    let xml = written(&activity());
    for part in [
        "<iati-activities version=\"2.03\">",
        "<reporting-org ref=\"XM-EX-1\" type=\"90\" secondary-reporter=\"1\">",
        "<participating-org role=\"4\" type=\"10\">",
        "<activity-status code=\"2\"/>",
        "<activity-date type=\"2\" iso-date=\"2026-01-01\"/>",
        "<activity-date type=\"3\" iso-date=\"2027-06-30\"/>",
        "<sector vocabulary=\"1\" code=\"15160\"/>",
        "<result type=\"9\" aggregation-status=\"0\">",
        "<indicator measure=\"1\" ascending=\"1\">",
        "<baseline year=\"2025\" iso-date=\"2025-12-31\" value=\"10\"/>",
        "<target value=\"50\"/>",
        "<actual value=\"24.5\"/>",
        "<narrative xml:lang=\"ar\">وعد</narrative>",
    ] {
        assert!(xml.contains(part), "{part}: {xml}");
    }
    let mut shares = activity();
    shares.results[0].indicators[0].unit = " Percent".to_owned();
    shares.results[0].indicators[0].target.1 = 5.0;
    assert!(written(&shares).contains("<indicator measure=\"2\" ascending=\"0\">"));
    shares.results[0].indicators[0].baseline = None;
    assert!(written(&shares).contains("<indicator measure=\"2\">"));
}

#[test]
fn what_was_reached_late_stands_in_a_period_of_its_own_and_before_the_first_day_in_none() {
    let mut late = activity();
    late.results[0].indicators[0].actual = Some((day("2027-08-15"), 51.0));
    let xml = written(&late);
    assert_eq!(children(&xml, "period").len(), 2);
    let (first, second) = xml.split_once("</period>").unwrap();
    assert!(!first.contains("<actual"), "{xml}");
    assert!(second.contains("<period-start iso-date=\"2027-07-01\"/>"), "{xml}");
    assert!(second.contains("<period-end iso-date=\"2027-08-15\"/>"), "{xml}");
    assert!(second.contains("<actual value=\"51\"/>") && !second.contains("<target"), "{xml}");
    late.results[0].indicators[0].actual = Some((day("2025-12-30"), 51.0));
    assert!(!written(&late).contains("<actual"));
}

#[test]
fn hostile_text_stays_text_and_the_same_activities_are_the_same_bytes() {
    let mut hostile = activity();
    hostile.identifier = "x\"><result/>\u{0}\u{b}\u{ffff}".to_owned();
    hostile.reporting.identifier = Some("a\" type=\"10".to_owned());
    let xml = written(&hostile);
    assert_eq!(children(&xml, "result").len(), 1, "{xml}");
    assert!(xml.contains("Fewer &lt;cases&gt; &amp; "), "{xml}");
    assert!(!xml.contains(['\u{0}', '\u{1}', '\u{b}', '\u{ffff}']), "{xml}");
    assert!(xml.contains("ref=\"a&quot; type=&quot;10\" type=\"90\""), "{xml}");
    assert_eq!(xml, written(&hostile));
}
