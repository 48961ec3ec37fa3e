//! People of whom it is not known to which stratum they belong.
//!
//! They cannot be left out, since then the sum over the strata is not about everybody; and giving
//! each of them to the likeliest stratum would hide that nobody knows. So their labels are drawn,
//! many times. **The assumption**: among people with the same capture history, whether the label is
//! missing does not depend on the label. Records of some nationality or age that organisations hide
//! more often break it, and the table cannot tell; hence the bounds that
//! [`crate::StratumEstimate::if_unlabelled`] gives beside it (compare Manrique-Vallier, Ball and
//! Sulmont 2019, arXiv 1906.04763, who publish two figures for this reason).
//!
//! Given the history, a label is drawn as a ball from the urn of Polya: in proportion to the people
//! with that history and label, those drawn before included. Over all people together that is a
//! multinomial draw whose proportions are themselves drawn from their posterior (Dirichlet, with
//! the counts as parameters), so that three people against one are not taken for a law.

use rand::{Rng, RngExt};

use crate::capture_history::{CaptureTable, History, NotATable};

/// Gives every person without a label a stratum. The tables are over the same lists, and so are
/// those that come back, in the same order.
pub(crate) fn distribute(
    labelled: &[&CaptureTable],
    unlabelled: &CaptureTable,
    random: &mut impl Rng,
) -> Result<Vec<CaptureTable>, NotATable> {
    let mut added: Vec<Vec<(History, u64)>> = vec![Vec::new(); labelled.len()];
    for &(history, people) in unlabelled.cells() {
        let same: Vec<u64> = labelled.iter().map(|table| count(table, history)).collect();
        // Nobody with this history has a label: then the sizes of the strata are all there is.
        let nobody = same.iter().all(|&count| count == 0);
        let sizes = || labelled.iter().map(|table| table.observed()).collect();
        let mut urn: Vec<u64> = if nobody { sizes() } else { same };
        let before = urn.clone();
        let balls: u64 = urn.iter().sum();
        for balls in balls..balls + people {
            let mut at = random.random_range(0..balls);
            // The ball lies in the first stratum whose balls are not all before it.
            let drawn = urn.iter().position(|&count| {
                let here = at < count;
                at = at.saturating_sub(count);
                here
            });
            // Some stratum holds it, since it is drawn among as many balls as they have together.
            urn[drawn.unwrap_or(0)] += 1;
        }
        for ((stratum, after), before) in added.iter_mut().zip(urn).zip(before) {
            stratum.push((history, after - before));
        }
    }
    labelled.iter().zip(added).map(|(table, more)| with(table, &more)).collect()
}

/// A table with more people in it.
pub(crate) fn with(
    table: &CaptureTable,
    more: &[(History, u64)],
) -> Result<CaptureTable, NotATable> {
    let mut cells: std::collections::BTreeMap<History, u64> =
        table.cells().iter().copied().collect();
    for &(history, people) in more {
        *cells.entry(history).or_default() += people;
    }
    CaptureTable::new(table.lists().to_vec(), cells)
}

fn count(table: &CaptureTable, history: History) -> u64 {
    let at = table.cells().binary_search_by_key(&history, |cell| cell.0);
    at.map_or(0, |at| table.cells()[at].1)
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    fn table(cells: &[(u16, u64)]) -> CaptureTable {
        let cells = cells.iter().map(|&(bits, n)| (History::new(bits), n));
        CaptureTable::new(["a", "b", "c"], cells).unwrap()
    }

    #[test]
    fn nobody_is_lost_and_everybody_keeps_their_history() {
        let labelled = [table(&[(1, 30), (3, 10)]), table(&[(1, 10), (2, 5)])];
        let unlabelled = table(&[(1, 20), (3, 7), (4, 9)]);
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let tables = [&labelled[0], &labelled[1]];
        let drawn = distribute(&tables, &unlabelled, &mut random).unwrap();
        for bits in 1..8 {
            let history = History::new(bits);
            let of =
                |tables: &[CaptureTable]| tables.iter().map(|t| count(t, history)).sum::<u64>();
            assert_eq!(of(&drawn), of(&labelled) + count(&unlabelled, history));
        }
        // Nobody of the second stratum has the history 3, so all seven belong to the first.
        assert_eq!(count(&drawn[0], History::new(3)), 17);
    }

    #[test]
    fn labels_are_drawn_in_proportion_and_no_surer_than_the_labelled_are_many() {
        let labelled = [table(&[(1, 3), (2, 50)]), table(&[(1, 1), (2, 50)])];
        let unlabelled = table(&[(1, 40)]);
        let mut random = ChaCha8Rng::seed_from_u64(2);
        let drawn: Vec<f64> = (0..4000)
            .map(|_| {
                let tables = [&labelled[0], &labelled[1]];
                let drawn = distribute(&tables, &unlabelled, &mut random).unwrap();
                (count(&drawn[0], History::new(1)) - 3) as f64
            })
            .collect();
        let n = drawn.len() as f64;
        let mean = drawn.iter().sum::<f64>() / n;
        let variance = drawn.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
        // Beta-binomial with parameters 3 and 1: mean 40 * 3/4, variance
        // 40 * 3/4 * 1/4 * (4 + 40) / (4 + 1) = 66; a binomial would have 7.5.
        assert!((mean - 30.0).abs() < 0.6, "{mean}");
        assert!((variance - 66.0).abs() < 6.0, "{variance}");
    }
}
