//! What the records of a list say, part by part.
//!
//! Names of all columns go into one bag, so that a family name in the column of given names, or all names in one text,
//! say the same. What is missing says nothing. A text is cut into its parts once, however many records have it, and what they
//! say is known by numbers from there on.

use concert_terms::CaseField;
use rustc_hash::FxHashMap;

use super::births::{Births, is_part_of_birth};
use super::match_keys::{MOST_OF_A_PART, PARTS, Part};
use super::refusal::EncodingRefusal;
use super::settings::EncodingSettings;
use super::text::{Birth, digits, folded, parts};
use crate::case_list::CaseList;
use crate::names::{self, Role};

/// What a record says in each part: the numbers of texts, in the order of the texts.
pub(super) type OfParts = [Vec<u32>; PARTS];

/// The texts of each part, by their numbers.
#[derive(Clone, Default)]
pub(super) struct Lexicon {
    numbers: [FxHashMap<Box<str>, u32>; PARTS],
    texts: [Vec<Box<str>>; PARTS],
}

impl Lexicon {
    pub(super) fn text(&self, part: Part, number: u32) -> &str {
        &self.texts[part as usize][number as usize]
    }

    fn number(&mut self, part: Part, text: &str) -> u32 {
        let (numbers, texts) = (&mut self.numbers[part as usize], &mut self.texts[part as usize]);
        if let Some(&number) = numbers.get(text) {
            return number;
        }
        let number = texts.len() as u32;
        texts.push(text.into());
        numbers.insert(text.into(), number);
        number
    }
}

/// The parts of a text, with the number of what each says.
type Said = Vec<(Part, u32)>;

/// What all records of a list say.
pub(super) struct ListSaid {
    lexicon: Lexicon,
    /// What is said anywhere on the list; the first says nothing.
    sayings: Vec<Said>,
    /// Which of them each record says, in as many columns for each.
    of_records: Vec<u32>,
    columns: usize,
}

impl ListSaid {
    /// What a list says in the fields of a round. Texts that `lexicon` has keep their numbers.
    pub(super) fn of(
        list: &CaseList,
        settings: &EncodingSettings,
        lexicon: Lexicon,
    ) -> Result<Self, EncodingRefusal> {
        let wanted = |field: CaseField| settings.encodes(field);
        let births = Births::of(list, settings, wanted);
        let texts: Vec<_> = list
            .columns
            .iter()
            .filter(|column| wanted(column.field) && !is_part_of_birth(column.field))
            .collect();
        if texts.is_empty() && births.is_empty() {
            return Err(EncodingRefusal::NoColumn);
        }
        let columns = texts.len() + 1;
        let of_records = vec![0; columns * list.len()];
        let mut said = Self { lexicon, sayings: vec![Said::new()], of_records, columns };
        for (place, column) in texts.iter().enumerate() {
            let first = said.sayings.len() as u32;
            for text in column.values.distinct() {
                said.add(said_in(column.field, text));
            }
            for row in 0..list.len() {
                if let Some(number) = column.values.number(row) {
                    said.of_records[row * columns + place] = first + number;
                }
            }
        }
        let mut of_births: FxHashMap<(Birth, bool), u32> = FxHashMap::default();
        for row in 0..list.len() {
            if let Some((birth, from_age)) = births.of_row(row) {
                // Of a whole day in a round that wants its year only nothing else is said.
                let birth = (if from_age { birth } else { birth.only(wanted) }, from_age);
                let saying =
                    *of_births.entry(birth).or_insert_with(|| said.add(said_of_birth(birth)));
                said.of_records[row * columns + columns - 1] = saying;
            }
        }
        Ok(said)
    }

    /// The number of a new saying.
    fn add(&mut self, said: Vec<(Part, String)>) -> u32 {
        let number = self.sayings.len() as u32;
        let numbered =
            said.into_iter().map(|(part, text)| (part, self.lexicon.number(part, &text)));
        let numbered = numbered.collect();
        self.sayings.push(numbered);
        number
    }

    /// Calls back with what each record says.
    pub(super) fn each_record(&self, mut each: impl FnMut(&OfParts)) {
        let mut of_parts = OfParts::default();
        for record in self.of_records.chunks_exact(self.columns) {
            of_parts.iter_mut().for_each(Vec::clear);
            for &(part, number) in record.iter().flat_map(|&saying| &self.sayings[saying as usize])
            {
                of_parts[part as usize].push(number);
            }
            for (part, numbers) in Part::ALL.into_iter().zip(&mut of_parts) {
                if numbers.len() > 1 {
                    numbers.sort_unstable();
                    numbers.dedup();
                }
                // Where two are joined, or not all are kept, the order is that of the texts, which is the same on all lists.
                if numbers.len() > 1 && part.is_name() || numbers.len() > MOST_OF_A_PART {
                    numbers.sort_unstable_by_key(|&number| self.lexicon.text(part, number));
                    numbers.truncate(MOST_OF_A_PART);
                }
            }
            each(&of_parts);
        }
    }

    pub(super) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    pub(super) fn into_lexicon(self) -> Lexicon {
        self.lexicon
    }
}

/// The parts of one text of one field.
fn said_in(field: CaseField, text: &str) -> Vec<(Part, String)> {
    use CaseField as F;
    let whole = |part: Part, text: String| vec![(part, text)];
    let mut said = match field {
        F::GivenName | F::MiddleName | F::FamilyName | F::FullName | F::OtherName => {
            let parts = names::tokens(text).into_iter();
            let parts = parts.filter(|part| part.role.is_compared() && part.role != Role::Initial);
            let said = parts.flat_map(|part| match names::without_article(&part.form) {
                Some(name) => {
                    [(Part::Name, names::skeleton(name)), (Part::Sound, names::key(name))]
                }
                None => [(Part::Name, part.skeleton), (Part::Sound, part.key)],
            });
            said.collect()
        }
        F::BirthPlace => whole(Part::BirthPlace, names::skeleton(&parts(text).concat())),
        F::District | F::Locality => whole(Part::Place, names::skeleton(&parts(text).concat())),
        F::PostalCode => whole(Part::Postal, folded(text)),
        F::Street => whole(Part::Street, names::skeleton(&parts(text).concat())),
        F::HouseNumber => whole(Part::House, folded(text)),
        F::Phone => {
            let all = digits(text);
            let last = &all[all.len().saturating_sub(9)..];
            if last.len() < 5 { Vec::new() } else { whole(Part::Phone, last.to_owned()) }
        }
        F::Email => whole(Part::Email, text.trim().to_lowercase()),
        F::IdentityNumber => whole(Part::Identity, folded(text)),
        // A record's own identifier is never encoded; births are put together from all their columns; what says little of who somebody is makes no
        // match key.
        F::RecordId
        | F::Period
        | F::BirthDate
        | F::BirthYear
        | F::BirthMonth
        | F::BirthDay
        | F::Age
        | F::Sex
        | F::Citizenship
        | F::Country
        | F::Region
        | F::Occupation
        | F::EventDate
        | F::Form
        | F::Text => Vec::new(),
    };
    said.retain(|(_, text)| !text.is_empty());
    said
}

/// The parts of a birth.
fn said_of_birth((birth, from_age): (Birth, bool)) -> Vec<(Part, String)> {
    let Birth { year, month, day } = birth;
    let mut said = Vec::new();
    if year > 0 {
        let off = u16::from(from_age);
        said.extend((year - off..=year + off).map(|year| (Part::Year, year.to_string())));
    }
    let is_whole = month > 0 && day > 0;
    if year > 0 && !(is_whole && birth.is_habitual()) {
        let known = [month, day].into_iter().filter(|&part| part > 0);
        said.extend(known.map(|part| (Part::MostOfDay, format!("{year:04}{part:02}"))));
    }
    if is_whole && !birth.is_habitual() {
        let (small, large) = (month.min(day), month.max(day));
        said.push((Part::DayMonth, format!("{small:02}{large:02}")));
        if year > 0 {
            said.push((Part::Day, format!("{year:04}{small:02}{large:02}")));
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case_list::CaseColumn;

    /// What the day says of the year with the month and with the day.
    fn most_of(year: u16, month: u8, day: u8) -> Vec<String> {
        let said = said_of_birth((Birth { year, month, day }, false)).into_iter();
        said.filter(|(part, _)| *part == Part::MostOfDay).map(|(_, text)| text).collect()
    }

    /// What the only record of a list says in these columns, in a round of these fields.
    fn said_of(columns: &[(CaseField, &str)], fields: &[CaseField]) -> Vec<(Part, String)> {
        let column = |&(field, text): &(CaseField, &str)| CaseColumn {
            field,
            heading: String::new(),
            values: [text].into_iter().collect(),
        };
        let list = CaseList {
            name: "list".into(),
            ids: ["1".to_owned()].into(),
            columns: columns.iter().map(column).collect(),
            clean: true,
        };
        let settings = EncodingSettings::of_fields(fields.iter().copied());
        let said = ListSaid::of(&list, &settings, Lexicon::default()).unwrap();
        let mut texts = Vec::new();
        said.each_record(|of_parts| {
            for (part, numbers) in Part::ALL.into_iter().zip(of_parts) {
                let text = |&number: &u32| (part, said.lexicon().text(part, number).to_owned());
                texts.extend(numbers.iter().map(text));
            }
        });
        texts
    }

    #[test]
    fn a_round_that_names_whole_fields_takes_them_from_their_parts_and_the_other_way_round() {
        use CaseField as F;
        let whole = [(F::FullName, "Maria Silva"), (F::BirthDate, "1985-03-17")];
        let parts = [
            (F::GivenName, "Maria"),
            (F::FamilyName, "Silva"),
            (F::BirthYear, "1985"),
            (F::BirthMonth, "3"),
            (F::BirthDay, "17"),
        ];
        let in_full = said_of(&whole, &[F::FullName, F::BirthDate]);
        assert_eq!(said_of(&parts, &[F::FullName, F::BirthDate]), in_full);
        assert_eq!(said_of(&whole, &parts.map(|(field, _)| field)), in_full);
        let year = said_of(&whole, &[F::FullName, F::BirthYear]);
        assert_eq!(year, said_of(&parts, &[F::FullName, F::BirthYear]));
        let of_births = |said: &[(Part, String)]| -> Vec<Part> {
            let parts = said.iter().map(|(part, _)| *part);
            parts.filter(|part| ![Part::Name, Part::Sound].contains(part)).collect()
        };
        assert_eq!(of_births(&year), [Part::Year]);
        assert!(of_births(&in_full).contains(&Part::Day));
    }

    #[test]
    fn a_name_says_the_same_with_its_article_and_without_in_any_script() {
        let said = |text: &str| said_in(CaseField::FamilyName, text);
        for text in ["Elmasri", "Al-Masri", "al masri", "المصري"] {
            assert_eq!(said(text), said("Masri"), "{text}");
        }
        assert_ne!(said("Elena"), said("Ena"));
        assert_ne!(said("Allegra"), said("Legra"));
    }

    #[test]
    fn most_of_a_day_is_the_same_where_a_part_is_wrong_or_missing_or_both_are_exchanged() {
        assert_eq!(most_of(1985, 3, 17), ["198503", "198517"]);
        assert!(most_of(1985, 3, 12).contains(&most_of(1985, 3, 0)[0]));
        let (mut one, mut other) = (most_of(1985, 3, 12), most_of(1985, 12, 3));
        one.sort_unstable();
        other.sort_unstable();
        assert_eq!(one, other);
        assert_eq!(most_of(0, 3, 17), Vec::<String>::new());
        assert_eq!(most_of(1985, 1, 1), Vec::<String>::new(), "written where no day is known");
    }
}
