//! One record: what a list writes of a person, and what goes wrong on the way.

use concert_terms::Sex;
use jiff::ToSpan;
use jiff::civil::Date;

use super::birth::{self, Birth};
use super::country_words;
use super::keeper::{Capitals, Column, Countries, Layout, Writes};
use super::name_slips::spellings_but;
use super::parameters::ListParameters;
use super::slips::{Slip, Slips};
use crate::chance::{Chance, Purpose};
use crate::people::{Identity, Letters, Person, Tradition, transcribed};

/// A record without its number, which it has when all records of the list stand in order.
pub(crate) struct Written {
    pub(crate) row: Vec<String>,
    pub(crate) planted: Slips,
    pub(crate) possible: Slips,
}

/// Which record: the list by position, and whether it is the first of its person there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) list: usize,
    pub(crate) copy: u8,
}

/// Writes a person down.
pub(crate) fn write(
    person: &Person,
    list: &ListParameters,
    place: Place,
    today: Date,
    seed: u64,
) -> Written {
    let mut scribe = Scribe::new(person, list, place, seed);
    let layout = list.keeper.layout();
    let alias = scribe.goes_wrong(Slip::Alias, true);
    let identity = if alias { person.alias(seed) } else { person.identity() };
    let event = seen(person.found, today, scribe.lag);
    let name = scribe.name(&identity);
    let birth = scribe.birth(identity.born, event);
    let sex = scribe.sex();
    let citizenship = scribe.citizenship();
    let birth_place = scribe.birth_place();
    let phone = scribe.phone();
    let document = scribe.document(&identity);
    let row = layout
        .columns
        .iter()
        .map(|(column, _)| match column {
            Column::Number => String::new(),
            Column::Given => name.given.clone(),
            Column::Middle => name.middle.clone(),
            Column::Family => name.family.clone(),
            Column::FullName => name.full.clone(),
            Column::OtherName => name.other.clone(),
            Column::BirthDate => birth.date(layout),
            Column::BirthYear => birth.of(|it| match it {
                Birth::Day(date) => date.year().to_string(),
                Birth::Year(year) => year.to_string(),
            }),
            Column::BirthMonth => birth.of(|it| match it {
                Birth::Day(date) => date.month().to_string(),
                Birth::Year(_) => String::new(),
            }),
            Column::BirthDay => birth.of(|it| match it {
                Birth::Day(date) => date.day().to_string(),
                Birth::Year(_) => String::new(),
            }),
            Column::Age => birth.age.clone(),
            Column::Sex => sex.clone(),
            Column::Citizenship => citizenship.clone(),
            Column::BirthPlace => birth_place.clone(),
            Column::Phone => phone.clone(),
            Column::Document => document.clone(),
            Column::EventDate => birth::written(event, layout.dates),
            Column::Form => form(person.form, layout),
        })
        .collect();
    Written { row, planted: scribe.planted, possible: scribe.possible }
}

/// The day on which a list sees somebody, within four months of the day on which anybody did.
fn seen(found: Date, today: Date, lag: f64) -> Date {
    let left = (today - found).get_days().clamp(0, 120);
    found.saturating_add(((lag * f64::from(left)) as i32).days())
}

/// Who writes one record. Whether a slip happens is drawn before anything is written, in one order,
/// so that another rate of one slip changes nothing but that slip.
pub(crate) struct Scribe<'a> {
    pub(super) person: &'a Person,
    pub(super) list: &'a ListParameters,
    pub(super) layout: &'static Layout,
    columns: Vec<Column>,
    place: Place,
    units: [f64; Slip::ALL.len()],
    pub(super) own_script: bool,
    lag: f64,
    pub(super) tells_other_name: bool,
    /// The letters that a foreign name is written down in by ear.
    pub(super) by_ear: Option<Letters>,
    pub(super) chance: Chance,
    pub(super) planted: Slips,
    possible: Slips,
}

/// A birth as the columns need it.
struct WrittenBirth {
    known: Option<Birth>,
    /// What stands in the columns where nothing is known.
    missing: String,
    age: String,
}

impl WrittenBirth {
    fn of(&self, text: impl Fn(Birth) -> String) -> String {
        self.known.map_or_else(|| self.missing.clone(), text)
    }

    fn date(&self, layout: &Layout) -> String {
        self.of(|it| match it {
            Birth::Day(date) => birth::written(date, layout.dates),
            Birth::Year(year) => year.to_string(),
        })
    }
}

impl<'a> Scribe<'a> {
    fn new(person: &'a Person, list: &'a ListParameters, place: Place, seed: u64) -> Self {
        let index = record_index(person.number, place);
        let mut chance = Chance::of(seed, Purpose::Records, index);
        let mut units = [0.0; Slip::ALL.len()];
        for unit in &mut units {
            *unit = chance.unit();
        }
        let layout = list.keeper.layout();
        let script = match list.keeper.writes() {
            Writes::Latin | Writes::Any => true,
            Writes::Arabic => person.tradition == Tradition::Arabic,
            Writes::Cyrillic => {
                matches!(person.tradition, Tradition::Russian | Tradition::Ukrainian)
            }
        };
        let own_script =
            chance.happens(list.own_script) && script && person.tradition.has_own_script();
        let lag = chance.unit();
        let tells_other_name = chance.happens(0.3);
        let letters = match list.keeper.writes() {
            Writes::Arabic => Some(Letters::Arabic),
            Writes::Cyrillic => Some(Letters::Cyrillic),
            Writes::Latin | Writes::Any => None,
        };
        let by_ear = chance.happens(list.by_ear) && !own_script;
        Self {
            person,
            list,
            layout,
            columns: layout.columns.iter().map(|(column, _)| *column).collect(),
            place,
            units,
            own_script,
            lag,
            tells_other_name,
            by_ear: letters.filter(|_| by_ear),
            chance: Chance::of(seed, Purpose::Slips, index),
            planted: Slips::default(),
            possible: Slips::default(),
        }
    }

    pub(super) fn has(&self, columns: &[Column]) -> bool {
        columns.iter().any(|column| self.columns.contains(column))
    }

    /// Whether a slip happens, where it can.
    pub(super) fn goes_wrong(&mut self, slip: Slip, possible: bool) -> bool {
        if possible {
            self.possible.add(slip);
            if self.units[slip as usize] < self.list.slips.of(slip) {
                self.planted.add(slip);
                return true;
            }
        }
        false
    }

    /// What stands where a value is missing.
    pub(super) fn missing(&mut self) -> String {
        if self.chance.happens(self.list.placeholders) {
            self.layout.unknown.to_owned()
        } else {
            String::new()
        }
    }

    fn birth(&mut self, born: Date, event: Date) -> WrittenBirth {
        let day = self.has(&[Column::BirthDate, Column::BirthDay]);
        let year = day || self.has(&[Column::BirthYear]);
        let told = self.has(&[Column::Age]);
        let missing = self.goes_wrong(Slip::BirthMissing, true);
        let there = !missing;
        let mut date = born;
        let habitual = birth::habitual(date) != date;
        if self.goes_wrong(Slip::HabitualDate, there && day && habitual) {
            date = birth::habitual(date);
        } else if self.goes_wrong(Slip::DayMonthSwapped, there && day && birth::can_swap(date)) {
            date = birth::swapped(date);
        } else if self.goes_wrong(Slip::DateDigit, there && day) {
            date = birth::digit_wrong(date, event, &mut self.chance);
        }
        if self.goes_wrong(Slip::YearOffByOne, there && year) {
            date = birth::year_off_by_one(date, &mut self.chance);
        }
        let only_year = self.goes_wrong(Slip::YearOnly, there && day);
        let mut age = birth::age(born, event);
        if self.goes_wrong(Slip::AgeRounded, there && told && birth::rounded(age) != age) {
            age = birth::rounded(age);
        } else if self.goes_wrong(Slip::AgeGuessed, there && told) {
            age = birth::guessed(age, &mut self.chance);
        }
        let unknown = if missing { self.missing() } else { String::new() };
        WrittenBirth {
            known: match (missing, only_year) {
                (true, _) => None,
                (false, true) => Some(Birth::Year(date.year())),
                (false, false) => Some(Birth::Day(date)),
            },
            age: if missing { unknown.clone() } else { age.to_string() },
            missing: unknown,
        }
    }

    fn sex(&mut self) -> String {
        if self.goes_wrong(Slip::SexMissing, true) {
            return self.missing();
        }
        let female = (self.person.sex == Sex::Female) != self.goes_wrong(Slip::SexWrong, true);
        self.layout.sexes[usize::from(!female)].to_owned()
    }

    fn citizenship(&mut self) -> String {
        if self.goes_wrong(Slip::CitizenshipMissing, true) {
            return self.missing();
        }
        // Nobody writes a part of the world where the form asks for a code.
        let words = !matches!(self.layout.countries, Countries::Alpha2 | Countries::Alpha3);
        let country = self.person.citizenship;
        if self.goes_wrong(Slip::CitizenshipCoarse, words) {
            country_words::part_of_the_world(country, self.layout)
        } else if self.goes_wrong(Slip::CitizenshipWrong, true) {
            country_words::written(country_words::neighbour(country), self.layout)
        } else {
            country_words::written(country, self.layout)
        }
    }

    fn birth_place(&mut self) -> String {
        let asked = self.has(&[Column::BirthPlace]);
        if self.goes_wrong(Slip::PlaceMissing, asked) {
            return self.missing();
        }
        let place = &self.person.birth_place;
        let usual = place.spelled(usize::from(self.layout.convention == 1));
        let mut text = match self.by_ear {
            _ if self.own_script => place.own.clone(),
            Some(letters) => transcribed(usual, letters),
            None => usual.to_owned(),
        };
        // Tunis is a country too, in Russian.
        let country = country_words::written(self.person.citizenship, self.layout);
        if self.goes_wrong(Slip::PlaceCoarse, asked && country != text) {
            return country;
        }
        let latin = !self.own_script && self.by_ear.is_none();
        let others = spellings_but(place, usual);
        if self.goes_wrong(Slip::PlaceRespelled, asked && latin && !others.is_empty()) {
            text.clone_from(self.chance.pick(&others));
        }
        if self.layout.capitals == Capitals::All { text.to_uppercase() } else { text }
    }

    fn phone(&mut self) -> String {
        let asked = self.has(&[Column::Phone]);
        if self.goes_wrong(Slip::PhoneMissing, asked) {
            return self.missing();
        }
        let number = if self.goes_wrong(Slip::PhoneShared, asked) {
            format!("+3906555{:02}{:02}", self.place.list, self.chance.below(25))
        } else if self.goes_wrong(Slip::PhoneChanged, asked) {
            format!("+393{}", self.chance.whole(100_000_000, 999_999_999))
        } else {
            self.person.phone.clone()
        };
        match self.layout.convention {
            0 => number,
            1 => grouped(&number.replacen('+', "00", 1), 2),
            _ => grouped(&number, 3),
        }
    }

    fn document(&mut self, identity: &Identity) -> String {
        let asked = self.has(&[Column::Document]);
        if self.goes_wrong(Slip::DocumentMissing, asked) {
            return self.missing();
        }
        identity.document.clone()
    }
}

/// The stream of a record.
fn record_index(person: u32, place: Place) -> u64 {
    ((place.list as u64) << 40) | (u64::from(person) << 8) | u64::from(place.copy)
}

/// Whether somebody who stands on a list stands there once more.
pub(crate) fn stands_again(person: u32, place: Place, probability: f64, seed: u64) -> bool {
    let mut chance = Chance::of(seed, Purpose::Copies, record_index(person, place));
    probability > 0.0 && chance.happens(probability)
}

fn form(code: &str, layout: &Layout) -> String {
    let codes = ["EX.SEX", "EX.LAB", "EX.DOM", "EX.BEG", "EX.CRIM", "EX.MAR"];
    let at = codes.iter().position(|it| *it == code).unwrap_or(0);
    layout.forms[at].to_owned()
}

/// Characters in groups with spaces between.
fn grouped(text: &str, size: usize) -> String {
    let letters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = letters.chunks(size).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}
