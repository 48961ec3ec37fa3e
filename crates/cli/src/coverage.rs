//! `concert coverage`: need beside response, and what follows from it.

mod alignment;
mod ask;
mod changes;
mod compare;
mod corridors;
mod gaps;
mod ladder;
mod network;
mod next;
mod next_text;
mod overlap;
mod partners;
mod proportion;
mod silence;

use concert_terms::PlaceCode;
use concert_terms::axis::Axis;
use jiff::civil::Date;

use crate::flags::{Coverage, CoverageQuestion, Seen};
use crate::office;
use crate::output::Failure;

pub(crate) fn run(flags: &Coverage) -> Result<(), Failure> {
    match &flags.asks {
        None => gaps::run(&flags.gaps),
        Some(CoverageQuestion::Gaps(flags)) => gaps::run(flags),
        Some(CoverageQuestion::Overlap(flags)) => overlap::run(flags),
        Some(CoverageQuestion::Network(flags)) => network::run(flags),
        Some(CoverageQuestion::Alignment(flags)) => alignment::run(flags),
        Some(CoverageQuestion::Partners(flags)) => partners::run(flags),
        Some(CoverageQuestion::Corridors(flags)) => corridors::run(flags),
        Some(CoverageQuestion::Proportion(flags)) => proportion::run(flags),
        Some(CoverageQuestion::Ladder(flags)) => ladder::run(flags),
        Some(CoverageQuestion::Ask(flags)) => ask::run(flags),
        Some(CoverageQuestion::Silence(flags)) => silence::run(flags),
        Some(CoverageQuestion::Changes(flags)) => changes::run(flags),
        Some(CoverageQuestion::Next(flags)) => next::run(flags),
        Some(CoverageQuestion::Compare(flags)) => compare::run(flags),
    }
}

/// The place and the day that are asked for.
fn seen(flags: &Seen) -> Result<(Option<PlaceCode>, Date), Failure> {
    let code = |code: &String| {
        code.parse::<PlaceCode>().map_err(|error| Failure::Broken(error.to_string()))
    };
    let place = flags.place.as_ref().map(code).transpose()?;
    Ok((place, flags.at.unwrap_or_else(office::today_utc)))
}

/// The code of a value of an axis.
fn code<T: Axis>(value: Option<T>) -> String {
    value.map_or("unstated", Axis::code).to_owned()
}
