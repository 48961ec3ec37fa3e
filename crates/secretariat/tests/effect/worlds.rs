//! Commitments whose effect is planted in a generated region, to see whether it is found.
//!
//! Three commitments are made on the last day of the region's history, each for needs drawn by lot.
//! In the half year after it every need is stated anew: a growth that all share, a trend of its
//! form, chance of its own; what was declared grows older by itself. On the day of the question new
//! initiatives close 0, 10 and 40 % of what is missing in the needs of the three. What they really
//! closed is told by another engine than the one that is tried: that of the page of changes.

use std::path::Path;

use concert_coalition::{
    Basis, Command, Commitment, CommitmentCell, Declaration, InitiativeDeclaration, Need,
};
use concert_secretariat::{
    AllocationRule, EffectView, Entropy, Instant, RegionParameters, Secretariat,
};
use concert_terms::{Axis, Count, Id, Interval, Names, Pillar, Side, Stated};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// The day on which the commitments are made.
pub(crate) const MADE: Date = date(2026, 11, 24);
/// The day of the question.
pub(crate) const ASKED: Date = date(2027, 5, 24);
/// The shares of the gap that are closed.
pub(crate) const CLOSED: [f64; 3] = [0.0, 0.1, 0.4];
/// Needs of each commitment.
const NEEDS: usize = 12;

/// A commitment and what is true of it.
pub(crate) struct Planted {
    /// What was found.
    pub(crate) found: EffectView,
    /// By how much the gap changed because of it; negative where it is smaller.
    pub(crate) truth: f64,
}

/// How often intervals hold what was planted, and how far the middle lies from it on average.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Score {
    pub(crate) commitments: u32,
    pub(crate) held: u32,
    error: f64,
    length: f64,
    expected: f64,
    closed: f64,
}

impl Score {
    pub(crate) fn add(&mut self, planted: &Planted) {
        let [layer] = &planted.found.layers[..] else { panic!("one pillar and side") };
        let interval = layer.association;
        self.commitments += 1;
        self.held += u32::from(interval.low <= planted.truth && planted.truth <= interval.high);
        self.error += interval.middle - planted.truth;
        self.length += interval.high - interval.low;
        self.closed += planted.truth;
        self.expected += layer.now - planted.truth;
    }

    /// The share of intervals that hold the truth.
    pub(crate) fn share_held(&self) -> f64 {
        f64::from(self.held) / f64::from(self.commitments)
    }

    /// The mean error as a share of the mean gap that would be there without the commitment.
    pub(crate) fn bias(&self) -> f64 {
        self.error / self.expected
    }

    /// What was closed, likewise.
    pub(crate) fn planted(&self) -> f64 {
        self.closed / self.expected
    }

    /// The length of the interval, likewise.
    pub(crate) fn length(&self) -> f64 {
        self.length / self.expected
    }
}

/// A region in a folder, with the three commitments.
pub(crate) fn region(seed: u64, folder: &Path) -> Secretariat {
    let entropy = Entropy::of_the_system();
    let secretariat =
        Secretariat::open(folder, entropy, at(MADE, 8), &mut |_, _| {}).expect("an empty folder");
    let parameters = RegionParameters { seed, today: MADE, ..RegionParameters::default() };
    secretariat.make_region(&parameters, at(MADE, 9), &mut |_, _| {}).expect("usual parameters");
    secretariat
}

/// Plants one effect after the other and asks for each.
pub(crate) fn planted(secretariat: &Secretariat, seed: u64) -> Vec<Planted> {
    let mut chance = Chance(seed);
    let needs = by_lot(secretariat, &mut chance);
    let commitments: Vec<(Id, &[Need])> = (0_u8..)
        .zip(needs.chunks(NEEDS).take(CLOSED.len()))
        .map(|(number, needs)| (Id::from_bytes([200 + number; 16]), needs))
        .collect();
    let made = commitments
        .iter()
        .map(|(id, needs)| Declaration::Commitment(Box::new(promise(secretariat, *id, needs))));
    declare(secretariat, made.collect(), at(MADE, 10));
    let anew = stated_anew(secretariat, &mut chance);
    declare(secretariat, anew, at(ASKED, 8));
    let mut truths = Vec::new();
    for ((id, needs), closed) in commitments.iter().zip(CLOSED) {
        let before = size(secretariat);
        // What is missing without it, as the answer itself tells it before anything is done.
        let missing = secretariat.effect(*id, ASKED).expect("cells that can be compared");
        let works = initiatives(*id, needs, &missing, closed);
        declare(secretariat, works, at(ASKED, 9));
        truths.push(change(secretariat, before, size(secretariat)));
    }
    let ask = |((id, _), truth): (&(Id, _), f64)| Planted {
        found: secretariat.effect(*id, ASKED).expect("cells that can be compared"),
        truth,
    };
    commitments.iter().zip(truths).map(ask).collect()
}

/// The needs of one pillar and side, in an order drawn by lot: those of its leaves, which nothing
/// finer replaces.
fn by_lot(secretariat: &Secretariat, chance: &mut Chance) -> Vec<Need> {
    let picture = secretariat.picture();
    let needs = picture.coalition.needs.iter().map(|(_, _, need)| need);
    let mut needs: Vec<Need> = needs
        .filter(|need| need.pillar == Some(Pillar::Protection) && need.side == Some(Side::Supply))
        .filter(|need| need.form.is_some() && need.place.as_str().len() > 4)
        .cloned()
        .collect();
    needs.sort_by_key(|need| need.id);
    for last in (1..needs.len()).rev() {
        needs.swap(last, (chance.uniform() * (last + 1) as f64) as usize);
    }
    needs
}

fn promise(secretariat: &Secretariat, id: Id, needs: &[Need]) -> Commitment {
    let picture = secretariat.picture();
    let coalition = &picture.coalition;
    let (_, maker, _) = coalition.organisations.iter().next().expect("a region has organisations");
    let plan = *coalition.plan.plans.keys().next().expect("a region has plans");
    let action =
        coalition.plan.in_force(&plan).expect("a plan has a version").actions[0].code.clone();
    let due = ASKED.checked_add(1.year()).expect("a day");
    let text = Names::new("en", "More places in shelters");
    let cells = needs.iter().map(|need| CommitmentCell {
        place: need.place.clone(),
        pillar: need.pillar,
        side: need.side,
        form: need.form,
        population: need.population,
    });
    let commitment = Commitment::new(id, *maker, (plan, &action), text, due);
    Commitment { cells: cells.collect(), ..commitment }
}

/// Every need as it is half a year later.
fn stated_anew(secretariat: &Secretariat, chance: &mut Chance) -> Vec<Declaration> {
    let picture = secretariat.picture();
    let shock = 0.1 * chance.normal();
    let trends: Vec<f64> = (0..16).map(|_| 0.05 * chance.normal()).collect();
    let mut needs: Vec<&Need> = picture.coalition.needs.iter().map(|(_, _, need)| need).collect();
    needs.sort_by_key(|need| need.id);
    let anew = needs.into_iter().filter_map(|need| {
        let group = need.form.map_or(0, |form| form.index() % trends.len());
        let growth = (shock + trends[group] + 0.08 * chance.normal()).exp();
        let more = |of: &Interval| {
            Interval::new(of.low * growth, of.middle * growth, of.high * growth, of.level).ok()
        };
        let count = |count: u64| (count as f64 * growth).round() as u64;
        let basis = match &need.basis {
            Basis::People(Count::Exact(people)) => Basis::People(Count::Exact(count(*people))),
            Basis::People(Count::Between(low, high)) => {
                Basis::People(Count::Between(count(*low), count(*high)))
            }
            Basis::Interval(interval) => Basis::Interval(more(interval)?),
            _ => return None,
        };
        Some(Declaration::Need(Box::new(Need { basis, ..need.clone() })))
    });
    anew.collect()
}

/// One initiative for each need of a commitment, that serves a share of what is missing there.
fn initiatives(
    commitment: Id,
    needs: &[Need],
    missing: &EffectView,
    closed: f64,
) -> Vec<Declaration> {
    let maker = missing.maker.as_ref().expect("a maker").id;
    let cells: Vec<_> = missing.layers.iter().flat_map(|layer| &layer.cells).collect();
    let work = |(number, need): (u8, &Need)| {
        let cell = cells.iter().find(|cell| cell.cell.need == need.id)?;
        let capacity = (cell.now * closed).round() as u64;
        let mut id = commitment.to_bytes();
        id[0] = number;
        let initiative =
            InitiativeDeclaration::new(Id::from_bytes(id), maker, vec![need.place.clone()]);
        (capacity > 0).then(|| {
            Declaration::Initiative(Box::new(InitiativeDeclaration {
                title: "Places in a shelter".to_owned(),
                pillars: Stated::UNSTATED.with(Pillar::Protection),
                sides: Stated::UNSTATED.with(Side::Supply),
                forms: need.form.into_iter().collect(),
                population: need.population,
                sector: need.sector,
                capacity: Some(Count::Exact(capacity)),
                confirmed: Some(ASKED),
                ..initiative
            }))
        })
    };
    (0..).zip(needs).filter_map(work).collect()
}

/// By how much the gap of protection on the supply side changed between two states, both seen on
/// the day of the question.
fn change(secretariat: &Secretariat, before: u64, after: u64) -> f64 {
    let moment = |size| Instant { at: ASKED, size, rule: AllocationRule::ByNeed };
    let view = secretariat.changes(moment(before), moment(after), None).expect("moments in order");
    let of_layer = view.layers.iter().filter(|layer| {
        layer.pillar == Some(Pillar::Protection) && layer.side == Some(Side::Supply)
    });
    of_layer.map(|layer| layer.change.total()).sum()
}

fn declare(secretariat: &Secretariat, declarations: Vec<Declaration>, now: Timestamp) {
    let operator = Secretariat::operator();
    secretariat.act(&operator, Command::Declare(declarations), now).expect("sound declarations");
}

fn size(secretariat: &Secretariat) -> u64 {
    secretariat.picture().coalition.size
}

fn at(day: Date, hour: i8) -> Timestamp {
    TimeZone::UTC.to_timestamp(day.at(hour, 0, 0, 0)).expect("an hour of the day")
}

/// Numbers that look random and are the same every time.
struct Chance(u64);

impl Chance {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Box and Muller (1958).
    fn normal(&mut self) -> f64 {
        let (radius, angle) = (1.0 - self.uniform(), self.uniform());
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
    }
}
