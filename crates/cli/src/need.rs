//! `concert need`: a need, with what it rests on.

use concert_secretariat::{NeedDraft, NeedFooting, Secretariat};
use concert_terms::{Interval, Period};
use jiff::Timestamp;

use crate::flags::Need;
use crate::office;
use crate::output::Failure;

/// The level of the limits of what one person needs.
const PER_PERSON_LEVEL: f64 = 0.90;

pub(crate) fn run(flags: &Need) -> Result<(), Failure> {
    let per_person = interval(flags.per_person, PER_PERSON_LEVEL)?;
    let footing = match (flags.count, flags.estimate, flags.published, flags.figure) {
        (Some(count), ..) => NeedFooting::Count(count),
        (_, Some(estimate), ..) => NeedFooting::Estimate { estimate, per_person },
        (_, _, Some(published), _) => NeedFooting::Published { published, per_person },
        (_, _, _, Some(figure)) => NeedFooting::Figure {
            people: interval(figure, flags.level)?,
            source: flags.source.clone().unwrap_or_default(),
            method: flags.method.clone(),
            per_person,
        },
        _ => return Err(Failure::Broken("a need rests on something".to_owned())),
    };
    let draft = NeedDraft {
        place: flags.place.clone(),
        pillar: flags.pillar,
        side: flags.side,
        form: flags.form,
        population: flags.population,
        period: flags.period.unwrap_or_else(|| Period::year(office::today_utc().year())),
        footing,
    };
    let secretariat = office::open(&flags.data)?;
    let id = secretariat.declare_need(&Secretariat::operator(), &draft, Timestamp::now())?;
    say!("{id}");
    Ok(())
}

fn interval([low, middle, high]: [f64; 3], level: f64) -> Result<Interval, Failure> {
    Interval::new(low, middle, high, level).map_err(|error| Failure::Broken(error.to_string()))
}
