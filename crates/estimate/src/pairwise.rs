//! Two lists at a time: the simplest assumption, made once for each pair.
//!
//! If being on one list says nothing about being on another, the share of the second list that is
//! also on the first is the share of all people that is on the first; the oldest estimate there is
//! (Petersen 1896, Lincoln 1930). It uses two lists and leaves the others out, so that each pair
//! gives a number of its own. Where the assumption holds for all pairs the numbers agree but for
//! chance. A pair that gives fewer people than it should shares more of them than chance would
//! bring: one organisation sends people to the other, or both find the same kind. A pair that
//! gives many more avoids each other's people. So the numbers side by side show dependence, with a
//! sign, that a single model hides; and one of them is below the number of people who were seen
//! where the assumption cannot be true.

use serde::{Deserialize, Serialize};

use crate::capture_history::{CaptureTable, History};
use crate::numerics::normal::quantile;

/// What one pair of lists says if the two are independent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// The two lists.
    pub lists: History,
    /// Their names.
    pub names: [String; 2],
    /// How many people are on each.
    pub sizes: [u64; 2],
    /// How many are on both.
    pub both: u64,
    /// Sizes multiplied and divided by the people on both (Lincoln and Petersen). None without such
    /// people: then the two lists say nothing about the number of people.
    pub lincoln_petersen: Option<f64>,
    /// The same with Chapman's correction (1951), which is nearly unbiased:
    /// `(a + 1) (b + 1) / (m + 1) - 1`. None without people on both, where it would be a number made
    /// of the correction.
    pub population: Option<f64>,
    /// Standard error of `population` (Seber 1970, Biometrics 26:13).
    pub standard_error: Option<f64>,
    /// At 95 % if the two lists are independent, with the logarithm of those on neither normal (Chao
    /// 1987).
    pub interval95: Option<[f64; 2]>,
    /// Whether the whole interval lies below the number of people seen on any list, so that the two
    /// lists cannot be independent: they share too many people.
    pub below_observed: bool,
}

/// Every pair of lists in use, in the order (1,2), (1,3), ..., (2,3), ...
///
/// ```
/// use concert_estimate::{CaptureTable, History, pairwise};
///
/// // Invented figures: police and shelter hold 48 and 38 people, 8 of them both.
/// let cells = [(0b001, 40), (0b010, 30), (0b011, 8), (0b100, 20)];
/// let cells = cells.map(|(bits, count)| (History::new(bits), count));
/// let table = CaptureTable::new(["police", "shelter", "hotline"], cells)?;
/// let pairs = pairwise(&table);
/// assert_eq!(pairs.len(), 3);
/// assert_eq!(pairs[0].lincoln_petersen, Some(48.0 * 38.0 / 8.0));
/// assert_eq!(pairs[0].population.map(f64::round), Some(211.0));
/// assert_eq!(pairs[1].population, None);
/// # Ok::<(), concert_estimate::NotATable>(())
/// ```
pub fn pairwise(table: &CaptureTable) -> Vec<Pair> {
    table.pairs().into_iter().filter_map(|lists| pair(table, lists)).collect()
}

fn pair(table: &CaptureTable, lists: History) -> Option<Pair> {
    let mut positions = lists.lists();
    let positions = [positions.next()?, positions.next()?];
    let sizes = positions.map(|list| table.overlap(History::of(&[list])));
    let both = table.overlap(lists);
    let names = positions.map(|list| table.lists()[list].clone());
    let mut found = Pair {
        lists,
        names,
        sizes,
        both,
        lincoln_petersen: None,
        population: None,
        standard_error: None,
        interval95: None,
        below_observed: false,
    };
    if both > 0 {
        let [a, b] = sizes.map(|size| size as f64);
        let m = both as f64;
        let population = (a + 1.0) * (b + 1.0) / (m + 1.0) - 1.0;
        let variance = (a + 1.0) * (b + 1.0) * (a - m) * (b - m) / ((m + 1.0).powi(2) * (m + 2.0));
        let on_either = a + b - m;
        let neither = population - on_either;
        // Where one list holds the whole other, nobody is on neither, without doubt.
        let interval = if neither > 0.0 {
            let reach = quantile(0.975) * (variance / (neither * neither)).ln_1p().sqrt();
            [on_either + neither * (-reach).exp(), on_either + neither * reach.exp()]
        } else {
            [on_either, on_either]
        };
        found.lincoln_petersen = Some(a * b / m);
        found.population = Some(population);
        found.standard_error = Some(variance.sqrt());
        found.interval95 = Some(interval);
        found.below_observed = interval[1] < table.observed() as f64;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(cells: &[(u16, u64)]) -> CaptureTable {
        let cells = cells.iter().map(|&(bits, count)| (History::new(bits), count));
        CaptureTable::new(["a", "b", "c"], cells).unwrap()
    }

    #[test]
    fn the_corrected_estimate_and_its_error_follow_their_formulas() {
        let pairs = pairwise(&table(&[(1, 400), (2, 322), (3, 100)]));
        assert_eq!(pairs.len(), 1);
        let population = 501.0 * 423.0 / 101.0 - 1.0;
        assert!((pairs[0].population.unwrap() - population).abs() < 1e-9);
        // 501 * 423 * 400 * 322 / (101^2 * 102) = 26,233.
        assert_eq!(pairs[0].standard_error.map(|error| (error * error).round()), Some(26_233.0));
        let [low, high] = pairs[0].interval95.unwrap();
        assert!(low > 822.0 && low < population && population < high && high < 2500.0);
    }

    #[test]
    fn lists_that_share_too_many_people_are_found_out() {
        // Lists a and b hold the same people; c holds many others.
        let pairs = pairwise(&table(&[(3, 90), (1, 5), (2, 5), (4, 500), (7, 10)]));
        let below: Vec<bool> = pairs.iter().map(|pair| pair.below_observed).collect();
        assert_eq!(below, [true, false, false]);
    }

    #[test]
    fn a_list_within_another_leaves_nobody_on_neither() {
        let pairs = pairwise(&table(&[(1, 30), (3, 20)]));
        assert_eq!(pairs[0].interval95, Some([50.0, 50.0]));
        assert_eq!(pairs[0].lincoln_petersen, Some(50.0));
    }
}
