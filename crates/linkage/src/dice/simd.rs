//! Counting the common bits of a tile of queries and a group of records: the hot loop, once for each kind of processor.
//!
//! - **AVX-512** (`VPOPCNTDQ`): eight records to a register; AND, count, add.
//! - **AVX2** has no instruction that counts bits. Four bits of each of 32 records are the indexes of one `vpshufb` whose table
//!   holds, for the four bits of a query, how many are shared: counting costs a lookup and an addition for 128 bits and query,
//!   and because a count takes half a byte, each lookup serves two queries. (Byte lookups in registers: Mula, Kurz and
//!   Lemire 2018; tables made from the query: André, Kermarrec and Le Scouarnec 2015.)
//! - **portable**: whole words in plain Rust, which the compiler turns into what the processor has.
//!
//! After each [`SECTION`](super::block::SECTION) of words the kernel stops if no pair of the tile can reach what it needs even
//! if all bits that are left were shared, which changes no answer. All paths are held to equal answers by tests.
//!
//! This is the only file of Concert with `unsafe`: for calls of functions that need instructions beyond the baseline, behind a check
//! that the processor has them, and to load and store registers from arrays of exactly their size.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::block::{Block, LANES, Lanes, Looked, QUERIES, SECTION, Tile};

/// The instructions by which rows are compared. Answers do not depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Path {
    /// Plain Rust.
    Portable,
    /// 256-bit registers of x86-64.
    Avx2,
    /// 512-bit registers of x86-64 with counts of bits.
    Avx512,
}

impl Path {
    /// The paths that this processor has, the fastest last.
    pub fn available() -> Vec<Self> {
        [Self::Portable, Self::Avx2, Self::Avx512]
            .into_iter()
            .filter(|&path| Kernel::new(path).is_some())
            .collect()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Portable => "portable instructions",
            Self::Avx2 => "AVX2",
            Self::Avx512 => "AVX-512",
        })
    }
}

/// A path that this processor has: [`Kernel::new`] is the only way to one, on which the safety of this file rests.
#[derive(Clone, Copy)]
pub(super) struct Kernel(Path);

/// How many bits each query shares with each record of a group.
pub(super) type Counts = [[u16; LANES]; QUERIES];

/// What a tile needs to be of interest.
#[derive(Clone, Copy)]
pub(super) struct Needed {
    /// Bits that each query must share with some record. Queries that are not there need more than there is.
    pub(super) of: [i16; QUERIES],
    /// The kernel may stop before the last word.
    pub(super) early: bool,
}

impl Kernel {
    pub(super) fn new(path: Path) -> Option<Self> {
        let has = match path {
            Path::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Path::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("popcnt"),
            #[cfg(target_arch = "x86_64")]
            Path::Avx512 => {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512vpopcntdq")
                    && is_x86_feature_detected!("popcnt")
            }
            #[cfg(not(target_arch = "x86_64"))]
            _ => false,
        };
        has.then_some(Self(path))
    }

    /// The fastest path whose answers were held against the others on a processor that has it. That of AVX-512 was not
    /// yet, so it is taken by whoever [asks for it](super::AllPairs::by) only; the tests try it wherever they find it.
    pub(super) fn best() -> Self {
        Self::new(Path::Avx2).unwrap_or(Self(Path::Portable))
    }

    pub(super) fn path(self) -> Path {
        self.0
    }

    /// The layout is by four bits, else by words.
    pub(super) fn by_nibbles(self) -> bool {
        self.0 == Path::Avx2
    }

    /// Counts what each query of the tile shares with each record of the group, unless no pair can share what its query
    /// needs; then the answer is no and `counts` are of no use.
    pub(super) fn count(
        self,
        tile: &Tile,
        block: &Block,
        group: usize,
        needs: Needed,
        counts: &mut Counts,
    ) -> bool {
        let bounds = Bounds { needs, tile: &tile.rest, group: block.rest(group) };
        let words = bounds.group.len() * SECTION;
        match (&tile.looked, &block.lanes) {
            (Looked::Words(queries), Lanes::Words(lanes)) => {
                let lanes = &lanes[group * words..][..words];
                match self.0 {
                    #[cfg(target_arch = "x86_64")]
                    #[expect(unsafe_code, reason = "a call beyond the baseline")]
                    // SAFETY: A kernel of this path exists only where the processor has the instructions.
                    Path::Avx512 => unsafe { avx512::count(queries, lanes, &bounds, counts) },
                    _ => portable(queries, lanes, &bounds, counts),
                }
            }
            #[cfg(target_arch = "x86_64")]
            (Looked::Tables(tables), Lanes::Nibbles(lanes)) if self.0 == Path::Avx2 => {
                let lanes = &lanes[group * words * 16..][..words * 16];
                #[expect(unsafe_code, reason = "a call beyond the baseline")]
                // SAFETY: A kernel of this path exists only where the processor has the instructions.
                unsafe {
                    avx2::count(tables, lanes, &bounds, counts)
                }
            }
            _ => unreachable!("tile and block were laid out for the same kernel"),
        }
    }

    /// Bits that two rows share.
    pub(super) fn common(self, first: &[u64], second: &[u64]) -> u32 {
        match self.0 {
            Path::Portable => common(first, second),
            #[cfg(target_arch = "x86_64")]
            #[expect(unsafe_code, reason = "a call beyond the baseline")]
            // SAFETY: A kernel of these paths exists only where the processor has the instruction.
            Path::Avx2 | Path::Avx512 => unsafe { common_counted(first, second) },
            #[cfg(not(target_arch = "x86_64"))]
            _ => common(first, second),
        }
    }
}

/// What allows the kernel to stop early.
struct Bounds<'a> {
    needs: Needed,
    /// Set bits of each query after each section.
    tile: &'a [[i16; QUERIES]],
    /// The most set bits of any record after each section.
    group: &'a [i16],
}

impl Bounds<'_> {
    /// What each query must share with a record within the sections up to and with this one, or none if that excludes
    /// nothing.
    #[inline]
    fn floors(&self, section: usize) -> Option<[i16; QUERIES]> {
        if !self.needs.early && section + 1 < self.group.len() {
            return None;
        }
        let mut floors = self.needs.of;
        for (floor, own) in floors.iter_mut().zip(&self.tile[section]) {
            *floor -= own.min(&self.group[section]);
        }
        // One query for which all is possible is enough.
        floors.iter().all(|&floor| floor > 0).then_some(floors)
    }
}

#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "only then it is compiled once more with the counting instruction"
)]
fn common(first: &[u64], second: &[u64]) -> u32 {
    first.iter().zip(second).map(|(a, b)| (a & b).count_ones()).sum()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "popcnt")]
fn common_counted(first: &[u64], second: &[u64]) -> u32 {
    common(first, second)
}

fn portable(
    queries: &[[u64; QUERIES]],
    lanes: &[[u64; LANES]],
    bounds: &Bounds<'_>,
    counts: &mut Counts,
) -> bool {
    let mut sums = [[0u64; LANES]; QUERIES];
    for section in 0..bounds.group.len() {
        for word in section * SECTION..(section + 1) * SECTION {
            for (sums, query) in sums.iter_mut().zip(queries[word]) {
                for (sum, lane) in sums.iter_mut().zip(&lanes[word]) {
                    *sum += u64::from((query & lane).count_ones());
                }
            }
        }
        if let Some(floors) = bounds.floors(section) {
            let alive =
                |(sums, floor): (&[u64; LANES], i16)| sums.iter().any(|&sum| sum >= floor as u64);
            if !sums.iter().zip(floors).any(alive) {
                return false;
            }
        }
    }
    for (count, sum) in counts.iter_mut().flatten().zip(sums.iter().flatten()) {
        *count = *sum as u16;
    }
    true
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm_set_epi64x, _mm256_add_epi8, _mm256_add_epi16, _mm256_and_si256,
        _mm256_broadcastsi128_si256, _mm256_cmpgt_epi16, _mm256_or_si256, _mm256_set1_epi8,
        _mm256_set1_epi16, _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_slli_epi16,
        _mm256_srli_epi16, _mm256_sub_epi8, _mm256_testz_si256,
    };

    use super::{Bounds, Counts, LANES, QUERIES, SECTION};

    /// Lookups that are added before the two counts of a byte are taken apart.
    const WINDOW: usize = 4;
    const NIBBLES: usize = SECTION * 16;

    #[inline]
    #[target_feature(enable = "avx2")]
    fn load(bytes: &[u8; 32]) -> __m256i {
        #[expect(unsafe_code, reason = "a load from an array")]
        // SAFETY: The array is as long as the register; the load asks for no alignment.
        unsafe {
            std::arch::x86_64::_mm256_loadu_si256(bytes.as_ptr().cast())
        }
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn store(register: __m256i) -> [u16; 16] {
        let mut out = [0; 16];
        #[expect(unsafe_code, reason = "a store into an array")]
        // SAFETY: The array is as long as the register; the store asks for no alignment.
        unsafe {
            std::arch::x86_64::_mm256_storeu_si256(out.as_mut_ptr().cast(), register);
        }
        out
    }

    /// Sixteen bytes, twice.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn table(bytes: u128) -> __m256i {
        _mm256_broadcastsi128_si256(_mm_set_epi64x((bytes >> 64) as i64, bytes as i64))
    }

    /// Both halves of the records, both pairs of queries.
    #[target_feature(enable = "avx2")]
    pub(super) fn count(
        tables: &[[u128; QUERIES / 2]],
        lanes: &[[u8; LANES]],
        bounds: &Bounds<'_>,
        counts: &mut Counts,
    ) -> bool {
        let low = _mm256_set1_epi8(15);
        let even = _mm256_set1_epi16(255);
        // For each query and half of the records, the counts of its even and of its odd records.
        let mut sums = [[[_mm256_setzero_si256(); 2]; 2]; QUERIES];
        let of_sections = tables.chunks_exact(NIBBLES).zip(lanes.chunks_exact(NIBBLES));
        for (section, (tables, lanes)) in of_sections.enumerate() {
            // One pair of queries after the other: four tables and four counts stay in registers.
            for pair in 0..2 {
                let mut both = [_mm256_setzero_si256(); 2];
                let mut upper = [_mm256_setzero_si256(); 2];
                for (tables, lanes) in
                    tables.as_chunks::<WINDOW>().0.iter().zip(lanes.as_chunks::<WINDOW>().0)
                {
                    let tables = tables.map(|of_both| of_both[pair]);
                    let tables =
                        [table(tables[0]), table(tables[1]), table(tables[2]), table(tables[3])];
                    for half in 0..2 {
                        let shared = |n: usize| {
                            _mm256_shuffle_epi8(
                                tables[n],
                                load(&lanes[n].as_chunks::<32>().0[half]),
                            )
                        };
                        let found = _mm256_add_epi8(
                            _mm256_add_epi8(shared(0), shared(1)),
                            _mm256_add_epi8(shared(2), shared(3)),
                        );
                        let shifted = _mm256_and_si256(_mm256_srli_epi16::<4>(found), low);
                        both[half] = _mm256_add_epi8(both[half], found);
                        upper[half] = _mm256_add_epi8(upper[half], shifted);
                    }
                }
                // A section has 128 bits, so no count of it outgrows its byte; `both` may wrap, its difference does not.
                for half in 0..2 {
                    let sixteen = _mm256_slli_epi16::<4>(_mm256_and_si256(upper[half], low));
                    let lower = _mm256_sub_epi8(both[half], sixteen);
                    for (q, found) in [(2 * pair, lower), (2 * pair + 1, upper[half])] {
                        let [evens, odds] = &mut sums[q][half];
                        *evens = _mm256_add_epi16(*evens, _mm256_and_si256(found, even));
                        *odds = _mm256_add_epi16(*odds, _mm256_srli_epi16::<8>(found));
                    }
                }
            }
            if let Some(floors) = bounds.floors(section) {
                let mut alive = _mm256_setzero_si256();
                for (sums, floor) in sums.iter().zip(floors) {
                    let below = _mm256_set1_epi16(floor - 1);
                    for &sum in sums.as_flattened() {
                        alive = _mm256_or_si256(alive, _mm256_cmpgt_epi16(sum, below));
                    }
                }
                if _mm256_testz_si256(alive, alive) == 1 {
                    return false;
                }
            }
        }
        for (counts, sums) in counts.iter_mut().zip(sums) {
            for (counts, [evens, odds]) in counts.as_chunks_mut::<32>().0.iter_mut().zip(sums) {
                let (evens, odds) = (store(evens), store(odds));
                for (two, (even, odd)) in
                    counts.as_chunks_mut::<2>().0.iter_mut().zip(evens.into_iter().zip(odds))
                {
                    *two = [even, odd];
                }
            }
        }
        true
    }
}

#[cfg(target_arch = "x86_64")]
mod avx512 {
    use std::arch::x86_64::{
        __m512i, _mm512_add_epi64, _mm512_and_si512, _mm512_cmpge_epi64_mask, _mm512_popcnt_epi64,
        _mm512_set1_epi64, _mm512_setzero_si512,
    };

    use super::{Bounds, Counts, LANES, QUERIES, SECTION};

    /// Records of a register.
    const WIDTH: usize = 8;
    /// Registers of records that are compared together: 16 of the 32 registers hold counts then.
    const DEEP: usize = 4;

    #[inline]
    #[target_feature(enable = "avx512f")]
    fn load(words: &[u64; WIDTH]) -> __m512i {
        #[expect(unsafe_code, reason = "a load from an array")]
        // SAFETY: The array is as long as the register; the load asks for no alignment.
        unsafe {
            std::arch::x86_64::_mm512_loadu_si512(words.as_ptr().cast())
        }
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    fn store(register: __m512i) -> [u64; WIDTH] {
        let mut out = [0; WIDTH];
        #[expect(unsafe_code, reason = "a store into an array")]
        // SAFETY: The array is as long as the register; the store asks for no alignment.
        unsafe {
            std::arch::x86_64::_mm512_storeu_si512(out.as_mut_ptr().cast(), register);
        }
        out
    }

    /// Half of the records, then the other half, each for itself ended early.
    #[target_feature(enable = "avx512f,avx512vpopcntdq")]
    pub(super) fn count(
        queries: &[[u64; QUERIES]],
        lanes: &[[u64; LANES]],
        bounds: &Bounds<'_>,
        counts: &mut Counts,
    ) -> bool {
        let mut any = false;
        for half in 0..LANES / (WIDTH * DEEP) {
            let sums = count_half(queries, lanes, half * DEEP, bounds);
            any |= sums.is_some();
            // Where nothing can reach what it needs, that is more than zero.
            let sums = sums.unwrap_or([[_mm512_setzero_si512(); DEEP]; QUERIES]);
            for (counts, sums) in counts.iter_mut().zip(sums) {
                for (deep, sum) in sums.into_iter().enumerate() {
                    let counts = &mut counts.as_chunks_mut::<WIDTH>().0[half * DEEP + deep];
                    *counts = store(sum).map(|sum| sum as u16);
                }
            }
        }
        any
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512vpopcntdq")]
    fn count_half(
        queries: &[[u64; QUERIES]],
        lanes: &[[u64; LANES]],
        from: usize,
        bounds: &Bounds<'_>,
    ) -> Option<[[__m512i; DEEP]; QUERIES]> {
        let mut sums = [[_mm512_setzero_si512(); DEEP]; QUERIES];
        let of_sections = queries.chunks_exact(SECTION).zip(lanes.chunks_exact(SECTION));
        for (section, (queries, lanes)) in of_sections.enumerate() {
            for (words, lanes) in queries.iter().zip(lanes) {
                let lanes = lanes.as_chunks::<WIDTH>().0;
                let records: [__m512i; DEEP] = [
                    load(&lanes[from]),
                    load(&lanes[from + 1]),
                    load(&lanes[from + 2]),
                    load(&lanes[from + 3]),
                ];
                for q in 0..QUERIES {
                    let query = _mm512_set1_epi64(words[q] as i64);
                    for deep in 0..DEEP {
                        let found = _mm512_popcnt_epi64(_mm512_and_si512(query, records[deep]));
                        sums[q][deep] = _mm512_add_epi64(sums[q][deep], found);
                    }
                }
            }
            if let Some(floors) = bounds.floors(section) {
                let mut alive = 0;
                for (sums, floor) in sums.iter().zip(floors) {
                    let floor = _mm512_set1_epi64(i64::from(floor));
                    for &sum in sums {
                        alive |= _mm512_cmpge_epi64_mask(sum, floor);
                    }
                }
                if alive == 0 {
                    return None;
                }
            }
        }
        Some(sums)
    }
}
