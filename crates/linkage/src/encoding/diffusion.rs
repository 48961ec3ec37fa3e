//! Linear diffusion: each bit of an encoding is the exclusive or of t bits of a filter (Armknecht, Heng and Schnell 2023,
//! "Strengthening privacy-preserving record linkage using diffusion", `PoPETs` 2023(2)).
//!
//! A bit that is set with probability d enters t bits of the result, with each of which it correlates by (1 - 2d)^(t-1) only: at a
//! density of 0.42 and t = 5 that is 0.0007. Two filters that differ in a share x of their bits differ in (1 - (1 - 2x)^t) / 2 of the
//! result, so that near filters stay near and all others become equally far.
//!
//! Every bit of the filter enters exactly t bits, and none twice the same. The choice follows from a key that every
//! member of the round gets from the key holders and the hub does not. It is no lock against a member: who has
//! that key can solve the linear equations.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha20Rng;

/// Which bits make each bit.
pub(crate) struct Diffusion {
    /// For each bit of the result, one after the other, the bits of the filter that make it.
    made_of: Vec<u16>,
    times: usize,
    bits: usize,
}

/// Rows that are mixed together: as many as a word has bits.
pub(crate) const TOGETHER: usize = 64;

impl Diffusion {
    /// `times` bits make one; with one, nothing is changed.
    pub(crate) fn new(key: &[u8; 32], bits: usize, times: u8) -> Self {
        let times = usize::from(times);
        if times == 1 {
            return Self { made_of: Vec::new(), times, bits };
        }
        let mut rng = ChaCha20Rng::from_seed(*key);
        // Column by column a permutation: bit `permutation[i]` enters bit i of the result.
        let mut made_of = vec![0_u16; bits * times];
        let mut permutation: Vec<u16> = (0..bits as u16).collect();
        for time in 0..times {
            for end in (1..bits).rev() {
                permutation.swap(end, rng.random_range(0..=end));
            }
            for place in 0..bits {
                let used = |place: usize| &made_of[place * times..][..time];
                // A bit that enters the same result twice would cancel itself: it trades places.
                while used(place).contains(&permutation[place]) {
                    let other = rng.random_range(0..bits);
                    let (here, there) = (permutation[other], permutation[place]);
                    let free = other > place || !used(other).contains(&there);
                    if free && !used(place).contains(&here) {
                        permutation.swap(place, other);
                    }
                }
            }
            for (place, &bit) in permutation.iter().enumerate() {
                made_of[place * times + time] = bit;
            }
        }
        Self { made_of, times, bits }
    }

    /// Puts the results of up to [`TOGETHER`] filters, one after the other, in their place.
    ///
    /// They are mixed all at once: turned, so that a word holds the same bit of every filter, a result is the exclusive or of `t` words.
    pub(crate) fn mix(&self, filters: &mut [u64]) {
        if self.times == 1 {
            return;
        }
        let turned = self.turned(filters);
        let mixed: Vec<u64> = self
            .made_of
            .chunks_exact(self.times)
            .map(|bits| bits.iter().fold(0, |sum, &bit| sum ^ turned[usize::from(bit)]))
            .collect();
        let words = self.bits / 64;
        for (word, square) in mixed.as_chunks().0.iter().enumerate() {
            let square = transposed(*square);
            for (row, value) in filters.chunks_exact_mut(words).zip(square) {
                row[word] = value;
            }
        }
    }

    /// For each bit of a filter a word of that bit of every filter.
    fn turned(&self, filters: &[u64]) -> Vec<u64> {
        let words = self.bits / 64;
        let mut turned = Vec::with_capacity(self.bits);
        for word in 0..words {
            let mut square = [0; TOGETHER];
            for (value, row) in square.iter_mut().zip(filters.chunks_exact(words)) {
                *value = row[word];
            }
            turned.extend(transposed(square));
        }
        turned
    }
}

/// A square of bits with rows and columns exchanged: quarters change places, then the quarters of quarters.
fn transposed(mut square: [u64; 64]) -> [u64; 64] {
    let (mut width, mut low) = (32, u64::from(u32::MAX));
    while width > 0 {
        for pair in (0..64).filter(|row| row & width == 0) {
            let moved = ((square[pair] >> width) ^ square[pair + width]) & low;
            square[pair] ^= moved << width;
            square[pair + width] ^= moved;
        }
        width /= 2;
        low ^= low << width;
    }
    square
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BITS: usize = 2_048;
    const WORDS: usize = BITS / 64;

    #[test]
    fn every_bit_enters_exactly_t_bits_and_every_result_is_made_of_t() {
        let diffusion = Diffusion::new(&[3; 32], BITS, 10);
        let mut made_of = vec![0; BITS];
        for bit in 0..BITS {
            let mut one = [0; WORDS];
            one[bit / 64] = 1 << (bit % 64);
            diffusion.mix(&mut one);
            assert_eq!(one.iter().map(|word| word.count_ones()).sum::<u32>(), 10);
            for place in 0..BITS {
                made_of[place] += one[place / 64] >> (place % 64) & 1;
            }
        }
        assert!(made_of.iter().all(|&count| count == 10));
    }

    proptest! {
        #[test]
        fn rows_that_are_mixed_together_are_each_mixed_by_themselves(
            rows in proptest::collection::vec(proptest::array::uniform32(any::<u64>()), 1..=TOGETHER),
            times in 1_u8..9,
        ) {
            let diffusion = Diffusion::new(&[9; 32], BITS, times);
            let mut together = rows.concat();
            diffusion.mix(&mut together);
            for (row, mixed) in rows.iter().zip(together.chunks_exact(WORDS)) {
                let bit = |bit: usize| row[bit / 64] >> (bit % 64) & 1;
                for place in 0..BITS {
                    let made = match times {
                        1 => bit(place),
                        _ => diffusion.made_of[place * usize::from(times)..][..usize::from(times)]
                            .iter()
                            .fold(0, |sum, &of| sum ^ bit(usize::from(of))),
                    };
                    prop_assert_eq!(mixed[place / 64] >> (place % 64) & 1, made);
                }
            }
        }
    }
}
