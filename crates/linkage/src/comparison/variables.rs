//! Which columns of several lists say the same thing, brought together as variables over all records.

use concert_terms::{CaseField, Country};

use super::ages::{Ages, Said};
use super::agreement::Rows;
use super::bags::{Bags, NOTHING};
use super::births::{self, Birth, Births};
use super::places::Places;
use super::words::Words;
use crate::birth::{self, Birth as Day, Order, months};
use crate::case_list::{CaseColumn, CaseList};
use crate::{names, sex};

/// What a variable compares.
pub(crate) enum Comparer {
    /// Given and family name, either of which may stand in the other's place: two variables.
    Names(Bags, Bags),
    /// Words in any order, or numbers.
    Bag(Bags),
    /// Days of birth.
    Birth(Births),
    /// Ages, among themselves and beside days of birth.
    Ages(Ages),
    /// A place.
    Place(Places),
}

/// How a text falls into words, each of which is passed on.
type Split = dyn Fn(&str, &mut dyn FnMut(&str));

/// All records of all lists as variables.
pub(crate) struct Variables {
    pub(crate) words: Words,
    pub(crate) comparers: Vec<Comparer>,
    /// What each variable is called; a pair of names makes two.
    pub(crate) names: Vec<String>,
    /// The first record of each list, and the number of all.
    pub(crate) starts: Vec<u32>,
    pub(crate) clean: Vec<bool>,
    pub(super) rows: Rows,
}

/// Most variables that a pattern holds.
const MOST: usize = 64 / 4;

impl Variables {
    /// Brings the columns together; `year` is the last that a year of two digits can mean.
    pub(crate) fn new(lists: &[CaseList], year: i16) -> Self {
        let mut starts = vec![0_u32];
        for list in lists {
            starts.push(starts[starts.len() - 1] + list.len() as u32);
        }
        let mut all = Self {
            words: Words::default(),
            comparers: Vec::new(),
            names: Vec::new(),
            starts,
            clean: lists.iter().map(|list| list.clean).collect(),
            rows: Rows::default(),
        };
        let shared = |field: CaseField| {
            let having = lists.iter().filter(|list| column(list, field).is_some()).count();
            having > 1 || lists.iter().any(|list| !list.clean && column(list, field).is_some())
        };
        all.add_names(lists, &shared);
        all.add_births(lists, &shared, year);
        for field in [CaseField::IdentityNumber, CaseField::Phone, CaseField::Email] {
            if shared(field) {
                let bags = all.bags(lists, &[field], true, &number_words);
                all.push(Comparer::Bag(bags), field.to_string());
            }
        }
        for field in
            [CaseField::Sex, CaseField::Citizenship, CaseField::BirthPlace, CaseField::Occupation]
        {
            if shared(field) {
                let split: &Split = match field {
                    CaseField::Sex => &sex_words,
                    CaseField::Citizenship => &nationality_words,
                    _ => &words,
                };
                let bags = all.bags(lists, &[field], false, split);
                all.push(Comparer::Bag(bags), field.to_string());
            }
        }
        all.add_places(lists, &shared);
        for (field, digits) in [(CaseField::Street, false), (CaseField::HouseNumber, true)] {
            if shared(field) {
                let bags = all.bags(lists, &[field], digits, &words);
                all.push(Comparer::Bag(bags), field.to_string());
            }
        }
        all.add_texts(lists);
        all.rows = Rows::of(&all.comparers, all.records());
        all
    }

    /// Number of variables.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// Number of records on all lists.
    pub(crate) fn records(&self) -> u32 {
        self.starts[self.starts.len() - 1]
    }

    /// The list of a record.
    pub(crate) fn list_of(&self, record: u32) -> usize {
        self.starts.partition_point(|&start| start <= record) - 1
    }

    /// Two records may be one person: of two lists, or of one that is not clean.
    pub(crate) fn may_match(&self, first: u32, second: u32) -> bool {
        let list = self.list_of(first);
        list != self.list_of(second) || !self.clean[list]
    }

    /// The number of the two lists of two records, whichever comes first: the place in [`Self::pairs_of_lists`].
    pub(crate) fn lists_of(&self, first: u32, second: u32) -> u32 {
        let (a, b) = (self.list_of(first), self.list_of(second));
        (a.min(b) * self.clean.len() + a.max(b)) as u32
    }

    /// Number of pairs that may match, by the lists of their records.
    pub(crate) fn pairs_of_lists(&self) -> Vec<f64> {
        let sizes: Vec<f64> =
            self.starts.windows(2).map(|two| f64::from(two[1] - two[0])).collect();
        let lists = sizes.len();
        let mut pairs = vec![0.0; lists * lists];
        for a in 0..lists {
            for b in a..lists {
                pairs[a * lists + b] = match a == b {
                    true if self.clean[a] => 0.0,
                    true => sizes[a] * (sizes[a] - 1.0) / 2.0,
                    false => sizes[a] * sizes[b],
                };
            }
        }
        pairs
    }

    /// Number of pairs that may match.
    pub(crate) fn pairs(&self) -> f64 {
        self.pairs_of_lists().iter().sum()
    }

    fn push(&mut self, comparer: Comparer, name: String) {
        if self.names.len() < MOST {
            self.comparers.push(comparer);
            self.names.push(name);
        }
    }

    /// The words of some fields of each record as one column.
    fn bags(
        &mut self,
        lists: &[CaseList],
        fields: &[CaseField],
        digits: bool,
        split: &Split,
    ) -> Bags {
        self.bags_of(lists, digits, split, &|list| {
            list.columns.iter().filter(|column| fields.contains(&column.field)).collect()
        })
    }

    fn bags_of<'a>(
        &mut self,
        lists: &'a [CaseList],
        digits: bool,
        split: &Split,
        choose: &dyn Fn(&'a CaseList) -> Vec<&'a CaseColumn>,
    ) -> Bags {
        let mut bags = Bags::new(digits);
        for list in lists {
            let columns = choose(list);
            let spelled: Vec<Vec<Vec<u32>>> = columns
                .iter()
                .map(|column| {
                    column.values.distinct().iter().map(|text| self.spell(text, split)).collect()
                })
                .collect();
            for row in 0..list.len() {
                let mut all = Vec::new();
                for (column, spelled) in columns.iter().zip(&spelled) {
                    if let Some(number) = column.values.number(row) {
                        all.extend_from_slice(&spelled[number as usize]);
                    }
                }
                let value = bags.value(all);
                bags.of_record.push(value);
            }
        }
        bags.count(self.words.len());
        bags
    }

    fn spell(&mut self, text: &str, split: &Split) -> Vec<u32> {
        let mut out = Vec::new();
        split(text, &mut |word| out.push(self.words.number(word)));
        out
    }

    fn add_names(&mut self, lists: &[CaseList], shared: &dyn Fn(CaseField) -> bool) {
        use CaseField::{FamilyName, FullName, GivenName, MiddleName, OtherName};
        let apart = lists.iter().all(|list| {
            column(list, FullName).is_none()
                || (column(list, GivenName).is_some() && column(list, FamilyName).is_some())
        });
        if apart && shared(GivenName) && shared(FamilyName) {
            let given = self.bags(lists, &[GivenName], false, &name_words);
            let family = self.bags(lists, &[FamilyName], false, &name_words);
            let mut further =
                self.bags(lists, &[MiddleName, OtherName, FullName], false, &name_words);
            // Words of the full name that are in the given or the family name say nothing twice.
            let mut left = Bags::new(false);
            for record in 0..further.of_record.len() as u32 {
                let rest = further
                    .words_of_record(record)
                    .iter()
                    .copied()
                    .filter(|word| {
                        !given.words_of_record(record).contains(word)
                            && !family.words_of_record(record).contains(word)
                    })
                    .collect();
                let value = left.value(rest);
                left.of_record.push(value);
            }
            left.count(self.words.len());
            std::mem::swap(&mut further, &mut left);
            self.comparers.push(Comparer::Names(given, family));
            self.names.extend([GivenName.to_string(), FamilyName.to_string()]);
            if further.values() > 0
                && [MiddleName, OtherName, FullName].iter().any(|&field| shared(field))
            {
                self.push(Comparer::Bag(further), "further-names".into());
            }
        } else {
            let all = [GivenName, MiddleName, FamilyName, FullName, OtherName];
            let named = |list: &&CaseList| all.iter().any(|&field| column(list, field).is_some());
            let having = lists.iter().filter(named).count();
            if having > 1 || lists.iter().filter(named).any(|list| !list.clean) {
                let bags = self.bags(lists, &all, false, &name_words);
                self.push(Comparer::Bag(bags), FullName.to_string());
            }
        }
    }

    fn add_births(
        &mut self,
        lists: &[CaseList],
        shared: &dyn Fn(CaseField) -> bool,
        year_of_comparison: i16,
    ) {
        use CaseField::{Age, BirthDate, BirthDay, BirthMonth, BirthYear};
        let has = |list: &CaseList, fields: &[CaseField]| {
            fields.iter().any(|&field| column(list, field).is_some())
        };
        let said: Vec<(Vec<Birth>, Vec<Said>)> =
            lists.iter().map(|list| births_and_ages(list, year_of_comparison)).collect();
        let dated = lists.iter().filter(|list| has(list, &[BirthDate, BirthYear])).count();
        let any =
            shared(BirthDate) || shared(BirthYear) || (shared(BirthDay) && shared(BirthMonth));
        if any || dated > 1 {
            let of_record = said.iter().flat_map(|(births, _)| births).copied().collect();
            self.push(Comparer::Birth(Births::new(of_record)), "birth".into());
        }
        let aged = lists.iter().any(|list| has(list, &[Age]));
        if shared(Age) || (aged && dated > 0) {
            let of_record = said.iter().flat_map(|(_, said)| said).copied().collect();
            self.push(Comparer::Ages(Ages::new(of_record)), Age.to_string());
        }
    }

    fn add_places(&mut self, lists: &[CaseList], shared: &dyn Fn(CaseField) -> bool) {
        use CaseField::{Country, District, Locality, PostalCode, Region};
        let mut chain: Vec<(String, Places)> = Vec::new();
        for field in [PostalCode, Locality, District, Region, Country] {
            if !shared(field) {
                continue;
            }
            let bags = self.bags(lists, &[field], field == PostalCode, &words);
            match chain.last_mut() {
                Some((name, places)) if nested(&places.parts[places.parts.len() - 1], &bags) => {
                    places.parts.push(bags);
                    *name = format!("{name}+{field}");
                }
                _ => chain.push((field.to_string(), Places { parts: vec![bags] })),
            }
        }
        for (name, places) in chain {
            self.push(Comparer::Place(places), name);
        }
    }

    fn add_texts(&mut self, lists: &[CaseList]) {
        let mut headings: Vec<&str> = Vec::new();
        for column in lists.iter().flat_map(|list| &list.columns) {
            if column.field == CaseField::Text && !headings.contains(&column.heading.as_str()) {
                headings.push(&column.heading);
            }
        }
        for heading in headings {
            let is =
                |column: &CaseColumn| column.field == CaseField::Text && column.heading == heading;
            let having = lists.iter().filter(|list| list.columns.iter().any(is)).count();
            let dirty = lists.iter().any(|list| !list.clean && list.columns.iter().any(is));
            if having > 1 || dirty {
                let bags = self.bags_of(lists, false, &words, &|list| {
                    list.columns.iter().filter(|column| is(column)).collect()
                });
                if !self.repeats(&bags) {
                    self.push(Comparer::Bag(bags), heading.to_owned());
                }
            }
        }
    }

    /// Most words of a column stand in the same record's names already.
    fn repeats(&self, bags: &Bags) -> bool {
        let (mut there, mut all) = (0_u64, 0_u64);
        for record in (0..bags.of_record.len() as u32).step_by(bags.of_record.len() / 5_000 + 1) {
            for word in bags.words_of_record(record) {
                all += 1;
                there += u64::from(
                    self.name_bags().any(|names| names.words_of_record(record).contains(word)),
                );
            }
        }
        all > 0 && there * 10 > all * 7
    }

    /// Mean information of a record in bits: the sum of the surprisal of its values, as if they were independent.
    pub(crate) fn information(&self) -> f64 {
        let of = |bags: &Bags| bags.information();
        self.comparers
            .iter()
            .map(|comparer| match comparer {
                Comparer::Names(given, family) => of(given) + of(family),
                Comparer::Bag(bags) => of(bags),
                Comparer::Birth(births) => births.information(),
                Comparer::Ages(ages) => ages.information(),
                Comparer::Place(places) => places.parts.iter().map(of).fold(0.0, f64::max),
            })
            .sum()
    }

    /// The columns of names.
    pub(crate) fn name_bags(&self) -> impl Iterator<Item = &Bags> {
        let mut out: Vec<&Bags> = Vec::new();
        for (at, comparer) in self.comparers.iter().enumerate() {
            match comparer {
                Comparer::Names(given, family) => out.extend([given, family]),
                Comparer::Bag(bags)
                    if self.names[at] == "full-name"
                        || self.names.get(at + 1).is_some_and(|n| n == "further-names") =>
                {
                    out.push(bags);
                }
                _ => {}
            }
        }
        out.into_iter()
    }

    /// Columns that are neither names nor numbers of people and have many values, those with the most first.
    pub(crate) fn other_columns(&self) -> Vec<&Bags> {
        let names: Vec<*const Bags> = self.name_bags().map(std::ptr::from_ref).collect();
        let mut out: Vec<&Bags> = self
            .comparers
            .iter()
            .flat_map(|comparer| match comparer {
                Comparer::Bag(bags) => vec![bags],
                Comparer::Place(places) => places.parts.iter().collect(),
                _ => Vec::new(),
            })
            .filter(|bags| bags.values() >= 20 && !names.contains(&std::ptr::from_ref(*bags)))
            .collect();
        out.sort_by_key(|bags| std::cmp::Reverse(bags.values()));
        out
    }

    /// The days of birth.
    pub(crate) fn births(&self) -> Option<&Births> {
        self.comparers.iter().find_map(|comparer| match comparer {
            Comparer::Birth(births) => Some(births),
            _ => None,
        })
    }
}

/// Records of one value of the finer column nearly always have one value of the coarser.
fn nested(finer: &Bags, coarser: &Bags) -> bool {
    let mut pairs: Vec<(u32, u32)> = finer
        .of_record
        .iter()
        .zip(&coarser.of_record)
        .filter(|(a, b)| **a != NOTHING && **b != NOTHING)
        .map(|(a, b)| (*a, *b))
        .collect();
    pairs.sort_unstable();
    let (mut together, mut agreeing) = (0.0, 0.0);
    for group in pairs.chunk_by(|a, b| a.0 == b.0) {
        together += (group.len() * (group.len() - 1)) as f64;
        for same in group.chunk_by(|a, b| a.1 == b.1) {
            agreeing += (same.len() * (same.len() - 1)) as f64;
        }
    }
    together > 0.0 && agreeing / together > 0.6
}

fn column(list: &CaseList, field: CaseField) -> Option<&CaseColumn> {
    list.columns.iter().find(|column| column.field == field)
}

/// What each record of a list says of a day of birth, and of a birth or else an age.
fn births_and_ages(list: &CaseList, year_of_comparison: i16) -> (Vec<Birth>, Vec<Said>) {
    use CaseField::{Age, BirthDate, BirthDay, BirthMonth, BirthYear, EventDate};
    let texts = |field| column(list, field).map(|column| &column.values);
    let order = |texts: &crate::Texts| Order::of(texts.distinct().iter(), year_of_comparison);
    let dates: Vec<Birth> = texts(BirthDate).map_or(Vec::new(), |texts| {
        let order = order(texts);
        texts.distinct().iter().map(|text| read_day(text, order)).collect()
    });
    // An age was recorded when its record was, if the list says when that was.
    let events: Vec<Option<(i32, i32)>> = texts(EventDate).map_or(Vec::new(), |texts| {
        let order = order(texts);
        texts.distinct().iter().map(|text| months(Day::read(text, order))).collect()
    });
    let read = |row: usize| {
        let number = |field| {
            texts(field)
                .and_then(|texts| texts.get(row))
                .and_then(|text| text.trim().parse::<u16>().ok())
        };
        let date = texts(BirthDate).and_then(|texts| texts.number(row));
        let mut birth = date.map_or(Birth::default(), |number| dates[number as usize]);
        if birth.year == 0 {
            birth.year = number(BirthYear).filter(|year| (1000..2200).contains(year)).unwrap_or(0);
        }
        if birth.month == 0 {
            birth.month = number(BirthMonth).filter(|&month| month <= 12).unwrap_or(0) as u8;
        }
        if birth.day == 0 {
            birth.day = number(BirthDay).filter(|&day| day <= 31).unwrap_or(0) as u8;
        }
        if birth.year > 0 {
            return (birth, Said::Birth(birth.into()));
        }
        let event = texts(EventDate).and_then(|texts| texts.number(row));
        let recorded = event.and_then(|number| events[number as usize]);
        let age = texts(Age)
            .and_then(|texts| texts.get(row))
            .and_then(|text| birth::Age::read(text, recorded));
        (birth, age.map_or(Said::Nothing, Said::Age))
    };
    (0..list.len()).map(read).unzip()
}

/// Reads a day of birth; a year before those of living people is read if it has four digits.
fn read_day(text: &str, order: Order) -> Birth {
    let day = Day::read(text, order);
    let read = Birth {
        year: day.year.map_or(0, |year| year as u16),
        month: day.month.unwrap_or(0),
        day: day.day.unwrap_or(0),
    };
    if read.year == 0 { births::read(text) } else { read }
}

/// The words of a text in Latin letters.
fn words(text: &str, each: &mut dyn FnMut(&str)) {
    for token in names::tokens(text) {
        each(&token.form);
    }
}

/// The parts of a name that tell people apart; all of them if none does.
fn name_words(text: &str, each: &mut dyn FnMut(&str)) {
    let tokens = names::tokens(text);
    let compared = tokens.iter().any(|token| token.role.is_compared());
    for token in tokens.iter().filter(|token| token.role.is_compared() || !compared) {
        each(&token.form);
    }
}

fn number_words(text: &str, each: &mut dyn FnMut(&str)) {
    let number: String =
        text.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
    if !number.is_empty() {
        each(&number);
    }
}

/// A sex by its letter, in whatever language it was written; what is not understood stays as it is.
fn sex_words(text: &str, each: &mut dyn FnMut(&str)) {
    match sex::read(text) {
        Some(sex) => each(sex::letter(sex)),
        None => words(text, each),
    }
}

/// A country by its code, however a list writes its people; what is not understood stays as it is.
fn nationality_words(text: &str, each: &mut dyn FnMut(&str)) {
    match Country::of_nationality(text) {
        Some(country) => each(&country.alpha3.to_lowercase()),
        None => words(text, each),
    }
}
