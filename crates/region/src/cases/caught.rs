//! Who is on which list.

use super::parameters::CaseParameters;
use crate::chance::{Chance, Purpose};

/// The capture history of a person: bit `i` is set where the person is on list `i`.
///
/// The lists see a person one after the other: the log odds of being on a list are those of its
/// capture probability, plus the person's visibility, plus the log odds of every dependence on a
/// list before that the person is on. Without heterogeneity and dependences the lists are
/// independent and each holds its share of all people.
pub(crate) fn history(parameters: &CaseParameters, seed: u64, person: u32) -> u16 {
    let mut chance = Chance::of(seed, Purpose::Caught, u64::from(person));
    let visibility = match parameters.heterogeneity {
        0.0 => 0.0,
        deviation => deviation * chance.normal(),
    };
    let mut history = 0;
    for (at, list) in parameters.lists.iter().enumerate() {
        let together: f64 = parameters
            .dependences
            .iter()
            .filter(|pair| pair.second == at && history & (1 << pair.first) != 0)
            .map(|pair| pair.odds)
            .product();
        let odds = list.capture / (1.0 - list.capture) * together * visibility.exp();
        if chance.happens(odds / (1.0 + odds)) {
            history |= 1 << at;
        }
    }
    history
}

#[cfg(test)]
mod tests {
    use super::super::parameters::Dependence;
    use super::*;

    fn on(parameters: &CaseParameters, mask: u16) -> f64 {
        let all = parameters.population;
        let caught = (0..all).filter(|person| history(parameters, 2, *person) & mask == mask);
        caught.count() as f64 / f64::from(all)
    }

    fn parameters() -> CaseParameters {
        let mut parameters = CaseParameters::ordinary(40_000, 2);
        parameters.lists[0].capture = 0.3;
        parameters.lists[1].capture = 0.2;
        parameters
    }

    // Bounds are above four standard errors of a share of 40,000.

    #[test]
    fn independent_lists_hold_their_shares_and_meet_by_chance() {
        let parameters = parameters();
        assert!((on(&parameters, 0b01) - 0.3).abs() < 0.01);
        assert!((on(&parameters, 0b10) - 0.2).abs() < 0.01);
        assert!((on(&parameters, 0b11) - 0.06).abs() < 0.005);
    }

    #[test]
    fn a_dependence_has_its_odds_ratio() {
        let mut parameters = parameters();
        parameters.dependences.push(Dependence { first: 0, second: 1, odds: 3.0 });
        let (first, second, both) =
            (on(&parameters, 0b01), on(&parameters, 0b10), on(&parameters, 0b11));
        let ratio = both * (1.0 - first - second + both) / ((first - both) * (second - both));
        assert!((ratio / 3.0).ln().abs() < 0.12, "{ratio}");
    }

    #[test]
    fn people_who_differ_meet_more_often_than_chance_has_it() {
        let mut parameters = parameters();
        parameters.heterogeneity = 1.5;
        assert!(on(&parameters, 0b11) > 1.3 * on(&parameters, 0b01) * on(&parameters, 0b10));
    }
}
