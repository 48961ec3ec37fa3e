//! Draws of who is who, stored as what is certain, once, and what is in doubt.

use std::collections::HashMap;
use std::fmt;

use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::settings::PartitionSettings;

/// Every record's person. A person is named by the smallest of its records.
///
/// Its `Debug` says how large it is and nothing of who is who.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partition {
    person: Vec<u32>,
}

impl fmt::Debug for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a partition of {} records", self.person.len())
    }
}

impl Partition {
    /// From one name per record: records with the same name are one person.
    ///
    /// ```
    /// use concert_linkage::partition::Partition;
    ///
    /// let partition = Partition::of(["x", "y", "x"]);
    /// assert_eq!(partition.person(2), 0);
    /// assert_eq!(partition.people(), 2);
    /// ```
    pub fn of<T: std::hash::Hash + Eq>(names: impl IntoIterator<Item = T>) -> Self {
        let mut first: HashMap<T, u32> = HashMap::new();
        let named = names.into_iter().enumerate();
        Self { person: named.map(|(i, name)| *first.entry(name).or_insert(i as u32)).collect() }
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.person.len()
    }

    /// There is no record.
    pub fn is_empty(&self) -> bool {
        self.person.is_empty()
    }

    /// The person of a record: the smallest of that person's records.
    pub fn person(&self, record: u32) -> u32 {
        self.person[record as usize]
    }

    /// Number of people.
    pub fn people(&self) -> usize {
        self.person.iter().enumerate().filter(|&(record, &person)| record as u32 == person).count()
    }

    /// Number of pairs of records that are one person.
    pub fn pairs(&self) -> u64 {
        let mut sizes = vec![0u64; self.person.len()];
        let earlier = self.person.iter().map(|&person| {
            sizes[person as usize] += 1;
            sizes[person as usize] - 1
        });
        earlier.sum()
    }

    /// The records of each person, ascending, people in the order of their smallest records.
    pub fn clusters(&self) -> Vec<Vec<u32>> {
        let mut at = vec![0; self.person.len()];
        let mut clusters: Vec<Vec<u32>> = Vec::new();
        for (record, &person) in self.person.iter().enumerate() {
            if record as u32 == person {
                at[record] = clusters.len();
                clusters.push(Vec::new());
            }
            clusters[at[person as usize]].push(record as u32);
        }
        clusters
    }

    /// Number of people by the number of their records; the first entry is for one record.
    pub fn sizes(&self) -> Vec<u64> {
        let mut of_person = vec![0usize; self.person.len()];
        for &person in &self.person {
            of_person[person as usize] += 1;
        }
        let mut sizes = vec![0; of_person.iter().copied().max().unwrap_or(0)];
        for size in of_person.into_iter().filter(|&size| size > 0) {
            sizes[size - 1] += 1;
        }
        sizes
    }

    /// Gives some records, ascending, new clusters by their labels.
    fn overwrite(&mut self, records: &[u32], labels: &[u32], first: &mut Vec<u32>) {
        first.clear();
        first.resize(records.len(), u32::MAX);
        for (&record, &label) in records.iter().zip(labels) {
            let name = &mut first[label as usize];
            *name = (*name).min(record);
            self.person[record as usize] = *name;
        }
    }
}

/// From this probability on a pair is one person.
const CERTAIN: f32 = 0.999_999;

/// Two records and the probability, by all that is known of them and of others, that they are one
/// person.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CoClustered {
    /// The record with the smaller number.
    pub first: u32,
    /// The record with the larger number.
    pub second: u32,
    /// The probability, 0 to 1.
    pub probability: f32,
}

/// What is known of who is who: draws from the posterior distribution of the partition.
///
/// Its `Debug` says how much there is and nothing of who is who.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Posterior {
    pub(super) draws: usize,
    seed: u64,
    lost: Vec<f64>,
    pub(super) point: Partition,
    pub(super) doubts: Vec<Doubt>,
    records: Vec<u32>,
    labels: Vec<u32>,
    choices: Vec<u64>,
    together: Vec<CoClustered>,
    /// The component of each record, or [`CLEAR`].
    doubt_of: Vec<u32>,
}

/// No component that is in doubt.
const CLEAR: u32 = u32::MAX;

/// A component of which the draws differ, or that was too large to be enumerated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Doubt {
    /// Digest of all that the draws follow from.
    pub(super) key: u64,
    records: (usize, usize),
    /// Where its partitions begin, each as long as there are records.
    labels: usize,
    /// Where begins which partition each draw has, with so many bits per draw.
    choices: usize,
    width: u32,
    together: (usize, usize),
}

/// What is drawn for one component.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    pub(super) key: u64,
    /// The records, ascending.
    pub(crate) records: Vec<u32>,
    /// The partitions that occur, as a label for each record below the number of records.
    pub(crate) partitions: Vec<Vec<u32>>,
    /// Which of them each draw has.
    pub(crate) of_draw: Vec<u16>,
    pub(super) together: Vec<CoClustered>,
    /// The labels of the point partition.
    pub(crate) point: Vec<u32>,
    /// Kept even where all draws are the same, so that it need not be walked over again.
    pub(super) walked: bool,
}

impl fmt::Debug for Posterior {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (draws, records, doubts) = (self.draws, self.point.len(), self.doubts.len());
        write!(f, "{draws} draws of who is who among {records} records, {doubts} places in doubt")
    }
}

impl Posterior {
    pub(super) fn new(records: usize, settings: &PartitionSettings) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(settings.seed);
        Self {
            draws: settings.draws,
            seed: settings.seed,
            lost: (0..settings.draws).map(|_| settings.lost.drawn(&mut random)).collect(),
            point: Partition { person: (0..records as u32).collect() },
            doubts: Vec::new(),
            records: Vec::new(),
            labels: Vec::new(),
            choices: Vec::new(),
            together: Vec::new(),
            doubt_of: vec![CLEAR; records],
        }
    }

    pub(super) fn add(&mut self, drawn: &Drawn) {
        self.point.overwrite(&drawn.records, &drawn.point, &mut Vec::new());
        let certain = drawn.together.iter().all(|pair| pair.probability > CERTAIN);
        if drawn.partitions.len() == 1
            && !drawn.walked
            && certain
            && drawn.partitions[0] == drawn.point
        {
            return;
        }
        let bits = usize::BITS - (drawn.partitions.len() - 1).leading_zeros();
        // A power of two, so that no number lies across two words.
        let width = if bits == 0 { 0 } else { bits.next_power_of_two() };
        self.doubts.push(Doubt {
            key: drawn.key,
            records: (self.records.len(), drawn.records.len()),
            labels: self.labels.len(),
            choices: self.choices.len(),
            width,
            together: (self.together.len(), drawn.together.len()),
        });
        for &record in &drawn.records {
            self.doubt_of[record as usize] = self.doubts.len() as u32 - 1;
        }
        self.records.extend(&drawn.records);
        for labels in &drawn.partitions {
            self.labels.extend(labels);
        }
        self.together.extend(&drawn.together);
        if width > 0 {
            for choices in drawn.of_draw.chunks(64 / width as usize) {
                let word = choices.iter().rev().fold(0, |word: u64, &choice| {
                    word.checked_shl(width).unwrap_or(0) | u64::from(choice)
                });
                self.choices.push(word);
            }
        }
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.point.len()
    }

    /// There is no record.
    pub fn is_empty(&self) -> bool {
        self.point.is_empty()
    }

    /// Number of draws.
    pub fn draws(&self) -> usize {
        self.draws
    }

    /// Share of the true matches that were never compared, as a draw has it. The partition of the draw does not hold them;
    /// what is counted of it takes them into account.
    ///
    /// # Panics
    /// If there are not so many draws.
    pub fn lost(&self, draw: usize) -> f64 {
        self.lost[draw]
    }

    /// What decides by chance in a draw whatever its partition leaves open.
    pub(crate) fn random(&self, draw: usize) -> ChaCha8Rng {
        let mut random = ChaCha8Rng::seed_from_u64(self.seed);
        // The first stream has drawn the shares that are lost.
        random.set_stream(draw as u64 + 1);
        random
    }

    /// The partition of least expected loss over pairs of records. Any two records of one person
    /// in it are so with a probability of 0.45 or more, on the average over that person.
    pub fn point(&self) -> &Partition {
        &self.point
    }

    /// One draw.
    ///
    /// # Panics
    /// If there are not so many draws.
    pub fn draw(&self, draw: usize) -> Partition {
        let mut partition = self.point.clone();
        let mut first = Vec::new();
        for doubt in &self.doubts {
            let labels = self.labels_of(doubt, draw);
            partition.overwrite(self.records_of(doubt), labels, &mut first);
        }
        partition
    }

    /// Pairs of records, ascending within each component, that may be one person and stand in a component
    /// that is not wholly certain, with the probability that they are: exact where the component was
    /// enumerated, a share of the draws where it was walked over. Any other
    /// pair is as the point partition has it.
    pub fn in_doubt(&self) -> &[CoClustered] {
        &self.together
    }

    /// The probability that two different records are one person.
    pub fn probability(&self, a: u32, b: u32) -> f32 {
        let (first, second) = (a.min(b), a.max(b));
        if let Some(doubt) = self.doubts.get(self.doubt_of[first as usize] as usize) {
            let pairs = self.together_in(doubt);
            let at = pairs.binary_search_by_key(&(first, second), |x| (x.first, x.second));
            return at.map_or(0.0, |at| pairs[at].probability);
        }
        f32::from(u8::from(self.point.person(first) == self.point.person(second)))
    }

    /// What was drawn for each component of which the draws differ, or that was walked over.
    pub(crate) fn each_place(&self, see: &mut dyn FnMut(&Drawn)) {
        for doubt in &self.doubts {
            see(&self.drawn(doubt));
        }
    }

    pub(super) fn records_of(&self, doubt: &Doubt) -> &[u32] {
        &self.records[doubt.records.0..][..doubt.records.1]
    }

    pub(super) fn together_in(&self, doubt: &Doubt) -> &[CoClustered] {
        &self.together[doubt.together.0..][..doubt.together.1]
    }

    /// The labels, in one draw, of the records of a component.
    pub(super) fn labels_of(&self, doubt: &Doubt, draw: usize) -> &[u32] {
        assert!(draw < self.draws, "there are {} draws", self.draws);
        let records = doubt.records.1;
        &self.labels[doubt.labels + self.choice(doubt, draw) * records..][..records]
    }

    /// Labels of the point partition for some records, numbered by first appearance.
    pub(super) fn labels_at(&self, records: &[u32]) -> Vec<u32> {
        let mut number: FxHashMap<u32, u32> = FxHashMap::default();
        let people = records.iter().map(|&record| self.point.person(record));
        people
            .map(|person| {
                let next = number.len() as u32;
                *number.entry(person).or_insert(next)
            })
            .collect()
    }

    /// Which of the partitions of a component a draw has.
    pub(super) fn choice(&self, doubt: &Doubt, draw: usize) -> usize {
        if doubt.width == 0 {
            return 0;
        }
        let per_word = 64 / doubt.width as usize;
        let word = self.choices[doubt.choices + draw / per_word];
        let shifted = word >> (doubt.width as usize * (draw % per_word));
        (shifted & ((1 << doubt.width) - 1)) as usize
    }

    /// What was drawn for a component, as it was when it was added.
    pub(super) fn drawn(&self, doubt: &Doubt) -> Drawn {
        let records = self.records_of(doubt).to_vec();
        let of_draw: Vec<u16> =
            (0..self.draws).map(|draw| self.choice(doubt, draw) as u16).collect();
        let kinds = of_draw.iter().copied().max().map_or(1, |most| usize::from(most) + 1);
        let partitions = self.labels[doubt.labels..][..kinds * records.len()]
            .chunks(records.len())
            .map(<[u32]>::to_vec)
            .collect();
        let point = self.labels_at(&records);
        Drawn {
            key: doubt.key,
            partitions,
            of_draw,
            together: self.together_in(doubt).to_vec(),
            point,
            records,
            walked: true,
        }
    }
}
