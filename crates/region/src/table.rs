//! The region as who-does-what-where tables, the way its organisations would send them.

use concert_coalition::InitiativeDeclaration;
use concert_terms::{Axis, PlaceCode, PlaceLevel};
use jiff::civil::Date;

use crate::Region;
use crate::chance::{Chance, Purpose};
use crate::names::LANGUAGES;
use crate::sketch::Fate;
use crate::wording;

/// A language in which tables are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableLanguage {
    /// English.
    English,
    /// French; dates as day/month/year.
    French,
    /// Spanish; dates as day/month/year.
    Spanish,
    /// Arabic; numbers in Arabic-Indic digits.
    Arabic,
}

impl TableLanguage {
    /// Every language.
    pub const ALL: [Self; 4] = [Self::English, Self::French, Self::Spanish, Self::Arabic];

    /// ISO 639-1 code.
    pub fn code(self) -> &'static str {
        LANGUAGES[self as usize]
    }
}

/// One table: a heading for every column, and rows of as many cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Headings, in the table's language.
    pub headers: Vec<String>,
    /// Rows, an initiative and a place each.
    pub rows: Vec<Vec<String>>,
    /// The cells that are wrong on purpose, if such were asked for.
    pub wrong: Vec<WrongCell>,
}

/// A cell that is wrong on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongCell {
    /// Position of the row in [`Table::rows`].
    pub row: usize,
    /// Position of the column.
    pub column: usize,
    /// What is wrong with the cell.
    pub reason: &'static str,
}

/// Most organisations in one table.
const MOST_ORGANISATIONS: usize = 5;
/// Most initiatives in one table.
const MOST_INITIATIVES: usize = 200;

/// Headings in the order of [`LANGUAGES`].
const HEADERS: [[&str; 4]; 19] = [
    ["Organisation", "Organisation", "Organización", "المنظمة"],
    ["Type of organisation", "Type d’organisation", "Tipo de organización", "نوع المنظمة"],
    ["Activity", "Activité", "Actividad", "النشاط"],
    ["Pillar", "Pilier", "Pilar", "الركيزة"],
    ["Side", "Côté", "Lado", "الجانب"],
    ["Form of exploitation", "Forme d’exploitation", "Forma de explotación", "شكل الاستغلال"],
    ["Service", "Service", "Servicio", "الخدمة"],
    ["Sex", "Sexe", "Sexo", "الجنس"],
    ["Age group", "Groupe d’âge", "Grupo de edad", "الفئة العمرية"],
    ["Country", "Pays", "País", "البلد"],
    ["Admin 1", "Admin 1", "Admin 1", "المستوى الإداري الأول"],
    ["Admin 2", "Admin 2", "Admin 2", "المستوى الإداري الثاني"],
    ["P-code", "P-code", "Código P", "رمز المكان"],
    ["Start date", "Date de début", "Fecha de inicio", "تاريخ البدء"],
    ["End date", "Date de fin", "Fecha de fin", "تاريخ الانتهاء"],
    ["Status", "Statut", "Estado de la actividad", "الحالة"],
    ["Capacity per year", "Capacité par an", "Capacidad por año", "القدرة السنوية"],
    ["Implementing partner", "Partenaire d’exécution", "Socio ejecutor", "الشريك المنفذ"],
    ["Donor", "Bailleur", "Donante", "الجهة المانحة"],
];

const PLACE: usize = 12;
const START: usize = 13;
const END: usize = 14;
const CAPACITY: usize = 16;

impl Region {
    /// The table of a handful of organisations that report and work in a language: their
    /// initiatives as they stand today. With `faulty`, up to three cells are wrong in ways that
    /// tables are wrong in life; [`Table::wrong`] says which.
    ///
    /// ```
    /// use concert_region::{Parameters, TableLanguage, generate};
    ///
    /// let region = generate(&Parameters { initiatives: 300, ..Parameters::default() })?;
    /// let table = region.who_does_what_where(TableLanguage::French, false);
    /// assert_eq!(table.headers[0], "Organisation");
    /// assert!(table.rows.iter().all(|row| row.len() == table.headers.len()));
    /// # Ok::<(), concert_region::Refusal>(())
    /// ```
    pub fn who_does_what_where(&self, language: TableLanguage, faulty: bool) -> Table {
        let writer = &self.writer;
        let members = &writer.members.all;
        let mut at_work = vec![false; members.len()];
        for sketch in &writer.sketches {
            at_work[sketch.organisation as usize] |= !matches!(sketch.fate, Fate::Withdrawn(_));
        }
        let chosen: Vec<u32> = (0..members.len() as u32)
            .filter(|at| at_work[*at as usize])
            .filter(|at| members[*at as usize].language == language as usize)
            .filter(|at| members[*at as usize].silent_since.is_none())
            .take(MOST_ORGANISATIONS)
            .collect();
        let sketches = writer.sketches.iter().zip(0..);
        let rows = sketches
            .filter(|(sketch, _)| chosen.contains(&sketch.organisation))
            .filter(|(sketch, _)| !matches!(sketch.fate, Fate::Withdrawn(_)))
            .take(MOST_INITIATIVES)
            .flat_map(|(sketch, number)| {
                let declaration = writer.as_it_stands(number);
                let places = declaration.places.clone();
                places
                    .into_iter()
                    .map(|place| self.row(sketch.organisation, &declaration, &place, language))
                    .collect::<Vec<_>>()
            })
            .collect();
        let mut table = Table {
            headers: HEADERS.iter().map(|names| names[language as usize].to_owned()).collect(),
            rows,
            wrong: Vec::new(),
        };
        if faulty {
            spoil(&mut table, self.parameters.seed, language);
        }
        table
    }

    fn row(
        &self,
        organisation: u32,
        declaration: &InitiativeDeclaration,
        place: &PlaceCode,
        language: TableLanguage,
    ) -> Vec<String> {
        let (at, code) = (language as usize, language.code());
        let member = &self.writer.members.all[organisation as usize];
        let word = |code: &'static str| wording::word(code, at).to_owned();
        let [country, admin1, admin2] = self.levels(place, code);
        let population = declaration.population;
        let capacity = declaration.capacity.map(|count| count.to_string());
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| date(day, language));
        let partners: Vec<_> = declaration.partners.iter().map(|id| self.name(*id, code)).collect();
        vec![
            member.organisation.names.pick(code).to_owned(),
            word(member.kind.code()),
            declaration.title.clone(),
            wording::words(declaration.pillars, at),
            wording::words(declaration.sides, at),
            wording::words(declaration.forms, at),
            declaration.service.map_or_else(String::new, |it| wording::service(it, at).to_owned()),
            wording::words(population.sexes, at),
            wording::words(population.ages, at),
            country,
            admin1,
            admin2,
            place.to_string(),
            day(declaration.period.start),
            day(declaration.period.end),
            wording::status(declaration.status, at).to_owned(),
            digits(&capacity.unwrap_or_default(), language),
            partners.join("; "),
            declaration.funder.map_or_else(String::new, |id| self.name(id, code)),
        ]
    }

    /// The names of the country, province and district of a place, as far as it has them; those
    /// of a corridor's destination.
    fn levels(&self, place: &PlaceCode, language: &str) -> [String; 3] {
        let mut names = [const { String::new() }; 3];
        let at = |code: &PlaceCode| self.places().iter().find(|place| place.code == *code);
        let mut next = match place.corridor() {
            Some(corridor) => at(&corridor.destination),
            None => at(place),
        };
        while let Some(place) = next {
            let level = match place.level {
                PlaceLevel::Admin1 => 1,
                PlaceLevel::Admin2 => 2,
                _ => 0,
            };
            place.names.pick(language).clone_into(&mut names[level]);
            next = place.parent.as_ref().and_then(at);
        }
        names
    }

    fn name(&self, id: concert_terms::Id, language: &str) -> String {
        self.organisations()
            .find(|organisation| organisation.id == id)
            .map_or_else(String::new, |it| it.names.pick(language).to_owned())
    }
}

fn date(day: Date, language: TableLanguage) -> String {
    match language {
        TableLanguage::French | TableLanguage::Spanish => {
            format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
        }
        TableLanguage::English | TableLanguage::Arabic => day.to_string(),
    }
}

fn digits(number: &str, language: TableLanguage) -> String {
    if language != TableLanguage::Arabic {
        return number.to_owned();
    }
    let arabic = |letter: char| match letter.to_digit(10) {
        Some(digit) => char::from_u32('٠' as u32 + digit).unwrap_or(letter),
        None => letter,
    };
    number.chars().map(arabic).collect()
}

/// Puts a place that does not exist, a day that does not exist and a capacity below zero into
/// rows far from each other.
fn spoil(table: &mut Table, seed: u64, language: TableLanguage) {
    let mut chance = Chance::of(seed, Purpose::Tables, language as u64);
    let day = match language {
        TableLanguage::French | TableLanguage::Spanish => "31/02/2025",
        TableLanguage::English | TableLanguage::Arabic => "2025-02-31",
    };
    let wrong = [
        (PLACE, "ZZ9999", "no place has this code"),
        ([START, END][chance.below(2)], day, "no month has this day"),
        (CAPACITY, "-12", "a capacity is not below zero"),
    ];
    let third = table.rows.len() / wrong.len();
    for (turn, (column, cell, reason)) in wrong.into_iter().enumerate() {
        let row = turn * third + chance.below(third);
        if let Some(cells) = table.rows.get_mut(row).filter(|_| third > 0) {
            cell.clone_into(&mut cells[column]);
            table.wrong.push(WrongCell { row, column, reason });
        }
    }
}
