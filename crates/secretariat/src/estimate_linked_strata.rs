//! How many people there are of each kind over all that a linkage leaves open.
//!
//! The strata of every draw of the linkage are estimated as those of an ordinary table are
//! ([`concert_estimate::strata()`]): alone, and drawn towards each other. Then the draws are combined, stratum by
//! stratum and for the sum, on the logarithm of how many are beyond those who are known to belong there. Who is of no known kind is
//! shared out anew in every draw; the little that this differs by between draws, a fifth of it, counts as linkage.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use concert_estimate::refusal::{MAX_INTERVAL_RATIO, MAX_SHARE_WITHOUT_ESTIMATE};
use concert_estimate::{
    Alone, CaptureTable, Interrupted, LinkageAverage, LinkageSettings, NotCombined, NotPooled,
    Pooled, Refusal, Selection, StrataReport, StrataSettings, Stratum, TableEstimate, Tell,
    combine_linkages, strata,
};
use concert_linkage::capture::{CaptureCounts, Captures};
use concert_terms::{Form, Population, Stated};
use serde::{Deserialize, Serialize};

use crate::estimate_strata::by_bic;
use crate::labelled_table::capture_table_of;
use crate::linking::LinkSummary;
use crate::profits::text;
use crate::strata_of_cases::{StratumAxis, StratumLabel};
use crate::{Asked, Refused, Unanswered, refused_by_engine};

/// How often people of no known kind are shared out in every draw of a linkage.
const IMPUTATIONS: usize = 5;

/// Replicates for the strata of each draw, where nobody says otherwise.
pub const USUAL_REPLICATES: usize = 200;

/// An estimate by stratum over all draws of a linkage, with what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkedStrata {
    /// The axes that tell the strata apart.
    pub by: Vec<String>,
    /// The lists.
    pub lists: Vec<String>,
    /// The largest set of lists that may interact in the models, chosen by BIC in each stratum.
    pub order: usize,
    /// How the strata of each draw were estimated.
    pub settings: StrataSettings,
    /// Draws of the linkage.
    pub tables: usize,
    /// The strata, in the order of their labels.
    pub strata: Vec<LinkedStratum>,
    /// All people, the strata drawn towards each other.
    pub sum: LinkageAverage,
    /// The sum over the strata each alone; none where one of them has no estimate alone.
    pub sum_alone: Option<LinkageAverage>,
    /// Fewest and most people on any list, those of no known kind included.
    pub observed: [u64; 2],
    /// Fewest and most people of no known kind.
    pub unlabelled: [u64; 2],
}

/// What is known about a stratum over all draws.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkedStratum {
    /// Its name.
    pub name: String,
    /// What it is on each axis.
    pub label: StratumLabel,
    /// Fewest and most people who are known to belong to it.
    pub observed: [u64; 2],
    /// The estimate that is drawn towards the other strata; its `hidden` are all beyond those who are known to belong.
    pub pooled: Option<LinkageAverage>,
    /// Why there is none.
    pub not_pooled: Option<NotCombined>,
    /// Draws of the linkage in which the stratum says nothing itself and borrows all from the others.
    pub borrowed: usize,
    /// How much of the log odds comes from the other strata, 0 to 1, on average over the draws.
    pub share_from_others: f64,
    /// The estimate from its own people only.
    pub alone: Option<LinkageAverage>,
    /// Why it has no estimate alone.
    pub refused: Option<NotAlone>,
    /// The fewest people if nobody of no known kind belongs to it, and the most if all do, over the draws.
    pub if_unlabelled: [Option<f64>; 2],
    /// Populations of the pooled estimate, all draws of the linkage weighing alike.
    #[serde(skip)]
    pub draws: Vec<f64>,
}

/// Why a stratum has no estimate alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum NotAlone {
    /// Its tables have none.
    Tables(Refusal),
    /// Its tables are not combined.
    Draws(NotCombined),
}

impl NotAlone {
    /// The stable code of the reason.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Tables(refusal) => refusal.code(),
            Self::Draws(reason) => reason.code(),
        }
    }

    /// The reason as every other refusal.
    pub fn refused(&self) -> Refused {
        match self {
            Self::Tables(refusal) => refused_by_engine::refused(refusal.code(), refusal),
            Self::Draws(reason) => refused_by_engine::refused(reason.code(), reason),
        }
    }
}

/// What the people of a stratum have in common, where they are known to have it.
#[derive(Debug, Clone, PartialEq)]
pub struct StratumTerms {
    /// Sex and age.
    pub population: Population,
    /// Forms of exploitation.
    pub forms: Stated<Form>,
    /// The year of their records.
    pub year: Option<i16>,
    /// The country of their records, as it was written.
    pub place: Option<String>,
}

impl LinkedStrata {
    /// What the people of one of the strata have in common; none where its label cannot be read.
    pub fn terms(&self, stratum: &LinkedStratum) -> Option<StratumTerms> {
        let mut terms = StratumTerms {
            population: Population::EVERYBODY,
            forms: Stated::UNSTATED,
            year: None,
            place: None,
        };
        for (word, text) in self.by.iter().zip(&stratum.label) {
            let (_, axis) = StratumAxis::WORDS.iter().find(|(known, _)| known == word)?;
            match axis {
                StratumAxis::Sex => terms.population.sexes = text.parse().ok()?,
                StratumAxis::Age => terms.population.ages = text.parse().ok()?,
                StratumAxis::Form => terms.forms = text.parse().ok()?,
                StratumAxis::Year => terms.year = Some(text.parse().ok()?),
                StratumAxis::Place => terms.place = Some(text.clone()),
            }
        }
        Some(terms)
    }
}

impl LinkedStratum {
    /// Draws of the linkage in which it borrows everything are more than a few.
    pub fn is_borrowed(&self, tables: usize) -> bool {
        self.borrowed as f64 > MAX_SHARE_WITHOUT_ESTIMATE * tables as f64
    }
}

impl LinkSummary {
    /// The axes of these words, which the linkage has to have.
    pub fn axes(&self, words: &[String]) -> Asked<Vec<StratumAxis>> {
        let kept = &self.asked.by;
        let mut axes: Vec<StratumAxis> = Vec::new();
        for word in words.iter().flat_map(|words| words.split(',')).map(str::trim) {
            let axis = kept.iter().copied().find(|axis| axis.word() == word);
            let axis = axis.ok_or_else(|| self.no_axis(word))?;
            if axes.contains(&axis) {
                return Err(self.refused_axis("secretariat/axis-twice", word));
            }
            axes.push(axis);
        }
        Ok(axes)
    }

    fn no_axis(&self, word: &str) -> Unanswered {
        if self.asked.by.is_empty() {
            return self.refused_axis("secretariat/linkage-without-strata", word);
        }
        self.refused_axis("secretariat/no-such-axis", word)
    }

    fn refused_axis(&self, code: &'static str, word: &str) -> Unanswered {
        let allowed: Vec<&str> = self.asked.by.iter().map(|axis| axis.word()).collect();
        let allowed = allowed.join(", ");
        let text = format!("{code}: '{word}'; people of the linkage are told apart by: {allowed}");
        Refused { code, facts: vec![("text", word.to_owned()), ("allowed", allowed)], text }.into()
    }

    /// The tables of one draw by the labels on some axes, those of whom nobody is there left out.
    fn tables_by(
        &self,
        counts: &CaptureCounts,
        axes: &[StratumAxis],
    ) -> Asked<BTreeMap<StratumLabel, CaptureTable>> {
        let kept = &self.asked.by;
        let at: Vec<usize> =
            axes.iter().filter_map(|axis| kept.iter().position(|other| other == axis)).collect();
        let mut cells: BTreeMap<StratumLabel, BTreeMap<u64, u64>> = BTreeMap::new();
        for (stratum, people) in counts.strata.iter().enumerate() {
            let label = &self.strata[stratum];
            let label: StratumLabel = at.iter().map(|&at| label[at].clone()).collect();
            let known = label.iter().all(|text| !text.is_empty());
            let cells = cells.entry(if known { label } else { Vec::new() }).or_default();
            for (&history, &count) in people.iter().filter(|(_, count)| **count > 0) {
                *cells.entry(history).or_default() += count;
            }
        }
        let names = self.names();
        cells.retain(|_, cells| !cells.is_empty());
        let table = |(label, cells)| Ok((label, capture_table_of(&names, cells)?));
        cells.into_iter().map(table).collect()
    }
}

/// Estimates the people of a linkage by some of the axes that it has, from all its draws.
pub fn estimate_linked_by(
    (summary, captures): (&LinkSummary, &Captures),
    words: &[String],
    order: Option<usize>,
    settings: StrataSettings,
    tell: &mut Tell<'_>,
) -> Asked<Result<LinkedStrata, Interrupted>> {
    let axes = summary.axes(words)?;
    let likeliest = summary.table(&captures.point)?;
    refused_by_engine::answerable(&likeliest)?;
    let (selection, order) = by_bic(&likeliest, order);
    let settings = StrataSettings { imputations: IMPUTATIONS, ..settings };
    let mut gathered = Gathered::default();
    let draws = captures.draws.len();
    for (draw, counts) in (0..).zip(&captures.draws) {
        let tables = summary.tables_by(counts, &axes)?;
        let found = match of_draw(tables, &selection, &settings, draw, draws, tell) {
            Err(interrupted) => return Ok(Err(interrupted)),
            Ok(found) => found,
        };
        gathered.add(found);
        if gathered.too_many_without(draws) {
            break;
        }
    }
    let found = gathered.combined(draws, &settings)?;
    let names = axes.iter().map(|axis| axis.word().to_owned());
    Ok(Ok(LinkedStrata {
        by: names.collect(),
        lists: summary.names(),
        order,
        settings,
        tables: draws,
        ..found
    }))
}

/// The strata of one draw of the linkage.
fn of_draw(
    mut tables: BTreeMap<StratumLabel, CaptureTable>,
    selection: &Selection,
    settings: &StrataSettings,
    draw: u64,
    draws: usize,
    tell: &mut Tell<'_>,
) -> Result<OfDraw, Interrupted> {
    let unlabelled = tables.remove(&Vec::new());
    let (labels, parts): (Vec<_>, Vec<_>) = tables
        .into_iter()
        .map(|(label, table)| {
            let name = label.join(", ");
            (label, Stratum { name, table })
        })
        .unzip();
    let own = StrataSettings { seed: settings.seed.wrapping_add(draw << 20), ..*settings };
    // Steps of every draw are told in thousandths of it, since nobody knows how many the next will have.
    let mut of_all = |done: u64, all: u64| -> ControlFlow<()> {
        let thousandths = (1000 * done).checked_div(all).unwrap_or(0).min(1000);
        tell(1000 * draw + thousandths, 1000 * draws as u64)
    };
    let found = strata(&parts, unlabelled.as_ref(), selection, &own, &mut of_all)?;
    Ok(OfDraw { labels, found })
}

struct OfDraw {
    labels: Vec<StratumLabel>,
    found: Result<StrataReport, NotPooled>,
}

/// What all draws say.
#[derive(Default)]
struct Gathered {
    /// Draws heard, those without an estimate included.
    draws: usize,
    strata: BTreeMap<StratumLabel, OfStratum>,
    sums: Vec<Option<TableEstimate>>,
    sums_alone: Vec<Option<TableEstimate>>,
    observed: Vec<u64>,
    unlabelled: Vec<u64>,
    refused: Option<NotPooled>,
}

/// What all draws say of one stratum. Draws in which it has nobody are not among them.
#[derive(Default)]
struct OfStratum {
    observed: Vec<u64>,
    pooled: Vec<Option<TableEstimate>>,
    alone: Vec<Option<TableEstimate>>,
    refused: Option<Refusal>,
    borrowed: usize,
    share_from_others: f64,
    if_none: Option<f64>,
    if_all: Option<f64>,
}

fn of_pooled(observed: u64, pooled: Pooled) -> Option<TableEstimate> {
    TableEstimate::of_draws(observed, pooled.draws)
}

fn of_alone(observed: u64, alone: Option<Alone>) -> Option<TableEstimate> {
    let alone = alone?;
    TableEstimate::of_replicates(observed, alone.population, alone.draws)
}

impl Gathered {
    fn add(&mut self, OfDraw { labels, found }: OfDraw) {
        self.draws += 1;
        let report = match found {
            Ok(report) => report,
            Err(reason) => {
                self.refused.get_or_insert(reason);
                return;
            }
        };
        self.observed.push(report.observed);
        self.unlabelled.push(report.unlabelled);
        self.sums.push(of_pooled(report.observed, report.sum));
        self.sums_alone.push(of_alone(report.observed, report.sum_alone));
        for (label, it) in labels.into_iter().zip(report.strata) {
            let of = self.strata.entry(label).or_default();
            of.observed.push(it.observed);
            of.pooled.push(of_pooled(it.observed, it.pooled));
            of.alone.push(of_alone(it.observed, it.alone));
            of.refused = of.refused.take().or(it.refused);
            of.borrowed += usize::from(it.borrowed);
            of.share_from_others += it.share_from_others;
            let [none, all] = it.if_unlabelled;
            of.if_none = either(of.if_none, none, f64::min);
            of.if_all = either(of.if_all, all, f64::max);
        }
    }

    /// Too many of the draws have no estimate for whatever the rest of them may say.
    fn too_many_without(&self, draws: usize) -> bool {
        (self.draws - self.sums.len()) as f64 > MAX_SHARE_WITHOUT_ESTIMATE * draws as f64
    }

    fn combined(self, draws: usize, settings: &StrataSettings) -> Asked<LinkedStrata> {
        if let Some(reason) = self.refused.as_ref().filter(|_| self.too_many_without(draws)) {
            return Err(refused_by_engine::unanswered(reason.code(), reason));
        }
        let answered = self.sums.len();
        let each = LinkageSettings { level: settings.level, ..LinkageSettings::default() };
        let combine = |mut tables: Vec<Option<TableEstimate>>| {
            tables.resize(draws, None);
            combine_linkages(&tables, &each)
        };
        let sum = combine(self.sums)
            .map_err(|reason| refused_by_engine::unanswered(reason.code(), &reason))?;
        let strata =
            self.strata.into_iter().map(|(label, of)| of.combined(label, answered, &combine));
        Ok(LinkedStrata {
            by: Vec::new(),
            lists: Vec::new(),
            order: 0,
            settings: *settings,
            tables: draws,
            strata: strata.collect(),
            sum,
            sum_alone: combine(self.sums_alone).ok(),
            observed: ends(&self.observed),
            unlabelled: ends(&self.unlabelled),
        })
    }
}

impl OfStratum {
    fn combined(
        self,
        label: StratumLabel,
        answered: usize,
        combine: &dyn Fn(Vec<Option<TableEstimate>>) -> Result<LinkageAverage, NotCombined>,
    ) -> LinkedStratum {
        let draws = evenly(&self.pooled);
        let times = self.pooled.len().max(1) as f64;
        let (pooled, not_pooled) = match combine(self.pooled) {
            Ok(pooled) => (Some(pooled), None),
            Err(reason) => (None, Some(reason)),
        };
        let alone = match (combine(self.alone), self.refused) {
            (Ok(alone), _) => {
                let ratio = alone.interval[1] / alone.interval[0];
                let limit = MAX_INTERVAL_RATIO;
                let narrow = ratio <= limit;
                let too_wide = NotAlone::Tables(Refusal::IntervalTooWide { ratio, limit });
                if narrow { Ok(alone) } else { Err(too_wide) }
            }
            (Err(_), Some(refusal)) => Err(NotAlone::Tables(refusal)),
            (Err(reason), None) => Err(NotAlone::Draws(reason)),
        };
        let (alone, refused) = match alone {
            Ok(alone) => (Some(alone), None),
            Err(reason) => (None, Some(reason)),
        };
        let mut observed = ends(&self.observed);
        if self.observed.len() < answered {
            observed[0] = 0;
        }
        LinkedStratum {
            name: label.join(", "),
            label,
            observed,
            pooled,
            not_pooled,
            borrowed: self.borrowed,
            share_from_others: self.share_from_others / times,
            alone,
            refused,
            if_unlabelled: [self.if_none, self.if_all],
            draws,
        }
    }
}

/// As many draws of each table as the one with the fewest has.
fn evenly(tables: &[Option<TableEstimate>]) -> Vec<f64> {
    let each = tables.iter().flatten().map(|table| table.draws.len()).min().unwrap_or(0);
    let of = |table: &TableEstimate| -> Vec<f64> {
        (0..each).map(|i| table.draws[i * table.draws.len() / each]).collect()
    };
    tables.iter().flatten().flat_map(of).collect()
}

fn either(known: Option<f64>, new: Option<f64>, of: fn(f64, f64) -> f64) -> Option<f64> {
    match (known, new) {
        (Some(known), Some(new)) => Some(of(known, new)),
        (known, new) => known.or(new),
    }
}

fn ends(numbers: &[u64]) -> [u64; 2] {
    let fewest = numbers.iter().min().copied().unwrap_or(0);
    [fewest, numbers.iter().max().copied().unwrap_or(0)]
}

/// The columns of [`linked_stratum_lines`].
pub const LINKED_STRATUM_COLUMNS: [&str; 17] = [
    "part",
    "name",
    "observed_fewest",
    "observed_most",
    "people",
    "low95",
    "high95",
    "linkage_share",
    "refused",
    "borrowed",
    "share_from_others",
    "alone",
    "alone_low95",
    "alone_high95",
    "alone_refused",
    "alone_if_no_unlabelled",
    "alone_if_all_unlabelled",
];

/// The strata and their sum as a table: one row each.
pub fn linked_stratum_lines(found: &LinkedStrata) -> Vec<Vec<String>> {
    let people = |it: Option<&LinkageAverage>| {
        [it.map(|it| it.population), it.map(|it| it.interval[0]), it.map(|it| it.interval[1])]
            .map(text)
    };
    let row = |part: &str, name: &str, [fewest, most]: [u64; 2]| {
        vec![part.to_owned(), name.to_owned(), fewest.to_string(), most.to_string()]
    };
    let line = |it: &LinkedStratum| {
        let mut line = row("stratum", &it.name, it.observed);
        line.extend(people(it.pooled.as_ref()));
        line.push(text(it.pooled.as_ref().map(|it| it.linkage_share)));
        line.push(text(it.not_pooled.as_ref().map(NotCombined::code)));
        line.push(it.is_borrowed(found.tables).to_string());
        line.push(it.share_from_others.to_string());
        line.extend(people(it.alone.as_ref()));
        line.push(text(it.refused.as_ref().map(NotAlone::code)));
        line.extend(it.if_unlabelled.map(text));
        line
    };
    let mut sum = row("sum", "", found.observed);
    sum.extend(people(Some(&found.sum)));
    sum.push(found.sum.linkage_share.to_string());
    sum.extend([const { String::new() }; 3]);
    sum.extend(people(found.sum_alone.as_ref()));
    sum.resize(LINKED_STRATUM_COLUMNS.len(), String::new());
    found.strata.iter().map(line).chain([sum]).collect()
}
