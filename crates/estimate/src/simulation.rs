//! Tables of capture histories of populations that a model says there could be.
//!
//! What an interval is worth can be seen on populations whose size is known. A fitted model gives
//! the chance of each history, the empty one included; drawing a population from it and leaving
//! out those whom nobody found gives a table to estimate from (parametric bootstrap; Efron and
//! Tibshirani 1993, section 6.5).

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::capture_history::{CaptureTable, History, NotATable};
use crate::loglinear::fit::Fit;
use crate::loglinear::margins::add_subsets;
use crate::numerics::multinomial::multinomial;

/// Draws a population of this size from a fitted model and gives the table of those who are on some
/// list. `lists` are the names of the lists of the model. Simulation `number` of a seed is the same
/// whichever others are drawn.
///
/// The error is that of a table: there can be nobody on any list, or more people than a table can
/// count, or the names are not those of as many lists as the model has.
///
/// ```
/// use concert_estimate::{CaptureTable, History, Model, fit, simulate};
///
/// // Invented figures: three lists, each with half of the people whatever the others hold.
/// let cells = (1..8).map(|bits| (History::new(bits), 1000));
/// let table = CaptureTable::new(["A", "B", "C"], cells)?;
/// let fit = fit(&table, &Model::parse("[1,2,3]", 3)?)?;
/// let drawn = simulate(&fit, table.lists(), 80_000, 1, 0)?;
/// assert!(drawn.observed().abs_diff(70_000) < 500);
/// assert!(drawn.overlap(History::of(&[0, 1])).abs_diff(20_000) < 700);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn simulate(
    fit: &Fit,
    lists: &[String],
    population: u64,
    seed: u64,
    number: u64,
) -> Result<CaptureTable, NotATable> {
    if lists.len() != fit.model.lists() {
        return Err(NotATable::ListCount { lists: lists.len() });
    }
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(number);
    let mut means = fit.parameters.clone();
    add_subsets(&mut means);
    for mean in &mut means {
        *mean = mean.exp();
    }
    let counts = multinomial(&mut random, population, means.iter().copied());
    let cells = (0..=u16::MAX).map(History::new).zip(counts).skip(1);
    CaptureTable::new(lists.to_vec(), cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;

    #[test]
    fn simulated_tables_give_back_the_population_on_average()
    -> Result<(), Box<dyn std::error::Error>> {
        // Invented figures, with a pair of lists that share nobody.
        let cells = [(1, 400), (2, 300), (4, 500), (5, 60), (6, 90), (8, 200), (9, 30), (12, 25)];
        let table = CaptureTable::new(
            ["a", "b", "c", "d"],
            cells.map(|(bits, count)| (History::new(bits), count)),
        )?;
        let model = Model::parse("[12,3,4]", 4)?;
        let fitted = crate::fit(&table, &model)?;
        let population = fitted.population.round() as u64;
        let (mut sum, rounds) = (0.0, 400);
        for number in 0..rounds {
            let drawn = simulate(&fitted, table.lists(), population, 7, number)?;
            assert_eq!(drawn.overlap(History::of(&[0, 1])), 0);
            sum += (crate::fit(&drawn, &model)?.population / fitted.population).ln();
        }
        let bias = sum / rounds as f64;
        assert!(bias.abs() < 4.0 * fitted.log_standard_error / (rounds as f64).sqrt(), "{bias}");
        let again = simulate(&fitted, table.lists(), population, 7, 3)?;
        assert_eq!(again, simulate(&fitted, table.lists(), population, 7, 3)?);
        assert_ne!(again, simulate(&fitted, table.lists(), population, 7, 4)?);
        assert_eq!(
            simulate(&fitted, &table.lists()[1..], population, 7, 3),
            Err(NotATable::ListCount { lists: 3 })
        );
        Ok(())
    }
}
