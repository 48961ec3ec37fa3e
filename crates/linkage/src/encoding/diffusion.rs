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

/// Which bits each bit enters.
pub(crate) struct Diffusion {
    /// For each bit of the filter the bits of the result that it enters.
    into: Vec<u16>,
    times: usize,
}

impl Diffusion {
    /// `times` bits make one; with one, nothing is changed.
    pub(crate) fn new(key: &[u8; 32], bits: usize, times: u8) -> Self {
        let times = usize::from(times);
        if times == 1 {
            return Self { into: Vec::new(), times };
        }
        let mut rng = ChaCha20Rng::from_seed(*key);
        // Column by column a permutation: bit `permutation[i]` enters bit i of the result.
        let mut into = vec![0_u16; bits * times];
        let mut used = vec![[0_u16; 32]; bits];
        let mut permutation: Vec<u16> = (0..bits as u16).collect();
        for time in 0..times {
            for end in (1..bits).rev() {
                permutation.swap(end, rng.random_range(0..=end));
            }
            for place in 0..bits {
                // A bit that enters the same result twice would cancel itself: it trades places.
                while used[place][..time].contains(&permutation[place]) {
                    let other = rng.random_range(0..bits);
                    let (here, there) = (permutation[other], permutation[place]);
                    let free = other > place || !used[other][..time].contains(&there);
                    if free && !used[place][..time].contains(&here) {
                        permutation.swap(place, other);
                    }
                }
            }
            for (place, &bit) in permutation.iter().enumerate() {
                used[place][time] = bit;
                into[usize::from(bit) * times + time] = place as u16;
            }
        }
        Self { into, times }
    }

    /// The result for one filter.
    pub(crate) fn apply(&self, filter: &[u64], result: &mut [u64]) {
        if self.times == 1 {
            result.copy_from_slice(filter);
            return;
        }
        result.fill(0);
        for (number, &word) in filter.iter().enumerate() {
            let mut rest = word;
            while rest != 0 {
                let bit = number * 64 + rest.trailing_zeros() as usize;
                rest &= rest - 1;
                for &place in &self.into[bit * self.times..][..self.times] {
                    result[usize::from(place) / 64] ^= 1 << (place % 64);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BITS: usize = 2_048;
    const WORDS: usize = BITS / 64;

    #[test]
    fn every_bit_enters_exactly_t_bits_and_every_result_is_made_of_t() {
        let diffusion = Diffusion::new(&[3; 32], BITS, 10);
        let mut made_of = vec![0; BITS];
        for bit in 0..BITS {
            let mut one = [0; WORDS];
            one[bit / 64] = 1 << (bit % 64);
            let mut result = [0; WORDS];
            diffusion.apply(&one, &mut result);
            assert_eq!(result.iter().map(|word| word.count_ones()).sum::<u32>(), 10);
            for place in 0..BITS {
                made_of[place] += result[place / 64] >> (place % 64) & 1;
            }
        }
        assert!(made_of.iter().all(|&count| count == 10));
    }

    #[test]
    fn it_is_linear() {
        let diffusion = Diffusion::new(&[9; 32], BITS, 7);
        let row = |seed: u64| {
            std::array::from_fn(|i| seed.wrapping_mul(i as u64 + 1) ^ seed.rotate_left(i as u32))
        };
        let (a, b): ([u64; WORDS], [u64; WORDS]) =
            (row(0x1234_5678_9abc_def1), row(0x0fed_cba9_8765_4321));
        let sum: [u64; WORDS] = std::array::from_fn(|i| a[i] ^ b[i]);
        let (mut of_a, mut of_b, mut of_sum) = ([0; WORDS], [0; WORDS], [0; WORDS]);
        diffusion.apply(&a, &mut of_a);
        diffusion.apply(&b, &mut of_b);
        diffusion.apply(&sum, &mut of_sum);
        assert_eq!(of_sum, std::array::from_fn(|i| of_a[i] ^ of_b[i]));
    }
}
