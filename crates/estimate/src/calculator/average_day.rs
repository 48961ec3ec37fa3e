//! Victims of a window of time, or of a year's arrivals, as people on an average day.
//!
//! A survey asks who was exploited at any time in the last years, a register counts who was found
//! in a year. Neither says how many there are today. Each figure becomes a stock, people on an
//! average day, by the mean duration of exploitation: see [`Spell`]. Only stocks of different
//! sources can be compared, and only they can be set against the people who live somewhere.

use crate::calculator::refused::ProfitRefusal;
use crate::calculator::uncertain::{NotAnAmount, Uncertain};
use crate::calculator::victims::Spell;

/// The row that a refusal names: there is one figure only.
const ONLY_ROW: usize = 1;

/// People on an average day. Where both people and duration are uncertain, so many draws of each
/// are multiplied, independently of each other, by the seed; where one of them is known exactly,
/// the other's interval or draws are scaled and nothing is drawn. Draws that are given count for
/// both.
///
/// # Errors
///
/// [`ProfitRefusal::DurationBeyondWindow`] for a mean duration, or its upper limit, above the
/// length of the window; [`ProfitRefusal::TooManyDraws`]; [`ProfitRefusal::DrawsDiffer`] for people
/// and durations of different numbers of draws; [`ProfitRefusal::NotAnAmount`] for a product
/// without end.
///
/// ```
/// use concert_estimate::average_day::on_an_average_day;
/// use concert_estimate::profits::Spell;
/// use concert_estimate::uncertain::Uncertain;
///
/// // Invented figures: six months each, within five years.
/// let people = Uncertain::with_interval(13_000.0, [10_000.0, 16_000.0], 0.95)?;
/// let spell = Spell::Window { mean_years: Uncertain::exact(0.5)?, window_years: 5.0 };
/// let stock = on_an_average_day(&people, &spell, 10_000, 1)?;
/// assert!((stock.value() - 1_300.0).abs() < 1e-9);
/// assert_eq!(stock.interval(0.95).map(|ends| ends.map(f64::round)), Some([1_000.0, 1_600.0]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn on_an_average_day(
    people: &Uncertain,
    spell: &Spell,
    draws: usize,
    seed: u64,
) -> Result<Uncertain, ProfitRefusal> {
    spell.within_its_window(ONLY_ROW)?;
    let Some(years) = spell.mean_years() else { return Ok(people.clone()) };
    let at_the_figures = spell.per_person(years.value());
    let stock = if years.is_exact() {
        people.times(at_the_figures)
    } else {
        let draws = count_of_draws(people, years, draws)?;
        // The streams are those of a single row of victims as money.
        let people_drawn = people.drawn(draws, seed, 0);
        let years_drawn = years.drawn(draws, seed, 1);
        let both = people_drawn.iter().zip(&years_drawn);
        let products = both.map(|(people, years)| people * spell.per_person(*years)).collect();
        Uncertain::with_draws(people.value() * at_the_figures, products)
    };
    stock.map_err(|error: NotAnAmount| ProfitRefusal::NotAnAmount { row: ONLY_ROW, error })
}

/// As many draws as were given, else as many as were asked for.
fn count_of_draws(
    people: &Uncertain,
    years: &Uncertain,
    draws: usize,
) -> Result<usize, ProfitRefusal> {
    let given = [people, years].map(|number| number.draws().map(<[f64]>::len));
    let found = match given {
        [Some(first), Some(second)] if first != second => {
            return Err(ProfitRefusal::DrawsDiffer { first, second });
        }
        [Some(count), _] | [None, Some(count)] => count,
        [None, None] => draws,
    };
    let limit = crate::calculator::profits::MAX_DRAWN;
    if found > limit { Err(ProfitRefusal::TooManyDraws { found, limit }) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people() -> Uncertain {
        Uncertain::with_interval(13_000.0, [10_000.0, 16_000.0], 0.95).unwrap()
    }

    fn window(years: Uncertain, window_years: f64) -> Spell {
        Spell::Window { mean_years: years, window_years }
    }

    fn code(people: &Uncertain, spell: &Spell, draws: usize) -> &'static str {
        on_an_average_day(people, spell, draws, 1).unwrap_err().code()
    }

    #[test]
    fn a_stock_stays_as_it_is_and_arrivals_follow_littles_law() {
        for spell in [Spell::Stock, Spell::NotStated] {
            assert_eq!(on_an_average_day(&people(), &spell, 100, 1), Ok(people()));
        }
        // 13,000 come in a year and stay for two: 26,000 on an average day.
        let spell = Spell::Entering { mean_years: Uncertain::exact(2.0).unwrap() };
        let stock = on_an_average_day(&people(), &spell, 100, 1).unwrap();
        let [low, high] = stock.interval(0.95).unwrap();
        assert!((stock.value() - 26e3).abs() < 1e-9);
        assert!((low - 20e3).abs() < 0.01 && (high - 32e3).abs() < 0.01, "{low} {high}");
    }

    #[test]
    fn both_uncertainties_are_carried_through() {
        let years = Uncertain::with_interval(0.5, [0.25, 1.0], 0.95).unwrap();
        let both = on_an_average_day(&people(), &window(years.clone(), 5.0), 10_000, 1).unwrap();
        assert!((both.value() - 1300.0).abs() < 1e-9);
        // Variances of logarithms add: ln 2 is 1.96 deviations of the duration either way,
        // ln 1.3 and ln (16/13) those of the people.
        let [low, high] = both.interval(0.95).unwrap();
        let below = 1300.0 * (-2.0_f64.ln().hypot(1.3_f64.ln())).exp();
        let above = 1300.0 * 2.0_f64.ln().hypot((16.0_f64 / 13.0).ln()).exp();
        assert!((low / below - 1.0).abs() < 0.03 && (high / above - 1.0).abs() < 0.03);
        let again = on_an_average_day(&people(), &window(years.clone(), 5.0), 10_000, 1).unwrap();
        assert_eq!(both, again, "the same seed gives the same draws");
        let exact = Uncertain::exact(13_000.0).unwrap();
        let stock = on_an_average_day(&exact, &window(years, 5.0), 10_000, 1).unwrap();
        let [low, high] = stock.interval(0.95).unwrap();
        assert!((low / 650.0 - 1.0).abs() < 2e-3 && (high / 2600.0 - 1.0).abs() < 2e-3);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let years = |value: f64| Uncertain::exact(value).unwrap();
        for (years_of, length) in [(2.0, 1.0), (0.5, 0.0), (0.5, -1.0), (0.5, f64::NAN)] {
            let spell = window(years(years_of), length);
            assert_eq!(code(&people(), &spell, 9), "estimate/duration-beyond-window");
        }
        let long = Uncertain::with_interval(0.5, [0.4, 1.1], 0.95).unwrap();
        assert_eq!(
            code(&people(), &window(long.clone(), 1.0), 9),
            "estimate/duration-beyond-window"
        );
        let spell = window(long, 2.0);
        assert_eq!(code(&people(), &spell, usize::MAX), "estimate/too-many-draws");
        let many = Uncertain::with_draws(5.0, vec![4.0, 5.0]).unwrap();
        let drawn = Uncertain::with_draws(0.5, vec![0.4, 0.5, 0.6]).unwrap();
        assert_eq!(code(&many, &window(drawn, 2.0), 9), "estimate/draws-differ");
        let endless = Uncertain::exact(f64::MAX).unwrap();
        let spell = Spell::Entering { mean_years: years(f64::MAX) };
        assert_eq!(code(&endless, &spell, 9), "estimate/not-an-amount");
    }
}
