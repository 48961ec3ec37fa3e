//! One record: what a list writes of a person, and what goes wrong on the way.

use concert_terms::Sex;
use jiff::ToSpan;
use jiff::civil::Date;

use super::birth::{self, Birth};
use super::country_words;
use super::keeper::{Capitals, Column, Countries, Layout, Writes};
use super::name_text::{NameText, without_particle};
use super::parameters::ListParameters;
use super::slips::{Slip, Slips};
use super::typing::mistyped;
use crate::chance::{Chance, Purpose};
use crate::people::{Identity, NamePart, Person, Role, Tradition, Word, without_accents};

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
struct Scribe<'a> {
    person: &'a Person,
    list: &'a ListParameters,
    layout: &'static Layout,
    columns: Vec<Column>,
    place: Place,
    units: [f64; Slip::ALL.len()],
    own_script: bool,
    lag: f64,
    tells_other_name: bool,
    chance: Chance,
    planted: Slips,
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
        Self {
            person,
            list,
            layout,
            columns: layout.columns.iter().map(|(column, _)| *column).collect(),
            place,
            units,
            own_script: chance.happens(list.own_script)
                && script
                && person.tradition.has_own_script(),
            lag: chance.unit(),
            tells_other_name: chance.happens(0.3),
            chance: Chance::of(seed, Purpose::Slips, index),
            planted: Slips::default(),
            possible: Slips::default(),
        }
    }

    fn has(&self, columns: &[Column]) -> bool {
        columns.iter().any(|column| self.columns.contains(column))
    }

    /// Whether a slip happens, where it can.
    fn goes_wrong(&mut self, slip: Slip, possible: bool) -> bool {
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
    fn missing(&mut self) -> String {
        if self.chance.happens(self.list.placeholders) {
            self.layout.unknown.to_owned()
        } else {
            String::new()
        }
    }

    fn name(&mut self, identity: &Identity) -> NameText {
        let other = self.other_name(identity);
        let mut parts: Vec<NamePart> = identity.names.clone();
        let lost = [
            (Slip::MiddleMissing, [Role::Middle, Role::SecondGiven].as_slice()),
            (Slip::SecondFamilyMissing, &[Role::SecondFamily]),
            (Slip::ParticleMissing, &[Role::Title]),
        ];
        let particle = |part: &NamePart| without_particle(&part.document).is_some();
        let particles = parts.iter().any(|part| part.role == Role::Family && particle(part));
        for (slip, roles) in lost {
            let there = parts.iter().any(|part| roles.contains(&part.role));
            let possible = there || (slip == Slip::ParticleMissing && particles);
            if self.goes_wrong(slip, possible) {
                parts.retain(|part| !roles.contains(&part.role));
            }
        }
        let mut texts: Vec<(Role, String)> =
            parts.iter().map(|part| (part.role, self.part(part))).collect();
        let can_lose_family = texts.iter().any(|(role, _)| *role == Role::Family);
        if self.goes_wrong(Slip::GivenMissing, can_lose_family) {
            let family = [Role::Family, Role::SecondFamily];
            texts.retain(|(role, _)| family.contains(role));
        } else if self.goes_wrong(Slip::FamilyMissing, can_lose_family) {
            let family = [Role::Family, Role::SecondFamily];
            texts.retain(|(role, _)| !family.contains(role));
        }
        let latin = !self.own_script;
        let accented = texts.iter().any(|(_, text)| latin && without_accents(text) != *text);
        if self.goes_wrong(Slip::AccentsMissing, accented) {
            for (_, text) in &mut texts {
                *text = without_accents(text);
            }
        }
        if self.layout.capitals == Capitals::All {
            for (_, text) in &mut texts {
                *text = text.to_uppercase();
            }
        }
        let joint = if self.person.tradition == Tradition::Chinese && !latin { "" } else { " " };
        let mut name = NameText::new(&texts, self.has(&[Column::Middle]), joint);
        let both = !name.given.is_empty() && !name.family.is_empty() && name.given != name.family;
        let swapped = self.goes_wrong(Slip::NamesSwapped, both);
        if self.layout.capitals == Capitals::Family {
            name.family = name.family.to_uppercase();
        }
        name.put_together(self.layout.order, swapped, joint);
        if name.given.is_empty() {
            name.given = self.missing();
        }
        if name.family.is_empty() {
            name.family = self.missing();
        }
        name.other = other;
        name
    }

    /// One name with what goes wrong in it.
    fn part(&mut self, part: &NamePart) -> String {
        let mut text = if self.own_script { &part.word.own } else { &part.document }.clone();
        let (respelled, typed) = match part.role {
            Role::Given => (Slip::GivenRespelled, Slip::GivenMistyped),
            Role::Family => (Slip::FamilyRespelled, Slip::FamilyMistyped),
            _ => return text,
        };
        if part.role == Role::Family && self.planted.has(Slip::ParticleMissing) {
            text = without_particle(&text).unwrap_or(text);
        }
        let habits = spellings_but(&part.word, &part.document);
        if self.goes_wrong(respelled, !self.own_script && !habits.is_empty()) {
            text = self.respelled(&part.word, &habits);
        }
        if part.role == Role::Given {
            let short = &part.word.short;
            if self.goes_wrong(Slip::ShortForm, !short.is_empty()) {
                let (own, latin) = self.chance.pick(short);
                text = if self.own_script { own } else { latin }.clone();
            }
            if self.goes_wrong(Slip::Initial, text.chars().count() > 1) {
                return text.chars().take(1).chain(['.']).collect();
            }
        }
        let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
        if self.goes_wrong(typed, letters >= 3) {
            text = mistyped(&text, &mut self.chance);
        }
        text
    }

    /// A spelling that is not that of the document: that of the list's habit where it is another,
    /// mostly, or any other.
    fn respelled(&mut self, word: &Word, others: &[String]) -> String {
        let habit = word.spelled(self.layout.convention);
        if others.iter().any(|it| it == habit) && self.chance.happens(0.6) {
            habit.to_owned()
        } else {
            self.chance.pick(others).clone()
        }
    }

    /// A short form, or the name after a child, that somebody tells besides the name.
    fn other_name(&mut self, identity: &Identity) -> String {
        let given = identity.names.iter().find(|part| part.role == Role::Given);
        given
            .and_then(|part| part.word.short.last())
            .filter(|_| self.tells_other_name)
            .map(|(_, latin)| latin.clone())
            .unwrap_or_default()
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
        if self.goes_wrong(Slip::PlaceCoarse, asked) {
            return country_words::written(self.person.citizenship, self.layout);
        }
        let place = &self.person.birth_place;
        let usual = place.spelled(usize::from(self.layout.convention == 1));
        let others = spellings_but(place, usual);
        let latin = !self.own_script;
        let mut text = if latin { usual.to_owned() } else { place.own.clone() };
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

/// The Latin spellings that are not this one, in capitals or not.
fn spellings_but(word: &Word, one: &str) -> Vec<String> {
    let one = one.to_lowercase();
    word.latin.iter().filter(|spelling| spelling.to_lowercase() != one).cloned().collect()
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
