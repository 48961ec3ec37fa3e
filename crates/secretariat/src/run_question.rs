//! What can be asked of a table of capture histories.

use concert_estimate::{Method, Settings};

use crate::{Asked, Refused};

/// What is asked of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunQuestion {
    /// The methods, in the order in which they are reported.
    pub methods: Vec<Method>,
    /// Bootstrap replicates for each method: [`RunQuestion::REPLICATES`].
    pub replicates: usize,
    /// Seed of everything that is drawn.
    pub seed: u64,
    /// Whether it is measured how often the intervals hold a known truth.
    pub measures_coverage: bool,
}

impl Default for RunQuestion {
    fn default() -> Self {
        let Settings { methods, replicates, seed, .. } = Settings::default();
        Self { methods, replicates, seed, measures_coverage: true }
    }
}

impl RunQuestion {
    /// Fewest and most replicates: limits of an interval at 95 % need some two hundred, and beyond
    /// ten thousand nothing moves that a person would report.
    pub const REPLICATES: [usize; 2] = [200, 10_000];

    pub(crate) fn settings(&self) -> Asked<Settings> {
        if self.methods.is_empty() {
            let text = "no method was chosen".to_owned();
            return Err(Refused { code: "secretariat/no-method", facts: Vec::new(), text }.into());
        }
        let [fewest, most] = Self::REPLICATES;
        if !(fewest..=most).contains(&self.replicates) {
            return Err(Refused {
                code: "secretariat/replicates",
                facts: vec![("fewest", fewest.to_string()), ("most", most.to_string())],
                text: format!("{} replicates; {fewest} to {most} can be had", self.replicates),
            }
            .into());
        }
        let usual = Settings::default();
        Ok(Settings {
            methods: self.methods.clone(),
            replicates: self.replicates,
            seed: self.seed,
            coverage_tables: if self.measures_coverage { usual.coverage_tables } else { 0 },
            ..usual
        })
    }
}
