//! What each column of a case list is there for: what headings say and people tell, made consistent.

use concert_terms::CaseField;

use crate::case_list::by_heading::{self, Heading, Said};
use crate::case_list::find::Found;
use crate::case_list::note::{CaseListRefusal, CaseNoteRule, Notes};
use crate::case_list::{HowKnown, RawColumn, Told, WhyIgnored, by_values};
use crate::place_in_file::column_letters;

/// What a column is there for.
pub(crate) struct Duty {
    pub(crate) field: CaseField,
    pub(crate) how: HowKnown,
    pub(crate) ignored: Option<WhyIgnored>,
    /// What the heading or hashtag says, as long as it is not settled what that means.
    pub(crate) said: Option<Said>,
}

impl Duty {
    fn unknown() -> Self {
        Self { field: CaseField::Text, how: HowKnown::Unknown, ignored: None, said: None }
    }

    pub(crate) fn is_open(&self) -> bool {
        self.ignored.is_none() && self.how == HowKnown::Unknown && self.said.is_none()
    }

    pub(crate) fn ignore(&mut self, why: WhyIgnored) {
        self.ignored = Some(why);
    }

    fn is(&self, field: CaseField) -> bool {
        self.ignored.is_none() && self.field == field
    }
}

/// What headings, hashtags and people say, column by column.
pub(crate) fn of_columns(
    columns: &[RawColumn],
    found: &Found<'_>,
    told: &[Told],
    notes: &mut Notes,
) -> Result<Vec<Duty>, CaseListRefusal> {
    let mut duties: Vec<Duty> = columns
        .iter()
        .map(|column| {
            let tag = found.tags.get(column.column).and_then(Option::as_ref);
            let has_heading = found.heading_row.is_some();
            if let Some(said) = tag.and_then(by_heading::said_by_tag) {
                said_duty(said, HowKnown::ByTag)
            } else if let Some(Heading { said, language }) =
                by_heading::said(&column.heading).filter(|_| has_heading)
            {
                said_duty(said, HowKnown::ByHeading(language))
            } else {
                Duty::unknown()
            }
        })
        .collect();
    for (duty, column) in duties.iter_mut().zip(columns) {
        if column.texts.filled() == 0 {
            duty.ignore(WhyIgnored::Blank);
        } else if duty.said == Some(Said::Truth) {
            duty.ignore(WhyIgnored::Truth);
        }
    }
    let mut told_columns = Vec::new();
    for told in told {
        let column = told_column(columns, told)?;
        duties[column] = match told.field {
            Some(field) => Duty { field, how: HowKnown::Told, ignored: None, said: None },
            None => {
                Duty { ignored: Some(WhyIgnored::Told), how: HowKnown::Told, ..Duty::unknown() }
            }
        };
        told_columns.push(column);
    }
    for (index, first) in told_columns.iter().enumerate() {
        let field = duties[*first].field;
        let twice = told_columns[index + 1..].iter().find(|second| {
            *second != first && duties[**second].is(field) && duties[*first].is(field)
        });
        if let Some(second) = twice.filter(|_| stands_once(field)) {
            let heading = |column: &usize| columns[*column].heading.clone();
            return Err(CaseListRefusal::ToldTwice {
                field,
                first: heading(first),
                second: heading(second),
            });
        }
    }
    for (duty, column) in duties.iter().zip(columns) {
        if duty.ignored == Some(WhyIgnored::Truth) {
            notes.column(CaseNoteRule::TruthIgnored, column.column, &column.heading, 1);
        }
    }
    Ok(duties)
}

fn said_duty(said: Said, how: HowKnown) -> Duty {
    match said {
        Said::Field(field) => Duty { field, how, ignored: None, said: None },
        said => Duty { field: CaseField::Text, how, ignored: None, said: Some(said) },
    }
}

/// The column that somebody means: by its heading as it stands, by its heading but for case, accents
/// and separators, or by its letters.
fn told_column(columns: &[RawColumn], told: &Told) -> Result<usize, CaseListRefusal> {
    let words = by_heading::words(&told.heading);
    let exact = columns.iter().position(|column| column.heading == told.heading);
    let near = || {
        let mut alike = columns
            .iter()
            .enumerate()
            .filter(|(_, column)| !words.is_empty() && by_heading::words(&column.heading) == words);
        let first = alike.next()?.0;
        alike.next().is_none().then_some(first)
    };
    let letters = || {
        let column = |column: &RawColumn| column_letters(column.column as u32) == told.heading;
        columns.iter().position(column)
    };
    exact.or_else(near).or_else(letters).ok_or_else(|| CaseListRefusal::UnknownHeading {
        told: told.heading.clone(),
        headings: columns.iter().map(|column| column.heading.clone()).collect(),
    })
}

/// Only one column of a case list may say this.
pub(crate) fn stands_once(field: CaseField) -> bool {
    !matches!(
        field,
        CaseField::Text
            | CaseField::IdentityNumber
            | CaseField::Phone
            | CaseField::OtherName
            | CaseField::EventDate
    )
}

/// Settles what is still open once the column of identifiers is chosen.
pub(crate) fn settle(columns: &[RawColumn], duties: &mut [Duty], notes: &mut Notes) {
    let has = |duties: &[Duty], field| duties.iter().any(|duty| duty.is(field));
    for index in 0..duties.len() {
        if duties[index].ignored.is_some() {
            continue;
        }
        if let Some(Said::Either(first, second)) =
            duties[index].said.take_if(|said| matches!(said, Said::Either(..)))
        {
            duties[index].field = if has(duties, first) { second } else { first };
        }
    }
    names_by_context(columns, duties);
    births_by_values(columns, duties);
    for (index, column) in columns.iter().enumerate() {
        if duties[index].ignored.is_some() {
            continue;
        }
        match duties[index].said.take() {
            Some(Said::SomeDate) => {
                let known = [CaseField::BirthDate, CaseField::BirthYear, CaseField::Age];
                let open = !known.iter().any(|field| has(duties, *field));
                duties[index].field = match by_values::kind_of_date(&column.texts) {
                    Some(CaseField::BirthDate) if open => CaseField::BirthDate,
                    Some(_) => CaseField::EventDate,
                    None => CaseField::Text,
                };
            }
            Some(Said::Person) => {
                duties[index].ignore(WhyIgnored::Truth);
                notes.column(CaseNoteRule::TruthIgnored, column.column, &column.heading, 1);
            }
            _ => {}
        }
    }
    by_values::guess(columns, duties, notes);
    repeats(columns, duties, notes);
    seconds(columns, duties, notes);
}

/// "Name" beside a family name is the given name, and the other way round, if it is one word: `nom`
/// beside `prénom`, `nombre` beside `apellidos`, `имя` beside `фамилия`.
fn names_by_context(columns: &[RawColumn], duties: &mut [Duty]) {
    let has = |field| duties.iter().any(|duty| duty.is(field));
    let (given, family) = (has(CaseField::GivenName), has(CaseField::FamilyName));
    let full: Vec<usize> =
        (0..duties.len()).filter(|index| duties[*index].is(CaseField::FullName)).collect();
    if let (&[index], true) = (&full[..], given != family)
        && duties[index].how != HowKnown::Told
        && words_each(&columns[index]) < 1.5
    {
        duties[index].field = if family { CaseField::GivenName } else { CaseField::FamilyName };
    }
}

/// `birthday` may be a date or, beside a month or a year of birth, the day of the month, and so may
/// `day of birth`: what stands in the column decides.
fn births_by_values(columns: &[RawColumn], duties: &mut [Duty]) {
    let is_part = |duty: &Duty| duty.is(CaseField::BirthMonth) || duty.is(CaseField::BirthYear);
    let in_parts = duties.iter().any(is_part);
    for (duty, column) in duties.iter_mut().zip(columns) {
        let nearly_all = |is: &dyn Fn(&str) -> bool| {
            20 * u64::from(column.texts.count(is)) >= 19 * column.texts.filled() as u64
        };
        let is_day_of_month = |text: &str| {
            let text = text.strip_suffix(".0").unwrap_or(text);
            text.parse::<u8>().is_ok_and(|day| day <= 31)
        };
        if duty.ignored.is_some() || duty.how == HowKnown::Told {
            continue;
        }
        duty.field = match duty.field {
            CaseField::BirthDate if in_parts && nearly_all(&is_day_of_month) => CaseField::BirthDay,
            CaseField::BirthDay | CaseField::BirthMonth | CaseField::BirthYear
                if nearly_all(&|text| by_values::day(text).is_some()) =>
            {
                CaseField::BirthDate
            }
            field => field,
        };
    }
}

/// Mean number of words of what the column holds.
fn words_each(column: &RawColumn) -> f64 {
    let (mut words, mut filled) = (0, 0);
    for (text, count) in column.texts.counted() {
        words += text.split_whitespace().count() * count as usize;
        filled += count as usize;
    }
    words as f64 / filled.max(1) as f64
}

/// Two columns of one meaning that may stand only once: the one that was told keeps it, else the first;
/// a second given name is a middle name, a second name of another kind an other name, and the rest text.
fn seconds(columns: &[RawColumn], duties: &mut [Duty], notes: &mut Notes) {
    let mut order: Vec<usize> = (0..duties.len()).collect();
    order.sort_by_key(|index| (duties[*index].how != HowKnown::Told, *index));
    let mut taken: Vec<CaseField> = Vec::new();
    // What has its own heading comes before what is only second of another kind.
    let mut later = Vec::new();
    for index in order {
        let duty = &duties[index];
        if duty.ignored.is_some() || !stands_once(duty.field) || duty.field == CaseField::RecordId {
            continue;
        }
        if taken.contains(&duty.field) {
            later.push(index);
        } else {
            taken.push(duty.field);
        }
    }
    for index in later {
        let field = match duties[index].field {
            CaseField::GivenName if !taken.contains(&CaseField::MiddleName) => {
                CaseField::MiddleName
            }
            CaseField::GivenName
            | CaseField::MiddleName
            | CaseField::FamilyName
            | CaseField::FullName => CaseField::OtherName,
            _ => CaseField::Text,
        };
        if stands_once(field) {
            taken.push(field);
        }
        duties[index].field = field;
        let column = &columns[index];
        notes.column(CaseNoteRule::SecondOfItsKind, column.column, &column.heading, 1);
    }
}

/// A column of whole names that says nothing but what given, middle and family name say, or another
/// column of whole names, would be counted twice.
fn repeats(columns: &[RawColumn], duties: &mut [Duty], notes: &mut Notes) {
    let of = |duties: &[Duty], wanted: &[CaseField]| -> Vec<usize> {
        (0..duties.len()).filter(|i| wanted.iter().any(|field| duties[*i].is(*field))).collect()
    };
    // From the last on, so that of two that say the same the first stays.
    for index in (0..duties.len()).rev() {
        let duty = &duties[index];
        let is_whole = duty.is(CaseField::FullName)
            || (duty.is(CaseField::OtherName) && words_each(&columns[index]) >= 1.5);
        if !is_whole || duty.how == HowKnown::Told {
            continue;
        }
        let parts =
            of(duties, &[CaseField::GivenName, CaseField::MiddleName, CaseField::FamilyName]);
        let named = [CaseField::GivenName, CaseField::FamilyName];
        let both = named.iter().all(|field| duties.iter().any(|duty| duty.is(*field)));
        let whole: Vec<usize> = of(duties, &[CaseField::FullName]);
        let by_parts = both && says_no_more(columns, index, &parts);
        let by_whole =
            whole.iter().any(|other| *other != index && says_no_more(columns, index, &[*other]));
        if by_parts || by_whole {
            duties[index].ignore(WhyIgnored::Repeats);
            let column = &columns[index];
            notes.column(CaseNoteRule::RepeatsOthers, column.column, &column.heading, 1);
        }
    }
}

/// In nineteen of twenty records every word of a column stands in the others.
fn says_no_more(columns: &[RawColumn], index: usize, others: &[usize]) -> bool {
    let texts = &columns[index].texts;
    let (mut filled, mut held) = (0, 0);
    for row in 0..texts.len() {
        let Some(text) = texts.get(row) else { continue };
        filled += 1;
        let known: Vec<String> = others
            .iter()
            .filter_map(|other| columns[*other].texts.get(row))
            .flat_map(by_heading::words)
            .collect();
        held += u32::from(by_heading::words(text).iter().all(|word| known.contains(word)));
    }
    filled > 0 && 20 * held >= 19 * filled
}
