//! What a declaration must be on its own, whatever else holds: its texts and numbers.
//!
//! Whoever fills a form sees these rules beside the field. They also keep every statement within
//! what the journal can hold and read back.

pub(crate) mod promise;

use concert_terms::{Count, Interval, Money, Names, Period, PlaceLevel};

use crate::{
    Basis, Body, Import, InitiativeDeclaration, Instance, Need, Organisation, Place, Plan,
    PublishedEstimate, RecordedEstimate, Refusal, Statement,
};

/// Longest title, name or short text, in characters.
const LONGEST_TITLE: usize = 1000;
/// Longest remark, in characters.
const LONGEST_REMARK: usize = 20_000;
/// Longest text that is decided on, minutes or answer of a review, in characters.
const LONGEST_TEXT: usize = 200_000;
/// Longest name under which a user signs in, in characters.
const LONGEST_USER_NAME: usize = 80;
/// Most points of one place's boundary.
const MOST_BOUNDARY_POINTS: usize = 100_000;
/// Most places or organisations that one declaration names in one field.
const MOST_NAMED: usize = 10_000;
/// Most draws of one estimate.
const MOST_DRAWS: usize = 100_000;
/// Longest statement, in bytes as it stands in the journal.
const LONGEST_STATEMENT: usize = 8 << 20;

pub(crate) fn instance(instance: &Instance) -> Result<(), Refusal> {
    named(&instance.names)
}

pub(crate) fn user_name(name: &str) -> Result<(), Refusal> {
    said("name", name, LONGEST_USER_NAME)
}

pub(crate) fn reason(reason: &str) -> Result<(), Refusal> {
    said("reason", reason, LONGEST_TITLE)
}

/// A remark that must be said.
pub(crate) fn remark(field: &'static str, text: &str) -> Result<(), Refusal> {
    said(field, text, LONGEST_REMARK)
}

/// A long text in one language at least.
pub(crate) fn text(field: &'static str, text: &Names) -> Result<(), Refusal> {
    in_words(field, text, LONGEST_TEXT)
}

/// A text in one language or more, none of them empty.
fn in_words(field: &'static str, text: &Names, longest: usize) -> Result<(), Refusal> {
    unless(text.is_empty(), field, "this cannot be left empty")?;
    text.iter().try_for_each(|(_, text)| said(field, text, longest))
}

/// A reason that need not be given.
pub(crate) fn short_remark(field: &'static str, remark: &str) -> Result<(), Refusal> {
    at_most(field, remark, LONGEST_TITLE)
}

pub(crate) fn import(import: &Import) -> Result<(), Refusal> {
    at_most("file", &import.file, LONGEST_TITLE)?;
    at_most("digest", &import.digest, LONGEST_TITLE)?;
    at_most("format", &import.format, LONGEST_TITLE)
}

pub(crate) fn organisation(organisation: &Organisation) -> Result<(), Refusal> {
    let nameless = organisation.names.is_empty();
    unless(nameless, "names", "an organisation has a name")?;
    named(&organisation.names)?;
    let acronym = organisation.acronym.as_deref().unwrap_or("");
    at_most("acronym", acronym, LONGEST_TITLE)?;
    few("works_in", &organisation.works_in)
}

pub(crate) fn place(place: &Place) -> Result<(), Refusal> {
    unless(place.names.is_empty(), "names", "a place has a name")?;
    named(&place.names)?;
    unless(
        place.code.corridor().is_some() != (place.level == PlaceLevel::Corridor),
        "level",
        "a corridor, and nothing else, has a code of two ends",
    )?;
    let on_earth = |[longitude, latitude]: &[f64; 2]| {
        (-180.0..=180.0).contains(longitude) && (-90.0..=90.0).contains(latitude)
    };
    let degrees = "longitudes lie between -180 and 180, latitudes between -90 and 90";
    unless(!place.point.iter().all(on_earth), "point", degrees)?;
    let mut boundary = place.boundary.iter().flatten();
    unless(!boundary.all(on_earth), "boundary", degrees)?;
    unless(
        place.boundary.iter().map(Vec::len).sum::<usize>() > MOST_BOUNDARY_POINTS,
        "boundary",
        "a boundary has at most 100,000 points",
    )
}

pub(crate) fn initiative(declared: &InitiativeDeclaration) -> Result<(), Refusal> {
    unless(declared.places.is_empty(), "places", "an initiative has at least one place")?;
    few("places", &declared.places)?;
    few("partners", &declared.partners)?;
    unless(declared.period.is_reversed(), "period", "an initiative ends after it starts")?;
    at_most("title", &declared.title, LONGEST_TITLE)?;
    at_most("remarks", &declared.remarks, LONGEST_REMARK)?;
    capacity(declared.capacity)?;
    money("budget", declared.budget.as_ref())
}

pub(crate) fn capacity(capacity: Option<Count>) -> Result<(), Refusal> {
    capacity.map_or(Ok(()), |capacity| count("capacity", capacity))
}

pub(crate) fn need(need: &Need) -> Result<(), Refusal> {
    period(&need.period)?;
    match &need.basis {
        Basis::People(people) => count("basis", *people),
        Basis::Interval(figure) => interval("basis", figure),
        Basis::Estimate { per_person, .. } | Basis::Published { per_person, .. } => {
            interval("per_person", per_person)
        }
    }
}

pub(crate) fn published(estimate: &PublishedEstimate) -> Result<(), Refusal> {
    said("source", &estimate.source, LONGEST_TITLE)?;
    said("quantity", &estimate.quantity, LONGEST_TITLE)?;
    at_most("method", &estimate.method, LONGEST_REMARK)?;
    period(&estimate.period)?;
    if let Some(people) = estimate.people {
        count("people", people)?;
    }
    if let Some(figure) = &estimate.interval {
        interval("interval", figure)?;
    }
    money("money", estimate.money.as_ref())?;
    let is_share = |share: f64| (0.0..=1.0).contains(&share);
    unless(!estimate.share.is_none_or(is_share), "share", "a share lies between 0 and 1")
}

pub(crate) fn recorded(estimate: &RecordedEstimate) -> Result<(), Refusal> {
    unless(estimate.draws.is_empty(), "draws", "an estimate has draws")?;
    unless(estimate.draws.len() > MOST_DRAWS, "draws", "an estimate has at most 100,000 draws")?;
    let is_quantity = |draw: &f32| draw.is_finite() && *draw >= 0.0;
    unless(
        !estimate.draws.iter().all(is_quantity),
        "draws",
        "draws are finite numbers that are zero or more",
    )?;
    interval("people", &estimate.people)?;
    period(&estimate.period)?;
    at_most("method", &estimate.method, LONGEST_TITLE)?;
    at_most("model", &estimate.model, LONGEST_TITLE)
}

pub(crate) fn plan(plan: &Plan) -> Result<(), Refusal> {
    unless(plan.names.is_empty(), "names", "a plan has a name")?;
    named(&plan.names)?;
    at_most("source", &plan.source, LONGEST_REMARK)?;
    few("places", &plan.places)?;
    few("under", &plan.under)?;
    few("objectives", &plan.objectives)?;
    few("actions", &plan.actions)?;
    unless(plan.actions.is_empty(), "actions", "a plan has at least one action")?;
    let texts = plan.actions.iter().map(|action| &action.text);
    let mut texts = texts.chain(plan.objectives.iter().map(|objective| &objective.text));
    texts.try_for_each(|text| {
        text.iter().try_for_each(|(_, text)| at_most("text", text, LONGEST_REMARK))
    })
}

/// Whether the journal can hold the statement and give it back as it was said. Only what is
/// open-ended can fail the latter: unknown fields that take the name of a known one, or that are
/// nested beyond what a reader follows.
pub(crate) fn statement(statement: &Statement) -> Result<(), Refusal> {
    let bytes = statement.to_bytes();
    unless(bytes.len() > LONGEST_STATEMENT, "statement", "a statement has at most 8 MiB")?;
    let open_ended = match &statement.body {
        Body::OrganisationDeclared(organisation) => !organisation.rest.is_empty(),
        Body::PlaceDeclared(place) => !place.rest.is_empty(),
        Body::InitiativeDeclared(initiative) => !initiative.rest.is_empty(),
        Body::NeedDeclared(need) => !need.rest.is_empty(),
        Body::EstimatePublished(estimate) => !estimate.rest.is_empty(),
        Body::PlanStated(plan) => !plan.rest.is_empty(),
        Body::CommitmentMade(commitment) | Body::CommitmentChanged { commitment, .. } => {
            !commitment.rest.is_empty()
        }
        Body::RecommendationDeclared(recommendation) => !recommendation.rest.is_empty(),
        Body::EstimateRecorded(_) | Body::LinkageRecorded(_) => true,
        _ => false,
    };
    unless(
        open_ended && Statement::from_bytes(&bytes).as_ref() != Ok(statement),
        "rest",
        "unknown fields have names of their own and are not deeply nested",
    )
}

/// 32 bytes as they are written: 64 lower-case hexadecimal digits, or the rule that says so.
pub(crate) fn hexadecimal(
    field: &'static str,
    text: &str,
    rule: &'static str,
) -> Result<(), Refusal> {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let is_one = text.len() == 64 && text.bytes().all(is_digit);
    if is_one { Ok(()) } else { Err(Refusal::Unsound { field, rule }) }
}

pub(crate) fn named(names: &Names) -> Result<(), Refusal> {
    let mut names = names.iter();
    names.try_for_each(|(_, name)| said("names", name, LONGEST_TITLE))
}

pub(crate) fn few<T>(field: &'static str, named: &[T]) -> Result<(), Refusal> {
    unless(named.len() > MOST_NAMED, field, "at most 10,000 can be named")
}

fn period(period: &Period) -> Result<(), Refusal> {
    unless(period.is_reversed(), "period", "a period ends after it starts")
}

/// The last number is kept free, because `<5` is written with the number after its highest.
fn count(field: &'static str, count: Count) -> Result<(), Refusal> {
    let reversed = count.high().is_some_and(|high| high < count.low());
    unless(
        reversed || count.high() == Some(u64::MAX),
        field,
        "a range goes from its lower to its higher end",
    )
}

fn interval(field: &'static str, x: &Interval) -> Result<(), Refusal> {
    unless(
        Interval::new(x.low, x.middle, x.high, x.level).is_err(),
        field,
        "the limits are finite, enclose the figure and have a level between 0 and 1",
    )
}

fn money(field: &'static str, money: Option<&Money>) -> Result<(), Refusal> {
    let is_code = |money: &Money| {
        money.currency.len() == 3 && money.currency.bytes().all(|c| c.is_ascii_uppercase())
    };
    unless(!money.is_none_or(is_code), field, "a currency is a code of three capital letters")
}

pub(crate) fn unless(broken: bool, field: &'static str, rule: &'static str) -> Result<(), Refusal> {
    if broken { Err(Refusal::Unsound { field, rule }) } else { Ok(()) }
}

fn said(field: &'static str, text: &str, longest: usize) -> Result<(), Refusal> {
    unless(text.trim().is_empty(), field, "this cannot be left empty")?;
    at_most(field, text, longest)
}

fn at_most(field: &'static str, text: &str, longest: usize) -> Result<(), Refusal> {
    unless(text.chars().count() > longest, field, "this text is too long")
}
