//! Divides the graph of scored pairs into components and draws each of them by itself.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::chain::Chain;
use super::component::Component;
use super::doubt::shifts;
use super::enumerate::enumerate;
use super::evidence::Evidence;
use super::point::{Together, best, improve};
use super::posterior::{CoClustered, Drawn, Posterior};
use super::review::{Decisions, Sets, Units, units};
use super::settings::{Lists, NotPartitioned, PartitionSettings};
use crate::{Interrupted, ScoredPair, Tell};

/// Components that are drawn between two reports of progress.
const TOGETHER: usize = 2048;

/// Draws who is who from the scores of pairs. Steps of the work: components of several records.
pub fn partition(
    lists: &Lists,
    pairs: &[ScoredPair],
    decisions: &Decisions,
    settings: &PartitionSettings,
    tell: &mut Tell<'_>,
) -> Result<Result<Posterior, NotPartitioned>, Interrupted> {
    run(lists, pairs, decisions, settings, None, tell)
}

/// The same when there were draws before: with a list more, which must come after the others, or
/// after decisions of people. Components that nothing has touched keep their draws; the answer
/// is, byte for byte, that of [`partition`].
pub fn partition_again(
    previous: &Posterior,
    lists: &Lists,
    pairs: &[ScoredPair],
    decisions: &Decisions,
    settings: &PartitionSettings,
    tell: &mut Tell<'_>,
) -> Result<Result<Posterior, NotPartitioned>, Interrupted> {
    run(lists, pairs, decisions, settings, Some(previous), tell)
}

fn run(
    lists: &Lists,
    pairs: &[ScoredPair],
    decisions: &Decisions,
    settings: &PartitionSettings,
    previous: Option<&Posterior>,
    tell: &mut Tell<'_>,
) -> Result<Result<Posterior, NotPartitioned>, Interrupted> {
    let (units, components) = match prepare(lists, pairs, decisions, settings) {
        Ok(found) => found,
        Err(reason) => return Ok(Err(reason)),
    };
    let mut posterior = Posterior::new(lists.records(), settings);
    let known: FxHashMap<u64, usize> = previous
        .filter(|previous| previous.draws == settings.draws)
        .map(|previous| previous.doubts.iter().enumerate().map(|(i, x)| (x.key, i)).collect())
        .unwrap_or_default();
    let shifts = shifts(settings);
    let total = components.len() as u64;
    let mut done = 0;
    if tell(done, total).is_break() {
        return Err(Interrupted);
    }
    for some in components.chunks(TOGETHER) {
        let drawn: Vec<Drawn> = some
            .par_iter()
            .map(|piece| {
                let key = piece.key(&units, settings);
                match previous.zip(known.get(&key)) {
                    Some((previous, &doubt)) => previous.drawn(&previous.doubts[doubt]),
                    None => draw(piece, key, &units, settings, &shifts),
                }
            })
            .collect();
        for drawn in &drawn {
            posterior.add(drawn);
        }
        done += some.len() as u64;
        if tell(done, total).is_break() {
            return Err(Interrupted);
        }
    }
    Ok(Ok(posterior))
}

/// Units, and the components of several records.
pub(super) fn prepare(
    lists: &Lists,
    pairs: &[ScoredPair],
    decisions: &Decisions,
    settings: &PartitionSettings,
) -> Result<(Units, Vec<Piece>), NotPartitioned> {
    settings.check()?;
    let units = units(lists.records(), |record| lists.clean_bit(record), decisions)?;
    let pairs = unit_pairs(&units, pairs, decisions)?;
    let components = components(&units, &pairs, settings);
    Ok((units, components))
}

/// Pairs of units, the smaller first, ascending, each once.
type UnitPairs = Vec<(u32, u32, f32)>;

/// Two units have the odds of their most probable pair of records, unless two of these were
/// decided to be two people.
fn unit_pairs(
    units: &Units,
    pairs: &[ScoredPair],
    decisions: &Decisions,
) -> Result<UnitPairs, NotPartitioned> {
    let records = units.of_record.len();
    let mut found = Vec::with_capacity(pairs.len() + decisions.two_people.len());
    let mut add = |a: u32, b: u32, odds: f32| {
        let (a, b) = (units.of_record[a as usize], units.of_record[b as usize]);
        if a != b {
            found.push((a.min(b), a.max(b), odds));
        }
    };
    for (i, pair) in pairs.iter().enumerate() {
        if pair.first >= pair.second || !pair.log_odds.is_finite() {
            return Err(NotPartitioned::NotAScoredPair { pair: i });
        }
        if pair.second as usize >= records {
            return Err(NotPartitioned::NoSuchRecord { record: pair.second, records });
        }
        add(pair.first, pair.second, pair.log_odds);
    }
    for &(a, b) in &decisions.two_people {
        add(a, b, f32::NEG_INFINITY);
    }
    found.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
    found.dedup_by(|later, kept| {
        let same = (later.0, later.1) == (kept.0, kept.1);
        // Ascending: a decision comes first and stays, of scores the last.
        if same && kept.2 != f32::NEG_INFINITY {
            kept.2 = later.2;
        }
        same
    });
    // Two records of one clean list are two people, whatever their score.
    found.retain(|pair| units.clean[pair.0 as usize] & units.clean[pair.1 as usize] == 0);
    Ok(found)
}

/// Units that pairs hold together, ascending, and all scored pairs among them, numbered by their
/// places among the units.
pub(super) struct Piece {
    units: Vec<u32>,
    pairs: UnitPairs,
}

fn components(units: &Units, pairs: &UnitPairs, settings: &PartitionSettings) -> Vec<Piece> {
    let mut sets = Sets::new(units.len());
    for pair in pairs.iter().filter(|pair| pair.2 >= settings.connecting) {
        sets.join(pair.0, pair.1);
    }
    let mut sizes = vec![0u32; units.len()];
    for unit in 0..units.len() as u32 {
        sizes[sets.find(unit) as usize] += 1;
    }
    let mut piece_of = vec![u32::MAX; units.len()];
    let mut place = vec![0u32; units.len()];
    let mut pieces: Vec<Piece> = Vec::new();
    for unit in 0..units.len() as u32 {
        let root = sets.find(unit) as usize;
        let alone = sizes[root] == 1 && units.records(unit as usize).len() == 1;
        if alone {
            continue;
        }
        if root == unit as usize {
            piece_of[root] = pieces.len() as u32;
            pieces.push(Piece { units: Vec::new(), pairs: Vec::new() });
        }
        let piece = &mut pieces[piece_of[root] as usize];
        place[unit as usize] = piece.units.len() as u32;
        piece.units.push(unit);
    }
    for &(a, b, odds) in pairs {
        let root = sets.find(a);
        if root == sets.find(b) {
            let piece = &mut pieces[piece_of[root as usize] as usize];
            piece.pairs.push((place[a as usize], place[b as usize], odds));
        }
    }
    pieces
}

impl Piece {
    fn component(&self, units: &Units, settings: &PartitionSettings) -> Component {
        let clean = self.units.iter().map(|&unit| units.clean[unit as usize]).collect();
        let unlisted = Evidence::new(settings).unlisted;
        Component::new(clean, &self.pairs, unlisted, settings.connecting)
    }

    /// Links that the scores promise among its units. Where scores are calibrated, what they promise
    /// too much one record is what they promise too little another, so that nothing is taken off.
    pub(super) fn promised(&self, units: &Units) -> f64 {
        let size = |place: u32| units.records(self.units[place as usize] as usize).len() as f64;
        let one =
            |&(a, b, odds): &(u32, u32, f32)| size(a) * size(b) / (1.0 + (-f64::from(odds)).exp());
        self.pairs.iter().map(one).sum()
    }

    /// Links that its partitions hold on average, beside those within its units.
    pub(super) fn held(&self, units: &Units, settings: &PartitionSettings) -> f64 {
        let component = self.component(units, settings);
        let together = if component.len() > settings.enumerated {
            let mut random = ChaCha8Rng::seed_from_u64(self.key(units, settings));
            let still = vec![0.0; settings.draws];
            let (partitions, of_draw) = walk(&component, settings, &still, &mut random);
            let weight = 1.0 / of_draw.len() as f64;
            let drawn = of_draw.iter().map(|&kind| partitions[usize::from(kind)].as_slice());
            Together::of(drawn.map(|labels| (labels, weight)))
        } else {
            let all = enumerate(&component, Evidence::new(settings));
            Together::of(all.iter().map(|x| (x.0.as_slice(), x.1)))
        };
        let size = |place: u32| units.records(self.units[place as usize] as usize).len() as f64;
        together.pairs.iter().map(|&(a, b, p)| p * size(a) * size(b)).sum()
    }

    /// Digest of all that the draws follow from, among it which records they are.
    fn key(&self, units: &Units, settings: &PartitionSettings) -> u64 {
        let mut digest = Digest(0x243f_6a88_85a3_08d3);
        for number in [
            settings.seed,
            settings.draws as u64,
            u64::from(settings.prior.to_bits()) << 32 | u64::from(settings.joining.to_bits()),
            settings.missed.to_bits(),
            settings.doubt.to_bits(),
            u64::from(settings.connecting.to_bits()),
            settings.enumerated as u64,
            settings.burn_in as u64,
            settings.thinning as u64,
        ] {
            digest.take(number);
        }
        for &unit in &self.units {
            let records = units.records(unit as usize);
            digest.take(records.len() as u64);
            for &record in records {
                digest.take(u64::from(record));
            }
            digest.take(units.clean[unit as usize]);
        }
        for &(a, b, odds) in &self.pairs {
            digest.take(u64::from(a) << 32 | u64::from(b));
            digest.take(u64::from(odds.to_bits()));
        }
        digest.0
    }
}

/// A digest that is the same everywhere and always; nobody has a reason to seek collisions.
struct Digest(u64);

impl Digest {
    /// The output function of `SplitMix64` (Steele, Lea and Flood 2014) over the sum so far.
    fn take(&mut self, number: u64) {
        let mut z = (self.0 ^ number).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        self.0 = z ^ z >> 31;
    }
}

fn draw(
    piece: &Piece,
    key: u64,
    units: &Units,
    settings: &PartitionSettings,
    shifts: &[f64],
) -> Drawn {
    let component = piece.component(units, settings);
    let mut random = ChaCha8Rng::seed_from_u64(key);
    let sizes: Vec<f64> =
        piece.units.iter().map(|&unit| units.records(unit as usize).len() as f64).collect();
    let walked = component.len() > settings.enumerated;
    let (partitions, of_draw, together, point);
    if walked {
        (partitions, of_draw) = walk(&component, settings, shifts, &mut random);
        let mut shares = vec![0.0; partitions.len()];
        for &kind in &of_draw {
            shares[usize::from(kind)] += 1.0 / of_draw.len() as f64;
        }
        together = Together::of(partitions.iter().map(Vec::as_slice).zip(shares));
        let mut labels = best(partitions.iter().map(Vec::as_slice), &together, &sizes);
        improve(&component, &mut labels, &together, &sizes);
        point = labels;
    } else {
        let all = enumerate(&component, Evidence::new(settings));
        together = Together::of(all.iter().map(|x| (x.0.as_slice(), x.1)));
        point = best(all.iter().map(|x| x.0.as_slice()), &together, &sizes);
        (partitions, of_draw) = choose(&all, shifts, &mut random);
    }
    of_records(piece, units, key, walked, &partitions, of_draw, &together, &point)
}

/// Draws from a list of partitions with their probabilities: of as many slices of equal probability as there are draws, each draw takes
/// one, in random order, so that shares among the draws are as near to the probabilities as they can be while draws of different
/// components stay independent. Of a draw that shifts all log odds the probabilities are others, by the number of units that join others.
fn choose(
    all: &[(Vec<u32>, f64)],
    shifts: &[f64],
    random: &mut ChaCha8Rng,
) -> (Vec<Vec<u32>>, Vec<u16>) {
    let draws = shifts.len();
    let mut shares: Vec<f64> =
        (0..draws).map(|slice| (slice as f64 + random.random::<f64>()) / draws as f64).collect();
    for i in (1..draws).rev() {
        shares.swap(i, random.random_range(0..=i));
    }
    let clusters = |labels: &[u32]| labels.iter().max().map_or(0, |&most| most + 1);
    let joined: Vec<f64> =
        all.iter().map(|(labels, _)| f64::from(labels.len() as u32 - clusters(labels))).collect();
    let mut number = vec![None; all.len()];
    let mut partitions: Vec<Vec<u32>> = Vec::new();
    let mut weights = vec![0.0; all.len()];
    let of_draw = shares.iter().zip(shifts).map(|(share, shift)| {
        for ((weight, (_, probability)), joined) in weights.iter_mut().zip(all).zip(&joined) {
            *weight = probability * (shift * joined).exp();
        }
        let mut left = share * weights.iter().sum::<f64>();
        let at = weights.iter().position(|weight| {
            left -= weight;
            left < 0.0
        });
        let at = at.unwrap_or(all.len() - 1);
        *number[at].get_or_insert_with(|| {
            partitions.push(all[at].0.clone());
            partitions.len() as u16 - 1
        })
    });
    let of_draw = of_draw.collect();
    (partitions, of_draw)
}

/// As many draws from a walk as there are shifts. They are visited in ascending order, so that the walk has little to make up for from one to the next.
fn walk(
    component: &Component,
    settings: &PartitionSettings,
    shifts: &[f64],
    random: &mut ChaCha8Rng,
) -> (Vec<Vec<u32>>, Vec<u16>) {
    let mut order: Vec<usize> = (0..shifts.len()).collect();
    order.sort_by(|&a, &b| shifts[a].total_cmp(&shifts[b]));
    let mut shift = shifts[order[0]];
    let mut chain = Chain::new(component, Evidence::new(settings).shifted(shift));
    (0..settings.burn_in).for_each(|_| chain.sweep(random));
    let mut number: FxHashMap<Vec<u32>, u16> = FxHashMap::default();
    let mut partitions = Vec::new();
    let mut of_draw = vec![0; shifts.len()];
    for draw in order {
        chain.shift(shifts[draw] - shift);
        shift = shifts[draw];
        (0..settings.thinning).for_each(|_| chain.sweep(random));
        of_draw[draw] = *number.entry(chain.labels()).or_insert_with_key(|labels| {
            partitions.push(labels.clone());
            partitions.len() as u16 - 1
        });
    }
    (partitions, of_draw)
}

/// From units to their records.
#[expect(clippy::too_many_arguments, reason = "what is drawn of a component, put together once")]
fn of_records(
    piece: &Piece,
    units: &Units,
    key: u64,
    walked: bool,
    partitions: &[Vec<u32>],
    of_draw: Vec<u16>,
    together: &Together,
    point: &[u32],
) -> Drawn {
    let records_of = |place: u32| units.records(piece.units[place as usize] as usize);
    let mut records: Vec<(u32, u32)> = Vec::new();
    for place in 0..piece.units.len() as u32 {
        records.extend(records_of(place).iter().map(|&record| (record, place)));
    }
    records.sort_unstable();
    let expand = |labels: &[u32]| -> Vec<u32> {
        records.iter().map(|&(_, place)| labels[place as usize]).collect()
    };
    let mut pairs = Vec::new();
    for &(a, b, probability) in &together.pairs {
        for &x in records_of(a) {
            for &y in records_of(b) {
                let probability = probability.min(1.0) as f32;
                pairs.push(CoClustered { first: x.min(y), second: x.max(y), probability });
            }
        }
    }
    for place in 0..piece.units.len() as u32 {
        let records = records_of(place);
        for (i, &first) in records.iter().enumerate() {
            let with = |&second: &u32| CoClustered { first, second, probability: 1.0 };
            pairs.extend(records[i + 1..].iter().map(with));
        }
    }
    pairs.sort_unstable_by_key(|pair| (pair.first, pair.second));
    Drawn {
        key,
        partitions: partitions.iter().map(|labels| expand(labels)).collect(),
        of_draw,
        together: pairs,
        point: expand(point),
        walked,
        records: records.into_iter().map(|x| x.0).collect(),
    }
}
