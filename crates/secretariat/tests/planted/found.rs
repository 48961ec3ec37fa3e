//! What was planted in a generated region, asked for as anybody would, and how much of it came back.

use std::collections::BTreeSet;
use std::path::Path;

use concert_secretariat::{
    Entropy, Knowledge, MOST_OVERLAP_PAIRS, OverlapView, PartnerPair, RegionParameters,
    Secretariat, Truth,
};
use concert_terms::Id;
use jiff::Timestamp;

/// How many new partners an organisation may take on, so that none is left out for that.
const MANY: usize = 1000;
/// People whom a planted partnership would help at least in a region of the usual size: fewer is
/// what any two neighbours can. People grow with the region.
const MANY_PEOPLE: f64 = 4.0;
/// What two organisations do too much in a cell counts as an overlap where it alone is this part
/// of all that is likely to be needed there.
const LEAST_REDUNDANT: f64 = 0.5;

/// A region with what is true in it.
pub(crate) struct Planted {
    pub(crate) secretariat: Secretariat,
    pub(crate) truth: Truth,
    pub(crate) parameters: RegionParameters,
}

/// How much of what was planted is found, and how much of what is found is right.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Found {
    pub(crate) planted: usize,
    pub(crate) of_planted: usize,
    pub(crate) answered: usize,
    pub(crate) right: usize,
}

impl Found {
    /// The share of what was planted that is found.
    pub(crate) fn recall(&self) -> f64 {
        self.of_planted as f64 / self.planted.max(1) as f64
    }

    /// The share of what is found that is right.
    pub(crate) fn precision(&self) -> f64 {
        self.right as f64 / self.answered.max(1) as f64
    }

    fn of<T: Ord>(planted: &BTreeSet<T>, answered: &BTreeSet<T>) -> Self {
        let both = answered.intersection(planted).count();
        let (planted, answered) = (planted.len(), answered.len());
        Self { planted, of_planted: both, answered, right: both }
    }
}

impl std::ops::AddAssign for Found {
    fn add_assign(&mut self, other: Self) {
        self.planted += other.planted;
        self.of_planted += other.of_planted;
        self.answered += other.answered;
        self.right += other.right;
    }
}

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().expect("a time in ISO 8601")
}

impl Planted {
    /// Makes a region in an empty folder.
    pub(crate) fn region(parameters: RegionParameters, folder: &Path) -> Self {
        let entropy = Entropy::of_the_system();
        let secretariat = Secretariat::open(folder, entropy, now(), &mut |_, _| {})
            .expect("an empty folder can be opened");
        let truth = secretariat
            .make_region(&parameters, now(), &mut |_, _| {})
            .expect("the parameters are within their limits");
        Self { secretariat, truth, parameters }
    }

    /// Where is nobody. What is named is right where nobody works in truth.
    pub(crate) fn gaps(&self) -> Found {
        let nobody = Some(Knowledge::NobodyThere);
        let answer = self
            .secretariat
            .open_needs(None, nobody, self.parameters.today)
            .expect("everywhere can be asked about");
        let named: BTreeSet<Id> = answer.needs.iter().map(|need| need.cell.need).collect();
        let empty: BTreeSet<Id> = self
            .truth
            .cells
            .iter()
            .filter(|cell| cell.touched_by == 0)
            .map(|cell| cell.need)
            .collect();
        let gaps = self.truth.gaps.iter();
        Found {
            planted: self.truth.gaps.len(),
            of_planted: gaps.filter(|gap| named.contains(&gap.need)).count(),
            answered: named.len(),
            right: named.intersection(&empty).count(),
        }
    }

    /// Who does the same too much: a cell and the two organisations in it.
    pub(crate) fn overlaps(&self) -> Found {
        Found::of(&self.planted_overlaps(), &too_much(&self.overlap_view()))
    }

    /// Pairs of organisations that should work together.
    pub(crate) fn partnerships(&self) -> Found {
        let missing: BTreeSet<[Id; 2]> = self
            .truth
            .missing_partnerships
            .iter()
            .map(|pair| ordered(pair.from, pair.to))
            .collect();
        let answer = self
            .secretariat
            .partners(None, None, MANY, self.parameters.today)
            .expect("everywhere can be asked about");
        let named =
            |pair: &PartnerPair| ordered(pair.organisations[0].id, pair.organisations[1].id);
        let size = f64::from(self.parameters.initiatives)
            / f64::from(RegionParameters::default().initiatives);
        let helps_many = |pair: &&PartnerPair| pair.people >= MANY_PEOPLE * size;
        Found::of(&missing, &answer.pairs.iter().filter(helps_many).map(named).collect())
    }

    pub(crate) fn overlap_view(&self) -> OverlapView {
        self.secretariat
            .overlap(None, MOST_OVERLAP_PAIRS, self.parameters.today)
            .expect("everywhere can be asked about")
    }

    fn planted_overlaps(&self) -> BTreeSet<(Id, [Id; 2])> {
        let overlaps = self.truth.overlaps.iter();
        overlaps
            .map(|overlap| {
                let [one, other] = overlap.organisations;
                (overlap.need, ordered(one, other))
            })
            .collect()
    }
}

/// The cells in which two organisations do too much, with them.
pub(crate) fn too_much(view: &OverlapView) -> BTreeSet<(Id, [Id; 2])> {
    let mut found = BTreeSet::new();
    for pair in view.layers.iter().flat_map(|layer| &layer.pairs) {
        let [one, other] = &pair.organisations;
        let cells = pair.cells.iter();
        let too_much = cells.filter(|cell| cell.redundant >= LEAST_REDUNDANT * cell.likely_need);
        found.extend(too_much.map(|cell| (cell.cell.need, ordered(one.id, other.id))));
    }
    found
}

/// Two organisations, the lower identifier first.
pub(crate) fn ordered(a: Id, b: Id) -> [Id; 2] {
    if a < b { [a, b] } else { [b, a] }
}
