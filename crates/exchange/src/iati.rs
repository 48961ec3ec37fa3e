//! Activity files of the International Aid Transparency Initiative (activity standard 2.03): what
//! organisations promised, as results with indicators, baselines, targets and what was reached.
//!
//! The standard fixes the order of elements; each is written where it belongs, and only with values of
//! its code lists. An organisation type, a country or an identifier that is not known is left out
//! and never made up. The same activities give the same bytes.

use std::io;

use concert_terms::{Names, OrganisationKind};
use jiff::civil::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// One activity: what one organisation does towards something.
#[derive(Debug, Clone, PartialEq)]
pub struct IatiActivity {
    /// Its identifier, which begins with that of whoever reports it.
    pub identifier: String,
    /// Who reports it, with an identifier.
    pub reporting: IatiOrganisation,
    /// Whether it is reported by somebody other than whoever does it.
    pub is_reported_for_others: bool,
    /// Title.
    pub title: Names,
    /// Descriptions, at least one.
    pub descriptions: Vec<Names>,
    /// Who carries it out.
    pub implementing: IatiOrganisation,
    /// Whether it is finished.
    pub is_finished: bool,
    /// When it began and is to end.
    pub dates: ActivityDates,
    /// The country that it is for, as ISO 3166-1 alpha-2, where it is for one.
    pub country: Option<&'static str>,
    /// The purpose, a five-digit code of the OECD's Development Assistance Committee.
    pub sector: &'static str,
    /// What is to be reached.
    pub results: Vec<IatiResult>,
}

/// An organisation in an activity file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IatiOrganisation {
    /// Its identifier, such as `XM-DAC-41127`; required of whoever reports.
    pub identifier: Option<String>,
    /// What it is.
    pub kind: Option<OrganisationKind>,
    /// Names.
    pub names: Names,
}

/// When an activity began and is to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActivityDates {
    /// The first day.
    pub start: Date,
    /// Whether that day has come.
    pub has_started: bool,
    /// The day on which it is planned to end.
    pub planned_end: Date,
}

/// A result with its indicators.
#[derive(Debug, Clone, PartialEq)]
pub struct IatiResult {
    /// Title.
    pub title: Names,
    /// Its indicators, at least one.
    pub indicators: Vec<IatiIndicator>,
}

/// An indicator, from a baseline to a target.
#[derive(Debug, Clone, PartialEq)]
pub struct IatiIndicator {
    /// What is counted.
    pub title: Names,
    /// Its unit.
    pub unit: String,
    /// The figure before, and its day.
    pub baseline: Option<(Date, f64)>,
    /// The day from which progress is counted.
    pub from: Date,
    /// The figure to be reached, and by which day.
    pub target: (Date, f64),
    /// What was reached, and the day on which it was so.
    pub actual: Option<(Date, f64)>,
}

/// Indicator measure: a count in units, or a percentage.
fn measure(unit: &str) -> &'static str {
    match unit.trim().to_lowercase().as_str() {
        "%" | "percent" | "per cent" | "percentage" => "2",
        _ => "1",
    }
}

/// The organisation type, where the kind tells it: an NGO may be international, national or
/// regional, which have types of their own.
fn organisation_type(kind: OrganisationKind) -> Option<&'static str> {
    match kind {
        OrganisationKind::State => Some("10"),
        OrganisationKind::Intergovernmental => Some("40"),
        OrganisationKind::Private => Some("70"),
        OrganisationKind::Academic => Some("80"),
        OrganisationKind::Other => Some("90"),
        OrganisationKind::Ngo => None,
    }
}

/// The type that stands where one is required and none is told: other.
const OTHER_TYPE: &str = "90";
/// Result type: other. Whether what was promised is an output or an outcome nobody said.
const OTHER_RESULT: &str = "9";
/// Role: implementing.
const IMPLEMENTING: &str = "4";
/// Activity status: being carried out.
const UNDER_WAY: &str = "2";
/// Activity status: done, and being closed.
const FINALISATION: &str = "3";

/// The file of some activities.
///
/// # Errors
///
/// None that is known: it is written to memory.
pub fn iati_activities(activities: &[IatiActivity]) -> io::Result<Vec<u8>> {
    let mut file = File(Writer::new_with_indent(Vec::new(), b' ', 2));
    file.0.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    file.within("iati-activities", &[("version", "2.03")], |file| {
        activities.iter().try_for_each(|activity| file.activity(activity))
    })?;
    let mut bytes = file.0.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

type Attributes<'a> = [(&'static str, &'a str)];

struct File(Writer<Vec<u8>>);

impl File {
    fn activity(&mut self, activity: &IatiActivity) -> io::Result<()> {
        self.within("iati-activity", &[], |file| {
            file.text("iati-identifier", &[], &activity.identifier)?;
            file.reporting(activity)?;
            file.narrated("title", &[], &activity.title)?;
            for description in &activity.descriptions {
                file.narrated("description", &[("type", "1")], description)?;
            }
            file.implementing(&activity.implementing)?;
            let status = if activity.is_finished { FINALISATION } else { UNDER_WAY };
            file.empty("activity-status", &[("code", status)])?;
            file.dates(activity.dates)?;
            if let Some(country) = activity.country {
                file.empty("recipient-country", &[("code", country)])?;
            }
            file.empty("sector", &[("vocabulary", "1"), ("code", activity.sector)])?;
            activity.results.iter().try_for_each(|result| file.result(result))
        })
    }

    fn reporting(&mut self, activity: &IatiActivity) -> io::Result<()> {
        let organisation = &activity.reporting;
        let kind = organisation.kind.and_then(organisation_type).unwrap_or(OTHER_TYPE);
        let identifier = organisation.identifier.as_deref().unwrap_or_default();
        let secondary = if activity.is_reported_for_others { "1" } else { "0" };
        let attributes = [("ref", identifier), ("type", kind), ("secondary-reporter", secondary)];
        self.narrated("reporting-org", &attributes, &organisation.names)
    }

    fn implementing(&mut self, organisation: &IatiOrganisation) -> io::Result<()> {
        let mut attributes = vec![("role", IMPLEMENTING)];
        attributes.extend(organisation.identifier.as_deref().map(|it| ("ref", it)));
        attributes.extend(organisation.kind.and_then(organisation_type).map(|it| ("type", it)));
        self.narrated("participating-org", &attributes, &organisation.names)
    }

    fn dates(&mut self, dates: ActivityDates) -> io::Result<()> {
        let start = if dates.has_started { "2" } else { "1" };
        for (kind, day) in [(start, dates.start), ("3", dates.planned_end)] {
            self.empty("activity-date", &[("type", kind), ("iso-date", &day.to_string())])?;
        }
        Ok(())
    }

    fn result(&mut self, result: &IatiResult) -> io::Result<()> {
        self.within("result", &[("type", OTHER_RESULT), ("aggregation-status", "0")], |file| {
            file.narrated("title", &[], &result.title)?;
            result.indicators.iter().try_for_each(|indicator| file.indicator(indicator))
        })
    }

    fn indicator(&mut self, indicator: &IatiIndicator) -> io::Result<()> {
        let ascending = indicator.baseline.map(|(_, before)| indicator.target.1 >= before);
        let mut attributes = vec![("measure", measure(&indicator.unit))];
        attributes.extend(ascending.map(|up| ("ascending", if up { "1" } else { "0" })));
        self.within("indicator", &attributes, |file| {
            file.narrated("title", &[], &indicator.title)?;
            if !indicator.unit.trim().is_empty() {
                file.narrated("description", &[], &Names::new("", &indicator.unit))?;
            }
            if let Some((on, figure)) = indicator.baseline {
                let (year, day) = (on.year().to_string(), on.to_string());
                let value = figure.to_string();
                let attributes = [("year", &*year), ("iso-date", &*day), ("value", &*value)];
                file.empty("baseline", &attributes)?;
            }
            file.periods(indicator)
        })
    }

    /// The period of the target. What was reached only after its end stands in one that follows.
    fn periods(&mut self, indicator: &IatiIndicator) -> io::Result<()> {
        let (end, target) = indicator.target;
        let start = indicator.from.min(end);
        let in_time = indicator.actual.filter(|(on, _)| (start..=end).contains(on));
        self.period((start, end), Some(target), in_time.map(|(_, figure)| figure))?;
        let late = indicator.actual.filter(|(on, _)| *on > end);
        match late.zip(end.tomorrow().ok()) {
            Some(((on, figure), after)) => self.period((after, on), None, Some(figure)),
            None => Ok(()),
        }
    }

    fn period(
        &mut self,
        (start, end): (Date, Date),
        target: Option<f64>,
        actual: Option<f64>,
    ) -> io::Result<()> {
        self.within("period", &[], |file| {
            file.empty("period-start", &[("iso-date", &start.to_string())])?;
            file.empty("period-end", &[("iso-date", &end.to_string())])?;
            for (name, figure) in [("target", target), ("actual", actual)] {
                if let Some(figure) = figure {
                    file.empty(name, &[("value", &figure.to_string())])?;
                }
            }
            Ok(())
        })
    }

    /// An element with a text in each language.
    fn narrated(
        &mut self,
        name: &str,
        attributes: &Attributes<'_>,
        texts: &Names,
    ) -> io::Result<()> {
        self.within(name, attributes, |file| {
            for (language, text) in texts.iter().filter(|(_, text)| !text.trim().is_empty()) {
                match language {
                    "" => file.text("narrative", &[], text)?,
                    language => file.text("narrative", &[("xml:lang", language)], text)?,
                }
            }
            Ok(())
        })
    }

    fn text(&mut self, name: &str, attributes: &Attributes<'_>, text: &str) -> io::Result<()> {
        let element = self.0.create_element(name).with_attributes(
            clean_all(attributes).iter().map(|(name, value)| (*name, value.as_str())),
        );
        element.write_text_content(BytesText::new(&clean(text))).map(drop)
    }

    fn empty(&mut self, name: &str, attributes: &Attributes<'_>) -> io::Result<()> {
        let element = self.0.create_element(name).with_attributes(
            clean_all(attributes).iter().map(|(name, value)| (*name, value.as_str())),
        );
        element.write_empty().map(drop)
    }

    fn within(
        &mut self,
        name: &str,
        attributes: &Attributes<'_>,
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        use quick_xml::events::{BytesEnd, BytesStart};
        let mut start = BytesStart::new(name);
        for (name, value) in clean_all(attributes) {
            start.push_attribute((name, value.as_str()));
        }
        self.0.write_event(Event::Start(start))?;
        content(self)?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }
}

fn clean_all(attributes: &Attributes<'_>) -> Vec<(&'static str, String)> {
    attributes.iter().map(|(name, value)| (*name, clean(value))).collect()
}

/// The text without the characters that no XML 1.0 document may hold, even escaped.
fn clean(text: &str) -> String {
    let is_fit = |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    text.chars().filter(is_fit).collect()
}

#[cfg(test)]
mod tests {
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
}
