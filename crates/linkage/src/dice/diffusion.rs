//! How far apart two rows were before they were diffused.
//!
//! Linear diffusion makes each output bit the parity of `t` sampled input bits (Armknecht, Heng and Schnell 2023). If two inputs differ
//! in the share `d` of their bits, an output bit differs where an odd number of its `t` inputs does, so that the
//! expected share of differing output bits is
//!
//! ```text
//! h = (1 - (1-2d)^t) / 2      d = (1 - (1-2h)^(1/t)) / 2
//! ```
//!
//! (the piling-up lemma, Matsui 1993). It is exact for inputs that are sampled with replacement, and nearly so without where
//! `t` is small against their number. Of `m` output bits that sample independently, a number with the binomial distribution of `m` and `h` differ,
//! and by the delta method the standard error of `d` is that of `h` divided by `dh/dd = t (1-2d)^(t-1)`. It grows without bound as
//! `h` nears one half: beyond, outputs say only that inputs are far apart.

use super::DiceRefusal;

/// A diffusion: how many bits it mixes, and how many it makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Diffusion {
    /// Input bits of which an output bit is the parity, `t`: 1 is no diffusion.
    sampled: u32,
    /// Output bits, `m`.
    outputs: u32,
}

/// A share of differing bits, as it was read from others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// The share: 0 to 1/2.
    pub rate: f64,
    /// Its standard error; infinite where the outputs differ in half of their bits or more.
    pub standard_error: f64,
}

impl Diffusion {
    /// Output bits that each mix `sampled` input bits.
    ///
    /// # Errors
    /// [`DiceRefusal::NoSuchDiffusion`] if either is zero.
    pub fn new(sampled: u32, outputs: u32) -> Result<Self, DiceRefusal> {
        if sampled == 0 || outputs == 0 {
            return Err(DiceRefusal::NoSuchDiffusion { sampled, outputs });
        }
        Ok(Self { sampled, outputs })
    }

    /// The share of output bits that are expected to differ where the share `input` of the input bits does: 0 to 1.
    ///
    /// ```
    /// let diffusion = concert_linkage::dice::Diffusion::new(10, 2_048)?;
    /// assert!((diffusion.output(0.05) - 0.3257).abs() < 1e-4);
    /// # Ok::<(), concert_linkage::dice::DiceRefusal>(())
    /// ```
    pub fn output(&self, input: f64) -> f64 {
        (1.0 - (1.0 - 2.0 * input).powi(self.sampled as i32)) / 2.0
    }

    /// The share of input bits that differ, read from the number of output bits that do (at most all of them), with its
    /// standard error.
    ///
    /// The rate is that of largest likelihood between 0 and 1/2. The standard error is taken at the share `(n + 1/2) / (m + 1)`,
    /// so that outputs without any difference are not taken for certainty.
    ///
    /// ```
    /// let diffusion = concert_linkage::dice::Diffusion::new(10, 2_048)?;
    /// let rate = diffusion.input(667);
    /// assert!((rate.rate - 0.05).abs() < 1e-3 && (rate.standard_error - 0.00268).abs() < 1e-4);
    /// assert!(diffusion.input(1_024).standard_error.is_infinite());
    /// # Ok::<(), concert_linkage::dice::DiceRefusal>(())
    /// ```
    pub fn input(&self, differing: u32) -> Rate {
        let outputs = f64::from(self.outputs);
        let power = 1.0 / f64::from(self.sampled);
        let agreement = (1.0 - 2.0 * f64::from(differing) / outputs).max(0.0);
        let near = (f64::from(differing) + 0.5) / (outputs + 1.0);
        let slope = power * (1.0 - 2.0 * near).max(0.0).powf(power - 1.0);
        // Without diffusion nothing is lost at one half.
        let known = agreement > 0.0 || self.sampled == 1;
        Rate {
            rate: (1.0 - agreement.powf(power)) / 2.0,
            standard_error: if known {
                slope * (near * (1.0 - near) / outputs).sqrt()
            } else {
                f64::INFINITY
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    #[test]
    fn what_is_read_back_is_what_was_diffused() {
        for sampled in [1, 2, 3, 10, 20] {
            let diffusion = Diffusion::new(sampled, 1_000_000).unwrap();
            for input in [0.0, 0.001, 0.01, 0.03, 0.06] {
                let differing = (diffusion.output(input) * 1e6).round() as u32;
                let read = diffusion.input(differing);
                assert!((read.rate - input).abs() < 1e-4, "{sampled} {input} {read:?}");
            }
        }
    }

    #[test]
    fn the_standard_error_is_the_scatter_of_what_is_read() {
        let (inputs, sampled, outputs, differing) = (1_024, 10, 2_048, 41);
        let diffusion = Diffusion::new(sampled, outputs).unwrap();
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        let rounds = 400;
        let read: Vec<Rate> = (0..rounds)
            .map(|_| {
                let odd = |rng: &mut ChaCha8Rng| {
                    (0..sampled).filter(|_| rng.random_range(0..inputs) < differing).count() % 2
                        == 1
                };
                diffusion.input((0..outputs).filter(|_| odd(&mut rng)).count() as u32)
            })
            .collect();
        let mean = read.iter().map(|rate| rate.rate).sum::<f64>() / f64::from(rounds);
        let scatter =
            read.iter().map(|rate| (rate.rate - mean).powi(2)).sum::<f64>() / f64::from(rounds - 1);
        let truth = f64::from(differing) / f64::from(inputs);
        let error = read[0].standard_error;
        assert!(
            (mean - truth).abs() < 4.0 * error / f64::from(rounds).sqrt(),
            "{mean} {truth} {error}"
        );
        assert!((scatter.sqrt() / error - 1.0).abs() < 0.15, "{} {error}", scatter.sqrt());
    }

    #[test]
    fn outputs_that_say_nothing_have_no_standard_error_and_certainty_is_never_claimed() {
        let diffusion = Diffusion::new(10, 512).unwrap();
        assert!(diffusion.input(0).standard_error > 0.0);
        for differing in [256, 300, 512] {
            let read = diffusion.input(differing);
            assert!((read.rate - 0.5).abs() < 1e-12 && read.standard_error.is_infinite());
        }
        assert!(Diffusion::new(0, 512).is_err() && Diffusion::new(10, 0).is_err());
    }
}
