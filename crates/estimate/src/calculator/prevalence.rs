//! How common it is: per 1,000 people, one in how many, and SDG indicator 16.2.2.
//!
//! The indicator is the number of victims of human trafficking, detected and undetected, per
//! 100,000 people, by sex, age and form of exploitation (metadata of SDG 16.2.2). Countries report
//! the detected part, which is an official statistic; the whole rests on an estimate. Both are
//! given, and the one is never passed off as the other.
//!
//! What a source withholds or does not split stays so: a group without an estimate has no rate of
//! its own, and the total is not shared out over groups.

use serde::{Deserialize, Serialize};

use crate::calculator::profits::Figure;
use crate::calculator::uncertain::Uncertain;

/// How many people were detected, as far as the source says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detected {
    /// At least so many.
    pub low: u64,
    /// At most so many; `None` where the source sets no upper limit or withholds the count.
    pub high: Option<u64>,
}

impl Detected {
    /// A count that is known.
    pub const fn exactly(count: u64) -> Self {
        Self { low: count, high: Some(count) }
    }

    fn exact(self) -> Option<u64> {
        (self.high == Some(self.low)).then_some(self.low)
    }
}

/// A group of people. Empty words stand for everybody.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// Sex.
    pub sex: String,
    /// Age.
    pub age: String,
    /// Form of exploitation.
    pub form: String,
    /// Victims whom somebody has detected; `None` if the source does not split so far.
    pub detected: Option<Detected>,
    /// Victims in all, detected and undetected, as estimated; `None` without an estimate.
    pub victims: Option<Uncertain>,
    /// People of this sex and age who live there; for a form of exploitation, of all forms.
    pub residents: f64,
}

/// How common it is in one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Prevalence {
    /// Sex; empty for everybody.
    pub sex: String,
    /// Age; empty for everybody.
    pub age: String,
    /// Form of exploitation; empty for every one.
    pub form: String,
    /// People who live there.
    pub residents: f64,
    /// Detected, as the source says.
    pub detected: Option<Detected>,
    /// Estimated but not detected; none without an estimate or where the count is not exact.
    pub undetected: Option<Figure>,
    /// SDG 16.2.2: detected and undetected per 100,000 people. An estimate.
    pub sdg_16_2_2: Option<Figure>,
    /// Detected per 100,000 people, an official statistic: from the lowest to the highest that
    /// the source allows. None where it sets no upper limit.
    pub detected_per_100_000: Option<[f64; 2]>,
    /// Victims per 1,000 people. An estimate.
    pub per_1_000: Option<Figure>,
    /// One in so many people. An estimate.
    pub one_in: Option<Figure>,
    /// Why something is not given.
    pub lacks: Vec<Lack>,
}

/// Why a rate is not given. The code is stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lack {
    /// The source does not count the detected of this group.
    #[serde(rename = "estimate/no-detected-count")]
    DetectedCount,
    /// The source gives a range, or withholds a small count; it is not filled in.
    #[serde(rename = "estimate/detected-count-inexact")]
    ExactCount,
    /// There is no estimate for this group.
    #[serde(rename = "estimate/no-group-estimate")]
    Estimate,
    /// The estimate is zero, so that nobody is one in any number.
    #[serde(rename = "estimate/nobody-estimated")]
    Victims,
}

impl Lack {
    /// The stable code, the same as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DetectedCount => "estimate/no-detected-count",
            Self::ExactCount => "estimate/detected-count-inexact",
            Self::Estimate => "estimate/no-group-estimate",
            Self::Victims => "estimate/nobody-estimated",
        }
    }
}

/// Why rates cannot be computed. Groups are counted from one.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PrevalenceRefusal {
    /// The number of people who live there is not a number above zero.
    #[error("row {row}: {residents} is not a number of people above zero")]
    NoResidents {
        /// The group.
        row: usize,
        /// What was given.
        residents: f64,
    },
    /// The estimate is lower than what was detected already.
    #[error("row {row}: {victims} victims in all, but {detected} are detected")]
    TotalBelowDetected {
        /// The group.
        row: usize,
        /// The estimate.
        victims: f64,
        /// Detected at least.
        detected: u64,
    },
    /// More victims than people.
    #[error("row {row}: {victims} victims among {residents} people")]
    MoreVictimsThanPeople {
        /// The group.
        row: usize,
        /// The estimate or the count.
        victims: f64,
        /// People who live there.
        residents: f64,
    },
    /// A range of detected people whose upper end is below the lower.
    #[error("row {row}: from {low} to {high} people detected")]
    DetectedOutOfOrder {
        /// The group.
        row: usize,
        /// Lower end.
        low: u64,
        /// Upper end.
        high: u64,
    },
    /// A group stands there twice.
    #[error("rows {first} and {second} are the same group")]
    GroupTwice {
        /// The earlier.
        first: usize,
        /// The later.
        second: usize,
    },
}

impl PrevalenceRefusal {
    /// The stable code of the reason.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoResidents { .. } => "estimate/no-residents",
            Self::TotalBelowDetected { .. } => "estimate/total-below-detected",
            Self::MoreVictimsThanPeople { .. } => "estimate/more-victims-than-people",
            Self::DetectedOutOfOrder { .. } => "estimate/detected-out-of-order",
            Self::GroupTwice { .. } => "estimate/group-twice",
        }
    }

    /// The group that it is about.
    pub const fn row(&self) -> usize {
        match self {
            Self::NoResidents { row, .. }
            | Self::TotalBelowDetected { row, .. }
            | Self::MoreVictimsThanPeople { row, .. }
            | Self::DetectedOutOfOrder { row, .. } => *row,
            Self::GroupTwice { second, .. } => *second,
        }
    }

    /// The facts by name, without the row.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoResidents { residents, .. } => vec![("residents", residents.to_string())],
            Self::TotalBelowDetected { victims, detected, .. } => {
                vec![("victims", victims.to_string()), ("detected", detected.to_string())]
            }
            Self::MoreVictimsThanPeople { victims, residents, .. } => {
                vec![("victims", victims.to_string()), ("residents", residents.to_string())]
            }
            Self::DetectedOutOfOrder { low, high, .. } => {
                vec![("low", low.to_string()), ("high", high.to_string())]
            }
            Self::GroupTwice { first, second } => {
                vec![("first", first.to_string()), ("second", second.to_string())]
            }
        }
    }
}

/// Computes how common it is in each group.
///
/// An estimate is never below what is detected: limits below it are raised to it.
///
/// ```
/// use concert_estimate::prevalence::{Detected, Group, prevalence};
/// use concert_estimate::uncertain::Uncertain;
///
/// // Invented figures.
/// let everybody = Group {
///     sex: String::new(),
///     age: String::new(),
///     form: String::new(),
///     detected: Some(Detected::exactly(3_500)),
///     victims: Some(Uncertain::with_interval(13_000.0, [10_000.0, 16_000.0], 0.95)?),
///     residents: 6_500_000.0,
/// };
/// let rates = prevalence(&[everybody])?;
/// assert_eq!(rates[0].sdg_16_2_2.map(|rate| rate.value), Some(200.0));
/// assert_eq!(rates[0].one_in.map(|one_in| one_in.value), Some(500.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn prevalence(groups: &[Group]) -> Result<Vec<Prevalence>, PrevalenceRefusal> {
    for (second, later) in groups.iter().enumerate() {
        let same =
            |it: &Group| (&it.sex, &it.age, &it.form) == (&later.sex, &later.age, &later.form);
        if let Some(first) = groups[..second].iter().position(same) {
            return Err(PrevalenceRefusal::GroupTwice { first: first + 1, second: second + 1 });
        }
    }
    groups.iter().enumerate().map(|(index, group)| rates(group, index + 1)).collect()
}

fn rates(group: &Group, row: usize) -> Result<Prevalence, PrevalenceRefusal> {
    let residents = group.residents;
    check(group, row)?;
    let mut lacks = Vec::new();
    let detected_per_100_000 = match group.detected {
        None => {
            lacks.push(Lack::DetectedCount);
            None
        }
        Some(detected) => {
            if detected.exact().is_none() {
                lacks.push(Lack::ExactCount);
            }
            let rate = |count: u64| count as f64 / residents * 1e5;
            detected.high.map(|high| [detected.low, high].map(rate))
        }
    };
    let known = group.detected.map_or(0, |detected| detected.low) as f64;
    let victims = group.victims.as_ref().map(|victims| at_least(&Figure::of(victims), known));
    if victims.is_none() {
        lacks.push(Lack::Estimate);
    }
    let one_in = victims.filter(|victims| victims.value > 0.0);
    if victims.is_some() && one_in.is_none() {
        lacks.push(Lack::Victims);
    }
    let exact = group.detected.and_then(Detected::exact);
    Ok(Prevalence {
        sex: group.sex.clone(),
        age: group.age.clone(),
        form: group.form.clone(),
        residents,
        detected: group.detected,
        undetected: victims
            .zip(exact)
            .map(|(victims, exact)| each(&victims, |people| people - exact as f64)),
        sdg_16_2_2: victims.map(|it| each(&it, |people| people / residents * 1e5)),
        detected_per_100_000,
        per_1_000: victims.map(|it| each(&it, |people| people / residents * 1e3)),
        one_in: one_in.map(|it| reversed(&it, residents)),
        lacks,
    })
}

fn check(group: &Group, row: usize) -> Result<(), PrevalenceRefusal> {
    let residents = group.residents;
    if !(residents.is_finite() && residents > 0.0) {
        return Err(PrevalenceRefusal::NoResidents { row, residents });
    }
    let detected = group.detected.unwrap_or(Detected { low: 0, high: None });
    let Detected { low, high } = detected;
    if let Some(high) = high.filter(|high| *high < low) {
        return Err(PrevalenceRefusal::DetectedOutOfOrder { row, low, high });
    }
    let counted = high.unwrap_or(low) as f64;
    let victims = group.victims.as_ref().map_or(counted, Uncertain::value);
    if victims < low as f64 {
        return Err(PrevalenceRefusal::TotalBelowDetected { row, victims, detected: low });
    }
    let most = victims.max(counted);
    if most > residents {
        return Err(PrevalenceRefusal::MoreVictimsThanPeople { row, victims: most, residents });
    }
    Ok(())
}

fn at_least(figure: &Figure, least: f64) -> Figure {
    each(figure, |number| number.max(least))
}

/// The figure of a quantity that grows with another.
fn each(figure: &Figure, change: impl Fn(f64) -> f64) -> Figure {
    Figure {
        value: change(figure.value),
        interval95: figure.interval95.map(|ends| ends.map(&change)),
        interval80: figure.interval80.map(|ends| ends.map(&change)),
    }
}

/// One in how many: the more victims, the fewer, so that the ends change places. An interval that
/// reaches down to nobody has no upper end, and is left out.
fn reversed(victims: &Figure, residents: f64) -> Figure {
    let turned = |ends: Option<[f64; 2]>| {
        let [low, high] = ends?;
        (low > 0.0).then(|| [residents / high, residents / low])
    };
    Figure {
        value: residents / victims.value,
        interval95: turned(victims.interval95),
        interval80: turned(victims.interval80),
    }
}

#[cfg(test)]
mod tests;
