//! Encodings that are known to be weak, for the attacks to break.
//!
//! **None of them is fit for people's data.** They are the filters and the hardenings of the literature, each as its authors
//! describe it, and stand here so that every attack can be shown to succeed where it must, and so that
//! what Concert uses is judged beside them.

use hmac::{Hmac, KeyInit, Mac};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rustc_hash::FxHashMap;
use sha2::Sha256;

use super::TokenSets;
use crate::Filters;

/// How a filter is made harder to read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Hardening {
    /// Not at all: a record-level filter (CLK, Schnell, Bachteler and Reiher 2011).
    None,
    /// The two halves are added modulo 2 (Schnell and Borgs 2016).
    XorFold,
    /// Each bit becomes the sum modulo 2 of its two neighbours (rule 90, Schnell and Borgs 2018).
    Rule90,
    /// Each bit is flipped with this probability (BLIP, Alaggan, Gambs and Kermarrec 2012).
    Flip(f64),
    /// Each bit becomes the sum modulo 2 of this many keyed positions (Armknecht, Heng and Schnell 2023).
    Diffusion(usize),
}

/// A keyed filter.
#[derive(Clone)]
pub struct Opponent {
    /// Bits of the filter before hardening: a multiple of 128.
    pub bits: usize,
    /// How many positions a token sets, for each unit of its weight.
    pub positions: usize,
    /// How it is hardened.
    pub hardening: Hardening,
    /// The key, the same for every member that encodes.
    pub key: [u8; 32],
}

impl std::fmt::Debug for Opponent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a filter of {} bits, {:?}", self.bits, self.hardening)
    }
}

impl Opponent {
    /// 1,024 bits, 10 positions for each token.
    pub fn new(hardening: Hardening, key: [u8; 32]) -> Self {
        Self { bits: 1024, positions: 10, hardening, key }
    }

    /// Encodes records. With `salts`, one for each record, tokens of records of different salts set different positions.
    pub fn encode(
        &self,
        records: &TokenSets,
        salts: Option<&[u64]>,
        rng: &mut impl Rng,
    ) -> Filters {
        let words = self.bits / 64;
        let folded = if self.hardening == Hardening::XorFold { self.bits / 2 } else { self.bits };
        let mut filters = Filters::new(folded);
        let mut positions: FxHashMap<(u64, u32), Vec<u16>> = FxHashMap::default();
        let parities = self.parities();
        for record in 0..records.len() {
            let salt = salts.map_or(0, |salts| salts[record]);
            let mut row = vec![0_u64; words];
            for &token in records.get(record) {
                let number = (self.positions as f32 * records.weight(token)).round() as usize;
                let set = positions
                    .entry((salt, token))
                    .or_insert_with(|| self.positions_of(salt, records.name(token), number));
                for &position in set.iter() {
                    row[usize::from(position) / 64] |= 1 << (position % 64);
                }
            }
            filters.push(&self.harden(&row, &parities, rng));
        }
        filters
    }

    /// Which positions a token sets.
    fn positions_of(&self, salt: u64, token: u64, number: usize) -> Vec<u16> {
        let mut positions = Vec::with_capacity(number + 16);
        for block in 0_u64.. {
            if positions.len() >= number {
                break;
            }
            let digest = self.digest(&[
                b"position",
                &salt.to_le_bytes(),
                &token.to_le_bytes(),
                &block.to_le_bytes(),
            ]);
            positions.extend(
                digest
                    .chunks_exact(2)
                    .map(|pair| u16::from_le_bytes([pair[0], pair[1]]) % self.bits as u16),
            );
        }
        positions.truncate(number);
        positions
    }

    /// Which bits of the filter each bit of the encoding sums up.
    fn parities(&self) -> Vec<Vec<usize>> {
        let Hardening::Diffusion(inputs) = self.hardening else { return Vec::new() };
        let mut rng = ChaCha8Rng::from_seed(self.digest(&[b"diffusion"]));
        (0..self.bits)
            .map(|_| rand::seq::index::sample(&mut rng, self.bits, inputs).into_vec())
            .collect()
    }

    fn digest(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.key).expect("keys of every length are good");
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    fn harden(&self, row: &[u64], parities: &[Vec<usize>], rng: &mut impl Rng) -> Vec<u64> {
        let bit = |position: usize| row[position / 64] >> (position % 64) & 1;
        match self.hardening {
            Hardening::None => row.to_vec(),
            Hardening::XorFold => {
                row[..row.len() / 2].iter().zip(&row[row.len() / 2..]).map(|(a, b)| a ^ b).collect()
            }
            Hardening::Rule90 => packed(self.bits, |position| {
                bit((position + self.bits - 1) % self.bits) ^ bit((position + 1) % self.bits)
            }),
            Hardening::Flip(share) => {
                packed(self.bits, |position| bit(position) ^ u64::from(rng.random_bool(share)))
            }
            Hardening::Diffusion(_) => packed(self.bits, |position| {
                parities[position].iter().fold(0, |sum, &input| sum ^ bit(input))
            }),
        }
    }
}

fn packed(bits: usize, mut bit: impl FnMut(usize) -> u64) -> Vec<u64> {
    let mut words = vec![0; bits / 64];
    for position in 0..bits {
        words[position / 64] |= bit(position) << (position % 64);
    }
    words
}
