//! Tidings: what was stated, ended, confirmed or left to grow old between two pictures.

use concert_coalition::{Initiative, day_number, day_of};
use concert_coverage::freshness;
use concert_terms::{Id, ServiceKind};
use jiff::civil::Date;
use serde::Serialize;

use crate::frame::REPORTING_WINDOW_DAYS;
use crate::initiatives::InitiativeRow;
use crate::label::OrganisationLabel;
use crate::needs::NeedView;
use crate::picture::Picture;

/// A list of which the first are shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Listed<T> {
    /// How many there are.
    pub total: usize,
    /// The first of them, at most 50.
    pub first: Vec<T>,
}

/// What happened between two pictures, in a place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tidings {
    /// Initiatives that are under way and were not.
    pub begun: Listed<InitiativeRow>,
    /// Initiatives that were under way and are not: ended, suspended, withdrawn, or past their last
    /// day.
    pub ended: Listed<InitiativeRow>,
    /// Initiatives under way at both moments that were described anew.
    pub changed: Listed<InitiativeRow>,
    /// Initiatives under way at both moments whose capacity was confirmed in between.
    pub confirmed: usize,
    /// Initiatives under way whose capacity counts half or less by now and did not before, the
    /// largest first.
    pub stale: Listed<InitiativeRow>,
    /// Organisations that had reported lately and have not any more.
    pub fell_silent: Listed<SilentSince>,
    /// Organisations that reported in between.
    pub reported: usize,
    /// Needs that were stated, or stated anew.
    pub needs: Listed<NeedView>,
    /// Needs that were taken back.
    pub needs_gone: usize,
    /// Estimates of the coalition that were recorded.
    pub estimates: usize,
    /// Published figures that were taken in.
    pub published: usize,
    /// Imports.
    pub imports: Listed<ImportTiding>,
}

/// An organisation that fell silent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SilentSince {
    /// Who.
    pub organisation: OrganisationLabel,
    /// When it last reported.
    pub last_report: Option<Date>,
}

/// An import that was applied or undone in between.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportTiding {
    /// Identifier, to link by.
    pub id: Id,
    /// The name of its file.
    pub file: String,
    /// Whether it was undone in between.
    pub undone: bool,
}

/// How many entries of a list are shown.
const MOST: usize = 50;
/// A capacity is stale when this share of it counts, or less.
const STALE: f32 = 0.5;

/// What happened from one picture to a later one, each seen on its day, in a place or everywhere.
pub(crate) fn tidings(
    before: &Picture,
    after: &Picture,
    since: Date,
    until: Date,
    place: Option<u32>,
) -> Tidings {
    let (first_day, last_day) = (day_number(since), day_number(until));
    let is_here = |initiative: &Initiative| {
        place.is_none() || initiative.places.iter().any(|within| after.lies_within(*within, place))
    };
    let (mut begun, mut ended, mut changed, mut stale) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut confirmed = 0;
    for number in 0..after.coalition.initiatives.numbers() {
        let was = before.coalition.initiatives.at(number).filter(|it| is_here(it));
        let is = after.coalition.initiatives.at(number).filter(|it| is_here(it));
        let was_active = was.filter(|it| it.is_active_on(first_day));
        let is_active = is.filter(|it| it.is_active_on(last_day));
        match (was_active, is_active) {
            (None, Some(is)) => begun.push(is),
            (Some(was), None) => ended.push(is.unwrap_or(was)),
            (Some(was), Some(is)) => {
                if was.declared != is.declared {
                    changed.push(is);
                }
                confirmed += usize::from(was.confirmed_day != is.confirmed_day);
            }
            (None, None) => {}
        }
        let was_stale = was_active.is_some_and(|was| is_stale(was, first_day));
        stale.extend(is_active.filter(|is| !was_stale && is_stale(is, last_day)));
    }
    let capacity = |it: &Initiative| it.capacity.map_or(0, concert_terms::Count::low);
    stale.sort_by_key(|it| (std::cmp::Reverse(capacity(it)), it.id));
    let row = |it: &&Initiative| InitiativeRow::of(&after.coalition, it);
    let stated = stated_needs(before, after, place);
    Tidings {
        begun: listed(&begun, row),
        ended: listed(&ended, row),
        changed: listed(&changed, row),
        confirmed,
        stale: listed(&stale, row),
        fell_silent: fell_silent(before, after, first_day, last_day),
        reported: after
            .coalition
            .reported
            .values()
            .filter(|day| is_between(**day, first_day, last_day))
            .count(),
        needs_gone: gone_needs(before, after, place),
        needs: listed(&stated, |id| NeedView::of(&after.coalition, id)),
        estimates: newer(&after.coalition.estimates, before.coalition.size),
        published: newer(&after.coalition.published, before.coalition.size),
        imports: imports(before, after),
    }
}

fn is_between(day: i32, first_day: i32, last_day: i32) -> bool {
    first_day < day && day <= last_day
}

fn listed<S, T>(all: &[S], make: impl Fn(&S) -> Option<T>) -> Listed<T> {
    Listed { total: all.len(), first: all.iter().take(MOST).filter_map(make).collect() }
}

/// Whether a capacity that was stated counts half or less on a day.
fn is_stale(initiative: &Initiative, day: i32) -> bool {
    let half_life =
        initiative.service.map_or(ServiceKind::USUAL_HALF_LIFE_DAYS, ServiceKind::half_life_days);
    let age = i64::from(day) - i64::from(initiative.confirmed_day);
    initiative.capacity.is_some() && freshness(age, half_life) <= STALE
}

fn stated_needs(before: &Picture, after: &Picture, place: Option<u32>) -> Vec<Id> {
    let needs = after.coalition.needs.iter();
    let is_new = |(number, _, need): &(u32, &Id, &concert_coalition::Need)| {
        let stands = after.coalition.places.number(&need.place);
        let is_here = place.is_none() || stands.is_some_and(|it| after.lies_within(it, place));
        is_here && before.coalition.needs.at(*number) != Some(*need)
    };
    needs.filter(is_new).map(|(_, id, _)| *id).collect()
}

fn gone_needs(before: &Picture, after: &Picture, place: Option<u32>) -> usize {
    let is_gone = |(number, _, need): &(u32, &Id, &concert_coalition::Need)| {
        let stood = after.coalition.places.number(&need.place);
        let was_here = place.is_none() || stood.is_some_and(|it| after.lies_within(it, place));
        was_here && after.coalition.needs.at(*number).is_none()
    };
    before.coalition.needs.iter().filter(is_gone).count()
}

/// How many of a register hold since a statement after the first so many.
fn newer<T>(register: &concert_coalition::Register<Id, T>, size: u64) -> usize {
    let versions = (0..register.numbers()).filter_map(|number| register.version_at(number));
    versions.filter(|version| version.statement >= size && version.value.is_some()).count()
}

fn fell_silent(
    before: &Picture,
    after: &Picture,
    first_day: i32,
    last_day: i32,
) -> Listed<SilentSince> {
    let is_recent = |reported: Option<&i32>, day: i32| {
        reported.is_some_and(|reported| day - reported <= REPORTING_WINDOW_DAYS)
    };
    let mut silent: Vec<(i32, u32)> = before
        .coalition
        .reported
        .iter()
        .filter(|(_, reported)| is_recent(Some(reported), first_day))
        .filter(|(number, _)| !is_recent(after.coalition.reported.get(number), last_day))
        .map(|(number, reported)| (*reported, *number))
        .collect();
    silent.sort_unstable();
    listed(&silent, |(reported, number)| {
        let organisation = OrganisationLabel::of(&after.coalition, *number)?;
        Some(SilentSince { organisation, last_report: day_of(*reported) })
    })
}

/// Imports that were applied or undone in between, the latest first.
fn imports(before: &Picture, after: &Picture) -> Listed<ImportTiding> {
    let size = before.coalition.size;
    let is_new = |state: &&concert_coalition::ImportState| {
        state.statement >= size || state.undone.is_some_and(|undone| undone >= size)
    };
    let new: Vec<_> = after.coalition.imports.iter().rev().filter(is_new).collect();
    listed(&new, |state| {
        Some(ImportTiding {
            id: state.import.id,
            file: state.import.file.clone(),
            undone: state.undone.is_some(),
        })
    })
}
