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
mod tests;
