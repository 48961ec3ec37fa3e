//! From whom nothing was heard, and how much of the picture rests on it: whom to ask first.

use concert_coalition::day_of;
use concert_coverage::{Completeness, Silence, completeness, silences};
use concert_terms::PlaceCode;
use jiff::civil::Date;
use serde::Serialize;

use crate::figures::Reporting;
use crate::frame::{REPORTING_WINDOW_DAYS, question};
use crate::label::{OrganisationLabel, PlaceLabel};
use crate::picture::Picture;
use crate::{Asked, Secretariat};

/// Who has not reported in a place by a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SilenceView {
    /// The day.
    pub at: Date,
    /// The place; absent for everywhere.
    pub place: Option<PlaceLabel>,
    /// How many days count as lately.
    pub window_days: u32,
    /// Who was expected to report, and did.
    pub reporting: Reporting,
    /// Organisations that did not report lately, those first whose answer would tell most.
    pub organisations: Vec<SilentOrganisation>,
    /// Places from which not everybody reported, those first of which least is known.
    pub places: Vec<SilentPlace>,
}

/// An organisation that did not report lately.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SilentOrganisation {
    /// Who.
    pub organisation: OrganisationLabel,
    /// When it last reported, if ever.
    pub last_report: Option<Date>,
    /// The share of the whole picture that its answer would make known, 0 to 1.
    pub weight: f64,
    /// Initiatives of it that are under way as far as anybody knows.
    pub initiatives: usize,
    /// Where it says that it works, or works.
    pub places: Vec<PlaceLabel>,
}

/// A place from which not everybody reported.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SilentPlace {
    /// Where.
    pub place: PlaceLabel,
    /// The share of the whole picture that is not known there, 0 to 1.
    pub weight: f64,
    /// Who was expected to report, and did.
    pub reporting: Reporting,
}

/// The most places that are named for an organisation.
const MOST_PLACES: usize = 5;

impl Secretariat {
    /// Who has not reported in a place (everywhere without one) by a day.
    pub fn silence(&self, place: Option<&PlaceCode>, at: Date) -> Asked<SilenceView> {
        let picture = self.picture();
        let question = question(&picture, place, at)?;
        let Picture { coalition, tree, supply, needs, .. } = &*picture;
        let found = silences(tree, supply, needs, &question)?;
        let mut asked = vec![question.place];
        asked.extend(found.places.iter().map(|silence| Some(silence.number)));
        let complete = completeness(tree, supply, &question, &asked)?;
        let works = works(&picture, question.day);
        let organisation = |silence: &Silence| {
            let (initiatives, places) =
                works.get(silence.number as usize).map_or((0, &[][..]), |(n, places)| (*n, places));
            let named = places.iter().take(MOST_PLACES);
            Some(SilentOrganisation {
                organisation: OrganisationLabel::of(coalition, silence.number)?,
                last_report: silence.last_report.and_then(day_of),
                weight: silence.worth,
                initiatives,
                places: named.filter_map(|place| PlaceLabel::of(coalition, *place)).collect(),
            })
        };
        let place = |(silence, complete): (&Silence, &Completeness)| {
            Some(SilentPlace {
                place: PlaceLabel::of(coalition, silence.number)?,
                weight: silence.worth,
                reporting: (*complete).into(),
            })
        };
        Ok(SilenceView {
            at,
            place: question.place.and_then(|number| PlaceLabel::of(coalition, number)),
            window_days: REPORTING_WINDOW_DAYS.unsigned_abs(),
            reporting: complete[0].into(),
            organisations: found.organisations.iter().filter_map(organisation).collect(),
            places: found.places.iter().zip(&complete[1..]).filter_map(place).collect(),
        })
    }
}

/// For every organisation by number: how many initiatives it has under way, and the places in which
/// it says that it works, then those of its initiatives.
fn works(picture: &Picture, day: i32) -> Vec<(usize, Vec<u32>)> {
    let coalition = &picture.coalition;
    let declared = |number: u32| {
        let organisation = coalition.organisations.at(number);
        let codes = organisation.map_or(&[][..], |organisation| &organisation.works_in);
        (0, codes.iter().filter_map(|code| coalition.places.number(code)).collect())
    };
    let mut works: Vec<(usize, Vec<u32>)> =
        (0..coalition.organisations.numbers()).map(declared).collect();
    for (_, _, initiative) in coalition.initiatives.iter() {
        let (under_way, places) = &mut works[initiative.organisation as usize];
        *under_way += usize::from(initiative.is_active_on(day));
        for place in &initiative.places {
            if places.len() < MOST_PLACES && !places.contains(place) {
                places.push(*place);
            }
        }
    }
    works
}
