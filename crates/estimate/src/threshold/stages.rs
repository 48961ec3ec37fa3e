//! The stages of the Bayesian threshold method: draw, judge, and draw again from what was kept.

use crate::bootstrap::interval::quantile_type_8;
use crate::capture_history::{CaptureTable, History};
use crate::chains::{MAX_R_HAT, MIN_EFFECTIVE_DRAWS, effective_sample_size, r_hat};
use crate::loglinear::Terms;
use crate::loglinear::existence::{Existence, examine};
use crate::loglinear::fit::Verdict;
use crate::loglinear::margins::Margins;
use crate::loglinear::posterior::{Posterior, Sample};
use crate::model::Model;
use crate::progress::Meter;
use crate::refusal::Refusal;
use crate::threshold::{JudgedTerm, Mixing, NotThresholded, ThresholdEstimate, Thresholding};

/// What the stages of the method share.
pub(crate) struct Stages<'a, 'b, 'c> {
    table: &'a CaptureTable,
    margins: Margins,
    settings: &'a Thresholding,
    streams: u64,
    meter: Meter<'b, 'c>,
    judged: Vec<JudgedTerm>,
    pub(crate) absent: Vec<History>,
    mixing: Vec<Mixing>,
}

impl<'a, 'b, 'c> Stages<'a, 'b, 'c> {
    pub(crate) fn new(
        table: &'a CaptureTable,
        settings: &'a Thresholding,
        meter: Meter<'b, 'c>,
    ) -> Self {
        Self {
            table,
            margins: Margins::of(table),
            settings,
            streams: 0,
            meter,
            judged: Vec::new(),
            absent: Vec::new(),
            mixing: Vec::new(),
        }
    }

    /// The terms of the model with these interactions. With flat priors those with nobody on all
    /// their lists are absent; so are always the lists with nobody.
    fn terms(&self, interactions: &[History]) -> Terms {
        let singles = (0..self.table.lists().len()).map(|list| 1 << list);
        let interactions = interactions.iter().map(|set| set.bits());
        if self.settings.prior_variance.is_none() {
            return Terms::divide(singles.chain(interactions), &self.margins);
        }
        let Terms { mut finite, absent } = Terms::divide(singles, &self.margins);
        // The intercept stays the last.
        finite.splice(finite.len() - 1..finite.len() - 1, interactions);
        Terms { finite, absent }
    }

    /// Why the model with these interactions and flat priors has no posterior, if it has none.
    pub(crate) fn verdict(&self, interactions: &[History]) -> Option<Verdict> {
        match examine(&self.margins, &self.terms(interactions)) {
            Existence::Exists => None,
            Existence::NoEstimate { .. } => Some(Verdict::NoEstimate),
            Existence::NotIdentifiable => Some(Verdict::NotIdentifiable),
            Existence::Undecided => Some(Verdict::Undecided),
        }
    }

    /// Draws from the posterior of the model with these interactions, if the chains mix.
    fn sample(&mut self, interactions: &[History]) -> Result<(Terms, Sample), NotThresholded> {
        let terms = self.terms(interactions);
        let precision = self.settings.prior_variance.map_or(0.0, f64::recip);
        let precision = |term: &u16| if term.count_ones() > 1 { precision } else { 0.0 };
        let precisions: Vec<f64> = terms.finite.iter().map(precision).collect();
        let Some(posterior) = Posterior::new(&self.margins, &terms, &precisions) else {
            let (model, verdict) = (self.written(interactions), Verdict::NotReached);
            return Err(Refusal::ModelWithoutEstimate { model, verdict }.into());
        };
        let Thresholding { chains, draws, seed, .. } = *self.settings;
        let burn_in = (draws / 5).max(100);
        let streams = (seed, self.streams);
        self.streams += chains as u64;
        let sample = posterior.sample(chains, burn_in, draws, streams, &mut self.meter)?;
        self.meter.expect(terms.finite.len() as u64);
        let (mut worst, mut fewest) = (0.0, f64::INFINITY);
        for chains in &sample.parameters {
            let (r_hat, effective) = (r_hat(chains), effective_sample_size(chains));
            // What is not a number must not be lost in a maximum.
            worst = if r_hat <= worst { worst } else { r_hat };
            fewest = if effective >= fewest { fewest } else { effective };
            self.meter.advance(1)?;
        }
        let mixing = Mixing {
            parameters: terms.finite.len(),
            r_hat: worst,
            effective_draws: fewest,
            accepted_jumps: sample.accepted_jumps,
        };
        self.mixing.push(mixing);
        let Mixing { r_hat, effective_draws, .. } = mixing;
        if r_hat <= MAX_R_HAT && effective_draws >= MIN_EFFECTIVE_DRAWS {
            Ok((terms, sample))
        } else {
            Err(NotThresholded::NotMixed { r_hat, effective_draws })
        }
    }

    /// Holds `candidates` against the threshold, in the model with these interactions, and gives
    /// those that are kept.
    pub(crate) fn judge(
        &mut self,
        interactions: &[History],
        candidates: &[History],
    ) -> Result<Vec<History>, NotThresholded> {
        let (terms, sample) = self.sample(interactions)?;
        let mut kept = Vec::new();
        for &set in candidates {
            let Some(index) = terms.finite.iter().position(|&term| term == set.bits()) else {
                self.absent.push(set);
                continue;
            };
            let chains = &sample.parameters[index];
            let draws = chains.concat();
            let count = draws.len() as f64;
            let mean = draws.iter().sum::<f64>() / count;
            let moment = |power| draws.iter().map(|x| (x - mean).powi(power)).sum::<f64>() / count;
            let standard_deviation = moment(2).sqrt();
            let ratio = mean.abs() / standard_deviation;
            let error = ratio_error(chains, mean, [2, 3, 4].map(moment));
            let is_kept = ratio >= self.settings.threshold;
            self.judged.push(JudgedTerm {
                lists: self.named(set),
                mean,
                standard_deviation,
                ratio,
                kept: is_kept,
                borderline: (ratio - self.settings.threshold).abs() < 3.0 * error,
            });
            if is_kept {
                kept.push(set);
            }
        }
        Ok(kept)
    }

    pub(crate) fn estimate(
        mut self,
        kept: &[History],
        triples_without_estimate: bool,
    ) -> Result<ThresholdEstimate, NotThresholded> {
        let all: Vec<History> = kept.iter().chain(&self.absent).copied().collect();
        let (_, sample) = self.sample(&all)?;
        let observed = self.margins.people();
        let intercept = sample.parameters.last().map(|chains| chains.concat()).unwrap_or_default();
        let draws: Vec<f64> = intercept.iter().map(|x| observed + x.exp()).collect();
        let mut ascending = draws.clone();
        ascending.sort_by(f64::total_cmp);
        let at = |share| quantile_type_8(&ascending, share);
        Ok(ThresholdEstimate {
            model: self.written(&all),
            absent: self.absent.iter().map(|&set| self.named(set)).collect(),
            judged: self.judged,
            triples_without_estimate,
            median: at(0.5),
            interval80: [at(0.1), at(0.9)],
            interval95: [at(0.025), at(0.975)],
            mixing: self.mixing,
            draws,
        })
    }

    fn named(&self, set: History) -> String {
        let names: Vec<&str> = set.lists().map(|list| self.table.lists()[list].as_str()).collect();
        names.join(":")
    }

    pub(crate) fn written(&self, interactions: &[History]) -> String {
        let names = self.table.lists();
        // A model over the lists of a table with sets of those lists is always one.
        let model = Model::new(names.len(), interactions.iter().copied());
        model.map(|model| model.named(names)).unwrap_or_default()
    }
}

/// The simulation error of the mean of draws over their standard deviation, from their central
/// moments of order two to four: by the delta method, with as many independent draws as the mean
/// or the deviation is worth, whichever is less.
fn ratio_error(chains: &[Vec<f64>], mean: f64, [second, third, fourth]: [f64; 3]) -> f64 {
    let ratio = mean / second.sqrt();
    let skewness = third / second.powf(1.5);
    let kurtosis = fourth / (second * second);
    let variance = 1.0 - ratio * skewness + ratio * ratio * (kurtosis - 1.0) / 4.0;
    let from_mean = |chain: &Vec<f64>| chain.iter().map(|x| (x - mean).abs()).collect();
    let distances: Vec<Vec<f64>> = chains.iter().map(from_mean).collect();
    (variance / effective_sample_size(chains).min(effective_sample_size(&distances))).sqrt()
}

/// The sets of three lists whose three pairs are all among these.
pub(crate) fn triples_of(pairs: &[History], lists: usize) -> Vec<History> {
    let mut triples = Vec::new();
    for third in 0..lists {
        for second in 0..third {
            for first in 0..second {
                let pairs_of = [[first, second], [first, third], [second, third]];
                if pairs_of.iter().all(|pair| pairs.contains(&History::of(pair))) {
                    triples.push(History::of(&[first, second, third]));
                }
            }
        }
    }
    triples
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    #[test]
    fn the_error_of_a_ratio_is_that_of_many_runs() {
        // Skewed draws: x = u^2 with u uniform, in 400 runs of two chains of 100.
        let mut random = ChaCha8Rng::seed_from_u64(3);
        let mut runs = Vec::new();
        let mut errors = 0.0;
        for _ in 0..400 {
            let chains: Vec<Vec<f64>> = (0..2)
                .map(|_| (0..100).map(|_| random.random::<f64>().powi(2)).collect())
                .collect();
            let draws = chains.concat();
            let mean = draws.iter().sum::<f64>() / 200.0;
            let moment = |power| draws.iter().map(|x| (x - mean).powi(power)).sum::<f64>() / 200.0;
            runs.push(mean / moment(2).sqrt());
            errors += ratio_error(&chains, mean, [2, 3, 4].map(moment)) / 400.0;
        }
        let centre = runs.iter().sum::<f64>() / 400.0;
        let spread = (runs.iter().map(|x| (x - centre).powi(2)).sum::<f64>() / 399.0).sqrt();
        assert!((errors / spread - 1.0).abs() < 0.15, "{errors} {spread}");
    }

    #[test]
    fn three_lists_need_their_three_pairs() {
        let pairs = [0b0011, 0b0101, 0b0110, 0b1001].map(History::new);
        assert_eq!(triples_of(&pairs, 4), [History::new(0b0111)]);
        assert_eq!(triples_of(&pairs[..2], 4), []);
    }
}
