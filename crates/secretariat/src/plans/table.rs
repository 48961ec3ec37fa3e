//! The table of a plan: one action a row, in the columns in which a plan is also printed, so that
//! what is printed can be changed and stated again.

use std::collections::HashMap;
use std::path::Path;

use concert_coalition::{
    Action, Addressee, Coalition, Indicator, Objective, Organisation, Plan, Reference,
};
use concert_exchange::{Row, Workbook};
use concert_terms::{Axis, Form, Id, Names, OrganisationKind, Pillar, Population, Side, Stated};
use jiff::civil::Date;

use crate::export::csv_text;
use crate::named_columns::{NamedColumns, RowsOfFile, workbook};
use crate::reading::{Reader, bytes_as_file};
use crate::{Asked, Fault, Secretariat};

/// The columns of a table of a plan. `text`, `objective-text` and `indicator-text` are in English;
/// a column with a language at its end, such as `text-ar`, says the same in that language.
pub const PLAN_TABLE_COLUMNS: &[&str] = &[
    "number",
    "objective",
    "objective-text",
    "objective-text-ar",
    "objective-text-es",
    "objective-text-fr",
    "objective-text-ru",
    "objective-text-zh",
    "text",
    "text-ar",
    "text-es",
    "text-fr",
    "text-ru",
    "text-zh",
    "pillar",
    "side",
    "form",
    "population",
    "asked",
    "from",
    "due",
    "after",
    "indicator",
    "indicator-text",
    "indicator-unit",
    "reference",
];

/// Languages with a column of their own, beside English.
const LANGUAGES: [&str; 5] = ["ar", "es", "fr", "ru", "zh"];

/// The actions of a table, and where each stands in its file.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanText {
    objectives: Vec<Objective>,
    actions: Vec<(Action, Vec<String>)>,
    origin: RowsOfFile,
}

impl PlanText {
    /// How many actions it has.
    pub fn len(&self) -> usize {
        self.actions.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.actions.is_empty()
    }

    /// Objectives and actions, with organisations in place of the words that name one.
    pub(super) fn parts(&self, coalition: &Coalition) -> (Vec<Objective>, Vec<Action>) {
        let known = organisations(coalition);
        let addressee = |words: &String| match known.get(&plain(words)) {
            Some(id) => Addressee::Organisation(*id),
            None => match OrganisationKind::from_code(words) {
                Some(kind) => Addressee::Kind(kind),
                None => Addressee::Named(words.clone()),
            },
        };
        let action = |(action, asked): &(Action, Vec<String>)| Action {
            addressees: asked.iter().map(addressee).collect(),
            ..action.clone()
        };
        (self.objectives.clone(), self.actions.iter().map(action).collect())
    }

    /// The facts that lead to the row of an action; with `skip`, to a later one of its number.
    pub(super) fn place_of(&self, code: &str, skip: usize) -> Vec<(&'static str, String)> {
        let rows = self.actions.iter().zip(1..).filter(|((action, _), _)| action.code == code);
        rows.map(|(_, row)| row).nth(skip).map_or_else(Vec::new, |row| self.origin.facts(row))
    }
}

/// The table of a plan as CSV, to be changed and stated again.
pub fn plan_table_csv(plan: &Plan) -> Result<String, Fault> {
    csv_text(PLAN_TABLE_COLUMNS, &plan_table_lines(plan))
}

/// The same, in the columns of [`PLAN_TABLE_COLUMNS`].
pub fn plan_table_lines(plan: &Plan) -> Vec<Vec<String>> {
    let mut told: Vec<&str> = Vec::new();
    let mut lines = Vec::new();
    for action in &plan.actions {
        let objective = action.objective.as_deref().unwrap_or_default();
        let text = plan.objectives.iter().find(|it| it.code == objective).map(|it| &it.text);
        let is_first = !told.contains(&objective);
        told.push(objective);
        lines.push(line(action, text.filter(|_| is_first)));
    }
    lines
}

fn line(action: &Action, objective: Option<&Names>) -> Vec<String> {
    let nothing = Names::default();
    let asked = action.addressees.iter().map(|addressee| match addressee {
        Addressee::Kind(kind) => kind.to_string(),
        Addressee::Organisation(id) => id.to_string(),
        Addressee::Named(words) => words.clone(),
    });
    let reference = action.references.iter().map(|reference| match reference {
        Reference::Action { plan, action } => format!("{plan}#{action}"),
        Reference::Text { source, passage } => format!("{source}: {passage}"),
    });
    let indicators = |part: fn(&Indicator) -> &str| {
        action.indicators.iter().map(part).collect::<Vec<_>>().join("; ")
    };
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut line = vec![action.code.clone(), action.objective.clone().unwrap_or_default()];
    line.extend(in_languages(objective.unwrap_or(&nothing)));
    line.extend(in_languages(&action.text));
    line.extend([
        action.pillars.to_string(),
        action.sides.to_string(),
        action.forms.to_string(),
        Some(action.population)
            .filter(|population| *population != Population::EVERYBODY)
            .map(|population| population.to_string())
            .unwrap_or_default(),
        asked.collect::<Vec<_>>().join("; "),
        day(action.from),
        day(action.due),
        action.after.join("; "),
        indicators(|it| &it.code),
        indicators(|it| it.text.pick("en")),
        indicators(|it| &it.unit),
        reference.collect::<Vec<_>>().join("; "),
    ]);
    line
}

/// The English text, and the others in the order of their columns.
fn in_languages(names: &Names) -> impl Iterator<Item = String> {
    let of = |language: &str| {
        let mut names = names.iter();
        let found = names.find(|(its, _)| *its == language || (language == "en" && its.is_empty()));
        found.map(|(_, text)| text.to_owned()).unwrap_or_default()
    };
    let all: Vec<String> = ["en"].into_iter().chain(LANGUAGES).map(of).collect();
    all.into_iter()
}

impl Secretariat {
    /// Reads a table of a plan in a confined process. A cell that cannot be read is refused with
    /// its place, and nothing of the table is used.
    pub fn read_plan(&self, path: &Path, reader: &Reader) -> Asked<PlanText> {
        read(&workbook(path, reader)?)
    }

    /// The same of a table that was handed over.
    pub fn read_plan_upload(&self, name: &str, bytes: &[u8]) -> Asked<PlanText> {
        let reader = self.reader.as_ref().ok_or_else(crate::imports::no_reader)?;
        read(&reader.read(bytes_as_file(name, bytes)?, &mut |_| {})?)
    }
}

/// Reads the table of a workbook.
pub(super) fn read(book: &Workbook) -> Asked<PlanText> {
    let table = NamedColumns::find(book, PLAN_TABLE_COLUMNS, &["number", "text", "asked"])?;
    let rows = table.rows();
    let mut objectives: Vec<Objective> = Vec::new();
    let mut actions = Vec::new();
    for row in &rows {
        if table.text(*row, "number").is_empty() {
            return Err(table.refused(*row, "number", "secretariat/empty-cell", "").into());
        }
        let code = table.text(*row, "objective");
        let text = names(&table, *row, "objective-text");
        if !code.is_empty() {
            match objectives.iter_mut().find(|objective| objective.code == code) {
                None => objectives.push(Objective { code: code.to_owned(), text }),
                Some(known) if known.text.is_empty() => known.text = text,
                Some(_) => {}
            }
        }
        actions.push((action(&table, *row)?, listed(table.text(*row, "asked"))));
    }
    for objective in &mut objectives {
        if objective.text.is_empty() {
            objective.text = Names::new("", &objective.code);
        }
    }
    Ok(PlanText { objectives, actions, origin: table.origin(&rows) })
}

fn action(table: &NamedColumns<'_>, row: Row<'_>) -> Asked<Action> {
    let objective = table.text(row, "objective");
    let days = "2027-12-31";
    let day = |name| table.read(row, name, "secretariat/not-a-day", days, |text| text.parse().ok());
    let population = table.read(row, "population", "secretariat/not-a-code", "", |text| {
        text.parse::<Population>().ok()
    })?;
    Ok(Action {
        code: table.text(row, "number").to_owned(),
        text: names(table, row, "text"),
        objective: Some(objective.to_owned()).filter(|code| !code.is_empty()),
        pillars: stated::<Pillar>(table, row, "pillar")?,
        sides: stated::<Side>(table, row, "side")?,
        forms: stated::<Form>(table, row, "form")?,
        population: population.unwrap_or_default(),
        addressees: Vec::new(),
        from: day("from")?,
        due: day("due")?,
        after: listed(table.text(row, "after")),
        indicators: indicators(table, row)?,
        references: references(table, row)?,
    })
}

/// Indicators stand in three columns, several of them with semicolons in each.
fn indicators(table: &NamedColumns<'_>, row: Row<'_>) -> Asked<Vec<Indicator>> {
    let parts = |name| -> Vec<String> {
        let text = table.text(row, name);
        if text.is_empty() { Vec::new() } else { text.split(';').map(trimmed).collect() }
    };
    let (codes, texts) = (parts("indicator"), parts("indicator-text"));
    let units = parts("indicator-unit");
    let count = texts.len();
    if units.len() != count || (codes.len() != count && !codes.is_empty()) {
        let code = "secretariat/indicators-uneven";
        return Err(table.refused(row, "indicator-unit", code, "").into());
    }
    let indicator = |(at, text): (usize, &String)| Indicator {
        code: codes.get(at).cloned().unwrap_or_default(),
        text: Names::new("en", text),
        unit: units[at].clone(),
    };
    Ok(texts.iter().enumerate().map(indicator).collect())
}

fn references(table: &NamedColumns<'_>, row: Row<'_>) -> Asked<Vec<Reference>> {
    let reference = |text: &String| {
        if let Some((plan, action)) = text.split_once('#')
            && let Ok(plan) = plan.trim().parse::<Id>()
        {
            return Some(Reference::Action { plan, action: trimmed(action) });
        }
        let (source, passage) = text.split_once(':')?;
        Some(Reference::Text { source: trimmed(source), passage: trimmed(passage) })
    };
    let read: Option<Vec<Reference>> =
        listed(table.text(row, "reference")).iter().map(reference).collect();
    let code = "secretariat/not-a-reference";
    read.ok_or_else(|| table.refused(row, "reference", code, "A/RES/64/293: 38").into())
}

fn stated<T: Axis>(table: &NamedColumns<'_>, row: Row<'_>, name: &str) -> Asked<Stated<T>> {
    let allowed = (0..T::COUNT).filter_map(T::at).map(T::code).collect::<Vec<_>>().join(", ");
    let read = |text: &str| text.replace(';', "+").parse().ok();
    let read = table.read(row, name, "secretariat/not-a-code", &allowed, read)?;
    Ok(read.unwrap_or_default())
}

fn names(table: &NamedColumns<'_>, row: Row<'_>, column: &str) -> Names {
    let mut names = Names::default();
    for (language, name) in std::iter::once(("en", column.to_owned()))
        .chain(LANGUAGES.map(|language| (language, format!("{column}-{language}"))))
    {
        let text = table.text(row, &name);
        if !text.is_empty() {
            names = names.with(language, text);
        }
    }
    names
}

fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}

fn listed(text: &str) -> Vec<String> {
    text.split(';').map(trimmed).filter(|part| !part.is_empty()).collect()
}

/// A name in letters and digits of lower case.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Organisations by identifier, name and short name.
fn organisations(coalition: &Coalition) -> HashMap<String, Id> {
    let mut known = HashMap::new();
    let names_of = |organisation: &Organisation| -> Vec<String> {
        let names = organisation.names.iter().map(|(_, name)| plain(name));
        names.chain(organisation.acronym.as_deref().map(plain)).collect()
    };
    for (_, id, organisation) in coalition.organisations.iter() {
        known.insert(plain(&id.to_string()), *id);
        for name in names_of(organisation) {
            known.entry(name).or_insert(*id);
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Unanswered;
    use crate::plans::PlanTemplate;
    use concert_exchange::{Limits, read_own};

    fn read_csv(csv: &str) -> Asked<PlanText> {
        read(&read_own("plan.csv", csv.as_bytes(), &Limits::default()).unwrap())
    }

    fn plan(text: &PlanText) -> Plan {
        let (objectives, actions) = text.parts(&Coalition::default());
        Plan {
            id: Plan::id_of_name("A plan", &[]),
            names: Names::new("en", "A plan"),
            places: Vec::new(),
            keeper: None,
            under: Vec::new(),
            objectives,
            actions,
            source: String::new(),
            paraphrase: false,
            rest: serde_json::Map::new(),
        }
    }

    #[test]
    fn every_template_is_sound_and_its_printed_table_reads_back_as_itself() {
        for template in PlanTemplate::ALL {
            let document = plan(&template.text().unwrap());
            document.is_sound().unwrap();
            let again = read_csv(&plan_table_csv(&document).unwrap()).unwrap();
            assert_eq!(plan(&again), document, "{template:?}");
        }
    }

    /// The counts of the reference: most of the plan speaks of the supply side alone.
    #[test]
    fn the_global_plan_has_sixty_actions_and_nine_of_the_demand_side_alone() {
        let document = plan(&PlanTemplate::UnGlobalPlan.text().unwrap());
        let of = |sides: &[Side]| {
            document.actions.iter().filter(|action| action.sides == Stated::of(sides)).count()
        };
        let counts = [of(&[Side::Demand]), of(&[Side::Supply]), of(&[Side::Demand, Side::Supply])];
        assert_eq!((document.actions.len(), counts), (60, [9, 22, 29]));
        let in_objective = |code: &str| {
            let code = Some(code.to_owned());
            document.actions.iter().filter(|action| action.objective == code).count()
        };
        assert_eq!(["0", "1", "2", "3", "4"].map(in_objective), [7, 14, 17, 11, 11]);
    }

    #[test]
    fn each_mistake_is_told_with_its_cell() {
        for (csv, code, reference) in [
            ("number,text,asked\n,Do,state\n", "secretariat/empty-cell", "A2"),
            ("number,text,asked,due\n1,Do,state,soon\n", "secretariat/not-a-day", "D2"),
            ("number,text,asked,pillar\n1,Do,state,magic\n", "secretariat/not-a-code", "D2"),
            (
                "number,text,asked,reference\n1,Do,state,nowhere\n",
                "secretariat/not-a-reference",
                "D2",
            ),
            (
                "number,text,asked,indicator-text\n1,Do,state,Cases\n",
                "secretariat/indicators-uneven",
                "2",
            ),
            ("number,text\n1,Do\n", "exchange/missing-column", ""),
        ] {
            let Err(Unanswered::Refused(refused)) = read_csv(csv) else { panic!("{csv}") };
            let place = refused.facts.iter().find(|fact| fact.0 == "reference");
            assert_eq!((refused.code, place.map(|fact| fact.1.as_str())), (code, Some(reference)));
        }
    }
}
