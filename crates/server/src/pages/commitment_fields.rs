//! The form of a commitment: its fields as they are typed, and the commitment that they make.

use std::str::FromStr;

use concert_coalition::{
    Commitment, CommitmentCell, Condition, DatedFigure, Means, Measure, ProgressLevel,
};
use concert_secretariat::MeansKind;
use concert_terms::{Form as ExploitationForm, Id, Names, Pillar, Side};
use jiff::civil::Date;

use crate::asked::{axis, field, form_fields, optional, required, unreadable};
use crate::trouble::Trouble;

/// The fields of a form, of which some have several values.
#[derive(Default)]
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    pub(crate) fn of(body: &[u8]) -> Self {
        Self(form_fields(body))
    }

    /// The fields that were kept.
    pub(crate) fn kept(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// What was filled in, to keep it: neither what is empty nor which button was pressed. Rows of
    /// several fields go by position, so theirs are kept also where they are empty.
    pub(crate) fn to_keep(&self) -> Vec<(String, String)> {
        let goes_by_position =
            |name: &str| name.starts_with("means") || CELL_FIELDS.contains(&name);
        let says = |(name, value): &&(String, String)| {
            name != "act" && (goes_by_position(name) || !value.trim().is_empty())
        };
        self.0.iter().filter(says).cloned().collect()
    }

    /// The first value of a field; nothing if there is none.
    pub(crate) fn one(&self, name: &str) -> &str {
        field(&self.0, name)
    }

    /// Every value of a field, also those left empty: rows of several fields go by position.
    fn column(&self, name: &str) -> Vec<String> {
        let named = self.0.iter().filter(|(key, _)| key == name);
        named.map(|(_, value)| value.trim().to_owned()).collect()
    }

    fn rows<const N: usize>(&self, names: [&str; N]) -> Vec<[String; N]> {
        let columns = names.map(|name| self.column(name));
        let count = columns.iter().map(Vec::len).max().unwrap_or(0);
        let at = |row: usize| {
            columns.each_ref().map(|column| column.get(row).cloned().unwrap_or_default())
        };
        (0..count).map(at).collect()
    }
}

/// A level of progress with a code.
pub(crate) fn level(field: &str, code: &str) -> Result<ProgressLevel, Trouble> {
    let found = ProgressLevel::ALL.into_iter().find(|level| level.code() == code);
    found.ok_or_else(|| unreadable(field, code))
}

/// The form of a commitment, as it is typed.
#[derive(Default)]
pub(crate) struct CommitmentFields {
    pub(crate) maker: String,
    pub(crate) action: String,
    pub(crate) text: String,
    pub(crate) promised: String,
    pub(crate) due: String,
    /// Kind, amount, words.
    pub(crate) means: Vec<[String; 3]>,
    /// Place, pillar, side, form, population.
    pub(crate) cells: Vec<[String; 5]>,
    pub(crate) measure: String,
    pub(crate) unit: String,
    pub(crate) baseline: String,
    pub(crate) baseline_on: String,
    pub(crate) target: String,
    pub(crate) target_on: String,
    pub(crate) condition: String,
    pub(crate) condition_level: String,
    pub(crate) public_from: String,
    pub(crate) reason: String,
}

/// The names of the fields, for the document of the API.
pub(crate) const FIELDS: &[&str] = &[
    "id",
    "plan",
    "maker",
    "action",
    "text",
    "promised",
    "due",
    "means",
    "means_amount",
    "means_words",
    "place",
    "pillar",
    "side",
    "form",
    "population",
    "measure",
    "unit",
    "baseline",
    "baseline_on",
    "target",
    "target_on",
    "condition",
    "condition_level",
    "public_from",
    "act",
];

const CELL_FIELDS: [&str; 5] = ["place", "pillar", "side", "form", "population"];

/// Rows for means and cells beyond those that are filled in.
const SPARE_ROWS: usize = 2;

impl CommitmentFields {
    /// What was typed.
    pub(crate) fn typed(form: &Form) -> Self {
        let one = |name| form.one(name).to_owned();
        Self {
            maker: one("maker"),
            action: one("action"),
            text: one("text"),
            promised: one("promised"),
            due: one("due"),
            means: form.rows(["means", "means_amount", "means_words"]),
            cells: form.rows(CELL_FIELDS),
            measure: one("measure"),
            unit: one("unit"),
            baseline: one("baseline"),
            baseline_on: one("baseline_on"),
            target: one("target"),
            target_on: one("target_on"),
            condition: one("condition"),
            condition_level: one("condition_level"),
            public_from: one("public_from"),
            reason: one("reason"),
        }
        .with_spare_rows()
    }

    /// What a commitment says, in a language.
    pub(crate) fn of(commitment: &Commitment, language: &str) -> Self {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let figure = |it: Option<DatedFigure>| it.map_or(String::new(), |it| it.figure.to_string());
        let measure = commitment.measure.as_ref();
        let baseline = measure.and_then(|measure| measure.baseline);
        let target = measure.map(|measure| measure.target);
        let condition = commitment.condition;
        Self {
            maker: commitment.maker.to_string(),
            action: commitment.action.clone(),
            text: commitment.text.pick(language).to_owned(),
            promised: day(commitment.promised),
            due: commitment.due.to_string(),
            means: commitment.means.iter().map(|means| means_row(means, language)).collect(),
            cells: commitment.cells.iter().map(cell_row).collect(),
            measure: measure.map_or("", |it| it.text.pick(language)).to_owned(),
            unit: measure.map(|it| it.unit.clone()).unwrap_or_default(),
            baseline: figure(baseline),
            baseline_on: day(baseline.map(|it| it.on)),
            target: figure(target),
            target_on: day(target.map(|it| it.on)),
            condition: condition.map(|it| it.commitment.to_string()).unwrap_or_default(),
            condition_level: condition.map_or("", |it| it.level.code()).to_owned(),
            public_from: day(commitment.public_from),
            reason: String::new(),
        }
        .with_spare_rows()
    }

    /// The same with empty rows to fill in.
    pub(crate) fn with_spare_rows(mut self) -> Self {
        self.means.retain(|row| row.iter().any(|text| !text.is_empty()));
        self.cells.retain(|row| row[..4].iter().any(|text| !text.is_empty()));
        self.means.extend((0..SPARE_ROWS).map(|_| Default::default()));
        self.cells.extend((0..SPARE_ROWS).map(|_| Default::default()));
        self
    }

    /// The commitment that the fields make of an earlier one: what they do not show stays.
    pub(crate) fn commitment(
        &self,
        before: Commitment,
        language: &str,
    ) -> Result<Commitment, Trouble> {
        Ok(Commitment {
            action: self.action.clone(),
            text: said_in(&before.text, language, &self.text),
            due: required("due", &self.due)?,
            means: self.means(&before.means, language)?,
            cells: self.cells()?,
            measure: self.measure(before.measure.as_ref(), language)?,
            condition: self.condition()?,
            public_from: optional("public_from", &self.public_from)?,
            // What is said by hand was not read in a file.
            source: None,
            ..before
        })
    }

    fn means(&self, before: &[Means], language: &str) -> Result<Vec<Means>, Trouble> {
        let says = |row: &[String; 3]| row.iter().any(|text| !text.is_empty());
        let filled = self.means.iter().enumerate().filter(|(_, row)| says(row));
        filled
            .map(|(at, [kind, amount, words])| {
                let of = MeansKind::from_code(kind).ok_or_else(|| unreadable("means", kind))?;
                if let (MeansKind::Policy, Some(Means::Policy(names))) = (of, before.get(at)) {
                    return Ok(Means::Policy(said_in(names, language, words)));
                }
                let means = of.means(amount, words, language);
                means.ok_or_else(|| unreadable("means_amount", amount))
            })
            .collect()
    }

    fn cells(&self) -> Result<Vec<CommitmentCell>, Trouble> {
        let filled = self.cells.iter().filter(|row| row[..4].iter().any(|text| !text.is_empty()));
        filled
            .map(|[place, pillar, side, form, population]| {
                Ok(CommitmentCell {
                    place: required("place", place)?,
                    pillar: axis::<Pillar>("pillar", pillar)?,
                    side: axis::<Side>("side", side)?,
                    form: axis::<ExploitationForm>("form", form)?,
                    population: required("population", population)?,
                })
            })
            .collect()
    }

    fn measure(
        &self,
        before: Option<&Measure>,
        language: &str,
    ) -> Result<Option<Measure>, Trouble> {
        let figures = [&self.target, &self.target_on, &self.baseline, &self.baseline_on];
        if [&self.measure, &self.unit].into_iter().chain(figures).all(String::is_empty) {
            return Ok(None);
        }
        let empty = Names::default();
        let words = before.map_or(&empty, |before| &before.text);
        let baseline = match (self.baseline.as_str(), self.baseline_on.as_str()) {
            ("", "") => None,
            (figure, on) => Some(dated(("baseline", figure), ("baseline_on", on))?),
        };
        Ok(Some(Measure {
            text: said_in(words, language, &self.measure),
            unit: self.unit.clone(),
            baseline,
            target: dated(("target", &self.target), ("target_on", &self.target_on))?,
        }))
    }

    fn condition(&self) -> Result<Option<Condition>, Trouble> {
        let Some(commitment) = optional::<Id>("condition", &self.condition)? else {
            // A level of nothing would be dropped in silence.
            return match self.condition_level.as_str() {
                "" => Ok(None),
                _ => Err(unreadable("condition", "")),
            };
        };
        let level = level("condition_level", &self.condition_level)?;
        Ok(Some(Condition { commitment, level }))
    }
}

fn dated(figure: (&str, &str), on: (&str, &str)) -> Result<DatedFigure, Trouble> {
    Ok(DatedFigure { figure: read(figure)?, on: read(on)? })
}

fn read<T: FromStr>((field, text): (&str, &str)) -> Result<T, Trouble> {
    required(field, text)
}

/// The texts with one of them said anew. A text that is typed as it was shown says nothing anew,
/// so that one in another language is not passed off as a translation.
fn said_in(before: &Names, language: &str, typed: &str) -> Names {
    if !before.is_empty() && before.pick(language) == typed {
        return before.clone();
    }
    before.clone().with(language, typed)
}

fn means_row(means: &Means, language: &str) -> [String; 3] {
    let (amount, words) = match means {
        Means::Money(money) => (money.amount.to_string(), money.currency.clone()),
        Means::Capacity { units, unit } => (units.to_string(), unit.clone()),
        Means::Staff { people } => (people.to_string(), String::new()),
        Means::Policy(words) => (String::new(), words.pick(language).to_owned()),
    };
    [MeansKind::of(means).code().to_owned(), amount, words]
}

fn cell_row(cell: &CommitmentCell) -> [String; 5] {
    [
        cell.place.to_string(),
        cell.pillar.map_or(String::new(), |it| it.to_string()),
        cell.side.map_or(String::new(), |it| it.to_string()),
        cell.form.map_or(String::new(), |it| it.to_string()),
        cell.population.to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use concert_terms::{Money, Population};

    fn blank() -> Commitment {
        let id = |number| Id::from_bytes([number; 16]);
        let text = Names::new("en", "40 beds");
        let mut blank =
            Commitment::new(id(1), id(2), (id(3), "25"), text, "2027-06-30".parse().unwrap());
        blank.means = vec![
            Means::Money(Money { amount: 5, currency: "EUR".to_owned() }),
            Means::Policy(Names::new("en", "A law")),
        ];
        blank.cells = vec![CommitmentCell {
            place: "XA01".parse().unwrap(),
            pillar: Some(Pillar::Protection),
            side: None,
            form: None,
            population: "female//".parse::<Population>().unwrap(),
        }];
        blank.measure = Some(Measure {
            text: Names::new("en", "Beds"),
            unit: "beds".to_owned(),
            baseline: None,
            target: DatedFigure { figure: 40.5, on: "2027-06-30".parse().unwrap() },
        });
        let level = ProgressLevel::Partial;
        blank.condition = Some(Condition { commitment: id(9), level });
        blank
    }

    #[test]
    fn what_a_form_shows_and_nobody_touches_is_the_same_commitment_in_every_language() {
        for language in ["en", "ar"] {
            let shown = CommitmentFields::of(&blank(), language);
            assert_eq!(shown.commitment(blank(), language).unwrap(), blank(), "{language}");
        }
    }

    #[test]
    fn a_text_is_said_in_the_language_of_whoever_types_and_the_others_stay() {
        let mut typed = CommitmentFields::of(&blank(), "ar");
        typed.text = "أربعون سريراً".to_owned();
        let changed = typed.commitment(blank(), "ar").unwrap();
        assert_eq!((changed.text.pick("en"), changed.text.pick("ar")), ("40 beds", "أربعون سريراً"));
    }

    #[test]
    fn the_line_ends_of_browsers_do_not_enter_the_journal() {
        let typed = CommitmentFields::typed(&Form::of(b"due=2027-01-01&text=one%0D%0Atwo"));
        let changed = typed.commitment(blank(), "ar").unwrap();
        assert_eq!(changed.text.pick("ar"), "one\ntwo");
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_field() {
        for (body, field) in [
            ("due=soon", "due: soon"),
            ("due=2027-01-01&means=money&means_amount=much&means_words=EUR", "means_amount: much"),
            ("due=2027-01-01&means=magic", "means: magic"),
            ("due=2027-01-01&place=&pillar=protection", "place: "),
            ("due=2027-01-01&place=XA&pillar=magic", "pillar: magic"),
            ("due=2027-01-01&measure=Beds&unit=beds&target=", "target: "),
            ("due=2027-01-01&condition=x", "condition: x"),
            // What is typed and would belong to nothing is not dropped in silence.
            ("due=2027-01-01&means=&means_amount=40&means_words=", "means: "),
            ("due=2027-01-01&means=&means_amount=&means_words=beds", "means: "),
            ("due=2027-01-01&target_on=2027-06-30", "target: "),
            ("due=2027-01-01&baseline_on=2026-06-30", "baseline: "),
            ("due=2027-01-01&condition_level=partial", "condition: "),
            ("due=2027-01-01&condition=01010101-0101-8101-8101-010101010101", "condition_level: "),
        ] {
            let typed = CommitmentFields::typed(&Form::of(body.as_bytes()));
            let Err(Trouble::Unreadable(text)) = typed.commitment(blank(), "en") else {
                panic!("{body}")
            };
            assert_eq!(text, field);
        }
    }
}
