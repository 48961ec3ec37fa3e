//! Organisations: the list, and one with what it does.

use concert_coalition::{Coalition, Initiative, day_of};
use concert_terms::{Id, PlaceCode};
use jiff::civil::Date;
use serde::Serialize;

use crate::Secretariat;
use crate::initiatives::InitiativeFilter;
use crate::label::{OrganisationLabel, Page, PlaceLabel};

/// One organisation in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OrganisationRow {
    /// Who.
    #[serde(flatten)]
    pub label: OrganisationLabel,
    /// Initiatives that are declared.
    pub initiatives: u32,
    /// Initiatives that are under way on the day of the question.
    pub active: u32,
    /// The last day on which the organisation reported anything.
    pub reported: Option<Date>,
}

/// One organisation in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OrganisationView {
    /// The facts that lists show.
    #[serde(flatten)]
    pub row: OrganisationRow,
    /// Where it is expected to report from, beside the places of its initiatives.
    pub works_in: Vec<PlaceLabel>,
    /// Index of the statement that declared it.
    pub statement: u64,
    /// The import that the statement belongs to.
    pub import: Option<Id>,
    /// The filter that lists its initiatives.
    #[serde(skip)]
    pub initiatives: InitiativeFilter,
}

/// Initiatives by organisation number: declared, and under way on a day.
fn counts(coalition: &Coalition, day: i32) -> Vec<(u32, u32)> {
    let mut counts = vec![(0, 0); coalition.organisations.numbers() as usize];
    for (_, _, initiative) in coalition.initiatives.iter() {
        let Initiative { organisation, .. } = initiative;
        let (declared, active) = &mut counts[*organisation as usize];
        *declared += 1;
        *active += u32::from(initiative.is_active_on(day));
    }
    counts
}

fn row(coalition: &Coalition, number: u32, counts: &[(u32, u32)]) -> Option<OrganisationRow> {
    let (initiatives, active) = counts[number as usize];
    let reported = coalition.reported.get(&number).and_then(|day| day_of(*day));
    let label = OrganisationLabel::of(coalition, number)?;
    Some(OrganisationRow { label, initiatives, active, reported })
}

impl Secretariat {
    /// A page of the organisations whose name or acronym contains a text, those with most
    /// initiatives first.
    pub fn organisations(&self, text: &str, on: Date, page: usize) -> Page<OrganisationRow> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let counts = counts(coalition, concert_coalition::day_number(on));
        let text = text.to_lowercase();
        let mut found: Vec<u32> = coalition
            .organisations
            .iter()
            .filter(|(_, _, organisation)| {
                let acronym = organisation.acronym.iter().map(String::as_str);
                let mut names = organisation.names.iter().map(|(_, name)| name).chain(acronym);
                names.any(|name| name.to_lowercase().contains(&text))
            })
            .map(|(number, ..)| number)
            .collect();
        found.sort_by_key(|number| std::cmp::Reverse(counts[*number as usize]));
        Page::of(&found, page, |number| row(coalition, *number, &counts)).flatten()
    }

    /// One organisation in full.
    pub fn organisation(&self, id: Id, on: Date) -> Option<OrganisationView> {
        let picture = self.picture();
        let coalition = &picture.coalition;
        let number = coalition.organisations.number(&id)?;
        let version = coalition.organisations.version(&id)?;
        let organisation = version.value.as_ref()?;
        let place = |code: &PlaceCode| {
            coalition.places.number(code).and_then(|number| PlaceLabel::of(coalition, number))
        };
        Some(OrganisationView {
            row: row(coalition, number, &counts(coalition, concert_coalition::day_number(on)))?,
            works_in: organisation.works_in.iter().filter_map(place).collect(),
            statement: version.statement,
            import: version.import,
            initiatives: InitiativeFilter { organisation: Some(id), ..Default::default() },
        })
    }
}
