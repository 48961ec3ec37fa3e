//! The state of knowledge: "nobody is there" kept apart from "nobody told us".

use std::collections::{BTreeMap, BTreeSet};

use crate::bundles::Bundles;
use crate::cell_sets::CellSets;
use crate::placed::{Placed, PlacedSets};
use crate::regions::Regions;
use crate::scan::{Expected, Plan, Scan};
use crate::{Needs, PlaceRefusal, PlaceTree, Question, Refusal, Supply};

/// Below this share of organisations that reported, silence says nothing about what is done.
pub const LEAST_COMPLETENESS: f64 = 0.5;

/// What is known of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Knowledge {
    /// Somebody works there.
    Active,
    /// Nobody works there, and at least half of those who would have told us reported. Nor does
    /// anybody work in the place without saying on which pillar, side, form or sector.
    NobodyThere,
    /// Nobody works there as far as we know, but most of those expected there did not report,
    /// nobody is expected there who could have, or somebody in the place did not say whether it
    /// is there that they work.
    NobodyReported,
}

impl Knowledge {
    /// The stable code: `active`, `nobody-there`, `nobody-reported`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::NobodyThere => "nobody-there",
            Self::NobodyReported => "nobody-reported",
        }
    }

    pub(crate) fn of(is_active: bool, may_be_active: bool, completeness: Completeness) -> Self {
        match completeness.share() {
            _ if is_active => Self::Active,
            _ if may_be_active => Self::NobodyReported,
            Some(share) if share >= LEAST_COMPLETENESS => Self::NobodyThere,
            _ => Self::NobodyReported,
        }
    }
}

/// How many of the organisations expected to report did.
///
/// An organisation is expected in a place when it says that it works there
/// ([`Supply::expect`](crate::Supply::expect)) or has an initiative there, past or present.
/// Somebody who works in a whole country is expected to tell about each part of it, and somebody
/// who works in a part is expected to tell about the country.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Completeness {
    /// Organisations expected.
    pub expected: u32,
    /// Those among them that reported within the window of the question.
    pub reported: u32,
}

impl Completeness {
    /// The `r` of the definitions: the share that reported; `None` when nobody is expected.
    ///
    /// ```
    /// use concert_coverage::Completeness;
    /// assert_eq!(Completeness { expected: 4, reported: 1 }.share(), Some(0.25));
    /// assert_eq!(Completeness::default().share(), None);
    /// ```
    pub fn share(&self) -> Option<f64> {
        (self.expected > 0).then(|| f64::from(self.reported) / f64::from(self.expected))
    }
}

/// What organisations said of themselves beside their initiatives, by dense organisation number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reporting {
    /// Place and organisation.
    pub(crate) expected: BTreeSet<(u32, u32)>,
    /// Organisation and day.
    pub(crate) days: BTreeSet<(u32, i32)>,
}

impl Reporting {
    /// Every organisation that reported by a day, with the last time that it did.
    pub(crate) fn last_reports(&self, day: i32) -> BTreeMap<u32, i32> {
        self.days.iter().filter(|(_, reported)| *reported <= day).copied().collect()
    }
}

/// An organisation or a place from which nothing was heard, with what hearing would be worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Silence {
    /// The caller's number of the organisation or the place.
    pub number: u32,
    /// By how much the completeness of the picture would rise, 0 to 1: the sum over needs of their
    /// share of the picture times the rise of `r` in their place.
    pub worth: f64,
    /// For an organisation, the last day on which it reported, if ever; for a place, `None`.
    pub last_report: Option<i32>,
}

/// Whom to ask first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Silences {
    /// Organisations that are expected somewhere and did not report, by falling worth.
    pub organisations: Vec<Silence>,
    /// Places with need in which not everybody expected reported, or nobody is expected, by falling
    /// worth.
    pub places: Vec<Silence>,
}

/// How complete the reports are, in each of some places (`None` is everywhere).
///
/// Refused: a question that cannot be answered, or a place that is not in the tree.
pub fn completeness(
    tree: &PlaceTree,
    supply: &Supply,
    question: &Question,
    places: &[Option<u32>],
) -> Result<Vec<Completeness>, Refusal> {
    question.check(tree)?;
    if let Some(place) = places.iter().flatten().copied().find(|place| !tree.holds(*place)) {
        return Err(PlaceRefusal::PlaceUnknown { place }.into());
    }
    let mut distinct = places.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let regions = Regions::new(tree, distinct);
    let found = Reports::within(tree, supply, question, &regions)?.completeness;
    let at = |place: &Option<u32>| regions.list.binary_search(place).ok();
    Ok(places.iter().filter_map(at).map(|region| found[region]).collect())
}

/// Whom to ask first: silent organisations, and places with little heard from, by weight of need in
/// the place of the question.
///
/// If `m` organisations are expected where a need stands, an answer of one of them raises the
/// completeness there by `1 / m`. So an organisation's worth is the sum of need over `m` of the
/// places in which it is expected, and a place's worth its need times `1 - r`. Pillars and sides
/// count different things, so a need is taken as its share of all expected need of its pillar and
/// side, and each pillar and side in which something is needed counts alike.
pub fn silences(
    tree: &PlaceTree,
    supply: &Supply,
    needs: &Needs,
    question: &Question,
) -> Result<Silences, Refusal> {
    question.check(tree)?;
    let need_of = need_shares(tree, needs, question);
    let need: Vec<f64> = need_of.values().copied().collect();
    let regions = Regions::new(tree, need_of.keys().copied().map(Some).collect());
    let Reports { expected, completeness } = Reports::within(tree, supply, question, &regions)?;
    let mut worths = vec![0.0; supply.organisations().len()];
    let mut is_expected = vec![false; worths.len()];
    expected.table.each(|organisation, region| {
        is_expected[organisation] = true;
        worths[organisation] += need[region] / f64::from(completeness[region].expected);
    });
    let organisations = worths.iter().enumerate().filter_map(|(at, worth)| {
        let last_report = expected.last_report[at];
        let is_silent = is_expected[at] && !question.is_recent(last_report);
        let number = supply.organisations()[at];
        is_silent.then_some(Silence { number, worth: *worth, last_report })
    });
    let places = need_of.iter().zip(&completeness).filter_map(|((place, need), found)| {
        let worth = need * (1.0 - found.share().unwrap_or(0.0));
        (worth > 0.0).then_some(Silence { number: *place, worth, last_report: None })
    });
    Ok(Silences {
        organisations: by_falling_worth(organisations.collect()),
        places: by_falling_worth(places.collect()),
    })
}

/// The share of the picture that stands in each place where something is needed.
fn need_shares(tree: &PlaceTree, needs: &Needs, question: &Question) -> BTreeMap<u32, f64> {
    let mut layers: BTreeMap<_, BTreeMap<u32, f64>> = BTreeMap::new();
    for (at, slot) in (0_u32..).zip(needs.slots()) {
        let atom = &needs.atoms()[slot.atom as usize];
        let expected = needs.slot_expected(at);
        if question.asks_for(tree, atom) && expected > 0.0 {
            let layer = layers.entry((atom.pillar, atom.side)).or_default();
            *layer.entry(atom.place).or_default() += expected;
        }
    }
    let mut shares = BTreeMap::new();
    for layer in layers.values() {
        let all = layer.values().sum::<f64>() * layers.len() as f64;
        for (place, need) in layer {
            *shares.entry(*place).or_default() += need / all;
        }
    }
    shares
}

fn by_falling_worth(mut silences: Vec<Silence>) -> Vec<Silence> {
    silences.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(a.number.cmp(&b.number)));
    silences
}

/// Who is expected in some regions, and how many of them reported.
pub(crate) struct Reports {
    pub(crate) expected: Expected,
    pub(crate) completeness: Vec<Completeness>,
}

impl Reports {
    /// What is known on the day of a question, from a scan made for this alone.
    pub(crate) fn within(
        tree: &PlaceTree,
        supply: &Supply,
        question: &Question,
        regions: &Regions<'_>,
    ) -> Result<Self, Refusal> {
        let placed = PlacedSets::new(tree, supply)?;
        let reached = regions.reached_by(&placed);
        let bundles = Bundles::new(supply, &reached);
        let plan = Plan {
            day: question.day,
            bundles: &bundles,
            present: &CellSets::default(),
            cells: 0,
            expected: &bundles.expected(&reached),
            regions: regions.list.len(),
        };
        let scan = Scan::over(supply, &plan);
        Self::of(scan.expected, tree, supply, question, regions)
    }

    /// Adds to what a scan found who says that it works somewhere, and counts.
    pub(crate) fn of(
        mut expected: Expected,
        tree: &PlaceTree,
        supply: &Supply,
        question: &Question,
        regions: &Regions<'_>,
    ) -> Result<Self, Refusal> {
        let (mut inner, mut wider) = (Vec::new(), Vec::new());
        for (place, organisation) in &supply.reporting().expected {
            regions.reached(&[Placed::of(tree, *place)?], &mut inner, &mut wider);
            for region in inner.iter().chain(&wider) {
                expected.table.mark_cell(*organisation, *region);
            }
        }
        let mut completeness = vec![Completeness::default(); regions.list.len()];
        expected.table.each(|organisation, region| {
            let reported = question.is_recent(expected.last_report[organisation]);
            completeness[region].expected += 1;
            completeness[region].reported += u32::from(reported);
        });
        Ok(Self { expected, completeness })
    }

    /// Calls for every organisation, by its dense number, and every region in which it is expected
    /// and from which it did not report.
    pub(crate) fn each_silent(&self, question: &Question, mut is_silent: impl FnMut(usize, usize)) {
        self.expected.table.each(|organisation, region| {
            if !question.is_recent(self.expected.last_report[organisation]) {
                is_silent(organisation, region);
            }
        });
    }
}

impl Question {
    /// Whether a last report lies within the window.
    fn is_recent(&self, last_report: Option<i32>) -> bool {
        last_report
            .is_some_and(|day| i64::from(self.day) - i64::from(day) <= i64::from(self.window_days))
    }
}
