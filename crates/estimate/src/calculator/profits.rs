//! Illegal profits: victims times duration times profit per victim, by sector and region.
//!
//! The idea is that of the ILO's reports (Profits and Poverty, 2014 and 2024). The profit per
//! victim is earnings minus costs in commercial sexual exploitation, and what work is worth minus
//! what the victim receives elsewhere. It is counted per person and year, so the people to multiply
//! with are those on an average day: see [`Spell`].
//!
//! Uncertainty is carried through by draws. A value per victim that several rows share is drawn
//! once for all of them; people of different rows are drawn independently, unless their draws are
//! given. Every figure names the constant that it rests on, and [`ProfitFlag`] says what makes the
//! sum mean less than it seems.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::bootstrap::interval::percentile_interval;
pub use crate::calculator::flag::ProfitFlag;
use crate::calculator::flag::of_rows;
use crate::calculator::published_constants::{Constant, Constants, Quantity, Region, Sector};
pub use crate::calculator::refused::ProfitRefusal;
use crate::calculator::uncertain::Uncertain;
use crate::calculator::victims::refuse_overlaps;
pub use crate::calculator::victims::{OwnValue, PerVictim, Spell, Victims};

/// Rows times draws at most: a second or two of work.
pub const MAX_DRAWN: usize = 5_000_000;

/// Rows at most: each is compared with every other, so that nobody is counted twice.
pub const MAX_ROWS: usize = 2_000;

/// How to compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfitSettings {
    /// Draws; with none there are no intervals. Where numbers are given by draws, theirs are used
    /// and this is not.
    pub draws: usize,
    /// Seed of the draws.
    pub seed: u64,
    /// The caller knows that a mean of the world need not hold for a part of it, and wants it.
    pub allow_global_mean: bool,
}

impl Default for ProfitSettings {
    fn default() -> Self {
        Self { draws: 10_000, seed: 1, allow_global_mean: false }
    }
}

/// Victims as money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProfitReport {
    /// One for each of the victims given.
    pub rows: Vec<ProfitRow>,
    /// Profits by sector, in US dollars a year.
    pub sectors: Vec<Part<Sector>>,
    /// Profits by region, in US dollars a year.
    pub regions: Vec<Part<Region>>,
    /// All together, in US dollars a year.
    pub total: Figure,
    /// The constants that were used.
    pub constants: Vec<Constant>,
    /// What makes the sum mean less than it seems.
    pub flags: Vec<ProfitFlag>,
    /// How many draws were made; the settings say the seed.
    pub draws: usize,
    /// What was asked.
    pub settings: ProfitSettings,
}

/// A figure with its intervals; without them where nothing uncertain went into it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The figure: what its parts' figures give, not the median of draws.
    pub value: f64,
    /// Central interval at 95 %.
    pub interval95: Option<[f64; 2]>,
    /// Central interval at 80 %.
    pub interval80: Option<[f64; 2]>,
}

/// Some victims as money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProfitRow {
    /// Where they are, as given.
    pub place: String,
    /// In what work.
    pub sector: Sector,
    /// Region of the report.
    pub region: Region,
    /// Victims, as given.
    pub people: Figure,
    /// Person-years in a year.
    pub person_years: Figure,
    /// Profit per person and year, in US dollars.
    pub per_victim: Figure,
    /// Name of the constant that it is; none for the caller's own value.
    pub constant: Option<String>,
    /// Where it comes from.
    pub source: String,
    /// Profit in US dollars a year.
    pub profit: Figure,
    /// Share of the total, from 0 to 1.
    pub share: f64,
}

/// A part of the total.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part<T> {
    /// Which part.
    pub of: T,
    /// Profit in US dollars a year.
    pub profit: Figure,
    /// Share of the total, from 0 to 1.
    pub share: f64,
}

/// Computes profits.
///
/// ```
/// use concert_estimate::profits::{ProfitSettings, Spell, Victims, profits};
/// use concert_estimate::published_constants::{Constants, Counted, ILO_2024, Region, Sector};
/// use concert_estimate::uncertain::Uncertain;
///
/// let world = Victims {
///     place: String::new(),
///     sector: Sector::Sexual,
///     region: Region::World,
///     people: Uncertain::exact(6_300_000.0)?,
///     counted: Some(Counted::ForcedLabourPrivate),
///     spell: Spell::Stock,
///     report: ILO_2024.to_owned(),
///     own: None,
/// };
/// let report = profits(&[world.clone()], &Constants::shipped(), &ProfitSettings::default())?;
/// assert_eq!((report.total.value / 1e9).round(), 172.0);
///
/// // A country's victims are not multiplied by a mean of the world unless that is asked for.
/// let country = Victims { region: Region::EuropeCentralAsia, ..world };
/// let refused = profits(&[country], &Constants::shipped(), &ProfitSettings::default());
/// assert_eq!(refused.unwrap_err().code(), "estimate/global-mean-for-national-total");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn profits(
    victims: &[Victims],
    constants: &Constants,
    settings: &ProfitSettings,
) -> Result<ProfitReport, ProfitRefusal> {
    if victims.is_empty() {
        return Err(ProfitRefusal::NoVictims);
    }
    if victims.len() > MAX_ROWS {
        return Err(ProfitRefusal::TooManyRows { found: victims.len(), limit: MAX_ROWS });
    }
    refuse_overlaps(victims)?;
    let rows = victims.iter().enumerate();
    let valued: Result<Vec<Valued<'_>>, _> =
        rows.map(|(row, some)| Valued::new(some, constants, settings, row + 1)).collect();
    let valued = valued?;
    let draws = count_of_draws(&valued, settings)?;
    Ok(add_up(&valued, draws, settings))
}

/// Some victims with what each of them brings in, and where that comes from.
pub(crate) struct Valued<'a> {
    pub(crate) victims: &'a Victims,
    pub(crate) constant: Option<&'a Constant>,
    pub(crate) per_victim: PerVictim,
    pub(crate) price_year: Option<i16>,
    source: &'a str,
}

impl<'a> Valued<'a> {
    fn new(
        victims: &'a Victims,
        constants: &'a Constants,
        settings: &ProfitSettings,
        row: usize,
    ) -> Result<Self, ProfitRefusal> {
        check_shares(victims, row)?;
        if let Some(own) = &victims.own {
            let OwnValue { per_victim, price_year, source } = own;
            let per_victim = per_victim.clone();
            let price_year = *price_year;
            return Ok(Self { victims, constant: None, per_victim, price_year, source });
        }
        let constant = constant_for(victims, constants, settings, row)?;
        let value = match constant.interval95 {
            Some(limits) => Uncertain::with_interval(constant.value, limits, 0.95),
            None => Uncertain::exact(constant.value),
        };
        let value = value.map_err(|error| ProfitRefusal::NotAnAmount { row, error })?;
        Ok(Self {
            victims,
            constant: Some(constant),
            per_victim: PerVictim::Profit(value),
            price_year: constant.price_year,
            source: &constant.source,
        })
    }

    fn numbers(&self) -> impl Iterator<Item = &Uncertain> {
        let (value, costs) = self.per_victim.parts();
        let duration = self.victims.spell.mean_years();
        [Some(&self.victims.people), duration, Some(value), costs].into_iter().flatten()
    }
}

/// The value for some victims: the report's for just their sector and region; else the region's
/// over all sectors; else, if the caller knows what that means, the world's.
fn constant_for<'a>(
    victims: &Victims,
    constants: &'a Constants,
    settings: &ProfitSettings,
    row: usize,
) -> Result<&'a Constant, ProfitRefusal> {
    let &Victims { sector, region, counted, .. } = victims;
    let find = |sector, region| {
        constants.find(Quantity::ProfitPerVictim, &victims.report, sector, region, counted)
    };
    if let Some(constant) = find(sector, region).or_else(|| find(Sector::All, region)) {
        return Ok(constant);
    }
    match find(sector, Region::World).or_else(|| find(Sector::All, Region::World)) {
        Some(constant) if settings.allow_global_mean => Ok(constant),
        Some(constant) => Err(ProfitRefusal::GlobalMean { row, constant: constant.name(), region }),
        None => {
            let report = victims.report.clone();
            Err(ProfitRefusal::NoPerVictimValue { row, report, sector, region })
        }
    }
}

fn check_shares(victims: &Victims, row: usize) -> Result<(), ProfitRefusal> {
    victims.spell.within_its_window(row)?;
    match victims.own.as_ref().and_then(|own| own.per_victim.parts().1) {
        Some(costs) if costs.largest() > 1.0 => {
            Err(ProfitRefusal::NotAShare { row, share: costs.largest() })
        }
        _ => Ok(()),
    }
}

/// How many draws there are to be: as many as were given, else as many as were asked for; none if
/// nothing is uncertain.
fn count_of_draws(
    valued: &[Valued<'_>],
    settings: &ProfitSettings,
) -> Result<usize, ProfitRefusal> {
    let numbers = || valued.iter().flat_map(Valued::numbers);
    let mut given = numbers().filter_map(Uncertain::draws).map(<[f64]>::len);
    let first = given.next();
    if let (Some(first), Some(second)) = (first, given.find(|other| Some(*other) != first)) {
        return Err(ProfitRefusal::DrawsDiffer { first, second });
    }
    if numbers().all(Uncertain::is_exact) {
        return Ok(0);
    }
    let count = first.unwrap_or(settings.draws);
    let found = count.saturating_mul(valued.len());
    if found > MAX_DRAWN {
        return Err(ProfitRefusal::TooManyDraws { found, limit: MAX_DRAWN });
    }
    Ok(count)
}

impl Figure {
    /// The figure of a number that was given.
    pub fn of(number: &Uncertain) -> Self {
        Self {
            value: number.value(),
            interval95: number.interval(0.95),
            interval80: number.interval(0.80),
        }
    }

    /// A figure with the draws that go with it, if there are any.
    fn drawn(value: f64, draws: &[f64], is_exact: bool) -> Self {
        let interval = |level| {
            if is_exact { None } else { percentile_interval(draws, level) }
        };
        Self { value, interval95: interval(0.95), interval80: interval(0.80) }
    }
}

/// Sums of draws, with the sum of the figures.
#[derive(Default)]
struct Sum {
    value: f64,
    draws: Vec<f64>,
    is_uncertain: bool,
}

impl Sum {
    fn add(&mut self, value: f64, draws: &[f64], is_exact: bool) {
        self.value += value;
        self.is_uncertain |= !is_exact;
        self.draws.resize(draws.len(), 0.0);
        self.draws.iter_mut().zip(draws).for_each(|(sum, draw)| *sum += draw);
    }

    fn figure(&self) -> Figure {
        Figure::drawn(self.value, &self.draws, !self.is_uncertain)
    }
}

fn add_up(valued: &[Valued<'_>], draws: usize, settings: &ProfitSettings) -> ProfitReport {
    let (mut total, mut rows) = (Sum::default(), Vec::new());
    let mut sectors: BTreeMap<Sector, Sum> = BTreeMap::new();
    let mut regions: BTreeMap<Region, Sum> = BTreeMap::new();
    for (index, row) in valued.iter().enumerate() {
        let (profit, shown) = row_of(valued, index, draws, settings.seed);
        let Valued { victims, .. } = row;
        let sums = [
            &mut total,
            sectors.entry(victims.sector).or_default(),
            regions.entry(victims.region).or_default(),
        ];
        for sum in sums {
            sum.add(shown.profit.value, &profit, shown.profit.interval95.is_none());
        }
        rows.push(shown);
    }
    let share = |value: f64| if total.value > 0.0 { value / total.value } else { 0.0 };
    for row in &mut rows {
        row.share = share(row.profit.value);
    }
    let mut constants: Vec<Constant> = Vec::new();
    for constant in valued.iter().filter_map(|row| row.constant) {
        if !constants.contains(constant) {
            constants.push(constant.clone());
        }
    }
    ProfitReport {
        rows,
        sectors: parts(&sectors, share),
        regions: parts(&regions, share),
        total: total.figure(),
        flags: of_rows(valued, &constants),
        constants,
        draws,
        settings: *settings,
    }
}

fn parts<T: Copy>(sums: &BTreeMap<T, Sum>, share: impl Fn(f64) -> f64) -> Vec<Part<T>> {
    let part =
        |(of, sum): (&T, &Sum)| Part { of: *of, profit: sum.figure(), share: share(sum.value) };
    sums.iter().map(part).collect()
}

/// A row of the report with the draws of its profit. What rows share is drawn from the stream of
/// the first that has it, so that it errs in the same direction in all of them.
fn row_of(valued: &[Valued<'_>], index: usize, draws: usize, seed: u64) -> (Vec<f64>, ProfitRow) {
    let row = &valued[index];
    let victims = row.victims;
    let first =
        |same: &dyn Fn(&Valued<'_>) -> bool| valued.iter().position(same).unwrap_or(index) as u64;
    let with_spell = first(&|other| other.victims.spell == victims.spell);
    let with_value =
        first(&|other| other.constant == row.constant && other.per_victim == row.per_victim);
    let people = victims.people.drawn(draws, seed, 4 * index as u64);
    let (value, costs) = row.per_victim.parts();

    let duration = victims.spell.mean_years();
    let years = duration.map(|years| years.drawn(draws, seed, 4 * with_spell + 1));
    let per_person = |years: f64| victims.spell.per_person(years);
    let person_years: Vec<f64> = match &years {
        Some(years) => people.iter().zip(years).map(|(n, years)| n * per_person(*years)).collect(),
        None => people,
    };
    let mut per_victim = value.drawn(draws, seed, 4 * with_value + 2);
    if let Some(costs) = costs {
        let costs = costs.drawn(draws, seed, 4 * with_value + 3);
        let kept = costs.iter().map(|share| (1.0 - share).max(0.0));
        per_victim.iter_mut().zip(kept).for_each(|(value, kept)| *value *= kept);
    }
    let profit: Vec<f64> =
        person_years.iter().zip(&per_victim).map(|(n, value)| n * value).collect();

    let years_value = victims.people.value() * per_person(duration.map_or(1.0, Uncertain::value));
    let each = value.value() * (1.0 - costs.map_or(0.0, Uncertain::value));
    let are_exact =
        |numbers: &[Option<&Uncertain>]| numbers.iter().flatten().all(|number| number.is_exact());
    let years_exact = are_exact(&[Some(&victims.people), duration]);
    let each_exact = are_exact(&[Some(value), costs]);
    let shown = ProfitRow {
        place: victims.place.clone(),
        sector: victims.sector,
        region: victims.region,
        people: Figure::of(&victims.people),
        person_years: Figure::drawn(years_value, &person_years, years_exact),
        per_victim: Figure::drawn(each, &per_victim, each_exact),
        constant: row.constant.map(Constant::name),
        source: row.source.to_owned(),
        profit: Figure::drawn(years_value * each, &profit, years_exact && each_exact),
        share: 0.0,
    };
    (profit, shown)
}

#[cfg(test)]
mod tests;
