//! What stands around every page: name, navigation, language, footer; and the words with which
//! templates write codes, numbers and days.

use concert_coalition::{Actor, Role};
use concert_secretariat::About;
use concert_terms::axis::Axis;
use concert_terms::{
    AgeBand, Count, Form, Interval, Money, Names, OrganisationKind, Origin, Period, PlaceLevel,
    Population, Sector, ServiceKind, Sex, Stated,
};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::asset::{ASSETS, Assets};
use crate::catalogue::{Catalogue, Numeric, Phrase};
use crate::language::Language;
use crate::visit::Guest;

/// The surroundings of one page in one visitor's language.
pub(crate) struct Page {
    /// The visitor's language.
    pub(crate) language: Language,
    /// The page's heading, also its title: neutral, without anybody's name.
    pub(crate) title: String,
    /// The address of the page, without the choice of a language.
    pub(crate) here: String,
    /// Whether the page has twins.
    pub(crate) has_twins: bool,
    /// What this instance is.
    pub(crate) about: About,
    actor: Option<Actor>,
    demo: bool,
    words: &'static Catalogue,
}

impl Page {
    /// The surroundings of a page of an instance for a visitor.
    pub(crate) fn new(guest: &Guest, title: &str, actor: Option<Actor>, about: About) -> Self {
        Self {
            language: guest.language,
            title: title.to_owned(),
            here: guest.here.clone(),
            has_twins: false,
            about,
            actor,
            demo: guest.house.options.demo,
            words: guest.words(),
        }
    }

    /// The words of a file that stands alone, in a language: it has no visitor and no address.
    pub(crate) fn of_file(language: Language, title: &str, generated: bool) -> Self {
        let words = Catalogue::of(language);
        let (names, root) = (Names::default(), String::new());
        Self {
            language,
            title: words.say(title).to_string(),
            here: String::new(),
            has_twins: false,
            about: About { names, generated, size: 0, root },
            actor: None,
            demo: false,
            words,
        }
    }

    /// The same page, with links to its twins.
    #[must_use]
    pub(crate) fn with_twins(mut self) -> Self {
        self.has_twins = true;
        self
    }

    /// A text of the catalogue.
    pub(crate) fn say(&self, key: &str) -> Phrase {
        self.words.say(key)
    }

    /// The files that every page refers to.
    pub(crate) fn assets(&self) -> &'static Assets {
        &ASSETS
    }

    /// The language that the visitor can change to.
    pub(crate) fn other_language(&self) -> Language {
        match self.language {
            Language::English => Language::Arabic,
            Language::Arabic | Language::ArabicWithOwnDigits => Language::English,
        }
    }

    /// The same language with other digits, if it has them.
    pub(crate) fn other_digits(&self) -> Option<Language> {
        match self.language {
            Language::English => None,
            Language::Arabic => Some(Language::ArabicWithOwnDigits),
            Language::ArabicWithOwnDigits => Some(Language::Arabic),
        }
    }

    /// Whether somebody is signed in.
    pub(crate) fn is_signed_in(&self) -> bool {
        self.actor.is_some()
    }

    /// Whether the visitor keeps users and their roles.
    pub(crate) fn administers(&self) -> bool {
        self.actor.is_some_and(|actor| actor.administers())
    }

    /// Whether there is a session that can be ended: a demonstration has none.
    pub(crate) fn can_sign_out(&self) -> bool {
        self.actor.is_some() && !self.demo
    }

    /// Whether the visitor keeps the common picture.
    pub(crate) fn coordinates(&self) -> bool {
        self.actor.is_some_and(|actor| actor.coordinates())
    }

    /// Whether the visitor may state what an organisation does.
    pub(crate) fn speaks_for(&self, organisation: &concert_terms::Id) -> bool {
        self.actor.is_some_and(|actor| actor.speaks_for(*organisation))
    }

    /// The visitor's role in words.
    pub(crate) fn own_role(&self) -> String {
        self.actor.map_or_else(String::new, |actor| self.role(&actor.role))
    }

    /// The start of the root of the journal: enough to compare by eye.
    pub(crate) fn root_start(&self) -> &str {
        self.about.root.get(..16).unwrap_or(&self.about.root)
    }

    /// The version of the program.
    pub(crate) fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// The address of a twin of this page.
    pub(crate) fn twin(&self, ending: &str) -> String {
        let (path, query) = match self.here.split_once('?') {
            Some((path, query)) => (path, format!("?{query}")),
            None => (self.here.as_str(), String::new()),
        };
        let path = if path == "/" { "/frame" } else { path };
        format!("{path}.{ending}{query}")
    }

    /// An address with a query of the pairs that have a value.
    pub(crate) fn link(&self, path: &str, pairs: &[(&str, &str)]) -> String {
        crate::address::with_query(path, pairs)
    }
}

/// Codes, numbers and days in words.
impl Page {
    /// The name in the visitor's language, as far as there is one.
    pub(crate) fn name<'n>(&self, names: &'n Names) -> &'n str {
        names.pick(self.language.code())
    }

    /// A number.
    pub(crate) fn number(&self, value: &f64) -> String {
        self.language.number(*value)
    }

    /// A whole number.
    pub(crate) fn whole(&self, value: impl Numeric) -> String {
        self.language.whole(value.as_f64() as u64)
    }

    /// Whether this is the value that is chosen.
    pub(crate) fn is_chosen<T: PartialEq>(&self, chosen: &Option<T>, value: &T) -> bool {
        chosen.as_ref() == Some(value)
    }

    /// Whether a value of an axis is stated.
    pub(crate) fn states<T: Axis>(&self, stated: &Stated<T>, value: &T) -> bool {
        stated.states(*value)
    }

    /// A share in percent.
    pub(crate) fn percent(&self, share: &f64) -> String {
        self.language.percent(*share)
    }

    /// A day in words.
    pub(crate) fn day(&self, day: &Date) -> String {
        self.language.day(*day)
    }

    /// A moment: the day, and the time in UTC.
    pub(crate) fn moment(&self, at: &Timestamp) -> String {
        let at = TimeZone::UTC.to_datetime(*at);
        let clock = format!("{:02}:{:02}", at.hour(), at.minute());
        format!("{} {} UTC", self.language.day(at.date()), self.language.digits(&clock))
    }

    /// A period in words.
    pub(crate) fn period(&self, period: &Period) -> String {
        let year = |day: Date| self.language.digits(&day.year().to_string());
        let between = |start: String, end: String| {
            if start == end {
                return start;
            }
            self.say("period-between").with("start", start).with("end", end).to_string()
        };
        match (period.start, period.end) {
            (None, None) => self.say("period-open").to_string(),
            (Some(start), None) => {
                self.say("period-from").with("start", self.day(&start)).to_string()
            }
            (None, Some(end)) => self.say("period-until").with("end", self.day(&end)).to_string(),
            (Some(start), Some(end)) if are_whole_years(start, end) => {
                between(year(start), year(end))
            }
            (Some(start), Some(end)) => between(self.day(&start), self.day(&end)),
        }
    }

    /// A count as its source stated it.
    pub(crate) fn count(&self, count: &Count) -> String {
        match *count {
            Count::Exact(n) => self.language.whole(n),
            Count::Between(0, high) => self.say("count-up-to").count("high", high).to_string(),
            Count::Between(low, high) => self.between(low as f64, high as f64),
            Count::AtLeast(low) => self.say("count-at-least").count("low", low).to_string(),
            Count::Withheld => self.say("count-withheld").to_string(),
        }
    }

    /// The two ends of an interval.
    pub(crate) fn between(&self, low: f64, high: f64) -> String {
        self.say("between").count("low", low).count("high", high).to_string()
    }

    /// A figure with its interval.
    pub(crate) fn interval(&self, interval: &Interval) -> String {
        if interval.is_point() {
            return self.number(&interval.middle);
        }
        self.say("figure-with-interval")
            .count("middle", interval.middle)
            .with("level", self.language.percent(interval.level))
            .count("low", interval.low)
            .count("high", interval.high)
            .to_string()
    }

    /// An expected gap as a round figure: about so many are missing.
    pub(crate) fn about(&self, gap: &f64) -> String {
        let rounded = three_digits(*gap);
        if rounded < 0.5 {
            return self.say("gap-none").to_string();
        }
        self.say("gap-about").count("gap", rounded).to_string()
    }

    /// An amount of money; large ones in billions, as people speak of them.
    pub(crate) fn money(&self, money: &Money) -> String {
        const BILLION: u64 = 1_000_000_000;
        let (text, amount) = if money.amount >= BILLION {
            let billions = money.amount as f64 / BILLION as f64;
            (self.say("money-billions"), self.language.tenths(billions))
        } else {
            (self.say("money"), self.language.whole(money.amount))
        };
        text.with("currency", &money.currency).with("amount", amount).to_string()
    }

    /// The word of a code: `pillar` and `prevention` give "Prevention".
    pub(crate) fn word(&self, family: &str, code: &str) -> String {
        let key = format!("{family}-{}", code.replace('.', "-"));
        self.say(&key).text().unwrap_or_else(|| code.to_owned())
    }

    /// The word of a value of an axis, or that it is not stated.
    pub(crate) fn axis_word<T: Axis>(&self, family: &str, value: &Option<T>) -> String {
        self.word(family, value.map_or("unstated", Axis::code))
    }

    /// The stated values of an axis, joined; or that nothing is stated.
    pub(crate) fn stated<T: Axis>(&self, family: &str, stated: &Stated<T>) -> String {
        if stated.is_unstated() {
            return self.word(family, "unstated");
        }
        self.list(stated.values().map(|value| self.word(family, value.code())))
    }

    /// Forms as stated.
    pub(crate) fn forms(&self, forms: &Stated<Form>) -> String {
        if forms.is_unstated() {
            return self.word("group", "unstated");
        }
        self.list(forms.values().map(|form| self.word("form", form.code())))
    }

    /// A population in words.
    pub(crate) fn population(&self, population: &Population) -> String {
        fn words<T: Axis>(page: &Page, family: &str, stated: Stated<T>) -> Option<String> {
            (!stated.is_unstated())
                .then(|| page.list(stated.values().map(|value| page.word(family, value.code()))))
        }
        let parts = [
            words::<Sex>(self, "sex", population.sexes),
            words::<AgeBand>(self, "age", population.ages),
            words::<Origin>(self, "origin", population.origins),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() {
            return self.say("everybody").to_string();
        }
        parts.join(&self.say("list-semicolon").to_string())
    }

    /// A coordination group in words.
    pub(crate) fn sector(&self, sector: &Option<Sector>) -> String {
        self.axis_word("sector", sector)
    }

    /// A service in words; nothing when it is not stated.
    pub(crate) fn service(&self, service: &Option<ServiceKind>) -> String {
        service.map_or_else(String::new, |service| self.word("service", service.code()))
    }

    /// A kind of organisation in words.
    pub(crate) fn kind(&self, kind: &Option<OrganisationKind>) -> String {
        self.axis_word("kind", kind)
    }

    /// A level of places in words.
    pub(crate) fn level(&self, level: &PlaceLevel) -> String {
        self.word("level", level_code(*level))
    }

    /// A role in words.
    pub(crate) fn role(&self, role: &Role) -> String {
        self.word("role", role_code(*role))
    }

    /// Words joined by the comma of the language.
    pub(crate) fn list(&self, words: impl Iterator<Item = String>) -> String {
        let comma = self.say("list-comma").to_string();
        words.collect::<Vec<_>>().join(&comma)
    }
}

/// A number with three significant digits.
pub(crate) fn three_digits(value: f64) -> f64 {
    if value < 1000.0 {
        return value;
    }
    let step = 10_f64.powf(value.log10().floor() - 2.0);
    (value / step).round() * step
}

fn are_whole_years(start: Date, end: Date) -> bool {
    (start.month(), start.day(), end.month(), end.day()) == (1, 1, 12, 31)
}

/// The code of a level, as it is written to files.
pub(crate) fn level_code(level: PlaceLevel) -> &'static str {
    match level {
        PlaceLevel::Region => "region",
        PlaceLevel::Country => "country",
        PlaceLevel::Admin1 => "admin1",
        PlaceLevel::Admin2 => "admin2",
        PlaceLevel::Admin3 => "admin3",
        PlaceLevel::Corridor => "corridor",
    }
}

/// The code of a role, as it is written to files.
pub(crate) fn role_code(role: Role) -> &'static str {
    match role {
        Role::Administrator => "administrator",
        Role::Coordinator => "coordinator",
        Role::Member => "member",
        Role::Reader => "reader",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_told_in_three_digits() {
        for (value, told) in [(75_812.0, 75_800.0), (1_303.4, 1_300.0), (999.0, 999.0), (0.4, 0.4)]
        {
            assert!((three_digits(value) - told).abs() < 1e-6, "{value}");
        }
    }
}
