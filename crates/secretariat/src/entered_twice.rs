//! Initiatives that look as if they had been entered twice, for somebody to look at.

use std::collections::HashMap;

use concert_coalition::{Initiative, Status, day_of};
use concert_coverage::supply::stated_capacity;
use concert_coverage::{Entry, MergeProposal, Question, merge_proposals};
use concert_terms::axis::Axis;
use concert_terms::{Form, Id, Period, Pillar, Population, Sector, Side, Stated};
use serde::Serialize;

use crate::Refused;
use crate::label::OrganisationLabel;
use crate::picture::Picture;

/// Two initiatives that look like one, and why. Nothing is merged by itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EnteredTwice {
    /// The two, the one that was declared first before the other.
    pub initiatives: [TwiceInitiative; 2],
    /// Whether both are of one organisation, and not of two with the same name.
    pub is_one_organisation: bool,
    /// How alike what they declare is, above 0.8 (Jaccard).
    pub likeness: f64,
    /// Whether capacities are compared in it, and not cells only.
    pub is_by_capacity: bool,
    /// How many cells both declare.
    pub shared_cells: usize,
    /// The days on which both run.
    pub both_run: Period,
    /// The share of the words of either title that are in both.
    pub title_similarity: f64,
    /// Words that only one of the titles has, of each.
    pub other_words: [Vec<String>; 2],
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TwiceInitiative {
    /// Identifier, to link by.
    pub id: Id,
    /// Title.
    pub title: String,
    /// Who.
    pub organisation: OrganisationLabel,
}

/// A declared cell: where, pillar, side, form, for whom, sector.
type DeclaredCell =
    (Option<u32>, Option<Pillar>, Option<Side>, Option<Form>, Population, Option<Sector>);

/// What looks entered twice among the initiatives of a place that are not over on a day, the most
/// alike first.
pub(crate) fn entered_twice(
    picture: &Picture,
    question: &Question,
) -> Result<Vec<EnteredTwice>, Refused> {
    let coalition = &picture.coalition;
    let is_asked = |initiative: &Initiative| {
        let is_over = initiative.status == Status::Ended || initiative.last_day < question.day;
        let is_here = |place: &u32| picture.lies_within(*place, question.place);
        !is_over && (question.place.is_none() || initiative.places.iter().any(is_here))
    };
    let asked: Vec<(u32, &Initiative)> = coalition
        .initiatives
        .iter()
        .map(|(number, _, initiative)| (number, initiative))
        .filter(|(_, initiative)| is_asked(initiative))
        .collect();
    let mut numbers: HashMap<DeclaredCell, u32> = HashMap::new();
    let cells: Vec<Vec<u32>> = asked
        .iter()
        .map(|(_, initiative)| {
            let mut of = Vec::new();
            for cell in declared_cells(initiative) {
                let next = numbers.len() as u32;
                of.push(*numbers.entry(cell).or_insert(next));
            }
            of
        })
        .collect();
    let entries: Vec<Entry<'_>> = asked
        .iter()
        .zip(&cells)
        .map(|((number, initiative), cells)| Entry {
            initiative: *number,
            organisation: initiative.organisation,
            title: &initiative.title,
            cells,
            capacity: initiative.capacity.and_then(stated_capacity),
            first_day: initiative.first_day,
            last_day: initiative.last_day,
        })
        .collect();
    let found = merge_proposals(&entries, &same_names(picture))?;
    Ok(found.iter().filter_map(|pair| proposal(picture, pair)).collect())
}

fn declared_cells(initiative: &Initiative) -> Vec<DeclaredCell> {
    let places: Vec<Option<u32>> = match &initiative.places[..] {
        [] => vec![None],
        places => places.iter().copied().map(Some).collect(),
    };
    let mut cells = Vec::new();
    for place in places {
        for pillar in stated(initiative.pillars) {
            for side in stated(initiative.sides) {
                for form in stated(initiative.forms) {
                    let (population, sector) = (initiative.population, initiative.sector);
                    cells.push((place, pillar, side, form, population, sector));
                }
            }
        }
    }
    cells
}

/// The values that are stated; one that says nothing where none is.
fn stated<T: Axis>(values: Stated<T>) -> Vec<Option<T>> {
    if values.is_unstated() { vec![None] } else { values.values().map(Some).collect() }
}

/// Pairs of organisations that have a name in common: two entries of one, as far as is known.
fn same_names(picture: &Picture) -> Vec<(u32, u32)> {
    let mut first: HashMap<String, u32> = HashMap::new();
    let mut same = Vec::new();
    for (number, _, organisation) in picture.coalition.organisations.iter() {
        for (_, name) in organisation.names.iter() {
            let one = *first.entry(name.trim().to_lowercase()).or_insert(number);
            if one != number {
                same.push((one, number));
            }
        }
    }
    same.sort_unstable();
    same.dedup();
    same
}

fn proposal(picture: &Picture, pair: &MergeProposal) -> Option<EnteredTwice> {
    let coalition = &picture.coalition;
    let told = |number: u32| {
        let initiative = coalition.initiatives.at(number)?;
        Some(TwiceInitiative {
            id: initiative.id,
            title: initiative.title.to_string(),
            organisation: OrganisationLabel::of(coalition, initiative.organisation)?,
        })
    };
    let day = |number: i32, open: i32| (number != open).then(|| day_of(number)).flatten();
    let (start, end) = pair.days;
    Some(EnteredTwice {
        initiatives: [told(pair.first)?, told(pair.second)?],
        is_one_organisation: pair.is_one_organisation,
        likeness: pair.jaccard,
        is_by_capacity: pair.is_by_capacity,
        shared_cells: pair.shared_cells.len(),
        both_run: Period {
            start: day(start, Initiative::OPEN_START),
            end: day(end, Initiative::OPEN_END),
        },
        title_similarity: pair.title_similarity,
        other_words: [pair.words_of_first.clone(), pair.words_of_second.clone()],
    })
}
