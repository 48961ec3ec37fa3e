//! Made-up people with names as they are given in the places they come from.
//!
//! Nobody here exists. Names are common given and family names and names composed of usual parts,
//! drawn independently of each other, some often and most rarely, as names are; that a
//! composition is also the name of somebody is chance. A person is drawn from a stream of their
//! own, so that anybody can be drawn again without the others.

mod accents;
mod book;
mod cyrillic;
mod naming;
mod tradition;
mod transcribed;
mod word;

use std::fmt;

use concert_terms::Sex;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::chance::{Chance, Purpose, running};

pub(crate) use accents::without_accents;
pub(crate) use naming::{NamePart, Role};
pub use tradition::Tradition;
pub(crate) use transcribed::{Letters, transcribed};
pub(crate) use word::Word;

/// A made-up person.
///
/// The `Debug` of a person says that it is one and nothing else, as for people who exist.
#[derive(Clone, PartialEq)]
pub struct Person {
    /// The number of the person in the population, from 0.
    pub number: u32,
    /// How the person's names are made.
    pub tradition: Tradition,
    /// Female or male.
    pub sex: Sex,
    /// The day of birth as it stands in the person's documents.
    pub born: Date,
    /// ISO 3166-1 alpha-2 code of the citizenship.
    pub citizenship: &'static str,
    /// Code of the form of exploitation, a broad one.
    pub form: &'static str,
    /// The day on which the person came into sight of whoever saw them first.
    pub found: Date,
    pub(crate) names: Vec<NamePart>,
    pub(crate) birth_place: Word,
    pub(crate) phone: String,
    pub(crate) document: String,
}

/// What a person goes by.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Identity {
    pub(crate) names: Vec<NamePart>,
    pub(crate) born: Date,
    pub(crate) document: String,
}

/// Broad forms of exploitation: how common each is, the share of women and girls among its
/// victims, and that of children.
const FORMS: [(&str, f64, f64, f64); 6] = [
    ("EX.SEX", 0.44, 0.90, 0.24),
    ("EX.LAB", 0.34, 0.30, 0.07),
    ("EX.DOM", 0.08, 0.92, 0.12),
    ("EX.BEG", 0.06, 0.48, 0.60),
    ("EX.CRIM", 0.05, 0.25, 0.45),
    ("EX.MAR", 0.03, 0.93, 0.65),
];

/// How many times as common each tradition is as one of weight 1.
pub(crate) type Mixture = [(Tradition, f64)];

impl Person {
    /// Draws a person of a population.
    pub(crate) fn draw(seed: u64, number: u32, today: Date, mixture: &Mixture) -> Self {
        let mut chance = Chance::of(seed, Purpose::People, u64::from(number));
        let (form, _, women, children) =
            FORMS[chance.by_running_weight(&running(FORMS.iter().map(|form| form.1)))];
        let sex = if chance.happens(women) { Sex::Female } else { Sex::Male };
        let at = chance.by_running_weight(&running(mixture.iter().map(|(_, weight)| *weight)));
        let tradition = mixture[at].0;
        let countries = tradition.countries();
        let at = chance.by_running_weight(&running(countries.iter().map(|(_, weight)| *weight)));
        let citizenship = countries[at].0;
        let found = today.saturating_sub(chance.whole(0, 364).days());
        let years = if chance.happens(children) {
            chance.between(5.0, 18.0)
        } else {
            18.0 + 12.0 * chance.factor(0.7) - 4.0 * chance.unit()
        };
        let born = born(found, years.clamp(0.5, 88.0));
        let mut names = naming::names(tradition, sex, &mut chance);
        if tradition == Tradition::Arabic && years > 20.0 && chance.happens(0.4) {
            naming::add_kunya(&mut names, sex, &mut chance);
        }
        // Where births are seldom registered, many documents say 1 January.
        let born = match Date::new(born.year(), 1, 1) {
            Ok(day) if tradition.registers_few_births() && chance.happens(0.15) => day,
            _ => born,
        };
        let birth_place = tradition.book().draw(&format!("places {citizenship}"), &mut chance);
        Self {
            number,
            tradition,
            sex,
            born,
            citizenship,
            form,
            found,
            names,
            birth_place,
            phone: phone(citizenship, &mut chance),
            document: document(citizenship, &mut chance),
        }
    }

    /// The identity that the false documents of a person show: other names of the same tradition
    /// and another birth date. It is the same whenever it is asked for.
    pub(crate) fn alias(&self, seed: u64) -> Identity {
        let mut chance = Chance::of(seed, Purpose::Aliases, u64::from(self.number));
        let age = f64::from(self.found.year() - self.born.year());
        let other = (age + chance.between(2.0, 9.0)).max(18.5);
        Identity {
            names: naming::names(self.tradition, self.sex, &mut chance),
            born: born(self.found, other),
            document: document(self.citizenship, &mut chance),
        }
    }

    /// Who the person truly is.
    pub(crate) fn identity(&self) -> Identity {
        Identity { names: self.names.clone(), born: self.born, document: self.document.clone() }
    }

    /// The names in their usual order in the script in which they are written at home.
    pub fn own_name(&self) -> String {
        naming::joined(self.tradition, &self.names, |part| part.word.own.clone())
    }

    /// The names in their usual order in Latin letters, as the person's document spells them.
    pub fn latin_name(&self) -> String {
        let words: Vec<&str> = self.names.iter().map(|part| part.document.as_str()).collect();
        words.join(" ")
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a made-up person")
    }
}

/// The day that lies so many years before another.
fn born(found: Date, years: f64) -> Date {
    found.saturating_sub(((years * 365.25) as i32).days())
}

fn phone(citizenship: &str, chance: &mut Chance) -> String {
    // Half carry a number of the country where they were exploited.
    let prefix = if chance.happens(0.5) { "39" } else { tradition::calling_code(citizenship) };
    let mut number = format!("+{prefix}{}", chance.whole(6, 9));
    for _ in 0..8 {
        number.push(char::from(b'0' + chance.below(10) as u8));
    }
    number
}

fn document(citizenship: &str, chance: &mut Chance) -> String {
    let letter = char::from(b'A' + chance.below(26) as u8);
    let first = citizenship.chars().next().unwrap_or('X');
    let mut number = format!("{first}{letter}");
    for _ in 0..7 {
        number.push(char::from(b'0' + chance.below(10) as u8));
    }
    number
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use jiff::civil::date;

    use super::*;

    fn people(tradition: Tradition, number: u32) -> Vec<Person> {
        let mixture = [(tradition, 1.0)];
        (0..number).map(|at| Person::draw(5, at, date(2026, 11, 24), &mixture)).collect()
    }

    #[test]
    fn everybody_has_a_name_in_latin_letters_and_in_the_own_script() {
        for tradition in Tradition::ALL {
            for person in people(tradition, 300) {
                let latin = person.latin_name();
                assert!(
                    latin
                        .chars()
                        .all(|c| !c.is_alphabetic() || without_accents(&c.to_string()).is_ascii()),
                    "{tradition:?}: {latin}"
                );
                let own = person.own_name();
                let letters = own.chars().filter(|c| c.is_alphabetic());
                let foreign = letters.filter(char::is_ascii).count();
                if tradition.has_own_script() {
                    assert_eq!(foreign, 0, "{tradition:?}: {own}");
                }
                assert!(latin.chars().count() >= 2 && own.chars().count() >= 2, "{latin} {own}");
                assert!(!latin.contains("  ") && latin.trim() == latin, "{latin}");
            }
        }
    }

    #[test]
    fn a_hundred_thousand_people_have_many_names_of_which_some_are_common() {
        for tradition in Tradition::ALL {
            let mut times: HashMap<String, u32> = HashMap::new();
            for person in people(tradition, 4000) {
                *times.entry(person.latin_name()).or_default() += 1;
            }
            let most = times.values().max().copied().unwrap_or(0);
            assert!(times.len() > 1200, "{tradition:?}: {} names", times.len());
            assert!((2..200).contains(&most), "{tradition:?}: {most}");
        }
    }

    #[test]
    fn a_person_is_drawn_alike_whenever_asked_and_another_from_another_seed() {
        let mixture = [(Tradition::Bengali, 1.0), (Tradition::Thai, 1.0)];
        let drawn = |seed, number| Person::draw(seed, number, date(2026, 11, 24), &mixture);
        assert!(drawn(1, 7) == drawn(1, 7));
        assert!(drawn(1, 7) != drawn(2, 7));
        assert!(drawn(1, 7).names != drawn(1, 8).names || drawn(1, 7).born != drawn(1, 8).born);
        let alias = drawn(1, 7).alias(1);
        assert_eq!(alias, drawn(1, 7).alias(1));
        assert_ne!(alias.born, drawn(1, 7).born);
    }

    #[test]
    fn nobody_is_unborn_when_found() {
        for person in people(Tradition::Romanian, 5000) {
            assert!(person.born < person.found && person.found <= date(2026, 11, 24));
        }
    }
}
